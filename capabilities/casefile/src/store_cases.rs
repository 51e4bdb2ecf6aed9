//! Cases and entities: open, find, list.

use crate::keys::Keys;
use crate::rules;
use crate::store_rows::{case_row, entity_row, keep_labels, labels, one_label, read_back};
use crate::types::{Case, CaseError, Entity, NewCase};
use gate::{Ask, Gate, Guarded, ObjectRef};
use kernel::id::{AuthorityId, CaseId, EntityId, PersonId};
use kernel::limit::PAGE_ROWS;
use kernel::{Actor, EntityKind, Label, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeMap, HashMap};
use store::{StoreError, Tx};
use uuid::Uuid;

/// What a list of entities is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct EntityFilter {
    /// Only this kind.
    pub kind: Option<EntityKind>,
    /// Only these; `None` means all.
    pub ids: Option<Vec<EntityId>>,
}

#[derive(serde::Serialize, serde::Deserialize)]
struct CaseText {
    reference: String,
    title: String,
    summary: String,
}

/// Opens a case for the actor's authority. Whoever may import may open one.
///
/// # Errors
/// A refusal of the gate, a reference that cannot be one or is taken, or what the database says.
pub async fn create_case(
    tx: &Tx,
    keys: &Keys<'_>,
    gate: &Gate,
    (actor, purpose): (&Actor, kernel::Purpose),
    new: &NewCase,
) -> Result<Case, CaseError> {
    let new = rules::new_case(new)?;
    let id = CaseId::new(tx.clock(), tx.rng());
    let label = Label { compartment: new.compartment, ..Label::own(actor.authority) };
    let case = Case {
        id,
        authority: actor.authority,
        reference: new.reference.clone(),
        title: new.title,
        summary: new.summary,
        compartment: new.compartment,
        opened_at: tx.at(),
        opened_by: actor.person,
        demonstration: new.demonstration,
    };
    let ask = Ask::new(actor, gate::action::IMPORT, purpose, tx.at());
    let case = gate.open(Guarded::new(object(id), label.clone(), case), &ask, &mut tx.log())?;
    let stored = stored_reference(keys, &new.reference, new.compartment);
    if row_of_reference(tx, actor.authority, &stored).await?.is_some() {
        return Err(CaseError::ReferenceTaken(new.reference));
    }
    let label_id = keep_labels(tx, [&label]).await?.first().copied().unwrap_or_default();
    let sealed = rules::is_sealed(new.compartment);
    let text = CaseText {
        reference: case.reference.clone(),
        title: case.title.clone(),
        summary: case.summary.clone(),
    };
    let cover = match sealed {
        true => Some(keys.lock("case", new.compartment, id.0, &text, tx.rng())?),
        false => None,
    };
    let clear = |t: &str| if sealed { String::new() } else { t.to_owned() };
    let row = case_row::ActiveModel {
        id: Set(id.0),
        authority: Set(actor.authority.0),
        reference: Set(stored),
        title: Set(clear(&case.title)),
        summary: Set(clear(&case.summary)),
        sealed: Set(cover),
        label: Set(label_id),
        opened_at: Set(tx.at().0),
        opened_by: Set(actor.person.0),
        demonstration: Set(new.demonstration),
    };
    case_row::Entity::insert(row).exec_without_returning(tx.db()).await.map_err(StoreError::from)?;
    Ok(case)
}

/// The case of an authority with this reference, in whatever compartment.
///
/// # Errors
/// What the database says.
pub async fn find_case(
    tx: &Tx,
    keys: &Keys<'_>,
    authority: AuthorityId,
    reference: &str,
) -> Result<Option<Guarded<Case>>, CaseError> {
    let reference = reference.trim();
    for compartment in kernel::Compartment::ALL {
        let stored = stored_reference(keys, reference, *compartment);
        if let Some(row) = row_of_reference(tx, authority, &stored).await? {
            return Ok(guarded(tx, keys, vec![row]).await?.pop());
        }
    }
    Ok(None)
}

/// One case.
///
/// # Errors
/// What the database says.
pub async fn case(tx: &Tx, keys: &Keys<'_>, id: CaseId) -> Result<Option<Guarded<Case>>, CaseError> {
    let row = case_row::Entity::find_by_id(id.0).one(tx.db()).await.map_err(StoreError::from)?;
    Ok(guarded(tx, keys, row.into_iter().collect()).await?.pop())
}

/// Cases of these authorities, newest first, those whose label the asker may open. `page` counts from 1. Returns the
/// page and how many there are.
///
/// # Errors
/// What the database says.
pub async fn cases(
    tx: &Tx,
    keys: &Keys<'_>,
    (gate, ask): (&Gate, &Ask<'_>),
    text: &str,
    page: u64,
) -> Result<(Vec<Guarded<Case>>, u64), CaseError> {
    let own = case_row::Entity::find().filter(case_row::Column::Authority.eq(ask.actor.authority.0));
    let used: Vec<Uuid> = own
        .clone()
        .select_only()
        .column(case_row::Column::Label)
        .distinct()
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let open = permitted(tx, gate, ask, used).await?;
    let mut select =
        own.filter(case_row::Column::Label.is_in(open)).order_by_desc(case_row::Column::OpenedAt);
    let text = text.trim().to_lowercase();
    if text.is_empty() {
        let total = select.clone().count(tx.db()).await.map_err(StoreError::from)?;
        let offset = page.saturating_sub(1).saturating_mul(PAGE_ROWS);
        select = select.offset(offset).limit(PAGE_ROWS);
        let rows = select.all(tx.db()).await.map_err(StoreError::from)?;
        return Ok((guarded(tx, keys, rows).await?, total));
    }
    // Titles of closed compartments are not readable for the database, so that the comparison is made here; a node
    // has thousands of cases, not millions.
    let rows = select.limit(CASES_LOOKED_AT_MAX).all(tx.db()).await.map_err(StoreError::from)?;
    let mut found = guarded(tx, keys, rows).await?;
    let fits = |case: &Case| [&case.reference, &case.title].iter().any(|t| t.to_lowercase().contains(&text));
    let fitting: Vec<bool> = gate.open_each(found.clone(), ask, &mut tx.log()).iter().map(fits).collect();
    let mut keep = fitting.into_iter();
    found.retain(|_| keep.next().unwrap_or(false));
    let total = found.len() as u64;
    let from = usize::try_from(page.saturating_sub(1).saturating_mul(PAGE_ROWS)).unwrap_or(usize::MAX);
    let rows = found.into_iter().skip(from).take(usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX)).collect();
    Ok((rows, total))
}

/// Cases that a search by text in the list looks at.
const CASES_LOOKED_AT_MAX: u64 = 5_000;

/// How many entities each case has, of those the asker may open.
///
/// # Errors
/// What the database says.
pub async fn entity_counts(
    tx: &Tx,
    (gate, ask): (&Gate, &Ask<'_>),
    cases: &[CaseId],
) -> Result<HashMap<CaseId, BTreeMap<EntityKind, u64>>, CaseError> {
    let rows: Vec<(Uuid, String, Uuid, i64)> = entity_row::Entity::find()
        .select_only()
        .column(entity_row::Column::CaseId)
        .column(entity_row::Column::Kind)
        .column(entity_row::Column::Label)
        .column_as(entity_row::Column::Id.count(), "n")
        .filter(entity_row::Column::CaseId.is_in(cases.iter().map(|c| c.0)))
        .group_by(entity_row::Column::CaseId)
        .group_by(entity_row::Column::Kind)
        .group_by(entity_row::Column::Label)
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let open = permitted(tx, gate, ask, rows.iter().map(|r| r.2).collect()).await?;
    let mut counts: HashMap<CaseId, BTreeMap<EntityKind, u64>> = HashMap::new();
    for (case, kind, label, n) in rows {
        if open.contains(&label) {
            let kind = read_back(EntityKind::parse(&kind), "entity kind", &kind)?;
            let count = counts.entry(CaseId(case)).or_default().entry(kind).or_default();
            *count = count.saturating_add(u64::try_from(n).unwrap_or(0));
        }
    }
    Ok(counts)
}

/// A page of a case's entities in the order they were added, of those the asker may open; `page` counts from 1.
/// Returns the page and how many there are.
///
/// # Errors
/// What the database says.
pub async fn entities(
    tx: &Tx,
    (gate, ask): (&Gate, &Ask<'_>),
    case: CaseId,
    filter: &EntityFilter,
    (page, rows): (u64, u64),
) -> Result<(Vec<Guarded<Entity>>, u64), CaseError> {
    let mut select = entity_row::Entity::find().filter(entity_row::Column::CaseId.eq(case.0));
    let used: Vec<Uuid> = select
        .clone()
        .select_only()
        .column(entity_row::Column::Label)
        .distinct()
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let open = permitted(tx, gate, ask, used).await?;
    select = select.filter(entity_row::Column::Label.is_in(open));
    if let Some(kind) = filter.kind {
        select = select.filter(entity_row::Column::Kind.eq(kind.code()));
    }
    if let Some(ids) = &filter.ids {
        select = select.filter(entity_row::Column::Id.is_in(ids.iter().map(|i| i.0)));
    }
    let total = select.clone().count(tx.db()).await.map_err(StoreError::from)?;
    let found = select
        .order_by_asc(entity_row::Column::Seq)
        .offset(page.saturating_sub(1).saturating_mul(rows))
        .limit(rows)
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    Ok((guarded_entities(tx, found).await?, total))
}

/// One entity.
///
/// # Errors
/// What the database says.
pub async fn entity(tx: &Tx, id: EntityId) -> Result<Option<Guarded<Entity>>, CaseError> {
    Ok(entities_by_id(tx, &[id]).await?.pop())
}

/// Entities by id; those that are not there are left out.
///
/// # Errors
/// What the database says.
pub async fn entities_by_id(tx: &Tx, ids: &[EntityId]) -> Result<Vec<Guarded<Entity>>, CaseError> {
    let mut found = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(crate::store_rows::IN_MAX) {
        let rows = entity_row::Entity::find()
            .filter(entity_row::Column::Id.is_in(chunk.iter().map(|i| i.0)))
            .order_by_asc(entity_row::Column::Seq)
            .all(tx.db())
            .await
            .map_err(StoreError::from)?;
        found.extend(guarded_entities(tx, rows).await?);
    }
    Ok(found)
}

/// The labels among these that the asker may open. Nothing is opened yet, so nothing is logged yet.
pub(crate) async fn permitted(
    tx: &Tx,
    gate: &Gate,
    ask: &Ask<'_>,
    ids: Vec<Uuid>,
) -> Result<Vec<Uuid>, StoreError> {
    let known = labels(tx, ids).await?;
    Ok(known.into_iter().filter(|(_, label)| gate.may(label, ask)).map(|(id, _)| id).collect())
}

pub(crate) fn object(case: CaseId) -> ObjectRef {
    ObjectRef { kind: "case", id: case.0 }
}

async fn guarded_entities(tx: &Tx, rows: Vec<entity_row::Model>) -> Result<Vec<Guarded<Entity>>, CaseError> {
    let known = labels(tx, rows.iter().map(|r| r.label)).await?;
    rows.into_iter()
        .map(|row| {
            let kind = read_back(EntityKind::parse(&row.kind), "entity kind", &row.kind)?;
            let entity = Entity { id: EntityId(row.id), case: CaseId(row.case_id), kind };
            let object = ObjectRef { kind: "entity", id: row.id };
            Ok(Guarded::new(object, one_label(&known, row.label)?, entity))
        })
        .collect()
}

async fn row_of_reference(
    tx: &Tx,
    authority: AuthorityId,
    stored: &str,
) -> Result<Option<case_row::Model>, StoreError> {
    Ok(case_row::Entity::find()
        .filter(case_row::Column::Authority.eq(authority.0))
        .filter(case_row::Column::Reference.eq(stored))
        .one(tx.db())
        .await?)
}

/// A reference may name someone, so that outside the operational compartment only its keyed digest is stored.
fn stored_reference(keys: &Keys<'_>, reference: &str, compartment: kernel::Compartment) -> String {
    if rules::is_sealed(compartment) {
        format!("/{}", keys.reference(reference))
    } else {
        reference.to_owned()
    }
}

async fn guarded(
    tx: &Tx,
    keys: &Keys<'_>,
    rows: Vec<case_row::Model>,
) -> Result<Vec<Guarded<Case>>, CaseError> {
    let known = labels(tx, rows.iter().map(|r| r.label)).await?;
    rows.into_iter()
        .map(|row| {
            let label = one_label(&known, row.label)?;
            let text = match &row.sealed {
                Some(sealed) => keys.unlock("case", label.compartment, row.id, sealed)?,
                None => CaseText { reference: row.reference, title: row.title, summary: row.summary },
            };
            let case = Case {
                id: CaseId(row.id),
                authority: AuthorityId(row.authority),
                reference: text.reference,
                title: text.title,
                summary: text.summary,
                compartment: label.compartment,
                opened_at: Timestamp(row.opened_at),
                opened_by: PersonId(row.opened_by),
                demonstration: row.demonstration,
            };
            Ok(Guarded::new(object(case.id), label, case))
        })
        .collect()
}
