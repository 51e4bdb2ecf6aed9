//! The room's pages, one file per action.

pub(crate) mod choose_notices;
pub(crate) mod decide_act;
pub(crate) mod hand_over;
pub(crate) mod hand_over_desk;
pub(crate) mod keep_browsers;
pub(crate) mod keep_duty;
pub(crate) mod list_keys;
pub(crate) mod list_people;
pub(crate) mod open_link;
pub(crate) mod serve_worker;
pub(crate) mod show_account;
pub(crate) mod show_kept;
pub(crate) mod show_work;
pub(crate) mod sign_in;
