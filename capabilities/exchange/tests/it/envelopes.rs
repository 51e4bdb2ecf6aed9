//! Envelopes, receipts and the chains that come apart.

use crate::story::*;
use exchange::envelope::{About, queue};
use exchange::receive::Answer;
use exchange::store_inbox::{self, InState};
use exchange::testing::Desk;
use exchange::{ExchangeError, MoveBody, NewMove, hand_in};
use gate::{ObjectRef, Recipient, Released};
use kernel::Purpose;
use kernel::id::{DossierId, MessageId};
use seal::receipt::{Expected, Fate, verify_receipt};
use store::StoreError;
use store::outbox::{self, OutState, OutboxRow};

pub(crate) async fn waiting(desk: &Desk) -> Vec<OutboxRow> {
    desk.node
        .store
        .run::<_, StoreError, _, _>("waiting", |tx| async move { outbox::waiting(&tx, 100).await })
        .await
        .unwrap()
}

pub(crate) async fn hands_in(to: &Desk, from: &Desk, row: &OutboxRow) -> (Vec<u8>, Fate) {
    let Answer::Receipt(receipt) = hand_in(&to.node, from.node.keys.id, &row.sealed).await.unwrap() else {
        panic!("no receipt");
    };
    let expected =
        Expected { message: row.message, digest: row.digest, sender: from.node.keys.id, by: to.node.keys.id };
    let read = verify_receipt(&receipt, &expected, &signers_of(to).await).unwrap();
    (receipt, read.fate)
}

/// The public halves of the keys that a node signs with.
pub(crate) async fn signers_of(desk: &Desk) -> Vec<[u8; 32]> {
    let signed = desk
        .node
        .store
        .run::<_, StoreError, _, _>("signers", |tx| async move { directory::signed_with(&tx).await });
    signed.await.unwrap()
}

/// The key that a node signs with.
pub(crate) async fn signer_of(desk: &Desk) -> seal::signers::SigningRing {
    let node = &desk.node;
    let signs = node
        .store
        .run::<_, StoreError, _, _>("signer", |tx| async move { directory::signing_keys(&tx, node).await });
    signs.await.unwrap()
}

pub(crate) async fn quarantine(desk: &Desk) -> Vec<store_inbox::Received> {
    let kept = desk
        .node
        .store
        .run::<_, StoreError, _, _>("kept", |tx| async move { store_inbox::quarantined(&tx).await });
    kept.await.unwrap()
}

/// Queues an envelope of a kind with a body.
pub(crate) async fn sends(from: &Desk, to: &Desk, kind: &'static str, body: &[u8]) -> MessageId {
    let peer = from.peer(to).await;
    let sent = from.node.store.run::<_, ExchangeError, _, _>("send", |tx| {
        let (peer, body) = (&peer, body.to_vec());
        async move {
            let recipient: Recipient = peer.recipient();
            let object = ObjectRef { kind: "notice", id: kernel::id::random(tx.rng()) };
            let released = Released::for_test(body, recipient, object);
            Ok(queue(&tx, &from.node, peer, &About::of(&tx, kind, Purpose::Investigation), released).await?)
        }
    });
    sent.await.unwrap()
}

#[tokio::test]
async fn a_13_the_same_message_has_the_same_receipt_for_ever() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        let row = waiting(accra).await.remove(0);
        let (first, fate) = hands_in(niamey, accra, &row).await;
        let head = reads(niamey, id).await.head(exchange::Side::Asker);
        assert_eq!(fate, Fate::Durable { head });
        niamey.clock.advance_ms(exchange::envelope::LIFE_MS * 2);
        let (again, _) = hands_in(niamey, accra, &row).await;
        assert_eq!(first, again, "even long after it expired");
        assert_eq!(reads(niamey, id).await.moves.len(), 1);
    }
}

#[tokio::test]
async fn a_message_that_comes_too_late_is_not_taken_and_the_receipt_says_so() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        let row = waiting(accra).await.remove(0);
        niamey.clock.advance_ms(exchange::envelope::LIFE_MS + 1);
        let (_, fate) = hands_in(niamey, accra, &row).await;
        assert_eq!(fate, Fate::Rejected { reason: "expired".into() });
        assert!(!knows(niamey, id).await);
    }
}

#[tokio::test]
async fn a_4_what_a_revoked_peer_sends_is_kept_apart_and_never_silently_taken() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        let row = waiting(accra).await.remove(0);
        let revoked =
            niamey.node.store.run::<_, directory::DirectoryError, _, _>("revoke", |tx| async move {
                directory::revoke(
                    &tx,
                    &niamey.node,
                    &niamey.officer,
                    accra.node.keys.id,
                    "its key was stolen",
                )
                .await
            });
        revoked.await.unwrap();
        let (_, fate) = hands_in(niamey, accra, &row).await;
        assert_eq!(fate, Fate::Quarantined { reason: "peer-not-trusted".into() });
        assert!(!knows(niamey, id).await);
        assert_eq!(quarantine(niamey).await[0].why.as_deref(), Some("peer-not-trusted"));
    }
}

#[tokio::test]
async fn a_4_what_is_signed_by_a_key_nobody_vouched_for_is_kept_apart_without_a_receipt() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        opens(accra, niamey.node.keys.id, request()).await.unwrap();
        let row = waiting(accra).await.remove(0);
        // Handed in over the connection of another node.
        let other = kernel::id::NodeId([9; 16]);
        assert!(matches!(
            hand_in(&niamey.node, other, &row.sealed).await.unwrap(),
            Answer::Unreadable("unknown-sender")
        ));
        // Damaged on the way.
        let mut bent = row.sealed.clone();
        *bent.last_mut().unwrap() ^= 1;
        assert_eq!(
            hand_in(&niamey.node, accra.node.keys.id, &bent).await.unwrap(),
            Answer::Unreadable("forged")
        );
        assert_eq!(quarantine(niamey).await.len(), 1);
        hand_in(&niamey.node, accra.node.keys.id, &bent).await.unwrap();
        assert_eq!(quarantine(niamey).await.len(), 1, "the same bytes are kept once");
    }
}

#[tokio::test]
async fn a_14_a_kind_nobody_knows_here_is_kept_apart_and_not_lost() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let message = sends(accra, niamey, "telepathy", b"from a newer program").await;
        let done = delivers(accra).await;
        assert_eq!((done.carried, done.quarantined), (1, 1));
        let kept = quarantine(niamey).await.remove(0);
        assert_eq!(
            (kept.message, kept.state, kept.kind.as_str()),
            (message, InState::Quarantined, "telepathy")
        );
        assert!(kept.kept.is_some_and(|bytes| !bytes.is_empty()));
        let row = accra
            .node
            .store
            .run::<_, StoreError, _, _>("row", |tx| async move { outbox::find(&tx, message).await });
        assert_eq!(row.await.unwrap().unwrap().state, OutState::Quarantined, "and the sender knows it");
    }
}

#[tokio::test]
async fn a_13_a_move_that_comes_before_the_one_it_follows_has_no_receipt_until_it_stands_in_its_chain() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        let reasons = MoveBody::default().with("reasons", "the person was found");
        moves(accra, id, NewMove::of("withdraw", reasons)).await.unwrap();
        moves(accra, id, NewMove::of("close", MoveBody::default())).await.unwrap();
        let rows = waiting(accra).await;
        let from = accra.node.keys.id;
        for (place, taken) in [(2, false), (1, false), (0, true), (2, false), (1, true), (2, true), (1, true)]
        {
            if taken {
                let (_, fate) = hands_in(niamey, accra, &rows[place]).await;
                assert!(matches!(fate, Fate::Durable { head: Some(_) }), "{place}: {fate:?}");
                continue;
            }
            let answer = hand_in(&niamey.node, from, &rows[place].sealed).await.unwrap();
            assert_eq!(answer, Answer::NotYet("waits-for-earlier"), "{place}: nothing is signed for it");
        }
        assert_eq!(quarantine(niamey).await.len(), 0);
        let (ours, theirs) = (reads(accra, id).await, reads(niamey, id).await);
        assert_eq!(theirs.dossier.state, "closed");
        assert_eq!(exchange::history_bytes(&ours), exchange::history_bytes(&theirs));
    }
}

#[tokio::test]
async fn a_number_used_twice_makes_the_dossier_stand_still_by_name() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        settle(&pair).await;
        // Accra is restored from a backup that lacks its second move, and makes another second one.
        let reasons = |why: &str| NewMove::of("withdraw", MoveBody::default().with("reasons", why));
        moves(accra, id, reasons("the person was found")).await.unwrap();
        let first = waiting(accra).await.remove(0);
        forget(accra, id).await;
        moves(accra, id, reasons("a mistake")).await.unwrap();
        let second = waiting(accra).await.into_iter().find(|r| r.message != first.message).unwrap();
        hands_in(niamey, accra, &first).await;
        let (_, fate) = hands_in(niamey, accra, &second).await;
        assert_eq!(fate, Fate::Quarantined { reason: "number-used-twice".into() });
        let thread = reads(niamey, id).await;
        assert_eq!(thread.dossier.frozen.as_deref(), Some("number-used-twice"));
        let forks = niamey.node.store.run::<_, StoreError, _, _>("forks", |tx| async move {
            exchange::store::forks(&tx, id, niamey.authority.id).await
        });
        assert_eq!(forks.await.unwrap().len(), 1, "both are kept as the evidence");
        let ack = NewMove::of("acknowledge", MoveBody::default());
        assert!(matches!(moves(niamey, id, ack).await, Err(ExchangeError::Frozen(_))));
    }
}

/// Takes the node back to before its last own move.
async fn forget(desk: &Desk, id: DossierId) {
    let gone = desk.node.store.run::<_, ExchangeError, _, _>("forget", |tx| async move {
        exchange::store::forget_last_move_for_test(&tx, id, exchange::Side::Asker).await?;
        Ok(())
    });
    gone.await.unwrap();
}

#[tokio::test]
async fn a_2_a_refused_request_leaves_neither_dossier_nor_message() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        holds_back(accra, "+227 90 00 01 14", "NE").await;
        let body = request().with("facts", "+22790000114");
        assert!(opens(accra, niamey.node.keys.id, body).await.is_err());
        let left = accra.node.store.run::<_, StoreError, _, _>("left", |tx| async move {
            let query = store::audit::LogQuery {
                action: Some("open-dossier".into()),
                rows: 10,
                ..Default::default()
            };
            let (log, _) = store::audit::read(&tx, &query).await?;
            Ok((exchange::store::all_copies(&tx).await?.len(), outbox::waiting(&tx, 10).await?.len(), log))
        });
        let (dossiers, messages, log) = left.await.unwrap();
        assert_eq!((dossiers, messages, log.len()), (0, 0, 1));
        assert!(
            matches!(&log[0].entry.outcome, kernel::Outcome::Refused(why) if why.contains(&"non-refoulement".to_owned()))
        );
    }
}

#[tokio::test]
async fn a_dead_peer_does_not_lose_a_message_and_its_line_opens_again() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        pair.wire.pull_out(niamey.node.keys.id);
        for _ in 0..8 {
            delivers(accra).await;
            accra.clock.advance_ms(delivery::line::BACKOFF_MAX_MS);
        }
        let row = waiting(accra).await.remove(0);
        assert!(row.attempts >= 5 && row.last_error.is_some_and(|e| e.contains("cannot be reached")));
        pair.wire.plug_in(&niamey.node);
        accra.clock.advance_ms(delivery::line::BACKOFF_MAX_MS);
        assert_eq!(delivers(accra).await.delivered, 1);
        assert!(knows(niamey, id).await);
    }
}

#[tokio::test]
async fn a_peer_whose_line_hangs_keeps_nobody_else_waiting() {
    let shape = |_: &mut access::Node| {};
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let store = store::testing::sqlite(&exchange::testing::steps()).await;
        let palermo = &exchange::testing::third(&pair, store, &[], shape).await;
        pair.wire.stick(niamey.node.keys.id, true);
        let slow = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        let node = std::sync::Arc::clone(&accra.node);
        let delivering = tokio::spawn(async move { exchange::deliver_due(&node, 100).await });
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        let other = opens(accra, palermo.node.keys.id, request()).await.unwrap().dossier;
        accra.node.wake.notify_one();
        for _ in 0..400 {
            if knows(palermo, other).await {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        }
        assert!(knows(palermo, other).await, "it was queued while the other line hung");
        assert!(!knows(niamey, slow).await && !delivering.is_finished());
        pair.wire.stick(niamey.node.keys.id, false);
        assert_eq!(delivering.await.unwrap().unwrap().delivered, 2);
        assert!(knows(niamey, slow).await);
    }
}

#[tokio::test]
async fn r_17_looking_at_what_would_be_sent_leaves_a_trace_and_sends_nothing() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        holds_back(accra, "+227 90 00 01 14", "NE").await;
        let new = |facts: &str| exchange::NewRequest {
            peer: niamey.node.keys.id,
            authority: None,
            case: None,
            hit: None,
            purpose: Purpose::Investigation,
            body: request().with("facts", facts),
            statements: Vec::new(),
        };
        for (facts, seen) in [("+22790000114", false), ("a truck", true)] {
            let new = new(facts);
            let looked = accra.node.store.run("look", |tx| {
                let new = &new;
                async move { exchange::foresee_request(&tx, &accra.node, &accra.officer, new).await }
            });
            assert_eq!(looked.await.is_ok(), seen, "{facts}");
        }
        let log = accra.node.store.run::<_, StoreError, _, _>("log", |tx| async move {
            let query = store::audit::LogQuery {
                action: Some("open-dossier".into()),
                rows: 10,
                ..Default::default()
            };
            store::audit::read(&tx, &query).await
        });
        let (log, _) = log.await.unwrap();
        assert_eq!(log.len(), 2);
        assert!(log.iter().all(|row| row.entry.note.starts_with("looked at before sending, nothing sent")));
        assert_eq!(delivers(accra).await.carried, 0);
    }
}

#[tokio::test]
async fn the_dossiers_of_a_case_stand_on_its_page_and_what_waits_is_counted() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let case = opens_case(accra, "DF-0931").await;
        opens_with(accra, niamey.node.keys.id, request(), Vec::new(), Some(case)).await.unwrap();
        opens(accra, niamey.node.keys.id, request()).await.unwrap();
        settle(&pair).await;
        let words = web::Words::new(&[directory::WORDS, casefile::WORDS, exchange::WORDS]).unwrap();
        let t = web::T::new(std::sync::Arc::new(words), kernel::Lang::En);
        let shown = accra.node.store.run::<_, StoreError, _, _>("panel", |tx| {
            let (accra, t) = (accra, &t);
            async move {
                use access::Panel;
                exchange::CaseDossiers.show(&accra.node, &tx, &accra.officer, case.0, t).await
            }
        });
        let shown = shown.await.unwrap().unwrap();
        assert_eq!(shown.matches("Who used this number in October?").count(), 1, "{shown}");
        assert!(
            shown.contains("1 dossier")
                && shown.contains("waiting for them")
                && shown.contains("case DF-0931")
        );
        for (desk, n) in [(accra, 0), (niamey, 2)] {
            let waiting = desk.node.store.run::<_, StoreError, _, _>("count", |tx| async move {
                use access::Count;
                exchange::DeskCount.waiting(&desk.node, &tx, &desk.officer).await
            });
            assert_eq!(waiting.await.unwrap(), n);
        }
    }
}

#[tokio::test]
async fn a_13_what_was_sealed_to_a_key_that_was_turned_meanwhile_is_taken() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        opens(accra, niamey.node.keys.id, request()).await.unwrap();
        let row = waiting(accra).await.remove(0);
        niamey.clock.advance_ms(seal::prekeys::TURN_MS);
        assert!(directory::turn_when_due(&niamey.node).await.unwrap());
        let (_, fate) = hands_in(niamey, accra, &row).await;
        assert!(matches!(fate, Fate::Durable { .. }), "{fate:?}");
    }
}

#[tokio::test]
async fn a_message_id_used_for_another_content_is_refused_and_the_first_stays() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        let row = waiting(accra).await.remove(0);
        let (first, _) = hands_in(niamey, accra, &row).await;
        let peer = accra.peer(niamey).await;
        let open = |tx| {
            let node = &niamey.node;
            async move { directory::sealing_keys(&tx, node).await }
        };
        let keys = niamey.node.store.run::<_, store::StoreError, _, _>("keys", open).await.unwrap();
        let key = keys.keys()[0].public();
        let head = seal::envelope::EnvelopeHead {
            version: seal::envelope::VERSION,
            sender: accra.node.keys.id,
            recipient: niamey.node.keys.id,
            kem_key: key.id().to_text(),
            message: row.message,
            kind: "move".into(),
            dossier: Some(id),
            sequence: 1,
            heads: seal::envelope::Heads::default(),
            purpose: Purpose::Investigation,
            expires: row.expires_at,
            attachments: None,
            rest: serde_json::Map::new(),
        };
        let object = ObjectRef { kind: "move", id: id.0 };
        let body = Released::for_test(b"something else".to_vec(), peer.recipient(), object);
        let rng = accra.node.store.rng();
        let signs = signer_of(accra).await;
        let other = seal::envelope::seal_envelope(&head, body, signs.newest(), key, rng).unwrap();
        let second = OutboxRow { sealed: other.bytes, digest: other.digest, ..row.clone() };
        let (_, fate) = hands_in(niamey, accra, &second).await;
        assert_eq!(fate, Fate::Rejected { reason: "message-id-used".into() });
        assert_eq!(hands_in(niamey, accra, &row).await.0, first);
        assert_eq!(reads(niamey, id).await.moves.len(), 1);
    }
}

#[tokio::test]
async fn a_13_a_request_made_just_after_the_signing_key_turned_is_taken_and_both_histories_still_verify() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        delivers(accra).await;
        accra.clock.advance_ms(seal::signers::SIGNING_TURN_MS);
        niamey.clock.advance_ms(seal::signers::SIGNING_TURN_MS);
        assert!(directory::turn_signing_when_due(&accra.node).await.unwrap());
        // Niamey has not seen the card that names the new key.
        let later = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        delivers(accra).await;
        assert_eq!(reads(niamey, later).await.moves.len(), 1, "it is signed with a key Niamey knows");
        accra.clock.advance_ms(seal::prekeys::KEEP_MS);
        directory::turn_signing_when_due(&accra.node).await.unwrap();
        assert_eq!(signer_of(accra).await.standing().count(), 1, "the old key is gone");
        for (desk, dossier) in [(accra, id), (accra, later), (niamey, id)] {
            assert_eq!(verifies(desk, dossier).await.faults, [], "what the old key signed still holds");
        }
    }
}
