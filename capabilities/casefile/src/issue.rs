//! Issues of one list, taken one after the other: what is new in the later one, what it says otherwise, what it no longer
//! says. Pure; the store carries it out.

use crate::types::{NewStatement, NewValue, Statement, Value};
use kernel::id::EntityId;
use kernel::{Property, Timestamp};
use std::collections::{BTreeSet, HashMap};

/// What a reason begins with that an issue gives for taking a statement back; the day follows.
const NO_LONGER: &str = "no longer on the list: ";

/// What an issue changed in the case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Changes {
    /// Entries and what hangs on them that were not there before.
    pub added: u64,
    /// Entities of which it says something else than the issue before.
    pub changed: u64,
    /// Entries that are no longer on it.
    pub removed: u64,
    /// Entities of which it says the same.
    pub unchanged: u64,
    /// Statements taken back because it no longer makes them.
    pub retracted: u64,
}

/// The recorded reason for taking a statement back.
pub(crate) fn no_longer(day: &str) -> String {
    format!("{NO_LONGER}{day}")
}

/// The day of the issue that took a statement back; `None` if a person did.
pub(crate) fn taken_back_by_issue(why: &str) -> Option<&str> {
    why.strip_prefix(NO_LONGER)
}

/// The day that an issue counts from: its own, else the day on which it was taken.
pub(crate) fn day_of(dated: &str, at: Timestamp) -> String {
    match dated.is_empty() {
        true => at.rfc3339().chars().take(10).collect(),
        false => dated.chars().take(10).collect(),
    }
}

/// What an issue says of an entity that stands, held against what is recorded of it.
#[derive(Debug, Default)]
pub(crate) struct Compared {
    /// What is new.
    pub(crate) new: Vec<NewStatement>,
    /// What the list said and no longer says.
    pub(crate) gone: Vec<Statement>,
}

/// Compares. `of_list` tells whether a statement came from an earlier issue; `known` are the entities behind keys.
pub(crate) fn compare(
    says: Vec<NewStatement>,
    recorded: &[Statement],
    known: &HashMap<String, EntityId>,
    of_list: &dyn Fn(&Statement) -> bool,
) -> Compared {
    let said: BTreeSet<(Property, String)> = says.iter().map(|s| written(s, known)).collect();
    // What a person took back stays so, however often the list repeats it; what an earlier issue took back may return.
    let stands = |s: &&Statement| match &s.retracted {
        None => true,
        Some(gone) => taken_back_by_issue(&gone.why).is_none(),
    };
    let mut there: BTreeSet<(Property, String)> =
        recorded.iter().filter(stands).map(|s| (s.property, value(&s.value))).collect();
    let gone = recorded
        .iter()
        .filter(|s| s.retracted.is_none() && of_list(s))
        .filter(|s| !said.contains(&(s.property, value(&s.value))))
        .cloned()
        .collect();
    let new = says.into_iter().filter(|s| there.insert(written(s, known))).collect();
    Compared { new, gone }
}

fn value(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Entity(id) => id.to_string(),
    }
}

fn written(new: &NewStatement, known: &HashMap<String, EntityId>) -> (Property, String) {
    let text = match &new.value {
        NewValue::Text(text) => text.clone(),
        NewValue::Entity(id) => id.to_string(),
        NewValue::Link(key) => known.get(key).map_or_else(|| format!("new {key}"), ToString::to_string),
    };
    (new.property, text)
}

/// Properties that say of an entry that it stands on the list: they end when it no longer does.
pub(crate) fn says_listed(property: Property) -> bool {
    matches!(property, Property::Programme | Property::ListedOn)
}
