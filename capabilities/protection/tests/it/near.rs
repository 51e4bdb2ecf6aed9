//! What is only similar to what is held: stopped as the value itself, and put before a protection officer.

use super::{House, NUMBER, claims_of, pages::Visitor, steps};
use access::testing::person;
use axum::http::StatusCode;
use casefile::{Case, CaseError, Door, Freed, Keys, Leaving, NearMiss, NearState, NewCase};
use casefile::{NewEntity, NewStatement, NewValue, Source};
use exchange::testing::{Desk, Pair, pairs, third};
use exchange::{ExchangeError, MoveBody, NewRequest};
use gate::{Ask, Recipient, action};
use kernel::id::{CaseId, EntityId, NodeId};
use kernel::{Actor, Compartment, EntityKind, Party, Property, Purpose, Role};
use protection::{NearScreening, NewClaim, ProtectionError, screen_near};
use store::testing::{both, sqlite};

fn exchange_steps() -> Vec<store::Migration> {
    [exchange::testing::steps(), protection::migrations()].concat()
}

async fn opens(desk: &Desk, reference: &str, said: Vec<(Property, &str)>) -> (Case, EntityId) {
    let opened = desk.node.store.run::<_, CaseError, _, _>("case", |tx| {
        let said = said.clone();
        async move {
            let new = NewCase {
                reference: reference.into(),
                title: String::new(),
                summary: String::new(),
                compartment: Compartment::Operational,
                demonstration: true,
            };
            let (keys, by) = (Keys::of(&desk.node.vault), &desk.officer);
            let by_whom = (by, Purpose::Investigation);
            let case = casefile::create_case(&tx, &keys, &desk.node.gate, by_whom, &new).await?;
            let statements = said
                .iter()
                .map(|(p, text)| NewStatement::own(*p, NewValue::Text((*text).into()), Source::default()));
            let who =
                NewEntity { key: "1".into(), kind: EntityKind::Person, statements: statements.collect() };
            let added = casefile::add_statements(&tx, &keys, by, &case, by.party, vec![who]).await?;
            Ok((case, added.ids[0].1))
        }
    });
    opened.await.unwrap()
}

/// Hadiza's claim, kept from these States.
async fn claims(desk: &Desk, who: EntityId, states: &str) {
    let nationality = states.split(' ').filter_map(Party::parse).collect();
    let new = NewClaim { nationality, ..NewClaim::default() };
    let recorded = desk.node.store.run::<_, ProtectionError, _, _>("claim", |tx| {
        let (node, officer, new) = (&desk.node, &desk.officer, &new);
        async move { protection::record_claim(&tx, node, officer, who, new).await }
    });
    recorded.await.unwrap();
}

async fn hadiza(desk: &Desk, states: &str) -> EntityId {
    let said = vec![(Property::Name, "Hadiza Oumarou"), (Property::Phone, NUMBER)];
    let (_, who) = opens(desk, "AG-114", said).await;
    claims(desk, who, states).await;
    who
}

async fn asks(desk: &Desk, to: NodeId, case: Option<CaseId>, facts: &str) -> Result<(), ExchangeError> {
    let mut body = MoveBody::default()
        .with("subject", "Who used this number?")
        .with("facts", facts)
        .with("urgency", "normal")
        .with("basis", "UNTOC-27")
        .with("handling", "H0")
        .with("language", "en");
    body.0.insert("points".into(), serde_json::json!(["When?"]));
    let new = NewRequest {
        peer: to,
        authority: None,
        case,
        hit: None,
        purpose: Purpose::Investigation,
        body,
        statements: Vec::new(),
    };
    let made = desk.node.store.run::<_, ExchangeError, _, _>("open", |tx| {
        let new = new.clone();
        async move { exchange::open_request(&tx, &desk.node, &desk.officer, new).await.map(|_| ()) }
    });
    made.await
}

fn is_neutral(sent: &Result<(), ExchangeError>) -> bool {
    matches!(sent, Err(ExchangeError::Refused(refusal)) if refusal.public().code() == "not-available")
}

/// The near misses that somebody may read.
async fn sees(desk: &Desk, who: &Actor) -> Vec<NearMiss> {
    let read = desk.node.store.run::<_, CaseError, _, _>("near", |tx| async move {
        let held = casefile::near_misses(&tx, &Keys::of(&desk.node.vault), desk.authority.id).await?;
        let ask = Ask::new(who, action::LIST, Purpose::Protection, tx.at());
        Ok(desk.node.gate.open_each(held, &ask, &mut tx.log()))
    });
    read.await.unwrap()
}

async fn freed(desk: &Desk, who: &Actor) -> Vec<Freed> {
    let read = desk.node.store.run::<_, CaseError, _, _>("freed", |tx| async move {
        let held = casefile::freed_for(&tx, &Keys::of(&desk.node.vault), who).await?;
        let ask = Ask::new(who, action::LIST, Purpose::Investigation, tx.at());
        Ok(desk.node.gate.open_each(held, &ask, &mut tx.log()))
    });
    read.await.unwrap()
}

async fn decides(
    desk: &Desk,
    who: &Actor,
    near: &NearMiss,
    how: NearScreening,
) -> Result<(), ProtectionError> {
    let done = desk.node.store.run("decide", |tx| {
        let how = &how;
        async move { screen_near(&tx, &desk.node, who, near.id, how).await }
    });
    done.await
}

fn other() -> NearScreening {
    NearScreening {
        to: NearState::Other,
        reason: "the driver, born 1961, is known here".into(),
        spelling: false,
    }
}

async fn protector(pair: &Pair, sign_in: &str) -> Actor {
    person(&pair.accra.node, &pair.accra.authority, sign_in, &[Role::ProtectionOfficer]).await.0
}

const SIMILAR: &str = "The driver is called Hadiza Oumaroum, they say.";

#[tokio::test]
async fn r_05_a_similar_name_in_free_text_waits_for_a_protection_officer() {
    for pair in pairs(&exchange_steps(), &[], |_| {}).await {
        let (accra, there) = (&pair.accra, pair.niamey.node.keys.id);
        hadiza(accra, "NE").await;
        let (case, _) = opens(accra, "AG-115", vec![(Property::Name, "Sule Adoum")]).await;
        let officer = protector(&pair, "p.rotector").await;
        assert!(sees(accra, &officer).await.is_empty());
        assert!(is_neutral(&asks(accra, there, Some(case.id), SIMILAR).await), "{}", pair.kind);
        assert!(is_neutral(&asks(accra, there, Some(case.id), SIMILAR).await), "{}: again", pair.kind);

        assert!(sees(accra, &accra.officer).await.is_empty(), "{}: not for who wrote it", pair.kind);
        let near = sees(accra, &officer).await;
        assert_eq!(near.len(), 1, "{}: once, though refused twice: {near:?}", pair.kind);
        let near = &near[0];
        assert_eq!((near.state, near.says.door), (NearState::Open, Door::Move));
        assert_eq!((near.says.party.code(), near.says.case), ("NE", Some(case.id)));
        assert_eq!(
            (near.says.passage.as_str(), near.says.held.text.as_str()),
            ("Hadiza Oumaroum", "Hadiza Oumarou")
        );
        assert!(near.says.around.contains("The driver is called") && near.says.why[0].code == "near-slip");
        assert_eq!(near.says.writers.len(), 1);
        assert_eq!(near.says.writers[0].name, accra.officer.name);

        // Nobody decides without the role, without a reason, or of their own words.
        let not = decides(accra, &accra.officer, near, other()).await;
        assert!(matches!(not, Err(ProtectionError::Refused(_))), "{not:?}");
        let silent = NearScreening { reason: "  ".into(), ..other() };
        assert!(matches!(decides(accra, &officer, near, silent).await, Err(ProtectionError::NoReason)));
        let both =
            Actor { roles: [Role::Investigator, Role::ProtectionOfficer].into(), ..accra.officer.clone() };
        let both = Actor { compartments: officer.compartments.clone(), ..both };
        assert!(matches!(decides(accra, &both, near, other()).await, Err(ProtectionError::OwnText)));
        assert!(freed(accra, &accra.officer).await.is_empty(), "{}: nothing is told yet", pair.kind);

        decides(accra, &officer, near, other()).await.unwrap();
        assert!(asks(accra, there, Some(case.id), SIMILAR).await.is_ok(), "{}: may leave now", pair.kind);
        assert_eq!(freed(accra, &accra.officer).await, [Freed { written: near.says.writers[0].at }]);
        assert!(
            freed(accra, &officer).await.is_empty(),
            "{}: who did not write it learns nothing",
            pair.kind
        );
        assert_eq!(sees(accra, &officer).await[0].says.decision.as_ref().unwrap().by, officer.person);

        // Closed again.
        let again = sees(accra, &officer).await.remove(0);
        let same = NearScreening { to: NearState::Same, ..other() };
        decides(accra, &officer, &again, same).await.unwrap();
        assert!(
            is_neutral(&asks(accra, there, Some(case.id), SIMILAR).await),
            "{}: stays stopped",
            pair.kind
        );
        assert!(freed(accra, &accra.officer).await.is_empty(), "{}: and nothing is told", pair.kind);
    }
}

#[tokio::test]
async fn r_05_a_released_near_miss_is_for_these_words_this_case_and_this_state() {
    for pair in pairs(&exchange_steps(), &[], |_| {}).await {
        let accra = &pair.accra;
        let store = both(&exchange_steps()).await.into_iter().find(|at| at.kind == pair.kind).unwrap();
        let palermo = third(&pair, store, &[], |_| {}).await;
        let (niger, italy) = (pair.niamey.node.keys.id, palermo.node.keys.id);
        let who = hadiza(accra, "NE IT").await;
        let (case, _) = opens(accra, "AG-115", vec![(Property::Name, "Sule Adoum")]).await;
        let (elsewhere, _) = opens(accra, "AG-116", vec![(Property::Name, "Sule Adoum")]).await;
        let officer = protector(&pair, "p.rotector").await;
        assert!(is_neutral(&asks(accra, niger, Some(case.id), SIMILAR).await));
        let near = sees(accra, &officer).await.remove(0);
        decides(accra, &officer, &near, other()).await.unwrap();
        assert!(asks(accra, niger, Some(case.id), SIMILAR).await.is_ok(), "{}", pair.kind);
        let wider = [
            ("another State", italy, Some(case.id), SIMILAR),
            ("another case", niger, Some(elsewhere.id), SIMILAR),
            ("no case", niger, None, SIMILAR),
            ("other words", niger, Some(case.id), "The driver is called Hadiza Oumaroub."),
            ("the name itself", niger, Some(case.id), "She is called Oumarou, Hadiza."),
            ("another held value", niger, Some(case.id), "Hadiza Oumaroum called +233 24 000 01 14."),
        ];
        for (what, to, of, text) in wider {
            assert!(is_neutral(&asks(accra, to, of, text).await), "{}: {what}", pair.kind);
        }
        assert_eq!(
            sees(accra, &officer).await.len(),
            6,
            "{}: each waits for itself, but the name",
            pair.kind
        );

        // It ends with the person's record, in every case.
        let erased = accra.node.store.run::<_, store::StoreError, _, _>("erase", |tx| {
            let kept = casefile::kept();
            async move { kept[1].erase(&accra.node, &tx, who.0, accra.authority.id).await }
        });
        erased.await.unwrap();
        assert!(sees(accra, &officer).await.is_empty(), "{}", pair.kind);
    }
}

#[tokio::test]
async fn a_8_a_near_miss_and_an_exact_one_are_refused_alike() {
    for pair in pairs(&exchange_steps(), &[], |_| {}).await {
        let (accra, there) = (&pair.accra, pair.niamey.node.keys.id);
        hadiza(accra, "NE").await;
        let officer = protector(&pair, "p.rotector").await;
        let mut answers = Vec::new();
        for text in [
            "Hadiza Oumarou drove.",
            "Hadiza Oumaroum drove.",
            "call +227 90 00 01 14",
            "call +233 24 000 01 14",
        ] {
            let error = asks(accra, there, None, text).await.unwrap_err();
            let ExchangeError::Refused(refusal) = &error else { panic!("{error:?}") };
            let reasons: Vec<String> = refusal.full().iter().map(|r| r.policy.to_string()).collect();
            let (shown, said) = (error.to_string(), format!("{error:?}"));
            let response = axum::response::IntoResponse::into_response(web::Problem::from(error));
            answers.push((shown, said, reasons, response.status()));
        }
        assert!(answers.iter().all(|a| *a == answers[0]), "{}: {answers:?}", pair.kind);
        assert_eq!(answers[0].3, StatusCode::NOT_FOUND);
        assert_eq!(sees(accra, &officer).await.len(), 2, "{}: the two that are only similar", pair.kind);
    }
}

#[tokio::test]
async fn r_05_words_found_to_be_the_same_are_held_as_a_spelling_everywhere() {
    for pair in pairs(&exchange_steps(), &[], |_| {}).await {
        let (accra, there) = (&pair.accra, pair.niamey.node.keys.id);
        let who = hadiza(accra, "NE").await;
        let officer = protector(&pair, "p.rotector").await;
        assert!(is_neutral(&asks(accra, there, None, SIMILAR).await));
        let near = sees(accra, &officer).await.remove(0);
        let same =
            NearScreening { to: NearState::Same, reason: "her cousin writes it so".into(), spelling: true };
        decides(accra, &officer, &near, same).await.unwrap();
        let (case, _) = opens(accra, "AG-115", vec![(Property::Name, "Sule Adoum")]).await;
        let turned = "Oumaroum, Hadiza was there.";
        assert!(is_neutral(&asks(accra, there, Some(case.id), turned).await), "{}", pair.kind);
        assert_eq!(
            sees(accra, &officer).await.len(),
            1,
            "{}: held exactly, so that nothing waits",
            pair.kind
        );
        let decided = sees(accra, &officer).await.remove(0);
        let released = decides(accra, &officer, &decided, other()).await;
        assert!(matches!(released, Err(ProtectionError::IsSpelling)), "{released:?}");
        // The spelling tells nobody else that somebody looked.
        let read = accra.node.store.run::<_, CaseError, _, _>("said", |tx| async move {
            let said = casefile::statements_of(&tx, &Keys::of(&accra.node.vault), who).await?;
            let ask = Ask::new(&accra.officer, action::READ, Purpose::Investigation, tx.at());
            Ok((said.len(), accra.node.gate.open_each(said, &ask, &mut tx.log()).len()))
        });
        assert_eq!(read.await.unwrap(), (3, 2), "{}", pair.kind);
    }
}

/// What Moussa writes, out of his own case, to Niger's neighbour `XA`.
async fn writes(house: &House, case: CaseId, text: &str) -> bool {
    let to = Recipient {
        node: NodeId([9; 16]),
        party: Party::parse("XA").unwrap(),
        also: Default::default(),
        authority: None,
    };
    let wrote = house.node.store.run::<_, CaseError, _, _>("write", |tx| {
        let to = &to;
        async move {
            let leaving = Leaving::by(&house.moussa, to, Door::Move).of(Some(case));
            casefile::blocked_in_text(&tx, &house.keys(), text, &leaving).await
        }
    });
    wrote.await.unwrap().stops(Party::parse("XA").unwrap())
}

#[tokio::test]
async fn a_protection_officer_compares_both_side_by_side_and_decides() {
    let house = House::on(sqlite(&steps()).await, true).await;
    let (case, hadiza) = house.case("AG-114", NUMBER).await;
    house.records(&house.moussa, hadiza, &claims_of("XA", "")).await.unwrap();
    assert!(writes(&house, case.id, SIMILAR).await);
    let (officer, moussa) =
        (Visitor::of(&house, Role::ProtectionOfficer), Visitor::of(&house, Role::Investigator));
    let list = officer.get("/near-misses").await;
    for told in ["Hadiza Oumaroum", "Hadiza Oumarou", "one sound away", "waits", "XA"] {
        assert!(list.text.contains(told), "`{told}`: {}", list.text);
    }
    let from = list.text.find("/near-misses/").unwrap();
    let path = list.text[from..].split('"').next().unwrap().to_owned();
    let page = officer.get(&path).await;
    for told in [
        "Side by side",
        "The driver is called Hadiza Oumaroum, they say.",
        "AG-114",
        house.moussa.name.as_str(),
        "/protection/",
    ] {
        assert!(page.text.contains(told), "`{told}`: {}", page.text);
    }
    let nothing = moussa.get("/near-misses/00000000-0000-0000-0000-000000000001").await;
    for hidden in ["/near-misses", path.as_str()] {
        let page = moussa.get(hidden).await;
        assert_eq!((page.status, page.text == nothing.text), (StatusCode::NOT_FOUND, true), "{hidden}");
    }
    let silent = officer.post(&path, &[("to", "other"), ("reason", " ")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.text.contains("Record the reason"), "{}", silent.text);
    assert_eq!(
        officer.post(&path, &[("to", "open"), ("reason", "x")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let done = officer.post(&path, &[("to", "other"), ("reason", "another driver, born 1961")]).await;
    assert_eq!((done.status, done.to.as_str()), (StatusCode::SEE_OTHER, "/near-misses"), "{}", done.text);
    assert!(officer.get(&path).await.text.contains("another driver, born 1961"));
    assert!(!writes(&house, case.id, SIMILAR).await, "released");
}
