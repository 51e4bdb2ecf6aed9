//! Days as reports write them, in English, French and Spanish: `27 and 28 June 2022`, `du 17 au 27 juin 2019`.

use super::Dates;
use super::text::Words;

const MONTHS: [[&str; 4]; 12] = [
    ["january", "janvier", "enero", "jan"],
    ["february", "février", "febrero", "feb"],
    ["march", "mars", "marzo", "mar"],
    ["april", "avril", "abril", "apr"],
    ["may", "mai", "mayo", "may"],
    ["june", "juin", "junio", "jun"],
    ["july", "juillet", "julio", "jul"],
    ["august", "août", "agosto", "aug"],
    ["september", "septembre", "septiembre", "sept"],
    ["october", "octobre", "octubre", "oct"],
    ["november", "novembre", "noviembre", "nov"],
    ["december", "décembre", "diciembre", "dec"],
];

/// Most days that are joined into one stretch.
const RANGES_MAX: usize = 6;

#[derive(Clone, Copy, Default)]
struct Day {
    day: u32,
    month: Option<u32>,
    year: Option<u32>,
}

/// The first days that a text names, and where in it: its bytes.
pub(super) fn find(text: &str) -> Option<(usize, usize, Dates)> {
    let divided = divide(text);
    let words = Words::of(&divided);
    (0..words.all.len()).find_map(|at| {
        let (dates, end) = days(&words, at)?;
        let start = words.all.get(at)?.start;
        Some((start, words.all.get(end.checked_sub(1)?)?.end, dates))
    })
}

/// `2023-9 April` as two, with a mark of the same length.
fn divide(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    chars
        .iter()
        .enumerate()
        .map(
            |(at, c)| {
                if *c == '-' && digit(at.checked_sub(1)) && digit(at.checked_add(1)) { '~' } else { *c }
            },
        )
        .collect()
}

fn days(words: &Words<'_>, at: usize) -> Option<(Dates, usize)> {
    let (mut first, mut end) = day(words, at)?;
    let mut last = first;
    let joined = words
        .at(end, "and|to|\u{2013}|\u{2014}|~|-|et|au|y|al|a|, ,?")
        .or_else(|| words.at(end, "and|to|\u{2013}|\u{2014}|~|-|et|au|y|al|a"));
    if let Some((second, after)) = joined.and_then(|next| {
        day(words, next)
            .or_else(|| day(words, next.saturating_add(1)).filter(|_| words.at(next, "el|le|from").is_some()))
    }) {
        (last, end) = (second, after);
        // `5 December 2040 and 16–20 May 2041`, `27, 28 and 29 June 2022`: the last of them ends it.
        for _ in 0..RANGES_MAX {
            let next = words.at(end, "and|to|\u{2013}|\u{2014}|~|-|et|au|y|al|a|,");
            let Some((more, after)) = next.filter(|_| last.month.is_none()).and_then(|next| day(words, next))
            else {
                break;
            };
            (last, end) = (more, after);
        }
    } else if first.month.is_none() {
        return None;
    }
    last.month = last.month.or(first.month);
    first.month = first.month.or(last.month);
    first.year = first.year.or(last.year);
    last.year = last.year.or(first.year);
    first.month?;
    let text = super::text::squeezed(words.slice(at, end)).replace('~', "-");
    Some((Dates { text, from: iso(first), to: iso(last) }, end))
}

fn iso(day: Day) -> Option<String> {
    Some(format!("{:04}-{:02}-{:02}", day.year?, day.month?, day.day))
}

fn day(words: &Words<'_>, at: usize) -> Option<(Day, usize)> {
    let written = words.lower(at);
    let digits = written.strip_suffix("er").unwrap_or(written);
    let value: u32 = digits.parse().ok().filter(|d| (1..=31).contains(d) && digits.len() <= 2)?;
    let mut next = at.saturating_add(1);
    next = words.at(next, "de").unwrap_or(next);
    let mut found = Day { day: value, ..Day::default() };
    let Some(month) = month(words.lower(next)) else { return Some((found, at.saturating_add(1))) };
    found.month = Some(month);
    next = next.saturating_add(1);
    let year_at = words.at(next, "de|del").or_else(|| words.at(next, ".")).unwrap_or(next);
    let year = words.lower(year_at);
    if year.len() == 4
        && let Some(year) = year.parse().ok().filter(|y| (1900..2200).contains(y))
    {
        found.year = Some(year);
        next = year_at.saturating_add(1);
    }
    Some((found, next))
}

fn month(word: &str) -> Option<u32> {
    let at = MONTHS.iter().position(|names| names.contains(&word))?;
    u32::try_from(at.saturating_add(1)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Vienna, 27 and 28 June 2022", "2022-06-27", "2022-06-28")]
    #[case("held from 30 May to 1 June 2012", "2012-05-30", "2012-06-01")]
    #[case("(27\u{2013}30 May 2025)", "2025-05-27", "2025-05-30")]
    #[case("(19 April 2023-9 April 2025)", "2023-04-19", "2025-04-09")]
    #[case("Geneva, 17 January 2025", "2025-01-17", "2025-01-17")]
    #[case("(5 December 2040 and 16\u{2013}20 May 2041)", "2040-12-05", "2041-05-20")]
    #[case("Oslo, 27, 28 and 29 June 2022", "2022-06-27", "2022-06-29")]
    #[case("Vienne, les 27 et 28 juin 2022", "2022-06-27", "2022-06-28")]
    #[case("du 1er au 5 décembre 2023", "2023-12-01", "2023-12-05")]
    #[case("Viena, 27 y 28 de junio de 2022", "2022-06-27", "2022-06-28")]
    fn days_are_read(#[case] text: &str, #[case] from: &str, #[case] to: &str) {
        let (_, _, dates) = find(text).unwrap();
        assert_eq!((dates.from.as_deref(), dates.to.as_deref()), (Some(from), Some(to)), "{text}");
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in ["items 2 and 3", "paragraph 12", "may wish to", "in 2022"] {
            assert!(find(text).is_none(), "{text}");
        }
    }
}
