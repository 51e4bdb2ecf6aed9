//! Who looked at what, sent what, and why: the log and the proof that nothing in it was altered.
//!
//! Who may: auditors and data protection officers, each for their own authority. They read the log and no content;
//! reading the log is itself logged. Refused: a change of the log, from here or from anywhere.
#![warn(missing_docs)]

mod chain;

pub use chain::{seal_log, verify_log};

use access::Node;
use std::sync::Arc;
use web::Routes;

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
}
