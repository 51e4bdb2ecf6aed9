//! Search over what a reader may see, whatever script and form the question is in: names, identifiers, running text.
//!
//! The index finds, the gate opens, and the page shows only what a readable statement explains (`search.rs`): to search
//! tells no more than to read. What is found is opened some at a time and only as far as it is shown.

use crate::keys::Keys;
use crate::search::{Narrowed, Question};
use crate::store_cases::entities_by_id;
use crate::store_rows::selector_row;
use crate::types::{Case, CaseError, Entity, FOUND_MAX};
use crate::{derive, rules};
use gate::{Ask, Gate, Guarded};
use kernel::Label;
use kernel::id::{CaseId, EntityId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeSet, HashMap};
use store::search::{Hit, Query, SearchEntry, Term};
use store::{StoreError, Tx, search};
use uuid::Uuid;

/// Entities read and opened at once.
const OPENED_AT_ONCE: u64 = 100;

/// One way of answering a question, surest first.
enum Way {
    /// They hold one of these values.
    Values(Vec<Vec<u8>>),
    /// Their words are these.
    Words(Query),
}

/// Entities that answer a question, best first: those that hold a value it names, then those whose names and
/// identifiers hold every token of it, then those whose names sound like it, then those whose texts hold its words. At
/// most [`FOUND_MAX`]; all of them closed.
///
/// # Errors
/// What the database says.
pub async fn find_entities(
    tx: &Tx,
    keys: &Keys<'_>,
    question: &Question,
    within: Option<CaseId>,
) -> Result<Vec<Guarded<Entity>>, CaseError> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for way in ways(keys, question, within) {
        let hits = next(tx, &way, within, None, FOUND_MAX).await?;
        found.extend(hits.into_iter().map(|hit| hit.object).filter(|id| seen.insert(*id)).map(EntityId));
    }
    in_order(tx, &found).await
}

/// The first `most` of those entities that this person may search, and whether there may be more. They are read and
/// opened a hundred at a time, so that a word which thousands bear costs no more than what is shown of it.
///
/// # Errors
/// What the database says.
pub async fn find_permitted(
    tx: &Tx,
    keys: &Keys<'_>,
    (gate, ask): (&Gate, &Ask<'_>),
    question: &Question,
    within: Option<CaseId>,
    most: usize,
) -> Result<(Vec<Entity>, bool), CaseError> {
    let mut seen = BTreeSet::new();
    let mut permitted = Vec::new();
    let narrowed = &question.narrowed;
    let fits = |e: &Entity| narrowed.kind.is_none_or(|kind| e.kind == kind);
    for way in ways(keys, question, within) {
        let (mut before, mut looked_at) = (None, 0_u64);
        while permitted.len() <= most && looked_at < FOUND_MAX {
            let hits = next(tx, &way, within, before, OPENED_AT_ONCE).await?;
            before = hits.last().map(|hit| hit.n);
            let last = (hits.len() as u64) < OPENED_AT_ONCE || matches!(way, Way::Values(_));
            looked_at = looked_at.saturating_add(hits.len() as u64);
            let fresh: Vec<EntityId> =
                hits.into_iter().map(|h| h.object).filter(|id| seen.insert(*id)).map(EntityId).collect();
            let closed = in_order(tx, &fresh).await?;
            if !closed.is_empty() {
                permitted.extend(gate.open_each(closed, ask, &mut tx.log()).into_iter().filter(fits));
            }
            if last {
                break;
            }
        }
    }
    let more = permitted.len() > most;
    permitted.truncate(most);
    Ok((permitted, more))
}

/// The ways of answering a question, surest first.
fn ways(keys: &Keys<'_>, question: &Question, within: Option<CaseId>) -> Vec<Way> {
    let within = within.map(|case| case.0);
    let limits = limits(keys, &question.narrowed);
    let mut ways = Vec::new();
    if !question.values.is_empty() {
        ways.push(Way::Values(question.values.iter().map(|v| keys.value(v)).collect()));
    }
    let mut add = |terms: Vec<Term>| {
        let terms: Vec<Term> = terms.into_iter().chain(limits.iter().cloned()).collect();
        ways.push(Way::Words(Query { terms, within }));
    };
    let last = question.tokens.len().saturating_sub(1);
    if question.tokens.is_empty() {
        add(Vec::new());
        return ways;
    }
    // As it is written.
    add(question.tokens.iter().map(|t| term(keys, [t.clone()], false)).collect());
    // As a name in any script.
    if !question.name_tokens.is_empty() {
        add(question.name_tokens.iter().map(|t| term(keys, [t.clone()], false)).collect());
    }
    // As words of a running text, names among them.
    add(question
        .tokens
        .iter()
        .map(|t| term(keys, derive::word_tokens(t).into_iter().chain([t.clone()]), false))
        .collect());
    // As it is written, the last word being the beginning of a longer one.
    add(question.tokens.iter().enumerate().map(|(n, t)| term(keys, [t.clone()], n == last)).collect());
    // As a name of which one part is not known: of every two parts one is there.
    if question.may_miss_a_part() {
        let parts = &question.name_tokens;
        let pairs = parts.iter().enumerate().flat_map(|(n, one)| {
            parts.iter().skip(n.saturating_add(1)).map(move |other| [one.clone(), other.clone()])
        });
        add(pairs.map(|pair| term(keys, pair, false)).collect());
    }
    ways
}

/// What a question is narrowed to, as far as the index knows it.
fn limits(keys: &Keys<'_>, narrowed: &Narrowed) -> Vec<Term> {
    let mut terms: Vec<Term> =
        narrowed.kind.map(|kind| term(keys, [derive::kind_token(kind)], false)).into_iter().collect();
    terms.extend(narrowed.place.iter().map(|token| term(keys, [token.clone()], false)));
    if let Some(years) = narrowed.years.clone() {
        terms.push(term(keys, years.map(derive::year_token), false));
    }
    terms
}

/// One of these tokens, in clear or as closed compartments have them: whole tokens only, never their beginnings.
pub(crate) fn term(keys: &Keys<'_>, tokens: impl IntoIterator<Item = String>, begins: bool) -> Term {
    let mut one_of = Vec::new();
    for token in tokens {
        one_of.push(keys.token(&token));
        one_of.push(token);
    }
    Term { one_of, begins }
}

async fn next(
    tx: &Tx,
    way: &Way,
    within: Option<CaseId>,
    before: Option<i64>,
    most: u64,
) -> Result<Vec<Hit>, CaseError> {
    match way {
        Way::Words(query) => Ok(search::find(tx, query, before, most).await?),
        Way::Values(keys) => by_value(tx, keys, within).await,
    }
}

async fn by_value(tx: &Tx, keys: &[Vec<u8>], within: Option<CaseId>) -> Result<Vec<Hit>, CaseError> {
    let mut select = selector_row::Entity::find()
        .select_only()
        .column(selector_row::Column::Entity)
        .distinct()
        .filter(selector_row::Column::Key.is_in(keys.iter().cloned()));
    if let Some(case) = within {
        select = select.filter(selector_row::Column::CaseId.eq(case.0));
    }
    let select = select.order_by_desc(selector_row::Column::Entity).limit(FOUND_MAX);
    let found: Vec<Uuid> = select.into_tuple().all(tx.db()).await.map_err(StoreError::from)?;
    Ok(found.into_iter().map(|object| Hit { n: 0, object }).collect())
}

async fn in_order(tx: &Tx, ids: &[EntityId]) -> Result<Vec<Guarded<Entity>>, CaseError> {
    let mut found = entities_by_id(tx, ids).await?;
    let place: HashMap<Uuid, usize> = ids.iter().enumerate().map(|(n, id)| (id.0, n)).collect();
    found.sort_by_key(|g| place.get(&g.object().id).copied());
    Ok(found)
}

/// Most cases shown beside what is found.
const CASES_MAX: u64 = 20;

/// Puts what a case is called and about into the index, under keyed digests where its cover is encrypted.
pub(crate) async fn index_case(
    tx: &Tx,
    keys: &Keys<'_>,
    case: &Case,
    label: &Label,
) -> Result<(), StoreError> {
    search::remove(tx, case.id.0).await?;
    let covered = rules::is_covered(label);
    let tokens: BTreeSet<String> = words_of(case)
        .into_iter()
        .chain([CASE.to_owned()])
        .map(|token| if covered { keys.token(&token) } else { token })
        .collect();
    let tokens = tokens.into_iter().collect::<Vec<_>>().join(" ");
    search::add(tx, &[SearchEntry { object: case.id.0, within: case.id.0, tokens }]).await
}

/// What sets a case apart from a record in the index: no text has the letter.
const CASE: &str = "\u{1BF}case";

fn words_of(case: &Case) -> Vec<String> {
    let texts = [&case.reference, &case.title, &case.summary];
    texts.into_iter().flat_map(|text| derive::word_tokens(text)).collect()
}

/// Cases whose reference, title or summary has every word of a question, newest first, of those the asker may open.
///
/// # Errors
/// What the database says.
pub async fn find_cases(
    tx: &Tx,
    keys: &Keys<'_>,
    (gate, ask): (&Gate, &Ask<'_>),
    question: &Question,
) -> Result<Vec<Case>, CaseError> {
    let words: Vec<String> = question.tokens.iter().flat_map(|t| derive::word_tokens(t)).collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let terms = words.iter().cloned().chain([CASE.to_owned()]).map(|t| term(keys, [t], false)).collect();
    let hits = search::find(tx, &Query { terms, within: None }, None, CASES_MAX).await?;
    let mut closed = Vec::new();
    for hit in hits {
        closed.extend(crate::case(tx, keys, CaseId(hit.object)).await?);
    }
    if closed.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = gate.open_each(closed, ask, &mut tx.log());
    found.retain(|case| {
        let held = words_of(case);
        words.iter().all(|word| held.contains(word))
    });
    Ok(found)
}
