//! Who attended as what, beside what a depositary's table says of that State on the first day of the session. Where the
//! two differ both are shown, each with its source; neither is corrected.

use super::{INSTRUMENTS, Links, days, head, read};
use crate::rules::{Compared, compare_attendance};
use crate::store;
use crate::types::{ConferenceError, KeptReport, StatusSource};
use access::{Node, Officer};
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;
use web::{Action, Choice, Problem, T};

/// With the status of which treaty.
#[derive(Default, Deserialize)]
pub(crate) struct With {
    #[serde(default)]
    with: String,
}

struct Row {
    written: String,
    party: String,
    report: String,
    table: String,
    paragraph: String,
}

#[derive(askama::Template)]
#[template(path = "compare_attendance.html")]
struct CompareAttendance<'a> {
    t: &'a T,
    links: Links,
    kept: KeptReport,
    on: String,
    instrument: String,
    instruments: Vec<Choice>,
    source: Option<StatusSource>,
    /// The table shows an earlier day than the session's.
    older: bool,
    same: usize,
    rows: Vec<Row>,
    unknown: Vec<String>,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Query(with): Query<With>,
) -> Result<Response, Problem> {
    let instrument = INSTRUMENTS.iter().find(|i| **i == with.with).copied().unwrap_or("smuggling");
    let found = node.store.run::<_, ConferenceError, _, _>("attendance", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            let closed = store::report(&tx, id).await?.ok_or(ConferenceError::NotHere)?;
            let (kept, structure) = read(node, &tx, &officer.actor, closed)?;
            let (table, source) = store::treaty_status(&tx, instrument).await?;
            Ok((kept, structure, table, source))
        }
    });
    let (kept, structure, table, source) = found.await?;
    let (t, on) = (&officer.t, structure.dates.from.clone().unwrap_or_default());
    let compared = match table.is_empty() || on.is_empty() {
        true => Compared::default(),
        false => compare_attendance(&structure.attendance, &table, &on),
    };
    let standing = |s: crate::types::Standing| t.get(&format!("conference-standing-{}", s.code()));
    let rows = compared.differ.iter().map(|d| Row {
        written: d.written.clone(),
        party: d.party.to_string(),
        report: standing(d.report),
        table: standing(d.table),
        paragraph: d.paragraph.clone(),
    });
    let body = CompareAttendance {
        t,
        links: Links::of(&officer),
        on: days(t, &on, &on),
        instrument: instrument.to_owned(),
        instruments: INSTRUMENTS
            .iter()
            .map(|i| Choice::new(i, t.get(&format!("conference-instrument-{i}"))))
            .collect(),
        older: !source.as_of.is_empty() && source.as_of < on,
        source: (!table.is_empty()).then_some(source),
        same: compared.same,
        rows: rows.collect(),
        unknown: compared.unknown,
        kept,
    };
    let head = head(t, t.get("conference-attendance"), &[])
        .under(body.kept.symbol.as_str())
        .action(Action::link(t.get("conference-to-report"), format!("/conference/reports/{id}")));
    Ok(web::page(&officer.viewer, head, body))
}

impl CompareAttendance<'_> {
    /// Where the status of the treaty is put in.
    fn status_page(&self) -> String {
        format!("/conference/status/{}", self.instrument)
    }
}
