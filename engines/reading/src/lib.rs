//! Foreign files in, and cases out in the formats of others ([`write`]).
//!
//! Published lists, cases and charts of other programs, phone extractions, tables and spreadsheets are read as a stream of [`Item`]s: what was recognised, with its place, and what was not,
//! with its place and the reason. Nothing is dropped in silence, and a file that breaks off keeps what stood before.
//!
//! The node never parses a foreign file in its own process: [`child::run_parent`] hands it to a child with limits on
//! memory, time, output and files, and [`child::run`] is what runs there. The readers themselves hold every limit too,
//! so that a test or a tool may call [`read`] directly.
//!
//! It refuses document type definitions and entities of every kind but the five of XML, records and fields beyond their
//! limits, and to guess what a column means without saying so.
#![warn(missing_docs)]

pub mod capture;
pub mod child;
pub mod delimited;
pub mod item;
pub mod mapping;
pub mod mrz;
pub mod recognise;
pub mod report;
pub mod write;

mod ais;
mod anx;
mod anx_words;
mod archive;
mod bods;
mod bods_interests;
mod calls;
mod case_uco;
mod case_uco_kinds;
mod detect;
mod document;
mod docx;
mod docx_numbers;
mod ftm;
mod ftm_words;
mod graph;
mod html;
mod json;
mod mail;
mod mhtml;
mod nest;
mod ods;
mod ofac;
mod pdf;
mod remarks;
mod stix;
mod stix_objects;
mod table;
mod text;
mod un_list;
mod warc;
mod workbook;
mod xml;

pub use item::{
    Broken, Control, Draft, DraftEntity, Flag, Format, Input, Item, Line, NotTaken, Options, Part, Passage,
    Place, ReadError, Reason, Record, Summary, Value,
};
pub use mapping::Mapping;
pub use recognise::{Mention, recognise};

use std::io::Read;

/// Reads files of one format, each with its name. Every item goes to `sink`, which may stop the reading. The tables of
/// [`Format::OfacSdn`] are read together, in any order; files of the other formats one after the other.
///
/// # Errors
/// What makes a whole file unreadable: not of the format, a document type definition, a mapping that names no column,
/// an encoding that is not there. A file that breaks off after a good start is no error: the summary says where.
pub fn read(
    format: Format,
    inputs: Vec<(String, Box<dyn Read>)>,
    options: &Options,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    // Here alone, so that a passage in a file within a file is not looked through at every level.
    let mut sink = |item: Item| {
        let mentions = mentions_in(&item, options);
        match (sink(item), mentions) {
            (Control::Go, Some(mentions)) => sink(mentions),
            (control, _) => control,
        }
    };
    let nest = nest::Nest::top();
    let summary = read_within(format, inputs, options, &nest, &mut sink)?;
    let read_as = |capture| capture::Capture { read_as: Some(format), ..capture };
    Ok(Summary { captures: nest.captures().into_iter().map(read_as).collect(), ..summary })
}

/// Reads files that stand within others, or stand by themselves.
fn read_within(
    format: Format,
    inputs: Vec<(String, Box<dyn Read>)>,
    options: &Options,
    nest: &nest::Nest,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    if format == Format::OfacSdn {
        return ofac::read(inputs, sink);
    }
    let mut all = Summary::default();
    let mut stopped = false;
    for (name, mut input) in inputs {
        let mut sink = |item: Item| {
            let control = sink(item);
            stopped = control == Control::Stop;
            control
        };
        all.add(match format {
            Format::UnScList => un_list::read(&mut input, &mut sink)?,
            Format::Ftm => ftm::read(&mut input, &mut sink)?,
            Format::Stix => stix::read(&mut input, &mut sink)?,
            Format::CaseUco => case_uco::read(&mut input, &mut sink)?,
            Format::Anx => anx::read(&mut input, &mut sink)?,
            Format::Graph => graph::read(&mut input, &mut sink)?,
            Format::Xlsx if options.as_they_stand => workbook::read_rows(&mut input, &mut sink)?,
            Format::Xlsx => table::read_book(&mut input, options, &mut sink)?,
            Format::Text => text::read(&mut input, &mut sink)?,
            Format::Html => html::read(&mut input, &mut sink)?,
            Format::Mail => mail::read(&mut input, options, nest, &mut sink)?,
            Format::Mbox => mail::read_box(&mut input, options, nest, &mut sink)?,
            Format::Pdf => pdf::read(&mut input, &mut sink)?,
            Format::Docx => docx::read(&mut input, options, nest, &mut sink)?,
            Format::Ods => ods::read(&mut input, options, &mut sink)?,
            Format::Zip => archive::read(&mut input, options, nest, &mut sink)?,
            Format::Calls => calls::read(&mut input, options, &mut sink)?,
            Format::Mrz => mrz::read(&mut input, &mut sink)?,
            Format::Ais => ais::read(&mut input, &mut sink)?,
            Format::Mhtml => mhtml::read((&name, &mut input), options, nest, &mut sink)?,
            Format::Warc => warc::read((&name, &mut input), options, nest, &mut sink)?,
            Format::Bods => bods::read(&mut input, &mut sink)?,
            _ if options.as_they_stand => table::read_rows(&mut input, &mut sink)?,
            Format::Csv | Format::OfacSdn => table::read(&mut input, options, &mut sink)?,
        });
        if stopped {
            break;
        }
    }
    Ok(all)
}

/// What is recognised in a passage comes right behind it.
fn mentions_in(item: &Item, options: &Options) -> Option<Item> {
    let Item::Passage(passage) = item else { return None };
    let mentions = recognise(&passage.text, options.region);
    (!mentions.is_empty()).then_some(Item::Mentions(mentions))
}

/// Reads the tables of OFAC's list together, in any order.
///
/// # Errors
/// As [`read`].
pub fn read_ofac(
    files: Vec<Input<'static>>,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let inputs = files.into_iter().map(|file| (file.name, file.bytes as Box<dyn Read>)).collect();
    ofac::read(inputs, sink)
}

/// Which format a file is in, from its first bytes (some kilobytes are enough) and its name. `None` where nothing fits.
#[must_use]
pub fn detect(start: &[u8], name: &str) -> Option<Format> {
    if workbook::looks_like(start, name) {
        return Some(Format::Xlsx);
    }
    if let Some(format) = detect::by_mark(start, name) {
        return Some(format);
    }
    let (_, text) = delimited::Encoding::of_start(start, None);
    let text = text.trim_start();
    if text.starts_with('<') && anx::looks_like(text) {
        return Some(Format::Anx);
    }
    if text.starts_with('<') && text.contains("<CONSOLIDATED_LIST") {
        return Some(Format::UnScList);
    }
    if let Some(format) = of_json(text) {
        return Some(format);
    }
    if text.starts_with(['{', '[']) {
        // JSON of a kind that is not read is no table, however many commas stand in it.
        return None;
    }
    if ofac::Part::of_start(text).is_some() {
        return Some(Format::OfacSdn);
    }
    if let Some(format) = detect::by_words(start, name) {
        return Some(format);
    }
    if text.starts_with('<') {
        return None;
    }
    let name = name.to_ascii_lowercase();
    let named = [".csv", ".tsv", ".tab", ".txt"].iter().any(|end| name.ends_with(end));
    let first = text.lines().next().unwrap_or_default();
    let divided = [',', ';', '\t', '|'].iter().any(|c| first.contains(*c));
    (!start.contains(&0) || start.starts_with(&[0xFF, 0xFE]) || start.starts_with(&[0xFE, 0xFF]))
        .then_some(Format::Csv)
        .filter(|_| divided || (named && !first.is_empty()))
}

fn of_json(text: &str) -> Option<Format> {
    if stix::looks_like(text) {
        return Some(Format::Stix);
    }
    if case_uco::looks_like(text) {
        return Some(Format::CaseUco);
    }
    if graph::looks_like(text) {
        return Some(Format::Graph);
    }
    if bods::looks_like(text) {
        return Some(Format::Bods);
    }
    ftm::looks_like(text).then_some(Format::Ftm)
}
