//! Text search over tokens that our own analyser made, so that both databases give the same hits.
//!
//! The caller hands in tokens, never raw text. SQLite keeps them in FTS5 (`unicode61`), PostgreSQL in a `tsvector`.

use crate::{Migration, Store, StoreError, Tx};
use sea_orm::{ConnectionTrait, Statement, Value};
use uuid::Uuid;

/// Rows written in one statement.
const CHUNK: usize = 2_000;
/// Most tokens of one query.
const TOKENS_MAX: usize = 12;

/// A document: the tokens of one object.
#[derive(Clone, Debug)]
pub struct SearchEntry {
    /// The object the tokens belong to.
    pub object: Uuid,
    /// A larger thing it stands in, for filters: the case.
    pub within: Uuid,
    /// Tokens, separated by spaces.
    pub tokens: String,
}

/// What was found by is erased with it: FTS5 otherwise keeps the words of removed text in its index until it happens to
/// merge them away.
pub(crate) fn erasing_step() -> Migration {
    let erase = "INSERT INTO search_text (search_text, rank) VALUES ('secure-delete', 1)";
    let within = "CREATE INDEX search_text_within ON search_text (within)";
    Migration { name: "store-search-2", tables: Vec::new(), raw: vec![(erase, within)] }
}

pub(crate) fn step() -> Migration {
    Migration {
        name: "store-2-search",
        tables: Vec::new(),
        raw: vec![
            (
                "CREATE VIRTUAL TABLE search_text USING fts5(tokens, object UNINDEXED, within UNINDEXED, tokenize='unicode61 remove_diacritics 0')",
                "CREATE TABLE search_text (object uuid NOT NULL, within uuid NOT NULL, tokens tsvector NOT NULL)",
            ),
            ("SELECT 1", "CREATE INDEX search_text_tokens ON search_text USING gin (tokens)"),
            ("SELECT 1", "CREATE INDEX search_text_object ON search_text (object)"),
        ],
    }
}

/// Adds documents.
///
/// # Errors
/// What the database says.
pub async fn add(tx: &Tx, entries: &[SearchEntry]) -> Result<(), StoreError> {
    let postgres = Store::is_postgres(tx.db());
    for chunk in entries.chunks(CHUNK) {
        let mut sql = String::from("INSERT INTO search_text (object, within, tokens) VALUES ");
        let mut values: Vec<Value> = Vec::with_capacity(chunk.len() * 3);
        for (number, entry) in chunk.iter().enumerate() {
            let comma = if number == 0 { "" } else { "," };
            if postgres {
                let at = number * 3;
                sql.push_str(&format!("{comma}(${}, ${}, array_to_tsvector(${}))", at + 1, at + 2, at + 3));
                let mut tokens: Vec<String> = entry.tokens.split_whitespace().map(str::to_owned).collect();
                tokens.sort_unstable();
                tokens.dedup();
                values.extend([entry.object.into(), entry.within.into(), tokens.into()]);
            } else {
                sql.push_str(comma);
                sql.push_str("(?,?,?)");
                values.extend([entry.object.into(), entry.within.into(), entry.tokens.clone().into()]);
            }
        }
        tx.db()
            .execute_raw(Statement::from_sql_and_values(tx.db().get_database_backend(), sql, values))
            .await?;
    }
    Ok(())
}

/// Objects whose text holds every token; the last one may be the beginning of a longer token. With `within`, only
/// those that stand in it, so that a large node does not use up `most` with what is elsewhere.
///
/// # Errors
/// What the database says.
pub async fn find(
    tx: &Tx,
    tokens: &[String],
    within: Option<Uuid>,
    most: u64,
) -> Result<Vec<Uuid>, StoreError> {
    let tokens: Vec<&str> = tokens
        .iter()
        .map(String::as_str)
        .filter(|t| !t.is_empty() && t.chars().all(char::is_alphanumeric))
        .take(TOKENS_MAX)
        .collect();
    if tokens.is_empty() {
        return Ok(Vec::new());
    }
    let last = tokens.len() - 1;
    let postgres = Store::is_postgres(tx.db());
    let query = tokens
        .iter()
        .enumerate()
        .map(|(i, t)| match (postgres, i == last) {
            (true, true) => format!("{t}:*"),
            (true, false) => (*t).to_owned(),
            (false, true) => format!("\"{t}\"*"),
            (false, false) => format!("\"{t}\""),
        })
        .collect::<Vec<_>>()
        .join(if postgres { " & " } else { " AND " });
    let sql = match (postgres, within) {
        (true, None) => {
            "SELECT DISTINCT object FROM search_text WHERE tokens @@ $1::tsquery ORDER BY object LIMIT $2"
        }
        (true, Some(_)) => {
            "SELECT DISTINCT object FROM search_text WHERE tokens @@ $1::tsquery AND within = $3 ORDER BY object LIMIT $2"
        }
        (false, None) => {
            "SELECT DISTINCT object FROM search_text WHERE search_text MATCH ?1 ORDER BY object LIMIT ?2"
        }
        (false, Some(_)) => {
            "SELECT DISTINCT object FROM search_text WHERE search_text MATCH ?1 AND within = ?3 ORDER BY object LIMIT ?2"
        }
    };
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    let mut values: Vec<Value> = vec![query.into(), Value::from(limit)];
    values.extend(within.map(Value::from));
    let statement = Statement::from_sql_and_values(tx.db().get_database_backend(), sql, values);
    tx.db().query_all_raw(statement).await?.iter().map(|row| Ok(row.try_get("", "object")?)).collect()
}

/// Removes an object's text.
///
/// # Errors
/// What the database says.
pub async fn remove(tx: &Tx, object: Uuid) -> Result<(), StoreError> {
    let backend = tx.db().get_database_backend();
    let sql = if Store::is_postgres(tx.db()) {
        "DELETE FROM search_text WHERE object = $1"
    } else {
        "DELETE FROM search_text WHERE object = ?"
    };
    tx.db().execute_raw(Statement::from_sql_and_values(backend, sql, [object.into()])).await?;
    Ok(())
}

/// Removes the text of everything that stands in a larger thing: of a case.
///
/// # Errors
/// What the database says.
pub async fn remove_within(tx: &Tx, within: Uuid) -> Result<(), StoreError> {
    let backend = tx.db().get_database_backend();
    let sql = if Store::is_postgres(tx.db()) {
        "DELETE FROM search_text WHERE within = $1"
    } else {
        "DELETE FROM search_text WHERE within = ?"
    };
    tx.db().execute_raw(Statement::from_sql_and_values(backend, sql, [within.into()])).await?;
    Ok(())
}
