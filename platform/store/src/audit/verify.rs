//! The walk over the whole log, in batches of bounded memory: what is missing, changed, put in or put elsewhere, and
//! where. It goes on after a fault, so that one does not hide another.

use super::rows::{body_row, checkpoint_row, link_row, listed_row, waiting_row};
use super::{ERASE, Head, LoggedEntry, is_marked, listed_of, next_head};
use crate::{StoreError, Tx};
use kernel::{Digest, Salted};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, JoinType, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Entries read at once.
const BATCH: u64 = 2_000;
/// Faults that are told; more are only counted.
pub const FAULTS_MAX: usize = 50;
/// How much older than the newest sealed entry one that waits may be, in milliseconds: clocks of several processes
/// differ a little.
const HELD_BACK_MS: i64 = 60_000;

/// What does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// A place in the chain is empty.
    MissingEntry,
    /// The entry does not continue the one before it: changed, put in, or put elsewhere.
    Digest,
    /// The text is gone and no entry says that it was erased.
    MissingText,
    /// The text is not the one that was written.
    Text,
    /// What the entry is found by is not what its text says.
    Columns,
    /// A text stands without a place in the chain: its entry was removed, or somebody put it in.
    NoPlace,
    /// A checkpoint is not signed by this node, or for another head.
    Signature,
    /// The end of the chain is not signed.
    Unsigned,
    /// A checkpoint was signed over more entries than there are.
    CutOff,
    /// An entry waits that this node did not write.
    NotOurs,
    /// An entry waits although later ones are sealed.
    HeldBack,
}

impl Why {
    /// Every one.
    pub const ALL: &[Self] = &[
        Self::MissingEntry,
        Self::Digest,
        Self::MissingText,
        Self::Text,
        Self::Columns,
        Self::NoPlace,
        Self::Signature,
        Self::Unsigned,
        Self::CutOff,
        Self::NotOurs,
        Self::HeldBack,
    ];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::MissingEntry => "missing-entry",
            Self::Digest => "digest",
            Self::MissingText => "missing-text",
            Self::Text => "text",
            Self::Columns => "columns",
            Self::NoPlace => "no-place",
            Self::Signature => "signature",
            Self::Unsigned => "unsigned",
            Self::CutOff => "cut-off",
            Self::NotOurs => "not-ours",
            Self::HeldBack => "held-back",
        }
    }

    /// In words, for the command line.
    #[must_use]
    pub fn says(self) -> &'static str {
        match self {
            Self::MissingEntry => "an entry is missing from the chain",
            Self::Digest => "it does not continue the entry before it: changed, put in or put elsewhere",
            Self::MissingText => "its text is gone and no entry says that it was erased",
            Self::Text => "its text was changed",
            Self::Columns => "what it is found by was changed",
            Self::NoPlace => "its text stands without a place in the chain: removed from it, or put in",
            Self::Signature => "the checkpoint over it is not this node's signature over this head",
            Self::Unsigned => "the end of the chain is not signed",
            Self::CutOff => "a checkpoint was signed over more entries than there are: the end was cut off",
            Self::NotOurs => "it waits to be sealed and this node did not write it",
            Self::HeldBack => "it waits although later entries are sealed",
        }
    }
}

/// One thing that does not fit, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LogFault {
    /// The place in the chain, where it has one.
    pub seq: Option<i64>,
    /// The entry, where it is known.
    pub entry: Option<Uuid>,
    /// What does not fit.
    pub why: Why,
}

/// The result of verifying the log.
#[derive(Clone, Debug, Default, Serialize)]
pub struct LogReport {
    /// Entries in the chain.
    pub chained: i64,
    /// Entries not chained yet.
    pub waiting: u64,
    /// Texts that were erased, with an entry that says so; their digests still stand.
    pub erased: i64,
    /// Signed checkpoints.
    pub checkpoints: i64,
    /// The last head.
    pub head: Option<String>,
    /// What does not fit, [`FAULTS_MAX`] at most.
    pub faults: Vec<LogFault>,
    /// Faults beyond those.
    pub more: u64,
}

impl LogReport {
    /// Whether everything fits.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.faults.is_empty()
    }

    fn fault(&mut self, seq: Option<i64>, entry: Option<Uuid>, why: Why) {
        if self.faults.len() < FAULTS_MAX {
            self.faults.push(LogFault { seq, entry, why });
        } else {
            self.more = self.more.saturating_add(1);
        }
    }
}

/// Reads a checkpoint: the head it is for, if this node signed it.
pub type OpenCheckpoint<'a> = &'a (dyn Fn(&[u8]) -> Option<Head> + Send + Sync);
/// Whether a signature over a bare head is this node's: how chains were signed before there were checkpoints.
pub type CheckBare<'a> = &'a (dyn Fn(&[u8], &[u8]) -> bool + Send + Sync);

/// Walks the whole log: every link, every text that still stands, every checkpoint, everything that waits.
///
/// # Errors
/// What the database says. What does not fit is in the report.
pub async fn verify(tx: &Tx, open: OpenCheckpoint<'_>, bare: CheckBare<'_>) -> Result<LogReport, StoreError> {
    let mut walk = Walk { report: LogReport::default(), head: String::new(), signed: 0, newest: 0 };
    loop {
        let links = link_row::Entity::find()
            .filter(link_row::Column::Seq.gt(walk.report.chained))
            .order_by_asc(link_row::Column::Seq)
            .limit(BATCH)
            .all(tx.db())
            .await?;
        if links.is_empty() {
            break;
        }
        walk.batch(tx, &links, open, bare).await?;
    }
    walk.end(tx).await?;
    walk.waiting(tx).await?;
    walk.without_place(tx).await?;
    let mut report = walk.report;
    report.head = (!walk.head.is_empty()).then_some(walk.head);
    Ok(report)
}

/// The walk so far.
struct Walk {
    report: LogReport,
    head: String,
    /// How far the chain is signed.
    signed: i64,
    /// When the newest entry in the chain was written.
    newest: i64,
}

/// What stands beside the links of a batch.
struct Beside {
    bodies: BTreeMap<Uuid, body_row::Model>,
    listed: BTreeMap<Uuid, BTreeSet<Uuid>>,
    checkpoints: BTreeMap<i64, Vec<u8>>,
    erased: BTreeSet<Uuid>,
}

impl Walk {
    async fn batch(
        &mut self,
        tx: &Tx,
        links: &[link_row::Model],
        open: OpenCheckpoint<'_>,
        bare: CheckBare<'_>,
    ) -> Result<(), StoreError> {
        let beside = beside(tx, links).await?;
        for link in links {
            let expected = self.report.chained.saturating_add(1);
            if link.seq != expected {
                self.report.fault(Some(expected), None, Why::MissingEntry);
            }
            let here = (Some(link.seq), Some(link.leaf));
            let next = next_head(&self.head, link.seq, &link.digest);
            // After a gap nothing can continue; the gap is the fault.
            if link.seq == expected && next.to_string() != link.head {
                self.report.fault(here.0, here.1, Why::Digest);
            }
            self.text(link, &beside);
            self.signature(link, &beside, open, bare);
            self.newest = Ord::max(self.newest, written_at(link.leaf));
            self.head.clone_from(&link.head);
            self.report.chained = link.seq;
        }
        Ok(())
    }

    fn text(&mut self, link: &link_row::Model, beside: &Beside) {
        let here = (Some(link.seq), Some(link.leaf));
        match beside.bodies.get(&link.leaf) {
            Some(body) => {
                let none = BTreeSet::new();
                let listed = beside.listed.get(&link.leaf).unwrap_or(&none);
                if let Some(why) = misfit(body, &link.digest, listed) {
                    self.report.fault(here.0, here.1, why);
                }
            }
            None if beside.erased.contains(&link.leaf) => {
                self.report.erased = self.report.erased.saturating_add(1);
            }
            None => self.report.fault(here.0, here.1, Why::MissingText),
        }
    }

    fn signature(
        &mut self,
        link: &link_row::Model,
        beside: &Beside,
        open: OpenCheckpoint<'_>,
        bare: CheckBare<'_>,
    ) {
        let head = Digest::parse(&link.head);
        if let Some(document) = beside.checkpoints.get(&link.seq) {
            self.report.checkpoints = self.report.checkpoints.saturating_add(1);
            let fits = open(document).is_some_and(|c| c.seq == link.seq && Some(c.head) == head);
            if fits {
                self.signed = link.seq;
            } else {
                self.report.fault(Some(link.seq), Some(link.leaf), Why::Signature);
            }
        }
        if let Some(signature) = &link.signature {
            if head.is_some_and(|head| bare(&head.0, signature)) {
                self.signed = link.seq;
            } else {
                self.report.fault(Some(link.seq), Some(link.leaf), Why::Signature);
            }
        }
    }

    /// The end of the chain: signed, and as long as what was signed.
    async fn end(&mut self, tx: &Tx) -> Result<(), StoreError> {
        let chained = self.report.chained;
        if self.signed < chained {
            self.report.fault(Some(chained), None, Why::Unsigned);
        }
        let beyond = checkpoint_row::Entity::find()
            .filter(checkpoint_row::Column::Seq.gt(chained))
            .order_by_desc(checkpoint_row::Column::Seq)
            .one(tx.db())
            .await?;
        if let Some(beyond) = beyond {
            self.report.fault(Some(beyond.seq), None, Why::CutOff);
        }
        Ok(())
    }

    /// What is not sealed yet must be this node's, whole, and younger than what is.
    async fn waiting(&mut self, tx: &Tx) -> Result<(), StoreError> {
        self.report.waiting = waiting_row::Entity::find().count(tx.db()).await?;
        let unmarked = checkpoint_row::Entity::find().one(tx.db()).await?.is_none();
        let mut after = Uuid::nil();
        loop {
            let leaves = waiting_row::Entity::find()
                .filter(waiting_row::Column::Id.gt(after))
                .order_by_asc(waiting_row::Column::Id)
                .limit(BATCH)
                .all(tx.db())
                .await?;
            let Some(last) = leaves.last() else { return Ok(()) };
            after = last.id;
            let ids: Vec<Uuid> = leaves.iter().map(|leaf| leaf.id).collect();
            let (bodies, listed) = (bodies(tx, &ids).await?, listed(tx, &ids).await?);
            for leaf in &leaves {
                let none = BTreeSet::new();
                let misfit = match bodies.get(&leaf.id) {
                    None => Some(Why::MissingText),
                    Some(body) => misfit(body, &leaf.digest, listed.get(&leaf.id).unwrap_or(&none)),
                };
                let ours = is_marked(tx, leaf) || (unmarked && leaf.mark.is_empty());
                let written = written_at(leaf.id).saturating_add(HELD_BACK_MS);
                let why = match misfit {
                    _ if !ours => Some(Why::NotOurs),
                    Some(why) => Some(why),
                    None => (written < self.newest && written < tx.at().0).then_some(Why::HeldBack),
                };
                if let Some(why) = why {
                    self.report.fault(None, Some(leaf.id), why);
                }
            }
        }
    }

    /// Texts that belong to no entry, sealed or waiting.
    async fn without_place(&mut self, tx: &Tx) -> Result<(), StoreError> {
        let (body, link, waiting) =
            (Alias::new("audit_body"), Alias::new("audit_link"), Alias::new("audit_waiting"));
        let id = || Expr::col((body.clone(), Alias::new("id")));
        let leaf = || Expr::col((link.clone(), Alias::new("leaf")));
        let waits = || Expr::col((waiting.clone(), Alias::new("id")));
        let query = Query::select()
            .column((body.clone(), Alias::new("id")))
            .from(body.clone())
            .join(JoinType::LeftJoin, link.clone(), id().eq(leaf()))
            .join(JoinType::LeftJoin, waiting.clone(), id().eq(waits()))
            .and_where(leaf().is_null())
            .and_where(waits().is_null())
            .limit(FAULTS_MAX as u64)
            .to_owned();
        for row in tx.db().query_all(&query).await? {
            self.report.fault(None, Some(row.try_get("", "id")?), Why::NoPlace);
        }
        Ok(())
    }
}

async fn beside(tx: &Tx, links: &[link_row::Model]) -> Result<Beside, StoreError> {
    let ids: Vec<Uuid> = links.iter().map(|link| link.leaf).collect();
    let bodies = bodies(tx, &ids).await?;
    let listed = listed(tx, &ids).await?;
    let (first, last) = (links.first().map_or(0, |l| l.seq), links.last().map_or(0, |l| l.seq));
    let checkpoints = checkpoint_row::Entity::find()
        .filter(checkpoint_row::Column::Seq.between(first, last))
        .all(tx.db())
        .await?;
    let gone: Vec<Uuid> = ids.into_iter().filter(|id| !bodies.contains_key(id)).collect();
    let mut erased = BTreeSet::new();
    if !gone.is_empty() {
        // Whether these entries are genuine the walk says of each in its own place.
        let told = body_row::Entity::find()
            .filter(body_row::Column::Action.eq(ERASE))
            .filter(body_row::Column::Object.is_in(gone))
            .all(tx.db())
            .await?;
        erased.extend(told.into_iter().map(|body| body.object));
    }
    let checkpoints = checkpoints.into_iter().map(|row| (row.seq, row.document)).collect();
    Ok(Beside { bodies, listed, checkpoints, erased })
}

async fn bodies(tx: &Tx, ids: &[Uuid]) -> Result<BTreeMap<Uuid, body_row::Model>, StoreError> {
    let found =
        body_row::Entity::find().filter(body_row::Column::Id.is_in(ids.iter().copied())).all(tx.db()).await?;
    Ok(found.into_iter().map(|body| (body.id, body)).collect())
}

async fn listed(tx: &Tx, ids: &[Uuid]) -> Result<BTreeMap<Uuid, BTreeSet<Uuid>>, StoreError> {
    let rows = listed_row::Entity::find()
        .filter(listed_row::Column::Leaf.is_in(ids.iter().copied()))
        .all(tx.db())
        .await?;
    let mut listed: BTreeMap<Uuid, BTreeSet<Uuid>> = BTreeMap::new();
    for row in rows {
        listed.entry(row.leaf).or_default().insert(row.object);
    }
    Ok(listed)
}

/// What does not fit of a text. The columns that are searched by must say what the text says, or a changed column would
/// hide an entry.
fn misfit(body: &body_row::Model, digest: &str, listed: &BTreeSet<Uuid>) -> Option<Why> {
    let salt = Digest::parse(&body.salt);
    let held = salt.map(|salt| Salted::digest(&salt, body.body.as_bytes()).to_string());
    if held.as_deref() != Some(digest) {
        return Some(Why::Text);
    }
    let Ok(entry) = serde_json::from_str::<LoggedEntry>(&body.body) else { return Some(Why::Text) };
    let fits = entry.at == body.at
        && entry.person == body.person
        && entry.authority == body.authority
        && entry.action == body.action
        && entry.object_kind == body.object_kind
        && entry.object == body.object
        && entry.outcome.is_refused() == body.refused
        && entry.outcome.recipient().unwrap_or_default() == body.recipient
        && listed_of(&entry) == *listed;
    (!fits).then_some(Why::Columns)
}

/// When an entry was written, as its id says, in milliseconds.
fn written_at(id: Uuid) -> i64 {
    let ms = id.get_timestamp().map(|stamp| {
        let (seconds, nanos) = stamp.to_unix();
        i64::try_from(seconds)
            .unwrap_or(i64::MAX)
            .saturating_mul(1_000)
            .saturating_add(i64::from(nanos / 1_000_000))
    });
    ms.unwrap_or(0)
}
