//! Opens what peers hand in, which is the most work in taking it: beside each other, and before the transaction that stores
//! it, so that the database waits for no cipher.
//!
//! What was opened ahead is a proposal. The transaction takes it where it finds the same keys and signers, and opens the
//! envelope itself where it does not. Refused: deciding anything here; only reading.

use crate::receive::{MOVE_KIND, lead_of};
use crate::store_inbox;
use crate::wire_move::{ReadMove, read_move};
use access::{Node, OwnAuthority};
use axum::body::Bytes;
use directory::{Peer, WrappedPrekey};
use kernel::Timestamp;
use kernel::id::{AuthorityId, NodeId};
use seal::envelope::{EnvelopeError, Opened, key_of, open_envelope};
use seal::identity::KemKeyId;
use seal::prekeys::KemRing;
use seal::signers::SigningRing;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::{StoreError, Tx};

/// Envelopes that one thread opens, one after the other.
const AT_ONCE: usize = 8;

/// What is known here of a node that hands in, and the keys that open and receipt it; good for what one transaction decides,
/// however many envelopes are taken in it, and for nothing that another does.
pub(crate) struct Sender {
    pub(crate) peer: Peer,
    /// Keys it signs with now, or once did: what was signed then is still proved.
    signers: BTreeSet<[u8; 32]>,
    weekly: KemRing,
    pub(crate) signs: SigningRing,
    /// The authorities of this node, the leading one first.
    pub(crate) own: Vec<OwnAuthority>,
    /// Moves of it wait here for their turn.
    pub(crate) has_pending: bool,
}

impl Sender {
    /// `None` for a node that nobody here ever trusted.
    pub(crate) async fn of(tx: &Tx, node: &Node, from: NodeId) -> Result<Option<Self>, StoreError> {
        let Some(peer) = directory::counterpart(tx, node, from).await? else { return Ok(None) };
        // Those that it revoked among them: it is known then who signed what is kept apart.
        let mut signers: BTreeSet<[u8; 32]> = peer.card.card().signing.iter().map(|k| k.0).collect();
        for (_, card) in directory::cards_of(tx, from).await? {
            signers.extend(card.card().signing.iter().map(|k| k.0));
        }
        let weekly = directory::sealing_keys(tx, node).await?;
        let signs = directory::signing_keys(tx, node).await?;
        let own = access::authorities(tx).await?;
        let has_pending = store_inbox::has_pending(tx, from).await?;
        Ok(Some(Self { peer, signers, weekly, signs, own, has_pending }))
    }

    /// The authority that the protocol's own entries in the log stand under: the node's first.
    pub(crate) fn lead(&self) -> Result<AuthorityId, StoreError> {
        lead_of(&self.own)
    }
}

/// An envelope that was opened.
#[derive(Clone)]
pub(crate) struct Unsealed {
    pub(crate) opened: Opened,
    /// The move in it, or the code for its receipt; `None` if it carries something else.
    pub(crate) read: Option<Read>,
}

/// A move, or the code of why it does not read.
pub(crate) type Read = Result<ReadMove, &'static str>;

impl Unsealed {
    /// Whether the keys it was opened with still open, and its signer still signs.
    pub(crate) fn holds(
        &self,
        sender: &Sender,
        once: &BTreeMap<KemKeyId, WrappedPrekey>,
        key: KemKeyId,
    ) -> bool {
        let opens = once.contains_key(&key) || sender.weekly.keys().iter().any(|k| k.id() == key);
        opens && self.opened.head.sender == sender.peer.node && sender.signers.contains(&self.opened.signer)
    }
}

/// Opens an envelope with the key that it names, and reads the move in it.
///
/// # Errors
/// [`StoreError::Sealed`] if the one-time key does not open under this node's master key.
pub(crate) fn open(
    node: &Node,
    sender: &Sender,
    once: &BTreeMap<KemKeyId, WrappedPrekey>,
    bytes: &[u8],
) -> Result<Result<Unsealed, EnvelopeError>, StoreError> {
    let from = sender.peer.node;
    let signers_of =
        |id: NodeId| if id == from { sender.signers.iter().copied().collect() } else { Vec::new() };
    let once = key_of(bytes).and_then(|id| once.get(&id)).map(|key| key.open(node)).transpose()?;
    let opens = once.as_ref().map_or(sender.weekly.keys(), std::slice::from_ref);
    // Whether it came in time is judged later: a message that was taken in time has its receipt for ever.
    let opened = open_envelope(bytes, node.keys.id, opens, &signers_of, Timestamp(i64::MIN));
    let read = |opened: Opened| {
        let read = (opened.head.kind == MOVE_KIND).then(|| read_move(&opened.body));
        Unsealed { opened, read }
    };
    Ok(opened.map(read))
}

/// Opens envelopes that came from these nodes, each by its place in `all`; `None` for what does not open ahead, whatever
/// the reason: the transaction finds it out again.
pub(crate) async fn open_ahead(node: &Arc<Node>, all: &[(NodeId, Bytes)]) -> Vec<Option<Unsealed>> {
    let known = node.store.look::<_, StoreError, _, _>("keys of what came", |tx| async move {
        let mut known = BTreeMap::new();
        for from in all.iter().map(|(from, _)| *from).collect::<BTreeSet<_>>() {
            let theirs = all.iter().filter(|(sender, _)| *sender == from);
            let ids: Vec<KemKeyId> = theirs.filter_map(|(_, bytes)| key_of(bytes)).collect();
            if let Some(sender) = Sender::of(&tx, node, from).await? {
                known.insert(from, (sender, directory::prekeys_among(&tx, from, &ids).await?));
            }
        }
        Ok(known)
    });
    let Ok(known) = known.await else { return all.iter().map(|_| None).collect() };
    let known = Arc::new(known);
    let work: Vec<_> = all
        .chunks(AT_ONCE)
        .map(|some| {
            let (node, known, some) = (Arc::clone(node), Arc::clone(&known), some.to_vec());
            let open = move |(from, bytes): &(NodeId, Bytes)| {
                let (sender, once) = known.get(from)?;
                open(&node, sender, once, bytes).ok()?.ok()
            };
            (some.len(), tokio::task::spawn_blocking(move || some.iter().map(open).collect::<Vec<_>>()))
        })
        .collect();
    let mut opened = Vec::with_capacity(all.len());
    for (len, some) in work {
        match some.await {
            Ok(some) => opened.extend(some),
            Err(_) => opened.extend((0..len).map(|_| None)),
        }
    }
    opened
}
