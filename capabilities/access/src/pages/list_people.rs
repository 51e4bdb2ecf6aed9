//! Who works here: add a person, change roles, shut out, hand out a one-time link. For administrators.

use crate::node::Node;
use crate::officer::{Officer, broken};
use crate::rules;
use crate::store;
use crate::types::{LinkKind, NewPerson, Person};
use ::store::{Fault, StoreError, Tx};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::PersonId;
use kernel::{Label, Lang, Purpose, Role};
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

impl Fault for PeopleError {
    fn store(&self) -> Option<&StoreError> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}

impl From<PeopleError> for Problem {
    fn from(error: PeopleError) -> Self {
        match error {
            PeopleError::NotAvailable => Self::not_available(),
            PeopleError::Taken => Self::conflict(),
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
    /// Name and address of a link that was just made.
    link: Option<(String, String)>,
}

impl ListPeople<'_> {
    fn role_field(&self) -> web::Field {
        let field = web::checks("roles", self.t.get("access-roles"), &self.roles).errors(&self.errors);
        self.sent.roles.iter().fold(field, |field, role| field.value(role))
    }
}

pub(crate) async fn list(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    let empty =
        AddPerson { name: String::new(), sign_in: String::new(), lang: String::new(), roles: Vec::new() };
    show(&node, &officer, empty, Vec::new(), None).await
}

pub(crate) async fn add(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<AddPerson>,
) -> Result<Response, Problem> {
    let t = &officer.t;
    let (new, errors) = check(t, &officer, &sent);
    let Some(new) = new.filter(|_| errors.is_empty()) else {
        return show(&node, &officer, sent, errors, None).await;
    };
    let added = node.store.run::<_, PeopleError, _, _>("add person", |tx| {
        let (new, node, officer) = (new.clone(), &node, &officer);
        async move {
            if store::person_named(&tx, &new.sign_in).await?.is_some() {
                return Err(PeopleError::Taken);
            }
            let id = store::add_person(&tx, &new).await?;
            administer(node, &tx, officer, id)?;
            let token = store::make_link(&tx, &node.vault, id, LinkKind::Enrol).await?;
            Ok((new.name, token))
        }
    });
    match added.await {
        Ok((name, token)) => {
            show(&node, &officer, sent_nothing(), Vec::new(), Some((name, address(&node, &token)))).await
        }
        Err(PeopleError::Taken) => {
            let errors = vec![FieldError::new("sign_in", t.get("access-sign-in-taken"))];
            show(&node, &officer, sent, errors, None).await
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
    let mut roles: BTreeSet<Role> = sent.roles.iter().filter_map(|r| Role::parse(r)).collect();
    let mut active = sent.active.is_some();
    if id == officer.person.id {
        // Nobody takes the last administrator's keys away by accident: one's own access is not changed here.
        roles.insert(Role::Administrator);
        active = true;
    }
    let changed = node.store.run::<_, PeopleError, _, _>("change person", |tx| {
        let (roles, node, officer) = (roles.clone(), &node, &officer);
        async move {
            known(&tx, id, officer).await?;
            administer(node, &tx, officer, id)?;
            Ok(store::set_person(&tx, id, &roles, active).await?)
        }
    });
    changed.await?;
    Ok(Redirect::to("/people").into_response())
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
            administer(node, &tx, officer, id)?;
            Ok((person.name, store::make_link(&tx, &node.vault, id, LinkKind::Enrol).await?))
        }
    });
    let (name, token) = made.await?;
    show(&node, &officer, sent_nothing(), Vec::new(), Some((name, address(&node, &token)))).await
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

/// The gate's word that this administrator may change this person, with its entry in the log.
fn administer(node: &Node, tx: &Tx, officer: &Officer, id: PersonId) -> Result<(), PeopleError> {
    let object = ObjectRef { kind: "person", id: id.0 };
    let ask = Ask::new(&officer.actor, action::ADMINISTER, Purpose::Administration, tx.at()).on(object);
    node.gate.open(Guarded::new(object, Label::own(officer.authority.id), ()), &ask, &mut tx.log())?;
    Ok(())
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
    link: Option<(String, String)>,
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
        link,
    };
    let head = web::Head::new("people", t.get("access-people")).under(t.get("access-people-what"));
    Ok(web::page(&officer.viewer, head, page))
}
