//! Running text: decoded, divided into paragraphs with the line and page of each, and handed on as it stands. Machine-readable
//! zones of travel documents that stand in it are read as such.
//!
//! It refuses nothing that is text. Where a file does not say its encoding and is not Unicode, the one that fits best is
//! taken and said.

use crate::item::{Control, Item, Out, Part, Passage, Place, ReadError, Reason, Summary, VALUE_BYTES_MAX};
use crate::mrz;
use crate::nest;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use std::borrow::Cow;
use std::io::Read;

/// A paragraph that goes on is divided at the next line after so many bytes, so that a place says more than "somewhere".
const PARAGRAPH_BYTES: usize = 2_000;
/// Bytes looked at to find text of two bytes a letter.
const LOOKED_AT: usize = 4_096;

/// Text with the way it was read.
pub(crate) struct Decoded {
    pub(crate) text: String,
    /// The encoding, where the file does not say one and it was found by its letters.
    pub(crate) guessed: Option<&'static str>,
    /// Bytes in it were no letters.
    pub(crate) broken: bool,
}

/// Bytes as text: by mark, as told, as UTF-8, else by what fits best.
pub(crate) fn decoded(bytes: Vec<u8>, told: Option<&str>) -> Decoded {
    let told = Encoding::for_bom(&bytes)
        .map(|(encoding, _)| encoding)
        .or_else(|| told.and_then(|label| Encoding::for_label(label.trim().as_bytes())));
    if let Some(encoding) = told {
        let (text, _, broken) = encoding.decode(&bytes);
        return Decoded { text: text.into_owned(), guessed: None, broken };
    }
    if let Some(encoding) = two_bytes_a_letter(&bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes);
        return Decoded { text: text.into_owned(), guessed: Some(encoding.name()), broken };
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Decoded { text, guessed: None, broken: false },
        Err(error) => error.into_bytes(),
    };
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Allow);
    let (text, broken): (Cow<'_, str>, bool) = encoding.decode_without_bom_handling(&bytes);
    Decoded { text: text.into_owned(), guessed: Some(encoding.name()), broken }
}

/// Text of two bytes a letter without a mark shows by its zeros, which stand on one side.
fn two_bytes_a_letter(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..bytes.len().min(LOOKED_AT))?;
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = start.len() / 8;
    match (even > many, odd > many) {
        (false, true) if even == 0 => Some(UTF_16LE),
        (true, false) if odd == 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// Reads running text.
pub(crate) fn read(
    input: &mut dyn Read,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let decoded = decoded(nest::whole(input)?, None);
    let mut out = Out::new(sink);
    say_how(&decoded, &mut out);
    paragraphs(&decoded.text, &mut out);
    Ok(out.summary)
}

/// Says where letters were found by what fits, or not found.
pub(crate) fn say_how(decoded: &Decoded, out: &mut Out<'_>) {
    let encoding = decoded.guessed.unwrap_or("its own encoding");
    if decoded.broken {
        let why = format!("some bytes are no letters in {encoding}; they are shown as \u{FFFD}");
        out.not_taken(Place::default(), Reason::Encoding, &why);
    } else if let Some(encoding) = decoded.guessed {
        let why = format!("the file does not say its encoding; read as {encoding}");
        out.not_taken(Place::default(), Reason::Encoding, &why);
    }
}

/// Hands on the paragraphs of a text; pages are divided by form feeds, where there are any.
pub(crate) fn paragraphs(text: &str, out: &mut Out<'_>) {
    let paged = text.contains('\u{C}');
    let mut line = 0_u64;
    let mut page = 1_u64;
    let mut held = Paragraph::default();
    let mut index = 0_u64;
    for whole in text.split_inclusive(['\n', '\u{C}']) {
        line = line.saturating_add(1);
        let plain = whole.trim_end_matches(['\n', '\r', '\u{C}']);
        let ends = plain.trim().is_empty();
        if !ends {
            held.add(plain, line, if paged { page } else { 0 });
        }
        let turns = whole.ends_with('\u{C}');
        if ends || turns || held.text.len() >= PARAGRAPH_BYTES {
            held.hand_on(&mut index, out);
        }
        if turns {
            page = page.saturating_add(1);
            // A page turned within a line is no new line.
            line = line.saturating_sub(u64::from(!whole.ends_with('\n')));
        }
        if out.stopped {
            return;
        }
    }
    held.hand_on(&mut index, out);
}

#[derive(Default)]
struct Paragraph {
    text: String,
    line: u64,
    page: u64,
}

impl Paragraph {
    fn add(&mut self, line: &str, number: u64, page: u64) {
        if self.text.is_empty() {
            (self.line, self.page) = (number, page);
        } else {
            self.text.push('\n');
        }
        self.text.push_str(line);
    }

    fn hand_on(&mut self, index: &mut u64, out: &mut Out<'_>) {
        let text = std::mem::take(&mut self.text);
        if text.is_empty() {
            return;
        }
        *index = index.saturating_add(1);
        let place = Place { line: self.line, index: *index, page: self.page, ..Place::default() };
        let part = if is_heading(&text) { Part::Heading } else { Part::Body };
        mrz::records(&text, &place, out);
        passage(out, place, part, &text);
    }
}

/// A heading as plain text marks one: `# Title`, or a line under which another underlines it.
fn is_heading(text: &str) -> bool {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    let hashes = first.chars().take_while(|c| *c == '#').count();
    let marked = (1..=6).contains(&hashes) && first.chars().nth(hashes) == Some(' ');
    let under = lines.next().unwrap_or_default().trim();
    let underlined =
        under.len() >= 3 && (under.bytes().all(|b| b == b'=') || under.bytes().all(|b| b == b'-'));
    (marked || underlined) && text.lines().count() <= 2
}

/// Hands on a piece of text, in several passages where it is longer than one may be.
pub(crate) fn passage(out: &mut Out<'_>, place: Place, part: Part, text: &str) {
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (piece, after) = divided(rest, VALUE_BYTES_MAX);
        let text: String = piece
            .trim()
            .chars()
            .map(|c| if c.is_control() && c != '\n' && c != '\t' { ' ' } else { c })
            .collect();
        if !text.trim().is_empty() {
            out.item(Item::Passage(Passage { place: place.clone(), part, text }));
        }
        rest = after.trim_start();
    }
}

/// The first piece of a text and the rest: at a space, where there is one in its second half.
fn divided(text: &str, most: usize) -> (&str, &str) {
    if text.len() <= most {
        return (text, "");
    }
    let end = (0..=most).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let piece = text.get(..end).unwrap_or_default();
    let at = piece.rfind(char::is_whitespace).filter(|at| *at > most / 2).unwrap_or(end);
    // A text is never given back whole, or it would never end.
    text.split_at_checked(at.max(1)).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{WINDOWS_1251, WINDOWS_1252, WINDOWS_1256};
    use rstest::rstest;

    const ARABIC: &str = "اسمي سمير وأنا من طرابلس، دفعت ألفي دينار إلى رجل يدعى الحاج علي قبل السفر بالمركب";
    const RUSSIAN: &str =
        "Меня зовут Сергей, я заплатил две тысячи долларов человеку по имени Али до отъезда";
    const FRENCH: &str =
        "J’ai payé deux mille dinars à un homme appelé Hadj Ali, près de la frontière, à l’été 2026";

    fn passages(bytes: &[u8]) -> (Vec<(u64, u64, String)>, Vec<String>) {
        let (mut texts, mut said) = (Vec::new(), Vec::new());
        read(&mut &*bytes, &mut |item| {
            match item {
                Item::Passage(passage) => texts.push((passage.place.page, passage.place.line, passage.text)),
                Item::NotTaken(not) => said.push(not.detail),
                _ => {}
            }
            Control::Go
        })
        .expect("text");
        (texts, said)
    }

    #[rstest]
    #[case(WINDOWS_1256, ARABIC)]
    #[case(WINDOWS_1251, RUSSIAN)]
    #[case(WINDOWS_1252, FRENCH)]
    fn text_of_an_old_encoding_is_read_and_the_guess_is_said(
        #[case] encoding: &'static Encoding,
        #[case] text: &str,
    ) {
        let (bytes, _, _) = encoding.encode(text);
        let (texts, said) = passages(&bytes);
        assert_eq!(texts.first().map(|(_, _, text)| text.as_str()), Some(text));
        assert!(said.iter().any(|said| said.contains(encoding.name())), "{said:?}");
    }

    #[test]
    fn text_of_two_bytes_a_letter_is_read_with_and_without_its_mark() {
        for mark in [true, false] {
            for big in [true, false] {
                let text = format!("{}Ali\nVaré", if mark { "\u{FEFF}" } else { "" });
                let bytes: Vec<u8> = text
                    .encode_utf16()
                    .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
                    .collect();
                let (texts, _) = passages(&bytes);
                assert_eq!(
                    texts.first().map(|(_, _, text)| text.as_str()),
                    Some("Ali\nVaré"),
                    "{mark} {big}"
                );
            }
        }
    }

    #[test]
    fn a_paragraph_knows_its_line_and_page() {
        let (texts, said) = passages("One\r\n\r\nTwo\nand on\n\u{C}Three\n".as_bytes());
        let expected =
            [(1, 1, "One".to_owned()), (1, 3, "Two\nand on".to_owned()), (2, 5, "Three".to_owned())];
        assert_eq!(texts, expected);
        assert!(said.is_empty(), "{said:?}");
    }

    #[test]
    fn a_text_without_an_end_comes_in_pieces_and_nothing_is_lost() {
        let long = "word ".repeat(20_000);
        let (texts, _) = passages(long.as_bytes());
        assert!(texts.iter().all(|(_, _, text)| text.len() <= VALUE_BYTES_MAX));
        let words: usize = texts.iter().map(|(_, _, text)| text.split_whitespace().count()).sum();
        assert_eq!(words, 20_000);
        let (texts, _) = passages("ش".repeat(50_000).as_bytes());
        assert_eq!(texts.iter().map(|(_, _, text)| text.chars().count()).sum::<usize>(), 50_000);
    }
}
