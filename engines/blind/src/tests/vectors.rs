//! Our own vectors, as files: every value here must come out bit by bit, and every file of refusals be refused.
//! `LIAISON_WRITE_VECTORS=1` writes the files anew when the protocol's version changes; reviewing the difference is
//! then the point.

use super::{hex, vector_file, vector_path};
use crate::{
    Answer, Filter, Proof, PublicKey, Question, Reveal, SecretKey, Tag, Token, ViewId, check_reveal,
    evaluate, peer_tag, token_of, tokens_of,
};
use data_encoding::HEXLOWER;
use kernel::SelectorKind;
use kernel::selector::NORMALISER_VERSION;
use kernel::testing::SeededRng;
use serde_json::{Value, json};

const SEED: [u8; 32] = [0x11; 32];
const VIEW: ViewId = ViewId([0x22; 16]);
const RHO: [u8; 32] = [0x33; 32];
const ENTROPY: [u8; 32] = [0x44; 32];
const PEER: [u8; 32] = [0x55; 32];

fn text(bytes: impl AsRef<[u8]>) -> String {
    HEXLOWER.encode(bytes.as_ref())
}

fn texts<const N: usize>(list: &[[u8; N]]) -> Vec<String> {
    list.iter().map(text).collect()
}

fn values_of(kind: SelectorKind) -> Vec<&'static str> {
    match kind {
        SelectorKind::Phone => vec!["+22790123456", "+233201234567", "+393331234567"],
        SelectorKind::Document => vec!["NE:17PC01234", "GH:G1234567"],
        SelectorKind::PersonBirth => vec!["ermias ghermay|1979", "ኤርሚያስ ገርማይ|1979"],
        _ => vec!["9074729"],
    }
}

fn key(kind: SelectorKind) -> SecretKey {
    SecretKey::derive(&SEED, &VIEW, kind, NORMALISER_VERSION).unwrap()
}

/// Key derivation and tokens of every kind, tags and a filter.
fn keys_now() -> Value {
    let keys = SelectorKind::ALL.iter().map(|kind| {
        let key = key(*kind);
        let values = values_of(*kind);
        let tokens = tokens_of(&key, *kind, &values).unwrap();
        json!({
            "kind": kind.code(),
            "normaliser": NORMALISER_VERSION,
            "public": text(key.public().to_bytes()),
            "values": values,
            "tokens": tokens.iter().map(|t| text(t.0)).collect::<Vec<_>>(),
            "tags": tokens.iter().map(|t| text(peer_tag(&PEER, t).0)).collect::<Vec<_>>(),
        })
    });
    json!({ "epoch_seed": text(SEED), "view": text(VIEW.0), "peer_secret": text(PEER), "keys": keys.collect::<Vec<_>>() })
}

/// One check from question to tokens.
fn check_now() -> Value {
    let kind = SelectorKind::Phone;
    let (key, values) = (key(kind), values_of(kind));
    let question = Question::ask(kind, &values, RHO).unwrap();
    let answer = evaluate(&key, question.blinded(), question.batch_id(), ENTROPY).unwrap();
    let tokens = question.finish(&answer, &key.public()).unwrap();
    json!({
        "epoch_seed": text(SEED), "view": text(VIEW.0), "kind": kind.code(), "values": values, "rho": text(RHO),
        "batch_id": text(question.batch_id()),
        "blinded": texts(question.blinded()),
        "nonce_entropy": text(ENTROPY),
        "evaluated": texts(&answer.evaluated),
        "proof": text(answer.proof.to_bytes()),
        "answer": text(answer.to_bytes()),
        "tokens": tokens.iter().map(|t| text(t.0)).collect::<Vec<_>>(),
        "reveals": (0..3).map(|i| text(question.reveal(i).unwrap().to_bytes())).collect::<Vec<_>>(),
    })
}

fn filter_now() -> Value {
    let tags: Vec<Tag> = (0..30).map(|i| peer_tag(&PEER, &Token([i; 32]))).collect();
    let filter = Filter::build(&tags, &SeededRng::new(6)).unwrap();
    json!({
        "tags": tags.iter().map(|t| text(t.0)).collect::<Vec<_>>(),
        "padding": "SHA-256 in counter mode over the 64-bit big-endian seed 6 and counter, eight bytes an entry",
        "entries": filter.entries(),
        "filter": text(filter.to_bytes()),
        "absent": (30..60).map(|i| text(peer_tag(&PEER, &Token([i; 32])).0)).collect::<Vec<_>>(),
    })
}

fn compare(name: &str, now: &Value) {
    if std::env::var_os("LIAISON_WRITE_VECTORS").is_some() {
        std::fs::write(vector_path(name), serde_json::to_string_pretty(now).unwrap() + "\n").unwrap();
    }
    assert_eq!(vector_file(name), *now, "{name}");
}

#[test]
fn keys_tokens_and_tags_are_those_of_the_vector_file() {
    compare("keys.json", &keys_now());
    for entry in vector_file("keys.json")["keys"].as_array().unwrap() {
        assert!(PublicKey::from_bytes(&hex(&entry["public"])).is_ok());
        assert!(SelectorKind::ALL.iter().any(|kind| entry["kind"] == kind.code()));
    }
}

#[test]
fn a_whole_check_is_that_of_the_vector_file() {
    compare("check.json", &check_now());
    let file = vector_file("check.json");
    let question = Question::ask(SelectorKind::Phone, &values_of(SelectorKind::Phone), RHO).unwrap();
    let answer = Answer::from_bytes(&hex(&file["answer"])).unwrap();
    let public = key(SelectorKind::Phone).public();
    for (token, value) in
        question.finish(&answer, &public).unwrap().iter().zip(values_of(SelectorKind::Phone))
    {
        assert_eq!(*token, token_of(&key(SelectorKind::Phone), SelectorKind::Phone, value).unwrap());
    }
    for (value, reveal) in values_of(SelectorKind::Phone).iter().zip(file["reveals"].as_array().unwrap()) {
        let reveal = Reveal::from_bytes(&hex(reveal)).unwrap();
        assert!(check_reveal(
            SelectorKind::Phone,
            value,
            &reveal,
            &question.blinded()[reveal.index as usize]
        ));
    }
}

#[test]
fn a_filter_is_that_of_the_vector_file() {
    compare("filter.json", &filter_now());
    let file = vector_file("filter.json");
    let filter = Filter::from_bytes(&hex(&file["filter"])).unwrap();
    let tag = |v: &Value| Tag::from_bytes(&hex(v)).unwrap();
    assert!(file["tags"].as_array().unwrap().iter().all(|t| filter.contains(&tag(t))));
    assert!(file["absent"].as_array().unwrap().iter().all(|t| !filter.contains(&tag(t))));
}

/// A message as what it shares with the good one at its start and end, and what it has between.
fn difference(good: &[u8], bytes: &[u8]) -> (usize, String, usize) {
    let shorter = good.len().min(bytes.len());
    let start = good.iter().zip(bytes).take_while(|(a, b)| a == b).count();
    let ends = good.iter().rev().zip(bytes.iter().rev()).take(shorter - start);
    let end = ends.take_while(|(a, b)| a == b).count();
    (start, text(&bytes[start..bytes.len() - end]), end)
}

/// The message that [`difference`] told.
fn message(good: &[u8], case: &Value) -> Vec<u8> {
    let count = |name: &str| usize::try_from(case[name].as_u64().unwrap()).unwrap();
    [&good[..count("same_start")], &hex(&case["between"]), &good[good.len() - count("same_end")..]].concat()
}

/// Messages that differ from those of `check.json` and `filter.json` by one fault each.
fn refused_now() -> Value {
    let check = check_now();
    let answer = hex(&check["answer"]);
    let filter = hex(&filter_now()["filter"]);
    let order = HEXLOWER.decode(b"edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010").unwrap();
    let edit = |from: &[u8], at: usize, with: &[u8]| {
        let mut bytes = from.to_vec();
        bytes[at..at + with.len()].copy_from_slice(with);
        bytes
    };
    let swap = |a: usize, b: usize| {
        let (x, y) = (&answer[4 + 32 * a..36 + 32 * a], &answer[4 + 32 * b..36 + 32 * b]);
        edit(&edit(&answer, 4 + 32 * a, y), 4 + 32 * b, x)
    };
    let flip = |from: &[u8], at: usize| edit(from, at, &[from[at] ^ 1]);
    let (end, reveal) = (answer.len(), hex(&check["reveals"][0]));
    let other = SecretKey::derive(&[0x12; 32], &VIEW, SelectorKind::Phone, NORMALISER_VERSION).unwrap();
    let question = Question::ask(SelectorKind::Phone, &values_of(SelectorKind::Phone), RHO).unwrap();
    let wrong_key = evaluate(&other, question.blinded(), question.batch_id(), ENTROPY).unwrap();
    let wrong_id = evaluate(&key(SelectorKind::Phone), question.blinded(), [0; 16], ENTROPY).unwrap();
    let cases = [
        ("answer", "empty", vec![]),
        ("answer", "a count and nothing else", answer[..4].to_vec()),
        ("answer", "one byte short", answer[..end - 1].to_vec()),
        ("answer", "one byte long", [answer.as_slice(), &[0]].concat()),
        ("answer", "one element fewer than counted", [&answer[..4], &answer[36..]].concat()),
        ("answer", "a count of four thousand million", edit(&answer, 0, &[0xff; 4])),
        ("answer", "a count one too low", edit(&answer, 0, &[0, 0, 0, 63])),
        ("answer", "a shorter batch, well formed", [&[0, 0, 0, 63], &answer[36..]].concat()),
        ("answer", "the identity", edit(&answer, 4, &[0; 32])),
        ("answer", "an element that is not canonical", edit(&answer, 4, &[0xff; 32])),
        ("answer", "two real elements swapped", swap(0, 1)),
        ("answer", "two padding elements swapped", swap(62, 63)),
        ("answer", "an element given twice", edit(&answer, 4, &answer[36..68])),
        ("answer", "an element sent back as it was asked", edit(&answer, 4, &question.blinded()[0])),
        ("answer", "a challenge with a bit changed", flip(&answer, end - 64)),
        ("answer", "a response with a bit changed", flip(&answer, end - 32)),
        ("answer", "a challenge of zero", edit(&answer, end - 64, &[0; 32])),
        ("answer", "a response of zero", edit(&answer, end - 32, &[0; 32])),
        ("answer", "a challenge equal to the group order", edit(&answer, end - 64, &order)),
        ("answer", "a response that is not reduced", edit(&answer, end - 32, &[0xff; 32])),
        ("answer", "evaluated under another key", wrong_key.to_bytes()),
        ("answer", "proved for another batch id", wrong_id.to_bytes()),
        ("reveal", "empty", vec![]),
        ("reveal", "one byte short", reveal[..35].to_vec()),
        ("reveal", "one byte long", [reveal.as_slice(), &[0]].concat()),
        ("reveal", "a blinding factor of zero", edit(&reveal, 4, &[0; 32])),
        ("reveal", "a blinding factor equal to the group order", edit(&reveal, 4, &order)),
        ("reveal", "another blinding factor", flip(&reveal, 4)),
        ("filter", "empty", vec![]),
        ("filter", "header alone", filter[..64].to_vec()),
        ("filter", "another magic", edit(&filter, 0, b"X")),
        ("filter", "another version", edit(&filter, 7, &[2])),
        ("filter", "a bit changed in the seed", flip(&filter, 31)),
        ("filter", "a bit changed in the checksum", flip(&filter, 32)),
        ("filter", "a bit changed in a fingerprint", flip(&filter, 64)),
        ("filter", "one fingerprint short", filter[..filter.len() - 4].to_vec()),
        ("filter", "one byte long", [filter.as_slice(), &[0]].concat()),
    ];
    let sealed = [
        ("entries of zero", 8, 0u32),
        ("entries that are no power of two", 8, 1025),
        ("more entries than fingerprints", 8, 2048),
        ("entries over the limit", 8, 1 << 25),
        ("segment length of zero", 12, 0),
        ("segment length that is no power of two", 12, 255),
        ("segment length twice too long", 12, 512),
        ("segment length near the end of the range", 12, 1 << 31),
        ("segments of zero length in all", 16, 0),
        ("segments longer than the fingerprints", 16, 4096),
        ("segments whose sum overflows", 16, u32::MAX),
        ("fewer fingerprints than sent", 20, 1535),
        ("more fingerprints than sent", 20, 1 << 30),
    ];
    let sealed = sealed.map(|(name, at, word)| {
        let bytes = edit(&filter, at, &word.to_be_bytes());
        ("filter, checksum made true", name, super::laws::resealed(bytes))
    });
    let cases = cases.into_iter().chain(sealed).map(|(what, name, bytes)| {
        let good = match what {
            "answer" => &answer,
            "reveal" => &reveal,
            _ => &filter,
        };
        let (start, between, end) = difference(good, &bytes);
        let case =
            json!({ "what": what, "fault": name, "same_start": start, "between": between, "same_end": end });
        assert_eq!(message(good, &case), bytes);
        case
    });
    json!({
        "reading": "the good message's first `same_start` bytes, `between`, the good message's last `same_end` bytes",
        "good": { "answer": "check.json, answer", "reveal": "check.json, reveals 0", "filter": "filter.json, filter" },
        "cases": cases.collect::<Vec<_>>(),
    })
}

#[test]
fn every_message_of_the_file_of_refusals_is_refused() {
    compare("refused.json", &refused_now());
    let file = vector_file("refused.json");
    let public = key(SelectorKind::Phone).public();
    let question = Question::ask(SelectorKind::Phone, &values_of(SelectorKind::Phone), RHO).unwrap();
    let takes = |what: &str, bytes: &[u8]| match what {
        "answer" => Answer::from_bytes(bytes).and_then(|a| question.finish(&a, &public)).is_ok(),
        "reveal" => Reveal::from_bytes(bytes).is_ok_and(|r| {
            check_reveal(SelectorKind::Phone, "+22790123456", &r, &question.blinded()[r.index as usize])
        }),
        _ => Filter::from_bytes(bytes).is_ok(),
    };
    let check = vector_file("check.json");
    let answer = hex(&check["answer"]);
    let reveal = hex(&check["reveals"][0]);
    let filter = hex(&vector_file("filter.json")["filter"]);
    assert!(takes("answer", &answer) && takes("reveal", &reveal) && takes("filter", &filter));
    let cases = file["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 50);
    for case in cases {
        let what = case["what"].as_str().unwrap();
        let good = match what {
            "answer" => &answer,
            "reveal" => &reveal,
            _ => &filter,
        };
        assert!(!takes(what, &message(good, case)), "{what}: {}", case["fault"]);
    }
}

#[test]
fn proofs_of_the_wrong_length_are_refused() {
    let proof = hex(&vector_file("check.json")["proof"]);
    assert!(Proof::from_bytes(&proof).is_ok());
    for length in [0, 31, 32, 63] {
        assert!(Proof::from_bytes(&proof[..length]).is_err());
    }
}
