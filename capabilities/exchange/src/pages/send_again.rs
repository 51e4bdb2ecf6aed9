//! Sends again the moves of a dossier that the other side does not have. It is an act: what leaves passes the gate again.

use crate::pages::works_here;
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::id::DossierId;
use std::sync::Arc;
use uuid::Uuid;
use web::Problem;

pub(crate) async fn send(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    if !works_here(&officer.actor) {
        return Err(Problem::not_available());
    }
    let sent = node.store.run("send again", |tx| {
        let (node, officer) = (&node, &officer);
        async move { crate::send_again::send_again(&tx, node, &officer.actor, DossierId(id)).await }
    });
    sent.await?;
    node.wake.notify_one();
    Ok(Redirect::to(&format!("/dossiers/{id}")).into_response())
}
