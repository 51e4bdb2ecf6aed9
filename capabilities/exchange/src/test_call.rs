//! Test calls between desks: a small signed message that a person of the other side has to answer. What was answered,
//! and how fast, is what the finder goes by.
//!
//! Who may: whoever confirms contact points, for the desks of their own authority. The answer is a person's act with its
//! entry in the log; the node answers nothing by itself. Refused: a call to a desk that this node does not have, an
//! answer to a call that was never placed, one for another desk, a second one. A call carries no content (A-1, gate:
//! object kind `ping`).

use crate::envelope::{self, About, CarriageError};
use crate::types::ExchangeError;
use access::{Inbound, InboundRefusal, Node};
use directory::calls::{self, ReceivedCall};
use directory::{DirectoryError, Peer};
use futures_core::future::BoxFuture;
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::{AuthorityId, ContactId, MessageId, NodeId};
use kernel::{Actor, ActorKind, Label, Purpose, Timestamp};
use seal::envelope::EnvelopeHead;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::sync::Arc;
use store::{StoreError, Tx};
use uuid::Uuid;

/// The kind of an envelope that carries a test call.
pub const CALL_KIND: &str = "test-call";
/// The kind of an envelope that carries its answer.
pub const ANSWER_KIND: &str = "test-call-answer";
/// Largest body of either, in bytes.
pub const BODY_BYTES_MAX: usize = 1_024;
/// The version that this program writes and reads.
const VERSION: u16 = 1;

/// A call or its answer: both name the call and the desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Wire {
    version: u16,
    call: Uuid,
    contact: ContactId,
    /// Of a call: until when an answer is in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    due: Option<Timestamp>,
    /// What this version does not know.
    #[serde(flatten)]
    rest: Map<String, Value>,
}

/// What the room does with test calls.
#[must_use]
pub fn inbound() -> Vec<Arc<dyn Inbound>> {
    vec![Arc::new(TakeCall), Arc::new(TakeAnswer)]
}

/// Calls a desk of a trusted node to see whether a person answers; returns the call's reference.
///
/// # Errors
/// [`ExchangeError::NotHere`] if there is no such desk; [`ExchangeError::NotNow`] while a call to it is open; the gate's
/// refusal.
pub async fn place(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    (peer, contact): (NodeId, ContactId),
) -> Result<Uuid, ExchangeError> {
    permit(tx, node, actor, actor.authority, Uuid::nil())?;
    call(tx, node, actor, (peer, contact)).await
}

async fn call(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    (peer, contact): (NodeId, ContactId),
) -> Result<Uuid, ExchangeError> {
    let peer = directory::peer(tx, peer).await?.filter(Peer::is_trusted).ok_or(ExchangeError::NotHere)?;
    let desk = peer.desks().find(|d| d.point.id == contact).ok_or(ExchangeError::NotHere)?;
    let placed = calls::place_call(tx, actor, (peer.node, contact), &desk.point.hours).await;
    let (call, due) = placed.map_err(|error| match error {
        DirectoryError::Store(error) => ExchangeError::Store(error),
        _ => ExchangeError::NotNow { code: CALL_KIND.into(), state: "called".into() },
    })?;
    let wire = Wire { version: VERSION, call, contact, due: Some(due), rest: Map::new() };
    let message = send(tx, node, &peer, actor.authority, CALL_KIND, &wire).await?;
    calls::call_carried(tx, call, message).await?;
    Ok(call)
}

/// Calls the posts that own posts are paired with and whose test is due; returns how many were called.
///
/// # Errors
/// What the database says.
pub async fn place_due(node: &Node) -> Result<usize, StoreError> {
    let pairs = node.store.look("paired posts", |tx| async move {
        let own = directory::own_contacts(&tx).await?;
        let pair = |c: directory::OwnContact| c.point.more.pairs.into_iter().map(move |p| (c.authority, p));
        Ok::<_, StoreError>(own.into_iter().flat_map(pair).collect::<Vec<_>>())
    });
    let mut placed: usize = 0;
    for (of, pair) in pairs.await? {
        let done = node.store.run("test paired post", |tx| {
            let pair = &pair;
            async move {
                let post = (pair.node, pair.desk);
                if !calls::test_is_due(&tx, post, pair.test_every_hours).await? {
                    return Ok(false);
                }
                match call(&tx, node, &node.as_actor(of), post).await {
                    Ok(_) => Ok(true),
                    Err(ExchangeError::Store(error)) => Err(error),
                    // The post is gone, or its node is not trusted any more: its page says when it answered last.
                    Err(error) => {
                        tracing::warn!(peer = %pair.node, %error, "a paired post could not be called");
                        Ok(false)
                    }
                }
            }
        });
        placed = placed.saturating_add(usize::from(done.await?));
    }
    if placed > 0 {
        node.wake.notify_one();
    }
    Ok(placed)
}

/// Answers a call at a desk of the actor's authority, as a person.
///
/// # Errors
/// [`ExchangeError::NotHere`] if there is none, or it is answered, or the caller is no longer trusted; the gate's refusal.
pub async fn acknowledge(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    (peer, call): (NodeId, Uuid),
) -> Result<(), ExchangeError> {
    let held = calls::received_call(tx, peer, call).await?.ok_or(ExchangeError::NotHere)?;
    permit(tx, node, actor, held.authority, held.id)?;
    let peer = directory::peer(tx, peer).await?.filter(Peer::is_trusted).ok_or(ExchangeError::NotHere)?;
    if !calls::answer_call(tx, &held, &actor.name).await? {
        return Err(ExchangeError::NotHere);
    }
    let wire = Wire { version: VERSION, call, contact: held.contact, due: None, rest: Map::new() };
    send(tx, node, &peer, held.authority, ANSWER_KIND, &wire).await?;
    Ok(())
}

/// Whether this person keeps contact points of that authority, with the entry in the log.
fn permit(tx: &Tx, node: &Node, actor: &Actor, of: AuthorityId, call: Uuid) -> Result<(), ExchangeError> {
    let object = ObjectRef { kind: "test-call", id: call };
    let ask = Ask::new(actor, action::CONFIRM_CONTACT, Purpose::Administration, tx.at()).on(object);
    node.gate.open(Guarded::new(object, Label::own(of), ()), &ask, &mut tx.log())?;
    Ok(())
}

/// Lets a call or an answer out as a sign of life, and queues it; returns the message that carries it.
async fn send(
    tx: &Tx,
    node: &Node,
    peer: &Peer,
    of: AuthorityId,
    kind: &'static str,
    wire: &Wire,
) -> Result<MessageId, ExchangeError> {
    let body = serde_json::to_vec(wire).map_err(|e| StoreError::Corrupt(e.to_string()))?;
    let actor = node.as_actor(of);
    let object = ObjectRef { kind: "ping", id: wire.call };
    let ask = Ask::new(&actor, action::PING, Purpose::Administration, tx.at()).on(object);
    let guarded = Guarded::new(object, Label::own(of), body);
    let released = node.gate.release(guarded, &ask, &peer.recipient(), &mut tx.log())?;
    let about = About::of(tx, kind, Purpose::Administration);
    envelope::queue(tx, node, peer, &about, released).await.map_err(|error| match error {
        CarriageError::Store(error) => ExchangeError::Store(error),
        other => ExchangeError::Carriage(other),
    })
}

fn read(body: &[u8]) -> Option<Wire> {
    let within = body.len() <= BODY_BYTES_MAX;
    let wire: Wire = within.then(|| serde_json::from_slice(body).ok()).flatten()?;
    (wire.version == VERSION).then_some(wire)
}

fn caller(from: &Actor) -> Result<NodeId, InboundRefusal> {
    let ActorKind::Peer(peer) = from.kind else { return Err(InboundRefusal::Rejected("not-a-peer")) };
    Ok(peer)
}

/// A peer calls a desk of this node: it waits there for a person.
struct TakeCall;

impl Inbound for TakeCall {
    fn kind(&self) -> &'static str {
        CALL_KIND
    }

    fn take<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        from: &'a Actor,
        _: &'a EnvelopeHead,
        body: &'a [u8],
    ) -> BoxFuture<'a, Result<(), InboundRefusal>> {
        Box::pin(async move {
            let peer = caller(from)?;
            let wire = read(body).ok_or(InboundRefusal::Rejected("test-call"))?;
            let desk = directory::own_contact(tx, wire.contact).await?;
            let desk = desk.ok_or(InboundRefusal::Rejected("no-such-desk"))?;
            // A caller sets no term that never ends, and none that passed while the call was on its way.
            let latest = tx.at().plus_ms(calls::CALL_TERM_MS_MAX);
            let earliest = calls::due_of(&desk.point.hours, tx.at());
            let call = ReceivedCall {
                id: wire.call,
                peer,
                contact: wire.contact,
                authority: desk.authority,
                at: tx.at(),
                due: wire.due.unwrap_or(latest).max(earliest).min(latest),
                answered: None,
            };
            if calls::received_call(tx, peer, wire.call).await?.is_some() {
                return Err(InboundRefusal::Rejected("called-before"));
            }
            Ok(calls::keep_received(tx, &call).await?)
        })
    }
}

/// A person of the other side answered.
struct TakeAnswer;

impl Inbound for TakeAnswer {
    fn kind(&self) -> &'static str {
        ANSWER_KIND
    }

    fn take<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        from: &'a Actor,
        _: &'a EnvelopeHead,
        body: &'a [u8],
    ) -> BoxFuture<'a, Result<(), InboundRefusal>> {
        Box::pin(async move {
            let peer = caller(from)?;
            let wire = read(body).ok_or(InboundRefusal::Rejected("test-call-answer"))?;
            let known = calls::call_answered(tx, (peer, wire.contact), wire.call).await?;
            if known { Ok(()) } else { Err(InboundRefusal::Rejected("not-called")) }
        })
    }
}
