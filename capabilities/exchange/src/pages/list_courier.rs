//! What waits for each peer, a file of it for a courier, and a file that a courier brought.

use crate::courier::{self, Waiting};
use access::{Node, Officer, broken};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::Role;
use std::sync::Arc;
use store::StoreError;
use web::{FieldError, Head, Problem, T};

/// A peer's row.
struct Row {
    name: String,
    path: String,
    messages: u64,
    receipts: u64,
    since: String,
    until: String,
    given: String,
}

#[derive(askama::Template)]
#[template(path = "list_courier.html")]
struct ListCourier<'a> {
    t: &'a T,
    rows: Vec<Row>,
    /// Whether this person may settle that a node begins anew.
    settles: bool,
    /// Why an administrator settles what does not fit, as it was written.
    why: &'a str,
    errors: Vec<FieldError>,
}

impl ListCourier<'_> {
    fn file(&self) -> web::Field {
        web::file("file", self.t.get("exchange-courier-file"), "")
            .hint(self.t.get("exchange-courier-file-hint"))
            .required()
            .errors(&self.errors)
    }

    fn reason(&self) -> web::Field {
        web::textarea("reason", self.t.get("exchange-courier-settle"), 2)
            .hint(self.t.get("exchange-courier-settle-hint"))
            .value(self.why)
            .optional(self.t)
            .errors(&self.errors)
    }
}

pub(crate) async fn list(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    page(&node, &officer, "", Vec::new()).await
}

pub(crate) async fn page(
    node: &Node,
    officer: &Officer,
    why: &str,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    if !courier::may(node, &officer.actor) {
        return Err(Problem::not_available());
    }
    let read = node.store.run::<_, StoreError, _, _>("what waits for couriers", |tx| async move {
        courier::waiting(&tx).await
    });
    let (waiting, t) = (read.await.map_err(|error| broken(&error))?, &officer.t);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let head =
        Head::new("courier", t.get("exchange-courier")).under(t.get("exchange-courier-what")).status(status);
    let settles = officer.actor.is(Role::Administrator);
    let rows = waiting.into_iter().map(|one| row(t, one)).collect();
    Ok(web::page(&officer.viewer, head, ListCourier { t, rows, settles, why, errors }))
}

fn row(t: &T, one: Waiting) -> Row {
    let given = one.given.map_or_else(
        || t.get("exchange-courier-never"),
        |file| {
            let said = t.say("exchange-courier-last").with("n", file.number).with("when", t.when(file.at));
            said.to_string()
        },
    );
    Row {
        name: one.peer.name().to_owned(),
        path: format!("/courier/{}", one.peer.node),
        messages: one.messages,
        receipts: one.receipts,
        since: one.since.map(|at| t.when(at)).unwrap_or_default(),
        until: one.until.map(|at| t.day(at)).unwrap_or_default(),
        given,
    }
}
