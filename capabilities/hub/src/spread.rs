//! Whoever learns that a hub told two members two things tells every other member it trusts, with both heads and what
//! proves that they do not go together.
//!
//! Two nodes that compare their heads expose a fork; a third that compares with those it agrees with would never learn of
//! it. What is told is nobody's word: the hub signed both heads, so that it also convinces a node that has no copy of
//! the log yet. Each node tells once, when it first has what proves the fork; also the one that showed a head of it, which
//! need not know what is wrong with it. Refused: what the hub did not sign, and what proves nothing, which accuses nobody.

use crate::store::{self, Alarm, Used};
use crate::witness::{accuse, judge, keys_of, peer_of, send};
use ::store::{StoreError, Tx};
use access::{Inbound, InboundRefusal, Node};
use directory::Peer;
use futures_core::future::BoxFuture;
use gate::action;
use kernel::id::NodeId;
use kernel::{Actor, Digest};
use seal::envelope::EnvelopeHead;
use seal::tree::{TwoHeads, open_head};
use std::collections::BTreeSet;

/// The kind of an envelope that carries two heads of one log that cannot both be true.
pub const FORK_KIND: &str = "tree-fork";

/// Tells the other members what an alarm holds, where it proves itself.
pub(crate) async fn spread(tx: &Tx, node: &Node, alarm: &Alarm) -> Result<(), StoreError> {
    let Some(hub) = directory::peer(tx, alarm.hub).await? else { return Ok(()) };
    let heads = TwoHeads {
        one: alarm.held.clone(),
        other: alarm.shown.clone(),
        proof: alarm.proof.chunks_exact(32).filter_map(|d| d.try_into().ok().map(Digest)).collect(),
    };
    // What only this node's own copy shows is found by the others when they compare.
    if !matches!(heads.shown(alarm.hub, &keys_of(tx, &hub).await?), Ok(Some(_))) {
        return Ok(());
    }
    let Ok(document) = heads.to_bytes() else { return Ok(()) };
    let root = Digest::of_bytes(&document);
    let members: BTreeSet<NodeId> =
        store::newest_cards(tx, alarm.hub).await?.into_iter().filter_map(|leaf| leaf.node).collect();
    let peers = directory::peers(tx).await?;
    for peer in peers.iter().filter(|p| p.is_trusted() && p.node != alarm.hub && members.contains(&p.node)) {
        send(tx, node, peer, (FORK_KIND, action::SEND_HEAD), document.clone(), &root).await?;
    }
    Ok(())
}

/// A peer tells of two heads that cannot both be true.
pub struct TakeFork;

impl Inbound for TakeFork {
    fn kind(&self) -> &'static str {
        FORK_KIND
    }

    fn take<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        from: &'a Actor,
        _: &'a EnvelopeHead,
        body: &'a [u8],
    ) -> BoxFuture<'a, Result<(), InboundRefusal>> {
        Box::pin(async move {
            let peer = peer_of(tx, from).await?;
            let heads = TwoHeads::read(body).map_err(|_| InboundRefusal::Rejected("tree-fork"))?;
            for used in store::used(tx).await? {
                if hear(tx, node, &used, &peer, &heads).await? {
                    return Ok(());
                }
            }
            Err(InboundRefusal::Rejected("tree-fork"))
        })
    }
}

/// Judges two heads; whether they are of this hub.
async fn hear(tx: &Tx, node: &Node, used: &Used, peer: &Peer, heads: &TwoHeads) -> Result<bool, StoreError> {
    let Some(hub) = directory::peer(tx, used.hub).await? else { return Ok(false) };
    let keys = keys_of(tx, &hub).await?;
    let Ok(shown) = heads.shown(used.hub, &keys) else { return Ok(false) };
    let Some(shown) = shown else {
        // They prove nothing by themselves; what is kept here may say more.
        for document in [&heads.one, &heads.other] {
            if let Ok(head) = open_head(document, used.hub, &keys)
                && used.head.is_some()
            {
                judge(tx, node, used, &head, document, peer.node).await?;
            }
        }
        return Ok(true);
    };
    // The one that the own copy agrees with is what was held.
    let own = store::root_at(tx, used.hub, shown.other.size).await? == Some(shown.other.root);
    let (held, told) = if own { (&heads.other, &heads.one) } else { (&heads.one, &heads.other) };
    accuse(tx, node, (used, Some(held)), shown.reason, (told, &heads.proof), peer.node).await?;
    Ok(true)
}
