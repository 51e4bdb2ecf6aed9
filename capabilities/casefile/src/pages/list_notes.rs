//! What the officers of a case noted, newest first: each with its author and time, never changed. What corrects a note is
//! a new one, and both say so.

use crate::Keys;
use crate::pages::case_tabs::{CasePage, Tab, tabs};
use crate::pages::{PageNumber, acting, case_head, may_do, open_case, opened, purpose_of};
use crate::store_tasks::{NOTE_CHARS_MAX, Note, add_note, notes_of};
use crate::types::CaseError;
use access::{Node, Officer};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::action;
use kernel::id::{CaseId, PersonId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use uuid::Uuid;
use web::{FieldError, Problem, T};

/// What the form of a note sends.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub(crate) struct NoteForm {
    #[serde(default)]
    text: String,
    #[serde(default)]
    corrects: Option<Uuid>,
}

struct Row {
    note: Note,
    by: String,
    when: String,
    /// A newer note corrects it.
    corrected: bool,
    /// When the note was written that it corrects.
    of: Option<String>,
}

#[derive(askama::Template)]
#[template(path = "list_notes.html")]
struct ListNotes<'a> {
    t: &'a T,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    path: String,
    page: u64,
    total: u64,
    may_write: bool,
    sent: NoteForm,
    errors: Vec<FieldError>,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Query(page): Query<PageNumber>,
) -> Result<Response, Problem> {
    list(&node, &officer, (CaseId(id), page.get()), NoteForm::default(), Vec::new()).await
}

/// Writes a note.
pub(crate) async fn write(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<NoteForm>,
) -> Result<Response, Problem> {
    let (id, t) = (CaseId(id), &officer.t);
    let written = node.store.run::<_, CaseError, _, _>("write note", |tx| {
        let (node, officer, sent) = (&node, &officer, &sent);
        async move {
            let case = open_case(node, &tx, officer, id, action::READ).await?;
            let by = (&officer.actor, purpose_of(&officer.actor));
            let says = (sent.text.as_str(), sent.corrects);
            add_note(&tx, &Keys::of(&node.vault), &node.gate, by, &case, says).await.map(|_| ())
        }
    });
    let word = match written.await {
        Ok(()) => return Ok(Redirect::to(&format!("/cases/{id}/notes")).into_response()),
        Err(CaseError::Empty) => "casefile-note-needed",
        Err(CaseError::TooLong) => "casefile-too-long",
        Err(error) => return Err(error.into()),
    };
    list(&node, &officer, (id, 1), sent, vec![FieldError::new("text", t.get(word))]).await
}

async fn list(
    node: &Arc<Node>,
    officer: &Officer,
    (id, page): (CaseId, u64),
    sent: NoteForm,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let looked = node.store.run::<_, CaseError, _, _>("list notes", |tx| async move {
        let case = open_case(node, &tx, officer, id, action::READ).await?;
        let (held, total) = notes_of(&tx, &Keys::of(&node.vault), id, page).await?;
        let notes = opened(node, &tx, officer, held);
        Ok((case, notes, total, access::store::people(&tx).await?, tx.at()))
    });
    let (case, notes, total, people, now) = looked.await?;
    let t = &officer.t;
    let names: BTreeMap<PersonId, String> = people.into_iter().map(|p| (p.id, p.name)).collect();
    let head = case_head(t, &case, ("casefile-tab-notes", "casefile-notes-what"), &errors);
    let body = ListNotes {
        t,
        tabs: tabs(t, id, CasePage::Notes),
        rows: rows(t, notes, &names),
        path: format!("/cases/{id}/notes"),
        page,
        total,
        may_write: may_do(node, officer, &case, action::IMPORT, now),
        sent,
        errors,
    };
    Ok(web::page(&acting(officer, &case), head, body))
}

fn rows(t: &T, notes: Vec<Note>, names: &BTreeMap<PersonId, String>) -> Vec<Row> {
    let corrected: BTreeSet<Uuid> = notes.iter().filter_map(|note| note.corrects).collect();
    let when: BTreeMap<Uuid, String> = notes.iter().map(|note| (note.id, t.when(note.at))).collect();
    let row = |note: Note| Row {
        by: names.get(&note.by).cloned().unwrap_or_default(),
        when: t.when(note.at),
        corrected: corrected.contains(&note.id),
        of: note.corrects.map(|of| when.get(&of).cloned().unwrap_or_default()),
        note,
    };
    notes.into_iter().map(row).collect()
}

impl ListNotes<'_> {
    fn text(&self) -> web::Field {
        let most = u32::try_from(NOTE_CHARS_MAX).unwrap_or(u32::MAX);
        let field = web::textarea("text", self.t.get("casefile-note"), 5);
        let value = if self.sent.corrects.is_none() { self.sent.text.as_str() } else { "" };
        field.value(value).length_max(most).required().errors(&self.errors)
    }
}
