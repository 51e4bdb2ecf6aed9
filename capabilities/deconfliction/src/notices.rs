//! Notices of hits, on both sides, as three messages over the outbox.
//!
//! The asker names the tag of each hit. The holder finds its own record by the tag; if it has one it claims the
//! reference. Only then the asker proves that it asked (index and blinding factor), and only then the holder's
//! officers see the hit. A blinding factor sent to someone without the value would let them test guesses, so it is
//! sent to nobody who has not claimed.

use crate::asker::SealedBatch;
use crate::found::may_be_told;
use crate::holder;
use crate::rules;
use crate::store::{self, HitRow};
use crate::types::{ClaimMessage, Hit, HitSide, NOTICE_HITS_MAX, NoticeMessage, ProofMessage, elements};
use ::store::{StoreError, Tx};
use access::{Inbound, InboundRefusal, Node};
use directory::Peer;
use exchange::envelope::{self, About, CarriageError};
use futures_core::future::BoxFuture;
use gate::action;
use kernel::{Actor, ActorKind, Purpose};
use seal::envelope::EnvelopeHead;
use std::collections::BTreeMap;

/// A peer tells of hits.
pub struct TakeNotice;
/// The holder claims the hits it found.
pub struct TakeClaim;
/// The asker proves that it asked.
pub struct TakeProof;

impl Inbound for TakeNotice {
    fn kind(&self) -> &'static str {
        "hit-notice"
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
            let notice: NoticeMessage = read(body)?;
            if notice.hits.len() > NOTICE_HITS_MAX {
                return Err(InboundRefusal::Rejected("too-many"));
            }
            take_notice(node, tx, &peer, &notice).await
        })
    }
}

async fn take_notice(
    node: &Node,
    tx: &Tx,
    peer: &Peer,
    notice: &NoticeMessage,
) -> Result<(), InboundRefusal> {
    let tags: Vec<_> = notice.hits.iter().map(|h| h.tag).collect();
    let found = holder::find_tags(tx, node, peer, &notice.epoch, &tags).await.map_err(of_holder)?;
    let keys = casefile::Keys::of(&node.vault);
    let (mut rows, mut claimed) = (Vec::new(), Vec::new());
    for noticed in &notice.hits {
        let Some(selector) = found.get(&noticed.tag.0).filter(|s| s.kind == noticed.kind) else { continue };
        // A reference is used once; a batch must have been asked by this peer.
        let asked = store::asked(tx, peer.node, &noticed.batch).await?;
        let known = !store::hits_referred(tx, peer.node, &noticed.reference).await?.is_empty();
        if asked.is_none() || known || noticed.reference.len() > 32 {
            continue;
        }
        let holders = casefile::holders_of(tx, &keys, selector).await.map_err(|e| of_store(&e))?;
        let actor = node.as_actor(first_authority(tx).await?);
        let ask = gate::Ask::new(&actor, action::MATCH, Purpose::Investigation, tx.at()).eligible(true);
        for held in node.gate.open_each(holders, &ask, &mut tx.log()) {
            if held.eligibility.is_none() || held.held_back {
                continue;
            }
            let hit = Hit {
                id: kernel::id::new(tx.clock(), tx.rng()),
                side: HitSide::Noticed,
                check: None,
                peer: peer.node,
                authority: Some(notice.authority),
                case: held.case,
                selector: held.id,
                kind: noticed.kind,
                chance: rules::chance(noticed.kind, &selector.value, 1, 1),
                reference: noticed.reference.clone(),
                at: tx.at(),
            };
            rows.push(HitRow {
                hit,
                own_authority: held.authority,
                batch: Some(noticed.batch.clone()),
                place: None,
                shown: false,
            });
            if claimed.last() != Some(&noticed.reference) {
                claimed.push(noticed.reference.clone());
            }
        }
    }
    if claimed.is_empty() {
        return Ok(());
    }
    store::put_hits(tx, &rows).await?;
    send(node, tx, peer, "hit-claim", &ClaimMessage { references: claimed }).await
}

impl Inbound for TakeClaim {
    fn kind(&self) -> &'static str {
        "hit-claim"
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
            let claim: ClaimMessage = read(body)?;
            if claim.references.len() > NOTICE_HITS_MAX {
                return Err(InboundRefusal::Rejected("too-many"));
            }
            let actor = node.as_actor(first_authority(tx).await?);
            let ask = gate::Ask::new(&actor, action::NOTIFY_HIT, Purpose::Investigation, tx.at());
            let ask = peer.assessed(ask);
            let mut questions = BTreeMap::new();
            let mut proofs = Vec::with_capacity(claim.references.len());
            for reference in &claim.references {
                let rows = store::hits_referred(tx, peer.node, reference).await?;
                let asked = rows.iter().find(|r| r.hit.side == HitSide::Asked);
                let own: Vec<_> =
                    rows.iter().filter(|r| r.hit.side == HitSide::Asked).map(|r| r.hit.selector).collect();
                let told = may_be_told(tx, node, &peer, &ask, &own).await;
                if told.map_err(|e| of_store(&e))?.is_empty() {
                    continue;
                }
                let Some((batch, place)) = asked.and_then(|r| r.batch.clone().zip(r.place)) else { continue };
                if !questions.contains_key(&batch) {
                    let Some((_, sealed)) = store::batch(tx, &batch, peer.node).await? else { continue };
                    let question = SealedBatch::open(node, &batch, &sealed)?.question();
                    questions
                        .insert(batch.clone(), question.map_err(|e| StoreError::Corrupt(e.to_string()))?);
                }
                let Some(question) = questions.get(&batch) else { continue };
                let reveal = question.reveal(place).map_err(|e| StoreError::Corrupt(e.to_string()))?;
                proofs.push((reference.clone(), reveal));
            }
            if proofs.is_empty() {
                return Ok(());
            }
            send(node, tx, &peer, "hit-proof", &ProofMessage { proofs }).await
        })
    }
}

impl Inbound for TakeProof {
    fn kind(&self) -> &'static str {
        "hit-proof"
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
            let message: ProofMessage = read(body)?;
            if message.proofs.len() > NOTICE_HITS_MAX {
                return Err(InboundRefusal::Rejected("too-many"));
            }
            let keys = casefile::Keys::of(&node.vault);
            let mut shown = Vec::new();
            for (reference, reveal) in &message.proofs {
                for row in store::hits_referred(tx, peer.node, reference).await? {
                    if row.hit.side == HitSide::Noticed
                        && !row.shown
                        && proved(node, tx, &keys, &peer, &row, reveal).await?
                    {
                        shown.push(row.hit.id);
                    }
                }
            }
            store::show_hits(tx, &shown).await?;
            Ok(())
        })
    }
}

/// Whether the peer really asked for the own value behind a hit: `blinded_i = r_i · H(value)`.
async fn proved(
    node: &Node,
    tx: &Tx,
    keys: &casefile::Keys<'_>,
    peer: &Peer,
    row: &HitRow,
    reveal: &blind::Reveal,
) -> Result<bool, InboundRefusal> {
    let Some(batch) = &row.batch else { return Ok(false) };
    let Some(asked) = store::asked(tx, peer.node, batch).await? else { return Ok(false) };
    let element = usize::try_from(reveal.index).ok().and_then(|i| elements(&asked.blinded).get(i).copied());
    let Some(element) = element else { return Ok(false) };
    let held = casefile::selector(tx, keys, row.hit.selector).await.map_err(|e| of_store(&e))?;
    let Some(held) = held else { return Ok(false) };
    let actor = node.as_actor(row.own_authority);
    let ask = gate::Ask::new(&actor, action::MATCH, Purpose::Investigation, tx.at()).eligible(true);
    let held = node.gate.open_each(vec![held], &ask, &mut tx.log());
    Ok(held.iter().any(|h| blind::check_reveal(asked.kind, &h.selector.value, reveal, &element)))
}

async fn send(
    node: &Node,
    tx: &Tx,
    peer: &Peer,
    kind: &'static str,
    message: &impl serde::Serialize,
) -> Result<(), InboundRefusal> {
    let body = holder::to_json(message)?;
    let released =
        holder::release(tx, node, peer, action::NOTIFY_HIT, "notice", Purpose::Investigation, body).await;
    let Ok(released) = released else {
        // Not to be sent to this peer any more: nothing is said, the reason stands in the log.
        return Ok(());
    };
    let about = About::of(tx, kind, Purpose::Investigation);
    match envelope::queue(tx, node, peer, &about, released).await {
        Ok(_) => Ok(()),
        Err(CarriageError::Store(error)) => Err(error.into()),
        Err(_) => Err(InboundRefusal::Quarantined("no-way-back")),
    }
}

async fn peer_of(tx: &Tx, from: &Actor) -> Result<Peer, InboundRefusal> {
    let ActorKind::Peer(id) = from.kind else { return Err(InboundRefusal::Rejected("not-a-peer")) };
    directory::peer(tx, id).await?.filter(Peer::is_trusted).ok_or(InboundRefusal::Quarantined("not-trusted"))
}

async fn first_authority(tx: &Tx) -> Result<kernel::id::AuthorityId, StoreError> {
    let first = access::authorities(tx).await?.first().map(|a| a.id);
    first.ok_or_else(|| StoreError::Corrupt("the node has no authority".into()))
}

fn read<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, InboundRefusal> {
    serde_json::from_slice(body).map_err(|_| InboundRefusal::Rejected("unreadable"))
}

fn of_holder(error: holder::HolderError) -> InboundRefusal {
    match error {
        holder::HolderError::Store(error) => error.into(),
        other => {
            tracing::warn!(error = %other, "a notice could not be taken");
            InboundRefusal::Quarantined("not-understood")
        }
    }
}

fn of_store(error: &casefile::CaseError) -> InboundRefusal {
    InboundRefusal::Store(StoreError::Corrupt(error.to_string()))
}
