//! Two desks, on both databases.
#![cfg(test)]

mod dossiers;
mod envelopes;
mod kept;
mod pages;
mod story;
