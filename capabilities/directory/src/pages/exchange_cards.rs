//! Peers keep each other's cards fresh: whoever has a new one posts it and gets the other's newest in answer.

use crate::card::CARD_BYTES_MAX;
use crate::store;
use crate::store_peers;
use crate::types::DirectoryError;
use access::{Node, PeerIdentity};
use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use web::Problem;

pub(crate) async fn exchange(
    State(node): State<Arc<Node>>,
    Extension(PeerIdentity(from)): Extension<PeerIdentity>,
    body: Bytes,
) -> Result<Response, Problem> {
    if body.len() > CARD_BYTES_MAX {
        return Err(Problem::too_large());
    }
    let answer = node.store.run::<_, DirectoryError, _, _>("exchange cards", |tx| {
        let (node, body) = (&node, &body);
        async move {
            let peer = store_peers::trusted(&tx, from).await?;
            store_peers::update_card(&tx, node, &peer.actor(), body).await?;
            store_peers::seen(&tx, from).await?;
            let (_, card) = store::release_card(&tx, node, &peer).await?;
            Ok(card)
        }
    });
    let answer = answer.await?;
    Ok(([(header::CONTENT_TYPE, "application/octet-stream")], answer.value().clone()).into_response())
}
