//! What the room keeps: claims, what was recorded and decided about each, and what it refuses.

pub use crate::types_opened::*;

use casefile::CaseError;
use kernel::id::{AuthorityId, CaseId, EntityId, PersonId};
use kernel::{Blocked, Party, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use store::{Fault, StoreError};
use uuid::Uuid;

/// Longest note or reason, in characters.
pub const TEXT_CHARS_MAX: usize = 4_000;
/// Longest name under which a person is known to the recorder, in characters.
pub const NAME_CHARS_MAX: usize = 200;
/// Most States of nationality, and most States feared, of one claim.
pub const PARTIES_MAX: usize = 20;
/// Most claims of an authority that are read at once; the oldest beyond it are counted, not shown.
pub const CLAIMS_MAX: u64 = 5_000;
/// Most entries of one claim's history that are read at once.
pub const HISTORY_MAX: u64 = 1_000;

/// A protection claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimId(pub Uuid);

impl fmt::Display for ClaimId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Where a claim stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimState {
    /// Recorded; nobody has heard the person yet and the nationality is not known.
    Unscreened,
    /// Recorded with the State of nationality, or heard; no final decision.
    Open,
    /// Protection was granted.
    Granted,
    /// Refused, and no appeal stands or can be made.
    RefusedFinal,
    /// Ended otherwise: recorded in error, withdrawn by the person who was heard on it, ceased.
    Closed,
}

impl ClaimState {
    /// Every state, in order.
    pub const ALL: &'static [Self] =
        &[Self::Unscreened, Self::Open, Self::Granted, Self::RefusedFinal, Self::Closed];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Unscreened => "unscreened",
            Self::Open => "open",
            Self::Granted => "granted",
            Self::RefusedFinal => "refused-final",
            Self::Closed => "closed",
        }
    }

    /// Reads the code.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|s| s.code() == text)
    }

    /// Whether a final decision was made. Only such a one may loosen a block.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(self, Self::Granted | Self::RefusedFinal | Self::Closed)
    }

    /// Whether the claim has ended, so that recording again begins a new one.
    #[must_use]
    pub fn has_ended(self) -> bool {
        matches!(self, Self::RefusedFinal | Self::Closed)
    }
}

impl fmt::Display for ClaimState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A claim as it stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Its id.
    pub id: ClaimId,
    /// The person in a case file.
    pub entity: EntityId,
    /// The case.
    pub case: CaseId,
    /// The authority whose record it is.
    pub authority: AuthorityId,
    /// How the person is called by those who recorded the claim; may be empty.
    pub known_as: String,
    /// Where it stands.
    pub state: ClaimState,
    /// States of nationality; empty if not known, or if the person has none.
    pub nationality: BTreeSet<Party>,
    /// States that the person fears.
    pub feared: BTreeSet<Party>,
    /// Whom nothing about the person may reach because of this claim.
    pub blocked: Blocked,
    /// What the first recorder wrote.
    pub note: String,
    /// Who recorded it first.
    pub recorded_by: PersonId,
    /// Their name then.
    pub recorded_by_name: String,
    /// When it was first recorded.
    pub recorded_at: Timestamp,
    /// When it last changed.
    pub changed_at: Timestamp,
}

/// What happened to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EventKind {
    /// It was recorded.
    Recorded,
    /// Somebody recorded the same person again.
    RecordedAgain,
    /// A protection officer screened it.
    Screened,
}

impl EventKind {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::RecordedAgain => "recorded-again",
            Self::Screened => "screened",
        }
    }
}

/// One entry of a claim's history. Only ever added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: PersonId,
    /// Their name then.
    pub by_name: String,
    /// What.
    pub kind: EventKind,
    /// The state before; `None` for the first.
    pub from: Option<ClaimState>,
    /// The state after.
    pub to: ClaimState,
    /// States of nationality after.
    pub nationality: BTreeSet<Party>,
    /// States feared after.
    pub feared: BTreeSet<Party>,
    /// The block after.
    pub blocked: Blocked,
    /// The note or the reason.
    pub text: String,
}

/// A claim with its history, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimFile {
    /// The claim.
    pub claim: Claim,
    /// What was recorded and decided.
    pub history: Vec<Event>,
}

/// A claim to be recorded.
#[derive(Clone, Debug, Default)]
pub struct NewClaim {
    /// States of nationality; empty if not known.
    pub nationality: BTreeSet<Party>,
    /// States that the person fears.
    pub feared: BTreeSet<Party>,
    /// How the person is called; a name from the case that the recorder may read if empty.
    pub known_as: String,
    /// Anything the protection officer needs.
    pub note: String,
}

/// What a protection officer decides.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Screening {
    /// Where the claim stands from now on.
    pub to: ClaimState,
    /// States of nationality, as they are known now.
    pub nationality: BTreeSet<Party>,
    /// States feared, as they are known now.
    pub feared: BTreeSet<Party>,
    /// Why.
    pub reason: String,
}

/// What became of a screening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Screened {
    /// Decided; the claim as it stands now.
    Done(Claim),
    /// It would open a door again: it waits for a second protection officer, and the claim stands as before.
    Waits(Claim),
}

/// What the room refuses.
#[derive(Debug, thiserror::Error)]
pub enum ProtectionError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The case file refused.
    #[error(transparent)]
    Case(CaseError),
    /// The gate refused.
    #[error(transparent)]
    Refused(#[from] gate::Refusal),
    /// It is not there, or not for this person.
    #[error("there is no such record here")]
    NotHere,
    /// A decision on this claim waits for a second person, or cannot be asked for.
    #[error("{0}")]
    Act(access::ActError),
    /// A claim is about a human being.
    #[error("a protection claim is about a person; open the person's page and record it there")]
    NotAPerson,
    /// A text is too long.
    #[error(
        "a note or reason has at most {TEXT_CHARS_MAX} characters and a name {NAME_CHARS_MAX}; shorten it"
    )]
    TooLong,
    /// More States than one claim takes.
    #[error("a claim names at most {PARTIES_MAX} States of nationality and as many feared; leave some out")]
    TooManyStates,
    /// A decision without a reason.
    #[error("record the reason of the decision")]
    NoReason,
    /// Consent or order is not recorded whole, or lies in the future.
    #[error(
        "record the consent (day, language, who heard it) or the order (number, court, day, document); a day in the future is none"
    )]
    NoGround,
    /// No end, or one too far away.
    #[error("an opening ends on a day that is named, at most a year from now")]
    NoEnd,
    /// The person was not informed of consular notification.
    #[error("record first that the person was informed, when, in which language and by whom")]
    NotInformed,
    /// The person did not choose that the consulate is told.
    #[error("the person has not chosen that the consulate is told; their choice decides")]
    NotChosen,
    /// A day that has not come, or one before the step it follows.
    #[error("the day of this step has come, and lies not before the step it follows")]
    NotSoLate,
    /// Who wrote a text does not release it.
    #[error("who wrote it does not decide it; another protection officer does")]
    OwnText,
    /// What was recorded as a spelling of the person's name is held as that name.
    #[error("these words are recorded as a spelling of the person's name; they stay held with it")]
    IsSpelling,
    /// Nobody here is called so, or may not be named.
    #[error("no officer or case of your authority is called so")]
    NobodyNamed,
    /// Not a step that a claim can take.
    #[error("a claim that is `{from}` does not become `{to}`; choose another state")]
    NoSuchStep {
        /// Where it stands.
        from: ClaimState,
        /// Where it was to go.
        to: ClaimState,
    },
}

impl From<CaseError> for ProtectionError {
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::Store(error) => Self::Store(error),
            CaseError::Refused(refusal) => Self::Refused(refusal),
            CaseError::NotHere => Self::NotHere,
            other => Self::Case(other),
        }
    }
}

impl From<access::ActError> for ProtectionError {
    fn from(error: access::ActError) -> Self {
        match error {
            access::ActError::Store(error) => Self::Store(error),
            access::ActError::NotHere => Self::NotHere,
            other => Self::Act(other),
        }
    }
}

impl Fault for ProtectionError {
    fn store(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}
