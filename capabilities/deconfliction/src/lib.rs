//! Private checks between nodes: who else holds the same value, while neither side shows its file.
//!
//! Invariants: only eligible values take part, on both sides; nothing that must not reach a State reaches it
//! blinded either; every check carries purpose and legal basis, is charged to a budget and logged on both
//! nodes; a hit is shown in the transaction that queues its notice, and changes no record. Who may:
//! investigators and prosecutors check, duty officers see hits.
//!
//! Refused: plain or salted hashes in any place, a second key in one epoch, a standing question without a new
//! authorisation.

pub mod asker;
pub mod holder;
pub mod notices;
pub mod rules;
pub mod store;
pub mod types;

pub use asker::{CheckError, NewCheck, run_check};
pub use holder::HolderError;
pub use store::migrations;
pub use types::{CheckRecord, Hit, HitSide, PeerResult};
