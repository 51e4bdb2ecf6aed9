//! Sends again what the other side does not have: kept apart there, not taken, or given up. The signed moves stay as they
//! are, header and body; each goes under a new message id, sealed now. A receiver that has one after all knows it.
//!
//! What the moves say passes the gate again, as it is closed now. Until they are sent again and received, no later move
//! of their dossier goes. Refused: a dossier that stands still; what was erased.

use crate::envelope::{self, About, LIFE_MS};
use crate::make_move::{label_of_text, opened, purpose_of, trusted};
use crate::recall::APPLIED;
use crate::receive::MOVE_KIND;
use crate::store;
use crate::store_again;
use crate::types::{ExchangeError, StoredMove, Thread};
use ::store::Tx;
use ::store::outbox;
use access::Node;
use casefile::{Door, Leaving};
use directory::Peer;
use gate::{Ask, Guarded, action};
use kernel::id::{DossierId, MessageId};
use kernel::{Actor, Label};

/// Sends again, in order, every own move of a dossier that the other side does not have; how many. After the commit the
/// caller wakes the delivery.
///
/// # Errors
/// [`ExchangeError::NotHere`] if what they do not have was erased; [`ExchangeError::Frozen`]; the gate's refusal.
pub async fn send_again(tx: &Tx, node: &Node, actor: &Actor, id: DossierId) -> Result<usize, ExchangeError> {
    let thread = opened(tx, node, actor, id).await?;
    if let Some(why) = &thread.dossier.frozen {
        return Err(ExchangeError::Frozen(why.clone()));
    }
    let peer = trusted(tx, node, &thread).await?;
    let mut sent = 0_usize;
    for made in thread.chain(thread.dossier.side) {
        let row = outbox::find(tx, made.message).await?;
        let Some(row) = row.filter(|row| row.state.is_not_taken()) else { continue };
        let message = again(tx, node, actor, (&thread, &peer), made, row.danger).await?;
        outbox::sent_again(tx, made.message).await?;
        let place = (id, made.side, made.number);
        store_again::put_message(tx, thread.dossier.authority, place, message).await?;
        sent = sent.saturating_add(1);
    }
    Ok(sent)
}

/// Queues one of them anew.
async fn again(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    (thread, peer): (&Thread, &Peer),
    made: &StoredMove,
    danger: bool,
) -> Result<MessageId, ExchangeError> {
    let (head, wire) = envelope::kept(tx, node, made.message).await?.ok_or(ExchangeError::NotHere)?;
    let said = made.read_body().ok_or(ExchangeError::NotHere)?;
    let id = thread.dossier.id;
    let to = peer.recipient_for(thread.dossier.theirs).ok_or(ExchangeError::UnknownAuthority)?;
    let code = made.read_header()?.code;
    let act = match code.as_str() {
        "open" => action::OPEN_DOSSIER,
        "answer" => action::ANSWER,
        _ => action::MOVE,
    };
    let leaving = Leaving::by(actor, &to, Door::Move).of(thread.dossier.case).within(id);
    let label = match code.as_str() {
        APPLIED => Label::own(actor.authority),
        _ => label_of_text(tx, node, &said, &leaving).await?,
    };
    let ask = peer.assessed(Ask::new(actor, act, purpose_of(thread), tx.at()));
    let guarded = Guarded::new(store::object(id), label, wire);
    let released = node.gate.release(guarded, &ask, &to, &mut tx.log())?;
    let about = About {
        kind: MOVE_KIND,
        dossier: Some((id, made.number)),
        danger,
        heads: head.heads,
        purpose: head.purpose,
        expires: tx.at().plus_ms(LIFE_MS),
        attachments: head.attachments,
    };
    Ok(envelope::queue(tx, node, peer, &about, released).await?)
}
