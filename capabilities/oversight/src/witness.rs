//! Checkpoints between nodes: this node offers its own to each trusted peer, and counter-signs theirs.
//!
//! A witness learns how many entries a log has and a digest, nothing of what it says. It keeps what it counter-signed
//! and refuses what contradicts it; the refusal raises an alarm here and is shown there. No peer is needed for anything
//! else: without one the log is proved by the node's own key alone, and the pages say so.

use crate::rules::{self, LastOffer};
use crate::store::{self, Alarm, Offered, StoredAnswer, Witnessed};
use ::store::outbox::{self, OutState};
use ::store::{StoreError, Tx, audit};
use access::{Inbound, InboundRefusal, Node};
use directory::Peer;
use exchange::envelope::{self, About, CarriageError};
use futures_core::future::BoxFuture;
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::{AuthorityId, MessageId};
use kernel::{Actor, ActorKind, AuditEntry, Label, Outcome, Purpose};
use seal::checkpoint::{
    Answer, At, Checkpoint, Contradiction, VERSION, Verdict, open_answer, open_checkpoint, sign_answer,
    sign_checkpoint,
};
use seal::envelope::EnvelopeHead;
use std::sync::Arc;

/// The kind of an envelope that carries a checkpoint.
pub const CHECKPOINT_KIND: &str = "checkpoint";
/// The kind of an envelope that carries the answer of a witness.
pub const ANSWER_KIND: &str = "counter-signature";
/// Offers looked back at, to know what a witness holds.
const LOOKED_BACK: u64 = 20;

/// What the room does with envelopes.
#[must_use]
pub fn inbound() -> Vec<Arc<dyn Inbound>> {
    vec![Arc::new(TakeCheckpoint), Arc::new(TakeAnswer)]
}

/// Offers the newest checkpoint to every trusted peer for which it is time; returns to how many.
///
/// # Errors
/// What the database says.
pub async fn offer_checkpoints(node: &Node) -> Result<usize, StoreError> {
    let peers = node.store.look("witnesses", |tx| async move { directory::peers(&tx).await });
    let mut offered: usize = 0;
    for peer in peers.await?.iter().filter(|p| p.is_trusted()) {
        let went = node.store.run("offer checkpoint", |tx| async move { offer(&tx, node, peer).await });
        offered = offered.saturating_add(usize::from(went.await?));
    }
    if offered > 0 {
        node.wake.notify_one();
    }
    Ok(offered)
}

async fn offer(tx: &Tx, node: &Node, peer: &Peer) -> Result<bool, StoreError> {
    let Some((seq, _)) = audit::newest_checkpoint(tx).await? else { return Ok(false) };
    let before = store::offered(tx, peer.node, LOOKED_BACK).await?;
    let answer = last_answer(tx, node, peer).await?;
    let last = match before.first() {
        None => None,
        Some(last) => Some(LastOffer {
            seq: last.end.seq,
            at: last.at,
            state: state_of(tx, last.message).await?,
            answered: answer.as_ref().is_some_and(|a| a.seq == last.end.seq && a.head == last.end.head),
        }),
    };
    if !rules::offer_is_due(last.as_ref(), seq, tx.at()) {
        return Ok(false);
    }
    let held = what_they_hold(tx, node, &before, answer.as_ref()).await?;
    let wanted: Vec<i64> = held.into_iter().chain([seq]).collect();
    let heads = audit::head_at(tx, &wanted).await?;
    let Some(head) = heads.get(&seq).copied() else { return Ok(false) };
    // The head as the chain has it now, not as it was offered then: a chain made anew contradicts itself here.
    let before = held.and_then(|seq| heads.get(&seq).map(|head| At { seq, head: *head }));
    let end = At { seq, head };
    let checkpoint = Checkpoint::new(node.keys.id, end, tx.at(), before);
    let signs = directory::signing_keys(tx, node).await?;
    let signed = sign_checkpoint(&checkpoint, signs.for_holder_of(peer.has_own_sequence));
    let Ok(document) = signed else { return Ok(false) };
    let Some(message) = send(tx, node, peer, Out::Checkpoint, document).await? else { return Ok(false) };
    store::keep_offered(tx, peer.node, &Offered { message, end, at: tx.at() }).await?;
    Ok(true)
}

/// The place that a witness counter-signed last, as far as this node can know: what it showed when it refused, or the
/// last checkpoint it has a receipt for.
async fn what_they_hold(
    tx: &Tx,
    node: &Node,
    offered: &[Offered],
    answer: Option<&Answer>,
) -> Result<Option<i64>, StoreError> {
    if let Some(Verdict::Contradicts { held, .. }) = answer.map(|a| &a.verdict) {
        let own = directory::signed_with(tx).await?;
        return Ok(open_checkpoint(held, node.keys.id, &own).ok().map(|c| c.seq));
    }
    for one in offered {
        if state_of(tx, one.message).await? == Some(OutState::Delivered) {
            return Ok(Some(one.end.seq));
        }
    }
    Ok(answer.map(|a| a.seq))
}

async fn state_of(tx: &Tx, message: MessageId) -> Result<Option<OutState>, StoreError> {
    Ok(outbox::find(tx, message).await?.map(|row| row.state))
}

async fn last_answer(tx: &Tx, node: &Node, peer: &Peer) -> Result<Option<Answer>, StoreError> {
    let stored = store::last_answer(tx, peer.node).await?;
    let keys = envelope::signers(peer);
    Ok(stored.and_then(|s| open_answer(&s.document, (node.keys.id, peer.node), &keys).ok()))
}

/// What of the protocol goes out.
#[derive(Clone, Copy)]
enum Out {
    Checkpoint,
    Answer,
}

/// Lets a document out through the gate and queues it; `None` if it may not go to this peer.
async fn send(
    tx: &Tx,
    node: &Node,
    peer: &Peer,
    what: Out,
    document: Vec<u8>,
) -> Result<Option<MessageId>, StoreError> {
    let (kind, object, action) = match what {
        Out::Checkpoint => (CHECKPOINT_KIND, "checkpoint", action::SEND_CHECKPOINT),
        Out::Answer => (ANSWER_KIND, "counter-signature", action::COUNTER_SIGN),
    };
    let authority = first_authority(tx).await?;
    let actor = node.as_actor(authority);
    let object = ObjectRef { kind: object, id: kernel::id::random(tx.rng()) };
    let ask = Ask::new(&actor, action, Purpose::Oversight, tx.at()).on(object);
    let guarded = Guarded::new(object, Label::own(authority), document);
    let Ok(released) = node.gate.release(guarded, &ask, &peer.recipient(), &mut tx.log()) else {
        return Ok(None);
    };
    let about = About::of(tx, kind, Purpose::Oversight);
    match envelope::queue(tx, node, peer, &about, released).await {
        Ok(message) => Ok(Some(message)),
        Err(CarriageError::Store(error)) => Err(error),
        Err(error) => {
            tracing::warn!(peer = %peer.node, %error, "a checkpoint or its answer could not be sealed");
            Ok(None)
        }
    }
}

async fn first_authority(tx: &Tx) -> Result<AuthorityId, StoreError> {
    let first = access::authorities(tx).await?.first().map(|a| a.id);
    first.ok_or_else(|| StoreError::Corrupt("the node has no authority".into()))
}

async fn peer_of(tx: &Tx, from: &Actor) -> Result<Peer, InboundRefusal> {
    let ActorKind::Peer(id) = from.kind else { return Err(InboundRefusal::Rejected("not-a-peer")) };
    directory::peer(tx, id).await?.filter(Peer::is_trusted).ok_or(InboundRefusal::Quarantined("not-trusted"))
}

/// A peer offers its checkpoint: counter-sign it, or refuse and raise an alarm.
pub struct TakeCheckpoint;

impl Inbound for TakeCheckpoint {
    fn kind(&self) -> &'static str {
        CHECKPOINT_KIND
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
            let offered = open_checkpoint(body, peer.node, &envelope::signers(&peer))
                .map_err(|_| InboundRefusal::Rejected("checkpoint"))?;
            let verdict = judge(tx, &peer, &offered, body).await?;
            let answer = Answer {
                version: VERSION,
                node: peer.node,
                witness: node.keys.id,
                seq: offered.seq,
                head: offered.head,
                at: tx.at(),
                verdict,
                rest: serde_json::Map::new(),
            };
            let signs = directory::signing_keys(tx, node).await?;
            let document = sign_answer(&answer, signs.for_holder_of(peer.has_own_sequence))
                .map_err(|_| InboundRefusal::Rejected("checkpoint"))?;
            send(tx, node, &peer, Out::Answer, document).await?;
            Ok(())
        })
    }
}

/// Compares with what was counter-signed last, and keeps what continues it.
async fn judge(
    tx: &Tx,
    peer: &Peer,
    offered: &Checkpoint,
    document: &[u8],
) -> Result<Verdict, InboundRefusal> {
    let held = store::witnessed(tx, peer.node).await?;
    let contradiction = held.as_ref().and_then(|held| Contradiction::between(held.end, offered));
    let (Some(held), Some(reason)) = (&held, contradiction) else {
        if held.is_none_or(|held| held.end != offered.end()) {
            let new =
                Witnessed { peer: peer.node, end: offered.end(), at: tx.at(), document: document.into() };
            store::keep_witnessed(tx, &new).await?;
        }
        return Ok(Verdict::Agrees);
    };
    let alarm = Alarm {
        id: kernel::id::new(tx.clock(), tx.rng()),
        peer: peer.node,
        at: tx.at(),
        again: 0,
        reason: reason.code().into(),
        held_seq: held.end.seq,
        held: held.document.clone(),
        offered: document.into(),
        settled: None,
    };
    store::raise(tx, &alarm).await?;
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: peer.actor(),
        action: action::COUNTER_SIGN,
        object_kind: "checkpoint",
        object: alarm.id,
        purpose: Purpose::Oversight,
        outcome: Outcome::Refused(vec![format!("witness-{}", reason.code())]),
        note: format!("{} entries offered, {} counter-signed before", offered.seq, held.end.seq),
    });
    tracing::error!(peer = %peer.node, reason = reason.code(), "a peer's checkpoint contradicts an earlier one");
    Ok(Verdict::Contradicts { reason: reason.code().into(), held: held.document.clone() })
}

/// A witness answers: keep what it signed.
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
            let answer = open_answer(body, (node.keys.id, peer.node), &envelope::signers(&peer))
                .map_err(|_| InboundRefusal::Rejected("counter-signature"))?;
            // A witness answers what it was asked, so that it cannot fill the store.
            if !store::was_offered(tx, peer.node, At { seq: answer.seq, head: answer.head }).await? {
                return Err(InboundRefusal::Rejected("not-offered"));
            }
            let agrees = answer.verdict == Verdict::Agrees;
            if !agrees {
                tracing::error!(witness = %peer.node, seq = answer.seq, "a witness does not counter-sign the log");
            }
            let new =
                StoredAnswer { peer: peer.node, seq: answer.seq, agrees, at: tx.at(), document: body.into() };
            store::keep_answer(tx, &new).await?;
            Ok(())
        })
    }
}

/// An administrator settles an alarm after they spoke with the peer: the next checkpoint begins anew. `false` if there is
/// none open.
///
/// # Errors
/// What the database says.
pub async fn settle(tx: &Tx, actor: &Actor, id: uuid::Uuid, why: &str) -> Result<bool, StoreError> {
    let Some(alarm) = store::open_alarm(tx, id).await? else { return Ok(false) };
    store::settle(tx, id, &actor.name, why).await?;
    store::forget_witnessed(tx, alarm.peer).await?;
    Ok(true)
}
