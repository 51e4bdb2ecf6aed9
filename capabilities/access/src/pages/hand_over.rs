//! Hand a shift over to a colleague, and end one early. Shown on the person's own page.

use crate::node::Node;
use crate::officer::{Officer, broken};
use crate::pages::show_account;
use crate::types::{HandedShift, Person};
use crate::{rules, store, store_shifts};
use ::store::{Fault, StoreError, Tx};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::PersonId;
use kernel::time::HOUR_MS;
use kernel::{Actor, AuditEntry, Label, Outcome, Purpose, Role};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;
use web::{FieldError, Problem};

/// Longest reason, in characters.
pub(crate) const REASON_CHARS_MAX: usize = 300;
/// Lengths that the form offers, in hours; the last is the longest there is.
pub(crate) const HOURS: [i64; 6] = [1, 4, 8, 12, 16, 24];

/// What the form sends.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct HandOverForm {
    #[serde(default)]
    pub(crate) to: String,
    #[serde(default)]
    pub(crate) shift: Vec<String>,
    #[serde(default)]
    pub(crate) hours: String,
    #[serde(default)]
    pub(crate) reason: String,
}

/// A shift that may be handed over.
struct NewShift {
    to: PersonId,
    roles: BTreeSet<Role>,
    until_ms: i64,
    reason: String,
}

enum ShiftError {
    /// No such colleague or shift, or the gate refused: the same answer.
    NotAvailable,
    /// The person's own roles do not allow it.
    NotTheirs,
    /// As many run as may.
    Full,
    Store(StoreError),
}

impl From<StoreError> for ShiftError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<gate::Refusal> for ShiftError {
    fn from(_: gate::Refusal) -> Self {
        Self::NotAvailable
    }
}

impl Fault for ShiftError {
    fn store(&self) -> Option<&StoreError> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}

impl From<ShiftError> for Problem {
    fn from(error: ShiftError) -> Self {
        match error {
            ShiftError::NotAvailable => Self::not_available(),
            ShiftError::NotTheirs => Self::bad_request(),
            ShiftError::Full => Self::conflict(),
            ShiftError::Store(error) => broken(&error),
        }
    }
}

pub(crate) async fn hand_over(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<HandOverForm>,
) -> Result<Response, Problem> {
    let new = match read(&officer, &sent) {
        Ok(new) => new,
        Err(errors) => return show_account::page(&node, &officer, sent, errors).await,
    };
    let done = node.store.run::<_, ShiftError, _, _>("hand over", |tx| {
        let (node, officer, new) = (&node, &officer, &new);
        async move { begin(&tx, node, officer, new).await }
    });
    done.await?;
    Ok(Redirect::to("/account").into_response())
}

pub(crate) async fn end(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let done = node.store.run::<_, ShiftError, _, _>("end shift", |tx| {
        let (node, actor) = (&node, &officer.actor);
        async move {
            permit(node, &tx, actor, id)?;
            let ended = store_shifts::end(&tx, id, actor.person).await?;
            if !ended {
                return Err(ShiftError::NotAvailable);
            }
            log(&tx, actor, id, "ended early".into());
            Ok(())
        }
    });
    done.await?;
    Ok(Redirect::to("/account").into_response())
}

async fn begin(tx: &Tx, node: &Node, officer: &Officer, new: &NewShift) -> Result<(), ShiftError> {
    let giver = store::person(tx, officer.person.id).await?.ok_or(ShiftError::NotAvailable)?;
    // Only what is the giver's own: what was handed to them is not handed on.
    if !new.roles.is_subset(&rules::may_hand_over(&giver.roles)) {
        return Err(ShiftError::NotTheirs);
    }
    let taker = store::person(tx, new.to).await?;
    let taker = taker.filter(|p| p.active && p.authority == giver.authority && p.id != giver.id);
    let taker = taker.ok_or(ShiftError::NotAvailable)?;
    for person in [giver.id, taker.id] {
        if store_shifts::running(tx, person).await?.len() as u64 >= store_shifts::SHIFTS_MAX {
            return Err(ShiftError::Full);
        }
    }
    let until = tx.at().plus_ms(new.until_ms.min(rules::SHIFT_MS_MAX));
    let id = store_shifts::begin(tx, (giver.id, taker.id), &new.roles, &new.reason, until).await?;
    permit(node, tx, &officer.actor, id)?;
    let roles: Vec<&str> = new.roles.iter().map(|r| r.code()).collect();
    let note = format!("handed {} to {} until {}", roles.join(", "), taker.name, until.rfc3339());
    log(tx, &officer.actor, id, note);
    Ok(())
}

pub(crate) fn object(id: Uuid) -> ObjectRef {
    ObjectRef { kind: "shift", id }
}

pub(crate) fn permit(node: &Node, tx: &Tx, actor: &Actor, id: Uuid) -> Result<(), gate::Refusal> {
    let ask = Ask::new(actor, action::HAND_OVER, Purpose::Administration, tx.at()).on(object(id));
    node.gate.open(Guarded::new(object(id), Label::own(actor.authority), ()), &ask, &mut tx.log())
}

fn log(tx: &Tx, actor: &Actor, id: Uuid, note: String) {
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: actor.clone(),
        action: action::HAND_OVER,
        object_kind: "shift",
        object: id,
        purpose: Purpose::Administration,
        outcome: Outcome::Done,
        note,
    });
}

fn read(officer: &Officer, sent: &HandOverForm) -> Result<NewShift, Vec<FieldError>> {
    let t = &officer.t;
    let mut errors = Vec::new();
    let to = Uuid::parse_str(&sent.to).ok().map(PersonId);
    if to.is_none() {
        errors.push(FieldError::new("to", t.get("access-shift-to-needed")));
    }
    let roles: BTreeSet<Role> = sent.shift.iter().filter_map(|r| Role::parse(r)).collect();
    if roles.is_empty() {
        errors.push(FieldError::new("shift", t.get("access-roles-needed")));
    }
    let hours = sent.hours.parse::<i64>().ok().filter(|h| HOURS.contains(h));
    if hours.is_none() {
        errors.push(FieldError::new("hours", t.get("access-shift-hours-needed")));
    }
    let reason = sent.reason.trim();
    if reason.is_empty() || reason.chars().count() > REASON_CHARS_MAX {
        errors.push(FieldError::new("reason", t.n("access-shift-reason-needed", REASON_CHARS_MAX)));
    }
    match (to, hours) {
        (Some(to), Some(hours)) if errors.is_empty() => {
            Ok(NewShift { to, roles, until_ms: hours.saturating_mul(HOUR_MS), reason: reason.to_owned() })
        }
        _ => Err(errors),
    }
}

/// A shift with the names of both.
pub(crate) struct ShiftShown {
    pub(crate) shift: HandedShift,
    pub(crate) other: String,
    pub(crate) given: bool,
}

/// What the page shows of shifts: those that run, and colleagues to hand one to.
pub(crate) async fn of_person(
    tx: &Tx,
    person: &Person,
) -> Result<(Vec<ShiftShown>, Vec<Person>), StoreError> {
    let people: Vec<Person> =
        store::people(tx).await?.into_iter().filter(|p| p.authority == person.authority).collect();
    let name = |id| people.iter().find(|p| p.id == id).map_or_else(String::new, |p| p.name.clone());
    let shifts = store_shifts::running(tx, person.id).await?.into_iter().map(|shift| {
        let given = shift.from == person.id;
        ShiftShown { other: name(if given { shift.to } else { shift.from }), given, shift }
    });
    let shifts = shifts.collect();
    Ok((shifts, people.into_iter().filter(|p| p.active && p.id != person.id).collect()))
}
