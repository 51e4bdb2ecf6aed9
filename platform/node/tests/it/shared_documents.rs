//! Two published lists on two fresh nodes: what they share, and nothing else.

use crate::node::{TestNode, pair, shared};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// References on the own side, by the shared value.
type ByValue = BTreeMap<String, BTreeSet<String>>;

fn check(node: &TestNode) -> (ByValue, Value) {
    let purpose = "investigation: who else holds these documents";
    let document = node.run(&["check", "--case", "LIST", "--purpose", purpose, "--basis", "UNTOC-27"]).fine();
    let mut by_value = ByValue::new();
    for hit in document["hits"].as_array().unwrap() {
        let text = |name: &str| hit[name].as_str().unwrap_or_else(|| panic!("no {name}: {hit}")).to_owned();
        assert!(
            !text("reference").is_empty() && hit["chance"].as_f64().is_some() && hit["strength"].is_string()
        );
        by_value
            .entry(format!("{} {}", text("kind"), text("value")))
            .or_default()
            .insert(text("own_reference"));
    }
    (by_value, document)
}

#[test]
fn two_fresh_nodes_find_every_pair_that_shares_a_document_number() {
    let lists = ["un-sc-2020-11-30.xml", "ofac-2022-sdn.csv", "ofac-2022-add.csv", "ofac-2022-alt.csv"];
    let found: Vec<String> = lists.iter().filter_map(|name| shared(&format!("lists/{name}"))).collect();
    let [un, sdn, add, alt] = found.as_slice() else { return };
    let (mut a, mut b) = pair();

    let taken = a.run(&["import", un, "--case", "LIST"]).fine();
    let not_taken = |kind: &str| {
        let lines = taken["not_taken"].as_array().unwrap();
        lines.iter().filter(|l| l["place"].as_str().unwrap().contains(kind)).count() as u64
    };
    assert!(
        taken["taken"]["person"].as_u64().unwrap() + not_taken("INDIVIDUAL") >= 365,
        "{}",
        taken["taken"]
    );
    assert!(
        taken["taken"]["organisation"].as_u64().unwrap() + not_taken("ENTITY") >= 152,
        "{}",
        taken["taken"]
    );
    b.run(&["import", sdn, add, alt, "--case", "LIST"]).fine();
    for node in [&a, &b] {
        let accept = [
            "accept",
            "--case",
            "LIST",
            "--kind",
            "document",
            "--kind",
            "document-number",
            "--role",
            "listed",
        ];
        let accept: Vec<&str> =
            accept.into_iter().chain(["--basis", "published list, taken whole"]).collect();
        assert!(node.run(&accept).fine()["accepted"].as_u64().unwrap() > 100);
    }
    a.serve();
    b.serve();

    let (of_a, said_a) = check(&a);
    let (of_b, said_b) = check(&b);
    for (said, asker) in [(&said_a, "A"), (&said_b, "B")] {
        assert_eq!(said["refused"].as_array().unwrap().len(), 0, "{asker}: {said}");
        assert!(said["asked"].as_u64().unwrap() > 100, "{asker}");
    }
    let expected = concat!(env!("CARGO_MANIFEST_DIR"), "/../../proof/expected/pairs.json");
    let expected: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(expected).unwrap()).unwrap();
    assert!(expected.len() >= 28);
    let missing: Vec<&Value> = expected
        .iter()
        .filter(|pair| {
            let (un, ofac) = (pair["un"].as_str().unwrap(), pair["ofac"].to_string());
            !of_a.iter().any(|(value, own)| {
                own.contains(un) && of_b.get(value).is_some_and(|own| own.contains(&ofac))
            })
        })
        .collect();
    assert!(missing.is_empty(), "share a number and were not found: {missing:?}\nA: {of_a:?}\nB: {of_b:?}");
    // No hit without the same value on the other side: what one learns, the other learns.
    let (a_values, b_values): (BTreeSet<_>, BTreeSet<_>) = (of_a.keys().collect(), of_b.keys().collect());
    assert_eq!(a_values, b_values);
}
