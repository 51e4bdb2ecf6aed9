//! Refusals: the full reason for the log, and the public form that tells nothing it must not.

use serde::{Serialize, Serializer};
use std::fmt;
use std::sync::Arc;

/// The one public code of every refusal whose reason is itself a secret.
pub const NOT_AVAILABLE: &str = "not-available";
/// The public code when no policy permits the action to this actor.
pub const ROLE: &str = "role";

/// What pages may show.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Public {
    /// Nothing to be had here; shown as if the thing did not exist.
    Neutral,
    /// A reason that may be told: `purpose`, `role`, `handling`, `restriction`, `eligibility`, `assessment`,
    /// `action`, or a code of a room's own policy.
    Reasoned(Arc<str>),
}

impl Public {
    /// The stable code; pages translate it.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Neutral => NOT_AVAILABLE,
            Self::Reasoned(code) => code,
        }
    }
}

impl fmt::Display for Public {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Public {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.code())
    }
}

/// A policy that decided.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reason {
    /// Its `@id`.
    pub policy: Arc<str>,
    /// Its `@article`.
    pub article: Arc<str>,
    /// Its `@code`; `None` if knowing the reason is to know the secret.
    pub code: Option<Arc<str>>,
}

/// The gate said no. What it prints, in every form, is the public form only.
#[derive(Clone)]
pub struct Refusal {
    public: Public,
    reasons: Arc<[Reason]>,
}

impl Refusal {
    /// One secret among the reasons, or an actor outside the node, and the whole refusal is neutral.
    pub(crate) fn new(reasons: Arc<[Reason]>, outsider: bool) -> Self {
        let codes: Option<Vec<&Arc<str>>> = reasons.iter().map(|r| r.code.as_ref()).collect();
        let public = match codes.as_deref() {
            Some([first, ..]) if !outsider => Public::Reasoned(Arc::clone(first)),
            _ => Public::Neutral,
        };
        Self { public, reasons }
    }

    /// What pages show. [`Public::Neutral`] is answered with 404 and the words of a thing that does not exist.
    #[must_use]
    pub fn public(&self) -> &Public {
        &self.public
    }

    /// Every reason, for the log and for the officer cleared for it. Never for a page, a peer or an error text.
    #[must_use]
    pub fn full(&self) -> &[Reason] {
        &self.reasons
    }
}

impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Refusal({})", self.public)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the gate refused: {}", self.public)
    }
}

impl std::error::Error for Refusal {}

impl Serialize for Refusal {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.public.serialize(s)
    }
}
