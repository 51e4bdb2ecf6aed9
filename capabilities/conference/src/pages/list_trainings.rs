//! Trainings that the own authority held, so that what it reports of them is counted and not remembered. Who took part is
//! nobody's name here.

use super::{Links, Sent, ask, head, permit};
use crate::store_training::{self, Training};
use crate::types::{ConferenceError, PEOPLE_MAX};
use access::{Node, Officer};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::action;
use std::sync::Arc;
use uuid::Uuid;
use web::{FieldError, Problem, T};

#[derive(askama::Template)]
#[template(path = "list_trainings.html")]
struct ListTrainings<'a> {
    t: &'a T,
    links: Links,
    rows: Vec<Training>,
    sent: Sent,
    errors: Vec<FieldError>,
}

pub(crate) async fn list(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    page(&node, &officer, (Sent::default(), Vec::new())).await
}

pub(crate) async fn add(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let (t, mut errors) = (&officer.t, Vec::new());
    let people = sent.field("people").parse().ok().filter(|n| (1..=PEOPLE_MAX).contains(n));
    if people.is_none() {
        errors.push(FieldError::new("people", t.n("conference-people-needed", PEOPLE_MAX)));
    }
    let new = Training {
        day: sent.day(t, "day", true, &mut errors),
        topic: sent.line(t, "topic", &mut errors),
        audience: sent.line(t, "audience", &mut errors),
        people: people.unwrap_or_default(),
    };
    let now = node.store.clock().now();
    let ahead = kernel::Timestamp::parse(&format!("{}T00:00:00Z", new.day)).is_some_and(|day| day > now);
    if ahead {
        errors.push(FieldError::new("day", t.get("conference-training-ahead")));
    }
    if !errors.is_empty() {
        return page(&node, &officer, (sent, errors)).await;
    }
    let done = node.store.run::<_, ConferenceError, _, _>("add training", |tx| {
        let (node, officer, new) = (&node, &officer, &new);
        async move {
            permit(node, &tx, &officer.actor, action::FOLLOW_UP, ("conference", Uuid::nil()))?;
            store_training::add(&tx, &officer.actor, new).await
        }
    });
    done.await?;
    Ok(Redirect::to("/conference/trainings").into_response())
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    (sent, errors): (Sent, Vec<FieldError>),
) -> Result<Response, Problem> {
    let found = node.store.run::<_, ConferenceError, _, _>("trainings", |tx| async move {
        permit(node, &tx, &officer.actor, action::FOLLOW_UP, ("conference", Uuid::nil()))?;
        let closed = store_training::since(&tx, officer.authority.id, "").await?;
        Ok(node.gate.open_each(closed, &ask(&officer.actor, &tx, action::FOLLOW_UP), &mut tx.log()))
    });
    let t = &officer.t;
    let body = ListTrainings { t, links: Links::of(officer), rows: found.await?, sent, errors };
    let head = head(t, t.get("conference-trainings"), &body.errors).under(t.get("conference-trainings-what"));
    Ok(web::page(&officer.viewer, head, body))
}
