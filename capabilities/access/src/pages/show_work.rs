//! One piece of work: who has it, what happened to it, and what one can do with it here.

use crate::desk::{self, DeskError, Piece, Step};
use crate::node::Node;
use crate::officer::{Officer, broken};
use crate::panel_desk::{WorkRow, holder, page as address, rows};
use crate::store_duty::Staff;
use crate::store_work::NOTE_CHARS_MAX;
use crate::work::How;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use http::StatusCode;
use kernel::id::PersonId;
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;
use web::{Choice, FieldError, Head, Problem, T};

/// What the form sends.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct WorkForm {
    #[serde(default)]
    act: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    note: String,
}

struct EventShown {
    when: String,
    what: String,
    note: String,
}

#[derive(askama::Template)]
#[template(path = "show_work.html")]
struct ShowWork<'a> {
    t: &'a T,
    rows: Vec<WorkRow>,
    address: String,
    holder: String,
    mine: bool,
    free: bool,
    seen: bool,
    up: bool,
    colleagues: Vec<Choice>,
    events: Vec<EventShown>,
    sent: WorkForm,
    errors: Vec<FieldError>,
}

impl From<DeskError> for Problem {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::Store(error) => broken(&error),
            DeskError::NotHere => Self::not_available(),
            DeskError::NotTo | DeskError::Note => Self::bad_request(),
            DeskError::Decided => Self::conflict(),
        }
    }
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path((kind, id)): Path<(String, Uuid)>,
) -> Result<Response, Problem> {
    page(&node, &officer, (&kind, id), WorkForm::default(), Vec::new()).await
}

pub(crate) async fn act(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path((kind, id)): Path<(String, Uuid)>,
    Form(sent): Form<WorkForm>,
) -> Result<Response, Problem> {
    let t = &officer.t;
    let to = Uuid::parse_str(&sent.to).ok().map(PersonId);
    let step = match (sent.act.as_str(), to) {
        ("take", _) => Step::Take,
        ("assign", Some(to)) => Step::Assign(to),
        ("back", _) => Step::GiveBack,
        ("up", _) => Step::PassUp,
        ("seen", _) => Step::Seen,
        ("note", _) => Step::Note,
        ("assign", None) => {
            let errors = vec![FieldError::new("to", t.get("access-work-to-needed"))];
            return page(&node, &officer, (&kind, id), sent, errors).await;
        }
        _ => {
            let errors = vec![FieldError::new("note", t.get("access-work-act-needed"))];
            return page(&node, &officer, (&kind, id), sent, errors).await;
        }
    };
    let done = node.store.run::<_, DeskError, _, _>("work at the desk", |tx| {
        let (node, actor, kind, note) = (&node, &officer.actor, &kind, &sent.note);
        async move { desk::act(&tx, node, actor, (kind, id), (step, note)).await }
    });
    match done.await {
        Ok(()) if matches!(step, Step::Take | Step::Seen) => Ok(Redirect::to("/").into_response()),
        Ok(()) => Ok(Redirect::to(&format!("/desk/{kind}/{id}")).into_response()),
        Err(DeskError::NotTo) => {
            let key = if step == Step::PassUp { "access-work-nobody-above" } else { "access-work-not-to" };
            let errors = vec![FieldError::new("to", t.get(key))];
            page(&node, &officer, (&kind, id), sent, errors).await
        }
        Err(DeskError::Note) => {
            let errors = vec![FieldError::new("note", t.n("access-work-note-needed", NOTE_CHARS_MAX))];
            page(&node, &officer, (&kind, id), sent, errors).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    (kind, id): (&str, Uuid),
    sent: WorkForm,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let (t, actor) = (&officer.t, &officer.actor);
    let read = node.store.run::<_, DeskError, _, _>("work", |tx| async move {
        let staff = Staff::of(&tx, actor.authority).await?;
        let piece = desk::find(&tx, node, (actor, &staff), (kind, id)).await?;
        let said = desk::says(&tx, node, actor, t, std::slice::from_ref(&piece)).await?;
        let rows = rows(t, (std::slice::from_ref(&piece), said), &staff, actor.person, tx.at());
        let events = desk::history(&tx, node, actor, &piece).await?;
        let colleagues = desk::colleagues(&tx, node, &piece, &staff).await?;
        Ok((staff, piece, rows, events, colleagues))
    });
    let (staff, piece, rows, events, colleagues) = read.await?;
    // Nothing of it opened: it is not there.
    let title = rows.first().map(|row| row.says.title.clone()).ok_or_else(Problem::not_available)?;
    let shown = |event: &crate::store_work::Event| EventShown {
        when: t.when(event.at),
        what: happened(t, event, &staff),
        note: event.note.clone(),
    };
    let others = colleagues.iter().filter(|(person, _)| Some(*person) != piece.holder());
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = ShowWork {
        t,
        address: address(&piece),
        holder: holder(t, &piece, &staff, actor.person),
        mine: piece.holder() == Some(actor.person),
        free: piece.holder().is_none(),
        seen: piece.work.ends_when_seen(),
        up: above(&piece, &staff),
        colleagues: others.map(|(person, name)| Choice::new(person, name)).collect(),
        events: events.iter().map(shown).collect(),
        rows,
        sent,
        errors,
    };
    let head = Head::new("desk", title).over(t.get("access-work-over")).status(status);
    Ok(web::page(&officer.viewer, head, body))
}

/// Whether anybody stands above whoever has it.
fn above(piece: &Piece, staff: &Staff) -> bool {
    staff.heads.iter().flatten().any(|head| Some(*head) != piece.holder())
}

fn happened(t: &T, event: &crate::store_work::Event, staff: &Staff) -> String {
    let who = event.holder.map_or("", |p| staff.name(p));
    let by = if event.by == "node" { t.get("access-work-by-node") } else { event.by.clone() };
    let key = match (event.how, event.holder) {
        (How::Escalated, None) => "access-work-did-escalated-to-nobody".to_owned(),
        (how, _) => format!("access-work-did-{}", how.code()),
    };
    t.say(&key).with("by", by).with("who", who).to_string()
}

impl ShowWork<'_> {
    fn to_field(&self) -> web::Field {
        let field = web::select("to", self.t.get("access-work-to"), &self.colleagues);
        field.value(&self.sent.to).errors(&self.errors)
    }

    fn note_field(&self) -> web::Field {
        let field = web::textarea("note", self.t.get("access-work-note"), 3_u8).value(&self.sent.note);
        field.hint(self.t.get("access-work-note-hint")).optional(self.t).errors(&self.errors)
    }
}
