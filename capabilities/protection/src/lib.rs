//! Protection: a person of a case claims or may claim it, and nothing that identifies them reaches the State they
//! fear by any way out of the node.
//!
//! Who may: every officer records a claim, since it only ever closes doors; only a protection officer of the
//! authority sees claims and decides them. What they open of one, by the person's consent or a court's order, is read by
//! the officer or case it names, field by field, until its end, and by nobody else.
//! What somebody wrote that is only similar to what is held waits for them, side by side with it. Kept here: the claim, its history and the block on every value of
//! the person are one transaction; claims stand in the protection compartment, encrypted under its own data key
//! a recorder learns nothing but that it was recorded; no block becomes narrower without a final
//! decision, its reason, and a second protection officer. Refused: overriding a block, a decision without a reason, a claim about a thing.
#![warn(missing_docs)]

mod figures;
mod kept;
mod keys;
mod near;
mod pages;
mod panel;
mod panel_near;
mod panel_opened;
mod policy;
mod release;
pub mod rules;
mod store;
mod store_consular;
mod store_erase;
mod store_figures;
mod store_openings;
mod store_sent;
mod store_waiting;
mod types;
mod types_opened;

pub use figures::figures;
pub use near::{NearScreening, screen_near};
pub use policy::POLICY;
pub use store::{claim, claims, migrations, record_claim, screen};
pub use store_consular::{consular, take_consular_step};
pub use store_openings::{OPENINGS_MAX, open_claim, opened_to, openings, take_back};
pub use store_sent::{WentTo, went_to};
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

/// The kinds of record about people that this room keeps.
#[must_use]
pub fn kept() -> Vec<Arc<dyn access::Kept>> {
    vec![Arc::new(kept::KeptClaims)]
}

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
        .get("/near-misses", "list_near", pages::list_near::list)
        .get("/near-misses/{id}", "screen_near", pages::screen_near::show)
        .post("/near-misses/{id}", "screen_near", pages::screen_near::screen)
        .get("/protection/{id}", "screen_claim", pages::screen_claim::show)
        .post("/protection/{id}", "screen_claim", pages::screen_claim::screen)
        .get("/protection/{id}/open", "open_claim", pages::open_claim::show)
        .post("/protection/{id}/open", "open_claim", pages::open_claim::open)
        .get("/protection/{id}/consular", "consular", pages::consular::show)
        .post("/protection/{id}/consular", "consular", pages::consular::step)
        .get("/protection/{id}/went-to", "show_sent", pages::show_sent::show)
        .post("/protection/openings/{id}/take-back", "take_back_opening", pages::open_claim::take_back)
}

/// The acts of this room that need a second person.
#[must_use]
pub fn acts() -> Vec<Arc<dyn access::Act>> {
    vec![Arc::new(release::Release)]
}

/// What the room puts on the desk.
#[must_use]
pub fn works() -> Vec<Arc<dyn access::Work>> {
    vec![Arc::new(panel::ClaimWork), Arc::new(panel_near::NearWork)]
}

/// What the room shows on other rooms' pages.
#[must_use]
pub fn panels() -> Vec<Arc<dyn Panel>> {
    vec![
        Arc::new(panel::RecordPanel),
        Arc::new(panel_near::FreedPanel),
        Arc::new(panel_opened::OpenedPanel(access::Place::Desk)),
        Arc::new(panel_opened::OpenedPanel(access::Place::Case)),
        Arc::new(panel_opened::OpenedPanel(access::Place::EntityAside)),
    ]
}

/// How many claims are past their time, for the side bar.
#[must_use]
pub fn late_count() -> Arc<dyn Count> {
    Arc::new(panel::Late)
}
