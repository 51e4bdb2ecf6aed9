//! The keys of the protection compartment: its rows are sealed under a data key of its own, and found by keyed digests
//! that tell nobody of whom they are.

use ::store::{StoreError, Tx, setting};
use access::Node;
use kernel::id::EntityId;
use seal::vault::DataKey;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// The name of the compartment's data key among the wrapped secrets.
const KEY_NAME: &str = "protection-data-1";

/// The room with its keys.
pub(crate) struct Room {
    data: DataKey,
    persons: seal::vault::IndexKey,
    readers: seal::vault::IndexKey,
}

impl Room {
    /// The compartment's data key stands wrapped under the master key; the first claim makes it.
    pub(crate) async fn of(tx: &Tx, node: &Node) -> Result<Self, StoreError> {
        let data = match setting::secret(tx, &node.vault, KEY_NAME).await? {
            Some(bytes) => DataKey::from_bytes(&bytes).map_err(|_| StoreError::Sealed(KEY_NAME.into()))?,
            None => {
                let fresh = DataKey::generate(tx.rng());
                setting::put_secret(tx, &node.vault, KEY_NAME, &fresh.to_bytes()).await?;
                fresh
            }
        };
        let (persons, readers) =
            (node.vault.index_key("protection person v1"), node.vault.index_key("protection reader v1"));
        Ok(Self { data, persons, readers })
    }

    /// To whom something was opened: an officer or a case, in a form that tells nobody which.
    pub(crate) fn reader(&self, kind: &str, id: Uuid) -> String {
        self.readers.index(&[kind.as_bytes(), id.as_bytes()]).to_string()
    }

    pub(crate) fn person(&self, entity: EntityId) -> String {
        self.persons.index(&[entity.0.as_bytes()]).to_string()
    }

    pub(crate) fn unlock<V: DeserializeOwned>(&self, place: &[u8], sealed: &[u8]) -> Result<V, StoreError> {
        let clear =
            self.data.open(place, sealed).map_err(|_| StoreError::Sealed("protection claim".into()))?;
        serde_json::from_slice(&clear).map_err(|e| StoreError::Corrupt(format!("protection claim: {e}")))
    }

    pub(crate) fn lock<V: Serialize>(&self, tx: &Tx, place: &[u8], value: &V) -> Result<Vec<u8>, StoreError> {
        let clear = serde_json::to_vec(value).map_err(|e| StoreError::Corrupt(e.to_string()))?;
        Ok(self.data.seal(place, &clear, tx.rng()))
    }
}
