//! What the tests are set in: a node that serves, peers it trusts, and raw connections of strangers.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Extension};
use axum::response::Redirect;
use axum::routing::{any, get, post};
use http::uri::Scheme;
use kernel::Digest;
use kernel::id::NodeId;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::ring::default_provider;
use rustls::{DigitallySignedStruct, Error, SignatureScheme};
use rustls_pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName, UnixTime};
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use tokio_rustls::{TlsAcceptor, TlsConnector};
use wire::{Certificate, Client, Door, Limits, Options, Peers, WireError, serve};

/// No test waits longer than this for anything.
pub const AT_MOST: Duration = Duration::from_secs(20);
/// A limit short enough to wait for.
pub const SHORT: Duration = Duration::from_millis(300);

pub fn certificate() -> Certificate {
    Certificate::generate(&["localhost".to_owned(), "127.0.0.1".to_owned()]).unwrap()
}

/// The cards that a node trusts.
#[derive(Default)]
pub struct Trusted(Mutex<HashMap<Digest, NodeId>>);

impl Trusted {
    pub fn trust(&self, certificate: &Certificate) -> NodeId {
        let node = NodeId::of_key(&certificate.spki_digest().0);
        self.0.lock().unwrap().insert(certificate.spki_digest(), node);
        node
    }

    pub fn withdraw(&self, certificate: &Certificate) {
        self.0.lock().unwrap().remove(&certificate.spki_digest());
    }
}

impl Peers for Trusted {
    fn node_of(&self, spki: Digest) -> Option<NodeId> {
        self.0.lock().unwrap().get(&spki).copied()
    }
}

/// What the rooms would read off a peer's request.
#[derive(Clone, Copy)]
struct FromPeer(NodeId);

/// Pages to ask for.
fn app() -> Router {
    Router::new()
        .route("/who", any(who))
        .route(
            "/port",
            any(|ConnectInfo(remote): ConnectInfo<SocketAddr>| async move { remote.port().to_string() }),
        )
        .route("/echo", post(|body: Bytes| async move { body }))
        .route("/zeros", any(|| async { vec![0_u8; 1_000_000] }))
        .route("/much", get(|| async { Body::from(vec![0_u8; 64_000_000]) }))
        .route("/elsewhere", any(|| async { Redirect::temporary("/who") }))
        .route(
            "/slow",
            any(|| async {
                sleep(SHORT * 3).await;
                "done"
            }),
        )
        .route("/never", any(std::future::pending::<()>))
}

async fn who(
    peer: Option<Extension<FromPeer>>,
    Extension(scheme): Extension<Scheme>,
    ConnectInfo(remote): ConnectInfo<SocketAddr>,
) -> String {
    let name = peer.map_or("a visitor".to_owned(), |Extension(FromPeer(node))| node.to_string());
    format!("{name} over {scheme} from {}", remote.ip())
}

/// A node that serves.
pub struct Node {
    pub certificate: Certificate,
    pub trusted: Arc<Trusted>,
    pub at: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    serving: Option<JoinHandle<Result<(), WireError>>>,
}

impl Node {
    pub async fn serving(options: Options) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let certificate = certificate();
        let trusted = Arc::new(Trusted::default());
        let (stop, stopped) = oneshot::channel();
        let door = Door {
            peers: trusted.clone(),
            on_peer: Arc::new(|node, extensions| {
                extensions.insert(FromPeer(node));
            }),
        };
        let own = certificate.clone();
        let serving = tokio::spawn(async move {
            let stopped = async { drop(stopped.await) };
            serve(listener, &own, door, app(), options, stopped).await
        });
        Self { certificate, trusted, at, stop: Some(stop), serving: Some(serving) }
    }

    pub fn address(&self) -> Vec<String> {
        vec![format!("https://{}", self.at)]
    }

    pub fn tells_to_stop(&mut self) {
        self.stop.take().unwrap().send(()).unwrap();
    }

    pub async fn has_stopped(&mut self) {
        timeout(AT_MOST, self.serving.take().unwrap()).await.unwrap().unwrap().unwrap();
    }

    /// A plain connection.
    pub async fn plain(&self) -> TcpStream {
        TcpStream::connect(self.at).await.unwrap()
    }
}

/// Another node's way out.
pub fn peer() -> (Certificate, Client) {
    peer_with(Limits::default())
}

pub fn peer_with(limits: Limits) -> (Certificate, Client) {
    let certificate = certificate();
    (certificate.clone(), Client::new(certificate, limits))
}

/// A browser that was told to go on: it checks nothing, and shows `shown` if anything.
pub fn browser(
    shown: Option<rustls::sign::CertifiedKey>,
    version: &'static rustls::SupportedProtocolVersion,
) -> TlsConnector {
    let builder = rustls::ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_protocol_versions(&[version])
        .unwrap()
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Credulous));
    let config = match shown {
        None => builder.with_no_client_auth(),
        Some(shown) => {
            builder.with_client_cert_resolver(Arc::new(rustls::sign::SingleCertAndKey::from(shown)))
        }
    };
    TlsConnector::from(Arc::new(config))
}

pub fn visitor() -> TlsConnector {
    browser(None, &rustls::version::TLS13)
}

/// `certificate` shown by one who holds the key of `key`.
pub fn shown_with(certificate: &Certificate, key: &Certificate) -> rustls::sign::CertifiedKey {
    let der = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.key_pkcs8().to_vec()));
    let signer = rustls::crypto::ring::sign::any_supported_type(&der).unwrap();
    let chain = vec![CertificateDer::from(certificate.certificate_der().to_vec())];
    rustls::sign::CertifiedKey::new(chain, signer)
}

pub async fn connect(
    connector: &TlsConnector,
    node: &Node,
) -> std::io::Result<tokio_rustls::client::TlsStream<TcpStream>> {
    let name = ServerName::try_from("localhost").unwrap();
    timeout(AT_MOST, connector.connect(name, node.plain().await)).await.unwrap()
}

/// Sends `request` and reads until the other side closes.
pub async fn ask<T: AsyncRead + AsyncWrite + Unpin>(mut stream: T, request: &str) -> std::io::Result<String> {
    stream.write_all(request.as_bytes()).await?;
    until_closed(stream).await
}

/// What the other side still says before it closes; an error if it does not close in time.
pub async fn until_closed<T: AsyncRead + Unpin>(mut stream: T) -> std::io::Result<String> {
    let mut said = Vec::new();
    timeout(AT_MOST, stream.read_to_end(&mut said)).await.expect("the connection was not closed")?;
    Ok(String::from_utf8_lossy(&said).into_owned())
}

pub fn get_once(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
}

/// A node of someone else's make: shows `shown`, takes one request per connection, and then says `answer`, piece
/// by piece, and no more. Without `closes` it stays silently connected afterwards.
pub async fn foreign_node(
    shown: rustls::sign::CertifiedKey,
    answer: Vec<Vec<u8>>,
    closes: bool,
) -> Vec<String> {
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_protocol_versions(&[&rustls::version::TLS13])
        .unwrap()
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(rustls::sign::SingleCertAndKey::from(shown)));
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (acceptor, answer) = (acceptor.clone(), answer.clone());
            tokio::spawn(async move {
                let Ok(mut stream) = acceptor.accept(stream).await else { return };
                let mut request = [0; 4096];
                let _ = stream.read(&mut request).await;
                for piece in answer {
                    if stream.write_all(&piece).await.is_err() {
                        return;
                    }
                }
                let _ = stream.flush().await;
                if closes {
                    let _ = stream.shutdown().await;
                } else {
                    sleep(AT_MOST).await;
                }
            });
        }
    });
    vec![format!("https://{at}")]
}

#[derive(Debug)]
struct Credulous;

impl ServerCertVerifier for Credulous {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        default_provider().signature_verification_algorithms.supported_schemes()
    }
}
