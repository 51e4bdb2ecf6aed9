//! What of a case has a date: statements that say when, for its timeline.

use crate::keys::Keys;
use crate::store_rows::statement_row;
use crate::types::{CaseError, Statement};
use gate::Guarded;
use kernel::id::{CaseId, StatementId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use store::{Migration, StoreError, Tx};
use uuid::Uuid;

/// Most dates of a case that its timeline shows; it says so where there are more.
pub const DATES_MAX: u64 = 2_000;

/// The index that finds them: dates alone, so that it costs nothing where none are.
pub(crate) fn migration() -> Migration {
    let index = "CREATE INDEX statement_date ON statement (case_id, id) WHERE property = 'date'";
    Migration { name: "casefile-7-dates", tables: Vec::new(), raw: vec![(index, index)] }
}

/// The statements of a case that say when something was, and whether there are more than are read.
///
/// # Errors
/// What the database says.
pub async fn dates_of(
    tx: &Tx,
    keys: &Keys<'_>,
    case: CaseId,
) -> Result<(Vec<Guarded<Statement>>, bool), CaseError> {
    let rows: Vec<Uuid> = statement_row::Entity::find()
        .select_only()
        .column(statement_row::Column::Id)
        .filter(statement_row::Column::CaseId.eq(case.0))
        // As it stands in the index, so that the database knows it for the same.
        .filter(Expr::cust("property = 'date'"))
        .order_by_asc(statement_row::Column::Id)
        .limit(DATES_MAX.saturating_add(1))
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let more = rows.len() as u64 > DATES_MAX;
    let ids: Vec<StatementId> =
        rows.into_iter().map(StatementId).take(usize::try_from(DATES_MAX).unwrap_or(usize::MAX)).collect();
    Ok((crate::statements_by_id(tx, keys, &ids).await?, more))
}
