//! Two desks, on both databases.
#![cfg(test)]

mod dossiers;
mod envelopes;
mod pages;
mod permission;
mod recall;
mod story;
