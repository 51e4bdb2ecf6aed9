//! Letters and forms on paper and back: the printer of the program, and its reading of sheets in the limited child.

use axum::{Extension, Router};
use exchange::{Printer, ReadsSheets};
use gate::Released;
use procedure::paper::{FORM_ROWS_MAX, Form, Letter, SheetRow};
use reading::child::{self, Limits};
use reading::{Control, Format, Input, Item, Options};
use std::path::Path;
use std::sync::Arc;

/// The typesetter and the writer of spreadsheets.
pub(crate) struct Press;

impl Printer for Press {
    fn letter(&self, letter: &Released<Letter>) -> Result<Vec<u8>, String> {
        letters::letter(letter).map_err(|e| e.to_string())
    }

    fn form(&self, form: &Form) -> Result<Vec<u8>, String> {
        letters::form(form).map_err(|e| e.to_string())
    }

    fn pack(&self, files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, String> {
        letters::pack(files).map_err(|e| e.to_string())
    }
}

/// The printer, for those who hand it on.
pub(crate) fn press() -> Arc<dyn Printer> {
    Arc::new(Press)
}

/// A reply form is small: what reading one may cost.
fn limits() -> Limits {
    Limits {
        cpu_seconds: 10,
        wall_seconds: 20,
        input_bytes: exchange::FORM_BYTES_MAX as u64,
        output_bytes: 32 * 1024 * 1024,
        ..Limits::default()
    }
}

/// The rows of the first sheet of a workbook, as they stand.
///
/// # Errors
/// Why it was not read.
pub(crate) fn form_rows(program: &Path, bytes: Vec<u8>) -> Result<Vec<SheetRow>, String> {
    let mut rows = rows(program, Format::Xlsx, bytes, &limits(), FORM_ROWS_MAX)?;
    let first = rows.first().map(|(sheet, _)| sheet.clone()).unwrap_or_default();
    rows.retain(|(sheet, _)| *sheet == first);
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

/// The rows of a file with their sheets, as they stand, up to so many.
///
/// # Errors
/// Why it was not read.
pub(crate) fn rows(
    program: &Path,
    format: Format,
    bytes: Vec<u8>,
    limits: &Limits,
    most: usize,
) -> Result<Vec<(String, SheetRow)>, String> {
    let mut rows = Vec::new();
    let mut sink = |item: Item| {
        match item {
            Item::Line(line) => rows.push((line.sheet, SheetRow { row: line.row, cells: line.cells })),
            Item::Record(_) | Item::NotTaken(_) | Item::Passage(_) | Item::Mentions(_) | Item::Bytes(_) => {}
        }
        if rows.len() >= most { Control::Stop } else { Control::Go }
    };
    let options = Options { as_they_stand: true, ..Options::default() };
    let input = vec![Input { name: "sheet".into(), bytes: Box::new(std::io::Cursor::new(bytes)) }];
    child::run_parent(program, &[child::SUBCOMMAND], format, input, &options, limits, &mut sink)
        .map_err(|e| e.to_string())?;
    Ok(rows)
}

/// Hands printer and reader to the pages.
pub(crate) fn with_paper(router: Router) -> Router {
    let reads: ReadsSheets = Arc::new(|bytes| {
        let program = std::env::current_exe().map_err(|e| e.to_string())?;
        form_rows(&program, bytes)
    });
    router.layer(Extension(press())).layer(Extension(reads))
}
