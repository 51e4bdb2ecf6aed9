//! Signing keys that a node revokes in the log: everybody who follows it believes them no more.

use crate::mailbox::{calls, calls_taken, state};
use crate::town::{House, towns};
use data_encoding::BASE64URL_NOPAD;
use exchange::store_inbox;
use store::StoreError;
use store::outbox::OutState;

/// How many pieces of work about revoked keys stand on the desk.
async fn on_the_desk(house: &House) -> usize {
    let works = exchange::works();
    let work = works.iter().find(|work| work.kind() == "key-revoked").unwrap();
    let waiting = house.node.store.run::<_, StoreError, _, _>("desk", |tx| async move {
        work.waiting(&house.node, &tx, house.own.id).await
    });
    waiting.await.unwrap().len()
}

/// Somebody ticks off what stands there about revoked keys.
async fn sees_it(house: &House) {
    let works = exchange::works();
    let work = works.iter().find(|work| work.kind() == "key-revoked").unwrap();
    let seen = house.node.store.run::<_, StoreError, _, _>("seen", |tx| async move {
        for waiting in work.waiting(&house.node, &tx, house.own.id).await? {
            work.seen(&house.node, &tx, house.own.id, waiting.object).await?;
        }
        Ok(())
    });
    seen.await.unwrap();
}

#[tokio::test]
async fn a_4_what_comes_signed_with_a_key_that_its_node_revoked_in_the_log_is_kept_apart() {
    for town in towns().await {
        town.everybody_follows().await;
        let (accra, niamey) = (&town.accra, &town.niamey);
        let stolen = accra.card().await.card().signing[0].0;
        let key = BASE64URL_NOPAD.encode(&stolen);
        accra
            .in_store(|tx| {
                let key = &key;
                async move {
                    let why = "the server was stolen";
                    hub::say_revoked(&tx, &accra.node, &accra.admin, key, why).await
                }
            })
            .await;
        assert_eq!(on_the_desk(niamey).await, 0);
        town.everybody_follows().await;
        town.everybody_follows().await;
        let known = niamey.peer(accra).await;
        assert!(known.has_revoked(&stolen) && known.keys_revoked.len() == 1, "{}", town.kind);
        assert_eq!((on_the_desk(niamey).await, on_the_desk(accra).await), (1, 0), "{}", town.kind);

        sees_it(niamey).await;
        assert_eq!(on_the_desk(niamey).await, 0, "{}: it is done with for good, not for a month", town.kind);
        assert!(niamey.peer(accra).await.has_revoked(&stolen), "{}", town.kind);

        let message = calls(&town).await;
        exchange::deliver_due(&accra.node, 10).await.unwrap();
        assert_eq!(state(accra, message).await, OutState::Quarantined, "{}", town.kind);
        assert_eq!(calls_taken(&town).await, 0);
        let apart = niamey.in_store(|tx| async move { Ok(store_inbox::quarantined(&tx).await?) }).await;
        assert_eq!(apart[0].why.as_deref(), Some("key-revoked"), "{}", town.kind);

        // A new key, in a new card: what is signed with it is taken.
        town.advance_ms(seal::signers::SIGNING_TURN_MS);
        assert!(directory::turn_signing_when_due(&accra.node).await.unwrap());
        town.everybody_follows().await;
        let message = calls(&town).await;
        exchange::deliver_due(&accra.node, 10).await.unwrap();
        assert_eq!(state(accra, message).await, OutState::Delivered, "{}", town.kind);
        assert!(niamey.peer(accra).await.has_revoked(&stolen), "whatever the card names");
    }
}
