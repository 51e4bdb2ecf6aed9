//! Near misses in free text, decided: the words are of somebody else and may leave in this case to this State, or they
//! are of the person and stay.
//!
//! One protection officer decides, since no claim and no hold becomes narrower by it; the log and the record name them.
//! Refused: a decision by whoever wrote the words, and one without a reason.

use crate::types::{ProtectionError, TEXT_CHARS_MAX};
use ::store::Tx;
use access::Node;
use casefile::{Keys, NearDecision, NearMissId, NearState};
use gate::{Ask, action};
use kernel::{Actor, AuditEntry, Outcome, Purpose};

/// What a protection officer decides of a near miss.
#[derive(Clone, Debug)]
pub struct NearScreening {
    /// Another person or number, or the same.
    pub to: NearState,
    /// Why.
    pub reason: String,
    /// Whether the words are to be held as a spelling of the person's name from now on.
    pub spelling: bool,
}

/// Decides a near miss. A later decision may be another one.
///
/// # Errors
/// A refusal of the gate, a decision by who wrote it or without a reason, or what the database says.
pub async fn screen_near(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: NearMissId,
    screening: &NearScreening,
) -> Result<(), ProtectionError> {
    let keys = Keys::of(&node.vault);
    let guarded = casefile::near_miss(tx, &keys, id).await?.ok_or(ProtectionError::NotHere)?;
    let ask = Ask::new(actor, action::SCREEN_PROTECTION, Purpose::Protection, tx.at());
    let object = guarded.object();
    let near = node.gate.open(guarded, &ask.on(object), &mut tx.log())?;
    let reason = screening.reason.trim();
    match () {
        () if near.is_by(actor.person) => return Err(ProtectionError::OwnText),
        () if reason.is_empty() || screening.to == NearState::Open => return Err(ProtectionError::NoReason),
        () if reason.chars().count() > TEXT_CHARS_MAX => return Err(ProtectionError::TooLong),
        () if near.says.decision.as_ref().is_some_and(|d| d.spelling) => {
            return Err(ProtectionError::IsSpelling);
        }
        () => {}
    }
    let spelling = screening.spelling && screening.to == NearState::Same && near.is_name();
    if spelling {
        casefile::record_spelling(tx, &keys, (&node.gate, &ask), &near, reason).await?;
    }
    let decision = NearDecision {
        by: actor.person,
        by_name: actor.name.clone(),
        at: tx.at(),
        reason: reason.to_owned(),
        spelling,
    };
    casefile::decide_near_miss(tx, &keys, &near, (screening.to, decision)).await?;
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: actor.clone(),
        action: action::SCREEN_PROTECTION,
        object_kind: object.kind,
        object: object.id,
        purpose: Purpose::Protection,
        outcome: Outcome::Done,
        note: format!("{} to {}", near.state.code(), screening.to.code()),
    });
    Ok(())
}
