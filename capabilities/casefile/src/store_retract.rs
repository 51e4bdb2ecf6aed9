//! Statements taken back. They stay; what was derived from them and from nothing else goes.

use crate::derive;
use crate::keys::Keys;
use crate::rules;
use crate::store_rows::{IN_MAX, retraction_row, selector_row};
use crate::store_said::standing;
use crate::store_statements::stored_tokens;
use crate::types::{BASIS_CHARS_MAX, CaseError, Statement};
use kernel::id::{CaseId, EntityId, StatementId};
use kernel::{Actor, EntityKind, Label, Party, Property};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::HashSet;
use store::search::{self, SearchEntry};
use store::{StoreError, Tx};
use uuid::Uuid;

/// Takes a statement back; it stays, with who took it back, when and why. What was derived from it and from nothing
/// else goes.
///
/// # Errors
/// It was taken back before, or what the database says.
pub async fn retract(
    tx: &Tx,
    keys: &Keys<'_>,
    actor: &Actor,
    (statement, kind): (&Statement, EntityKind),
    why: &str,
    region: Party,
) -> Result<(), CaseError> {
    if statement.retracted.is_some() {
        return Err(CaseError::NotHere);
    }
    let why: String = why.chars().take(BASIS_CHARS_MAX).collect();
    let closed = crate::statement(tx, keys, statement.id).await?.ok_or(CaseError::NotHere)?;
    let compartment = closed.label().compartment;
    let sealed = match rules::is_sealed(compartment) {
        true => Some(keys.lock("retraction", compartment, statement.id.0, &why, tx.rng())?),
        false => None,
    };
    let told = why.clone();
    let row = retraction_row::ActiveModel {
        statement: Set(statement.id.0),
        by: Set(actor.person.0),
        at: Set(tx.at().0),
        why: Set(if sealed.is_some() { String::new() } else { why }),
        sealed: Set(sealed),
    };
    retraction_row::Entity::insert(row).exec_without_returning(tx.db()).await.map_err(StoreError::from)?;
    if statement.property == Property::SameAs {
        crate::store_same::taken_back(tx, keys, actor, (statement.id, &told)).await?;
    }
    derive_again(tx, keys, (statement.entity, statement.case, kind), region).await
}

/// Takes several statements of one entity back for one reason.
pub(crate) async fn retract_said(
    tx: &Tx,
    keys: &Keys<'_>,
    actor: &Actor,
    (of, said): ((EntityId, CaseId, EntityKind), &[Statement]),
    why: &str,
    region: Party,
) -> Result<(), CaseError> {
    let ids: Vec<StatementId> = said.iter().map(|s| s.id).collect();
    let closed = crate::statements_by_id(tx, keys, &ids).await?;
    let mut rows = Vec::with_capacity(closed.len());
    for statement in closed {
        let (id, compartment) = (statement.object().id, statement.label().compartment);
        let sealed = match rules::is_sealed(compartment) {
            true => Some(keys.lock("retraction", compartment, id, &why, tx.rng())?),
            false => None,
        };
        rows.push(retraction_row::ActiveModel {
            statement: Set(id),
            by: Set(actor.person.0),
            at: Set(tx.at().0),
            why: Set(if sealed.is_some() { String::new() } else { why.to_owned() }),
            sealed: Set(sealed),
        });
    }
    store::insert_all(tx, rows).await?;
    derive_again(tx, keys, of, region).await
}

/// Brings what is derived from an entity to what still stands: selectors and words that stand on nothing go.
pub(crate) async fn derive_again(
    tx: &Tx,
    keys: &Keys<'_>,
    (entity, case, kind): (EntityId, CaseId, EntityKind),
    region: Party,
) -> Result<(), CaseError> {
    let standing = standing(tx, keys, entity).await?;
    let texts: Vec<(Property, &str)> = standing.iter().map(|s| (s.property, s.text.as_str())).collect();
    let derived = derive::derive(kind, &texts, region);
    let said: Vec<(StatementId, Label)> = standing.into_iter().map(|s| (s.id, s.label)).collect();
    let place = |place: usize| said.get(place).map(|(id, _)| id.0);
    let still: HashSet<(Uuid, Vec<u8>)> =
        derived.iter().filter_map(|(n, selector)| Some((place(n)?, keys.value(selector)))).collect();
    let rows: Vec<(Uuid, Uuid, Vec<u8>)> = selector_row::Entity::find()
        .select_only()
        .column(selector_row::Column::Id)
        .column(selector_row::Column::Statement)
        .column(selector_row::Column::Key)
        .filter(selector_row::Column::Entity.eq(entity.0))
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let gone: Vec<Uuid> =
        rows.into_iter().filter(|(_, s, k)| !still.contains(&(*s, k.clone()))).map(|r| r.0).collect();
    for chunk in gone.chunks(IN_MAX) {
        selector_row::Entity::delete_many()
            .filter(selector_row::Column::Id.is_in(chunk.iter().copied()))
            .exec(tx.db())
            .await
            .map_err(StoreError::from)?;
    }
    search::remove(tx, entity.0).await?;
    let tokens = stored_tokens(keys, &derived.tokens, &said);
    if !tokens.is_empty() {
        search::add(tx, &[SearchEntry { object: entity.0, within: case.0, tokens }]).await?;
    }
    Ok(())
}
