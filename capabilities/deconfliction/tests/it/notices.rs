//! Notice, claim, proof: the holder sees a hit only after the asker proved that it asked.

use crate::tapped::{Two, both_databases, case_of, checks, clears, settle, shown};
use deconfliction::HitSide;
use deconfliction::types::{NoticeMessage, NoticedHit, ProofMessage};
use exchange::envelope::{self, About};
use exchange::testing::Desk;
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::{Label, Purpose, SelectorKind};

const NUMBER: &str = "+227 90 00 01 14";
const OTHER: &str = "+227 96 00 00 09";

async fn ready() -> Vec<(Two, kernel::id::CaseId)> {
    let mut all = Vec::new();
    for two in both_databases().await {
        let mine = case_of(&two.accra, "GH-1", &[("a", NUMBER)]).await;
        let theirs = case_of(&two.niamey, "NE-9", &[("c", NUMBER), ("d", OTHER)]).await;
        clears(&two.accra, mine).await;
        clears(&two.niamey, theirs).await;
        all.push((two, mine));
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn the_holder_sees_the_hit_only_after_the_proof() {
    for (two, mine) in ready().await {
        assert_eq!(checks(&two.accra, &two.niamey, mine).await.hits, 1, "{}", two.kind);
        let asked = shown(&two.accra).await;
        assert_eq!((asked.len(), asked[0].hit.side), (1, HitSide::Asked));
        assert!(shown(&two.niamey).await.is_empty());
        exchange::deliver_due(&two.accra.node, 10).await.unwrap();
        assert!(shown(&two.niamey).await.is_empty(), "{}: noticed, not proved", two.kind);
        exchange::deliver_due(&two.niamey.node, 10).await.unwrap();
        assert!(shown(&two.niamey).await.is_empty(), "{}: claimed, not proved", two.kind);
        settle(&two).await;
        let noticed = shown(&two.niamey).await;
        assert_eq!((noticed.len(), noticed[0].hit.side), (1, HitSide::Noticed), "{}", two.kind);
        assert_eq!(noticed[0].hit.reference, asked[0].hit.reference, "{}: both quote the same", two.kind);
        // the reference is not an id of either side.
        assert_eq!(asked[0].hit.reference.len(), 10);
    }
}

/// Accra sends Niamey a message of its own making, signed and sealed like any other.
async fn sends(from: &Desk, to: &Desk, kind: &'static str, body: Vec<u8>) {
    let peer = &from.peer(to).await;
    let sent = from.node.store.run::<_, envelope::CarriageError, _, _>("lie", |tx| {
        let body = body.clone();
        async move {
            let actor = from.node.as_actor(from.authority.id);
            let ask = Ask::new(&actor, action::NOTIFY_HIT, Purpose::Investigation, tx.at()).eligible(true);
            let ask = ask.assessed(peer.assessment(tx.at()));
            let object = ObjectRef { kind: "notice", id: uuid::Uuid::nil() };
            let guarded = Guarded::new(object, Label::own(from.authority.id), body);
            let released = from.node.gate.release(guarded, &ask, &peer.recipient(), &mut tx.log()).unwrap();
            envelope::queue(&tx, &from.node, peer, &About::of(&tx, kind, Purpose::Investigation), released)
                .await?;
            Ok(())
        }
    });
    sent.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lying_notice_shows_nothing() {
    for (two, mine) in ready().await {
        checks(&two.accra, &two.niamey, mine).await;
        settle(&two).await;
        let before = shown(&two.niamey).await.len();
        let batch = shown(&two.accra).await[0].batch.clone().unwrap();
        let epoch = two.niamey.node.store.run::<_, store::StoreError, _, _>("epoch", |tx| async move {
            Ok(deconfliction::store::current_epoch(&tx).await?.unwrap().id)
        });
        let epoch = epoch.await.unwrap();
        // Tags nobody holds; a batch that was never asked; an epoch that never was; proofs of nothing.
        for (epoch, batch, reference) in [
            (epoch.as_str(), batch.as_str(), "AAAAAAAA"),
            (epoch.as_str(), "00", "BBBBBBBB"),
            ("never", batch.as_str(), "CCCCCCCC"),
        ] {
            let hits = vec![NoticedHit {
                reference: reference.into(),
                kind: SelectorKind::Phone,
                batch: batch.into(),
                tag: blind::Tag([7; 32]),
            }];
            let notice = NoticeMessage { epoch: epoch.into(), authority: two.accra.authority.id, hits };
            sends(&two.accra, &two.niamey, "hit-notice", serde_json::to_vec(&notice).unwrap()).await;
            let proof = ProofMessage { proofs: Vec::new() };
            sends(&two.accra, &two.niamey, "hit-proof", serde_json::to_vec(&proof).unwrap()).await;
        }
        sends(&two.accra, &two.niamey, "hit-notice", b"{}".to_vec()).await;
        sends(&two.accra, &two.niamey, "hit-proof", b"[".to_vec()).await;
        settle(&two).await;
        assert_eq!(shown(&two.niamey).await.len(), before, "{}", two.kind);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_true_tag_from_another_question_is_claimed_and_not_proved() {
    for (two, mine) in ready().await {
        checks(&two.accra, &two.niamey, mine).await;
        let notice = two.tap.carried.lock().unwrap().len();
        settle(&two).await;
        assert_eq!(shown(&two.niamey).await.len(), 1);
        // The notice as it was sent, under a new reference: the tag is one that Niamey holds.
        let sent = two.tap.carried.lock().unwrap()[notice].clone();
        let opened = two.niamey.node.store.run::<_, envelope::CarriageError, _, _>("open", |tx| {
            let bytes = sent.asked.clone();
            let two = &two;
            async move {
                envelope::open_from(&two.niamey.node, &tx, two.accra.node.keys.id, &bytes, "hit-notice").await
            }
        });
        let mut again: NoticeMessage = serde_json::from_slice(&opened.await.unwrap().body).unwrap();
        // A second question, of other values, is what the liar says it came from.
        let other = case_of(&two.accra, "GH-2", &[("x", "+233 20 000 00 01")]).await;
        clears(&two.accra, other).await;
        assert_eq!(checks(&two.accra, &two.niamey, other).await.hits, 0);
        let carried = two.tap.carried.lock().unwrap().clone();
        let asked = carried.iter().rev().find(|c| c.path == deconfliction::asker::CHECK_PATH).unwrap();
        let question = two.niamey.node.store.run::<_, envelope::CarriageError, _, _>("open", |tx| {
            let (bytes, two) = (asked.asked.clone(), &two);
            async move {
                envelope::open_from(&two.niamey.node, &tx, two.accra.node.keys.id, &bytes, "check").await
            }
        });
        let question: serde_json::Value = serde_json::from_slice(&question.await.unwrap().body).unwrap();
        again.hits[0].batch = question["questions"][0]["batch"].as_str().unwrap().to_owned();
        again.hits[0].reference = "ZZ-222-222".into();
        sends(&two.accra, &two.niamey, "hit-notice", serde_json::to_vec(&again).unwrap()).await;
        // Every place of the batch, with a blinding factor of one.
        let factor = format!("01{}", "00".repeat(31));
        let reveal = |index: u32| serde_json::json!(["ZZ-222-222", format!("{index:08x}{factor}")]);
        let proofs = serde_json::json!({ "proofs": (0..64).map(reveal).collect::<Vec<_>>() });
        assert_eq!(serde_json::from_value::<ProofMessage>(proofs.clone()).unwrap().proofs.len(), 64);
        sends(&two.accra, &two.niamey, "hit-proof", serde_json::to_vec(&proofs).unwrap()).await;
        settle(&two).await;
        let kept = two.niamey.node.store.run::<_, store::StoreError, _, _>("kept", |tx| {
            let peer = two.accra.node.keys.id;
            async move { deconfliction::store::hits_referred(&tx, peer, "ZZ-222-222").await }
        });
        assert!(!kept.await.unwrap().is_empty(), "{}: it was looked for and claimed", two.kind);
        assert_eq!(shown(&two.niamey).await.len(), 1, "{}: and shown to nobody", two.kind);
    }
}
