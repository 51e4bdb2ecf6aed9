//! Dossiers between authorities, envelopes between nodes, and the desk where what is due comes first.
//!
//! Who may: officers of the authority a dossier belongs to read it and make its moves, as the gate decides on each
//! part of what a move says; trusted peers hand in envelopes. Kept here: every change, its entry in the log and its
//! outgoing envelope are one transaction; signed bytes are kept as they came; who signs is the
//! directory's to say; a message is taken once and has one receipt for ever; both nodes keep the same
//! history; what was received stays under its sender's restrictions. Refused: a move that the definition of
//! the dossier does not allow, a statement that the gate does not release, an answer without a receipt shown as
//! delivered.
#![warn(missing_docs)]

pub mod attachments;
pub mod carry;
pub mod consent;
pub mod courier;
pub mod deliver;
pub mod door;
pub mod envelope;
mod errand;
mod figures;
pub mod foresee;
mod happened;
mod kept;
mod labels;
pub mod letter;
mod letter_words;
pub mod mailbox;
pub mod make_move;
mod open;
mod policy;
pub mod recall;
pub mod receive;
pub mod send_again;
pub mod sent;
pub mod store;
mod store_again;
pub mod store_attachments;
pub mod store_consent;
pub mod store_courier;
mod store_desk;
mod store_erase;
mod store_figures;
pub mod store_held;
mod store_history;
pub mod store_inbox;
pub mod store_letters;
pub mod store_recall;
pub mod suspend;
pub mod test_call;
pub mod thread;
pub mod transcribe;
pub mod types;
pub mod wire_move;

#[cfg(feature = "testing")]
pub mod testing;

mod pages;
mod panel;
mod panel_apart;
mod panel_courier;
mod panel_recall;
mod panel_suspend;
mod persons;
mod prepared;
mod recall_apply;
mod store_forks;
mod store_rows;
mod take_move;
mod work;
mod work_again;
mod work_dossiers;
mod work_keys;
mod work_recall;

pub use carry::{Taken, take_answer};
pub use deliver::{Delivery, deliver_always, deliver_due, hand_in};
pub use door::Door;
pub use figures::{assists, figures};
pub use foresee::{Foreseen, foresee_dossier, foresee_move, foresee_request};
pub use happened::{DossierSteps, histories};
pub use letter::{Printer, Reply, body_of_reply, package, read_reply, record_confirmed, record_sent};
pub use letter_words::VERIFY_COMMAND;
pub use make_move::{make_move, open_dossier, open_request, purpose_of};
pub use pages::show_desk::keeps_desk;
pub use pages::transcribe::{FORM_BYTES_MAX, ReadsSheets};
pub use panel::{CaseDossiers, DeskCount, panels, rooms};
pub use persons::without_names;
pub use policy::POLICY;
pub use recall::{Correction, Followed, Reached, correct, corrections_sent, foresee_correction};
pub use send_again::send_again;
pub use sent::{SENT_SCAN_MAX, Sent, sent_with};
pub use store_held::{Held, held_by};
pub use store_rows::migrations;
pub use suspend::{Lifted, lift};
pub use thread::{
    ReceiptView, Report, due, history_bytes, history_digest, receipt_of, state, thread, verify_dossier,
};
pub use transcribe::{Came, transcribe, transcribed};
pub use types::{
    Carried, Dossier, DossierFilter, ExchangeError, Made, MoveBody, NewMove, NewRequest, Pick, Side,
    StoredMove, Thread, WaitsFor,
};
pub use work::works;

use access::Node;
use kernel::Role;
use kernel::limit::ENVELOPE_BYTES_MAX;
use std::sync::Arc;
use web::{Guard, Routes};

/// Where peers hand in chunks of attachments.
pub const PEER_PARTS: &str = "/peer/v1/parts";
/// Where peers hand in envelopes.
pub const PEER_ENVELOPES: &str = "/peer/v1/envelopes";

/// The room's words.
pub const WORDS: web::RoomWords = web::RoomWords {
    room: "exchange",
    en: include_str!("../lang/en.ftl"),
    fr: include_str!("../lang/fr.ftl"),
    ar: include_str!("../lang/ar.ftl"),
    proper: &[],
};

/// What the room does with envelopes of its kinds.
#[must_use]
pub fn inbound() -> Vec<Arc<dyn access::Inbound>> {
    let mut all = test_call::inbound();
    all.push(Arc::new(attachments::answer::TakeSaid));
    all
}

/// The acts of this room that need a second person.
#[must_use]
pub fn acts() -> Vec<Arc<dyn access::Act>> {
    vec![Arc::new(attachments::act::ReleaseAttachment)]
}

/// The kinds of record about people that this room keeps.
#[must_use]
pub fn kept() -> Vec<Arc<dyn access::Kept>> {
    vec![Arc::new(kept::KeptDossiers)]
}

/// The room's surface.
#[must_use]
pub fn routes() -> Routes<Arc<Node>> {
    use pages::{
        attach_file, correct_sent, decide_attachment, deliver_envelope, deliver_parts, letter, list_courier,
        list_dossiers, make_move, open_request, read_courier, save_attachment, send_again, show_desk,
        show_dossier, suspend_peer, take_answer, test_calls, transcribe, verify_dossier, write_courier,
    };
    Routes::new("exchange")
        .guard(Guard::SignedIn)
        .get("/", "show_desk", show_desk::show)
        .guard(Guard::Role(pages::ROLES))
        .get("/dossiers", "list_dossiers", list_dossiers::list)
        .get("/dossiers/new", "open_request", open_request::show)
        .post("/dossiers/new", "open_request", open_request::open)
        .get("/dossiers/{id}", "show_dossier", show_dossier::show)
        .get("/dossiers/{id}/verify", "verify_dossier", verify_dossier::show)
        .get("/dossiers/{id}/history", "verify_dossier", verify_dossier::download)
        .get("/dossiers/{id}/take/{number}", "take_answer", take_answer::show)
        .post("/dossiers/{id}/take/{number}", "take_answer", take_answer::take)
        .post("/dossiers/{id}/names", "show_names", show_dossier::show_names)
        .post("/dossiers/{id}/send-again", "send_again", send_again::send)
        .get("/dossiers/{id}/letters/{number}", "show_letter", letter::show)
        .post("/dossiers/{id}/letters/{number}/package", "print_letter", letter::package)
        .post("/dossiers/{id}/letters/{number}/sent", "record_letter", letter::sent)
        .post("/dossiers/{id}/letters/{number}/confirmed", "record_letter", letter::confirmed)
        .get("/dossiers/{id}/received", "transcribe", transcribe::list)
        .upload("/dossiers/{id}/received", "read_form", transcribe::FORM_BYTES_MAX, transcribe::read_form)
        .get("/dossiers/{id}/received/{code}", "transcribe", transcribe::show)
        .post("/dossiers/{id}/received/{code}", "transcribe", transcribe::take)
        .get("/dossiers/{id}/attach", "attach_file", attach_file::show)
        .upload("/dossiers/{id}/attach", "attach_file", attach_file::BYTES_MAX, attach_file::take)
        .get("/dossiers/{id}/attachments/{file}", "save_attachment", save_attachment::save)
        .post("/dossiers/{id}/attachments/{file}", "decide_attachment", decide_attachment::decide)
        .get("/dossiers/{id}/{code}", "make_move", make_move::show)
        .post("/dossiers/{id}/{code}", "make_move", make_move::make)
        .get("/cases/{id}/corrections", "correct_sent", correct_sent::show)
        .post("/cases/{id}/corrections", "correct_sent", correct_sent::act)
        .guard(Guard::Role(pages::COURIER_ROLES))
        .get("/peers/{node}/suspension", "suspend_peer", suspend_peer::show)
        .post("/peers/{node}/suspend", "suspend_peer", suspend_peer::suspend)
        .post("/peers/{node}/lift", "suspend_peer", suspend_peer::lift)
        .get("/courier", "list_courier", list_courier::list)
        .post("/courier/{node}", "write_courier", write_courier::write)
        .upload("/courier", "read_courier", read_courier::BYTES_MAX, read_courier::read)
        .guard(Guard::Role(&[Role::DutyOfficer, Role::Administrator]))
        .get("/test-calls", "list_test_calls", test_calls::list)
        .post("/test-calls", "place_test_call", test_calls::place)
        .post("/test-calls/{node}/{id}", "answer_test_call", test_calls::answer)
        .guard(Guard::Peer)
        .upload(PEER_PARTS, "deliver_parts", attachments::PARTS_BYTES_MAX, deliver_parts::deliver)
        .upload(PEER_ENVELOPES, "deliver_envelope", ENVELOPE_BYTES_MAX, deliver_envelope::by(Arc::default()))
}
