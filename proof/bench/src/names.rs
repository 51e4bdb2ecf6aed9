//! Comparing names: pairs a second on one core, names read once, against Jaro-Winkler on sorted words in the same run,
//! which knows neither script nor structure.

use crate::node::processor_of;
use ::names::{Description, Prepared};
use std::hint::black_box;

/// Names on each side; all of one side are compared with all of the other.
const NAMES: usize = 2_000;
const PEER: &str = "strsim Jaro-Winkler on sorted words";

/// Measures and reports.
pub fn run(report: &mut crate::Report<'_>) {
    let (left, right) = (invented(7), invented(11));
    let pairs = (NAMES * NAMES) as f64;
    let describe = |name: &String| Description {
        kind: "person".into(),
        names: vec![name.clone()],
        ..Description::default()
    };
    let read =
        |side: &[String]| -> Vec<Prepared> { side.iter().map(|n| Prepared::of(&describe(n))).collect() };
    let (seconds, (a, b)) = timed(|| (read(&left), read(&right)));
    report("names read", 2.0 * NAMES as f64 / seconds, "names/s/core", None);
    let (seconds, _) =
        timed(|| -> f64 { a.iter().flat_map(|x| b.iter().map(move |y| x.probability(y))).sum() });
    let ours = pairs / seconds;
    let sorted = |name: &String| -> String {
        let mut words: Vec<&str> = name.split(' ').collect();
        words.sort_unstable();
        words.join(" ")
    };
    let (x, y): (Vec<String>, Vec<String>) =
        (left.iter().map(sorted).collect(), right.iter().map(sorted).collect());
    let (seconds, _) =
        timed(|| -> f64 { x.iter().flat_map(|a| y.iter().map(move |b| strsim::jaro_winkler(a, b))).sum() });
    let theirs = pairs / seconds;
    report("names compare", ours, "pairs/s/core", Some((PEER, ours / theirs)));
}

/// Seconds of one core: whatever else the machine does does not count.
fn timed<T>(run: impl FnOnce() -> T) -> (f64, T) {
    let start = processor_of("self");
    let value = black_box(run());
    (processor_of("self") - start, value)
}

/// Names of two to four words of invented syllables, the same for the same seed.
fn invented(seed: u64) -> Vec<String> {
    const SYLLABLES: [&str; 24] = [
        "ka", "mo", "ri", "san", "tel", "bru", "dim", "fa", "gor", "hal", "ish", "jo", "kur", "len", "mar",
        "nou", "os", "pir", "qua", "ras", "sul", "tov", "ul", "zen",
    ];
    let mut state = seed;
    let mut roll = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut word = || -> String {
        let count = 2 + roll(2);
        (0..count)
            .filter_map(|_| SYLLABLES.get(usize::try_from(roll(24)).unwrap_or_default()))
            .copied()
            .collect()
    };
    (0..NAMES).map(|n| (0..2 + n % 3).map(|_| word()).collect::<Vec<_>>().join(" ")).collect()
}
