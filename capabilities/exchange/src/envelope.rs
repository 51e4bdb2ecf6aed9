//! Envelopes as rooms use them: queue one for a peer in the transaction of the change it tells of, or seal and open
//! one at once for a question that is answered on the same connection.
//!
//! What is sealed is kept under the node's own key until it is durable at its peer: one that lost the key it was sealed to
//! is sent it under another, and what it did not take an officer sends again.
//!
//! Refused: sending to a peer that is not trusted or not to be sent to, taking anything that is not signed by a key
//! the directory has for that peer now, and anything the gate did not release.

use crate::PEER_ENVELOPES;
use crate::receive::lead_of;
use access::Node;
use delivery::outbox::QUEUE_PEER_MAX;
use directory::Peer;
use gate::{Ask, Guarded, ObjectRef, Released, action};
use kernel::id::{DossierId, MessageId, NodeId};
use kernel::{Digest, Label, Purpose, Timestamp};
pub use seal::envelope::Opened;
use seal::envelope::{self, EnvelopeError, EnvelopeHead, Heads, Sealed};
use seal::identity::KemPublic;
use store::outbox::{self, Outgoing};
use store::{Fault, StoreError, Tx};

/// How long a message waits for a peer that does not answer. Long enough for the seven days a node must work without
/// the others, and for an administrator's absence.
pub const LIFE_MS: i64 = 30 * kernel::time::DAY_MS;
/// How long a question asked on the connection itself is good for, in either direction.
pub const QUESTION_LIFE_MS: i64 = 5 * kernel::time::MINUTE_MS;

/// What the bodies of messages that wait are wrapped for.
const BODY: &str = "outbox-body";

/// Why nothing was sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum CarriageError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The peer is not trusted, or no longer.
    #[error("`{0}` is not a trusted peer; compare its card and trust it first")]
    NotTrusted(NodeId),
    /// The peer's card has no key this program can seal to.
    #[error("the card of `{0}` has no key to seal to; ask its administrator for a new card")]
    NoKey(NodeId),
    /// As many messages wait for the peer as may.
    #[error("too many messages wait for `{0}`; they go when it answers again, or by courier")]
    QueueFull(NodeId),
    /// The envelope is not one.
    #[error(transparent)]
    Envelope(#[from] EnvelopeError),
    /// It came from another node than the connection.
    #[error("the envelope is from another node than the one that handed it in")]
    OtherSender,
    /// Its kind is not the one expected here.
    #[error("an envelope of another kind was expected here")]
    OtherKind,
}

impl Fault for CarriageError {
    fn store(&self) -> Option<&StoreError> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}

/// What a message is about, apart from its body.
#[derive(Clone, Debug)]
pub struct About {
    /// What the body is.
    pub kind: &'static str,
    /// The dossier it belongs to, with its place among this node's messages of that dossier.
    pub dossier: Option<(DossierId, u64)>,
    /// Whether it is about imminent danger to life: it goes before everything else that waits.
    pub danger: bool,
    /// Heads of both chains of that dossier.
    pub heads: Heads,
    /// Why it is sent.
    pub purpose: Purpose,
    /// When it is given up.
    pub expires: Timestamp,
    /// The root over the attachments that the body names.
    pub attachments: Option<Digest>,
}

impl About {
    /// A message of a kind that belongs to no dossier and waits as long as messages wait.
    #[must_use]
    pub fn of(tx: &Tx, kind: &'static str, purpose: Purpose) -> Self {
        let expires = tx.at().plus_ms(LIFE_MS);
        Self {
            kind,
            dossier: None,
            danger: false,
            heads: Heads::default(),
            purpose,
            expires,
            attachments: None,
        }
    }
}

/// Signs and seals a body for a peer, to a one-time key of its if there is one, and queues it in this transaction. After the commit the caller wakes the
/// delivery: `node.wake.notify_one()`.
///
/// # Errors
/// [`CarriageError`]; nothing is queued then.
pub async fn queue(
    tx: &Tx,
    node: &Node,
    peer: &Peer,
    about: &About,
    body: Released<Vec<u8>>,
) -> Result<MessageId, CarriageError> {
    if outbox::count_waiting(tx, peer.node).await? >= QUEUE_PEER_MAX as u64 {
        return Err(CarriageError::QueueFull(peer.node));
    }
    let message = MessageId::new(tx.rng());
    let once = directory::take_prekey(tx, peer.node).await?;
    let key = key_for(peer, once)?;
    let head = head_of(node, peer, message, about, &key);
    let kept = Body { head: &head, body: body.value() }.wrapped(tx, node)?;
    let sealed = seal_under(tx, node, peer, &head, &key, body).await?;
    let outgoing = Outgoing {
        message,
        peer: peer.node,
        path: PEER_ENVELOPES,
        dossier: about.dossier.map(|(id, _)| id),
        sequence: about.dossier.map_or(0, |(_, n)| i64::try_from(n).unwrap_or(i64::MAX)),
        danger: about.danger,
        sealed: sealed.bytes,
        digest: sealed.digest,
        expires_at: about.expires,
        body: kept,
    };
    outbox::enqueue(tx, outgoing).await?;
    Ok(message)
}

/// What is sealed in a message, as it is kept beside it.
struct Body<'a> {
    head: &'a EnvelopeHead,
    body: &'a [u8],
}

impl Body<'_> {
    /// Length of the head (4), head, body, under the node's own key.
    fn wrapped(&self, tx: &Tx, node: &Node) -> Result<Vec<u8>, StoreError> {
        let broken = |e: &dyn std::fmt::Display| StoreError::Corrupt(format!("the head of a message: {e}"));
        let head = serde_json::to_vec(self.head).map_err(|e| broken(&e))?;
        let length = u32::try_from(head.len()).map_err(|e| broken(&e))?;
        let plain = [length.to_be_bytes().as_slice(), &head, self.body].concat();
        Ok(node.vault.wrap(BODY, self.head.message.0.as_bytes(), &plain, tx.rng()))
    }
}

/// What is sealed in a message of this node; `None` once it is durable at its peer, and for those of programs that kept
/// nothing. What does not open any more holds nothing else up.
pub(crate) async fn kept(
    tx: &Tx,
    node: &Node,
    message: MessageId,
) -> Result<Option<(EnvelopeHead, Vec<u8>)>, StoreError> {
    let Some(sealed) = outbox::body(tx, message).await? else { return Ok(None) };
    let open = || {
        let plain = node.vault.unwrap(BODY, message.0.as_bytes(), &sealed).ok()?;
        let (length, rest) = plain.split_first_chunk::<4>()?;
        let (head, body) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        Some((serde_json::from_slice(head).ok()?, body.to_vec()))
    };
    let opened = open();
    if opened.is_none() {
        tracing::error!(%message, "what is kept of a message that waits does not open");
    }
    Ok(opened)
}

/// Seals a message that waits to the newest key of its peer, which could not open it as it was sealed; `false` where it is
/// sealed to that key already, nothing of it is kept, or the gate does not let it go now. Its id stays, so that it is taken once.
///
/// # Errors
/// [`CarriageError`]; the message waits on as it is.
pub(crate) async fn seal_anew(
    tx: &Tx,
    node: &Node,
    peer: &Peer,
    message: MessageId,
) -> Result<bool, CarriageError> {
    let key = newest_key(peer)?;
    let Some((mut head, body)) = kept(tx, node, message).await? else { return Ok(false) };
    let id = key.id().to_text();
    if head.kem_key == id {
        return Ok(false);
    }
    head.kem_key = id;
    let kept = Body { head: &head, body: &body }.wrapped(tx, node)?;
    let lead = lead_of(&access::authorities(tx).await?)?;
    let (actor, object) = (node.as_actor(lead), ObjectRef { kind: "envelope", id: message.0 });
    // For what it is sent it passed the gate before; as chunks, it goes on by the node's own act.
    let ask = Ask::new(&actor, action::SEND_PARTS, Purpose::Investigation, tx.at());
    let ask = peer.assessed(ask.on(object));
    let guarded = Guarded::new(object, Label::own(lead), body);
    let released = match node.gate.release(guarded, &ask, &peer.recipient(), &mut tx.log()) {
        Ok(released) => released,
        Err(refusal) => {
            tracing::warn!(peer = %peer.node, %message, %refusal, "what it could not open is not sealed anew");
            return Ok(false);
        }
    };
    let sealed = seal_under(tx, node, peer, &head, &key, released).await?;
    outbox::reseal(tx, message, (sealed.bytes, sealed.digest), kept).await?;
    Ok(true)
}

/// Signs and seals a body for a peer that is carried by other means than the outbox, and is good as long as `about` says:
/// to its weekly key, as what is handed over at once.
///
/// # Errors
/// [`CarriageError`].
pub async fn seal_apart(
    tx: &Tx,
    node: &Node,
    peer: &Peer,
    about: &About,
    body: Released<Vec<u8>>,
) -> Result<Sealed, CarriageError> {
    seal(tx, node, peer, about, body).await
}

/// Signs and seals a body for a peer to be handed over at once, as a question or as the answer to one: to its weekly key,
/// since it is good for minutes and asked again with the same bytes.
///
/// # Errors
/// [`CarriageError`].
pub async fn seal_now(
    tx: &Tx,
    node: &Node,
    peer: &Peer,
    kind: &'static str,
    purpose: Purpose,
    body: Released<Vec<u8>>,
) -> Result<Sealed, CarriageError> {
    let expires = tx.at().plus_ms(QUESTION_LIFE_MS);
    let about = About {
        kind,
        dossier: None,
        danger: false,
        heads: Heads::default(),
        purpose,
        expires,
        attachments: None,
    };
    seal(tx, node, peer, &about, body).await
}

/// Opens what a peer handed over as a question or as the answer to one. It is from that peer, of that kind, in time,
/// and signed by a key the directory has for the peer now, or it is not opened.
///
/// # Errors
/// [`CarriageError`].
pub async fn open_from(
    node: &Node,
    tx: &Tx,
    peer: NodeId,
    bytes: &[u8],
    kind: &str,
) -> Result<Opened, CarriageError> {
    let known =
        directory::peer(tx, peer).await?.filter(Peer::is_trusted).ok_or(CarriageError::NotTrusted(peer))?;
    let signers = signers(&known);
    let signers_of = |sender: NodeId| if sender == peer { signers.clone() } else { Vec::new() };
    let opens = directory::sealing_keys(tx, node).await?;
    let opened = envelope::open_envelope(bytes, node.keys.id, opens.keys(), &signers_of, tx.at())?;
    if opened.head.sender != peer {
        return Err(CarriageError::OtherSender);
    }
    if opened.head.kind != kind {
        return Err(CarriageError::OtherKind);
    }
    Ok(opened)
}

async fn seal(
    tx: &Tx,
    node: &Node,
    peer: &Peer,
    about: &About,
    body: Released<Vec<u8>>,
) -> Result<Sealed, CarriageError> {
    let key = key_for(peer, None)?;
    let head = head_of(node, peer, MessageId::new(tx.rng()), about, &key);
    seal_under(tx, node, peer, &head, &key, body).await
}

fn key_for(peer: &Peer, once: Option<KemPublic>) -> Result<KemPublic, CarriageError> {
    if !peer.is_trusted() {
        return Err(CarriageError::NotTrusted(peer.node));
    }
    once.map_or_else(|| newest_key(peer), Ok)
}

fn head_of(node: &Node, peer: &Peer, message: MessageId, about: &About, key: &KemPublic) -> EnvelopeHead {
    EnvelopeHead {
        version: envelope::VERSION,
        sender: node.keys.id,
        recipient: peer.node,
        kem_key: key.id().to_text(),
        message,
        kind: about.kind.into(),
        dossier: about.dossier.map(|(id, _)| id),
        sequence: about.dossier.map_or(0, |(_, n)| n),
        heads: about.heads,
        purpose: about.purpose,
        expires: about.expires,
        attachments: about.attachments,
        rest: serde_json::Map::new(),
    }
}

async fn seal_under(
    tx: &Tx,
    node: &Node,
    peer: &Peer,
    head: &EnvelopeHead,
    key: &KemPublic,
    body: Released<Vec<u8>>,
) -> Result<Sealed, CarriageError> {
    let signs = directory::signing_keys(tx, node).await?;
    let signer = signs.for_holder_of(peer.has_own_sequence);
    Ok(envelope::seal_envelope(head, body, signer, key, tx.rng())?)
}

/// The first key of the card that this program can use; cards name the newest first.
pub(crate) fn newest_key(peer: &Peer) -> Result<KemPublic, CarriageError> {
    let keys = &peer.card.card().kem;
    keys.iter().find_map(|k| KemPublic::from_bytes(&k.key.0).ok()).ok_or(CarriageError::NoKey(peer.node))
}

/// The keys the peer signs with now, as its newest card says, but for those that it revoked.
#[must_use]
pub fn signers(peer: &Peer) -> Vec<[u8; 32]> {
    peer.card.card().signing.iter().map(|k| k.0).filter(|key| !peer.has_revoked(key)).collect()
}
