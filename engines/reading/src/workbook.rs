//! Spreadsheets (XLSX): looked over before anything is unpacked, then read cell by cell, so that one cell in the far
//! corner costs what one cell costs. Nothing is computed; of a formula the value stands that was kept beside it.

use crate::delimited::Row;
use crate::item::{COLUMNS_MAX, Control, Item, Line, Out, RECORD_BYTES_MAX, ReadError, Reason, Summary};
use calamine::{Data, DataRef, Reader, Xlsx, XlsxError};
use std::io::{Cursor, Read};

/// Largest workbook, packed.
pub const PACKED_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Most bytes of all its parts, unpacked, as its own index says.
pub const UNPACKED_BYTES_MAX: u64 = 192 * 1024 * 1024;
/// Most parts.
pub const PARTS_MAX: usize = 2_000;
/// Most sheets.
pub const SHEETS_MAX: usize = 64;

type Book = Xlsx<Cursor<Vec<u8>>>;

/// Whether these bytes begin as a workbook does.
pub(crate) fn looks_like(start: &[u8], name: &str) -> bool {
    start.starts_with(b"PK\x03\x04") && name.to_ascii_lowercase().ends_with(".xlsx")
}

/// Opens a workbook whose own index keeps the limits.
pub(crate) fn open(input: &mut dyn Read) -> Result<Book, ReadError> {
    let mut bytes = Vec::new();
    input.take(PACKED_BYTES_MAX.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > PACKED_BYTES_MAX {
        return Err(ReadError::TooLarge { limit: PACKED_BYTES_MAX });
    }
    look_over(&bytes)?;
    Xlsx::new(Cursor::new(bytes)).map_err(|e| not_one(&e))
}

fn look_over(bytes: &[u8]) -> Result<(), ReadError> {
    let wrong = |why: String| ReadError::NotTheFormat { format: "xlsx", why };
    let mut packed = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| wrong(e.to_string()))?;
    if packed.len() > PARTS_MAX {
        return Err(wrong(format!("it has {} parts", packed.len())));
    }
    let mut sum = 0_u64;
    for place in 0..packed.len() {
        let part = packed.by_index_raw(place).map_err(|e| wrong(e.to_string()))?;
        sum = sum.saturating_add(part.size());
    }
    if sum > UNPACKED_BYTES_MAX { Err(ReadError::TooLarge { limit: UNPACKED_BYTES_MAX }) } else { Ok(()) }
}

fn not_one(error: &XlsxError) -> ReadError {
    ReadError::NotTheFormat { format: "xlsx", why: error.to_string() }
}

/// Every row of every sheet as it stands, for whoever knows what its cells mean.
pub(crate) fn read_rows(
    input: &mut dyn Read,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let mut book = open(input)?;
    let mut out = Out::new(sink);
    for sheet in names(&book) {
        rows_of(&mut book, &sheet, &mut |row, cells| match cells {
            Row::Fields(cells) => {
                out.item(Item::Line(Line { sheet: sheet.clone(), row, cells }));
                !out.stopped
            }
            Row::Not(reason, detail) => {
                out.not_taken(place(&sheet, row), reason, &detail);
                !out.stopped
            }
        })?;
    }
    Ok(out.summary)
}

pub(crate) fn place(sheet: &str, row: u64) -> crate::Place {
    crate::Place { line: row, element: sheet.to_owned(), ..crate::Place::default() }
}

/// The sheets, in order.
pub(crate) fn names(book: &Book) -> Vec<String> {
    book.sheet_names().into_iter().take(SHEETS_MAX).collect()
}

/// The rows of a sheet, one after the other; `each` says whether to go on. Empty rows are left out.
pub(crate) fn rows_of(
    book: &mut Book,
    sheet: &str,
    each: &mut dyn FnMut(u64, Row) -> bool,
) -> Result<(), ReadError> {
    let mut cells = book.worksheet_cells_reader(sheet).map_err(|e| not_one(&e))?;
    let (mut row, mut held, mut bytes) = (0_u32, Row::Fields(Vec::new()), 0_usize);
    while let Some(cell) = cells.next_cell().map_err(|e| not_one(&e))? {
        let (at, column) = cell.get_position();
        let text = text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        if at != row {
            let done = std::mem::replace(&mut held, Row::Fields(Vec::new()));
            if !is_empty(&done) && !each(u64::from(row).saturating_add(1), done) {
                return Ok(());
            }
            (row, bytes) = (at, 0);
        }
        bytes = bytes.saturating_add(text.len());
        put(&mut held, usize::try_from(column).unwrap_or(usize::MAX), text, bytes);
    }
    if !is_empty(&held) {
        each(u64::from(row).saturating_add(1), held);
    }
    Ok(())
}

fn is_empty(row: &Row) -> bool {
    matches!(row, Row::Fields(cells) if cells.is_empty())
}

/// Puts a cell into its row, unless the row is beyond a limit.
fn put(row: &mut Row, column: usize, text: String, bytes: usize) {
    let Row::Fields(cells) = row else { return };
    if bytes > RECORD_BYTES_MAX {
        *row = Row::Not(Reason::TooLong, format!("a row of more than {RECORD_BYTES_MAX} bytes"));
    } else if column >= COLUMNS_MAX {
        *row = Row::Not(Reason::TooMany, format!("a cell in column {}", column.saturating_add(1)));
    } else {
        if cells.len() <= column {
            cells.resize(column.saturating_add(1), String::new());
        }
        if let Some(cell) = cells.get_mut(column) {
            *cell = text;
        }
    }
}

/// A cell as text. A date as it would be written in a table; a number without the marks of a computer.
fn text(value: &DataRef<'_>) -> String {
    match Data::from(value.clone()) {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text,
        Data::Int(n) => n.to_string(),
        Data::Float(n) => n.to_string(),
        Data::Bool(b) => if b { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(at) => {
            let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
            if (hour, minute, second) == (0, 0, 0) {
                format!("{year:04}-{month:02}-{day:02}")
            } else {
                format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
            }
        }
        other => other.to_string(),
    }
}
