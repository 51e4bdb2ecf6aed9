//! Non-refoulement at each door of a dossier: every field, every spelling, every desk that reaches the State.

use crate::story::*;
use casefile::{CaseError, HoldReason, Keys, NewStatement, NewValue, Source};
use directory::{ContactDraft, DirectoryError};
use exchange::testing::Desk;
use exchange::{ExchangeError, MoveBody, NewMove, NewRequest, Pick};
use kernel::id::{CaseId, EntityId, NodeId};
use kernel::{Blocked, Party, Property, Purpose};

const PHONE: &str = "+227 90 00 01 14";
const SAYS_IT: &str = "The phone in the cab was 00227 90000114.";

fn is_neutral(sent: &Result<exchange::Made, ExchangeError>) -> bool {
    matches!(sent, Err(ExchangeError::Refused(refusal)) if refusal.public().code() == "not-available")
}

/// A protection claim on somebody of a case, as far as this room sees it.
async fn protects(desk: &Desk, who: EntityId, from: &str) {
    let blocked = Blocked { everyone: false, parties: [Party::parse(from).unwrap()].into() };
    let held = desk.node.store.run::<_, CaseError, _, _>("protect", |tx| {
        let blocked = &blocked;
        async move {
            let keys = Keys::of(&desk.node.vault);
            casefile::hold_back_entity(&tx, &keys, who, blocked, HoldReason::Protection).await
        }
    });
    held.await.unwrap();
}

async fn adds(desk: &Desk, case: CaseId, who: EntityId, new: NewStatement) {
    let added = desk.node.store.run::<_, CaseError, _, _>("add", |tx| {
        let new = new.clone();
        async move {
            let keys = Keys::of(&desk.node.vault);
            let ask = gate::Ask::new(&desk.officer, gate::action::IMPORT, Purpose::Investigation, tx.at());
            let case = casefile::case(&tx, &keys, case).await?.ok_or(CaseError::NotHere)?;
            let case = desk.node.gate.open(case, &ask, &mut tx.log())?;
            let entity = casefile::entity(&tx, who).await?.ok_or(CaseError::NotHere)?;
            let ask = gate::Ask { action: gate::action::READ, ..ask };
            let entity = desk.node.gate.open(entity, &ask, &mut tx.log())?;
            let (by, region) = (&desk.officer, desk.officer.party);
            casefile::add_to_entity(&tx, &keys, by, (&case, &entity), region, vec![new]).await
        }
    });
    added.await.unwrap();
}

async fn asks(
    desk: &Desk,
    to: NodeId,
    body: MoveBody,
    hit: Option<&str>,
) -> Result<exchange::Made, ExchangeError> {
    let new = NewRequest {
        peer: to,
        authority: None,
        case: None,
        hit: hit.map(str::to_owned),
        purpose: Purpose::Investigation,
        body,
        statements: Vec::new(),
    };
    let made = desk.node.store.run("open", |tx| {
        let new = new.clone();
        async move { exchange::open_request(&tx, &desk.node, &desk.officer, new).await }
    });
    made.await
}

#[tokio::test]
async fn r_05_no_field_of_a_request_says_a_protected_number() {
    for pair in both_databases().await {
        let (accra, there) = (&pair.accra, pair.niamey.node.keys.id);
        holds_back(accra, PHONE, "NE").await;
        for field in
            ["subject", "facts", "reasons", "link", "urgency_reason", "requested_by_reason", "restrictions"]
        {
            let body = request().with(field, SAYS_IT);
            assert!(is_neutral(&asks(accra, there, body, None).await), "{}: `{field}`", pair.kind);
        }
        let points = request().with_points(&["Who paid?", SAYS_IT]);
        assert!(is_neutral(&asks(accra, there, points, None).await), "{}: points", pair.kind);
        assert!(
            is_neutral(&asks(accra, there, request(), Some("0022790000114")).await),
            "{}: hit",
            pair.kind
        );
        let unknown = request().with("a field of a newer node", SAYS_IT);
        assert!(is_neutral(&asks(accra, there, unknown, None).await), "{}: an unknown field", pair.kind);
        assert!(asks(accra, there, request(), Some("H-12")).await.is_ok(), "{}: others go", pair.kind);
    }
}

#[tokio::test]
async fn r_05_no_field_of_an_answer_a_question_or_a_refusal_says_a_protected_number() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        holds_back(niamey, PHONE, "GH").await;
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        settle(&pair).await;
        let refusal = MoveBody::default().with("ground", "not-available");
        for (code, body) in [
            ("acknowledge", MoveBody::default().with("text", SAYS_IT)),
            ("ask-back", MoveBody::default().with("text", SAYS_IT)),
            ("answer", answer().with("text", SAYS_IT)),
            ("answer", answer().with("conditions", SAYS_IT)),
            ("refuse", refusal.with("reasons", SAYS_IT)),
        ] {
            let made = moves(niamey, id, NewMove::of(code, body)).await;
            assert!(is_neutral(&made), "{}: {code}: {made:?}", pair.kind);
        }
        assert_eq!(reads(niamey, id).await.moves.len(), 1, "{}: nothing was said", pair.kind);
    }
}

#[tokio::test]
async fn r_05_a_protected_name_does_not_leave_in_another_spelling_order_or_script() {
    for pair in both_databases().await {
        let (accra, there) = (&pair.accra, pair.niamey.node.keys.id);
        let case = opens_case(accra, "DF-0931").await;
        let added = records(accra, case, "Hadiza Oumarou", "+233 24 123 45 67").await;
        protects(accra, added.ids[0].1, "NE").await;
        for written in ["Hadiza Oumarou", "OUMAROU, Hadiza", "Hadiza Umaru", "Hadíza Oumaroû", "حديزا عمارو"]
        {
            let body = request().with("facts", format!("She is called {written}, they said.").as_str());
            let made = asks(accra, there, body, None).await;
            assert!(is_neutral(&made), "{}: `{written}`", pair.kind);
        }
        let others = request().with("facts", "The driver is called Moussa Ibrahim.");
        assert!(asks(accra, there, others, None).await.is_ok(), "{}", pair.kind);
    }
}

#[tokio::test]
async fn r_05_a_number_in_disguise_does_not_leave() {
    for pair in both_databases().await {
        let (niamey, there) = (&pair.niamey, pair.accra.node.keys.id);
        holds_back(niamey, PHONE, "GH").await;
        for written in ["9 0 0 0 0 1 1 4", "neuf zéro zéro zéro zéro un un quatre", "9O OO O1 l4", "٩٠٠٠٠١١٤"]
        {
            let body = request().with("facts", format!("Elle répondait au {written} le soir.").as_str());
            assert!(is_neutral(&asks(niamey, there, body, None).await), "{}: `{written}`", pair.kind);
        }
    }
}

#[tokio::test]
async fn r_05_a_statement_that_mentions_a_protected_person_in_a_remark_or_its_source_stays() {
    for pair in both_databases().await {
        let (accra, there) = (&pair.accra, pair.niamey.node.keys.id);
        let case = opens_case(accra, "DF-0931").await;
        let driver = records(accra, case, "Suleiman Adoum", "+227 90 00 01 15").await;
        let who = driver.ids[0].1;
        let source = |name: &str| Source { name: name.into(), ..Source::default() };
        let text = |text: &str| NewValue::Text(text.into());
        let remark = NewStatement::own(Property::Remark, text(SAYS_IT), source("interview 4"));
        adds(accra, case, who, remark).await;
        let told = NewStatement::own(Property::Alias, text("le Vieux"), source("told by +227 90000114"));
        adds(accra, case, who, told).await;
        let picked = picks(accra, &driver).await;
        assert_eq!(picked.len(), 4);
        holds_back(accra, PHONE, "NE").await;
        let made = opens_with(accra, there, request(), picked, None).await.unwrap();
        assert_eq!((made.carried, made.withheld), (2, 2), "{}: name and phone of the driver go", pair.kind);
        settle(&pair).await;
        let sent = reads(&pair.niamey, made.dossier).await;
        let sent: Vec<u8> = sent.moves.iter().filter_map(|m| m.body.clone()).flatten().collect();
        let sent = String::from_utf8(sent).unwrap();
        assert!(sent.contains("Suleiman") && !sent.contains("90000114") && !sent.contains("Vieux"));
    }
}

#[tokio::test]
async fn r_05_a_desk_with_a_liaison_officer_of_the_feared_state_counts_as_that_state() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        holds_back(accra, PHONE, "MA").await;
        let there = niamey.node.keys.id;
        let says = request().with("facts", SAYS_IT);
        assert!(asks(accra, there, says.clone(), None).await.is_ok(), "{}: Niger is not feared", pair.kind);
        let card = niamey.node.store.run::<_, DirectoryError, _, _>("posting", |tx| async move {
            let posted_by = Party::parse("MA");
            let liaison = ContactDraft {
                name: "Liaison".into(),
                languages: vec!["fr".into()],
                hours: "24/7".into(),
                channels: vec![directory::Channel::new("phone", "+227 20 00 00 01")],
                posted_by,
                more: directory::Particulars::default(),
            };
            directory::add_contact(&tx, &niamey.node, &niamey.officer, &liaison).await?;
            Ok(directory::own_card(&tx, &niamey.node).await?.bytes().to_vec())
        });
        let card = card.await.unwrap();
        let taken = accra.node.store.run::<_, DirectoryError, _, _>("card", |tx| {
            let card = &card;
            async move { directory::update_card(&tx, &accra.node, &accra.officer, card).await }
        });
        taken.await.unwrap();
        assert!(is_neutral(&asks(accra, there, says, None).await), "{}: it reaches Morocco", pair.kind);
        assert!(asks(accra, there, request(), None).await.is_ok(), "{}", pair.kind);
    }
}

#[tokio::test]
async fn r_05_what_was_received_about_a_protected_person_does_not_go_on_nor_back() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        settle(&pair).await;
        let theirs = opens_case(niamey, "AG-114").await;
        let added = records(niamey, theirs, "Hadiza Oumarou", PHONE).await;
        let statements = picks(niamey, &added).await;
        moves(niamey, id, NewMove { code: "answer".into(), body: answer(), statements }).await.unwrap();
        settle(&pair).await;
        let case = opens_case(accra, "DF-0931").await;
        takes(accra, id, 1, case).await.unwrap();
        let received = everything_of(accra, case).await;
        let picked: Vec<Pick> =
            received.iter().map(|s| Pick { entity: s.entity, statement: s.id, name: false }).collect();
        assert_eq!(picked.len(), 2);
        protects(accra, received[0].entity, "NE").await;
        let made = opens_with(accra, niamey.node.keys.id, request(), picked, None).await.unwrap();
        assert_eq!((made.carried, made.withheld), (0, 2), "{}: not even to its originator", pair.kind);
    }
}
