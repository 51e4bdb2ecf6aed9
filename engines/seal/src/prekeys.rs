//! When a node's keys that open envelopes are made, advertised and erased.
//!
//! The newest key stands first on the card. A new one is made every week; a replaced one still opens what was sealed to
//! it while an older card was believed and the message waited, and is then erased for ever: what was recorded on the
//! way stays closed from that day on, even to someone who later takes the node and its master key. Erased keys must
//! not stand in backups either, or this is not true of them.
//!
//! This is the weekly fallback, for questions, for couriers' files and for peers that hold no one-time key
//! ([`crate::handout`]): what was sealed to it can be read by who takes the node before it is erased, up to [`TURN_MS`] +
//! [`KEEP_MS`] later.

use crate::identity::{KemKey, KemKeyId};
use kernel::time::DAY_MS;
use kernel::{Rng, Timestamp};

/// Age at which the newest key is replaced.
pub const TURN_MS: i64 = 7 * DAY_MS;
/// How long a replaced key is kept: seven days in which a peer may not have seen the new card, and the thirty
/// that a message or a courier may be on the way.
pub const KEEP_MS: i64 = 37 * DAY_MS;
/// Most keys at a time; the oldest go first. One a week and 37 days make seven.
pub const KEYS_MAX: usize = 16;

/// The keys of a node, the newest first.
#[derive(Default)]
pub struct KemRing {
    keys: Vec<KemKey>,
    made: Vec<Timestamp>,
}

/// What [`KemRing::turn`] changed and the caller must now store, in one transaction with the new card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turned {
    /// The key that was made; it is now [`KemRing::newest`].
    pub made: Option<KemKeyId>,
    /// Keys whose secrets must be erased.
    pub erased: Vec<KemKeyId>,
}

impl KemRing {
    /// The keys as they were stored, with the time each was made. The newest is first: the one made last, whatever the
    /// clock said then.
    #[must_use]
    pub fn new(stored: Vec<(Timestamp, KemKey)>) -> Self {
        let (made, keys) = stored.into_iter().unzip();
        Self { keys, made }
    }

    /// Every key that still opens envelopes, the newest first.
    #[must_use]
    pub fn keys(&self) -> &[KemKey] {
        &self.keys
    }

    /// The same with the time each was made, to be stored.
    pub fn stored(&self) -> impl Iterator<Item = (Timestamp, &KemKey)> {
        self.made.iter().copied().zip(&self.keys)
    }

    /// The key to advertise.
    #[must_use]
    pub fn newest(&self) -> Option<&KemKey> {
        self.keys.first()
    }

    /// Whether it is time for a new key. A newest key from the future is one too: the clock was wrong then or is now,
    /// and a key that never grows old would never be replaced.
    #[must_use]
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.made.first().is_none_or(|made| now.since(*made) >= TURN_MS || now.since(*made) < -DAY_MS)
    }

    /// Makes a new key if one is due and drops those whose time is over. The newest is never dropped.
    pub fn turn(&mut self, now: Timestamp, rng: &dyn Rng) -> Turned {
        if self.is_due(now) { self.turn_now(now, rng) } else { self.drop_over(now) }
    }

    /// The same, with a new key whether one is due or not.
    pub fn turn_now(&mut self, now: Timestamp, rng: &dyn Rng) -> Turned {
        let key = KemKey::generate(rng);
        let made = Some(key.id());
        self.keys.insert(0, key);
        self.made.insert(0, now);
        Turned { made, ..self.drop_over(now) }
    }

    fn drop_over(&mut self, now: Timestamp) -> Turned {
        // A key was replaced when the one before it was made. Replacements go back in time along the ring, so that the
        // first key that is over ends it.
        let over = self.made.iter().position(|replaced_by| now.since(*replaced_by) >= KEEP_MS);
        let kept = over.map_or(KEYS_MAX, |newer| newer.saturating_add(1).min(KEYS_MAX));
        let erased = self.keys.iter().skip(kept).map(KemKey::id).collect();
        self.keys.truncate(kept);
        self.made.truncate(kept);
        Turned { made: None, erased }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::testing::SeededRng;

    #[test]
    fn a_key_is_advertised_for_a_week_kept_for_37_days_and_then_gone() {
        let (rng, day) = (SeededRng::new(1), |n: i64| Timestamp(n * DAY_MS));
        let mut ring = KemRing::default();
        let first = ring.turn(day(0), &rng).made.unwrap();
        assert_eq!(ring.turn(day(6), &rng), Turned::default());
        assert_eq!(ring.newest().unwrap().id(), first);
        let second = ring.turn(day(7), &rng).made.unwrap();
        assert_eq!(ring.newest().unwrap().id(), second);
        for n in 8..44 {
            assert_eq!(ring.turn(day(n), &rng).erased, [], "day {n}");
            assert!(ring.keys().iter().any(|k| k.id() == first), "day {n}");
        }
        assert_eq!(ring.turn(day(44), &rng).erased, [first]);
        assert!(ring.keys().len() <= 7);
    }

    #[test]
    fn a_node_that_slept_for_a_year_turns_its_key_and_keeps_the_old_one_for_what_is_on_the_way() {
        let rng = SeededRng::new(1);
        let old = KemKey::generate(&rng);
        let id = old.id();
        let mut ring = KemRing::new(vec![(Timestamp(0), old)]);
        let now = Timestamp(365 * DAY_MS);
        let turned = ring.turn(now, &rng);
        assert!(turned.made.is_some() && turned.erased.is_empty());
        assert!(ring.keys().iter().any(|k| k.id() == id));
        assert_eq!(ring.turn(now.plus_ms(KEEP_MS), &rng).erased, [id]);
    }

    #[test]
    fn a_wrong_clock_neither_stops_the_turning_nor_fills_the_ring() {
        let rng = SeededRng::new(1);
        let mut ring = KemRing::new(vec![(Timestamp(1_000 * DAY_MS), KemKey::generate(&rng))]);
        assert!(ring.turn(Timestamp(DAY_MS), &rng).made.is_some());
        assert!(!ring.is_due(Timestamp(DAY_MS)));
        let many = (0..40).rev().map(|n| (Timestamp(n), KemKey::generate(&rng))).collect();
        let mut ring = KemRing::new(many);
        assert_eq!(ring.turn(Timestamp(50), &rng).erased.len(), 24);
        assert_eq!(ring.keys().len(), KEYS_MAX);
        assert_eq!(ring.made.first(), Some(&Timestamp(39)), "the newest stay");
    }
}
