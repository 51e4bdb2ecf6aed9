//! The pages of the room.

pub(crate) mod read_log;
pub(crate) mod verify_log;

use access::{Node, Officer, broken};
use directory::DirectoryError;
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::{Label, Purpose};
use store::{Fault, StoreError, Tx};
use uuid::Uuid;
use web::{Problem, T};

/// What the room refuses.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LogError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The gate refused.
    #[error(transparent)]
    Refused(#[from] gate::Refusal),
}

impl From<DirectoryError> for LogError {
    fn from(error: DirectoryError) -> Self {
        match error {
            DirectoryError::Store(error) => Self::Store(error),
            other => Self::Store(StoreError::Corrupt(other.to_string())),
        }
    }
}

impl Fault for LogError {
    fn store(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            Self::Refused(_) => None,
        }
    }
}

impl From<LogError> for Problem {
    fn from(error: LogError) -> Self {
        match error {
            LogError::Store(error) => broken(&error),
            LogError::Refused(_) => Self::not_available(),
        }
    }
}

/// The gate's word that this person may read the log, with its own entry in it. `about` is the one object that is
/// asked about; nil for all.
pub(crate) fn oversee(node: &Node, tx: &Tx, officer: &Officer, about: Uuid) -> Result<(), LogError> {
    let object = ObjectRef { kind: "log", id: about };
    let ask = Ask::new(&officer.actor, action::READ_LOG, Purpose::Oversight, tx.at()).on(object);
    node.gate.open(Guarded::new(object, Label::own(officer.authority.id), ()), &ask, &mut tx.log())?;
    Ok(())
}

/// The word for a code, or the code itself where this program has no word for it.
pub(crate) fn word(node: &Node, t: &T, what: &str, code: &str) -> String {
    let key = format!("oversight-{what}-{code}");
    if node.words.knows(&key) { t.get(&key) } else { code.to_owned() }
}
