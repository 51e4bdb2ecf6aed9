//! Queues and receivers over lines that lose, double, delay, reorder and damage, with nodes that die and start again
//! from what they had written down.
#![cfg(test)]
#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod nights;
mod queue;
mod world;
