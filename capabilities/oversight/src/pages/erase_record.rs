//! Erase a record at the request of whom it is about: somebody of whom it is known who they are asked for it, and the step
//! stands in their request. A legal hold, or something open that needs the record, blocks it and is named.

use super::LogError;
use super::list_requests::keep;
use super::show_request::{StepForm, open, page};
use crate::rules::record_in;
use crate::store_requests as kept;
use crate::types::{RequestId, StepKind, StepRefused, TEXT_CHARS_MAX};
use access::erase::Because;
use access::{Need, Node, Officer, RetentionError};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use std::sync::Arc;
use store::{Fault, StoreError, Tx};
use uuid::Uuid;
use web::{FieldError, Problem, T};

enum EraseError {
    Log(LogError),
    Retention(RetentionError),
}

impl From<StoreError> for EraseError {
    fn from(error: StoreError) -> Self {
        Self::Log(LogError::Store(error))
    }
}

impl From<LogError> for EraseError {
    fn from(error: LogError) -> Self {
        Self::Log(error)
    }
}

impl From<RetentionError> for EraseError {
    fn from(error: RetentionError) -> Self {
        Self::Retention(error)
    }
}

impl Fault for EraseError {
    fn store(&self) -> Option<&StoreError> {
        match self {
            Self::Log(error) => error.store(),
            Self::Retention(error) => error.store(),
        }
    }
}

pub(crate) async fn erase(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<StepForm>,
) -> Result<Response, Problem> {
    let (t, id) = (&officer.t, RequestId(id));
    let record = record_in(&sent.record);
    let mut errors = Vec::new();
    if record.is_none() {
        errors.push(FieldError::new("record", t.get("oversight-field-needed")));
    }
    let why = sent.why.trim().to_owned();
    if why.is_empty() || why.chars().count() > TEXT_CHARS_MAX {
        errors.push(FieldError::new("why", t.n("oversight-field-long", TEXT_CHARS_MAX)));
    }
    let Some(record) = record.filter(|_| errors.is_empty()) else {
        return page(&node, &officer, id, sent, errors).await;
    };
    let done = node.store.run::<_, EraseError, _, _>("erase for a data subject", |tx| {
        let (node, officer, why) = (&node, &officer, why.as_str());
        async move { for_request(&tx, node, officer, id, (record, why)).await }
    });
    let error = match done.await {
        Ok(()) => {
            node.store.wipe_freed().await.map_err(|error| access::broken(&error))?;
            return Ok(Redirect::to(&format!("/data-protection/requests/{id}")).into_response());
        }
        Err(EraseError::Log(LogError::Step(StepRefused::NoIdentity))) => {
            FieldError::new("record", t.get("oversight-identity-first"))
        }
        Err(EraseError::Retention(RetentionError::Held { holds, needs })) => {
            FieldError::new("record", held(t, holds, &needs))
        }
        Err(EraseError::Retention(RetentionError::NotHere)) => {
            FieldError::new("record", t.get("oversight-erase-not-here"))
        }
        Err(EraseError::Retention(error)) => return Err(error.into()),
        Err(EraseError::Log(error)) => return Err(error.into()),
    };
    page(&node, &officer, id, sent, vec![error]).await
}

/// Why it stays, in words.
fn held(t: &T, holds: usize, needs: &[Need]) -> String {
    let mut why: Vec<String> =
        needs.iter().map(|need| t.n(&format!("access-need-{}", need.code), need.n)).collect();
    if holds > 0 {
        why.push(t.n("access-kept-holds", holds));
    }
    t.say("oversight-erase-held").with("why", why.join(" · ")).to_string()
}

async fn for_request(
    tx: &Tx,
    node: &Node,
    officer: &Officer,
    id: RequestId,
    (record, why): (Uuid, &str),
) -> Result<(), EraseError> {
    let request = open(node, tx, officer, id).await?;
    // Whoever it is taken from, or kept from, must be who they say.
    request.may(StepKind::Granted).map_err(LogError::Step)?;
    let mut kind = None;
    for room in &node.kept {
        if room.standing(node, tx, record, officer.actor.authority).await?.is_some() {
            kind = Some(room.kind());
        }
    }
    let kind = kind.ok_or(RetentionError::NotHere)?;
    let what = (kind, record, officer.actor.authority);
    let erased =
        access::erase::erase(tx, node, &officer.actor, what, Because::Request(&request.reference)).await?;
    keep(node, tx, officer, id.0)?;
    let said = format!("{kind} {record}: {} · {}\n{why}", erased.rows(), erased.digest());
    Ok(kept::add_step(tx, &node.vault, &officer.actor, id, (StepKind::Done, &said)).await?)
}
