//! Calls, messages and payments of a line, an account or a person, as rows: who reached whom, when, and what was said.
//!
//! A row stands only for an event that the person may read, with the ends of it that they may read.

use crate::pages::card::captions;
use crate::pages::reads;
use crate::store_rows::IN_MAX;
use crate::types::{CaseError, Statement, Value};
use crate::{Keys, statements_naming, statements_of_all};
use access::{Node, Officer};
use askama::Template;
use kernel::Property;
use kernel::id::EntityId;
use std::collections::{BTreeMap, BTreeSet};
use store::{StoreError, Tx};
use web::T;

/// Rows shown; the newest.
const ROWS_MAX: usize = 200;

/// One event.
struct Contact {
    id: EntityId,
    when: String,
    kind: String,
    from: Vec<(EntityId, String)>,
    to: Vec<(EntityId, String)>,
    says: Vec<String>,
}

#[derive(Template)]
#[template(path = "contacts_panel.html")]
struct ContactsPanel<'a> {
    t: &'a T,
    rows: Vec<Contact>,
    total: usize,
}

/// The panel; empty where there is no event.
pub(crate) async fn panel(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    entity: EntityId,
    said: &[Statement],
) -> Result<String, CaseError> {
    // What somebody uses is theirs; an event shows its own ends.
    let uses = said.iter().filter(|s| s.property == Property::Uses && s.retracted.is_none());
    let mut ends: Vec<EntityId> = uses.filter_map(link).collect();
    ends.push(entity);
    let (keys, ask) = (Keys::of(&node.vault), reads(officer, tx));
    let naming = node.gate.open_each(statements_naming(tx, &keys, &ends).await?, &ask, &mut tx.log());
    let is_end = |s: &&Statement| matches!(s.property, Property::From | Property::To);
    let mut events: BTreeSet<EntityId> =
        naming.iter().filter(is_end).filter(|s| s.retracted.is_none()).map(|s| s.entity).collect();
    if said.iter().any(|s| is_end(&s)) {
        events.insert(entity);
    }
    if events.is_empty() {
        return Ok(String::new());
    }
    let events: Vec<EntityId> = events.into_iter().take(IN_MAX).collect();
    let all = node.gate.open_each(statements_of_all(tx, &keys, &events).await?, &ask, &mut tx.log());
    let mut of: BTreeMap<EntityId, Vec<Statement>> = BTreeMap::new();
    for statement in all.into_iter().filter(|s| s.retracted.is_none()) {
        of.entry(statement.entity).or_default().push(statement);
    }
    let total = of.len();
    let mut newest: Vec<(String, EntityId)> = of.iter().map(|(id, said)| (date(said), *id)).collect();
    newest.sort_by(|a, b| b.cmp(a));
    newest.truncate(ROWS_MAX);
    let shown: BTreeSet<EntityId> =
        newest.iter().filter_map(|(_, id)| of.get(id)).flatten().filter_map(link).collect();
    let names = captions(node, tx, officer, &shown.into_iter().collect::<Vec<_>>()).await?;
    let t = &officer.t;
    let rows = newest
        .into_iter()
        .filter_map(|(when, id)| Some((when, id, of.get(&id)?)))
        .map(|(when, id, said)| {
            let end = |property: Property| {
                let all = said.iter().filter(|s| s.property == property).filter_map(link);
                all.filter_map(|id| Some((id, names.get(&id)?.clone()))).collect()
            };
            let (from, to) = (end(Property::From), end(Property::To));
            Contact { id, when, kind: kind(t, said), from, to, says: words(t, said) }
        })
        .collect();
    let shown = ContactsPanel { t, rows, total };
    shown.render().map_err(|e| StoreError::Corrupt(format!("a panel of `casefile`: {e}")).into())
}

fn link(statement: &Statement) -> Option<EntityId> {
    match &statement.value {
        Value::Entity(id) => Some(*id),
        Value::Text(_) => None,
    }
}

fn texts(said: &[Statement], property: Property) -> impl Iterator<Item = &str> {
    said.iter().filter(move |s| s.property == property).filter_map(|s| match &s.value {
        Value::Text(text) => Some(text.as_str()),
        Value::Entity(_) => None,
    })
}

/// When it was, as the source writes it, but for parts of seconds; a time of day is easier to read after a space.
fn date(said: &[Statement]) -> String {
    let written = texts(said, Property::Date).next().unwrap_or_default().replacen('T', " ", 1);
    match written.split_once('.') {
        Some((whole, rest)) if whole.contains(':') => {
            format!("{whole}{}", rest.trim_start_matches(|c: char| c.is_ascii_digit()))
        }
        _ => written,
    }
}

fn kind(t: &T, said: &[Statement]) -> String {
    texts(said, Property::EventKind).map(|code| event_word(t, code)).collect::<Vec<_>>().join(", ")
}

/// A kind of event in words; the source's own word stands as it is.
pub(crate) fn event_word(t: &T, code: &str) -> String {
    match code {
        "call" => t.get("casefile-event-call"),
        "message" => t.get("casefile-event-message"),
        "payment" => t.get("casefile-event-payment"),
        own => own.to_owned(),
    }
}

/// What was said, how long it took, how much it was; remarks where there is nothing else.
fn words(t: &T, said: &[Statement]) -> Vec<String> {
    let mut all: Vec<String> = texts(said, Property::Content).map(str::to_owned).collect();
    all.extend(texts(said, Property::Amount).map(str::to_owned));
    for seconds in texts(said, Property::Duration) {
        all.push(match seconds.parse::<i64>() {
            Ok(n) => t.n("casefile-seconds", n),
            Err(_) => seconds.to_owned(),
        });
    }
    if all.is_empty() {
        all.extend(texts(said, Property::Remark).map(str::to_owned));
    }
    all
}
