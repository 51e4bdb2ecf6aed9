//! Points on the earth as numbers, and places by name: the countries, and what a word such as "village" or "port"
//! stands before.

use super::lexicon::{COUNTRY_NAMES, PLACE_WORDS};
use super::people::{Run, arabic_run, capital_run, han_run};
use super::words::{Script, Words};
use super::{Found, MentionKind, Rule, Sure};
use kernel::Party;

/// Longest pair of coordinates, in bytes.
const PAIR_BYTES_MAX: usize = 64;
/// Words of the longest country's name that is tried.
const COUNTRY_WORDS: usize = 5;

/// `16.9742, 7.9919`, `16.9742° N, 7.9919° E`, `16°58'27"N 007°59'31"E`.
pub(super) fn coordinates(found: &mut Found<'_>) {
    let text = found.text;
    let mut at = 0;
    while let Some(step) = text.get(at..).and_then(|rest| rest.find(|c: char| c.is_ascii_digit())) {
        let from = at.saturating_add(step);
        // With the sign that belongs to it.
        let signed = text.get(..from).is_some_and(|b| b.ends_with('-'))
            && !text.get(..from.saturating_sub(1)).is_some_and(|b| b.ends_with(char::is_alphanumeric));
        let start = from.saturating_sub(usize::from(signed));
        match pair(text, start) {
            Some((to, north, east)) => {
                let value = format!("{north:.5}, {east:.5}");
                found.add(MentionKind::Coordinates, (start, to), value, (Rule::Form, Sure::Likely));
                at = to;
            }
            None => {
                let run = text.get(from..).unwrap_or_default();
                let skip = run.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(run.len());
                at = from.saturating_add(skip.max(1));
            }
        }
    }
}

/// A pair that begins at a byte: where it ends, degrees north and east.
fn pair(text: &str, from: usize) -> Option<(usize, f64, f64)> {
    if text.get(..from)?.ends_with(|c: char| c.is_alphanumeric() || c == '.' || c == ',') {
        return None;
    }
    let mut end = text.len().min(from.saturating_add(PAIR_BYTES_MAX));
    while !text.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    let (first, rest) = degrees(text.get(from..end)?)?;
    let rest = rest.trim_start_matches([' ', ',', ';', '/']);
    let (second, rest) = degrees(rest)?;
    let (north, east) = match (first.of, second.of) {
        (Some('N' | 'S') | None, Some('E' | 'W') | None) => (first, second),
        (Some('E' | 'W'), Some('N' | 'S')) => (second, first),
        _ => return None,
    };
    // Two decimal numbers side by side are coordinates only with the decimals of one, or with what names the side.
    let exact = north.exact && east.exact || north.of.is_some() && east.of.is_some();
    let sound = exact && north.value.abs() <= 90.0 && east.value.abs() <= 180.0;
    (sound && !rest.starts_with(|c: char| c.is_alphanumeric() || c == '%'))
        .then(|| (end.saturating_sub(rest.len()), north.value, east.value))
}

struct Degrees {
    value: f64,
    of: Option<char>,
    exact: bool,
}

fn degrees(text: &str) -> Option<(Degrees, &str)> {
    let (number, mut rest) = decimal(text)?;
    let mut value = number.parse::<f64>().ok()?;
    let mut exact = number.split_once('.').is_some_and(|(_, d)| d.len() >= 4);
    if let Some(after) = rest.trim_start().strip_prefix('°') {
        rest = after;
        for (signs, part) in [("'′’", 60.0), ("\"″”", 3_600.0)] {
            let Some((number, after)) = decimal(rest.trim_start()) else { break };
            let Some(after) = after.strip_prefix(|c: char| signs.contains(c)) else { break };
            let after = after.strip_prefix('\'').filter(|_| part > 60.0).unwrap_or(after);
            let minutes = number.parse::<f64>().ok().filter(|n| *n < 60.0)?;
            value += minutes / part * if value < 0.0 { -1.0 } else { 1.0 };
            (rest, exact) = (after, true);
        }
    }
    let named = rest.trim_start_matches([' ', '\u{a0}']);
    let letter = named.chars().next().filter(|c| "NSEWO".contains(*c));
    let alone =
        letter.is_some_and(|_| !named.get(1..).is_some_and(|r| r.starts_with(|c: char| c.is_alphanumeric())));
    let Some(letter) = letter.filter(|_| alone) else {
        return Some((Degrees { value, of: None, exact }, rest));
    };
    let of = if letter == 'O' { 'W' } else { letter };
    let value = if matches!(of, 'S' | 'W') { -value.abs() } else { value };
    Some((Degrees { value, of: Some(of), exact }, named.get(1..).unwrap_or_default()))
}

fn decimal(text: &str) -> Option<(&str, &str)> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let sign = text.len().saturating_sub(digits.len());
    let end = digits.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(digits.len());
    let number = digits.get(..end)?.trim_end_matches('.');
    if number.is_empty() || number.len() > 12 || number.starts_with('.') || number.matches('.').count() > 1 {
        return None;
    }
    text.split_at_checked(sign.saturating_add(number.len()))
}

pub(super) fn by_name(words: &Words<'_>, found: &mut Found<'_>) {
    let mut at = 0;
    while at < words.len() {
        if let Some((last, party)) = country(words, at) {
            let span = words.span(at, last);
            let value = words.text_of(at, last).to_owned();
            found.add_of(MentionKind::Place, span, value, (Rule::Country, Sure::Likely), Some(party));
            at = last.saturating_add(1);
            continue;
        }
        if let Some(length) = words.longest(at, &PLACE_WORDS) {
            let next = at.saturating_add(length);
            if let Some(run) = run_after(words, next) {
                let span = words.span(run.first, run.last);
                let value = words.text_of(run.first, run.last).to_owned();
                found.add(MentionKind::Place, span, value, (Rule::PlaceWord, Sure::Likely));
            }
        }
        at = at.saturating_add(1);
    }
}

fn run_after(words: &Words<'_>, at: usize) -> Option<Run> {
    let word = words.get(at)?;
    if words.before(at).contains(['\n', '.', ';', '،', '؛']) {
        return None;
    }
    match word.script {
        Script::Cased => capital_run(words, at, 3),
        Script::Arabic | Script::Ethiopic => arabic_run(words, at, 1),
        Script::Han => han_run(words, at, 2, 4),
        Script::Other => None,
    }
}

/// The longest name of a country that begins at a word. In scripts with capitals it has to begin with one.
fn country(words: &Words<'_>, at: usize) -> Option<(usize, Party)> {
    let word = words.get(at)?;
    if word.capital || word.script != Script::Cased {
        let known = beginnings(&word.folded, word.script).into_iter().flat_map(|first| {
            COUNTRY_NAMES
                .begun(first)
                .iter()
                .filter_map(move |(name, code)| Some((country_at(words, at, (first, name))?, *code)))
        });
        if let Some((length, code)) = known.max_by_key(|(length, _)| *length) {
            return Some((at.saturating_add(length).saturating_sub(1), Party::parse(code)?));
        }
    }
    if word.script != Script::Cased || !word.capital || word.folded.chars().count() < 4 && !word.all_capitals
    {
        return None;
    }
    let last = (at..at.saturating_add(COUNTRY_WORDS)).rev().find(|last| {
        let whole = (at.saturating_add(1)..=*last).all(|n| words.get(n).is_some_and(|_| words.close(n)));
        let text = words.text_of(at, *last);
        whole && *last < words.len() && text.chars().count() > 3 && names::party_of(text).is_some()
    })?;
    Some((last, names::party_of(words.text_of(at, last))?))
}

/// Arabic and Amharic set the preposition against the name: `بالنيجر`, `والنيجر`, `لليبيا`, `በሊቢያ`.
fn beginnings(folded: &str, script: Script) -> Vec<&str> {
    let prefixes: &[&str] = match script {
        Script::Arabic => &["و", "ب", "ل", "وب", "ول", "ك"],
        Script::Ethiopic => &["በ", "ከ", "ወደ", "የ"],
        _ => &[],
    };
    let cut = prefixes.iter().filter_map(|prefix| folded.strip_prefix(prefix));
    std::iter::once(folded).chain(cut.filter(|rest| rest.chars().count() > 2)).collect()
}

/// How many words a name takes up that begins with `first`, whatever stands before it in its first word.
fn country_at(words: &Words<'_>, at: usize, (first, name): (&str, &str)) -> Option<usize> {
    let rest = name.strip_prefix(first)?.trim_start();
    if rest.is_empty() {
        return Some(1);
    }
    let next = at.saturating_add(1);
    words.close(next).then(|| words.is_at(next, rest)).flatten().map(|n| n.saturating_add(1))
}
