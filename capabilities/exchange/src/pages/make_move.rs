//! Making a move of a dossier: the form that its definition asks for, then what would be sent, then sending it.

use crate::consent::GRANT;
use crate::foresee::{Foreseen, foresee_move};
use crate::pages::fields::{self, Around, Pieces, Sent};
use crate::pages::picker::{self, Offer};
use crate::pages::shown::{Said, clock_piece, move_word, other_side};
use crate::pages::{named_references, open_thread, subject_of, unsent, unsent_in, works_here};
use crate::recall::{CORRECT, REFERENCES};
use crate::thread;
use crate::types::{ExchangeError, NewMove, Thread};
use ::store::Tx;
use access::{Node, Officer};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use directory::Peer;
use kernel::id::DossierId;
use procedure::Kind;
use procedure::kind::FieldKind;
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;
use web::{Choice, Clock, FieldError, Head, Problem, T};

#[derive(askama::Template)]
#[template(path = "make_move.html")]
struct MakeMove<'a> {
    t: &'a T,
    action: String,
    back: String,
    about: String,
    pieces: Pieces,
    errors: Vec<FieldError>,
    carries: bool,
    offer: Offer,
    sent: &'a Sent,
    /// What the dossier was opened with; `None` where it no longer matters.
    asked: Option<Said>,
    other: String,
    clock: Clock,
}

#[derive(askama::Template)]
#[template(path = "preview.html")]
pub(crate) struct Preview<'a> {
    pub(crate) t: &'a T,
    pub(crate) action: String,
    pub(crate) sent: &'a Sent,
    pub(crate) said: Said,
    pub(crate) subject: String,
    pub(crate) learn: String,
    pub(crate) withheld: usize,
    /// Whose consent can be asked for: how many statements, and where.
    pub(crate) to_ask: Vec<(usize, String)>,
    pub(crate) other: String,
    pub(crate) assessment: String,
}

/// What the form of a move works on.
struct Work {
    thread: Thread,
    peer: Option<Peer>,
    offer: Offer,
    references: Vec<Choice>,
}

/// What the address of a form may say.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Given {
    /// The move of the other side that it is about.
    #[serde(default, rename = "move")]
    about: String,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path((id, code)): Path<(Uuid, String)>,
    Query(given): Query<Given>,
) -> Result<Response, Problem> {
    let mut sent = Sent::default();
    sent.set("move", given.about);
    let work = work(&node, &officer, DossierId(id), &code, &sent).await?;
    // A promise is most often what the asker wished for; an answer is as strict as the request.
    for (name, from) in [("handling", "handling"), ("language", "language")] {
        sent.set(name, work.thread.opening().text(from));
    }
    form(&node, &officer, &code, work, &sent, Vec::new())
}

pub(crate) async fn make(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path((id, code)): Path<(Uuid, String)>,
    sent: Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let (id, sent) = (DossierId(id), Sent::of(sent));
    let work = match work(&node, &officer, id, &code, &sent).await {
        Ok(work) => work,
        Err(problem) => return Err(unsent_in(&node, &officer, id, (&code, &sent), problem).await),
    };
    let made = work.thread.kind.find(&code).ok_or_else(Problem::not_available)?;
    let body = fields::body(&officer.t, made, &sent, work.thread.opening().points().len());
    let new = NewMove { code: code.clone(), body, statements: sent.picks() };
    match sent.field("act") {
        "find" | "edit" => form(&node, &officer, &code, work, &sent, Vec::new()),
        "send" => send(&node, &officer, id, work, &sent, new).await,
        _ => preview(&node, &officer, id, work, &sent, new).await,
    }
}

async fn work(
    node: &Arc<Node>,
    officer: &Officer,
    id: DossierId,
    code: &str,
    sent: &Sent,
) -> Result<Work, Problem> {
    if !works_here(&officer.actor) || matches!(code, "open" | CORRECT) {
        return Err(Problem::not_available());
    }
    let read = node.store.run::<_, ExchangeError, _, _>("move form", |tx| async move {
        let thread = open_thread(&tx, node, officer, id).await?;
        let state = thread::state(&thread)?;
        let allowed = procedure::allowed_moves(&thread.kind, &state, thread.dossier.side);
        if let Some(why) = &thread.dossier.frozen {
            return Err(ExchangeError::Frozen(why.clone()));
        }
        if !allowed.iter().any(|m| m.code == code) {
            return Err(ExchangeError::NotNow { code: code.into(), state: state.state });
        }
        let peer = directory::counterpart(&tx, node, thread.dossier.peer).await?;
        let offer = picker::offer(&tx, node, officer, sent).await?;
        let references = references(&tx, node, officer, &thread, code, sent).await?;
        Ok(Work { thread, peer, offer, references })
    });
    Ok(read.await?)
}

/// Statements that a move can name: what a grant can cover is what was asked for, sent from here in another dossier;
/// what is disclosed is what the other side sent with the move that is named.
async fn references(
    tx: &Tx,
    node: &Node,
    officer: &Officer,
    thread: &Thread,
    code: &str,
    sent: &Sent,
) -> Result<Vec<Choice>, ExchangeError> {
    let t = &officer.t;
    if code == "disclose" {
        let number = sent.field("move").parse().unwrap_or(0);
        let of = thread.find(thread.dossier.side.other(), number);
        return Ok(named_references(t, of.into_iter(), None));
    }
    let opening = thread.opening();
    let Some(about) = DossierId::parse(opening.text("about")).filter(|_| code == GRANT) else {
        return Ok(Vec::new());
    };
    // Whoever may not read that dossier here sees none of it by this way either.
    match open_thread(tx, node, officer, about).await {
        Ok(about) if about.dossier.peer == thread.dossier.peer => {
            let asked = opening.references(REFERENCES);
            Ok(named_references(t, about.chain(about.dossier.side), Some(&asked)))
        }
        Ok(_) | Err(ExchangeError::NotHere) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

fn form(
    node: &Node,
    officer: &Officer,
    code: &str,
    work: Work,
    sent: &Sent,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let t = &officer.t;
    let made = work.thread.kind.find(code).ok_or_else(Problem::not_available)?;
    let opening = work.thread.opening();
    let around = Around { points: opening.points(), references: work.references, ..Around::default() };
    let state = thread::state(&work.thread).map_err(ExchangeError::from)?;
    let kind = &work.thread.kind;
    let clock = clock_piece(t, kind, thread::due(&work.thread, &state).as_ref(), node.store.clock().now());
    let status = if errors.is_empty() {
        axum::http::StatusCode::OK
    } else {
        axum::http::StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = MakeMove {
        t,
        about: sent.field("move").to_owned(),
        action: format!("/dossiers/{}/{code}", work.thread.dossier.id),
        back: format!("/dossiers/{}", work.thread.dossier.id),
        pieces: fields::pieces(t, kind, made, sent, &around, &errors),
        carries: made.fields.iter().any(|f| f.kind == FieldKind::Statements),
        offer: work.offer,
        other: other_side(work.peer.as_ref(), &work.thread.dossier).0,
        errors,
        sent,
        // What was asked helps to say anything but that it is over.
        asked: (!matches!(code, "close" | "withdraw") && !opening.0.is_empty())
            .then(|| Said::new(t, kind, "open", &opening, false)),
        clock,
    };
    let head =
        Head::new("dossiers", move_word(t, kind, "do", code)).over(subject_of(t, &opening)).status(status);
    Ok(web::page(&officer.viewer, head, page))
}

async fn preview(
    node: &Arc<Node>,
    officer: &Officer,
    id: DossierId,
    work: Work,
    sent: &Sent,
    new: NewMove,
) -> Result<Response, Problem> {
    let foreseen = node.store.run("foresee move", |tx| {
        let new = &new;
        async move { foresee_move(&tx, node, &officer.actor, id, new).await }
    });
    match foreseen.await {
        Ok(foreseen) => {
            let t = &officer.t;
            let action = format!("/dossiers/{id}/{}", new.code);
            let subject = subject_of(t, &work.thread.opening());
            let (other, _) = other_side(work.peer.as_ref(), &work.thread.dossier);
            let over = move_word(t, &work.thread.kind, "do", &new.code);
            show_preview(
                node,
                officer,
                (&work.thread.kind, &new.code),
                foreseen,
                (action, subject, other, over),
                work.peer.as_ref(),
                sent,
            )
        }
        Err(error) => refused(node, officer, work, sent, &new.code, error),
    }
}

/// What would be sent, with what they will learn, what they see in any case, and what is not available.
pub(crate) fn show_preview(
    node: &Node,
    officer: &Officer,
    (kind, code): (&Kind, &str),
    foreseen: Foreseen,
    (action, subject, other, over): (String, String, String, String),
    peer: Option<&Peer>,
    sent: &Sent,
) -> Result<Response, Problem> {
    let t = &officer.t;
    let page = Preview {
        t,
        action,
        sent,
        said: Said::new(t, kind, code, &foreseen.body, true),
        learn: if foreseen.carried == 0 {
            move_word(t, kind, "learn", code)
        } else {
            t.say("exchange-learn-statements").with("n", foreseen.carried).to_string()
        },
        withheld: foreseen.withheld,
        to_ask: foreseen.to_ask.iter().map(|(id, n)| (*n, permission_form(*id))).collect(),
        assessment: peer.map(|p| assessment(t, node, p, node.store.clock().now())).unwrap_or_default(),
        other,
        subject,
    };
    let head = Head::new("dossiers", t.get("exchange-preview")).over(over);
    Ok(web::page(&officer.viewer, head, page))
}

/// Where an originator is asked for consent to pass on what came in a dossier.
pub(crate) fn permission_form(about: DossierId) -> String {
    format!("/dossiers/new?kind={}&about={about}", procedure::shipped::PERMISSION)
}

/// What is recorded about the State that would receive.
pub(crate) fn assessment(t: &T, node: &Node, peer: &Peer, now: kernel::Timestamp) -> String {
    if peer.node == node.keys.id {
        return t.get("exchange-assessment-own");
    }
    match (peer.assessment(now), &peer.assessment) {
        (gate::Assessment::Valid, Some(a)) if !a.conditions.is_empty() => t
            .say("exchange-assessment-conditional")
            .with("day", t.day(a.valid_until))
            .with("reference", &a.reference)
            .with("conditions", &a.conditions)
            .to_string(),
        (gate::Assessment::Valid, Some(a)) if a.is_minimal() => t
            .say("exchange-assessment-minimal")
            .with("day", t.day(a.valid_until))
            .with("reference", &a.reference)
            .to_string(),
        (gate::Assessment::Valid, Some(a)) => t
            .say("exchange-assessment-valid")
            .with("day", t.day(a.valid_until))
            .with("reference", &a.reference)
            .to_string(),
        (gate::Assessment::Unrecorded, _) => t.get("exchange-assessment-none"),
        _ => t.get("exchange-assessment-not-valid"),
    }
}

async fn send(
    node: &Arc<Node>,
    officer: &Officer,
    id: DossierId,
    work: Work,
    sent: &Sent,
    new: NewMove,
) -> Result<Response, Problem> {
    let made = node.store.run("make move", |tx| {
        let new = new.clone();
        async move { crate::make_move(&tx, node, &officer.actor, id, new).await }
    });
    match made.await {
        Ok(_) => {
            node.wake.notify_one();
            Ok(Redirect::to(&format!("/dossiers/{id}")).into_response())
        }
        Err(error) => refused(node, officer, work, sent, &new.code, error),
    }
}

/// The form again with what was written in it and what is wrong with it.
fn refused(
    node: &Node,
    officer: &Officer,
    work: Work,
    sent: &Sent,
    code: &str,
    error: ExchangeError,
) -> Result<Response, Problem> {
    match fields::errors(&officer.t, Some(&work.thread.kind), &error) {
        Some(errors) => form(node, officer, code, work, sent, errors),
        None => Err(unsent(&officer.t, &work.thread, code, sent, error.into())),
    }
}
