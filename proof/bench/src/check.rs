//! A check of 1,000 selectors against a filter of 100,000: both sides' work, without the network between them.

use crate::Report;
use ::blind::{Filter, Question, SecretKey, Tag, ViewId, evaluate, peer_tag, tokens_of};
use kernel::SelectorKind::Phone;
use kernel::selector::NORMALISER_VERSION;
use std::time::Instant;
use store::ambient::SystemRng;

const ASKED: usize = 1_000;
const HELD: usize = 100_000;

/// Measures the set-up of the filter once, then the check while it stands.
///
/// # Panics
/// When the check does not find exactly what both sides hold.
#[expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a benchmark that fails has nothing to report"
)]
pub fn run(report: &mut Report<'_>) {
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
        Some(("the target of 1 s", started.elapsed().as_secs_f64())),
    );
    let shared = (0..ASKED).filter(|n| n * 150 < HELD).count();
    assert_eq!(hits, shared, "exactly what both hold");
}
