//! Reports of meetings, read.
//!
//! Text in, structure out: sections and who stands behind them, numbered paragraphs, what was recommended to whom and how
//! strongly, the agenda, who spoke and who was there. The rules are those of the editorial layout of the United Nations
//! in general; none names a document. It refuses to invent: what it does not understand it gives as it stands, says so,
//! and loses nothing ([`Report::rebuild`]).

mod acts;
mod attendance;
mod build;
mod calls;
mod chain;
mod codes;
mod contents;
mod cues;
mod documents;
mod findings;
mod glued;
mod lines;
mod marks;
mod masthead;
mod outline;
mod pieces;
mod running;
mod sittings;
mod standing;
mod state_names;
mod states;
mod text;
mod themes;
mod types;
mod when;
mod who;

pub use codes::*;
pub use types::*;

use crate::delimited::Encoding;
use crate::item::{Control, Format, Item, Options, Passage, ReadError};
use lines::Source;

/// Reads the text of a report.
#[must_use]
pub fn read(text: &str) -> Report {
    of(Source::of(text))
}

/// Reads a report from the running text that a reader of another format handed over, in its order.
#[must_use]
pub fn from_passages(passages: &[Passage]) -> Report {
    of(Source::of_passages(passages))
}

/// Longest text of a report, in bytes: some ten thousand pages.
pub const TEXT_BYTES_MAX: usize = 32 * 1024 * 1024;

/// Reads a file: a text in UTF-8, UTF-16 or Windows-1252, or a format whose running text another reader here gives.
///
/// # Errors
/// What makes it no report: a format that gives no running text, bytes that are no text, a text beyond its limit.
pub fn read_bytes(bytes: Vec<u8>, name: &str) -> Result<Report, ReadError> {
    let start = bytes.get(..bytes.len().min(64 * 1024)).unwrap_or_default();
    let packed = start.starts_with(b"%PDF")
        || start.starts_with(b"PK\x03\x04")
        || start.starts_with(b"\xd0\xcf\x11\xe0");
    if packed {
        let format = crate::detect(start, name).filter(|f| !matches!(f, Format::Csv | Format::Xlsx));
        let none = || {
            ReadError::NotAReport(
                "it is no text, and no reader here gives its running text; save it as text".into(),
            )
        };
        return of_format(format.ok_or_else(none)?, bytes, name);
    }
    if bytes.len() > TEXT_BYTES_MAX {
        return Err(ReadError::TooLarge { limit: TEXT_BYTES_MAX as u64 });
    }
    let marked = matches!(start, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
    let text = match String::from_utf8(bytes) {
        Ok(text) if !marked => text,
        Ok(text) => Encoding::of_start(text.as_bytes(), None).1,
        Err(error) => Encoding::of_start(error.as_bytes(), Some(Encoding::Latin1)).1,
    };
    let odd = text
        .chars()
        .take(20_000)
        .filter(|c| *c == '\u{FFFD}' || c.is_control() && !c.is_whitespace())
        .count();
    if odd.saturating_mul(50) > text.chars().take(20_000).count() {
        return Err(ReadError::NotAReport("its bytes are no text".into()));
    }
    Ok(read(&text))
}

fn of_format(format: Format, bytes: Vec<u8>, name: &str) -> Result<Report, ReadError> {
    let (mut passages, mut length) = (Vec::new(), 0usize);
    let mut sink = |item: Item| {
        if let Item::Passage(passage) = item {
            length = length.saturating_add(passage.text.len());
            passages.push(passage);
        }
        if length > TEXT_BYTES_MAX { Control::Stop } else { Control::Go }
    };
    let input: Vec<(String, Box<dyn std::io::Read>)> =
        vec![(name.to_owned(), Box::new(std::io::Cursor::new(bytes)))];
    crate::read(format, input, &Options::default(), &mut sink)?;
    if length > TEXT_BYTES_MAX {
        return Err(ReadError::TooLarge { limit: TEXT_BYTES_MAX as u64 });
    }
    Ok(from_passages(&passages))
}

/// How often numbers are looked for within lines before what is missing is left missing.
const HEALED_MAX: usize = 3;

fn of(mut source: Source) -> Report {
    let notes = running::set_aside(&mut source);
    let titles = contents::set_aside(&mut source);
    let language = language(&source);
    let latin = matches!(language, "en" | "fr" | "es");
    let mut outline = outline::of(&source, &titles, latin);
    for _ in 0..HEALED_MAX {
        if !outline::unglue(&mut source, &outline) {
            break;
        }
        outline = outline::of(&source, &titles, latin);
    }
    let (mut report, unnumbered) = build::build(&source, &outline);
    report.version = VERSION;
    report.language = language.to_owned();
    report.footnotes = notes;
    glued::gather(&mut report);
    masthead::read(&source, &mut report);
    standing::read(&mut report);
    sittings::gather(&mut report);
    acts::gather(&mut report, &unnumbered);
    who::gather(&mut report);
    attendance::gather(&mut report, &unnumbered);
    documents::gather(&mut report);
    findings::look(&source, &titles, &mut report);
    report
}

/// The language of a text, by its commonest words or its script.
fn language(source: &Source) -> &'static str {
    const WORDS: [(&str, [&str; 8]); 3] = [
        ("en", ["the", "of", "and", "to", "in", "on", "its", "was"]),
        ("fr", ["le", "la", "les", "des", "du", "et", "dans", "une"]),
        ("es", ["el", "los", "las", "del", "que", "y", "por", "una"]),
    ];
    const LETTERS_MAX: usize = 40_000;
    let mut counts = [0usize; 3];
    let (mut arabic, mut cyrillic, mut han, mut letters) = (0usize, 0usize, 0usize, 0usize);
    for line in &source.lines {
        for word in line.text.split(|c: char| !c.is_alphabetic()) {
            let lower = word.to_lowercase();
            for (count, (_, words)) in counts.iter_mut().zip(WORDS) {
                *count = count.saturating_add(usize::from(words.contains(&lower.as_str())));
            }
        }
        for c in line.text.chars().filter(|c| c.is_alphabetic()) {
            letters = letters.saturating_add(1);
            match c {
                '\u{600}'..='\u{6ff}' => arabic = arabic.saturating_add(1),
                '\u{400}'..='\u{4ff}' => cyrillic = cyrillic.saturating_add(1),
                '\u{4e00}'..='\u{9fff}' => han = han.saturating_add(1),
                _ => {}
            }
        }
        if letters > LETTERS_MAX {
            break;
        }
    }
    let most = |count: usize| letters > 0 && count.saturating_mul(2) > letters;
    for (code, count) in [("ar", arabic), ("ru", cyrillic), ("zh", han)] {
        if most(count) {
            return code;
        }
    }
    let best = counts.iter().copied().max().unwrap_or(0);
    let code = counts.iter().position(|c| *c == best).and_then(|at| WORDS.get(at)).map_or("", |w| w.0);
    if best < 5 && letters > 400 || best == 0 { "" } else { code }
}
