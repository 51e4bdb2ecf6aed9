//! Migrations: forward only, one list of steps, rendered for both databases from the same description.

use crate::StoreError;
use kernel::Timestamp;
use sea_orm::sea_query::{Alias, ColumnDef, Expr, ExprTrait, Index, Query, Table};
use sea_orm::{ConnectionTrait, DatabaseConnection, TransactionTrait};
use std::collections::BTreeSet;

/// One step of the schema. Its name is `room-number-what` and never changes once released.
#[derive(Clone)]
pub struct Migration {
    /// Its name.
    pub name: &'static str,
    /// Tables it makes.
    pub tables: Vec<TableDraft>,
    /// Statements for what a table description cannot say, one list per database: (SQLite, PostgreSQL).
    pub raw: Vec<(&'static str, &'static str)>,
}

impl Migration {
    /// A step that makes tables.
    #[must_use]
    pub fn tables(name: &'static str, tables: Vec<TableDraft>) -> Self {
        Self { name, tables, raw: Vec::new() }
    }
}

/// Portable column types. Times are UTC milliseconds in an integer.
#[derive(Clone, Copy, Debug)]
pub enum Column {
    /// 16 bytes, `Uuid` in entities.
    Uuid,
    /// Text.
    Text,
    /// 64-bit integer, `i64` in entities.
    Int,
    /// Bytes.
    Bytes,
    /// True or false.
    Flag,
}

/// A table being described; see [`table`].
#[derive(Clone)]
pub struct TableDraft {
    name: &'static str,
    columns: Vec<(&'static str, Column, bool)>,
    key: Vec<&'static str>,
    indexes: Vec<(Vec<&'static str>, bool)>,
}

/// Describes a table: `table("peer").col("node", Text).opt("note", Text).key(&["node"]).index(&["state"])`.
#[must_use]
pub fn table(name: &'static str) -> TableDraft {
    TableDraft { name, columns: Vec::new(), key: Vec::new(), indexes: Vec::new() }
}

impl TableDraft {
    /// A column that always has a value.
    #[must_use]
    pub fn col(mut self, name: &'static str, kind: Column) -> Self {
        self.columns.push((name, kind, false));
        self
    }

    /// A column that may be empty.
    #[must_use]
    pub fn opt(mut self, name: &'static str, kind: Column) -> Self {
        self.columns.push((name, kind, true));
        self
    }

    /// The primary key.
    #[must_use]
    pub fn key(mut self, columns: &[&'static str]) -> Self {
        self.key = columns.to_vec();
        self
    }

    /// An index.
    #[must_use]
    pub fn index(mut self, columns: &[&'static str]) -> Self {
        self.indexes.push((columns.to_vec(), false));
        self
    }

    /// A unique index.
    #[must_use]
    pub fn unique(mut self, columns: &[&'static str]) -> Self {
        self.indexes.push((columns.to_vec(), true));
        self
    }
}

/// The store's own tables.
fn own_steps() -> Vec<Migration> {
    let mut steps = vec![Migration::tables(
        "store-1-base",
        vec![
            table("setting").col("name", Column::Text).col("value", Column::Text).key(&["name"]),
            table("secret")
                .col("name", Column::Text)
                .col("wrapped", Column::Bytes)
                .col("at", Column::Int)
                .key(&["name"]),
            table("audit_leaf")
                .col("id", Column::Uuid)
                .col("digest", Column::Text)
                .opt("seq", Column::Int)
                .key(&["id"])
                .index(&["seq"]),
            table("audit_body")
                .col("id", Column::Uuid)
                .col("at", Column::Int)
                .col("person", Column::Uuid)
                .col("authority", Column::Uuid)
                .col("action", Column::Text)
                .col("object_kind", Column::Text)
                .col("object", Column::Uuid)
                .col("refused", Column::Flag)
                .col("salt", Column::Text)
                .col("body", Column::Text)
                .key(&["id"])
                .index(&["object"])
                .index(&["at"]),
            table("audit_link")
                .col("seq", Column::Int)
                .col("leaf", Column::Uuid)
                .col("head", Column::Text)
                .opt("signature", Column::Bytes)
                .key(&["seq"]),
            table("outbox")
                .col("message", Column::Uuid)
                .col("peer", Column::Text)
                .col("path", Column::Text)
                .opt("dossier", Column::Uuid)
                .col("sequence", Column::Int)
                .col("sealed", Column::Bytes)
                .col("digest", Column::Text)
                .col("state", Column::Text)
                .col("attempts", Column::Int)
                .col("next_at", Column::Int)
                .col("created_at", Column::Int)
                .col("expires_at", Column::Int)
                .opt("last_error", Column::Text)
                .opt("receipt", Column::Bytes)
                .opt("receipt_at", Column::Int)
                .key(&["message"])
                .index(&["state", "next_at"])
                .index(&["dossier"]),
        ],
    )];
    steps.push(crate::search::step());
    steps.push(crate::claim::step());
    steps.push(crate::audit::step());
    steps.push(crate::search::erasing_step());
    steps.push(crate::search::numbered_step());
    steps.push(crate::search::blocks_step());
    steps.push(crate::outbox::danger_step());
    steps.push(crate::outbox::queue_step());
    steps.push(crate::body::body_step());
    steps
}

pub(crate) async fn run(
    db: &DatabaseConnection,
    at: Timestamp,
    room_steps: &[Migration],
) -> Result<(), StoreError> {
    let ledger = table("schema_step").col("name", Column::Text).col("at", Column::Int).key(&["name"]);
    create(db, &ledger).await?;
    let name = Alias::new("name");
    let query = Query::select().column(name.clone()).from(Alias::new("schema_step")).to_owned();
    let mut done = BTreeSet::new();
    for row in db.query_all(&query).await? {
        done.insert(row.try_get::<String>("", "name")?);
    }
    let steps: Vec<Migration> = own_steps().into_iter().chain(room_steps.iter().cloned()).collect();
    if let Some(unknown) = done.iter().find(|d| !steps.iter().any(|s| s.name == d.as_str())) {
        return Err(StoreError::UnknownSchema(unknown.clone()));
    }
    for step in steps.iter().filter(|s| !done.contains(s.name)) {
        #[expect(clippy::disallowed_methods, reason = "a migration is alone with the database")]
        let tx = db.begin().await?;
        for table in &step.tables {
            create(&tx, table).await?;
        }
        let postgres = crate::Store::is_postgres(&tx);
        for (sqlite, pg) in &step.raw {
            tx.execute_unprepared(if postgres { pg } else { sqlite }).await?;
        }
        let insert = Query::insert()
            .into_table(Alias::new("schema_step"))
            .columns([name.clone(), Alias::new("at")])
            .values_panic([Expr::val(step.name), Expr::val(at.0)])
            .to_owned();
        tx.execute(&insert).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn create(db: &impl ConnectionTrait, draft: &TableDraft) -> Result<(), StoreError> {
    let mut statement = Table::create();
    statement.table(Alias::new(draft.name)).if_not_exists();
    for (name, kind, optional) in &draft.columns {
        let mut column = ColumnDef::new(Alias::new(*name));
        match kind {
            Column::Uuid => column.uuid(),
            Column::Text => column.text(),
            Column::Int => column.big_integer(),
            Column::Bytes => column.blob(),
            Column::Flag => column.boolean(),
        };
        if !optional {
            column.not_null();
        }
        statement.col(&mut column);
    }
    if !draft.key.is_empty() {
        let mut key = Index::create();
        for column in &draft.key {
            key.col(Alias::new(*column));
        }
        statement.primary_key(&mut key);
    }
    db.execute(&statement).await?;
    for (number, (columns, unique)) in draft.indexes.iter().enumerate() {
        let mut index = Index::create();
        index.name(format!("{}_i{number}", draft.name)).table(Alias::new(draft.name)).if_not_exists();
        for column in columns {
            index.col(Alias::new(*column));
        }
        if *unique {
            index.unique();
        }
        db.execute(&index).await?;
    }
    Ok(())
}

#[expect(unused_imports, reason = "ExprTrait gives Expr its conversions")]
use ExprTrait as _;
