//! Chunks of accepted attachments in courier files: so many a file, those that follow in the next one. What was given is
//! noted once the file is safe; what is not receipted is given again, and a file that is lost is asked for again by name.

use super::{Became, CourierFault};
use crate::attachments::answer::say;
use crate::attachments::parts::{PARTS_AT_ONCE, Parts, PartsRefusal, take_parts};
use crate::attachments::take_in::blocking;
use crate::attachments::{Attachment, State, Way, push};
use crate::courier::Sink;
use crate::store_attachments as kept;
use ::store::StoreError;
use ::store::files::FileFault;
use access::Node;
use directory::Peer;
use kernel::id::NodeId;
use seal::attachment;
use seal::courier::{CourierError, Writer};
use seal::stream::{SEALED_CHUNK, begins_at, sealed_bytes};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// Most bytes of chunks in one file: it stays one that a stick takes, beside what else waits.
pub(super) const BYTES_MAX: u64 = 512 * 1024 * 1024;

/// What went into a file.
#[derive(Default)]
pub(super) struct Given {
    /// Up to which chunk of which attachment.
    pub(super) up_to: Vec<(Uuid, u64)>,
    /// Whether more is left for the next file.
    pub(super) more: bool,
}

/// Puts the chunks that a peer accepted into a file, as far as the gate lets each go now and the file takes them.
pub(super) async fn put(
    node: &Node,
    to: NodeId,
    writer: &mut Writer,
    sink: &mut dyn Sink,
) -> Result<Given, CourierFault> {
    let look = node.store.look("attachments for a courier", |tx| async move {
        kept::accepted_for(&tx, &node.vault, to).await
    });
    let (mut given, mut bytes) = (Given::default(), 0_u64);
    for one in look.await? {
        let one_ref = &one;
        let released = node
            .store
            .run("attachment for a courier", |tx| async move { push::released(&tx, node, one_ref).await });
        let Some((_, released)) = released.await? else { continue };
        // All was given once and no receipt came: it is given again from what the other side is known to have.
        let from = if one.given >= one.chunks() { one.sent } else { one.given.max(one.sent) };
        let mut next = from;
        while next < one.chunks() {
            let chunks = chunks(node, &one, next).await.map_err(io)?;
            let n = (chunks.len() as u64).div_ceil(SEALED_CHUNK as u64);
            let record = Parts { id: one.id(), first: next, chunks: &chunks }.to_bytes();
            bytes = bytes.saturating_add(record.len() as u64);
            let mut out = Vec::new();
            let full = bytes > BYTES_MAX
                || match writer.parts(&released, &record, &mut out) {
                    Ok(()) => false,
                    Err(CourierError::Full) => true,
                    Err(error) => return Err(error.into()),
                };
            if full {
                given.more = true;
                break;
            }
            sink.put(&out).await?;
            next = next.saturating_add(n);
        }
        if next > from {
            given.up_to.push((one.id(), next));
        }
        if given.more {
            break;
        }
    }
    Ok(given)
}

fn io(fault: FileFault) -> CourierFault {
    match fault {
        FileFault::Io(error) => error.into(),
        full @ FileFault::Full { .. } => std::io::Error::other(full.to_string()).into(),
    }
}

async fn chunks(node: &Node, one: &Attachment, first: u64) -> Result<Vec<u8>, FileFault> {
    let (files, file, at) = (Arc::clone(&node.files), one.file, begins_at(first));
    let left = sealed_bytes(one.announced.bytes).saturating_sub(at);
    let length = usize::try_from(left).unwrap_or(usize::MAX).min(PARTS_AT_ONCE.saturating_mul(SEALED_CHUNK));
    blocking(move || files.read_at(file, at, length)).await
}

/// Takes chunks that a file brought, and remembers which one is wanted next; says what became of them.
pub(super) async fn take(
    node: &Node,
    from: NodeId,
    bytes: &[u8],
    wanted: &mut BTreeMap<Uuid, u64>,
) -> Result<(Became, Option<String>), StoreError> {
    let why = match take_parts(node, from, bytes).await {
        Ok(answer) => {
            wanted.extend(Parts::read(bytes).map(|parts| (parts.id, answer.next)));
            return Ok((Became::Taken, None));
        }
        Err(PartsRefusal::Store(error)) => return Err(error),
        Err(PartsRefusal::Full) => "no-room",
        Err(PartsRefusal::File(error)) => {
            tracing::error!(%error, "chunks in a courier file were not taken");
            "no-room"
        }
        Err(PartsRefusal::NotHere | PartsRefusal::NotNow | PartsRefusal::Unreadable) => "not-available",
    };
    Ok((Became::NotTaken, Some(why.into())))
}

/// Tells the sender which chunk is wanted next of what a file brought and that is not whole yet.
pub(super) async fn ask_for_more(
    node: &Node,
    from: NodeId,
    next: &BTreeMap<Uuid, u64>,
) -> Result<(), StoreError> {
    let asked = node.store.run("attachments wanted", |tx| async move {
        let Some(peer) = directory::counterpart(&tx, node, from).await?.filter(Peer::is_trusted) else {
            return Ok(());
        };
        for (id, next) in next {
            let Some(one) = kept::find(&tx, &node.vault, *id, Way::In).await? else { continue };
            if one.state == State::Accepted && *next < one.chunks() {
                say(&tx, node, &peer, &one, (attachment::Became::Wanted, *next, one.announced.whole()))
                    .await?;
            }
        }
        Ok::<(), StoreError>(())
    });
    asked.await
}
