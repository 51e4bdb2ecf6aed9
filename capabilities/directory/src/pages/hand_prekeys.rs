//! A peer asks for one-time keys and is handed a signed batch that is for it alone.

use crate::prekeys::{QUESTION_BYTES_MAX, hand_prekeys};
use access::{Node, PeerIdentity};
use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use web::Problem;

pub(crate) async fn hand(
    State(node): State<Arc<Node>>,
    Extension(PeerIdentity(from)): Extension<PeerIdentity>,
    body: Bytes,
) -> Result<Response, Problem> {
    if body.len() > QUESTION_BYTES_MAX {
        return Err(Problem::too_large());
    }
    let handed = hand_prekeys(&node, from, &body).await?;
    Ok(([(header::CONTENT_TYPE, "application/octet-stream")], handed.value().clone()).into_response())
}
