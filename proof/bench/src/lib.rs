//! Measurements, on release builds: `make bench NAME=…`. Each prints JSON Lines: name, value, unit, peer, ratio.
//!
//! Machines differ and are noisy: figures are compared as ratios within one run, never asserted in a test.

pub mod attachment;
pub mod blind;
pub mod cases;
pub mod check;
pub mod exchange;
pub mod gate;
pub mod import;
pub mod lists;
pub mod million;
pub mod names;
pub mod node;
pub mod program;
pub mod store_plain;
pub mod writers;

/// How a measurement says what it found: name, value, unit, and the peer with the ratio in its favour or against it.
pub type Report<'a> = dyn FnMut(&str, f64, &str, Option<(&str, f64)>) + 'a;

/// A measurement.
pub type Bench = fn(&mut Report<'_>);

/// Every measurement by name.
pub const ALL: &[(&str, Bench)] = &[
    ("attachment", attachment::run),
    ("blind", blind::run),
    ("cases", cases::run),
    ("check", check::run),
    ("exchange", exchange::run),
    ("gate", gate::run),
    ("import", import::run),
    ("lists", lists::run),
    ("million on SQLite", million::on_sqlite),
    ("million on PostgreSQL", million::on_postgres),
    ("names", names::run),
    ("program", program::run),
    ("writers", writers::run),
];
