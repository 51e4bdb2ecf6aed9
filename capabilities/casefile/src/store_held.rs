//! Values that are held back, wherever they stand.
//!
//! A value is held back under its keyed digest, so that the table tells nobody whose number it is. Whatever case and
//! compartment a held value stands in, its statements and selectors bear the block and take no part in matching, from
//! the transaction that holds it back onwards; values that come later meet the table when they are written.

mod store_lift;

pub(crate) use store_lift::lay_on_again;
pub use store_lift::lift_hold;

use crate::derive;
use crate::keys::Keys;
use crate::rules;
use crate::store_rows::{
    IN_MAX, entity_row, held_entity_row, held_row, keep_labels, labels, selector_row, statement_row,
};
use crate::store_words;
use crate::types::{CaseError, HeldBack, Hold, HoldReason};
use kernel::id::EntityId;
use kernel::{Blocked, Label, Party, PersonRole, Property, Selector};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::{StoreError, Tx};
use uuid::Uuid;

/// The holds that some values are under.
#[derive(Debug, Default)]
pub(crate) struct Holds(HashMap<Vec<u8>, Hold>);

impl Holds {
    /// The hold of a value, if it is held back.
    pub(crate) fn of(&self, keys: &Keys<'_>, selector: &Selector) -> Option<&Hold> {
        if self.0.is_empty() { None } else { self.0.get(&keys.value(selector)) }
    }

    /// Whether the value behind a keyed digest is held back.
    pub(crate) fn has(&self, key: &[u8]) -> bool {
        self.0.contains_key(key)
    }

    pub(crate) fn joined(&self) -> Blocked {
        self.0.values().fold(Blocked::none(), |all, hold| rules::join(&all, &hold.blocked))
    }
}

/// Looks values up in the table of held values.
pub(crate) async fn holds_for<'s>(
    tx: &Tx,
    keys: &Keys<'_>,
    selectors: impl Iterator<Item = &'s Selector>,
) -> Result<Holds, CaseError> {
    let any = held_row::Entity::find().limit(1).one(tx.db()).await.map_err(StoreError::from)?;
    if any.is_none() {
        return Ok(Holds::default());
    }
    let wanted: BTreeSet<Vec<u8>> = selectors.map(|s| keys.value(s)).collect();
    holds_of_keys(tx, &wanted.into_iter().collect::<Vec<_>>()).await
}

pub(crate) async fn holds_of_keys(tx: &Tx, wanted: &[Vec<u8>]) -> Result<Holds, CaseError> {
    let mut holds = Holds::default();
    for chunk in wanted.chunks(IN_MAX) {
        let rows = held_row::Entity::find()
            .filter(held_row::Column::Key.is_in(chunk.iter().cloned()))
            .all(tx.db())
            .await
            .map_err(StoreError::from)?;
        for row in rows {
            let blocked = read_block(&row.blocked)?;
            let hold = holds.0.entry(row.key).or_insert_with(|| Hold { blocked: Blocked::none() });
            hold.blocked = rules::join(&hold.blocked, &blocked);
        }
    }
    Ok(holds)
}

pub(crate) fn read_block(json: &str) -> Result<Blocked, StoreError> {
    serde_json::from_str(json).map_err(|e| StoreError::Corrupt(format!("block of a held value: {e}")))
}

/// Holds values back on the whole node: now, in every case and compartment, and whenever they come again. A value
/// held back twice bears both blocks.
///
/// # Errors
/// What the database says.
pub async fn hold_back(
    tx: &Tx,
    keys: &Keys<'_>,
    selectors: &[Selector],
    blocked: &Blocked,
    reason: HoldReason,
) -> Result<HeldBack, CaseError> {
    let wanted: BTreeSet<Vec<u8>> = selectors.iter().map(|s| keys.value(s)).collect();
    let wanted: Vec<Vec<u8>> = wanted.into_iter().collect();
    remember(tx, &wanted, blocked, reason).await?;
    let mut done = HeldBack { values: wanted.len() as u64, ..HeldBack::default() };
    for chunk in wanted.chunks(IN_MAX) {
        let rows = selector_row::Entity::find()
            .filter(selector_row::Column::Key.is_in(chunk.iter().cloned()))
            .all(tx.db())
            .await
            .map_err(StoreError::from)?;
        let eligible = rows.iter().filter(|r| r.acceptance.is_some()).count() as u64;
        done.no_longer_eligible = done.no_longer_eligible.saturating_add(eligible);
        done.selectors = done.selectors.saturating_add(rows.len() as u64);
        selector_row::Entity::update_many()
            .col_expr(selector_row::Column::Held, true.into())
            .col_expr(selector_row::Column::Acceptance, Option::<Uuid>::None.into())
            .filter(selector_row::Column::Key.is_in(chunk.iter().cloned()))
            .exec(tx.db())
            .await
            .map_err(StoreError::from)?;
        if blocked.is_none() {
            continue;
        }
        let closed: BTreeSet<Uuid> = rows
            .iter()
            .filter(|r| {
                kernel::SelectorKind::parse(&r.kind).is_some_and(|k| rules::closes_entity(k, blocked))
            })
            .map(|r| r.entity)
            .collect();
        let statements: BTreeSet<Uuid> = rows.iter().map(|r| r.statement).collect();
        done.statements = done.statements.saturating_add(block_statements(tx, &statements, blocked).await?);
        done.statements = done.statements.saturating_add(block_entities(tx, &closed, blocked).await?);
        block_selectors(tx, &rows, blocked).await?;
    }
    Ok(done)
}

/// Holds back everything an entity is known by, and what it holds, uses or owns; and blocks all that is said of them.
///
/// # Errors
/// What the database says.
pub async fn hold_back_entity(
    tx: &Tx,
    keys: &Keys<'_>,
    entity: EntityId,
    blocked: &Blocked,
    reason: HoldReason,
) -> Result<HeldBack, CaseError> {
    let with = sharing_values(tx, keys, entity).await?;
    let selectors = selectors_of(tx, keys, &with).await?;
    let mut done = hold_back(tx, keys, &selectors, blocked, reason).await?;
    remember_entity(tx, entity, blocked, reason).await?;
    if !blocked.is_none() {
        remember(tx, &names_of(tx, keys, entity).await?, blocked, reason).await?;
        store_words::words_of(tx, keys, entity, &selectors).await?;
        done.statements = done.statements.saturating_add(block_entities(tx, &with, blocked).await?);
    }
    Ok(done)
}

/// Holds back the values of an entity that its own roles, those of its holder, or a block on it demand. Called
/// whenever something was added to it.
pub(crate) async fn keep_held(tx: &Tx, keys: &Keys<'_>, entity: EntityId) -> Result<(), CaseError> {
    let tied: BTreeSet<EntityId> = linked_with(tx, keys, entity).await?;
    for id in std::iter::once(entity).chain(tied) {
        for said in crate::store_said::standing(tx, keys, id).await? {
            if said.property == Property::Role
                && let Some(role) = PersonRole::parse(&said.text).filter(|r| r.is_held_back())
            {
                hold_back_entity(tx, keys, id, &Blocked::none(), HoldReason::Role(role)).await?;
            }
        }
        let held = held_entity_row::Entity::find()
            .filter(held_entity_row::Column::Entity.eq(id.0))
            .all(tx.db())
            .await
            .map_err(StoreError::from)?;
        for row in held {
            let reason = HoldReason::parse(&row.reason);
            let reason = reason.ok_or_else(|| StoreError::Corrupt(format!("reason `{}`", row.reason)))?;
            hold_back_entity(tx, keys, id, &read_block(&row.blocked)?, reason).await?;
        }
    }
    Ok(())
}

/// Remembers that an entity itself is held back, so that what is added to it later is held back too.
async fn remember_entity(
    tx: &Tx,
    id: EntityId,
    blocked: &Blocked,
    reason: HoldReason,
) -> Result<(), CaseError> {
    let before = held_entity_row::Entity::find_by_id((id.0, reason.code().to_owned()))
        .one(tx.db())
        .await
        .map_err(StoreError::from)?;
    let all = match before {
        Some(row) => rules::join(&read_block(&row.blocked)?, blocked),
        None => blocked.clone(),
    };
    let row = held_entity_row::ActiveModel {
        entity: Set(id.0),
        reason: Set(reason.code().into()),
        blocked: Set(serde_json::to_string(&all).map_err(|e| StoreError::Corrupt(e.to_string()))?),
        at: Set(tx.at().0),
    };
    let again = OnConflict::columns([held_entity_row::Column::Entity, held_entity_row::Column::Reason])
        .update_column(held_entity_row::Column::Blocked)
        .to_owned();
    held_entity_row::Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(tx.db())
        .await
        .map_err(StoreError::from)?;
    Ok(())
}

/// Which of these values are held back, and from whom all of them together must be kept.
///
/// # Errors
/// What the database says.
pub async fn blocked_of(tx: &Tx, keys: &Keys<'_>, selectors: &[Selector]) -> Result<Blocked, CaseError> {
    Ok(holds_for(tx, keys, selectors.iter()).await?.joined())
}

/// The keys of every value and name that stands in a free text, in whatever script and however it is written.
#[must_use]
pub fn keys_in_text(keys: &Keys<'_>, text: &str, region: Party) -> BTreeSet<Vec<u8>> {
    keys_in(keys, text, &derive::values_in(text, region))
}

/// The same of a text whose values were found.
pub(crate) fn keys_in(keys: &Keys<'_>, text: &str, values: &[Selector]) -> BTreeSet<Vec<u8>> {
    let mut found: BTreeSet<Vec<u8>> = values.iter().map(|s| keys.value(s)).collect();
    found.extend(names::name_windows(text).iter().map(|key| keys.name(key)));
    found
}

/// The keys of everything an entity is known by, and of what it holds, uses or owns: to find where it was sent.
///
/// # Errors
/// What the database says.
pub async fn keys_of_entity(
    tx: &Tx,
    keys: &Keys<'_>,
    entity: EntityId,
) -> Result<BTreeSet<Vec<u8>>, CaseError> {
    let with = sharing_values(tx, keys, entity).await?;
    let mut known: BTreeSet<Vec<u8>> =
        selectors_of(tx, keys, &with).await?.iter().map(|s| keys.value(s)).collect();
    known.extend(names_of(tx, keys, entity).await?);
    Ok(known)
}

/// The keys under which an entity's names are found in free text.
async fn names_of(tx: &Tx, keys: &Keys<'_>, entity: EntityId) -> Result<Vec<Vec<u8>>, CaseError> {
    Ok(named_of(tx, keys, entity).await?.into_iter().map(|(key, _)| key).collect())
}

/// The same, each with the name; of spellings with one key the first.
pub(crate) async fn named_of(
    tx: &Tx,
    keys: &Keys<'_>,
    entity: EntityId,
) -> Result<Vec<(Vec<u8>, String)>, CaseError> {
    let said = crate::store_said::standing(tx, keys, entity).await?;
    let named = said
        .into_iter()
        .filter(|s| matches!(s.property, Property::Name | Property::Alias | Property::WeakAlias));
    let mut found = BTreeMap::new();
    for (key, text) in named.filter_map(|s| Some((names::name_key(&s.text)?, s.text))) {
        found.entry(key).or_insert(text);
    }
    Ok(found.into_iter().map(|(key, text)| (keys.name(&key), text)).collect())
}

async fn remember(
    tx: &Tx,
    wanted: &[Vec<u8>],
    blocked: &Blocked,
    reason: HoldReason,
) -> Result<(), CaseError> {
    let mut before: HashMap<Vec<u8>, Blocked> = HashMap::new();
    for chunk in wanted.chunks(IN_MAX) {
        let rows = held_row::Entity::find()
            .filter(held_row::Column::Key.is_in(chunk.iter().cloned()))
            .filter(held_row::Column::Reason.eq(reason.code()))
            .all(tx.db())
            .await
            .map_err(StoreError::from)?;
        for row in rows {
            before.insert(row.key, read_block(&row.blocked)?);
        }
    }
    let mut rows = Vec::with_capacity(wanted.len());
    for key in wanted {
        let all = before.get(key).map_or_else(|| blocked.clone(), |b| rules::join(b, blocked));
        let json = serde_json::to_string(&all).map_err(|e| StoreError::Corrupt(e.to_string()))?;
        rows.push(held_row::ActiveModel {
            key: Set(key.clone()),
            reason: Set(reason.code().into()),
            blocked: Set(json),
            at: Set(tx.at().0),
        });
    }
    for chunk in rows.chunks(IN_MAX) {
        let again = OnConflict::columns([held_row::Column::Key, held_row::Column::Reason])
            .update_column(held_row::Column::Blocked)
            .to_owned();
        held_row::Entity::insert_many(chunk.to_vec())
            .on_conflict(again)
            .exec_without_returning(tx.db())
            .await
            .map_err(StoreError::from)?;
    }
    Ok(())
}

/// The entity, those it holds, uses or owns, and those judged to be the same, whichever side the judgement stands on.
async fn sharing_values(tx: &Tx, keys: &Keys<'_>, entity: EntityId) -> Result<BTreeSet<Uuid>, CaseError> {
    let mut with = BTreeSet::from([entity.0]);
    for (link, to) in crate::store_said::links_of(tx, keys, entity).await? {
        if rules::shares_values(link) {
            with.insert(to.0);
        }
    }
    let same = links_to(tx, entity).await?.into_iter().filter(|(link, _)| *link == Property::SameAs);
    with.extend(same.map(|(_, from)| from.0));
    let one: Vec<Uuid> = crate::store_same::one_with(tx, &[entity.0]).await?;
    with.extend(one);
    Ok(with)
}

/// Those whose roles and blocks count for an entity: who holds, uses or owns it, and who was judged to be the same.
pub(crate) async fn linked_with(
    tx: &Tx,
    keys: &Keys<'_>,
    entity: EntityId,
) -> Result<BTreeSet<EntityId>, CaseError> {
    let to = links_to(tx, entity).await?.into_iter().filter(|(link, _)| rules::shares_values(*link));
    let from = crate::store_said::links_of(tx, keys, entity).await?;
    let same = from.into_iter().filter(|(link, _)| *link == Property::SameAs);
    let one = crate::store_same::one_with(tx, &[entity.0]).await?.into_iter().map(EntityId);
    Ok(to.chain(same).map(|(_, id)| id).chain(one).collect())
}

/// The links that lead to an entity. Links of closed compartments are not readable by column and are not followed
/// backwards; adding to the holder holds its things back again.
async fn links_to(tx: &Tx, entity: EntityId) -> Result<Vec<(Property, EntityId)>, CaseError> {
    let rows: Vec<(Uuid, String)> = statement_row::Entity::find()
        .select_only()
        .column(statement_row::Column::Entity)
        .column(statement_row::Column::Property)
        .filter(statement_row::Column::Link.eq(entity.0))
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    Ok(rows.into_iter().filter_map(|(from, link)| Some((Property::parse(&link)?, EntityId(from)))).collect())
}

async fn selectors_of(
    tx: &Tx,
    keys: &Keys<'_>,
    entities: &BTreeSet<Uuid>,
) -> Result<Vec<Selector>, CaseError> {
    let rows = selector_row::Entity::find()
        .filter(selector_row::Column::Entity.is_in(entities.iter().copied()))
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    Ok(crate::store_selectors::held(tx, keys, rows).await?.into_iter().map(|(_, s)| s.selector).collect())
}

macro_rules! relabel {
    ($name:ident, $rows:ident) => {
        /// Joins the block into the labels of these rows; returns how many changed.
        async fn $name(tx: &Tx, ids: &[Uuid], blocked: &Blocked) -> Result<u64, CaseError> {
            let mut changed = 0_u64;
            for chunk in ids.chunks(IN_MAX) {
                let rows: Vec<(Uuid, Uuid)> = $rows::Entity::find()
                    .select_only()
                    .column($rows::Column::Id)
                    .column($rows::Column::Label)
                    .filter($rows::Column::Id.is_in(chunk.iter().copied()))
                    .into_tuple()
                    .all(tx.db())
                    .await
                    .map_err(StoreError::from)?;
                for (old, new) in joined_labels(tx, rows.iter().map(|r| r.1), blocked).await? {
                    let those: Vec<Uuid> = rows.iter().filter(|r| r.1 == old).map(|r| r.0).collect();
                    changed = changed.saturating_add(those.len() as u64);
                    $rows::Entity::update_many()
                        .col_expr($rows::Column::Label, new.into())
                        .filter($rows::Column::Id.is_in(those))
                        .exec(tx.db())
                        .await
                        .map_err(StoreError::from)?;
                }
            }
            Ok(changed)
        }
    };
}
relabel!(relabel_entities, entity_row);
relabel!(relabel_statements, statement_row);
relabel!(relabel_selectors, selector_row);

/// Each label that changes when the block is joined into it: its id before and after.
async fn joined_labels(
    tx: &Tx,
    ids: impl Iterator<Item = Uuid>,
    blocked: &Blocked,
) -> Result<Vec<(Uuid, Uuid)>, CaseError> {
    let known = labels(tx, ids).await?;
    let mut changes = Vec::new();
    for (old, label) in known {
        let new = Label { blocked: rules::join(&label.blocked, blocked), ..label };
        let ids = keep_labels(tx, [&new]).await?;
        changes.extend(ids.first().copied().filter(|id| *id != old).map(|id| (old, id)));
    }
    Ok(changes)
}

async fn block_statements(tx: &Tx, ids: &BTreeSet<Uuid>, blocked: &Blocked) -> Result<u64, CaseError> {
    relabel_statements(tx, &ids.iter().copied().collect::<Vec<_>>(), blocked).await
}

async fn block_selectors(tx: &Tx, rows: &[selector_row::Model], blocked: &Blocked) -> Result<u64, CaseError> {
    relabel_selectors(tx, &rows.iter().map(|r| r.id).collect::<Vec<_>>(), blocked).await
}

/// Blocks entities with everything said of them; returns how many statements changed.
async fn block_entities(tx: &Tx, entities: &BTreeSet<Uuid>, blocked: &Blocked) -> Result<u64, CaseError> {
    let entities: Vec<Uuid> = entities.iter().copied().collect();
    relabel_entities(tx, &entities, blocked).await?;
    let mut changed = 0_u64;
    for chunk in entities.chunks(IN_MAX) {
        let statements: Vec<Uuid> = statement_row::Entity::find()
            .select_only()
            .column(statement_row::Column::Id)
            .filter(statement_row::Column::Entity.is_in(chunk.iter().copied()))
            .into_tuple()
            .all(tx.db())
            .await
            .map_err(StoreError::from)?;
        let selectors: Vec<Uuid> = selector_row::Entity::find()
            .select_only()
            .column(selector_row::Column::Id)
            .filter(selector_row::Column::Entity.is_in(chunk.iter().copied()))
            .into_tuple()
            .all(tx.db())
            .await
            .map_err(StoreError::from)?;
        changed = changed.saturating_add(relabel_statements(tx, &statements, blocked).await?);
        relabel_selectors(tx, &selectors, blocked).await?;
    }
    Ok(changed)
}
