//! Files for a counterpart without a node: a letter as PDF, its reply form as a spreadsheet, both in one package.
//!
//! Pure: the same letter gives the same bytes, on every machine. The typesetter sees the data through its inputs only,
//! as JSON, and no file, network, clock or font but those of this crate. Refused: a letter that the gate did not
//! release, one that would not pass as PDF/UA, a spreadsheet that computes anything of what it is given.
#![warn(missing_docs)]

mod form;
mod package;
mod world;

pub use form::{form, table};
pub use package::{PACKAGE_FILES_MAX, pack};

use gate::Released;
use procedure::paper::Letter;
use qrcode::{Color, EcLevel, QrCode};
use serde_json::{Value, json};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// Longest letter, in bytes of its data.
pub const LETTER_BYTES_MAX: usize = 2 * 1024 * 1024;

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum LetterError {
    /// Longer than a letter may be.
    #[error("the letter is longer than {LETTER_BYTES_MAX} bytes; send the rest in another")]
    TooLong,
    /// The typesetter did not take it.
    #[error("the letter could not be set: {0}")]
    NotSet(String),
    /// The square code does not hold what it was to hold.
    #[error("the code could not be drawn: {0}")]
    Code(#[from] qrcode::types::QrError),
    /// The spreadsheet could not be written.
    #[error("the reply form could not be written: {0}")]
    Form(#[from] rust_xlsxwriter::XlsxError),
    /// The package could not be written.
    #[error("the package could not be written: {0}")]
    Package(#[from] zip::result::ZipError),
    /// Writing to memory failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

/// The letter as PDF/UA-1.
///
/// # Errors
/// [`LetterError`].
pub fn letter(letter: &Released<Letter>) -> Result<Vec<u8>, LetterError> {
    set(letter.value())
}

fn set(letter: &Letter) -> Result<Vec<u8>, LetterError> {
    let mut data = serde_json::to_value(letter).map_err(|e| LetterError::NotSet(e.to_string()))?;
    if letter.lang == RIGHT_TO_LEFT {
        isolate_all(&mut data);
    }
    if let Value::Object(fields) = &mut data {
        fields.insert("square_rows".into(), squares(&letter.square)?);
    }
    let data = data.to_string();
    if data.len() > LETTER_BYTES_MAX {
        return Err(LetterError::TooLong);
    }
    let world = world::Paper::new(&data);
    let said = |list: &[typst::diag::SourceDiagnostic]| {
        LetterError::NotSet(list.iter().map(|d| d.message.to_string()).collect::<Vec<_>>().join("; "))
    };
    let document = typst::compile::<PagedDocument>(&world).output.map_err(|e| said(&e))?;
    let standards =
        PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|e| LetterError::NotSet(format!("{e:?}")))?;
    let ident = typst::foundations::Smart::Custom(letter.code.clone());
    let creator = typst::foundations::Smart::Custom(Some("Liaison".to_owned()));
    let options = PdfOptions { ident, creator, standards, ..PdfOptions::default() };
    let made = typst_pdf::pdf(&document, &options).map_err(|e| said(&e));
    // Nothing of a letter stays behind in the memory of the typesetter.
    typst::comemo::evict(0);
    made
}

/// The language that runs from right to left.
const RIGHT_TO_LEFT: &str = "ar";

fn isolate_all(value: &mut Value) {
    match value {
        Value::String(text) => *text = isolated(text),
        Value::Array(list) => list.iter_mut().for_each(isolate_all),
        Value::Object(fields) => {
            fields.iter_mut().filter(|(name, _)| *name != "lang").for_each(|(_, value)| isolate_all(value));
        }
        _ => {}
    }
}

/// Numbers and words of the other direction each stand by themselves in a line from right to left: a telephone number
/// or a code whose groups changed places would be another one. What closes or parts a sentence stays in the line: a colon
/// taken along would stand on the wrong side.
fn isolated(text: &str) -> String {
    let of_run =
        |c: char| c.is_ascii_graphic() || (c.is_alphabetic() && !('\u{590}'..='\u{8ff}').contains(&c));
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    // Nothing of the other direction: all of it stands together.
    let alone = text.chars().all(|c| of_run(c) || c == ' ');
    let parts = |c: char| c == ' ' || (!alone && matches!(c, ':' | ',' | ';' | '.' | '!' | '?'));
    let close = |run: &mut String, out: &mut String| {
        let led = run.trim_start_matches(|c| parts(c) && c != '.');
        let core = led.trim_end_matches(parts);
        let (lead, tail) = (run.len().saturating_sub(led.len()), led.get(core.len()..).unwrap_or_default());
        let counts = core.chars().any(char::is_alphanumeric);
        let (before, after) = if counts { ("\u{2066}", "\u{2069}") } else { ("", "") };
        for piece in [run.get(..lead).unwrap_or_default(), before, core, after, tail] {
            out.push_str(piece);
        }
        run.clear();
    };
    for c in text.chars() {
        if of_run(c) || (c == ' ' && !run.is_empty()) {
            run.push(c);
        } else {
            close(&mut run, &mut out);
            out.push(c);
        }
    }
    close(&mut run, &mut out);
    out
}

/// The square code as runs of black in each line: place and length.
fn squares(text: &str) -> Result<Value, LetterError> {
    let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M)?;
    let width = code.width();
    let colours = code.to_colors();
    let rows = colours.chunks(width.max(1)).map(|row| {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for (x, _) in row.iter().enumerate().filter(|(_, c)| **c == Color::Dark) {
            match runs.last_mut() {
                Some((start, length)) if start.saturating_add(*length) == x => {
                    *length = length.saturating_add(1);
                }
                _ => runs.push((x, 1)),
            }
        }
        json!(runs)
    });
    Ok(Value::Array(rows.collect()))
}

#[cfg(test)]
mod tests;
