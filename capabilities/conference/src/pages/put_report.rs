//! A report put into the record: the file is read in a child process with limits, and what it holds is kept as
//! structure. What was not understood is shown with the report.

use super::statements::parts;
use super::{Links, head, permit};
use crate::take::{ReportReader, take_report};
use crate::types::{ConferenceError, REPORT_FILE_BYTES_MAX};
use access::{Node, Officer};
use axum::Extension;
use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Redirect, Response};
use gate::action;
use kernel::Digest;
use std::sync::Arc;
use uuid::Uuid;
use web::{FieldError, Problem, T};

#[derive(askama::Template)]
#[template(path = "put_report.html")]
struct PutReport<'a> {
    t: &'a T,
    links: Links,
    mib: u64,
    errors: Vec<FieldError>,
}

pub(crate) async fn show(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    may(&node, &officer).await?;
    Ok(page(&officer, Vec::new()))
}

pub(crate) async fn put(
    State(node): State<Arc<Node>>,
    officer: Officer,
    reader: Option<Extension<ReportReader>>,
    multipart: Multipart,
) -> Result<Response, Problem> {
    may(&node, &officer).await?;
    let wrong = |key: &str| page(&officer, vec![FieldError::new("file", officer.t.get(key))]);
    let Some((name, bytes)) = parts(multipart, REPORT_FILE_BYTES_MAX).await?.1 else {
        return Ok(wrong("conference-file-needed"));
    };
    let Some(Extension(reader)) = reader else { return Err(Problem::unavailable_now()) };
    let digest = Digest::of_bytes(&bytes);
    let called = name.clone();
    let reading = off_thread(move || reader.read(called, bytes)).await?;
    let structure = match reading {
        Ok(structure) => structure,
        Err(fault) => return Ok(wrong(&format!("conference-unread-{}", fault.code()))),
    };
    let taken = node.store.run::<_, ConferenceError, _, _>("put report in", |tx| {
        let (node, officer, name, structure) = (&node, &officer, &name, &structure);
        async move { take_report(&tx, node, &officer.actor, (name, digest), structure).await }
    });
    let taken = taken.await?;
    Ok(Redirect::to(&format!("/conference/reports/{}", taken.report)).into_response())
}

/// Runs what blocks off the threads that serve pages.
async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!(%error, "the reading of a report was cut off");
        Problem::broken()
    })
}

async fn may(node: &Arc<Node>, officer: &Officer) -> Result<(), Problem> {
    let done = node.store.run::<_, ConferenceError, _, _>("put report in", |tx| async move {
        permit(node, &tx, &officer.actor, action::KEEP_CONFERENCE, ("report", Uuid::nil()))
    });
    Ok(done.await?)
}

fn page(officer: &Officer, errors: Vec<FieldError>) -> Response {
    let t = &officer.t;
    let mib = (REPORT_FILE_BYTES_MAX / (1024 * 1024)) as u64;
    let body = PutReport { t, links: Links::of(officer), mib, errors };
    let head = head(t, t.get("conference-put-in"), &body.errors).under(t.get("conference-put-in-what"));
    web::page(&officer.viewer, head, body)
}

impl PutReport<'_> {
    fn file(&self) -> web::Field {
        web::file("file", self.t.get("conference-report-file"), ".txt,.pdf,.docx")
            .hint(self.t.n("conference-report-file-hint", self.mib))
            .required()
            .errors(&self.errors)
    }
}
