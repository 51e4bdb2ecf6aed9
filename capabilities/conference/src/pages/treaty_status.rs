//! The status of a treaty: who signed and who deposited when, as somebody pasted it from the depositary's table, with its
//! source and the day it shows. Nothing is shipped and nothing inferred.

use super::{INSTRUMENTS, Links, Sent, head, permit};
use crate::rules::pasted_status;
use crate::store;
use crate::types::{ConferenceError, STATUS_CHARS_MAX, StatusSource, TreatyStatus};
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::action;
use std::sync::Arc;
use uuid::Uuid;
use web::{FieldError, Problem, T};

/// Lines that were not understood and are shown.
const SHOWN_MAX: usize = 20;

#[derive(askama::Template)]
#[template(path = "treaty_status.html")]
struct TreatyStatusShown<'a> {
    t: &'a T,
    links: Links,
    instrument: &'static str,
    rows: Vec<TreatyStatus>,
    source: StatusSource,
    /// Lines that were not understood, of what was just sent.
    not_understood: Vec<(usize, String)>,
    sent: Sent,
    errors: Vec<FieldError>,
}

fn known(instrument: &str) -> Result<&'static str, Problem> {
    INSTRUMENTS.iter().find(|one| **one == instrument).copied().ok_or_else(Problem::not_available)
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(instrument): Path<String>,
) -> Result<Response, Problem> {
    page(&node, &officer, known(&instrument)?, (Sent::default(), Vec::new(), Vec::new())).await
}

pub(crate) async fn put(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(instrument): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let (t, mut errors, instrument) = (&officer.t, Vec::new(), known(&instrument)?);
    let source = StatusSource {
        source: sent.line(t, "source", &mut errors),
        as_of: sent.day(t, "as_of", true, &mut errors),
        by: officer.actor.name.clone(),
    };
    let text = sent.text(t, "lines", STATUS_CHARS_MAX, &mut errors);
    let pasted = pasted_status(&text, names::party_of);
    if !pasted.not_understood.is_empty() || (errors.is_empty() && pasted.rows.is_empty()) {
        let n = pasted.not_understood.len();
        errors.push(FieldError::new("lines", t.n("conference-lines-not-understood", n)));
    }
    if !errors.is_empty() {
        return page(&node, &officer, instrument, (sent, errors, pasted.not_understood)).await;
    }
    let done = node.store.run::<_, ConferenceError, _, _>("put treaty status", |tx| {
        let (node, officer, source, rows) = (&node, &officer, &source, &pasted.rows);
        async move {
            permit(node, &tx, &officer.actor, action::KEEP_CONFERENCE, ("conference", Uuid::nil()))?;
            Ok(store::put_treaty_status(&tx, instrument, source, rows).await?)
        }
    });
    done.await?;
    Ok(Redirect::to(&format!("/conference/status/{instrument}")).into_response())
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    instrument: &'static str,
    (sent, errors, mut not_understood): (Sent, Vec<FieldError>, Vec<(usize, String)>),
) -> Result<Response, Problem> {
    let found = node.store.run::<_, ConferenceError, _, _>("treaty status", |tx| async move {
        permit(node, &tx, &officer.actor, action::READ_CONFERENCE, ("conference", Uuid::nil()))?;
        Ok(store::treaty_status(&tx, instrument).await?)
    });
    let (rows, source) = found.await?;
    let t = &officer.t;
    not_understood.truncate(SHOWN_MAX);
    let links = Links::of(officer);
    let body = TreatyStatusShown { t, links, instrument, rows, source, not_understood, sent, errors };
    let head = head(t, t.get("conference-status"), &body.errors)
        .under(t.get(&format!("conference-instrument-{instrument}")));
    Ok(web::page(&officer.viewer, head, body))
}
