//! Test calls: those that wait here for a person, those that were placed from here, and how long each took.

use crate::test_call;
use crate::types::ExchangeError;
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use directory::calls::{self, PlacedCall, ReceivedCall};
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::{ContactId, NodeId};
use kernel::{Label, Purpose, Timestamp};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;
use web::{Head, Problem, T, Tag, Tone, tag};

/// A call in a table.
pub(crate) struct CallRow {
    pub(crate) desk: String,
    pub(crate) other: String,
    pub(crate) at: String,
    pub(crate) due: String,
    pub(crate) state: Tag,
    pub(crate) by: String,
    /// Where a person answers it; nothing once it is answered.
    pub(crate) answer: Option<String>,
}

#[derive(askama::Template)]
#[template(path = "test_calls.html")]
struct TestCalls<'a> {
    t: &'a T,
    received: Vec<CallRow>,
    placed: Vec<CallRow>,
}

/// Names of desks and nodes, for rows.
pub(crate) struct Names {
    desks: BTreeMap<ContactId, String>,
    nodes: BTreeMap<NodeId, String>,
}

impl Names {
    pub(crate) async fn of(tx: &store::Tx) -> Result<Self, store::StoreError> {
        let desks = directory::desks::desks(tx).await?;
        let nodes = directory::peers(tx).await?;
        Ok(Self {
            desks: desks.into_iter().map(|d| (d.point.id, d.point.name)).collect(),
            nodes: nodes.into_iter().map(|p| (p.node, p.name().to_owned())).collect(),
        })
    }

    /// A desk that is gone keeps its id.
    fn desk(&self, id: ContactId) -> String {
        self.desks.get(&id).cloned().unwrap_or_else(|| id.to_string())
    }

    fn node(&self, id: NodeId) -> String {
        self.nodes.get(&id).cloned().unwrap_or_else(|| id.to_string())
    }
}

/// A call at an own desk, as a row.
pub(crate) fn received_row(t: &T, names: &Names, call: &ReceivedCall, now: Timestamp) -> CallRow {
    let state = match &call.answered {
        Some((at, _)) => {
            tag(t.say("exchange-call-answered").with("time", t.duration(at.since(call.at))), Tone::Good)
        }
        None if call.due <= now => tag(t.get("exchange-call-late"), Tone::Stop),
        None => tag(t.get("exchange-call-waits"), Tone::Warn),
    };
    CallRow {
        desk: names.desk(call.contact),
        other: names.node(call.peer),
        at: t.when(call.at),
        due: t.near(call.due),
        state,
        by: call.answered.as_ref().map(|(_, by)| by.clone()).unwrap_or_default(),
        answer: call.answered.is_none().then(|| format!("/test-calls/{}/{}", call.peer, call.id)),
    }
}

fn placed_row(t: &T, names: &Names, call: &PlacedCall, now: Timestamp) -> CallRow {
    let state = match call.took_ms() {
        Some(took) => tag(t.say("exchange-call-answered").with("time", t.duration(took)), Tone::Good),
        None if call.delivered_at.is_none() => tag(t.get("exchange-call-not-delivered"), Tone::Warn),
        None if call.silent_since(now).is_some() => tag(t.get("exchange-call-silent"), Tone::Stop),
        None => tag(t.get("exchange-call-under-way"), Tone::Plain),
    };
    CallRow {
        desk: names.desk(call.contact),
        other: names.node(call.peer),
        at: t.when(call.at),
        due: t.near(call.due),
        state,
        by: call.placed_by.clone(),
        answer: None,
    }
}

pub(crate) async fn list(State(node): State<Arc<Node>>, officer: Officer) -> Result<Response, Problem> {
    let own = officer.authority.id;
    let read = node.store.run::<_, ExchangeError, _, _>("test calls", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            let object = ObjectRef { kind: "directory", id: Uuid::nil() };
            let purpose = Purpose::Administration;
            let ask = Ask::new(&officer.actor, action::READ_DIRECTORY, purpose, tx.at()).on(object);
            node.gate.open(Guarded::new(object, Label::own(own), ()), &ask, &mut tx.log())?;
            let calls = (calls::received_calls(&tx, own).await?, calls::placed_calls(&tx, own).await?);
            Ok((calls, Names::of(&tx).await?, tx.at()))
        }
    });
    let ((received, placed), names, now) = read.await?;
    let t = &officer.t;
    let body = TestCalls {
        t,
        received: received.iter().map(|c| received_row(t, &names, c, now)).collect(),
        placed: placed.iter().map(|c| placed_row(t, &names, c, now)).collect(),
    };
    let head = Head::new("directory", t.get("exchange-calls")).under(t.get("exchange-calls-what"));
    Ok(web::page(&officer.viewer, head, body))
}

/// The desk to be called.
#[derive(Deserialize)]
pub(crate) struct Called {
    #[serde(default)]
    peer: String,
    #[serde(default)]
    contact: String,
}

pub(crate) async fn place(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(called): Form<Called>,
) -> Result<Response, Problem> {
    let desk = NodeId::parse(&called.peer).zip(ContactId::parse(&called.contact));
    let desk = desk.ok_or_else(Problem::bad_request)?;
    let placed = node.store.run::<_, ExchangeError, _, _>("place test call", |tx| {
        let (node, officer) = (&node, &officer);
        async move { test_call::place(&tx, node, &officer.actor, desk).await }
    });
    placed.await?;
    node.wake.notify_one();
    Ok(Redirect::to("/test-calls").into_response())
}

pub(crate) async fn answer(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path((peer, call)): Path<(String, Uuid)>,
) -> Result<Response, Problem> {
    let peer = NodeId::parse(&peer).ok_or_else(Problem::not_available)?;
    let answered = node.store.run::<_, ExchangeError, _, _>("answer test call", |tx| {
        let (node, officer) = (&node, &officer);
        async move { test_call::acknowledge(&tx, node, &officer.actor, (peer, call)).await }
    });
    answered.await?;
    node.wake.notify_one();
    Ok(Redirect::to("/test-calls").into_response())
}
