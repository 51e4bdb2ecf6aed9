//! Signs, encrypts, receipts, and keeps keys at rest. Bytes in, bytes out; time and randomness are parameters.
//!
//! Standards: Ed25519 (RFC 8032), HPKE (RFC 9180) with the hybrid X-Wing KEM, ChaCha20-Poly1305 (RFC 8439) and its
//! extended-nonce form at rest, HKDF (RFC 5869), HMAC (RFC 2104). One answer each: no options inside a version.
//!
//! Refused: sealing anything that is not [`gate::Released`] (A-1), parsing other bytes than were signed (A-3),
//! trusting a key because a message names it (A-4).
//!
//! ```compile_fail
//! // A-1: plain bytes cannot be sealed.
//! fn leak(head: &seal::envelope::EnvelopeHead, key: &seal::identity::SigningKey, to: &seal::identity::KemPublic, rng: &dyn kernel::Rng) {
//!     let _ = seal::envelope::seal_envelope(head, b"+227 90 00 01 14".to_vec(), key, to, rng);
//! }
//! ```
#![warn(missing_docs)]

pub mod envelope;
pub mod identity;
pub mod receipt;
pub mod vault;

mod chance;
mod words;

pub use words::{WORDS, fingerprint_words};
