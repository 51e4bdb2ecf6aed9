//! Opening a dossier: written by the fields of its kind, then shown as it would be sent, then sent.

use crate::foresee::foresee_dossier;
use crate::pages::fields::{self, Around, Pieces, Sent};
use crate::pages::make_move::show_preview;
use crate::pages::picker::{self, Offer};
use crate::pages::shown;
use crate::pages::whom::{self, Whom};
use crate::pages::{case_of, kind_word, named_references, open_thread, purpose_for, subject_of, works_here};
use crate::thread::read_kind;
use crate::types::{ExchangeError, NewRequest, Thread};
use access::{Node, Officer};
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use directory::Peer;
use kernel::Purpose;
use kernel::id::{AuthorityId, CaseId, DossierId, NodeId};
use procedure::Kind;
use procedure::kind::FieldKind;
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
    #[serde(default)]
    kind: String,
    /// The dossier that is asked about.
    #[serde(default)]
    about: String,
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
    carries: bool,
    offer: Offer,
    sent: &'a Sent,
    learn: String,
    case: Option<String>,
    /// Whom to ask, with the reasons.
    whom: Vec<&'a Whom>,
    /// The kinds that can be chosen instead: what they are called, where, whether it is this one.
    kinds: Vec<(String, String, bool)>,
}

/// What the form works on.
struct Work {
    kind: Kind,
    peers: Vec<Peer>,
    /// The same as authorities, in the order of the finder.
    whom: Vec<Whom>,
    offer: Offer,
    case: Option<casefile::Case>,
    /// The dossier that is asked about, if the kind asks about one.
    about: Option<Thread>,
}

/// The kind the form is for, of those this program opens.
fn kind_of(sent: &Sent) -> Result<Kind, Problem> {
    let code = match sent.field("kind") {
        "" => procedure::shipped::REQUEST,
        code => code,
    };
    let file = procedure::shipped::shipped(code).ok_or_else(Problem::not_available)?;
    Ok(read_kind(file.as_bytes())?)
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
    sent.set("kind", given.kind);
    sent.set("about", given.about);
    sent.set("language", officer.t.lang.code());
    if let Some(law) = kind_of(&sent)?.law.first() {
        sent.set("basis", law);
    }
    sent.set("purpose", purpose_for(&officer.actor).code());
    let mut work = work(&node, &officer, &sent).await?;
    if let Some(case) = work.case.take() {
        sent.set("from_case", &case.reference);
        work.case = Some(case);
    }
    if let Some(about) = &work.about {
        // Consent is its originator's to give.
        let to = work.peers.iter().find(|p| p.node == about.dossier.peer);
        sent.set("peer", to.map(|p| whom::value(p.node, about.dossier.theirs)).unwrap_or_default());
        sent.set("subject", subject_of(&officer.t, &about.opening()));
        sent.set("use", shown::USES.first().copied().unwrap_or_default());
    }
    // A link may name a node; the form names an authority of it.
    let wanted = NodeId::parse(&given.peer)
        .or_else(|| NodeId::parse(given.peer.split(':').next().unwrap_or_default()));
    if let Some(peer) = work.peers.iter().find(|p| Some(p.node) == wanted) {
        let asked = given.peer.split_once(':').and_then(|(_, authority)| AuthorityId::parse(authority));
        let asked = asked.filter(|a| peer.card.authority(*a).is_some());
        sent.set("peer", whom::value(peer.node, asked.unwrap_or(peer.card.lead().id)));
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
        let kind = &work.kind.id;
        async move { foresee_dossier(&tx, node, &officer.actor, kind, new).await }
    });
    match foreseen.await {
        Ok(foreseen) => {
            let peer = work.peers.iter().find(|p| p.node == new.peer);
            let named = peer
                .and_then(|p| p.card.authority(new.authority?))
                .map(|a| a.name.clone())
                .unwrap_or_default();
            let over = kind_word(&officer.t, &work.kind.id);
            let what = ("/dossiers/new".to_owned(), new.body.text("subject").to_owned(), named, over);
            show_preview(&node, &officer, (&work.kind, "open"), foreseen, what, peer, &sent)
        }
        Err(error) => refused(&officer, work, &sent, error),
    }
}

async fn work(node: &Arc<Node>, officer: &Officer, sent: &Sent) -> Result<Work, Problem> {
    if !works_here(&officer.actor) {
        return Err(Problem::not_available());
    }
    let kind = &kind_of(sent)?;
    let read = node.store.run::<_, ExchangeError, _, _>("request form", |tx| async move {
        let about = match DossierId::parse(sent.field("about")) {
            Some(id) => Some(open_thread(&tx, node, officer, id).await?),
            None => None,
        };
        let peers = directory::counterparts(&tx, node, officer.actor.authority).await?;
        let peers: Vec<Peer> = peers.into_iter().filter(|p| p.terms.may_answer).collect();
        let case = match CaseId::parse(sent.field("case")) {
            Some(id) => case_of(&tx, node, &officer.actor, id).await?,
            None => None,
        };
        let offer = picker::offer(&tx, node, officer, sent).await?;
        let whom = whom::whom(&tx, node, (&officer.actor, &officer.t), (kind, &peers)).await?;
        Ok(Work { whom, kind: kind.clone(), peers, case, offer, about })
    });
    Ok(read.await?)
}

/// The request that the form means.
fn request(officer: &Officer, work: &Work, sent: &Sent) -> Result<NewRequest, ExchangeError> {
    let named = sent.field("peer").split_once(':');
    let named =
        named.and_then(|(node, authority)| Some((NodeId::parse(node)?, AuthorityId::parse(authority)?)));
    let (peer, authority) = named.ok_or_else(|| ExchangeError::UnknownPeer(sent.field("peer").to_owned()))?;
    let made = work.kind.find("open").ok_or(ExchangeError::NotHere)?;
    let hit = sent.field("hit").trim();
    let mut body = fields::body(&officer.t, made, sent, 0);
    // An alert to a paired post names it by its call sign; what the officer wrote stands.
    let pair = work.whom.iter().find(|w| (w.node, w.authority) == (peer, authority));
    if let Some(sign) = pair.and_then(|w| w.call_sign.as_deref()).filter(|_| body.text("post").is_empty()) {
        body = body.with("post", sign);
    }
    Ok(NewRequest {
        peer,
        authority: Some(authority),
        case: work.case.as_ref().map(|c| c.id),
        hit: (!hit.is_empty()).then(|| hit.to_owned()),
        purpose: Purpose::parse(sent.field("purpose")).unwrap_or_else(|| purpose_for(&officer.actor)),
        body,
        statements: sent.picks(),
    })
}

/// What can be named: the statements that came in the dossier that is asked about, and whom they could go to.
fn around(officer: &Officer, work: &Work) -> Around {
    let Some(about) = &work.about else { return Around::default() };
    let t = &officer.t;
    let theirs = about.chain(about.dossier.side.other());
    let own = officer.actor.party;
    let mut recipients = vec![Choice::new(own, t.say("exchange-own-courts").with("party", own.to_string()))];
    for peer in work.peers.iter().filter(|p| p.node != about.dossier.peer) {
        let of = |a: &directory::CardAuthority| {
            let value = format!("{}:{}:{}:{}", a.party, peer.node, a.id, a.name);
            Choice::new(value, format!("{} · {}", a.party, a.name))
        };
        recipients.extend(peer.card.card().authorities.iter().map(of));
    }
    Around { points: Vec::new(), references: named_references(t, theirs, None), recipients }
}

fn form(officer: &Officer, work: Work, sent: &Sent, errors: Vec<FieldError>) -> Result<Response, Problem> {
    let t = &officer.t;
    let kind = &work.kind;
    let made = kind.find("open").ok_or_else(Problem::not_available)?;
    let around = around(officer, &work);
    let status = if errors.is_empty() {
        axum::http::StatusCode::OK
    } else {
        axum::http::StatusCode::UNPROCESSABLE_ENTITY
    };
    let purposes = [Purpose::Investigation, Purpose::Prosecution, Purpose::Prevention, Purpose::Protection];
    let page = OpenRequest {
        t,
        peers: whom::choices(t, &work.whom),
        whom: whom::beside(&work.whom, sent.field("peer")),
        purposes: purposes.iter().map(|p| Choice::new(p, t.get(&format!("exchange-purpose-{p}")))).collect(),
        purpose: sent.field("purpose"),
        pieces: fields::pieces(t, kind, made, sent, &around, &errors),
        errors,
        carries: made.fields.iter().any(|f| f.kind == FieldKind::Statements),
        learn: shown::kind_word(t, "learn", &kind.id),
        offer: work.offer,
        sent,
        case: work.case.as_ref().map(|c| c.reference.clone()),
        kinds: kinds(t, &kind.id, sent),
    };
    let head = Head::new("dossiers", shown::kind_word(t, "do", &kind.id))
        .over(shown::kind_word(t, "law", &kind.id))
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

/// The kinds that an officer chooses from, with what the form already knows. Permission is asked from the dossier it is
/// about.
fn kinds(t: &T, now: &str, sent: &Sent) -> Vec<(String, String, bool)> {
    if now == procedure::shipped::PERMISSION {
        return Vec::new();
    }
    let known: String = ["case", "peer", "hit"]
        .iter()
        .filter(|name| !sent.field(name).is_empty())
        .map(|name| format!("&{name}={}", sent.field(name)))
        .collect();
    let codes = procedure::shipped::SHIPPED.iter().map(|(code, _)| *code);
    codes
        .filter(|code| *code != procedure::shipped::PERMISSION)
        .map(|code| (kind_word(t, code), format!("/dossiers/new?kind={code}{known}"), code == now))
        .collect()
}

async fn send(
    node: &Arc<Node>,
    officer: &Officer,
    work: Work,
    sent: &Sent,
    new: NewRequest,
) -> Result<Response, Problem> {
    let opened = node.store.run("open request", |tx| {
        let (new, kind) = (new.clone(), &work.kind.id);
        async move { crate::open_dossier(&tx, node, &officer.actor, kind, new).await }
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
    match fields::errors(&officer.t, Some(&work.kind), &error) {
        Some(errors) => form(officer, work, sent, errors),
        None => Err(error.into()),
    }
}
