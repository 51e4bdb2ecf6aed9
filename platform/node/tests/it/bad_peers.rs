//! Peers with the right key that never answer, lie about sizes, or answer garbage: the program ends within its limits,
//! shows no hit, and keeps what it wrote to them until they are themselves again.

use crate::node::{TestNode, now, pair, wait_for};
use crate::request::{inbox, takes};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use seal::vault::{MasterKey, Vault};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;
use store::ambient::{SystemClock, SystemRng};
use store::{Store, StoreError, setting};

const CHECK: [&str; 7] = ["check", "--case", "C", "--purpose", "investigation", "--basis", "UNTOC-27"];
const SEND: [&str; 11] = [
    "send",
    "--to",
    "National Investigation Unit",
    "--case",
    "C",
    "--subject",
    "s",
    "--facts",
    "f",
    "--point",
    "p",
];
/// The longest that one exchange with a peer may take is a minute; starting, and a busy machine, come on top.
const EXCHANGE_WITHIN: Duration = Duration::from_secs(100);
/// How long a message may wait after a peer answered wrongly, with what a busy machine adds.
const RETRIED_WITHIN: Duration = Duration::from_secs(300);

/// How somebody who holds the peer's key answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    NeverShakesHands,
    NeverAnswers,
    /// A byte now and then, so that no silence is ever long.
    Drips,
    ClaimsTooMuch,
    SendsWithoutEnd,
    BreaksOff,
    SaysNoHttp,
    AnswersGarbage,
    AnswersNothing,
}

/// Sits at the peer's address with the peer's key.
struct Liar {
    over: Arc<AtomicBool>,
    listens: Option<JoinHandle<()>>,
}

impl Liar {
    fn in_place_of(peer: &TestNode, manner: Manner) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, peer.port)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let (config, over) = (identity(peer), Arc::new(AtomicBool::new(false)));
        let ends = Arc::clone(&over);
        let listens = std::thread::spawn(move || {
            while !ends.load(Ordering::Relaxed) {
                let Ok((stream, _)) = listener.accept() else {
                    std::thread::sleep(Duration::from_millis(10));
                    continue;
                };
                let (config, ends) = (Arc::clone(&config), Arc::clone(&ends));
                std::thread::spawn(move || {
                    // What the other side does with a broken connection is its own affair.
                    let _ = answers(stream, config, manner, &ends);
                });
            }
        });
        Self { over, listens: Some(listens) }
    }
}

impl Drop for Liar {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        self.listens.take().unwrap().join().unwrap();
    }
}

/// The key and certificate of a node, out of its folder.
fn identity(peer: &TestNode) -> Arc<ServerConfig> {
    let folder = peer.folder();
    let key = std::fs::read_to_string(folder.join("master.key")).unwrap();
    let vault = &Vault::new(MasterKey::from_text(key.trim()).unwrap());
    let url = format!("sqlite://{}", folder.join("liaison.db").display());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (certificate, key) = runtime.block_on(async {
        let store = Store::open(&url, Arc::new(SystemClock), Arc::new(SystemRng)).await.unwrap();
        let secrets = store.run::<_, StoreError, _, _>("tls", |tx| async move {
            let certificate = setting::secret(&tx, vault, "tls-certificate").await?;
            Ok((certificate.unwrap(), setting::secret(&tx, vault, "tls-key").await?.unwrap()))
        });
        secrets.await.unwrap()
    });
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key));
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_protocol_versions(&[&rustls::version::TLS13])
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![CertificateDer::from(certificate)], key);
    Arc::new(config.unwrap())
}

fn waits(over: &AtomicBool) {
    while !over.load(Ordering::Relaxed) {
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn answers(
    stream: TcpStream,
    config: Arc<ServerConfig>,
    manner: Manner,
    over: &AtomicBool,
) -> std::io::Result<()> {
    stream.set_nonblocking(false)?;
    if manner == Manner::NeverShakesHands {
        waits(over);
        return Ok(());
    }
    let mut stream = StreamOwned::new(ServerConnection::new(config).map_err(std::io::Error::other)?, stream);
    hears_out(&mut stream)?;
    let head = |length: &str| format!("HTTP/1.1 200 OK\r\n{length}\r\n\r\n");
    let noise: Vec<u8> = (0..4096_u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
    match manner {
        Manner::NeverShakesHands => {}
        Manner::NeverAnswers => waits(over),
        Manner::Drips => {
            stream.write_all(head("Content-Length: 1000000").as_bytes())?;
            while !over.load(Ordering::Relaxed) {
                stream.write_all(b"x")?;
                stream.flush()?;
                std::thread::sleep(Duration::from_millis(200));
            }
        }
        Manner::ClaimsTooMuch => {
            stream.write_all(head("Content-Length: 99999999999999").as_bytes())?;
            stream.write_all(&noise)?;
            stream.flush()?;
            waits(over);
        }
        Manner::SendsWithoutEnd => {
            stream.write_all(head("Transfer-Encoding: chunked").as_bytes())?;
            while !over.load(Ordering::Relaxed) {
                stream.write_all(b"1000\r\n")?;
                stream.write_all(&noise)?;
                stream.write_all(b"\r\n")?;
            }
        }
        Manner::BreaksOff => {
            stream.write_all(head("Content-Length: 100000").as_bytes())?;
            stream.write_all(&noise)?;
        }
        Manner::SaysNoHttp => stream.write_all(&noise)?,
        Manner::AnswersGarbage => {
            stream.write_all(head("Content-Length: 4096").as_bytes())?;
            stream.write_all(&noise)?;
        }
        Manner::AnswersNothing => stream.write_all(head("Content-Length: 0").as_bytes())?,
    }
    stream.conn.send_close_notify();
    stream.flush()
}

/// Reads one request to its end.
fn hears_out(stream: &mut impl Read) -> std::io::Result<()> {
    let (mut said, mut part) = (Vec::new(), [0; 16 * 1024]);
    loop {
        let text = String::from_utf8_lossy(&said).to_lowercase();
        if let Some((head, _)) = text.split_once("\r\n\r\n") {
            let length = head.split("content-length: ").nth(1).and_then(|l| l.lines().next());
            let length: usize = length.and_then(|l| l.trim().parse().ok()).unwrap_or(0);
            let head = said.windows(4).position(|w| w == b"\r\n\r\n").unwrap() + 4;
            if said.len() >= head + length {
                return Ok(());
            }
        }
        let n = stream.read(&mut part)?;
        if n == 0 {
            return Ok(());
        }
        said.extend_from_slice(&part[..n]);
    }
}

fn ready() -> (TestNode, TestNode) {
    let (a, b) = pair();
    takes(&a, "C", "name,phone\nKofi Mensah,+227 90 00 01 14\n");
    takes(&b, "D", "name,phone\nHadiza Oumarou,+227 90 00 01 14\n");
    (a, b)
}

/// A check and a request to somebody who answers so; returns the request's dossier.
fn suffers(a: &TestNode, b: &TestNode, manner: Manner, queued: u64) -> String {
    let liar = Liar::in_place_of(b, manner);
    let began = now();
    let said = a.run(&CHECK);
    assert_eq!(said.code, 1, "{manner:?}: {}\n{}", said.out, said.err);
    assert!(began.elapsed() < EXCHANGE_WITHIN, "{manner:?}: {:?}", began.elapsed());
    let document = said.json();
    let refused = &document["refused"][0];
    assert_eq!(document["hits"].as_array().unwrap().len(), 0, "{manner:?}: {document}");
    let state = match manner {
        Manner::AnswersGarbage | Manner::AnswersNothing => "refused",
        _ => "unreached",
    };
    assert_eq!(refused["state"], state, "{manner:?}: {document}");
    let why = refused["reason"].as_str().unwrap();
    assert!(!why.is_empty() && why.len() < 400 && why.is_ascii(), "{manner:?}: {why}");
    let word = match manner {
        Manner::NeverAnswers | Manner::Drips => "too long",
        Manner::ClaimsTooMuch | Manner::SendsWithoutEnd => "larger than allowed",
        Manner::BreaksOff => "broke off",
        Manner::AnswersGarbage | Manner::AnswersNothing => "answer-not-valid",
        Manner::NeverShakesHands | Manner::SaysNoHttp => "cannot be reached",
    };
    assert!(why.contains(word), "{manner:?}: {why}");

    let began = now();
    let dossier = a.run(&SEND).fine()["dossier"].as_str().unwrap().to_owned();
    assert!(began.elapsed() < EXCHANGE_WITHIN, "{manner:?}: {:?}", began.elapsed());
    assert_eq!(a.run(&["peers"]).fine()[0]["waiting"], queued, "{manner:?}: it stays queued");
    drop(liar);
    dossier
}

/// The peer is itself again: what waited arrives once, and a check finds what it always would have.
fn recovers(mut a: TestNode, mut b: TestNode, dossiers: &[String]) {
    a.serve();
    b.serve();
    wait_for("the requests that waited", RETRIED_WITHIN, || {
        let there = inbox(&b);
        dossiers.iter().all(|id| there.iter().any(|d| d["dossier"] == id.as_str()))
    });
    assert_eq!(inbox(&b).len(), dossiers.len());
    wait_for("their receipts", RETRIED_WITHIN, || a.run(&["peers"]).fine()[0]["waiting"] == 0);
    assert_eq!(a.run(&CHECK).fine()["hits"].as_array().unwrap().len(), 1);
    for node in [&a, &b] {
        assert_eq!(node.run(&["verify"]).fine()["sound"], true);
    }
}

#[test]
fn peers_that_lie_about_sizes_or_answer_garbage_give_no_hit_and_lose_no_message() {
    let manners = [
        Manner::ClaimsTooMuch,
        Manner::SendsWithoutEnd,
        Manner::BreaksOff,
        Manner::SaysNoHttp,
        Manner::AnswersGarbage,
        Manner::AnswersNothing,
    ];
    let (a, b) = ready();
    let mut dossiers = Vec::new();
    for (queued, manner) in (1..).zip(manners) {
        dossiers.push(suffers(&a, &b, manner, queued));
    }
    recovers(a, b, &dossiers);
}

#[test]
fn peers_that_accept_and_never_answer_hold_nobody_up_longer_than_the_limit() {
    std::thread::scope(|slow| {
        for manner in [Manner::NeverShakesHands, Manner::NeverAnswers, Manner::Drips] {
            slow.spawn(move || {
                let (a, b) = ready();
                let dossier = suffers(&a, &b, manner, 1);
                recovers(a, b, &[dossier]);
            });
        }
    });
}
