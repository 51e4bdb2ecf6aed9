//! What both sides compare: F_k(y), and its tag under a peer's secret.

use crate::suite::{CHUNK, double_and_encode, finalize, hash_to_group, selector_input};
use crate::wire::hex_serde;
use crate::{Error, Result, SecretKey};
use curve25519_dalek::RistrettoPoint;
use hmac::{Hmac, KeyInit, Mac};
use kernel::SelectorKind;
use rayon::prelude::*;
use sha2::Sha256;
use std::fmt;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// F_k(y): the first 32 of the 64 bytes that `Finalize` of RFC 9497 gives; half of SHA-512 is ample for comparing,
/// and halves what a node keeps. It stays inside the node: outside only its tags are seen.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Zeroize, ZeroizeOnDrop)]
pub struct Token(pub [u8; 32]);

impl Token {
    pub(crate) fn of(input: &[u8], element: &[u8; 32]) -> Self {
        let output = Zeroizing::new(finalize(input, element));
        Self(output.first_chunk().copied().unwrap_or_default())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// HMAC-SHA-256 of a token under the secret shared with one peer. Filters hold tags, and a notice carries one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(pub [u8; 32]);

impl Tag {
    /// The 32 bytes.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0
    }

    /// Reads 32 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        bytes.try_into().map(Self).map_err(|_| Error::Malformed("tag"))
    }
}

impl fmt::Debug for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tag({})", data_encoding::HEXLOWER.encode(&self.0))
    }
}

hex_serde!(Tag);

/// F_k(y) of one of the holder's own selectors.
pub fn token_of(key: &SecretKey, kind: SelectorKind, value: &str) -> Result<Token> {
    tokens_of(key, kind, &[value])?.pop().ok_or(Error::Value(0))
}

/// F_k(y) of many of the holder's own selectors, in order, on all cores.
///
/// A set-up of millions is done in slices of some ten thousand: memory stays flat, and progress and resumption are a
/// matter of which slice comes next, since each token depends on its own selector alone. Refused: a kind the key was
/// not derived for, an empty or overlong value.
pub fn tokens_of(key: &SecretKey, kind: SelectorKind, values: &[&str]) -> Result<Vec<Token>> {
    if kind != key.kind() {
        return Err(Error::OtherKind { key: key.kind(), asked: kind });
    }
    let half = Zeroizing::new(key.scalar().div_by_2());
    let chunk = |values: &[&str]| -> Result<Vec<Token>> {
        let inputs =
            values.iter().map(|v| selector_input(kind, key.normaliser(), v)).collect::<Result<Vec<_>>>()?;
        let halves = inputs
            .iter()
            .map(|input| Ok(hash_to_group(input)? * *half))
            .collect::<Result<Vec<RistrettoPoint>>>()
            .map(Zeroizing::new)?;
        let elements = double_and_encode(&halves);
        Ok(inputs.iter().zip(elements).map(|(input, element)| Token::of(input, &element)).collect())
    };
    Ok(values.par_chunks(CHUNK).map(chunk).collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// The tag of a token for one peer: HMAC-SHA-256(s_p, F_k(y)) (RFC 2104). It keeps the filters of two peers from
/// being compared; it does not separate their right to ask.
#[must_use]
pub fn peer_tag(peer_secret: &[u8; 32], token: &Token) -> Tag {
    let mut block = Zeroizing::new([0; 64]);
    block.iter_mut().zip(peer_secret).for_each(|(to, from)| *to = *from);
    // A key shorter than the block is padded with zeros (RFC 2104), so this is HMAC under the 32 bytes.
    let mac = Hmac::<Sha256>::new((&*block).into()).chain_update(token.0);
    Tag(mac.finalize().into_bytes().into())
}
