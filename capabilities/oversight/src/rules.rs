//! The room's decisions, pure: whose entries an overseer reads, when a checkpoint is offered, when an answer is due.

use ::store::outbox::OutState;
use kernel::Timestamp;
use kernel::id::AuthorityId;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Checkpoints go out once in each of these spans, if the log grew: often enough that little can be cut off unseen, on the
/// clock and not with each entry, so that a peer learns how much was logged in an hour and never when.
pub const OFFER_TICK_MS: i64 = kernel::time::HOUR_MS;
/// How long an answer is waited for before the next checkpoint goes out without it, and a peer that did not take one is
/// left alone.
pub const ANSWER_WAIT_MS: i64 = kernel::time::DAY_MS;
/// How old the last counter-signature may be before it is said aloud: a node must work this long without others.
pub const WITNESS_AGE_MAX_MS: i64 = 7 * kernel::time::DAY_MS;

/// The last checkpoint that went to a peer.
#[derive(Clone, Copy, Debug)]
pub struct LastOffer {
    /// How many entries it covered.
    pub seq: i64,
    /// When it went.
    pub at: Timestamp,
    /// Where its message stands.
    pub state: Option<OutState>,
    /// Whether the peer answered it.
    pub answered: bool,
}

/// Whether a checkpoint over `seq` entries goes to a peer now.
#[must_use]
pub fn offer_is_due(last: Option<&LastOffer>, seq: i64, now: Timestamp) -> bool {
    let Some(last) = last else { return true };
    let tick = |at: Timestamp| at.0.div_euclid(OFFER_TICK_MS);
    if seq <= last.seq || tick(now) <= tick(last.at) {
        return false;
    }
    match last.state {
        // One waits already; a second would only follow it.
        Some(OutState::Queued) => false,
        Some(OutState::Delivered) if last.answered => true,
        _ => now.since(last.at) >= ANSWER_WAIT_MS,
    }
}

/// Whose entries someone who oversees `own` reads: of their authority, of the node where it acted for none, and of
/// peers. On a node of one authority that is everything, which an empty list says.
#[must_use]
pub fn overseen(own: AuthorityId, here: &[AuthorityId], peers: &BTreeSet<AuthorityId>) -> Vec<Uuid> {
    if here.iter().all(|authority| *authority == own) {
        return Vec::new();
    }
    let outside = peers.iter().filter(|peer| !here.contains(peer)).map(|peer| peer.0);
    [own.0, Uuid::nil()].into_iter().chain(outside).collect()
}

/// The record that somebody means: an id, or the address of its page.
#[must_use]
pub fn record_in(text: &str) -> Option<Uuid> {
    let parts = text.trim().split(|c: char| !(c.is_ascii_hexdigit() || c == '-'));
    parts.filter(|part| part.len() == 36).filter_map(|part| Uuid::try_parse(part).ok()).next_back()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn authority(n: u128) -> AuthorityId {
        AuthorityId(Uuid::from_u128(n))
    }

    #[test]
    fn an_overseer_reads_their_own_authority_the_node_and_its_peers() {
        let peers = [authority(8), authority(2)].into();
        assert_eq!(overseen(authority(1), &[authority(1)], &peers), Vec::<Uuid>::new());
        let seen = overseen(authority(1), &[authority(1), authority(2)], &peers);
        assert_eq!(seen, [authority(1).0, Uuid::nil(), authority(8).0], "not the neighbour on the same node");
    }

    #[test]
    fn a_checkpoint_goes_once_a_tick_if_the_log_grew_and_the_last_was_answered() {
        let at = Timestamp(100 * OFFER_TICK_MS + 5);
        let last = |state, answered| LastOffer { seq: 10, at, state: Some(state), answered };
        let next = Timestamp(101 * OFFER_TICK_MS);
        let answered = last(OutState::Delivered, true);
        assert!(offer_is_due(None, 1, at));
        assert!(offer_is_due(Some(&answered), 11, next));
        assert!(!offer_is_due(Some(&answered), 10, next), "the log did not grow");
        assert!(!offer_is_due(Some(&answered), 11, at.plus_ms(60_000)), "the same tick");
        assert!(!offer_is_due(Some(&last(OutState::Queued, false)), 11, next), "one waits already");
        let day = at.plus_ms(ANSWER_WAIT_MS);
        for state in [OutState::Delivered, OutState::Quarantined, OutState::Rejected, OutState::Expired] {
            assert!(!offer_is_due(Some(&last(state, false)), 11, next), "{state:?}");
            assert!(offer_is_due(Some(&last(state, false)), 11, day), "{state:?}");
        }
    }

    #[test]
    fn a_record_is_known_by_its_id_or_by_the_address_of_its_page() {
        let id = Uuid::from_u128(0xaaaa);
        let case = Uuid::from_u128(0xbbbb);
        for text in [
            id.to_string(),
            format!(" {id} "),
            format!("https://node.example/cases/{case}/entities/{id}?page=2"),
        ] {
            assert_eq!(record_in(&text), Some(id), "{text}");
        }
        assert_eq!(record_in("7K-Q4M-9TX"), None);
    }
}
