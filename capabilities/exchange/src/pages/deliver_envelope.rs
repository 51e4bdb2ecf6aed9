//! A peer hands in an envelope. What is answered is the signed receipt, after it is durable here; what does not open, or
//! follows what is not here, is answered by a status, because there is nothing to sign for.

use crate::door::Door;
use crate::receive::Answer;
use access::{Node, PeerIdentity, broken};
use axum::Extension;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_core::future::BoxFuture;
use std::sync::Arc;
use web::Problem;

/// The type of a receipt on the wire.
const RECEIPT_TYPE: &str = "application/octet-stream";

/// The handler, with the door that all requests of a node come in by.
pub(crate) fn by(
    door: Arc<Door>,
) -> impl Fn(State<Arc<Node>>, Extension<PeerIdentity>, Bytes) -> Answered + Clone + Send + Sync + 'static {
    move |node, from, body| Box::pin(deliver(Arc::clone(&door), node, from, body))
}

/// What answers a request.
type Answered = BoxFuture<'static, Result<Response, Problem>>;

async fn deliver(
    door: Arc<Door>,
    State(node): State<Arc<Node>>,
    Extension(PeerIdentity(from)): Extension<PeerIdentity>,
    body: Bytes,
) -> Result<Response, Problem> {
    match door.take(&node, from, body).await {
        Ok(Answer::Receipt(receipt)) => {
            // What was taken may have queued an answer of its own, as a notice of a hit does with its claim.
            node.wake.notify_one();
            // So may it have been accepted attachments.
            node.moving.notify_one();
            Ok(([(header::CONTENT_TYPE, RECEIPT_TYPE)], receipt).into_response())
        }
        Ok(Answer::Unreadable(code)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, [(header::CONTENT_TYPE, RECEIPT_TYPE)], code)
                .into_response())
        }
        Ok(Answer::NotYet(code)) => {
            Ok((StatusCode::SERVICE_UNAVAILABLE, [(header::CONTENT_TYPE, RECEIPT_TYPE)], code)
                .into_response())
        }
        Err(error) => Err(broken(&error)),
    }
}
