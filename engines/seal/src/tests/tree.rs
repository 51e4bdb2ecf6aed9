//! The vectors of a log's tree: leaves and roots that others publish for RFC 6962, proofs, signed heads, answers.

use super::*;
use crate::tree::{
    Contradiction, Head, HeadAnswer, HeadVerdict, Tree, leaf_hash, open_answer, open_head, prove, roots_of,
    sign_answer, sign_head,
};
use serde_json::json;

/// The inputs of the reference implementation of Certificate Transparency.
const LEAVES: [&str; 8] =
    ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
/// Its roots over the first one, two, … eight of them: not made by this program.
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn bytes(hexadecimal: &str) -> Vec<u8> {
    data_encoding::HEXLOWER.decode(hexadecimal.as_bytes()).unwrap()
}

fn hashes(count: usize) -> Vec<Digest> {
    LEAVES[..count].iter().map(|leaf| leaf_hash(&bytes(leaf))).collect()
}

fn head(size: usize, root: &str) -> Head {
    Head::new(sender(), size as u64, Digest::parse(root).unwrap(), NOW)
}

pub(super) fn tree_now() -> Value {
    let proofs: Vec<Value> = [(1, 8), (3, 7), (4, 7), (6, 8), (8, 8)]
        .map(|(first, size): (usize, usize)| {
            let proof = prove(&hashes(size), first as u64).unwrap();
            json!({ "first": first, "size": size, "proof": proof, "old": ROOTS[first - 1], "new": ROOTS[size - 1] })
        })
        .to_vec();
    let (said, forked) = (head(8, ROOTS[7]), head(6, ROOTS[6]));
    let signed = |head: &Head| hex(sign_head(head, &signing()).unwrap());
    let proof = prove(&hashes(8), 6).unwrap();
    assert_eq!(Contradiction::shown_by(&forked, &said, &proof), Some(Contradiction::NotContinued));
    let held = sign_head(&said, &signing()).unwrap();
    let answers: Vec<Value> = [
        HeadVerdict::Agrees,
        HeadVerdict::Contradicts { reason: "not-continued".into(), held: held.clone(), proof: proof.clone() },
        HeadVerdict::Behind { held },
        HeadVerdict::Unknown { verdict: "later".into() },
    ]
    .map(|verdict| {
        let agrees = verdict == HeadVerdict::Agrees;
        let (size, root) = (forked.size, forked.root);
        let rest = Map::new();
        let answer = HeadAnswer {
            version: 1,
            hub: sender(),
            witness: recipient(),
            size,
            root,
            at: NOW,
            verdict,
            rest,
        };
        let json = serde_json::to_string(&answer).unwrap();
        json!({ "json": json, "agrees": agrees, "answer": hex(sign_answer(&answer, &receiver()).unwrap()) })
    })
    .to_vec();
    json!({
        "format": "tree",
        "leaves": LEAVES,
        "leaf_hashes": hashes(8),
        "roots": ROOTS,
        "proofs": proofs,
        "hub": sender().to_string(),
        "signer": hex(signing().public()),
        "heads": [{ "json": serde_json::to_string(&said).unwrap(), "head": signed(&said) }],
        "contradiction": { "one": signed(&forked), "other": signed(&said), "proof": proof, "code": "not-continued" },
        "witness": recipient().to_string(),
        "witness_signer": hex(receiver().public()),
        "answers": answers,
    })
}

pub(super) fn read_tree(file: &Value) {
    let hub = NodeId::parse(text(&file["hub"])).unwrap();
    let (mut tree, keys) = (Tree::default(), [array(&file["signer"])]);
    let leaves = file["leaves"].as_array().unwrap().iter().zip(file["leaf_hashes"].as_array().unwrap());
    for ((leaf, hash), root) in leaves.zip(file["roots"].as_array().unwrap()) {
        assert_eq!(leaf_hash(&bytes(text(leaf))).to_string(), text(hash));
        tree.push(Digest::parse(text(hash)).unwrap());
        assert_eq!(tree.root().to_string(), text(root));
    }
    let digests = |value: &Value| serde_json::from_value::<Vec<Digest>>(value.clone()).unwrap();
    for case in file["proofs"].as_array().unwrap() {
        let (first, size) = (case["first"].as_u64().unwrap(), case["size"].as_u64().unwrap());
        let (old, new) = roots_of(first, size, &digests(&case["proof"])).unwrap();
        assert_eq!(
            (old.to_string().as_str(), new.to_string().as_str()),
            (text(&case["old"]), text(&case["new"]))
        );
    }
    for case in file["heads"].as_array().unwrap() {
        let read = open_head(&unhex(&case["head"]), hub, &keys).unwrap();
        assert_eq!(read, serde_json::from_str(text(&case["json"])).unwrap());
    }
    let case = &file["contradiction"];
    let read = |name: &str| open_head(&unhex(&case[name]), hub, &keys).unwrap();
    let shown = Contradiction::shown_by(&read("one"), &read("other"), &digests(&case["proof"])).unwrap();
    assert_eq!(shown.code(), text(&case["code"]));
    let witness = NodeId::parse(text(&file["witness"])).unwrap();
    for case in file["answers"].as_array().unwrap() {
        let signers = [array(&file["witness_signer"])];
        let read = open_answer(&unhex(&case["answer"]), (hub, witness), &signers).unwrap();
        assert_eq!(read, serde_json::from_str(text(&case["json"])).unwrap());
        assert_eq!(read.verdict == HeadVerdict::Agrees, case["agrees"].as_bool().unwrap());
    }
}

#[test]
fn a_head_that_is_not_the_hubs_is_refused_by_its_fault() {
    let good = sign_head(&head(8, ROOTS[7]), &signing()).unwrap();
    let json = serde_json::to_string(&head(8, ROOTS[7])).unwrap();
    let changed = |from: &str, to: &str| {
        assert!(json.contains(from), "{from}");
        signing().sign_document("tree-head", json.replacen(from, to, 1).as_bytes())
    };
    let mut torn = good.clone();
    torn[120] ^= 1;
    let cases = [
        ("another key", receiver().sign_document("tree-head", json.as_bytes())),
        ("another use", signing().sign_document("checkpoint", json.as_bytes())),
        ("a byte changed", torn),
        ("no leaves", changed("\"size\":8", "\"size\":0")),
        ("another version", changed("\"version\":1", "\"version\":2")),
        ("another hub", changed(&sender().to_string(), &recipient().to_string())),
        ("cut", good[..good.len() - 1].to_vec()),
        ("too large", changed("{", &format!("{{\"more\":\"{}\",", "x".repeat(2_048)))),
    ];
    for (what, bytes) in cases {
        assert!(open_head(&bytes, sender(), &[signing().public()]).is_err(), "{what}");
    }
    assert!(open_head(&good, sender(), &[signing().public()]).is_ok());
}
