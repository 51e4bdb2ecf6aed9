//! An authority alone on its first day: it keeps a provider that has no node, asks by letter, gets the form back and takes
//! it; and anybody verifies the letter with OpenSSL.

use crate::node::TestNode;
use serde_json::Value;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;

/// Writes answers into the open cells of a form, as a spreadsheet program saves them.
fn fill(form: &[u8], answers: &[(&str, &str)]) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(form)).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..old.len() {
        let mut part = old.by_index(place).unwrap();
        let (name, mut bytes) = (part.name().unwrap().into_owned(), Vec::new());
        part.read_to_end(&mut bytes).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            let mut sheet = String::from_utf8(bytes).unwrap();
            for (cell, text) in answers {
                let start = sheet.find(&format!("<c r=\"{cell}\"")).unwrap_or_else(|| panic!("no {cell}"));
                let end = start + sheet[start..].find("/>").unwrap();
                let filled = format!("{} t=\"inlineStr\"><is><t>{text}</t></is></c>", &sheet[start..end]);
                sheet.replace_range(start..end + 2, &filled);
            }
            bytes = sheet.into_bytes();
        }
        new.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        new.write_all(&bytes).unwrap();
    }
    new.finish().unwrap().into_inner()
}

fn verifies(folder: &Path) -> bool {
    let words: Vec<&str> = "pkeyutl -verify -pubin -inkey key.pem -rawin -in letter.pdf -sigfile letter.sig"
        .split(' ')
        .collect();
    let said = Command::new("openssl").args(words).current_dir(folder).output().unwrap();
    String::from_utf8_lossy(&said.stdout).contains("Signature Verified Successfully") && said.status.success()
}

fn keeps(node: &TestNode) {
    let words = ["directory", "keep", "Sahel Messenger SA", "--party", "XB", "--company", "--language", "en"];
    let how = ["--email", "legal@sahel.example", "--assessment", "MoJ 2026/9"];
    node.run(&[words.as_slice(), &how].concat()).fine();
}

#[test]
fn an_authority_alone_asks_a_provider_without_a_node_and_takes_its_form() {
    let node = TestNode::init("NE", "National Investigation Unit");
    keeps(&node);
    node.run(&["import", &node.file("c.csv", b"name,phone\nIssa,+227 96 00 00 09\n"), "--case", "NE-9"])
        .fine();
    let body = serde_json::json!({
        "subject": "Keep what two accounts left in October", "accounts": ["+227 96 00 11 22"], "data": "all",
        "from_time": "2026-10-01T00:00:00Z", "to_time": "2026-11-01T00:00:00Z", "facts": "A truck with 46 dead.",
        "urgency": "normal", "handling": "H0", "language": "en",
    });
    let body = node.file("body.json", body.to_string().as_bytes());
    let folder = node.folder().join("../letter");
    let to = folder.to_str().unwrap();
    let words = ["send", "--kind", "preservation-request", "--case", "NE-9", "--to", "Sahel"];
    let sent = node.run(&[words.as_slice(), &["--body", &body, "--letter", to]].concat()).fine();
    let dossier = sent["dossier"].as_str().unwrap().to_owned();
    assert_eq!(sent["letter"].as_array().unwrap().len(), 5, "{sent}");

    assert!(verifies(&folder), "OpenSSL takes the letter");
    let pdf = std::fs::read(folder.join("letter.pdf")).unwrap();
    let mut changed = pdf.clone();
    *changed.last_mut().unwrap() ^= 1;
    std::fs::write(folder.join("letter.pdf"), changed).unwrap();
    assert!(!verifies(&folder), "and no other");
    std::fs::write(folder.join("letter.pdf"), &pdf).unwrap();

    // The form has its question in B and its answer in C; the moves come in the order of the kind.
    let form = std::fs::read(folder.join("reply.xlsx")).unwrap();
    let mut book = zip::ZipArchive::new(Cursor::new(&form)).unwrap();
    let mut strings = String::new();
    book.by_name("xl/sharedStrings.xml").unwrap().read_to_string(&mut strings).unwrap();
    let texts: Vec<&str> =
        strings.split("<t").skip(1).filter_map(|t| t.split('>').nth(1)?.split('<').next()).collect();
    assert!(texts.contains(&"preserve.promised") && texts.contains(&"liaison reply 1"), "{texts:?}");
    let row_of = |key: &str| {
        let shared = texts.iter().position(|t| *t == key).unwrap();
        let mut sheet = String::new();
        let mut book = zip::ZipArchive::new(Cursor::new(&form)).unwrap();
        book.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut sheet).unwrap();
        let at = sheet.find(&format!("<v>{shared}</v>")).unwrap();
        let start = sheet[..at].rfind("<c r=\"A").unwrap() + "<c r=\"A".len();
        sheet[start..].split('"').next().unwrap().to_owned()
    };
    let cell = |key: &str| format!("C{}", row_of(key));
    let (what, whole, until, named) = (
        cell("move"),
        cell("preserve.outcome"),
        cell("preserve.promised"),
        cell("preserve.preserved_reference"),
    );
    let answers = [
        (what.as_str(), "Say that it is preserved"),
        (whole.as_str(), "whole"),
        (until.as_str(), "2027-02-24"),
        (named.as_str(), "=SM-2231"),
    ];
    let back = node.file("back.xlsx", &fill(&form, &answers));
    let taken = node.run(&["answer", &dossier, "--from-form", &back, "--way", "email"]).fine();
    assert_eq!((&taken["verified"], &taken["answers"]), (&Value::Bool(false), &Value::from("preserve")));
    let shown = node.run(&["show", &dossier]).fine();
    assert_eq!(shown["state"], "preserved", "{shown}");
    let entered = &shown["moves"][1];
    assert_eq!(entered["transcribed"]["how"], "email", "{shown}");
    assert_eq!(entered["body"]["preserved_reference"], "=SM-2231", "kept as it was written");
    assert!(entered["transcribed"]["form"].is_string());
    node.run(&["answer", &dossier, "--move", "close"]).fine();
    let verified = node.run(&["verify"]).fine();
    assert_eq!(verified["sound"], true, "{verified}");

    let other = node.file("other.xlsx", b"PK\x03\x04 no workbook");
    node.run(&["answer", &dossier, "--from-form", &other]).refused("xlsx");
}

#[test]
fn the_directory_goes_out_and_comes_in_as_a_table() {
    let node = TestNode::init("NE", "National Investigation Unit");
    keeps(&node);
    let folder = node.folder();
    for name in ["out.csv", "out.xlsx"] {
        let file = folder.join(format!("../{name}"));
        let file = file.to_str().unwrap();
        assert!(node.run(&["directory", "export", file]).fine()["rows"].as_u64().unwrap() >= 2);
        let again = node.run(&["directory", "import", file]).fine();
        let of = |name: &str| {
            let rows = again["rows"].as_array().unwrap();
            rows.iter().find(|r| r["name"] == name).unwrap().clone()
        };
        assert_eq!(of("Sahel Messenger SA")["becomes"], "same", "{again}");
        // An own authority speaks for itself.
        assert_eq!(of("National Investigation Unit")["becomes"], "refused", "{again}");
    }
    let table = "Pays;Nom;phone;email\nXB;Hôpital central;+1 202 555 0100;\nxb;Sahel Messenger SA;;new@sahel.example\n\
                 X;Nowhere;+1 202 555 0101;\nXB;Silent;;\nNE;National Investigation Unit;+1 202 555 0102;\n";
    let (table, map) = (
        node.file("in.csv", table.as_bytes()),
        node.file("map.toml", "state = \"Pays\"\nname = \"Nom\"\n".as_bytes()),
    );
    let preview = node.run(&["directory", "import", &table, "--map", &map, "--preview"]).fine();
    let becomes = |said: &Value| {
        let rows = said["rows"].as_array().unwrap().iter();
        rows.map(|r| r["why"].as_str().unwrap_or(r["becomes"].as_str().unwrap()).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(becomes(&preview), ["new", "changed", "state", "channel", "has-a-node"]);
    assert_eq!(becomes(&node.run(&["directory", "import", &table, "--map", &map]).fine()), becomes(&preview));
    let again = node.run(&["directory", "import", &table, "--map", &map]).fine();
    assert_eq!(becomes(&again), ["same", "same", "state", "channel", "has-a-node"]);
}
