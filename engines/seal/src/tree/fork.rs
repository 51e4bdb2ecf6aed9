//! Two heads of one log that cannot both be true, as whoever knows of them tells the others.
//!
//! The document is nobody's word: the hub signed both heads, and with the proof they contradict each other for anybody,
//! also for a node that has no copy of the log. It is therefore not signed itself. Refused: what is too long to be two heads
//! and a proof, a head of another hub or key, two heads that go together.

use super::head::{Contradiction, HEAD_BYTES_MAX, Head, HeadError, PROOF_MAX, VERSION, open_head};
use data_encoding::BASE64;
use kernel::Digest;
use kernel::id::NodeId;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Largest document, in bytes: two heads, a proof, and what a newer program adds.
pub const TWO_HEADS_BYTES_MAX: usize = 16 * 1024;

/// Two heads and what proves that they do not go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TwoHeads {
    /// One head, as the hub signed it.
    pub one: Vec<u8>,
    /// The other one.
    pub other: Vec<u8>,
    /// The proof between their sizes; empty where they are the same.
    pub proof: Vec<Digest>,
}

/// What two heads show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// What one head says.
    pub one: Head,
    /// What the other one says.
    pub other: Head,
    /// How they contradict each other.
    pub reason: Contradiction,
}

/// The JSON of the document.
#[derive(Serialize, Deserialize)]
struct Wire {
    version: u32,
    one: String,
    other: String,
    proof: Vec<Digest>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

impl TwoHeads {
    /// As it goes to others.
    ///
    /// # Errors
    /// [`HeadError::Unreadable`] for one that others would refuse.
    pub fn to_bytes(&self) -> Result<Vec<u8>, HeadError> {
        let (one, other) = (BASE64.encode(&self.one), BASE64.encode(&self.other));
        let wire = Wire { version: VERSION, one, other, proof: self.proof.clone(), rest: Map::new() };
        let bytes = serde_json::to_vec(&wire).map_err(|_| HeadError::Unreadable)?;
        if Self::read(&bytes)? == *self { Ok(bytes) } else { Err(HeadError::Unreadable) }
    }

    /// Reads one.
    ///
    /// # Errors
    /// [`HeadError`].
    pub fn read(bytes: &[u8]) -> Result<Self, HeadError> {
        if bytes.len() > TWO_HEADS_BYTES_MAX {
            return Err(HeadError::Unreadable);
        }
        let wire: Wire = serde_json::from_slice(bytes).map_err(|_| HeadError::Unreadable)?;
        if wire.version != VERSION {
            return Err(HeadError::Version(wire.version));
        }
        let head = |text: &str| BASE64.decode(text.as_bytes()).map_err(|_| HeadError::Unreadable);
        let (one, other) = (head(&wire.one)?, head(&wire.other)?);
        let fits = one.len().max(other.len()) <= HEAD_BYTES_MAX && wire.proof.len() <= PROOF_MAX;
        if fits { Ok(Self { one, other, proof: wire.proof }) } else { Err(HeadError::Unreadable) }
    }

    /// What they show of this hub to whoever knows the keys it signed with; `None` if they go together, or nothing proves
    /// that they do not.
    ///
    /// # Errors
    /// [`HeadError`] for a head that is not the hub's.
    pub fn shown(&self, hub: NodeId, signers: &[[u8; 32]]) -> Result<Option<Shown>, HeadError> {
        let (one, other) = (open_head(&self.one, hub, signers)?, open_head(&self.other, hub, signers)?);
        let reason = Contradiction::shown_by(&one, &other, &self.proof);
        Ok(reason.map(|reason| Shown { one, other, reason }))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Tree, leaf_hash, prove, sign_head};
    use super::*;
    use crate::identity::SigningKey;
    use kernel::Timestamp;
    use kernel::testing::SeededRng;
    use proptest::prelude::*;

    const HUB: NodeId = NodeId([7; 16]);

    fn log(of: &[&str]) -> Vec<Digest> {
        of.iter().map(|leaf| leaf_hash(leaf.as_bytes())).collect()
    }

    fn head(leaves: &[Digest], key: &SigningKey) -> Vec<u8> {
        let tree = Tree::of(leaves.iter().copied());
        sign_head(&Head::new(HUB, tree.size(), tree.root(), Timestamp(5)), key).unwrap()
    }

    #[test]
    fn two_heads_show_a_fork_to_whoever_has_no_log_and_only_by_the_keys_of_the_hub() {
        let rng = SeededRng::new(1);
        let (key, stranger) = (SigningKey::generate(&rng), SigningKey::generate(&rng));
        let (real, false_log) = (log(&["accra", "niamey", "palermo"]), log(&["accra", "false niamey"]));
        let proof = prove(&real, 2).unwrap();
        let fork = TwoHeads { one: head(&real, &key), other: head(&false_log, &key), proof };
        let read = TwoHeads::read(&fork.to_bytes().unwrap()).unwrap();
        let shown = read.shown(HUB, &[key.public()]).unwrap().unwrap();
        assert_eq!((shown.one.size, shown.other.size), (3, 2));
        assert_eq!(shown.reason, Contradiction::NotContinued);
        assert!(read.shown(HUB, &[stranger.public()]).is_err(), "somebody else's heads accuse nobody");
        assert_eq!(read.shown(NodeId([8; 16]), &[key.public()]), Err(HeadError::OtherNode));
        let unproved = TwoHeads { proof: Vec::new(), ..fork };
        assert_eq!(unproved.shown(HUB, &[key.public()]), Ok(None));
        let honest = TwoHeads {
            one: head(&real, &key),
            other: head(&real[..2], &key),
            proof: prove(&real, 2).unwrap(),
        };
        assert_eq!(honest.shown(HUB, &[key.public()]), Ok(None), "a log that grew");
    }

    #[test]
    fn a_7_what_is_too_long_to_be_two_heads_is_refused() {
        let long = TwoHeads { one: vec![0; HEAD_BYTES_MAX + 1], other: Vec::new(), proof: Vec::new() };
        assert_eq!(long.to_bytes(), Err(HeadError::Unreadable));
        let many = TwoHeads { one: vec![0], other: vec![1], proof: vec![Digest([0; 32]); PROOF_MAX + 1] };
        assert_eq!(many.to_bytes(), Err(HeadError::Unreadable));
    }

    #[test]
    fn a_14_what_a_newer_program_adds_stands_in_nobodys_way() {
        let key = SigningKey::generate(&SeededRng::new(1));
        let fork =
            TwoHeads { one: head(&log(&["a"]), &key), other: head(&log(&["b"]), &key), proof: Vec::new() };
        let text = String::from_utf8(fork.to_bytes().unwrap()).unwrap();
        let newer = text.replacen('{', r#"{"seen_by":"niamey","#, 1);
        assert_eq!(TwoHeads::read(newer.as_bytes()), Ok(fork));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            let _ = TwoHeads::read(&bytes);
        }
    }
}
