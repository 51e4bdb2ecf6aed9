//! Foreign files on their way into a case: found out what they are, read in a child process with limits, and
//! handed on as items with their places. Nothing is parsed in the node's own process.

use crate::evidence_take::EXHIBIT_BYTES_MAX;
use kernel::Party;
use reading::capture::Capture;
use reading::child::{self, Limits};
use reading::{Control, Format, Input, Item, Mapping, Options, ReadError, Summary};
use std::path::Path;
use std::sync::Arc;

/// Bytes looked at to find out what a file is.
pub const START_BYTES: usize = 16 * 1024;

/// What a reading gave.
#[derive(Debug)]
pub struct ReadFiles {
    /// What the files were read as.
    pub format: Format,
    /// What was recognised and what was not, in order.
    pub items: Vec<Item>,
    /// Where and why the files broke off; what stood before is in `items`.
    pub broken: Option<String>,
    /// The header of a table; empty for every other format.
    pub header: Vec<String>,
    /// The day that the file says it is of; empty where it says none.
    pub dated: String,
    /// What captured pages say of themselves.
    pub captures: Vec<Capture>,
}

impl ReadFiles {
    /// Two readings as one; a table's header is the first's that has one.
    fn with(mut self, other: Self) -> Self {
        self.items.extend(other.items);
        self.captures.extend(other.captures);
        self.broken = self.broken.or(other.broken);
        if self.header.is_empty() {
            self.header = other.header;
        }
        self
    }

    /// The same reading with nothing recognised: what a table gives when none of its columns means anything.
    pub(crate) fn without_records(mut self) -> Self {
        self.items.retain(|item| matches!(item, Item::NotTaken(_) | Item::Passage(_) | Item::Mentions(_)));
        self
    }
}

/// Why nothing was read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Nobody can tell what it is.
    #[error("`{0}` is none of the formats this node reads ({known}); name the format", known = known_formats())]
    Unknown(String),
    /// No such format.
    #[error("`{0}` is no format; one of auto, {known}", known = known_formats())]
    NoSuchFormat(String),
    /// The program cannot start itself again as the reading process.
    #[error("the reading process cannot be started: {0}")]
    Program(std::io::Error),
    /// The reader refused the whole.
    #[error(transparent)]
    Read(#[from] ReadError),
}

fn known_formats() -> String {
    Format::ALL.iter().map(|format| format.code()).collect::<Vec<_>>().join(", ")
}

impl FileError {
    /// The key of what an officer is told; the reader's own words may quote the file.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Unknown(_)
            | Self::NoSuchFormat(_)
            | Self::Read(ReadError::NotTheFormat { .. } | ReadError::NotAReport(_)) => {
                "casefile-unreadable-format"
            }
            Self::Read(ReadError::Doctype) => "casefile-unreadable-doctype",
            Self::Read(ReadError::Mapping(_)) => "casefile-unreadable-columns",
            Self::Read(ReadError::TooLarge { .. } | ReadError::TooSlow { .. }) => "casefile-unreadable-large",
            Self::Program(_) | Self::Read(ReadError::Io(_) | ReadError::BrokeOff(_)) => {
                "casefile-unreadable-broken"
            }
        }
    }
}

type ReadWith =
    dyn Fn(Vec<(String, Vec<u8>)>, Option<&str>, Party) -> Result<ReadFiles, FileError> + Send + Sync;

/// The bytes of a file as they stream by.
pub type Bytes = Box<dyn std::io::Read + Send>;

type StreamWith = dyn Fn(&str, Format, Bytes, &Options, &mut dyn FnMut(Item) -> Control) -> Result<Summary, FileError>
    + Send
    + Sync;

/// How the pages read a file. Without one on the router it is [`read_files`] and [`read_stream`]; tests, whose program
/// cannot start itself as the reading process, put another.
#[derive(Clone)]
pub struct Reader(Arc<ReadWith>, Arc<StreamWith>);

impl Reader {
    /// Reads with this.
    pub fn new(
        read: impl Fn(Vec<(String, Vec<u8>)>, Option<&str>, Party) -> Result<ReadFiles, FileError>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        Self(Arc::new(read), Arc::new(read_stream))
    }

    /// The same, with another way to read what streams by.
    #[must_use]
    pub fn streaming(
        self,
        read: impl Fn(
            &str,
            Format,
            Bytes,
            &Options,
            &mut dyn FnMut(Item) -> Control,
        ) -> Result<Summary, FileError>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        Self(self.0, Arc::new(read))
    }

    /// What captured pages in a file say of themselves; what else stands in it is passed over.
    pub(crate) fn captures(
        &self,
        name: &str,
        format: Format,
        bytes: Bytes,
    ) -> Result<Vec<Capture>, FileError> {
        let told = (self.1)(name, format, bytes, &Options::default(), &mut |_| Control::Go)?;
        Ok(told.captures)
    }

    /// The bytes of a part of the first capture in a file, as they come; `take` says whether it takes more.
    pub(crate) fn part(
        &self,
        (name, format, part): (&str, Format, u64),
        bytes: Bytes,
        take: &mut dyn FnMut(Vec<u8>) -> Control,
    ) -> Result<(), FileError> {
        let options = Options { part: Some(part), ..Options::default() };
        let mut sink = |item| match item {
            Item::Bytes(bytes) => take(bytes),
            _ => Control::Go,
        };
        (self.1)(name, format, bytes, &options, &mut sink).map(|_| ())
    }

    pub(crate) fn read(
        &self,
        files: Vec<(String, Vec<u8>)>,
        mapping: Option<String>,
        region: Party,
    ) -> Result<ReadFiles, FileError> {
        (self.0)(files, mapping.as_deref(), region)
    }
}

impl Default for Reader {
    fn default() -> Self {
        Self::new(|files, mapping, region| read_files(files, "auto", mapping, region))
    }
}

/// Reads files: `format` is `auto` or the code of one, `mapping` the text of a mapping for tables.
///
/// Blocks until the child has ended; call it off the async threads.
///
/// # Errors
/// [`FileError`]; where a file broke off after a good start, that is in the result instead.
pub fn read_files(
    files: Vec<(String, Vec<u8>)>,
    format: &str,
    mapping: Option<&str>,
    region: Party,
) -> Result<ReadFiles, FileError> {
    let mapping = mapping.map(Mapping::from_toml).transpose()?;
    let options = Options { mapping, region: Some(region), ..Options::default() };
    let program = std::env::current_exe().map_err(FileError::Program)?;
    let groups = match format {
        "auto" => by_format(files)?,
        code => vec![(Format::parse(code).ok_or_else(|| FileError::NoSuchFormat(code.to_owned()))?, files)],
    };
    let several = groups.len() > 1;
    let mut all: Option<ReadFiles> = None;
    for (format, files) in groups {
        let name = files.first().map(|(name, _)| name.clone()).filter(|_| several);
        let inputs = files
            .into_iter()
            .map(|(name, bytes)| Input { name, bytes: Box::new(std::io::Cursor::new(bytes)) })
            .collect();
        let mut read = read_in_child(&program, format, inputs, &options)?;
        if let Some(name) = name {
            read.items.iter_mut().for_each(|item| stands_in(item, &name));
        }
        all = Some(match all {
            None => read,
            Some(before) => before.with(read),
        });
    }
    all.ok_or_else(|| FileError::Unknown("nothing".into()))
}

/// Reads a file of one format as it streams by, as large as an exhibit may be.
///
/// Blocks until the child has ended; call it off the async threads.
///
/// # Errors
/// [`FileError`].
pub fn read_stream(
    name: &str,
    format: Format,
    bytes: Bytes,
    options: &Options,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, FileError> {
    let program = std::env::current_exe().map_err(FileError::Program)?;
    let input = Input { name: name.to_owned(), bytes };
    let limits = Limits { input_bytes: EXHIBIT_BYTES_MAX, ..Limits::default() };
    let args = [child::SUBCOMMAND];
    Ok(child::run_parent(&program, &args, format, vec![input], options, &limits, sink)?)
}

/// Says in which of several files an item stands.
fn stands_in(item: &mut Item, name: &str) {
    let place = match item {
        Item::Record(record) => &mut record.place,
        Item::NotTaken(line) => &mut line.place,
        Item::Passage(passage) => &mut passage.place,
        Item::Line(_) | Item::Mentions(_) | Item::Bytes(_) => return,
    };
    if place.file.is_empty() {
        place.file = name.to_owned();
    }
}

fn read_in_child(
    program: &Path,
    format: Format,
    inputs: Vec<Input<'_>>,
    options: &Options,
) -> Result<ReadFiles, FileError> {
    let mut items = Vec::new();
    let mut sink = |item: Item| {
        items.push(item);
        Control::Go
    };
    let read = child::run_parent(
        program,
        &[child::SUBCOMMAND],
        format,
        inputs,
        options,
        &Limits::default(),
        &mut sink,
    );
    match read {
        Ok(summary) => {
            let broken = summary.broken.map(|b| format!("{} ({})", b.reason, b.place));
            let (header, dated, captures) = (summary.header, summary.dated, summary.captures);
            Ok(ReadFiles { format, items, broken, header, dated, captures })
        }
        // What came before the reader died is kept, and the result says where it ended.
        Err(error @ (ReadError::TooSlow { .. } | ReadError::BrokeOff(_))) if !items.is_empty() => {
            let (header, dated, captures) = (Vec::new(), String::new(), Vec::new());
            Ok(ReadFiles { format, items, broken: Some(error.to_string()), header, dated, captures })
        }
        Err(error) => Err(error.into()),
    }
}

/// Files of one format, each with its name.
type Group = (Format, Vec<(String, Vec<u8>)>);

/// Files of an upload by what they are, in the order in which each format came first: a table of contacts and a report
/// are dropped together, and the tables of one list are read together.
fn by_format(files: Vec<(String, Vec<u8>)>) -> Result<Vec<Group>, FileError> {
    let mut groups: Vec<Group> = Vec::new();
    for (name, bytes) in files {
        let start = bytes.get(..bytes.len().min(START_BYTES)).unwrap_or_default();
        let format = reading::detect(start, &name).ok_or_else(|| FileError::Unknown(name.clone()))?;
        match groups.iter_mut().find(|(known, _)| *known == format) {
            Some((_, group)) => group.push((name, bytes)),
            None => groups.push((format, vec![(name, bytes)])),
        }
    }
    Ok(groups)
}
