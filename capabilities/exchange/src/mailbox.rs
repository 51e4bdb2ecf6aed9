//! What a mailbox between two nodes carries: envelopes as they were sealed for the line, and the receipts for them.
//!
//! A message stays queued until its receipt comes, whatever was left in a mailbox, and goes over the line too if that
//! comes back. What is fetched comes in by the same door as from the wire. Receipts go back sealed, many in one
//! envelope, which has no receipt of its own: what gets lost is asked for again by the message it was for. Refused:
//! keeping anything of what does not open, since whoever keeps the mailbox may have made it up; a receipt for another
//! message, by another node or key.

use crate::PEER_ENVELOPES;
use crate::deliver::state_of;
use crate::envelope::{self, About, CarriageError};
use crate::receive::{Answer, Took, lead_of, receive_as, release_receipt};
use crate::store_inbox;
use crate::thread::believed_keys_of;
use access::{Inbound, InboundRefusal, Node};
use data_encoding::BASE64;
use delivery::Line;
use delivery::outbox::QUEUE_PEER_MAX;
use directory::Peer;
use futures_core::future::BoxFuture;
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::{MessageId, NodeId};
use kernel::{Actor, ActorKind, Label, Purpose};
use seal::envelope::{EnvelopeHead, Sealed};
use seal::receipt::{Expected, verify_receipt};
use serde::{Deserialize, Serialize};
use store::outbox::{self, OutState};
use store::{Fault, StoreError, Tx};

/// The kind of an envelope that carries receipts.
pub const RECEIPTS_KIND: &str = "receipts";
/// Most receipts in one envelope.
pub const RECEIPTS_MAX: usize = 200;
/// The version of that body.
const VERSION: u32 = 1;

/// The body of an envelope of kind `receipts`.
#[derive(Serialize, Deserialize)]
struct Body {
    version: u32,
    receipts: Vec<One>,
}

#[derive(Serialize, Deserialize)]
struct One {
    message: MessageId,
    receipt: String,
}

/// What a receipt that came by another way than the line did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptCame {
    /// It is for no message that this node sent there.
    NotSentHere,
    /// It is none: for another content, by another node or key.
    NotOne,
    /// It says how the message ended; `now`, if that was not known.
    Ended {
        /// How.
        state: OutState,
        /// Whether this ended it.
        now: bool,
    },
}

/// Takes a receipt of `from` for a message. It ends the message it was signed for and nothing else.
///
/// # Errors
/// What the database says.
pub async fn receipt_came(
    tx: &Tx,
    node: &Node,
    from: NodeId,
    message: MessageId,
    receipt: &[u8],
) -> Result<ReceiptCame, StoreError> {
    let Some(row) = outbox::find(tx, message).await?.filter(|row| row.peer == from) else {
        return Ok(ReceiptCame::NotSentHere);
    };
    let expected = Expected { message, digest: row.digest, sender: node.keys.id, by: from };
    let keys = believed_keys_of(tx, node, from).await?;
    let Ok(read) = verify_receipt(receipt, &expected, &keys) else { return Ok(ReceiptCame::NotOne) };
    let state = state_of(&read.fate);
    let now = outbox::receipted(tx, message, state, receipt).await?;
    Ok(ReceiptCame::Ended { state, now })
}

/// Messages that wait for a trusted peer whose line has failed for a while, those about danger to life first. Nothing
/// while the line works, and nothing for whom nobody here trusts any more, whatever waits.
///
/// # Errors
/// What the database says.
pub async fn held_up(tx: &Tx, peer: NodeId) -> Result<Vec<MessageId>, StoreError> {
    let text = store_inbox::line(tx, peer).await?;
    let open = text.as_deref().map(Line::parse).unwrap_or_default().is_open();
    if !open || !directory::peer(tx, peer).await?.is_some_and(|peer| peer.is_trusted()) {
        return Ok(Vec::new());
    }
    outbox::waiting_ids(tx, peer, PEER_ENVELOPES, QUEUE_PEER_MAX as u64).await
}

/// A message that is still held up, as it is sealed; `None` if it was received meanwhile, or its peer is not trusted any
/// more.
///
/// # Errors
/// What the database says.
pub async fn still_held_up(tx: &Tx, message: MessageId) -> Result<Option<Vec<u8>>, StoreError> {
    let Some(row) = outbox::find(tx, message).await?.filter(|row| row.state == OutState::Queued) else {
        return Ok(None);
    };
    let trusted = directory::peer(tx, row.peer).await?.is_some_and(|peer| peer.is_trusted());
    Ok(trusted.then_some(row.sealed))
}

/// Why what lay in a mailbox was not taken; nothing of it is kept then.
#[derive(Debug, thiserror::Error)]
pub enum NotTaken {
    /// It does not open as an envelope of that sender; a code.
    #[error("it does not open: {0}")]
    Shut(&'static str),
    /// What it follows is not here: it comes again, in a mailbox or over the line; a code.
    #[error("not yet: {0}")]
    NotYet(&'static str),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Fault for NotTaken {
    fn store(&self) -> Option<&StoreError> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}

/// Takes what lay in a mailbox as of `sender`, by the same door as from the wire. What does not open leaves no trace:
/// the keeper of the mailbox could fill the quarantine of an honest node with it.
///
/// # Errors
/// [`NotTaken`]; the transaction must be undone then.
pub async fn take_posted(tx: &Tx, node: &Node, sender: NodeId, bytes: &[u8]) -> Result<Took, NotTaken> {
    let took = receive_as(tx, node, sender, bytes).await?;
    match took.answer {
        Answer::Receipt(_) => Ok(took),
        Answer::Unreadable(code) => Err(NotTaken::Shut(code)),
        Answer::NotYet(code) => Err(NotTaken::NotYet(code)),
    }
}

/// Seals the receipts that are owed to a peer for these messages, as far as they stand here; `None` if none does.
///
/// # Errors
/// [`CarriageError`].
pub async fn seal_receipts(
    tx: &Tx,
    node: &Node,
    peer: &Peer,
    owed: &[MessageId],
) -> Result<Option<Sealed>, CarriageError> {
    let lead = lead_of(&access::authorities(tx).await?)?;
    let mut receipts = Vec::new();
    for message in owed.iter().take(RECEIPTS_MAX) {
        let Some(known) = store_inbox::find(tx, peer.node, *message).await? else { continue };
        let released = release_receipt(tx, node, (peer, lead), *message, known.receipt)?;
        receipts.push(One { message: *message, receipt: BASE64.encode(released.value()) });
    }
    let Some(first) = receipts.first().map(|one| one.message) else { return Ok(None) };
    let body = serde_json::to_vec(&Body { version: VERSION, receipts })
        .map_err(|e| StoreError::Corrupt(format!("receipts: {e}")))?;
    let actor = node.as_actor(lead);
    let object = ObjectRef { kind: "receipt", id: first.0 };
    let ask = Ask::new(&actor, action::SEND_RECEIPT, Purpose::Administration, tx.at()).on(object);
    let guarded = Guarded::new(object, Label::own(lead), body);
    let released = node.gate.release(guarded, &ask, &peer.recipient(), &mut tx.log());
    let released = released.map_err(|e| StoreError::Corrupt(format!("receipts: {e}")))?;
    let about = About::of(tx, RECEIPTS_KIND, Purpose::Administration);
    envelope::seal_apart(tx, node, peer, &about, released).await.map(Some)
}

/// A peer sends receipts for what it fetched from a mailbox.
pub struct TakeReceipts;

impl Inbound for TakeReceipts {
    fn kind(&self) -> &'static str {
        RECEIPTS_KIND
    }

    fn take<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        from: &'a Actor,
        _: &'a EnvelopeHead,
        body: &'a [u8],
    ) -> BoxFuture<'a, Result<(), InboundRefusal>> {
        Box::pin(async move {
            let ActorKind::Peer(from) = from.kind else { return Err(InboundRefusal::Rejected("not-a-peer")) };
            let unreadable = || InboundRefusal::Rejected("receipts");
            let body: Body = serde_json::from_slice(body).map_err(|_| unreadable())?;
            if body.version != VERSION || body.receipts.len() > RECEIPTS_MAX {
                return Err(unreadable());
            }
            for one in &body.receipts {
                let receipt = BASE64.decode(one.receipt.as_bytes()).map_err(|_| unreadable())?;
                let came = receipt_came(tx, node, from, one.message, &receipt).await?;
                if !matches!(came, ReceiptCame::Ended { .. }) {
                    tracing::warn!(peer = %from, message = %one.message, "a receipt for nothing that was sent");
                }
            }
            Ok(())
        })
    }
}
