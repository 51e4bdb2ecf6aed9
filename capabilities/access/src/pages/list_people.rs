//! Who works here: add a person, change roles, shut out, hand out a one-time link. For administrators.

use crate::acts::{self, ActError, Asking};
use crate::node::Node;
use crate::officer::{Officer, broken};
use crate::people_acts::{self, administer};
use crate::rules;
use crate::store;
use crate::types::{LinkKind, NewPerson, Person};
use ::store::{Fault, StoreError, Tx};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use kernel::id::PersonId;
use kernel::{Lang, Role};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;
use web::{Choice, FieldError, Problem, T};

/// Longest name shown, in characters.
const NAME_CHARS_MAX: usize = 120;

/// What the form for a new person sends.
#[derive(Clone, Deserialize)]
pub(crate) struct AddPerson {
    #[serde(default)]
    name: String,
    #[serde(default)]
    sign_in: String,
    #[serde(default)]
    lang: String,
    #[serde(default)]
    roles: Vec<String>,
}

/// What the form for a change sends.
#[derive(Clone, Deserialize)]
pub(crate) struct ChangePerson {
    #[serde(default)]
    roles: Vec<String>,
    #[serde(default)]
    active: Option<String>,
}

enum PeopleError {
    /// The gate refused, or there is no such person: the same answer.
    NotAvailable,
    /// The sign-in name is taken.
    Taken,
    /// The same waits for a second person already.
    Waits,
    Store(StoreError),
}

impl From<StoreError> for PeopleError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<gate::Refusal> for PeopleError {
    fn from(_: gate::Refusal) -> Self {
        Self::NotAvailable
    }
}

impl From<ActError> for PeopleError {
    fn from(error: ActError) -> Self {
        match error {
            ActError::Store(error) => Self::Store(error),
            ActError::NotHere => Self::NotAvailable,
            _ => Self::Waits,
        }
    }
}

impl Fault for PeopleError {
    fn store(&self) -> Option<&StoreError> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}

impl From<PeopleError> for Problem {
    fn from(error: PeopleError) -> Self {
        match error {
            PeopleError::NotAvailable => Self::not_available(),
            PeopleError::Taken | PeopleError::Waits => Self::conflict(),
            PeopleError::Store(error) => broken(&error),
        }
    }
}

struct PersonRow {
    person: Person,
    choices: Vec<Choice>,
    own: bool,
}

impl PersonRow {
    fn held(&self) -> Vec<&Choice> {
        self.choices.iter().filter(|c| self.person.roles.iter().any(|r| r.code() == c.value)).collect()
    }

    fn field(&self, t: &T) -> web::Field {
        let field = web::checks("roles", t.get("access-roles"), &self.choices);
        self.person.roles.iter().fold(field, |field, role| field.value(role.code()))
    }

    fn active_field(&self, t: &T) -> web::Field {
        let field = web::check("active", t.get("access-may-sign-in"));
        if self.person.active { field.value("yes") } else { field }
    }
}

#[derive(askama::Template)]
#[template(path = "list_people.html")]
struct ListPeople<'a> {
    t: &'a T,
    rows: Vec<PersonRow>,
    roles: Vec<Choice>,
    langs: Vec<Choice>,
    sent: AddPerson,
    errors: Vec<FieldError>,
    done: Done,
}

/// What the last act did.
#[derive(Default)]
struct Done {
    /// Name and address of a link that was just made.
    link: Option<(String, String)>,
    /// Something waits for a second administrator.
    waits: bool,
    /// Something was done by one administrator alone, since there is no other.
    alone: bool,
}

/// What a redirect says of the last act.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct ListQuery {
    #[serde(default)]
    done: String,
}

impl ListPeople<'_> {
    fn role_field(&self) -> web::Field {
        let field = web::checks("roles", self.t.get("access-roles"), &self.roles).errors(&self.errors);
        self.sent.roles.iter().fold(field, |field, role| field.value(role))
    }
}

pub(crate) async fn list(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Query(asked): Query<ListQuery>,
) -> Result<Response, Problem> {
    let done = Done { link: None, waits: asked.done == "waits", alone: asked.done == "alone" };
    show(&node, &officer, sent_nothing(), Vec::new(), done).await
}

pub(crate) async fn add(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<AddPerson>,
) -> Result<Response, Problem> {
    let t = &officer.t;
    let (new, errors) = check(t, &officer, &sent);
    let Some(new) = new.filter(|_| errors.is_empty()) else {
        return show(&node, &officer, sent, errors, Done::default()).await;
    };
    let added = node.store.run::<_, PeopleError, _, _>("add person", |tx| {
        let (new, node, officer) = (new.clone(), &node, &officer);
        async move {
            if store::person_named(&tx, &new.sign_in).await?.is_some() {
                return Err(PeopleError::Taken);
            }
            let wanted = new.roles.clone();
            let guarded = rules::guarded_gain((&BTreeSet::new(), false), (&wanted, true));
            let roles = wanted.difference(&guarded).copied().collect();
            let id = store::add_person(&tx, &NewPerson { roles, ..new.clone() }).await?;
            administer(node, &tx, &officer.actor, id)?;
            let asking = give(&tx, node, officer, id, (&wanted, &guarded)).await?;
            let token = store::make_link(&tx, &node.vault, id, LinkKind::Enrol).await?;
            Ok((new.name, token, asking))
        }
    });
    match added.await {
        Ok((name, token, asking)) => {
            let done = Done { link: Some((name, address(&node, &token))), ..said(asking) };
            show(&node, &officer, sent_nothing(), Vec::new(), done).await
        }
        Err(PeopleError::Taken) => {
            let errors = vec![FieldError::new("sign_in", t.get("access-sign-in-taken"))];
            show(&node, &officer, sent, errors, Done::default()).await
        }
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn change(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<ChangePerson>,
) -> Result<Response, Problem> {
    let id = PersonId(id);
    let sent_roles: BTreeSet<Role> = sent.roles.iter().filter_map(|r| Role::parse(r)).collect();
    let sent_active = sent.active.is_some();
    let changed = node.store.run::<_, PeopleError, _, _>("change person", |tx| {
        let (sent_roles, node, officer) = (&sent_roles, &node, &officer);
        async move {
            let person = known(&tx, id, officer).await?;
            administer(node, &tx, &officer.actor, id)?;
            let (mut wanted, mut active) = (sent_roles.clone(), sent_active);
            if id == officer.person.id {
                // Nobody gives a role to themselves, and nobody takes the last administrator's keys away by accident.
                wanted.retain(|role| person.roles.contains(role));
                wanted.insert(Role::Administrator);
                active = true;
            }
            let guarded = rules::guarded_gain((&person.roles, person.active), (&wanted, active));
            let now = wanted.difference(&guarded).copied().collect();
            store::set_person(&tx, id, &now, active).await?;
            give(&tx, node, officer, id, (&wanted, &guarded)).await
        }
    });
    let to = match changed.await? {
        None => "/people",
        Some(Asking::Waits(_)) => "/people?done=waits",
        Some(Asking::Alone) => "/people?done=alone",
    };
    Ok(Redirect::to(to).into_response())
}

pub(crate) async fn make_link(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let id = PersonId(id);
    let made = node.store.run::<_, PeopleError, _, _>("make link", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            let person = known(&tx, id, officer).await?;
            administer(node, &tx, &officer.actor, id)?;
            let asking = renew(&tx, node, officer, &person).await?;
            if matches!(asking, Some(Asking::Waits(_))) {
                return Ok((None, asking));
            }
            let token = store::make_link(&tx, &node.vault, id, LinkKind::Enrol).await?;
            Ok((Some((person.name, token)), asking))
        }
    });
    let (link, asking) = made.await?;
    let link = link.map(|(name, token)| (name, address(&node, &token)));
    show(&node, &officer, sent_nothing(), Vec::new(), Done { link, ..said(asking) }).await
}

/// Gives the guarded roles, or asks a second administrator to. `None` if there are none.
async fn give(
    tx: &Tx,
    node: &Node,
    officer: &Officer,
    id: PersonId,
    (wanted, guarded): (&BTreeSet<Role>, &BTreeSet<Role>),
) -> Result<Option<Asking>, PeopleError> {
    if guarded.is_empty() {
        return Ok(None);
    }
    let person = known(tx, id, officer).await?;
    let new = people_acts::give_roles(&officer.actor, &person, guarded);
    let asking = acts::ask_second(tx, node, &officer.actor, &new).await?;
    if asking == Asking::Alone {
        store::set_person(tx, id, wanted, true).await?;
    }
    Ok(Some(asking))
}

/// What a second administrator says to a new link for somebody who has signed in before: whoever holds the link comes
/// in as them. `None` if nobody has to say anything.
async fn renew(
    tx: &Tx,
    node: &Node,
    officer: &Officer,
    person: &Person,
) -> Result<Option<Asking>, PeopleError> {
    if !person.enrolled || person.id == officer.person.id {
        return Ok(None);
    }
    let of = (people_acts::RENEW_ACCESS, person.id.0);
    if acts::spend(tx, node, &officer.actor, of, &|_| true).await?.is_some() {
        return Ok(None);
    }
    let new = people_acts::renew_access(&officer.actor, person);
    Ok(Some(acts::ask_second(tx, node, &officer.actor, &new).await?))
}

fn said(asking: Option<Asking>) -> Done {
    Done { link: None, waits: matches!(asking, Some(Asking::Waits(_))), alone: asking == Some(Asking::Alone) }
}

fn sent_nothing() -> AddPerson {
    AddPerson { name: String::new(), sign_in: String::new(), lang: String::new(), roles: Vec::new() }
}

fn address(node: &Node, token: &str) -> String {
    format!("{}/welcome/{token}", node.facts.pages)
}

/// The person, if they belong to the administrator's authority.
async fn known(tx: &Tx, id: PersonId, officer: &Officer) -> Result<Person, PeopleError> {
    let person = store::person(tx, id).await?.filter(|p| p.authority == officer.authority.id);
    person.ok_or(PeopleError::NotAvailable)
}

fn check(t: &T, officer: &Officer, sent: &AddPerson) -> (Option<NewPerson>, Vec<FieldError>) {
    let mut errors = Vec::new();
    let name = sent.name.trim();
    if name.is_empty() || name.chars().count() > NAME_CHARS_MAX {
        errors.push(FieldError::new("name", t.get("access-name-needed")));
    }
    let sign_in = rules::sign_in_name(&sent.sign_in);
    if sign_in.is_none() {
        errors.push(FieldError::new("sign_in", t.get("access-sign-in-shape")));
    }
    let roles: BTreeSet<Role> = sent.roles.iter().filter_map(|r| Role::parse(r)).collect();
    if roles.is_empty() {
        errors.push(FieldError::new("roles", t.get("access-roles-needed")));
    }
    let new = sign_in.map(|sign_in| NewPerson {
        authority: officer.authority.id,
        sign_in,
        name: name.to_owned(),
        lang: Lang::parse(&sent.lang).unwrap_or(Lang::En),
        roles,
    });
    (new, errors)
}

async fn show(
    node: &Arc<Node>,
    officer: &Officer,
    sent: AddPerson,
    errors: Vec<FieldError>,
    done: Done,
) -> Result<Response, Problem> {
    let t = &officer.t;
    let people =
        node.store.run::<_, StoreError, _, _>("list people", |tx| async move { store::people(&tx).await });
    let people = people.await.map_err(|e| broken(&e))?;
    let role_choices =
        || Role::ALL.iter().map(|r| Choice::new(r.code(), t.get(&format!("access-role-{r}")))).collect();
    let rows = people.into_iter().filter(|p| p.authority == officer.authority.id).map(|person| PersonRow {
        choices: role_choices(),
        own: person.id == officer.person.id,
        person,
    });
    let page = ListPeople {
        t,
        rows: rows.collect(),
        roles: role_choices(),
        langs: Lang::ALL.iter().map(|l| Choice::new(l.code(), t.get(&format!("web-lang-{l}")))).collect(),
        sent,
        errors,
        done,
    };
    let head = web::Head::new("people", t.get("access-people")).under(t.get("access-people-what"));
    Ok(web::page(&officer.viewer, head, page))
}
