//! A node as its people have it: the public lists in it, cleared for matching, somebody signed in.

use crate::Report;
use crate::node::{Node, lists};
use serde_json::Value;

/// The promise for every page, in milliseconds.
const PAGE_MS: f64 = 50.0;

/// Measures taking the lists in, starting with them, memory with them, and the pages that stand on them.
///
/// # Panics
/// When the lists are not taken or a page is not there.
pub fn run(report: &mut Report<'_>) {
    let Some((un, [sdn, alt, add])) = lists() else { return };
    let mut node = Node::new("GH");
    let files: [(&str, &str, &[&str]); 2] = [
        ("United Nations list", "UN-LIST", &["import", &un, "--case", "UN-LIST"]),
        ("OFAC's three files", "OFAC", &["import", &sdn, &alt, &add, "--case", "OFAC"]),
    ];
    for (name, case, import) in files {
        let (seconds, done) = node.seconds(import);
        let rate = number(&done, "statements") / seconds;
        report(
            &format!("import of the {name}, statements a second"),
            rate,
            "statements/s",
            Some(("the promise of 20,000", rate / 20_000.0)),
        );
        let (seconds, done) =
            node.seconds(&["accept", "--case", case, "--role", "listed", "--basis", "list"]);
        assert!(number(&done, "accepted") > 100.0, "{done}");
        report(&format!("accepting the {name}"), seconds, "s", None);
    }
    let started = node.serve();
    report("start with the lists", started, "s", Some(("the promise of 1 s", 1.0 / started)));
    let held = node.resident_idle();
    report("resident memory with the lists", held, "MiB", Some(("the promise of 150 MB", 150.0 / held)));
    pages(&node, report);
    let held = node.resident_idle();
    report("resident memory after the pages", held, "MiB", Some(("the promise of 150 MB", 150.0 / held)));
}

fn pages(node: &Node, report: &mut Report<'_>) {
    let officer = node.sign_in("investigator.bench", "investigator");
    let auditor = node.sign_in("auditor.bench", "auditor");
    let cases = addresses(&node.page(&officer, "/cases"), "/cases/");
    let [one, other] = cases.as_slice() else { unreachable_cases(&cases) };
    let entities: Vec<String> = cases
        .iter()
        .flat_map(|case| [1, 2, 7].map(|n| node.page(&officer, &format!("{case}?page={n}"))))
        .flat_map(|page| addresses(&page, "/entities/"))
        .collect();
    assert!(entities.len() > 50, "{entities:?}");
    let both = |end: &str| [format!("{one}{end}"), format!("{other}{end}")];
    // Rare and frequent words, a number, another script, and what nobody is called.
    let asked =
        ["muhammad", "bank", "QDi.001", "al", "IMO", "%D9%85%D8%AD%D9%85%D8%AF", "tehran+iran", "xyzzyx"];
    let search: Vec<String> = asked.iter().map(|q| format!("/search?q={q}")).collect();
    let within = cases.iter().flat_map(|c| ["muhammad", "bank"].map(|q| format!("{c}?q={q}")));
    let list: [(&str, &str, Vec<String>); 11] = [
        ("desk", &officer, vec!["/".into()]),
        ("case list", &officer, vec!["/cases".into()]),
        ("case", &officer, both("").into()),
        ("case, a later page of a kind", &officer, both("?kind=person&page=5").into()),
        ("case, searched", &officer, within.collect()),
        ("entity", &officer, entities),
        ("search", &officer, search),
        ("check, the form", &officer, both("/check").into()),
        ("clearing", &officer, both("/clear").into()),
        ("directory", &officer, vec!["/directory".into()]),
        ("log", &auditor, vec!["/log".into(), "/log?page=2".into()]),
    ];
    for (name, session, paths) in list {
        let (took, each) = node.p95(session, &paths);
        report(&format!("page: {name}, p95"), took, "ms", Some(("the promise of 50 ms", PAGE_MS / took)));
        report(&format!("page: {name}, processor time"), each, "ms", None);
    }
}

#[expect(clippy::panic, reason = "a benchmark that fails has nothing to report")]
fn unreachable_cases(cases: &[String]) -> ! {
    panic!("two cases were taken in, the list shows {cases:?}")
}

/// The addresses below `base` that a page links to, each once, in order.
fn addresses(page: &str, base: &str) -> Vec<String> {
    let mut found = Vec::new();
    for rest in page.split(&format!("href=\"{base}")).skip(1) {
        let id: String = rest.chars().take_while(|c| c.is_ascii_hexdigit() || *c == '-').collect();
        let address = format!("{base}{id}");
        if id.len() == 36 && !found.contains(&address) {
            found.push(address);
        }
    }
    found
}

fn number(document: &Value, name: &str) -> f64 {
    document.get(name).and_then(Value::as_f64).unwrap_or(0.0)
}
