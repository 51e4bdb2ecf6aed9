//! A file on its way to somebody's own machine, written by a thread of its own that waits for the browser. It is saved,
//! never shown; what fails breaks it off, so that no half file passes for a whole one.

use access::media::disposition;
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures_core::Stream;
use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc;

/// Pieces that wait for a browser that is slower than the node.
const PIECES_MAX: usize = 4;
/// Bytes in a piece.
const PIECE_BYTES: usize = 64 * 1024;

struct Pieces(mpsc::Receiver<io::Result<Bytes>>);

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(cx)
    }
}

/// Where the bytes are written to: pieces for the browser.
pub(crate) struct Pouring {
    to: mpsc::Sender<io::Result<Bytes>>,
    piece: Vec<u8>,
}

impl Pouring {
    fn send(&mut self) -> io::Result<()> {
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE_BYTES));
        // Whoever asked is gone: nobody waits for the rest.
        self.to.blocking_send(Ok(Bytes::from(piece))).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl Write for Pouring {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let now = PIECE_BYTES.saturating_sub(self.piece.len()).min(bytes.len());
        self.piece.extend(bytes.get(..now).unwrap_or_default());
        if self.piece.len() >= PIECE_BYTES {
            self.send()?;
        }
        Ok(now)
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.piece.is_empty() { Ok(()) } else { self.send() }
    }
}

/// The answer that saves what `write` gives under this name.
pub(crate) fn download(
    name: &str,
    bytes: Option<u64>,
    write: impl FnOnce(&mut Pouring) -> io::Result<()> + Send + 'static,
) -> Response {
    let (to, rest) = mpsc::channel(PIECES_MAX);
    tokio::task::spawn_blocking(move || {
        let mut out = Pouring { to: to.clone(), piece: Vec::with_capacity(PIECE_BYTES) };
        if let Err(error) = write(&mut out).and_then(|()| out.flush())
            && error.kind() != io::ErrorKind::BrokenPipe
        {
            tracing::error!(%error, "a file could not be sent whole");
            // A browser that is gone is told nothing.
            let _gone = to.blocking_send(Err(error));
        }
    });
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, disposition(name)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    let mut answer = (headers, Body::from_stream(Pieces(rest))).into_response();
    if let Some(bytes) = bytes {
        answer.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(bytes));
    }
    answer
}
