//! Envelopes between nodes: signed, then sealed to one recipient.
//!
//! Version 1 is HPKE base mode (RFC 9180) with X-Wing (KEM 0x647a), HKDF-SHA256 and ChaCha20-Poly1305, and Ed25519
//! inside. There is no choice within a version. Numbers are big-endian:
//!
//! ```text
//! outer header  `LSN1` (4) | recipient's node id (16) | id of its key (16) | encapsulated key (1120) | length (4)
//! sealed        that many bytes, the last 16 the tag; HPKE `info` = suite, recipient, key id; `aad` = outer header
//! plain         length (4) | signed document (see `identity`) | zeros up to the next Padmé size, at least 1024
//! signed bytes  length of the head (4) | head, JSON | body
//! ```
//!
//! The head names sender, recipient and key again, inside the signature: who opens an envelope cannot seal it anew to
//! somebody else as if it had been meant for them. A length tells little, because sizes are few.
//!
//! Refused: a body the gate did not release (A-1), or released to another node; a signature by any key but those the
//! directory has for the sender (A-4); bytes in the padding. Whether a message was taken before is the caller's to
//! know, by its message id.
//!
//! A purpose this program does not know is refused as [`EnvelopeError::BadHead`], because the gate cannot judge what it
//! does not know; the caller keeps the bytes (A-14). A kind it does not know opens.

use crate::identity::{self, KemKey, KemKeyId, KemPublic, KeyError, SigningKey};
use gate::Released;
use kernel::id::{DossierId, MessageId, NodeId};
use kernel::{Digest, Purpose, Rng, Timestamp, limit};
use serde::{Deserialize, Serialize};

/// The version of format and suite.
pub const VERSION: u16 = 1;
/// Names the suite inside `info`.
const SUITE: &[u8] = b"liaison envelope v1: X-Wing, HKDF-SHA256, ChaCha20-Poly1305, Ed25519";
/// What an envelope begins with.
const MAGIC: &[u8; 4] = b"LSN1";
/// The context of its signature.
const CONTEXT: &str = "envelope";
/// Bytes of an encapsulated X-Wing key.
pub(crate) const ENCAPSULATED: usize = 1120;
/// What the digest of the signed document begins with.
const DIGEST: &[u8] = b"liaison signed v1";
/// What the digest of a message's content begins with. It leaves no node.
const CONTENT: &[u8] = b"liaison content v1";
/// Magic, recipient, key id, encapsulated key, length of what follows.
const OUTER: usize = 4 + 16 + 16 + ENCAPSULATED + 4;
/// Largest head, in bytes.
const HEAD_BYTES_MAX: usize = 16 * 1024;
/// Longest kind.
const KIND_BYTES_MAX: usize = 64;
/// Sizes are padded to at least this.
const PADDED_MIN: usize = 1024;
/// Bytes of the AEAD's tag.
pub(crate) const TAG: usize = 16;
/// Largest body that always fits into an envelope, whatever its head; larger content travels as attachments.
pub const BODY_BYTES_MAX: usize = limit::ENVELOPE_BYTES_MAX - 256 * 1024;

/// What can be wrong with an envelope.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// Not an envelope, or cut short.
    #[error("these bytes are not an envelope, or it was cut short")]
    Truncated,
    /// Larger than allowed.
    #[error(
        "the envelope is larger than {} bytes; send large content as attachments",
        limit::ENVELOPE_BYTES_MAX
    )]
    TooLarge,
    /// For another node.
    #[error("the envelope is for another node")]
    NotForUs,
    /// Sealed to a key this node does not have, or has no longer.
    #[error("the envelope is sealed to a key this node does not hold; the sender needs the newest card")]
    UnknownKey,
    /// It does not open, or its signature does not verify.
    #[error("the envelope is forged or damaged")]
    Forged,
    /// Its sender is nobody this node knows.
    #[error("the sender `{0}` is not known here; compare and trust its card first")]
    UnknownSender(NodeId),
    /// Its head does not read, or names a version or purpose that is not known here.
    #[error("the head of the envelope does not read: {0}")]
    BadHead(String),
    /// It came too late.
    #[error("the envelope expired; ask the sender to send it again")]
    Expired,
    /// What was released is for somebody else than the envelope.
    #[error("this content was released to another recipient; release it again to this one")]
    WrongRecipient,
}

/// The newest moves of both chains, as the sender knows them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heads {
    /// The sender's own chain.
    pub own: Option<Digest>,
    /// The recipient's chain, as far as the sender has seen it.
    pub theirs: Option<Digest>,
}

/// What stands inside the signature beside the body. It holds no creation time (A-17).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EnvelopeHead {
    /// Version of format and suite.
    pub version: u16,
    /// Who sends.
    pub sender: NodeId,
    /// Who receives.
    pub recipient: NodeId,
    /// The recipient's key it is sealed to, in hexadecimal.
    pub kem_key: String,
    /// The message.
    pub message: MessageId,
    /// What the body is: `move`, `hit-notice`, `check`, …
    pub kind: String,
    /// The dossier it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dossier: Option<DossierId>,
    /// Its place in the dossier's messages from this sender.
    #[serde(default)]
    pub sequence: u64,
    /// Heads of both chains.
    #[serde(default)]
    pub heads: Heads,
    /// Why it is sent.
    pub purpose: Purpose,
    /// Until when it may be taken.
    pub expires: Timestamp,
    /// Root of the attachments' digests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachments: Option<Digest>,
    /// What a newer program added; kept, never dropped (A-14).
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}

/// An envelope ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The bytes for the wire.
    pub bytes: Vec<u8>,
    /// Digest of the signed document inside; the receipt names it.
    pub digest: Digest,
}

/// An envelope that was opened and whose signature was verified.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// Its head.
    pub head: EnvelopeHead,
    /// Its body.
    pub body: Vec<u8>,
    /// Digest of the signed document inside.
    pub digest: Digest,
    /// The key that signed it, one of the sender's.
    pub signer: [u8; 32],
}

impl Opened {
    /// Digest of the head without the key that it is sealed to, and of the body: a message that was sealed anew, to another
    /// key, has the same one. `None` where the head cannot be written: nothing is the same as that.
    #[must_use]
    pub fn content(&self) -> Option<Digest> {
        let head = EnvelopeHead { kem_key: String::new(), ..self.head.clone() };
        let head = serde_json::to_vec(&head).ok()?;
        Some(Digest::of(&[CONTENT, &head, &self.body]))
    }
}

/// Signs and seals what the gate released (A-1).
///
/// # Errors
/// [`EnvelopeError::WrongRecipient`] if it was released to somebody else, [`EnvelopeError::TooLarge`] if the body is over
/// [`BODY_BYTES_MAX`], [`EnvelopeError::BadHead`], [`EnvelopeError::NotForUs`] if the head names another key.
pub fn seal_envelope(
    head: &EnvelopeHead,
    body: Released<Vec<u8>>,
    signing: &SigningKey,
    to: &KemPublic,
    rng: &dyn Rng,
) -> Result<Sealed, EnvelopeError> {
    if body.to().node != head.recipient {
        return Err(EnvelopeError::WrongRecipient);
    }
    seal_bytes(head, body.value(), signing, to, rng)
}

/// What [`seal_envelope`] does once the gate has had its say. Private, so that nothing else reaches it (A-1).
pub(crate) fn seal_bytes(
    head: &EnvelopeHead,
    body: &[u8],
    signing: &SigningKey,
    to: &KemPublic,
    rng: &dyn Rng,
) -> Result<Sealed, EnvelopeError> {
    check_head(head, head.recipient, to.id())?;
    let json = serde_json::to_vec(head).map_err(|e| EnvelopeError::BadHead(e.to_string()))?;
    if json.len() > HEAD_BYTES_MAX {
        return Err(EnvelopeError::BadHead("too long".into()));
    }
    if body.len() > BODY_BYTES_MAX {
        return Err(EnvelopeError::TooLarge);
    }
    let inner = [&length_of(&json)?, json.as_slice(), body].concat();
    let document = signing.sign_document(CONTEXT, &inner);
    seal_document(&document, head.recipient, to, rng)
}

/// Pads and seals a signed document.
pub(crate) fn seal_document(
    document: &[u8],
    recipient: NodeId,
    to: &KemPublic,
    rng: &dyn Rng,
) -> Result<Sealed, EnvelopeError> {
    let mut plain = [&length_of(document)?, document].concat();
    plain.resize(padded(plain.len()), 0);
    seal_plain(&plain, recipient, to, rng)
        .map(|bytes| Sealed { bytes, digest: Digest::of(&[DIGEST, document]) })
}

/// Seals plain text as it is.
pub(crate) fn seal_plain(
    plain: &[u8],
    recipient: NodeId,
    to: &KemPublic,
    rng: &dyn Rng,
) -> Result<Vec<u8>, EnvelopeError> {
    let sealed_length = plain.len().saturating_add(TAG);
    if sealed_length.saturating_add(OUTER) > limit::ENVELOPE_BYTES_MAX {
        return Err(EnvelopeError::TooLarge);
    }
    let sealed_length = u32::try_from(sealed_length).map_err(|_| EnvelopeError::TooLarge)?;
    let outer = |encapsulated: &[u8]| {
        [MAGIC.as_slice(), &recipient.0, &to.id().0, encapsulated, &sealed_length.to_be_bytes()].concat()
    };
    let info = info(recipient, to.id());
    // HPKE refuses to seal only what is too long.
    let (encapsulated, sealed) =
        identity::seal_to(to, &info, &outer, plain, rng).ok_or(EnvelopeError::TooLarge)?;
    Ok([outer(&encapsulated), sealed].concat())
}

/// Opens an envelope for this node: finds the key, opens, verifies the signature by a key of the sender as the
/// directory knows it now, reads the head. Whether the message was taken before is the caller's to know.
///
/// # Errors
/// [`EnvelopeError`], the first that applies.
pub fn open_envelope(
    bytes: &[u8],
    recipient: NodeId,
    keys: &[KemKey],
    signers_of: &dyn Fn(NodeId) -> Vec<[u8; 32]>,
    now: Timestamp,
) -> Result<Opened, EnvelopeError> {
    let outer = read_outer(bytes)?;
    if outer.recipient != recipient {
        return Err(EnvelopeError::NotForUs);
    }
    let key = keys.iter().find(|k| k.id() == outer.key).ok_or(EnvelopeError::UnknownKey)?;
    let info = info(recipient, outer.key);
    let plain = identity::open_with(key, &info, outer.header, outer.encapsulated, outer.sealed)
        .ok_or(EnvelopeError::Forged)?;
    let document = unpad(&plain)?;
    let signed = identity::open_signed(document, CONTEXT, None).map_err(|e| match e {
        KeyError::NotSigned => EnvelopeError::Truncated,
        KeyError::Forged | KeyError::NotAKey | KeyError::OtherKey => EnvelopeError::Forged,
    })?;
    let (head, body) = read_signed(signed.bytes)?;
    check_head(&head, recipient, key.id())?;
    let signers = signers_of(head.sender);
    if signers.is_empty() {
        return Err(EnvelopeError::UnknownSender(head.sender));
    }
    // A-4: the signer is the sender's because the directory says so, not because the envelope does.
    if !signers.contains(&signed.signer) {
        return Err(EnvelopeError::Forged);
    }
    if now > head.expires {
        return Err(EnvelopeError::Expired);
    }
    Ok(Opened { head, body: body.to_vec(), digest: Digest::of(&[DIGEST, document]), signer: signed.signer })
}

/// The key that an envelope is sealed to, as it says outside.
#[must_use]
pub fn key_of(bytes: &[u8]) -> Option<KemKeyId> {
    read_outer(bytes).ok().map(|outer| outer.key)
}

/// Whom an envelope is for, as it says outside.
pub(crate) fn recipient_of(bytes: &[u8]) -> Result<NodeId, EnvelopeError> {
    read_outer(bytes).map(|outer| outer.recipient)
}

/// What stands outside the seal.
struct Outer<'a> {
    recipient: NodeId,
    key: KemKeyId,
    encapsulated: &'a [u8; ENCAPSULATED],
    header: &'a [u8],
    sealed: &'a [u8],
}

fn read_outer(bytes: &[u8]) -> Result<Outer<'_>, EnvelopeError> {
    if bytes.len() > limit::ENVELOPE_BYTES_MAX {
        return Err(EnvelopeError::TooLarge);
    }
    let (header, sealed) = bytes.split_at_checked(OUTER).ok_or(EnvelopeError::Truncated)?;
    let (magic, rest) = header.split_first_chunk::<4>().ok_or(EnvelopeError::Truncated)?;
    let (node, rest) = rest.split_first_chunk::<16>().ok_or(EnvelopeError::Truncated)?;
    let (key, rest) = rest.split_first_chunk::<16>().ok_or(EnvelopeError::Truncated)?;
    let (encapsulated, rest) = rest.split_first_chunk::<ENCAPSULATED>().ok_or(EnvelopeError::Truncated)?;
    let length: [u8; 4] = rest.try_into().map_err(|_| EnvelopeError::Truncated)?;
    if magic != MAGIC || u32::from_be_bytes(length) as usize != sealed.len() {
        return Err(EnvelopeError::Truncated);
    }
    Ok(Outer { recipient: NodeId(*node), key: KemKeyId(*key), encapsulated, header, sealed })
}

/// The signed document inside the padding. One document has one padding, or bytes could hide there unsigned.
fn unpad(plain: &[u8]) -> Result<&[u8], EnvelopeError> {
    let (length, rest) = plain.split_first_chunk::<4>().ok_or(EnvelopeError::Truncated)?;
    let (document, padding) =
        rest.split_at_checked(u32::from_be_bytes(*length) as usize).ok_or(EnvelopeError::Truncated)?;
    if padding.iter().any(|b| *b != 0) || padded(document.len().saturating_add(4)) != plain.len() {
        return Err(EnvelopeError::Forged);
    }
    Ok(document)
}

fn read_signed(bytes: &[u8]) -> Result<(EnvelopeHead, &[u8]), EnvelopeError> {
    let (length, rest) = bytes.split_first_chunk::<4>().ok_or(EnvelopeError::Truncated)?;
    let length = u32::from_be_bytes(*length) as usize;
    if length > HEAD_BYTES_MAX {
        return Err(EnvelopeError::BadHead("too long".into()));
    }
    let (json, body) = rest.split_at_checked(length).ok_or(EnvelopeError::Truncated)?;
    let head = serde_json::from_slice(json).map_err(|e| EnvelopeError::BadHead(e.to_string()))?;
    Ok((head, body))
}

/// What must hold of a head, made or read.
fn check_head(head: &EnvelopeHead, recipient: NodeId, key: KemKeyId) -> Result<(), EnvelopeError> {
    if head.version != VERSION {
        return Err(EnvelopeError::BadHead(format!("version `{}` is not known here; update", head.version)));
    }
    if head.kind.is_empty() || head.kind.len() > KIND_BYTES_MAX {
        return Err(EnvelopeError::BadHead(format!("a kind has 1 to {KIND_BYTES_MAX} bytes")));
    }
    if head.recipient != recipient || head.kem_key != key.to_text() {
        return Err(EnvelopeError::NotForUs);
    }
    Ok(())
}

fn length_of(bytes: &[u8]) -> Result<[u8; 4], EnvelopeError> {
    u32::try_from(bytes.len()).map(u32::to_be_bytes).map_err(|_| EnvelopeError::TooLarge)
}

fn info(recipient: NodeId, key: KemKeyId) -> Vec<u8> {
    [SUITE, &recipient.0, &key.0].concat()
}

/// Padmé (Nikitin et al., 2019): a length keeps only the leading bits of its size, at most 12 % are added.
fn padded(length: usize) -> usize {
    let length = length.max(PADDED_MIN);
    let exponent = length.ilog2();
    let kept = exponent.ilog2() + 1;
    let mask = (1_usize << exponent.saturating_sub(kept)) - 1;
    length.saturating_add(mask) & !mask
}

#[cfg(test)]
mod tests {
    use super::*;
    use gate::{ObjectRef, Recipient};
    use kernel::Party;
    use kernel::testing::SeededRng;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    const ACCRA: NodeId = NodeId([1; 16]);
    const NIAMEY: NodeId = NodeId([2; 16]);
    const NOW: Timestamp = Timestamp(1_000);

    fn head(key: &KemKey) -> EnvelopeHead {
        EnvelopeHead {
            version: VERSION,
            sender: ACCRA,
            recipient: NIAMEY,
            kem_key: key.id().to_text(),
            message: MessageId::new(&SeededRng::new(5)),
            kind: "move".into(),
            dossier: None,
            sequence: 1,
            heads: Heads::default(),
            purpose: Purpose::Investigation,
            expires: NOW.plus_ms(10),
            attachments: None,
            rest: serde_json::Map::new(),
        }
    }

    fn parts() -> (SigningKey, KemKey) {
        (SigningKey::generate(&SeededRng::new(1)), KemKey::generate(&SeededRng::new(2)))
    }

    fn sealed(body: &[u8]) -> Sealed {
        let (signing, kem) = parts();
        seal_bytes(&head(&kem), body, &signing, kem.public(), &SeededRng::new(3)).unwrap()
    }

    fn open(bytes: &[u8], now: Timestamp) -> Result<Opened, EnvelopeError> {
        let (signing, kem) = parts();
        let signer = signing.public();
        open_envelope(
            bytes,
            NIAMEY,
            &[kem],
            &|node| if node == ACCRA { vec![signer] } else { Vec::new() },
            now,
        )
    }

    #[test]
    fn an_envelope_opens_for_its_recipient() {
        let envelope = sealed(b"who used this number in October?");
        let opened = open(&envelope.bytes, NOW).unwrap();
        assert_eq!(opened.body, b"who used this number in October?");
        assert_eq!(opened.digest, envelope.digest);
        assert!(!envelope.bytes.windows(6).any(|w| w == b"number"));
    }

    #[test]
    fn an_envelope_opens_for_nobody_else_and_at_no_other_time() {
        let (signing, kem) = parts();
        let bytes = sealed(b"x").bytes;
        let known = |_| vec![signing.public()];
        assert_eq!(open_envelope(&bytes, ACCRA, &[], &known, NOW).unwrap_err(), EnvelopeError::NotForUs);
        assert_eq!(open_envelope(&bytes, NIAMEY, &[], &known, NOW).unwrap_err(), EnvelopeError::UnknownKey);
        assert_eq!(open(&bytes, NOW.plus_ms(11)).unwrap_err(), EnvelopeError::Expired);
        let keys = std::slice::from_ref(&kem);
        assert_eq!(
            open_envelope(&bytes, NIAMEY, keys, &|_| Vec::new(), NOW).unwrap_err(),
            EnvelopeError::UnknownSender(ACCRA)
        );
        assert_eq!(
            open_envelope(&bytes, NIAMEY, keys, &|_| vec![[9; 32]], NOW).unwrap_err(),
            EnvelopeError::Forged
        );
    }

    #[test]
    fn a_1_content_released_to_one_node_is_not_sealed_to_another() {
        let (signing, kem) = parts();
        let object = ObjectRef { kind: "move", id: kernel::id::random(&SeededRng::new(7)) };
        let to = |node| Recipient {
            node,
            party: Party::parse("NE").unwrap(),
            also: gate::Reach::none(),
            authority: None,
        };
        let rng = SeededRng::new(3);
        let released = Released::for_test(b"x".to_vec(), to(ACCRA), object);
        assert_eq!(
            seal_envelope(&head(&kem), released, &signing, kem.public(), &rng),
            Err(EnvelopeError::WrongRecipient)
        );
        let released = Released::for_test(b"x".to_vec(), to(NIAMEY), object);
        assert!(seal_envelope(&head(&kem), released, &signing, kem.public(), &rng).is_ok());
    }

    #[test]
    fn a_14_what_a_newer_program_adds_to_the_head_is_kept() {
        let (signing, kem) = parts();
        let mut newer = head(&kem);
        newer.rest.insert("urgency".into(), serde_json::json!("imminent"));
        let bytes = seal_bytes(&newer, b"x", &signing, kem.public(), &SeededRng::new(3)).unwrap().bytes;
        assert_eq!(open(&bytes, NOW).unwrap().head, newer);
    }

    #[test]
    fn lengths_fall_into_few_sizes() {
        let sizes: BTreeSet<_> = (1..4000).map(padded).collect();
        assert!(sizes.len() < 60, "{}", sizes.len());
        assert!(
            (1..100_000)
                .step_by(7)
                .all(|n| padded(n) >= n && (padded(n) as f64) < (n.max(PADDED_MIN) as f64) * 1.13)
        );
    }

    #[test]
    fn no_changed_byte_goes_unnoticed() {
        let good = sealed(b"x").bytes;
        let ((signing, kem), known) = (parts(), |signer: [u8; 32]| move |_| vec![signer]);
        let (keys, known) = (std::slice::from_ref(&kem), known(signing.public()));
        // Each byte that is read, and one in seven of those that only the cipher sees.
        let read = (0..40).chain(OUTER - 4..OUTER + 8);
        for at in read.chain((40..good.len()).step_by(7)).chain(good.len() - TAG..good.len()) {
            let mut bytes = good.clone();
            bytes[at] ^= 1 << (at % 8);
            assert!(open_envelope(&bytes, NIAMEY, keys, &known, NOW).is_err(), "byte {at}");
        }
        assert!(open_envelope(&good, NIAMEY, keys, &known, NOW).is_ok());
        for length in [0, 3, 4, 36, OUTER - 1, OUTER, OUTER + TAG, good.len() - 1] {
            assert_eq!(open(&good[..length], NOW).unwrap_err(), EnvelopeError::Truncated, "{length}");
        }
    }

    #[test]
    fn a_replayed_envelope_opens_again_with_the_same_message_id_and_digest() {
        let bytes = sealed(b"x").bytes;
        let (once, twice) = (open(&bytes, NOW).unwrap(), open(&bytes, NOW).unwrap());
        assert_eq!((once.head.message, once.digest), (twice.head.message, twice.digest));
    }

    #[test]
    fn who_opens_an_envelope_cannot_pass_it_on_as_if_it_had_been_meant_for_another() {
        let (signing, kem) = parts();
        let other = KemKey::generate(&SeededRng::new(12));
        let json = serde_json::to_vec(&head(&kem)).unwrap();
        let inner = [&length_of(&json).unwrap(), json.as_slice(), b"x"].concat();
        let document = signing.sign_document(CONTEXT, &inner);
        let resealed = seal_document(&document, ACCRA, other.public(), &SeededRng::new(3)).unwrap().bytes;
        let known = |_| vec![signing.public()];
        assert_eq!(open_envelope(&resealed, ACCRA, &[other], &known, NOW), Err(EnvelopeError::NotForUs));
    }

    #[test]
    fn an_envelope_sealed_to_one_key_does_not_open_with_another_under_its_id() {
        let (signing, kem) = parts();
        let other = KemKey::generate(&SeededRng::new(12));
        let mut bytes = sealed(b"x").bytes;
        bytes[20..36].copy_from_slice(&other.id().0);
        let known = |_| vec![signing.public()];
        let opened = open_envelope(&bytes, NIAMEY, &[other, kem], &known, NOW);
        assert_eq!(opened, Err(EnvelopeError::Forged));
    }

    #[test]
    fn bytes_do_not_hide_in_the_padding() {
        let (signing, kem) = parts();
        let json = serde_json::to_vec(&head(&kem)).unwrap();
        let document =
            signing.sign_document(CONTEXT, &[&length_of(&json).unwrap(), json.as_slice()].concat());
        let mut plain = [&length_of(&document).unwrap(), document.as_slice()].concat();
        let seal = |plain: &[u8]| seal_plain(plain, NIAMEY, kem.public(), &SeededRng::new(3)).unwrap();
        assert_eq!(open(&seal(&plain), NOW), Err(EnvelopeError::Forged), "no padding");
        plain.resize(padded(plain.len()), 0);
        assert!(open(&seal(&plain), NOW).is_ok());
        *plain.last_mut().unwrap() = 1;
        assert_eq!(open(&seal(&plain), NOW), Err(EnvelopeError::Forged), "a byte in the padding");
        *plain.last_mut().unwrap() = 0;
        plain.resize(2 * PADDED_MIN, 0);
        assert_eq!(open(&seal(&plain), NOW), Err(EnvelopeError::Forged), "more padding");
    }

    #[test]
    fn a_7_the_largest_body_fits_and_a_larger_one_is_refused() {
        let (signing, kem) = parts();
        let rng = SeededRng::new(3);
        let mut long = head(&kem);
        long.rest.insert("x".into(), "y".repeat(HEAD_BYTES_MAX - 1024).into());
        let body = vec![7; BODY_BYTES_MAX];
        let largest = seal_bytes(&long, &body, &signing, kem.public(), &rng).unwrap();
        assert_eq!(open(&largest.bytes, NOW).unwrap().body, body);
        let over = vec![7; BODY_BYTES_MAX + 1];
        assert_eq!(seal_bytes(&long, &over, &signing, kem.public(), &rng), Err(EnvelopeError::TooLarge));
        assert_eq!(open(&vec![0; limit::ENVELOPE_BYTES_MAX + 1], NOW), Err(EnvelopeError::TooLarge));
        long.rest.insert("x".into(), "y".repeat(HEAD_BYTES_MAX).into());
        assert!(matches!(
            seal_bytes(&long, b"", &signing, kem.public(), &rng),
            Err(EnvelopeError::BadHead(_))
        ));
    }

    #[test]
    fn a_17_the_head_carries_no_time_but_the_expiry() {
        let (_, kem) = parts();
        let json = serde_json::to_value(head(&kem)).unwrap();
        let names: BTreeSet<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
        let expected = [
            "expires",
            "heads",
            "kem_key",
            "kind",
            "message",
            "purpose",
            "recipient",
            "sender",
            "sequence",
            "version",
        ];
        assert_eq!(names, BTreeSet::from(expected));
        assert_eq!(
            json["message"].as_str().unwrap().as_bytes()[14],
            b'4',
            "a random id, not one made of the time"
        );
    }

    #[test]
    fn a_1_what_the_gate_let_out_is_sealed() {
        let (signing, kem) = parts();
        let authority = kernel::id::AuthorityId(kernel::id::random(&SeededRng::new(8)));
        let officer = kernel::Actor {
            kind: kernel::ActorKind::Person,
            person: kernel::id::PersonId(kernel::id::random(&SeededRng::new(9))),
            name: "A. Mensah".into(),
            authority,
            party: Party::parse("GH").unwrap(),
            roles: [kernel::Role::Investigator].into(),
            compartments: [kernel::Compartment::Operational].into(),
            circles: Default::default(),
        };
        let object = ObjectRef { kind: "statement", id: kernel::id::random(&SeededRng::new(7)) };
        let body = gate::Guarded::new(object, kernel::Label::own(authority), b"+227 90 00 01 14".to_vec());
        let ask = gate::Ask::new(&officer, gate::action::SEND, Purpose::Investigation, NOW)
            .assessed(gate::Assessment::Valid);
        let to = Recipient {
            node: NIAMEY,
            party: Party::parse("NE").unwrap(),
            also: gate::Reach::none(),
            authority: None,
        };
        let released = gate::Gate::new(&[]).unwrap().release(body, &ask, &to, &mut Vec::new()).unwrap();
        let rng = SeededRng::new(3);
        let sealed = seal_envelope(&head(&kem), released, &signing, kem.public(), &rng).unwrap();
        assert_eq!(open(&sealed.bytes, NOW).unwrap().body, b"+227 90 00 01 14");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_bytes_are_read_without_harm(bytes in proptest::collection::vec(any::<u8>(), 0..3000), true_start in any::<bool>()) {
            let mut bytes = bytes;
            if true_start && bytes.len() > 36 {
                bytes[..36].copy_from_slice(&sealed(b"x").bytes[..36]);
            }
            prop_assert!(open(&bytes, NOW).is_err());
        }
    }
}
