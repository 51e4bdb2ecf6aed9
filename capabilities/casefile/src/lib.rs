//! Case files: records about people, things, places and events, statement by statement, each with its source, grade
//! and handling; files taken in; what may take part in matching; search across scripts.
//!
//! Who may: officers of the owning authority, as the gate decides on the label of each record. Kept here:
//! statements are only ever added; every read is `Guarded`; a selector takes part in matching only after an
//! officer cleared it with a role in an offence and a basis; a held value is held wherever it stands, now and
//! later; a failed import leaves nothing. Refused: a role in an offence of somebody who was
//! smuggled on one person's word, a second import of the same file, a link to nothing,
//! a clearance without a basis, a clear value of the protection or integrity compartment in the database.
#![warn(missing_docs)]

mod bundle;
mod capture;
mod capture_read;
mod child;
mod child_act;
mod circle;
mod derive;
mod element;
mod error;
mod evidence;
mod evidence_import;
mod evidence_take;
mod export_act;
mod figures;
mod files;
mod history;
mod import;
mod issue;
mod kept;
mod keys;
mod mention;
mod near;
mod pages;
mod policy;
mod role_act;
pub mod rules;
mod same;
mod search;
mod store_cases;
mod store_child;
mod store_circle;
mod store_columns;
mod store_coming;
mod store_elements;
mod store_eligible;
mod store_erase;
mod store_evidence;
mod store_figures;
mod store_held;
mod store_history;
mod store_imports;
mod store_issues;
mod store_likely;
mod store_links;
mod store_listed;
mod store_mention_acts;
mod store_mention_rows;
mod store_mentions;
mod store_near;
mod store_newer;
mod store_rescue;
mod store_retract;
mod store_roles;
mod store_rows;
mod store_said;
mod store_same;
mod store_search;
mod store_selectors;
mod store_statements;
mod store_tasks;
mod store_timeline;
mod store_waiting;
mod store_watch;
mod store_words;
mod table;
mod types;

pub use bundle::{
    BUNDLE_MAX, Bundle, BundleFault, BundleFor, VERIFY_FILES, VERIFY_SIGNATURE, prepare_bundle,
};
pub use capture::{Captured, Lacks};
pub use capture_read::{captured_each, told_by};
pub use child::{BEST_INTERESTS_DUE_MS, ChildDuty, ChildGround, DONE_CHARS_MAX, GUARDIAN_DUE_MS};
pub use circle::{CIRCLE_MAX, CircleAct, CircleFault, Outsider, Reach};
pub use derive::values_in;
pub use element::{
    Detail, Element, Judgement, JudgementLacks, NewJudgement, Offence, Participation, Shown, Stands, Weight,
    elements_of, stands,
};
pub use evidence::{
    CUSTODY_MAX, Custody, CustodyEvent, CustodyKind, Exhibit, MadeOf, NewCustody, WHAT_CHARS_MAX,
    WHO_CHARS_MAX,
};
pub use evidence_import::{discard_others, keep_of_import, take_files};
pub use evidence_take::{Coming, EXHIBIT_BYTES_MAX, ReadExhibit, TakeFault, Taken, Taking, is_unaltered};
pub use export_act::{EXPORT_CASE, export_asked};
pub use figures::figures;
pub use files::{Bytes, FileError, ReadFiles, Reader, START_BYTES, read_files, read_stream};
pub use import::{Prepared, prepare};
pub use keys::Keys;
pub use mention::{
    Candidate, CandidateState, Correction, JoinTo, MarkedPassage, PASSAGES_MAX, PassageMark, WAITING_MAX,
};
pub use near::{
    Door, FREED_SHOWN_MS, Freed, HeldText, Leaving, NAME, NEAR_MISSES_MAX, NearDecision, NearMiss,
    NearMissId, NearSays, NearState, WRITERS_MAX, Writer,
};
pub use pages::opens_cases;
pub use policy::POLICY;
pub use same::{CHANCE_MIN, Judged, SameAnswer, SamePair, SameState, Topic};
pub use search::{Listed, Narrowed, QUESTION_CHARS_MAX, Question, explains};
pub use store_cases::{
    EntityFilter, case, case_label, case_labels, cases, cases_closed_to, create_case, entities,
    entities_by_id, entity, entity_counts, find_case,
};
pub use store_child::{
    ChildFlag, Duty, child_of, children_among, duties_of, duty, duty_done, take_for_child,
};
pub use store_circle::{change_circle, reach_of};
pub use store_coming::coming;
pub use store_elements::{Looked, judge_element, judgements_of, look_at_offence, offence, offences_of};
pub use store_eligible::{
    SelectorCount, eligible_by_key, eligible_counts, eligible_mark, eligible_of_case, eligible_on_node,
    eligible_shown, newest_clearances, selector_counts,
};
pub use store_erase::selector_ids;
pub use store_evidence::{
    ExhibitsFrom, NewExhibit, add_custody, custody_of, exhibit, exhibit_numbered, exhibits_from, exhibits_of,
    exhibits_of_bytes, keep_exhibit,
};
pub use store_held::{blocked_of, hold_back, hold_back_entity, keys_in_text, keys_of_entity, lift_hold};
pub use store_imports::{
    TakenFile, UPLOAD_BYTES_MAX, UPLOAD_WAITS_MS, Upload, drop_expired, drop_upload, import, import_of_file,
    imports_of, keep_upload, lines_not_taken, take_import, upload,
};
pub use store_issues::foresee_issue;
pub use store_likely::{look_at_due, look_for_same};
pub use store_listed::statements_listed;
pub use store_mention_acts::{
    accept_candidate, candidates_waiting, join_candidate, reject_candidate, undo_candidate,
};
pub use store_mentions::{Proposals, candidate_by_id, candidates, passage_counts, passages_of, proposals};
pub use store_near::{
    decide_near_miss, freed_for, near_miss, near_misses, near_misses_waiting, record_spelling,
};
pub use store_newer::derive_by_newer_rules;
pub use store_rescue::{in_distress, in_distress_of};
pub use store_retract::retract;
pub use store_roles::only_said;
pub use store_said::{
    retracted, retracted_among, statement, statements_by_id, statements_naming, statements_of,
    statements_of_all,
};
pub use store_same::{PAIRS_MAX, judge, pair, pairs_in, pairs_of};
pub use store_search::{find_cases, find_entities, find_permitted};
pub use store_selectors::{
    Standing, accept, holders_of, revoke, selector, selectors, selectors_free, selectors_of,
};
pub use store_statements::{Progress, add_statements, add_to_entity};
pub use store_tasks::{NewTask, Note, Task, add_note, add_task, finish_task, notes_of, tasks_of};
pub use store_timeline::{Dated, UNPLACED_MAX, dates_after, dates_unplaced};
pub use store_watch::{Watch, blocked_in_text};
pub use types::*;

use access::Node;
use std::sync::Arc;
use web::{Guard, Routes};

/// The room's words.
pub const WORDS: web::RoomWords = web::RoomWords {
    room: "casefile",
    en: include_str!("../lang/en.ftl"),
    fr: include_str!("../lang/fr.ftl"),
    ar: include_str!("../lang/ar.ftl"),
    proper: &["casefile-format-ftm"],
};

/// The room's schema.
#[must_use]
pub fn migrations() -> Vec<store::Migration> {
    let mut steps = store_rows::migrations();
    steps.push(store_roles::migration());
    steps.push(store_child::migration());
    steps.push(store_rows::reasons_sealed());
    steps.push(store_words::migration());
    steps.push(store_issues::migration());
    steps.push(store_mention_rows::migration());
    steps.push(store_same::migration());
    steps.push(store_evidence::migration());
    steps.push(store_coming::migration());
    steps.push(store_tasks::migration());
    steps.push(store_timeline::migration());
    steps.push(store_elements::migration());
    steps.push(store_listed::migration());
    steps.push(store_columns::migration());
    steps.push(store_history::migration());
    steps.push(store_timeline::moments());
    steps.push(store_history::cleared());
    steps
}

/// The acts of this room that need a second person.
#[must_use]
pub fn acts() -> Vec<Arc<dyn access::Act>> {
    vec![Arc::new(role_act::OffenceRole), Arc::new(export_act::ExportCase), Arc::new(child_act::NoChild)]
}

/// What the room puts on the desk.
#[must_use]
pub fn works() -> Vec<Arc<dyn access::Work>> {
    vec![Arc::new(pages::see_to_child::ChildDuties), Arc::new(pages::list_tasks::Tasks)]
}

/// The kinds of record about people that this room keeps.
#[must_use]
pub fn kept() -> Vec<Arc<dyn access::Kept>> {
    vec![Arc::new(kept::KeptCases), Arc::new(kept::KeptEntities)]
}

/// Those who work on content. What they may do to which record is the gate's decision.
const OFFICERS: &[kernel::Role] = &[
    kernel::Role::Investigator,
    kernel::Role::DutyOfficer,
    kernel::Role::Prosecutor,
    kernel::Role::ProtectionOfficer,
];

/// What a browser adds around the files of an upload, at most.
const FORM_OVERHEAD_BYTES: usize = 64 * 1024;

/// The room's surface.
#[must_use]
pub fn routes() -> Routes<Arc<Node>> {
    Routes::new("casefile")
        .guard(Guard::Role(OFFICERS))
        .get("/cases", "list_cases", pages::list_cases::list)
        .get("/cases/new", "open_case", pages::open_case::show)
        .post("/cases/new", "open_case", pages::open_case::open)
        .get("/cases/{id}", "show_case", pages::show_case::show)
        .get("/cases/{id}/circle", "show_circle", pages::show_circle::show)
        .post("/cases/{id}/circle", "show_circle", pages::show_circle::act)
        .get("/cases/{id}/clear", "clear_selectors", pages::clear_selectors::show)
        .post("/cases/{id}/clear", "clear_selectors", pages::clear_selectors::act)
        .get("/cases/{id}/review", "review_mentions", pages::review_mentions::show)
        .post("/cases/{id}/review", "review_mentions", pages::review_mentions::act)
        .get("/cases/{id}/review/together", "review_together", pages::review_together::show)
        .post("/cases/{id}/review/together", "review_together", pages::review_together::act)
        .get("/entities/{id}", "show_entity", pages::show_entity::show)
        .post("/entities/{id}/statements", "add_statement", pages::show_entity::say)
        .post("/entities/{id}/names", "show_names", pages::show_entity::show_names)
        .post("/entities/{id}/child", "end_child", pages::see_to_child::end)
        .get("/child-duties/{id}", "see_to_child", pages::see_to_child::show)
        .post("/child-duties/{id}", "see_to_child", pages::see_to_child::act)
        .get("/entities/{id}/history", "show_history", pages::show_history::show)
        .post("/entities/{id}/role", "record_role", pages::show_entity::record_role)
        .post("/statements/{id}/retract", "retract_statement", pages::show_entity::take_back)
        .get("/cases/{id}/import", "upload_file", pages::upload_file::show)
        .upload(
            "/cases/{id}/import",
            "upload_file",
            UPLOAD_BYTES_MAX + FORM_OVERHEAD_BYTES,
            pages::upload_file::keep,
        )
        .get("/cases/{id}/import/{upload}", "import_file", pages::import_file::preview)
        .post("/cases/{id}/import/{upload}", "import_file", pages::import_file::take)
        .post("/cases/{id}/import/{upload}/columns", "keep_columns", pages::keep_columns::act)
        .post("/cases/{id}/import/{upload}/discard", "discard_upload", pages::import_file::discard)
        .get("/imports/{id}", "show_import", pages::show_import::show)
        .get("/cases/{id}/evidence", "list_evidence", pages::list_evidence::show)
        .post("/cases/{id}/evidence/bundle", "make_bundle", pages::list_evidence::bundle)
        .get("/cases/{id}/evidence/add", "add_exhibit", pages::add_exhibit::show)
        .upload(
            "/cases/{id}/evidence/add",
            "add_exhibit",
            pages::add_exhibit::BYTES_MAX,
            pages::add_exhibit::take,
        )
        .get("/cases/{id}/statements", "list_statements", pages::list_statements::list)
        .get("/cases/{id}/timeline", "show_timeline", pages::show_timeline::show)
        .get("/cases/{id}/history", "list_changes", pages::list_changes::list)
        .get("/cases/{id}/tasks", "list_tasks", pages::list_tasks::show)
        .post("/cases/{id}/tasks", "list_tasks", pages::list_tasks::act)
        .get("/cases/{id}/notes", "list_notes", pages::list_notes::show)
        .post("/cases/{id}/notes", "write_note", pages::list_notes::write)
        .get("/cases/{id}/elements", "list_offences", pages::list_offences::show)
        .post("/cases/{id}/elements", "look_at_offence", pages::list_offences::begin)
        .get("/offences/{id}/{element}", "judge_element", pages::judge_element::show)
        .post("/offences/{id}/{element}", "judge_element", pages::judge_element::judge)
        .get("/exhibits/{id}", "show_exhibit", pages::show_exhibit::show)
        .post("/exhibits/{id}/verify", "verify_exhibit", pages::show_exhibit::verify)
        .post("/exhibits/{id}/custody", "record_custody", pages::show_exhibit::record)
        .post("/exhibits/{id}/save", "save_exhibit", pages::show_exhibit::save)
        .post("/exhibits/{id}/part", "take_part", pages::take_part::take)
        .get("/search", "search_records", pages::search_records::search)
        .get("/same", "list_same", pages::list_same::list)
        .get("/same/{id}", "compare_entities", pages::compare_entities::show)
        .post("/same/{id}", "judge_same", pages::compare_entities::act)
}

#[cfg(test)]
mod tests {
    use super::{SameAnswer, Topic, WORDS};

    #[test]
    fn a_12_every_visible_string_comes_from_the_language_files() {
        let words = web::Words::new(&[WORDS]).unwrap_or_else(|e| panic!("{e}"));
        for (folder, code) in [("templates", false), ("src/pages", true)] {
            for file in std::fs::read_dir(format!("{}/{folder}", env!("CARGO_MANIFEST_DIR"))).unwrap() {
                let path = file.unwrap().path();
                let source = std::fs::read_to_string(&path).unwrap();
                assert!(
                    words.unknown_keys(&source).is_empty(),
                    "{path:?}: {:?}",
                    words.unknown_keys(&source)
                );
                if !code {
                    assert!(web::bare_text(&source).is_empty(), "{path:?}: {:?}", web::bare_text(&source));
                }
            }
        }
    }

    #[test]
    fn a_12_every_code_has_words() {
        let words = web::Words::new(&[WORDS]).unwrap();
        let kinds = kernel::EntityKind::ALL.iter().map(|k| format!("casefile-kind-{k}"));
        let properties = kernel::Property::ALL.iter().map(|p| format!("casefile-property-{p}"));
        let roles = kernel::PersonRole::ALL.iter().map(|r| format!("casefile-role-{r}"));
        let selectors = kernel::SelectorKind::ALL.iter().map(|s| format!("casefile-selector-{s}"));
        let handling = kernel::Handling::ALL.iter().map(|h| format!("casefile-handling-{h}"));
        let restrictions = kernel::Restriction::KNOWN.iter().map(|r| format!("casefile-restriction-{r}"));
        let markings = (kernel::Tlp::ALL.iter().map(|m| crate::pages::tlp_key(*m).to_owned()))
            .chain(kernel::Pap::ALL.iter().map(|m| crate::pages::pap_key(*m).to_owned()));
        let mentions = reading::recognise::MentionKind::ALL
            .iter()
            .map(|k| format!("casefile-mention-{k}"))
            .chain(reading::recognise::Rule::ALL.iter().map(|r| format!("casefile-rule-{r}")))
            .chain(reading::recognise::Sure::ALL.iter().map(|s| format!("casefile-sure-{s}")));
        let compartments = kernel::Compartment::ALL
            .iter()
            .flat_map(|c| [format!("casefile-compartment-{c}"), format!("casefile-compartment-{c}-what")]);
        let reasons = crate::same::REASONS.iter().map(|r| format!("casefile-reason-{r}"));
        let topics = Topic::ALL.iter().map(|topic| format!("casefile-same-topic-{}", topic.code()));
        let answers = SameAnswer::ALL.iter().map(|a| format!("casefile-same-did-{}", a.code()));
        let asked = kernel::EntityKind::ALL.iter().filter(|k| crate::same::is_compared(**k));
        let asked = asked.map(|k| format!("casefile-same-title-{k}"));
        for key in reasons.chain(topics).chain(answers).chain(asked) {
            assert!(words.knows(&key), "{key}");
        }
        let all = kinds.chain(properties).chain(roles).chain(selectors).chain(handling);
        let custody = crate::CustodyKind::ALL.iter().map(|k| format!("casefile-custody-{}", k.code()));
        let needs = ["from", "to", "how"].iter().map(|f| format!("casefile-custody-needs-{f}"));
        let lacks = crate::Lacks::ALL.iter().map(|l| format!("casefile-capture-{}", l.code()));
        let offences =
            crate::Offence::ALL.iter().map(|o| format!("casefile-offence-{}", o.code().replace('.', "-")));
        let forms = crate::Participation::ALL.iter().map(|p| format!("casefile-participation-{}", p.code()));
        let elements = crate::Element::ALL.iter().map(|e| format!("casefile-element-{}", e.code()));
        let details = crate::Detail::ALL.iter().map(|d| format!("casefile-detail-{}", d.code()));
        let shown = crate::Shown::ALL.iter().flat_map(|s| {
            [format!("casefile-shown-{}", s.code()), format!("casefile-shown-{}-what", s.code())]
        });
        let evidence = custody.chain(needs).chain(lacks).chain(offences).chain(forms);
        let all = all.chain(evidence).chain(elements).chain(details).chain(shown);
        for key in all.chain(restrictions).chain(compartments).chain(markings).chain(mentions) {
            assert!(words.knows(&key), "{key}");
        }
    }
}
