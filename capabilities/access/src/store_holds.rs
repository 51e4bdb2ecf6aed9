//! Legal holds, and what stays of erased records.

use crate::retention::{Hold, KeptRecord, NewHold, SHOWN_MAX, Tombstone};
use crate::store_retention::{hold_row, kept_row, open, record, rule_of, seal, tombstone_row};
use kernel::id::AuthorityId;
use kernel::{Actor, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use seal::vault::Vault;
use serde::{Deserialize, Serialize};
use store::{StoreError, Tx};
use uuid::Uuid;

#[derive(Serialize, Deserialize)]
struct HoldText {
    ground: String,
    reference: String,
}

/// The holds that stand on these entries.
///
/// # Errors
/// What the database says.
pub async fn holds_on(tx: &Tx, vault: &Vault, entries: &[Uuid]) -> Result<Vec<Hold>, StoreError> {
    let mut holds = Vec::new();
    for chunk in entries.chunks(1_000) {
        let rows = hold_row::Entity::find()
            .filter(hold_row::Column::Kept.is_in(chunk.iter().copied()))
            .order_by_asc(hold_row::Column::PlacedAt)
            .all(tx.db())
            .await?;
        for row in rows {
            let text: HoldText = open(vault, row.id, &row.sealed)?;
            holds.push(Hold {
                id: row.id,
                kept: row.kept,
                ground: text.ground,
                reference: text.reference,
                review_at: Timestamp(row.review_at),
                placed_at: Timestamp(row.placed_at),
                placed_by: row.placed_by,
            });
        }
    }
    Ok(holds)
}

/// How many of these records a hold stands on.
///
/// # Errors
/// What the database says.
pub async fn held_among(tx: &Tx, kind: &str, objects: &[Uuid]) -> Result<u64, StoreError> {
    let mut held = 0_u64;
    for chunk in objects.chunks(1_000) {
        let ids: Vec<Uuid> = kept_row::Entity::find()
            .select_only()
            .column(kept_row::Column::Id)
            .filter(kept_row::Column::Object.is_in(chunk.iter().copied()))
            .filter(kept_row::Column::Kind.eq(kind))
            .into_tuple()
            .all(tx.db())
            .await?;
        let n = hold_row::Entity::find().filter(hold_row::Column::Kept.is_in(ids)).count(tx.db()).await?;
        held = held.saturating_add(n);
    }
    Ok(held)
}

/// The entries of an authority that a hold stands on, with their holds.
///
/// # Errors
/// What the database says.
pub async fn held_of(
    tx: &Tx,
    vault: &Vault,
    authority: AuthorityId,
) -> Result<Vec<(KeptRecord, Vec<Hold>)>, StoreError> {
    let ids: Vec<Uuid> = hold_row::Entity::find()
        .select_only()
        .column(hold_row::Column::Kept)
        .distinct()
        .into_tuple()
        .all(tx.db())
        .await?;
    let mut held = Vec::new();
    for chunk in ids.chunks(1_000) {
        let rows = kept_row::Entity::find()
            .filter(kept_row::Column::Id.is_in(chunk.iter().copied()))
            .filter(kept_row::Column::Authority.eq(authority.0))
            .order_by_asc(kept_row::Column::EndsAt)
            .all(tx.db())
            .await?;
        for row in rows {
            let holds = holds_on(tx, vault, &[row.id]).await?;
            held.push((record(vault, row)?, holds));
        }
    }
    Ok(held)
}

/// Places a hold.
///
/// # Errors
/// What the database says.
pub(crate) async fn put_hold(
    tx: &Tx,
    vault: &Vault,
    by: &Actor,
    kept: Uuid,
    new: &NewHold,
) -> Result<Uuid, StoreError> {
    let id = kernel::id::new(tx.clock(), tx.rng());
    let text = HoldText { ground: new.ground.clone(), reference: new.reference.clone() };
    let row = hold_row::ActiveModel {
        id: Set(id),
        kept: Set(kept),
        sealed: Set(seal(tx, vault, id, &text)?),
        review_at: Set(new.review_at.0),
        placed_at: Set(tx.at().0),
        placed_by: Set(by.name.clone()),
    };
    hold_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(id)
}

/// Lifts a hold on this entry; `false` if there is none.
///
/// # Errors
/// What the database says.
pub(crate) async fn drop_hold(tx: &Tx, kept: Uuid, id: Uuid) -> Result<bool, StoreError> {
    let gone = hold_row::Entity::delete_many()
        .filter(hold_row::Column::Id.eq(id))
        .filter(hold_row::Column::Kept.eq(kept))
        .exec(tx.db())
        .await?;
    Ok(gone.rows_affected > 0)
}

/// Puts what stays of a record in its place. `apart`: it was kept to named people.
pub(crate) async fn bury(
    tx: &Tx,
    authority: AuthorityId,
    stone: &Tombstone,
    apart: bool,
) -> Result<(), StoreError> {
    let row = tombstone_row::ActiveModel {
        id: Set(kernel::id::new(tx.clock(), tx.rng())),
        kind: Set(stone.kind.clone()),
        object: Set(stone.object),
        authority: Set(authority.0),
        rule: Set(stone.rule.map(|rule| rule.code().into())),
        ended_at: Set(stone.ended_at.map(|at| at.0)),
        at: Set(stone.at.0),
        by: Set(stone.by.clone()),
        request: Set(stone.request.clone()),
        rows: Set(i64::try_from(stone.rows).unwrap_or(i64::MAX)),
        digest: Set(stone.digest.clone()),
        apart: Set(apart),
    };
    tombstone_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// What stays of an authority's erased records, the newest first, without those that were kept to named people.
///
/// # Errors
/// What the database says.
pub async fn tombstones(tx: &Tx, authority: AuthorityId) -> Result<Vec<Tombstone>, StoreError> {
    let rows = tombstone_row::Entity::find()
        .filter(tombstone_row::Column::Authority.eq(authority.0))
        .filter(tombstone_row::Column::Apart.eq(false))
        .order_by_desc(tombstone_row::Column::At)
        .order_by_desc(tombstone_row::Column::Id)
        .limit(SHOWN_MAX)
        .all(tx.db())
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Tombstone {
                kind: row.kind,
                object: row.object,
                rule: row.rule.map(|code| rule_of(&code)).transpose()?,
                ended_at: row.ended_at.map(Timestamp),
                at: Timestamp(row.at),
                by: row.by,
                request: row.request,
                rows: u64::try_from(row.rows).unwrap_or(0),
                digest: row.digest,
            })
        })
        .collect()
}
