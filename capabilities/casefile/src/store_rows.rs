//! The room's tables, and the reading and writing of labels.

use crate::types::CaseError;
use kernel::{Digest, Label};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::Column::{Bytes, Flag, Int, Text, Uuid as Id};
use store::{Migration, StoreError, Tx, table};
use uuid::Uuid;

/// Ids in one `IN (…)`.
pub(crate) const IN_MAX: usize = 5_000;

macro_rules! rows {
    ($($module:ident = $table:literal { $($(#[$key:ident])? $field:ident : $kind:ty),* $(,)? })*) => {$(
        pub(crate) mod $module {
            use sea_orm::entity::prelude::*;
            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                $($(#[sea_orm($key, auto_increment = false)])? pub $field: $kind),*
            }
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}
            impl ActiveModelBehavior for ActiveModel {}
        }
    )*};
}

pub(crate) use rows;

rows! {
    label_row = "label" { #[primary_key] id: Uuid, json: String }
    case_row = "case_file" {
        #[primary_key] id: Uuid, authority: Uuid, reference: String, title: String, summary: String,
        sealed: Option<Vec<u8>>, label: Uuid, opened_at: i64, opened_by: Uuid, demonstration: bool,
    }
    entity_row = "entity" { #[primary_key] id: Uuid, case_id: Uuid, kind: String, seq: i64, label: Uuid }
    source_row = "statement_source" {
        #[primary_key] id: Uuid, name: String, sealed: Option<Vec<u8>>, import: Option<Uuid>, dossier: Option<Uuid>,
        move_number: Option<i64>, author: Uuid, at: i64, case_id: Option<Uuid>, graded: Option<String>,
    }
    statement_row = "statement" {
        #[primary_key] id: Uuid, case_id: Uuid, entity: Uuid, seq: i64, property: String, value: Option<String>,
        link: Option<Uuid>, sealed: Option<Vec<u8>>, source: Uuid, place: String, grade: Option<String>, label: Uuid,
        moment: Option<i64>,
    }
    retraction_row = "retraction" {
        #[primary_key] statement: Uuid, by: Uuid, at: i64, why: String, sealed: Option<Vec<u8>>,
    }
    selector_row = "selector" {
        #[primary_key] id: Uuid, kind: String, value: Option<String>, sealed: Option<Vec<u8>>, key: Vec<u8>,
        statement: Uuid, case_id: Uuid, entity: Uuid, authority: Uuid, label: Uuid, acceptance: Option<Uuid>, held: bool,
    }
    acceptance_row = "acceptance" {
        #[primary_key] id: Uuid, case_id: Uuid, role: String, basis: String, by: Uuid, at: i64,
    }
    held_row = "held_value" {
        #[primary_key] key: Vec<u8>, #[primary_key] reason: String, blocked: String, at: i64,
    }
    held_entity_row = "held_entity" {
        #[primary_key] entity: Uuid, #[primary_key] reason: String, blocked: String, at: i64,
    }
    held_word_row = "held_word" {
        #[primary_key] key: Vec<u8>, #[primary_key] entity: Uuid, sealed: Vec<u8>, at: i64,
    }
    near_miss_row = "near_miss" {
        #[primary_key] id: Uuid, authority: Uuid, entity: Uuid, case_key: String, scope: String, state: String,
        sealed: Vec<u8>, at: i64, changed_at: i64,
    }
    import_row = "import" {
        #[primary_key] id: Uuid, case_id: Uuid, file: String, digest: String, format: String, taken: String,
        sealed: Option<Vec<u8>>, statements: i64,
        selectors: i64, not_taken: i64, by: Uuid, at: i64, label: Uuid, list: Option<String>,
        changes: Option<String>,
    }
    taken_key_row = "taken_key" {
        #[primary_key] case_id: Uuid, #[primary_key] key: String, list: String, entity: Uuid,
    }
    import_line_row = "import_line" {
        #[primary_key] import: Uuid, #[primary_key] line: i64, place: String, reason: String, detail: String,
        sealed: Option<Vec<u8>>,
    }
    upload_row = "upload" {
        #[primary_key] id: Uuid, case_id: Uuid, person: Uuid, sealed: Vec<u8>, expires_at: i64,
    }
}

/// The room's schema.
// long: one table after another, with nothing to decide
#[must_use]
pub fn migrations() -> Vec<Migration> {
    let links = "CREATE INDEX statement_link ON statement (link) WHERE link IS NOT NULL";
    vec![Migration {
        name: "casefile-1-base",
        raw: vec![(links, links)],
        tables: vec![
            // What a record may be used for; named by the digest of its content, so equal labels are one row.
            table("label").col("id", Id).col("json", Text).key(&["id"]),
            table("case_file")
                .col("id", Id)
                .col("authority", Id)
                .col("reference", Text)
                .col("title", Text)
                .col("summary", Text)
                .opt("sealed", Bytes)
                .col("label", Id)
                .col("opened_at", Int)
                .col("opened_by", Id)
                .col("demonstration", Flag)
                .key(&["id"])
                .unique(&["authority", "reference"]),
            table("entity")
                .col("id", Id)
                .col("case_id", Id)
                .col("kind", Text)
                .col("seq", Int)
                .col("label", Id)
                .key(&["id"])
                .index(&["case_id", "seq"])
                .index(&["case_id", "kind", "label"]),
            // What many statements share of their provenance: one row per source, author and moment.
            table("statement_source")
                .col("id", Id)
                .col("name", Text)
                .opt("sealed", Bytes)
                .opt("import", Id)
                .opt("dossier", Id)
                .opt("move_number", Int)
                .col("author", Id)
                .col("at", Int)
                .key(&["id"]),
            // `value` is clear text, `link` another entity; of protection and integrity only `sealed` is there.
            table("statement")
                .col("id", Id)
                .col("case_id", Id)
                .col("entity", Id)
                .col("seq", Int)
                .col("property", Text)
                .opt("value", Text)
                .opt("link", Id)
                .opt("sealed", Bytes)
                .col("source", Id)
                .col("place", Text)
                .opt("grade", Text)
                .col("label", Id)
                .key(&["id"])
                .index(&["entity", "seq"])
                .index(&["link"]),
            table("retraction")
                .col("statement", Id)
                .col("by", Id)
                .col("at", Int)
                .col("why", Text)
                .key(&["statement"]),
            // `key` is HMAC of kind and value under a key of the node, the same in every compartment.
            table("selector")
                .col("id", Id)
                .col("kind", Text)
                .opt("value", Text)
                .opt("sealed", Bytes)
                .col("key", Bytes)
                .col("statement", Id)
                .col("case_id", Id)
                .col("entity", Id)
                .col("authority", Id)
                .col("label", Id)
                .opt("acceptance", Id)
                .col("held", Flag)
                .key(&["id"])
                .index(&["key"])
                .index(&["case_id", "kind", "held", "acceptance", "label"])
                .index(&["entity"]),
            table("acceptance")
                .col("id", Id)
                .col("case_id", Id)
                .col("role", Text)
                .col("basis", Text)
                .col("by", Id)
                .col("at", Int)
                .key(&["id"]),
            table("held_value")
                .col("key", Bytes)
                .col("reason", Text)
                .col("blocked", Text)
                .col("at", Int)
                .key(&["key", "reason"]),
            // Entities that are held back themselves, not only because one of their values is another's.
            table("held_entity")
                .col("entity", Id)
                .col("reason", Text)
                .col("blocked", Text)
                .col("at", Int)
                .key(&["entity", "reason"]),
            table("import")
                .col("id", Id)
                .col("case_id", Id)
                .col("file", Text)
                .col("digest", Text)
                .col("format", Text)
                .col("taken", Text)
                .opt("sealed", Bytes)
                .col("statements", Int)
                .col("selectors", Int)
                .col("not_taken", Int)
                .col("by", Id)
                .col("at", Int)
                .col("label", Id)
                .key(&["id"])
                .unique(&["case_id", "digest"]),
            table("import_line")
                .col("import", Id)
                .col("line", Int)
                .col("place", Text)
                .col("reason", Text)
                .col("detail", Text)
                .opt("sealed", Bytes)
                .key(&["import", "line"]),
            table("upload")
                .col("id", Id)
                .col("case_id", Id)
                .col("person", Id)
                .col("sealed", Bytes)
                .col("expires_at", Int)
                .key(&["id"]),
        ],
    }]
}

/// Why a statement of a closed compartment was taken back is as closed as the statement.
pub(crate) fn reasons_sealed() -> Migration {
    Migration {
        name: "casefile-3-reasons",
        tables: Vec::new(),
        raw: vec![(
            "ALTER TABLE retraction ADD COLUMN sealed blob",
            "ALTER TABLE retraction ADD COLUMN sealed bytea",
        )],
    }
}

/// The id of a label: the first 16 bytes of the digest of its content.
pub(crate) fn label_id(label: &Label) -> Result<(Uuid, String), StoreError> {
    let json = serde_json::to_string(label).map_err(|e| StoreError::Corrupt(e.to_string()))?;
    let digest = Digest::of(&[b"liaison label v1", json.as_bytes()]).0;
    let mut id = [0; 16];
    id.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
    Ok((Uuid::from_bytes(id), json))
}

/// Writes labels that are not there yet; returns their ids in order.
pub(crate) async fn keep_labels<'a>(
    tx: &Tx,
    wanted: impl IntoIterator<Item = &'a Label>,
) -> Result<Vec<Uuid>, StoreError> {
    let mut ids = Vec::new();
    let mut rows = BTreeMap::new();
    for label in wanted {
        let (id, json) = label_id(label)?;
        ids.push(id);
        rows.insert(id, json);
    }
    if rows.is_empty() {
        return Ok(ids);
    }
    let known = labels(tx, rows.keys().copied()).await?;
    let fresh: Vec<_> = rows
        .into_iter()
        .filter(|(id, _)| !known.contains_key(id))
        .map(|(id, json)| label_row::ActiveModel { id: Set(id), json: Set(json) })
        .collect();
    if !fresh.is_empty() {
        // Another transaction may write the same label at the same moment; equal ids mean equal content.
        let same = OnConflict::column(label_row::Column::Id).do_nothing().to_owned();
        label_row::Entity::insert_many(fresh).on_conflict(same).exec_without_returning(tx.db()).await?;
    }
    Ok(ids)
}

/// Reads labels by id.
pub(crate) async fn labels(
    tx: &Tx,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Label>, StoreError> {
    let ids: Vec<Uuid> = ids.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
    let mut found = HashMap::with_capacity(ids.len());
    for chunk in ids.chunks(IN_MAX) {
        let rows = label_row::Entity::find()
            .filter(label_row::Column::Id.is_in(chunk.iter().copied()))
            .all(tx.db())
            .await?;
        for row in rows {
            let label = serde_json::from_str(&row.json)
                .map_err(|e| StoreError::Corrupt(format!("label `{}`: {e}", row.id)))?;
            found.insert(row.id, label);
        }
    }
    Ok(found)
}

/// One label of those that were read.
pub(crate) fn one_label(labels: &HashMap<Uuid, Label>, id: Uuid) -> Result<Label, CaseError> {
    labels.get(&id).cloned().ok_or_else(|| StoreError::Corrupt(format!("label `{id}` is missing")).into())
}

/// A stored code that must read back.
pub(crate) fn read_back<T>(found: Option<T>, what: &str, code: &str) -> Result<T, CaseError> {
    found.ok_or_else(|| StoreError::Corrupt(format!("{what} `{code}`")).into())
}
