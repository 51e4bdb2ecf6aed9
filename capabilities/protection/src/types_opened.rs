//! What is opened of a claim and to whom, and the steps of consular notification.

use crate::types::{ClaimId, ClaimState};
use kernel::id::{CaseId, EntityId, PersonId};
use kernel::{Party, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use uuid::Uuid;

/// An act that opened something of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OpeningId(pub Uuid);

impl fmt::Display for OpeningId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What of a claim may be opened. That there is one is opened in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OpenedField {
    /// Where it stands.
    State,
    /// How the person is called in it.
    KnownAs,
    /// The States of nationality.
    Nationality,
    /// The States feared.
    Feared,
    /// What the first recorder wrote.
    Note,
}

impl OpenedField {
    /// Every field, in order.
    pub const ALL: &'static [Self] =
        &[Self::State, Self::KnownAs, Self::Nationality, Self::Feared, Self::Note];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::KnownAs => "known-as",
            Self::Nationality => "nationality",
            Self::Feared => "feared",
            Self::Note => "note",
        }
    }

    /// Reads the code.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|f| f.code() == text)
    }
}

/// To whom something is opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OpenedTo {
    /// One officer.
    Officer {
        /// Who.
        person: PersonId,
        /// Their name then.
        name: String,
    },
    /// Those who may open one case.
    Case {
        /// The case.
        case: CaseId,
        /// Its reference then.
        reference: String,
    },
}

/// On what ground.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// The person agreed.
    Consent {
        /// When.
        given_at: Timestamp,
        /// In which language they were told what it means.
        language: String,
        /// Who told them and heard the answer.
        heard_by: String,
    },
    /// A court ordered it.
    CourtOrder {
        /// The number of the order.
        number: String,
        /// The court.
        court: String,
        /// Its date.
        dated: Timestamp,
        /// Where the document is found.
        document: String,
    },
}

impl Ground {
    /// As the gate names it.
    #[must_use]
    pub fn basis(&self) -> gate::OpeningBasis {
        match self {
            Self::Consent { .. } => gate::OpeningBasis::Consent,
            Self::CourtOrder { .. } => gate::OpeningBasis::CourtOrder,
        }
    }
}

/// An opening to be recorded.
#[derive(Clone, Debug)]
pub struct NewOpening {
    /// To whom: the sign-in name of an officer, or the reference of a case.
    pub to: NewOpenedTo,
    /// Which fields, beside the fact that there is a claim.
    pub fields: BTreeSet<OpenedField>,
    /// On what ground.
    pub ground: Ground,
    /// Until when.
    pub until: Timestamp,
}

/// To whom, as a person names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewOpenedTo {
    /// The sign-in name of an officer of the authority.
    Officer(String),
    /// The reference of a case of the authority.
    Case(String),
}

/// When, by whom and why an opening was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenBack {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// Why.
    pub why: String,
}

/// What was opened, to whom, on what ground, until when. For protection officers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Its id.
    pub id: OpeningId,
    /// The claim.
    pub claim: ClaimId,
    /// The person of the claim.
    pub entity: EntityId,
    /// To whom.
    pub to: OpenedTo,
    /// Which fields.
    pub fields: BTreeSet<OpenedField>,
    /// On what ground.
    pub ground: Ground,
    /// Until when.
    pub until: Timestamp,
    /// When it was opened.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// Whether it was taken back.
    pub taken_back: Option<TakenBack>,
}

/// What an officer sees of a claim that was opened to them: the named fields and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedClaim {
    /// The opening.
    pub id: OpeningId,
    /// The person's record in a case.
    pub entity: EntityId,
    /// Each opened field that says something.
    pub fields: Vec<(OpenedField, OpenedValue)>,
    /// On what ground, so that the officer knows what they may do with it.
    pub ground: Ground,
    /// Until when.
    pub until: Timestamp,
}

/// The value of an opened field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenedValue {
    /// A state.
    State(ClaimState),
    /// States.
    Parties(BTreeSet<Party>),
    /// Words.
    Text(String),
}

/// What the person in detention chose about their consulate (Vienna Convention on Consular Relations, 36(1)(b)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConsularChoice {
    /// The consulate is told.
    Yes,
    /// It is not.
    No,
    /// They decide later; until then it is not.
    Later,
}

impl ConsularChoice {
    /// Every choice, in order.
    pub const ALL: &'static [Self] = &[Self::Yes, Self::No, Self::Later];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Later => "later",
        }
    }
}

/// A step of consular notification. Only ever added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConsularStep {
    /// The person was informed that they may have their consulate told, and that they need not.
    Informed {
        /// When.
        on: Timestamp,
        /// In which language.
        language: String,
        /// By whom.
        by: String,
    },
    /// The person chose.
    Chose {
        /// When.
        on: Timestamp,
        /// What.
        choice: ConsularChoice,
    },
    /// The consulate was told.
    NoticeGiven {
        /// When.
        on: Timestamp,
        /// Which State's.
        to: Party,
    },
}

impl ConsularStep {
    /// When.
    #[must_use]
    pub fn on(&self) -> Timestamp {
        match self {
            Self::Informed { on, .. } | Self::Chose { on, .. } | Self::NoticeGiven { on, .. } => *on,
        }
    }
}

/// A step with who recorded it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsularEntry {
    /// The step.
    pub step: ConsularStep,
    /// When it was recorded.
    pub at: Timestamp,
    /// By whom.
    pub by_name: String,
}
