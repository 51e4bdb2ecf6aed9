//! Claims of jobs that one process at a time does, however many run on one database.
//!
//! A claim is a lock on a row for the length of one transaction: nothing has to be given back, and what a dead process
//! held is free as soon as the database has noticed. On PostgreSQL a process that hangs in the middle is cut off after
//! [`HANG_MAX_MS`]; SQLite's immediate transaction is itself the claim.

use crate::{Migration, Store, StoreError, Tx, table};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{LockBehavior, LockType};
use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect};

/// Longest silence of a process within a claimed transaction, in milliseconds.
const HANG_MAX_MS: u32 = 5_000;

mod claim_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "job_claim")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub job: String,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) fn step() -> Migration {
    let claims = table("job_claim").col("job", crate::Column::Text).key(&["job"]);
    Migration::tables("store-claim-1", vec![claims])
}

/// Claims the job for this transaction; `false` if another process is at it.
pub(crate) async fn take(tx: &Tx, job: &'static str) -> Result<bool, StoreError> {
    if !Store::is_postgres(tx.db()) {
        return Ok(true);
    }
    let hang = format!("SET LOCAL idle_in_transaction_session_timeout = {HANG_MAX_MS}");
    tx.db().execute_unprepared(&hang).await?;
    let lock =
        || claim_row::Entity::find_by_id(job).lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    if lock().one(tx.db()).await?.is_some() {
        return Ok(true);
    }
    // Locked by another, or nobody ever did this job here. Only the very first time does another wait for the row.
    let row = claim_row::ActiveModel { job: Set(job.into()) };

    claim_row::Entity::insert(row).on_conflict_do_nothing().exec_without_returning(tx.db()).await?;
    Ok(lock().one(tx.db()).await?.is_some())
}
