//! The figures of a period that is over, their release, and what was released.

use super::LogError;
use crate::figures;
use crate::types_figures::Figured;
use access::figures::list_for;
use access::{ActError, Node, Officer};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::figures::{Band, Period, Unit};
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;
use web::{FieldError, Head, Problem, T};

/// Which period.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    period: String,
}

struct CellRow {
    name: String,
    count: String,
}

struct TableShown {
    title: String,
    unit: String,
    what: String,
    list: String,
    rows: Vec<CellRow>,
}

struct PeriodRow {
    id: String,
    name: String,
    code: String,
    released: String,
    digest: String,
}

#[derive(askama::Template)]
#[template(path = "list_figures.html")]
struct ListFigures<'a> {
    t: &'a T,
    shown: Option<&'a Figured>,
    period: String,
    counted: String,
    tables: Vec<TableShown>,
    periods: Vec<PeriodRow>,
    errors: Vec<FieldError>,
}

pub(crate) async fn list(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let period = match asked.period.trim() {
        "" => None,
        text => Some(Period::parse(text).ok_or_else(Problem::not_available)?),
    };
    page(&node, &officer, |all| all.iter().position(|f| period.is_none_or(|p| f.period == p)), Vec::new())
        .await
}

pub(crate) async fn release(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let asked = node.store.run::<_, ActError, _, _>("release figures", |tx| {
        let (node, actor) = (&node, &officer.actor);
        async move { figures::ask_release(&tx, node, actor, id).await }
    });
    let key = match asked.await {
        Ok(_) => return Ok(Redirect::to("/second-person").into_response()),
        Err(ActError::Waits) => "oversight-figures-waits",
        Err(ActError::Decided) => "oversight-figures-released-before",
        Err(error) => return Err(LogError::from(error).into()),
    };
    let errors = vec![FieldError::new("release", officer.t.get(key))];
    page(&node, &officer, |all| all.iter().position(|f| f.id == id), errors).await
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    chosen: impl Fn(&[Figured]) -> Option<usize>,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let t = &officer.t;
    let read = node.store.run::<_, LogError, _, _>("figures", |tx| async move {
        Ok(figures::figures_of(&tx, node, &officer.actor).await?)
    });
    let all = read.await?;
    let shown = chosen(&all).and_then(|place| all.get(place));
    if shown.is_none() && !all.is_empty() {
        return Err(Problem::not_available());
    }
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::CONFLICT };
    let head = Head::new("figures", t.get("oversight-figures"))
        .over(t.get("oversight-figures-law"))
        .under(t.get("oversight-figures-what"))
        .status(status);
    let body = ListFigures {
        t,
        shown,
        period: shown.map(|f| figures::period_name(t, f.period)).unwrap_or_default(),
        counted: shown.map(|f| t.when(f.counted_at)).unwrap_or_default(),
        tables: shown.map(|f| tables(node, officer, f)).unwrap_or_default(),
        periods: all.iter().map(|f| period_row(t, f)).collect(),
        errors,
    };
    Ok(web::page(&officer.viewer, head, body))
}

fn period_row(t: &T, figured: &Figured) -> PeriodRow {
    PeriodRow {
        id: figured.id.to_string(),
        name: figures::period_name(t, figured.period),
        code: figured.period.to_string(),
        released: figured.released_at.map(|at| t.day(at)).unwrap_or_default(),
        digest: figured.digest.to_string(),
    }
}

/// The tables as they were counted. The list behind a table is named to those alone who may open it.
fn tables(node: &Node, officer: &Officer, figured: &Figured) -> Vec<TableShown> {
    let t = &officer.t;
    let shown = figured.document.tables.iter().map(|table| {
        let key = format!("{}-figures-{}", table.room, table.table);
        let counts = node.figures.iter().find(|f| {
            let fixed = f.table();
            (fixed.room, fixed.code) == (table.room.as_str(), table.table.as_str())
        });
        let list = counts.and_then(|f| list_for(f.as_ref(), &officer.actor));
        let rows = table.cells.iter().map(|cell| CellRow {
            name: said(node, t, &format!("{key}-{}", cell.cell), &cell.cell),
            count: band(t, cell.count),
        });
        TableShown {
            title: said(node, t, &key, &table.table),
            unit: t.get(match table.unit {
                Unit::Persons => "oversight-figures-persons",
                Unit::Acts => "oversight-figures-acts",
            }),
            what: said(node, t, &format!("{key}-what"), ""),
            list: list.unwrap_or_default().to_owned(),
            rows: rows.collect(),
        }
    });
    shown.collect()
}

/// A word, or the code itself where a table of an older or a newer program stands here.
fn said(node: &Node, t: &T, key: &str, code: &str) -> String {
    if node.words.knows(key) { t.get(key) } else { code.to_owned() }
}

fn band(t: &T, band: Band) -> String {
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    match band {
        Band::Below { below } => t.n("oversight-figures-below", number(below)),
        Band::Within { from, to } => {
            t.say("oversight-figures-band").with("from", number(from)).with("to", number(to)).to_string()
        }
    }
}
