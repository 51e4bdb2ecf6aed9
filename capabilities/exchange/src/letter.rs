//! Own moves to a counterpart without a node, as letters: what the gate let out when the move was made passes it again
//! each time it is put on paper, so that what became protected since does not leave on paper either.
//!
//! Refused: a letter of a move that went to a node; paper that did not pass the gate; a letter shown as
//! delivered: an officer records that it was sent, and that a call confirmed it.

use crate::letter_words::{self, About};
use crate::make_move::{action_of, label_of_text, opened, purpose_of, trusted};
use crate::store_letters::{self, WAYS};
use crate::thread;
use crate::types::{ExchangeError, StoredMove, Thread};
use ::store::Tx;
use access::Node;
use casefile::{Door, Leaving};
use gate::{Ask, Guarded, Released, action};
use kernel::id::DossierId;
use kernel::{Actor, AuditEntry, Lang, Outcome, Timestamp};
use procedure::MoveHeader;
use procedure::paper::{
    Answered, Form, FormError, KEY_MOVE, Letter, SheetRow, code_of, form_code, read_form,
};
use std::sync::Arc;
use web::T;

/// Longest name of who confirmed a letter on the telephone, in bytes.
pub const SPOKEN_TO_BYTES_MAX: usize = 320;

/// What puts a letter on paper; the program has one, because no other part of it builds the typesetter.
pub trait Printer: Send + Sync {
    /// The letter as PDF.
    ///
    /// # Errors
    /// Why it could not be set.
    fn letter(&self, letter: &Released<Letter>) -> Result<Vec<u8>, String>;
    /// The reply form as a spreadsheet.
    ///
    /// # Errors
    /// Why it could not be written.
    fn form(&self, form: &Form) -> Result<Vec<u8>, String>;
    /// Files as one.
    ///
    /// # Errors
    /// Why it could not be packed.
    fn pack(&self, files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, String>;
}

/// What a package holds before it is on paper.
pub struct Paper {
    letter: Released<Letter>,
    form: Option<Form>,
    code: String,
}

/// The language of a letter: the first that they take letters in and this program writes, or the officer's.
fn language(peer: &directory::Peer, thread: &Thread, own: Lang) -> Lang {
    let theirs = peer.card.authority(thread.dossier.theirs);
    let accepted = theirs.into_iter().flat_map(|a| &a.entry.accepted_languages);
    let spoken = theirs.into_iter().flat_map(|a| &a.contacts).flat_map(|c| &c.languages);
    accepted.chain(spoken).find_map(|code| Lang::parse(code)).unwrap_or(own)
}

fn own_move(thread: &Thread, number: u64) -> Result<(&StoredMove, MoveHeader), ExchangeError> {
    let made = thread.find(thread.dossier.side, number).ok_or(ExchangeError::NotHere)?;
    Ok((made, made.read_header()?))
}

/// The letter of an own move, released anew, with its form.
///
/// # Errors
/// [`ExchangeError::HasNode`]; the gate's refusal, neutral where the reason is a secret.
pub async fn paper(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    (id, number): (DossierId, u64),
    own: Lang,
) -> Result<Paper, ExchangeError> {
    let thread = opened(tx, node, actor, id).await?;
    let peer = trusted(tx, node, &thread).await?;
    let (made, header) = own_move(&thread, number)?;
    if store_letters::letter(tx, made.message).await?.is_none() {
        return Err(ExchangeError::HasNode);
    }
    let body = made.read_body().ok_or(ExchangeError::NotHere)?;
    let to = peer.recipient_for(thread.dossier.theirs).ok_or(ExchangeError::UnknownAuthority)?;
    let ask = peer.assessed(Ask::new(actor, action_of(actor, &header.code), purpose_of(&thread), tx.at()));
    let leaving = Leaving::by(actor, &to, Door::Move).of(thread.dossier.case).within(id);
    let label = label_of_text(tx, node, &body, &leaving).await?;
    let object = gate::ObjectRef { kind: "letter", id: made.message.0 };
    let released = node.gate.release(Guarded::new(object, label, body), &ask, &to, &mut tx.log())?;
    let t = T::new(Arc::clone(&node.words), language(&peer, &thread, own));
    let code = code_of(&made.digest);
    let about = About { thread: &thread, made, header: &header, peer: &peer, code: &code, at: tx.at() };
    let own = access::authorities(tx).await?.into_iter().find(|a| a.id == thread.dossier.authority);
    let mut desks = directory::own_contacts(tx).await?;
    desks.retain(|c| c.authority == thread.dossier.authority);
    let desk = letter_words::reached(desks.iter().map(|c| &c.point), tx.at()).next();
    let form = letter_words::form(&t, &about)?;
    let has_form = form.is_some();
    let letter =
        released.encode(|body| letter_words::letter(&t, &about, &body, (own.as_ref(), desk), has_form));
    Ok(Paper { letter, form, code })
}

/// The files of a letter: the letter itself, its signature and key, how to verify it, and the reply form. What leaves is
/// written to the log.
///
/// # Errors
/// As [`paper`]; [`ExchangeError::Paper`].
pub async fn package(
    node: &Arc<Node>,
    actor: &Actor,
    (id, number): (DossierId, u64),
    own: Lang,
    printer: &Arc<dyn Printer>,
) -> Result<Vec<(String, Vec<u8>)>, ExchangeError> {
    let made = node.store.run("letter", |tx| async move { paper(&tx, node, actor, (id, number), own).await });
    let made = made.await?;
    let print = Arc::clone(printer);
    let code = made.code.clone();
    let printed = tokio::task::spawn_blocking(move || {
        let form = made.form.as_ref().map(|form| print.form(form)).transpose()?;
        Ok::<_, String>((print.letter(&made.letter)?, form))
    });
    let printed = printed.await.map_err(|e| ExchangeError::Paper(e.to_string()))?;
    let (pdf, form) = printed.map_err(ExchangeError::Paper)?;
    let (pdf, code) = (&pdf, &code);
    let signed = node.store.run::<_, ExchangeError, _, _>("sign letter", |tx| async move {
        let signs = directory::signing_keys(&tx, node).await?;
        let signature = signs.newest().sign_pdf(pdf).ok_or_else(|| ExchangeError::Paper("no PDF".into()))?;
        tx.audit(AuditEntry {
            at: tx.at(),
            actor: actor.clone(),
            action: action::PRINT,
            object_kind: "letter",
            object: id.0,
            purpose: kernel::Purpose::Investigation,
            outcome: Outcome::Done,
            note: format!("letter {code} of move {number}"),
        });
        Ok((signature, signs.newest().public()))
    });
    let (signature, public) = signed.await?;
    let verify = letter_words::verify(&node.words, code, &seal::fingerprint_words(&public));
    let mut files = vec![
        ("letter.pdf".to_owned(), pdf.clone()),
        ("letter.sig".to_owned(), signature.to_vec()),
        ("key.pem".to_owned(), seal::identity::public_pem(&public).into_bytes()),
        ("VERIFY.txt".to_owned(), verify.into_bytes()),
    ];
    files.extend(form.map(|form| ("reply.xlsx".to_owned(), form)));
    Ok(files)
}

/// A reply form that was read against the letter it answers.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The code of that letter.
    pub code: String,
    /// Whether a newer letter went out since.
    pub older: bool,
    /// The move it says; none if nothing was chosen.
    pub answers: String,
    /// Each value with the question and its cell.
    pub read: Vec<Answered>,
}

/// Reads the rows of a reply form of this dossier. Nothing is taken: an officer looks at it first.
///
/// # Errors
/// [`ExchangeError::Form`] with why it is not read; as [`crate::transcribe::transcribe`].
pub async fn read_reply(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: DossierId,
    rows: &[SheetRow],
) -> Result<Reply, ExchangeError> {
    let thread = opened(tx, node, actor, id).await?;
    crate::transcribe::may_transcribe(tx, node, actor, &thread).await?;
    let code = form_code(rows)?;
    let own: Vec<&StoredMove> = thread.chain(thread.dossier.side).collect();
    let made = own.iter().find(|m| code_of(&m.digest) == code).ok_or(FormError::OtherLetter)?;
    let header = made.read_header()?;
    let peer = trusted(tx, node, &thread).await?;
    let about = About { thread: &thread, made, header: &header, peer: &peer, code: &code, at: tx.at() };
    let mut read = Err(FormError::OtherLetter);
    // In whatever language it was asked: the entry may have changed since.
    for lang in Lang::ALL {
        let t = T::new(Arc::clone(&node.words), *lang);
        let Some(asked) = letter_words::form(&t, &about)? else { break };
        read = read_form(rows, &asked);
        if read.is_ok() {
            break;
        }
    }
    let read = read?;
    let answers = read.iter().find(|a| a.key == KEY_MOVE && !a.unknown).map(|a| a.value.clone());
    Ok(Reply {
        older: own.last().is_some_and(|last| last.number > made.number),
        code,
        answers: answers.unwrap_or_default(),
        read,
    })
}

/// What a reply form that was read says, as the body of its move.
///
/// # Errors
/// As [`read_reply`].
pub async fn body_of_reply(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    id: DossierId,
    reply: &Reply,
) -> Result<procedure::MoveBody, ExchangeError> {
    let thread = opened(tx, node, actor, id).await?;
    let made = thread.kind.find(&reply.answers).ok_or(FormError::OtherLetter)?;
    let sent = crate::pages::transcribe::sent_of(made, &reply.read);
    let t = T::new(Arc::clone(&node.words), Lang::En);
    Ok(crate::pages::fields::body(&t, made, &sent, thread.opening().points().len()))
}

/// Records when and how a letter was sent, as an officer says.
///
/// # Errors
/// [`ExchangeError::Came`] for a way that cannot be, [`ExchangeError::Day`] for a day; the gate's refusal.
pub async fn record_sent(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    (id, number): (DossierId, u64),
    (at, way): (Timestamp, &str),
) -> Result<(), ExchangeError> {
    let made = letter_move(tx, node, actor, (id, number)).await?;
    if !WAYS.contains(&way) {
        return Err(ExchangeError::Came);
    }
    if !at.has_begun_somewhere(tx.at()) {
        return Err(ExchangeError::Day);
    }
    store_letters::put_sent(tx, made.message, (at, way), actor.person).await?;
    recorded(tx, actor, id, format!("letter of move {number} sent by {way}"));
    Ok(())
}

/// Records that they said on the telephone that a letter came.
///
/// # Errors
/// [`ExchangeError::Came`] without a name; the gate's refusal.
pub async fn record_confirmed(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    (id, number): (DossierId, u64),
    spoken_to: &str,
) -> Result<(), ExchangeError> {
    let made = letter_move(tx, node, actor, (id, number)).await?;
    let spoken_to = spoken_to.trim();
    let sent = store_letters::letter(tx, made.message).await?.is_some_and(|l| l.sent.is_some());
    let right = (1..=SPOKEN_TO_BYTES_MAX).contains(&spoken_to.len()) && !spoken_to.contains(char::is_control);
    if !sent || !right {
        return Err(ExchangeError::Came);
    }
    store_letters::put_confirmed(tx, made.message, (tx.at(), spoken_to)).await?;
    recorded(tx, actor, id, format!("letter of move {number} confirmed by telephone"));
    Ok(())
}

async fn letter_move(
    tx: &Tx,
    node: &Node,
    actor: &Actor,
    (id, number): (DossierId, u64),
) -> Result<StoredMove, ExchangeError> {
    let thread = opened(tx, node, actor, id).await?;
    crate::transcribe::may_transcribe(tx, node, actor, &thread).await?;
    let (made, _) = own_move(&thread, number)?;
    if store_letters::letter(tx, made.message).await?.is_none() {
        return Err(ExchangeError::HasNode);
    }
    Ok(made.clone())
}

fn recorded(tx: &Tx, actor: &Actor, id: DossierId, note: String) {
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: actor.clone(),
        action: action::MOVE,
        object_kind: "letter-record",
        object: id.0,
        purpose: kernel::Purpose::Investigation,
        outcome: Outcome::Done,
        note,
    });
}

/// The state of a dossier when a letter was made: its own moves up to that one, and those of the other side that it had
/// seen.
pub(crate) fn state_then(
    thread: &Thread,
    header: &MoveHeader,
) -> Result<procedure::DossierState, ExchangeError> {
    let side = thread.dossier.side;
    let seen =
        header.seen.and_then(|seen| thread.moves.iter().find(|m| m.digest == seen)).map_or(0, |m| m.number);
    let mut then = thread.clone();
    then.moves
        .retain(|m| if m.side == side { m.number <= u64::from(header.number) } else { m.number <= seen });
    Ok(thread::state(&then)?)
}
