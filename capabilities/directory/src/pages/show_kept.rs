//! An authority or company without a node, whose entry the own authority keeps: add it, change it, confirm that it
//! answers, take it out.

use super::contact_shown::{ConfirmSent, how_text, read_confirmation};
use super::list_directory::look_up;
use super::show_contact::{is_email, is_phone, may_confirm};
use super::shown::{self, PointShown};
use crate::card::{Channel, LINE_BYTES_MAX, NAME_BYTES_MAX};
use crate::confirmation::HowConfirmed;
use crate::hours::Hours;
use crate::rules;
use crate::store::ContactDraft;
use crate::store_kept::{self, Kept, KeptDraft};
use crate::types::DirectoryError;
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use kernel::id::AuthorityId;
use kernel::{Function, Lang, Party};
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;
use web::{Action, Choice, FieldError, Head, Problem, T};

/// What the form sends.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct KeptSent {
    #[serde(default)]
    party: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    functions: Vec<String>,
    #[serde(default)]
    contact: String,
    #[serde(default)]
    letters_in: String,
    #[serde(default)]
    hours: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    other: String,
}

#[derive(askama::Template)]
#[template(path = "show_kept.html")]
struct ShowKept<'a> {
    t: &'a T,
    /// `None` for one that is being added.
    id: Option<AuthorityId>,
    point: Option<PointShown>,
    confirmed_by: Option<String>,
    confirmed_how: Option<String>,
    confirm_by: String,
    may: bool,
    action: String,
    sent: KeptSent,
    confirm: ConfirmSent,
    kinds: Vec<Choice>,
    functions: Vec<Choice>,
    langs: Vec<Choice>,
    errors: Vec<FieldError>,
}

impl ShowKept<'_> {
    fn kind_field(&self) -> web::Field {
        web::radio("kind", self.t.get("directory-kept-kind"), &self.kinds).value(self.sent.kind.as_str())
    }

    fn function_field(&self) -> web::Field {
        let field = web::checks("functions", self.t.get("directory-authority-functions"), &self.functions);
        self.sent.functions.iter().fold(field.errors(&self.errors), |field, f| field.value(f))
    }

    fn how_field(&self) -> web::Field {
        let word = |how: &HowConfirmed| {
            Choice::new(how.code(), self.t.get(&format!("directory-how-{}", how.code())))
        };
        let choices: Vec<Choice> = HowConfirmed::ALL.iter().map(word).collect();
        web::radio("how", self.t.get("directory-confirmed-how"), &choices)
            .value(self.confirm.how.as_str())
            .errors(&self.errors)
    }
}

/// What was typed into the two forms.
#[derive(Default)]
struct Typed {
    kept: KeptSent,
    confirm: ConfirmSent,
    errors: Vec<FieldError>,
}

async fn held(node: &Arc<Node>, officer: &Officer, id: Uuid) -> Result<Kept, Problem> {
    let found = node.store.run::<_, DirectoryError, _, _>("kept authority", |tx| async move {
        look_up(node, &tx, officer)?;
        // What another authority keeps is not there.
        let found = store_kept::kept_authority(&tx, AuthorityId(id)).await?;
        let own = found.filter(|k| k.keeper == officer.authority.id && !k.withdrawn);
        own.ok_or(DirectoryError::UnknownContact)
    });
    Ok(found.await?)
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let held = held(&node, &officer, id).await?;
    let kept = sent_of(&held);
    Ok(page(&node, &officer, Some(&held), Typed { kept, ..Typed::default() }))
}

pub(crate) async fn new(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    if !may_confirm(&node, &officer) {
        return Err(Problem::not_available());
    }
    let kept = KeptSent { kind: "authority".into(), ..KeptSent::default() };
    Ok(page(&node, &officer, None, Typed { kept, ..Typed::default() }))
}

pub(crate) async fn add(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<KeptSent>,
) -> Result<Response, Problem> {
    let draft = match read(&officer.t, &sent) {
        Ok(draft) => draft,
        Err(errors) => {
            return Ok(page(&node, &officer, None, Typed { kept: sent, errors, ..Typed::default() }));
        }
    };
    let added = node.store.run::<_, DirectoryError, _, _>("keep authority", |tx| {
        let (node, officer, draft) = (&node, &officer, &draft);
        async move { store_kept::keep_authority(&tx, node, &officer.actor, draft).await }
    });
    match added.await {
        Ok(id) => Ok(Redirect::to(&format!("/directory/kept/{id}")).into_response()),
        Err(DirectoryError::Taken(_)) => {
            let errors = vec![FieldError::new("name", officer.t.get("directory-kept-taken"))];
            Ok(page(&node, &officer, None, Typed { kept: sent, errors, ..Typed::default() }))
        }
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn change(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<KeptSent>,
) -> Result<Response, Problem> {
    let held = held(&node, &officer, id).await?;
    let draft = match read(&officer.t, &sent) {
        Ok(draft) => draft,
        Err(errors) => {
            return Ok(page(&node, &officer, Some(&held), Typed { kept: sent, errors, ..Typed::default() }));
        }
    };
    let changed = node.store.run::<_, DirectoryError, _, _>("change kept", |tx| {
        let (node, officer, draft) = (&node, &officer, &draft);
        async move { store_kept::change_kept(&tx, node, &officer.actor, AuthorityId(id), draft).await }
    });
    match changed.await {
        Ok(()) => Ok(Redirect::to(&format!("/directory/kept/{id}")).into_response()),
        Err(DirectoryError::Taken(_)) => {
            let errors = vec![FieldError::new("name", officer.t.get("directory-kept-taken"))];
            Ok(page(&node, &officer, Some(&held), Typed { kept: sent, errors, ..Typed::default() }))
        }
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn confirm(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<ConfirmSent>,
) -> Result<Response, Problem> {
    let held = held(&node, &officer, id).await?;
    let how = match read_confirmation(&officer.t, &sent) {
        Ok(how) => how,
        Err(errors) => {
            let typed = Typed { kept: sent_of(&held), confirm: sent, errors };
            return Ok(page(&node, &officer, Some(&held), typed));
        }
    };
    let confirmed = node.store.run::<_, DirectoryError, _, _>("confirm kept", |tx| {
        let (node, officer, how) = (&node, &officer, &how);
        async move { store_kept::confirm_kept(&tx, node, &officer.actor, AuthorityId(id), how).await }
    });
    confirmed.await?;
    Ok(Redirect::to(&format!("/directory/kept/{id}")).into_response())
}

pub(crate) async fn withdraw(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let withdrawn = node.store.run::<_, DirectoryError, _, _>("withdraw kept", |tx| {
        let (node, officer) = (&node, &officer);
        async move { store_kept::withdraw_kept(&tx, node, &officer.actor, AuthorityId(id)).await }
    });
    withdrawn.await?;
    Ok(Redirect::to("/directory").into_response())
}

fn page(node: &Node, officer: &Officer, held: Option<&Kept>, typed: Typed) -> Response {
    let (t, now) = (&officer.t, node.store.clock().now());
    let status = if typed.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let title = held.map_or_else(|| t.get("directory-keep"), |h| h.authority.name.clone());
    let id = held.map(|h| h.authority.id);
    let mut head = Head::new("directory", title).over(t.get("directory-kept-what")).status(status);
    if let Some(held) = held {
        let to = format!("/dossiers/new?peer={}:{}", held.node(), held.authority.id);
        head = head.action(Action::link(t.get("directory-kept-write"), to).primary());
    }
    let mut confirm = typed.confirm;
    if confirm.how.is_empty() {
        let first = held.and_then(Kept::point).and_then(|p| p.channels.first());
        confirm.how = HowConfirmed::CallBack.code().to_owned();
        confirm.called = first.map(|c| c.value.clone()).unwrap_or_default();
    }
    let point = held.and_then(Kept::point);
    let body = ShowKept {
        t,
        id,
        point: point.map(|p| PointShown::new(t, p, now)),
        confirmed_by: held.and_then(|h| h.confirmed_by.clone()),
        confirmed_how: held.and_then(|h| h.confirmation.as_ref()).map(|c| how_text(t, c)),
        confirm_by: point.map_or_else(String::new, |p| t.day(rules::confirm_by(p.confirmed_at, now))),
        may: may_confirm(node, officer),
        action: id.map_or_else(|| "/directory/kept".to_owned(), |id| format!("/directory/kept/{id}")),
        sent: typed.kept,
        confirm,
        kinds: vec![
            Choice::new("authority", t.get("directory-kept-authority")),
            Choice::new("company", t.get("directory-kept-company")),
        ],
        functions: shown::function_choices(t),
        langs: Lang::ALL.iter().map(|l| Choice::new(l.code(), t.get(&format!("web-lang-{l}")))).collect(),
        errors: typed.errors,
    };
    web::page(&officer.viewer, head, body)
}

fn sent_of(held: &Kept) -> KeptSent {
    let of = |kind: &str| {
        let all = held.point().into_iter().flat_map(|p| &p.channels).filter(|c| c.kind == kind);
        all.map(|c| c.value.clone()).next().unwrap_or_default()
    };
    KeptSent {
        party: held.authority.party.to_string(),
        name: held.authority.name.clone(),
        kind: if held.is_company() { "company" } else { "authority" }.into(),
        functions: held.authority.functions.clone(),
        contact: held.point().map(|p| p.name.clone()).unwrap_or_default(),
        letters_in: held.authority.entry.accepted_languages.first().cloned().unwrap_or_default(),
        hours: held.point().map(|p| p.hours.clone()).unwrap_or_default(),
        phone: of("phone"),
        email: of("email"),
        other: of("text"),
    }
}

fn read(t: &T, sent: &KeptSent) -> Result<KeptDraft, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut wrong = |name: &str, key: &str| errors.push(FieldError::new(name, t.get(key)));
    let party = Party::parse(sent.party.trim());
    if party.is_none() {
        wrong("party", "directory-posted-shape");
    }
    let line = |text: &str, most: usize| text.len() <= most && crate::text::is_single_line(text);
    let name = sent.name.trim();
    if name.is_empty() || !line(name, NAME_BYTES_MAX) {
        wrong("name", "directory-name-needed");
    }
    let contact = if sent.contact.trim().is_empty() { name } else { sent.contact.trim() };
    if !line(contact, NAME_BYTES_MAX) {
        wrong("contact", "directory-name-needed");
    }
    let (hours, phone) = (sent.hours.trim(), sent.phone.trim());
    if !hours.is_empty() && (hours.len() > LINE_BYTES_MAX || Hours::read(hours).is_none()) {
        wrong("hours", "directory-hours-shape");
    }
    let (email, other) = (sent.email.trim(), sent.other.trim());
    if !phone.is_empty() && !is_phone(phone) {
        wrong("phone", "directory-phones-shape");
    }
    if !email.is_empty() && !is_email(email) {
        wrong("email", "directory-email-shape");
    }
    if !line(other, LINE_BYTES_MAX) {
        wrong("other", "directory-other-shape");
    }
    let channels: Vec<Channel> = [("phone", phone), ("email", email), ("text", other)]
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(kind, value)| Channel::new(kind, value))
        .collect();
    if channels.is_empty() {
        wrong("phone", "directory-channel-needed");
    }
    let Some(party) = party.filter(|_| errors.is_empty()) else { return Err(errors) };
    let languages: Vec<String> =
        Lang::parse(&sent.letters_in).map(|l| l.code().to_owned()).into_iter().collect();
    let known = |f: &&String| Function::parse(f).is_some();
    Ok(KeptDraft {
        party,
        name: name.into(),
        functions: sent.functions.iter().filter(known).cloned().collect(),
        company: sent.kind == "company",
        accepted_languages: languages.clone(),
        contact: ContactDraft {
            name: contact.into(),
            languages,
            hours: hours.into(),
            channels,
            posted_by: None,
            more: crate::Particulars::default(),
        },
    })
}
