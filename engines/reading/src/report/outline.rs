//! What each line begins: the headings with their depth, the acts, the numbered paragraphs. Marks alone do not tell
//! (`I.` may be a section or an initial); the order they come in does.

use super::chain::{self, Candidate};
use super::lines::{Line, Source};
use super::marks::{Begin, Mark, begins};
use super::text::{Words, among, begins_large, begins_small, ended, squeezed};
use super::{Kind, Role};

/// What a line begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// Nothing: it goes on, or begins text without a mark.
    None,
    /// A heading, how deep (the smaller the further out), its number, and where its title begins.
    Heading { rank: u32, number: String, rest: usize },
    /// More of a heading.
    More,
    /// A recommendation or decision.
    Act { kind: Kind, number: String, draft: bool, rest: usize },
    /// More of its title.
    ActTitle,
    /// A numbered paragraph.
    Paragraph { number: u32, rest: usize },
    /// Another number: an item of an agenda, an operative paragraph, an item of a list.
    Number { number: u32, rest: usize },
    /// A labelled item.
    Label { label: String, rest: usize },
    /// A bullet.
    Bullet { rest: usize },
}

/// Depths of headings.
pub(super) const ANNEX: u32 = 0;
pub(super) const CHAPTER: u32 = 1;
pub(super) const ROMAN: u32 = 2;
pub(super) const LETTER: u32 = 3;
pub(super) const NUMBER: u32 = 4;
pub(super) const UNNUMBERED: u32 = 5;

/// Longest heading, in bytes.
const HEADING_BYTES_MAX: usize = 420;
/// Most lines of a heading.
const HEADING_LINES_MAX: usize = 6;

/// What every line begins; `live` are the lines that carry text.
pub(super) struct Outline {
    pub live: Vec<usize>,
    pub starts: Vec<Start>,
}

struct Work<'a> {
    source: &'a Source,
    live: Vec<usize>,
    begun: Vec<Vec<Begin>>,
    starts: Vec<Start>,
    titles: &'a [String],
    latin: bool,
}

/// The outline of a source. `titles` are what the table of contents announces; `latin` whether verbs are known.
pub(super) fn of(source: &Source, titles: &[String], latin: bool) -> Outline {
    let live: Vec<usize> =
        source.lines.iter().enumerate().filter(|(_, l)| l.role == Role::Text).map(|(at, _)| at).collect();
    let begun: Vec<Vec<Begin>> =
        live.iter().filter_map(|at| source.lines.get(*at)).map(|l| begins(&l.text)).collect();
    let starts = vec![Start::None; live.len()];
    let mut work = Work { source, live, begun, starts, titles, latin };
    work.headings();
    work.items();
    work.paragraphs();
    work.numbers();
    work.unnumbered();
    Outline { live: work.live, starts: work.starts }
}

/// Splits lines in which a paragraph is glued to the one before it: where a number is missing in the run and stands
/// within a line after the end of a sentence. False where there is none.
pub(super) fn unglue(source: &mut Source, outline: &Outline) -> bool {
    let mut splits: Vec<(usize, usize)> = Vec::new();
    let mut last: Option<(u32, usize)> = None;
    for (at, start) in outline.starts.iter().enumerate() {
        let Start::Paragraph { number, .. } = start else { continue };
        if let Some((before, from)) = last
            .filter(|(before, _)| *number > before.saturating_add(1) && *number <= before.saturating_add(6))
        {
            let mut line = from;
            for missing in before.saturating_add(1)..*number {
                let found = (line..at).find_map(|l| {
                    let here = outline.live.get(l)?;
                    glued_number(&source.lines.get(*here)?.text, missing).map(|byte| (l, *here, byte))
                });
                if let Some((l, here, byte)) = found {
                    splits.push((here, byte));
                    line = l;
                }
            }
        }
        last = Some((*number, at));
    }
    // From the end, so that places before stay; a line is split at its last place first.
    splits.sort_unstable();
    splits.dedup();
    let mut any = false;
    for (line, byte) in splits.into_iter().rev() {
        any |= source.split(line, byte);
    }
    any
}

/// Where `. 12. At` stands in a line.
fn glued_number(text: &str, number: u32) -> Option<usize> {
    let mark = format!(" {number}.");
    text.match_indices(&mark).find_map(|(at, _)| {
        let (before, after) = (text.get(..at)?, text.get(at.saturating_add(mark.len())..)?);
        let spaced = after.starts_with(char::is_whitespace) && begins_large(after.trim_start());
        (ended(before) && spaced).then_some(at.saturating_add(1))
    })
}

/// Where the run of headings has come to.
#[derive(Default)]
struct Scope {
    annex: u32,
    chapter: u32,
    roman: u32,
    letter: u32,
}

impl Work<'_> {
    fn line(&self, at: usize) -> Option<&Line> {
        self.live.get(at).and_then(|at| self.source.lines.get(*at))
    }

    fn text(&self, at: usize) -> &str {
        self.line(at).map_or("", |l| l.text.as_str())
    }

    fn start(&self, at: usize) -> &Start {
        self.starts.get(at).unwrap_or(&Start::None)
    }

    fn set(&mut self, at: usize, start: Start) {
        if let Some(old) = self.starts.get_mut(at) {
            *old = start;
        }
    }

    fn is_heading(&self, at: usize) -> bool {
        matches!(self.start(at), Start::Heading { .. } | Start::More)
    }

    /// Whether something new may begin here.
    fn free(&self, at: usize) -> bool {
        let Some(line) = self.line(at) else { return false };
        let Some(before) = at.checked_sub(1) else { return true };
        let hinted = line.hint == Some(crate::item::Part::Heading);
        hinted || !self.source.wrapped || line.apart || self.is_heading(before) || ended(self.text(before))
    }

    fn marked(&self, at: usize) -> bool {
        self.begun.get(at).is_some_and(|b| !b.is_empty())
    }

    /// Headings with marks, and acts, in the order they come in.
    fn headings(&mut self) {
        let mut scope = Scope::default();
        let mut at = 0usize;
        let mut acts = None;
        while at < self.live.len() {
            let begun = self.begun.get(at).cloned().unwrap_or_default();
            let mut taken = 1usize;
            if self.free(at) {
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
                (fits && !(as_letter && !near(value, scope.roman))).then_some(ROMAN)
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
    fn extent(&self, at: usize, rest: usize) -> (usize, String) {
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
            if !item && (self.marked(next) || line.apart && !first_title || line.tops_page && !first_title) {
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
            let bare_title = super::text::bare(&title);
            if bare_title.len() > 12 && self.titles.contains(&bare_title) {
                break;
            }
            let aligned = line.indent.abs_diff(indent) <= 2
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
        // Its title: lines in the same column up to the text, which begins apart or further in.
        while self.source.wrapped && count <= HEADING_LINES_MAX {
            let next = at.saturating_add(count);
            let Some(line) = self.line(next) else { break };
            let title = !line.apart
                && !self.marked(next)
                && (line.indent.abs_diff(indent) <= 2 || line.indent.abs_diff(column) <= 2 && !titleless);
            if !title {
                break;
            }
            count = count.saturating_add(1);
        }
        let whole: Vec<&str> = (at..at.saturating_add(count)).map(|l| self.text(l)).collect();
        if count > 1 && whole.last().is_some_and(|last| ended(last) || last.ends_with(',')) {
            return 1;
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

    /// Labelled items and bullets.
    fn items(&mut self) {
        for at in 0..self.live.len() {
            if *self.start(at) != Start::None {
                continue;
            }
            let begun = self.begun.get(at).cloned().unwrap_or_default();
            let start = begun.into_iter().find_map(|b| match b.mark {
                Mark::Label(label) => Some(Start::Label { label, rest: b.rest }),
                Mark::Bullet => Some(Start::Bullet { rest: b.rest }),
                _ => None,
            });
            if let Some(start) =
                start.filter(|_| self.free(at) || self.line(at).is_some_and(|l| l.text.starts_with('(')))
            {
                self.set(at, start);
            }
        }
    }

    /// The numbered paragraphs.
    fn paragraphs(&mut self) {
        let mut candidates = Vec::new();
        let mut seen = Seen::default();
        for at in 0..self.live.len() {
            match self.start(at).clone() {
                Start::Heading { rank, .. } => seen.heading(rank, &self.extent_text(at)),
                Start::Act { kind, .. } => seen.act(kind),
                Start::None => {}
                _ => {
                    seen.before(self.text(at), false);
                    continue;
                }
            }
            let number = self.begun.get(at).and_then(|b| b.first()).and_then(|b| match b.mark {
                Mark::Number(number) => Some((number, b.rest)),
                _ => None,
            });
            let Some((number, rest)) = number.filter(|_| *self.start(at) == Start::None) else {
                seen.before(self.text(at), false);
                continue;
            };
            let body = self.body(at, rest);
            if body.is_empty() {
                continue;
            }
            let in_agenda = seen.agenda(number, &body, self.latin);
            let score = self.score(&body, in_agenda, seen.decision, number);
            candidates.push(Candidate { line: at, number, score, after: seen.outermost, annex: seen.annex });
            seen.before(self.text(at), true);
        }
        for at in chain::paragraphs(&candidates) {
            if let Some(Begin { mark: Mark::Number(number), rest, .. }) =
                self.begun.get(at).and_then(|b| b.first())
            {
                let start = Start::Paragraph { number: *number, rest: *rest };
                self.set(at, start);
            }
        }
    }

    fn extent_text(&self, at: usize) -> String {
        let rest = match self.start(at) {
            Start::Heading { rest, .. } => *rest,
            _ => 0,
        };
        self.extent(at, rest).1
    }

    /// The first lines of what a number begins.
    fn body(&self, at: usize, rest: usize) -> String {
        let mut body = self.text(at).get(rest..).unwrap_or_default().to_owned();
        for more in 1..4usize {
            let next = at.saturating_add(more);
            let Some(line) = self.line(next) else { break };
            let alone = body.is_empty() && more == 1;
            if *self.start(next) != Start::None
                || self.marked(next)
                || !(alone || self.source.wrapped && (!line.apart || line.tops_page))
            {
                break;
            }
            body = squeezed(&format!("{body} {}", line.text));
        }
        body
    }

    fn score(&self, body: &str, in_agenda: bool, in_decision: bool, number: u32) -> i64 {
        let mut score = 1i64;
        if self.latin {
            score = score.saturating_add(if verb(body) { 2 } else { -4 });
        }
        if in_agenda {
            score = score.saturating_sub(8);
        }
        if in_decision {
            score = score.saturating_sub(9);
        }
        if operative(body) {
            score = score.saturating_sub(3);
        }
        if !ended(body) && body.split_whitespace().count() <= 8 && number < 10 {
            score = score.saturating_sub(5);
        }
        score
    }

    /// Numbers that are no paragraphs: headings, or items.
    fn numbers(&mut self) {
        let mut last = 0u32;
        for at in 0..self.live.len() {
            if matches!(self.start(at), Start::Heading { .. }) {
                last = 0;
            }
            if *self.start(at) != Start::None {
                continue;
            }
            let Some(Begin { mark: Mark::Number(number), rest, .. }) =
                self.begun.get(at).and_then(|b| b.first()).cloned()
            else {
                continue;
            };
            let title = self.text(at).get(rest..).unwrap_or_default().trim();
            let next = at.saturating_add(1);
            let leads = matches!(self.start(next), Start::Paragraph { .. } | Start::Act { .. })
                || self.line(next).is_some_and(|l| l.text.len() > 100 && l.apart);
            let headed = self.free(at)
                && !title.is_empty()
                && title.len() < 200
                && begins_large(title)
                && !title.ends_with(['.', ';', ':', ','])
                && leads;
            let start = if headed && (number == 1 || number == last.saturating_add(1)) {
                last = number;
                Start::Heading { rank: NUMBER, number: number.to_string(), rest }
            } else if self.free(at) || number > 1 || operative(title) {
                Start::Number { number, rest }
            } else {
                continue;
            };
            self.set(at, start);
        }
    }

    /// Headings without a mark.
    fn unnumbered(&mut self) {
        let first = self
            .starts
            .iter()
            .position(|s| matches!(s, Start::Heading { .. } | Start::Paragraph { .. } | Start::Act { .. }));
        let mut at = 0usize;
        while at < self.live.len() {
            let count = self.unmarked_heading(at, first.map_or(at > 0, |first| at > first), first.is_none());
            if count > 0 {
                self.set(at, Start::Heading { rank: UNNUMBERED, number: String::new(), rest: 0 });
                for more in 1..count {
                    self.set(at.saturating_add(more), Start::More);
                }
            }
            at = at.saturating_add(count.max(1));
        }
    }

    /// How many lines a heading without a mark has that begins here; none where there is none.
    fn unmarked_heading(&self, at: usize, within: bool, alone: bool) -> usize {
        let text = self.text(at);
        let announced = || {
            let bare = super::text::bare(text);
            bare.len() >= 8 && self.titles.iter().any(|t| t.starts_with(&bare))
        };
        if *self.start(at) != Start::None
            || !begins_large(text)
            || text.len() > 220
            || !(within || announced() || plain_title(text))
        {
            return 0;
        }
        let hinted = self.line(at).is_some_and(|l| l.hint == Some(crate::item::Part::Heading));
        let before = at.checked_sub(1);
        let apart = self.line(at).is_some_and(|l| l.apart);
        let follows = before.is_none_or(|b| {
            self.is_heading(b) || ended(self.text(b)) || !within || alone && apart && text.len() < 80
        });
        if !hinted
            && (!follows || self.source.wrapped && !apart && !before.is_some_and(|b| self.is_heading(b)))
        {
            return 0;
        }
        let (count, whole) = self.extent(at, 0);
        let next = at.saturating_add(count);
        let wide = self.live.get(at..next).is_some_and(|all| {
            all.iter().any(|l| self.source.lines.get(*l).is_some_and(|l| l.text.contains("   ")))
        });
        if ended(&whole) && !whole.ends_with(')')
            || whole.ends_with([',', '-'])
            || whole.len() > 260
            || count > 4
            || wide
        {
            return 0;
        }
        let Some(after) = self.line(next) else { return 0 };
        let marked =
            !matches!(self.start(next), Start::None | Start::More | Start::ActTitle | Start::Bullet { .. });
        // Without a mark, what follows must read as text of its own: apart or further in, and a sentence.
        let further = after.apart
            || after.indent > self.line(at).map_or(0, |l| l.indent).saturating_add(3)
            || !self.source.wrapped;
        let reads = further
            && !begins_small(&after.text)
            && (after.text.len() > 60 || ended(&after.text))
            && !after.text.contains("     ");
        let listed = matches!(self.start(next), Start::Bullet { .. }) && after.apart && whole.len() < 80;
        if hinted || marked || listed || reads && *self.start(next) == Start::None { count } else { 0 }
    }
}

/// Which acts a section gives by its heading: `Decisions adopted by …`.
fn gives_acts(title: &str) -> Option<Kind> {
    let words = Words::of(title);
    let adopted = |word: &str| words.all.iter().take(6).any(|w| among(word, &w.lower));
    if adopted("resolutions résolutions resoluciones") {
        Some(Kind::Resolution)
    } else if adopted("decisions décisions decisiones") {
        Some(Kind::Decision)
    } else {
        None
    }
}

/// `A (71)   Title`, `22/1. Title`, `53/1`: an act whose kind the section's heading gives.
fn bare_act(text: &str, kind: Kind) -> Option<(Kind, String, usize)> {
    let first = text.split_whitespace().next()?;
    let after = text.get(first.len()..)?;
    let numbered = first.trim_end_matches(['.', ':']);
    let slashed = numbered.split_once('/').is_some_and(|(a, b)| {
        let digits = |t: &str| !t.is_empty() && t.len() <= 4 && t.bytes().all(|c| c.is_ascii_digit());
        digits(a) && (digits(b) || b.len() <= 8 && b.starts_with(|c: char| c.is_ascii_uppercase()))
    });
    let lettered = first.len() <= 3 && first.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let session = after.trim_start().strip_prefix('(').and_then(|inner| inner.split_once(')'));
    let (number, title) = match session {
        Some((inside, title))
            if lettered
                && inside.len() <= 8
                && inside.bytes().any(|b| b.is_ascii_digit() || b.is_ascii_uppercase()) =>
        {
            (format!("{first} ({inside})"), title)
        }
        _ if slashed => (numbered.to_owned(), after),
        _ => return None,
    };
    let title = title.trim_start_matches(['.', ':', ' ', '\t', '\u{2013}', '\u{2014}']);
    (title.is_empty() || begins_large(title) && !ended(title))
        .then(|| (kind, number, text.len().saturating_sub(title.len())))
}

fn letter_value(c: char) -> u32 {
    u32::from(c).saturating_sub(64)
}

/// `(Agenda item 3)` below a heading.
pub(super) fn agenda_note(text: &str) -> bool {
    let lower = text.to_lowercase();
    let inner = lower.strip_prefix('(').unwrap_or_default();
    text.len() < 60
        && [
            "agenda item",
            "agenda sub-item",
            "agenda items",
            "item ",
            "items ",
            "point ",
            "points ",
            "tema ",
            "temas ",
            "agenda sub-items",
        ]
        .iter()
        .any(|word| inner.starts_with(word))
}

/// What a section before the first number may be called.
fn plain_title(text: &str) -> bool {
    matches!(
        super::text::bare(text).as_str(),
        "introduction"
            | "summary"
            | "foreword"
            | "preface"
            | "résumé"
            | "resumen"
            | "introducción"
            | "abbreviationsandacronyms"
            | "abbreviations"
            | "executivesummary"
            | "avantpropos"
    )
}

/// What stands before a number: whether an agenda or a decision is open.
#[derive(Default)]
struct Seen {
    outermost: u32,
    annex: bool,
    decision: bool,
    /// The number that the open agenda has next; 0 where none is open.
    next_item: u32,
    buffer: String,
    agenda_section: bool,
}

impl Seen {
    fn heading(&mut self, rank: u32, title: &str) {
        if rank <= ROMAN {
            self.outermost = self.outermost.saturating_add(1);
        }
        if rank <= CHAPTER {
            self.annex = rank == ANNEX;
        }
        self.decision = false;
        self.next_item = 0;
        self.buffer.clear();
        let title = title.to_lowercase();
        self.agenda_section = ["agenda", "provisional agenda", "ordre du jour", "programa", "temario"]
            .iter()
            .any(|w| title.starts_with(w));
    }

    fn act(&mut self, kind: Kind) {
        self.decision = matches!(kind, Kind::Decision | Kind::Resolution);
        self.next_item = 0;
    }

    fn before(&mut self, text: &str, anew: bool) {
        if anew {
            self.buffer.clear();
        }
        if self.buffer.len() < 4_000 {
            self.buffer.push(' ');
            self.buffer.push_str(text);
        }
    }

    /// Whether this number is an item of an agenda.
    fn agenda(&mut self, number: u32, body: &str, latin: bool) -> bool {
        if number == 1 {
            let said = names_agenda(&self.buffer)
                && (ended(self.buffer.trim_end()) || self.buffer.trim_end().ends_with(':'));
            self.next_item = u32::from(said || self.agenda_section);
        }
        let sentence = latin && body.len() > 60 && told(body);
        if self.next_item == 0 || number != self.next_item || sentence {
            if sentence || number != self.next_item {
                self.next_item = 0;
            }
            return false;
        }
        self.next_item = self.next_item.saturating_add(1);
        true
    }
}

/// Whether a text speaks of an agenda that follows it.
pub(super) fn names_agenda(text: &str) -> bool {
    let lower = text.to_lowercase();
    let tail: String = lower.chars().rev().take(320).collect::<Vec<_>>().into_iter().rev().collect();
    ["agenda", "ordre du jour", "programa", "temario"].iter().any(|word| tail.contains(word))
}

/// Whether a text has a finite verb that paragraphs of reports have.
fn verb(body: &str) -> bool {
    const VERBS: &str = "was were is are has have had will would shall should may must can could did considered adopted held \
     decided took made noted agreed elected heard recalled requested invited welcomed recommended encouraged \
     urged expressed emphasized stressed highlighted underlined underscored reaffirmed reiterated said stated \
     added opened closed met attended participated approved concluded continued thanked acknowledged \
     recognized introduced presented delivered raised provides provide called asked endorsed supported \
     objected reported observed pointed drew gave spoke suggested proposed submitted established convened \
     contains sought felt believed hoped commended appealed  ont sont est été était étaient a \
     devraient fue fueron ha han deberían es son se declaró señaló";
    let words = Words::of(body);
    words.all.iter().take(90).any(|w| {
        spanish_past(&w.lower)
            || w.lower.len() <= 12 && among(VERBS, &w.lower) && (w.lower != "a" || fr_a(&words))
    })
}

/// Whether a text tells what happened, as no title does.
fn told(body: &str) -> bool {
    const TOLD: &str = "was were is are has have had considered decided took noted agreed heard held met welcomed \
         expressed emphasized stressed recalled elected était étaient ont été fue fueron han";
    Words::of(body).all.iter().take(60).any(|w| among(TOLD, &w.lower))
}

/// A Spanish verb in the past.
fn spanish_past(word: &str) -> bool {
    word.len() > 4 && ["ó", "aron", "ieron", "ían"].iter().any(|end| word.ends_with(end)) && word != "millón"
}

/// The French `a` is a verb, the English one an article.
fn fr_a(words: &Words<'_>) -> bool {
    words.has("la|le|l'|du|des|les a")
        || words.all.iter().any(|w| matches!(w.lower.as_str(), "du" | "les" | "des" | "aux"))
}

/// Verbs that operative paragraphs begin with.
const OPERATIVE: &str = "decides requests invites urges encourages calls recommends takes notes welcomes reaffirms stresses \
     emphasizes recognizes expresses reiterates endorses approves adopts recalls acknowledges underlines \
     affirms condemns appeals commends appreciates looks declares authorizes confirms highlights considers \
     extends décide prie invite engage encourage demande recommande souligne note réaffirme salue decide \
     solicita invita insta alienta exhorta pide recomienda reafirma subraya acoge";

/// Whether a text begins as an operative paragraph does.
pub(super) fn operative(body: &str) -> bool {
    let first = body
        .split_whitespace()
        .find(|w| !matches!(w.to_lowercase().as_str(), "also" | "further" | "again" | "strongly" | "once"))
        .unwrap_or_default();
    let lower = first.to_lowercase();
    begins_large(body)
        && body.split_whitespace().next().is_some_and(|w| w.len() > 3)
        && among(OPERATIVE, lower.trim_end_matches(','))
}
