//! The holder's side: epochs and keys, tokens, a filter for each peer, and the answer to a blinded question.
//!
//! Refused: a question without purpose or legal basis, over the peer's budget, from a peer that may not ask, or of
//! unpadded size. A value that is not eligible, or that the gate does not release to this peer, is in no filter.

use crate::rules;
use crate::store::{self, Asked, OwnFilter};
use crate::types::{AnswerMessage, AnsweredKind, AskMessage, FilterMessage, batch_id, elements};
use ::store::{Fault, StoreError, Tx, setting};
use access::Node;
use blind::{Filter, SecretKey, Tag, Token};
use casefile::HeldSelector;
use directory::Peer;
use exchange::envelope::{self, CarriageError};
use gate::{Ask, Guarded, ObjectRef, Recipient, Released, action};
use kernel::id::NodeId;
use kernel::selector::NORMALISER_VERSION;
use kernel::{AuditEntry, Digest, Label, Outcome, Purpose, SelectorKind};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use zeroize::Zeroizing;

/// Tokens computed in one go.
const TOKENS_CHUNK: usize = 4_096;

/// Why the holder did not answer.
#[derive(Debug, thiserror::Error)]
pub enum HolderError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The envelope was not taken or not made.
    #[error(transparent)]
    Carriage(#[from] CarriageError),
    /// Case files could not be read.
    #[error(transparent)]
    Cases(#[from] casefile::CaseError),
    /// The matching engine refused.
    #[error(transparent)]
    Blind(#[from] blind::Error),
    /// The gate refused.
    #[error("not released: {0}")]
    Refused(#[from] gate::Refusal),
    /// The peer is nobody this node trusts.
    #[error("`{0}` is not a trusted peer")]
    Unknown(NodeId),
    /// A worker thread died.
    #[error("the computation was cut off")]
    CutOff,
    /// The same message id came with another content.
    #[error("the message id was used before for another question")]
    Reused,
}

impl Fault for HolderError {
    fn store(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            Self::Carriage(error) => error.store(),
            Self::Cases(error) => error.store(),
            _ => None,
        }
    }
}

/// The keys of the running epoch for one view.
struct EpochKeys {
    epoch: String,
    seed: Zeroizing<[u8; 32]>,
    view: blind::ViewId,
}

impl EpochKeys {
    fn of(&self, kind: SelectorKind) -> Result<SecretKey, blind::Error> {
        SecretKey::derive(&self.seed, &self.view, kind, NORMALISER_VERSION)
    }

    fn view_text(&self) -> String {
        data_encoding::HEXLOWER.encode(&self.view.0)
    }
}

fn seed_name(epoch: &str) -> String {
    format!("match-epoch-{epoch}")
}

/// The running epoch's keys; begins one if none runs or the last has ended.
async fn epoch_keys(tx: &Tx, node: &Node, view: blind::ViewId) -> Result<EpochKeys, HolderError> {
    if let Some(epoch) = store::current_epoch(tx).await? {
        let seed = setting::secret(tx, &node.vault, &seed_name(&epoch.id)).await?;
        match seed.and_then(|s| <[u8; 32]>::try_from(s).ok()) {
            Some(seed) if tx.at() < epoch.ends_at => {
                return Ok(EpochKeys { epoch: epoch.id, seed: Zeroizing::new(seed), view });
            }
            // Ended, or its seed is gone with a restore: never go on under it.
            _ => end_epoch(tx, &epoch.id).await?,
        }
    }
    let id = data_encoding::HEXLOWER.encode(&tx.rng().array::<8>());
    let seed = Zeroizing::new(tx.rng().array::<32>());
    setting::put_secret(tx, &node.vault, &seed_name(&id), seed.as_slice()).await?;
    store::begin_epoch(tx, &id, tx.at().plus_ms(rules::EPOCH_LIFE_MS)).await?;
    Ok(EpochKeys { epoch: id, seed, view })
}

async fn end_epoch(tx: &Tx, id: &str) -> Result<(), StoreError> {
    setting::erase_secret(tx, &seed_name(id)).await?;
    store::end_epoch(tx, id).await
}

/// Ends the epoch that runs, if one does: a value that took part in it is erased.
pub(crate) async fn end_running_epoch(tx: &Tx) -> Result<(), StoreError> {
    match store::current_epoch(tx).await? {
        Some(epoch) => end_epoch(tx, &epoch.id).await,
        None => Ok(()),
    }
}

/// The secret that ties a filter's tags to one peer in one epoch.
fn peer_secret(node: &Node, epoch: &str, peer: NodeId) -> [u8; 32] {
    node.vault.index_key("match peer secret v1").index(&[rules::secret_context(epoch, peer).as_bytes()]).0
}

/// Of eligible selectors, those that may stand in a peer's filter: released by the gate to this recipient (R-05,
///
async fn released_to(
    tx: &Tx,
    node: &Node,
    peer: &Peer,
    eligible: Vec<Guarded<HeldSelector>>,
) -> Result<Vec<Released<HeldSelector>>, HolderError> {
    let Some(authority) = access::authorities(tx).await?.first().map(|a| a.id) else { return Ok(Vec::new()) };
    let actor = node.as_actor(authority);
    let ask = Ask::new(&actor, action::PUBLISH_FILTER, Purpose::Investigation, tx.at()).eligible(true);
    let ask = peer.assessed(ask);
    let (released, _) = node.gate.release_each(eligible, &ask, &peer.recipient(), &mut tx.log());
    Ok(released)
}

struct Work {
    keys: EpochKeys,
    mark: String,
    released: Vec<Released<HeldSelector>>,
    known: HashMap<Vec<u8>, [u8; 32]>,
}

/// Brings the filter for a peer up to date; returns its epoch and digest. Nothing is computed inside a transaction.
///
/// # Errors
/// [`HolderError`].
pub async fn refresh(node: &Arc<Node>, peer: &Peer) -> Result<(String, String), HolderError> {
    for _ in 0..2 {
        let prepared =
            node.store.run("filter: look", |tx| async move { prepare(&tx, node, peer).await }).await?;
        let work = match prepared {
            Prepared::Stands(epoch, digest) => return Ok((epoch, digest)),
            Prepared::Rotated => continue,
            Prepared::Work(work) => work,
        };
        return build(node, peer, *work).await;
    }
    Err(HolderError::CutOff)
}

enum Prepared {
    Stands(String, String),
    /// A value was taken out: a new epoch, so that who holds tokens of the old one learns nothing from its absence.
    Rotated,
    Work(Box<Work>),
}

async fn prepare(tx: &Tx, node: &Node, peer: &Peer) -> Result<Prepared, HolderError> {
    let keys = epoch_keys(tx, node, rules::view_of(peer.party())).await?;
    let mark = format!("{}/{}", casefile::eligible_mark(tx).await?, peer.assessment(tx.at()).code());
    if let Some((epoch, held, digest)) = store::own_filter_mark(tx, peer.node).await?
        && epoch == keys.epoch
        && held == mark
    {
        return Ok(Prepared::Stands(epoch, digest));
    }
    let released = released_to(tx, node, peer, casefile::eligible_on_node(tx).await?).await?;
    let known = store::tokens(tx, &keys.epoch, &keys.view_text()).await?;
    let by = casefile::Keys::of(&node.vault);
    let now: HashSet<Vec<u8>> = released.iter().map(|r| by.value(&r.value().selector)).collect();
    if known.keys().any(|old| !now.contains(old)) {
        end_epoch(tx, &keys.epoch).await?;
        return Ok(Prepared::Rotated);
    }
    Ok(Prepared::Work(Box::new(Work { keys, mark, released, known })))
}

async fn build(node: &Arc<Node>, peer: &Peer, work: Work) -> Result<(String, String), HolderError> {
    let (task, peer_node) = (Arc::clone(node), peer.node);
    let built = tokio::task::spawn_blocking(move || compute(&task, peer_node, work));
    let (filter, new, view) = built.await.map_err(|_| HolderError::CutOff)??;
    let (filter, new, view) = (&filter, &new, &view);
    node.store
        .run::<_, StoreError, _, _>("filter: keep", |tx| async move {
            // Another process may have kept the same tokens meanwhile: only those that are missing are added.
            let known = store::tokens(&tx, &filter.epoch, view).await?;
            let missing: Vec<_> = new.iter().filter(|(key, ..)| !known.contains_key(key)).cloned().collect();
            store::add_tokens(&tx, &filter.epoch, view, &missing).await?;
            store::put_own_filter(&tx, peer_node, filter).await
        })
        .await?;
    Ok((filter.epoch.clone(), filter.digest.clone()))
}

type NewTokens = Vec<(Vec<u8>, SelectorKind, [u8; 32])>;

fn compute(node: &Node, peer: NodeId, work: Work) -> Result<(OwnFilter, NewTokens, String), HolderError> {
    let Work { keys, mark, released, mut known } = work;
    let mut missing: BTreeMap<SelectorKind, BTreeMap<Vec<u8>, String>> = BTreeMap::new();
    let by = casefile::Keys::of(&node.vault);
    for selector in released.iter().map(|r| &r.value().selector) {
        let key = by.value(selector);
        if !known.contains_key(&key) {
            missing.entry(selector.kind).or_default().insert(key, selector.value.clone());
        }
    }
    let mut new = Vec::new();
    for (kind, values) in missing {
        let secret = keys.of(kind)?;
        let (ids, values): (Vec<_>, Vec<_>) = values.into_iter().unzip();
        for (ids, values) in ids.chunks(TOKENS_CHUNK).zip(values.chunks(TOKENS_CHUNK)) {
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            let tokens = blind::tokens_of(&secret, kind, &values)?;
            new.extend(ids.iter().zip(tokens).map(|(id, token)| (id.clone(), kind, token.0)));
        }
    }
    known.extend(new.iter().map(|(key, _, token)| (key.clone(), *token)));
    let secret = peer_secret(node, &keys.epoch, peer);
    let mut tags: Vec<Tag> = known.values().map(|token| blind::peer_tag(&secret, &Token(*token))).collect();
    tags.sort_unstable_by_key(|tag| tag.0);
    let filter = Filter::build(&tags, node.store.rng())?.to_bytes();
    let digest = Digest::of_bytes(&filter).to_string();
    let view = keys.view_text();
    Ok((OwnFilter { epoch: keys.epoch, mark, digest, filter }, new, view))
}

/// Hands a peer its filter: takes the sealed request, gives the sealed answer.
///
/// # Errors
/// [`HolderError`].
pub async fn give_filter(node: &Arc<Node>, from: NodeId, bytes: &[u8]) -> Result<Vec<u8>, HolderError> {
    let peer = asking_peer(node, from).await?;
    refresh(node, &peer).await?;
    let peer = &peer;
    node.store
        .run("filter: give", |tx| async move {
            envelope::open_from(node, &tx, from, bytes, "filter-request").await?;
            let own = store::own_filter(&tx, from).await?.ok_or(HolderError::CutOff)?;
            let secret = Digest(peer_secret(node, &own.epoch, from));
            let message = FilterMessage { epoch: own.epoch, digest: own.digest, secret, filter: own.filter };
            let body = to_json(&message)?;
            // What stands in the filter passed the gate one by one when it was made; this is the whole going out.
            let released =
                release(&tx, node, peer, action::PUBLISH_FILTER, "filter", Purpose::Investigation, body)
                    .await?;
            Ok(envelope::seal_now(&tx, node, peer, "filter", Purpose::Investigation, released).await?.bytes)
        })
        .await
}

/// Answers a peer's blinded question: takes the sealed question, gives the sealed evaluation. The same question
/// again gets the same bytes and is charged once.
///
/// # Errors
/// [`HolderError`]; what the peer may know of why is in the answer instead.
pub async fn answer_check(node: &Arc<Node>, from: NodeId, bytes: &[u8]) -> Result<Vec<u8>, HolderError> {
    let peer = asking_peer(node, from).await?;
    let opened = node.store.run("check: open", |tx| async move {
        let opened = envelope::open_from(node, &tx, from, bytes, "check").await?;
        let before = store::answer(&tx, opened.head.message).await?;
        Ok::<_, HolderError>((opened, before))
    });
    let (opened, before) = opened.await?;
    let digest = opened.digest.to_string();
    match before {
        Some((asked, answer)) if asked == digest => return Ok(answer),
        Some(_) => return Err(HolderError::Reused),
        None => {}
    }
    let refusal = |reason: &str| AnswerMessage {
        refused: Some(reason.into()),
        budget: u64::from(peer.terms.budget_per_day),
        ..AnswerMessage::default()
    };
    let (answer, asked) = match AskMessage::parse(&opened.body) {
        Err(bad) => (refusal(bad.0), None),
        Ok(_) if !peer.terms.may_ask => (refusal("direction"), None),
        Ok(asked) => (evaluate(node, &peer, &asked).await?, Some(asked)),
    };
    let (answer, asked, peer, opened) = (&answer, &asked, &peer, &opened);
    node.store
        .run("check: answer", |tx| {
            let digest = digest.clone();
            async move {
                let mut answer = answer.clone();
                if let Some(asked) = asked {
                    charge(&tx, peer, asked, &mut answer).await?;
                }
                log_check(&tx, node, peer, asked.as_ref(), &answer).await?;
                let body = to_json(&answer)?;
                let released =
                    release(&tx, node, peer, action::ANSWER_CHECK, "check", Purpose::Investigation, body)
                        .await?;
                let sealed =
                    envelope::seal_now(&tx, node, peer, "check-answer", Purpose::Investigation, released)
                        .await?;
                let forget = tx.at().plus_ms(-rules::ANSWER_LIFE_MS);
                store::put_answer(&tx, opened.head.message, from, &digest, &sealed.bytes, forget).await?;
                Ok(sealed.bytes)
            }
        })
        .await
}

/// Charges the budget; over it, the evaluation is thrown away and a refusal goes instead.
async fn charge(
    tx: &Tx,
    peer: &Peer,
    asked: &AskMessage,
    answer: &mut AnswerMessage,
) -> Result<(), StoreError> {
    let budget = u64::from(peer.terms.budget_per_day);
    answer.budget = budget;
    match store::charge(tx, peer.node, asked.cost(), budget).await? {
        Ok(used) => answer.used = used,
        Err(used) => {
            answer.answers.clear();
            answer.refused = Some("budget".into());
            answer.used = used;
            return Ok(());
        }
    }
    for question in &asked.questions {
        let kept = Asked {
            peer: peer.node,
            batch: question.batch.clone(),
            kind: question.kind,
            authority: asked.authority,
            blinded: question.blinded.clone(),
            purpose: asked.purpose,
            words: asked.words.clone(),
            basis: asked.basis.clone(),
        };
        store::put_asked(tx, &kept).await?;
    }
    Ok(())
}

async fn evaluate(node: &Arc<Node>, peer: &Peer, asked: &AskMessage) -> Result<AnswerMessage, HolderError> {
    let (epoch, digest) = refresh(node, peer).await?;
    let view = rules::view_of(peer.party());
    let keys = node.store.run("check: keys", |tx| async move { epoch_keys(&tx, node, view).await }).await?;
    if keys.epoch != epoch {
        return Err(HolderError::CutOff);
    }
    let passed_over = asked.passed_over.clone();
    let (asked, task) = (asked.clone(), Arc::clone(node));
    let answers = tokio::task::spawn_blocking(move || -> Result<Vec<AnsweredKind>, HolderError> {
        let mut answers = Vec::with_capacity(asked.questions.len());
        for question in &asked.questions {
            let secret = keys.of(question.kind)?;
            let batch = batch_id(&question.batch).unwrap_or_default();
            let done =
                blind::evaluate(&secret, &elements(&question.blinded), batch, task.store.rng().array())?;
            answers.push(AnsweredKind {
                kind: question.kind,
                key: secret.public(),
                evaluated: done.evaluated.concat(),
                proof: done.proof,
            });
        }
        Ok(answers)
    });
    let (refused, answers) = match answers.await.map_err(|_| HolderError::CutOff)? {
        Ok(answers) => (None, answers),
        // Elements that are no elements: the peer is told, and nothing of why.
        Err(HolderError::Blind(_)) => (Some("batch".into()), Vec::new()),
        Err(error) => return Err(error),
    };
    Ok(AnswerMessage { refused, epoch, filter: digest, answers, passed_over, used: 0, budget: 0 })
}

async fn asking_peer(node: &Node, from: NodeId) -> Result<Peer, HolderError> {
    let peer =
        node.store.run::<_, StoreError, _, _>("peer", |tx| async move { directory::peer(&tx, from).await });
    peer.await?.filter(Peer::is_trusted).ok_or(HolderError::Unknown(from))
}

/// Every check is logged at the holder too, with purpose, legal basis and padded size.
async fn log_check(
    tx: &Tx,
    node: &Node,
    peer: &Peer,
    asked: Option<&AskMessage>,
    answer: &AnswerMessage,
) -> Result<(), StoreError> {
    let outcome = answer.refused.clone().map_or(Outcome::Done, |reason| Outcome::Refused(vec![reason]));
    let note = asked.map_or_else(String::new, |a| {
        let kinds: Vec<_> =
            a.questions.iter().map(|q| format!("{} {}", q.kind, q.blinded.len() / 32)).collect();
        let over: Vec<_> = a.passed_over.iter().map(|kind| format!("; {kind} not known here")).collect();
        format!(
            "basis {}, {}{}; used {} of {}",
            a.basis,
            kinds.join(", "),
            over.concat(),
            answer.used,
            answer.budget
        )
    });
    let authority = access::authorities(tx).await?.first().map(|a| a.id);
    let mut actor = peer.actor();
    // The entry belongs to the log of the node's own authority; the name says who asked.
    actor.authority = authority.unwrap_or(actor.authority);
    tx.audit(AuditEntry {
        at: tx.at(),
        actor,
        action: action::PEER_CHECK,
        object_kind: "node",
        object: uuid::Uuid::from_bytes(node.keys.id.0),
        purpose: asked.map_or(Purpose::Investigation, |a| a.purpose),
        outcome,
        note,
    });
    Ok(())
}

/// Lets the node's own message out through the gate.
pub(crate) async fn release(
    tx: &Tx,
    node: &Node,
    peer: &Peer,
    action: &'static str,
    kind: &'static str,
    purpose: Purpose,
    body: Vec<u8>,
) -> Result<Released<Vec<u8>>, HolderError> {
    let authority = access::authorities(tx).await?.first().map(|a| a.id);
    let authority = authority.ok_or_else(|| StoreError::Corrupt("the node has no authority".into()))?;
    let actor = node.as_actor(authority);
    let ask = peer.assessed(Ask::new(&actor, action, purpose, tx.at()).eligible(true));
    let object = ObjectRef { kind, id: uuid::Uuid::from_bytes(peer.node.0) };
    let to: Recipient = peer.recipient();
    Ok(node.gate.release(Guarded::new(object, Label::own(authority), body), &ask, &to, &mut tx.log())?)
}

/// Finds the own selectors behind tags of a notice: recomputed, so that no table of tags has to be kept.
///
/// # Errors
/// [`HolderError`].
pub(crate) async fn find_tags(
    tx: &Tx,
    node: &Node,
    peer: &Peer,
    epoch: &str,
    tags: &[Tag],
) -> Result<HashMap<[u8; 32], kernel::Selector>, HolderError> {
    let keys = epoch_keys(tx, node, rules::view_of(peer.party())).await?;
    if keys.epoch != epoch {
        return Ok(HashMap::new());
    }
    let wanted: BTreeSet<[u8; 32]> = tags.iter().map(|t| t.0).collect();
    let secret = peer_secret(node, epoch, peer.node);
    let (view, mut by_key) = (keys.view_text(), HashMap::new());
    let mut after = None;
    // Part by part, and only what was asked for is kept: a node may hold a million tokens.
    loop {
        let part = store::tokens_after(tx, epoch, &view, after.as_deref(), TOKENS_CHUNK as u64).await?;
        let Some((last, _)) = part.last() else { break };
        after = Some(last.clone());
        let tagged = part.into_iter().map(|(key, token)| (key, blind::peer_tag(&secret, &Token(token)).0));
        by_key.extend(tagged.filter(|(_, tag)| wanted.contains(tag)));
    }
    let digests: Vec<Vec<u8>> = by_key.keys().cloned().collect();
    let eligible = casefile::eligible_by_key(tx, &digests).await?;
    let (by, mut found) = (casefile::Keys::of(&node.vault), HashMap::new());
    for released in released_to(tx, node, peer, eligible).await? {
        let selector = &released.value().selector;
        if let Some(tag) = by_key.get(&by.value(selector)) {
            found.insert(*tag, selector.clone());
        }
    }
    Ok(found)
}

pub(crate) fn to_json(message: &impl serde::Serialize) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(message).map_err(|e| StoreError::Corrupt(e.to_string()))
}
