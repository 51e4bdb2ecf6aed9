//! Queues and receivers over lines that lose, double, delay, reorder and damage, with nodes that die and start again
//! from what they had written down.
#![cfg(test)]

mod nights;
mod queue;
mod world;
