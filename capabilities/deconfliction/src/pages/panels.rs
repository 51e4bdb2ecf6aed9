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
/// Cases that wait to be checked shown on the desk.
const DESK_WAITING: usize = 4;

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

/// A case with values that were cleared after it was last checked.
struct Waiting {
    case: CaseId,
    reference: String,
    title: String,
    cleared: u64,
    at: kernel::Timestamp,
}

#[derive(Template)]
#[template(path = "waiting_checks_partial.html")]
struct WaitingChecks<'a> {
    t: &'a T,
    now: kernel::Timestamp,
    cases: Vec<Waiting>,
}

/// Cases that wait to be checked, on the desk of those who may.
pub(crate) struct DeskWaiting;
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
    let mut fresh = fresh;
    // What cannot be chance is read first; within a strength the newest stays first.
    fresh.sort_by_key(|r| std::cmp::Reverse(r.hit.strength()));
    let rows = fresh.into_iter().take(DESK_HITS).collect();
    let languages = vec![t.lang.code().to_owned()];
    let hits = views(tx, node, actor, Purpose::Investigation, &languages, rows).await?;
    Ok(Hits { t, now: tx.at(), total, hits }.render().ok())
}

/// A panel knows the database's errors only; what else a case file says here is a fault of the store.
fn of_case(error: casefile::CaseError) -> StoreError {
    match error {
        casefile::CaseError::Store(error) => error,
        other => StoreError::Corrupt(other.to_string()),
    }
}

/// The cases of the own authority with values cleared since their last check, the newest first.
async fn waiting(node: &Node, tx: &Tx, actor: &Actor) -> Result<Vec<Waiting>, StoreError> {
    let cleared = casefile::newest_clearances(tx, actor.authority).await.map_err(of_case)?;
    let cases: Vec<CaseId> = cleared.iter().map(|(case, _)| *case).collect();
    let checked = store::last_checked(tx, &cases).await?;
    let keys = casefile::Keys::of(&node.vault);
    let ask = Ask::new(actor, action::LIST, Purpose::Investigation, tx.at());
    let mut waiting = Vec::new();
    for (id, at) in cleared {
        if waiting.len() >= DESK_WAITING {
            break;
        }
        if checked.get(&id).is_some_and(|last| *last >= at) {
            continue;
        }
        let counts = casefile::selector_counts(tx, (&node.gate, &ask), id).await.map_err(of_case)?;
        let cleared: u64 = counts.values().map(|c| c.cleared).sum();
        let Some(guarded) = casefile::case(tx, &keys, id).await.map_err(of_case)? else { continue };
        if cleared == 0 || !node.gate.may(guarded.label(), &ask) {
            continue;
        }
        let Ok(case) = node.gate.open(guarded, &ask, &mut tx.log()) else { continue };
        waiting.push(Waiting { case: id, reference: case.reference, title: case.title, cleared, at });
    }
    Ok(waiting)
}

impl Panel for DeskWaiting {
    fn place(&self) -> Place {
        Place::Desk
    }

    fn order(&self) -> u8 {
        20
    }

    fn show<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
        _: Uuid,
        t: &'a T,
    ) -> BoxFuture<'a, Result<Option<String>, StoreError>> {
        Box::pin(async move {
            let ask = Ask::new(actor, action::CHECK, Purpose::Investigation, tx.at());
            if !node.gate.may(&Label::own(actor.authority), &ask) {
                return Ok(None);
            }
            let cases = waiting(node, tx, actor).await?;
            if cases.is_empty() {
                return Ok(None);
            }
            Ok(WaitingChecks { t, now: tx.at(), cases }.render().ok())
        })
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
