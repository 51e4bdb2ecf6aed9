//! Tests that need the inside: the RFC's weights and vectors, another implementation, attacks.

use crate::suite::{DST_SEED, hash_to_scalar};
use curve25519_dalek::Scalar;
use sha2::{Digest, Sha512};

/// The weights of RFC 9497 2.2.1, `ComputeCompositesFast`: known to a holder before the batch is complete.
pub(crate) fn rfc_weights(key: &[u8; 32], blinded: &[[u8; 32]], evaluated: &[[u8; 32]]) -> Vec<Scalar> {
    let dst_len = u16::try_from(DST_SEED.len()).unwrap().to_be_bytes();
    let seed =
        Sha512::new().chain_update([0, 32]).chain_update(key).chain_update(dst_len).chain_update(DST_SEED);
    let seed = seed.finalize();
    let pairs = (0u16..).zip(blinded.iter().zip(evaluated));
    let len: &[u8] = &[0, 32];
    pairs
        .map(|(i, (c, d))| hash_to_scalar(&[&[0, 64], &seed, &i.to_be_bytes(), len, c, len, d, b"Composite"]))
        .collect()
}
