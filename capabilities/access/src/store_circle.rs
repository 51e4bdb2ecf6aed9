//! Circles: the people that a restricted case is kept to. Here because an actor is made here, with the circles they
//! were named in; who may be named and by whom is decided by the room whose case it is.

use kernel::id::PersonId;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::BTreeSet;
use store::{Column, Migration, StoreError, Tx, table};
use uuid::Uuid;

/// The table of circles.
pub(crate) fn migration() -> Migration {
    Migration::tables(
        "access-circles",
        vec![
            table("circle_member")
                .col("circle", Column::Uuid)
                .col("person", Column::Uuid)
                .col("by", Column::Uuid)
                .col("at", Column::Int)
                .key(&["circle", "person"])
                .index(&["person"]),
        ],
    )
}

mod member_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "circle_member")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub circle: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub person: Uuid,
        pub by: Uuid,
        pub at: i64,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// The circles a person was named in.
///
/// # Errors
/// What the database says.
pub async fn circles_of(tx: &Tx, person: PersonId) -> Result<BTreeSet<Uuid>, StoreError> {
    let circles: Vec<Uuid> = member_row::Entity::find()
        .select_only()
        .column(member_row::Column::Circle)
        .filter(member_row::Column::Person.eq(person.0))
        .into_tuple()
        .all(tx.db())
        .await?;
    Ok(circles.into_iter().collect())
}

/// The people of a circle.
///
/// # Errors
/// What the database says.
pub async fn circle(tx: &Tx, circle: Uuid) -> Result<BTreeSet<PersonId>, StoreError> {
    let people: Vec<Uuid> = member_row::Entity::find()
        .select_only()
        .column(member_row::Column::Person)
        .filter(member_row::Column::Circle.eq(circle))
        .into_tuple()
        .all(tx.db())
        .await?;
    Ok(people.into_iter().map(PersonId).collect())
}

/// Whether somebody with a role is in a circle, and has not left.
///
/// # Errors
/// What the database says.
pub async fn circle_has(tx: &Tx, id: Uuid, role: kernel::Role) -> Result<bool, StoreError> {
    for id in circle(tx, id).await? {
        let person = crate::store::person(tx, id).await?;
        if person.is_some_and(|p| p.active && p.roles.contains(&role)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Names a person in a circle; who is named already stays as they were.
///
/// # Errors
/// What the database says.
pub async fn name_in_circle(tx: &Tx, circle: Uuid, person: PersonId, by: PersonId) -> Result<(), StoreError> {
    let row = member_row::ActiveModel {
        circle: Set(circle),
        person: Set(person.0),
        by: Set(by.0),
        at: Set(tx.at().0),
    };
    let again =
        OnConflict::columns([member_row::Column::Circle, member_row::Column::Person]).do_nothing().to_owned();
    member_row::Entity::insert(row).on_conflict(again).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Takes a person out of a circle.
///
/// # Errors
/// What the database says.
pub async fn take_from_circle(tx: &Tx, circle: Uuid, person: PersonId) -> Result<(), StoreError> {
    member_row::Entity::delete_by_id((circle, person.0)).exec(tx.db()).await?;
    Ok(())
}

/// Forgets a circle: what it kept is open again.
///
/// # Errors
/// What the database says.
pub async fn drop_circle(tx: &Tx, circle: Uuid) -> Result<(), StoreError> {
    member_row::Entity::delete_many().filter(member_row::Column::Circle.eq(circle)).exec(tx.db()).await?;
    Ok(())
}
