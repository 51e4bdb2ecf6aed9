//! What waits for a peer, as a file for a courier. It goes out as it is written, so that it may be of any size.

use crate::courier::{self, CourierFault, Sink};
use access::{Node, Officer, broken};
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_core::Stream;
use futures_core::future::BoxFuture;
use kernel::id::NodeId;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::sync::mpsc;
use web::Problem;

/// Pieces that wait for a browser that is slower than the node.
const PIECES_MAX: usize = 4;

/// What goes to the browser: a piece, or what stopped the writing.
type Piece = Result<Bytes, CourierFault>;

struct ToBrowser(mpsc::Sender<Piece>);

impl Sink for ToBrowser {
    fn put<'a>(&'a mut self, bytes: &'a [u8]) -> BoxFuture<'a, io::Result<()>> {
        Box::pin(async move {
            let sent = self.0.send(Ok(Bytes::copy_from_slice(bytes))).await;
            sent.map_err(|_| io::Error::new(io::ErrorKind::BrokenPipe, "the download was broken off"))
        })
    }
}

/// The pieces as a body; one that fails breaks the download off, so that no half file passes for a whole one.
struct Pieces {
    first: Option<Bytes>,
    rest: mpsc::Receiver<Piece>,
}

impl Stream for Pieces {
    type Item = Result<Bytes, CourierFault>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match self.first.take() {
            Some(first) => Poll::Ready(Some(Ok(first))),
            None => self.rest.poll_recv(cx),
        }
    }
}

pub(crate) async fn write(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let to = NodeId::parse(&id).ok_or_else(Problem::not_available)?;
    let (send, mut rest) = mpsc::channel(PIECES_MAX);
    tokio::spawn(async move {
        let mut sink = ToBrowser(send.clone());
        let done = match courier::write(&node, &officer.actor, to, &mut sink).await {
            Ok(written) => courier::given(&node, &officer.actor, &written).await.map_err(CourierFault::from),
            Err(error) => Err(error),
        };
        if let Err(error) = done {
            tracing::warn!(peer = %to, %error, "a courier file was not written");
            // A browser that is gone is told nothing.
            let _ = send.send(Err(error)).await;
        }
    });
    let first = match rest.recv().await {
        Some(Ok(first)) => Some(first),
        Some(Err(error)) => return Err(error.into()),
        None => return Err(Problem::broken()),
    };
    // The name tells nothing either.
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"for-courier.liaison\""),
    ];
    Ok((headers, Body::from_stream(Pieces { first, rest })).into_response())
}

impl From<CourierFault> for Problem {
    fn from(error: CourierFault) -> Self {
        match error {
            CourierFault::Store(error) => broken(&error),
            CourierFault::Refused(_) | CourierFault::Directory(_) => Self::not_available(),
            CourierFault::NoKey => Self::conflict(),
            CourierFault::File(_) | CourierFault::Io(_) => Self::broken(),
        }
    }
}
