//! Files within files: a member of an archive, an attachment of a mail, a workbook in a document. What is taken out of a
//! file is bounded over all of its levels together, so that no nesting multiplies; a name within a file is text to be
//! shown and never a path. A member that cannot be read costs itself only.

use crate::capture::{CAPTURES_MAX, Capture, PARTS_MAX};
use crate::item::{
    Control, DraftEntity, Format, Item, NotTaken, Options, Out, Passage, Place, ReadError, Reason, Record,
    Value,
};
use std::cell::{Cell, RefCell};
use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

/// Deepest file within a file that is opened.
pub(crate) const DEPTH_MAX: usize = 3;
/// Most files taken out of one file, over all levels.
pub(crate) const MEMBERS_MAX: usize = 5_000;
/// Most bytes taken out of one file, over all levels.
pub(crate) const TAKEN_OUT_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// Largest file that is held as a whole.
pub(crate) const HELD_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Longest name within a file that is shown, in characters.
const NAME_CHARS_MAX: usize = 200;
/// Bytes of a member looked at to find out what it is.
const START_BYTES: usize = 16 * 1024;

/// What may still be taken out of the file at hand, and how deep it stands.
#[derive(Clone)]
pub(crate) struct Nest {
    depth: usize,
    left: Rc<Left>,
}

struct Left {
    bytes: Cell<u64>,
    members: Cell<usize>,
    captures: RefCell<Vec<Capture>>,
}

impl Nest {
    /// Of a file that stands in no other.
    pub(crate) fn top() -> Self {
        let (bytes, members) = (Cell::new(TAKEN_OUT_BYTES_MAX), Cell::new(MEMBERS_MAX));
        let left = Left { bytes, members, captures: RefCell::default() };
        Self { depth: 0, left: Rc::new(left) }
    }

    /// Bytes that may still be taken out.
    pub(crate) fn bytes_left(&self) -> u64 {
        self.left.bytes.get()
    }

    /// Counts bytes that were taken out, whether or not anything came of them.
    pub(crate) fn spend(&self, bytes: u64) {
        self.left.bytes.set(self.left.bytes.get().saturating_sub(bytes));
    }

    /// Keeps what a capture says of itself, before those that came while it was read, which stand within it; of all together
    /// no more parts than may be told. Whether it was kept: beyond [`CAPTURES_MAX`] none is.
    pub(crate) fn captured(&self, before: usize, mut capture: Capture) -> bool {
        let mut captures = self.left.captures.borrow_mut();
        let told: usize = captures.iter().map(|known| known.parts.len()).sum();
        capture.parts.truncate(PARTS_MAX.saturating_sub(told));
        let kept = captures.len() < CAPTURES_MAX;
        if kept {
            let at = before.min(captures.len());
            captures.insert(at, capture);
        }
        kept
    }

    /// How many captures have said of themselves what they are.
    pub(crate) fn captures_so_far(&self) -> usize {
        self.left.captures.borrow().len()
    }

    /// What the captures within the file said of themselves.
    pub(crate) fn captures(&self) -> Vec<Capture> {
        self.left.captures.take()
    }

    /// Reads a file that stands in the one at hand; what it gives bears its name.
    pub(crate) fn member(&self, name: &str, bytes: Vec<u8>, options: &Options, out: &mut Out<'_>) {
        self.member_as(name, None, bytes, options, out);
    }

    /// The same, of a format that is known; else it is found out.
    pub(crate) fn member_as(
        &self,
        name: &str,
        format: Option<Format>,
        bytes: Vec<u8>,
        options: &Options,
        out: &mut Out<'_>,
    ) {
        let file = shown(name);
        let place = || Place { file: file.clone(), ..Place::default() };
        let members = self.left.members.get();
        if members == 0 {
            return out.not_taken(
                place(),
                Reason::TooMany,
                &format!("more than {MEMBERS_MAX} files in this file"),
            );
        }
        self.left.members.set(members.saturating_sub(1));
        if bytes.is_empty() {
            return out.not_taken(place(), Reason::Empty, "an empty file");
        }
        let start = bytes.get(..bytes.len().min(START_BYTES)).unwrap_or_default();
        let Some(format) = format.or_else(|| crate::detect(start, name)) else {
            return out.not_taken(place(), Reason::UnknownFormat, &kind_of(start));
        };
        if self.depth >= DEPTH_MAX {
            let why = format!("a file within more than {DEPTH_MAX} others");
            return out.not_taken(place(), Reason::TooMany, &why);
        }
        let inner = Self { depth: self.depth.saturating_add(1), left: Rc::clone(&self.left) };
        // Its number among all members, and not its name: two members may have one name, as two answers from one address.
        let key = format!("member {}", MEMBERS_MAX.saturating_sub(members).saturating_add(1));
        let result = under((&file, &key), out, |sink| {
            let input: Box<dyn Read> = Box::new(Cursor::new(bytes));
            let inputs = vec![(name.to_owned(), input)];
            // A reader that fails on one member must not take the others with it; the process itself is the bound.
            catch_unwind(AssertUnwindSafe(|| crate::read_within(format, inputs, options, &inner, sink)))
        });
        match result {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => out.not_taken(place(), reason_of(&error), &error.to_string()),
            Err(_) => out.not_taken(place(), Reason::Malformed, "it cannot be read further"),
        }
    }
}

/// Reads with a sink that puts the file's name before the place of all that comes, and what is its alone before the keys.
pub(crate) fn under<T>(
    (file, key): (&str, &str),
    out: &mut Out<'_>,
    read: impl FnOnce(&mut dyn FnMut(Item) -> Control) -> T,
) -> T {
    read(&mut |item: Item| {
        out.item(within((file, key), item));
        if out.stopped { Control::Stop } else { Control::Go }
    })
}

fn reason_of(error: &ReadError) -> Reason {
    match error {
        ReadError::TooLarge { .. } | ReadError::TooSlow { .. } => Reason::TooLong,
        ReadError::Io(_) | ReadError::BrokeOff(_) => Reason::BrokenOff,
        ReadError::Doctype
        | ReadError::NotTheFormat { .. }
        | ReadError::Mapping(_)
        | ReadError::NotAReport(_) => Reason::Malformed,
    }
}

/// What bytes seem to be that no reader takes, for the word about it.
fn kind_of(start: &[u8]) -> String {
    let kind = match start {
        [0xFF, 0xD8, 0xFF, ..] | [0x89, b'P', b'N', b'G', ..] | [b'G', b'I', b'F', b'8', ..] => "a picture",
        [b'R', b'I', b'F', b'F', ..] | [_, _, _, _, b'f', b't', b'y', b'p', ..] => "sound or film",
        [b'O', b'g', b'g', b'S', ..] | [b'I', b'D', b'3', ..] => "sound",
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "an office document of the old kind; save it as DOCX or XLSX",
        [0x1F, 0x8B, ..] | [b'7', b'z', ..] | [b'R', b'a', b'r', b'!', ..] => "an archive of another kind",
        [b'S', b'Q', b'L', b'i', ..] => "a database",
        _ => "none of the formats that are read",
    };
    kind.to_owned()
}

/// A name within a file as it may be shown: short, with nothing in it that hides or turns what stands around it.
pub(crate) fn shown(name: &str) -> String {
    let name = name.trim();
    if name.is_empty() {
        return "(no name)".to_owned();
    }
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
    };
    name.chars()
        .take(NAME_CHARS_MAX)
        .map(|c| if hidden(c) { '\u{FFFD}' } else { c })
        .collect::<String>()
        .replace(" > ", " \u{203A} ")
}

/// The same item with the file it stands in. Records of two members are not one because they stand on the same line.
fn within((file, key): (&str, &str), item: Item) -> Item {
    let place = |mut place: Place| {
        place.file = if place.file.is_empty() { file.to_owned() } else { format!("{file} > {}", place.file) };
        place
    };
    match item {
        Item::Record(record) => Item::Record(Record {
            place: place(record.place),
            entities: record.entities.into_iter().map(|entity| entity_within(key, entity)).collect(),
            marked: record.marked,
        }),
        Item::NotTaken(not) => Item::NotTaken(NotTaken { place: place(not.place), ..not }),
        Item::Passage(passage) => Item::Passage(Passage { place: place(passage.place), ..passage }),
        other @ (Item::Line(_) | Item::Mentions(_) | Item::Bytes(_)) => other,
    }
}

fn entity_within(member: &str, mut entity: DraftEntity) -> DraftEntity {
    entity.key = key_within(member, &entity.key);
    for statement in &mut entity.statements {
        if let Value::Link(to) = &mut statement.value {
            *to = key_within(member, to);
        }
    }
    entity
}

/// Keys that name a thing in the world (`=phone/…`) are the same in every member; others are of their member.
fn key_within(member: &str, key: &str) -> String {
    if key.starts_with(WORLD) { key.to_owned() } else { format!("{member}/{key}") }
}

/// What a key begins with that names a thing wherever in the import it stands.
pub(crate) const WORLD: char = '=';

/// The whole of a file that is read at once.
pub(crate) fn whole(input: &mut dyn Read) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    input.take(HELD_BYTES_MAX.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > HELD_BYTES_MAX {
        return Err(ReadError::TooLarge { limit: HELD_BYTES_MAX });
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_within_a_file_cannot_turn_or_hide_what_stands_around_it() {
        assert_eq!(shown("../../etc/passwd"), "../../etc/passwd");
        assert_eq!(shown("photo\u{202E}gpj.exe"), "photo\u{FFFD}gpj.exe");
        assert_eq!(shown("a > b"), "a \u{203A} b");
        assert_eq!(shown(" \n"), "(no name)");
        assert_eq!(shown(&"x".repeat(5_000)).chars().count(), NAME_CHARS_MAX);
    }
}
