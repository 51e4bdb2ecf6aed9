//! How the store connects to a database.
//!
//! Refused: using a connection again on which a transaction may still be open. When SQLite undoes one by itself, as it does
//! when the disk is full, or cannot commit one, the connection counts one transaction more than there is; what is
//! committed on it later is then part of a transaction that nobody ends, keeps everybody else out, and is gone when the
//! process ends.

use sea_orm::ConnectOptions;
use sea_orm::sqlx::pool::PoolOptions;
use sea_orm::sqlx::{Connection, Sqlite, SqliteConnection};
use std::time::Duration;

/// Longest wait for SQLite's write lock.
pub(crate) const BUSY_WAIT: Duration = Duration::from_secs(15);
/// Connections to the database.
const CONNECTIONS_MAX: u32 = 8;

/// The settings of every connection: write-ahead log, every commit on the disk, what is deleted overwritten.
pub(crate) fn options(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(CONNECTIONS_MAX).sqlx_logging(false).connect_timeout(Duration::from_secs(10));
    options.map_sqlx_sqlite_pool_opts(at_rest);
    options.map_sqlx_sqlite_opts(|o| {
        use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
        o.journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_WAIT)
            // What is deleted is overwritten, not only unlinked: an erased record must not stand on in a free page.
            .pragma("secure_delete", "ON")
            .create_if_missing(true)
    });
    options
}

/// A pool that keeps no connection with an open transaction.
pub(crate) fn at_rest(pool: PoolOptions<Sqlite>) -> PoolOptions<Sqlite> {
    pool.after_release(|connection, _| Box::pin(async move { Ok(is_at_rest(connection).await) }))
}

/// Whether no transaction is open on a connection that was given back; one that is not at rest is closed, and the database
/// undoes what was open on it.
async fn is_at_rest(connection: &mut SqliteConnection) -> bool {
    // The rollback of a transaction that was merely dropped is still on its way to the database.
    if connection.is_in_transaction() && connection.ping().await.is_err() {
        return false;
    }
    !connection.is_in_transaction()
}
