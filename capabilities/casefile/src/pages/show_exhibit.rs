//! An exhibit: what it is, its digests, its custody from hand to hand; verified, recorded further, copied out.

use crate::evidence::{
    Custody, CustodyEvent, CustodyKind, Exhibit, NewCustody, WHAT_CHARS_MAX, WHO_CHARS_MAX,
};
use crate::evidence_take::{ReadExhibit, is_unaltered};
use crate::pages::download::download;
use crate::pages::list_evidence::size;
use crate::pages::take_part;
use crate::pages::{acting, may_do, open_case, opened, purpose_of, reads};
use crate::store_evidence::{ExhibitsFrom, object};
use crate::types::{Case, CaseError};
use crate::{Keys, add_custody, custody_of, exhibit, exhibits_from, exhibits_of_bytes};
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::{Ask, action};
use http::StatusCode;
use kernel::Timestamp;
use reading::capture::CapturedPart;
use std::io::Write;
use std::sync::Arc;
use store::Tx;
use uuid::Uuid;
use web::{Choice, FieldError, Head, Problem, T, Tone};

/// Parts of a capture shown on the page; all that are known stand in the list of a bundle.
const PARTS_SHOWN_MAX: usize = 100;

/// What the forms of an exhibit send.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub(crate) struct CustodyForm {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    happened: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    how: String,
}

/// A part of a capture on the page.
struct PartRow<'a> {
    number: usize,
    part: &'a CapturedPart,
    field: String,
    size: String,
    digest: Vec<String>,
    /// The exhibit of the case with these bytes.
    own: Option<&'a Exhibit>,
    may_take: bool,
}

struct Looked {
    case: Case,
    exhibit: Exhibit,
    custody: Custody,
    origin: Option<Exhibit>,
    copies: Vec<Exhibit>,
    parts: Vec<Exhibit>,
    now: Timestamp,
}

#[derive(askama::Template)]
#[template(path = "show_exhibit.html")]
struct ShowExhibit<'a> {
    t: &'a T,
    exhibit: Exhibit,
    custody: Custody,
    origin: Option<Exhibit>,
    copies: Vec<Exhibit>,
    /// The exhibits of the case that have the bytes of a part of it.
    parts: Vec<Exhibit>,
    size: String,
    /// Whether the bytes were verified just now, and what came out.
    unaltered: Option<bool>,
    may_add: bool,
    may_save: bool,
    sent: CustodyForm,
    errors: Vec<FieldError>,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    page(&node, &officer, id, None, (CustodyForm::default(), Vec::new())).await
}

/// Reads the exhibit from its first byte to its last and says whether it is what came in.
pub(crate) async fn verify(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let opened = node.store.run::<_, CaseError, _, _>("verify exhibit", |tx| {
        let (node, officer) = (&node, &officer);
        async move { open_exhibit(node, &tx, officer, id, action::READ).await }
    });
    let exhibit = opened.await?;
    let unaltered = is_unaltered(&node.files, &exhibit).await.map_err(|_| Problem::broken())?;
    page(&node, &officer, id, Some(unaltered), (CustodyForm::default(), Vec::new())).await
}

/// Records what happened to the exhibit outside the program.
pub(crate) async fn record(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<CustodyForm>,
) -> Result<Response, Problem> {
    let t = &officer.t;
    let now = node.store.clock().now();
    let new = match new_custody(t, &sent, now) {
        Ok(new) => new,
        Err(errors) => return page(&node, &officer, id, None, (sent, errors)).await,
    };
    let recorded = node.store.run("record custody", |tx| {
        let (node, actor, new) = (&node, &officer.actor, &new);
        async move {
            let by = (actor, purpose_of(actor), action::IMPORT);
            add_custody(&tx, &Keys::of(&node.vault), &node.gate, by, id, new).await.map(|_| ())
        }
    });
    match recorded.await {
        Ok(()) => Ok(Redirect::to(&format!("/exhibits/{id}")).into_response()),
        Err(CaseError::CustodyLacks(field)) => {
            let errors = vec![lacks(t, field)];
            page(&node, &officer, id, None, (sent, errors)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Gives a copy of the bytes to whoever asked, and records that it went out.
pub(crate) async fn save(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<CustodyForm>,
) -> Result<Response, Problem> {
    let copied = node.store.run::<_, CaseError, _, _>("copy exhibit", |tx| {
        let (node, officer, sent) = (&node, &officer, &sent);
        async move {
            let mut new = NewCustody::new(CustodyKind::Copied, tx.at());
            new.to = if sent.to.trim().is_empty() { officer.actor.name.clone() } else { sent.to.clone() };
            new.how = sent.how.clone();
            let by = (&officer.actor, purpose_of(&officer.actor), action::SAVE);
            add_custody(&tx, &Keys::of(&node.vault), &node.gate, by, id, &new).await
        }
    });
    let exhibit = copied.await?;
    let mut read = ReadExhibit::begin(&node.files, &exhibit);
    Ok(download(&exhibit.name, Some(exhibit.whole.bytes), move |out| {
        while let Some(content) = read.next_chunk().map_err(std::io::Error::other)? {
            out.write_all(&content)?;
        }
        match read.finish() == Some(exhibit.whole) {
            true => Ok(()),
            false => Err(std::io::Error::other("the bytes are not those that came in")),
        }
    }))
}

/// What an event lacks, beside its field.
pub(crate) fn lacks(t: &T, field: &'static str) -> FieldError {
    FieldError::new(field, t.get(&format!("casefile-custody-needs-{field}")))
}

fn new_custody(t: &T, sent: &CustodyForm, now: Timestamp) -> Result<NewCustody, Vec<FieldError>> {
    let kind = CustodyKind::parse(&sent.kind).filter(|kind| CustodyKind::BY_HAND.contains(kind));
    let kind = kind.ok_or_else(|| vec![FieldError::new("kind", t.get("casefile-custody-kind-needed"))])?;
    let mut new = NewCustody::new(kind, happened(t, &sent.happened, now)?);
    (new.from, new.to) = (sent.from.clone(), sent.to.clone());
    (new.place, new.how) = (sent.place.clone(), sent.how.clone());
    match new.missing() {
        None => Ok(new),
        Some(field) => Err(vec![lacks(t, field)]),
    }
}

/// When something happened, as the field sends it; now if it is empty. What is still to come did not happen.
pub(crate) fn happened(t: &T, text: &str, now: Timestamp) -> Result<Timestamp, Vec<FieldError>> {
    if text.trim().is_empty() {
        return Ok(now);
    }
    let at = moment(text, t.zone.offset_min).filter(|at| *at <= now);
    at.ok_or_else(|| vec![FieldError::new("happened", t.get("casefile-happened-wrong"))])
}

/// A moment as the field sends it, in a zone so many minutes east of UTC.
pub(crate) fn moment(text: &str, offset_min: i16) -> Option<Timestamp> {
    let utc = Timestamp::parse(&format!("{}:00Z", text.trim()))?;
    Some(utc.plus_ms(-i64::from(offset_min).saturating_mul(kernel::time::MINUTE_MS)))
}

/// An exhibit, opened for this person and action.
pub(crate) async fn open_exhibit(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    id: Uuid,
    action: &'static str,
) -> Result<Exhibit, CaseError> {
    let held = exhibit(tx, &Keys::of(&node.vault), id).await?.ok_or(CaseError::NotHere)?;
    let ask = Ask { action, ..reads(officer, tx) }.on(object(id));
    Ok(node.gate.open(held, &ask, &mut tx.log())?)
}

async fn look(node: &Node, tx: &Tx, officer: &Officer, id: Uuid) -> Result<Looked, CaseError> {
    let keys = Keys::of(&node.vault);
    let exhibit = open_exhibit(node, tx, officer, id, action::READ).await?;
    let case = open_case(node, tx, officer, exhibit.case, action::READ).await?;
    let held = custody_of(tx, &keys, &exhibit).await?;
    let ask = reads(officer, tx).on(held.object());
    let custody = node.gate.open(held, &ask, &mut tx.log())?;
    let origin = match &exhibit.made {
        Some(made) => Some(open_exhibit(node, tx, officer, made.exhibit, action::READ).await?),
        None => None,
    };
    let copies = exhibits_from(tx, &keys, ExhibitsFrom::Exhibit(id)).await?;
    let copies = opened(node, tx, officer, copies);
    let parts: Vec<_> = parts_shown(&exhibit).iter().map(|part| part.sha256).collect();
    let parts = match parts.is_empty() {
        true => Vec::new(),
        false => exhibits_of_bytes(tx, &keys, case.id, &parts).await?,
    };
    let parts = opened(node, tx, officer, parts);
    Ok(Looked { case, exhibit, custody, origin, copies, parts, now: tx.at() })
}

/// The page, with what was wrong in what it sent.
pub(crate) async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    id: Uuid,
    unaltered: Option<bool>,
    (sent, errors): (CustodyForm, Vec<FieldError>),
) -> Result<Response, Problem> {
    let looked = node.store.run("show exhibit", |tx| async move { look(node, &tx, officer, id).await });
    let looked: Looked = looked.await?;
    let (t, case) = (&officer.t, looked.case);
    let may = |action| may_do(node, officer, &case, action, looked.now);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let over = t.say("casefile-exhibit-over").with("number", looked.exhibit.called());
    let (may_add, may_save) = (may(action::IMPORT), may(action::SAVE));
    let mut head = Head::new("casefile", &looked.exhibit.name)
        .over(over.with("reference", &case.reference))
        .under(&looked.exhibit.what)
        .action(web::Action::post(t.get("casefile-exhibit-verify"), format!("/exhibits/{id}/verify")))
        .status(status);
    if may_add {
        let to = format!("/cases/{}/evidence/add?of={id}", case.id);
        head = head.action(web::Action::link(t.get("casefile-exhibit-make-copy"), to));
    }
    let to = format!("/cases/{}/evidence", case.id);
    head = head.action(web::Action::link(t.get("casefile-to-evidence"), to).primary());
    let body = ShowExhibit {
        t,
        size: size(t, looked.exhibit.whole.bytes),
        exhibit: looked.exhibit,
        custody: looked.custody,
        origin: looked.origin,
        copies: looked.copies,
        parts: looked.parts,
        unaltered,
        may_add,
        may_save,
        sent,
        errors,
    };
    Ok(web::page(&acting(officer, &case), head, body))
}

/// The parts of a capture that are shown.
fn parts_shown(exhibit: &Exhibit) -> &[CapturedPart] {
    let parts = exhibit.captured.as_ref().map(|c| c.parts.as_slice()).unwrap_or_default();
    parts.get(..PARTS_SHOWN_MAX).unwrap_or(parts)
}

/// A long number in groups, so that a line can break between them.
fn groups(digest: &str) -> Vec<String> {
    let digits: Vec<char> = digest.chars().collect();
    digits.chunks(8).map(|group| group.iter().collect()).collect()
}

impl ShowExhibit<'_> {
    fn path(&self, act: &str) -> String {
        format!("/exhibits/{}/{act}", self.exhibit.id)
    }

    fn verified(&self, fine: &bool) -> web::Tag {
        match *fine {
            true => web::tag(self.t.get("casefile-exhibit-unaltered"), Tone::Good),
            false => web::tag(self.t.get("casefile-exhibit-altered"), Tone::Stop),
        }
    }

    fn digest(&self) -> Vec<String> {
        groups(&self.exhibit.whole.sha256.to_string())
    }

    fn kind(&self, event: &CustodyEvent) -> String {
        self.t.get(&format!("casefile-custody-{}", event.what.code()))
    }

    fn happened(&self, event: &CustodyEvent) -> String {
        Timestamp::parse(&event.happened).map(|at| self.t.when(at)).unwrap_or_default()
    }

    /// When it was recorded, where that was later than it happened.
    fn recorded(&self, event: &CustodyEvent) -> Option<String> {
        let (happened, recorded) = (Timestamp::parse(&event.happened)?, Timestamp::parse(&event.recorded)?);
        let later = recorded.since(happened) > kernel::time::MINUTE_MS;
        later.then(|| self.t.say("casefile-custody-recorded").with("when", self.t.when(recorded)).to_string())
    }

    /// Which of an event's texts there are, each with its word.
    fn said<'e>(&self, event: &'e CustodyEvent) -> Vec<(String, &'e str)> {
        let all = [
            ("casefile-custody-from", &event.from),
            ("casefile-custody-to", &event.to),
            ("casefile-custody-how", &event.how),
        ];
        let said = all.into_iter().filter(|(_, text)| !text.is_empty());
        said.map(|(key, text)| (self.t.get(key), text.as_str())).collect()
    }

    /// What the Protocol misses in a capture.
    fn missing(&self) -> Vec<String> {
        let lacks = self.exhibit.captured.as_ref().map(|c| c.lacks()).unwrap_or_default();
        lacks.iter().map(|lack| self.t.get(&format!("casefile-capture-{}", lack.code()))).collect()
    }

    fn captured(&self) -> Vec<(String, String)> {
        let Some(captured) = &self.exhibit.captured else { return Vec::new() };
        let at =
            Timestamp::parse(&captured.at).map(Timestamp::rfc3339).unwrap_or_else(|| captured.at.clone());
        let all = [
            ("casefile-capture-url", captured.url.clone()),
            ("casefile-capture-at", at),
            ("casefile-capture-by", captured.by.clone()),
            ("casefile-capture-tool", captured.tool.clone()),
            ("casefile-capture-identity", captured.identity.clone()),
            ("casefile-capture-context", captured.context.clone()),
        ];
        all.into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(key, text)| (self.t.get(key), text))
            .collect()
    }

    fn part_rows(&self) -> Vec<PartRow<'_>> {
        let shown = parts_shown(&self.exhibit).iter().enumerate();
        let row = |(number, part): (usize, _)| PartRow {
            number,
            part,
            field: take_part::field(number),
            size: size(self.t, part.bytes),
            digest: groups(&part.sha256.to_string()),
            own: self.parts.iter().find(|own| own.whole.sha256 == part.sha256),
            may_take: self.may_add && part.bytes > 0,
        };
        shown.map(row).collect()
    }

    fn parts_heads(&self) -> [String; 4] {
        let heads = [
            "casefile-capture-part",
            "casefile-exhibit-size",
            "casefile-digest",
            "casefile-part-own-exhibit",
        ];
        heads.map(|key| self.t.get(key))
    }

    fn parts_total(&self) -> u64 {
        self.exhibit.captured.as_ref().map_or(0, |c| c.parts_total)
    }

    fn more_parts(&self) -> u64 {
        self.parts_total().saturating_sub(self.part_rows().len() as u64)
    }

    fn misfit(&self) -> web::Tag {
        web::tag(self.t.get("casefile-capture-part-misfit"), Tone::Stop)
    }

    fn kinds(&self) -> web::Field {
        let word = |kind: &CustodyKind| {
            Choice::new(kind.code(), self.t.get(&format!("casefile-custody-{}", kind.code())))
        };
        let choices: Vec<Choice> = CustodyKind::BY_HAND.iter().map(word).collect();
        web::radio("kind", self.t.get("casefile-custody-kind"), &choices)
            .value(&self.sent.kind)
            .errors(&self.errors)
    }

    fn moment(&self) -> web::Field {
        let field = web::moment("happened", self.t.get("casefile-happened")).value(&self.sent.happened);
        field.hint(self.t.get("casefile-happened-hint")).optional(self.t).errors(&self.errors)
    }

    fn who(&self, name: &'static str, value: &str) -> web::Field {
        let field = web::text(name, self.t.get(&format!("casefile-custody-{name}"))).value(value);
        let most = u32::try_from(WHO_CHARS_MAX).unwrap_or(u32::MAX);
        field.length_max(most).optional(self.t).errors(&self.errors)
    }

    fn how(&self) -> web::Field {
        let field = web::textarea("how", self.t.get("casefile-custody-how"), 2).value(&self.sent.how);
        let most = u32::try_from(WHAT_CHARS_MAX).unwrap_or(u32::MAX);
        field
            .hint(self.t.get("casefile-custody-how-hint"))
            .length_max(most)
            .optional(self.t)
            .errors(&self.errors)
    }
}
