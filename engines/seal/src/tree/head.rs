//! Signed heads of a log, and what somebody who keeps the same log answers to one.

use crate::identity::{self, KeyError, SigningKey};
use data_encoding::BASE64;
use kernel::id::NodeId;
use kernel::{Digest, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The context of a head's signature.
const HEAD: &str = "tree-head";
/// The context of the signature of an answer.
const ANSWER: &str = "tree-answer";
/// The one version.
pub const VERSION: u32 = 1;
/// Largest head, in bytes.
pub const HEAD_BYTES_MAX: usize = 2 * 1024;
/// Largest answer, in bytes; it may hold a head and a proof.
pub const ANSWER_BYTES_MAX: usize = 16 * 1024;
/// Most digests in a proof: one for each level of a tree, and one more.
pub const PROOF_MAX: usize = 64;
/// Longest code of a verdict or a reason, in bytes.
const CODE_BYTES_MAX: usize = 64;

/// A hub says how far its log goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// [`VERSION`].
    pub version: u32,
    /// The hub.
    pub hub: NodeId,
    /// How many leaves.
    pub size: u64,
    /// Their root.
    pub root: Digest,
    /// When, by the hub's clock.
    pub at: Timestamp,
    /// What a newer program added.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl Head {
    /// A head of this version.
    #[must_use]
    pub fn new(hub: NodeId, size: u64, root: Digest, at: Timestamp) -> Self {
        Self { version: VERSION, hub, size, root, at, rest: Map::new() }
    }
}

/// Why two heads of one log cannot both be true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Contradiction {
    /// As many leaves, with another root.
    OtherRoot,
    /// The longer log does not begin with the shorter one.
    NotContinued,
}

impl Contradiction {
    /// Every one.
    pub const ALL: &[Self] = &[Self::OtherRoot, Self::NotContinued];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::OtherRoot => "other-root",
            Self::NotContinued => "not-continued",
        }
    }

    /// What two heads and a proof of the longer one's prefix show, if they show a contradiction.
    #[must_use]
    pub fn shown_by(one: &Head, other: &Head, proof: &[Digest]) -> Option<Self> {
        let (short, long) = if one.size <= other.size { (one, other) } else { (other, one) };
        if short.hub != long.hub {
            return None;
        }
        if short.size == long.size {
            return (short.root != long.root).then_some(Self::OtherRoot);
        }
        let (old, new) = super::roots_of(short.size, long.size, proof)?;
        (new == long.root && old != short.root).then_some(Self::NotContinued)
    }
}

/// What is said of a head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeadVerdict {
    /// The log kept here has this root at this size.
    Agrees,
    /// It has not; the head kept here, and what shows that both cannot be true.
    Contradicts {
        /// A code of [`Contradiction`].
        reason: String,
        /// The head kept here, as the hub signed it.
        held: Vec<u8>,
        /// The proof; empty where both have the same size.
        proof: Vec<Digest>,
    },
    /// The log kept here is shorter; its head, for the other side to compare.
    Behind {
        /// The head kept here, as the hub signed it.
        held: Vec<u8>,
    },
    /// A verdict of a newer program; no counter-signature.
    Unknown {
        /// Its code.
        verdict: String,
    },
}

/// The answer to a head.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Wire", into = "Wire")]
pub struct HeadAnswer {
    /// [`VERSION`].
    pub version: u32,
    /// Whose log.
    pub hub: NodeId,
    /// Who answers.
    pub witness: NodeId,
    /// The size it was for.
    pub size: u64,
    /// The root it was for.
    pub root: Digest,
    /// When, by the clock of who answers.
    pub at: Timestamp,
    /// What it says.
    pub verdict: HeadVerdict,
    /// What a newer program added.
    pub rest: Map<String, Value>,
}

/// The JSON of an answer: what belongs to a verdict stands beside it.
#[derive(Serialize, Deserialize)]
struct Wire {
    version: u32,
    hub: NodeId,
    witness: NodeId,
    size: u64,
    root: Digest,
    at: Timestamp,
    verdict: String,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

impl TryFrom<Wire> for HeadAnswer {
    type Error = String;

    fn try_from(wire: Wire) -> Result<Self, String> {
        let Wire { version, hub, witness, size, root, at, verdict, mut rest } = wire;
        let verdict = match verdict.as_str() {
            "agrees" => HeadVerdict::Agrees,
            "contradicts" => HeadVerdict::Contradicts {
                reason: code(text(rest.remove("reason"))?)?,
                held: held(&mut rest)?,
                proof: proof(rest.remove("proof"))?,
            },
            "behind" => HeadVerdict::Behind { held: held(&mut rest)? },
            _ => HeadVerdict::Unknown { verdict: code(verdict)? },
        };
        Ok(Self { version, hub, witness, size, root, at, verdict, rest })
    }
}

impl From<HeadAnswer> for Wire {
    fn from(answer: HeadAnswer) -> Self {
        let HeadAnswer { version, hub, witness, size, root, at, verdict, mut rest } = answer;
        let mut hold = |held: &[u8]| rest.insert("held".into(), BASE64.encode(held).into());
        let verdict = match verdict {
            HeadVerdict::Agrees => "agrees".into(),
            HeadVerdict::Contradicts { reason, held, proof } => {
                hold(&held);
                rest.insert("reason".into(), reason.into());
                rest.insert("proof".into(), proof.iter().map(ToString::to_string).collect());
                "contradicts".into()
            }
            HeadVerdict::Behind { held } => {
                hold(&held);
                "behind".into()
            }
            HeadVerdict::Unknown { verdict } => verdict,
        };
        Self { version, hub, witness, size, root, at, verdict, rest }
    }
}

fn text(value: Option<Value>) -> Result<String, String> {
    match value {
        Some(Value::String(text)) => Ok(text),
        _ => Err("a verdict that is no agreement shows what is held".into()),
    }
}

fn held(rest: &mut Map<String, Value>) -> Result<Vec<u8>, String> {
    BASE64.decode(text(rest.remove("held"))?.as_bytes()).map_err(|e| e.to_string())
}

fn proof(value: Option<Value>) -> Result<Vec<Digest>, String> {
    let proof: Vec<Digest> =
        serde_json::from_value(value.unwrap_or_default()).map_err(|_| "a proof is a list of digests")?;
    if proof.len() <= PROOF_MAX { Ok(proof) } else { Err("a proof has at most 64 digests".into()) }
}

fn code(text: String) -> Result<String, String> {
    if (1..=CODE_BYTES_MAX).contains(&text.len()) { Ok(text) } else { Err("a code has 1 to 64 bytes".into()) }
}

/// What can be wrong with a head or an answer to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeadError {
    /// The signature is not one of the node's.
    #[error("it is not signed by the node it names: {0}")]
    Signature(#[from] KeyError),
    /// It does not read.
    #[error("it does not read")]
    Unreadable,
    /// It is of another version.
    #[error("it is of version {0}, which this program does not know")]
    Version(u32),
    /// It is of another hub or node than expected.
    #[error("it is of another node")]
    OtherNode,
}

/// Signs a head.
///
/// # Errors
/// [`HeadError::Unreadable`] for one that others would refuse.
pub fn sign_head(head: &Head, key: &SigningKey) -> Result<Vec<u8>, HeadError> {
    let json = serde_json::to_vec(head).map_err(|_| HeadError::Unreadable)?;
    let signed = key.sign_document(HEAD, &json);
    let fine = signed.len() <= HEAD_BYTES_MAX && head.size > 0;
    if fine { Ok(signed) } else { Err(HeadError::Unreadable) }
}

/// Reads a head of this hub, signed by one of its keys.
///
/// # Errors
/// [`HeadError`].
pub fn open_head(bytes: &[u8], hub: NodeId, signers: &[[u8; 32]]) -> Result<Head, HeadError> {
    let head: Head = open(bytes, (HEAD, HEAD_BYTES_MAX), signers)?;
    match (head.version, head.hub == hub, head.size) {
        (VERSION, true, 1..) => Ok(head),
        (VERSION, true, 0) => Err(HeadError::Unreadable),
        (VERSION, false, _) => Err(HeadError::OtherNode),
        (version, ..) => Err(HeadError::Version(version)),
    }
}

/// Signs an answer.
///
/// # Errors
/// [`HeadError::Unreadable`] for one that others would refuse.
pub fn sign_answer(answer: &HeadAnswer, key: &SigningKey) -> Result<Vec<u8>, HeadError> {
    let json = serde_json::to_vec(answer).map_err(|_| HeadError::Unreadable)?;
    let signed = key.sign_document(ANSWER, &json);
    let same = serde_json::from_slice::<HeadAnswer>(&json).is_ok_and(|read| read == *answer);
    if same && signed.len() <= ANSWER_BYTES_MAX { Ok(signed) } else { Err(HeadError::Unreadable) }
}

/// Reads the answer of this witness about this hub's log, signed by one of the keys of the witness.
///
/// # Errors
/// [`HeadError`].
pub fn open_answer(
    bytes: &[u8],
    (hub, witness): (NodeId, NodeId),
    signers: &[[u8; 32]],
) -> Result<HeadAnswer, HeadError> {
    let answer: HeadAnswer = open(bytes, (ANSWER, ANSWER_BYTES_MAX), signers)?;
    if answer.version != VERSION {
        return Err(HeadError::Version(answer.version));
    }
    let theirs = answer.hub == hub && answer.witness == witness;
    if theirs { Ok(answer) } else { Err(HeadError::OtherNode) }
}

fn open<T: serde::de::DeserializeOwned>(
    bytes: &[u8],
    (context, most): (&str, usize),
    signers: &[[u8; 32]],
) -> Result<T, HeadError> {
    if bytes.len() > most {
        return Err(HeadError::Unreadable);
    }
    let signed = identity::open_signed(bytes, context, None)?;
    if !signers.contains(&signed.signer) {
        return Err(KeyError::OtherKey.into());
    }
    Ok(signed.read().map_err(|_| HeadError::Unreadable)?.into_value())
}

#[cfg(test)]
mod tests {
    use super::super::{Tree, leaf_hash, prove};
    use super::*;
    use kernel::testing::SeededRng;

    const HUB: NodeId = NodeId([7; 16]);
    const WITNESS: NodeId = NodeId([8; 16]);

    fn log(of: &[&str]) -> Vec<Digest> {
        of.iter().map(|leaf| leaf_hash(leaf.as_bytes())).collect()
    }

    fn head(leaves: &[Digest]) -> Head {
        let tree = Tree::of(leaves.iter().copied());
        Head::new(HUB, tree.size(), tree.root(), Timestamp(5))
    }

    #[test]
    fn two_heads_and_a_proof_show_a_fork_and_an_honest_log_shows_none() {
        let one = log(&["accra", "niamey", "palermo", "tunis"]);
        let other = log(&["accra", "false niamey", "palermo", "tunis", "rabat"]);
        let proof = prove(&other, 4).unwrap();
        let shown = Contradiction::shown_by(&head(&one), &head(&other), &proof);
        assert_eq!(shown, Some(Contradiction::NotContinued));
        let other_way = Contradiction::shown_by(&head(&other), &head(&one), &proof);
        assert_eq!(other_way, shown, "in either order");
        let same_size = Contradiction::shown_by(&head(&one), &head(&other[..4]), &[]);
        assert_eq!(same_size, Some(Contradiction::OtherRoot));
        let longer = [one.clone(), log(&["rabat"])].concat();
        let honest = prove(&longer, 4).unwrap();
        assert_eq!(Contradiction::shown_by(&head(&one), &head(&longer), &honest), None);
        let made_up = Contradiction::shown_by(&head(&one), &head(&longer), &proof);
        assert_eq!(made_up, None, "a proof of another log shows nothing");
    }

    #[test]
    fn a_head_is_its_hubs_and_its_keys_only() {
        let (key, other) =
            (SigningKey::generate(&SeededRng::new(1)), SigningKey::generate(&SeededRng::new(2)));
        let said = head(&log(&["a"]));
        let signed = sign_head(&said, &key).unwrap();
        assert_eq!(open_head(&signed, HUB, &[key.public()]), Ok(said.clone()));
        let stranger = open_head(&signed, HUB, &[other.public()]);
        assert_eq!(stranger, Err(HeadError::Signature(KeyError::OtherKey)));
        assert_eq!(open_head(&signed, WITNESS, &[key.public()]), Err(HeadError::OtherNode));
        let newer = sign_head(&Head { version: 2, ..said.clone() }, &key).unwrap();
        assert_eq!(open_head(&newer, HUB, &[key.public()]), Err(HeadError::Version(2)));
        assert!(sign_head(&Head { size: 0, ..said }, &key).is_err(), "an empty log has no head");
    }

    #[test]
    fn a_14_answers_read_back_and_a_newer_verdict_is_no_agreement() {
        let key = SigningKey::generate(&SeededRng::new(1));
        let answer = |verdict| HeadAnswer {
            version: VERSION,
            hub: HUB,
            witness: WITNESS,
            size: 3,
            root: Digest([4; 32]),
            at: Timestamp(5),
            verdict,
            rest: [("until".to_owned(), Value::from(7))].into_iter().collect(),
        };
        let proof = vec![Digest([1; 32]), Digest([2; 32])];
        for verdict in [
            HeadVerdict::Agrees,
            HeadVerdict::Contradicts { reason: "other-root".into(), held: vec![1, 2], proof },
            HeadVerdict::Behind { held: vec![3] },
            HeadVerdict::Unknown { verdict: "later".into() },
        ] {
            let answer = answer(verdict);
            let signed = sign_answer(&answer, &key).unwrap();
            assert_eq!(open_answer(&signed, (HUB, WITNESS), &[key.public()]), Ok(answer));
        }
        let posing = answer(HeadVerdict::Unknown { verdict: "agrees".into() });
        assert_eq!(sign_answer(&posing, &key), Err(HeadError::Unreadable));
    }
}
