//! Keys of a node: the identity key that certifies the others, the signing key, the keys that open envelopes.
//!
//! A signature is over a context and the bytes, so that what was signed for one use verifies for no other. A signed
//! document reads: `LSG1` (four bytes), the signer's key (32), the signature (64), the length of what follows (four
//! bytes, big-endian), the bytes that were signed. Refused: a weak key, a second form of a signature, bytes before or
//! after, and any reading of bytes whose signature was not verified (A-3).

use crate::chance::Chance;
use ed25519_dalek::{Signature, Signer, VerifyingKey};
use hpke::kem::XWing;
use hpke::{Deserializable, Kem, Serializable};
use kernel::{Digest, Rng, limit};
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

/// What a signed container begins with.
const MAGIC: &[u8; 4] = b"LSG1";
/// Largest signed document that is opened, in bytes; the largest ones travel in envelopes.
pub const DOCUMENT_BYTES_MAX: usize = limit::ENVELOPE_BYTES_MAX;

/// Magic, signer, signature, length.
const HEADER: usize = 4 + 32 + 64 + 4;

/// What can go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The bytes are not a key.
    #[error("these bytes are not a key")]
    NotAKey,
    /// The signature does not verify.
    #[error("the signature does not verify")]
    Forged,
    /// Not a signed container, or cut short.
    #[error("these bytes are not a signed document, or it was cut short")]
    NotSigned,
    /// Signed by another key than expected.
    #[error("it is signed by another key")]
    OtherKey,
}

macro_rules! signing_keys {
    ($($(#[$doc:meta])* $name:ident),*) => {$(
        $(#[$doc])*
        pub struct $name(ed25519_dalek::SigningKey);

        impl $name {
            /// A fresh key.
            #[must_use]
            pub fn generate(rng: &dyn Rng) -> Self {
                Self(ed25519_dalek::SigningKey::from_bytes(&rng.array()))
            }

            /// The secret, to be wrapped by the vault.
            #[must_use]
            pub fn to_secret(&self) -> Vec<u8> {
                self.0.to_bytes().to_vec()
            }

            /// From what the vault unwrapped.
            ///
            /// # Errors
            /// [`KeyError::NotAKey`].
            pub fn from_secret(secret: &[u8]) -> Result<Self, KeyError> {
                let bytes: &[u8; 32] = secret.try_into().map_err(|_| KeyError::NotAKey)?;
                Ok(Self(ed25519_dalek::SigningKey::from_bytes(bytes)))
            }

            /// The public key.
            #[must_use]
            pub fn public(&self) -> [u8; 32] {
                self.0.verifying_key().to_bytes()
            }

            /// Signs for one use.
            #[must_use]
            pub fn sign(&self, context: &'static str, bytes: &[u8]) -> [u8; 64] {
                self.0.sign(&framed(context, bytes)).to_bytes()
            }

            /// The bytes with their signature and the key, as one document; see [`open_signed`]. What is longer than
            /// [`DOCUMENT_BYTES_MAX`] opens nowhere.
            #[must_use]
            pub fn sign_document(&self, context: &'static str, bytes: &[u8]) -> Vec<u8> {
                let mut out = Vec::with_capacity(HEADER + bytes.len());
                out.extend(MAGIC);
                out.extend(self.public());
                out.extend(self.sign(context, bytes));
                out.extend(u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
                out.extend(bytes);
                out
            }
        }
    )*};
}

signing_keys! {
    /// The node's identity (Ed25519). It signs cards and nothing else; the node's id is derived from it.
    Identity,
    /// Signs envelopes, moves and receipts (Ed25519). The card says which one is the node's.
    SigningKey
}

/// What a PDF begins with.
const PDF: &[u8] = b"%PDF-";

impl SigningKey {
    /// Signs the bytes of a PDF as they are, so that anybody can verify a letter with tools of their own. Nothing else is
    /// signed so: what signs messages begins with words that no PDF begins with, and the reverse. `None` for what is no PDF.
    #[must_use]
    pub fn sign_pdf(&self, bytes: &[u8]) -> Option<[u8; 64]> {
        bytes.starts_with(PDF).then(|| self.0.sign(bytes).to_bytes())
    }
}

impl SigningKey {
    /// Signs a list of digests as `sha256sum` writes and checks it, as its bytes are, so that anybody can verify a set of
    /// files with tools of their own. Nothing else is signed so: what signs messages begins with words that are no digest.
    /// `None` for what is no such list.
    #[must_use]
    pub fn sign_sums(&self, bytes: &[u8]) -> Option<[u8; 64]> {
        is_sums(bytes).then(|| self.0.sign(bytes).to_bytes())
    }
}

/// Whether every line is a SHA-256 in small hexadecimal digits, two spaces and a name.
fn is_sums(bytes: &[u8]) -> bool {
    let line = |line: &[u8]| {
        let Some((digest, rest)) = line.split_at_checked(64) else { return false };
        let hex = |b: &u8| b.is_ascii_digit() || (b'a'..=b'f').contains(b);
        digest.iter().all(hex) && rest.len() > 2 && rest.starts_with(b"  ")
    };
    let Some(lines) = bytes.strip_suffix(b"\n") else { return false };
    lines.split(|b| *b == b'\n').all(line)
}

/// Verifies what [`SigningKey::sign_sums`] made.
///
/// # Errors
/// [`KeyError`] when it does not hold.
pub fn verify_sums(public: &[u8; 32], bytes: &[u8], signature: &[u8]) -> Result<(), KeyError> {
    let key = VerifyingKey::from_bytes(public).map_err(|_| KeyError::NotAKey)?;
    let signature = Signature::from_slice(signature).map_err(|_| KeyError::Forged)?;
    match is_sums(bytes) {
        true => key.verify_strict(bytes, &signature).map_err(|_| KeyError::Forged),
        false => Err(KeyError::Forged),
    }
}

/// The public key as a file that other programs read: `BEGIN PUBLIC KEY` (RFC 8410).
#[must_use]
pub fn public_pem(public: &[u8; 32]) -> String {
    const BEFORE: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
    let der = [BEFORE.as_slice(), public].concat();
    format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", data_encoding::BASE64.encode(&der))
}

/// Length-prefixed, so that no context and bytes can be read as another context and other bytes.
fn framed(context: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(32 + context.len() + bytes.len());
    out.extend(b"liaison signature v1");
    out.extend((context.len() as u64).to_be_bytes());
    out.extend(context.as_bytes());
    out.extend(bytes);
    out
}

/// Verifies a signature, strictly: no weak keys, no second form of the same signature (RFC 8032 5.1.7).
///
/// # Errors
/// [`KeyError::NotAKey`] or [`KeyError::Forged`].
pub fn verify(public: &[u8; 32], context: &str, bytes: &[u8], signature: &[u8]) -> Result<(), KeyError> {
    let key = VerifyingKey::from_bytes(public).map_err(|_| KeyError::NotAKey)?;
    let signature = Signature::from_slice(signature).map_err(|_| KeyError::Forged)?;
    key.verify_strict(&framed(context, bytes), &signature).map_err(|_| KeyError::Forged)
}

/// A document whose signature was verified. The bytes are exactly those that were signed (A-3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedDocument<'a> {
    /// The key that signed it. Who it belongs to is the directory's to say (A-4).
    pub signer: [u8; 32],
    /// The signature.
    pub signature: [u8; 64],
    /// What was signed.
    pub bytes: &'a [u8],
}

impl SignedDocument<'_> {
    /// The very bytes that the signature is over, so that others verify it with tools of their own. They end with
    /// [`SignedDocument::bytes`].
    #[must_use]
    pub fn signed_over(&self, context: &str) -> Vec<u8> {
        framed(context, self.bytes)
    }

    /// Reads the signed bytes, and no others, as JSON (A-3).
    ///
    /// # Errors
    /// What the JSON says.
    pub fn read<T: DeserializeOwned>(&self) -> Result<Verified<T>, serde_json::Error> {
        Ok(Verified { value: serde_json::from_slice(self.bytes)?, signer: self.signer })
    }
}

/// A value read from exactly the bytes whose signature was verified. Only [`SignedDocument::read`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified<T> {
    value: T,
    signer: [u8; 32],
}

impl<T> Verified<T> {
    /// The value.
    #[must_use]
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The value alone.
    #[must_use]
    pub fn into_value(self) -> T {
        self.value
    }

    /// The key that signed it. Who it belongs to is the directory's to say (A-4).
    #[must_use]
    pub fn signer(&self) -> [u8; 32] {
        self.signer
    }
}

/// Opens a document made by `sign_document`; `expected` is the key it must be signed by, if that is known.
///
/// # Errors
/// [`KeyError`], whichever is true first.
pub fn open_signed<'a>(
    document: &'a [u8],
    context: &str,
    expected: Option<&[u8; 32]>,
) -> Result<SignedDocument<'a>, KeyError> {
    if document.len() > DOCUMENT_BYTES_MAX {
        return Err(KeyError::NotSigned);
    }
    let (magic, rest) = document.split_first_chunk::<4>().ok_or(KeyError::NotSigned)?;
    let (signer, rest) = rest.split_first_chunk::<32>().ok_or(KeyError::NotSigned)?;
    let (signature, rest) = rest.split_first_chunk::<64>().ok_or(KeyError::NotSigned)?;
    let (length, bytes) = rest.split_first_chunk::<4>().ok_or(KeyError::NotSigned)?;
    if magic != MAGIC || u32::from_be_bytes(*length) as usize != bytes.len() {
        return Err(KeyError::NotSigned);
    }
    if expected.is_some_and(|key| key != signer) {
        return Err(KeyError::OtherKey);
    }
    verify(signer, context, bytes, signature)?;
    Ok(SignedDocument { signer: *signer, signature: *signature, bytes })
}

/// The id of a key that opens envelopes: the first 16 bytes of a digest of its public half.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KemKeyId(pub [u8; 16]);

impl KemKeyId {
    /// As text.
    #[must_use]
    pub fn to_text(self) -> String {
        data_encoding::HEXLOWER.encode(&self.0)
    }

    /// Reads the text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        data_encoding::HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok().map(Self)
    }
}

/// A public key to seal to: X-Wing (X25519 and ML-KEM-768), so that what is recorded today stays closed to a quantum
/// computer.
#[derive(Clone)]
pub struct KemPublic {
    key: <XWing as Kem>::PublicKey,
    id: KemKeyId,
}

impl KemPublic {
    /// Reads the 1216 bytes of a card.
    ///
    /// # Errors
    /// [`KeyError::NotAKey`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
        let key = <XWing as Kem>::PublicKey::from_bytes(bytes).map_err(|_| KeyError::NotAKey)?;
        Ok(Self { id: kem_id(bytes), key })
    }

    /// The bytes for a card.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.key.to_bytes().to_vec()
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> KemKeyId {
        self.id
    }

    pub(crate) fn inner(&self) -> &<XWing as Kem>::PublicKey {
        &self.key
    }
}

impl std::fmt::Debug for KemPublic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KemPublic({})", self.id.to_text())
    }
}

fn kem_id(public: &[u8]) -> KemKeyId {
    let digest = Digest::of(&[b"liaison kem key v1", public]).0;
    let mut id = [0; 16];
    id.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
    KemKeyId(id)
}

/// A key that opens envelopes.
pub struct KemKey {
    seed: Zeroizing<[u8; 32]>,
    key: <XWing as Kem>::PrivateKey,
    public: KemPublic,
}

impl KemKey {
    /// A fresh key.
    #[must_use]
    pub fn generate(rng: &dyn Rng) -> Self {
        Self::from_seed(rng.array())
    }

    /// The seed, to be wrapped by the vault.
    #[must_use]
    pub fn to_secret(&self) -> Vec<u8> {
        self.seed.to_vec()
    }

    /// From what the vault unwrapped.
    ///
    /// # Errors
    /// [`KeyError::NotAKey`].
    pub fn from_secret(secret: &[u8]) -> Result<Self, KeyError> {
        secret.try_into().map(Self::from_seed).map_err(|_| KeyError::NotAKey)
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> &KemPublic {
        &self.public
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> KemKeyId {
        self.public.id
    }

    pub(crate) fn inner(&self) -> &<XWing as Kem>::PrivateKey {
        &self.key
    }

    fn from_seed(seed: [u8; 32]) -> Self {
        let (key, public) = XWing::derive_keypair(&seed);
        let id = kem_id(&public.to_bytes());
        Self { seed: Zeroizing::new(seed), key, public: KemPublic { key: public, id } }
    }
}

pub(crate) type Encapsulated = <XWing as Kem>::EncappedKey;

pub(crate) fn seal_to(
    to: &KemPublic,
    info: &[u8],
    aad: &dyn Fn(&[u8]) -> Vec<u8>,
    plain: &[u8],
    rng: &dyn Rng,
) -> Option<(Vec<u8>, Vec<u8>)> {
    use hpke::aead::ChaCha20Poly1305;
    use hpke::kdf::HkdfSha256;
    let mut chance = Chance(rng);
    let (encapsulated, mut context) = hpke::setup_sender_with_rng::<ChaCha20Poly1305, HkdfSha256, XWing>(
        &hpke::OpModeS::Base,
        to.inner(),
        info,
        &mut chance,
    )
    .ok()?;
    let encapsulated = encapsulated.to_bytes().to_vec();
    let sealed = context.seal(plain, &aad(&encapsulated)).ok()?;
    Some((encapsulated, sealed))
}

pub(crate) fn open_with(
    key: &KemKey,
    info: &[u8],
    aad: &[u8],
    encapsulated: &[u8],
    sealed: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    use hpke::aead::ChaCha20Poly1305;
    use hpke::kdf::HkdfSha256;
    let encapsulated = Encapsulated::from_bytes(encapsulated).ok()?;
    let mut context = hpke::setup_receiver::<ChaCha20Poly1305, HkdfSha256, XWing>(
        &hpke::OpModeR::Base,
        key.inner(),
        &encapsulated,
        info,
    )
    .ok()?;
    context.open(sealed, aad).ok().map(Zeroizing::new)
}

/// Seals chunk after chunk under one encapsulated key; HPKE numbers them.
pub(crate) type SealStream = hpke::aead::AeadCtxS<hpke::aead::ChaCha20Poly1305, hpke::kdf::HkdfSha256, XWing>;
/// Opens them, in the same order.
pub(crate) type OpenStream = hpke::aead::AeadCtxR<hpke::aead::ChaCha20Poly1305, hpke::kdf::HkdfSha256, XWing>;

/// Begins a stream to a key; also the encapsulated key.
pub(crate) fn seal_stream(to: &KemPublic, info: &[u8], rng: &dyn Rng) -> Option<(Vec<u8>, SealStream)> {
    let (encapsulated, context): (Encapsulated, SealStream) =
        hpke::setup_sender_with_rng(&hpke::OpModeS::Base, to.inner(), info, &mut Chance(rng)).ok()?;
    Some((encapsulated.to_bytes().to_vec(), context))
}

/// Begins to open a stream; whether it is for this key, its first chunk says.
pub(crate) fn open_stream(key: &KemKey, info: &[u8], encapsulated: &[u8]) -> Option<OpenStream> {
    let encapsulated = Encapsulated::from_bytes(encapsulated).ok()?;
    hpke::setup_receiver(&hpke::OpModeR::Base, key.inner(), &encapsulated, info).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::testing::SeededRng;

    #[test]
    fn a_signature_is_good_for_its_use_its_bytes_and_its_key_only() {
        let (key, other) =
            (SigningKey::generate(&SeededRng::new(1)), SigningKey::generate(&SeededRng::new(2)));
        let signature = key.sign("move", b"bytes");
        assert_eq!(verify(&key.public(), "move", b"bytes", &signature), Ok(()));
        assert_eq!(verify(&key.public(), "receipt", b"bytes", &signature), Err(KeyError::Forged));
        assert_eq!(verify(&key.public(), "move", b"other", &signature), Err(KeyError::Forged));
        assert_eq!(verify(&other.public(), "move", b"bytes", &signature), Err(KeyError::Forged));
        assert_eq!(
            verify(&[0; 32], "move", b"bytes", &signature),
            Err(KeyError::Forged),
            "a weak key signs nothing"
        );
    }

    #[test]
    fn a_3_a_value_is_read_from_exactly_the_bytes_that_were_signed() {
        let key = SigningKey::generate(&SeededRng::new(1));
        // Spaces and order are the signer's; nothing is brought into another form before it is verified.
        let document = key.sign_document("move", br#"{ "b":1,   "a": [2] }"#);
        let read = open_signed(&document, "move", None).unwrap().read::<serde_json::Value>().unwrap();
        assert_eq!((read.value()["b"].as_u64(), read.signer()), (Some(1), key.public()));
        let unreadable = key.sign_document("move", b"{ cut");
        assert!(open_signed(&unreadable, "move", None).unwrap().read::<serde_json::Value>().is_err());
    }

    #[test]
    fn a_document_cut_short_or_with_bytes_behind_it_is_no_document() {
        let mut document = SigningKey::generate(&SeededRng::new(1)).sign_document("move", b"bytes");
        for length in 0..document.len() {
            assert_eq!(open_signed(&document[..length], "move", None), Err(KeyError::NotSigned), "{length}");
        }
        document.push(0);
        assert_eq!(open_signed(&document, "move", None), Err(KeyError::NotSigned));
        let large =
            SigningKey::generate(&SeededRng::new(1)).sign_document("move", &vec![0; DOCUMENT_BYTES_MAX]);
        assert_eq!(open_signed(&large, "move", None), Err(KeyError::NotSigned));
    }

    #[test]
    fn a_3_a_signed_document_gives_exactly_the_bytes_that_were_signed() {
        let key = Identity::generate(&SeededRng::new(1));
        let document = key.sign_document("card", b"{\"a\": 1}");
        let opened = open_signed(&document, "card", Some(&key.public())).unwrap();
        assert_eq!(opened.bytes, b"{\"a\": 1}");
        for at in 0..document.len() {
            let mut bent = document.clone();
            bent[at] ^= 1;
            assert!(open_signed(&bent, "card", None).is_err(), "byte {at}");
        }
        assert_eq!(open_signed(&document, "move", None), Err(KeyError::Forged), "signed for another use");
        assert_eq!(open_signed(&document, "card", Some(&[7; 32])), Err(KeyError::OtherKey));
    }

    #[test]
    fn keys_come_back_from_their_secrets() {
        let key = KemKey::generate(&SeededRng::new(4));
        let again = KemKey::from_secret(&key.to_secret()).unwrap();
        assert_eq!(again.id(), key.id());
        assert_eq!(KemPublic::from_bytes(&key.public().to_bytes()).unwrap().id(), key.id());
        assert!(KemPublic::from_bytes(&[0; 10]).is_err());
    }
}
