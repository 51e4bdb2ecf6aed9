//! A file between two nodes as processes: offered, accepted, killed on either side while it moves, complete and saved.

use crate::node::{TestNode, pair, wait_for};
use serde_json::Value;
use std::time::Duration;

const WITHIN: Duration = Duration::from_secs(300);

/// Two nodes of one State, so that no second person is asked, that trust each other.
fn at_home() -> (TestNode, TestNode) {
    let accra = TestNode::init("GH", "Document Fraud Expertise Centre");
    let tema = TestNode::init("GH", "Anti-Human Trafficking Unit");
    accra.trust(&tema);
    tema.trust(&accra);
    (accra, tema)
}

/// A document of this length that does not repeat.
fn document(bytes: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_u32;
    let rest = std::iter::repeat_with(move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    });
    b"%PDF-1.7\n\xe2\xe3".iter().copied().chain(rest).take(bytes).collect()
}

fn files(node: &TestNode, dossier: &str) -> Vec<Value> {
    node.run(&["show", dossier]).fine()["attachments"].as_array().cloned().unwrap_or_default()
}

fn sends(from: &TestNode, to: &str, file: &str) -> (String, Value) {
    from.file("list.csv", b"name,phone\nKofi Mensah,+233 20 000 00 01\n");
    crate::request::takes(from, "GH-1", "name,phone\nKofi Mensah,+233 20 000 00 01\n");
    let said = from.run(&[
        "send",
        "--to",
        to,
        "--case",
        "GH-1",
        "--subject",
        "The scan",
        "--facts",
        "f",
        "--point",
        "p",
        "--attach",
        file,
    ]);
    let said = said.fine();
    (said["dossier"].as_str().unwrap().to_owned(), said["attachments"][0].clone())
}

#[test]
fn a_13_a_file_killed_on_either_side_while_it_moves_goes_on_and_is_saved_as_it_was() {
    let (mut accra, mut tema) = at_home();
    let content = document(40 * 1024 * 1024);
    let file = accra.file("scan.pdf", &content);
    let (dossier, offered) = sends(&accra, "Anti-Human Trafficking Unit", &file);
    assert_eq!(offered["state"], "offered", "{offered}");
    let id = offered["attachment"].as_str().unwrap();
    accra.serve();
    tema.serve();
    wait_for("the file is offered", WITHIN, || tema.run(&["show", &dossier]).code == 0);
    let seen = files(&tema, &dossier);
    assert_eq!(
        (&seen[0]["name"], &seen[0]["type"], &seen[0]["state"]),
        (&"scan.pdf".into(), &"application/pdf".into(), &"offered".into())
    );
    assert_eq!(seen[0]["bytes"], 40 * 1024 * 1024);
    assert_eq!(tema.run(&["inbox"]).fine()[0]["attachments_to_decide"], 1);
    tema.run(&["attachment", "save", id, "--to", "/dev/null/x"]).refused("no such attachment");

    tema.run(&["attachment", "accept", &id[..8]]).fine();
    let chunks = seen[0]["chunks"].as_u64().unwrap();
    let there = |tema: &TestNode| files(tema, &dossier)[0]["there"].as_u64().unwrap();
    for part in [1, 2] {
        wait_for("some of it is there", WITHIN, || there(&tema) > chunks * part / 4);
        assert!(there(&tema) < chunks, "it was too quick to be killed");
        if part == 1 {
            tema.kill();
            tema.serve();
        } else {
            accra.kill();
            accra.serve();
        }
    }
    wait_for("it is complete", WITHIN, || files(&tema, &dossier)[0]["state"] == "complete");
    wait_for("its receipt is there", WITHIN, || files(&accra, &dossier)[0]["state"] == "complete");
    let saved = std::path::Path::new(&file).with_file_name("saved.pdf");
    let said = tema.run(&["attachment", "save", id, "--to", saved.to_str().unwrap()]).fine();
    assert_eq!(said["bytes"], 40 * 1024 * 1024);
    assert_eq!(std::fs::read(&saved).unwrap(), content);
    for node in [&accra, &tema] {
        crate::request::verified(node);
    }
}

#[test]
fn r_05_to_another_state_the_command_line_offers_nothing_that_no_search_reads() {
    let (accra, niamey) = pair();
    let file = accra.file("scan.pdf", &document(10_000));
    let (dossier, waits) = sends(&accra, "National Investigation Unit", &file);
    assert_eq!(waits["state"], "waits", "{waits}");
    let id = waits["attachment"].as_str().unwrap();
    accra.run(&["attachment", "release", id]).refused("does not wait for this person");
    assert_eq!(files(&accra, &dossier)[0]["state"], "waits");
    let _ = niamey;
}

#[test]
fn a_file_that_is_empty_or_is_not_there_opens_no_dossier_and_leaves_nothing() {
    let (accra, _tema) = at_home();
    crate::request::takes(&accra, "GH-1", "name,phone\nKofi Mensah,+233 20 000 00 01\n");
    // The table itself is kept as evidence.
    let kept = || std::fs::read_dir(accra.folder().join("files")).map_or(0, Iterator::count);
    let before = kept();
    let empty = accra.file("empty.pdf", b"");
    for (file, word) in [(empty.as_str(), "empty"), ("/nowhere/x.pdf", "was not attached")] {
        let send = [
            "send",
            "--to",
            "Anti-Human Trafficking Unit",
            "--case",
            "GH-1",
            "--subject",
            "s",
            "--facts",
            "f",
        ];
        accra.run(&[send.as_slice(), &["--point", "p", "--attach", file]].concat()).refused(word);
    }
    assert_eq!(accra.run(&["inbox", "--all"]).fine().as_array().unwrap().len(), 0);
    assert_eq!(kept(), before);
}
