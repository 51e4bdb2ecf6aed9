//! Who is taken for a child, and what is due for them, as it is kept.

use crate::child::{ChildDuty, ChildGround};
use crate::keys::Keys;
use crate::store_held::{hold_back_entity, lift_hold};
use crate::store_rows::{
    IN_MAX, entity_row, keep_labels, labels, one_label, read_back, selector_row, statement_row,
};
use crate::types::{Case, CaseError, HoldReason};
use gate::{Ask, Gate, Guarded, ObjectRef, action};
use kernel::id::{AuthorityId, CaseId, EntityId, PersonId};
use kernel::{Actor, AuditEntry, Blocked, Label, Outcome, Property, Purpose, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeSet;
use store::{Column, Migration, StoreError, Tx, table};
use uuid::Uuid;

mod child_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "child")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub entity: Uuid,
        pub ground: String,
        pub at: i64,
        pub by: Uuid,
        pub lifted_at: Option<i64>,
        pub lifted_by: Option<Uuid>,
        pub second: Option<Uuid>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod duty_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "child_duty")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub entity: Uuid,
        pub case_id: Uuid,
        pub authority: Uuid,
        pub duty: String,
        pub due_at: i64,
        pub done_at: Option<i64>,
        pub done_by: Option<Uuid>,
        pub sealed: Option<Vec<u8>>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Drops what is kept of entities that are erased.
pub(crate) async fn forget(tx: &Tx, entities: &[Uuid]) -> Result<u64, StoreError> {
    let children = child_row::Entity::delete_many()
        .filter(child_row::Column::Entity.is_in(entities.iter().copied()))
        .exec(tx.db())
        .await?;
    let due: Vec<Uuid> = duty_row::Entity::find()
        .select_only()
        .column(duty_row::Column::Id)
        .filter(duty_row::Column::Entity.is_in(entities.iter().copied()))
        .into_tuple()
        .all(tx.db())
        .await?;
    access::forget_work(tx, &due).await?;
    let duties = duty_row::Entity::delete_many()
        .filter(duty_row::Column::Entity.is_in(entities.iter().copied()))
        .exec(tx.db())
        .await?;
    Ok(children.rows_affected.saturating_add(duties.rows_affected))
}

/// Most duties read at once; the earliest due come first.
pub const DUTIES_MAX: u64 = 500;

pub(crate) fn migration() -> Migration {
    Migration::tables(
        "casefile-3-child",
        vec![
            table("child")
                .col("entity", Column::Uuid)
                .col("ground", Column::Text)
                .col("at", Column::Int)
                .col("by", Column::Uuid)
                .opt("lifted_at", Column::Int)
                .opt("lifted_by", Column::Uuid)
                .opt("second", Column::Uuid)
                .key(&["entity"]),
            // Who was appointed and what was found is told in `sealed`, encrypted in every compartment.
            table("child_duty")
                .col("id", Column::Uuid)
                .col("entity", Column::Uuid)
                .col("case_id", Column::Uuid)
                .col("authority", Column::Uuid)
                .col("duty", Column::Text)
                .col("due_at", Column::Int)
                .opt("done_at", Column::Int)
                .opt("done_by", Column::Uuid)
                .opt("sealed", Column::Bytes)
                .key(&["id"])
                .index(&["entity"])
                .index(&["authority", "done_at", "due_at"]),
        ],
    )
}

/// That somebody is taken for a child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChildFlag {
    /// Who.
    pub entity: EntityId,
    /// Why.
    pub ground: ChildGround,
    /// Since when.
    pub at: Timestamp,
    /// By whose statement.
    pub by: PersonId,
}

/// Something that is due for a child, or was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// Its id.
    pub id: Uuid,
    /// For whom.
    pub entity: EntityId,
    /// In which case.
    pub case: CaseId,
    /// What.
    pub duty: ChildDuty,
    /// By when.
    pub due: Timestamp,
    /// Who did it, when, and how it was done.
    pub done: Option<(PersonId, Timestamp, String)>,
}

fn object(id: Uuid) -> ObjectRef {
    ObjectRef { kind: "child-duty", id }
}

/// Who of these is taken for a child.
///
/// # Errors
/// What the database says.
pub async fn children_among(tx: &Tx, ids: &[EntityId]) -> Result<BTreeSet<EntityId>, StoreError> {
    let mut found = BTreeSet::new();
    for chunk in ids.chunks(IN_MAX) {
        let rows: Vec<Uuid> = child_row::Entity::find()
            .select_only()
            .column(child_row::Column::Entity)
            .filter(child_row::Column::Entity.is_in(chunk.iter().map(|e| e.0)))
            .filter(child_row::Column::LiftedAt.is_null())
            .into_tuple()
            .all(tx.db())
            .await?;
        found.extend(rows.into_iter().map(EntityId));
    }
    Ok(found)
}

/// That this person is taken for a child, with what is due and what was done. `None` if nobody takes them for one.
///
/// # Errors
/// What the database says.
pub async fn child_of(
    tx: &Tx,
    keys: &Keys<'_>,
    entity: EntityId,
) -> Result<Option<Guarded<(ChildFlag, Vec<Duty>)>>, CaseError> {
    let row = child_row::Entity::find_by_id(entity.0).one(tx.db()).await.map_err(StoreError::from)?;
    let Some(row) = row.filter(|r| r.lifted_at.is_none()) else { return Ok(None) };
    let Some(label) = label_of(tx, entity).await? else { return Ok(None) };
    let flag = ChildFlag {
        entity,
        ground: read_back(ChildGround::parse(&row.ground), "ground", &row.ground)?,
        at: Timestamp(row.at),
        by: PersonId(row.by),
    };
    let rows = duty_row::Entity::find()
        .filter(duty_row::Column::Entity.eq(entity.0))
        .order_by_asc(duty_row::Column::DueAt)
        .order_by_asc(duty_row::Column::Id)
        .limit(DUTIES_MAX)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let duties = rows.into_iter().map(|r| read(keys, &label, r)).collect::<Result<_, CaseError>>()?;
    Ok(Some(Guarded::new(ObjectRef { kind: "entity", id: entity.0 }, label, (flag, duties))))
}

/// What is due for children in the cases of an authority, the earliest first.
///
/// # Errors
/// What the database says.
pub async fn duties_of(
    tx: &Tx,
    keys: &Keys<'_>,
    authority: AuthorityId,
) -> Result<Vec<Guarded<Duty>>, CaseError> {
    let rows = duty_row::Entity::find()
        .filter(duty_row::Column::Authority.eq(authority.0))
        .filter(duty_row::Column::DoneAt.is_null())
        .order_by_asc(duty_row::Column::DueAt)
        .order_by_asc(duty_row::Column::Id)
        .limit(DUTIES_MAX)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let ids: Vec<EntityId> = rows.iter().map(|r| EntityId(r.entity)).collect();
    let standing = children_among(tx, &ids).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows.into_iter().filter(|r| standing.contains(&EntityId(r.entity))) {
        let Some(label) = label_of(tx, EntityId(row.entity)).await? else { continue };
        let id = row.id;
        let duty = read(keys, &label, row)?;
        found.push(Guarded::new(object(id), label, duty));
    }
    Ok(found)
}

/// One thing that is due for a child. `None` where nobody takes the person for one, or it was done.
///
/// # Errors
/// What the database says.
pub async fn duty(tx: &Tx, keys: &Keys<'_>, id: Uuid) -> Result<Option<Guarded<Duty>>, CaseError> {
    let row = duty_row::Entity::find_by_id(id).one(tx.db()).await.map_err(StoreError::from)?;
    let Some(row) = row.filter(|r| r.done_at.is_none()) else { return Ok(None) };
    let entity = EntityId(row.entity);
    if children_among(tx, &[entity]).await?.is_empty() {
        return Ok(None);
    }
    let Some(label) = label_of(tx, entity).await? else { return Ok(None) };
    let duty = read(keys, &label, row)?;
    Ok(Some(Guarded::new(object(id), label, duty)))
}

fn read(keys: &Keys<'_>, label: &Label, row: duty_row::Model) -> Result<Duty, CaseError> {
    let note = match &row.sealed {
        Some(sealed) => keys.unlock("child duty", label.compartment, row.id, sealed)?,
        None => String::new(),
    };
    Ok(Duty {
        id: row.id,
        entity: EntityId(row.entity),
        case: CaseId(row.case_id),
        duty: read_back(ChildDuty::parse(&row.duty), "duty", &row.duty)?,
        due: Timestamp(row.due_at),
        done: row.done_by.zip(row.done_at).map(|(by, at)| (PersonId(by), Timestamp(at), note)),
    })
}

pub(crate) async fn label_of(tx: &Tx, entity: EntityId) -> Result<Option<Label>, CaseError> {
    let row = entity_row::Entity::find_by_id(entity.0).one(tx.db()).await.map_err(StoreError::from)?;
    match row {
        Some(row) => Ok(Some(one_label(&labels(tx, [row.label]).await?, row.label)?)),
        None => Ok(None),
    }
}

/// Records that something was done for a child: by whom, when, and how. Returns for whom.
///
/// # Errors
/// A refusal of the gate, [`CaseError::NotHere`] for what was done before, or what the database says.
pub async fn duty_done(
    tx: &Tx,
    keys: &Keys<'_>,
    gate: &Gate,
    (actor, purpose): (&Actor, Purpose),
    id: Uuid,
    how: &str,
) -> Result<EntityId, CaseError> {
    let row = duty_row::Entity::find_by_id(id).one(tx.db()).await.map_err(StoreError::from)?;
    let row = row.ok_or(CaseError::NotHere)?;
    let entity = EntityId(row.entity);
    let label = label_of(tx, entity).await?.ok_or(CaseError::NotHere)?;
    let ask = Ask::new(actor, action::IMPORT, purpose, tx.at()).on(object(id));
    let row = gate.open(Guarded::new(object(id), label.clone(), row), &ask, &mut tx.log())?;
    if row.done_at.is_some() {
        return Err(CaseError::NotHere);
    }
    let how: String = how.trim().chars().take(crate::child::DONE_CHARS_MAX).collect();
    let sealed = keys.lock("child duty", label.compartment, id, &how, tx.rng())?;
    duty_row::Entity::update_many()
        .col_expr(duty_row::Column::DoneAt, Some(tx.at().0).into())
        .col_expr(duty_row::Column::DoneBy, Some(actor.person.0).into())
        .col_expr(duty_row::Column::Sealed, Some(sealed).into())
        .filter(duty_row::Column::Id.eq(id))
        .exec(tx.db())
        .await
        .map_err(StoreError::from)?;
    Ok(entity)
}

/// Takes somebody for a child: hides what they are called, holds their values back, opens what is due. Nothing where
/// they are taken for one already.
///
/// # Errors
/// What the database says.
pub async fn take_for_child(
    tx: &Tx,
    keys: &Keys<'_>,
    actor: &Actor,
    case: &Case,
    entity: EntityId,
    ground: ChildGround,
) -> Result<(), CaseError> {
    if children_among(tx, &[entity]).await?.contains(&entity) {
        return Ok(());
    }
    let row = child_row::ActiveModel {
        entity: Set(entity.0),
        ground: Set(ground.code().into()),
        at: Set(tx.at().0),
        by: Set(actor.person.0),
        lifted_at: Set(None),
        lifted_by: Set(None),
        second: Set(None),
    };
    let again = OnConflict::column(child_row::Column::Entity)
        .update_columns([
            child_row::Column::Ground,
            child_row::Column::At,
            child_row::Column::By,
            child_row::Column::LiftedAt,
            child_row::Column::LiftedBy,
            child_row::Column::Second,
        ])
        .to_owned();
    child_row::Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(tx.db())
        .await
        .map_err(StoreError::from)?;
    open_duties(tx, case, entity).await?;
    relabel(tx, entity, true).await?;
    hold_back_entity(tx, keys, entity, &Blocked::none(), HoldReason::Child).await?;
    log(tx, actor, entity, format!("taken for a child: {}", ground.code()));
    Ok(())
}

/// What is due is due once: what waits from before still waits, what was done before is due again.
async fn open_duties(tx: &Tx, case: &Case, entity: EntityId) -> Result<(), StoreError> {
    let waiting: Vec<String> = duty_row::Entity::find()
        .select_only()
        .column(duty_row::Column::Duty)
        .filter(duty_row::Column::Entity.eq(entity.0))
        .filter(duty_row::Column::DoneAt.is_null())
        .into_tuple()
        .all(tx.db())
        .await?;
    let new = ChildDuty::ALL.into_iter().filter(|d| !waiting.iter().any(|w| w == d.code()));
    let rows: Vec<duty_row::ActiveModel> = new
        .map(|duty| duty_row::ActiveModel {
            id: Set(kernel::id::new(tx.clock(), tx.rng())),
            entity: Set(entity.0),
            case_id: Set(case.id.0),
            authority: Set(case.authority.0),
            duty: Set(duty.code().into()),
            due_at: Set(duty.due(tx.at()).0),
            done_at: Set(None),
            done_by: Set(None),
            sealed: Set(None),
        })
        .collect();
    store::insert_all(tx, rows).await
}

/// What two people decided after an age assessment: nobody takes the person for a child any more.
pub(crate) async fn lift(
    tx: &Tx,
    keys: &Keys<'_>,
    (asker, second): (&Actor, &Actor),
    entity: EntityId,
) -> Result<(), CaseError> {
    let done = child_row::Entity::update_many()
        .col_expr(child_row::Column::LiftedAt, Some(tx.at().0).into())
        .col_expr(child_row::Column::LiftedBy, Some(asker.person.0).into())
        .col_expr(child_row::Column::Second, Some(second.person.0).into())
        .filter(child_row::Column::Entity.eq(entity.0))
        .filter(child_row::Column::LiftedAt.is_null())
        .exec(tx.db())
        .await
        .map_err(StoreError::from)?;
    if done.rows_affected == 0 {
        return Err(CaseError::NotHere);
    }
    relabel(tx, entity, false).await?;
    lift_hold(tx, keys, entity, &Blocked::none(), HoldReason::Child).await?;
    let note =
        format!("no longer taken for a child; asked by {}, confirmed by {}", asker.person, second.person);
    log(tx, asker, entity, note);
    Ok(())
}

fn log(tx: &Tx, actor: &Actor, entity: EntityId, note: String) {
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: actor.clone(),
        action: action::JUDGE,
        object_kind: "entity",
        object: entity.0,
        purpose: Purpose::Protection,
        outcome: Outcome::Done,
        note,
    });
}

macro_rules! relabel {
    ($name:ident, $rows:ident, $by:ident) => {
        /// Sets or takes back in the labels of these rows that they name a child.
        async fn $name(tx: &Tx, ids: &[Uuid], names_child: bool) -> Result<(), CaseError> {
            for chunk in ids.chunks(IN_MAX) {
                let used: Vec<Uuid> = $rows::Entity::find()
                    .select_only()
                    .column($rows::Column::Label)
                    .distinct()
                    .filter($rows::Column::$by.is_in(chunk.iter().copied()))
                    .into_tuple()
                    .all(tx.db())
                    .await
                    .map_err(StoreError::from)?;
                for (old, label) in labels(tx, used).await? {
                    let ids = keep_labels(tx, [&Label { names_child, ..label }]).await?;
                    let Some(new) = ids.first().copied().filter(|id| *id != old) else { continue };
                    $rows::Entity::update_many()
                        .col_expr($rows::Column::Label, new.into())
                        .filter($rows::Column::$by.is_in(chunk.iter().copied()))
                        .filter($rows::Column::Label.eq(old))
                        .exec(tx.db())
                        .await
                        .map_err(StoreError::from)?;
                }
            }
            Ok(())
        }
    };
}
relabel!(relabel_statements, statement_row, Id);
relabel!(relabel_selectors, selector_row, Statement);

/// What a person is called, and the keys made of it: a key of name and birth hangs on the first name.
async fn relabel(tx: &Tx, entity: EntityId, names_child: bool) -> Result<(), CaseError> {
    let naming = Property::ALL.iter().filter(|p| p.is_naming()).map(|p| p.code());
    let named: Vec<Uuid> = statement_row::Entity::find()
        .select_only()
        .column(statement_row::Column::Id)
        .filter(statement_row::Column::Entity.eq(entity.0))
        .filter(statement_row::Column::Property.is_in(naming))
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    relabel_statements(tx, &named, names_child).await?;
    relabel_selectors(tx, &named, names_child).await
}

/// A record that was judged to be the same person as a child's is a child's.
pub(crate) async fn spread(
    tx: &Tx,
    keys: &Keys<'_>,
    actor: &Actor,
    case: &Case,
    same: &[(EntityId, EntityId)],
) -> Result<(), CaseError> {
    for (one, other) in same {
        let children = children_among(tx, &[*one, *other]).await?;
        if let (1, Some(first)) = (children.len(), children.first()) {
            let also = if first == one { other } else { one };
            take_for_child(tx, keys, actor, case, *also, ChildGround::SamePerson).await?;
        }
    }
    Ok(())
}
