//! What ends: checks with everything asked and found in them, hits, and what peers asked.

use crate::store::{answer_row, asked_row, batch_row, check_row, hit_row, result_row};
use access::{Dated, Erased, Rule};
use kernel::Timestamp;
use kernel::id::{AuthorityId, CaseId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use store::{StoreError, Tx};
use uuid::Uuid;

/// The checks of a case.
pub(crate) async fn checks_of_case(tx: &Tx, case: CaseId) -> Result<Vec<Uuid>, StoreError> {
    Ok(check_row::Entity::find()
        .select_only()
        .column(check_row::Column::Id)
        .filter(check_row::Column::CaseId.eq(case.0))
        .into_tuple()
        .all(tx.db())
        .await?)
}

/// Checks of an older program, without an end date.
pub(crate) async fn undated(tx: &Tx, most: u64) -> Result<Vec<Dated>, StoreError> {
    let rows = check_row::Entity::find()
        .filter(check_row::Column::Id.not_in_subquery(access::store_retention::dated("check")))
        .limit(most)
        .all(tx.db())
        .await?;
    let dated = |row: check_row::Model| Dated {
        kind: "check",
        object: row.id,
        authority: AuthorityId(row.authority),
        rule: Rule::Check,
        since: Timestamp(row.at),
    };
    Ok(rows.into_iter().map(dated).collect())
}

/// Erases a check with its batches, results and hits.
pub(crate) async fn erase_check(tx: &Tx, id: Uuid) -> Result<Erased, StoreError> {
    let mut erased = Erased::none();
    let hits = hit_row::Entity::delete_many().filter(hit_row::Column::CheckId.eq(id)).exec(tx.db()).await?;
    let results =
        result_row::Entity::delete_many().filter(result_row::Column::CheckId.eq(id)).exec(tx.db()).await?;
    let batches =
        batch_row::Entity::delete_many().filter(batch_row::Column::CheckId.eq(id)).exec(tx.db()).await?;
    for gone in [hits, results, batches] {
        erased.count(gone.rows_affected);
    }
    check_row::Entity::delete_by_id(id).exec(tx.db()).await?;
    erased.add([id]);
    Ok(erased)
}

/// Drops the hits of a case, on either side.
pub(crate) async fn drop_hits_in(tx: &Tx, case: CaseId) -> Result<(), StoreError> {
    hit_row::Entity::delete_many().filter(hit_row::Column::CaseId.eq(case.0)).exec(tx.db()).await?;
    Ok(())
}

/// Drops the hits on these selectors.
pub(crate) async fn drop_hits_of(tx: &Tx, selectors: &[Uuid]) -> Result<(), StoreError> {
    for chunk in selectors.chunks(1_000) {
        hit_row::Entity::delete_many()
            .filter(hit_row::Column::Selector.is_in(chunk.iter().copied()))
            .exec(tx.db())
            .await?;
    }
    Ok(())
}

/// Drops what peers asked, what they were answered, and the notices of their hits, from before a moment.
pub(crate) async fn sweep(tx: &Tx, before: Timestamp) -> Result<u64, StoreError> {
    let asked =
        asked_row::Entity::delete_many().filter(asked_row::Column::At.lt(before.0)).exec(tx.db()).await?;
    let answers =
        answer_row::Entity::delete_many().filter(answer_row::Column::At.lt(before.0)).exec(tx.db()).await?;
    let hits = hit_row::Entity::delete_many()
        .filter(hit_row::Column::CheckId.is_null())
        .filter(hit_row::Column::At.lt(before.0))
        .exec(tx.db())
        .await?;
    Ok([asked, answers, hits].iter().fold(0, |all: u64, gone| all.saturating_add(gone.rows_affected)))
}
