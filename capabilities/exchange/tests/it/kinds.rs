//! Every kind of dossier through every path, on both nodes: each move in each state that allows it, made by whose it is
//! and refused to whose it is not, with the same state and the same history on both sides after each.

use crate::story::*;
use exchange::testing::{Desk, Pair};
use exchange::{ExchangeError, NewMove, NewRequest, Side};
use kernel::id::DossierId;
use kernel::{Lang, Purpose, Timestamp};
use procedure::kind::{Field, FieldKind};
use procedure::shipped::SHIPPED;
use procedure::{Kind, MoveBody, MoveKind};
use serde_json::json;
use std::collections::{BTreeMap, VecDeque};

/// A move of the walk: its code, and whether it says that only part is answered.
type Step = (String, bool);

/// What a desk could write in a field.
fn filled(kind: &Kind, field: &Field, part: bool) -> Option<serde_json::Value> {
    Some(match (field.kind, field.name.as_str()) {
        (_, "hit" | "profile" | "requested_by" | "requested_by_reason" | "urgency_reason" | "about") => {
            return None;
        }
        (_, "outcome") if part => json!("part"),
        (_, "benefit") => json!("money"),
        (_, "urgency") => json!("normal"),
        (FieldKind::Code, "offence") => json!("6.1.a"),
        (FieldKind::Code, "language") => json!("en"),
        (FieldKind::Code, _) => json!(field.choices.first()?),
        (FieldKind::Line, _) => json!("a line"),
        (FieldKind::Text, _) => json!("what there is to say"),
        (FieldKind::Basis, _) => json!("UNTOC-27"),
        (FieldKind::Ground, _) => json!(kind.grounds.first()?),
        (FieldKind::Points, _) => json!(["first", "second"]),
        (FieldKind::Moment, _) => json!(Timestamp(1_900_000_000_000).rfc3339()),
        (FieldKind::Count, _) => json!(3),
        (
            FieldKind::Flag
            | FieldKind::Answers
            | FieldKind::Statements
            | FieldKind::References
            | FieldKind::Recipient
            | FieldKind::Digest
            | FieldKind::Attachments,
            _,
        ) => return None,
    })
}

fn body(kind: &Kind, made: &MoveKind, part: bool) -> MoveBody {
    let mut body = MoveBody::default();
    for field in &made.fields {
        if let Some(value) = filled(kind, field, part) {
            body.0.insert(field.name.clone(), value);
        }
    }
    body
}

/// The shortest way to each state, and each move that leaves it.
fn paths(kind: &Kind) -> Vec<Vec<Step>> {
    let goes = |made: &MoveKind| !made.any_time && !made.by_node && !made.opens();
    let opening = kind.moves.iter().find(|m| m.opens()).unwrap();
    let mut ways: BTreeMap<String, Vec<Step>> = [(opening.to.clone(), Vec::new())].into();
    let mut next = VecDeque::from([opening.to.clone()]);
    let mut all = Vec::new();
    while let Some(state) = next.pop_front() {
        for made in kind.moves.iter().filter(|m| goes(m) && m.from.contains(&state)) {
            let ends = [(false, Some(&made.to)), (true, made.to_part.as_ref())];
            for (part, to) in ends.into_iter().filter_map(|(part, to)| Some((part, to?))) {
                let mut way = ways[&state].clone();
                way.push((made.code.clone(), part));
                all.push(way.clone());
                if !ways.contains_key(to) {
                    ways.insert(to.clone(), way);
                    next.push_back(to.clone());
                }
            }
        }
    }
    assert_eq!(ways.len(), kind.states.len(), "{}: every state is reached", kind.id);
    all
}

fn of(pair: &Pair, side: Side) -> &Desk {
    if side == Side::Asker { &pair.accra } else { &pair.niamey }
}

async fn opened(pair: &Pair, kind: &Kind) -> DossierId {
    let made = kind.moves.iter().find(|m| m.opens()).unwrap();
    let new = NewRequest {
        peer: pair.niamey.node.keys.id,
        authority: None,
        case: None,
        hit: None,
        purpose: Purpose::Investigation,
        body: body(kind, made, false),
        statements: Vec::new(),
    };
    let made = pair.accra.node.store.run("open", |tx| {
        let new = new.clone();
        async move { exchange::open_dossier(&tx, &pair.accra.node, &pair.accra.officer, &kind.id, new).await }
    });
    let id = made.await.unwrap_or_else(|e| panic!("{}: {e}", kind.id)).dossier;
    settle(pair).await;
    id
}

/// The state and the history, as both sides have them.
async fn same(pair: &Pair, id: DossierId, after: &str) -> String {
    let (ours, theirs) = (verifies(&pair.accra, id).await, verifies(&pair.niamey, id).await);
    assert_eq!((&ours.state, &ours.history), (&theirs.state, &theirs.history), "{after}");
    assert_eq!((ours.faults.as_slice(), theirs.faults.as_slice()), ([].as_slice(), [].as_slice()), "{after}");
    ours.state
}

async fn walk(pair: &Pair, kind: &Kind, way: &[Step]) {
    let id = opened(pair, kind).await;
    for (code, part) in way {
        let made = kind.find(code).unwrap();
        let side = made.side.unwrap();
        let before = same(pair, id, code).await;
        let new = NewMove { code: code.clone(), body: body(kind, made, *part), statements: Vec::new() };
        let wrong = moves(of(pair, side.other()), id, new.clone()).await;
        assert!(matches!(wrong, Err(ExchangeError::NotNow { .. })), "{}: {code} is not theirs", kind.id);
        moves(of(pair, side), id, new).await.unwrap_or_else(|e| panic!("{} {before} {code}: {e}", kind.id));
        settle(pair).await;
        let to = if *part { made.to_part.as_ref().unwrap() } else { &made.to };
        assert_eq!(&same(pair, id, code).await, to, "{}: {before} {code}", kind.id);
    }
}

#[tokio::test]
async fn every_kind_goes_every_path_and_both_sides_agree() {
    for pair in both_databases().await {
        // What asks for permission is about a dossier: `permission.rs` walks it.
        for (code, file) in SHIPPED.iter().filter(|(code, _)| *code != procedure::shipped::PERMISSION) {
            let kind = Kind::read(file).unwrap();
            let ways = paths(&kind);
            assert!(ways.len() > 5, "{code}");
            // A longer way goes the shorter one too.
            let goes_on = |way: &Vec<Step>| ways.iter().any(|w| w.len() > way.len() && w.starts_with(way));
            for way in ways.iter().filter(|way| !goes_on(way)) {
                walk(&pair, &kind, way).await;
            }
        }
    }
}

#[test]
fn a_12_every_kind_has_its_words_in_every_language() {
    let words =
        std::sync::Arc::new(web::Words::new(&[directory::WORDS, casefile::WORDS, exchange::WORDS]).unwrap());
    for (code, file) in SHIPPED {
        let kind = Kind::read(file).unwrap();
        for lang in Lang::ALL {
            assert_eq!(
                exchange::testing::unworded(&words, &kind, *lang),
                Vec::<String>::new(),
                "{code} in {lang}"
            );
        }
    }
}

#[tokio::test]
async fn r_11_a_kind_is_asked_of_an_authority_with_its_function_only() {
    for pair in both_databases().await {
        let kind = Kind::read(procedure::shipped::shipped(procedure::shipped::ALERT).unwrap()).unwrap();
        opened(&pair, &kind).await;
        let kinds: Vec<&str> = kind.answerer_functions.iter().map(String::as_str).collect();
        assert!(kinds.contains(&"investigation-unit"), "Niamey is one");
        let central = exchange::testing::neighbour(&pair.accra, "Central authority, Accra", "central").await;
        let new = NewRequest {
            peer: pair.accra.node.keys.id,
            authority: Some(central.authority.id),
            case: None,
            hit: None,
            purpose: Purpose::Investigation,
            body: body(&kind, kind.find("open").unwrap(), false),
            statements: Vec::new(),
        };
        let (node, officer) = (&pair.accra.node, &pair.accra.officer);
        let refused = node.store.run("open", |tx| {
            let new = new.clone();
            async move { exchange::open_dossier(&tx, node, officer, procedure::shipped::ALERT, new).await }
        });
        let refused = refused.await;
        assert!(matches!(refused, Err(ExchangeError::NotDesignated)), "{refused:?}");
    }
}
