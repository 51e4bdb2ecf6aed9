//! What is to be done in a case, and what its officers noted, as they are kept: sealed in every compartment, under the
//! label of the case as it is now. A note is never changed: what corrects it is a new one that names it.

use crate::keys::Keys;
use crate::store_rows::IN_MAX;
use crate::types::{Case, CaseError};
use gate::{Ask, Gate, Guarded, ObjectRef, action};
use kernel::id::{AuthorityId, CaseId, PersonId};
use kernel::limit::PAGE_ROWS;
use kernel::{Actor, AuditEntry, Label, Outcome, Purpose, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use store::{Column, Migration, StoreError, Tx, table};
use uuid::Uuid;

/// Longest text of a task, in characters.
pub const TASK_CHARS_MAX: usize = 500;
/// Longest text of a note, in characters.
pub const NOTE_CHARS_MAX: usize = 8_000;
/// Most tasks of an authority that its desks know at once; the earliest due come first.
const TASKS_MAX: u64 = 500;

pub(crate) mod task_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_task")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: Uuid,
        pub authority: Uuid,
        pub who: Uuid,
        pub due_at: Option<i64>,
        pub open: bool,
        pub by: Uuid,
        pub at: i64,
        pub done_by: Option<Uuid>,
        pub done_at: Option<i64>,
        pub sealed: Vec<u8>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod note_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_note")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: Uuid,
        pub by: Uuid,
        pub at: i64,
        pub corrects: Option<Uuid>,
        pub sealed: Vec<u8>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) fn migration() -> Migration {
    Migration::tables(
        "casefile-6-tasks",
        vec![
            table("case_task")
                .col("id", Column::Uuid)
                .col("case_id", Column::Uuid)
                .col("authority", Column::Uuid)
                .col("who", Column::Uuid)
                .opt("due_at", Column::Int)
                .col("open", Column::Flag)
                .col("by", Column::Uuid)
                .col("at", Column::Int)
                .opt("done_by", Column::Uuid)
                .opt("done_at", Column::Int)
                .col("sealed", Column::Bytes)
                .key(&["id"])
                .index(&["case_id", "open", "at"])
                .index(&["authority", "open", "due_at"]),
            table("case_note")
                .col("id", Column::Uuid)
                .col("case_id", Column::Uuid)
                .col("by", Column::Uuid)
                .col("at", Column::Int)
                .opt("corrects", Column::Uuid)
                .col("sealed", Column::Bytes)
                .key(&["id"])
                .index(&["case_id", "at"]),
        ],
    )
}

/// Something to be done in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Its id.
    pub id: Uuid,
    /// The case.
    pub case: CaseId,
    /// What is to be done.
    pub what: String,
    /// Who does it.
    pub who: PersonId,
    /// Until when.
    pub due: Option<Timestamp>,
    /// Who asked for it.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// Who did it, when, and what came of it.
    pub done: Option<(PersonId, Timestamp, String)>,
}

/// A task to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTask {
    /// What is to be done.
    pub what: String,
    /// Who does it.
    pub who: PersonId,
    /// Until when.
    pub due: Option<Timestamp>,
}

/// What an officer noted in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its id.
    pub id: Uuid,
    /// The case.
    pub case: CaseId,
    /// What it says.
    pub text: String,
    /// Who wrote it.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// The note that it corrects.
    pub corrects: Option<Uuid>,
}

fn task_object(id: Uuid) -> ObjectRef {
    ObjectRef { kind: "case-task", id }
}

fn note_object(id: Uuid) -> ObjectRef {
    ObjectRef { kind: "case-note", id }
}

/// The label of a case, if this actor may change the case.
async fn may_change(
    tx: &Tx,
    gate: &Gate,
    (actor, purpose): (&Actor, Purpose),
    (case, object): (CaseId, ObjectRef),
) -> Result<Label, CaseError> {
    let label = crate::case_label(tx, case).await?.ok_or(CaseError::NotHere)?;
    let ask = Ask::new(actor, action::IMPORT, purpose, tx.at()).on(object);
    gate.open(Guarded::new(object, label.clone(), ()), &ask, &mut tx.log())?;
    Ok(label)
}

/// A text as it is kept; refused when there is nothing in it or too much.
fn sound(text: &str, most: usize) -> Result<String, CaseError> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(CaseError::Empty),
        n if n > most => Err(CaseError::TooLong),
        _ => Ok(text.to_owned()),
    }
}

fn say(tx: &Tx, (actor, purpose): (&Actor, Purpose), object: ObjectRef, note: String) {
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: actor.clone(),
        action: action::IMPORT,
        object_kind: object.kind,
        object: object.id,
        purpose,
        outcome: Outcome::Done,
        note,
    });
}

/// Sets a task for an officer of the case's authority.
///
/// # Errors
/// A refusal of the gate, a text that says nothing or too much, somebody who is not of the authority, or what the
/// database says.
pub async fn add_task(
    tx: &Tx,
    keys: &Keys<'_>,
    gate: &Gate,
    (actor, purpose): (&Actor, Purpose),
    case: &Case,
    new: &NewTask,
) -> Result<Uuid, CaseError> {
    let id = kernel::id::new(tx.clock(), tx.rng());
    let label = may_change(tx, gate, (actor, purpose), (case.id, task_object(id))).await?;
    let what = sound(&new.what, TASK_CHARS_MAX)?;
    let who = access::store::person(tx, new.who).await?;
    if who.is_none_or(|who| !who.active || who.authority != case.authority) {
        return Err(CaseError::NotHere);
    }
    let row = task_row::ActiveModel {
        id: Set(id),
        case_id: Set(case.id.0),
        authority: Set(case.authority.0),
        who: Set(new.who.0),
        due_at: Set(new.due.map(|due| due.0)),
        open: Set(true),
        by: Set(actor.person.0),
        at: Set(tx.at().0),
        done_by: Set(None),
        done_at: Set(None),
        sealed: Set(keys.lock("task", label.compartment, id, &(what, String::new()), tx.rng())?),
    };
    task_row::Entity::insert(row).exec_without_returning(tx.db()).await.map_err(StoreError::from)?;
    crate::store_erase::date_case(tx, case.id, case.authority, case.compartment).await?;
    say(tx, (actor, purpose), task_object(id), format!("case {}: for {}", case.id, new.who));
    Ok(id)
}

/// Records that a task was done, and what came of it; returns its case.
///
/// # Errors
/// A refusal of the gate, [`CaseError::NotHere`] for one that is done, or what the database says.
pub async fn finish_task(
    tx: &Tx,
    keys: &Keys<'_>,
    gate: &Gate,
    (actor, purpose): (&Actor, Purpose),
    (id, how): (Uuid, &str),
) -> Result<CaseId, CaseError> {
    let row = task_row::Entity::find_by_id(id).one(tx.db()).await.map_err(StoreError::from)?;
    let row = row.ok_or(CaseError::NotHere)?;
    let case = CaseId(row.case_id);
    let label = may_change(tx, gate, (actor, purpose), (case, task_object(id))).await?;
    if !row.open {
        return Err(CaseError::NotHere);
    }
    let (what, _): (String, String) = keys.unlock("task", label.compartment, id, &row.sealed)?;
    let how: String = how.trim().chars().take(TASK_CHARS_MAX).collect();
    let sealed = keys.lock("task", label.compartment, id, &(what, how), tx.rng())?;
    task_row::Entity::update_many()
        .col_expr(task_row::Column::Open, false.into())
        .col_expr(task_row::Column::DoneBy, Some(actor.person.0).into())
        .col_expr(task_row::Column::DoneAt, Some(tx.at().0).into())
        .col_expr(task_row::Column::Sealed, sealed.into())
        .filter(task_row::Column::Id.eq(id))
        .exec(tx.db())
        .await
        .map_err(StoreError::from)?;
    say(tx, (actor, purpose), task_object(id), format!("case {case}: done"));
    Ok(case)
}

/// A page of a case's tasks, those that are open or those that are done, and how many there are; open ones in the
/// order in which they end, done ones newest first.
///
/// # Errors
/// What the database says.
pub async fn tasks_of(
    tx: &Tx,
    keys: &Keys<'_>,
    case: CaseId,
    (open, page): (bool, u64),
) -> Result<(Vec<Guarded<Task>>, u64), CaseError> {
    let select = task_row::Entity::find()
        .filter(task_row::Column::CaseId.eq(case.0))
        .filter(task_row::Column::Open.eq(open));
    let total = select.clone().count(tx.db()).await.map_err(StoreError::from)?;
    let select = match open {
        // Those without an end come after those with one, on either database.
        true => select
            .order_by_asc(task_row::Column::DueAt.is_null())
            .order_by_asc(task_row::Column::DueAt)
            .order_by_asc(task_row::Column::At),
        false => select.order_by_desc(task_row::Column::DoneAt),
    };
    let rows = select
        .offset(page.saturating_sub(1).saturating_mul(PAGE_ROWS))
        .limit(PAGE_ROWS)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    Ok((guarded_tasks(tx, keys, rows).await?, total))
}

/// These tasks, as far as they are open.
///
/// # Errors
/// What the database says.
pub(crate) async fn open_tasks(
    tx: &Tx,
    keys: &Keys<'_>,
    ids: &[Uuid],
) -> Result<Vec<Guarded<Task>>, CaseError> {
    let mut found = Vec::new();
    for chunk in ids.chunks(IN_MAX) {
        let rows = task_row::Entity::find()
            .filter(task_row::Column::Id.is_in(chunk.iter().copied()))
            .filter(task_row::Column::Open.eq(true))
            .all(tx.db())
            .await
            .map_err(StoreError::from)?;
        found.extend(guarded_tasks(tx, keys, rows).await?);
    }
    Ok(found)
}

/// The open tasks of an authority, as its desks know them: for whom, until when, under which label, and nothing of what.
pub(crate) async fn tasks_waiting(
    tx: &Tx,
    authority: AuthorityId,
) -> Result<Vec<(access::Waiting, PersonId)>, CaseError> {
    let rows = task_row::Entity::find()
        .filter(task_row::Column::Authority.eq(authority.0))
        .filter(task_row::Column::Open.eq(true))
        .order_by_asc(task_row::Column::DueAt.is_null())
        .order_by_asc(task_row::Column::DueAt)
        .limit(TASKS_MAX)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let cases: Vec<CaseId> = rows.iter().map(|row| CaseId(row.case_id)).collect();
    let labels = crate::case_labels(tx, &cases).await?;
    let waits = |row: task_row::Model| {
        let label = labels.get(&CaseId(row.case_id))?.clone();
        let waiting = access::Waiting::new(row.id, label, Timestamp(row.at)).due(row.due_at.map(Timestamp));
        Some((waiting, PersonId(row.who)))
    };
    Ok(rows.into_iter().filter_map(waits).collect())
}

/// Who does a task.
pub(crate) async fn who_does(tx: &Tx, id: Uuid) -> Result<Option<PersonId>, StoreError> {
    let who = task_row::Entity::find_by_id(id).select_only().column(task_row::Column::Who);
    Ok(who.into_tuple::<Uuid>().one(tx.db()).await?.map(PersonId))
}

pub(crate) async fn guarded_tasks(
    tx: &Tx,
    keys: &Keys<'_>,
    rows: Vec<task_row::Model>,
) -> Result<Vec<Guarded<Task>>, CaseError> {
    let cases: Vec<CaseId> = rows.iter().map(|row| CaseId(row.case_id)).collect();
    let labels = crate::case_labels(tx, &cases).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(label) = labels.get(&CaseId(row.case_id)) else { continue };
        let (what, how): (String, String) = keys.unlock("task", label.compartment, row.id, &row.sealed)?;
        let task = Task {
            id: row.id,
            case: CaseId(row.case_id),
            what,
            who: PersonId(row.who),
            due: row.due_at.map(Timestamp),
            by: PersonId(row.by),
            at: Timestamp(row.at),
            done: row.done_by.zip(row.done_at).map(|(by, at)| (PersonId(by), Timestamp(at), how)),
        };
        found.push(Guarded::new(task_object(row.id), label.clone(), task));
    }
    Ok(found)
}

/// Writes a note, which may correct another one of the same case.
///
/// # Errors
/// A refusal of the gate, a text that says nothing or too much, [`CaseError::NotHere`] for a note to correct that is not
/// in the case, or what the database says.
pub async fn add_note(
    tx: &Tx,
    keys: &Keys<'_>,
    gate: &Gate,
    (actor, purpose): (&Actor, Purpose),
    case: &Case,
    (text, corrects): (&str, Option<Uuid>),
) -> Result<Uuid, CaseError> {
    let id = kernel::id::new(tx.clock(), tx.rng());
    let label = may_change(tx, gate, (actor, purpose), (case.id, note_object(id))).await?;
    let text = sound(text, NOTE_CHARS_MAX)?;
    if let Some(corrects) = corrects {
        let there = note_row::Entity::find_by_id(corrects).one(tx.db()).await.map_err(StoreError::from)?;
        if there.is_none_or(|row| row.case_id != case.id.0) {
            return Err(CaseError::NotHere);
        }
    }
    let row = note_row::ActiveModel {
        id: Set(id),
        case_id: Set(case.id.0),
        by: Set(actor.person.0),
        at: Set(tx.at().0),
        corrects: Set(corrects),
        sealed: Set(keys.lock("note", label.compartment, id, &text, tx.rng())?),
    };
    note_row::Entity::insert(row).exec_without_returning(tx.db()).await.map_err(StoreError::from)?;
    crate::store_erase::date_case(tx, case.id, case.authority, case.compartment).await?;
    say(tx, (actor, purpose), note_object(id), format!("case {}", case.id));
    Ok(id)
}

/// A page of a case's notes, newest first, and how many there are.
///
/// # Errors
/// What the database says.
pub async fn notes_of(
    tx: &Tx,
    keys: &Keys<'_>,
    case: CaseId,
    page: u64,
) -> Result<(Vec<Guarded<Note>>, u64), CaseError> {
    let select = note_row::Entity::find().filter(note_row::Column::CaseId.eq(case.0));
    let total = select.clone().count(tx.db()).await.map_err(StoreError::from)?;
    let rows = select
        .order_by_desc(note_row::Column::At)
        .order_by_desc(note_row::Column::Id)
        .offset(page.saturating_sub(1).saturating_mul(PAGE_ROWS))
        .limit(PAGE_ROWS)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    Ok((guarded_notes(tx, keys, case, rows).await?, total))
}

pub(crate) async fn guarded_notes(
    tx: &Tx,
    keys: &Keys<'_>,
    case: CaseId,
    rows: Vec<note_row::Model>,
) -> Result<Vec<Guarded<Note>>, CaseError> {
    let Some(label) = crate::case_label(tx, case).await? else { return Ok(Vec::new()) };
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let note = Note {
            id: row.id,
            case,
            text: keys.unlock("note", label.compartment, row.id, &row.sealed)?,
            by: PersonId(row.by),
            at: Timestamp(row.at),
            corrects: row.corrects,
        };
        found.push(Guarded::new(note_object(row.id), label.clone(), note));
    }
    Ok(found)
}

/// Erases the tasks and notes of a case.
pub(crate) async fn forget_case(tx: &Tx, case: Uuid) -> Result<u64, StoreError> {
    let ids: Vec<Uuid> = task_row::Entity::find()
        .select_only()
        .column(task_row::Column::Id)
        .filter(task_row::Column::CaseId.eq(case))
        .into_tuple()
        .all(tx.db())
        .await?;
    access::forget_work(tx, &ids).await?;
    let tasks =
        task_row::Entity::delete_many().filter(task_row::Column::CaseId.eq(case)).exec(tx.db()).await?;
    let notes =
        note_row::Entity::delete_many().filter(note_row::Column::CaseId.eq(case)).exec(tx.db()).await?;
    Ok(tasks.rows_affected.saturating_add(notes.rows_affected))
}
