//! Mailboxes: what a line does not carry goes by the hub, comes in by the same door, and is receipted; whatever the hub
//! does with it delays it and nothing else.

use crate::town::{Bent, House, Town, towns};
use directory::DirectoryError;
use exchange::test_call;
use kernel::id::{ContactId, MessageId};
use kernel::time::{DAY_MS, MINUTE_MS};
use std::sync::{Arc, Mutex};
use store::StoreError;
use store::outbox::{self, OutState};

/// Accra calls Niamey's desk: a message waits in Accra's outbox.
pub(crate) async fn calls(town: &Town) -> MessageId {
    let (from, to) = (&town.accra, town.niamey.id());
    let peer = from.peer(&town.niamey).await;
    let desk: ContactId = peer.card.lead().contacts[0].id;
    let called = from.node.store.run::<_, exchange::ExchangeError, _, _>("call", |tx| async move {
        test_call::place(&tx, &from.node, &from.admin, (to, desk)).await
    });
    called.await.unwrap();
    waiting(from, to).await[0]
}

async fn waiting(from: &House, to: kernel::id::NodeId) -> Vec<MessageId> {
    let waits = from.node.store.run::<_, StoreError, _, _>("waiting", |tx| async move {
        outbox::waiting_ids(&tx, to, exchange::PEER_ENVELOPES, 9).await
    });
    waits.await.unwrap()
}

pub(crate) async fn state(from: &House, message: MessageId) -> OutState {
    let row = from
        .node
        .store
        .run::<_, StoreError, _, _>("row", |tx| async move { outbox::find(&tx, message).await });
    row.await.unwrap().unwrap().state
}

/// The line fails until its breaker opens.
async fn line_fails(town: &Town) {
    town.wire.cut(&town.accra, &town.niamey, true);
    for _ in 0..8 {
        exchange::deliver_due(&town.accra.node, 10).await.unwrap();
        town.advance_ms(5 * MINUTE_MS);
    }
}

/// Calls that wait at Niamey's desk for an answer.
pub(crate) async fn calls_taken(town: &Town) -> usize {
    let node = &town.niamey.node;
    let open = node.store.run::<_, DirectoryError, _, _>("calls", |tx| async move {
        Ok(directory::calls::received_calls(&tx, town.niamey.own.id).await?.len())
    });
    open.await.unwrap()
}

#[tokio::test]
async fn a_13_what_a_line_does_not_carry_goes_by_the_mailbox_and_its_receipt_comes_back() {
    for town in towns().await {
        town.everybody_follows().await;
        let message = calls(&town).await;
        let before = hub::post_and_collect(&town.accra.node).await.unwrap();
        assert_eq!(before.left, 0, "{}: the line has not failed", town.kind);
        line_fails(&town).await;
        let left = hub::post_and_collect(&town.accra.node).await.unwrap();
        assert_eq!(left.left, 1, "{}: {left:?}", town.kind);
        assert_eq!(
            state(&town.accra, message).await,
            OutState::Queued,
            "{}: left is not delivered",
            town.kind
        );
        let again = hub::post_and_collect(&town.accra.node).await.unwrap();
        assert_eq!(again.left, 0, "{}: once a day", town.kind);
        let fetched = hub::post_and_collect(&town.niamey.node).await.unwrap();
        assert_eq!((fetched.taken, fetched.receipts), (1, 1), "{}: {fetched:?}", town.kind);
        assert_eq!(calls_taken(&town).await, 1, "{}", town.kind);
        let back = hub::post_and_collect(&town.accra.node).await.unwrap();
        assert_eq!(back.taken, 1, "{}: the receipts", town.kind);
        assert_eq!(state(&town.accra, message).await, OutState::Delivered, "{}", town.kind);
        let quiet = hub::post_and_collect(&town.niamey.node).await.unwrap();
        assert_eq!(quiet, hub::Posted::default(), "{}: receipts have no receipts", town.kind);
        // What the hub had of it is gone.
        assert_eq!(hub::state::mailboxes(&town.hub.node).await.unwrap(), Vec::new(), "{}", town.kind);
    }
}

#[tokio::test]
async fn a_4_nothing_is_left_for_a_node_that_is_suspended_or_whose_trust_was_withdrawn() {
    for town in towns().await {
        town.everybody_follows().await;
        let message = calls(&town).await;
        line_fails(&town).await;
        let (from, to) = (&town.accra, town.niamey.id());
        let suspended = from.node.store.run::<_, DirectoryError, _, _>("suspend", |tx| async move {
            directory::suspend(&tx, &from.node, &from.admin, to, "its keys were stolen").await
        });
        suspended.await.unwrap();
        let left = hub::post_and_collect(&town.accra.node).await.unwrap();
        assert_eq!(left.left, 0, "{}: {left:?}", town.kind);
        assert_eq!(state(&town.accra, message).await, OutState::Queued, "{}", town.kind);
        let revoked = from.node.store.run::<_, DirectoryError, _, _>("revoke", |tx| async move {
            directory::revoke(&tx, &from.node, &from.admin, to, "its keys were stolen").await
        });
        revoked.await.unwrap();
        let left = hub::post_and_collect(&town.accra.node).await.unwrap();
        assert_eq!(left.left, 0, "{}: {left:?}", town.kind);
        assert_eq!(state(&town.accra, message).await, OutState::Expired, "{}: given up", town.kind);
        assert_eq!(hub::state::mailboxes(&town.hub.node).await.unwrap(), Vec::new(), "{}", town.kind);
    }
}

#[tokio::test]
async fn a_13_what_was_left_already_keeps_nothing_else_from_the_mailbox() {
    for town in towns().await {
        town.everybody_follows().await;
        calls(&town).await;
        line_fails(&town).await;
        assert_eq!(hub::post_and_collect(&town.accra.node).await.unwrap().left, 1, "{}", town.kind);
        town.advance_ms(MINUTE_MS);
        calls(&town).await;
        assert_eq!(
            hub::post_and_collect(&town.accra.node).await.unwrap().left,
            1,
            "{}: the new one",
            town.kind
        );
        assert_eq!(hub::post_and_collect(&town.niamey.node).await.unwrap().taken, 2, "{}", town.kind);
    }
}

#[tokio::test]
async fn a_13_a_hub_that_loses_a_message_delays_it_by_a_day() {
    for town in towns().await {
        town.everybody_follows().await;
        let message = calls(&town).await;
        line_fails(&town).await;
        // It says it took it and throws it away.
        town.wire.bend(|carried| match carried.path.starts_with("/hub/v1/mailbox/") {
            true => Bent::Answers(Vec::new()),
            false => Bent::Carries,
        });
        assert_eq!(hub::post_and_collect(&town.accra.node).await.unwrap().left, 1);
        town.wire.straighten();
        assert_eq!(hub::post_and_collect(&town.niamey.node).await.unwrap().taken, 0);
        town.advance_ms(DAY_MS);
        exchange::deliver_due(&town.accra.node, 10).await.unwrap();
        assert_eq!(
            hub::post_and_collect(&town.accra.node).await.unwrap().left,
            1,
            "{}: left again",
            town.kind
        );
        assert_eq!(hub::post_and_collect(&town.niamey.node).await.unwrap().taken, 1);
        hub::post_and_collect(&town.accra.node).await.unwrap();
        assert_eq!(state(&town.accra, message).await, OutState::Delivered, "{}", town.kind);
    }
}

#[tokio::test]
async fn a_13_a_hub_that_doubles_swaps_or_invents_messages_changes_nothing() {
    for town in towns().await {
        town.everybody_follows().await;
        let message = calls(&town).await;
        line_fails(&town).await;
        // It keeps a copy of what is left, and makes up more.
        let kept: Arc<Mutex<Vec<u8>>> = Arc::default();
        let copy = Arc::clone(&kept);
        town.wire.bend(move |carried| {
            if carried.path.starts_with("/hub/v1/mailbox/") {
                *copy.lock().unwrap() = carried.body.to_vec();
            }
            Bent::Carries
        });
        hub::post_and_collect(&town.accra.node).await.unwrap();
        let sealed = kept.lock().unwrap().clone();
        let (accra, palermo, niamey) = (town.accra.id(), town.palermo.id(), town.niamey.id());
        let mut torn = sealed.clone();
        let middle = torn.len() / 2;
        torn[middle] ^= 1;
        let answer = {
            let mut out = Vec::new();
            let mut item = |id: u8, sender: kernel::id::NodeId, sealed: &[u8]| {
                out.extend_from_slice(&[id; 16]);
                out.extend_from_slice(&sender.0);
                out.extend_from_slice(&u32::try_from(sealed.len()).unwrap().to_be_bytes());
                out.extend_from_slice(sealed);
            };
            item(1, palermo, &sealed); // another's name on it
            item(2, accra, &torn);
            item(3, accra, b"LSN1 made up");
            item(4, accra, &sealed);
            item(5, accra, &sealed); // doubled
            item(6, kernel::id::NodeId([9; 16]), &sealed); // of nobody
            out
        };
        let once = Mutex::new(Some(answer));
        town.wire.bend(move |carried| match carried.from == niamey && carried.path == hub::COLLECT_PATH {
            true => Bent::Answers(once.lock().unwrap().take().unwrap_or_default()),
            false => Bent::Carries,
        });
        let fetched = hub::post_and_collect(&town.niamey.node).await.unwrap();
        assert_eq!((fetched.taken, fetched.again, fetched.shut), (1, 1, 4), "{}: {fetched:?}", town.kind);
        assert_eq!(calls_taken(&town).await, 1, "{}", town.kind);
        let apart = town.niamey.node.store.run::<_, StoreError, _, _>("apart", |tx| async move {
            exchange::store_inbox::quarantined(&tx).await
        });
        assert!(apart.await.unwrap().is_empty(), "{}: nothing stands against an honest node", town.kind);
        hub::post_and_collect(&town.accra.node).await.unwrap();
        assert_eq!(state(&town.accra, message).await, OutState::Delivered, "{}", town.kind);
    }
}

#[tokio::test]
async fn an_answer_of_a_mailbox_that_cannot_be_read_is_a_hub_that_does_not_answer() {
    for town in towns().await {
        town.everybody_follows().await;
        for nonsense in [vec![1; 35], [vec![1; 32], vec![0xff; 4]].concat(), vec![0; 36 * 101]] {
            town.wire.bend(move |carried| match carried.path == hub::COLLECT_PATH {
                true => Bent::Answers(nonsense.clone()),
                false => Bent::Carries,
            });
            let posted = hub::post_and_collect(&town.niamey.node).await.unwrap();
            assert_eq!((posted.failed, posted.taken), (1, 0), "{}", town.kind);
        }
    }
}

#[tokio::test]
async fn a_7_a_mailbox_takes_what_is_for_its_member_and_has_room_and_says_so_plainly() {
    for town in towns().await {
        town.everybody_follows().await;
        let (niamey, hub_id, stranger) = (town.niamey.id(), town.hub.id(), kernel::id::NodeId([9; 16]));
        let leaves = |recipient: kernel::id::NodeId, sealed: Vec<u8>| {
            let node = Arc::clone(&town.accra.node);
            async move {
                let path = hub::MAILBOX_PATH.replace("{recipient}", &recipient.to_string());
                match node.carrier.carry(hub_id, &[], kernel::Digest([0; 32]), &path, sealed).await {
                    Ok(_) => 200,
                    Err(access::CarryError::Status(status)) => status,
                    Err(other) => panic!("{other}"),
                }
            }
        };
        let sealed = |to: kernel::id::NodeId, tail: usize, fill: u8| {
            [b"LSN1".to_vec(), to.0.to_vec(), vec![fill; tail]].concat()
        };
        assert_eq!(leaves(niamey, sealed(niamey, 64, 0)).await, 200, "{}", town.kind);
        assert_eq!(leaves(niamey, sealed(niamey, 64, 0)).await, 200, "{}: the same again", town.kind);
        let fill = hub::state::mailboxes(&town.hub.node).await.unwrap();
        assert_eq!((fill[0].0, fill[0].1.items), (niamey, 1), "{}", town.kind);
        assert_eq!(
            leaves(niamey, sealed(stranger, 64, 0)).await,
            422,
            "{}: another's name inside",
            town.kind
        );
        assert_eq!(leaves(stranger, sealed(stranger, 64, 0)).await, 404, "{}", town.kind);
        assert_eq!(leaves(hub_id, sealed(hub_id, 64, 0)).await, 404, "{}: a hub has no mailbox", town.kind);
        let large = hub::ITEM_BYTES_MAX - 20;
        for fill in 1..=2 {
            let status = leaves(niamey, sealed(niamey, large, fill)).await;
            assert_eq!(status, if fill == 1 { 200 } else { 507 }, "{}: a sender's share", town.kind);
        }
        assert_eq!(leaves(niamey, sealed(niamey, large + 1, 3)).await, 413, "{}: too large", town.kind);
        // What nobody fetches goes after its time.
        town.advance_ms(hub::ITEM_AGE_MAX_MS + DAY_MS);
        assert_eq!(hub::end_old(&town.hub.node).await.unwrap(), 2, "{}", town.kind);
    }
}
