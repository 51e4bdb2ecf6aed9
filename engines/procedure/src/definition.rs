//! Definition files of peers: read as far as they can be, never refused whole.

use crate::kind::{KIND_BYTES_MAX, Kind, KindError};
use kernel::Digest;
use serde::Deserialize;

/// A definition file as a peer sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Definition {
    /// This program understands it.
    Known(Box<Kind>),
    /// It does not: a newer program's, or a wrong one. Its dossiers are shown as they are.
    Unknown(UnknownKind),
}

/// A kind this program does not understand. Its moves are kept and shown with all their fields, and none can be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownKind {
    /// SHA-256 of the file.
    pub digest: Digest,
    /// What the file calls itself, if that much reads.
    pub id: Option<String>,
    /// Why it is not understood.
    pub why: KindError,
}

impl Definition {
    /// Reads what can be read.
    #[must_use]
    pub fn read(text: &str) -> Self {
        #[derive(Deserialize)]
        struct Name {
            id: String,
        }
        match Kind::read(text) {
            Ok(kind) => Self::Known(Box::new(kind)),
            Err(why) => {
                let name = if text.len() > KIND_BYTES_MAX { None } else { toml::from_str::<Name>(text).ok() };
                let digest = Digest::of_bytes(text.as_bytes());
                Self::Unknown(UnknownKind { digest, id: name.map(|n| n.id), why })
            }
        }
    }
}
