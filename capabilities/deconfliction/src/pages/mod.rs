//! The room's pages and what it answers to peers, one file per action.

pub(crate) mod answer_peer;
pub(crate) mod list_checks;
pub(crate) mod make_check;
pub(crate) mod panels;
pub(crate) mod show_check;
pub(crate) mod work;

use crate::asker::CheckError;
use ::store::{Fault, Tx};
use access::{Node, broken};
use casefile::{HeldSelector, Value};
use gate::{Ask, action};
use kernel::id::EntityId;
use kernel::{Actor, Property, Purpose, SelectorKind};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use web::Problem;

/// What a page answers when a check could not be made or shown.
pub(crate) fn problem(error: &CheckError) -> Problem {
    match error.store() {
        Some(error) => broken(error),
        None => Problem::not_available(),
    }
}

/// How values are shown to people, by the id of the selector: a compound key of a person by the name it was made of
/// and what stands beside it, everything else as it is matched.
pub(crate) async fn shown(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    purpose: Purpose,
    held: &[HeldSelector],
) -> BTreeMap<Uuid, String> {
    let of_person = |h: &&HeldSelector| {
        matches!(h.selector.kind, SelectorKind::PersonBirth | SelectorKind::PersonNationality)
    };
    let people: BTreeSet<EntityId> = held.iter().filter(of_person).map(|h| h.entity).collect();
    let people: Vec<EntityId> = people.into_iter().collect();
    let keys = casefile::Keys::of(&node.vault);
    let said = casefile::statements_of_all(tx, &keys, &people).await.unwrap_or_default();
    let ask = Ask::new(actor, action::READ, purpose, tx.at());
    let mut names: BTreeMap<EntityId, Vec<String>> = BTreeMap::new();
    for statement in node.gate.open_each(said, &ask, &mut tx.log()) {
        let named = matches!(statement.property, Property::Name | Property::Alias | Property::WeakAlias);
        if let (true, None, Value::Text(name)) = (named, &statement.retracted, statement.value) {
            names.entry(statement.entity).or_default().push(name);
        }
    }
    let show = |h: &HeldSelector| {
        let (key, beside) = h.selector.value.split_once('|').unwrap_or((&h.selector.value, ""));
        let names = names.get(&h.entity)?;
        let name = names.iter().find(|n| names::name_key(n).as_deref() == Some(key)).or(names.first())?;
        let beside = beside.split('|').map(|b| {
            if b.len() == 3 && b.bytes().all(|c| c.is_ascii_digit()) {
                format!("{b}0–{b}9")
            } else {
                b.to_owned()
            }
        });
        Some(format!("{name} · {}", beside.collect::<Vec<_>>().join(" · ")))
    };
    let text = |h: &HeldSelector| if of_person(&h) { show(h) } else { None };
    held.iter().map(|h| (h.id, text(h).unwrap_or_else(|| h.selector.value.clone()))).collect()
}
