//! The steps of following up. They say what a State means to do before it says so to anybody: they are encrypted by the
//! program, and only their authority, the recommendation and the time stand in clear.

use crate::follow::{FollowUp, Published, Step};
use crate::store::{closed, row};
use crate::types::{ConferenceError, STEPS_MAX};
use ::store::Column::{Bytes, Flag, Int, Text, Uuid as Id};
use ::store::{Migration, StoreError, Tx, table};
use gate::Guarded;
use kernel::id::AuthorityId;
use kernel::{Actor, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use seal::vault::Vault;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What the vault wraps these under.
const SEALED: &str = "follow-up";

row!(step_row, "follow_step", {
    authority: Uuid, recommendation: Uuid, number: i64, publishes: bool, withdraws: bool, at: i64, by: String, sealed: Vec<u8>,
});

pub(crate) fn migration() -> Migration {
    Migration::tables(
        "conference-2-follow",
        vec![
            table("follow_step")
                .col("id", Id)
                .col("authority", Id)
                .col("recommendation", Id)
                .col("number", Int)
                .col("publishes", Flag)
                .col("withdraws", Flag)
                .col("at", Int)
                .col("by", Text)
                .col("sealed", Bytes)
                .key(&["id"])
                .unique(&["authority", "recommendation", "number"])
                .index(&["recommendation", "publishes"]),
        ],
    )
}

fn read(vault: &Vault, row: &step_row::Model) -> Result<(Uuid, Timestamp, Step), StoreError> {
    let clear = vault
        .unwrap(SEALED, row.id.as_bytes(), &row.sealed)
        .map_err(|_| StoreError::Sealed(format!("{SEALED} {}", row.id)))?;
    let step =
        serde_json::from_slice(&clear).map_err(|e| StoreError::Corrupt(format!("follow_step: {e}")))?;
    Ok((row.id, Timestamp(row.at), step))
}

/// Adds a step.
pub(crate) async fn add(
    tx: &Tx,
    vault: &Vault,
    by: &Actor,
    recommendation: Uuid,
    step: &Step,
) -> Result<Uuid, ConferenceError> {
    let there = step_row::Entity::find()
        .filter(step_row::Column::Authority.eq(by.authority.0))
        .filter(step_row::Column::Recommendation.eq(recommendation))
        .count(tx.db())
        .await
        .map_err(StoreError::from)?;
    if there >= STEPS_MAX {
        return Err(ConferenceError::Full);
    }
    let id = kernel::id::new(tx.clock(), tx.rng());
    let clear = serde_json::to_vec(step).map_err(|e| StoreError::Corrupt(e.to_string()))?;
    let row = step_row::ActiveModel {
        id: Set(id),
        authority: Set(by.authority.0),
        recommendation: Set(recommendation),
        // Within one moment ids say nothing of what came first.
        number: Set(i64::try_from(there).unwrap_or(i64::MAX)),
        publishes: Set(matches!(step, Step::Publishes { .. })),
        withdraws: Set(matches!(step, Step::Withdraws { .. })),
        at: Set(tx.at().0),
        by: Set(by.name.clone()),
        sealed: Set(vault.wrap(SEALED, id.as_bytes(), &clear, tx.rng())),
    };
    step_row::Entity::insert(row).exec_without_returning(tx.db()).await.map_err(StoreError::from)?;
    Ok(id)
}

/// What an authority does about a recommendation.
pub(crate) async fn of(
    tx: &Tx,
    vault: &Vault,
    authority: AuthorityId,
    recommendation: Uuid,
) -> Result<Guarded<FollowUp>, StoreError> {
    let rows = step_row::Entity::find()
        .filter(step_row::Column::Authority.eq(authority.0))
        .filter(step_row::Column::Recommendation.eq(recommendation))
        .order_by_asc(step_row::Column::Number)
        .limit(STEPS_MAX)
        .all(tx.db())
        .await?;
    let steps = rows.iter().map(|row| read(vault, row)).collect::<Result<Vec<_>, _>>()?;
    Ok(closed("recommendation", recommendation, authority.0, FollowUp::of(&steps)))
}

/// Everything that an authority follows, by recommendation.
pub(crate) async fn all(
    tx: &Tx,
    vault: &Vault,
    authority: AuthorityId,
) -> Result<Vec<Guarded<(Uuid, FollowUp)>>, StoreError> {
    let rows = step_row::Entity::find()
        .filter(step_row::Column::Authority.eq(authority.0))
        .order_by_asc(step_row::Column::Number)
        .all(tx.db())
        .await?;
    let mut of: BTreeMap<Uuid, Vec<_>> = BTreeMap::new();
    for row in &rows {
        of.entry(row.recommendation).or_default().push(read(vault, row)?);
    }
    let one =
        |(id, steps): (Uuid, Vec<_>)| closed("recommendation", id, authority.0, (id, FollowUp::of(&steps)));
    Ok(of.into_iter().map(one).collect())
}

/// What was published of one recommendation, and by whom: the id of each publication that still stands. Nothing of what
/// it says: who reads one opens it alone.
pub(crate) async fn publications(
    tx: &Tx,
    recommendation: Uuid,
) -> Result<Vec<(Uuid, AuthorityId, Timestamp)>, StoreError> {
    let rows = step_row::Entity::find()
        .filter(step_row::Column::Recommendation.eq(recommendation))
        .filter(
            Condition::any()
                .add(step_row::Column::Publishes.eq(true))
                .add(step_row::Column::Withdraws.eq(true)),
        )
        .order_by_asc(step_row::Column::Number)
        .all(tx.db())
        .await?;
    let mut newest: BTreeMap<Uuid, step_row::Model> = BTreeMap::new();
    for row in rows {
        newest.insert(row.authority, row);
    }
    let standing = newest.into_values().filter(|row| row.publishes);
    Ok(standing.map(|row| (row.id, AuthorityId(row.authority), Timestamp(row.at))).collect())
}

/// A publication, if it is the newest of its authority and was not taken back.
pub(crate) async fn publication(
    tx: &Tx,
    vault: &Vault,
    id: Uuid,
) -> Result<Option<Guarded<(Uuid, AuthorityId, Timestamp, Published)>>, StoreError> {
    let Some(row) = step_row::Entity::find_by_id(id).one(tx.db()).await? else { return Ok(None) };
    let stands = publications(tx, row.recommendation).await?.iter().any(|(other, _, _)| *other == id);
    match read(vault, &row)? {
        (_, at, Step::Publishes { page }) if stands => {
            let value = (row.recommendation, AuthorityId(row.authority), at, page);
            Ok(Some(closed("recommendation", row.recommendation, row.authority, value)))
        }
        _ => Ok(None),
    }
}

/// Actions of an authority that are not done, as far as the desk has to know them: ids, days, and since when.
pub(crate) async fn open_actions(
    tx: &Tx,
    vault: &Vault,
    authority: AuthorityId,
) -> Result<Vec<crate::follow::ActionState>, StoreError> {
    let rows = step_row::Entity::find()
        .filter(step_row::Column::Authority.eq(authority.0))
        .order_by_asc(step_row::Column::Number)
        .all(tx.db())
        .await?;
    let steps = rows.iter().map(|row| read(vault, row)).collect::<Result<Vec<_>, _>>()?;
    // Actions of all recommendations have ids of their own, so that one fold over all steps tells which are open.
    let actions = FollowUp::of(&steps).now.actions;
    Ok(actions.into_iter().filter(|one| one.done.is_none()).collect())
}
