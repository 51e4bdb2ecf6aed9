//! Mailboxes: at the hub, what members leave for each other; at a member, leaving what a line does not carry and
//! fetching what waits.
//!
//! A hub learns who leaves something for whom, how large it is and when; it holds no key and opens nothing. Whatever it
//! does with a message delays it and nothing else: the message stays queued at its sender until the recipient's
//! receipt comes, it is left again a day later, and the receiving door knows a message by its id and takes nothing that
//! its sender did not sign. No transaction is open while the hub is asked.

use crate::log::{Refused, lead, member};
use crate::rules::DEPOSIT_AGAIN_MS;
use crate::store;
use crate::store_mail as kept;
use ::store::{StoreError, Tx};
use access::{CarryError, Node};
use directory::Peer;
use exchange::mailbox::{NotTaken, RECEIPTS_KIND, held_up, seal_receipts, still_held_up, take_posted};
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::{MessageId, NodeId};
use kernel::limit::ENVELOPE_BYTES_MAX;
use kernel::time::DAY_MS;
use kernel::{Digest, Label, Purpose};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Where a member leaves an envelope for another; the recipient's id stands behind it.
pub const MAILBOX_PATH: &str = "/hub/v1/mailbox/{recipient}";
/// Where a member fetches what waits for it.
pub const COLLECT_PATH: &str = "/hub/v1/collect";
/// Most bytes of one envelope in a mailbox: what fits into an answer with its frame.
pub const ITEM_BYTES_MAX: usize = ENVELOPE_BYTES_MAX - FRAME;
/// Most bytes that wait for one recipient.
pub const MAILBOX_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Most bytes of one sender among them, so that none fills a mailbox for the others.
pub const SENDER_BYTES_MAX: u64 = 16 * 1024 * 1024;
/// Most envelopes that wait for one recipient.
pub const MAILBOX_ITEMS_MAX: u64 = 1_000;
/// Most envelopes of one sender among them.
pub const SENDER_ITEMS_MAX: u64 = 250;
/// How long an envelope waits, as long as its sender keeps it queued.
pub const ITEM_AGE_MAX_MS: i64 = 30 * DAY_MS;
/// Most envelopes in one answer, and most that are said to be taken in one question.
pub const COLLECT_MAX: usize = 100;
/// Envelopes left for one peer in one run.
const LEFT_MAX: usize = 100;
/// Answers fetched in one run.
const ROUNDS_MAX: usize = 20;
/// Id, sender and length before an envelope.
const FRAME: usize = 36;
/// The first bytes of an envelope, before the recipient's id.
const MARK: &[u8; 4] = b"LSN1";

/// Takes an envelope into a mailbox of this hub. The same bytes again change nothing.
///
/// # Errors
/// What the database says.
pub(crate) async fn leave(
    tx: &Tx,
    node: &Node,
    (from, recipient): (NodeId, NodeId),
    sealed: &[u8],
) -> Result<Result<(), Refused>, StoreError> {
    let sender = match member(tx, from).await? {
        Ok(peer) => peer,
        Err(refused) => return Ok(Err(refused)),
    };
    if member(tx, recipient).await?.is_err() || recipient == node.keys.id {
        return Ok(Err(Refused::NotHere));
    }
    if sealed.len() > ITEM_BYTES_MAX {
        return Ok(Err(Refused::TooLarge));
    }
    if sealed.get(..4) != Some(MARK) || sealed.get(4..20) != Some(recipient.0.as_slice()) {
        return Ok(Err(Refused::Not("other-recipient")));
    }
    let digest = Digest::of_bytes(sealed);
    if kept::waits(tx, recipient, digest).await? {
        return Ok(Ok(()));
    }
    let (all, theirs) = kept::fill(tx, recipient, Some(from)).await?;
    let size = sealed.len() as u64;
    if all.items >= MAILBOX_ITEMS_MAX || all.bytes.saturating_add(size) > MAILBOX_BYTES_MAX {
        return Ok(Err(Refused::Full("mailbox")));
    }
    if theirs.items >= SENDER_ITEMS_MAX || theirs.bytes.saturating_add(size) > SENDER_BYTES_MAX {
        return Ok(Err(Refused::Full("sender")));
    }
    if !permitted(tx, node, &sender, crate::log::object_of(&digest)).await? {
        return Ok(Err(Refused::NotHere));
    }
    kept::put(tx, recipient, from, sealed).await?;
    Ok(Ok(()))
}

/// The gate's word that a member leaves or fetches something, with its entry in the log.
async fn permitted(tx: &Tx, node: &Node, of: &Peer, id: Uuid) -> Result<bool, StoreError> {
    let object = ObjectRef { kind: "mailbox", id };
    let actor = of.actor();
    let ask = Ask::new(&actor, action::PEER_DELIVER, Purpose::Administration, tx.at()).on(object);
    let guarded = Guarded::new(object, Label::own(lead(tx).await?), ());
    Ok(node.gate.open(guarded, &ask, &mut tx.log()).is_ok())
}

/// Hands out what waits for a member, oldest first, and takes out what it says it has.
///
/// # Errors
/// What the database says.
pub(crate) async fn collect(
    tx: &Tx,
    node: &Node,
    from: NodeId,
    body: &[u8],
) -> Result<Result<Vec<u8>, Refused>, StoreError> {
    let peer = match member(tx, from).await? {
        Ok(peer) => peer,
        Err(refused) => return Ok(Err(refused)),
    };
    let (ids, rest) = body.as_chunks::<16>();
    if !rest.is_empty() || ids.len() > COLLECT_MAX {
        return Ok(Err(Refused::Not("ids")));
    }
    let ids: Vec<Uuid> = ids.iter().copied().map(Uuid::from_bytes).collect();
    if !ids.is_empty() {
        kept::taken(tx, from, &ids).await?;
    }
    let mut out = Vec::new();
    // All of it together is at most what a mailbox holds.
    for item in kept::oldest(tx, from, COLLECT_MAX as u64).await? {
        let with = out.len().saturating_add(FRAME).saturating_add(item.sealed.len());
        if !out.is_empty() && with > ENVELOPE_BYTES_MAX {
            break;
        }
        if !permitted(tx, node, &peer, item.id).await? {
            return Ok(Err(Refused::NotHere));
        }
        out.extend_from_slice(item.id.as_bytes());
        out.extend_from_slice(&item.sender.0);
        crate::log::frame(&mut out, &item.sealed);
    }
    Ok(Ok(out))
}

/// What an answer of a mailbox holds: id, sender, envelope; `None` if it is not of that form.
fn read_items(mut bytes: &[u8]) -> Option<Vec<(Uuid, NodeId, &[u8])>> {
    let mut items = Vec::new();
    while !bytes.is_empty() {
        let (id, rest) = bytes.split_first_chunk::<16>()?;
        let (sender, rest) = rest.split_first_chunk::<16>()?;
        let (length, rest) = rest.split_first_chunk::<4>()?;
        let (sealed, rest) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        items.push((Uuid::from_bytes(*id), NodeId(*sender), sealed));
        bytes = rest;
    }
    (items.len() <= COLLECT_MAX).then_some(items)
}

/// What a run with mailboxes did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Posted {
    /// Envelopes left at a hub.
    pub left: usize,
    /// Envelopes fetched that were new.
    pub taken: usize,
    /// Envelopes fetched that had come before.
    pub again: usize,
    /// Envelopes fetched that do not open: nothing of them was kept.
    pub shut: usize,
    /// Receipts sent back.
    pub receipts: usize,
    /// Hubs that had no room, or answered nothing.
    pub failed: usize,
}

/// Leaves what lines do not carry, fetches what waits, and sends the receipts that are owed.
///
/// # Errors
/// What the database says.
pub async fn post_and_collect(node: &Node) -> Result<Posted, StoreError> {
    let mut done = Posted::default();
    let hubs = node.store.look("hubs in use", |tx| async move {
        let mut hubs = Vec::new();
        for used in store::used(&tx).await? {
            hubs.extend(directory::peer(&tx, used.hub).await?.filter(Peer::is_trusted));
        }
        Ok::<_, StoreError>(hubs)
    });
    for hub in hubs.await? {
        if leave_due(node, &hub, &mut done).await? && fetch(node, &hub, &mut done).await? {
            send_receipts(node, &hub, &mut done).await?;
        } else {
            done.failed = done.failed.saturating_add(1);
        }
    }
    Ok(done)
}

async fn ask(node: &Node, hub: &Peer, path: &str, body: Vec<u8>) -> Result<Vec<u8>, CarryError> {
    node.carrier.carry(hub.node, hub.addresses(), hub.card.card().tls, path, body).await
}

fn path_for(recipient: NodeId) -> String {
    MAILBOX_PATH.replace("{recipient}", &recipient.to_string())
}

/// Leaves messages for trusted peers whose lines have failed for a while and who are in the log of this hub, one at a time;
/// `false` if the hub does not answer.
async fn leave_due(node: &Node, hub: &Peer, done: &mut Posted) -> Result<bool, StoreError> {
    let due = node.store.look("messages held up", |tx| async move {
        let mut due: Vec<(NodeId, MessageId)> = Vec::new();
        for (peer, _) in ::store::outbox::next_by_peer(&tx).await? {
            let card = store::newest(&tx, hub.node, crate::statement::LeafKind::Card, peer).await?;
            if card.is_none() || peer == hub.node {
                continue;
            }
            let waiting = held_up(&tx, peer).await?;
            let since = tx.at().plus_ms(-DEPOSIT_AGAIN_MS);
            let left = kept::left_since(&tx, &waiting, since).await?;
            let theirs = waiting.into_iter().filter(|message| !left.contains(message));
            due.extend(theirs.take(LEFT_MAX).map(|message| (peer, message)));
        }
        Ok::<_, StoreError>(due)
    });
    for (peer, message) in due.await? {
        let look = node.store.look("message held up", |tx| async move { still_held_up(&tx, message).await });
        let Some(sealed) = look.await? else { continue };
        match ask(node, hub, &path_for(peer), sealed).await {
            Ok(_) => {
                let left = node
                    .store
                    .run("left in a mailbox", |tx| async move { kept::left(&tx, hub.node, message).await });
                left.await?;
                done.left = done.left.saturating_add(1);
            }
            // Full, too large or unknown there: this one stays for the line, the next may fit.
            Err(CarryError::Status(status)) => {
                tracing::warn!(hub = %hub.node, %peer, status, "a hub did not take a message");
                done.failed = done.failed.saturating_add(1);
            }
            Err(_) => return Ok(false),
        }
    }
    Ok(true)
}

/// Fetches what waits until nothing does; `false` if the hub does not answer.
async fn fetch(node: &Node, hub: &Peer, done: &mut Posted) -> Result<bool, StoreError> {
    let mut taken: Vec<u8> = Vec::new();
    for _ in 0..ROUNDS_MAX {
        let Ok(answer) = ask(node, hub, COLLECT_PATH, std::mem::take(&mut taken)).await else {
            return Ok(false);
        };
        let Some(items) = read_items(&answer) else { return Ok(false) };
        if items.is_empty() {
            return Ok(true);
        }
        let mut before_their_turn = Vec::new();
        for (id, sender, sealed) in items {
            if !take(node, hub.node, sender, sealed, done).await? {
                before_their_turn.push((sender, sealed));
            }
            // Whatever became of it, it need not wait there any more: what opens is here or comes again, what does not
            // never will.
            taken.extend_from_slice(id.as_bytes());
        }
        // A mailbox keeps no order: what these follow may have come after them.
        for (sender, sealed) in before_their_turn {
            take(node, hub.node, sender, sealed, done).await?;
        }
    }
    // What was taken last is said at once, not in the next run.
    Ok(ask(node, hub, COLLECT_PATH, taken).await.is_ok())
}

/// Takes one; `false` if what it follows is not here.
async fn take(
    node: &Node,
    hub: NodeId,
    sender: NodeId,
    sealed: &[u8],
    done: &mut Posted,
) -> Result<bool, StoreError> {
    let took = node.store.run::<_, NotTaken, _, _>("from a mailbox", |tx| async move {
        let took = take_posted(&tx, node, sender, sealed).await?;
        // Receipts have none of their own.
        if let Some(message) = took.message.filter(|_| took.kind != RECEIPTS_KIND) {
            kept::owe(&tx, hub, sender, message).await?;
        }
        Ok(took)
    });
    match took.await {
        Ok(took) if took.again => done.again = done.again.saturating_add(1),
        Ok(_) => done.taken = done.taken.saturating_add(1),
        Err(NotTaken::Shut(code)) => {
            tracing::warn!(%hub, %sender, code, "what lay in a mailbox does not open; nothing of it is kept");
            done.shut = done.shut.saturating_add(1);
        }
        Err(NotTaken::NotYet(_)) => return Ok(false),
        Err(NotTaken::Store(error)) => return Err(error),
    }
    node.wake.notify_one();
    Ok(true)
}

/// Sends the receipts that are owed: over the line if it works, through the hub if it does not.
async fn send_receipts(node: &Node, hub: &Peer, done: &mut Posted) -> Result<(), StoreError> {
    let owed = node.store.look("receipts owed", |tx| async move { kept::owed(&tx, hub.node).await }).await?;
    let mut by_peer: BTreeMap<NodeId, Vec<MessageId>> = BTreeMap::new();
    for (peer, message) in owed {
        by_peer.entry(peer).or_default().push(message);
    }
    for (id, messages) in by_peer {
        let messages =
            messages.get(..messages.len().min(exchange::mailbox::RECEIPTS_MAX)).unwrap_or_default();
        let sealed =
            node.store.run::<_, exchange::envelope::CarriageError, _, _>("receipts", |tx| async move {
                let Some(peer) = directory::peer(&tx, id).await?.filter(Peer::is_trusted) else {
                    return Ok(None);
                };
                Ok(seal_receipts(&tx, node, &peer, messages).await?.map(|sealed| (peer, sealed)))
            });
        let sealed = match sealed.await {
            Ok(Some(sealed)) => sealed,
            Ok(None) => continue,
            Err(exchange::envelope::CarriageError::Store(error)) => return Err(error),
            Err(error) => {
                tracing::warn!(peer = %id, %error, "receipts could not be sealed");
                continue;
            }
        };
        let (peer, sealed) = sealed;
        let direct = node.carrier.carry(
            id,
            peer.addresses(),
            peer.card.card().tls,
            exchange::PEER_ENVELOPES,
            sealed.bytes.clone(),
        );
        let went = direct.await.is_ok() || ask(node, hub, &path_for(id), sealed.bytes).await.is_ok();
        if went {
            let noted = node
                .store
                .run("receipts sent", |tx| async move { kept::owe_no_more(&tx, id, messages).await });
            noted.await?;
            done.receipts = done.receipts.saturating_add(messages.len());
        }
    }
    Ok(())
}

/// At a hub: what waits too long goes.
///
/// # Errors
/// What the database says.
pub async fn end_old(node: &Node) -> Result<u64, StoreError> {
    let ended = node.store.run("old mail", |tx| async move {
        let than = tx.at().plus_ms(-ITEM_AGE_MAX_MS);
        kept::drop_older(&tx, than).await
    });
    ended.await
}
