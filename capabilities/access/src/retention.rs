//! How long records about people are kept: the rules, and what a room says of the kinds of record it keeps.
//!
//! Every such record has an end date with a rule. What is due is erased, unless a legal hold stands on it or something
//! is still open that needs it; a tombstone stays, so that the log and every chain go on proving that there was one.

use crate::node::Node;
use ::store::{Fault, StoreError, Tx};
use futures_core::future::BoxFuture;
use kernel::id::AuthorityId;
use kernel::time::DAY_MS;
use kernel::{Digest, Label, Timestamp};
use uuid::Uuid;

/// Longest period that a rule may have, in days: fifty years.
pub const PERIOD_DAYS_MAX: i64 = 18_263;
/// Longest time until a hold is looked at again, in days.
pub const HOLD_REVIEW_DAYS_MAX: i64 = 366;
/// Longest source of a rule, and longest reference of a hold, in characters.
pub const LINE_CHARS_MAX: usize = 200;
/// Longest ground or reason, in characters.
pub const WHY_CHARS_MAX: usize = 2_000;
/// How long before its end a record shows as due.
pub const SOON_MS: i64 = 30 * DAY_MS;
/// Most records that a list of what is due, held or erased shows.
pub const SHOWN_MAX: u64 = 100;
/// A record that goes on being worked on has its end moved once a day, not with every word.
pub(crate) const MOVED_EVERY_MS: i64 = DAY_MS;

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $days:literal;)*) => {
        /// A rule that gives a record its end date: a period, counted from something that happened to the record.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $($(#[$doc])* $name,)*
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stored code.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            /// Its days where the authority has set none. They are this program's, and no law's.
            #[must_use]
            pub fn default_days(self) -> i64 {
                match self { $(Self::$name => $days),* }
            }
        }
    };
}

rules! {
    /// A case of the operational compartment, from its last new statement. Five years is what INTERPOL's rules on the
    /// processing of data usually give (domain 5.2).
    Case = "case.operational", 1826;
    /// A case of the protection compartment, from its last new statement.
    CaseProtection = "case.protection", 1826;
    /// A case of the integrity compartment, from its last new statement.
    CaseIntegrity = "case.integrity", 3652;
    /// A protection claim with its history, from what last happened to it.
    Claim = "protection.claim", 3652;
    /// What the moves of a dossier say, from the last move.
    Dossier = "dossier", 1826;
    /// A check, its hits, and what peers asked, from the day it was made.
    Check = "check", 731;
    /// A request of a data subject, from its last step.
    Request = "subject-request", 1096;
    /// An act that a second person decided, from the day it ran out.
    Act = "second-act", 1096;
    /// What came from a peer and was kept apart, from the day it came.
    Quarantine = "quarantine", 90;
    /// The keyed digest of a held value, from the day it was held back. It outlives the record that says why.
    HeldValue = "held-value", 10_958;
}

impl Rule {
    /// Reads a stored code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.code() == code)
    }

    /// The part of a key of the language files that names it: no points.
    #[must_use]
    pub fn word(self) -> String {
        self.code().replace('.', "-")
    }
}

/// A rule as an authority has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// Which.
    pub rule: Rule,
    /// How long.
    pub days: i64,
    /// Where that stands in law; `None` while it is this program's default.
    pub source: Option<String>,
}

impl Period {
    /// How long, in milliseconds.
    #[must_use]
    pub fn ms(&self) -> i64 {
        self.days.saturating_mul(DAY_MS)
    }
}

/// A record that begins, or that something happened to from which its rule counts anew.
#[derive(Clone, Copy, Debug)]
pub struct Dated {
    /// Its kind, as the gate names it.
    pub kind: &'static str,
    /// Which.
    pub object: Uuid,
    /// Whose.
    pub authority: AuthorityId,
    /// Under which rule.
    pub rule: Rule,
    /// From when the rule counts.
    pub since: Timestamp,
}

/// A record with its end date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptRecord {
    /// The id of the entry, which its page bears.
    pub id: Uuid,
    /// The kind of the record.
    pub kind: String,
    /// Which.
    pub object: Uuid,
    /// Whose.
    pub authority: AuthorityId,
    /// Under which rule.
    pub rule: Rule,
    /// From when the rule counts.
    pub since: Timestamp,
    /// The end date.
    pub ends_at: Timestamp,
    /// Who set another date than the rule gives, when, and why.
    pub decided: Option<Reviewed>,
}

/// A date that somebody set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// Their name then.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub why: String,
}

/// A legal hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Its id.
    pub id: Uuid,
    /// The entry of the record it stands on.
    pub kept: Uuid,
    /// On what ground.
    pub ground: String,
    /// The court's or the request's reference.
    pub reference: String,
    /// When it must be looked at again. Until somebody lifts it, it stands.
    pub review_at: Timestamp,
    /// When it was placed.
    pub placed_at: Timestamp,
    /// By whom: their name then.
    pub placed_by: String,
}

/// A hold to be placed.
#[derive(Clone, Debug, Default)]
pub struct NewHold {
    /// On what ground.
    pub ground: String,
    /// The court's or the request's reference.
    pub reference: String,
    /// When it must be looked at again.
    pub review_at: Timestamp,
}

/// What stays of an erased record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tombstone {
    /// The kind of the record.
    pub kind: String,
    /// Which it was.
    pub object: Uuid,
    /// The rule it ended under.
    pub rule: Option<Rule>,
    /// The end date it had.
    pub ended_at: Option<Timestamp>,
    /// When it was erased.
    pub at: Timestamp,
    /// Who erased it: a name, or the node.
    pub by: String,
    /// The request of a data subject it was erased for; empty where its time was over.
    pub request: String,
    /// Rows that went.
    pub rows: u64,
    /// What commits to which rows they were, by their ids and nothing of what they said.
    pub digest: String,
}

/// Something still open that needs a record, so that it stays although its time is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// Its code: `access-need-…` of the language files.
    pub code: &'static str,
    /// How many.
    pub n: u64,
}

/// A record as its room sees it when it comes to its end.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Whose.
    pub authority: AuthorityId,
    /// Its label: the gate decides on it.
    pub label: Label,
    /// A name that those may read who read no content; empty where it could name somebody.
    pub name: String,
    /// The address of its page.
    pub href: Option<String>,
    /// The record it stands in: a hold on that one holds this one too.
    pub within: Option<(&'static str, Uuid)>,
}

/// What an erasure took.
#[derive(Debug)]
pub struct Erased {
    ids: Vec<Uuid>,
    rows: u64,
}

impl Erased {
    /// Nothing yet.
    #[must_use]
    pub fn none() -> Self {
        Self { ids: Vec::new(), rows: 0 }
    }

    /// Rows that went, by their ids.
    pub fn add(&mut self, ids: impl IntoIterator<Item = Uuid>) {
        let before = self.ids.len();
        self.ids.extend(ids);
        self.rows = self.rows.saturating_add(self.ids.len().saturating_sub(before) as u64);
    }

    /// Rows that went and have no id of their own.
    pub fn count(&mut self, rows: u64) {
        self.rows = self.rows.saturating_add(rows);
    }

    /// How many rows.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Which they were, in an order of its own.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let mut ids = self.ids.clone();
        ids.sort_unstable();
        ids.dedup();
        let parts: Vec<&[u8]> = std::iter::once(b"liaison erased v1".as_slice())
            .chain(ids.iter().map(|id| id.as_bytes().as_slice()))
            .collect();
        Digest::of(&parts)
    }
}

/// A kind of record about people that a room keeps. Rooms bring them, the program registers them; a table that no kind
/// names must be listed as holding nothing about a person.
pub trait Kept: Send + Sync {
    /// The kind of object, as the gate and the log name it.
    fn kind(&self) -> &'static str;

    /// The tables whose rows end with such a record, or by [`Kept::sweep`], each with the rule that ends them.
    fn tables(&self) -> &'static [(&'static str, Rule)];

    /// The record as it stands now; `None` where there is none.
    fn standing<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        object: Uuid,
        authority: AuthorityId,
    ) -> BoxFuture<'a, Result<Option<Standing>, StoreError>>;

    /// Records that have no end date yet, at most `most`: those of an older program.
    fn undated<'a>(
        &'a self,
        _node: &'a Node,
        _tx: &'a Tx,
        _most: u64,
    ) -> BoxFuture<'a, Result<Vec<Dated>, StoreError>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    /// What of this room is still open and needs a record of any kind.
    fn needs<'a>(
        &'a self,
        _node: &'a Node,
        _tx: &'a Tx,
        _kind: &'a str,
        _object: Uuid,
        _authority: AuthorityId,
    ) -> BoxFuture<'a, Result<Vec<Need>, StoreError>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    /// A record of another kind goes, in this transaction: what this room keeps of it goes first.
    fn goes<'a>(
        &'a self,
        _node: &'a Node,
        _tx: &'a Tx,
        _kind: &'a str,
        _object: Uuid,
        _authority: AuthorityId,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async { Ok(()) })
    }

    /// Erases the record with everything that hangs on it in this room.
    fn erase<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        object: Uuid,
        authority: AuthorityId,
    ) -> BoxFuture<'a, Result<Erased, StoreError>>;

    /// The files beside the database that rows of this room name. What no room names is swept.
    fn files<'a>(&'a self, _tx: &'a Tx) -> BoxFuture<'a, Result<Vec<Uuid>, StoreError>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    /// Ends what has no page of its own and is counted by its age alone; says how many rows went.
    fn sweep<'a>(&'a self, _node: &'a Node, _tx: &'a Tx) -> BoxFuture<'a, Result<u64, StoreError>> {
        Box::pin(async { Ok(0) })
    }
}

/// Why a date is not set, a hold not placed, a record not erased.
#[derive(Debug, thiserror::Error)]
pub enum RetentionError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is none, or the gate refused: the same answer.
    #[error("there is no such record here")]
    NotHere,
    /// Legal holds stand on it, or something open needs it.
    #[error("it is held: {holds} legal holds, {} open matters", .needs.len())]
    Held {
        /// How many holds.
        holds: usize,
        /// What needs it.
        needs: Vec<Need>,
    },
    /// A date before tomorrow, or after the last one that the rule would give today.
    #[error("the new date must lie between tomorrow and {}", .0.rfc3339())]
    Date(Timestamp),
    /// A reason, a ground or a reference is missing or too long.
    #[error("a reason is missing or too long")]
    NoReason,
}

impl From<gate::Refusal> for RetentionError {
    fn from(_: gate::Refusal) -> Self {
        Self::NotHere
    }
}

impl Fault for RetentionError {
    fn store(&self) -> Option<&StoreError> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}

/// The last date that a record may be kept until, as somebody decides now: never longer than its rule would give it if
/// it began today, so that there is a next look at it and no record is kept for ever.
#[must_use]
pub fn last_date(period: &Period, now: Timestamp) -> Timestamp {
    now.plus_ms(period.ms())
}

/// A text that must be there and fit.
pub(crate) fn said(text: &str, most: usize) -> Result<&str, RetentionError> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > most { Err(RetentionError::NoReason) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_19_every_rule_has_a_bounded_period_and_reads_back() {
        for rule in Rule::ALL {
            assert!((1..=PERIOD_DAYS_MAX).contains(&rule.default_days()), "{rule:?}");
            assert_eq!(Rule::parse(rule.code()), Some(*rule));
        }
        assert_eq!(Rule::parse("for-ever"), None);
    }

    #[test]
    fn a_digest_of_what_was_erased_names_the_rows_in_any_order() {
        let of = |ids: &[u128]| {
            let mut erased = Erased::none();
            erased.add(ids.iter().map(|id| Uuid::from_u128(*id)));
            (erased.rows(), erased.digest())
        };
        assert_eq!(of(&[1, 2]), of(&[2, 1]));
        assert_ne!(of(&[1, 2]).1, of(&[1, 3]).1);
    }
}
