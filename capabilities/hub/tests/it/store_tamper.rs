//! What somebody does who may write to the database.

use crate::town::House;
use sea_orm::{ConnectionTrait, Statement};
use store::StoreError;

impl House {
    /// Runs these statements, one after the other.
    pub async fn runs(&self, statements: &[&str]) {
        let done = self.node.store.run::<_, StoreError, _, _>("tamper", |tx| async move {
            for statement in statements {
                let backend = tx.db().get_database_backend();
                tx.db().execute_raw(Statement::from_string(backend, *statement)).await?;
            }
            Ok(())
        });
        done.await.unwrap();
    }
}
