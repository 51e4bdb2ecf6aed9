//! What a node publishes to others about a conference, and what it signs for that was handed to it.
//!
//! Both are signed documents of JSON. A publication has a reference and a number: a later number stands in the place of
//! the one before, and one without content takes back what stood there. A receipt names the digest of what was handed in,
//! so that whoever handed it in can show that this very file was taken, and when. Refused: what is signed by a key that is
//! not the named node's, another version, what is too large. What a newer program adds is kept, and so is content of
//! a kind that this one does not know.

use crate::identity::{self, KeyError, SigningKey};
use kernel::id::{AuthorityId, NodeId};
use kernel::{Digest, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

/// The context of a publication's signature.
const PUBLICATION: &str = "publication";
/// The context of the signature under a receipt for what was handed in.
pub const HANDED_IN: &str = "handed-in";
/// The one version.
pub const VERSION: u32 = 1;
/// Largest publication, in bytes; it may hold a file.
pub const PUBLICATION_BYTES_MAX: usize = 6 * 1024 * 1024;
/// Largest receipt for what was handed in, in bytes.
pub const HANDED_IN_BYTES_MAX: usize = 4 * 1024;
/// Longest number of a receipt, in bytes.
const NUMBER_BYTES_MAX: usize = 32;

/// An authority of a node publishes something, corrects it, or takes it back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Publication {
    /// [`VERSION`].
    pub version: u32,
    /// The node.
    pub node: NodeId,
    /// Its authority, by the id in the node's card.
    pub authority: AuthorityId,
    /// Names what is published, in every edition of it; random.
    pub reference: Uuid,
    /// The edition, from 1.
    pub number: u64,
    /// When it was published, by the node's clock.
    pub at: Timestamp,
    /// What it says; nothing where it is taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Value>,
    /// What a newer program added.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// A node signs for what was handed to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandedIn {
    /// [`VERSION`].
    pub version: u32,
    /// The node that took it.
    pub node: NodeId,
    /// The node that handed it in.
    pub to: NodeId,
    /// Names what was handed in; chosen by who handed it in, random.
    pub reference: Uuid,
    /// The number of the receipt.
    pub receipt: String,
    /// SHA-256 of what was handed in.
    pub digest: Digest,
    /// When it was taken, by the clock of who took it.
    pub at: Timestamp,
    /// What a newer program added.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// What can be wrong with either.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PublicationError {
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

/// Signs a publication.
///
/// # Errors
/// [`PublicationError::Unreadable`] for one that others would refuse.
pub fn sign_publication(new: &Publication, key: &SigningKey) -> Result<Vec<u8>, PublicationError> {
    let json = serde_json::to_vec(new).map_err(|_| PublicationError::Unreadable)?;
    let signed = key.sign_document(PUBLICATION, &json);
    let fine = signed.len() <= PUBLICATION_BYTES_MAX && new.number > 0;
    if fine { Ok(signed) } else { Err(PublicationError::Unreadable) }
}

/// Reads a publication of this node, signed by one of its keys.
///
/// # Errors
/// [`PublicationError`].
pub fn open_publication(
    bytes: &[u8],
    node: NodeId,
    signers: &[[u8; 32]],
) -> Result<Publication, PublicationError> {
    let signed = open(bytes, PUBLICATION, PUBLICATION_BYTES_MAX, signers)?;
    let read: Publication = signed.read().map_err(|_| PublicationError::Unreadable)?.into_value();
    match read.version {
        VERSION if read.node != node => Err(PublicationError::OtherNode),
        VERSION if read.number == 0 => Err(PublicationError::Unreadable),
        VERSION => Ok(read),
        other => Err(PublicationError::Version(other)),
    }
}

/// Signs a receipt for what was handed in.
///
/// # Errors
/// [`PublicationError::Unreadable`] for one that others would refuse.
pub fn sign_handed_in(new: &HandedIn, key: &SigningKey) -> Result<Vec<u8>, PublicationError> {
    let json = serde_json::to_vec(new).map_err(|_| PublicationError::Unreadable)?;
    let signed = key.sign_document(HANDED_IN, &json);
    let fine = signed.len() <= HANDED_IN_BYTES_MAX && new.receipt.len() <= NUMBER_BYTES_MAX;
    if fine { Ok(signed) } else { Err(PublicationError::Unreadable) }
}

/// Reads what this node signed for that `to` handed in.
///
/// # Errors
/// [`PublicationError`].
pub fn open_handed_in(
    bytes: &[u8],
    (node, to): (NodeId, NodeId),
    signers: &[[u8; 32]],
) -> Result<HandedIn, PublicationError> {
    let signed = open(bytes, HANDED_IN, HANDED_IN_BYTES_MAX, signers)?;
    let read: HandedIn = signed.read().map_err(|_| PublicationError::Unreadable)?.into_value();
    match read.version {
        VERSION if read.node != node || read.to != to => Err(PublicationError::OtherNode),
        VERSION if read.receipt.len() > NUMBER_BYTES_MAX => Err(PublicationError::Unreadable),
        VERSION => Ok(read),
        other => Err(PublicationError::Version(other)),
    }
}

fn open<'a>(
    bytes: &'a [u8],
    context: &str,
    most: usize,
    signers: &[[u8; 32]],
) -> Result<identity::SignedDocument<'a>, PublicationError> {
    if bytes.len() > most {
        return Err(PublicationError::Unreadable);
    }
    let signed = identity::open_signed(bytes, context, None)?;
    if signers.contains(&signed.signer) { Ok(signed) } else { Err(KeyError::OtherKey.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::testing::SeededRng;
    use proptest::prelude::*;

    const NODE: NodeId = NodeId([1; 16]);
    const OTHER: NodeId = NodeId([2; 16]);

    fn publication() -> Publication {
        Publication {
            version: VERSION,
            node: NODE,
            authority: AuthorityId(Uuid::from_u128(3)),
            reference: Uuid::from_u128(4),
            number: 2,
            at: Timestamp(5),
            content: Some(serde_json::json!({ "kind": "of a newer program", "x": 1 })),
            rest: Map::from_iter([("seal".to_owned(), Value::Bool(true))]),
        }
    }

    fn receipt() -> HandedIn {
        HandedIn {
            version: VERSION,
            node: NODE,
            to: OTHER,
            reference: Uuid::from_u128(4),
            receipt: "ST-0123456789".into(),
            digest: Digest::of_bytes(b"a statement"),
            at: Timestamp(5),
            rest: Map::new(),
        }
    }

    #[test]
    fn a_14_what_was_signed_reads_back_with_what_a_newer_program_added() {
        let key = SigningKey::generate(&SeededRng::new(1));
        let signed = sign_publication(&publication(), &key).unwrap();
        assert_eq!(open_publication(&signed, NODE, &[key.public()]).unwrap(), publication());
        let signed = sign_handed_in(&receipt(), &key).unwrap();
        assert_eq!(open_handed_in(&signed, (NODE, OTHER), &[key.public()]).unwrap(), receipt());
    }

    #[test]
    fn a_4_neither_opens_for_another_key_node_or_use_and_none_with_a_bit_changed() {
        let (key, other) =
            (SigningKey::generate(&SeededRng::new(1)), SigningKey::generate(&SeededRng::new(2)));
        let keys = [key.public()];
        let signed = sign_publication(&publication(), &key).unwrap();
        let stranger = open_publication(&signed, NODE, &[other.public()]);
        assert_eq!(stranger, Err(PublicationError::Signature(KeyError::OtherKey)));
        assert_eq!(open_publication(&signed, OTHER, &keys), Err(PublicationError::OtherNode));
        assert!(matches!(open_handed_in(&signed, (NODE, OTHER), &keys), Err(PublicationError::Signature(_))));
        let mut changed = signed.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert!(open_publication(&changed, NODE, &keys).is_err());
        let newer = Publication { version: 2, ..publication() };
        let newer = sign_publication(&newer, &key).unwrap();
        assert_eq!(open_publication(&newer, NODE, &keys), Err(PublicationError::Version(2)));
        let signed = sign_handed_in(&receipt(), &key).unwrap();
        assert_eq!(open_handed_in(&signed, (NODE, NODE), &keys), Err(PublicationError::OtherNode));
        let long = HandedIn { receipt: "9".repeat(NUMBER_BYTES_MAX + 1), ..receipt() };
        assert_eq!(sign_handed_in(&long, &key), Err(PublicationError::Unreadable));
        let none = Publication { number: 0, ..publication() };
        assert_eq!(sign_publication(&none, &key), Err(PublicationError::Unreadable));
    }

    proptest! {
        #[test]
        fn whatever_comes_is_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let key = SigningKey::generate(&SeededRng::new(1));
            for bytes in [bytes.clone(), key.sign_document(PUBLICATION, &bytes)] {
                let _ = open_publication(&bytes, NODE, &[key.public()]);
            }
            let _ = open_handed_in(&key.sign_document(HANDED_IN, &bytes), (NODE, OTHER), &[key.public()]);
        }
    }
}
