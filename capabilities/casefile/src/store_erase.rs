//! Erasing: a case with everything in it, or one entity with all that is said of it and all that names it.
//!
//! Statements are only ever added, but for this: what ends goes from every table, with its selectors, its words in the
//! search, its imports and their lines. Held values stay under their keyed digests: whom they protect is protected
//! wherever the value comes again, and they have an end of their own.

use crate::keys::Keys;
use crate::rules;
use crate::store_rows::{
    IN_MAX, acceptance_row, case_row, entity_row, held_entity_row, held_row, import_line_row, import_row,
    label_row, labels, read_back, retraction_row, selector_row, source_row, statement_row, upload_row,
};
use crate::types::{CaseError, Value};
use access::{Dated, Erased, Rule};
use kernel::id::{AuthorityId, CaseId, EntityId};
use kernel::{Compartment, EntityKind, Label, Party, Timestamp};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};
use std::collections::{BTreeMap, BTreeSet};
use store::{StoreError, Tx};
use uuid::Uuid;

/// Entities erased in one statement.
const CHUNK: u64 = 1_000;

/// The rule of a case, by its compartment.
pub(crate) fn rule_of(compartment: Compartment) -> Rule {
    match compartment {
        Compartment::Operational => Rule::Case,
        Compartment::Protection => Rule::CaseProtection,
        Compartment::Integrity => Rule::CaseIntegrity,
    }
}

/// Counts the end of a case from now: it was opened, or something was added.
pub(crate) async fn date_case(
    tx: &Tx,
    case: CaseId,
    authority: AuthorityId,
    compartment: Compartment,
) -> Result<(), StoreError> {
    let rule = rule_of(compartment);
    access::store_retention::date(tx, Dated { kind: "case", object: case.0, authority, rule, since: tx.at() })
        .await
}

/// Cases without an end date, those of an older program: counted from their last statement where there is one.
pub(crate) async fn undated(tx: &Tx, most: u64) -> Result<Vec<Dated>, StoreError> {
    let rows = case_row::Entity::find()
        .filter(case_row::Column::Id.not_in_subquery(access::store_retention::dated("case")))
        .limit(most)
        .all(tx.db())
        .await?;
    let known = labels(tx, rows.iter().map(|r| r.label)).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let compartment = known.get(&row.label).map_or(Compartment::Operational, |label| label.compartment);
        let last = last_said(tx, row.id).await?.unwrap_or(row.opened_at);
        found.push(Dated {
            kind: "case",
            object: row.id,
            authority: AuthorityId(row.authority),
            rule: rule_of(compartment),
            since: Timestamp(last.max(row.opened_at)),
        });
    }
    Ok(found)
}

/// When something was last said in a case.
async fn last_said(tx: &Tx, case: Uuid) -> Result<Option<i64>, StoreError> {
    let last: Option<Option<i64>> = source_row::Entity::find()
        .select_only()
        .column_as(source_row::Column::At.max(), "newest")
        .filter(source_row::Column::CaseId.eq(case))
        .into_tuple()
        .one(tx.db())
        .await?;
    Ok(last.flatten())
}

/// The case and the label that decide about an entity.
pub(crate) async fn entity_of(tx: &Tx, id: Uuid) -> Result<Option<(Uuid, Label)>, StoreError> {
    let Some(row) = entity_row::Entity::find_by_id(id).one(tx.db()).await? else { return Ok(None) };
    let label = labels(tx, [row.label]).await?.remove(&row.label);
    Ok(label.map(|label| (row.case_id, label)))
}

/// The reference of a case under which those may speak of it who read no content; empty outside the open ones.
pub(crate) async fn open_reference(tx: &Tx, id: Uuid) -> Result<String, StoreError> {
    let row = case_row::Entity::find_by_id(id).one(tx.db()).await?;
    Ok(row.filter(|r| r.sealed.is_none()).map(|r| r.reference).unwrap_or_default())
}

/// The selectors of a case or of an entity, and whether one of them was cleared for matching.
///
/// # Errors
/// What the database says.
pub async fn selector_ids(tx: &Tx, kind: &str, object: Uuid) -> Result<(Vec<Uuid>, bool), StoreError> {
    let of = match kind {
        "case" => selector_row::Column::CaseId.eq(object),
        "entity" => selector_row::Column::Entity.eq(object),
        _ => return Ok((Vec::new(), false)),
    };
    let rows: Vec<(Uuid, Option<Uuid>)> = selector_row::Entity::find()
        .select_only()
        .column(selector_row::Column::Id)
        .column(selector_row::Column::Acceptance)
        .filter(of)
        .into_tuple()
        .all(tx.db())
        .await?;
    let cleared = rows.iter().any(|r| r.1.is_some());
    Ok((rows.into_iter().map(|r| r.0).collect(), cleared))
}

/// Erases a case.
pub(crate) async fn erase_case(tx: &Tx, keys: &Keys<'_>, id: Uuid) -> Result<Erased, StoreError> {
    let mut erased = Erased::none();
    let Some(row) = case_row::Entity::find_by_id(id).one(tx.db()).await? else { return Ok(erased) };
    let mut used = BTreeSet::from([row.label]);
    loop {
        let entities: Vec<(Uuid, Uuid)> = entity_row::Entity::find()
            .select_only()
            .column(entity_row::Column::Id)
            .column(entity_row::Column::Label)
            .filter(entity_row::Column::CaseId.eq(id))
            .limit(CHUNK)
            .into_tuple()
            .all(tx.db())
            .await?;
        if entities.is_empty() {
            break;
        }
        used.extend(entities.iter().map(|e| e.1));
        let ids: Vec<Uuid> = entities.into_iter().map(|e| e.0).collect();
        let sources = erase_entities(tx, &ids, &mut erased, &mut used).await?;
        // A source belongs to one writing in one case.
        delete_sources(tx, &sources, &mut erased).await?;
    }
    erase_imports(tx, id, &mut erased, &mut used).await?;
    erased.add(crate::store_evidence::forget_case(tx, id).await?);
    erased.count(crate::store_tasks::forget_case(tx, id).await?);
    erased.count(crate::store_elements::forget_case(tx, id).await?);
    let gone =
        upload_row::Entity::delete_many().filter(upload_row::Column::CaseId.eq(id)).exec(tx.db()).await?;
    erased.count(gone.rows_affected);
    let gone = acceptance_row::Entity::delete_many()
        .filter(acceptance_row::Column::CaseId.eq(id))
        .exec(tx.db())
        .await?;
    erased.count(gone.rows_affected);
    erased.count(crate::store_words::forget_near_of_case(tx, keys, id).await?);
    erased.count(crate::store_same::forget_case(tx, id).await?);
    store::search::remove_within(tx, id).await?;
    erased.count(access::forget_work(tx, &[id]).await?);
    case_row::Entity::delete_by_id(id).exec(tx.db()).await?;
    erased.add([id]);
    access::drop_circle(tx, id).await?;
    drop_labels(tx, used).await?;
    Ok(erased)
}

async fn erase_imports(
    tx: &Tx,
    case: Uuid,
    erased: &mut Erased,
    used: &mut BTreeSet<Uuid>,
) -> Result<(), StoreError> {
    let imports: Vec<(Uuid, Uuid)> = import_row::Entity::find()
        .select_only()
        .column(import_row::Column::Id)
        .column(import_row::Column::Label)
        .filter(import_row::Column::CaseId.eq(case))
        .into_tuple()
        .all(tx.db())
        .await?;
    used.extend(imports.iter().map(|i| i.1));
    let ids: Vec<Uuid> = imports.into_iter().map(|i| i.0).collect();
    erased.count(crate::store_mentions::forget_case(tx, case).await?);
    for chunk in ids.chunks(IN_MAX) {
        let lines = import_line_row::Entity::delete_many()
            .filter(import_line_row::Column::Import.is_in(chunk.iter().copied()))
            .exec(tx.db())
            .await?;
        erased.count(lines.rows_affected);
        import_row::Entity::delete_many()
            .filter(import_row::Column::Id.is_in(chunk.iter().copied()))
            .exec(tx.db())
            .await?;
    }
    erased.add(ids);
    Ok(())
}

/// Erases entities with all that is said of them; returns the sources of what was said.
async fn erase_entities(
    tx: &Tx,
    ids: &[Uuid],
    erased: &mut Erased,
    used: &mut BTreeSet<Uuid>,
) -> Result<BTreeSet<Uuid>, StoreError> {
    let said: Vec<(Uuid, Uuid, Uuid)> = statement_row::Entity::find()
        .select_only()
        .column(statement_row::Column::Id)
        .column(statement_row::Column::Source)
        .column(statement_row::Column::Label)
        .filter(statement_row::Column::Entity.is_in(ids.iter().copied()))
        .into_tuple()
        .all(tx.db())
        .await?;
    used.extend(said.iter().map(|s| s.2));
    delete_statements(tx, &said.iter().map(|s| s.0).collect::<Vec<_>>(), erased).await?;
    let selectors =
        selector_row::Entity::delete_many().filter(selector_row::Column::Entity.is_in(ids.iter().copied()));
    erased.count(selectors.exec(tx.db()).await?.rows_affected);
    let held = held_entity_row::Entity::delete_many()
        .filter(held_entity_row::Column::Entity.is_in(ids.iter().copied()));
    erased.count(held.exec(tx.db()).await?.rows_affected);
    erased.count(crate::store_words::forget_words(tx, ids).await?);
    erased.count(crate::store_words::forget_near(tx, ids, false).await?);
    erased.count(crate::store_roles::forget(tx, ids).await?);
    erased.count(crate::store_child::forget(tx, ids).await?);
    erased.count(crate::store_issues::forget(tx, ids).await?);
    erased.count(crate::store_same::forget(tx, ids).await?);
    erased.count(access::forget_acts(tx, ids).await?);
    entity_row::Entity::delete_many()
        .filter(entity_row::Column::Id.is_in(ids.iter().copied()))
        .exec(tx.db())
        .await?;
    erased.add(ids.iter().copied());
    Ok(said.into_iter().map(|s| s.1).collect())
}

async fn delete_statements(tx: &Tx, ids: &[Uuid], erased: &mut Erased) -> Result<(), StoreError> {
    for chunk in ids.chunks(IN_MAX) {
        let retractions = retraction_row::Entity::delete_many()
            .filter(retraction_row::Column::Statement.is_in(chunk.iter().copied()))
            .exec(tx.db())
            .await?;
        erased.count(retractions.rows_affected);
        statement_row::Entity::delete_many()
            .filter(statement_row::Column::Id.is_in(chunk.iter().copied()))
            .exec(tx.db())
            .await?;
    }
    erased.add(ids.iter().copied());
    Ok(())
}

async fn delete_sources(tx: &Tx, ids: &BTreeSet<Uuid>, erased: &mut Erased) -> Result<(), StoreError> {
    let ids: Vec<Uuid> = ids.iter().copied().collect();
    for chunk in ids.chunks(IN_MAX) {
        let gone = source_row::Entity::delete_many()
            .filter(source_row::Column::Id.is_in(chunk.iter().copied()))
            .exec(tx.db())
            .await?;
        erased.count(gone.rows_affected);
    }
    Ok(())
}

/// Erases one entity, with what others say that names it.
pub(crate) async fn erase_entity(tx: &Tx, keys: &Keys<'_>, id: Uuid) -> Result<Erased, CaseError> {
    let mut erased = Erased::none();
    let Some((case, _)) = entity_of(tx, id).await? else { return Ok(erased) };
    let naming = naming(tx, keys, case, id).await?;
    erased.count(crate::store_mention_acts::black_out(tx, keys, EntityId(id)).await?);
    delete_statements(tx, &naming, &mut erased).await?;
    let mut used = BTreeSet::new();
    let sources = erase_entities(tx, &[id], &mut erased, &mut used).await?;
    // What was said of others in the same writing shares the source.
    let mut unused = BTreeSet::new();
    for source in sources {
        let one = statement_row::Entity::find().filter(statement_row::Column::Source.eq(source)).limit(1);
        if one.one(tx.db()).await.map_err(StoreError::from)?.is_none() {
            unused.insert(source);
        }
    }
    delete_sources(tx, &unused, &mut erased).await?;
    store::search::remove(tx, id).await?;
    drop_labels(tx, used).await?;
    Ok(erased)
}

/// Statements of others that name an entity: by the column where it is readable, else by looking into the sealed ones of
/// its case.
async fn naming(tx: &Tx, keys: &Keys<'_>, case: Uuid, id: Uuid) -> Result<Vec<Uuid>, CaseError> {
    let mut found: Vec<Uuid> = statement_row::Entity::find()
        .select_only()
        .column(statement_row::Column::Id)
        .filter(statement_row::Column::Link.eq(id))
        .filter(statement_row::Column::Entity.ne(id))
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let sources = source_row::Entity::find()
        .select_only()
        .column(source_row::Column::Id)
        .filter(source_row::Column::CaseId.eq(case));
    let others: Vec<Uuid> = statement_row::Entity::find()
        .select_only()
        .column(statement_row::Column::Entity)
        .distinct()
        .filter(statement_row::Column::Source.in_subquery(sea_orm::QueryTrait::into_query(sources)))
        .filter(statement_row::Column::Sealed.is_not_null())
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let others: Vec<EntityId> = others.into_iter().filter(|other| *other != id).map(EntityId).collect();
    for chunk in others.chunks(100) {
        let said = crate::store_said::statements_of_entities(tx, keys, chunk).await?;
        let named = said.into_iter().filter(|s| matches!(s.value, Value::Entity(to) if to.0 == id));
        found.extend(named.map(|s| s.id.0));
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// Drops labels that say something of their own, in words or of a circle, and that nothing bears any more.
async fn drop_labels(tx: &Tx, used: BTreeSet<Uuid>) -> Result<(), StoreError> {
    let known = labels(tx, used).await?;
    let told = known.into_iter().filter(|(_, l)| {
        l.restrictions.iter().any(|r| !r.is_known()) || l.circle.is_some() || !l.excluded.is_none()
    });
    for (id, _) in told {
        let statements = statement_row::Entity::find().filter(statement_row::Column::Label.eq(id)).limit(1);
        let entities = entity_row::Entity::find().filter(entity_row::Column::Label.eq(id)).limit(1);
        let selectors = selector_row::Entity::find().filter(selector_row::Column::Label.eq(id)).limit(1);
        let cases = case_row::Entity::find().filter(case_row::Column::Label.eq(id)).limit(1);
        let imports = import_row::Entity::find().filter(import_row::Column::Label.eq(id)).limit(1);
        let free = statements.one(tx.db()).await?.is_none()
            && entities.one(tx.db()).await?.is_none()
            && selectors.one(tx.db()).await?.is_none()
            && cases.one(tx.db()).await?.is_none()
            && imports.one(tx.db()).await?.is_none();
        if free {
            label_row::Entity::delete_by_id(id).exec(tx.db()).await?;
        }
    }
    Ok(())
}

/// Erases statements whose last day, set by their sender or their author, is over, with what was derived from them
/// (R-10). `region` is where phone numbers without a country code are from.
pub(crate) async fn erase_past_limit(tx: &Tx, keys: &Keys<'_>, region: Party) -> Result<u64, CaseError> {
    let rows = label_row::Entity::find()
        .filter(label_row::Column::Json.contains(kernel::Restriction::ERASE_BY))
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let known = labels(tx, rows.into_iter().map(|r| r.id)).await?;
    let past: BTreeSet<Uuid> = known
        .into_iter()
        .filter(|(_, label)| rules::erase_by(label).is_some_and(|day| day <= tx.at()))
        .map(|(id, _)| id)
        .collect();
    if past.is_empty() {
        return Ok(0);
    }
    let said: Vec<(Uuid, Uuid)> = statement_row::Entity::find()
        .select_only()
        .column(statement_row::Column::Id)
        .column(statement_row::Column::Entity)
        .filter(statement_row::Column::Label.is_in(past.iter().copied()))
        .limit(CHUNK)
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let mut by_entity: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
    for (statement, entity) in said {
        by_entity.entry(entity).or_default().push(statement);
    }
    let mut erased = Erased::none();
    for (entity, statements) in by_entity {
        let row = entity_row::Entity::find_by_id(entity).one(tx.db()).await.map_err(StoreError::from)?;
        let Some(row) = row else { continue };
        // A court that holds the case holds what it was sent as well.
        if access::store_holds::held_among(tx, "case", &[row.case_id]).await? > 0 {
            continue;
        }
        delete_statements(tx, &statements, &mut erased).await?;
        let kind = read_back(EntityKind::parse(&row.kind), "entity kind", &row.kind)?;
        let of = (EntityId(entity), CaseId(row.case_id), kind);
        crate::store_retract::derive_again(tx, keys, of, region).await?;
    }
    Ok(erased.rows())
}

/// Held values that were held back long enough ago, and that nothing on the node bears any more.
pub(crate) async fn end_held_values(tx: &Tx, before: Timestamp) -> Result<u64, StoreError> {
    // The question below looks through every selector; mostly there is nothing to ask about.
    let any =
        held_row::Entity::find().filter(held_row::Column::At.lt(before.0)).limit(1).one(tx.db()).await?;
    if any.is_none() {
        return Ok(0);
    }
    let borne = sea_orm::QueryTrait::into_query(
        selector_row::Entity::find().select_only().column(selector_row::Column::Key),
    );
    let old = Condition::all()
        .add(held_row::Column::At.lt(before.0))
        .add(held_row::Column::Key.not_in_subquery(borne));
    Ok(held_row::Entity::delete_many().filter(old).exec(tx.db()).await?.rows_affected)
}
