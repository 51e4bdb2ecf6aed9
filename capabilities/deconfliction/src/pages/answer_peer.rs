//! What a peer may ask: the evaluation of a blinded batch, and its filter.

use crate::holder::{self, HolderError};
use access::{Node, PeerIdentity};
use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use std::sync::Arc;

pub(crate) async fn check(
    State(node): State<Arc<Node>>,
    Extension(PeerIdentity(from)): Extension<PeerIdentity>,
    body: Bytes,
) -> Response {
    answer(holder::answer_check(&node, from, &body).await)
}

pub(crate) async fn filter(
    State(node): State<Arc<Node>>,
    Extension(PeerIdentity(from)): Extension<PeerIdentity>,
    body: Bytes,
) -> Response {
    answer(holder::give_filter(&node, from, &body).await)
}

/// A peer learns that it was not answered, never why: the reasons stand in the log.
fn answer(result: Result<Vec<u8>, HolderError>) -> Response {
    match result {
        Ok(bytes) => bytes.into_response(),
        Err(error) => {
            tracing::warn!(%error, "a peer's question was not answered");
            let busy = ::store::Fault::store(&error).is_some();
            if busy { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::FORBIDDEN }.into_response()
        }
    }
}
