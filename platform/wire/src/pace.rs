//! Patience with slow sides, and its end: who moves fewer than [`WINDOW_BYTES_MIN`] bytes in a window is cut off.
//!
//! A window, not a pause between bytes, so that one byte now and then does not hold a connection.

use axum::body::Bytes;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use std::io::{Error, ErrorKind, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

/// Fewest bytes that must move in a window while we wait for them.
pub(crate) const WINDOW_BYTES_MIN: usize = 4096;

/// Counts what moves while we wait.
struct Window {
    span: Duration,
    moved: usize,
    ends: Option<Pin<Box<Sleep>>>,
}

impl Window {
    fn new(span: Duration) -> Self {
        Self { span, moved: 0, ends: None }
    }

    /// Some bytes moved.
    fn moved(&mut self, bytes: usize) {
        self.moved = self.moved.saturating_add(bytes);
        if self.moved >= WINDOW_BYTES_MIN {
            self.rest();
        }
    }

    /// Nothing is waited for.
    fn rest(&mut self) {
        self.moved = 0;
        self.ends = None;
    }

    /// We wait; ready once the other side was too slow.
    fn poll_spent(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let span = self.span;
        self.ends.get_or_insert_with(|| Box::pin(sleep(span))).as_mut().poll(context)
    }
}

/// The error of one who was too slow.
fn too_slow() -> Error {
    Error::new(ErrorKind::TimedOut, "the other side was too slow")
}

/// A transport whose other side must take what we write.
pub(crate) struct Paced<T> {
    inner: T,
    window: Window,
    blocked: bool,
}

impl<T> Paced<T> {
    /// Gives the reader `span` for each window.
    pub(crate) fn new(inner: T, span: Duration) -> Self {
        Self { inner, window: Window::new(span), blocked: false }
    }

    /// Bookkeeping after one attempt to write.
    fn after(
        &mut self,
        context: &mut Context<'_>,
        wrote: Poll<std::io::Result<usize>>,
    ) -> Poll<std::io::Result<usize>> {
        self.blocked = wrote.is_pending();
        match wrote {
            Poll::Ready(result) => {
                if let Ok(bytes) = &result {
                    self.window.moved(*bytes);
                }
                Poll::Ready(result)
            }
            Poll::Pending => {
                ready!(self.window.poll_spent(context));
                Poll::Ready(Err(too_slow()))
            }
        }
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for Paced<T> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.inner).poll_read(context, into)
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for Paced<T> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        let wrote = Pin::new(&mut self.inner).poll_write(context, bytes);
        self.after(context, wrote)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<std::io::Result<usize>> {
        let wrote = Pin::new(&mut self.inner).poll_write_vectored(context, slices);
        self.after(context, wrote)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        // Flushed after a write that was taken: all is out, and the next answer starts a window of its own.
        if !self.blocked {
            self.window.rest();
        }
        Pin::new(&mut self.inner).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }
}

/// The body of a request, whose sender must keep sending.
pub(crate) struct PacedBody {
    inner: Incoming,
    window: Window,
}

impl PacedBody {
    /// Gives the sender `span` for each window.
    pub(crate) fn new(inner: Incoming, span: Duration) -> Self {
        Self { inner, window: Window::new(span) }
    }
}

impl Body for PacedBody {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::BoxError>>> {
        match Pin::new(&mut self.inner).poll_frame(context) {
            Poll::Ready(frame) => {
                if let Some(Ok(frame)) = &frame {
                    self.window.moved(frame.data_ref().map_or(0, Bytes::len));
                }
                Poll::Ready(frame.map(|frame| frame.map_err(Into::into)))
            }
            Poll::Pending => {
                ready!(self.window.poll_spent(context));
                Poll::Ready(Some(Err(too_slow().into())))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
