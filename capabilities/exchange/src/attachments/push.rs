//! Moves the chunks of attachments that were accepted: those of each peer one file after the other, those of a dossier about
//! imminent danger to life first, peers beside each other, a few chunks at a time, beside the messages and never before
//! them. A slow line keeps nobody else waiting: what becomes due for others starts beside it, and what came in is looked
//! through meanwhile. What was closed since a person released it is
//! judged again before anything goes; it waits then and says nothing of why.
//!
//! A process that dies leaves a lease that runs out within seconds; the other side says what it has.

use super::offer::{label, recipient};
use super::parts::{PARTS_AT_ONCE, Parts, PartsAnswer, finish_due, take_parts};
use super::take_in::blocking;
use super::{Attachment, State, Way};
use crate::PEER_PARTS;
use crate::store_attachments::{self as kept, Progress};
use crate::types::{ExchangeError, Thread};
use ::store::files::FileFault;
use ::store::{StoreError, Tx};
use access::{CarryError, Node};
use casefile::{Door, Leaving};
use delivery::backoff_ms;
use directory::Peer;
use gate::{Ask, Guarded, Released, action};
use kernel::id::NodeId;
use kernel::{Actor, Digest, Handling, Purpose, Timestamp};
use seal::stream::{SEALED_CHUNK, begins_at, sealed_bytes};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use uuid::Uuid;

/// How long a file is one process's to send, renewed while it does.
const LEASE_MS: i64 = 20_000;
/// How often how far it has come is noted.
const NOTED_EVERY_MS: i64 = 5_000;
/// Requests of one file before others have their turn.
const ROUND: usize = 512;
/// How long one file is sent before others have their turn, so that over slow lines too what a life depends on waits
/// no longer than this and a request for a place among [`PEERS_MAX`].
const TURN_MS: i64 = 30_000;
/// When a file that the gate keeps back is looked at again.
const KEPT_BACK_MS: i64 = kernel::time::HOUR_MS;
/// Requests without a step forward before it counts as failed.
const STUCK_MAX: usize = 3;
/// Longest sleep of the job.
const SLEEP_MAX: Duration = Duration::from_secs(60);
/// Peers that are sent to at the same time.
const PEERS_MAX: usize = 8;
/// While a line is slow: how soon it is looked again what became due for others.
const LOOK_AGAIN: Duration = Duration::from_secs(2);

/// What a round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Requests that brought something over.
    pub requests: usize,
    /// Files the other side has whole, as it says; it signs that once it has looked through them.
    pub over: usize,
    /// Files of which an attempt failed; it is made again.
    pub failed: usize,
    /// Files that came in whole and were looked through.
    pub finished: usize,
    /// When more is due, if anything is.
    pub next_at: Option<Timestamp>,
}

/// A file that may go to one peer now.
struct Errand {
    one: Attachment,
    /// The gate's word for it: whom it may go to, and which one.
    released: Released<Uuid>,
    addresses: Vec<String>,
    tls: Digest,
}

/// Which turns peers have in a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turns {
    /// One each.
    One,
    /// As many as something is due.
    All,
}

/// What one task of a round did.
enum Did {
    /// Sent to this peer.
    Sent(NodeId, Moved),
    /// Looked through so many files that came in.
    Finished(usize),
}

/// Sends what is due, a turn to each peer, and looks through what came in.
///
/// # Errors
/// What the database says.
pub async fn parts_due(node: &Arc<Node>) -> Result<Moved, StoreError> {
    parts_of(node, PEERS_MAX).await
}

/// The same, to so many peers at the same time.
///
/// # Errors
/// What the database says.
pub async fn parts_of(node: &Arc<Node>, most: usize) -> Result<Moved, StoreError> {
    round(node, most, Turns::One).await
}

/// Sends until nothing is due or under way. What becomes due meanwhile for a peer that is not busy starts beside the
/// rest, and what comes in whole is looked through beside it.
async fn round(node: &Arc<Node>, most: usize, turns: Turns) -> Result<Moved, StoreError> {
    let mut moved = Moved::default();
    let mut tasks = JoinSet::new();
    let (mut busy, mut had) = (BTreeSet::new(), BTreeSet::new());
    let (mut came_in, mut looking) = (true, false);
    loop {
        if came_in && !looking {
            (came_in, looking) = (false, true);
            let node = Arc::clone(node);
            tasks.spawn(async move { finish_due(&node).await.map(Did::Finished) });
        }
        let free = most.min(PEERS_MAX).saturating_sub(busy.len());
        if free > 0 {
            let not_to = &busy.union(&had).copied().collect();
            let claimed =
                node.store.run("claim attachments", |tx| async move { claim(&tx, node, free, not_to).await });
            for errand in claimed.await? {
                let (node, peer) = (Arc::clone(node), errand.one.peer);
                busy.insert(peer);
                tasks.spawn(async move { send(node, errand).await.map(|one| Did::Sent(peer, one)) });
            }
        }
        tokio::select! {
            ended = tasks.join_next() => {
                let Some(ended) = ended else { break };
                match ended.map_err(|e| StoreError::Corrupt(format!("an attachment: {e}")))?? {
                    Did::Sent(peer, one) => {
                        busy.remove(&peer);
                        if turns == Turns::One {
                            had.insert(peer);
                        }
                        moved.add(one);
                        // What stays on this node came in without a wire.
                        came_in |= peer == node.keys.id;
                    }
                    Did::Finished(files) => {
                        looking = false;
                        moved.finished = moved.finished.saturating_add(files);
                    }
                }
            }
            () = node.moving.notified(), if !tasks.is_empty() => came_in = true,
            () = tokio::time::sleep(LOOK_AGAIN), if !tasks.is_empty() => {}
        }
    }
    moved.next_at = node.store.look("next attachment", |tx| async move { kept::next_out(&tx).await }).await?;
    Ok(moved)
}

impl Moved {
    /// What one peer's turn did.
    fn add(&mut self, one: Self) {
        self.requests = self.requests.saturating_add(one.requests);
        self.over = self.over.saturating_add(one.over);
        self.failed = self.failed.saturating_add(one.failed);
    }
}

/// The job: moves chunks as long as the node runs.
pub async fn parts_always(node: Arc<Node>) {
    loop {
        let sleep = match round(&node, PEERS_MAX, Turns::All).await {
            Ok(moved) => {
                let now = node.store.clock().now();
                let ms = moved.next_at.map_or(i64::MAX, |at| at.since(now).max(50));
                Duration::from_millis(u64::try_from(ms).unwrap_or(u64::MAX)).min(SLEEP_MAX)
            }
            Err(error) => {
                tracing::error!(%error, "attachments could not be moved; it is tried again");
                Duration::from_secs(5)
            }
        };
        tokio::select! {
            () = node.moving.notified() => {}
            () = tokio::time::sleep(sleep) => {}
        }
    }
}

/// The next file of each peer but these, as far as the gate lets it go now, leased.
async fn claim(
    tx: &Tx,
    node: &Node,
    most: usize,
    not_to: &BTreeSet<NodeId>,
) -> Result<Vec<Errand>, StoreError> {
    let mut errands: BTreeMap<NodeId, Errand> = BTreeMap::new();
    for one in kept::due_out(tx, &node.vault, not_to).await? {
        if errands.len() >= most || errands.contains_key(&one.peer) {
            continue;
        }
        let lease = |ms: i64, why: Option<&'static str>| Progress {
            sent: one.sent,
            attempts: one.attempts,
            next_at: tx.at().plus_ms(ms),
            why,
        };
        match released(tx, node, &one).await? {
            Some((peer, released)) => {
                kept::put_progress(tx, one.id(), &lease(LEASE_MS, None)).await?;
                let card = peer.card.card();
                let (addresses, tls) = (card.addresses.clone(), card.tls);
                errands.insert(one.peer, Errand { one, released, addresses, tls });
            }
            None => kept::put_progress(tx, one.id(), &lease(KEPT_BACK_MS, Some("not-available"))).await?,
        }
    }
    Ok(errands.into_values().collect())
}

/// The gate's word that an attachment may go on to its peer now; `None` if not, or if the peer is not trusted any more.
pub(crate) async fn released(
    tx: &Tx,
    node: &Node,
    one: &Attachment,
) -> Result<Option<(Peer, Released<Uuid>)>, StoreError> {
    let Some(peer) = directory::counterpart(tx, node, one.peer).await?.filter(Peer::is_trusted) else {
        return Ok(None);
    };
    match judge(tx, node, one, &peer).await {
        Ok(released) => Ok(Some((peer, released))),
        Err(ExchangeError::Store(error)) => Err(error),
        Err(_) => Ok(None),
    }
}

/// Judges anew under what it is closed to now. How it may be handled a person judged when they released it.
async fn judge(tx: &Tx, node: &Node, one: &Attachment, peer: &Peer) -> Result<Released<Uuid>, ExchangeError> {
    let guarded = crate::thread::thread(tx, node, one.dossier, one.authority).await?;
    let by_node = node.as_actor(one.authority);
    let actor = Actor { person: one.by.unwrap_or(by_node.person), ..by_node };
    let object = kept::object(one.id());
    let ask = peer.assessed(Ask::new(&actor, action::SEND_PARTS, Purpose::Investigation, tx.at()).on(object));
    let dossier = Ask::new(&actor, action::SEND_PARTS, Purpose::Investigation, tx.at());
    let guarded = guarded.ok_or(ExchangeError::NotHere)?;
    let thread: Thread = node.gate.open(guarded, &dossier, &mut tx.log())?;
    let to = recipient(&thread, peer)?;
    let leaving = Leaving::by(&actor, &to, Door::Move).of(thread.dossier.case).within(one.dossier);
    let readable = one.announced.media == "text/plain" && one.announced.bytes <= super::scan::SCAN_BYTES_MAX;
    let mut now = label(tx, node, one, &leaving, readable).await?;
    now.handling = Handling::H0;
    now.restrictions.clear();
    now.originator = None;
    Ok(node.gate.release(Guarded::new(object, now, one.id()), &ask, &to, &mut tx.log())?)
}

/// How an errand ended.
enum Ended {
    /// The other side has every chunk.
    Over,
    /// Others have their turn; it goes on at once.
    Turn,
    /// It failed for this reason.
    Failed(&'static str),
    /// It does not open here any more.
    Damaged,
}

async fn send(node: Arc<Node>, errand: Errand) -> Result<Moved, StoreError> {
    let mut moved = Moved::default();
    let (mut next, of) = (errand.one.sent, errand.one.chunks());
    let began = node.store.clock().now();
    let mut noted = began;
    let (mut stuck, mut ended) = (0_usize, Ended::Turn);
    if errand.one.peer == node.keys.id {
        ended = stays(&node, &errand.one).await?;
        next = of;
    } else {
        for _ in 0..ROUND {
            let answer = match hand_over(&node, &errand, next).await {
                Ok(answer) => answer,
                Err(end) => {
                    ended = end;
                    break;
                }
            };
            moved.requests = moved.requests.saturating_add(1);
            stuck = if answer.next > next { 0 } else { stuck.saturating_add(1) };
            next = answer.next.min(of);
            if next >= of {
                ended = Ended::Over;
                break;
            }
            if stuck >= STUCK_MAX {
                ended = if opens(&node, &errand.one, next).await {
                    Ended::Failed("stuck")
                } else {
                    Ended::Damaged
                };
                break;
            }
            let now = node.store.clock().now();
            if now.since(began) >= TURN_MS {
                break; // Its turn comes again.
            }
            if now.since(noted) >= NOTED_EVERY_MS {
                noted = now;
                let until = Progress { sent: next, attempts: 0, next_at: now.plus_ms(LEASE_MS), why: None };
                if note(&node, &errand.one, &until).await? {
                    break;
                }
            }
        }
    }
    record(&node, &errand.one, next, &ended).await?;
    match ended {
        Ended::Over => moved.over = 1,
        Ended::Turn => node.moving.notify_one(),
        Ended::Failed(_) | Ended::Damaged => moved.failed = 1,
    }
    Ok(moved)
}

/// Hands a few chunks over; with none left, asks how far the other side is.
async fn hand_over(node: &Node, errand: &Errand, next: u64) -> Result<PartsAnswer, Ended> {
    let one = &errand.one;
    let (files, file) = (Arc::clone(&node.files), one.file);
    let from = begins_at(next);
    let left = sealed_bytes(one.announced.bytes).saturating_sub(from);
    let length = usize::try_from(left).unwrap_or(usize::MAX).min(PARTS_AT_ONCE.saturating_mul(SEALED_CHUNK));
    let read = blocking(move || if length == 0 { Ok(Vec::new()) } else { files.read_at(file, from, length) });
    let chunks = read.await.map_err(|_| Ended::Damaged)?;
    let body = Parts { id: *errand.released.value(), first: next, chunks: &chunks }.to_bytes();
    let to = errand.released.to().node;
    let carried = node.carrier.carry(to, &errand.addresses, errand.tls, PEER_PARTS, body).await;
    let answer = carried.map_err(|error| {
        Ended::Failed(match error {
            CarryError::Status(507) => "no-room",
            CarryError::Status(404) => "not-wanted",
            CarryError::Status(_) | CarryError::TooLarge => "answer",
            CarryError::Unreachable(_) | CarryError::NotThem => "unreachable",
        })
    })?;
    serde_json::from_slice(&answer).map_err(|_| Ended::Failed("answer"))
}

/// To another authority of this node nothing is copied: the file has two names, and each side its own row and key.
async fn stays(node: &Node, one: &Attachment) -> Result<Ended, StoreError> {
    let theirs = node.store.look("attachment of a neighbour", |tx| async move {
        kept::find(&tx, &node.vault, one.id(), Way::In).await
    });
    let Some(theirs) = theirs.await?.filter(|theirs| theirs.state == State::Accepted) else {
        return Ok(Ended::Failed("not-wanted"));
    };
    // In by the same door: it wants the first chunk of what is not there, and nothing of what is.
    let known = take_parts(node, one.peer, &Parts { id: one.id(), first: 0, chunks: &[] }.to_bytes()).await;
    if known.is_err() {
        return Ok(Ended::Failed("not-wanted"));
    }
    let (files, from, to) = (Arc::clone(&node.files), one.file, theirs.file);
    let shared = blocking(move || files.share(from, to)).await;
    Ok(match shared {
        Ok(()) => Ended::Over,
        Err(FileFault::Full { .. }) => Ended::Failed("no-room"),
        Err(FileFault::Io(_)) => Ended::Damaged,
    })
}

/// Whether an own chunk still opens.
async fn opens(node: &Node, one: &Attachment, chunk: u64) -> bool {
    let Some(length) = seal::stream::sealed_length(one.announced.bytes, chunk) else { return true };
    let (files, file) = (Arc::clone(&node.files), one.file);
    let sealed = blocking(move || files.read_at(file, begins_at(chunk), length)).await;
    sealed.is_ok_and(|s| one.key.open(one.id().as_bytes(), one.announced.bytes, chunk, &s).is_ok())
}

/// Notes how far it is; whether something that a life depends on goes before the rest of it.
async fn note(node: &Node, one: &Attachment, now: &Progress<'_>) -> Result<bool, StoreError> {
    let noted = node.store.run("attachment sent", |tx| async move {
        kept::put_progress(&tx, one.id(), now).await?;
        kept::is_overtaken(&tx, one).await
    });
    noted.await
}

async fn record(node: &Node, one: &Attachment, next: u64, ended: &Ended) -> Result<(), StoreError> {
    if matches!(ended, Ended::Damaged) {
        tracing::error!(attachment = %one.id(), "an attachment does not open any more; it was damaged on the disk");
        let damaged = node.store.run("attachment damaged", |tx| async move {
            kept::becomes(&tx, (one.id(), Way::Out), &[State::Accepted], State::Damaged, None).await
        });
        return damaged.await.map(|_| ());
    }
    let recorded = node.store.run("attachment sent", |tx| async move {
        let attempts = one.attempts.saturating_add(1);
        let (attempts, why) = match ended {
            Ended::Failed(why) => (attempts, Some(*why)),
            // Asked again until the receiver has signed.
            Ended::Over => (attempts, None),
            Ended::Turn | Ended::Damaged => (0, None),
        };
        let wait = if attempts == 0 { 0 } else { backoff_ms(attempts, u32::from_be_bytes(tx.rng().array())) };
        let now = Progress { sent: next, attempts, next_at: tx.at().plus_ms(wait), why };
        kept::put_progress(&tx, one.id(), &now).await
    });
    recorded.await
}
