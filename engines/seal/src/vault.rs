//! Keys at rest. The master key wraps every other secret; data keys encrypt bodies, one per dossier, case or
//! compartment, so that erasing the wrapped key makes what it encrypted unreadable for ever.
//!
//! HKDF-SHA256 (RFC 5869) derives one key per purpose from the master key; XChaCha20-Poly1305 encrypts (RFC 8439 with
//! the extended nonce of draft-irtf-cfrg-xchacha); HMAC-SHA256 (RFC 2104) makes indexes. What is encrypted reads:
//! version 1, nonce (24 bytes), cipher text and tag. Refused: opening in another place than the one wrapped for, and
//! saying which of key, place and bytes was wrong.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use kernel::{Digest, Rng};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Version byte of what is wrapped or encrypted here.
const VERSION: u8 = 1;
/// Bytes of an XChaCha20 nonce.
const NONCE: usize = 24;
/// What the text of a master key begins with.
const KEY_PREFIX: &str = "liaison-master-1:";

/// What can go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// Wrong key, wrong place, or changed bytes; which of them cannot be told.
    #[error("it does not open with this key")]
    DoesNotOpen,
    /// Not the text of a master key.
    #[error("a master key reads `liaison-master-1:` and 64 hexadecimal digits")]
    NotAKey,
}

/// The node's master key. It never stands in the database.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct MasterKey([u8; 32]);

impl MasterKey {
    /// A fresh one.
    #[must_use]
    pub fn generate(rng: &dyn Rng) -> Self {
        Self(rng.array())
    }

    /// The text for the key file.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("{KEY_PREFIX}{}", data_encoding::HEXLOWER.encode(&self.0)))
    }

    /// Reads the text of a key file.
    ///
    /// # Errors
    /// [`VaultError::NotAKey`].
    pub fn from_text(text: &str) -> Result<Self, VaultError> {
        let digits = text.trim().strip_prefix(KEY_PREFIX).ok_or(VaultError::NotAKey)?;
        let bytes = Zeroizing::new(
            data_encoding::HEXLOWER.decode(digits.as_bytes()).map_err(|_| VaultError::NotAKey)?,
        );
        bytes.as_slice().try_into().map(Self).map_err(|_| VaultError::NotAKey)
    }
}

/// Wraps and unwraps secrets under the master key.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Vault {
    wrapping: [u8; 32],
    indexing: [u8; 32],
}

impl Vault {
    /// Derives the working keys; the master key itself is not kept.
    #[must_use]
    pub fn new(master: MasterKey) -> Self {
        Self { wrapping: *derive(&master.0, b"wrap"), indexing: *derive(&master.0, b"index") }
    }

    /// Wraps a secret for one place; it opens only there. A random 192-bit nonce does not repeat.
    #[must_use]
    pub fn wrap(&self, purpose: &str, id: &[u8], secret: &[u8], rng: &dyn Rng) -> Vec<u8> {
        encrypt(&derive(&self.wrapping, purpose.as_bytes()), &place(purpose, id), secret, rng)
    }

    /// Opens what [`Vault::wrap`] made for the same place.
    ///
    /// # Errors
    /// [`VaultError::DoesNotOpen`].
    pub fn unwrap(&self, purpose: &str, id: &[u8], wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        decrypt(&derive(&self.wrapping, purpose.as_bytes()), &place(purpose, id), wrapped)
    }

    /// Wraps under this vault what `old` had wrapped: a change of the master key.
    ///
    /// # Errors
    /// [`VaultError::DoesNotOpen`] if it was not `old`'s.
    pub fn rewrap(
        &self,
        old: &Self,
        purpose: &str,
        id: &[u8],
        wrapped: &[u8],
        rng: &dyn Rng,
    ) -> Result<Vec<u8>, VaultError> {
        Ok(self.wrap(purpose, id, &old.unwrap(purpose, id, wrapped)?, rng))
    }

    /// The key for looking up values of one purpose without storing them.
    #[must_use]
    pub fn index_key(&self, purpose: &str) -> IndexKey {
        IndexKey(*derive(&self.indexing, purpose.as_bytes()))
    }
}

/// Looks up values by HMAC: who reads the database learns which are equal, not what they are.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct IndexKey([u8; 32]);

impl IndexKey {
    /// The index of a value made of parts, each preceded by its length so that no two lists of parts share one.
    #[must_use]
    pub fn index(&self, parts: &[&[u8]]) -> Digest {
        #[expect(clippy::expect_used, reason = "HMAC takes a key of any length (RFC 2104)")]
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0).expect("a key of any length");
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        Digest(mac.finalize().into_bytes().into())
    }
}

/// Encrypts bodies.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct DataKey([u8; 32]);

impl DataKey {
    /// A fresh one.
    #[must_use]
    pub fn generate(rng: &dyn Rng) -> Self {
        Self(rng.array())
    }

    /// From what [`Vault::unwrap`] gave.
    ///
    /// # Errors
    /// When it is not 32 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, VaultError> {
        bytes.try_into().map(Self).map_err(|_| VaultError::DoesNotOpen)
    }

    /// For [`Vault::wrap`].
    #[must_use]
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.0.to_vec())
    }

    /// Encrypts; `place` (table, column, id) is authenticated with it, so that bodies cannot be exchanged.
    #[must_use]
    pub fn seal(&self, place: &[u8], body: &[u8], rng: &dyn Rng) -> Vec<u8> {
        encrypt(&self.0, place, body, rng)
    }

    /// Opens.
    ///
    /// # Errors
    /// [`VaultError::DoesNotOpen`].
    pub fn open(&self, place: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        decrypt(&self.0, place, sealed)
    }
}

/// One key per purpose. The salt keeps this derivation apart from any other use of the same key.
fn derive(key: &[u8; 32], info: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut out = Zeroizing::new([0; 32]);
    #[expect(
        clippy::expect_used,
        reason = "HKDF-SHA256 expands to at most 8160 bytes; 32 always fit (RFC 5869)"
    )]
    Hkdf::<Sha256>::new(Some(b"liaison vault v1"), key).expand(info, out.as_mut_slice()).expect("32 bytes");
    out
}

/// What is authenticated with a wrapped secret. The zero does not make a purpose ambiguous: another purpose has
/// another key.
fn place(purpose: &str, id: &[u8]) -> Vec<u8> {
    [purpose.as_bytes(), &[0], id].concat()
}

/// A random nonce of 192 bits does not repeat under one key, however many bodies it encrypts.
fn encrypt(key: &[u8; 32], place: &[u8], body: &[u8], rng: &dyn Rng) -> Vec<u8> {
    let nonce: [u8; NONCE] = rng.array();
    let cipher = XChaCha20Poly1305::new(key.into());
    let payload = Payload { msg: body, aad: place };
    #[expect(
        clippy::expect_used,
        reason = "fails only for bodies over 256 GiB; the limits keep them far below"
    )]
    let sealed = cipher.encrypt(&XNonce::from(nonce), payload).expect("a body under 256 GiB");
    let mut out = Vec::with_capacity(1 + NONCE + sealed.len());
    out.push(VERSION);
    out.extend(nonce);
    out.extend(sealed);
    out
}

fn decrypt(key: &[u8; 32], place: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let (version, rest) = sealed.split_first().ok_or(VaultError::DoesNotOpen)?;
    let (nonce, body) = rest.split_first_chunk::<NONCE>().ok_or(VaultError::DoesNotOpen)?;
    if *version != VERSION {
        return Err(VaultError::DoesNotOpen);
    }
    let cipher = XChaCha20Poly1305::new(key.into());
    let opened = cipher.decrypt(&XNonce::from(*nonce), Payload { msg: body, aad: place });
    opened.map(Zeroizing::new).map_err(|_| VaultError::DoesNotOpen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::testing::SeededRng;

    fn vault(seed: u64) -> Vault {
        Vault::new(MasterKey::generate(&SeededRng::new(seed)))
    }

    #[test]
    fn a_wrapped_secret_opens_only_in_its_place_and_under_its_key() {
        let rng = SeededRng::new(9);
        let wrapped = vault(1).wrap("secret", b"identity", b"key", &rng);
        assert_eq!(vault(1).unwrap("secret", b"identity", &wrapped).unwrap().as_slice(), b"key");
        for refused in [
            vault(1).unwrap("secret", b"signing", &wrapped),
            vault(1).unwrap("totp", b"identity", &wrapped),
            vault(2).unwrap("secret", b"identity", &wrapped),
            vault(1).unwrap("secret", b"identity", &[]),
            vault(1).unwrap("secret", b"identity", &wrapped[..20]),
        ] {
            assert_eq!(refused.unwrap_err(), VaultError::DoesNotOpen);
        }
        for at in 0..wrapped.len() {
            let mut bent = wrapped.clone();
            bent[at] ^= 1;
            assert!(vault(1).unwrap("secret", b"identity", &bent).is_err(), "byte {at}");
        }
    }

    #[test]
    fn a_master_key_is_changed_by_rewrapping() {
        let rng = SeededRng::new(9);
        let wrapped = vault(1).wrap("secret", b"x", b"key", &rng);
        let moved = vault(2).rewrap(&vault(1), "secret", b"x", &wrapped, &rng).unwrap();
        assert_eq!(vault(2).unwrap("secret", b"x", &moved).unwrap().as_slice(), b"key");
        assert!(vault(1).unwrap("secret", b"x", &moved).is_err());
    }

    #[test]
    fn a_key_file_reads_back_and_nothing_else_does() {
        let text = MasterKey::generate(&SeededRng::new(3)).to_text();
        assert!(MasterKey::from_text(&text).is_ok());
        for wrong in ["", "liaison-master-1:", "liaison-master-2:00", &text[..40]] {
            assert!(MasterKey::from_text(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_index_tells_equal_values_of_one_purpose_only() {
        let (a, b) = (vault(1).index_key("held"), vault(1).index_key("other"));
        assert_eq!(a.index(&[b"phone", b"+227"]), a.index(&[b"phone", b"+227"]));
        assert_ne!(a.index(&[b"phone", b"+227"]), b.index(&[b"phone", b"+227"]));
        assert_ne!(a.index(&[b"phone", b"+227"]), a.index(&[b"phon", b"e+227"]));
    }
}
