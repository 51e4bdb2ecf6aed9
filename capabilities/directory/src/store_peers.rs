//! Peers: trusted, changed, revoked, assessed. Each act binds every authority of the node, so the gate is asked for its
//! leading one, and stands in the log.

use crate::authorities::permit_for_node;
use crate::card::{CardChange, Key, VerifiedCard, read_card};
use crate::peer_state::PeerState;
use crate::rules;
use crate::store_assess;
use crate::store_calls;
use crate::store_peer_rows::{RevokedKey, card_row, peer_of, peer_row, read_back};
use crate::store_prekeys::drop_prekeys;
use crate::store_suspend::{disbelieve, turned};
use crate::text::is_text;
use crate::types::{
    CARDS_KEPT_MAX, DirectoryError, LAST_ERROR_CHARS_MAX, NewAssessment, PEERS_MAX, Peer, REASON_BYTES_MAX,
    Terms, Trust,
};
use access::Node;
use gate::{ObjectRef, action};
use kernel::id::NodeId;
use kernel::{Actor, ActorKind, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use store::{StoreError, Tx, outbox};
use uuid::Uuid;

/// Revoked keys of one peer that are remembered; a node has a new one a few times in its life.
const REVOKED_KEYS_MAX: usize = 100;
/// Longest reason that is kept of one, in characters.
pub(crate) const REVOKED_WHY_CHARS_MAX: usize = 300;

/// Trusts a card, or trusts anew a node that is known: newer card, other terms, after a revocation. New keys after a revocation
/// are believed alone.
///
/// # Errors
/// The card's own faults; [`DirectoryError::NotCompared`], [`DirectoryError::OwnCard`], [`DirectoryError::Stale`];
/// the gate's refusal.
pub async fn trust(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    card: &[u8],
    how: &Trust,
) -> Result<Peer, DirectoryError> {
    // long: one act, read from top to bottom: who it is, what is agreed, what is recorded
    let card = read_card(card)?;
    permit_for_node(tx, node, actor, action::TRUST_PEER, object("peer", card.node())).await?;
    if !how.words_compared {
        return Err(DirectoryError::NotCompared);
    }
    if card.node() == node.keys.id {
        return Err(DirectoryError::OwnCard);
    }
    if let Some(assessment) = &how.assessment {
        check_assessment(assessment)?;
    }
    let held = peer(tx, card.node()).await?;
    match &held {
        // What waits for it is sealed to its keys of before: `lift` sees to that.
        Some(held) if held.is_suspended() => return Err(DirectoryError::Suspended),
        Some(held) => no_older(&held.card, &card)?,
        None if peer_row::Entity::find().count(tx.db()).await? >= PEERS_MAX => {
            return Err(DirectoryError::Full("peers"));
        }
        None => {}
    }
    let changed = held.as_ref().is_some_and(|h| h.card.differs_in_substance(&card));
    let changed_at = if held.as_ref().is_some_and(|h| h.card.breaks_with(&card)) {
        Some(tx.at().0)
    } else {
        held.as_ref().and_then(|h| h.changed_at).map(|t| t.0)
    };
    let row = peer_row::ActiveModel {
        node: Set(card.node().to_string()),
        card: Set(card.bytes().to_vec()),
        state: Set(PeerState::Trusted.code().into()),
        may_ask: Set(how.terms.may_ask),
        may_answer: Set(how.terms.may_answer),
        budget_per_day: Set(budget(how.terms)),
        trusted_at: Set(tx.at().0),
        trusted_by: Set(actor.name.clone()),
        changed_at: Set(changed_at),
        revoked_at: Set(None),
        revoked_why: Set(None),
        last_seen_at: Set(held.as_ref().and_then(|h| h.last_seen_at).map(|t| t.0)),
        last_error: Set(None),
        own_sequence: Set(0),
        keys_revoked: Set(None),
        lifted_at: Set(None),
        lifted_why: Set(None),
    };
    let conflict = OnConflict::column(peer_row::Column::Node)
        .update_columns([
            peer_row::Column::Card,
            peer_row::Column::State,
            peer_row::Column::MayAsk,
            peer_row::Column::MayAnswer,
            peer_row::Column::BudgetPerDay,
            peer_row::Column::TrustedAt,
            peer_row::Column::TrustedBy,
            peer_row::Column::ChangedAt,
            peer_row::Column::RevokedAt,
            peer_row::Column::RevokedWhy,
            peer_row::Column::LastError,
            peer_row::Column::OwnSequence,
        ])
        .to_owned();
    peer_row::Entity::insert(row).on_conflict(conflict).exec_without_returning(tx.db()).await?;
    if changed || held.is_none() {
        keep_card(tx, &card).await?;
    }
    if let Some(held) = held.filter(|held| !held.is_trusted() && turned(&held.card, &card)) {
        disbelieve(tx, &held).await?;
    }
    if let Some(assessment) = &how.assessment {
        // A State that was assessed in full keeps its assessment; trusting a card again does not change it.
        store_assess::insert_minimal(tx, actor, (card.node(), card.party()), assessment).await?;
    }
    let id = card.node();
    peer(tx, id).await?.ok_or_else(|| DirectoryError::UnknownPeer(id.to_string()))
}

/// Takes a newer card of a trusted node: signed by the same identity, with a higher sequence, of the same State.
/// A peer may hand over its own card; a person may paste it. The same card again changes nothing.
///
/// # Errors
/// [`DirectoryError::UnknownPeer`], [`DirectoryError::Stale`], [`DirectoryError::OtherState`],
/// [`DirectoryError::OtherNode`] if a peer offers another's card; the gate's refusal.
pub async fn update_card(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    card: &[u8],
) -> Result<CardChange, DirectoryError> {
    let card = read_card(card)?;
    let code = match actor.kind {
        ActorKind::Peer(from) if from != card.node() => return Err(DirectoryError::OtherNode(card.node())),
        ActorKind::Peer(_) => action::PEER_CARD,
        _ => action::TRUST_PEER,
    };
    permit_for_node(tx, node, actor, code, object("peer-card", card.node())).await?;
    let held = trusted(tx, card.node()).await?;
    no_older(&held.card, &card)?;
    if held.card == card {
        return Ok(CardChange { newer: false, keys: false });
    }
    if held.party() != card.party() {
        return Err(DirectoryError::OtherState);
    }
    let mut update = peer_row::Entity::update_many()
        .col_expr(peer_row::Column::Card, card.bytes().to_vec().into())
        .filter(peer_row::Column::Node.eq(card.node().to_string()));
    if held.card.differs_in_substance(&card) {
        keep_card(tx, &card).await?;
    }
    if held.card.breaks_with(&card) {
        update = update.col_expr(peer_row::Column::ChangedAt, tx.at().0.into());
    }
    update.exec(tx.db()).await?;
    Ok(CardChange { newer: true, keys: held.card.keys_break(&card) })
}

/// Withdraws trust. Nothing of the peer is deleted: what was exchanged stays provable. What waits for it is given up and stands
/// with its desks, since it is sealed to keys that may be what trust was lost over; sent again, it is sealed anew.
///
/// # Errors
/// [`DirectoryError::UnknownPeer`], [`DirectoryError::Text`] without a reason; the gate's refusal.
pub async fn revoke(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: NodeId,
    why: &str,
) -> Result<(), DirectoryError> {
    permit_for_node(tx, node, actor, action::TRUST_PEER, object("peer-revocation", id)).await?;
    let why = reason(why, "reason")?;
    let held = peer(tx, id).await?.filter(|peer| peer.is_trusted() || peer.is_suspended());
    held.ok_or_else(|| DirectoryError::UnknownPeer(id.to_string()))?;
    drop_prekeys(tx, id).await?;
    let waiting = outbox::queued_for(tx, id).await?;
    outbox::give_up(tx, &waiting).await?;
    stop(tx, id, PeerState::Revoked, why).await
}

/// Sets a peer to a state in which it is not trusted.
pub(crate) async fn stop(tx: &Tx, id: NodeId, state: PeerState, why: String) -> Result<(), DirectoryError> {
    peer_row::Entity::update_many()
        .col_expr(peer_row::Column::State, state.code().into())
        .col_expr(peer_row::Column::RevokedAt, tx.at().0.into())
        .col_expr(peer_row::Column::RevokedWhy, why.into())
        .filter(peer_row::Column::Node.eq(id.to_string()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Changes what is agreed with a trusted peer.
///
/// # Errors
/// [`DirectoryError::UnknownPeer`]; the gate's refusal.
pub async fn set_terms(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: NodeId,
    terms: Terms,
) -> Result<(), DirectoryError> {
    permit_for_node(tx, node, actor, action::TRUST_PEER, object("peer-terms", id)).await?;
    trusted(tx, id).await?;
    peer_row::Entity::update_many()
        .col_expr(peer_row::Column::MayAsk, terms.may_ask.into())
        .col_expr(peer_row::Column::MayAnswer, terms.may_answer.into())
        .col_expr(peer_row::Column::BudgetPerDay, budget(terms).into())
        .filter(peer_row::Column::Node.eq(id.to_string()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Records a minimal assessment of a trusted peer's State, by reference alone. The last one counts.
///
/// # Errors
/// [`DirectoryError::AssessedInFull`] where the State was assessed question by question, [`DirectoryError::UnknownPeer`], [`DirectoryError::Text`] without a reference; the gate's refusal.
pub async fn assess(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: NodeId,
    assessment: &NewAssessment,
) -> Result<(), DirectoryError> {
    permit_for_node(tx, node, actor, action::TRUST_PEER, object("peer-assessment", id)).await?;
    check_assessment(assessment)?;
    // A company or an authority without a node belongs to a State too.
    let held = match crate::store_kept::stand_in(tx, id).await?.filter(Peer::is_trusted) {
        Some(held) => held,
        None => trusted(tx, id).await?,
    };
    let kept = store_assess::insert_minimal(tx, actor, (id, held.party()), assessment).await?;
    if kept { Ok(()) } else { Err(DirectoryError::AssessedInFull) }
}

/// A peer, trusted or revoked.
///
/// # Errors
/// What the database says, or a card that does not read back.
pub async fn peer(tx: &Tx, id: NodeId) -> Result<Option<Peer>, StoreError> {
    let Some(row) = peer_row::Entity::find_by_id(id.to_string()).one(tx.db()).await? else { return Ok(None) };
    let held = store_assess::standing(tx).await?.of(&row.node, read_back(&row.card)?.party());
    let mut peer = peer_of(row, held)?;
    peer.answering = store_calls::answering(tx, Some(id)).await?.remove(&id.to_string()).unwrap_or_default();
    Ok(Some(peer))
}

/// All peers, by State and name; revoked ones last.
///
/// # Errors
/// What the database says, or a card that does not read back.
pub async fn peers(tx: &Tx) -> Result<Vec<Peer>, StoreError> {
    let rows = peer_row::Entity::find().all(tx.db()).await?;
    let standing = store_assess::standing(tx).await?;
    let mut peers = Vec::with_capacity(rows.len());
    let mut answering = store_calls::answering(tx, None).await?;
    for row in rows {
        let assessment = standing.of(&row.node, read_back(&row.card)?.party());
        let answering = answering.remove(&row.node).unwrap_or_default();
        peers.push(Peer { answering, ..peer_of(row, assessment)? });
    }
    peers.sort_by_cached_key(|p| (!p.is_trusted(), p.party(), p.name().to_lowercase(), p.node));
    Ok(peers)
}

/// The trusted peer that a person means: by node id or its beginning (4 digits or more), by the name of one of its
/// authorities, by a part of that name, or by its State; in this order, and only if one fits.
///
/// # Errors
/// [`DirectoryError::UnknownPeer`], [`DirectoryError::Ambiguous`], [`DirectoryError::SameNode`].
pub async fn peer_by_name(tx: &Tx, text: &str) -> Result<Peer, DirectoryError> {
    let wanted = text.trim().to_lowercase();
    let trusted: Vec<Peer> = peers(tx).await?.into_iter().filter(Peer::is_trusted).collect();
    let names =
        |p: &Peer| p.card.card().authorities.iter().map(|a| a.name.to_lowercase()).collect::<Vec<_>>();
    let by_id = |p: &Peer| wanted.len() >= 4 && p.node.to_string().starts_with(&wanted);
    let by_name = |p: &Peer| names(p).contains(&wanted);
    let by_part = |p: &Peer| !wanted.is_empty() && names(p).iter().any(|n| n.contains(&wanted));
    let by_state = |p: &Peer| p.party().code().to_lowercase() == wanted;
    let ways: [&dyn Fn(&Peer) -> bool; 4] = [&by_id, &by_name, &by_state, &by_part];
    for fits in ways {
        let mut found = trusted.iter().filter(|p| fits(p));
        match (found.next(), found.next()) {
            (Some(one), None) => return Ok(one.clone()),
            (Some(_), Some(_)) => return Err(DirectoryError::Ambiguous(text.to_owned())),
            _ => {}
        }
    }
    if access::authorities(tx).await?.iter().any(|a| a.name.to_lowercase() == wanted) {
        return Err(DirectoryError::SameNode(text.to_owned()));
    }
    Err(DirectoryError::UnknownPeer(text.to_owned()))
}

/// A peer that is trusted.
///
/// # Errors
/// [`DirectoryError::UnknownPeer`] for a revoked one too.
pub async fn trusted(tx: &Tx, id: NodeId) -> Result<Peer, DirectoryError> {
    let found = peer(tx, id).await?.filter(Peer::is_trusted);
    found.ok_or_else(|| DirectoryError::UnknownPeer(id.to_string()))
}

/// The cards with which a peer's keys or authorities changed, oldest first, each with the moment it was taken. What
/// was signed under a key of an older card is proved by the card of its time.
///
/// # Errors
/// What the database says, or a card that does not read back.
pub async fn cards_of(tx: &Tx, id: NodeId) -> Result<Vec<(Timestamp, VerifiedCard)>, StoreError> {
    let rows = card_row::Entity::find()
        .filter(card_row::Column::Node.eq(id.to_string()))
        .order_by_asc(card_row::Column::Sequence)
        .all(tx.db())
        .await?;
    rows.into_iter().map(|row| Ok((Timestamp(row.at), read_back(&row.card)?))).collect()
}

/// Notes that a peer revoked a signing key of its, as it said itself under a signature that was verified; `false` if that
/// is known. It stays so, whatever its later cards name.
///
/// # Errors
/// What the database says.
pub async fn revoke_key(tx: &Tx, peer: &Peer, key: [u8; 32], reason: &str) -> Result<bool, StoreError> {
    if peer.has_revoked(&key) || peer.keys_revoked.len() >= REVOKED_KEYS_MAX {
        return Ok(false);
    }
    let reason = reason.chars().take(REVOKED_WHY_CHARS_MAX).collect();
    let mut keys = peer.keys_revoked.clone();
    keys.push(RevokedKey { key: Key(key), reason, at: tx.at(), seen: false });
    put_revoked(tx, peer, &keys).await?;
    Ok(true)
}

/// An administrator has seen that a peer revoked this key.
///
/// # Errors
/// What the database says.
pub async fn revoked_key_seen(tx: &Tx, peer: &Peer, key: [u8; 32]) -> Result<(), StoreError> {
    let mut keys = peer.keys_revoked.clone();
    keys.iter_mut().filter(|revoked| revoked.key.0 == key).for_each(|revoked| revoked.seen = true);
    put_revoked(tx, peer, &keys).await
}

pub(crate) async fn put_revoked(tx: &Tx, peer: &Peer, keys: &[RevokedKey]) -> Result<(), StoreError> {
    let text =
        serde_json::to_string(keys).map_err(|e| StoreError::Corrupt(format!("keys of a peer: {e}")))?;
    peer_row::Entity::update_many()
        .col_expr(peer_row::Column::KeysRevoked, text.into())
        .filter(peer_row::Column::Node.eq(peer.node.to_string()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Notes that the peer answered or asked.
///
/// # Errors
/// What the database says.
pub async fn seen(tx: &Tx, id: NodeId) -> Result<(), StoreError> {
    peer_row::Entity::update_many()
        .col_expr(peer_row::Column::LastSeenAt, tx.at().0.into())
        .col_expr(peer_row::Column::LastError, Option::<String>::None.into())
        .filter(peer_row::Column::Node.eq(id.to_string()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Notes why the peer could not be reached.
///
/// # Errors
/// What the database says.
pub async fn unreached(tx: &Tx, id: NodeId, why: &str) -> Result<(), StoreError> {
    let why: String = why.chars().filter(|c| !c.is_control()).take(LAST_ERROR_CHARS_MAX).collect();
    peer_row::Entity::update_many()
        .col_expr(peer_row::Column::LastError, why.into())
        .filter(peer_row::Column::Node.eq(id.to_string()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Notes that the peer has this node's card of that sequence.
///
/// # Errors
/// What the database says.
pub async fn has_own_card(tx: &Tx, id: NodeId, sequence: u64) -> Result<(), StoreError> {
    peer_row::Entity::update_many()
        .col_expr(peer_row::Column::OwnSequence, number(sequence).into())
        .filter(peer_row::Column::Node.eq(id.to_string()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// The object of an act on a peer; the kind tells the acts apart in the log.
pub(crate) fn object(kind: &'static str, id: NodeId) -> ObjectRef {
    ObjectRef { kind, id: Uuid::from_bytes(id.0) }
}

/// A text that must be there.
pub(crate) fn reason(text: &str, what: &'static str) -> Result<String, DirectoryError> {
    let text = text.trim();
    let right = !text.is_empty() && text.len() <= REASON_BYTES_MAX && is_text(text);
    if right { Ok(text.to_owned()) } else { Err(DirectoryError::Text(what)) }
}

/// Neither an older card nor another one with the same number.
pub(crate) fn no_older(held: &VerifiedCard, offered: &VerifiedCard) -> Result<(), DirectoryError> {
    let (held_at, offered_at) = (held.card().sequence, offered.card().sequence);
    if held == offered || rules::is_newer(held_at, offered_at) {
        return Ok(());
    }
    Err(DirectoryError::Stale { held: held_at, offered: offered_at })
}

fn check_assessment(assessment: &NewAssessment) -> Result<(), DirectoryError> {
    reason(&assessment.reference, "reference")?;
    let assurances = &assessment.assurances;
    if assurances.len() > REASON_BYTES_MAX || !is_text(assurances) {
        return Err(DirectoryError::Text("assurances"));
    }
    Ok(())
}

pub(crate) async fn keep_card(tx: &Tx, card: &VerifiedCard) -> Result<(), DirectoryError> {
    let node = card.node().to_string();
    let kept = card_row::Entity::find().filter(card_row::Column::Node.eq(&node)).count(tx.db()).await?;
    if kept >= CARDS_KEPT_MAX {
        return Err(DirectoryError::Full(
            "cards of this peer; revoke it and ask why its keys change so often",
        ));
    }
    let row = card_row::ActiveModel {
        node: Set(node),
        sequence: Set(number(card.card().sequence)),
        card: Set(card.bytes().to_vec()),
        at: Set(tx.at().0),
    };
    card_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

fn number(sequence: u64) -> i64 {
    i64::try_from(sequence).unwrap_or(i64::MAX)
}

fn budget(terms: Terms) -> i64 {
    i64::from(terms.budget_per_day.min(rules::BUDGET_PER_DAY_MAX))
}
