//! Every file of the directory comes out bit by bit, and is then read by what it says alone.
//! `LIAISON_WRITE_VECTORS=1` writes the files anew when the protocol's version changes; reviewing the difference is
//! then the point.

use super::*;
use crate::attachment::{Became, Said, open_said, sign_said};
use crate::checkpoint::{
    Answer, At, Checkpoint, Verdict, open_answer, open_checkpoint, sign_answer, sign_checkpoint,
};
use crate::courier::{Named, Reader, Record, Writer};
use crate::envelope::{open_envelope, seal_bytes};
use crate::fingerprint_words;
use crate::handout::{self, HandedKey, Handout, read_handout, sign_handout};
use crate::identity::{KemKeyId, KemPublic, open_signed, verify};
use crate::prekeys::KemRing;
use crate::receipt::{sign_receipt, verify_receipt};
use crate::stream::{FileKey, SEALED_CHUNK, Sealing, WholeFile};
use crate::vault::DataKey;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

fn keys_now() -> Value {
    let identity = Identity::from_secret(&IDENTITY_SECRET).unwrap();
    json!({
        "format": "keys",
        "identity_secret": hex(IDENTITY_SECRET),
        "identity_public": hex(identity.public()),
        "node": sender().to_string(),
        "words": fingerprint_words(&identity.public()),
        "kem_seed": hex(KEM_SEED),
        "kem_public": base64(kem().public().to_bytes()),
        "kem_key": kem().id().to_text(),
    })
}

fn read_keys(file: &Value) {
    let identity = Identity::from_secret(&unhex(&file["identity_secret"])).unwrap();
    assert_eq!(hex(identity.public()), text(&file["identity_public"]));
    assert_eq!(NodeId::of_key(&identity.public()).to_string(), text(&file["node"]));
    assert_eq!(json!(fingerprint_words(&identity.public())), file["words"]);
    let public = KemPublic::from_bytes(&unbase64(&file["kem_public"])).unwrap();
    assert_eq!(public.id(), KemKeyId::parse(text(&file["kem_key"])).unwrap());
    assert_eq!(KemKey::from_secret(&unhex(&file["kem_seed"])).unwrap().id(), public.id());
}

fn signed_now() -> Value {
    // Not in the order or with the spaces that a program would write: the bytes are the signer's (A-3).
    let bytes = br#"{ "b": 1,  "a": 2 }"#;
    json!({
        "format": "signed",
        "secret": hex(SIGNING_SECRET),
        "signer": hex(signing().public()),
        "context": "move",
        "bytes": hex(bytes),
        "signature": hex(signing().sign("move", bytes)),
        "document": hex(signing().sign_document("move", bytes)),
    })
}

fn read_signed(file: &Value) {
    let document = unhex(&file["document"]);
    let opened = open_signed(&document, text(&file["context"]), Some(&array(&file["signer"]))).unwrap();
    assert_eq!(opened.bytes, unhex(&file["bytes"]));
    assert_eq!(opened.signature, array(&file["signature"]));
    verify(&opened.signer, text(&file["context"]), opened.bytes, &opened.signature).unwrap();
    assert_eq!(opened.read::<Value>().unwrap().value()["a"], 2);
}

fn envelope_now() -> Value {
    let chance = Given::new(&ENCAPSULATION);
    let sealed = seal_bytes(&head(), BODY, &signing(), kem().public(), &chance).unwrap();
    assert!(chance.is_used_up());
    json!({
        "format": "envelope",
        "signing_secret": hex(SIGNING_SECRET),
        "signer": hex(signing().public()),
        "kem_seed": hex(KEM_SEED),
        "encapsulation_randomness": hex(ENCAPSULATION),
        "head": serde_json::to_string(&head()).unwrap(),
        "body": hex(BODY),
        "now": NOW.0,
        "digest": sealed.digest.to_string(),
        "envelope": base64(sealed.bytes),
    })
}

fn read_envelope(file: &Value) {
    let head: EnvelopeHead = serde_json::from_str(text(&file["head"])).unwrap();
    let keys = [KemKey::from_secret(&unhex(&file["kem_seed"])).unwrap()];
    let signer = array(&file["signer"]);
    let signers = |node| if node == head.sender { vec![signer] } else { Vec::new() };
    let now = Timestamp(file["now"].as_i64().unwrap());
    let opened = open_envelope(&unbase64(&file["envelope"]), head.recipient, &keys, &signers, now).unwrap();
    assert_eq!(opened.head, head);
    assert_eq!(opened.body, unhex(&file["body"]));
    assert_eq!(opened.digest.to_string(), text(&file["digest"]));
    assert_eq!(opened.signer, signer);
}

fn receipts_now() -> Value {
    let newer = Receipt {
        rest: [("until".to_owned(), json!(7))].into_iter().collect(),
        ..receipt(Fate::Unknown { state: "held".into() })
    };
    let cases = [
        receipt(Fate::Durable { head: Some(Digest([0xaa; 32])) }),
        receipt(Fate::Durable { head: None }),
        receipt(Fate::Quarantined { reason: "key-not-current".into() }),
        receipt(Fate::Rejected { reason: "expired".into() }),
        newer,
    ];
    let cases = cases.map(|receipt| {
        json!({
            "json": serde_json::to_string(&receipt).unwrap(),
            "delivered": matches!(receipt.fate, Fate::Durable { .. }),
            "receipt": hex(sign_receipt(&receipt, &receiver()).unwrap()),
        })
    });
    let expected = expected();
    json!({
        "format": "receipts",
        "secret": hex(RECEIVER_SECRET),
        "signer": hex(receiver().public()),
        "message": expected.message.to_string(),
        "digest": expected.digest.to_string(),
        "sender": expected.sender.to_string(),
        "by": expected.by.to_string(),
        "cases": cases,
    })
}

fn read_receipts(file: &Value) -> usize {
    let expected = Expected {
        message: MessageId::parse(text(&file["message"])).unwrap(),
        digest: Digest::parse(text(&file["digest"])).unwrap(),
        sender: NodeId::parse(text(&file["sender"])).unwrap(),
        by: NodeId::parse(text(&file["by"])).unwrap(),
    };
    let cases = file["cases"].as_array().unwrap();
    for case in cases {
        let read = verify_receipt(&unhex(&case["receipt"]), &expected, &[array(&file["signer"])]).unwrap();
        assert_eq!(read, serde_json::from_str(text(&case["json"])).unwrap());
        assert_eq!(matches!(read.fate, Fate::Durable { .. }), case["delivered"].as_bool().unwrap());
    }
    cases.len()
}

fn handout_now() -> Value {
    let handout = Handout {
        version: handout::VERSION,
        node: sender(),
        peer: recipient(),
        until: NOW.plus_ms(handout::TAKE_MS),
        keys: vec![HandedKey(kem().public().clone())],
        rest: Map::new(),
    };
    json!({
        "format": "handout",
        "signing_secret": hex(SIGNING_SECRET),
        "signer": hex(signing().public()),
        "node": sender().to_string(),
        "peer": recipient().to_string(),
        "json": serde_json::to_string(&handout).unwrap(),
        "key_ids": [kem().id().to_text()],
        "handout": base64(sign_handout(&handout, &signing()).unwrap()),
    })
}

fn read_handout_file(file: &Value) {
    let (signer, bytes) = (array(&file["signer"]), unbase64(&file["handout"]));
    let read = read_handout(&bytes, sender(), recipient(), &[signer]).unwrap();
    assert_eq!(read, serde_json::from_str(text(&file["json"])).unwrap());
    assert_eq!(read.keys[0].0.id().to_text(), text(&file["key_ids"][0]));
    assert!(read_handout(&bytes, sender(), sender(), &[signer]).is_err(), "for that peer alone");
}

fn checkpoints_now() -> Value {
    let first = Checkpoint::new(sender(), At { seq: 1_200, head: Digest([0xcc; 32]) }, NOW, None);
    let before = Some(first.end());
    let next = Checkpoint::new(sender(), At { seq: 1_310, head: Digest([0xdd; 32]) }, NOW, before);
    let held = sign_checkpoint(&first, &signing()).unwrap();
    let answer = |verdict| Answer {
        version: 1,
        node: sender(),
        witness: recipient(),
        seq: 1_310,
        head: Digest([0xdd; 32]),
        at: NOW,
        verdict,
        rest: Map::new(),
    };
    let answers = [
        answer(Verdict::Agrees),
        answer(Verdict::Contradicts { reason: "rewritten".into(), held }),
        answer(Verdict::Unknown { verdict: "later".into() }),
    ];
    let checkpoints = [first, next].map(|c| {
        let signed = hex(sign_checkpoint(&c, &signing()).unwrap());
        json!({ "json": serde_json::to_string(&c).unwrap(), "checkpoint": signed })
    });
    let answers = answers.map(|a| {
        json!({
            "json": serde_json::to_string(&a).unwrap(),
            "counter_signed": a.verdict == Verdict::Agrees,
            "answer": hex(sign_answer(&a, &receiver()).unwrap()),
        })
    });
    json!({
        "format": "checkpoints",
        "secret": hex(SIGNING_SECRET),
        "signer": hex(signing().public()),
        "node": sender().to_string(),
        "witness": recipient().to_string(),
        "witness_secret": hex(RECEIVER_SECRET),
        "witness_signer": hex(receiver().public()),
        "checkpoints": checkpoints,
        "answers": answers,
    })
}

fn read_checkpoints(file: &Value) -> usize {
    let node = NodeId::parse(text(&file["node"])).unwrap();
    let witness = NodeId::parse(text(&file["witness"])).unwrap();
    let (checkpoints, answers) =
        (file["checkpoints"].as_array().unwrap(), file["answers"].as_array().unwrap());
    for case in checkpoints {
        let read = open_checkpoint(&unhex(&case["checkpoint"]), node, &[array(&file["signer"])]).unwrap();
        assert_eq!(read, serde_json::from_str(text(&case["json"])).unwrap());
    }
    for case in answers {
        let signers = [array(&file["witness_signer"])];
        let read = open_answer(&unhex(&case["answer"]), (node, witness), &signers).unwrap();
        assert_eq!(read, serde_json::from_str(text(&case["json"])).unwrap());
        assert_eq!(read.verdict == Verdict::Agrees, case["counter_signed"].as_bool().unwrap());
    }
    checkpoints.len() + answers.len()
}

/// A card, a receipt and an envelope, each for the recipient, as the gate would let them out.
fn courier_file() -> (Vec<u8>, Value) {
    let chance = Given::new(&ENCAPSULATION);
    let to = gate::Recipient {
        node: recipient(),
        party: kernel::Party::parse("NE").unwrap(),
        also: gate::Reach::none(),
        authority: None,
    };
    let object = gate::ObjectRef { kind: "card", id: message().0 };
    let released = |bytes: &[u8]| gate::Released::for_test(bytes.to_vec(), to, object);
    let checkpoint = Some(At { seq: 1_310, head: Digest([0xdd; 32]) });
    let named = Named { sender: sender(), recipient: recipient(), number: 4, checkpoint, holds: 17 };
    let (mut writer, mut file) = Writer::start(&named, &signing(), kem().public(), &chance).unwrap();
    assert!(chance.is_used_up());
    let receipt = sign_receipt(&receipt(Fate::Durable { head: None }), &receiver()).unwrap();
    let envelope =
        seal_bytes(&head(), BODY, &signing(), kem().public(), &Given::new(&ENCAPSULATION)).unwrap().bytes;
    writer.card(&released(b"a card"), &mut file).unwrap();
    writer.receipt(message(), &released(&receipt), &mut file).unwrap();
    writer.envelope(&envelope, &mut file).unwrap();
    let content = writer.content();
    file.extend(writer.finish(false).unwrap().flatten());
    let records = json!([
        { "kind": 2, "bytes": hex(b"a card") },
        { "kind": 3, "bytes": hex([message().0.as_bytes().as_slice(), &receipt].concat()) },
        { "kind": 4, "bytes": hex(envelope) },
    ]);
    (file, json!({ "records": records, "content_before_the_end": content }))
}

fn courier_now() -> Value {
    let (file, made) = courier_file();
    let mut reader = Reader::new(recipient(), KemRing::new(vec![(NOW, kem())]));
    reader.push(&file).unwrap();
    let Some(Record::Head { document, .. }) = reader.next_record().unwrap() else { panic!("no head") };
    json!({
        "format": "courier",
        "signing_secret": hex(SIGNING_SECRET),
        "signer": hex(signing().public()),
        "sender": sender().to_string(),
        "recipient": recipient().to_string(),
        "kem_seed": hex(KEM_SEED),
        "encapsulation_randomness": hex(ENCAPSULATION),
        "head": hex(document),
        "records": made["records"],
        "content_before_the_end": made["content_before_the_end"],
        "more": false,
        "outer": reader.file().to_string(),
        "length": file.len(),
        "sha256": Digest::of_bytes(&file).to_string(),
    })
}

/// The file is too long for a vector; its digest stands for it, and everything that makes it stands here.
fn read_courier(file: &Value) {
    let (bytes, _) = courier_file();
    assert_eq!(Digest::of_bytes(&bytes).to_string(), text(&file["sha256"]));
    assert_eq!(json!(bytes.len()), file["length"]);
    let ring = KemRing::new(vec![(NOW, KemKey::from_secret(&unhex(&file["kem_seed"])).unwrap())]);
    let mut reader = Reader::new(NodeId::parse(text(&file["recipient"])).unwrap(), ring);
    reader.push(&bytes).unwrap();
    let Some(Record::Head { sender, document }) = reader.next_record().unwrap() else { panic!("no head") };
    assert_eq!(
        (hex(&document), sender.to_string()),
        (text(&file["head"]).into(), text(&file["sender"]).into())
    );
    let (head, _) = reader.open_head(sender, &document, &[array(&file["signer"])]).unwrap();
    assert_eq!(head.outer.to_string(), text(&file["outer"]));
    for record in file["records"].as_array().unwrap() {
        let bytes = unhex(&record["bytes"]);
        let expected = match record["kind"].as_u64().unwrap() {
            2 => Record::Card(bytes),
            3 => Record::Receipt { message: message(), receipt: bytes[16..].to_vec() },
            _ => Record::Envelope(bytes),
        };
        assert_eq!(reader.next_record().unwrap(), Some(expected));
    }
    assert_eq!(reader.next_record().unwrap(), None);
    assert_eq!(reader.finish().unwrap().records, 3);
}

/// Content that needs no room in a vector: byte n is n mod 251.
fn content(bytes: u64) -> Vec<u8> {
    (0..bytes).map(|n| u8::try_from(n % 251).unwrap()).collect()
}

const FILE_KEY: [u8; 32] = [0x99; 32];
const FILE_ID: [u8; 16] = [0xaa; 16];
const FILE_BYTES: u64 = 65_536 + 77;

fn said() -> Said {
    let whole = sealed_file().1;
    Said {
        version: 1,
        attachment: uuid::Uuid::from_bytes(FILE_ID),
        sender: sender(),
        by: recipient(),
        state: Became::Complete,
        root: whole.root,
        sha256: whole.sha256,
        next: 2,
        at: NOW,
        rest: serde_json::Map::new(),
    }
}

fn sealed_file() -> (Vec<u8>, WholeFile) {
    let mut sealing = Sealing::new(FileKey::from_bytes(&FILE_KEY).unwrap(), FILE_ID);
    let mut sealed = Vec::new();
    sealing.push(&content(FILE_BYTES), &mut sealed);
    let whole = sealing.finish(&mut sealed);
    (sealed, whole)
}

fn stream_now() -> Value {
    let (sealed, whole) = sealed_file();
    let (first, last) = sealed.split_at(SEALED_CHUNK);
    json!({
        "format": "stream",
        "key": hex(FILE_KEY),
        "id": hex(FILE_ID),
        "content_bytes": FILE_BYTES,
        "content": "byte n is n mod 251",
        "first_chunk_sha256": Digest::of_bytes(first).to_string(),
        "last_chunk": hex(last),
        "sha256": whole.sha256.to_string(),
        "root": whole.root.to_string(),
        "receiver_secret": hex(RECEIVER_SECRET),
        "signer": hex(receiver().public()),
        "sender": sender().to_string(),
        "by": recipient().to_string(),
        "said": serde_json::to_string(&said()).unwrap(),
        "document": hex(sign_said(&said(), &receiver()).unwrap()),
    })
}

fn read_stream(file: &Value) {
    let key = FileKey::from_bytes(&unhex(&file["key"])).unwrap();
    let id: [u8; 16] = unhex(&file["id"]).try_into().unwrap();
    let bytes = file["content_bytes"].as_u64().unwrap();
    let (mut sealing, mut sealed) = (Sealing::new(key.clone(), id), Vec::new());
    sealing.push(&content(bytes), &mut sealed);
    let whole = sealing.finish(&mut sealed);
    assert_eq!(whole.root.to_string(), text(&file["root"]));
    assert_eq!(whole.sha256.to_string(), text(&file["sha256"]));
    let last = unhex(&file["last_chunk"]);
    assert_eq!(*key.open(&id, bytes, 1, &last).unwrap(), content(bytes)[65_536..]);
    assert_eq!(Digest::of_bytes(&sealed[..SEALED_CHUNK]).to_string(), text(&file["first_chunk_sha256"]));
    let node = |name: &str| NodeId::parse(text(&file[name])).unwrap();
    let read = open_said(&unhex(&file["document"]), (node("by"), node("sender")), &[array(&file["signer"])]);
    assert_eq!(read.unwrap(), serde_json::from_str::<Said>(text(&file["said"])).unwrap());
}

fn vault_now() -> Value {
    let data = DataKey::from_bytes(&[0xbb; 32]).unwrap();
    json!({
        "format": "vault",
        "master": MASTER,
        "nonce": hex(NONCE),
        "purpose": "secret",
        "id": hex("identity"),
        "secret": hex(IDENTITY_SECRET),
        "wrapped": hex(vault().wrap("secret", b"identity", &IDENTITY_SECRET, &Given::new(&NONCE))),
        "data_key": hex([0xbb; 32]),
        "place": hex("dossier_move.body 1"),
        "body": hex(BODY),
        "sealed": hex(data.seal(b"dossier_move.body 1", BODY, &Given::new(&NONCE))),
        "index_purpose": "casefile value v1",
        "index_parts": ["phone", "+22790000114"],
        "index": vault().index_key("casefile value v1").index(&[b"phone", b"+22790000114"]).to_string(),
    })
}

fn read_vault(file: &Value) {
    let vault = Vault::new(MasterKey::from_text(text(&file["master"])).unwrap());
    let secret = vault.unwrap(text(&file["purpose"]), &unhex(&file["id"]), &unhex(&file["wrapped"]));
    assert_eq!(*secret.unwrap(), unhex(&file["secret"]));
    let data = DataKey::from_bytes(&unhex(&file["data_key"])).unwrap();
    let body = data.open(&unhex(&file["place"]), &unhex(&file["sealed"]));
    assert_eq!(*body.unwrap(), unhex(&file["body"]));
    let parts: Vec<&[u8]> =
        file["index_parts"].as_array().unwrap().iter().map(|p| text(p).as_bytes()).collect();
    let index = vault.index_key(text(&file["index_purpose"])).index(&parts);
    assert_eq!(index.to_string(), text(&file["index"]));
}

fn files_now() -> BTreeMap<String, Value> {
    let files = [
        ("keys.json", keys_now()),
        ("signed.json", signed_now()),
        ("envelope.json", envelope_now()),
        ("receipts.json", receipts_now()),
        ("handout.json", handout_now()),
        ("checkpoints.json", checkpoints_now()),
        ("courier.json", courier_now()),
        ("stream.json", stream_now()),
        ("tree.json", super::tree::tree_now()),
        ("vault.json", vault_now()),
        ("refused.json", refusals::refused_now()),
    ];
    files.into_iter().map(|(name, file)| (name.to_owned(), file)).collect()
}

#[test]
fn the_vectors_are_those_that_this_program_makes() {
    let now = files_now();
    if std::env::var_os("LIAISON_WRITE_VECTORS").is_some() {
        for (name, file) in &now {
            // Through a sorted map, so that a file does not depend on how maps are kept in memory.
            let sorted: BTreeMap<&String, &Value> = file.as_object().unwrap().iter().collect();
            std::fs::write(folder().join(name), serde_json::to_string_pretty(&sorted).unwrap() + "\n")
                .unwrap();
        }
    }
    for (name, file) in &now {
        assert_eq!(read_file(name), *file, "{name}");
    }
    let names: BTreeSet<String> = names().collect();
    assert_eq!(names, now.into_keys().collect());
}

#[test]
fn every_vector_of_the_directory_is_read_or_refused_as_it_says() {
    let (mut passing, mut failing) = (0, 0);
    for name in names() {
        let file = read_file(&name);
        match text(&file["format"]) {
            "keys" => read_keys(&file),
            "signed" => read_signed(&file),
            "envelope" => read_envelope(&file),
            "receipts" => passing += read_receipts(&file) - 1,
            "handout" => read_handout_file(&file),
            "checkpoints" => passing += read_checkpoints(&file) - 1,
            "courier" => read_courier(&file),
            "stream" => read_stream(&file),
            "tree" => super::tree::read_tree(&file),
            "vault" => read_vault(&file),
            "refused" => {
                failing += refusals::refuse(&file);
                continue;
            }
            other => panic!("`{name}` is of the unknown format `{other}`"),
        }
        passing += 1;
    }
    assert!(failing > passing && passing >= 9, "{failing} refused, {passing} read");
}

fn names() -> impl Iterator<Item = String> {
    let files = std::fs::read_dir(folder()).unwrap();
    files.map(|entry| entry.unwrap().file_name().into_string().unwrap())
}

fn read_file(name: &str) -> Value {
    serde_json::from_slice(&std::fs::read(folder().join(name)).unwrap()).unwrap()
}
