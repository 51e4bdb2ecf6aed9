//! From a hit to an answer taken into the case, on two nodes, from the command line alone.

use crate::node::{TestNode, pair, wait_for};
use serde_json::Value;
use std::time::Duration;

/// A column of phones with their users.
pub const MAP: &str = "[[entities]]\nkey = \"person\"\nkind = \"person\"\n\
    [[columns]]\ncolumn = \"name\"\nentity = \"person\"\nproperty = \"name\"\n\
    [[columns]]\ncolumn = \"phone\"\nentity = \"person\"\nproperty = \"phone\"\n";
const WITHIN: Duration = Duration::from_secs(60);

/// Takes a table into a case and clears its phones for matching.
pub fn takes(node: &TestNode, case: &str, table: &str) {
    let (table, map) =
        (node.file(&format!("{case}.csv"), table.as_bytes()), node.file("map.toml", MAP.as_bytes()));
    node.run(&["import", &table, "--case", case, "--format", "csv", "--map", &map]).fine();
    let cleared = node.run(&[
        "accept",
        "--case",
        case,
        "--kind",
        "phone",
        "--role",
        "suspect",
        "--basis",
        "order 12/26",
    ]);
    assert!(cleared.fine()["accepted"].as_u64().unwrap() > 0);
}

/// Dossiers of a node, closed ones too.
pub fn inbox(node: &TestNode) -> Vec<Value> {
    node.run(&["inbox", "--all"]).fine().as_array().unwrap().clone()
}

/// Asserts that everything on the node verifies; returns the report of each dossier by its id.
pub fn verified(node: &TestNode) -> std::collections::BTreeMap<String, Value> {
    let document = node.run(&["verify"]).fine();
    assert_eq!(document["sound"], true, "{document}");
    let reports = document["dossiers"].as_array().unwrap().iter();
    reports.map(|d| (d["dossier"].as_str().unwrap().to_owned(), d["report"].clone())).collect()
}

#[test]
fn a_request_from_a_hit_is_answered_and_both_histories_are_equal() {
    let (mut a, mut b) = pair();
    takes(&a, "GH-1", "name,phone\nKofi Mensah,+227 90 00 01 14\nAma Boateng,+233 20 000 00 01\n");
    takes(&b, "NE-9", "name,phone\nHadiza Oumarou,0022790000114\nIssa Garba,+227 96 00 00 09\n");
    a.serve();
    b.serve();

    let check =
        ["check", "--case", "GH-1", "--purpose", "investigation: a phone in a truck", "--basis", "SOMP-10"];
    let document = a.run(&check).fine();
    let hits = document["hits"].as_array().unwrap();
    assert_eq!(hits.len(), 1, "{document}");
    assert_eq!(hits[0]["kind"], "phone");
    assert!(hits[0]["contact"]["name"].is_string() && hits[0]["peer"] == "National Investigation Unit");
    let reference = hits[0]["reference"].as_str().unwrap();

    let sent = a.run(&[
        "send",
        "--case",
        "GH-1",
        "--hit",
        reference,
        "--subject",
        "Who used this number in October?",
        "--facts",
        "The phone lay in a sealed truck with 46 dead.",
        "--point",
        "When and where was it active?",
        "--basis",
        "UNTOC-27",
    ]);
    let dossier = sent.fine()["dossier"].as_str().unwrap().to_owned();

    wait_for("the request on B's desk", WITHIN, || {
        inbox(&b).iter().any(|d| d["dossier"] == dossier.as_str())
    });
    let arrived = &inbox(&b)[0];
    assert_eq!((&arrived["side"], &arrived["state"]), (&"answerer".into(), &"opened".into()), "{arrived}");
    assert_eq!(arrived["hit"].as_str().or(Some(reference)), Some(reference), "{arrived}");
    b.run(&["answer", &dossier, "--move", "acknowledge"]).fine();
    let case = b.run(&["show", "NE-9"]).fine();
    let known =
        case["entities"].as_array().unwrap().iter().find(|e| e.to_string().contains("Hadiza")).unwrap();
    let known = known["entity"].as_str().unwrap();
    let answered = b.run(&[
        "answer",
        &dossier,
        "--text",
        "Active in Agadez, 3 to 19 October.",
        "--with",
        known,
        "--handling",
        "H1",
    ]);
    let answered = answered.fine();
    assert!(answered["carried"].as_u64().unwrap() >= 2, "{answered}");
    assert_eq!(answered["withheld"], 0);

    wait_for("the answer at A", WITHIN, || {
        inbox(&a).iter().any(|d| d["dossier"] == dossier.as_str() && d["state"] == "answered")
    });
    let taken = a.run(&["answer", &dossier, "--move", "take"]).fine();
    assert!(taken["statements"].as_u64().unwrap() >= 2, "{taken}");
    let again = a.run(&["answer", &dossier, "--move", "take"]).fine();
    assert_eq!(again["statements"], 0, "taken twice: {again}");
    let case = a.run(&["show", "GH-1"]).fine().to_string();
    assert!(
        case.contains("Hadiza Oumarou") && case.contains(&format!("\"dossier\":\"{dossier}\"")),
        "{case}"
    );
    a.run(&["answer", &dossier, "--move", "close"]).fine();
    wait_for("the closing at B", WITHIN, || {
        inbox(&b).iter().any(|d| d["dossier"] == dossier.as_str() && d["state"] == "closed")
    });

    let (of_a, of_b) = (verified(&a), verified(&b));
    let (at_a, at_b) = (&of_a[&dossier], &of_b[&dossier]);
    assert_eq!(at_a["history"], at_b["history"], "{at_a}\n{at_b}");
    assert_eq!((&at_a["moves"], &at_a["signatures"]), (&4.into(), &4.into()), "{at_a}");
    for report in [at_a, at_b] {
        assert_eq!((&report["receipts"], &report["not_received"]), (&2.into(), &0.into()), "{report}");
    }
}

#[test]
fn whom_to_reach_is_found_and_a_test_call_is_answered_from_the_command_line() {
    let (mut a, mut b) = pair();
    a.serve();
    b.serve();
    let asks = ["find", "--party", "NE", "--matter", "information-request", "--language", "en"];
    let found = a.run(&asks).fine();
    let first = &found["proposals"][0];
    assert_eq!(first["name"], "National Investigation Unit", "{found}");
    let says = |of: &Value, code: &str| of["reasons"].as_array().unwrap().iter().any(|r| r["code"] == code);
    assert!(says(first, "function") && says(first, "open-now") && says(first, "unconfirmed"), "{first}");

    let desk = first["desk"].as_str().unwrap();
    a.run(&["calls", "--place", desk]).fine();
    let received = || b.run(&["calls"]).fine()["received"].as_array().unwrap().clone();
    wait_for("the call comes in", WITHIN, || received().len() == 1);
    let call = received()[0]["call"].as_str().unwrap().to_owned();
    b.run(&["calls", "--answer", &call]).fine();
    wait_for("the answer is known", WITHIN, || a.run(&["calls"]).fine()["placed"][0]["answered"].is_string());
    assert!(says(&a.run(&asks).fine()["proposals"][0], "answers"), "its time is measured");
}
