//! A paragraph while its lines come in: text and items, healed of page breaks and hyphens.

use super::lines::{Line, Source};
use super::text::{begins_large, begins_small, ended, raised, roman, squeezed};
use super::{Paragraph, Span, SubItem};
use std::collections::HashSet;

/// The words of a text, to tell a hyphen that belongs to a word from one that divides it.
pub(super) struct Vocabulary(HashSet<String>);

impl Vocabulary {
    pub(super) fn of(source: &Source) -> Self {
        let mut words = HashSet::new();
        let mut torn = false;
        for line in &source.lines {
            let tears = line.text.ends_with('-');
            let mut all: Vec<&str> = line.text.split(|c: char| !(c.is_alphanumeric() || c == '-')).collect();
            // The halves of a word that a line's end divides are no words.
            if tears {
                all.pop();
            }
            let first = usize::from(torn);
            let whole = all.iter().skip(first).map(|w| w.trim_matches('-')).filter(|w| w.len() > 3);
            words.extend(whole.map(str::to_lowercase));
            torn = tears;
        }
        Self(words)
    }

    /// Adds a line to a text.
    pub(super) fn join(&self, text: &mut String, next: &str) {
        let next = next.trim();
        if text.is_empty() || text.ends_with('\n') {
            text.push_str(next);
            return;
        }
        if text.ends_with('\u{ad}') {
            text.pop();
            text.push_str(next);
            return;
        }
        let before = text.strip_suffix(['-', '\u{2010}']).map(str::trim_end);
        let letter = before.is_some_and(|b| b.ends_with(char::is_alphabetic));
        let (Some(before), true, true) = (before, letter, next.starts_with(char::is_alphabetic)) else {
            text.push(' ');
            text.push_str(next);
            return;
        };
        let stem = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
        let rest = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
        let whole = self.0.contains(&format!("{stem}{rest}")) && !self.0.contains(&format!("{stem}-{rest}"));
        let length = before.len();
        text.truncate(length);
        // A part that is no word of this text was divided; one that is may have its own hyphen.
        let divided = whole
            || !self.0.contains(&rest)
                && !self.0.contains(&stem)
                && !self.0.contains(&format!("{stem}-{rest}"));
        if !(divided && begins_small(next)) {
            text.push('-');
        }
        text.push_str(next);
    }
}

#[derive(Default)]
pub(super) struct Pieces {
    text: String,
    /// Items in order, with how deep they stand.
    items: Vec<(u32, SubItem)>,
    place: Option<Span>,
    last_indent: u32,
    last_line: String,
}

impl Pieces {
    /// The text before the items.
    pub(super) fn head(&self) -> &str {
        &self.text
    }

    pub(super) fn place(&mut self, line: &Line) {
        let here = line.span();
        let place = self.place.get_or_insert(here);
        place.to_line = place.to_line.max(here.to_line);
        place.from_line = place.from_line.min(here.from_line);
        self.last_indent = line.indent;
        line.text.clone_into(&mut self.last_line);
    }

    pub(super) fn text(&mut self, text: &str, line: &Line, words: &Vocabulary) {
        self.place(line);
        words.join(&mut self.text, text);
    }

    fn last(&mut self) -> &mut String {
        match self.items.last_mut() {
            Some((_, item)) => &mut item.text,
            None => &mut self.text,
        }
    }

    /// A line without a mark.
    pub(super) fn more(&mut self, line: &Line, wrapped: bool, words: &Vocabulary) {
        let apart = line.apart && !line.tops_page || line.indent > self.last_indent.saturating_add(2);
        let closed = ended(self.last()) || self.last().ends_with(',');
        let anew = (apart || !wrapped) && closed && begins_large(&line.text);
        let text = self.last();
        if anew && !text.is_empty() {
            text.push('\n');
        }
        words.join(text, &line.text);
        if let Some((_, item)) = self.items.last_mut() {
            item.place.to_line = line.number;
        }
        self.place(line);
    }

    /// Whether text without a mark goes on in this line.
    pub(super) fn goes_on(&self, line: &Line, wrapped: bool) -> bool {
        let done = ended(&self.last_line);
        if !wrapped {
            return begins_small(&line.text) && !done;
        }
        if line.tops_page {
            return !done || begins_small(&line.text);
        }
        if line.apart {
            return begins_small(&line.text) && !done;
        }
        !(done && line.indent > self.last_indent.saturating_add(2))
    }

    pub(super) fn item(&mut self, depth: u32, label: &str, text: &str, line: &Line) {
        self.place(line);
        self.items.push((
            depth,
            SubItem { label: label.to_owned(), text: squeezed(text), items: Vec::new(), place: line.span() },
        ));
    }

    /// An item with a label, or a bullet: its depth follows from the labels before it.
    pub(super) fn labelled(&mut self, label: &str, text: &str, line: &Line) {
        let kind = Label::of(label);
        let last = self.items.last().map(|(depth, item)| (*depth, item.label.clone()));
        let same = |kinds: &[Label]| {
            self.items
                .iter()
                .rev()
                .find(|(_, item)| kinds.contains(&Label::of(&item.label)))
                .map(|(depth, item)| (*depth, item.label.clone()))
        };
        let depth = match (&last, kind) {
            (None, _) => 1,
            (Some((depth, before)), Label::Either) => {
                // `(i)` after `(h)` is a letter; the first of a list within an item it is otherwise.
                if follows(before, label) {
                    *depth
                } else if let Some((depth, _)) = same(&[Label::Roman, Label::Either])
                    .filter(|(_, before)| label != "i" && roman_after(before, label))
                {
                    depth
                } else if label == "i" {
                    depth.saturating_add(1)
                } else {
                    same(&[Label::Small]).map_or(*depth, |(depth, _)| depth)
                }
            }
            (Some((depth, _)), kind) => {
                let kinds: &[Label] =
                    if kind == Label::Roman { &[Label::Roman, Label::Either] } else { &[kind] };
                same(kinds).map_or(depth.saturating_add(1), |(depth, _)| depth)
            }
        };
        self.item(depth, label, text, line);
    }

    pub(super) fn paragraph(self, number: String, section: Option<u32>) -> Paragraph {
        let mut marks = raised(&self.text);
        for (_, item) in &self.items {
            marks.extend(raised(&item.text));
        }
        let mut items = self.items;
        for (_, item) in &mut items {
            item.text = healed(&item.text);
        }
        Paragraph {
            number,
            section,
            text: healed(&self.text),
            items: nested(items),
            footnotes: marks,
            place: self.place.unwrap_or_default(),
            blocks: Vec::new(),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    /// `a`
    Small,
    /// `ii`
    Roman,
    /// `i`, `v`, `x`: either.
    Either,
    /// `1`
    Number,
    /// `A`
    Large,
    /// A bullet.
    Bullet,
}

impl Label {
    fn of(label: &str) -> Self {
        if label.is_empty() {
            Self::Bullet
        } else if label.bytes().all(|b| b.is_ascii_digit()) {
            Self::Number
        } else if label.bytes().all(|b| b.is_ascii_uppercase()) {
            Self::Large
        } else if roman(label).is_none() {
            Self::Small
        } else if label.len() == 1 {
            Self::Either
        } else {
            Self::Roman
        }
    }
}

fn follows(before: &str, label: &str) -> bool {
    let (mut one, mut two) = (before.chars(), label.chars());
    let next = |a: char, b: char| u32::from(b) == u32::from(a).saturating_add(1);
    matches!((one.next(), two.next(), one.next(), two.next()), (Some(a), Some(b), None, None) if next(a, b))
}

fn roman_after(before: &str, label: &str) -> bool {
    matches!((roman(before), roman(label)), (Some(a), Some(b)) if b == a.saturating_add(1))
}

fn nested(flat: Vec<(u32, SubItem)>) -> Vec<SubItem> {
    let mut out = Vec::new();
    for (depth, item) in flat {
        push(&mut out, depth.min(6), item);
    }
    out
}

fn push(list: &mut Vec<SubItem>, depth: u32, item: SubItem) {
    match list.last_mut().filter(|_| depth > 1) {
        Some(parent) => push(&mut parent.items, depth.saturating_sub(1), item),
        None => list.push(item),
    }
}

/// A text without what the making of a PDF leaves: `well -being`, double blanks.
fn healed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, block) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let mut before = None;
        for word in block.split_whitespace() {
            let glued = word.starts_with('-')
                && word.chars().nth(1).is_some_and(char::is_lowercase)
                && before.is_some_and(|b: &str| b.ends_with(char::is_alphabetic));
            if before.is_some() && !glued {
                out.push(' ');
            }
            out.push_str(word);
            before = Some(word);
        }
    }
    out
}
