//! One connection, from its first byte to its last.

use crate::certificate::digest_of;
use crate::pace::{Paced, PacedBody};
use crate::{Door, Options};
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::response::{IntoResponse, Response};
use http::uri::Scheme;
use http::{Request, StatusCode, header};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use kernel::Digest;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

/// First byte of a TLS handshake record (RFC 8446 section 5.1).
const TLS_HANDSHAKE: u8 = 0x16;
/// Read buffer of a connection, beyond the head. Hyper asks for 8 KiB at least.
const BUFFER_BYTES: usize = 64 * 1024;
/// What is read and thrown away after a refusal, so that the refusal is not lost in a reset.
const LINGER_BYTES_MAX: u64 = 64 * 1024;
/// How long we do so.
const LINGER: Duration = Duration::from_secs(1);

/// For those who come without TLS from elsewhere.
const USE_HTTPS: &[u8] = b"HTTP/1.1 426 Upgrade Required\r\nUpgrade: TLS/1.3\r\nConnection: Upgrade, close\r\n\
Content-Type: text/plain; charset=utf-8\r\nContent-Length: 43\r\n\r\nThis node answers over https:// addresses.\n";

/// What all connections share.
pub(crate) struct Shared {
    pub(crate) acceptor: TlsAcceptor,
    pub(crate) door: Door,
    pub(crate) app: Router,
    pub(crate) options: Options,
}

/// Attends to one connection until it ends.
pub(crate) async fn attend(
    stream: TcpStream,
    remote: SocketAddr,
    shared: Arc<Shared>,
    mut stopping: watch::Receiver<bool>,
) {
    // Answers are written whole; waiting to fill a packet would only delay them. Failing costs speed alone.
    let _ = stream.set_nodelay(true);
    let opened = tokio::select! {
        opened = timeout(shared.options.handshake_timeout, open(stream, remote, &shared)) => opened,
        () = stopped(&mut stopping) => return,
    };
    match opened {
        Ok(Some(Opened::Tls(stream, spki))) => {
            converse(*stream, Visitor { remote, spki, scheme: Scheme::HTTPS }, shared, stopping).await;
        }
        Ok(Some(Opened::Plain(stream))) => {
            converse(stream, Visitor { remote, spki: None, scheme: Scheme::HTTP }, shared, stopping).await;
        }
        Ok(None) => {}
        Err(_) => tracing::debug!(%remote, "closed a connection that did not begin in time"),
    }
}

/// A connection over which requests may come.
enum Opened {
    Tls(Box<tokio_rustls::server::TlsStream<Paced<TcpStream>>>, Option<Digest>),
    Plain(Paced<TcpStream>),
}

/// Who is on the other side.
#[derive(Clone)]
struct Visitor {
    remote: SocketAddr,
    spki: Option<Digest>,
    scheme: Scheme,
}

/// Tells TLS from plain HTTP and shakes hands.
async fn open(stream: TcpStream, remote: SocketAddr, shared: &Shared) -> Option<Opened> {
    let mut first = [0_u8; 1];
    let peeked = stream.peek(&mut first).await.ok()?;
    let paced = Paced::new(stream, shared.options.stall_timeout);
    match first {
        _ if peeked == 0 => None,
        [TLS_HANDSHAKE] => shake_hands(paced, remote, shared).await,
        [letter] if letter.is_ascii_alphabetic() => {
            if remote.ip().to_canonical().is_loopback() || shared.options.plain_from_anywhere {
                return Some(Opened::Plain(paced));
            }
            refuse_plain(paced, remote).await;
            None
        }
        _ => {
            tracing::debug!(%remote, "closed a connection that spoke neither tls nor http");
            None
        }
    }
}

/// The TLS handshake. A client certificate that comes out of it was checked: its key signed the handshake and was
/// a trusted peer's.
async fn shake_hands(stream: Paced<TcpStream>, remote: SocketAddr, shared: &Shared) -> Option<Opened> {
    match shared.acceptor.accept(stream).into_fallible().await {
        Ok(stream) => {
            let shown = stream.get_ref().1.peer_certificates().and_then(<[_]>::first);
            let spki = shown.map(digest_of).transpose().ok()?;
            Some(Opened::Tls(Box::new(stream), spki))
        }
        Err((error, stream)) => {
            tracing::info!(%remote, %error, "a tls handshake failed");
            linger(stream).await;
            None
        }
    }
}

/// Tells whoever came without TLS what to do.
async fn refuse_plain(mut stream: Paced<TcpStream>, remote: SocketAddr) {
    tracing::info!(%remote, "refused plain http from elsewhere than this machine");
    if stream.write_all(USE_HTTPS).await.is_ok() {
        linger(stream).await;
    }
}

/// Ends our side and reads on a little: closing over unread bytes would reset the connection and lose our last word.
async fn linger(mut stream: Paced<TcpStream>) {
    let read_on = async {
        stream.shutdown().await?;
        tokio::io::copy(&mut stream.take(LINGER_BYTES_MAX), &mut tokio::io::sink()).await
    };
    // However it ends, the connection is closed.
    let _ = timeout(LINGER, read_on).await;
}

/// Answers the requests of one connection.
async fn converse<T: AsyncRead + AsyncWrite + Unpin>(
    stream: T,
    visitor: Visitor,
    shared: Arc<Shared>,
    mut stopping: watch::Receiver<bool>,
) {
    let remote = visitor.remote;
    let options = &shared.options;
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(options.header_timeout)
        .max_headers(options.headers_max)
        .max_header_size(options.header_bytes_max)
        .max_buf_size(options.header_bytes_max.max(BUFFER_BYTES))
        .half_close(false);
    let service = service_fn(|request| answer(request, visitor.clone(), shared.clone()));
    let mut connection = std::pin::pin!(http.serve_connection(TokioIo::new(stream), service));
    let ended = tokio::select! {
        ended = &mut connection => ended,
        () = stopped(&mut stopping) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%remote, %error, "a connection ended early");
    }
}

/// Ready once the node stops.
async fn stopped(stopping: &mut watch::Receiver<bool>) {
    // An error means that the door itself is gone: the same thing.
    let _ = stopping.wait_for(|stop| *stop).await;
}

/// Answers one request.
async fn answer(
    request: Request<Incoming>,
    visitor: Visitor,
    shared: Arc<Shared>,
) -> Result<Response, Infallible> {
    let span = shared.options.stall_timeout;
    let mut request = request.map(|body| Body::new(PacedBody::new(body, span)));
    let extensions = request.extensions_mut();
    extensions.insert(ConnectInfo(visitor.remote));
    extensions.insert(visitor.scheme);
    if let Some(spki) = visitor.spki {
        // Asked again for each request: a peer whose card was withdrawn while connected is a peer no longer, and
        // is not served as a visitor either.
        let Some(node) = shared.door.peers.node_of(spki) else {
            tracing::warn!(%spki, "refused a request: trust in this node was withdrawn");
            return Ok((StatusCode::FORBIDDEN, [(header::CONNECTION, "close")]).into_response());
        };
        (shared.door.on_peer)(node, extensions);
    }
    shared.app.clone().oneshot(request).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Certificate, Peers, tls};
    use kernel::id::NodeId;
    use tokio::net::TcpListener;

    struct Nobody;

    impl Peers for Nobody {
        fn node_of(&self, _: Digest) -> Option<NodeId> {
            None
        }
    }

    /// What a plain request is answered that comes, as far as the node can tell, from `remote`.
    async fn answer_to(remote: &str, plain_from_anywhere: bool) -> String {
        let config = tls::server(&Certificate::generate(&[]).unwrap(), Arc::new(Nobody)).unwrap();
        let shared = Shared {
            acceptor: Arc::new(config).into(),
            door: Door { peers: Arc::new(Nobody), on_peer: Arc::new(|_, _| ()) },
            app: Router::new().route("/", axum::routing::get(|| async { "a page" })),
            options: Options { plain_from_anywhere, ..Options::default() },
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut stream = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (accepted, _) = listener.accept().await.unwrap();
        let (_stop, stopping) = watch::channel(false);
        let attending = attend(accepted, remote.parse().unwrap(), Arc::new(shared), stopping);
        let asking = async {
            let request = b"GET / HTTP/1.1\r\nHost: node.example\r\nConnection: close\r\n\r\n";
            stream.write_all(request).await.unwrap();
            let mut said = String::new();
            stream.read_to_string(&mut said).await.unwrap();
            drop(stream);
            said
        };
        tokio::join!(attending, asking).1
    }

    #[tokio::test]
    async fn plain_http_from_elsewhere_is_told_to_use_https() {
        for elsewhere in
            ["192.0.2.7:40000", "[2001:db8::7]:40000", "[::ffff:192.0.2.7]:40000", "10.0.0.1:40000"]
        {
            let said = answer_to(elsewhere, false).await;
            assert!(said.starts_with("HTTP/1.1 426 "), "{elsewhere}: {said}");
            assert!(!said.contains("a page"));
            let (head, body) = said.split_once("\r\n\r\n").unwrap();
            assert!(
                head.contains(&format!("Content-Length: {}\r\n", body.len()))
                    || head.ends_with(&body.len().to_string())
            );
        }
    }

    #[tokio::test]
    async fn plain_http_is_served_to_this_machine_and_behind_a_proxy() {
        for here in ["127.0.0.1:40000", "127.8.8.8:40000", "[::1]:40000", "[::ffff:127.0.0.1]:40000"] {
            assert!(answer_to(here, false).await.ends_with("a page"), "{here}");
        }
        assert!(answer_to("192.0.2.7:40000", true).await.ends_with("a page"));
    }
}
