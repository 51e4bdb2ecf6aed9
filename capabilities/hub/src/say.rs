//! What administrators do with a hub: begin and end its use, settle what contradicts, trust on the word of two
//! witnesses, and what their node says in its log: networks, comparisons, revoked keys.
//!
//! A statement and its entry in the log are one transaction; it goes to the hub afterwards and waits if the hub does not
//! answer. All of it binds the whole node, so the leading authority's administrators decide. Settling and trusting take
//! two of them.

use crate::log::{compared_by, lead};
use crate::rules::{self, Network, Standing, WITNESSES_MIN};
use crate::statement::{
    LeafKind, NAME_CHARS_MAX, PURPOSE_CHARS_MAX, Says, Statement, line, sign_statement, signing_keys,
};
use crate::store::{self, Said};
use ::store::{Fault, StoreError, Tx};
use access::{ActError, Node};
use directory::{DirectoryError, Peer};
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::NodeId;
use kernel::{Actor, Label, Purpose};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Why something about a hub was not done.
#[derive(Debug, thiserror::Error)]
pub enum HubError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The gate refused.
    #[error(transparent)]
    Refused(#[from] gate::Refusal),
    /// The directory refused.
    #[error(transparent)]
    Directory(DirectoryError),
    /// There is no such thing, or not for this person.
    #[error("there is no such hub, node or network here")]
    NotHere,
    /// This node does not use a hub.
    #[error("this node uses no hub; compare the words of its card, then use it")]
    NoHub,
    /// Something about the hub is open.
    #[error("what this hub showed cannot be true; settle that first")]
    Open,
    /// The node is not where this can be done.
    #[error("this cannot be done now: {0}")]
    NotNow(&'static str),
    /// A text is missing or too long.
    #[error("`{0}` is missing, too long or not one line")]
    Text(&'static str),
    /// An act that needs a second person cannot be asked for.
    #[error(transparent)]
    Act(ActError),
}

impl From<DirectoryError> for HubError {
    fn from(error: DirectoryError) -> Self {
        match error {
            DirectoryError::Store(error) => Self::Store(error),
            DirectoryError::Refused(refusal) => Self::Refused(refusal),
            other => Self::Directory(other),
        }
    }
}

impl From<ActError> for HubError {
    fn from(error: ActError) -> Self {
        match error {
            ActError::Store(error) => Self::Store(error),
            ActError::NotHere => Self::NotHere,
            other => Self::Act(other),
        }
    }
}

impl Fault for HubError {
    fn store(&self) -> Option<&StoreError> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}

/// The gate's word on an act about a hub, with its entry in the log.
pub(crate) async fn permit(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    code: &'static str,
    object: ObjectRef,
) -> Result<(), HubError> {
    let label = Label::own(lead(tx).await?);
    let ask = Ask::new(actor, code, Purpose::Administration, tx.at()).on(object);
    node.gate.open(Guarded::new(object, label, ()), &ask, &mut tx.log())?;
    Ok(())
}

fn of_node(kind: &'static str, node: NodeId) -> ObjectRef {
    ObjectRef { kind, id: Uuid::from_bytes(node.0) }
}

/// Begins to use a trusted node as a hub.
///
/// # Errors
/// [`HubError::NotHere`] if it is not trusted; the gate's refusal.
pub async fn begin_to_use(tx: &Tx, node: &Node, actor: &Actor, hub: NodeId) -> Result<Peer, HubError> {
    permit(tx, node, actor, action::TRUST_PEER, of_node("hub", hub)).await?;
    let peer = directory::peer(tx, hub).await?.filter(Peer::is_trusted).ok_or(HubError::NotHere)?;
    store::begin_to_use(tx, hub, &actor.name).await?;
    Ok(peer)
}

/// Stops using a hub. What was exchanged through it stays; its alarms too.
///
/// # Errors
/// [`HubError::NotHere`]; the gate's refusal.
pub async fn stop_using(tx: &Tx, node: &Node, actor: &Actor, hub: NodeId) -> Result<(), HubError> {
    permit(tx, node, actor, action::TRUST_PEER, of_node("hub", hub)).await?;
    store::used_hub(tx, hub).await?.ok_or(HubError::NotHere)?;
    Ok(store::stop_using(tx, hub).await?)
}

/// Makes this node a hub, for good.
///
/// # Errors
/// The gate's refusal.
pub async fn become_hub(tx: &Tx, node: &Node, actor: &Actor) -> Result<(), HubError> {
    permit(tx, node, actor, action::ADMINISTER, of_node("hub", node.keys.id)).await?;
    Ok(crate::log::become_hub(tx).await?)
}

/// The hub that this node uses; the first one, if there are several.
///
/// # Errors
/// [`HubError::NoHub`].
pub async fn hub_in_use(tx: &Tx) -> Result<NodeId, HubError> {
    store::used(tx).await?.first().map(|used| used.hub).ok_or(HubError::NoHub)
}

/// Signs a statement and queues it for the hub.
async fn say(tx: &Tx, node: &Node, hub: NodeId, says: Says) -> Result<(), HubError> {
    // After a restore the log knows better which numbers were used.
    let logged =
        store::newest(tx, hub, LeafKind::Statement, node.keys.id).await?.map_or(0, |leaf| leaf.number);
    let number = store::last_said(tx, hub).await?.max(logged).saturating_add(1);
    let code = says.code().to_owned();
    let statement = Statement { version: 1, node: node.keys.id, number, at: tx.at(), says };
    // With a key that the card in the log names, or nobody could verify it.
    let card = store::before(tx, hub, node.keys.id)
        .await?
        .card
        .ok_or(HubError::NotNow("the own card is not in the log of the hub yet"))?;
    let signs = directory::signing_keys(tx, node).await?;
    let key = signs.for_holder_of(card.card().sequence);
    if !signing_keys(&card).contains(&key.public()) {
        return Err(HubError::NotNow("the card in the log of the hub names no key that signs now"));
    }
    let document = sign_statement(&statement, key).ok_or(HubError::Text("statement"))?;
    let said = Said { number, code, document, at: tx.at(), taken: false, refused: None };
    Ok(store::say(tx, hub, said).await?)
}

/// The statements of a log.
pub(crate) async fn statements(tx: &Tx, hub: NodeId) -> Result<Vec<Statement>, StoreError> {
    let leaves = store::statements(tx, hub).await?;
    // They were verified when they came; what is kept is what was signed.
    let read =
        |leaf: &store::StoredLeaf| serde_json::from_slice(leaf.leaf.get(105..).unwrap_or_default()).ok();
    Ok(leaves.iter().filter_map(read).collect())
}

/// The networks of a hub's log that a node is in, keeps, or is invited to. What others do among themselves is not shown.
pub(crate) async fn networks_of(
    tx: &Tx,
    hub: NodeId,
    of: NodeId,
) -> Result<BTreeMap<Uuid, Network>, StoreError> {
    let mut all = rules::networks(&statements(tx, hub).await?);
    all.retain(|_, network| network.standing(of).is_some());
    Ok(all)
}

/// Networks of the hub in use that this node is in, keeps, or is invited to.
///
/// # Errors
/// [`HubError::NoHub`]; the gate's refusal.
pub async fn own_networks(tx: &Tx, node: &Node, actor: &Actor) -> Result<Vec<Network>, HubError> {
    permit(tx, node, actor, action::ADMINISTER, of_node("networks", node.keys.id)).await?;
    let hub = hub_in_use(tx).await?;
    Ok(networks_of(tx, hub, node.keys.id).await?.into_values().collect())
}

/// Begins a network that this node keeps; returns its id.
///
/// # Errors
/// [`HubError::Text`], [`HubError::NoHub`]; the gate's refusal.
pub async fn begin_network(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    name: &str,
    purpose: &str,
) -> Result<Uuid, HubError> {
    let network = kernel::id::random(tx.rng());
    permit(tx, node, actor, action::TRUST_PEER, ObjectRef { kind: "network", id: network }).await?;
    if !line(name, NAME_CHARS_MAX) {
        return Err(HubError::Text("name"));
    }
    if !line(purpose, PURPOSE_CHARS_MAX) {
        return Err(HubError::Text("purpose"));
    }
    let hub = hub_in_use(tx).await?;
    let says =
        Says::Network { network, name: name.into(), purpose: purpose.into(), authority: lead(tx).await? };
    say(tx, node, hub, says).await?;
    Ok(network)
}

/// What a node does in a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InNetwork {
    /// Its keeper invites a node.
    Invite(NodeId),
    /// This node, invited, joins.
    Join,
    /// This node leaves, or declines.
    Leave,
    /// Its keeper takes a node out.
    Remove(NodeId),
}

/// Does something in a network.
///
/// # Errors
/// [`HubError::NotHere`] where this node has no such part in it, [`HubError::Open`] for an invitation while something
/// about the hub is open; the gate's refusal.
pub async fn act_in_network(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: Uuid,
    what: InNetwork,
) -> Result<(), HubError> {
    permit(tx, node, actor, action::TRUST_PEER, ObjectRef { kind: "network", id }).await?;
    let hub = hub_in_use(tx).await?;
    let networks = networks_of(tx, hub, node.keys.id).await?;
    let network = networks.get(&id).ok_or(HubError::NotHere)?;
    let own = network.standing(node.keys.id);
    let says = match (what, own) {
        (InNetwork::Invite(invited), Some(Standing::Keeper)) => {
            // Who is invited is known by the log alone: not while its word is in doubt.
            if store::open_alarms(tx, Some(hub)).await? > 0 {
                return Err(HubError::Open);
            }
            let known = store::newest(tx, hub, LeafKind::Card, invited).await?.is_some();
            if !known || network.standing(invited).is_some() {
                return Err(HubError::NotHere);
            }
            Says::Invite { network: id, invited }
        }
        (InNetwork::Remove(member), Some(Standing::Keeper)) if member != node.keys.id => {
            network.standing(member).ok_or(HubError::NotHere)?;
            Says::Remove { network: id, member }
        }
        (InNetwork::Join, Some(Standing::Invited)) => Says::Accept { network: id },
        (InNetwork::Leave, Some(Standing::Invited | Standing::Member)) => Says::Leave { network: id },
        _ => return Err(HubError::NotHere),
    };
    say(tx, node, hub, says).await
}

/// Says in the log that people of this node compared the words of a trusted one by voice.
///
/// # Errors
/// [`HubError::NotHere`] if it is not trusted here; the gate's refusal.
pub async fn say_compared(tx: &Tx, node: &Node, actor: &Actor, subject: NodeId) -> Result<(), HubError> {
    permit(tx, node, actor, action::TRUST_PEER, of_node("peer", subject)).await?;
    directory::peer(tx, subject).await?.filter(Peer::is_trusted).ok_or(HubError::NotHere)?;
    let hub = hub_in_use(tx).await?;
    say(tx, node, hub, Says::Compared { subject }).await
}

/// Says in the log that a signing key of this node is not to be believed any more.
///
/// # Errors
/// [`HubError::Text`] for what is no key or no reason; the gate's refusal.
pub async fn say_revoked(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    key: &str,
    reason: &str,
) -> Result<(), HubError> {
    permit(tx, node, actor, action::TRUST_PEER, of_node("peer", node.keys.id)).await?;
    if !line(reason, PURPOSE_CHARS_MAX) {
        return Err(HubError::Text("reason"));
    }
    let hub = hub_in_use(tx).await?;
    say(tx, node, hub, Says::Revoked { key: key.into(), reason: reason.into() }).await
}

/// The trusted nodes that say in the log that they compared this node's words, by name; their statements stand under
/// the keys that their own cards name.
pub(crate) async fn witnesses_of(tx: &Tx, hub: NodeId, subject: NodeId) -> Result<Vec<Peer>, StoreError> {
    let said = compared_by(&statements(tx, hub).await?, subject);
    let mut witnesses = Vec::new();
    for who in said {
        witnesses.extend(directory::peer(tx, who).await?.filter(|p| p.is_trusted() && p.node != hub));
    }
    Ok(witnesses)
}

/// Whether enough of them do, and nothing about the hub is open.
pub(crate) async fn is_vouched_for(tx: &Tx, hub: NodeId, subject: NodeId) -> Result<bool, StoreError> {
    let open = store::open_alarms(tx, Some(hub)).await? > 0;
    Ok(!open && witnesses_of(tx, hub, subject).await?.len() >= WITNESSES_MIN)
}
