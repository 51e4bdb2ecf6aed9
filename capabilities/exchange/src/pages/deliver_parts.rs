//! A peer hands in chunks of an attachment. What is answered is the chunk that is wanted next.

use crate::attachments::{PartsRefusal, take_parts};
use access::{Node, PeerIdentity, broken};
use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use web::Problem;

pub(crate) async fn deliver(
    State(node): State<Arc<Node>>,
    Extension(PeerIdentity(from)): Extension<PeerIdentity>,
    body: Bytes,
) -> Result<Response, Problem> {
    match take_parts(&node, from, &body).await {
        Ok(answer) => {
            let json = serde_json::to_vec(&answer).map_err(|_| Problem::broken())?;
            Ok(([(header::CONTENT_TYPE, "application/json")], json).into_response())
        }
        Err(PartsRefusal::Unreadable) => Ok(StatusCode::BAD_REQUEST.into_response()),
        Err(PartsRefusal::NotHere) => Ok(StatusCode::NOT_FOUND.into_response()),
        Err(PartsRefusal::NotNow) => Ok(StatusCode::SERVICE_UNAVAILABLE.into_response()),
        Err(PartsRefusal::Full) => {
            tracing::warn!(peer = %from, "there is no room for an attachment; its sender tries again");
            Ok(StatusCode::INSUFFICIENT_STORAGE.into_response())
        }
        Err(PartsRefusal::File(error)) => {
            tracing::error!(peer = %from, %error, "chunks of an attachment were not taken");
            Ok(StatusCode::SERVICE_UNAVAILABLE.into_response())
        }
        Err(PartsRefusal::Store(error)) => Err(broken(&error)),
    }
}
