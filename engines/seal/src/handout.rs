//! One-time keys that a node hands out: each to one peer alone, each for one message. What is sealed to one is closed
//! for ever once the message is stored and the secret half erased, even to somebody who recorded it on the way and later
//! takes the node and its master key.
//!
//! A handout is a signed document of JSON. Refused: one for another peer or of another node, one that is not signed by a
//! key the directory has for that node, more keys than [`KEYS_MAX`], bytes that are no key. What a newer program
//! adds is kept.

use crate::identity::{self, KemPublic, KeyError, SigningKey};
use crate::prekeys::KEEP_MS;
use data_encoding::BASE64URL_NOPAD;
use kernel::Timestamp;
use kernel::id::NodeId;
use kernel::time::DAY_MS;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The context of its signature.
const CONTEXT: &str = "prekeys";
/// The version of the format.
pub const VERSION: u32 = 1;
/// Most keys in one handout: 160 KB, twenty seconds of a line of 64 kbit/s.
pub const KEYS_MAX: usize = 100;
/// Largest handout, in bytes.
pub const BYTES_MAX: usize = 256 * 1024;
/// How long a key may be taken for a message.
pub const TAKE_MS: i64 = 14 * DAY_MS;
/// How long the secret half of one that nobody used is kept: it may be taken on the last day, and the message be on its
/// way for as long as one that is sealed to a replaced weekly key.
pub const OPEN_MS: i64 = TAKE_MS + KEEP_MS;

/// What a node hands to a peer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Handout {
    /// [`VERSION`].
    pub version: u32,
    /// Whose keys these are.
    pub node: NodeId,
    /// Who may seal to them.
    pub peer: NodeId,
    /// Until when they may be taken.
    pub until: Timestamp,
    /// The public halves, in the order in which they are to be taken. None: there are enough out already.
    pub keys: Vec<HandedKey>,
    /// What a newer program added; kept, never dropped.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// A public half as it is written.
#[derive(Clone, Debug)]
pub struct HandedKey(pub KemPublic);

impl PartialEq for HandedKey {
    fn eq(&self, other: &Self) -> bool {
        self.0.to_bytes() == other.0.to_bytes()
    }
}

impl Serialize for HandedKey {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&BASE64URL_NOPAD.encode(&self.0.to_bytes()))
    }
}

impl<'de> Deserialize<'de> for HandedKey {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        let text = String::deserialize(from)?;
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).map_err(D::Error::custom)?;
        KemPublic::from_bytes(&bytes).map(Self).map_err(D::Error::custom)
    }
}

/// What can be wrong with a handout.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HandoutError {
    /// The signature is not one of the node's.
    #[error("the one-time keys are not signed by the node they are said to be of: {0}")]
    Signature(#[from] KeyError),
    /// It does not read, or is of another version.
    #[error("the one-time keys do not read: {0}")]
    Unreadable(String),
    /// They are for another peer, or of another node.
    #[error("the one-time keys are for another peer or of another node")]
    SomebodyElses,
}

/// Signs a handout. What this node would refuse from others it does not sign either.
///
/// # Errors
/// [`HandoutError::Unreadable`] with too many keys.
pub fn sign_handout(handout: &Handout, key: &SigningKey) -> Result<Vec<u8>, HandoutError> {
    let unreadable = |why: &str| HandoutError::Unreadable(why.to_owned());
    if handout.version != VERSION || handout.keys.len() > KEYS_MAX {
        return Err(unreadable("more keys than are handed out at a time"));
    }
    let json = serde_json::to_vec(handout).map_err(|e| unreadable(&e.to_string()))?;
    let signed = key.sign_document(CONTEXT, &json);
    if signed.len() > BYTES_MAX { Err(unreadable("too large")) } else { Ok(signed) }
}

/// Reads what `node` handed to `peer`; `signers` are the keys the directory has for that node now.
///
/// # Errors
/// [`HandoutError`].
pub fn read_handout(
    bytes: &[u8],
    node: NodeId,
    peer: NodeId,
    signers: &[[u8; 32]],
) -> Result<Handout, HandoutError> {
    if bytes.len() > BYTES_MAX {
        return Err(HandoutError::Unreadable("too large".into()));
    }
    let signed = identity::open_signed(bytes, CONTEXT, None)?;
    if !signers.contains(&signed.signer) {
        return Err(HandoutError::Signature(KeyError::OtherKey));
    }
    let read = signed.read::<Handout>().map_err(|e| HandoutError::Unreadable(e.to_string()))?;
    let handout = read.into_value();
    if handout.node != node || handout.peer != peer {
        return Err(HandoutError::SomebodyElses);
    }
    if handout.version != VERSION {
        return Err(HandoutError::Unreadable(format!("version {} is not known here", handout.version)));
    }
    if handout.keys.len() > KEYS_MAX {
        return Err(HandoutError::Unreadable("more keys than are handed out at a time".into()));
    }
    Ok(handout)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::KemKey;
    use kernel::testing::SeededRng;

    const NIAMEY: NodeId = NodeId([2; 16]);
    const ACCRA: NodeId = NodeId([1; 16]);

    fn handout(keys: u64) -> Handout {
        let key = |n| HandedKey(KemKey::generate(&SeededRng::new(n)).public().clone());
        Handout {
            version: VERSION,
            node: NIAMEY,
            peer: ACCRA,
            until: Timestamp(TAKE_MS),
            keys: (0..keys).map(key).collect(),
            rest: Map::new(),
        }
    }

    #[test]
    fn one_time_keys_are_read_by_the_peer_they_are_for_and_by_nobody_else() {
        let key = SigningKey::generate(&SeededRng::new(1));
        let (signed, signers) = (sign_handout(&handout(3), &key).unwrap(), [key.public()]);
        assert_eq!(read_handout(&signed, NIAMEY, ACCRA, &signers).unwrap(), handout(3));
        let other = read_handout(&signed, NIAMEY, NodeId([3; 16]), &signers);
        assert_eq!(other.unwrap_err(), HandoutError::SomebodyElses);
        assert_eq!(read_handout(&signed, ACCRA, ACCRA, &signers).unwrap_err(), HandoutError::SomebodyElses);
        let unknown = read_handout(&signed, NIAMEY, ACCRA, &[[9; 32]]);
        assert_eq!(unknown.unwrap_err(), HandoutError::Signature(KeyError::OtherKey));
        let mut changed = signed.clone();
        *changed.last_mut().unwrap() ^= 1;
        assert!(read_handout(&changed, NIAMEY, ACCRA, &signers).is_err());
    }

    #[test]
    fn a_7_more_keys_than_the_limit_and_bytes_that_are_no_key_are_refused() {
        let key = SigningKey::generate(&SeededRng::new(1));
        let largest = sign_handout(&handout(KEYS_MAX as u64), &key).unwrap();
        assert!(largest.len() < BYTES_MAX && read_handout(&largest, NIAMEY, ACCRA, &[key.public()]).is_ok());
        assert!(sign_handout(&handout(KEYS_MAX as u64 + 1), &key).is_err());
        let mut json = serde_json::to_value(handout(1)).unwrap();
        json["keys"][0] = "AAAA".into();
        let signed = key.sign_document(CONTEXT, &serde_json::to_vec(&json).unwrap());
        let read = read_handout(&signed, NIAMEY, ACCRA, &[key.public()]);
        assert!(matches!(read, Err(HandoutError::Unreadable(_))), "{read:?}");
    }

    #[test]
    fn a_14_what_a_newer_program_adds_is_kept_and_another_version_refused_by_name() {
        let key = SigningKey::generate(&SeededRng::new(1));
        let mut newer = handout(1);
        newer.rest.insert("purpose".into(), "courier".into());
        let signed = sign_handout(&newer, &key).unwrap();
        assert_eq!(read_handout(&signed, NIAMEY, ACCRA, &[key.public()]).unwrap(), newer);
        let mut json = serde_json::to_value(handout(1)).unwrap();
        json["version"] = 2.into();
        let signed = key.sign_document(CONTEXT, &serde_json::to_vec(&json).unwrap());
        let read = read_handout(&signed, NIAMEY, ACCRA, &[key.public()]).unwrap_err();
        assert!(read.to_string().contains("version 2"), "{read}");
    }
}
