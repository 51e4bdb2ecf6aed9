//! The pages of the room, and what they share.

pub(crate) mod list_log;
pub(crate) mod list_members;
pub(crate) mod list_networks;
pub(crate) mod serve_log;
pub(crate) mod serve_mailbox;
pub(crate) mod show_hub;
pub(crate) mod show_network;
pub(crate) mod use_hub;

use crate::log::Refused;
use crate::say::{HubError, permit};
use crate::store;
use ::store::{StoreError, Tx};
use access::{Node, Officer, broken};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use directory::Peer;
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::NodeId;
use kernel::{Label, Purpose, Role};
use std::collections::BTreeMap;
use uuid::Uuid;
use web::{Problem, T};

impl From<HubError> for Problem {
    fn from(error: HubError) -> Self {
        match error {
            HubError::Store(error) => broken(&error),
            HubError::Refused(_) | HubError::NotHere => Self::not_available(),
            HubError::Directory(_)
            | HubError::NoHub
            | HubError::Open
            | HubError::NotNow(_)
            | HubError::Text(_)
            | HubError::Act(_) => Self::conflict(),
        }
    }
}

/// What a member is answered.
fn answer(outcome: Result<Result<Vec<u8>, Refused>, StoreError>) -> Result<Response, Problem> {
    let code = |status: StatusCode, code: &'static str| {
        Ok((status, [(header::CONTENT_TYPE, "application/octet-stream")], code).into_response())
    };
    match outcome {
        Ok(Ok(bytes)) => Ok(([(header::CONTENT_TYPE, "application/octet-stream")], bytes).into_response()),
        Ok(Err(Refused::NotHere)) => Err(Problem::not_available()),
        Ok(Err(Refused::TooLarge)) => Err(Problem::too_large()),
        Ok(Err(Refused::Not(why))) => code(StatusCode::UNPROCESSABLE_ENTITY, why),
        Ok(Err(Refused::Full(why))) => code(StatusCode::INSUFFICIENT_STORAGE, why),
        Err(error) => Err(broken(&error)),
    }
}

/// The gate's word on looking at hubs: for those who read the log as such, for the administrator as part of running the
/// node.
async fn may_see(node: &Node, tx: &Tx, officer: &Officer) -> Result<(), HubError> {
    let object = ObjectRef { kind: "hub", id: Uuid::nil() };
    if officer.actor.is(Role::Administrator) {
        return permit(tx, node, &officer.actor, action::ADMINISTER, object).await;
    }
    let ask = Ask::new(&officer.actor, action::READ_LOG, Purpose::Oversight, tx.at()).on(object);
    node.gate.open(Guarded::new(object, Label::own(officer.authority.id), ()), &ask, &mut tx.log())?;
    Ok(())
}

/// What nodes are called: as the trusted card says, or as the log of the hub does.
async fn names(tx: &Tx, node: &Node, hub: Option<NodeId>) -> Result<BTreeMap<NodeId, String>, StoreError> {
    let called = |card: &directory::VerifiedCard| format!("{} ({})", card.lead().name, card.party());
    let mut names = BTreeMap::new();
    if let Some(hub) = hub {
        for leaf in store::newest_cards(tx, hub).await? {
            if let Ok(card) = directory::read_card(leaf.leaf.get(1..).unwrap_or_default()) {
                names.insert(card.node(), called(&card));
            }
        }
    }
    for peer in directory::peers(tx).await? {
        names.insert(peer.node, called(&peer.card));
    }
    if let Some(own) = access::authorities(tx).await?.first() {
        names.insert(node.keys.id, format!("{} ({})", own.name, own.party));
    }
    Ok(names)
}

/// The name of a node among these, or its id.
fn named(names: &BTreeMap<NodeId, String>, node: NodeId) -> String {
    names.get(&node).cloned().unwrap_or_else(|| node.to_string())
}

/// The trusted peers.
async fn trusted(tx: &Tx) -> Result<Vec<Peer>, StoreError> {
    Ok(directory::peers(tx).await?.into_iter().filter(Peer::is_trusted).collect())
}

/// The word for what cannot be true, with the names of those it is about.
fn alarm_says(t: &T, code: &str, hub: &str, subject: &str) -> String {
    t.say(&format!("hub-alarm-{code}-says")).with("hub", hub).with("subject", subject).to_string()
}

/// Whether this person runs the node: nobody else learns even what is wrong with a form.
async fn runs_node(node: &Node, officer: &Officer) -> Result<(), Problem> {
    let lead = node.store.look("who runs the node", |tx| async move { crate::log::lead(&tx).await });
    let lead = lead.await.map_err(HubError::from)?;
    let ask = Ask::new(&officer.actor, action::ADMINISTER, Purpose::Administration, node.store.clock().now());
    if node.gate.may(&Label::own(lead), &ask) { Ok(()) } else { Err(Problem::not_available()) }
}

/// A node id in a form.
fn node_sent(text: &str) -> Result<NodeId, Problem> {
    NodeId::parse(text).ok_or_else(Problem::bad_request)
}

/// A node id in an address.
fn node_in(text: &str) -> Result<NodeId, HubError> {
    NodeId::parse(text).ok_or(HubError::NotHere)
}
