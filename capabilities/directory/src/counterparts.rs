//! Whom an authority of this node can turn to: those of the nodes that are trusted, the other authorities of its own node,
//! which take part in an exchange as if they were on a node of their own, and those without a node whose entries it keeps.
//!
//! Refused: an authority as its own counterpart; a name that fits several.

use crate::card::CardAuthority;
use crate::peer_state::PeerState;
use crate::store;
use crate::store_kept;
use crate::store_peers::{peer, peers};
use crate::types::{DirectoryError, Peer, Terms};
use ::store::{StoreError, Tx};
use access::Node;
use kernel::Timestamp;
use kernel::id::{AuthorityId, NodeId};

/// This node as its own authorities see each other: by its own card, trusted, everything agreed. Nobody assesses
/// their own State, so that there is no assessment.
///
/// # Errors
/// What the database says; facts of the node that make no card.
pub async fn ourselves(tx: &Tx, node: &Node) -> Result<Peer, StoreError> {
    let card = store::own_card(tx, node).await.map_err(|error| match error {
        DirectoryError::Store(error) => error,
        other => StoreError::Corrupt(format!("own card: {other}")),
    })?;
    Ok(Peer {
        node: card.node(),
        state: PeerState::Trusted,
        terms: Terms::default(),
        assessment: None,
        trusted_at: Timestamp(0),
        trusted_by: String::new(),
        changed_at: None,
        stopped: None,
        lifted: None,
        last_seen_at: None,
        last_error: None,
        has_own_sequence: card.card().sequence,
        answering: std::collections::BTreeMap::new(),
        kept_by: None,
        keys_revoked: Vec::new(),
        card,
    })
}

/// The node on the other side of an exchange: a peer, trusted or revoked, this node itself, or the stand-in of an authority
/// without a node.
///
/// # Errors
/// As [`peer`] and [`ourselves`].
pub async fn counterpart(tx: &Tx, node: &Node, id: NodeId) -> Result<Option<Peer>, StoreError> {
    if id == node.keys.id {
        return ourselves(tx, node).await.map(Some);
    }
    match peer(tx, id).await? {
        Some(peer) => Ok(Some(peer)),
        None => store_kept::stand_in(tx, id).await,
    }
}

/// The nodes whose authorities `from` can turn to: this one first if it has others, then the trusted ones by State and
/// name, then the authorities without a node that it keeps.
///
/// # Errors
/// As [`peers`] and [`ourselves`].
pub async fn counterparts(tx: &Tx, node: &Node, from: AuthorityId) -> Result<Vec<Peer>, StoreError> {
    let mut all = Vec::new();
    if access::authorities(tx).await?.iter().any(|a| a.id != from) {
        all.push(ourselves(tx, node).await?);
    }
    all.extend(peers(tx).await?.into_iter().filter(Peer::is_trusted));
    all.extend(store_kept::stand_ins(tx, from).await?);
    Ok(all)
}

/// The authority that a person of `from` means: by the name of the authority or a part of it, by the id of a trusted
/// node or its beginning (4 digits or more), or by a State, where the leading authority of the node is meant. Other
/// authorities of this node have names only.
///
/// # Errors
/// [`DirectoryError::UnknownPeer`], [`DirectoryError::Ambiguous`].
pub async fn addressee_by_name(
    tx: &Tx,
    node: &Node,
    from: AuthorityId,
    text: &str,
) -> Result<(NodeId, AuthorityId), DirectoryError> {
    let wanted = text.trim().to_lowercase();
    let all = counterparts(tx, node, from).await?;
    let named = |fits: &dyn Fn(&str) -> bool| {
        all.iter()
            .flat_map(|p| p.authorities_but(from).map(move |a| (p, a)))
            .filter(|(_, a)| fits(&a.name.to_lowercase()))
            .map(|(p, a)| (p.node, a.id))
            .collect::<Vec<_>>()
    };
    let of_nodes = |fits: &dyn Fn(&Peer) -> bool| {
        let theirs = all.iter().filter(|p| p.node != node.keys.id && fits(p));
        theirs.map(|p| (p.node, p.card.lead().id)).collect::<Vec<_>>()
    };
    let ways = [
        of_nodes(&|p| wanted.len() >= 4 && p.node.to_string().starts_with(&wanted)),
        named(&|name| name == wanted),
        of_nodes(&|p| p.party().code().to_lowercase() == wanted),
        named(&|name| !wanted.is_empty() && name.contains(&wanted)),
    ];
    match ways.iter().find(|found| !found.is_empty()).map(Vec::as_slice) {
        Some([one]) => Ok(*one),
        Some(_) => Err(DirectoryError::Ambiguous(text.to_owned())),
        None => Err(DirectoryError::UnknownPeer(text.to_owned())),
    }
}

impl Peer {
    /// Its authorities other than `from`, which is the one that asks where the node is its own.
    pub fn authorities_but(&self, from: AuthorityId) -> impl Iterator<Item = &CardAuthority> {
        self.card.card().authorities.iter().filter(move |a| a.id != from)
    }
}
