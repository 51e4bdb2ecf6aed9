//! What runs at the head and foot of pages, and the notes at their foot: set aside, so that a paragraph goes on over
//! the page's edge.

use super::lines::{Line, Source};
use super::text::{ended, roman, squeezed, superscript};
use super::{Footnote, Role};
use std::collections::HashMap;

/// Lines at either edge of a page that may run.
const EDGE: usize = 4;
/// Most characters of a line that runs.
const RUNNING_CHARS_MAX: usize = 120;

/// Gives lines that run, and footnotes, their role.
pub(super) fn set_aside(source: &mut Source) -> Vec<Footnote> {
    let edges = edges(source);
    let repeated = repeated(source, &edges);
    let mut seen: HashMap<String, u32> = HashMap::new();
    for line in source.lines.iter().filter(|l| shaped(&l.text) == Shape::Symbol) {
        let count = seen.entry(squeezed(&line.text)).or_default();
        *count = count.saturating_add(1);
    }
    let counting = counting(source);
    // The report's own symbol, as its first lines give it.
    let first: Vec<String> =
        source.lines.iter().take(12).flat_map(|l| l.text.split_whitespace().map(str::to_owned)).collect();
    let own = |text: &str, number: u32| {
        number > 12 && text.split_whitespace().next().is_some_and(|t| first.iter().any(|f| f == t))
    };
    for (at, line) in source.lines.iter_mut().enumerate() {
        let edge = edges.get(at).copied().unwrap_or(false);
        let runs = match shaped(&line.text) {
            Shape::Furniture => true,
            Shape::Symbol => {
                edge && source.paged
                    || seen.get(&squeezed(&line.text)).is_some_and(|n| *n > 1)
                    || own(&line.text, line.number)
            }
            Shape::Count => (edge && source.paged && line.apart) || counting.contains(&at),
            Shape::None => edge && !reads(&line.text) && repeated.contains_key(&pattern(&line.text)),
        };
        if runs && line.role == Role::Text {
            line.role = Role::Running;
        }
    }
    let found = notes(source);
    // What stands first on a page once its head is set aside.
    let (mut page, mut apart) = (0u32, false);
    for line in source.lines.iter_mut().filter(|l| l.role != Role::Running) {
        if line.page != page {
            (page, apart) = (line.page, true);
        }
        if apart && line.role == Role::Text {
            (line.apart, line.tops_page, apart) = (true, true, false);
        }
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A page of pages, a job number, a bar code: never text.
    Furniture,
    /// A symbol alone.
    Symbol,
    /// A number alone.
    Count,
    None,
}

fn shaped(text: &str) -> Shape {
    if text.len() > RUNNING_CHARS_MAX {
        return Shape::None;
    }
    let (mut furniture, mut symbol, mut count, mut tokens) = (false, false, false, 0usize);
    for token in text.split_whitespace() {
        tokens = tokens.saturating_add(1);
        if page_of_pages(token) || job(token) || bar_code(token) {
            furniture = true;
        } else if super::documents::symbol(token).is_some_and(|s| s.len() == token.len()) {
            symbol = true;
        } else if token.len() <= 4 && token.bytes().all(|b| b.is_ascii_digit())
            || token.len() <= 5 && token.bytes().all(|b| b.is_ascii_lowercase()) && roman(token).is_some()
        {
            count = true;
        } else if !filler(token) {
            return Shape::None;
        }
    }
    match (furniture, symbol, count) {
        (true, _, _) => Shape::Furniture,
        (_, true, _) => Shape::Symbol,
        (_, _, true) if tokens == 1 => Shape::Count,
        _ => Shape::None,
    }
}

fn filler(token: &str) -> bool {
    let dated = token.len() == 6 && token.bytes().all(|b| b.is_ascii_digit());
    dated
        || matches!(
            token,
            "(E)"
                | "(F)"
                | "(S)"
                | "(R)"
                | "(A)"
                | "(C)"
                | "(Part"
                | "I)"
                | "II)"
                | "III)"
                | "-"
                | "\u{2013}"
                | "Page"
                | "page"
                | "*"
        )
}

fn page_of_pages(token: &str) -> bool {
    token.split_once('/').is_some_and(|(page, pages)| {
        let digits = |t: &str| !t.is_empty() && t.len() <= 4 && t.bytes().all(|b| b.is_ascii_digit());
        let counts = |t: &str| t.parse::<u32>().unwrap_or(0);
        digits(page) && digits(pages) && counts(page) <= counts(pages)
    })
}

/// `25-09815`, `GE.25-06701`, `V.22-12345`.
fn job(token: &str) -> bool {
    let bare = token.split_once('.').map_or(token, |(office, rest)| {
        if office.len() <= 4 && office.bytes().all(|b| b.is_ascii_uppercase()) { rest } else { token }
    });
    bare.split_once('-').is_some_and(|(year, job)| {
        let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        year.len() == 2 && matches!(job.len(), 5 | 6) && digits(year) && digits(job)
    })
}

fn bar_code(token: &str) -> bool {
    token.len() > 5
        && token
            .strip_prefix('*')
            .and_then(|t| t.strip_suffix('*'))
            .is_some_and(|t| t.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether a line reads as text: it ends a sentence, goes on with one, or begins with a number.
fn reads(text: &str) -> bool {
    ended(text) || super::text::begins_small(text) || !super::marks::begins(text).is_empty()
}

/// Which lines stand at the edge of a page.
fn edges(source: &Source) -> Vec<bool> {
    let mut edge = vec![false; source.lines.len()];
    if !source.paged {
        return edge;
    }
    let mut from = 0usize;
    while let Some(page) = source.lines.get(from).map(|l| l.page) {
        let count = source.lines.iter().skip(from).take_while(|l| l.page == page).count().max(1);
        for (at, flag) in edge.iter_mut().enumerate().skip(from).take(count) {
            let (above, below) = (at.saturating_sub(from), from.saturating_add(count).saturating_sub(at));
            *flag = above < EDGE || below <= EDGE;
        }
        from = from.saturating_add(count);
    }
    edge
}

/// Lines at the edges that stand on many pages, their digits aside.
fn repeated(source: &Source, edges: &[bool]) -> HashMap<String, u32> {
    let mut pages: HashMap<String, (u32, u32)> = HashMap::new();
    for (line, _) in
        source.lines.iter().zip(edges).filter(|(l, edge)| **edge && l.text.len() <= RUNNING_CHARS_MAX)
    {
        let entry = pages.entry(pattern(&line.text)).or_insert((0, 0));
        if entry.1 != line.page {
            *entry = (entry.0.saturating_add(1), line.page);
        }
    }
    let all = source.lines.last().map_or(0, |l| l.page);
    let least = (all / 4).max(3);
    pages
        .into_iter()
        .filter(|(text, (count, _))| *count >= least && !text.is_empty())
        .map(|(text, (count, _))| (text, count))
        .collect()
}

fn pattern(text: &str) -> String {
    squeezed(text).chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect()
}

/// Numbers alone on their line that count on by one: page numbers of a text without page breaks.
fn counting(source: &Source) -> std::collections::HashSet<usize> {
    let alone: Vec<(usize, u32)> = source
        .lines
        .iter()
        .enumerate()
        .filter(|(_, l)| !source.paged && shaped(&l.text) == Shape::Count)
        .filter_map(|(at, l)| Some((at, l.text.parse().ok()?)))
        .collect();
    let mut found = std::collections::HashSet::new();
    for pair in alone.windows(2) {
        if let [(one, a), (two, b)] = pair
            && *b == a.saturating_add(1)
            && two.saturating_sub(*one) > 5
        {
            found.extend([*one, *two]);
        }
    }
    found
}

/// A note's mark at the start of a line, and the text after it.
fn note_mark(text: &str) -> Option<(String, &str)> {
    let raised: String = text.chars().map_while(superscript).collect();
    if !raised.is_empty() {
        let rest = text.trim_start_matches(|c| superscript(c).is_some());
        return Some((raised, rest.trim_start()));
    }
    if let Some(rest) = text.strip_prefix("[^") {
        let (mark, rest) = rest.split_once(']')?;
        return Some((mark.to_owned(), rest.trim_start_matches(':').trim_start()));
    }
    let end = text.find(|c: char| !matches!(c, '*' | '\u{2020}' | '\u{2021}')).unwrap_or(text.len());
    let end = if end == 0 { text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()) } else { end };
    let (mark, rest) = text.split_at_checked(end)?;
    let fits =
        !mark.is_empty() && mark.len() <= 3 && (rest.is_empty() || rest.starts_with(char::is_whitespace));
    fits.then(|| (mark.to_owned(), rest.trim_start()))
}

fn rule(text: &str) -> bool {
    text.chars().count() >= 5 && text.chars().all(|c| matches!(c, '_' | '\u{2014}' | '\u{2500}' | '-'))
}

/// Finds the notes, page by page: below a rule, or at the foot of a page with the mark that comes next, or in raised digits.
fn notes(source: &mut Source) -> Vec<Footnote> {
    let mut notes: Vec<Footnote> = Vec::new();
    let mut from = 0usize;
    while from < source.lines.len() {
        let page = source.lines.get(from).map_or(0, |l| l.page);
        let count = source.lines.iter().skip(from).take_while(|l| l.page == page).count().max(1);
        let to = from.saturating_add(count);
        if source.paged {
            let below = below_rule(source, from, to).or_else(|| at_foot(source, from, to, &notes));
            if let Some(first) = below {
                take_notes(source.lines.get_mut(first..to).unwrap_or_default(), &mut notes, false);
            }
        }
        if !source.paged {
            below_rules(source.lines.get_mut(from..to).unwrap_or_default(), &mut notes);
        }
        let page = source.lines.get_mut(from..to).unwrap_or_default();
        loose(page, source.paged, &mut notes);
        from = to;
    }
    notes
}

fn below_rule(source: &Source, from: usize, to: usize) -> Option<usize> {
    let found = source.lines.get(from..to)?.iter().rposition(|l| rule(&l.text))?;
    Some(from.saturating_add(found))
}

/// Below each rule of a text without page breaks, up to what runs or the next block without a mark.
fn below_rules(lines: &mut [Line], notes: &mut Vec<Footnote>) {
    let mut from = 0usize;
    while let Some(at) = lines.iter().skip(from).position(|l| l.role == Role::Text && rule(&l.text)) {
        let first = from.saturating_add(at);
        let rest = lines.iter().skip(first.saturating_add(1));
        let of_note = |l: &&Line| l.role == Role::Text && (!l.apart || note_mark(&l.text).is_some());
        let count = rest.take_while(of_note).count();
        let to = first.saturating_add(1).saturating_add(count);
        if count > 0 && lines.get(first.saturating_add(1)).is_some_and(|l| note_mark(&l.text).is_some()) {
            take_notes(lines.get_mut(first..to).unwrap_or_default(), notes, false);
        }
        from = to;
    }
}

fn at_foot(source: &Source, from: usize, to: usize, notes: &[Footnote]) -> Option<usize> {
    let next = notes.iter().rev().find_map(|n| n.mark.parse::<u32>().ok()).unwrap_or(0).saturating_add(1);
    let lines = source.lines.get(from..to)?;
    let starred = lines.iter().any(|l| l.text.trim_end().ends_with('*') && l.text.len() > 3);
    let mut first = None;
    for (at, line) in lines.iter().enumerate().rev().filter(|(_, l)| l.role == Role::Text).take(14) {
        let Some((mark, rest)) = note_mark(&line.text) else {
            if line.apart && first.is_none() {
                return None;
            }
            continue;
        };
        let fits = match mark.parse::<u32>() {
            Ok(number) => number == 1 || number >= next && number <= next.saturating_add(6),
            Err(_) => starred,
        };
        if !fits || rest.is_empty() && !line.apart {
            break;
        }
        first = Some(at);
        if line.apart {
            break;
        }
    }
    let first = first.filter(|at| lines.get(*at).is_some_and(|l| l.apart))?;
    Some(from.saturating_add(first))
}

/// Every line that does not run becomes a note; `one_line` where each note has its own line.
fn take_notes(lines: &mut [Line], notes: &mut Vec<Footnote>, one_line: bool) {
    let mut open = false;
    let mut last: Option<u32> = None;
    for line in lines.iter_mut().filter(|l| l.role == Role::Text) {
        line.role = Role::Footnote;
        if rule(&line.text) {
            continue;
        }
        let mark = note_mark(&line.text).filter(|(mark, _)| match (mark.parse::<u32>(), last) {
            (Ok(number), Some(last)) => number > last && number <= last.saturating_add(9),
            _ => true,
        });
        match mark {
            Some((mark, rest)) => {
                last = mark.parse().ok();
                notes.push(Footnote { mark, text: rest.to_owned(), place: line.span() });
                open = true;
            }
            None => match notes.last_mut().filter(|_| open && !one_line) {
                Some(note) => {
                    if !note.text.is_empty() {
                        note.text.push(' ');
                    }
                    note.text.push_str(&line.text);
                    note.place.to_line = line.number;
                }
                None => {
                    notes.push(Footnote { mark: String::new(), text: line.text.clone(), place: line.span() })
                }
            },
        }
    }
}

/// Notes that stand between paragraphs: in raised digits, as `[^1]:`, or with a star that something refers to.
fn loose(lines: &mut [Line], paged: bool, notes: &mut Vec<Footnote>) {
    let starred = lines.iter().any(|l| {
        let text = l.text.trim_end_matches(['.', ',', ';']);
        text.ends_with('*') && !text.starts_with('*') && !text.starts_with("- ")
    });
    let mut open = false;
    for at in 0..lines.len() {
        let Some(line) = lines.get(at) else { break };
        if line.role == Role::Footnote && line.hint.is_some() {
            let given = lines.get_mut(at..at.saturating_add(1)).unwrap_or_default();
            given.iter_mut().for_each(|l| l.role = Role::Text);
            take_notes(given, notes, false);
            continue;
        }
        if line.role != Role::Text {
            open = false;
            continue;
        }
        let raised =
            line.text.chars().next().is_some_and(|c| superscript(c).is_some()) || line.text.starts_with("[^");
        let star = starred
            && line.apart
            && line.text.starts_with('*')
            && !line.text.starts_with("**")
            && note_mark(&line.text).is_some_and(|(m, rest)| m == "*" && rest.len() > 3 && ended(rest));
        if raised || star {
            take_notes(lines.get_mut(at..at.saturating_add(1)).unwrap_or_default(), notes, true);
            open = true;
        } else if open && !line.apart && paged {
            let (text, number) = (line.text.clone(), line.number);
            if let Some(line) = lines.get_mut(at) {
                line.role = Role::Footnote;
            }
            if let Some(note) = notes.last_mut() {
                note.text = format!("{} {text}", note.text);
                note.place.to_line = number;
            }
        } else {
            open = false;
        }
    }
}
