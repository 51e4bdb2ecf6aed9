//! The source as lines: with page, indent and what stands before, pages turned into one run of text. Columns that run
//! side by side are read one after the other; a heading glued to another stands on its own line.

use super::marks::glued_act;
use super::{Role, Span};
use crate::item::{Part, Passage};

/// Columns that a tab stands for.
const TAB: u32 = 4;
/// Characters of a line beyond which a text is one line to a paragraph.
const WRAPPED_CHARS_MAX: usize = 150;

/// A line, or the part of one that stands for itself.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Line of the source, from 1.
    pub number: u32,
    /// Which part of it, from 0.
    pub part: u32,
    /// Page, from 1; 0 where there are none.
    pub page: u32,
    /// Column that it begins in.
    pub indent: u32,
    pub text: String,
    /// An empty line, or a page's edge, stands before it.
    pub apart: bool,
    /// It is the first of its page.
    pub tops_page: bool,
    pub role: Role,
    /// What a reader of the file said it is.
    pub hint: Option<Part>,
}

impl Line {
    pub(super) fn span(&self) -> Span {
        Span { from_line: self.number, to_line: self.number, page: self.page }
    }
}

/// The lines of a source.
pub(super) struct Source {
    pub lines: Vec<Line>,
    /// Whether its paragraphs are broken into lines.
    pub wrapped: bool,
    /// Whether it says where its pages end.
    pub paged: bool,
    /// Where columns ran side by side.
    pub columns: Vec<Span>,
}

impl Source {
    pub(super) fn of(text: &str) -> Self {
        let mut lines = Vec::new();
        let paged = text.contains('\u{c}');
        let (mut page, mut apart, mut number) = (u32::from(paged), true, 0u32);
        for raw in text.trim_start_matches('\u{feff}').split('\n') {
            number = number.saturating_add(1);
            let mut tops = false;
            for (at, piece) in raw.split('\u{c}').enumerate() {
                if at > 0 {
                    page = page.saturating_add(1);
                    (apart, tops) = (true, true);
                }
                let trimmed = piece.trim();
                if trimmed.is_empty() {
                    apart = true;
                    continue;
                }
                let part = u32::try_from(at).unwrap_or(u32::MAX);
                lines.push(line(number, part, page, piece, (apart, tops)));
                (apart, tops) = (false, false);
            }
        }
        Self::whole(lines, paged)
    }

    /// The lines of passages that a reader of PDF or DOCX gave.
    pub(super) fn of_passages(passages: &[Passage]) -> Self {
        let mut lines: Vec<Line> = Vec::new();
        let mut number = 0u32;
        let mut last = 0u32;
        let paged = passages.iter().any(|p| p.place.page > 0);
        for passage in passages {
            let page = u32::try_from(passage.place.page).unwrap_or(u32::MAX);
            let mut first = true;
            for raw in passage.text.split(['\n', '\u{c}']) {
                number = number.saturating_add(1);
                if raw.trim().is_empty() {
                    first = true;
                    continue;
                }
                let mut line = line(number, 0, page, raw, (first, page != last));
                line.hint = Some(passage.part);
                line.role = match passage.part {
                    Part::About => Role::Running,
                    Part::Note => Role::Footnote,
                    Part::Table => Role::Table,
                    Part::Heading | Part::Body => Role::Text,
                };
                lines.push(line);
                (first, last) = (false, page);
            }
        }
        Self::whole(lines, paged)
    }

    fn whole(lines: Vec<Line>, paged: bool) -> Self {
        let all: usize = lines.iter().map(|l| l.text.len()).sum();
        let long: usize = lines.iter().map(|l| l.text.len()).filter(|len| *len > WRAPPED_CHARS_MAX).sum();
        let wrapped = long.saturating_mul(3) < all;
        let mut source = Self { lines, wrapped, paged, columns: Vec::new() };
        if wrapped {
            source.divide_columns();
        }
        source.unglue();
        source
    }

    /// A heading of an act that is glued to what stands before it gets its own line; so does text glued to the heading.
    fn unglue(&mut self) {
        let mut lines = Vec::with_capacity(self.lines.len());
        for line in std::mem::take(&mut self.lines) {
            let mut rest = line;
            for _ in 0..4 {
                let Some(at) = glued_act(&rest.text) else { break };
                let after = rest.text.split_off(at);
                let next =
                    Line { text: after.trim().to_owned(), part: rest.part.saturating_add(1), ..rest.clone() };
                rest.text.truncate(rest.text.trim_end().len());
                lines.push(rest);
                rest = Line { apart: true, tops_page: false, ..next };
            }
            lines.push(rest);
        }
        self.lines = lines;
    }

    /// Splits a line in two at a byte, the second apart from the first. False where nothing was to be split.
    pub(super) fn split(&mut self, at: usize, byte: usize) -> bool {
        let Some(line) = self.lines.get_mut(at) else { return false };
        if byte == 0 || byte >= line.text.len() || !line.text.is_char_boundary(byte) {
            return false;
        }
        let after = line.text.split_off(byte).trim().to_owned();
        line.text.truncate(line.text.trim_end().len());
        let next = Line {
            text: after,
            part: line.part.saturating_add(1),
            apart: true,
            tops_page: false,
            ..line.clone()
        };
        self.lines.insert(at.saturating_add(1), next);
        true
    }

    /// Pages whose text runs in two columns are read column by column.
    fn divide_columns(&mut self) {
        let mut out = Vec::with_capacity(self.lines.len());
        let mut from = 0usize;
        while from < self.lines.len() {
            let page = self.lines.get(from).map_or(0, |l| l.page);
            let same = |l: &&Line| l.page == page;
            let to = from
                .saturating_add(self.lines.iter().skip(from).take_while(same).count())
                .max(from.saturating_add(1));
            let lines = self.lines.get(from..to).unwrap_or_default();
            match two_columns(lines) {
                Some((divided, span)) => {
                    out.extend(divided);
                    self.columns.push(span);
                }
                None => out.extend(lines.iter().cloned()),
            }
            from = to;
        }
        self.lines = out;
    }
}

fn line(number: u32, part: u32, page: u32, raw: &str, (apart, tops_page): (bool, bool)) -> Line {
    let indent = raw
        .chars()
        .take_while(|c| c.is_whitespace())
        .fold(0u32, |indent, c| indent.saturating_add(if c == '\t' { TAB } else { 1 }));
    let text = raw.trim().to_owned();
    let role =
        if text.len() > 1 && text.starts_with('|') && text.ends_with('|') { Role::Table } else { Role::Text };
    Line { number, part, page, indent, text, apart, tops_page, role, hint: None }
}

/// The only wide gap of a line, as columns: where it begins and where the text after it begins.
fn gap(line: &Line) -> Option<(u32, u32, usize)> {
    let mut found = None;
    let mut blank: Option<u32> = None;
    let mut column = line.indent;
    for (at, c) in line.text.char_indices() {
        if c.is_whitespace() {
            blank.get_or_insert(column);
        } else if let Some(from) = blank.take()
            && column.saturating_sub(from) >= 3
            && from.saturating_sub(line.indent) > 12
        {
            if found.is_some() {
                return None;
            }
            found = Some((from, column, at));
        }
        column = column.saturating_add(if c == '\t' { TAB } else { 1 });
    }
    found
}

/// The lines of a page column by column, where most of them have one wide gap at the same column and prose on both sides.
fn two_columns(lines: &[Line]) -> Option<(Vec<Line>, Span)> {
    const LINES_MIN: usize = 8;
    const SIDE_CHARS_MIN: u32 = 24;
    let gaps: Vec<(usize, (u32, u32, usize))> =
        lines.iter().enumerate().filter_map(|(at, l)| Some((at, gap(l)?))).collect();
    if gaps.len() < LINES_MIN || gaps.len().saturating_mul(2) < lines.len() {
        return None;
    }
    let mut starts: Vec<u32> = gaps.iter().map(|(_, g)| g.1).collect();
    starts.sort_unstable();
    let middle = *starts.get(starts.len() / 2)?;
    let near = |start: u32| start.abs_diff(middle) <= 2;
    let fitting = gaps.iter().filter(|(_, g)| near(g.1)).count();
    if fitting.saturating_mul(10) < gaps.len().saturating_mul(8) {
        return None;
    }
    let width = |from: u32, to: u32| to.saturating_sub(from);
    let count = u32::try_from(gaps.len()).unwrap_or(u32::MAX).max(1);
    let left: u32 = gaps.iter().filter_map(|(at, g)| Some(width(lines.get(*at)?.indent, g.0))).sum();
    let right: u32 = gaps
        .iter()
        .filter_map(|(at, g)| {
            lines.get(*at)?.text.get(g.2..).map(|t| u32::try_from(t.chars().count()).unwrap_or(0))
        })
        .sum();
    if left / count < SIDE_CHARS_MIN || right / count < SIDE_CHARS_MIN {
        return None;
    }
    let first = gaps.first()?.0;
    let last = gaps.last()?.0;
    let (mut lefts, mut rights) = (Vec::new(), Vec::new());
    for line in lines.get(first..=last)? {
        match gap(line).filter(|g| near(g.1)) {
            Some((_, start, at)) => {
                let (one, two) = line.text.split_at_checked(at)?;
                lefts.push(Line { text: one.trim().to_owned(), ..line.clone() });
                let part = line.part.saturating_add(1);
                rights.push(Line { text: two.trim().to_owned(), part, indent: start, ..line.clone() });
            }
            None if line.indent.saturating_add(2) >= middle => rights.push(line.clone()),
            None => lefts.push(line.clone()),
        }
    }
    let span = Span {
        from_line: lines.get(first)?.number,
        to_line: lines.get(last)?.number,
        page: lines.get(first)?.page,
    };
    let mut out = lines.get(..first)?.to_vec();
    out.append(&mut lefts);
    out.append(&mut rights);
    out.extend(lines.get(last.saturating_add(1)..)?.iter().cloned());
    Some((out, span))
}
