//! What the room counts: checks by whether something was found, and questions of peers that were answered.

use crate::store::{asked_row, check_row, hit_row};
use kernel::figures::{Period, is_counted};
use kernel::id::{AuthorityId, CaseId};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeSet;
use store::{StoreError, Tx};
use uuid::Uuid;

/// Checks read at a time.
const CHUNK: u64 = 500;

/// Checks of a period that found something, and that found nothing.
pub(crate) async fn checks_in(
    tx: &Tx,
    authority: AuthorityId,
    period: Period,
) -> Result<(u64, u64), StoreError> {
    let (mut found, mut nothing, mut page) = (0_u64, 0_u64, 0_u64);
    loop {
        let rows: Vec<(Uuid, Uuid)> = check_row::Entity::find()
            .select_only()
            .column(check_row::Column::Id)
            .column(check_row::Column::CaseId)
            .filter(check_row::Column::Authority.eq(authority.0))
            .filter(check_row::Column::At.gte(period.begin().0))
            .filter(check_row::Column::At.lt(period.end().0))
            .order_by_asc(check_row::Column::Id)
            .offset(page.saturating_mul(CHUNK))
            .limit(CHUNK)
            .into_tuple()
            .all(tx.db())
            .await?;
        let Some(next) = page.checked_add(1).filter(|_| !rows.is_empty()) else {
            return Ok((found, nothing));
        };
        page = next;
        let cases: BTreeSet<CaseId> = rows.iter().map(|row| CaseId(row.1)).collect();
        let labels = casefile::case_labels(tx, &cases.into_iter().collect::<Vec<_>>()).await?;
        let hits: Vec<Option<Uuid>> = hit_row::Entity::find()
            .select_only()
            .column(hit_row::Column::CheckId)
            .distinct()
            .filter(hit_row::Column::CheckId.is_in(rows.iter().map(|row| row.0)))
            .into_tuple()
            .all(tx.db())
            .await?;
        let hits: BTreeSet<Uuid> = hits.into_iter().flatten().collect();
        for (check, case) in rows {
            if labels.get(&CaseId(case)).is_some_and(is_counted) {
                let count = if hits.contains(&check) { &mut found } else { &mut nothing };
                *count = count.saturating_add(1);
            }
        }
    }
}

/// Questions of peers that the node answered in a period for this purpose.
pub(crate) async fn answered_in(tx: &Tx, purpose: &str, period: Period) -> Result<u64, StoreError> {
    Ok(asked_row::Entity::find()
        .filter(asked_row::Column::Purpose.eq(purpose))
        .filter(asked_row::Column::At.gte(period.begin().0))
        .filter(asked_row::Column::At.lt(period.end().0))
        .count(tx.db())
        .await?)
}
