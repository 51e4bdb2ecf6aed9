//! Foreign files on their way into a case: found out what they are, read in a child process with limits, and
//! handed on as items with their places. Nothing is parsed in the node's own process.

use kernel::Party;
use reading::child::{self, Limits};
use reading::{Control, Format, Input, Item, Mapping, Options, ReadError};
use std::path::Path;
use std::sync::Arc;

/// Bytes looked at to find out what a file is.
const START_BYTES: usize = 16 * 1024;

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
}

impl ReadFiles {
    /// The same reading with nothing recognised: what a table gives when none of its columns means anything.
    pub(crate) fn without_records(mut self) -> Self {
        self.items.retain(|item| matches!(item, Item::NotTaken(_)));
        self
    }
}

/// Why nothing was read.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Nobody can tell what it is.
    #[error(
        "`{0}` is none of the formats this node reads (un-sc-list, ofac-sdn, csv, xlsx); name the format"
    )]
    Unknown(String),
    /// No such format.
    #[error("`{0}` is no format; one of auto, un-sc-list, ofac-sdn, csv, xlsx")]
    NoSuchFormat(String),
    /// The program cannot start itself again as the reading process.
    #[error("the reading process cannot be started: {0}")]
    Program(std::io::Error),
    /// The reader refused the whole.
    #[error(transparent)]
    Read(#[from] ReadError),
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

/// How the pages read an uploaded file. Without one on the router it is [`read_files`]; tests, whose program cannot
/// start itself as the reading process, put another.
#[derive(Clone)]
pub struct Reader(Arc<ReadWith>);

impl Reader {
    /// Reads with this.
    pub fn new(
        read: impl Fn(Vec<(String, Vec<u8>)>, Option<&str>, Party) -> Result<ReadFiles, FileError>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        Self(Arc::new(read))
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
    let format = match format {
        "auto" => detected(&files)?,
        code => Format::parse(code).ok_or_else(|| FileError::NoSuchFormat(code.to_owned()))?,
    };
    let mapping = mapping.map(Mapping::from_toml).transpose()?;
    let options = Options { mapping, region: Some(region), as_they_stand: false };
    let inputs = files
        .into_iter()
        .map(|(name, bytes)| Input { name, bytes: Box::new(std::io::Cursor::new(bytes)) })
        .collect();
    let program = std::env::current_exe().map_err(FileError::Program)?;
    read_in_child(&program, format, inputs, &options)
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
            Ok(ReadFiles { format, items, broken, header: summary.header })
        }
        // What came before the reader died is kept, and the result says where it ended.
        Err(error @ (ReadError::TooSlow { .. } | ReadError::BrokeOff(_))) if !items.is_empty() => {
            Ok(ReadFiles { format, items, broken: Some(error.to_string()), header: Vec::new() })
        }
        Err(error) => Err(error.into()),
    }
}

fn detected(files: &[(String, Vec<u8>)]) -> Result<Format, FileError> {
    let mut found = None;
    for (name, bytes) in files {
        let start = bytes.get(..bytes.len().min(START_BYTES)).unwrap_or_default();
        let format = reading::detect(start, name).ok_or_else(|| FileError::Unknown(name.clone()))?;
        if *found.get_or_insert(format) != format {
            return Err(FileError::Unknown(name.clone()));
        }
    }
    found.ok_or_else(|| FileError::Unknown("nothing".into()))
}
