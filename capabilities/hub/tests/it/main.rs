//! A hub and three nodes that use it, on both databases; a hub that lies; mailboxes; networks; the pages.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod hostile;
mod mailbox;
mod networks;
mod pages;
mod revoked;
mod store_tamper;
mod town;
