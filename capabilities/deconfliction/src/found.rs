//! What was found in a peer's filter, kept and told of.
//!
//! Refused: a hit without its notice in the same transaction; a word to the peer of a value that must not reach it
//! any more, however late the claim came.

use crate::asker::CheckError;
use crate::holder::{self, HolderError};
use crate::rules;
use crate::store::{self, HitRow};
use crate::types::{CheckRecord, Hit, HitSide, NoticeMessage, NoticedHit};
use ::store::Tx;
use access::Node;
use casefile::{CaseError, Keys};
use directory::Peer;
use exchange::envelope::{self, About};
use gate::{Ask, Guarded, action};
use kernel::{Actor, SelectorKind};
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

/// A value of the question that the peer's filter holds.
pub(crate) struct Found {
    pub(crate) kind: SelectorKind,
    pub(crate) value: String,
    pub(crate) own: Vec<Uuid>,
    pub(crate) batch: String,
    pub(crate) place: u32,
    pub(crate) tag: blind::Tag,
    pub(crate) epoch: String,
}

/// Keeps the hits and queues their notice in one transaction: an honest node shows no hit without it.
pub(crate) async fn show(
    node: &Arc<Node>,
    actor: &Actor,
    record: &CheckRecord,
    peer: &Peer,
    found: &[Found],
    asked: usize,
    entries: usize,
) -> Result<u64, CheckError> {
    let Some(epoch) = found.first().map(|f| f.epoch.clone()) else { return Ok(0) };
    node.store
        .run::<_, CheckError, _, _>("check: hits", |tx| {
            let epoch = epoch.clone();
            async move {
                let ask = peer.assessed(Ask::new(actor, action::NOTIFY_HIT, record.purpose, tx.at()));
                let mut rows = Vec::new();
                let mut noticed = Vec::with_capacity(found.len());
                for f in found {
                    let told = may_be_told(&tx, node, peer, &ask, &f.own).await?;
                    if told.is_empty() {
                        continue;
                    }
                    let reference = rules::reference(tx.rng());
                    let chance = rules::chance(f.kind, &f.value, asked, entries);
                    for own in &told {
                        let hit = Hit {
                            id: kernel::id::new(tx.clock(), tx.rng()),
                            side: HitSide::Asked,
                            check: Some(record.id),
                            peer: peer.node,
                            authority: Some(peer.card.lead().id),
                            case: record.case,
                            selector: *own,
                            kind: f.kind,
                            chance,
                            reference: reference.clone(),
                            at: tx.at(),
                        };
                        rows.push(HitRow {
                            hit,
                            own_authority: record.authority,
                            batch: Some(f.batch.clone()),
                            place: Some(f.place),
                            shown: true,
                        });
                    }
                    noticed.push(NoticedHit { reference, kind: f.kind, batch: f.batch.clone(), tag: f.tag });
                }
                if rows.is_empty() {
                    return Ok(0);
                }
                store::put_hits(&tx, &rows).await?;
                let notice = NoticeMessage { epoch, authority: record.authority, hits: noticed };
                let body = holder::to_json(&notice)?;
                let object = gate::ObjectRef { kind: "notice", id: record.id.0 };
                let guarded = Guarded::new(object, kernel::Label::own(record.authority), body);
                let released = node.gate.release(guarded, &ask, &peer.recipient(), &mut tx.log())?;
                let about = About::of(&tx, "hit-notice", record.purpose);
                envelope::queue(&tx, node, peer, &about, released).await.map_err(HolderError::from)?;
                Ok(rows.len() as u64)
            }
        })
        .await
}

/// Of these own selectors, those the peer may be told of now: still cleared, and released by the gate to it. A claim
/// that was recorded after the question closes this door too.
pub(crate) async fn may_be_told(
    tx: &Tx,
    node: &Node,
    peer: &Peer,
    ask: &Ask<'_>,
    own: &[Uuid],
) -> Result<BTreeSet<Uuid>, CaseError> {
    let keys = Keys::of(&node.vault);
    let mut guarded = Vec::with_capacity(own.len());
    for id in own {
        guarded.extend(casefile::selector(tx, &keys, *id).await?);
    }
    let (released, _) = node.gate.release_each(guarded, ask, &peer.recipient(), &mut tx.log());
    let told = released.iter().map(gate::Released::value);
    Ok(told.filter(|s| s.eligibility.is_some() && !s.held_back).map(|s| s.id).collect())
}
