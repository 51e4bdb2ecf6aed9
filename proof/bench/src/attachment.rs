//! A large file between two nodes that run, over TLS: cut once in the middle, verified at its end; how long it takes, and
//! what memory either side had at most above idle.

use crate::Report;
use crate::node::Node;
use serde_json::Value;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::time::{Duration, Instant};

/// Megabytes of the file without `LIAISON_ATTACHMENT_MB`.
const MEGABYTES: u64 = 2_048;
/// The promise: memory above idle, in mebibytes.
const ABOVE_IDLE_MIB: f64 = 64.0;
/// Longest that all of it may take.
const WITHIN: Duration = Duration::from_secs(3_600);

/// A file of this length that does not repeat.
#[expect(clippy::unwrap_used, reason = "a benchmark that fails has nothing to report")]
fn write_file(path: &str, megabytes: u64) {
    let mut file = BufWriter::new(File::create(path).unwrap());
    file.write_all(b"%PDF-1.7\n\xe2\xe3").unwrap();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..megabytes * 1_000_000 / 8 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        file.write_all(&state.to_be_bytes()).unwrap();
    }
    file.flush().unwrap();
}

fn attachment(node: &Node, dossier: &str) -> Value {
    node.run(&["show", dossier]).pointer("/attachments/0").cloned().unwrap_or_default()
}

fn number(of: &Value, name: &str) -> f64 {
    of.get(name).and_then(Value::as_f64).unwrap_or(0.0)
}

/// Waits until the attachment is as wanted; the most memory that either side had meanwhile.
#[expect(clippy::disallowed_methods, reason = "real processes run in real time")]
fn wait(node: &Node, dossier: &str, wanted: impl Fn(&Value) -> bool) {
    let until = Instant::now() + WITHIN;
    while !wanted(&attachment(node, dossier)) {
        assert!(Instant::now() < until, "it does not come: {}", attachment(node, dossier));
        std::thread::sleep(Duration::from_millis(500));
    }
}

/// Measures it.
///
/// # Panics
/// When the file does not come whole.
#[expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a benchmark that fails has nothing to report"
)]
pub fn run(report: &mut Report<'_>) {
    let said = std::env::var("LIAISON_ATTACHMENT_MB").ok();
    let megabytes = said.and_then(|mb| mb.parse().ok()).unwrap_or(MEGABYTES);
    // Of one State, so that no second person is asked.
    let (mut sender, mut receiver) = (Node::new("GH"), Node::new("GH"));
    sender.trust(&receiver);
    receiver.trust(&sender);
    let table = sender.file("people.csv", b"name,phone\nInvented Person,+22790000114\n");
    sender.run(&["import", &table, "--case", "BENCH"]);
    sender.serve();
    receiver.serve();
    let idle = (sender.resident_idle(), receiver.resident());
    let to = sender.run(&["peers"]);
    let to = to.pointer("/0/node").and_then(Value::as_str).expect("a peer").to_owned();
    let file = sender.file("large.pdf", b"");
    write_file(&file, megabytes);
    let send = ["send", "--to", &to, "--case", "BENCH", "--subject", "s", "--facts", "f", "--point", "p"];
    let (seconds, sent) = sender.seconds(&[send.as_slice(), &["--attach", &file]].concat());
    let rate = |seconds: f64| megabytes as f64 / seconds;
    report("attachment taken in, hashed and sealed", rate(seconds), "MB/s", None);
    let dossier = sent.get("dossier").and_then(Value::as_str).expect("a dossier").to_owned();
    let id = sent.pointer("/attachments/0/attachment").and_then(Value::as_str).expect("an attachment");
    receiver.run(&["inbox"]);
    let accepted = Instant::now();
    receiver.run(&["attachment", "accept", id]);
    wait(&receiver, &dossier, |a| number(a, "there") > number(a, "chunks") / 2.0);
    let before_cut = receiver.peak();
    receiver.stop();
    receiver.serve();
    wait(&receiver, &dossier, |a| a.get("state").and_then(Value::as_str) == Some("complete"));
    wait(&sender, &dossier, |a| a.get("state").and_then(Value::as_str) == Some("complete"));
    let seconds = accepted.elapsed().as_secs_f64();
    report("attachment from acceptance to the receipt, cut once in the middle", seconds, "s", None);
    report("the same a second", rate(seconds), "MB/s", None);
    let promise = |above: f64| Some(("the promise of 64 MiB", ABOVE_IDLE_MIB / above.max(0.1)));
    let above = sender.peak() - idle.0;
    report("most memory of the sender above idle", above, "MiB", promise(above));
    let above = before_cut.max(receiver.peak()) - idle.1;
    report("most memory of the receiver above idle", above, "MiB", promise(above));
}
