//! The record of a conference of the parties: its sessions, reports read as structure, recommendations; what one's own
//! State does about them; what is handed to its secretariat.
//!
//! Who may: everybody on the node reads the record, which is public; national coordinators and secretariats put it in. What a
//! State does about a recommendation is its coordinator's alone until it publishes, and then as it stood. A secretariat
//! publishes statements, calls for input, curates a digest; it must be one: an authority with that function. Refused: any
//! page or figure that sets States beside each other, one score made of several views, a word about what another
//! State has not published.
#![warn(missing_docs)]

mod docx;
mod draft;
mod figures;
pub mod follow;
mod pages;
mod policy;
pub mod public;
mod receipt;
pub mod rules;
mod send;
mod store;
mod store_follow;
mod store_found;
mod store_given;
mod store_handed;
mod store_public;
mod store_topics;
mod store_training;
mod take;
mod take_back;
mod take_in;
pub mod types;
mod work;

pub use figures::Told;
pub use policy::POLICY;
pub use send::{HAND_IN_KIND, HANDED_IN_KIND, PUBLICATION_KIND, send_publications_due};
pub use take::{ReadFault, ReportReader, TakenReport, take_report};
pub use take_in::inbound;
pub use types::{ConferenceError, REPORT_FILE_BYTES_MAX};

use ::store::Migration;
use access::Node;
use kernel::Role;
use std::sync::Arc;
use types::STATEMENT_BYTES_MAX;
use web::{Guard, Routes};

/// The room's words.
pub const WORDS: web::RoomWords = web::RoomWords {
    room: "conference",
    en: include_str!("../lang/en.ftl"),
    fr: include_str!("../lang/fr.ftl"),
    ar: include_str!("../lang/ar.ftl"),
    proper: &[],
};

/// The room's schema.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    vec![
        store::migration(),
        store_follow::migration(),
        store_given::migration(),
        store_public::migration(),
        store_training::migration(),
        store_topics::migration(),
        store_found::migration(),
    ]
}

/// What this room puts on the desk.
#[must_use]
pub fn works() -> Vec<Arc<dyn access::Work>> {
    vec![Arc::new(work::DueActions)]
}

/// Who puts things into the record.
const KEEPERS: &[Role] = &[Role::NationalCoordinator, Role::Secretariat];
/// Who follows for the own State.
const FOLLOWERS: &[Role] = &[Role::NationalCoordinator];
/// Who serves a conference.
const SERVANTS: &[Role] = &[Role::Secretariat];

/// Room for the other fields of a form that carries a file.
const FORM_ROOM: usize = 64 * 1024;

/// The room's surface.
#[must_use]
pub fn routes() -> Routes<Arc<Node>> {
    use pages::{
        compare_attendance, hand_in, list_calls, list_following, list_recommendations, list_sessions,
        list_topics, list_trainings, put_report, save_receipt, show_call, show_following, show_published,
        show_received, show_recommendation, show_report, show_session, statements, treaty_status,
        write_draft,
    };
    Routes::new("conference")
        .guard(Guard::SignedIn)
        .get("/conference", "list_recommendations", list_recommendations::list)
        .get("/conference/recommendations/{id}", "show_recommendation", show_recommendation::show)
        .get("/conference/published/{id}", "show_published", show_published::show)
        .get("/conference/received/{id}", "show_received", show_received::show)
        .get("/conference/received/{id}/file", "save_received", show_received::save)
        .get("/conference/sessions", "list_sessions", list_sessions::list)
        .get("/conference/sessions/{id}", "show_session", show_session::show)
        .get("/conference/reports/{id}", "show_report", show_report::show)
        .get("/conference/reports/{id}/attendance", "compare_attendance", compare_attendance::show)
        .get("/conference/statements/{id}/file", "save_statement", statements::save)
        .get("/conference/status/{instrument}", "treaty_status", treaty_status::show)
        .get("/conference/topics", "list_topics", list_topics::list)
        .get("/conference/calls", "list_calls", list_calls::list)
        .get("/conference/calls/{id}", "show_call", show_call::show)
        .guard(Guard::Role(KEEPERS))
        .post("/conference/recommendations/{id}", "relate", show_recommendation::relate)
        .post("/conference/sessions", "list_sessions", list_sessions::add)
        .post("/conference/sessions/{id}", "show_session", show_session::change)
        .get("/conference/put-in", "put_report", put_report::show)
        .upload("/conference/put-in", "put_report", REPORT_FILE_BYTES_MAX + FORM_ROOM, put_report::put)
        .post("/conference/status/{instrument}", "treaty_status", treaty_status::put)
        .guard(Guard::Role(FOLLOWERS))
        .get("/conference/following", "list_following", list_following::list)
        .get("/conference/following/{id}", "show_following", show_following::show)
        .post("/conference/following/{id}", "show_following", show_following::act)
        .get("/conference/trainings", "list_trainings", list_trainings::list)
        .post("/conference/trainings", "list_trainings", list_trainings::add)
        .get("/conference/draft/{form}", "write_draft", write_draft::all)
        .get("/conference/following/{id}/draft/{form}", "write_draft", write_draft::one)
        .upload(
            "/conference/sessions/{id}/statements",
            "submit_statement",
            STATEMENT_BYTES_MAX + FORM_ROOM,
            statements::submit,
        )
        .upload(
            "/conference/received/{id}/statements",
            "hand_in_statement",
            STATEMENT_BYTES_MAX + FORM_ROOM,
            hand_in::submit,
        )
        .post("/conference/received/{id}/answer", "hand_in_answer", hand_in::answer)
        .post("/conference/topics", "list_topics", list_topics::propose)
        .post("/conference/topics/{id}", "support_topic", list_topics::support)
        .post("/conference/statements/{id}/take-back", "take_back_statement", statements::withdraw)
        .post("/conference/received/{id}/topics", "hand_in_topic", hand_in::propose)
        .post("/conference/received/{id}/support", "hand_in_support", hand_in::support)
        .post("/conference/received/{id}/take-back", "take_back_handed", hand_in::take_back)
        .get("/conference/received/{id}/receipts/{handed}", "save_receipt", save_receipt::save)
        .post("/conference/calls/{id}/answer", "answer_call", show_call::answer)
        .guard(Guard::Role(SERVANTS))
        .post("/conference/sessions/{id}/publish", "publish_session", show_session::publish)
        .post("/conference/statements/{id}", "publish_statement", statements::publish)
        .post("/conference/topics/publish", "publish_topics", list_topics::publish)
        .post("/conference/calls", "list_calls", list_calls::open)
        .post("/conference/calls/{id}", "curate_call", show_call::curate)
        .guard(Guard::Role(KEEPERS))
        .get("/conference/calls/{id}/digest/{form}", "write_digest", show_call::digest)
}
