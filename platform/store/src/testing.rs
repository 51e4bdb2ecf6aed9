//! Fresh databases of both kinds. A missing PostgreSQL fails the test; it never skips.

use crate::{Migration, Store, StoreError};
use kernel::testing::{SeededRng, TestClock};
use kernel::{Clock, Rng};
use sea_orm::sqlx::SqliteConnection;
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait, QueryFilter, Statement};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A fresh store, and what must outlive it.
#[derive(Debug)]
pub struct TestStore {
    /// The store.
    pub store: Store,
    /// Its clock, to be moved by the test.
    pub clock: Arc<TestClock>,
    /// `sqlite` or `postgres`, for messages.
    pub kind: &'static str,
    folder: Option<tempfile::TempDir>,
}

/// One fresh store on SQLite and one on PostgreSQL, migrated with these steps.
///
/// # Panics
/// When `LIAISON_TEST_POSTGRES` names no server that answers (see `proof/setup/postgres.sh`).
#[expect(clippy::panic, clippy::expect_used, reason = "test support")]
pub async fn both(steps: &[Migration]) -> Vec<TestStore> {
    let Ok(url) = std::env::var("LIAISON_TEST_POSTGRES") else {
        panic!("LIAISON_TEST_POSTGRES is not set: start the test server with `proof/setup/postgres.sh start`")
    };
    let mut stores = vec![sqlite(steps).await];
    let schema = format!("t{}", kernel::id::random(&crate::ambient::SystemRng).simple());
    let (clock, rng) = parts();
    let plain =
        Store::open(&url, clock.clone() as Arc<dyn Clock>, rng.clone()).await.expect("PostgreSQL answers");
    plain.db().execute_unprepared(&format!("CREATE SCHEMA {schema}")).await.expect("a fresh schema");
    drop(plain);
    let store = open(&url, Some(&schema), &clock, rng).await.expect("PostgreSQL answers");
    store.migrate(steps).await.expect("the schema is made on PostgreSQL");
    stores.push(TestStore { store, clock, kind: "postgres", folder: None });
    stores
}

/// A fresh store on SQLite only, for tests whose subject is not the store.
///
/// # Panics
/// When the temporary folder cannot be made.
#[expect(clippy::expect_used, reason = "test support")]
pub async fn sqlite(steps: &[Migration]) -> TestStore {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let url = format!("sqlite://{}?mode=rwc", folder.path().join("test.db").display());
    let (clock, rng) = parts();
    let store = open(&url, None, &clock, rng).await.expect("SQLite opens");
    store.migrate(steps).await.expect("the schema is made on SQLite");
    TestStore { store, clock, kind: "sqlite", folder: Some(folder) }
}

impl TestStore {
    /// The names of all tables that stand, those that a full-text index makes for itself left out.
    ///
    /// # Panics
    /// When the database does not answer.
    pub async fn tables(&self) -> Vec<String> {
        let sql = match self.kind {
            "sqlite" => {
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
                 AND name NOT LIKE 'search\\_word%' ESCAPE '\\' ORDER BY name"
            }
            _ => {
                "SELECT table_name::text AS name FROM information_schema.tables \
                 WHERE table_schema = current_schema() ORDER BY table_name"
            }
        };
        self.texts(sql, "name").await
    }

    /// Every row of every table as text, bytes in hexadecimal, those of a full-text index included.
    ///
    /// # Panics
    /// When the database does not answer.
    pub async fn dump(&self) -> Vec<(String, String)> {
        let mut tables = self.tables().await;
        if self.kind == "sqlite" {
            let own = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'search\\_word\\_%' ESCAPE '\\'";
            tables.extend(self.texts(own, "name").await);
        }
        let mut rows = Vec::new();
        for table in tables {
            let sql = if self.kind == "sqlite" {
                let columns = format!("SELECT name FROM pragma_table_info('{table}')");
                let columns = self.texts(&columns, "name").await;
                let quoted: Vec<String> = columns.iter().map(|c| format!("quote(\"{c}\")")).collect();
                format!("SELECT {} AS line FROM \"{table}\"", quoted.join(" || ' ' || "))
            } else {
                format!("SELECT row_to_json(t)::text AS line FROM \"{table}\" t")
            };
            rows.extend(self.texts(&sql, "line").await.into_iter().map(|line| (table.clone(), line)));
        }
        rows
    }

    /// The files of the database as bytes: of SQLite what stands in its folder, of PostgreSQL nothing.
    ///
    /// # Panics
    /// When a file does not read.
    #[must_use]
    #[expect(clippy::expect_used, reason = "test support")]
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let Some(folder) = &self.folder else { return Vec::new() };
        let files = std::fs::read_dir(folder.path()).expect("the folder is there");
        files
            .map(|file| {
                let path = file.expect("a file").path();
                (path.display().to_string(), std::fs::read(&path).expect("it reads"))
            })
            .collect()
    }

    #[expect(clippy::expect_used, reason = "test support")]
    async fn texts(&self, sql: &str, column: &str) -> Vec<String> {
        let db = self.store.db();
        let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await;
        rows.expect("the database answers")
            .iter()
            .map(|row| row.try_get::<Option<String>>("", column).expect("text").unwrap_or_default())
            .collect()
    }
}

/// A disk that can be full: while it is, no database on it takes another page, and a transaction that needs one fails
/// as it does on a real disk.
#[derive(Clone, Debug, Default)]
pub struct SmallDisk(Arc<AtomicBool>);

impl SmallDisk {
    /// Fills it, or makes room.
    pub fn fill(&self, full: bool) {
        self.0.store(full, Ordering::SeqCst);
    }

    /// Whether it is full.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }

    /// Opens a database on it, on SQLite.
    ///
    /// # Errors
    /// What the database says.
    pub async fn open(
        &self,
        url: &str,
        clock: Arc<dyn Clock>,
        rng: Arc<dyn Rng>,
    ) -> Result<Store, StoreError> {
        let mut options = crate::connect::options(url);
        options.max_connections(1).min_connections(1).idle_timeout(None).max_lifetime(None);
        let (old, new) = (self.clone(), self.clone());
        options.map_sqlx_sqlite_before_acquire(move |connection, _| {
            let disk = old.clone();
            Box::pin(async move { disk.limit(connection).await.map(|()| true) })
        });
        // A connection on which the disk was full is not used again; the one after it has the same disk.
        options.map_sqlx_sqlite_pool_opts(move |pool| {
            let new = new.clone();
            crate::connect::at_rest(pool).after_connect(move |connection, _| {
                let disk = new.clone();
                Box::pin(async move { disk.limit(connection).await })
            })
        });
        Store::open_by(options, clock, rng).await
    }

    async fn limit(&self, connection: &mut SqliteConnection) -> Result<(), sea_orm::sqlx::Error> {
        // It has to know how much there is. Less than there is means: as much as there is.
        let pages = if self.is_full() { 1 } else { i64::from(u32::MAX - 1) };
        for sql in
            ["SELECT count(*) FROM sqlite_schema".to_owned(), format!("PRAGMA max_page_count = {pages}")]
        {
            sea_orm::sqlx::query(sea_orm::sqlx::AssertSqlSafe(sql)).execute(&mut *connection).await?;
        }
        Ok(())
    }
}

/// Closes every connection of a store, as the end of its process does.
///
/// # Panics
/// When the database does not let go.
#[expect(clippy::expect_used, reason = "test support")]
pub async fn close(store: &Store) {
    store.db().clone().close().await.expect("the connections close");
}

/// How many messages of the outbox were received, by the receiver's signature.
///
/// # Panics
/// When the database does not answer.
#[expect(clippy::expect_used, reason = "test support")]
pub async fn delivered(store: &Store) -> u64 {
    let counted = store.run::<_, StoreError, _, _>("delivered", |tx| async move {
        Ok(crate::outbox::outbox_row::Entity::find()
            .filter(crate::outbox::outbox_row::Column::State.eq(crate::outbox::OutState::Delivered.code()))
            .count(tx.db())
            .await?)
    });
    counted.await.expect("it is counted")
}

fn parts() -> (Arc<TestClock>, Arc<dyn Rng>) {
    let seed = u64::from_be_bytes((&crate::ambient::SystemRng as &dyn Rng).array());
    (Arc::new(TestClock::default()), Arc::new(SeededRng::new(seed)))
}

async fn open(
    url: &str,
    schema: Option<&str>,
    clock: &Arc<TestClock>,
    rng: Arc<dyn Rng>,
) -> Result<Store, StoreError> {
    Store::open_with(url, schema, Arc::clone(clock) as Arc<dyn Clock>, rng).await
}

/// Every text and byte string that stands in a database on SQLite, with the column it stands in (`table.column`); a
/// column in which nothing stands comes once, with nothing. Numbers and ids are no texts.
///
/// # Panics
/// When the database does not answer.
#[expect(clippy::expect_used, reason = "test support")]
pub async fn every_value(store: &Store) -> Vec<(String, Vec<u8>)> {
    let ask = |sql: String| async move {
        let rows = store.db().query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await;
        rows.expect("SQLite answers")
    };
    let tables =
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
    let mut all = Vec::new();
    for table in ask(tables.to_owned()).await {
        let table: String = table.try_get("", "name").expect("a name");
        let columns = format!(
            "SELECT name FROM pragma_table_info('{table}') WHERE NOT (type LIKE '%int%' OR type LIKE '%uuid%' OR type LIKE '%bool%')"
        );
        for column in ask(columns).await {
            let column: String = column.try_get("", "name").expect("a name");
            let values = format!(
                "SELECT CAST(\"{column}\" AS BLOB) AS value FROM \"{table}\" WHERE typeof(\"{column}\") IN ('text', 'blob')"
            );
            let name = format!("{table}.{column}");
            let before = all.len();
            for row in ask(values).await {
                all.push((name.clone(), row.try_get("", "value").expect("a value")));
            }
            if all.len() == before {
                all.push((name, Vec::new()));
            }
        }
    }
    all
}
