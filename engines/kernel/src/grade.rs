//! Grades of source and information, kept as given and never converted between schemes (domain §5.5).

use serde::{Deserialize, Serialize};
use std::fmt;

/// A grade in the scheme it was given in.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Grade {
    /// `4x4`, `5x5x5`, `3x5x2`, `admiralty` or another's name.
    pub scheme: String,
    /// The source, as the scheme writes it: `A`.
    pub source: String,
    /// The information, as the scheme writes it: `1`.
    pub information: String,
}

impl Grade {
    /// A grade of Europol's 4x4.
    #[must_use]
    pub fn four_by_four(source: &str, information: &str) -> Self {
        Self { scheme: "4x4".into(), source: source.into(), information: information.into() }
    }

    /// Reads what `Display` writes: `4x4:B2`, `5x5x5:E-3`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = text.split_once(':')?;
        let (source, information) = match rest.split_once('-') {
            Some(pair) => pair,
            None => rest.split_at_checked(1)?,
        };
        let sound =
            |s: &str, most: usize| !s.is_empty() && s.len() <= most && s.chars().all(char::is_alphanumeric);
        (sound(scheme, 16) && sound(source, 8) && sound(information, 8)).then(|| Self {
            scheme: scheme.into(),
            source: source.into(),
            information: information.into(),
        })
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}-{}", self.scheme, self.source, self.information)
    }
}
