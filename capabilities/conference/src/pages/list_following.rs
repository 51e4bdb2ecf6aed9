//! What the own State follows: how each recommendation stands in the State's own words, and what is due. Of other States
//! nothing stands here.

use super::{Links, ask, at, head, permit, read_each};
use crate::follow::{FollowUp, Viewpoint};
use crate::store;
use crate::store_follow;
use crate::types::{ConferenceError, Recommended};
use access::{Node, Officer};
use axum::extract::State;
use axum::response::Response;
use gate::action;
use kernel::Timestamp;
use std::sync::Arc;
use uuid::Uuid;
use web::{Action, Problem, T, Tag, Tone};

struct Row {
    href: String,
    name: String,
    heading: String,
    answer: String,
    lead: String,
    next: String,
    late: bool,
    status: Option<Tag>,
    published: String,
}

#[derive(askama::Template)]
#[template(path = "list_following.html")]
struct ListFollowing<'a> {
    t: &'a T,
    links: Links,
    rows: Vec<Row>,
}

pub(crate) async fn list(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    let found = node.store.run::<_, ConferenceError, _, _>("following", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            permit(node, &tx, &officer.actor, action::FOLLOW_UP, ("conference", Uuid::nil()))?;
            let closed = store_follow::all(&tx, &node.vault, officer.authority.id).await?;
            let follow =
                node.gate.open_each(closed, &ask(&officer.actor, &tx, action::FOLLOW_UP), &mut tx.log());
            let all = read_each(node, &tx, &officer.actor, store::recommendations(&tx, None).await?);
            Ok((follow, all, tx.at()))
        }
    });
    let (follow, all, now) = found.await?;
    let t = &officer.t;
    let of = |id: Uuid| follow.iter().find(|(other, _)| *other == id).map(|(_, f)| f);
    let rows = all.iter().filter_map(|one| of(one.id).map(|f| row(t, one, f, now)));
    let body = ListFollowing { t, links: Links::of(&officer), rows: rows.collect() };
    let mut head = head(t, t.get("conference-following"), &[]).under(t.get("conference-following-what"));
    if !body.rows.is_empty() {
        head = head
            .action(Action::link(t.get("conference-draft-pdf"), "/conference/draft/pdf").primary())
            .action(Action::link(t.get("conference-draft-docx"), "/conference/draft/docx"));
    }
    Ok(web::page(&officer.viewer, head, body))
}

/// The State's own word on how far it is; those of others stand on the page of the recommendation.
fn own_status(t: &T, follow: &FollowUp) -> Option<Tag> {
    let own = follow.now.views.iter().rev().find(|v| v.view == Viewpoint::State)?;
    Some(web::tag(t.get(&format!("conference-status-{}", own.status.code())), Tone::Plain))
}

fn row(t: &T, one: &Recommended, follow: &FollowUp, now: Timestamp) -> Row {
    let open = follow.now.actions.iter().filter(|a| a.done.is_none() && !a.due.is_empty());
    let next = open.min_by(|a, b| a.due.cmp(&b.due));
    let late = next.and_then(|a| crate::work::end_of(&a.due)).is_some_and(|due| due < now);
    let published = follow.published.as_ref().map(|(_, at, _)| t.day(*at)).unwrap_or_default();
    let answer = follow.now.answer.as_ref();
    Row {
        href: at(one.id),
        name: one.name(),
        heading: one.says.heading.clone(),
        answer: answer.map_or_else(
            || t.get("conference-no-answer"),
            |(answer, _)| t.get(&format!("conference-answer-{}", answer.code())),
        ),
        lead: follow.now.lead.clone(),
        next: next.map(|a| crate::draft::action_line(t, a)).unwrap_or_default(),
        late,
        status: own_status(t, follow),
        published,
    }
}
