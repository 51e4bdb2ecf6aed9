//! The proof that one logged key evaluated a whole batch: RFC 9497 2.2, except for the weights.
//!
//! The RFC's weight for element i hashes the key, i and the i-th pair only, so a dishonest holder can try weights pair
//! by pair and look for wrong evaluations that cancel, `d_1·e_1 + … + d_n·e_n = 0`. In a batch of 16,384 that is a
//! generalised birthday search of some 2^31 steps (Wagner, 2002), not 2^126. Ours come from one seed that hashes
//! everything, so changing any element changes every weight. 128 bits are enough for a weight: a wrong batch passes
//! for one seed in 2^128, and each try costs a hash over the whole batch.

use crate::Result;
use crate::key::{PublicKey, SecretKey};
use crate::suite::hash_to_scalar;
use crate::wire::hex_serde;
use curve25519_dalek::traits::VartimeMultiscalarMul;
use curve25519_dalek::{RistrettoPoint, Scalar};
use hmac::{Hmac, KeyInit, Mac};
use rayon::prelude::*;
use sha2::{Digest, Sha512};
use zeroize::Zeroizing;

/// Points summed by one task; fewer would waste the buckets of the multiscalar multiplication.
const COMBINE_MIN: usize = 1024;

/// A Chaum–Pedersen proof: challenge and response, as in RFC 9497 2.2.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proof {
    challenge: Scalar,
    response: Scalar,
}

impl Proof {
    /// Challenge and response, 32 bytes each, little-endian as RFC 9496 has scalars.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 64] {
        let mut bytes = [0; 64];
        let both = self.challenge.as_bytes().iter().chain(self.response.as_bytes());
        bytes.iter_mut().zip(both).for_each(|(to, from)| *to = *from);
        bytes
    }

    /// Reads 64 bytes; refuses scalars that are not reduced.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let scalar = |half: &[u8]| -> Option<Scalar> {
            Scalar::from_canonical_bytes(half.try_into().ok()?).into_option()
        };
        bytes
            .split_at_checked(32)
            .and_then(|(c, s)| Some(Self { challenge: scalar(c)?, response: scalar(s)? }))
            .ok_or(crate::Error::Malformed("proof"))
    }
}

hex_serde!(Proof);

/// What a proof speaks of: the key, and the elements before and after.
pub(crate) struct Batch<'a> {
    pub(crate) key: PublicKey,
    pub(crate) blinded: &'a [[u8; 32]],
    pub(crate) points: &'a [RistrettoPoint],
    pub(crate) evaluated: &'a [[u8; 32]],
}

impl Batch<'_> {
    /// `GenerateProof`, RFC 9497 2.2.1, with a nonce from [`Batch::nonce`].
    pub(crate) fn prove(&self, key: &SecretKey, weights: &[Scalar], nonce: &Scalar) -> Proof {
        // Weights and blinded points are known to both sides, so variable time tells nothing; what touches the key
        // or the nonce below runs in constant time.
        let m = combine(weights, self.points);
        let z = m * key.scalar();
        let challenge = self.challenge(&[m, z, RistrettoPoint::mul_base(nonce), m * nonce]);
        Proof { challenge, response: nonce - challenge * key.scalar() }
    }

    /// `VerifyProof`, RFC 9497 2.2.2; `results` are the evaluated elements, decoded. All inputs are public.
    pub(crate) fn verify(&self, results: &[RistrettoPoint], weights: &[Scalar], proof: &Proof) -> bool {
        let (m, z) = rayon::join(|| combine(weights, self.points), || combine(weights, results));
        let (c, s) = (proof.challenge, proof.response);
        let t2 = RistrettoPoint::vartime_double_scalar_mul_basepoint(&c, self.key.point(), &s);
        let t3 = RistrettoPoint::vartime_multiscalar_mul([s, c], [m, z]);
        self.challenge(&[m, z, t2, t3]) == c
    }

    /// The weights: from everything the proof speaks of, and the batch id.
    pub(crate) fn weights(&self, batch_id: [u8; 16]) -> Vec<Scalar> {
        spread(&self.seed(batch_id), self.blinded.len())
    }

    /// A nonce that stays secret and fresh even if the system's randomness fails: it hedges key, transcript and
    /// entropy. Two different batches under the same entropy get unrelated nonces, and without the key none can be
    /// computed.
    pub(crate) fn nonce(&self, key: &SecretKey, batch_id: [u8; 16], entropy: &[u8; 32]) -> Zeroizing<Scalar> {
        let wide =
            keyed(key.scalar().as_bytes(), &[b"liaison blind v1 nonce", &self.seed(batch_id), entropy]);
        Zeroizing::new(Scalar::from_bytes_mod_order_wide(&wide))
    }

    /// One digest of everything the proof speaks of. The count fixes where the two lists part.
    fn seed(&self, batch_id: [u8; 16]) -> [u8; 64] {
        let mut hash = Sha512::new()
            .chain_update(b"liaison blind v1 weights")
            .chain_update(self.key.to_bytes())
            .chain_update(batch_id)
            .chain_update((self.blinded.len() as u64).to_be_bytes());
        for element in self.blinded.iter().chain(self.evaluated) {
            hash.update(element);
        }
        hash.finalize().into()
    }

    /// The challenge of RFC 9497 2.2.1 over the public key and M, Z, t2, t3.
    fn challenge(&self, points: &[RistrettoPoint; 4]) -> Scalar {
        let [m, z, t2, t3] = points.map(|p| p.compress().to_bytes());
        let key = self.key.to_bytes();
        let len: &[u8] = &[0, 32];
        hash_to_scalar(&[len, &key, len, &m, len, &z, len, &t2, len, &t3, b"Challenge"])
    }
}

/// `count` weights of 128 bits: SHA-512 over the seed in counter mode, four to a block.
fn spread(seed: &[u8; 64], count: usize) -> Vec<Scalar> {
    let blocks = u32::try_from(count.div_ceil(4)).unwrap_or(u32::MAX);
    let mut weights = Vec::with_capacity(count.saturating_add(4));
    for block in 0..blocks {
        let hash = Sha512::new()
            .chain_update(b"liaison blind v1 weight")
            .chain_update(seed)
            .chain_update(block.to_be_bytes())
            .finalize();
        let (words, _) = hash.as_slice().as_chunks::<16>();
        weights.extend(words.iter().map(|word| Scalar::from(u128::from_le_bytes(*word))));
    }
    weights.truncate(count);
    weights
}

/// The weighted sum of the points. How it is divided among cores does not change the sum.
pub(crate) fn combine(weights: &[Scalar], points: &[RistrettoPoint]) -> RistrettoPoint {
    let size = points.len().div_ceil(rayon::current_num_threads().max(1)).max(COMBINE_MIN);
    weights
        .par_chunks(size)
        .zip(points.par_chunks(size))
        .map(|(w, p)| RistrettoPoint::vartime_multiscalar_mul(w, p))
        .sum()
}

/// HMAC-SHA-512 under 32 bytes.
pub(crate) fn keyed(key: &[u8; 32], parts: &[&[u8]]) -> Zeroizing<[u8; 64]> {
    let mut block = Zeroizing::new([0; 128]);
    block.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    // A key shorter than the block is padded with zeros (RFC 2104), so this is HMAC under the 32 bytes.
    let mut mac = Hmac::<Sha512>::new((&*block).into());
    for part in parts {
        mac.update(part);
    }
    Zeroizing::new(mac.finalize().into_bytes().into())
}
