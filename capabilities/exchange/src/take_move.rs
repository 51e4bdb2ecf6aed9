//! Takes a move of the other side: checked without the database first, then against the dossier and its chain.
//!
//! A move whose predecessor is not here is not taken and not receipted, so that its sender sends it again; a number used
//! twice, or a chain that does not continue, makes the dossier stand still by name, and both moves are kept as the evidence. A move between two authorities of
//! this node is taken like any other, into the copy of the side that did not make it. Refused: a move for a dossier of
//! another node, of the other side's chain, for an authority that is not here.

use crate::attachments;
use crate::envelope::signers;
use crate::open::Sender;
use crate::recall_apply;
use crate::store;
use crate::store_forks;
use crate::store_inbox;
use crate::thread::{self, After};
use crate::types::{Dossier, StoredMove, Thread, WaitsFor};
use crate::wire_move::{ReadMove, read_move};
use ::store::{StoreError, Tx};
use access::{Dated, InboundRefusal, Node, OwnAuthority};
use directory::Peer;
use kernel::Digest;
use kernel::id::{AuthorityId, MessageId};
use procedure::kind::KIND_BYTES_MAX;
use procedure::{Kind, MoveHeader, Side};
use seal::envelope::Opened;
use seal::vault::DataKey;

/// The place in an opening header's additional fields for the authority that asks.
pub(crate) const FROM: &str = "from_authority";
/// The place for the authority that is asked.
pub(crate) const TO: &str = "to_authority";

/// The code of a move whose predecessor is not here.
pub(crate) const NOT_YET: &str = "waits-for-earlier";

type Refusal = InboundRefusal;

/// Takes the move in an envelope; returns the head of the peer's chain as this node has it now. When its dossier ends from
/// now on goes to `ends`, for the caller to write down. Without `is_here` the dossier is not here yet.
///
/// # Errors
/// Why it was not simply taken.
pub(crate) async fn take(
    tx: &Tx,
    node: &Node,
    sender: &Sender,
    (opened, read, is_here): (&Opened, &ReadMove, bool),
    ends: &mut Vec<Dated>,
) -> Result<Option<Digest>, Refusal> {
    let (peer, own) = (&sender.peer, sender.own.as_slice());
    if Some(read.header.dossier) != opened.head.dossier
        || opened.head.sequence != u64::from(read.header.number)
    {
        return Err(Refusal::Rejected("head-differs"));
    }
    if peer.has_revoked(&read.signer) {
        return Err(Refusal::Quarantined("key-revoked"));
    }
    if !signers(peer).contains(&read.signer) {
        return Err(Refusal::Quarantined("key-not-current"));
    }
    let id = read.header.dossier;
    let message = opened.head.message;
    let copies = if is_here { store::copies(tx, id).await? } else { Vec::new() };
    let (mut thread, key, is_written) = match own_copy(node, peer, &read.header, &copies)? {
        Some(own) => {
            let key = store::key(tx, &node.vault, &own).await?;
            (thread::load(tx, node, own).await.map_err(broken)?, key, true)
        }
        None if read.header.number == 1 && read.header.side == Side::Asker => {
            (open(tx, node, (peer, own), read, &copies)?, Some(DataKey::generate(tx.rng())), false)
        }
        None => return Err(Refusal::NotYet(NOT_YET)),
    };
    let before = thread.chain(thread.dossier.side.other()).count() as u64;
    let at = (node, peer, key.as_ref());
    match continue_chain(tx, at, &mut thread, read, message).await? {
        Continued::Known => {}
        Continued::Added => {
            if sender.has_pending {
                take_waiting(tx, at, &mut thread).await?;
            }
            let state = thread::view(tx, &mut thread, After::Theirs(before))?;
            // A dossier that begins is written down once, with what its opening says.
            match key.as_ref().filter(|_| !is_written) {
                Some(key) => store::insert(tx, &node.vault, &thread.dossier, key).await?,
                None => store::put_view(tx, &thread.dossier).await?,
            }
            crate::consent::refresh(tx, &thread, &state).await?;
            ends.push(crate::store_erase::end(&thread.dossier));
            recall_apply::react(tx, node, peer, &mut thread, before).await.map_err(broken)?;
        }
    }
    Ok(thread.head(read.header.side))
}

/// The copy that a move of the other side continues, which is that of the side which did not make it. `None` if it is
/// not here yet: no copy is, or only the asker's own where both authorities are on this node.
fn own_copy(
    node: &Node,
    peer: &Peer,
    header: &MoveHeader,
    copies: &[Dossier],
) -> Result<Option<Dossier>, Refusal> {
    if copies.iter().any(|d| d.peer != peer.node) {
        return Err(Refusal::Rejected("not-available"));
    }
    match copies.iter().find(|d| d.side == header.side.other()) {
        Some(own) => Ok(Some(own.clone())),
        None if copies.is_empty() || peer.node == node.keys.id => Ok(None),
        None => Err(Refusal::Rejected("other-side")),
    }
}

enum Continued {
    /// It stands at the end of its chain now.
    Added,
    /// It stood there already, from another message.
    Known,
}

/// Where a move is taken, from whom, and the key of the bodies of its dossier; `None` once they are erased.
type At<'a> = (&'a Node, &'a Peer, Option<&'a DataKey>);

/// Adds a move to the chain it belongs to, if it continues it.
async fn continue_chain(
    tx: &Tx,
    (node, peer, key): At<'_>,
    thread: &mut Thread,
    read: &ReadMove,
    message: MessageId,
) -> Result<Continued, Refusal> {
    let (dossier, header) = (&thread.dossier, &read.header);
    if dossier.peer != peer.node {
        return Err(Refusal::Rejected("not-available"));
    }
    if header.side == dossier.side {
        return Err(Refusal::Rejected("other-side"));
    }
    if header.kind != dossier.kind {
        return Err(Refusal::Rejected("other-kind"));
    }
    let number = u64::from(header.number);
    let stored = stored(tx, read, message);
    if let Some(known) = thread.find(header.side, number) {
        if known.digest == read.digest {
            return Ok(Continued::Known);
        }
        return Err(freeze(tx, thread, &stored, "number-used-twice").await?);
    }
    if dossier.frozen.is_some() {
        return Err(Refusal::Quarantined("dossier-frozen"));
    }
    let length = thread.chain(header.side).count() as u64;
    if number > length.saturating_add(1) {
        return Err(Refusal::NotYet(NOT_YET));
    }
    if header.prev != thread.head(header.side) {
        return Err(freeze(tx, thread, &stored, "chain-broken").await?);
    }
    store::insert_move(tx, dossier.authority, key, &stored).await?;
    crate::store_erase::limit(tx, dossier.authority, &stored).await?;
    attachments::save::offered(tx, node, dossier, &stored, &read.keys).await?;
    if header.seen.is_some_and(|seen| !thread.chain(dossier.side).any(|m| m.digest == seen)) {
        // The other side has seen a move that is not here: this node was restored from an older state.
        thread.dossier.frozen = Some("seen-unknown".into());
    }
    thread.moves.push(stored);
    thread.moves.sort_by_key(|m| (m.side, m.number));
    Ok(Continued::Added)
}

/// A dossier that another authority asks to open, not written down yet. Where that authority is on this node too, its own copy stands
/// among `copies` and says the same.
fn open(
    tx: &Tx,
    node: &Node,
    (peer, own): (&Peer, &[OwnAuthority]),
    read: &ReadMove,
    copies: &[Dossier],
) -> Result<Thread, Refusal> {
    if !peer.terms.may_ask {
        return Err(Refusal::Rejected("not-agreed"));
    }
    let header = &read.header;
    let authority = |name: &str| header.rest.get(name).and_then(|v| v.as_str()).and_then(AuthorityId::parse);
    let (from, to) = authority(FROM).zip(authority(TO)).ok_or(Refusal::Rejected("authority-missing"))?;
    let asking = peer.card.authority(from).ok_or(Refusal::Rejected("authority-not-in-card"))?;
    if peer.node == node.keys.id && !copies.iter().any(|d| (d.authority, d.theirs) == (from, to)) {
        return Err(Refusal::Rejected("not-available"));
    }
    let own = own.iter().find(|a| a.id == to).ok_or(Refusal::Rejected("authority-not-here"))?;
    let file = read.kind_file.clone().ok_or(Refusal::Rejected("kind-missing"))?;
    let kind = match procedure::shipped::read(&file) {
        Ok(kind) => kind,
        Err(_) if file.len() > KIND_BYTES_MAX => return Err(Refusal::Quarantined("kind-unreadable")),
        // What a newer program defines is kept and shown as it is.
        Err(_) => Kind::unknown(&header.kind),
    };
    if (kind.id.as_str(), kind.version, kind.digest)
        != (&header.kind.id, header.kind.version, header.kind.digest)
    {
        return Err(Refusal::Rejected("kind-differs"));
    }
    let functions: Vec<&str> = own.functions.iter().map(|f| f.code()).collect();
    let designated =
        kind.may_take_side(Side::Asker, &asking.functions) && kind.may_take_side(Side::Answerer, &functions);
    if !designated {
        return Err(Refusal::Quarantined("designation"));
    }
    let hit = read_hit(read);
    let dossier = Dossier {
        id: header.dossier,
        kind: header.kind.clone(),
        kind_file: file.into_bytes(),
        side: Side::Answerer,
        peer: peer.node,
        authority: to,
        theirs: from,
        case: None,
        hit,
        state: String::new(),
        waits_for: WaitsFor::Us,
        urgent: false,
        due: None,
        frozen: None,
        opened_at: tx.at(),
        changed_at: tx.at(),
        news_at: None,
    };
    Ok(Thread { dossier, kind, moves: Vec::new() })
}

fn read_hit(read: &ReadMove) -> Option<String> {
    let body = procedure::MoveBody::parse(&read.body)?;
    let hit = body.text("hit");
    (!hit.is_empty() && hit.chars().count() <= crate::types::HIT_CHARS_MAX).then(|| hit.to_owned())
}

/// Takes the moves that waited for the end of the chain as it is now. Programs before this one signed for a move that came
/// before its predecessor and kept it until that came; what they kept stands there for as long as it takes.
async fn take_waiting(tx: &Tx, at: At<'_>, thread: &mut Thread) -> Result<(), Refusal> {
    let (node, peer, _) = at;
    let side = thread.dossier.side.other();
    loop {
        let next = i64::try_from(thread.chain(side).count()).unwrap_or(i64::MAX).saturating_add(1);
        let place = (side, next);
        let waiting = store_inbox::take_pending(tx, peer.node, thread.dossier.id, place).await?;
        if waiting.is_empty() {
            return Ok(());
        }
        for one in waiting {
            let sealed =
                |_| StoreError::Sealed(format!("waiting move {} of {}", one.number, thread.dossier.id));
            let body =
                node.vault.unwrap("pending-move", one.message.0.as_bytes(), &one.sealed).map_err(sealed)?;
            let Ok(read) = read_move(&body) else { continue };
            match continue_chain(tx, at, thread, &read, one.message).await {
                // Its message was receipted when it came; that it made the dossier stand still is kept by name.
                Ok(_) | Err(Refusal::Quarantined(_) | Refusal::Rejected(_) | Refusal::NotYet(_)) => {}
                Err(Refusal::Store(error)) => return Err(Refusal::Store(error)),
            }
        }
    }
}

/// Makes the dossier stand still by name, with the evidence.
async fn freeze(
    tx: &Tx,
    thread: &mut Thread,
    second: &StoredMove,
    why: &'static str,
) -> Result<Refusal, StoreError> {
    store_forks::keep_fork(tx, thread.dossier.authority, second).await?;
    if thread.dossier.frozen.is_none() {
        thread.dossier.frozen = Some(why.into());
    }
    thread.dossier.changed_at = tx.at();
    store::put_view(tx, &thread.dossier).await?;
    crate::store_erase::date(tx, &thread.dossier).await?;
    Ok(Refusal::Quarantined(why))
}

fn stored(tx: &Tx, read: &ReadMove, message: MessageId) -> StoredMove {
    StoredMove {
        dossier: read.header.dossier,
        side: read.header.side,
        number: u64::from(read.header.number),
        header: read.header_bytes.clone(),
        digest: read.digest,
        signature: read.signature.clone(),
        signer: read.signer,
        salt: Some(read.salt),
        body: Some(read.body.clone()),
        at: tx.at(),
        person: None,
        message,
    }
}

fn broken(error: crate::types::ExchangeError) -> Refusal {
    match error {
        crate::types::ExchangeError::Store(error) => Refusal::Store(error),
        other => Refusal::Store(StoreError::Corrupt(other.to_string())),
    }
}
