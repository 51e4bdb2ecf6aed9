//! Takings of large files that were cut off, so that they go on where they ended: which file stands where, under which
//! key. They wait a week; then what stands there opens no more, and is swept.

use crate::evidence_take::Coming;
use crate::keys::Keys;
use crate::types::CaseError;
use gate::{Ask, Gate, Guarded, action};
use kernel::id::CaseId;
use kernel::time::DAY_MS;
use kernel::{Actor, Digest, Purpose};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use seal::stream::FileKey;
use store::{Column, Migration, StoreError, Tx, table};
use uuid::Uuid;

/// How long a taking that was cut off waits to go on.
const COMING_WAITS_MS: i64 = 7 * DAY_MS;

mod coming_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "exhibit_coming")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: Uuid,
        pub mark: String,
        pub file: Uuid,
        pub sealed: Vec<u8>,
        pub at: i64,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) fn migration() -> Migration {
    Migration::tables(
        "casefile-5-coming",
        vec![
            table("exhibit_coming")
                .col("id", Column::Uuid)
                .col("case_id", Column::Uuid)
                .col("mark", Column::Text)
                .col("file", Column::Uuid)
                .col("sealed", Column::Bytes)
                .col("at", Column::Int)
                .key(&["id"])
                .unique(&["case_id", "mark"]),
        ],
    )
}

/// Where the taking of a file into a case stands, if one was cut off before; begins one otherwise. `told` is what tells
/// the file from others before its bytes are read: name, length, when it was changed.
///
/// # Errors
/// A refusal of the gate, or what the database says.
pub async fn coming(
    tx: &Tx,
    keys: &Keys<'_>,
    gate: &Gate,
    (actor, purpose): (&Actor, Purpose),
    case: CaseId,
    (told, afresh): (&str, bool),
) -> Result<(Coming, bool), CaseError> {
    let label = crate::case_label(tx, case).await?.ok_or(CaseError::NotHere)?;
    let ask = Ask::new(actor, action::IMPORT, purpose, tx.at());
    gate.open(Guarded::new(crate::store_cases::object(case), label, ()), &ask, &mut tx.log())?;
    let mark = keys.file(&Digest::of(&[b"coming", told.as_bytes()]));
    let before = coming_row::Entity::find()
        .filter(coming_row::Column::CaseId.eq(case.0))
        .filter(coming_row::Column::Mark.eq(&mark))
        .one(tx.db())
        .await
        .map_err(StoreError::from)?;
    if let Some(row) = before {
        let key = FileKey::from_bytes(&keys.unlock_bytes("coming", row.id, &row.sealed)?);
        if let Some(key) = key.filter(|_| !afresh) {
            return Ok((Coming { id: row.id, file: row.file, key }, true));
        }
        coming_row::Entity::delete_by_id(row.id).exec(tx.db()).await.map_err(StoreError::from)?;
    }
    let new = Coming::new(tx.rng());
    let row = coming_row::ActiveModel {
        id: Set(new.id),
        case_id: Set(case.0),
        mark: Set(mark),
        file: Set(new.file),
        sealed: Set(keys.lock_bytes("coming", new.id, &new.key.to_bytes(), tx.rng())),
        at: Set(tx.at().0),
    };
    coming_row::Entity::insert(row).exec_without_returning(tx.db()).await.map_err(StoreError::from)?;
    Ok((new, false))
}

/// The files of takings that may go on.
pub(crate) async fn files(tx: &Tx) -> Result<Vec<Uuid>, StoreError> {
    let coming = coming_row::Entity::find().select_only().column(coming_row::Column::File);
    Ok(coming.into_tuple().all(tx.db()).await?)
}

/// A taking came to its end.
pub(crate) async fn came(tx: &Tx, id: Uuid) -> Result<(), StoreError> {
    coming_row::Entity::delete_by_id(id).exec(tx.db()).await?;
    Ok(())
}

/// Forgets what was coming into a case.
pub(crate) async fn forget_case(tx: &Tx, case: Uuid) -> Result<(), StoreError> {
    coming_row::Entity::delete_many().filter(coming_row::Column::CaseId.eq(case)).exec(tx.db()).await?;
    Ok(())
}

/// Ends takings that were cut off and never went on.
pub(crate) async fn sweep(tx: &Tx) -> Result<u64, StoreError> {
    let old = coming_row::Column::At.lt(tx.at().plus_ms(-COMING_WAITS_MS).0);
    Ok(coming_row::Entity::delete_many().filter(old).exec(tx.db()).await?.rows_affected)
}
