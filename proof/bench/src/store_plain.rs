//! What the databases do with plain statements, as the peer of what goes through the store, and ten thousand cases
//! written without the program.

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr, Statement};
use std::path::Path;
use std::time::Instant;

/// SQLite with the settings of the store.
async fn sqlite(file: &Path) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(format!("sqlite://{}?mode=rwc", file.display()));
    options.max_connections(1).sqlx_logging(false).map_sqlx_sqlite_opts(|o| {
        use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
        o.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full)
    });
    Database::connect(options).await
}

/// Seconds that SQLite alone takes for the rows which an import left in `full`, indexes and search included, in one
/// transaction. `empty` has the same tables.
///
/// # Errors
/// What the database says.
#[expect(clippy::disallowed_methods, reason = "measuring time is what this crate is for")]
pub async fn rows_again(full: &Path, empty: &Path) -> Result<f64, DbErr> {
    let db = sqlite(empty).await?;
    db.execute_unprepared(&format!("ATTACH '{}' AS held", full.display())).await?;
    let started = Instant::now();
    db.execute_unprepared("BEGIN IMMEDIATE").await?;
    for table in ["label", "entity", "statement_source", "statement", "selector"] {
        db.execute_unprepared(&format!("INSERT INTO main.{table} SELECT * FROM held.{table}")).await?;
    }
    db.execute_unprepared(
        "INSERT INTO main.search_doc SELECT * FROM held.search_doc; INSERT INTO main.search_word (search_word) VALUES ('rebuild')",
    )
    .await?;
    db.execute_unprepared("COMMIT").await?;
    Ok(started.elapsed().as_secs_f64())
}

/// Makes `cases` of the one case of a node that does not run, under `labels` different labels; every fourth label is
/// of a compartment that takes a clearance. Returns how many cases are under the others.
///
/// # Errors
/// What the database says.
pub async fn many_cases(file: &Path, cases: usize, labels: usize) -> Result<usize, DbErr> {
    let db = sqlite(file).await?;
    let steps = [
        // Copied whole, so that no column has to be named here but those that differ.
        format!(
            "CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {}) SELECT i FROM n",
            cases - 1
        ),
        format!(
            "CREATE TEMP TABLE l AS SELECT label.*, n.i FROM label, n WHERE n.i < {labels} AND label.id = (SELECT label FROM case_file)"
        ),
        "UPDATE l SET id = randomblob(16), json = json_set(json, '$.restrictions', json_array('agreed between units ' || i))".into(),
        "UPDATE l SET json = json_set(json, '$.compartment', 'integrity') WHERE i % 4 = 3".into(),
        format!(
            "CREATE TEMP TABLE c AS SELECT case_file.*, n.i, l.id AS own_label FROM case_file, n JOIN l ON l.i = n.i % {labels}"
        ),
        "UPDATE c SET id = randomblob(16), reference = reference || '-' || i, title = 'Case number ' || i, label = own_label, opened_at = opened_at + i".into(),
        "ALTER TABLE l DROP COLUMN i".into(),
        "INSERT INTO label SELECT * FROM l".into(),
        "ALTER TABLE c DROP COLUMN i".into(),
        "ALTER TABLE c DROP COLUMN own_label".into(),
        "DELETE FROM case_file".into(),
        "INSERT INTO case_file SELECT * FROM c".into(),
    ];
    db.execute_unprepared("BEGIN IMMEDIATE").await?;
    for step in &steps {
        db.execute_unprepared(step).await?;
    }
    db.execute_unprepared("COMMIT").await?;
    Ok((0..cases).filter(|n| n % labels % 4 != 3).count())
}

/// A connection to the database of a node, with a runtime of its own: what asks is no part of what is measured.
fn on<T>(url: &str, work: impl AsyncFnOnce(DatabaseConnection) -> Result<T, DbErr>) -> Result<T, DbErr> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| DbErr::Custom(error.to_string()))?;
    runtime.block_on(async {
        let mut options = ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false);
        work(Database::connect(options).await?).await
    })
}

/// The address of a new schema on this server, named after a State and a random number.
///
/// # Errors
/// What the database says.
pub fn fresh_schema(url: &str, party: &str) -> Result<String, DbErr> {
    let schema =
        format!("bench_{}_{}", party.to_lowercase(), kernel::id::random(&store::ambient::SystemRng).simple());
    on(url, async |db| db.execute_unprepared(&format!("CREATE SCHEMA {schema}")).await)?;
    Ok(format!("{url}?options=-c%20search_path%3D{schema}"))
}

/// Runs these statements.
///
/// # Errors
/// What the database says.
pub fn execute(url: &str, statements: &[&str]) -> Result<(), DbErr> {
    on(url, async |db| {
        for statement in statements {
            db.execute_unprepared(statement).await?;
        }
        Ok(())
    })
}

/// The numbers in the one column that this question is for.
///
/// # Errors
/// What the database says.
pub fn numbers(url: &str, question: &str) -> Result<Vec<i64>, DbErr> {
    on(url, async |db| {
        let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), question)).await?;
        rows.iter().map(|row| row.try_get_by_index(0)).collect()
    })
}

/// One writer that does to PostgreSQL what an audited transaction does, in plain text, one statement after the other.
pub struct PlainWriter(DatabaseConnection);

impl PlainWriter {
    /// Connects to where the store's tables are.
    ///
    /// # Errors
    /// What the database says.
    pub async fn connect(url: &str) -> Result<Self, DbErr> {
        let mut options = ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false);
        Ok(Self(Database::connect(options).await?))
    }

    /// A setting, a leaf and its body in one serialisable transaction.
    ///
    /// # Errors
    /// What the database says.
    pub async fn write(&self, name: &str, number: usize) -> Result<(), DbErr> {
        let body = "x".repeat(400);
        let id = format!("{:032x}", (u128::from_str_radix(name, 16).unwrap_or(0) << 64) | number as u128);
        // One round trip for each statement, as any client needs that reads what it gets.
        for statement in [
            "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE".to_owned(),
            format!(
                "INSERT INTO setting VALUES ('plain-{name}', '{number}') ON CONFLICT (name) DO UPDATE SET value = excluded.value"
            ),
            format!("INSERT INTO audit_waiting VALUES ('{id}', '{name}', '')"),
            format!(
                "INSERT INTO audit_body VALUES ('{id}', 0, '{id}', '{id}', 'bench', 'setting', '{id}', false, '{id}', '{body}')"
            ),
            "COMMIT".to_owned(),
        ] {
            self.0.execute_unprepared(&statement).await?;
        }
        Ok(())
    }

    /// Takes away what plain writers left, so that no chain holds it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn clear(&self) -> Result<(), DbErr> {
        self.0
            .execute_unprepared(
                "DELETE FROM audit_waiting WHERE mark = ''; DELETE FROM audit_body WHERE action = 'bench'",
            )
            .await?;
        Ok(())
    }
}
