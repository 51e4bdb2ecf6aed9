//! Files beside the database: what is too large for a row. What stands in them was sealed before (`seal::stream`), under a
//! key that stands, wrapped, in a row; when that is gone nobody opens the file any more. Names are random and say nothing.
//!
//! A file is written at a place, so that the same bytes may be written twice and a file that was cut is continued where
//! it ends. Refused: more than the room that the configuration gives them, by name and before anything is written.
//! What a process that died left behind is told by [`Files::left_over`].

use kernel::Timestamp;
use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use uuid::Uuid;

/// The room that a node gives its files unless its configuration says otherwise.
pub const ROOM_BYTES: u64 = 100 * 1024 * 1024 * 1024;
/// A file that no row names is left over once it is as old as this: longer than any row takes to be written.
const LEFT_AFTER_MS: i64 = kernel::time::DAY_MS;

/// Why a file was not written or read.
#[derive(Debug, thiserror::Error)]
pub enum FileFault {
    /// There is no room for it.
    #[error("there is no room for it: {free} bytes are free for files; free some, or give them more room")]
    Full {
        /// What is free.
        free: u64,
    },
    /// The disk failed.
    #[error("the file could not be written or read: {0}")]
    Io(std::io::Error),
}

impl From<std::io::Error> for FileFault {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full { free: 0 },
            _ => Self::Io(error),
        }
    }
}

/// The node's files.
#[derive(Debug)]
pub struct Files {
    folder: PathBuf,
    room: u64,
    /// What they take, as it was counted last and as this process wrote since.
    used: AtomicU64,
    /// Those that somebody writes now.
    busy: Mutex<BTreeSet<Uuid>>,
    #[cfg(feature = "testing")]
    _guard: Option<tempfile::TempDir>,
}

impl Files {
    /// The files in a folder, which may take `room` bytes. The folder is made with the first of them.
    #[must_use]
    pub fn new(folder: PathBuf, room: u64) -> Self {
        let files = Self {
            folder,
            room,
            used: AtomicU64::new(0),
            busy: Mutex::default(),
            #[cfg(feature = "testing")]
            _guard: None,
        };
        files.count();
        files
    }

    /// In a folder of their own that goes with them.
    ///
    /// # Panics
    /// When there is nowhere to put one.
    #[cfg(feature = "testing")]
    #[must_use]
    #[expect(clippy::expect_used, reason = "test support")]
    pub fn for_test(room: u64) -> Self {
        let guard = tempfile::tempdir().expect("a folder");
        Self {
            folder: guard.path().join("files"),
            room,
            used: AtomicU64::new(0),
            busy: Mutex::default(),
            _guard: Some(guard),
        }
    }

    /// Where they stand.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn path(&self, file: Uuid) -> PathBuf {
        self.folder.join(file.simple().to_string())
    }

    fn every(&self) -> Vec<(Uuid, std::fs::Metadata)> {
        let entries = std::fs::read_dir(&self.folder).into_iter().flatten().filter_map(Result::ok);
        let named = |entry: std::fs::DirEntry| {
            let name = Uuid::try_parse(entry.file_name().to_str()?).ok()?;
            Some((name, entry.metadata().ok()?))
        };
        entries.filter_map(named).collect()
    }

    fn count(&self) -> u64 {
        let used = self.every().iter().fold(0_u64, |sum, (_, meta)| sum.saturating_add(meta.len()));
        self.used.store(used, Ordering::Relaxed);
        used
    }

    /// How much room is left, counted now.
    #[must_use]
    pub fn free(&self) -> u64 {
        self.room.saturating_sub(self.count())
    }

    /// How long a file is; nothing if there is none.
    ///
    /// # Errors
    /// What the disk says.
    pub fn length(&self, file: Uuid) -> Result<u64, FileFault> {
        match std::fs::metadata(self.path(file)) {
            Ok(meta) => Ok(meta.len()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(0),
            Err(error) => Err(error.into()),
        }
    }

    /// Writes bytes at a place of a file, which is made if it is new.
    ///
    /// # Errors
    /// [`FileFault::Full`]; what the disk says.
    pub fn write_at(&self, file: Uuid, at: u64, bytes: &[u8]) -> Result<(), FileFault> {
        let grows = at.saturating_add(bytes.len() as u64).saturating_sub(self.length(file)?);
        let used = self.used.load(Ordering::Relaxed);
        if used.saturating_add(grows) > self.room && self.free() < grows {
            return Err(FileFault::Full { free: self.free() });
        }
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.folder)?;
        let open =
            OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(self.path(file));
        let mut open = open?;
        open.seek(SeekFrom::Start(at))?;
        open.write_all(bytes)?;
        self.used.fetch_add(grows, Ordering::Relaxed);
        Ok(())
    }

    /// Reads bytes from a place of a file, all of them or none.
    ///
    /// # Errors
    /// What the disk says, also where the file is shorter.
    pub fn read_at(&self, file: Uuid, at: u64, length: usize) -> Result<Vec<u8>, FileFault> {
        let mut open = File::open(self.path(file))?;
        open.seek(SeekFrom::Start(at))?;
        let mut bytes = vec![0; length];
        open.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// Makes a file this caller's alone to write, until the answer is dropped; `None` while it is somebody else's.
    #[must_use]
    pub fn alone(&self, file: Uuid) -> Option<Alone<'_>> {
        let free = self.busy.lock().unwrap_or_else(PoisonError::into_inner).insert(file);
        free.then_some(Alone { files: self, file })
    }

    /// Cuts a file off at this length; a shorter one stays as it is.
    ///
    /// # Errors
    /// What the disk says.
    pub fn cut(&self, file: Uuid, length: u64) -> Result<(), FileFault> {
        if self.length(file)? > length {
            OpenOptions::new().write(true).open(self.path(file))?.set_len(length)?;
        }
        Ok(())
    }

    /// Returns once the file would outlast the power.
    ///
    /// # Errors
    /// What the disk says.
    pub fn keep(&self, file: Uuid) -> Result<(), FileFault> {
        File::open(self.path(file))?.sync_all()?;
        File::open(&self.folder)?.sync_all()?;
        Ok(())
    }

    /// Gives a file a second name, so that each of two authorities of a node has its own and none is copied.
    ///
    /// # Errors
    /// What the disk says.
    pub fn share(&self, from: Uuid, to: Uuid) -> Result<(), FileFault> {
        match std::fs::hard_link(self.path(from), self.path(to)) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            done => Ok(done?),
        }
    }

    /// Removes a file; one that is gone is gone.
    ///
    /// # Errors
    /// What the disk says.
    pub fn remove(&self, file: Uuid) -> Result<(), FileFault> {
        match std::fs::remove_file(self.path(file)) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            done => Ok(done?),
        }
    }

    /// Files that no row names: those given are named, and what was written within a day may still be.
    #[must_use]
    pub fn left_over(&self, named: &BTreeSet<Uuid>, now: Timestamp) -> Vec<Uuid> {
        let written = |meta: &std::fs::Metadata| {
            let since = meta.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
            i64::try_from(since.as_millis()).ok().map(Timestamp)
        };
        let old = |meta: &std::fs::Metadata| written(meta).is_some_and(|at| now.since(at) > LEFT_AFTER_MS);
        let every = self.every().into_iter();
        every.filter(|(file, meta)| !named.contains(file) && old(meta)).map(|(file, _)| file).collect()
    }
}

/// A file that one caller alone writes.
#[derive(Debug)]
pub struct Alone<'a> {
    files: &'a Files,
    file: Uuid,
}

impl Drop for Alone<'_> {
    fn drop(&mut self) {
        self.files.busy.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.file);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::time::DAY_MS;

    const ONE: Uuid = Uuid::from_u128(1);
    const TWO: Uuid = Uuid::from_u128(2);

    #[test]
    fn a_file_is_written_at_its_place_and_continued_where_it_ends() {
        let files = Files::for_test(1_000);
        assert_eq!(files.length(ONE).unwrap(), 0);
        files.write_at(ONE, 0, b"abcdef").unwrap();
        files.write_at(ONE, 3, b"DEFGH").unwrap();
        files.write_at(ONE, 3, b"DEFGH").unwrap();
        assert_eq!(files.read_at(ONE, 0, 8).unwrap(), b"abcDEFGH");
        assert!(files.read_at(ONE, 4, 5).is_err(), "all or nothing");
        files.cut(ONE, 4).unwrap();
        files.cut(ONE, 100).unwrap();
        assert_eq!(files.length(ONE).unwrap(), 4);
        files.share(ONE, TWO).unwrap();
        files.remove(ONE).unwrap();
        files.remove(ONE).unwrap();
        files.keep(TWO).unwrap();
        assert_eq!(files.read_at(TWO, 0, 4).unwrap(), b"abcD", "what one gives up the other still has");
    }

    #[test]
    fn a_7_no_more_is_written_than_there_is_room_for_and_freed_room_is_room() {
        let files = Files::for_test(10);
        files.write_at(ONE, 0, &[1; 8]).unwrap();
        assert!(matches!(files.write_at(TWO, 0, &[2; 3]), Err(FileFault::Full { free: 2 })));
        files.write_at(ONE, 0, &[1; 10]).unwrap();
        assert!(matches!(files.write_at(ONE, 10, &[1]), Err(FileFault::Full { free: 0 })));
        files.remove(ONE).unwrap();
        files.write_at(TWO, 0, &[2; 10]).unwrap();
    }

    #[test]
    fn what_no_row_names_is_left_over_after_a_day_and_nobody_else_may_enter() {
        use std::os::unix::fs::PermissionsExt;
        let files = Files::for_test(100);
        files.write_at(ONE, 0, b"x").unwrap();
        files.write_at(TWO, 0, b"x").unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(files.folder()), mode(&files.path(ONE))), (0o700, 0o600));
        let written = std::fs::metadata(files.path(ONE)).unwrap().modified().unwrap();
        let written = written.duration_since(std::time::UNIX_EPOCH).unwrap().as_millis();
        let written = Timestamp(i64::try_from(written).unwrap());
        let named = BTreeSet::from([TWO]);
        assert!(files.left_over(&named, written.plus_ms(DAY_MS / 2)).is_empty());
        assert_eq!(files.left_over(&named, written.plus_ms(2 * DAY_MS)), [ONE]);
    }
}
