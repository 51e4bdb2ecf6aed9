//! One-time keys between peers: a node that has few of a peer's asks for more, and is handed a signed batch that is for
//! it alone. Each key is taken for one message; without any, messages are sealed to the weekly key of the card.

use crate::store;
use crate::store_peers;
use crate::store_prekeys;
use crate::types::{DirectoryError, Peer};
use access::Node;
use gate::{Ask, Guarded, Released, action};
use kernel::id::NodeId;
use kernel::time::{HOUR_MS, MINUTE_MS};
use kernel::{Label, Purpose};
use seal::handout::{HandoutError, read_handout, sign_handout};
use seal::identity::KemKeyId;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Where a peer asks for one-time keys.
pub const PREKEYS_PATH: &str = "/peer/v1/prekeys";
/// Largest question, in bytes.
pub const QUESTION_BYTES_MAX: usize = 1_024;
/// Most peers asked in one run.
const PEERS_A_RUN_MAX: usize = 8;
/// How soon a peer that handed some over is asked again, once there are few left.
const AGAIN_MS: i64 = MINUTE_MS;
/// How soon one is asked again that handed none over: it could not be reached, has enough out, or is of a version that
/// knows none.
const LATER_MS: i64 = HOUR_MS / 4;

/// The question for one-time keys.
#[derive(Debug, Serialize, Deserialize)]
struct Question {
    /// The last key that the peer handed over, so that what was lost on the way is handed again.
    last: Option<String>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

/// Answers a peer's question for one-time keys.
///
/// # Errors
/// [`DirectoryError::UnknownPeer`]; the gate's refusal; what the database says.
pub async fn hand_prekeys(
    node: &Node,
    from: NodeId,
    question: &[u8],
) -> Result<Released<Vec<u8>>, DirectoryError> {
    // What does not read asks as one who was handed nothing yet.
    let read = serde_json::from_slice::<Question>(question).ok();
    let last = read.and_then(|question| KemKeyId::parse(&question.last?));
    let handed = node.store.run::<_, DirectoryError, _, _>("hand out one-time keys", |tx| async move {
        let peer = store_peers::trusted(&tx, from).await?;
        let handout = store_prekeys::handout(&tx, node, from, last).await?;
        let signs = crate::signing_keys(&tx, node).await?;
        let signed = sign_handout(&handout, signs.for_holder_of(peer.has_own_sequence));
        let signed = signed.map_err(|e| ::store::StoreError::Corrupt(e.to_string()))?;
        store_peers::seen(&tx, from).await?;
        release(&tx, node, &peer, signed).await
    });
    handed.await
}

/// Lets what goes to a peer out through the gate: keys and ids of keys, nothing else.
async fn release(
    tx: &::store::Tx,
    node: &Node,
    peer: &Peer,
    bytes: Vec<u8>,
) -> Result<Released<Vec<u8>>, DirectoryError> {
    let card = store::own_card(tx, node).await?;
    let actor = node.as_actor(card.lead().id);
    let object = store_peers::object("prekeys", peer.node);
    let ask = Ask::new(&actor, action::SEND_PREKEYS, Purpose::Administration, tx.at()).on(object);
    let guarded = Guarded::new(object, Label::own(actor.authority), bytes);
    Ok(node.gate.release(guarded, &ask, &peer.recipient(), &mut tx.log())?)
}

/// Asks trusted peers of whose one-time keys few are left for more; returns how many handed some over. No transaction is
/// open while it waits.
///
/// # Errors
/// What the store says.
pub async fn ask_prekeys_due(node: &Node) -> Result<usize, DirectoryError> {
    let due = node.store.run::<_, DirectoryError, _, _>("one-time keys due", |tx| async move {
        let trusted = store_peers::peers(&tx).await?.into_iter().filter(Peer::is_trusted).collect();
        let mut due = store_prekeys::to_ask(&tx, trusted).await?;
        // Those that could not be reached come last, so that a dead peer does not keep a live one waiting.
        due.sort_by_key(|(peer, _)| peer.last_error.is_some());
        due.truncate(PEERS_A_RUN_MAX);
        let mut questions = Vec::with_capacity(due.len());
        for (peer, last) in due {
            let question = Question { last: last.map(KemKeyId::to_text), rest: Map::new() };
            let bytes =
                serde_json::to_vec(&question).map_err(|e| ::store::StoreError::Corrupt(e.to_string()))?;
            let question = release(&tx, node, &peer, bytes).await?;
            questions.push((peer, question));
        }
        Ok(questions)
    });
    let mut handed = 0;
    for (peer, question) in due.await? {
        if ask(node, &peer, &question).await? {
            handed += 1;
        }
    }
    Ok(handed)
}

async fn ask(node: &Node, peer: &Peer, question: &Released<Vec<u8>>) -> Result<bool, DirectoryError> {
    let tls = peer.card.card().tls;
    let body = question.value().clone();
    let answer = node.carrier.carry(peer.node, peer.addresses(), tls, PREKEYS_PATH, body).await;
    let signers: Vec<[u8; 32]> = peer.card.card().signing.iter().map(|k| k.0).collect();
    let handout = match answer {
        Ok(answer) => match read_handout(&answer, peer.node, node.keys.id, &signers) {
            Ok(handout) => Some(handout).filter(|handout| !handout.keys.is_empty()),
            Err(error) => {
                told(peer, &error);
                None
            }
        },
        // It is down, or of a version that hands none out; its messages go to its weekly key.
        Err(_) => None,
    };
    let wait = if handout.is_some() { AGAIN_MS } else { LATER_MS };
    let kept = node.store.run::<_, DirectoryError, _, _>("keep one-time keys", |tx| {
        let handout = &handout;
        async move {
            let next_at = tx.at().plus_ms(wait);
            Ok(store_prekeys::asked(&tx, peer.node, next_at, handout.as_ref()).await?)
        }
    });
    kept.await?;
    Ok(handout.is_some())
}

fn told(peer: &Peer, error: &HandoutError) {
    tracing::warn!(peer = %peer.node, %error, "a peer answered with one-time keys that were not taken");
}
