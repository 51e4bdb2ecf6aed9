//! Fresh databases of both kinds. A missing PostgreSQL fails the test; it never skips.

use crate::{Migration, Store, StoreError};
use kernel::testing::{SeededRng, TestClock};
use kernel::{Clock, Rng};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::sync::Arc;

/// A fresh store, and what must outlive it.
#[derive(Debug)]
pub struct TestStore {
    /// The store.
    pub store: Store,
    /// Its clock, to be moved by the test.
    pub clock: Arc<TestClock>,
    /// `sqlite` or `postgres`, for messages.
    pub kind: &'static str,
    _folder: Option<tempfile::TempDir>,
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
    stores.push(TestStore { store, clock, kind: "postgres", _folder: None });
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
    TestStore { store, clock, kind: "sqlite", _folder: Some(folder) }
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
