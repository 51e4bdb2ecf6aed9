//! What a person has in an organisation, in words: what of it, how much, from when, and what became of it. An end is told only
//! where the interest says one, itself or in the statement that closes the record; else the statement is said to be replaced
//! or closed, since nobody sold anything on the day on which somebody wrote.

use crate::bods::Statement;
use crate::json;
use serde_json::{Map, Value};

type Object = Map<String, Value>;

/// The interests of a statement.
pub(crate) fn interests(state: &Statement) -> impl Iterator<Item = &Object> {
    let all = state.details.get("interests").and_then(Value::as_array);
    all.into_iter().flatten().filter_map(Value::as_object)
}

/// The interests of all states, each once, with what became of it.
pub(crate) fn told(states: &[Statement]) -> Vec<(&Object, String)> {
    let mut all = Vec::new();
    for (nth, state) in states.iter().enumerate() {
        let next = states.get(nth.saturating_add(1));
        let before = nth.checked_sub(1).and_then(|nth| states.get(nth)).filter(|_| state.closed);
        for one in interests(state) {
            // A statement that closes the record tells its last state again.
            if before.is_some_and(|before| interests(before).any(|other| of_one_type(other, one))) {
                continue;
            }
            match next {
                // It runs on, and the next statement tells it.
                Some(next) if !next.closed && interests(next).any(|other| runs_on(one, other)) => {}
                next => all.push((one, end_of(one, state, next))),
            }
        }
    }
    all
}

fn of_one_type(one: &Object, other: &Object) -> bool {
    json::first(one, "type") == json::first(other, "type")
}

/// Whether both are one interest, of which the second says no less.
fn runs_on(one: &Object, other: &Object) -> bool {
    let ended = |of: &Object| !json::first(of, "endDate").is_empty();
    (!ended(one) || one.get("endDate") == other.get("endDate"))
        && one.iter().all(|(field, value)| field == "endDate" || other.get(field) == Some(value))
}

/// Until when an interest ran, as it says itself or the statement that closes the record says of it; else only what
/// became of the statement.
fn end_of(one: &Object, state: &Statement, next: Option<&Statement>) -> String {
    let own = json::first(one, "endDate");
    let on = |word: &str, date: &str| match date.is_empty() {
        true => word.trim_end_matches(" of").trim_end_matches(" on").to_owned(),
        false => format!("{word} {date}"),
    };
    let closing = next.filter(|next| next.closed);
    let same = |closing: &Statement| {
        let of_type = || interests(closing).filter(|other| of_one_type(other, one));
        let begun = of_type().find(|other| other.get("startDate") == one.get("startDate"));
        // Another interest of the type ended on a day of its own; one alone is this one.
        let other = begun.or_else(|| of_type().next().filter(|_| of_type().count() == 1));
        other.map(|other| json::first(other, "endDate")).filter(|end| !end.is_empty())
    };
    if !own.is_empty() {
        return format!("until {own}");
    }
    match (closing.and_then(same), closing, next) {
        (Some(end), _, _) => format!("until {end}"),
        (None, Some(closing), _) => on("record closed on", &closing.date),
        (None, None, Some(next)) => on("replaced by a statement of", &next.date),
        (None, None, None) if state.closed => on("record closed on", &state.date),
        (None, None, None) => String::new(),
    }
}

/// An interest in words: `shareholding 40 % of Tecido Ltd, direct, beneficial owner, from 2021-09-24, until 2022-09-25`.
pub(crate) fn interest(one: &Object, subject: &str, end: &str) -> String {
    let mut first = json::first(one, "type");
    let share = one.get("share").and_then(Value::as_object).map(share).unwrap_or_default();
    if !share.is_empty() {
        first = format!("{first} {share} %");
    }
    if !subject.is_empty() {
        first = format!("{first} of {subject}").trim_start().to_owned();
    }
    let mut words = vec![first, json::first(one, "directOrIndirect")];
    if one.get("beneficialOwnershipOrControl") == Some(&Value::Bool(true)) {
        words.push("beneficial owner".to_owned());
    }
    words.push(json::first(one, "details"));
    let start = json::first(one, "startDate");
    if !start.is_empty() {
        words.push(format!("from {start}"));
    }
    words.push(end.to_owned());
    words.retain(|word| !word.is_empty());
    words.join(", ")
}

/// How large a share is: exactly, or between bounds that belong to it or do not: `more than 25 to 50`.
fn share(share: &Object) -> String {
    let exact = json::first(share, "exact");
    if !exact.is_empty() {
        return exact;
    }
    let bound = |included: &str, excluded: &str, word: &str| {
        match share.get(excluded) {
            // The versions before said whether, and not which.
            Some(Value::Bool(true)) => Some(json::first(share, included)).filter(|n| !n.is_empty()),
            Some(Value::Number(n)) => Some(n.to_string()),
            _ => None,
        }
        .map_or_else(|| json::first(share, included), |n| format!("{word} {n}"))
    };
    let least = bound("minimum", "exclusiveMinimum", "more than");
    let most = bound("maximum", "exclusiveMaximum", "less than");
    match (least.is_empty(), most.is_empty()) {
        (true, true) => String::new(),
        (false, true) if least.starts_with("more") => least,
        (false, true) => format!("at least {least}"),
        (true, false) if most.starts_with("less") => most,
        (true, false) => format!("at most {most}"),
        (false, false) => format!("{least} to {most}"),
    }
}
