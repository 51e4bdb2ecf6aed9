//! Text documents (DOCX): headings, paragraphs, rows of tables, notes, comments, what runs at the head and foot of pages,
//! and what the document says of itself. Files that stand in it are read as files of their own.
//!
//! Text that was struck out with changes tracked is counted and named with who struck it, and not shown as if it stood.
//! It refuses document type definitions and follows no reference to anything outside.
// long: one walk through the parts of one document, each with what it keeps for the next

use crate::archive::{self, Packed, Refused};
use crate::docx_numbers::{Belongs, Numbers};
use crate::item::{Control, Item, Options, Out, Part, Place, ReadError, Reason, Summary};
use crate::nest::{self, Nest, shown};
use crate::text;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

/// Most styles that are known by name.
const STYLES_MAX: usize = 5_000;
/// Most places of struck-out text that are named.
const STRUCK_MAX: u64 = 500;
/// Longest paragraph that is gathered; beyond it, it is handed on in pieces.
const PARAGRAPH_BYTES: usize = 256 * 1024;

/// Most paragraphs around one that stands in a box of a box.
const BOXES_MAX: usize = 64;
/// Elements that tell how something was before it was changed, with changes tracked.
const CHANGES: [&str; 5] = ["pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "tcPrChange"];

/// Reads a text document.
pub(crate) fn read(
    input: &mut dyn Read,
    options: &Options,
    nest: &Nest,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let mut packed = archive::open(nest::whole(input)?, "docx")?;
    let mut out = Out::new(sink);
    let names: Vec<String> =
        packed.file_names().filter_map(|name| name.ok().map(|n| n.into_owned())).collect();
    let main = main_part(&names)
        .ok_or_else(|| ReadError::NotTheFormat { format: "docx", why: "it has no document in it".into() })?;
    about(&mut packed, nest, &mut out)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let mut numbers = Numbers::default();
    let styles = match text_of(&mut packed, &format!("{folder}/styles.xml"), nest, &mut out) {
        Some(xml) => {
            numbers.read_styles(&xml)?;
            headings(&xml)?
        }
        None => BTreeSet::new(),
    };
    if let Some(xml) = text_of(&mut packed, &format!("{folder}/numbering.xml"), nest, &mut out) {
        numbers.read(&xml)?;
    }
    let others = names.iter().filter(|name| role(name, &folder).is_some());
    let parts = std::iter::once((main.as_str(), Part::Body))
        .chain(others.filter_map(|name| Some((name.as_str(), role(name, &folder)?))));
    for (name, part) in parts {
        if out.stopped {
            break;
        }
        let Some(xml) = text_of(&mut packed, name, nest, &mut out) else { continue };
        let element = if name == main {
            String::new()
        } else {
            name.rsplit('/').next().unwrap_or_default().trim_end_matches(".xml").to_owned()
        };
        let document = Document::new(part, element, &styles);
        Document { numbers: numbers.clone(), ..document }.walk(&xml, &mut out)?;
    }
    links(&mut packed, &names, nest, &mut out)?;
    for name in names.iter().filter(|name| name.contains("/embeddings/") || name.contains("/media/")) {
        match archive::part(&mut packed, name, nest) {
            Ok(bytes) => nest.member(name, bytes, options, &mut out),
            Err(refused) => not(&mut out, name, refused),
        }
    }
    Ok(out.summary)
}

fn main_part(names: &[String]) -> Option<String> {
    let is_main = |name: &&String| {
        name.rsplit_once('/').is_some_and(|(folder, file)| {
            !folder.contains('/') && file.starts_with("document") && file.ends_with(".xml")
        })
    };
    names.iter().find(|name| *name == "word/document.xml").or_else(|| names.iter().find(is_main)).cloned()
}

/// What part of the document a part of the package is.
fn role(name: &str, folder: &str) -> Option<Part> {
    let file = name.strip_prefix(folder)?.strip_prefix('/')?.strip_suffix(".xml")?;
    match file.trim_end_matches(|c: char| c.is_ascii_digit()) {
        "footnotes" | "endnotes" | "comments" => Some(Part::Note),
        "header" | "footer" => Some(Part::About),
        _ => None,
    }
}

/// A part as text; what keeps it from being so is said.
fn text_of(packed: &mut Packed, name: &str, nest: &Nest, out: &mut Out<'_>) -> Option<String> {
    match archive::part(packed, name, nest) {
        Ok(bytes) => Some(text::decoded(bytes, None).text),
        Err(Refused::Absent) => None,
        Err(refused) => {
            not(out, name, refused);
            None
        }
    }
}

fn not(out: &mut Out<'_>, name: &str, refused: Refused) {
    if let Refused::Not(reason, why) = refused {
        out.not_taken(Place { file: shown(name), ..Place::default() }, reason, &why);
    }
}

/// The value of an attribute, whatever the namespace.
pub(crate) fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(
        quick_xml::escape::unescape(&found.value)
            .map_or_else(|_| found.value.to_string(), |value| value.into_owned()),
    )
}

/// Goes through the events of a text; a definition ends it, and so does what is not well formed.
pub(crate) fn events(
    xml: &str,
    each: &mut dyn FnMut(&Event<'_>, u64) -> bool,
) -> Result<Option<String>, ReadError> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    loop {
        let at = reader.buffer_position();
        match reader.read_event() {
            Ok(Event::DocType(_)) => return Err(ReadError::Doctype),
            Ok(Event::Eof) => return Ok(None),
            Ok(event) => {
                if !each(&event, at) {
                    return Ok(None);
                }
            }
            Err(error) => return Ok(Some(format!("{error} at byte {at}"))),
        }
    }
}

/// Characters by number and the five names of XML; nothing else stands for anything.
pub(crate) fn reference(event: &Event<'_>) -> Option<String> {
    let Event::GeneralRef(reference) = event else { return None };
    if let Some(c) = reference.resolve_char_ref().ok().flatten() {
        return (c != '\0').then(|| c.to_string());
    }
    quick_xml::escape::resolve_xml_entity(&reference.xml10_content()).map(str::to_owned)
}

/// What the document says of itself.
fn about(packed: &mut Packed, nest: &Nest, out: &mut Out<'_>) -> Result<(), ReadError> {
    for name in ["docProps/core.xml", "docProps/app.xml"] {
        let Some(xml) = text_of(packed, name, nest, out) else { continue };
        let telling = [
            "title",
            "subject",
            "creator",
            "keywords",
            "description",
            "lastModifiedBy",
            "created",
            "modified",
            "lastPrinted",
            "Company",
            "Manager",
            "Template",
            "Application",
        ];
        let mut open = String::new();
        let mut held = String::new();
        events(&xml, &mut |event, _| {
            match event {
                Event::Start(start) => {
                    open = start.local_name().as_ref().to_owned();
                    held.clear();
                }
                Event::Text(text) if held.len() < PARAGRAPH_BYTES => held.push_str(&text.xml10_content()),
                Event::GeneralRef(_) => held.push_str(&reference(event).unwrap_or_default()),
                Event::End(_) => {
                    if telling.contains(&open.as_str()) {
                        let place = Place { element: open.clone(), ..Place::default() };
                        text::passage(out, place, Part::About, &held);
                    }
                    open.clear();
                    held.clear();
                }
                _ => {}
            }
            !out.stopped
        })?;
    }
    Ok(())
}

/// The styles that make a heading, by their ids: those that say an outline level, and those named so.
fn headings(xml: &str) -> Result<BTreeSet<String>, ReadError> {
    let mut found = BTreeSet::new();
    let mut style = String::new();
    events(xml, &mut |event, _| {
        if let Event::Start(start) | Event::Empty(start) = event {
            match start.local_name().as_ref() {
                "style" => style = attribute(start, "styleId").unwrap_or_default(),
                "name" => {
                    let name = attribute(start, "val").unwrap_or_default().to_lowercase();
                    if (name.starts_with("heading") || name == "title") && found.len() < STYLES_MAX {
                        found.insert(style.clone());
                    }
                }
                "outlineLvl" if found.len() < STYLES_MAX => {
                    found.insert(style.clone());
                }
                _ => {}
            }
        }
        true
    })?;
    found.remove("");
    Ok(found)
}

/// Where the links of the document point to; nothing is fetched.
fn links(packed: &mut Packed, names: &[String], nest: &Nest, out: &mut Out<'_>) -> Result<(), ReadError> {
    let mut told = BTreeSet::new();
    for name in names.iter().filter(|name| name.contains("/_rels/")) {
        let Some(xml) = text_of(packed, name, nest, out) else { continue };
        events(&xml, &mut |event, _| {
            if let Event::Start(start) | Event::Empty(start) = event
                && attribute(start, "TargetMode").as_deref() == Some("External")
                && let Some(target) = attribute(start, "Target")
                && told.len() < STYLES_MAX
                && told.insert(target.clone())
            {
                let place = Place { element: "link".into(), ..Place::default() };
                text::passage(out, place, Part::About, &target);
            }
            !out.stopped
        })?;
    }
    Ok(())
}

/// The walk through one part.
struct Document<'s> {
    part: Part,
    element: String,
    styles: &'s BTreeSet<String>,
    page: u64,
    index: u64,
    text: String,
    /// A row of a table, its cells divided.
    row: String,
    tables: usize,
    heading: bool,
    in_text: bool,
    /// How many open elements keep what stands in them from being read.
    hidden: usize,
    struck: Option<Struck>,
    struck_depth: usize,
    told: BTreeMap<String, u64>,
    note: String,
    /// How the lists of the document are counted.
    numbers: Numbers,
    /// The list that the paragraph belongs to, and its style.
    belongs: Belongs,
    style: String,
    /// The paragraph began, and its number is not told yet.
    counts: bool,
    /// Paragraphs around the one at hand, which stands in a box of theirs.
    around: Vec<(Belongs, String, bool)>,
    /// How many open elements tell how something was before it was changed.
    was: usize,
}

/// Text that was struck out.
struct Struck {
    who: String,
    letters: u64,
}

impl<'s> Document<'s> {
    fn new(part: Part, element: String, styles: &'s BTreeSet<String>) -> Self {
        Self {
            part,
            element,
            styles,
            page: u64::from(part == Part::Body),
            index: 0,
            text: String::new(),
            row: String::new(),
            tables: 0,
            heading: false,
            in_text: false,
            hidden: 0,
            struck: None,
            struck_depth: 0,
            told: BTreeMap::new(),
            note: String::new(),
            numbers: Numbers::default(),
            belongs: Belongs::default(),
            style: String::new(),
            counts: false,
            around: Vec::new(),
            was: 0,
        }
    }

    fn walk(mut self, xml: &str, out: &mut Out<'_>) -> Result<(), ReadError> {
        let broken = events(xml, &mut |event, _| {
            match event {
                Event::Start(start) => self.opens(start, false, out),
                Event::Empty(start) => {
                    self.opens(start, true, out);
                    if !CHANGES.contains(&start.local_name().as_ref()) {
                        self.closes(start.local_name().as_ref(), out);
                    }
                }
                Event::End(end) => self.closes(end.local_name().as_ref(), out),
                Event::Text(text) => self.words(&text.xml10_content(), out),
                Event::CData(text) => self.words(&text.xml10_content(), out),
                Event::GeneralRef(_) => match reference(event) {
                    Some(text) => self.words(&text, out),
                    None if self.in_text => {
                        out.not_taken(
                            self.place(),
                            Reason::EntityReference,
                            "a reference that stands for nothing",
                        );
                    }
                    None => {}
                },
                _ => {}
            }
            !out.stopped
        })?;
        self.paragraph(out);
        self.end_row(out);
        for format in std::mem::take(&mut self.numbers.unknown) {
            let place = Place { element: "numbering".into(), ..Place::default() };
            out.not_taken(
                place,
                Reason::NoPlace,
                &format!("numbers written as `{format}` are told in digits"),
            );
        }
        if let Some(why) = broken {
            out.broken(self.place(), &why);
        }
        Ok(())
    }

    fn place(&self) -> Place {
        let element = if self.note.is_empty() {
            self.element.clone()
        } else {
            format!("{} {}", self.element, self.note)
        };
        Place { element, index: self.index, page: self.page, ..Place::default() }
    }

    fn opens(&mut self, start: &BytesStart<'_>, empty: bool, out: &mut Out<'_>) {
        let name = start.local_name();
        let name = name.as_ref();
        if self.was > 0 || CHANGES.contains(&name) {
            self.was = self.was.saturating_add(usize::from(!empty && CHANGES.contains(&name)));
            return;
        }
        match name {
            // The same drawing again for older programs.
            "Fallback" if !empty => self.hidden = self.hidden.saturating_add(1),
            "del" | "moveFrom" if !empty => {
                self.struck_depth = self.struck_depth.saturating_add(1);
                let who = attribute(start, "author").unwrap_or_default();
                let when = attribute(start, "date").unwrap_or_default();
                self.struck
                    .get_or_insert(Struck { who: format!("{who} {when}").trim().to_owned(), letters: 0 });
            }
            "t" | "delText" => self.in_text = !empty,
            "tab" if self.in_run() => self.text.push('\t'),
            "br" | "cr" if self.hidden == 0 => {
                if attribute(start, "type").as_deref() == Some("page") {
                    self.turn_page(out);
                } else {
                    self.text.push('\n');
                }
            }
            "lastRenderedPageBreak" if self.hidden == 0 => self.turn_page(out),
            "noBreakHyphen" => self.text.push('-'),
            // The mark of a paragraph was struck out: what is left of it belongs to the next.
            "del" | "moveFrom" if self.text.is_empty() => self.counts = false,
            "p" => {
                self.paragraph(out);
                self.heading = false;
                let around = (self.belongs, std::mem::take(&mut self.style), self.counts && self.hidden == 0);
                if self.around.len() < BOXES_MAX {
                    self.around.push(around);
                }
                (self.belongs, self.counts) = (Belongs::default(), self.hidden == 0);
            }
            "numId" | "ilvl" if self.text.is_empty() => {
                let value = attribute(start, "val").and_then(|value| value.trim().parse::<u32>().ok());
                match name {
                    "numId" => self.belongs.list = value,
                    _ => self.belongs.level = value.map(|level| level as usize),
                }
            }
            "pStyle" => {
                let style = attribute(start, "val").unwrap_or_default();
                self.style.clone_from(&style);
                self.heading =
                    self.styles.contains(&style) || style.starts_with("Heading") || style == "Title";
            }
            "outlineLvl" => self.heading |= attribute(start, "val").is_some_and(|level| level != "9"),
            "tbl" if !empty => {
                self.paragraph(out);
                self.tables = self.tables.saturating_add(1);
            }
            "footnoteReference" | "endnoteReference" => {
                let number = attribute(start, "id").unwrap_or_default();
                self.text.push_str(&format!("[{number}]"));
            }
            "footnote" | "endnote" | "comment" => {
                self.note = attribute(start, "id").unwrap_or_default();
                if let Some(who) = attribute(start, "author") {
                    self.note = format!("{} {who}", self.note);
                }
            }
            _ => {}
        }
    }

    fn in_run(&self) -> bool {
        // A tab also stands among the settings of a paragraph, before any text of it.
        self.hidden == 0 && !self.text.is_empty()
    }

    fn closes(&mut self, name: &str, out: &mut Out<'_>) {
        if self.was > 0 {
            self.was = self.was.saturating_sub(usize::from(CHANGES.contains(&name)));
            return;
        }
        match name {
            "Fallback" => self.hidden = self.hidden.saturating_sub(1),
            "del" | "moveFrom" => {
                self.struck_depth = self.struck_depth.saturating_sub(1);
                if self.struck_depth == 0 {
                    self.tell_struck(out);
                }
            }
            "t" | "delText" => self.in_text = false,
            "p" => {
                self.paragraph(out);
                // One without a word is counted like the others.
                if std::mem::take(&mut self.counts) {
                    self.numbers.next(self.belongs, &self.style);
                }
                (self.belongs, self.style, self.counts) = self.around.pop().unwrap_or_default();
            }
            "tc" => {
                self.paragraph(out);
                if self.tables == 1 {
                    self.row.push('\u{1F}');
                }
            }
            "tr" if self.tables <= 1 => self.end_row(out),
            "tbl" => self.tables = self.tables.saturating_sub(1),
            "footnote" | "endnote" | "comment" => {
                self.paragraph(out);
                self.note.clear();
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str, out: &mut Out<'_>) {
        if !self.in_text || self.hidden > 0 {
            return;
        }
        if let Some(struck) = &mut self.struck {
            struck.letters = struck.letters.saturating_add(words.chars().count() as u64);
            return;
        }
        self.text.push_str(words);
        if self.text.len() > PARAGRAPH_BYTES {
            self.paragraph(out);
        }
    }

    fn turn_page(&mut self, out: &mut Out<'_>) {
        if self.page == 0 {
            return;
        }
        // A paragraph that goes over the page keeps the page it began on.
        if self.text.trim().is_empty() {
            self.text.clear();
        } else if self.tables == 0 {
            self.paragraph(out);
        }
        self.page = self.page.saturating_add(1);
    }

    fn tell_struck(&mut self, out: &mut Out<'_>) {
        let Some(struck) = self.struck.take().filter(|struck| struck.letters > 0) else { return };
        let count = self.told.entry(struck.who.clone()).or_default();
        *count = count.saturating_add(1);
        if *count <= STRUCK_MAX && self.told.len() < STYLES_MAX {
            let by = if struck.who.is_empty() { "somebody".to_owned() } else { struck.who };
            let place = Place { index: self.index.saturating_add(1), ..self.place() };
            out.not_taken(place, Reason::Deleted, &format!("{} letters struck out by {by}", struck.letters));
        }
    }

    fn paragraph(&mut self, out: &mut Out<'_>) {
        let mut text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return;
        }
        // What goes on after a page or in a further piece has no number of its own.
        if std::mem::take(&mut self.counts)
            && let Some(number) = self.numbers.next(self.belongs, &self.style)
        {
            text = format!("{number}\t{}", text.trim_start());
        }
        if self.tables > 0 {
            if !self.row.is_empty() && !self.row.ends_with('\u{1F}') {
                self.row.push('\n');
            }
            self.row.push_str(text.trim());
            if self.row.len() > PARAGRAPH_BYTES {
                self.end_row(out);
            }
            return;
        }
        self.index = self.index.saturating_add(1);
        let part = if self.heading && self.part == Part::Body { Part::Heading } else { self.part };
        crate::mrz::records(&text, &self.place(), out);
        text::passage(out, self.place(), part, &text);
    }

    fn end_row(&mut self, out: &mut Out<'_>) {
        let row = std::mem::take(&mut self.row);
        let row = row.trim_end_matches('\u{1F}').replace('\u{1F}', " | ");
        if row.chars().all(|c| c == '|' || c.is_whitespace()) {
            return;
        }
        self.index = self.index.saturating_add(1);
        crate::mrz::records(&row, &self.place(), out);
        text::passage(out, self.place(), Part::Table, &row);
    }
}
