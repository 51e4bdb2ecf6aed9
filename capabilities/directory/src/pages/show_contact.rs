//! An own contact point: confirm that it answers, change it, withdraw it, add one.

use super::list_directory::look_up;
use super::shown::{self, PointShown};
use crate::card::{Channel, LINE_BYTES_MAX, NAME_BYTES_MAX};
use crate::hours::Hours;
use crate::rules;
use crate::store::{self, ContactDraft};
use crate::types::{DirectoryError, OwnContact};
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::{Ask, action};
use kernel::id::ContactId;
use kernel::{Label, Party, Purpose};
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;
use web::{Action, Choice, FieldError, Head, Problem, T};

/// Most telephone numbers of one contact point.
const PHONES_MAX: usize = 8;

/// What the form of a contact point sends.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct ContactSent {
    #[serde(default)]
    name: String,
    #[serde(default)]
    languages: Vec<String>,
    #[serde(default)]
    hours: String,
    #[serde(default)]
    phones: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    other: String,
    #[serde(default)]
    posted_by: String,
}

#[derive(askama::Template)]
#[template(path = "show_contact.html")]
struct ShowContact<'a> {
    t: &'a T,
    /// `None` for one that is being added.
    id: Option<ContactId>,
    point: Option<PointShown>,
    confirmed_by: Option<String>,
    /// Until when the confirmation stands.
    confirm_by: String,
    may: bool,
    form_title: String,
    sent: ContactSent,
    languages: Vec<Choice>,
    errors: Vec<FieldError>,
}

impl ShowContact<'_> {
    fn language_field(&self) -> web::Field {
        let field = web::checks("languages", self.t.get("directory-languages"), &self.languages);
        self.sent.languages.iter().fold(field.errors(&self.errors), |field, code| field.value(code))
    }
}

/// Whether this person may confirm and change contact points of their authority; for showing buttons.
pub(crate) fn may_confirm(node: &Node, officer: &Officer) -> bool {
    let ask =
        Ask::new(&officer.actor, action::CONFIRM_CONTACT, Purpose::Administration, node.store.clock().now());
    node.gate.may(&Label::own(officer.authority.id), &ask)
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let held = find(&node, &officer, ContactId(id)).await?;
    let sent = sent_of(&held);
    Ok(page(&node, &officer, Some(&held), sent, Vec::new()))
}

pub(crate) async fn new(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    if !may_confirm(&node, &officer) {
        return Err(Problem::not_available());
    }
    let sent = ContactSent { hours: "24/7".into(), ..ContactSent::default() };
    Ok(page(&node, &officer, None, sent, Vec::new()))
}

pub(crate) async fn add(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<ContactSent>,
) -> Result<Response, Problem> {
    let draft = match read(&officer.t, &sent) {
        Ok(draft) => draft,
        Err(errors) => return Ok(page(&node, &officer, None, sent, errors)),
    };
    let added = node.store.run::<_, DirectoryError, _, _>("add contact", |tx| {
        let (node, officer, draft) = (&node, &officer, &draft);
        async move { store::add_contact(&tx, node, &officer.actor, draft).await }
    });
    let id = added.await?;
    Ok(Redirect::to(&format!("/directory/contacts/{id}")).into_response())
}

pub(crate) async fn change(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<ContactSent>,
) -> Result<Response, Problem> {
    let id = ContactId(id);
    let draft = match read(&officer.t, &sent) {
        Ok(draft) => draft,
        Err(errors) => {
            let held = find(&node, &officer, id).await?;
            return Ok(page(&node, &officer, Some(&held), sent, errors));
        }
    };
    let changed = node.store.run::<_, DirectoryError, _, _>("change contact", |tx| {
        let (node, officer, draft) = (&node, &officer, &draft);
        async move { store::change_contact(&tx, node, &officer.actor, id, draft).await }
    });
    changed.await?;
    Ok(Redirect::to(&format!("/directory/contacts/{id}")).into_response())
}

pub(crate) async fn confirm(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let id = ContactId(id);
    let confirmed = node.store.run::<_, DirectoryError, _, _>("confirm contact", |tx| {
        let (node, officer) = (&node, &officer);
        async move { store::confirm_contact(&tx, node, &officer.actor, id).await }
    });
    confirmed.await?;
    node.wake.notify_one();
    Ok(Redirect::to(&format!("/directory/contacts/{id}")).into_response())
}

pub(crate) async fn withdraw(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let withdrawn = node.store.run::<_, DirectoryError, _, _>("withdraw contact", |tx| {
        let (node, officer) = (&node, &officer);
        async move { store::withdraw_contact(&tx, node, &officer.actor, ContactId(id)).await }
    });
    withdrawn.await?;
    Ok(Redirect::to("/directory").into_response())
}

async fn find(node: &Arc<Node>, officer: &Officer, id: ContactId) -> Result<OwnContact, DirectoryError> {
    let found = node.store.run::<_, DirectoryError, _, _>("contact", |tx| async move {
        look_up(node, &tx, officer)?;
        store::own_contact(&tx, id).await?.ok_or(DirectoryError::UnknownContact)
    });
    found.await
}

fn page(
    node: &Node,
    officer: &Officer,
    held: Option<&OwnContact>,
    sent: ContactSent,
    errors: Vec<FieldError>,
) -> Response {
    let (t, now) = (&officer.t, node.store.clock().now());
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    // Those of another authority on this node are shown, and changed by that authority.
    let may = may_confirm(node, officer) && held.is_none_or(|h| h.authority == officer.authority.id);
    let title = held.map_or_else(|| t.get("directory-add-contact"), |h| h.point.name.clone());
    let mut head = Head::new("directory", title).over(t.get("directory-contact-law")).status(status);
    if let Some(held) = held.filter(|_| may) {
        let path = format!("/directory/contacts/{}/confirm", held.point.id);
        head = head.action(Action::post(t.get("directory-confirm-now"), path).primary());
    }
    let body = ShowContact {
        t,
        id: held.map(|h| h.point.id),
        point: held.map(|h| PointShown::new(t, &h.point, now)),
        confirmed_by: held.and_then(|h| h.confirmed_by.clone()),
        confirm_by: held.map_or_else(String::new, |h| t.day(rules::confirm_by(h.point.confirmed_at, now))),
        may,
        form_title: t.get(if held.is_some() { "directory-change-contact" } else { "directory-add-contact" }),
        sent,
        languages: shown::LANGUAGES
            .iter()
            .map(|code| Choice::new(code, t.get(&format!("directory-language-{code}"))))
            .collect(),
        errors,
    };
    web::page(&officer.viewer, head, body)
}

fn sent_of(held: &OwnContact) -> ContactSent {
    let of = |kind: &str| {
        let values = held.point.channels.iter().filter(|c| c.kind == kind).map(|c| c.value.clone());
        values.collect::<Vec<_>>()
    };
    ContactSent {
        name: held.point.name.clone(),
        languages: held.point.languages.clone(),
        hours: held.point.hours.clone(),
        phones: of("phone").join("\n"),
        email: of("email").into_iter().next().unwrap_or_default(),
        other: of("text").into_iter().next().unwrap_or_default(),
        posted_by: held.point.posted_by.map(|p| p.code().to_owned()).unwrap_or_default(),
    }
}

fn read(t: &T, sent: &ContactSent) -> Result<ContactDraft, Vec<FieldError>> {
    let mut errors = Vec::new();
    let name = sent.name.trim();
    if name.is_empty() || name.len() > NAME_BYTES_MAX || !crate::text::is_single_line(name) {
        errors.push(FieldError::new("name", t.get("directory-name-needed")));
    }
    let known = |code: &&String| shown::LANGUAGES.contains(&code.as_str());
    let languages: Vec<String> = sent.languages.iter().filter(known).cloned().collect();
    if languages.is_empty() {
        errors.push(FieldError::new("languages", t.get("directory-languages-needed")));
    }
    let hours = sent.hours.trim();
    if hours.len() > LINE_BYTES_MAX || Hours::read(hours).is_none() {
        errors.push(FieldError::new("hours", t.get("directory-hours-shape")));
    }
    let phones: Vec<&str> = sent.phones.lines().map(str::trim).filter(|p| !p.is_empty()).collect();
    if phones.len() > PHONES_MAX || !phones.iter().all(|p| is_phone(p)) {
        errors.push(FieldError::new("phones", t.get("directory-phones-shape")));
    }
    let (email, other) = (sent.email.trim(), sent.other.trim());
    if !email.is_empty() && !is_email(email) {
        errors.push(FieldError::new("email", t.get("directory-email-shape")));
    }
    if other.len() > LINE_BYTES_MAX || !crate::text::is_single_line(other) {
        errors.push(FieldError::new("other", t.get("directory-other-shape")));
    }
    if phones.is_empty() && email.is_empty() && other.is_empty() {
        errors.push(FieldError::new("phones", t.get("directory-channel-needed")));
    }
    let posted = sent.posted_by.trim();
    let posted_by = Party::parse(posted);
    if !posted.is_empty() && posted_by.is_none() {
        errors.push(FieldError::new("posted_by", t.get("directory-posted-shape")));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut channels: Vec<Channel> = phones.into_iter().map(|p| Channel::new("phone", p)).collect();
    channels.extend((!email.is_empty()).then(|| Channel::new("email", email)));
    channels.extend((!other.is_empty()).then(|| Channel::new("text", other)));
    Ok(ContactDraft {
        name: name.into(),
        languages,
        hours: hours.into(),
        channels,
        posted_by,
        more: crate::Particulars::default(),
    })
}

/// `+` and 7 to 15 digits (E.164), with spaces, dots, hyphens or brackets between them.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let shape = text.chars().skip(1).all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | '(' | ')'));
    text.starts_with('+') && (7..=15).contains(&digits) && shape && text.len() <= 40
}

fn is_email(text: &str) -> bool {
    let whole = text.len() <= LINE_BYTES_MAX && !text.contains(char::is_whitespace);
    let parts = text.split_once('@');
    whole
        && crate::text::is_single_line(text)
        && parts.is_some_and(|(who, at)| !who.is_empty() && at.contains('.'))
}
