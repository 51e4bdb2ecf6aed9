//! Two desks, on both databases.
#![cfg(test)]

mod again;
mod attachment_pages;
mod attachments;
mod attachments_faults;
mod children;
mod courier;
mod desk;
mod doors;
mod dossiers;
mod envelopes;
mod erased;
mod exhibits;
mod history;
mod kept;
mod kinds;
mod letters;
mod loopback;
mod one_time;
mod pages;
mod permission;
mod recall;
mod store_copies;
mod store_later_kind;
mod story;
mod suspended;
mod test_calls;
mod versions;
mod waits;
