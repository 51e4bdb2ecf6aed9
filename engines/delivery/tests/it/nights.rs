//! Nights of five nodes: seeds and what each came to stand in `proof/expected/delivery-seeds.txt`.

use crate::world::World;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// From 1 on.
const SEEDS: u64 = 1_200;
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../proof/expected/delivery-seeds.txt");
const HEAD: &str = "\
# Nights of five nodes in memory: loss, doubling, reordering, damage, partitions of hours, clocks a day off, kills between
# any two steps, full disks, receipts for something else, a hub that plays again what it kept. In every third night one
# node never answers. Nothing was lost, nothing applied twice; every receipt was true and every history equal.
# seed accepted sent again faults digest-of-what-everybody-has
";

/// What was met over many nights, and each one's line.
#[derive(Default)]
struct Nights {
    lines: BTreeMap<u64, String>,
    faults: BTreeMap<&'static str, u64>,
    accepted: u64,
}

/// Runs these seeds, on every processor there is.
fn nights(seeds: u64) -> Nights {
    let (next, all) = (AtomicU64::new(1), Mutex::new(Nights::default()));
    let work = || loop {
        let seed = next.fetch_add(1, Ordering::Relaxed);
        if seed > seeds {
            return;
        }
        let mut world = World::new(seed);
        world.pass();
        let digest = world.morning().to_string();
        let met = &world.met;
        let faults: u64 = met.faults.values().sum();
        let line = format!("{seed} {} {} {} {faults} {}", met.accepted, met.sent, met.again, &digest[..16]);
        let mut all = all.lock().unwrap();
        all.lines.insert(seed, line);
        all.accepted += met.accepted;
        for (name, n) in &met.faults {
            *all.faults.entry(name).or_default() += n;
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    all.into_inner().unwrap()
}

/// A run that met no fault proves nothing about it.
fn met_everything(nights: &Nights) {
    println!("{} nights, {} messages, {:?}", nights.lines.len(), nights.accepted, nights.faults);
    for fault in [
        "lose",
        "double",
        "reorder",
        "damage",
        "damage answer",
        "foreign receipt",
        "replay",
        "partition",
        "clock",
        "kill",
        "kill before",
        "kill after",
        "kill receiver before",
        "kill receiver after",
        "disk full",
    ] {
        assert!(nights.faults.get(fault).copied().unwrap_or(0) > 0, "no `{fault}` in any of the nights");
    }
}

/// `UPDATE_EXPECTED=1` writes the file.
#[test]
fn a_13_twelve_hundred_nights_of_five_nodes_come_to_what_is_written_down() {
    let nights = nights(SEEDS);
    met_everything(&nights);
    let mut text = HEAD.to_owned();
    for line in nights.lines.values() {
        writeln!(text, "{line}").unwrap();
    }
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write(FILE, &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(FILE).unwrap(), text, "UPDATE_EXPECTED=1 writes it");
}
