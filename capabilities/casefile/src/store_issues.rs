//! A later issue of a list brings what an earlier one said up to date: nothing stands twice, what is new is added, what it
//! no longer says is taken back with the day, who is no longer on it is marked so and not deleted.
//!
//! An entity is known again by the reference that its list gives it, kept as a keyed digest. What officers said, and what
//! came from elsewhere, no issue touches. What whoever takes it may not see is for it as if it were not there, so that no
//! count tells what a sealed statement says.

use crate::issue::{self, Changes, Compared};
use crate::keys::Keys;
use crate::store_retract;
use crate::store_roles;
use crate::store_rows::{
    IN_MAX, acceptance_row, entity_row, import_row, read_back, selector_row, statement_row, taken_key_row,
};
use crate::store_said::labelled;
use crate::store_statements::{self, Draft, Progress};
use crate::types::{Added, Case, CaseError, Entity, NewStatement, NewValue, Source, Statement};
use crate::{Prepared, TakenFile};
use gate::{Ask, Gate};
use kernel::id::{EntityId, ImportId};
use kernel::{EntityKind, Label, PersonRole, Property};
use reading::Format;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use store::{Migration, StoreError, Tx, insert_all, table};
use uuid::Uuid;

/// Entities compared in one go.
const CHUNK: usize = 500;

/// Who takes an issue, and the gate that says what of the records is theirs to see.
type By<'a> = (&'a Gate, &'a Ask<'a>);

/// The table of keys, and what an import changed.
pub(crate) fn migration() -> Migration {
    const ADD: [&str; 2] =
        ["ALTER TABLE import ADD COLUMN list text", "ALTER TABLE import ADD COLUMN changes text"];
    Migration {
        name: "casefile-6-issues",
        raw: ADD.iter().map(|sql| (*sql, *sql)).collect(),
        tables: vec![
            // `key` is a keyed digest of a list's own reference, `list` one of which list it was.
            table("taken_key")
                .col("case_id", store::Column::Uuid)
                .col("key", store::Column::Text)
                .col("list", store::Column::Text)
                .col("entity", store::Column::Uuid)
                .key(&["case_id", "key"])
                .index(&["case_id", "list"])
                .index(&["entity"]),
        ],
    }
}

/// Which list a file is an issue of, and which imports took earlier ones.
pub(crate) struct List {
    format: Format,
    /// The keyed digest of what it is called.
    pub(crate) name: String,
    /// Earlier imports of it into this case.
    imports: BTreeSet<ImportId>,
}

impl List {
    /// A list that is always published whole is known by its format. Another file is an issue of one of the same name.
    pub(crate) async fn of(
        tx: &Tx,
        keys: &Keys<'_>,
        case: &Case,
        (file, prepared): (&TakenFile, &Prepared),
    ) -> Result<Option<Self>, CaseError> {
        let format = Format::parse(&prepared.format).filter(|f| f.keeps_references());
        let Some(format) = format else { return Ok(None) };
        let called = if format.is_whole_list() { "" } else { file.name.as_str() };
        let name = keys.reference(&format!("list {} {called}", format.code()));
        let rows: Vec<Uuid> = import_row::Entity::find()
            .select_only()
            .column(import_row::Column::Id)
            .filter(import_row::Column::CaseId.eq(case.id.0))
            .filter(import_row::Column::List.eq(name.as_str()))
            .into_tuple()
            .all(tx.db())
            .await
            .map_err(StoreError::from)?;
        let imports = rows.into_iter().map(ImportId).collect();
        Ok(Some(Self { format, name, imports }))
    }
}

/// Entities of the case that the list named before, by the key of its own.
struct Known {
    by_key: HashMap<String, EntityId>,
    /// All that this very list named, with their stored key.
    of_list: BTreeMap<String, EntityId>,
    /// The stored key of each key of the file.
    stored: HashMap<String, String>,
}

async fn known(
    tx: &Tx,
    keys: &Keys<'_>,
    case: &Case,
    list: &List,
    prepared: &Prepared,
) -> Result<Known, CaseError> {
    let digest = |key: &str| keys.reference(&format!("key {} {key}", list.format.code()));
    let stored: HashMap<String, String> =
        prepared.drafts.iter().map(|d| (d.new.key.clone(), digest(&d.new.key))).collect();
    let rows = taken_key_row::Entity::find()
        .filter(taken_key_row::Column::CaseId.eq(case.id.0))
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let all: HashMap<&str, EntityId> = rows.iter().map(|r| (r.key.as_str(), EntityId(r.entity))).collect();
    let by_key =
        stored.iter().filter_map(|(key, kept)| Some((key.clone(), *all.get(kept.as_str())?))).collect();
    let of_list =
        rows.iter().filter(|r| r.list == list.name).map(|r| (r.key.clone(), EntityId(r.entity))).collect();
    Ok(Known { by_key, of_list, stored })
}

/// Writes what was read, as the next issue of its list if it is one. `None` for files of which none is an issue of another.
pub(crate) async fn take(
    tx: &Tx,
    keys: &Keys<'_>,
    by: By<'_>,
    case: &Case,
    (list, prepared): (Option<&List>, &Prepared),
    progress: Progress<'_>,
) -> Result<(Added, Option<Changes>), CaseError> {
    let actor = by.1.actor;
    let Some(list) = list else {
        return Ok((store_statements::write(tx, keys, actor, case, &prepared.drafts, progress).await?, None));
    };
    let known = known(tx, keys, case, list, prepared).await?;
    let mut changes = Changes::default();
    let day = issue::day_of(&prepared.dated, tx.at());
    let (mut drafts, mut gone) = (Vec::new(), Vec::new());
    for draft in prepared.drafts.iter().filter(|d| !known.by_key.contains_key(&d.new.key)) {
        drafts.push(linked(draft.clone(), &known.by_key));
        changes.added = changes.added.saturating_add(1);
    }
    let standing: Vec<&Draft> =
        prepared.drafts.iter().filter(|d| known.by_key.contains_key(&d.new.key)).collect();
    for chunk in standing.chunks(CHUNK) {
        let part = Part { tx, keys, by, case, list, known: &known, prepared };
        part.compare(chunk, &mut changes, &mut drafts, &mut gone).await?;
    }
    let removed = missing((tx, keys), by, list, &known, case).await?;
    let source = Source { name: prepared.source.clone(), import: Some(prepared.import), ..Source::default() };
    for (entity, leaving) in removed {
        gone.extend(leaving.gone);
        if !leaving.is_entry {
            continue;
        }
        let marked = NewValue::Text(day.clone());
        let new = NewStatement {
            handling: leaving.handling,
            ..NewStatement::own(Property::NoLongerListed, marked, source.clone())
        };
        let of = (case, entity.id, entity.kind);
        drafts.push(store_statements::draft_into(tx, keys, actor, of, prepared.region, vec![new]).await?);
        end_clearance(tx, entity.id).await?;
        changes.removed = changes.removed.saturating_add(1);
    }
    changes.retracted = gone.len() as u64;
    let added = store_statements::write(tx, keys, actor, case, &drafts, progress).await?;
    retract_all(tx, keys, actor, case, (gone, &issue::no_longer(&day)), prepared).await?;
    keep_keys(tx, case, list, &known, &added).await?;
    let again = !list.imports.is_empty() || !known.by_key.is_empty();
    Ok((added, again.then_some(changes)))
}

/// Links to what stands already name it.
fn linked(mut draft: Draft, known: &HashMap<String, EntityId>) -> Draft {
    for said in &mut draft.new.statements {
        if let NewValue::Link(key) = &said.value
            && let Some(id) = known.get(key)
        {
            said.value = NewValue::Entity(*id);
        }
    }
    draft
}

/// What the comparing of some entities needs.
struct Part<'a> {
    tx: &'a Tx,
    keys: &'a Keys<'a>,
    by: By<'a>,
    case: &'a Case,
    list: &'a List,
    known: &'a Known,
    prepared: &'a Prepared,
}

/// What is recorded of entities, as far as whoever takes the issue may see it.
async fn seen(
    (tx, keys): (&Tx, &Keys<'_>),
    (gate, ask): By<'_>,
    ids: &[EntityId],
) -> Result<Vec<Statement>, CaseError> {
    let mut open: HashMap<Label, bool> = HashMap::new();
    let mut found = labelled(tx, keys, ids).await?;
    found.retain(|(label, _)| *open.entry(label.clone()).or_insert_with(|| gate.may(label, ask)));
    Ok(found.into_iter().map(|(_, said)| said).collect())
}

/// What an issue says of entities that stand, each held against what is recorded of it.
async fn compared<'d>(
    of: (&Tx, &Keys<'_>),
    by: By<'_>,
    (list, known): (&List, &Known),
    chunk: &[&'d Draft],
) -> Result<Vec<(&'d Draft, EntityId, Compared)>, CaseError> {
    let by_key = &known.by_key;
    let ids: Vec<EntityId> = chunk.iter().filter_map(|d| by_key.get(&d.new.key).copied()).collect();
    let mut recorded: HashMap<EntityId, Vec<Statement>> = HashMap::new();
    for said in seen(of, by, &ids).await? {
        recorded.entry(said.entity).or_default().push(said);
    }
    let of_list = |s: &Statement| s.source.import.is_some_and(|i| list.imports.contains(&i));
    let mut all = Vec::with_capacity(chunk.len());
    for draft in chunk {
        let Some(id) = by_key.get(&draft.new.key).copied() else { continue };
        let recorded = recorded.remove(&id).unwrap_or_default();
        let says = draft.new.statements.clone();
        all.push((*draft, id, issue::compare(says, &recorded, by_key, &of_list)));
    }
    Ok(all)
}

/// What an issue would change if this asker took it now; `None` where no earlier one was taken. Writes nothing, and tells
/// counts alone: what it would say of whom is on the page before.
///
/// # Errors
/// What the database says.
pub async fn foresee_issue(
    tx: &Tx,
    keys: &Keys<'_>,
    by: (&Gate, &Ask<'_>),
    case: &Case,
    (file, prepared): (&TakenFile, &Prepared),
) -> Result<Option<Changes>, CaseError> {
    let Some(list) = List::of(tx, keys, case, (file, prepared)).await? else { return Ok(None) };
    let known = known(tx, keys, case, &list, prepared).await?;
    if list.imports.is_empty() && known.by_key.is_empty() {
        return Ok(None);
    }
    let (standing, fresh): (Vec<&Draft>, Vec<&Draft>) =
        prepared.drafts.iter().partition(|d| known.by_key.contains_key(&d.new.key));
    let mut changes = Changes { added: fresh.len() as u64, ..Changes::default() };
    for chunk in standing.chunks(CHUNK) {
        for (_, _, Compared { new, gone }) in compared((tx, keys), by, (&list, &known), chunk).await? {
            let same = new.is_empty() && gone.is_empty();
            let counted = if same { &mut changes.unchanged } else { &mut changes.changed };
            *counted = counted.saturating_add(1);
            changes.retracted = changes.retracted.saturating_add(gone.len() as u64);
        }
    }
    for (_, leaving) in missing((tx, keys), by, &list, &known, case).await? {
        changes.removed = changes.removed.saturating_add(u64::from(leaving.is_entry));
        changes.retracted = changes.retracted.saturating_add(leaving.gone.len() as u64);
    }
    Ok(Some(changes))
}

impl Part<'_> {
    async fn compare(
        &self,
        chunk: &[&Draft],
        changes: &mut Changes,
        drafts: &mut Vec<Draft>,
        gone: &mut Vec<Statement>,
    ) -> Result<(), CaseError> {
        let by_key = &self.known.by_key;
        let held = compared((self.tx, self.keys), self.by, (self.list, self.known), chunk).await?;
        for (draft, id, Compared { new, gone: left }) in held {
            if new.is_empty() && left.is_empty() {
                changes.unchanged = changes.unchanged.saturating_add(1);
                continue;
            }
            changes.changed = changes.changed.saturating_add(1);
            gone.extend(left);
            if !new.is_empty() {
                // What nobody says alone no file says either.
                store_roles::check(self.tx, self.keys, id, &new).await?;
                let of = (self.case, id, draft.new.kind);
                let region = self.prepared.region;
                let into = store_statements::draft_into(self.tx, self.keys, self.by.1.actor, of, region, new)
                    .await?;
                drafts.push(linked(into, by_key));
            }
        }
        Ok(())
    }
}

/// What becomes of an entity that the list named before and names no more.
struct Leaving {
    gone: Vec<Statement>,
    /// An entry of its own, and not something that hangs on one.
    is_entry: bool,
    handling: kernel::Handling,
}

/// The entities that this issue leaves out. A file of another kind than a whole list leaves out only what it would name
/// if it were the same list: most of what the earlier one named must stand in it.
async fn missing(
    (tx, keys): (&Tx, &Keys<'_>),
    by: By<'_>,
    list: &List,
    known: &Known,
    case: &Case,
) -> Result<Vec<(Entity, Leaving)>, CaseError> {
    let here: HashSet<&String> = known.stored.values().collect();
    let absent: BTreeSet<EntityId> =
        known.of_list.iter().filter(|(key, _)| !here.contains(key)).map(|(_, id)| *id).collect();
    let most = known.of_list.len().saturating_sub(absent.len()).saturating_mul(2) >= known.of_list.len();
    if absent.is_empty() || !(list.format.is_whole_list() || most) {
        return Ok(Vec::new());
    }
    let ids: Vec<EntityId> = absent.iter().copied().collect();
    let mut found = Vec::new();
    for chunk in ids.chunks(CHUNK) {
        let kinds = kinds_of(tx, chunk).await?;
        let held = holders(tx, chunk).await?;
        let mut said: HashMap<EntityId, Vec<Statement>> = HashMap::new();
        for one in seen((tx, keys), by, chunk).await? {
            let ours = one.source.import.is_some_and(|i| list.imports.contains(&i));
            if ours && one.retracted.is_none() {
                said.entry(one.entity).or_default().push(one);
            }
        }
        for (id, of_list) in said {
            let Some(kind) = kinds.get(&id).copied() else { continue };
            if of_list.iter().any(|s| s.property == Property::NoLongerListed) {
                continue;
            }
            let holder_stays = held.get(&id).is_some_and(|all| all.iter().any(|h| !absent.contains(h)));
            found.push((Entity { id, case: case.id, kind }, Leaving::of(of_list, holder_stays)));
        }
    }
    Ok(found)
}

impl Leaving {
    /// Of an entry only that it is listed ends. A document that the list took from somebody who stays on it goes; one of
    /// somebody who is no longer on it stays with them.
    fn of(of_list: Vec<Statement>, holder_stays: bool) -> Self {
        let is_entry = of_list.iter().any(|s| s.property == Property::Reference);
        let handling = of_list.iter().map(|s| s.handling).max().unwrap_or(kernel::Handling::H0);
        let gone = match (is_entry, holder_stays) {
            (true, _) => of_list.into_iter().filter(|s| issue::says_listed(s.property)).collect(),
            (false, true) => of_list,
            (false, false) => Vec::new(),
        };
        Self { gone, is_entry, handling }
    }
}

async fn kinds_of(tx: &Tx, ids: &[EntityId]) -> Result<HashMap<EntityId, EntityKind>, CaseError> {
    let rows: Vec<(Uuid, String)> = entity_row::Entity::find()
        .select_only()
        .column(entity_row::Column::Id)
        .column(entity_row::Column::Kind)
        .filter(entity_row::Column::Id.is_in(ids.iter().map(|i| i.0)))
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    rows.into_iter()
        .map(|(id, kind)| Ok((EntityId(id), read_back(EntityKind::parse(&kind), "entity kind", &kind)?)))
        .collect()
}

/// Who names each of these entities.
async fn holders(tx: &Tx, ids: &[EntityId]) -> Result<HashMap<EntityId, Vec<EntityId>>, CaseError> {
    let rows: Vec<(Option<Uuid>, Uuid)> = statement_row::Entity::find()
        .select_only()
        .column(statement_row::Column::Link)
        .column(statement_row::Column::Entity)
        .filter(statement_row::Column::Link.is_in(ids.iter().map(|i| i.0)))
        .into_tuple()
        .all(tx.db())
        .await
        .map_err(StoreError::from)?;
    let mut found: HashMap<EntityId, Vec<EntityId>> = HashMap::new();
    for (held, holder) in rows {
        if let Some(held) = held {
            found.entry(EntityId(held)).or_default().push(EntityId(holder));
        }
    }
    Ok(found)
}

/// Values that were cleared because somebody stood on a list are not cleared when they no longer do.
async fn end_clearance(tx: &Tx, entity: EntityId) -> Result<(), CaseError> {
    let listed = sea_orm::QueryTrait::into_query(
        acceptance_row::Entity::find()
            .select_only()
            .column(acceptance_row::Column::Id)
            .filter(acceptance_row::Column::Role.eq(PersonRole::Listed.code())),
    );
    selector_row::Entity::update_many()
        .col_expr(selector_row::Column::Acceptance, Option::<Uuid>::None.into())
        .filter(
            Condition::all()
                .add(selector_row::Column::Entity.eq(entity.0))
                .add(selector_row::Column::Acceptance.in_subquery(listed)),
        )
        .exec(tx.db())
        .await
        .map_err(StoreError::from)?;
    Ok(())
}

async fn retract_all(
    tx: &Tx,
    keys: &Keys<'_>,
    actor: &kernel::Actor,
    case: &Case,
    (gone, why): (Vec<Statement>, &str),
    prepared: &Prepared,
) -> Result<(), CaseError> {
    let mut by_entity: BTreeMap<EntityId, Vec<Statement>> = BTreeMap::new();
    for said in gone {
        by_entity.entry(said.entity).or_default().push(said);
    }
    let ids: Vec<EntityId> = by_entity.keys().copied().collect();
    let mut kinds = HashMap::new();
    for chunk in ids.chunks(IN_MAX) {
        kinds.extend(kinds_of(tx, chunk).await?);
    }
    for (entity, said) in by_entity {
        let Some(kind) = kinds.get(&entity).copied() else { continue };
        let of = (entity, case.id, kind);
        store_retract::retract_said(tx, keys, actor, (of, &said), why, prepared.region).await?;
    }
    Ok(())
}

/// Keeps the keys of what is new, so that the next issue knows it again.
async fn keep_keys(tx: &Tx, case: &Case, list: &List, known: &Known, added: &Added) -> Result<(), CaseError> {
    let fresh =
        added.ids.iter().filter(|(key, _)| !known.by_key.contains_key(key)).filter_map(|(key, id)| {
            Some(taken_key_row::ActiveModel {
                case_id: Set(case.id.0),
                key: Set(known.stored.get(key)?.clone()),
                list: Set(list.name.clone()),
                entity: Set(id.0),
            })
        });
    Ok(insert_all(tx, fresh.collect::<Vec<_>>()).await?)
}

/// Forgets the keys of entities that are erased.
pub(crate) async fn forget(tx: &Tx, entities: &[Uuid]) -> Result<u64, StoreError> {
    let mut gone = 0_u64;
    for chunk in entities.chunks(IN_MAX) {
        let done = taken_key_row::Entity::delete_many()
            .filter(taken_key_row::Column::Entity.is_in(chunk.iter().copied()))
            .exec(tx.db())
            .await?;
        gone = gone.saturating_add(done.rows_affected);
    }
    Ok(gone)
}
