//! What is in distress, found by the hold that its record laid on it.

use crate::keys::Keys;
use crate::store_rows::{entity_row, held_entity_row};
use crate::store_said::{Standing, standing};
use crate::types::{CaseError, HoldReason};
use kernel::id::{CaseId, EntityId};
use kernel::{Compartment, PersonRole, Property};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select};
use std::collections::BTreeSet;
use store::{StoreError, Tx};

/// What is in distress now, of some records or of all: rescue comes before any other step.
///
/// # Errors
/// What the database says.
pub async fn in_distress(
    tx: &Tx,
    keys: &Keys<'_>,
    among: Option<&[EntityId]>,
) -> Result<BTreeSet<EntityId>, CaseError> {
    let mut held = holds();
    if let Some(among) = among {
        held = held.filter(held_entity_row::Column::Entity.is_in(among.iter().map(|id| id.0)));
    }
    distressed(tx, keys, held).await
}

/// What is in distress now of the records of one case.
///
/// # Errors
/// What the database says.
pub async fn in_distress_of(tx: &Tx, keys: &Keys<'_>, case: CaseId) -> Result<BTreeSet<EntityId>, CaseError> {
    let of_case = entity_row::Entity::find()
        .filter(entity_row::Column::CaseId.eq(case.0))
        // The hold leads: few are in distress, and a case may have a hundred thousand records.
        .filter(Expr::cust("entity.id = held_entity.entity"));
    let of_case = QueryTrait::into_query(of_case.select_only().column(entity_row::Column::Id));
    distressed(tx, keys, holds().filter(Expr::exists(of_case))).await
}

fn holds() -> Select<held_entity_row::Entity> {
    let reason = HoldReason::Role(PersonRole::InDistress).code();
    held_entity_row::Entity::find().filter(held_entity_row::Column::Reason.eq(reason))
}

async fn distressed(
    tx: &Tx,
    keys: &Keys<'_>,
    held: Select<held_entity_row::Entity>,
) -> Result<BTreeSet<EntityId>, CaseError> {
    let rows = held.all(tx.db()).await.map_err(StoreError::from)?;
    let mut found = BTreeSet::new();
    for id in rows.into_iter().map(|r| EntityId(r.entity)) {
        // The hold outlives the record, which may have been taken back.
        let said = standing(tx, keys, id).await?;
        let distress = |s: &Standing| {
            s.property == Property::Role && PersonRole::parse(&s.text) == Some(PersonRole::InDistress)
        };
        if said.iter().any(|s| s.label.compartment == Compartment::Operational && distress(s)) {
            found.insert(id);
        }
    }
    Ok(found)
}
