//! The courier: what waits for a peer goes into a file, is carried by any means, and comes in by the same door as from
//! the wire, with the same checks, the same quarantine and the same receipts, which go back in the next file.
//!
//! Who may: duty officers and administrators; neither sees what a file says, only kinds of messages and what became of
//! them. Kept here: a message waits in the outbox until its receipt comes, so that a file that is lost is written again
//! and one that is read twice changes nothing; what a file carries passed the gate before, message by message
//! . Refused: a file from a node that is not trusted or whose key is not current; a file older than one that
//! was read to its end, and one whose writer has gone back to before what it wrote earlier, as after a restore: nothing
//! of it is taken and nothing signed, so that nothing is lost.

mod parts;
mod read;
mod write;

pub use read::{Became, Intake, Line, Stop, Taken, What};
pub use write::{Sink, Written, given, write};
pub(crate) use write::{Waiting, waiting};

use crate::store_courier::CourierFile;
use access::Node;
use directory::DirectoryError;
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::AuthorityId;
use kernel::{Actor, AuditEntry, Digest, Label, Outcome, Purpose};
use seal::courier::CourierError;
use store::{Fault, StoreError, Tx};
use uuid::Uuid;

/// Why a courier file was not written or read at all.
#[derive(Debug, thiserror::Error)]
pub enum CourierFault {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The gate refused.
    #[error(transparent)]
    Refused(#[from] gate::Refusal),
    /// The directory refused: a peer that is not trusted, a card that cannot be made.
    #[error(transparent)]
    Directory(DirectoryError),
    /// The peer's card has no key to seal to.
    #[error("the card of this peer has no key to seal to; ask its administrator for a new card")]
    NoKey,
    /// The file could not be made.
    #[error(transparent)]
    File(#[from] CourierError),
    /// It could not be written.
    #[error("the file could not be written: {0}; what was to go into it stays queued")]
    Io(#[from] std::io::Error),
}

impl From<DirectoryError> for CourierFault {
    fn from(error: DirectoryError) -> Self {
        match error {
            DirectoryError::Store(error) => Self::Store(error),
            other => Self::Directory(other),
        }
    }
}

impl Fault for CourierFault {
    fn store(&self) -> Option<&StoreError> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}

/// The object of the log's entries about a file.
fn object(file: &Digest) -> ObjectRef {
    let mut id = [0; 16];
    id.iter_mut().zip(file.0).for_each(|(to, from)| *to = from);
    ObjectRef { kind: "courier-file", id: Uuid::from_bytes(id) }
}

/// The gate's word on what this person does with courier files, with its entry in the log.
fn permit(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    (code, of): (&'static str, AuthorityId),
    object: ObjectRef,
) -> Result<(), gate::Refusal> {
    let ask = Ask::new(actor, code, Purpose::Administration, tx.at()).on(object);
    node.gate.open(Guarded::new(object, Label::own(of), ()), &ask, &mut tx.log())
}

/// Whether a person may write and read courier files; for showing the way there.
#[must_use]
pub fn may(node: &Node, actor: &Actor) -> bool {
    let ask = Ask::new(actor, action::COURIER, Purpose::Administration, node.store.clock().now());
    node.gate.may(&Label::own(actor.authority), &ask)
}

fn log(tx: &Tx, actor: &Actor, file: &Digest, outcome: Outcome, note: String) {
    let object = object(file);
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: actor.clone(),
        action: action::COURIER,
        object_kind: object.kind,
        object: object.id,
        purpose: Purpose::Administration,
        outcome,
        note,
    });
}

fn note(way: &str, file: &CourierFile) -> String {
    format!("{way} {} {}: {} messages, {} receipts", file.peer, file.number, file.messages, file.receipts)
}
