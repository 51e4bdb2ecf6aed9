//! The letter of an own move: its files, and what an officer records of it. Nobody signs for a letter, so that it is never
//! shown as delivered.

use crate::letter::{self, Printer, SPOKEN_TO_BYTES_MAX};
use crate::pages::shown::{other_side, title_of};
use crate::pages::{open_thread, subject_of, works_here};
use crate::store_letters::{self, LetterSent, WAYS};
use crate::types::{ExchangeError, Thread};
use access::{Node, Officer};
use axum::extract::{Extension, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use directory::Peer;
use kernel::Timestamp;
use kernel::id::DossierId;
use procedure::paper::code_of;
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;
use web::{Action, Choice, FieldError, Head, Problem, T};

/// The program's printer, where there is one.
pub(crate) type Prints = Option<Extension<Arc<dyn Printer>>>;

/// What the forms of the page send.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Sent {
    #[serde(default)]
    way: String,
    #[serde(default)]
    day: String,
    #[serde(default)]
    spoken_to: String,
}

#[derive(askama::Template)]
#[template(path = "letter.html")]
struct LetterPage<'a> {
    t: &'a T,
    package: String,
    sent_path: String,
    confirmed_path: String,
    spoken_to_max: u32,
    what: String,
    other: String,
    code: String,
    sent: Option<String>,
    confirmed: Option<String>,
    ways: Vec<Choice>,
    form: &'a Sent,
    errors: Vec<FieldError>,
}

struct Read {
    thread: Thread,
    peer: Option<Peer>,
    letter: LetterSent,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path((id, number)): Path<(Uuid, u64)>,
) -> Result<Response, Problem> {
    page(&node, &officer, (DossierId(id), number), &Sent::default(), Vec::new()).await
}

/// The files. It is an act: what leaves passes the gate again, and the log says so.
pub(crate) async fn package(
    State(node): State<Arc<Node>>,
    officer: Officer,
    prints: Prints,
    Path((id, number)): Path<(Uuid, u64)>,
) -> Result<Response, Problem> {
    if !works_here(&officer.actor) {
        return Err(Problem::not_available());
    }
    let at = (DossierId(id), number);
    let Some(Extension(printer)) = prints else { return Err(Problem::not_available()) };
    let files = match letter::package(&node, &officer.actor, at, officer.t.lang, &printer).await {
        Ok(files) => files,
        Err(error @ ExchangeError::Refused(_)) => {
            let errors = super::fields::errors(&officer.t, None, &error).unwrap_or_default();
            return page(&node, &officer, at, &Sent::default(), errors).await;
        }
        Err(error) => return Err(error.into()),
    };
    let packed = tokio::task::spawn_blocking(move || printer.pack(&files)).await;
    let Ok(Ok(packed)) = packed else {
        tracing::error!("a letter could not be packed");
        return Err(Problem::broken());
    };
    let name = format!("attachment; filename=\"letter-{number}.zip\"");
    let headers = [(header::CONTENT_TYPE, "application/zip".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, packed).into_response())
}

pub(crate) async fn sent(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path((id, number)): Path<(Uuid, u64)>,
    Form(form): Form<Sent>,
) -> Result<Response, Problem> {
    let at = (DossierId(id), number);
    let Some(day) = day(&form.day) else {
        let errors = vec![FieldError::new("day", officer.t.get("exchange-letter-day-needed"))];
        return page(&node, &officer, at, &form, errors).await;
    };
    let recorded = node.store.run("letter sent", |tx| {
        let (node, officer, form) = (&node, &officer, &form);
        async move { letter::record_sent(&tx, node, &officer.actor, at, (day, &form.way)).await }
    });
    done(&node, &officer, at, &form, recorded.await, ("way", "exchange-letter-way-needed")).await
}

pub(crate) async fn confirmed(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path((id, number)): Path<(Uuid, u64)>,
    Form(form): Form<Sent>,
) -> Result<Response, Problem> {
    let at = (DossierId(id), number);
    let recorded = node.store.run("letter confirmed", |tx| {
        let (node, officer, form) = (&node, &officer, &form);
        async move { letter::record_confirmed(&tx, node, &officer.actor, at, &form.spoken_to).await }
    });
    done(&node, &officer, at, &form, recorded.await, ("spoken_to", "exchange-letter-name-needed")).await
}

async fn done(
    node: &Arc<Node>,
    officer: &Officer,
    at: (DossierId, u64),
    form: &Sent,
    result: Result<(), ExchangeError>,
    (field, key): (&str, &str),
) -> Result<Response, Problem> {
    match result {
        Ok(()) => Ok(Redirect::to(&format!("/dossiers/{}/letters/{}", at.0, at.1)).into_response()),
        Err(ExchangeError::Day) => {
            let errors = vec![FieldError::new("day", officer.t.get("exchange-letter-day-needed"))];
            page(node, officer, at, form, errors).await
        }
        Err(ExchangeError::Came) => {
            page(node, officer, at, form, vec![FieldError::new(field, officer.t.get(key))]).await
        }
        Err(error) => Err(error.into()),
    }
}

/// A day as a form sends it: its beginning, UTC.
pub(crate) fn day(text: &str) -> Option<Timestamp> {
    Timestamp::parse(&format!("{}T00:00:00Z", text.trim()))
}

/// The ways by which a letter goes and an answer comes.
pub(crate) fn ways(t: &T) -> Vec<Choice> {
    WAYS.iter().map(|w| Choice::new(w, t.get(&format!("exchange-way-{w}")))).collect()
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    (id, number): (DossierId, u64),
    form: &Sent,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    if !works_here(&officer.actor) {
        return Err(Problem::not_available());
    }
    let read = node.store.run::<_, ExchangeError, _, _>("letter page", |tx| async move {
        let thread = open_thread(&tx, node, officer, id).await?;
        let made = thread.find(thread.dossier.side, number).ok_or(ExchangeError::NotHere)?;
        let letter = store_letters::letter(&tx, made.message).await?.ok_or(ExchangeError::NotHere)?;
        let peer = directory::counterpart(&tx, node, thread.dossier.peer).await?;
        Ok(Read { thread, peer, letter })
    });
    let Read { thread, peer, letter } = read.await?;
    let made = thread.find(thread.dossier.side, number).ok_or_else(Problem::not_available)?;
    let header = made.read_header().map_err(ExchangeError::from)?;
    let t = &officer.t;
    let when = |(at, way): &(Timestamp, String)| {
        let way = t.get(&format!("exchange-way-{}", known(way)));
        t.say("exchange-letter-sent").with("way", way).with("day", t.day(*at)).to_string()
    };
    let (other, _) = other_side(peer.as_ref(), &thread.dossier);
    let said = t.say("exchange-letter-confirmed");
    let body = LetterPage {
        t,
        package: format!("/dossiers/{id}/letters/{number}/package"),
        sent_path: format!("/dossiers/{id}/letters/{number}/sent"),
        confirmed_path: format!("/dossiers/{id}/letters/{number}/confirmed"),
        spoken_to_max: u32::try_from(SPOKEN_TO_BYTES_MAX).unwrap_or(u32::MAX),
        what: title_of(t, &thread.kind, &header, made.read_body().as_ref()),
        code: code_of(&made.digest),
        sent: letter.sent.as_ref().map(when),
        confirmed: letter
            .confirmed
            .as_ref()
            .map(|(at, name)| said.with("name", name.as_str()).with("when", t.when(*at)).to_string()),
        other,
        ways: ways(t),
        form,
        errors,
    };
    let status = if body.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let head = Head::new("dossiers", t.get("exchange-letter"))
        .over(subject_of(t, &thread.opening()))
        .action(Action::link(t.get("exchange-to-dossier"), format!("/dossiers/{id}")))
        .status(status);
    Ok(web::page(&officer.viewer, head, body))
}

/// A way this program has a word for.
pub(crate) fn known(way: &str) -> &str {
    if WAYS.contains(&way) { way } else { "unknown" }
}
