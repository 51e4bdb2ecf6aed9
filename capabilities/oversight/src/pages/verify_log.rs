//! Walk the chain of the log and say whether it holds.

use super::{LogError, oversee};
use crate::{chain, rules};
use access::{Node, Officer, broken};
use axum::extract::State;
use axum::response::Response;
use std::sync::Arc;
use store::StoreError;
use store::audit::LogReport;
use uuid::Uuid;
use web::{Action, Head, Problem, T};

/// Where the chain breaks, and why.
struct Break {
    seq: i64,
    why: String,
}

#[derive(askama::Template)]
#[template(path = "verify_log.html")]
struct VerifyLog<'a> {
    t: &'a T,
    report: Option<LogReport>,
    broken: Option<Break>,
    walked: String,
}

pub(crate) async fn verify(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    let may = node.store.run::<_, LogError, _, _>("may verify log", |tx| {
        let (node, officer) = (&node, &officer);
        async move { oversee(node, &tx, officer, Uuid::nil()) }
    });
    may.await?;
    let t = &officer.t;
    let (report, broken) = match chain::verify_log(&node).await {
        Ok(report) => (Some(report), None),
        Err(StoreError::BrokenLog { seq, why }) => {
            // For the administrator too, whoever found it.
            tracing::error!(seq, why, "the log does not verify");
            let why = t.get(&format!("oversight-why-{}", rules::why_code(why)));
            (None, Some(Break { seq, why }))
        }
        Err(error) => return Err(broken(&error)),
    };
    let head = Head::new("oversight", t.get("oversight-verify-title"))
        .over(t.get("oversight-law"))
        .action(Action::link(t.get("oversight-back"), "/log"))
        .action(Action::link(t.get("oversight-again"), "/log/verify").primary());
    let walked = t.when(node.store.clock().now());
    Ok(web::page(&officer.viewer, head, VerifyLog { t, report, broken, walked }))
}
