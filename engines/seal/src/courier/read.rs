//! Reads a courier file as its bytes come, a chunk at a time.

use super::{
    CONTENT_BYTES_MAX, CONTEXT, CourierError, CourierHead, DIGEST, HEAD_BYTES_MAX, MAGIC, OUTER,
    RECORD_BYTES_MAX, RECORD_HEAD, RECORDS_MAX, SEALED_CHUNK, VERSION, info, kind, padded,
};
use crate::identity::{self, KemKeyId, OpenStream};
use crate::prekeys::KemRing;
use kernel::Digest;
use kernel::id::{MessageId, NodeId};
use std::collections::VecDeque;

/// A record, as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// The first one: whom the file says it is from, and the document to be opened with that node's keys.
    Head {
        /// The sender, as claimed; [`Reader::open_head`] proves it.
        sender: NodeId,
        /// The signed document.
        document: Vec<u8>,
    },
    /// The sender's card.
    Card(Vec<u8>),
    /// A receipt for a message that this node sent.
    Receipt {
        /// The message.
        message: MessageId,
        /// The receipt, as signed.
        receipt: Vec<u8>,
    },
    /// An envelope.
    Envelope(Vec<u8>),
    /// Chunks of an attachment.
    Parts(Vec<u8>),
    /// Of a newer program; passed over.
    Unknown(u8),
}

/// What the end of a file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whole {
    /// How many records it has, the head left out.
    pub records: u64,
    /// Whether the sender left something for its next file.
    pub more: bool,
}

/// Opens a file. Bytes are pushed in pieces of any size; records come out as soon as they are whole.
pub struct Reader {
    recipient: NodeId,
    ring: KemRing,
    outer: Vec<u8>,
    sealed: Vec<u8>,
    stream: Option<(KemKeyId, OpenStream)>,
    /// Opened content that is no whole record yet.
    pub(super) content: VecDeque<u8>,
    opened: u64,
    /// Content up to and with the end.
    ends_at: u64,
    begun: bool,
    records: u64,
    end: Option<Whole>,
}

impl Reader {
    /// A reader for this node and its keys.
    #[must_use]
    pub fn new(recipient: NodeId, ring: KemRing) -> Self {
        Self {
            recipient,
            ring,
            outer: Vec::with_capacity(OUTER),
            sealed: Vec::with_capacity(SEALED_CHUNK),
            stream: None,
            content: VecDeque::new(),
            opened: 0,
            ends_at: 0,
            begun: false,
            records: 0,
            end: None,
        }
    }

    /// The file's name between the two nodes, once its outer header was read.
    #[must_use]
    pub fn file(&self) -> Digest {
        Digest::of(&[DIGEST, &self.outer])
    }

    /// Takes the next bytes of the file. Push little and take the records out in between: what is pushed is held.
    ///
    /// # Errors
    /// [`CourierError`]; the file is not read any further then.
    pub fn push(&mut self, mut bytes: &[u8]) -> Result<(), CourierError> {
        while !bytes.is_empty() {
            let (into, most) = if self.outer.len() < OUTER {
                (&mut self.outer, OUTER)
            } else {
                (&mut self.sealed, SEALED_CHUNK)
            };
            let (now, later) = bytes.split_at(most.saturating_sub(into.len()).min(bytes.len()));
            into.extend(now);
            bytes = later;
            self.begins()?;
            if self.sealed.len() == SEALED_CHUNK {
                self.open_chunk()?;
            }
        }
        Ok(())
    }

    /// The next record, if one is whole.
    ///
    /// # Errors
    /// [`CourierError`]; the file is not read any further then.
    pub fn next_record(&mut self) -> Result<Option<Record>, CourierError> {
        if self.end.is_some() || self.content.len() < RECORD_HEAD {
            return Ok(None);
        }
        let mut head = self.content.iter().take(RECORD_HEAD).copied();
        let kind = head.next().unwrap_or_default();
        let length = head.fold(0_usize, |sum, byte| (sum << 8) | usize::from(byte));
        if length > RECORD_BYTES_MAX {
            return Err(CourierError::BadContent("a record is larger than allowed"));
        }
        if self.content.len() < RECORD_HEAD.saturating_add(length) {
            return Ok(None);
        }
        self.content.drain(..RECORD_HEAD);
        let bytes: Vec<u8> = self.content.drain(..length).collect();
        self.ends_at = self.ends_at.saturating_add(RECORD_HEAD.saturating_add(length) as u64);
        let record = self.record(kind, bytes)?;
        if self.end.is_some() {
            self.only_zeros()?;
        }
        Ok(record)
    }

    /// Proves the head: signed by one of these keys of the sender, for this node, this key and this file.
    ///
    /// # Errors
    /// [`CourierError::Signature`], [`CourierError::BadHead`].
    pub fn open_head(
        &self,
        sender: NodeId,
        document: &[u8],
        signers: &[[u8; 32]],
    ) -> Result<(CourierHead, [u8; 32]), CourierError> {
        let bad = |why: &str| CourierError::BadHead(why.into());
        let signed = identity::open_signed(document, CONTEXT, None)?;
        if !signers.contains(&signed.signer) {
            return Err(identity::KeyError::OtherKey.into());
        }
        let read = signed.read::<CourierHead>().map_err(|e| CourierError::BadHead(e.to_string()))?;
        let (head, signer) = (read.value().clone(), read.signer());
        if head.version != VERSION {
            return Err(bad("its version is not known here; update"));
        }
        let key = self.stream.as_ref().map(|(key, _)| key.to_text());
        let same = head.sender == sender
            && head.recipient == self.recipient
            && Some(&head.kem_key) == key.as_ref()
            && head.outer == self.file();
        if same { Ok((head, signer)) } else { Err(bad("it belongs to another file")) }
    }

    /// The file has no more bytes: whether it is whole.
    ///
    /// # Errors
    /// [`CourierError`].
    pub fn finish(&self) -> Result<Whole, CourierError> {
        if self.outer.len() < MAGIC.len() {
            return Err(CourierError::NotOne);
        }
        let end = self.end.filter(|_| self.sealed.is_empty());
        let end = end.ok_or(CourierError::Truncated(self.records))?;
        match self.opened.cmp(&padded(self.ends_at)) {
            std::cmp::Ordering::Less => Err(CourierError::Truncated(self.records)),
            std::cmp::Ordering::Equal => Ok(end),
            std::cmp::Ordering::Greater => {
                Err(CourierError::BadContent("it is longer than its content says"))
            }
        }
    }

    /// Whether it begins as a courier file, as soon as that can be seen.
    fn begins(&self) -> Result<(), CourierError> {
        let Some(magic) = self.outer.first_chunk::<4>().filter(|magic| *magic != MAGIC) else {
            return Ok(());
        };
        let ours = MAGIC.iter().zip(magic).take(3).all(|(a, b)| a == b);
        Err(if ours { CourierError::Version } else { CourierError::NotOne })
    }

    fn open_chunk(&mut self) -> Result<(), CourierError> {
        let plain = match &mut self.stream {
            Some((_, stream)) => stream.open(&self.sealed, &self.outer).ok(),
            None => {
                let first = self.find_key().ok_or(CourierError::NotForUs)?;
                let (key, stream, plain) = first;
                self.stream = Some((key, stream));
                Some(plain)
            }
        };
        let plain = plain.ok_or(CourierError::Damaged(self.records))?;
        self.sealed.clear();
        self.opened = self.opened.saturating_add(plain.len() as u64);
        if self.opened > CONTENT_BYTES_MAX {
            return Err(CourierError::BadContent("it is larger than allowed"));
        }
        self.content.extend(plain);
        if self.end.is_some() { self.only_zeros() } else { Ok(()) }
    }

    /// Tries the keys on the first chunk: the outer header names none.
    fn find_key(&self) -> Option<(KemKeyId, OpenStream, Vec<u8>)> {
        let encapsulated = self.outer.get(MAGIC.len()..)?;
        self.ring.keys().iter().find_map(|key| {
            let mut stream = identity::open_stream(key, &info(self.recipient, key.id()), encapsulated)?;
            let plain = stream.open(&self.sealed, &self.outer).ok()?;
            Some((key.id(), stream, plain))
        })
    }

    fn record(&mut self, kind: u8, bytes: Vec<u8>) -> Result<Option<Record>, CourierError> {
        let bad = CourierError::BadContent;
        if self.begun == (kind == kind::HEAD) {
            return Err(bad("the head stands first, and once"));
        }
        self.begun = true;
        if kind == kind::END {
            let (count, more) = bytes.split_first_chunk::<8>().ok_or(bad("its end does not read"))?;
            let records = u64::from_be_bytes(*count);
            if records != self.records {
                return Err(bad("it does not have the records that its end counts"));
            }
            let more = match more {
                [0] => false,
                [1] => true,
                _ => return Err(bad("its end does not read")),
            };
            self.end = Some(Whole { records, more });
            return Ok(None);
        }
        if kind == kind::HEAD {
            let (sender, document) = bytes.split_first_chunk::<16>().ok_or(bad("its head does not read"))?;
            if document.len() > HEAD_BYTES_MAX {
                return Err(bad("its head is larger than allowed"));
            }
            return Ok(Some(Record::Head { sender: NodeId(*sender), document: document.to_vec() }));
        }
        self.records = self.records.saturating_add(1);
        if self.records > RECORDS_MAX {
            return Err(bad("it has more records than allowed"));
        }
        Ok(Some(match kind {
            kind::CARD => Record::Card(bytes),
            kind::RECEIPT => {
                let (message, receipt) =
                    bytes.split_first_chunk::<16>().ok_or(bad("a receipt does not read"))?;
                let message = MessageId(uuid::Uuid::from_bytes(*message));
                Record::Receipt { message, receipt: receipt.to_vec() }
            }
            kind::ENVELOPE => Record::Envelope(bytes),
            kind::PARTS => Record::Parts(bytes),
            other => Record::Unknown(other),
        }))
    }

    /// Behind the end stand zeros alone, or bytes could hide there.
    fn only_zeros(&mut self) -> Result<(), CourierError> {
        if self.content.iter().any(|byte| *byte != 0) {
            return Err(CourierError::BadContent("there are bytes in its padding"));
        }
        self.content.clear();
        Ok(())
    }
}
