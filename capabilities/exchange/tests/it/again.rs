//! What the other side does not have holds back what follows it, stands on the desk with its reason, and is sent again by an
//! officer: the same signed moves, under new message ids.

use crate::envelopes::{hands_in, waiting};
use crate::story::*;
use access::Place;
use exchange::receive::Answer;
use exchange::testing::{Desk, Pair, pairs, steps, trust};
use exchange::{ExchangeError, MoveBody, NewMove, Reached, ReceiptView, hand_in};
use kernel::Lang;
use kernel::id::DossierId;
use kernel::time::DAY_MS;
use std::sync::Arc;
use store::StoreError;
use store::outbox::{self, OutState};
use uuid::Uuid;

const WORDS: &[web::RoomWords] = &[directory::WORDS, casefile::WORDS, exchange::WORDS];

async fn with_desks() -> Vec<Pair> {
    pairs(&steps(), WORDS, |node| {
        node.works = exchange::works();
        node.panels = exchange::panels();
    })
    .await
}

pub(crate) async fn revokes(desk: &Desk, other: &Desk) {
    let id = other.node.keys.id;
    let revoked = desk.node.store.run::<_, directory::DirectoryError, _, _>("revoke", |tx| async move {
        directory::revoke(&tx, &desk.node, &desk.officer, id, "a mistake").await
    });
    revoked.await.unwrap();
}

pub(crate) async fn sends_again(desk: &Desk, id: DossierId) -> Result<usize, ExchangeError> {
    let sent = desk
        .node
        .store
        .run("again", |tx| async move { exchange::send_again(&tx, &desk.node, &desk.officer, id).await });
    sent.await
}

/// The dossiers on the desk of which the other side does not have something.
async fn stand_on_the_desk(desk: &Desk) -> Vec<Uuid> {
    let work = desk.node.works.iter().find(|work| work.kind() == "not-taken").unwrap();
    let waiting = desk.node.store.run::<_, StoreError, _, _>("desk", |tx| async move {
        work.waiting(&desk.node, &tx, desk.authority.id).await
    });
    waiting.await.unwrap().into_iter().map(|one| one.object).collect()
}

async fn panels(desk: &Desk, place: Place, subject: Uuid) -> String {
    let t = web::T::new(Arc::clone(&desk.node.words), Lang::En);
    let shown = desk.node.store.run::<_, StoreError, _, _>("panels", |tx| {
        let t = &t;
        async move { desk.node.panels_at(place, &tx, &desk.officer, subject, t).await }
    });
    shown.await.unwrap().concat()
}

async fn receipts(desk: &Desk, id: DossierId) -> Vec<ReceiptView> {
    let thread = reads(desk, id).await;
    let read = desk.node.store.run::<_, StoreError, _, _>("receipts", |tx| {
        let thread = &thread;
        async move {
            let keys = exchange::thread::keys_of(&tx, &desk.node, thread.dossier.peer).await?;
            let mut all = Vec::new();
            for made in thread.chain(thread.dossier.side) {
                all.push(exchange::receipt_of(&tx, &desk.node, thread, made, &keys).await?);
            }
            Ok(all)
        }
    });
    read.await.unwrap()
}

pub(crate) fn withdrawn() -> NewMove {
    NewMove::of("withdraw", MoveBody::default().with("reasons", "the person was found"))
}

#[tokio::test]
async fn a_13_a_move_kept_apart_while_trust_was_withdrawn_holds_back_the_next_until_an_officer_sends_it_again()
 {
    for pair in with_desks().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        settle(&pair).await;
        revokes(niamey, accra).await;
        moves(accra, id, withdrawn()).await.unwrap();
        assert_eq!(delivers(accra).await.quarantined, 1);
        let apart = panels(niamey, Place::Peer, Uuid::from_bytes(accra.node.keys.id.0)).await;
        assert!(
            apart.contains("Kept apart") && apart.contains("1 message: this node is not trusted"),
            "{apart}"
        );
        trust(niamey, accra).await;
        moves(accra, id, NewMove::of("close", MoveBody::default())).await.unwrap();
        let done = delivers(accra).await;
        assert_eq!(done.carried, 0, "{}: what follows it does not go: {done:?}", pair.kind);
        let now = accra.node.store.clock().now();
        assert!(done.next_at.is_none_or(|at| at.since(now) > DAY_MS), "nor is it tried over and over");
        assert_eq!(reads(niamey, id).await.moves.len(), 1);
        let seen = receipts(accra, id).await;
        assert!(
            matches!(&seen[1], ReceiptView::Refused { reason } if reason == "peer-not-trusted")
                && matches!(seen[2], ReceiptView::Waiting { .. }),
            "{seen:?}"
        );
        assert_eq!(stand_on_the_desk(accra).await, [id.0]);
        assert!(stand_on_the_desk(niamey).await.is_empty());
        let beside = panels(accra, Place::DossierAside, id.0).await;
        assert!(beside.contains("1 move is not") && beside.contains("/send-again"), "{beside}");

        let before = reads(accra, id).await;
        assert_eq!(sends_again(accra, id).await.unwrap(), 1);
        assert_eq!(delivers(accra).await.delivered, 2);
        let (ours, theirs) = (reads(accra, id).await, reads(niamey, id).await);
        assert_eq!(exchange::history_bytes(&before), exchange::history_bytes(&ours), "the same signed moves");
        assert_eq!(exchange::history_bytes(&ours), exchange::history_bytes(&theirs));
        assert!(receipts(accra, id).await.iter().all(|r| matches!(r, ReceiptView::Durable { .. })));
        assert!(stand_on_the_desk(accra).await.is_empty());
        let report = verifies(accra, id).await;
        assert_eq!((report.faults, report.receipts), (Vec::new(), 3));
        assert_eq!(sends_again(accra, id).await.unwrap(), 0, "they have everything");
    }
}

#[tokio::test]
async fn a_13_what_was_given_up_is_sent_again_in_order_and_what_arrived_after_all_is_known() {
    for pair in with_desks().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        settle(&pair).await;
        pair.wire.pull_out(niamey.node.keys.id);
        let second = moves(accra, id, withdrawn()).await.unwrap();
        moves(accra, id, NewMove::of("close", MoveBody::default())).await.unwrap();
        // The first of the two arrived; its receipt was lost, and then the line was down for a month.
        let row = waiting(accra).await.remove(0);
        assert_eq!(row.message, second.message);
        hands_in(niamey, accra, &row).await;
        accra.clock.advance_ms(31 * DAY_MS);
        niamey.clock.advance_ms(31 * DAY_MS);
        assert_eq!(delivers(accra).await.expired, 2);
        assert_eq!(receipts(accra, id).await[1..], [ReceiptView::Expired, ReceiptView::Expired]);
        pair.wire.plug_in(&niamey.node);
        assert_eq!(sends_again(accra, id).await.unwrap(), 2);
        accra.clock.advance_ms(delivery::line::BACKOFF_MAX_MS);
        settle(&pair).await;
        let (ours, theirs) = (reads(accra, id).await, reads(niamey, id).await);
        assert_eq!((ours.moves.len(), theirs.dossier.state.as_str()), (3, "closed"));
        assert_eq!(exchange::history_bytes(&ours), exchange::history_bytes(&theirs));
        assert!(receipts(accra, id).await.iter().all(|r| matches!(r, ReceiptView::Durable { .. })));
    }
}

#[tokio::test]
async fn r_18_a_correction_that_was_not_taken_is_sent_again_and_applied() {
    for pair in with_desks().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let at = answered(&pair, "+227 90 00 01 14", true, |s| s).await;
        takes_back(niamey, at.phone, "another subscriber").await;
        revokes(accra, niamey).await;
        corrects(niamey, at.dossier, at.phone, None, "mixed up").await.unwrap();
        delivers(niamey).await;
        assert_eq!(follows(niamey).await[0].reached, Reached::NotTaken);
        trust(accra, niamey).await;
        assert_eq!(sends_again(niamey, at.dossier).await.unwrap(), 1);
        settle(&pair).await;
        assert!(
            matches!(follows(niamey).await[0].reached, Reached::Applied { copies: 1, .. }),
            "{}",
            pair.kind
        );
    }
}

#[tokio::test]
async fn r_19_what_is_kept_to_be_sent_again_goes_with_its_dossier() {
    for pair in with_desks().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        revokes(niamey, accra).await;
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap();
        assert_eq!(delivers(accra).await.quarantined, 1);
        let body = |message| {
            accra
                .node
                .store
                .run::<_, StoreError, _, _>("kept", move |tx| async move { outbox::body(&tx, message).await })
        };
        assert!(body(id.message).await.unwrap().is_some());
        let kept = exchange::kept();
        let erased = accra.node.store.run::<_, StoreError, _, _>("erase", |tx| {
            let kept = &kept;
            async move { kept[0].erase(&accra.node, &tx, id.dossier.0, accra.authority.id).await.map(|_| ()) }
        });
        erased.await.unwrap();
        assert_eq!(body(id.message).await.unwrap(), None);
        assert!(stand_on_the_desk(accra).await.is_empty());
        assert!(matches!(sends_again(accra, id.dossier).await, Err(ExchangeError::NotHere)));
        assert_eq!(message_of(accra, &id).await.state, OutState::Quarantined);
    }
}

#[tokio::test]
async fn a_peer_that_answers_again_gets_at_once_what_waited_for_its_line() {
    for pair in with_desks().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        pair.wire.pull_out(niamey.node.keys.id);
        for _ in 0..6 {
            opens(accra, niamey.node.keys.id, request()).await.unwrap();
            accra.clock.advance_ms(1);
        }
        for _ in 0..12 {
            delivers(accra).await;
            accra.clock.advance_ms(delivery::line::BACKOFF_MAX_MS / 2);
        }
        pair.wire.plug_in(&niamey.node);
        accra.clock.advance_ms(delivery::line::BACKOFF_MAX_MS);
        // Some of them failed a while after the others: their own waits are not over.
        let all: Vec<_> = waiting(accra).await.iter().map(|row| row.message).collect();
        let later = accra.node.store.run::<_, StoreError, _, _>("later", |tx| {
            let last = &all[1..];
            async move { outbox::put_off(&tx, last, tx.at().plus_ms(delivery::line::BACKOFF_MAX_MS)).await }
        });
        later.await.unwrap();
        assert_eq!(delivers(accra).await.delivered, 6, "{}", pair.kind);
    }
}

#[tokio::test]
async fn a_7_no_more_than_ten_thousand_messages_wait_for_a_peer_and_whoever_sends_one_more_is_told() {
    let pair = with_desks().await.remove(0);
    let (accra, niamey) = (&pair.accra, &pair.niamey);
    let to = niamey.node.keys.id;
    pair.wire.pull_out(to);
    let filled = accra.node.store.run::<_, StoreError, _, _>("fill", |tx| async move {
        for _ in 0..delivery::outbox::QUEUE_PEER_MAX {
            let one = outbox::Outgoing {
                message: kernel::id::MessageId::new(tx.rng()),
                peer: to,
                path: exchange::PEER_ENVELOPES,
                dossier: None,
                sequence: 0,
                danger: false,
                sealed: vec![0],
                digest: kernel::Digest([0; 32]),
                expires_at: tx.at().plus_ms(DAY_MS),
                body: vec![0],
            };
            outbox::enqueue(&tx, one).await?;
        }
        Ok(())
    });
    filled.await.unwrap();
    let refused = opens(accra, to, request()).await.unwrap_err().to_string();
    assert!(refused.contains("too many messages wait"), "{refused}");
}

#[tokio::test]
async fn r_07_danger_to_life_that_comes_while_a_slow_line_is_busy_goes_after_the_message_under_way() {
    for pair in with_desks().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let to = niamey.node.keys.id;
        for _ in 0..4 {
            opens(accra, to, request()).await.unwrap();
            accra.clock.advance_ms(1);
        }
        pair.wire.stick(to, true);
        let node = Arc::clone(&accra.node);
        let delivering = tokio::spawn(async move { exchange::deliver_due(&node, 100).await });
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        let imminent = request()
            .with("urgency", "imminent-threat-to-life")
            .with("urgency_reason", "A boat with 60 people takes water off Zuwara.");
        let danger = opens(accra, to, imminent).await.unwrap();
        // The message under way takes its time, as over a satellite.
        accra.clock.advance_ms(60_000);
        pair.wire.stick(to, false);
        assert_eq!(delivering.await.unwrap().unwrap().delivered, 5);
        let sealed = message_of(accra, &danger).await.sealed;
        let place = pair.wire.carried().iter().position(|body| *body == sealed);
        assert_eq!(place, Some(1), "{}", pair.kind);
    }
}

#[tokio::test]
async fn a_13_what_an_earlier_program_signed_for_before_its_turn_is_applied_when_its_turn_comes() {
    for pair in with_desks().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        moves(accra, id, withdrawn()).await.unwrap();
        let rows = waiting(accra).await;
        let answer = hand_in(&niamey.node, accra.node.keys.id, &rows[1].sealed).await.unwrap();
        assert!(matches!(answer, Answer::NotYet(_)));
        exchange::testing::keeps_before_its_turn(niamey, accra, &rows[1]).await;
        niamey.clock.advance_ms(400 * DAY_MS);
        let swept = niamey.node.store.run::<_, StoreError, _, _>("sweep", |tx| async move {
            exchange::kept()[0].sweep(&niamey.node, &tx).await
        });
        swept.await.unwrap();
        niamey.clock.advance_ms(-400 * DAY_MS);
        hands_in(niamey, accra, &rows[0]).await;
        assert_eq!(reads(niamey, id).await.moves.len(), 2, "{}", pair.kind);
    }
}
