//! The order of reading of a line that is seen. It is found by trying: an order is taken for sure when the rules of Unicode
//! (UAX 9) lay it out just as the page does, and no other order looks the same.

use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};
use unicode_normalization::UnicodeNormalization;

/// Longest line whose order is looked for.
const LINE_CELLS_MAX: usize = 4_000;
/// Fewest digits of a number that is dialled with `+`.
const NUMBER_DIGITS_MIN: usize = 7;

/// A number that is seen to begin with its `+` stands apart from the words around it: nothing in it is turned.
pub(super) fn numbers_whole(seen: &[String]) -> Vec<String> {
    let is_digit = |text: Option<&String>| text.is_some_and(|text| way(text) == Way::Digit);
    let mut out = Vec::with_capacity(seen.len());
    let mut at = 0;
    while let Some(text) = seen.get(at) {
        let next = at.saturating_add(1);
        if text != "+"
            || !is_digit(seen.get(next))
            || is_digit(at.checked_sub(1).and_then(|before| seen.get(before)))
        {
            out.push(text.clone());
            at = next;
            continue;
        }
        let mut end = next;
        while is_digit(seen.get(end))
            || (seen.get(end).is_some_and(|text| text == " " || text == "-")
                && is_digit(seen.get(end.saturating_add(1))))
        {
            end = end.saturating_add(1);
        }
        let run = seen.get(at..end).unwrap_or_default();
        let digits = run.iter().filter(|text| is_digit(Some(text))).count();
        if digits >= NUMBER_DIGITS_MIN {
            out.push(run.concat());
        } else {
            out.extend_from_slice(run);
        }
        at = end;
    }
    out
}

/// What stands for a cell while its order is looked for: a number that stands apart is one sign that runs no way.
fn proxy(text: &str) -> &str {
    if text.len() > 1 && text.starts_with('+') { "\u{FFFC}" } else { text }
}

pub(super) fn read_column(seen: Vec<String>, share: f64) -> (String, bool) {
    if !seen.iter().any(|text| is_right_to_left(text)) {
        return (plain(&seen.concat()), true);
    }
    if seen.len() > LINE_CELLS_MAX {
        return (plain(&seen.concat()), false);
    }
    // A line that begins and ends with the same kind of letters runs as they do; of any other the page decides.
    let strong = || seen.iter().map(|text| way(text)).filter(|way| matches!(way, Way::Right | Way::Left));
    let (first_seen, last_seen) = (strong().next(), strong().next_back());
    let (mostly, clear) = if first_seen == last_seen {
        (last_seen == Some(Way::Right), true)
    } else {
        (share >= 0.5, !(0.3..0.7).contains(&share))
    };
    let proxies: Vec<String> = seen.iter().map(|text| proxy(text).to_owned()).collect();
    let shown = display(&proxies);
    let mut first = None;
    let mut readings: Vec<String> = Vec::new();
    for base in [mostly, !mostly] {
        for choice in 0..16_u8 {
            let order = ordered(&proxies, base, choice);
            for turned in [true, false] {
                if laid_out(&in_order(&proxies, &order, turned), base) == shown {
                    take(&mut readings, in_order(&seen, &order, turned));
                }
            }
            first.get_or_insert(order);
        }
        // Where two orders look the same, neither is sure.
        let clear = clear && base == mostly && readings.len() == 1;
        if let Some(read) = readings.first() {
            return (plain(read), clear);
        }
    }
    let read = first.map_or_else(|| seen.concat(), |order| in_order(&seen, &order, true));
    (plain(&read), false)
}

/// Keeps a reading, unless it is known; of two that differ in their brackets only, the one that closes them.
fn take(readings: &mut Vec<String>, read: String) {
    let key = comparable(&read);
    match readings.iter_mut().find(|known| comparable(known) == key) {
        Some(known) if balanced(&read) && !balanced(known) => *known = read,
        Some(_) => {}
        None => readings.push(read),
    }
}

pub(super) fn is_right_to_left(text: &str) -> bool {
    text.chars().any(|c| matches!(bidi_class(c), BidiClass::R | BidiClass::AL))
}

/// Which way a cell runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Right,
    Left,
    Digit,
    /// Stands between the digits of one number: `.`, `:`, `/`, `-`, `+`.
    Joint,
    None,
}

pub(super) fn way(text: &str) -> Way {
    for c in text.chars() {
        match bidi_class(c) {
            BidiClass::R | BidiClass::AL => return Way::Right,
            BidiClass::L => return Way::Left,
            BidiClass::EN | BidiClass::AN => return Way::Digit,
            BidiClass::ES | BidiClass::CS | BidiClass::ET => return Way::Joint,
            _ => {}
        }
    }
    Way::None
}

/// One way in which cells seen from the left may be read: their order, and whether each runs to the left. `choice` says
/// what holds together where the eye cannot tell: numbers at their joints, a sign before a number, numbers with words,
/// and numbers at the edge of words that run to the left.
fn ordered(seen: &[String], to_the_left: bool, choice: u8) -> Vec<(usize, bool)> {
    if to_the_left {
        return turned(seen, 0, seen.len(), choice);
    }
    // Runs to the left within a line to the right: from one such letter to the last before words of the other way.
    let mut out = Vec::with_capacity(seen.len());
    let mut at = 0;
    while at < seen.len() {
        if !seen.get(at).is_some_and(|text| is_right_to_left(text)) {
            out.push((at, false));
            at = at.saturating_add(1);
            continue;
        }
        let mut end = at.saturating_add(1);
        for (next, text) in seen.iter().enumerate().skip(end) {
            match way(text) {
                Way::Right => end = next.saturating_add(1),
                Way::Left => break,
                _ => {}
            }
        }
        let mut start = at;
        if choice & 8 == 0 {
            // A number that is seen before them is most likely read after them.
            while let Some((before, false)) = out.last().copied() {
                if seen.get(before).is_some_and(|text| way(text) == Way::Left) {
                    break;
                }
                out.pop();
                start = before;
            }
            // What divides them from the words before stays with those.
            while start < at
                && let Some(text) = seen.get(start)
                && (text.trim().is_empty() || way(text) == Way::Joint)
            {
                out.push((start, false));
                start = start.saturating_add(1);
            }
        }
        out.extend(turned(seen, start, end, choice));
        at = end;
    }
    out
}

/// Cells read from the right, with what runs to the right in them turned back.
fn turned(seen: &[String], from: usize, to: usize, choice: u8) -> Vec<(usize, bool)> {
    let mut out: Vec<(usize, bool)> = (from..to).rev().map(|at| (at, true)).collect();
    let ways: Vec<Way> =
        out.iter().map(|(at, _)| seen.get(*at).map_or(Way::None, |text| way(text))).collect();
    let way_at = |at: usize| ways.get(at).copied().unwrap_or(Way::Right);
    let mut at = 0;
    while at < out.len() {
        let begins = matches!(way_at(at), Way::Left | Way::Digit)
            || (choice & 2 != 0 && way_at(at) == Way::Joint && way_at(at.saturating_add(1)) == Way::Digit);
        if !begins {
            at = at.saturating_add(1);
            continue;
        }
        let mut end = at.saturating_add(1);
        let mut words = way_at(at) == Way::Left;
        let second = end;
        for next in second..out.len() {
            let joined = next.saturating_sub(end);
            let fits = match way_at(next) {
                Way::Left => joined == 0 || words || choice & 4 == 0,
                Way::Digit => {
                    let joint = way_at(next.saturating_sub(1)) == Way::Joint;
                    joined == 0 || (joined == 1 && joint && choice & 1 == 0) || (words && choice & 4 == 0)
                }
                Way::Joint if choice & 2 != 0 && joined == 0 && !words => {
                    // A sign that is seen behind a number and belongs to it.
                    way_at(next.saturating_add(1)) != Way::Digit
                }
                Way::Joint | Way::None => false,
                Way::Right => break,
            };
            if fits {
                words |= way_at(next) == Way::Left;
                end = next.saturating_add(1);
            }
        }
        if let Some(run) = out.get_mut(at..end) {
            run.reverse();
            for (_, left) in run {
                *left = false;
            }
        }
        at = end;
    }
    out
}

/// The page as the eye meets it, letter by letter: of a sign that stands for several letters the last is seen first.
pub(super) fn display(seen: &[String]) -> String {
    let mut out = String::new();
    for text in seen {
        if is_right_to_left(text) { out.extend(text.chars().rev()) } else { out.push_str(text) }
    }
    comparable(&out)
}

/// How Unicode lays a text out.
pub(super) fn laid_out(read: &str, to_the_left: bool) -> String {
    let base = if to_the_left { Level::rtl() } else { Level::ltr() };
    // A tab ends a line's order in Unicode and not on a page; a space stands for it.
    let read = read.replace('\t', " ");
    let info = BidiInfo::new(&read, Some(base));
    let mut out = String::new();
    for paragraph in &info.paragraphs {
        out.push_str(&info.reorder_line(paragraph, paragraph.range.clone()));
    }
    comparable(&out)
}

/// Brackets are drawn turned, and a file may hold them either way.
fn comparable(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            ')' => '(',
            ']' => '[',
            '}' => '{',
            '>' => '<',
            '»' => '«',
            '\t' => ' ',
            c => c,
        })
        .collect()
}

/// The cells in their order. A bracket that is read from the right is drawn turned; `turned` turns it back.
fn in_order(seen: &[String], order: &[(usize, bool)], turned: bool) -> String {
    order
        .iter()
        .filter_map(|(at, left)| Some((seen.get(*at)?, *left)))
        .flat_map(|(text, left)| text.chars().map(move |c| if turned && left { mirrored(c) } else { c }))
        .collect()
}

pub(super) fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        c => c,
    }
}

fn balanced(text: &str) -> bool {
    let mut open = 0_i32;
    for c in text.chars() {
        match c {
            '(' | '[' | '«' => open = open.saturating_add(1),
            ')' | ']' | '»' => open = open.saturating_sub(1),
            _ => {}
        }
        if open < 0 {
            return false;
        }
    }
    open == 0
}

/// Letters as they are written, without the forms that a font gives them: `ﻋ` is `ع`, `ﬁ` is `fi`.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{FB00}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => out.extend(c.nfkc()),
            '\u{AD}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FEFF}' => {}
            c => out.push(c),
        }
    }
    out
}
