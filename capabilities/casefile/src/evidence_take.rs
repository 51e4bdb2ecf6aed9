//! An exhibit as it comes in and as it is read again: sealed to the disk piece by piece, hashed on the way, opened chunk
//! by chunk. It never stands in memory whole.
//!
//! A taking that was cut off goes on where it ended: the file is read from its beginning, each chunk that stands
//! already is opened and compared, and only what is new is written. Where it is another file now, it begins afresh
//! under a new key, because two contents under one key and number would give both away.

use crate::evidence::Exhibit;
use access::Node;
use access::media::{self, START_BYTES};
use kernel::Rng;
use kernel::limit::ATTACHMENT_BYTES_MAX;
use seal::stream::{CHUNK, FileKey, Opening, SEALED_CHUNK, Sealing, WholeFile, begins_at};
use std::sync::Arc;
use store::files::{FileFault, Files};
use uuid::Uuid;

/// Largest exhibit, in bytes; the same as of an attachment, so that each can be sent.
pub const EXHIBIT_BYTES_MAX: u64 = ATTACHMENT_BYTES_MAX;
/// Sealed bytes that are gathered before they are written.
const WRITTEN_AT_ONCE: usize = 4 * SEALED_CHUNK;

/// Why a file was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum TakeFault {
    /// The disk, or the room for files.
    #[error(transparent)]
    File(#[from] FileFault),
    /// It is larger than an exhibit may be.
    #[error("an exhibit has at most {} GiB", EXHIBIT_BYTES_MAX >> 30)]
    TooLarge,
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
}

/// Where a taking stands on the disk, and what it is sealed under.
#[derive(Clone)]
pub struct Coming {
    pub(crate) id: Uuid,
    pub(crate) file: Uuid,
    pub(crate) key: FileKey,
}

impl Coming {
    /// A new one.
    #[must_use]
    pub fn new(rng: &dyn Rng) -> Self {
        let (id, file) = (kernel::id::random(rng), kernel::id::random(rng));
        Self { id, file, key: FileKey::generate(rng) }
    }

    /// How much of it stands on the disk, in bytes of content.
    ///
    /// # Errors
    /// What the disk says.
    pub fn there(&self, node: &Node) -> Result<u64, FileFault> {
        Ok((node.files.length(self.file)? / SEALED_CHUNK as u64).saturating_mul(CHUNK as u64))
    }
}

/// A file that stands here sealed, and that no exhibit names yet.
#[derive(Clone)]
pub struct Taken {
    pub(crate) coming: Coming,
    /// How long it is, and its digests.
    pub whole: WholeFile,
    /// Its name.
    pub name: String,
    /// What it is by its first bytes.
    pub media: &'static str,
}

impl Taken {
    /// Removes it: it became no exhibit.
    pub fn discard(&self, node: &Node) {
        if let Err(error) = node.files.remove(self.coming.file) {
            tracing::warn!(%error, "a file that became no exhibit could not be removed; it is swept within a day");
        }
    }
}

/// An exhibit on its way in.
pub struct Taking {
    files: Arc<Files>,
    coming: Coming,
    name: String,
    sealing: Sealing,
    start: Vec<u8>,
    text: bool,
    out: Vec<u8>,
    at: u64,
    /// What stands on the disk of an earlier try, sealed.
    there: u64,
    /// What is left behind goes on later.
    resumes: bool,
    done: bool,
}

impl Taking {
    /// Begins a file called so by whoever brings it.
    #[must_use]
    pub fn begin(node: &Node, name: &str) -> Self {
        Self::of(node, name, Coming::new(node.store.rng()), (0, false))
    }

    /// Goes on with one that was cut off: the same file is given from its beginning.
    ///
    /// # Errors
    /// What the disk says.
    pub fn resume(node: &Node, name: &str, coming: Coming) -> Result<Self, TakeFault> {
        let there = node.files.length(coming.file)?;
        Ok(Self::of(node, name, coming, (there, true)))
    }

    fn of(node: &Node, name: &str, coming: Coming, (there, resumes): (u64, bool)) -> Self {
        Self {
            files: Arc::clone(&node.files),
            name: media::clean_name(name),
            sealing: Sealing::new(coming.key.clone(), *coming.id.as_bytes()),
            coming,
            start: Vec::new(),
            text: true,
            out: Vec::new(),
            at: 0,
            there,
            resumes,
            done: false,
        }
    }

    /// Takes the next bytes; `false` if they are not those that stand there of an earlier try, after which nothing more
    /// may be given.
    ///
    /// # Errors
    /// [`TakeFault`]; what was written is removed, unless it is resumed.
    pub async fn push(&mut self, bytes: &[u8]) -> Result<bool, TakeFault> {
        if self.sealing.bytes().saturating_add(bytes.len() as u64) > EXHIBIT_BYTES_MAX {
            self.resumes = false;
            return Err(TakeFault::TooLarge);
        }
        let wanted = START_BYTES.saturating_sub(self.start.len()).min(bytes.len());
        self.start.extend(bytes.get(..wanted).unwrap_or_default());
        for piece in bytes.chunks(CHUNK) {
            self.text &= !piece.contains(&0);
            self.sealing.push(piece, &mut self.out);
            if self.out.len() >= WRITTEN_AT_ONCE && !self.write().await? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The file has no more bytes; `None` if they are not those that stand there of an earlier try.
    ///
    /// # Errors
    /// [`TakeFault`]; what was written is removed, unless it is resumed.
    pub async fn finish(mut self) -> Result<Option<Taken>, TakeFault> {
        if self.sealing.bytes() == 0 {
            self.resumes = false;
            return Err(TakeFault::Empty);
        }
        let empty = Sealing::new(self.coming.key.clone(), [0; 16]);
        let whole = std::mem::replace(&mut self.sealing, empty).finish(&mut self.out);
        // A longer file stood there: what was its middle is the end of this one, sealed as such.
        if self.there > self.at.saturating_add(self.out.len() as u64) || !self.write().await? {
            self.resumes = false;
            return Ok(None);
        }
        let (files, file) = (Arc::clone(&self.files), self.coming.file);
        blocking(move || files.keep(file)).await?;
        self.done = true;
        let text = self.text && std::str::from_utf8(&self.start).is_ok();
        Ok(Some(Taken {
            coming: self.coming.clone(),
            whole,
            name: std::mem::take(&mut self.name),
            media: media::media(&self.start, text),
        }))
    }

    /// Writes what was gathered; what stands there is compared instead.
    async fn write(&mut self) -> Result<bool, TakeFault> {
        let (files, file, at) = (Arc::clone(&self.files), self.coming.file, self.at);
        let out = std::mem::take(&mut self.out);
        let known = usize::try_from(self.there.saturating_sub(at)).unwrap_or(usize::MAX).min(out.len());
        self.at = self.at.saturating_add(out.len() as u64);
        let same = blocking(move || {
            let (old, new) = out.split_at(known);
            if !old.is_empty() && files.read_at(file, at, old.len())? != old {
                return Ok(false);
            }
            if !new.is_empty() {
                files.write_at(file, at.saturating_add(old.len() as u64), new)?;
            }
            Ok(true)
        });
        let same = same.await?;
        self.resumes &= same;
        Ok(same)
    }
}

impl Drop for Taking {
    fn drop(&mut self) {
        if !self.done && !self.resumes && self.at > 0 {
            // What is left is swept within a day.
            let _left = self.files.remove(self.coming.file);
        }
    }
}

/// An exhibit's bytes, opened chunk by chunk.
pub struct ReadExhibit {
    files: Arc<Files>,
    file: Uuid,
    opening: Opening,
}

impl ReadExhibit {
    /// Begins at its first byte. Whoever calls this has the gate's word.
    #[must_use]
    pub fn begin(files: &Arc<Files>, exhibit: &Exhibit) -> Self {
        let opening = Opening::new(exhibit.key.clone(), *exhibit.id.as_bytes(), exhibit.whole.bytes);
        Self { files: Arc::clone(files), file: exhibit.file, opening }
    }

    /// The same of a file that no exhibit names yet.
    pub(crate) fn of_taken(files: &Arc<Files>, taken: &Taken) -> Self {
        let Coming { id, file, key } = &taken.coming;
        let opening = Opening::new(key.clone(), *id.as_bytes(), taken.whole.bytes);
        Self { files: Arc::clone(files), file: *file, opening }
    }

    /// The next content; `None` at its end. Blocks; call it off the async threads.
    ///
    /// # Errors
    /// What the disk says; a chunk that does not open any more.
    pub fn next_chunk(&mut self) -> Result<Option<Vec<u8>>, FileFault> {
        let Some((chunk, length)) = self.opening.wants() else { return Ok(None) };
        let sealed = self.files.read_at(self.file, begins_at(chunk), length)?;
        let opened =
            self.opening.push(&sealed).map_err(|e| FileFault::Io(std::io::Error::other(e.to_string())));
        opened.map(|content| Some(content.to_vec()))
    }

    /// What it was, at its end.
    #[must_use]
    pub fn finish(self) -> Option<WholeFile> {
        self.opening.finish()
    }
}

/// Whether the bytes of an exhibit are those that came in, to the last one.
///
/// # Errors
/// What the disk says, other than that they are not there or do not open.
pub async fn is_unaltered(files: &Arc<Files>, exhibit: &Exhibit) -> Result<bool, FileFault> {
    let (mut read, whole) = (ReadExhibit::begin(files, exhibit), exhibit.whole);
    blocking(move || {
        loop {
            match read.next_chunk() {
                Ok(Some(_)) => {}
                Ok(None) => return Ok(read.finish() == Some(whole)),
                // A chunk that does not open, and a file that is gone or shorter, are what is looked for.
                Err(error) => {
                    tracing::error!(%error, "an exhibit is not what came in");
                    return Ok(false);
                }
            }
        }
    })
    .await
}

/// Work on the disk, off the threads that serve.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, FileFault> + Send + 'static,
) -> Result<T, FileFault> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|e| Err(FileFault::Io(std::io::Error::other(e.to_string()))))
}
