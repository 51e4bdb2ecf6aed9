//! Nodes that trust each other, for the tests of the rooms that talk to peers.

use crate::{Channel, ContactDraft, DirectoryError, NewAssessment, Peer, Terms, Trust};
use access::Node;

/// A duty desk that is always there.
#[must_use]
pub fn desk() -> ContactDraft {
    ContactDraft {
        name: "Duty desk".into(),
        languages: vec!["en".into(), "fr".into()],
        hours: "24/7".into(),
        channels: vec![Channel::new("phone", "+227 20 00 00 01")],
        posted_by: None,
        more: crate::Particulars::default(),
    }
}

/// Trust after the words were compared, with a favourable assessment.
#[must_use]
pub fn full_trust() -> Trust {
    Trust {
        words_compared: true,
        terms: Terms::default(),
        assessment: Some(NewAssessment::favourable("test 2026/1")),
    }
}

/// The node's signed card, after giving each of its authorities a confirmed desk.
///
/// # Panics
/// When the store or the gate refuses.
#[expect(clippy::expect_used, reason = "test support")]
pub async fn card_of(node: &Node) -> Vec<u8> {
    let made = node.store.run::<_, DirectoryError, _, _>("card", |tx| async move {
        crate::ensure_contacts(&tx, &desk()).await?;
        let operator = access::operator(&tx).await?;
        for contact in crate::own_contacts(&tx).await? {
            if contact.point.confirmed_at.is_none() && contact.authority == operator.authority {
                let called = crate::Confirmation::call_back("+227 20 00 00 01", "duty officer");
                crate::confirm_contact(&tx, node, &operator, contact.point.id, &called).await?;
            }
        }
        Ok(crate::own_card(&tx, node).await?.bytes().to_vec())
    });
    made.await.expect("a card")
}

/// Makes the two nodes trust each other; returns each as the other sees it: (`b` on `a`, `a` on `b`).
///
/// # Panics
/// When the store or the gate refuses.
pub async fn introduce(a: &Node, b: &Node) -> (Peer, Peer) {
    let (card_a, card_b) = (card_of(a).await, card_of(b).await);
    (trust_card(a, &card_b).await, trust_card(b, &card_a).await)
}

/// Makes `node` trust the card.
///
/// # Panics
/// When the store or the gate refuses.
#[expect(clippy::expect_used, reason = "test support")]
pub async fn trust_card(node: &Node, card: &[u8]) -> Peer {
    let trusted = node.store.run::<_, DirectoryError, _, _>("trust", |tx| async move {
        let operator = access::operator(&tx).await?;
        crate::trust(&tx, node, &operator, card, &full_trust()).await
    });
    trusted.await.expect("a trusted peer")
}

/// Keeps keys that a peer handed over, as [`crate::ask_prekeys_due`] does with its answer.
///
/// # Panics
/// When the store refuses.
#[expect(clippy::expect_used, reason = "test support")]
pub async fn asked(node: &Node, peer: kernel::id::NodeId, handed: &seal::handout::Handout) {
    let kept = node.store.run::<_, store::StoreError, _, _>("keep one-time keys", |tx| async move {
        crate::store_prekeys::asked(&tx, peer, tx.at(), Some(handed)).await
    });
    kept.await.expect("they are kept");
}
