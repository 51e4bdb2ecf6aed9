//! Envelopes between nodes: signed, then sealed to one recipient. The format is `docs/protocol.md`, section Envelope.
//!
//! Version 1 is HPKE base mode (RFC 9180) with X-Wing, HKDF-SHA256 and ChaCha20-Poly1305. `info` binds suite,
//! recipient and key id; the outer header is authenticated. The plain text is a signed document (so that the bytes
//! signed are the bytes parsed) padded to Padmé sizes, so that a length tells little.

use crate::identity::{self, KemKey, KemPublic, KeyError, SigningKey};
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
const ENCAPSULATED: usize = 1120;
/// Magic, recipient, key id, encapsulated key, length of what follows.
const OUTER: usize = 4 + 16 + 16 + ENCAPSULATED + 4;
/// Largest head, in bytes.
const HEAD_BYTES_MAX: usize = 16 * 1024;
/// Longest kind.
const KIND_BYTES_MAX: usize = 64;
/// Sizes are padded to at least this.
const PADDED_MIN: usize = 1024;

/// What can be wrong with an envelope.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// Not an envelope, or cut short.
    #[error("these bytes are not an envelope, or it was cut short")]
    Truncated,
    /// Larger than allowed.
    #[error("the envelope is larger than {} bytes", limit::ENVELOPE_BYTES_MAX)]
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
    #[error("the sender `{0}` is not known here")]
    UnknownSender(NodeId),
    /// Its head does not read.
    #[error("the head of the envelope does not read: {0}")]
    BadHead(String),
    /// It came too late.
    #[error("the envelope expired")]
    Expired,
    /// What was released is for somebody else than the envelope.
    #[error("this content was released to another recipient")]
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

/// What stands inside the signature beside the body. It holds no creation time.
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
    /// What a newer program added; kept, never dropped.
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

/// Signs and seals what the gate released.
///
/// # Errors
/// [`EnvelopeError::WrongRecipient`] if it was released to somebody else, [`EnvelopeError::TooLarge`].
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

fn seal_bytes(
    head: &EnvelopeHead,
    body: &[u8],
    signing: &SigningKey,
    to: &KemPublic,
    rng: &dyn Rng,
) -> Result<Sealed, EnvelopeError> {
    if head.kem_key != to.id().to_text() || head.kind.len() > KIND_BYTES_MAX {
        return Err(EnvelopeError::BadHead("key or kind does not fit".into()));
    }
    let json = serde_json::to_vec(head).map_err(|e| EnvelopeError::BadHead(e.to_string()))?;
    let head_length = u32::try_from(json.len()).ok().filter(|_| json.len() <= HEAD_BYTES_MAX);
    let head_length = head_length.ok_or_else(|| EnvelopeError::BadHead("too long".into()))?;
    let inner = [&head_length.to_be_bytes(), json.as_slice(), body].concat();
    let document = signing.sign_document(CONTEXT, &inner);
    let digest = Digest::of(&[b"liaison signed v1", &document]);

    let length = u32::try_from(document.len()).map_err(|_| EnvelopeError::TooLarge)?;
    let mut plain = [&length.to_be_bytes(), document.as_slice()].concat();
    plain.resize(padded(plain.len()), 0);
    if plain.len() + OUTER + 16 > limit::ENVELOPE_BYTES_MAX {
        return Err(EnvelopeError::TooLarge);
    }
    // Sealed length: the padded plain text and the 16 bytes of the AEAD's tag.
    let sealed_length = u32::try_from(plain.len() + 16).map_err(|_| EnvelopeError::TooLarge)?;
    let outer = |encapsulated: &[u8]| {
        [MAGIC.as_slice(), &head.recipient.0, &to.id().0, encapsulated, &sealed_length.to_be_bytes()].concat()
    };
    let info = info(head.recipient, &to.id().0);
    let (encapsulated, sealed) =
        identity::seal_to(to, &info, &outer, &plain, rng).ok_or(EnvelopeError::Forged)?;
    Ok(Sealed { bytes: [outer(&encapsulated), sealed].concat(), digest })
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
    if bytes.len() > limit::ENVELOPE_BYTES_MAX {
        return Err(EnvelopeError::TooLarge);
    }
    let (outer, sealed) = bytes.split_at_checked(OUTER).ok_or(EnvelopeError::Truncated)?;
    let (magic, rest) = outer.split_first_chunk::<4>().ok_or(EnvelopeError::Truncated)?;
    let (node, rest) = rest.split_first_chunk::<16>().ok_or(EnvelopeError::Truncated)?;
    let (key_id, rest) = rest.split_first_chunk::<16>().ok_or(EnvelopeError::Truncated)?;
    let (encapsulated, rest) = rest.split_first_chunk::<ENCAPSULATED>().ok_or(EnvelopeError::Truncated)?;
    let length: [u8; 4] = rest.try_into().map_err(|_| EnvelopeError::Truncated)?;
    if magic != MAGIC || u32::from_be_bytes(length) as usize != sealed.len() {
        return Err(EnvelopeError::Truncated);
    }
    if *node != recipient.0 {
        return Err(EnvelopeError::NotForUs);
    }
    let key = keys.iter().find(|k| k.id().0 == *key_id).ok_or(EnvelopeError::UnknownKey)?;
    let info = info(recipient, key_id);
    let plain = identity::open_with(key, &info, outer, encapsulated, sealed).ok_or(EnvelopeError::Forged)?;
    let (length, rest) = plain.split_first_chunk::<4>().ok_or(EnvelopeError::Truncated)?;
    let document = rest.get(..u32::from_be_bytes(*length) as usize).ok_or(EnvelopeError::Truncated)?;
    let signed = identity::open_signed(document, CONTEXT, None).map_err(|e| match e {
        KeyError::NotSigned => EnvelopeError::Truncated,
        _ => EnvelopeError::Forged,
    })?;
    let (head_length, rest) = signed.bytes.split_first_chunk::<4>().ok_or(EnvelopeError::Truncated)?;
    let head_length = u32::from_be_bytes(*head_length) as usize;
    if head_length > HEAD_BYTES_MAX {
        return Err(EnvelopeError::BadHead("too long".into()));
    }
    let (json, body) = rest.split_at_checked(head_length).ok_or(EnvelopeError::Truncated)?;
    let head: EnvelopeHead =
        serde_json::from_slice(json).map_err(|e| EnvelopeError::BadHead(e.to_string()))?;
    if head.version != VERSION || head.kind.len() > KIND_BYTES_MAX {
        return Err(EnvelopeError::BadHead("version or kind not known".into()));
    }
    if head.recipient != recipient || head.kem_key != key.id().to_text() {
        return Err(EnvelopeError::NotForUs);
    }
    let signers = signers_of(head.sender);
    if signers.is_empty() {
        return Err(EnvelopeError::UnknownSender(head.sender));
    }
    // the signer is the sender's because the directory says so, not because the envelope does.
    if !signers.contains(&signed.signer) {
        return Err(EnvelopeError::Forged);
    }
    if now > head.expires {
        return Err(EnvelopeError::Expired);
    }
    let digest = Digest::of(&[b"liaison signed v1", document]);
    Ok(Opened { head, body: body.to_vec(), digest, signer: signed.signer })
}

fn info(recipient: NodeId, key_id: &[u8; 16]) -> Vec<u8> {
    [SUITE, &recipient.0, key_id].concat()
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
        let to = |node| Recipient { node, party: Party::parse("NE").unwrap(), authority: None };
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
        let sizes: std::collections::BTreeSet<_> = (1..4000).map(padded).collect();
        assert!(sizes.len() < 60, "{}", sizes.len());
        assert!(
            (1..100_000)
                .step_by(7)
                .all(|n| padded(n) >= n && (padded(n) as f64) < (n.max(PADDED_MIN) as f64) * 1.13)
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn no_changed_bit_goes_unnoticed(at in 0_usize..2400, bit in 0_u8..8) {
            let mut bytes = sealed(b"x").bytes;
            let at = at % bytes.len();
            bytes[at] ^= 1 << bit;
            prop_assert!(open(&bytes, NOW).is_err());
        }

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
