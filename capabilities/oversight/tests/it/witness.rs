//! Two nodes that counter-sign each other's logs, on both databases.

use crate::store_tamper::{cut_back, forget_witnesses, tamper};
use exchange::testing::{Desk, Pair, pairs};
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::{Label, Purpose, Role};
use oversight::rules::OFFER_TICK_MS;
use oversight::{Proof, WitnessWhy, offer_checkpoints, seal_log, verify_log};
use store::StoreError;
use store::audit::{self, LogQuery};
use uuid::Uuid;

async fn both() -> Vec<Pair> {
    let steps = [exchange::testing::steps(), oversight::migrations()].concat();
    let words = [directory::WORDS, casefile::WORDS, exchange::WORDS, oversight::WORDS];
    pairs(&steps, &words, |node| node.inbound.extend(oversight::inbound())).await
}

/// Somebody looks at a record, and it is sealed.
async fn works(desk: &Desk, record: u128) {
    let looked = desk.node.store.run::<_, StoreError, _, _>("look", |tx| async move {
        let object = ObjectRef { kind: "case", id: Uuid::from_u128(record) };
        let ask = Ask::new(&desk.officer, action::READ, Purpose::Investigation, tx.at());
        let guarded = Guarded::new(object, Label::own(desk.officer.authority), ());
        desk.node.gate.open(guarded, &ask, &mut tx.log()).unwrap();
        Ok(())
    });
    looked.await.unwrap();
    desk.clock.advance_ms(5);
    seal_log(&desk.node).await.unwrap();
}

/// A tick passes: checkpoints go out, answers come back.
async fn tick(pair: &Pair) -> usize {
    let mut offered = 0;
    for desk in [&pair.accra, &pair.niamey] {
        desk.clock.advance_ms(OFFER_TICK_MS);
        seal_log(&desk.node).await.unwrap();
    }
    for desk in [&pair.accra, &pair.niamey] {
        offered += offer_checkpoints(&desk.node).await.unwrap();
    }
    for _ in 0..2 {
        for desk in [&pair.accra, &pair.niamey] {
            exchange::deliver_due(&desk.node, 100).await.unwrap();
        }
    }
    offered
}

async fn proof(desk: &Desk) -> Proof {
    verify_log(&desk.node).await.unwrap()
}

fn whys(proof: &Proof) -> Vec<WitnessWhy> {
    proof.witness_faults.iter().map(|f| f.why).collect()
}

#[tokio::test]
async fn r_17_each_node_counter_signs_the_others_log_once_a_tick() {
    for pair in both().await {
        works(&pair.accra, 1).await;
        assert_eq!(tick(&pair).await, 2, "{}", pair.kind);
        let first = proof(&pair.accra).await;
        assert!(first.holds(), "{}: {:?} {:?}", pair.kind, first.log.faults, first.witness_faults);
        assert_eq!((first.counter_signed, first.witnesses), (1, 1), "{}", pair.kind);
        assert_eq!(first.newest().unwrap().witness, pair.niamey.node.keys.id);
        works(&pair.accra, 2).await;
        assert_eq!(offer_checkpoints(&pair.accra.node).await.unwrap(), 0, "{}: the same tick", pair.kind);
        tick(&pair).await;
        tick(&pair).await;
        let later = proof(&pair.accra).await;
        assert!(later.holds(), "{}: {:?} {:?}", pair.kind, later.log.faults, later.witness_faults);
        assert_eq!(later.counter_signed, 3, "{}", pair.kind);
        assert!(later.newest().unwrap().seq > first.newest().unwrap().seq);
    }
}

#[tokio::test]
async fn a_1_a_witness_learns_a_number_and_a_digest_and_the_gate_lets_them_go() {
    for pair in both().await {
        works(&pair.accra, 1).await;
        tick(&pair).await;
        let left = LogQuery {
            left: true,
            action: Some(action::SEND_CHECKPOINT.into()),
            rows: 9,
            ..LogQuery::default()
        };
        let left = &left;
        let (rows, _) = pair
            .accra
            .node
            .store
            .look("left", |tx| async move { audit::read(&tx, left).await })
            .await
            .unwrap();
        assert_eq!(rows.len(), 1, "{}", pair.kind);
        assert_eq!(rows[0].entry.outcome.policies(), ["the-node-keeps-the-protocol"]);
        assert!(rows[0].entry.outcome.recipient().unwrap().contains(&pair.niamey.node.keys.id.to_string()));
    }
}

#[tokio::test]
async fn r_17_a_chain_made_anew_does_not_fit_what_the_witness_signed() {
    for pair in both().await {
        for record in 1..=3 {
            works(&pair.accra, record).await;
        }
        tick(&pair).await;
        let signed = proof(&pair.accra).await.newest().unwrap().seq;
        // Whoever has the database and the node's key: back to the first entry, and on with others.
        cut_back(&pair.accra.node.store, 1).await;
        assert_eq!(whys(&proof(&pair.accra).await), [WitnessWhy::CutOff], "{}", pair.kind);
        for record in 11..=20 {
            works(&pair.accra, record).await;
        }
        let anew = proof(&pair.accra).await;
        assert!(anew.log.holds() && anew.log.chained >= signed, "{}: the chain itself holds", pair.kind);
        assert_eq!(whys(&anew), [WitnessWhy::Rewritten], "{}", pair.kind);
        assert_eq!(anew.witness_faults[0].seq, signed, "{}", pair.kind);
    }
}

#[tokio::test]
async fn r_17_a_chain_made_anew_with_the_signatures_forgotten_is_exposed_by_the_next_exchange() {
    for pair in both().await {
        for record in 1..=3 {
            works(&pair.accra, record).await;
        }
        tick(&pair).await;
        cut_back(&pair.accra.node.store, 1).await;
        forget_witnesses(&pair.accra.node.store).await;
        for record in 11..=20 {
            works(&pair.accra, record).await;
        }
        assert!(proof(&pair.accra).await.holds(), "{}: nothing here shows it", pair.kind);
        tick(&pair).await;
        let exposed = proof(&pair.accra).await;
        assert_eq!(whys(&exposed), [WitnessWhy::Contradicted], "{}", pair.kind);
        let refused = LogQuery {
            refused: true,
            action: Some(action::COUNTER_SIGN.into()),
            rows: 9,
            ..LogQuery::default()
        };
        let refused = &refused;
        let there = pair.niamey.node.store.look("log", |tx| async move { audit::read(&tx, refused).await });
        let (rows, _) = there.await.unwrap();
        assert_eq!(
            rows[0].entry.outcome.policies(),
            ["witness-not-continued"],
            "{}: its auditor sees it",
            pair.kind
        );
        // It names what it is shown from now on, and contradicts itself.
        works(&pair.accra, 21).await;
        tick(&pair).await;
        assert_eq!(whys(&proof(&pair.accra).await), [WitnessWhy::Contradicted], "{}", pair.kind);
    }
}

#[tokio::test]
async fn a_shorter_log_is_refused_shown_to_both_and_settled_by_a_person() {
    for pair in both().await {
        for record in 1..=9 {
            works(&pair.accra, record).await;
        }
        tick(&pair).await;
        // A restore from an old backup: signed, and shorter.
        cut_back(&pair.accra.node.store, 2).await;
        forget_witnesses(&pair.accra.node.store).await;
        tick(&pair).await;
        assert_eq!(whys(&proof(&pair.accra).await), [WitnessWhy::Contradicted], "{}", pair.kind);
        let niamey = crate::House::over(&pair.niamey);
        let (_, administrator) = niamey.someone("admin", Role::Administrator).await;
        let (status, page) = niamey.get(&administrator, "/witnesses").await;
        assert_eq!(status, 200, "{}", pair.kind);
        assert!(page.contains("Its log has fewer entries than before"), "{}: {page}", pair.kind);
        let id = page.split("action=\"/witnesses/").nth(1).unwrap().split('"').next().unwrap();
        let (status, _) = niamey.post(&administrator, &format!("/witnesses/{id}"), "reason=").await;
        assert_eq!(status, 422, "{}: not without a reason", pair.kind);
        let (status, _) =
            niamey.post(&administrator, &format!("/witnesses/{id}"), "reason=restored+after+a+fire").await;
        assert_eq!(status, 303, "{}", pair.kind);
        let (_, page) = niamey.get(&administrator, "/witnesses").await;
        assert!(page.contains("restored after a fire"), "{}", pair.kind);
        works(&pair.accra, 30).await;
        pair.accra.clock.advance_ms(kernel::time::DAY_MS);
        tick(&pair).await;
        let after = proof(&pair.accra).await;
        assert!(after.holds(), "{}: {:?}", pair.kind, after.witness_faults);
    }
}

#[tokio::test]
async fn a_stored_answer_that_the_witness_did_not_sign_is_found() {
    for pair in both().await {
        works(&pair.accra, 1).await;
        tick(&pair).await;
        tamper(&pair.accra.node.store, &["UPDATE witness_answer SET seq = seq + 1"]).await;
        assert_eq!(whys(&proof(&pair.accra).await), [WitnessWhy::Forged], "{}", pair.kind);
    }
}

#[tokio::test]
async fn a_5_a_witness_that_is_away_stops_nothing_and_its_age_is_told() {
    for pair in both().await {
        works(&pair.accra, 1).await;
        tick(&pair).await;
        pair.wire.pull_out(pair.niamey.node.keys.id);
        pair.accra.clock.advance_ms(8 * kernel::time::DAY_MS);
        for record in 2..=4 {
            works(&pair.accra, record).await;
            assert!(offer_checkpoints(&pair.accra.node).await.unwrap() <= 1);
        }
        let waits = pair.accra.node.store.look("waiting", |tx| {
            let peer = pair.niamey.node.keys.id;
            async move { store::outbox::count_waiting(&tx, peer).await }
        });
        assert_eq!(waits.await.unwrap(), 1, "{}: one waits, not one for each tick", pair.kind);
        let proof = proof(&pair.accra).await;
        assert!(proof.holds(), "{}: an old counter-signature is no fault", pair.kind);
        let line = proof.witness_line();
        assert!(line.contains("h ago"), "{}: {line}", pair.kind);
    }
}
