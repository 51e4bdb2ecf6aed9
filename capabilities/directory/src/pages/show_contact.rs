//! An own contact point: confirm that it answers, change it, withdraw it, add one.

use super::contact_form::{ContactSent, read, sent_of};
use super::contact_more::{DEPUTY_FIELDS, PAIR_FIELDS, pair_code, post_code};
use super::contact_shown::{ConfirmSent, Post, channels_of, duty_text, how_text, read_confirmation};
use super::list_directory::look_up;
use super::seen;
use super::shown::{self, PointShown};
use crate::confirmation::HowConfirmed;
use crate::desks::desks;
use crate::roster::{OnDuty, on_duty};
use crate::rules;
use crate::store;
use crate::types::{DirectoryError, OwnContact};
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::{Ask, action};
use kernel::id::ContactId;
use kernel::{Function, Label, Purpose};
use std::sync::Arc;
use uuid::Uuid;
use web::{Choice, FieldError, Head, Problem, T};

/// What was typed into the two forms of the page.
#[derive(Default)]
struct Typed {
    contact: ContactSent,
    confirm: ConfirmSent,
    errors: Vec<FieldError>,
    /// Somebody changed the contact point while this was typed.
    changed: bool,
}

/// The contact point of the page, and the others of its authority, which may be its deputies.
struct Around {
    held: Option<OwnContact>,
    others: Vec<(ContactId, String)>,
    /// Border posts of trusted nodes, as the form sends them, with how each answered.
    posts: Vec<Post>,
    /// Who is on duty, for people of that authority alone.
    on_duty: Option<Vec<OnDuty>>,
}

#[derive(askama::Template)]
#[template(path = "show_contact.html")]
struct ShowContact<'a> {
    t: &'a T,
    /// `None` for one that is being added.
    id: Option<ContactId>,
    point: Option<PointShown>,
    confirmed_by: Option<String>,
    /// How, with the number and the name.
    confirmed_how: Option<String>,
    /// Until when the confirmation stands.
    confirm_by: String,
    may: bool,
    form_title: String,
    sent: ContactSent,
    confirm: ConfirmSent,
    others: Vec<Choice>,
    posts: Vec<Choice>,
    /// The channels of this post: with whom, and the last test that somebody answered.
    pairs: Vec<(String, String)>,
    on_duty: Option<Vec<String>>,
    languages: Vec<Choice>,
    errors: Vec<FieldError>,
    changed: bool,
}

impl ShowContact<'_> {
    fn language_field(&self) -> web::Field {
        let field = web::checks("languages", self.t.get("directory-languages"), &self.languages);
        self.sent.languages.iter().fold(field.errors(&self.errors), |field, code| field.value(code))
    }

    fn reply_field(&self) -> web::Field {
        let field = web::checks("reply_languages", self.t.get("directory-reply-languages"), &self.languages);
        let field = field.hint(self.t.get("directory-reply-languages-hint"));
        self.sent.reply_languages.iter().fold(field, |field, code| field.value(code))
    }

    fn how_field(&self) -> web::Field {
        let word = |how: &HowConfirmed| {
            Choice::new(how.code(), self.t.get(&format!("directory-how-{}", how.code())))
        };
        let choices: Vec<Choice> = HowConfirmed::ALL.iter().map(word).collect();
        let field = web::radio("how", self.t.get("directory-confirmed-how"), &choices);
        field.value(self.confirm.how.as_str()).errors(&self.errors)
    }

    /// For each paired post: the post, both call signs, the hours between tests. Nothing where no other post is known.
    fn pair_fields(&self) -> Vec<[web::Field; 4]> {
        if self.posts.len() < 2 {
            return Vec::new();
        }
        let of = |list: &[String], place: usize| list.get(place).cloned().unwrap_or_default();
        let fields = |place: usize| {
            let form = format!("pair-{place}");
            let text = |name: &str, label: &str, value| {
                web::text(name, self.t.get(label))
                    .of_form(&form)
                    .narrow()
                    .ltr()
                    .value(value)
                    .errors(&self.errors)
            };
            let post = web::select("pair", self.t.get("directory-pair"), &self.posts).of_form(&form);
            [
                post.errors(&self.errors).value(of(&self.sent.pair, place)),
                text("call_sign", "directory-call-sign", of(&self.sent.call_sign, place)),
                text("their_call_sign", "directory-their-call-sign", of(&self.sent.their_call_sign, place)),
                text("test_every", "directory-test-every", of(&self.sent.test_every, place)).numeric(),
            ]
        };
        (0..PAIR_FIELDS).map(fields).collect()
    }

    /// Nothing where the authority has no other contact point.
    fn deputy_fields(&self) -> Vec<web::Field> {
        if self.others.len() < 2 {
            return Vec::new();
        }
        let field = |place: usize| {
            let label = self.t.n("directory-deputy", place.saturating_add(1));
            let chosen = self.sent.deputies.get(place).cloned().unwrap_or_default();
            web::select("deputies", label, &self.others).of_form(&format!("deputy-{place}")).value(chosen)
        };
        (0..DEPUTY_FIELDS).map(field).collect()
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
    let around = around(&node, &officer, Some(ContactId(id))).await?;
    let contact = around.held.as_ref().map(sent_of).unwrap_or_default();
    Ok(page(&node, &officer, around, Typed { contact, ..Typed::default() }))
}

pub(crate) async fn new(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    if !may_confirm(&node, &officer) {
        return Err(Problem::not_available());
    }
    let contact = ContactSent { hours: "24/7".into(), ..ContactSent::default() };
    let around = around(&node, &officer, None).await?;
    Ok(page(&node, &officer, around, Typed { contact, ..Typed::default() }))
}

pub(crate) async fn add(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<ContactSent>,
) -> Result<Response, Problem> {
    let draft = match read(&officer.t, &sent) {
        Ok(draft) => draft,
        Err(errors) => {
            let around = around(&node, &officer, None).await?;
            return Ok(page(&node, &officer, around, Typed { contact: sent, errors, ..Typed::default() }));
        }
    };
    let added = node.store.run::<_, DirectoryError, _, _>("add contact", |tx| {
        let (node, officer, draft) = (&node, &officer, &draft);
        async move { store::add_contact(&tx, node, &officer.actor, draft).await }
    });
    match added.await {
        Ok(id) => Ok(Redirect::to(&format!("/directory/contacts/{id}")).into_response()),
        Err(DirectoryError::Full(_)) => {
            let around = around(&node, &officer, None).await?;
            Ok(page(&node, &officer, around, full(&officer.t, sent)))
        }
        Err(error) => Err(error.into()),
    }
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
            let around = around(&node, &officer, Some(id)).await?;
            return Ok(page(&node, &officer, around, Typed { contact: sent, errors, ..Typed::default() }));
        }
    };
    let changed = node.store.run::<_, DirectoryError, _, _>("change contact", |tx| {
        let (node, officer, draft, seen) = (&node, &officer, &draft, &sent.seen);
        async move {
            let held = store::own_contact(&tx, id).await?.ok_or(DirectoryError::UnknownContact)?;
            store::change_contact(&tx, node, &officer.actor, id, draft).await?;
            seen::still(seen, &seen::contact(&held.point))
        }
    });
    let typed = match changed.await {
        Ok(()) => return Ok(Redirect::to(&format!("/directory/contacts/{id}")).into_response()),
        Err(DirectoryError::Changed) => {
            let contact = ContactSent { seen: String::new(), ..sent };
            Typed { contact, changed: true, ..Typed::default() }
        }
        Err(DirectoryError::Full(_)) => full(&officer.t, sent),
        Err(error) => return Err(error.into()),
    };
    let around = around(&node, &officer, Some(id)).await?;
    Ok(page(&node, &officer, around, typed))
}

pub(crate) async fn confirm(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<ConfirmSent>,
) -> Result<Response, Problem> {
    let id = ContactId(id);
    let how = match read_confirmation(&officer.t, &sent) {
        Ok(how) => how,
        Err(errors) => {
            let around = around(&node, &officer, Some(id)).await?;
            let contact = around.held.as_ref().map(sent_of).unwrap_or_default();
            let typed = Typed { contact, confirm: sent, errors, ..Typed::default() };
            return Ok(page(&node, &officer, around, typed));
        }
    };
    let confirmed = node.store.run::<_, DirectoryError, _, _>("confirm contact", |tx| {
        let (node, officer, how, seen) = (&node, &officer, &how, &sent.seen);
        async move {
            let held = store::own_contact(&tx, id).await?.ok_or(DirectoryError::UnknownContact)?;
            store::confirm_contact(&tx, node, &officer.actor, id, how).await?;
            seen::still(seen, &seen::called(&held.point))
        }
    });
    match confirmed.await {
        Ok(()) => {
            node.wake.notify_one();
            Ok(Redirect::to(&format!("/directory/contacts/{id}")).into_response())
        }
        Err(DirectoryError::Changed) => {
            let around = around(&node, &officer, Some(id)).await?;
            let contact = around.held.as_ref().map(sent_of).unwrap_or_default();
            let confirm = ConfirmSent { seen: String::new(), ..sent };
            Ok(page(&node, &officer, around, Typed { contact, confirm, changed: true, ..Typed::default() }))
        }
        Err(error) => Err(error.into()),
    }
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

/// What was typed, where there is no room for it.
fn full(t: &T, contact: ContactSent) -> Typed {
    let errors = vec![FieldError::new("name", t.get("directory-full"))];
    Typed { contact, errors, ..Typed::default() }
}

async fn around(
    node: &Arc<Node>,
    officer: &Officer,
    id: Option<ContactId>,
) -> Result<Around, DirectoryError> {
    let found = node.store.run::<_, DirectoryError, _, _>("contact", |tx| async move {
        look_up(node, &tx, officer)?;
        let held = match id {
            Some(id) => Some(store::own_contact(&tx, id).await?.ok_or(DirectoryError::UnknownContact)?),
            None => None,
        };
        let of = held.as_ref().map_or(officer.authority.id, |h| h.authority);
        let others = store::own_contacts(&tx).await?;
        let others = others.into_iter().filter(|c| c.authority == of && Some(c.point.id) != id);
        let posts = desks(&tx).await?.into_iter().filter_map(|d| {
            let border = d.functions.iter().any(|f| f == Function::BorderPost.code());
            let code = post_code(d.node.filter(|_| border)?, d.point.id);
            let name = format!("{} · {}, {}", d.party, d.name, d.point.name);
            Some(Post { code, name, answered_at: d.answering.answered_at })
        });
        let posts = posts.collect();
        let mine = held.is_some() && of == officer.authority.id;
        let on_duty = if mine { Some(on_duty(&tx, of).await?) } else { None };
        let others = others.map(|c| (c.point.id, c.point.name)).collect();
        Ok(Around { held, others, posts, on_duty })
    });
    found.await
}

fn page(node: &Node, officer: &Officer, around: Around, typed: Typed) -> Response {
    let (t, now) = (&officer.t, node.store.clock().now());
    let Around { held, others, posts, on_duty } = around;
    let status = seen::status(&typed.errors, typed.changed);
    // Those of another authority on this node are shown, and changed by that authority.
    let may = may_confirm(node, officer) && held.as_ref().is_none_or(|h| h.authority == officer.authority.id);
    let title = held.as_ref().map_or_else(|| t.get("directory-add-contact"), |h| h.point.name.clone());
    let head = Head::new("directory", title).over(t.get("directory-contact-law")).status(status);
    let (mut contact, mut confirm) = (typed.contact, typed.confirm);
    if let Some(held) = &held {
        seen::or_now(&mut contact.seen, || seen::contact(&held.point));
        seen::or_now(&mut confirm.seen, || seen::called(&held.point));
    }
    if confirm.how.is_empty() {
        // The ordinary way, by the first number that others have of it.
        let first = held.as_ref().and_then(|h| h.point.channels.first());
        confirm.how = HowConfirmed::CallBack.code().to_owned();
        confirm.called = first.map(|c| c.value.clone()).unwrap_or_default();
    }
    let pairs = held.as_ref().map(|h| channels_of(t, h, &posts)).unwrap_or_default();
    let none = Choice::new("", t.get("directory-deputy-none"));
    // A post that is not known now, because its node is not trusted at the moment, stays what it was paired with.
    let held_pairs =
        held.iter().flat_map(|h| &h.point.more.pairs).map(|p| (pair_code(p), &p.their_call_sign));
    let unknown = held_pairs.filter(|(code, _)| posts.iter().all(|p| p.code != *code));
    let unknown = unknown.map(|(code, sign)| Choice::new(code, sign));
    let known = posts.iter().map(|p| Choice::new(&p.code, &p.name));
    let posts = std::iter::once(none.clone()).chain(known).chain(unknown).collect();
    let others = others.into_iter().map(|(id, name)| Choice::new(id, name));
    // Names and numbers of staff stay with their authority.
    let own = held.as_ref().filter(|h| h.authority == officer.authority.id);
    let body = ShowContact {
        t,
        id: held.as_ref().map(|h| h.point.id),
        point: held.as_ref().map(|h| PointShown::new(t, &h.point, now)),
        confirmed_by: own.and_then(|h| h.confirmed_by.clone()),
        confirmed_how: own.and_then(|h| h.confirmation.as_ref()).map(|c| how_text(t, c)),
        confirm_by: held
            .as_ref()
            .map_or_else(String::new, |h| t.day(rules::confirm_by(h.point.confirmed_at, now))),
        may,
        form_title: t.get(if held.is_some() { "directory-change-contact" } else { "directory-add-contact" }),
        sent: contact,
        confirm,
        others: std::iter::once(none).chain(others).collect(),
        posts,
        pairs,
        on_duty: on_duty.map(|there| there.iter().map(|who| duty_text(t, who)).collect()),
        languages: shown::language_choices(t),
        errors: typed.errors,
        changed: typed.changed,
    };
    web::page(&officer.viewer, head, body)
}
