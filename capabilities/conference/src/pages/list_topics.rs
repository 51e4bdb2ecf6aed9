//! Topics that authorities propose for future agendas, with reasons and supporters (Recommendation 2). In the order they
//! came: how many support one is no vote. A secretariat publishes its list to other nodes, whose States then propose and
//! support from there.

use super::{Elsewhere, Links, Sent, elsewhere, head, named, permit, read_each, serve};
use crate::public::Content;
use crate::send;
use crate::store::names;
use crate::store_given;
use crate::store_public;
use crate::take_back;
use crate::types::{ConferenceError, LINE_CHARS_MAX, TEXT_CHARS_MAX, Topic};
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::action;
use kernel::id::AuthorityId;
use kernel::{Party, Timestamp};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;
use web::{FieldError, Problem, T};

struct Row {
    id: Uuid,
    title: String,
    reason: String,
    who: String,
    when: String,
    supporters: Vec<(String, String)>,
    may_support: bool,
    /// It is this authority's, or supported by it.
    mine: bool,
}

#[derive(askama::Template)]
#[template(path = "list_topics.html")]
struct ListTopics<'a> {
    t: &'a T,
    links: Links,
    rows: Vec<Row>,
    /// Lists of secretariats elsewhere.
    others: Vec<Elsewhere>,
    /// Since when other nodes read the list.
    outside: Option<String>,
    /// It changed since.
    moved_on: bool,
    nodes: usize,
    sent: Sent,
    errors: Vec<FieldError>,
}

pub(crate) async fn list(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    page(&node, &officer, (Sent::default(), Vec::new())).await
}

pub(crate) async fn propose(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let (t, mut errors) = (&officer.t, Vec::new());
    let title = sent.line(t, "title", &mut errors);
    let reason = sent.text(t, "reason", TEXT_CHARS_MAX, &mut errors);
    if !errors.is_empty() {
        return page(&node, &officer, (sent, errors)).await;
    }
    let done = node.store.run::<_, ConferenceError, _, _>("propose topic", |tx| {
        let (node, officer, title, reason) = (&node, &officer, &title, &reason);
        async move {
            permit(node, &tx, &officer.actor, action::SUBMIT, ("topic", Uuid::nil()))?;
            store_given::propose(&tx, &officer.actor, title, reason).await
        }
    });
    done.await?;
    Ok(Redirect::to("/conference/topics").into_response())
}

/// Supports a topic of somebody else; or takes back what the own authority proposed, or said in support.
pub(crate) async fn support(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let (t, mut errors) = (&officer.t, Vec::new());
    let note = sent.maybe(t, "note", LINE_CHARS_MAX, &mut errors);
    if !errors.is_empty() {
        return page(&node, &officer, (sent, errors)).await;
    }
    let takes_back = sent.field("act") == "take-back";
    let done = node.store.run::<_, ConferenceError, _, _>("support topic", |tx| {
        let (node, officer, note) = (&node, &officer, &note);
        async move {
            permit(node, &tx, &officer.actor, action::SUBMIT, ("topic", id))?;
            let own = officer.authority.id;
            if !takes_back {
                return store_given::support(&tx, &officer.actor, id, note).await;
            }
            let done =
                take_back::topic(&tx, node, id, own).await? || take_back::support(&tx, node, id, own).await?;
            if done { Ok(()) } else { Err(ConferenceError::NotHere) }
        }
    });
    done.await?;
    node.wake.notify_one();
    Ok(Redirect::to("/conference/topics").into_response())
}

/// Publishes the list to other nodes as it stands, or takes it back there.
pub(crate) async fn publish(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let withdraws = sent.field("act") == "withdraw";
    let done = node.store.run::<_, ConferenceError, _, _>("publish topics", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            let own = officer.authority.id.0;
            serve(node, &tx, officer, ("topic", own))?;
            let by = &officer.actor;
            let list = take_back::list(&tx, node, by, action::SERVE_CONFERENCE, &names(&tx).await?).await?;
            let content = (!withdraws).then_some(Content::Topics(list));
            send::publish(&tx, node, by, ("topic", own), content).await
        }
    });
    done.await?;
    node.wake.notify_one();
    Ok(Redirect::to("/conference/topics").into_response())
}

struct Found {
    topics: Vec<Topic>,
    names: BTreeMap<AuthorityId, (String, Party)>,
    others: Vec<Elsewhere>,
    outside: Option<(Timestamp, bool)>,
}

async fn found(node: &Arc<Node>, officer: &Officer) -> Result<Found, ConferenceError> {
    let found = node.store.run::<_, ConferenceError, _, _>("topics", |tx| async move {
        permit(node, &tx, &officer.actor, action::READ_CONFERENCE, ("conference", Uuid::nil()))?;
        let closed = store_given::topics(&tx).await?;
        let topics = read_each(node, &tx, &officer.actor, closed);
        let (names, others) = (names(&tx).await?, elsewhere(node, &tx, &officer.actor, "topics").await?);
        let mut outside = None;
        if Links::of(officer).serves {
            let own = officer.authority.id;
            let stands = store_public::publication(&tx, ("topic", own.0), own).await?;
            let list = take_back::list(&tx, node, &officer.actor, action::SERVE_CONFERENCE, &names).await?;
            outside = stands.map(|one| (one.at, one.content != Some(Content::Topics(list))));
        }
        Ok(Found { topics, names, others, outside })
    });
    found.await
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    (sent, errors): (Sent, Vec<FieldError>),
) -> Result<Response, Problem> {
    let Found { topics, names, others, outside } = found(node, officer).await?;
    let (t, links) = (&officer.t, Links::of(officer));
    let rows = topics.into_iter().map(|topic| row(t, officer, &names, topic)).collect();
    let body = ListTopics {
        t,
        links,
        rows,
        others,
        outside: outside.map(|(at, _)| t.day(at)),
        moved_on: outside.is_some_and(|(_, changed)| changed),
        nodes: super::nodes(node).await?,
        sent,
        errors,
    };
    let head = head(t, t.get("conference-topics"), &body.errors).under(t.get("conference-topics-what"));
    Ok(web::page(&officer.viewer, head, body))
}

fn row(t: &T, officer: &Officer, names: &BTreeMap<AuthorityId, (String, Party)>, topic: Topic) -> Row {
    let own = officer.authority.id;
    let (follows, proposed) = (Links::of(officer).follows, topic.authority == own);
    let supports = proposed || topic.supporters.iter().any(|(who, _)| *who == own);
    Row {
        id: topic.id,
        who: named(names, topic.authority),
        when: t.day(topic.at),
        may_support: follows && !supports,
        mine: follows && supports,
        supporters: topic.supporters.into_iter().map(|(who, note)| (named(names, who), note)).collect(),
        title: topic.title,
        reason: topic.reason,
    }
}
