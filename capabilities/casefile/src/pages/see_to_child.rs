//! What is due for a child: seen to and recorded, by officers and by protection officers. What the child is called is
//! shown by an act of its own, which the log keeps with its purpose and why.

use crate::child::DONE_CHARS_MAX;
use crate::child_act::{self, Assessment};
use crate::pages::card::captions;
use crate::pages::{open_entity, purpose_of};
use crate::store_waiting::duties_waiting;
use crate::types::{BASIS_CHARS_MAX, CaseError, Value};
use crate::{ChildDuty, ChildFlag, Duty, Keys, child_of, duties_of, duty, duty_done, statements_of};
use access::{Node, Officer, Says, Waiting, Work};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use futures_core::future::BoxFuture;
use gate::{Ask, Guarded, ObjectRef, action};
use http::StatusCode;
use kernel::id::{AuthorityId, EntityId, PersonId};
use kernel::{Actor, AuditEntry, EntityKind, Label, Outcome, Purpose, Role, Timestamp};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{StoreError, Tx};
use uuid::Uuid;
use web::{Choice, Clock, FieldError, Head, Problem, T, Tone};

/// What a name is shown for.
const PURPOSES: [Purpose; 4] =
    [Purpose::Protection, Purpose::Investigation, Purpose::Prosecution, Purpose::Prevention];

/// What the forms about a child send.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct ChildForm {
    #[serde(default)]
    act: String,
    #[serde(default)]
    purpose: String,
    #[serde(default)]
    why: String,
    #[serde(default)]
    how: String,
    #[serde(default)]
    found: String,
    #[serde(default)]
    by: String,
}

impl ChildForm {
    /// For what and why the name is asked for, or what is missing.
    pub(crate) fn asks_name(&self, t: &T) -> Result<(Purpose, String), Vec<FieldError>> {
        let purpose = Purpose::parse(&self.purpose).filter(|p| PURPOSES.contains(p));
        let why = self.why.trim();
        let sound = (1..=BASIS_CHARS_MAX).contains(&why.chars().count());
        match purpose.filter(|_| sound) {
            Some(purpose) => Ok((purpose, why.to_owned())),
            None => Err(vec![FieldError::new("why", t.get("casefile-child-why-needed")).of_form("name")]),
        }
    }
}

/// Permits that a child's names are shown to this person now, and writes down for what and why.
pub(crate) async fn permit_names(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    entity: EntityId,
    (purpose, why): (Purpose, &str),
) -> Result<(), CaseError> {
    let label = crate::entity(tx, entity).await?.ok_or(CaseError::NotHere)?.label().clone();
    let object = ObjectRef { kind: "child-name", id: entity.0 };
    let names = Guarded::new(object, Label { names_child: true, ..label }, ());
    let ask = Ask::new(&officer.actor, action::SHOW_NAME, purpose, tx.at()).on(object);
    node.gate.open(names, &ask, &mut tx.log())?;
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: officer.actor.clone(),
        action: action::SHOW_NAME,
        object_kind: "entity",
        object: entity.0,
        purpose,
        outcome: Outcome::Done,
        note: format!("why: {why}"),
    });
    Ok(())
}

struct DutyRow {
    id: Uuid,
    called: String,
    duty: String,
    due: Clock,
    done: Option<String>,
    how: String,
}

/// The part of a person's page that is about their being a child, or perhaps being one.
#[derive(Template)]
#[template(path = "child_panel.html")]
struct ChildPanel<'a> {
    t: &'a T,
    entity: EntityId,
    flag: Option<ChildFlag>,
    by: String,
    duties: Vec<DutyRow>,
    may_change: bool,
    may_name: bool,
    errors: &'a [FieldError],
}

/// That part, as HTML; empty for what is no person.
pub(crate) async fn panel(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    (entity, kind): (EntityId, EntityKind),
    (may_change, errors): (bool, &[FieldError]),
) -> Result<String, CaseError> {
    if kind != EntityKind::Person {
        return Ok(String::new());
    }
    let (t, keys) = (&officer.t, Keys::of(&node.vault));
    let ask = Ask::new(&officer.actor, action::READ, purpose_of(&officer.actor), tx.at());
    let (flag, duties, may_name) = match child_of(tx, &keys, entity).await? {
        None => (None, Vec::new(), false),
        Some(held) => {
            let label = Label { names_child: true, ..held.label().clone() };
            let may_name = node.gate.may(&label, &Ask { action: action::SHOW_NAME, ..ask });
            let (flag, duties) = node.gate.open(held, &ask, &mut tx.log())?;
            (Some(flag), duties, may_name)
        }
    };
    let people: Vec<PersonId> =
        duties.iter().filter_map(|d| Some(d.done.as_ref()?.0)).chain(flag.as_ref().map(|f| f.by)).collect();
    let names = names_of(tx, &people).await?;
    let duties = duties.iter().map(|d| duty_row(t, d, String::new(), &names, tx.at())).collect();
    let by = flag.as_ref().and_then(|f| names.get(&f.by)).cloned().unwrap_or_default();
    let shown = ChildPanel { t, entity, flag, by, duties, may_change, may_name, errors };
    shown.render().map_err(|e| StoreError::Corrupt(format!("a panel of `casefile`: {e}")).into())
}

pub(crate) async fn names_of(tx: &Tx, people: &[PersonId]) -> Result<BTreeMap<PersonId, String>, StoreError> {
    let mut names = BTreeMap::new();
    for id in people {
        if let Some(person) = access::store::person(tx, *id).await? {
            names.insert(*id, person.name);
        }
    }
    Ok(names)
}

fn duty_row(
    t: &T,
    duty: &Duty,
    called: String,
    names: &BTreeMap<PersonId, String>,
    now: Timestamp,
) -> DutyRow {
    let done = duty.done.as_ref().map(|(by, at, _)| {
        let by = names.get(by).cloned().unwrap_or_default();
        t.say("casefile-child-done-by").with("name", by).with("day", t.day(*at)).to_string()
    });
    DutyRow {
        id: duty.id,
        called,
        duty: duty_word(t, duty.duty),
        due: due_clock(t, duty, now),
        done,
        how: duty.done.as_ref().map(|d| d.2.clone()).unwrap_or_default(),
    }
}

fn duty_word(t: &T, duty: ChildDuty) -> String {
    t.get(match duty {
        ChildDuty::Guardian => "casefile-child-duty-guardian",
        ChildDuty::BestInterests => "casefile-child-duty-best-interests",
    })
}

fn due_clock(t: &T, duty: &Duty, now: Timestamp) -> Clock {
    let left = duty.due.since(now);
    let (words, tone) = match left {
        ms if ms < 0 => (t.say("casefile-child-late").with("by", t.duration(ms)).to_string(), Tone::Stop),
        ms if ms < kernel::time::DAY_MS => (t.duration(ms), Tone::Warn),
        ms => (t.duration(ms), Tone::Plain),
    };
    web::clock(words, t.get("casefile-child-due-rule"), tone)
}

impl ChildPanel<'_> {
    fn path(&self, act: &str) -> String {
        format!("/entities/{}/{act}", self.entity)
    }

    fn ground(&self, flag: &ChildFlag) -> String {
        child_act::ground_word(self.t, flag.ground.code())
    }

    fn purposes(&self) -> web::Field {
        purposes(self.t)
    }

    fn why(&self) -> web::Field {
        why(self.t, self.errors)
    }

    fn doubt(&self) -> web::Field {
        let field = web::text("value", self.t.get("casefile-child-doubt")).required();
        field.hint(self.t.get("casefile-child-doubt-hint")).of_form("doubt")
    }

    fn source(&self) -> web::Field {
        web::text("source", self.t.get("casefile-col-source")).required().of_form("doubt")
    }

    fn found(&self) -> web::Field {
        let field = web::text("found", self.t.get("casefile-child-found")).required();
        field.hint(self.t.get("casefile-child-found-hint")).length_max(long()).errors(self.errors)
    }

    fn assessed_by(&self) -> web::Field {
        web::text("by", self.t.get("casefile-child-assessed-by")).required().length_max(long())
    }
}

fn purposes(t: &T) -> web::Field {
    let choices: Vec<Choice> =
        PURPOSES.iter().map(|p| Choice::new(p, t.get(&format!("casefile-purpose-{p}")))).collect();
    web::select("purpose", t.get("casefile-child-purpose"), &choices)
}

fn why(t: &T, errors: &[FieldError]) -> web::Field {
    web::text("why", t.get("casefile-why")).required().length_max(long()).errors(errors).of_form("name")
}

fn long() -> u32 {
    u32::try_from(BASIS_CHARS_MAX).unwrap_or(u32::MAX)
}

#[derive(Template)]
#[template(path = "see_to_child.html")]
struct SeeToChild<'a> {
    t: &'a T,
    row: DutyRow,
    may_name: bool,
    names: Vec<String>,
    errors: Vec<FieldError>,
}

impl SeeToChild<'_> {
    fn path(&self) -> String {
        format!("/child-duties/{}", self.row.id)
    }

    fn how(&self) -> web::Field {
        let field = web::textarea("how", self.t.get("casefile-child-how"), 4).required();
        field
            .hint(self.t.get("casefile-child-how-hint"))
            .length_max(u32::try_from(DONE_CHARS_MAX).unwrap_or(u32::MAX))
            .errors(&self.errors)
    }

    fn purposes(&self) -> web::Field {
        purposes(self.t)
    }

    fn why(&self) -> web::Field {
        why(self.t, &self.errors)
    }
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    page(&node, &officer, id, None, Vec::new()).await
}

pub(crate) async fn act(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<ChildForm>,
) -> Result<Response, Problem> {
    let t = &officer.t;
    if sent.act == "names" {
        return match sent.asks_name(t) {
            Ok(asked) => page(&node, &officer, id, Some(asked), Vec::new()).await,
            Err(errors) => page(&node, &officer, id, None, errors).await,
        };
    }
    if !(1..=DONE_CHARS_MAX).contains(&sent.how.trim().chars().count()) {
        let errors = vec![FieldError::new("how", t.get("casefile-child-how-needed"))];
        return page(&node, &officer, id, None, errors).await;
    }
    let done = node.store.run::<_, CaseError, _, _>("child duty done", |tx| {
        let (node, officer, how) = (&node, &officer, sent.how.as_str());
        async move {
            let by = (&officer.actor, purpose_of(&officer.actor));
            duty_done(&tx, &Keys::of(&node.vault), &node.gate, by, id, how).await
        }
    });
    done.await?;
    Ok(Redirect::to("/").into_response())
}

/// The duty, opened for this person, with what the child is called if that was asked for.
async fn look(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    id: Uuid,
    asked: Option<&(Purpose, String)>,
) -> Result<(DutyRow, bool, Vec<String>), CaseError> {
    let keys = Keys::of(&node.vault);
    let held = duty(tx, &keys, id).await?.ok_or(CaseError::NotHere)?;
    let label = Label { names_child: true, ..held.label().clone() };
    let ask = Ask::new(&officer.actor, action::READ, purpose_of(&officer.actor), tx.at());
    let asks = ask.on(held.object());
    let duty = node.gate.open(held, &asks, &mut tx.log())?;
    let mut names = Vec::new();
    if let Some((purpose, why)) = asked {
        permit_names(node, tx, officer, duty.entity, (*purpose, why)).await?;
        let said = statements_of(tx, &keys, duty.entity).await?;
        let said = said.into_iter().filter(|g| g.label().names_child).collect();
        let shows = Ask { action: action::SHOW_NAME, purpose: *purpose, ..ask };
        for said in node.gate.open_each(said, &shows, &mut tx.log()) {
            if let (Value::Text(name), None) = (said.value, said.retracted) {
                names.push(name);
            }
        }
    }
    let may_name = node.gate.may(&label, &Ask { action: action::SHOW_NAME, ..ask });
    let called = child_tail(&officer.t, duty.entity);
    Ok((duty_row(&officer.t, &duty, called, &BTreeMap::new(), tx.at()), may_name, names))
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    id: Uuid,
    asked: Option<(Purpose, String)>,
    errors: Vec<FieldError>,
) -> Result<Response, Problem> {
    let asked = asked.as_ref();
    let looked = node.store.run("child duty", |tx| async move { look(node, &tx, officer, id, asked).await });
    let (row, may_name, names) = looked.await?;
    let t = &officer.t;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let head =
        Head::new("desk", &row.duty).over(&row.called).under(t.get("casefile-child-law")).status(status);
    Ok(web::page(&officer.viewer, head, SeeToChild { t, row, may_name, names, errors }))
}

/// Asks a second person to confirm that somebody is no child.
pub(crate) async fn end(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<ChildForm>,
) -> Result<Response, Problem> {
    let id = EntityId(id);
    let assessment = Assessment { found: sent.found, by: sent.by };
    if !assessment.is_whole() {
        let errors = vec![FieldError::new("found", officer.t.get("casefile-child-found-needed"))];
        return super::show_entity::again(&node, &officer, id, errors).await;
    }
    let asked = node.store.run::<_, CaseError, _, _>("ask to end a child flag", |tx| {
        let (node, officer, assessment) = (&node, &officer, &assessment);
        async move {
            let keys = Keys::of(&node.vault);
            let label = crate::entity(&tx, id).await?.ok_or(CaseError::NotHere)?.label().clone();
            let (case, _) = open_entity(node, &tx, officer, id, action::IMPORT).await?;
            let held = child_of(&tx, &keys, id).await?.ok_or(CaseError::NotHere)?;
            let ask = Ask::new(&officer.actor, action::READ, purpose_of(&officer.actor), tx.at());
            let (flag, _) = node.gate.open(held, &ask, &mut tx.log())?;
            let called = captions(node, &tx, officer, &[id]).await?.remove(&id).unwrap_or_default();
            let new = child_act::asked(id, (label, &called, &case.reference), flag.ground, assessment);
            let _waits = access::ask_second(&tx, node, &officer.actor, &new).await?;
            Ok(())
        }
    });
    asked.await?;
    Ok(Redirect::to("/second-person").into_response())
}

/// What is due for children, on the desk.
pub(crate) struct ChildDuties;

impl Work for ChildDuties {
    fn kind(&self) -> &'static str {
        "child-duty"
    }

    fn ask<'a>(&self, actor: &'a Actor, at: Timestamp) -> Option<Ask<'a>> {
        let officer = crate::OFFICERS.iter().any(|role: &Role| actor.is(*role));
        officer.then(|| Ask::new(actor, action::LIST, purpose_of(actor), at))
    }

    fn waiting<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        authority: AuthorityId,
    ) -> BoxFuture<'a, Result<Vec<Waiting>, StoreError>> {
        Box::pin(async move { duties_waiting(tx, authority).await.map_err(of_store) })
    }

    fn says<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
        t: &'a T,
        of: &'a [Waiting],
    ) -> BoxFuture<'a, Result<BTreeMap<Uuid, Says>, StoreError>> {
        Box::pin(async move {
            let Some(ask) = self.ask(actor, tx.at()) else { return Ok(BTreeMap::new()) };
            let mut held = duties_of(tx, &Keys::of(&node.vault), actor.authority).await.map_err(of_store)?;
            held.retain(|duty| of.iter().any(|w| w.object == duty.object().id));
            let duties = node.gate.open_each(held, &ask, &mut tx.log());
            let says = |duty: &Duty| {
                let href = format!("/child-duties/{}", duty.id);
                let says = Says {
                    title: duty_word(t, duty.duty),
                    what: t.get("casefile-children"),
                    other: child_tail(t, duty.entity),
                    next: (t.get("casefile-child-record-done"), href.clone()),
                    clock: Some(due_clock(t, duty, tx.at())),
                    href,
                    ..Says::default()
                };
                (duty.id, says)
            };
            Ok(duties.iter().map(says).collect())
        })
    }
}

fn of_store(error: CaseError) -> StoreError {
    match error {
        CaseError::Store(error) => error,
        other => StoreError::Corrupt(other.to_string()),
    }
}

/// How a child is called where the name is not shown.
pub(crate) fn child_tail(t: &T, entity: EntityId) -> String {
    let id = entity.to_string();
    let tail = id.get(id.len().saturating_sub(CHILD_TAIL)..).unwrap_or_default();
    t.say("casefile-child-called").with("number", tail).to_string()
}

/// Letters of a record's id that stand for a child's name.
const CHILD_TAIL: usize = 4;
