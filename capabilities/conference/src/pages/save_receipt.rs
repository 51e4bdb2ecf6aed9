//! The receipt for something that one's own authority handed in, as a file to keep and to check without this program.

use super::{ask, read, to_ourselves};
use crate::receipt;
use crate::store_handed;
use crate::store_public;
use crate::types::ConferenceError;
use access::{Node, Officer};
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use gate::{Guarded, ObjectRef, action};
use kernel::Label;
use std::sync::Arc;
use uuid::Uuid;
use web::Problem;

pub(crate) async fn save(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path((id, handed)): Path<(Uuid, Uuid)>,
    prints: super::write_draft::Prints,
) -> Result<Response, Problem> {
    let found = node.store.run::<_, ConferenceError, _, _>("save receipt", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            let closed = store_public::received(&tx, id).await?.ok_or(ConferenceError::NotHere)?;
            read(node, &tx, &officer.actor, closed)?;
            let own = officer.authority.id;
            let closed = store_handed::handed(&tx, &node.vault, id, own).await?;
            let asked = ask(&officer.actor, &tx, action::SUBMIT);
            let all = node.gate.open_each(closed, &asked, &mut tx.log());
            let one = all.into_iter().find(|one| one.id == handed).ok_or(ConferenceError::NotHere)?;
            let (number, _) = one.receipt.ok_or(ConferenceError::NotHere)?;
            let document = one.document.ok_or(ConferenceError::NotHere)?;
            let files = receipt::files(node, &one.says, &document)
                .map_err(|error| ConferenceError::Paper(error.to_string()))?;
            // It leaves the program, for whoever handed it in.
            let object = ObjectRef { kind: "submission", id: one.id };
            let ask = ask(&officer.actor, &tx, action::EXPORT_CONFERENCE).on(object);
            let closed = Guarded::new(object, Label::own(own), files);
            let to = to_ourselves(node, &officer.actor);
            let released = node.gate.release(closed, &ask, &to, &mut tx.log())?;
            Ok((number, released))
        }
    });
    let (number, released) = found.await?;
    let Some(Extension(print)) = prints else { return Err(Problem::unavailable_now()) };
    let packed = tokio::task::spawn_blocking(move || print.pack(released.value()));
    let packed = packed.await.map_err(|e| ConferenceError::Paper(e.to_string()))?;
    let bytes = packed.map_err(ConferenceError::Paper)?;
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"receipt-{}.zip\"", plain(&number))),
    ];
    Ok((headers, bytes).into_response())
}

/// The number as another node wrote it, as far as a file's name takes it.
fn plain(number: &str) -> String {
    number.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}
