//! Two programs that never connect complete an information request by files on a stick.

use crate::node::{TestNode, pair};
use crate::request::{inbox, takes, verified};
use serde_json::Value;

/// Writes what waits at one node to a file on the stick, and reads it at the other.
fn carries(from: &TestNode, to: &TestNode, party: &str) -> Value {
    let stick = tempfile::tempdir().unwrap();
    let written = from.run(&["courier", "write", "--for", party, stick.path().to_str().unwrap()]).fine();
    let file = written["file"].as_str().unwrap().to_owned();
    assert_eq!(std::fs::metadata(&file).unwrap().len(), written["bytes"].as_u64().unwrap());
    let read = to.run(&["courier", "read", &file]).fine();
    assert_eq!((&read["whole"], &read["not_taken"]), (&true.into(), &0.into()), "{read}");
    read
}

#[test]
fn two_nodes_that_never_connect_complete_a_request_by_files_with_the_same_history_and_receipts() {
    let (a, b) = pair();
    takes(&a, "GH-1", "name,phone\nKofi Mensah,+227 90 00 01 14\n");
    takes(&b, "NE-9", "name,phone\nHadiza Oumarou,0022790000114\n");
    let sent = a.run(&[
        "send",
        "--to",
        "NE",
        "--case",
        "GH-1",
        "--subject",
        "Who used this number in October?",
        "--facts",
        "The phone lay in a sealed truck with 46 dead.",
        "--point",
        "When and where was it active?",
        "--point",
        "Who paid for it?",
    ]);
    let dossier = sent.fine()["dossier"].as_str().unwrap().to_owned();
    assert!(inbox(&b).is_empty());
    carries(&a, &b, "NE");
    let arrived = inbox(&b);
    assert_eq!(arrived[0]["dossier"], dossier.as_str());
    b.run(&["answer", &dossier, "--move", "acknowledge"]).fine();
    b.run(&["answer", &dossier, "--outcome", "part", "--text", "Active in Agadez, 3 to 19 October."]).fine();
    carries(&b, &a, "GH");
    assert_eq!(inbox(&a)[0]["state"], "answered-part");
    a.run(&["answer", &dossier, "--move", "close"]).fine();
    carries(&a, &b, "NE");
    let last = carries(&b, &a, "GH");
    assert!(last["lines"].as_array().unwrap().iter().any(|l| l["what"] == "receipt"), "{last}");

    let (of_a, of_b) = (verified(&a), verified(&b));
    let (at_a, at_b) = (&of_a[&dossier], &of_b[&dossier]);
    assert_eq!(at_a["history"], at_b["history"], "{at_a}\n{at_b}");
    for report in [at_a, at_b] {
        assert_eq!((&report["moves"], &report["receipts"]), (&4.into(), &2.into()), "{report}");
        assert_eq!(report["not_received"], 0, "{report}");
    }
}

#[test]
fn a_file_says_what_is_wrong_with_it_and_one_that_is_there_is_not_written_over() {
    let (a, b) = pair();
    let stranger = TestNode::init("ML", "Brigade des stupéfiants");
    let file = a.file("carried", b"");
    std::fs::remove_file(&file).unwrap();
    a.run(&["courier", "write", "--for", "NE", &file]).fine();
    a.run(&["courier", "write", "--for", "NE", &file]).refused("there already");
    a.run(&["courier", "write", "--for", "Mali", &file]).refused("not a trusted node");
    let whole = std::fs::read(&file).unwrap();
    stranger.run(&["courier", "read", &file]).refused("another node");
    let cut = b.file("cut", &whole[..whole.len() - 1]);
    b.run(&["courier", "read", &cut]).refused("cut short");
    let none = b.file("none", b"a letter");
    b.run(&["courier", "read", &none]).refused("no courier file");
    b.run(&["courier", "read", &file]).fine();
    let again = b.run(&["courier", "read", &file]).fine();
    assert_eq!(again["lines"][0]["became"], "known-before", "{again}");
}
