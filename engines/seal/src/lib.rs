//! Signs, encrypts, receipts, and keeps keys at rest. Bytes in, bytes out; time and randomness are parameters.
//!
//! Standards: Ed25519 (RFC 8032), HPKE (RFC 9180) with the hybrid X-Wing KEM, ChaCha20-Poly1305 (RFC 8439) and its
//! extended-nonce form at rest, HKDF (RFC 5869), HMAC (RFC 2104). One answer each: no options inside a version.
//!
//! Refused: sealing anything that is not [`gate::Released`] (A-1), parsing other bytes than were signed (A-3),
//! trusting a key because a message names it (A-4).
//!
//! What the gate released is sealed:
//!
//! ```
//! use seal::{envelope::{EnvelopeHead, seal_envelope}, identity::{KemPublic, SigningKey}};
//! type Body = gate::Released<Vec<u8>>;
//! fn send(body: Body, head: &EnvelopeHead, key: &SigningKey, to: &KemPublic, rng: &dyn kernel::Rng) {
//!     let _ = seal_envelope(head, body, key, to, rng);
//! }
//! ```
//!
//! A-1: nothing else is. The same lines with plain bytes for a body do not compile:
//!
//! ```compile_fail,E0308
//! use seal::{envelope::{EnvelopeHead, seal_envelope}, identity::{KemPublic, SigningKey}};
//! type Body = Vec<u8>;
//! fn send(body: Body, head: &EnvelopeHead, key: &SigningKey, to: &KemPublic, rng: &dyn kernel::Rng) {
//!     let _ = seal_envelope(head, body, key, to, rng);
//! }
//! ```
#![warn(missing_docs)]

pub mod attachment;
pub mod checkpoint;
pub mod courier;
pub mod envelope;
pub mod handout;
pub mod identity;
pub mod prekeys;
pub mod publication;
pub mod receipt;
pub mod signers;
pub mod stream;
pub mod tree;
pub mod vault;

mod chance;
mod words;

pub use words::{WORDS, fingerprint_words};

#[cfg(test)]
mod tests;
