//! What waits in the outbox, read to say what goes next: without what is sealed in it, which may be much.

use crate::outbox::{OutState, OutboxRow, outbox_row, row_of};
use crate::{StoreError, Tx};
use kernel::id::{DossierId, MessageId, NodeId};
use kernel::{Digest, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

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

/// Peers for which something is due, or given up, now.
///
/// # Errors
/// What the database says.
pub async fn peers_due(tx: &Tx) -> Result<Vec<NodeId>, StoreError> {
    let now = tx.at().0;
    let due =
        Condition::any().add(outbox_row::Column::NextAt.lte(now)).add(outbox_row::Column::ExpiresAt.lte(now));
    let peers: Vec<String> = outbox_row::Entity::find()
        .select_only()
        .column(outbox_row::Column::Peer)
        .distinct()
        .filter(outbox_row::Column::State.eq(OutState::Queued.code()))
        .filter(due)
        .into_tuple()
        .all(tx.db())
        .await?;
    peers.iter().map(|peer| peer_of(peer)).collect()
}

fn peer_of(text: &str) -> Result<NodeId, StoreError> {
    NodeId::parse(text).ok_or_else(|| StoreError::Corrupt(format!("outbox peer `{text}`")))
}

/// When the next attempt of anything that waits for a peer is due, for each peer.
///
/// # Errors
/// What the database says.
pub async fn next_by_peer(tx: &Tx) -> Result<Vec<(NodeId, Timestamp)>, StoreError> {
    let next: Vec<(String, i64)> = outbox_row::Entity::find()
        .select_only()
        .column(outbox_row::Column::Peer)
        .column_as(outbox_row::Column::NextAt.min(), "next")
        .filter(outbox_row::Column::State.eq(OutState::Queued.code()))
        .group_by(outbox_row::Column::Peer)
        .into_tuple()
        .all(tx.db())
        .await?;
    next.into_iter().map(|(peer, at)| Ok((peer_of(&peer)?, Timestamp(at)))).collect()
}

/// What waits for one peer, oldest first.
///
/// # Errors
/// What the database says.
pub async fn waiting_for(tx: &Tx, peer: NodeId, most: u64) -> Result<Vec<Waiting>, StoreError> {
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
