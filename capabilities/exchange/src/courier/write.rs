//! Writes a courier file: the own card, the receipts that are owed, the messages that wait, each read and sealed by
//! itself, so that a file of any size takes little memory and no transaction is open while it is written.

use super::{CourierFault, log, note, object, parts, permit};
use crate::PEER_ENVELOPES;
use crate::envelope::newest_key;
use crate::receive::{lead_of, release_receipt};
use crate::store_attachments;
use crate::store_courier::{self, CourierFile, Way};
use crate::store_inbox;
use access::Node;
use directory::Peer;
use futures_core::future::BoxFuture;
use gate::{Released, action};
use kernel::id::{MessageId, NodeId};
use kernel::{Actor, Outcome, Timestamp};
use seal::checkpoint::At;
use seal::courier::{CourierError, Named, RECORDS_MAX, Writer};
use store::outbox::{self, OutState};
use store::{StoreError, Tx, audit};

/// Receipts let out in one transaction.
const RECEIPTS_AT_ONCE: usize = 100;

/// Where the bytes of a file go.
pub trait Sink: Send {
    /// Takes the next bytes.
    fn put<'a>(&'a mut self, bytes: &'a [u8]) -> BoxFuture<'a, std::io::Result<()>>;
}

/// A file that was written; [`given`] notes it once its bytes are safe.
#[derive(Clone, Debug)]
pub struct Written {
    /// What is known of it.
    pub file: CourierFile,
    /// The peer's name.
    pub name: String,
    /// How long it is.
    pub bytes: u64,
    /// Whether more waits than went in.
    pub more: bool,
    /// The messages in it.
    messages: Vec<MessageId>,
    /// Attachments of which chunks are in it, and up to which chunk.
    given: Vec<(uuid::Uuid, u64)>,
}

/// What is known before the first byte is written.
struct Begun {
    peer: Peer,
    file: CourierFile,
    writer: Writer,
    first: Vec<u8>,
    card: Released<Vec<u8>>,
    owed: Vec<MessageId>,
    waiting: Vec<MessageId>,
}

/// Writes everything that waits for a peer. Nothing leaves the outbox by it.
///
/// # Errors
/// [`CourierFault`]; nothing is noted as given then.
pub async fn write(
    node: &Node,
    actor: &Actor,
    to: NodeId,
    sink: &mut dyn Sink,
) -> Result<Written, CourierFault> {
    let begun = node.store.run("begin courier file", |tx| async move { begin(&tx, node, actor, to).await });
    let Begun { peer, mut file, mut writer, first, card, owed, waiting } = begun.await?;
    let mut out = first;
    writer.card(&card, &mut out)?;
    let mut more = false;
    for some in owed.chunks(RECEIPTS_AT_ONCE) {
        let released = node.store.run("courier receipts", |tx| {
            let peer = &peer;
            async move { receipts(&tx, node, peer, some).await }
        });
        for (message, receipt) in released.await? {
            more |= !fits(writer.receipt(message, &receipt, &mut out))?;
            file.receipts = file.receipts.saturating_add(u64::from(!more));
        }
        flush(sink, &mut out).await?;
    }
    let mut messages = Vec::with_capacity(waiting.len());
    for message in waiting {
        let row = node.store.look("courier message", |tx| async move { outbox::find(&tx, message).await });
        // What was receipted meanwhile is not carried any more.
        let Some(row) = row.await?.filter(|r| r.state == OutState::Queued) else { continue };
        if !fits(writer.envelope(&row.sealed, &mut out))? {
            more = true;
            break;
        }
        messages.push(message);
        flush(sink, &mut out).await?;
    }
    flush(sink, &mut out).await?;
    let given = parts::put(node, to, &mut writer, sink).await?;
    more |= given.more;
    file.messages = messages.len() as u64;
    let bytes = seal::courier::file_bytes(writer.content());
    for part in writer.finish(more)? {
        sink.put(&part).await?;
    }
    file.whole = true;
    Ok(Written { name: peer.name().to_owned(), file, bytes, more, messages, given: given.up_to })
}

/// Notes a file whose bytes are safe: its messages were given to the courier.
///
/// # Errors
/// What the database says.
pub async fn given(node: &Node, actor: &Actor, written: &Written) -> Result<(), StoreError> {
    let noted = node.store.run("courier file written", |tx| async move {
        let file = &written.file;
        let waiting = outbox::waiting_ids(&tx, file.peer, PEER_ENVELOPES, RECORDS_MAX).await?;
        store_courier::put_file(&tx, Way::Out, file).await?;
        store_courier::give(&tx, file.peer, file.number, &written.messages, &waiting).await?;
        for (attachment, up_to) in &written.given {
            store_attachments::put_given(&tx, *attachment, *up_to).await?;
        }
        log(&tx, actor, &file.file, Outcome::Done, note("written for", file));
        Ok(())
    });
    noted.await
}

async fn begin(tx: &Tx, node: &Node, actor: &Actor, to: NodeId) -> Result<Begun, CourierFault> {
    let peer = directory::trusted(tx, to).await?;
    let before = store_courier::newest(tx, Way::Out, to, false).await?;
    let number = before.map_or(0, |file| file.number).saturating_add(1);
    let checkpoint = newest_checkpoint(tx).await?;
    let holds = peer.card.card().sequence;
    let named = Named { sender: node.keys.id, recipient: to, number, checkpoint, holds };
    let key = newest_key(&peer).map_err(|_| CourierFault::NoKey)?;
    let signs = directory::signing_keys(tx, node).await?;
    let signer = signs.for_holder_of(peer.has_own_sequence);
    let (writer, first) = Writer::start(&named, signer, &key, tx.rng())?;
    permit(tx, node, actor, (action::COURIER, actor.authority), object(&writer.file()))?;
    let (_, card) = directory::release_card(tx, node, &peer).await?;
    let file = CourierFile {
        peer: to,
        number,
        file: writer.file(),
        checkpoint,
        messages: 0,
        receipts: 0,
        whole: false,
        at: tx.at(),
        settled: None,
    };
    store_courier::put_file(tx, Way::Out, &file).await?;
    Ok(Begun {
        owed: store_courier::owed(tx, to, RECORDS_MAX).await?,
        waiting: outbox::waiting_ids(tx, to, PEER_ENVELOPES, RECORDS_MAX).await?,
        peer,
        file,
        writer,
        first,
        card,
    })
}

/// How far the own log goes, as it was sealed last.
async fn newest_checkpoint(tx: &Tx) -> Result<Option<At>, StoreError> {
    let Some((seq, _)) = audit::newest_checkpoint(tx).await? else { return Ok(None) };
    let heads = audit::head_at(tx, &[seq]).await?;
    Ok(heads.get(&seq).map(|head| At { seq, head: *head }))
}

/// The receipts of these messages, let out through the gate once more.
async fn receipts(
    tx: &Tx,
    node: &Node,
    peer: &Peer,
    messages: &[MessageId],
) -> Result<Vec<(MessageId, Released<Vec<u8>>)>, CourierFault> {
    let lead = lead_of(&access::authorities(tx).await?)?;
    let mut all = Vec::with_capacity(messages.len());
    for message in messages {
        let known = store_inbox::find(tx, peer.node, *message).await?;
        let Some(known) = known.filter(|known| !known.receipt.is_empty()) else { continue };
        all.push((*message, release_receipt(tx, node, (peer, lead), *message, known.receipt)?));
    }
    Ok(all)
}

/// Whether a record went in; a full file is no fault.
fn fits(put: Result<(), CourierError>) -> Result<bool, CourierFault> {
    match put {
        Ok(()) => Ok(true),
        Err(CourierError::Full) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

async fn flush(sink: &mut dyn Sink, out: &mut Vec<u8>) -> std::io::Result<()> {
    if !out.is_empty() {
        sink.put(out).await?;
        out.clear();
    }
    Ok(())
}

/// What waits for a peer, for the page and the desk.
#[derive(Clone, Debug)]
pub(crate) struct Waiting {
    pub(crate) peer: Peer,
    /// Messages, and receipts that are owed to it.
    pub(crate) messages: u64,
    pub(crate) receipts: u64,
    /// Since when the oldest message waits, and when the first is given up.
    pub(crate) since: Option<Timestamp>,
    pub(crate) until: Option<Timestamp>,
    /// The file written last.
    pub(crate) given: Option<CourierFile>,
}

/// What waits for each trusted peer.
pub(crate) async fn waiting(tx: &Tx) -> Result<Vec<Waiting>, StoreError> {
    let mut all = Vec::new();
    for peer in directory::peers(tx).await?.into_iter().filter(Peer::is_trusted) {
        let waits = outbox::waits(tx, peer.node).await?;
        all.push(Waiting {
            messages: waits.map_or(0, |w| w.count),
            receipts: store_courier::owed(tx, peer.node, RECORDS_MAX).await?.len() as u64,
            since: waits.map(|w| w.since),
            until: waits.map(|w| w.until),
            given: store_courier::newest(tx, Way::Out, peer.node, true).await?,
            peer,
        });
    }
    Ok(all)
}
