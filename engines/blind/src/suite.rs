//! The ciphersuite ristretto255-SHA512 of RFC 9497, 4.1, in mode 0x01 (VOPRF), and what we feed it.

use crate::{Error, Result};
use curve25519_dalek::ristretto::CompressedRistretto;
use curve25519_dalek::traits::IsIdentity;
use curve25519_dalek::{RistrettoPoint, Scalar};
use kernel::SelectorKind;
use kernel::limit::VALUE_BYTES_MAX;
use rayon::prelude::*;
use sha2::{Digest, Sha512};
use std::sync::LazyLock;

/// Elements handled together: enough to share one field inversion among them, few enough to spread over cores.
pub(crate) const CHUNK: usize = 128;

/// Domain separation, RFC 9497 4.1: prefix, then `OPRFV1-`, the mode, `-` and the suite.
const DST_GROUP: &[u8] = b"HashToGroup-OPRFV1-\x01-ristretto255-SHA512";
const DST_SCALAR: &[u8] = b"HashToScalar-OPRFV1-\x01-ristretto255-SHA512";
/// For `DeriveKeyPair`, RFC 9497 3.2.1.
pub(crate) const DST_KEY: &[u8] = b"DeriveKeyPairOPRFV1-\x01-ristretto255-SHA512";
/// SHA-512 after its block of zeros, with which every `expand_message_xmd` begins.
static ZERO_BLOCK: LazyLock<Sha512> = LazyLock::new(|| Sha512::new().chain_update([0; 128]));

/// The bytes that are hashed for one selector: `kind code || 0x00 || normaliser version || value`.
/// No code holds a zero byte, so kind and value can never run into each other.
pub(crate) fn selector_input(kind: SelectorKind, normaliser: u16, value: &str) -> Result<Vec<u8>> {
    if value.is_empty() || value.len() > VALUE_BYTES_MAX {
        return Err(Error::Value(value.len()));
    }
    Ok([kind.code().as_bytes(), &[0], &normaliser.to_be_bytes(), value.as_bytes()].concat())
}

/// The bytes that are hashed for padding number `index`; no kind has the code `pad`.
pub(crate) fn padding_input(index: u32) -> Vec<u8> {
    [b"pad".as_slice(), &index.to_be_bytes()].concat()
}

/// `HashToGroup`, RFC 9497 4.1. Refuses the identity as 3.3.2 demands.
pub(crate) fn hash_to_group(input: &[u8]) -> Result<RistrettoPoint> {
    let point = RistrettoPoint::from_uniform_bytes(&expand(&[input], DST_GROUP));
    if point.is_identity() { Err(Error::Element) } else { Ok(point) }
}

/// `HashToScalar`, RFC 9497 4.1.
pub(crate) fn hash_to_scalar(parts: &[&[u8]]) -> Scalar {
    hash_to_scalar_under(parts, DST_SCALAR)
}

/// `HashToScalar` with another domain separation tag.
pub(crate) fn hash_to_scalar_under(parts: &[&[u8]], dst: &[u8]) -> Scalar {
    Scalar::from_bytes_mod_order_wide(&expand(parts, dst))
}

/// The hash at the end of `Finalize`, RFC 9497 3.3.1: all 64 bytes.
pub(crate) fn finalize(input: &[u8], element: &[u8; 32]) -> [u8; 64] {
    Sha512::new()
        .chain_update(u16::try_from(input.len()).unwrap_or(u16::MAX).to_be_bytes())
        .chain_update(input)
        .chain_update(32u16.to_be_bytes())
        .chain_update(element)
        .chain_update(b"Finalize")
        .finalize()
        .into()
}

/// Reads one element: canonical, and not the identity.
pub(crate) fn decode(bytes: &[u8; 32]) -> Result<RistrettoPoint> {
    match CompressedRistretto(*bytes).decompress() {
        Some(point) if !point.is_identity() => Ok(point),
        _ => Err(Error::Element),
    }
}

/// Reads many elements, on all cores; one bad element refuses them all.
pub(crate) fn decode_all(elements: &[[u8; 32]]) -> Result<Vec<RistrettoPoint>> {
    elements.par_iter().with_min_len(CHUNK / 4).map(decode).collect()
}

/// The encodings of the doubles of the points. Encoding a double needs no inverse square root, and the inversions of
/// a batch are shared; so callers multiply by half the scalar and double here.
pub(crate) fn double_and_encode(halves: &[RistrettoPoint]) -> impl Iterator<Item = [u8; 32]> + use<> {
    RistrettoPoint::double_and_compress_batch(halves).into_iter().map(|c| c.to_bytes())
}

/// `expand_message_xmd` with SHA-512 for 64 bytes, RFC 9380 5.3.1: one block, so b_1 is the whole output.
fn expand(parts: &[&[u8]], dst: &[u8]) -> [u8; 64] {
    // Every tag here is a constant under 256 bytes.
    let dst_len = [u8::try_from(dst.len()).unwrap_or(u8::MAX)];
    let mut first = ZERO_BLOCK.clone();
    for part in parts {
        first.update(part);
    }
    let first = first.chain_update([0, 64, 0]).chain_update(dst).chain_update(dst_len).finalize();
    Sha512::new()
        .chain_update(first)
        .chain_update([1])
        .chain_update(dst)
        .chain_update(dst_len)
        .finalize()
        .into()
}
