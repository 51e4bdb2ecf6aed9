//! The courier file: everything that waits for one node, in one file that may be carried by any means.
//!
//! Version 1. One HPKE context (RFC 9180; X-Wing, HKDF-SHA256, ChaCha20-Poly1305) seals the content chunk by chunk, so
//! that neither side ever holds a file in memory, and no chunk can be left out, doubled, moved or taken from another
//! file. Numbers are big-endian:
//!
//! ```text
//! outer header  `LSC1` (4) | encapsulated key (1120)
//! chunks        each 65,536 bytes of content and a tag (16); HPKE `info` = suite, recipient, key id; `aad` = outer header
//! content       records | zeros up to a power of two, at least 262,144, at most 2,147,483,648
//! record        kind (1) | length (4) | bytes
//! ```
//!
//! The outer header names nobody: whoever finds a file learns neither who wrote it nor for whom. The recipient tries
//! its keys on the first chunk. The first record is the head: the sender's id and a signed document that names sender,
//! recipient, key and the digest of the outer header, so that it belongs to this file and to no other. Nothing in it
//! is a time (A-17). The length is one of few and does not tell how many messages there are.
//!
//! A record is a card, a receipt, an envelope or chunks of an attachment as the wire carries them; each is judged by itself at the door it would
//! have come in by. Refused: writing a card or a receipt the gate did not release, or an envelope for another node
//! (A-1); a file without its end; bytes in the padding. A kind of record that this program does not know is passed
//! over by name (A-14).

mod read;
mod write;

pub use read::{Reader, Record, Whole};
pub use write::Writer;

use crate::checkpoint::At;
use crate::envelope::{ENCAPSULATED, TAG};
use crate::identity::{KemKeyId, KeyError};
use kernel::id::NodeId;
use kernel::{Digest, limit};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The version of format and suite.
pub const VERSION: u16 = 1;
/// Names the suite inside `info`.
const SUITE: &[u8] = b"liaison courier v1: X-Wing, HKDF-SHA256, ChaCha20-Poly1305, Ed25519";
/// What a courier file begins with: a name and its version.
const MAGIC: &[u8; 4] = b"LSC1";
/// The context of the head's signature.
const CONTEXT: &str = "courier";
/// What the digest of an outer header begins with.
const DIGEST: &[u8] = b"liaison courier v1";
/// Name and encapsulated key.
const OUTER: usize = 4 + ENCAPSULATED;
/// Bytes of content in a chunk.
const CHUNK: usize = 64 * 1024;
/// The same, sealed.
const SEALED_CHUNK: usize = CHUNK + TAG;
/// Content is padded to at least this.
const PADDED_MIN: u64 = 256 * 1024;
/// Most content of one file: with its tags it stays below the 4 GiB that a stick formatted as FAT takes.
pub const CONTENT_BYTES_MAX: u64 = 2 * 1024 * 1024 * 1024;
/// Most records of one file.
pub const RECORDS_MAX: u64 = 10_000;
/// Largest record: an envelope, or a receipt with its message.
const RECORD_BYTES_MAX: usize = limit::ENVELOPE_BYTES_MAX;
/// Largest head, in bytes.
const HEAD_BYTES_MAX: usize = 16 * 1024;
/// Kind and length of a record.
const RECORD_HEAD: usize = 1 + 4;

/// The kinds of records.
mod kind {
    pub(super) const HEAD: u8 = 1;
    pub(super) const CARD: u8 = 2;
    pub(super) const RECEIPT: u8 = 3;
    pub(super) const ENVELOPE: u8 = 4;
    pub(super) const END: u8 = 5;
    pub(super) const PARTS: u8 = 6;
}

/// What can be wrong with a courier file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CourierError {
    /// It does not begin as one.
    #[error("this is no courier file")]
    NotOne,
    /// Written by a newer program.
    #[error("this courier file is of another version than this program reads; update")]
    Version,
    /// No key of this node opens it.
    #[error(
        "no key of this node opens it: it is for another node, was sealed to a key that was erased since, or is \
         damaged where it begins"
    )]
    NotForUs,
    /// It is damaged, or put together from several.
    #[error("it is damaged after {0} whole records, or not one file")]
    Damaged(u64),
    /// It ends too early.
    #[error("it is cut short after {0} whole records")]
    Truncated(u64),
    /// The head is not signed by the node it names.
    #[error("its head is not signed by the node it names: {0}")]
    Signature(#[from] KeyError),
    /// The head does not read, or names another recipient, key or file.
    #[error("its head does not read: {0}")]
    BadHead(String),
    /// The content does not follow the format.
    #[error("its content does not follow the format: {0}")]
    BadContent(&'static str),
    /// An envelope, a card or a receipt for somebody else.
    #[error("this is for another node than the file")]
    WrongRecipient,
    /// No more goes into the file.
    #[error("no more goes into this file")]
    Full,
}

/// What the head says, inside the signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourierHead {
    /// [`VERSION`].
    pub version: u16,
    /// Who wrote the file.
    pub sender: NodeId,
    /// Whom it is for.
    pub recipient: NodeId,
    /// The recipient's key it is sealed to, in hexadecimal.
    pub kem_key: String,
    /// The digest of the outer header; it is the file's name between the two nodes.
    pub outer: Digest,
    /// Which file of this sender for this recipient: 1, 2, 3 …
    pub number: u64,
    /// How far the sender's log went when it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checkpoint: Option<At>,
    /// The sequence of the recipient's card that the sender holds.
    #[serde(default)]
    pub holds: u64,
    /// What a newer program added; kept, never dropped (A-14).
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// What the writer says in the head; the rest follows from the file.
#[derive(Clone, Copy, Debug)]
pub struct Named {
    /// Who writes.
    pub sender: NodeId,
    /// Whom it is for.
    pub recipient: NodeId,
    /// Which file for this recipient.
    pub number: u64,
    /// How far the log goes.
    pub checkpoint: Option<At>,
    /// The sequence of the recipient's card that is held here.
    pub holds: u64,
}

/// How long a file is, from its content: what goes with it, what it is padded to and the tags.
#[must_use]
pub fn file_bytes(content: u64) -> u64 {
    let padded = padded(content);
    let tags = padded.div_euclid(CHUNK as u64).saturating_mul(TAG as u64);
    padded.saturating_add(tags).saturating_add(OUTER as u64)
}

fn padded(content: u64) -> u64 {
    content.checked_next_power_of_two().unwrap_or(u64::MAX).max(PADDED_MIN)
}

fn info(recipient: NodeId, key: KemKeyId) -> Vec<u8> {
    [SUITE, recipient.0.as_slice(), &key.0].concat()
}

#[cfg(test)]
mod tests;
