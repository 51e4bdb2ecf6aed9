//! Transactions: named, retried, with their audit entries inside.

use crate::aside::Aside;
use crate::connect::BUSY_WAIT;
use crate::{audit, claim, connect, migrate};
use kernel::{AuditEntry, AuditSink, Clock, Outcome, Rng, Timestamp};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction,
    DbBackend, DbErr, IsolationLevel, RuntimeErr, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use seal::vault::IndexKey;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Attempts before a transaction that keeps colliding with others is given up.
const ATTEMPTS_MAX: u32 = 12;

/// What can go wrong in the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database answered with an error.
    #[error("the database failed: {0}")]
    Database(#[from] DbErr),
    /// Others kept changing the same rows.
    #[error("`{0}` collided with other work too often; try again")]
    Contended(&'static str),
    /// The schema was made by a newer program.
    #[error("the database holds a schema step this program does not know (`{0}`); install the newer program")]
    UnknownSchema(String),
    /// A stored value does not read back.
    #[error("a stored value does not read back: {0}; run `liaison verify`")]
    Corrupt(String),
    /// Something was to be written while only looking.
    #[error("`{0}` only looks and wrote to the log")]
    OnlyLooks(&'static str),
    /// A wrapped secret does not open.
    #[error("`{0}` does not open with this master key; check the key file")]
    Sealed(String),
}

impl StoreError {
    /// Whether trying again can help: a serialisation failure, a deadlock, a busy database.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        let Self::Database(DbErr::Exec(error) | DbErr::Query(error) | DbErr::Conn(error)) = self else {
            return false;
        };
        let RuntimeErr::SqlxError(error) = error else { return false };
        let code = error.as_database_error().and_then(|e| e.code());
        // PostgreSQL: 40001 serialisation failure, 40P01 deadlock. SQLite: 5 busy, 6 locked, 517 busy snapshot.
        code.is_some_and(|code| matches!(code.as_ref(), "40001" | "40P01" | "5" | "6" | "261" | "517"))
    }

    /// Whether the storage itself is full or gone, so that nothing was taken.
    #[must_use]
    pub fn is_disk_full(&self) -> bool {
        let text = self.to_string();
        text.contains("disk is full") || text.contains("No space left") || text.contains("disk I/O error")
    }
}

/// An error of a room that may have come from the store; [`Store::run`] asks it whether to try again.
pub trait Fault: From<StoreError> + Send {
    /// The store's error inside, if that is what it is.
    fn store(&self) -> Option<&StoreError>;
}

impl Fault for StoreError {
    fn store(&self) -> Option<&StoreError> {
        Some(self)
    }
}

/// An open database, with the clock and the randomness of the node.
#[derive(Clone)]
pub struct Store {
    db: DatabaseConnection,
    clock: Arc<dyn Clock>,
    rng: Arc<dyn Rng>,
    mark: Option<IndexKey>,
    /// Where writers of this process stand in line for SQLite, which lets in one. Its own way of waiting is to look again
    /// every now and then: whoever has waited long comes no sooner, and each that waits keeps a connection from those who
    /// look. `None` on PostgreSQL.
    turn: Option<Arc<tokio::sync::Mutex<()>>>,
}

/// What kind of transaction.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Changes records: immediate on SQLite, serialisable on PostgreSQL.
    Change,
    /// Does a job that one process at a time does: immediate on SQLite, READ COMMITTED on PostgreSQL, so that it
    /// makes no writer try again.
    Job,
    /// Looks at one moment of the database and changes nothing: it holds up no writer, however long it takes.
    Look,
}

impl Store {
    /// Opens `sqlite://PATH` or `postgres://…`. Makes nothing; see [`Store::migrate`].
    ///
    /// # Errors
    /// When the database cannot be reached or is not ours.
    pub async fn open(url: &str, clock: Arc<dyn Clock>, rng: Arc<dyn Rng>) -> Result<Self, StoreError> {
        Self::open_with(url, None, clock, rng).await
    }

    pub(crate) async fn open_with(
        url: &str,
        schema: Option<&str>,
        clock: Arc<dyn Clock>,
        rng: Arc<dyn Rng>,
    ) -> Result<Self, StoreError> {
        let mut options = connect::options(url);
        if let Some(schema) = schema {
            options.set_schema_search_path(schema);
        }
        Self::open_by(options, clock, rng).await
    }

    pub(crate) async fn open_by(
        options: ConnectOptions,
        clock: Arc<dyn Clock>,
        rng: Arc<dyn Rng>,
    ) -> Result<Self, StoreError> {
        let db = Database::connect(options).await?;
        let turn = (!Self::is_postgres(&db)).then(Arc::default);
        Ok(Self { db, clock, rng, mark: None, turn })
    }

    /// The same store, with the key under which entries of the log are marked as this node's until they are sealed.
    #[must_use]
    pub fn marking(self, key: IndexKey) -> Self {
        Self { mark: Some(key), ..self }
    }

    /// Brings the schema up to date. A step that the database has and the program does not know is refused.
    ///
    /// # Errors
    /// [`StoreError::UnknownSchema`], or what the database says.
    pub async fn migrate(&self, steps: &[crate::Migration]) -> Result<(), StoreError> {
        migrate::run(&self.db, self.clock.now(), steps).await
    }

    /// The node's clock.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
    }

    /// The node's randomness.
    #[must_use]
    pub fn rng(&self) -> &dyn Rng {
        self.rng.as_ref()
    }

    /// Takes what was erased out of the files as well: SQLite's write-ahead log still holds pages as they were before,
    /// until it is written back and cut. PostgreSQL does the like by itself when it vacuums. Call it after an erasure.
    ///
    /// # Errors
    /// What the database says. Others at work can put it off: what is left is taken the next time.
    pub async fn wipe_freed(&self) -> Result<(), StoreError> {
        if !Self::is_postgres(&self.db) {
            self.db.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
        }
        Ok(())
    }

    /// Runs a transaction. It may run several times when others change the same rows, so it must do nothing but
    /// read and write the database. On success its audit entries are written with it; on failure everything is
    /// undone and only its refusals are kept in the log, with what was put aside.
    ///
    /// # Errors
    /// What `work` returns, or the database's own error.
    pub async fn run<T, E, F, Fut>(&self, name: &'static str, work: F) -> Result<T, E>
    where
        F: Fn(Tx) -> Fut + Send + Sync,
        Fut: Future<Output = Result<T, E>> + Send,
        E: Fault,
        T: Send,
    {
        self.attempt(Kind::Change, name, work).await
    }

    /// Does a job that any number of processes would do and one does at a time; `None` if another is at it now. The
    /// claim is a lock that ends with the transaction, so that a process that dies holds nothing up. Its work sees what
    /// others commit meanwhile and must not decide by what it read before.
    ///
    /// # Errors
    /// What `work` returns, or the database's own error.
    pub async fn claimed<T, E, F, Fut>(&self, job: &'static str, work: F) -> Result<Option<T>, E>
    where
        F: Fn(Tx) -> Fut + Send + Sync,
        Fut: Future<Output = Result<T, E>> + Send,
        E: Fault,
        T: Send,
    {
        let work = &work;
        let claimed = self.attempt(Kind::Job, job, |tx: Tx| async move {
            if !claim::take(&tx, job).await? {
                return Ok(None);
            }
            work(tx).await.map(Some)
        });
        claimed.await
    }

    /// Looks at one moment of the database, for as long as it takes, without holding up those who write. What the
    /// gate must say is said in a transaction before it.
    ///
    /// # Errors
    /// What `work` returns, the database's own error, or [`StoreError::OnlyLooks`].
    pub async fn look<T, E, F, Fut>(&self, name: &'static str, work: F) -> Result<T, E>
    where
        F: Fn(Tx) -> Fut + Send + Sync,
        Fut: Future<Output = Result<T, E>> + Send,
        E: Fault,
        T: Send,
    {
        self.attempt(Kind::Look, name, work).await
    }

    async fn attempt<T, E, F, Fut>(&self, kind: Kind, name: &'static str, work: F) -> Result<T, E>
    where
        F: Fn(Tx) -> Fut + Send + Sync,
        Fut: Future<Output = Result<T, E>> + Send,
        E: Fault,
        T: Send,
    {
        for attempt in 0..ATTEMPTS_MAX {
            let tx = match self.begin(kind).await {
                Ok(tx) => tx,
                Err(error) if error.is_conflict() => {
                    self.pause(attempt).await;
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            let fault = match work(tx.clone()).await {
                Ok(value) => match Self::conclude(tx, name).await {
                    Ok(()) => return Ok(value),
                    Err(error) => E::from(error),
                },
                Err(fault) => {
                    let (refusals, asides) = (tx.refusals(), tx.asides());
                    tx.rollback().await;
                    let kept = !refusals.is_empty() || !asides.is_empty();
                    if fault.store().is_none_or(|e| !e.is_conflict()) && kept {
                        self.keep_of_undone(refusals, &asides).await?;
                    }
                    fault
                }
            };
            if fault.store().is_none_or(|e| !e.is_conflict()) {
                return Err(fault);
            }
            tracing::debug!(transaction = name, attempt, "collided; trying again");
            self.pause(attempt).await;
        }
        Err(StoreError::Contended(name).into())
    }

    /// The connection, for what needs no transaction: one look, a schema for a test.
    pub(crate) fn db(&self) -> &DatabaseConnection {
        &self.db
    }

    /// Whether this store is PostgreSQL; only this crate may ask.
    pub(crate) fn is_postgres(db: &impl ConnectionTrait) -> bool {
        db.get_database_backend() == DbBackend::Postgres
    }

    async fn begin(&self, kind: Kind) -> Result<Tx, StoreError> {
        let turn = match &self.turn {
            // Whoever has waited that long tries without it: what keeps two writers apart is the database.
            Some(turn) if kind != Kind::Look => {
                tokio::time::timeout(BUSY_WAIT, Arc::clone(turn).lock_owned()).await.ok()
            }
            _ => None,
        };
        let postgres = Self::is_postgres(&self.db);
        let (isolation, access, mode) = match kind {
            Kind::Change => {
                (IsolationLevel::Serializable, AccessMode::ReadWrite, SqliteTransactionMode::Immediate)
            }
            Kind::Job => {
                (IsolationLevel::ReadCommitted, AccessMode::ReadWrite, SqliteTransactionMode::Immediate)
            }
            Kind::Look => {
                (IsolationLevel::RepeatableRead, AccessMode::ReadOnly, SqliteTransactionMode::Deferred)
            }
        };
        let options = TransactionOptions {
            isolation_level: postgres.then_some(isolation),
            access_mode: postgres.then_some(access),
            sqlite_transaction_mode: (!postgres).then_some(mode),
        };
        // On its own: whoever asked for it may be gone when the database answers, as a browser that hung up, and a
        // transaction that nobody holds would keep the database locked for ever.
        let db = self.db.clone();
        let begun = tokio::spawn(async move { db.begin_with_options(options).await }).await;
        let db = begun.map_err(|e| DbErr::Custom(format!("a transaction did not begin: {e}")))??;
        Ok(Tx(Arc::new(TxInner {
            db,
            at: self.clock.now(),
            entries: Mutex::new(Vec::new()),
            asides: Mutex::new(Vec::new()),
            clock: Arc::clone(&self.clock),
            rng: Arc::clone(&self.rng),
            mark: self.mark.clone(),
            kind,
            turn,
        })))
    }

    /// Writes what was put aside, then commits.
    async fn conclude(tx: Tx, name: &'static str) -> Result<(), StoreError> {
        let asides = tx.asides();
        Self::settle(tx, asides.into_iter().filter(|a| !a.only_when_undone()), name).await
    }

    async fn settle(
        tx: Tx,
        asides: impl Iterator<Item = Arc<dyn Aside>> + Send,
        name: &'static str,
    ) -> Result<(), StoreError> {
        for aside in asides {
            if let Err(error) = aside.write(&tx).await {
                tx.rollback().await;
                return Err(error);
            }
        }
        tx.commit(name).await
    }

    /// What stays of a transaction that was undone: its refusals, and what was put aside.
    async fn keep_of_undone(
        &self,
        refusals: Vec<AuditEntry>,
        asides: &[Arc<dyn Aside>],
    ) -> Result<(), StoreError> {
        const NAME: &str = "what stays of a refusal";
        for attempt in 0..ATTEMPTS_MAX {
            let tx = self.begin(Kind::Change).await?;
            tx.log().extend(refusals.clone());
            match Self::settle(tx, asides.iter().map(Arc::clone), NAME).await {
                Err(error) if error.is_conflict() => self.pause(attempt).await,
                other => return other,
            }
        }
        Err(StoreError::Contended(NAME))
    }

    async fn pause(&self, attempt: u32) {
        let jitter = u64::from(self.rng.as_ref().array::<1>()[0]) % 20;
        tokio::time::sleep(Duration::from_millis((5 << attempt.min(6)) + jitter)).await;
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}

/// An open transaction. Rooms take `&Tx`; only handlers and jobs call [`Store::run`].
#[derive(Clone)]
pub struct Tx(Arc<TxInner>);

struct TxInner {
    db: DatabaseTransaction,
    at: Timestamp,
    entries: Mutex<Vec<AuditEntry>>,
    asides: Mutex<Vec<Arc<dyn Aside>>>,
    clock: Arc<dyn Clock>,
    rng: Arc<dyn Rng>,
    mark: Option<IndexKey>,
    kind: Kind,
    turn: Option<tokio::sync::OwnedMutexGuard<()>>,
}

impl Tx {
    /// The connection, for the queries of a room's `store.rs`.
    #[must_use]
    pub fn db(&self) -> &DatabaseTransaction {
        &self.0.db
    }

    /// The moment of this transaction; everything written in it bears the same time.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        self.0.at
    }

    /// The node's clock, for ids.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        self.0.clock.as_ref()
    }

    /// The node's randomness.
    #[must_use]
    pub fn rng(&self) -> &dyn Rng {
        self.0.rng.as_ref()
    }

    /// Where the gate writes its audit entries: they commit with this transaction.
    #[must_use]
    pub fn log(&self) -> TxLog {
        TxLog(self.clone())
    }

    /// Writes one audit entry with this transaction.
    pub fn audit(&self, entry: AuditEntry) {
        self.log().write(entry);
    }

    /// Puts something aside that is written whatever becomes of this transaction.
    pub fn put_aside(&self, aside: Arc<dyn Aside>) {
        let mut asides = self.0.asides.lock().unwrap_or_else(PoisonError::into_inner);
        if !aside.only_when_undone() {
            asides.retain(|other| !other.only_when_undone());
            asides.push(aside);
        } else if asides.is_empty() {
            asides.push(aside);
        }
    }

    fn asides(&self) -> Vec<Arc<dyn Aside>> {
        std::mem::take(&mut *self.0.asides.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The key that marks entries of the log as this node's.
    pub(crate) fn mark(&self) -> Option<&IndexKey> {
        self.0.mark.as_ref()
    }

    fn refusals(&self) -> Vec<AuditEntry> {
        let entries = self.0.entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.iter().filter(|e| matches!(e.outcome, Outcome::Refused(_))).cloned().collect()
    }

    async fn commit(self, name: &'static str) -> Result<(), StoreError> {
        let entries = std::mem::take(&mut *self.0.entries.lock().unwrap_or_else(PoisonError::into_inner));
        if self.0.kind == Kind::Look && !entries.is_empty() {
            return Err(StoreError::OnlyLooks(name));
        }
        audit::write_leaves(&self, entries).await?;
        // A clone that outlived its transaction would write outside it.
        let inner =
            Arc::into_inner(self.0).ok_or(StoreError::Contended("a transaction was kept after its end"))?;
        let TxInner { db, turn, .. } = inner;
        let committed = db.commit().await;
        drop(turn);
        Ok(committed?)
    }

    async fn rollback(self) {
        let Some(TxInner { db, turn, .. }) = Arc::into_inner(self.0) else { return };
        if let Err(error) = db.rollback().await {
            tracing::warn!(%error, "a rollback failed; the connection is dropped and the database undoes it");
        }
        drop(turn);
    }
}

impl std::fmt::Debug for Tx {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx").field("at", &self.0.at).finish_non_exhaustive()
    }
}

/// The audit log of a transaction, as the gate wants it.
#[derive(Debug)]
pub struct TxLog(Tx);

impl TxLog {
    fn extend(self, entries: Vec<AuditEntry>) {
        self.0.0.entries.lock().unwrap_or_else(PoisonError::into_inner).extend(entries);
    }
}

impl AuditSink for TxLog {
    fn write(&mut self, entry: AuditEntry) {
        self.0.0.entries.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
    }
}
