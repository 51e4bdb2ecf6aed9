//! What became of an attachment at its receiver, signed by the receiver and taken by the sender: accepted or refused by a
//! person, wanted again from a chunk on, complete, different from what was announced.

use super::{Attachment, SAID_KIND, State, Way};
use crate::envelope::{self, About};
use crate::store_attachments as kept;
use crate::thread::keys_of;
use crate::types::ExchangeError;
use ::store::{StoreError, Tx};
use access::{Inbound, InboundRefusal, Node};
use directory::Peer;
use futures_core::future::BoxFuture;
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::DossierId;
use kernel::{Actor, ActorKind, AuditEntry, Label, Outcome, Purpose};
use seal::attachment::{Became, Said, VERSION, open_said, sign_said};
use seal::envelope::EnvelopeHead;
use seal::stream::WholeFile;
use uuid::Uuid;

/// Accepts or refuses an attachment that was offered (in this dossier, where one is named), as a person; the other side is
/// told. One that was accepted and is not whole yet can be refused still: what came of it goes, and the room that was kept
/// for it is free. After the commit the caller wakes the delivery.
///
/// # Errors
/// [`ExchangeError::NotHere`] if there is none or it is decided; [`ExchangeError::NoRoom`]; the gate's refusal.
pub async fn decide_attachment(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    (dossier, id): (Option<DossierId>, Uuid),
    accept: bool,
) -> Result<(), ExchangeError> {
    let found =
        kept::attachment(tx, &node.vault, id, actor.authority).await?.ok_or(ExchangeError::NotHere)?;
    let ask = Ask::new(actor, action::MOVE, Purpose::Investigation, tx.at()).on(kept::object(id));
    let one = node.gate.open(found, &ask, &mut tx.log()).map_err(|_| ExchangeError::NotHere)?;
    if dossier.is_some_and(|dossier| dossier != one.dossier) {
        return Err(ExchangeError::NotHere);
    }
    let open = one.state == State::Offered || (one.state == State::Accepted && !accept);
    if one.way != Way::In || !open {
        return Err(ExchangeError::AttachmentDecided);
    }
    let peer = directory::counterpart(tx, node, one.peer).await?.filter(Peer::is_trusted);
    if accept {
        has_room(tx, node, &one).await?;
    }
    let (to, became) =
        if accept { (State::Accepted, Became::Accepted) } else { (State::Refused, Became::Refused) };
    if !kept::becomes(tx, (id, Way::In), &[one.state], to, None).await? {
        return Err(ExchangeError::AttachmentDecided);
    }
    log(tx, actor, &one, became.code());
    match peer {
        Some(peer) => drop(say(tx, node, &peer, &one, (became, 0, one.announced.whole())).await?),
        None if accept => return Err(ExchangeError::NotHere),
        // Nothing is said to who is not trusted any more, and nothing kept for them.
        None => {}
    }
    if one.state == State::Accepted {
        // Should this not be committed after all, it begins anew: how far a file has come is how long it is.
        node.files.remove(one.file)?;
    }
    Ok(())
}

/// Whether there is room for it beside what was accepted before and is still to come.
async fn has_room(tx: &Tx, node: &Node, one: &Attachment) -> Result<(), ExchangeError> {
    let mut free = node.files.free();
    for (file, bytes) in kept::promised(tx).await? {
        let here = node.files.length(file)?;
        free = free.saturating_sub(seal::stream::sealed_bytes(bytes).saturating_sub(here));
    }
    let needed = seal::stream::sealed_bytes(one.announced.bytes);
    if needed <= free { Ok(()) } else { Err(ExchangeError::NoRoom { needed, free }) }
}

pub(super) fn log(tx: &Tx, actor: &Actor, one: &Attachment, note: &str) {
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: actor.clone(),
        action: action::MOVE,
        object_kind: "attachment",
        object: one.id(),
        purpose: Purpose::Investigation,
        outcome: Outcome::Done,
        note: format!("dossier {}: {note}", one.dossier),
    });
}

/// Signs what became of an attachment here, lets it out through the gate as a receipt, and queues it; gives what was
/// signed.
pub(crate) async fn say(
    tx: &Tx,
    node: &Node,
    peer: &Peer,
    one: &Attachment,
    (state, next, whole): (Became, u64, WholeFile),
) -> Result<Vec<u8>, StoreError> {
    let said = Said {
        version: VERSION,
        attachment: one.id(),
        sender: peer.node,
        by: node.keys.id,
        state,
        root: whole.root,
        sha256: whole.sha256,
        next,
        at: tx.at(),
        rest: serde_json::Map::new(),
    };
    let broken = |why: String| StoreError::Corrupt(format!("attachment `{}`: {why}", one.id()));
    let signs = directory::signing_keys(tx, node).await?;
    let signed = sign_said(&said, signs.for_holder_of(peer.has_own_sequence));
    let signed = signed.map_err(|e| broken(e.to_string()))?;
    let actor = node.as_actor(one.authority);
    let object = ObjectRef { kind: "receipt", id: one.id() };
    let ask = Ask::new(&actor, action::SEND_RECEIPT, Purpose::Administration, tx.at()).on(object);
    let guarded = Guarded::new(object, Label::own(one.authority), signed.clone());
    let released = node.gate.release(guarded, &ask, &peer.recipient(), &mut tx.log());
    let released = released.map_err(|e| broken(e.to_string()))?;
    let about = About::of(tx, SAID_KIND, Purpose::Administration);
    let queued = envelope::queue(tx, node, peer, &about, released).await;
    queued.map_err(|error| match error {
        envelope::CarriageError::Store(error) => error,
        other => broken(other.to_string()),
    })?;
    Ok(signed)
}

/// The receiver of an own attachment says what became of it there.
pub(crate) struct TakeSaid;

impl Inbound for TakeSaid {
    fn kind(&self) -> &'static str {
        SAID_KIND
    }

    fn take<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        from: &'a Actor,
        _: &'a EnvelopeHead,
        body: &'a [u8],
    ) -> BoxFuture<'a, Result<(), InboundRefusal>> {
        Box::pin(async move { take(node, tx, from, body).await })
    }
}

async fn take(node: &Node, tx: &Tx, from: &Actor, body: &[u8]) -> Result<(), InboundRefusal> {
    let ActorKind::Peer(peer) = from.kind else { return Err(InboundRefusal::Rejected("not-a-peer")) };
    let keys = keys_of(tx, node, peer).await?;
    let said = open_said(body, (peer, node.keys.id), &keys);
    let said = said.map_err(|_| InboundRefusal::Rejected("attachment-unreadable"))?;
    let one = kept::find(tx, &node.vault, said.attachment, Way::Out).await?;
    // Of what was not sent to this peer it hears what it would hear of what is not there.
    let one = one.filter(|one| one.peer == peer && !matches!(one.state, State::Waits | State::Withheld));
    let one = one.ok_or(InboundRefusal::Rejected("not-available"))?;
    let (from_states, to): (&[State], State) = match said.state {
        Became::Accepted => (&[State::Offered], State::Accepted),
        // Also after it was accepted: they gave it up.
        Became::Refused => (&[State::Offered, State::Accepted], State::Refused),
        Became::Wanted => {
            let next = said.next.min(one.chunks());
            let now = kept::Progress { sent: next, attempts: 0, next_at: tx.at(), why: None };
            kept::put_progress(tx, one.id(), &now).await?;
            kept::put_given(tx, one.id(), next).await?;
            return Ok(());
        }
        Became::Complete | Became::Differs => {
            let same = (said.root, said.sha256) == (one.announced.root, one.announced.sha256);
            // A receipt is for what was sent, and for nothing else.
            if same != (said.state == Became::Complete) {
                return Err(InboundRefusal::Rejected("attachment-differs"));
            }
            (&[State::Offered, State::Accepted], if same { State::Complete } else { State::Differs })
        }
        Became::Unknown(_) => return Ok(()),
    };
    let signed = Some(body);
    if kept::becomes(tx, (one.id(), Way::Out), from_states, to, signed).await? {
        log(tx, from, &one, said.state.code());
    }
    Ok(())
}
