//! The vectors in `docs/vectors/seal`: what another implementation must make and read, and what it must refuse.

mod refusals;
mod tree;
mod vectors;

use crate::envelope::{EnvelopeHead, Heads, VERSION};
use crate::identity::{Identity, KemKey, SigningKey};
use crate::receipt::{Expected, Fate, Receipt};
use crate::vault::{MasterKey, Vault};
use data_encoding::{BASE64, HEXLOWER};
use kernel::id::{DossierId, MessageId, NodeId};
use kernel::{Digest, Purpose, Rng, Timestamp};
use serde_json::{Map, Value};
use std::path::PathBuf;
use std::sync::Mutex;

/// Exactly the given bytes and then no more, so that a vector names all the randomness that it used.
struct Given(Mutex<Vec<u8>>);

impl Given {
    fn new(bytes: &[u8]) -> Self {
        Self(Mutex::new(bytes.to_vec()))
    }

    fn is_used_up(&self) -> bool {
        self.0.lock().unwrap().is_empty()
    }
}

impl Rng for Given {
    fn fill(&self, out: &mut [u8]) {
        let mut left = self.0.lock().unwrap();
        out.copy_from_slice(&left.drain(..out.len()).collect::<Vec<_>>());
    }
}

const IDENTITY_SECRET: [u8; 32] = [0x11; 32];
const SIGNING_SECRET: [u8; 32] = [0x22; 32];
const STRANGER_SECRET: [u8; 32] = [0x23; 32];
const RECEIVER_SECRET: [u8; 32] = [0x24; 32];
const KEM_SEED: [u8; 32] = [0x33; 32];
const ENCAPSULATION: [u8; 64] = [0x44; 64];
const NONCE: [u8; 24] = [0x55; 24];
const MASTER: &str = "liaison-master-1:6666666666666666666666666666666666666666666666666666666666666666";
const NOW: Timestamp = Timestamp(1_795_486_320_000);
const BODY: &[u8] = "Who used +227 90 00 01 14 in October?".as_bytes();

fn sender() -> NodeId {
    NodeId::of_key(&Identity::from_secret(&IDENTITY_SECRET).unwrap().public())
}

fn recipient() -> NodeId {
    NodeId([0x77; 16])
}

fn signing() -> SigningKey {
    SigningKey::from_secret(&SIGNING_SECRET).unwrap()
}

fn stranger() -> SigningKey {
    SigningKey::from_secret(&STRANGER_SECRET).unwrap()
}

fn receiver() -> SigningKey {
    SigningKey::from_secret(&RECEIVER_SECRET).unwrap()
}

fn kem() -> KemKey {
    KemKey::from_secret(&KEM_SEED).unwrap()
}

fn vault() -> Vault {
    Vault::new(MasterKey::from_text(MASTER).unwrap())
}

fn message() -> MessageId {
    MessageId::parse("0b7c1b52-3f0e-4a64-8f3c-6a1f4f0f8d11").unwrap()
}

fn head() -> EnvelopeHead {
    let mut rest = Map::new();
    rest.insert("urgency".into(), "imminent".into());
    EnvelopeHead {
        version: VERSION,
        sender: sender(),
        recipient: recipient(),
        kem_key: kem().id().to_text(),
        message: message(),
        kind: "move".into(),
        dossier: DossierId::parse("5a5b6f2e-7a39-4d0f-9a0c-1d2e3f405162"),
        sequence: 3,
        heads: Heads { own: Some(Digest([0x88; 32])), theirs: None },
        purpose: Purpose::Investigation,
        expires: NOW.plus_ms(60_000),
        attachments: None,
        rest,
    }
}

fn receipt(fate: Fate) -> Receipt {
    let expected = expected();
    Receipt {
        message: expected.message,
        digest: expected.digest,
        sender: expected.sender,
        by: expected.by,
        fate,
        at: NOW,
        rest: Map::new(),
    }
}

fn expected() -> Expected {
    Expected { message: message(), digest: Digest([0x99; 32]), sender: sender(), by: recipient() }
}

fn hex(bytes: impl AsRef<[u8]>) -> String {
    HEXLOWER.encode(bytes.as_ref())
}

fn unhex(value: &Value) -> Vec<u8> {
    HEXLOWER.decode(value.as_str().unwrap().as_bytes()).unwrap()
}

fn array<const N: usize>(value: &Value) -> [u8; N] {
    unhex(value).try_into().unwrap()
}

fn base64(bytes: impl AsRef<[u8]>) -> String {
    BASE64.encode(bytes.as_ref())
}

fn unbase64(value: &Value) -> Vec<u8> {
    BASE64.decode(value.as_str().unwrap().as_bytes()).unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "..", "..", "docs", "vectors", "seal"].iter().collect()
}
