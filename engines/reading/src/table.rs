//! Tables with a header row, by a mapping.

use crate::delimited::{Row, Rows};
use crate::item::{
    Control, Draft, DraftEntity, Flag, Item, Line, Marked, Options, Out, Place, ReadError, Reason, Summary,
    VALUE_BYTES_MAX, Value,
};
use crate::mapping::{MappedColumn, Mapping, Marking, plain};
use crate::workbook;
use kernel::{Handling, Pap, Party, Property, Tlp};
use names::Interval;
use std::io::Read;

/// Most values of one cell that divides.
const CELL_VALUES_MAX: usize = 64;

/// Where rows come from: a delimited file, or a sheet that was read.
enum From<'a> {
    Delimited(Rows<'a>),
    Sheet { rows: std::vec::IntoIter<(u64, Row)>, line: u64, width: usize },
}

impl From<'_> {
    fn take_row(&mut self) -> std::io::Result<Option<Row>> {
        match self {
            Self::Delimited(rows) => rows.take_row(),
            Self::Sheet { rows, line, width } => Ok(rows.next().map(|(at, mut row)| {
                *line = at;
                // A sheet leaves out what is empty at the end of a row.
                if let Row::Fields(cells) = &mut row {
                    if *width == 0 {
                        *width = cells.len();
                    } else if cells.len() < *width {
                        cells.resize(*width, String::new());
                    }
                }
                row
            })),
        }
    }

    fn line(&self) -> u64 {
        match self {
            Self::Delimited(rows) => rows.line,
            Self::Sheet { line, .. } => *line,
        }
    }
}

/// Reads a delimited table.
pub(crate) fn read(
    input: &mut dyn Read,
    options: &Options,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let told = options.mapping.as_ref();
    let delimiter = told.and_then(|m| m.delimiter).and_then(|c| u8::try_from(c).ok());
    let rows = Rows::new(input, delimiter, told.and_then(|m| m.encoding))?;
    read_from(From::Delimited(rows), "", options, sink)
}

/// Reads each sheet of a workbook as a table of its own. A sheet without a row is none.
pub(crate) fn read_book(
    input: &mut dyn Read,
    options: &Options,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let mut book = workbook::open(input)?;
    let mut all = Summary::default();
    for sheet in workbook::names(&book) {
        let mut rows = Vec::new();
        workbook::rows_of(&mut book, &sheet, &mut |at, row| {
            rows.push((at, row));
            true
        })?;
        if !rows.is_empty() {
            let rows = From::Sheet { rows: rows.into_iter(), line: 0, width: 0 };
            all.add(read_from(rows, &sheet, options, sink)?);
        }
    }
    Ok(all)
}

/// Reads the rows of one sheet as a table.
pub(crate) fn read_sheet(
    rows: Vec<(u64, Row)>,
    sheet: &str,
    options: &Options,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    read_from(From::Sheet { rows: rows.into_iter(), line: 0, width: 0 }, sheet, options, sink)
}

/// Reads the rows of a delimited table as they stand.
pub(crate) fn read_rows(
    input: &mut dyn Read,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let mut rows = Rows::new(input, None, None)?;
    let mut out = Out::new(sink);
    while let Some(row) = rows.take_row()? {
        match row {
            Row::Fields(cells) => {
                out.item(Item::Line(Line { sheet: String::new(), row: rows.line, cells }));
            }
            Row::Not(reason, detail) => out.not_taken(workbook::place("", rows.line), reason, &detail),
        }
        if out.stopped {
            break;
        }
    }
    Ok(out.summary)
}

fn read_from(
    mut rows: From<'_>,
    sheet: &str,
    options: &Options,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let told = options.mapping.as_ref();
    let not_one = |why: &str| ReadError::NotTheFormat { format: "csv", why: why.to_owned() };
    let header = match rows.take_row()? {
        Some(Row::Fields(header)) => header,
        Some(Row::Not(reason, detail)) => {
            return Err(not_one(&format!("its header cannot be read: {reason}, {detail}")));
        }
        None => return Err(not_one("it is empty")),
    };
    let mapping = match told {
        Some(mapping) => mapping.clone(),
        None => Mapping::guess(&header).mapping,
    };
    let mut out = Out::new(sink);
    out.summary.header = header.clone();
    if told.is_none() && mapping.columns.is_empty() {
        // Nothing in the header is understood: every column is said, and the header goes back for an officer to map.
        places(&mapping, &header, &mut out)?;
        return Ok(out.summary);
    }
    mapping.check()?;
    let (columns, markings) = places(&mapping, &header, &mut out)?;
    let region = mapping.region.or(options.region);
    let mut table = Table { mapping: &mapping, columns, markings, width: header.len(), region, out };
    let mut index = 0u64;
    while !table.out.stopped {
        let row = match rows.take_row() {
            Ok(Some(row)) => row,
            Ok(None) => break,
            Err(error) => {
                let place = Place { line: rows.line(), index, element: sheet.to_owned(), ..Place::default() };
                table.out.broken(place, &error.to_string());
                break;
            }
        };
        index = index.saturating_add(1);
        let place = Place { line: rows.line(), index, element: sheet.to_owned(), ..Place::default() };
        match row {
            Row::Fields(fields) => table.row(&fields, place),
            Row::Not(reason, detail) => table.out.not_taken(place, reason, &detail),
        }
    }
    Ok(table.out.summary)
}

/// Where each mapped column stands. Columns that the mapping does not name are said once.
fn places<'m>(mapping: &'m Mapping, header: &[String], out: &mut Out<'_>) -> Result<Places<'m>, ReadError> {
    let names: Vec<String> = header.iter().map(|name| plain(name)).collect();
    let place_of = |column: &str| {
        let wanted = plain(column);
        let exact = header.iter().position(|name| name == column);
        exact.or_else(|| names.iter().position(|name| *name == wanted)).ok_or_else(|| {
            ReadError::Mapping(format!(
                "the file has no column `{column}`; its columns are {}",
                header.join(", ")
            ))
        })
    };
    let mut columns = Vec::with_capacity(mapping.columns.len());
    for column in &mapping.columns {
        columns.push((place_of(&column.column)?, column));
    }
    let mut markings = Vec::with_capacity(mapping.markings.len());
    for marked in &mapping.markings {
        markings.push((place_of(&marked.column)?, marked.marking));
    }
    for (at, name) in header.iter().enumerate() {
        let used = columns.iter().any(|(place, _)| *place == at);
        if !used && !markings.iter().any(|(place, _)| *place == at) {
            let place =
                Place { line: 1, element: format!("column {}", at.saturating_add(1)), ..Place::default() };
            out.not_taken(place, Reason::NoPlace, name);
        }
    }
    Ok((columns, markings))
}

/// Where the mapped columns stand, and those that mark their row.
type Places<'m> = (Vec<(usize, &'m MappedColumn)>, Vec<(usize, Marking)>);

/// The key of a row's entity within the import; sheets number their rows each for itself.
fn row_key(place: &Place, entity: &str) -> String {
    if place.element.is_empty() {
        format!("row/{}/{entity}", place.line)
    } else {
        format!("{}/row/{}/{entity}", place.element, place.line)
    }
}

struct Table<'a, 'o> {
    mapping: &'a Mapping,
    columns: Vec<(usize, &'a MappedColumn)>,
    markings: Vec<(usize, Marking)>,
    width: usize,
    region: Option<Party>,
    out: Out<'o>,
}

impl Table<'_, '_> {
    fn row(&mut self, fields: &[String], mut place: Place) {
        if fields.len() != self.width {
            let detail = format!("{} columns, the header has {}", fields.len(), self.width);
            return self.out.not_taken(place, Reason::Columns, &detail);
        }
        if let Some(long) = fields.iter().find(|field| field.len() > VALUE_BYTES_MAX) {
            return self.out.not_taken(place, Reason::TooLong, &format!("a cell of {} bytes", long.len()));
        }
        let marked = match self.marked(fields) {
            Ok(marked) => marked,
            Err(unknown) => return self.out.not_taken(place, Reason::UnknownMarking, &unknown),
        };
        let key = |entity: &str, place: &Place| row_key(place, entity);
        let mut entities: Vec<DraftEntity> =
            self.mapping.entities.iter().map(|e| DraftEntity::new(key(&e.key, &place), e.kind)).collect();
        for (at, column) in self.columns.clone() {
            let Some(cell) = fields.get(at) else { continue };
            let name = key(&column.entity, &place);
            let Some(entity) = entities.iter_mut().find(|e| e.key == name) else { continue };
            if column.property == Property::Reference && place.reference.is_empty() {
                place.reference = cell.trim().chars().take(64).collect();
            }
            let values: Vec<&str> = match column.split {
                Some(c) => cell.split(c).take(CELL_VALUES_MAX).collect(),
                None => vec![cell.as_str()],
            };
            for value in values {
                self.cell(value, column, entity, &place);
            }
        }
        entities.retain(|entity| !entity.statements.is_empty());
        self.links(&mut entities, &place);
        if entities.is_empty() {
            return self.out.not_taken(place, Reason::Empty, "nothing in the mapped columns");
        }
        self.out.marked_record(place, entities, marked);
    }

    /// How the row is marked; a word that is no marking is given back, so that the row is not taken without it.
    fn marked(&self, fields: &[String]) -> Result<Marked, String> {
        let mut marked = Marked::default();
        for (at, marking) in &self.markings {
            let cell = fields.get(*at).map_or("", |cell| cell.trim());
            if cell.is_empty() {
                continue;
            }
            let known = match marking {
                Marking::Handling => {
                    let read = Handling::parse(&cell.to_uppercase());
                    marked.handling = marked.handling.max(read);
                    read.is_some()
                }
                Marking::Tlp => {
                    let read = Tlp::read(cell);
                    marked.tlp = marked.tlp.max(read);
                    read.is_some()
                }
                Marking::Pap => {
                    let read = Pap::read(cell);
                    marked.pap = marked.pap.max(read);
                    read.is_some()
                }
            };
            if !known {
                return Err(cell.to_owned());
            }
        }
        Ok(marked)
    }

    fn cell(&mut self, value: &str, column: &MappedColumn, entity: &mut DraftEntity, place: &Place) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        let dated = matches!(column.property, Property::BirthDate | Property::IssuedOn | Property::ExpiresOn);
        let text = match (dated, Interval::parse(value)) {
            (true, Some(interval)) => interval.to_text(),
            (true, None) => {
                let place = Place { element: column.column.clone(), ..place.clone() };
                return self.out.not_taken(place, Reason::NotADate, value);
            }
            _ => format!("{}{value}", column.prefix),
        };
        let formula = value.starts_with(['=', '+', '-', '@']) && !self.is_plain(value, column.property);
        if column.join
            && let Some(Draft { value: Value::Text(before), .. }) =
                entity.statements.iter_mut().find(|draft| draft.property == column.property)
        {
            before.push(' ');
            before.push_str(&text);
            return;
        }
        if let Some(draft) = entity.says(column.property, &text, &column.column) {
            draft.flag = formula.then_some(Flag::Formula);
        }
    }

    /// A number that is dialled with `+`, or a handle with `@`, is no formula.
    fn is_plain(&self, value: &str, property: Property) -> bool {
        names::phone(value, self.region).is_ok() || (property == Property::Handle && value.starts_with('@'))
    }

    fn links(&self, entities: &mut [DraftEntity], place: &Place) {
        for link in &self.mapping.links {
            let key = |name: &str| row_key(place, name);
            let (from, to) = (key(&link.from), key(&link.to));
            if entities.iter().any(|e| e.key == to)
                && let Some(entity) = entities.iter_mut().find(|e| e.key == from)
            {
                entity.links(link.property, &to, "row");
            }
        }
    }
}
