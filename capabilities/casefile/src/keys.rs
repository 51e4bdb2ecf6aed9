//! The keys this room needs: an index over values that tells nothing without the node's key, and the covers of what
//! stands outside the operational compartment.

use crate::types::CaseError;
use kernel::{Compartment, Rng, Selector};
use seal::vault::{IndexKey, Vault};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::StoreError;
use uuid::Uuid;

/// The keys of the room.
pub struct Keys<'a> {
    vault: &'a Vault,
    values: IndexKey,
    tokens: IndexKey,
    references: IndexKey,
}

impl<'a> Keys<'a> {
    /// The keys that hang on the node's vault.
    #[must_use]
    pub fn of(vault: &'a Vault) -> Self {
        Self {
            vault,
            values: vault.index_key("casefile value v1"),
            tokens: vault.index_key("casefile token v1"),
            references: vault.index_key("casefile reference v1"),
        }
    }

    /// The keyed digest of a value, under which its holders are found: 16 bytes, so that a chance collision needs 2^64
    /// values.
    #[must_use]
    pub fn value(&self, selector: &Selector) -> Vec<u8> {
        let digest = self.values.index(&[selector.kind.code().as_bytes(), selector.value.as_bytes()]);
        digest.0.iter().take(16).copied().collect()
    }

    /// The keyed digest of a name's key, for finding held names in free text. It is no selector and is never matched.
    pub(crate) fn name(&self, name_key: &str) -> Vec<u8> {
        let digest = self.values.index(&[b"name in text", name_key.as_bytes()]);
        digest.0.iter().take(16).copied().collect()
    }

    /// The keyed digest of a reference; 64 characters.
    pub(crate) fn reference(&self, reference: &str) -> String {
        self.references.index(&[reference.as_bytes()]).to_string()
    }

    /// What tells headings of tables apart.
    pub(crate) fn headings(&self) -> Headings {
        Headings(self.references.clone())
    }

    /// The keyed digest of a file that a closed compartment took.
    pub(crate) fn file(&self, digest: &kernel::Digest) -> String {
        self.references.index(&[b"file", &digest.0]).to_string()
    }

    /// One search token of a closed compartment. The letter keeps it apart from any clear token of digits.
    pub(crate) fn token(&self, token: &str) -> String {
        format!("k{}", self.tokens.index(&[token.as_bytes()]))
    }

    /// Encrypts a part of a record of this compartment.
    pub(crate) fn lock<T: Serialize>(
        &self,
        what: &str,
        compartment: Compartment,
        id: Uuid,
        clear: &T,
        rng: &dyn Rng,
    ) -> Result<Vec<u8>, CaseError> {
        let clear = serde_json::to_vec(clear).map_err(|e| StoreError::Corrupt(e.to_string()))?;
        Ok(self.vault.wrap(&purpose(what, compartment), id.as_bytes(), &clear, rng))
    }

    /// Opens what [`Keys::lock`] made; a row moved to another record or compartment does not open.
    pub(crate) fn unlock<T: DeserializeOwned>(
        &self,
        what: &str,
        compartment: Compartment,
        id: Uuid,
        sealed: &[u8],
    ) -> Result<T, CaseError> {
        let clear = self.vault.unwrap(&purpose(what, compartment), id.as_bytes(), sealed);
        let clear = clear.map_err(|_| StoreError::Sealed(format!("{what} {id}")))?;
        Ok(serde_json::from_slice(&clear).map_err(|e| StoreError::Corrupt(format!("{what} `{id}`: {e}")))?)
    }

    /// Encrypts bytes that wait.
    pub(crate) fn lock_bytes(&self, what: &str, id: Uuid, clear: &[u8], rng: &dyn Rng) -> Vec<u8> {
        self.vault.wrap(&format!("casefile {what} v1"), id.as_bytes(), clear, rng)
    }

    /// Opens what [`Keys::lock_bytes`] made.
    pub(crate) fn unlock_bytes(&self, what: &str, id: Uuid, sealed: &[u8]) -> Result<Vec<u8>, CaseError> {
        let clear = self.vault.unwrap(&format!("casefile {what} v1"), id.as_bytes(), sealed);
        Ok(clear.map(|c| c.to_vec()).map_err(|_| StoreError::Sealed(format!("{what} {id}")))?)
    }
}

/// Tells headings of tables apart, however they are written, and keeps none of them: of a table without a header the
/// first row is somebody's name and number.
#[derive(Clone)]
pub(crate) struct Headings(IndexKey);

impl Headings {
    /// The keyed digest of a heading; 64 characters.
    pub(crate) fn of(&self, heading: &str) -> String {
        self.0.index(&[b"heading", names::fold(heading.trim()).as_bytes()]).to_string()
    }

    /// Those of a header.
    pub(crate) fn of_all(&self, header: &[String]) -> Vec<String> {
        header.iter().map(|heading| self.of(heading)).collect()
    }
}

/// Each compartment has its own key, and so has each kind of record in it.
fn purpose(what: &str, compartment: Compartment) -> String {
    format!("casefile {compartment} {what} v1")
}
