//! Protection: a person of a case claims or may claim it, and nothing that identifies them reaches the State they
//! fear by any way out of the node.
//!
//! Who may: every officer records a claim, since it only ever closes doors; only a protection officer of the
//! authority sees claims and decides them. Kept here: the claim, its history and the block on every value of the
//! person are one transaction; claims stand in the protection compartment, encrypted under its own data key
//! a recorder learns nothing but that it was recorded; no block becomes narrower without a final
//! decision and its reason. Refused: overriding a block, a decision without a reason, a claim about a thing.
#![warn(missing_docs)]

mod pages;
mod panel;
mod policy;
pub mod rules;
mod store;
mod types;

pub use policy::POLICY;
pub use store::{claim, claims, migrations, record_claim, screen};
pub use types::*;

use access::{Count, Node, Panel};
use kernel::Role;
use std::sync::Arc;
use web::{Guard, Routes};

/// The room's words.
pub const WORDS: web::RoomWords = web::RoomWords {
    room: "protection",
    en: include_str!("../lang/en.ftl"),
    fr: include_str!("../lang/fr.ftl"),
    ar: include_str!("../lang/ar.ftl"),
    proper: &[],
};

/// Those who may come across somebody in danger. What they may record of whom is the gate's decision.
const RECORDERS: &[Role] =
    &[Role::Investigator, Role::DutyOfficer, Role::Prosecutor, Role::ProtectionOfficer];

/// The room's surface.
#[must_use]
pub fn routes() -> Routes<Arc<Node>> {
    Routes::new("protection")
        .guard(Guard::Role(RECORDERS))
        .get("/protection/new", "record_claim", pages::record_claim::show)
        .post("/protection/new", "record_claim", pages::record_claim::record)
        .get("/protection/recorded", "record_claim", pages::record_claim::recorded)
        .guard(Guard::Role(&[Role::ProtectionOfficer]))
        .get("/protection", "list_claims", pages::list_claims::list)
        .get("/protection/{id}", "screen_claim", pages::screen_claim::show)
        .post("/protection/{id}", "screen_claim", pages::screen_claim::screen)
}

/// What the room shows on other rooms' pages.
#[must_use]
pub fn panels() -> Vec<Arc<dyn Panel>> {
    vec![Arc::new(panel::RecordPanel), Arc::new(panel::DuePanel)]
}

/// How many claims are past their time, for the side bar.
#[must_use]
pub fn late_count() -> Arc<dyn Count> {
    Arc::new(panel::Late)
}
