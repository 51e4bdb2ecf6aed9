//! Trainings that an authority held: when, on what, for whom and for how many. A count, and nobody's name.

use crate::store::{closed, row};
use crate::types::{ConferenceError, LIST_MAX};
use ::store::Column::{Int, Text, Uuid as Id};
use ::store::{Migration, StoreError, Tx, table};
use gate::Guarded;
use kernel::Actor;
use kernel::id::AuthorityId;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

row!(training_row, "conference_training", {
    authority: Uuid, day: String, topic: String, audience: String, people: i64, at: i64, by: String,
});

pub(crate) fn migration() -> Migration {
    Migration::tables(
        "conference-5-trainings",
        vec![
            table("conference_training")
                .col("id", Id)
                .col("authority", Id)
                .col("day", Text)
                .col("topic", Text)
                .col("audience", Text)
                .col("people", Int)
                .col("at", Int)
                .col("by", Text)
                .key(&["id"])
                .index(&["authority", "day"]),
        ],
    )
}

/// A training.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Training {
    /// Its day, `2026-05-31`.
    pub(crate) day: String,
    pub(crate) topic: String,
    /// For whom.
    pub(crate) audience: String,
    /// How many took part.
    pub(crate) people: u64,
}

/// Sets a training down.
pub(crate) async fn add(tx: &Tx, by: &Actor, new: &Training) -> Result<(), ConferenceError> {
    let own = training_row::Entity::find().filter(training_row::Column::Authority.eq(by.authority.0));
    if own.count(tx.db()).await.map_err(StoreError::from)? >= LIST_MAX {
        return Err(ConferenceError::Full);
    }
    let row = training_row::ActiveModel {
        id: Set(kernel::id::new(tx.clock(), tx.rng())),
        authority: Set(by.authority.0),
        day: Set(new.day.clone()),
        topic: Set(new.topic.clone()),
        audience: Set(new.audience.clone()),
        people: Set(i64::try_from(new.people).unwrap_or(i64::MAX)),
        at: Set(tx.at().0),
        by: Set(by.name.clone()),
    };
    training_row::Entity::insert(row).exec_without_returning(tx.db()).await.map_err(StoreError::from)?;
    Ok(())
}

/// The trainings of an authority since a day, the newest first.
pub(crate) async fn since(
    tx: &Tx,
    authority: AuthorityId,
    day: &str,
) -> Result<Vec<Guarded<Training>>, StoreError> {
    use training_row::Column;
    let rows = training_row::Entity::find()
        .filter(Column::Authority.eq(authority.0))
        .filter(Column::Day.gte(day))
        .order_by_desc(Column::Day)
        .order_by_desc(Column::Id)
        .limit(LIST_MAX)
        .all(tx.db())
        .await?;
    let read = |row: training_row::Model| {
        let people = u64::try_from(row.people).unwrap_or_default();
        let one = Training { day: row.day, topic: row.topic, audience: row.audience, people };
        closed("conference", row.id, row.authority, one)
    };
    Ok(rows.into_iter().map(read).collect())
}
