//! A suspended peer, lifted: what waited for it and was sealed to keys that others may have is sealed anew before it goes.
//! Refused: letting out what cannot be sealed anew; it ends unsent, and its desk can send it again.

use crate::PEER_ENVELOPES;
use crate::envelope::{self, CarriageError};
use ::store::outbox::{self, OutState};
use ::store::{StoreError, Tx};
use access::Node;
use delivery::outbox::QUEUE_PEER_MAX;
use directory::{DirectoryError, Lift};
use kernel::Actor;
use kernel::id::NodeId;

/// What a suspended peer is answered: its message waits there, and it is told nothing more.
pub(crate) const NOT_NOW: &str = "not-now";

/// What became of the messages that waited while a peer was suspended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lifted {
    /// They go now.
    pub go: usize,
    /// They could not be sealed to its new keys and ended; their desks find them there.
    pub ended: usize,
}

/// Trusts a suspended peer again ([`directory::lift`]) and lets what waits go.
///
/// # Errors
/// As [`directory::lift`].
pub async fn lift(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: NodeId,
    how: &Lift,
) -> Result<Lifted, DirectoryError> {
    let (peer, anew) = directory::lift(tx, node, actor, id, how).await?;
    let waiting = outbox::waiting_ids(tx, id, PEER_ENVELOPES, QUEUE_PEER_MAX as u64).await?;
    let mut lifted = Lifted::default();
    let mut go = Vec::with_capacity(waiting.len());
    for message in waiting {
        let goes = !anew
            || match envelope::seal_anew(tx, node, &peer, message).await {
                Ok(sealed) => sealed,
                Err(CarriageError::Store(error)) => return Err(error.into()),
                Err(error) => {
                    tracing::warn!(peer = %id, %message, %error, "what waited could not be sealed to new keys");
                    false
                }
            };
        if goes {
            go.push(message);
        } else {
            outbox::finish(tx, message, OutState::Expired, None).await?;
            lifted.ended = lifted.ended.saturating_add(1);
        }
    }
    lifted.go = go.len();
    at_once(tx, &go).await?;
    Ok(lifted)
}

async fn at_once(tx: &Tx, messages: &[kernel::id::MessageId]) -> Result<(), StoreError> {
    for some in messages.chunks(AT_ONCE) {
        outbox::put_off(tx, some, tx.at()).await?;
    }
    Ok(())
}

/// Messages named in one statement.
const AT_ONCE: usize = 500;
