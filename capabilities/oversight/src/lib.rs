//! Who looked at what, sent what, and why: the log, the proof that nothing in it was altered, the witnesses of that
//! proof, and the register of what data subjects ask.
//!
//! Who may: auditors and data protection officers read the log, each for their own authority and for what the node and
//! its peers did, and no content; reading it is itself logged. The register is the data protection officer's alone.
//! Peers offer checkpoints and answer them. Refused: a change of the log, from here or from anywhere; the entries of
//! another authority on the same node; a counter-signature under what contradicts an earlier one; granting anything to
//! somebody of whom it is not known who they are.
#![warn(missing_docs)]

mod chain;
mod figures;
mod kept;
mod pages;
mod panel;
mod policy;
pub mod rules;
mod store;
mod store_figures;
mod store_requests;
pub mod types;
mod types_figures;
mod witness;

pub use chain::{CounterSignature, Proof, WitnessFault, WitnessWhy, seal_log, verify_log};
pub use figures::{acts, ask_release, count_figures, figures, figures_of, released, released_of};
pub use panel::AlarmCount;
pub use policy::POLICY;
pub use store::migrations;
pub use types_figures::{Document, Figured};
pub use witness::{inbound, offer_checkpoints};

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

/// The kinds of record about people that this room keeps.
#[must_use]
pub fn kept() -> Vec<Arc<dyn access::Kept>> {
    vec![Arc::new(kept::KeptRequests)]
}

/// Those who answer for what the authority does.
const ANSWER_FOR_IT: &[Role] =
    &[Role::Auditor, Role::DataProtectionOfficer, Role::Prosecutor, Role::Administrator];

/// The room's surface.
#[must_use]
pub fn routes() -> Routes<Arc<Node>> {
    use pages::{
        download_figures, erase_record, export_log, list_figures, list_requests, list_rules, read_log,
        show_relied_on, show_request, show_witnesses, verify_log,
    };
    Routes::new("oversight")
        .guard(Guard::Role(&[Role::Auditor, Role::DataProtectionOfficer]))
        .get("/log", "read_log", read_log::read)
        .get("/log/verify", "verify_log", verify_log::verify)
        .get("/log/export", "export_log", export_log::export)
        .get("/log/relied-on/{party}", "show_relied_on", show_relied_on::show)
        .get("/log/relied-on/{party}/export", "export_relied_on", show_relied_on::export)
        .guard(Guard::Role(ANSWER_FOR_IT))
        .get("/figures", "list_figures", list_figures::list)
        .post("/figures/{id}/release", "release_figures", list_figures::release)
        .get("/figures/{id}/{form}", "download_figures", download_figures::download)
        .guard(Guard::Role(&[Role::Auditor, Role::DataProtectionOfficer, Role::Administrator]))
        .get("/witnesses", "show_witnesses", show_witnesses::show)
        .guard(Guard::Role(&[Role::Administrator]))
        .post("/witnesses/{id}", "settle_alarm", show_witnesses::settle)
        .guard(Guard::Role(&[Role::DataProtectionOfficer]))
        .get("/data-protection", "list_requests", list_requests::list)
        .post("/data-protection/requests", "list_requests", list_requests::add)
        .post("/data-protection/time", "list_requests", list_requests::set_policy)
        .get("/data-protection/requests/{id}", "show_request", show_request::show)
        .post("/data-protection/requests/{id}", "show_request", show_request::add_step)
        .post("/data-protection/requests/{id}/erase", "erase_record", erase_record::erase)
        .get("/data-protection/retention", "list_rules", list_rules::list)
        .post("/data-protection/retention", "list_rules", list_rules::set)
        .post("/data-protection/retention/end", "end_now", list_rules::end_now)
}
