//! What somebody does who may write to the database.

use sea_orm::{ConnectionTrait, Statement};
use store::{Store, StoreError};

/// Runs these statements, one after the other.
pub async fn tamper(store: &Store, statements: &[&str]) {
    let done = store.run::<_, StoreError, _, _>("tamper", |tx| async move {
        for statement in statements {
            let backend = tx.db().get_database_backend();
            tx.db().execute_raw(Statement::from_string(backend, *statement)).await?;
        }
        Ok(())
    });
    done.await.unwrap();
}

/// Cuts the newest entries off and the checkpoints over them, so that what is left is signed; forgets what witnesses
/// signed, too.
pub async fn cut_back(store: &Store, to: i64) {
    let after = format!("(SELECT leaf FROM audit_link WHERE seq > {to})");
    let statements = [
        format!("DELETE FROM audit_listed WHERE leaf IN {after}"),
        format!("DELETE FROM audit_body WHERE id IN {after}"),
        "DELETE FROM audit_body WHERE id IN (SELECT id FROM audit_waiting)".to_owned(),
        "DELETE FROM audit_waiting".to_owned(),
        format!("DELETE FROM audit_link WHERE seq > {to}"),
        format!("DELETE FROM audit_checkpoint WHERE seq > {to}"),
    ];
    let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
    tamper(store, &statements).await;
}

/// Forgets everything that was ever offered to a witness and answered by one.
pub async fn forget_witnesses(store: &Store) {
    tamper(store, &["DELETE FROM witness_answer", "DELETE FROM witness_offered"]).await;
}

/// The encrypted and the clear columns of these tables, as bytes one after the other.
pub async fn everything(store: &Store, tables: &[&str]) -> Vec<u8> {
    let read = store.run::<_, StoreError, _, _>("everything", |tx| async move {
        let mut bytes = Vec::new();
        for table in tables {
            let backend = tx.db().get_database_backend();
            let all = Statement::from_string(backend, format!("SELECT * FROM {table}"));
            for row in tx.db().query_all_raw(all).await? {
                for column in row.column_names() {
                    if let Ok(text) = row.try_get::<String>("", &column) {
                        bytes.extend(text.into_bytes());
                    } else if let Ok(blob) = row.try_get::<Vec<u8>>("", &column) {
                        bytes.extend(blob);
                    }
                }
            }
        }
        Ok(bytes)
    });
    read.await.unwrap()
}
