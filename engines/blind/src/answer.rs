//! The holder's side of a question: evaluate a blinded batch and prove under which key.

use crate::proof::Batch;
use crate::question::BATCH_MIN;
use crate::suite::{CHUNK, decode_all, double_and_encode};
use crate::wire::hex_serde;
use crate::{Error, Proof, Result, SecretKey};
use curve25519_dalek::{RistrettoPoint, Scalar};
use kernel::limit::CHECK_SELECTORS_MAX;
use rayon::prelude::*;

/// The evaluated batch, in the order of the question, and the proof for all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// `k·B_i` for each blinded element `B_i`.
    pub evaluated: Vec<[u8; 32]>,
    /// The proof that one key, the logged one, made them all.
    pub proof: Proof,
}

impl Answer {
    /// Number of elements (32 bits, big-endian), elements, proof.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let count = u32::try_from(self.evaluated.len()).unwrap_or(u32::MAX);
        [count.to_be_bytes().as_slice(), self.evaluated.as_flattened(), &self.proof.to_bytes()].concat()
    }

    /// Reads an answer; refuses any length but the right one. Elements are checked by [`crate::Question::finish`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let malformed = Error::Malformed("answer");
        let (count, rest) = bytes.split_first_chunk::<4>().ok_or(malformed)?;
        let count = usize::try_from(u32::from_be_bytes(*count)).map_err(|_| malformed)?;
        if count > CHECK_SELECTORS_MAX {
            return Err(malformed);
        }
        let (elements, proof) = rest.split_at_checked(count.saturating_mul(32)).ok_or(malformed)?;
        Ok(Self { evaluated: elements.as_chunks().0.to_vec(), proof: Proof::from_bytes(proof)? })
    }
}

hex_serde!(Answer);

/// Evaluates a blinded batch (RFC 9497 3.3.2, `BlindEvaluate`) and proves it.
///
/// `batch_id` is the asker's; `nonce_entropy` is 32 fresh bytes from the operating system, hedged with key and
/// transcript. The same arguments give the same bytes, so a holder that keeps the entropy with the batch answers an
/// identical retry identically. Refused: a size that is not padded ([`Error::BatchSize`]), any element that is the
/// identity or not canonical ([`Error::Element`]). Budgets are the caller's, at this padded size.
pub fn evaluate(
    key: &SecretKey,
    blinded: &[[u8; 32]],
    batch_id: [u8; 16],
    nonce_entropy: [u8; 32],
) -> Result<Answer> {
    let size = blinded.len();
    if !(BATCH_MIN..=CHECK_SELECTORS_MAX).contains(&size) || !size.is_power_of_two() {
        return Err(Error::BatchSize(size));
    }
    let points = decode_all(blinded)?;
    let evaluated = multiply(&points, key.scalar());
    let batch = Batch { key: key.public(), blinded, points: &points, evaluated: &evaluated };
    let nonce = batch.nonce(key, batch_id, &nonce_entropy);
    let proof = batch.prove(key, &batch.weights(batch_id), &nonce);
    Ok(Answer { evaluated, proof })
}

/// The encodings of `k·P` for every point, in constant time for the key.
pub(crate) fn multiply(points: &[RistrettoPoint], key: &Scalar) -> Vec<[u8; 32]> {
    let half = zeroize::Zeroizing::new(key.div_by_2());
    let chunks = points.par_chunks(CHUNK).map(|chunk| {
        let halves: Vec<RistrettoPoint> = chunk.iter().map(|point| point * *half).collect();
        double_and_encode(&halves).collect::<Vec<_>>()
    });
    chunks.collect::<Vec<_>>().concat()
}
