//! Files for a dossier: taken in as they come, sealed to the disk, then named in a move, or put before a second person; and
//! exhibits of its case, of which a copy goes out while their custody says so.

use crate::attachments::{
    ATTACH, Attached, Draft, NewAttachment, TakeFault, Taking, attach, draft_of, exhibits_to_send,
};
use crate::pages::shown::other_side;
use crate::pages::{open_thread, still_holding, subject_of, works_here};
use crate::types::{ExchangeError, Thread};
use ::store::files::FileFault;
use access::{Node, Officer};
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{Multipart, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use casefile::Exhibit;
use directory::Peer;
use gate::{Ask, action};
use kernel::Handling;
use kernel::id::DossierId;
use kernel::limit::ATTACHMENT_BYTES_MAX;
use std::sync::Arc;
use uuid::Uuid;
use web::{Choice, FieldError, Head, Problem, T};

/// Largest upload: the largest attachment, and the form around it.
pub(crate) const BYTES_MAX: usize = ATTACHMENT_BYTES_MAX as usize + 1024 * 1024;
/// Most files of one form.
const FILES_MAX: usize = 10;
/// Most pages of exhibits.
const PAGES_MAX: u64 = 10_000;
/// Longest text of a field, in characters.
const TEXT_CHARS_MAX: usize = 2_000;

#[derive(askama::Template)]
#[template(path = "attach_file.html")]
struct AttachFile<'a> {
    t: &'a T,
    action: String,
    back: String,
    errors: Vec<FieldError>,
    handlings: Vec<Choice>,
    other: String,
    gib: u64,
    /// Exhibits of the dossier's case.
    exhibits: Vec<Choice>,
    page: u64,
    total: u64,
    said: &'a Said,
}

/// What a form said of its files. A browser does not keep a file over a refusal; this is kept, so that the file chosen
/// again goes under what was chosen for it.
struct Said {
    new: NewAttachment,
    exhibits: Vec<Uuid>,
}

impl Default for Said {
    fn default() -> Self {
        let new = NewAttachment { handling: Handling::H1, conditions: String::new(), text: String::new() };
        Self { new, exhibits: Vec::new() }
    }
}

/// Which page of the case's exhibits is offered.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub(crate) struct Offered {
    #[serde(default)]
    page: Option<u64>,
}

impl AttachFile<'_> {
    fn files(&self) -> web::Field {
        let field = web::file("file", self.t.get("exchange-attach-files"), "");
        let field = field.hint(self.t.n("exchange-attach-files-hint", self.gib)).errors(&self.errors);
        if self.exhibits.is_empty() { field.required() } else { field }
    }

    fn of_case(&self) -> web::Field {
        let field = web::checks("exhibit", self.t.get("exchange-attach-exhibits"), &self.exhibits);
        let chosen = self.said.exhibits.iter();
        chosen
            .fold(field, |field, exhibit| field.value(exhibit))
            .hint(self.t.get("exchange-attach-exhibits-hint"))
            .errors(&self.errors)
    }
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Query(offered): Query<Offered>,
) -> Result<Response, Problem> {
    let page = offered.page.unwrap_or(1).clamp(1, PAGES_MAX);
    form(&node, &officer, (DossierId(id), page), &Said::default(), Vec::new()).await
}

pub(crate) async fn take(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    multipart: Multipart,
) -> Result<Response, Problem> {
    let id = DossierId(id);
    // Before anything is written: whoever may not attach leaves nothing here.
    let (thread, _) = work(&node, &officer, id).await?;
    if thread.dossier.frozen.is_some() {
        return Err(Problem::conflict());
    }
    let (mut drafts, mut said) = (Vec::new(), Said::default());
    let error = match all(&node, (&officer, &thread), multipart, (&mut drafts, &mut said)).await {
        Ok(()) if drafts.is_empty() => "exchange-attach-needed",
        Ok(()) => match attach_all(&node, &officer, id, (&drafts, &said.new)).await {
            Ok(()) => {
                node.wake.notify_one();
                return Ok(Redirect::to(&format!("/dossiers/{id}#attachments")).into_response());
            }
            Err(error) => {
                discard(&node, &drafts);
                return refused(&node, &officer, &thread, &said, error).await;
            }
        },
        Err(Stopped::Form(problem)) => {
            discard(&node, &drafts);
            return Err(problem);
        }
        Err(Stopped::File(fault)) => match fault {
            TakeFault::Empty => "exchange-attach-empty",
            TakeFault::TooLarge => "exchange-attach-too-large",
            TakeFault::File(FileFault::Full { .. }) => "exchange-attach-no-room",
            TakeFault::File(error) => {
                tracing::error!(%error, "a file was not taken in");
                discard(&node, &drafts);
                return Err(Problem::broken());
            }
        },
    };
    discard(&node, &drafts);
    let gib = ATTACHMENT_BYTES_MAX >> 30;
    form(&node, &officer, (id, 1), &said, vec![FieldError::new("file", officer.t.n(error, gib))]).await
}

fn discard(node: &Node, drafts: &[Draft]) {
    drafts.iter().for_each(|draft| draft.discard(node));
}

/// Why a form was not taken in to its end.
enum Stopped {
    Form(Problem),
    File(TakeFault),
}

impl From<TakeFault> for Stopped {
    fn from(fault: TakeFault) -> Self {
        Self::File(fault)
    }
}

/// Takes in what the form brings. What is said of the files stands before them in it.
async fn all(
    node: &Node,
    of: (&Officer, &Thread),
    mut multipart: Multipart,
    (drafts, said): (&mut Vec<Draft>, &mut Said),
) -> Result<(), Stopped> {
    while let Some(field) = multipart.next_field().await.map_err(|e| unreadable(&e))? {
        match field.name() {
            Some("handling") => {
                let code = text(field).await?;
                said.new.handling = Handling::parse(&code).ok_or(Stopped::Form(Problem::bad_request()))?;
            }
            Some("conditions") => said.new.conditions = text(field).await?,
            Some("text") => said.new.text = text(field).await?,
            Some("exhibit") => {
                let id = Uuid::try_parse(&text(field).await?).ok();
                said.exhibits.push(id.ok_or(Stopped::Form(Problem::bad_request()))?);
            }
            Some("file") if field.file_name().is_some_and(|name| !name.is_empty()) => {
                if drafts.len() >= FILES_MAX {
                    return Err(Stopped::Form(Problem::too_large()));
                }
                drafts.push(file(node, field).await?);
            }
            _ => {}
        }
    }
    if drafts.len().saturating_add(said.exhibits.len()) > FILES_MAX {
        return Err(Stopped::Form(Problem::too_large()));
    }
    copies(node, of, &said.exhibits, drafts).await
}

/// Takes in a copy of each of these exhibits.
async fn copies(
    node: &Node,
    (officer, thread): (&Officer, &Thread),
    exhibits: &[Uuid],
    drafts: &mut Vec<Draft>,
) -> Result<(), Stopped> {
    if exhibits.is_empty() {
        return Ok(());
    }
    let opened = node.store.run::<_, ExchangeError, _, _>("exhibits to send", |tx| async move {
        exhibits_to_send(&tx, node, (&officer.actor, thread), exhibits).await
    });
    for exhibit in opened.await.map_err(|error| Stopped::Form(error.into()))? {
        drafts.push(draft_of(node, &exhibit).await?);
    }
    Ok(())
}

async fn text(field: Field<'_>) -> Result<String, Stopped> {
    let text = field.text().await.map_err(|e| unreadable(&e))?;
    let kept = text.replace("\r\n", "\n");
    Ok(kept.chars().filter(|c| !c.is_control() || *c == '\n').take(TEXT_CHARS_MAX).collect())
}

/// Takes in one file piece by piece; it never stands in memory whole.
async fn file(node: &Node, mut field: Field<'_>) -> Result<Draft, Stopped> {
    let mut taking = Taking::begin(node, field.file_name().unwrap_or_default());
    while let Some(piece) = field.chunk().await.map_err(|e| unreadable(&e))? {
        taking.push(&piece).await?;
    }
    Ok(taking.finish().await?)
}

fn unreadable(error: &MultipartError) -> Stopped {
    Stopped::Form(if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::too_large()
    } else {
        Problem::bad_request()
    })
}

/// All of them or none.
async fn attach_all(
    node: &Node,
    officer: &Officer,
    id: DossierId,
    (drafts, new): (&[Draft], &NewAttachment),
) -> Result<(), ExchangeError> {
    let attached = node.store.run::<_, ExchangeError, _, _>("attach files", |tx| async move {
        for draft in drafts {
            let _: Attached = attach(&tx, node, &officer.actor, id, (draft, new)).await?;
        }
        Ok(())
    });
    attached.await
}

async fn refused(
    node: &Node,
    officer: &Officer,
    thread: &Thread,
    said: &Said,
    error: ExchangeError,
) -> Result<Response, Problem> {
    let (t, id) = (&officer.t, thread.dossier.id);
    if matches!(error, ExchangeError::TooManyAttachments) {
        let errors = vec![FieldError::new("file", t.get("exchange-attach-too-many"))];
        return form(node, officer, (id, 1), said, errors).await;
    }
    match crate::pages::fields::errors(t, None, &error) {
        Some(errors) => form(node, officer, (id, 1), said, errors).await,
        None => {
            let texts = [
                ("exchange-attach-text", &said.new.text),
                ("exchange-field-conditions", &said.new.conditions),
            ];
            let texts = texts.into_iter().filter(|(_, text)| !text.is_empty());
            Err(still_holding(
                t,
                id,
                texts.map(|(key, text)| (t.get(key), text.clone())).collect(),
                error.into(),
            ))
        }
    }
}

async fn work(node: &Node, officer: &Officer, id: DossierId) -> Result<(Thread, Option<Peer>), Problem> {
    if !works_here(&officer.actor) {
        return Err(Problem::not_available());
    }
    let read = node.store.run::<_, ExchangeError, _, _>("dossier", |tx| async move {
        let thread = open_thread(&tx, node, officer, id).await?;
        let peer = directory::counterpart(&tx, node, thread.dossier.peer).await?;
        Ok((thread, peer))
    });
    let (thread, peer) = read.await?;
    if thread.kind.find(ATTACH).is_none() || peer.as_ref().is_some_and(Peer::is_without_node) {
        return Err(Problem::not_available());
    }
    Ok((thread, peer))
}

/// What the case of a dossier keeps as evidence, a page of it as far as this person may read it, and how much there is.
async fn exhibits_of_case(
    node: &Node,
    officer: &Officer,
    (thread, page): (&Thread, u64),
) -> Result<(Vec<Exhibit>, u64), Problem> {
    let Some(case) = thread.dossier.case else { return Ok((Vec::new(), 0)) };
    let read = node.store.run::<_, ExchangeError, _, _>("exhibits of a dossier", |tx| async move {
        // Whoever may not read the case is offered nothing of it.
        if crate::pages::case_of(&tx, node, &officer.actor, case).await?.is_none() {
            return Ok((Vec::new(), 0));
        }
        let keys = casefile::Keys::of(&node.vault);
        let (held, total) = casefile::exhibits_of(&tx, &keys, case, page).await?;
        if held.is_empty() {
            return Ok((Vec::new(), total));
        }
        let ask = Ask::new(&officer.actor, action::SAVE, crate::purpose_of(thread), tx.at());
        Ok((node.gate.open_each(held, &ask, &mut tx.log()), total))
    });
    Ok(read.await?)
}

async fn form(
    node: &Node,
    officer: &Officer,
    (id, offered): (DossierId, u64),
    said: &Said,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let (thread, peer) = work(node, officer, id).await?;
    let (exhibits, total) = exhibits_of_case(node, officer, (&thread, offered)).await?;
    let t = &officer.t;
    let as_choice = |exhibit: &Exhibit| {
        let called = format!("{} {}", exhibit.called(), exhibit.name);
        Choice::new(exhibit.id, called).hint(exhibit.what.clone())
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let choice = |h: Handling| Choice::new(h, t.get(&format!("casefile-handling-{h}")));
    let page = AttachFile {
        t,
        action: format!("/dossiers/{id}/attach"),
        back: format!("/dossiers/{id}"),
        errors,
        handlings: [Handling::H0, Handling::H1, Handling::H2, Handling::H3].map(choice).to_vec(),
        other: other_side(peer.as_ref(), &thread.dossier).0,
        gib: ATTACHMENT_BYTES_MAX >> 30,
        exhibits: exhibits.iter().map(as_choice).collect(),
        page: offered,
        total,
        said,
    };
    let head = Head::new("dossiers", t.get("exchange-do-attach"))
        .over(subject_of(t, &thread.opening()))
        .status(status);
    Ok(web::page(&officer.viewer, head, page))
}
