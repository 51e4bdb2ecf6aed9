//! What is in distress, found by the hold that its record laid on it.

use crate::keys::Keys;
use crate::store_rows::held_entity_row;
use crate::store_said::{Standing, standing};
use crate::types::{CaseError, HoldReason};
use kernel::id::EntityId;
use kernel::{Compartment, PersonRole, Property};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::BTreeSet;
use store::{StoreError, Tx};

/// What is in distress now, of the records of some cases or of all: rescue comes before any other step.
///
/// # Errors
/// What the database says.
pub async fn in_distress(
    tx: &Tx,
    keys: &Keys<'_>,
    among: Option<&[EntityId]>,
) -> Result<BTreeSet<EntityId>, CaseError> {
    let reason = HoldReason::Role(PersonRole::InDistress).code();
    let rows = held_entity_row::Entity::find()
        .filter(held_entity_row::Column::Reason.eq(reason))
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let mut found = BTreeSet::new();
    for id in rows.into_iter().map(|r| EntityId(r.entity)) {
        if among.is_some_and(|among| !among.contains(&id)) {
            continue;
        }
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
