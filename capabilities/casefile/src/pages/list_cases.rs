//! The cases of one's authority.

use crate::pages::{compartments, in_address, page_number, reads};
use crate::types::{Case, CaseError};
use crate::{Keys, cases, entity_counts};
use access::{Node, Officer};
use axum::extract::{Query, State};
use axum::response::Response;
use kernel::{Compartment, Timestamp};
use serde::Deserialize;
use std::sync::Arc;
use web::{Problem, T};

/// What narrows the list.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Narrowed {
    #[serde(default)]
    q: String,
    #[serde(default)]
    page: Option<String>,
}

struct CaseRow {
    case: Case,
    records: u64,
}

impl CaseRow {
    /// The compartment in words, if it is not the one that everybody works in.
    fn apart(&self, t: &T) -> Option<String> {
        let compartment = self.case.compartment;
        (compartment != Compartment::Operational)
            .then(|| t.get(&format!("casefile-compartment-{compartment}")))
    }
}

#[derive(askama::Template)]
#[template(path = "list_cases.html")]
struct ListCases<'a> {
    t: &'a T,
    now: Timestamp,
    rows: Vec<CaseRow>,
    q: String,
    address: String,
    page: u64,
    total: u64,
    may_open: bool,
}

pub(crate) async fn list(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Query(narrowed): Query<Narrowed>,
) -> Result<Response, Problem> {
    let page = page_number(narrowed.page.as_deref());
    let q: String = narrowed.q.chars().take(crate::QUESTION_CHARS_MAX).collect();
    let found = node.store.run::<_, CaseError, _, _>("list cases", |tx| {
        let (node, officer, q) = (&node, &officer, q.clone());
        async move {
            let ask = reads(officer, &tx);
            let keys = Keys::of(&node.vault);
            let (found, total) = cases(&tx, &keys, (&node.gate, &ask), &q, page).await?;
            let found = node.gate.open_each(found, &ask, &mut tx.log());
            let ids: Vec<_> = found.iter().map(|c| c.id).collect();
            let counts = entity_counts(&tx, (&node.gate, &ask), &ids).await?;
            let rows = found.into_iter().map(|case| CaseRow {
                records: counts.get(&case.id).map_or(0, |kinds| kinds.values().sum()),
                case,
            });
            Ok((rows.collect(), total, tx.at()))
        }
    });
    let (rows, total, now) = found.await?;
    let t = &officer.t;
    let may_open = !compartments(&node, &officer, gate::action::IMPORT).is_empty();
    let mut head = web::Head::new("casefile", t.get("casefile-cases")).under(t.get("casefile-cases-what"));
    head = head.action(web::Action::link(t.get("casefile-same-list"), "/same"));
    if may_open {
        head = head.action(web::Action::link(t.get("casefile-new-case"), "/cases/new").primary());
    }
    let address = if q.is_empty() { "/cases".to_owned() } else { format!("/cases?q={}", in_address(&q)) };
    Ok(web::page(&officer.viewer, head, ListCases { t, now, rows, q, address, page, total, may_open }))
}
