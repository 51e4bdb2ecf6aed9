//! Several authorities on one node, as processes: a request from one to another, from sending to verification, with
//! nothing listening anywhere.

use crate::node::{Said, free_port, liaison};
use serde_json::Value;
use std::path::Path;

const CENTRAL: &str = "Central Authority, Ministry of Justice, Niamey";
const UNIT: &str = "National Investigation Unit, Niamey";

/// Runs a command on the node as this person.
fn acts(node: &Path, person: &str, words: &[&str]) -> Said {
    let all = [&["--json", "--node", node.to_str().unwrap(), "--as", person], words].concat();
    liaison(&all)
}

fn inbox(node: &Path, person: &str) -> Vec<Value> {
    acts(node, person, &["inbox", "--all"]).fine().as_array().unwrap().clone()
}

#[test]
fn a_request_goes_from_one_authority_of_a_node_to_another_and_both_sides_verify() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("nodes");
    let port = free_port().to_string();
    liaison(&["--json", "demo", "--folder", folder.to_str().unwrap(), "--port", &port, "--prepare"]).fine();
    let node = &folder.join("niamey");

    let send = ["send", "--case", "AG-114", "--subject", "Who drove for the freight company?"];
    let asks = [
        "--facts",
        "The freight note of the truck names it.",
        "--point",
        "Which drivers are known?",
        "--basis",
        "UNTOC-27",
    ];
    let sent = acts(node, "h.ibrahim", &[&send[..], &["--to", CENTRAL], &asks].concat()).fine();
    let dossier = sent["dossier"].as_str().unwrap();

    let arrived = &inbox(node, "d.salifou")[0];
    assert_eq!((&arrived["dossier"], &arrived["side"]), (&dossier.into(), &"answerer".into()), "{arrived}");
    assert_eq!((&arrived["peer"], &arrived["case"]), (&UNIT.into(), &Value::Null), "{arrived}");
    assert_eq!(inbox(node, "h.ibrahim")[0]["peer"], CENTRAL);
    // Who acts decides which side is meant; a third authority of the node finds neither.
    acts(node, "d.salifou", &["answer", dossier, "--move", "acknowledge"]).fine();
    acts(node, "d.salifou", &["answer", dossier, "--text", "Two drivers are known since March."]).fine();
    let theirs = acts(node, "d.salifou", &["show", dossier]).fine();
    let ours = acts(node, "h.ibrahim", &["show", dossier]).fine();
    assert_eq!((&theirs["side"], &ours["side"]), (&"answerer".into(), &"asker".into()));
    assert_eq!((&theirs["state"], &ours["state"]), (&"answered".into(), &"answered".into()));
    assert_eq!(theirs["history"], ours["history"]);
    assert!(inbox(node, "z.mahamane").is_empty());
    assert_ne!(acts(node, "z.mahamane", &["show", dossier]).code, 0);
    acts(node, "z.mahamane", &["answer", dossier, "--move", "acknowledge"]).refused("dossier");
    acts(node, "d.salifou", &["show", "AG-114"]).refused("that you may read");
    acts(node, "h.ibrahim", &["answer", dossier, "--move", "close"]).fine();

    let verified = liaison(&["--json", "--node", node.to_str().unwrap(), "verify"]).fine();
    assert_eq!(verified["sound"], true, "{verified}");
    let copies: Vec<&Value> =
        verified["dossiers"].as_array().unwrap().iter().filter(|d| d["dossier"] == dossier).collect();
    let mut whose: Vec<&str> = copies.iter().map(|d| d["authority"].as_str().unwrap()).collect();
    whose.sort_unstable();
    assert_eq!(whose, [CENTRAL, UNIT]);
    assert_eq!(copies[0]["report"]["history"], copies[1]["report"]["history"]);
    for copy in copies {
        let report = &copy["report"];
        assert_eq!((&report["moves"], &report["signatures"]), (&4.into(), &4.into()), "{report}");
        assert_eq!((&report["receipts"], &report["not_received"]), (&2.into(), &0.into()), "{report}");
    }
    let check =
        ["check", "--case", "AG-114", "--purpose", "investigation", "--basis", "UNTOC-27", "--with", CENTRAL];
    acts(node, "h.ibrahim", &check).refused("an authority of this node itself");
}

#[test]
fn init_makes_several_authorities_each_with_its_functions_and_its_administrator() {
    let home = tempfile::tempdir().unwrap();
    let node = home.path().join("node");
    let init = |folder: &Path, more: &[&str]| {
        let first = ["--json", "--node", folder.to_str().unwrap(), "init", "--party", "NE"];
        liaison(&[&first[..], &["--authority", "Unit", "--function", "investigation-unit"], more].concat())
    };
    // The second one comes before the first in the alphabet, and in the same instant.
    let made = init(&node, &["--authority", "Central = A=central-authority,prosecutor"]).fine();
    let listed = made["administrators"].as_array().unwrap();
    let said = |n: usize, what: &str| listed[n][what].as_str().unwrap().to_owned();
    assert_eq!((said(0, "authority"), said(0, "administrator")), ("Unit".into(), "admin".into()));
    assert_eq!((said(1, "authority"), said(1, "administrator")), ("Central = A".into(), "admin-2".into()));
    assert!(
        said(1, "link").contains("/welcome/")
            && said(0, "link") == made["link"]
            && said(0, "link") != said(1, "link")
    );
    let text = liaison(&["--json", "--node", node.to_str().unwrap(), "card"]).fine()["card"].to_string();
    let card = directory::read_card(serde_json::from_str::<String>(&text).unwrap().as_bytes()).unwrap();
    let named: Vec<_> =
        card.card().authorities.iter().map(|a| (a.name.as_str(), a.functions.join(" "))).collect();
    assert_eq!(
        named,
        [("Unit", "investigation-unit".into()), ("Central = A", "central-authority prosecutor".to_owned())]
    );
    init(&home.path().join("other"), &["--authority", "Unit"]).refused("named twice");
}
