//! What a receiver signs about an attachment: that it is accepted or refused, that a chunk is wanted again, that it stands
//! whole and verified on the receiver's disk.
//!
//! A signed document of JSON (context `attachment`) that names the attachment, both nodes and the root, so that it belongs
//! to no other. Refused: anything signed by a key that is not the receiver's, or about another file. A state of a
//! newer program is kept and changes nothing.

use crate::identity::{self, KeyError, SigningKey};
use kernel::id::NodeId;
use kernel::{Digest, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

/// The context of the signature.
const CONTEXT: &str = "attachment";
/// The one version.
pub const VERSION: u32 = 1;
/// Largest document, in bytes.
pub const BYTES_MAX: usize = 4 * 1024;

/// What became of an attachment at its receiver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Became {
    /// Somebody accepted it: its chunks may come.
    Accepted,
    /// Somebody refused it: they stay away.
    Refused,
    /// The chunk named by `next` is wanted, and those after it.
    Wanted,
    /// It stands there whole, and was verified against root and SHA-256.
    Complete,
    /// All its chunks came, and they are not what was announced.
    Differs,
    /// Of a newer program.
    Unknown(String),
}

impl Became {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Wanted => "wanted",
            Self::Complete => "complete",
            Self::Differs => "differs",
            Self::Unknown(code) => code,
        }
    }
}

impl From<String> for Became {
    fn from(code: String) -> Self {
        let known = [Self::Accepted, Self::Refused, Self::Wanted, Self::Complete, Self::Differs];
        known.into_iter().find(|k| k.code() == code).unwrap_or(Self::Unknown(code))
    }
}

impl From<Became> for String {
    fn from(became: Became) -> Self {
        became.code().to_owned()
    }
}

/// What the receiver says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// [`VERSION`].
    pub version: u32,
    /// The attachment.
    pub attachment: Uuid,
    /// Who sends it.
    pub sender: NodeId,
    /// Who receives it, and says this.
    pub by: NodeId,
    /// What became of it.
    pub state: Became,
    /// The root over its sealed chunks: as announced, or, once all are there, as they are.
    pub root: Digest,
    /// SHA-256 of its content, in the same way.
    pub sha256: Digest,
    /// The first chunk that is not there.
    pub next: u64,
    /// When, by the receiver's clock.
    pub at: Timestamp,
    /// What a newer program added.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// What can be wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SaidError {
    /// The signature is not one of the receiver's.
    #[error("it is not signed by the node it names: {0}")]
    Signature(#[from] KeyError),
    /// It does not read, or is of another version.
    #[error("it does not read")]
    Unreadable,
    /// It is of another node, or for another one.
    #[error("it is of another node, or for another one")]
    OtherNode,
}

/// Signs it.
///
/// # Errors
/// [`SaidError::Unreadable`] for one that others would refuse.
pub fn sign_said(said: &Said, key: &SigningKey) -> Result<Vec<u8>, SaidError> {
    let json = serde_json::to_vec(said).map_err(|_| SaidError::Unreadable)?;
    let signed = key.sign_document(CONTEXT, &json);
    if signed.len() <= BYTES_MAX { Ok(signed) } else { Err(SaidError::Unreadable) }
}

/// Reads what `by` signed to `sender`.
///
/// # Errors
/// [`SaidError`].
pub fn open_said(
    bytes: &[u8],
    (by, sender): (NodeId, NodeId),
    signers: &[[u8; 32]],
) -> Result<Said, SaidError> {
    if bytes.len() > BYTES_MAX {
        return Err(SaidError::Unreadable);
    }
    let mut refused = KeyError::Forged;
    for signer in signers {
        match identity::open_signed(bytes, CONTEXT, Some(signer)) {
            Ok(document) => {
                let said: Said = document.read().map_err(|_| SaidError::Unreadable)?.into_value();
                if said.version != VERSION {
                    return Err(SaidError::Unreadable);
                }
                let theirs = said.by == by && said.sender == sender;
                return if theirs { Ok(said) } else { Err(SaidError::OtherNode) };
            }
            Err(error) => refused = error,
        }
    }
    Err(refused.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::testing::SeededRng;

    fn said(state: Became) -> Said {
        Said {
            version: VERSION,
            attachment: Uuid::from_bytes([5; 16]),
            sender: NodeId([1; 16]),
            by: NodeId([2; 16]),
            state,
            root: Digest([3; 32]),
            sha256: Digest([4; 32]),
            next: 7,
            at: Timestamp(1_795_486_320_000),
            rest: Map::new(),
        }
    }

    #[test]
    fn a_4_only_the_receiver_says_what_became_of_it() {
        let (key, other) =
            (SigningKey::generate(&SeededRng::new(1)), SigningKey::generate(&SeededRng::new(2)));
        let who = (NodeId([2; 16]), NodeId([1; 16]));
        let signed = sign_said(&said(Became::Complete), &key).unwrap();
        assert_eq!(open_said(&signed, who, &[other.public(), key.public()]), Ok(said(Became::Complete)));
        assert!(matches!(open_said(&signed, who, &[other.public()]), Err(SaidError::Signature(_))));
        assert!(open_said(&signed, who, &[]).is_err());
        let turned = (NodeId([1; 16]), NodeId([2; 16]));
        assert_eq!(open_said(&signed, turned, &[key.public()]), Err(SaidError::OtherNode));
        for at in 0..signed.len() {
            let mut bent = signed.clone();
            bent[at] ^= 1;
            assert!(open_said(&bent, who, &[key.public()]).is_err(), "byte {at}");
        }
    }

    #[test]
    fn a_14_a_state_of_a_newer_program_is_kept() {
        let key = SigningKey::generate(&SeededRng::new(1));
        let newer = said(Became::Unknown("archived".into()));
        let signed = sign_said(&newer, &key).unwrap();
        let read = open_said(&signed, (NodeId([2; 16]), NodeId([1; 16])), &[key.public()]).unwrap();
        assert_eq!(read, newer);
    }
}
