//! Two desks, on both databases.
#![cfg(test)]

mod dossiers;
mod envelopes;
mod loopback;
mod pages;
mod store_copies;
mod story;
