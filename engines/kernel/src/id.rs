//! Identifiers. Inside a node they are UUIDv7 newtypes; what goes out is random.

use crate::{Clock, Rng};
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// A UUIDv7 from the given clock and randomness.
#[must_use]
pub fn new(clock: &dyn Clock, rng: &dyn Rng) -> Uuid {
    let ms = u64::try_from(clock.now().0).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(ms, &rng.array::<10>()).into_uuid()
}

/// A UUID that tells nothing, not even when it was made.
#[must_use]
pub fn random(rng: &dyn Rng) -> Uuid {
    uuid::Builder::from_random_bytes(rng.array::<16>()).into_uuid()
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $make:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);
        impl $name {
            ids!(@$make);
            /// Reads the hyphenated form.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> { Uuid::try_parse(text).ok().map(Self) }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
    )*};
    (@inner) => {
        /// A new id from the given clock and randomness.
        #[must_use]
        pub fn new(clock: &dyn Clock, rng: &dyn Rng) -> Self { Self(new(clock, rng)) }
    };
    (@outward) => {
        /// A new random id; it carries no time.
        #[must_use]
        pub fn new(rng: &dyn Rng) -> Self { Self(random(rng)) }
    };
}

ids! {
    /// A person who works on a node.
    PersonId = inner,
    /// A case file.
    CaseId = inner,
    /// A person, thing, place or event in a case.
    EntityId = inner,
    /// One statement.
    StatementId = inner,
    /// One import of one file into a case.
    ImportId = inner,
    /// A private check.
    CheckId = inner,
    /// An audit leaf.
    LeafId = inner,
    /// An authority; it stands in cards, so it carries no time.
    AuthorityId = outward,
    /// A contact point; it stands in cards.
    ContactId = outward,
    /// A dossier, the same on both nodes.
    DossierId = outward,
    /// An envelope between nodes.
    MessageId = outward,
    /// What a statement is called between two nodes once it was sent: another one each time it is sent.
    Reference = outward,
}

/// A node, known by its identity key: the first 16 bytes of SHA-256 over `liaison node v1` and the Ed25519 public key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub [u8; 16]);

impl NodeId {
    /// The id of the node whose identity key this is.
    #[must_use]
    pub fn of_key(public: &[u8; 32]) -> Self {
        let digest = crate::Digest::of(&[b"liaison node v1", public]);
        let mut id = [0; 16];
        id.iter_mut().zip(digest.0).for_each(|(to, from)| *to = from);
        Self(id)
    }

    /// Reads the 32 hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        data_encoding::HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok().map(Self)
    }
}

impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&data_encoding::HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NodeId({self})")
    }
}

impl Serialize for NodeId {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for NodeId {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("a node id has 32 hexadecimal digits"))
    }
}
