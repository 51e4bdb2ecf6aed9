//! Attaches a file to a dossier: a move that names it, signed into the own chain, or, where it cannot be searched for
//! protected values and would reach another State, the question to a second person first.

use super::act::asked;
use super::of_exhibit::disclosed;
use super::scan::{Readable, blocked_in};
use super::take_in::Draft;
use super::{ATTACH, Announced, Attachment, OF_DOSSIER_MAX, State, Way, root_of};
use crate::make_move::{append, label_of_text, may_now, opened, purpose_of, trusted};
use crate::prepared::{Files, Prepared};
use crate::store_attachments as kept;
use crate::thread::for_danger;
use crate::types::{ExchangeError, Made, NewMove, Thread};
use ::store::Tx;
use access::{ActError, Asking, Node, ask_second};
use casefile::{Door, Leaving};
use data_encoding::BASE64;
use directory::Peer;
use gate::{Ask, Guarded, Recipient, action};
use kernel::id::DossierId;
use kernel::{Actor, Blocked, Handling, Label, Party};
use procedure::{ATTACHMENTS, MoveBody, Side};
use serde_json::json;
use uuid::Uuid;

/// What is said of a file that is attached.
#[derive(Clone, Debug)]
pub struct NewAttachment {
    /// What a receiver may do with it.
    pub handling: Handling,
    /// What is asked for in words.
    pub conditions: String,
    /// What it is, and what it shows.
    pub text: String,
}

/// What became of attaching.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attached {
    /// It waits for a second person; nothing of it has left.
    Waits(Uuid),
    /// A move names it.
    Offered(Uuid, Made),
}

/// Attaches a file to a dossier. After the commit the caller wakes the delivery.
///
/// # Errors
/// Why not, or the gate's refusal; the draft is the caller's to discard then.
pub async fn attach(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: DossierId,
    (draft, new): (&Draft, &NewAttachment),
) -> Result<Attached, ExchangeError> {
    let thread = opened(tx, node, actor, id).await?;
    let peer = trusted(tx, node, &thread).await?;
    if peer.is_without_node() {
        return Err(ExchangeError::AttachmentByLetter);
    }
    let to = recipient(&thread, &peer)?;
    if kept::count(tx, id, thread.dossier.authority, Way::Out).await? >= OF_DOSSIER_MAX {
        return Err(ExchangeError::TooManyAttachments);
    }
    let one = of_draft(tx, actor, &thread, (draft, new));
    may_now(&thread, &NewMove::of(ATTACH, body(&one)))?;
    let danger = thread.chain(Side::Asker).next().map_or(Ok(false), for_danger)?;
    kept::insert(tx, &node.vault, &one, danger).await?;
    if draft.readable || !reaches_another_state(&to, actor.party) {
        let made = offer(tx, node, actor, &one, draft.readable).await?;
        return Ok(Attached::Offered(one.id(), made));
    }
    // What could not go anyway is refused now, in the same words, and does not trouble a second person.
    let (guarded, ask) = judged(tx, node, actor, (&thread, &peer), (&one, false)).await?;
    if !node.gate.may_release(&guarded, &ask, &to) {
        let _never = node.gate.release(guarded, &ask, &to, &mut tx.log())?;
    }
    let label = kept::label_of(tx, &one).await?;
    match ask_second(tx, node, actor, &asked(&one, label, peer.name())).await {
        Ok(Asking::Waits(_)) => Ok(Attached::Waits(one.id())),
        Ok(Asking::Alone) => Err(ExchangeError::NotHere),
        Err(ActError::Store(error)) => Err(error.into()),
        Err(_) => Err(ExchangeError::TooManyAttachments),
    }
}

fn of_draft(tx: &Tx, actor: &Actor, thread: &Thread, (draft, new): (&Draft, &NewAttachment)) -> Attachment {
    Attachment {
        announced: Announced {
            id: draft.id,
            name: draft.name.clone(),
            media: draft.media.into(),
            bytes: draft.whole.bytes,
            sha256: draft.whole.sha256,
            root: draft.whole.root,
            rest: draft.rest.clone(),
        },
        key: draft.key.clone(),
        authority: thread.dossier.authority,
        dossier: thread.dossier.id,
        peer: thread.dossier.peer,
        way: Way::Out,
        side: thread.dossier.side,
        number: None,
        file: draft.file,
        state: State::Waits,
        handling: new.handling,
        conditions: new.conditions.trim().into(),
        text: new.text.trim().into(),
        exhibit: draft.exhibit,
        by: Some(actor.person),
        sent: 0,
        given: 0,
        attempts: 0,
        why: None,
        receipt: None,
        at: tx.at(),
    }
}

/// Whether it would reach the people of another State, by the authority asked or by somebody posted there.
fn reaches_another_state(to: &Recipient, own: Party) -> bool {
    to.party != own || to.also.parties().any(|party| party != own)
}

pub(super) fn recipient(thread: &Thread, peer: &Peer) -> Result<Recipient, ExchangeError> {
    peer.recipient_for(thread.dossier.theirs).ok_or(ExchangeError::UnknownAuthority)
}

/// What the move says: the file, and what goes with it.
fn body(one: &Attachment) -> MoveBody {
    let mut body = words(one);
    body.0.insert(ATTACHMENTS.into(), json!([one.announced]));
    body
}

/// What of it is free text. Digests and lengths are none: digits in them mean nothing.
fn words(one: &Attachment) -> MoveBody {
    MoveBody::default()
        .with("handling", one.handling.to_string())
        .with("conditions", one.conditions.as_str())
        .with("text", one.text.as_str())
}

/// A name of a file as it is read: `scan_+22790000114.jpg` names a number.
fn name_as_text(name: &str) -> String {
    format!("{name}\n{}", name.replace(['.', '_', '(', ')', '[', ']', ';', ',', '=', '~'], " "))
}

/// From whom this attachment is kept: by its name and what is said of it, by what stands in it where that can be read, by
/// its case; and by the senders it was received from before.
pub(super) async fn label(
    tx: &Tx,
    node: &Node,
    one: &Attachment,
    leaving: &Leaving<'_>,
    readable: bool,
) -> Result<Label, ExchangeError> {
    let said = words(one).with("name", name_as_text(&one.announced.name));
    let mut label = label_of_text(tx, node, &said, leaving).await?;
    if readable {
        let what =
            Readable { id: one.id(), file: one.file, key: one.key.clone(), bytes: one.announced.bytes };
        let found: Blocked = blocked_in(tx, node, &what, leaving).await?;
        let closed = Label { blocked: found, ..Label::own(label.authority) };
        label = label.join(&closed).ok_or(ExchangeError::MixedOrigin)?;
    }
    for before in kept::received_like(tx, &node.vault, one.authority, &one.announced.sha256).await? {
        let theirs = kept::label_of(tx, &before).await?;
        let theirs = Label {
            authority: label.authority,
            circle: label.circle,
            compartment: label.compartment,
            excluded: label.excluded.clone(),
            ..theirs
        };
        label = label.join(&theirs).ok_or(ExchangeError::MixedOrigin)?;
    }
    Ok(label)
}

async fn judged<'a>(
    tx: &Tx,
    node: &Node,
    actor: &'a Actor,
    (thread, peer): (&Thread, &Peer),
    (one, readable): (&Attachment, bool),
) -> Result<(Guarded<MoveBody>, Ask<'a>), ExchangeError> {
    let to = recipient(thread, peer)?;
    let leaving = Leaving::by(actor, &to, Door::Move).of(thread.dossier.case).within(thread.dossier.id);
    let label = label(tx, node, one, &leaving, readable).await?;
    let ask = peer.assessed(Ask::new(actor, action::MOVE, purpose_of(thread), tx.at()));
    Ok((Guarded::new(crate::store::object(thread.dossier.id), label, body(one)), ask))
}

/// Makes the move that names an attachment, as its own person. `readable`: what stands in it is searched.
pub(super) async fn offer(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    one: &Attachment,
    readable: bool,
) -> Result<Made, ExchangeError> {
    let mut thread = opened(tx, node, actor, one.dossier).await?;
    let peer = trusted(tx, node, &thread).await?;
    may_now(&thread, &NewMove::of(ATTACH, body(one)))?;
    let (guarded, ask) = judged(tx, node, actor, (&thread, &peer), (one, readable)).await?;
    let to = recipient(&thread, &peer)?;
    let circle = guarded.label().circle;
    let released = node.gate.release(guarded, &ask, &to, &mut tx.log())?;
    let files = Files {
        root: root_of(std::slice::from_ref(&one.announced)),
        keys: [(one.id(), BASE64.encode(&one.key.to_bytes()))].into(),
    };
    let prepared = Prepared::of_files((to, ask.purpose), released, circle, files);
    let made = append(tx, node, actor, &peer, &mut thread, ATTACH, prepared).await?;
    kept::named_by(tx, one.id(), made.number).await?;
    disclosed(tx, node, (actor, &peer, &thread), (one, made.number)).await?;
    kept::becomes(tx, (one.id(), Way::Out), &[State::Waits], State::Offered, None).await?;
    Ok(made)
}
