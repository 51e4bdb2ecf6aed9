//! One peer: who it is, what is agreed, what was assessed; change, assess, renew its card, withdraw trust.

use super::list_peers::{administer, state_tag};
use super::shown;
use super::trust_card::{
    AssessmentSent, AuthorityShown, CardSent, TermsSent, assessment_choices, authorities, read_assessment,
    read_terms, sent_assessment, sent_terms, term_choices, terms_field,
};
use crate::store_peers;
use crate::types::{DirectoryError, Peer};
use access::{Node, Officer, Place};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use kernel::id::NodeId;
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;
use web::{Choice, FieldError, Head, Problem, T, Tag};

/// Why trust is withdrawn.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct RevokeSent {
    #[serde(default)]
    reason: String,
}

/// What was typed into the page's forms.
#[derive(Default)]
struct Typed {
    terms: Option<TermsSent>,
    assessment: Option<AssessmentSent>,
    card: CardSent,
    revoke: RevokeSent,
    errors: Vec<FieldError>,
}

#[derive(askama::Template)]
#[template(path = "show_peer.html")]
struct ShowPeer<'a> {
    t: &'a T,
    peer: &'a Peer,
    words: String,
    authorities: Vec<AuthorityShown>,
    state: Tag,
    assessment: Tag,
    term_choices: Vec<Choice>,
    terms: TermsSent,
    assessment_choices: Vec<Choice>,
    assessing: AssessmentSent,
    typed: Typed,
    panels: Vec<String>,
}

impl ShowPeer<'_> {
    fn terms_field(&self) -> web::Field {
        terms_field(self.t, &self.term_choices, &self.terms)
    }
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    page(&node, &officer, read_id(&id)?, Typed::default()).await
}

pub(crate) async fn set_terms(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<String>,
    Form(sent): Form<TermsSent>,
) -> Result<Response, Problem> {
    let id = read_id(&id)?;
    let mut errors = Vec::new();
    let terms = read_terms(&officer.t, &sent, &mut errors);
    if !errors.is_empty() {
        return page(&node, &officer, id, Typed { terms: Some(sent), errors, ..Typed::default() }).await;
    }
    let set = node.store.run::<_, DirectoryError, _, _>("set terms", |tx| {
        let (node, officer) = (&node, &officer);
        async move { store_peers::set_terms(&tx, node, &officer.actor, id, terms).await }
    });
    set.await?;
    Ok(to(id))
}

pub(crate) async fn assess(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<String>,
    Form(sent): Form<AssessmentSent>,
) -> Result<Response, Problem> {
    let (id, now) = (read_id(&id)?, node.store.clock().now());
    let mut errors = Vec::new();
    let assessment = read_assessment(&officer.t, &sent, now, &mut errors);
    let Some(assessment) = assessment.filter(|_| errors.is_empty()) else {
        return page(&node, &officer, id, Typed { assessment: Some(sent), errors, ..Typed::default() }).await;
    };
    let recorded = node.store.run::<_, DirectoryError, _, _>("assess", |tx| {
        let (node, officer, assessment) = (&node, &officer, &assessment);
        async move { store_peers::assess(&tx, node, &officer.actor, id, assessment).await }
    });
    match recorded.await {
        Ok(()) => Ok(to(id)),
        Err(error @ DirectoryError::AssessedInFull) => {
            let message = shown::fault(&officer.t, &error).unwrap_or_default();
            let errors = vec![FieldError::new("reference", message)];
            page(&node, &officer, id, Typed { assessment: Some(sent), errors, ..Typed::default() }).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn renew(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<String>,
    Form(sent): Form<CardSent>,
) -> Result<Response, Problem> {
    let id = read_id(&id)?;
    let taken = node.store.run::<_, DirectoryError, _, _>("renew card", |tx| {
        let (node, officer, sent) = (&node, &officer, &sent);
        async move {
            let offered = crate::read_card(sent.card.as_bytes())?.node();
            if offered != id {
                return Err(DirectoryError::OtherNode(offered));
            }
            store_peers::update_card(&tx, node, &officer.actor, sent.card.as_bytes()).await
        }
    });
    match taken.await {
        Ok(_) => Ok(to(id)),
        Err(error) => {
            let Some(message) = shown::fault(&officer.t, &error) else { return Err(error.into()) };
            let errors = vec![FieldError::new("card", message)];
            page(&node, &officer, id, Typed { card: sent, errors, ..Typed::default() }).await
        }
    }
}

pub(crate) async fn revoke(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<String>,
    Form(sent): Form<RevokeSent>,
) -> Result<Response, Problem> {
    let id = read_id(&id)?;
    let revoked = node.store.run::<_, DirectoryError, _, _>("revoke", |tx| {
        let (node, officer, sent) = (&node, &officer, &sent);
        async move { store_peers::revoke(&tx, node, &officer.actor, id, &sent.reason).await }
    });
    match revoked.await {
        Ok(()) => Ok(to(id)),
        Err(DirectoryError::Text(_)) => {
            let errors = vec![FieldError::new("reason", officer.t.get("directory-reason-needed"))];
            page(&node, &officer, id, Typed { revoke: sent, errors, ..Typed::default() }).await
        }
        Err(error) => Err(error.into()),
    }
}

fn read_id(text: &str) -> Result<NodeId, Problem> {
    NodeId::parse(text).ok_or_else(Problem::not_available)
}

fn to(id: NodeId) -> Response {
    Redirect::to(&format!("/peers/{id}")).into_response()
}

async fn page(node: &Arc<Node>, officer: &Officer, id: NodeId, typed: Typed) -> Result<Response, Problem> {
    let (t, now) = (&officer.t, node.store.clock().now());
    let held = node.store.run::<_, DirectoryError, _, _>("peer", |tx| async move {
        administer(node, &tx, officer).await?;
        let held = store_peers::peer(&tx, id).await?;
        let held = held.ok_or_else(|| DirectoryError::UnknownPeer(id.to_string()))?;
        let subject = Uuid::from_bytes(id.0);
        Ok((held, node.panels_at(Place::Peer, &tx, &officer.actor, subject, t).await?))
    });
    let (peer, panels) = held.await?;
    let status = if typed.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let head = Head::new("peers", peer.name()).over(t.get("directory-peer-over")).status(status);
    let body = ShowPeer {
        t,
        peer: &peer,
        words: peer.card.words().join(" "),
        authorities: authorities(t, &peer.card),
        state: state_tag(t, &peer),
        assessment: shown::assessment_tag(t, &peer, now),
        term_choices: term_choices(t),
        terms: typed.terms.clone().unwrap_or_else(|| sent_terms(peer.terms)),
        assessment_choices: assessment_choices(t, false),
        assessing: typed.assessment.clone().unwrap_or_else(|| sent_assessment(now)),
        typed,
        panels,
    };
    Ok(web::page(&officer.viewer, head, body))
}
