//! What an older program derived from statements, derived again by the rules of this one, once, before anything goes out
//! of a door.
//!
//! A value that only newer rules know stood nowhere: it was held by nobody, though its holder was. First every record gets
//! the selectors and words it is found by now; then every hold is laid on again, so that it covers them. Nothing that an
//! officer did not clear becomes eligible by it, no statement is added, and no end date moves. What was cleared of a
//! compound key whose form is another now waits for an officer again.

use crate::derive::{self, DERIVING_VERSION};
use crate::keys::Keys;
use crate::store_child::children_among;
use crate::store_held::{hold_back_entity, lay_on_again, read_block};
use crate::store_rows::{IN_MAX, entity_row, held_entity_row, labels, one_label, read_back, selector_row};
use crate::store_said::standing;
use crate::store_statements::{Draft, write_derived};
use crate::types::{CaseError, HoldReason, NewEntity};
use kernel::id::{CaseId, EntityId, StatementId};
use kernel::selector::NORMALISER_VERSION;
use kernel::{EntityKind, Party, Property, SelectorKind};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use seal::vault::Vault;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use store::{Store, StoreError, Tx, search, setting};
use uuid::Uuid;

/// Records taken up in one transaction.
const STEP: u64 = 200;
/// Where it stands, among the settings of the node.
const REACHED: &str = "casefile-derived";

/// How far the records of this node were derived by which rules.
#[derive(Serialize, Deserialize)]
struct Reached {
    rules: String,
    part: Part,
    after: Uuid,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Part {
    Records,
    Holds,
    Done,
}

/// The rules of this program.
fn rules() -> String {
    format!("{NORMALISER_VERSION}.{DERIVING_VERSION}")
}

async fn reached(tx: &Tx) -> Result<Reached, CaseError> {
    let before: Option<Reached> = match setting::get(tx, REACHED).await? {
        Some(json) => Some(serde_json::from_str(&json).map_err(|e| StoreError::Corrupt(e.to_string()))?),
        None => None,
    };
    let begins = Reached { rules: rules(), part: Part::Records, after: Uuid::nil() };
    Ok(before.filter(|r| r.rules == rules()).unwrap_or(begins))
}

/// Derives again what an older program derived, and lays every hold on again; returns how many records and holds it took
/// up. Cut off, it goes on where it was; where nothing is older it does nothing. `region` is where phone numbers without a
/// country code are from.
///
/// # Errors
/// What the database says.
pub async fn derive_by_newer_rules(store: &Store, vault: &Vault, region: Party) -> Result<u64, CaseError> {
    let stands = store.look("derived by", |tx| async move { reached(&tx).await }).await?;
    if stands.part == Part::Done {
        return Ok(0);
    }
    let mut taken_up = 0_u64;
    loop {
        let step = store.run("derive again", |tx| async move { step(&tx, &Keys::of(vault), region).await });
        match step.await? {
            Some(n) => taken_up = taken_up.saturating_add(n),
            None => return Ok(taken_up),
        }
    }
}

/// One step; `None` when all is done.
async fn step(tx: &Tx, keys: &Keys<'_>, region: Party) -> Result<Option<u64>, CaseError> {
    let Reached { rules, part, after } = reached(tx).await?;
    if part == Part::Records && after.is_nil() {
        crate::store_columns::forget_headings(tx, keys).await?;
    }
    let (then, ids) = match part {
        Part::Done => return Ok(None),
        Part::Records => (Part::Holds, records_after(tx, keys, region, after).await?),
        Part::Holds => (Part::Done, holds_after(tx, keys, after).await?),
    };
    let full = (ids.len() as u64) == STEP;
    let next = match ids.last().filter(|_| full) {
        Some(last) => Reached { rules, part, after: *last },
        None => Reached { rules, part: then, after: Uuid::nil() },
    };
    let json = serde_json::to_string(&next).map_err(|e| StoreError::Corrupt(e.to_string()))?;
    setting::put(tx, REACHED, &json).await?;
    Ok(Some(ids.len() as u64))
}

/// The next records, derived again.
async fn records_after(tx: &Tx, keys: &Keys<'_>, region: Party, after: Uuid) -> Result<Vec<Uuid>, CaseError> {
    let rows = entity_row::Entity::find()
        .filter(entity_row::Column::Id.gt(after))
        .order_by_asc(entity_row::Column::Id)
        .limit(STEP)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let all: Vec<EntityId> = ids.iter().copied().map(EntityId).collect();
    let children: BTreeSet<EntityId> = children_among(tx, &all).await?.into_iter().collect();
    let known = labels(tx, rows.iter().map(|row| row.label)).await?;
    let mut by_case: BTreeMap<Uuid, Vec<Draft>> = BTreeMap::new();
    for row in rows {
        let kind = read_back(EntityKind::parse(&row.kind), "entity kind", &row.kind)?;
        let draft = Draft {
            blocked: one_label(&known, row.label)?.blocked,
            child: children.contains(&EntityId(row.id)),
            ..derived_again(tx, keys, (EntityId(row.id), kind), region).await?
        };
        by_case.entry(row.case_id).or_default().push(draft);
    }
    for (case, drafts) in by_case {
        // A record without a case is nobody's: it leaves by no door.
        if crate::case_label(tx, CaseId(case)).await?.is_none() {
            continue;
        }
        write_derived(tx, keys, CaseId(case), drafts).await?;
    }
    // A value that somebody else is held by closes what it stands in from now on.
    lay_on_again(tx, &ids.iter().copied().collect()).await?;
    Ok(ids)
}

/// What a selector of an entity says of itself: its statement, its kind, the keyed digest of its value.
type Known = (Uuid, Uuid, String, Vec<u8>);

/// A record with what is derived from it now. What it was found by before goes, where it stands on nothing any more.
async fn derived_again(
    tx: &Tx,
    keys: &Keys<'_>,
    (entity, kind): (EntityId, EntityKind),
    region: Party,
) -> Result<Draft, CaseError> {
    let standing = standing(tx, keys, entity).await?;
    let texts: Vec<(Property, &str)> = standing.iter().map(|s| (s.property, s.text.as_str())).collect();
    let mut derived = derive::derive(kind, &texts, region);
    let known = selectors_of(tx, entity).await?;
    let said = |place: usize| standing.get(place).map(|s| s.id);
    // Which region a number was written in nobody kept: where that counts, what stands is left as it is.
    let elsewhere = derive::derive(kind, &texts, elsewhere(region));
    let anywhere: HashSet<_> = elsewhere.iter().collect();
    let has: HashSet<(StatementId, &str)> =
        known.iter().map(|(_, statement, kind, _)| (StatementId(*statement), kind.as_str())).collect();
    derived.retain(|place, selector| {
        anywhere.contains(&(place, selector))
            || said(place).is_some_and(|id| !has.contains(&(id, selector.kind.code())))
    });
    let now: HashSet<(StatementId, Vec<u8>)> =
        derived.iter().filter_map(|(place, s)| Some((said(place)?, keys.value(s)))).collect();
    let is_compound = |kind: &str| SelectorKind::parse(kind).is_some_and(derive::is_compound);
    let gone: Vec<Uuid> = known
        .iter()
        .filter(|(_, statement, kind, key)| {
            is_compound(kind) && !now.contains(&(StatementId(*statement), key.clone()))
        })
        .map(|(id, ..)| *id)
        .collect();
    for chunk in gone.chunks(IN_MAX) {
        selector_row::Entity::delete_many()
            .filter(selector_row::Column::Id.is_in(chunk.iter().copied()))
            .exec(tx.db())
            .await
            .map_err(StoreError::from)?;
    }
    search::remove(tx, entity.0).await?;
    let new = NewEntity { key: entity.to_string(), kind, statements: Vec::new() };
    Ok(Draft {
        derived,
        into: Some(entity),
        held: known.into_iter().map(|(_, statement, _, key)| (statement, key)).collect(),
        standing: standing.into_iter().map(|s| (s.id, s.label)).collect(),
        ..Draft::new(new, region)
    })
}

/// A region that is not this one.
fn elsewhere(region: Party) -> Party {
    let others = ["NE", "IT"].into_iter().filter_map(Party::parse);
    others.into_iter().find(|other| *other != region).unwrap_or(region)
}

async fn selectors_of(tx: &Tx, entity: EntityId) -> Result<Vec<Known>, StoreError> {
    Ok(selector_row::Entity::find()
        .select_only()
        .column(selector_row::Column::Id)
        .column(selector_row::Column::Statement)
        .column(selector_row::Column::Kind)
        .column(selector_row::Column::Key)
        .filter(selector_row::Column::Entity.eq(entity.0))
        .into_tuple()
        .all(tx.db())
        .await?)
}

/// The next held records, each of their holds laid on again.
async fn holds_after(tx: &Tx, keys: &Keys<'_>, after: Uuid) -> Result<Vec<Uuid>, CaseError> {
    let ids: Vec<Uuid> = held_entity_row::Entity::find()
        .select_only()
        .column(held_entity_row::Column::Entity)
        .filter(held_entity_row::Column::Entity.gt(after))
        .distinct()
        .order_by_asc(held_entity_row::Column::Entity)
        .limit(STEP)
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let rows = held_entity_row::Entity::find()
        .filter(held_entity_row::Column::Entity.is_in(ids.iter().copied()))
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    for row in rows {
        let reason = read_back(HoldReason::parse(&row.reason), "reason", &row.reason)?;
        hold_back_entity(tx, keys, EntityId(row.entity), &read_block(&row.blocked)?, reason).await?;
    }
    Ok(ids)
}
