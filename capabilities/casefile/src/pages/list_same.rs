//! Records that may be of one: what waits for an answer, the likeliest first, of what the person may see. Each is
//! compared from what they may read, so that the list tells no more than the records do.

use crate::pages::compare_entities::{Sides, chance_words, reason_words, references};
use crate::pages::{in_address, page_number, reads};
use crate::same::{CHANCE_MIN, SameState};
use crate::types::{CaseError, Entity};
use crate::{Keys, pairs_in};
use access::{Node, Officer};
use axum::extract::{Query, State};
use axum::response::Response;
use kernel::limit::PAGE_ROWS;
use serde::Deserialize;
use std::sync::Arc;
use store::Tx;
use uuid::Uuid;
use web::{Problem, T};

/// Which pairs.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    show: String,
    page: Option<String>,
}

impl Asked {
    fn states(&self) -> &'static [SameState] {
        match self.show.as_str() {
            "later" => &[SameState::Later],
            "joined" => &[SameState::Joined],
            "apart" => &[SameState::Apart],
            _ => &[SameState::Open],
        }
    }
}

/// The lists, each with its word.
const LISTS: [(&str, &str); 4] = [
    ("open", "casefile-same-list-open"),
    ("later", "casefile-same-list-later"),
    ("joined", "casefile-same-list-joined"),
    ("apart", "casefile-same-list-apart"),
];

struct PairRow {
    id: Uuid,
    one: (String, String),
    other: (String, String),
    why: Vec<String>,
    chance: String,
}

#[derive(askama::Template)]
#[template(path = "list_same.html")]
struct ListSame<'a> {
    t: &'a T,
    rows: Vec<PairRow>,
    show: String,
    address: String,
    page: u64,
    total: u64,
}

impl ListSame<'_> {
    fn lists(&self) -> Vec<(String, String, bool)> {
        let link =
            |(code, key): &(&str, &str)| (self.t.get(key), format!("/same?show={code}"), self.show == *code);
        LISTS.iter().map(link).collect()
    }
}

pub(crate) async fn list(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let page = page_number(asked.page.as_deref());
    let states = asked.states();
    let looked = node.store.run::<_, CaseError, _, _>("list same", |tx| {
        let (node, officer) = (&node, &officer);
        async move { look(node, &tx, officer, (states, page)).await }
    });
    let (rows, total) = looked.await?;
    let t = &officer.t;
    let show = states.first().map_or("", |s| s.code()).to_owned();
    let address = format!("/same?show={}", in_address(&show));
    let head = web::Head::new("casefile", t.get("casefile-same")).under(t.get("casefile-same-what"));
    Ok(web::page(&officer.viewer, head, ListSame { t, rows, show, address, page, total }))
}

async fn look(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    (states, page): (&[SameState], u64),
) -> Result<(Vec<PairRow>, u64), CaseError> {
    let keys = Keys::of(&node.vault);
    let ask = reads(officer, tx);
    let pairs = pairs_in(tx, &keys, (&node.gate, &ask), states).await?;
    let all: Vec<Entity> = pairs.iter().flat_map(|(_, one, other)| [one.clone(), other.clone()]).collect();
    let sides = Sides::of(node, tx, officer, &all).await?;
    let waits = states.iter().any(|s| SameState::WAITING.contains(s));
    let mut told: Vec<_> = pairs
        .into_iter()
        .map(|(pair, one, other)| (sides.compare(&one, &other), pair, one, other))
        // What only they may not read makes likely is nothing to them.
        .filter(|(compared, ..)| !waits || compared.probability >= CHANCE_MIN)
        .collect();
    told.sort_by(|x, y| y.0.probability.total_cmp(&x.0.probability));
    let total = told.len() as u64;
    let from = usize::try_from(page.saturating_sub(1).saturating_mul(PAGE_ROWS)).unwrap_or(usize::MAX);
    let rows = usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX);
    let cases = references(node, tx, officer, &all).await?;
    let t = &officer.t;
    let side = |e: &Entity| (sides.title(t, e), cases.get(&e.case).cloned().unwrap_or_default());
    let shown = told.iter().skip(from).take(rows).map(|(compared, pair, one, other)| PairRow {
        id: pair.id,
        one: side(one),
        other: side(other),
        why: compared.why.iter().take(WHY_MAX).map(|reason| reason_words(t, reason)).collect(),
        chance: chance_words(t, compared.probability),
    });
    Ok((shown.collect(), total))
}

/// Reasons shown of each pair.
const WHY_MAX: usize = 3;
