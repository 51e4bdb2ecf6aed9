//! Keys: one for each epoch, view, kind of selector and version of the normalising rules.

use crate::suite::{DST_KEY, decode, hash_to_scalar_under};
use crate::wire::hex_serde;
use crate::{Error, Result};
use curve25519_dalek::{RistrettoPoint, Scalar};
use kernel::SelectorKind;
use std::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// What a group of peers with identical entitlement may match against, as the gate decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ViewId(pub [u8; 16]);

/// A holder's key. It lives in the keyholder process, is never stored and is wiped when dropped.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct SecretKey {
    scalar: Scalar,
    #[zeroize(skip)]
    public: PublicKey,
    #[zeroize(skip)]
    kind: SelectorKind,
    #[zeroize(skip)]
    normaliser: u16,
}

impl SecretKey {
    /// `DeriveKeyPair(seed, info)` of RFC 9497 3.2.1, with `info = view || kind code || normaliser version` (the
    /// view has 16 bytes and the version two, big-endian, so no two triples give the same bytes).
    pub fn derive(epoch_seed: &[u8; 32], view: &ViewId, kind: SelectorKind, normaliser: u16) -> Result<Self> {
        let info = [&view.0, kind.code().as_bytes(), &normaliser.to_be_bytes()].concat();
        Self::derive_with(epoch_seed, &info, kind, normaliser)
    }

    /// The half that is logged.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        self.public
    }

    /// The kind of selector it is for.
    #[must_use]
    pub fn kind(&self) -> SelectorKind {
        self.kind
    }

    /// The version of the normalising rules it is for.
    #[must_use]
    pub fn normaliser(&self) -> u16 {
        self.normaliser
    }

    pub(crate) fn scalar(&self) -> &Scalar {
        &self.scalar
    }

    /// Derivation with any info; the tests give the RFC's.
    pub(crate) fn derive_with(
        seed: &[u8; 32],
        info: &[u8],
        kind: SelectorKind,
        normaliser: u16,
    ) -> Result<Self> {
        let info_len = u16::try_from(info.len()).map_err(|_| Error::Derive)?.to_be_bytes();
        for counter in 0..=u8::MAX {
            let scalar = hash_to_scalar_under(&[seed, &info_len, info, &[counter]], DST_KEY);
            if scalar != Scalar::ZERO {
                let point = RistrettoPoint::mul_base(&scalar);
                let public = PublicKey { bytes: point.compress().to_bytes(), point };
                return Ok(Self { scalar, public, kind, normaliser });
            }
        }
        Err(Error::Derive)
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey({}, {:?})", self.kind, self.public)
    }
}

/// The public half of a key, as logged.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey {
    bytes: [u8; 32],
    point: RistrettoPoint,
}

impl PublicKey {
    /// The canonical encoding.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 32] {
        self.bytes
    }

    /// Reads the canonical encoding; refuses the identity, any other encoding and any other length.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| Error::Element)?;
        Ok(Self { bytes, point: decode(&bytes)? })
    }

    pub(crate) fn point(&self) -> &RistrettoPoint {
        &self.point
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", data_encoding::HEXLOWER.encode(&self.bytes))
    }
}

hex_serde!(PublicKey);
