//! Import: a table of people and telephones through the program, child process, selectors and search included.

use crate::Report;
use std::fmt::Write;
use std::process::Command;
use std::time::Instant;

const ROWS: usize = 20_000;

/// Measures statements a second of `liaison import` on SQLite.
///
/// # Panics
/// When the import does not take every row.
#[expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a benchmark that fails has nothing to report"
)]
pub fn run(report: &mut Report<'_>) {
    let program = std::env::current_exe().unwrap().with_file_name("liaison");
    assert!(program.exists(), "build it first: cargo build --release --bin liaison");
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("node");
    let run = |args: &[&str]| {
        Command::new(&program).arg("--node").arg(&folder).arg("--json").args(args).output().unwrap()
    };
    run(&["init", "--party", "NE", "--authority", "Bench"]);
    let mut table = String::from("name,birth date,nationality,phone,passport number,passport country\n");
    for n in 0..ROWS {
        writeln!(
            table,
            "Invented Person {n},19{:02}-03-{:02},Niger,+2279{n:07},XA{n:07},XA",
            50 + n % 50,
            1 + n % 28
        )
        .unwrap();
    }
    let file = home.path().join("people.csv");
    std::fs::write(&file, table).unwrap();
    let started = Instant::now();
    let done = run(&["import", file.to_str().unwrap(), "--case", "BENCH"]);
    let seconds = started.elapsed().as_secs_f64();
    let done: serde_json::Value = serde_json::from_slice(&done.stdout).expect("import prints JSON");
    let statements = done.get("statements").and_then(serde_json::Value::as_f64).expect("a count");
    report(
        "import, statements a second",
        statements / seconds,
        "statements/s",
        Some(("the target of 20,000", statements / seconds / 20_000.0)),
    );
}
