//! Lifting the hold on an entity after a final decision (R-05: the screening result must change first).
//!
//! A label bears all blocks joined, so one of them cannot be subtracted. What the hold can have touched is set back, and
//! every hold that still stands is laid on again in the same transaction: a value that somebody else's hold demands
//! stays held, and nothing becomes eligible for matching by it.

use super::{
    block_entities, block_selectors, block_statements, hold_back_entity, holds_of_keys, names_of, read_block,
    selectors_of, sharing_values,
};
use crate::keys::Keys;
use crate::rules;
use crate::store_rows::{
    IN_MAX, case_row, entity_row, held_entity_row, held_row, keep_labels, labels, selector_row, statement_row,
};
use crate::types::{CaseError, HoldReason};
use kernel::id::EntityId;
use kernel::{Blocked, Label, SelectorKind};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::{BTreeMap, BTreeSet};
use store::{StoreError, Tx};
use uuid::Uuid;

/// Replaces the hold that an entity is under for this reason by a narrower one; `Blocked::none()` lifts it. What was
/// cleared for matching before the hold must be cleared again by an officer. Values held back for this reason without
/// an entity, by [`super::hold_back`] alone, are lifted where they are this entity's. The work grows with the number of
/// held entities on the node, which final decisions are rare enough for.
///
/// # Errors
/// What the database says.
pub async fn lift_hold(
    tx: &Tx,
    keys: &Keys<'_>,
    entity: EntityId,
    now: &Blocked,
    reason: HoldReason,
) -> Result<(), CaseError> {
    let with = sharing_values(tx, keys, entity).await?;
    let selectors = selectors_of(tx, keys, &with).await?;
    let mut values: BTreeSet<Vec<u8>> = selectors.iter().map(|s| keys.value(s)).collect();
    values.extend(names_of(tx, keys, entity).await?);
    let values: Vec<Vec<u8>> = values.into_iter().collect();
    forget(tx, entity, &values, reason).await?;
    let touched = touched(tx, with, &values).await?;
    set_back(tx, &touched).await?;
    if !now.is_none() {
        hold_back_entity(tx, keys, entity, now, reason).await?;
    }
    let standing = held_entity_row::Entity::find().all(tx.db()).await.map_err(StoreError::from)?;
    for row in standing {
        let reason = HoldReason::parse(&row.reason)
            .ok_or_else(|| StoreError::Corrupt(format!("reason `{}`", row.reason)))?;
        hold_back_entity(tx, keys, EntityId(row.entity), &read_block(&row.blocked)?, reason).await?;
    }
    lay_on_again(tx, &touched).await?;
    free(tx, &values).await
}

/// Removes the hold from the tables that later values meet.
async fn forget(tx: &Tx, entity: EntityId, values: &[Vec<u8>], reason: HoldReason) -> Result<(), CaseError> {
    held_entity_row::Entity::delete_by_id((entity.0, reason.code().to_owned()))
        .exec(tx.db())
        .await
        .map_err(StoreError::from)?;
    // What still stands comes again with the hold that demands it.
    crate::store_words::forget_words(tx, &[entity.0]).await?;
    crate::store_words::forget_near(tx, &[entity.0], true).await?;
    for chunk in values.chunks(IN_MAX) {
        held_row::Entity::delete_many()
            .filter(held_row::Column::Key.is_in(chunk.iter().cloned()))
            .filter(held_row::Column::Reason.eq(reason.code()))
            .exec(tx.db())
            .await
            .map_err(StoreError::from)?;
    }
    Ok(())
}

/// Every entity that one of the values stands on.
async fn touched(tx: &Tx, with: BTreeSet<Uuid>, values: &[Vec<u8>]) -> Result<BTreeSet<Uuid>, CaseError> {
    let mut touched = with;
    for chunk in values.chunks(IN_MAX) {
        let entities: Vec<Uuid> = selector_row::Entity::find()
            .select_only()
            .column(selector_row::Column::Entity)
            .filter(selector_row::Column::Key.is_in(chunk.iter().cloned()))
            .distinct()
            .into_tuple()
            .all(tx.db())
            .await
            .map_err(StoreError::from)?;
        touched.extend(entities);
    }
    Ok(touched)
}

macro_rules! set_back {
    ($name:ident, $rows:ident, $entity:ident) => {
        /// Gives the rows of these entities labels with this block and no other.
        async fn $name(tx: &Tx, entities: &[Uuid], base: &Blocked) -> Result<(), CaseError> {
            for chunk in entities.chunks(IN_MAX) {
                let used: Vec<Uuid> = $rows::Entity::find()
                    .select_only()
                    .column($rows::Column::Label)
                    .filter($rows::Column::$entity.is_in(chunk.iter().copied()))
                    .distinct()
                    .into_tuple()
                    .all(tx.db())
                    .await
                    .map_err(StoreError::from)?;
                for (old, label) in labels(tx, used.into_iter()).await? {
                    if label.blocked == *base {
                        continue;
                    }
                    let bare = Label { blocked: base.clone(), ..label };
                    let new = keep_labels(tx, [&bare]).await?.first().copied().unwrap_or(old);
                    $rows::Entity::update_many()
                        .col_expr($rows::Column::Label, new.into())
                        .filter($rows::Column::$entity.is_in(chunk.iter().copied()))
                        .filter($rows::Column::Label.eq(old))
                        .exec(tx.db())
                        .await
                        .map_err(StoreError::from)?;
                }
            }
            Ok(())
        }
    };
}
set_back!(set_back_entities, entity_row, Id);
set_back!(set_back_statements, statement_row, Entity);
set_back!(set_back_selectors, selector_row, Entity);

/// Sets the labels of all that is said of these entities back to the block of their cases.
async fn set_back(tx: &Tx, touched: &BTreeSet<Uuid>) -> Result<(), CaseError> {
    let entities: Vec<Uuid> = touched.iter().copied().collect();
    let mut base = Blocked::none();
    for chunk in entities.chunks(IN_MAX) {
        let cases: Vec<Uuid> = entity_row::Entity::find()
            .select_only()
            .column(entity_row::Column::CaseId)
            .filter(entity_row::Column::Id.is_in(chunk.iter().copied()))
            .distinct()
            .into_tuple()
            .all(tx.db())
            .await
            .map_err(StoreError::from)?;
        for cases in cases.chunks(IN_MAX) {
            let found = case_row::Entity::find()
                .filter(case_row::Column::Id.is_in(cases.iter().copied()))
                .all(tx.db())
                .await
                .map_err(StoreError::from)?;
            for label in labels(tx, found.iter().map(|row| row.label)).await?.values() {
                base = rules::join(&base, &label.blocked);
            }
        }
    }
    set_back_entities(tx, &entities, &base).await?;
    set_back_statements(tx, &entities, &base).await?;
    set_back_selectors(tx, &entities, &base).await
}

/// What one block stops: whole entities, and single statements with their selectors.
#[derive(Default)]
struct Under {
    entities: BTreeSet<Uuid>,
    statements: BTreeSet<Uuid>,
    selectors: Vec<selector_row::Model>,
}

/// Lays the holds of values that still stand on these entities on again.
pub(crate) async fn lay_on_again(tx: &Tx, touched: &BTreeSet<Uuid>) -> Result<(), CaseError> {
    let entities: Vec<Uuid> = touched.iter().copied().collect();
    for chunk in entities.chunks(IN_MAX) {
        let rows = selector_row::Entity::find()
            .filter(selector_row::Column::Entity.is_in(chunk.iter().copied()))
            .all(tx.db())
            .await
            .map_err(StoreError::from)?;
        let wanted: BTreeSet<Vec<u8>> = rows.iter().map(|r| r.key.clone()).collect();
        let holds = holds_of_keys(tx, &wanted.into_iter().collect::<Vec<_>>()).await?;
        let mut by_block: BTreeMap<Blocked, Under> = BTreeMap::new();
        for row in rows {
            let Some(hold) = holds.0.get(&row.key).filter(|h| !h.blocked.is_none()) else { continue };
            let under = by_block.entry(hold.blocked.clone()).or_default();
            if SelectorKind::parse(&row.kind).is_some_and(|k| rules::closes_entity(k, &hold.blocked)) {
                under.entities.insert(row.entity);
            }
            under.statements.insert(row.statement);
            under.selectors.push(row);
        }
        for (blocked, under) in by_block {
            block_statements(tx, &under.statements, &blocked).await?;
            block_entities(tx, &under.entities, &blocked).await?;
            block_selectors(tx, &under.selectors, &blocked).await?;
        }
    }
    Ok(())
}

/// Values under no hold any more may be cleared for matching again.
async fn free(tx: &Tx, values: &[Vec<u8>]) -> Result<(), CaseError> {
    for chunk in values.chunks(IN_MAX) {
        let still: BTreeSet<Vec<u8>> = held_row::Entity::find()
            .filter(held_row::Column::Key.is_in(chunk.iter().cloned()))
            .all(tx.db())
            .await
            .map_err(StoreError::from)?
            .into_iter()
            .map(|row| row.key)
            .collect();
        let freed: Vec<Vec<u8>> = chunk.iter().filter(|key| !still.contains(*key)).cloned().collect();
        selector_row::Entity::update_many()
            .col_expr(selector_row::Column::Held, false.into())
            .filter(selector_row::Column::Key.is_in(freed))
            .exec(tx.db())
            .await
            .map_err(StoreError::from)?;
    }
    Ok(())
}
