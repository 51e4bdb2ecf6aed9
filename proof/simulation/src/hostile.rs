//! A hub that lies: it has its own keys and signs what it likes.

use crate::world::Place;
use kernel::Timestamp;
use kernel::id::NodeId;
use seal::identity::SigningKey;
use seal::tree::{Head, Tree, leaf_hash, sign_head};
use store::StoreError;

/// More leaves than a log of one night has.
const LEAVES: u64 = 10_000;

/// What it shows, and to whom.
pub struct Hostile {
    hub: NodeId,
    victim: NodeId,
    leaves: Vec<Vec<u8>>,
    key: SigningKey,
    at: Timestamp,
}

impl Hostile {
    /// Shows the victim what the log holds now and one card more, of a node that nobody knows, and nothing of what comes
    /// later: a fork, and withholding.
    pub async fn of(hub: &Place, victim: NodeId, stranger: &[u8]) -> Self {
        let node = &hub.node;
        let read = node.store.run::<_, StoreError, _, _>("forge", |tx| async move {
            let key = directory::signing_keys(&tx, node).await?.newest().to_secret();
            Ok((hub::state::leaves(&tx, node.keys.id, 0, LEAVES).await?, key, tx.at()))
        });
        let (leaves, key, at) = read.await.unwrap();
        let mut leaves: Vec<Vec<u8>> = leaves.into_iter().map(|leaf| leaf.leaf).collect();
        leaves.push(hub::statement::LeafKind::Card.around(stranger));
        Self { hub: node.keys.id, victim, leaves, key: SigningKey::from_secret(&key).unwrap(), at }
    }

    /// Whether this node is the hub that lies.
    pub fn is(&self, node: NodeId) -> bool {
        node == self.hub
    }

    /// What it answers to a question about its log, if it lies to this one.
    pub fn shows(&self, from: NodeId, path: &str, body: &[u8]) -> Option<Vec<u8>> {
        if from != self.victim {
            return None;
        }
        let number = |at: usize| Some(u64::from_be_bytes(body.get(at..at + 8)?.try_into().ok()?));
        let place = |number: u64| usize::try_from(number).unwrap_or(usize::MAX).min(self.leaves.len());
        match path {
            hub::HEAD_PATH => {
                let size = place(number(0)?);
                let tree = Tree::of(self.leaves[..size].iter().map(|leaf| leaf_hash(leaf)));
                let head = Head::new(self.hub, tree.size(), tree.root(), self.at);
                Some(sign_head(&head, &self.key).unwrap())
            }
            hub::LEAVES_PATH => {
                let mut out = Vec::new();
                for leaf in self.leaves.get(place(number(0)?)..place(number(8)?))? {
                    out.extend_from_slice(&u32::try_from(leaf.len()).unwrap().to_be_bytes());
                    out.extend_from_slice(leaf);
                }
                Some(out)
            }
            _ => None,
        }
    }
}

/// What a mailbox hands out, in another order, one of it kept back, one twice, one with a bit changed; `None` if it does
/// not read. An item is id, sender, length, envelope.
pub fn bent(answer: &[u8], draw: impl Fn(usize) -> usize) -> Option<Vec<u8>> {
    let (mut items, mut rest) = (Vec::new(), answer);
    while !rest.is_empty() {
        let length = u32::from_be_bytes(rest.get(32..36)?.try_into().ok()?);
        let (item, after) = rest.split_at_checked(36 + usize::try_from(length).ok()?)?;
        items.push(item.to_vec());
        rest = after;
    }
    items.reverse();
    if items.len() > 1 && draw(2) == 0 {
        items.remove(draw(items.len()));
    }
    if draw(3) == 0 {
        let at = draw(items.len());
        let place = 36 + draw(items[at].len() - 36);
        items[at][place] ^= 1 << draw(8);
    }
    items.push(items[draw(items.len())].clone());
    Some(items.concat())
}
