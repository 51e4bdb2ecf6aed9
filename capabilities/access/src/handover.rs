//! A desk handed over at the end of a shift: offered by who goes, accepted by who comes, and nothing changes hands between.

use crate::desk::{DeskError, given, may_have, pieces, set, standing};
use crate::node::Node;
use crate::store_duty::{self, Handover, Staff};
use crate::store_work::NOTE_CHARS_MAX;
use crate::work::How;
use ::store::Tx;
use gate::action;
use kernel::id::PersonId;
use kernel::{Actor, AuditEntry, Outcome, Purpose};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Offers everything one has to the next person, each with a note; what they may not have stays out and goes back to the
/// desk with the shift. Nothing changes hands before they accept.
///
/// # Errors
/// [`DeskError::NotTo`], [`DeskError::Note`].
pub async fn offer(
    tx: &Tx,
    node: &Node,
    giver: &Actor,
    to: PersonId,
    notes: &BTreeMap<(String, Uuid), String>,
) -> Result<Uuid, DeskError> {
    let staff = Staff::of(tx, giver.authority).await?;
    let next = staff.actor(tx, to).await?.filter(|_| to != giver.person).ok_or(DeskError::NotTo)?;
    let mut offered = Vec::new();
    for piece in pieces(tx, node, giver, &staff).await? {
        let note = notes.get(&(piece.work.kind().to_owned(), piece.waiting.object));
        let note = note.map_or("", String::as_str);
        if note.chars().count() > NOTE_CHARS_MAX {
            return Err(DeskError::Note);
        }
        if !note.trim().is_empty() {
            let was = standing(tx, &piece);
            set(tx, node, giver, (&piece, &was), (How::Noted, note), &staff).await?;
        }
        if piece.holder() == Some(giver.person) && may_have(tx, node, Some(&next), &piece).await? {
            offered.push((piece.work.kind(), piece.waiting.object));
        }
    }
    let id = store_duty::offer(tx, giver.authority, (giver.person, to), &offered).await?;
    log_handover(tx, giver, id, format!("offered {} pieces of work to {}", offered.len(), next.name));
    Ok(id)
}

/// The desk that is offered to this person, or that they offered.
///
/// # Errors
/// [`DeskError::NotHere`].
pub async fn handover(tx: &Tx, actor: &Actor, id: Uuid) -> Result<Handover, DeskError> {
    let all = store_duty::offered(tx, actor.authority).await?;
    let this = all.into_iter().find(|h| h.id == id);
    this.filter(|h| [h.giver, h.taker].contains(&actor.person)).ok_or(DeskError::NotHere)
}

/// Accepts a desk: what the giver still has of what was offered is the next person's, and the giver's shift ends. Returns
/// how many pieces came over.
///
/// # Errors
/// [`DeskError`].
pub async fn accept(tx: &Tx, node: &Node, taker: &Actor, id: Uuid) -> Result<usize, DeskError> {
    let offer = handover(tx, taker, id).await?;
    if offer.taker != taker.person {
        return Err(DeskError::NotHere);
    }
    let staff = Staff::of(tx, taker.authority).await?;
    let mut came: usize = 0;
    for piece in pieces(tx, node, taker, &staff).await? {
        let offered = offer.pieces.iter().any(|(k, o)| k == piece.work.kind() && *o == piece.waiting.object);
        let last = piece.held.as_ref().and_then(|h| h.last);
        // What came back to the desk meanwhile because the shift was over goes on to whom it was meant for.
        let lapsed = piece.holder().is_none() && last == Some(offer.giver);
        if !offered || !(piece.holder() == Some(offer.giver) || lapsed) {
            continue;
        }
        let to = (taker.person, staff.until(taker.person));
        let held = given(tx, standing(tx, &piece), to, How::HandedOver);
        set(tx, node, taker, (&piece, &held), (How::HandedOver, ""), &staff).await?;
        came = came.saturating_add(1);
    }
    if !store_duty::decide(tx, id, store_duty::ACCEPTED).await? {
        return Err(DeskError::Decided);
    }
    store_duty::end_of(tx, taker.authority, offer.giver).await?;
    log_handover(tx, taker, id, format!("accepted {came} pieces of work from {}", staff.name(offer.giver)));
    Ok(came)
}

/// Declines a desk, or takes the offer back: everything stays where it is.
///
/// # Errors
/// [`DeskError`].
pub async fn decline(tx: &Tx, actor: &Actor, id: Uuid) -> Result<(), DeskError> {
    handover(tx, actor, id).await?;
    if !store_duty::decide(tx, id, store_duty::DECLINED).await? {
        return Err(DeskError::Decided);
    }
    log_handover(tx, actor, id, "not taken".into());
    Ok(())
}

fn log_handover(tx: &Tx, actor: &Actor, id: Uuid, note: String) {
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: actor.clone(),
        action: action::HAND_OVER,
        object_kind: "handover",
        object: id,
        purpose: Purpose::Administration,
        outcome: Outcome::Done,
        note,
    });
}
