//! What happened in a case, sort by sort, a stretch at a time: files taken, what was recorded and what was taken back,
//! custody, notes, tasks, what was cleared for matching and what was judged of the offences. Each is found by its time, so that a page of a case with a million statements costs what it
//! shows; what one act recorded stands together.

use crate::element::Judgement;
use crate::evidence::{CustodyEvent, Exhibit};
use crate::keys::Keys;
use crate::store_elements::{Looked, guarded_offences, judgement, judgement_row, offence_row, offences_of};
use crate::store_evidence::{custody_row, exhibit_row};
use crate::store_imports;
use crate::store_rows::{acceptance_row, import_row, labels, retraction_row, source_row, statement_row};
use crate::store_said::{closed, statements_from};
use crate::store_selectors::eligibility;
use crate::store_tasks::{Note, Task, guarded_notes, guarded_tasks, note_row, task_row};
use crate::types::{CaseError, Eligibility, Import, Statement};
use access::history::{Moment, Stretch, Told};
use access::store_history::within;
use gate::{Ask, Gate, Guarded, ObjectRef};
use kernel::id::{CaseId, EntityId, PersonId, StatementId};
use kernel::{Label, Timestamp};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::{Migration, StoreError, Tx};
use uuid::Uuid;

/// Statements shown of what one act recorded; the others stand on the list of statements.
pub(crate) const SHOWN_OF_ONE: usize = 8;

/// Each sort is found by its case and time. When custody was recorded stands beside it, in clear: the moment alone.
pub(crate) fn migration() -> Migration {
    let custody = "ALTER TABLE custody ADD COLUMN at bigint";
    let same = |sql: &'static str| (sql, sql);
    Migration {
        name: "casefile-10-history",
        tables: Vec::new(),
        raw: vec![
            same(custody),
            same("CREATE INDEX import_when ON import (case_id, at)"),
            same("CREATE INDEX statement_source_when ON statement_source (case_id, at)"),
            same("CREATE INDEX retraction_when ON retraction (at)"),
            same("CREATE INDEX case_task_when ON case_task (case_id, at)"),
            same("CREATE INDEX case_task_done ON case_task (case_id, done_at)"),
        ],
    }
}

/// What was cleared for matching is found by its case and time too.
pub(crate) fn cleared() -> Migration {
    let sql = "CREATE INDEX acceptance_when ON acceptance (case_id, at)";
    Migration { name: "casefile-12-cleared", tables: Vec::new(), raw: vec![(sql, sql)] }
}

/// What one act recorded in a case.
#[derive(Debug)]
pub(crate) struct Recorded {
    /// Who recorded it.
    pub(crate) by: PersonId,
    /// The first of its statements, closed.
    pub(crate) said: Vec<Guarded<Statement>>,
    /// The records that began with it.
    pub(crate) begun: BTreeSet<EntityId>,
    /// Whether there are more than these.
    pub(crate) more: bool,
}

/// The files taken into a case.
pub(crate) async fn imports_in(
    tx: &Tx,
    keys: &Keys<'_>,
    case: CaseId,
    stretch: &Stretch,
) -> Result<Told<Guarded<Import>>, CaseError> {
    let rows = import_row::Entity::find()
        .filter(import_row::Column::CaseId.eq(case.0))
        .filter(within(import_row::Column::At, import_row::Column::Id, stretch))
        .order_by_desc(import_row::Column::At)
        .order_by_desc(import_row::Column::Id)
        .limit(stretch.most)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let moments: Vec<Moment> = rows.iter().map(|row| moment(row.at, row.id)).collect();
    Ok(placed(stretch, moments, store_imports::guarded(tx, keys, rows).await?))
}

/// What was recorded in a case otherwise than by the taking of a file: by hand, from a proposal, from an answer.
pub(crate) async fn recorded_in(
    tx: &Tx,
    keys: &Keys<'_>,
    (gate, ask): (&Gate, &Ask<'_>),
    case: CaseId,
    stretch: &Stretch,
) -> Result<Told<Recorded>, CaseError> {
    let taken = Query::select()
        .expr(Expr::val(1))
        .from(import_row::Entity)
        .and_where(
            column(import_row::Entity, import_row::Column::Id).equals(source(source_row::Column::Import)),
        )
        .and_where(column(import_row::Entity, import_row::Column::At).equals(source(source_row::Column::At)))
        .to_owned();
    let rows = source_row::Entity::find()
        .filter(source_row::Column::CaseId.eq(case.0))
        .filter(within(source_row::Column::At, source_row::Column::Id, stretch))
        .filter(Expr::exists(taken).not())
        .order_by_desc(source_row::Column::At)
        .order_by_desc(source_row::Column::Id)
        .limit(stretch.most)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let moments: Vec<Moment> = rows.iter().map(|row| moment(row.at, row.id)).collect();
    let mut events = Vec::with_capacity(rows.len());
    for row in rows {
        let found = first_of(tx, (gate, ask), row.id).await?;
        if found.is_empty() {
            continue;
        }
        let more = found.len() > SHOWN_OF_ONE;
        let begun = found.iter().filter(|row| row.seq == 0).map(|row| EntityId(row.entity)).collect();
        let said = statements_from(tx, keys, found.into_iter().take(SHOWN_OF_ONE).collect()).await?;
        let said = said.into_iter().map(closed).collect();
        events.push((moment(row.at, row.id), Recorded { by: PersonId(row.author), said, begun, more }));
    }
    Ok(Told::new(stretch, &moments, events))
}

/// The first statements of a source that this person may read, and one more if there is one.
async fn first_of(
    tx: &Tx,
    (gate, ask): (&Gate, &Ask<'_>),
    source: Uuid,
) -> Result<Vec<statement_row::Model>, CaseError> {
    let under: Vec<Uuid> = statement_row::Entity::find()
        .select_only()
        .column(statement_row::Column::Label)
        .distinct()
        .filter(statement_row::Column::Source.eq(source))
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let known = labels(tx, under).await?;
    let open: Vec<Uuid> =
        known.into_iter().filter(|(_, label)| gate.may(label, ask)).map(|(id, _)| id).collect();
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let found = statement_row::Entity::find()
        .filter(statement_row::Column::Source.eq(source))
        .filter(statement_row::Column::Label.is_in(open))
        .order_by_asc(statement_row::Column::Entity)
        .order_by_asc(statement_row::Column::Seq)
        .order_by_asc(statement_row::Column::Id)
        .limit(SHOWN_OF_ONE.saturating_add(1) as u64)
        .all(tx.db())
        .await;
    Ok(found.map_err(StoreError::from)?)
}

/// The statements of a case that were taken back, but for what a later issue of a list took back: that stands with the
/// file of the issue.
pub(crate) async fn taken_back_in(
    tx: &Tx,
    keys: &Keys<'_>,
    case: CaseId,
    stretch: &Stretch,
) -> Result<Told<Guarded<Statement>>, CaseError> {
    let gone = |column| (retraction_row::Entity, column);
    let of_case = Query::select()
        .expr(Expr::val(1))
        .from(statement_row::Entity)
        .and_where(
            column(statement_row::Entity, statement_row::Column::Id)
                .equals(gone(retraction_row::Column::Statement)),
        )
        .and_where(statement_row::Column::CaseId.eq(case.0))
        .to_owned();
    let by_issue: SelectStatement = Query::select()
        .expr(Expr::val(1))
        .from(import_row::Entity)
        .and_where(import_row::Column::CaseId.eq(case.0))
        .and_where(
            column(import_row::Entity, import_row::Column::At).equals(gone(retraction_row::Column::At)),
        )
        .to_owned();
    let (at, id) = (retraction_row::Column::At, retraction_row::Column::Statement);
    let rows: Vec<(i64, Uuid)> = retraction_row::Entity::find()
        .select_only()
        .column(at)
        .column(id)
        .filter(within(at, id, stretch))
        .filter(Expr::exists(of_case))
        .filter(Expr::exists(by_issue).not())
        .order_by_desc(at)
        .order_by_desc(id)
        .limit(stretch.most)
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let moments: Vec<Moment> = rows.iter().map(|(at, id)| moment(*at, *id)).collect();
    let ids: Vec<StatementId> = rows.iter().map(|(_, id)| StatementId(*id)).collect();
    Ok(placed(stretch, moments, crate::statements_by_id(tx, keys, &ids).await?))
}

/// What happened to the exhibits of a case, with each its exhibit; an event that does not open, as nothing: the
/// exhibit's own page says where its custody breaks.
pub(crate) async fn custody_in(
    tx: &Tx,
    keys: &Keys<'_>,
    case: CaseId,
    stretch: &Stretch,
) -> Result<Told<Guarded<(Moment, Exhibit, Option<CustodyEvent>)>>, CaseError> {
    let of_case = exhibit_row::Entity::find()
        .select_only()
        .column(exhibit_row::Column::Id)
        .filter(exhibit_row::Column::CaseId.eq(case.0))
        .into_query();
    let rows = custody_row::Entity::find()
        .filter(custody_row::Column::Exhibit.in_subquery(of_case))
        .filter(within(custody_row::Column::At, custody_row::Column::Exhibit, stretch))
        .order_by_desc(custody_row::Column::At)
        .order_by_desc(custody_row::Column::Exhibit)
        .order_by_desc(custody_row::Column::Number)
        .limit(stretch.most)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let at = |row: &custody_row::Model| moment(row.at.unwrap_or_default(), row.exhibit);
    let moments: Vec<Moment> = rows.iter().map(at).collect();
    let ids: BTreeSet<Uuid> = rows.iter().map(|row| row.exhibit).collect();
    let exhibits = exhibits_by_id(tx, keys, &ids).await?;
    let mut events = Vec::with_capacity(rows.len());
    for row in rows {
        let Some((label, exhibit)) = exhibits.get(&row.exhibit) else { continue };
        let what = format!("custody {}", row.number);
        let document: Option<String> = keys.unlock(&what, label.compartment, row.exhibit, &row.sealed).ok();
        let event = document.and_then(|document| serde_json::from_str(&document).ok());
        let object = crate::store_evidence::object(row.exhibit);
        let moment = at(&row);
        events.push((moment, Guarded::new(object, label.clone(), (moment, exhibit.clone(), event))));
    }
    Ok(Told::new(stretch, &moments, events))
}

/// These exhibits, each with its label, for what is told of them.
async fn exhibits_by_id(
    tx: &Tx,
    keys: &Keys<'_>,
    ids: &BTreeSet<Uuid>,
) -> Result<BTreeMap<Uuid, (Label, Exhibit)>, CaseError> {
    let rows = exhibit_row::Entity::find()
        .filter(exhibit_row::Column::Id.is_in(ids.iter().copied()))
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let cases: Vec<CaseId> = rows.iter().map(|row| CaseId(row.case_id)).collect();
    let labels = crate::case_labels(tx, &cases).await?;
    let mut found = BTreeMap::new();
    for row in rows {
        let Some(label) = labels.get(&CaseId(row.case_id)) else { continue };
        found.insert(row.id, (label.clone(), crate::store_evidence::read(keys, label, row)?));
    }
    Ok(found)
}

/// The notes written in a case.
pub(crate) async fn notes_in(
    tx: &Tx,
    keys: &Keys<'_>,
    case: CaseId,
    stretch: &Stretch,
) -> Result<Told<Guarded<Note>>, CaseError> {
    let rows = note_row::Entity::find()
        .filter(note_row::Column::CaseId.eq(case.0))
        .filter(within(note_row::Column::At, note_row::Column::Id, stretch))
        .order_by_desc(note_row::Column::At)
        .order_by_desc(note_row::Column::Id)
        .limit(stretch.most)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let moments: Vec<Moment> = rows.iter().map(|row| moment(row.at, row.id)).collect();
    Ok(placed(stretch, moments, guarded_notes(tx, keys, case, rows).await?))
}

/// The tasks that were set in a case, or those that were done.
pub(crate) async fn tasks_in(
    tx: &Tx,
    keys: &Keys<'_>,
    (case, done): (CaseId, bool),
    stretch: &Stretch,
) -> Result<Told<Guarded<Task>>, CaseError> {
    let at = if done { task_row::Column::DoneAt } else { task_row::Column::At };
    let rows = task_row::Entity::find()
        .filter(task_row::Column::CaseId.eq(case.0))
        .filter(within(at, task_row::Column::Id, stretch))
        .order_by_desc(at)
        .order_by_desc(task_row::Column::Id)
        .limit(stretch.most)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let when = |row: &task_row::Model| if done { row.done_at.unwrap_or_default() } else { row.at };
    let moments: Vec<Moment> = rows.iter().map(|row| moment(when(row), row.id)).collect();
    Ok(placed(stretch, moments, guarded_tasks(tx, keys, rows).await?))
}

/// The acts by which officers cleared selectors of a case for matching, each once, whatever it covered.
pub(crate) async fn cleared_in(
    tx: &Tx,
    case: CaseId,
    stretch: &Stretch,
) -> Result<Told<Guarded<Eligibility>>, CaseError> {
    let rows = acceptance_row::Entity::find()
        .filter(acceptance_row::Column::CaseId.eq(case.0))
        .filter(within(acceptance_row::Column::At, acceptance_row::Column::Id, stretch))
        .order_by_desc(acceptance_row::Column::At)
        .order_by_desc(acceptance_row::Column::Id)
        .limit(stretch.most)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let moments: Vec<Moment> = rows.iter().map(|row| moment(row.at, row.id)).collect();
    let Some(label) = crate::case_label(tx, case).await? else {
        return Ok(Told::new(stretch, &moments, Vec::new()));
    };
    let object = ObjectRef { kind: "case", id: case.0 };
    let mut events = Vec::with_capacity(rows.len());
    for (row, moment) in rows.into_iter().zip(&moments) {
        events.push((*moment, Guarded::new(object, label.clone(), eligibility(row)?)));
    }
    Ok(Told::new(stretch, &moments, events))
}

/// The offences that a case began to look at.
pub(crate) async fn offences_in(
    tx: &Tx,
    keys: &Keys<'_>,
    case: CaseId,
    stretch: &Stretch,
) -> Result<Told<Guarded<Looked>>, CaseError> {
    let rows = offence_row::Entity::find()
        .filter(offence_row::Column::CaseId.eq(case.0))
        .filter(within(offence_row::Column::At, offence_row::Column::Id, stretch))
        .order_by_desc(offence_row::Column::At)
        .order_by_desc(offence_row::Column::Id)
        .limit(stretch.most)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let moments: Vec<Moment> = rows.iter().map(|row| moment(row.at, row.id)).collect();
    Ok(placed(stretch, moments, guarded_offences(tx, keys, case, rows).await?))
}

/// What was judged of the elements of the offences of a case, each with its place and its offence.
pub(crate) async fn judged_in(
    tx: &Tx,
    keys: &Keys<'_>,
    (gate, ask): (&Gate, &Ask<'_>),
    case: CaseId,
    stretch: &Stretch,
) -> Result<Told<Guarded<(Moment, Looked, Judgement)>>, CaseError> {
    let of_case = offence_row::Entity::find()
        .select_only()
        .column(offence_row::Column::Id)
        .filter(offence_row::Column::CaseId.eq(case.0))
        .into_query();
    let rows = judgement_row::Entity::find()
        .filter(judgement_row::Column::Offence.in_subquery(of_case))
        .filter(within(judgement_row::Column::At, judgement_row::Column::Id, stretch))
        .order_by_desc(judgement_row::Column::At)
        .order_by_desc(judgement_row::Column::Id)
        .limit(stretch.most)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let moments: Vec<Moment> = rows.iter().map(|row| moment(row.at, row.id)).collect();
    if rows.is_empty() {
        return Ok(Told::new(stretch, &moments, Vec::new()));
    }
    let looked = gate.open_each(offences_of(tx, keys, case).await?, ask, &mut tx.log());
    let looked: BTreeMap<Uuid, Looked> = looked.into_iter().map(|one| (one.id, one)).collect();
    let Some(label) = crate::case_label(tx, case).await? else {
        return Ok(Told::new(stretch, &moments, Vec::new()));
    };
    let mut events = Vec::with_capacity(rows.len());
    for (row, moment) in rows.into_iter().zip(&moments) {
        let Some(offence) = looked.get(&row.offence).cloned() else { continue };
        let object = crate::store_elements::object(offence.id);
        let judged = (*moment, offence, judgement(keys, &label, row)?);
        events.push((*moment, Guarded::new(object, label.clone(), judged)));
    }
    Ok(Told::new(stretch, &moments, events))
}

fn moment(at: i64, id: Uuid) -> Moment {
    Moment { at: Timestamp(at), id }
}

/// Closed values at their places, as far as they are there.
fn placed<V>(stretch: &Stretch, moments: Vec<Moment>, closed: Vec<Guarded<V>>) -> Told<Guarded<V>> {
    let mut found: HashMap<Uuid, Guarded<V>> = closed.into_iter().map(|one| (one.object().id, one)).collect();
    let events = moments.iter().filter_map(|m| found.remove(&m.id).map(|one| (*m, one))).collect();
    Told::new(stretch, &moments, events)
}

fn column<E: EntityTrait, C: ColumnTrait>(of: E, column: C) -> Expr {
    Expr::col((of, column))
}

fn source(column: source_row::Column) -> (source_row::Entity, source_row::Column) {
    (source_row::Entity, column)
}
