//! Which roles stand. A role in an offence, said of somebody who was smuggled or is protected by another role, stands
//! only after two people decided it. Whoever else says so (an officer alone, a file, an answer) has said it,
//! and no more than that.

use crate::keys::Keys;
use crate::store_child::children_among;
use crate::store_held::linked_with;
use crate::store_said::{Standing, standing, statements_of_entities};
use crate::store_statements::append;
use crate::types::{Case, CaseError, Entity, NewStatement, NewValue, Value};
use kernel::id::EntityId;
use kernel::{Actor, Compartment, Label, PersonRole, Property};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeSet, HashSet};
use store::{Column, Migration, StoreError, Tx, table};

mod decision_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "role_decision")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub entity: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub role: String,
        pub asked_by: Uuid,
        pub second: Uuid,
        pub at: i64,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) fn migration() -> Migration {
    Migration::tables(
        "casefile-2-role-decision",
        vec![
            table("role_decision")
                .col("entity", Column::Uuid)
                .col("role", Column::Text)
                .col("asked_by", Column::Uuid)
                .col("second", Column::Uuid)
                .col("at", Column::Int)
                .key(&["entity", "role"]),
        ],
    )
}

fn role_in(property: Property, text: &str) -> Option<PersonRole> {
    (property == Property::Role).then(|| PersonRole::parse(text)).flatten()
}

/// Whether the entity, or one that was judged to be the same, ever had a role that the law protects. One that was
/// taken back counts: taking it back first is no way around the second person.
pub(crate) async fn was_protected(tx: &Tx, keys: &Keys<'_>, entity: EntityId) -> Result<bool, CaseError> {
    let mut all: BTreeSet<EntityId> = linked_with(tx, keys, entity).await?;
    all.insert(entity);
    let all: Vec<EntityId> = all.into_iter().collect();
    // Nor is a child made a suspect on one officer's word.
    if !children_among(tx, &all).await?.is_empty() {
        return Ok(true);
    }
    let said = statements_of_entities(tx, keys, &all).await?;
    Ok(said.iter().any(|s| match &s.value {
        Value::Text(text) => role_in(s.property, text).is_some_and(PersonRole::is_held_back),
        Value::Entity(_) => false,
    }))
}

/// Refuses a role in an offence said by one person of somebody whom a role protects.
pub(crate) async fn check(
    tx: &Tx,
    keys: &Keys<'_>,
    entity: EntityId,
    new: &[NewStatement],
) -> Result<(), CaseError> {
    let in_offence = |s: &NewStatement| match &s.value {
        NewValue::Text(text) => role_in(s.property, text).is_some_and(PersonRole::is_offence_role),
        NewValue::Link(_) | NewValue::Entity(_) => false,
    };
    if !new.iter().any(in_offence) {
        return Ok(());
    }
    // A record that not everybody may see does not show in the refusal: two people may ask, and it is not done.
    if stands_for_no_offence(tx, keys, entity, &|label| label.compartment == Compartment::Operational).await?
    {
        return Err(CaseError::NoOffence);
    }
    if was_protected(tx, keys, entity).await? {
        return Err(CaseError::NeedsSecondPerson);
    }
    Ok(())
}

/// Whether rescue, distress or asylum carriage stands recorded of the entity, of who uses or owns it, or of the same
/// one, in a statement under such a label. One that was taken back does not count.
async fn stands_for_no_offence(
    tx: &Tx,
    keys: &Keys<'_>,
    entity: EntityId,
    counts: &(dyn Fn(&Label) -> bool + Sync),
) -> Result<bool, CaseError> {
    let mut all: BTreeSet<EntityId> = linked_with(tx, keys, entity).await?;
    all.insert(entity);
    for id in all {
        let said = standing(tx, keys, id).await?;
        let recorded = |s: &Standing| role_in(s.property, &s.text).is_some_and(PersonRole::is_no_offence);
        if said.iter().any(|s| counts(&s.label) && recorded(s)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Records what two people decided.
pub(crate) async fn record_decided(
    tx: &Tx,
    keys: &Keys<'_>,
    (asker, second): (&Actor, &Actor),
    (case, entity): (&Case, &Entity),
    (role, new): (PersonRole, NewStatement),
) -> Result<(), CaseError> {
    if stands_for_no_offence(tx, keys, entity.id, &|_| true).await? {
        return Err(CaseError::NoOffence);
    }
    append(tx, keys, asker, (case, entity), asker.party, vec![new]).await?;
    let row = decision_row::ActiveModel {
        entity: Set(entity.id.0),
        role: Set(role.code().to_owned()),
        asked_by: Set(asker.person.0),
        second: Set(second.person.0),
        at: Set(tx.at().0),
    };
    let conflict = OnConflict::columns([decision_row::Column::Entity, decision_row::Column::Role])
        .update_columns([
            decision_row::Column::AskedBy,
            decision_row::Column::Second,
            decision_row::Column::At,
        ])
        .to_owned();
    decision_row::Entity::insert(row)
        .on_conflict(conflict)
        .exec_without_returning(tx.db())
        .await
        .map_err(StoreError::from)?;
    Ok(())
}

/// The roles in an offence that are said of these entities and do not stand.
///
/// # Errors
/// What the database says.
pub async fn only_said(
    tx: &Tx,
    keys: &Keys<'_>,
    entities: &[EntityId],
) -> Result<HashSet<(EntityId, PersonRole)>, CaseError> {
    let mut said = HashSet::new();
    for statement in statements_of_entities(tx, keys, entities).await? {
        let Value::Text(text) = &statement.value else { continue };
        if let Some(role) = role_in(statement.property, text).filter(|r| r.is_offence_role()) {
            said.insert((statement.entity, role));
        }
    }
    let mut open = HashSet::new();
    for (entity, role) in said {
        let decided = decision_row::Entity::find()
            .filter(decision_row::Column::Entity.eq(entity.0))
            .filter(decision_row::Column::Role.eq(role.code()))
            .one(tx.db())
            .await
            .map_err(StoreError::from)?;
        let open_still = match decided {
            // What was decided before the rescue was known counts no more.
            Some(_) => stands_for_no_offence(tx, keys, entity, &|_| true).await?,
            None => was_protected(tx, keys, entity).await?,
        };
        if open_still {
            open.insert((entity, role));
        }
    }
    Ok(open)
}
