//! The asker's side: blind, check the answer, unblind; and afterwards prove what was asked.

use crate::proof::{Batch, keyed};
use crate::suite::{CHUNK, decode_all, double_and_encode, hash_to_group, padding_input, selector_input};
use crate::wire::hex_serde;
use crate::{Answer, Error, PublicKey, Result, Token};
use curve25519_dalek::{RistrettoPoint, Scalar};
use kernel::SelectorKind;
use kernel::limit::CHECK_SELECTORS_MAX;
use kernel::selector::NORMALISER_VERSION;
use rayon::prelude::*;
use zeroize::{Zeroize, Zeroizing};

/// The smallest padded batch. Sizes are powers of two from here to `kernel::limit::CHECK_SELECTORS_MAX`.
pub const BATCH_MIN: usize = 64;

/// A question: the selectors of one kind, blinded and padded.
///
/// Everything in it follows from kind, values and `rho`, so a node keeps those (sealed) and makes it anew when the
/// answer comes. Decoys are ordinary values the room mixes in. It is wiped when dropped.
pub struct Question {
    /// The hashed bytes of each real selector; shorter than the batch by the padding.
    inputs: Zeroizing<Vec<Vec<u8>>>,
    blinds: Zeroizing<Vec<Scalar>>,
    blinded: Vec<[u8; 32]>,
    points: Vec<RistrettoPoint>,
    batch_id: [u8; 16],
}

impl Question {
    /// Blinds `values` and pads them to the next power of two from 64 to 16,384.
    ///
    /// `rho` is 32 fresh random bytes for each question and never used for two: under one `rho` two questions could
    /// be compared position by position. The same arguments give the same bytes, which is what a retry sends.
    pub fn ask(kind: SelectorKind, values: &[&str], rho: [u8; 32]) -> Result<Self> {
        let rho = Zeroizing::new(rho);
        if values.is_empty() || values.len() > CHECK_SELECTORS_MAX {
            return Err(Error::QuestionSize(values.len()));
        }
        let inputs = values.iter().map(|v| selector_input(kind, NORMALISER_VERSION, v));
        let inputs = Zeroizing::new(inputs.collect::<Result<Vec<_>>>()?);
        let size = u32::try_from(values.len().next_power_of_two().max(BATCH_MIN)).unwrap_or(u32::MAX);
        let blinds: Vec<Scalar> = (0..size).into_par_iter().map(|index| blind(&rho, index)).collect();
        let blinds = Zeroizing::new(blinds);
        if blinds.contains(&Scalar::ZERO) {
            // One chance in 2^252; refused because a zero blind sends the identity and cannot be inverted.
            return Err(Error::Element);
        }
        let padding = (0u32..).skip(inputs.len()).map(padding_input);
        let all: Vec<(std::borrow::Cow<'_, [u8]>, &Scalar)> = inputs
            .iter()
            .map(|input| input.as_slice().into())
            .chain(padding.map(Into::into))
            .zip(blinds.iter())
            .collect();
        let halves = all
            .par_iter()
            .with_min_len(CHUNK / 4)
            .map(|(input, blind)| Ok(hash_to_group(input)? * blind.div_by_2()))
            .collect::<Result<Vec<RistrettoPoint>>>()?;
        drop(all);
        let blinded = halves.par_chunks(CHUNK).flat_map_iter(double_and_encode).collect();
        let points = halves.iter().map(|half| half + half).collect();
        Ok(Self { inputs, blinds, blinded, points, batch_id: batch_id(&rho) })
    }

    /// The blinded batch, padded: what is signed and sent. Without `rho` it is uniformly random.
    #[must_use]
    pub fn blinded(&self) -> &[[u8; 32]] {
        &self.blinded
    }

    /// The id of the batch, sent with it and bound by the proof; random to all who lack `rho`.
    #[must_use]
    pub fn batch_id(&self) -> [u8; 16] {
        self.batch_id
    }

    /// How many of the elements are real selectors; they come first.
    #[must_use]
    pub fn asked(&self) -> usize {
        self.inputs.len()
    }

    /// Checks the answer's proof under the *logged* key for the whole batch, padding included, then unblinds (RFC 9497
    /// 3.3.2) and gives F_k of each value in the order asked. Nothing is given of an answer that does not hold.
    pub fn finish(&self, answer: &Answer, key: &PublicKey) -> Result<Vec<Token>> {
        let (asked, got) = (self.blinded.len(), answer.evaluated.len());
        if asked != got {
            return Err(Error::AnswerSize { asked, got });
        }
        let results = decode_all(&answer.evaluated)?;
        let batch =
            Batch { key: *key, blinded: &self.blinded, points: &self.points, evaluated: &answer.evaluated };
        if !batch.verify(&results, &batch.weights(self.batch_id), &answer.proof) {
            return Err(Error::Proof);
        }
        // One inversion for all blinds; `ask` saw to it that none is zero.
        let mut inverses =
            Zeroizing::new(self.blinds.iter().take(self.inputs.len()).copied().collect::<Vec<_>>());
        Scalar::invert_batch_alloc(&mut inverses);
        let chunks =
            self.inputs.par_chunks(CHUNK).zip(inverses.par_chunks(CHUNK)).zip(results.par_chunks(CHUNK));
        let tokens = chunks.flat_map_iter(|((inputs, inverses), results)| {
            let halves: Vec<_> =
                results.iter().zip(inverses).map(|(e, inverse)| e * inverse.div_by_2()).collect();
            let halves = Zeroizing::new(halves);
            inputs.iter().zip(double_and_encode(&halves)).map(|(input, element)| Token::of(input, &element))
        });
        Ok(tokens.collect())
    }

    /// What proves that value number `index` was asked. It gives away this one value to who can guess it, so it is
    /// made only after a hit whose notice passed the gate. Padding is not revealed.
    pub fn reveal(&self, index: u32) -> Result<Reveal> {
        let at = usize::try_from(index).map_err(|_| Error::Index(index))?;
        match (self.inputs.get(at), self.blinds.get(at)) {
            (Some(_), Some(blind)) => Ok(Reveal { index, blind: *blind }),
            _ => Err(Error::Index(index)),
        }
    }

    /// Whether a signed batch is the question of these values under `rho`: how oversight opens the commitment. The
    /// batch binds its asker to the values because no one can find another value and blind for an element.
    #[must_use]
    pub fn opens(kind: SelectorKind, values: &[&str], rho: [u8; 32], blinded: &[[u8; 32]]) -> bool {
        Self::ask(kind, values, rho).is_ok_and(|question| question.blinded == blinded)
    }
}

impl Drop for Question {
    fn drop(&mut self) {
        self.points.zeroize();
    }
}

impl std::fmt::Debug for Question {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Question({} of {})", self.inputs.len(), self.blinded.len())
    }
}

/// An opened position of a question: its index and blinding factor.
#[derive(Clone, PartialEq, Eq)]
pub struct Reveal {
    /// Which element of the batch.
    pub index: u32,
    blind: Scalar,
}

impl Reveal {
    /// Index (32 bits, big-endian) and blinding factor.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.index.to_be_bytes().as_slice(), self.blind.as_bytes()].concat()
    }

    /// Reads 36 bytes; refuses a blinding factor that is zero or not reduced.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let malformed = Error::Malformed("proof of having asked");
        let (index, blind) = bytes.split_first_chunk::<4>().ok_or(malformed)?;
        let blind: [u8; 32] = blind.try_into().map_err(|_| malformed)?;
        let blind = Scalar::from_canonical_bytes(blind).into_option().filter(|b| *b != Scalar::ZERO);
        Ok(Self { index: u32::from_be_bytes(*index), blind: blind.ok_or(malformed)? })
    }
}

impl std::fmt::Debug for Reveal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Reveal({}, …)", self.index)
    }
}

hex_serde!(Reveal);

/// The holder's check that the asker really asked for `value`: `blinded_i = r_i·H(y)`. `blinded_i` is element number
/// `reveal.index` of the batch the asker signed, which the holder kept.
#[must_use]
pub fn check_reveal(kind: SelectorKind, value: &str, reveal: &Reveal, blinded_i: &[u8; 32]) -> bool {
    selector_input(kind, NORMALISER_VERSION, value)
        .and_then(|input| hash_to_group(&input))
        .is_ok_and(|point| (point * reveal.blind).compress().as_bytes() == blinded_i)
}

/// `r_i = KDF(rho, i)`.
fn blind(rho: &[u8; 32], index: u32) -> Scalar {
    Scalar::from_bytes_mod_order_wide(&keyed(rho, &[b"liaison blind v1 blind", &index.to_be_bytes()]))
}

fn batch_id(rho: &[u8; 32]) -> [u8; 16] {
    keyed(rho, &[b"liaison blind v1 batch"]).first_chunk().copied().unwrap_or_default()
}
