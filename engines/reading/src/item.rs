//! What a reader hands over, and the limits it keeps.
// long: every word that the readers share

// long: the words of one border, one after another, with little to decide

// long: the words between readers and those who take from them, one after another, with nothing to decide

use kernel::{EntityKind, Handling, Pap, Party, Property, Tlp};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::io::Read;

/// Longest record (line of a table, entry of a list), in bytes.
pub const RECORD_BYTES_MAX: usize = 1024 * 1024;
/// Longest single value, in bytes.
pub const VALUE_BYTES_MAX: usize = kernel::limit::VALUE_BYTES_MAX;
/// Most columns of a table.
pub const COLUMNS_MAX: usize = 512;
/// Most entities and statements that one record may give.
pub const RECORD_STATEMENTS_MAX: usize = 5_000;
/// Longest detail of something not taken, in characters.
pub const DETAIL_CHARS_MAX: usize = 160;

/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// The Security Council's consolidated list, XML.
    #[serde(rename = "un-sc-list")]
    UnScList,
    /// OFAC's SDN list: `sdn.csv`, `add.csv`, `alt.csv`.
    #[serde(rename = "ofac-sdn")]
    OfacSdn,
    /// Any table with a header row, by a [`crate::Mapping`].
    #[serde(rename = "csv")]
    Csv,
    /// A workbook; each of its sheets is such a table.
    #[serde(rename = "xlsx")]
    Xlsx,
    /// FollowTheMoney, lines of JSON, plain or as a delta.
    #[serde(rename = "ftm")]
    Ftm,
    /// A STIX 2.1 bundle.
    #[serde(rename = "stix")]
    Stix,
    /// CASE/UCO, JSON-LD: what a tool read from a telephone.
    #[serde(rename = "case-uco")]
    CaseUco,
    /// An i2 Analyst's Notebook chart, XML.
    #[serde(rename = "anx")]
    Anx,
    /// A network of calls and messages, lines of JSON.
    #[serde(rename = "graph")]
    Graph,
    /// Running text, in whatever encoding.
    #[serde(rename = "text")]
    Text,
    /// A web page, saved.
    #[serde(rename = "html")]
    Html,
    /// One mail with what is attached to it.
    #[serde(rename = "mail")]
    Mail,
    /// A box of mails.
    #[serde(rename = "mbox")]
    Mbox,
    /// Pages.
    #[serde(rename = "pdf")]
    Pdf,
    /// A text document (Office Open XML).
    #[serde(rename = "docx")]
    Docx,
    /// A workbook (OpenDocument); each of its sheets is a table.
    #[serde(rename = "ods")]
    Ods,
    /// An archive of files.
    #[serde(rename = "zip")]
    Zip,
    /// Call records with antennas.
    #[serde(rename = "calls")]
    Calls,
    /// Machine-readable zones of travel documents.
    #[serde(rename = "mrz")]
    Mrz,
    /// What vessels say of themselves by radio (AIS).
    #[serde(rename = "ais")]
    Ais,
    /// A web page saved whole, with its frames and pictures.
    #[serde(rename = "mhtml")]
    Mhtml,
    /// Pages as a crawler or a browser kept them (WARC), packed or not.
    #[serde(rename = "warc")]
    Warc,
    /// Who owns and controls organisations (Beneficial Ownership Data Standard 0.4), JSON.
    #[serde(rename = "bods")]
    Bods,
}

impl Format {
    /// The code of the command line.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::UnScList => "un-sc-list",
            Self::OfacSdn => "ofac-sdn",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Ftm => "ftm",
            Self::Stix => "stix",
            Self::CaseUco => "case-uco",
            Self::Anx => "anx",
            Self::Graph => "graph",
            Self::Text => "text",
            Self::Html => "html",
            Self::Mail => "mail",
            Self::Mbox => "mbox",
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Ods => "ods",
            Self::Zip => "zip",
            Self::Calls => "calls",
            Self::Mrz => "mrz",
            Self::Ais => "ais",
            Self::Mhtml => "mhtml",
            Self::Warc => "warc",
            Self::Bods => "bods",
        }
    }

    /// Every format, in the order in which they are named.
    pub const ALL: &'static [Self] = &[
        Self::UnScList,
        Self::OfacSdn,
        Self::Csv,
        Self::Xlsx,
        Self::Ftm,
        Self::Stix,
        Self::CaseUco,
        Self::Anx,
        Self::Graph,
        Self::Text,
        Self::Html,
        Self::Mail,
        Self::Mbox,
        Self::Pdf,
        Self::Docx,
        Self::Ods,
        Self::Zip,
        Self::Calls,
        Self::Mrz,
        Self::Ais,
        Self::Mhtml,
        Self::Warc,
        Self::Bods,
    ];

    /// Whether its entries keep their references from one issue to the next, so that a later issue brings an earlier one
    /// up to date instead of standing beside it.
    #[must_use]
    pub fn keeps_references(self) -> bool {
        matches!(self, Self::UnScList | Self::OfacSdn | Self::Ftm | Self::Stix | Self::CaseUco)
    }

    /// Whether a file of it is always the whole list, whatever it is called.
    #[must_use]
    pub fn is_whole_list(self) -> bool {
        matches!(self, Self::UnScList | Self::OfacSdn)
    }

    /// Reads the code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.code() == code)
    }
}

/// What a reader may need to know beside the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// How a table's columns become statements; without one it is guessed from the header.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<crate::Mapping>,
    /// The State that values without a country belong to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Party>,
    /// Rows of a table as they stand, with no meaning given to their cells.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub as_they_stand: bool,
    /// The bytes of this part of the first capture, counted from 0 as its parts are told: nothing in the capture is read
    /// then, and the reading of it ends with the part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<u64>,
}

/// A named file to read.
pub struct Input<'a> {
    /// Its name, for messages.
    pub name: String,
    /// Its bytes.
    pub bytes: Box<dyn Read + Send + 'a>,
}

impl fmt::Debug for Input<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Input").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Whether the reading goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// More.
    Go,
    /// Enough; what was handed over stands.
    Stop,
}

/// Where in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Line, from 1; 0 where the format has none.
    #[serde(rename = "l", default, skip_serializing_if = "is_zero")]
    pub line: u64,
    /// Element, part or column: `INDIVIDUAL`, `alt`, `sdn remarks`.
    #[serde(rename = "e", default, skip_serializing_if = "String::is_empty")]
    pub element: String,
    /// Which record of the file, from 1.
    #[serde(rename = "i", default, skip_serializing_if = "is_zero")]
    pub index: u64,
    /// The file's own reference of the record.
    #[serde(rename = "r", default, skip_serializing_if = "String::is_empty")]
    pub reference: String,
    /// The file within a file: a member of an archive, an attachment of a mail, outermost first, divided by ` > `.
    #[serde(rename = "f", default, skip_serializing_if = "String::is_empty")]
    pub file: String,
    /// Page, from 1; 0 where the format has none.
    #[serde(rename = "g", default, skip_serializing_if = "is_zero")]
    pub page: u64,
}

fn is_zero(n: &u64) -> bool {
    *n == 0
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        if !self.file.is_empty() {
            parts.push(self.file.clone());
        }
        if self.page > 0 {
            parts.push(format!("page {}", self.page));
        }
        if !self.element.is_empty() {
            parts.push(self.element.clone());
        }
        if self.index > 0 {
            parts.push(format!("record {}", self.index));
        }
        if !self.reference.is_empty() {
            parts.push(self.reference.clone());
        }
        if self.line > 0 {
            parts.push(format!("line {}", self.line));
        }
        f.write_str(&parts.join(", "))
    }
}

/// One thing that a reader says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Item {
    /// A record was recognised.
    #[serde(rename = "r")]
    Record(Record),
    /// Something was not taken.
    #[serde(rename = "n")]
    NotTaken(NotTaken),
    /// A row as it stands, where that was asked for.
    #[serde(rename = "l")]
    Line(Line),
    /// A piece of running text: nothing is recognised in it yet.
    #[serde(rename = "t")]
    Passage(Passage),
    /// What was recognised in the passage that came before.
    #[serde(rename = "m")]
    Mentions(Vec<crate::recognise::Mention>),
    /// The next bytes of the part of a capture that [`Options::part`] asks for. None at all begin it, again where what
    /// came before turned out to be no part.
    #[serde(rename = "b", with = "base64")]
    Bytes(Vec<u8>),
}

/// Bytes in a line of JSON (RFC 4648).
mod base64 {
    use data_encoding::BASE64;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&BASE64.encode(bytes))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(from)?;
        BASE64.decode(text.as_bytes()).map_err(D::Error::custom)
    }
}

/// A piece of running text as it stands in the file: a paragraph, a message, a cell of prose. In it an officer finds
/// mentions; the text itself is kept so that each is shown where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Where it stands.
    #[serde(rename = "p")]
    pub place: Place,
    /// What part of the file it is.
    #[serde(rename = "o")]
    pub part: Part,
    /// The text, at most [`VALUE_BYTES_MAX`] bytes; a longer one comes in several passages.
    #[serde(rename = "x")]
    pub text: String,
}

/// What part of a file a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Part {
    /// A heading, a title, the subject of a mail.
    #[serde(rename = "heading")]
    Heading,
    /// A paragraph.
    #[serde(rename = "body")]
    Body,
    /// A cell or row of a table within running text.
    #[serde(rename = "table")]
    Table,
    /// A note at the foot of a page or the end.
    #[serde(rename = "note")]
    Note,
    /// What runs at the head or foot of pages, and what the file says of itself: author, sender, dates.
    #[serde(rename = "about")]
    About,
}

/// A row of a table as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The sheet; empty where the file has none.
    #[serde(rename = "s", default, skip_serializing_if = "String::is_empty")]
    pub sheet: String,
    /// Its number, from 1.
    #[serde(rename = "r")]
    pub row: u64,
    /// Its cells, the first column first.
    #[serde(rename = "c")]
    pub cells: Vec<String>,
}

/// The entities of one record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Where it stands.
    #[serde(rename = "p")]
    pub place: Place,
    /// What it speaks of; the first is the record's subject.
    #[serde(rename = "e")]
    pub entities: Vec<DraftEntity>,
    /// What the file says may be done with it.
    #[serde(rename = "m", default, skip_serializing_if = "Marked::is_none")]
    pub marked: Marked,
}

/// How a record is marked in the file itself. It holds for everything in the record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    /// What a receiver may do with it.
    #[serde(rename = "h", default, skip_serializing_if = "Option::is_none")]
    pub handling: Option<Handling>,
    /// How widely its source wants it told.
    #[serde(rename = "t", default, skip_serializing_if = "Option::is_none")]
    pub tlp: Option<Tlp>,
    /// What its source allows to be done with it.
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    pub pap: Option<Pap>,
}

impl Marked {
    /// Whether the file says nothing.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// An entity as the file describes it. Entities of one import with the same key are one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftEntity {
    /// Its key within the import, for links.
    #[serde(rename = "k")]
    pub key: String,
    /// What it is.
    #[serde(rename = "t")]
    pub kind: EntityKind,
    /// What is said of it.
    #[serde(rename = "s")]
    pub statements: Vec<Draft>,
}

/// A statement in the making.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Of what it speaks.
    #[serde(rename = "p")]
    pub property: Property,
    /// What it says.
    #[serde(rename = "v")]
    pub value: Value,
    /// Where within the record: an element with its number, a column.
    #[serde(rename = "w", default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// The script, ISO 15924, where the file says that it is another than the rest: `Arab`.
    #[serde(rename = "c", default, skip_serializing_if = "Option::is_none")]
    pub script: Option<String>,
    /// What a reader should know before using it.
    #[serde(rename = "f", default, skip_serializing_if = "Option::is_none")]
    pub flag: Option<Flag>,
}

/// The value of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// A text, as the file has it.
    #[serde(rename = "t")]
    Text(String),
    /// Another entity of the import, by key.
    #[serde(rename = "l")]
    Link(String),
}

/// What a reader should know of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Flag {
    /// A spreadsheet would compute it: it begins with `=`, `+`, `-` or `@`. Kept as text, never computed.
    #[serde(rename = "formula")]
    Formula,
    /// Drawn out of a sentence by pattern; look at the sentence.
    #[serde(rename = "from-prose")]
    FromProse,
    /// Its check digit does not fit: a letter of it was misread or miswritten.
    #[serde(rename = "check-digit")]
    CheckDigit,
    /// Not what stands there: what would stand there if one letter that is easily misread were another.
    #[serde(rename = "offered")]
    Offered,
}

/// Something in the file that gave nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotTaken {
    /// Where it stands.
    #[serde(rename = "p")]
    pub place: Place,
    /// Why.
    #[serde(rename = "y")]
    pub reason: Reason,
    /// What it was, shortened.
    #[serde(rename = "d")]
    pub detail: String,
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $code:literal),* $(,)?) => {
        /// Why something was not taken.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Reason { $($(#[$doc])* #[serde(rename = $code)] $name),* }
        impl Reason {
            /// The stable code.
            #[must_use]
            pub fn code(self) -> &'static str { match self { $(Self::$name => $code),* } }
        }
    };
}

reasons! {
    /// An element or column that a case file has no place for.
    NoPlace = "no-place",
    /// An element that the format does not have.
    UnknownElement = "unknown-element",
    /// Longer than the limit.
    TooLong = "too-long",
    /// More nested, or more of it, than the limit.
    TooMany = "too-many",
    /// A NUL byte.
    Nul = "nul",
    /// Not in the encoding of the file.
    Encoding = "encoding",
    /// More or fewer columns than the header.
    Columns = "columns",
    /// A quotation that does not close.
    Quotes = "quotes",
    /// Nothing in it.
    Empty = "empty",
    /// No name or number that says of whom it speaks.
    NoSubject = "no-subject",
    /// Speaks of an entry that the file does not have.
    NoEntry = "no-entry",
    /// Not a date.
    NotADate = "not-a-date",
    /// An entity reference that is not of XML itself; never expanded.
    EntityReference = "entity-reference",
    /// The file breaks off here.
    BrokenOff = "broken-off",
    /// A country that is not known.
    UnknownCountry = "unknown-country",
    /// A marking that is not known; what it stands on is not taken as if it had none.
    UnknownMarking = "unknown-marking",
    /// Not a document of JSON.
    NotJson = "not-json",
    /// The file says that it no longer holds.
    Removed = "removed",
    /// A file within the file that is none of the formats.
    UnknownFormat = "unknown-format",
    /// Closed with a password.
    Locked = "locked",
    /// A picture or a drawing: there are no letters in it.
    NoText = "no-text",
    /// Text whose letters came without a sure order.
    TextOrder = "text-order",
    /// Text that somebody struck out; it is not shown as if it stood.
    Deleted = "deleted",
    /// A check digit that does not fit what it checks.
    CheckDigit = "check-digit",
    /// Left out on purpose because its neighbours say the same.
    Thinned = "thinned",
    /// Not well formed.
    Malformed = "malformed",
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What a reading came to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Records taken.
    pub records: u64,
    /// Entities in them.
    pub entities: u64,
    /// Statements in them.
    pub statements: u64,
    /// Things not taken.
    pub not_taken: u64,
    /// The file broke off; what stood before was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub broken: Option<Broken>,
    /// The day that the file says it is of: `2020-11-30`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub dated: String,
    /// The header of a table, so that an officer can say what its columns mean.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub header: Vec<String>,
    /// What captured pages in it say of themselves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub captures: Vec<crate::capture::Capture>,
}

impl Summary {
    /// Adds what another file came to.
    pub(crate) fn add(&mut self, other: Self) {
        self.records = self.records.saturating_add(other.records);
        self.entities = self.entities.saturating_add(other.entities);
        self.statements = self.statements.saturating_add(other.statements);
        self.not_taken = self.not_taken.saturating_add(other.not_taken);
        self.broken = self.broken.take().or(other.broken);
        if self.header.is_empty() {
            self.header = other.header;
        }
        if self.dated.is_empty() {
            self.dated = other.dated;
        }
    }

    /// Counts an item.
    pub fn count(&mut self, item: &Item) {
        match item {
            Item::Record(record) => {
                self.records = self.records.saturating_add(1);
                self.entities = self.entities.saturating_add(record.entities.len() as u64);
                let statements: usize = record.entities.iter().map(|e| e.statements.len()).sum();
                self.statements = self.statements.saturating_add(statements as u64);
            }
            Item::NotTaken(_) => self.not_taken = self.not_taken.saturating_add(1),
            Item::Mentions(_) | Item::Bytes(_) => {}
            Item::Line(_) | Item::Passage(_) => self.records = self.records.saturating_add(1),
        }
    }
}

/// Where and why a file broke off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Broken {
    /// Where.
    pub place: Place,
    /// Why.
    pub reason: String,
}

/// Why a file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The bytes could not be had.
    #[error("the file could not be read")]
    Io(#[from] std::io::Error),
    /// It has a document type definition.
    #[error("the file has a document type definition, which can hide instructions; save it without one")]
    Doctype,
    /// It is not what it was said to be.
    #[error("not a file of the format `{format}`: {why}")]
    NotTheFormat {
        /// The format asked for.
        format: &'static str,
        /// What was met instead.
        why: String,
    },
    /// The mapping cannot be used.
    #[error("the mapping cannot be used: {0}")]
    Mapping(String),
    /// The file, or what it gives, is beyond the limit.
    #[error("the file is too large: more than {limit} bytes; divide it")]
    TooLarge {
        /// The limit that was met.
        limit: u64,
    },
    /// It took longer than allowed.
    #[error("reading took longer than {seconds} s and was stopped; what came before was kept")]
    TooSlow {
        /// The limit that was met.
        seconds: u64,
    },
    /// The reading process ended before the file did.
    #[error("reading broke off: {0}; what came before was kept")]
    BrokeOff(String),
    /// It holds no text that could be a report.
    #[error("no report can be read from this file: {0}")]
    NotAReport(String),
}

/// Hands items to the sink and counts them.
pub(crate) struct Out<'a> {
    sink: &'a mut dyn FnMut(Item) -> Control,
    pub(crate) summary: Summary,
    pub(crate) stopped: bool,
}

impl<'a> Out<'a> {
    pub(crate) fn new(sink: &'a mut dyn FnMut(Item) -> Control) -> Self {
        Self { sink, summary: Summary::default(), stopped: false }
    }

    pub(crate) fn item(&mut self, item: Item) {
        if !self.stopped {
            self.summary.count(&item);
            self.stopped = (self.sink)(item) == Control::Stop;
        }
    }

    pub(crate) fn record(&mut self, place: Place, entities: Vec<DraftEntity>) {
        self.marked_record(place, entities, Marked::default());
    }

    pub(crate) fn marked_record(&mut self, place: Place, entities: Vec<DraftEntity>, marked: Marked) {
        self.item(Item::Record(Record { place, entities, marked }));
    }

    pub(crate) fn not_taken(&mut self, place: Place, reason: Reason, detail: &str) {
        let detail =
            detail.chars().map(|c| if c.is_control() { ' ' } else { c }).take(DETAIL_CHARS_MAX).collect();
        self.item(Item::NotTaken(NotTaken { place, reason, detail }));
    }

    /// The file ends here before its end.
    pub(crate) fn broken(&mut self, place: Place, why: &str) {
        self.not_taken(place.clone(), Reason::BrokenOff, why);
        self.summary.broken = Some(Broken { place, reason: why.to_owned() });
    }
}

impl DraftEntity {
    pub(crate) fn new(key: impl Into<String>, kind: EntityKind) -> Self {
        Self { key: key.into(), kind, statements: Vec::new() }
    }

    /// Adds a text, unless there is nothing in it.
    pub(crate) fn says(&mut self, property: Property, text: &str, place: &str) -> Option<&mut Draft> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let value = Value::Text(text.to_owned());
        self.statements.push(Draft { property, value, place: place.to_owned(), script: None, flag: None });
        self.statements.last_mut()
    }

    pub(crate) fn links(&mut self, property: Property, key: &str, place: &str) {
        let value = Value::Link(key.to_owned());
        self.statements.push(Draft { property, value, place: place.to_owned(), script: None, flag: None });
    }
}
