//! Workbooks of OpenDocument (ODS), row by row: repeated cells and rows are counted and not unrolled, so that a sheet
//! which says that it is a million rows long costs what stands in it. Nothing is computed; of a formula the value stands
//! that was kept beside it.

use crate::archive::{self, Refused};
use crate::delimited::Row;
use crate::docx::{attribute, events, reference};
use crate::item::{
    COLUMNS_MAX, Control, Item, Line, Options, Out, RECORD_BYTES_MAX, ReadError, Reason, Summary,
};
use crate::nest::{self, Nest};
use crate::{table, text, workbook};
use quick_xml::events::{BytesStart, Event};
use std::cell::Cell;
use std::io::Read;

/// A row with something in it that is said to stand so often in a row is read once for each, up to here.
const SAME_ROWS_MAX: u64 = 200;
/// Most rows of a sheet.
const ROWS_MAX: u64 = 1_048_576;
/// Most bytes of a sheet that are held.
const SHEET_BYTES_MAX: usize = 96 * 1024 * 1024;

/// Reads each sheet as a table of its own.
pub(crate) fn read(
    input: &mut dyn Read,
    options: &Options,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let mut packed = archive::open(nest::whole(input)?, "ods")?;
    let xml = match archive::part(&mut packed, "content.xml", &Nest::top()) {
        Ok(bytes) => text::decoded(bytes, None).text,
        Err(Refused::Absent) => {
            return Err(ReadError::NotTheFormat { format: "ods", why: "it has no content".into() });
        }
        Err(Refused::Not(Reason::TooLong, _)) => {
            return Err(ReadError::TooLarge { limit: nest::HELD_BYTES_MAX });
        }
        Err(Refused::Not(_, why)) => return Err(ReadError::NotTheFormat { format: "ods", why }),
    };
    drop(packed);
    let mut all = Summary::default();
    let stopped = Cell::new(false);
    let mut sink = |item: Item| {
        let control = sink(item);
        stopped.set(control == Control::Stop);
        control
    };
    let mut failed = None;
    let broken = {
        let mut each = |name: &str, rows| match sheet(name, rows, options, &mut sink) {
            Ok(summary) => all.add(summary),
            Err(error) => failed = Some(error),
        };
        let mut sheets = Sheets::new(&mut each);
        let broken = events(&xml, &mut |event, _| sheets.take(event) && !stopped.get())?;
        if !stopped.get() {
            sheets.end_sheet();
        }
        broken
    };
    if let Some(error) = failed {
        return Err(error);
    }
    if let (Some(why), false) = (broken, stopped.get()) {
        let mut out = Out::new(&mut sink);
        out.broken(workbook::place("", 0), &why);
        all.add(out.summary);
    }
    Ok(all)
}

fn sheet(
    name: &str,
    rows: Vec<(u64, Row)>,
    options: &Options,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    if !options.as_they_stand {
        return table::read_sheet(rows, name, options, sink);
    }
    let mut out = Out::new(sink);
    for (row, cells) in rows {
        match cells {
            Row::Fields(cells) => out.item(Item::Line(Line { sheet: name.to_owned(), row, cells })),
            Row::Not(reason, detail) => out.not_taken(workbook::place(name, row), reason, &detail),
        }
    }
    Ok(out.summary)
}

/// What takes a sheet: its name and its rows.
type Each<'e> = &'e mut dyn FnMut(&str, Vec<(u64, Row)>);

/// Gathers rows and hands on each sheet that ended.
struct Sheets<'e> {
    each: Each<'e>,
    name: String,
    rows: Vec<(u64, Row)>,
    bytes: usize,
    /// Rows that stood before, empty ones too.
    above: u64,
    repeat_row: u64,
    cells: Vec<String>,
    column: u64,
    repeat_cell: u64,
    value: Option<String>,
    text: String,
    in_cell: bool,
    in_note: bool,
    paragraphs: usize,
    refused: Option<Row>,
    count: usize,
}

impl<'e> Sheets<'e> {
    fn new(each: Each<'e>) -> Self {
        Self {
            each,
            name: String::new(),
            rows: Vec::new(),
            bytes: 0,
            above: 0,
            repeat_row: 1,
            cells: Vec::new(),
            column: 0,
            repeat_cell: 1,
            value: None,
            text: String::new(),
            in_cell: false,
            in_note: false,
            paragraphs: 0,
            refused: None,
            count: 0,
        }
    }

    fn take(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Start(start) => self.opens(start),
            Event::Empty(start) => {
                self.opens(start);
                self.closes(start.local_name().as_ref());
            }
            Event::End(end) => self.closes(end.local_name().as_ref()),
            Event::Text(text) => self.words(&text.xml10_content()),
            Event::CData(text) => self.words(&text.xml10_content()),
            Event::GeneralRef(_) => self.words(&reference(event).unwrap_or_default()),
            _ => {}
        }
        self.count <= workbook::SHEETS_MAX
    }

    fn opens(&mut self, start: &BytesStart<'_>) {
        match start.local_name().as_ref() {
            "table" => {
                self.end_sheet();
                self.name = attribute(start, "name").unwrap_or_default().chars().take(64).collect();
                self.count = self.count.saturating_add(1);
            }
            "table-row" => self.repeat_row = repeated(start, "number-rows-repeated"),
            "table-cell" | "covered-table-cell" => {
                self.in_cell = true;
                self.paragraphs = 0;
                self.repeat_cell = repeated(start, "number-columns-repeated");
                // A day and a number are kept beside how they are shown; a text is what is shown.
                self.value = match attribute(start, "value-type").as_deref() {
                    Some("date") => {
                        attribute(start, "date-value").map(|day| day.trim_end_matches("T00:00:00").to_owned())
                    }
                    Some("float" | "currency" | "percentage") => attribute(start, "value"),
                    _ => None,
                };
            }
            "annotation" => self.in_note = true,
            "p" if self.in_cell && !self.in_note => {
                if self.paragraphs > 0 {
                    self.text.push('\n');
                }
                self.paragraphs = self.paragraphs.saturating_add(1);
            }
            "s" if self.in_cell => {
                let count = attribute(start, "c").and_then(|count| count.parse::<usize>().ok()).unwrap_or(1);
                self.words(&" ".repeat(count.min(1_000)));
            }
            "tab" if self.in_cell => self.words("\t"),
            "line-break" if self.in_cell => self.words("\n"),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.in_cell && !self.in_note && self.paragraphs > 0 && self.text.len() <= RECORD_BYTES_MAX {
            self.text.push_str(words);
        }
    }

    fn closes(&mut self, name: &str) {
        match name {
            "annotation" => self.in_note = false,
            "table-cell" | "covered-table-cell" => self.end_cell(),
            "table-row" => self.end_row(),
            "table" => self.end_sheet(),
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        self.in_cell = false;
        let shown = std::mem::take(&mut self.text);
        let text = self.value.take().unwrap_or(shown);
        let repeat = self.repeat_cell;
        let first = self.column;
        self.column = self.column.saturating_add(repeat);
        if text.trim().is_empty() || self.refused.is_some() {
            return;
        }
        let last = usize::try_from(self.column).unwrap_or(usize::MAX);
        let held: usize = self.cells.iter().map(String::len).sum();
        let more = text.len().saturating_mul(usize::try_from(repeat).unwrap_or(usize::MAX));
        if last > COLUMNS_MAX {
            self.refused = Some(Row::Not(Reason::TooMany, format!("a cell in column {last}")));
        } else if held.saturating_add(more) > RECORD_BYTES_MAX {
            self.refused =
                Some(Row::Not(Reason::TooLong, format!("a row of more than {RECORD_BYTES_MAX} bytes")));
        } else {
            self.cells.resize(usize::try_from(first).unwrap_or(0), String::new());
            self.cells.resize(last, text);
        }
    }

    fn end_row(&mut self) {
        let cells = std::mem::take(&mut self.cells);
        let refused = self.refused.take();
        let (first, repeat) = (self.above.saturating_add(1), self.repeat_row);
        self.above = self.above.saturating_add(repeat);
        self.column = 0;
        if refused.is_none() && cells.is_empty() {
            return;
        }
        if let Some(refused) = refused {
            return self.hold(first, refused);
        }
        for nth in 0..repeat.min(SAME_ROWS_MAX) {
            self.hold(first.saturating_add(nth), Row::Fields(cells.clone()));
        }
        if repeat > SAME_ROWS_MAX {
            let why = format!("the same row {repeat} times; {SAME_ROWS_MAX} were taken");
            self.hold(first.saturating_add(SAME_ROWS_MAX), Row::Not(Reason::TooMany, why));
        }
    }

    fn hold(&mut self, at: u64, row: Row) {
        if self.bytes > SHEET_BYTES_MAX {
            return;
        }
        self.bytes = self.bytes.saturating_add(match &row {
            Row::Fields(cells) => cells.iter().map(|cell| cell.len().saturating_add(24)).sum(),
            Row::Not(_, why) => why.len().saturating_add(24),
        });
        let row = if self.bytes > SHEET_BYTES_MAX || at > ROWS_MAX {
            Row::Not(Reason::TooMany, "the sheet is longer than the limit from here on".into())
        } else {
            row
        };
        self.rows.push((at, row));
    }

    fn end_sheet(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        if !rows.is_empty() {
            (self.each)(&self.name, rows);
        }
        (self.above, self.bytes, self.column) = (0, 0, 0);
        (self.cells, self.refused) = (Vec::new(), None);
    }
}

fn repeated(start: &BytesStart<'_>, name: &str) -> u64 {
    attribute(start, name).and_then(|count| count.trim().parse().ok()).unwrap_or(1).max(1)
}
