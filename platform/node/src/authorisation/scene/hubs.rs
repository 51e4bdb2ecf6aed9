//! Accra's node as a hub that Niamey's uses, with a network in its log; and Niamey's as a hub itself, so that what a hub
//! serves is there to be tried.

use super::*;
use hub::HubError;

impl Scene {
    pub(super) async fn hubs(&mut self, accra: &Opened) {
        for one in [&accra.node, &self.niamey.node] {
            one.store
                .run::<_, StoreError, _, _>("hub", |tx| async move { hub::become_hub(&tx).await })
                .await
                .unwrap();
            hub::write_log(one).await.unwrap();
        }
        let (node, id) = (Arc::clone(&self.niamey.node), self.accra);
        let one = &node;
        let begun = one.store.run::<_, HubError, _, _>("use", |tx| async move {
            let operator = access::operator(&tx).await?;
            hub::begin_to_use(&tx, one, &operator, id).await.map(|_| ())
        });
        begun.await.unwrap();
        // The other node begins to serve meanwhile.
        let followed = async {
            while !matches!(hub::follow(one, id).await.unwrap(), hub::Followed::Now(_)) {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        };
        tokio::time::timeout(WITHIN, followed).await.unwrap();
        let network = one.store.run::<_, HubError, _, _>("network", |tx| async move {
            let operator = access::operator(&tx).await?;
            hub::begin_network(&tx, one, &operator, "RedTRAM", "prosecution").await
        });
        let network = network.await.unwrap();
        assert_eq!(hub::say_due(one).await.unwrap(), 1);
        hub::follow(one, id).await.unwrap();
        self.is("network", "own", network);
    }
}
