//! The door at which peers hand in: what arrives while something else is being written down goes into the next
//! transaction together, so that a node that many write to at once is not slowed by one commit for each message.
//!
//! Refused: answering anybody before the transaction that holds their message is committed; letting one message
//! that cannot be taken keep those beside it out.

use crate::deliver::hand_in;
use crate::receive::{Answer, Sender, UNKNOWN_SENDER, receive_all};
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
    /// Held by whoever writes down what waits.
    turn: tokio::sync::Mutex<()>,
}

impl Door {
    /// Takes an envelope that `from` handed in, as [`hand_in`] does.
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
        tokio::spawn(async move {
            let _turn = door.turn.lock().await;
            door.write_down(&node).await;
        });
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

    /// Writes down what waits. Each arrival brings one turn; what an earlier one took leaves it with nothing to do.
    async fn write_down(&self, node: &Node) {
        let arrivals = self.next();
        if let [_, _, ..] = arrivals.as_slice() {
            let all = node.store.run::<_, StoreError, _, _>("take envelopes", |tx| {
                let arrivals = &arrivals;
                async move {
                    let mut by_sender: BTreeMap<NodeId, Vec<(usize, &[u8])>> = BTreeMap::new();
                    for (place, arrival) in arrivals.iter().enumerate() {
                        by_sender.entry(arrival.from).or_default().push((place, &arrival.bytes));
                    }
                    let mut answers = BTreeMap::new();
                    for (from, theirs) in by_sender {
                        let (places, bytes): (Vec<usize>, Vec<&[u8]>) = theirs.into_iter().unzip();
                        let taken = match Sender::of(&tx, node, from).await? {
                            Some(sender) => {
                                let took = Box::pin(receive_all(&tx, node, &sender, &bytes)).await?;
                                took.into_iter().map(|took| took.answer).collect()
                            }
                            None => vec![Answer::Unreadable(UNKNOWN_SENDER); places.len()],
                        };
                        answers.extend(places.into_iter().zip(taken));
                    }
                    // In the order in which they came.
                    Ok(answers.into_values().collect::<Vec<Answer>>())
                }
            });
            if let Ok(answers) = all.await {
                for (arrival, answer) in arrivals.into_iter().zip(answers) {
                    // Whoever hung up asks again and is answered the same.
                    let _gone = arrival.answer.send(Ok(answer));
                }
                return;
            }
            // One of them could not be taken, or the disk is full: each for itself.
        }
        for arrival in arrivals {
            let answer = hand_in(node, arrival.from, &arrival.bytes).await;
            let _gone = arrival.answer.send(answer);
        }
    }
}

impl std::fmt::Debug for Door {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Door").field("waiting", &self.lock().len()).finish_non_exhaustive()
    }
}
