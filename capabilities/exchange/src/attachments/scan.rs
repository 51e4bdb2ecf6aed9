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
pub(crate) const SCAN_BYTES_MAX: u64 = 128 * 1024;
/// How much is looked at at a time. A search of a text ends after so many values and names: a list holds more than a
/// text that somebody wrote, so that it is looked at in pieces too short to hold as many.
const PIECE_BYTES: usize = 512;
/// How much of a piece is looked at again with the next one: longer than any name or number that is held.
const OVERLAP_CHARS: usize = 128;
/// What stands between the cells of a table, and around them.
const BETWEEN_CELLS: [char; 6] = [';', ',', '|', '=', '"', '\''];

/// A sealed file to be read.
#[derive(Clone)]
pub(crate) struct Readable {
    pub(crate) id: Uuid,
    pub(crate) file: Uuid,
    pub(crate) key: FileKey,
    pub(crate) bytes: u64,
}

/// From whom a text is kept because of what stands in it. It is read piece by piece, each with the end of the one
/// before it, as it stands and, where it is a table, cell by cell.
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
        cut = rest;
        for piece in pieces(&text) {
            let window = format!("{before}{piece}");
            let found = watch.text(tx, &keys, &read_as(&window), leaving).await?;
            let parties: BTreeSet<Party> = blocked.parties.union(&found.parties).copied().collect();
            blocked = Blocked { everyone: blocked.everyone || found.everyone, parties };
            let from = window.char_indices().rev().take(OVERLAP_CHARS).last().map_or(0, |(at, _)| at);
            before = window.get(from..).unwrap_or_default().to_owned();
        }
    }
    Ok(blocked)
}

/// A text in pieces of about [`PIECE_BYTES`].
fn pieces(text: &str) -> Vec<&str> {
    let (mut pieces, mut rest) = (Vec::new(), text);
    while !rest.is_empty() {
        let mut at = PIECE_BYTES.min(rest.len());
        while !rest.is_char_boundary(at) {
            at = at.saturating_add(1);
        }
        let (piece, later) = rest.split_at(at);
        pieces.push(piece);
        rest = later;
    }
    pieces
}

/// A piece as it stands, and with what stands between cells as spaces: `name;+227 90 …` is a name and a number.
fn read_as(window: &str) -> String {
    if !window.contains(BETWEEN_CELLS) {
        return window.to_owned();
    }
    format!("{window}\n{}", window.replace(BETWEEN_CELLS, " "))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_05_a_number_in_a_cell_of_a_table_is_read_as_one() {
        let party = Party::parse("GH").unwrap();
        for line in ["Issa;+227 90 00 01 14;driver", "a,\"+227 90 00 01 14\"", "tel=+227 90 00 01 14|x"] {
            let found = casefile::values_in(&read_as(line), party);
            assert!(found.iter().any(|s| s.value == "+22790000114"), "{line}: {found:?}");
        }
    }

    #[test]
    fn a_text_in_pieces_is_all_of_it() {
        let text = "é".repeat(3_000);
        assert_eq!(pieces(&text).concat(), text);
        assert!(pieces(&text).iter().all(|p| p.len() <= PIECE_BYTES + 3));
        assert!(pieces("").is_empty());
    }
}
