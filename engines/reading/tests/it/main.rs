//! The readers on real lists (in place, never copied), on hostile bytes, and through the child process.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot read its file must fail"
)]

mod captures;
mod child;
mod hostile;
mod invented_bodies;
mod invented_reports;
mod lists;
mod mentions;
mod networks;
mod papers;
mod report_files;
mod reports;
mod traps;
mod workbooks;

use reading::{
    Control, Draft, DraftEntity, Format, Input, Item, Line, Mention, NotTaken, Options, Passage, ReadError,
    Summary, Value, read,
};
use std::path::PathBuf;

/// Everything that a reading gave.
#[derive(Debug, Default)]
struct Taken {
    entities: Vec<DraftEntity>,
    not_taken: Vec<NotTaken>,
    lines: Vec<Line>,
    passages: Vec<Passage>,
    /// With how many passages came before.
    mentions: Vec<(usize, Vec<Mention>)>,
    /// Of a part that was asked for.
    bytes: Vec<u8>,
    summary: Summary,
}

impl Taken {
    fn take(&mut self, item: Item) -> Control {
        match item {
            Item::Record(record) => self.entities.extend(record.entities),
            Item::NotTaken(line) => self.not_taken.push(line),
            Item::Line(line) => self.lines.push(line),
            Item::Passage(passage) => self.passages.push(passage),
            Item::Mentions(mentions) => self.mentions.push((self.passages.len(), mentions)),
            Item::Bytes(bytes) if bytes.is_empty() => self.bytes.clear(),
            Item::Bytes(bytes) => self.bytes.extend(bytes),
        }
        Control::Go
    }

    fn statements(&self) -> impl Iterator<Item = (&DraftEntity, &Draft)> {
        self.entities.iter().flat_map(|e| e.statements.iter().map(move |s| (e, s)))
    }

    fn reasons(&self) -> Vec<&'static str> {
        self.not_taken.iter().map(|n| n.reason.code()).collect()
    }
}

fn text(draft: &Draft) -> &str {
    match &draft.value {
        Value::Text(text) | Value::Link(text) => text,
    }
}

fn taken(format: Format, bytes: &[u8], options: &Options) -> Result<Taken, ReadError> {
    taken_from(format, Box::new(std::io::Cursor::new(bytes.to_vec())), options)
}

fn taken_from(format: Format, bytes: Box<dyn std::io::Read>, options: &Options) -> Result<Taken, ReadError> {
    let mut out = Taken::default();
    let summary = read(format, vec![("file".to_owned(), bytes)], options, &mut |item| out.take(item))?;
    Ok(Taken { summary, ..out })
}

/// A file of the shared folder, or `None` with a word about it where the folder is absent.
fn shared(path: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("LIAISON_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let file = folder.join(path);
    if file.exists() {
        return Some(file);
    }
    println!("skipped: {} absent", file.display());
    None
}

fn input(path: &std::path::Path) -> Input<'static> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Input { name, bytes: Box::new(std::fs::File::open(path).expect("the file exists")) }
}

fn ofac_files() -> Option<Vec<Input<'static>>> {
    // Entries last on purpose: the order in which files are named does not matter.
    ["add", "alt", "sdn"]
        .iter()
        .map(|part| shared(&format!("data/lists/ofac-2022-{part}.csv")).map(|p| input(&p)))
        .collect()
}
