//! The data protection officer's page: what other rooms have due for them, and the register of what data subjects ask.

use super::LogError;
use crate::store_requests as kept;
use crate::types::{
    DAYS_MAX, DuePolicy, LINE_CHARS_MAX, NewRequest, RequestKind, Said, SubjectRequest, TEXT_CHARS_MAX,
};
use access::{Node, Officer, Place};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::{Label, Purpose, Timestamp};
use serde::Deserialize;
use std::sync::Arc;
use store::Tx;
use uuid::Uuid;
use web::{Choice, Clock, FieldError, Head, Problem, T, Tag, Tone};

/// Which page.
#[derive(Default, Deserialize)]
pub(crate) struct Which {
    #[serde(default)]
    page: String,
}

/// A request to be recorded.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct AddForm {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    received: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    contact: String,
    #[serde(default)]
    words: String,
}

/// How long the authority has.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct PolicyForm {
    #[serde(default)]
    days: String,
    #[serde(default)]
    source: String,
}

struct Row {
    id: String,
    reference: String,
    name: String,
    kind: String,
    received: String,
    due: Option<Clock>,
    state: Tag,
}

#[derive(askama::Template)]
#[template(path = "list_requests.html")]
struct ListRequests<'a> {
    t: &'a T,
    panels: Vec<String>,
    rows: Vec<Row>,
    page: u64,
    total: u64,
    kinds: Vec<Choice>,
    adding: AddForm,
    policy: PolicyForm,
    policy_is_set: bool,
    errors: Vec<FieldError>,
}

/// What was typed.
#[derive(Default)]
struct Typed {
    adding: AddForm,
    policy: Option<PolicyForm>,
    errors: Vec<FieldError>,
}

pub(crate) async fn list(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    let page = which.page.parse::<u64>().unwrap_or(1).clamp(1, 1_000_000);
    show(&node, &officer, page, Typed::default()).await
}

pub(crate) async fn add(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<AddForm>,
) -> Result<Response, Problem> {
    let new = match read_new(&officer.t, &sent, node.store.clock().now()) {
        Ok(new) => new,
        Err(errors) => {
            return show(&node, &officer, 1, Typed { adding: sent, errors, ..Typed::default() }).await;
        }
    };
    let added = node.store.run::<_, LogError, _, _>("record subject request", |tx| {
        let (node, officer, new) = (&node, &officer, &new);
        async move {
            keep(node, &tx, officer, Uuid::nil())?;
            Ok(kept::add(&tx, &node.vault, &officer.actor, new).await?)
        }
    });
    let id = added.await?;
    Ok(Redirect::to(&format!("/data-protection/requests/{id}")).into_response())
}

pub(crate) async fn set_policy(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<PolicyForm>,
) -> Result<Response, Problem> {
    let policy = match read_policy(&officer.t, &sent) {
        Ok(policy) => policy,
        Err(errors) => {
            return show(&node, &officer, 1, Typed { policy: Some(sent), errors, ..Typed::default() }).await;
        }
    };
    let set = node.store.run::<_, LogError, _, _>("set time for subject requests", |tx| {
        let (node, officer, policy) = (&node, &officer, &policy);
        async move {
            keep(node, &tx, officer, officer.authority.id.0)?;
            Ok(kept::set_due_policy(&tx, officer.authority.id, policy).await?)
        }
    });
    set.await?;
    Ok(Redirect::to("/data-protection").into_response())
}

/// The gate's word that this person keeps the register, with its entry in the log.
pub(super) fn keep(node: &Node, tx: &Tx, officer: &Officer, id: Uuid) -> Result<(), LogError> {
    let object = ObjectRef { kind: "subject-request", id };
    let closed = Guarded::new(object, Label::own(officer.authority.id), ());
    node.gate.open(closed, &ask(officer, tx).on(object), &mut tx.log())?;
    Ok(())
}

/// The question that the gate is asked about the register.
pub(super) fn ask<'a>(officer: &'a Officer, tx: &Tx) -> Ask<'a> {
    Ask::new(&officer.actor, action::KEEP_REQUESTS, Purpose::Oversight, tx.at())
}

fn line(t: &T, name: &str, text: &str, most: usize, errors: &mut Vec<FieldError>) -> String {
    let text = text.trim();
    if text.is_empty() {
        errors.push(FieldError::new(name, t.get("oversight-field-needed")));
    } else if text.chars().count() > most {
        errors.push(FieldError::new(name, t.n("oversight-field-long", most)));
    }
    text.to_owned()
}

fn read_new(t: &T, sent: &AddForm, now: Timestamp) -> Result<NewRequest, Vec<FieldError>> {
    let mut errors = Vec::new();
    let kind = RequestKind::parse(&sent.kind);
    if kind.is_none() {
        errors.push(FieldError::new("kind", t.get("oversight-field-needed")));
    }
    let received = Timestamp::parse(&format!("{}T00:00:00Z", sent.received.trim())).filter(|at| *at <= now);
    if received.is_none() {
        errors.push(FieldError::new("received", t.get("oversight-received-needed")));
    }
    let said = Said {
        name: line(t, "name", &sent.name, LINE_CHARS_MAX, &mut errors),
        contact: line(t, "contact", &sent.contact, LINE_CHARS_MAX, &mut errors),
        words: line(t, "words", &sent.words, TEXT_CHARS_MAX, &mut errors),
    };
    match (kind, received) {
        (Some(kind), Some(received_at)) if errors.is_empty() => Ok(NewRequest { kind, received_at, said }),
        _ => Err(errors),
    }
}

fn read_policy(t: &T, sent: &PolicyForm) -> Result<DuePolicy, Vec<FieldError>> {
    let mut errors = Vec::new();
    let days = sent.days.trim().parse::<i64>().ok().filter(|days| (1..=DAYS_MAX).contains(days));
    if days.is_none() {
        errors.push(FieldError::new("days", t.n("oversight-days-needed", DAYS_MAX)));
    }
    let source = line(t, "source", &sent.source, LINE_CHARS_MAX, &mut errors);
    match days {
        Some(days) if errors.is_empty() => Ok(DuePolicy { days, source }),
        _ => Err(errors),
    }
}

async fn show(node: &Arc<Node>, officer: &Officer, page: u64, typed: Typed) -> Result<Response, Problem> {
    let t = &officer.t;
    let read = node.store.run::<_, LogError, _, _>("data protection", |tx| async move {
        keep(node, &tx, officer, Uuid::nil())?;
        let (closed, total) = kept::list(&tx, &node.vault, officer.authority.id, page).await?;
        let requests = node.gate.open_each(closed, &ask(officer, &tx), &mut tx.log());
        let policy = kept::due_policy(&tx, officer.authority.id).await?;
        let panels = node.panels_at(Place::DataProtection, &tx, &officer.actor, Uuid::nil(), t).await?;
        Ok((requests, total, policy, panels))
    });
    let (requests, total, policy, panels) = read.await?;
    let now = node.store.clock().now();
    let held = policy.as_ref().map(|p| PolicyForm { days: p.days.to_string(), source: p.source.clone() });
    let status = if typed.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let head = Head::new("data-protection", t.get("oversight-data-protection"))
        .over(t.get("oversight-data-protection-law"))
        .under(t.get("oversight-data-protection-what"))
        .status(status);
    let body = ListRequests {
        t,
        panels,
        rows: requests.iter().map(|r| row(t, r, now)).collect(),
        page,
        total,
        kinds: RequestKind::ALL
            .iter()
            .map(|k| Choice::new(k, t.get(&format!("oversight-request-{k}"))))
            .collect(),
        adding: typed.adding,
        policy_is_set: policy.is_some(),
        policy: typed.policy.or(held).unwrap_or_default(),
        errors: typed.errors,
    };
    Ok(web::page(&officer.viewer, head, body))
}

fn row(t: &T, request: &SubjectRequest, now: Timestamp) -> Row {
    Row {
        id: request.id.to_string(),
        reference: request.reference.clone(),
        name: request.said.name.clone(),
        kind: t.get(&format!("oversight-request-{}", request.kind)),
        received: t.day(request.received_at),
        due: due_clock(t, request, now),
        state: state_tag(t, request.decided),
    }
}

pub(super) fn state_tag(t: &T, decided: bool) -> Tag {
    match decided {
        true => web::tag(t.get("oversight-decided"), Tone::Good),
        false => web::tag(t.get("oversight-open"), Tone::Accent),
    }
}

/// What is left of the time and where that time stands; nothing where none was set, or once it is decided.
pub(super) fn due_clock(t: &T, request: &SubjectRequest, now: Timestamp) -> Option<Clock> {
    let (due, source) = request.due.as_ref().filter(|_| !request.decided)?;
    let left = due.since(now);
    let (words, tone) = match left {
        ms if ms < 0 => {
            (t.say("oversight-late").with("by", t.duration(ms.saturating_neg())).to_string(), Tone::Stop)
        }
        ms if ms < 3 * kernel::time::DAY_MS => (t.duration(ms), Tone::Warn),
        ms => (t.duration(ms), Tone::Plain),
    };
    Some(web::clock(words, source, tone))
}
