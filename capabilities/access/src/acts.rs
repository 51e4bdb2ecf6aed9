//! Acts that need a second person: asked for by one, confirmed by another, carried out in the transaction of the
//! confirmation with both names in the log.
//!
//! Rooms bring their acts as [`Act`], registered in the program. Kept here: nobody confirms their own act, nor with a
//! role that the asker handed to them; what ran out is never carried out; what is asked for is encrypted; the gate
//! judges on the label of what it is about who sees it. Where the node has nobody else who could confirm, some kinds
//! are made alone, and the log says so; others wait for ever rather than that.

pub use crate::act_types::*;
use crate::node::Node;
use crate::rules;
use crate::store;
use crate::store_acts as kept;
use ::store::{StoreError, Tx};
use futures_core::future::BoxFuture;
use gate::{Ask, Guarded, action};
use kernel::id::PersonId;
use kernel::{Actor, ActorKind, AuditEntry, Label, Outcome, Purpose, Timestamp};
use std::sync::Arc;
use uuid::Uuid;
use web::T;

/// What became of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "what is made alone is carried out by whoever asked"]
pub enum Asking {
    /// It waits for a second person.
    Waits(ActId),
    /// Nobody else could confirm it: the caller does it now, in this transaction.
    Alone,
}

fn act_of(node: &Node, kind: &str) -> Option<Arc<dyn Act>> {
    node.acts.iter().find(|act| act.kind() == kind).cloned()
}

/// Asks for an act. Where it may be made alone and nobody else could confirm it, says so and writes it to the log.
///
/// # Errors
/// [`ActError::Waits`] if the same waits, [`ActError::NoReason`], [`ActError::Full`].
pub async fn ask_second(tx: &Tx, node: &Node, asker: &Actor, new: &NewAct) -> Result<Asking, ActError> {
    let act = act_of(node, new.kind).ok_or(ActError::NotHere)?;
    if new.reason.chars().count() > REASON_CHARS_MAX {
        return Err(ActError::NoReason);
    }
    if kept::waiting(tx, new.kind, new.object).await? {
        return Err(ActError::Waits);
    }
    if kept::waiting_count(tx, asker.authority).await? >= WAITING_MAX {
        return Err(ActError::Full);
    }
    let alone = act.alone() && !kept::others_could(tx, asker, act.roles()).await?;
    let state = if alone { ActState::Alone } else { ActState::Waits };
    let id = kept::keep(tx, &node.vault, asker, new, state).await?;
    let note = if alone { "made alone: nobody else could confirm it" } else { "waits for a second person" };
    log(tx, asker, act.as_ref(), new.object, format!("{}, act {id}: {note}", new.kind));
    Ok(if alone { Asking::Alone } else { Asking::Waits(id) })
}

/// Confirms an act as its second person, and carries it out.
///
/// # Errors
/// [`ActError`]; nothing is changed then.
pub async fn confirm(tx: &Tx, node: &Node, second: &Actor, id: ActId, why: &str) -> Result<(), ActError> {
    let (act, asked) = decide(tx, node, second, id).await?;
    let state = if act.permits() { ActState::Permitted } else { ActState::Done };
    settle(tx, node, (&asked, state), second, why).await?;
    let note = format!("{}, act {id}: confirmed what {} asked for", asked.kind, asked.asked_name);
    log(tx, second, act.as_ref(), asked.object, note);
    if act.permits() {
        return Ok(());
    }
    let asker = asker_of(tx, node, &asked).await?;
    act.carry_out(node, tx, &asker, second, &asked).await
}

/// Refuses an act as its second person, with a reason.
///
/// # Errors
/// [`ActError`].
pub async fn refuse(tx: &Tx, node: &Node, second: &Actor, id: ActId, why: &str) -> Result<(), ActError> {
    if why.trim().is_empty() {
        return Err(ActError::NoReason);
    }
    let (act, asked) = decide(tx, node, second, id).await?;
    settle(tx, node, (&asked, ActState::Refused), second, why).await?;
    act.not_done(tx, &asked).await?;
    let note = format!("{}, act {id}: refused what {} asked for", asked.kind, asked.asked_name);
    log(tx, second, act.as_ref(), asked.object, note);
    Ok(())
}

/// Takes back an act of one's own that waits.
///
/// # Errors
/// [`ActError`].
pub async fn withdraw(tx: &Tx, node: &Node, asker: &Actor, id: ActId) -> Result<(), ActError> {
    let found = kept::find(tx, node, id).await?.ok_or(ActError::NotHere)?;
    if found.2 != asker.person {
        return Err(ActError::NotHere);
    }
    let act = act_of(node, kind_of(&found)).ok_or(ActError::NotHere)?;
    let asked = node.gate.open(found.0, &reads(asker, act.as_ref(), tx.at()), &mut tx.log())?;
    open_now(&asked)?;
    settle(tx, node, (&asked, ActState::Withdrawn), asker, "").await?;
    act.not_done(tx, &asked).await?;
    log(tx, asker, act.as_ref(), asked.object, format!("{}, act {id}: taken back", asked.kind));
    Ok(())
}

/// Uses up what a second person permitted this asker to do once with this object, if it `fits` what they do now.
/// `None` if nothing is permitted now.
///
/// # Errors
/// What the database says, or the gate's refusal.
pub async fn spend(
    tx: &Tx,
    node: &Node,
    asker: &Actor,
    (kind, object): (&'static str, Uuid),
    fits: &(dyn Fn(&AskedAct) -> bool + Send + Sync),
) -> Result<Option<AskedAct>, ActError> {
    let act = act_of(node, kind).ok_or(ActError::NotHere)?;
    for guarded in kept::permitted(tx, node, asker, (kind, object)).await? {
        let asked = node.gate.open(guarded.0, &reads(asker, act.as_ref(), tx.at()), &mut tx.log())?;
        if asked.state == ActState::Permitted && fits(&asked) && kept::used(tx, asked.id).await? {
            log(tx, asker, act.as_ref(), object, format!("{kind}, act {}: used", asked.id));
            return Ok(Some(asked));
        }
    }
    Ok(None)
}

/// Acts that this person may decide now, the oldest first.
///
/// # Errors
/// What the database says.
pub async fn to_decide(tx: &Tx, node: &Node, second: &Actor) -> Result<Vec<AskedAct>, StoreError> {
    let mut found = Vec::new();
    for guarded in kept::open_acts(tx, node, second.authority).await? {
        let Some(act) = act_of(node, kind_of(&guarded)) else { continue };
        let reduced = without(tx, second, guarded.2).await?;
        let ask = confirms(&reduced, act.as_ref(), tx.at()).on(guarded.0.object());
        if guarded.2 == second.person || !holds(&reduced, act.as_ref()) {
            continue;
        }
        if node.gate.may(guarded.0.label(), &ask) {
            found.extend(node.gate.open_each(vec![guarded.0], &ask, &mut tx.log()));
        }
    }
    Ok(found)
}

/// Whether this person may decide this act now; nothing is opened.
///
/// # Errors
/// What the database says.
pub(crate) async fn decides(tx: &Tx, node: &Node, second: &Actor, id: ActId) -> Result<bool, StoreError> {
    let Some(guarded) = kept::find(tx, node, id).await? else { return Ok(false) };
    let Some(act) = act_of(node, kind_of(&guarded)) else { return Ok(false) };
    let reduced = without(tx, second, guarded.2).await?;
    let ask = confirms(&reduced, act.as_ref(), tx.at()).on(guarded.0.object());
    Ok(guarded.2 != second.person && holds(&reduced, act.as_ref()) && node.gate.may(guarded.0.label(), &ask))
}

/// How many acts wait for this person; for the side bar, so that nothing is opened.
///
/// # Errors
/// What the database says.
pub async fn to_decide_count(tx: &Tx, node: &Node, second: &Actor) -> Result<u64, StoreError> {
    let mut count = 0_u64;
    for guarded in kept::open_acts(tx, node, second.authority).await? {
        let Some(act) = act_of(node, kind_of(&guarded)) else { continue };
        let reduced = without(tx, second, guarded.2).await?;
        let ask = confirms(&reduced, act.as_ref(), tx.at()).on(guarded.0.object());
        let may = guarded.2 != second.person
            && holds(&reduced, act.as_ref())
            && node.gate.may(guarded.0.label(), &ask);
        count = count.saturating_add(u64::from(may));
    }
    Ok(count)
}

/// Acts that this person asked for or decided, as far as they may still see them, newest first.
///
/// # Errors
/// What the database says.
pub async fn own_acts(tx: &Tx, node: &Node, person: &Actor) -> Result<Vec<AskedAct>, StoreError> {
    let mut found = Vec::new();
    for guarded in kept::acts_of(tx, node, person).await? {
        let Some(act) = act_of(node, kind_of(&guarded)) else { continue };
        let ask = reads(person, act.as_ref(), tx.at()).on(guarded.0.object());
        if node.gate.may(guarded.0.label(), &ask) {
            found.extend(node.gate.open_each(vec![guarded.0], &ask, &mut tx.log()));
        }
    }
    Ok(found)
}

/// What an act says in this reader's language.
#[must_use]
pub fn says(node: &Node, asked: &AskedAct, t: &T) -> ActSays {
    act_of(node, &asked.kind).map(|act| act.says(asked, t)).unwrap_or_default()
}

fn kind_of(guarded: &kept::Kept) -> &str {
    &guarded.1
}

/// The gate's word that this person may decide, and everything the gate does not know.
async fn decide(
    tx: &Tx,
    node: &Node,
    second: &Actor,
    id: ActId,
) -> Result<(Arc<dyn Act>, AskedAct), ActError> {
    let found = kept::find(tx, node, id).await?.ok_or(ActError::NotHere)?;
    let act = act_of(node, kind_of(&found)).ok_or(ActError::NotHere)?;
    let asker = found.2;
    // Whoever could confirm no such act and does not see what it is about is told nothing of it.
    let sees = node.gate.may(found.0.label(), &reads(second, act.as_ref(), tx.at()));
    if asker != second.person && !sees && !holds(second, act.as_ref()) {
        let mut entry =
            entry(tx, second, act.as_ref(), found.0.object().id, format!("{}, act {id}", act.kind()));
        entry.outcome = Outcome::Refused(vec!["second-person".into()]);
        tx.audit(entry);
        return Err(ActError::NotHere);
    }
    let reduced = without(tx, second, asker).await?;
    let asked = node.gate.open(found.0, &confirms(&reduced, act.as_ref(), tx.at()), &mut tx.log())?;
    let fault = if asker == second.person {
        Some(ActError::Own)
    } else if !holds(&reduced, act.as_ref()) || act.bars(&asked, second.person) {
        Some(ActError::NotYours)
    } else {
        open_now(&asked).err()
    };
    let Some(fault) = fault else { return Ok((act, asked)) };
    let mut entry =
        entry(tx, second, act.as_ref(), asked.object, format!("{}, act {id}: {fault}", asked.kind));
    entry.outcome = Outcome::Refused(vec!["second-person".into()]);
    tx.audit(entry);
    Err(fault)
}

fn open_now(asked: &AskedAct) -> Result<(), ActError> {
    match asked.state {
        ActState::Waits => Ok(()),
        ActState::RanOut => Err(ActError::RanOut),
        _ => Err(ActError::Decided),
    }
}

async fn settle(
    tx: &Tx,
    node: &Node,
    (asked, state): (&AskedAct, ActState),
    by: &Actor,
    why: &str,
) -> Result<(), ActError> {
    if why.chars().count() > REASON_CHARS_MAX {
        return Err(ActError::NoReason);
    }
    let settled = kept::settle(tx, &node.vault, asked.id, state, by, why.trim()).await?;
    if settled { Ok(()) } else { Err(ActError::Decided) }
}

/// The second person with what they hold by themselves or from others than the asker.
async fn without(tx: &Tx, second: &Actor, asker: PersonId) -> Result<Actor, StoreError> {
    if second.kind != ActorKind::Person {
        return Ok(second.clone());
    }
    let Some(person) = store::person(tx, second.person).await? else { return Ok(second.clone()) };
    Ok(store::actor_without(tx, &person, Some(asker)).await?.0)
}

/// Whoever asked, with what they may do now.
async fn asker_of(tx: &Tx, node: &Node, asked: &AskedAct) -> Result<Actor, ActError> {
    let operator = store::operator(tx).await?;
    if node.facts.operator && operator.person == asked.asked_by {
        return Ok(operator);
    }
    let person = store::person(tx, asked.asked_by).await?.filter(|p| p.active);
    let person = person.ok_or(ActError::Changed)?;
    Ok(store::actor(tx, &person).await?.0)
}

fn holds(second: &Actor, act: &dyn Act) -> bool {
    second.kind == ActorKind::Person && act.roles().iter().any(|role| second.is(*role))
}

fn confirms<'a>(second: &'a Actor, act: &dyn Act, at: Timestamp) -> Ask<'a> {
    Ask::new(second, action::CONFIRM_ACT, act.purpose(), at)
}

/// How somebody sees an act they took part in: as they see what it is about.
fn reads<'a>(actor: &'a Actor, act: &dyn Act, at: Timestamp) -> Ask<'a> {
    let code = match act.purpose() {
        Purpose::Administration => action::ADMINISTER,
        Purpose::Oversight => action::READ_FIGURES,
        _ => action::READ,
    };
    Ask::new(actor, code, act.purpose(), at)
}

fn entry(tx: &Tx, actor: &Actor, act: &dyn Act, object: Uuid, note: String) -> AuditEntry {
    AuditEntry {
        at: tx.at(),
        actor: actor.clone(),
        action: action::CONFIRM_ACT,
        object_kind: act.object_kind(),
        object,
        purpose: act.purpose(),
        outcome: Outcome::Done,
        note,
    }
}

fn log(tx: &Tx, actor: &Actor, act: &dyn Act, object: Uuid, note: String) {
    tx.audit(entry(tx, actor, act, object, note));
}

/// How many acts wait for this person, beside the name of the page.
#[derive(Debug, Default)]
pub struct SecondPersonCount;

impl crate::node::Count for SecondPersonCount {
    fn waiting<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
    ) -> BoxFuture<'a, Result<u64, StoreError>> {
        Box::pin(to_decide_count(tx, node, actor))
    }
}

/// An act closed until the gate opens it. The label is that of what it is about, as it stands now.
pub(crate) async fn closed(
    tx: &Tx,
    node: &Node,
    asked: AskedAct,
    label: Label,
) -> Result<Option<kept::Kept>, StoreError> {
    let Some(act) = act_of(node, &asked.kind) else { return Ok(None) };
    let label = act.label_now(tx, asked.object).await?.unwrap_or(label);
    let (kind, by) = (asked.kind.clone(), asked.asked_by);
    let object = gate::ObjectRef { kind: act.object_kind(), id: asked.object };
    Ok(Some((Guarded::new(object, label, asked), kind, by)))
}

/// The age at which an act runs out.
pub(crate) fn expiry(now: Timestamp) -> Timestamp {
    now.plus_ms(rules::ACT_LIFE_MS)
}
