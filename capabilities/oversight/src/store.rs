//! What the room keeps: checkpoints offered to witnesses and their answers, what this node witnesses of others, alarms.

use ::store::{Column, Migration, StoreError, Tx, table};
use kernel::id::{MessageId, NodeId};
use kernel::{Digest, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use seal::checkpoint::At;
use uuid::Uuid;

/// Checkpoints of one peer that are kept; the oldest beyond that are dropped.
const WITNESSED_MAX: u64 = 10_000;
/// Alarms and counter-signatures shown on one page.
pub const SHOWN_MAX: u64 = 200;

macro_rules! rows {
    ($($module:ident = $table:literal { $($kf:ident: $kt:ty),* ; $($field:ident: $type:ty),* $(,)? })*) => {$(
        mod $module {
            use sea_orm::entity::prelude::*;
            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                $(#[sea_orm(primary_key, auto_increment = false)]
                pub $kf: $kt,)*
                $(pub $field: $type),*
            }
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}
            impl ActiveModelBehavior for ActiveModel {}
        }
    )*};
}

rows! {
    offered_row = "witness_offered" { message: Uuid ; peer: String, seq: i64, head: String, at: i64 }
    answer_row = "witness_answer" { id: Uuid ; peer: String, seq: i64, agrees: bool, at: i64, document: Vec<u8> }
    witnessed_row = "witnessed" { peer: String, seq: i64 ; head: String, at: i64, document: Vec<u8> }
    alarm_row = "witness_alarm" { id: Uuid ;
        peer: String, at: i64, again: i64, reason: String, held_seq: i64, held: Vec<u8>, offered: Vec<u8>,
        settled_at: Option<i64>, settled_by: Option<String>, settled_why: Option<String>,
    }
}

/// The room's schema.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    let mut steps = vec![Migration::tables(
        "oversight-1-witness",
        vec![
            table("witness_offered")
                .col("message", Column::Uuid)
                .col("peer", Column::Text)
                .col("seq", Column::Int)
                .col("head", Column::Text)
                .col("at", Column::Int)
                .key(&["message"])
                .index(&["peer", "at"]),
            table("witness_answer")
                .col("id", Column::Uuid)
                .col("peer", Column::Text)
                .col("seq", Column::Int)
                .col("agrees", Column::Flag)
                .col("at", Column::Int)
                .col("document", Column::Bytes)
                .key(&["id"])
                .index(&["peer"]),
            table("witnessed")
                .col("peer", Column::Text)
                .col("seq", Column::Int)
                .col("head", Column::Text)
                .col("at", Column::Int)
                .col("document", Column::Bytes)
                .key(&["peer", "seq"]),
            table("witness_alarm")
                .col("id", Column::Uuid)
                .col("peer", Column::Text)
                .col("at", Column::Int)
                .col("again", Column::Int)
                .col("reason", Column::Text)
                .col("held_seq", Column::Int)
                .col("held", Column::Bytes)
                .col("offered", Column::Bytes)
                .opt("settled_at", Column::Int)
                .opt("settled_by", Column::Text)
                .opt("settled_why", Column::Text)
                .key(&["id"])
                .index(&["peer"]),
        ],
    )];
    steps.extend(crate::store_requests::migrations());
    steps.push(crate::store_figures::migration());
    steps
}

fn corrupt(what: &str) -> StoreError {
    StoreError::Corrupt(format!("a witness row: {what}"))
}

/// A checkpoint that went to a peer.
#[derive(Clone, Copy, Debug)]
pub struct Offered {
    /// The message it went in.
    pub message: MessageId,
    /// What it said.
    pub end: At,
    /// When.
    pub at: Timestamp,
}

/// Notes what goes to a peer.
pub(crate) async fn keep_offered(tx: &Tx, peer: NodeId, offered: &Offered) -> Result<(), StoreError> {
    let row = offered_row::ActiveModel {
        message: Set(offered.message.0),
        peer: Set(peer.to_string()),
        seq: Set(offered.end.seq),
        head: Set(offered.end.head.to_string()),
        at: Set(offered.at.0),
    };
    offered_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// The last checkpoints that went to a peer, newest first.
pub(crate) async fn offered(tx: &Tx, peer: NodeId, most: u64) -> Result<Vec<Offered>, StoreError> {
    let rows = offered_row::Entity::find()
        .filter(offered_row::Column::Peer.eq(peer.to_string()))
        .order_by_desc(offered_row::Column::At)
        .limit(most)
        .all(tx.db())
        .await?;
    rows.into_iter().map(offered_of).collect()
}

/// Whether this very checkpoint went to the peer.
pub(crate) async fn was_offered(tx: &Tx, peer: NodeId, end: At) -> Result<bool, StoreError> {
    let found = offered_row::Entity::find()
        .filter(offered_row::Column::Peer.eq(peer.to_string()))
        .filter(offered_row::Column::Seq.eq(end.seq))
        .filter(offered_row::Column::Head.eq(end.head.to_string()))
        .one(tx.db())
        .await?;
    Ok(found.is_some())
}

fn offered_of(row: offered_row::Model) -> Result<Offered, StoreError> {
    let head = Digest::parse(&row.head).ok_or_else(|| corrupt("a head"))?;
    Ok(Offered { message: MessageId(row.message), end: At { seq: row.seq, head }, at: Timestamp(row.at) })
}

/// An answer of a witness, as it was signed.
#[derive(Clone, Debug)]
pub struct StoredAnswer {
    /// The witness.
    pub peer: NodeId,
    /// The place it is about.
    pub seq: i64,
    /// Whether it is kept as a counter-signature.
    pub agrees: bool,
    /// When it came.
    pub at: Timestamp,
    /// The signed document.
    pub document: Vec<u8>,
}

/// Keeps an answer.
pub(crate) async fn keep_answer(tx: &Tx, answer: &StoredAnswer) -> Result<(), StoreError> {
    let row = answer_row::ActiveModel {
        id: Set(kernel::id::new(tx.clock(), tx.rng())),
        peer: Set(answer.peer.to_string()),
        seq: Set(answer.seq),
        agrees: Set(answer.agrees),
        at: Set(answer.at.0),
        document: Set(answer.document.clone()),
    };
    answer_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// The newest answer of a witness.
pub(crate) async fn last_answer(tx: &Tx, peer: NodeId) -> Result<Option<StoredAnswer>, StoreError> {
    let row = answer_row::Entity::find()
        .filter(answer_row::Column::Peer.eq(peer.to_string()))
        .order_by_desc(answer_row::Column::Id)
        .one(tx.db())
        .await?;
    row.map(|row| answer_of(row).map(|(_, answer)| answer)).transpose()
}

/// Answers in the order they came, behind `after`, with their ids.
pub(crate) async fn answers(
    tx: &Tx,
    after: Uuid,
    most: u64,
) -> Result<Vec<(Uuid, StoredAnswer)>, StoreError> {
    let rows = answer_row::Entity::find()
        .filter(answer_row::Column::Id.gt(after))
        .order_by_asc(answer_row::Column::Id)
        .limit(most)
        .all(tx.db())
        .await?;
    rows.into_iter().map(answer_of).collect()
}

fn answer_of(row: answer_row::Model) -> Result<(Uuid, StoredAnswer), StoreError> {
    let peer = NodeId::parse(&row.peer).ok_or_else(|| corrupt("a peer"))?;
    let answer = StoredAnswer {
        peer,
        seq: row.seq,
        agrees: row.agrees,
        at: Timestamp(row.at),
        document: row.document,
    };
    Ok((row.id, answer))
}

/// A checkpoint of a peer that this node counter-signed.
#[derive(Clone, Debug)]
pub struct Witnessed {
    /// Whose.
    pub peer: NodeId,
    /// What it said.
    pub end: At,
    /// When it came.
    pub at: Timestamp,
    /// The document, as the peer signed it.
    pub document: Vec<u8>,
}

/// The newest checkpoint of a peer that this node counter-signed.
pub(crate) async fn witnessed(tx: &Tx, peer: NodeId) -> Result<Option<Witnessed>, StoreError> {
    let row = witnessed_row::Entity::find()
        .filter(witnessed_row::Column::Peer.eq(peer.to_string()))
        .order_by_desc(witnessed_row::Column::Seq)
        .one(tx.db())
        .await?;
    let read = |row: witnessed_row::Model| {
        let head = Digest::parse(&row.head).ok_or_else(|| corrupt("a head"))?;
        let end = At { seq: row.seq, head };
        Ok(Witnessed { peer, end, at: Timestamp(row.at), document: row.document })
    };
    row.map(read).transpose()
}

/// Keeps a checkpoint that was counter-signed, and drops the oldest beyond the limit.
pub(crate) async fn keep_witnessed(tx: &Tx, new: &Witnessed) -> Result<(), StoreError> {
    let of_peer =
        || witnessed_row::Entity::find().filter(witnessed_row::Column::Peer.eq(new.peer.to_string()));
    let row = witnessed_row::ActiveModel {
        peer: Set(new.peer.to_string()),
        seq: Set(new.end.seq),
        head: Set(new.end.head.to_string()),
        at: Set(new.at.0),
        document: Set(new.document.clone()),
    };
    witnessed_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    if of_peer().count(tx.db()).await? > WITNESSED_MAX
        && let Some(oldest) = of_peer().order_by_asc(witnessed_row::Column::Seq).one(tx.db()).await?
    {
        witnessed_row::Entity::delete_by_id((oldest.peer, oldest.seq)).exec(tx.db()).await?;
    }
    Ok(())
}

/// Forgets what was counter-signed of a peer: a person settled a contradiction, and the next checkpoint begins anew.
/// The alarm keeps the documents.
pub(crate) async fn forget_witnessed(tx: &Tx, peer: NodeId) -> Result<(), StoreError> {
    witnessed_row::Entity::delete_many()
        .filter(witnessed_row::Column::Peer.eq(peer.to_string()))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// A checkpoint of a peer that contradicts an earlier one.
#[derive(Clone, Debug)]
pub struct Alarm {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub peer: NodeId,
    /// When it came first.
    pub at: Timestamp,
    /// How often since.
    pub again: i64,
    /// A code of [`seal::checkpoint::Contradiction`].
    pub reason: String,
    /// The place that was counter-signed before.
    pub held_seq: i64,
    /// The checkpoint counter-signed before, as the peer signed it.
    pub held: Vec<u8>,
    /// The one that contradicts it, as the peer signed it.
    pub offered: Vec<u8>,
    /// When, by whom and why it was settled.
    pub settled: Option<(Timestamp, String, String)>,
}

/// Raises an alarm; while one of the peer is open it only counts.
pub(crate) async fn raise(tx: &Tx, new: &Alarm) -> Result<(), StoreError> {
    let open = alarm_row::Entity::find()
        .filter(alarm_row::Column::Peer.eq(new.peer.to_string()))
        .filter(alarm_row::Column::SettledAt.is_null())
        .one(tx.db())
        .await?;
    if let Some(open) = open {
        alarm_row::Entity::update_many()
            .col_expr(alarm_row::Column::Again, open.again.saturating_add(1).into())
            .filter(alarm_row::Column::Id.eq(open.id))
            .exec(tx.db())
            .await?;
        return Ok(());
    }
    let row = alarm_row::ActiveModel {
        id: Set(new.id),
        peer: Set(new.peer.to_string()),
        at: Set(new.at.0),
        again: Set(0),
        reason: Set(new.reason.clone()),
        held_seq: Set(new.held_seq),
        held: Set(new.held.clone()),
        offered: Set(new.offered.clone()),
        settled_at: Set(None),
        settled_by: Set(None),
        settled_why: Set(None),
    };
    alarm_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Alarms, newest first.
pub(crate) async fn alarms(tx: &Tx) -> Result<Vec<Alarm>, StoreError> {
    let rows =
        alarm_row::Entity::find().order_by_desc(alarm_row::Column::Id).limit(SHOWN_MAX).all(tx.db()).await?;
    rows.into_iter().map(alarm_of).collect()
}

/// How many alarms nobody settled.
pub(crate) async fn count_open_alarms(tx: &Tx) -> Result<u64, StoreError> {
    Ok(alarm_row::Entity::find().filter(alarm_row::Column::SettledAt.is_null()).count(tx.db()).await?)
}

/// One alarm that is open.
pub(crate) async fn open_alarm(tx: &Tx, id: Uuid) -> Result<Option<Alarm>, StoreError> {
    let row =
        alarm_row::Entity::find_by_id(id).filter(alarm_row::Column::SettledAt.is_null()).one(tx.db()).await?;
    row.map(alarm_of).transpose()
}

/// Settles an alarm.
pub(crate) async fn settle(tx: &Tx, id: Uuid, by: &str, why: &str) -> Result<(), StoreError> {
    alarm_row::Entity::update_many()
        .col_expr(alarm_row::Column::SettledAt, tx.at().0.into())
        .col_expr(alarm_row::Column::SettledBy, by.into())
        .col_expr(alarm_row::Column::SettledWhy, why.into())
        .filter(alarm_row::Column::Id.eq(id))
        .exec(tx.db())
        .await?;
    Ok(())
}

fn alarm_of(row: alarm_row::Model) -> Result<Alarm, StoreError> {
    let settled = match (row.settled_at, row.settled_by, row.settled_why) {
        (Some(at), Some(by), Some(why)) => Some((Timestamp(at), by, why)),
        _ => None,
    };
    Ok(Alarm {
        id: row.id,
        peer: NodeId::parse(&row.peer).ok_or_else(|| corrupt("a peer"))?,
        at: Timestamp(row.at),
        again: row.again,
        reason: row.reason,
        held_seq: row.held_seq,
        held: row.held,
        offered: row.offered,
        settled,
    })
}
