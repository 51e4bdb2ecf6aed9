//! The headings of a report and the headings of its acts, in the order they come in.

use super::{ANNEX, CHAPTER, HEADING_BYTES_MAX, HEADING_LINES_MAX, LETTER, ROMAN, Start, Work};
use crate::report::Kind;
use crate::report::cues::{agenda_note, bare_act, gives_acts};
use crate::report::marks::{Begin, Mark};
use crate::report::text::{begins_large, begins_small, ended, squeezed};

/// Where the run of headings has come to.
#[derive(Default)]
struct Scope {
    annex: u32,
    chapter: u32,
    roman: u32,
    letter: u32,
}

impl Work<'_> {
    /// Headings with marks, and acts, in the order they come in.
    pub(super) fn headings(&mut self) {
        let mut scope = Scope::default();
        let mut at = 0usize;
        let mut acts = None;
        while at < self.live.len() {
            let begun = self.begun.get(at).cloned().unwrap_or_default();
            let mut taken = 1usize;
            let own_line = matches!(begun.first(), Some(Begin { mark: Mark::Act(..), rest, .. }) if *rest >= self.text(at).len());
            if self.free(at) || own_line {
                if let Some((begin, rank)) =
                    begun.iter().find_map(|b| self.fits(at, b, &scope).map(|rank| (b, rank)))
                {
                    taken = self.heading(at, begin, rank, &mut scope);
                } else if let Some(Begin { mark: Mark::Act(kind, number, draft), rest, .. }) = begun.first() {
                    taken = self.act(at, *kind, number, *draft, *rest);
                } else if let Some((kind, number, rest)) = acts.and_then(|kind| bare_act(self.text(at), kind))
                {
                    taken = self.act(at, kind, &number, false, rest);
                }
                if matches!(self.start(at), Start::Heading { .. }) {
                    acts = gives_acts(&self.extent_text(at));
                }
            }
            at = at.saturating_add(taken.max(1));
        }
    }

    fn fits(&self, at: usize, begin: &Begin, scope: &Scope) -> Option<u32> {
        let text = self.text(at);
        let title = text.get(begin.rest..).unwrap_or_default();
        let (mut count, mut whole) = self.extent(at, begin.rest);
        if count > HEADING_LINES_MAX && matches!(begin.mark, Mark::Annex(_) | Mark::Chapter(_)) {
            (count, whole) = (2, self.text(at.saturating_add(1)).to_owned());
        }
        let words = whole.split_whitespace().count();
        let headed = whole.len() <= HEADING_BYTES_MAX
            && !whole.ends_with([',', ';'])
            && (!ended(&whole)
                || words <= 9 && !whole.ends_with(':')
                || whole.ends_with(['?', ')', '\u{201d}']))
            && count <= HEADING_LINES_MAX;
        let near = |value: u32, last: u32| value == last.saturating_add(1);
        let far = |value: u32, last: u32| value > last && value <= last.saturating_add(4) && words <= 40;
        match begin.mark {
            Mark::Annex(value) => {
                let apart = self.line(at).is_some_and(|l| l.apart || l.tops_page || !self.source.wrapped);
                (apart
                    && headed
                    && (title.is_empty()
                        || value == 0
                        || near(value, scope.annex)
                        || far(value, scope.annex)))
                .then_some(ANNEX)
            }
            Mark::Chapter(value) => {
                let apart = self.line(at).is_some_and(|l| l.apart || l.tops_page || !self.source.wrapped);
                (apart && headed && (value == 1 || far(value, scope.chapter))).then_some(CHAPTER)
            }
            Mark::Roman(value) if headed && !title.is_empty() => {
                let as_letter = begin.written.len() == 1
                    && begin.written.chars().next().is_some_and(|c| near(letter_value(c), scope.letter))
                    && scope.letter > 0;
                let fits = near(value, scope.roman) || value == 1 || far(value, scope.roman) && !as_letter;
                (fits && (!as_letter || near(value, scope.roman))).then_some(ROMAN)
            }
            Mark::Letter(c) if headed && !title.is_empty() => {
                let value = letter_value(c);
                let initial = words <= 3 && whole.contains('(') && value != 1 && !near(value, scope.letter);
                (!initial
                    && (value == 1
                        || near(value, scope.letter)
                        || far(value, scope.letter) && scope.letter > 0))
                    .then_some(LETTER)
            }
            _ => None,
        }
    }

    /// How many lines a heading has, and its title.
    pub(super) fn extent(&self, at: usize, rest: usize) -> (usize, String) {
        let Some(first) = self.line(at) else { return (1, String::new()) };
        let mut title = first.text.get(rest..).unwrap_or_default().to_owned();
        let column = first.indent.saturating_add(
            u32::try_from(first.text.get(..rest).unwrap_or_default().chars().count()).unwrap_or(0),
        );
        let noted = title.starts_with('[') && title.ends_with(']');
        if noted {
            title.clear();
        }
        let bare_mark = title.is_empty();
        let mut count = 1usize;
        let mut base: Option<u32> = None;
        while count < HEADING_LINES_MAX.saturating_add(2) {
            let next = at.saturating_add(count);
            let Some(line) = self.line(next) else { break };
            let item = agenda_note(&line.text);
            let first_title = bare_mark && title.is_empty();
            // A heading that a page divides goes on at the head of the next.
            let over = line.tops_page && begins_small(&line.text) && !ended(&title);
            if !item && (self.marked(next) || line.apart && !first_title && !over) {
                break;
            }
            if item {
                title = format!("{title} {}", line.text);
                count = count.saturating_add(1);
                break;
            }
            if !self.source.wrapped && !first_title {
                break;
            }
            if first_title
                && (ended(&line.text) && line.text.len() > 120 || line.text.len() > HEADING_BYTES_MAX)
            {
                break;
            }
            let indent = base.unwrap_or(if first_title { line.indent } else { column });
            let bare_title = crate::report::text::bare(&title);
            if bare_title.len() > 12 && self.titles.contains(&bare_title) {
                break;
            }
            let aligned = over
                || line.indent.abs_diff(indent) <= 2
                || base.is_none() && line.indent.abs_diff(first.indent) <= 1;
            if !aligned || !first_title && ended(&title) {
                break;
            }
            base = base.or(Some(line.indent));
            title = squeezed(&format!("{title} {}", line.text));
            count = count.saturating_add(1);
        }
        (count, squeezed(&title))
    }

    fn heading(&mut self, at: usize, begin: &Begin, rank: u32, scope: &mut Scope) -> usize {
        match begin.mark {
            Mark::Annex(value) => *scope = Scope { annex: value.max(scope.annex), ..Scope::default() },
            Mark::Chapter(value) => *scope = Scope { annex: scope.annex, chapter: value, ..Scope::default() },
            Mark::Roman(value) => (scope.roman, scope.letter) = (value, 0),
            Mark::Letter(c) => scope.letter = letter_value(c),
            _ => {}
        }
        let (count, _) = self.extent(at, begin.rest);
        let count = if count > HEADING_LINES_MAX { 2 } else { count };
        self.set(at, Start::Heading { rank, number: begin.written.clone(), rest: begin.rest });
        for more in 1..count {
            self.set(at.saturating_add(more), Start::More);
        }
        count
    }

    fn act(&mut self, at: usize, kind: Kind, number: &str, draft: bool, rest: usize) -> usize {
        self.set(at, Start::Act { kind, number: number.to_owned(), draft, rest });
        let indent = self.line(at).map_or(0, |l| l.indent);
        let before = self.text(at).get(..rest).unwrap_or_default().chars().count();
        let column = indent.saturating_add(u32::try_from(before).unwrap_or(0));
        let titleless = self.text(at).get(rest..).is_none_or(|t| t.trim().is_empty());
        let mut count = 1usize;
        let mut title = self.text(at).get(rest..).unwrap_or_default().to_owned();
        // Its title: lines in the same column up to the text, which begins apart or further in, or as `The Board,` does.
        while self.source.wrapped && count <= HEADING_LINES_MAX {
            let next = at.saturating_add(count);
            let Some(line) = self.line(next) else { break };
            let aligned =
                line.indent.abs_diff(indent) <= 2 || line.indent.abs_diff(column) <= 2 && !titleless;
            if line.apart || self.marked(next) || !aligned {
                break;
            }
            if line.text.ends_with(',') || ended(&line.text) {
                // The sentence of a text that stands right below its heading ends here.
                count = if begins_small(&line.text) { 1 } else { count };
                break;
            }
            title = squeezed(&format!("{title} {}", line.text));
            count = count.saturating_add(1);
        }
        if count > HEADING_LINES_MAX || asks(&title) {
            count = 1;
        }
        if !self.source.wrapped && self.text(at).get(rest..).is_none_or(|t| t.trim().is_empty()) {
            let next = self.text(at.saturating_add(1));
            let free = !self.marked(at.saturating_add(1)) && begins_large(next);
            if free
                && !ended(next)
                && !next.ends_with(',')
                && next.len() < 200
                && ended(self.text(at.saturating_add(2)))
            {
                count = 2;
            }
        }
        for more in 1..count {
            self.set(at.saturating_add(more), Start::ActTitle);
        }
        count
    }
}

fn letter_value(c: char) -> u32 {
    u32::from(c).saturating_sub(64)
}

/// Whether a text asks something of someone, as no title does.
fn asks(text: &str) -> bool {
    let calls = crate::report::calls::of_text(text, "", crate::report::Span::default());
    calls.iter().any(|call| call.addressed != crate::report::Addressee::Unclear)
}
