//! One binary for all tests of the gate.

#[cfg(test)]
mod a_1_only_the_gate_opens;
#[cfg(test)]
mod a_8_neutral;
#[cfg(test)]
mod invariants;
#[cfg(test)]
mod loading;
#[cfg(test)]
mod people;
#[cfg(test)]
mod table;
