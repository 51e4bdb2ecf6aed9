//! Verification of a dossier, and its history as a file.

use crate::pages::{open_thread, subject_of, works_here};
use crate::thread::{self, Report};
use crate::types::{ExchangeError, Side};
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use kernel::id::DossierId;
use std::sync::Arc;
use uuid::Uuid;
use web::{Action, Head, Problem, T};

#[derive(askama::Template)]
#[template(path = "verify_dossier.html")]
struct VerifyDossier<'a> {
    t: &'a T,
    report: &'a Report,
    faults: Vec<String>,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    if !works_here(&officer.actor) {
        return Err(Problem::not_available());
    }
    let id = DossierId(id);
    let read = node.store.run::<_, ExchangeError, _, _>("verify dossier", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            let thread = open_thread(&tx, node, officer, id).await?;
            let report = thread::verify_dossier(&tx, node, id, thread.dossier.authority).await?;
            Ok((subject_of(&officer.t, &thread.opening()), report))
        }
    });
    let (subject, report) = read.await?;
    let t = &officer.t;
    let fault = |f: &thread::Fault| {
        let side = if f.side == Side::Asker { "exchange-chain-asker" } else { "exchange-chain-answerer" };
        t.say("exchange-fault")
            .with("chain", t.get(side))
            .with("n", f.number)
            .with("what", f.what)
            .to_string()
    };
    let page = VerifyDossier { t, report: &report, faults: report.faults.iter().map(fault).collect() };
    let head = Head::new("dossiers", t.get("exchange-verification"))
        .over(subject)
        .action(Action::link(t.get("exchange-to-dossier"), format!("/dossiers/{id}")))
        .action(Action::link(t.get("exchange-download"), format!("/dossiers/{id}/history")));
    Ok(web::page(&officer.viewer, head, page))
}

/// The bytes of the history; the same file on both sides once heads were exchanged. It holds headers and signatures,
/// no content.
pub(crate) async fn download(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    if !works_here(&officer.actor) {
        return Err(Problem::not_available());
    }
    let id = DossierId(id);
    let read = node.store.run::<_, ExchangeError, _, _>("history", |tx| {
        let (node, officer) = (&node, &officer);
        async move { open_thread(&tx, node, officer, id).await }
    });
    let bytes = thread::history_bytes(&read.await?);
    let name = format!("attachment; filename=\"dossier-{id}.history\"");
    let headers =
        [(header::CONTENT_TYPE, "application/octet-stream".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, bytes).into_response())
}
