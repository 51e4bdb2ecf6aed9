//! What a counterpart without a node answered, entered by hand or read from its reply form. What was read stands beside
//! each question with its cell; an officer looks at it, corrects it, says how it came, and only then takes it.

use crate::letter::{self, Reply};
use crate::pages::fields::{self, Around, Pieces, Sent};
use crate::pages::letter::{day, ways};
use crate::pages::shown::{Said, move_word, other_side};
use crate::pages::{open_thread, subject_of, unsent, works_here};
use crate::transcribe::{self, Came};
use crate::types::{ExchangeError, NewMove, Thread};
use access::{Node, Officer};
use axum::extract::multipart::MultipartError;
use axum::extract::{Extension, Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use directory::Peer;
use kernel::id::DossierId;
use procedure::MoveKind;
use procedure::paper::{Answered, FormError, KEY_MOVE, SheetRow};
use std::sync::Arc;
use uuid::Uuid;
use web::{Action, Choice, FieldError, Head, Problem, T};

/// Largest reply form.
pub const FORM_BYTES_MAX: usize = 4 * 1024 * 1024;
/// A form that is read anew, with its rows; the program reads it in its limited child.
pub type ReadsSheets = Arc<dyn Fn(Vec<u8>) -> Result<Vec<SheetRow>, String> + Send + Sync>;
pub(crate) type Reads = Option<Extension<ReadsSheets>>;

#[derive(askama::Template)]
#[template(path = "received.html")]
struct Received<'a> {
    t: &'a T,
    path: String,
    other: String,
    moves: Vec<(String, String)>,
    errors: Vec<FieldError>,
}

impl Received<'_> {
    fn file(&self) -> web::Field {
        web::file("file", self.t.get("exchange-form-file"), ".xlsx").errors(&self.errors)
    }
}

#[derive(askama::Template)]
#[template(path = "transcribe.html")]
struct Transcribe<'a> {
    t: &'a T,
    action: String,
    back: String,
    other: String,
    pieces: Pieces,
    ways: Vec<Choice>,
    sent: &'a Sent,
    /// How many moves of the other side stand.
    after: u64,
    /// What was read from a form: question, what stood there, its cell.
    read: Vec<(String, String, String)>,
    older: bool,
    asked: Option<Said>,
    errors: Vec<FieldError>,
}

struct Work {
    thread: Thread,
    peer: Option<Peer>,
    allowed: Vec<MoveKind>,
}

async fn work(node: &Arc<Node>, officer: &Officer, id: DossierId) -> Result<Work, Problem> {
    if !works_here(&officer.actor) {
        return Err(Problem::not_available());
    }
    let read = node.store.run::<_, ExchangeError, _, _>("received", |tx| async move {
        let thread = open_thread(&tx, node, officer, id).await?;
        transcribe::may_transcribe(&tx, node, &officer.actor, &thread).await?;
        let state = crate::thread::state(&thread)?;
        let side = thread.dossier.side.other();
        let allowed = procedure::allowed_moves(&thread.kind, &state, side).into_iter();
        let allowed = allowed.filter(|m| !m.by_node && !m.any_time).cloned().collect();
        let peer = directory::counterpart(&tx, node, thread.dossier.peer).await?;
        Ok(Work { thread, peer, allowed })
    });
    Ok(read.await?)
}

pub(crate) async fn list(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let id = DossierId(id);
    let work = work(&node, &officer, id).await?;
    Ok(listed(&officer, &work, id, Vec::new()))
}

fn listed(officer: &Officer, work: &Work, id: DossierId, errors: Vec<FieldError>) -> Response {
    let t = &officer.t;
    let path = format!("/dossiers/{id}/received");
    let moves = work.allowed.iter();
    let moves = moves.map(|m| (move_word(t, &work.thread.kind, "do", &m.code), format!("{path}/{}", m.code)));
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let (other, _) = other_side(work.peer.as_ref(), &work.thread.dossier);
    let head = Head::new("dossiers", t.get("exchange-received"))
        .over(subject_of(t, &work.thread.opening()))
        .action(Action::link(t.get("exchange-to-dossier"), format!("/dossiers/{id}")))
        .status(status);
    let body = Received { t, moves: moves.collect(), other, path, errors };
    web::page(&officer.viewer, head, body)
}

/// A reply form as it came: read in the child, compared with what was asked, shown for correction.
pub(crate) async fn read_form(
    State(node): State<Arc<Node>>,
    officer: Officer,
    reads: Reads,
    Path(id): Path<Uuid>,
    mut multipart: Multipart,
) -> Result<Response, Problem> {
    let id = DossierId(id);
    let work = work(&node, &officer, id).await?;
    let mut bytes = Vec::new();
    while let Some(field) = multipart.next_field().await.map_err(|e| unreadable(&e))? {
        if field.name() == Some("file") {
            bytes = field.bytes().await.map_err(|e| unreadable(&e))?.to_vec();
        }
    }
    let t = &officer.t;
    let wrong = |key: &str| listed(&officer, &work, id, vec![FieldError::new("file", t.get(key))]);
    if bytes.is_empty() {
        return Ok(wrong("exchange-form-file-needed"));
    }
    let Some(Extension(reads)) = reads else { return Err(Problem::not_available()) };
    let rows = match tokio::task::spawn_blocking(move || reads(bytes)).await {
        Ok(Ok(rows)) => rows,
        Ok(Err(why)) => {
            tracing::warn!(why, "a reply form was not read");
            return Ok(wrong("exchange-form-unreadable"));
        }
        Err(_) => return Err(Problem::broken()),
    };
    let reply = node.store.run("read reply", |tx| {
        let (node, officer, rows) = (&node, &officer, &rows);
        async move { letter::read_reply(&tx, node, &officer.actor, id, rows).await }
    });
    let reply = match reply.await {
        Ok(reply) => reply,
        Err(ExchangeError::Form(why)) => return Ok(wrong(form_word(&why))),
        Err(error) => return Err(error.into()),
    };
    let Some(made) = work.allowed.iter().find(|m| m.code == reply.answers) else {
        let key =
            if reply.answers.is_empty() { "exchange-form-nothing-chosen" } else { "exchange-form-not-now" };
        return Ok(wrong(key));
    };
    let mut sent = sent_of(made, &reply.read);
    sent.set("form", &reply.code);
    form(&officer, &work, made, &sent, Some(&reply), Vec::new())
}

/// What an officer is told of a form that was not read.
pub(crate) fn form_word(why: &FormError) -> &'static str {
    match why {
        FormError::Foreign => "exchange-form-foreign",
        FormError::Newer => "exchange-form-newer",
        FormError::OtherLetter => "exchange-form-other-letter",
        FormError::Changed(_) => "exchange-form-changed",
    }
}

/// The fields of a move as a form of ours would send them.
#[must_use]
pub(crate) fn sent_of(made: &MoveKind, read: &[Answered]) -> Sent {
    let mut sent = Sent::default();
    for answer in read.iter().filter(|a| a.key != KEY_MOVE) {
        let Some(name) = answer.key.strip_prefix(&format!("{}.", made.code)) else { continue };
        let (field, rest) = name.split_once('.').unwrap_or((name, ""));
        let kind = made.fields.iter().find(|f| f.name == field).map(|f| f.kind);
        match (kind, rest.split_once('.')) {
            (Some(procedure::kind::FieldKind::Answers), Some((n, _))) => {
                sent.set(&format!("answer_{n}_text"), &answer.value);
            }
            (Some(procedure::kind::FieldKind::Answers), None) => {
                sent.set(&format!("answer_{rest}"), &answer.value);
            }
            // A day without an hour is the whole of it.
            (Some(procedure::kind::FieldKind::Moment), _) if answer.value.len() == 10 => {
                sent.set(field, format!("{}T23:59", answer.value));
            }
            (Some(procedure::kind::FieldKind::Moment), _) => {
                sent.set(field, answer.value.chars().take(16).collect::<String>());
            }
            (Some(procedure::kind::FieldKind::Flag), _) => {
                sent.set(field, if answer.value == "yes" { "yes" } else { "" });
            }
            (Some(_), _) => sent.set(field, &answer.value),
            (None, _) => {}
        }
    }
    sent
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path((id, code)): Path<(Uuid, String)>,
) -> Result<Response, Problem> {
    let work = work(&node, &officer, DossierId(id)).await?;
    let made = work.allowed.iter().find(|m| m.code == code).ok_or_else(Problem::conflict)?;
    form(&officer, &work, made, &Sent::default(), None, Vec::new())
}

pub(crate) async fn take(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path((id, code)): Path<(Uuid, String)>,
    sent: Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let (id, sent) = (DossierId(id), Sent::of(sent));
    let work = work(&node, &officer, id).await?;
    let Some(made) = work.allowed.iter().find(|m| m.code == code) else {
        return Err(unsent(&officer.t, &work.thread, &code, &sent, Problem::conflict()));
    };
    let Some(received) = day(sent.field("received")) else {
        let errors = vec![FieldError::new("received", officer.t.get("exchange-letter-day-needed"))];
        return form(&officer, &work, made, &sent, None, errors);
    };
    let points = work.thread.opening().points().len();
    let new = NewMove::of(&code, fields::body(&officer.t, made, &sent, points));
    let after = sent.field("after").parse().ok();
    let from = Some(sent.field("form").to_owned()).filter(|f| !f.is_empty() && f.len() <= 20);
    let came = Came { how: sent.field("way").to_owned(), received, by: String::new(), form: from };
    let taken = node.store.run("transcribe", |tx| {
        let (node, officer, new, came) = (&node, &officer, &new, &came);
        async move { transcribe::transcribe(&tx, node, &officer.actor, id, new, came, after).await }
    });
    match taken.await {
        Ok(_) => Ok(Redirect::to(&format!("/dossiers/{id}")).into_response()),
        Err(ExchangeError::Came) => {
            let errors = vec![FieldError::new("way", officer.t.get("exchange-letter-way-needed"))];
            form(&officer, &work, made, &sent, None, errors)
        }
        Err(ExchangeError::Day) => {
            let errors = vec![FieldError::new("received", officer.t.get("exchange-letter-day-needed"))];
            form(&officer, &work, made, &sent, None, errors)
        }
        Err(error @ ExchangeError::EnteredMeanwhile) => {
            // With what stands now, so that it is entered if it is something else all the same.
            let work = self::work(&node, &officer, id).await?;
            let errors = fields::errors(&officer.t, None, &error).unwrap_or_default();
            match work.allowed.iter().find(|m| m.code == code) {
                Some(made) => form(&officer, &work, made, &sent, None, errors),
                None => Err(unsent(&officer.t, &work.thread, &code, &sent, Problem::conflict())),
            }
        }
        Err(error) => match fields::errors(&officer.t, Some(&work.thread.kind), &error) {
            Some(errors) => form(&officer, &work, made, &sent, None, errors),
            None => Err(unsent(&officer.t, &work.thread, &code, &sent, error.into())),
        },
    }
}

fn form(
    officer: &Officer,
    work: &Work,
    made: &MoveKind,
    sent: &Sent,
    reply: Option<&Reply>,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let (t, id, kind) = (&officer.t, work.thread.dossier.id, &work.thread.kind);
    let opening = work.thread.opening();
    let around = Around { points: opening.points(), ..Around::default() };
    let read = reply.map(|r| r.read.as_slice()).unwrap_or_default().iter();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let (other, _) = other_side(work.peer.as_ref(), &work.thread.dossier);
    let page = Transcribe {
        t,
        action: format!("/dossiers/{id}/received/{}", made.code),
        back: format!("/dossiers/{id}"),
        other,
        pieces: fields::pieces(t, kind, made, sent, &around, &errors),
        ways: ways(t),
        read: read.map(|a| (a.label.clone(), a.value.clone(), a.cell.clone())).collect(),
        after: work.thread.chain(work.thread.dossier.side.other()).count() as u64,
        older: reply.is_some_and(|r| r.older),
        asked: (!opening.0.is_empty()).then(|| Said::new(t, kind, "open", &opening, false)),
        errors,
        sent,
    };
    let head = Head::new("dossiers", move_word(t, kind, "do", &made.code))
        .over(subject_of(t, &opening))
        .under(t.get("exchange-received-what"))
        .status(status);
    Ok(web::page(&officer.viewer, head, page))
}

fn unreadable(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::too_large()
    } else {
        Problem::bad_request()
    }
}
