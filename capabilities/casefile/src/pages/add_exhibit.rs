//! Files for the evidence of a case: taken in as they come, sealed to the disk, with from whom and how they came, or, for a
//! page of the network, where it stood and how it was captured; a working copy says of what it was made and how.

use crate::capture::Captured;
use crate::capture_read::captured_each;
use crate::evidence::{CustodyKind, MadeOf, NewCustody, WHAT_CHARS_MAX, WHO_CHARS_MAX};
use crate::evidence_take::{EXHIBIT_BYTES_MAX, TakeFault, Taken, Taking};
use crate::files::Reader;
use crate::pages::import_file::reader_of;
use crate::pages::show_exhibit::{happened, lacks, open_exhibit};
use crate::pages::{acting, open_case, purpose_of};
use crate::store_evidence::NewExhibit;
use crate::types::{Case, CaseError};
use crate::{Exhibit, Keys, keep_exhibit};
use access::{Node, Officer};
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{Extension, Multipart, Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use gate::action;
use http::StatusCode;
use kernel::Timestamp;
use kernel::id::CaseId;
use std::sync::Arc;
use store::files::FileFault;
use uuid::Uuid;
use web::{FieldError, Head, Problem, T};

/// Largest upload: the largest exhibit, and the form around it.
pub(crate) const BYTES_MAX: usize = EXHIBIT_BYTES_MAX as usize + 1024 * 1024;
/// Most files of one form.
const FILES_MAX: usize = 10;

/// What a link to the form says.
#[derive(Clone, Copy, Debug, Default, serde::Deserialize)]
pub(crate) struct Asked {
    /// The exhibit that a working copy was made of.
    of: Option<Uuid>,
    /// Whether it is a page of the network.
    #[serde(default)]
    captured: bool,
}

/// What the form sends before its files.
#[derive(Clone, Debug, Default)]
struct Sent {
    what: String,
    from: String,
    place: String,
    how: String,
    happened: String,
    of: Option<Uuid>,
    captures: bool,
    captured: Captured,
}

impl Sent {
    fn put(&mut self, name: &str, text: String) {
        match name {
            "what" => self.what = text,
            "from" => self.from = text,
            "place" => self.place = text,
            "how" => self.how = text,
            "happened" => self.happened = text,
            "of" => self.of = Uuid::try_parse(&text).ok(),
            "captured" => self.captures = text == "yes",
            "url" => self.captured.url = text,
            "by" => self.captured.by = text,
            "tool" => self.captured.tool = text,
            "identity" => self.captured.identity = text,
            "context" => self.captured.context = text,
            _ => {}
        }
    }

    fn kind(&self) -> CustodyKind {
        match (self.of, self.captures) {
            (Some(_), _) => CustodyKind::Derived,
            (None, true) => CustodyKind::Captured,
            (None, false) => CustodyKind::Received,
        }
    }
}

#[derive(askama::Template)]
#[template(path = "add_exhibit.html")]
struct AddExhibit<'a> {
    t: &'a T,
    path: String,
    back: String,
    origin: Option<Exhibit>,
    sent: Sent,
    errors: Vec<FieldError>,
    gib: u64,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let sent = Sent { of: asked.of, captures: asked.captured, ..Sent::default() };
    form(&node, &officer, CaseId(id), sent, Vec::new()).await
}

pub(crate) async fn take(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    reader: Option<Extension<Reader>>,
    multipart: Multipart,
) -> Result<Response, Problem> {
    let reader = reader_of(reader);
    let (id, t) = (CaseId(id), &officer.t);
    // Before anything is written: whoever may not add leaves nothing here.
    may_add(&node, &officer, id).await?;
    let (mut sent, mut taken) = (Sent::default(), Vec::new());
    let got = all(&node, multipart, &mut sent, &mut taken).await;
    let error = match got {
        Err(Stopped::Form(problem)) => {
            discard(&node, &taken);
            return Err(problem);
        }
        Err(Stopped::File(fault)) => match fault {
            TakeFault::Empty => "casefile-exhibit-empty",
            TakeFault::TooLarge => "casefile-exhibit-too-large",
            TakeFault::File(FileFault::Full { .. }) => "casefile-exhibit-no-room",
            TakeFault::File(error) => {
                tracing::error!(%error, "a file was not taken in");
                discard(&node, &taken);
                return Err(Problem::broken());
            }
        },
        Ok(()) if taken.is_empty() => "casefile-file-needed",
        Ok(()) => {
            let errors = match keep((&node, &reader), &officer, id, (&sent, &taken)).await {
                Ok(kept) => return Ok(Redirect::to(&kept).into_response()),
                Err(errors) => errors,
            };
            discard(&node, &taken);
            return form(&node, &officer, id, sent, errors?).await;
        }
    };
    discard(&node, &taken);
    let errors = vec![FieldError::new("file", t.n(error, EXHIBIT_BYTES_MAX >> 30))];
    form(&node, &officer, id, sent, errors).await
}

fn discard(node: &Node, taken: &[Taken]) {
    taken.iter().for_each(|taken| taken.discard(node));
}

/// Keeps all of them or none; says where to go then.
async fn keep(
    (node, reader): (&Node, &Reader),
    officer: &Officer,
    id: CaseId,
    (sent, taken): (&Sent, &[Taken]),
) -> Result<String, Result<Vec<FieldError>, Problem>> {
    let t = &officer.t;
    let now = node.store.clock().now();
    let at = happened(t, &sent.happened, now).map_err(Ok)?;
    let mut came = NewCustody::new(sent.kind(), at);
    (came.from, came.place, came.how) = (sent.from.clone(), sent.place.clone(), sent.how.clone());
    if let Some(field) = came.missing() {
        return Err(Ok(vec![lacks(t, field)]));
    }
    let captured = sent.captures.then(|| {
        let at = if sent.happened.trim().is_empty() { String::new() } else { at.rfc3339() };
        Captured { at, ..sent.captured.clone() }
    });
    let each = captured_each(node, reader, taken, captured.as_ref()).await;
    let each: Vec<(&Taken, Option<Captured>)> = taken.iter().zip(each).collect();
    let kept = node.store.run::<_, CaseError, _, _>("keep exhibits", |tx| {
        let (came, each) = (&came, &each);
        async move {
            let case = open_case(node, &tx, officer, id, action::READ).await?;
            let made = match sent.of {
                None => None,
                Some(of) => {
                    let origin = open_exhibit(node, &tx, officer, of, action::READ).await?;
                    if origin.case != id {
                        return Err(CaseError::NotHere);
                    }
                    Some(MadeOf { exhibit: of, how: came.how.clone() })
                }
            };
            let mut kept = Vec::with_capacity(taken.len());
            for (taken, captured) in each {
                // What the file says of when holds where the officer said nothing.
                let told = captured.as_ref().and_then(|c| Timestamp::parse(&c.at)).filter(|at| *at <= now);
                let new = NewExhibit {
                    taken: (*taken).clone(),
                    what: sent.what.clone(),
                    came: NewCustody { happened: told.unwrap_or(came.happened), ..came.clone() },
                    made: made.clone(),
                    captured: captured.clone(),
                    import: None,
                };
                let by = (&officer.actor, purpose_of(&officer.actor));
                let keys = Keys::of(&node.vault);
                kept.push(keep_exhibit(&tx, &keys, &node.gate, by, &case, &new).await?.id);
            }
            Ok(kept)
        }
    });
    match kept.await {
        Ok(kept) => match kept.as_slice() {
            [one] => Ok(format!("/exhibits/{one}")),
            _ => Ok(format!("/cases/{id}/evidence")),
        },
        Err(CaseError::ExhibitThere(number)) => {
            let there = t.say("casefile-exhibit-there").with("number", crate::evidence::called(number));
            Err(Ok(vec![FieldError::new("file", there.to_string())]))
        }
        Err(error) => Err(Err(error.into())),
    }
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
    mut multipart: Multipart,
    sent: &mut Sent,
    taken: &mut Vec<Taken>,
) -> Result<(), Stopped> {
    while let Some(field) = multipart.next_field().await.map_err(|e| unreadable(&e))? {
        let Some(name) = field.name().map(str::to_owned) else { continue };
        if name != "file" {
            let text = field.text().await.map_err(|e| unreadable(&e))?.replace("\r\n", "\n");
            let kept = text.chars().filter(|c| !c.is_control() || *c == '\n').take(WHAT_CHARS_MAX).collect();
            sent.put(&name, kept);
        } else if field.file_name().is_some_and(|name| !name.is_empty()) {
            if taken.len() >= FILES_MAX {
                return Err(Stopped::Form(Problem::too_large()));
            }
            taken.extend(file(node, field).await?);
        }
    }
    Ok(())
}

/// Takes in one file piece by piece; it never stands in memory whole.
async fn file(node: &Node, mut field: Field<'_>) -> Result<Option<Taken>, Stopped> {
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

/// The case, if this person may add to it.
async fn may_add(node: &Node, officer: &Officer, id: CaseId) -> Result<Case, Problem> {
    let opened = node.store.run::<_, CaseError, _, _>("case for evidence", |tx| async move {
        open_case(node, &tx, officer, id, action::IMPORT).await
    });
    Ok(opened.await?)
}

async fn form(
    node: &Node,
    officer: &Officer,
    id: CaseId,
    sent: Sent,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let case = may_add(node, officer, id).await?;
    let origin = match sent.of {
        None => None,
        Some(of) => {
            let opened = node.store.run::<_, CaseError, _, _>("origin", |tx| async move {
                open_exhibit(node, &tx, officer, of, action::READ).await
            });
            Some(opened.await?)
        }
    };
    let t = &officer.t;
    let (title, under) = match sent.kind() {
        CustodyKind::Derived => ("casefile-exhibit-make-copy", "casefile-exhibit-make-copy-what"),
        CustodyKind::Captured => ("casefile-capture-add", "casefile-capture-add-what"),
        _ => ("casefile-evidence-add", "casefile-evidence-add-what"),
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let path = format!("/cases/{id}/evidence");
    let mut head = Head::new("casefile", t.get(title))
        .over(t.say("casefile-clear-over").with("reference", &case.reference))
        .under(t.get(under))
        .status(status);
    if sent.kind() == CustodyKind::Received {
        let to = format!("{path}/add?captured=true");
        head = head.action(web::Action::link(t.get("casefile-capture-add"), to));
    }
    let body = AddExhibit {
        t,
        path: format!("{path}/add"),
        back: path,
        origin,
        sent,
        errors,
        gib: EXHIBIT_BYTES_MAX >> 30,
    };
    Ok(web::page(&acting(officer, &case), head, body))
}

fn long(most: usize) -> u32 {
    u32::try_from(most).unwrap_or(u32::MAX)
}

impl AddExhibit<'_> {
    fn title(&self) -> String {
        self.t.get(if self.sent.captures { "casefile-capture" } else { "casefile-exhibit" })
    }

    fn is_copy(&self) -> bool {
        self.sent.of.is_some()
    }

    fn text(&self, name: &'static str, key: &str, value: &str) -> web::Field {
        let field = web::text(name, self.t.get(key)).value(value).length_max(long(WHO_CHARS_MAX));
        field.errors(&self.errors)
    }

    fn what(&self) -> web::Field {
        let field = self.text("what", "casefile-exhibit-described", &self.sent.what);
        field.hint(self.t.get("casefile-exhibit-described-hint")).optional(self.t)
    }

    fn from(&self) -> web::Field {
        self.text("from", "casefile-custody-from", &self.sent.from)
            .hint(self.t.get("casefile-custody-from-hint"))
            .required()
    }

    fn place(&self) -> web::Field {
        self.text("place", "casefile-custody-place", &self.sent.place).optional(self.t)
    }

    fn moment(&self) -> web::Field {
        let key = if self.sent.captures { "casefile-capture-at" } else { "casefile-happened" };
        let field = web::moment("happened", self.t.get(key)).value(&self.sent.happened);
        let hint = if self.sent.captures { "casefile-capture-at-hint" } else { "casefile-happened-hint" };
        field.hint(self.t.get(hint)).optional(self.t).errors(&self.errors)
    }

    fn how(&self) -> web::Field {
        let (key, hint) = match self.is_copy() {
            true => ("casefile-exhibit-made", "casefile-exhibit-made-hint"),
            false => ("casefile-custody-how", "casefile-custody-how-hint"),
        };
        let field = web::textarea("how", self.t.get(key), 2).value(&self.sent.how).hint(self.t.get(hint));
        let field = field.length_max(long(WHAT_CHARS_MAX)).errors(&self.errors);
        if self.is_copy() { field.required() } else { field.optional(self.t) }
    }

    /// What the Protocol wants to be known; nothing of it is required, and what is missing is said.
    fn capture(&self) -> Vec<web::Field> {
        let of = |name: &'static str, value: &str| {
            let field = web::text(name, self.t.get(&format!("casefile-capture-{name}"))).value(value);
            let most =
                if name == "url" { crate::capture::URL_CHARS_MAX } else { crate::capture::TEXT_CHARS_MAX };
            let hint = self.t.get(&format!("casefile-capture-{name}-hint"));
            field.hint(hint).length_max(long(most)).optional(self.t).errors(&self.errors)
        };
        let sent = &self.sent.captured;
        vec![
            of("url", &sent.url).ltr(),
            of("by", &sent.by),
            of("tool", &sent.tool),
            of("identity", &sent.identity),
            of("context", &sent.context),
        ]
    }

    fn file(&self) -> web::Field {
        let field = web::file("file", self.t.get("casefile-exhibit-files"), "");
        field.hint(self.t.n("casefile-exhibit-files-hint", self.gib)).required().errors(&self.errors)
    }
}
