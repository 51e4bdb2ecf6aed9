//! What is held in words, sealed, so that a text can be held against it.
//!
//! The table of held values has digests only, which find what is the same and nothing that is similar. The words behind
//! them stand here as long as their person's record does, under the key of the protection compartment.

use crate::keys::Keys;
use crate::near::{HeldText, NAME, NearState};
use crate::store_held::{hold_back_entity, named_of, read_block};
use crate::store_rows::{IN_MAX, held_entity_row, held_word_row, near_miss_row, read_back};
use crate::types::{CaseError, HoldReason};
use kernel::id::EntityId;
use kernel::{Blocked, Compartment, Selector, SelectorKind};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use std::collections::BTreeMap;
use store::{Column, Migration, StoreError, Tx, table};
use uuid::Uuid;

/// Holds whose words are completed in one sweep.
const COMPLETED_MAX: u64 = 500;

/// The tables of held words and near misses.
pub(crate) fn migration() -> Migration {
    Migration::tables(
        "casefile-4-near",
        vec![
            // `key` as in `held_value`; the words are sealed.
            table("held_word")
                .col("key", Column::Bytes)
                .col("entity", Column::Uuid)
                .col("sealed", Column::Bytes)
                .col("at", Column::Int)
                .key(&["key", "entity"])
                .index(&["entity"]),
            // `scope` is a keyed digest of case, State, words and held value: one decision each. `case_key` is one of
            // the case, so that the table tells nobody in which case somebody wrote what.
            table("near_miss")
                .col("id", Column::Uuid)
                .col("authority", Column::Uuid)
                .col("entity", Column::Uuid)
                .col("case_key", Column::Text)
                .col("scope", Column::Text)
                .col("state", Column::Text)
                .col("sealed", Column::Bytes)
                .col("at", Column::Int)
                .col("changed_at", Column::Int)
                .key(&["id"])
                .unique(&["scope"])
                .index(&["authority", "state", "changed_at"])
                .index(&["entity"])
                .index(&["case_key"]),
        ],
    )
}

/// Keeps the words of what an entity is held back by.
pub(crate) async fn remember_words(
    tx: &Tx,
    keys: &Keys<'_>,
    entity: EntityId,
    names: &[(Vec<u8>, String)],
    selectors: &[Selector],
) -> Result<(), CaseError> {
    let numbers = selectors
        .iter()
        .filter(|s| is_watched(s.kind))
        .map(|s| (keys.value(s), HeldText { kind: s.kind.code().into(), text: s.value.clone() }));
    let names =
        names.iter().map(|(key, text)| (key.clone(), HeldText { kind: NAME.into(), text: text.clone() }));
    let mut rows = Vec::new();
    for (key, text) in names.chain(numbers).collect::<BTreeMap<_, _>>() {
        let sealed = keys.lock("held word", Compartment::Protection, word_id(&key), &text, tx.rng())?;
        rows.push(held_word_row::ActiveModel {
            key: Set(key),
            entity: Set(entity.0),
            sealed: Set(sealed),
            at: Set(tx.at().0),
        });
    }
    for chunk in rows.chunks(IN_MAX) {
        let again = OnConflict::columns([held_word_row::Column::Key, held_word_row::Column::Entity])
            .do_nothing()
            .to_owned();
        held_word_row::Entity::insert_many(chunk.to_vec())
            .on_conflict(again)
            .exec_without_returning(tx.db())
            .await
            .map_err(StoreError::from)?;
    }
    Ok(())
}

fn is_watched(kind: SelectorKind) -> bool {
    use SelectorKind::{Account, DocumentNumber, Email, Handle, Phone};
    matches!(kind, Account | DocumentNumber | Email | Handle | Phone)
}

/// What a word's cover is bound to: its key, which is as long as an id.
pub(crate) fn word_id(key: &[u8]) -> Uuid {
    Uuid::from_slice(key).unwrap_or_default()
}

/// Forgets the words of entities: they are erased, or their hold is lifted.
pub(crate) async fn forget_words(tx: &Tx, entities: &[Uuid]) -> Result<u64, StoreError> {
    let gone = held_word_row::Entity::delete_many()
        .filter(held_word_row::Column::Entity.is_in(entities.iter().copied()));
    Ok(gone.exec(tx.db()).await?.rows_affected)
}

/// Forgets the near misses of entities: all of them where the entities are erased, and those that wait where a hold
/// was lifted; what still stands is found again when somebody writes it again.
pub(crate) async fn forget_near(tx: &Tx, entities: &[Uuid], waiting_only: bool) -> Result<u64, StoreError> {
    let near: Vec<Uuid> = near_miss_row::Entity::find()
        .select_only()
        .column(near_miss_row::Column::Id)
        .filter(near_miss_row::Column::Entity.is_in(entities.iter().copied()))
        .into_tuple()
        .all(tx.db())
        .await?;
    access::forget_work(tx, &near).await?;
    let mut gone = near_miss_row::Entity::delete_many()
        .filter(near_miss_row::Column::Entity.is_in(entities.iter().copied()));
    if waiting_only {
        gone = gone.filter(near_miss_row::Column::State.eq(NearState::Open.code()));
    }
    Ok(gone.exec(tx.db()).await?.rows_affected)
}

/// Forgets the near misses that were written in a case.
pub(crate) async fn forget_near_of_case(tx: &Tx, keys: &Keys<'_>, case: Uuid) -> Result<u64, StoreError> {
    let gone = near_miss_row::Entity::delete_many()
        .filter(near_miss_row::Column::CaseKey.eq(keys.reference(&case.to_string())));
    Ok(gone.exec(tx.db()).await?.rows_affected)
}

/// Keeps the words of holds that an older program laid without them.
pub(crate) async fn complete_words(tx: &Tx, keys: &Keys<'_>) -> Result<(), CaseError> {
    let known =
        held_word_row::Entity::find().select_only().column(held_word_row::Column::Entity).into_query();
    let none = serde_json::to_string(&Blocked::none()).map_err(|e| StoreError::Corrupt(e.to_string()))?;
    let rows = held_entity_row::Entity::find()
        .filter(held_entity_row::Column::Blocked.ne(none))
        .filter(held_entity_row::Column::Entity.not_in_subquery(known))
        .limit(COMPLETED_MAX)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    for row in rows {
        let reason = read_back(HoldReason::parse(&row.reason), "reason", &row.reason)?;
        hold_back_entity(tx, keys, EntityId(row.entity), &read_block(&row.blocked)?, reason).await?;
    }
    Ok(())
}

/// The names of an entity with the keys under which they are found, for its words.
pub(crate) async fn words_of(
    tx: &Tx,
    keys: &Keys<'_>,
    entity: EntityId,
    selectors: &[Selector],
) -> Result<(), CaseError> {
    let names = named_of(tx, keys, entity).await?;
    remember_words(tx, keys, entity, &names, selectors).await
}
