//! One request of a data subject: what is asked, what was done, and the next step.

use super::LogError;
use super::list_requests::{ask, due_clock, keep, state_tag};
use crate::store_requests as kept;
use crate::types::{RequestId, StepKind, StepRefused, SubjectRequest, TEXT_CHARS_MAX};
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use serde::Deserialize;
use std::sync::Arc;
use store::Tx;
use uuid::Uuid;
use web::{Action, Choice, Clock, FieldError, Head, Problem, T, Tag};

/// The next step.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct StepForm {
    #[serde(default)]
    step: String,
    #[serde(default)]
    what: String,
    /// The record to be erased for the request; the other form of the page.
    #[serde(default)]
    pub(super) record: String,
    #[serde(default)]
    pub(super) why: String,
}

struct Step {
    kind: String,
    when: String,
    by: String,
    what: String,
}

#[derive(askama::Template)]
#[template(path = "show_request.html")]
struct ShowRequest<'a> {
    t: &'a T,
    request: &'a SubjectRequest,
    asks: String,
    received: String,
    recorded: String,
    due: Option<Clock>,
    source: String,
    state: Tag,
    steps: Vec<Step>,
    choices: Vec<Choice>,
    sent: StepForm,
    errors: Vec<FieldError>,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    page(&node, &officer, RequestId(id), StepForm::default(), Vec::new()).await
}

pub(crate) async fn add_step(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<StepForm>,
) -> Result<Response, Problem> {
    let (t, id) = (&officer.t, RequestId(id));
    let what = sent.what.trim().to_owned();
    let mut errors = Vec::new();
    if what.is_empty() {
        errors.push(FieldError::new("what", t.get("oversight-field-needed")));
    } else if what.chars().count() > TEXT_CHARS_MAX {
        errors.push(FieldError::new("what", t.n("oversight-field-long", TEXT_CHARS_MAX)));
    }
    let Some(kind) = StepKind::parse(&sent.step).filter(|_| errors.is_empty()) else {
        if errors.is_empty() {
            errors.push(FieldError::new("step", t.get("oversight-field-needed")));
        }
        return page(&node, &officer, id, sent, errors).await;
    };
    let added = node.store.run::<_, LogError, _, _>("step of subject request", |tx| {
        let (node, officer, what) = (&node, &officer, what.as_str());
        async move {
            let request = open(node, &tx, officer, id).await?;
            request.may(kind).map_err(LogError::Step)?;
            keep(node, &tx, officer, id.0)?;
            Ok(kept::add_step(&tx, &node.vault, &officer.actor, id, (kind, what)).await?)
        }
    });
    match added.await {
        Ok(()) => Ok(Redirect::to(&format!("/data-protection/requests/{id}")).into_response()),
        Err(LogError::Step(StepRefused::NoIdentity)) => {
            let errors = vec![FieldError::new("step", t.get("oversight-identity-first"))];
            page(&node, &officer, id, sent, errors).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn open(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    id: RequestId,
) -> Result<SubjectRequest, LogError> {
    let closed = kept::find(tx, &node.vault, id).await?.ok_or(LogError::NotHere)?;
    let ask = ask(officer, tx).on(closed.object());
    Ok(node.gate.open(closed, &ask, &mut tx.log())?)
}

pub(super) async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    id: RequestId,
    sent: StepForm,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let t = &officer.t;
    let read = node
        .store
        .run::<_, LogError, _, _>("subject request", |tx| async move { open(node, &tx, officer, id).await });
    let request = read.await?;
    let now = node.store.clock().now();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let word = |kind: StepKind| t.get(&format!("oversight-step-{kind}"));
    let head = Head::new("data-protection", request.reference.as_str())
        .over(t.get("oversight-data-protection-law"))
        .action(Action::link(t.get("oversight-requests"), "/data-protection"))
        .status(status);
    let body = ShowRequest {
        t,
        asks: t.get(&format!("oversight-request-{}", request.kind)),
        received: t.day(request.received_at),
        recorded: t.when(request.recorded_at),
        due: due_clock(t, &request, now),
        source: request.due.as_ref().map(|(_, source)| source.clone()).unwrap_or_default(),
        state: state_tag(t, request.decided),
        steps: request
            .steps
            .iter()
            .map(|s| Step { kind: word(s.kind), when: t.when(s.at), by: s.by.clone(), what: s.what.clone() })
            .collect(),
        choices: StepKind::ALL.iter().map(|kind| Choice::new(kind, word(*kind))).collect(),
        sent,
        errors,
        request: &request,
    };
    Ok(web::page(&officer.viewer, head, body))
}
