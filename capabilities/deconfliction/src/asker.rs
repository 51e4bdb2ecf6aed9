//! The asker's side: which values of a case take part, the blinded question, the look into the peer's filter, hits
//! and their notices.
//!
//! Refused: a check without purpose or legal basis, values that no officer cleared, values that must not
//! reach the peer's State even blinded, an answer under another key than before in the same epoch, a filter
//! that hits decoys or nearly everything.

// long: one check from its question to its hits, read from top to bottom; what may go stands beside what goes

use crate::found::{Found, show};
use crate::holder::{self, HolderError};
use crate::rules;
use crate::store::{self, PeerFilter};
use crate::types::{AnswerMessage, AskMessage, AskedKind, CheckRecord, FilterMessage, PeerResult, elements};
use ::store::{Fault, StoreError, Tx};
use access::Node;
use blind::{Answer, Filter, Question};
use casefile::{Case, HeldSelector};
use directory::Peer;
use exchange::envelope;
use gate::{Ask, Guarded, Released, action};
use kernel::id::{AuthorityId, CaseId, CheckId, NodeId};
use kernel::limit::CHECK_SELECTORS_MAX;
use kernel::selector::NORMALISER_VERSION;
use kernel::{Actor, Digest, Purpose, SelectorKind, law::legal_basis};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use zeroize::Zeroizing;

/// The path of a question at a peer.
pub const CHECK_PATH: &str = "/peer/v1/check";
/// The path of the filter at a peer.
pub const FILTER_PATH: &str = "/peer/v1/filter";

/// A check that an officer wants to make.
#[derive(Clone, Debug)]
pub struct NewCheck {
    /// The case.
    pub case: CaseId,
    /// With whom.
    pub peers: Vec<NodeId>,
    /// Why, as a code.
    pub purpose: Purpose,
    /// Why, in words.
    pub words: String,
    /// The legal basis, as a code.
    pub basis: String,
    /// Only these selectors; empty means every cleared one of the case.
    pub only: BTreeSet<uuid::Uuid>,
}

/// What the asker is told when no check is made.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Case files could not be read.
    #[error(transparent)]
    Cases(#[from] casefile::CaseError),
    /// Something of the protocol failed on this side.
    #[error(transparent)]
    Holder(#[from] HolderError),
    /// The gate refused.
    #[error("not allowed: {0}")]
    Refused(#[from] gate::Refusal),
    /// No legal basis.
    #[error("`{0}` is no legal basis this node knows; name one of UNTOC-27, SOMP-10, …")]
    Basis(String),
    /// A purpose that no check can have.
    #[error("a check is made to investigate, prosecute, prevent or protect; not for `{0}`")]
    Purpose(Purpose),
    /// Too many words.
    #[error("the purpose has at most {} bytes; shorten it", rules::PURPOSE_BYTES_MAX)]
    TooLong,
    /// Nobody to ask.
    #[error("no peer was named that may be asked; trust one first")]
    NoPeer,
    /// Nothing cleared.
    #[error("no value of this case is cleared for matching; clear some first with a role and a lawful basis")]
    NothingCleared,
}

impl Fault for CheckError {
    fn store(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            Self::Cases(error) => error.store(),
            Self::Holder(error) => error.store(),
            _ => None,
        }
    }
}

/// What is needed to prove later what was asked, sealed under the node's key: the inputs with their own selectors.
#[derive(Serialize, Deserialize)]
pub(crate) struct SealedBatch {
    pub(crate) kind: SelectorKind,
    pub(crate) rho: Digest,
    /// Value, and the own selectors with that value; decoys have none.
    pub(crate) inputs: Vec<(String, Vec<uuid::Uuid>)>,
}

impl SealedBatch {
    pub(crate) fn question(&self) -> Result<Question, blind::Error> {
        let values: Vec<&str> = self.inputs.iter().map(|(value, _)| value.as_str()).collect();
        Question::ask(self.kind, &values, self.rho.0)
    }

    pub(crate) fn seal(&self, node: &Node, batch: &str) -> Result<Vec<u8>, StoreError> {
        let bytes = Zeroizing::new(holder::to_json(self)?);
        Ok(node.vault.wrap("match-batch", batch.as_bytes(), &bytes, node.store.rng()))
    }

    pub(crate) fn open(node: &Node, batch: &str, sealed: &[u8]) -> Result<Self, StoreError> {
        let bytes = node.vault.unwrap("match-batch", batch.as_bytes(), sealed);
        let bytes = bytes.map_err(|_| StoreError::Sealed(format!("batch {batch}")))?;
        serde_json::from_slice(&bytes).map_err(|e| StoreError::Corrupt(e.to_string()))
    }
}

struct Prepared {
    peer: Peer,
    batches: Vec<(SealedBatch, Question)>,
    withheld: u64,
    body: Released<Vec<u8>>,
    padded: u64,
}

/// Makes a check with every peer named, one after the other, and returns it with what became of each. A peer that
/// is down or refuses spoils nothing for the others.
///
/// # Errors
/// [`CheckError`], when no check was made at all.
pub async fn run_check(
    node: &Arc<Node>,
    actor: &Actor,
    new: &NewCheck,
) -> Result<(CheckRecord, Vec<PeerResult>), CheckError> {
    legal_basis::article(&new.basis).ok_or_else(|| CheckError::Basis(new.basis.clone()))?;
    if matches!(new.purpose, Purpose::Administration | Purpose::Oversight) {
        return Err(CheckError::Purpose(new.purpose));
    }
    if new.words.len() > rules::PURPOSE_BYTES_MAX {
        return Err(CheckError::TooLong);
    }
    let (record, peers) =
        node.store.run("check: begin", |tx| async move { begin(&tx, node, actor, new).await }).await?;
    let mut results = Vec::with_capacity(peers.len());
    for peer in peers {
        let started = node.store.clock().now();
        let mut result = ask_peer(node, actor, new, &record, &peer).await?;
        result.took_ms = node.store.clock().now().since(started);
        let kept = &result;
        node.store
            .run::<_, StoreError, _, _>("check: result", |tx| async move {
                store::put_result(&tx, record.id, kept).await
            })
            .await?;
        results.push(result);
    }
    node.wake.notify_one();
    Ok((record, results))
}

async fn begin(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    new: &NewCheck,
) -> Result<(CheckRecord, Vec<Peer>), CheckError> {
    let keys = casefile::Keys::of(&node.vault);
    let guarded = casefile::case(tx, &keys, new.case).await?;
    let Some(guarded) = guarded else { return Err(CheckError::NothingCleared) };
    let ask = Ask::new(actor, action::CHECK, new.purpose, tx.at()).on(guarded.object());
    let case: Case = node.gate.open(guarded, &ask, &mut tx.log())?;
    let mut peers = Vec::new();
    for id in new.peers.iter().collect::<BTreeSet<_>>() {
        peers.extend(directory::peer(tx, *id).await?.filter(Peer::is_trusted));
    }
    if peers.is_empty() {
        return Err(CheckError::NoPeer);
    }
    if casefile::eligible_of_case(tx, case.id).await?.is_empty() {
        return Err(CheckError::NothingCleared);
    }
    let record = CheckRecord {
        id: CheckId::new(tx.clock(), tx.rng()),
        case: case.id,
        authority: case.authority,
        person: actor.person,
        by: actor.name.clone(),
        purpose: new.purpose,
        words: new.words.clone(),
        basis: new.basis.clone(),
        at: tx.at(),
    };
    store::put_check(tx, &record).await?;
    Ok((record, peers))
}

fn result_of(peer: &Peer, state: &str, reason: &str) -> PeerResult {
    PeerResult {
        peer: peer.node,
        name: peer.name().to_owned(),
        state: state.into(),
        reason: reason.into(),
        asked: 0,
        withheld: 0,
        padded: 0,
        hits: 0,
        took_ms: 0,
        used: 0,
        budget: 0,
        not_looked_at: Vec::new(),
    }
}

async fn ask_peer(
    node: &Arc<Node>,
    actor: &Actor,
    new: &NewCheck,
    record: &CheckRecord,
    peer: &Peer,
) -> Result<PeerResult, CheckError> {
    if !peer.terms.may_answer {
        return Ok(result_of(peer, "refused", "direction"));
    }
    let (result, kinds) = ask_once(node, actor, new, record, (peer, &[])).await?;
    let newer = newer_than_theirs(&result, &kinds);
    if newer.is_empty() {
        return Ok(result);
    }
    let (again, _) = ask_once(node, actor, new, record, (peer, &newer)).await?;
    Ok(PeerResult { not_looked_at: newer, ..again })
}

/// The kinds to leave out when a peer is asked once more: an older program reads no question with a kind that it does not
/// know.
fn newer_than_theirs(result: &PeerResult, asked: &BTreeSet<SelectorKind>) -> Vec<SelectorKind> {
    let newer: Vec<SelectorKind> = asked.iter().copied().filter(|kind| kind.is_later()).collect();
    let unread = result.state == "refused" && result.reason == "unreadable";
    if unread && newer.len() < asked.len() { newer } else { Vec::new() }
}

/// One question to a peer and what came of it, with the kinds that were asked about.
async fn ask_once(
    node: &Arc<Node>,
    actor: &Actor,
    new: &NewCheck,
    record: &CheckRecord,
    (peer, without): (&Peer, &[SelectorKind]),
) -> Result<(PeerResult, BTreeSet<SelectorKind>), CheckError> {
    let released =
        node.store.run("check: values", |tx| async move { values(&tx, node, actor, new, peer).await });
    let (mut released, withheld) = released.await?;
    released.retain(|r| !without.contains(&r.value().selector.kind));
    let Some(together) = Released::together(released) else {
        // The same words whether everything was withheld for one reason or another.
        let result = PeerResult { withheld, ..result_of(peer, "refused", "not-available") };
        return Ok((result, BTreeSet::new()));
    };
    let (task, authority, new_task) = (Arc::clone(node), record.authority, new.clone());
    let own_peer = peer.clone();
    let prepared = tokio::task::spawn_blocking(move || {
        blind_values(&task, authority, &new_task, own_peer, together, withheld)
    });
    let prepared = prepared.await.map_err(|_| HolderError::CutOff)??;
    let kinds = prepared.batches.iter().map(|(batch, _)| batch.kind).collect();
    Ok((carry(node, actor, (new.purpose, record), prepared).await?, kinds))
}

/// Seals a question, carries it to the peer, and takes what comes back.
async fn carry(
    node: &Arc<Node>,
    actor: &Actor,
    (purpose, record): (Purpose, &CheckRecord),
    prepared: Prepared,
) -> Result<PeerResult, CheckError> {
    let Prepared { peer, batches, withheld, body, padded } = prepared;
    let asked = own_values(&batches);
    let result = PeerResult { asked, withheld, padded, ..result_of(&peer, "done", "") };

    let (kept, peer_ref, body) = (&batches, &peer, std::sync::Mutex::new(Some(body)));
    let sealed = node
        .store
        .run::<_, HolderError, _, _>("check: seal", |tx| {
            let body = body.lock().ok().and_then(|mut b| b.take());
            async move {
                let body = body.ok_or(StoreError::Contended("check: seal"))?;
                for (batch, question) in kept {
                    let id = data_encoding::HEXLOWER.encode(&question.batch_id());
                    store::put_batch(&tx, &id, record.id, peer_ref.node, batch.kind, batch.seal(node, &id)?)
                        .await?;
                }
                Ok(envelope::seal_now(&tx, node, peer_ref, "check", purpose, body).await?.bytes)
            }
        })
        .await?;
    let card = peer.card.card();
    let answer = match node.carrier.carry(peer.node, &card.addresses, card.tls, CHECK_PATH, sealed).await {
        Ok(answer) => answer,
        Err(error) => {
            tracing::info!(peer = %peer.node, %error, "a check did not get through");
            return Ok(PeerResult { state: "unreached".into(), reason: error.to_string(), ..result });
        }
    };
    match take_answer(node, actor, record, &peer, batches, &answer, result.clone()).await {
        Err(CheckError::Holder(error)) if error.store().is_none() => {
            tracing::warn!(peer = %peer.node, %error, "the answer to a check was not taken");
            Ok(PeerResult { state: "refused".into(), reason: "answer-not-valid".into(), ..result })
        }
        other => other,
    }
}

/// Cleared values of the case that the gate releases to this peer, and how many it does not.
async fn values(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    new: &NewCheck,
    peer: &Peer,
) -> Result<(Vec<Released<HeldSelector>>, u64), CheckError> {
    let all = casefile::eligible_of_case(tx, new.case).await?;
    let all: Vec<Guarded<HeldSelector>> =
        all.into_iter().filter(|s| new.only.is_empty() || new.only.contains(&s.object().id)).collect();
    let ask = peer.assessed(Ask::new(actor, action::CHECK, new.purpose, tx.at()).eligible(true));
    if !words_may_go(tx, node, actor, new, peer, &ask).await? {
        return Ok((Vec::new(), all.len() as u64));
    }
    let (released, withheld) = node.gate.release_each(all, &ask, &peer.recipient(), &mut tx.log());
    Ok((released, withheld as u64))
}

/// The purpose in words goes along in clear under the seal. What it says of anybody who is kept from the peer stops the
/// whole question, in the same words as values that are withheld.
async fn words_may_go(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    new: &NewCheck,
    peer: &Peer,
    ask: &Ask<'_>,
) -> Result<bool, CheckError> {
    let keys = casefile::Keys::of(&node.vault);
    let to = peer.recipient();
    let leaving = casefile::Leaving::by(actor, &to, casefile::Door::Check).of(Some(new.case));
    let blocked = casefile::blocked_in_text(tx, &keys, &new.words, &leaving).await?;
    if blocked.is_none() {
        return Ok(true);
    }
    let label = kernel::Label { blocked, ..kernel::Label::own(actor.authority) };
    let object = gate::ObjectRef { kind: "check-words", id: uuid::Uuid::nil() };
    let said = Guarded::new(object, label, ());
    Ok(node.gate.release(said, ask, &to, &mut tx.log()).is_ok())
}

/// Blinds what was released. Values are asked once, however many statements have them.
fn blind_values(
    node: &Node,
    authority: AuthorityId,
    new: &NewCheck,
    peer: Peer,
    released: Released<Vec<HeldSelector>>,
    withheld: u64,
) -> Result<Prepared, HolderError> {
    let mut batches = Vec::new();
    let mut failed = None;
    let mut padded = 0;
    let body = released.encode(|selectors| {
        let mut kinds: BTreeMap<SelectorKind, BTreeMap<String, Vec<uuid::Uuid>>> = BTreeMap::new();
        for held in selectors {
            kinds
                .entry(held.selector.kind)
                .or_default()
                .entry(held.selector.value)
                .or_default()
                .push(held.id);
        }
        let mut questions = Vec::with_capacity(kinds.len());
        for (kind, values) in kinds {
            let mut inputs: Vec<_> = values.into_iter().take(CHECK_SELECTORS_MAX - rules::DECOYS).collect();
            inputs.extend(rules::decoys(kind, node.store.rng()).into_iter().map(|decoy| (decoy, Vec::new())));
            let batch = SealedBatch { kind, rho: Digest(node.store.rng().array()), inputs };
            match batch.question() {
                Ok(question) => {
                    questions.push(AskedKind {
                        kind,
                        normaliser: NORMALISER_VERSION,
                        batch: data_encoding::HEXLOWER.encode(&question.batch_id()),
                        blinded: question.blinded().concat(),
                    });
                    padded += question.blinded().len() as u64;
                    batches.push((batch, question));
                }
                Err(error) => failed = Some(error),
            }
        }
        let message = AskMessage {
            authority,
            purpose: new.purpose,
            words: new.words.clone(),
            basis: new.basis.clone(),
            questions,
            passed_over: Vec::new(),
        };
        holder::to_json(&message).unwrap_or_default()
    });
    match failed {
        Some(error) => Err(error.into()),
        None => Ok(Prepared { peer, batches, withheld, body, padded }),
    }
}

/// How many values are asked about that are no decoys.
fn own_values(batches: &[(SealedBatch, Question)]) -> u64 {
    batches.iter().map(|(b, _)| b.inputs.iter().filter(|(_, own)| !own.is_empty()).count() as u64).sum()
}

async fn take_answer(
    node: &Arc<Node>,
    actor: &Actor,
    record: &CheckRecord,
    peer: &Peer,
    mut batches: Vec<(SealedBatch, Question)>,
    sealed: &[u8],
    result: PeerResult,
) -> Result<PeerResult, CheckError> {
    let answer = node
        .store
        .run::<_, HolderError, _, _>("check: take", |tx| async move {
            let opened = envelope::open_from(node, &tx, peer.node, sealed, "check-answer").await?;
            let answer: AnswerMessage =
                serde_json::from_slice(&opened.body).map_err(|_| HolderError::CutOff)?;
            for part in &answer.answers {
                let key = data_encoding::HEXLOWER.encode(&part.key.to_bytes());
                if !store::log_peer_key(&tx, peer.node, &answer.epoch, part.kind, &key).await? {
                    // Two keys in one epoch would let a holder tell askers apart by what only one of them can hit.
                    return Err(HolderError::Reused);
                }
            }
            Ok(answer)
        })
        .await?;
    let result = PeerResult { used: answer.used, budget: answer.budget, ..result };
    if let Some(reason) = answer.refused {
        let known =
            ["budget", "direction", "basis", "purpose", "normaliser", "batch", "questions", "unreadable"];
        let reason = known.into_iter().find(|k| *k == reason).unwrap_or("not-available");
        return Ok(PeerResult { state: "refused".into(), reason: reason.into(), ..result });
    }
    let over = |kind: SelectorKind| answer.passed_over.iter().any(|code| code == kind.code());
    let not_looked_at: Vec<SelectorKind> = batches.iter().map(|(b, _)| b.kind).filter(|k| over(*k)).collect();
    batches.retain(|(batch, _)| !over(batch.kind));
    let result = PeerResult { asked: own_values(&batches), not_looked_at, ..result };
    let filter = current_filter(node, peer, &answer).await?;
    let (entries, found) = look(node, peer, batches, answer, filter).await?;
    let decoys = found.iter().filter(|f| f.own.is_empty()).count();
    let hits: Vec<Found> = found.into_iter().filter(|f| !f.own.is_empty()).collect();
    let asked = usize::try_from(result.asked).unwrap_or(usize::MAX);
    if decoys > 0 || rules::too_many_hits(hits.len(), asked) {
        tracing::warn!(peer = %peer.node, decoys, hits = hits.len(), asked, "hits are held for a person to look at");
        return Ok(PeerResult { state: "held".into(), reason: "too-many-hits".into(), ..result });
    }
    let hits = show(node, actor, record, peer, &hits, asked, entries).await?;
    Ok(PeerResult { hits, ..result })
}

/// The peer's filter of the answer's epoch; fetched if this node does not hold it.
async fn current_filter(
    node: &Arc<Node>,
    peer: &Peer,
    answer: &AnswerMessage,
) -> Result<PeerFilter, CheckError> {
    let held = node
        .store
        .run::<_, StoreError, _, _>("filter", |tx| async move { store::peer_filter(&tx, peer.node).await });
    if let Some(held) = held.await?
        && held.epoch == answer.epoch
        && held.digest == answer.filter
    {
        return Ok(held);
    }
    let request = node
        .store
        .run::<_, HolderError, _, _>("filter: ask", |tx| async move {
            let body = holder::release(
                &tx,
                node,
                peer,
                action::MATCH,
                "filter",
                Purpose::Investigation,
                b"{}".to_vec(),
            );
            Ok(envelope::seal_now(&tx, node, peer, "filter-request", Purpose::Investigation, body.await?)
                .await?
                .bytes)
        })
        .await?;
    let card = peer.card.card();
    let carried = node.carrier.carry(peer.node, &card.addresses, card.tls, FILTER_PATH, request).await;
    let sealed = carried.map_err(|_| HolderError::CutOff)?;
    let sealed = &sealed;
    let kept = node
        .store
        .run::<_, HolderError, _, _>("filter: take", |tx| async move {
            let opened = envelope::open_from(node, &tx, peer.node, sealed, "filter").await?;
            let message: FilterMessage =
                serde_json::from_slice(&opened.body).map_err(|_| HolderError::CutOff)?;
            // Read before it is kept: a filter with lying lengths is never stored.
            Filter::from_bytes(&message.filter)?;
            if Digest::of_bytes(&message.filter).to_string() != message.digest {
                return Err(HolderError::CutOff);
            }
            let secret = node.vault.wrap("match-secret", &peer.node.0, &message.secret.0, tx.rng());
            let kept =
                PeerFilter { epoch: message.epoch, digest: message.digest, filter: message.filter, secret };
            store::put_peer_filter(&tx, peer.node, &kept).await?;
            Ok(kept)
        })
        .await?;
    if kept.epoch == answer.epoch { Ok(kept) } else { Err(HolderError::CutOff.into()) }
}

/// Verifies the proofs, unblinds, and looks every token up in the filter.
async fn look(
    node: &Arc<Node>,
    peer: &Peer,
    batches: Vec<(SealedBatch, Question)>,
    answer: AnswerMessage,
    filter: PeerFilter,
) -> Result<(usize, Vec<Found>), CheckError> {
    let secret = node.vault.unwrap("match-secret", &peer.node.0, &filter.secret);
    let secret = secret.map_err(|_| StoreError::Sealed("match-secret".into()))?;
    let secret: [u8; 32] =
        secret.as_slice().try_into().map_err(|_| StoreError::Corrupt("match-secret".into()))?;
    let looked = tokio::task::spawn_blocking(move || -> Result<_, HolderError> {
        let filter = Filter::from_bytes(&filter.filter)?;
        let mut found = Vec::new();
        for (batch, question) in batches {
            let part = answer.answers.iter().find(|a| a.kind == batch.kind).ok_or(HolderError::CutOff)?;
            let evaluated = Answer { evaluated: elements(&part.evaluated), proof: part.proof };
            let tokens = question.finish(&evaluated, &part.key)?;
            let id = data_encoding::HEXLOWER.encode(&question.batch_id());
            for (place, (token, (value, own))) in (0_u32..).zip(tokens.iter().zip(batch.inputs)) {
                let tag = blind::peer_tag(&secret, token);
                if filter.contains(&tag) {
                    let (batch, epoch) = (id.clone(), answer.epoch.clone());
                    found.push(Found { kind: part.kind, value, own, batch, place, tag, epoch });
                }
            }
        }
        Ok((filter.entries(), found))
    });
    Ok(looked.await.map_err(|_| HolderError::CutOff)??)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_14_a_peer_that_cannot_read_the_question_is_asked_once_more_without_the_later_kinds() {
        let result = |state: &str, reason: &str| PeerResult {
            peer: NodeId([9; 16]),
            name: "Accra".into(),
            state: state.into(),
            reason: reason.into(),
            asked: 2,
            withheld: 0,
            padded: 128,
            hits: 0,
            took_ms: 0,
            used: 0,
            budget: 0,
            not_looked_at: Vec::new(),
        };
        let both = BTreeSet::from([SelectorKind::Phone, SelectorKind::Device]);
        assert_eq!(newer_than_theirs(&result("refused", "unreadable"), &both), [SelectorKind::Device]);
        for (state, reason) in [("done", ""), ("refused", "budget"), ("unreached", "unreadable")] {
            assert!(newer_than_theirs(&result(state, reason), &both).is_empty(), "{state} {reason}");
        }
        // What every program knows, or nothing but what theirs does not: to ask again would be to ask the same, or nothing.
        for kinds in [[SelectorKind::Phone], [SelectorKind::Device]] {
            assert!(newer_than_theirs(&result("refused", "unreadable"), &kinds.into()).is_empty());
        }
    }
}
