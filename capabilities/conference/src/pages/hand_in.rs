//! What one's own authority hands to a secretariat of another node: a statement to a session, an answer to a call, a topic
//! for a future agenda, support of one; and what it takes back of that. Each goes sealed to that node, and comes back signed
//! for.

use super::show_received::{found, page};
use super::{Sent, ask, permit, read, statements};
use crate::public::{Content, Handed};
use crate::send;
use crate::store_handed;
use crate::store_public;
use crate::types::{ConferenceError, LINE_CHARS_MAX, STATEMENT_BYTES_MAX, TEXT_CHARS_MAX};
use access::{Node, Officer};
use axum::extract::{Multipart, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use data_encoding::BASE64;
use gate::action;
use std::sync::Arc;
use uuid::Uuid;
use web::{FieldError, Problem};

/// Hands a statement to the secretariat that publishes the session.
pub(crate) async fn submit(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    multipart: Multipart,
) -> Result<Response, Problem> {
    let (sent, file) = statements::parts(multipart, STATEMENT_BYTES_MAX).await?;
    if !matches!(found(&node, &officer, id).await?.content, Some(Content::Session(_))) {
        return Err(Problem::not_available());
    }
    let typed = match statements::typed(&officer.t, &sent, file) {
        Ok(typed) => typed,
        Err(errors) => return page(&node, &officer, id, (sent, errors)).await,
    };
    let says = Handed::Statement {
        submitter: typed.submitter,
        item: typed.item,
        language: typed.language.to_owned(),
        file: typed.file,
        bytes: BASE64.encode(&typed.bytes),
    };
    hand_in(&node, &officer, id, says).await
}

/// Answers a call of a secretariat elsewhere.
pub(crate) async fn answer(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let (t, mut errors) = (&officer.t, Vec::new());
    let Some(Content::Call(call)) = found(&node, &officer, id).await?.content else {
        return Err(Problem::not_available());
    };
    if call.digest.is_some() || node.store.clock().now().0 > call.deadline {
        return Err(Problem::conflict());
    }
    let fields = (0..call.questions.len()).map(|n| format!("answer-{n}"));
    let says: Vec<String> = fields.map(|f| sent.maybe(t, &f, TEXT_CHARS_MAX, &mut errors)).collect();
    if says.iter().all(String::is_empty) {
        errors.push(FieldError::new("answer-0", t.get("conference-answer-something")));
    }
    if !errors.is_empty() {
        return page(&node, &officer, id, (sent, errors)).await;
    }
    hand_in(&node, &officer, id, Handed::Answer { says }).await
}

/// Proposes a topic to the secretariat that publishes the list.
pub(crate) async fn propose(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let (t, mut errors) = (&officer.t, Vec::new());
    let Some(Content::Topics(_)) = found(&node, &officer, id).await?.content else {
        return Err(Problem::not_available());
    };
    let title = sent.line(t, "title", &mut errors);
    let reason = sent.text(t, "reason", TEXT_CHARS_MAX, &mut errors);
    if !errors.is_empty() {
        return page(&node, &officer, id, (sent, errors)).await;
    }
    hand_in(&node, &officer, id, Handed::Topic { title, reason }).await
}

/// Supports a topic of the list.
pub(crate) async fn support(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let (t, mut errors) = (&officer.t, Vec::new());
    let Some(Content::Topics(list)) = found(&node, &officer, id).await?.content else {
        return Err(Problem::not_available());
    };
    let topic = Uuid::parse_str(sent.field("topic")).map_err(|_| Problem::bad_request())?;
    if !list.topics.iter().any(|one| one.reference == topic) {
        return Err(Problem::not_available());
    }
    let note = sent.maybe(t, "note", LINE_CHARS_MAX, &mut errors);
    if !errors.is_empty() {
        return page(&node, &officer, id, (sent, errors)).await;
    }
    hand_in(&node, &officer, id, Handed::Support { topic, note }).await
}

/// Takes back what was handed in and signed for. What has no receipt yet may not have arrived: it is taken back once it has.
pub(crate) async fn take_back(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let handed = Uuid::parse_str(sent.field("handed")).map_err(|_| Problem::bad_request())?;
    let done = node.store.run::<_, ConferenceError, _, _>("take back", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            permit(node, &tx, &officer.actor, action::SUBMIT, ("submission", id))?;
            let closed = store_public::received(&tx, id).await?.ok_or(ConferenceError::NotHere)?;
            let (to, _) = read(node, &tx, &officer.actor, closed)?;
            let closed = store_handed::handed(&tx, &node.vault, id, officer.authority.id).await?;
            let asked = ask(&officer.actor, &tx, action::SUBMIT);
            let all = node.gate.open_each(closed, &asked, &mut tx.log());
            let one = all.iter().find(|one| one.id == handed).ok_or(ConferenceError::NotHere)?;
            if one.receipt.is_none() || !one.says.can_be_taken_back() {
                return Err(ConferenceError::Closed);
            }
            let says = Handed::TakeBack { of: one.reference };
            send::hand_in(&tx, node, &officer.actor, &to, says).await
        }
    });
    done.await?;
    node.wake.notify_one();
    Ok(Redirect::to(&format!("/conference/received/{id}")).into_response())
}

async fn hand_in(node: &Arc<Node>, officer: &Officer, id: Uuid, says: Handed) -> Result<Response, Problem> {
    let done = node.store.run::<_, ConferenceError, _, _>("hand in", |tx| {
        let says = says.clone();
        async move {
            permit(node, &tx, &officer.actor, action::SUBMIT, ("submission", id))?;
            let closed = store_public::received(&tx, id).await?.ok_or(ConferenceError::NotHere)?;
            let (to, _) = read(node, &tx, &officer.actor, closed)?;
            if to.taken_back {
                return Err(ConferenceError::Closed);
            }
            send::hand_in(&tx, node, &officer.actor, &to, says).await
        }
    });
    done.await?;
    node.wake.notify_one();
    Ok(Redirect::to(&format!("/conference/received/{id}")).into_response())
}
