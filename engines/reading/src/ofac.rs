//! OFAC's list of specially designated nationals as three files without header: entries, addresses, aliases. `-0-` is
//! empty. The files know each other by the entry's number and are read as one import.

use crate::delimited::{Row, Rows};
use crate::item::{
    Control, DraftEntity, Item, Out, Place, RECORD_STATEMENTS_MAX, ReadError, Reason, Summary,
    VALUE_BYTES_MAX,
};
use crate::remarks;
use kernel::{EntityKind, Property};
use std::collections::BTreeMap;
use std::io::Read;

/// Most bytes of addresses and aliases that are held to be joined.
const JOINED_BYTES_MAX: usize = 64 * 1024 * 1024;

/// Which of the three files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// Entries, 12 columns.
    Sdn,
    /// Addresses, 6 columns.
    Add,
    /// Aliases, 5 columns.
    Alt,
}

impl Part {
    fn of_fields(fields: &[String]) -> Option<Self> {
        let number = |at: usize| {
            fields
                .get(at)
                .is_some_and(|f| !f.trim().is_empty() && f.trim().chars().all(|c| c.is_ascii_digit()))
        };
        let empty_mark = fields.iter().skip(2).any(|f| f.trim() == "-0-");
        match fields.len() {
            12 if number(0) && empty_mark => Some(Self::Sdn),
            6 if number(0) && number(1) => Some(Self::Add),
            5 if number(0) && number(1) && is_alias_kind(fields.get(2)?) => Some(Self::Alt),
            _ => None,
        }
    }

    /// The part that the start of a file is of.
    pub(crate) fn of_start(text: &str) -> Option<Self> {
        let mut rows = Rows::new(text.as_bytes(), Some(b','), None).ok()?;
        match rows.take_row().ok()?? {
            Row::Fields(fields) => Self::of_fields(&fields),
            Row::Not(..) => None,
        }
    }

    fn columns(self) -> usize {
        match self {
            Self::Sdn => 12,
            Self::Add => 6,
            Self::Alt => 5,
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::Sdn => "sdn",
            Self::Add => "add",
            Self::Alt => "alt",
        }
    }
}

fn is_alias_kind(text: &str) -> bool {
    matches!(text.trim(), "aka" | "fka" | "nka" | "a.k.a." | "f.k.a." | "n.k.a.")
}

/// Rows of the other two tables that wait for their entry.
#[derive(Default)]
struct Waiting {
    rows: BTreeMap<u64, Vec<(Place, Vec<String>)>>,
    bytes: usize,
}

/// Reads the tables of the list together, in any order: addresses and aliases are held, each entry is joined with its
/// own and handed over as it is read.
///
/// # Errors
/// A file that is none of the three, none with entries, or more to be joined than [`JOINED_BYTES_MAX`].
pub(crate) fn read(
    inputs: Vec<(String, Box<dyn Read>)>,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let mut out = Out::new(sink);
    let mut waiting = Waiting::default();
    let mut entries = Vec::new();
    for (name, bytes) in inputs {
        let mut rows = Rows::new(bytes, Some(b','), None)?;
        let part = match rows.peek()? {
            Some(Row::Fields(fields)) => Part::of_fields(fields),
            _ => None,
        };
        match part {
            Some(Part::Sdn) => entries.push(rows),
            Some(part) => waiting.fill(&mut rows, part, &mut out)?,
            None => {
                let why =
                    format!("`{name}` has neither 12, 6 nor 5 columns that begin with an entry's number");
                return Err(ReadError::NotTheFormat { format: "ofac-sdn", why });
            }
        }
    }
    if entries.is_empty() {
        let why = "the table with the entries is missing; add `sdn.csv`".to_owned();
        return Err(ReadError::NotTheFormat { format: "ofac-sdn", why });
    }
    for mut rows in entries {
        while let Some((place, number, cells)) = next(&mut rows, Part::Sdn, &mut out) {
            let own = waiting.rows.remove(&number).unwrap_or_default();
            entry(&cells, number, place, own, &mut out);
        }
    }
    for (place, _) in waiting.rows.into_values().flatten() {
        out.not_taken(place, Reason::NoEntry, "its entry is not in the files given");
    }
    Ok(out.summary)
}

impl Waiting {
    fn fill(&mut self, rows: &mut Rows<'_>, part: Part, out: &mut Out<'_>) -> Result<(), ReadError> {
        while let Some((place, number, cells)) = next(rows, part, out) {
            self.bytes =
                cells.iter().fold(self.bytes, |sum, cell| sum.saturating_add(cell.len()).saturating_add(64));
            if self.bytes > JOINED_BYTES_MAX {
                return Err(ReadError::TooLarge { limit: JOINED_BYTES_MAX as u64 });
            }
            self.rows.entry(number).or_default().push((place, cells));
        }
        Ok(())
    }
}

/// The next row that is whole, with the entry's number. The others are named. `None` at the end.
fn next(rows: &mut Rows<'_>, part: Part, out: &mut Out<'_>) -> Option<(Place, u64, Vec<String>)> {
    let columns = part.columns();
    while !out.stopped {
        let row = rows.take_row();
        let mut place = Place { line: rows.line, element: part.code().into(), ..Place::default() };
        let fields = match row {
            Ok(Some(Row::Fields(fields))) => fields,
            Ok(Some(Row::Not(reason, detail))) => {
                out.not_taken(place, reason, &detail);
                continue;
            }
            Ok(None) => return None,
            Err(error) => {
                out.broken(place, &error.to_string());
                return None;
            }
        };
        // The files end with a mark of old systems.
        if fields.len() == 1 && fields.iter().all(|f| f.trim().chars().all(|c| c == '\u{1A}')) {
            continue;
        }
        if fields.len() != columns {
            out.not_taken(place, Reason::Columns, &format!("{} columns, not {columns}", fields.len()));
            continue;
        }
        let Some(number) = fields.first().and_then(|f| f.trim().parse::<u64>().ok()) else {
            out.not_taken(place, Reason::NoEntry, "no entry's number");
            continue;
        };
        place.reference = number.to_string();
        if let Some(long) = fields.iter().find(|cell| cell.len() > VALUE_BYTES_MAX) {
            out.not_taken(place, Reason::TooLong, &format!("a cell of {} bytes", long.len()));
            continue;
        }
        return Some((place, number, fields.iter().map(|f| filled(f).to_owned()).collect()));
    }
    None
}

fn filled(cell: &str) -> &str {
    let cell = cell.trim();
    if cell == "-0-" { "" } else { cell }
}

fn cell(cells: &[String], at: usize) -> &str {
    cells.get(at).map_or("", String::as_str)
}

fn entry(cells: &[String], number: u64, place: Place, own: Vec<(Place, Vec<String>)>, out: &mut Out<'_>) {
    let kind = match cell(cells, 2).to_ascii_lowercase().as_str() {
        "individual" => EntityKind::Person,
        "vessel" => EntityKind::Vessel,
        "aircraft" => EntityKind::Vehicle,
        _ => EntityKind::Organisation,
    };
    if cell(cells, 1).is_empty() {
        for (place, _) in own {
            out.not_taken(place, Reason::NoEntry, "its entry has no name");
        }
        return out.not_taken(place, Reason::NoSubject, "no name");
    }
    let mut subject = DraftEntity::new(format!("ofac/{number}"), kind);
    subject.says(Property::Name, cell(cells, 1), "name");
    subject.says(Property::Reference, &number.to_string(), "number");
    for programme in cell(cells, 3).split("] [") {
        subject.says(Property::Programme, programme.trim_matches(['[', ']']), "programme");
    }
    subject.says(Property::Title, cell(cells, 4), "title");
    subject.says(Property::CallSign, cell(cells, 5), "call sign");
    subject.says(Property::CraftType, cell(cells, 6), "vessel type");
    if kind == EntityKind::Vehicle {
        subject.says(Property::CraftType, "aircraft", "type");
    }
    for (at, what) in [(7, "tonnage"), (8, "gross registered tonnage")] {
        if !cell(cells, at).is_empty() {
            subject.says(Property::Remark, &format!("{what} {}", cell(cells, at)), what);
        }
    }
    subject.says(Property::Flag, cell(cells, 9), "flag");
    let mut others = Vec::new();
    if !cell(cells, 10).is_empty() {
        let mut owner = DraftEntity::new(format!("{}/owner", subject.key), EntityKind::Organisation);
        owner.says(Property::Name, cell(cells, 10), "vessel owner");
        owner.links(Property::Owns, &subject.key, "vessel owner");
        others.push(owner);
    }
    for (place, cells) in own {
        joined(&cells, &place, &mut subject, out);
    }
    remarks::read(cell(cells, 11), &mut subject, &mut others, &place, out);
    let mut entities = vec![subject];
    entities.extend(others);
    let statements: usize = entities.iter().map(|entity| entity.statements.len()).sum();
    if statements > RECORD_STATEMENTS_MAX {
        return out.not_taken(place, Reason::TooMany, &format!("{statements} statements"));
    }
    out.record(place, entities);
}

/// What a row of another table says of the entry.
fn joined(cells: &[String], place: &Place, subject: &mut DraftEntity, out: &mut Out<'_>) {
    let before = subject.statements.len();
    let at = format!("{} line {}", place.element, place.line);
    if place.element == Part::Alt.code() {
        subject.says(Property::Alias, cell(cells, 3), &at);
        subject.says(Property::Remark, cell(cells, 4), &at);
    } else {
        let parts: Vec<&str> = (2..5).map(|at| cell(cells, at)).filter(|part| !part.is_empty()).collect();
        subject.says(Property::Address, &parts.join(", "), &at);
        if subject.kind == EntityKind::Organisation {
            subject.says(Property::Country, cell(cells, 4), &at);
        }
        subject.says(Property::Remark, cell(cells, 5), &at);
    }
    if subject.statements.len() == before {
        out.not_taken(place.clone(), Reason::Empty, "nothing in it");
    }
}
