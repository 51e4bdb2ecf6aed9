//! Import: a table of people and telephones through the program, child process, selectors and search included; beside
//! it what only reading the table costs, and what SQLite alone takes for the rows that came of it.

use crate::Report;
use crate::node::Node;
use crate::store_plain;
use serde_json::Value;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Instant;
use store::Store;
use store::ambient::{SystemClock, SystemRng};

const ROWS: usize = 20_000;
/// The promise.
const A_SECOND: f64 = 20_000.0;

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
    let node = Node::new("NE");
    let table = table();
    let file = node.file("people.csv", table.as_bytes());
    let (seconds, done) = node.seconds(&["import", &file, "--case", "BENCH"]);
    let statements = done.get("statements").and_then(Value::as_f64).expect("a count");
    let rate = statements / seconds;
    let promise = Some(("the promise of 20,000", rate / A_SECOND));
    report("import of a table, statements a second", rate, "statements/s", promise);

    let started = Instant::now();
    let rows = csv::Reader::from_reader(table.as_bytes()).into_records().filter(Result::is_ok).count();
    assert_eq!(rows, ROWS);
    let read = started.elapsed().as_secs_f64();
    report("reading the same table", seconds, "s", Some(("the csv crate alone", read / seconds)));

    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let (full, empty) = (node.folder().join("liaison.db"), node.folder().join("plain.db"));
    let alone = runtime.block_on(async {
        let url = format!("sqlite://{}?mode=rwc", empty.display());
        let tables = Store::open(&url, Arc::new(SystemClock), Arc::new(SystemRng)).await.unwrap();
        tables.migrate(&[access::migrations(), casefile::migrations()].concat()).await.unwrap();
        drop(tables);
        store_plain::rows_again(&full, &empty).await.unwrap()
    });
    report("writing the same rows", seconds, "s", Some(("SQLite alone, one transaction", alone / seconds)));
}

#[expect(clippy::unwrap_used, reason = "a benchmark that fails has nothing to report")]
fn table() -> String {
    let mut table = String::from("name,birth date,nationality,phone,passport number,passport country\n");
    for n in 0..ROWS {
        let (year, day) = (50 + n % 50, 1 + n % 28);
        writeln!(table, "Invented Person {n},19{year:02}-03-{day:02},Niger,+2279{n:07},XA{n:07},XA").unwrap();
    }
    table
}
