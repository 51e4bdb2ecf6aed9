//! Opening an information request: written, then shown as it would be sent, then sent.

use crate::make_move::foresee_request;
use crate::pages::fields::{self, Pieces, Sent};
use crate::pages::make_move::show_preview;
use crate::pages::picker::{self, Offer};
use crate::pages::{case_of, purpose_for, works_here};
use crate::thread::read_kind;
use crate::types::{ExchangeError, NewRequest};
use access::{Node, Officer};
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use directory::Peer;
use kernel::Purpose;
use kernel::id::{AuthorityId, CaseId, NodeId};
use serde::Deserialize;
use std::sync::Arc;
use web::{Choice, FieldError, Head, Problem, T};

/// What the address of the form may say.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Given {
    #[serde(default)]
    case: String,
    #[serde(default)]
    peer: String,
    #[serde(default)]
    hit: String,
}

#[derive(askama::Template)]
#[template(path = "open_request.html")]
struct OpenRequest<'a> {
    t: &'a T,
    peers: Vec<Choice>,
    purposes: Vec<Choice>,
    purpose: &'a str,
    pieces: Pieces,
    errors: Vec<FieldError>,
    offer: Offer,
    sent: &'a Sent,
    case: Option<String>,
}

/// What the form works on.
struct Work {
    peers: Vec<Peer>,
    offer: Offer,
    case: Option<casefile::Case>,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Query(given): Query<Given>,
) -> Result<Response, Problem> {
    let mut sent = Sent::default();
    sent.set("case", given.case);
    if !given.hit.is_empty() {
        // The hit is the reason to ask them; the officer changes the words if there is more to say.
        sent.set(
            "reasons",
            officer.t.say("exchange-hit-reasons").with("reference", given.hit.as_str()).to_string(),
        );
    }
    sent.set("hit", given.hit);
    sent.set("language", officer.t.lang.code());
    sent.set("purpose", purpose_for(&officer.actor).code());
    let mut work = work(&node, &officer, &sent).await?;
    if let Some(case) = work.case.take() {
        sent.set("from_case", &case.reference);
        work.case = Some(case);
    }
    // A link may name a node; the form names an authority of it.
    let wanted = NodeId::parse(&given.peer)
        .or_else(|| NodeId::parse(given.peer.split(':').next().unwrap_or_default()));
    if let Some(peer) = work.peers.iter().find(|p| Some(p.node) == wanted) {
        let asked = given.peer.split_once(':').and_then(|(_, authority)| AuthorityId::parse(authority));
        let asked = asked.filter(|a| peer.card.authority(*a).is_some());
        sent.set("peer", choice_value(peer, asked.unwrap_or(peer.card.lead().id)));
    }
    form(&officer, work, &sent, Vec::new())
}

pub(crate) async fn open(
    State(node): State<Arc<Node>>,
    officer: Officer,
    sent: Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let sent = Sent::of(sent);
    let work = work(&node, &officer, &sent).await?;
    if matches!(sent.field("act"), "find" | "edit") {
        return form(&officer, work, &sent, Vec::new());
    }
    let new = match request(&officer, &work, &sent) {
        Ok(new) => new,
        Err(error) => return refused(&officer, work, &sent, error),
    };
    if sent.field("act") == "send" {
        return send(&node, &officer, work, &sent, new).await;
    }
    let foreseen = node.store.run("foresee request", |tx| {
        let (node, officer, new) = (&node, &officer, &new);
        async move { foresee_request(&tx, node, &officer.actor, new).await }
    });
    match foreseen.await {
        Ok(foreseen) => {
            let peer = work.peers.iter().find(|p| p.node == new.peer);
            let named = peer
                .and_then(|p| p.card.authority(new.authority?))
                .map(|a| a.name.clone())
                .unwrap_or_default();
            let over = officer.t.get("exchange-do-open");
            let what = ("/dossiers/new".to_owned(), new.body.text("subject").to_owned(), named, over);
            show_preview(&node, &officer, "open", foreseen, what, peer, &sent)
        }
        Err(error) => refused(&officer, work, &sent, error),
    }
}

async fn work(node: &Arc<Node>, officer: &Officer, sent: &Sent) -> Result<Work, Problem> {
    if !works_here(&officer.actor) {
        return Err(Problem::not_available());
    }
    let read = node.store.run::<_, ExchangeError, _, _>("request form", |tx| async move {
        let peers = directory::counterparts(&tx, node, officer.actor.authority).await?;
        let peers = peers.into_iter().filter(|p| p.terms.may_answer).collect();
        let case = match CaseId::parse(sent.field("case")) {
            Some(id) => case_of(&tx, node, &officer.actor, id).await?,
            None => None,
        };
        Ok(Work { peers, case, offer: picker::offer(&tx, node, officer, sent).await? })
    });
    Ok(read.await?)
}

fn choice_value(peer: &Peer, authority: AuthorityId) -> String {
    format!("{}:{authority}", peer.node)
}

/// The request that the form means.
fn request(officer: &Officer, work: &Work, sent: &Sent) -> Result<NewRequest, ExchangeError> {
    let named = sent.field("peer").split_once(':');
    let named =
        named.and_then(|(node, authority)| Some((NodeId::parse(node)?, AuthorityId::parse(authority)?)));
    let (peer, authority) = named.ok_or_else(|| ExchangeError::UnknownPeer(sent.field("peer").to_owned()))?;
    let kind = read_kind(procedure::kind::INFORMATION_REQUEST.as_bytes())?;
    let made = kind.find("open").ok_or(ExchangeError::NotHere)?;
    let hit = sent.field("hit").trim();
    Ok(NewRequest {
        peer,
        authority: Some(authority),
        case: work.case.as_ref().map(|c| c.id),
        hit: (!hit.is_empty()).then(|| hit.to_owned()),
        purpose: Purpose::parse(sent.field("purpose")).unwrap_or_else(|| purpose_for(&officer.actor)),
        body: fields::body(&officer.t, made, sent, 0),
        statements: sent.picks(),
    })
}

fn form(officer: &Officer, work: Work, sent: &Sent, errors: Vec<FieldError>) -> Result<Response, Problem> {
    let t = &officer.t;
    let kind = read_kind(procedure::kind::INFORMATION_REQUEST.as_bytes())?;
    let made = kind.find("open").ok_or_else(Problem::not_available)?;
    let mut peers = vec![Choice::new("", t.get("exchange-choose-desk"))];
    for peer in &work.peers {
        let of = |a: &directory::CardAuthority| {
            Choice::new(choice_value(peer, a.id), format!("{} · {}", a.party, a.name))
        };
        peers.extend(peer.authorities_but(officer.actor.authority).map(of));
    }
    let status = if errors.is_empty() {
        axum::http::StatusCode::OK
    } else {
        axum::http::StatusCode::UNPROCESSABLE_ENTITY
    };
    let purposes = [Purpose::Investigation, Purpose::Prosecution, Purpose::Prevention, Purpose::Protection];
    let page = OpenRequest {
        t,
        peers,
        purposes: purposes.iter().map(|p| Choice::new(p, t.get(&format!("exchange-purpose-{p}")))).collect(),
        purpose: sent.field("purpose"),
        pieces: fields::pieces(t, &kind, made, sent, &[], &errors),
        errors,
        offer: work.offer,
        sent,
        case: work.case.as_ref().map(|c| c.reference.clone()),
    };
    let head = Head::new("dossiers", t.get("exchange-do-open"))
        .over(t.get("exchange-law-information-request"))
        .status(status);
    let viewer = match &work.case {
        Some(case) => {
            let purpose = t.get(&format!("exchange-purpose-{}", purpose_for(&officer.actor)));
            officer.viewer.clone().acting_in(&case.reference, format!("/cases/{}", case.id), purpose)
        }
        None => officer.viewer.clone(),
    };
    Ok(web::page(&viewer, head, page))
}

async fn send(
    node: &Arc<Node>,
    officer: &Officer,
    work: Work,
    sent: &Sent,
    new: NewRequest,
) -> Result<Response, Problem> {
    let opened = node.store.run("open request", |tx| {
        let new = new.clone();
        async move { crate::open_request(&tx, node, &officer.actor, new).await }
    });
    match opened.await {
        Ok(made) => {
            node.wake.notify_one();
            Ok(Redirect::to(&format!("/dossiers/{}", made.dossier)).into_response())
        }
        Err(error) => refused(officer, work, sent, error),
    }
}

/// The form again with what was written in it and what is wrong with it.
fn refused(officer: &Officer, work: Work, sent: &Sent, error: ExchangeError) -> Result<Response, Problem> {
    match fields::errors(&officer.t, &error) {
        Some(errors) => form(officer, work, sent, errors),
        None => Err(error.into()),
    }
}
