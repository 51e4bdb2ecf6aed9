//! Private matching: two nodes learn which selectors they share, and nothing else.
//!
//! The verifiable oblivious PRF of RFC 9497 (ristretto255-SHA512, mode 0x01), with one deliberate change: the
//! weights of the batch proof hash the public key, the batch id and *all* blinded and evaluated elements, so that no
//! weight is known before the whole batch is fixed and wrong evaluations cannot be chosen to cancel. The RFC's own
//! weights exist only in the tests, where they check everything else against the RFC's vectors.
//!
//! How a check goes:
//!
//! 1. The holder derives a [`SecretKey`] for an epoch, view and kind, has its [`PublicKey`] logged, computes
//!    [`tokens_of`] its eligible selectors once, and gives each peer a [`Filter`] over [`peer_tag`]s.
//! 2. The asker makes a [`Question`], signs its blinded batch and sends it. That signed batch is itself the
//!    commitment: blinds are `r_i = KDF(rho, i)` and padding is `r_i·H("pad" || i)`, so who is given `rho` and the
//!    inputs (oversight) can recompute every byte ([`Question::opens`]) and nobody else learns anything from it.
//! 3. The holder [`evaluate`]s the batch; the asker checks the proof, unblinds ([`Question::finish`]) and looks the
//!    tags up.
//! 4. After a hit the asker proves that it asked: [`Question::reveal`] and [`check_reveal`].
//!
//! What it refuses: a plain or salted hash of a value never leaves this crate. Phone numbers are few enough to be
//! tried one by one in minutes; only blinded elements, tags under a secret and filters over tags go out. It takes no
//! element that is the identity or not canonically encoded, no batch of an unpadded size, and no filter whose
//! lengths disagree. It opens no store and no socket, and randomness is always handed in.
//!
//! What it does not claim: the proof shows that the logged key was used and says nothing of the filter; sizes, times
//! and who asks whom stay visible; who steals a key and a peer's secret can try values against that epoch's filters
//! for ever; a quantum computer gets the key from its public half.
#![warn(missing_docs)]

mod answer;
mod filter;
mod key;
mod proof;
mod question;
mod suite;
#[cfg(test)]
mod tests;
mod token;
mod wire;

pub use answer::{Answer, evaluate};
pub use filter::{FILTER_ENTRIES_MAX, FILTER_ENTRIES_MIN, Filter, false_positive_rate};
pub use key::{PublicKey, SecretKey, ViewId};
pub use proof::Proof;
pub use question::{BATCH_MIN, Question, Reveal, check_reveal};
pub use token::{Tag, Token, peer_tag, token_of, tokens_of};

/// What this crate refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Key derivation found no key in 256 tries; never seen, and the chance is nil.
    #[error("no key could be derived from this seed; start a new epoch with a fresh one")]
    Derive,
    /// Not 32 bytes that canonically encode an element other than the identity (RFC 9497, 2.1).
    #[error("not a valid group element; ask the peer to send its message again")]
    Element,
    /// A batch that is empty, larger than the limit or not padded to a power of two.
    #[error("a batch of {0} elements is not a padded size; pad to a power of two from 64 to 16384")]
    BatchSize(usize),
    /// More or other values than one question takes.
    #[error("a question of {0} selectors is refused; ask for 1 to 16384 at a time")]
    QuestionSize(usize),
    /// A selector value that is empty or longer than a value may be.
    #[error("a selector value of {0} bytes is refused; it has 1 to 16384 bytes")]
    Value(usize),
    /// Selectors of one kind were to be evaluated under the key of another.
    #[error("this key is for selectors of kind `{key}`, not `{asked}`; use the key of that kind")]
    OtherKind {
        /// The kind the key was derived for.
        key: kernel::SelectorKind,
        /// The kind that was asked.
        asked: kernel::SelectorKind,
    },
    /// The answer has another number of elements than the question.
    #[error("the answer has {got} elements for a question of {asked}; ask the peer to answer again")]
    AnswerSize {
        /// Elements asked.
        asked: usize,
        /// Elements answered.
        got: usize,
    },
    /// The batch proof does not hold: another key was used, or an element was changed.
    #[error("the answer's proof does not hold under the logged key; do not use it, and tell the peer's desk")]
    Proof,
    /// The index is not one of a selector that was asked.
    #[error("the question has no selector number `{0}`")]
    Index(u32),
    /// Bytes that are not a message of this crate.
    #[error("not a readable {0}; ask the peer to send it again")]
    Malformed(&'static str),
    /// A filter of more entries or bytes than the limit.
    #[error("a filter of {0} is over the limit; split the view")]
    FilterSize(usize),
    /// The filter could not be built.
    #[error("the filter could not be built from these tags; try again with fresh randomness")]
    FilterBuild,
}

/// Result of this crate.
pub type Result<T> = std::result::Result<T, Error>;
