//! The timeline of a case as text: what has a date, the earliest first, with what it is about and who says so. A date is as
//! exact as its source has it; what cannot be read as one stands at the end, as it was written.

use crate::pages::card::captions;
use crate::pages::case_tabs::{CasePage, Tab, tabs};
use crate::pages::{acting, case_head, in_address, open_case, opened};
use crate::store_timeline::{DAY_OF_1970, exact};
use crate::types::{CaseError, Statement, Value};
use crate::{Dated, Keys, dates_after, dates_unplaced};
use access::{Node, Officer};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use gate::action;
use kernel::id::{CaseId, EntityId};
use kernel::limit::PAGE_ROWS;
use kernel::time::MINUTE_MS;
use names::dates::{Day, Interval};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::Tx;
use uuid::Uuid;
use web::{Problem, T};

/// Times that more is read for one page. Whoever may read little of a case goes on from where that ends.
const ROUNDS_MAX: usize = 25;

/// From which day, or after which place.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    from: String,
    after: String,
}

impl Asked {
    fn after(&self) -> Option<Dated> {
        let day = || Interval::parse(self.from.trim()).map(|interval| Dated::before(interval.from));
        Dated::parse(&self.after).or_else(day)
    }
}

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
    from: String,
    /// Whether it begins with its first date.
    whole: bool,
    next: Option<String>,
    more: bool,
}

impl ShowTimeline<'_> {
    fn from(&self) -> web::Field {
        web::date("from", self.t.get("casefile-timeline-from")).value(&self.from)
    }
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let id = CaseId(id);
    let after = asked.after();
    let looked = node.store.run::<_, CaseError, _, _>("timeline", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            let case = open_case(node, &tx, officer, id, action::READ).await?;
            let (said, next, more) = one_page(node, &tx, officer, id, after).await?;
            let about: BTreeSet<EntityId> = said.iter().map(|s| s.entity).collect();
            let about: Vec<EntityId> = about.into_iter().collect();
            let called = captions(node, &tx, officer, &about).await?;
            Ok((case, said, called, (next, more)))
        }
    });
    let (case, said, called, (next, more)) = looked.await?;
    let t = &officer.t;
    let row = |statement: Statement| Row {
        when: when(t, &statement, interval_of(&statement)),
        entity: statement.entity,
        called: called.get(&statement.entity).cloned().unwrap_or_else(|| t.get("casefile-unnamed")),
        source: statement.source.name,
        place: statement.source.place,
        grade: statement.grade.map(|grade| grade.to_string()).unwrap_or_default(),
    };
    let head = case_head(t, &case, ("casefile-tab-timeline", "casefile-timeline-what"), &[]);
    let path = format!("/cases/{id}/timeline");
    let body = ShowTimeline {
        t,
        tabs: tabs(t, id, CasePage::Timeline),
        rows: said.into_iter().map(row).collect(),
        from: asked.from.trim().chars().take(10).collect(),
        whole: after.is_none(),
        next: next.map(|last| format!("{path}?after={}", in_address(&last.code()))),
        path,
        more,
    };
    Ok(web::page(&acting(&officer, &case), head, body))
}

type Page = (Vec<Statement>, Option<Dated>, bool);

/// One page of dates that the person may read, the earliest first, the place after which the next one begins, and whether
/// some are not shown at all.
async fn one_page(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    id: CaseId,
    after: Option<Dated>,
) -> Result<Page, CaseError> {
    let keys = Keys::of(&node.vault);
    let (unplaced, more) = dates_unplaced(tx, &keys, id).await?;
    let unplaced = opened(node, tx, officer, unplaced);
    let (mut placed, mut looked_to, mut ended) = (Vec::new(), after, false);
    for _ in 0..ROUNDS_MAX {
        let (held, last) = dates_after(tx, &keys, id, looked_to, PAGE_ROWS).await?;
        placed.extend(opened(node, tx, officer, held));
        ended = last.is_none();
        looked_to = last.or(looked_to);
        if ended || placed.len() as u64 > PAGE_ROWS {
            break;
        }
    }
    let (said, next) = merged(placed, unplaced, after, looked_to.filter(|_| !ended));
    Ok((said, next, more))
}

/// Dates in their order, one page of those after a place: what stands behind the place to which was looked waits for the
/// next one.
fn merged(
    placed: Vec<Statement>,
    unplaced: Vec<Statement>,
    after: Option<Dated>,
    looked_to: Option<Dated>,
) -> (Vec<Statement>, Option<Dated>) {
    let mut all: Vec<(Dated, Statement)> =
        placed.into_iter().chain(unplaced).map(|s| (Dated::of(&s), s)).collect();
    all.retain(|(place, _)| after.is_none_or(|after| *place > after));
    all.retain(|(place, _)| looked_to.is_none_or(|to| *place <= to));
    all.sort_by_key(|(place, _)| *place);
    let most = usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX);
    let cut = all.len() > most;
    all.truncate(most);
    let next = if cut { all.last().map(|(place, _)| *place) } else { looked_to };
    (all.into_iter().map(|(_, statement)| statement).collect(), next)
}

fn interval_of(statement: &Statement) -> Option<Interval> {
    match &statement.value {
        Value::Text(text) => Interval::parse(text),
        Value::Entity(_) => None,
    }
}

/// A date in the reader's language: a day, from one day to another, about, or as it was written.
fn when(t: &T, statement: &Statement, interval: Option<Interval>) -> String {
    if let Value::Text(text) = &statement.value
        && let Some((at, zoned)) = exact(text)
    {
        // Whose zone nobody named stands as it was written.
        return if zoned { t.when(at) } else { text.replacen('T', " ", 1) };
    }
    let Some(interval) = interval else {
        return match &statement.value {
            Value::Text(text) => t.say("casefile-timeline-unread").with("text", text).to_string(),
            Value::Entity(_) => String::new(),
        };
    };
    let day = |day: Day| t.day(begins(t, day));
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

/// The beginning of a day where the reader is: a date has no hour, and must not become the day before.
fn begins(t: &T, day: Day) -> kernel::Timestamp {
    let days = day.number().saturating_sub(DAY_OF_1970);
    crate::pages::show_history::begins(days, i64::from(t.zone.offset_min).saturating_mul(MINUTE_MS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_shown_as_the_day_it_is() {
        let first = Day::new(1970, 1, 1).unwrap();
        assert_eq!(first.number(), DAY_OF_1970);
        let words = std::sync::Arc::new(web::Words::new(&[crate::WORDS]).unwrap());
        let mut t = T::new(words, kernel::Lang::En);
        for offset_min in [-720, 0, 330, 840] {
            t.zone.offset_min = offset_min;
            let shown = t.day(begins(&t, Day::new(2026, 3, 3).unwrap()));
            assert!(shown.contains('3') && shown.contains("Mar") && shown.contains("2026"), "{shown}");
        }
    }
}
