//! A file as it comes in: sealed to the disk piece by piece, hashed on the way, looked at to say what it is. It never
//! stands in memory whole.

use super::scan::SCAN_BYTES_MAX;
use access::Node;
use access::media::{self, START_BYTES};
use kernel::limit::ATTACHMENT_BYTES_MAX;
use seal::stream::{FileKey, Sealing, WholeFile};
use std::sync::Arc;
use store::files::{FileFault, Files};
use uuid::Uuid;

/// Sealed bytes that are gathered before they are written.
const WRITTEN_AT_ONCE: usize = 256 * 1024;

/// Why a file was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum TakeFault {
    /// The disk, or the room for files.
    #[error(transparent)]
    File(#[from] FileFault),
    /// It is larger than an attachment may be.
    #[error("an attachment has at most {} GiB", ATTACHMENT_BYTES_MAX >> 30)]
    TooLarge,
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
}

/// A file that stands here sealed, and that no move names yet.
#[derive(Clone)]
pub struct Draft {
    pub(crate) id: Uuid,
    pub(crate) file: Uuid,
    pub(crate) key: FileKey,
    pub(crate) name: String,
    pub(crate) media: &'static str,
    pub(crate) whole: WholeFile,
    /// It is text, and short enough to be searched.
    pub(crate) readable: bool,
    /// The exhibit it is a copy of.
    pub(crate) exhibit: Option<Uuid>,
    /// What else its move says of it.
    pub(crate) rest: serde_json::Map<String, serde_json::Value>,
}

impl Draft {
    /// How long it is.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.whole.bytes
    }

    /// Removes it: it was not attached.
    pub fn discard(&self, node: &Node) {
        if let Err(error) = node.files.remove(self.file) {
            tracing::warn!(%error, "a file that was not attached could not be removed; it is swept within a day");
        }
    }
}

#[cfg(feature = "testing")]
impl Draft {
    /// Its name.
    #[must_use]
    pub fn name_for_test(&self) -> &str {
        &self.name
    }

    /// Its content.
    ///
    /// # Panics
    /// When it does not open.
    #[must_use]
    #[expect(clippy::expect_used, reason = "test support")]
    pub fn content_for_test(&self, node: &Node) -> Vec<u8> {
        let mut opening = seal::stream::Opening::new(self.key.clone(), *self.id.as_bytes(), self.whole.bytes);
        let mut content = Vec::new();
        while let Some((chunk, length)) = opening.wants() {
            let at = seal::stream::begins_at(chunk);
            let sealed = node.files.read_at(self.file, at, length).expect("it is there");
            content.extend(opening.push(&sealed).expect("it opens").iter());
        }
        content
    }

    /// As an attachment that came or goes in a dossier.
    pub(crate) fn of_test(
        &self,
        dossier: &crate::types::Dossier,
        way: super::Way,
        at: kernel::Timestamp,
    ) -> super::Attachment {
        super::Attachment {
            announced: super::Announced {
                id: self.id,
                name: self.name.clone(),
                media: self.media.into(),
                bytes: self.whole.bytes,
                sha256: self.whole.sha256,
                root: self.whole.root,
                rest: serde_json::Map::new(),
            },
            key: self.key.clone(),
            authority: dossier.authority,
            dossier: dossier.id,
            peer: dossier.peer,
            way,
            side: dossier.side.other(),
            number: Some(1),
            file: self.file,
            state: super::State::Offered,
            handling: kernel::Handling::H1,
            conditions: String::new(),
            text: String::new(),
            exhibit: None,
            by: None,
            sent: 0,
            given: 0,
            attempts: 0,
            why: None,
            receipt: None,
            at,
        }
    }

    /// Announces another content than it has, as a node that lies would.
    pub fn announce_for_test(&mut self, sha256: kernel::Digest) {
        self.whole.sha256 = sha256;
    }
}

/// Whether what came so far is text in UTF-8.
#[derive(Default)]
struct Text {
    no: bool,
    /// Bytes of a character that is not whole yet.
    cut: Vec<u8>,
}

impl Text {
    fn push(&mut self, piece: &[u8]) {
        if self.no {
            return;
        }
        let whole = [self.cut.as_slice(), piece].concat();
        let (text, rest) = match std::str::from_utf8(&whole) {
            Ok(text) => (text, Vec::new()),
            Err(error) => {
                let (good, rest) = whole.split_at(error.valid_up_to());
                self.no |= error.error_len().is_some();
                (std::str::from_utf8(good).unwrap_or_default(), rest.to_vec())
            }
        };
        self.no |= text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}'));
        self.cut = rest;
    }

    fn is(&self) -> bool {
        !self.no && self.cut.is_empty()
    }
}

/// A file on its way in.
pub struct Taking {
    files: Arc<Files>,
    id: Uuid,
    file: Uuid,
    key: FileKey,
    name: String,
    sealing: Sealing,
    start: Vec<u8>,
    text: Text,
    out: Vec<u8>,
    at: u64,
    done: bool,
}

impl Taking {
    /// Begins a file called so by whoever brings it.
    #[must_use]
    pub fn begin(node: &Node, name: &str) -> Self {
        let rng = node.store.rng();
        let random = || uuid::Builder::from_random_bytes(rng.array()).into_uuid();
        let (id, key) = (random(), FileKey::generate(rng));
        Self {
            files: Arc::clone(&node.files),
            id,
            file: random(),
            name: media::clean_name(name),
            sealing: Sealing::new(key.clone(), *id.as_bytes()),
            key,
            start: Vec::new(),
            text: Text::default(),
            out: Vec::new(),
            at: 0,
            done: false,
        }
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// [`TakeFault`]; what was written is removed.
    pub async fn push(&mut self, bytes: &[u8]) -> Result<(), TakeFault> {
        let total = self.sealing.bytes().saturating_add(bytes.len() as u64);
        if total > ATTACHMENT_BYTES_MAX {
            return Err(TakeFault::TooLarge);
        }
        let wanted = START_BYTES.saturating_sub(self.start.len()).min(bytes.len());
        self.start.extend(bytes.get(..wanted).unwrap_or_default());
        for piece in bytes.chunks(seal::stream::CHUNK) {
            self.text.push(piece);
            self.sealing.push(piece, &mut self.out);
            if self.out.len() >= WRITTEN_AT_ONCE {
                self.write().await?;
            }
        }
        Ok(())
    }

    /// The file has no more bytes.
    ///
    /// # Errors
    /// [`TakeFault`]; what was written is removed.
    pub async fn finish(mut self) -> Result<Draft, TakeFault> {
        if self.sealing.bytes() == 0 {
            return Err(TakeFault::Empty);
        }
        let empty = Sealing::new(self.key.clone(), [0; 16]);
        let whole = std::mem::replace(&mut self.sealing, empty).finish(&mut self.out);
        self.write().await?;
        let (files, file) = (Arc::clone(&self.files), self.file);
        blocking(move || files.keep(file)).await?;
        self.done = true;
        let text = self.text.is();
        Ok(Draft {
            id: self.id,
            file: self.file,
            key: self.key.clone(),
            name: std::mem::take(&mut self.name),
            media: media::media(&self.start, text),
            whole,
            readable: text && whole.bytes <= SCAN_BYTES_MAX,
            exhibit: None,
            rest: serde_json::Map::new(),
        })
    }

    async fn write(&mut self) -> Result<(), TakeFault> {
        let (files, file, at) = (Arc::clone(&self.files), self.file, self.at);
        let out = std::mem::take(&mut self.out);
        self.at = self.at.saturating_add(out.len() as u64);
        Ok(blocking(move || files.write_at(file, at, &out)).await?)
    }
}

impl Drop for Taking {
    fn drop(&mut self) {
        if !self.done && self.at > 0 {
            // What is left is swept within a day.
            let _left = self.files.remove(self.file);
        }
    }
}

/// Work on the disk, off the threads that serve.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, FileFault> + Send + 'static,
) -> Result<T, FileFault> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|e| Err(FileFault::Io(std::io::Error::other(e.to_string()))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_what_reads_as_text_to_its_last_byte() {
        let is = |pieces: &[&[u8]]| {
            let mut text = Text::default();
            pieces.iter().for_each(|p| text.push(p));
            text.is()
        };
        assert!(is(&[b"name;phone\r\n", "Mo\u{e9}, \u{645}\u{648}".as_bytes()]));
        let split = "é".as_bytes();
        assert!(is(&[&split[..1], &split[1..]]), "a character cut in two");
        assert!(!is(&[&split[..1]]), "half a character at the end");
        assert!(!is(&[b"%PDF-1.7\n\xe2\xe3\xcf\xd3"]));
        assert!(!is(&[b"a\0b"]), "text does not hold zeros");
        assert!(!is(&[b"\xff\xfea\0b\0"]), "UTF-16 is not searched");
    }
}
