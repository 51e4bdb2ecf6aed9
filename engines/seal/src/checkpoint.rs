//! Checkpoints of a node's log, and what a witness answers to them. They hold how many entries there are, a digest and a
//! time: nothing of what the log says.
//!
//! A checkpoint is a signed document of JSON. To a witness it names, as `before`, the head it has at the place that
//! witness counter-signed last, so that a chain made anew contradicts itself. The answer is a signed document too: a
//! counter-signature, or a contradiction with the older checkpoint that the node itself had signed. Refused: anything
//! signed by a key that is not the named node's, a place below one, other nodes' names. What a newer program adds
//! is kept, a newer verdict included; only `agrees` is a counter-signature.

use crate::identity::{self, KeyError, SigningKey};
use data_encoding::BASE64;
use kernel::id::NodeId;
use kernel::{Digest, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The context of a checkpoint's signature.
const CHECKPOINT: &str = "checkpoint";
/// The context of the signature of a witness.
const WITNESS: &str = "witness";
/// The one version.
pub const VERSION: u32 = 1;
/// Largest checkpoint, in bytes.
pub const CHECKPOINT_BYTES_MAX: usize = 4 * 1024;
/// Largest answer of a witness, in bytes; it may hold a checkpoint.
pub const ANSWER_BYTES_MAX: usize = 16 * 1024;
/// Longest code of a verdict or a reason, in bytes.
const CODE_BYTES_MAX: usize = 64;

/// A place in a chain and its digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct At {
    /// How many entries.
    pub seq: i64,
    /// The head after them.
    pub head: Digest,
}

/// A node says how far its log goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// [`VERSION`].
    pub version: u32,
    /// The node.
    pub node: NodeId,
    /// How many entries.
    pub seq: i64,
    /// The head after them.
    pub head: Digest,
    /// When, by the node's clock.
    pub at: Timestamp,
    /// To a witness: the head at the place it counter-signed last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<At>,
    /// What a newer program added.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl Checkpoint {
    /// A checkpoint of this version.
    #[must_use]
    pub fn new(node: NodeId, end: At, at: Timestamp, before: Option<At>) -> Self {
        Self { version: VERSION, node, seq: end.seq, head: end.head, at, before, rest: Map::new() }
    }

    /// Its place and digest.
    #[must_use]
    pub fn end(&self) -> At {
        At { seq: self.seq, head: self.head }
    }
}

/// Why a witness does not counter-sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Contradiction {
    /// As many entries as an earlier checkpoint, with another head.
    OtherHead,
    /// Fewer entries than an earlier checkpoint.
    Shorter,
    /// It names another head at the place of an earlier checkpoint.
    Rewritten,
    /// It does not name the earlier checkpoint it should continue.
    NotContinued,
}

impl Contradiction {
    /// Every one.
    pub const ALL: &[Self] = &[Self::OtherHead, Self::Shorter, Self::Rewritten, Self::NotContinued];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::OtherHead => "other-head",
            Self::Shorter => "shorter",
            Self::Rewritten => "rewritten",
            Self::NotContinued => "not-continued",
        }
    }

    /// Reads the code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|c| c.code() == code)
    }

    /// What is wrong with an offered checkpoint, if the newest one counter-signed before is `held`; nothing if it
    /// continues it. The same checkpoint again is no contradiction.
    #[must_use]
    pub fn between(held: At, offered: &Checkpoint) -> Option<Self> {
        if offered.end() == held {
            return None;
        }
        if offered.seq == held.seq {
            return Some(Self::OtherHead);
        }
        if offered.seq < held.seq {
            return Some(Self::Shorter);
        }
        match offered.before {
            Some(before) if before == held => None,
            Some(before) if before.seq == held.seq => Some(Self::Rewritten),
            _ => Some(Self::NotContinued),
        }
    }
}

/// What a witness says of a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It counter-signs.
    Agrees,
    /// It does not, and shows why.
    Contradicts {
        /// A code of [`Contradiction`].
        reason: String,
        /// The earlier checkpoint, as the node signed it.
        held: Vec<u8>,
    },
    /// A verdict of a newer program; no counter-signature.
    Unknown {
        /// Its code.
        verdict: String,
    },
}

/// The answer of a witness.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Wire", into = "Wire")]
pub struct Answer {
    /// [`VERSION`].
    pub version: u32,
    /// Whose checkpoint.
    pub node: NodeId,
    /// Who answers.
    pub witness: NodeId,
    /// The place it was for.
    pub seq: i64,
    /// The head it was for.
    pub head: Digest,
    /// When it came, by the clock of the witness.
    pub at: Timestamp,
    /// What the witness says.
    pub verdict: Verdict,
    /// What a newer program added.
    pub rest: Map<String, Value>,
}

/// The JSON of an answer: `reason` and `held` stand beside `verdict`.
#[derive(Serialize, Deserialize)]
struct Wire {
    version: u32,
    node: NodeId,
    witness: NodeId,
    seq: i64,
    head: Digest,
    at: Timestamp,
    verdict: String,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

impl TryFrom<Wire> for Answer {
    type Error = String;

    fn try_from(wire: Wire) -> Result<Self, String> {
        let Wire { version, node, witness, seq, head, at, verdict, mut rest } = wire;
        let verdict = match verdict.as_str() {
            "agrees" => Verdict::Agrees,
            "contradicts" => Verdict::Contradicts {
                reason: code(text(rest.remove("reason"))?)?,
                held: BASE64.decode(text(rest.remove("held"))?.as_bytes()).map_err(|e| e.to_string())?,
            },
            _ => Verdict::Unknown { verdict: code(verdict)? },
        };
        Ok(Self { version, node, witness, seq, head, at, verdict, rest })
    }
}

impl From<Answer> for Wire {
    fn from(answer: Answer) -> Self {
        let Answer { version, node, witness, seq, head, at, verdict, mut rest } = answer;
        let verdict = match verdict {
            Verdict::Agrees => "agrees".into(),
            Verdict::Contradicts { reason, held } => {
                rest.insert("reason".into(), reason.into());
                rest.insert("held".into(), BASE64.encode(&held).into());
                "contradicts".into()
            }
            Verdict::Unknown { verdict } => verdict,
        };
        Self { version, node, witness, seq, head, at, verdict, rest }
    }
}

fn text(value: Option<Value>) -> Result<String, String> {
    match value {
        Some(Value::String(text)) => Ok(text),
        _ => Err("a contradiction has a reason and the checkpoint held".into()),
    }
}

fn code(text: String) -> Result<String, String> {
    if (1..=CODE_BYTES_MAX).contains(&text.len()) { Ok(text) } else { Err("a code has 1 to 64 bytes".into()) }
}

/// What can be wrong with a checkpoint or an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The signature is not one of the node's.
    #[error("it is not signed by the node it names: {0}")]
    Signature(#[from] KeyError),
    /// It does not read.
    #[error("it does not read")]
    Unreadable,
    /// It is of another version.
    #[error("it is of version {0}, which this program does not know")]
    Version(u32),
    /// It is of another node than expected.
    #[error("it is of another node")]
    OtherNode,
}

/// Signs a checkpoint.
///
/// # Errors
/// [`CheckpointError::Unreadable`] for one that others would refuse.
pub fn sign_checkpoint(checkpoint: &Checkpoint, key: &SigningKey) -> Result<Vec<u8>, CheckpointError> {
    let json = serde_json::to_vec(checkpoint).map_err(|_| CheckpointError::Unreadable)?;
    let signed = key.sign_document(CHECKPOINT, &json);
    let fine = signed.len() <= CHECKPOINT_BYTES_MAX && checkpoint.seq > 0;
    if fine { Ok(signed) } else { Err(CheckpointError::Unreadable) }
}

/// Reads a checkpoint of this node, signed by one of its keys.
///
/// # Errors
/// [`CheckpointError`].
pub fn open_checkpoint(
    bytes: &[u8],
    node: NodeId,
    signers: &[[u8; 32]],
) -> Result<Checkpoint, CheckpointError> {
    let signed = open(bytes, CHECKPOINT, CHECKPOINT_BYTES_MAX, signers)?;
    let checkpoint: Checkpoint = signed.read().map_err(|_| CheckpointError::Unreadable)?.into_value();
    if checkpoint.version != VERSION {
        return Err(CheckpointError::Version(checkpoint.version));
    }
    let below = checkpoint.seq < 1 || checkpoint.before.is_some_and(|b| b.seq < 1);
    match checkpoint.node == node {
        true if below => Err(CheckpointError::Unreadable),
        true => Ok(checkpoint),
        false => Err(CheckpointError::OtherNode),
    }
}

/// Signs the answer of a witness.
///
/// # Errors
/// [`CheckpointError::Unreadable`] for one that others would refuse.
pub fn sign_answer(answer: &Answer, key: &SigningKey) -> Result<Vec<u8>, CheckpointError> {
    let json = serde_json::to_vec(answer).map_err(|_| CheckpointError::Unreadable)?;
    let signed = key.sign_document(WITNESS, &json);
    let same = serde_json::from_slice::<Answer>(&json).is_ok_and(|read| read == *answer);
    if same && signed.len() <= ANSWER_BYTES_MAX { Ok(signed) } else { Err(CheckpointError::Unreadable) }
}

/// Reads the answer of this witness to this node, signed by one of the keys of the witness.
///
/// # Errors
/// [`CheckpointError`].
pub fn open_answer(
    bytes: &[u8],
    (node, witness): (NodeId, NodeId),
    signers: &[[u8; 32]],
) -> Result<Answer, CheckpointError> {
    let signed = open(bytes, WITNESS, ANSWER_BYTES_MAX, signers)?;
    let answer: Answer = signed.read().map_err(|_| CheckpointError::Unreadable)?.into_value();
    if answer.version != VERSION {
        return Err(CheckpointError::Version(answer.version));
    }
    let theirs = answer.node == node && answer.witness == witness;
    if theirs { Ok(answer) } else { Err(CheckpointError::OtherNode) }
}

fn open<'a>(
    bytes: &'a [u8],
    context: &str,
    most: usize,
    signers: &[[u8; 32]],
) -> Result<identity::SignedDocument<'a>, CheckpointError> {
    if bytes.len() > most {
        return Err(CheckpointError::Unreadable);
    }
    let signed = identity::open_signed(bytes, context, None)?;
    if signers.contains(&signed.signer) { Ok(signed) } else { Err(KeyError::OtherKey.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::testing::SeededRng;

    const NODE: NodeId = NodeId([1; 16]);

    fn at(seq: i64, head: u8) -> At {
        At { seq, head: Digest([head; 32]) }
    }

    fn offered(end: At, before: Option<At>) -> Checkpoint {
        Checkpoint::new(NODE, end, Timestamp(5), before)
    }

    #[test]
    fn a_witness_agrees_with_what_continues_and_with_nothing_else() {
        let held = at(10, 1);
        let cases = [
            (offered(held, None), None),
            (offered(at(12, 2), Some(held)), None),
            (offered(at(10, 9), Some(at(8, 1))), Some(Contradiction::OtherHead)),
            (offered(at(9, 1), None), Some(Contradiction::Shorter)),
            (offered(at(12, 2), Some(at(10, 9))), Some(Contradiction::Rewritten)),
            (offered(at(12, 2), Some(at(8, 1))), Some(Contradiction::NotContinued)),
            (offered(at(12, 2), None), Some(Contradiction::NotContinued)),
        ];
        for (offer, expected) in cases {
            assert_eq!(Contradiction::between(held, &offer), expected, "{offer:?}");
        }
    }

    #[test]
    fn a_checkpoint_is_its_nodes_and_its_keys_only() {
        let (key, other) =
            (SigningKey::generate(&SeededRng::new(1)), SigningKey::generate(&SeededRng::new(2)));
        let checkpoint = offered(at(3, 4), Some(at(1, 2)));
        let signed = sign_checkpoint(&checkpoint, &key).unwrap();
        assert_eq!(open_checkpoint(&signed, NODE, &[key.public()]), Ok(checkpoint.clone()));
        let stranger = open_checkpoint(&signed, NODE, &[other.public()]);
        assert_eq!(stranger, Err(CheckpointError::Signature(KeyError::OtherKey)));
        let elsewhere = open_checkpoint(&signed, NodeId([9; 16]), &[key.public()]);
        assert_eq!(elsewhere, Err(CheckpointError::OtherNode));
        assert!(sign_checkpoint(&offered(at(0, 0), None), &key).is_err(), "an empty log has no checkpoint");
        let newer = Checkpoint { version: 2, ..checkpoint };
        let signed = sign_checkpoint(&newer, &key).unwrap();
        assert_eq!(open_checkpoint(&signed, NODE, &[key.public()]), Err(CheckpointError::Version(2)));
    }

    #[test]
    fn a_14_a_newer_verdict_is_kept_and_is_no_counter_signature() {
        let key = SigningKey::generate(&SeededRng::new(1));
        let answer = Answer {
            version: VERSION,
            node: NODE,
            witness: NodeId([2; 16]),
            seq: 3,
            head: Digest([4; 32]),
            at: Timestamp(5),
            verdict: Verdict::Unknown { verdict: "later".into() },
            rest: [("until".to_owned(), Value::from(7))].into_iter().collect(),
        };
        let signed = sign_answer(&answer, &key).unwrap();
        let read = open_answer(&signed, (NODE, answer.witness), &[key.public()]).unwrap();
        assert_eq!(read, answer);
        let posing = Answer { verdict: Verdict::Unknown { verdict: "agrees".into() }, ..answer.clone() };
        assert_eq!(sign_answer(&posing, &key), Err(CheckpointError::Unreadable));
        assert!(open_answer(&signed, (NODE, NODE), &[key.public()]).is_err());
    }
}
