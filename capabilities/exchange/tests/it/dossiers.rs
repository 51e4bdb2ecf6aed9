//! Dossiers from both ends.

use crate::story::*;
use exchange::testing::Desk;
use exchange::{ExchangeError, MoveBody, NewMove, WaitsFor, history_bytes};
use kernel::{Handling, Property, Restriction};

const PHONE: &str = "+227 90 00 01 14";

#[tokio::test]
async fn a_request_is_asked_acknowledged_answered_and_closed_and_both_histories_are_equal() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        assert!(!knows(niamey, id).await, "nothing arrives before it is carried");
        settle(&pair).await;
        assert_eq!(waits_for(&reads(niamey, id).await), ("opened".into(), WaitsFor::Us), "{}", pair.kind);
        assert_eq!(waits_for(&reads(accra, id).await), ("opened".into(), WaitsFor::Them));

        let promise = MoveBody::default().with("promised", "2026-11-24T08:30:00Z");
        moves(niamey, id, NewMove::of("acknowledge", promise)).await.unwrap();
        let part = MoveBody::default()
            .with("outcome", "part")
            .with("text", "Point 1: in Agadez.")
            .with("handling", "H1");
        moves(niamey, id, NewMove::of("answer", part)).await.unwrap();
        moves(niamey, id, NewMove::of("answer", answer())).await.unwrap();
        settle(&pair).await;
        let thread = reads(accra, id).await;
        assert_eq!(waits_for(&thread), ("answered".into(), WaitsFor::Nobody));
        assert_eq!(thread.opening().text("subject"), "Who used this number in October?");
        moves(accra, id, NewMove::of("close", MoveBody::default())).await.unwrap();
        settle(&pair).await;

        let (ours, theirs) = (reads(accra, id).await, reads(niamey, id).await);
        assert_eq!(waits_for(&theirs), ("closed".into(), WaitsFor::Nobody));
        assert_eq!(history_bytes(&ours), history_bytes(&theirs));
        for desk in [accra, niamey] {
            let report = verifies(desk, id).await;
            assert_eq!(
                (report.moves, report.signatures, report.bodies, report.faults.as_slice()),
                (5, 5, 5, [].as_slice())
            );
            assert_eq!(report.not_received, 0);
        }
        assert_eq!(verifies(accra, id).await.history, verifies(niamey, id).await.history);
    }
}

#[tokio::test]
async fn a_move_that_the_definition_does_not_allow_now_is_not_made() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        settle(&pair).await;
        moves(niamey, id, NewMove::of("answer", answer())).await.unwrap();
        settle(&pair).await;
        let withdraw = NewMove::of("withdraw", MoveBody::default().with("reasons", "no longer needed"));
        assert!(matches!(moves(accra, id, withdraw).await, Err(ExchangeError::NotNow { .. })));
        let theirs = NewMove::of("refuse", MoveBody::default());
        assert!(matches!(moves(accra, id, theirs).await, Err(ExchangeError::NotNow { .. })));
        assert_eq!(reads(accra, id).await.moves.len(), 2, "nothing was added");
    }
}

#[tokio::test]
async fn a_withdrawal_that_crosses_an_answer_counts_on_both_sides_and_the_answer_stays_visible() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        settle(&pair).await;
        moves(niamey, id, NewMove::of("answer", answer())).await.unwrap();
        let reasons = MoveBody::default().with("reasons", "the person was found");
        moves(accra, id, NewMove::of("withdraw", reasons)).await.unwrap();
        settle(&pair).await;
        for desk in [accra, niamey] {
            let thread = reads(desk, id).await;
            assert_eq!(waits_for(&thread), ("withdrawn".into(), WaitsFor::Nobody));
            assert_eq!(thread.moves.len(), 3);
        }
    }
}

#[tokio::test]
async fn what_is_missing_is_named_and_nothing_is_sent() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let body = request().with("subject", "").with("urgency", "urgent");
        let Err(ExchangeError::Fields(problems)) = opens(accra, niamey.node.keys.id, body).await else {
            panic!("it was sent");
        };
        let fields: Vec<_> = problems.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(fields, ["subject", "urgency_reason"]);
        assert_eq!(delivers(accra).await.carried, 0);
    }
}

#[tokio::test]
async fn r_05_a_protected_number_does_not_leave_by_request() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        holds_back(accra, PHONE, "NE").await;
        let body = request().with("facts", "The cab's phone called 00227 90000114 twice.");
        let Err(ExchangeError::Refused(refusal)) = opens(accra, niamey.node.keys.id, body).await else {
            panic!("it was sent");
        };
        assert_eq!(refusal.public().code(), "not-available", "the refusal does not tell why");
        assert_eq!(delivers(accra).await.carried, 0);
        // Another number goes.
        let body = request().with("facts", "The cab's phone called +227 90 00 01 15 twice.");
        opens(accra, niamey.node.keys.id, body).await.unwrap();
    }
}

#[tokio::test]
async fn r_05_a_protected_value_leaves_by_no_door_request() {
    for (feared, carried) in [("NE", 2), ("IT", 4)] {
        for pair in both_databases().await {
            let (accra, niamey) = (&pair.accra, &pair.niamey);
            let case = opens_case(accra, "DF-0931").await;
            let open = records(accra, case, "Suleiman Adoum", "+227 90 00 01 15").await;
            let protected = records(accra, case, "A. B.", PHONE).await;
            holds_back(accra, PHONE, feared).await;
            let mut chosen = picks(accra, &open).await;
            chosen.extend(picks(accra, &protected).await);
            let made = opens_with(accra, niamey.node.keys.id, request(), chosen, Some(case)).await.unwrap();
            assert_eq!((made.carried, made.withheld), (carried, 4 - carried), "{} {feared}", pair.kind);
            settle(&pair).await;
            let thread = reads(niamey, made.dossier).await;
            let sent = String::from_utf8(thread.moves[0].body.clone().unwrap()).unwrap();
            assert!(sent.contains("90 00 01 15"));
            for value in ["90 00 01 14", "A. B."] {
                assert_eq!(sent.contains(value), feared == "IT", "{} {feared}: {value}", pair.kind);
            }
        }
    }
}

/// The protected number as somebody might write it into a text.
const SPELLED: [&str; 3] =
    ["call +227 90 00 01 14", "00227-90-00-01-14", "not ...16 but +227 (90) 000114, in May"];

/// The fields of a move in which an officer writes freely, as its kind lists them.
fn written(code: &str) -> Vec<String> {
    let kind = procedure::information_request().unwrap();
    let free = |f: &&procedure::kind::Field| {
        use procedure::kind::FieldKind::{Answers, Line, Points, Text};
        matches!(f.kind, Line | Text | Points | Answers)
    };
    kind.find(code).unwrap().fields.iter().filter(free).map(|f| f.name.clone()).collect()
}

#[track_caller]
fn stays(made: Result<exchange::Made, ExchangeError>, of: &str) {
    match made {
        Err(ExchangeError::Refused(refusal)) => {
            assert_eq!(refusal.public().code(), "not-available", "{of}: the refusal does not tell why");
        }
        other => panic!("{of}: {other:?}"),
    }
}

/// Writes the number into each field of a move that is otherwise in order.
async fn tries(desk: &Desk, id: kernel::id::DossierId, code: &str, body: &MoveBody) {
    let fields = written(code);
    assert!(!fields.is_empty(), "{code}");
    for field in fields {
        for spelling in SPELLED {
            let mut body = body.clone().with(&field, spelling);
            if field == "answers" {
                let answer = serde_json::json!([{ "point": 1, "outcome": "answered", "text": spelling }]);
                body.0.insert(field.clone(), answer);
            }
            stays(moves(desk, id, NewMove::of(code, body)).await, &format!("{code} {field} {spelling}"));
        }
    }
}

#[tokio::test]
async fn r_05_a_protected_value_leaves_by_no_door_free_text() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let to = niamey.node.keys.id;
        holds_back(accra, PHONE, "NE").await;
        holds_back(niamey, PHONE, "GH").await;
        for field in written("open") {
            for spelling in SPELLED {
                let body = match field.as_str() {
                    "points" => request().with_points(&["Who?", spelling]),
                    _ => request().with(&field, spelling),
                };
                stays(opens(accra, to, body).await, &format!("open {field} {spelling}"));
            }
        }
        let id = opens(accra, to, request()).await.unwrap().dossier;
        settle(&pair).await;
        let (empty, text) = (MoveBody::default(), MoveBody::default().with("text", "x"));
        tries(niamey, id, "acknowledge", &empty).await;
        tries(niamey, id, "ask-back", &empty).await;
        tries(niamey, id, "answer", &answer()).await;
        tries(niamey, id, "refuse", &empty.clone().with("ground", "not-available")).await;
        tries(accra, id, "withdraw", &empty).await;
        moves(niamey, id, NewMove::of("ask-back", text.clone())).await.unwrap();
        settle(&pair).await;
        tries(accra, id, "supplement", &empty).await;
        moves(niamey, id, NewMove::of("answer", answer())).await.unwrap();
        settle(&pair).await;
        tries(accra, id, "close", &empty).await;
        // The other side of the same coin: a number that nobody protects goes.
        let other = empty.with("text", "+227 90 00 01 16 was the useful one");
        moves(accra, id, NewMove::of("close", other)).await.unwrap();
        assert_eq!(reads(accra, id).await.moves.len(), 4, "{}: nothing else was added", pair.kind);
    }
}

#[tokio::test]
async fn r_05_a_protected_number_does_not_leave_by_answer() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        settle(&pair).await;
        let case = opens_case(niamey, "AG-114").await;
        let open = records(niamey, case, "Suleiman Adoum", "+227 90 00 01 15").await;
        let protected = records(niamey, case, "A. B.", PHONE).await;
        holds_back(niamey, PHONE, "GH").await;
        let mut chosen = picks(niamey, &open).await;
        chosen.extend(picks(niamey, &protected).await);
        let made = moves(niamey, id, NewMove { code: "answer".into(), body: answer(), statements: chosen })
            .await
            .unwrap();
        assert_eq!((made.carried, made.withheld), (2, 2), "the name beside a protected number is as telling");
        settle(&pair).await;
        let sent =
            reads(accra, id).await.moves.iter().filter_map(|m| m.body.clone()).flatten().collect::<Vec<_>>();
        let sent = String::from_utf8(sent).unwrap();
        assert!(sent.contains("90 00 01 15") && !sent.contains("90 00 01 14") && !sent.contains("A. B."));
        // Nor as free text of an answer.
        let text = answer().with("outcome", "part").with("text", "The other phone is +22790000114.");
        let second = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        settle(&pair).await;
        assert!(matches!(
            moves(niamey, second, NewMove::of("answer", text)).await,
            Err(ExchangeError::Refused(_))
        ));
    }
}

#[tokio::test]
async fn a_17_nothing_that_goes_out_carries_an_id_of_the_node() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let case = opens_case(accra, "DF-0931").await;
        let added = records(accra, case, "Suleiman Adoum", "+227 90 00 01 15").await;
        let chosen = picks(accra, &added).await;
        let made =
            opens_with(accra, niamey.node.keys.id, request(), chosen.clone(), Some(case)).await.unwrap();
        assert_eq!(made.carried, 2);
        settle(&pair).await;
        let thread = reads(niamey, made.dossier).await;
        assert_eq!(thread.dossier.case, None, "the case stays on its own side");
        let sent: Vec<u8> =
            thread.moves.iter().flat_map(|m| [m.header.clone(), m.body.clone().unwrap()].concat()).collect();
        let sent = String::from_utf8(sent).unwrap();
        let own = [
            case.to_string(),
            chosen[0].entity.to_string(),
            chosen[0].statement.to_string(),
            "DF-0931".into(),
        ];
        for id in own.into_iter().chain([accra.officer.person.to_string()]) {
            assert!(!sent.contains(&id), "{id} in {sent}");
        }
    }
}

#[tokio::test]
async fn r_10_what_is_taken_from_an_answer_stays_under_its_senders_restrictions() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        settle(&pair).await;
        let theirs = opens_case(niamey, "AG-114").await;
        let added = records_with(niamey, theirs, "Suleiman Adoum", PHONE, |mut s| {
            s.grade = Some(kernel::Grade::four_by_four("B", "2"));
            s.handling = Handling::H2;
            s.restrictions = [Restriction("named-recipients-only".into())].into();
            s
        })
        .await;
        let chosen = picks(niamey, &added).await;
        moves(niamey, id, NewMove { code: "answer".into(), body: answer(), statements: chosen })
            .await
            .unwrap();
        settle(&pair).await;

        let own = opens_case(accra, "DF-0931").await;
        let taken = takes(accra, id, 1, own).await.unwrap();
        assert_eq!((taken.statements, taken.before), (2, false));
        let statements = everything_of(accra, own).await;
        assert_eq!(statements.len(), 2);
        for statement in &statements {
            assert_eq!(statement.originator, Some(niamey.node.keys.id));
            assert_eq!(statement.handling, Handling::H2, "the stricter of the statement's and the answer's");
            assert_eq!(statement.grade, Some(kernel::Grade::four_by_four("B", "2")));
            let kept: Vec<&str> = statement.restrictions.iter().map(|r| r.0.as_str()).collect();
            assert_eq!(kept, ["ask us before it is used in court", "named-recipients-only"]);
            assert_eq!(statement.source.received, Some((id, 1)));
            assert_eq!(statement.source.name, "National Investigation Unit: operator record");
        }
        assert!(statements.iter().any(|s| s.property == Property::Phone));
        // Twice does nothing the second time.
        assert!(takes(accra, id, 1, own).await.unwrap().before);
        assert_eq!(everything_of(accra, own).await.len(), 2);
        // And it does not go on to anyone.
        let picks: Vec<_> = statements
            .iter()
            .map(|s| exchange::Pick { entity: s.entity, statement: s.id, name: false })
            .collect();
        let back = opens_with(accra, niamey.node.keys.id, request(), picks, Some(own)).await.unwrap();
        assert_eq!((back.carried, back.withheld), (0, 2), "an unknown condition waits for a person");
    }
}

#[tokio::test]
async fn bodies_can_be_erased_and_the_chains_still_prove_the_history() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        settle(&pair).await;
        let before = history_bytes(&reads(niamey, id).await);
        let erased = niamey.node.store.run::<_, ExchangeError, _, _>("erase", |tx| async move {
            Ok(exchange::store::erase_bodies(&tx, id, niamey.authority.id).await?)
        });
        erased.await.unwrap();
        let thread = reads(niamey, id).await;
        assert!(thread.moves[0].body.is_none() && thread.moves[0].salt.is_none());
        assert_eq!(history_bytes(&thread), before);
        let report = verifies(niamey, id).await;
        assert_eq!((report.erased, report.signatures, report.faults.len()), (1, 1, 0));
    }
}

#[tokio::test]
async fn nobody_of_another_authority_reads_a_dossier() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        let mut stranger = niamey.officer.clone();
        stranger.roles = accra.officer.roles.clone();
        let tried = accra.node.store.run("stranger", |tx| {
            let stranger = &stranger;
            async move {
                let close = NewMove::of("withdraw", MoveBody::default().with("reasons", "x"));
                exchange::make_move(&tx, &accra.node, stranger, id, close).await
            }
        });
        assert!(matches!(tried.await, Err(ExchangeError::NotHere)));
    }
}

#[tokio::test]
async fn a_16_nothing_goes_to_a_state_that_nobody_assessed() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        accra.clock.advance_ms(directory::rules::ASSESSMENT_LIFE_MS + 1);
        let Err(ExchangeError::Refused(refusal)) = opens(accra, niamey.node.keys.id, request()).await else {
            panic!("it was sent");
        };
        assert_eq!(refusal.public().code(), "assessment");
    }
}
