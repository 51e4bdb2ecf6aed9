//! The log at the hub: cards as it holds them and statements of its members, in a tree it signs the head of.
//!
//! A hub makes nothing of what it hosts its own: it appends, signs how far it has got, and hands out. Members are the
//! nodes whose cards it trusts. To anybody else nothing of this is there.

use crate::statement::{LEAF_BYTES_MAX, LeafKind, Says, open_statement, signing_keys};
use crate::store::{self, StoredLeaf};
use ::store::{StoreError, Tx, setting};
use access::Node;
use directory::{DirectoryError, Peer};
use gate::{Ask, Guarded, ObjectRef, Released, action};
use kernel::id::{AuthorityId, NodeId};
use kernel::{Digest, Label, Purpose};
use seal::tree::{Head, Tree, leaf_hash, sign_head};
use uuid::Uuid;

/// Where a member asks for the newest head.
pub const HEAD_PATH: &str = "/hub/v1/head";
/// Where a member fetches leaves.
pub const LEAVES_PATH: &str = "/hub/v1/leaves";
/// Where a member has a statement written into the log.
pub const STATEMENTS_PATH: &str = "/hub/v1/statements";
/// Most leaves between two heads that a member asks for.
pub const LEAVES_IN_A_STEP_MAX: u64 = 256;
/// Most bytes of leaves in one answer.
pub const LEAVES_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Most leaves a log has.
pub const LEAVES_MAX: u64 = 1_000_000;
/// Statements of one node in a log at most.
pub const STATEMENTS_OF_ONE_MAX: u64 = 2_000;

/// The setting that makes a node a hub.
const ROLE: &str = "hub-role";

/// Whether this node is a hub.
///
/// # Errors
/// What the database says.
pub async fn is_hub(tx: &Tx) -> Result<bool, StoreError> {
    Ok(setting::get(tx, ROLE).await?.is_some())
}

/// Makes this node a hub, for good: members keep what it signed.
///
/// # Errors
/// What the database says.
pub async fn become_hub(tx: &Tx) -> Result<(), StoreError> {
    setting::put(tx, ROLE, "hub").await
}

/// The authority whose node this is.
pub(crate) async fn lead(tx: &Tx) -> Result<AuthorityId, StoreError> {
    let first = access::authorities(tx).await?.first().map(|a| a.id);
    first.ok_or_else(|| StoreError::Corrupt("this node has no authority".into()))
}

/// What the protocol sends out, through the gate.
pub(crate) async fn release(
    tx: &Tx,
    node: &Node,
    peer: &Peer,
    (code, kind, id): (&'static str, &'static str, Uuid),
    bytes: Vec<u8>,
) -> Result<Released<Vec<u8>>, StoreError> {
    let lead = lead(tx).await?;
    let actor = node.as_actor(lead);
    let object = ObjectRef { kind, id };
    let ask = Ask::new(&actor, code, Purpose::Administration, tx.at()).on(object);
    let guarded = Guarded::new(object, Label::own(lead), bytes);
    let released = node.gate.release(guarded, &ask, &peer.recipient(), &mut tx.log());
    released.map_err(|e| StoreError::Corrupt(format!("what a hub says: {e}")))
}

/// Why a hub does not do what a member asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Nothing like that is here, or not for this node.
    NotHere,
    /// What was sent is not of that form; a code.
    Not(&'static str),
    /// It is larger than a hub takes.
    TooLarge,
    /// There is no room for it now; a code.
    Full(&'static str),
}

/// The member that asks, where this node is a hub.
pub(crate) async fn member(tx: &Tx, from: NodeId) -> Result<Result<Peer, Refused>, StoreError> {
    if !is_hub(tx).await? {
        return Ok(Err(Refused::NotHere));
    }
    let member = directory::peer(tx, from).await?.filter(Peer::is_trusted);
    Ok(member.ok_or(Refused::NotHere))
}

/// Writes what is new of the own card and those of members into the log of a hub; returns how many leaves.
///
/// # Errors
/// What the store says, or a node whose own facts make no card.
pub async fn write_log(node: &Node) -> Result<usize, DirectoryError> {
    // Most nodes are none: they are not to write each minute.
    if !node.store.look("is a hub", |tx| async move { is_hub(&tx).await }).await? {
        return Ok(0);
    }
    let written = node.store.run::<_, DirectoryError, _, _>("write the log of the hub", |tx| async move {
        let hub = node.keys.id;
        let own = directory::own_card(&tx, node).await?;
        let members = directory::peers(&tx).await?;
        let cards = std::iter::once(&own).chain(members.iter().filter(|p| p.is_trusted()).map(|p| &p.card));
        let mut new = Vec::new();
        for card in cards {
            let held = store::newest(&tx, hub, LeafKind::Card, card.node()).await?.map(|leaf| leaf.number);
            if held.is_none_or(|held| card.card().sequence > held) {
                new.push((card.node(), card.card().sequence, LeafKind::Card, card.bytes().to_vec()));
            }
        }
        append(&tx, hub, new).await.map_err(Into::into)
    });
    written.await
}

/// Appends documents to the own log.
async fn append(
    tx: &Tx,
    hub: NodeId,
    new: Vec<(NodeId, u64, LeafKind, Vec<u8>)>,
) -> Result<usize, StoreError> {
    if new.is_empty() {
        return Ok(0);
    }
    let mut tree = Tree::of(store::hashes(tx, hub, LEAVES_MAX).await?);
    let count = new.len();
    for (of, number, kind, document) in new {
        if tree.size() >= LEAVES_MAX {
            return Err(StoreError::Corrupt("the log of this hub is full".into()));
        }
        let leaf = kind.around(&document);
        let (place, hash) = (tree.size(), leaf_hash(&leaf));
        tree.push(hash);
        let root = tree.root();
        let stored =
            StoredLeaf { place, kind: kind.byte(), node: Some(of), number, hash, root, leaf, at: tx.at() };
        store::add_leaf(tx, hub, stored).await?;
    }
    Ok(count)
}

/// The signed head of the log, at most at this size.
///
/// # Errors
/// What the database says.
pub(crate) async fn head_for(
    tx: &Tx,
    node: &Node,
    from: NodeId,
    most: Option<u64>,
) -> Result<Result<Released<Vec<u8>>, Refused>, StoreError> {
    let peer = match member(tx, from).await? {
        Ok(peer) => peer,
        Err(refused) => return Ok(Err(refused)),
    };
    // Whether a hub is here at all comes first.
    let Some(most) = most else { return Ok(Err(Refused::Not("size"))) };
    let hub = node.keys.id;
    let size = store::size(tx, hub).await?.min(most);
    let Some(root) = store::root_at(tx, hub, size).await? else { return Ok(Err(Refused::Not("empty"))) };
    let signed = signed_head(tx, node, &peer, size, root).await?;
    let id = object_of(&root);
    release(tx, node, &peer, (action::SEND_HEAD, "head", id), signed).await.map(Ok)
}

async fn signed_head(
    tx: &Tx,
    node: &Node,
    peer: &Peer,
    size: u64,
    root: Digest,
) -> Result<Vec<u8>, StoreError> {
    let head = Head::new(node.keys.id, size, root, tx.at());
    let signs = directory::signing_keys(tx, node).await?;
    let signed = sign_head(&head, signs.for_holder_of(peer.has_own_sequence));
    signed.map_err(|e| StoreError::Corrupt(format!("a head: {e}")))
}

/// The first half of a digest, as the id of an object in the log of the node.
pub(crate) fn object_of(digest: &Digest) -> Uuid {
    let mut id = [0; 16];
    id.iter_mut().zip(digest.0).for_each(|(to, from)| *to = from);
    Uuid::from_bytes(id)
}

/// Leaves from a place on, each behind its length, as many as fit into one answer.
///
/// # Errors
/// What the database says.
pub(crate) async fn leaves_for(
    tx: &Tx,
    node: &Node,
    from: NodeId,
    places: Option<(u64, u64)>,
) -> Result<Result<Released<Vec<u8>>, Refused>, StoreError> {
    let peer = match member(tx, from).await? {
        Ok(peer) => peer,
        Err(refused) => return Ok(Err(refused)),
    };
    let Some((first, until)) = places else { return Ok(Err(Refused::Not("places"))) };
    let most = until.saturating_sub(first).min(LEAVES_IN_A_STEP_MAX);
    let mut bytes = Vec::new();
    for leaf in store::leaves(tx, node.keys.id, first, most).await? {
        if !bytes.is_empty() && bytes.len().saturating_add(leaf.leaf.len()) > LEAVES_BYTES_MAX {
            break;
        }
        frame(&mut bytes, &leaf.leaf);
    }
    let id = kernel::id::random(tx.rng());
    release(tx, node, &peer, (action::SEND_CARD, "card", id), bytes).await.map(Ok)
}

/// Adds something behind its length.
pub(crate) fn frame(to: &mut Vec<u8>, bytes: &[u8]) {
    to.extend_from_slice(&u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
    to.extend_from_slice(bytes);
}

/// Reads leaves behind their lengths; `None` if it is not of that form.
pub(crate) fn read_frames(mut bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let mut frames = Vec::new();
    while !bytes.is_empty() {
        let (length, rest) = bytes.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        if length > LEAF_BYTES_MAX {
            return None;
        }
        let (leaf, rest) = rest.split_at_checked(length)?;
        frames.push(leaf);
        bytes = rest;
    }
    Some(frames)
}

/// Writes a member's statement into the log. The same again is answered as before.
///
/// # Errors
/// What the database says.
pub(crate) async fn take_statement(
    tx: &Tx,
    node: &Node,
    from: NodeId,
    document: &[u8],
) -> Result<Result<(), Refused>, StoreError> {
    let peer = match member(tx, from).await? {
        Ok(peer) => peer,
        Err(refused) => return Ok(Err(refused)),
    };
    let hub = node.keys.id;
    let before = store::before(tx, hub, from).await?;
    let Some(card) = before.card else { return Ok(Err(Refused::Full("card-first"))) };
    let Some(statement) = open_statement(document, &signing_keys(&card)) else {
        return Ok(Err(Refused::Not("statement")));
    };
    if statement.node != from {
        return Ok(Err(Refused::Not("other-node")));
    }
    if let Some(last) = store::newest(tx, hub, LeafKind::Statement, from).await?
        && statement.number <= last.number
    {
        let same = last.leaf == LeafKind::Statement.around(document);
        return Ok(if same { Ok(()) } else { Err(Refused::Not("number")) });
    }
    if statement.number > STATEMENTS_OF_ONE_MAX {
        return Ok(Err(Refused::Full("statements")));
    }
    let object = ObjectRef { kind: "hub-statement", id: object_of(&Digest::of_bytes(document)) };
    let actor = peer.actor();
    let ask = Ask::new(&actor, action::PEER_CARD, Purpose::Administration, tx.at()).on(object);
    let opened = node.gate.open(Guarded::new(object, Label::own(lead(tx).await?), ()), &ask, &mut tx.log());
    if opened.is_err() {
        return Ok(Err(Refused::NotHere));
    }
    append(tx, hub, vec![(from, statement.number, LeafKind::Statement, document.to_vec())]).await?;
    Ok(Ok(()))
}

/// What was said of a node's words: who compared them by voice and says so in the log.
pub(crate) fn compared_by(statements: &[crate::statement::Statement], subject: NodeId) -> Vec<NodeId> {
    let mut who: Vec<NodeId> = statements
        .iter()
        .filter(|s| matches!(s.says, Says::Compared { subject: of } if of == subject) && s.node != subject)
        .map(|s| s.node)
        .collect();
    who.sort_unstable();
    who.dedup();
    who
}
