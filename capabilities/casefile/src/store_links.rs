//! Links that a batch of statements makes: which records it says are one person, and that each names one of the case.

use crate::store_rows::{IN_MAX, entity_row};
use crate::store_statements::Draft;
use crate::types::{CaseError, NewValue};
use kernel::Property;
use kernel::id::{CaseId, EntityId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::{HashMap, HashSet};
use store::{StoreError, Tx};
use uuid::Uuid;

/// Which records these drafts say are the same person.
pub(crate) fn same_persons(drafts: &[Draft], ids: &HashMap<String, EntityId>) -> Vec<(EntityId, EntityId)> {
    let mut same = Vec::new();
    for draft in drafts {
        for new in draft.new.statements.iter().filter(|s| s.property == Property::SameAs) {
            let other = match &new.value {
                NewValue::Entity(id) => Some(*id),
                NewValue::Link(key) => ids.get(key).copied(),
                NewValue::Text(_) => None,
            };
            same.extend(ids.get(&draft.new.key).copied().zip(other));
        }
    }
    same
}

/// A link to an entity that stands must name one of this case.
pub(crate) async fn known_links(tx: &Tx, case: CaseId, drafts: &[Draft]) -> Result<(), CaseError> {
    let named: HashSet<Uuid> = drafts
        .iter()
        .flat_map(|d| d.new.statements.iter())
        .filter_map(|s| if let NewValue::Entity(id) = s.value { Some(id.0) } else { None })
        .collect();
    let named: Vec<Uuid> = named.into_iter().collect();
    for chunk in named.chunks(IN_MAX) {
        let found: Vec<Uuid> = entity_row::Entity::find()
            .select_only()
            .column(entity_row::Column::Id)
            .filter(entity_row::Column::CaseId.eq(case.0))
            .filter(entity_row::Column::Id.is_in(chunk.iter().copied()))
            .into_tuple()
            .all(tx.db())
            .await
            .map_err(StoreError::from)?;
        if let Some(missing) = chunk.iter().find(|id| !found.contains(id)) {
            return Err(CaseError::UnknownLink(missing.to_string()));
        }
    }
    Ok(())
}
