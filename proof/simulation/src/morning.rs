//! What must hold in the morning.

use crate::files;
use crate::run::Night;
use crate::world::Place;
use delivery::line::BACKOFF_MAX_MS;
use exchange::{ReceiptView, Side, Thread, history_bytes, history_digest};
use kernel::Digest;
use kernel::time::DAY_MS;
use store::StoreError;
use store::outbox::{self, OutState};

/// Rounds in which everything must have settled once the faults are over; a clock that was a day off takes a day.
const MORNING_MAX: usize = 600;

/// What a night came to.
#[derive(Debug)]
pub struct Came {
    /// Over all histories.
    pub digest: Digest,
    /// Messages that were received, by the receiver's signature.
    pub messages: u64,
    /// Files that stand whole on both sides.
    pub files: u64,
}

/// Lets everything that waits go, then looks at everything.
pub async fn morning(night: &Night, seed: u64) -> Came {
    let files = settle(night, seed).await;
    let mut histories = Vec::new();
    let mut here = vec![0; night.world.places.len()];
    for (id, sides) in night.known() {
        let [one, other] = sides.map(|at| &night.world.places[at]);
        let missing = || panic!("seed {seed}: {id} is not on both nodes");
        let (a, b) =
            (one.thread(*id).await.unwrap_or_else(missing), other.thread(*id).await.unwrap_or_else(missing));
        if history_bytes(&a) != history_bytes(&b) {
            let told = [(one, &a), (other, &b)]
                .map(|(place, thread)| (place.party(), thread.dossier.frozen.clone()));
            let rows = [one.sent(*id).await, other.sent(*id).await];
            panic!("seed {seed}: {id} differs: {told:?}, sent {rows:?}");
        }
        assert_eq!(a.dossier.state, b.dossier.state, "seed {seed}: {id}");
        assert_eq!((&a.dossier.frozen, &b.dossier.frozen), (&None, &None), "seed {seed}: {id}");
        for side in [Side::Asker, Side::Answerer] {
            let wanted = night.made.get(&(*id, side)).copied().unwrap_or(0);
            assert_eq!(a.chain(side).count() as u64, wanted, "seed {seed}: {id} {side:?}");
        }
        receipts_are_true(seed, one, &a).await;
        receipts_are_true(seed, other, &b).await;
        histories.extend(history_digest(&a).0);
        sides.iter().for_each(|at| here[*at] += 1);
    }
    for (at, place) in night.world.places.iter().enumerate() {
        assert_eq!(place.dossiers().await, here[at], "seed {seed}: dossiers that nobody opened");
    }
    the_hub_is_known_for_what_it_is(night, seed).await;
    let mut messages = 0;
    for place in &night.world.places {
        messages += place.delivered().await;
    }
    Came { digest: Digest::of_bytes(&histories), messages, files }
}

/// Everything goes until nothing waits and every file that was accepted is whole; returns how many are.
async fn settle(night: &Night, seed: u64) -> u64 {
    let mut complete = 0;
    let mut open = night.known().to_vec();
    nothing_waits(night, seed).await;
    for (id, sides) in &open {
        for at in sides {
            while night.world.places[*at].decides(*id, true).await {}
        }
    }
    for _ in 0..MORNING_MAX {
        nothing_waits(night, seed).await;
        let mut still = Vec::new();
        for known in std::mem::take(&mut open) {
            let sides = known.1.map(|at| &night.world.places[at]);
            let (whole, under_way) = files::agree(seed, known.0, sides).await;
            if under_way.is_empty() { complete += whole } else { still.push(known) }
        }
        open = still;
        if open.is_empty() {
            return complete;
        }
        night.world.advance_ms(BACKOFF_MAX_MS);
    }
    panic!("seed {seed}: these never settle: {open:?}");
}

/// Messages and files go until no message waits anywhere.
async fn nothing_waits(night: &Night, seed: u64) {
    let mut waiting = Vec::new();
    for _ in 0..MORNING_MAX {
        waiting.clear();
        for place in &night.world.places {
            assert!(place.delivers_all(night.at_a_time()).await, "seed {seed}: there is room again");
            assert!(place.moves_all(night.at_a_time()).await, "seed {seed}: there is room again");
        }
        // What one delivers can give another, that was asked before, something to say.
        for place in &night.world.places {
            waiting.extend(place.waiting().await);
        }
        if waiting.is_empty() {
            return;
        }
        night.world.advance_ms(BACKOFF_MAX_MS);
    }
    // What came before the first of them, at both ends, tells why.
    let mut before = Vec::new();
    if let Some(dossier) = waiting.first().and_then(|w| w.1) {
        for place in &night.world.places {
            before.push((place.party(), place.sent(dossier).await));
        }
    }
    panic!("seed {seed}: these never settle: {waiting:?}; of the first: {before:?}");
}

/// A hub that told two members two things is exposed by name at everybody; one that did not is accused by nobody, whatever
/// the lines, the clocks and the disks did.
async fn the_hub_is_known_for_what_it_is(night: &Night, seed: u64) {
    let members = night.world.members();
    let hub = night.world.hub();
    if let Some(victim) = night.victim() {
        // The log goes on where the victim does not see it.
        let other = &members[(victim + 1) % members.len()];
        assert!(other.changes_its_card("Desk of the morning").await);
        for place in [other, hub] {
            assert!(place.works_with_the_hub().await);
        }
    }
    for place in members {
        place.follows().await;
    }
    night.world.advance_ms(2 * DAY_MS);
    for place in members {
        place.tells_heads().await;
    }
    nothing_waits(night, seed).await;
    let mut known = Vec::new();
    for place in members {
        let exposed = place.exposed().await;
        let forks = exposed.iter().filter(|e| ["other-root", "not-continued"].contains(&e.code.as_str()));
        let by_name =
            forks.filter(|e| e.hub == hub.node.keys.id && !e.held.is_empty() && !e.shown.is_empty());
        if by_name.count() > 0 {
            known.push(place.party());
        }
        let told: Vec<_> = exposed.iter().map(|e| (e.code.as_str(), e.shown_by)).collect();
        assert!(night.victim().is_some() || exposed.is_empty(), "seed {seed}: {told:?}");
    }
    // Whoever found it told the others.
    let missing = night.victim().is_some() && known.len() < members.len();
    assert!(!missing, "seed {seed}: only {known:?} know of the hub");
}

/// What the other side signed is so: a durable move stands in its history.
async fn receipts_are_true(seed: u64, place: &Place, thread: &Thread) {
    let (node, id, own) = (&place.node, thread.dossier.id, thread.dossier.authority);
    let report =
        node.store.run("verify", |tx| async move { exchange::verify_dossier(&tx, node, id, own).await });
    let report = report.await.unwrap();
    assert_eq!((report.faults.as_slice(), report.not_received), ([].as_slice(), 0), "seed {seed}: {id}");
    let views = node.store.run::<_, StoreError, _, _>("receipts", |tx| async move {
        let keys = exchange::thread::keys_of(&tx, node, thread.dossier.peer).await?;
        let mut views = Vec::new();
        for made in thread.chain(thread.dossier.side) {
            let row = outbox::find(&tx, made.message).await?.unwrap();
            views.push((exchange::receipt_of(&tx, node, thread, made, &keys).await?, row.state));
        }
        Ok(views)
    });
    for (view, state) in views.await.unwrap() {
        assert!(matches!(view, ReceiptView::Durable { head: true, .. }), "seed {seed}: {view:?}");
        assert_eq!(state, OutState::Delivered, "seed {seed}");
    }
}
