//! A passage on a page: its text in pieces, with the mention that is judged and the others that wait.

use crate::MarkedPassage;
use crate::pages::review_mentions::mention_word;
use uuid::Uuid;
use web::T;

/// Bytes of a passage shown before and behind the mention.
const AROUND_BYTES: usize = 900;

/// A piece of a passage.
pub(crate) struct Piece {
    pub(crate) text: String,
    /// The mention that is judged.
    pub(crate) here: bool,
    /// Another one that waits to be judged, and its address.
    pub(crate) other: Option<String>,
    pub(crate) what: String,
}

/// The passage in pieces, shortened around the first mention of what is judged.
pub(crate) fn pieces(t: &T, path: &str, passage: &MarkedPassage, candidate: Uuid) -> Vec<Piece> {
    let text = passage.text.as_str();
    let own = passage.marks.iter().find(|m| m.candidate == Some(candidate)).map_or(0, |m| m.from);
    let mut from = own.saturating_sub(AROUND_BYTES);
    let mut to = text.len().min(own.saturating_add(AROUND_BYTES));
    while !text.is_char_boundary(from) {
        from = from.saturating_sub(1);
    }
    while !text.is_char_boundary(to) {
        to = to.saturating_add(1);
    }
    let plain = |text: &str| Piece { text: text.to_owned(), here: false, other: None, what: String::new() };
    let mut pieces = Vec::new();
    if from > 0 {
        pieces.push(plain("… "));
    }
    let mut at = from;
    for mark in passage.marks.iter().filter(|m| m.from >= from && m.to <= to) {
        let (Some(before), Some(own)) = (text.get(at..mark.from), text.get(mark.from..mark.to)) else {
            continue;
        };
        pieces.push(plain(before));
        pieces.push(Piece {
            text: own.to_owned(),
            here: mark.candidate == Some(candidate),
            other: mark.candidate.filter(|c| *c != candidate).map(|c| format!("{path}?at={c}")),
            what: mention_word(t, mark.kind),
        });
        at = mark.to;
    }
    pieces.extend(text.get(at..to).map(plain));
    if to < text.len() {
        pieces.push(plain(" …"));
    }
    pieces
}
