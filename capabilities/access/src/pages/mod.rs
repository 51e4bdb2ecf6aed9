//! The room's pages, one file per action.

pub(crate) mod decide_act;
pub(crate) mod hand_over;
pub(crate) mod list_people;
pub(crate) mod open_link;
pub(crate) mod show_account;
pub(crate) mod show_kept;
pub(crate) mod sign_in;
