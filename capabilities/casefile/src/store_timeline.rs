//! What of a case has a date, in the order of its days, for its timeline.
//!
//! A statement in clear that says when keeps the first moment of it beside it, and a timeline goes on after a place, never
//! after a number of dates, so that its thousandth page costs what its first does. What has no moment beside it, because it
//! stands in a closed compartment, cannot be read as a date, or was written by an older program, is read apart.

use crate::keys::Keys;
use crate::store_rows::{retraction_row, statement_row};
use crate::store_said::{closed, statements_from};
use crate::types::{CaseError, Statement};
use gate::Guarded;
use kernel::id::{CaseId, StatementId};
use kernel::{Property, Timestamp};
use names::dates::{Day, Interval};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use store::{Migration, StoreError, Tx};
use uuid::Uuid;

/// Most dates without a moment beside them that a timeline reads; it says so where there are more.
pub const UNPLACED_MAX: u64 = 2_000;

/// The number of the first of January 1970, as days are counted.
pub(crate) const DAY_OF_1970: i64 = 719_468;
/// Seconds of a day.
const DAY_SECONDS: i64 = 86_400;

/// The index that finds them: dates alone, so that it costs nothing where none are.
pub(crate) fn migration() -> Migration {
    let index = "CREATE INDEX statement_date ON statement (case_id, id) WHERE property = 'date'";
    Migration { name: "casefile-7-dates", tables: Vec::new(), raw: vec![(index, index)] }
}

/// Dates stand in the order of time.
pub(crate) fn moments() -> Migration {
    let same = |sql: &'static str| (sql, sql);
    Migration {
        name: "casefile-11-moments",
        tables: Vec::new(),
        raw: vec![
            same("ALTER TABLE statement ADD COLUMN moment bigint"),
            same("DROP INDEX statement_date"),
            same("CREATE INDEX statement_moment ON statement (case_id, moment, id) WHERE property = 'date'"),
        ],
    }
}

/// A place in a timeline. What cannot be read as a date stands behind every day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dated {
    /// Its first second, counted from 1970.
    pub at: i64,
    /// The statement.
    pub id: StatementId,
}

impl Dated {
    /// The place of a statement.
    #[must_use]
    pub fn of(statement: &Statement) -> Self {
        let text = if let crate::Value::Text(text) = &statement.value { text.as_str() } else { "" };
        Self { at: first_second(text).unwrap_or(i64::MAX), id: statement.id }
    }

    /// The place before everything on this day.
    #[must_use]
    pub fn before(day: Day) -> Self {
        Self { at: begins(day), id: StatementId(Uuid::nil()) }
    }

    /// As an address has it.
    #[must_use]
    pub fn code(&self) -> String {
        format!("{}.{}", self.at, self.id)
    }

    /// Reads the code; what is none is no place.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let (at, id) = code.split_once('.')?;
        Some(Self { at: at.parse().ok()?, id: StatementId::parse(id)? })
    }
}

/// A moment to the second or the minute, as extractions and call records have it, and whether it names its zone.
#[must_use]
pub(crate) fn exact(text: &str) -> Option<(Timestamp, bool)> {
    let text = text.trim().replacen(' ', "T", 1);
    let zoned = Timestamp::parse(&text).map(|at| (at, true));
    let plain = || Timestamp::parse(&format!("{text}Z"));
    let minute = || Timestamp::parse(&format!("{text}:00Z"));
    zoned.or_else(|| plain().or_else(minute).map(|at| (at, false)))
}

/// The first second of a day, counted from 1970.
fn begins(day: Day) -> i64 {
    day.number().saturating_sub(DAY_OF_1970).saturating_mul(DAY_SECONDS)
}

fn first_second(text: &str) -> Option<i64> {
    let exact = exact(text).map(|(at, _)| at.0.div_euclid(1_000));
    exact.or_else(|| Interval::parse(text).map(|interval| begins(interval.from)))
}

/// The moment that is kept beside a statement in clear.
pub(crate) fn moment_of(property: Property, text: Option<&str>) -> Option<i64> {
    text.filter(|_| property == Property::Date).and_then(first_second)
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
    let moment = statement_row::Column::Moment;
    let mut select = dates(case).filter(moment.is_not_null());
    if let Some(after) = after {
        let beside = Condition::any().add(moment.gt(after.at)).add(statement_row::Column::Id.gt(after.id.0));
        select = select.filter(Condition::all().add(moment.gte(after.at)).add(beside));
    }
    let rows = select
        .order_by_asc(moment)
        .order_by_asc(statement_row::Column::Id)
        .limit(most)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let whole = (rows.len() as u64) < most;
    let place = |row: &statement_row::Model| Some(Dated { at: row.moment?, id: StatementId(row.id) });
    let last = rows.last().and_then(place).filter(|_| !whole);
    Ok((statements_from(tx, keys, rows).await?.into_iter().map(closed).collect(), last))
}

/// The dates of a case that stand and have no moment beside them, closed, and whether there are more than are read.
///
/// # Errors
/// What the database says.
pub async fn dates_unplaced(
    tx: &Tx,
    keys: &Keys<'_>,
    case: CaseId,
) -> Result<(Vec<Guarded<Statement>>, bool), CaseError> {
    let mut rows = dates(case)
        .filter(statement_row::Column::Moment.is_null())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_stands_at_its_second_a_date_at_the_beginning_of_its_day() {
        let noon = first_second("2026-10-02T12:00:00Z").unwrap();
        assert_eq!(first_second("2026-10-02"), Some(noon - 43_200));
        assert_eq!(first_second("2026-10-02 12:00:01"), Some(noon + 1));
        assert_eq!(first_second("2026-10-02T12:01"), Some(noon + 60));
        assert_eq!(first_second("1970-01-01"), Some(0));
        assert_eq!(first_second("one night in spring"), None);
        assert_eq!(exact("2026-10-02T12:00:00Z").map(|(_, zoned)| zoned), Some(true));
        assert_eq!(exact("2026-10-02 12:00:00").map(|(_, zoned)| zoned), Some(false));
        assert_eq!(exact("2026-10-02"), None, "a day has no hour");
    }
}
