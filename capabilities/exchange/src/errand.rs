//! What goes to a peer in one errand: no more than is held in memory at a time. Refused: passing over one message for another
//! of its dossier, which `delivery` has put in order.

use delivery::RowState;
use kernel::id::{MessageId, NodeId};
use std::collections::{BTreeMap, BTreeSet};
use store::outbox::Waiting;

/// What is read into memory for one errand, in bytes; a message that is more by itself goes alone.
const ERRAND_BYTES_MAX: u64 = 8 * 1024 * 1024;
/// The same over a line that is not known to be quick: two minutes at 64 kbit/s.
const SLOW_ERRAND_BYTES_MAX: u64 = 1024 * 1024;

/// Of what is to go, as much for each peer as is held at a time, in order; the rest goes with its next errand.
pub(crate) fn light(sends: Vec<MessageId>, waiting: &[Waiting], quick: &BTreeSet<NodeId>) -> Vec<MessageId> {
    let known: BTreeMap<MessageId, (NodeId, u64)> =
        waiting.iter().map(|row| (row.message, (row.peer, row.bytes))).collect();
    let mut held: BTreeMap<NodeId, u64> = BTreeMap::new();
    let fits = |message: &MessageId| {
        let Some((peer, bytes)) = known.get(message) else { return true };
        let first = !held.contains_key(peer);
        let held = held.entry(*peer).or_default();
        *held = held.saturating_add(*bytes);
        let most = if quick.contains(peer) { ERRAND_BYTES_MAX } else { SLOW_ERRAND_BYTES_MAX };
        first || *held <= most
    };
    sends.into_iter().filter(fits).collect()
}

/// A message as `delivery` judges it.
pub(crate) fn facts_of(row: &Waiting) -> delivery::OutboxRow {
    delivery::OutboxRow {
        message: row.message,
        peer: row.peer,
        dossier: row.dossier,
        sequence: row.sequence,
        danger: row.danger,
        digest: row.digest,
        state: RowState::Queued,
        attempts: u32::try_from(row.attempts).unwrap_or(u32::MAX),
        next_at: row.next_at,
        created_at: row.created_at,
        expires_at: row.expires_at,
        last_error: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{Digest, Timestamp};

    #[test]
    fn of_what_is_much_only_so_much_is_held_and_none_goes_before_the_one_it_follows() {
        let row = |n: u128, peer: u8, mib: u64| Waiting {
            message: MessageId(uuid::Uuid::from_u128(n)),
            peer: NodeId([peer; 16]),
            dossier: None,
            sequence: 0,
            danger: false,
            digest: Digest::of_bytes(&n.to_be_bytes()),
            attempts: 0,
            next_at: Timestamp(0),
            created_at: Timestamp(0),
            expires_at: Timestamp(i64::MAX),
            bytes: mib * 1024 * 1024,
        };
        let rows = [row(1, 1, 9), row(2, 1, 1), row(3, 2, 4), row(4, 2, 4), row(5, 2, 1), row(6, 3, 0)];
        let sends: Vec<MessageId> = rows.iter().map(|row| row.message).collect();
        let light = |quick: &[u8]| -> Vec<u128> {
            let quick = quick.iter().map(|n| NodeId([*n; 16])).collect();
            light(sends.clone(), &rows, &quick).into_iter().map(|m| m.0.as_u128()).collect()
        };
        assert_eq!(light(&[1, 2, 3]), [1, 3, 4, 6]);
        assert_eq!(light(&[]), [1, 3, 6], "over a slow line less");
    }
}
