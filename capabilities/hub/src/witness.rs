//! Nodes that use the same hub tell each other the newest head they have of it, and answer.
//!
//! Whoever keeps the longer copy makes the root at the shorter one's size again, so that one message and its answer
//! expose a fork without the hub. Both signed heads and the proof between them are kept. What is exchanged is a number,
//! a digest and times. Whoever learns of a fork tells the others ([`crate::spread`]). Refused: a head the hub did not
//! sign, which accuses nobody; an answer to what was not told.

use crate::follow::{Fork, raise};
use crate::log::{lead, object_of};
use crate::rules;
use crate::spread::spread;
use crate::store::{self, StoredAnswer, Used};
use ::store::{StoreError, Tx};
use access::{Inbound, InboundRefusal, Node};
use directory::Peer;
use exchange::envelope::{self, About, CarriageError};
use futures_core::future::BoxFuture;
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::{MessageId, NodeId};
use kernel::{Actor, ActorKind, Digest, Label, Purpose};
use seal::envelope::EnvelopeHead;
use seal::tree::{
    Contradiction, Head, HeadAnswer, HeadVerdict, VERSION, open_answer, open_head, prove, sign_answer,
};
use std::collections::BTreeSet;

/// The kind of an envelope that carries a head.
pub const HEAD_KIND: &str = "tree-head";
/// The kind of an envelope that carries the answer to one.
pub const ANSWER_KIND: &str = "tree-answer";

/// Tells every trusted peer in the log of a hub its newest head, where it is time; returns how many.
///
/// # Errors
/// What the database says.
pub async fn tell_heads(node: &Node) -> Result<usize, StoreError> {
    let mut told: usize = 0;
    let used = node.store.look("hubs in use", |tx| async move { store::used(&tx).await }).await?;
    for one in used {
        let due = node.store.run::<_, StoreError, _, _>("tell heads", |tx| {
            let hub = one.hub;
            async move { tell(&tx, node, hub).await }
        });
        told = told.saturating_add(due.await?);
    }
    if told > 0 {
        node.wake.notify_one();
    }
    Ok(told)
}

async fn tell(tx: &Tx, node: &Node, hub: NodeId) -> Result<usize, StoreError> {
    let Some(used) = store::used_hub(tx, hub).await? else { return Ok(0) };
    let (Some(head), size) = (&used.head, used.known.size) else { return Ok(0) };
    let Some(root) = store::root_at(tx, hub, size).await? else { return Ok(0) };
    let members: BTreeSet<NodeId> =
        store::newest_cards(tx, hub).await?.into_iter().filter_map(|l| l.node).collect();
    let peers = directory::peers(tx).await?;
    let mut told: usize = 0;
    for peer in peers.iter().filter(|p| p.is_trusted() && p.node != hub && members.contains(&p.node)) {
        let last = store::told(tx, hub, peer.node).await?.map(|(size, _, at)| (size, at));
        if !rules::tell_is_due(last, size, tx.at()) {
            continue;
        }
        if let Some(message) =
            send(tx, node, peer, (HEAD_KIND, action::SEND_HEAD), head.clone(), &root).await?
        {
            store::keep_told(tx, (hub, peer.node), message, (size, root)).await?;
            told = told.saturating_add(1);
        }
    }
    Ok(told)
}

/// Lets a document out through the gate and queues it; `None` if it cannot go to this peer.
pub(crate) async fn send(
    tx: &Tx,
    node: &Node,
    peer: &Peer,
    (kind, code): (&'static str, &'static str),
    document: Vec<u8>,
    root: &Digest,
) -> Result<Option<MessageId>, StoreError> {
    let lead = lead(tx).await?;
    let actor = node.as_actor(lead);
    let named = if code == action::SEND_HEAD { "head" } else { "counter-signature" };
    let object = ObjectRef { kind: named, id: object_of(root) };
    let ask = Ask::new(&actor, code, Purpose::Oversight, tx.at()).on(object);
    let guarded = Guarded::new(object, Label::own(lead), document);
    let Ok(released) = node.gate.release(guarded, &ask, &peer.recipient(), &mut tx.log()) else {
        return Ok(None);
    };
    match envelope::queue(tx, node, peer, &About::of(tx, kind, Purpose::Oversight), released).await {
        Ok(message) => Ok(Some(message)),
        Err(CarriageError::Store(error)) => Err(error),
        Err(error) => {
            tracing::warn!(peer = %peer.node, %error, "a head or its answer could not be sealed");
            Ok(None)
        }
    }
}

pub(crate) async fn peer_of(tx: &Tx, from: &Actor) -> Result<Peer, InboundRefusal> {
    let ActorKind::Peer(id) = from.kind else { return Err(InboundRefusal::Rejected("not-a-peer")) };
    directory::peer(tx, id).await?.filter(Peer::is_trusted).ok_or(InboundRefusal::Quarantined("not-trusted"))
}

/// Every key that a hub signed with, as far as its cards tell: an old head proves as much as a new one.
pub(crate) async fn keys_of(tx: &Tx, hub: &Peer) -> Result<Vec<[u8; 32]>, StoreError> {
    let mut keys = envelope::signers(hub);
    for (_, card) in directory::cards_of(tx, hub.node).await? {
        keys.extend(card.card().signing.iter().map(|key| key.0));
    }
    Ok(keys)
}

/// What the log kept here says of a head that a peer shows; raises an alarm if both cannot be true.
pub(crate) async fn judge(
    tx: &Tx,
    node: &Node,
    used: &Used,
    head: &Head,
    document: &[u8],
    by: NodeId,
) -> Result<HeadVerdict, StoreError> {
    let held = used.head.clone().unwrap_or_default();
    if head.size > used.known.size {
        store::seen_longer(tx, used, head.size).await?;
        return Ok(HeadVerdict::Behind { held });
    }
    let here = store::root_at(tx, used.hub, head.size).await?;
    if here == Some(head.root) {
        return Ok(HeadVerdict::Agrees);
    }
    let (reason, proof) = match head.size == used.known.size {
        true => (Contradiction::OtherRoot, Vec::new()),
        false => {
            let leaves = store::hashes(tx, used.hub, used.known.size).await?;
            (Contradiction::NotContinued, prove(&leaves, head.size).unwrap_or_default())
        }
    };
    accuse(tx, node, (used, None), reason, (document, &proof), by).await?;
    Ok(HeadVerdict::Contradicts { reason: reason.code().into(), held, proof })
}

/// Raises an alarm about what a peer showed, and tells whoever else keeps the log; `held` is the newest head kept here
/// where none is given.
pub(crate) async fn accuse(
    tx: &Tx,
    node: &Node,
    (used, held): (&Used, Option<&[u8]>),
    reason: Contradiction,
    (shown, proof): (&[u8], &[Digest]),
    by: NodeId,
) -> Result<(), StoreError> {
    let proof = proof.iter().flat_map(|digest| digest.0).collect();
    let fork = Fork { reason: reason.code().into(), shown: shown.to_vec(), proof, by: Some(by) };
    match raise(tx, used, (held, None), fork).await? {
        Some(alarm) => spread(tx, node, &alarm).await,
        None => Ok(()),
    }
}

/// A peer tells the newest head it has of a hub.
pub struct TakeHead;

impl Inbound for TakeHead {
    fn kind(&self) -> &'static str {
        HEAD_KIND
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
            let peer = peer_of(tx, from).await?;
            for used in store::used(tx).await? {
                let Some(hub) = directory::peer(tx, used.hub).await? else { continue };
                let Ok(head) = open_head(body, used.hub, &keys_of(tx, &hub).await?) else { continue };
                if used.head.is_none() {
                    // Nothing to compare with yet; it is told again.
                    return Err(InboundRefusal::Rejected("nothing-known"));
                }
                let verdict = judge(tx, node, &used, &head, body, peer.node).await?;
                let answer = HeadAnswer {
                    version: VERSION,
                    hub: used.hub,
                    witness: node.keys.id,
                    size: head.size,
                    root: head.root,
                    at: tx.at(),
                    verdict,
                    rest: serde_json::Map::new(),
                };
                let signs = directory::signing_keys(tx, node).await?;
                let document = sign_answer(&answer, signs.for_holder_of(peer.has_own_sequence))
                    .map_err(|_| InboundRefusal::Rejected("tree-head"))?;
                send(tx, node, &peer, (ANSWER_KIND, action::COUNTER_SIGN), document, &head.root).await?;
                return Ok(());
            }
            Err(InboundRefusal::Rejected("tree-head"))
        })
    }
}

/// A peer answers to a head it was told.
pub struct TakeAnswer;

impl Inbound for TakeAnswer {
    fn kind(&self) -> &'static str {
        ANSWER_KIND
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
            let peer = peer_of(tx, from).await?;
            let keys = envelope::signers(&peer);
            for used in store::used(tx).await? {
                let Ok(answer) = open_answer(body, (used.hub, peer.node), &keys) else { continue };
                let told = store::told(tx, used.hub, peer.node).await?;
                if told.is_none_or(|(size, root, _)| (size, root) != (answer.size, answer.root)) {
                    return Err(InboundRefusal::Rejected("not-told"));
                }
                let agrees = hear(tx, node, &used, &peer, &answer).await?;
                let kept = StoredAnswer { peer: peer.node, size: answer.size, agrees, at: tx.at() };
                store::keep_answer(tx, used.hub, &kept, body).await?;
                return Ok(());
            }
            Err(InboundRefusal::Rejected("tree-answer"))
        })
    }
}

/// Judges what a peer shows in its answer; whether it agrees with what it was told. Its word accuses nobody: the heads
/// that the hub signed do.
async fn hear(
    tx: &Tx,
    node: &Node,
    used: &Used,
    peer: &Peer,
    answer: &HeadAnswer,
) -> Result<bool, StoreError> {
    let (held, proof): (&[u8], &[Digest]) = match &answer.verdict {
        HeadVerdict::Agrees => return Ok(true),
        HeadVerdict::Unknown { .. } => return Ok(false),
        HeadVerdict::Behind { held } => (held, &[]),
        HeadVerdict::Contradicts { held, proof, .. } => (held, proof),
    };
    let Some(hub) = directory::peer(tx, used.hub).await? else { return Ok(false) };
    let Ok(theirs) = open_head(held, used.hub, &keys_of(tx, &hub).await?) else { return Ok(false) };
    if theirs.size <= used.known.size {
        let judged = judge(tx, node, used, &theirs, held, peer.node).await?;
        return Ok(matches!(judged, HeadVerdict::Agrees));
    }
    // Theirs is longer: the proof shows what it begins with.
    let mut told = Head::new(used.hub, answer.size, answer.root, answer.at);
    told.root = store::root_at(tx, used.hub, answer.size).await?.unwrap_or(answer.root);
    if let Some(reason) = Contradiction::shown_by(&told, &theirs, proof) {
        accuse(tx, node, (used, None), reason, (held, proof), peer.node).await?;
        return Ok(false);
    }
    store::seen_longer(tx, used, theirs.size).await?;
    Ok(false)
}
