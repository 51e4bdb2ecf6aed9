//! Reads a courier file as its bytes come. Each record is judged by itself in a transaction of its own, as if it had
//! come over the wire; what was taken before a file turns out to be cut or damaged stays taken, and the rest comes with
//! the next one.

use super::{CourierFault, log, note, object, parts, permit};
use crate::attachments::parts::finish_due;
use crate::envelope::signers;
use crate::mailbox::{ReceiptCame, receipt_came};
use crate::receive::{Answer, receive_as};
use crate::store_courier::{self, CourierFile, Way};
use crate::store_inbox::InState;
use crate::thread::keys_of;
use access::Node;
use directory::{DirectoryError, Peer};
use gate::action;
use kernel::id::{MessageId, NodeId};
use kernel::{Actor, Digest, Outcome};
use seal::courier::{CourierError, CourierHead, Reader, Record, Whole};
use serde::Serialize;
use std::collections::BTreeMap;
use store::outbox::OutState;
use store::{StoreError, Tx};
use uuid::Uuid;

/// Bytes looked at at a time, however many are handed over at once.
const PIECE: usize = 64 * 1024;

/// What a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// The sender's card.
    Card,
    /// A receipt for a message of this node.
    Receipt,
    /// A message.
    Message,
    /// Chunks of an attachment.
    Parts,
    /// Of a newer program.
    Unknown,
}

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Became {
    /// Taken.
    Taken,
    /// It was here before; nothing changed.
    KnownBefore,
    /// Kept apart for a person to look at.
    KeptApart,
    /// Not taken, and it will not be.
    NotTaken,
    /// What it follows is not here: it comes with the next file again.
    NotYet,
}

/// One line of what a file brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its place in the file, from 1.
    pub place: u64,
    /// What it is.
    pub what: What,
    /// The kind of a message; empty for all else.
    pub kind: String,
    /// What became of it.
    pub became: Became,
    /// Why, as a code, where it was not simply taken; for a receipt, what the other side signed.
    pub reason: Option<String>,
}

/// Why a file was not read to its end.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stop {
    /// The file itself.
    #[error(transparent)]
    File(#[from] CourierError),
    /// Nobody knows its writer here.
    #[error("it was written by a node that is not known here; compare and trust its card first")]
    UnknownSender,
    /// Its writer is not trusted any more.
    #[error("its writer is not trusted here")]
    NotTrusted,
    /// Signed by a key that its writer's card does not name any more.
    #[error("it is signed by a key that its writer does not use any more")]
    KeyNotCurrent,
    /// A later file of that node was read to its end.
    #[error(
        "it is number {number} of that node and number {newest} was read already; what was not receipted then \
         stands in that one too"
    )]
    Stale {
        /// Its number.
        number: u64,
        /// The newest one that was read.
        newest: u64,
    },
    /// Its writer has gone back to before what it wrote earlier.
    #[error(
        "its writer has gone back to before what it wrote earlier, as after a restore; call the other administrator, \
         then read it with the reason"
    )]
    GoneBack,
}

impl Stop {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::File(CourierError::NotOne) => "no-courier-file",
            Self::File(CourierError::Version) => "version",
            Self::File(CourierError::NotForUs) => "not-for-us",
            Self::File(CourierError::Damaged(_)) => "damaged",
            Self::File(CourierError::Truncated(_)) => "truncated",
            Self::File(CourierError::Signature(_) | CourierError::BadHead(_)) => "forged",
            Self::File(CourierError::BadContent(_) | CourierError::WrongRecipient | CourierError::Full) => {
                "content"
            }
            Self::UnknownSender => "unknown-sender",
            Self::NotTrusted => "peer-not-trusted",
            Self::KeyNotCurrent => "key-not-current",
            Self::Stale { .. } => "stale",
            Self::GoneBack => "gone-back",
        }
    }
}

/// What a file brought.
#[derive(Clone, Debug)]
pub struct Taken {
    /// Who wrote it, with its name, if that was proved.
    pub from: Option<(NodeId, String)>,
    /// What is known of it, if its writer was proved.
    pub file: Option<CourierFile>,
    /// Line by line.
    pub lines: Vec<Line>,
    /// Why it was not read to its end; nothing of it is lost by that.
    pub stopped: Option<Stop>,
    /// Whether the writer left something for its next file.
    pub more: bool,
}

impl Taken {
    /// How many records were taken, now or before; and how many were not.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let taken = |line: &&Line| matches!(line.became, Became::Taken | Became::KnownBefore);
        let n = self.lines.iter().filter(taken).count();
        (n, self.lines.len().saturating_sub(n))
    }
}

/// A file that is being read.
pub struct Intake<'a> {
    node: &'a Node,
    actor: &'a Actor,
    /// Why the writer may begin anew, in an administrator's words.
    settled: Option<String>,
    reader: Reader,
    from: Option<(NodeId, String)>,
    file: Option<CourierFile>,
    lines: Vec<Line>,
    stopped: Option<Stop>,
    /// The chunk that is wanted next of each attachment in it.
    wanted: BTreeMap<Uuid, u64>,
}

impl<'a> Intake<'a> {
    /// Begins to read. `settled` is the reason of an administrator who spoke with the other side, after
    /// [`Stop::GoneBack`] or [`Stop::Stale`].
    ///
    /// # Errors
    /// [`CourierFault`].
    pub async fn begin(
        node: &'a Node,
        actor: &'a Actor,
        settled: Option<String>,
    ) -> Result<Self, CourierFault> {
        let settles = settled.is_some();
        let begun = node.store.run::<_, CourierFault, _, _>("begin to read courier file", |tx| async move {
            let object = object(&Digest([0; 32]));
            permit(&tx, node, actor, (action::COURIER, actor.authority), object)?;
            if settles {
                // It binds every authority of the node, so that it is the leading one's to say.
                let lead = access::authorities(&tx).await?.first().map_or(actor.authority, |a| a.id);
                permit(&tx, node, actor, (action::ADMINISTER, lead), object)?;
            }
            Ok(directory::sealing_keys(&tx, node).await?)
        });
        let reader = Reader::new(node.keys.id, begun.await?);
        Ok(Self {
            node,
            actor,
            settled,
            reader,
            from: None,
            file: None,
            lines: Vec::new(),
            stopped: None,
            wanted: BTreeMap::new(),
        })
    }

    /// Takes the next bytes; `false` once nothing more of the file is read.
    ///
    /// # Errors
    /// What the database says; what was taken stays taken, and the file can be read again.
    pub async fn push(&mut self, bytes: &[u8]) -> Result<bool, CourierFault> {
        for piece in bytes.chunks(PIECE) {
            if self.stopped.is_some() {
                return Ok(false);
            }
            if let Err(error) = self.reader.push(piece) {
                self.stopped = Some(error.into());
                return Ok(false);
            }
            while self.stopped.is_none() {
                match self.reader.next_record() {
                    Ok(Some(record)) => Box::pin(self.take(record)).await?,
                    Ok(None) => break,
                    Err(error) => self.stopped = Some(error.into()),
                }
            }
        }
        Ok(self.stopped.is_none())
    }

    /// The file has no more bytes: what it brought.
    ///
    /// # Errors
    /// What the database says.
    pub async fn finish(mut self) -> Result<Taken, CourierFault> {
        let whole = match self.stopped.take() {
            Some(stop) => Err(stop),
            None => self.reader.finish().map_err(Stop::from),
        };
        let noted = self.node.store.run::<_, StoreError, _, _>("courier file read", |tx| {
            let (intake, whole) = (&self, &whole);
            async move { intake.note_end(&tx, whole.as_ref()).await }
        });
        noted.await?;
        if let Some((from, _)) = &self.from {
            finish_due(self.node).await?;
            parts::ask_for_more(self.node, *from, &self.wanted).await?;
        }
        // What was taken may have queued an answer of its own.
        self.node.wake.notify_one();
        self.node.moving.notify_one();
        let (stopped, more) = match whole {
            Ok(whole) => (None, whole.more),
            Err(stop) => (Some(stop), false),
        };
        Ok(Taken { from: self.from, file: self.file, lines: self.lines, stopped, more })
    }

    async fn note_end(&self, tx: &Tx, whole: Result<&Whole, &Stop>) -> Result<(), StoreError> {
        let name = self.reader.file();
        let what = self.file.as_ref().map_or_else(String::new, |file| note("read from", file));
        match (whole, &self.file) {
            (Ok(whole), Some(file)) => {
                let file = CourierFile { whole: true, ..file.clone() };
                store_courier::put_file(tx, Way::In, &file).await?;
                // An older file, read again, says nothing of what came after it.
                let newest = store_courier::newest(tx, Way::In, file.peer, true).await?;
                if !whole.more && newest.is_none_or(|newest| newest.number <= file.number) {
                    store_courier::owe_no_more(tx, file.peer, &file.file).await?;
                }
                log(tx, self.actor, &name, Outcome::Done, what);
            }
            (Ok(_), None) => log(tx, self.actor, &name, Outcome::Done, what),
            (Err(stop), _) => {
                log(tx, self.actor, &name, Outcome::Refused(vec![stop.code().to_owned()]), what);
            }
        }
        Ok(())
    }

    async fn take(&mut self, record: Record) -> Result<(), CourierFault> {
        let (what, said) = match record {
            Record::Head { sender, document } => return self.take_head(sender, &document).await,
            Record::Card(card) => (What::Card, self.take_card(&card).await?),
            Record::Receipt { message, receipt } => {
                self.count(0, 1);
                (What::Receipt, self.take_receipt(message, &receipt).await?)
            }
            Record::Envelope(sealed) => {
                self.count(1, 0);
                (What::Message, self.take_envelope(&sealed).await?)
            }
            Record::Parts(bytes) => return self.take_parts(&bytes).await,
            Record::Unknown(kind) => {
                let reason = Some("unknown-record".to_owned());
                (What::Unknown, (kind.to_string(), Became::NotTaken, reason))
            }
        };
        let (kind, became, reason) = said;
        let place = (self.lines.len() as u64).saturating_add(1);
        self.lines.push(Line { place, what, kind, became, reason });
        Ok(())
    }

    /// Chunks come in by the same door as from the wire. Those that follow each other are one line.
    async fn take_parts(&mut self, bytes: &[u8]) -> Result<(), CourierFault> {
        let (became, reason) = parts::take(self.node, self.sender()?, bytes, &mut self.wanted).await?;
        let place = (self.lines.len() as u64).saturating_add(1);
        let line = Line { place, what: What::Parts, kind: String::new(), became, reason };
        let last = self.lines.last().map(|last| (last.what, last.became, &last.reason));
        if last != Some((line.what, line.became, &line.reason)) {
            self.lines.push(line);
        }
        Ok(())
    }

    fn count(&mut self, messages: u64, receipts: u64) {
        if let Some(file) = &mut self.file {
            file.messages = file.messages.saturating_add(messages);
            file.receipts = file.receipts.saturating_add(receipts);
        }
    }

    fn sender(&self) -> Result<NodeId, StoreError> {
        let from = self.from.as_ref().map(|(id, _)| *id);
        from.ok_or_else(|| StoreError::Corrupt("a courier file without a proved head".into()))
    }

    async fn take_head(&mut self, sender: NodeId, document: &[u8]) -> Result<(), CourierFault> {
        let judged = self.node.store.run::<_, CourierFault, _, _>("courier head", |tx| {
            let intake = &*self;
            async move { intake.judge_head(&tx, sender, document).await }
        });
        match judged.await? {
            Ok((peer, file)) => {
                self.from = Some((peer.node, peer.name().to_owned()));
                self.file = Some(file);
            }
            Err(stop) => self.stopped = Some(stop),
        }
        Ok(())
    }

    async fn judge_head(
        &self,
        tx: &Tx,
        sender: NodeId,
        document: &[u8],
    ) -> Result<Result<(Peer, CourierFile), Stop>, CourierFault> {
        let Some(peer) = directory::peer(tx, sender).await? else { return Ok(Err(Stop::UnknownSender)) };
        let keys = keys_of(tx, self.node, sender).await?;
        let (head, signer) = match self.reader.open_head(sender, document, &keys) {
            Ok(opened) => opened,
            Err(error) => return Ok(Err(error.into())),
        };
        if !peer.is_trusted() {
            return Ok(Err(Stop::NotTrusted));
        }
        if !signers(&peer).contains(&signer) {
            return Ok(Err(Stop::KeyNotCurrent));
        }
        let settled = match self.goes_on(tx, &head).await? {
            Ok(settled) => settled,
            Err(stop) => return Ok(Err(stop)),
        };
        let file = CourierFile {
            peer: sender,
            number: head.number,
            file: head.outer,
            checkpoint: head.checkpoint,
            messages: 0,
            receipts: 0,
            whole: false,
            at: tx.at(),
            settled,
        };
        store_courier::put_file(tx, Way::In, &file).await?;
        if head.holds > peer.has_own_sequence {
            let own = directory::own_card(tx, self.node).await?.card().sequence;
            directory::has_own_card(tx, sender, head.holds.min(own)).await?;
        }
        Ok(Ok((peer, file)))
    }

    /// Why this file does not go on from those that were read before, if it does not (architecture, stale checkpoints);
    /// or how that was settled, if somebody did.
    async fn goes_on(
        &self,
        tx: &Tx,
        head: &CourierHead,
    ) -> Result<Result<Option<(String, String)>, Stop>, CourierFault> {
        let peer = head.sender;
        let known = store_courier::file(tx, Way::In, peer, head.number).await?;
        if let Some(same) = known.as_ref().filter(|known| known.file == head.outer) {
            return Ok(Ok(same.settled.clone()));
        }
        let newest = store_courier::newest(tx, Way::In, peer, true).await?;
        let back = known.is_some() || newest.as_ref().is_some_and(|newest| goes_back(newest, head));
        let newest = newest.map_or(0, |newest| newest.number);
        let stop = match (back, head.number <= newest) {
            (true, _) => Stop::GoneBack,
            (_, true) => Stop::Stale { number: head.number, newest },
            _ => return Ok(Ok(None)),
        };
        let Some(why) = &self.settled else { return Ok(Err(stop)) };
        store_courier::forget_read(tx, peer).await?;
        log(
            tx,
            self.actor,
            &head.outer,
            Outcome::Done,
            format!("{peer} begins anew after `{}`", stop.code()),
        );
        Ok(Ok(Some((why.clone(), self.actor.name.clone()))))
    }

    async fn take_card(&self, card: &[u8]) -> Result<Said, CourierFault> {
        let from = self.sender()?;
        let taken = self.node.store.run::<_, DirectoryError, _, _>("courier card", |tx| async move {
            let peer = directory::trusted(&tx, from).await?;
            directory::update_card(&tx, self.node, &peer.actor(), card).await
        });
        Ok(match taken.await {
            Ok(change) if change.newer => (String::new(), Became::Taken, None),
            Ok(_) => (String::new(), Became::KnownBefore, None),
            Err(DirectoryError::Store(error)) => return Err(error.into()),
            Err(DirectoryError::Stale { .. }) => (String::new(), Became::KnownBefore, None),
            Err(error) => {
                tracing::warn!(peer = %from, %error, "the card in a courier file was not taken");
                (String::new(), Became::NotTaken, Some("card".into()))
            }
        })
    }

    /// A receipt ends the message it was signed for and nothing else.
    async fn take_receipt(&self, message: MessageId, receipt: &[u8]) -> Result<Said, CourierFault> {
        let (from, node) = (self.sender()?, self.node);
        let taken = node.store.run::<_, StoreError, _, _>("courier receipt", |tx| async move {
            let not = |reason: &str| Ok((String::new(), Became::NotTaken, Some(reason.to_owned())));
            Ok(match receipt_came(&tx, node, from, message, receipt).await? {
                ReceiptCame::NotSentHere => return not("not-sent-here"),
                ReceiptCame::NotOne => return not("receipt"),
                ReceiptCame::Ended { state, now } => {
                    let became = if now { Became::Taken } else { Became::KnownBefore };
                    let said = (state != OutState::Delivered).then(|| state.code().to_owned());
                    (String::new(), became, said)
                }
            })
        });
        Ok(taken.await?)
    }

    /// In by the same door as from the wire; the receipt is owed from now on.
    async fn take_envelope(&self, sealed: &[u8]) -> Result<Said, CourierFault> {
        let (from, node, file) = (self.sender()?, self.node, self.reader.file());
        let took = node.store.run::<_, StoreError, _, _>("courier envelope", |tx| {
            let file = &file;
            async move {
                let took = receive_as(&tx, node, from, sealed).await?;
                if let (Some(message), Answer::Receipt(_)) = (took.message, &took.answer) {
                    store_courier::owe(&tx, from, message, file).await?;
                }
                Ok(took)
            }
        });
        let took = took.await?;
        let became = match took.state {
            _ if took.again => Became::KnownBefore,
            Some(InState::Taken) => Became::Taken,
            Some(InState::Quarantined) => Became::KeptApart,
            Some(InState::Rejected) => Became::NotTaken,
            None => Became::NotYet,
        };
        Ok((took.kind, became, took.why))
    }
}

/// The kind of a message, what became of a record, and why.
type Said = (String, Became, Option<String>);

/// Whether the writer's log goes less far than in a file it numbered lower, or ends otherwise at the same place.
fn goes_back(newest: &CourierFile, head: &CourierHead) -> bool {
    let (Some(before), Some(now)) = (newest.checkpoint, head.checkpoint) else { return false };
    head.number > newest.number
        && (now.seq < before.seq || (now.seq == before.seq && now.head != before.head))
}
