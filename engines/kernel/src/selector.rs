//! Selectors: exact, normalised identifiers derived from statements, and the only thing that is ever matched.

use crate::party::codes;
use serde::{Deserialize, Serialize};

codes! {
    /// Kinds of selector. The code is part of what is hashed, so it never changes its meaning.
    SelectorKind {
        /// Telephone number, E.164.
        Phone = "phone",
        /// Travel or identity document: issuer and number.
        Document = "document",
        /// Document number without its issuer: weaker, and labelled so.
        DocumentNumber = "document-number",
        /// Vessel by IMO number.
        Vessel = "vessel",
        /// Vehicle by country and plate.
        Vehicle = "vehicle",
        /// Bank account, IBAN or bank and number.
        Account = "account",
        /// Online account: service and handle.
        Handle = "handle",
        /// E-mail address.
        Email = "email",
        /// Person: name key and birth year.
        PersonBirth = "person-birth",
        /// Person: name key, nationality and place or year.
        PersonNationality = "person-nationality",
        /// Organisation: registration number with its country.
        Registration = "registration",
        /// Telephone or other apparatus, by IMEI.
        Device = "device",
    }
}

codes! {
    /// How much a shared selector says.
    Strength {
        /// Could well be chance: a document number without an issuer, a compound person key.
        Weak = "weak",
        /// Issued once: a phone, a document with its issuer, a vessel.
        Strong = "strong",
    }
}

impl SelectorKind {
    /// Whether programs are still about that do not know it: towards one that cannot read a question, it is left out.
    #[must_use]
    pub fn is_later(self) -> bool {
        matches!(self, Self::Device)
    }

    /// How much it says when two files share one.
    #[must_use]
    pub fn strength(self) -> Strength {
        match self {
            Self::DocumentNumber | Self::PersonBirth | Self::PersonNationality => Strength::Weak,
            _ => Strength::Strong,
        }
    }
}

/// A selector. Two of them match when kind and value are equal, and never otherwise.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Selector {
    /// Its kind.
    pub kind: SelectorKind,
    /// The normalised value.
    pub value: String,
}

/// The version of the normalising rules; part of what is hashed, so that two nodes never compare different forms. It goes
/// up with every change that gives one written value another form, or none; `docs/protocol.md` tells what changed.
pub const NORMALISER_VERSION: u16 = 2;
