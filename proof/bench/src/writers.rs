//! Sixteen writers on PostgreSQL: audited transactions a second while the sealer runs beside them.

use crate::Report;
use crate::store_plain::PlainWriter;
use kernel::id::{AuthorityId, PersonId};
use kernel::{Actor, ActorKind, AuditEntry, Outcome, Party, Purpose};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use store::ambient::{SystemClock, SystemRng};
use store::{Store, StoreError, audit, setting};
use uuid::Uuid;

const WRITERS: usize = 16;
const LASTS: Duration = Duration::from_secs(8);
/// The promise.
const A_SECOND: f64 = 2_000.0;

/// Measures transactions a second on the server that `LIAISON_TEST_POSTGRES` names.
///
/// # Panics
/// When the database refuses.
#[expect(clippy::unwrap_used, reason = "a benchmark that fails has nothing to report")]
pub fn run(report: &mut Report<'_>) {
    let Ok(url) = std::env::var("LIAISON_TEST_POSTGRES") else {
        eprintln!("bench: no PostgreSQL (`make postgres` says how); what needs it is skipped");
        return;
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let store = runtime.block_on(Store::open(&url, Arc::new(SystemClock), Arc::new(SystemRng))).unwrap();
    runtime.block_on(store.migrate(&[])).unwrap();
    let plain = runtime.block_on(plain(&url));
    let (written, sealed, waiting) = runtime.block_on(audited(&store));
    let what = "16 writers on PostgreSQL, audited transactions a second";
    report(what, written, "transactions/s", Some(("the promise of 2,000", written / A_SECOND)));
    report(
        "the same rows in plain SQL",
        plain,
        "transactions/s",
        Some(("through the store", written / plain)),
    );
    report("entries sealed a second beside them", sealed, "entries/s", None);
    report("entries not yet sealed at their end", waiting, "entries", None);
}

/// Transactions and sealed entries a second, and the entries that wait at the end.
#[expect(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a benchmark that fails has nothing to report"
)]
async fn audited(store: &Store) -> (f64, f64, f64) {
    // What others left is sealed before the clock runs.
    while seal(store).await > 0 {}
    let (done, over) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    let started = now();
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..WRITERS {
        let (store, done) = (store.clone(), Arc::clone(&done));
        writers.spawn(async move {
            let name = &format!("bench-{writer}");
            while started.elapsed() < LASTS {
                let number = done.fetch_add(1, Ordering::Relaxed);
                let change = store.run::<_, StoreError, _, _>("bench", |tx| async move {
                    setting::put(&tx, name, &number.to_string()).await?;
                    tx.audit(entry(tx.at()));
                    Ok(())
                });
                change.await.unwrap();
            }
        });
    }
    let sealer = {
        let (store, over) = (store.clone(), Arc::clone(&over));
        tokio::spawn(async move {
            let mut sealed = 0;
            while !over.load(Ordering::Relaxed) {
                sealed += seal(&store).await;
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
            sealed
        })
    };
    while writers.join_next().await.is_some() {}
    let seconds = started.elapsed().as_secs_f64();
    over.store(true, Ordering::Relaxed);
    let sealed = sealer.await.unwrap();
    let done = done.load(Ordering::Relaxed);
    let waiting = done.saturating_sub(sealed);
    while seal(store).await > 0 {}
    (done as f64 / seconds, sealed as f64 / seconds, waiting as f64)
}

#[expect(clippy::unwrap_used, reason = "a benchmark that fails has nothing to report")]
async fn seal(store: &Store) -> usize {
    // The signature's own cost is one in two thousand entries and stands in the figures of `seal`.
    let (mut sealed, mut after) = (0, None);
    loop {
        let round = store.claimed("bench seal", |tx| async move {
            audit::seal(&tx, after, &|head: &audit::Head| head.head.0.to_vec()).await
        });
        let Some(batch) = round.await.unwrap() else { return sealed };
        sealed += batch.chained;
        after = batch.next;
        if after.is_none() {
            return sealed;
        }
    }
}

#[expect(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a benchmark that fails has nothing to report"
)]
async fn plain(url: &str) -> f64 {
    let mut connected = Vec::with_capacity(WRITERS);
    for _ in 0..WRITERS {
        connected.push(PlainWriter::connect(url).await.unwrap());
    }
    let started = now();
    let mut writers = tokio::task::JoinSet::new();
    for (number, writer) in connected.into_iter().enumerate() {
        writers.spawn(async move {
            let name = format!("{number:x}");
            let mut done = 0;
            while started.elapsed() < LASTS {
                writer.write(&name, done).await.unwrap();
                done += 1;
            }
            done
        });
    }
    let done: usize = writers.join_all().await.into_iter().sum();
    let seconds = started.elapsed().as_secs_f64();
    PlainWriter::connect(url).await.unwrap().clear().await.unwrap();
    done as f64 / seconds
}

#[expect(clippy::disallowed_methods, reason = "measuring time is what this crate is for")]
fn now() -> Instant {
    Instant::now()
}

#[expect(clippy::unwrap_used, reason = "a benchmark that fails has nothing to report")]
fn entry(at: kernel::Timestamp) -> AuditEntry {
    let actor = Actor {
        kind: ActorKind::Person,
        person: PersonId(Uuid::from_u128(1)),
        name: "Officer of the measurement".to_owned(),
        authority: AuthorityId(Uuid::from_u128(7)),
        party: Party::parse("GH").unwrap(),
        roles: [kernel::Role::Investigator].into(),
        compartments: [kernel::Compartment::Operational].into(),
        circles: [].into(),
    };
    AuditEntry {
        at,
        actor,
        action: gate::action::READ,
        object_kind: "setting",
        object: Uuid::from_u128(9),
        purpose: Purpose::Investigation,
        outcome: Outcome::Done,
        note: String::new(),
    }
}
