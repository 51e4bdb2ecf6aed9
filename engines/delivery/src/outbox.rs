//! Rows of the outbox: which go now, and what a failure, a receipt or the clock makes of one. The store keeps the
//! rows; a process that died leaves nothing behind that is not in them.

use crate::line::{LEASE_MS, Line, Passage, backoff_ms};
use kernel::id::{DossierId, MessageId, NodeId};
use kernel::{Digest, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Most messages that go to one peer in one errand.
pub const IN_FLIGHT_PEER_MAX: usize = 8;
/// The same over a line that is known to be quick, where they go beside each other: what is for imminent danger to life
/// waits for those under way, and there that is no time. Three errands of so many take half the connections that a node
/// takes from one address, so that two nodes behind one have room.
pub const IN_FLIGHT_QUICK_MAX: usize = 20;
/// Most messages started by one plan, over all peers.
pub const IN_FLIGHT_MAX: usize = 64;
/// Most messages that wait for one peer; a further one is refused when it is queued, with the reason shown.
pub const QUEUE_PEER_MAX: usize = 10_000;
/// Longest reason kept, in characters.
pub const REASON_CHARS_MAX: usize = 300;

/// Where a message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowState {
    /// Waits to be sent, or to be sent again.
    Queued,
    /// The peer signed that it is durable there.
    Delivered,
    /// The peer signed that it keeps it apart.
    Quarantined,
    /// The peer signed that it does not take it.
    Rejected,
    /// Nobody took it in time.
    Expired,
}

impl RowState {
    /// Whether it ended and the peer does not have it. What follows it in its dossier waits until it is sent again.
    #[must_use]
    pub fn is_not_taken(self) -> bool {
        matches!(self, Self::Quarantined | Self::Rejected | Self::Expired)
    }
}

/// A message in the outbox, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxRow {
    /// Its id.
    pub message: MessageId,
    /// To whom.
    pub peer: NodeId,
    /// Its dossier; messages of one dossier go one after the other.
    pub dossier: Option<DossierId>,
    /// Its place in the dossier.
    pub sequence: i64,
    /// Whether it is about imminent danger to life: nothing goes before it, but what stands ahead of it in its dossier.
    #[serde(default)]
    pub danger: bool,
    /// Digest of what was signed; the receipt must name it.
    pub digest: Digest,
    /// Where it stands.
    pub state: RowState,
    /// Failed attempts so far.
    pub attempts: u32,
    /// Next attempt not before; while one is under way, the moment at which it counts as never made.
    pub next_at: Timestamp,
    /// When it was queued.
    pub created_at: Timestamp,
    /// When it is given up.
    pub expires_at: Timestamp,
    /// Why the last attempt failed.
    pub last_error: Option<String>,
}

/// Why an attempt brought no receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// In words or as a code.
    pub reason: String,
    /// Whether the peer answered at all. If it did, the trouble is with this message and its line stays as it is.
    pub answered: bool,
}

/// What a receipt says became of the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stands in the peer's database; its copy of our chain ends with this head.
    Durable(Option<Digest>),
    /// It is kept apart; a code.
    Quarantined(String),
    /// It was not taken; a code.
    Rejected(String),
}

/// What a receipt says, once its signature was verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptFacts {
    /// The message.
    pub message: MessageId,
    /// Digest of what the peer took.
    pub digest: Digest,
    /// What became of it.
    pub fate: Fate,
}

/// What a receipt makes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Receipted {
    /// The row, ended.
    Ended(OutboxRow),
    /// It had ended before; nothing changes.
    EndedBefore,
    /// The receipt is for something else than what was sent; nothing changes and a person is told.
    SomethingElse,
}

/// What to send now, at most [`IN_FLIGHT_PEER_MAX`] to a peer, [`IN_FLIGHT_QUICK_MAX`] to one that is `quick`, and [`IN_FLIGHT_MAX`] in all, imminent danger to life first,
/// then peers in turn. Of each
/// dossier only the first message that has not ended goes, and none behind one that the peer does not have; a peer with an
/// open breaker gets nothing, or one attempt. `rows` are all that wait, and those that ended without the peer having them;
/// what is under way has its `next_at` ahead ([`leased`]). The caller stores the lines: the one attempt is noted in them.
#[must_use]
pub fn plan(
    rows: &[OutboxRow],
    lines: &mut BTreeMap<NodeId, Line>,
    quick: &BTreeSet<NodeId>,
    now: Timestamp,
) -> Vec<MessageId> {
    plan_of(rows.iter(), lines, quick, now)
}

pub(crate) fn plan_of<'a>(
    rows: impl Iterator<Item = &'a OutboxRow>,
    lines: &mut BTreeMap<NodeId, Line>,
    quick: &BTreeSet<NodeId>,
    now: Timestamp,
) -> Vec<MessageId> {
    let mut turns: Vec<std::vec::IntoIter<&OutboxRow>> = Vec::new();
    for (peer, due) in due_by_peer(rows, now) {
        let most = match lines.entry(peer).or_default().passage(now) {
            Passage::Free if quick.contains(&peer) => IN_FLIGHT_QUICK_MAX,
            Passage::Free => IN_FLIGHT_PEER_MAX,
            Passage::Probe => 1,
            Passage::Shut => 0,
        };
        turns.push(due.into_iter().take(most).collect::<Vec<_>>().into_iter());
    }
    let mut sends = Vec::new();
    for _ in 0..IN_FLIGHT_QUICK_MAX {
        sends.extend(turns.iter_mut().filter_map(Iterator::next));
    }
    sends.sort_by_key(|row| !row.danger);
    sends.truncate(IN_FLIGHT_MAX);
    for row in &sends {
        if let Some(line) = lines.get_mut(&row.peer).filter(|line| line.is_open()) {
            line.probed(now);
        }
    }
    sends.into_iter().map(|row| row.message).collect()
}

/// By peer, what is due: oldest first, and of each dossier only the first message that the peer does not have.
fn due_by_peer<'a>(
    rows: impl Iterator<Item = &'a OutboxRow>,
    now: Timestamp,
) -> BTreeMap<NodeId, Vec<&'a OutboxRow>> {
    let waits = |r: &OutboxRow| r.state == RowState::Queued && now < r.expires_at;
    let mut waiting: Vec<&OutboxRow> = rows.filter(|r| r.state != RowState::Delivered).collect();
    waiting.sort_by_key(|r| (r.dossier.is_some(), r.sequence, r.created_at, r.message));
    let mut ahead: BTreeSet<(NodeId, DossierId)> = BTreeSet::new();
    let mut due: BTreeMap<NodeId, Vec<&OutboxRow>> = BTreeMap::new();
    for row in waiting {
        let first = row.dossier.is_none_or(|dossier| ahead.insert((row.peer, dossier)));
        if first && waits(row) && row.next_at <= now {
            due.entry(row.peer).or_default().push(row);
        }
    }
    due.values_mut().for_each(|rows| rows.sort_by_key(|r| (!r.danger, r.created_at, r.sequence, r.message)));
    due
}

/// The row while an attempt is under way. If its process dies, the message goes again once this has run out, and the
/// receiver knows it by its id.
#[must_use]
pub fn leased(row: OutboxRow, now: Timestamp) -> OutboxRow {
    OutboxRow { next_at: now.plus_ms(LEASE_MS), ..row }
}

/// The row after an attempt that brought no receipt; `jitter` is any random number.
#[must_use]
pub fn after_failure(row: OutboxRow, reason: &str, now: Timestamp, jitter: u32) -> OutboxRow {
    if row.state != RowState::Queued {
        return row;
    }
    let attempts = row.attempts.saturating_add(1);
    OutboxRow {
        attempts,
        next_at: now.plus_ms(backoff_ms(attempts, jitter)),
        last_error: Some(reason.chars().take(REASON_CHARS_MAX).collect()),
        ..row
    }
}

/// The row once its peer is known to be there again: due at once.
#[must_use]
pub fn after_peer_up(row: OutboxRow, now: Timestamp) -> OutboxRow {
    OutboxRow { next_at: row.next_at.min(now), ..row }
}

/// What a verified receipt makes of the row. A message ends once, and stays as it ended.
#[must_use]
pub fn after_receipt(row: OutboxRow, receipt: &ReceiptFacts) -> Receipted {
    if row.message != receipt.message || row.digest != receipt.digest {
        return Receipted::SomethingElse;
    }
    if row.state != RowState::Queued {
        return Receipted::EndedBefore;
    }
    let (state, last_error) = match &receipt.fate {
        Fate::Durable(_) => (RowState::Delivered, None),
        Fate::Quarantined(why) => (RowState::Quarantined, Some(why)),
        Fate::Rejected(why) => (RowState::Rejected, Some(why)),
    };
    let last_error = last_error.map(|why| why.chars().take(REASON_CHARS_MAX).collect());
    Receipted::Ended(OutboxRow { state, last_error, ..row })
}

/// Messages whose time has passed: the caller ends them as [`RowState::Expired`] and tells a person.
#[must_use]
pub fn expired(rows: &[OutboxRow], now: Timestamp) -> Vec<MessageId> {
    rows.iter().filter(|r| r.state == RowState::Queued && now >= r.expires_at).map(|r| r.message).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::line::BREAKER_FAILURES;
    use kernel::testing::SeededRng;

    pub(crate) fn row(n: u8, peer: u8, dossier: Option<u8>, sequence: i64) -> OutboxRow {
        OutboxRow {
            message: MessageId::new(&SeededRng::new(u64::from(n))),
            peer: NodeId([peer; 16]),
            dossier: dossier.map(|d| DossierId::new(&SeededRng::new(1000 + u64::from(d)))),
            sequence,
            danger: false,
            digest: Digest([n; 32]),
            state: RowState::Queued,
            attempts: 0,
            next_at: Timestamp(0),
            created_at: Timestamp(i64::from(n)),
            expires_at: Timestamp(i64::MAX),
            last_error: None,
        }
    }

    fn sends(rows: &[OutboxRow], now: i64) -> Vec<usize> {
        let sent = plan(rows, &mut BTreeMap::new(), &BTreeSet::new(), Timestamp(now));
        sent.iter().map(|id| rows.iter().position(|r| r.message == *id).unwrap()).collect()
    }

    #[test]
    fn messages_of_one_dossier_go_one_after_the_other_and_others_need_not_wait() {
        let mut rows =
            vec![row(1, 1, Some(1), 2), row(2, 1, Some(1), 1), row(3, 1, Some(2), 7), row(4, 1, None, 0)];
        assert_eq!(sends(&rows, 0), [1, 2, 3]);
        rows[1] = leased(rows[1].clone(), Timestamp(0));
        assert_eq!(sends(&rows, 0), [2, 3], "what is under way holds its dossier back");
        rows[1] = after_failure(rows[1].clone(), "no route", Timestamp(0), 0);
        assert_eq!(sends(&rows, 0), [2, 3], "what failed holds its dossier back too");
        let receipt =
            ReceiptFacts { message: rows[1].message, digest: rows[1].digest, fate: Fate::Durable(None) };
        let Receipted::Ended(ended) = after_receipt(rows[1].clone(), &receipt) else { panic!() };
        let rejected = OutboxRow { state: RowState::Rejected, ..rows[1].clone() };
        rows[1] = ended;
        assert_eq!(sends(&rows, 0), [0, 2, 3]);
        rows[1] = rejected;
        assert_eq!(sends(&rows, 0), [2, 3], "nor does what the peer does not have let anything by");
    }

    #[test]
    fn a_7_a_long_queue_to_one_peer_leaves_room_for_the_others() {
        let mut rows: Vec<_> = (0..200).map(|n| row(n, 1, None, 0)).collect();
        rows.push(row(250, 2, None, 0));
        let sent = sends(&rows, 0);
        assert_eq!(sent.len(), IN_FLIGHT_PEER_MAX + 1);
        assert!(sent.contains(&200));
        let many: Vec<_> = (0..200).map(|n| row(n, n, None, 0)).collect();
        assert_eq!(sends(&many, 0).len(), IN_FLIGHT_MAX);
        let quick = BTreeSet::from([NodeId([1; 16])]);
        let sent = plan(&rows, &mut BTreeMap::new(), &quick, Timestamp(0));
        assert_eq!(
            sent.len(),
            IN_FLIGHT_QUICK_MAX + 1,
            "more over a quick line, and still room for the other"
        );
    }

    #[test]
    fn imminent_danger_to_life_goes_before_everything_else_whoever_it_is_for() {
        let danger = |row: OutboxRow| OutboxRow { danger: true, ..row };
        let mut rows: Vec<_> = (0..200).map(|n| row(n, n % 3 + 1, None, 0)).collect();
        rows.push(danger(row(250, 3, None, 0)));
        assert_eq!(sends(&rows, 0).first(), Some(&200));
        let mut many: Vec<_> = (0..200).map(|n| row(n, n, None, 0)).collect();
        many.push(danger(row(250, 250, None, 0)));
        assert_eq!(sends(&many, 0).first(), Some(&200), "before messages to more peers than go at once");
        let ordered = [danger(row(1, 1, Some(1), 2)), row(2, 1, Some(1), 1), row(3, 1, None, 0)];
        assert!(!sends(&ordered, 0).contains(&0), "but not before what stands ahead of it in its dossier");
    }

    #[test]
    fn a_peer_whose_breaker_is_open_gets_nothing_then_one_attempt_while_the_other_gets_all() {
        let rows: Vec<_> = (0..6).map(|n| row(n, n % 2 + 1, None, 0)).collect();
        let dead = NodeId([1; 16]);
        let shut = Line { failures: BREAKER_FAILURES, open_until: Some(Timestamp(100)), probing: false };
        let mut lines = BTreeMap::from([(dead, shut)]);
        let to_dead = |sent: &[MessageId]| {
            sent.iter().filter(|m| rows.iter().any(|r| r.message == **m && r.peer == dead)).count()
        };
        let none = BTreeSet::new();
        let sent = plan(&rows, &mut lines, &none, Timestamp(99));
        assert_eq!((sent.len(), to_dead(&sent)), (3, 0));
        let sent = plan(&rows, &mut lines, &none, Timestamp(100));
        assert_eq!((sent.len(), to_dead(&sent)), (4, 1));
        let sent = plan(&rows, &mut lines, &none, Timestamp(101));
        assert_eq!(to_dead(&sent), 0, "one at a time");
    }

    #[test]
    fn a_13_a_receipt_ends_only_the_message_it_was_signed_for_and_only_once() {
        let sent = row(1, 1, None, 0);
        let receipt = |digest, fate| ReceiptFacts { message: sent.message, digest, fate };
        let foreign = receipt(Digest([9; 32]), Fate::Durable(None));
        assert_eq!(after_receipt(sent.clone(), &foreign), Receipted::SomethingElse);
        let rejected = receipt(sent.digest, Fate::Rejected("expired".into()));
        let Receipted::Ended(ended) = after_receipt(sent.clone(), &rejected) else { panic!() };
        assert_eq!((ended.state, ended.last_error.as_deref()), (RowState::Rejected, Some("expired")));
        assert_eq!(
            after_receipt(ended.clone(), &receipt(sent.digest, Fate::Durable(None))),
            Receipted::EndedBefore
        );
        assert_eq!(after_failure(ended.clone(), "late", Timestamp(5), 0), ended);
    }

    #[test]
    fn what_nobody_took_in_time_is_not_sent_any_more() {
        let late = OutboxRow { expires_at: Timestamp(10), ..row(1, 1, None, 0) };
        assert_eq!(sends(std::slice::from_ref(&late), 9), [0]);
        assert!(sends(std::slice::from_ref(&late), 10).is_empty());
        assert_eq!(expired(std::slice::from_ref(&late), Timestamp(10)), [late.message]);
    }
}
