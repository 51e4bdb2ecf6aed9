//! A member follows the log of a hub: asks for the head, fetches what is new, verifies all of it, keeps it.
//!
//! The whole log is kept, so that it is verified by making its root again and anything left out, moved or changed
//! shows. Nothing a hub says is believed for a key: a card of a trusted node is taken as if that node had shown it, for
//! its identity key signed it, and only while nothing about the hub is open; a card of another node is shown as what
//! the hub says. A signing key that its node revoked there is not believed any more. No transaction is open while the hub is asked.

use crate::log::{self, HEAD_PATH, LEAVES_IN_A_STEP_MAX, LEAVES_PATH, STATEMENTS_PATH, read_frames};
use crate::rules::{self, Swapped};
use crate::say::statements;
use crate::statement::{Leaf, LeafKind, Says, about, claims_to_be_about, read_leaf};
use crate::store::{self, Alarm, StoredLeaf, Used};
use ::store::{StoreError, Tx};
use access::{CarryError, Node};
use data_encoding::BASE64URL_NOPAD;
use directory::{DirectoryError, Peer, VerifiedCard, read_card};
use exchange::envelope::signers;
use gate::action;
use kernel::id::NodeId;
use kernel::{AuditEntry, Outcome, Purpose, Timestamp};
use seal::tree::{Contradiction, Head, Tree, leaf_hash, open_head};
use uuid::Uuid;

/// Steps of one run: a member that begins catches up in several runs.
const STEPS_MAX: usize = 40;
/// The code of a head that is shorter than one before.
pub const SHORTER: &str = "shorter";

/// What following came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Followed {
    /// As far as the hub says; how many leaves came.
    Now(u64),
    /// The hub could not be asked, or answered with nothing that verifies; why.
    Failed(String),
    /// What the hub showed cannot be true; the alarm's code.
    Exposed(String),
    /// This node does not use that hub, or does not trust it any more.
    NotUsed,
}

/// Follows every hub in use for which it is time; `always`, whether or not it is.
///
/// # Errors
/// What the database says.
pub async fn follow_hubs(node: &Node, always: bool) -> Result<Vec<(NodeId, Followed)>, StoreError> {
    let used = node.store.look("hubs in use", |tx| async move { store::used(&tx).await }).await?;
    let now = node.store.clock().now();
    let mut followed = Vec::new();
    for one in used {
        if always || now.since(one.asked_at) >= rules::FOLLOW_EVERY_MS {
            followed.push((one.hub, follow(node, one.hub).await?));
        }
    }
    Ok(followed)
}

/// Follows one hub.
///
/// # Errors
/// What the database says.
pub async fn follow(node: &Node, hub: NodeId) -> Result<Followed, StoreError> {
    let mut came: u64 = 0;
    for _ in 0..STEPS_MAX {
        match step(node, hub).await? {
            Step::More(leaves) => came = came.saturating_add(leaves),
            Step::Done => {
                note(node, hub, None).await?;
                compare_cards(node, hub).await?;
                believe_revoked(node, hub).await?;
                return Ok(Followed::Now(came));
            }
            Step::Failed(why) => {
                note(node, hub, Some(&why)).await?;
                return Ok(Followed::Failed(why));
            }
            Step::Exposed(code) => {
                note(node, hub, None).await?;
                // The others are told.
                node.wake.notify_one();
                return Ok(Followed::Exposed(code));
            }
            Step::NotUsed => return Ok(Followed::NotUsed),
        }
    }
    note(node, hub, None).await?;
    Ok(Followed::Now(came))
}

async fn note(node: &Node, hub: NodeId, error: Option<&str>) -> Result<(), StoreError> {
    node.store.run("hub asked", |tx| async move { store::asked(&tx, hub, error).await }).await
}

enum Step {
    More(u64),
    Done,
    Failed(String),
    Exposed(String),
    NotUsed,
}

/// One head, and the leaves up to it.
async fn step(node: &Node, hub: NodeId) -> Result<Step, StoreError> {
    let known = node.store.look("a hub in use", |tx| async move {
        Ok::<_, StoreError>((
            directory::peer(&tx, hub).await?.filter(Peer::is_trusted),
            store::used_hub(&tx, hub).await?,
        ))
    });
    let (Some(peer), Some(used)) = known.await? else { return Ok(Step::NotUsed) };
    let most = used.known.size.saturating_add(LEAVES_IN_A_STEP_MAX);
    let document = match ask(node, &peer, HEAD_PATH, most.to_be_bytes().to_vec()).await {
        Ok(document) => document,
        Err(error) => return Ok(Step::Failed(error.to_string())),
    };
    let head = match open_head(&document, hub, &signers(&peer)) {
        Ok(head) => head,
        Err(error) => return Ok(Step::Failed(format!("the head does not verify: {error}"))),
    };
    if head.size > most {
        return Ok(Step::Failed("the head is of more than was asked for".into()));
    }
    let mut leaves = Vec::new();
    while used.known.size.saturating_add(leaves.len() as u64) < head.size {
        let from = used.known.size.saturating_add(leaves.len() as u64);
        let body = [from.to_be_bytes(), head.size.to_be_bytes()].concat();
        let answer = match ask(node, &peer, LEAVES_PATH, body).await {
            Ok(answer) => answer,
            Err(error) => return Ok(Step::Failed(error.to_string())),
        };
        match read_frames(&answer) {
            Some(new) if !new.is_empty() => leaves.extend(new.into_iter().map(<[u8]>::to_vec)),
            _ => return Ok(Step::Failed("the hub names leaves that it does not hand out".into())),
        }
    }
    let taken = node.store.run::<_, StoreError, _, _>("leaves of a hub", |tx| {
        let (document, head, leaves) = (&document, &head, &leaves);
        let from = used.known.size;
        async move { take(&tx, node, (hub, from), (head, document), leaves).await }
    });
    taken.await
}

async fn ask(node: &Node, hub: &Peer, path: &str, body: Vec<u8>) -> Result<Vec<u8>, CarryError> {
    node.carrier.carry(hub.node, hub.addresses(), hub.card.card().tls, path, body).await
}

/// Judges a head and the leaves up to it, and keeps them if all of it fits what is kept.
async fn take(
    tx: &Tx,
    node: &Node,
    (hub, from): (NodeId, u64),
    (head, document): (&Head, &[u8]),
    leaves: &[Vec<u8>],
) -> Result<Step, StoreError> {
    let Some(used) = store::used_hub(tx, hub).await? else { return Ok(Step::NotUsed) };
    if used.known.size != from {
        // Another process followed meanwhile: what was fetched belongs to another place, and accuses nobody.
        return Ok(Step::More(0));
    }
    let fork = |reason: &str| Fork {
        reason: reason.to_owned(),
        shown: document.to_vec(),
        proof: Vec::new(),
        by: None,
    };
    if head.size < used.known.size {
        return expose(tx, node, &used, fork(SHORTER)).await;
    }
    let mut tree = Tree::of(store::hashes(tx, hub, used.known.size).await?);
    if tree.size() != used.known.size {
        return Err(store::corrupt("a copy of a log that is not whole"));
    }
    let first = tree.size();
    let mut stored = Vec::new();
    for leaf in leaves.iter().take(usize::try_from(head.size.saturating_sub(first)).unwrap_or(0)) {
        let (place, hash) = (tree.size(), leaf_hash(leaf));
        tree.push(hash);
        stored.push((place, hash, tree.root(), leaf));
    }
    if tree.size() != head.size {
        return Ok(Step::Failed("the hub hands out fewer entries than its head names".into()));
    }
    if tree.root() != head.root {
        let reason = if head.size == first { Contradiction::OtherRoot } else { Contradiction::NotContinued };
        return expose(tx, node, &used, fork(reason.code())).await;
    }
    let count = stored.len() as u64;
    let believed = store::open_alarms(tx, Some(hub)).await? == 0;
    for (place, hash, root, leaf) in stored {
        if let Some(fault) = keep(tx, node, hub, believed, (place, hash, root, leaf)).await? {
            // The root fits, so the hub's own signature holds this leaf: head and leaf are the evidence.
            let subject = claims_to_be_about(leaf);
            let shown = leaf.clone();
            let reason = fault.to_owned();
            raise(tx, &used, (Some(document), subject), Fork { reason, shown, proof: Vec::new(), by: None })
                .await?;
        }
    }
    if head.at >= used.known.head_at.unwrap_or(Timestamp(i64::MIN)) || count > 0 {
        store::keep_head(tx, hub, head.size, head.at, document).await?;
    }
    Ok(if count == 0 { Step::Done } else { Step::More(count) })
}

/// Keeps a leaf; a code if it cannot stand in an honest log.
async fn keep(
    tx: &Tx,
    node: &Node,
    hub: NodeId,
    believed: bool,
    (place, hash, root, leaf): (u64, kernel::Digest, kernel::Digest, &[u8]),
) -> Result<Option<&'static str>, StoreError> {
    let of = about(leaf);
    let before = match of {
        Some(of) => store::before(tx, hub, of).await?,
        None => crate::statement::Before::default(),
    };
    let read = read_leaf(leaf, &before);
    // What is faulty is kept in its place, as nobody's: the tree needs it, and nothing is built on it.
    let (of, number) = match &read {
        Ok(Leaf::Card(card)) => (Some(card.node()), card.card().sequence),
        Ok(Leaf::Statement(statement)) => (Some(statement.node), statement.number),
        Ok(Leaf::Other) | Err(_) => (None, 0),
    };
    let kind = leaf.first().copied().filter(|_| read.is_ok()).unwrap_or(0);
    let stored = StoredLeaf { place, kind, node: of, number, hash, root, leaf: leaf.to_vec(), at: tx.at() };
    store::add_leaf(tx, hub, stored).await?;
    match read {
        Ok(Leaf::Card(card)) if believed => take_card(tx, node, &card).await.map(|()| None),
        Ok(_) => Ok(None),
        Err(fault) => Ok(Some(fault.code())),
    }
}

/// A newer card of a trusted node, as if it had shown it itself: its identity key signed it.
async fn take_card(tx: &Tx, node: &Node, card: &VerifiedCard) -> Result<(), StoreError> {
    let Some(peer) = directory::peer(tx, card.node()).await?.filter(Peer::is_trusted) else { return Ok(()) };
    if card.card().sequence <= peer.card.card().sequence {
        return Ok(());
    }
    match directory::update_card(tx, node, &peer.actor(), card.bytes()).await {
        Ok(_) => Ok(()),
        Err(DirectoryError::Store(error)) => Err(error),
        Err(error) => {
            tracing::warn!(peer = %peer.node, %error, "a card in the log of a hub was not taken");
            Ok(())
        }
    }
}

/// What contradicts what is held.
pub(crate) struct Fork {
    /// A code.
    pub(crate) reason: String,
    /// What was shown, as it was signed.
    pub(crate) shown: Vec<u8>,
    /// What proves it between two heads.
    pub(crate) proof: Vec<u8>,
    /// Who showed it, if not the hub itself.
    pub(crate) by: Option<NodeId>,
}

async fn expose(tx: &Tx, node: &Node, used: &Used, fork: Fork) -> Result<Step, StoreError> {
    let reason = fork.reason.clone();
    if let Some(alarm) = raise(tx, used, (None, None), fork).await? {
        crate::spread::spread(tx, node, &alarm).await?;
    }
    Ok(Step::Exposed(reason))
}

/// Raises an alarm about a hub by name, with both documents, and writes it to the log; the alarm, if it is a new one.
pub(crate) async fn raise(
    tx: &Tx,
    used: &Used,
    (held, subject): (Option<&[u8]>, Option<NodeId>),
    fork: Fork,
) -> Result<Option<Alarm>, StoreError> {
    let held = held.map_or_else(|| used.head.clone().unwrap_or_default(), <[u8]>::to_vec);
    let alarm = Alarm {
        id: kernel::id::new(tx.clock(), tx.rng()),
        hub: used.hub,
        at: tx.at(),
        again: 0,
        reason: fork.reason,
        shown_by: fork.by,
        subject,
        held,
        shown: fork.shown,
        proof: fork.proof,
        settled: None,
    };
    if store::was_settled(tx, &alarm).await? || !store::raise(tx, &alarm).await? {
        return Ok(None);
    }
    let Some(hub) = directory::peer(tx, used.hub).await? else { return Ok(None) };
    let subject = subject.map(|node| format!(", about {node}")).unwrap_or_default();
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: hub.actor(),
        action: action::COUNTER_SIGN,
        object_kind: "tree-head",
        object: alarm.id,
        purpose: Purpose::Oversight,
        outcome: Outcome::Refused(vec![format!("hub-{}", alarm.reason)]),
        note: format!("{} leaves known{subject}", used.known.size),
    });
    tracing::error!(hub = %used.hub, reason = alarm.reason, "what a hub shows cannot be true");
    Ok(Some(alarm))
}

/// Compares the newest cards of a log with the own card and with those that trusted nodes showed themselves.
async fn compare_cards(node: &Node, hub: NodeId) -> Result<(), StoreError> {
    let compared = node.store.run::<_, DirectoryError, _, _>("cards of a hub", |tx| async move {
        let Some(used) = store::used_hub(&tx, hub).await? else { return Ok(()) };
        let own = directory::own_card(&tx, node).await?;
        let peers: Vec<Peer> = directory::peers(&tx).await?.into_iter().filter(Peer::is_trusted).collect();
        for leaf in store::newest_cards(&tx, hub).await? {
            let Ok(logged) = read_card(leaf.leaf.get(1..).unwrap_or_default()) else { continue };
            let found = rules::swapped(&logged, &own, true)
                .map(|what| (what, own.bytes().to_vec()))
                .or_else(|| among(&logged, &peers));
            if let Some((what, held)) = found {
                let fork = Fork { reason: what.code().into(), shown: leaf.leaf, proof: Vec::new(), by: None };
                raise(&tx, &used, (Some(&held), Some(logged.node())), fork).await?;
            }
        }
        Ok(())
    });
    compared.await.or_else(|error| match error {
        DirectoryError::Store(error) => Err(error),
        // A node whose own facts make no card says so elsewhere.
        other => {
            tracing::warn!(%other, "the cards of a hub could not be compared");
            Ok(())
        }
    })
}

/// A signing key that its own node says in the log is not to be believed any more is not, from now on. Each statement was
/// verified when it came, so that the hub can hold one back and make none up.
async fn believe_revoked(node: &Node, hub: NodeId) -> Result<(), StoreError> {
    let believed = node.store.run::<_, StoreError, _, _>("revoked keys", |tx| async move {
        for said in statements(&tx, hub).await? {
            let Says::Revoked { key, reason } = &said.says else { continue };
            let Some(key) = signing_key(key) else { continue };
            let Some(peer) = directory::peer(&tx, said.node).await? else { continue };
            if !directory::revoke_key(&tx, &peer, key, reason).await? {
                continue;
            }
            tx.audit(AuditEntry {
                at: tx.at(),
                actor: peer.actor(),
                action: action::PEER_CARD,
                object_kind: "peer-card",
                object: Uuid::from_bytes(peer.node.0),
                purpose: Purpose::Administration,
                outcome: Outcome::Done,
                note: format!("{} revoked a signing key: {reason}", peer.node),
            });
        }
        Ok(())
    });
    believed.await
}

/// A key as a statement names it: base64url without padding.
fn signing_key(text: &str) -> Option<[u8; 32]> {
    BASE64URL_NOPAD.decode(text.as_bytes()).ok()?.try_into().ok()
}

fn among(logged: &VerifiedCard, peers: &[Peer]) -> Option<(Swapped, Vec<u8>)> {
    // Under its own id a card is judged by that node's card alone: two trusted nodes may share a name.
    let own = peers.iter().find(|peer| peer.node == logged.node());
    let with = |peer: &Peer| {
        rules::swapped(logged, &peer.card, false).map(|what| (what, peer.card.bytes().to_vec()))
    };
    match own {
        Some(peer) => with(peer),
        None => peers.iter().find_map(with),
    }
}

/// Hands statements that wait to their hubs; returns how many were taken.
///
/// # Errors
/// What the database says.
pub async fn say_due(node: &Node) -> Result<usize, StoreError> {
    let due = node.store.run::<_, StoreError, _, _>("statements due", |tx| async move {
        let mut due = Vec::new();
        for used in store::used(&tx).await? {
            let Some(hub) = directory::peer(&tx, used.hub).await?.filter(Peer::is_trusted) else { continue };
            for said in store::said(&tx, used.hub, true).await? {
                let id = log::object_of(&kernel::Digest::of_bytes(&said.document));
                let out =
                    log::release(&tx, node, &hub, (action::SEND_CARD, "card", id), said.document).await?;
                due.push((hub.clone(), said.number, out));
            }
        }
        Ok(due)
    });
    let mut taken: usize = 0;
    let mut silent: Option<NodeId> = None;
    for (hub, number, document) in due.await? {
        // In order: a later statement taken first would shut out an earlier one.
        if silent == Some(hub.node) {
            continue;
        }
        let refused = match ask(node, &hub, STATEMENTS_PATH, document.value().clone()).await {
            Ok(_) => None,
            Err(CarryError::Status(422)) => Some("refused"),
            Err(_) => {
                silent = Some(hub.node);
                continue;
            }
        };
        taken = taken.saturating_add(usize::from(refused.is_none()));
        let answered = node.store.run("statement answered", |tx| async move {
            store::said_answered(&tx, hub.node, number, refused).await
        });
        answered.await?;
    }
    Ok(taken)
}

/// Whether a leaf is a card; for the pages.
pub(crate) fn is_card(leaf: &StoredLeaf) -> bool {
    leaf.kind == LeafKind::Card.byte()
}
