//! Empties the outbox: claims what is due, carries it outside any transaction, verifies the receipt, records what the
//! peer signed. What is for another authority of this node goes the same way, only not over a wire.
//!
//! What goes when is `delivery`'s to say. A process that dies leaves nothing behind but a lease that runs out; the
//! message goes again, and the receiver knows it by its id. Refused: showing anything as delivered without a receipt
//! that was signed by the peer for exactly what was sent.

use crate::PEER_ENVELOPES;
use crate::envelope::{self, CarriageError};
use crate::errand::{facts_of, light};
use crate::receive::{Answer, receive};
use crate::store_inbox;
use crate::thread::believed_keys_of;
use access::{CarryError, Node};
use delivery::{Line, Passage, backoff_ms, line::LEASE_MS, outbox::IN_FLIGHT_QUICK_MAX};
use kernel::id::{MessageId, NodeId};
use kernel::{Digest, Timestamp};
use seal::receipt::{Expected, Fate, ReceiptError, verify_receipt};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;
use store::outbox::{self, OutState, OutboxRow, Waiting};
use store::{StoreError, Tx};
use tokio::task::JoinSet;

/// Messages of one peer that are due and looked at in one round: some times what goes in an errand.
const WAITING_MAX: u64 = 64;
/// A line is quick if a message and its receipt went over it within this time. Over a quick one several messages go
/// beside each other; over any other, as a satellite's, one after the other on one connection.
const QUICK_MS: i64 = 400;
/// It stays quick while an errand takes no longer than this: it waits there for those before it.
const STILL_QUICK_MS: i64 = 1_200;
/// Errands of one peer at a time while its line is quick: one is written down there, one is opened there meanwhile, and one
/// is on its way or its receipts are written down here.
const ERRANDS_QUICK_MAX: usize = 3;
/// Longest sleep of the delivery job, so that a clock that was set does not stop it.
const SLEEP_MAX: Duration = Duration::from_secs(60);

/// What a peer answers to an envelope that does not open.
const UNREADABLE: u16 = 422;
/// What it answers to one that it cannot take now, and may take later.
const NOT_YET: u16 = 503;
/// While a line is slow: how soon it is looked again what became due for others.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// What a delivery did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delivery {
    /// Attempts made.
    pub carried: usize,
    /// Messages the peer signed to be durable there.
    pub delivered: usize,
    /// Messages the peer keeps apart.
    pub quarantined: usize,
    /// Messages the peer did not take.
    pub rejected: usize,
    /// Attempts that brought no receipt; they are made again.
    pub failed: usize,
    /// Messages given up because nobody took them in time.
    pub expired: usize,
    /// When the next attempt is due, if any message waits.
    pub next_at: Option<Timestamp>,
}

/// Hands an envelope in, as a listener does with the request of a peer it knows by its certificate.
///
/// # Errors
/// What the database says; nothing was taken then.
pub async fn hand_in(node: &Node, from: NodeId, bytes: &[u8]) -> Result<Answer, StoreError> {
    node.store.run("take envelope", |tx| async move { receive(&tx, node, from, bytes).await }).await
}

/// Delivers what is due, at most `most` attempts; peers at the same time, the messages of one dossier in order. A peer
/// whose line is slow keeps nobody else waiting: what becomes due meanwhile for others starts beside it.
///
/// # Errors
/// What the database says.
pub async fn deliver_due(node: &Arc<Node>, most: usize) -> Result<Delivery, StoreError> {
    let mut done = Delivery::default();
    let mut started: usize = 0;
    let mut quick = BTreeSet::new();
    let mut busy: BTreeMap<NodeId, usize> = BTreeMap::new();
    let mut peers = JoinSet::new();
    loop {
        let mut more = false;
        if started < most {
            // Several errands at a time, so that a quick peer waits for nobody's disk but its own.
            let full = |(peer, errands): (&NodeId, &usize)| {
                let most = if quick.contains(peer) { ERRANDS_QUICK_MAX } else { 1 };
                (*errands >= most).then_some(*peer)
            };
            let full: BTreeSet<NodeId> = busy.iter().filter_map(full).collect();
            let (errands, expired) = claim(node, most.saturating_sub(started), (&full, &quick)).await?;
            done.expired = done.expired.saturating_add(expired);
            for errand in errands {
                started = started.saturating_add(errand.rows.len());
                let errands = busy.entry(errand.peer).or_default();
                *errands = errands.saturating_add(1);
                let quick = quick.contains(&errand.peer);
                more |= quick && *errands < ERRANDS_QUICK_MAX && errand.rows.len() >= IN_FLIGHT_QUICK_MAX;
                peers.spawn(carry_all(Arc::clone(node), Arc::new(errand), quick));
            }
        }
        if more {
            continue;
        }
        tokio::select! {
            ended = peers.join_next() => {
                let Some(ended) = ended else { break };
                let (peer, one, was_quick) = ended.map_err(|e| lost(&e))??;
                if let Some(errands) = busy.get_mut(&peer) {
                    *errands = errands.saturating_sub(1);
                }
                busy.retain(|_, errands| *errands > 0);
                if was_quick { quick.insert(peer) } else { quick.remove(&peer) };
                done.add(one);
            }
            () = node.wake.notified(), if !peers.is_empty() => {}
            () = tokio::time::sleep(LOOK_AGAIN), if !peers.is_empty() => {}
        }
    }
    done.next_at = node.store.run("next delivery", |tx| async move { next_at(&tx).await }).await?;
    Ok(done)
}

impl Delivery {
    /// What one peer's errand did.
    fn add(&mut self, one: Self) {
        self.carried = self.carried.saturating_add(one.carried);
        self.delivered = self.delivered.saturating_add(one.delivered);
        self.quarantined = self.quarantined.saturating_add(one.quarantined);
        self.rejected = self.rejected.saturating_add(one.rejected);
        self.failed = self.failed.saturating_add(one.failed);
    }
}

fn lost(error: &tokio::task::JoinError) -> StoreError {
    StoreError::Corrupt(format!("a delivery: {error}"))
}

/// The delivery job: sends what is due, sleeps until the next attempt is due or something is queued. It counts no
/// attempts: with a most of them, a line that hangs would hold everybody up once they are made.
pub async fn deliver_always(node: Arc<Node>) {
    loop {
        let sleep = match deliver_due(&node, usize::MAX).await {
            Ok(done) => sleep_until(done.next_at, node.store.clock().now()),
            Err(error) => {
                tracing::error!(%error, "the delivery failed; it is tried again");
                Duration::from_secs(5)
            }
        };
        tokio::select! {
            () = node.wake.notified() => {}
            () = tokio::time::sleep(sleep) => {}
        }
    }
}

fn sleep_until(next_at: Option<Timestamp>, now: Timestamp) -> Duration {
    let ms = next_at.map_or(i64::MAX, |at| at.since(now).max(50));
    Duration::from_millis(u64::try_from(ms).unwrap_or(u64::MAX)).min(SLEEP_MAX)
}

/// Messages of one peer that are to be carried now.
struct Errand {
    peer: NodeId,
    addresses: Vec<String>,
    tls: Digest,
    keys: Vec<[u8; 32]>,
    rows: Vec<OutboxRow>,
}

/// Chooses what goes now and leases it, so that no other process sends it too. Peers that are busy wait their turn.
async fn claim(
    node: &Arc<Node>,
    most: usize,
    peers: (&BTreeSet<NodeId>, &BTreeSet<NodeId>),
) -> Result<(Vec<Errand>, usize), StoreError> {
    node.store.run("claim messages", |tx| async move { claim_in(&tx, node, most, peers).await }).await
}

async fn claim_in(
    tx: &Tx,
    node: &Node,
    most: usize,
    (busy, quick): (&BTreeSet<NodeId>, &BTreeSet<NodeId>),
) -> Result<(Vec<Errand>, usize), StoreError> {
    let now = tx.at();
    let all = store_inbox::lines(tx).await?;
    let all: BTreeMap<NodeId, Line> = all.iter().map(|(id, text)| (*id, Line::parse(text))).collect();
    let mut waiting = Vec::new();
    let mut lines = BTreeMap::new();
    let mut peers = BTreeMap::new();
    for id in outbox::peers_waiting(tx).await?.into_iter().filter(|id| !busy.contains(id)) {
        let line = all.get(&id).copied().unwrap_or_default();
        if line.passage(now) == Passage::Shut {
            continue; // Nothing goes to it; what is given up meanwhile is so at the next attempt.
        }
        let rows = outbox::due_for(tx, id, WAITING_MAX).await?;
        if rows.is_empty() {
            continue;
        }
        let known = directory::counterpart(tx, node, id).await?.filter(directory::Peer::is_trusted);
        let Some(peer) = known else {
            give_back(tx, &rows, "the peer is suspended or not trusted any more").await?;
            continue;
        };
        lines.insert(id, line);
        peers.insert(id, peer);
        waiting.extend(rows);
    }
    let facts: Vec<delivery::OutboxRow> = waiting.iter().map(facts_of).collect();
    let expired = delivery::expired(&facts, now);
    outbox::give_up(tx, &expired).await?;
    let before = lines.clone();
    let mut sends = delivery::plan(&facts, &mut lines, quick, now);
    sends.truncate(most);
    let sends = light(sends, &waiting, quick);
    outbox::put_off(tx, &sends, now.plus_ms(LEASE_MS)).await?;
    for (id, line) in lines.iter().filter(|(id, line)| before.get(id) != Some(line)) {
        store_inbox::put_line(tx, *id, &line.to_text()).await?;
    }
    let mut rows: BTreeMap<MessageId, OutboxRow> =
        outbox::load(tx, &sends).await?.into_iter().map(|row| (row.message, row)).collect();
    let mut errands: BTreeMap<NodeId, Errand> = BTreeMap::new();
    for message in sends {
        let Some(row) = rows.remove(&message) else { continue };
        let Some(peer) = peers.get(&row.peer) else { continue };
        let card = peer.card.card();
        let errand = errands.entry(row.peer).or_insert_with(|| Errand {
            peer: row.peer,
            addresses: card.addresses.clone(),
            tls: card.tls,
            keys: Vec::new(),
            rows: Vec::new(),
        });
        errand.rows.push(row);
    }
    for errand in errands.values_mut() {
        errand.keys = believed_keys_of(tx, node, errand.peer).await?;
    }
    Ok((errands.into_values().collect(), expired.len()))
}

/// Messages that cannot go now for a reason that a person has to mend.
async fn give_back(tx: &Tx, rows: &[Waiting], why: &str) -> Result<(), StoreError> {
    for row in rows.iter().filter(|r| r.next_at <= tx.at()) {
        outbox::failed(tx, row.message, tx.at().plus_ms(wait(tx, row.attempts)), why).await?;
    }
    Ok(())
}

fn wait(tx: &Tx, attempts: i64) -> i64 {
    backoff_ms(u32::try_from(attempts).unwrap_or(u32::MAX).saturating_add(1), jitter(tx))
}

fn jitter(tx: &Tx) -> u32 {
    u32::from_be_bytes(tx.rng().array())
}

/// What became of one attempt: the receipt and what it says, or why there is none.
type Carried = Result<(Vec<u8>, OutState), NotCarried>;

/// Why an attempt brought no receipt.
#[derive(Debug, thiserror::Error)]
enum NotCarried {
    /// The line, or what the peer answered.
    #[error(transparent)]
    Carry(#[from] CarryError),
    /// What it answered is not a receipt for what was sent.
    #[error(transparent)]
    Receipt(#[from] ReceiptError),
}

/// Carries the messages of one peer: the first alone, and the rest beside each other if the line is quick. Messages of
/// one dossier never stand in one errand. Once nobody answers, the rest is not tried; once something about imminent danger
/// to life waits, the rest goes after it. Says whether the line was quick.
async fn carry_all(
    node: Arc<Node>,
    errand: Arc<Errand>,
    mut quick: bool,
) -> Result<(NodeId, Delivery, bool), StoreError> {
    let mut done = Delivery::default();
    let mut left = errand.rows.as_slice();
    let mut again_at = None;
    while !left.is_empty() {
        let (now, later) = left.split_at(if quick { left.len() } else { 1 });
        left = later;
        let began = node.store.clock().now();
        let carried = carry(&node, &errand, now).await?;
        let most = if quick { STILL_QUICK_MS } else { QUICK_MS };
        quick = (0..=most).contains(&node.store.clock().now().since(began));
        let answered = carried.iter().any(|(_, carried)| is_answered(carried));
        done.carried = done.carried.saturating_add(carried.len());
        for state in node.store.run("record receipts", |tx| record(tx, &node, &errand, &carried)).await? {
            let count = match state {
                Some(OutState::Delivered) => &mut done.delivered,
                Some(OutState::Quarantined) => &mut done.quarantined,
                Some(OutState::Rejected) => &mut done.rejected,
                _ => &mut done.failed,
            };
            *count = count.saturating_add(1);
        }
        if !answered {
            quick = false;
            break;
        }
        if !quick && left.first().is_some_and(|row| !row.danger) {
            let peer = errand.peer;
            let look = node.store.look("danger that waits", |tx| async move {
                Ok::<_, StoreError>(outbox::danger_waits(&tx, peer).await?.then(|| tx.at()))
            });
            again_at = look.await?;
            if again_at.is_some() {
                break;
            }
        }
    }
    let left: Vec<MessageId> = left.iter().map(|r| r.message).collect();
    if !left.is_empty() {
        let until = |tx: &Tx| again_at.unwrap_or_else(|| tx.at().plus_ms(wait(tx, 0)));
        let left = &left;
        node.store.run("put off", |tx| async move { outbox::put_off(&tx, left, until(&tx)).await }).await?;
    }
    Ok((errand.peer, done, quick))
}

fn is_answered(carried: &Carried) -> bool {
    !matches!(carried, Err(NotCarried::Carry(CarryError::Unreachable(_) | CarryError::NotThem)))
}

/// Carries these messages beside each other; no transaction is open meanwhile.
async fn carry(
    node: &Arc<Node>,
    errand: &Arc<Errand>,
    rows: &[OutboxRow],
) -> Result<Vec<(OutboxRow, Carried)>, StoreError> {
    if let [row] = rows {
        return Ok(vec![(row.clone(), carry_one(node, errand, row).await)]);
    }
    let mut under_way = JoinSet::new();
    for row in rows.iter().cloned() {
        let (node, errand) = (Arc::clone(node), Arc::clone(errand));
        under_way.spawn(async move {
            let carried = carry_one(&node, &errand, &row).await;
            (row, carried)
        });
    }
    let mut all = Vec::with_capacity(rows.len());
    while let Some(one) = under_way.join_next().await {
        all.push(one.map_err(|e| lost(&e))?);
    }
    Ok(all)
}

async fn carry_one(node: &Node, errand: &Errand, row: &OutboxRow) -> Carried {
    let answer = if errand.peer == node.keys.id {
        loop_back(node, row).await?
    } else {
        node.carrier.carry(errand.peer, &errand.addresses, errand.tls, &row.path, row.sealed.clone()).await?
    };
    // Before the transaction that records it, so that nothing waits for a signature there.
    let expected =
        Expected { message: row.message, digest: row.digest, sender: node.keys.id, by: errand.peer };
    let receipt = verify_receipt(&answer, &expected, &errand.keys)?;
    Ok((answer, state_of(&receipt.fate)))
}

/// Hands a message to another authority of this node: in by the same door as a peer's, with no wire between.
async fn loop_back(node: &Node, row: &OutboxRow) -> Result<Vec<u8>, CarryError> {
    if row.path != PEER_ENVELOPES {
        return Err(CarryError::Status(404));
    }
    match hand_in(node, node.keys.id, &row.sealed).await {
        Ok(Answer::Receipt(receipt)) => {
            node.moving.notify_one();
            Ok(receipt)
        }
        Ok(Answer::Unreadable(_)) => Err(CarryError::Status(UNREADABLE)),
        Ok(Answer::NotYet(_)) => Err(CarryError::Status(NOT_YET)),
        Err(error) => {
            tracing::error!(%error, "a message inside this node was not taken; it is tried again");
            Err(CarryError::Status(NOT_YET))
        }
    }
}

/// Records what the peer answered, of messages that went beside each other in one transaction; `None` where an answer
/// brought no receipt. If the process dies before, they go again and are known by their ids.
async fn record(
    tx: Tx,
    node: &Node,
    errand: &Errand,
    carried: &[(OutboxRow, Carried)],
) -> Result<Vec<Option<OutState>>, StoreError> {
    let text = store_inbox::line(&tx, errand.peer).await?;
    let mut line = text.as_deref().map(Line::parse).unwrap_or_default();
    if carried.iter().any(|(_, carried)| is_answered(carried)) {
        if line.answered() {
            let under_way: Vec<MessageId> = errand.rows.iter().map(|row| row.message).collect();
            outbox::peer_is_up(&tx, errand.peer, &under_way).await?;
        }
        directory::seen(&tx, errand.peer).await?;
    } else {
        // One failure of the line, however many messages were on it.
        line.failed(tx.at(), jitter(&tx));
    }
    store_inbox::put_line(&tx, errand.peer, &line.to_text()).await?;
    let mut states = Vec::with_capacity(carried.len());
    let mut receipts: BTreeMap<OutState, Vec<(MessageId, &[u8])>> = BTreeMap::new();
    for (row, carried) in carried {
        match carried {
            Ok((receipt, state)) => {
                receipts.entry(*state).or_default().push((row.message, receipt));
                states.push(Some(*state));
            }
            Err(error) => {
                let why = error.to_string();
                if !is_answered(carried) {
                    directory::unreached(&tx, errand.peer, &why).await?;
                }
                outbox::failed(&tx, row.message, tx.at().plus_ms(wait(&tx, row.attempts)), &why).await?;
                if matches!(error, NotCarried::Carry(CarryError::Status(UNREADABLE))) {
                    unreadable_there(&tx, node, errand.peer, row.message).await?;
                }
                states.push(None);
            }
        }
    }
    for (state, receipts) in receipts {
        outbox::finish_all(&tx, state, &receipts).await?;
    }
    Ok(states)
}

/// The peer could not open a message. Perhaps it lost its keys, as after a restore: what is queued from now on goes to
/// another key, and so does this message, at once.
async fn unreadable_there(tx: &Tx, node: &Node, id: NodeId, message: MessageId) -> Result<(), StoreError> {
    directory::drop_prekeys(tx, id).await?;
    let peer = directory::counterpart(tx, node, id).await?.filter(directory::Peer::is_trusted);
    let Some(peer) = peer else { return Ok(()) };
    match envelope::seal_anew(tx, node, &peer, message).await {
        Ok(_) => Ok(()),
        Err(CarriageError::Store(error)) => Err(error),
        Err(error) => {
            tracing::warn!(peer = %id, %error, "what it could not open could not be sealed anew");
            Ok(())
        }
    }
}

pub(crate) fn state_of(fate: &Fate) -> OutState {
    match fate {
        Fate::Durable { .. } => OutState::Delivered,
        // A state of a newer program does not mean delivered: it is shown as it is.
        Fate::Quarantined { .. } | Fate::Unknown { .. } => OutState::Quarantined,
        Fate::Rejected { .. } => OutState::Rejected,
    }
}

async fn next_at(tx: &Tx) -> Result<Option<Timestamp>, StoreError> {
    let lines = store_inbox::lines(tx).await?;
    let lines: BTreeMap<NodeId, Line> = lines.iter().map(|(id, text)| (*id, Line::parse(text))).collect();
    let next = outbox::next_by_peer(tx).await?.into_iter().map(|(peer, at)| {
        let open = lines.get(&peer).and_then(|line| line.open_until);
        open.map_or(at, |open| at.max(open))
    });
    Ok(next.min())
}
