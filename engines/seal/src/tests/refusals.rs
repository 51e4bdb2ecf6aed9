//! What must be refused, each with one fault and the error it must give.

use super::*;
use crate::checkpoint::{
    Answer, At, Checkpoint, Verdict, open_answer, open_checkpoint, sign_answer, sign_checkpoint,
};
use crate::envelope::{open_envelope, seal_bytes, seal_document, seal_plain};
use crate::identity::open_signed;
use crate::receipt::{sign_receipt, verify_receipt};
use serde_json::json;

type Case = (&'static str, &'static str, Vec<u8>);

/// Puts bytes over others.
fn edit(from: &[u8], at: usize, with: &[u8]) -> Vec<u8> {
    let mut bytes = from.to_vec();
    bytes[at..at + with.len()].copy_from_slice(with);
    bytes
}

fn flip(from: &[u8], at: usize) -> Vec<u8> {
    edit(from, at, &[from[at] ^ 1])
}

fn longer(from: &[u8]) -> Vec<u8> {
    [from, &[0]].concat()
}

/// Documents that must not open in the context `card`.
fn signed_cases() -> Vec<Case> {
    let good = signing().sign_document("card", b"{}");
    let mut weak = good.clone();
    // Key and R are the neutral point, S is zero: an equation that holds for every message unless weak keys are refused.
    weak[4..100].fill(0);
    weak[4] = 1;
    weak[36] = 1;
    vec![
        ("NotSigned", "empty", vec![]),
        ("NotSigned", "magic alone", good[..4].to_vec()),
        ("NotSigned", "cut in the key", good[..20].to_vec()),
        ("NotSigned", "cut in the signature", good[..99].to_vec()),
        ("NotSigned", "cut before the length", good[..100].to_vec()),
        ("NotSigned", "one byte short", good[..good.len() - 1].to_vec()),
        ("NotSigned", "one byte long", longer(&good)),
        ("NotSigned", "another magic", edit(&good, 0, b"X")),
        ("NotSigned", "another version", edit(&good, 3, b"2")),
        ("NotSigned", "a length of zero", edit(&good, 100, &[0; 4])),
        ("NotSigned", "a length of four thousand million", edit(&good, 100, &[0xff; 4])),
        ("NotAKey", "a key that is no point", edit(&good, 4, &not_a_point())),
        ("Forged", "another key", edit(&good, 4, &stranger().public())),
        ("Forged", "a weak key that fits every message", weak),
        ("Forged", "a bit changed in R", flip(&good, 36)),
        ("Forged", "a bit changed in S", flip(&good, 68)),
        ("Forged", "S plus the group order, the same signature in another form", malleable(&good)),
        ("Forged", "a bit changed in what was signed", flip(&good, 104)),
        ("Forged", "signed for another use", signing().sign_document("move", b"{}")),
        ("Forged", "a use that ends where the bytes begin", signing().sign_document("car", b"d{}")),
    ]
}

/// 32 bytes that are the y of no point of the curve.
fn not_a_point() -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes[0] = 2;
    bytes
}

/// Adds the order of the group to S.
fn malleable(good: &[u8]) -> Vec<u8> {
    let order = HEXLOWER.decode(b"edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010").unwrap();
    let mut carry = 0_u16;
    let sum: Vec<u8> = good[68..100]
        .iter()
        .zip(order)
        .map(|(a, b)| {
            let sum = u16::from(*a) + u16::from(b) + carry;
            carry = sum >> 8;
            sum.to_le_bytes()[0]
        })
        .collect();
    edit(good, 68, &sum)
}

fn sealed(head: &EnvelopeHead) -> Vec<u8> {
    seal_bytes(head, BODY, &signing(), kem().public(), &Given::new(&ENCAPSULATION)).unwrap().bytes
}

/// Signs whatever it is given as head and body, and seals it to the recipient.
fn sealed_inner(inner: &[u8], key: &SigningKey) -> Vec<u8> {
    let document = key.sign_document("envelope", inner);
    seal_document(&document, recipient(), kem().public(), &Given::new(&ENCAPSULATION)).unwrap().bytes
}

fn inner(json: &str) -> Vec<u8> {
    [&u32::try_from(json.len()).unwrap().to_be_bytes(), json.as_bytes(), BODY].concat()
}

/// Bytes around the seal that were tampered with on the way.
fn outer_cases() -> Vec<Case> {
    let good = sealed(&head());
    let end = good.len();
    vec![
        ("Truncated", "empty", vec![]),
        ("Truncated", "outer header cut", good[..1159].to_vec()),
        ("Truncated", "outer header alone", good[..1160].to_vec()),
        ("Truncated", "one byte short", good[..end - 1].to_vec()),
        ("Truncated", "one byte long", longer(&good)),
        ("Truncated", "another magic", edit(&good, 0, b"X")),
        ("Truncated", "another version", edit(&good, 3, b"2")),
        ("Truncated", "another length", flip(&good, 1159)),
        ("NotForUs", "another recipient", flip(&good, 4)),
        ("UnknownKey", "another key id", flip(&good, 20)),
        ("Forged", "a bit changed in the ML-KEM part", flip(&good, 36)),
        ("Forged", "a bit changed in the X25519 part", flip(&good, 1124)),
        ("Forged", "a bit changed in the cipher text", flip(&good, 1160)),
        ("Forged", "a bit changed in the tag", flip(&good, end - 1)),
        ("Forged", "the tag cut off, lengths made true", {
            let length = u32::try_from(end - 1160 - 16).unwrap().to_be_bytes();
            edit(&good[..end - 16], 1156, &length)
        }),
    ]
}

/// Plain text that was sealed as it should be and is not what it should be.
fn plain_cases() -> Vec<Case> {
    let seal =
        |plain: &[u8]| seal_plain(plain, recipient(), kem().public(), &Given::new(&ENCAPSULATION)).unwrap();
    let document = signing().sign_document("envelope", &inner(&head_text()));
    let plain = |document: &[u8]| {
        let length = u32::try_from(document.len()).unwrap().to_be_bytes();
        let mut plain = [&length, document].concat();
        plain.resize(1024, 0);
        plain
    };
    let good = plain(&document);
    let mut unpadded = good.clone();
    unpadded.truncate(4 + document.len());
    let mut twice = good.clone();
    twice.resize(2048, 0);
    let other_use = signing().sign_document("move", &inner(&head_text()));
    vec![
        ("Truncated", "no plain text", seal(&[])),
        ("Truncated", "no document", seal(&[0; 1024])),
        ("Truncated", "a document longer than the plain text", seal(&edit(&good, 0, &[0xff; 4]))),
        ("Truncated", "a document one byte short", seal(&plain(&document[..document.len() - 1]))),
        ("Forged", "no padding", seal(&unpadded)),
        ("Forged", "twice the padding", seal(&twice)),
        ("Forged", "a byte in the padding", seal(&edit(&good, 1023, &[1]))),
        ("Forged", "a bit changed in the signature", seal(&flip(&good, 4 + 36))),
        ("Forged", "a bit changed in the body", seal(&flip(&good, 4 + document.len() - 1))),
        ("Forged", "signed for another use", seal(&plain(&other_use))),
        (
            "Forged",
            "signed by a key that is not the sender's",
            sealed_inner(&inner(&head_text()), &stranger()),
        ),
    ]
}

fn head_text() -> String {
    serde_json::to_string(&head()).unwrap()
}

/// Heads that were signed and sealed as they should be and do not say what they should.
fn head_cases() -> Vec<Case> {
    let with = |change: &dyn Fn(&mut Map<String, Value>)| {
        let mut fields: Map<String, Value> = serde_json::from_str(&head_text()).unwrap();
        change(&mut fields);
        let sorted: std::collections::BTreeMap<_, _> = fields.iter().collect();
        sealed_inner(&inner(&serde_json::to_string(&sorted).unwrap()), &signing())
    };
    let set =
        |name: &'static str, value: Value| with(&|fields| drop(fields.insert(name.into(), value.clone())));
    let without = |name: &'static str| with(&|fields| drop(fields.remove(name)));
    let text = |json: &str| sealed_inner(&inner(json), &signing());
    let twice = head_text().replacen('{', &format!("{{\"sender\":\"{}\",", sender()), 1);
    vec![
        ("Truncated", "no head", sealed_inner(&[], &signing())),
        ("Truncated", "a head longer than what was signed", sealed_inner(&[0, 0, 0x0f, 0xff], &signing())),
        ("BadHead", "a head over its limit", sealed_inner(&[0, 0, 0x40, 0x01], &signing())),
        ("BadHead", "a head that is no JSON", text("{ cut")),
        ("BadHead", "a head with bytes behind it", text(&(head_text() + "x"))),
        ("BadHead", "a sender named twice", text(&twice)),
        ("BadHead", "no recipient", without("recipient")),
        ("BadHead", "no expiry", without("expires")),
        ("BadHead", "another version", set("version", json!(2))),
        ("BadHead", "an empty kind", set("kind", json!(""))),
        ("BadHead", "a kind over its limit", set("kind", json!("x".repeat(65)))),
        ("BadHead", "a purpose that is not known", set("purpose", json!("curiosity"))),
        ("BadHead", "a message id that is none", set("message", json!("1"))),
        ("BadHead", "a sender that is none", set("sender", json!("Accra"))),
        ("BadHead", "a sequence below zero", set("sequence", json!(-1))),
        ("BadHead", "a head of a chain that is no digest", set("heads", json!({ "own": "00" }))),
        ("NotForUs", "another recipient inside the signature", set("recipient", json!("0".repeat(32)))),
        ("NotForUs", "another key inside the signature", set("kem_key", json!("0".repeat(32)))),
        ("UnknownSender", "a sender that nobody knows", set("sender", json!("0".repeat(32)))),
        ("Expired", "an expiry that is over", set("expires", json!(NOW.0 - 1))),
    ]
}

fn receipt_cases() -> Vec<Case> {
    let fate = || Fate::Durable { head: Some(Digest([0xaa; 32])) };
    let good = sign_receipt(&receipt(fate()), &receiver()).unwrap();
    let made = |change: &dyn Fn(&mut Receipt)| {
        let mut receipt = receipt(fate());
        change(&mut receipt);
        sign_receipt(&receipt, &receiver()).unwrap()
    };
    let text = |from: &str, to: &str| {
        let json = serde_json::to_string(&receipt(fate())).unwrap();
        assert!(json.contains(from), "{json}");
        receiver().sign_document("receipt", json.replacen(from, to, 1).as_bytes())
    };
    let large = format!(r#""state":"durable","x":"{}""#, "x".repeat(8 * 1024));
    let long = format!(r#""state":"rejected","reason":"{}""#, "x".repeat(65));
    vec![
        ("Signature", "empty", vec![]),
        ("Signature", "one byte short", good[..good.len() - 1].to_vec()),
        ("Signature", "a bit changed", flip(&good, good.len() - 2)),
        ("Signature", "signed by another key", sign_receipt(&receipt(fate()), &stranger()).unwrap()),
        ("Signature", "signed for another use", {
            receiver().sign_document("envelope", &serde_json::to_vec(&receipt(fate())).unwrap())
        }),
        (
            "SomethingElse",
            "for another message",
            made(&|r| {
                r.message = MessageId::parse("0b7c1b52-3f0e-4a64-8f3c-6a1f4f0f8d12").unwrap();
            }),
        ),
        ("SomethingElse", "for another document", made(&|r| r.digest = Digest([0; 32]))),
        ("SomethingElse", "for another sender", made(&|r| r.sender = recipient())),
        ("SomethingElse", "by another receiver", made(&|r| r.by = sender())),
        ("Unreadable", "no state", text(r#""state":"durable""#, r#""stat":"durable""#)),
        ("Unreadable", "two states", text(r#""state""#, r#""state":"rejected","state""#)),
        ("Unreadable", "a refusal without a reason", text(r#""state":"durable""#, r#""state":"rejected""#)),
        ("Unreadable", "a reason over its limit", text(r#""state":"durable""#, &long)),
        ("Unreadable", "a head that is no digest", text("aaaaaaaa", "zzzzzzzz")),
        ("Unreadable", "over its limit", text(r#""state":"durable""#, &large)),
    ]
}

fn checkpoint() -> Checkpoint {
    let before = Some(At { seq: 1_200, head: Digest([0xcc; 32]) });
    Checkpoint::new(sender(), At { seq: 1_310, head: Digest([0xdd; 32]) }, NOW, before)
}

fn checkpoint_cases() -> Vec<Case> {
    let good = sign_checkpoint(&checkpoint(), &signing()).unwrap();
    let text = |from: &str, to: &str| {
        let json = serde_json::to_string(&checkpoint()).unwrap();
        assert!(json.contains(from), "{json}");
        signing().sign_document("checkpoint", json.replacen(from, to, 1).as_bytes())
    };
    let large = format!(r#""version":1,"x":"{}""#, "x".repeat(4 * 1024));
    vec![
        ("Signature", "empty", vec![]),
        ("Signature", "one byte short", good[..good.len() - 1].to_vec()),
        ("Signature", "a bit changed", flip(&good, good.len() - 2)),
        ("Signature", "signed by another key", sign_checkpoint(&checkpoint(), &stranger()).unwrap()),
        ("Signature", "signed for another use", {
            signing().sign_document("witness", &serde_json::to_vec(&checkpoint()).unwrap())
        }),
        ("Version", "another version", text(r#""version":1"#, r#""version":2"#)),
        ("OtherNode", "of another node", text(&sender().to_string(), &recipient().to_string())),
        ("Unreadable", "no entries", text(r#""seq":1310"#, r#""seq":0"#)),
        ("Unreadable", "an earlier place below one", text(r#""seq":1200"#, r#""seq":-1"#)),
        ("Unreadable", "a head that is no digest", text("dddddddd", "zzzzzzzz")),
        ("Unreadable", "two heads", text(r#""head""#, r#""head":"x","head""#)),
        ("Unreadable", "over its limit", text(r#""version":1"#, &large)),
    ]
}

fn answer(verdict: Verdict) -> Answer {
    let (seq, head) = (1_310, Digest([0xdd; 32]));
    Answer { version: 1, node: sender(), witness: recipient(), seq, head, at: NOW, verdict, rest: Map::new() }
}

fn answer_cases() -> Vec<Case> {
    let good = sign_answer(&answer(Verdict::Agrees), &receiver()).unwrap();
    let text = |from: &str, to: &str| {
        let json = serde_json::to_string(&answer(Verdict::Agrees)).unwrap();
        assert!(json.contains(from), "{json}");
        receiver().sign_document("witness", json.replacen(from, to, 1).as_bytes())
    };
    let long = format!(r#""verdict":"{}""#, "x".repeat(65));
    let agrees = r#""verdict":"agrees""#;
    vec![
        ("Signature", "a bit changed", flip(&good, good.len() - 2)),
        ("Signature", "signed by another key", sign_answer(&answer(Verdict::Agrees), &stranger()).unwrap()),
        ("Signature", "signed for another use", {
            receiver().sign_document("checkpoint", &serde_json::to_vec(&answer(Verdict::Agrees)).unwrap())
        }),
        ("Version", "another version", text(r#""version":1"#, r#""version":2"#)),
        ("OtherNode", "about another node", text(&sender().to_string(), &"0".repeat(32))),
        ("OtherNode", "of another witness", text(&recipient().to_string(), &"0".repeat(32))),
        ("Unreadable", "no verdict", text(agrees, r#""verdic":"agrees""#)),
        ("Unreadable", "two verdicts", text(r#""verdict""#, r#""verdict":"contradicts","verdict""#)),
        ("Unreadable", "a verdict over its limit", text(agrees, &long)),
        ("Unreadable", "a contradiction that shows nothing", {
            text(agrees, r#""verdict":"contradicts","reason":"shorter""#)
        }),
    ]
}

fn vault_cases() -> Vec<Case> {
    let wrap = |purpose: &str, id: &[u8]| vault().wrap(purpose, id, &IDENTITY_SECRET, &Given::new(&NONCE));
    let good = wrap("secret", b"identity");
    let other = Vault::new(MasterKey::from_text(&MASTER.replace('6', "7")).unwrap());
    vec![
        ("DoesNotOpen", "empty", vec![]),
        ("DoesNotOpen", "no tag", good[..25].to_vec()),
        ("DoesNotOpen", "one byte short", good[..good.len() - 1].to_vec()),
        ("DoesNotOpen", "one byte long", longer(&good)),
        ("DoesNotOpen", "another version", edit(&good, 0, &[2])),
        ("DoesNotOpen", "a bit changed in the nonce", flip(&good, 1)),
        ("DoesNotOpen", "a bit changed in the secret", flip(&good, 25)),
        ("DoesNotOpen", "a bit changed in the tag", flip(&good, good.len() - 1)),
        ("DoesNotOpen", "wrapped for another id", wrap("secret", b"signing")),
        ("DoesNotOpen", "wrapped for another purpose", wrap("totp", b"identity")),
        ("DoesNotOpen", "wrapped under another master key", {
            other.wrap("secret", b"identity", &IDENTITY_SECRET, &Given::new(&NONCE))
        }),
    ]
}

fn master_cases() -> Vec<Case> {
    let texts = [
        ("empty", String::new()),
        ("digits alone", MASTER.replace("liaison-master-1:", "")),
        ("another version", MASTER.replace("-1:", "-2:")),
        ("one digit short", MASTER[..MASTER.len() - 1].to_owned()),
        ("one byte long", MASTER.to_owned() + "66"),
        ("a letter that is no digit", MASTER.replacen('6', "g", 1)),
    ];
    texts.into_iter().map(|(fault, text)| ("NotAKey", fault, text.into_bytes())).collect()
}

pub fn refused_now() -> Value {
    let envelopes = [outer_cases(), plain_cases(), head_cases()].concat();
    let kinds = [
        ("signed", signed_cases()),
        ("envelope", envelopes),
        ("receipt", receipt_cases()),
        ("checkpoint", checkpoint_cases()),
        ("answer", answer_cases()),
        ("wrapped", vault_cases()),
        ("master", master_cases()),
    ];
    let cases = kinds.into_iter().flat_map(|(what, cases)| {
        cases.into_iter().map(move |(error, fault, bytes)| {
            json!({ "what": what, "fault": fault, "error": error, "bytes": base64(bytes) })
        })
    });
    json!({
        "format": "refused",
        "reading": "signed: in the context `card`. envelope: keys and time of envelope.json, the same randomness each \
            time, which only a vector may do. receipt: what receipts.json expects. checkpoint, answer: nodes and keys of \
            checkpoints.json. wrapped: master key, purpose and id \
            of vault.json. master: the text of a key file. `error` names the refusal.",
        "cases": cases.collect::<Vec<_>>(),
    })
}

/// The name of an error's variant.
fn name(error: &impl std::fmt::Debug) -> String {
    let text = format!("{error:?}");
    text.split(['(', ' ']).next().unwrap().to_owned()
}

fn error_of(what: &str, bytes: &[u8]) -> Option<String> {
    match what {
        "signed" => open_signed(bytes, "card", None).err().map(|e| name(&e)),
        "envelope" => {
            let signers = |node| if node == sender() { vec![signing().public()] } else { Vec::new() };
            open_envelope(bytes, recipient(), &[kem()], &signers, NOW).err().map(|e| name(&e))
        }
        "receipt" => verify_receipt(bytes, &expected(), &[receiver().public()]).err().map(|e| name(&e)),
        "checkpoint" => open_checkpoint(bytes, sender(), &[signing().public()]).err().map(|e| name(&e)),
        "answer" => {
            open_answer(bytes, (sender(), recipient()), &[receiver().public()]).err().map(|e| name(&e))
        }
        "wrapped" => vault().unwrap("secret", b"identity", bytes).err().map(|e| name(&e)),
        "master" => MasterKey::from_text(std::str::from_utf8(bytes).unwrap()).err().map(|e| name(&e)),
        other => panic!("unknown kind of refusal `{other}`"),
    }
}

/// Refuses every case of the file; how many.
pub fn refuse(file: &Value) -> usize {
    let cases = file["cases"].as_array().unwrap();
    for case in cases {
        let error = error_of(text(&case["what"]), &unbase64(&case["bytes"]));
        let expected = text(&case["error"]);
        assert_eq!(error.as_deref(), Some(expected), "{}: {}", case["what"], case["fault"]);
    }
    cases.len()
}

#[test]
fn the_good_messages_which_the_faults_were_put_into_open() {
    let accepted = [
        ("signed", signing().sign_document("card", b"{}")),
        ("envelope", sealed(&head())),
        ("envelope", sealed_inner(&inner(&head_text()), &signing())),
        ("receipt", sign_receipt(&receipt(Fate::Durable { head: None }), &receiver()).unwrap()),
        ("checkpoint", sign_checkpoint(&checkpoint(), &signing()).unwrap()),
        ("answer", sign_answer(&answer(Verdict::Agrees), &receiver()).unwrap()),
        ("wrapped", vault().wrap("secret", b"identity", &IDENTITY_SECRET, &Given::new(&NONCE))),
        ("master", MASTER.as_bytes().to_vec()),
    ];
    for (what, bytes) in accepted {
        assert_eq!(error_of(what, &bytes), None, "{what}");
    }
}

#[test]
fn the_weak_key_would_fit_every_message_if_it_were_not_refused() {
    use ed25519_dalek::{Signature, Verifier, VerifyingKey};
    let cases = signed_cases();
    let (_, _, document) = cases.iter().find(|(_, fault, _)| fault.starts_with("a weak key")).unwrap();
    let key = VerifyingKey::from_bytes(document[4..36].try_into().unwrap()).unwrap();
    let signature = Signature::from_slice(&document[36..100]).unwrap();
    assert!(key.verify(b"any message at all", &signature).is_ok());
    assert!(key.verify_strict(b"any message at all", &signature).is_err());
}
