//! Statements: handed in by an authority with a receipt that names the digest of the file, published by the secretariat,
//! and saved from then on by everybody; before, by whoever handed it in and by the secretariat.

use super::{Links, Sent, permit, read, serve, show_session};
use crate::public::{Content, StatementOut};
use crate::send;
use crate::store_given;
use crate::store_public;
use crate::take_back;
use crate::types::{ConferenceError, LINE_CHARS_MAX, STATEMENT_BYTES_MAX, Submission};
use access::{Node, Officer};
use axum::extract::{Multipart, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::action;
use kernel::id::AuthorityId;
use kernel::{Party, Timestamp};
use std::sync::Arc;
use uuid::Uuid;
use web::{Choice, FieldError, Problem, T};

/// The languages of the United Nations, in which statements are written.
pub(crate) const LANGUAGES: [&str; 7] = ["en", "fr", "ar", "es", "ru", "zh", "other"];

pub(super) fn languages(t: &T) -> Vec<Choice> {
    LANGUAGES.iter().map(|code| Choice::new(code, t.get(&format!("conference-language-{code}")))).collect()
}

/// The fields of a form with a file, and the file with its name.
pub(super) async fn parts(
    mut multipart: Multipart,
    most: usize,
) -> Result<(Sent, Option<(String, Vec<u8>)>), Problem> {
    let unreadable = |error: &axum::extract::multipart::MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::too_large(),
        _ => Problem::bad_request(),
    };
    let (mut sent, mut file) = (Sent::default(), None);
    while let Some(field) = multipart.next_field().await.map_err(|e| unreadable(&e))? {
        let Some(name) = field.name().map(str::to_owned) else { continue };
        if let Some(called) = field.file_name() {
            let called: String = called.chars().filter(|c| !c.is_control()).take(120).collect();
            let bytes = field.bytes().await.map_err(|e| unreadable(&e))?;
            if bytes.len() > most {
                return Err(Problem::too_large());
            }
            if !called.is_empty() && !bytes.is_empty() && file.is_none() {
                file = Some((called, bytes.to_vec()));
            }
        } else {
            let text = field.text().await.map_err(|e| unreadable(&e))?;
            sent.0.insert(name, text);
        }
    }
    Ok((sent, file))
}

/// A statement as a form sends it.
pub(super) struct Typed {
    pub(super) submitter: String,
    pub(super) item: String,
    pub(super) language: &'static str,
    pub(super) file: String,
    pub(super) bytes: Vec<u8>,
}

pub(super) fn typed(t: &T, sent: &Sent, file: Option<(String, Vec<u8>)>) -> Result<Typed, Vec<FieldError>> {
    let mut errors = Vec::new();
    let submitter = sent.line(t, "submitter", &mut errors);
    let item = sent.maybe(t, "item", LINE_CHARS_MAX, &mut errors);
    let language = LANGUAGES.iter().find(|code| **code == sent.field("language"));
    if language.is_none() {
        errors.push(FieldError::new("language", t.get("conference-needed")));
    }
    if file.is_none() {
        errors.push(FieldError::new("file", t.get("conference-file-needed")));
    }
    match (language, file, errors.is_empty()) {
        (Some(language), Some((file, bytes)), true) => Ok(Typed { submitter, item, language, file, bytes }),
        _ => Err(errors),
    }
}

pub(crate) async fn submit(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    multipart: Multipart,
) -> Result<Response, Problem> {
    let (sent, file) = parts(multipart, STATEMENT_BYTES_MAX).await?;
    let typed = match typed(&officer.t, &sent, file) {
        Ok(typed) => typed,
        Err(errors) => return show_session::page(&node, &officer, id, (sent, errors)).await,
    };
    let Typed { submitter, item, language, file, bytes } = typed;
    let new = Submission {
        id: Uuid::nil(),
        session: id,
        authority: AuthorityId(Uuid::nil()),
        party: Party::parse("XX").ok_or_else(Problem::bad_request)?,
        submitter,
        item,
        language: language.to_owned(),
        file,
        bytes: 0,
        digest: String::new(),
        receipt: String::new(),
        at: Timestamp(0),
        by: String::new(),
        published: None,
        withdrawn: None,
    };
    let taken = node.store.run::<_, ConferenceError, _, _>("submit statement", |tx| {
        let (node, officer, new, bytes) = (&node, &officer, &new, &bytes);
        async move {
            permit(node, &tx, &officer.actor, action::SUBMIT, ("session", id))?;
            let session = crate::store::session(&tx, id).await?.ok_or(ConferenceError::NotHere)?;
            read(node, &tx, &officer.actor, session)?;
            store_given::submit(&tx, &node.vault, &officer.actor, new, bytes).await
        }
    });
    taken.await?;
    Ok(Redirect::to(&format!("/conference/sessions/{id}")).into_response())
}

/// Publishes a statement, or takes its publication back; other nodes follow where they read the session.
pub(crate) async fn publish(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let withdraws = sent.field("act") == "withdraw";
    let done = node.store.run::<_, ConferenceError, _, _>("publish statement", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            serve(node, &tx, officer, ("submission", id))?;
            let found = store_given::submission(&tx, &node.vault, id).await?;
            let (closed, _) = found.ok_or(ConferenceError::NotHere)?;
            let statement = read(node, &tx, &officer.actor, closed)?;
            let changed = match withdraws {
                true => store_given::withdraw(&tx, id).await?,
                false => store_given::publish(&tx, id, &officer.actor.name).await?,
            };
            if !changed {
                return Err(ConferenceError::Closed);
            }
            let by = &officer.actor;
            let of = store_public::publication(&tx, ("session", statement.session), by.authority).await?;
            let content = of.map(|of| Content::Statement(StatementOut::of(&statement, of.reference)));
            send::publish(&tx, node, by, ("submission", id), content.filter(|_| !withdraws)).await?;
            Ok(statement.session)
        }
    });
    let session = done.await?;
    node.wake.notify_one();
    Ok(Redirect::to(&format!("/conference/sessions/{session}")).into_response())
}

/// Takes a statement back that the own authority handed in: not published it is gone, published it stands as withdrawn.
pub(crate) async fn withdraw(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let done = node.store.run::<_, ConferenceError, _, _>("take statement back", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            permit(node, &tx, &officer.actor, action::SUBMIT, ("submission", id))?;
            let (closed, _) =
                store_given::submission(&tx, &node.vault, id).await?.ok_or(ConferenceError::NotHere)?;
            let statement = read(node, &tx, &officer.actor, closed)?;
            match take_back::statement(&tx, node, id, officer.authority.id).await? {
                true => Ok(statement.session),
                false => Err(ConferenceError::NotHere),
            }
        }
    });
    let session = done.await?;
    node.wake.notify_one();
    Ok(Redirect::to(&format!("/conference/sessions/{session}")).into_response())
}

pub(crate) async fn save(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let links = Links::of(&officer);
    let found = node.store.run::<_, ConferenceError, _, _>("save statement", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            let found = store_given::submission(&tx, &node.vault, id).await?;
            let (closed, file) = found.ok_or(ConferenceError::NotHere)?;
            let statement = read(node, &tx, &officer.actor, closed)?;
            let mine = links.follows && statement.authority == officer.authority.id;
            let unread = statement.published.is_none() && !mine && !links.serves;
            if unread || statement.withdrawn.is_some() {
                return Err(ConferenceError::NotHere);
            }
            Ok((statement, read(node, &tx, &officer.actor, file)?))
        }
    });
    let (statement, bytes) = found.await?;
    Ok(saved(&statement.file, bytes))
}

/// Bytes of others are never shown in the browser: they are saved.
pub(super) fn saved(file: &str, bytes: Vec<u8>) -> Response {
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' };
    let name: String = file.chars().map(plain).collect();
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, bytes).into_response()
}
