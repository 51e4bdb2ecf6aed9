//! The statements of a case one after the other, whoever they are about: the newest source first, what one source says
//! of a record together.
//!
//! A list goes on after a statement, never after a number of them, and a source that cannot fit is passed over whole,
//! so that a page of half a million statements costs what is shown of it. What a source is called and which grade its
//! statements bear stands beside it; where that is closed, whoever opens the statements looks again
//! ([`Listed::fits`](crate::Listed::fits)).

use crate::keys::Keys;
use crate::search::Listed;
use crate::store_rows::{source_row, statement_row};
use crate::store_said::{closed, statements_from};
use crate::types::{CaseError, Statement};
use gate::Guarded;
use kernel::Grade;
use kernel::id::{CaseId, StatementId};
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use store::{Migration, StoreError, Tx};
use uuid::Uuid;

/// Sources of a case looked at in one go; a list goes on through all of them.
const SOURCES_AT_ONCE: u64 = 20_000;

/// A source knows its case and the grade that its statements bear, and statements are found by it. The older full index
/// of links goes: the one of links alone answers the same questions.
pub(crate) fn migration() -> Migration {
    let of_case = "CREATE INDEX statement_source_case ON statement_source (case_id)";
    let said = "CREATE INDEX statement_said ON statement (source, entity, seq)";
    let links = "DROP INDEX statement_i1";
    let graded = "ALTER TABLE statement_source ADD COLUMN graded text";
    Migration {
        name: "casefile-9-listed",
        tables: Vec::new(),
        raw: vec![
            (
                "ALTER TABLE statement_source ADD COLUMN case_id uuid_text",
                "ALTER TABLE statement_source ADD COLUMN case_id uuid",
            ),
            (graded, graded),
            (
                "UPDATE statement_source SET case_id = s.case_id, graded = s.graded FROM (SELECT source, min(case_id) AS case_id, \
                 CASE WHEN count(sealed) > 0 THEN NULL WHEN count(grade) = 0 THEN '' \
                 WHEN count(grade) = count(*) AND min(grade) = max(grade) THEN min(grade) END AS graded \
                 FROM statement GROUP BY source) AS s WHERE statement_source.id = s.source",
                "UPDATE statement_source SET case_id = s.case_id, graded = s.graded FROM (SELECT source, (array_agg(case_id))[1] AS case_id, \
                 CASE WHEN count(sealed) > 0 THEN NULL WHEN count(grade) = 0 THEN '' \
                 WHEN count(grade) = count(*) AND min(grade) = max(grade) THEN min(grade) END AS graded \
                 FROM statement GROUP BY source) AS s WHERE statement_source.id = s.source",
            ),
            (of_case, of_case),
            (said, said),
            (links, links),
        ],
    }
}

/// Statements of a case, at most `most` of those that come after this one, of sources that may answer what the list is
/// narrowed to. A statement that is not in the case begins nothing: the list begins at its beginning.
///
/// # Errors
/// What the database says.
pub async fn statements_listed(
    tx: &Tx,
    keys: &Keys<'_>,
    case: CaseId,
    listed: &Listed,
    after: Option<StatementId>,
    most: u64,
) -> Result<Vec<Guarded<Statement>>, CaseError> {
    let rows = rows_listed(tx, case, listed, after, (most, SOURCES_AT_ONCE)).await?;
    Ok(statements_from(tx, keys, rows).await?.into_iter().map(closed).collect())
}

async fn rows_listed(
    tx: &Tx,
    case: CaseId,
    listed: &Listed,
    after: Option<StatementId>,
    (most, at_once): (u64, u64),
) -> Result<Vec<statement_row::Model>, CaseError> {
    let mut after = match after {
        Some(after) => place_of(tx, case, after).await?,
        None => None,
    };
    let mut from = after.as_ref().map(|last| source_row::Column::Id.lte(last.source));
    let mut rows = Vec::new();
    loop {
        let known = sources_of(tx, case, from, at_once).await?;
        let end = known.last().map(|one| source_row::Column::Id.lt(one.0));
        let was_last = (known.len() as u64) < at_once;
        let fitting = known.into_iter().filter(|one| fits(listed, one)).map(|one| one.0);
        rows_of(tx, fitting, &mut after, most, &mut rows).await?;
        if was_last || rows.len() as u64 >= most {
            return Ok(rows);
        }
        from = end;
    }
}

/// Adds the statements of these sources, up to `most` altogether.
async fn rows_of(
    tx: &Tx,
    sources: impl Iterator<Item = Uuid>,
    after: &mut Option<statement_row::Model>,
    most: u64,
    rows: &mut Vec<statement_row::Model>,
) -> Result<(), CaseError> {
    for source in sources {
        let missing = most.saturating_sub(rows.len() as u64);
        if missing == 0 {
            break;
        }
        let mut select = statement_row::Entity::find().filter(statement_row::Column::Source.eq(source));
        if let Some(last) = after.take().filter(|last| last.source == source) {
            select = select.filter(comes_after(&last));
        }
        let found = select
            .order_by_asc(statement_row::Column::Entity)
            .order_by_asc(statement_row::Column::Seq)
            .order_by_asc(statement_row::Column::Id)
            .limit(missing)
            .all(tx.db())
            .await;
        rows.extend(found.map_err(StoreError::from)?);
    }
    Ok(())
}

/// What is known of a source: its id and name, what is closed of it, the grade of its statements.
type Known = (Uuid, String, Option<Vec<u8>>, Option<String>);

/// Sources of a case from one on, the newest first.
async fn sources_of(
    tx: &Tx,
    case: CaseId,
    from: Option<SimpleExpr>,
    most: u64,
) -> Result<Vec<Known>, CaseError> {
    Ok(source_row::Entity::find()
        .select_only()
        .column(source_row::Column::Id)
        .column(source_row::Column::Name)
        .column(source_row::Column::Sealed)
        .column(source_row::Column::Graded)
        .filter(source_row::Column::CaseId.eq(case.0))
        .filter(Condition::all().add_option(from))
        .order_by_desc(source_row::Column::Id)
        .limit(most)
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?)
}

/// Whether a source may hold what is asked for.
fn fits(listed: &Listed, (_, name, sealed, graded): &Known) -> bool {
    let graded = match graded {
        Some(graded) => listed.is_of_grade(Grade::parse(graded).as_ref()),
        None => true,
    };
    graded && (sealed.is_some() || listed.is_of_source(name))
}

/// What comes after a statement among those of its source.
fn comes_after(last: &statement_row::Model) -> Condition {
    let (entity, seq) = (statement_row::Column::Entity, statement_row::Column::Seq);
    let same = Condition::all().add(entity.eq(last.entity));
    let later = same.clone().add(seq.gt(last.seq));
    let beside = same.add(seq.eq(last.seq)).add(statement_row::Column::Id.gt(last.id));
    // The first is what the index is entered by; the others are looked at in its rows.
    Condition::all()
        .add(entity.gte(last.entity))
        .add(Condition::any().add(entity.gt(last.entity)).add(later).add(beside))
}

/// A statement, if it is one of this case.
async fn place_of(tx: &Tx, case: CaseId, id: StatementId) -> Result<Option<statement_row::Model>, CaseError> {
    let row = statement_row::Entity::find_by_id(id.0).one(tx.db()).await.map_err(StoreError::from)?;
    Ok(row.filter(|row| row.case_id == case.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store_rows::{migrations, source_row};
    use crate::store_timeline;
    use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, DbBackend};

    /// What a source says: whether it is closed, its grades, and what is known of them.
    type Old = (bool, [Option<&'static str>; 2], Option<&'static str>);
    const OLD: [Old; 5] = [
        (false, [None, None], Some("")),
        (false, [Some("4x4:B-2"), Some("4x4:B-2")], Some("4x4:B-2")),
        (false, [Some("4x4:B-2"), None], None),
        (false, [Some("4x4:B-2"), Some("4x4:A-1")], None),
        (true, [None, None], None),
    ];

    #[tokio::test]
    async fn a_list_goes_on_through_however_many_sources_a_case_has() {
        let steps = vec![store_timeline::migration(), migration(), store_timeline::moments()];
        for s in store::testing::both(&[migrations(), steps].concat()).await {
            let run = s.store.run::<_, CaseError, _, _>("listed", |tx| async move {
                let case = Uuid::from_u128(7);
                for n in 0..7_u128 {
                    let source = source_row::ActiveModel {
                        id: Set(Uuid::from_u128(100 + n)),
                        name: Set(if n % 3 == 0 { "the register".into() } else { "a list".into() }),
                        author: Set(case),
                        at: Set(0),
                        case_id: Set(Some(case)),
                        graded: Set(Some(String::new())),
                        ..Default::default()
                    };
                    source.insert(tx.db()).await.map_err(StoreError::from)?;
                    let statement = statement_row::ActiveModel {
                        id: Set(Uuid::from_u128(1_000 + n)),
                        case_id: Set(case),
                        entity: Set(case),
                        seq: Set(0),
                        property: Set("remark".into()),
                        source: Set(Uuid::from_u128(100 + n)),
                        place: Set(String::new()),
                        label: Set(case),
                        ..Default::default()
                    };
                    statement.insert(tx.db()).await.map_err(StoreError::from)?;
                }
                let mut found = Vec::new();
                for (source, most) in [("", 9), ("register", 9), ("", 5)] {
                    let listed = Listed { source: source.into(), ..Listed::default() };
                    let (mut all, mut after) = (Vec::new(), None);
                    // Pages of `most`, each out of sources looked at two at a time.
                    loop {
                        let rows = rows_listed(&tx, CaseId(case), &listed, after, (most, 2)).await?;
                        let Some(last) = rows.last() else { break };
                        after = Some(StatementId(last.id));
                        all.extend(rows.iter().map(|row| row.id.as_u128() - 1_000));
                    }
                    found.push(all);
                }
                Ok(found)
            });
            let newest_first = vec![6, 5, 4, 3, 2, 1, 0];
            assert_eq!(run.await.unwrap(), [newest_first.clone(), vec![6, 3, 0], newest_first], "{}", s.kind);
        }
    }

    #[tokio::test]
    async fn sources_of_an_older_program_learn_their_case_and_grade() {
        for s in store::testing::both(&[migrations(), vec![migration()]].concat()).await {
            let run = s.store.run::<_, StoreError, _, _>("older", |tx| async move {
                let case = Uuid::from_u128(7);
                for (n, (closed, grades, _)) in OLD.iter().enumerate() {
                    let id = Uuid::from_u128(100 + (n as u128));
                    let source = source_row::ActiveModel {
                        id: Set(id),
                        name: Set("a list".into()),
                        author: Set(case),
                        at: Set(0),
                        ..Default::default()
                    };
                    source.insert(tx.db()).await?;
                    for (seq, grade) in grades.iter().enumerate() {
                        let statement = statement_row::ActiveModel {
                            id: Set(Uuid::from_u128(1_000 + 10 * (n as u128) + (seq as u128))),
                            case_id: Set(case),
                            entity: Set(case),
                            seq: Set(0),
                            property: Set("remark".into()),
                            sealed: Set(closed.then(|| vec![1])),
                            source: Set(id),
                            place: Set(String::new()),
                            grade: Set(grade.map(Into::into)),
                            label: Set(case),
                            ..Default::default()
                        };
                        // The older program knows no days.
                        statement_row::Entity::insert(statement).exec_without_returning(tx.db()).await?;
                    }
                }
                let (sqlite, postgres) = migration().raw[2];
                let there = tx.db().get_database_backend() == DbBackend::Postgres;
                let fill = if there { postgres } else { sqlite };
                tx.db().execute_unprepared(fill).await?;
                let found =
                    source_row::Entity::find().order_by_asc(source_row::Column::Id).all(tx.db()).await?;
                Ok(found.into_iter().map(|row| (row.case_id, row.graded)).collect::<Vec<_>>())
            });
            let expected = OLD.map(|(_, _, graded)| (Some(Uuid::from_u128(7)), graded.map(str::to_owned)));
            assert_eq!(run.await.unwrap(), expected, "{}", s.kind);
        }
    }
}
