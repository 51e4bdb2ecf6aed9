//! Writes a courier file, a chunk at a time.

use super::{
    CHUNK, CONTENT_BYTES_MAX, CONTEXT, CourierError, CourierHead, DIGEST, HEAD_BYTES_MAX, MAGIC, Named,
    RECORD_BYTES_MAX, RECORD_HEAD, RECORDS_MAX, VERSION, info, kind, padded,
};
use crate::envelope;
use crate::identity::{self, KemPublic, SealStream, SigningKey};
use gate::Released;
use kernel::id::{MessageId, NodeId};
use kernel::{Digest, Rng};
use serde_json::Map;
use uuid::Uuid;

/// Where chunks name their attachment.
const PARTS_ID: std::ops::Range<usize> = 4..20;
/// What the end takes.
const END_BYTES: u64 = RECORD_HEAD as u64 + 8 + 1;

/// Seals records into chunks. What comes out of each call is to be written behind what came before.
pub struct Writer {
    recipient: NodeId,
    outer: Vec<u8>,
    stream: SealStream,
    /// Content that does not fill a chunk yet.
    open: Vec<u8>,
    written: u64,
    pub(super) records: u64,
}

impl Writer {
    /// Begins a file; also what stands first in it.
    ///
    /// # Errors
    /// [`CourierError::BadHead`].
    pub fn start(
        named: &Named,
        signing: &SigningKey,
        to: &KemPublic,
        rng: &dyn Rng,
    ) -> Result<(Self, Vec<u8>), CourierError> {
        let bad = |why: &str| CourierError::BadHead(why.into());
        let (encapsulated, stream) = identity::seal_stream(to, &info(named.recipient, to.id()), rng)
            .ok_or_else(|| bad("the recipient's key takes nothing"))?;
        let outer = [MAGIC.as_slice(), &encapsulated].concat();
        let head = CourierHead {
            version: VERSION,
            sender: named.sender,
            recipient: named.recipient,
            kem_key: to.id().to_text(),
            outer: Digest::of(&[DIGEST, &outer]),
            number: named.number,
            checkpoint: named.checkpoint,
            holds: named.holds,
            rest: Map::new(),
        };
        let json = serde_json::to_vec(&head).map_err(|e| CourierError::BadHead(e.to_string()))?;
        let document = signing.sign_document(CONTEXT, &json);
        if document.len() > HEAD_BYTES_MAX {
            return Err(bad("too long"));
        }
        let mut writer = Self {
            recipient: named.recipient,
            outer: outer.clone(),
            stream,
            open: Vec::with_capacity(CHUNK),
            written: 0,
            records: 0,
        };
        let mut out = outer;
        writer.put(kind::HEAD, &[&named.sender.0, &document], &mut out)?;
        writer.records = 0;
        Ok((writer, out))
    }

    /// The file's name between the two nodes.
    #[must_use]
    pub fn file(&self) -> Digest {
        Digest::of(&[DIGEST, &self.outer])
    }

    /// Content so far.
    #[must_use]
    pub fn content(&self) -> u64 {
        self.written
    }

    /// The own card, as the gate released it to the recipient.
    ///
    /// # Errors
    /// [`CourierError::WrongRecipient`], [`CourierError::Full`].
    pub fn card(&mut self, card: &Released<Vec<u8>>, out: &mut Vec<u8>) -> Result<(), CourierError> {
        self.is_for(card.to().node)?;
        self.put(kind::CARD, &[card.value()], out)
    }

    /// A receipt for a message of the recipient, as the gate released it.
    ///
    /// # Errors
    /// [`CourierError::WrongRecipient`], [`CourierError::Full`].
    pub fn receipt(
        &mut self,
        message: MessageId,
        receipt: &Released<Vec<u8>>,
        out: &mut Vec<u8>,
    ) -> Result<(), CourierError> {
        self.is_for(receipt.to().node)?;
        self.put(kind::RECEIPT, &[message.0.as_bytes(), receipt.value()], out)
    }

    /// An envelope: what the gate released was sealed into it before, and it names whom it is for.
    ///
    /// # Errors
    /// [`CourierError::WrongRecipient`], [`CourierError::Full`].
    pub fn envelope(&mut self, sealed: &[u8], out: &mut Vec<u8>) -> Result<(), CourierError> {
        self.is_for(envelope::recipient_of(sealed).map_err(|_| CourierError::WrongRecipient)?)?;
        self.put(kind::ENVELOPE, &[sealed], out)
    }

    /// Chunks of an attachment that the gate let go to the recipient: sealed, with the attachment's id in its place.
    ///
    /// # Errors
    /// [`CourierError::WrongRecipient`] also for chunks of another attachment; [`CourierError::Full`].
    pub fn parts(
        &mut self,
        of: &Released<Uuid>,
        parts: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), CourierError> {
        self.is_for(of.to().node)?;
        if parts.get(PARTS_ID) != Some(of.value().as_bytes()) {
            return Err(CourierError::WrongRecipient);
        }
        self.put(kind::PARTS, &[parts], out)
    }

    /// Ends the file; what comes out is written last. `more`: something was left for the next file.
    ///
    /// # Errors
    /// [`CourierError::Full`].
    pub fn finish(mut self, more: bool) -> Result<impl Iterator<Item = Vec<u8>>, CourierError> {
        let records = self.records.to_be_bytes();
        let mut first = Vec::new();
        self.write(kind::END, &[records.as_slice(), &[u8::from(more)]], &mut first)?;
        let total = padded(self.written);
        let mut first = Some(first).filter(|f| !f.is_empty());
        Ok(std::iter::from_fn(move || {
            if let Some(first) = first.take() {
                return Some(first);
            }
            if self.written >= total {
                return None;
            }
            let zeros = CHUNK.saturating_sub(self.open.len());
            self.open.resize(CHUNK, 0);
            self.written = self.written.saturating_add(zeros as u64);
            let mut out = Vec::with_capacity(CHUNK.saturating_add(envelope::TAG));
            // Sealing ends only after more chunks than a file can have.
            self.seal_open(&mut out).ok()?;
            Some(out)
        }))
    }

    fn is_for(&self, node: NodeId) -> Result<(), CourierError> {
        if node == self.recipient { Ok(()) } else { Err(CourierError::WrongRecipient) }
    }

    /// A record, if it fits with the end behind it.
    pub(super) fn put(&mut self, kind: u8, parts: &[&[u8]], out: &mut Vec<u8>) -> Result<(), CourierError> {
        let length = parts.iter().fold(0_usize, |sum, part| sum.saturating_add(part.len()));
        let needed = (RECORD_HEAD.saturating_add(length) as u64).saturating_add(END_BYTES);
        if length > RECORD_BYTES_MAX
            || self.records >= RECORDS_MAX
            || self.written.saturating_add(needed) > CONTENT_BYTES_MAX
        {
            return Err(CourierError::Full);
        }
        self.records = self.records.saturating_add(1);
        self.write(kind, parts, out)
    }

    fn write(&mut self, kind: u8, parts: &[&[u8]], out: &mut Vec<u8>) -> Result<(), CourierError> {
        let length = parts.iter().fold(0_usize, |sum, part| sum.saturating_add(part.len()));
        let length = u32::try_from(length).map_err(|_| CourierError::Full)?;
        self.feed(&[kind], out)?;
        self.feed(&length.to_be_bytes(), out)?;
        parts.iter().try_for_each(|part| self.feed(part, out))
    }

    fn feed(&mut self, mut bytes: &[u8], out: &mut Vec<u8>) -> Result<(), CourierError> {
        self.written = self.written.saturating_add(bytes.len() as u64);
        while !bytes.is_empty() {
            let room = CHUNK.saturating_sub(self.open.len()).min(bytes.len());
            let (now, later) = bytes.split_at(room);
            self.open.extend(now);
            bytes = later;
            if self.open.len() == CHUNK {
                self.seal_open(out)?;
            }
        }
        Ok(())
    }

    fn seal_open(&mut self, out: &mut Vec<u8>) -> Result<(), CourierError> {
        let sealed = self.stream.seal(&self.open, &self.outer).map_err(|_| CourierError::Full)?;
        self.open.clear();
        out.extend(sealed);
        Ok(())
    }
}
