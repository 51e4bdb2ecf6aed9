//! Messages between two running nodes over TLS: signed, sealed, taken, receipted; and what dead peers do to live ones.

use crate::Report;
use crate::node::Node;
use crate::store_plain;
use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Dossiers that one opens with the other, a message each.
const DOSSIERS: usize = 1_600;
/// The promise.
const A_SECOND: f64 = 500.0;
/// Peers, and how many of them are dead; messages to each.
const PEERS: usize = 100;
const DEAD: usize = 50;
const ROUNDS: usize = 3;
/// The promise.
const LIVE_S: f64 = 5.0;
/// How long anything here may take.
const WITHIN: Duration = Duration::from_secs(300);

/// Measures both.
///
/// # Panics
/// When a node does not do what it must.
pub fn run(report: &mut Report<'_>) {
    let postgres = std::env::var("LIAISON_TEST_POSTGRES").ok();
    if postgres.is_none() {
        eprintln!("bench: no PostgreSQL (`make postgres` says how); what needs it is skipped");
    }
    let kinds = [("SQLite", None), ("PostgreSQL", postgres.as_deref())];
    let kinds = || kinds.iter().filter(|(kind, url)| *kind == "SQLite" || url.is_some());
    for (kind, url) in kinds() {
        throughput(report, kind, *url);
    }
    for (kind, url) in kinds() {
        dead_peers(report, kind, *url);
    }
}

/// Runs `work` for each number below `most`, on a few threads.
fn each(most: usize, work: impl Fn(usize) + Sync) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while let Some(n) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|n| *n < most) {
                    work(n);
                }
            });
        }
    });
}

/// A node with an invented case to ask from, on a database of its own.
#[expect(clippy::expect_used, reason = "a benchmark that fails has nothing to report")]
fn node(party: &str, postgres: Option<&str>) -> (Node, String) {
    let url = postgres.map(|url| store_plain::fresh_schema(url, party).expect("a fresh schema"));
    let node = Node::new_on(party, url.as_deref());
    let table = node.file("case.csv", b"name,phone\nKofi Mensah,+227 90 00 01 14\n");
    node.run(&["import", &table, "--case", "BENCH"]);
    let file = format!("sqlite://{}", node.folder().join("liaison.db").display());
    (node, url.unwrap_or(file))
}

#[expect(
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    clippy::expect_used,
    reason = "a benchmark that fails has nothing to report"
)]
fn throughput(report: &mut Report<'_>, kind: &str, postgres: Option<&str>) {
    let ((mut a, url), (mut b, _)) = (node("GH", postgres), node("NE", postgres));
    a.trust(&b);
    b.trust(&a);
    // Nobody listens yet: everything waits.
    each(DOSSIERS, |n| {
        let (subject, to) = (format!("question {n}"), "Bench of NE");
        let words = ["--case", "BENCH", "--subject", &subject, "--facts", "A truck.", "--point", "When?"];
        a.run(&[&["send", "--to", to], &words[..]].concat());
    });
    // The attempts that failed meanwhile are forgotten, or their waits would be measured.
    store_plain::execute(&url, &["UPDATE outbox SET next_at = 0, attempts = 0", "DELETE FROM peer_line"])
        .expect("the outbox");
    b.serve();
    a.serve();
    let delivered = || {
        let count = store_plain::numbers(
            &url,
            "SELECT count(*) FROM outbox WHERE state = 'delivered' AND dossier IS NOT NULL",
        );
        count.expect("the outbox").first().and_then(|n| usize::try_from(*n).ok()).unwrap_or(0)
    };
    let (began, mut first) = (Instant::now(), None);
    let last = loop {
        let n = delivered();
        if n > 0 && first.is_none() {
            first = Some((Instant::now(), n, a.processor() + b.processor()));
        }
        if n == DOSSIERS {
            break Instant::now();
        }
        assert!(began.elapsed() < WITHIN, "{n} of {DOSSIERS} were delivered");
        std::thread::sleep(Duration::from_millis(20));
    };
    let (since, before, used) = first.expect("some were delivered");
    // What it costs does not depend on what else the machine does; two cores give 2,000 ms a second.
    let cost = (a.processor() + b.processor() - used) * 1000.0 / (DOSSIERS - before) as f64;
    let rate = (DOSSIERS - before) as f64 / last.duration_since(since).as_secs_f64();
    let what = format!("messages signed, sealed, taken and receipted between two nodes on {kind}");
    report(&what, rate, "messages/s", Some(("the promise of 500", rate / A_SECOND)));
    let what = format!("processor time of both nodes for each of them on {kind}");
    report(&what, cost, "ms", Some(("two cores over the promise of 500", 2000.0 / A_SECOND / cost)));
}

/// Listeners that take a connection and never say a word, and some that never take one.
fn silent() -> Vec<TcpListener> {
    let bind = |_| TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0)));
    (0..2 * DEAD / 3).filter_map(|n| bind(n).ok()).collect()
}

#[expect(
    clippy::expect_used,
    clippy::cast_precision_loss,
    reason = "a benchmark that fails has nothing to report"
)]
fn dead_peers(report: &mut Report<'_>, kind: &str, postgres: Option<&str>) {
    let (mut hub, url) = node("GH", postgres);
    // The first half is dead: a third of them refuse, the rest take a connection, some no more of them, and never answer.
    let holes = silent();
    let mut holes = holes.iter().filter_map(|hole| Some(hole.local_addr().ok()?.port()));
    let mut live = Vec::new();
    for n in 0..PEERS {
        let mut peer = Node::new("NE");
        if n < DEAD {
            let port = holes.next().unwrap_or(1);
            peer.run(&["card", "--address", &format!("https://127.0.0.1:{port}")]);
            hub.trust(&peer);
        } else {
            hub.trust(&peer);
            peer.trust(&hub);
            peer.serve();
            live.push(peer);
        }
    }
    hub.serve();
    let session = hub.sign_in("officer", "investigator");
    let form = hub.page(&session, "/dossiers/new");
    let all: Vec<&str> =
        form.split("value=\"").filter_map(|v| v.split('"').next()).filter(|v| is_peer(v)).collect();
    assert_eq!(all.len(), PEERS, "each can be asked");
    for round in 0..ROUNDS {
        for peer in &all {
            let words = "purpose=investigation&points=When&facts=A+truck&urgency=normal&basis=SOMP-10-1-b&handling=H0";
            let form = format!("peer={peer}&subject=round+{round}&{words}&language=en&act=send");
            let (status, said) = hub.http("POST", "/dossiers/new", &session, &form);
            assert_eq!(status, 303, "{said}");
        }
        std::thread::sleep(Duration::from_secs(20));
    }
    let listed = live.iter().map(|p| format!("'{}'", hub.id_of(p))).collect::<Vec<_>>().join(",");
    let times = format!(
        "SELECT coalesce(receipt_at, created_at + 3600000) - created_at FROM outbox WHERE dossier IS NOT NULL AND peer IN ({listed})"
    );
    let mut times = store_plain::numbers(&url, &times).expect("the outbox");
    times.sort_unstable();
    assert_eq!(times.len(), ROUNDS * live.len(), "every message counts, those that wait as an hour");
    let p95 = times.get(times.len() * 95 / 100 - 1).copied().unwrap_or(i64::MAX) as f64 / 1000.0;
    let what = format!("to a live peer while 50 of 100 are dead, p95, on {kind}");
    report(&what, p95, "s", Some(("the promise of 5 s", LIVE_S / p95)));
}

/// A peer and one of its authorities, as the form names them.
fn is_peer(value: &str) -> bool {
    value.split_once(':').is_some_and(|(node, authority)| node.len() == 32 && authority.len() == 36)
}
