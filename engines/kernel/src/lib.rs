//! The words every engine and room shares: ids, parties, labels, grades, legal bases, time and chance.
//!
//! Values only. This crate opens no file, asks no clock, draws no randomness and knows no database; it refuses
//! to hold a rule that belongs to one room.
#![warn(missing_docs)]

pub mod actor;
pub mod audit;
pub mod digest;
pub mod figures;
pub mod grade;
pub mod id;
pub mod label;
pub mod law;
pub mod limit;
pub mod party;
pub mod selector;
pub mod subject;
pub mod time;

mod chance;
#[cfg(feature = "testing")]
pub mod testing;

pub use actor::{Actor, ActorKind};
pub use audit::{AuditEntry, AuditSink, LISTED_MAX, Outcome};
pub use chance::Rng;
pub use digest::{Digest, Salted};
pub use grade::Grade;
pub use label::{Blocked, Compartment, Excluded, Handling, Label, Pap, Restriction, Tlp};
pub use law::{Purpose, legal_basis};
pub use party::{Function, Lang, Party, Role};
pub use selector::{Selector, SelectorKind, Strength};
pub use subject::{EntityKind, PersonRole, Property};
pub use time::{Clock, Timestamp};
