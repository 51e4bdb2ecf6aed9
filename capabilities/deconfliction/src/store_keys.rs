//! Epochs, tokens, filters of one's own and of peers, and the keys that peers used.

use crate::store_rows::rows;
use kernel::id::NodeId;
use kernel::{SelectorKind, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use std::collections::HashMap;
use store::{Column, StoreError, TableDraft, Tx, insert_all, table};

pub(crate) fn tables() -> Vec<TableDraft> {
    let (text, int, bytes) = (Column::Text, Column::Int, Column::Bytes);
    vec![
        table("match_epoch")
            .col("id", text)
            .col("started_at", int)
            .col("ends_at", int)
            .opt("ended_at", int)
            .key(&["id"]),
        table("match_token")
            .col("epoch", text)
            .col("view", text)
            .col("selector", bytes)
            .col("kind", text)
            .col("token", bytes)
            .key(&["epoch", "view", "selector"]),
        table("match_filter")
            .col("peer", text)
            .col("epoch", text)
            .col("mark", text)
            .col("digest", text)
            .col("filter", bytes)
            .col("at", int)
            .key(&["peer"]),
        table("match_peer_filter")
            .col("peer", text)
            .col("epoch", text)
            .col("digest", text)
            .col("filter", bytes)
            .col("secret", bytes)
            .col("at", int)
            .key(&["peer"]),
        table("match_peer_key")
            .col("peer", text)
            .col("epoch", text)
            .col("kind", text)
            .col("key", text)
            .col("at", int)
            .key(&["peer", "epoch", "kind"]),
    ]
}

rows! {
    epoch_row = "match_epoch" { #[key] id: String; started_at: i64, ends_at: i64, ended_at: Option<i64> }
    token_row = "match_token" { #[key] epoch: String, #[key] view: String, #[key] selector: Vec<u8>; kind: String, token: Vec<u8> }
    filter_row = "match_filter" { #[key] peer: String; epoch: String, mark: String, digest: String, filter: Vec<u8>, at: i64 }
    peer_filter_row = "match_peer_filter" { #[key] peer: String; epoch: String, digest: String, filter: Vec<u8>, secret: Vec<u8>, at: i64 }
    peer_key_row = "match_peer_key" { #[key] peer: String, #[key] epoch: String, #[key] kind: String; key: String, at: i64 }
}

/// An epoch.
#[derive(Clone, Debug)]
pub struct Epoch {
    /// Its id, random.
    pub id: String,
    /// When it ends.
    pub ends_at: Timestamp,
}

/// The epoch that runs, if one does.
///
/// # Errors
/// What the database says.
pub async fn current_epoch(tx: &Tx) -> Result<Option<Epoch>, StoreError> {
    let row = epoch_row::Entity::find().filter(epoch_row::Column::EndedAt.is_null()).one(tx.db()).await?;
    Ok(row.map(|r| Epoch { id: r.id, ends_at: Timestamp(r.ends_at) }))
}

/// Begins an epoch.
///
/// # Errors
/// What the database says.
pub async fn begin_epoch(tx: &Tx, id: &str, ends_at: Timestamp) -> Result<(), StoreError> {
    let row = epoch_row::ActiveModel {
        id: Set(id.into()),
        started_at: Set(tx.at().0),
        ends_at: Set(ends_at.0),
        ended_at: Set(None),
    };
    epoch_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Ends an epoch: its tokens and filters are gone. The caller destroys its seed.
///
/// # Errors
/// What the database says.
pub async fn end_epoch(tx: &Tx, id: &str) -> Result<(), StoreError> {
    epoch_row::Entity::update_many()
        .col_expr(epoch_row::Column::EndedAt, tx.at().0.into())
        .filter(epoch_row::Column::Id.eq(id))
        .exec(tx.db())
        .await?;
    token_row::Entity::delete_many().filter(token_row::Column::Epoch.eq(id)).exec(tx.db()).await?;
    filter_row::Entity::delete_many().filter(filter_row::Column::Epoch.eq(id)).exec(tx.db()).await?;
    Ok(())
}

/// Tokens of a view in an epoch, by the keyed digest of their selector's value.
///
/// # Errors
/// What the database says.
pub async fn tokens(tx: &Tx, epoch: &str, view: &str) -> Result<HashMap<Vec<u8>, [u8; 32]>, StoreError> {
    read_tokens(tokens_of(epoch, view).into_tuple().all(tx.db()).await?).collect()
}

/// At most `most` of them by the digest of their selector, after one digest.
///
/// # Errors
/// What the database says.
pub async fn tokens_after(
    tx: &Tx,
    epoch: &str,
    view: &str,
    after: Option<&[u8]>,
    most: u64,
) -> Result<Vec<(Vec<u8>, [u8; 32])>, StoreError> {
    let mut part = tokens_of(epoch, view).order_by_asc(token_row::Column::Selector).limit(most);
    if let Some(after) = after {
        part = part.filter(token_row::Column::Selector.gt(after));
    }
    read_tokens(part.into_tuple().all(tx.db()).await?).collect()
}

fn tokens_of(epoch: &str, view: &str) -> Select<token_row::Entity> {
    token_row::Entity::find()
        .filter(token_row::Column::Epoch.eq(epoch))
        .filter(token_row::Column::View.eq(view))
        .select_only()
        .column(token_row::Column::Selector)
        .column(token_row::Column::Token)
}

fn read_tokens(
    rows: Vec<(Vec<u8>, Vec<u8>)>,
) -> impl Iterator<Item = Result<(Vec<u8>, [u8; 32]), StoreError>> {
    rows.into_iter().map(|(selector, token)| {
        let token = token.try_into().map_err(|_| StoreError::Corrupt("a matching token".into()))?;
        Ok((selector, token))
    })
}

/// Keeps new tokens.
///
/// # Errors
/// What the database says.
pub async fn add_tokens(
    tx: &Tx,
    epoch: &str,
    view: &str,
    new: &[(Vec<u8>, SelectorKind, [u8; 32])],
) -> Result<(), StoreError> {
    let row = |(selector, kind, token): &(Vec<u8>, SelectorKind, [u8; 32])| token_row::ActiveModel {
        epoch: Set(epoch.into()),
        view: Set(view.into()),
        selector: Set(selector.clone()),
        kind: Set(kind.code().into()),
        token: Set(token.to_vec()),
    };
    insert_all(tx, new.iter().map(row).collect()).await
}

/// The filter made for a peer.
#[derive(Clone, Debug)]
pub struct OwnFilter {
    /// Its epoch.
    pub epoch: String,
    /// The mark of the selectors it was made of.
    pub mark: String,
    /// Its digest.
    pub digest: String,
    /// Its bytes.
    pub filter: Vec<u8>,
}

/// The filter that stands for a peer.
///
/// # Errors
/// What the database says.
pub async fn own_filter(tx: &Tx, peer: NodeId) -> Result<Option<OwnFilter>, StoreError> {
    let row = filter_row::Entity::find_by_id(peer.to_string()).one(tx.db()).await?;
    Ok(row.map(|r| OwnFilter { epoch: r.epoch, mark: r.mark, digest: r.digest, filter: r.filter }))
}

/// Epoch, mark and digest of the filter that stands for a peer, without its bytes.
///
/// # Errors
/// What the database says.
pub async fn own_filter_mark(tx: &Tx, peer: NodeId) -> Result<Option<(String, String, String)>, StoreError> {
    Ok(filter_row::Entity::find_by_id(peer.to_string())
        .select_only()
        .columns([filter_row::Column::Epoch, filter_row::Column::Mark, filter_row::Column::Digest])
        .into_tuple()
        .one(tx.db())
        .await?)
}

/// Keeps a filter for a peer in place of the older one.
///
/// # Errors
/// What the database says.
pub async fn put_own_filter(tx: &Tx, peer: NodeId, new: &OwnFilter) -> Result<(), StoreError> {
    filter_row::Entity::delete_by_id(peer.to_string()).exec(tx.db()).await?;
    let row = filter_row::ActiveModel {
        peer: Set(peer.to_string()),
        epoch: Set(new.epoch.clone()),
        mark: Set(new.mark.clone()),
        digest: Set(new.digest.clone()),
        filter: Set(new.filter.clone()),
        at: Set(tx.at().0),
    };
    filter_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// A peer's filter as this node holds it; the secret is wrapped.
#[derive(Clone, Debug)]
pub struct PeerFilter {
    /// Its epoch.
    pub epoch: String,
    /// Its digest.
    pub digest: String,
    /// Its bytes.
    pub filter: Vec<u8>,
    /// The secret that ties its tags to this node, wrapped.
    pub secret: Vec<u8>,
}

/// The filter a peer handed over last.
///
/// # Errors
/// What the database says.
pub async fn peer_filter(tx: &Tx, peer: NodeId) -> Result<Option<PeerFilter>, StoreError> {
    let row = peer_filter_row::Entity::find_by_id(peer.to_string()).one(tx.db()).await?;
    Ok(row.map(|r| PeerFilter { epoch: r.epoch, digest: r.digest, filter: r.filter, secret: r.secret }))
}

/// Keeps a peer's filter in place of the older one.
///
/// # Errors
/// What the database says.
pub async fn put_peer_filter(tx: &Tx, peer: NodeId, new: &PeerFilter) -> Result<(), StoreError> {
    peer_filter_row::Entity::delete_by_id(peer.to_string()).exec(tx.db()).await?;
    let row = peer_filter_row::ActiveModel {
        peer: Set(peer.to_string()),
        epoch: Set(new.epoch.clone()),
        digest: Set(new.digest.clone()),
        filter: Set(new.filter.clone()),
        secret: Set(new.secret.clone()),
        at: Set(tx.at().0),
    };
    peer_filter_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Logs the key a peer used in an epoch; `false` if it used another one before.
///
/// # Errors
/// What the database says.
pub async fn log_peer_key(
    tx: &Tx,
    peer: NodeId,
    epoch: &str,
    kind: SelectorKind,
    key: &str,
) -> Result<bool, StoreError> {
    let id = (peer.to_string(), epoch.to_owned(), kind.code().to_owned());
    if let Some(row) = peer_key_row::Entity::find_by_id(id).one(tx.db()).await? {
        return Ok(row.key == key);
    }
    let row = peer_key_row::ActiveModel {
        peer: Set(peer.to_string()),
        epoch: Set(epoch.into()),
        kind: Set(kind.code().into()),
        key: Set(key.into()),
        at: Set(tx.at().0),
    };
    peer_key_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(true)
}
