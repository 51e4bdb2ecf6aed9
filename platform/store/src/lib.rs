//! One data layer over SQLite and PostgreSQL: transactions, migrations, audit leaves and their chain, the outbox,
//! settings and wrapped secrets, search.
//!
//! Rooms keep their own tables in their `store.rs` and never ask which database it is; where the two differ, the
//! difference is a named function here. A change, its audit entries and its outgoing messages are one transaction
//! [`Store::run`] is the only way to get a [`Tx`], and it refuses to be used for network calls by being
//! retried whenever the database says so.

pub mod ambient;
pub mod audit;
pub mod files;
pub mod outbox;
mod queue;
pub mod search;
pub mod setting;

mod aside;
mod body;
mod claim;
mod connect;
mod migrate;
mod rows;
mod transaction;

#[cfg(feature = "testing")]
pub mod testing;

pub use aside::Aside;
pub use migrate::{Column, Migration, TableDraft, table};
pub use rows::insert_all;
pub use transaction::{Fault, Store, StoreError, Tx, TxLog};
