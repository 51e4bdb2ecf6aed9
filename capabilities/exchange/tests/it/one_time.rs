//! One-time keys: each peer is handed its own, each message takes another, and the secret half goes with the message that
//! is stored.

use crate::envelopes::{hands_in, quarantine, sends, signer_of, signers_of, waiting};
use crate::story::*;
use crate::suspended::{lifts, sound, suspends};
use exchange::door::opened_before;
use exchange::receive::Answer;
use exchange::testing::Desk;
use exchange::{NewMove, hand_in};
use kernel::id::{MessageId, NodeId};
use kernel::time::DAY_MS;
use procedure::MoveBody;
use seal::envelope::{EnvelopeError, EnvelopeHead, Heads, key_of, open_envelope, seal_envelope};
use seal::handout::{Handout, KEYS_MAX, TAKE_MS, read_handout};
use seal::identity::KemKeyId;
use seal::receipt::Fate;
use store::outbox::{self, OutState, OutboxRow, Outgoing};
use store::{StoreError, Tx};

async fn asks(desk: &Desk) -> usize {
    directory::ask_prekeys_due(&desk.node).await.unwrap()
}

/// How many keys of the other there are; `None` if it never handed any over.
async fn left(desk: &Desk, other: &Desk) -> Option<u64> {
    let all = desk
        .node
        .store
        .run::<_, StoreError, _, _>("left", |tx| async move { directory::prekeys_left(&tx).await });
    all.await.unwrap().get(&other.node.keys.id).copied()
}

/// Whether this node can still open what that peer seals to this key.
async fn opens_still(desk: &Desk, peer: NodeId, id: KemKeyId) -> bool {
    let found = desk.node.store.run::<_, StoreError, _, _>("secret", |tx| async move {
        Ok(!directory::prekeys_among(&tx, peer, &[id]).await?.is_empty())
    });
    found.await.unwrap()
}

/// The weekly keys of a node.
async fn weekly(desk: &Desk) -> Vec<KemKeyId> {
    let keys = desk.node.store.run::<_, StoreError, _, _>("weekly", |tx| async move {
        Ok(directory::sealing_keys(&tx, &desk.node).await?.keys().iter().map(|k| k.id()).collect())
    });
    keys.await.unwrap()
}

/// The key that the one message waiting at a desk is sealed to.
async fn sealed_to(desk: &Desk) -> KemKeyId {
    let rows = waiting(desk).await;
    assert_eq!(rows.len(), 1);
    key_of(&rows[0].sealed).unwrap()
}

async fn handed(from: &Desk, to: &Desk, last: Option<KemKeyId>) -> Handout {
    let question = serde_json::json!({ "last": last.map(KemKeyId::to_text), "new": "field" }).to_string();
    let peer = to.node.keys.id;
    let bytes = directory::hand_prekeys(&from.node, peer, question.as_bytes()).await.unwrap();
    read_handout(bytes.value(), from.node.keys.id, peer, &signers_of(from).await).unwrap()
}

fn ids(handout: &Handout) -> Vec<KemKeyId> {
    handout.keys.iter().map(|key| key.0.id()).collect()
}

#[tokio::test]
async fn each_message_takes_a_one_time_key_of_its_own_and_the_weekly_one_when_there_is_none() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let to = niamey.node.keys.id;
        opens(accra, to, request()).await.unwrap();
        assert!(weekly(niamey).await.contains(&sealed_to(accra).await), "none was handed over yet");
        settle(&pair).await;
        assert_eq!((asks(accra).await, left(accra, niamey).await), (1, Some(KEYS_MAX as u64)));
        let mut taken = Vec::new();
        for n in 1..=3 {
            opens(accra, to, request()).await.unwrap();
            taken.push(sealed_to(accra).await);
            assert_eq!(left(accra, niamey).await, Some(KEYS_MAX as u64 - n));
            settle(&pair).await;
        }
        taken.extend(weekly(niamey).await);
        let count = taken.len();
        taken.sort_by_key(|id| id.to_text());
        taken.dedup();
        assert_eq!(taken.len(), count, "never the same twice");
        assert_eq!(asks(accra).await, 0, "there are enough");
        // Keys that lay too long are not taken any more.
        accra.clock.advance_ms(TAKE_MS + DAY_MS);
        opens(accra, to, request()).await.unwrap();
        assert!(weekly(niamey).await.contains(&sealed_to(accra).await));
        assert_eq!(left(accra, niamey).await, Some(0));
        settle(&pair).await;
    }
}

#[tokio::test]
async fn a_13_the_secret_half_goes_with_the_message_that_is_stored_and_the_same_bytes_have_the_same_receipt()
{
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        asks(accra).await;
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        let row = waiting(accra).await.remove(0);
        let (key, peer) = (key_of(&row.sealed).unwrap(), accra.node.keys.id);
        assert!(opens_still(niamey, peer, key).await);
        // Undone: nothing was stored, and the key is still there.
        let undone = niamey.node.store.run::<(), StoreError, _, _>("undone", |tx: Tx| {
            let sealed = &row.sealed;
            async move {
                exchange::receive::receive(&tx, &niamey.node, peer, sealed).await?;
                Err(StoreError::Corrupt("the disk is full".into()))
            }
        });
        undone.await.unwrap_err();
        assert!(opens_still(niamey, peer, key).await && !knows(niamey, id).await);

        let (first, fate) = hands_in(niamey, accra, &row).await;
        assert!(matches!(fate, Fate::Durable { .. }) && knows(niamey, id).await);
        assert!(!opens_still(niamey, peer, key).await, "erased in the transaction that stored it");
        let (again, _) = hands_in(niamey, accra, &row).await;
        assert_eq!(first, again, "known by its bytes, which nobody can open any more");
        let dump = niamey.store.dump().await;
        assert!(!dump.iter().any(|(table, line)| table == "prekey_secret" && line.contains(&key.to_text())));
        // Who recorded it and takes the node with everything it has opens nothing.
        let signers = signers_of(accra).await;
        let opened = niamey.node.store.run::<_, StoreError, _, _>("stolen", |tx| {
            let (sealed, signers) = (&row.sealed, &signers);
            async move {
                let keys = directory::sealing_keys(&tx, &niamey.node).await?;
                let known = |_| signers.clone();
                Ok(open_envelope(sealed, niamey.node.keys.id, keys.keys(), &known, tx.at()))
            }
        });
        assert_eq!(opened.await.unwrap().unwrap_err(), EnvelopeError::UnknownKey);
    }
}

#[tokio::test]
async fn a_14_what_is_kept_apart_can_still_be_opened_by_a_newer_program() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        asks(accra).await;
        sends(accra, niamey, "kind-of-tomorrow", b"{}").await;
        let row = waiting(accra).await.remove(0);
        let (_, fate) = hands_in(niamey, accra, &row).await;
        assert_eq!(fate, Fate::Quarantined { reason: "unknown-kind".into() });
        assert!(opens_still(niamey, accra.node.keys.id, key_of(&row.sealed).unwrap()).await);
    }
}

#[tokio::test]
async fn keys_are_handed_to_one_peer_alone_again_if_they_were_lost_and_never_more_than_the_limit() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let first = handed(niamey, accra, None).await;
        assert_eq!(first.keys.len(), KEYS_MAX);
        assert_eq!(
            ids(&handed(niamey, accra, None).await),
            ids(&first),
            "the answer was lost: the same again"
        );
        let last = ids(&first).last().copied();
        let second = handed(niamey, accra, last).await;
        assert!(second.keys.len() == KEYS_MAX && !ids(&second).iter().any(|id| ids(&first).contains(id)));
        let third = handed(niamey, accra, ids(&second).last().copied()).await;
        let over = handed(niamey, accra, ids(&third).last().copied()).await;
        assert_eq!(over.keys.len(), 0, "a_7: no more than the limit are out");
        let key = ids(&first)[0];
        assert!(opens_still(niamey, accra.node.keys.id, key).await);
        assert!(!opens_still(niamey, niamey.node.keys.id, key).await, "for that peer alone");
        let stranger = directory::hand_prekeys(&niamey.node, NodeId([9; 16]), b"{}").await;
        assert!(stranger.is_err(), "a stranger is handed none");
        // Once their time is over, and that of what is on its way, they are erased and others handed over.
        niamey.clock.advance_ms(seal::handout::OPEN_MS + DAY_MS);
        assert_eq!(handed(niamey, accra, ids(&third).last().copied()).await.keys.len(), KEYS_MAX);
        assert!(!opens_still(niamey, accra.node.keys.id, key).await);
    }
}

#[tokio::test]
async fn a_13_a_key_that_is_handed_again_while_what_it_sealed_is_under_way_is_not_taken_again() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        asks(accra).await;
        let mut taken = Vec::new();
        let mut takes = async || {
            let message = opens(accra, niamey.node.keys.id, request()).await.unwrap().message;
            let sealed = waiting(accra).await.into_iter().find(|row| row.message == message).unwrap().sealed;
            taken.push(key_of(&sealed).unwrap());
        };
        for _ in 0..=KEYS_MAX / 2 {
            takes().await;
        }
        // A question that is broken on the way reads as of one who was handed nothing yet.
        let again = handed(niamey, accra, None).await;
        assert_eq!(again.keys.len(), KEYS_MAX, "niamey knows of none that it was taken");
        directory::testing::asked(&accra.node, niamey.node.keys.id, &again).await;
        let taken_so_far = KEYS_MAX as u64 / 2 + 1;
        assert_eq!(left(accra, niamey).await, Some(KEYS_MAX as u64 - taken_so_far));
        takes().await;
        let count = taken.len();
        taken.sort_by_key(|id| id.to_text());
        taken.dedup();
        assert_eq!(taken.len(), count, "{}: never the same twice", pair.kind);
        settle(&pair).await;
        assert!(waiting(accra).await.is_empty());
        // Nor is one that the peer could not open.
        let drop = accra.node.store.run::<_, StoreError, _, _>("drop", |tx| async move {
            directory::drop_prekeys(&tx, niamey.node.keys.id).await
        });
        drop.await.unwrap();
        directory::testing::asked(&accra.node, niamey.node.keys.id, &again).await;
        assert_eq!(left(accra, niamey).await, Some(0));
    }
}

#[tokio::test]
async fn a_13_a_peer_that_lost_its_one_time_keys_is_sent_at_once_under_another_what_was_sealed_to_them() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        asks(accra).await;
        let first = opens(accra, niamey.node.keys.id, request()).await.unwrap();
        let key = sealed_to(accra).await;
        // Restored from a backup, Niamey has none of the keys that it handed over since.
        let lost = niamey.node.store.run::<_, StoreError, _, _>("lost", |tx| async move {
            directory::spend_prekeys(&tx, &[key]).await
        });
        lost.await.unwrap();
        let kept = kept_of(accra, first.message).await.unwrap();
        assert!(!kept.windows(6).any(|part| part == b"Agadez"), "under this node's own key");
        let done = delivers(accra).await;
        assert_eq!((done.failed, done.delivered), (1, 1), "{}: {done:?}", pair.kind);
        assert!(knows(niamey, first.dossier).await);
        assert_eq!(message_of(accra, &first).await.state, OutState::Delivered);
        assert_eq!(kept_of(accra, first.message).await, None, "what is durable there is not kept for that");
        let key = key_of(&message_of(accra, &first).await.sealed).unwrap();
        assert!(weekly(niamey).await.contains(&key));
        assert_eq!(left(accra, niamey).await, Some(0));
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        settle(&pair).await;
        assert!(knows(niamey, id).await);
    }
}

#[tokio::test]
async fn a_13_what_was_received_before_it_was_sealed_anew_is_known_by_what_it_says_and_its_dossier_goes_on() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        asks(accra).await;
        let first = opens(accra, niamey.node.keys.id, request()).await.unwrap();
        let row = message_of(accra, &first).await;
        // Niamey has it; its receipt is lost on the way, and what Accra sends then is bent on the way.
        assert!(matches!(hands_in(niamey, accra, &row).await.1, Fate::Durable { .. }));
        let kept = kept_of(accra, row.message).await.unwrap();
        let bent = accra.node.store.run::<_, StoreError, _, _>("bent", |tx| {
            let (row, kept) = (row.clone(), kept.clone());
            async move {
                let mut sealed = row.sealed;
                *sealed.last_mut().unwrap() ^= 1;
                outbox::reseal(&tx, row.message, (sealed, row.digest), kept).await
            }
        });
        bent.await.unwrap();
        let done = delivers(accra).await;
        assert_eq!((done.failed, done.delivered), (1, 1), "{}: {done:?}", pair.kind);
        let sent = message_of(accra, &first).await;
        assert_eq!(sent.state, OutState::Delivered);
        assert_ne!(sent.digest, row.digest, "it was sealed anew");
        // Sent again it has the same receipt again, and the next move goes.
        let again = hands_in(niamey, accra, &sent).await;
        niamey.clock.advance_ms(1_000);
        assert_eq!(hands_in(niamey, accra, &sent).await, again);
        assert_eq!(reads(niamey, first.dossier).await.moves.len(), 1);
        moves(accra, first.dossier, NewMove::of("withdraw", MoveBody::default().with("reasons", "found")))
            .await
            .unwrap();
        settle(&pair).await;
        assert_eq!(reads(niamey, first.dossier).await.moves.len(), 2);
        assert!(verifies(accra, first.dossier).await.faults.is_empty());
    }
}

/// What a desk keeps of a message that is not durable at its peer.
async fn kept_of(desk: &Desk, message: MessageId) -> Option<Vec<u8>> {
    let kept = desk
        .node
        .store
        .run::<_, StoreError, _, _>("kept", |tx| async move { outbox::body(&tx, message).await });
    kept.await.unwrap()
}

/// Queues a message that is sealed to a key which another one was sealed to before, as a node does that was restored from a
/// backup and is handed the same keys again.
async fn sends_under(from: &Desk, to: &Desk, key: KemKeyId) -> OutboxRow {
    let again = handed(to, from, None).await;
    let public = &again.keys.iter().find(|k| k.0.id() == key).unwrap().0;
    let (node, peer, signs) = (&from.node, from.peer(to).await, signer_of(from).await);
    let message = MessageId::new(node.store.rng());
    let head = EnvelopeHead {
        version: seal::envelope::VERSION,
        sender: node.keys.id,
        recipient: to.node.keys.id,
        kem_key: key.to_text(),
        message,
        kind: "move".into(),
        dossier: None,
        sequence: 0,
        heads: Heads::default(),
        purpose: kernel::Purpose::Investigation,
        expires: node.store.clock().now().plus_ms(exchange::envelope::LIFE_MS),
        attachments: None,
        rest: serde_json::Map::new(),
    };
    let object = gate::ObjectRef { kind: "move", id: message.0 };
    let body = gate::Released::for_test(b"another move".to_vec(), peer.recipient(), object);
    let sealed = seal_envelope(&head, body, signs.newest(), public, node.store.rng()).unwrap();
    let queued = node.store.run::<_, StoreError, _, _>("queue", |tx| {
        let outgoing = Outgoing {
            message,
            peer: to.node.keys.id,
            path: exchange::PEER_ENVELOPES,
            dossier: None,
            sequence: 0,
            danger: false,
            sealed: sealed.bytes.clone(),
            digest: sealed.digest,
            expires_at: head.expires,
            body: Vec::new(),
        };
        async move { outbox::enqueue(&tx, outgoing).await }
    });
    queued.await.unwrap();
    waiting(from).await.into_iter().find(|row| row.message == message).unwrap()
}

#[tokio::test]
async fn a_13_of_two_messages_to_one_key_that_arrive_together_the_second_is_kept_apart_and_its_sender_told() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let from = accra.node.keys.id;
        asks(accra).await;
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        let first = waiting(accra).await.remove(0);
        let second = sends_under(accra, niamey, key_of(&first.sealed).unwrap()).await;
        assert_eq!(key_of(&first.sealed), key_of(&second.sealed));
        // Both wait at the door before anything is written down: one transaction takes them.
        let door = std::sync::Arc::new(exchange::Door::default());
        let (one, other) = tokio::join!(
            door.take(&niamey.node, from, first.sealed.clone().into()),
            door.take(&niamey.node, from, second.sealed.clone().into()),
        );
        assert!(knows(niamey, id).await);
        assert!(!opens_still(niamey, from, key_of(&first.sealed).unwrap()).await);
        let (receipt, fate) = hands_in(niamey, accra, &first).await;
        assert!(matches!(fate, Fate::Durable { .. }) && one.unwrap() == Answer::Receipt(receipt));
        assert_eq!(other.unwrap(), Answer::Unreadable("unknown-key"), "no receipt for what nobody can read");
        let kept = quarantine(niamey).await;
        assert_eq!(kept.len(), 1, "{kept:?}");
        assert_eq!(
            (kept[0].why.as_deref(), kept[0].kept.as_ref()),
            (Some("unknown-key"), Some(&second.sealed))
        );

        // Its sender shows the first as delivered and the second as waiting, and seals to that peer's weekly key from now on.
        let done = delivers(accra).await;
        assert_eq!((done.delivered, done.failed), (1, 1), "{done:?}");
        let rows = waiting(accra).await;
        assert_eq!(rows.iter().map(|row| row.message).collect::<Vec<_>>(), [second.message]);
        assert!(
            rows[0].state == OutState::Queued && rows[0].last_error.is_some(),
            "{:?}",
            rows[0].last_error
        );
        assert_eq!(left(accra, niamey).await, Some(0));
        let next = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        settle(&pair).await;
        assert!(knows(niamey, next).await);
        accra.clock.advance_ms(DAY_MS);
        assert_eq!(delivers(accra).await.failed, 1, "it is tried on, as long as it is good");
        assert_eq!(quarantine(niamey).await.len(), 1, "and kept once");
    }
}

#[tokio::test]
async fn a_13_what_arrives_together_is_written_down_together_and_each_has_its_own_receipt() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        for _ in 0..6 {
            opens(accra, niamey.node.keys.id, request()).await.unwrap();
        }
        let door = std::sync::Arc::new(exchange::Door::default());
        let rows = waiting(accra).await;
        let mut arrivals = tokio::task::JoinSet::new();
        // Each twice, and something that is no envelope among them.
        let all = rows.iter().chain(&rows).map(|row| row.sealed.clone()).chain([b"LSN1".to_vec()]);
        for sealed in all {
            let (door, node, from) = (door.clone(), niamey.node.clone(), accra.node.keys.id);
            arrivals
                .spawn(async move { (sealed.clone(), door.take(&node, from, sealed.into()).await.unwrap()) });
        }
        let answers = arrivals.join_all().await;
        // A receipt says when: what was not kept would be signed for anew, at another moment.
        niamey.clock.advance_ms(1_000);
        for row in &rows {
            let of: Vec<_> = answers.iter().filter(|(sealed, _)| *sealed == row.sealed).collect();
            let (receipt, fate) = hands_in(niamey, accra, row).await;
            assert!(matches!(fate, Fate::Durable { .. }));
            assert!(
                of.len() == 2 && of.iter().all(|(_, answer)| *answer == Answer::Receipt(receipt.clone()))
            );
        }
        assert!(answers.iter().any(|(_, answer)| *answer == Answer::Unreadable("truncated")));
        assert!(hand_in(&niamey.node, accra.node.keys.id, b"LSN1").await.is_ok());
    }
}

#[tokio::test]
async fn a_4_what_was_opened_ahead_is_judged_by_what_its_transaction_finds() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let (from, to) = (accra.node.keys.id, niamey.node.keys.id);
        asks(accra).await;
        let id = opens(accra, to, request()).await.unwrap().dossier;
        let first = waiting(accra).await.remove(0);
        let second = sends_under(accra, niamey, key_of(&first.sealed).unwrap()).await;
        // Its one-time key is used up by another message between its opening and its transaction.
        let uses_it_up = async { drop(hands_in(niamey, accra, &first).await) };
        let answer = opened_before(&niamey.node, from, second.sealed.clone(), uses_it_up).await;
        assert_eq!(answer, Answer::Unreadable("unknown-key"), "one key opens one message");
        assert!(knows(niamey, id).await);
        assert_eq!(quarantine(niamey).await.len(), 1);

        // Its sender is suspended meanwhile.
        let next = opens(accra, to, request()).await.unwrap().dossier;
        let third = waiting(accra).await.into_iter().find(|row| row.dossier == Some(next)).unwrap();
        let suspended =
            async { suspends(niamey, accra, "its officer telephoned: it is not theirs").await.unwrap() };
        let answer = opened_before(&niamey.node, from, third.sealed.clone(), suspended).await;
        assert!(matches!(answer, Answer::NotYet(_)), "{answer:?}");
        assert!(!knows(niamey, next).await);
        lifts(niamey, accra, sound("they found it again")).await.unwrap();
        let answer = opened_before(&niamey.node, from, third.sealed.clone(), async {}).await;
        assert!(matches!(answer, Answer::Receipt(_)), "{answer:?}");
        assert!(knows(niamey, next).await);
    }
}
