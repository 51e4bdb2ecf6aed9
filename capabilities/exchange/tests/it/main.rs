//! Two desks, on both databases.
#![cfg(test)]

mod attachment_pages;
mod attachments;
mod attachments_faults;
mod children;
mod courier;
mod doors;
mod dossiers;
mod envelopes;
mod erased;
mod kept;
mod kinds;
mod loopback;
mod pages;
mod permission;
mod recall;
mod store_copies;
mod story;
mod test_calls;
