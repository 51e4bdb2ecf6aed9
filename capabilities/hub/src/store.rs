//! What the room keeps of logs: the schema, and leaves with their roots.

use crate::statement::{Before, LeafKind};
pub(crate) use crate::store_alarm::*;
pub(crate) use crate::store_used::*;
use ::store::{Column, Migration, StoreError, Tx, table};
use kernel::id::NodeId;
use kernel::{Digest, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

/// Alarms shown on one page.
pub const SHOWN_MAX: u64 = 200;
/// Leaves read in one go.
const LEAVES_IN_ONE_GO: u64 = 256;

macro_rules! rows {
    ($($module:ident = $table:literal { $($kf:ident: $kt:ty),* ; $($field:ident: $type:ty),* $(,)? })*) => {$(
        pub(crate) mod $module {
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
pub(crate) use rows;

rows! {
    leaf_row = "hub_leaf" { hub: String, place: i64 ;
        kind: i64, node: String, number: i64, hash: String, root: String, leaf: Vec<u8>, at: i64 }
    used_row = "hub_used" { hub: String ;
        since: i64, used_by: String, size: i64, head: Option<Vec<u8>>, head_at: Option<i64>, asked_at: i64,
        last_error: Option<String>, longer: Option<i64>, longer_at: Option<i64> }
    told_row = "hub_told" { hub: String, peer: String ; message: Uuid, size: i64, root: String, at: i64 }
    answer_row = "hub_answer" { hub: String, peer: String ; size: i64, agrees: bool, at: i64, document: Vec<u8> }
    alarm_row = "hub_alarm" { id: Uuid ;
        hub: String, at: i64, again: i64, reason: String, shown_by: Option<String>, subject: String, held: Vec<u8>,
        shown: Vec<u8>, proof: Vec<u8>, settled_at: Option<i64>, settled_by: Option<String>,
        settled_why: Option<String> }
    said_row = "hub_said" { hub: String, number: i64 ;
        code: String, document: Vec<u8>, at: i64, taken_at: Option<i64>, refused: Option<String> }
}

// long: one table after the other
/// The schema of logs.
pub(crate) fn log_migration() -> Migration {
    Migration::tables(
        "hub-1-log",
        vec![
            table("hub_leaf")
                .col("hub", Column::Text)
                .col("place", Column::Int)
                .col("kind", Column::Int)
                .col("node", Column::Text)
                .col("number", Column::Int)
                .col("hash", Column::Text)
                .col("root", Column::Text)
                .col("leaf", Column::Bytes)
                .col("at", Column::Int)
                .key(&["hub", "place"])
                .index(&["hub", "node"]),
            table("hub_used")
                .col("hub", Column::Text)
                .col("since", Column::Int)
                .col("used_by", Column::Text)
                .col("size", Column::Int)
                .opt("head", Column::Bytes)
                .opt("head_at", Column::Int)
                .col("asked_at", Column::Int)
                .opt("last_error", Column::Text)
                .opt("longer", Column::Int)
                .opt("longer_at", Column::Int)
                .key(&["hub"]),
            table("hub_told")
                .col("hub", Column::Text)
                .col("peer", Column::Text)
                .col("message", Column::Uuid)
                .col("size", Column::Int)
                .col("root", Column::Text)
                .col("at", Column::Int)
                .key(&["hub", "peer"]),
            table("hub_answer")
                .col("hub", Column::Text)
                .col("peer", Column::Text)
                .col("size", Column::Int)
                .col("agrees", Column::Flag)
                .col("at", Column::Int)
                .col("document", Column::Bytes)
                .key(&["hub", "peer"]),
            table("hub_alarm")
                .col("id", Column::Uuid)
                .col("hub", Column::Text)
                .col("at", Column::Int)
                .col("again", Column::Int)
                .col("reason", Column::Text)
                .opt("shown_by", Column::Text)
                .col("subject", Column::Text)
                .col("held", Column::Bytes)
                .col("shown", Column::Bytes)
                .col("proof", Column::Bytes)
                .opt("settled_at", Column::Int)
                .opt("settled_by", Column::Text)
                .opt("settled_why", Column::Text)
                .key(&["id"])
                .index(&["hub"]),
            table("hub_said")
                .col("hub", Column::Text)
                .col("number", Column::Int)
                .col("code", Column::Text)
                .col("document", Column::Bytes)
                .col("at", Column::Int)
                .opt("taken_at", Column::Int)
                .opt("refused", Column::Text)
                .key(&["hub", "number"]),
        ],
    )
}

pub(crate) fn corrupt(what: &str) -> StoreError {
    StoreError::Corrupt(format!("a row of a hub: {what}"))
}

pub(crate) fn node_of(text: &str) -> Result<NodeId, StoreError> {
    NodeId::parse(text).ok_or_else(|| corrupt("a node"))
}

pub(crate) fn digest_of(text: &str) -> Result<Digest, StoreError> {
    Digest::parse(text).ok_or_else(|| corrupt("a digest"))
}

pub(crate) fn number(of: u64) -> i64 {
    i64::try_from(of).unwrap_or(i64::MAX)
}

pub(crate) fn count(of: i64) -> u64 {
    u64::try_from(of).unwrap_or(0)
}

/// A leaf as it is kept.
#[derive(Clone, Debug)]
pub struct StoredLeaf {
    /// Its place, from 0.
    pub place: u64,
    /// Its first byte.
    pub kind: u8,
    /// Whom it is about; `None` for what this program cannot read.
    pub node: Option<NodeId>,
    /// The card's sequence or the statement's number.
    pub number: u64,
    /// Its digest.
    pub hash: Digest,
    /// The root of the log up to and with it.
    pub root: Digest,
    /// Its bytes.
    pub leaf: Vec<u8>,
    /// When it came here.
    pub at: Timestamp,
}

fn leaf_of(row: leaf_row::Model) -> Result<StoredLeaf, StoreError> {
    Ok(StoredLeaf {
        place: count(row.place),
        kind: u8::try_from(row.kind).unwrap_or(0),
        node: NodeId::parse(&row.node),
        number: count(row.number),
        hash: digest_of(&row.hash)?,
        root: digest_of(&row.root)?,
        leaf: row.leaf,
        at: Timestamp(row.at),
    })
}

/// Adds a leaf.
pub(crate) async fn add_leaf(tx: &Tx, hub: NodeId, leaf: StoredLeaf) -> Result<(), StoreError> {
    let row = leaf_row::ActiveModel {
        hub: Set(hub.to_string()),
        place: Set(number(leaf.place)),
        kind: Set(leaf.kind.into()),
        node: Set(leaf.node.map(|node| node.to_string()).unwrap_or_default()),
        number: Set(number(leaf.number)),
        hash: Set(leaf.hash.to_string()),
        root: Set(leaf.root.to_string()),
        leaf: Set(leaf.leaf),
        at: Set(leaf.at.0),
    };
    leaf_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// How many leaves of a log are kept here.
pub(crate) async fn size(tx: &Tx, hub: NodeId) -> Result<u64, StoreError> {
    leaf_row::Entity::find()
        .filter(leaf_row::Column::Hub.eq(hub.to_string()))
        .count(tx.db())
        .await
        .map_err(Into::into)
}

/// The digests of the first `most` leaves of a log.
pub(crate) async fn hashes(tx: &Tx, hub: NodeId, most: u64) -> Result<Vec<Digest>, StoreError> {
    let rows: Vec<String> = leaf_row::Entity::find()
        .select_only()
        .column(leaf_row::Column::Hash)
        .filter(leaf_row::Column::Hub.eq(hub.to_string()))
        .filter(leaf_row::Column::Place.lt(number(most)))
        .order_by_asc(leaf_row::Column::Place)
        .into_tuple()
        .all(tx.db())
        .await?;
    rows.iter().map(|hash| digest_of(hash)).collect()
}

/// The root that a log kept here has at a size; `None` if it is shorter, or the size is nothing.
pub(crate) async fn root_at(tx: &Tx, hub: NodeId, size: u64) -> Result<Option<Digest>, StoreError> {
    let Some(last) = size.checked_sub(1) else { return Ok(None) };
    let row = leaf_row::Entity::find_by_id((hub.to_string(), number(last))).one(tx.db()).await?;
    row.map(|row| digest_of(&row.root)).transpose()
}

/// Leaves from a place on, at most so many.
pub(crate) async fn leaves(
    tx: &Tx,
    hub: NodeId,
    from: u64,
    most: u64,
) -> Result<Vec<StoredLeaf>, StoreError> {
    let rows = leaf_row::Entity::find()
        .filter(leaf_row::Column::Hub.eq(hub.to_string()))
        .filter(leaf_row::Column::Place.gte(number(from)))
        .order_by_asc(leaf_row::Column::Place)
        .limit(most.min(LEAVES_IN_ONE_GO))
        .all(tx.db())
        .await?;
    rows.into_iter().map(leaf_of).collect()
}

/// All statements of a log, in order.
pub(crate) async fn statements(tx: &Tx, hub: NodeId) -> Result<Vec<StoredLeaf>, StoreError> {
    let rows = leaf_row::Entity::find()
        .filter(leaf_row::Column::Hub.eq(hub.to_string()))
        .filter(leaf_row::Column::Kind.eq(i64::from(LeafKind::Statement.byte())))
        .order_by_asc(leaf_row::Column::Place)
        .all(tx.db())
        .await?;
    rows.into_iter().map(leaf_of).collect()
}

/// The newest leaf of a kind about a node.
pub(crate) async fn newest(
    tx: &Tx,
    hub: NodeId,
    kind: LeafKind,
    node: NodeId,
) -> Result<Option<StoredLeaf>, StoreError> {
    let row = leaf_row::Entity::find()
        .filter(leaf_row::Column::Hub.eq(hub.to_string()))
        .filter(leaf_row::Column::Node.eq(node.to_string()))
        .filter(leaf_row::Column::Kind.eq(i64::from(kind.byte())))
        .order_by_desc(leaf_row::Column::Place)
        .one(tx.db())
        .await?;
    row.map(leaf_of).transpose()
}

/// What stands in a log about a node.
pub(crate) async fn before(tx: &Tx, hub: NodeId, node: NodeId) -> Result<Before, StoreError> {
    let card = newest(tx, hub, LeafKind::Card, node).await?;
    let card = card.and_then(|leaf| directory::read_card(leaf.leaf.get(1..).unwrap_or_default()).ok());
    let statement = newest(tx, hub, LeafKind::Statement, node).await?.map(|leaf| leaf.number);
    Ok(Before { card, statement })
}

/// The newest card leaf of each node of a log, in the order of their places.
pub(crate) async fn newest_cards(tx: &Tx, hub: NodeId) -> Result<Vec<StoredLeaf>, StoreError> {
    let places: Vec<(String, i64)> = leaf_row::Entity::find()
        .select_only()
        .column(leaf_row::Column::Node)
        .column_as(leaf_row::Column::Place.max(), "place")
        .filter(leaf_row::Column::Hub.eq(hub.to_string()))
        .filter(leaf_row::Column::Kind.eq(i64::from(LeafKind::Card.byte())))
        .filter(leaf_row::Column::Node.ne(""))
        .group_by(leaf_row::Column::Node)
        .into_tuple()
        .all(tx.db())
        .await?;
    let rows = leaf_row::Entity::find()
        .filter(leaf_row::Column::Hub.eq(hub.to_string()))
        .filter(leaf_row::Column::Place.is_in(places.into_iter().map(|(_, place)| place)))
        .order_by_asc(leaf_row::Column::Place)
        .all(tx.db())
        .await?;
    rows.into_iter().map(leaf_of).collect()
}

/// Forgets the copy of a log: two administrators settled a contradiction, and it is fetched anew. The alarm keeps the
/// heads that contradicted each other.
pub(crate) async fn forget_log(tx: &Tx, hub: NodeId) -> Result<(), StoreError> {
    leaf_row::Entity::delete_many().filter(leaf_row::Column::Hub.eq(hub.to_string())).exec(tx.db()).await?;
    told_row::Entity::delete_many().filter(told_row::Column::Hub.eq(hub.to_string())).exec(tx.db()).await?;
    used_row::Entity::update_many()
        .col_expr(used_row::Column::Size, 0.into())
        .col_expr(used_row::Column::Head, Option::<Vec<u8>>::None.into())
        .col_expr(used_row::Column::HeadAt, Option::<i64>::None.into())
        .col_expr(used_row::Column::Longer, Option::<i64>::None.into())
        .col_expr(used_row::Column::LongerAt, Option::<i64>::None.into())
        .col_expr(used_row::Column::AskedAt, 0.into())
        .filter(used_row::Column::Hub.eq(hub.to_string()))
        .exec(tx.db())
        .await?;
    Ok(())
}
