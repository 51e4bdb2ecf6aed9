//! Statements, read.

use crate::keys::Keys;
use crate::store_rows::{IN_MAX, labels, one_label, read_back, retraction_row, source_row, statement_row};
use crate::types::{CaseError, Retraction, STATEMENTS_MAX, Source, Statement, Value};
use gate::{Guarded, ObjectRef};
use kernel::id::{CaseId, DossierId, EntityId, ImportId, PersonId, StatementId};
use kernel::{Grade, Label, Property, Timestamp};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::{StoreError, Tx};
use uuid::Uuid;

/// What is covered of a statement outside the operational compartment.
#[derive(Default, serde::Serialize, serde::Deserialize)]
pub(crate) struct Body {
    pub(crate) text: Option<String>,
    pub(crate) link: Option<Uuid>,
    pub(crate) place: String,
    pub(crate) grade: Option<String>,
}

/// One statement.
///
/// # Errors
/// What the database says.
pub async fn statement(
    tx: &Tx,
    keys: &Keys<'_>,
    id: StatementId,
) -> Result<Option<Guarded<Statement>>, CaseError> {
    let row = statement_row::Entity::find_by_id(id.0).one(tx.db()).await.map_err(StoreError::from)?;
    let found = statements_from(tx, keys, row.into_iter().collect()).await?.pop();
    Ok(found.map(closed))
}

/// These statements, as far as they are there.
///
/// # Errors
/// What the database says.
pub async fn statements_by_id(
    tx: &Tx,
    keys: &Keys<'_>,
    ids: &[StatementId],
) -> Result<Vec<Guarded<Statement>>, CaseError> {
    let mut found = Vec::new();
    for chunk in ids.chunks(IN_MAX) {
        let rows = statement_row::Entity::find()
            .filter(statement_row::Column::Id.is_in(chunk.iter().map(|s| s.0)))
            .all(tx.db())
            .await
            .map_err(StoreError::from)?;
        found.extend(statements_from(tx, keys, rows).await?.into_iter().map(closed));
    }
    Ok(found)
}

/// Which of these statements were taken back, and when. That one was says nothing of what it said.
///
/// # Errors
/// What the database says.
pub async fn retracted_among(
    tx: &Tx,
    ids: &[StatementId],
) -> Result<BTreeMap<StatementId, Timestamp>, StoreError> {
    let ids: Vec<Uuid> = ids.iter().map(|s| s.0).collect();
    let gone = retractions(tx, &ids).await?.into_values();
    Ok(gone.map(|row| (StatementId(row.statement), Timestamp(row.at))).collect())
}

/// Every statement that was taken back, as the ids to look among.
#[must_use]
pub fn retracted() -> sea_orm::sea_query::SelectStatement {
    retraction_row::Entity::find().select_only().column(retraction_row::Column::Statement).into_query()
}

/// The texts of an entity that were not taken back, for deriving; a link stands as an empty text.
pub(crate) async fn standing(tx: &Tx, keys: &Keys<'_>, entity: EntityId) -> Result<Vec<Standing>, CaseError> {
    let statements = read(tx, keys, &[entity]).await?;
    Ok(statements
        .into_iter()
        .filter(|(_, s)| s.retracted.is_none())
        .map(|(label, s)| {
            let text = match s.value {
                Value::Text(text) => text,
                Value::Entity(_) => String::new(),
            };
            Standing { id: s.id, label, property: s.property, text }
        })
        .collect())
}

/// A statement that stands, as far as things are derived from it.
pub(crate) struct Standing {
    pub(crate) id: StatementId,
    pub(crate) label: Label,
    pub(crate) property: Property,
    pub(crate) text: String,
}

/// The statements of an entity, in the order in which they were added.
///
/// # Errors
/// What the database says.
pub async fn statements_of(
    tx: &Tx,
    keys: &Keys<'_>,
    entity: EntityId,
) -> Result<Vec<Guarded<Statement>>, CaseError> {
    statements_of_all(tx, keys, &[entity]).await
}

/// The statements of several entities.
///
/// # Errors
/// What the database says.
pub async fn statements_of_all(
    tx: &Tx,
    keys: &Keys<'_>,
    entities: &[EntityId],
) -> Result<Vec<Guarded<Statement>>, CaseError> {
    Ok(read(tx, keys, entities).await?.into_iter().map(closed).collect())
}

/// Of them, those that a search finds by: enough to say why it found somebody.
///
/// # Errors
/// What the database says.
pub(crate) async fn statements_searched(
    tx: &Tx,
    keys: &Keys<'_>,
    entities: &[EntityId],
) -> Result<Vec<Guarded<Statement>>, CaseError> {
    let all = Property::ALL.iter().copied();
    let searched = all.filter(|p| crate::derive::is_searched(*p)).map(Property::code);
    let only = statement_row::Column::Property.is_in(searched);
    Ok(read_if(tx, keys, entities, Condition::all().add(only)).await?.into_iter().map(closed).collect())
}

/// What is said of entities, those taken back too, each with its label, for decisions within the store.
pub(crate) async fn labelled(
    tx: &Tx,
    keys: &Keys<'_>,
    entities: &[EntityId],
) -> Result<Vec<(Label, Statement)>, CaseError> {
    read(tx, keys, entities).await
}

/// The same without the labels, where nobody is told anything of it.
pub(crate) async fn statements_of_entities(
    tx: &Tx,
    keys: &Keys<'_>,
    entities: &[EntityId],
) -> Result<Vec<Statement>, CaseError> {
    Ok(labelled(tx, keys, entities).await?.into_iter().map(|(_, statement)| statement).collect())
}

/// The statements that name one of these entities: who holds a document, who uses a phone.
///
/// # Errors
/// What the database says.
pub async fn statements_naming(
    tx: &Tx,
    keys: &Keys<'_>,
    entities: &[EntityId],
) -> Result<Vec<Guarded<Statement>>, CaseError> {
    let mut found = Vec::new();
    for chunk in entities.chunks(crate::store_rows::IN_MAX) {
        let rows = statement_row::Entity::find()
            .filter(statement_row::Column::Link.is_in(chunk.iter().map(|e| e.0)))
            .order_by_asc(statement_row::Column::Seq)
            .all(tx.db())
            .await
            .map_err(StoreError::from)?;
        found.extend(statements_from(tx, keys, rows).await?.into_iter().map(closed));
    }
    Ok(found)
}

pub(crate) fn closed((label, statement): (Label, Statement)) -> Guarded<Statement> {
    Guarded::new(ObjectRef { kind: "statement", id: statement.id.0 }, label, statement)
}

/// The links of an entity, those taken back left out.
pub(crate) async fn links_of(
    tx: &Tx,
    keys: &Keys<'_>,
    entity: EntityId,
) -> Result<Vec<(Property, EntityId)>, CaseError> {
    let statements = read(tx, keys, &[entity]).await?;
    let standing = statements.into_iter().filter(|(_, s)| s.retracted.is_none());
    Ok(standing
        .filter_map(|(_, s)| match s.value {
            Value::Entity(to) => Some((s.property, to)),
            Value::Text(_) => None,
        })
        .collect())
}

async fn read(tx: &Tx, keys: &Keys<'_>, entities: &[EntityId]) -> Result<Vec<(Label, Statement)>, CaseError> {
    read_if(tx, keys, entities, Condition::all()).await
}

async fn read_if(
    tx: &Tx,
    keys: &Keys<'_>,
    entities: &[EntityId],
    only: Condition,
) -> Result<Vec<(Label, Statement)>, CaseError> {
    let mut rows = Vec::new();
    for chunk in entities.chunks(IN_MAX) {
        let most = STATEMENTS_MAX.saturating_mul(chunk.len() as u64);
        let found = statement_row::Entity::find()
            .filter(statement_row::Column::Entity.is_in(chunk.iter().map(|e| e.0)))
            .filter(only.clone())
            .order_by_asc(statement_row::Column::Entity)
            .order_by_asc(statement_row::Column::Seq)
            .order_by_asc(statement_row::Column::Id)
            .limit(most)
            .all(tx.db())
            .await
            .map_err(StoreError::from)?;
        rows.extend(found);
    }
    statements_from(tx, keys, rows).await
}

/// Rows as statements, each with its label.
pub(crate) async fn statements_from(
    tx: &Tx,
    keys: &Keys<'_>,
    rows: Vec<statement_row::Model>,
) -> Result<Vec<(Label, Statement)>, CaseError> {
    let known = labels(tx, rows.iter().map(|r| r.label)).await?;
    let sources = sources(tx, rows.iter().map(|r| r.source).collect()).await?;
    let retracted = retractions(tx, &rows.iter().map(|r| r.id).collect::<Vec<_>>()).await?;
    rows.into_iter()
        .map(|row| {
            let label = one_label(&known, row.label)?;
            let source = read_back(sources.get(&row.source), "source of statement", &row.id.to_string())?;
            let body = match &row.sealed {
                Some(sealed) => keys.unlock("statement", label.compartment, row.id, sealed)?,
                None => Body { text: row.value, link: row.link, place: row.place, grade: row.grade },
            };
            let name = match &source.sealed {
                Some(sealed) => keys.unlock("source", label.compartment, source.id, sealed)?,
                None => source.name.clone(),
            };
            let value = match (body.text, body.link) {
                (Some(text), None) => Value::Text(text),
                (None, Some(link)) => Value::Entity(EntityId(link)),
                _ => return Err(StoreError::Corrupt(format!("value of statement `{}`", row.id)).into()),
            };
            let received =
                source.dossier.map(DossierId).zip(source.move_number.and_then(|n| u64::try_from(n).ok()));
            let statement = Statement {
                id: StatementId(row.id),
                case: CaseId(row.case_id),
                entity: EntityId(row.entity),
                property: read_back(Property::parse(&row.property), "property", &row.property)?,
                value,
                source: Source { name, place: body.place, import: source.import.map(ImportId), received },
                grade: body.grade.as_deref().and_then(Grade::parse),
                handling: label.handling,
                restrictions: label.restrictions.clone(),
                tlp: label.tlp,
                pap: label.pap,
                originator: label.originator,
                author: PersonId(source.author),
                at: Timestamp(source.at),
                retracted: match retracted.get(&row.id) {
                    Some(gone) => Some(retraction(keys, &label, gone)?),
                    None => None,
                },
            };
            Ok((label, statement))
        })
        .collect()
}

async fn sources(tx: &Tx, ids: BTreeSet<Uuid>) -> Result<HashMap<Uuid, source_row::Model>, StoreError> {
    let ids: Vec<Uuid> = ids.into_iter().collect();
    let mut found = HashMap::with_capacity(ids.len());
    for chunk in ids.chunks(IN_MAX) {
        let rows = source_row::Entity::find()
            .filter(source_row::Column::Id.is_in(chunk.iter().copied()))
            .all(tx.db())
            .await?;
        found.extend(rows.into_iter().map(|r| (r.id, r)));
    }
    Ok(found)
}

fn retraction(keys: &Keys<'_>, label: &Label, row: &retraction_row::Model) -> Result<Retraction, CaseError> {
    let why = match &row.sealed {
        Some(sealed) => keys.unlock("retraction", label.compartment, row.statement, sealed)?,
        None => row.why.clone(),
    };
    Ok(Retraction { by: PersonId(row.by), at: Timestamp(row.at), why })
}

async fn retractions(tx: &Tx, ids: &[Uuid]) -> Result<HashMap<Uuid, retraction_row::Model>, StoreError> {
    let mut found = HashMap::new();
    for chunk in ids.chunks(IN_MAX) {
        let rows = retraction_row::Entity::find()
            .filter(retraction_row::Column::Statement.is_in(chunk.iter().copied()))
            .all(tx.db())
            .await?;
        found.extend(rows.into_iter().map(|r| (r.statement, r)));
    }
    Ok(found)
}
