//! The offences that a case looks at, and what was judged of their elements, as they are kept: sealed in every compartment,
//! judgement after judgement, so that what somebody thought before stays.

use crate::element::{
    CONDUCT_CHARS_MAX, Detail, Element, Judgement, NewJudgement, Offence, Participation, Shown, lacks,
};
use crate::keys::Keys;
use crate::store_rows::{IN_MAX, read_back};
use crate::types::{Case, CaseError};
use gate::{Ask, Gate, Guarded, ObjectRef, action};
use kernel::id::{CaseId, PersonId, StatementId};
use kernel::{Actor, AuditEntry, Label, Outcome, Purpose, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use store::{Column, Migration, StoreError, Tx, table};
use uuid::Uuid;

/// Most offences that one case looks at.
pub const OFFENCES_MAX: u64 = 200;
/// Most judgements of one offence that are read; older ones stay.
const JUDGEMENTS_MAX: u64 = 2_000;

pub(crate) mod offence_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_offence")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: Uuid,
        pub sealed: Vec<u8>,
        pub by: Uuid,
        pub at: i64,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod judgement_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "element_judgement")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub offence: Uuid,
        pub number: i64,
        pub sealed: Vec<u8>,
        pub by: Uuid,
        pub at: i64,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) fn migration() -> Migration {
    Migration::tables(
        "casefile-8-elements",
        vec![
            table("case_offence")
                .col("id", Column::Uuid)
                .col("case_id", Column::Uuid)
                .col("sealed", Column::Bytes)
                .col("by", Column::Uuid)
                .col("at", Column::Int)
                .key(&["id"])
                .index(&["case_id", "at"]),
            table("element_judgement")
                .col("id", Column::Uuid)
                .col("offence", Column::Uuid)
                .col("number", Column::Int)
                .col("sealed", Column::Bytes)
                .col("by", Column::Uuid)
                .col("at", Column::Int)
                .key(&["id"])
                .unique(&["offence", "number"]),
        ],
    )
}

/// An offence that a case looks at: which one, in which form, and what conduct it is about. It names nobody as a suspect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// Its id.
    pub id: Uuid,
    /// The case.
    pub case: CaseId,
    /// Which offence.
    pub offence: Offence,
    /// In which form.
    pub participation: Participation,
    /// The conduct, in an officer's words: the crossing of 3 March, the passports of the flat.
    pub conduct: String,
    /// Who began looking at it.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

#[derive(Serialize, Deserialize)]
struct OffenceText {
    offence: String,
    participation: String,
    conduct: String,
}

#[derive(Serialize, Deserialize)]
struct JudgementText {
    element: String,
    shown: String,
    detail: Option<String>,
    why: String,
    statements: Vec<Uuid>,
    exhibits: Vec<Uuid>,
}

pub(crate) fn object(id: Uuid) -> ObjectRef {
    ObjectRef { kind: "case-offence", id }
}

fn say(tx: &Tx, (actor, purpose): (&Actor, Purpose), id: Uuid, note: String) {
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: actor.clone(),
        action: action::JUDGE,
        object_kind: "case-offence",
        object: id,
        purpose,
        outcome: Outcome::Done,
        note,
    });
}

/// Begins to look at an offence in a case.
///
/// # Errors
/// A refusal of the gate, a conduct that says nothing or too much, or what the database says.
pub async fn look_at_offence(
    tx: &Tx,
    keys: &Keys<'_>,
    gate: &Gate,
    (actor, purpose): (&Actor, Purpose),
    case: &Case,
    (offence, participation, conduct): (Offence, Participation, &str),
) -> Result<Uuid, CaseError> {
    let id = kernel::id::new(tx.clock(), tx.rng());
    let label = crate::case_label(tx, case.id).await?.ok_or(CaseError::NotHere)?;
    let ask = Ask::new(actor, action::JUDGE, purpose, tx.at()).on(object(id));
    gate.open(Guarded::new(object(id), label.clone(), ()), &ask, &mut tx.log())?;
    let conduct = conduct.trim();
    match conduct.chars().count() {
        0 => return Err(CaseError::Empty),
        n if n > CONDUCT_CHARS_MAX => return Err(CaseError::TooLong),
        _ => {}
    }
    if rows_of(tx, case.id).await?.len() as u64 >= OFFENCES_MAX {
        return Err(CaseError::TooLong);
    }
    let text = OffenceText {
        offence: offence.code().to_owned(),
        participation: participation.code().to_owned(),
        conduct: conduct.to_owned(),
    };
    let row = offence_row::ActiveModel {
        id: Set(id),
        case_id: Set(case.id.0),
        sealed: Set(keys.lock("offence", label.compartment, id, &text, tx.rng())?),
        by: Set(actor.person.0),
        at: Set(tx.at().0),
    };
    offence_row::Entity::insert(row).exec_without_returning(tx.db()).await.map_err(StoreError::from)?;
    crate::store_erase::date_case(tx, case.id, case.authority, case.compartment).await?;
    say(tx, (actor, purpose), id, format!("case {}", case.id));
    Ok(id)
}

async fn rows_of(tx: &Tx, case: CaseId) -> Result<Vec<offence_row::Model>, StoreError> {
    Ok(offence_row::Entity::find()
        .filter(offence_row::Column::CaseId.eq(case.0))
        .order_by_asc(offence_row::Column::At)
        .limit(OFFENCES_MAX)
        .all(tx.db())
        .await?)
}

/// The offences that a case looks at, in the order in which that began.
///
/// # Errors
/// What the database says.
pub async fn offences_of(tx: &Tx, keys: &Keys<'_>, case: CaseId) -> Result<Vec<Guarded<Looked>>, CaseError> {
    let rows = rows_of(tx, case).await?;
    guarded_offences(tx, keys, case, rows).await
}

/// These offences of a case, closed.
pub(crate) async fn guarded_offences(
    tx: &Tx,
    keys: &Keys<'_>,
    case: CaseId,
    rows: Vec<offence_row::Model>,
) -> Result<Vec<Guarded<Looked>>, CaseError> {
    let Some(label) = crate::case_label(tx, case).await? else { return Ok(Vec::new()) };
    rows.into_iter().map(|row| guarded(keys, &label, row)).collect()
}

/// One of them.
///
/// # Errors
/// What the database says.
pub async fn offence(tx: &Tx, keys: &Keys<'_>, id: Uuid) -> Result<Option<Guarded<Looked>>, CaseError> {
    let row = offence_row::Entity::find_by_id(id).one(tx.db()).await.map_err(StoreError::from)?;
    let Some(row) = row else { return Ok(None) };
    let Some(label) = crate::case_label(tx, CaseId(row.case_id)).await? else { return Ok(None) };
    Ok(Some(guarded(keys, &label, row)?))
}

fn guarded(keys: &Keys<'_>, label: &Label, row: offence_row::Model) -> Result<Guarded<Looked>, CaseError> {
    let text: OffenceText = keys.unlock("offence", label.compartment, row.id, &row.sealed)?;
    let looked = Looked {
        id: row.id,
        case: CaseId(row.case_id),
        offence: read_back(Offence::parse(&text.offence), "offence", &text.offence)?,
        participation: read_back(
            Participation::parse(&text.participation),
            "participation",
            &text.participation,
        )?,
        conduct: text.conduct,
        by: PersonId(row.by),
        at: Timestamp(row.at),
    };
    Ok(Guarded::new(object(row.id), label.clone(), looked))
}

/// Records what a person judges of an element. What was judged before stays.
///
/// # Errors
/// A refusal of the gate, [`CaseError::Judgement`] for what it lacks, [`CaseError::NotHere`] for a statement or exhibit that
/// is not in the case or not for this person, or what the database says.
pub async fn judge_element(
    tx: &Tx,
    keys: &Keys<'_>,
    gate: &Gate,
    (actor, purpose): (&Actor, Purpose),
    id: Uuid,
    new: &NewJudgement,
) -> Result<CaseId, CaseError> {
    let held = offence(tx, keys, id).await?.ok_or(CaseError::NotHere)?;
    let compartment = held.label().compartment;
    let ask = Ask::new(actor, action::JUDGE, purpose, tx.at()).on(object(id));
    let looked = gate.open(held, &ask, &mut tx.log())?;
    if let Some(lacks) = lacks(new, looked.offence, looked.participation) {
        return Err(CaseError::Judgement(lacks));
    }
    rests_in(tx, keys, gate, (actor, purpose), (looked.case, new)).await?;
    let judgement = kernel::id::new(tx.clock(), tx.rng());
    let text = JudgementText {
        element: new.element.code().to_owned(),
        shown: new.shown.code().to_owned(),
        detail: new.detail.map(|detail| detail.code().to_owned()),
        why: new.why.trim().to_owned(),
        statements: new.statements.iter().map(|id| id.0).collect(),
        exhibits: new.exhibits.iter().copied().collect(),
    };
    // Two within a millisecond have an order too: the later one counts.
    let last = judgement_row::Entity::find()
        .filter(judgement_row::Column::Offence.eq(id))
        .order_by_desc(judgement_row::Column::Number)
        .one(tx.db())
        .await
        .map_err(StoreError::from)?;
    let row = judgement_row::ActiveModel {
        id: Set(judgement),
        offence: Set(id),
        number: Set(last.map_or(0, |row| row.number).saturating_add(1)),
        sealed: Set(keys.lock("judgement", compartment, judgement, &text, tx.rng())?),
        by: Set(actor.person.0),
        at: Set(tx.at().0),
    };
    judgement_row::Entity::insert(row).exec_without_returning(tx.db()).await.map_err(StoreError::from)?;
    say(tx, (actor, purpose), id, format!("{}: {}", new.element.code(), new.shown.code()));
    Ok(looked.case)
}

/// Whether everything that a judgement rests on stands in the case and is open to whoever judges.
async fn rests_in(
    tx: &Tx,
    keys: &Keys<'_>,
    gate: &Gate,
    (actor, purpose): (&Actor, Purpose),
    (case, new): (CaseId, &NewJudgement),
) -> Result<(), CaseError> {
    let ask = Ask::new(actor, action::READ, purpose, tx.at());
    let ids: Vec<StatementId> = new.statements.iter().copied().collect();
    if !ids.is_empty() {
        let held = crate::statements_by_id(tx, keys, &ids).await?;
        let open = gate.open_each(held, &ask, &mut tx.log());
        let there = open.iter().filter(|s| s.case == case && s.retracted.is_none()).count();
        if there != ids.len() {
            return Err(CaseError::NotHere);
        }
    }
    for id in &new.exhibits {
        let held = crate::exhibit(tx, keys, *id).await?.ok_or(CaseError::NotHere)?;
        let ask = ask.on(held.object());
        if gate.open(held, &ask, &mut tx.log())?.case != case {
            return Err(CaseError::NotHere);
        }
    }
    Ok(())
}

/// What was judged of the elements of offences that the gate opened, oldest first.
///
/// # Errors
/// What the database says.
pub async fn judgements_of(
    tx: &Tx,
    keys: &Keys<'_>,
    looked: &Looked,
) -> Result<Guarded<Vec<Judgement>>, CaseError> {
    let label = crate::case_label(tx, looked.case).await?.ok_or(CaseError::NotHere)?;
    let mut rows = judgement_row::Entity::find()
        .filter(judgement_row::Column::Offence.eq(looked.id))
        .order_by_desc(judgement_row::Column::Number)
        .limit(JUDGEMENTS_MAX)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    rows.reverse();
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        all.push(judgement(keys, &label, row)?);
    }
    Ok(Guarded::new(object(looked.id), label, all))
}

pub(crate) fn judgement(
    keys: &Keys<'_>,
    label: &Label,
    row: judgement_row::Model,
) -> Result<Judgement, CaseError> {
    let text: JudgementText = keys.unlock("judgement", label.compartment, row.id, &row.sealed)?;
    Ok(Judgement {
        element: read_back(Element::parse(&text.element), "element", &text.element)?,
        shown: read_back(Shown::parse(&text.shown), "judgement", &text.shown)?,
        detail: text.detail.as_deref().and_then(Detail::parse),
        why: text.why,
        statements: text.statements.into_iter().map(StatementId).collect(),
        exhibits: text.exhibits,
        by: PersonId(row.by),
        at: Timestamp(row.at),
    })
}

/// Erases what a case looked at, with every judgement.
pub(crate) async fn forget_case(tx: &Tx, case: Uuid) -> Result<u64, StoreError> {
    let ids: Vec<Uuid> = offence_row::Entity::find()
        .select_only()
        .column(offence_row::Column::Id)
        .filter(offence_row::Column::CaseId.eq(case))
        .into_tuple()
        .all(tx.db())
        .await?;
    let mut gone = 0_u64;
    for chunk in ids.chunks(IN_MAX) {
        let judged = judgement_row::Entity::delete_many()
            .filter(judgement_row::Column::Offence.is_in(chunk.iter().copied()))
            .exec(tx.db())
            .await?;
        gone = gone.saturating_add(judged.rows_affected);
    }
    let looked =
        offence_row::Entity::delete_many().filter(offence_row::Column::CaseId.eq(case)).exec(tx.db()).await?;
    Ok(gone.saturating_add(looked.rows_affected))
}
