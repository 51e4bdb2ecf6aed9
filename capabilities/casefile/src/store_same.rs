//! Which records may be of one, as it is kept: the proposals, the answers, and what is still to be looked at.
//!
//! Proposals are made inside the node, over everything it holds of one authority; whoever may not open both records
//! learns nothing of a proposal, not even in a count. What a reader is shown is compared again from what they may
//! read: the stored chance only orders the list.

use crate::keys::Keys;
use crate::same::{JUDGED_MAX, Judged, SameAnswer, SamePair, SameState};
use crate::store_cases::{case, entities_by_id};
use crate::store_held::keep_held;
use crate::store_rows::{IN_MAX, entity_row, labels, read_back};
use crate::types::{BASIS_CHARS_MAX, Case, CaseError, Entity, NewStatement, NewValue, Source};
use gate::{Ask, Gate, action};
use kernel::id::{AuthorityId, CaseId, EntityId, StatementId};
use kernel::{Actor, AuditEntry, Compartment, EntityKind, Outcome, Party, Property};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeSet, HashMap};
use store::Column::{Bytes, Int, Text, Uuid as Id};
use store::{Migration, StoreError, Tx, table};
use uuid::Uuid;

pub(crate) mod pair_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "same_pair")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub one: Uuid,
        pub other: Uuid,
        pub authority: Uuid,
        pub state: String,
        pub chance: i64,
        pub statement: Option<Uuid>,
        pub compartment: String,
        pub sealed: Option<Vec<u8>>,
        pub changed_at: i64,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
pub(crate) mod due_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "same_due")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: Uuid,
        pub from_seq: i64,
        pub to_seq: i64,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Pairs that one look at a list goes through; the likeliest come first.
pub const PAIRS_MAX: u64 = 200;
/// Pairs that are opened for that, since some are not for everybody.
const PAIRS_LOOKED_AT_MAX: u64 = 1_000;
/// Most records that are shown as one.
pub const ONE_MAX: usize = 50;

/// The tables of this part.
pub(crate) fn migration() -> Migration {
    Migration::tables(
        "casefile-5-same",
        vec![
            // `one` is the lesser id. The answers with their reasons are in `sealed`, encrypted in every compartment.
            table("same_pair")
                .col("id", Id)
                .col("one", Id)
                .col("other", Id)
                .col("authority", Id)
                .col("state", Text)
                .col("chance", Int)
                .opt("statement", Id)
                .col("compartment", Text)
                .opt("sealed", Bytes)
                .col("changed_at", Int)
                .key(&["id"])
                .unique(&["one", "other"])
                .index(&["other"])
                .index(&["statement"])
                .index(&["authority", "state", "chance"]),
            // Runs of records of a case that nothing was looked for yet.
            table("same_due")
                .col("id", Id)
                .col("case_id", Id)
                .col("from_seq", Int)
                .col("to_seq", Int)
                .key(&["id"])
                .index(&["case_id"]),
        ],
    )
}

/// Notes that records of a case are new or have changed: `from` to `to` in the case's order.
pub(crate) async fn look_later(tx: &Tx, case: CaseId, (from, to): (i64, i64)) -> Result<(), StoreError> {
    if to < from {
        return Ok(());
    }
    let row = due_row::ActiveModel {
        id: Set(kernel::id::new(tx.clock(), tx.rng())),
        case_id: Set(case.0),
        from_seq: Set(from),
        to_seq: Set(to),
    };
    due_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// Whether records wait to be looked at.
pub(crate) async fn is_due(tx: &Tx) -> Result<bool, StoreError> {
    Ok(due_row::Entity::find().one(tx.db()).await?.is_some())
}

/// Proposes pairs with one record, each with its chance and compartment. What was answered stays answered.
pub(crate) async fn propose(
    tx: &Tx,
    authority: AuthorityId,
    entity: Uuid,
    likely: &[(Uuid, f64, Compartment)],
) -> Result<u64, StoreError> {
    let known: HashMap<Uuid, (Uuid, SameState)> = rows_of(tx, &[entity])
        .await?
        .into_iter()
        .filter_map(|r| {
            let beside = if r.one == entity { r.other } else { r.one };
            Some((beside, (r.id, SameState::parse(&r.state)?)))
        })
        .collect();
    let mut rows = Vec::new();
    for (other, chance, compartment) in likely {
        #[expect(clippy::cast_possible_truncation, reason = "between 0 and a million")]
        let chance = (chance * 1e6) as i64;
        match known.get(other) {
            Some((id, state)) if SameState::WAITING.contains(state) => {
                pair_row::Entity::update_many()
                    .col_expr(pair_row::Column::Chance, chance.into())
                    .filter(pair_row::Column::Id.eq(*id))
                    .exec(tx.db())
                    .await?;
            }
            Some(_) => {}
            None => rows.push(pair_row::ActiveModel {
                id: Set(kernel::id::new(tx.clock(), tx.rng())),
                one: Set(entity.min(*other)),
                other: Set(entity.max(*other)),
                authority: Set(authority.0),
                state: Set(SameState::Open.code().into()),
                chance: Set(chance),
                statement: Set(None),
                compartment: Set(compartment.code().into()),
                sealed: Set(None),
                changed_at: Set(tx.at().0),
            }),
        }
    }
    let fresh = rows.len() as u64;
    store::insert_all(tx, rows).await?;
    Ok(fresh)
}

async fn rows_of(tx: &Tx, entities: &[Uuid]) -> Result<Vec<pair_row::Model>, StoreError> {
    let mut rows = Vec::new();
    for chunk in entities.chunks(IN_MAX / 2) {
        let either = Condition::any()
            .add(pair_row::Column::One.is_in(chunk.iter().copied()))
            .add(pair_row::Column::Other.is_in(chunk.iter().copied()));
        rows.extend(pair_row::Entity::find().filter(either).all(tx.db()).await?);
    }
    Ok(rows)
}

/// The pairs of this row that the asker may open both records of.
async fn opened(
    tx: &Tx,
    keys: &Keys<'_>,
    (gate, ask): (&Gate, &Ask<'_>),
    rows: Vec<pair_row::Model>,
) -> Result<Vec<(SamePair, Entity, Entity)>, CaseError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: BTreeSet<EntityId> = rows.iter().flat_map(|r| [EntityId(r.one), EntityId(r.other)]).collect();
    let ids: Vec<EntityId> = ids.into_iter().collect();
    let found = gate.open_each(entities_by_id(tx, &ids).await?, ask, &mut tx.log());
    let found: HashMap<EntityId, Entity> = found.into_iter().map(|e| (e.id, e)).collect();
    let mut pairs = Vec::new();
    for row in rows {
        let both = found.get(&EntityId(row.one)).zip(found.get(&EntityId(row.other)));
        if let Some((one, other)) = both {
            pairs.push((read(keys, row)?, one.clone(), other.clone()));
        }
    }
    Ok(pairs)
}

fn read(keys: &Keys<'_>, row: pair_row::Model) -> Result<SamePair, CaseError> {
    let compartment = read_back(Compartment::parse(&row.compartment), "compartment", &row.compartment)?;
    let judged = match &row.sealed {
        Some(sealed) => keys.unlock("same pair", compartment, row.id, sealed)?,
        None => Vec::new(),
    };
    Ok(SamePair {
        id: row.id,
        one: EntityId(row.one),
        other: EntityId(row.other),
        authority: AuthorityId(row.authority),
        state: read_back(SameState::parse(&row.state), "state of a pair", &row.state)?,
        statement: row.statement.map(StatementId),
        judged,
    })
}

/// The pairs in these states, the likeliest first, of those both of whose records the asker may open. At most
/// [`PAIRS_MAX`] are looked through.
///
/// # Errors
/// What the database says.
pub async fn pairs_in(
    tx: &Tx,
    keys: &Keys<'_>,
    (gate, ask): (&Gate, &Ask<'_>),
    states: &[SameState],
) -> Result<Vec<(SamePair, Entity, Entity)>, CaseError> {
    let rows = pair_row::Entity::find()
        .filter(pair_row::Column::Authority.eq(ask.actor.authority.0))
        .filter(pair_row::Column::State.is_in(states.iter().map(|s| s.code())))
        .order_by_desc(pair_row::Column::Chance)
        .order_by_asc(pair_row::Column::Id)
        .limit(PAIRS_LOOKED_AT_MAX)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let mut pairs = opened(tx, keys, (gate, ask), rows).await?;
    pairs.truncate(usize::try_from(PAIRS_MAX).unwrap_or(usize::MAX));
    Ok(pairs)
}

/// The pairs that one of these records stands in, of those the asker may open both records of.
///
/// # Errors
/// What the database says.
pub async fn pairs_of(
    tx: &Tx,
    keys: &Keys<'_>,
    (gate, ask): (&Gate, &Ask<'_>),
    entities: &[EntityId],
) -> Result<Vec<(SamePair, Entity, Entity)>, CaseError> {
    let ids: Vec<Uuid> = entities.iter().map(|e| e.0).collect();
    let rows = rows_of(tx, &ids).await?;
    opened(tx, keys, (gate, ask), rows).await
}

/// One pair, both records opened.
///
/// # Errors
/// [`CaseError::NotHere`] where it is not, or not for the asker: both are the same.
pub async fn pair(
    tx: &Tx,
    keys: &Keys<'_>,
    (gate, ask): (&Gate, &Ask<'_>),
    id: Uuid,
) -> Result<(SamePair, Entity, Entity), CaseError> {
    let row = pair_row::Entity::find_by_id(id).one(tx.db()).await.map_err(StoreError::from)?;
    opened(tx, keys, (gate, ask), row.into_iter().collect()).await?.pop().ok_or(CaseError::NotHere)
}

/// Records that are judged to be one with these, within the node and whoever may see them: what is held back of one is
/// held back of all.
pub(crate) async fn one_with(tx: &Tx, entities: &[Uuid]) -> Result<Vec<Uuid>, StoreError> {
    let rows = rows_of(tx, entities).await?.into_iter();
    let joined = rows.filter(|r| r.state == SameState::Joined.code());
    Ok(joined.flat_map(|r| [r.one, r.other]).filter(|id| !entities.contains(id)).collect())
}

/// Records an answer. A join within one case is a statement of the case as well; whatever is held back of one record is
/// held back of the other from then on, and somebody taken for a child is one under both records.
///
/// # Errors
/// The pair is not there for the actor, the answer cannot be given, or a reason is missing.
pub async fn judge(
    tx: &Tx,
    keys: &Keys<'_>,
    (gate, ask): (&Gate, &Ask<'_>),
    id: Uuid,
    (answer, why): (SameAnswer, &str),
    region: Party,
) -> Result<(), CaseError> {
    let ask = Ask { action: action::JUDGE, ..*ask };
    let (pair, one, other) = pair(tx, keys, (gate, &ask), id).await?;
    let state = answer.after(pair.state).ok_or(CaseError::NotHere)?;
    let why: String = why.trim().chars().take(BASIS_CHARS_MAX).collect();
    if answer.needs_why() && why.is_empty() {
        return Err(CaseError::NoBasis);
    }
    let compartment = compartment_of(tx, &one, &other).await?;
    let mut judged = pair.judged.clone();
    judged.push(Judged { answer, by: ask.actor.person, at: tx.at(), why: why.clone() });
    let statement = match (answer, pair.statement) {
        (SameAnswer::Join, _) if one.case == other.case => {
            Some(say_same(tx, keys, (gate, &ask), (&one, &other), compartment, region).await?)
        }
        (SameAnswer::Undo, Some(statement)) => {
            write(tx, keys, (id, state, None), compartment, &judged).await?;
            take_back(tx, keys, (gate, &ask), (statement, one.kind), &why, region).await?;
            None
        }
        _ => None,
    };
    write(tx, keys, (id, state, statement), compartment, &judged).await?;
    if answer == SameAnswer::Join {
        share_limits(tx, keys, ask.actor, (gate, &ask), (&one, &other)).await?;
    }
    for (entity, with) in [(&one, &other), (&other, &one)] {
        tx.audit(AuditEntry {
            at: tx.at(),
            actor: ask.actor.clone(),
            action: action::JUDGE,
            object_kind: "entity",
            object: entity.id.0,
            purpose: ask.purpose,
            outcome: Outcome::Done,
            note: format!("same as {}? {}", with.id, answer.code()),
        });
    }
    Ok(())
}

/// The closer compartment of the two: what says that they are one tells of both.
async fn compartment_of(tx: &Tx, one: &Entity, other: &Entity) -> Result<Compartment, CaseError> {
    let rows: Vec<Uuid> = entity_row::Entity::find()
        .select_only()
        .column(entity_row::Column::Label)
        .filter(entity_row::Column::Id.is_in([one.id.0, other.id.0]))
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let known = labels(tx, rows).await?;
    Ok(known.values().map(|label| label.compartment).max().unwrap_or(Compartment::Operational))
}

async fn write(
    tx: &Tx,
    keys: &Keys<'_>,
    (id, state, statement): (Uuid, SameState, Option<StatementId>),
    compartment: Compartment,
    judged: &[Judged],
) -> Result<(), CaseError> {
    let kept = judged.get(judged.len().saturating_sub(JUDGED_MAX)..).unwrap_or_default();
    let sealed = keys.lock("same pair", compartment, id, &kept, tx.rng())?;
    pair_row::Entity::update_many()
        .col_expr(pair_row::Column::State, state.code().into())
        .col_expr(pair_row::Column::Statement, statement.map(|s| s.0).into())
        .col_expr(pair_row::Column::Compartment, compartment.code().into())
        .col_expr(pair_row::Column::Sealed, sealed.into())
        .col_expr(pair_row::Column::ChangedAt, tx.at().0.into())
        .filter(pair_row::Column::Id.eq(id))
        .exec(tx.db())
        .await
        .map_err(StoreError::from)?;
    Ok(())
}

async fn open_case(
    tx: &Tx,
    keys: &Keys<'_>,
    (gate, ask): (&Gate, &Ask<'_>),
    id: CaseId,
) -> Result<Case, CaseError> {
    let closed = case(tx, keys, id).await?.ok_or(CaseError::NotHere)?;
    Ok(gate.open(closed, &Ask { action: action::READ, object: None, ..*ask }, &mut tx.log())?)
}

async fn say_same(
    tx: &Tx,
    keys: &Keys<'_>,
    (gate, ask): (&Gate, &Ask<'_>),
    (one, other): (&Entity, &Entity),
    compartment: Compartment,
    region: Party,
) -> Result<StatementId, CaseError> {
    let case = open_case(tx, keys, (gate, ask), one.case).await?;
    let source = Source { name: ask.actor.name.clone(), ..Source::default() };
    let said = NewStatement {
        compartment: Some(compartment),
        ..NewStatement::own(Property::SameAs, NewValue::Entity(other.id), source)
    };
    let added = crate::add_to_entity(tx, keys, ask.actor, (&case, one), region, vec![said]).await?;
    added.said.last().copied().ok_or(CaseError::NotHere)
}

async fn take_back(
    tx: &Tx,
    keys: &Keys<'_>,
    (gate, ask): (&Gate, &Ask<'_>),
    (id, kind): (StatementId, EntityKind),
    why: &str,
    region: Party,
) -> Result<(), CaseError> {
    let Some(closed) = crate::statement(tx, keys, id).await? else { return Ok(()) };
    let said = gate.open(closed, &Ask { object: None, ..*ask }, &mut tx.log())?;
    match said.retracted {
        Some(_) => Ok(()),
        None => crate::retract(tx, keys, ask.actor, (&said, kind), why, region).await,
    }
}

/// What is held back of one is held back of the other, in whatever case it stands.
async fn share_limits(
    tx: &Tx,
    keys: &Keys<'_>,
    actor: &Actor,
    gate: (&Gate, &Ask<'_>),
    (one, other): (&Entity, &Entity),
) -> Result<(), CaseError> {
    let children = crate::children_among(tx, &[one.id, other.id]).await?;
    for entity in [one, other].into_iter().filter(|e| children.len() == 1 && !children.contains(&e.id)) {
        let case = open_case(tx, keys, gate, entity.case).await?;
        let ground = crate::ChildGround::SamePerson;
        crate::take_for_child(tx, keys, actor, &case, entity.id, ground).await?;
    }
    keep_held(tx, keys, one.id).await?;
    keep_held(tx, keys, other.id).await
}

/// The judgement in the case was taken back by itself: the records are two again, and the question stands.
pub(crate) async fn taken_back(
    tx: &Tx,
    keys: &Keys<'_>,
    actor: &Actor,
    (statement, why): (StatementId, &str),
) -> Result<(), CaseError> {
    let row = pair_row::Entity::find()
        .filter(pair_row::Column::Statement.eq(statement.0))
        .one(tx.db())
        .await
        .map_err(StoreError::from)?;
    let Some(row) = row else { return Ok(()) };
    let compartment = read_back(Compartment::parse(&row.compartment), "compartment", &row.compartment)?;
    let mut pair = read(keys, row)?;
    pair.judged.push(Judged { answer: SameAnswer::Undo, by: actor.person, at: tx.at(), why: why.to_owned() });
    write(tx, keys, (pair.id, SameState::Open, None), compartment, &pair.judged).await
}

/// Drops what is kept of entities that are erased.
pub(crate) async fn forget(tx: &Tx, entities: &[Uuid]) -> Result<u64, StoreError> {
    let either = Condition::any()
        .add(pair_row::Column::One.is_in(entities.iter().copied()))
        .add(pair_row::Column::Other.is_in(entities.iter().copied()));
    Ok(pair_row::Entity::delete_many().filter(either).exec(tx.db()).await?.rows_affected)
}

/// Drops what was still to be looked at of a case that is erased.
pub(crate) async fn forget_case(tx: &Tx, case: Uuid) -> Result<u64, StoreError> {
    let due = due_row::Entity::delete_many().filter(due_row::Column::CaseId.eq(case));
    Ok(due.exec(tx.db()).await?.rows_affected)
}
