//! Case files: records about people, things, places and events, statement by statement, each with its source, grade
//! and handling; files taken in; what may take part in matching; search across scripts.
//!
//! Who may: officers of the owning authority, as the gate decides on the label of each record. Kept here:
//! statements are only ever added; every read is `Guarded`; a selector takes part in matching only after an
//! officer cleared it with a role in an offence and a basis; a held value is held wherever it stands, now and
//! later; a failed import leaves nothing. Refused: a second import of the same file, a link to nothing,
//! a clearance without a basis, a clear value of the protection or integrity compartment in the database.
#![warn(missing_docs)]

mod derive;
mod import;
mod keys;
pub mod rules;
mod store_cases;
mod store_held;
mod store_imports;
mod store_rows;
mod store_search;
mod store_selectors;
mod store_statements;
mod types;

pub use derive::values_in;
pub use import::{Item, Prepared, Recognised, prepare};
pub use keys::Keys;
pub use store_cases::{
    EntityFilter, case, cases, create_case, entities, entities_by_id, entity, entity_counts, find_case,
};
pub use store_held::{blocked_in_text, blocked_of, hold_back, hold_back_entity};
pub use store_imports::{
    TakenFile, UPLOAD_BYTES_MAX, UPLOAD_WAITS_MS, Upload, drop_expired, drop_upload, import, import_of_file,
    imports_of, keep_upload, lines_not_taken, take_import, upload,
};
pub use store_rows::migrations;
pub use store_search::{QUESTION_CHARS_MAX, Question, find_entities};
pub use store_selectors::{
    SelectorCount, Standing, accept, eligible_of_case, eligible_on_node, holders_of, revoke, selector_counts,
    selectors,
};
pub use store_statements::{Progress, add_statements, add_to_entity, statements_of, statements_of_all};
pub use types::*;
