//! Correction and withdrawal by the originator, from both ends and at a third.

use crate::story::*;
use exchange::testing::{Desk, Pair, says_by_itself, steps, third};
use exchange::{ExchangeError, MoveBody, NewMove, Reached, WaitsFor, hand_in, history_bytes};
use kernel::id::CaseId;
use kernel::{PersonRole, Property, Purpose};
use serde_json::json;
use std::collections::BTreeSet;

const WRONG: &str = "+227 90 00 01 14";
const RIGHT: &str = "+227 90 00 02 25";
const WHY: &str = "the operator mixed up two subscribers";

async fn clears(desk: &Desk, case: CaseId) {
    let done = desk.node.store.run::<_, casefile::CaseError, _, _>("accept", |tx| async move {
        let keys = casefile::Keys::of(&desk.node.vault);
        let closed = casefile::case(&tx, &keys, case).await?.ok_or(casefile::CaseError::NotHere)?;
        let ask = gate::Ask::new(&desk.officer, gate::action::ACCEPT, Purpose::Investigation, tx.at());
        let case = desk.node.gate.open(closed, &ask, &mut tx.log())?;
        let (who, all) = ((&desk.officer, Purpose::Investigation), casefile::Pick::default());
        casefile::accept(&tx, &desk.node.gate, who, &case, &all, PersonRole::Organiser, "order 12/2026").await
    });
    assert!(done.await.unwrap().n > 0);
}

async fn cleared(desk: &Desk, case: CaseId) -> usize {
    let found = desk.node.store.run::<_, casefile::CaseError, _, _>("cleared", |tx| async move {
        Ok(casefile::eligible_of_case(&tx, case).await?.len())
    });
    found.await.unwrap()
}

async fn trio() -> Vec<(Pair, Desk)> {
    let thirds = store::testing::both(&steps()).await;
    let mut all = Vec::new();
    for (pair, store) in both_databases().await.into_iter().zip(thirds) {
        let palermo = third(&pair, store, &[], |_| {}).await;
        all.push((pair, palermo));
    }
    all
}

async fn settle_all(pair: &Pair, palermo: &Desk) {
    loop {
        settle(pair).await;
        if delivers(palermo).await.carried == 0 {
            return;
        }
    }
}

#[tokio::test]
async fn r_18_a_correction_changes_the_copy_and_comes_back_signed() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let at = answered(&pair, WRONG, true, |s| s).await;
        clears(accra, at.own).await;
        assert_eq!(cleared(accra, at.own).await, 1, "{}", pair.kind);
        moves(accra, at.dossier, NewMove::of("close", MoveBody::default())).await.unwrap();
        settle(&pair).await;

        takes_back(niamey, at.phone, "another subscriber").await;
        let instead = says_of(niamey, (at.theirs, at.phone.entity), Property::Phone, RIGHT, |s| s).await;
        let made = corrects(niamey, at.dossier, at.phone, Some(instead), WHY).await.unwrap();
        assert_eq!((made.carried, made.withheld), (1, 0));
        assert_eq!(follows(niamey).await[0].reached, Reached::Sent);
        assert_eq!(counts(niamey, "corrections-sent").await, [("open", 1)], "{}", pair.kind);
        assert_eq!(phones(accra, at.own).await.0, [WRONG], "nothing changes before it is here");
        delivers(niamey).await;
        assert_eq!(follows(niamey).await[0].reached, Reached::Delivered);

        let (stands, gone) = phones(accra, at.own).await;
        assert_eq!(stands, [RIGHT]);
        assert_eq!(gone, [(WRONG.to_owned(), format!("National Investigation Unit: {WHY}"))]);
        let said = everything_of(accra, at.own).await;
        let new = said.iter().find(|s| s.retracted.is_none() && s.property == Property::Phone).unwrap();
        assert_eq!(new.originator, Some(niamey.node.keys.id), "r_10: it is the sender's statement");
        assert_eq!(new.source.received, Some((at.dossier, 2)));
        assert_eq!(cleared(accra, at.own).await, 0, "a_15: a corrected value waits for an officer");

        settle(&pair).await;
        let followed = follows(niamey).await;
        assert!(matches!(followed[0].reached, Reached::Applied { copies: 1, .. }), "{followed:?}");
        assert_eq!(counts(niamey, "corrections-sent").await, [("signed-for", 1)], "{}", pair.kind);
        assert_eq!(counts(accra, "corrections-sent").await, [], "{}: it sent none", pair.kind);
        for desk in [accra, niamey] {
            let thread = reads(desk, at.dossier).await;
            assert_eq!(waits_for(&thread), ("closed".into(), WaitsFor::Nobody), "no state changes");
            let report = verifies(desk, at.dossier).await;
            assert_eq!((report.moves, report.faults.len(), report.not_received), (5, 0, 0));
        }
        let histories = [accra, niamey].map(|desk| reads(desk, at.dossier));
        let [one, other] = histories;
        assert_eq!(history_bytes(&one.await), history_bytes(&other.await));

        // What was put in its place can be corrected in turn.
        takes_back(niamey, instead, "it was nobody's").await;
        corrects(niamey, at.dossier, instead, None, "it was nobody's").await.unwrap();
        settle(&pair).await;
        let (stands, gone) = phones(accra, at.own).await;
        assert_eq!((stands.len(), gone.len()), (0, 2));
        assert!(
            follows(niamey).await.iter().all(|f| matches!(f.reached, Reached::Applied { copies: 1, .. }))
        );
    }
}

#[tokio::test]
async fn r_18_a_correction_that_comes_before_the_statement_is_taken_counts_first() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let at = answered(&pair, WRONG, false, |s| s).await;
        takes_back(niamey, at.phone, "another subscriber").await;
        let instead = says_of(niamey, (at.theirs, at.phone.entity), Property::Phone, RIGHT, |s| s).await;
        corrects(niamey, at.dossier, at.phone, Some(instead), WHY).await.unwrap();
        settle(&pair).await;
        assert!(matches!(follows(niamey).await[0].reached, Reached::Applied { copies: 0, .. }));

        let taken = takes(accra, at.dossier, 1, at.own).await.unwrap();
        assert_eq!((taken.statements, taken.corrected), (2, 1), "and it says so");
        assert_eq!(phones(accra, at.own).await, (vec![RIGHT.to_owned()], vec![]));
        let names: BTreeSet<_> = everything_of(accra, at.own).await.iter().map(|s| s.entity).collect();
        assert_eq!(names.len(), 1, "it is said of the same person");
        // The move that corrected it is nothing to take by itself.
        let again = takes(accra, at.dossier, 2, at.own).await;
        assert!(matches!(again, Err(ExchangeError::NothingToTake)));

        takes_back(niamey, instead, "nobody's").await;
        corrects(niamey, at.dossier, instead, None, "nobody's").await.unwrap();
        settle(&pair).await;
        assert_eq!(phones(accra, at.own).await.0, Vec::<String>::new(), "later corrections find it");
        let other = opens_case(accra, "DF-0932").await;
        let taken = takes(accra, at.dossier, 1, other).await.unwrap();
        assert_eq!((taken.statements, taken.corrected), (1, 1), "what is withdrawn is not taken at all");
    }
}

#[tokio::test]
async fn r_18_the_same_correction_twice_changes_nothing_the_second_time() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let at = answered(&pair, WRONG, true, |s| s).await;
        takes_back(niamey, at.phone, "another subscriber").await;
        let instead = says_of(niamey, (at.theirs, at.phone.entity), Property::Phone, RIGHT, |s| s).await;
        let made = corrects(niamey, at.dossier, at.phone, Some(instead), WHY).await.unwrap();
        let row = message_of(niamey, &made).await;
        for _ in 0..3 {
            hand_in(&accra.node, niamey.node.keys.id, &row.sealed).await.unwrap();
        }
        settle(&pair).await;
        let (stands, gone) = phones(accra, at.own).await;
        assert_eq!((stands.len(), gone.len()), (1, 1));
        assert_eq!(reads(accra, at.dossier).await.moves.len(), 4, "one acknowledgement");
        // Nor does the sender correct it twice, or correct what still stands.
        let again = corrects(niamey, at.dossier, at.phone, None, WHY).await;
        assert!(matches!(again, Err(ExchangeError::NotHere)));
        let standing = corrects(niamey, at.dossier, instead, None, WHY).await;
        assert!(matches!(standing, Err(ExchangeError::NotHere)));
    }
}

#[tokio::test]
async fn r_18_an_acknowledgement_counts_only_for_the_correction_that_was_sent() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let at = answered(&pair, WRONG, true, |s| s).await;
        takes_back(niamey, at.phone, "another subscriber").await;
        corrects(niamey, at.dossier, at.phone, None, WHY).await.unwrap();
        let digest = reads(niamey, at.dossier).await.moves.last().unwrap().digest;
        let says = |correction: String| {
            let mut body = MoveBody::default().with("correction", correction);
            body.0.insert("copies".into(), json!(7));
            body
        };
        // Of something else, and of this one in a dossier it was not sent in.
        says_by_itself(accra, at.dossier, "applied", says("ab".repeat(32))).await.unwrap();
        let other = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        says_by_itself(accra, other, "applied", says(digest.to_string())).await.unwrap();
        delivers(accra).await;
        assert_eq!(follows(niamey).await[0].reached, Reached::Sent, "{}", pair.kind);
        // No officer says it for the node.
        let by_hand = moves(accra, at.dossier, NewMove::of("applied", says(digest.to_string()))).await;
        assert!(matches!(by_hand, Err(ExchangeError::NotNow { .. })));
        settle(&pair).await;
        assert!(matches!(follows(niamey).await[0].reached, Reached::Applied { copies: 1, .. }));
    }
}

#[tokio::test]
async fn r_18_nobody_corrects_what_somebody_else_sent() {
    for (pair, palermo) in trio().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let at = answered(&pair, WRONG, true, |s| s).await;
        let reference = reference_of(niamey, at.dossier, at.phone).await;
        let body = || {
            let named = BTreeSet::from([reference]);
            MoveBody::default().with_references("references", &named).with("reasons", "it is ours")
        };
        // Another node that learned the reference, in a dossier of its own.
        let own = opens(&palermo, accra.node.keys.id, request()).await.unwrap().dossier;
        says_by_itself(&palermo, own, "correct", body()).await.unwrap();
        settle_all(&pair, &palermo).await;
        // And the receiver against the sender.
        says_by_itself(accra, at.dossier, "correct", body()).await.unwrap();
        settle(&pair).await;
        assert_eq!(phones(accra, at.own).await.0, [WRONG], "{}", pair.kind);
        assert_eq!(phones(niamey, at.theirs).await.0, [WRONG]);
    }
}

#[tokio::test]
async fn r_18_a_correction_goes_on_to_everyone_a_copy_was_passed_on_to() {
    for (pair, palermo) in trio().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let at = answered(&pair, WRONG, true, |s| s).await;
        let copies: Vec<_> = everything_of(accra, at.own)
            .await
            .iter()
            .map(|s| exchange::Pick { entity: s.entity, statement: s.id, name: false })
            .collect();
        let on = opens_with(accra, palermo.node.keys.id, request(), copies, Some(at.own)).await.unwrap();
        assert_eq!((on.carried, on.withheld), (2, 0));
        settle_all(&pair, &palermo).await;
        let third = opens_case(&palermo, "PA-7").await;
        takes(&palermo, on.dossier, 1, third).await.unwrap();

        takes_back(niamey, at.phone, "another subscriber").await;
        let instead = says_of(niamey, (at.theirs, at.phone.entity), Property::Phone, RIGHT, |s| s).await;
        corrects(niamey, at.dossier, at.phone, Some(instead), WHY).await.unwrap();
        settle_all(&pair, &palermo).await;

        let (stands, gone) = phones(&palermo, third).await;
        assert_eq!(stands, [RIGHT], "{}", pair.kind);
        assert_eq!(gone, [(WRONG.to_owned(), "Document Fraud Expertise Centre".to_owned())]);
        let body = reads(&palermo, on.dossier).await.moves.last().unwrap().read_body().unwrap();
        assert!(!body.all_text().contains(WHY), "the sender's words were for Accra, not for Palermo");
        for desk in [niamey, accra] {
            let followed = follows(desk).await;
            assert_eq!(followed.len(), 1);
            assert!(matches!(followed[0].reached, Reached::Applied { copies: 1, .. }), "{followed:?}");
        }
        assert!(follows(accra).await[0].correction.by_node);
        let report = verifies(accra, on.dossier).await;
        assert_eq!((report.moves, report.faults.len()), (3, 0));
    }
}

/// A role that Niamey says of somebody in its answer, and that Accra took into its case.
async fn answered_role(pair: &Pair, role: &str) -> (kernel::id::DossierId, CaseId, exchange::Pick, CaseId) {
    let (accra, niamey) = (&pair.accra, &pair.niamey);
    let dossier = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
    settle(pair).await;
    let theirs = opens_case(niamey, "AG-114").await;
    let added = records_with(niamey, theirs, "Suleiman Adoum", WRONG, |s| s).await;
    let mut chosen = picks(niamey, &added).await;
    let role = says_of(niamey, (theirs, chosen[0].entity), Property::Role, role, |s| s).await;
    chosen.push(role);
    let body = answer().with("handling", "H0").with("conditions", "");
    let answer = NewMove { code: "answer".into(), body, statements: chosen };
    assert_eq!(moves(niamey, dossier, answer).await.unwrap().carried, 3);
    settle(pair).await;
    let own = opens_case(accra, "DF-0931").await;
    assert_eq!(takes(accra, dossier, 1, own).await.unwrap().statements, 3);
    (dossier, theirs, role, own)
}

#[tokio::test]
async fn r_01_what_only_two_people_may_say_is_left_to_them_and_what_was_wrong_goes_everywhere() {
    for (pair, palermo) in trio().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let (dossier, theirs, role, own) = answered_role(&pair, "suspect").await;
        let copies: Vec<_> = everything_of(accra, own)
            .await
            .iter()
            .map(|s| exchange::Pick { entity: s.entity, statement: s.id, name: true })
            .collect();
        let on = opens_with(accra, palermo.node.keys.id, request(), copies.clone(), Some(own)).await.unwrap();
        assert_eq!(on.carried, 3, "{}", pair.kind);
        settle_all(&pair, &palermo).await;
        let third = opens_case(&palermo, "PA-7").await;
        takes(&palermo, on.dossier, 1, third).await.unwrap();
        // Here the person is protected since.
        let protected = copies[0].entity;
        says_of(accra, (own, protected), Property::Role, "smuggled-migrant", |s| s).await;

        takes_back(niamey, role, "an error of the desk").await;
        let instead = says_of(niamey, (theirs, role.entity), Property::Role, "accused", |s| s).await;
        corrects(niamey, dossier, role, Some(instead), WHY).await.unwrap();
        settle_all(&pair, &palermo).await;

        let roles = async |desk: &Desk, case: CaseId| -> Vec<String> {
            let said = everything_of(desk, case).await.into_iter();
            let stands = said.filter(|s| s.property == Property::Role && s.retracted.is_none());
            stands
                .map(|s| if let casefile::Value::Text(role) = s.value { role } else { String::new() })
                .collect()
        };
        assert_eq!(
            roles(accra, own).await,
            ["smuggled-migrant"],
            "{}: nobody is accused by a node",
            pair.kind
        );
        assert!(roles(&palermo, third).await.is_empty(), "{}: they are told all the same", pair.kind);
        let kept = applied(accra).await;
        assert_eq!(kept.len(), 1);
        assert_eq!((kept[0].case, kept[0].withdrawn, kept[0].replaced), (Some(own), 0, 0));
        assert_eq!((kept[0].unfinished, kept[0].passed_on), (1, 1), "it stands with the desk");
        assert!(matches!(follows(niamey).await[0].reached, Reached::Applied { copies: 1, .. }));
    }
}

/// What corrections that came changed at a desk.
async fn applied(desk: &Desk) -> Vec<exchange::store_recall::AppliedCorrection> {
    let (since, of) = (kernel::Timestamp(0), desk.authority.id);
    let kept = desk.node.store.run::<_, ExchangeError, _, _>("applied", |tx| async move {
        Ok(exchange::store_recall::applied_of(&tx, of, None, since).await?)
    });
    kept.await.unwrap()
}

#[tokio::test]
async fn r_18_only_what_was_taken_back_and_not_told_waits_for_a_correction() {
    for pair in both_databases().await {
        let niamey = &pair.niamey;
        let at = answered(&pair, WRONG, true, |s| s).await;
        let untold = async || {
            let of = exchange::store_recall::Of::Untold(niamey.authority.id);
            let sent = niamey.node.store.run::<_, ExchangeError, _, _>("untold", |tx| async move {
                Ok(exchange::store_recall::sent_of(&tx, of).await?)
            });
            sent.await.unwrap().into_iter().map(|s| s.statement).collect::<Vec<_>>()
        };
        assert!(untold().await.is_empty(), "{}: all of it stands", pair.kind);
        takes_back(niamey, at.phone, "another subscriber").await;
        assert_eq!(untold().await, [at.phone.statement]);
        corrects(niamey, at.dossier, at.phone, None, WHY).await.unwrap();
        assert!(untold().await.is_empty());
    }
}

#[tokio::test]
async fn r_05_what_stands_instead_passes_the_gate_and_what_was_wrong_is_withdrawn_all_the_same() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let at = answered(&pair, WRONG, true, |s| s).await;
        takes_back(niamey, at.phone, "another subscriber").await;
        let instead = says_of(niamey, (at.theirs, at.phone.entity), Property::Phone, RIGHT, |s| s).await;
        holds_back(niamey, RIGHT, "GH").await;
        let made = corrects(niamey, at.dossier, at.phone, Some(instead), WHY).await.unwrap();
        assert_eq!((made.carried, made.withheld), (0, 1));
        settle(&pair).await;
        let (stands, gone) = phones(accra, at.own).await;
        assert_eq!((stands.len(), gone.len()), (0, 1), "{}", pair.kind);
    }
}

#[tokio::test]
async fn r_18_silence_stands_as_overdue_after_its_time() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let at = answered(&pair, WRONG, true, |s| s).await;
        takes_back(niamey, at.phone, "another subscriber").await;
        pair.wire.pull_out(accra.node.keys.id);
        corrects(niamey, at.dossier, at.phone, None, WHY).await.unwrap();
        delivers(niamey).await;
        niamey.clock.advance_ms(exchange::recall::ACKNOWLEDGED_WITHIN_MS);
        assert!(!follows(niamey).await[0].overdue);
        niamey.clock.advance_ms(1);
        assert!(follows(niamey).await[0].overdue, "{}", pair.kind);
        pair.wire.plug_in(&accra.node);
        settle(&pair).await;
    }
}

#[tokio::test]
async fn a_17_the_same_statement_goes_out_under_another_reference_each_time() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let at = answered(&pair, WRONG, false, |s| s).await;
        let second = opens_with(niamey, accra.node.keys.id, request(), vec![at.phone], None).await.unwrap();
        let one = reference_of(niamey, at.dossier, at.phone).await;
        let other = reference_of(niamey, second.dossier, at.phone).await;
        assert_ne!(one, other);
        let body = reads(niamey, second.dossier).await.opening();
        let text = body.all_text();
        assert!(text.contains(&other.to_string()) && !text.contains(&at.phone.statement.to_string()));
    }
}
