//! The sealer: moves what waits into the chain and signs a checkpoint over the new head.

use super::rows::{checkpoint_row, link_row, waiting_row};
use super::{is_marked, next_head};
use crate::{Store, StoreError, Tx, insert_all};
use kernel::{Digest, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Leaves chained in one transaction.
const SEAL_BATCH: u64 = 5_000;
/// Leaves chained by the first sealing, which alone takes what was written before leaves were marked.
const FIRST_BATCH: u64 = 200_000;
/// Rows deleted in one statement.
const DELETED_AT_ONCE: usize = 10_000;

/// The end of the chain, or of a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// How many entries it covers.
    pub seq: i64,
    /// Its digest.
    pub head: Digest,
    /// When it was signed.
    pub at: Timestamp,
}

/// What one round of sealing did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Entries chained.
    pub chained: usize,
    /// Entries left where they are, because this node did not write them.
    pub not_ours: usize,
    /// Where to go on; `None` at the end of what waited.
    pub next: Option<Uuid>,
}

/// Whether anything waits to be sealed; asked without a transaction, so that a quiet node writes nothing.
///
/// # Errors
/// What the database says.
pub async fn waits(store: &Store) -> Result<bool, StoreError> {
    Ok(waiting_row::Entity::find().one(store.db()).await?.is_some())
}

/// Chains what waits behind `after`, and signs the new head. To be called in a claimed transaction only.
///
/// # Errors
/// What the database says.
pub async fn seal(
    tx: &Tx,
    after: Option<Uuid>,
    sign: &(dyn Fn(&Head) -> Vec<u8> + Send + Sync),
) -> Result<Batch, StoreError> {
    let first = checkpoint_row::Entity::find().one(tx.db()).await?.is_none();
    let most = if first { FIRST_BATCH } else { SEAL_BATCH };
    let waiting = waiting_row::Entity::find()
        .filter(waiting_row::Column::Id.gt(after.unwrap_or_default()))
        .order_by_asc(waiting_row::Column::Id)
        .limit(most)
        .all(tx.db())
        .await?;
    let full = waiting.len() as u64 >= most;
    let mut batch = Batch { next: waiting.last().filter(|_| full).map(|leaf| leaf.id), ..Batch::default() };
    let last = link_row::Entity::find().order_by_desc(link_row::Column::Seq).one(tx.db()).await?;
    let (mut seq, mut head) = last.map_or((0, String::new()), |l| (l.seq, l.head));
    let (mut links, mut chained, mut newest) = (Vec::new(), Vec::new(), None);
    for leaf in waiting {
        let ours = is_marked(tx, &leaf) || (first && leaf.mark.is_empty());
        if !ours {
            batch.not_ours = batch.not_ours.saturating_add(1);
            continue;
        }
        seq = seq.saturating_add(1);
        let next = next_head(&head, seq, &leaf.digest);
        head = next.to_string();
        newest = Some(Head { seq, head: next, at: tx.at() });
        chained.push(leaf.id);
        links.push(link_row::ActiveModel {
            seq: Set(seq),
            leaf: Set(leaf.id),
            head: Set(head.clone()),
            signature: Set(None),
            digest: Set(leaf.digest),
        });
    }
    let Some(newest) = newest else { return Ok(batch) };
    batch.chained = links.len();
    insert_all(tx, links).await?;
    for ids in chained.chunks(DELETED_AT_ONCE) {
        let done = waiting_row::Column::Id.is_in(ids.iter().copied());
        waiting_row::Entity::delete_many().filter(done).exec(tx.db()).await?;
    }
    let checkpoint = checkpoint_row::ActiveModel {
        seq: Set(newest.seq),
        at: Set(newest.at.0),
        document: Set(sign(&newest)),
    };
    checkpoint_row::Entity::insert(checkpoint).exec_without_returning(tx.db()).await?;
    Ok(batch)
}

/// The newest signed checkpoint: how many entries it covers, and the document.
///
/// # Errors
/// What the database says.
pub async fn newest_checkpoint(tx: &Tx) -> Result<Option<(i64, Vec<u8>)>, StoreError> {
    let newest =
        checkpoint_row::Entity::find().order_by_desc(checkpoint_row::Column::Seq).one(tx.db()).await?;
    Ok(newest.map(|row| (row.seq, row.document)))
}

/// The heads of the chain after these numbers of entries, as far as the chain goes. At most a thousand at once.
///
/// # Errors
/// What the database says, or a head that does not read back.
pub async fn head_at(tx: &Tx, seqs: &[i64]) -> Result<BTreeMap<i64, Digest>, StoreError> {
    let mut heads = BTreeMap::new();
    for chunk in seqs.chunks(1_000) {
        let wanted = link_row::Column::Seq.is_in(chunk.iter().copied());
        for link in link_row::Entity::find().filter(wanted).all(tx.db()).await? {
            // A head that does not read is no head; `verify` says so.
            heads.extend(Digest::parse(&link.head).map(|head| (link.seq, head)));
        }
    }
    Ok(heads)
}
