//! What the room keeps of mailboxes: at a hub the sealed envelopes that wait, at a member what it left there and which
//! receipts it owes. Nothing here can be opened by the hub.

use crate::store::{count, node_of, number, rows};
use ::store::{Column, Migration, StoreError, Tx, table};
use kernel::id::{MessageId, NodeId};
use kernel::{Digest, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Messages looked up in one statement.
const LOOKED_UP_AT_ONCE: usize = 200;

rows! {
    item_row = "mailbox_item" { id: Uuid ;
        recipient: String, sender: String, digest: String, size: i64, at: i64, sealed: Vec<u8> }
    left_row = "mailbox_left" { message: Uuid ; hub: String, at: i64 }
    owed_row = "mailbox_owed" { peer: String, message: Uuid ; hub: String, at: i64 }
}

/// The schema of mailboxes.
pub(crate) fn mail_migration() -> Migration {
    Migration::tables(
        "hub-2-mailbox",
        vec![
            table("mailbox_item")
                .col("id", Column::Uuid)
                .col("recipient", Column::Text)
                .col("sender", Column::Text)
                .col("digest", Column::Text)
                .col("size", Column::Int)
                .col("at", Column::Int)
                .col("sealed", Column::Bytes)
                .key(&["id"])
                .index(&["recipient"]),
            table("mailbox_left")
                .col("message", Column::Uuid)
                .col("hub", Column::Text)
                .col("at", Column::Int)
                .key(&["message"]),
            table("mailbox_owed")
                .col("peer", Column::Text)
                .col("message", Column::Uuid)
                .col("hub", Column::Text)
                .col("at", Column::Int)
                .key(&["peer", "message"]),
        ],
    )
}

/// An envelope that waits in a mailbox.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its id, in the order of coming.
    pub id: Uuid,
    /// Who left it.
    pub sender: NodeId,
    /// Its bytes.
    pub sealed: Vec<u8>,
}

/// How full a mailbox is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fill {
    /// Envelopes.
    pub items: u64,
    /// Bytes.
    pub bytes: u64,
    /// When the oldest came.
    pub oldest: Option<Timestamp>,
}

impl Fill {
    fn add(&mut self, size: i64, at: i64) {
        self.items = self.items.saturating_add(1);
        self.bytes = self.bytes.saturating_add(count(size));
        self.oldest = Some(self.oldest.map_or(Timestamp(at), |old| old.min(Timestamp(at))));
    }
}

/// How full a recipient's mailbox is: of all senders, and of this one.
pub(crate) async fn fill(
    tx: &Tx,
    recipient: NodeId,
    sender: Option<NodeId>,
) -> Result<(Fill, Fill), StoreError> {
    let rows: Vec<(String, i64, i64)> = item_row::Entity::find()
        .select_only()
        .column(item_row::Column::Sender)
        .column(item_row::Column::Size)
        .column(item_row::Column::At)
        .filter(item_row::Column::Recipient.eq(recipient.to_string()))
        .into_tuple()
        .all(tx.db())
        .await?;
    let sender = sender.map(|node| node.to_string());
    let (mut all, mut theirs) = (Fill::default(), Fill::default());
    for (from, size, at) in rows {
        all.add(size, at);
        if sender.as_deref() == Some(from.as_str()) {
            theirs.add(size, at);
        }
    }
    Ok((all, theirs))
}

/// Whether these very bytes wait there already.
pub(crate) async fn waits(tx: &Tx, recipient: NodeId, digest: Digest) -> Result<bool, StoreError> {
    let found = item_row::Entity::find()
        .filter(item_row::Column::Recipient.eq(recipient.to_string()))
        .filter(item_row::Column::Digest.eq(digest.to_string()))
        .one(tx.db())
        .await?;
    Ok(found.is_some())
}

/// Puts an envelope into a mailbox.
pub(crate) async fn put(tx: &Tx, recipient: NodeId, sender: NodeId, sealed: &[u8]) -> Result<(), StoreError> {
    let row = item_row::ActiveModel {
        id: Set(kernel::id::new(tx.clock(), tx.rng())),
        recipient: Set(recipient.to_string()),
        sender: Set(sender.to_string()),
        digest: Set(Digest::of_bytes(sealed).to_string()),
        size: Set(number(sealed.len() as u64)),
        at: Set(tx.at().0),
        sealed: Set(sealed.to_vec()),
    };
    item_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// The oldest envelopes of a mailbox.
pub(crate) async fn oldest(tx: &Tx, recipient: NodeId, most: u64) -> Result<Vec<Item>, StoreError> {
    let rows = item_row::Entity::find()
        .filter(item_row::Column::Recipient.eq(recipient.to_string()))
        .order_by_asc(item_row::Column::At)
        .order_by_asc(item_row::Column::Id)
        .limit(most)
        .all(tx.db())
        .await?;
    let read =
        |row: item_row::Model| Ok(Item { id: row.id, sender: node_of(&row.sender)?, sealed: row.sealed });
    rows.into_iter().map(read).collect()
}

/// Takes out what its recipient says it has.
pub(crate) async fn taken(tx: &Tx, recipient: NodeId, ids: &[Uuid]) -> Result<u64, StoreError> {
    let gone = item_row::Entity::delete_many()
        .filter(item_row::Column::Recipient.eq(recipient.to_string()))
        .filter(item_row::Column::Id.is_in(ids.iter().copied()))
        .exec(tx.db())
        .await?;
    Ok(gone.rows_affected)
}

/// Takes out what is older than this.
pub(crate) async fn drop_older(tx: &Tx, than: Timestamp) -> Result<u64, StoreError> {
    let gone = item_row::Entity::delete_many().filter(item_row::Column::At.lt(than.0)).exec(tx.db()).await?;
    let left = left_row::Entity::delete_many().filter(left_row::Column::At.lt(than.0));
    left.exec(tx.db()).await?;
    owed_row::Entity::delete_many().filter(owed_row::Column::At.lt(than.0)).exec(tx.db()).await?;
    Ok(gone.rows_affected)
}

/// Which of these messages were left in a mailbox after this moment.
pub(crate) async fn left_since(
    tx: &Tx,
    messages: &[MessageId],
    since: Timestamp,
) -> Result<BTreeSet<MessageId>, StoreError> {
    let mut left = BTreeSet::new();
    for some in messages.chunks(LOOKED_UP_AT_ONCE) {
        let rows: Vec<Uuid> = left_row::Entity::find()
            .select_only()
            .column(left_row::Column::Message)
            .filter(left_row::Column::Message.is_in(some.iter().map(|message| message.0)))
            .filter(left_row::Column::At.gt(since.0))
            .into_tuple()
            .all(tx.db())
            .await?;
        left.extend(rows.into_iter().map(MessageId));
    }
    Ok(left)
}

/// Notes that a message was left in a mailbox.
pub(crate) async fn left(tx: &Tx, hub: NodeId, message: MessageId) -> Result<(), StoreError> {
    let row =
        left_row::ActiveModel { message: Set(message.0), hub: Set(hub.to_string()), at: Set(tx.at().0) };
    let conflict = OnConflict::column(left_row::Column::Message)
        .update_columns([left_row::Column::Hub, left_row::Column::At])
        .to_owned();
    left_row::Entity::insert(row).on_conflict(conflict).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// A receipt is owed for a message that came through a hub.
pub(crate) async fn owe(tx: &Tx, hub: NodeId, peer: NodeId, message: MessageId) -> Result<(), StoreError> {
    let row = owed_row::ActiveModel {
        peer: Set(peer.to_string()),
        message: Set(message.0),
        hub: Set(hub.to_string()),
        at: Set(tx.at().0),
    };
    let conflict =
        OnConflict::columns([owed_row::Column::Peer, owed_row::Column::Message]).do_nothing().to_owned();
    owed_row::Entity::insert(row).on_conflict(conflict).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// The receipts owed through a hub, by peer.
pub(crate) async fn owed(tx: &Tx, hub: NodeId) -> Result<Vec<(NodeId, MessageId)>, StoreError> {
    let rows = owed_row::Entity::find()
        .filter(owed_row::Column::Hub.eq(hub.to_string()))
        .order_by_asc(owed_row::Column::Peer)
        .order_by_asc(owed_row::Column::At)
        .limit(1_000)
        .all(tx.db())
        .await?;
    rows.into_iter().map(|row| Ok((node_of(&row.peer)?, MessageId(row.message)))).collect()
}

/// These receipts went out.
pub(crate) async fn owe_no_more(tx: &Tx, peer: NodeId, messages: &[MessageId]) -> Result<(), StoreError> {
    owed_row::Entity::delete_many()
        .filter(owed_row::Column::Peer.eq(peer.to_string()))
        .filter(owed_row::Column::Message.is_in(messages.iter().map(|m| m.0)))
        .exec(tx.db())
        .await?;
    Ok(())
}
