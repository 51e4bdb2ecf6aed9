//! The sessions of each body, the newest first; and a form to set one down.

use super::{Elsewhere, Links, Sent, days, elsewhere, head, permit, read_each};
use crate::store;
use crate::types::{ConferenceError, KeptReport, Session};
use access::{Node, Officer};
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::action;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;
use web::{Choice, FieldError, Problem, T};

/// Which of them, as it stands in the address.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    body: String,
    #[serde(default)]
    page: String,
}

impl Asked {
    /// The address of the same list, without its page.
    fn address(&self) -> String {
        match self.body.is_empty() {
            true => "/conference/sessions".to_owned(),
            false => format!("/conference/sessions?body={}", super::escaped(&self.body)),
        }
    }
}

struct Row {
    id: Uuid,
    title: String,
    when: String,
    place: String,
    reports: Vec<(Uuid, String)>,
}

#[derive(askama::Template)]
#[template(path = "list_sessions.html")]
struct ListSessions<'a> {
    t: &'a T,
    links: Links,
    bodies: Vec<(String, Vec<Row>)>,
    /// Every body, to narrow the list to one.
    every: Vec<Choice>,
    asked: Asked,
    page: u64,
    total: u64,
    /// Sessions that secretariats elsewhere publish.
    others: Vec<Elsewhere>,
    sent: Sent,
    errors: Vec<FieldError>,
}

pub(crate) async fn list(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    page(&node, &officer, asked, (Sent::default(), Vec::new())).await
}

pub(crate) async fn add(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<Sent>,
) -> Result<Response, Problem> {
    let (t, mut errors) = (&officer.t, Vec::new());
    let new = Session {
        id: Uuid::nil(),
        body: sent.line(t, "body", &mut errors),
        title: sent.line(t, "title", &mut errors),
        place: sent.maybe(t, "place", crate::types::LINE_CHARS_MAX, &mut errors),
        from: sent.day(t, "from", true, &mut errors),
        to: sent.day(t, "to", false, &mut errors),
        agenda: Vec::new(),
        by: String::new(),
    };
    if !errors.is_empty() {
        return page(&node, &officer, Asked::default(), (sent, errors)).await;
    }
    let added = node.store.run::<_, ConferenceError, _, _>("add session", |tx| {
        let (node, officer, new) = (&node, &officer, &new);
        async move {
            permit(node, &tx, &officer.actor, action::KEEP_CONFERENCE, ("session", Uuid::nil()))?;
            store::add_session(&tx, &officer.actor, new).await
        }
    });
    Ok(Redirect::to(&format!("/conference/sessions/{}", added.await?)).into_response())
}

async fn page(
    node: &Arc<Node>,
    officer: &Officer,
    asked: Asked,
    (sent, errors): (Sent, Vec<FieldError>),
) -> Result<Response, Problem> {
    let (t, of, number) = (&officer.t, &asked.body, super::page_of(&asked.page));
    let found = node.store.run::<_, ConferenceError, _, _>("sessions", |tx| async move {
        permit(node, &tx, &officer.actor, action::READ_CONFERENCE, ("conference", Uuid::nil()))?;
        let (closed, total) = crate::store_found::sessions(&tx, of, number).await?;
        let sessions = read_each(node, &tx, &officer.actor, closed);
        let others = elsewhere(node, &tx, &officer.actor, "session").await?;
        let reports = store::reports(&tx, sessions.iter().map(|one| one.id)).await?;
        let reports = read_each(node, &tx, &officer.actor, reports);
        Ok((sessions, total, crate::store_found::bodies(&tx).await?, others, reports))
    });
    let (sessions, total, every, others, reports) = found.await?;
    let mut bodies: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for session in sessions {
        let row = row(t, &session, &reports);
        bodies.entry(session.body).or_default().push(row);
    }
    let links = Links::of(officer);
    let body = ListSessions {
        t,
        links,
        bodies: bodies.into_iter().collect(),
        every: super::any(t, every.iter().map(|body| Choice::new(body, body))),
        page: number,
        asked,
        total,
        others,
        sent,
        errors,
    };
    let head = head(t, t.get("conference-sessions"), &body.errors).under(t.get("conference-sessions-what"));
    Ok(web::page(&officer.viewer, head, body))
}

fn row(t: &T, session: &Session, reports: &[KeptReport]) -> Row {
    Row {
        id: session.id,
        title: if session.title.is_empty() { session.body.clone() } else { session.title.clone() },
        when: days(t, &session.from, &session.to),
        place: session.place.clone(),
        reports: reports
            .iter()
            .filter(|report| report.session == session.id)
            .map(|report| (report.id, report.symbol.clone()))
            .collect(),
    }
}
