//! A member leaves an envelope for another one, or fetches what waits for it.

use super::answer;
use crate::log::Refused;
use crate::mail;
use access::{Node, PeerIdentity};
use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::Response;
use kernel::id::NodeId;
use std::sync::Arc;
use store::StoreError;
use web::Problem;

pub(crate) async fn leave(
    State(node): State<Arc<Node>>,
    Extension(PeerIdentity(from)): Extension<PeerIdentity>,
    Path(recipient): Path<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    let (node, body) = (&node, &body);
    let left = node.store.run::<_, StoreError, _, _>("leave in a mailbox", |tx| {
        let recipient = NodeId::parse(&recipient);
        async move {
            let Some(recipient) = recipient else { return Ok(Err(Refused::NotHere)) };
            Ok(mail::leave(&tx, node, (from, recipient), body).await?.map(|()| Vec::new()))
        }
    });
    answer(left.await)
}

pub(crate) async fn collect(
    State(node): State<Arc<Node>>,
    Extension(PeerIdentity(from)): Extension<PeerIdentity>,
    body: Bytes,
) -> Result<Response, Problem> {
    let (node, body) = (&node, &body);
    let items = node.store.run::<_, StoreError, _, _>("collect from a mailbox", |tx| async move {
        mail::collect(&tx, node, from, body).await
    });
    answer(items.await)
}
