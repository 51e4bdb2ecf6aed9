//! What somebody with the database in their hands would do to evidence.

use sea_orm::ConnectionTrait;
use store::{Store, StoreError};

/// Runs this on the database, past the program.
pub async fn past_the_program(store: &Store, sql: &str) -> u64 {
    let run = store.run::<_, StoreError, _, _>("tamper", |tx| async move {
        Ok(tx.db().execute_unprepared(sql).await?.rows_affected())
    });
    run.await.unwrap()
}
