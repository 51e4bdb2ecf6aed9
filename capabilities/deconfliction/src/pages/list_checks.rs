//! Checks that were made, newest first.

use super::panels::{closed_to, may_see};
use super::show_check::label_of;
use crate::store;
use crate::types::CheckRecord;
use ::store::StoreError;
use access::{Node, Officer, broken};
use axum::extract::{Query, State};
use axum::response::Response;
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::{Purpose, Timestamp};
use serde::Deserialize;
use std::sync::Arc;
use web::{Problem, T};

/// Which page.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Which {
    #[serde(default)]
    page: u64,
}

struct Row {
    check: CheckRecord,
    case: String,
    peers: u64,
    hits: u64,
}

#[derive(askama::Template)]
#[template(path = "list_checks.html")]
struct ListChecks<'a> {
    t: &'a T,
    now: Timestamp,
    rows: Vec<Row>,
    page: u64,
    total: u64,
}

pub(crate) async fn list(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    let (node_ref, officer_ref) = (&node, &officer);
    let loaded = node.store.run::<_, StoreError, _, _>("list checks", |tx| async move {
        if !may_see(node_ref, &tx, &officer_ref.actor) {
            return Ok(None);
        }
        let closed = closed_to(node_ref, &tx, &officer_ref.actor).await?;
        let (checks, total) =
            store::checks(&tx, officer_ref.actor.authority, (None, &closed), which.page).await?;
        let mut guarded = Vec::with_capacity(checks.len());
        for check in checks {
            let object = ObjectRef { kind: "check", id: check.id.0 };
            guarded.push(Guarded::new(object, label_of(&tx, &check).await?, check));
        }
        let ask = Ask::new(&officer_ref.actor, action::LIST, Purpose::Investigation, tx.at());
        let opened = node_ref.gate.open_each(guarded, &ask, &mut tx.log());
        let keys = casefile::Keys::of(&node_ref.vault);
        let mut rows = Vec::with_capacity(opened.len());
        for check in opened {
            let case = casefile::case(&tx, &keys, check.case).await.ok().flatten();
            let case =
                case.and_then(|c| node_ref.gate.open(c, &ask, &mut tx.log()).ok()).map(|c| c.reference);
            let results = store::results(&tx, check.id).await?;
            let hits = results.iter().filter_map(|r| r.get("hits")?.as_u64()).sum();
            rows.push(Row { case: case.unwrap_or_default(), peers: results.len() as u64, hits, check });
        }
        Ok(Some((rows, total, tx.at())))
    });
    let (rows, total, now) = loaded.await.map_err(|e| broken(&e))?.ok_or_else(Problem::not_available)?;
    let t = &officer.t;
    let head =
        web::Head::new("checks", t.get("deconfliction-checks")).under(t.get("deconfliction-checks-what"));
    Ok(web::page(&officer.viewer, head, ListChecks { t, now, rows, page: which.page, total }))
}

impl ListChecks<'_> {
    fn basis_key(&self, basis: &str) -> String {
        format!("deconfliction-basis-{basis}")
    }
}
