//! A trusted node of which something seems wrong: what it holds of this node's, counted; suspend it, or end the suspension.
//! For administrators of the leading authority; no subject and no name of any dossier stands here.

use super::attachments::size;
use crate::store_held::{Held, held_by};
use crate::suspend;
use ::store::outbox;
use access::{Node, Officer};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use directory::{DirectoryError, Lift, Peer};
use kernel::id::{AuthorityId, NodeId};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use web::{FieldError, Head, Problem, T};

/// Why it is suspended.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct SuspendSent {
    #[serde(default)]
    reason: String,
}

/// Why it is trusted again.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct LiftSent {
    #[serde(default)]
    compared: Option<String>,
    #[serde(default)]
    card: String,
    #[serde(default)]
    why: String,
}

/// What became of the messages that waited, after a suspension ended.
#[derive(Clone, Copy, Default, Deserialize)]
pub(crate) struct Done {
    go: Option<usize>,
    #[serde(default)]
    ended: usize,
}

#[derive(Default)]
struct Typed {
    reason: String,
    lift: LiftSent,
    done: Done,
    errors: Vec<FieldError>,
}

/// What it holds of one authority's.
struct Row {
    authority: String,
    dossiers: String,
    statements: String,
    files: String,
    size: String,
}

#[derive(askama::Template)]
#[template(path = "suspend_peer.html")]
struct SuspendPeer<'a> {
    t: &'a T,
    peer: &'a Peer,
    /// Its page.
    back: String,
    words: String,
    rows: Vec<Row>,
    waiting: String,
    done: Option<String>,
    typed: Typed,
}

impl SuspendPeer<'_> {
    fn compared_field(&self) -> web::Field {
        let errors = &self.typed.errors;
        let field = web::check("compared", self.t.get("exchange-suspend-compared")).required().errors(errors);
        if self.typed.lift.compared.is_some() { field.value("yes") } else { field }
    }
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    page(&node, &officer, read_id(&id)?, Typed { done, ..Typed::default() }).await
}

pub(crate) async fn suspend(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<String>,
    Form(sent): Form<SuspendSent>,
) -> Result<Response, Problem> {
    let id = read_id(&id)?;
    let done = node.store.run::<_, DirectoryError, _, _>("suspend", |tx| {
        let (node, officer, sent) = (&node, &officer, &sent);
        async move { directory::suspend(&tx, node, &officer.actor, id, &sent.reason).await }
    });
    match done.await {
        Ok(()) => Ok(Redirect::to(&path(id)).into_response()),
        Err(DirectoryError::Text(_)) => {
            let errors = vec![FieldError::new("reason", officer.t.get("exchange-suspend-reason-needed"))];
            page(&node, &officer, id, Typed { reason: sent.reason, errors, ..Typed::default() }).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn lift(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<String>,
    Form(sent): Form<LiftSent>,
) -> Result<Response, Problem> {
    let id = read_id(&id)?;
    let card = sent.card.trim();
    let how = Lift {
        words_compared: sent.compared.is_some(),
        card: (!card.is_empty()).then(|| card.as_bytes().to_vec()),
        why: sent.why.clone(),
    };
    let lifted = node.store.run::<_, DirectoryError, _, _>("lift suspension", |tx| {
        let (node, officer, how) = (&node, &officer, &how);
        async move { suspend::lift(&tx, node, &officer.actor, id, how).await }
    });
    match lifted.await {
        Ok(lifted) => {
            node.wake.notify_one();
            node.moving.notify_one();
            let path = path(id);
            Ok(Redirect::to(&format!("{path}?go={}&ended={}", lifted.go, lifted.ended)).into_response())
        }
        Err(error) => {
            let field = match &error {
                DirectoryError::NotCompared => "compared",
                DirectoryError::SameKeys | DirectoryError::Text(_) => "why",
                _ => "card",
            };
            let Some(message) = directory::fault_word(&officer.t, &error) else { return Err(error.into()) };
            let errors = vec![FieldError::new(field, message)];
            page(&node, &officer, id, Typed { lift: sent, errors, ..Typed::default() }).await
        }
    }
}

fn read_id(text: &str) -> Result<NodeId, Problem> {
    NodeId::parse(text).ok_or_else(Problem::not_available)
}

pub(crate) fn path(id: NodeId) -> String {
    format!("/peers/{id}/suspension")
}

async fn page(node: &Arc<Node>, officer: &Officer, id: NodeId, typed: Typed) -> Result<Response, Problem> {
    let t = &officer.t;
    let read = node.store.run::<_, DirectoryError, _, _>("suspension", |tx| async move {
        directory::administers(&tx, node, &officer.actor).await?;
        let peer = directory::peer(&tx, id).await?;
        let peer = peer.ok_or_else(|| DirectoryError::UnknownPeer(id.to_string()))?;
        let names: BTreeMap<AuthorityId, String> =
            access::authorities(&tx).await?.into_iter().map(|a| (a.id, a.name)).collect();
        Ok((peer, names, held_by(&tx, id).await?, outbox::count_waiting(&tx, id).await?))
    });
    let (peer, names, held, waiting) = read.await?;
    let row = |(authority, held): (AuthorityId, Held)| Row {
        authority: names.get(&authority).cloned().unwrap_or_else(|| authority.to_string()),
        dossiers: t.number(held.dossiers as u64),
        statements: t.number(held.statements as u64),
        files: t.number(held.files as u64),
        size: size(t, held.bytes),
    };
    let status = if typed.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let head = Head::new("peers", peer.name()).over(t.get("exchange-suspension")).status(status);
    let body = SuspendPeer {
        t,
        back: format!("/peers/{id}"),
        words: peer.card.words().join(" "),
        rows: held.into_iter().map(row).collect(),
        waiting: t.n("exchange-suspend-waiting", usize::try_from(waiting).unwrap_or(usize::MAX)),
        done: typed.done.go.map(|go| said(t, go, typed.done.ended)),
        peer: &peer,
        typed,
    };
    Ok(web::page(&officer.viewer, head, body))
}

/// What became of what waited.
fn said(t: &T, go: usize, ended: usize) -> String {
    let go = t.n("exchange-suspend-go", go);
    if ended == 0 { go } else { format!("{go} {}", t.n("exchange-suspend-ended", ended)) }
}
