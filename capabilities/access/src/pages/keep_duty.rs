//! Who is on shift, who comes next, and who is deputy and head of the desk.

use crate::node::Node;
use crate::officer::{Officer, broken};
use crate::pages::hand_over::{HOURS, object, permit};
use crate::store_duty::{self, AHEAD_MS_MAX, DUTY_MS_MAX, Staff};
use crate::types::Person;
use ::store::{Fault, StoreError, Tx};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::action;
use http::StatusCode;
use kernel::id::PersonId;
use kernel::time::{HOUR_MS, MINUTE_MS};
use kernel::{Actor, AuditEntry, Outcome, Purpose, Role, Timestamp};
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;
use web::{Choice, FieldError, Head, Problem, T};

/// Who works at desks and so in shifts.
pub(crate) const DESK_ROLES: [Role; 5] = [
    Role::Investigator,
    Role::DutyOfficer,
    Role::Prosecutor,
    Role::ProtectionOfficer,
    Role::NationalCoordinator,
];

/// What the forms send.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct DutyForm {
    #[serde(default)]
    act: String,
    #[serde(default)]
    person: String,
    #[serde(default)]
    since: String,
    #[serde(default)]
    hours: String,
    #[serde(default)]
    shift: String,
    #[serde(default)]
    deputy: String,
    #[serde(default)]
    head: String,
}

struct DutyRow {
    id: Uuid,
    name: String,
    when: String,
    now: bool,
    /// The reader may end it.
    theirs: bool,
}

#[derive(askama::Template)]
#[template(path = "keep_duty.html")]
struct KeepDuty<'a> {
    t: &'a T,
    running: Vec<DutyRow>,
    coming: Vec<DutyRow>,
    people: Vec<Choice>,
    heads: [String; 2],
    heads_named: [String; 2],
    names: Vec<Choice>,
    leads: bool,
    desk: bool,
    sent: DutyForm,
    errors: Vec<FieldError>,
}

enum DutyError {
    NotAvailable,
    NotTheirs,
    Taken,
    Store(StoreError),
}

impl From<StoreError> for DutyError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<gate::Refusal> for DutyError {
    fn from(_: gate::Refusal) -> Self {
        Self::NotAvailable
    }
}

impl Fault for DutyError {
    fn store(&self) -> Option<&StoreError> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}

impl From<DutyError> for Problem {
    fn from(error: DutyError) -> Self {
        match error {
            DutyError::NotAvailable => Self::not_available(),
            DutyError::NotTheirs => Self::bad_request(),
            DutyError::Taken => Self::conflict(),
            DutyError::Store(error) => broken(&error),
        }
    }
}

pub(crate) async fn show(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    page(&node, &officer, DutyForm { hours: "8".into(), ..DutyForm::default() }, Vec::new()).await
}

pub(crate) async fn change(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<DutyForm>,
) -> Result<Response, Problem> {
    let t = &officer.t;
    let done = match sent.act.as_str() {
        "add" => match read(t, &sent, node.store.clock().now()) {
            Ok(new) => {
                let done = node.store.run::<_, DutyError, _, _>("add shift", |tx| {
                    let (node, officer) = (&node, &officer);
                    async move { add(&tx, node, &officer.actor, new).await }
                });
                done.await
            }
            Err(errors) => return page(&node, &officer, sent, errors).await,
        },
        "end" => {
            let id = Uuid::parse_str(&sent.shift).map_err(|_| Problem::not_available())?;
            let done = node.store.run::<_, DutyError, _, _>("end shift", |tx| {
                let (node, officer) = (&node, &officer);
                async move { end(&tx, node, &officer.actor, id).await }
            });
            done.await
        }
        "heads" => {
            let chosen = [&sent.deputy, &sent.head].map(|p| Uuid::parse_str(p).ok().map(PersonId));
            let done = node.store.run::<_, DutyError, _, _>("heads of the desk", |tx| {
                let (node, officer) = (&node, &officer);
                async move { set_heads(&tx, node, &officer.actor, chosen).await }
            });
            done.await
        }
        _ => return Err(Problem::bad_request()),
    };
    match done {
        Ok(()) => Ok(Redirect::to("/duty").into_response()),
        Err(DutyError::Taken) => {
            let errors = vec![FieldError::new("since", t.get("access-duty-taken"))];
            page(&node, &officer, sent, errors).await
        }
        Err(error) => Err(error.into()),
    }
}

type NewDuty = (PersonId, Timestamp, Timestamp);

fn read(t: &T, sent: &DutyForm, now: Timestamp) -> Result<NewDuty, Vec<FieldError>> {
    let mut errors = Vec::new();
    let person = Uuid::parse_str(&sent.person).ok().map(PersonId);
    if person.is_none() {
        errors.push(FieldError::new("person", t.get("access-duty-person-needed")));
    }
    let hours = sent.hours.parse::<i64>().ok().filter(|h| HOURS.contains(h));
    if hours.is_none() {
        errors.push(FieldError::new("hours", t.get("access-shift-hours-needed")));
    }
    let given = sent.since.trim();
    let since = if given.is_empty() { Some(now) } else { moment(given, t.zone.offset_min) };
    let since = since.filter(|s| s.since(now) < AHEAD_MS_MAX && now.since(*s) < DUTY_MS_MAX);
    if since.is_none() {
        errors.push(FieldError::new("since", t.get("access-duty-since-needed")));
    }
    match (person, since, hours) {
        (Some(person), Some(since), Some(hours)) if errors.is_empty() => {
            Ok((person, since, since.plus_ms(hours.saturating_mul(HOUR_MS))))
        }
        _ => Err(errors),
    }
}

/// A moment as the field sends it, in a zone so many minutes east of UTC.
fn moment(text: &str, offset_min: i16) -> Option<Timestamp> {
    let utc = Timestamp::parse(&format!("{text}:00Z"))?;
    Some(utc.plus_ms(-i64::from(offset_min).saturating_mul(MINUTE_MS)))
}

/// Whether somebody writes the roster of others: administrators, and the deputy and head of the desk.
fn leads(actor: &Actor, staff: &Staff) -> bool {
    actor.is(Role::Administrator) || staff.heads.contains(&Some(actor.person))
}

/// Whether somebody works at desks by roles of their own.
fn at_desks(person: &Person) -> bool {
    DESK_ROLES.iter().any(|role| person.roles.contains(role))
}

async fn add(tx: &Tx, node: &Node, actor: &Actor, (person, since, until): NewDuty) -> Result<(), DutyError> {
    permit(node, tx, actor, Uuid::nil())?;
    let staff = Staff::of(tx, actor.authority).await?;
    if person != actor.person && !leads(actor, &staff) {
        return Err(DutyError::NotTheirs);
    }
    let whose = staff.everyone().find(|p| p.id == person);
    whose.filter(|p| at_desks(p)).ok_or(DutyError::NotTheirs)?;
    if !store_duty::add(tx, actor, (person, since, until)).await? {
        return Err(DutyError::Taken);
    }
    let name = staff.name(person);
    log(tx, actor, format!("on shift: {name}, {} until {}", since.rfc3339(), until.rfc3339()));
    Ok(())
}

async fn end(tx: &Tx, node: &Node, actor: &Actor, id: Uuid) -> Result<(), DutyError> {
    permit(node, tx, actor, id)?;
    let staff = Staff::of(tx, actor.authority).await?;
    let person = store_duty::end(tx, actor.authority, id).await?.ok_or(DutyError::NotAvailable)?;
    if person != actor.person && !leads(actor, &staff) {
        return Err(DutyError::NotTheirs);
    }
    log(tx, actor, format!("shift of {} ended or taken out", staff.name(person)));
    Ok(())
}

async fn set_heads(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    chosen: [Option<PersonId>; 2],
) -> Result<(), DutyError> {
    permit(node, tx, actor, Uuid::nil())?;
    if !actor.is(Role::Administrator) {
        return Err(DutyError::NotTheirs);
    }
    let staff = Staff::of(tx, actor.authority).await?;
    for (place, person) in (1_i64..).zip(chosen) {
        if person.is_some_and(|id| !staff.everyone().any(|p| p.id == id && at_desks(p))) {
            return Err(DutyError::NotTheirs);
        }
        store_duty::set_head(tx, actor.authority, place, person).await?;
        let name = person.map_or("nobody", |p| staff.name(p));
        log(tx, actor, format!("{} of the desk: {name}", if place == 1 { "deputy" } else { "head" }));
    }
    Ok(())
}

fn log(tx: &Tx, actor: &Actor, note: String) {
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: actor.clone(),
        action: action::HAND_OVER,
        object_kind: object(Uuid::nil()).kind,
        object: Uuid::nil(),
        purpose: Purpose::Administration,
        outcome: Outcome::Done,
        note,
    });
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    sent: DutyForm,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let (t, actor) = (&officer.t, &officer.actor);
    let read = node.store.run::<_, StoreError, _, _>("roster", |tx| async move {
        let staff = Staff::of(&tx, actor.authority).await?;
        Ok((store_duty::roster(&tx, actor.authority).await?, staff, tx.at()))
    });
    let (roster, staff, now) = read.await.map_err(|e| broken(&e))?;
    let leads = leads(actor, &staff);
    let row = |duty: &store_duty::Duty| DutyRow {
        id: duty.id,
        name: staff.name(duty.person).to_owned(),
        when: t
            .say("access-duty-from-until")
            .with("since", t.near(duty.since))
            .with("until", t.near(duty.until))
            .to_string(),
        now: duty.runs(now),
        theirs: leads || duty.person == actor.person,
    };
    let ahead: Vec<DutyRow> = roster.iter().filter(|d| d.until > now).map(row).collect();
    let (running, coming) = ahead.into_iter().partition(|r| r.now);
    let works = |p: &&Person| at_desks(p) && (leads || p.id == actor.person);
    let head = |n: usize| staff.heads.get(n).copied().flatten();
    let named = |n: usize| head(n).map_or_else(|| t.get("access-duty-nobody"), |p| staff.name(p).to_owned());
    let nobody = std::iter::once(Choice::new("", t.get("access-duty-nobody")));
    let at_desk = staff.everyone().filter(|p| at_desks(p));
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = KeepDuty {
        t,
        running,
        coming,
        people: staff.everyone().filter(works).map(|p| Choice::new(p.id, &p.name)).collect(),
        heads: [0, 1].map(|n| head(n).map_or_else(String::new, |p| p.to_string())),
        heads_named: [named(0), named(1)],
        names: nobody.chain(at_desk.map(|p| Choice::new(p.id, &p.name))).collect(),
        leads: actor.is(Role::Administrator),
        desk: DESK_ROLES.iter().any(|role| actor.is(*role)),
        sent,
        errors,
    };
    let head = Head::new("desk", t.get("access-duty")).under(t.get("access-duty-what")).status(status);
    Ok(web::page(&officer.viewer, head, body))
}

impl KeepDuty<'_> {
    fn person_field(&self) -> web::Field {
        let field = web::select("person", self.t.get("access-duty-person"), &self.people);
        field.value(&self.sent.person).required().errors(&self.errors)
    }

    fn since_field(&self) -> web::Field {
        let hint = self.t.say("access-duty-since-hint").with("zone", &self.t.zone.name).to_string();
        let field = web::moment("since", self.t.get("access-duty-since")).hint(hint).value(&self.sent.since);
        field.optional(self.t).errors(&self.errors)
    }

    fn hours_field(&self) -> web::Field {
        let choices: Vec<Choice> =
            HOURS.iter().map(|h| Choice::new(h, self.t.n("access-shift-hours", *h))).collect();
        web::select("hours", self.t.get("access-shift-length"), &choices)
            .value(&self.sent.hours)
            .errors(&self.errors)
    }

    fn head_field(&self, name: &str) -> web::Field {
        let at = usize::from(name == "head");
        let key = if at == 1 { "access-duty-head" } else { "access-duty-deputy" };
        let now = self.heads.get(at).map_or("", String::as_str);
        web::select(name, self.t.get(key), &self.names).value(now)
    }

    fn named(&self, at: usize) -> &str {
        self.heads_named.get(at).map_or("", String::as_str)
    }
}
