//! The hubs in use: what is known of their logs, what peers were told of them and answered.

use crate::rules::Known;
use crate::store::{answer_row, count, digest_of, forget_log, node_of, number, told_row, used_row};
use ::store::{StoreError, Tx};
use kernel::id::{MessageId, NodeId};
use kernel::{Digest, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// A hub that this node uses.
#[derive(Clone, Debug)]
pub struct Used {
    /// The hub.
    pub hub: NodeId,
    /// Since when.
    pub since: Timestamp,
    /// Who began to use it.
    pub by: String,
    /// The newest head that was verified, as the hub signed it.
    pub head: Option<Vec<u8>>,
    /// What is known of its log.
    pub known: Known,
    /// When it was last asked.
    pub asked_at: Timestamp,
    /// Why asking failed; `None` after a success.
    pub last_error: Option<String>,
}

fn used_of(row: used_row::Model) -> Result<Used, StoreError> {
    let longer = row.longer.zip(row.longer_at).map(|(size, at)| (count(size), Timestamp(at)));
    Ok(Used {
        hub: node_of(&row.hub)?,
        since: Timestamp(row.since),
        by: row.used_by,
        head: row.head,
        known: Known { size: count(row.size), head_at: row.head_at.map(Timestamp), longer },
        asked_at: Timestamp(row.asked_at),
        last_error: row.last_error,
    })
}

/// Begins to use a hub; again changes nothing.
pub(crate) async fn begin_to_use(tx: &Tx, hub: NodeId, by: &str) -> Result<(), StoreError> {
    let row = used_row::ActiveModel {
        hub: Set(hub.to_string()),
        since: Set(tx.at().0),
        used_by: Set(by.into()),
        size: Set(0),
        head: Set(None),
        head_at: Set(None),
        asked_at: Set(0),
        last_error: Set(None),
        longer: Set(None),
        longer_at: Set(None),
    };
    let conflict = OnConflict::column(used_row::Column::Hub).do_nothing().to_owned();
    used_row::Entity::insert(row).on_conflict(conflict).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Stops using a hub; what was fetched goes, alarms stay.
pub(crate) async fn stop_using(tx: &Tx, hub: NodeId) -> Result<(), StoreError> {
    forget_log(tx, hub).await?;
    used_row::Entity::delete_by_id(hub.to_string()).exec(tx.db()).await?;
    Ok(())
}

/// The hubs in use.
pub(crate) async fn used(tx: &Tx) -> Result<Vec<Used>, StoreError> {
    let rows = used_row::Entity::find().order_by_asc(used_row::Column::Since).all(tx.db()).await?;
    rows.into_iter().map(used_of).collect()
}

/// One hub in use.
pub(crate) async fn used_hub(tx: &Tx, hub: NodeId) -> Result<Option<Used>, StoreError> {
    used_row::Entity::find_by_id(hub.to_string()).one(tx.db()).await?.map(used_of).transpose()
}

/// Keeps the newest verified head.
pub(crate) async fn keep_head(
    tx: &Tx,
    hub: NodeId,
    size: u64,
    at: Timestamp,
    head: &[u8],
) -> Result<(), StoreError> {
    used_row::Entity::update_many()
        .col_expr(used_row::Column::Size, number(size).into())
        .col_expr(used_row::Column::Head, Some(head.to_vec()).into())
        .col_expr(used_row::Column::HeadAt, Some(at.0).into())
        .filter(used_row::Column::Hub.eq(hub.to_string()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Notes that a hub was asked, and why that failed.
pub(crate) async fn asked(tx: &Tx, hub: NodeId, error: Option<&str>) -> Result<(), StoreError> {
    let error: Option<String> = error.map(|why| why.chars().filter(|c| !c.is_control()).take(300).collect());
    used_row::Entity::update_many()
        .col_expr(used_row::Column::AskedAt, tx.at().0.into())
        .col_expr(used_row::Column::LastError, error.into())
        .filter(used_row::Column::Hub.eq(hub.to_string()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Notes that another node has a head of a longer log than is known here; the first moment it was longer stays.
pub(crate) async fn seen_longer(tx: &Tx, used: &Used, size: u64) -> Result<(), StoreError> {
    let since = match used.known.longer {
        Some((known, since)) if known > used.known.size => since,
        _ => tx.at(),
    };
    let size = used.known.longer.map_or(size, |(known, _)| known.max(size));
    used_row::Entity::update_many()
        .col_expr(used_row::Column::Longer, Some(number(size)).into())
        .col_expr(used_row::Column::LongerAt, Some(since.0).into())
        .filter(used_row::Column::Hub.eq(used.hub.to_string()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// What a peer was told last: size, root, when.
pub(crate) async fn told(
    tx: &Tx,
    hub: NodeId,
    peer: NodeId,
) -> Result<Option<(u64, Digest, Timestamp)>, StoreError> {
    let row = told_row::Entity::find_by_id((hub.to_string(), peer.to_string())).one(tx.db()).await?;
    row.map(|row| Ok((count(row.size), digest_of(&row.root)?, Timestamp(row.at)))).transpose()
}

/// Notes what a peer is told.
pub(crate) async fn keep_told(
    tx: &Tx,
    (hub, peer): (NodeId, NodeId),
    message: MessageId,
    (size, root): (u64, Digest),
) -> Result<(), StoreError> {
    let row = told_row::ActiveModel {
        hub: Set(hub.to_string()),
        peer: Set(peer.to_string()),
        message: Set(message.0),
        size: Set(number(size)),
        root: Set(root.to_string()),
        at: Set(tx.at().0),
    };
    let conflict = OnConflict::columns([told_row::Column::Hub, told_row::Column::Peer])
        .update_columns([
            told_row::Column::Message,
            told_row::Column::Size,
            told_row::Column::Root,
            told_row::Column::At,
        ])
        .to_owned();
    told_row::Entity::insert(row).on_conflict(conflict).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// What a peer answered last.
#[derive(Clone, Debug)]
pub struct StoredAnswer {
    /// Who.
    pub peer: NodeId,
    /// For which size.
    pub size: u64,
    /// Whether it agreed.
    pub agrees: bool,
    /// When.
    pub at: Timestamp,
}

/// Keeps an answer.
pub(crate) async fn keep_answer(
    tx: &Tx,
    hub: NodeId,
    answer: &StoredAnswer,
    document: &[u8],
) -> Result<(), StoreError> {
    let row = answer_row::ActiveModel {
        hub: Set(hub.to_string()),
        peer: Set(answer.peer.to_string()),
        size: Set(number(answer.size)),
        agrees: Set(answer.agrees),
        at: Set(answer.at.0),
        document: Set(document.to_vec()),
    };
    let conflict = OnConflict::columns([answer_row::Column::Hub, answer_row::Column::Peer])
        .update_columns([
            answer_row::Column::Size,
            answer_row::Column::Agrees,
            answer_row::Column::At,
            answer_row::Column::Document,
        ])
        .to_owned();
    answer_row::Entity::insert(row).on_conflict(conflict).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// The newest answer of each peer about a hub's log.
pub(crate) async fn answers(tx: &Tx, hub: NodeId) -> Result<Vec<StoredAnswer>, StoreError> {
    let rows =
        answer_row::Entity::find().filter(answer_row::Column::Hub.eq(hub.to_string())).all(tx.db()).await?;
    let read = |row: answer_row::Model| {
        let peer = node_of(&row.peer)?;
        Ok(StoredAnswer { peer, size: count(row.size), agrees: row.agrees, at: Timestamp(row.at) })
    };
    rows.into_iter().map(read).collect()
}
