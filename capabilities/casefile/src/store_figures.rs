//! What the room counts: cases that were opened.

use crate::store_rows::{case_row, labels};
use kernel::figures::{Period, is_counted};
use kernel::id::AuthorityId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use store::{StoreError, Tx};
use uuid::Uuid;

/// Cases opened in a period, without those that are kept to named people.
pub(crate) async fn opened_in(tx: &Tx, authority: AuthorityId, period: Period) -> Result<u64, StoreError> {
    let by_label: Vec<(Uuid, i64)> = case_row::Entity::find()
        .select_only()
        .column(case_row::Column::Label)
        .column_as(case_row::Column::Id.count(), "n")
        .filter(case_row::Column::Authority.eq(authority.0))
        .filter(case_row::Column::OpenedAt.gte(period.begin().0))
        .filter(case_row::Column::OpenedAt.lt(period.end().0))
        .group_by(case_row::Column::Label)
        .into_tuple()
        .all(tx.db())
        .await?;
    let known = labels(tx, by_label.iter().map(|row| row.0)).await?;
    let counted = by_label.into_iter().filter(|row| known.get(&row.0).is_some_and(is_counted));
    Ok(counted.map(|row| u64::try_from(row.1).unwrap_or_default()).fold(0, u64::saturating_add))
}
