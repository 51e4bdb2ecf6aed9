//! On the page of a trusted node: how much of this node's it holds, with the way to suspend it or to end that.

use crate::pages::suspend_peer;
use crate::panel_recall::{Line, shown};
use crate::store_held::held_by;
use ::store::{StoreError, Tx};
use access::{Node, Panel, Place};
use futures_core::future::BoxFuture;
use kernel::Actor;
use kernel::id::NodeId;
use uuid::Uuid;
use web::{T, Tone, tag};

/// What the node holds, counted.
#[derive(Debug, Default)]
pub(crate) struct HeldThere;

impl Panel for HeldThere {
    fn place(&self) -> Place {
        Place::Peer
    }

    fn order(&self) -> u8 {
        5
    }

    fn show<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        _: &'a Actor,
        subject: Uuid,
        t: &'a T,
    ) -> BoxFuture<'a, Result<Option<String>, StoreError>> {
        Box::pin(async move {
            let id = NodeId(subject.into_bytes());
            let Some(peer) = directory::peer(tx, id).await? else { return Ok(None) };
            let held = held_by(tx, id).await?;
            let sum = |of: fn(&crate::Held) -> usize| held.values().map(of).sum::<usize>();
            let line = |text, href, tag| Line { text, href, tag };
            let suspended = peer.is_suspended().then(|| tag(t.get("exchange-suspended-tag"), Tone::Warn));
            let way = if peer.is_suspended() { "exchange-lift-way" } else { "exchange-suspend-way" };
            let mut lines = vec![
                line(t.n("exchange-held-dossiers", sum(|h| h.dossiers)), String::new(), None),
                line(t.n("exchange-held-statements", sum(|h| h.statements)), String::new(), None),
                line(t.n("exchange-held-files", sum(|h| h.files)), String::new(), None),
            ];
            if peer.is_trusted() || peer.is_suspended() {
                lines.push(line(t.get(way), suspend_peer::path(id), suspended));
            }
            shown(t, "exchange-suspend-holds", lines)
        })
    }
}
