//! The desk handed over at the end of a shift: everything open is listed, each piece with room for a word, and the next
//! person accepts. Until they do, nothing changes hands; if nobody does, it is the desk's again when the shift ends.

use crate::desk::{self, DeskError, Piece};
use crate::handover;
use crate::node::Node;
use crate::officer::Officer;
use crate::pages::keep_duty::DESK_ROLES;
use crate::panel_desk::{WorkRow, rows};
use crate::store_duty::Staff;
use crate::store_work::NOTE_CHARS_MAX;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use http::StatusCode;
use kernel::id::PersonId;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;
use web::{Action, Choice, FieldError, Head, Problem, T};

/// Pieces of work shown on the form; others are handed over without a word of their own.
const SHOWN_MAX: usize = 100;

/// A piece of work with the field for a word to it.
struct Handed {
    row: WorkRow,
    field: web::Field,
}

#[derive(askama::Template)]
#[template(path = "hand_over_desk.html")]
struct OfferDesk<'a> {
    t: &'a T,
    mine: Vec<Handed>,
    open: Vec<Handed>,
    next: Vec<Choice>,
    to: String,
    errors: Vec<FieldError>,
}

#[derive(askama::Template)]
#[template(path = "take_desk.html")]
struct TakeDesk<'a> {
    t: &'a T,
    rows: Vec<WorkRow>,
    notes: Vec<(String, String)>,
    /// Pieces of work that the reader does not see, or that changed hands.
    stay: usize,
    for_reader: bool,
    address: String,
}

pub(crate) async fn show(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    form(&node, &officer, &BTreeMap::new(), Vec::new()).await
}

pub(crate) async fn offer(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let sent: BTreeMap<String, String> = sent.into_iter().collect();
    let t = &officer.t;
    let to = sent.get("to").and_then(|to| Uuid::parse_str(to).ok()).map(PersonId);
    let Some(to) = to else {
        let errors = vec![FieldError::new("to", t.get("access-handover-to-needed"))];
        return form(&node, &officer, &sent, errors).await;
    };
    let piece = |(name, note): (&String, &String)| {
        let (kind, object) = name.strip_prefix("note-")?.split_once('.')?;
        Some(((kind.to_owned(), Uuid::parse_str(object).ok()?), note.clone()))
    };
    let notes: BTreeMap<_, _> = sent.iter().filter_map(piece).collect();
    let done = node.store.run::<_, DeskError, _, _>("offer desk", |tx| {
        let (node, actor, notes) = (&node, &officer.actor, &notes);
        async move { handover::offer(&tx, node, actor, to, notes).await }
    });
    match done.await {
        Ok(id) => Ok(Redirect::to(&format!("/duty/hand-over/{id}")).into_response()),
        Err(DeskError::NotTo) => {
            let errors = vec![FieldError::new("to", t.get("access-handover-to-needed"))];
            form(&node, &officer, &sent, errors).await
        }
        Err(DeskError::Note) => {
            let errors = vec![FieldError::new("to", t.n("access-work-note-needed", NOTE_CHARS_MAX))];
            form(&node, &officer, &sent, errors).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn form(
    node: &Arc<Node>,
    officer: &Officer,
    sent: &BTreeMap<String, String>,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let (t, actor) = (&officer.t, &officer.actor);
    let read = node.store.run::<_, DeskError, _, _>("desk to hand over", |tx| async move {
        let staff = Staff::of(&tx, actor.authority).await?;
        let mut pieces = desk::pieces(&tx, node, actor, &staff).await?;
        pieces.retain(|p| p.holder().is_none_or(|h| h == actor.person));
        pieces.truncate(SHOWN_MAX);
        let said = desk::says(&tx, node, actor, t, &pieces).await?;
        let rows = rows(t, (&pieces, said), &staff, actor.person, tx.at());
        Ok((rows, pieces, staff))
    });
    let (rows, pieces, staff) = read.await?;
    let held: Vec<String> =
        pieces.iter().filter(|p| p.holder().is_some()).map(crate::panel_desk::page).collect();
    let with_field = |row: WorkRow| {
        let name = format!("note-{}", row.page.trim_start_matches("/desk/").replace('/', "."));
        let field = web::text(&name, t.get("access-work-note")).optional(t);
        let said = sent.get(&name).map_or("", String::as_str);
        Handed { field: field.length_max(1_000).value(said), row }
    };
    let (mine, open) = rows.into_iter().map(with_field).partition(|h| held.contains(&h.row.page));
    let works = |p: &crate::types::Person| DESK_ROLES.iter().any(|role| p.roles.contains(role));
    let mut next: Vec<_> = staff.everyone().filter(|p| p.id != actor.person && works(p)).collect();
    // Who is on shift, or comes next, stands first.
    next.sort_by_key(|p| staff.works(p.id) != crate::work::Works::On);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = OfferDesk {
        t,
        mine,
        open,
        next: next.into_iter().map(|p| Choice::new(p.id, &p.name)).collect(),
        to: sent.get("to").cloned().unwrap_or_default(),
        errors,
    };
    let head = Head::new("desk", t.get("access-desk-hand-over")).under(t.get("access-handover-what"));
    Ok(web::page(&officer.viewer, head.status(status), body))
}

pub(crate) async fn look(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let (t, actor) = (&officer.t, &officer.actor);
    let read = node.store.run::<_, DeskError, _, _>("desk handed over", |tx| {
        let node = &node;
        async move {
            let offer = handover::handover(&tx, actor, id).await?;
            let staff = Staff::of(&tx, actor.authority).await?;
            let of =
                |p: &Piece| offer.pieces.iter().any(|(k, o)| k == p.work.kind() && *o == p.waiting.object);
            let mut pieces = desk::pieces(&tx, node, actor, &staff).await?;
            pieces.retain(of);
            let said = desk::says(&tx, node, actor, t, &pieces).await?;
            let mut notes = Vec::new();
            for piece in &pieces {
                let title = said.get(&(piece.work.kind(), piece.waiting.object)).map(|s| s.title.clone());
                let history = desk::history(&tx, node, actor, piece).await?;
                let note = history.into_iter().map(|e| e.note).find(|note| !note.is_empty());
                notes.extend(title.zip(note));
            }
            let rows = rows(t, (&pieces, said), &staff, actor.person, tx.at());
            let stay = offer.pieces.len().saturating_sub(rows.len());
            let names = (staff.name(offer.giver).to_owned(), staff.name(offer.taker).to_owned());
            Ok((rows, notes, stay, names, offer.taker == actor.person))
        }
    });
    let (rows, notes, stay, (giver, taker), for_reader) = read.await?;
    let address = format!("/duty/hand-over/{id}");
    let key = if for_reader { "access-handover-for-you" } else { "access-handover-offered" };
    let title = t.say(key).with("who", if for_reader { giver } else { taker }).to_string();
    let mut head = Head::new("desk", title).under(t.get("access-handover-until-then"));
    if for_reader {
        head = head.action(Action::submit(t.get("access-handover-accept"), "accept").primary());
    }
    let body = TakeDesk { t, rows, notes, stay, for_reader, address };
    Ok(web::page(&officer.viewer, head, body))
}

/// What the form of the next person sends.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct TakeForm {
    #[serde(default)]
    act: String,
}

pub(crate) async fn decide(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<TakeForm>,
) -> Result<Response, Problem> {
    let accepts = sent.act == "accept";
    if !accepts && sent.act != "decline" {
        // Not before it is known that there is one.
        look(State(node), officer, Path(id)).await?;
        return Err(Problem::bad_request());
    }
    let done = node.store.run::<_, DeskError, _, _>("take desk", |tx| {
        let (node, actor) = (&node, &officer.actor);
        async move {
            if accepts {
                return handover::accept(&tx, node, actor, id).await.map(|_| ());
            }
            handover::decline(&tx, actor, id).await
        }
    });
    done.await?;
    Ok(Redirect::to(if accepts { "/?who=mine" } else { "/" }).into_response())
}

impl OfferDesk<'_> {
    fn to_field(&self) -> web::Field {
        let field = web::select("to", self.t.get("access-handover-to"), &self.next).value(&self.to);
        field.required().errors(&self.errors)
    }
}
