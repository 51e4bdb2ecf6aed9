//! When a node's signing keys are made, used, named in the card and erased.
//!
//! A new key is made every quarter. Each peer is written to with the newest key that the card it holds names, so that
//! nothing is ever signed by a key its reader has not heard of; a replaced key stays in the card while what it signed
//! may be on the way, and its secret is then erased. The public halves are kept for ever: the node proves with them what
//! it once signed.
//!
//! Turning bounds what a key that leaked alone can forge. It does not help against who took the node: the identity key
//! stands beside it, and only the withdrawal of trust ends that.

use crate::identity::SigningKey;
use crate::prekeys::KEEP_MS;
use kernel::time::DAY_MS;
use kernel::{Rng, Timestamp};

/// Age at which the newest signing key is replaced: a quarter.
pub const SIGNING_TURN_MS: i64 = 91 * DAY_MS;
/// Most signing keys that a card names; the oldest go first.
pub const STANDING_MAX: usize = 4;

/// A key that a card still names.
pub struct Standing {
    /// The key.
    pub key: SigningKey,
    /// When it was made.
    pub made: Timestamp,
    /// The sequence of the first card that names it.
    pub since: u64,
}

/// A node's signing keys: the newest, those it replaced and the card still names, and what there ever was.
pub struct SigningRing {
    newest: Standing,
    /// The newest first.
    replaced: Vec<Standing>,
    past: Vec<[u8; 32]>,
}

/// Whose secrets must be erased, and what was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignersTurned {
    /// The public half of the key that was made; it is now [`SigningRing::newest`].
    pub made: Option<[u8; 32]>,
    /// The public halves of those whose secrets must be erased.
    pub erased: Vec<[u8; 32]>,
}

impl SigningRing {
    /// A node's first key.
    #[must_use]
    pub fn first(now: Timestamp, rng: &dyn Rng) -> Self {
        Self::new(Standing { key: SigningKey::generate(rng), made: now, since: 0 }, Vec::new(), Vec::new())
    }

    /// The keys as they were stored: the newest, the replaced ones (newest first), and the public halves of those whose
    /// secrets are erased.
    #[must_use]
    pub fn new(newest: Standing, replaced: Vec<Standing>, past: Vec<[u8; 32]>) -> Self {
        Self { newest, replaced, past }
    }

    /// The key that signs what no one peer reads: the node's own log.
    #[must_use]
    pub fn newest(&self) -> &SigningKey {
        &self.newest.key
    }

    /// Every key that the card names, the newest first.
    pub fn standing(&self) -> impl Iterator<Item = &Standing> {
        std::iter::once(&self.newest).chain(&self.replaced)
    }

    /// The public halves of the keys whose secrets are erased.
    #[must_use]
    pub fn past(&self) -> &[[u8; 32]] {
        &self.past
    }

    /// The public half of every key this node ever signed with.
    #[must_use]
    pub fn ever(&self) -> Vec<[u8; 32]> {
        self.standing().map(|s| s.key.public()).chain(self.past.iter().copied()).collect()
    }

    /// The newest key that the card of this sequence names. For a peer whose card nobody knows it is the oldest that
    /// stands: every card since then names it.
    #[must_use]
    pub fn for_holder_of(&self, sequence: u64) -> &SigningKey {
        let named = self.standing().find(|s| s.since <= sequence);
        &named.or_else(|| self.standing().last()).unwrap_or(&self.newest).key
    }

    /// Whether it is time for a new key. One from the future is one too, as for [`crate::prekeys::KemRing`].
    #[must_use]
    pub fn is_due(&self, now: Timestamp) -> bool {
        !(-DAY_MS..SIGNING_TURN_MS).contains(&now.since(self.newest.made))
    }

    /// Makes a new key if one is due, and drops those whose time is over. The caller makes the card that names the new
    /// key and tells its sequence by [`Self::named_since`], all in one transaction.
    pub fn turn(&mut self, now: Timestamp, rng: &dyn Rng) -> SignersTurned {
        if self.is_due(now) { self.turn_now(now, rng) } else { self.drop_over(now) }
    }

    /// The same, with a new key whether one is due or not.
    pub fn turn_now(&mut self, now: Timestamp, rng: &dyn Rng) -> SignersTurned {
        // Until a card names it, no peer's card does.
        let fresh = Standing { key: SigningKey::generate(rng), made: now, since: u64::MAX };
        let made = Some(fresh.key.public());
        self.replaced.insert(0, std::mem::replace(&mut self.newest, fresh));
        SignersTurned { made, ..self.drop_over(now) }
    }

    /// The first card that names the newest key has this sequence.
    pub fn named_since(&mut self, sequence: u64) {
        self.newest.since = sequence;
    }

    fn drop_over(&mut self, now: Timestamp) -> SignersTurned {
        // A key was replaced when the one before it was made.
        let over = self.standing().position(|newer| now.since(newer.made) >= KEEP_MS);
        let kept = over.map_or(STANDING_MAX, |newer| newer.saturating_add(1).min(STANDING_MAX));
        let gone = self.replaced.split_off(kept.saturating_sub(1).min(self.replaced.len()));
        let erased: Vec<[u8; 32]> = gone.iter().map(|s| s.key.public()).collect();
        self.past.extend(&erased);
        SignersTurned { made: None, erased }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::testing::SeededRng;

    fn day(n: i64) -> Timestamp {
        Timestamp(n * DAY_MS)
    }

    #[test]
    fn a_peer_is_written_to_with_the_newest_key_its_card_names() {
        let rng = SeededRng::new(1);
        let mut ring = SigningRing::first(day(0), &rng);
        let first = ring.newest().public();
        assert_eq!(ring.for_holder_of(0).public(), first, "a peer that has not said which card it holds");
        assert_eq!(ring.turn(day(90), &rng), SignersTurned::default());
        let second = ring.turn(day(91), &rng).made.unwrap();
        assert_eq!(ring.for_holder_of(u64::MAX - 1).public(), first, "no card names the new one yet");
        ring.named_since(40);
        assert_eq!((ring.newest().public(), ring.for_holder_of(40).public()), (second, second));
        assert_eq!(ring.for_holder_of(39).public(), first);
    }

    #[test]
    fn a_replaced_key_stands_while_its_messages_are_on_the_way_and_is_then_known_but_gone() {
        let rng = SeededRng::new(1);
        let mut ring = SigningRing::first(day(0), &rng);
        let first = ring.newest().public();
        ring.turn(day(91), &rng);
        ring.named_since(7);
        assert_eq!(ring.turn(day(127), &rng).erased, [[0; 32]; 0]);
        assert_eq!(ring.for_holder_of(3).public(), first);
        assert_eq!(ring.turn(day(128), &rng).erased, [first]);
        assert_eq!(
            ring.for_holder_of(3).public(),
            ring.newest().public(),
            "nothing older is left to sign with"
        );
        assert!(ring.ever().contains(&first), "what it signed is still proved");
        assert_eq!(ring.standing().count(), 1);
    }

    #[test]
    fn turning_again_and_again_does_not_fill_the_card() {
        let rng = SeededRng::new(1);
        let mut ring = SigningRing::first(day(0), &rng);
        for n in 0..20 {
            ring.turn_now(Timestamp(n), &rng);
            ring.named_since(u64::try_from(n).unwrap() + 1);
        }
        assert_eq!(ring.standing().count(), STANDING_MAX);
        assert_eq!((ring.past().len(), ring.ever().len()), (17, 21));
    }

    #[test]
    fn a_wrong_clock_does_not_stop_the_turning() {
        let rng = SeededRng::new(1);
        let mut ring = SigningRing::first(day(1_000), &rng);
        assert!(ring.turn(day(1), &rng).made.is_some());
        assert!(!ring.is_due(day(1)));
    }
}
