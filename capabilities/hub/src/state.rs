//! What is known of hubs, for pages, `liaison doctor` and `liaison verify`: how fresh, who agrees, what cannot be true.

use crate::follow::is_card;
use crate::rules::{self, Freshness, Known};
use crate::store::{self, Alarm, StoredAnswer, StoredLeaf};
pub use crate::store_mail::Fill;
use ::store::{StoreError, Tx};
use directory::{Peer, VerifiedCard, read_card};
use kernel::id::NodeId;
use kernel::{Digest, Timestamp};
use seal::tree::{Tree, leaf_hash};
use uuid::Uuid;

/// Something about a hub that cannot be true and that nobody settled.
#[derive(Clone, Debug)]
pub struct Exposed {
    /// Its id.
    pub id: Uuid,
    /// The hub.
    pub hub: NodeId,
    /// What it is.
    pub code: String,
    /// Who showed it, if not the hub itself.
    pub shown_by: Option<NodeId>,
    /// Whom it is about.
    pub subject: Option<NodeId>,
    /// What was held, as it was signed.
    pub held: Vec<u8>,
    /// What contradicts it, as it was signed.
    pub shown: Vec<u8>,
    proof: Vec<u8>,
}

impl Exposed {
    /// The proof between two heads.
    #[must_use]
    pub fn proof(&self) -> Vec<Digest> {
        self.proof.as_chunks::<32>().0.iter().copied().map(Digest).collect()
    }

    fn of(alarm: Alarm) -> Self {
        Self {
            id: alarm.id,
            hub: alarm.hub,
            code: alarm.reason,
            shown_by: alarm.shown_by,
            subject: alarm.subject,
            held: alarm.held,
            shown: alarm.shown,
            proof: alarm.proof,
        }
    }
}

/// What nobody settled, newest first.
///
/// # Errors
/// What the database says.
pub async fn exposed(tx: &Tx) -> Result<Vec<Exposed>, StoreError> {
    let alarms = store::alarms(tx).await?;
    Ok(alarms.into_iter().filter(|alarm| alarm.settled.is_none()).map(Exposed::of).collect())
}

/// A hub in use, as it stands.
#[derive(Clone, Debug)]
pub struct HubState {
    /// The hub.
    pub hub: NodeId,
    /// Its name, if its card is trusted still.
    pub name: Option<String>,
    /// Since when it is used.
    pub since: Timestamp,
    /// Who began to use it.
    pub by: String,
    /// Leaves kept here.
    pub size: u64,
    /// Their root.
    pub root: Option<Digest>,
    /// What is known of its log.
    pub known: Known,
    /// Why it could not be asked the last time.
    pub last_error: Option<String>,
    /// Who answered to which head.
    pub answers: Vec<StoredAnswer>,
    /// How many alarms about it are open.
    pub open: u64,
    /// The number of the own card in the log.
    pub own_card: Option<u64>,
    /// The number of the own card that the hub has.
    pub own_given: u64,
}

impl HubState {
    /// How fresh what is known is.
    #[must_use]
    pub fn freshness(&self, now: Timestamp) -> Freshness {
        rules::freshness(&self.known, now)
    }
}

/// The hubs in use.
///
/// # Errors
/// What the database says.
pub async fn hubs(tx: &Tx, own: NodeId) -> Result<Vec<HubState>, StoreError> {
    let mut states = Vec::new();
    for used in store::used(tx).await? {
        let peer = directory::peer(tx, used.hub).await?.filter(Peer::is_trusted);
        let own_card = store::newest(tx, used.hub, crate::statement::LeafKind::Card, own).await?;
        states.push(HubState {
            hub: used.hub,
            name: peer.as_ref().map(|p| p.name().to_owned()),
            since: used.since,
            by: used.by,
            size: used.known.size,
            root: store::root_at(tx, used.hub, used.known.size).await?,
            known: used.known,
            last_error: used.last_error,
            answers: store::answers(tx, used.hub).await?,
            open: store::open_alarms(tx, Some(used.hub)).await?,
            own_card: own_card.map(|leaf| leaf.number),
            own_given: peer.map_or(0, |p| p.has_own_sequence),
        });
    }
    Ok(states)
}

/// Leaves of a log that is kept here.
///
/// # Errors
/// What the database says.
pub async fn leaves(tx: &Tx, hub: NodeId, from: u64, most: u64) -> Result<Vec<StoredLeaf>, StoreError> {
    store::leaves(tx, hub, from, most).await
}

/// The newest card of every node of a hub's log.
///
/// # Errors
/// What the database says.
pub async fn cards(tx: &Tx, hub: NodeId) -> Result<Vec<VerifiedCard>, StoreError> {
    let leaves = store::newest_cards(tx, hub).await?;
    Ok(leaves.iter().filter_map(|leaf| read_card(leaf.leaf.get(1..).unwrap_or_default()).ok()).collect())
}

/// A node in a hub's log that nobody here trusts or trusted.
#[derive(Clone, Debug)]
pub struct Introduced {
    /// Its newest card in the log.
    pub card: VerifiedCard,
    /// The trusted nodes that say they compared its words.
    pub witnesses: Vec<Peer>,
}

/// The nodes that a hub introduces.
///
/// # Errors
/// What the database says.
pub async fn introduced(tx: &Tx, own: NodeId, hub: NodeId) -> Result<Vec<Introduced>, StoreError> {
    let mut found = Vec::new();
    for leaf in store::newest_cards(tx, hub).await?.iter().filter(|leaf| is_card(leaf)) {
        let Some(of) = leaf.node.filter(|node| *node != own && *node != hub) else { continue };
        if directory::peer(tx, of).await?.is_some() {
            continue;
        }
        let Ok(card) = read_card(leaf.leaf.get(1..).unwrap_or_default()) else { continue };
        found.push(Introduced { card, witnesses: crate::say::witnesses_of(tx, hub, of).await? });
    }
    Ok(found)
}

/// What walking a copy of a log found.
#[derive(Clone, Debug)]
pub struct Walked {
    /// The hub.
    pub hub: NodeId,
    /// Leaves walked.
    pub leaves: u64,
    /// The first place that does not hold, if any does not: a leaf, its digest or its root was changed here.
    pub broken_at: Option<u64>,
}

/// Walks every copy of a log that is kept here, the own one of a hub too: each leaf against its digest, the tree against
/// every root.
///
/// # Errors
/// What the database says.
pub async fn walk(tx: &Tx, own: NodeId) -> Result<Vec<Walked>, StoreError> {
    let mut logs: Vec<NodeId> = store::used(tx).await?.into_iter().map(|used| used.hub).collect();
    if crate::log::is_hub(tx).await? {
        logs.push(own);
    }
    let mut walked = Vec::new();
    for hub in logs {
        let (mut tree, mut broken_at) = (Tree::default(), None);
        loop {
            let leaves = store::leaves(tx, hub, tree.size(), 200).await?;
            if leaves.is_empty() {
                break;
            }
            for leaf in leaves {
                let holds = leaf.place == tree.size() && leaf_hash(&leaf.leaf) == leaf.hash;
                tree.push(leaf.hash);
                if broken_at.is_none() && !(holds && tree.root() == leaf.root) {
                    broken_at = Some(leaf.place);
                }
            }
        }
        walked.push(Walked { hub, leaves: tree.size(), broken_at });
    }
    Ok(walked)
}

/// How full the mailboxes of this hub are, by member; empty ones are left out.
///
/// # Errors
/// What the database says.
pub async fn mailboxes(node: &access::Node) -> Result<Vec<(NodeId, Fill)>, StoreError> {
    let filled = node.store.look("mailboxes", |tx| async move {
        let mut filled = Vec::new();
        for peer in directory::peers(&tx).await? {
            let (fill, _) = crate::store_mail::fill(&tx, peer.node, None).await?;
            if fill.items > 0 {
                filled.push((peer.node, fill));
            }
        }
        Ok::<_, StoreError>(filled)
    });
    filled.await
}
