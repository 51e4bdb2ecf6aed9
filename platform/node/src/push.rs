//! Notices to browsers over the wire: `access::Pusher`, with the node's own key for it, made once and kept as the other
//! secrets are. A new key would end what every browser agreed to.

use crate::config::Push;
use access::{NotPushed, Pusher};
use anyhow::{Context, Result};
use futures_core::future::BoxFuture;
use kernel::Timestamp;
use seal::vault::Vault;
use std::sync::Arc;
use store::{Store, StoreError, setting};
use wire::{PushClient, PushError, PushKey, PushServices};

/// The key's name among the node's secrets.
const KEY: &str = "push-key";

/// Notifies browsers as configured.
///
/// # Errors
/// When the configuration names no contact or no hosts, or the key does not open.
pub(crate) async fn pusher(store: &Store, vault: &Vault, config: &Push) -> Result<Arc<dyn Pusher>> {
    let services = PushServices::parse(&config.services)?;
    let fresh = PushKey::generate()?;
    let kept = store.run::<_, StoreError, _, _>("push key", |tx| {
        let fresh = &fresh;
        async move {
            if let Some(kept) = setting::secret(&tx, vault, KEY).await? {
                return Ok(kept);
            }
            setting::put_secret(&tx, vault, KEY, fresh).await?;
            Ok(fresh.to_vec())
        }
    });
    let kept = zeroize::Zeroizing::new(kept.await.context("cannot open the key for notices to browsers")?);
    let client = PushClient::new(PushKey::from_pkcs8(&kept)?, &config.contact, services)?;
    Ok(Arc::new(WirePusher(client)))
}

struct WirePusher(PushClient);

impl Pusher for WirePusher {
    fn key(&self) -> &str {
        self.0.key()
    }

    fn takes(&self, endpoint: &str) -> bool {
        self.0.takes(endpoint)
    }

    fn push<'a>(
        &'a self,
        endpoint: &'a str,
        urgent: bool,
        now: Timestamp,
    ) -> BoxFuture<'a, Result<(), NotPushed>> {
        Box::pin(async move {
            self.0.push(endpoint, urgent, now).await.map_err(|error| match error {
                PushError::Gone => NotPushed::Gone,
                PushError::Failed { why, wait_s } => NotPushed::Failed { why, wait_s },
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::testing::sqlite;

    #[tokio::test]
    async fn the_key_that_browsers_agreed_to_is_made_once_and_lies_wrapped() {
        let at = sqlite(&crate::compose::migrations()).await;
        let vault = Vault::new(seal::vault::MasterKey::generate(at.store.rng()));
        let config = Push {
            contact: "mailto:admin@niamey.example".into(),
            services: vec!["push.niamey.example".into()],
        };
        let first = pusher(&at.store, &vault, &config).await.unwrap();
        let again = pusher(&at.store, &vault, &config).await.unwrap();
        assert_eq!(first.key(), again.key());
        assert!(first.takes("https://push.niamey.example/a") && !first.takes("https://fcm.googleapis.com/a"));
        let other = Vault::new(seal::vault::MasterKey::generate(at.store.rng()));
        assert!(
            pusher(&at.store, &other, &config).await.is_err(),
            "it opens under the node's own master key alone"
        );
    }
}
