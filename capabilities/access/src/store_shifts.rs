//! Shifts handed over: roles of a person that a colleague holds until a time. The clock of the transaction ends them;
//! nothing has to run for that.

use crate::rules;
use crate::store;
use crate::types::{HandedShift, Person};
use ::store::{Column, Migration, StoreError, Tx, table};
use kernel::id::PersonId;
use kernel::{Role, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Most shifts of one person, given or taken, that run at a time.
pub const SHIFTS_MAX: u64 = 20;

mod shift_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "handed_shift")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub giver: Uuid,
        pub taker: Uuid,
        pub roles: String,
        pub reason: String,
        pub since: i64,
        pub until: i64,
        pub ended_at: Option<i64>,
        pub ended_by: Option<Uuid>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) fn migrations() -> Vec<Migration> {
    vec![Migration::tables(
        "access-2-shifts",
        vec![
            table("handed_shift")
                .col("id", Column::Uuid)
                .col("giver", Column::Uuid)
                .col("taker", Column::Uuid)
                .col("roles", Column::Text)
                .col("reason", Column::Text)
                .col("since", Column::Int)
                .col("until", Column::Int)
                .opt("ended_at", Column::Int)
                .opt("ended_by", Column::Uuid)
                .key(&["id"])
                .index(&["giver"])
                .index(&["taker"]),
        ],
    )]
}

fn shift_of(row: shift_row::Model) -> HandedShift {
    HandedShift {
        id: row.id,
        from: PersonId(row.giver),
        to: PersonId(row.taker),
        roles: row.roles.split_whitespace().filter_map(Role::parse).collect(),
        reason: row.reason,
        since: Timestamp(row.since),
        until: Timestamp(row.until),
    }
}

/// The shifts that run now and that this person gave or took, the first to end first.
///
/// # Errors
/// What the database says.
pub async fn running(tx: &Tx, person: PersonId) -> Result<Vec<HandedShift>, StoreError> {
    let either = Condition::any()
        .add(shift_row::Column::Giver.eq(person.0))
        .add(shift_row::Column::Taker.eq(person.0));
    let rows = shift_row::Entity::find()
        .filter(either)
        .filter(shift_row::Column::EndedAt.is_null())
        .filter(shift_row::Column::Until.gt(tx.at().0))
        .order_by_asc(shift_row::Column::Until)
        .order_by_asc(shift_row::Column::Id)
        .limit(SHIFTS_MAX.saturating_mul(2))
        .all(tx.db())
        .await?;
    Ok(rows.into_iter().map(shift_of).collect())
}

/// Every shift that runs now, whoever gave it.
///
/// # Errors
/// What the database says.
pub(crate) async fn all_running(tx: &Tx) -> Result<Vec<HandedShift>, StoreError> {
    let rows = shift_row::Entity::find()
        .filter(shift_row::Column::EndedAt.is_null())
        .filter(shift_row::Column::Until.gt(tx.at().0))
        .all(tx.db())
        .await?;
    Ok(rows.into_iter().map(shift_of).collect())
}

/// What this person holds for others now, with whom they hold it for. Only roles that the other still holds
/// themselves, today and by themselves: who lost a role, or was shut out, has nothing to hand on.
///
/// # Errors
/// What the database says.
pub async fn running_for(tx: &Tx, person: &Person) -> Result<Vec<(HandedShift, Person)>, StoreError> {
    let mut held = Vec::new();
    for mut shift in running(tx, person.id).await?.into_iter().filter(|s| s.to == person.id) {
        let giver = store::person(tx, shift.from).await?;
        let Some(giver) = giver.filter(|g| g.active && g.authority == person.authority) else { continue };
        let still = rules::may_hand_over(&giver.roles);
        shift.roles = shift.roles.intersection(&still).copied().collect();
        if !shift.roles.is_empty() {
            held.push((shift, giver));
        }
    }
    Ok(held)
}

/// Keeps a shift that begins now.
///
/// # Errors
/// What the database says.
pub(crate) async fn begin(
    tx: &Tx,
    (from, to): (PersonId, PersonId),
    roles: &BTreeSet<Role>,
    reason: &str,
    until: Timestamp,
) -> Result<Uuid, StoreError> {
    let id = kernel::id::new(tx.clock(), tx.rng());
    let row = shift_row::ActiveModel {
        id: Set(id),
        giver: Set(from.0),
        taker: Set(to.0),
        roles: Set(roles.iter().map(|r| r.code()).collect::<Vec<_>>().join(" ")),
        reason: Set(reason.to_owned()),
        since: Set(tx.at().0),
        until: Set(until.0),
        ended_at: Set(None),
        ended_by: Set(None),
    };
    shift_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(id)
}

/// Ends a shift early. `false` if none of this person's runs under that id.
///
/// # Errors
/// What the database says.
pub(crate) async fn end(tx: &Tx, id: Uuid, by: PersonId) -> Result<bool, StoreError> {
    let either =
        Condition::any().add(shift_row::Column::Giver.eq(by.0)).add(shift_row::Column::Taker.eq(by.0));
    let done = shift_row::Entity::update_many()
        .col_expr(shift_row::Column::EndedAt, tx.at().0.into())
        .col_expr(shift_row::Column::EndedBy, by.0.into())
        .filter(shift_row::Column::Id.eq(id))
        .filter(either)
        .filter(shift_row::Column::EndedAt.is_null())
        .filter(shift_row::Column::Until.gt(tx.at().0))
        .exec(tx.db())
        .await?;
    Ok(done.rows_affected == 1)
}
