//! When to send what, and what an answer means: queues, retries and receipts as pure steps over (state, event, now).
//!
//! The store keeps the rows, the program carries the bytes; here it is only decided. Refused: giving up before a
//! message's expiry, sending a dossier's messages out of order, letting a dead peer slow a live one, taking a
//! message twice.
#![warn(missing_docs)]

use kernel::id::{DossierId, MessageId, NodeId};
use kernel::time::{HOUR_MS, MINUTE_MS};
use kernel::{Digest, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// First wait after a failure.
pub const RETRY_FIRST_MS: i64 = 2_000;
/// Longest wait between attempts.
pub const RETRY_MAX_MS: i64 = 10 * MINUTE_MS;
/// A claim on a message runs out after this long, if its process died.
pub const LEASE_MS: i64 = MINUTE_MS;
/// Messages in flight to one peer.
pub const IN_FLIGHT_MAX: usize = 16;
/// Failures in a row that open a peer's breaker.
pub const BREAKER_FAILURES: u32 = 3;
/// How long an open breaker keeps everything but one trial back.
pub const BREAKER_MS: i64 = 30_000;
/// A message that nobody took lives this long, unless its sender says otherwise.
pub const LIFE_MS: i64 = 30 * 24 * HOUR_MS;

/// A queued message, as far as deciding needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The message.
    pub message: MessageId,
    /// To whom.
    pub peer: NodeId,
    /// Its dossier; messages of one dossier go in the order of their sequence.
    pub dossier: Option<DossierId>,
    /// Its place there.
    pub sequence: i64,
    /// Attempts so far.
    pub attempts: i64,
    /// Not before.
    pub next_at: Timestamp,
    /// Given up after.
    pub expires_at: Timestamp,
}

/// What to do with the queue now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Send these, peer by peer, each list in order.
    pub send: BTreeMap<NodeId, Vec<MessageId>>,
    /// Give these up and raise an alarm: they expired.
    pub expired: Vec<MessageId>,
}

/// The circuit breakers of the peers. In memory: a new start tries everyone again.
#[derive(Clone, Debug, Default)]
pub struct Breakers(BTreeMap<NodeId, Breaker>);

#[derive(Clone, Copy, Debug)]
struct Breaker {
    failures: u32,
    open_until: Timestamp,
}

impl Breakers {
    /// An attempt at the peer failed: the peer itself could not be reached.
    pub fn failed(&mut self, peer: NodeId, now: Timestamp) {
        let breaker = self.0.entry(peer).or_insert(Breaker { failures: 0, open_until: now });
        breaker.failures = breaker.failures.saturating_add(1);
        if breaker.failures >= BREAKER_FAILURES {
            breaker.open_until = now.plus_ms(BREAKER_MS);
        }
    }

    /// The peer answered.
    pub fn answered(&mut self, peer: NodeId) {
        self.0.remove(&peer);
    }

    /// How many messages may go to the peer now: all, one as a trial, or none.
    #[must_use]
    pub fn allowance(&self, peer: NodeId, now: Timestamp) -> usize {
        match self.0.get(&peer) {
            Some(b) if b.failures >= BREAKER_FAILURES && now < b.open_until => 0,
            Some(b) if b.failures >= BREAKER_FAILURES => 1,
            _ => IN_FLIGHT_MAX,
        }
    }
}

/// Chooses what to send. Within a dossier nothing overtakes: while an earlier message waits for its next attempt, the
/// later ones wait with it.
#[must_use]
pub fn plan(queue: &[Waiting], breakers: &Breakers, now: Timestamp) -> Plan {
    let mut plan = Plan::default();
    let mut held: BTreeSet<(NodeId, DossierId)> = BTreeSet::new();
    let mut ordered: Vec<&Waiting> = queue.iter().collect();
    ordered.sort_by_key(|w| (w.dossier.is_some(), w.sequence));
    for waiting in ordered {
        if now > waiting.expires_at {
            plan.expired.push(waiting.message);
            continue;
        }
        let list = plan.send.entry(waiting.peer).or_default();
        let blocked = waiting.dossier.is_some_and(|d| held.contains(&(waiting.peer, d)));
        if blocked || now < waiting.next_at || list.len() >= breakers.allowance(waiting.peer, now) {
            held.extend(waiting.dossier.map(|d| (waiting.peer, d)));
            continue;
        }
        list.push(waiting.message);
    }
    plan.send.retain(|_, list| !list.is_empty());
    plan
}

/// When to try again after `attempts` failures: doubling from two seconds to ten minutes, spread by `jitter` (a
/// random byte) over half of the wait, so that a peer that comes back is not met by everybody at once.
#[must_use]
pub fn next_attempt(attempts: i64, now: Timestamp, jitter: u8) -> Timestamp {
    let doublings = u32::try_from(attempts.clamp(0, 20)).unwrap_or(20);
    let wait = RETRY_FIRST_MS.saturating_mul(1_i64 << doublings).min(RETRY_MAX_MS);
    now.plus_ms(wait / 2 + (wait / 2).saturating_mul(i64::from(jitter)) / 255)
}

/// What the receiver knows of a message id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Nothing: take it.
    New,
    /// It was taken: give the same receipt again, byte for byte.
    Duplicate,
    /// The id was used for another document: forged, or a fault of the sender; refuse and log.
    Conflict,
}

/// Compares an arriving message with what was stored under its id.
#[must_use]
pub fn receive(stored: Option<&Digest>, arriving: &Digest) -> Seen {
    match stored {
        None => Seen::New,
        Some(digest) if digest == arriving => Seen::Duplicate,
        Some(_) => Seen::Conflict,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Rng;
    use kernel::testing::SeededRng;
    use proptest::prelude::*;

    const LIVE: NodeId = NodeId([1; 16]);
    const DEAD: NodeId = NodeId([2; 16]);
    const NOW: Timestamp = Timestamp(1_000_000);

    fn waiting(number: u64, peer: NodeId, dossier: u64, sequence: i64) -> Waiting {
        Waiting {
            message: MessageId::new(&SeededRng::new(number)),
            peer,
            dossier: Some(DossierId::new(&SeededRng::new(10_000 + dossier))),
            sequence,
            attempts: 0,
            next_at: NOW,
            expires_at: NOW.plus_ms(LIFE_MS),
        }
    }

    #[test]
    fn messages_of_a_dossier_go_in_order_and_wait_for_each_other() {
        let mut queue = vec![
            waiting(3, LIVE, 1, 3),
            waiting(1, LIVE, 1, 1),
            waiting(2, LIVE, 1, 2),
            waiting(9, LIVE, 2, 1),
        ];
        let sent = &plan(&queue, &Breakers::default(), NOW).send[&LIVE];
        let place = |n: u64| sent.iter().position(|m| *m == MessageId::new(&SeededRng::new(n)));
        assert!(place(1) < place(2) && place(2) < place(3));
        queue[2].next_at = NOW.plus_ms(1);
        let sent = &plan(&queue, &Breakers::default(), NOW).send[&LIVE];
        assert_eq!(sent.len(), 2, "the third does not overtake the second; the other dossier goes on");
    }

    #[test]
    fn a_dead_peer_never_slows_a_live_one() {
        let mut breakers = Breakers::default();
        for _ in 0..BREAKER_FAILURES {
            breakers.failed(DEAD, NOW);
        }
        let queue: Vec<_> = (0..40).map(|n| waiting(n, if n % 2 == 0 { DEAD } else { LIVE }, n, 1)).collect();
        let now = plan(&queue, &breakers, NOW);
        assert!(!now.send.contains_key(&DEAD));
        assert_eq!(now.send[&LIVE].len(), IN_FLIGHT_MAX);
        let later = NOW.plus_ms(BREAKER_MS);
        assert_eq!(plan(&queue, &breakers, later).send[&DEAD].len(), 1, "one trial");
        breakers.answered(DEAD);
        assert_eq!(plan(&queue, &breakers, later).send[&DEAD].len(), IN_FLIGHT_MAX);
    }

    #[test]
    fn an_expired_message_is_given_up_with_an_alarm_and_not_sent() {
        let mut queue = vec![waiting(1, LIVE, 1, 1)];
        queue[0].expires_at = NOW.plus_ms(-1);
        let plan = plan(&queue, &Breakers::default(), NOW);
        assert_eq!((plan.expired.len(), plan.send.len()), (1, 0));
    }

    proptest! {
        #[test]
        fn waits_grow_and_are_bounded(attempts in 0_i64..100, jitter: u8) {
            let wait = next_attempt(attempts, NOW, jitter).since(NOW);
            prop_assert!((RETRY_FIRST_MS / 2..=RETRY_MAX_MS).contains(&wait));
            prop_assert!(next_attempt(attempts + 1, NOW, jitter) >= next_attempt(attempts, NOW, jitter));
        }

        /// A sender and a receiver over a line that loses, doubles and reorders in both directions: every message is
        /// applied once, in the order of its dossier, and the queue ends empty with a true receipt for each.
        #[test]
        fn a_13_nothing_is_lost_and_nothing_is_applied_twice(seed: u64, count in 1_u64..25) {
            let rng = SeededRng::new(seed);
            let chance = |percent: u8| u32::from(rng.bytes::<1>()[0]) * 100 < u32::from(percent) * 256;
            let mut queue: Vec<_> = (0..count).map(|n| waiting(n, LIVE, n % 3, i64::try_from(n).unwrap())).collect();
            let mut breakers = Breakers::default();
            let (mut stored, mut applied) = (BTreeMap::<MessageId, Digest>::new(), Vec::<MessageId>::new());
            let mut now = NOW;
            for _ in 0..20_000 {
                if queue.is_empty() { break; }
                now = now.plus_ms(20_000);
                for message in plan(&queue, &breakers, now).send.remove(&LIVE).unwrap_or_default() {
                    let digest = Digest::of(&[message.0.as_bytes()]);
                    let mut receipted = false;
                    for _ in 0..if chance(20) { 2 } else { 1 } {
                        if chance(30) { continue; }
                        match receive(stored.get(&message), &digest) {
                            Seen::New => { stored.insert(message, digest); applied.push(message); }
                            Seen::Duplicate => {}
                            Seen::Conflict => prop_assert!(false),
                        }
                        receipted |= !chance(30);
                    }
                    if receipted {
                        breakers.answered(LIVE);
                        queue.retain(|w| w.message != message);
                    } else {
                        breakers.failed(LIVE, now);
                        let row = queue.iter_mut().find(|w| w.message == message).unwrap();
                        row.attempts += 1;
                        row.next_at = next_attempt(row.attempts, now, rng.bytes::<1>()[0]);
                        break;
                    }
                }
            }
            prop_assert!(queue.is_empty());
            prop_assert_eq!(applied.len() as u64, count);
            let place = |n: u64| applied.iter().position(|m| *m == MessageId::new(&SeededRng::new(n))).unwrap();
            for n in 3..count { prop_assert!(place(n - 3) < place(n), "in order within the dossier"); }
        }
    }
}
