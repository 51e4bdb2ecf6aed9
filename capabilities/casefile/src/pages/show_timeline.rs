//! The timeline of a case as text: what has a date, the earliest first, with what it is about and who says so. A date is as
//! exact as its source has it; what cannot be read as one stands at the end, as it was written.

use crate::pages::card::captions;
use crate::pages::case_tabs::{CasePage, Tab, tabs};
use crate::pages::{PageNumber, acting, case_head, open_case, opened};
use crate::types::{CaseError, Statement, Value};
use crate::{Keys, dates_of};
use access::{Node, Officer};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use gate::action;
use kernel::id::{CaseId, EntityId};
use kernel::limit::PAGE_ROWS;
use names::dates::{Day, Interval};
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;
use web::{Problem, T};

struct Row {
    when: String,
    entity: EntityId,
    called: String,
    source: String,
    place: String,
    grade: String,
}

#[derive(askama::Template)]
#[template(path = "show_timeline.html")]
struct ShowTimeline<'a> {
    t: &'a T,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    path: String,
    page: u64,
    total: u64,
    more: bool,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Query(page): Query<PageNumber>,
) -> Result<Response, Problem> {
    let (id, page) = (CaseId(id), page.get());
    let looked = node.store.run::<_, CaseError, _, _>("timeline", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            let case = open_case(node, &tx, officer, id, action::READ).await?;
            let (held, more) = dates_of(&tx, &Keys::of(&node.vault), id).await?;
            let said = opened(node, &tx, officer, held);
            let (said, total) = in_order(said, page);
            let about: BTreeSet<EntityId> = said.iter().map(|(s, _)| s.entity).collect();
            let about: Vec<EntityId> = about.into_iter().collect();
            let called = captions(node, &tx, officer, &about).await?;
            Ok((case, said, called, total, more))
        }
    });
    let (case, said, called, total, more) = looked.await?;
    let t = &officer.t;
    let row = |(statement, interval): (Statement, Option<Interval>)| Row {
        when: when(t, &statement, interval),
        entity: statement.entity,
        called: called.get(&statement.entity).cloned().unwrap_or_else(|| t.get("casefile-unnamed")),
        source: statement.source.name,
        place: statement.source.place,
        grade: statement.grade.map(|grade| grade.to_string()).unwrap_or_default(),
    };
    let head = case_head(t, &case, ("casefile-tab-timeline", "casefile-timeline-what"), &[]);
    let body = ShowTimeline {
        t,
        tabs: tabs(t, id, CasePage::Timeline),
        rows: said.into_iter().map(row).collect(),
        path: format!("/cases/{id}/timeline"),
        page,
        total,
        more,
    };
    Ok(web::page(&acting(&officer, &case), head, body))
}

/// Dates that stand, the earliest first, each with its interval; what cannot be read as a date comes last. One page of
/// them, and how many there are.
fn in_order(said: Vec<Statement>, page: u64) -> (Vec<(Statement, Option<Interval>)>, u64) {
    let standing = said.into_iter().filter(|statement| statement.retracted.is_none());
    let mut dated: Vec<(Statement, Option<Interval>)> = standing
        .map(|statement| {
            let interval = match &statement.value {
                Value::Text(text) => Interval::parse(text),
                Value::Entity(_) => None,
            };
            (statement, interval)
        })
        .collect();
    let place =
        |interval: &Option<Interval>| interval.map_or((i64::MAX, 0), |i| (i.from.number(), i.to.number()));
    dated.sort_by_key(|(statement, interval)| (place(interval), statement.at, statement.id));
    let total = dated.len() as u64;
    let from = usize::try_from(page.saturating_sub(1).saturating_mul(PAGE_ROWS)).unwrap_or(usize::MAX);
    let rows = usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX);
    (dated.into_iter().skip(from).take(rows).collect(), total)
}

/// A date in the reader's language: a day, from one day to another, about, or as it was written.
fn when(t: &T, statement: &Statement, interval: Option<Interval>) -> String {
    let Some(interval) = interval else {
        return match &statement.value {
            Value::Text(text) => t.say("casefile-timeline-unread").with("text", text).to_string(),
            Value::Entity(_) => String::new(),
        };
    };
    let day = |day: Day| t.day(kernel::Timestamp(day.number().saturating_mul(kernel::time::DAY_MS)));
    let text = match interval.from == interval.to {
        true => day(interval.from),
        false => t
            .say("casefile-timeline-between")
            .with("from", day(interval.from))
            .with("to", day(interval.to))
            .to_string(),
    };
    if interval.circa { t.say("casefile-timeline-about").with("when", text).to_string() } else { text }
}
