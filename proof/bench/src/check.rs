//! A check of 1,000 selectors against a filter of 100,000: both sides' work in the engine alone, and the whole of it
//! between two nodes that run, from the command to the hits on the screen.

use crate::Report;
use crate::node::Node;
use ::blind::{Filter, Question, SecretKey, Tag, ViewId, evaluate, peer_tag, tokens_of};
use kernel::SelectorKind::Phone;
use kernel::selector::NORMALISER_VERSION;
use serde_json::Value;
use std::fmt::Write;
use std::time::Instant;
use store::ambient::SystemRng;

const ASKED: usize = 1_000;
const HELD: usize = 100_000;
/// Values that both nodes hold.
const SHARED: usize = 50;
/// Checks made once the filter stands; the slowest counts.
const CHECKS: usize = 4;
/// The promise, in seconds.
const CHECK_S: f64 = 1.0;

/// Measures both.
pub fn run(report: &mut Report<'_>) {
    in_the_engine(report);
    between_nodes(report);
}

/// A table of people with one telephone each.
#[expect(clippy::unwrap_used, reason = "a benchmark that fails has nothing to report")]
fn table(numbers: impl Iterator<Item = usize>) -> String {
    let mut table = String::from("name,phone\n");
    for n in numbers {
        writeln!(table, "Invented Person {n},+2279{n:07}").unwrap();
    }
    table
}

/// A node that holds these telephones, cleared for matching.
fn holding(party: &str, numbers: impl Iterator<Item = usize>) -> Node {
    let node = Node::new(party);
    let file = node.file("people.csv", table(numbers).as_bytes());
    node.run(&["import", &file, "--case", "BENCH"]);
    node.run(&["accept", "--case", "BENCH", "--kind", "phone", "--role", "suspect", "--basis", "invented"]);
    node
}

/// # Panics
/// When the check does not find exactly what both hold.
fn between_nodes(report: &mut Report<'_>) {
    let mut holder = holding("NE", 0..HELD);
    let mut asker = holding("GH", HELD - SHARED..HELD - SHARED + ASKED);
    holder.trust(&asker);
    asker.trust(&holder);
    holder.serve();
    asker.serve();
    let check = || {
        let words = ["check", "--case", "BENCH", "--purpose", "investigation", "--basis", "UNTOC-27"];
        let (seconds, document) = asker.seconds(&words);
        let took = document.get("took_ms").and_then(Value::as_f64).unwrap_or(f64::NAN) / 1000.0;
        (seconds, took, document)
    };
    let (seconds, _, document) = check();
    let count = |name: &str| document.get(name).and_then(Value::as_array).map_or(0, Vec::len);
    assert_eq!((count("hits"), count("refused")), (SHARED, 0), "exactly what both hold: {document}");
    report("check between nodes, the filter made and fetched", seconds, "s", None);
    let later: Vec<(f64, f64)> = (0..CHECKS).map(|_| check()).map(|(all, took, _)| (all, took)).collect();
    let took = later.iter().map(|(_, took)| *took).fold(0.0, f64::max);
    let what = "check of 1,000 against 100,000 between nodes, both sides and the wire";
    report(what, took, "s", Some(("the promise of 1 s", CHECK_S / took)));
    let whole = later.iter().map(|(all, _)| *all).fold(0.0, f64::max);
    report(
        "the same as a command, from typing to hits",
        whole,
        "s",
        Some(("the promise of 1 s", CHECK_S / whole)),
    );
    report("resident memory after checks, the holder of 100,000", holder.resident_idle(), "MiB", None);
    report("resident memory after checks, the asker", asker.resident(), "MiB", None);
}

/// The set-up of the filter once, then the check while it stands.
///
/// # Panics
/// When the check does not find exactly what both sides hold.
#[expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a benchmark that fails has nothing to report"
)]
fn in_the_engine(report: &mut Report<'_>) {
    let key = SecretKey::derive(&[7; 32], &ViewId([1; 16]), Phone, NORMALISER_VERSION).unwrap();
    let held: Vec<String> = (0..HELD).map(|n| format!("+2279{n:07}")).collect();
    let values: Vec<&str> = held.iter().map(String::as_str).collect();
    let started = Instant::now();
    let tags: Vec<Tag> =
        tokens_of(&key, Phone, &values).unwrap().iter().map(|t| peer_tag(&[9; 32], t)).collect();
    let filter = Filter::build(&tags, &SystemRng).unwrap();
    report("check set-up of 100,000", started.elapsed().as_secs_f64(), "s", None);
    let asked: Vec<String> = (0..ASKED).map(|n| format!("+2279{:07}", n * 150)).collect();
    let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
    let started = Instant::now();
    let question = Question::ask(Phone, &asked, [3; 32]).unwrap();
    let answer = evaluate(&key, question.blinded(), question.batch_id(), [5; 32]).unwrap();
    let tokens = question.finish(&answer, &key.public()).unwrap();
    let hits = tokens.iter().filter(|t| filter.contains(&peer_tag(&[9; 32], t))).count();
    report(
        "check of 1,000 against 100,000, both sides",
        started.elapsed().as_secs_f64(),
        "s",
        Some(("the promise of 1 s", CHECK_S / started.elapsed().as_secs_f64())),
    );
    let shared = (0..ASKED).filter(|n| n * 150 < HELD).count();
    assert_eq!(hits, shared, "exactly what both hold");
}
