//! What waits in the outbox, read to say what goes next: without what is sealed in it, which may be much.
//!
//! Of each dossier only the first message goes; behind one that its peer does not have none does, until it is sent again.

use crate::outbox::{OutState, OutboxRow, outbox_row, row_of};
use crate::{StoreError, Tx};
use kernel::id::{DossierId, MessageId, NodeId};
use kernel::{Digest, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeMap;

/// What says when a message goes. What is sealed in it is not read for that.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Its id.
    pub message: MessageId,
    /// To whom.
    pub peer: NodeId,
    /// Its dossier.
    pub dossier: Option<DossierId>,
    /// Its place in the dossier.
    pub sequence: i64,
    /// Whether it is about imminent danger to life: it goes first.
    pub danger: bool,
    /// Digest of what was signed inside.
    pub digest: Digest,
    /// Attempts so far.
    pub attempts: i64,
    /// Next attempt not before.
    pub next_at: Timestamp,
    /// When it was queued.
    pub created_at: Timestamp,
    /// When it is given up.
    pub expires_at: Timestamp,
    /// How much is sealed in it, in bytes.
    pub bytes: u64,
}

/// Most messages that are told of as not taken, the oldest first.
const NOT_TAKEN_MAX: u64 = 5_000;

/// Nothing of its dossier that the peer does not have stands before it.
fn not_held() -> Expr {
    Expr::cust(
        "NOT EXISTS (SELECT 1 FROM outbox ahead WHERE ahead.dossier = outbox.dossier AND ahead.peer = outbox.peer \
         AND ahead.sequence < outbox.sequence AND ahead.state IN ('quarantined', 'rejected', 'expired'))",
    )
}

/// It is the first of its dossier that waits, and nothing holds it back.
fn first() -> Expr {
    Expr::cust(
        "NOT EXISTS (SELECT 1 FROM outbox ahead WHERE ahead.dossier = outbox.dossier AND ahead.peer = outbox.peer \
         AND ahead.sequence < outbox.sequence \
         AND ahead.state IN ('queued', 'quarantined', 'rejected', 'expired'))",
    )
}

/// What goes now, or is given up.
fn due(now: Timestamp) -> Condition {
    let goes = Condition::all().add(outbox_row::Column::NextAt.lte(now.0)).add(first());
    Condition::any().add(outbox_row::Column::ExpiresAt.lte(now.0)).add(goes)
}

/// Peers for which something waits, due or not: whether it is [`due_for`] says of each, where it looks no further than it must.
///
/// # Errors
/// What the database says.
pub async fn peers_waiting(tx: &Tx) -> Result<Vec<NodeId>, StoreError> {
    let peers: Vec<String> = outbox_row::Entity::find()
        .select_only()
        .column(outbox_row::Column::Peer)
        .distinct()
        .filter(outbox_row::Column::State.eq(OutState::Queued.code()))
        .into_tuple()
        .all(tx.db())
        .await?;
    peers.iter().map(|peer| peer_of(peer)).collect()
}

fn peer_of(text: &str) -> Result<NodeId, StoreError> {
    NodeId::parse(text).ok_or_else(|| StoreError::Corrupt(format!("outbox peer `{text}`")))
}

/// When something that waits for a peer goes next, or is given up, for each peer. What waits behind another message of
/// its dossier goes when that one has ended.
///
/// # Errors
/// What the database says.
pub async fn next_by_peer(tx: &Tx) -> Result<Vec<(NodeId, Timestamp)>, StoreError> {
    let goes = earliest(tx, outbox_row::Column::NextAt, Condition::all().add(first())).await?;
    let mut next: BTreeMap<String, i64> =
        earliest(tx, outbox_row::Column::ExpiresAt, Condition::all()).await?.into_iter().collect();
    for (peer, at) in goes {
        next.entry(peer).and_modify(|given_up| *given_up = at.min(*given_up)).or_insert(at);
    }
    next.into_iter().map(|(peer, at)| Ok((peer_of(&peer)?, Timestamp(at)))).collect()
}

async fn earliest(
    tx: &Tx,
    moment: outbox_row::Column,
    which: Condition,
) -> Result<Vec<(String, i64)>, StoreError> {
    Ok(outbox_row::Entity::find()
        .select_only()
        .column(outbox_row::Column::Peer)
        .column_as(moment.min(), "moment")
        .filter(outbox_row::Column::State.eq(OutState::Queued.code()))
        .filter(which)
        .group_by(outbox_row::Column::Peer)
        .into_tuple()
        .all(tx.db())
        .await?)
}

/// Whether something about imminent danger to life could go to this peer now.
///
/// # Errors
/// What the database says.
pub async fn danger_waits(tx: &Tx, peer: NodeId) -> Result<bool, StoreError> {
    let waits = outbox_row::Entity::find()
        .filter(outbox_row::Column::State.eq(OutState::Queued.code()))
        .filter(outbox_row::Column::Peer.eq(peer.to_string()))
        .filter(outbox_row::Column::Danger.eq(true))
        .filter(due(tx.at()))
        .count(tx.db())
        .await?;
    Ok(waits > 0)
}

/// A peer answers again: what waited for its line, because no attempt reached it, goes at once.
///
/// # Errors
/// What the database says.
pub async fn peer_is_up(tx: &Tx, peer: NodeId, except: &[MessageId]) -> Result<(), StoreError> {
    outbox_row::Entity::update_many()
        .col_expr(outbox_row::Column::NextAt, tx.at().0.into())
        .filter(outbox_row::Column::State.eq(OutState::Queued.code()))
        .filter(outbox_row::Column::Peer.eq(peer.to_string()))
        .filter(outbox_row::Column::NextAt.gt(tx.at().0))
        .filter(outbox_row::Column::Message.is_not_in(except.iter().map(|m| m.0)))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// The messages that wait for one peer at a path, without what is sealed in them, oldest first; none that follows one of
/// its dossier which the peer does not have.
///
/// # Errors
/// What the database says.
pub async fn waiting_ids(tx: &Tx, peer: NodeId, path: &str, most: u64) -> Result<Vec<MessageId>, StoreError> {
    let ids: Vec<uuid::Uuid> = outbox_row::Entity::find()
        .select_only()
        .column(outbox_row::Column::Message)
        .filter(outbox_row::Column::State.eq(OutState::Queued.code()))
        .filter(outbox_row::Column::Peer.eq(peer.to_string()))
        .filter(outbox_row::Column::Path.eq(path))
        .filter(outbox_row::Column::ExpiresAt.gt(tx.at().0))
        .filter(not_held())
        .order_by_desc(outbox_row::Column::Danger)
        .order_by_asc(outbox_row::Column::CreatedAt)
        .order_by_asc(outbox_row::Column::Sequence)
        .limit(most)
        .into_tuple()
        .all(tx.db())
        .await?;
    Ok(ids.into_iter().map(MessageId).collect())
}

/// Every message that waits for a peer, held back or not, in the order in which they came.
///
/// # Errors
/// What the database says.
pub async fn queued_for(tx: &Tx, peer: NodeId) -> Result<Vec<MessageId>, StoreError> {
    let ids: Vec<uuid::Uuid> = outbox_row::Entity::find()
        .select_only()
        .column(outbox_row::Column::Message)
        .filter(outbox_row::Column::State.eq(OutState::Queued.code()))
        .filter(outbox_row::Column::Peer.eq(peer.to_string()))
        .order_by_asc(outbox_row::Column::CreatedAt)
        .order_by_asc(outbox_row::Column::Sequence)
        .into_tuple()
        .all(tx.db())
        .await?;
    Ok(ids.into_iter().map(MessageId).collect())
}

/// Whether there is such a message of a dossier.
///
/// # Errors
/// What the database says.
pub async fn is_lacking(tx: &Tx, dossier: DossierId) -> Result<bool, StoreError> {
    let lacks = outbox_row::Entity::find()
        .filter(outbox_row::Column::Dossier.eq(dossier.0))
        .filter(outbox_row::Column::State.is_in(OutState::NOT_TAKEN.map(OutState::code)))
        .count(tx.db())
        .await?;
    Ok(lacks > 0)
}

/// A message of a dossier that ended without its peer having it, and that nobody sent again yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotTaken {
    /// Its id.
    pub message: MessageId,
    /// Whether it is about imminent danger to life.
    pub danger: bool,
    /// When it ended.
    pub since: Timestamp,
}

/// Those messages, oldest first.
///
/// # Errors
/// What the database says.
pub async fn not_taken(tx: &Tx) -> Result<Vec<NotTaken>, StoreError> {
    let rows: Vec<(uuid::Uuid, bool, Option<i64>, i64)> = outbox_row::Entity::find()
        .select_only()
        .column(outbox_row::Column::Message)
        .column(outbox_row::Column::Danger)
        .column(outbox_row::Column::ReceiptAt)
        .column(outbox_row::Column::CreatedAt)
        .filter(outbox_row::Column::State.is_in(OutState::NOT_TAKEN.map(OutState::code)))
        .filter(outbox_row::Column::Dossier.is_not_null())
        .order_by_asc(outbox_row::Column::CreatedAt)
        .limit(NOT_TAKEN_MAX)
        .into_tuple()
        .all(tx.db())
        .await?;
    let read = |(message, danger, ended, queued): (uuid::Uuid, bool, Option<i64>, i64)| NotTaken {
        message: MessageId(message),
        danger,
        since: Timestamp(ended.unwrap_or(queued)),
    };
    Ok(rows.into_iter().map(read).collect())
}

/// What goes to one peer now, or is given up, oldest first: what waits for its turn does not take the place of what can go.
///
/// # Errors
/// What the database says.
pub async fn due_for(tx: &Tx, peer: NodeId, most: u64) -> Result<Vec<Waiting>, StoreError> {
    type Row = (uuid::Uuid, Option<uuid::Uuid>, i64, bool, String, i64, i64, i64, i64, i64);
    let rows: Vec<Row> = outbox_row::Entity::find()
        .select_only()
        .column(outbox_row::Column::Message)
        .column(outbox_row::Column::Dossier)
        .column(outbox_row::Column::Sequence)
        .column(outbox_row::Column::Danger)
        .column(outbox_row::Column::Digest)
        .column(outbox_row::Column::Attempts)
        .column(outbox_row::Column::NextAt)
        .column(outbox_row::Column::CreatedAt)
        .column(outbox_row::Column::ExpiresAt)
        .expr(Expr::cust("CAST(octet_length(sealed) AS BIGINT)"))
        .filter(outbox_row::Column::State.eq(OutState::Queued.code()))
        .filter(outbox_row::Column::Peer.eq(peer.to_string()))
        .filter(due(tx.at()))
        .order_by_desc(outbox_row::Column::Danger)
        .order_by_asc(outbox_row::Column::CreatedAt)
        .order_by_asc(outbox_row::Column::Sequence)
        .limit(most)
        .into_tuple()
        .all(tx.db())
        .await?;
    let read = |row: Row| {
        let (message, dossier, sequence, danger, digest, attempts, next_at, created_at, expires_at, bytes) =
            row;
        let corrupt = || StoreError::Corrupt(format!("outbox digest of message `{message}`"));
        Ok(Waiting {
            message: MessageId(message),
            peer,
            dossier: dossier.map(DossierId),
            sequence,
            danger,
            digest: Digest::parse(&digest).ok_or_else(corrupt)?,
            attempts,
            next_at: Timestamp(next_at),
            created_at: Timestamp(created_at),
            expires_at: Timestamp(expires_at),
            bytes: u64::try_from(bytes).unwrap_or_default(),
        })
    };
    rows.into_iter().map(read).collect()
}

/// These messages, with what is sealed in them.
///
/// # Errors
/// What the database says.
pub async fn load(tx: &Tx, messages: &[MessageId]) -> Result<Vec<OutboxRow>, StoreError> {
    let rows = outbox_row::Entity::find()
        .filter(outbox_row::Column::Message.is_in(messages.iter().map(|m| m.0)))
        .all(tx.db())
        .await?;
    rows.into_iter().map(row_of).collect()
}
