//! The record of a case on which a number stands already: what a text says of the same number belongs there, so that one
//! telephone does not become two. For names it is not asked: who is who is a judgement of its own.

use crate::entities_by_id;
use crate::mention::{Candidate, becomes, is_name};
use crate::pages::card::{captions, kind_word};
use crate::pages::opened;
use crate::types::{Case, CaseError};
use access::{Node, Officer};
use kernel::id::EntityId;
use store::Tx;
use web::Choice;

/// The choice of that record, of those on which the value is known to stand.
pub(crate) async fn known_here(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    (case, candidate): (&Case, &Candidate),
    stands_on: &[EntityId],
) -> Result<Option<Choice>, CaseError> {
    let Some((kind, _)) = becomes(candidate.kind).filter(|_| !is_name(candidate.kind)) else {
        return Ok(None);
    };
    if stands_on.is_empty() {
        return Ok(None);
    }
    let found = opened(node, tx, officer, entities_by_id(tx, stands_on).await?);
    let Some(here) = found.into_iter().find(|e| e.case == case.id && e.kind == kind) else {
        return Ok(None);
    };
    let t = &officer.t;
    let called = captions(node, tx, officer, &[here.id]).await?.remove(&here.id).unwrap_or_default();
    let words = t.say("casefile-review-a-record").with("name", t.list([called, kind_word(t, kind)]));
    Ok(Some(Choice::new(format!("record-{}", here.id), words)))
}
