//! A node and peers of other versions: what one of the version before and one of a later version say stands in
//! `docs/vectors/versions`, with what must become of it.

use crate::envelopes::{signers_of, waiting};
use crate::story::*;
use access::{Carrier, CarryError, Node};
use data_encoding::{BASE64, BASE64URL_NOPAD, HEXLOWER};
use directory::{DirectoryError, NewAssessment, Terms, Trust};
use exchange::hand_in;
use exchange::receive::Answer;
use exchange::testing::{Desk, pairs, steps};
use exchange::wire_move::{MOVE_CONTEXT, MoveWire};
use futures_core::future::BoxFuture;
use gate::{ObjectRef, Recipient, Released};
use kernel::id::NodeId;
use kernel::testing::{SeededRng, TestClock};
use kernel::{Clock, Digest, Salted};
use procedure::MoveHeader;
use seal::envelope::{EnvelopeHead, Opened, Sealed, open_envelope, seal_envelope};
use seal::identity::{Identity, KemKey, KemPublic, SigningKey};
use seal::receipt::{Expected, Fate, verify_receipt};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use store::outbox::{self, OutState};

const BEFORE: &str = include_str!("../../../../docs/vectors/versions/before.json");
const LATER: &str = include_str!("../../../../docs/vectors/versions/later.json");
const KIND: &str = include_str!("../../../../engines/procedure/kinds/information-request.toml");

/// A peer that says what stands in its file, signed with its keys, and nothing else.
struct Recorded {
    file: Value,
    identity: Identity,
    signing: SigningKey,
    kem: KemKey,
    once: Option<KemKey>,
    receipts: AtomicUsize,
}

/// What a place in the file stands for: `"{{name}}"` with its quotes is a value, `{{name}}` within a text a part of it.
type Known = BTreeMap<&'static str, Value>;

impl Recorded {
    fn of(text: &str) -> Self {
        let file: Value = serde_json::from_str(text).unwrap();
        let secret = |name: &str| file[name].as_str().map(|hex| HEXLOWER.decode(hex.as_bytes()).unwrap());
        Self {
            identity: Identity::from_secret(&secret("identity_secret").unwrap()).unwrap(),
            signing: SigningKey::from_secret(&secret("signing_secret").unwrap()).unwrap(),
            kem: KemKey::from_secret(&secret("kem_seed").unwrap()).unwrap(),
            once: secret("once_seed").map(|seed| KemKey::from_secret(&seed).unwrap()),
            receipts: AtomicUsize::new(0),
            file,
        }
    }

    fn id(&self) -> NodeId {
        NodeId::of_key(&self.identity.public())
    }

    fn knows(&self) -> Known {
        let key = |bytes: &[u8]| Value::from(BASE64URL_NOPAD.encode(bytes));
        let once = self.once.as_ref().map_or(Value::Null, |once| key(&once.public().to_bytes()));
        [
            ("peer", self.id().to_string().into()),
            ("identity", key(&self.identity.public())),
            ("signing", key(&self.signing.public())),
            ("kem", key(&self.kem.public().to_bytes())),
            ("peer_key", self.kem.id().to_text().into()),
            ("once", once),
            ("now", TestClock::default().now().0.into()),
            ("expires", TestClock::default().now().plus_ms(1_000_000).0.into()),
        ]
        .into()
    }

    fn card(&self) -> Vec<u8> {
        self.identity.sign_document("liaison card v1", &filled(&self.file["card"], &self.knows()))
    }

    /// Opens what it was sent, as a program of its version would, and looks for what that needs.
    fn opens(&self, bytes: &[u8], from: NodeId, signers: &[[u8; 32]]) -> Opened {
        let keys: Vec<KemKey> = [Some(&self.kem), self.once.as_ref()]
            .into_iter()
            .flatten()
            .map(|key| KemKey::from_secret(&key.to_secret()).unwrap())
            .collect();
        let known = |node| if node == from { signers.to_vec() } else { Vec::new() };
        let opened = open_envelope(bytes, self.id(), &keys, &known, TestClock::default().now()).unwrap();
        self.needs("head", &serde_json::to_value(&opened.head).unwrap());
        let sent: Value = serde_json::from_slice(&opened.body).unwrap();
        self.needs("move", &sent);
        let header = BASE64.decode(sent["header"].as_str().unwrap().as_bytes()).unwrap();
        self.needs("header", &serde_json::from_slice(&header).unwrap());
        opened
    }

    fn needs(&self, what: &str, sent: &Value) {
        for field in self.file["needs"][what].as_array().unwrap() {
            assert!(sent.get(field.as_str().unwrap()).is_some(), "{what} without {field}: {sent}");
        }
    }
}

/// The bytes that a value of the file stands for.
fn filled(value: &Value, known: &Known) -> Vec<u8> {
    let mut text = value.to_string();
    for (name, value) in known {
        text = text.replace(&format!("\"{{{{{name}}}}}\""), &value.to_string());
    }
    assert!(!text.contains("{{"), "not filled: {text}");
    text.into_bytes()
}

/// How a node reaches the recorded peer: it answers each envelope with the next receipt of its file.
struct Line(Recorded, NodeId);

impl Carrier for Line {
    fn carry<'a>(
        &'a self,
        to: NodeId,
        _: &'a [String],
        _: Digest,
        path: &'a str,
        body: Vec<u8>,
    ) -> BoxFuture<'a, Result<Vec<u8>, CarryError>> {
        let Self(peer, node) = self;
        if to != peer.id() {
            return Box::pin(async { Err(CarryError::Unreachable("another one".into())) });
        }
        let mut known = peer.knows();
        known.insert("node", node.to_string().into());
        let answer = if path == directory::PREKEYS_PATH {
            match &peer.file["prekeys"] {
                Value::Null => Err(CarryError::Status(404)),
                keys => Ok(peer.signing.sign_document("prekeys", &filled(keys, &known))),
            }
        } else {
            let opened = peer.opens(&body, *node, &SIGNERS.lock().unwrap());
            let sent: Value = serde_json::from_slice(&opened.body).unwrap();
            let header = BASE64.decode(sent["header"].as_str().unwrap().as_bytes()).unwrap();
            known.insert("head", MoveHeader::digest(&header).to_string().into());
            known.insert("message", opened.head.message.0.to_string().into());
            known.insert("digest", opened.digest.to_string().into());
            let number = peer.receipts.fetch_add(1, Ordering::SeqCst);
            Ok(peer.signing.sign_document("receipt", &filled(&peer.file["receipts"][number]["json"], &known)))
        };
        Box::pin(async { answer })
    }
}

/// What a peer knows from the card of the node under test: the keys that it signs with.
static SIGNERS: Mutex<Vec<[u8; 32]>> = Mutex::new(Vec::new());

fn line(node: &mut Node, text: &str) {
    node.carrier = Arc::new(Line(Recorded::of(text), node.keys.id));
}

async fn trusts(desk: &Desk, peer: &Recorded) {
    let how = Trust {
        words_compared: true,
        terms: Terms::default(),
        assessment: Some(NewAssessment::favourable("MoJ 2026/114")),
    };
    let trusted = desk.node.store.run::<_, DirectoryError, _, _>("trust", |tx| {
        let (card, how) = (peer.card(), &how);
        async move { directory::trust(&tx, &desk.node, &desk.officer, &card, how).await }
    });
    let held = trusted.await.unwrap();
    assert_eq!(held.card.bytes(), peer.card(), "a_14: kept as it came, with everything in it");
}

/// The peer hands in what its file says, and each becomes what its file says.
async fn hears(desk: &Desk, peer: &Recorded) {
    let now: u32 = KIND.lines().find_map(|l| l.strip_prefix("version = ")).unwrap().parse().unwrap();
    let newer = KIND.replacen(&format!("version = {now}"), &format!("version = {}", now + 1), 1);
    let kem = desk.node.store.run::<_, store::StoreError, _, _>("key", |tx| async move {
        Ok(directory::sealing_keys(&tx, &desk.node).await?.newest().unwrap().public().clone())
    });
    let (kem, signers) = (kem.await.unwrap(), signers_of(desk).await);
    let mut prev = Value::Null;
    for said in peer.file["messages"].as_array().unwrap() {
        let about = &said["about"];
        let kind = if said["kind_file"].is_null() { KIND } else { newer.as_str() };
        let mut known = peer.knows();
        known.insert("node", desk.node.keys.id.to_string().into());
        known.insert("node_key", kem.id().to_text().into());
        known.insert("authority", desk.authority.id.0.to_string().into());
        known.insert("kind_version", if said["kind_file"].is_null() { now } else { now + 1 }.into());
        known.insert("kind_digest", Digest::of_bytes(kind.as_bytes()).to_string().into());
        known.insert("prev", prev.clone());
        let body = if said["header"].is_null() {
            said["text"].as_str().unwrap().as_bytes().to_vec()
        } else {
            let (salt, body) = (Digest([7; 32]), said["body"].to_string().into_bytes());
            known.insert("body", Salted::digest(&salt, &body).to_string().into());
            let header = filled(&said["header"], &known);
            prev = MoveHeader::digest(&header).to_string().into();
            let sent = MoveWire {
                header: BASE64.encode(&header),
                signature: BASE64.encode(&peer.signing.sign(MOVE_CONTEXT, &header)),
                signer: HEXLOWER.encode(&peer.signing.public()),
                salt,
                body: BASE64.encode(&body),
                kind_file: (said["header"]["number"] == 1).then(|| kind.to_owned()),
                attachment_keys: Default::default(),
            };
            sent.to_bytes()
        };
        let head: EnvelopeHead = serde_json::from_slice(&filled(&said["head"], &known)).unwrap();
        let sealed = seals(desk, peer, &head, body, &kem);
        let Answer::Receipt(receipt) = hand_in(&desk.node, peer.id(), &sealed.bytes).await.unwrap() else {
            panic!("{about}: it does not open")
        };
        let (sender, by) = (peer.id(), desk.node.keys.id);
        let expected = Expected { message: head.message, digest: sealed.digest, sender, by };
        let became = match verify_receipt(&receipt, &expected, &signers).unwrap().fate {
            Fate::Durable { .. } => ("durable", String::new()),
            Fate::Quarantined { reason } => ("quarantined", reason),
            Fate::Rejected { reason } => ("rejected", reason),
            Fate::Unknown { state } => ("unknown", state),
        };
        let wanted =
            (said["becomes"].as_str().unwrap(), said["reason"].as_str().unwrap_or_default().to_owned());
        assert_eq!(became, wanted, "{about}");
    }
}

/// Seals to the node under test; fields that this version does not know go along.
fn seals(desk: &Desk, peer: &Recorded, head: &EnvelopeHead, body: Vec<u8>, kem: &KemPublic) -> Sealed {
    let object = ObjectRef { kind: "move", id: head.message.0 };
    let to = Recipient {
        node: desk.node.keys.id,
        party: desk.authority.party,
        also: gate::Reach::none(),
        authority: None,
    };
    let released = Released::for_test(body, to, object);
    seal_envelope(head, released, &peer.signing, kem, &SeededRng::new(9)).unwrap()
}

/// What the node sends is read by the peer, and its receipts become what its file says.
async fn sends(desk: &Desk, peer: &Recorded) {
    for receipt in peer.file["receipts"].as_array().unwrap() {
        let id = opens(desk, peer.id(), request()).await.unwrap().dossier;
        let row = waiting(desk).await.remove(0);
        delivers(desk).await;
        let after = desk.node.store.run("after", |tx| async move { outbox::find(&tx, row.message).await });
        let state = after.await.unwrap().unwrap().state;
        let wanted = match receipt["becomes"].as_str().unwrap() {
            "delivered" => OutState::Delivered,
            "rejected" => OutState::Rejected,
            _ => OutState::Quarantined,
        };
        assert_eq!(state, wanted, "{}", receipt["about"]);
        assert!(verifies(desk, id).await.faults.is_empty());
    }
}

async fn plays(text: &'static str, shape: fn(&mut Node)) {
    for pair in pairs(&steps(), &[], shape).await {
        let (desk, peer) = (&pair.niamey, Recorded::of(text));
        *SIGNERS.lock().unwrap() = signers_of(desk).await;
        trusts(desk, &peer).await;
        hears(desk, &peer).await;
        let dossier = peer.file["messages"][0]["header"]["dossier"].as_str().unwrap();
        let thread = reads(desk, kernel::id::DossierId::parse(dossier).unwrap()).await;
        assert_eq!(thread.moves.len() as u64, peer.file["moves"].as_u64().unwrap());
        assert_eq!(thread.dossier.state, peer.file["state"].as_str().unwrap());
        let handed = directory::ask_prekeys_due(&desk.node).await.unwrap();
        assert_eq!(handed > 0, !peer.file["prekeys"].is_null(), "one-time keys where the peer knows them");
        sends(desk, &peer).await;
    }
}

#[tokio::test]
async fn a_14_a_peer_of_the_version_before_is_understood_and_understands() {
    plays(BEFORE, |node| line(node, BEFORE)).await;
}

#[tokio::test]
async fn a_14_what_a_peer_of_a_later_version_says_is_kept_and_what_it_needs_is_sent() {
    plays(LATER, |node| line(node, LATER)).await;
}
