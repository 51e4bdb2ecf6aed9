//! What each line begins: the headings with their depth, the acts, the numbered paragraphs. Marks alone do not tell
//! (`I.` may be a section or an initial); the order they come in does.

mod headings;

use super::chain::{self, Candidate};
use super::cues::{Seen, operative, plain_title, verb};
use super::lines::{Line, Source};
use super::marks::{Begin, Mark, begins};
use super::text::{begins_large, begins_small, ended, squeezed};
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
    Paragraph { number: String, rest: usize },
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

impl Outline {
    /// Whether a paragraph in sentences begins with this line.
    pub(super) fn tells(&self, source: &Source, at: usize) -> bool {
        let line = |at: usize| self.live.get(at).and_then(|line| source.lines.get(*line));
        let Some(first) = line(at).filter(|first| first.apart || !source.wrapped) else { return false };
        if !begins_large(&first.text) || first.text.contains("   ") {
            return false;
        }
        let mut whole = first.text.clone();
        let more = (at.saturating_add(1)..).map_while(line).take_while(|l| source.wrapped && !l.apart);
        more.take(HEADING_LINES_MAX).for_each(|l| whole = format!("{whole} {}", l.text));
        whole.ends_with('.') && whole.split_whitespace().count() > 7 && verb(&whole)
    }
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
    work.decimals();
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
        let Ok(number) = number.parse::<u32>() else { continue };
        if let Some((before, from)) =
            last.filter(|(before, _)| number > before.saturating_add(1) && number <= before.saturating_add(6))
        {
            let mut line = from;
            for missing in before.saturating_add(1)..number {
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
        last = Some((number, at));
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

/// Least numbers in order that make a run.
const RUN_MIN: usize = 3;

/// Whether a number with its chapter's before it is the next after another, or after a few that are lost; the first ends
/// with one: `1.1`, `2.1.1`.
fn counts_on(before: &[u32], next: &[u32]) -> bool {
    const LOST_MAX: u32 = 2;
    let same = before.iter().zip(next).take_while(|(a, b)| a == b).count();
    let from = before.get(same).copied().unwrap_or(0);
    let step = next.get(same).copied().unwrap_or(0).saturating_sub(from);
    let most = if before.is_empty() { u32::MAX } else { LOST_MAX.saturating_add(1) };
    (1..=most).contains(&step) && next.iter().skip(same.saturating_add(1)).all(|part| *part == 1)
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

    /// Paragraphs and headings whose number has the chapter's before it: `4.2`. Some of them in order make a run; one alone is
    /// a figure.
    fn decimals(&mut self) {
        let (mut run, mut others): (Vec<(usize, Begin)>, usize) = (Vec::new(), 0);
        let parts = |begin: &Begin| match &begin.mark {
            Mark::Decimal(parts) => parts.clone(),
            _ => Vec::new(),
        };
        for at in 0..self.live.len() {
            let first = self.begun.get(at).and_then(|b| b.first());
            let Some(begin) = first.filter(|b| matches!(b.mark, Mark::Decimal(_))).cloned() else { continue };
            if *self.start(at) != Start::None || !self.free(at) {
                continue;
            }
            let before = run.last().map(|(_, begin)| parts(begin)).unwrap_or_default();
            if counts_on(&before, &parts(&begin)) {
                run.push((at, begin));
            } else {
                others = others.saturating_add(1);
            }
        }
        if run.len() < RUN_MIN || others > run.len() {
            return;
        }
        for (at, begin) in run {
            let (count, whole) = self.extent(at, begin.rest);
            let titled = count <= 2 && whole.split_whitespace().count() <= 12 && !ended(&whole);
            let (number, rest) = (begin.written, begin.rest);
            if titled && !(self.latin && verb(&whole)) {
                self.set(at, Start::Heading { rank: UNNUMBERED, number, rest });
                for more in 1..count {
                    self.set(at.saturating_add(more), Start::More);
                }
            } else {
                self.set(at, Start::Paragraph { number, rest });
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
            candidates.push(Candidate {
                line: at,
                number,
                score,
                after: seen.outermost,
                annex: seen.annex,
                part: seen.part,
            });
            seen.before(self.text(at), true);
        }
        for at in chain::paragraphs(&candidates) {
            if let Some(Begin { mark: Mark::Number(number), rest, .. }) =
                self.begun.get(at).and_then(|b| b.first())
            {
                let start = Start::Paragraph { number: number.to_string(), rest: *rest };
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
            // A short sentence whose verb is not known: the number before it may tell.
            let closed = number > 1 && body.ends_with('.') && body.split_whitespace().count() > 1;
            let says = verb(body) || super::calls::leads(body).is_some();
            score = score.saturating_add(match (says, closed) {
                (true, _) => 2,
                (false, true) => -2,
                (false, false) => -4,
            });
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
        let (mut last, mut listed) = (0u32, 0u32);
        for at in 0..self.live.len() {
            if matches!(self.start(at), Start::Heading { .. }) {
                (last, listed) = (0, 0);
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
            let within = |inner: &str| inner.starts_with(&format!("{number}."));
            let leads = matches!(self.start(next), Start::Paragraph { .. } | Start::Act { .. })
                || matches!(self.start(next), Start::Heading { number, .. } if within(number))
                || self.line(next).is_some_and(|l| {
                    let prose = ended(&l.text) && self.latin && verb(&l.text) && begins_large(&l.text);
                    l.apart && (l.text.len() > 100 || l.text.len() > 40 && prose && !self.marked(next))
                });
            let headed = self.free(at)
                && !title.is_empty()
                && title.len() < 200
                && begins_large(title)
                && !title.ends_with(['.', ';', ':', ','])
                && leads;
            let start = if headed && (number == 1 || number == last.saturating_add(1)) {
                last = number;
                Start::Heading { rank: NUMBER, number: number.to_string(), rest }
            } else if self.free(at) || number == listed.saturating_add(1) && number > 1 || operative(title) {
                // `…on 7 and 8 May` / `2035.`: a number at the start of a line that goes on.
                listed = number;
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
