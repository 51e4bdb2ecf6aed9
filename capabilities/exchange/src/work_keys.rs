//! Signing keys that peers revoked: on the administrator's desk until somebody has seen it, and on the page of the peer.

use crate::panel_recall::{Line, shown};
use ::store::{StoreError, Tx};
use access::{Node, Panel, Place, Says, Waiting, Work};
use data_encoding::BASE64URL_NOPAD;
use directory::{Peer, RevokedKey};
use futures_core::future::BoxFuture;
use gate::{Ask, action};
use kernel::id::{AuthorityId, NodeId};
use kernel::{Actor, Digest, Label, Purpose, Timestamp};
use std::collections::BTreeMap;
use uuid::Uuid;
use web::{T, Tone, tag};

/// What a peer's revocation of a key is called on the desk: it has no id of its own.
fn work_id(peer: &Peer, revoked: &RevokedKey) -> Uuid {
    let mut id = [0; 16];
    let digest = Digest::of(&[peer.node.0.as_slice(), &revoked.key.0]);
    id.iter_mut().zip(digest.0).for_each(|(to, from)| *to = from);
    Uuid::from_bytes(id)
}

/// The keys that trusted peers revoked and no administrator has seen yet.
async fn unseen(tx: &Tx) -> Result<Vec<(Peer, RevokedKey)>, StoreError> {
    let peers = directory::peers(tx).await?.into_iter().filter(Peer::is_trusted);
    Ok(peers
        .flat_map(|peer| peer.keys_revoked.clone().into_iter().map(move |key| (peer.clone(), key)))
        .filter(|(_, key)| !key.seen)
        .collect())
}

fn says(t: &T, revoked: &RevokedKey) -> String {
    t.say("exchange-key-revoked-why")
        .with("key", BASE64URL_NOPAD.encode(&revoked.key.0))
        .with("why", revoked.reason.as_str())
        .to_string()
}

/// A peer revoked a signing key.
pub(crate) struct KeyRevokedWork;

impl Work for KeyRevokedWork {
    fn kind(&self) -> &'static str {
        "key-revoked"
    }

    fn ask<'a>(&self, actor: &'a Actor, at: Timestamp) -> Option<Ask<'a>> {
        Some(Ask::new(actor, action::TRUST_PEER, Purpose::Administration, at))
    }

    fn ends_when_seen(&self) -> bool {
        true
    }

    fn seen<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        _: AuthorityId,
        object: Uuid,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            for (peer, revoked) in unseen(tx).await? {
                if work_id(&peer, &revoked) == object {
                    directory::revoked_key_seen(tx, &peer, revoked.key.0).await?;
                }
            }
            Ok(())
        })
    }

    fn waiting<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        authority: AuthorityId,
    ) -> BoxFuture<'a, Result<Vec<Waiting>, StoreError>> {
        Box::pin(async move {
            // A peer binds every authority of the node: it is the leading one's.
            if access::authorities(tx).await?.first().is_none_or(|lead| lead.id != authority) {
                return Ok(Vec::new());
            }
            let waits = |(peer, key): (Peer, RevokedKey)| {
                Waiting::new(work_id(&peer, &key), Label::own(authority), key.at)
            };
            Ok(unseen(tx).await?.into_iter().map(waits).collect())
        })
    }

    fn says<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        _: &'a Actor,
        t: &'a T,
        of: &'a [Waiting],
    ) -> BoxFuture<'a, Result<BTreeMap<Uuid, Says>, StoreError>> {
        Box::pin(async move {
            let mut said = BTreeMap::new();
            for (peer, key) in unseen(tx).await? {
                let id = work_id(&peer, &key);
                if !of.iter().any(|w| w.object == id) {
                    continue;
                }
                let one = Says {
                    title: t.say("exchange-key-revoked").with("peer", peer.name()).to_string(),
                    what: says(t, &key),
                    other: peer.name().to_owned(),
                    why: t.get("exchange-key-revoked-next"),
                    next: (t.get("exchange-work-seen"), format!("/desk/{}/{id}", self.kind())),
                    href: format!("/peers/{}", peer.node),
                    ..Says::default()
                };
                said.insert(id, one);
            }
            Ok(said)
        })
    }
}

/// The keys that a peer revoked, on its page.
#[derive(Debug, Default)]
pub(crate) struct KeysRevoked;

impl Panel for KeysRevoked {
    fn place(&self) -> Place {
        Place::Peer
    }

    fn order(&self) -> u8 {
        10
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
            let peer = directory::peer(tx, NodeId(subject.into_bytes())).await?;
            let keys = peer.map(|peer| peer.keys_revoked).unwrap_or_default();
            let line = |key: &RevokedKey| Line {
                text: says(t, key),
                href: String::new(),
                tag: Some(tag(t.day(key.at), Tone::Stop)),
            };
            shown(t, "exchange-keys-revoked", keys.iter().map(line).collect())
        })
    }
}
