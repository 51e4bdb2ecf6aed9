//! A member asks for a head, fetches leaves, or has a statement written.

use super::answer;
use crate::log;
use access::{Node, PeerIdentity};
use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use std::sync::Arc;
use store::StoreError;
use web::Problem;

pub(crate) async fn head(
    State(node): State<Arc<Node>>,
    Extension(PeerIdentity(from)): Extension<PeerIdentity>,
    body: Bytes,
) -> Result<Response, Problem> {
    let node = &node;
    let most = <[u8; 8]>::try_from(body.as_ref()).map(u64::from_be_bytes);
    let head = node.store.run::<_, StoreError, _, _>("head of the hub", |tx| async move {
        Ok(log::head_for(&tx, node, from, most.ok()).await?.map(|head| head.value().clone()))
    });
    answer(head.await)
}

pub(crate) async fn leaves(
    State(node): State<Arc<Node>>,
    Extension(PeerIdentity(from)): Extension<PeerIdentity>,
    body: Bytes,
) -> Result<Response, Problem> {
    let node = &node;
    let asked = match body.as_ref().as_chunks::<8>() {
        ([first, until], []) => Some((u64::from_be_bytes(*first), u64::from_be_bytes(*until))),
        _ => None,
    };
    let leaves = node.store.run::<_, StoreError, _, _>("leaves of the hub", |tx| async move {
        Ok(log::leaves_for(&tx, node, from, asked).await?.map(|leaves| leaves.value().clone()))
    });
    answer(leaves.await)
}

pub(crate) async fn statement(
    State(node): State<Arc<Node>>,
    Extension(PeerIdentity(from)): Extension<PeerIdentity>,
    body: Bytes,
) -> Result<Response, Problem> {
    let (node, body) = (&node, &body);
    let taken = node.store.run::<_, StoreError, _, _>("statement for the hub", |tx| async move {
        Ok(log::take_statement(&tx, node, from, body).await?.map(|()| Vec::new()))
    });
    answer(taken.await)
}
