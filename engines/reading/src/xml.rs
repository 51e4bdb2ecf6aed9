//! XML as a stream of small trees: one for each record, held whole; the file never is. No definitions, no entities but
//! the five of XML and characters by number, limits on depth and size.

use crate::item::{RECORD_BYTES_MAX, ReadError, VALUE_BYTES_MAX};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::cell::Cell;
use std::io::{BufReader, Read};
use std::rc::Rc;

/// Deepest nesting that is followed.
pub(crate) const DEPTH_MAX: usize = 16;
/// Bytes read ahead.
const BUFFER_BYTES: usize = 64 * 1024;

/// An element with what stands in it.
#[derive(Debug, Default)]
pub(crate) struct Node {
    pub(crate) name: String,
    /// What stands in its tag, in order.
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) text: String,
    pub(crate) children: Vec<Node>,
    /// An entity reference stood in it and was left out.
    pub(crate) reference: Option<String>,
}

impl Node {
    /// The text of the first child of that name, trimmed; empty where there is none.
    pub(crate) fn text_of(&self, name: &str) -> &str {
        self.children.iter().find(|child| child.name == name).map_or("", |child| child.text.trim())
    }

    /// The first element of that name, however deep it stands.
    pub(crate) fn find(&self, name: &str) -> Option<&Node> {
        self.children.iter().find_map(|child| if child.name == name { Some(child) } else { child.find(name) })
    }

    /// An attribute, trimmed; empty where there is none.
    pub(crate) fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(n, _)| n == name).map_or("", |(_, value)| value.trim())
    }

    /// Children of that name.
    pub(crate) fn all<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Node> {
        self.children.iter().filter(move |child| child.name == name)
    }
}

/// Where the reading of a stream ended.
#[derive(Debug)]
pub(crate) enum End {
    /// At the end of the document.
    Whole,
    /// The caller had enough.
    Stopped,
    /// Here, for this reason.
    Broken(String),
}

/// What the walker meets.
pub(crate) enum Met {
    /// The document's own element opens, with what stands in its tag.
    Root(Vec<(String, String)>),
    /// An element above the records opens.
    Section,
    /// A record is complete.
    Record(Node),
}

/// Refuses to hand out more than a record's worth of bytes between two marks, so that no single text can fill memory.
struct Fuse<R> {
    inner: R,
    since: Rc<Cell<usize>>,
}

impl<R: Read> Read for Fuse<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        if self.since.get() > RECORD_BYTES_MAX.saturating_add(BUFFER_BYTES) {
            return Err(std::io::Error::other("a single text is longer than the limit"));
        }
        let read = self.inner.read(out)?;
        self.since.set(self.since.get().saturating_add(read));
        Ok(read)
    }
}

/// Walks a document. Elements at `record_depth` (the root has depth 1) are records; the root must be named `root`.
pub(crate) fn walk(
    input: &mut dyn Read,
    root: &str,
    record_depth: usize,
    met: &mut dyn FnMut(Met, u64) -> bool,
) -> Result<End, ReadError> {
    let since = Rc::new(Cell::new(0));
    let fuse = Fuse { inner: input, since: Rc::clone(&since) };
    let mut reader = Reader::from_reader(BufReader::with_capacity(BUFFER_BYTES, fuse));
    reader.config_mut().check_end_names = true;
    let mut walker = Walker { root, record_depth, depth: 0, open: Vec::new(), bytes: 0, seen_root: false };
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        since.set(0);
        let at = reader.buffer_position();
        let event = match reader.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(error) => return Ok(End::Broken(format!("{error} at byte {at}"))),
        };
        match walker.take(event, met, at)? {
            Step::On => {}
            Step::End(end) => return walker.end(end),
        }
    }
}

enum Step {
    On,
    End(End),
}

struct Walker<'a> {
    root: &'a str,
    record_depth: usize,
    depth: usize,
    open: Vec<Node>,
    bytes: usize,
    seen_root: bool,
}

impl Walker<'_> {
    fn take(
        &mut self,
        event: Event<'_>,
        met: &mut dyn FnMut(Met, u64) -> bool,
        at: u64,
    ) -> Result<Step, ReadError> {
        let broken = |why: &str| Ok(Step::End(End::Broken(format!("{why} at byte {at}"))));
        match event {
            Event::DocType(_) => return Err(ReadError::Doctype),
            Event::Start(start) => {
                self.depth = self.depth.saturating_add(1);
                if self.depth > DEPTH_MAX {
                    return broken("elements are nested too deep");
                }
                if !self.opens(&start, met, at)? {
                    return Ok(Step::End(End::Stopped));
                }
            }
            Event::Empty(start) => {
                self.depth = self.depth.saturating_add(1);
                if !self.opens(&start, met, at)? || !self.closes(met, at) {
                    return Ok(Step::End(End::Stopped));
                }
            }
            Event::End(_) => {
                if !self.closes(met, at) {
                    return Ok(Step::End(End::Stopped));
                }
            }
            Event::Text(text) => self.text(&text.xml10_content()),
            Event::CData(text) => self.text(&text.xml10_content()),
            Event::GeneralRef(reference) => self.reference(&reference),
            Event::Eof if self.depth == 0 => return Ok(Step::End(End::Whole)),
            Event::Eof => return broken("the file ends inside an element"),
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
        }
        if self.bytes > RECORD_BYTES_MAX {
            return broken("a record is longer than the limit");
        }
        Ok(Step::On)
    }

    fn end(&self, end: End) -> Result<End, ReadError> {
        if self.seen_root {
            return Ok(end);
        }
        let why = match end {
            End::Broken(why) => why,
            _ => "no element in it".to_owned(),
        };
        Err(ReadError::NotTheFormat { format: format_of(self.root), why })
    }

    fn opens(
        &mut self,
        start: &BytesStart<'_>,
        met: &mut dyn FnMut(Met, u64) -> bool,
        at: u64,
    ) -> Result<bool, ReadError> {
        let name = name_of(start);
        if self.depth == 1 {
            if name != self.root {
                let why = format!("it begins with `{}`", name.chars().take(40).collect::<String>());
                return Err(ReadError::NotTheFormat { format: format_of(self.root), why });
            }
            self.seen_root = true;
            if self.record_depth > 1 && !met(Met::Root(attributes_of(start)), at) {
                return Ok(false);
            }
        }
        self.bytes = self.bytes.saturating_add(name.len()).saturating_add(64);
        if self.depth >= self.record_depth {
            let attributes = attributes_of(start);
            let own: usize = attributes.iter().map(|(n, v)| n.len().saturating_add(v.len())).sum();
            self.bytes = self.bytes.saturating_add(own);
            self.open.push(Node { name, attributes, ..Node::default() });
            return Ok(true);
        }
        Ok(met(Met::Section, at))
    }

    fn closes(&mut self, met: &mut dyn FnMut(Met, u64) -> bool, at: u64) -> bool {
        self.depth = self.depth.saturating_sub(1);
        let Some(node) = self.open.pop() else { return true };
        if let Some(parent) = self.open.last_mut() {
            parent.children.push(node);
            return true;
        }
        self.bytes = 0;
        met(Met::Record(node), at)
    }

    fn text(&mut self, text: &str) {
        self.bytes = self.bytes.saturating_add(text.len());
        if let Some(node) = self.open.last_mut() {
            node.text.push_str(text);
        }
    }

    /// Characters by number and the five names of XML; everything else is left out and noted, never looked up.
    fn reference(&mut self, reference: &BytesRef<'_>) {
        let name: String = reference.xml10_content().chars().take(40).collect();
        let character = reference.resolve_char_ref().ok().flatten();
        match (character, quick_xml::escape::resolve_xml_entity(&name)) {
            (Some(c), _) if c != '\0' => self.text(c.encode_utf8(&mut [0; 4])),
            (None, Some(text)) => self.text(text),
            _ => {
                if let Some(node) = self.open.last_mut() {
                    node.reference = Some(name);
                }
            }
        }
    }
}

/// The format whose documents begin with that element.
fn format_of(root: &str) -> &'static str {
    if root == "Chart" { "anx" } else { "un-sc-list" }
}

/// The attributes of a tag; one that cannot be read is left out, as a reference that is none of XML's five is.
fn attributes_of(start: &BytesStart<'_>) -> Vec<(String, String)> {
    let all = start.attributes().filter_map(Result::ok);
    all.filter_map(|a| {
        let value = a.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?;
        Some((a.key.as_ref().to_owned(), value.into_owned()))
    })
    .collect()
}

fn name_of(start: &BytesStart<'_>) -> String {
    start.name().as_ref().chars().take(VALUE_BYTES_MAX).collect()
}
