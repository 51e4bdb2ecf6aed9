//! The way out: posts bytes to one node, known by its key.

use crate::{Certificate, WireError, tls};
use kernel::Digest;
use kernel::limit::ENVELOPE_BYTES_MAX;
use reqwest::{Response, Url, redirect};
use std::error::Error;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::timeout;

/// Most addresses of one peer that are tried.
pub const ADDRESSES_MAX: usize = 8;
/// Peers whose connections are kept for reuse.
const KEPT_MAX: usize = 256;
/// Idle connections kept for each address: as many as messages go to a peer beside each other, in three errands.
const IDLE_MAX: usize = 64;
/// The slowest line that is waited for, in bytes a second: 32 kbit/s, as over a satellite. What is large gets the time it
/// needs at this speed.
pub const SLOWEST_BYTES_PER_SECOND: usize = 4_000;
/// How long they are kept: shorter than a node keeps them (30 s), so that we do not speak into a closing one.
const IDLE: Duration = Duration::from_secs(15);

/// What can go wrong on the way to a peer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ClientError {
    /// No address answered; the text says what happened at each.
    #[error("the peer cannot be reached: {0}")]
    Unreachable(String),
    /// Someone answered who does not hold the key in the peer's card.
    #[error("the key at the peer's address is not the one in its card: ask the peer for its current card")]
    NotThem,
    /// The peer refused our certificate.
    #[error("the peer does not know this node: ask its administrator to trust this node's current card")]
    NotTrusted,
    /// The peer answered with a status other than success.
    #[error("the peer answered with status {0}")]
    Status(u16),
    /// The answer is larger than was asked for.
    #[error("the peer's answer is larger than allowed")]
    TooLarge,
    /// The peer took too long.
    #[error("the peer took too long: it will be tried again")]
    Timeout,
}

/// The limits on the way out.
#[derive(Clone, Debug)]
pub struct Limits {
    /// To a finished handshake, for each address.
    pub connect_timeout: Duration,
    /// Between two pieces of an answer.
    pub stall_timeout: Duration,
    /// For a whole exchange in which neither side sends more than an envelope
    /// ([`kernel::limit::ENVELOPE_BYTES_MAX`]), beside the time that what is sent takes on the slowest line.
    pub total_timeout: Duration,
    /// For a whole exchange that may be larger, as filters are.
    pub total_timeout_large: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            stall_timeout: Duration::from_secs(30),
            total_timeout: Duration::from_secs(60),
            total_timeout_large: Duration::from_secs(15 * 60),
        }
    }
}

impl Limits {
    /// How long an exchange may take that sends and asks for so much.
    fn total(&self, body: usize, response_max: usize) -> Duration {
        let large = body.max(response_max) > ENVELOPE_BYTES_MAX;
        let base = if large { self.total_timeout_large } else { self.total_timeout };
        base.saturating_add(Duration::from_secs((body / SLOWEST_BYTES_PER_SECOND) as u64))
    }
}

/// Posts bytes to nodes, presenting this node's certificate.
pub struct Client {
    certificate: Certificate,
    limits: Limits,
    /// One client, and so one pool of connections, for each pinned key: a connection opened under one pin can
    /// never be used under another. Last used last.
    kept: Mutex<Vec<(Digest, reqwest::Client)>>,
}

impl Client {
    /// A client that presents this certificate.
    #[must_use]
    pub fn new(certificate: Certificate, limits: Limits) -> Self {
        Self { certificate, limits, kept: Mutex::new(Vec::new()) }
    }

    /// Posts `body` to `path` at the first of `addresses` (`https://host:port` or `host:port`, a name or an IP
    /// address) where the holder of the key `tls` answers, and gives its answer of at most `response_max` bytes.
    ///
    /// No byte of `body` leaves before the key is proved. The next address is tried only where no connection came
    /// about, so that a peer gets one request at most per call.
    ///
    /// # Errors
    /// See [`ClientError`]. [`ClientError::NotThem`] outweighs an address that is merely silent.
    pub async fn post(
        &self,
        addresses: &[String],
        tls: Digest,
        path: &str,
        body: Vec<u8>,
        response_max: usize,
    ) -> Result<Vec<u8>, ClientError> {
        let client = self.client_of(tls).map_err(|error| ClientError::Unreachable(error.to_string()))?;
        let total = self.limits.total(body.len(), response_max);
        let all = self.try_each(&client, addresses, path, body, response_max);
        timeout(total, all).await.unwrap_or(Err(ClientError::Timeout))
    }

    async fn try_each(
        &self,
        client: &reqwest::Client,
        addresses: &[String],
        path: &str,
        body: Vec<u8>,
        response_max: usize,
    ) -> Result<Vec<u8>, ClientError> {
        let body = axum::body::Bytes::from(body);
        let mut reasons = Vec::new();
        let mut someone_else = false;
        for address in addresses.iter().take(ADDRESSES_MAX) {
            let Some(url) = url_of(address, path) else {
                reasons.push(format!("`{address}` is not an https address"));
                continue;
            };
            match client.post(url).body(body.clone()).send().await {
                Ok(response) => return self.read(response, response_max).await,
                Err(error) => match Failure::of(&error) {
                    Failure::NotThem => someone_else = true,
                    Failure::NotTrusted => return Err(ClientError::NotTrusted),
                    Failure::NoConnection => reasons.push(format!("`{address}`: {}", innermost(&error))),
                    Failure::Broken => {
                        return Err(ClientError::Unreachable(format!("`{address}`: {}", innermost(&error))));
                    }
                },
            }
        }
        if someone_else {
            return Err(ClientError::NotThem);
        }
        if reasons.is_empty() {
            reasons.push("its card gives no address".to_owned());
        }
        Err(ClientError::Unreachable(reasons.join("; ")))
    }

    /// Reads the answer, whatever length it claims, up to `response_max` bytes.
    async fn read(&self, mut response: Response, response_max: usize) -> Result<Vec<u8>, ClientError> {
        let status = response.status();
        if !status.is_success() {
            return Err(ClientError::Status(status.as_u16()));
        }
        let claimed = response.content_length().unwrap_or(0);
        if usize::try_from(claimed).map_or(true, |claimed| claimed > response_max) {
            return Err(ClientError::TooLarge);
        }
        let mut answer = Vec::new();
        loop {
            let piece = timeout(self.limits.stall_timeout, response.chunk()).await;
            match piece.map_err(|_| ClientError::Timeout)? {
                Ok(None) => return Ok(answer),
                Ok(Some(piece)) => {
                    if piece.len() > response_max.saturating_sub(answer.len()) {
                        return Err(ClientError::TooLarge);
                    }
                    answer.extend_from_slice(&piece);
                }
                Err(error) => {
                    let reason = format!("the answer broke off: {}", innermost(&error));
                    return Err(ClientError::Unreachable(reason));
                }
            }
        }
    }

    /// The client for a pinned key, kept or new.
    fn client_of(&self, pin: Digest) -> Result<reqwest::Client, WireError> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().position(|(of, _)| *of == pin);
        let entry = match found {
            Some(at) => kept.remove(at),
            None => (pin, self.build(pin)?),
        };
        if kept.len() >= KEPT_MAX {
            kept.remove(0);
        }
        let client = entry.1.clone();
        kept.push(entry);
        Ok(client)
    }

    fn build(&self, pin: Digest) -> Result<reqwest::Client, WireError> {
        let config = tls::client(&self.certificate, pin).map_err(WireError::Tls)?;
        reqwest::Client::builder()
            .tls_backend_preconfigured(config)
            .https_only(true)
            .http1_only()
            .no_proxy()
            .redirect(redirect::Policy::none())
            .referer(false)
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate()
            .connect_timeout(self.limits.connect_timeout)
            .pool_idle_timeout(IDLE)
            .pool_max_idle_per_host(IDLE_MAX)
            .build()
            .map_err(WireError::Client)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Client({})", self.certificate.spki_digest())
    }
}

/// The address as a URL, if it is one of a node: https, a host, nothing else.
fn url_of(address: &str, path: &str) -> Option<Url> {
    let authority = match address.split_once("://") {
        Some(("https", rest)) => rest.strip_suffix('/').unwrap_or(rest),
        Some(_) => return None,
        None => address,
    };
    // Spelled out, because a URL parser would find a host where none stands (`https:///path`) and drop line ends.
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
    if authority.is_empty() || !authority.chars().all(plain) || !path.starts_with('/') {
        return None;
    }
    let host = match authority.parse::<std::net::Ipv6Addr>() {
        Ok(bare) => format!("[{bare}]"),
        Err(_) => authority.to_owned(),
    };
    Url::parse(&format!("https://{host}{path}")).ok()
}

/// Why a request got no answer.
enum Failure {
    NotThem,
    NotTrusted,
    NoConnection,
    Broken,
}

impl Failure {
    fn of(error: &reqwest::Error) -> Self {
        match tls_error(error) {
            Some(rustls::Error::InvalidCertificate(_)) => Self::NotThem,
            Some(rustls::Error::AlertReceived(
                rustls::AlertDescription::UnknownCA
                | rustls::AlertDescription::BadCertificate
                | rustls::AlertDescription::CertificateUnknown
                | rustls::AlertDescription::AccessDenied,
            )) => Self::NotTrusted,
            _ if error.is_connect() => Self::NoConnection,
            _ => Self::Broken,
        }
    }
}

/// What TLS said, from deep inside.
fn tls_error(error: &reqwest::Error) -> Option<&rustls::Error> {
    sources(error).find_map(|one| one.downcast_ref())
}

/// The first cause, in words without the address (the caller adds the one that it may show).
pub(crate) fn innermost(error: &reqwest::Error) -> String {
    sources(error).last().map_or_else(String::new, ToString::to_string)
}

/// The error and what lies under it. An `io::Error` names as its source not what it holds but that one's source,
/// so what it holds is looked at first.
fn sources(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(Some(error as &(dyn Error + 'static)), |one: &&(dyn Error + 'static)| {
        match one.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
            Some(held) => Some(held as &(dyn Error + 'static)),
            None => (*one).source(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_7_a_large_message_has_the_time_it_needs_on_a_slow_line_and_a_small_one_no_more_than_before() {
        let limits = Limits::default();
        assert_eq!(limits.total(3_000, 8_192), limits.total_timeout);
        assert_eq!(limits.total(400_000, 8_192), limits.total_timeout + Duration::from_secs(100));
        assert_eq!(limits.total(3_000, ENVELOPE_BYTES_MAX + 1), limits.total_timeout_large);
    }

    #[test]
    fn an_address_is_a_host_and_perhaps_a_port() {
        let url = |address| url_of(address, "/wire/v1").map(String::from);
        assert_eq!(url("https://node.example:8443").unwrap(), "https://node.example:8443/wire/v1");
        assert_eq!(url("https://node.example/").unwrap(), "https://node.example/wire/v1");
        assert_eq!(url("192.0.2.7:8443").unwrap(), "https://192.0.2.7:8443/wire/v1");
        assert_eq!(url("2001:db8::7").unwrap(), "https://[2001:db8::7]/wire/v1");
        assert_eq!(url("https://[2001:db8::7]:8443").unwrap(), "https://[2001:db8::7]:8443/wire/v1");
    }

    #[test]
    fn what_is_more_or_less_than_a_host_is_no_address() {
        for bad in [
            "http://node.example",
            "ftp://node.example",
            "https://user@node.example",
            "https://node.example/a",
            "https://node.example?a",
            "https://node.example#a",
            "https://node.example\\a",
            "https://",
            "",
            "node.example:99999",
            "unix:/run/socket",
            "node.ex\nample",
            "node.example%2f",
            ":8443",
        ] {
            assert!(url_of(bad, "/wire/v1").is_none(), "{bad}");
        }
        assert!(url_of("node.example", "@other.example/").is_none(), "the path cannot change the host");
        assert!(url_of("node.example", ".other.example/").is_none());
    }

    #[test]
    fn a_7_clients_are_kept_for_the_last_peers_only() {
        let client = Client::new(Certificate::generate(&[]).unwrap(), Limits::default());
        let pin = |n: usize| Digest::of(&[&n.to_be_bytes()]);
        for n in 0..KEPT_MAX {
            client.client_of(pin(n)).unwrap();
        }
        client.client_of(pin(0)).unwrap();
        client.client_of(pin(KEPT_MAX)).unwrap();
        let kept: Vec<_> = client.kept.lock().unwrap().iter().map(|(of, _)| *of).collect();
        assert_eq!(kept.len(), KEPT_MAX);
        assert!(kept.contains(&pin(0)), "used again, so kept");
        assert!(!kept.contains(&pin(1)), "longest unused, so dropped");
    }
}
