//! What other nodes send: their publications, what their States hand to a secretariat here, and the receipts for what was
//! handed to theirs.
//!
//! Refused: what is for an authority that the sender's card does not name, a session, statement, call or list of topics
//! by one that is no secretariat there, an older edition in the place of a newer one, a file that is not the one its digest names, an
//! answer after the deadline, the same thing twice. What is taken back before it came is kept as taken back, since lines
//! turn the order of messages. A kind that a newer program publishes is kept as it is.

use crate::public::{Content, HAND_IN_VERSION, HandIn, Handed};
use crate::send::{HAND_IN_KIND, HANDED_IN_KIND, PUBLICATION_KIND};
use crate::store_given;
use crate::store_handed;
use crate::store_public::{self, Publication, Received};
use crate::store_topics;
use crate::take_back;
use crate::types::{
    Call, ConferenceError, LINE_CHARS_MAX, STATEMENT_BYTES_MAX, Submission, TEXT_CHARS_MAX,
    TEXT_PUBLICATION_BYTES_MAX,
};
use ::store::{StoreError, Tx};
use access::{Inbound, InboundRefusal, Node};
use directory::{CardAuthority, Peer};
use exchange::envelope::{self, About, CarriageError};
use futures_core::future::BoxFuture;
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::AuthorityId;
use kernel::{Actor, ActorKind, Digest, Function, Label, Purpose, Timestamp};
use seal::envelope::EnvelopeHead;
use seal::publication::{HandedIn, VERSION, open_handed_in, open_publication, sign_handed_in};
use std::sync::Arc;
use uuid::Uuid;

/// What the room does with envelopes.
#[must_use]
pub fn inbound() -> Vec<Arc<dyn Inbound>> {
    vec![Arc::new(TakePublication), Arc::new(TakeHandIn), Arc::new(TakeReceipt)]
}

async fn peer_of(tx: &Tx, from: &Actor) -> Result<Peer, InboundRefusal> {
    let ActorKind::Peer(id) = from.kind else { return Err(InboundRefusal::Rejected("not-a-peer")) };
    directory::peer(tx, id).await?.filter(Peer::is_trusted).ok_or(InboundRefusal::Quarantined("not-trusted"))
}

/// The authority of that node with this id, as its card names it.
fn named(peer: &Peer, id: AuthorityId) -> Result<&CardAuthority, InboundRefusal> {
    peer.card.authority(id).ok_or(InboundRefusal::Rejected("authority"))
}

/// Somebody publishes something, corrects it, or takes it back.
struct TakePublication;

impl Inbound for TakePublication {
    fn kind(&self) -> &'static str {
        PUBLICATION_KIND
    }

    fn take<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        from: &'a Actor,
        _: &'a EnvelopeHead,
        body: &'a [u8],
    ) -> BoxFuture<'a, Result<(), InboundRefusal>> {
        Box::pin(async move {
            let peer = peer_of(tx, from).await?;
            let says = open_publication(body, peer.node, &envelope::signers(&peer))
                .map_err(|_| InboundRefusal::Rejected("publication"))?;
            let by = named(&peer, says.authority)?;
            let before = store_public::received_under(tx, peer.node, says.reference).await?;
            let number = i64::try_from(says.number).map_err(|_| InboundRefusal::Rejected("publication"))?;
            match &before {
                Some(before) if before.authority != says.authority => {
                    return Err(InboundRefusal::Rejected("authority"));
                }
                // An edition that came late, or twice.
                Some(before) if before.number >= number => return Ok(()),
                _ => {}
            }
            let read = Read::of(&says, by, body.len())?;
            let new = Received {
                id: Uuid::nil(),
                peer: peer.node,
                reference: says.reference,
                number,
                kind: before
                    .as_ref()
                    .filter(|_| says.content.is_none())
                    .map_or(read.kind, |b| b.kind.clone()),
                authority: says.authority,
                name: by.name.clone(),
                party: by.party,
                subject: before.filter(|_| says.content.is_none()).map_or(read.subject, |b| b.subject),
                title: read.title,
                at: says.at,
                taken_back: says.content.is_none(),
            };
            match store_public::keep_received(tx, &new, body).await? {
                true => Ok(()),
                false => Err(InboundRefusal::Rejected("full")),
            }
        })
    }
}

/// What of a publication it is found by.
#[derive(Default)]
struct Read {
    kind: String,
    subject: String,
    title: String,
}

impl Read {
    fn of(
        says: &seal::publication::Publication,
        by: &CardAuthority,
        bytes: usize,
    ) -> Result<Self, InboundRefusal> {
        let Some(value) = &says.content else { return Ok(Self::default()) };
        let code = value.get("kind").and_then(serde_json::Value::as_str).unwrap_or_default();
        let small = code != "statement" && bytes > TEXT_PUBLICATION_BYTES_MAX;
        if code.len() > KIND_BYTES_MAX || small {
            return Err(InboundRefusal::Rejected("too-large"));
        }
        let serves = by.known_functions().contains(&Function::Secretariat);
        if ["session", "statement", "call", "topics"].contains(&code) && !serves {
            return Err(InboundRefusal::Rejected("not-a-secretariat"));
        }
        let mut kind = code;
        let (subject, title) = match serde_json::from_value(value.clone()) {
            Ok(Content::FollowUp { of, .. }) => (of.key(), of.name()),
            Ok(Content::Session(one)) => (one.from.clone(), format!("{} {}", one.body, one.title)),
            Ok(Content::Call(one)) => (String::new(), one.title),
            Ok(Content::Topics(_)) => (String::new(), String::new()),
            Ok(Content::Statement(one)) => {
                let gone = one.withdrawn.is_some() && one.bytes.is_empty();
                let there = one.file().is_some_and(|file| file.len() <= STATEMENT_BYTES_MAX);
                if !there && !gone {
                    return Err(InboundRefusal::Rejected("digest"));
                }
                if gone {
                    kind = store_public::WITHDRAWN;
                }
                (one.session.to_string(), one.submitter)
            }
            // Of a newer program: kept, and shown as it is.
            Err(_) => return Ok(Self { kind: UNKNOWN.into(), title: code.into(), subject: String::new() }),
        };
        let kind = kind.to_owned();
        Ok(Self { kind, subject: short(subject), title: short(title.trim().to_owned()) })
    }
}

/// Longest code of a kind.
const KIND_BYTES_MAX: usize = 64;
/// The kind of what this program does not know.
pub(crate) const UNKNOWN: &str = "unknown";

fn short(text: String) -> String {
    if text.chars().count() <= LINE_CHARS_MAX { text } else { text.chars().take(LINE_CHARS_MAX).collect() }
}

/// A State of another node hands something to a secretariat here.
struct TakeHandIn;

impl Inbound for TakeHandIn {
    fn kind(&self) -> &'static str {
        HAND_IN_KIND
    }

    fn take<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        from: &'a Actor,
        _: &'a EnvelopeHead,
        body: &'a [u8],
    ) -> BoxFuture<'a, Result<(), InboundRefusal>> {
        Box::pin(async move {
            let peer = peer_of(tx, from).await?;
            let handed = read(body).ok_or(InboundRefusal::Rejected("hand-in"))?;
            let by = named(&peer, handed.authority)?;
            // Nothing is taken that cannot be signed for.
            if peer.card.card().kem.is_empty() {
                return Err(InboundRefusal::Rejected("no-key"));
            }
            // The same word for what is not there and for what was taken back. What was handed in before that is
            // still its State's to take back.
            let takes_back = matches!(handed.says, Handed::TakeBack { .. });
            let to = store_public::by_reference(tx, handed.to).await?;
            let to = to.filter(|one| one.content.is_some() || takes_back);
            let to = to.ok_or(InboundRefusal::Rejected("not-published"))?;
            let bytes = handed.says.bytes().ok_or(InboundRefusal::Rejected("hand-in"))?;
            if !store_handed::take_once(tx, peer.node, handed.reference).await? {
                return Err(InboundRefusal::Rejected("handed-before"));
            }
            let authority = store_handed::guest(tx, peer.node, (by.id, &by.name, by.party)).await?;
            let guest = Actor { authority, party: by.party, name: by.name.clone(), ..from.clone() };
            let (receipt, made) = make(node, tx, (&peer, &guest), &to, (&handed.says, &bytes)).await?;
            if let Some(made) = made {
                store_handed::took(tx, peer.node, handed.reference, made).await?;
            }
            let signed = HandedIn {
                version: VERSION,
                node: node.keys.id,
                to: peer.node,
                reference: handed.reference,
                receipt,
                digest: Digest::of_bytes(&bytes),
                at: tx.at(),
                rest: serde_json::Map::new(),
            };
            send_receipt(node, tx, &peer, to.authority, &signed).await
        })
    }
}

/// What is made of something that is handed in: the number of its receipt, and which thing here it became, if that can be
/// taken back.
async fn make(
    node: &Node,
    tx: &Tx,
    (peer, guest): (&Peer, &Actor),
    to: &Publication,
    (says, bytes): (&Handed, &[u8]),
) -> Result<(String, Option<(&'static str, Uuid)>), InboundRefusal> {
    let number = |of: &str| store_given::receipt_number(tx, of);
    Ok(match (says, to.kind) {
        (Handed::Statement { .. }, "session") => {
            let new = submission(says, to.subject, guest)?;
            let taken = store_given::submit(tx, &node.vault, guest, &new, bytes).await;
            let taken = taken.map_err(refusal)?;
            (taken.receipt, Some(("statement", taken.id)))
        }
        (Handed::Answer { says }, "call") => {
            answers(node, tx, guest, to, says).await?;
            (number("AN"), None)
        }
        (Handed::Topic { title, reason }, "topic") => {
            fits(title, LINE_CHARS_MAX, true)?;
            fits(reason, TEXT_CHARS_MAX, true)?;
            let id = store_given::propose(tx, guest, title.trim(), reason.trim()).await.map_err(refusal)?;
            store_topics::mark(tx, id, Some(to.authority)).await?;
            (number("TP"), Some(("topic", id)))
        }
        (Handed::Support { topic, note }, "topic") => {
            fits(note, LINE_CHARS_MAX, false)?;
            // The same word for a topic that never was and for one that was taken back.
            let id = store_topics::marked(tx, *topic, to.authority).await?;
            let id = id.ok_or(InboundRefusal::Rejected("not-published"))?;
            store_given::support(tx, guest, id, note.trim()).await.map_err(refusal)?;
            (number("SU"), Some(("support", id)))
        }
        (Handed::TakeBack { of }, _) => {
            takes_back(node, tx, (peer, guest), *of).await?;
            (number("TB"), None)
        }
        _ => return Err(InboundRefusal::Rejected("hand-in")),
    })
}

/// What a State handed in is taken back by it and by nobody else.
async fn takes_back(
    node: &Node,
    tx: &Tx,
    (peer, guest): (&Peer, &Actor),
    of: Uuid,
) -> Result<(), InboundRefusal> {
    let made = store_handed::taken_as(tx, peer.node, of).await?;
    let made = made.as_ref().map(|(what, id)| (what.as_str(), *id));
    let by = guest.authority;
    let done = match made {
        Some(("statement", id)) => take_back::statement(tx, node, id, by).await.map_err(refusal)?,
        Some(("topic", id)) => take_back::topic(tx, node, id, by).await.map_err(refusal)?,
        Some(("support", id)) => take_back::support(tx, node, id, by).await.map_err(refusal)?,
        _ => false,
    };
    if done { Ok(()) } else { Err(InboundRefusal::Rejected("not-handed-in")) }
}

/// A text of somebody else that is no longer than it may be, and not empty where it is `needed`.
fn fits(text: &str, most: usize, needed: bool) -> Result<(), InboundRefusal> {
    match text.chars().count() <= most && !(needed && text.trim().is_empty()) {
        true => Ok(()),
        false => Err(InboundRefusal::Rejected("hand-in")),
    }
}

fn read(body: &[u8]) -> Option<HandIn> {
    let within = body.len() <= seal::publication::PUBLICATION_BYTES_MAX;
    let handed: HandIn = within.then(|| serde_json::from_slice(body).ok()).flatten()?;
    (handed.version == HAND_IN_VERSION).then_some(handed)
}

fn refusal(error: ConferenceError) -> InboundRefusal {
    match error {
        ConferenceError::Store(error) => InboundRefusal::Store(error),
        ConferenceError::Closed => InboundRefusal::Rejected("closed"),
        ConferenceError::Full => InboundRefusal::Rejected("full"),
        _ => InboundRefusal::Rejected("hand-in"),
    }
}

fn submission(says: &Handed, session: Uuid, guest: &Actor) -> Result<Submission, InboundRefusal> {
    let Handed::Statement { submitter, item, language, file, bytes } = says else {
        return Err(InboundRefusal::Rejected("hand-in"));
    };
    let line = |text: &String| text.chars().count() <= LINE_CHARS_MAX;
    let fits = [submitter, item, file].into_iter().all(line) && !submitter.trim().is_empty();
    // Base64 writes three bytes as four.
    if !fits || bytes.len() / 4 * 3 > STATEMENT_BYTES_MAX {
        return Err(InboundRefusal::Rejected("too-large"));
    }
    let known = crate::pages::statements::LANGUAGES.iter().find(|code| *code == language);
    Ok(Submission {
        id: Uuid::nil(),
        session,
        authority: guest.authority,
        party: guest.party,
        submitter: submitter.clone(),
        item: item.clone(),
        language: (*known.unwrap_or(&"other")).to_owned(),
        file: file.chars().filter(|c| !c.is_control()).collect(),
        bytes: 0,
        digest: String::new(),
        receipt: String::new(),
        at: Timestamp(0),
        by: String::new(),
        published: None,
        withdrawn: None,
    })
}

async fn answers(
    node: &Node,
    tx: &Tx,
    guest: &Actor,
    to: &Publication,
    says: &[String],
) -> Result<(), InboundRefusal> {
    let Some(Content::Call(call)) = &to.content else {
        return Err(InboundRefusal::Rejected("not-published"));
    };
    let fits =
        says.len() == call.questions.len() && says.iter().all(|one| one.chars().count() <= TEXT_CHARS_MAX);
    if !fits || says.iter().all(|one| one.trim().is_empty()) {
        return Err(InboundRefusal::Rejected("hand-in"));
    }
    let call = Call {
        id: to.subject,
        authority: to.authority,
        title: call.title.clone(),
        reason: call.reason.clone(),
        questions: call.questions.clone(),
        deadline: Timestamp(call.deadline),
        digest: call.digest.clone().map(|digest| (digest.words, Timestamp(digest.at))),
    };
    store_given::answer(tx, &node.vault, guest, &call, says).await.map_err(refusal)
}

async fn send_receipt(
    node: &Node,
    tx: &Tx,
    peer: &Peer,
    of: AuthorityId,
    signed: &HandedIn,
) -> Result<(), InboundRefusal> {
    let signs = directory::signing_keys(tx, node).await?;
    let document = sign_handed_in(signed, signs.for_holder_of(peer.has_own_sequence)).map_err(unsigned)?;
    let by = node.as_actor(of);
    let object = ObjectRef { kind: "receipt", id: signed.reference };
    let ask = Ask::new(&by, action::SEND_RECEIPT, Purpose::Administration, tx.at()).on(object);
    let closed = Guarded::new(object, Label::own(of), document);
    let released = node.gate.release(closed, &ask, &peer.recipient(), &mut tx.log());
    let released = released.map_err(unsigned)?;
    let about = About::of(tx, HANDED_IN_KIND, Purpose::Administration);
    match envelope::queue(tx, node, peer, &about, released).await {
        Ok(_) => {
            node.wake.notify_one();
            Ok(())
        }
        Err(CarriageError::Store(error)) => Err(InboundRefusal::Store(error)),
        Err(error) => Err(unsigned(error)),
    }
}

/// What was handed in is undone with its transaction, and handed in again: it never stands here unsigned for.
fn unsigned(error: impl std::fmt::Display) -> InboundRefusal {
    InboundRefusal::Store(StoreError::Corrupt(format!("a receipt that cannot be given: {error}")))
}

/// A secretariat signed for what was handed to it.
struct TakeReceipt;

impl Inbound for TakeReceipt {
    fn kind(&self) -> &'static str {
        HANDED_IN_KIND
    }

    fn take<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        from: &'a Actor,
        _: &'a EnvelopeHead,
        body: &'a [u8],
    ) -> BoxFuture<'a, Result<(), InboundRefusal>> {
        Box::pin(async move {
            let peer = peer_of(tx, from).await?;
            let signed = open_handed_in(body, (peer.node, node.keys.id), &envelope::signers(&peer))
                .map_err(|_| InboundRefusal::Rejected("handed-in"))?;
            match store_handed::keep_receipt(tx, peer.node, &signed, body).await? {
                true => Ok(()),
                false => Err(InboundRefusal::Rejected("not-handed-in")),
            }
        })
    }
}
