//! The program itself: what a command costs that does next to nothing, time to the first page, memory while it idles.

use crate::Report;
use crate::node::Node;

/// Times a command is run; the fastest counts, as the others were disturbed.
const ROUNDS: usize = 5;

/// Measures the `liaison` built beside this program, on a node that holds nothing.
pub fn run(report: &mut Report<'_>) {
    let mut node = Node::new("GH");
    let fastest = (0..ROUNDS).map(|_| node.seconds(&["peers"]).0).fold(f64::INFINITY, f64::min);
    report("command on an empty node", fastest, "s", None);
    let started = node.serve();
    report("start until the first page", started, "s", Some(("the promise of 1 s", 1.0 / started)));
    report("sign-in page, p95", node.p95("", &["/sign-in".to_owned()]).0, "ms", None);
    let held = node.resident_idle();
    report("resident memory, empty node", held, "MiB", Some(("the promise of 60 MB", 60.0 / held)));
}
