//! Text search over tokens that our own analyser made, so that both databases give the same hits.
//!
//! The caller hands in tokens, never raw text. SQLite keeps them in FTS5 (`unicode61`), PostgreSQL in a `tsvector`. What
//! is found comes newest first and in parts, so that a word which a hundred thousand records hold costs no more than
//! what is shown of it.

use crate::{Migration, Store, StoreError, Tx};
use sea_orm::{ConnectionTrait, Statement, Value};
use uuid::Uuid;

/// Rows written in one statement.
const CHUNK: usize = 2_000;
/// Most terms of one query; the others are left out.
pub const TERMS_MAX: usize = 16;
/// Most tokens of which one term is one.
const CHOICES_MAX: usize = 128;
/// Fewest characters of a token that may be the beginning of a longer one: shorter beginnings are of half the index.
pub const BEGINNING_CHARS_MIN: usize = 3;
/// A longer beginning is looked for by so many characters: beginnings of both lengths have an index of their own.
pub const BEGINNING_CHARS: usize = 5;

/// On PostgreSQL the index of words knows of which block each document is: those whose numbers are the same but for so many bits.
const BLOCK_BITS: u32 = 12;
/// The newest blocks, where a common word fills a page.
const BLOCKS_NEAR: i64 = 2;
/// Blocks asked at once for a common word that the newest do not have: at first, and at most, twice as many each time.
const BLOCKS_AT_ONCE: (i64, i64) = (16, 256);
/// Documents with a word that are read at once whatever their order, before more than those are asked for in blocks.
const FEW: u64 = 2_000;
/// The block of a document as PostgreSQL's index of words has it, beside the words: the two joined would be one text, which may
/// not be longer than a mebibyte.
macro_rules! block {
    () => {
        "array_to_tsvector(ARRAY[(n >> 12)::text])"
    };
}

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

/// A condition: a document holds one of these tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// The tokens.
    pub one_of: Vec<String>,
    /// Each may be the beginning of a longer token, if it is long enough for that. Only its first
    /// [`BEGINNING_CHARS_MIN`] or [`BEGINNING_CHARS`] characters are held to: whoever shows what is found looks again.
    pub begins: bool,
}

/// What is asked: documents for which every term holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The terms.
    pub terms: Vec<Term>,
    /// Only what stands in this larger thing, so that a large node does not use up a search with what is elsewhere.
    pub within: Option<Uuid>,
}

/// Where one found document stands in the order of the index, and which object it is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its number; later documents have higher ones.
    pub n: i64,
    /// The object.
    pub object: Uuid,
}

/// What was found by is erased with it: FTS5 otherwise keeps the words of removed text in its index until it happens to
/// merge them away.
pub(crate) fn erasing_step() -> Migration {
    let erase = "INSERT INTO search_text (search_text, rank) VALUES ('secure-delete', 1)";
    let within = "CREATE INDEX search_text_within ON search_text (within)";
    Migration { name: "store-search-2", tables: Vec::new(), raw: vec![(erase, within)] }
}

/// Documents are numbered and found by their object without reading all of them; the larger thing is a token of its own.
pub(crate) fn numbered_step() -> Migration {
    let nothing = "SELECT 1";
    Migration {
        name: "store-search-3",
        tables: Vec::new(),
        raw: vec![
            (
                "CREATE TABLE search_doc (n INTEGER PRIMARY KEY, object blob NOT NULL, within blob NOT NULL, tokens text NOT NULL)",
                "ALTER TABLE search_text RENAME TO search_doc",
            ),
            (
                "INSERT INTO search_doc (object, within, tokens) SELECT object, within, tokens || ' c' || lower(hex(within)) FROM search_text ORDER BY rowid",
                "UPDATE search_doc SET tokens = tokens || array_to_tsvector(ARRAY['c' || replace(within::text, '-', '')])",
            ),
            (
                "DROP TABLE search_text",
                "ALTER TABLE search_doc ADD COLUMN n bigint GENERATED ALWAYS AS IDENTITY",
            ),
            (
                "CREATE INDEX search_doc_object ON search_doc (object)",
                "CREATE INDEX search_doc_n ON search_doc (n)",
            ),
            ("CREATE INDEX search_doc_within ON search_doc (within)", nothing),
            (
                "CREATE VIRTUAL TABLE search_word USING fts5(tokens, content='search_doc', content_rowid='n', tokenize='unicode61 remove_diacritics 0', detail=none, prefix='3 5')",
                nothing,
            ),
            ("INSERT INTO search_word (search_word) VALUES ('rebuild')", nothing),
            ("INSERT INTO search_word (search_word, rank) VALUES ('secure-delete', 1)", nothing),
        ],
    }
}

/// PostgreSQL's index of words knows the block of each document, and where the newest of a larger thing is.
pub(crate) fn blocks_step() -> Migration {
    let nothing = "SELECT 1";
    let words = concat!("CREATE INDEX search_doc_words ON search_doc USING gin (tokens, (", block!(), "))");
    Migration {
        name: "store-search-4",
        tables: Vec::new(),
        raw: vec![
            (nothing, "DROP INDEX search_text_tokens"),
            (nothing, words),
            (nothing, "DROP INDEX search_text_within"),
            (nothing, "CREATE INDEX search_doc_within ON search_doc (within, n)"),
        ],
    }
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

/// The token of a larger thing.
fn place(within: Uuid) -> String {
    format!("c{}", within.simple())
}

/// Adds documents.
///
/// # Errors
/// What the database says.
pub async fn add(tx: &Tx, entries: &[SearchEntry]) -> Result<(), StoreError> {
    if Store::is_postgres(tx.db()) {
        for chunk in entries.chunks(CHUNK) {
            let rows = chunk.iter().map(|entry| {
                let mut tokens: Vec<String> = entry.tokens.split_whitespace().map(str::to_owned).collect();
                tokens.push(place(entry.within));
                tokens.sort_unstable();
                tokens.dedup();
                vec![entry.object.into(), entry.within.into(), tokens.into()]
            });
            let into = "INSERT INTO search_doc (object, within, tokens) VALUES ";
            insert(tx, into, "(?,?,array_to_tsvector(?))", rows).await?;
        }
        return Ok(());
    }
    let mut next = newest(tx).await?;
    for chunk in entries.chunks(CHUNK) {
        let (mut documents, mut words) = (Vec::new(), Vec::new());
        for entry in chunk {
            next = next.saturating_add(1);
            let tokens = format!("{} {}", entry.tokens, place(entry.within));
            words.push(vec![next.into(), tokens.clone().into()]);
            documents.push(vec![next.into(), entry.object.into(), entry.within.into(), tokens.into()]);
        }
        let into = "INSERT INTO search_doc (n, object, within, tokens) VALUES ";
        insert(tx, into, "(?,?,?,?)", documents).await?;
        insert(tx, "INSERT INTO search_word (rowid, tokens) VALUES ", "(?,?)", words).await?;
    }
    Ok(())
}

/// The number of the newest document. A transaction of SQLite that writes is alone, so that the next is free there.
async fn newest(tx: &Tx) -> Result<i64, StoreError> {
    let sql = "SELECT COALESCE(MAX(n), 0) AS n FROM search_doc";
    let asked = Statement::from_string(tx.db().get_database_backend(), sql);
    let row = tx.db().query_one_raw(asked).await?;
    Ok(row.map(|row| row.try_get("", "n")).transpose()?.unwrap_or(0))
}

/// Writes rows in one statement; `row` has a `?` for each value.
async fn insert(
    tx: &Tx,
    into: &str,
    row: &str,
    rows: impl IntoIterator<Item = Vec<Value>>,
) -> Result<(), StoreError> {
    let postgres = Store::is_postgres(tx.db());
    let mut sql = String::from(into);
    let mut values: Vec<Value> = Vec::new();
    for (number, of_row) in rows.into_iter().enumerate() {
        if number > 0 {
            sql.push(',');
        }
        let first = values.len();
        let mut place = 0_usize;
        for c in row.chars() {
            if c == '?' && postgres {
                place = place.saturating_add(1);
                sql.push_str(&format!("${}", first.saturating_add(place)));
            } else {
                sql.push(c);
            }
        }
        values.extend(of_row);
    }
    if values.is_empty() {
        return Ok(());
    }
    tx.db().execute_raw(Statement::from_sql_and_values(tx.db().get_database_backend(), sql, values)).await?;
    Ok(())
}

/// What a token is looked for by as a beginning; `None` for one that is too short.
fn beginning(token: &str) -> Option<String> {
    let length = match token.chars().count() {
        0..BEGINNING_CHARS_MIN => return None,
        BEGINNING_CHARS_MIN..BEGINNING_CHARS => BEGINNING_CHARS_MIN,
        _ => BEGINNING_CHARS,
    };
    Some(token.chars().take(length).collect())
}

/// A query in the database's words; `None` if a term holds for nothing.
fn written(query: &Query, postgres: bool) -> Option<String> {
    let within = query.within.map(|within| Term { one_of: vec![place(within)], begins: false });
    let mut conditions = Vec::new();
    for term in query.terms.iter().take(TERMS_MAX).chain(&within) {
        let sound = |t: &&String| !t.is_empty() && t.chars().all(char::is_alphanumeric);
        let choices: Vec<String> = term
            .one_of
            .iter()
            .filter(sound)
            .take(CHOICES_MAX)
            .map(|t| match (postgres, beginning(t).filter(|_| term.begins)) {
                (true, Some(start)) => format!("{start}:*"),
                (true, None) => t.clone(),
                (false, Some(start)) => format!("\"{start}\"*"),
                (false, None) => format!("\"{t}\""),
            })
            .collect();
        if choices.is_empty() {
            return None;
        }
        conditions.push(format!("({})", choices.join(if postgres { " | " } else { " OR " })));
    }
    (!query.terms.is_empty()).then(|| conditions.join(if postgres { " & " } else { " AND " }))
}

/// Documents that answer a query, newest first, at most `most` of those before the number `before`.
///
/// # Errors
/// What the database says.
pub async fn find(tx: &Tx, query: &Query, before: Option<i64>, most: u64) -> Result<Vec<Hit>, StoreError> {
    let postgres = Store::is_postgres(tx.db());
    let Some(words) = written(query, postgres) else { return Ok(Vec::new()) };
    if postgres {
        return find_on_postgres(tx, &words, query.within, before, most).await;
    }
    // The index of words leads: the order of the join is fixed.
    let sql = "SELECT d.n AS n, d.object AS object FROM search_word CROSS JOIN search_doc d ON d.n = search_word.rowid \
               WHERE search_word MATCH ?1 AND search_word.rowid < ?2 ORDER BY search_word.rowid DESC LIMIT ?3";
    hits(tx, sql, vec![words.into(), before.unwrap_or(i64::MAX).into(), limit(most).into()]).await
}

/// PostgreSQL gives what its index of words has in the order of the table, and reads every document for it before the
/// newest are known. A common word fills a page from the newest blocks, of which each is a word of the index. Of a word
/// that does not, all documents are read if they are few. What is neither is looked for block by block: a word that old
/// documents have.
async fn find_on_postgres(
    tx: &Tx,
    words: &str,
    within: Option<Uuid>,
    before: Option<i64>,
    most: u64,
) -> Result<Vec<Hit>, StoreError> {
    let Some(newest) = newest_on_postgres(tx, within, before.unwrap_or(i64::MAX)).await? else {
        return Ok(Vec::new());
    };
    let mut last = newest >> BLOCK_BITS;
    let first = last.saturating_sub(BLOCKS_NEAR);
    let mut found = of_blocks(tx, words, (first, last), newest, most).await?;
    if found.len() as u64 >= most || first < 0 {
        return Ok(found);
    }
    // A sum is no bound that another index has, and what is made before its limit is not planned as if much would come soon:
    // the index of words leads.
    let sql = "WITH found AS MATERIALIZED (SELECT n, object FROM search_doc WHERE tokens @@ $1::tsquery AND n + 0 <= $2) \
               SELECT n, object FROM found LIMIT $3";
    let values = vec![words.into(), newest.into(), limit(FEW.saturating_add(1)).into()];
    let mut all = hits(tx, sql, values).await?;
    if all.len() as u64 <= FEW {
        all.sort_unstable_by_key(|hit| std::cmp::Reverse(hit.n));
        all.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        return Ok(all);
    }
    last = first;
    let (mut at_once, at_once_max) = BLOCKS_AT_ONCE;
    while last >= 0 && (found.len() as u64) < most {
        let first = last.saturating_sub(at_once);
        at_once = at_once.saturating_mul(2).min(at_once_max);
        let missing = most.saturating_sub(found.len() as u64);
        found.extend(of_blocks(tx, words, (first, last), newest, missing).await?);
        last = first;
    }
    Ok(found)
}

/// The number of the newest document before this number: of all, or of a larger thing.
async fn newest_on_postgres(tx: &Tx, within: Option<Uuid>, before: i64) -> Result<Option<i64>, StoreError> {
    let mut sql = String::from("SELECT MAX(n) AS n FROM search_doc WHERE n < $1");
    let mut values: Vec<Value> = vec![before.into()];
    if let Some(within) = within {
        sql.push_str(" AND within = $2");
        values.push(within.into());
    }
    let asked = Statement::from_sql_and_values(tx.db().get_database_backend(), sql, values);
    let row = tx.db().query_one_raw(asked).await?;
    Ok(row.map(|row| row.try_get("", "n")).transpose()?.flatten())
}

/// What these blocks have, after the first and up to the last, and of the last up to a number: newest first.
async fn of_blocks(
    tx: &Tx,
    words: &str,
    (first, last): (i64, i64),
    newest: i64,
    most: u64,
) -> Result<Vec<Hit>, StoreError> {
    let blocks: Vec<String> =
        (first.saturating_add(1).max(0)..=last).map(|block| block.to_string()).collect();
    // A sum is no order and no bound that another index has: the index of words leads.
    let sql = concat!(
        "SELECT n, object FROM search_doc WHERE tokens @@ $1::tsquery AND ",
        block!(),
        " @@ $2::tsquery AND n + 0 <= $3 ORDER BY n + 0 DESC LIMIT $4"
    );
    let values = vec![words.into(), blocks.join(" | ").into(), newest.into(), limit(most).into()];
    hits(tx, sql, values).await
}

fn limit(most: u64) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}

async fn hits(tx: &Tx, sql: &str, values: Vec<Value>) -> Result<Vec<Hit>, StoreError> {
    let statement = Statement::from_sql_and_values(tx.db().get_database_backend(), sql, values);
    let rows = tx.db().query_all_raw(statement).await?;
    rows.iter().map(|row| Ok(Hit { n: row.try_get("", "n")?, object: row.try_get("", "object")? })).collect()
}

/// Removes an object's text.
///
/// # Errors
/// What the database says.
pub async fn remove(tx: &Tx, object: Uuid) -> Result<(), StoreError> {
    remove_by(tx, "object", object).await
}

/// Removes the text of everything that stands in a larger thing: of a case.
///
/// # Errors
/// What the database says.
pub async fn remove_within(tx: &Tx, within: Uuid) -> Result<(), StoreError> {
    remove_by(tx, "within", within).await
}

async fn remove_by(tx: &Tx, column: &str, id: Uuid) -> Result<(), StoreError> {
    let backend = tx.db().get_database_backend();
    if Store::is_postgres(tx.db()) {
        let sql = format!("DELETE FROM search_doc WHERE {column} = $1");
        tx.db().execute_raw(Statement::from_sql_and_values(backend, sql, [id.into()])).await?;
        return Ok(());
    }
    // The index forgets a document only by the words that it was given.
    let words = format!(
        "INSERT INTO search_word (search_word, rowid, tokens) SELECT 'delete', n, tokens FROM search_doc WHERE {column} = ?"
    );
    let documents = format!("DELETE FROM search_doc WHERE {column} = ?");
    for sql in [words, documents] {
        tx.db().execute_raw(Statement::from_sql_and_values(backend, sql, [id.into()])).await?;
    }
    Ok(())
}
