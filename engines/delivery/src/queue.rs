//! The queue to one peer as one step: an event and the time in, effects out. Everything it remembers can be written
//! down and read again, or be built from the store's rows and the line's text.

use crate::line::Line;
use crate::outbox::{
    Failure, Fate, IN_FLIGHT_PEER_MAX, OutboxRow, QUEUE_PEER_MAX, ReceiptFacts, Receipted, RowState,
    after_failure, after_peer_up, after_receipt, leased, plan_of,
};
use kernel::id::{MessageId, NodeId};
use kernel::{Digest, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// After this many failures of one message a person is told once, even while it is tried on.
pub const STUCK_ATTEMPTS: u32 = 12;

/// The queue to one peer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerQueue {
    peer: NodeId,
    line: Line,
    rows: BTreeMap<MessageId, OutboxRow>,
    /// Not written down: what was under way when the process died runs out by its row.
    #[serde(skip)]
    under_way: BTreeSet<MessageId>,
}

impl PeerQueue {
    /// An empty queue.
    #[must_use]
    pub fn new(peer: NodeId) -> Self {
        Self::from_rows(peer, Line::default(), [])
    }

    /// The queue that the store's rows and the line's text tell of; rows of other peers and delivered ones are left out.
    #[must_use]
    pub fn from_rows(peer: NodeId, line: Line, rows: impl IntoIterator<Item = OutboxRow>) -> Self {
        let matters = |r: &OutboxRow| r.peer == peer && (r.state == RowState::Queued || holds_back(r));
        let rows = rows.into_iter().filter(matters).map(|r| (r.message, r)).collect();
        Self { peer, line, rows, under_way: BTreeSet::new() }
    }

    /// Messages that wait, the one under way included.
    pub fn waiting(&self) -> impl Iterator<Item = &OutboxRow> {
        self.rows.values().filter(|row| row.state == RowState::Queued)
    }

    /// The line.
    #[must_use]
    pub fn line(&self) -> &Line {
        &self.line
    }
}

/// Whether it ended without the peer having it, so that what follows it in its dossier waits until it is sent again.
fn holds_back(row: &OutboxRow) -> bool {
    row.dossier.is_some() && row.state.is_not_taken()
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A message was written to the outbox. One in the place of another that the peer does not have takes that place.
    Enqueued(OutboxRow),
    /// An attempt brought no receipt.
    SendFailed {
        /// The message.
        message: MessageId,
        /// Why.
        failure: Failure,
        /// Any random number.
        jitter: u32,
    },
    /// A receipt came, on the connection or later, and its signature was verified.
    ReceiptArrived(ReceiptFacts),
    /// Time passed.
    Tick,
    /// The peer was heard of.
    PeerUp,
}

/// What a person must be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alarm {
    /// Nobody took the message in time.
    Expired(MessageId),
    /// The message failed many times and is still tried.
    Stuck(MessageId),
    /// The queue is full; the message was not queued.
    QueueFull(MessageId),
    /// The message is for another peer; it was not queued here.
    OtherPeer(MessageId),
    /// A receipt names something else than what was sent under this id.
    ForeignReceipt(MessageId),
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Carry the message to the peer.
    Send(MessageId),
    /// Show it as delivered; the head of the peer's copy of our chain.
    ShowDelivered(MessageId, Option<Digest>),
    /// Show that the peer keeps it apart, and its code.
    ShowQuarantined(MessageId, String),
    /// Show that the peer did not take it, and its code.
    ShowRejected(MessageId, String),
    /// The peer does not answer; nothing goes to it before this moment.
    OpenBreaker(Timestamp),
    /// The peer answers again.
    CloseBreaker,
    /// A person must be told.
    Alarm(Alarm),
}

/// One step of the queue to a peer.
pub fn step(queue: &mut PeerQueue, event: Event, now: Timestamp) -> Vec<Effect> {
    let mut effects = Vec::new();
    match event {
        Event::Enqueued(row) => enqueued(queue, row, &mut effects),
        Event::SendFailed { message, failure, jitter } => {
            failed(queue, message, &failure, jitter, now, &mut effects)
        }
        Event::ReceiptArrived(receipt) => receipted(queue, &receipt, now, &mut effects),
        Event::Tick => {}
        Event::PeerUp => heard_of(queue, now, &mut effects),
    }
    end_expired(queue, now, &mut effects);
    send_due(queue, now, &mut effects);
    effects
}

fn enqueued(queue: &mut PeerQueue, row: OutboxRow, effects: &mut Vec<Effect>) {
    let message = row.message;
    if row.peer != queue.peer {
        effects.push(Effect::Alarm(Alarm::OtherPeer(message)));
    } else if queue.rows.len() >= QUEUE_PEER_MAX {
        effects.push(Effect::Alarm(Alarm::QueueFull(message)));
    } else if row.state == RowState::Queued {
        let place = (row.dossier, row.sequence);
        queue.rows.retain(|_, old| !(holds_back(old) && (old.dossier, old.sequence) == place));
        queue.rows.entry(message).or_insert(row);
    }
}

fn failed(
    queue: &mut PeerQueue,
    message: MessageId,
    failure: &Failure,
    jitter: u32,
    now: Timestamp,
    effects: &mut Vec<Effect>,
) {
    queue.under_way.remove(&message);
    if let Some(row) = queue.rows.get(&message).filter(|row| row.state == RowState::Queued).cloned() {
        let row = after_failure(row, &failure.reason, now, jitter);
        if row.attempts == STUCK_ATTEMPTS {
            effects.push(Effect::Alarm(Alarm::Stuck(message)));
        }
        queue.rows.insert(message, row);
    }
    if failure.answered {
        // It answered, if only to say no: messages that waited for the line go now, this one keeps its wait.
        if queue.line.answered() {
            effects.push(Effect::CloseBreaker);
            make_due(queue, Some(message), now);
        }
    } else if let Some(until) = queue.line.failed(now, jitter) {
        effects.push(Effect::OpenBreaker(until));
    }
}

fn receipted(queue: &mut PeerQueue, receipt: &ReceiptFacts, now: Timestamp, effects: &mut Vec<Effect>) {
    let message = receipt.message;
    // A message that is not here has ended, or was never sent: a receipt for it shows nothing.
    let Some(row) = queue.rows.get(&message).cloned() else { return };
    match after_receipt(row, receipt) {
        Receipted::Ended(row) => {
            end(queue, row);
            effects.push(match &receipt.fate {
                Fate::Durable(head) => Effect::ShowDelivered(message, *head),
                Fate::Quarantined(why) => Effect::ShowQuarantined(message, why.clone()),
                Fate::Rejected(why) => Effect::ShowRejected(message, why.clone()),
            });
            heard_of(queue, now, effects);
        }
        Receipted::EndedBefore => {}
        Receipted::SomethingElse => effects.push(Effect::Alarm(Alarm::ForeignReceipt(message))),
    }
}

fn heard_of(queue: &mut PeerQueue, now: Timestamp, effects: &mut Vec<Effect>) {
    if queue.line.answered() {
        effects.push(Effect::CloseBreaker);
        make_due(queue, None, now);
    }
}

/// What waited for the line goes at once; what is under way and `except` stay as they are.
fn make_due(queue: &mut PeerQueue, except: Option<MessageId>, now: Timestamp) {
    for row in queue.rows.values_mut() {
        if !queue.under_way.contains(&row.message) && Some(row.message) != except {
            *row = after_peer_up(row.clone(), now);
        }
    }
}

fn end_expired(queue: &mut PeerQueue, now: Timestamp, effects: &mut Vec<Effect>) {
    let late: Vec<OutboxRow> = queue.waiting().filter(|r| now >= r.expires_at).cloned().collect();
    for row in late {
        effects.push(Effect::Alarm(Alarm::Expired(row.message)));
        end(queue, OutboxRow { state: RowState::Expired, ..row });
    }
}

/// A message has ended: it is forgotten, unless what follows it waits for it to be sent again.
fn end(queue: &mut PeerQueue, row: OutboxRow) {
    queue.under_way.remove(&row.message);
    if holds_back(&row) {
        queue.rows.insert(row.message, row);
    } else {
        queue.rows.remove(&row.message);
    }
}

fn send_due(queue: &mut PeerQueue, now: Timestamp, effects: &mut Vec<Effect>) {
    // An attempt whose time ran out has no process any more.
    queue.under_way.retain(|m| queue.rows.get(m).is_some_and(|row| row.next_at > now));
    let room = IN_FLIGHT_PEER_MAX.saturating_sub(queue.under_way.len());
    if room == 0 {
        return;
    }
    let mut lines = BTreeMap::from([(queue.peer, queue.line)]);
    let sends = plan_of(queue.rows.values(), &mut lines, &BTreeSet::new(), now);
    queue.line = lines.remove(&queue.peer).unwrap_or_default();
    for message in sends.into_iter().take(room) {
        if let Some(row) = queue.rows.get_mut(&message) {
            *row = leased(row.clone(), now);
            queue.under_way.insert(message);
            effects.push(Effect::Send(message));
        }
    }
}
