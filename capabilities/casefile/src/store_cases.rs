//! Cases and entities: open, find, list.

use crate::keys::Keys;
use crate::rules;
use crate::store_rows::{case_row, entity_row, keep_labels, labels, one_label, read_back};
use crate::types::{Case, CaseError, Entity, NewCase};
use gate::{Ask, Gate, Guarded, ObjectRef};
use kernel::id::{AuthorityId, CaseId, EntityId, PersonId};
use kernel::limit::PAGE_ROWS;
use kernel::{Actor, Compartment, EntityKind, Label, Timestamp};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
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
    let mut label = Label { compartment: new.compartment, ..Label::own(actor.authority) };
    let mut opener = actor.clone();
    if new.compartment == Compartment::Integrity {
        // It is kept to its circle from the first moment, and who opens it is the first in it.
        label.circle = Some(id.0);
        opener.circles.insert(id.0);
        let ask = Ask::new(&opener, gate::action::OPEN_INTEGRITY, purpose, tx.at());
        gate.open(Guarded::new(object(id), label.clone(), ()), &ask, &mut tx.log())?;
    }
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
        circle: label.circle,
        excluded: label.excluded.clone(),
    };
    let ask = Ask::new(&opener, gate::action::IMPORT, purpose, tx.at());
    let case = gate.open(Guarded::new(object(id), label.clone(), case), &ask, &mut tx.log())?;
    if label.circle.is_some() {
        access::name_in_circle(tx, id.0, actor.person, actor.person).await?;
    }
    let label_id = keep_labels(tx, [&label]).await?.first().copied().unwrap_or_default();
    let cover = Cover::of(tx, keys, &case, &label).await?;
    let row = case_row::ActiveModel {
        id: Set(id.0),
        authority: Set(actor.authority.0),
        reference: Set(cover.reference),
        title: Set(cover.title),
        summary: Set(cover.summary),
        sealed: Set(cover.sealed),
        label: Set(label_id),
        opened_at: Set(tx.at().0),
        opened_by: Set(actor.person.0),
        demonstration: Set(new.demonstration),
    };
    case_row::Entity::insert(row).exec_without_returning(tx.db()).await.map_err(StoreError::from)?;
    crate::store_erase::date_case(tx, id, case.authority, case.compartment).await?;
    crate::store_search::index_case(tx, keys, &case, &label).await?;
    Ok(case)
}

/// The cover of a case as it is stored: in clear, or encrypted with the reference as a keyed digest.
pub(crate) struct Cover {
    pub(crate) reference: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) sealed: Option<Vec<u8>>,
}

impl Cover {
    /// The cover of a case under this label. A reference that another case bears openly, or within a compartment whose
    /// officers all see one another's, is refused; one kept to a circle never tells that it is taken.
    pub(crate) async fn of(tx: &Tx, keys: &Keys<'_>, case: &Case, label: &Label) -> Result<Self, CaseError> {
        let reference = stored_reference(keys, case, label);
        if row_of_reference(tx, case.authority, &reference).await?.is_some_and(|row| row.id != case.id.0) {
            return Err(CaseError::ReferenceTaken(case.reference.clone()));
        }
        let text = CaseText {
            reference: case.reference.clone(),
            title: case.title.clone(),
            summary: case.summary.clone(),
        };
        if !rules::is_covered(label) {
            return Ok(Self { reference, title: text.title, summary: text.summary, sealed: None });
        }
        let sealed = keys.lock("case", label.compartment, case.id.0, &text, tx.rng())?;
        Ok(Self { reference, title: String::new(), summary: String::new(), sealed: Some(sealed) })
    }
}

/// The case of the asker's authority with this reference, of those that they may see: first the open ones, then those
/// of a closed compartment or circle. That another one was not for them stands in the log.
///
/// # Errors
/// What the database says.
pub async fn find_case(
    tx: &Tx,
    keys: &Keys<'_>,
    (gate, ask): (&Gate, &Ask<'_>),
    reference: &str,
) -> Result<Option<Guarded<Case>>, CaseError> {
    let (reference, ask) = (reference.trim(), &Ask { object: None, ..*ask });
    let digest = keys.reference(reference);
    let own = case_row::Entity::find().filter(case_row::Column::Authority.eq(ask.actor.authority.0));
    let open =
        own.clone().filter(case_row::Column::Reference.is_in([reference.to_owned(), format!("/{digest}")]));
    let kept = own.filter(case_row::Column::Reference.starts_with(format!("/{digest}/")));
    let mut rows = open.all(tx.db()).await.map_err(StoreError::from)?;
    rows.extend(kept.all(tx.db()).await.map_err(StoreError::from)?);
    for closed in guarded(tx, keys, rows).await? {
        if gate.may(closed.label(), ask) {
            return Ok(Some(closed));
        }
        drop(gate.open(closed, ask, &mut tx.log()));
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
        // Of rows, not of ids: the index has everything that is asked for.
        .column_as(Expr::cust("count(*)"), "n")
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
    if let Some(kind) = filter.kind {
        select = select.filter(entity_row::Column::Kind.eq(kind.code()));
    }
    if let Some(ids) = &filter.ids {
        select = select.filter(entity_row::Column::Id.is_in(ids.iter().map(|i| i.0)));
    }
    // Labels and numbers in one look through the index.
    let used: Vec<(Uuid, i64)> = select
        .clone()
        .select_only()
        .column(entity_row::Column::Label)
        .column_as(Expr::cust("count(*)"), "n")
        .group_by(entity_row::Column::Label)
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let open = permitted(tx, gate, ask, used.iter().map(|(label, _)| *label).collect()).await?;
    let counted = used.iter().filter(|(label, _)| open.contains(label)).map(|(_, n)| *n);
    let total = counted.fold(0_u64, |all, n| all.saturating_add(u64::try_from(n).unwrap_or(0)));
    if open.len() < used.len() {
        select = select.filter(entity_row::Column::Label.is_in(open));
    }
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

/// The label of a case as it stands now.
///
/// # Errors
/// What the database says.
pub async fn case_label(tx: &Tx, id: CaseId) -> Result<Option<Label>, StoreError> {
    Ok(case_labels(tx, &[id]).await?.remove(&id))
}

/// The labels of cases as they stand now. What other rooms keep about a case is read under the limits of the case.
///
/// # Errors
/// What the database says.
pub async fn case_labels(tx: &Tx, ids: &[CaseId]) -> Result<HashMap<CaseId, Label>, StoreError> {
    let mut found = HashMap::with_capacity(ids.len());
    for chunk in ids.chunks(crate::store_rows::IN_MAX) {
        let rows: Vec<(Uuid, Uuid)> = case_row::Entity::find()
            .select_only()
            .column(case_row::Column::Id)
            .column(case_row::Column::Label)
            .filter(case_row::Column::Id.is_in(chunk.iter().map(|c| c.0)))
            .into_tuple()
            .all(tx.db())
            .await?;
        let known = labels(tx, rows.iter().map(|r| r.1)).await?;
        found.extend(
            rows.into_iter().filter_map(|(id, label)| Some((CaseId(id), known.get(&label)?.clone()))),
        );
    }
    Ok(found)
}

/// Cases of the asker's authority that are not theirs to see, so that lists and counts of other rooms leave out what
/// hangs on them.
///
/// # Errors
/// What the database says.
pub async fn cases_closed_to(tx: &Tx, gate: &Gate, ask: &Ask<'_>) -> Result<Vec<CaseId>, StoreError> {
    let own = case_row::Entity::find().filter(case_row::Column::Authority.eq(ask.actor.authority.0));
    let used: Vec<Uuid> = own
        .clone()
        .select_only()
        .column(case_row::Column::Label)
        .distinct()
        .into_tuple()
        .all(tx.db())
        .await?;
    let known = labels(tx, used).await?;
    let shut: Vec<Uuid> =
        known.into_iter().filter(|(_, label)| !gate.may(label, ask)).map(|(id, _)| id).collect();
    let mut closed = Vec::new();
    for chunk in shut.chunks(crate::store_rows::IN_MAX) {
        let ids: Vec<Uuid> = own
            .clone()
            .select_only()
            .column(case_row::Column::Id)
            .filter(case_row::Column::Label.is_in(chunk.iter().copied()))
            .into_tuple()
            .all(tx.db())
            .await?;
        closed.extend(ids.into_iter().map(CaseId));
    }
    Ok(closed)
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

/// A reference may name someone, so that outside the operational compartment and in a circle only its keyed digest is
/// stored; in a circle with the id of the case, so that two circles may use the same one and neither learns of it.
fn stored_reference(keys: &Keys<'_>, case: &Case, label: &Label) -> String {
    match (rules::is_covered(label), label.circle) {
        (_, Some(circle)) => format!("/{}/{circle}", keys.reference(&case.reference)),
        (true, None) => format!("/{}", keys.reference(&case.reference)),
        (false, None) => case.reference.clone(),
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
                circle: label.circle,
                excluded: label.excluded.clone(),
                opened_at: Timestamp(row.opened_at),
                opened_by: PersonId(row.opened_by),
                demonstration: row.demonstration,
            };
            Ok(Guarded::new(object(case.id), label, case))
        })
        .collect()
}
