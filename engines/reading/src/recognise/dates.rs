//! Dates: with the month as a word in several languages and calendars, year first, or as three numbers. A year alone
//! is no mention: it stands everywhere and says little.

use super::calendars::{ethiopian, hijri};
use super::lexicon::{ETHIOPIAN_MONTHS, GREGORIAN_MONTHS, HIJRI_MONTHS};
use super::words::{Word, Words};
use super::{Found, MentionKind, Rule, Sure};
use names::{Day, Interval};

pub(super) fn find(words: &Words<'_>, found: &mut Found<'_>) {
    for at in 0..words.len() {
        if intervals(words, found, at) || chinese(words, found, at) || by_month(words, found, at) {
            continue;
        }
        numeric(words, found, at);
    }
}

fn number(word: Option<&Word>) -> Option<i32> {
    let folded = &word?.folded;
    let digits = folded.trim_end_matches(|c: char| c.is_alphabetic());
    let ending = folded.get(digits.len()..)?;
    let ordinal = matches!(ending, "" | "st" | "nd" | "rd" | "th" | "er" | "го");
    (ordinal && !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit()))
        .then(|| digits.parse().ok())
        .flatten()
}

fn is_year(word: Option<&Word>) -> Option<i32> {
    word.filter(|w| w.folded.len() == 4).and_then(|w| number(Some(w))).filter(|y| (1300..=2099).contains(y))
}

fn small(n: i32) -> Option<u8> {
    u8::try_from(n).ok()
}

fn day(year: i32, month: u8, day: u8) -> Option<Interval> {
    Day::new(year, month, day).map(|d| Interval { from: d, to: d, circa: false, placeholder: false })
}

fn take(found: &mut Found<'_>, span: (usize, usize), date: Interval, rule: (Rule, Sure)) -> bool {
    let before = found.taken.len();
    found.add(MentionKind::Date, span, date.to_text(), rule);
    found.taken.len() > before
}

/// `2024-03-10/2024-03-12`, the form in which an uncertain day is kept.
fn intervals(words: &Words<'_>, found: &mut Found<'_>, at: usize) -> bool {
    let last = at.saturating_add(5);
    if is_year(words.get(at)).is_none() || words.get(last).is_none() {
        return false;
    }
    let (from, to) = words.span(at, last);
    let text = found.text(from, to);
    if text.len() != 21 || !text.contains('/') || text.contains(char::is_whitespace) {
        return false;
    }
    let Some(date) = Interval::parse(text) else { return false };
    take(found, (from, to), date, (Rule::WrittenDate, Sure::Likely))
}

/// `2024年3月11日`.
fn chinese(words: &Words<'_>, found: &mut Found<'_>, at: usize) -> bool {
    let (Some(year), Some(month), Some(of_month)) = (
        is_year(words.get(at)),
        words.get(at.saturating_add(2)).and_then(|w| number(Some(w))),
        words.get(at.saturating_add(4)).and_then(|w| number(Some(w))),
    ) else {
        return false;
    };
    let is =
        |n: usize, sign: &str| words.get(at.saturating_add(n)).is_some_and(|w| w.folded.starts_with(sign));
    if !(is(1, "年") && is(3, "月") && is(5, "日")) {
        return false;
    }
    let Some(date) = small(month).zip(small(of_month)).and_then(|(m, d)| day(year, m, d)) else {
        return false;
    };
    let from = words.get(at).map_or(0, |w| w.from);
    let to = words.get(at.saturating_add(5)).map_or(0, |w| w.from.saturating_add('日'.len_utf8()));
    take(found, (from, to), date, (Rule::WrittenDate, Sure::Likely))
}

/// Which calendar a month's name belongs to, and its number. The longest name that stands here.
fn month_at(words: &Words<'_>, at: usize) -> Option<(usize, Calendar, u8)> {
    let first = &words.get(at)?.folded;
    let calendars = [
        (Calendar::Gregorian, &GREGORIAN_MONTHS),
        (Calendar::Hijri, &HIJRI_MONTHS),
        (Calendar::Ethiopian, &ETHIOPIAN_MONTHS),
    ];
    let fits = calendars.into_iter().flat_map(|(calendar, months)| {
        let here = months.begun(first).iter();
        here.filter_map(move |(name, n)| Some((words.is_at(at, name)?, calendar, *n)))
    });
    fits.max_by_key(|(length, ..)| *length)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Calendar {
    Gregorian,
    Hijri,
    Ethiopian,
}

/// A month's name with its day before or behind, and its year.
fn by_month(words: &Words<'_>, found: &mut Found<'_>, at: usize) -> bool {
    let Some((length, calendar, month)) = month_at(words, at) else { return false };
    let next = at.saturating_add(length);
    let near = |n: usize| words.before(n).chars().count() <= 3 && !words.before(n).contains(['\n', ';', ':']);
    // `11 de marzo de 2024`, `11 mars 2024`, `١١ مارس ٢٠٢٤`.
    let joint = |n: usize| {
        words.get(n).is_some_and(|w| {
            matches!(w.folded.as_str(), "de" | "del" | "of" | "من" | "عام" | "سنة" | "года" | "ቀን")
        })
    };
    let before = at.checked_sub(1).filter(|_| near(at));
    let before = before.map(|n| if joint(n) { n.saturating_sub(1) } else { n });
    let day_before =
        before.and_then(|n| number(words.get(n)).filter(|d| (1..=31).contains(d)).map(|d| (n, d)));
    let mut place = next;
    let mut day_after = None;
    if day_before.is_none() && near(next) {
        day_after = number(words.get(next)).filter(|d| (1..=31).contains(d));
        place = place.saturating_add(usize::from(day_after.is_some()));
    }
    place = place.saturating_add(usize::from(near(place) && joint(place)));
    let Some(year) = is_year(words.get(place)).filter(|_| near(place)) else { return false };
    let of_month = day_before.map(|(_, d)| d).or(day_after).and_then(small);
    let date = match (calendar, of_month) {
        (Calendar::Gregorian, Some(d)) => day(year, month, d),
        (Calendar::Gregorian, None) => Interval::parse(&format!("{year:04}-{month:02}")),
        (Calendar::Hijri, Some(d)) => hijri(year, month, d),
        (Calendar::Ethiopian, Some(d)) => ethiopian(year, month, d),
        (Calendar::Hijri | Calendar::Ethiopian, None) => None,
    };
    let Some(date) = date else { return false };
    let first = day_before.map_or(at, |(n, _)| n);
    let rule = if calendar == Calendar::Gregorian { Rule::WrittenDate } else { Rule::OtherCalendar };
    take(found, words.span(first, place), date, (rule, Sure::Likely))
}

/// `2024-03-11`, `11/03/2024`, `11.3.2024`; with `هـ` behind it, of the Islamic calendar.
fn numeric(words: &Words<'_>, found: &mut Found<'_>, at: usize) {
    let last = at.saturating_add(2);
    let divides = |n: usize| matches!(words.before(n), "-" | "/" | "." | "‑" | "/\u{200f}");
    if words.get(last).is_none() || !divides(at.saturating_add(1)) || !divides(last) {
        return;
    }
    // A part of something longer is no date: `1.2.2024.5`, `A-11/03/2024`.
    let longer = words.after(last);
    let goes_on = words.get(last.saturating_add(1)).is_some() && matches!(longer, "-" | "/" | ".");
    if goes_on || words.before(at).ends_with(['/', '#', '-']) && !words.before(at).ends_with(" -") {
        return;
    }
    let span = words.span(at, last);
    let ends = words.get(last.saturating_add(1)).map(|w| w.folded.as_str());
    let (a, b, c) = (number(words.get(at)), number(words.get(at.saturating_add(1))), number(words.get(last)));
    let (Some(a), Some(b), Some(c)) = (a, b, c) else { return };
    if matches!(ends, Some("ه" | "هـ" | "هجري" | "هجرية" | "ah")) {
        let (year, first) = if a > 1000 { (a, c) } else { (c, a) };
        if let Some(date) = small(b).zip(small(first)).and_then(|(m, d)| hijri(year, m, d)) {
            take(found, span, date, (Rule::OtherCalendar, Sure::Likely));
        }
        return;
    }
    let (first, year) = (is_year(words.get(at)), is_year(words.get(last)));
    if first.or(year).is_none_or(|y| !(1900..=2099).contains(&y)) {
        return;
    }
    if let Some(date) = Interval::parse(found.text(span.0, span.1)) {
        let rule = if first.is_some() { Rule::WrittenDate } else { Rule::NumericDate };
        take(found, span, date, (rule, Sure::Likely));
    }
}
