//! Statements: written in batches with everything that is derived from them, and read.
//!
//! Whatever the way in (an officer's form, an import, an answer taken from a dossier), [`write`] is the one function
//! that adds statements, so that none escapes the derivation of selectors and the holding back of values.

// long: the one way in for statements, step after step, and their reading beside it

use crate::child::ground_in;
use crate::derive::{self, Derived};
use crate::keys::Keys;
use crate::rules;
use crate::store_cases::case_label;
use crate::store_child::{self, children_among, take_for_child};
use crate::store_held::{self, Holds};
use crate::store_links::{known_links, same_persons};
use crate::store_roles;
use crate::store_rows::{
    entity_row, keep_labels, labels, one_label, selector_row, source_row, statement_row,
};
use crate::store_said::{Body, standing};
use crate::store_same;
use crate::store_selectors::selector_keys;
use crate::types::{Added, Case, CaseError, Entity, NewEntity, NewStatement, NewValue, Source};
use kernel::id::{CaseId, EntityId, PersonId, StatementId};
use kernel::{Actor, Blocked, Compartment, EntityKind, Label, Party, Property};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{HashMap, HashSet};
use store::search::{self, SearchEntry};
use store::{StoreError, Tx, insert_all};
use uuid::Uuid;

/// Entities written between two reports of progress.
const CHUNK: usize = 4_000;

/// Called with what is done and what there is.
pub type Progress<'a> = &'a (dyn Fn(u64, u64) + Send + Sync);

/// An entity ready to be written, with what was derived from it.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) new: NewEntity,
    pub(crate) derived: Derived,
    /// The entity it is added to, if it stands already.
    pub(crate) into: Option<EntityId>,
    /// The statements behind the first texts of `derived`, if they stand already.
    pub(crate) standing: Vec<(StatementId, Label)>,
    pub(crate) next_seq: i64,
    /// The block that its entity has already.
    pub(crate) blocked: Blocked,
    /// Selectors that its entity has already: statement and key.
    pub(crate) held: HashSet<(Uuid, Vec<u8>)>,
    /// It stands already and is taken for a child, so that what names it is hidden.
    pub(crate) child: bool,
}

impl Draft {
    /// A new entity, its selectors and search text derived.
    pub(crate) fn new(new: NewEntity, region: Party) -> Self {
        let derived = derive::derive(new.kind, &texts(&new.statements), region);
        Self {
            new,
            derived,
            into: None,
            standing: Vec::new(),
            next_seq: 0,
            blocked: Blocked::none(),
            held: HashSet::new(),
            child: false,
        }
    }
}

/// The texts that things are derived from; a link stands as an empty text so that places stay the same.
fn texts(statements: &[NewStatement]) -> Vec<(Property, &str)> {
    statements
        .iter()
        .map(|s| match &s.value {
            NewValue::Text(text) => (s.property, text.as_str()),
            NewValue::Link(_) | NewValue::Entity(_) => (s.property, ""),
        })
        .collect()
}

/// Adds entities with their statements to a case that the gate opened for the actor. `region` is where phone numbers
/// without a country code are from.
///
/// # Errors
/// A statement that cannot stand, a link to nothing, or what the database says. Nothing is added then.
pub async fn add_statements(
    tx: &Tx,
    keys: &Keys<'_>,
    actor: &Actor,
    case: &Case,
    region: Party,
    new: Vec<NewEntity>,
) -> Result<Added, CaseError> {
    for entity in &new {
        entity.statements.iter().try_for_each(rules::statement)?;
    }
    let drafts: Vec<Draft> = new.into_iter().map(|e| Draft::new(e, region)).collect();
    write(tx, keys, actor, case, &drafts, &|_, _| {}).await
}

/// Adds statements to an entity that stands. What is derived is derived again from the whole.
///
/// # Errors
/// As [`add_statements`]; [`CaseError::NeedsSecondPerson`] for what nobody says alone.
pub async fn add_to_entity(
    tx: &Tx,
    keys: &Keys<'_>,
    actor: &Actor,
    (case, entity): (&Case, &Entity),
    region: Party,
    new: Vec<NewStatement>,
) -> Result<Added, CaseError> {
    store_roles::check(tx, keys, entity.id, &new).await?;
    append(tx, keys, actor, (case, entity), region, new).await
}

/// The same without asking who may say it.
pub(crate) async fn append(
    tx: &Tx,
    keys: &Keys<'_>,
    actor: &Actor,
    (case, entity): (&Case, &Entity),
    region: Party,
    new: Vec<NewStatement>,
) -> Result<Added, CaseError> {
    let draft = draft_into(tx, keys, actor, (case, entity.id, entity.kind), region, new).await?;
    write(tx, keys, actor, case, &[draft], &|_, _| {}).await
}

/// Statements for an entity that stands, with what is derived from the whole. Its words go from the search; writing the
/// draft brings them back.
pub(crate) async fn draft_into(
    tx: &Tx,
    keys: &Keys<'_>,
    actor: &Actor,
    (case, entity, kind): (&Case, EntityId, EntityKind),
    region: Party,
    new: Vec<NewStatement>,
) -> Result<Draft, CaseError> {
    new.iter().try_for_each(rules::statement)?;
    if let Some(ground) = ground_in(kind, &new, tx.at()) {
        take_for_child(tx, keys, actor, case, entity, ground).await?;
    }
    let child = children_among(tx, &[entity]).await?.contains(&entity);
    let row = entity_row::Entity::find_by_id(entity.0).one(tx.db()).await.map_err(StoreError::from)?;
    let row = row.filter(|r| r.case_id == case.id.0).ok_or(CaseError::NotHere)?;
    let label = one_label(&labels(tx, [row.label]).await?, row.label)?;
    let standing = standing(tx, keys, entity).await?;
    let mut all: Vec<(Property, &str)> = standing.iter().map(|s| (s.property, s.text.as_str())).collect();
    all.extend(texts(&new));
    let derived = derive::derive(kind, &all, region);
    let draft = Draft {
        derived,
        into: Some(entity),
        next_seq: i64::try_from(standing.len()).unwrap_or(i64::MAX),
        standing: standing.into_iter().map(|s| (s.id, s.label)).collect(),
        blocked: label.blocked,
        child,
        held: selector_keys(tx, entity).await?,
        new: NewEntity { key: entity.to_string(), kind, statements: new },
    };
    search::remove(tx, entity.0).await?;
    store_same::look_later(tx, case.id, (row.seq, row.seq)).await?;
    Ok(draft)
}

/// What one chunk becomes.
#[derive(Default)]
struct Rows {
    entities: Vec<entity_row::ActiveModel>,
    statements: Vec<statement_row::ActiveModel>,
    selectors: Vec<selector_row::ActiveModel>,
    search: Vec<SearchEntry>,
}

/// One batch being written: who writes where, what was written already, the rows of the next chunk.
struct Batch<'a> {
    tx: &'a Tx,
    keys: &'a Keys<'a>,
    author: PersonId,
    case: CaseId,
    case_label: Label,
    ids: HashMap<String, EntityId>,
    sources: HashMap<(Source, Compartment, Option<String>), Uuid>,
    labels: HashMap<Label, Uuid>,
    new_sources: Vec<source_row::ActiveModel>,
    new_labels: Vec<Label>,
    said: Vec<StatementId>,
    rows: Rows,
}

/// Writes drafts. The order of the drafts is the order of the case.
pub(crate) async fn write(
    tx: &Tx,
    keys: &Keys<'_>,
    actor: &Actor,
    case: &Case,
    drafts: &[Draft],
    progress: Progress<'_>,
) -> Result<Added, CaseError> {
    let mut batch = Batch::of(tx, keys, actor.person, case.id).await?;
    let mut added = Added::default();
    for draft in drafts {
        let id = draft.into.unwrap_or_else(|| EntityId::new(tx.clock(), tx.rng()));
        batch.ids.insert(draft.new.key.clone(), id);
        added.ids.push((draft.new.key.clone(), id));
    }
    known_links(tx, case.id, drafts).await?;
    let mut seq = next_seq(tx, case.id).await?;
    let first = seq;
    let total = drafts.len() as u64;
    let (mut guarded_roles, mut children) = (Vec::new(), Vec::new());
    let mut done = 0_u64;
    for chunk in drafts.chunks(CHUNK) {
        let holds = store_held::holds_for(tx, keys, chunk.iter().flat_map(|d| d.derived.selectors())).await?;
        for draft in chunk {
            if draft.into.is_some() || rules::name_held_role(&draft.new.statements) {
                guarded_roles.extend(batch.ids.get(&draft.new.key).copied());
            }
            let mut draft = draft.clone();
            if draft.into.is_none()
                && let Some(ground) = ground_in(draft.new.kind, &draft.new.statements, tx.at())
            {
                draft.child = true;
                children.extend(batch.ids.get(&draft.new.key).map(|id| (*id, ground)));
            }
            batch.add(&holds, draft, seq)?;
            seq = seq.saturating_add(1);
        }
        let rows = &batch.rows;
        added.statements = added.statements.saturating_add(rows.statements.len() as u64);
        added.selectors = added.selectors.saturating_add(rows.selectors.len() as u64);
        added.entities = added.entities.saturating_add(rows.entities.len() as u64);
        batch.insert().await?;
        done = done.saturating_add(chunk.len() as u64);
        progress(done, total);
    }
    for (entity, ground) in children {
        take_for_child(tx, keys, actor, case, entity, ground).await?;
    }
    store_child::spread(tx, keys, actor, case, &same_persons(drafts, &batch.ids)).await?;
    crate::store_erase::date_case(tx, case.id, case.authority, case.compartment).await?;
    for entity in guarded_roles {
        store_held::keep_held(tx, keys, entity).await?;
    }
    // What is said now can make a value of a statement that stood before, and that value can be held.
    let said_more = drafts.iter().filter_map(|draft| draft.into).map(|entity| entity.0);
    store_held::lay_on_again(tx, &said_more.collect()).await?;
    store_same::look_later(tx, case.id, (first, seq.saturating_sub(1))).await?;
    added.said = batch.said;
    Ok(added)
}

async fn next_seq(tx: &Tx, case: CaseId) -> Result<i64, StoreError> {
    let last: Option<i64> = entity_row::Entity::find()
        .select_only()
        .column(entity_row::Column::Seq)
        .filter(entity_row::Column::CaseId.eq(case.0))
        .order_by_desc(entity_row::Column::Seq)
        .into_tuple()
        .one(tx.db())
        .await?;
    Ok(last.map_or(0, |n| n.saturating_add(1)))
}

/// Search tokens as they are stored, each once: clear where their statement is, keyed digests elsewhere.
pub(crate) fn stored_tokens(
    keys: &Keys<'_>,
    tokens: &[(usize, String)],
    said: &[(StatementId, Label)],
) -> String {
    let mut seen = HashSet::with_capacity(tokens.len());
    let mut stored = String::new();
    for (place, token) in tokens {
        let Some((_, label)) = said.get(*place) else { continue };
        let sealed = rules::is_sealed(label.compartment);
        if seen.insert((sealed, token.as_str())) {
            if !stored.is_empty() {
                stored.push(' ');
            }
            if sealed { stored.push_str(&keys.token(token)) } else { stored.push_str(token) }
        }
    }
    stored
}

/// Writes what was derived anew from entities of a case that stand, and nothing else: nobody said anything, and the end
/// date of the case is where it was. Their words must have gone from the search.
pub(crate) async fn write_derived(
    tx: &Tx,
    keys: &Keys<'_>,
    case: CaseId,
    drafts: Vec<Draft>,
) -> Result<(), CaseError> {
    let mut batch = Batch::of(tx, keys, PersonId(Uuid::nil()), case).await?;
    let holds = store_held::holds_for(tx, keys, drafts.iter().flat_map(|d| d.derived.selectors())).await?;
    for draft in drafts {
        batch.ids.extend(draft.into.map(|id| (draft.new.key.clone(), id)));
        batch.add(&holds, draft, 0)?;
    }
    Ok(batch.insert().await?)
}

impl<'a> Batch<'a> {
    async fn of(tx: &'a Tx, keys: &'a Keys<'a>, author: PersonId, case: CaseId) -> Result<Self, CaseError> {
        Ok(Self {
            tx,
            keys,
            author,
            case,
            case_label: case_label(tx, case).await?.ok_or(CaseError::NotHere)?,
            ids: HashMap::new(),
            sources: HashMap::new(),
            labels: HashMap::new(),
            new_sources: Vec::new(),
            new_labels: Vec::new(),
            said: Vec::new(),
            rows: Rows::default(),
        })
    }

    async fn insert(&mut self) -> Result<(), StoreError> {
        let rows = std::mem::take(&mut self.rows);
        let fresh = std::mem::take(&mut self.new_labels);
        keep_labels(self.tx, &fresh).await?;
        insert_all(self.tx, std::mem::take(&mut self.new_sources)).await?;
        insert_all(self.tx, rows.entities).await?;
        insert_all(self.tx, rows.statements).await?;
        insert_all(self.tx, rows.selectors).await?;
        search::add(self.tx, &rows.search).await
    }

    /// One draft as rows.
    fn add(&mut self, holds: &Holds, draft: Draft, seq: i64) -> Result<(), CaseError> {
        let Some(entity) = self.ids.get(&draft.new.key).copied() else { return Ok(()) };
        let whole =
            draft.derived.selectors().fold(draft.blocked.clone(), |all, s| match holds.of(self.keys, s) {
                Some(hold) if rules::closes_entity(s.kind, &hold.blocked) => rules::join(&all, &hold.blocked),
                _ => all,
            });
        if draft.into.is_none() {
            self.add_entity(entity, &draft.new, &whole, seq)?;
        }
        let first = draft.standing.len();
        let mut said = draft.standing;
        for (number, new) in draft.new.statements.into_iter().enumerate() {
            let own = draft.derived.of(first.saturating_add(number));
            let blocked = own.fold(whole.clone(), |all, s| match holds.of(self.keys, s) {
                Some(hold) => rules::join(&all, &hold.blocked),
                None => all,
            });
            let label = Label {
                names_child: draft.child && new.property.is_naming(),
                ..rules::label_of(&self.case_label, &new, &blocked)
            };
            let id = StatementId::new(self.tx.clock(), self.tx.rng());
            let place = draft.next_seq.saturating_add(i64::try_from(number).unwrap_or(i64::MAX));
            let row = self.statement((entity, id, place), new, &label)?;
            self.rows.statements.push(row);
            self.said.push(id);
            said.push((id, label));
        }
        self.add_selectors(holds, entity, &draft.derived, &said, &draft.held)?;
        let tokens = stored_tokens(self.keys, &draft.derived.tokens, &said);
        if !tokens.is_empty() {
            self.rows.search.push(SearchEntry { object: entity.0, within: self.case.0, tokens });
        }
        Ok(())
    }

    /// That the entity is there at all is known as widely as the widest of its statements.
    fn add_entity(
        &mut self,
        id: EntityId,
        new: &NewEntity,
        whole: &Blocked,
        seq: i64,
    ) -> Result<(), CaseError> {
        let widest =
            new.statements.iter().map(|s| rules::label_of(&self.case_label, s, whole).compartment).min();
        let compartment = widest.unwrap_or(self.case_label.compartment);
        let label = Label { blocked: whole.clone(), compartment, ..self.case_label.clone() };
        let row = entity_row::ActiveModel {
            id: Set(id.0),
            case_id: Set(self.case.0),
            kind: Set(new.kind.code().into()),
            seq: Set(seq),
            label: Set(self.label(label)?),
        };
        self.rows.entities.push(row);
        Ok(())
    }

    fn add_selectors(
        &mut self,
        holds: &Holds,
        entity: EntityId,
        derived: &Derived,
        said: &[(StatementId, Label)],
        held: &HashSet<(Uuid, Vec<u8>)>,
    ) -> Result<(), CaseError> {
        // A compound key bears every limit of what it is made of; parts of two originators are not put together.
        let mut parts =
            derived.compound_from.iter().filter_map(|place| said.get(*place)).map(|(_, label)| label);
        let compound =
            parts.next().and_then(|first| parts.try_fold(first.clone(), |all, label| all.join(label)));
        for (place, selector) in derived.iter() {
            let Some((statement, label)) = said.get(place) else { continue };
            let whole = if derive::is_compound(selector.kind) { compound.as_ref() } else { Some(label) };
            let (Some(label), key) = (whole, self.keys.value(selector)) else { continue };
            if held.contains(&(statement.0, key.clone())) {
                continue;
            }
            let id = kernel::id::new(self.tx.clock(), self.tx.rng());
            let sealed = match rules::is_sealed(label.compartment) {
                true => {
                    Some(self.keys.lock("selector", label.compartment, id, &selector.value, self.tx.rng())?)
                }
                false => None,
            };
            let row = selector_row::ActiveModel {
                id: Set(id),
                kind: Set(selector.kind.code().into()),
                value: Set(sealed.is_none().then(|| selector.value.clone())),
                sealed: Set(sealed),
                held: Set(holds.of(self.keys, selector).is_some()),
                key: Set(key),
                statement: Set(statement.0),
                case_id: Set(self.case.0),
                entity: Set(entity.0),
                authority: Set(self.case_label.authority.0),
                label: Set(self.label(label.clone())?),
                acceptance: Set(None),
            };
            self.rows.selectors.push(row);
        }
        Ok(())
    }

    fn label(&mut self, label: Label) -> Result<Uuid, StoreError> {
        if let Some(id) = self.labels.get(&label) {
            return Ok(*id);
        }
        let (id, _) = crate::store_rows::label_id(&label)?;
        self.new_labels.push(label.clone());
        self.labels.insert(label, id);
        Ok(id)
    }

    /// A source stands in the compartment of its statements, and all of them bear one grade: one that two compartments
    /// or grades share is written twice.
    fn source(
        &mut self,
        source: Source,
        sealed: Compartment,
        grade: Option<String>,
    ) -> Result<Uuid, CaseError> {
        let source = Source { place: String::new(), ..source };
        let key = (source, sealed, grade);
        if let Some(id) = self.sources.get(&key) {
            return Ok(*id);
        }
        let id = kernel::id::new(self.tx.clock(), self.tx.rng());
        let source = &key.0;
        let cover = match rules::is_sealed(sealed) {
            true => Some(self.keys.lock("source", sealed, id, &source.name, self.tx.rng())?),
            false => None,
        };
        self.new_sources.push(source_row::ActiveModel {
            id: Set(id),
            name: Set(if cover.is_some() { String::new() } else { source.name.clone() }),
            sealed: Set(cover),
            import: Set(source.import.map(|i| i.0)),
            dossier: Set(source.received.map(|(d, _)| d.0)),
            move_number: Set(source.received.map(|(_, n)| i64::try_from(n).unwrap_or(i64::MAX))),
            author: Set(self.author.0),
            at: Set(self.tx.at().0),
            case_id: Set(Some(self.case.0)),
            // A grade of a closed compartment is as closed as its statement.
            graded: Set((!rules::is_sealed(sealed)).then(|| key.2.clone().unwrap_or_default())),
        });
        self.sources.insert(key, id);
        Ok(id)
    }

    fn statement(
        &mut self,
        (entity, id, seq): (EntityId, StatementId, i64),
        new: NewStatement,
        label: &Label,
    ) -> Result<statement_row::ActiveModel, CaseError> {
        let mut source = new.source;
        let mut place = std::mem::take(&mut source.place);
        if let Some((cut, _)) = place.char_indices().nth(crate::types::PLACE_CHARS_MAX) {
            place.truncate(cut);
        }
        let (text, link) = match new.value {
            NewValue::Text(text) => (Some(text), None),
            NewValue::Entity(id) => (None, Some(id.0)),
            NewValue::Link(key) => match self.ids.get(&key) {
                Some(id) => (None, Some(id.0)),
                None => return Err(CaseError::UnknownLink(key)),
            },
        };
        let grade = new.grade.map(|g| g.to_string());
        let mut body = Body { text, link, place, grade: grade.clone() };
        let sealed = match rules::is_sealed(label.compartment) {
            true => Some(self.keys.lock(
                "statement",
                label.compartment,
                id.0,
                &std::mem::take(&mut body),
                self.tx.rng(),
            )?),
            false => None,
        };
        let source = self.source(source, label.compartment, grade)?;
        Ok(statement_row::ActiveModel {
            moment: Set(crate::store_timeline::moment_of(new.property, body.text.as_deref())),
            id: Set(id.0),
            case_id: Set(self.case.0),
            entity: Set(entity.0),
            seq: Set(seq),
            property: Set(new.property.code().into()),
            value: Set(body.text),
            link: Set(body.link),
            sealed: Set(sealed),
            source: Set(source),
            place: Set(body.place),
            grade: Set(body.grade),
            label: Set(self.label(label.clone())?),
        })
    }
}
