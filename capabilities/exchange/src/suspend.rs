//! A suspended peer, lifted: what waited for it and was sealed to keys that others may have is sealed anew before it goes.
//! Refused: letting out what cannot be sealed anew; it is given up, and its desk can send it again.

use crate::envelope::{self, CarriageError};
use ::store::outbox;
use ::store::{StoreError, Tx};
use access::Node;
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
    /// They could not be sealed to its new keys and were given up; their desks find them there.
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
    // What stands behind something that the peer did not take, too: it goes later, and to no key of before.
    let waiting = outbox::queued_for(tx, id).await?;
    let (mut go, mut ended) = (Vec::with_capacity(waiting.len()), Vec::new());
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
        if goes { go.push(message) } else { ended.push(message) }
    }
    outbox::give_up(tx, &ended).await?;
    at_once(tx, &go).await?;
    Ok(Lifted { go: go.len(), ended: ended.len() })
}

async fn at_once(tx: &Tx, messages: &[kernel::id::MessageId]) -> Result<(), StoreError> {
    for some in messages.chunks(AT_ONCE) {
        outbox::put_off(tx, some, tx.at()).await?;
    }
    Ok(())
}

/// Messages named in one statement.
const AT_ONCE: usize = 500;
