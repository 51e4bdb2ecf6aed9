//! Calls for input (Recommendation 5): those that are open, and digests of those that are over; and the form by which a
//! secretariat opens one.

use super::{Elsewhere, Links, Sent, elsewhere, head, named, permit, read_each, serve};
use crate::public::{CallOut, Content};
use crate::send;
use crate::store::names;
use crate::store_given;
use crate::types::{Call, ConferenceError, LINE_CHARS_MAX, QUESTIONS_MAX, TEXT_CHARS_MAX};
use access::{Node, Officer};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::action;
use kernel::id::AuthorityId;
use std::sync::Arc;
use uuid::Uuid;
use web::{Clock, FieldError, Problem, T, Tag, Tone};

struct Row {
    id: Uuid,
    title: String,
    who: String,
    state: Tag,
    due: Option<Clock>,
}

#[derive(askama::Template)]
#[template(path = "list_calls.html")]
struct ListCalls<'a> {
    t: &'a T,
    links: Links,
    rows: Vec<Row>,
    /// Calls of secretariats elsewhere.
    others: Vec<Elsewhere>,
    sent: Sent,
    errors: Vec<FieldError>,
}

pub(crate) async fn list(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    page(&node, &officer, (Sent::default(), Vec::new())).await
}

pub(crate) async fn open(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let served = node.store.run::<_, ConferenceError, _, _>("call for input", |tx| {
        let (node, officer) = (&node, &officer);
        async move { serve(node, &tx, officer, ("call", Uuid::nil())) }
    });
    served.await?;
    let (t, mut errors) = (&officer.t, Vec::new());
    let new = Call {
        id: Uuid::nil(),
        authority: AuthorityId(Uuid::nil()),
        title: sent.line(t, "title", &mut errors),
        reason: sent.text(t, "reason", TEXT_CHARS_MAX, &mut errors),
        questions: questions(t, &sent, &mut errors),
        deadline: deadline(t, &sent, &node, &mut errors),
        digest: None,
    };
    if !errors.is_empty() {
        return page(&node, &officer, (sent, errors)).await;
    }
    let opened = node.store.run::<_, ConferenceError, _, _>("call for input", |tx| {
        let (node, officer, new) = (&node, &officer, &new);
        async move {
            serve(node, &tx, officer, ("call", Uuid::nil()))?;
            let id = store_given::open_call(&tx, &officer.actor, new).await?;
            let content = Content::Call(CallOut::of(new, None));
            send::publish(&tx, node, &officer.actor, ("call", id), Some(content)).await?;
            Ok(id)
        }
    });
    node.wake.notify_one();
    Ok(Redirect::to(&format!("/conference/calls/{}", opened.await?)).into_response())
}

/// One question on each line.
fn questions(t: &T, sent: &Sent, errors: &mut Vec<FieldError>) -> Vec<String> {
    let text = sent.text(t, "questions", TEXT_CHARS_MAX, errors);
    let list: Vec<String> =
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    if list.len() > QUESTIONS_MAX || list.iter().any(|q| q.chars().count() > LINE_CHARS_MAX) {
        errors.push(FieldError::new("questions", t.n("conference-questions-many", QUESTIONS_MAX)));
    }
    list
}

fn deadline(t: &T, sent: &Sent, node: &Node, errors: &mut Vec<FieldError>) -> kernel::Timestamp {
    let day = sent.day(t, "deadline", true, errors);
    let now = node.store.clock().now();
    let end = crate::work::end_of(&day).unwrap_or(now);
    if !day.is_empty() && end <= now {
        errors.push(FieldError::new("deadline", t.get("conference-day-over")));
    }
    end
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    (sent, errors): (Sent, Vec<FieldError>),
) -> Result<Response, Problem> {
    let found = node.store.run::<_, ConferenceError, _, _>("calls", |tx| async move {
        permit(node, &tx, &officer.actor, action::READ_CONFERENCE, ("conference", Uuid::nil()))?;
        let calls = store_given::calls(&tx).await?;
        let others = elsewhere(node, &tx, &officer.actor, "call").await?;
        Ok((read_each(node, &tx, &officer.actor, calls), others, names(&tx).await?))
    });
    let (calls, others, names) = found.await?;
    let (t, now) = (&officer.t, node.store.clock().now());
    let row = |call: Call| Row {
        id: call.id,
        who: named(&names, call.authority),
        state: state(t, &call, now),
        due: due(t, &call, now),
        title: call.title,
    };
    let rows = calls.into_iter().map(row).collect();
    let body = ListCalls { t, links: Links::of(officer), rows, others, sent, errors };
    let head = head(t, t.get("conference-calls"), &body.errors).under(t.get("conference-calls-what"));
    Ok(web::page(&officer.viewer, head, body))
}

/// Whether a call is open, over, or has its digest.
pub(super) fn state(t: &T, call: &Call, now: kernel::Timestamp) -> Tag {
    match &call.digest {
        Some(_) => web::tag(t.get("conference-digest-published"), Tone::Good),
        None if now > call.deadline => web::tag(t.get("conference-call-over"), Tone::Plain),
        None => web::tag(t.get("conference-call-open"), Tone::Accent),
    }
}

/// What is left until the deadline.
pub(super) fn due(t: &T, call: &Call, now: kernel::Timestamp) -> Option<Clock> {
    let left = call.deadline.since(now);
    (left > 0 && call.digest.is_none())
        .then(|| web::clock(t.duration(left), t.day(call.deadline), Tone::Plain))
}
