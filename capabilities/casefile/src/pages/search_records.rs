//! Search: names in any script, numbers in any form, over the cases a person may see. A hit is shown only with a
//! statement that the person may read and that explains it, so that searching tells no more than reading.

use crate::pages::card::{Names, Opened, Row, Says, explained, kind_word};
use crate::pages::{in_address, page_number, reads};
use crate::types::{Case, CaseError, Entity, Statement, Value};
use crate::{Keys, Question, case, derive, find_permitted};
use access::{Node, Officer};
use axum::extract::{Query, State};
use axum::response::Response;
use gate::{Ask, action};
use kernel::Party;
use kernel::id::CaseId;
use kernel::limit::PAGE_ROWS;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;
use store::Tx;
use web::{Problem, T};

/// The question.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    page: Option<String>,
}

struct Hit {
    entity: Entity,
    title: String,
    kind: String,
    case: Case,
    because: Vec<Row>,
}

#[derive(askama::Template)]
#[template(path = "search_records.html")]
struct SearchRecords<'a> {
    t: &'a T,
    q: String,
    address: String,
    page: u64,
    looked: Looked,
}

#[derive(Default)]
struct Looked {
    hits: Vec<Hit>,
    total: u64,
    /// There are more than were looked through.
    cut: bool,
}

pub(crate) async fn search(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let q: String = asked.q.trim().chars().take(crate::QUESTION_CHARS_MAX).collect();
    let page = page_number(asked.page.as_deref());
    let looked = if q.is_empty() {
        Looked::default()
    } else {
        let found = node.store.run::<_, CaseError, _, _>("search", |tx| {
            let (node, officer, q) = (&node, &officer, q.clone());
            async move { look(node, &tx, officer, &q, page).await }
        });
        found.await?
    };
    let t = &officer.t;
    let mut viewer = officer.viewer.clone();
    viewer.searched.clone_from(&q);
    let head = web::Head::new("casefile", t.get("casefile-search")).under(t.get("casefile-search-what"));
    let address = format!("/search?q={}", in_address(&q));
    Ok(web::page(&viewer, head, SearchRecords { t, q, address, page, looked }))
}

async fn look(node: &Node, tx: &Tx, officer: &Officer, q: &str, page: u64) -> Result<Looked, CaseError> {
    let keys = Keys::of(&node.vault);
    let region = officer.actor.party;
    let question = Question::read(q, region);
    let ask = Ask { action: action::SEARCH, ..reads(officer, tx) };
    let (found, cut) = find_permitted(tx, &keys, (&node.gate, &ask), &question, None, HITS_MAX).await?;
    if found.is_empty() {
        return Ok(Looked::default());
    }
    let explained = explained(node, tx, officer, found, &question).await?;
    let total = explained.len() as u64;
    let from = usize::try_from(page.saturating_sub(1).saturating_mul(PAGE_ROWS)).unwrap_or(usize::MAX);
    let rows = usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX);
    let shown: Vec<Entity> = explained.into_iter().skip(from).take(rows).collect();
    let opened = Opened::with(node, tx, officer, &shown, Names::Searched).await?;
    let t = &officer.t;
    let mut cases: BTreeMap<CaseId, Option<Case>> = BTreeMap::new();
    let mut hits = Vec::new();
    for entity in shown {
        if let Entry::Vacant(place) = cases.entry(entity.case) {
            let closed = case(tx, &keys, entity.case).await?;
            let opened = closed.and_then(|c| node.gate.open(c, &ask, &mut tx.log()).ok());
            place.insert(opened);
        }
        let Some(Some(case)) = cases.get(&entity.case) else { continue };
        let card = opened.card(t, &entity, 0);
        let because = because(&opened.explaining(entity.id), &question, region);
        hits.push(Hit {
            title: card.title,
            kind: kind_word(t, entity.kind),
            case: case.clone(),
            because: because.iter().map(|s| opened.row(t, s)).collect(),
            entity,
        });
    }
    Ok(Looked { hits, total, cut })
}

/// Records looked through for one question; the page says so when there are more.
const HITS_MAX: usize = 300;
/// Most statements shown as the reason of one hit.
const BECAUSE_MAX: usize = 4;

/// Whether statements that a person may read explain why an entity answers a question. What does not is no hit: it was
/// found by something that is not theirs to read, and to show it would tell that it stands there.
#[must_use]
pub fn explains(said: &[Statement], question: &Question, region: Party) -> bool {
    !because(&said.iter().collect::<Vec<_>>(), question, region).is_empty()
}

/// The statements that explain a hit: one that holds a value of the question, or those that together hold every token.
pub(crate) fn because<'s>(said: &[&'s Statement], question: &Question, region: Party) -> Vec<&'s Statement> {
    let standing = || said.iter().copied().filter(|s| s.retracted.is_none());
    let text = |s: &'s Statement| match &s.value {
        Value::Text(text) => Some(text.as_str()),
        Value::Entity(_) => None,
    };
    let by_value: Vec<&Statement> = standing()
        .filter(|s| text(s).is_some_and(|t| derive::holds(s.property, t, &question.values, region)))
        .take(BECAUSE_MAX)
        .collect();
    if !by_value.is_empty() {
        return by_value;
    }
    let as_written = together(standing(), &question.tokens, true);
    if as_written.is_empty() { together(standing(), &question.name_tokens, false) } else { as_written }
}

/// The first statements that together hold every token; the last token may be the beginning of a longer one.
fn together<'s>(
    standing: impl Iterator<Item = &'s Statement>,
    tokens: &[String],
    last_begins: bool,
) -> Vec<&'s Statement> {
    let last = tokens.last().filter(|_| last_begins);
    let mut missing: Vec<&String> = tokens.iter().collect();
    let mut because = Vec::new();
    if missing.is_empty() {
        return because;
    }
    for statement in standing {
        let Value::Text(text) = &statement.value else { continue };
        let held = derive::tokens_of(statement.property, text);
        let before = missing.len();
        missing.retain(|m| !held.iter().any(|h| h == *m || (Some(*m) == last && h.starts_with(m.as_str()))));
        if missing.len() != before {
            because.push(statement);
        }
        if missing.is_empty() {
            return because;
        }
    }
    Vec::new()
}
