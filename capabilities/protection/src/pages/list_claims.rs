//! The claims of the authority, what is due first.

use super::{called, due_clock, kept_from, state_tag};
use crate::rules;
use crate::store;
use crate::types::{Claim, ProtectionError};
use access::{Node, Officer};
use axum::extract::{Query, State};
use axum::response::Response;
use gate::{Ask, action};
use kernel::Purpose;
use kernel::limit::PAGE_ROWS;
use serde::Deserialize;
use std::sync::Arc;
use web::{Clock, Head, Problem, T, Tag};

/// Which page.
#[derive(Default, Deserialize)]
pub(crate) struct Which {
    #[serde(default)]
    page: Option<String>,
}

struct Row {
    id: String,
    due: Option<Clock>,
    called: String,
    state: Tag,
    kept_from: String,
    recorded: String,
    changed: String,
}

#[derive(askama::Template)]
#[template(path = "list_claims.html")]
struct ListClaims<'a> {
    t: &'a T,
    rows: Vec<Row>,
    page: u64,
    total: u64,
}

pub(crate) async fn list(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    let read = node.store.run::<_, ProtectionError, _, _>("protection claims", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            let held = store::claims(&tx, node, officer.authority.id).await?;
            let ask = Ask::new(&officer.actor, action::LIST, Purpose::Protection, tx.at());
            Ok(node.gate.open_each(held, &ask, &mut tx.log()))
        }
    });
    let mut claims = read.await?;
    in_order(&mut claims);
    let (t, now) = (&officer.t, node.store.clock().now());
    let total = claims.len() as u64;
    let page = which.page.as_deref().and_then(|p| p.parse::<u64>().ok()).unwrap_or(1).clamp(1, 1_000_000);
    let skipped = usize::try_from(page.saturating_sub(1).saturating_mul(PAGE_ROWS)).unwrap_or(usize::MAX);
    let most = usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX);
    let rows = claims
        .iter()
        .skip(skipped)
        .take(most)
        .map(|claim| Row {
            id: claim.id.to_string(),
            due: due_clock(t, claim, now),
            called: called(t, claim),
            state: state_tag(t, claim.state),
            kept_from: kept_from(t, &claim.blocked),
            recorded: t.ago(now, claim.recorded_at),
            changed: t.ago(now, claim.changed_at),
        })
        .collect();
    let head = Head::new("protection", t.get("protection-title"))
        .over(t.get("protection-law"))
        .under(t.get("protection-what"));
    Ok(web::page(&officer.viewer, head, ListClaims { t, rows, page, total }))
}

/// What is due first stands first; then what changed last.
pub(crate) fn in_order(claims: &mut [Claim]) {
    claims.sort_by_key(|claim| match rules::due(claim) {
        Some(due) => (0, due.by().0, claim.id),
        None => (1, claim.changed_at.0.saturating_neg(), claim.id),
    });
}
