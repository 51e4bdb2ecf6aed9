//! Chunks as a peer hands them in: each is opened at its place before it is written, and the answer says which one is
//! wanted next. How far a file has come is how long it is, so that a kill at any instant leaves nothing to mend; what the
//! disk really holds is looked at once more, whole, before anything is shown as complete.
//!
//! A request: `LSP1`, the attachment's id (16), the number of its first chunk (8), chunks. The answer, JSON: `next`, the
//! first chunk that is not there, and `of`, how many there are. Refused: chunks of what nobody accepted, or of what is
//! another peer's, in the words for what is not there; more than there is room for.

use super::answer::{log, say};
use super::take_in::blocking;
use super::{Attachment, State, Way};
use crate::store_attachments as kept;
use ::store::StoreError;
use ::store::files::FileFault;
use access::Node;
use directory::Peer;
use kernel::Actor;
use kernel::id::NodeId;
use seal::attachment::Became;
use seal::stream::{Opening, SEALED_CHUNK, WholeFile, begins_at, sealed_bytes, sealed_length};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// Chunks of one request.
pub(crate) const PARTS_AT_ONCE: usize = 8;
/// What a request begins with: a name and its version.
const MAGIC: &[u8; 4] = b"LSP1";
/// Name, id, number of the first chunk.
const HEAD: usize = 4 + 16 + 8;
/// Largest request, in bytes.
pub const PARTS_BYTES_MAX: usize = HEAD + PARTS_AT_ONCE * SEALED_CHUNK;

/// Chunks on their way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parts<'a> {
    pub(crate) id: Uuid,
    pub(crate) first: u64,
    pub(crate) chunks: &'a [u8],
}

impl<'a> Parts<'a> {
    /// Their bytes.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        [MAGIC.as_slice(), self.id.as_bytes(), &self.first.to_be_bytes(), self.chunks].concat()
    }

    /// Reads them; `None` if these are none.
    pub(crate) fn read(bytes: &'a [u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (id, rest) = rest.split_first_chunk::<16>()?;
        let (first, chunks) = rest.split_first_chunk::<8>()?;
        let within = bytes.len() <= PARTS_BYTES_MAX;
        within.then(|| Self { id: Uuid::from_bytes(*id), first: u64::from_be_bytes(*first), chunks })
    }
}

/// What the peer is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartsAnswer {
    /// The first chunk that is not there.
    pub next: u64,
    /// How many there are.
    pub of: u64,
}

/// Why chunks were not taken.
#[derive(Debug, thiserror::Error)]
pub enum PartsRefusal {
    /// Not chunks.
    #[error("these are no chunks")]
    Unreadable,
    /// Nothing is to come in under this id from this peer.
    #[error("there is no such attachment here")]
    NotHere,
    /// The peer is suspended or not trusted any more: nothing is taken from it now.
    #[error("nothing is taken from it now")]
    NotNow,
    /// There is no room for them.
    #[error("there is no room for it now")]
    Full,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The disk.
    #[error(transparent)]
    File(FileFault),
}

impl From<FileFault> for PartsRefusal {
    fn from(fault: FileFault) -> Self {
        if matches!(fault, FileFault::Full { .. }) { Self::Full } else { Self::File(fault) }
    }
}

impl ::store::Fault for PartsRefusal {
    fn store(&self) -> Option<&StoreError> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}

/// Takes chunks that `from` hands in.
///
/// # Errors
/// [`PartsRefusal`].
pub async fn take_parts(node: &Node, from: NodeId, bytes: &[u8]) -> Result<PartsAnswer, PartsRefusal> {
    let parts = Parts::read(bytes).ok_or(PartsRefusal::Unreadable)?;
    let found = node.store.look("attachment", |tx| {
        let id = parts.id;
        async move {
            let known = directory::counterpart(&tx, node, from).await?;
            let found = kept::find(&tx, &node.vault, id, Way::In).await?;
            Ok::<_, StoreError>((found, known.is_some_and(|peer| peer.is_trusted())))
        }
    });
    let (found, trusted) = found.await?;
    let one = found.filter(|one| one.peer == from).ok_or(PartsRefusal::NotHere)?;
    if !trusted {
        return Err(PartsRefusal::NotNow);
    }
    let of = one.chunks();
    match one.state {
        State::Accepted => {}
        State::Complete => return Ok(PartsAnswer { next: of, of }),
        _ => return Err(PartsRefusal::NotHere),
    }
    let chunks = parts.chunks.to_vec();
    let (files, first) = (Arc::clone(&node.files), parts.first);
    let next = blocking(move || {
        let Some(_alone) = files.alone(one.file) else { return here(&files, &one) };
        write(&files, &one, first, &chunks)
    });
    let next = next.await?;
    if next >= of {
        node.moving.notify_one();
    }
    Ok(PartsAnswer { next, of })
}

/// How many whole chunks are there.
fn here(files: &::store::files::Files, one: &Attachment) -> Result<u64, FileFault> {
    let length = files.length(one.file)?;
    let whole = length >= sealed_bytes(one.announced.bytes);
    Ok(if whole { one.chunks() } else { length.div_euclid(SEALED_CHUNK as u64) })
}

/// Writes what continues the file, up to the first chunk that is damaged, and says which is wanted next.
fn write(
    files: &::store::files::Files,
    one: &Attachment,
    first: u64,
    mut chunks: &[u8],
) -> Result<u64, FileFault> {
    let have = here(files, one)?;
    if have < one.chunks() {
        // Half a chunk is what a kill left.
        files.cut(one.file, begins_at(have))?;
    }
    let (mut next, mut good) = (first, Vec::with_capacity(chunks.len()));
    while let Some(length) = sealed_length(one.announced.bytes, next) {
        let Some((chunk, rest)) = chunks.split_at_checked(length).filter(|_| first <= have) else { break };
        if next >= have {
            if one.key.open(one.id().as_bytes(), one.announced.bytes, next, chunk).is_err() {
                break;
            }
            good.extend(chunk);
        }
        (chunks, next) = (rest, next.saturating_add(1));
    }
    if !good.is_empty() {
        files.write_at(one.file, begins_at(have), &good)?;
    }
    Ok(have.max(if good.is_empty() { have } else { next }))
}

/// Looks through what came in whole, and tells its sender what it is: complete, or wanted again from a chunk on, or not
/// what was announced. Returns how many were looked through.
///
/// # Errors
/// What the database says.
pub(crate) async fn finish_due(node: &Node) -> Result<usize, StoreError> {
    let coming = node
        .store
        .look("attachments coming in", |tx| async move { kept::coming_in(&tx, &node.vault).await })
        .await?;
    let mut done: usize = 0;
    for one in coming {
        let whole = sealed_bytes(one.announced.bytes);
        if node.files.length(one.file).is_ok_and(|length| length >= whole) {
            finish(node, one).await?;
            done = done.saturating_add(1);
        }
    }
    Ok(done)
}

/// What a file on the disk is: whole, or damaged from a chunk on.
enum OnDisk {
    Whole(WholeFile),
    DamagedAt(u64),
}

fn look_through(files: &::store::files::Files, one: &Attachment) -> Result<OnDisk, FileFault> {
    let mut opening = Opening::new(one.key.clone(), *one.id().as_bytes(), one.announced.bytes);
    while let Some((chunk, length)) = opening.wants() {
        let sealed = files.read_at(one.file, begins_at(chunk), length)?;
        if opening.push(&sealed).is_err() {
            files.cut(one.file, begins_at(chunk))?;
            return Ok(OnDisk::DamagedAt(chunk));
        }
    }
    files.keep(one.file)?;
    Ok(opening.finish().map_or(OnDisk::DamagedAt(0), OnDisk::Whole))
}

async fn finish(node: &Node, one: Attachment) -> Result<(), StoreError> {
    let known = node
        .store
        .look("attachment's sender", |tx| async move { directory::counterpart(&tx, node, one.peer).await });
    if !known.await?.is_some_and(|peer| peer.is_trusted()) {
        return Ok(()); // Nothing is said to it, and nothing taken from it, while nobody trusts it.
    }
    let (files, looked) = (Arc::clone(&node.files), one.clone());
    let on_disk = match blocking(move || look_through(&files, &looked)).await {
        Ok(on_disk) => on_disk,
        Err(error) => {
            tracing::error!(attachment = %one.id(), %error, "what came in could not be read again; it is tried later");
            return Ok(());
        }
    };
    let finished = node.store.run("attachment came in", |tx| {
        let (one, on_disk) = (&one, &on_disk);
        async move {
            let Some(peer) = directory::counterpart(&tx, node, one.peer).await?.filter(Peer::is_trusted)
            else {
                return Ok(());
            };
            let announced = one.announced.whole();
            let (to, became, next, whole) = match on_disk {
                OnDisk::DamagedAt(chunk) => (None, Became::Wanted, *chunk, announced),
                OnDisk::Whole(whole) if *whole == announced => {
                    (Some(State::Complete), Became::Complete, one.chunks(), *whole)
                }
                OnDisk::Whole(whole) => (Some(State::Differs), Became::Differs, one.chunks(), *whole),
            };
            if let Some(to) = to {
                let this = (one.id(), Way::In);
                if !kept::becomes(&tx, this, &[State::Accepted], to, None).await? {
                    return Ok(());
                }
                let by: Actor = peer.actor();
                log(&tx, &by, one, became.code());
            }
            say(&tx, node, &peer, one, (became, next, whole)).await?;
            Ok::<(), StoreError>(())
        }
    });
    finished.await?;
    node.wake.notify_one();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_7_chunks_read_back_and_nothing_longer_or_shorter_does() {
        let chunks = vec![9; PARTS_AT_ONCE * SEALED_CHUNK];
        let parts = Parts { id: Uuid::from_u128(3), first: 1 << 40, chunks: &chunks };
        let bytes = parts.to_bytes();
        assert_eq!(Parts::read(&bytes), Some(parts));
        assert_eq!(Parts::read(&[bytes.as_slice(), &[0]].concat()), None);
        for length in 0..HEAD {
            assert_eq!(Parts::read(&bytes[..length]), None, "{length}");
        }
        assert_eq!(Parts::read(b"LSP2................................"), None);
    }
}
