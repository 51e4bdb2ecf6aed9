//! `make bench`: runs the measurements whose name contains the words given, all without any.

use std::io::Write;

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    if cfg!(debug_assertions) {
        eprintln!("bench: this is a debug build; its figures mean nothing. Run `make bench`.");
    }
    // What else the machine does belongs to every figure.
    let load = || std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    for (name, run) in
        bench::ALL.iter().filter(|(n, _)| wanted.is_empty() || wanted.iter().any(|w| n.contains(w.as_str())))
    {
        eprintln!("bench: {name} … (load {})", load().split(' ').next().unwrap_or_default());
        run(&mut |name, value, unit, peer| {
            let line = serde_json::json!({
                "name": name, "value": value, "unit": unit, "peer": peer.map(|p| p.0), "ratio": peer.map(|p| p.1),
            });
            let mut out = std::io::stdout().lock();
            // A closed pipe is the reader's choice.
            let _closed = writeln!(out, "{line}");
        });
    }
}
