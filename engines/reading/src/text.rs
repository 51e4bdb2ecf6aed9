//! Plain text: a paragraph is a passage, what stands between two empty lines; a file without empty lines is read line by
//! line. Each passage keeps the number of its first line.

use crate::delimited::Encoding;
use crate::item::{Control, Item, Out, Part, Passage, Place, ReadError, Reason, Summary, VALUE_BYTES_MAX};
use std::io::Read;

/// Lines looked at to tell a text from a table.
const LOOKED_AT: usize = 6;

/// Whether a file named as a text is one, and not a table: no two of its first lines are divided alike.
pub(crate) fn is_prose(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).take(LOOKED_AT).collect();
    let alike = |c: char| {
        let counts: Vec<usize> = lines.iter().map(|l| l.matches(c).count()).collect();
        counts.len() > 1 && counts.iter().all(|n| *n > 0 && Some(n) == counts.first())
    };
    !lines.is_empty() && !['\t', ';', '|', ','].into_iter().any(alike)
}

pub(crate) fn read(
    input: &mut dyn Read,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let mut bytes = Vec::new();
    let most = kernel::limit::IMPORT_BYTES_MAX;
    input.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(ReadError::TooLarge { limit: most });
    }
    let text = decoded(&bytes);
    let mut out = Out::new(sink);
    let by_line = !text.lines().any(|line| line.trim().is_empty());
    let (mut paragraph, mut begun, mut at) = (String::new(), 0_u64, 0_u64);
    for line in text.lines() {
        at = at.saturating_add(1);
        if line.trim().is_empty() || by_line {
            passage(&mut out, std::mem::take(&mut paragraph), begun);
        }
        if line.trim().is_empty() {
            continue;
        }
        if paragraph.is_empty() {
            begun = at;
        } else {
            paragraph.push('\n');
        }
        paragraph.push_str(line);
        if out.stopped {
            return Ok(out.summary);
        }
    }
    passage(&mut out, paragraph, begun);
    Ok(out.summary)
}

/// UTF-8 or what the mark at the beginning says; letters that are none are shown as such.
fn decoded(bytes: &[u8]) -> String {
    let (_, text) = Encoding::of_start(bytes, None);
    text.trim_start_matches('\u{feff}').replace('\0', "\u{fffd}")
}

fn passage(out: &mut Out<'_>, text: String, line: u64) {
    let mut rest = text.trim();
    let place = Place { line, ..Place::default() };
    if rest.contains('\u{fffd}') {
        out.not_taken(place.clone(), Reason::Encoding, rest);
    }
    while !rest.is_empty() {
        let mut end = rest.len().min(VALUE_BYTES_MAX);
        while !rest.is_char_boundary(end) {
            end = end.saturating_sub(1);
        }
        // A long paragraph is divided between words.
        if end < rest.len()
            && let Some(space) = rest.get(..end).and_then(|r| r.rfind(char::is_whitespace)).filter(|n| *n > 0)
        {
            end = space;
        }
        let (own, after) = rest.split_at(end);
        out.item(Item::Passage(Passage {
            place: place.clone(),
            part: Part::Body,
            text: own.trim().to_owned(),
        }));
        rest = after.trim_start();
    }
}
