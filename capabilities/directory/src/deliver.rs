//! Sends the own card to the peers that do not have its newest form yet.

use crate::store;
use crate::store_peers;
use crate::types::{DirectoryError, Peer};
use access::Node;
use gate::Released;

/// Where a peer takes a card.
pub const CARD_PATH: &str = "/peer/v1/card";
/// Most peers tried in one run; those that could not be reached the last time come last, so that a dead peer does
/// not keep a live one waiting.
pub const PEERS_A_RUN_MAX: usize = 16;

/// Sends the own card to trusted peers that lack it and takes theirs in answer; returns how many have it now.
/// A peer that cannot be reached is noted and tried again in the next run. No transaction is open while it waits.
///
/// # Errors
/// What the store says, or a node whose own facts make no card.
pub async fn send_cards_due(node: &Node) -> Result<usize, DirectoryError> {
    let due = node.store.run::<_, DirectoryError, _, _>("cards due", |tx| async move {
        let sequence = store::own_card(&tx, node).await?.card().sequence;
        let mut due: Vec<Peer> = store_peers::peers(&tx).await?;
        due.retain(|p| p.is_trusted() && p.has_own_sequence < sequence);
        due.sort_by_key(|p| (p.last_error.is_some(), p.has_own_sequence));
        due.truncate(PEERS_A_RUN_MAX);
        let mut released = Vec::with_capacity(due.len());
        for peer in due {
            let (sequence, card) = store::release_card(&tx, node, &peer).await?;
            released.push((peer, sequence, card));
        }
        Ok(released)
    });
    let mut sent = 0;
    for (peer, sequence, card) in due.await? {
        if send(node, &peer, sequence, &card).await? {
            sent += 1;
        }
    }
    Ok(sent)
}

async fn send(
    node: &Node,
    peer: &Peer,
    sequence: u64,
    card: &Released<Vec<u8>>,
) -> Result<bool, DirectoryError> {
    let tls = peer.card.card().tls;
    let carried = node.carrier.carry(peer.node, peer.addresses(), tls, CARD_PATH, card.value().clone()).await;
    let answer = match carried {
        Ok(answer) => answer,
        Err(error) => {
            let why = error.to_string();
            let note = |tx| {
                let why = why.clone();
                async move { Ok(store_peers::unreached(&tx, peer.node, &why).await?) }
            };
            return node.store.run::<_, DirectoryError, _, _>("peer not reached", note).await.map(|()| false);
        }
    };
    let taken = node.store.run::<_, DirectoryError, _, _>("card sent", |tx| {
        let answer = &answer;
        async move {
            store_peers::has_own_card(&tx, peer.node, sequence).await?;
            store_peers::seen(&tx, peer.node).await?;
            match store_peers::update_card(&tx, node, &peer.actor(), answer).await {
                // An answer that is no newer card of that peer changes nothing; the own card was taken all the same.
                Err(DirectoryError::Store(error)) => Err(error.into()),
                Err(error) => {
                    tracing::warn!(peer = %peer.node, %error, "a peer answered with a card that was not taken");
                    Ok(())
                }
                Ok(_) => Ok(()),
            }
        }
    });
    taken.await.map(|()| true)
}
