//! Takes out of the database what a test says never happened.

use sea_orm::{ConnectionTrait, Statement};
use store::{StoreError, Tx};

/// No publication went to anybody.
pub(crate) async fn all_sent(tx: &Tx) -> Result<(), StoreError> {
    let backend = tx.db().get_database_backend();
    tx.db().execute_raw(Statement::from_string(backend, "DELETE FROM conference_sent")).await?;
    Ok(())
}
