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
mod figures;
mod found;
pub mod holder;
mod kept;
pub mod notices;
mod policy;
pub mod rules;
pub mod store;
mod store_erase;
mod store_figures;
mod store_keys;
mod store_rows;
pub mod types;

pub use asker::{CheckError, NewCheck, run_check};
pub use figures::figures;
pub use holder::HolderError;
pub use policy::POLICY;
pub use store::migrations;
pub use types::{CheckRecord, Hit, HitSide, PeerResult};

mod pages;

use access::{Inbound, Node, Panel};
use std::sync::Arc;
use web::{Guard, Routes};

/// The room's words.
pub const WORDS: web::RoomWords = web::RoomWords {
    room: "deconfliction",
    en: include_str!("../lang/en.ftl"),
    fr: include_str!("../lang/fr.ftl"),
    ar: include_str!("../lang/ar.ftl"),
    proper: &[],
};

/// The kinds of record about people that this room keeps.
#[must_use]
pub fn kept() -> Vec<Arc<dyn access::Kept>> {
    vec![Arc::new(kept::KeptChecks)]
}

/// The room's surface.
#[must_use]
pub fn routes() -> Routes<Arc<Node>> {
    Routes::new("deconfliction")
        .get("/checks", "list_checks", pages::list_checks::list)
        .get("/checks/{id}", "show_check", pages::show_check::show)
        .get("/cases/{id}/check", "make_check", pages::make_check::show)
        .post("/cases/{id}/check", "make_check", pages::make_check::make)
        .guard(Guard::Peer)
        .upload(
            asker::CHECK_PATH,
            "answer_check",
            kernel::limit::ENVELOPE_BYTES_MAX,
            pages::answer_peer::check,
        )
        .upload(
            asker::FILTER_PATH,
            "give_filter",
            kernel::limit::ENVELOPE_BYTES_MAX,
            pages::answer_peer::filter,
        )
}

/// What the room puts on the desk.
#[must_use]
pub fn works() -> Vec<Arc<dyn access::Work>> {
    vec![Arc::new(pages::work::HitWork)]
}

/// What the room shows on other pages.
#[must_use]
pub fn panels() -> Vec<Arc<dyn Panel>> {
    vec![
        Arc::new(pages::panels::DeskWaiting),
        Arc::new(pages::panels::CaseHits),
        Arc::new(pages::panels::ChecksOfCase),
    ]
}

/// What the room does with envelopes of its kinds.
#[must_use]
pub fn inbound() -> Vec<Arc<dyn Inbound>> {
    vec![Arc::new(notices::TakeNotice), Arc::new(notices::TakeClaim), Arc::new(notices::TakeProof)]
}
