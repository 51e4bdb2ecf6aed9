//! The only door. May this actor do this to the thing under this label, for this purpose? `Guarded<T>` is opened,
//! `Released<T>` is made, or a reason is given. Nothing else in the house decides.
//!
//! Rules are Cedar policies (`policies/base.cedar`, and a `policy.cedar` in each room): what none permits is refused,
//! what one forbids none can permit. The gate keeps no state but the answers it remembers, knows no store and no
//! clock, and refuses to tell why where the reason is itself a secret (A-8).
//!
//! ```
//! # use gate::{Ask, Gate, Guarded, ObjectRef, action};
//! # use kernel::{Actor, ActorKind, Compartment, Label, Party, Purpose, Role, Timestamp, id::{AuthorityId, PersonId}};
//! # let authority = AuthorityId(uuid::Uuid::nil());
//! # let officer = Actor { kind: ActorKind::Person, person: PersonId(uuid::Uuid::nil()), name: "A".into(), authority,
//! #     party: Party::parse("GH").unwrap(), roles: [Role::Investigator].into(),
//! #     compartments: [Compartment::Operational].into(), circles: [].into() };
//! let gate = Gate::new(&[])?;
//! let case = Guarded::new(ObjectRef { kind: "case", id: uuid::Uuid::nil() }, Label::own(authority), "closed");
//! let mut log = Vec::new();
//! let ask = Ask::new(&officer, action::READ, Purpose::Investigation, Timestamp(0));
//! assert_eq!(gate.open(case, &ask, &mut log).unwrap(), "closed");
//! assert_eq!(log.len(), 1);
//! # Ok::<(), gate::GateError>(())
//! ```
#![warn(missing_docs)]

pub mod action;
mod decide;
mod door;
mod guarded;
mod policies;
mod refusal;
#[cfg(feature = "testing")]
pub mod testing;

pub use door::{DECISIONS_MAX, Gate, RELIED_ON};
pub use guarded::{Guarded, ObjectRef, Reach, Recipient, Released};
pub use policies::{BASE, GateError, PolicyFile, SCHEMA};
pub use refusal::{NOT_AVAILABLE, Public, ROLE, Reason, Refusal};

use kernel::{Actor, Purpose, Timestamp};
use uuid::Uuid;

/// What the directory has recorded about the State that would receive (A-16): data protection, torture, death penalty,
/// persecution, assurances given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Assessment {
    /// Nobody has assessed it. Content does not leave.
    #[default]
    Unrecorded,
    /// Assessed, in force, and favourable to this transfer.
    Valid,
    /// Assessed and unfavourable, or lapsed.
    NotValid,
}

impl Assessment {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Unrecorded => "unrecorded",
            Self::Valid => "valid",
            Self::NotValid => "not-valid",
        }
    }
}

/// On what ground a protection record was opened (R-04).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OpeningBasis {
    /// The person agreed, having been told in a language they understand.
    Consent,
    /// A court ordered it.
    CourtOrder,
}

impl OpeningBasis {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::CourtOrder => "court-order",
        }
    }
}

/// What is recorded about opening a protection record to whoever asks, as it stands now. The room that keeps openings
/// makes it; the gate decides on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Opening {
    /// On what ground.
    pub basis: OpeningBasis,
    /// It names this officer, or a case that this officer may open.
    pub named: bool,
    /// It was neither taken back nor has its end come.
    pub standing: bool,
}

/// What the originator of received material has signed for this recipient and this purpose (R-10), as the room that
/// keeps consents found it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Consent {
    /// It may go on to this recipient.
    pub onward: bool,
    /// It may be used in court.
    pub judicial: bool,
}

impl Consent {
    /// What both say.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { onward: self.onward && other.onward, judicial: self.judicial && other.judicial }
    }
}

/// What someone wants to do. `action` is a stable code of [`action`] that policies name.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// What: a constant of [`action`].
    pub action: &'static str,
    /// Why.
    pub purpose: Purpose,
    /// When.
    pub at: Timestamp,
    /// Whether the selector is eligible for matching (A-15); `false` for anything that is not a selector.
    pub eligible: bool,
    /// What is recorded about the receiving State (A-16); needed to release content to another State.
    pub assessment: Assessment,
    /// The recorded assessment that `assessment` comes from, so that the log names what a release relied on.
    pub assessment_id: Option<Uuid>,
    /// Whether and how a protection record was opened to the actor (R-04); `None` for anything else.
    pub opening: Option<Opening>,
    /// What the originator consented to for this recipient and purpose (R-10); nothing unless somebody looked it up.
    pub consent: Consent,
    /// Whether a person released, for this one release, what names a child (R-26).
    pub names_released: bool,
    /// The object the caller was asked for. Where it is named, any other object is refused.
    pub object: Option<ObjectRef>,
}

impl<'a> Ask<'a> {
    /// A question about nothing eligible, with no assessment recorded and no object named.
    #[must_use]
    pub fn new(actor: &'a Actor, action: &'static str, purpose: Purpose, at: Timestamp) -> Self {
        Self {
            actor,
            action,
            purpose,
            at,
            eligible: false,
            assessment: Assessment::Unrecorded,
            assessment_id: None,
            opening: None,
            consent: Consent::default(),
            names_released: false,
            object: None,
        }
    }

    /// The same question about a selector that is, or is not, eligible (A-15).
    #[must_use]
    pub fn eligible(self, eligible: bool) -> Self {
        Self { eligible, ..self }
    }

    /// The same question with what is recorded about the receiving State (A-16).
    #[must_use]
    pub fn assessed(self, assessment: Assessment) -> Self {
        Self { assessment, ..self }
    }

    /// The same question, relying on this recorded assessment (A-16).
    #[must_use]
    pub fn relying_on(self, id: Option<Uuid>) -> Self {
        Self { assessment_id: id, ..self }
    }

    /// The same question about a protection record that was opened so (R-04).
    #[must_use]
    pub fn opened(self, opening: Opening) -> Self {
        Self { opening: Some(opening), ..self }
    }

    /// The same question with what the originator consented to for this recipient and purpose (R-10).
    #[must_use]
    pub fn consented(self, consent: Consent) -> Self {
        Self { consent, ..self }
    }

    /// The same question, with what names a child released by a person, or not (R-26).
    #[must_use]
    pub fn releasing_names(self, names_released: bool) -> Self {
        Self { names_released, ..self }
    }

    /// The same question about this object and no other.
    #[must_use]
    pub fn on(self, object: ObjectRef) -> Self {
        Self { object: Some(object), ..self }
    }
}
