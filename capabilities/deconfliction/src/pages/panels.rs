//! What this room shows on the desk and on a case: hits, and the checks of the case.

use super::show_check::{HitView, views};
use crate::store::{self, HitQuery};
use crate::types::{CheckRecord, HitSide};
use ::store::{StoreError, Tx};
use access::{Node, Panel, Place};
use askama::Template;
use futures_core::future::BoxFuture;
use gate::{Ask, action};
use kernel::id::CaseId;
use kernel::limit::PAGE_ROWS;
use kernel::{Actor, Label, Purpose};
use std::collections::BTreeSet;
use uuid::Uuid;
use web::T;

/// Hits shown on the desk.
const DESK_HITS: usize = 6;

#[derive(Template)]
#[template(path = "hits_partial.html")]
struct Hits<'a> {
    t: &'a T,
    now: kernel::Timestamp,
    total: u64,
    hits: Vec<HitView>,
}

impl Hits<'_> {
    fn asked(&self, hit: &HitView) -> bool {
        hit.row.hit.side == HitSide::Asked
    }
}

#[derive(Template)]
#[template(path = "case_checks_partial.html")]
struct CaseChecks<'a> {
    t: &'a T,
    now: kernel::Timestamp,
    total: u64,
    hits: u64,
    checks: Vec<CheckRecord>,
    case: CaseId,
}

/// Hits on the desk.
pub(crate) struct DeskHits;
/// Hits of a case.
pub(crate) struct CaseHits;
/// Checks of a case.
pub(crate) struct ChecksOfCase;

/// Whether checks and hits of the own authority are this person's to see.
pub(crate) fn may_see(node: &Node, tx: &Tx, actor: &Actor) -> bool {
    let ask = Ask::new(actor, action::LIST, Purpose::Investigation, tx.at());
    node.gate.may(&Label::own(actor.authority), &ask)
}

/// Cases that are not this person's to see; checks and hits of theirs are not there for them either.
pub(crate) async fn closed_to(node: &Node, tx: &Tx, actor: &Actor) -> Result<Vec<CaseId>, StoreError> {
    let ask = Ask::new(actor, action::LIST, Purpose::Investigation, tx.at());
    casefile::cases_closed_to(tx, &node.gate, &ask).await
}

async fn hits(
    node: &Node,
    tx: &Tx,
    actor: &Actor,
    case: Option<CaseId>,
    t: &T,
) -> Result<Option<String>, StoreError> {
    if !may_see(node, tx, actor) {
        return Ok(None);
    }
    let closed = closed_to(node, tx, actor).await?;
    let query = HitQuery { case, ..HitQuery::default() };
    let (rows, total) = store::hits(tx, actor.authority, query, &closed).await?;
    if rows.is_empty() && case.is_some() {
        return Ok(None);
    }
    // A value that was checked again is one hit here, the newest: its earlier references stand with their checks.
    let mut seen = BTreeSet::new();
    let fresh: Vec<_> = rows.into_iter().filter(|r| seen.insert((r.hit.peer, r.hit.selector))).collect();
    let total = if total <= PAGE_ROWS { fresh.len() as u64 } else { total };
    let rows = fresh.into_iter().take(DESK_HITS).collect();
    let languages = vec![t.lang.code().to_owned()];
    let hits = views(tx, node, actor, Purpose::Investigation, &languages, rows).await?;
    Ok(Hits { t, now: tx.at(), total, hits }.render().ok())
}

impl Panel for DeskHits {
    fn place(&self) -> Place {
        Place::DeskAside
    }

    fn order(&self) -> u8 {
        10
    }

    fn show<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
        _: Uuid,
        t: &'a T,
    ) -> BoxFuture<'a, Result<Option<String>, StoreError>> {
        Box::pin(hits(node, tx, actor, None, t))
    }
}

impl Panel for CaseHits {
    fn place(&self) -> Place {
        Place::CaseAside
    }

    fn order(&self) -> u8 {
        10
    }

    fn show<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
        subject: Uuid,
        t: &'a T,
    ) -> BoxFuture<'a, Result<Option<String>, StoreError>> {
        Box::pin(hits(node, tx, actor, Some(CaseId(subject)), t))
    }
}

impl Panel for ChecksOfCase {
    fn place(&self) -> Place {
        Place::CaseAside
    }

    fn order(&self) -> u8 {
        20
    }

    fn show<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
        subject: Uuid,
        t: &'a T,
    ) -> BoxFuture<'a, Result<Option<String>, StoreError>> {
        Box::pin(async move {
            if !may_see(node, tx, actor) {
                return Ok(None);
            }
            let case = CaseId(subject);
            let closed = closed_to(node, tx, actor).await?;
            let (checks, total) = store::checks(tx, actor.authority, (Some(case), &closed), 0).await?;
            let query = HitQuery { case: Some(case), ..HitQuery::default() };
            let (_, hits) = store::hits(tx, actor.authority, query, &closed).await?;
            let checks = checks.into_iter().take(3).collect();
            Ok(CaseChecks { t, now: tx.at(), total, hits, checks, case }.render().ok())
        })
    }
}

impl CaseChecks<'_> {
    fn check_address(&self) -> String {
        format!("/cases/{}/check", self.case)
    }
}
