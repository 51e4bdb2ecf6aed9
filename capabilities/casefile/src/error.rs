//! What the room refuses, each with the way out.

use crate::circle::CircleFault;
use crate::types::{BASIS_CHARS_MAX, REFERENCE_CHARS_MAX, SUMMARY_CHARS_MAX, TITLE_CHARS_MAX};
use kernel::id::ImportId;
use kernel::{PersonRole, Property};
use store::{Fault, StoreError};

/// What the room refuses.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The gate refused.
    #[error(transparent)]
    Refused(#[from] gate::Refusal),
    /// A reference that cannot be one.
    #[error("a reference has 1 to {REFERENCE_CHARS_MAX} visible characters; correct `{0}`")]
    Reference(String),
    /// A title or summary that is too long.
    #[error("a title has at most {TITLE_CHARS_MAX} characters and a summary {SUMMARY_CHARS_MAX}; shorten it")]
    TooLong,
    /// The reference is taken.
    #[error(
        "the reference `{0}` stands for another case of this authority; choose another one or open that case"
    )]
    ReferenceTaken(String),
    /// The file was taken before.
    #[error(
        "this file was taken into this case on {at}; open that import, or take the file into another case"
    )]
    AlreadyTaken {
        /// The import that took it.
        import: ImportId,
        /// When, RFC 3339.
        at: String,
    },
    /// A link names nothing.
    #[error("a link names `{0}`, which is neither in this call nor in the case; add it first")]
    UnknownLink(String),
    /// A property that needs another value.
    #[error("`{0}` does not take such a value; links name an entity, everything else is text")]
    WrongValue(Property),
    /// A value that is too long.
    #[error("the value of `{0}` is longer than {max} bytes; shorten it", max = kernel::limit::VALUE_BYTES_MAX)]
    ValueTooLong(Property),
    /// Not a role in an offence.
    #[error("`{0}` is not a role in an offence; only values tied to one take part in matching (A-15)")]
    NotAnOffenceRole(PersonRole),
    /// A value that is not a role.
    #[error("`{0}` is not a role; choose one of the list")]
    NotARole(String),
    /// No basis was recorded.
    #[error("record the lawful basis of the collection, in 1 to {BASIS_CHARS_MAX} characters")]
    NoBasis,
    /// It is not there, or not for this person.
    #[error("there is no such record here")]
    NotHere,
    /// A proposal corrected to what no value of its kind can be.
    #[error("this is no value of that kind; correct it, or choose another kind")]
    NotOfKind,
    /// A proposal joined with what it cannot be the same as.
    #[error("these two cannot be one; choose another record, or accept it by itself")]
    CannotJoin,
    /// A change of a circle that cannot be.
    #[error("{0}")]
    Circle(CircleFault),
    /// Two people must decide it, on the page of the record.
    #[error(
        "this role needs a domestic offence, its legal basis and a second officer; record it on the person's page"
    )]
    NeedsSecondPerson,
    /// Rescue, distress and asylum carriage are no offence.
    #[error(
        "this is recorded as rescue, distress or asylum carriage, which is no offence; if the record is wrong, take it back first, with the reason"
    )]
    NoOffence,
    /// A text with nothing in it.
    #[error("there is nothing in it; write something")]
    Empty,
    /// A judgement of an element that cannot stand.
    #[error("a judgement says why and rests on a statement or exhibit of the case ({0:?})")]
    Judgement(crate::element::JudgementLacks),
    /// The case has these bytes already.
    #[error("the case keeps these bytes already, as E-{0}")]
    ExhibitThere(u64),
    /// An event of custody that says too little.
    #[error("an event of custody needs `{0}`; say it")]
    CustodyLacks(&'static str),
    /// An exhibit whose custody does not hold.
    #[error("the custody of {0} does not hold: an event is missing or was changed; look at the exhibit")]
    CustodyBroken(String),
    /// Asking for a second person failed.
    #[error("{0}")]
    Act(access::ActError),
}

impl From<access::ActError> for CaseError {
    fn from(error: access::ActError) -> Self {
        match error {
            access::ActError::Store(error) => Self::Store(error),
            access::ActError::NotHere => Self::NotHere,
            other => Self::Act(other),
        }
    }
}

impl Fault for CaseError {
    fn store(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}
