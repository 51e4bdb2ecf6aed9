//! What is known of courier files: their numbers, what they carried, and which receipts are still owed. No content: the
//! messages stand in the outbox until their receipts come, whatever was given to a courier.

use crate::store_rows::{file_row, given_row, owed_row};
use kernel::id::{MessageId, NodeId};
use kernel::{Digest, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use seal::checkpoint::At;
use store::{StoreError, Tx};

/// Which way a file goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Written here.
    Out,
    /// Read here.
    In,
}

impl Way {
    fn code(self) -> &'static str {
        match self {
            Self::Out => "out",
            Self::In => "in",
        }
    }
}

/// A courier file that was written or read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CourierFile {
    /// The other node.
    pub peer: NodeId,
    /// Which of its writer's files for its reader.
    pub number: u64,
    /// Its name between the two nodes.
    pub file: Digest,
    /// How far its writer's log went.
    pub checkpoint: Option<At>,
    /// Messages in it.
    pub messages: u64,
    /// Receipts in it.
    pub receipts: u64,
    /// Whether it was written, or read, to its end.
    pub whole: bool,
    /// When.
    pub at: Timestamp,
    /// Why its writer began anew there, and who settled that.
    pub settled: Option<(String, String)>,
}

fn file_of(row: file_row::Model) -> Result<CourierFile, StoreError> {
    let corrupt = || StoreError::Corrupt(format!("courier file {} of `{}`", row.number, row.peer));
    let digest = |text: &str| Digest::parse(text).ok_or_else(corrupt);
    let checkpoint = match (row.seq, &row.head) {
        (Some(seq), Some(head)) => Some(At { seq, head: digest(head)? }),
        _ => None,
    };
    Ok(CourierFile {
        peer: NodeId::parse(&row.peer).ok_or_else(corrupt)?,
        number: u64::try_from(row.number).map_err(|_| corrupt())?,
        file: digest(&row.file)?,
        checkpoint,
        messages: u64::try_from(row.messages).unwrap_or(0),
        receipts: u64::try_from(row.receipts).unwrap_or(0),
        whole: row.whole,
        at: Timestamp(row.at),
        settled: row.settled.zip(row.settled_by),
    })
}

fn number(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Keeps what is known of a file; one of the same number is written over.
pub(crate) async fn put_file(tx: &Tx, way: Way, file: &CourierFile) -> Result<(), StoreError> {
    let row = file_row::ActiveModel {
        peer: Set(file.peer.to_string()),
        way: Set(way.code().into()),
        number: Set(number(file.number)),
        file: Set(file.file.to_string()),
        seq: Set(file.checkpoint.map(|c| c.seq)),
        head: Set(file.checkpoint.map(|c| c.head.to_string())),
        messages: Set(number(file.messages)),
        receipts: Set(number(file.receipts)),
        whole: Set(file.whole),
        at: Set(tx.at().0),
        settled: Set(file.settled.as_ref().map(|(why, _)| why.clone())),
        settled_by: Set(file.settled.as_ref().map(|(_, by)| by.clone())),
    };
    let same = OnConflict::columns([file_row::Column::Peer, file_row::Column::Way, file_row::Column::Number])
        .update_columns([
            file_row::Column::File,
            file_row::Column::Seq,
            file_row::Column::Head,
            file_row::Column::Messages,
            file_row::Column::Receipts,
            file_row::Column::Whole,
            file_row::Column::At,
            file_row::Column::Settled,
            file_row::Column::SettledBy,
        ])
        .to_owned();
    file_row::Entity::insert(row).on_conflict(same).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// The file of that number.
pub(crate) async fn file(tx: &Tx, way: Way, peer: NodeId, n: u64) -> Result<Option<CourierFile>, StoreError> {
    let key = (peer.to_string(), way.code().to_owned(), number(n));
    file_row::Entity::find_by_id(key).one(tx.db()).await?.map(file_of).transpose()
}

/// The file with the highest number, or the highest one that is whole.
///
/// # Errors
/// What the database says.
pub async fn newest(tx: &Tx, way: Way, peer: NodeId, whole: bool) -> Result<Option<CourierFile>, StoreError> {
    let mut files = file_row::Entity::find()
        .filter(file_row::Column::Peer.eq(peer.to_string()))
        .filter(file_row::Column::Way.eq(way.code()))
        .order_by_desc(file_row::Column::Number)
        .limit(1);
    if whole {
        files = files.filter(file_row::Column::Whole.eq(true));
    }
    files.one(tx.db()).await?.map(file_of).transpose()
}

/// Forgets what was read of a peer, once it is settled why it began anew.
pub(crate) async fn forget_read(tx: &Tx, peer: NodeId) -> Result<(), StoreError> {
    file_row::Entity::delete_many()
        .filter(file_row::Column::Peer.eq(peer.to_string()))
        .filter(file_row::Column::Way.eq(Way::In.code()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Notes that these messages were given to the courier, and forgets it of the peer's messages that wait no more.
pub(crate) async fn give(
    tx: &Tx,
    peer: NodeId,
    n: u64,
    messages: &[MessageId],
    waiting: &[MessageId],
) -> Result<(), StoreError> {
    for part in messages.chunks(200) {
        let rows = part.iter().map(|message| given_row::ActiveModel {
            message: Set(message.0),
            peer: Set(peer.to_string()),
            number: Set(number(n)),
            at: Set(tx.at().0),
        });
        let again = OnConflict::column(given_row::Column::Message)
            .update_columns([given_row::Column::Number, given_row::Column::At])
            .to_owned();
        given_row::Entity::insert_many(rows).on_conflict(again).exec_without_returning(tx.db()).await?;
    }
    let noted: Vec<uuid::Uuid> = given_row::Entity::find()
        .select_only()
        .column(given_row::Column::Message)
        .filter(given_row::Column::Peer.eq(peer.to_string()))
        .into_tuple()
        .all(tx.db())
        .await?;
    let waiting: std::collections::BTreeSet<uuid::Uuid> = waiting.iter().map(|m| m.0).collect();
    let over: Vec<uuid::Uuid> = noted.into_iter().filter(|m| !waiting.contains(m)).collect();
    for part in over.chunks(200) {
        given_row::Entity::delete_many()
            .filter(given_row::Column::Message.is_in(part.iter().copied()))
            .exec(tx.db())
            .await?;
    }
    Ok(())
}

/// When a message was given to the courier last.
pub(crate) async fn given_at(tx: &Tx, message: MessageId) -> Result<Option<Timestamp>, StoreError> {
    Ok(given_row::Entity::find_by_id(message.0).one(tx.db()).await?.map(|row| Timestamp(row.at)))
}

/// A message of the peer came in this file: its receipt goes in the next one for the peer.
pub(crate) async fn owe(tx: &Tx, peer: NodeId, message: MessageId, file: &Digest) -> Result<(), StoreError> {
    let row = owed_row::ActiveModel {
        peer: Set(peer.to_string()),
        message: Set(message.0),
        file: Set(file.to_string()),
        at: Set(tx.at().0),
    };
    let again = OnConflict::columns([owed_row::Column::Peer, owed_row::Column::Message])
        .update_column(owed_row::Column::File)
        .to_owned();
    owed_row::Entity::insert(row).on_conflict(again).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// A later file of the peer does not carry these messages any more: it has their receipts.
pub(crate) async fn owe_no_more(tx: &Tx, peer: NodeId, file: &Digest) -> Result<(), StoreError> {
    owed_row::Entity::delete_many()
        .filter(owed_row::Column::Peer.eq(peer.to_string()))
        .filter(owed_row::Column::File.ne(file.to_string()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Messages whose receipts are owed to the peer, oldest first.
///
/// # Errors
/// What the database says.
pub async fn owed(tx: &Tx, peer: NodeId, most: u64) -> Result<Vec<MessageId>, StoreError> {
    let ids: Vec<uuid::Uuid> = owed_row::Entity::find()
        .select_only()
        .column(owed_row::Column::Message)
        .filter(owed_row::Column::Peer.eq(peer.to_string()))
        .order_by_asc(owed_row::Column::At)
        .limit(most)
        .into_tuple()
        .all(tx.db())
        .await?;
    Ok(ids.into_iter().map(MessageId).collect())
}

/// Takes a node back to before it wrote or read any file.
///
/// # Errors
/// What the database says.
#[cfg(feature = "testing")]
pub async fn forget_for_test(tx: &Tx, way: Way, peer: NodeId) -> Result<(), StoreError> {
    file_row::Entity::delete_many()
        .filter(file_row::Column::Peer.eq(peer.to_string()))
        .filter(file_row::Column::Way.eq(way.code()))
        .exec(tx.db())
        .await?;
    Ok(())
}
