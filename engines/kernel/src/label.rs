//! Labels: what a record may be used for and who may see it. Every record points to one, and decisions are made on
//! them, so that a list of ten thousand is filtered by a few hundred labels.

use crate::id::{AuthorityId, NodeId};
use crate::party::{Party, codes};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

codes! {
    /// Separate access, separate storage.
    Compartment {
        /// Case work.
        Operational = "operational",
        /// People who are protected or assisted (Protocol 16, R-04).
        Protection = "protection",
        /// Cases that implicate officials.
        Integrity = "integrity",
    }
}

codes! {
    /// What the receiver may do (Europol's handling codes, domain §5.3). Ordered: the later, the stricter.
    Handling {
        /// Only to prevent and combat crime, under the law that applies.
        H0 = "H0",
        /// Not in judicial proceedings without the provider's permission.
        H1 = "H1",
        /// No dissemination without the provider's permission.
        H2 = "H2",
        /// Other restrictions, in words; nothing leaves until a person has read them.
        H3 = "H3",
    }
}

/// A restriction in words or a code of the sender's. One that this node does not know blocks onward release.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Restriction(pub String);

impl Restriction {
    /// Restrictions this node knows how to keep.
    pub const KNOWN: &'static [&'static str] = &["not-in-court-without-consent", "named-recipients-only"];

    /// Whether this node knows how to keep it.
    #[must_use]
    pub fn is_known(&self) -> bool {
        Self::KNOWN.contains(&self.0.as_str())
    }
}

/// Where a record must not go, because someone is protected from it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
pub struct Blocked {
    /// The person is not screened and nothing says which State is feared: nobody outside the node.
    pub everyone: bool,
    /// The State of nationality and the States feared.
    pub parties: BTreeSet<Party>,
}

impl Blocked {
    /// Nobody is blocked.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Whether a record with this block must not reach `party`.
    #[must_use]
    pub fn stops(&self, party: Party) -> bool {
        self.everyone || self.parties.contains(&party)
    }

    /// Whether nothing is blocked.
    #[must_use]
    pub fn is_none(&self) -> bool {
        !self.everyone && self.parties.is_empty()
    }
}

/// The label of a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Label {
    /// The authority that owns the record.
    pub authority: AuthorityId,
    /// Its compartment.
    pub compartment: Compartment,
    /// What a receiver may do with it.
    pub handling: Handling,
    /// Further restrictions.
    pub restrictions: BTreeSet<Restriction>,
    /// States it must not reach.
    pub blocked: Blocked,
    /// The node it was received from; `None` if it is the authority's own.
    pub originator: Option<NodeId>,
}

impl Label {
    /// An authority's own operational record, H0, with no restriction.
    #[must_use]
    pub fn own(authority: AuthorityId) -> Self {
        Self {
            authority,
            compartment: Compartment::Operational,
            handling: Handling::H0,
            restrictions: BTreeSet::new(),
            blocked: Blocked::none(),
            originator: None,
        }
    }

    /// The label of something made of both parts: every limit of either. Two compartments or two originators join
    /// to the stricter side; parts of two authorities cannot be joined, and `None` says so.
    #[must_use]
    pub fn join(&self, other: &Self) -> Option<Self> {
        if self.authority != other.authority {
            return None;
        }
        let originator = match (self.originator, other.originator) {
            (a, b) if a == b => a,
            (Some(one), None) | (None, Some(one)) => Some(one),
            _ => return None,
        };
        Some(Self {
            authority: self.authority,
            compartment: self.compartment.max(other.compartment),
            handling: self.handling.max(other.handling),
            restrictions: self.restrictions.union(&other.restrictions).cloned().collect(),
            blocked: Blocked {
                everyone: self.blocked.everyone || other.blocked.everyone,
                parties: self.blocked.parties.union(&other.blocked.parties).copied().collect(),
            },
            originator,
        })
    }
}
