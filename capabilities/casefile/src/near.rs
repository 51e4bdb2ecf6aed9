//! Near misses in free text: what somebody wrote is not a held value and so close to one that a protection officer
//! looks at both, side by side.
//!
//! Who wrote it gets the same refusal as for the value itself and learns nothing more. Refused: that the one who
//! wrote it decides, and that a decision counts for another case, another State, other words or another value.

use gate::Recipient;
use kernel::id::{AuthorityId, CaseId, DossierId, EntityId, NodeId, PersonId};
use kernel::{Actor, Blocked, Party, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use uuid::Uuid;

/// Most near misses on one list; those that wait come first.
pub const NEAR_MISSES_MAX: u64 = 500;
/// Most writers that are kept of one near miss: whoever is among them does not decide it.
pub const WRITERS_MAX: usize = 50;
/// How long the one who wrote it is told that it can be sent now.
pub const FREED_SHOWN_MS: i64 = 14 * kernel::time::DAY_MS;

/// The door that a text would leave by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Door {
    /// The words of a move of a dossier.
    Move,
    /// What a statement says besides: a remark, a source, a place.
    Statement,
    /// The words of a check.
    Check,
    /// A file written for another authority.
    Export,
}

impl Door {
    /// Every door.
    pub const ALL: [Self; 4] = [Self::Move, Self::Statement, Self::Check, Self::Export];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Move => "move",
            Self::Statement => "statement",
            Self::Check => "check",
            Self::Export => "export",
        }
    }
}

/// A free text on its way out: who sends it, to whom, by which door, and out of what.
#[derive(Clone, Copy, Debug)]
pub struct Leaving<'a> {
    pub(crate) actor: &'a Actor,
    pub(crate) to: &'a Recipient,
    pub(crate) door: Door,
    pub(crate) case: Option<CaseId>,
    pub(crate) dossier: Option<DossierId>,
}

impl<'a> Leaving<'a> {
    /// A text that somebody sends to a recipient by a door.
    #[must_use]
    pub fn by(actor: &'a Actor, to: &'a Recipient, door: Door) -> Self {
        Self { actor, to, door, case: None, dossier: None }
    }

    /// Out of this case, where there is one.
    #[must_use]
    pub fn of(self, case: Option<CaseId>) -> Self {
        Self { case, ..self }
    }

    /// In this dossier.
    #[must_use]
    pub fn within(self, dossier: DossierId) -> Self {
        Self { dossier: Some(dossier), ..self }
    }

    /// By another door.
    #[must_use]
    pub fn by_door(self, door: Door) -> Self {
        Self { door, ..self }
    }

    /// Who sends it.
    #[must_use]
    pub fn actor(&self) -> &'a Actor {
        self.actor
    }

    /// The authority that sends it.
    #[must_use]
    pub fn authority(&self) -> AuthorityId {
        self.actor.authority
    }

    /// Whom it would reach.
    #[must_use]
    pub fn to(&self) -> &'a Recipient {
        self.to
    }

    /// The case it comes out of.
    #[must_use]
    pub fn case(&self) -> Option<CaseId> {
        self.case
    }

    /// Where phone numbers without a country code are from.
    pub(crate) fn region(&self) -> Party {
        self.actor.party
    }

    /// The States it would reach that a block keeps it from.
    pub(crate) fn stopped_by(&self, blocked: &Blocked) -> BTreeSet<Party> {
        let reached = std::iter::once(self.to.party).chain(self.to.also.parties());
        reached.filter(|party| blocked.stops(*party)).collect()
    }
}

/// One near miss.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct NearMissId(pub Uuid);

impl fmt::Display for NearMissId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Where a near miss stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NearState {
    /// Nobody has looked; it stays stopped.
    Open,
    /// Another person, or another number: these words may leave, in this case, to this State.
    Other,
    /// The same; it stays stopped.
    Same,
}

impl NearState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Open, Self::Other, Self::Same];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Other => "other",
            Self::Same => "same",
        }
    }

    /// Reads a code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// A held value in words, for those who protect the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldText {
    /// `name`, or the kind of the number.
    pub kind: String,
    /// The name as it is written, or the number in its one form.
    pub text: String,
}

/// Of what kind a name is among held texts.
pub const NAME: &str = "name";

/// Who wrote a text, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Writer {
    /// The person.
    pub person: PersonId,
    /// Their name; empty where it is not for those who read this.
    pub name: String,
    /// When.
    pub at: Timestamp,
}

/// What a protection officer decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearDecision {
    /// Who.
    pub by: PersonId,
    /// Their name.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
    /// Whether the words were recorded as another spelling of the held name.
    pub spelling: bool,
}

/// What stands in a near miss.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NearSays {
    /// The State it would have reached.
    pub party: Party,
    /// The node it would have gone to.
    pub node: NodeId,
    /// The authority there, where one was addressed.
    pub authority: Option<AuthorityId>,
    /// By which door.
    pub door: Door,
    /// Out of which case, where it may be told.
    pub case: Option<CaseId>,
    /// In which dossier, where it may be told.
    pub dossier: Option<DossierId>,
    /// The words or the number that are near.
    pub passage: String,
    /// The passage with the words around it; empty where they are not for those who read this.
    pub around: String,
    /// The held value.
    pub held: HeldText,
    /// How similar, and why.
    pub why: Vec<names::Reason>,
    /// Who wrote it.
    pub writers: Vec<Writer>,
    /// Whether it comes out of what those who protect this person may know: not another authority of the node, and not
    /// a case kept to others.
    pub told: bool,
    /// What was decided.
    pub decision: Option<NearDecision>,
}

/// A near miss, opened.
#[derive(Clone, Debug, PartialEq)]
pub struct NearMiss {
    /// Its id here.
    pub id: NearMissId,
    /// The authority that protects the person.
    pub of: AuthorityId,
    /// The protected person.
    pub entity: EntityId,
    /// Where it stands.
    pub state: NearState,
    /// What it says.
    pub says: NearSays,
    /// When it was first written.
    pub at: Timestamp,
}

impl NearMiss {
    /// Whether this person wrote it; such a one does not decide it.
    #[must_use]
    pub fn is_by(&self, person: PersonId) -> bool {
        self.says.writers.iter().any(|writer| writer.person == person)
    }

    /// Whether its words can be recorded as another spelling: numbers have none.
    #[must_use]
    pub fn is_name(&self) -> bool {
        self.says.held.kind == NAME
    }
}

/// What somebody wrote and can send now. It says nothing of why it could not be sent before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Freed {
    /// When it was written.
    pub written: Timestamp,
}
