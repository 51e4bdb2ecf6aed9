//! Which selectors take part in matching, how many there are, and which cases were cleared last.

use crate::store_cases::permitted;
use crate::store_rows::{IN_MAX, acceptance_row, case_row, labels, read_back, selector_row};
use crate::store_selectors::{closed, described};
use crate::types::{CaseError, HeldSelector};
use gate::{Ask, Gate, Guarded};
use kernel::id::{AuthorityId, CaseId};
use kernel::{SelectorKind, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use std::collections::BTreeMap;
use store::{StoreError, Tx};
use uuid::Uuid;

/// Cases that a list of newest clearances names; older ones are found on their own pages.
pub const CLEARED_CASES_MAX: u64 = 200;

/// Selectors of a case that take part in matching. The value is closed; ask the gate with `eligible(true)`.
///
/// # Errors
/// What the database says.
pub async fn eligible_of_case(tx: &Tx, case: CaseId) -> Result<Vec<Guarded<HeldSelector>>, CaseError> {
    eligible(tx, Condition::all().add(selector_row::Column::CaseId.eq(case.0)), None).await
}

/// The first `most` of them, by kind and value, of those under labels that answer every one of `asks`: for a page.
///
/// # Errors
/// What the database says.
pub async fn eligible_shown(
    tx: &Tx,
    gate: &Gate,
    asks: &[&Ask<'_>],
    case: CaseId,
    most: u64,
) -> Result<Vec<Guarded<HeldSelector>>, CaseError> {
    let open = labels_open_to(tx, gate, asks, case).await?;
    let wanted = Condition::all()
        .add(selector_row::Column::CaseId.eq(case.0))
        .add(selector_row::Column::Label.is_in(open));
    eligible(tx, wanted, Some(most)).await
}

/// Selectors of the whole node that take part in matching.
///
/// # Errors
/// What the database says.
pub async fn eligible_on_node(tx: &Tx) -> Result<Vec<Guarded<HeldSelector>>, CaseError> {
    eligible(tx, Condition::all(), None).await
}

/// Those of them whose value has one of these keyed digests ([`Keys::value`](crate::Keys::value)).
///
/// # Errors
/// What the database says.
pub async fn eligible_by_key(tx: &Tx, digests: &[Vec<u8>]) -> Result<Vec<Guarded<HeldSelector>>, CaseError> {
    let mut found = Vec::new();
    for chunk in digests.chunks(IN_MAX) {
        let wanted = selector_row::Column::Key.is_in(chunk.iter().cloned());
        found.extend(eligible(tx, Condition::all().add(wanted), None).await?);
    }
    Ok(found)
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

/// How many selectors of each kind wait, are cleared, are held back, of those the asker may open.
///
/// # Errors
/// What the database says.
pub async fn selector_counts(
    tx: &Tx,
    (gate, ask): (&Gate, &Ask<'_>),
    case: CaseId,
) -> Result<BTreeMap<SelectorKind, SelectorCount>, CaseError> {
    counts(tx, gate, &[ask], case).await
}

/// How many take part in matching, by kind, of those under labels that answer every one of `asks`.
///
/// # Errors
/// What the database says.
pub async fn eligible_counts(
    tx: &Tx,
    gate: &Gate,
    asks: &[&Ask<'_>],
    case: CaseId,
) -> Result<BTreeMap<SelectorKind, u64>, CaseError> {
    let counts = counts(tx, gate, asks, case).await?;
    Ok(counts.into_iter().map(|(kind, count)| (kind, count.cleared)).filter(|(_, n)| *n > 0).collect())
}

/// What is counted together: kind, held back or not, the act that cleared it, label.
type Group = (String, bool, Option<Uuid>, Uuid, i64);

/// One look through the index of a case's selectors; which labels answer every one of `asks` is seen in what it finds.
async fn counts(
    tx: &Tx,
    gate: &Gate,
    asks: &[&Ask<'_>],
    case: CaseId,
) -> Result<BTreeMap<SelectorKind, SelectorCount>, CaseError> {
    let rows: Vec<Group> = selector_row::Entity::find()
        .select_only()
        .column(selector_row::Column::Kind)
        .column(selector_row::Column::Held)
        .column(selector_row::Column::Acceptance)
        .column(selector_row::Column::Label)
        .column_as(Expr::cust("count(*)"), "n")
        .filter(selector_row::Column::CaseId.eq(case.0))
        .group_by(selector_row::Column::Kind)
        .group_by(selector_row::Column::Held)
        .group_by(selector_row::Column::Acceptance)
        .group_by(selector_row::Column::Label)
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let mut open: Vec<Uuid> = rows.iter().map(|row| row.3).collect();
    for ask in asks {
        open = permitted(tx, gate, ask, open).await?;
    }
    let mut counts: BTreeMap<SelectorKind, SelectorCount> = BTreeMap::new();
    for (kind, held, acceptance, _, n) in rows.into_iter().filter(|row| open.contains(&row.3)) {
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

/// The labels of a case's selectors that answer every one of `asks`.
pub(crate) async fn labels_open_to(
    tx: &Tx,
    gate: &Gate,
    asks: &[&Ask<'_>],
    case: CaseId,
) -> Result<Vec<Uuid>, CaseError> {
    let mut open: Vec<Uuid> = selector_row::Entity::find()
        .select_only()
        .column(selector_row::Column::Label)
        .distinct()
        .filter(selector_row::Column::CaseId.eq(case.0))
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    for ask in asks {
        open = permitted(tx, gate, ask, open).await?;
    }
    Ok(open)
}

async fn eligible(
    tx: &Tx,
    wanted: Condition,
    most: Option<u64>,
) -> Result<Vec<Guarded<HeldSelector>>, CaseError> {
    let wanted = wanted
        .add(selector_row::Column::Acceptance.is_not_null())
        .add(selector_row::Column::Held.eq(false))
        .add(selector_row::Column::Sealed.is_null());
    let rows = selector_row::Entity::find()
        .filter(wanted)
        .order_by_asc(selector_row::Column::Kind)
        .order_by_asc(selector_row::Column::Value)
        .order_by_asc(selector_row::Column::Id)
        .limit(most)
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
