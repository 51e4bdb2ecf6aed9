//! One-time keys: the secret halves of those this node handed out, and the public halves of those that peers handed to it.
//!
//! Refused: handing one key to two peers, taking one for two messages, opening with one what another peer than the one
//! it was made for sent.

use crate::types::Peer;
use access::Node;
use kernel::id::NodeId;
use kernel::{Rng, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use seal::handout::{HandedKey, Handout, KEYS_MAX, OPEN_MS, TAKE_MS, VERSION};
use seal::identity::{KemKey, KemKeyId, KemPublic};
use std::collections::BTreeMap;
use store::Column::{Bytes, Int, Text};
use store::{Migration, StoreError, Tx, insert_all, table};

/// Most unused keys that one peer may hold: more are not handed out.
pub const OUT_MAX: u64 = 300;
/// With fewer keys of a peer than this, more are asked for.
pub const LOW: u64 = 50;

mod secret_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "prekey_secret")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub peer: String,
        pub batch: i64,
        pub place: i64,
        pub wrapped: Vec<u8>,
        pub until: i64,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod handed_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "prekey_handed")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub peer: String,
        pub batch: i64,
        pub last: String,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod stock_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "prekey_stock")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub peer: String,
        pub until: i64,
        pub place: i64,
        pub public: Vec<u8>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod asked_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "prekey_asked")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub peer: String,
        pub next_at: i64,
        pub last: Option<String>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) fn step() -> Migration {
    let tables = vec![
        // Secret halves of keys that peers may seal to, each for its peer alone, wrapped under the node's master key. A
        // row goes in the transaction that stores the message sealed to it.
        table("prekey_secret")
            .col("id", Text)
            .col("peer", Text)
            .col("batch", Int)
            .col("place", Int)
            .col("wrapped", Bytes)
            .col("until", Int)
            .key(&["id"])
            .index(&["peer", "batch", "place"])
            .index(&["until"]),
        // The newest batch that a peer was handed, and the last key in it.
        table("prekey_handed").col("peer", Text).col("batch", Int).col("last", Text).key(&["peer"]),
        // Public halves that a peer handed to this node. One that was taken stands empty until its time is over: a peer
        // that hands it again, because it does not know that it arrived, gives nothing new.
        table("prekey_stock")
            .col("id", Text)
            .col("peer", Text)
            .col("until", Int)
            .col("place", Int)
            .col("public", Bytes)
            .key(&["id"])
            .index(&["peer", "until", "place"]),
        // When a peer is asked again, and the last key that it handed over.
        table("prekey_asked").col("peer", Text).col("next_at", Int).opt("last", Text).key(&["peer"]),
    ];
    Migration::tables("directory-4-prekeys", tables)
}

/// What is handed to a peer that says which key it was handed last: what is left of the newest batch if that never
/// arrived, else a new one, unless it holds enough.
///
/// # Errors
/// What the database says.
pub(crate) async fn handout(
    tx: &Tx,
    node: &Node,
    peer: NodeId,
    last: Option<KemKeyId>,
) -> Result<Handout, StoreError> {
    let now = tx.at();
    let over = now.plus_ms(TAKE_MS - OPEN_MS).0;
    secret_row::Entity::delete_many().filter(secret_row::Column::Until.lt(over)).exec(tx.db()).await?;
    let handed = handed_row::Entity::find_by_id(peer.to_string()).one(tx.db()).await?;
    if let Some(handed) = handed.as_ref().filter(|h| last.map(KemKeyId::to_text).as_deref() != Some(&h.last))
    {
        let left = of_batch(tx, node, peer, handed.batch, now).await?;
        if !left.keys.is_empty() {
            return Ok(left);
        }
    }
    let mut new = empty(node, peer, now.plus_ms(TAKE_MS));
    let out = secret_row::Entity::find().filter(secret_row::Column::Peer.eq(peer.to_string()));
    if out.count(tx.db()).await?.saturating_add(KEYS_MAX as u64) > OUT_MAX {
        return Ok(new);
    }
    let batch = handed.map_or(1, |handed| handed.batch.saturating_add(1));
    let mut rows = Vec::with_capacity(KEYS_MAX);
    for place in 0..KEYS_MAX {
        let key = KemKey::generate(tx.rng());
        let id = key.id().to_text();
        rows.push(secret_row::ActiveModel {
            wrapped: Set(wrap(node, &id, &key, tx.rng())),
            id: Set(id),
            peer: Set(peer.to_string()),
            batch: Set(batch),
            place: Set(i64::try_from(place).unwrap_or(i64::MAX)),
            until: Set(new.until.0),
        });
        new.keys.push(HandedKey(key.public().clone()));
    }
    insert_all(tx, rows).await?;
    if let Some(last) = new.keys.last() {
        put_handed(tx, peer, batch, last.0.id()).await?;
    }
    Ok(new)
}

fn empty(node: &Node, peer: NodeId, until: Timestamp) -> Handout {
    let (keys, rest) = (Vec::new(), serde_json::Map::new());
    Handout { version: VERSION, node: node.keys.id, peer, until, keys, rest }
}

fn wrap(node: &Node, id: &str, key: &KemKey, rng: &dyn Rng) -> Vec<u8> {
    node.vault.wrap("prekey", id.as_bytes(), &key.to_secret(), rng)
}

/// The secret half of a one-time key as it is kept, closed under the node's master key.
#[derive(Clone, Debug)]
pub struct WrappedPrekey {
    id: String,
    wrapped: Vec<u8>,
}

impl WrappedPrekey {
    /// Opens it.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] if it was wrapped under another master key.
    pub fn open(&self, node: &Node) -> Result<KemKey, StoreError> {
        let sealed = || StoreError::Sealed(format!("one-time key {}", self.id));
        let secret = node.vault.unwrap("prekey", self.id.as_bytes(), &self.wrapped);
        KemKey::from_secret(&secret.map_err(|_| sealed())?).map_err(|_| sealed())
    }
}

impl From<secret_row::Model> for WrappedPrekey {
    fn from(row: secret_row::Model) -> Self {
        Self { id: row.id, wrapped: row.wrapped }
    }
}

/// The keys of a batch that nobody used yet, while they may be taken.
async fn of_batch(
    tx: &Tx,
    node: &Node,
    peer: NodeId,
    batch: i64,
    now: Timestamp,
) -> Result<Handout, StoreError> {
    let rows = secret_row::Entity::find()
        .filter(secret_row::Column::Peer.eq(peer.to_string()))
        .filter(secret_row::Column::Batch.eq(batch))
        .filter(secret_row::Column::Until.gt(now.0))
        .order_by_asc(secret_row::Column::Place)
        .all(tx.db())
        .await?;
    let mut left = empty(node, peer, rows.first().map_or(now, |row| Timestamp(row.until)));
    for row in rows {
        left.keys.push(HandedKey(WrappedPrekey::from(row).open(node)?.public().clone()));
    }
    Ok(left)
}

async fn put_handed(tx: &Tx, peer: NodeId, batch: i64, last: KemKeyId) -> Result<(), StoreError> {
    let row =
        handed_row::ActiveModel { peer: Set(peer.to_string()), batch: Set(batch), last: Set(last.to_text()) };
    let known = OnConflict::column(handed_row::Column::Peer)
        .update_columns([handed_row::Column::Batch, handed_row::Column::Last])
        .to_owned();
    handed_row::Entity::insert(row).on_conflict(known).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// The secret halves of those of these one-time keys that were made for this peer and that nobody used.
///
/// # Errors
/// What the database says.
pub async fn prekeys_among(
    tx: &Tx,
    peer: NodeId,
    ids: &[KemKeyId],
) -> Result<BTreeMap<KemKeyId, WrappedPrekey>, StoreError> {
    let rows = secret_row::Entity::find()
        .filter(secret_row::Column::Id.is_in(ids.iter().map(|id| id.to_text())))
        .filter(secret_row::Column::Peer.eq(peer.to_string()))
        .all(tx.db())
        .await?;
    let named = |row: secret_row::Model| Some((KemKeyId::parse(&row.id)?, row.into()));
    Ok(rows.into_iter().filter_map(named).collect())
}

/// Erases the secret halves of these keys: what was sealed to them can be opened by nobody from now on.
///
/// # Errors
/// What the database says.
pub async fn spend_prekeys(tx: &Tx, ids: &[KemKeyId]) -> Result<(), StoreError> {
    if ids.is_empty() {
        return Ok(());
    }
    let spent = secret_row::Column::Id.is_in(ids.iter().map(|id| id.to_text()));
    secret_row::Entity::delete_many().filter(spent).exec(tx.db()).await?;
    Ok(())
}

/// Takes a one-time key of a peer for one message; `None` if there is none. Nobody takes it again.
///
/// # Errors
/// What the database says.
pub async fn take_prekey(tx: &Tx, peer: NodeId) -> Result<Option<KemPublic>, StoreError> {
    let row = stock_row::Entity::find()
        .filter(stock_row::Column::Peer.eq(peer.to_string()))
        .filter(stock_row::Column::Until.gt(tx.at().0))
        .filter(stock_row::Column::Public.ne(TAKEN))
        .order_by_asc(stock_row::Column::Until)
        .order_by_asc(stock_row::Column::Place)
        .one(tx.db())
        .await?;
    let Some(row) = row else { return Ok(None) };
    taken(tx, stock_row::Column::Id.eq(&row.id)).await?;
    let key = KemPublic::from_bytes(&row.public);
    key.map(Some).map_err(|_| StoreError::Corrupt(format!("one-time key {}", row.id)))
}

/// What stands for a public half that nobody takes any more.
const TAKEN: Vec<u8> = Vec::new();

async fn taken(tx: &Tx, which: SimpleExpr) -> Result<(), StoreError> {
    stock_row::Entity::update_many()
        .col_expr(stock_row::Column::Public, Expr::value(TAKEN))
        .filter(which)
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Takes none of the keys of a peer that are left, also if it hands them again: it could not open what was sealed to one.
///
/// # Errors
/// What the database says.
pub async fn drop_prekeys(tx: &Tx, peer: NodeId) -> Result<(), StoreError> {
    taken(tx, stock_row::Column::Peer.eq(peer.to_string())).await
}

/// How many one-time keys there are of each peer that ever handed any over.
///
/// # Errors
/// What the database says.
pub async fn prekeys_left(tx: &Tx) -> Result<BTreeMap<NodeId, u64>, StoreError> {
    let read = |peer: &str| {
        NodeId::parse(peer).ok_or_else(|| StoreError::Corrupt(format!("one-time keys of `{peer}`")))
    };
    let mut left = BTreeMap::new();
    let asked = asked_row::Entity::find().filter(asked_row::Column::Last.is_not_null()).all(tx.db()).await?;
    for row in asked {
        left.insert(read(&row.peer)?, 0);
    }
    let counts: Vec<(String, i64)> = stock_row::Entity::find()
        .select_only()
        .column(stock_row::Column::Peer)
        .column_as(stock_row::Column::Id.count(), "count")
        .filter(stock_row::Column::Until.gt(tx.at().0))
        .filter(stock_row::Column::Public.ne(TAKEN))
        .group_by(stock_row::Column::Peer)
        .into_tuple()
        .all(tx.db())
        .await?;
    for (peer, count) in counts {
        left.insert(read(&peer)?, u64::try_from(count).unwrap_or(0));
    }
    Ok(left)
}

/// Of these peers those that are to be asked for keys now, with the last key that each handed over.
///
/// # Errors
/// What the database says.
pub(crate) async fn to_ask(tx: &Tx, peers: Vec<Peer>) -> Result<Vec<(Peer, Option<KemKeyId>)>, StoreError> {
    let left = prekeys_left(tx).await?;
    let asked = asked_row::Entity::find().all(tx.db()).await?;
    let asked: BTreeMap<String, asked_row::Model> =
        asked.into_iter().map(|row| (row.peer.clone(), row)).collect();
    let due = |peer: Peer| {
        let row = asked.get(&peer.node.to_string());
        let few = left.get(&peer.node).copied().unwrap_or(0) < LOW;
        let waited = row.is_none_or(|row| row.next_at <= tx.at().0);
        let last = row.and_then(|row| KemKeyId::parse(row.last.as_deref()?));
        (few && waited).then_some((peer, last))
    };
    Ok(peers.into_iter().filter_map(due).collect())
}

/// Notes when a peer is asked again, and keeps what it handed over.
///
/// # Errors
/// What the database says.
pub(crate) async fn asked(
    tx: &Tx,
    peer: NodeId,
    next_at: Timestamp,
    handed: Option<&Handout>,
) -> Result<(), StoreError> {
    let keys = handed.map_or(&[][..], |handout| &handout.keys);
    let until = handed.map_or(0, |handout| handout.until.0);
    for (place, key) in keys.iter().enumerate() {
        let row = stock_row::ActiveModel {
            id: Set(key.0.id().to_text()),
            peer: Set(peer.to_string()),
            until: Set(until),
            place: Set(i64::try_from(place).unwrap_or(i64::MAX)),
            public: Set(key.0.to_bytes()),
        };
        // What is here already came with an answer that was thought to be lost, or was taken since.
        let here = OnConflict::column(stock_row::Column::Id).do_nothing().to_owned();
        stock_row::Entity::insert(row).on_conflict(here).exec_without_returning(tx.db()).await?;
    }
    let over = stock_row::Column::Until.lte(tx.at().0);
    stock_row::Entity::delete_many().filter(over).exec(tx.db()).await?;
    let last = keys.last().map(|key| key.0.id().to_text());
    let mut columns = vec![asked_row::Column::NextAt];
    columns.extend(last.is_some().then_some(asked_row::Column::Last));
    let row =
        asked_row::ActiveModel { peer: Set(peer.to_string()), next_at: Set(next_at.0), last: Set(last) };
    let known = OnConflict::column(asked_row::Column::Peer).update_columns(columns).to_owned();
    asked_row::Entity::insert(row).on_conflict(known).exec_without_returning(tx.db()).await?;
    Ok(())
}
