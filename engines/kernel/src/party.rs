//! Parties, functions of authorities, roles of people, languages.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A State or regional organisation: an ISO 3166-1 alpha-2 code, `EU`, or a user-assigned code (`XA` to `XZ`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Party([u8; 2]);

impl Party {
    /// Reads two Latin letters, in either case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let code: [u8; 2] = text.trim().to_ascii_uppercase().into_bytes().try_into().ok()?;
        code.iter().all(u8::is_ascii_uppercase).then_some(Self(code))
    }

    /// The code.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Party({})", self.code())
    }
}

impl Serialize for Party {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Party {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("a party is two Latin letters"))
    }
}

/// A closed list of codes with stable text forms.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant),* }
        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// The stable code, as stored and as written on the command line.
            #[must_use]
            pub fn code(self) -> &'static str { match self { $(Self::$variant => $code),* } }
            /// Reads the code.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> { match text { $($code => Some(Self::$variant),)* _ => None } }
        }
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result { f.write_str(self.code()) }
        }
    };
}
pub(crate) use codes;

codes! {
    /// What an authority is designated or mandated to do.
    Function {
        /// Central authority for mutual legal assistance, UNTOC 18(13).
        CentralAuthority = "central-authority",
        /// Authority for requests at sea, Protocol 8(6).
        SeaAuthority = "sea-authority",
        /// Investigation unit, UNTOC 27.
        InvestigationUnit = "investigation-unit",
        /// Prosecutor's office.
        Prosecutor = "prosecutor",
        /// Border post, Protocol 11(6).
        BorderPost = "border-post",
        /// Document examination centre, Protocol 12 and 13.
        DocumentCentre = "document-centre",
        /// Financial intelligence unit, UNTOC 7(1)(b).
        Fiu = "fiu",
        /// Protection service, Protocol 16.
        ProtectionService = "protection-service",
        /// Partner outside the State.
        Partner = "partner",
        /// Secretariat.
        Secretariat = "secretariat",
    }
}

codes! {
    /// What a person may do on a node, per authority (domain §9.3).
    Role {
        /// Runs the node; reads no content through the product.
        Administrator = "administrator",
        /// Works on cases.
        Investigator = "investigator",
        /// Keeps the desk of a contact point.
        DutyOfficer = "duty-officer",
        /// Leads a prosecution.
        Prosecutor = "prosecutor",
        /// Protects the people who were smuggled.
        ProtectionOfficer = "protection-officer",
        /// Reads the log, not the content.
        Auditor = "auditor",
        /// Reads the log and samples checks.
        DataProtectionOfficer = "data-protection-officer",
        /// Follows for the own State what conferences of the parties recommended.
        NationalCoordinator = "national-coordinator",
        /// Keeps the record of a conference, calls for input, publishes what was submitted.
        Secretariat = "secretariat",
    }
}

codes! {
    /// A language of the pages.
    Lang {
        /// English.
        En = "en",
        /// French.
        Fr = "fr",
        /// Arabic, from right to left.
        Ar = "ar",
    }
}

impl Lang {
    /// `rtl` or `ltr`, as HTML's `dir` wants it.
    #[must_use]
    pub fn dir(self) -> &'static str {
        if self == Self::Ar { "rtl" } else { "ltr" }
    }
}
