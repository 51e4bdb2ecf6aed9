//! What can be read in an attachment is held against what is held back, as free text is, wherever it leaves from.
//! What cannot be read is not guessed at: a second person looks at it, always.

use super::take_in::blocking;
use crate::types::ExchangeError;
use ::store::Tx;
use access::Node;
use casefile::{Keys, Leaving, Watch};
use kernel::{Blocked, Party};
use seal::stream::{FileKey, begins_at, sealed_length};
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

/// Largest text that is searched for protected values; a longer one is for a second person, as a photograph is.
pub(crate) const SCAN_BYTES_MAX: u64 = 1024 * 1024;
/// How much of a chunk is looked at again with the next one: longer than any name or number that is held.
const OVERLAP_CHARS: usize = 512;

/// A sealed file to be read.
#[derive(Clone)]
pub(crate) struct Readable {
    pub(crate) id: Uuid,
    pub(crate) file: Uuid,
    pub(crate) key: FileKey,
    pub(crate) bytes: u64,
}

/// From whom a text is kept because of what stands in it. It is read chunk by chunk, each with the end of the one
/// before it.
pub(crate) async fn blocked_in(
    tx: &Tx,
    node: &Node,
    what: &Readable,
    leaving: &Leaving<'_>,
) -> Result<Blocked, ExchangeError> {
    let keys = Keys::of(&node.vault);
    let watch = Watch::of(tx, &keys).await?;
    let mut blocked = Blocked::none();
    let (mut before, mut cut) = (String::new(), Vec::new());
    for chunk in 0.. {
        let Some(length) = sealed_length(what.bytes, chunk) else { break };
        let (files, file) = (Arc::clone(&node.files), what.file);
        let sealed = blocking(move || files.read_at(file, begins_at(chunk), length)).await?;
        let content = what.key.open(what.id.as_bytes(), what.bytes, chunk, &sealed);
        let content = content.map_err(|_| ExchangeError::AttachmentDamaged)?;
        let (text, rest) = decoded(&cut, &content);
        let window = format!("{before}{text}");
        let found = watch.text(tx, &keys, &window, leaving).await?;
        let parties: BTreeSet<Party> = blocked.parties.union(&found.parties).copied().collect();
        blocked = Blocked { everyone: blocked.everyone || found.everyone, parties };
        let from = window.char_indices().rev().take(OVERLAP_CHARS).last().map_or(0, |(at, _)| at);
        before = window.get(from..).unwrap_or_default().to_owned();
        cut = rest;
    }
    Ok(blocked)
}

/// The text of a chunk, and the bytes of a character that goes on in the next one.
fn decoded(cut: &[u8], content: &[u8]) -> (String, Vec<u8>) {
    let whole = [cut, content].concat();
    match std::str::from_utf8(&whole) {
        Ok(text) => (text.to_owned(), Vec::new()),
        Err(error) if error.error_len().is_none() => {
            let (good, rest) = whole.split_at(error.valid_up_to());
            (String::from_utf8_lossy(good).into_owned(), rest.to_vec())
        }
        Err(_) => (String::from_utf8_lossy(&whole).into_owned(), Vec::new()),
    }
}
