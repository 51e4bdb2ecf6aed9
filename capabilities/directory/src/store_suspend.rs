//! Trust that stands still: suspended when something seems wrong with a peer, and lifted when people know what it was. A
//! suspended peer is not trusted, so nothing goes out and nothing is taken; unlike with one whose trust was withdrawn, what
//! waits on either side waits on. Refused: the keys of before without a reason, since whoever took them opens what is sealed
//! to them and signs as the peer.

use crate::authorities::permit_for_node;
use crate::card::{Key, VerifiedCard, read_card};
use crate::peer_state::PeerState;
use crate::store_peer_rows::{RevokedKey, peer_row};
use crate::store_peers::{
    REVOKED_WHY_CHARS_MAX, keep_card, no_older, object, peer, put_revoked, reason, stop, trusted,
};
use crate::store_prekeys::drop_prekeys;
use crate::types::{DirectoryError, Peer};
use access::Node;
use gate::action;
use kernel::Actor;
use kernel::id::NodeId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use store::{StoreError, Tx};

/// How a suspension is lifted.
#[derive(Clone, Debug, Default)]
pub struct Lift {
    /// Two people compared the words of the card by voice.
    pub words_compared: bool,
    /// A newer card of it; without one, the card that is held is believed again.
    pub card: Option<Vec<u8>>,
    /// Why its keys are believed; needed unless the card has new ones.
    pub why: String,
}

/// Lets trust in a peer stand still. Its one-time keys are dropped: perhaps others have them.
///
/// # Errors
/// [`DirectoryError::UnknownPeer`] of one that is not trusted, [`DirectoryError::Text`] without a reason; the gate's refusal.
pub async fn suspend(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: NodeId,
    why: &str,
) -> Result<(), DirectoryError> {
    permit_for_node(tx, node, actor, action::TRUST_PEER, object("peer-suspension", id)).await?;
    let why = reason(why, "reason")?;
    trusted(tx, id).await?;
    drop_prekeys(tx, id).await?;
    stop(tx, id, PeerState::Suspended, why).await
}

/// Trusts a suspended peer again, and says whether it has new keys: then nothing is believed any more that comes signed
/// with those of before. Terms and assessment stay as they were.
///
/// # Errors
/// [`DirectoryError::UnknownPeer`] of one that is not suspended, [`DirectoryError::NotCompared`],
/// [`DirectoryError::SameKeys`]; the card's own faults, [`DirectoryError::OtherNode`], [`DirectoryError::OtherState`],
/// [`DirectoryError::Stale`]; the gate's refusal.
pub async fn lift(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: NodeId,
    how: &Lift,
) -> Result<(Peer, bool), DirectoryError> {
    permit_for_node(tx, node, actor, action::TRUST_PEER, object("peer-suspension", id)).await?;
    if !how.words_compared {
        return Err(DirectoryError::NotCompared);
    }
    let held = peer(tx, id).await?.filter(Peer::is_suspended);
    let held = held.ok_or_else(|| DirectoryError::UnknownPeer(id.to_string()))?;
    let card = how.card.as_deref().map(|card| newer(&held, card)).transpose()?;
    let anew = card.as_ref().is_some_and(|card| turned(&held.card, card));
    let why = match how.why.trim() {
        "" if anew => String::new(),
        "" => return Err(DirectoryError::SameKeys),
        why => reason(why, "why")?,
    };
    let mut update = peer_row::Entity::update_many()
        .col_expr(peer_row::Column::State, PeerState::Trusted.code().into())
        .col_expr(peer_row::Column::LiftedAt, tx.at().0.into())
        .col_expr(peer_row::Column::LiftedWhy, why.into())
        .filter(peer_row::Column::Node.eq(id.to_string()));
    if let Some(card) = card.filter(|card| *card != held.card) {
        if held.card.differs_in_substance(&card) {
            keep_card(tx, &card).await?;
        }
        if held.card.breaks_with(&card) {
            update = update.col_expr(peer_row::Column::ChangedAt, tx.at().0.into());
        }
        update = update.col_expr(peer_row::Column::Card, card.bytes().to_vec().into());
    }
    update.exec(tx.db()).await?;
    if anew {
        disbelieve(tx, &held).await?;
    }
    Ok((trusted(tx, id).await?, anew))
}

fn newer(held: &Peer, card: &[u8]) -> Result<VerifiedCard, DirectoryError> {
    let card = read_card(card)?;
    if card.node() != held.node {
        return Err(DirectoryError::OtherNode(card.node()));
    }
    if card.party() != held.party() {
        return Err(DirectoryError::OtherState);
    }
    no_older(&held.card, &card)?;
    Ok(card)
}

/// Whether the node signs and is sealed to with keys that did not stand before. Its older ones are named on for a while,
/// for what is on its way.
pub(crate) fn turned(held: &VerifiedCard, card: &VerifiedCard) -> bool {
    let (before, now) = (held.card(), card.card());
    now.signing.iter().any(|key| !before.signing.contains(key))
        && now.kem.first().is_some_and(|newest| before.kem.iter().all(|old| old.key != newest.key))
}

/// Believes nothing that comes signed with a key of before, though the new card may name it: it may be in other hands.
pub(crate) async fn disbelieve(tx: &Tx, held: &Peer) -> Result<(), StoreError> {
    let why = held.stopped.as_ref().map_or("", |(_, why)| why);
    let why: String = why.chars().take(REVOKED_WHY_CHARS_MAX).collect();
    let mut keys = held.keys_revoked.clone();
    let before = held.card.card().signing.iter().filter(|key| !held.has_revoked(&key.0));
    let revoked = |key: &Key<32>| RevokedKey { key: *key, reason: why.clone(), at: tx.at(), seen: true };
    keys.extend(before.map(revoked));
    put_revoked(tx, held, &keys).await
}
