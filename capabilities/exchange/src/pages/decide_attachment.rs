//! Accepting or refusing an attachment that the other side offers, after its name, type, length and digest were shown.

use crate::attachments::decide_attachment;
use crate::types::ExchangeError;
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use kernel::id::DossierId;
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;
use web::Problem;

#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct DecideForm {
    #[serde(default)]
    decision: String,
}

pub(crate) async fn decide(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path((dossier, id)): Path<(Uuid, Uuid)>,
    Form(sent): Form<DecideForm>,
) -> Result<Response, Problem> {
    let accept = match sent.decision.as_str() {
        "accept" => true,
        "refuse" => false,
        _ => return Err(Problem::bad_request()),
    };
    let decided = node.store.run("decide attachment", |tx| {
        let (node, actor) = (&node, &officer.actor);
        async move { decide_attachment(&tx, node, actor, (Some(DossierId(dossier)), id), accept).await }
    });
    match decided.await {
        Ok(()) => {
            node.wake.notify_one();
            Ok(Redirect::to(&format!("/dossiers/{dossier}#attachments")).into_response())
        }
        Err(ExchangeError::NoRoom { needed, .. }) => {
            let size = crate::pages::attachments::size(&officer.t, needed);
            let text = officer.t.say("exchange-attachment-no-room").with("n", size);
            let back = officer.t.get("exchange-to-dossier");
            Err(Problem::conflict().what(text).way_out(back, format!("/dossiers/{dossier}")))
        }
        Err(ExchangeError::AttachmentDecided) => Err(Problem::conflict()),
        Err(error) => Err(error.into()),
    }
}
