//! What the room keeps: sessions, reports, recommendations, what changed them, the status of treaties, statements,
//! topics, calls for input; and what can go wrong.

use ::store::{Fault, StoreError};
use kernel::id::AuthorityId;
use kernel::{Party, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Most sessions that a node keeps.
pub const SESSIONS_MAX: u64 = 2_000;
/// Most recommendations that are searched; a report with more than fit is not taken.
pub const RECOMMENDATIONS_MAX: u64 = 20_000;
/// Most of one report, in bytes of its structure.
pub const REPORT_BYTES_MAX: usize = 24 * 1024 * 1024;
/// Largest file of a report.
pub const REPORT_FILE_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Largest file of a statement.
pub const STATEMENT_BYTES_MAX: usize = 4 * 1024 * 1024;
/// Most publications of this node to others.
pub const PUBLICATIONS_MAX: u64 = 5_000;
/// Most publications of one other node that are kept.
pub const RECEIVED_MAX: u64 = 5_000;
/// Largest publication that is no statement, in bytes.
pub const TEXT_PUBLICATION_BYTES_MAX: usize = 512 * 1024;
/// Most that one other node hands in here.
pub const TAKEN_MAX: u64 = 5_000;
/// Most statements to one session.
pub const STATEMENTS_MAX: u64 = 1_000;
/// Most topics, calls, and answers to one call.
pub const LIST_MAX: u64 = 500;
/// Most topics of one authority, so that nobody fills the list for the others.
pub const TOPICS_EACH_MAX: u64 = 20;
/// Most people of one training.
pub const PEOPLE_MAX: u64 = 100_000;
/// Most steps of one follow-up.
pub const STEPS_MAX: u64 = 2_000;
/// Most States in the status of one treaty.
pub const PARTIES_MAX: usize = 400;
/// Longest line, in characters.
pub const LINE_CHARS_MAX: usize = 300;
/// Longest text, in characters.
pub const TEXT_CHARS_MAX: usize = 8_000;
/// Longest pasted status of a treaty, in characters.
pub const STATUS_CHARS_MAX: usize = 60_000;
/// Most questions of a call.
pub const QUESTIONS_MAX: usize = 20;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum ConferenceError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The gate refused.
    #[error(transparent)]
    Refused(#[from] gate::Refusal),
    /// There is no such thing, or not for this person.
    #[error("there is no such thing here")]
    NotHere,
    /// It is not open for this any more.
    #[error("this is closed or was done before")]
    Closed,
    /// There are as many as may be.
    #[error("there are as many of these as this node keeps")]
    Full,
    /// The document could not be written.
    #[error("the document could not be written: {0}")]
    Paper(String),
}

impl Fault for ConferenceError {
    fn store(&self) -> Option<&StoreError> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}

/// A session of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: Uuid,
    /// The body that meets.
    pub body: String,
    /// Which session it is: `ninth meeting`.
    pub title: String,
    /// Where.
    pub place: String,
    /// The first day, `2022-06-27`; empty where it is not known.
    pub from: String,
    /// The last day.
    pub to: String,
    /// Its agenda, with who takes what when.
    pub agenda: Vec<Item>,
    /// Who set it down.
    pub by: String,
}

/// An item of an agenda.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Item {
    /// Its number: `2`, `1(a)`.
    pub number: String,
    /// Its title.
    pub title: String,
    /// When it is taken: `27 June, morning`, `1st and 2nd meetings`.
    pub when: String,
}

/// A document of a session, by its symbol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its symbol.
    pub symbol: String,
    /// Its title.
    pub title: String,
    /// The report that names it, if somebody did not set it down by hand.
    pub report: Option<Uuid>,
}

/// A report that was put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptReport {
    /// Its id.
    pub id: Uuid,
    /// The session it reports on.
    pub session: Uuid,
    /// Its symbol; where its text has none, its body, session and days, its title, or the name of its file.
    pub symbol: String,
    /// Its language.
    pub language: String,
    /// The name of the file.
    pub file: String,
    /// SHA-256 of the file.
    pub digest: String,
    /// When it was put in.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
}

/// A recommendation with where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recommended {
    /// Its id.
    pub id: Uuid,
    /// The report it stands in.
    pub report: Uuid,
    /// The session.
    pub session: Uuid,
    /// The symbol of the report.
    pub symbol: String,
    /// The body that recommends.
    pub body: String,
    /// The first day of the session, or empty.
    pub day: String,
    /// What the report says.
    pub says: reading::report::Recommendation,
}

impl Recommended {
    /// Its number with its symbol: `CTOC/COP/WG.7/2022/5, 8`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}, {}", self.symbol, self.says.number)
    }
}

/// What a later recommendation does to an earlier one. Somebody says so; the same words are only proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Says it again.
    Repeats,
    /// Says more.
    Extends,
    /// Stands in its place.
    Replaces,
    /// Says that it is done.
    Closes,
}

impl Change {
    /// Each of them.
    pub const ALL: [Self; 4] = [Self::Repeats, Self::Extends, Self::Replaces, Self::Closes];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Repeats => "repeats",
            Self::Extends => "extends",
            Self::Replaces => "replaces",
            Self::Closes => "closes",
        }
    }

    /// Reads the code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// That a later recommendation changes an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The later one.
    pub later: Uuid,
    /// The earlier one.
    pub earlier: Uuid,
    /// What it does.
    pub change: Change,
    /// Why somebody thinks so.
    pub note: String,
    /// Who.
    pub by: String,
}

/// What a State is to a treaty on some day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A party.
    Party,
    /// A signatory that is not a party.
    Signatory,
    /// Neither.
    Neither,
}

impl Standing {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Signatory => "signatory",
            Self::Neither => "neither",
        }
    }
}

/// The status of a State in a treaty, as a depositary's table gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreatyStatus {
    /// The State.
    pub party: Party,
    /// The day of its signature, `2000-12-12`; empty if it did not sign.
    pub signed: String,
    /// The day on which it deposited; empty if it is no party.
    pub deposited: String,
}

/// Where the status of a treaty comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatusSource {
    /// The source, as whoever put it in says.
    pub source: String,
    /// The day it shows.
    pub as_of: String,
    /// Who put it in.
    pub by: String,
}

/// A statement that an authority handed to the secretariat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// Its id.
    pub id: Uuid,
    /// The session.
    pub session: Uuid,
    /// Whose it is.
    pub authority: AuthorityId,
    /// The State.
    pub party: Party,
    /// On whose behalf, in their words.
    pub submitter: String,
    /// The item of the agenda; may be empty.
    pub item: String,
    /// The language it is written in.
    pub language: String,
    /// The name of its file.
    pub file: String,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of the file.
    pub digest: String,
    /// The number of the receipt.
    pub receipt: String,
    /// When it was handed in.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// When and by whom it was published.
    pub published: Option<(Timestamp, String)>,
    /// When its own State took it back after that; its file is not kept any more.
    pub withdrawn: Option<Timestamp>,
}

/// A topic that an authority proposes for a future agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its id.
    pub id: Uuid,
    /// Who proposes it.
    pub authority: AuthorityId,
    /// The topic.
    pub title: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// Who supports it, with what they say to it.
    pub supporters: Vec<(AuthorityId, String)>,
}

/// A call for input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Its id.
    pub id: Uuid,
    /// The authority that calls.
    pub authority: AuthorityId,
    /// What it is about.
    pub title: String,
    /// Why, and for what.
    pub reason: String,
    /// Its one form: the questions.
    pub questions: Vec<String>,
    /// Until when.
    pub deadline: Timestamp,
    /// Words before the digest, and when it was published.
    pub digest: Option<(String, Timestamp)>,
}

/// An answer to a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub authority: AuthorityId,
    /// An answer to each question.
    pub says: Vec<String>,
    /// When.
    pub at: Timestamp,
    /// Whether the secretariat takes it into the digest.
    pub included: bool,
}
