//! Selectors: what an officer clears for matching, what takes part, who holds a value.

use crate::keys::Keys;
use crate::rules;
use crate::store_cases::{case_label, permitted};
use crate::store_rows::{IN_MAX, acceptance_row, case_row, labels, one_label, read_back, selector_row};
use crate::types::{Accepted, Case, CaseError, Eligibility, HeldSelector, Pick};
use gate::{Ask, Gate, Guarded, ObjectRef, action};
use kernel::id::{AuthorityId, CaseId, EntityId, PersonId, StatementId};
use kernel::limit::PAGE_ROWS;
use kernel::{Actor, AuditEntry, Label, Outcome, PersonRole, Purpose, Selector, SelectorKind, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use std::collections::{BTreeMap, HashMap};
use store::{StoreError, Tx};
use uuid::Uuid;

/// Cases that a list of newest clearances names; older ones are found on their own pages.
pub const CLEARED_CASES_MAX: u64 = 200;

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

/// Selectors of a case that take part in matching. The value is closed; ask the gate with `eligible(true)`.
///
/// # Errors
/// What the database says.
pub async fn eligible_of_case(tx: &Tx, case: CaseId) -> Result<Vec<Guarded<HeldSelector>>, CaseError> {
    eligible(tx, Some(case)).await
}

/// Selectors of the whole node that take part in matching.
///
/// # Errors
/// What the database says.
pub async fn eligible_on_node(tx: &Tx) -> Result<Vec<Guarded<HeldSelector>>, CaseError> {
    eligible(tx, None).await
}

/// A mark that changes whenever the set of selectors that take part in matching does: how many there are and the
/// newest act that cleared one. Cheap, so that a filter is rebuilt only when it must be.
///
/// # Errors
/// What the database says.
pub async fn eligible_mark(tx: &Tx) -> Result<String, CaseError> {
    let rows = selector_row::Entity::find()
        .filter(selector_row::Column::Acceptance.is_not_null())
        .filter(selector_row::Column::Held.eq(false));
    let n = rows.clone().count(tx.db()).await.map_err(StoreError::from)?;
    let newest: Option<Uuid> = rows
        .select_only()
        .column(selector_row::Column::Acceptance)
        .order_by_desc(selector_row::Column::Acceptance)
        .limit(1)
        .into_tuple()
        .one(tx.db())
        .await
        .map_err(StoreError::from)?;
    Ok(format!("{n}-{}", newest.unwrap_or_default()))
}

/// Cases of an authority in which an officer cleared something, the newest act first, with when that was. What was
/// cleared may have been taken back since.
///
/// # Errors
/// What the database says.
pub async fn newest_clearances(
    tx: &Tx,
    authority: AuthorityId,
) -> Result<Vec<(CaseId, Timestamp)>, CaseError> {
    let own = case_row::Entity::find()
        .select_only()
        .column(case_row::Column::Id)
        .filter(case_row::Column::Authority.eq(authority.0));
    let rows: Vec<(Uuid, i64)> = acceptance_row::Entity::find()
        .select_only()
        .column(acceptance_row::Column::CaseId)
        .column_as(acceptance_row::Column::At.max(), "newest")
        .filter(acceptance_row::Column::CaseId.in_subquery(own.into_query()))
        .group_by(acceptance_row::Column::CaseId)
        .order_by_desc(acceptance_row::Column::At.max())
        .limit(CLEARED_CASES_MAX)
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    Ok(rows.into_iter().map(|(case, at)| (CaseId(case), Timestamp(at))).collect())
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
        .add(selector_row::Column::Label.is_in(open_labels(tx, gate, ask, case).await?));
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

/// How many selectors of each kind wait, are cleared, are held back, of those the asker may open.
///
/// # Errors
/// What the database says.
pub async fn selector_counts(
    tx: &Tx,
    (gate, ask): (&Gate, &Ask<'_>),
    case: CaseId,
) -> Result<BTreeMap<SelectorKind, SelectorCount>, CaseError> {
    let open = open_labels(tx, gate, ask, case).await?;
    let rows: Vec<(String, bool, Option<Uuid>, i64)> = selector_row::Entity::find()
        .select_only()
        .column(selector_row::Column::Kind)
        .column(selector_row::Column::Held)
        .column(selector_row::Column::Acceptance)
        .column_as(selector_row::Column::Id.count(), "n")
        .filter(selector_row::Column::CaseId.eq(case.0))
        .filter(selector_row::Column::Label.is_in(open))
        .group_by(selector_row::Column::Kind)
        .group_by(selector_row::Column::Held)
        .group_by(selector_row::Column::Acceptance)
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let mut counts: BTreeMap<SelectorKind, SelectorCount> = BTreeMap::new();
    for (kind, held, acceptance, n) in rows {
        let kind = read_back(SelectorKind::parse(&kind), "selector kind", &kind)?;
        let count = counts.entry(kind).or_default();
        let place = match (held, acceptance) {
            (true, _) => &mut count.held_back,
            (false, Some(_)) => &mut count.cleared,
            (false, None) => &mut count.waiting,
        };
        *place = place.saturating_add(u64::try_from(n).unwrap_or(0));
    }
    Ok(counts)
}

/// How the selectors of one kind stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SelectorCount {
    /// They wait for an officer.
    pub waiting: u64,
    /// They take part in matching.
    pub cleared: u64,
    /// They are held back.
    pub held_back: u64,
}

async fn eligible(tx: &Tx, case: Option<CaseId>) -> Result<Vec<Guarded<HeldSelector>>, CaseError> {
    let mut wanted = Condition::all()
        .add(selector_row::Column::Acceptance.is_not_null())
        .add(selector_row::Column::Held.eq(false))
        .add(selector_row::Column::Sealed.is_null());
    if let Some(case) = case {
        wanted = wanted.add(selector_row::Column::CaseId.eq(case.0));
    }
    let rows = selector_row::Entity::find()
        .filter(wanted)
        .order_by_asc(selector_row::Column::Kind)
        .order_by_asc(selector_row::Column::Value)
        .order_by_asc(selector_row::Column::Id)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let clear = rows.into_iter().map(|row| {
        let value = read_back(row.value.clone(), "clear value of selector", &row.id.to_string())?;
        Ok((row, value))
    });
    let rows: Vec<(selector_row::Model, String)> = clear.collect::<Result<_, CaseError>>()?;
    let known = labels(tx, rows.iter().map(|(r, _)| r.label)).await?;
    Ok(described(tx, rows, &known).await?.into_iter().map(closed).collect())
}

fn closed((label, held): (Label, HeldSelector)) -> Guarded<HeldSelector> {
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
        .add(selector_row::Column::Label.is_in(open_labels(tx, gate, &ask, case.id).await?));
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

async fn open_labels(tx: &Tx, gate: &Gate, ask: &Ask<'_>, case: CaseId) -> Result<Vec<Uuid>, CaseError> {
    let used: Vec<Uuid> = selector_row::Entity::find()
        .select_only()
        .column(selector_row::Column::Label)
        .distinct()
        .filter(selector_row::Column::CaseId.eq(case.0))
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    Ok(permitted(tx, gate, ask, used).await?)
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

async fn described(
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
            let role = read_back(PersonRole::parse(&row.role), "role", &row.role)?;
            let act = Eligibility {
                act: row.id,
                role,
                basis: row.basis,
                by: PersonId(row.by),
                at: Timestamp(row.at),
            };
            found.insert(row.id, act);
        }
    }
    Ok(found)
}

async fn guarded(
    tx: &Tx,
    keys: &Keys<'_>,
    rows: Vec<selector_row::Model>,
) -> Result<Vec<Guarded<HeldSelector>>, CaseError> {
    Ok(held(tx, keys, rows).await?.into_iter().map(closed).collect())
}
