//! Two desks that check each other, with a recording point inside TLS, on both databases.
#![cfg(test)]

mod desk;
mod doors;
mod erased;
mod kept;
mod notices;
mod store_mark;
mod tapped;
mod traffic;
