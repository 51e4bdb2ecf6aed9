//! Selectors: what an officer clears for matching and takes back, who holds a value. What takes part stands in
//! `store_eligible.rs`.

use crate::keys::Keys;
use crate::rules;
use crate::store_cases::case_label;
use crate::store_eligible::labels_open_to;
use crate::store_rows::{IN_MAX, acceptance_row, labels, one_label, read_back, selector_row};
use crate::types::{Accepted, Case, CaseError, Eligibility, HeldSelector, Pick};
use gate::{Ask, Gate, Guarded, ObjectRef, action};
use kernel::id::{AuthorityId, CaseId, EntityId, PersonId, StatementId};
use kernel::limit::PAGE_ROWS;
use kernel::{Actor, AuditEntry, Label, Outcome, PersonRole, Purpose, Selector, SelectorKind, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{HashMap, HashSet};
use store::{StoreError, Tx};
use uuid::Uuid;

/// Which selectors a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// All of them.
    #[default]
    All,
    /// Those that wait for an officer.
    Waiting,
    /// Those that take part in matching.
    Cleared,
    /// Those that are held back.
    HeldBack,
}

/// Clears selectors of a case for matching: an officer ties them to a role in an offence and records the lawful basis
/// of their collection. Held values stay out, and so does everything outside the operational compartment. One
/// act can cover a whole published list.
///
/// # Errors
/// A role that is none in an offence, no basis, a refusal of the gate, or what the database says.
pub async fn accept(
    tx: &Tx,
    gate: &Gate,
    (actor, purpose): (&Actor, Purpose),
    case: &Case,
    pick: &Pick,
    role: PersonRole,
    basis: &str,
) -> Result<Accepted, CaseError> {
    let role = rules::offence_role(role)?;
    let basis = rules::basis(basis)?;
    let picked = acted_on(tx, gate, (actor, purpose), case, pick).await?;
    let held_back = count(tx, picked.clone().add(selector_row::Column::Held.eq(true))).await?;
    let open = picked
        .add(selector_row::Column::Held.eq(false))
        .add(selector_row::Column::Sealed.is_null())
        .add(selector_row::Column::Acceptance.is_null());
    let id = kernel::id::new(tx.clock(), tx.rng());
    let act = acceptance_row::ActiveModel {
        id: Set(id),
        case_id: Set(case.id.0),
        role: Set(role.code().into()),
        basis: Set(basis),
        by: Set(actor.person.0),
        at: Set(tx.at().0),
    };
    acceptance_row::Entity::insert(act).exec_without_returning(tx.db()).await.map_err(StoreError::from)?;
    let done = selector_row::Entity::update_many()
        .col_expr(selector_row::Column::Acceptance, id.into())
        .filter(open)
        .exec(tx.db())
        .await
        .map_err(StoreError::from)?;
    let accepted = Accepted { n: done.rows_affected, held_back };
    log(
        tx,
        (actor, purpose),
        case,
        format!("cleared {} as {role}, held back {held_back}, act {id}", accepted.n),
    );
    Ok(accepted)
}

/// Takes clearance back; returns how many selectors no longer take part in matching.
///
/// # Errors
/// A refusal of the gate, or what the database says.
pub async fn revoke(
    tx: &Tx,
    gate: &Gate,
    (actor, purpose): (&Actor, Purpose),
    case: &Case,
    pick: &Pick,
) -> Result<u64, CaseError> {
    let picked = acted_on(tx, gate, (actor, purpose), case, pick).await?;
    let done = selector_row::Entity::update_many()
        .col_expr(selector_row::Column::Acceptance, Option::<Uuid>::None.into())
        .filter(picked.add(selector_row::Column::Acceptance.is_not_null()))
        .exec(tx.db())
        .await
        .map_err(StoreError::from)?;
    log(tx, (actor, purpose), case, format!("took back the clearance of {}", done.rows_affected));
    Ok(done.rows_affected)
}

/// Everyone on this node who holds a value, cleared or not.
///
/// # Errors
/// What the database says.
pub async fn holders_of(
    tx: &Tx,
    keys: &Keys<'_>,
    selector: &Selector,
) -> Result<Vec<Guarded<HeldSelector>>, CaseError> {
    let rows = selector_row::Entity::find()
        .filter(selector_row::Column::Key.eq(keys.value(selector)))
        .order_by_asc(selector_row::Column::Id)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    guarded(tx, keys, rows).await
}

/// One selector.
///
/// # Errors
/// What the database says.
pub async fn selector(
    tx: &Tx,
    keys: &Keys<'_>,
    id: Uuid,
) -> Result<Option<Guarded<HeldSelector>>, CaseError> {
    let row = selector_row::Entity::find_by_id(id).one(tx.db()).await.map_err(StoreError::from)?;
    Ok(guarded(tx, keys, row.into_iter().collect()).await?.pop())
}

/// The labels of those of these selectors that are not held back, for the node itself: nothing that hangs on another may
/// be told of.
///
/// # Errors
/// What the database says.
pub async fn selectors_free(
    tx: &Tx,
    keys: &Keys<'_>,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Label>, StoreError> {
    let mut free = HashMap::with_capacity(ids.len());
    for chunk in ids.chunks(IN_MAX) {
        let rows = selector_row::Entity::find()
            .filter(selector_row::Column::Id.is_in(chunk.iter().copied()))
            .filter(selector_row::Column::Held.eq(false))
            .all(tx.db())
            .await?;
        let closed = guarded(tx, keys, rows).await.map_err(|error| match error {
            CaseError::Store(error) => error,
            other => StoreError::Corrupt(other.to_string()),
        })?;
        free.extend(closed.iter().map(|one| (one.object().id, one.label().clone())));
    }
    Ok(free)
}

/// The selectors of these entities.
///
/// # Errors
/// What the database says.
pub async fn selectors_of(
    tx: &Tx,
    keys: &Keys<'_>,
    entities: &[EntityId],
) -> Result<Vec<Guarded<HeldSelector>>, CaseError> {
    let mut found = Vec::new();
    for chunk in entities.chunks(IN_MAX) {
        let rows = selector_row::Entity::find()
            .filter(selector_row::Column::Entity.is_in(chunk.iter().map(|e| e.0)))
            .order_by_asc(selector_row::Column::Id)
            .all(tx.db())
            .await
            .map_err(StoreError::from)?;
        found.extend(guarded(tx, keys, rows).await?);
    }
    Ok(found)
}

/// A page of a case's selectors of those that the asker may open, by kind and value; `page` counts from 1. Returns
/// the page and how many there are.
///
/// # Errors
/// What the database says.
pub async fn selectors(
    tx: &Tx,
    keys: &Keys<'_>,
    (gate, ask): (&Gate, &Ask<'_>),
    case: CaseId,
    (kind, standing): (Option<SelectorKind>, Standing),
    page: u64,
) -> Result<(Vec<Guarded<HeldSelector>>, u64), CaseError> {
    let mut wanted = Condition::all()
        .add(selector_row::Column::CaseId.eq(case.0))
        .add(selector_row::Column::Label.is_in(labels_open_to(tx, gate, &[ask], case).await?));
    if let Some(kind) = kind {
        wanted = wanted.add(selector_row::Column::Kind.eq(kind.code()));
    }
    wanted = match standing {
        Standing::All => wanted,
        Standing::Waiting => {
            let waits = selector_row::Column::Acceptance.is_null();
            wanted.add(waits).add(selector_row::Column::Held.eq(false))
        }
        Standing::Cleared => wanted.add(selector_row::Column::Acceptance.is_not_null()),
        Standing::HeldBack => wanted.add(selector_row::Column::Held.eq(true)),
    };
    let total = count(tx, wanted.clone()).await?;
    let rows = selector_row::Entity::find()
        .filter(wanted)
        .order_by_asc(selector_row::Column::Kind)
        .order_by_asc(selector_row::Column::Value)
        .order_by_asc(selector_row::Column::Id)
        .offset(page.saturating_sub(1).saturating_mul(PAGE_ROWS))
        .limit(PAGE_ROWS)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    Ok((guarded(tx, keys, rows).await?, total))
}

pub(crate) fn closed((label, held): (Label, HeldSelector)) -> Guarded<HeldSelector> {
    Guarded::new(ObjectRef { kind: "selector", id: held.id }, label, held)
}

/// The selectors that an act is about, of those the gate lets the actor act on.
async fn acted_on(
    tx: &Tx,
    gate: &Gate,
    (actor, purpose): (&Actor, Purpose),
    case: &Case,
    pick: &Pick,
) -> Result<Condition, CaseError> {
    let ask = Ask::new(actor, action::ACCEPT, purpose, tx.at());
    let label = case_label(tx, case.id).await?.ok_or(CaseError::NotHere)?;
    gate.open(Guarded::new(crate::store_cases::object(case.id), label, ()), &ask, &mut tx.log())?;
    let mut wanted = Condition::all()
        .add(selector_row::Column::CaseId.eq(case.id.0))
        .add(selector_row::Column::Label.is_in(labels_open_to(tx, gate, &[&ask], case.id).await?));
    if !pick.kinds.is_empty() {
        wanted = wanted.add(selector_row::Column::Kind.is_in(pick.kinds.iter().map(|k| k.code())));
    }
    if !pick.ids.is_empty() {
        wanted = wanted.add(selector_row::Column::Id.is_in(pick.ids.iter().copied().take(IN_MAX)));
    }
    if !pick.entities.is_empty() {
        wanted =
            wanted.add(selector_row::Column::Entity.is_in(pick.entities.iter().map(|e| e.0).take(IN_MAX)));
    }
    Ok(wanted)
}

async fn count(tx: &Tx, wanted: Condition) -> Result<u64, CaseError> {
    Ok(selector_row::Entity::find().filter(wanted).count(tx.db()).await.map_err(StoreError::from)?)
}

fn log(tx: &Tx, (actor, purpose): (&Actor, Purpose), case: &Case, note: String) {
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: actor.clone(),
        action: action::ACCEPT,
        object_kind: "case",
        object: case.id.0,
        purpose,
        outcome: Outcome::Done,
        note,
    });
}

/// Rows with their labels and values, for use within the store.
pub(crate) async fn held(
    tx: &Tx,
    keys: &Keys<'_>,
    rows: Vec<selector_row::Model>,
) -> Result<Vec<(Label, HeldSelector)>, CaseError> {
    let known = labels(tx, rows.iter().map(|r| r.label)).await?;
    let mut with_values = Vec::with_capacity(rows.len());
    for row in rows {
        let value = match (&row.value, &row.sealed) {
            (Some(value), _) => value.clone(),
            (None, Some(sealed)) => {
                keys.unlock("selector", one_label(&known, row.label)?.compartment, row.id, sealed)?
            }
            (None, None) => return Err(StoreError::Corrupt(format!("value of selector `{}`", row.id)).into()),
        };
        with_values.push((row, value));
    }
    described(tx, with_values, &known).await
}

pub(crate) async fn described(
    tx: &Tx,
    rows: Vec<(selector_row::Model, String)>,
    known: &HashMap<Uuid, Label>,
) -> Result<Vec<(Label, HeldSelector)>, CaseError> {
    let acts = acts(tx, rows.iter().filter_map(|(r, _)| r.acceptance)).await?;
    rows.into_iter()
        .map(|(row, value)| {
            let label = one_label(known, row.label)?;
            let eligibility = match row.acceptance.filter(|_| !row.held) {
                Some(act) => Some(read_back(acts.get(&act).cloned(), "acceptance", &act.to_string())?),
                None => None,
            };
            let kind = read_back(SelectorKind::parse(&row.kind), "selector kind", &row.kind)?;
            let held = HeldSelector {
                id: row.id,
                selector: Selector { kind, value },
                statement: StatementId(row.statement),
                case: CaseId(row.case_id),
                entity: EntityId(row.entity),
                authority: AuthorityId(row.authority),
                eligibility,
                held_back: row.held,
            };
            Ok((label, held))
        })
        .collect()
}

async fn acts(tx: &Tx, ids: impl Iterator<Item = Uuid>) -> Result<HashMap<Uuid, Eligibility>, CaseError> {
    let ids: Vec<Uuid> = ids.collect::<std::collections::BTreeSet<_>>().into_iter().collect();
    let mut found = HashMap::new();
    for chunk in ids.chunks(IN_MAX) {
        let rows = acceptance_row::Entity::find()
            .filter(acceptance_row::Column::Id.is_in(chunk.iter().copied()))
            .all(tx.db())
            .await
            .map_err(StoreError::from)?;
        for row in rows {
            found.insert(row.id, eligibility(row)?);
        }
    }
    Ok(found)
}

/// An act as it is kept.
pub(crate) fn eligibility(row: acceptance_row::Model) -> Result<Eligibility, CaseError> {
    Ok(Eligibility {
        act: row.id,
        role: read_back(PersonRole::parse(&row.role), "role", &row.role)?,
        basis: row.basis,
        by: PersonId(row.by),
        at: Timestamp(row.at),
    })
}

async fn guarded(
    tx: &Tx,
    keys: &Keys<'_>,
    rows: Vec<selector_row::Model>,
) -> Result<Vec<Guarded<HeldSelector>>, CaseError> {
    Ok(held(tx, keys, rows).await?.into_iter().map(closed).collect())
}

/// The selectors that an entity has already: statement and key.
pub(crate) async fn selector_keys(tx: &Tx, entity: EntityId) -> Result<HashSet<(Uuid, Vec<u8>)>, StoreError> {
    let rows: Vec<(Uuid, Vec<u8>)> = selector_row::Entity::find()
        .select_only()
        .column(selector_row::Column::Statement)
        .column(selector_row::Column::Key)
        .filter(selector_row::Column::Entity.eq(entity.0))
        .into_tuple()
        .all(tx.db())
        .await?;
    Ok(rows.into_iter().collect())
}
