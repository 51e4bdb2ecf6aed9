//! What goes wrong: each with a clear reason, the right exit code, and nothing lost or half-taken.

use crate::node::{TestNode, free_port, liaison, liaison_measured, liaison_with, pair};
use crate::request::{MAP, takes};
use std::os::unix::fs::PermissionsExt;

const BASIS: [&str; 2] = ["--basis", "UNTOC-27"];

fn entities(node: &TestNode, case: &str) -> u64 {
    let said = node.run(&["show", case]);
    if said.code == 1 {
        return 0;
    }
    said.fine()["entities_total"].as_u64().unwrap()
}

#[test]
fn wrong_words_end_with_2_and_say_what_is_right() {
    let cases: [&[&str]; 6] = [
        &["frobnicate"],
        &["init"],
        &["check", "--case", "X"],
        &["answer", "d", "--move", "sell"],
        &["import", "--case", "X"],
        &["serve", "--listen", "everywhere"],
    ];
    for words in cases {
        let said = liaison(&[&["--node", "/nowhere"], words].concat());
        assert_eq!(said.code, 2, "{words:?}: {}", said.err);
        assert!(said.err.contains("Usage") || said.err.contains("--help"), "{words:?}: {}", said.err);
        assert!(said.out.is_empty(), "{words:?}: {}", said.out);
    }
}

#[test]
fn a_folder_without_a_node_and_a_folder_with_one_are_told_apart() {
    liaison(&["peers"]).refused("--node");
    liaison(&["--node", "/nowhere/at/all", "peers"]).refused("holds no node");
    let node = TestNode::init("GH", "Centre");
    node.run(&["init", "--party", "GH", "--authority", "Again"]).refused("holds a node already");
    assert_eq!(node.run(&["peers"]).fine().as_array().unwrap().len(), 0);
    let never = std::env::temp_dir().join("liaison-never-made");
    let state =
        liaison(&["--node", &never.to_string_lossy(), "init", "--party", "Ghana", "--authority", "X"]);
    state.refused("no State");
    assert!(!never.exists());
}

#[test]
fn what_is_not_there_is_named_and_nothing_is_made() {
    let node = TestNode::init("GH", "Centre");
    node.run(&[&["check", "--case", "X", "--purpose", "investigation"], &BASIS[..]].concat())
        .refused("no case `X`");
    node.run(&["accept", "--case", "X", "--role", "suspect", "--basis", "b"]).refused("no case `X`");
    node.run(&["send", "--case", "X", "--to", "Y"]).refused("no case `X`");
    node.run(&["show", "X"]).refused("no case, entity or dossier `X`");
    node.run(&["answer", "0198c0de"]).refused("no dossier");
    node.run(&["import", "/nowhere.csv", "--case", "X"]).refused("cannot open `/nowhere.csv`");
    node.run(&["trust", "/nowhere.card", "--yes"]).refused("cannot read");
    node.run(&["--as", "nobody", "peers"]);
    node.run(&["--as", "nobody", "inbox"]).refused("nobody signs in as `nobody`");
    node.run(&["show", "X"]).refused("no case");
}

#[test]
fn a_case_needs_a_basis_a_role_and_something_cleared_before_a_check() {
    let (a, _b) = pair();
    let table = a.file("t.csv", b"name,phone\nKofi Mensah,+227 90 00 01 14\n");
    let map = a.file("map.toml", MAP.as_bytes());
    a.run(&["import", &table, "--case", "C", "--format", "csv", "--map", &map]).fine();
    let check =
        |purpose: &str, basis: &str| a.run(&["check", "--case", "C", "--purpose", purpose, "--basis", basis]);
    check("investigation", "UNTOC-27").refused("clear");
    check("investigation", "BECAUSE").refused("no legal basis");
    a.run(&["accept", "--case", "C", "--role", "migrant", "--basis", "b"]).refused("role");
    a.run(&["accept", "--case", "C", "--role", "suspect", "--basis", " "]).refused("basis");
    a.run(&["accept", "--case", "C", "--kind", "face", "--role", "suspect", "--basis", "b"])
        .refused("no kind");
    check("investigation", "UNTOC-27").refused("clear");
}

#[test]
fn a_peer_that_is_down_is_unreached_and_the_next_check_finds_it() {
    let (mut a, mut b) = pair();
    takes(&a, "C", "name,phone\nKofi Mensah,+227 90 00 01 14\n");
    takes(&b, "D", "name,phone\nHadiza Oumarou,+227 90 00 01 14\n");
    a.serve();
    let check = ["check", "--case", "C", "--purpose", "investigation", "--basis", "UNTOC-27"];
    let said = a.run(&check);
    assert_eq!(said.code, 1, "{}", said.err);
    let document = said.json();
    assert_eq!(document["refused"][0]["state"], "unreached", "{document}");
    assert_eq!(document["refused"][0]["peer"], "National Investigation Unit");
    let sent =
        a.run(&["send", "--to", "National", "--case", "C", "--subject", "s", "--facts", "f", "--point", "p"]);
    let dossier = if sent.code == 0 {
        sent
    } else {
        a.run(&[
            "send",
            "--to",
            "National Investigation Unit",
            "--case",
            "C",
            "--subject",
            "s",
            "--facts",
            "f",
            "--point",
            "p",
        ])
    };
    let dossier = dossier.fine()["dossier"].as_str().unwrap().to_owned();
    // The request waits; a checkpoint of the log for the same witness may wait beside it.
    assert!(a.run(&["peers"]).fine()[0]["waiting"].as_u64().unwrap() >= 1);
    b.serve();
    assert_eq!(a.run(&check).fine()["hits"].as_array().unwrap().len(), 1);
    crate::node::wait_for("the request that waited", std::time::Duration::from_secs(180), || {
        crate::request::inbox(&b).iter().any(|d| d["dossier"] == dossier.as_str())
    });
}

#[test]
fn a_second_process_on_the_folder_is_refused_and_the_first_goes_on() {
    let mut node = TestNode::init("GH", "Centre");
    node.serve();
    let other = format!("127.0.0.1:{}", free_port());
    let folder = node.folder();
    let said = liaison(&["--node", folder.to_str().unwrap(), "serve", "--listen", &other]);
    said.refused("another process serves");
    assert_eq!(node.http("GET", "/sign-in", &[], "").0, 200);
}

#[test]
fn a_key_file_that_others_may_read_or_that_is_none_opens_nothing() {
    let node = TestNode::init("GH", "Centre");
    let key = node.folder().join("master.key");
    let right = std::fs::read(&key).unwrap();
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    node.run(&["peers"]).refused("chmod 600");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
    let other = TestNode::init("NE", "Unit");
    for (wrong, word) in [
        (b"not a key".to_vec(), "not a master key"),
        (Vec::new(), "not a master key"),
        (std::fs::read(other.folder().join("master.key")).unwrap(), "key"),
    ] {
        std::fs::write(&key, wrong).unwrap();
        node.run(&["card"]).refused(word);
    }
    std::fs::remove_file(&key).unwrap();
    node.run(&["peers"]).refused("cannot open the key file");
    std::fs::write(&key, right).unwrap();
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
    node.run(&["card"]).fine();
}

#[test]
fn a_configuration_with_an_unknown_setting_is_refused_by_its_name() {
    let node = TestNode::init("GH", "Centre");
    let path = node.folder().join("liaison.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("{text}\nbakdoor = true\n")).unwrap();
    node.run(&["peers"]).refused("bakdoor");
}

#[test]
fn wrong_and_older_links_let_nobody_in() {
    let mut node = TestNode::init("GH", "Centre");
    node.serve();
    let path = |link: &str| format!("/welcome/{}", link.rsplit('/').next().unwrap());
    let first = path(&node.link);
    assert_eq!(node.http("GET", &first, &[], "").0, 200);
    let wrong: Vec<String> = vec![
        "/welcome/x".into(),
        format!("/welcome/{}", "a".repeat(52)),
        format!("{first}a"),
        "/welcome/%00".into(),
    ];
    let second = node.run(&["link", "admin"]).fine()["link"].as_str().unwrap().to_owned();
    for gone in wrong.iter().chain([&first]) {
        let (status, page) = node.http("GET", gone, &[], "");
        assert!((400..500).contains(&status), "{gone}: {status}");
        assert!(!page.to_lowercase().contains("set-cookie: liaison"), "{gone}");
    }
    assert_eq!(node.http("GET", &path(&second), &[], "").0, 200);
    node.run(&["link", "nobody"]).refused("nobody signs in as");
}

#[test]
fn guessing_at_sign_in_is_slowed_for_a_known_and_an_unknown_name_alike() {
    let mut node = TestNode::init("GH", "Centre");
    node.serve();
    let origin = format!("http://127.0.0.1:{}", node.port);
    let guess = |name: &str, n: u32| {
        let body = format!("name={name}&passphrase=guess+number+{n}&code=000000");
        let headers = [("Content-Type", "application/x-www-form-urlencoded"), ("Origin", origin.as_str())];
        node.http("POST", "/sign-in", &headers, &body)
    };
    let mut seen = Vec::new();
    for name in ["admin", "nobody.here"] {
        let answers: Vec<(u16, String)> = (0..8).map(|n| guess(name, n)).collect();
        let codes: Vec<u16> = answers.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes[0], 422, "{codes:?} {}", answers[0].1);
        assert_eq!(codes[7], 429, "{codes:?}");
        assert!(answers[7].1.to_lowercase().contains("retry-after"), "{}", answers[7].1);
        assert!(codes.iter().all(|c| [422, 429].contains(c)), "{codes:?}");
        seen.push(codes);
    }
    assert_eq!(seen[0], seen[1], "a known name answers like an unknown one");
}

#[test]
fn hostile_and_broken_files_are_refused_whole_with_the_reason() {
    let node = TestNode::init("GH", "Centre");
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE CONSOLIDATED_LIST [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]>\
        <CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><FIRST_NAME>&b;</FIRST_NAME></INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>";
    let outside = "<?xml version=\"1.0\"?><!DOCTYPE CONSOLIDATED_LIST SYSTEM \"file:///etc/passwd\"><CONSOLIDATED_LIST/>";
    let person = "<INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>KOFI</FIRST_NAME><REFERENCE_NUMBER>X.1</REFERENCE_NUMBER></INDIVIDUAL>";
    let cut = format!(
        "<?xml version=\"1.0\"?><CONSOLIDATED_LIST><INDIVIDUALS>{person}<INDIVIDUAL><DATAID>2</DATAI"
    );
    let deep =
        format!("<?xml version=\"1.0\"?><CONSOLIDATED_LIST><INDIVIDUALS>{}", "<INDIVIDUAL>".repeat(100_000));
    let table: [(&str, &[u8], &str, &str); 7] = [
        ("bomb.xml", bomb.as_bytes(), "un-sc-list", "document type definition"),
        ("outside.xml", outside.as_bytes(), "un-sc-list", "document type definition"),
        ("cut.xml", cut.as_bytes(), "un-sc-list", "breaks off"),
        ("deep.xml", deep.as_bytes(), "un-sc-list", ""),
        ("empty.xml", b"", "auto", "format"),
        ("nul.bin", &[0; 4096], "auto", "format"),
        ("list.xml", b"<html><body>not the list</body></html>", "un-sc-list", ""),
    ];
    for (name, bytes, format, word) in table {
        let path = node.file(name, bytes);
        let said = node.run(&["import", &path, "--case", "X", "--format", format]);
        assert_eq!(said.code, 1, "{name}: {}\n{}", said.out, said.err);
        said.refused(word);
        assert!(said.err.len() < 2_000, "{name}: {} bytes of reason", said.err.len());
        assert_eq!(entities(&node, "X"), 0, "{name}");
    }
    // Who wants what stands before the break says so.
    let path = node.file("cut.xml", cut.as_bytes());
    let taken = node.run(&["import", &path, "--case", "X", "--format", "un-sc-list", "--partial"]).fine();
    assert_eq!(taken["taken"]["person"], 1, "{taken}");
    assert!(taken["broken"].is_string());
}

#[test]
fn tables_with_nul_formulas_wrong_bytes_or_an_endless_line_say_line_by_line_what_was_not_taken() {
    let node = TestNode::init("GH", "Centre");
    let map = node.file("map.toml", MAP.as_bytes());
    let import = |name: &str, bytes: &[u8]| {
        let path = node.file(name, bytes);
        node.run(&["import", &path, "--case", name, "--format", "csv", "--map", &map])
    };
    for (name, bytes) in [
        ("nul", b"name,phone\nKofi\0Mensah,+227 90 00 01 14\nAma Boateng,+233 20 000 00 01\n".as_slice()),
        ("latin", b"name,phone\nAndr\xe9 Ou\xe9draogo,+226 70 00 00 01\nAma Boateng,+233 20 000 00 01\n"),
        ("ragged", b"name,phone\n\"Kofi,+227 90 00 01 14\nAma Boateng,+233 20 000 00 01\n"),
    ] {
        let said = import(name, bytes);
        if said.code == 0 {
            let document = said.json();
            assert!(!document["not_taken"].as_array().unwrap().is_empty(), "{name}: {document}");
            assert!(
                document["not_taken"][0]["reason"].is_string()
                    && document["not_taken"][0]["place"].is_string()
            );
        } else {
            said.refused("");
            assert_eq!(entities(&node, name), 0, "{name}");
        }
    }
    // A formula is text like any other; nothing here ever computes it.
    import("formula", b"name,phone\n=HYPERLINK(\"http://x\"),+227 90 00 01 14\n").fine();
    let mut endless = b"name,phone\nAma Boateng,+233 20 000 00 01\n".to_vec();
    endless.resize(64 * 1024 * 1024 - 1, b'x');
    let said = import("endless", &endless);
    if said.code == 0 {
        assert!(!said.json()["not_taken"].as_array().unwrap().is_empty(), "{}", said.out);
    } else {
        said.refused("");
        assert_eq!(entities(&node, "endless"), 0);
    }
    assert!(said.out.len() + said.err.len() < 10_000);
    node.run(&["doctor"]);
    node.run(&["verify"]).fine();
}

/// Most memory for a file as large as is taken: the file, a copy on its way to the reading process, and the program.
const MEMORY_MAX: u64 = 768 << 20;

#[test]
fn one_line_of_a_gigabyte_is_refused_in_bounded_memory_and_nothing_of_it_is_taken() {
    const GIGABYTE: u64 = 1 << 30;
    let node = TestNode::init("GH", "Centre");
    let (folder, map) = (node.folder(), node.file("map.toml", MAP.as_bytes()));
    let (folder, begins) = (folder.to_str().unwrap(), b"name,phone\nAma Boateng,+233 20 000 00 01\n");
    let import = |file: &str, case: &str, input: Box<dyn std::io::Read + Send>| {
        let words =
            ["--json", "--node", folder, "import", file, "--case", case, "--format", "csv", "--map", &map];
        let (said, most) = liaison_measured(&words, input);
        assert!(most > 0 && most < MEMORY_MAX, "{case}: {} MiB; {}", most >> 20, said.err);
        assert!(said.out.len() + said.err.len() < 10_000, "{case}");
        said
    };
    let nothing = || Box::new(std::io::empty());
    // A file with a hole for a line: its length alone tells.
    let path = node.file("gigabyte.csv", begins);
    let file = std::fs::File::options().write(true).open(&path).unwrap();
    file.set_len(GIGABYTE).unwrap();
    import(&path, "file", nothing()).refused("larger than 256 MiB");
    // The same through a pipe, which has no length beforehand: neither whole nor the part that was read is taken.
    let endless = std::io::Read::chain(&begins[..], std::io::Read::take(std::io::repeat(b'x'), GIGABYTE));
    import("/dev/stdin", "pipe", Box::new(endless)).refused("larger than 256 MiB");
    // The longest line that a file may have: it is told with its place, and costs nothing but itself.
    file.set_len(kernel::limit::IMPORT_BYTES_MAX).unwrap();
    let said = import(&path, "longest", nothing());
    std::fs::remove_file(&path).unwrap();
    let document = said.fine();
    assert_eq!(
        (&document["taken"]["person"], &document["not_taken_total"]),
        (&1.into(), &1.into()),
        "{document}"
    );
    assert_eq!((entities(&node, "file"), entities(&node, "pipe"), entities(&node, "longest")), (0, 0, 1));
    node.run(&["verify"]).fine();
}

#[test]
fn the_same_file_is_not_taken_twice() {
    let node = TestNode::init("GH", "Centre");
    let (table, map) = (
        node.file("t.csv", b"name,phone\nKofi Mensah,+227 90 00 01 14\n"),
        node.file("m.toml", MAP.as_bytes()),
    );
    let import = || node.run(&["import", &table, "--case", "C", "--format", "csv", "--map", &map]);
    import().fine();
    let before = entities(&node, "C");
    assert_eq!(import().code, 1);
    assert_eq!(entities(&node, "C"), before);
}

#[test]
fn stale_forged_and_own_cards_are_refused() {
    let (a, b) = (TestNode::init("GH", "Centre"), TestNode::init("NE", "Unit"));
    let old = b.card();
    b.run(&["card", "--address", "https://127.0.0.1:9"]).fine();
    let new = b.card();
    assert_ne!(old, new);
    let trust = |name: &str, text: &str| {
        let path = a.file(name, text.as_bytes());
        a.run(&["trust", &path, "--yes"])
    };
    assert_eq!(trust("new", &new).code, 0);
    let stale = trust("old", &old);
    assert_eq!(stale.code, 1, "{}", stale.out);
    let address = &a.run(&["peers"]).fine()[0]["addresses"][0];
    assert_eq!(address, "https://127.0.0.1:9", "the newer card stands");

    let middle = new.len() / 2;
    let mut forged = new.clone().into_bytes();
    forged[middle] = if forged[middle] == b'A' { b'B' } else { b'A' };
    for (name, text) in [
        ("forged", String::from_utf8(forged).unwrap()),
        ("cut", new[..middle].to_owned()),
        ("empty", String::new()),
        ("noise", "x".repeat(500_000)),
    ] {
        trust(name, &text).refused("card");
    }
    trust("own", &a.card()).refused("");
    assert_eq!(a.run(&["peers"]).fine().as_array().unwrap().len(), 1);
    // Nobody compared the words: nothing is trusted.
    let path = a.file("new", new.as_bytes());
    a.run(&["trust", &path]).refused("--yes");
}

#[test]
fn compare_answers_each_line_or_says_which_does_not_read() {
    let good = "{\"a\":{\"kind\":\"person\",\"names\":[\"Kofi Mensah\"]},\"b\":{\"kind\":\"person\",\"names\":[\"MENSAH Kofi\"]}}\n";
    let said = liaison_with(&["compare"], good);
    assert_eq!(said.code, 0, "{}", said.err);
    let line: serde_json::Value = serde_json::from_str(said.out.trim()).unwrap();
    assert!((0.0..=1.0).contains(&line["probability"].as_f64().unwrap()) && line["why"].is_array());
    let said = liaison_with(&["compare"], "{\"a\":\n");
    assert_eq!(said.code, 1, "{}", said.out);
    said.refused("");
}

#[test]
fn a_6_a_report_is_read_in_the_child_and_what_is_none_has_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_string_lossy().into_owned()
    };
    let text =
        "I. Recommendations\n\nRecommendation 1\n\nStates parties are encouraged to count their ladders.\n";
    let said = liaison(&["read-report", "--json", &file("report.txt", text.as_bytes())]);
    let report = said.fine();
    assert_eq!(report["recommendations"][0]["calls"][0]["strength"], "encouraged");
    assert_eq!(report["recommendations"][0]["calls"][0]["addressed"], "states-parties");
    let empty = liaison(&["read-report", "--json", &file("scan.txt", b" \n\x0c\n")]).fine();
    assert_eq!(empty["findings"][0]["what"], "no-text");
    liaison(&["read-report", "--json", &file("picture.txt", &[0, 159, 146, 150, 0, 1])])
        .refused("no report can be read");
    liaison(&["read-report", "/nowhere.txt"]).refused("cannot read");
}
