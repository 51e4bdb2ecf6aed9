//! The room's pages and what it answers to peers, one file per action.

pub(crate) mod answer_peer;
pub(crate) mod list_checks;
pub(crate) mod make_check;
pub(crate) mod panels;
pub(crate) mod show_check;

use crate::asker::CheckError;
use ::store::Fault;
use access::broken;
use web::Problem;

/// What a page answers when a check could not be made or shown.
pub(crate) fn problem(error: &CheckError) -> Problem {
    match error.store() {
        Some(error) => broken(error),
        None => Problem::not_available(),
    }
}
