//! Who looked at what, sent what, and why: the log and the proof that nothing in it was altered.
//!
//! Who may: auditors and data protection officers, each for their own authority and for what the node and its peers
//! did. They read the log and no content; reading it is itself logged. Refused: a change of the log, from here or from
//! anywhere; the entries of another authority on the same node.
#![warn(missing_docs)]

mod chain;
mod pages;
mod policy;
pub mod rules;

pub use chain::{seal_log, verify_log};
pub use policy::POLICY;

use access::Node;
use kernel::Role;
use std::sync::Arc;
use web::{Guard, Routes};

/// The room's words.
pub const WORDS: web::RoomWords = web::RoomWords {
    room: "oversight",
    en: include_str!("../lang/en.ftl"),
    fr: include_str!("../lang/fr.ftl"),
    ar: include_str!("../lang/ar.ftl"),
    proper: &[],
};

/// The room's surface.
#[must_use]
pub fn routes() -> Routes<Arc<Node>> {
    Routes::new("oversight")
        .guard(Guard::Role(&[Role::Auditor, Role::DataProtectionOfficer]))
        .get("/log", "read_log", pages::read_log::read)
        .get("/log/verify", "verify_log", pages::verify_log::verify)
}
