//! Taking the statements of a received move into a case.

use crate::carry;
use crate::pages::fields::{self, Sent};
use crate::pages::shown::StatementShown;
use crate::pages::{case_of, open_thread, subject_of, works_here};
use crate::recall;
use crate::types::ExchangeError;
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use casefile::Keys;
use gate::{Ask, action};
use kernel::id::{CaseId, DossierId};
use std::sync::Arc;
use uuid::Uuid;
use web::{FieldError, Head, Problem, T};

#[derive(askama::Template)]
#[template(path = "take_answer.html")]
struct TakeAnswer<'a> {
    t: &'a T,
    action: String,
    back: String,
    case: String,
    conditions: String,
    statements: Vec<StatementShown>,
    corrected: u64,
    unread: usize,
    errors: Vec<FieldError>,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path((id, number)): Path<(Uuid, u64)>,
) -> Result<Response, Problem> {
    form(&node, &officer, DossierId(id), number, None, Vec::new()).await
}

pub(crate) async fn take(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path((id, number)): Path<(Uuid, u64)>,
    sent: Form<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let (id, sent) = (DossierId(id), Sent::of(sent));
    let reference = sent.field("case").trim().to_owned();
    let taken = node.store.run::<Option<CaseId>, ExchangeError, _, _>("take answer", |tx| {
        let (node, officer, reference) = (&node, &officer, &reference);
        async move {
            let keys = Keys::of(&node.vault);
            let ask = Ask::new(&officer.actor, action::IMPORT, super::purpose_for(&officer.actor), tx.at());
            let found = casefile::find_case(&tx, &keys, (&node.gate, &ask), reference).await?;
            let Some(case) = found.and_then(|g| node.gate.open(g, &ask, &mut tx.log()).ok()) else {
                return Ok(None);
            };
            crate::take_answer(&tx, node, &officer.actor, id, number, case.id).await?;
            Ok(Some(case.id))
        }
    });
    match taken.await {
        Ok(Some(case)) => Ok(Redirect::to(&format!("/cases/{case}")).into_response()),
        Ok(None) => {
            let errors = vec![FieldError::new("case", officer.t.get("exchange-no-such-case"))];
            form(&node, &officer, id, number, Some(reference), errors).await
        }
        Err(error) => match fields::errors(&officer.t, None, &error) {
            Some(errors) => form(&node, &officer, id, number, Some(reference), errors).await,
            None => Err(error.into()),
        },
    }
}

async fn form(
    node: &Arc<Node>,
    officer: &Officer,
    id: DossierId,
    number: u64,
    case: Option<String>,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    if !works_here(&officer.actor) {
        return Err(Problem::not_available());
    }
    let read = node.store.run::<_, ExchangeError, _, _>("take form", |tx| async move {
        let thread = open_thread(&tx, node, officer, id).await?;
        let own = match thread.dossier.case {
            Some(case) => case_of(&tx, node, &officer.actor, case).await?.map(|c| c.reference),
            None => None,
        };
        Ok((thread, own))
    });
    let (thread, own) = read.await?;
    let t = &officer.t;
    let body =
        thread.find(thread.dossier.side.other(), number).ok_or_else(Problem::not_available)?.read_body();
    let body = body.unwrap_or_default();
    let (statements, unread) = carry::carried(&body);
    let side = thread.dossier.side.other();
    let standing = recall::as_it_stands(&thread, side, statements).map_err(ExchangeError::from)?;
    let status = if errors.is_empty() {
        axum::http::StatusCode::OK
    } else {
        axum::http::StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = TakeAnswer {
        t,
        action: format!("/dossiers/{id}/take/{number}"),
        back: format!("/dossiers/{id}"),
        case: case.or(own).unwrap_or_default(),
        conditions: body.text("conditions").to_owned(),
        statements: standing.statements.iter().map(|s| StatementShown::new(t, &s.carried, false)).collect(),
        corrected: standing.corrected,
        unread,
        errors,
    };
    let head =
        Head::new("dossiers", t.get("exchange-take")).over(subject_of(t, &thread.opening())).status(status);
    Ok(web::page(&officer.viewer, head, page))
}
