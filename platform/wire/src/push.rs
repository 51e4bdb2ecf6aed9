//! Notices to browsers: an empty message to the push service that a browser named (RFC 8030), signed by the node's own
//! key (RFC 8292).
//!
//! The address comes from a browser, so from anybody who has a session. It is used only where it is `https` at a host
//! that the operator allows and that stands at a public address of the net; redirects are not followed, the answer's
//! text is not read, and nothing but a handful of fixed headers is sent. No message has a text: there is nothing to
//! encrypt, and nothing for the service to keep.

use crate::client::innermost;
use crate::{WireError, tls};
use data_encoding::BASE64URL_NOPAD;
use kernel::Timestamp;
use kernel::time::HOUR_MS;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{AUTHORIZATION, CONTENT_LENGTH, HeaderMap, RETRY_AFTER};
use reqwest::{Url, redirect};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use rustls::RootCertStore;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;
use zeroize::Zeroizing;

/// Longest address that a browser may name.
pub const ENDPOINT_BYTES_MAX: usize = 1_024;
/// How long a service may keep a notice for a browser that is off: a day.
const KEPT_SECONDS: &str = "86400";
/// Every notice has this topic, so that one replaces the other and a browser that was off gets one.
const TOPIC: &str = "desk";
/// How long a signature holds; RFC 8292 allows a day.
const SIGNED_FOR_MS: i64 = 12 * HOUR_MS;
/// The longest that a service may have us wait; its word is not taken for more.
const WAIT_SECONDS_MAX: u64 = 60 * 60;
/// To a finished handshake, and for all of it.
const CONNECT: Duration = Duration::from_secs(10);
const WHOLE: Duration = Duration::from_secs(20);

/// Why a notice did not go.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PushError {
    /// The browser takes none any more: its address is to be forgotten.
    #[error("the browser takes no notices any more")]
    Gone,
    /// It did not go now.
    #[error("{why}")]
    Failed {
        /// What happened, without the address.
        why: String,
        /// How long the service asks to wait.
        wait_s: Option<u64>,
    },
}

impl PushError {
    fn failed(why: impl Into<String>) -> Self {
        Self::Failed { why: why.into(), wait_s: None }
    }
}

/// The node's key towards push services, on P-256 as RFC 8292 wants it. Used for nothing else.
pub struct PushKey {
    pair: EcdsaKeyPair,
    public: String,
}

impl PushKey {
    /// A new key, as PKCS#8. Secret: keep it wrapped.
    ///
    /// It comes from ring's own generator, that of the operating system, as the certificate's does (A-10).
    ///
    /// # Errors
    /// [`WireError::PushKey`].
    pub fn generate() -> Result<Zeroizing<Vec<u8>>, WireError> {
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new());
        made.map(|document| Zeroizing::new(document.as_ref().to_vec())).map_err(|_| WireError::PushKey)
    }

    /// The key as it was kept.
    ///
    /// # Errors
    /// [`WireError::PushKey`].
    pub fn from_pkcs8(pkcs8: &[u8]) -> Result<Self, WireError> {
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8, &SystemRandom::new())
            .map_err(|_| WireError::PushKey)?;
        let public = BASE64URL_NOPAD.encode(pair.public_key().as_ref());
        Ok(Self { pair, public })
    }

    /// The public half as browsers are told it: the uncompressed point, base64url.
    #[must_use]
    pub fn public(&self) -> &str {
        &self.public
    }

    /// `Authorization` for a service: who we are, to whom, until when.
    fn authorization(&self, audience: &str, contact: &str, now: Timestamp) -> Result<String, PushError> {
        let until = now.plus_ms(SIGNED_FOR_MS).0 / 1000;
        let claims = serde_json::json!({ "aud": audience, "exp": until, "sub": contact });
        let text = |part: &str| BASE64URL_NOPAD.encode(part.as_bytes());
        let signed = format!("{}.{}", text(r#"{"typ":"JWT","alg":"ES256"}"#), text(&claims.to_string()));
        let signature = self.pair.sign(&SystemRandom::new(), signed.as_bytes());
        let signature = signature.map_err(|_| PushError::failed("the notice could not be signed"))?;
        let signature = BASE64URL_NOPAD.encode(signature.as_ref());
        Ok(format!("vapid t={signed}.{signature}, k={}", self.public))
    }
}

impl fmt::Debug for PushKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PushKey({})", self.public)
    }
}

/// The hosts that notices may go to: a name, or `*.` and what every name of a service ends in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushServices(Vec<String>);

impl PushServices {
    /// Reads the operator's list.
    ///
    /// # Errors
    /// [`WireError::PushService`] for what is no host: an address, a port, a path, or every name there is.
    pub fn parse(hosts: &[String]) -> Result<Self, WireError> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-');
        let mut read = Vec::with_capacity(hosts.len());
        for host in hosts {
            let lower = host.to_ascii_lowercase();
            let name = lower.strip_prefix("*.").unwrap_or(&lower);
            let labels: Vec<_> = name.split('.').collect();
            let whole = labels.len() > 1 && labels.iter().all(|label| !label.is_empty());
            if !whole || !name.chars().all(plain) || name.parse::<Ipv4Addr>().is_ok() {
                return Err(WireError::PushService(host.clone()));
            }
            read.push(lower);
        }
        Ok(Self(read))
    }

    fn has(&self, host: &str) -> bool {
        self.0.iter().any(|one| match one.strip_prefix('*') {
            Some(end) => host.len() > end.len() && host.ends_with(end),
            None => one == host,
        })
    }

    /// The address, if it is one of these services': https at its usual port, and nothing that is not plain.
    fn url_of(&self, endpoint: &str) -> Option<Url> {
        if endpoint.len() > ENDPOINT_BYTES_MAX || !endpoint.chars().all(|c| c.is_ascii_graphic() && c != '\\')
        {
            return None;
        }
        let url = Url::parse(endpoint).ok()?;
        let nobody = url.username().is_empty() && url.password().is_none();
        let plain = url.scheme() == "https" && url.port().is_none() && url.fragment().is_none() && nobody;
        (plain && self.has(url.domain()?)).then_some(url)
    }
}

/// Wakes browsers.
pub struct PushClient {
    key: PushKey,
    contact: String,
    services: PushServices,
    client: reqwest::Client,
}

impl PushClient {
    /// Wakes browsers of these services, and says that `contact` (`mailto:…` or `https://…`) answers for it. The services
    /// are known by the certificate authorities that the machine trusts.
    ///
    /// # Errors
    /// [`WireError`], if the contact is none or the client cannot be set up.
    pub fn new(key: PushKey, contact: &str, services: PushServices) -> Result<Self, WireError> {
        let found = rustls_native_certs::load_native_certs();
        let mut roots = RootCertStore::empty();
        let (taken, _) = roots.add_parsable_certificates(found.certs);
        if taken == 0 {
            tracing::warn!(
                errors = found.errors.len(),
                "this machine trusts no certificate authority: notices to browsers will fail; install ca-certificates"
            );
        }
        Self::with(key, contact, services, roots, AtPublic)
    }

    fn with(
        key: PushKey,
        contact: &str,
        services: PushServices,
        roots: RootCertStore,
        resolver: impl Resolve + 'static,
    ) -> Result<Self, WireError> {
        let named = ["mailto:", "https://"].iter().find_map(|start| contact.strip_prefix(start));
        if !named.is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_graphic())) {
            return Err(WireError::PushContact(contact.to_owned()));
        }
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls::public_client(roots).map_err(WireError::Tls)?)
            .dns_resolver(std::sync::Arc::new(resolver))
            .https_only(true)
            .http1_only()
            .no_proxy()
            .redirect(redirect::Policy::none())
            .referer(false)
            .connect_timeout(CONNECT)
            .timeout(WHOLE)
            .build()
            .map_err(WireError::Client)?;
        Ok(Self { key, contact: contact.to_owned(), services, client })
    }

    /// The key that browsers are told.
    #[must_use]
    pub fn key(&self) -> &str {
        self.key.public()
    }

    /// Whether this is an address at one of the services.
    #[must_use]
    pub fn takes(&self, endpoint: &str) -> bool {
        self.services.url_of(endpoint).is_some()
    }

    /// Wakes a browser; `urgent` also one that saves its battery.
    ///
    /// # Errors
    /// See [`PushError`].
    pub async fn push(&self, endpoint: &str, urgent: bool, now: Timestamp) -> Result<(), PushError> {
        let url = self.services.url_of(endpoint);
        let url =
            url.ok_or_else(|| PushError::failed("its push service is not one that this node allows"))?;
        let audience = url.origin().ascii_serialization();
        let request = self
            .client
            .post(url)
            .header(AUTHORIZATION, self.key.authorization(&audience, &self.contact, now)?)
            .header("TTL", KEPT_SECONDS)
            .header("Topic", TOPIC)
            .header("Urgency", if urgent { "high" } else { "normal" })
            // Said although there is none: some services refuse a post that does not say how long it is.
            .header(CONTENT_LENGTH, 0);
        let answer = request.send().await.map_err(|error| PushError::failed(innermost(&error)))?;
        match answer.status().as_u16() {
            200..=299 => Ok(()),
            404 | 410 => Err(PushError::Gone),
            status => Err(PushError::Failed {
                why: format!("the push service answered with status {status}"),
                wait_s: wait(answer.headers()),
            }),
        }
    }
}

impl fmt::Debug for PushClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PushClient({})", self.key.public())
    }
}

/// How long a service asks to wait; said as a date it is not read.
fn wait(headers: &HeaderMap) -> Option<u64> {
    let seconds: u64 = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(seconds.min(WAIT_SECONDS_MAX))
}

/// Finds the addresses of a name that are public ones.
struct AtPublic;

impl Resolve for AtPublic {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public: Vec<SocketAddr> = found.filter(|at| is_public(at.ip())).collect();
            if public.is_empty() {
                return Err("the push service has no public address".into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

/// Whether an address is one of the public net, and not of this machine, its neighbours or nobody.
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let shared = a == 100 && (64..128).contains(&b);
    let reserved =
        a == 0 || a >= 240 || (a, b, c) == (192, 0, 0) || (a, b) == (198, 18) || (a, b) == (198, 19);
    let near = ip.is_private() || ip.is_loopback() || ip.is_link_local();
    !(near || shared || reserved || ip.is_multicast() || ip.is_documentation())
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let parts = ip.segments();
    let [first, second, third, ..] = parts;
    let [.., before_last, last] = parts;
    let within = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match (first, second) {
        // Addresses that hold one of the older net are as public as that one.
        (0x2002, _) => within(second, third),
        (0x0064, 0xff9b) => third == 0 && within(before_last, last),
        _ if ip.to_ipv4_mapped().is_some() => within(before_last, last),
        (0x2001, 0x0db8 | 0x0000..=0x01ff) => false,
        // What is given out to the net today.
        _ => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Certificate;
    use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
    use rustls::crypto::ring::default_provider;
    use rustls_pki_types::CertificateDer;
    use std::sync::{Arc, Mutex};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;
    use tokio_rustls::TlsAcceptor;

    const NOW: Timestamp = Timestamp(1_800_000_000_123);
    const CONTACT: &str = "mailto:admin@niamey.example";
    const BROWSER: &str = "https://push.example/send/a-browser-of-moussa";

    /// A push service of the test's own: what it was sent, and what it answers.
    struct Service {
        client: PushClient,
        asked: Arc<Mutex<Vec<Vec<u8>>>>,
    }

    /// Every name stands at the test's own service.
    struct ToTest(SocketAddr);

    impl Resolve for ToTest {
        fn resolve(&self, _: Name) -> Resolving {
            let at: Addrs = Box::new(std::iter::once(self.0));
            Box::pin(async move { Ok(at) })
        }
    }

    fn services(hosts: &[&str]) -> PushServices {
        PushServices::parse(&hosts.iter().map(|h| (*h).to_owned()).collect::<Vec<_>>()).unwrap()
    }

    fn key() -> PushKey {
        PushKey::from_pkcs8(&PushKey::generate().unwrap()).unwrap()
    }

    impl Service {
        /// Answers every request with this head.
        async fn answering(answer: &'static str) -> Self {
            let certificate = Certificate::generate(&["push.example".to_owned()]).unwrap();
            let config = rustls::ServerConfig::builder_with_provider(Arc::new(default_provider()))
                .with_safe_default_protocol_versions()
                .unwrap()
                .with_no_client_auth()
                .with_cert_resolver(certificate.resolver());
            let acceptor = TlsAcceptor::from(Arc::new(config));
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let at = listener.local_addr().unwrap();
            let asked = Arc::new(Mutex::new(Vec::new()));
            let heard = Arc::clone(&asked);
            tokio::spawn(async move {
                while let Ok((stream, _)) = listener.accept().await {
                    let Ok(mut stream) = acceptor.accept(stream).await else { continue };
                    let mut request = vec![0; 8_192];
                    let read = stream.read(&mut request).await.unwrap();
                    stream.write_all(answer.as_bytes()).await.unwrap();
                    let _ = stream.shutdown().await;
                    // Whatever would still come belongs to the request.
                    let mut rest = Vec::new();
                    let _ = stream.read_to_end(&mut rest).await;
                    let whole = [&request[..read], &rest].concat();
                    heard.lock().unwrap().push(whole);
                }
            });
            let mut roots = RootCertStore::empty();
            roots.add(CertificateDer::from(certificate.certificate_der().to_vec())).unwrap();
            let allowed = services(&["push.example", "*.notify.example"]);
            let client = PushClient::with(key(), CONTACT, allowed, roots, ToTest(at)).unwrap();
            Self { client, asked }
        }

        async fn pushed(&self, urgent: bool) -> Result<(), PushError> {
            self.client.push(BROWSER, urgent, NOW).await
        }

        /// The request, once it is whole.
        async fn request(&self) -> String {
            for _ in 0..500 {
                if let Some(one) = self.asked.lock().unwrap().pop() {
                    return String::from_utf8(one).unwrap();
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            panic!("the service was asked nothing")
        }
    }

    fn header<'a>(request: &'a str, name: &str) -> &'a str {
        let lines = request.lines().filter_map(|line| line.split_once(": "));
        let found = lines.filter(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v).collect::<Vec<_>>();
        assert_eq!(found.len(), 1, "`{name}` once in {request}");
        found[0]
    }

    #[tokio::test]
    async fn a_notice_is_empty_and_signed_by_the_node_for_this_service_and_half_a_day() {
        let service = Service::answering("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n").await;
        service.pushed(false).await.unwrap();
        let request = service.request().await;
        let (head, body) = request.split_once("\r\n\r\n").unwrap();
        assert_eq!(body, "", "no text, so that nobody on the way reads one");
        assert!(head.starts_with("POST /send/a-browser-of-moussa HTTP/1.1\r\n"), "{head}");
        assert_eq!(header(head, "content-length"), "0");
        assert_eq!((header(head, "ttl"), header(head, "topic")), ("86400", "desk"));
        assert_eq!(header(head, "urgency"), "normal");
        assert!(!head.to_ascii_lowercase().contains("content-encoding"), "{head}");

        let signed = header(head, "authorization").strip_prefix("vapid t=").unwrap();
        let (token, public) = signed.split_once(", k=").unwrap();
        assert_eq!(public, service.client.key());
        let point = BASE64URL_NOPAD.decode(public.as_bytes()).unwrap();
        assert_eq!((point.len(), point[0]), (65, 4), "an uncompressed point, as browsers want it");
        let (what, signature) = token.rsplit_once('.').unwrap();
        let signature = BASE64URL_NOPAD.decode(signature.as_bytes()).unwrap();
        let verified = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point);
        verified.verify(what.as_bytes(), &signature).unwrap();
        let part = |text: &str| {
            let json = BASE64URL_NOPAD.decode(text.as_bytes()).unwrap();
            serde_json::from_slice::<serde_json::Value>(&json).unwrap()
        };
        let (header, claims) = what.split_once('.').unwrap();
        assert_eq!(part(header), serde_json::json!({"typ": "JWT", "alg": "ES256"}));
        let until = (NOW.0 + 12 * HOUR_MS) / 1000;
        let expected = serde_json::json!({"aud": "https://push.example", "exp": until, "sub": CONTACT});
        assert_eq!(part(claims), expected);
    }

    #[tokio::test]
    async fn danger_to_life_wakes_a_browser_that_saves_its_battery() {
        let service = Service::answering("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n").await;
        service.pushed(true).await.unwrap();
        assert_eq!(header(&service.request().await, "urgency"), "high");
    }

    #[tokio::test]
    async fn a_browser_that_is_gone_is_told_from_a_service_that_is_busy_or_refuses() {
        for (answer, said) in [
            ("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", PushError::Gone),
            ("HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n", PushError::Gone),
            ("HTTP/1.1 429 Busy\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n", busy(429, Some(120))),
            ("HTTP/1.1 503 Off\r\nRetry-After: 999999\r\nContent-Length: 0\r\n\r\n", busy(503, Some(3600))),
            ("HTTP/1.1 403 Key\r\nContent-Length: 0\r\n\r\n", busy(403, None)),
            (
                "HTTP/1.1 307 Go\r\nLocation: https://push.example/other\r\nContent-Length: 0\r\n\r\n",
                busy(307, None),
            ),
        ] {
            let service = Service::answering(answer).await;
            assert_eq!(service.pushed(false).await, Err(said), "{answer}");
            service.request().await;
            assert!(service.asked.lock().unwrap().is_empty(), "asked once, wherever it would send us");
        }
    }

    fn busy(status: u16, wait_s: Option<u64>) -> PushError {
        PushError::Failed { why: format!("the push service answered with status {status}"), wait_s }
    }

    #[tokio::test]
    async fn who_shows_no_certificate_for_the_services_name_is_not_told_which_browser() {
        let service = Service::answering("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n").await;
        // The same machine under another name that the operator allows.
        let said = service.client.push("https://a.notify.example/send/x", false, NOW).await;
        assert!(matches!(&said, Err(PushError::Failed { why, .. }) if !why.contains("send/x")), "{said:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert!(service.asked.lock().unwrap().is_empty());
    }

    #[test]
    fn an_address_is_used_only_at_the_services_that_the_operator_allows() {
        let allowed = services(&["push.example", "*.Notify.example"]);
        for good in
            ["https://push.example/a?b=c", "https://wns2.notify.example/w", "https://push.example:443/a"]
        {
            assert!(allowed.url_of(good).is_some(), "{good}");
        }
        for bad in [
            "http://push.example/a",
            "https://push.example:8443/a",
            "https://push.example@evil.example/a",
            "https://user@push.example/a",
            "https://push.example.evil.example/a",
            "https://evilpush.example/a",
            "https://notify.example/a",
            "https://evilnotify.example/a",
            "https://127.0.0.1/a",
            "https://[::1]/a",
            "https://push.example\\@evil.example/a",
            "https://push.example/a#b",
            "https://push.example/a b",
            "https://push.example/a\r\nTopic: x",
            "file:///etc/passwd",
            "",
        ] {
            assert!(allowed.url_of(bad).is_none(), "{bad}");
        }
        let long = format!("https://push.example/{}", "a".repeat(ENDPOINT_BYTES_MAX));
        assert!(allowed.url_of(&long).is_none(), "longer than any (A-7)");
    }

    #[test]
    fn a_list_of_services_names_hosts_and_not_the_whole_net() {
        for bad in [
            "",
            "*",
            "*.",
            "*.com.",
            "com",
            "localhost",
            "10.0.0.1",
            "https://push.example",
            "a.b/c",
            "a.b:1",
            "*.*.b",
        ] {
            assert!(PushServices::parse(&[bad.to_owned()]).is_err(), "{bad}");
        }
    }

    #[tokio::test]
    async fn a_name_that_stands_at_this_machine_or_beside_it_is_not_asked() {
        let allowed = PushServices(vec!["localhost".to_owned()]);
        let client = PushClient::with(key(), CONTACT, allowed, RootCertStore::empty(), AtPublic).unwrap();
        let said = client.push("https://localhost/a", false, NOW).await;
        assert_eq!(said, Err(PushError::failed("the push service has no public address")));
    }

    #[test]
    fn public_addresses_are_told_from_near_and_reserved_ones() {
        for public in [
            "8.8.8.8",
            "172.32.0.1",
            "100.128.0.1",
            "2a00:1450::5",
            "2002:0808:0808::1",
            "64:ff9b::808:808",
            "::ffff:8.8.8.8",
        ] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
        for near in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "192.0.0.1",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::7f00:1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::808:808",
            "2001:db8::1",
            "2001::1",
            "2002:7f00:1::1",
            "fc00::1",
            "fe80::1",
            "ff02::1",
        ] {
            assert!(!is_public(near.parse().unwrap()), "{near}");
        }
    }

    #[test]
    fn a_contact_is_an_address_and_adds_nothing_to_a_header() {
        for bad in ["admin@niamey.example", "mailto:", "http://niamey.example", "mailto:a@b.c\r\nX: y", ""] {
            let made =
                PushClient::with(key(), bad, services(&["push.example"]), RootCertStore::empty(), AtPublic);
            assert!(matches!(made, Err(WireError::PushContact(_))), "{bad}");
        }
    }
}
