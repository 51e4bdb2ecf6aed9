//! Topics that authorities propose for future agendas, with reasons and supporters (Recommendation 2). In the order they
//! came: how many support one is no vote.

use super::{Links, Sent, head, named, permit, read_each};
use crate::store::names;
use crate::store_given;
use crate::types::{ConferenceError, LINE_CHARS_MAX, TEXT_CHARS_MAX, Topic};
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::action;
use kernel::Party;
use kernel::id::AuthorityId;
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
}

#[derive(askama::Template)]
#[template(path = "list_topics.html")]
struct ListTopics<'a> {
    t: &'a T,
    links: Links,
    rows: Vec<Row>,
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
    let done = node.store.run::<_, ConferenceError, _, _>("support topic", |tx| {
        let (node, officer, note) = (&node, &officer, &note);
        async move {
            permit(node, &tx, &officer.actor, action::SUBMIT, ("topic", id))?;
            store_given::support(&tx, &officer.actor, id, note).await
        }
    });
    done.await?;
    Ok(Redirect::to("/conference/topics").into_response())
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    (sent, errors): (Sent, Vec<FieldError>),
) -> Result<Response, Problem> {
    let found = node.store.run::<_, ConferenceError, _, _>("topics", |tx| async move {
        permit(node, &tx, &officer.actor, action::READ_CONFERENCE, ("conference", Uuid::nil()))?;
        let topics = store_given::topics(&tx).await?;
        Ok((read_each(node, &tx, &officer.actor, topics), names(&tx).await?))
    });
    let (topics, names) = found.await?;
    let (t, links) = (&officer.t, Links::of(officer));
    let rows = topics.into_iter().map(|topic| row(t, officer, &names, topic)).collect();
    let body = ListTopics { t, links, rows, sent, errors };
    let head = head(t, t.get("conference-topics"), &body.errors).under(t.get("conference-topics-what"));
    Ok(web::page(&officer.viewer, head, body))
}

fn row(t: &T, officer: &Officer, names: &BTreeMap<AuthorityId, (String, Party)>, topic: Topic) -> Row {
    let own = officer.authority.id;
    let supports = topic.authority == own || topic.supporters.iter().any(|(who, _)| *who == own);
    Row {
        id: topic.id,
        who: named(names, topic.authority),
        when: t.day(topic.at),
        may_support: Links::of(officer).follows && !supports,
        supporters: topic.supporters.into_iter().map(|(who, note)| (named(names, who), note)).collect(),
        title: topic.title,
        reason: topic.reason,
    }
}
