//! Two desks, on both databases.
#![cfg(test)]

mod doors;
mod dossiers;
mod envelopes;
mod pages;
mod story;
