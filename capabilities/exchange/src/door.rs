//! The door at which peers hand in: what arrives while something else is being written down goes into the next
//! transaction together, so that a node that many write to at once is not slowed by one commit for each message. It is
//! opened meanwhile, so that a processor that has nothing to write works ahead.
//!
//! Refused: answering anybody before the transaction that holds their message is committed; letting one message
//! that cannot be taken keep those beside it out.

use crate::open::{Sender, Unsealed, open_ahead};
use crate::receive::{Answer, Handed, UNKNOWN_SENDER, receive_all};
use access::Node;
use axum::body::Bytes;
use kernel::id::NodeId;
use kernel::limit::ENVELOPE_BYTES_MAX;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::StoreError;
use tokio::sync::oneshot;

/// Most messages in one transaction.
const TOGETHER_MAX: usize = 32;

/// An envelope that waits for its transaction, and who waits for the answer.
struct Arrival {
    from: NodeId,
    bytes: Bytes,
    answer: oneshot::Sender<Result<Answer, StoreError>>,
}

/// Where what peers hand in waits its turn.
#[derive(Default)]
pub struct Door {
    waiting: Mutex<Vec<Arrival>>,
    /// Held by whoever opens what goes into the next transaction.
    next: tokio::sync::Mutex<()>,
    /// Held by whoever writes down what was opened.
    turn: tokio::sync::Mutex<()>,
}

impl Door {
    /// Takes an envelope that `from` handed in, as [`hand_in`](crate::hand_in) does.
    ///
    /// # Errors
    /// What the database says; nothing was taken then.
    pub async fn take(
        self: &Arc<Self>,
        node: &Arc<Node>,
        from: NodeId,
        bytes: Bytes,
    ) -> Result<Answer, StoreError> {
        let (answer, mut answered) = oneshot::channel();
        self.lock().push(Arrival { from, bytes, answer });
        // On its own, so that a peer that hangs up does not undo what others handed in.
        let (door, node) = (Arc::clone(self), Arc::clone(node));
        tokio::spawn(async move { door.take_next(&node).await });
        let gone = |_| StoreError::Corrupt("an envelope was dropped at the door".into());
        (&mut answered).await.map_err(gone)?
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Arrival>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What goes into one transaction: as many as there may be, and no more bytes than one envelope may have.
    fn next(&self) -> Vec<Arrival> {
        let mut waiting = self.lock();
        let mut bytes = 0_usize;
        let fits = waiting.iter().take(TOGETHER_MAX).take_while(|arrival| {
            bytes = bytes.saturating_add(arrival.bytes.len());
            bytes <= ENVELOPE_BYTES_MAX
        });
        let most = fits.count().max(1).min(waiting.len());
        waiting.drain(..most).collect()
    }

    /// Takes what waits. Each arrival comes here once; what an earlier one took leaves it with nothing to do.
    async fn take_next(&self, node: &Arc<Node>) {
        let next = self.next.lock().await;
        let arrivals = self.next();
        if arrivals.is_empty() {
            return;
        }
        let all: Vec<(NodeId, Bytes)> = arrivals.iter().map(|one| (one.from, one.bytes.clone())).collect();
        // One batch is opened while another is written down, and they are written down in the order in which they came.
        let (ahead, _turn) = match self.turn.try_lock() {
            // For one alone that need not wait there is nothing to be gained.
            Ok(turn) if all.len() == 1 => (vec![None], turn),
            free => {
                drop(free);
                (open_ahead(node, &all).await, self.turn.lock().await)
            }
        };
        drop(next);
        let together = if all.len() > 1 { write_down(node, &all, &ahead).await.ok() } else { None };
        if let Some(answers) = together {
            let answered = arrivals.into_iter().zip(answers);
            return answered.for_each(|(arrival, answer)| arrival.tell(Ok(answer)));
        }
        // It is alone, or one of them could not be taken, or the disk is full: each for itself.
        for ((arrival, one), ahead) in arrivals.into_iter().zip(all.chunks(1)).zip(ahead.chunks(1)) {
            let answers = write_down(node, one, ahead).await;
            let none = || StoreError::Corrupt("an envelope without an answer".into());
            arrival.tell(answers.and_then(|mut answers| answers.pop().ok_or_else(none)));
        }
    }
}

impl Arrival {
    fn tell(self, answer: Result<Answer, StoreError>) {
        // Whoever hung up asks again and is answered the same.
        let _gone = self.answer.send(answer);
    }
}

/// Takes envelopes in one transaction; the answer to each, in the order in which they came.
async fn write_down(
    node: &Node,
    all: &[(NodeId, Bytes)],
    ahead: &[Option<Unsealed>],
) -> Result<Vec<Answer>, StoreError> {
    let taken = node.store.run("take envelopes", |tx| async move {
        let mut by_sender: BTreeMap<NodeId, Vec<(usize, Handed<'_>)>> = BTreeMap::new();
        for (place, ((from, bytes), ahead)) in all.iter().zip(ahead).enumerate() {
            let handed = Handed { bytes, ahead: ahead.as_ref() };
            by_sender.entry(*from).or_default().push((place, handed));
        }
        let mut answers = BTreeMap::new();
        for (from, theirs) in by_sender {
            let (places, handed): (Vec<usize>, Vec<Handed<'_>>) = theirs.into_iter().unzip();
            let taken = match Sender::of(&tx, node, from).await? {
                Some(sender) => {
                    let took = Box::pin(receive_all(&tx, node, &sender, &handed)).await?;
                    took.into_iter().map(|took| took.answer).collect()
                }
                None => vec![Answer::Unreadable(UNKNOWN_SENDER); places.len()],
            };
            answers.extend(places.into_iter().zip(taken));
        }
        Ok(answers.into_values().collect())
    });
    taken.await
}

/// Opens an envelope, and writes it down after `meanwhile`; the answer.
///
/// # Panics
/// When it does not open, or the database fails.
#[cfg(feature = "testing")]
#[expect(clippy::expect_used, reason = "test support")]
pub async fn opened_before(
    node: &Arc<Node>,
    from: NodeId,
    bytes: Vec<u8>,
    meanwhile: impl Future<Output = ()>,
) -> Answer {
    let all = [(from, Bytes::from(bytes))];
    let ahead = open_ahead(node, &all).await;
    assert!(ahead.iter().all(Option::is_some), "it opens");
    meanwhile.await;
    write_down(node, &all, &ahead).await.expect("the database").pop().expect("an answer")
}

impl std::fmt::Debug for Door {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Door").field("waiting", &self.lock().len()).finish_non_exhaustive()
    }
}
