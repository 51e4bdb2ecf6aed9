//! The pages of the room.

pub(crate) mod add_authority;
pub(crate) mod assess_state;
pub(crate) mod contact_form;
pub(crate) mod contact_more;
pub(crate) mod contact_shown;
pub(crate) mod exchange_cards;
pub(crate) mod find_desk;
pub(crate) mod hand_prekeys;
pub(crate) mod list_assessments;
pub(crate) mod list_directory;
pub(crate) mod list_peers;
pub(crate) mod show_contact;
pub(crate) mod show_entry;
pub(crate) mod show_kept;
pub(crate) mod show_peer;
pub(crate) mod trust_card;

pub(crate) mod seen;
pub(crate) mod shown;
pub(crate) mod shown_desk;

use crate::types::DirectoryError;
use access::broken;
use web::Problem;

impl From<DirectoryError> for Problem {
    /// For errors that no field of a form stands for. A refusal and a thing that is not there look the same.
    fn from(error: DirectoryError) -> Self {
        match error {
            DirectoryError::Refused(_)
            | DirectoryError::UnknownPeer(_)
            | DirectoryError::UnknownContact
            | DirectoryError::Ambiguous(_) => Self::not_available(),
            DirectoryError::Stale { .. }
            | DirectoryError::Taken(_)
            | DirectoryError::Changed
            | DirectoryError::Suspended
            | DirectoryError::Waits => Self::conflict(),
            DirectoryError::Store(error) => broken(&error),
            DirectoryError::Card(_)
            | DirectoryError::OwnCard
            | DirectoryError::NotCompared
            | DirectoryError::SameKeys
            | DirectoryError::OtherNode(_)
            | DirectoryError::OtherState
            | DirectoryError::SameNode(_)
            | DirectoryError::Full(_)
            | DirectoryError::Unsound(_)
            | DirectoryError::AssessedInFull
            | DirectoryError::Text(_) => Self::bad_request(),
        }
    }
}
