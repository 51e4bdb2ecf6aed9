//! How bytes reach peers: `access::Carrier` over the wire, and the wire's list of who is trusted.

use access::{Carrier, CarryError, Node};
use kernel::Digest;
use kernel::id::NodeId;
use kernel::limit::ENVELOPE_BYTES_MAX;
use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{PoisonError, RwLock};
use store::StoreError;
use wire::{Certificate, Client, ClientError, Limits};

/// Carries over TLS pinned to cards.
pub struct WireCarrier(Client);

impl WireCarrier {
    /// With the node's own certificate.
    #[must_use]
    pub fn new(certificate: Certificate) -> Self {
        Self(Client::new(certificate, Limits::default()))
    }
}

impl Carrier for WireCarrier {
    fn carry<'a>(
        &'a self,
        _: NodeId,
        addresses: &'a [String],
        tls: Digest,
        path: &'a str,
        body: Vec<u8>,
    ) -> Pin<Box<dyn Future<Output = Result<Vec<u8>, CarryError>> + Send + 'a>> {
        Box::pin(async move {
            let answer = self.0.post(addresses, tls, path, body, ENVELOPE_BYTES_MAX).await;
            answer.map_err(|error| match error {
                ClientError::NotThem => CarryError::NotThem,
                ClientError::Status(status) => CarryError::Status(status),
                ClientError::TooLarge => CarryError::TooLarge,
                other => CarryError::Unreachable(other.to_string()),
            })
        })
    }
}

/// The trusted peers by the key of their certificate, from memory; refreshed by a job, so that withdrawn trust ends
/// within seconds.
#[derive(Default)]
pub struct TrustedPeers(RwLock<HashMap<Digest, NodeId>>);

impl TrustedPeers {
    /// Reads them anew.
    ///
    /// # Errors
    /// What the database says; the old list stays.
    pub async fn refresh(&self, node: &Node) -> Result<(), StoreError> {
        let peers =
            node.store.run::<_, StoreError, _, _>("peers", |tx| async move { directory::peers(&tx).await });
        let trusted = peers.await?.into_iter().filter(directory::Peer::is_trusted);
        let map = trusted.map(|p| (p.card.card().tls, p.node)).collect();
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = map;
        Ok(())
    }
}

impl wire::Peers for TrustedPeers {
    fn node_of(&self, spki: Digest) -> Option<NodeId> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(&spki).copied()
    }
}
