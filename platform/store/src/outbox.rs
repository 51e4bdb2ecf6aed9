//! The outbox: sealed envelopes written in the transaction of the change they tell of, sent afterwards.
//!
//! A row leaves `queued` only by a receipt of the peer, by expiry, or by the peer's signed rejection. What was sealed is
//! kept beside it under the node's own key until it is durable there: a peer that lost the key it was sealed to, or did
//! not take it, is sent it anew. Nothing here talks to the network.

use crate::body::{ended, put_body};
use crate::{Store, StoreError, Tx};
use kernel::id::{DossierId, MessageId, NodeId};
use kernel::{Digest, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{CaseStatement, LockBehavior, LockType};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeMap;

pub use crate::body::{body, forget_bodies, reseal, sent_again};
pub use crate::queue::{
    NotTaken, Waiting, danger_waits, due_for, is_lacking, load, next_by_peer, not_taken, peer_is_up,
    peers_waiting, queued_for, waiting_ids,
};

/// Longest stored reason of a failed attempt, in characters.
const ERROR_CHARS_MAX: usize = 300;
/// Messages ended in one statement.
const FINISHED_AT_ONCE: usize = 32;
/// Most messages that one statement asks about.
const ASKED_AT_ONCE: usize = 500;

pub(crate) mod outbox_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "outbox")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub message: Uuid,
        pub peer: String,
        pub path: String,
        pub dossier: Option<Uuid>,
        pub sequence: i64,
        pub danger: bool,
        pub sealed: Vec<u8>,
        pub digest: String,
        pub state: String,
        pub attempts: i64,
        pub next_at: i64,
        pub created_at: i64,
        pub expires_at: i64,
        pub last_error: Option<String>,
        pub receipt: Option<Vec<u8>>,
        pub receipt_at: Option<i64>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What is about imminent danger to life goes first.
pub(crate) fn danger_step() -> crate::Migration {
    const ADD: &str = "ALTER TABLE outbox ADD COLUMN danger BOOLEAN NOT NULL DEFAULT FALSE";
    crate::Migration { name: "store-outbox-danger", tables: Vec::new(), raw: vec![(ADD, ADD)] }
}

/// What waits for a peer is found without looking at anything else, in the order in which it goes.
pub(crate) fn queue_step() -> crate::Migration {
    const ADD: &str = "CREATE INDEX outbox_queue ON outbox \
        (state, peer, danger DESC, created_at, sequence, next_at, expires_at)";
    crate::Migration { name: "store-outbox-queue", tables: Vec::new(), raw: vec![(ADD, ADD)] }
}

/// Where a message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutState {
    /// Waits to be sent, or to be sent again.
    Queued,
    /// The peer signed that it is durable there.
    Delivered,
    /// The peer signed that it keeps it apart.
    Quarantined,
    /// The peer signed that it does not take it.
    Rejected,
    /// Nobody took it in time.
    Expired,
    /// It was not taken, and its content was sent again in another message.
    SentAgain,
}

impl OutState {
    const ALL: [Self; 6] =
        [Self::Queued, Self::Delivered, Self::Quarantined, Self::Rejected, Self::Expired, Self::SentAgain];
    /// How a message ends that the peer does not have: what follows it in its dossier waits until somebody sends it
    /// again.
    pub const NOT_TAKEN: [Self; 3] = [Self::Quarantined, Self::Rejected, Self::Expired];

    /// The stored code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Delivered => "delivered",
            Self::Quarantined => "quarantined",
            Self::Rejected => "rejected",
            Self::Expired => "expired",
            Self::SentAgain => "sent-again",
        }
    }

    /// Whether it ended and the peer does not have it.
    #[must_use]
    pub fn is_not_taken(self) -> bool {
        Self::NOT_TAKEN.contains(&self)
    }

    fn parse(code: &str) -> Result<Self, StoreError> {
        Self::ALL
            .into_iter()
            .find(|s| s.code() == code)
            .ok_or_else(|| StoreError::Corrupt(format!("outbox state `{code}`")))
    }
}

/// A message to be sent.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// Its id.
    pub message: MessageId,
    /// To whom.
    pub peer: NodeId,
    /// The path at the peer, for example `/peer/v1/envelopes`.
    pub path: &'static str,
    /// The dossier it belongs to; messages of one dossier are sent in the order of their sequence.
    pub dossier: Option<DossierId>,
    /// Its place in that order.
    pub sequence: i64,
    /// Whether it is about imminent danger to life: it goes first.
    pub danger: bool,
    /// The sealed envelope.
    pub sealed: Vec<u8>,
    /// Digest of what was signed inside; the receipt must name it.
    pub digest: Digest,
    /// When it is given up.
    pub expires_at: Timestamp,
    /// What is sealed in it, under this node's own key.
    pub body: Vec<u8>,
}

/// A message in the outbox.
#[derive(Clone, Debug)]
pub struct OutboxRow {
    /// Its id.
    pub message: MessageId,
    /// To whom.
    pub peer: NodeId,
    /// The path at the peer.
    pub path: String,
    /// Its dossier.
    pub dossier: Option<DossierId>,
    /// Its place in the dossier.
    pub sequence: i64,
    /// Whether it is about imminent danger to life: it goes first.
    pub danger: bool,
    /// The sealed envelope.
    pub sealed: Vec<u8>,
    /// Digest of what was signed inside.
    pub digest: Digest,
    /// Where it stands.
    pub state: OutState,
    /// Attempts so far.
    pub attempts: i64,
    /// Next attempt not before.
    pub next_at: Timestamp,
    /// When it was queued.
    pub created_at: Timestamp,
    /// When it is given up.
    pub expires_at: Timestamp,
    /// Why the last attempt failed.
    pub last_error: Option<String>,
    /// The peer's signed receipt.
    pub receipt: Option<Vec<u8>>,
    /// When the receipt came.
    pub receipt_at: Option<Timestamp>,
}

pub(crate) fn row_of(row: outbox_row::Model) -> Result<OutboxRow, StoreError> {
    let corrupt = |what: &str| StoreError::Corrupt(format!("outbox {what} of message `{}`", row.message));
    Ok(OutboxRow {
        message: MessageId(row.message),
        peer: NodeId::parse(&row.peer).ok_or_else(|| corrupt("peer"))?,
        digest: Digest::parse(&row.digest).ok_or_else(|| corrupt("digest"))?,
        state: OutState::parse(&row.state)?,
        path: row.path,
        dossier: row.dossier.map(DossierId),
        sequence: row.sequence,
        danger: row.danger,
        sealed: row.sealed,
        attempts: row.attempts,
        next_at: Timestamp(row.next_at),
        created_at: Timestamp(row.created_at),
        expires_at: Timestamp(row.expires_at),
        last_error: row.last_error,
        receipt: row.receipt,
        receipt_at: row.receipt_at.map(Timestamp),
    })
}

/// Queues a message in this transaction.
///
/// # Errors
/// What the database says; a message id used twice is an error.
pub async fn enqueue(tx: &Tx, message: Outgoing) -> Result<(), StoreError> {
    put_body(tx, message.message, message.body).await?;
    let row = outbox_row::ActiveModel {
        message: Set(message.message.0),
        peer: Set(message.peer.to_string()),
        path: Set(message.path.into()),
        dossier: Set(message.dossier.map(|d| d.0)),
        sequence: Set(message.sequence),
        danger: Set(message.danger),
        sealed: Set(message.sealed),
        digest: Set(message.digest.to_string()),
        state: Set(OutState::Queued.code().into()),
        attempts: Set(0),
        next_at: Set(tx.at().0),
        created_at: Set(tx.at().0),
        expires_at: Set(message.expires_at.0),
        last_error: Set(None),
        receipt: Set(None),
        receipt_at: Set(None),
    };
    outbox_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Messages that wait, oldest first, without claiming them.
///
/// # Errors
/// What the database says.
pub async fn waiting(tx: &Tx, most: u64) -> Result<Vec<OutboxRow>, StoreError> {
    let rows = outbox_row::Entity::find()
        .filter(outbox_row::Column::State.eq(OutState::Queued.code()))
        .order_by_desc(outbox_row::Column::Danger)
        .order_by_asc(outbox_row::Column::CreatedAt)
        .order_by_asc(outbox_row::Column::Sequence)
        .limit(most)
        .all(tx.db())
        .await?;
    rows.into_iter().map(row_of).collect()
}

/// Claims messages that are due, so that no other process sends them until `lease_ms` has passed. A claim that is
/// never finished (the process died) simply runs out: delivery is repeated, and the receiver knows it by its id.
///
/// # Errors
/// What the database says.
pub async fn claim_due(tx: &Tx, lease_ms: i64, most: u64) -> Result<Vec<OutboxRow>, StoreError> {
    let mut select = outbox_row::Entity::find()
        .filter(outbox_row::Column::State.eq(OutState::Queued.code()))
        .filter(outbox_row::Column::NextAt.lte(tx.at().0))
        .order_by_desc(outbox_row::Column::Danger)
        .order_by_asc(outbox_row::Column::CreatedAt)
        .order_by_asc(outbox_row::Column::Sequence)
        .limit(most);
    if Store::is_postgres(tx.db()) {
        select = select.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    }
    let rows = select.all(tx.db()).await?;
    let until = tx.at().plus_ms(lease_ms).0;
    let ids: Vec<_> = rows.iter().map(|r| r.message).collect();
    outbox_row::Entity::update_many()
        .col_expr(outbox_row::Column::NextAt, until.into())
        .filter(outbox_row::Column::Message.is_in(ids))
        .exec(tx.db())
        .await?;
    rows.into_iter().map(row_of).collect()
}

/// What waits for one peer: how many, the oldest since when, the first given up when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waits {
    /// How many messages.
    pub count: u64,
    /// When the oldest was queued.
    pub since: Timestamp,
    /// When the first of them is given up.
    pub until: Timestamp,
}

/// What waits for this peer, if anything does.
///
/// # Errors
/// What the database says.
pub async fn waits(tx: &Tx, peer: NodeId) -> Result<Option<Waits>, StoreError> {
    let row: Option<(i64, Option<i64>, Option<i64>)> = outbox_row::Entity::find()
        .select_only()
        .column_as(outbox_row::Column::Message.count(), "count")
        .column_as(outbox_row::Column::CreatedAt.min(), "since")
        .column_as(outbox_row::Column::ExpiresAt.min(), "until")
        .filter(outbox_row::Column::State.eq(OutState::Queued.code()))
        .filter(outbox_row::Column::Peer.eq(peer.to_string()))
        .into_tuple()
        .one(tx.db())
        .await?;
    let Some((count, Some(since), Some(until))) = row else { return Ok(None) };
    let count = u64::try_from(count).unwrap_or(0);
    Ok((count > 0).then_some(Waits { count, since: Timestamp(since), until: Timestamp(until) }))
}

/// Puts off the next attempt of these messages: while one is under way, so that no other process makes it too.
///
/// # Errors
/// What the database says.
pub async fn put_off(tx: &Tx, messages: &[MessageId], until: Timestamp) -> Result<(), StoreError> {
    outbox_row::Entity::update_many()
        .col_expr(outbox_row::Column::NextAt, until.0.into())
        .filter(outbox_row::Column::Message.is_in(messages.iter().map(|m| m.0)))
        .filter(outbox_row::Column::State.eq(OutState::Queued.code()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Records a failed attempt and when to try again.
///
/// # Errors
/// What the database says.
pub async fn failed(tx: &Tx, message: MessageId, next_at: Timestamp, why: &str) -> Result<(), StoreError> {
    let why: String = why.chars().take(ERROR_CHARS_MAX).collect();
    outbox_row::Entity::update_many()
        .col_expr(
            outbox_row::Column::Attempts,
            sea_orm::sea_query::ExprTrait::add(outbox_row::Column::Attempts.into_expr(), 1),
        )
        .col_expr(outbox_row::Column::NextAt, next_at.0.into())
        .col_expr(outbox_row::Column::LastError, why.into())
        .filter(outbox_row::Column::Message.eq(message.0))
        .filter(outbox_row::Column::State.eq(OutState::Queued.code()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Ends a message with what the peer signed, or by expiry. A message that has ended stays as it ended.
///
/// # Errors
/// What the database says.
pub async fn finish(
    tx: &Tx,
    message: MessageId,
    state: OutState,
    receipt: Option<&[u8]>,
) -> Result<bool, StoreError> {
    let done = outbox_row::Entity::update_many()
        .col_expr(outbox_row::Column::State, state.code().into())
        .col_expr(outbox_row::Column::Receipt, receipt.map(<[u8]>::to_vec).into())
        .col_expr(outbox_row::Column::ReceiptAt, tx.at().0.into())
        .filter(outbox_row::Column::Message.eq(message.0))
        .filter(outbox_row::Column::State.eq(OutState::Queued.code()))
        .exec(tx.db())
        .await?;
    if done.rows_affected > 0 {
        ended(tx, &[message.0]).await?;
    }
    Ok(done.rows_affected > 0)
}

/// Gives messages up: their peer has not said anything of them. Those that have ended stay as they ended.
///
/// # Errors
/// What the database says.
pub async fn give_up(tx: &Tx, messages: &[MessageId]) -> Result<(), StoreError> {
    for some in messages.chunks(FINISHED_AT_ONCE) {
        let ids: Vec<uuid::Uuid> = some.iter().map(|message| message.0).collect();
        outbox_row::Entity::update_many()
            .col_expr(outbox_row::Column::State, OutState::Expired.code().into())
            .col_expr(outbox_row::Column::ReceiptAt, tx.at().0.into())
            .filter(outbox_row::Column::Message.is_in(ids.iter().copied()))
            .filter(outbox_row::Column::State.eq(OutState::Queued.code()))
            .exec(tx.db())
            .await?;
        ended(tx, &ids).await?;
    }
    Ok(())
}

/// Ends messages, each with what the peer signed, also those that were given up while they were under way. What came beside
/// each other is written so, or a quick line would wait for one statement after the other.
///
/// # Errors
/// What the database says.
pub async fn finish_all(tx: &Tx, state: OutState, receipts: &[(MessageId, &[u8])]) -> Result<(), StoreError> {
    for some in receipts.chunks(FINISHED_AT_ONCE) {
        let ids: Vec<uuid::Uuid> = some.iter().map(|(message, _)| message.0).collect();
        let receipt = some.iter().fold(CaseStatement::new(), |case, (message, receipt)| {
            case.case(outbox_row::Column::Message.eq(message.0), receipt.to_vec())
        });
        outbox_row::Entity::update_many()
            .col_expr(outbox_row::Column::State, state.code().into())
            .col_expr(outbox_row::Column::Receipt, receipt.into())
            .col_expr(outbox_row::Column::ReceiptAt, tx.at().0.into())
            .filter(outbox_row::Column::Message.is_in(ids.iter().copied()))
            .filter(outbox_row::Column::State.is_in([OutState::Queued.code(), OutState::Expired.code()]))
            .exec(tx.db())
            .await?;
        ended(tx, &ids).await?;
    }
    Ok(())
}

/// Ends a message with what the peer signed, even if it was given up meanwhile: what a courier brings is late and true
/// all the same.
///
/// # Errors
/// What the database says.
pub async fn receipted(
    tx: &Tx,
    message: MessageId,
    state: OutState,
    receipt: &[u8],
) -> Result<bool, StoreError> {
    let mut from = vec![OutState::Queued.code(), OutState::Expired.code()];
    if state == OutState::Delivered {
        from.push(OutState::SentAgain.code());
    }
    let done = outbox_row::Entity::update_many()
        .col_expr(outbox_row::Column::State, state.code().into())
        .col_expr(outbox_row::Column::Receipt, receipt.to_vec().into())
        .col_expr(outbox_row::Column::ReceiptAt, tx.at().0.into())
        .filter(outbox_row::Column::Message.eq(message.0))
        .filter(outbox_row::Column::State.is_in(from.iter().copied()))
        .exec(tx.db())
        .await?;
    if done.rows_affected > 0 {
        ended(tx, &[message.0]).await?;
    }
    Ok(done.rows_affected > 0)
}

/// One message.
///
/// # Errors
/// What the database says.
pub async fn find(tx: &Tx, message: MessageId) -> Result<Option<OutboxRow>, StoreError> {
    outbox_row::Entity::find_by_id(message.0).one(tx.db()).await?.map(row_of).transpose()
}

/// All messages of a dossier, in order.
///
/// # Errors
/// What the database says.
pub async fn of_dossier(tx: &Tx, dossier: DossierId) -> Result<Vec<OutboxRow>, StoreError> {
    let rows = outbox_row::Entity::find()
        .filter(outbox_row::Column::Dossier.eq(dossier.0))
        .order_by_asc(outbox_row::Column::Sequence)
        .all(tx.db())
        .await?;
    rows.into_iter().map(row_of).collect()
}

/// How many messages wait for this peer.
///
/// # Errors
/// What the database says.
pub async fn count_waiting(tx: &Tx, peer: NodeId) -> Result<u64, StoreError> {
    Ok(outbox_row::Entity::find()
        .filter(outbox_row::Column::State.eq(OutState::Queued.code()))
        .filter(outbox_row::Column::Peer.eq(peer.to_string()))
        .count(tx.db())
        .await?)
}

/// When the receipt of each of these messages came; those that have none are left out.
///
/// # Errors
/// What the database says.
pub async fn receipted_at(
    tx: &Tx,
    messages: &[MessageId],
) -> Result<BTreeMap<MessageId, Timestamp>, StoreError> {
    let mut all = BTreeMap::new();
    for some in messages.chunks(ASKED_AT_ONCE) {
        let rows: Vec<(uuid::Uuid, Option<i64>)> = outbox_row::Entity::find()
            .select_only()
            .column(outbox_row::Column::Message)
            .column(outbox_row::Column::ReceiptAt)
            .filter(outbox_row::Column::Message.is_in(some.iter().map(|message| message.0)))
            // A message that was given up has its end, and no receipt.
            .filter(outbox_row::Column::Receipt.is_not_null())
            .into_tuple()
            .all(tx.db())
            .await?;
        let dated = rows.into_iter().filter_map(|(id, at)| Some((MessageId(id), Timestamp(at?))));
        all.extend(dated);
    }
    Ok(all)
}
