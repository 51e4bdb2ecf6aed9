//! Takes what a peer, or another authority of this node, hands in: opens it if it was not opened ahead, knows it by its id if
//! it came before, judges it, stores it and signs the receipt, all in one transaction. Only after the commit is
//! anything answered.
//!
//! A move whose predecessor is not here is not kept either: nothing is signed for it, and its sender sends it again until
//! it follows.
//!
//! Refused: a message id used for two contents (sealed anew to another key it is one content); anything signed by a key
//! that the directory does not have for the peer now, which is kept apart and never silently taken; a kind this
//! program does not know is kept apart, not lost.

use crate::envelope::signers;
use crate::open::{Read, Sender, Unsealed, open};
use crate::store;
use crate::store_inbox::{self, InState, Received};
use crate::take_move;
use ::store::{StoreError, Tx};
use access::{Dated, InboundRefusal, Node, OwnAuthority};
use directory::{Peer, WrappedPrekey};
use gate::{Ask, Guarded, ObjectRef, Released, action};
use kernel::id::{AuthorityId, DossierId, MessageId, NodeId};
use kernel::{Actor, AuditEntry, Digest, Label, Outcome, Purpose, Timestamp};
use seal::envelope::{EnvelopeError, Opened, key_of};
use seal::identity::KemKeyId;
use seal::receipt::{Fate, Receipt, own_receipt, sign_receipt};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The kind of an envelope that carries a move of a dossier.
pub const MOVE_KIND: &str = "move";
/// Envelopes of one peer kept apart because they do not open; more are only logged.
pub const UNREADABLE_MAX: u64 = 100;
/// The code of what a node hands in that nobody here ever trusted.
pub(crate) const UNKNOWN_SENDER: &str = "unknown-sender";
/// The code of another content under an id that was used.
const ID_USED: &str = "message-id-used";

/// What the peer is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The signed receipt.
    Receipt(Vec<u8>),
    /// It does not open, so that there is nothing to sign for; a code.
    Unreadable(&'static str),
    /// What it follows is not here: nothing of it is kept, and its sender tries again; a code.
    NotYet(&'static str),
}

/// What became of an envelope, for a person to read.
#[derive(Clone, Debug)]
pub struct Took {
    /// What the peer is answered.
    pub answer: Answer,
    /// The message, if it opened.
    pub message: Option<MessageId>,
    /// Its kind; empty if it did not open.
    pub kind: String,
    /// How it was taken; `None` where nothing of it is kept yet.
    pub state: Option<InState>,
    /// Why it was not simply taken.
    pub why: Option<String>,
    /// Whether it came before; nothing changed then.
    pub again: bool,
}

/// Takes an envelope that `from` handed in. Idempotent: the same message has the same receipt, byte for byte.
///
/// # Errors
/// What the database says; nothing is taken then, and the peer tries again.
pub async fn receive(tx: &Tx, node: &Node, from: NodeId, bytes: &[u8]) -> Result<Answer, StoreError> {
    Ok(receive_as(tx, node, from, bytes).await?.answer)
}

/// The same, and what became of it.
///
/// # Errors
/// As [`receive`].
pub async fn receive_as(tx: &Tx, node: &Node, from: NodeId, bytes: &[u8]) -> Result<Took, StoreError> {
    match Sender::of(tx, node, from).await? {
        // A state of its own on the heap: what takes an envelope is called from deep within couriers and mailboxes.
        Some(sender) => {
            let took = Box::pin(receive_all(tx, node, &sender, &[Handed { bytes, ahead: None }])).await?;
            took.into_iter().next().ok_or_else(|| StoreError::Corrupt("an envelope without an answer".into()))
        }
        None => Ok(Took::shut(UNKNOWN_SENDER, false)),
    }
}

/// What envelopes that are taken together have in common: read once for all of them, and written once.
struct Taking {
    /// Those that came before, in exactly these bytes.
    same: BTreeMap<Digest, Received>,
    /// Messages that came before, in whatever bytes.
    known: BTreeMap<MessageId, Received>,
    /// One-time keys that are left.
    once: BTreeMap<KemKeyId, WrappedPrekey>,
    /// What is to be kept, and the keys that open nothing from then on.
    new: Vec<Received>,
    spent: Vec<KemKeyId>,
    /// Dossiers that are here, of those that are written to.
    dossiers: BTreeSet<DossierId>,
    /// When what was written to ends from now on.
    ends: Vec<Dated>,
}

/// An envelope that was handed in, and what is in it if it was opened before; see [`open_ahead`](crate::open::open_ahead).
pub(crate) struct Handed<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) ahead: Option<&'a Unsealed>,
}

/// Takes envelopes of a sender that is known, one after the other; what each came to, in the same order. Whoever takes
/// many together asks the database once for what they have in common.
///
/// # Errors
/// As [`receive`]; none of them is taken then.
pub(crate) async fn receive_all(
    tx: &Tx,
    node: &Node,
    sender: &Sender,
    all: &[Handed<'_>],
) -> Result<Vec<Took>, StoreError> {
    let from = sender.peer.node;
    let envelopes: Vec<Digest> = all.iter().map(|one| Digest::of_bytes(one.bytes)).collect();
    // The same bytes again have the same receipt, also when the key that they are sealed to is erased.
    let same = store_inbox::find_envelopes(tx, from, &envelopes).await?;
    let ids: Vec<KemKeyId> = all.iter().filter_map(|one| key_of(one.bytes)).collect();
    let once = directory::prekeys_among(tx, from, &ids).await?;
    let mut opened = Vec::with_capacity(all.len());
    for (one, envelope) in all.iter().zip(&envelopes) {
        let new = !same.contains_key(envelope);
        opened.push(new.then(|| unseal(node, sender, &once, one)).transpose()?);
    }
    let heads = || opened.iter().flatten().flatten().map(|one| &one.opened.head);
    let messages: Vec<MessageId> = heads().map(|head| head.message).collect();
    let known = store_inbox::find_all(tx, from, &messages).await?;
    let dossiers = store::among(tx, heads().filter_map(|head| head.dossier)).await?;
    let (new, spent, ends) = (Vec::new(), Vec::new(), Vec::new());
    let mut taking = Taking { same, known, once, new, spent, dossiers, ends };
    let mut took = Vec::with_capacity(all.len());
    for ((one, envelope), opened) in all.iter().zip(envelopes).zip(opened) {
        // A state of its own on the heap, as many are taken after each other.
        took.push(Box::pin(take_one(tx, node, sender, &mut taking, (one.bytes, envelope, opened))).await?);
    }
    store_inbox::keep_all(tx, &taking.new).await?;
    // It is stored, or refused for good: from now on nobody opens these bytes again. What is kept apart is looked at later.
    directory::spend_prekeys(tx, &taking.spent).await?;
    access::store_retention::date_all(tx, taking.ends).await?;
    if !taking.new.is_empty() {
        directory::seen(tx, from).await?;
    }
    Ok(took)
}

/// What is in an envelope: as it was opened ahead where that still holds, and else opened now.
fn unseal(
    node: &Node,
    sender: &Sender,
    once: &BTreeMap<KemKeyId, WrappedPrekey>,
    one: &Handed<'_>,
) -> Result<Result<Unsealed, EnvelopeError>, StoreError> {
    let holds = |ahead: &Unsealed| key_of(one.bytes).is_some_and(|key| ahead.holds(sender, once, key));
    match one.ahead.filter(|ahead| holds(ahead)) {
        Some(ahead) => Ok(Ok(ahead.clone())),
        None => open(node, sender, once, one.bytes),
    }
}

/// Takes one of them; `unsealed` is `None` where it came before.
async fn take_one(
    tx: &Tx,
    node: &Node,
    sender: &Sender,
    taking: &mut Taking,
    (bytes, envelope, unsealed): (&[u8], Digest, Option<Result<Unsealed, EnvelopeError>>),
) -> Result<Took, StoreError> {
    let (peer, from) = (&sender.peer, sender.peer.node);
    if let Some(known) = taking.same.get(&envelope) {
        return Ok(Took::known(known.clone()));
    }
    let once = key_of(bytes).filter(|id| taking.once.contains_key(id));
    // One before it in this very transaction may have used its key up.
    let spent = once.is_some_and(|id| taking.spent.contains(&id));
    let Unsealed { opened, read } =
        match unsealed.filter(|_| !spent).unwrap_or(Err(EnvelopeError::UnknownKey)) {
            Ok(unsealed) => unsealed,
            Err(error) => return unreadable(tx, node, peer, bytes, &error).await,
        };
    let took = |answer, state, why, again| Took {
        answer: Answer::Receipt(answer),
        message: Some(opened.head.message),
        kind: opened.head.kind.clone(),
        state: Some(state),
        why,
        again,
    };
    if let Some(known) = taking.known.get(&opened.head.message).cloned() {
        let same = known.is(&opened);
        let (state, why) = (known.state, known.why.clone());
        let receipt = known_message(tx, node, sender, &opened, known)?;
        return Ok(match same {
            true => took(receipt, state, why, true),
            false => took(receipt, InState::Rejected, Some(ID_USED.into()), false),
        });
    }
    let (fate, state, why) = match judge(tx, node, sender, taking, (&opened, read)).await? {
        Ok(judged) => judged,
        Err(code) => return Ok(Took::not_yet(&opened, code)),
    };
    let receipt = receipt(tx, node, sender, &opened, fate)?;
    let kept = (state == InState::Quarantined).then(|| bytes.to_vec());
    let new = Received {
        peer: from,
        message: opened.head.message,
        digest: opened.digest,
        content: opened.content(),
        kind: opened.head.kind.clone(),
        dossier: opened.head.dossier,
        state,
        why: why.clone(),
        receipt: receipt.clone(),
        kept,
        envelope: Some(envelope),
        at: tx.at(),
    };
    taking.same.insert(envelope, new.clone());
    taking.known.insert(new.message, new.clone());
    taking.new.push(new);
    taking.spent.extend(once.filter(|_| state != InState::Quarantined));
    Ok(took(receipt, state, why, false))
}

impl Took {
    /// It came before.
    fn known(known: Received) -> Self {
        Self {
            answer: Answer::Receipt(known.receipt),
            message: Some(known.message),
            kind: known.kind,
            state: Some(known.state),
            why: known.why,
            again: true,
        }
    }

    /// It did not open.
    fn shut(code: &'static str, again: bool) -> Self {
        Self {
            answer: Answer::Unreadable(code),
            message: None,
            kind: String::new(),
            state: Some(InState::Quarantined),
            why: Some(code.into()),
            again,
        }
    }

    /// What it follows is not here.
    fn not_yet(opened: &Opened, code: &'static str) -> Self {
        Self {
            answer: Answer::NotYet(code),
            message: Some(opened.head.message),
            kind: opened.head.kind.clone(),
            state: None,
            why: Some(code.into()),
            again: false,
        }
    }
}

/// What is signed of a message that was judged, how it is kept, and why it was not simply taken.
type Judged = (Fate, InState, Option<String>);

/// What becomes of a message that opened and is new; a code where it cannot be judged yet.
async fn judge(
    tx: &Tx,
    node: &Node,
    sender: &Sender,
    taking: &mut Taking,
    (opened, read): (&Opened, Option<Read>),
) -> Result<Result<Judged, &'static str>, StoreError> {
    let peer = &sender.peer;
    match admit(tx, node, sender, taking, (opened, read)).await {
        Ok(head) => Ok(Ok((Fate::Durable { head }, InState::Taken, None))),
        Err(InboundRefusal::NotYet(code)) => Ok(Err(code)),
        Err(InboundRefusal::Quarantined(reason)) => {
            log_refusal(tx, &peer.actor(), opened.head.message.0, opened.head.purpose, reason);
            Ok(Ok((Fate::Quarantined { reason: reason.into() }, InState::Quarantined, Some(reason.into()))))
        }
        Err(InboundRefusal::Rejected(reason)) => {
            log_refusal(tx, &peer.actor(), opened.head.message.0, opened.head.purpose, reason);
            Ok(Ok((Fate::Rejected { reason: reason.into() }, InState::Rejected, Some(reason.into()))))
        }
        Err(InboundRefusal::Store(error)) => Err(error),
    }
}

async fn admit(
    tx: &Tx,
    node: &Node,
    sender: &Sender,
    taking: &mut Taking,
    (opened, read): (&Opened, Option<Read>),
) -> Result<Option<Digest>, InboundRefusal> {
    let peer = &sender.peer;
    if peer.is_suspended() {
        return Err(InboundRefusal::NotYet(crate::suspend::NOT_NOW));
    }
    if !peer.is_trusted() {
        return Err(InboundRefusal::Quarantined("peer-not-trusted"));
    }
    if peer.has_revoked(&opened.signer) {
        return Err(InboundRefusal::Quarantined("key-revoked"));
    }
    if !signers(peer).contains(&opened.signer) {
        return Err(InboundRefusal::Quarantined("key-not-current"));
    }
    if tx.at() > opened.head.expires {
        return Err(InboundRefusal::Rejected("expired"));
    }
    let actor = peer.actor();
    permit(tx, node, (&actor, sender.lead()?), opened)?;
    if let Some(read) = read {
        let read = read.map_err(InboundRefusal::Rejected)?;
        let id = read.header.dossier;
        let is_here = !taking.dossiers.insert(id);
        return take_move::take(tx, node, sender, (opened, &read, is_here), &mut taking.ends).await;
    }
    let Some(room) = node.inbound.iter().find(|room| room.kind() == opened.head.kind) else {
        return Err(InboundRefusal::Quarantined("unknown-kind"));
    };
    room.take(node, tx, &actor, &opened.head, &opened.body).await?;
    Ok(None)
}

/// The gate's word that a peer may hand in an envelope, with its entry in the log.
fn permit(
    tx: &Tx,
    node: &Node,
    (actor, lead): (&Actor, AuthorityId),
    opened: &Opened,
) -> Result<(), InboundRefusal> {
    let object = ObjectRef { kind: "envelope", id: opened.head.message.0 };
    let guarded = Guarded::new(object, Label::own(lead), ());
    let ask = Ask::new(actor, action::PEER_DELIVER, opened.head.purpose, tx.at()).on(object);
    let passed = node.gate.open(guarded, &ask, &mut tx.log());
    passed.map_err(|_| InboundRefusal::Rejected("not-available"))
}

/// The same message again, or another one under its id. One that was sealed anew has a receipt of its own that says the
/// same: its sender did not hear the first, and holds this one against what it sealed last.
fn known_message(
    tx: &Tx,
    node: &Node,
    sender: &Sender,
    opened: &Opened,
    known: Received,
) -> Result<Vec<u8>, StoreError> {
    if known.digest == opened.digest {
        return Ok(known.receipt);
    }
    if known.is(opened) {
        let first = own_receipt(&known.receipt);
        let first = first.map_err(|e| StoreError::Corrupt(format!("receipt of `{}`: {e}", known.message)))?;
        return receipt_at(tx, node, sender, opened, (first.fate, first.at));
    }
    log_refusal(tx, &sender.peer.actor(), opened.head.message.0, opened.head.purpose, ID_USED);
    let fate = Fate::Rejected { reason: ID_USED.into() };
    receipt(tx, node, sender, opened, fate)
}

/// Signs what became of a message, and lets the receipt out through the gate.
fn receipt(
    tx: &Tx,
    node: &Node,
    sender: &Sender,
    opened: &Opened,
    fate: Fate,
) -> Result<Vec<u8>, StoreError> {
    receipt_at(tx, node, sender, opened, (fate, tx.at()))
}

fn receipt_at(
    tx: &Tx,
    node: &Node,
    sender: &Sender,
    opened: &Opened,
    (fate, at): (Fate, Timestamp),
) -> Result<Vec<u8>, StoreError> {
    let Sender { peer, signs, .. } = sender;
    let receipt = Receipt {
        message: opened.head.message,
        digest: opened.digest,
        sender: peer.node,
        by: node.keys.id,
        fate,
        at,
        rest: serde_json::Map::new(),
    };
    let unsigned = |e: seal::receipt::ReceiptError| StoreError::Corrupt(e.to_string());
    let signed = sign_receipt(&receipt, signs.for_holder_of(peer.has_own_sequence)).map_err(unsigned)?;
    let message = opened.head.message;
    Ok(release_receipt(tx, node, (peer, sender.lead()?), message, signed)?.value().clone())
}

/// Lets a signed receipt out through the gate.
pub(crate) fn release_receipt(
    tx: &Tx,
    node: &Node,
    (peer, authority): (&Peer, AuthorityId),
    message: MessageId,
    signed: Vec<u8>,
) -> Result<Released<Vec<u8>>, StoreError> {
    let actor = node.as_actor(authority);
    let object = ObjectRef { kind: "receipt", id: message.0 };
    let ask = Ask::new(&actor, action::SEND_RECEIPT, Purpose::Administration, tx.at()).on(object);
    let guarded = Guarded::new(object, Label::own(authority), signed);
    let released = node.gate.release(guarded, &ask, &peer.recipient(), &mut tx.log());
    released.map_err(|e| StoreError::Corrupt(format!("a receipt: {e}")))
}

/// Keeps what does not open apart, for a person and for proof, as far as the limit goes.
async fn unreadable(
    tx: &Tx,
    node: &Node,
    peer: &Peer,
    bytes: &[u8],
    error: &EnvelopeError,
) -> Result<Took, StoreError> {
    let code = match error {
        EnvelopeError::Truncated | EnvelopeError::TooLarge => "truncated",
        EnvelopeError::NotForUs => "not-for-us",
        EnvelopeError::UnknownKey => "unknown-key",
        EnvelopeError::UnknownSender(_) => UNKNOWN_SENDER,
        EnvelopeError::BadHead(_) => "bad-head",
        EnvelopeError::Forged | EnvelopeError::Expired | EnvelopeError::WrongRecipient => "forged",
    };
    let digest = Digest::of_bytes(bytes);
    let message = MessageId(uuid_of(&digest));
    let known = store_inbox::find(tx, peer.node, message).await?.is_some();
    let full = store_inbox::count_unreadable(tx, peer.node).await? >= UNREADABLE_MAX;
    if !known {
        log_refusal(tx, &peer.actor(), message.0, Purpose::Administration, code);
    }
    if !known && !full {
        let new = Received {
            peer: peer.node,
            message,
            digest,
            content: None,
            kind: String::new(),
            dossier: None,
            state: InState::Quarantined,
            why: Some(code.into()),
            receipt: Vec::new(),
            kept: Some(bytes.to_vec()),
            envelope: None,
            at: tx.at(),
        };
        store_inbox::keep(tx, &new).await?;
    }
    tracing::warn!(peer = %peer.node, node = %node.keys.id, code, "an envelope does not open");
    Ok(Took::shut(code, known))
}

fn uuid_of(digest: &Digest) -> Uuid {
    let mut id = [0; 16];
    id.iter_mut().zip(digest.0).for_each(|(to, from)| *to = from);
    Uuid::from_bytes(id)
}

pub(crate) fn lead_of(own: &[OwnAuthority]) -> Result<AuthorityId, StoreError> {
    own.first().map(|a| a.id).ok_or_else(|| StoreError::Corrupt("this node has no authority".into()))
}

fn log_refusal(tx: &Tx, actor: &Actor, message: Uuid, purpose: Purpose, reason: &str) {
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: actor.clone(),
        action: action::PEER_DELIVER,
        object_kind: "envelope",
        object: message,
        purpose,
        outcome: Outcome::Refused(vec![reason.to_owned()]),
        note: String::new(),
    });
}
