//! Ten thousand cases under two hundred labels, a quarter of them closed to whoever asks: the list, as the store's
//! function and as a page.

use crate::Report;
use crate::node::Node;
use crate::store_plain;
use ::gate::{Ask, Gate, action};
use casefile::{CaseError, Keys};
use kernel::Purpose;
use seal::vault::{MasterKey, Vault};
use std::sync::Arc;
use std::time::Instant;
use store::Store;
use store::ambient::{SystemClock, SystemRng};

const CASES: usize = 10_000;
const LABELS: usize = 200;
/// Times the list is asked for; the fastest counts.
const ROUNDS: usize = 20;
/// The promise, in milliseconds.
const LIST_MS: f64 = 50.0;

/// Measures milliseconds.
///
/// # Panics
/// When the list is not the one that the labels allow.
#[expect(clippy::unwrap_used, reason = "a benchmark that fails has nothing to report")]
pub fn run(report: &mut Report<'_>) {
    let mut node = Node::new("GH");
    let file = node.file("one.csv", b"name,phone\nInvented Person,+233201234567\n");
    node.run(&["import", &file, "--case", "BENCH"]);
    let database = node.folder().join("liaison.db");
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let open = runtime.block_on(store_plain::many_cases(&database, CASES, LABELS)).unwrap();
    let url = format!("sqlite://{}", database.display());
    let store = runtime.block_on(Store::open(&url, Arc::new(SystemClock), Arc::new(SystemRng))).unwrap();
    let gate = crate::gate::of_every_room();
    let first = runtime.block_on(list(&store, &gate, "", open));
    report(
        "10,000 cases under 200 labels, first time",
        first,
        "ms",
        Some(("the promise of 50 ms", LIST_MS / first)),
    );
    let again = |text, n| {
        (0..ROUNDS).map(|_| runtime.block_on(list(&store, &gate, text, n))).fold(f64::INFINITY, f64::min)
    };
    let then = again("", open);
    report("10,000 cases under 200 labels, then", then, "ms", Some(("the promise of 50 ms", LIST_MS / then)));
    let searched = again("number 77", 0);
    report("10,000 cases, narrowed by text", searched, "ms", None);
    node.serve();
    let officer = node.sign_in("investigator.bench", "investigator");
    let pages = ["/cases", "/cases?page=2", "/cases?page=100"].map(str::to_owned);
    let (page, each) = node.p95(&officer, &pages);
    report("page: list of 10,000 cases, p95", page, "ms", Some(("the promise of 50 ms", LIST_MS / page)));
    report("page: list of 10,000 cases, processor time", each, "ms", None);
}

/// Milliseconds for one list; `expected` cases in it, where that is not 0.
#[expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a benchmark that fails has nothing to report"
)]
async fn list(store: &Store, gate: &Gate, text: &str, expected: usize) -> f64 {
    let vault = Vault::new(MasterKey::generate(&SystemRng));
    let keys = &Keys::of(&vault);
    let started = Instant::now();
    let listed = store.run::<_, CaseError, _, _>("list", |tx| async move {
        let operator = access::operator(&tx).await?;
        let ask = Ask::new(&operator, action::READ, Purpose::Investigation, tx.at());
        let (page, total) = casefile::cases(&tx, keys, (gate, &ask), text, 1).await?;
        Ok((gate.open_each(page, &ask, &mut tx.log()).len(), total))
    });
    let (page, total) = listed.await.unwrap();
    let took = started.elapsed().as_secs_f64() * 1000.0;
    assert!(
        page > 0 && (expected == 0 || total == expected as u64),
        "{page} on the page, {total} of {expected}"
    );
    took
}
