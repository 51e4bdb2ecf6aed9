//! Rows that are written together.

use crate::{StoreError, Tx};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Iterable};

/// Values in one statement. SQLite takes 32,766, PostgreSQL 65,535.
const BINDS_MAX: usize = 32_000;

/// Inserts many rows of one table in as few statements as the database takes.
///
/// # Errors
/// What the database says.
pub async fn insert_all<A>(tx: &Tx, rows: Vec<A>) -> Result<(), StoreError>
where
    A: ActiveModelTrait + Send,
    <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
{
    let columns = <A::Entity as EntityTrait>::Column::iter().count().max(1);
    let most = (BINDS_MAX / columns).max(1);
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<A> = rows.by_ref().take(most).collect();
        A::Entity::insert_many(chunk).exec_without_returning(tx.db()).await?;
    }
    Ok(())
}
