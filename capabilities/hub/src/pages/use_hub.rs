//! What an administrator does with a hub: use it, ask it now, stop using it, settle, trust on the word of witnesses, say
//! that words were compared.

use super::{named, names, node_in, node_sent, runs_node, show_hub};
use crate::acts;
use crate::follow::{follow, say_due};
use crate::say::{self, HubError};
use crate::{state, store};
use access::{Asking, Node, Officer};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use gate::{ObjectRef, action};
use kernel::id::NodeId;
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;
use web::{FieldError, Problem};

/// Longest reason, in characters.
const REASON_CHARS_MAX: usize = 1_000;

/// Which hub.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct HubForm {
    #[serde(default)]
    hub: String,
}

/// Which node.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct NodeForm {
    #[serde(default)]
    node: String,
}

/// Why an alarm is settled.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct SettleForm {
    #[serde(default)]
    reason: String,
}

fn home() -> Response {
    Redirect::to("/hub").into_response()
}

pub(crate) async fn begin(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<HubForm>,
) -> Result<Response, Problem> {
    runs_node(&node, &officer).await?;
    let hub = node_sent(&sent.hub)?;
    let begun = node.store.run::<_, HubError, _, _>("use a hub", |tx| {
        let (node, officer) = (&node, &officer);
        async move { say::begin_to_use(&tx, node, &officer.actor, hub).await }
    });
    begun.await?;
    ask_now(&node, hub).await?;
    Ok(home())
}

/// Asks the hub at once, so that the page shows what it says; a hub that does not answer is shown as such.
async fn ask_now(node: &Node, hub: NodeId) -> Result<(), Problem> {
    say_due(node).await.map_err(HubError::from)?;
    follow(node, hub).await.map_err(HubError::from)?;
    Ok(())
}

pub(crate) async fn follow_now(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<HubForm>,
) -> Result<Response, Problem> {
    runs_node(&node, &officer).await?;
    let hub = node_sent(&sent.hub)?;
    let used = node.store.run::<_, HubError, _, _>("follow a hub", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            let object = ObjectRef { kind: "hub", id: Uuid::from_bytes(hub.0) };
            say::permit(&tx, node, &officer.actor, action::ADMINISTER, object).await?;
            store::used_hub(&tx, hub).await?.ok_or(HubError::NotHere)
        }
    });
    used.await?;
    ask_now(&node, hub).await?;
    Ok(home())
}

pub(crate) async fn stop(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<HubForm>,
) -> Result<Response, Problem> {
    runs_node(&node, &officer).await?;
    let hub = node_sent(&sent.hub)?;
    let stopped = node.store.run::<_, HubError, _, _>("stop using a hub", |tx| {
        let (node, officer) = (&node, &officer);
        async move { say::stop_using(&tx, node, &officer.actor, hub).await }
    });
    stopped.await?;
    Ok(home())
}

pub(crate) async fn settle(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<SettleForm>,
) -> Result<Response, Problem> {
    runs_node(&node, &officer).await?;
    let reason = sent.reason.trim().to_owned();
    if reason.is_empty() || reason.chars().count() > REASON_CHARS_MAX {
        let errors = vec![FieldError::new("reason", officer.t.get("hub-reason-needed"))];
        return show_hub::page(&node, &officer, errors).await;
    }
    let asked = node.store.run::<_, HubError, _, _>("settle what a hub showed", |tx| {
        let (node, officer, reason) = (&node, &officer, &reason);
        async move {
            let object = ObjectRef { kind: "hub-alarm", id };
            say::permit(&tx, node, &officer.actor, action::TRUST_PEER, object).await?;
            let alarm =
                store::alarm(&tx, id).await?.filter(|a| a.settled.is_none()).ok_or(HubError::NotHere)?;
            let name = named(&names(&tx, node, Some(alarm.hub)).await?, alarm.hub);
            let new = acts::settling(&officer.actor, &alarm, &name, reason);
            match access::ask_second(&tx, node, &officer.actor, &new).await? {
                Asking::Waits(_) => Ok("/second-person"),
                Asking::Alone => {
                    acts::settle(&tx, id, &officer.actor.name, reason).await?;
                    Ok("/hub")
                }
            }
        }
    });
    Ok(Redirect::to(asked.await?).into_response())
}

pub(crate) async fn trust_witnessed(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(of): Path<String>,
) -> Result<Response, Problem> {
    let subject = node_in(&of)?;
    let asked = node.store.run::<_, HubError, _, _>("trust on the word of witnesses", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            let object = ObjectRef { kind: "peer", id: Uuid::from_bytes(subject.0) };
            say::permit(&tx, node, &officer.actor, action::TRUST_PEER, object).await?;
            let hub = say::hub_in_use(&tx).await?;
            let all = state::introduced(&tx, node.keys.id, hub).await?;
            let one = all.into_iter().find(|one| one.card.node() == subject).ok_or(HubError::NotHere)?;
            if !say::is_vouched_for(&tx, hub, subject).await? {
                return Err(HubError::NotNow("two trusted nodes must say that they compared its words"));
            }
            let witnesses: Vec<&str> = one.witnesses.iter().map(directory::Peer::name).collect();
            let name = one.card.lead().name.as_str();
            let new = acts::trusting(&officer.actor, hub, subject, name, &officer.t.list(&witnesses));
            match access::ask_second(&tx, node, &officer.actor, &new).await? {
                Asking::Waits(_) => Ok(()),
                // The act is never made alone.
                Asking::Alone => Err(HubError::NotHere),
            }
        }
    });
    asked.await?;
    Ok(Redirect::to("/second-person").into_response())
}

pub(crate) async fn say_compared(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Form(sent): Form<NodeForm>,
) -> Result<Response, Problem> {
    runs_node(&node, &officer).await?;
    let subject = node_sent(&sent.node)?;
    let said = node.store.run::<_, HubError, _, _>("say that words were compared", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            say::say_compared(&tx, node, &officer.actor, subject).await?;
            say::hub_in_use(&tx).await
        }
    });
    let hub = said.await?;
    ask_now(&node, hub).await?;
    Ok(home())
}
