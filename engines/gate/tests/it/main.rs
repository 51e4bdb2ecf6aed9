//! One binary for all tests of the gate.

mod a_1_only_the_gate_opens;
mod a_8_neutral;
mod invariants;
mod loading;
mod people;
mod table;
