//! A network: who is in it and how they are reached; join, leave, invite, take out.

use super::list_networks::standing_tag;
use super::{named, names, node_sent, runs_node};
use crate::follow::{follow, say_due};
use crate::rules::{Network, Standing};
use crate::say::{self, HubError, InNetwork};
use crate::statement::LeafKind;
use crate::store;
use ::store::Tx;
use access::{Node, Officer};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use directory::VerifiedCard;
use kernel::id::NodeId;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;
use web::{Choice, Head, Problem, T, Tag};

/// What is done.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct ActForm {
    #[serde(default)]
    act: String,
    #[serde(default)]
    node: String,
}

struct Member {
    node: String,
    name: String,
    standing: Tag,
    since: String,
    desks: Vec<(String, String)>,
    removable: bool,
}

#[derive(askama::Template)]
#[template(path = "show_network.html")]
struct ShowNetwork<'a> {
    t: &'a T,
    id: Uuid,
    members: Vec<Member>,
    keeps: bool,
    invited: bool,
    /// Nodes of the log that can be invited.
    others: Vec<Choice>,
}

pub(crate) async fn show(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let (node, officer, t) = (&node, &officer, &officer.t);
    let read = node.store.run::<_, HubError, _, _>("network", |tx| async move {
        let all = say::own_networks(&tx, node, &officer.actor).await.map_err(|error| match error {
            HubError::NoHub => HubError::NotHere,
            other => other,
        })?;
        let network = all.into_iter().find(|network| network.id == id).ok_or(HubError::NotHere)?;
        let hub = say::hub_in_use(&tx).await?;
        let cards = cards_of(&tx, node, hub).await?;
        Ok((network, cards, names(&tx, node, Some(hub)).await?))
    });
    let (network, cards, names) = read.await?;
    let own = network.standing(node.keys.id);
    let keeps = own == Some(Standing::Keeper);
    let others = cards.keys().filter(|node| network.standing(**node).is_none());
    let body = ShowNetwork {
        t,
        id,
        members: members(t, &network, (&cards, &names), (node.keys.id, keeps)),
        keeps,
        invited: own == Some(Standing::Invited),
        others: others.map(|node| Choice::new(node, named(&names, *node))).collect(),
    };
    let head =
        Head::new("hub", network.name.as_str()).over(t.get("hub-networks")).under(network.purpose.as_str());
    Ok(web::page(&officer.viewer, head, body))
}

/// The card of every node of a log: the one it showed itself where it is trusted, else the log's.
async fn cards_of(tx: &Tx, node: &Node, hub: NodeId) -> Result<BTreeMap<NodeId, VerifiedCard>, HubError> {
    let mut cards = BTreeMap::new();
    for leaf in store::newest_cards(tx, hub).await? {
        let Ok(card) = directory::read_card(leaf.leaf.get(1..).unwrap_or_default()) else { continue };
        cards.insert(card.node(), card);
    }
    for (id, card) in &mut cards {
        if let Some(peer) = directory::peer(tx, *id).await?.filter(directory::Peer::is_trusted) {
            *card = peer.card;
        }
    }
    cards.remove(&hub);
    // Under its own id only what this node says of itself counts.
    if store::newest(tx, hub, LeafKind::Card, node.keys.id).await?.is_some() {
        cards.insert(node.keys.id, directory::own_card(tx, node).await?);
    }
    Ok(cards)
}

fn members(
    t: &T,
    network: &Network,
    (cards, names): (&BTreeMap<NodeId, VerifiedCard>, &BTreeMap<NodeId, String>),
    (own, keeps): (NodeId, bool),
) -> Vec<Member> {
    let invited = |standing: Standing| standing == Standing::Invited;
    // Who was invited and has not answered is between the keeper and them.
    let shown =
        network.nodes.iter().filter(|(node, (standing, _))| !invited(*standing) || keeps || **node == own);
    let desks = |node: &NodeId| {
        let card = cards.get(node)?;
        let contacts = card.card().authorities.iter().flat_map(|authority| &authority.contacts);
        let row = |contact: &directory::ContactPoint| {
            let channels: Vec<String> = contact
                .channels
                .iter()
                .map(|c| format!("{} {}", directory::channel_word(t, &c.kind), c.value))
                .collect();
            (contact.name.clone(), channels.join(" · "))
        };
        Some(contacts.map(row).collect::<Vec<_>>())
    };
    shown
        .map(|(node, (standing, since))| Member {
            node: node.to_string(),
            name: named(names, *node),
            standing: standing_tag(t, Some(*standing)),
            since: t.day(*since),
            desks: desks(node).unwrap_or_default(),
            removable: keeps && *node != own,
        })
        .collect()
}

pub(crate) async fn act(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Path(id): Path<Uuid>,
    Form(sent): Form<ActForm>,
) -> Result<Response, Problem> {
    runs_node(&node, &officer).await?;
    let what = match sent.act.as_str() {
        "invite" => InNetwork::Invite(node_sent(&sent.node)?),
        "remove" => InNetwork::Remove(node_sent(&sent.node)?),
        "join" => InNetwork::Join,
        "leave" => InNetwork::Leave,
        _ => return Err(Problem::bad_request()),
    };
    let done = node.store.run::<_, HubError, _, _>("in a network", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            say::act_in_network(&tx, node, &officer.actor, id, what).await?;
            say::hub_in_use(&tx).await
        }
    });
    let hub = done.await?;
    say_due(&node).await.map_err(HubError::from)?;
    follow(&node, hub).await.map_err(HubError::from)?;
    let to =
        if what == InNetwork::Leave { "/hub/networks".to_owned() } else { format!("/hub/networks/{id}") };
    Ok(Redirect::to(&to).into_response())
}
