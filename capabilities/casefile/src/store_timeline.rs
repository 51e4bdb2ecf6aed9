//! What of a case has a date, in the order of its days, for its timeline.
//!
//! A statement in clear that says when keeps the first day of it beside it, and a timeline goes on after a place, never
//! after a number of dates, so that its thousandth page costs what its first does. What has no day beside it, because it
//! stands in a closed compartment, cannot be read as a date, or was written by an older program, is read apart.

use crate::keys::Keys;
use crate::store_rows::{retraction_row, statement_row};
use crate::store_said::{closed, statements_from};
use crate::types::{CaseError, Statement};
use gate::Guarded;
use kernel::Property;
use kernel::id::{CaseId, StatementId};
use names::dates::Interval;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use store::{Migration, StoreError, Tx};
use uuid::Uuid;

/// Most dates without a day beside them that a timeline reads; it says so where there are more.
pub const UNPLACED_MAX: u64 = 2_000;

/// The index that finds them: dates alone, so that it costs nothing where none are.
pub(crate) fn migration() -> Migration {
    let index = "CREATE INDEX statement_date ON statement (case_id, id) WHERE property = 'date'";
    Migration { name: "casefile-7-dates", tables: Vec::new(), raw: vec![(index, index)] }
}

/// Dates stand in the order of their days.
pub(crate) fn days() -> Migration {
    let same = |sql: &'static str| (sql, sql);
    Migration {
        name: "casefile-11-days",
        tables: Vec::new(),
        raw: vec![
            same("ALTER TABLE statement ADD COLUMN day bigint"),
            same("DROP INDEX statement_date"),
            same("CREATE INDEX statement_day ON statement (case_id, day, id) WHERE property = 'date'"),
        ],
    }
}

/// A place in a timeline. What cannot be read as a date stands behind every day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dated {
    /// The first day of it, counted from 1970.
    pub day: i64,
    /// The statement.
    pub id: StatementId,
}

impl Dated {
    /// The place of a statement.
    #[must_use]
    pub fn of(statement: &Statement) -> Self {
        let text = if let crate::Value::Text(text) = &statement.value { text.as_str() } else { "" };
        Self { day: first_day(text).unwrap_or(i64::MAX), id: statement.id }
    }

    /// The place before everything on this day.
    #[must_use]
    pub fn before(day: i64) -> Self {
        Self { day, id: StatementId(Uuid::nil()) }
    }

    /// As an address has it.
    #[must_use]
    pub fn code(&self) -> String {
        format!("{}.{}", self.day, self.id)
    }

    /// Reads the code; what is none is no place.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let (day, id) = code.split_once('.')?;
        Some(Self { day: day.parse().ok()?, id: StatementId::parse(id)? })
    }
}

fn first_day(text: &str) -> Option<i64> {
    Interval::parse(text).map(|interval| interval.from.number())
}

/// The day that is kept beside a statement in clear.
pub(crate) fn day_of(property: Property, text: Option<&str>) -> Option<i64> {
    text.filter(|_| property == Property::Date).and_then(first_day)
}

/// The next dates of a case that stand, at most `most` after a place, the earliest first, closed; with the place that was
/// looked at last, where there may be more.
///
/// # Errors
/// What the database says.
pub async fn dates_after(
    tx: &Tx,
    keys: &Keys<'_>,
    case: CaseId,
    after: Option<Dated>,
    most: u64,
) -> Result<(Vec<Guarded<Statement>>, Option<Dated>), CaseError> {
    let day = statement_row::Column::Day;
    let mut select = dates(case).filter(day.is_not_null());
    if let Some(after) = after {
        let beside = Condition::any().add(day.gt(after.day)).add(statement_row::Column::Id.gt(after.id.0));
        select = select.filter(Condition::all().add(day.gte(after.day)).add(beside));
    }
    let rows = select
        .order_by_asc(day)
        .order_by_asc(statement_row::Column::Id)
        .limit(most)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let whole = (rows.len() as u64) < most;
    let place = |row: &statement_row::Model| Some(Dated { day: row.day?, id: StatementId(row.id) });
    let last = rows.last().and_then(place).filter(|_| !whole);
    Ok((statements_from(tx, keys, rows).await?.into_iter().map(closed).collect(), last))
}

/// The dates of a case that stand and have no day beside them, closed, and whether there are more than are read.
///
/// # Errors
/// What the database says.
pub async fn dates_unplaced(
    tx: &Tx,
    keys: &Keys<'_>,
    case: CaseId,
) -> Result<(Vec<Guarded<Statement>>, bool), CaseError> {
    let mut rows = dates(case)
        .filter(statement_row::Column::Day.is_null())
        .order_by_asc(statement_row::Column::Id)
        .limit(UNPLACED_MAX.saturating_add(1))
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let more = rows.len() as u64 > UNPLACED_MAX;
    rows.truncate(usize::try_from(UNPLACED_MAX).unwrap_or(usize::MAX));
    Ok((statements_from(tx, keys, rows).await?.into_iter().map(closed).collect(), more))
}

/// The statements of a case that say when something was and were not taken back.
fn dates(case: CaseId) -> Select<statement_row::Entity> {
    let gone = Query::select()
        .expr(Expr::val(1))
        .from(retraction_row::Entity)
        .and_where(
            Expr::col((retraction_row::Entity, retraction_row::Column::Statement))
                .equals((statement_row::Entity, statement_row::Column::Id)),
        )
        .to_owned();
    statement_row::Entity::find()
        .filter(statement_row::Column::CaseId.eq(case.0))
        // As it stands in the index, so that the database knows it for the same.
        .filter(Expr::cust("property = 'date'"))
        .filter(Expr::exists(gone).not())
}
