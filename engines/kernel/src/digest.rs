//! Digests, plain and salted. Chains hold salted ones so that a body can be erased and the chain still proved.

use crate::Rng;
use serde::{Deserialize, Serialize};
use sha2::Digest as _;
use std::fmt;

/// SHA-256.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// The digest of the parts, each preceded by its length so that no two lists of parts collide.
    #[must_use]
    pub fn of(parts: &[&[u8]]) -> Self {
        let mut hash = sha2::Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        Self(hash.finalize().into())
    }

    /// Plain SHA-256 of some bytes, for files that others hash too.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self(sha2::Sha256::digest(bytes).into())
    }

    /// Reads 64 hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        data_encoding::HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok().map(Self)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&data_encoding::HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("a digest has 64 hexadecimal digits"))
    }
}

/// The digest of a body under a random salt: it commits to the body, and once body and salt are erased it tells
/// nothing of them, not even to someone who can guess the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Salted {
    /// 32 random bytes, kept beside the body and erased with it.
    pub salt: Digest,
    /// The commitment that the chain holds.
    pub digest: Digest,
}

impl Salted {
    /// Commits to `body` under a fresh salt.
    #[must_use]
    pub fn new(body: &[u8], rng: &dyn Rng) -> Self {
        let salt = Digest(rng.array());
        Self { salt, digest: Self::digest(&salt, body) }
    }

    /// Whether this commitment is to `body`.
    #[must_use]
    pub fn holds(&self, body: &[u8]) -> bool {
        Self::digest(&self.salt, body) == self.digest
    }

    /// The commitment to `body` under `salt`.
    #[must_use]
    pub fn digest(salt: &Digest, body: &[u8]) -> Digest {
        Digest::of(&[b"liaison salted v1", &salt.0, body])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Always the same byte.
    struct Same(u8);

    impl Rng for Same {
        fn fill(&self, out: &mut [u8]) {
            out.fill(self.0);
        }
    }

    #[test]
    fn a_salted_digest_holds_its_body_and_no_other() {
        let salted = Salted::new(b"a body", &Same(7));
        assert!(salted.holds(b"a body"));
        assert!(!salted.holds(b"another body"));
        assert!(!salted.holds(b""));
    }

    #[test]
    fn the_same_body_under_two_salts_has_two_digests() {
        assert_ne!(Salted::new(b"yes", &Same(1)).digest, Salted::new(b"yes", &Same(2)).digest);
    }

    #[test]
    fn no_two_lists_of_parts_have_one_digest() {
        assert_ne!(Digest::of(&[b"ab", b"c"]), Digest::of(&[b"a", b"bc"]));
        assert_ne!(Digest::of(&[b"ab"]), Digest::of(&[b"ab", b""]));
        assert_eq!(Digest::parse(&Digest::of(&[b"ab"]).to_string()), Some(Digest::of(&[b"ab"])));
    }
}
