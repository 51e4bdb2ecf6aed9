//! An entity on two days, side by side: what was added between them, what was taken back, by whom, when and why. A day
//! counts to its end, where the reader is. What children are called stays hidden here.

use crate::history::{Became, Changed, changes};
use crate::pages::card::{Opened, Row, Says, kind_word};
use crate::pages::{acting, open_entity};
use crate::types::{CaseError, Statement};
use access::{Node, Officer};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use gate::action;
use kernel::Timestamp;
use kernel::id::{EntityId, PersonId};
use kernel::time::{DAY_MS, MINUTE_MS};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;
use web::{Head, Problem, T, Tone};

/// Which days.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Days {
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

/// A statement in one of the columns.
struct Entry {
    row: Row,
    tag: web::Tag,
    /// By whom, when, and why it was taken back.
    notes: Vec<String>,
}

struct Group {
    what: String,
    then: Vec<Entry>,
    now: Vec<Entry>,
}

#[derive(askama::Template)]
#[template(path = "show_history.html")]
struct ShowHistory<'a> {
    t: &'a T,
    path: String,
    from: String,
    to: String,
    then: String,
    now: String,
    groups: Vec<Group>,
    same: u64,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Query(days): Query<Days>,
) -> Result<Response, Problem> {
    let id = EntityId(id);
    let looked = node.store.run::<_, CaseError, _, _>("history", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            let (case, entity) = open_entity(node, &tx, officer, id, action::READ).await?;
            let opened = Opened::of(node, &tx, officer, std::slice::from_ref(&entity)).await?;
            Ok((case, entity, opened, access::store::people(&tx).await?, tx.at()))
        }
    });
    let (case, entity, opened, people, today) = looked.await?;
    let t = &officer.t;
    let offset = i64::from(t.zone.offset_min).saturating_mul(MINUTE_MS);
    let said = opened.said_of(id);
    let first = said.iter().map(|s| s.at).min().unwrap_or(today);
    let (from, to) = (day(&days.from, offset, first), day(&days.to, offset, today));
    let (from, to) = if from <= to { (from, to) } else { (to, from) };
    let names: BTreeMap<PersonId, String> = people.into_iter().map(|p| (p.id, p.name)).collect();
    let (changed, same) = changes(said, (ends(from, offset), ends(to, offset)));
    let entry = |statement: &Statement, became: Became| entry(t, &opened, &names, (statement, became));
    let group = |(property, all): Changed<'_>| {
        let (then, now): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, became)| *became == Became::Gone);
        let entries = |all: Vec<(&Statement, Became)>| all.into_iter().map(|(s, b)| entry(s, b)).collect();
        let what = t.get(&format!("casefile-property-{property}"));
        Group { what, then: entries(then), now: entries(now) }
    };
    let card = opened.card(t, &entity, 0);
    let head = Head::new("casefile", &card.title)
        .over(
            t.say("casefile-entity-over")
                .with("kind", kind_word(t, entity.kind))
                .with("reference", &case.reference),
        )
        .under(t.get("casefile-history-what"))
        .action(web::Action::link(t.get("casefile-history-back"), format!("/entities/{id}")));
    let shown = |day: i64| t.day(begins(day, offset));
    let body = ShowHistory {
        t,
        path: format!("/entities/{id}/history"),
        from: field(from),
        to: field(to),
        then: shown(from),
        now: shown(to),
        groups: changed.into_iter().map(group).collect(),
        same,
    };
    Ok(web::page(&acting(&officer, &case), head, body))
}

/// The day that a field names, counted from 1970 where the reader is; else the one of `at`.
pub(crate) fn day(text: &str, offset: i64, at: Timestamp) -> i64 {
    let named = Timestamp::parse(&format!("{}T00:00:00Z", text.trim())).map(|at| at.0);
    named.unwrap_or_else(|| at.0.saturating_add(offset)).div_euclid(DAY_MS)
}

/// The first moment of a day.
pub(crate) fn begins(day: i64, offset: i64) -> Timestamp {
    Timestamp(day.saturating_mul(DAY_MS).saturating_sub(offset))
}

/// The last moment of a day.
pub(crate) fn ends(day: i64, offset: i64) -> Timestamp {
    Timestamp(day.saturating_add(1).saturating_mul(DAY_MS).saturating_sub(offset).saturating_sub(1))
}

/// A day as the field writes it.
pub(crate) fn field(day: i64) -> String {
    Timestamp(day.saturating_mul(DAY_MS)).rfc3339().chars().take(10).collect()
}

fn entry(
    t: &T,
    opened: &Opened,
    names: &BTreeMap<PersonId, String>,
    (statement, became): (&Statement, Became),
) -> Entry {
    let who = |person: PersonId| names.get(&person).cloned().unwrap_or_default();
    let by = |key: &str, person: PersonId, at: Timestamp| {
        t.say(key).with("who", who(person)).with("when", t.when(at)).to_string()
    };
    let row = opened.row(t, statement);
    let mut notes = Vec::new();
    if became != Became::Gone {
        notes.push(by("casefile-history-added-by", statement.author, statement.at));
    }
    if let Some(gone) = statement.retracted.as_ref().filter(|_| became != Became::Added) {
        notes.push(by("casefile-history-gone-by", gone.by, gone.at));
        notes.extend(row.retracted.clone());
    }
    let tag = match became {
        Became::Added | Became::Same => web::tag(t.get("casefile-history-added"), Tone::Good),
        Became::Gone => web::tag(t.get("casefile-history-gone"), Tone::Stop),
        Became::Passing => web::tag(t.get("casefile-history-passing"), Tone::Plain),
    };
    Entry { row, tag, notes }
}

impl ShowHistory<'_> {
    fn earlier(&self) -> web::Field {
        web::date("from", self.t.get("casefile-history-from")).value(&self.from)
    }

    fn later(&self) -> web::Field {
        web::date("to", self.t.get("casefile-history-to")).value(&self.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_the_readers_own_and_counts_to_its_end() {
        let hour = 60 * MINUTE_MS;
        let at = Timestamp::parse("2026-11-20T23:30:00Z").unwrap();
        assert_eq!(field(day("", 0, at)), "2026-11-20");
        assert_eq!(field(day("", hour, at)), "2026-11-21", "an hour east it is the next day");
        assert_eq!(ends(day("2026-11-21", hour, at), hour).rfc3339(), "2026-11-21T22:59:59Z");
        assert_eq!(field(day("nonsense", 0, at)), "2026-11-20");
    }
}
