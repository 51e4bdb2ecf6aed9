//! An authority or company without a node, whose entry the own authority keeps: add it, change it, confirm that it
//! answers, take it out.

use super::contact_form::{PHONES_MAX, is_email, is_phone};
use super::contact_shown::{ConfirmSent, how_text, read_confirmation};
use super::list_directory::look_up;
use super::seen;
use super::show_contact::may_confirm;
use super::shown::{self, PointShown};
use crate::card::{Channel, ContactPoint, LINE_BYTES_MAX, NAME_BYTES_MAX};
use crate::confirmation::HowConfirmed;
use crate::hours::Hours;
use crate::rules;
use crate::store::ContactDraft;
use crate::store_kept::{self, Kept, KeptDraft};
use crate::types::DirectoryError;
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use kernel::id::AuthorityId;
use kernel::{Function, Party};
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
    /// Languages of letters to it.
    #[serde(default)]
    letters_in: Vec<String>,
    /// Languages that are spoken there.
    #[serde(default)]
    languages: Vec<String>,
    #[serde(default)]
    hours: String,
    /// One number a line.
    #[serde(default)]
    phones: String,
    #[serde(default)]
    urgent_line: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    other: String,
    /// What stood there when the form was filled in.
    #[serde(default)]
    seen: String,
}

#[derive(askama::Template)]
#[template(path = "show_kept.html")]
struct ShowKept<'a> {
    t: &'a T,
    /// `None` for one that is being added.
    id: Option<AuthorityId>,
    point: Option<PointShown>,
    /// What the entry says beyond its contact point.
    facts: Vec<(String, String)>,
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
    changed: bool,
}

impl ShowKept<'_> {
    fn kind_field(&self) -> web::Field {
        web::radio("kind", self.t.get("directory-kept-kind"), &self.kinds).value(self.sent.kind.as_str())
    }

    fn function_field(&self) -> web::Field {
        let field = web::checks("functions", self.t.get("directory-authority-functions"), &self.functions);
        self.sent.functions.iter().fold(field.errors(&self.errors), |field, f| field.value(f))
    }

    fn language_field(&self, name: &str, label: &str, chosen: &[String]) -> web::Field {
        let field = web::checks(name, self.t.get(label), &self.langs);
        chosen.iter().fold(field, |field, code| field.value(code))
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
    /// Somebody changed the entry while this was typed.
    changed: bool,
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
    let draft = match read(&officer.t, &sent, None) {
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
        Err(error) => {
            let errors = vec![fault(&officer.t, error)?];
            Ok(page(&node, &officer, None, Typed { kept: sent, errors, ..Typed::default() }))
        }
    }
}

pub(crate) async fn change(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<KeptSent>,
) -> Result<Response, Problem> {
    let held = held(&node, &officer, id).await?;
    let draft = match read(&officer.t, &sent, Some(&held)) {
        Ok(draft) => draft,
        Err(errors) => {
            return Ok(page(&node, &officer, Some(&held), Typed { kept: sent, errors, ..Typed::default() }));
        }
    };
    let changed = node.store.run::<_, DirectoryError, _, _>("change kept", |tx| {
        let (node, officer, draft, seen) = (&node, &officer, &draft, &sent.seen);
        async move {
            let stood = stands(&tx, id).await?;
            store_kept::change_kept(&tx, node, &officer.actor, AuthorityId(id), draft).await?;
            seen::still(seen, &seen::kept(&stood))
        }
    });
    match changed.await {
        Ok(()) => Ok(Redirect::to(&format!("/directory/kept/{id}")).into_response()),
        Err(DirectoryError::Changed) => {
            let held = self::held(&node, &officer, id).await?;
            let kept = KeptSent { seen: String::new(), ..sent };
            Ok(page(&node, &officer, Some(&held), Typed { kept, changed: true, ..Typed::default() }))
        }
        Err(error) => {
            let errors = vec![fault(&officer.t, error)?];
            Ok(page(&node, &officer, Some(&held), Typed { kept: sent, errors, ..Typed::default() }))
        }
    }
}

/// The entry as it stands in this transaction.
async fn stands(tx: &::store::Tx, id: Uuid) -> Result<Kept, DirectoryError> {
    store_kept::kept_authority(tx, AuthorityId(id)).await?.ok_or(DirectoryError::UnknownContact)
}

/// What is wrong with an entry that was not kept, beside its field.
fn fault(t: &T, error: DirectoryError) -> Result<FieldError, Problem> {
    match error {
        DirectoryError::Taken(_) => Ok(FieldError::new("name", t.get("directory-kept-taken"))),
        DirectoryError::Full(_) => Ok(FieldError::new("name", t.get("directory-full"))),
        error => Err(error.into()),
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
            let typed = Typed { kept: sent_of(&held), confirm: sent, errors, ..Typed::default() };
            return Ok(page(&node, &officer, Some(&held), typed));
        }
    };
    let confirmed = node.store.run::<_, DirectoryError, _, _>("confirm kept", |tx| {
        let (node, officer, how, seen) = (&node, &officer, &how, &sent.seen);
        async move {
            let stood = stands(&tx, id).await?;
            store_kept::confirm_kept(&tx, node, &officer.actor, AuthorityId(id), how).await?;
            seen::still(seen, &stood.point().map(seen::called).unwrap_or_default())
        }
    });
    match confirmed.await {
        Ok(()) => Ok(Redirect::to(&format!("/directory/kept/{id}")).into_response()),
        Err(DirectoryError::Changed) => {
            let held = self::held(&node, &officer, id).await?;
            let confirm = ConfirmSent { seen: String::new(), ..sent };
            let typed = Typed { kept: sent_of(&held), confirm, changed: true, ..Typed::default() };
            Ok(page(&node, &officer, Some(&held), typed))
        }
        Err(error) => Err(error.into()),
    }
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
    let status = seen::status(&typed.errors, typed.changed);
    let title = held.map_or_else(|| t.get("directory-keep"), |h| h.authority.name.clone());
    let id = held.map(|h| h.authority.id);
    let mut head = Head::new("directory", title).over(t.get("directory-kept-what")).status(status);
    if let Some(held) = held {
        let to = format!("/dossiers/new?peer={}:{}", held.node(), held.authority.id);
        head = head.action(Action::link(t.get("directory-kept-write"), to).primary());
    }
    let (mut kept, mut confirm) = (typed.kept, typed.confirm);
    if let Some(held) = held {
        seen::or_now(&mut kept.seen, || seen::kept(held));
        seen::or_now(&mut confirm.seen, || held.point().map(seen::called).unwrap_or_default());
    }
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
        facts: held.map(|h| facts(t, h)).unwrap_or_default(),
        confirmed_by: held.and_then(|h| h.confirmed_by.clone()),
        confirmed_how: held.and_then(|h| h.confirmation.as_ref()).map(|c| how_text(t, c)),
        confirm_by: point.map_or_else(String::new, |p| t.day(rules::confirm_by(p.confirmed_at, now))),
        may: may_confirm(node, officer),
        action: id.map_or_else(|| "/directory/kept".to_owned(), |id| format!("/directory/kept/{id}")),
        sent: kept,
        confirm,
        kinds: vec![
            Choice::new("authority", t.get("directory-kept-authority")),
            Choice::new("company", t.get("directory-kept-company")),
        ],
        functions: shown::function_choices(t),
        langs: shown::language_choices(t),
        errors: typed.errors,
        changed: typed.changed,
    };
    web::page(&officer.viewer, head, body)
}

fn facts(t: &T, held: &Kept) -> Vec<(String, String)> {
    let functions = held.authority.functions.iter().map(|code| shown::function(t, code));
    let functions = (t.get("directory-authority-functions"), shown::row(t, functions));
    let said = shown::entry(t, &held.authority.entry);
    std::iter::once(functions).filter(|(_, value)| !value.is_empty()).chain(said).collect()
}

fn sent_of(held: &Kept) -> KeptSent {
    let of = |kind: &str| {
        let all = held.point().into_iter().flat_map(|p| &p.channels).filter(|c| c.kind == kind);
        all.map(|c| c.value.clone()).collect::<Vec<_>>()
    };
    let first = |kind: &str| of(kind).into_iter().next().unwrap_or_default();
    let line = held.point().and_then(|p| p.more.urgent_line.clone());
    KeptSent {
        party: held.authority.party.to_string(),
        name: held.authority.name.clone(),
        kind: if held.is_company() { "company" } else { "authority" }.into(),
        functions: held.authority.functions.clone(),
        contact: held.point().map(|p| p.name.clone()).unwrap_or_default(),
        letters_in: held.authority.entry.accepted_languages.clone(),
        languages: held.point().map(|p| p.languages.clone()).unwrap_or_default(),
        hours: held.point().map(|p| p.hours.clone()).unwrap_or_default(),
        phones: of("phone").join("\n"),
        urgent_line: line.unwrap_or_default(),
        email: first("email"),
        other: first("text"),
        seen: seen::kept(held),
    }
}

/// What the form says of an entry. What it has no field for stays as it is held.
fn read(t: &T, sent: &KeptSent, held: Option<&Kept>) -> Result<KeptDraft, Vec<FieldError>> {
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
    let hours = sent.hours.trim();
    if !hours.is_empty() && (hours.len() > LINE_BYTES_MAX || Hours::read(hours).is_none()) {
        wrong("hours", "directory-hours-shape");
    }
    let point = held.and_then(Kept::point);
    let mut more = point.map(|p| p.more.clone()).unwrap_or_default();
    more.urgent_line = Some(sent.urgent_line.trim().to_owned()).filter(|line| !line.is_empty());
    if more.urgent_line.as_ref().is_some_and(|line| !is_phone(line)) {
        wrong("urgent_line", "directory-phones-shape");
    }
    let channels = channels(sent, point, &mut wrong);
    let Some(party) = party.filter(|_| errors.is_empty()) else { return Err(errors) };
    let accepted = chosen(held.map(|h| &h.authority.entry.accepted_languages), &sent.letters_in);
    let mut languages = chosen(point.map(|p| &p.languages), &sent.languages);
    if held.is_none() && languages.is_empty() {
        languages.clone_from(&accepted);
    }
    let known = |f: &&String| Function::parse(f).is_some();
    Ok(KeptDraft {
        party,
        name: name.into(),
        functions: sent.functions.iter().filter(known).cloned().collect(),
        company: sent.kind == "company",
        accepted_languages: accepted,
        contact: ContactDraft {
            name: contact.into(),
            languages,
            hours: hours.into(),
            channels,
            posted_by: point.and_then(|p| p.posted_by),
            more,
        },
    })
}

/// The ways to be reached: the form shows every number, the first address and the first other way; further ones of these
/// stay.
fn channels(
    sent: &KeptSent,
    held: Option<&ContactPoint>,
    wrong: &mut impl FnMut(&str, &str),
) -> Vec<Channel> {
    let phones: Vec<&str> = sent.phones.lines().map(str::trim).filter(|p| !p.is_empty()).collect();
    if phones.len() > PHONES_MAX || !phones.iter().all(|p| is_phone(p)) {
        wrong("phones", "directory-phones-shape");
    }
    let (email, other) = (sent.email.trim(), sent.other.trim());
    if !email.is_empty() && !is_email(email) {
        wrong("email", "directory-email-shape");
    }
    if other.len() > LINE_BYTES_MAX || !crate::text::is_single_line(other) {
        wrong("other", "directory-other-shape");
    }
    let mut channels: Vec<Channel> = phones.into_iter().map(|p| Channel::new("phone", p)).collect();
    let held = held.map(|p| p.channels.as_slice()).unwrap_or_default();
    for (kind, first) in [("email", email), ("text", other)] {
        channels.extend((!first.is_empty()).then(|| Channel::new(kind, first)));
        channels.extend(held.iter().filter(|c| c.kind == kind).skip(1).cloned());
    }
    let shown = |c: &&Channel| matches!(c.kind.as_str(), "phone" | "email" | "text");
    channels.extend(held.iter().filter(|c| !shown(c)).cloned());
    if channels.is_empty() {
        wrong("phones", "directory-channel-needed");
    }
    channels
}

/// The languages that were ticked: those that are held in the order in which they are, with those that the form does not
/// know; then the others.
fn chosen(held: Option<&Vec<String>>, ticked: &[String]) -> Vec<String> {
    let offered = |code: &String| shown::LANGUAGES.contains(&code.as_str());
    let held = held.map(Vec::as_slice).unwrap_or_default();
    let stays = held.iter().filter(|code| ticked.contains(code) || !offered(code));
    let new = ticked.iter().filter(|code| offered(code) && !held.contains(code));
    stays.chain(new).cloned().collect()
}
