//! Files of any size, sealed chunk by chunk: at rest and on the way alike, so that what was sealed once is stored, sent,
//! carried and received as it is, and nobody on the way needs a key.
//!
//! STREAM (Hoang, Reyhanitabar, Rogaway, Vizár, 2015) with ChaCha20-Poly1305 (RFC 8439) under a random key for each file:
//! the nonce is seven zeros, the number of the chunk (4) and whether it is the last (1), so that no chunk can be left out,
//! doubled, moved or cut off. Each chunk is authenticated by itself and at its place; a file is resumed at any chunk. The
//! **root** is a digest over all sealed chunks. Refused: a chunk of another file or place, a chunk that says nothing.

use crate::envelope::TAG;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use kernel::{Digest, Rng};
use sha2::{Digest as _, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Bytes of content in a chunk; the last one may have fewer.
pub const CHUNK: usize = 64 * 1024;
/// The same, sealed.
pub const SEALED_CHUNK: usize = CHUNK + TAG;
/// What is authenticated with every chunk begins with this.
const PLACE: &[u8] = b"liaison stream v1";
/// What the root begins with.
const ROOT: &[u8] = b"liaison stream root v1";

/// What can be wrong with a chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this chunk is damaged, or of another file or place")]
pub struct DamagedChunk;

/// How many chunks content of this length has.
#[must_use]
pub fn chunks_of(bytes: u64) -> u64 {
    bytes.div_ceil(CHUNK as u64)
}

/// How long content of this length is once sealed.
#[must_use]
pub fn sealed_bytes(bytes: u64) -> u64 {
    bytes.saturating_add(chunks_of(bytes).saturating_mul(TAG as u64))
}

/// Where a chunk begins in the sealed file.
#[must_use]
pub fn begins_at(chunk: u64) -> u64 {
    chunk.saturating_mul(SEALED_CHUNK as u64)
}

/// How long this chunk of content of this length is once sealed; `None` if it has no such chunk.
#[must_use]
pub fn sealed_length(bytes: u64, chunk: u64) -> Option<usize> {
    let left = sealed_bytes(bytes).checked_sub(begins_at(chunk)).filter(|left| *left > 0)?;
    Some(usize::try_from(left).map_or(SEALED_CHUNK, |left| left.min(SEALED_CHUNK)))
}

/// What a whole file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WholeFile {
    /// How long its content is.
    pub bytes: u64,
    /// SHA-256 of its content.
    pub sha256: Digest,
    /// The digest over its sealed chunks.
    pub root: Digest,
}

/// The key of one file, and of no other.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct FileKey([u8; 32]);

impl FileKey {
    /// A fresh one.
    #[must_use]
    pub fn generate(rng: &dyn Rng) -> Self {
        Self(rng.array())
    }

    /// From its bytes; `None` if they are not 32.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().map(Self).ok()
    }

    /// To be wrapped, or sealed to whoever shall read the file.
    #[must_use]
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.0.to_vec())
    }

    fn chunk(&self, file: &[u8; 16], chunk: u32, last: bool, content: &[u8]) -> Vec<u8> {
        let place = [PLACE, file].concat();
        let payload = Payload { msg: content, aad: &place };
        #[expect(clippy::expect_used, reason = "fails only for chunks over 256 GiB; they have 64 KiB")]
        ChaCha20Poly1305::new((&self.0).into()).encrypt(&nonce(chunk, last), payload).expect("a small chunk")
    }

    /// Opens a chunk at its place in content of `bytes`.
    ///
    /// # Errors
    /// [`DamagedChunk`].
    pub fn open(
        &self,
        file: &[u8; 16],
        bytes: u64,
        chunk: u64,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, DamagedChunk> {
        if sealed_length(bytes, chunk) != Some(sealed.len()) {
            return Err(DamagedChunk);
        }
        let last = chunk.saturating_add(1) == chunks_of(bytes);
        let number = u32::try_from(chunk).map_err(|_| DamagedChunk)?;
        let place = [PLACE, file].concat();
        let payload = Payload { msg: sealed, aad: &place };
        let opened = ChaCha20Poly1305::new((&self.0).into()).decrypt(&nonce(number, last), payload);
        opened.map(Zeroizing::new).map_err(|_| DamagedChunk)
    }
}

fn nonce(chunk: u32, last: bool) -> Nonce {
    let mut nonce = [0; 12];
    let parts = [0; 7].into_iter().chain(chunk.to_be_bytes()).chain([u8::from(last)]);
    nonce.iter_mut().zip(parts).for_each(|(to, from)| *to = from);
    Nonce::from(nonce)
}

/// The root as it grows, chunk by chunk in order.
#[derive(Clone)]
struct Growing(Sha256);

impl Growing {
    fn new() -> Self {
        Self(Sha256::new().chain_update(ROOT))
    }

    fn root(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

/// Seals content as it comes, in pieces of any length.
pub struct Sealing {
    key: FileKey,
    file: [u8; 16],
    next: u32,
    open: Zeroizing<Vec<u8>>,
    bytes: u64,
    content: Sha256,
    root: Growing,
}

impl Sealing {
    /// Begins a file; `file` is what it is called wherever it is sealed or opened.
    #[must_use]
    pub fn new(key: FileKey, file: [u8; 16]) -> Self {
        Self {
            key,
            file,
            next: 0,
            open: Zeroizing::new(Vec::with_capacity(CHUNK)),
            bytes: 0,
            content: Sha256::new(),
            root: Growing::new(),
        }
    }

    /// How much content came so far.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Takes the next content; what is sealed by it is added to `out`. A chunk is held back until more follows it,
    /// because the last one is sealed as the last.
    pub fn push(&mut self, mut content: &[u8], out: &mut Vec<u8>) {
        self.content.update(content);
        self.bytes = self.bytes.saturating_add(content.len() as u64);
        while !content.is_empty() {
            if self.open.len() == CHUNK {
                self.seal(false, out);
            }
            let room = CHUNK.saturating_sub(self.open.len()).min(content.len());
            let (now, later) = content.split_at(room);
            self.open.extend(now);
            content = later;
        }
    }

    /// Ends the file; the last chunk is added to `out`.
    #[must_use]
    pub fn finish(mut self, out: &mut Vec<u8>) -> WholeFile {
        if !self.open.is_empty() {
            self.seal(true, out);
        }
        let sha256 = Digest(self.content.finalize().into());
        WholeFile { bytes: self.bytes, sha256, root: self.root.root() }
    }

    fn seal(&mut self, last: bool, out: &mut Vec<u8>) {
        let sealed = self.key.chunk(&self.file, self.next, last, &self.open);
        self.root.0.update(&sealed);
        out.extend(sealed);
        self.open.zeroize();
        self.open.clear();
        self.next = self.next.saturating_add(1);
    }
}

/// Opens a whole sealed file chunk by chunk, and says at its end what it was.
pub struct Opening {
    key: FileKey,
    file: [u8; 16],
    bytes: u64,
    next: u64,
    content: Sha256,
    root: Growing,
}

impl Opening {
    /// Begins a file with this much content.
    #[must_use]
    pub fn new(key: FileKey, file: [u8; 16], bytes: u64) -> Self {
        Self { key, file, bytes, next: 0, content: Sha256::new(), root: Growing::new() }
    }

    /// The chunk that comes next, and how long it is sealed; `None` at the end.
    #[must_use]
    pub fn wants(&self) -> Option<(u64, usize)> {
        sealed_length(self.bytes, self.next).map(|length| (self.next, length))
    }

    /// Opens the next chunk.
    ///
    /// # Errors
    /// [`DamagedChunk`]; the chunk is still the next one.
    pub fn push(&mut self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, DamagedChunk> {
        let content = self.key.open(&self.file, self.bytes, self.next, sealed)?;
        self.content.update(&content);
        self.root.0.update(sealed);
        self.next = self.next.saturating_add(1);
        Ok(content)
    }

    /// What it was; `None` before its end.
    #[must_use]
    pub fn finish(self) -> Option<WholeFile> {
        let sha256 = Digest(self.content.finalize().into());
        (self.next == chunks_of(self.bytes)).then(|| WholeFile {
            bytes: self.bytes,
            sha256,
            root: self.root.root(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::testing::SeededRng;

    const FILE: [u8; 16] = [7; 16];

    fn key() -> FileKey {
        FileKey::generate(&SeededRng::new(4))
    }

    fn content(bytes: usize) -> Vec<u8> {
        (0..bytes).map(|n| u8::try_from(n % 251).unwrap()).collect()
    }

    fn sealed(content: &[u8], piece: usize) -> (Vec<u8>, WholeFile) {
        let (mut sealing, mut out) = (Sealing::new(key(), FILE), Vec::new());
        content.chunks(piece.max(1)).for_each(|part| sealing.push(part, &mut out));
        let whole = sealing.finish(&mut out);
        (out, whole)
    }

    fn opened(sealed: &[u8], bytes: u64) -> Result<(Vec<u8>, WholeFile), DamagedChunk> {
        let (mut opening, mut out) = (Opening::new(key(), FILE, bytes), Vec::new());
        while let Some((n, length)) = opening.wants() {
            let at = usize::try_from(begins_at(n)).unwrap();
            out.extend(opening.push(sealed.get(at..at + length).ok_or(DamagedChunk)?)?.iter());
        }
        Ok((out, opening.finish().ok_or(DamagedChunk)?))
    }

    #[test]
    fn a_file_of_any_length_opens_to_what_it_was_however_it_came() {
        for bytes in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 77] {
            let content = content(bytes);
            let (one, whole) = sealed(&content, 4096);
            assert_eq!((one.clone(), whole), sealed(&content, 70_000), "{bytes}");
            assert_eq!(one.len() as u64, sealed_bytes(bytes as u64));
            assert_eq!(whole.sha256, Digest::of_bytes(&content));
            assert_eq!(opened(&one, bytes as u64).unwrap(), (content, whole));
        }
    }

    #[test]
    fn no_chunk_can_be_damaged_left_out_moved_doubled_or_cut_off() {
        let content = content(3 * CHUNK + 500);
        let (good, whole) = sealed(&content, CHUNK);
        for at in (0..good.len()).step_by(997) {
            let mut bent = good.clone();
            bent[at] ^= 1;
            assert!(opened(&bent, whole.bytes).is_err(), "byte {at}");
        }
        let chunk = |n: usize| &good[n * SEALED_CHUNK..((n + 1) * SEALED_CHUNK).min(good.len())];
        for order in [[1, 0, 2, 3], [0, 0, 2, 3], [0, 1, 1, 3], [0, 2, 1, 3]] {
            let other: Vec<u8> = order.iter().flat_map(|n| chunk(*n).to_vec()).collect();
            assert!(opened(&other, whole.bytes).is_err(), "{order:?}");
        }
        // Cut where a chunk ends, it is no whole file: none of those left was sealed as the last one.
        assert!(opened(&good[..2 * SEALED_CHUNK], 2 * CHUNK as u64).is_err());
        assert!(key().open(&[8; 16], whole.bytes, 0, chunk(0)).is_err(), "another file");
        assert!(FileKey::generate(&SeededRng::new(5)).open(&FILE, whole.bytes, 0, chunk(0)).is_err());
    }

    #[test]
    fn every_chunk_knows_its_length_and_its_place() {
        let bytes = 2 * CHUNK as u64 + 5;
        assert_eq!(sealed_length(bytes, 0), Some(SEALED_CHUNK));
        assert_eq!(sealed_length(bytes, 2), Some(5 + TAG));
        assert_eq!(sealed_length(bytes, 3), None);
        assert_eq!((chunks_of(0), chunks_of(CHUNK as u64)), (0, 1));
        assert_eq!(sealed_length(u64::MAX, u64::MAX), None);
    }
}
