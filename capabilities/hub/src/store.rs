//! What the room keeps of logs: leaves with their roots, the hubs in use, what peers were told and answered, alarms,
//! and statements on their way to a hub.

use crate::rules::Known;
use crate::statement::{Before, LeafKind};
use ::store::{Column, Migration, StoreError, Tx, table};
use kernel::id::{MessageId, NodeId};
use kernel::{Digest, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

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

fn digest_of(text: &str) -> Result<Digest, StoreError> {
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

/// Something about a hub that cannot be true.
#[derive(Clone, Debug)]
pub struct Alarm {
    /// Its id.
    pub id: Uuid,
    /// The hub.
    pub hub: NodeId,
    /// When it was seen first.
    pub at: Timestamp,
    /// How often since.
    pub again: i64,
    /// A code: of a contradiction, of a leaf's fault, of a swapped card, `shorter`.
    pub reason: String,
    /// The peer that showed it, if it was not the hub itself.
    pub shown_by: Option<NodeId>,
    /// What it is about: a node, or nothing.
    pub subject: Option<NodeId>,
    /// What was held before, as it was signed.
    pub held: Vec<u8>,
    /// What contradicts it, as it was signed.
    pub shown: Vec<u8>,
    /// The proof between two heads, 32 bytes a digest; may be empty.
    pub proof: Vec<u8>,
    /// When, by whom and why it was settled.
    pub settled: Option<(Timestamp, String, String)>,
}

fn alarm_of(row: alarm_row::Model) -> Result<Alarm, StoreError> {
    let settled = match (row.settled_at, row.settled_by, row.settled_why) {
        (Some(at), Some(by), Some(why)) => Some((Timestamp(at), by, why)),
        _ => None,
    };
    Ok(Alarm {
        id: row.id,
        hub: node_of(&row.hub)?,
        at: Timestamp(row.at),
        again: row.again,
        reason: row.reason,
        shown_by: row.shown_by.as_deref().map(node_of).transpose()?,
        subject: NodeId::parse(&row.subject),
        held: row.held,
        shown: row.shown,
        proof: row.proof,
        settled,
    })
}

/// Raises an alarm; an open one of the same kind about the same only counts. `true` if it is new.
pub(crate) async fn raise(tx: &Tx, new: &Alarm) -> Result<bool, StoreError> {
    let subject = new.subject.map(|node| node.to_string()).unwrap_or_default();
    let open = alarm_row::Entity::find()
        .filter(alarm_row::Column::Hub.eq(new.hub.to_string()))
        .filter(alarm_row::Column::Reason.eq(&new.reason))
        .filter(alarm_row::Column::Subject.eq(&subject))
        .filter(alarm_row::Column::SettledAt.is_null())
        .one(tx.db())
        .await?;
    if let Some(open) = open {
        alarm_row::Entity::update_many()
            .col_expr(alarm_row::Column::Again, open.again.saturating_add(1).into())
            .filter(alarm_row::Column::Id.eq(open.id))
            .exec(tx.db())
            .await?;
        return Ok(false);
    }
    let row = alarm_row::ActiveModel {
        id: Set(new.id),
        hub: Set(new.hub.to_string()),
        at: Set(new.at.0),
        again: Set(0),
        reason: Set(new.reason.clone()),
        shown_by: Set(new.shown_by.map(|node| node.to_string())),
        subject: Set(subject),
        held: Set(new.held.clone()),
        shown: Set(new.shown.clone()),
        proof: Set(new.proof.clone()),
        settled_at: Set(None),
        settled_by: Set(None),
        settled_why: Set(None),
    };
    alarm_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(true)
}

/// Whether two administrators settled an alarm of this kind about this very thing before.
pub(crate) async fn was_settled(tx: &Tx, new: &Alarm) -> Result<bool, StoreError> {
    let subject = new.subject.map(|node| node.to_string()).unwrap_or_default();
    let found = alarm_row::Entity::find()
        .filter(alarm_row::Column::Hub.eq(new.hub.to_string()))
        .filter(alarm_row::Column::Reason.eq(&new.reason))
        .filter(alarm_row::Column::Subject.eq(subject))
        .filter(alarm_row::Column::Shown.eq(new.shown.clone()))
        .filter(alarm_row::Column::SettledAt.is_not_null())
        .one(tx.db())
        .await?;
    Ok(found.is_some())
}

/// Alarms, newest first.
pub(crate) async fn alarms(tx: &Tx) -> Result<Vec<Alarm>, StoreError> {
    let rows =
        alarm_row::Entity::find().order_by_desc(alarm_row::Column::Id).limit(SHOWN_MAX).all(tx.db()).await?;
    rows.into_iter().map(alarm_of).collect()
}

/// One alarm.
pub(crate) async fn alarm(tx: &Tx, id: Uuid) -> Result<Option<Alarm>, StoreError> {
    alarm_row::Entity::find_by_id(id).one(tx.db()).await?.map(alarm_of).transpose()
}

/// How many alarms nobody settled; of one hub, or of all.
pub(crate) async fn open_alarms(tx: &Tx, hub: Option<NodeId>) -> Result<u64, StoreError> {
    let mut find = alarm_row::Entity::find().filter(alarm_row::Column::SettledAt.is_null());
    if let Some(hub) = hub {
        find = find.filter(alarm_row::Column::Hub.eq(hub.to_string()));
    }
    Ok(find.count(tx.db()).await?)
}

/// Settles an alarm; `false` if it is not open.
pub(crate) async fn settle(tx: &Tx, id: Uuid, by: &str, why: &str) -> Result<bool, StoreError> {
    let done = alarm_row::Entity::update_many()
        .col_expr(alarm_row::Column::SettledAt, Some(tx.at().0).into())
        .col_expr(alarm_row::Column::SettledBy, Some(by.to_owned()).into())
        .col_expr(alarm_row::Column::SettledWhy, Some(why.to_owned()).into())
        .filter(alarm_row::Column::Id.eq(id))
        .filter(alarm_row::Column::SettledAt.is_null())
        .exec(tx.db())
        .await?;
    Ok(done.rows_affected > 0)
}

/// A statement of this node on its way to a hub.
#[derive(Clone, Debug)]
pub struct Said {
    /// Its number.
    pub number: u64,
    /// What it says.
    pub code: String,
    /// The signed statement.
    pub document: Vec<u8>,
    /// When it was made.
    pub at: Timestamp,
    /// Whether the hub took it.
    pub taken: bool,
    /// Why it did not.
    pub refused: Option<String>,
}

/// Queues a statement for a hub.
pub(crate) async fn say(tx: &Tx, hub: NodeId, said: Said) -> Result<(), StoreError> {
    let row = said_row::ActiveModel {
        hub: Set(hub.to_string()),
        number: Set(number(said.number)),
        code: Set(said.code),
        document: Set(said.document),
        at: Set(said.at.0),
        taken_at: Set(None),
        refused: Set(None),
    };
    said_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Statements for a hub that it has not answered yet, in order; or all of them.
pub(crate) async fn said(tx: &Tx, hub: NodeId, waiting: bool) -> Result<Vec<Said>, StoreError> {
    let mut find = said_row::Entity::find().filter(said_row::Column::Hub.eq(hub.to_string()));
    if waiting {
        find = find.filter(said_row::Column::TakenAt.is_null()).filter(said_row::Column::Refused.is_null());
    }
    let rows = find
        .order_by_asc(said_row::Column::Number)
        .limit(crate::log::STATEMENTS_OF_ONE_MAX)
        .all(tx.db())
        .await?;
    let read = |row: said_row::Model| Said {
        number: count(row.number),
        code: row.code,
        document: row.document,
        at: Timestamp(row.at),
        taken: row.taken_at.is_some(),
        refused: row.refused,
    };
    Ok(rows.into_iter().map(read).collect())
}

/// The number of the newest statement for a hub.
pub(crate) async fn last_said(tx: &Tx, hub: NodeId) -> Result<u64, StoreError> {
    let row = said_row::Entity::find()
        .filter(said_row::Column::Hub.eq(hub.to_string()))
        .order_by_desc(said_row::Column::Number)
        .one(tx.db())
        .await?;
    Ok(row.map_or(0, |row| count(row.number)))
}

/// Notes what a hub answered to a statement.
pub(crate) async fn said_answered(
    tx: &Tx,
    hub: NodeId,
    of: u64,
    refused: Option<&str>,
) -> Result<(), StoreError> {
    let taken = refused.is_none().then_some(tx.at().0);
    said_row::Entity::update_many()
        .col_expr(said_row::Column::TakenAt, taken.into())
        .col_expr(said_row::Column::Refused, refused.map(str::to_owned).into())
        .filter(said_row::Column::Hub.eq(hub.to_string()))
        .filter(said_row::Column::Number.eq(number(of)))
        .exec(tx.db())
        .await?;
    Ok(())
}
