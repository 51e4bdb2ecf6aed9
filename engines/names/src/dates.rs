//! Dates of birth and of documents as intervals of days, because files know them only roughly. Refuses what it cannot
//! read rather than take half of it: `03/04/1985` is two days and is kept as the interval that holds both.

use crate::text::fold;
use std::fmt;

/// Longest text that is looked at, in bytes.
const DATE_BYTES_MAX: usize = 128;
/// Years that a date in a case file can have.
const YEARS: std::ops::RangeInclusive<i32> = 1000..=2999;
/// Years on either side that `circa` opens.
pub const CIRCA_YEARS: i32 = 2;

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// Year, 1000 to 2999.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

impl Day {
    /// A day that exists.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let sound = YEARS.contains(&year)
            && (1..=12).contains(&month)
            && (1..=month_days(year, month)).contains(&day);
        sound.then_some(Self { year, month, day })
    }

    /// Days since 0000-03-01, to measure distances with.
    #[must_use]
    pub fn number(self) -> i64 {
        let month = i64::from(self.month);
        let (year, month) =
            if month > 2 { (i64::from(self.year), month - 3) } else { (i64::from(self.year) - 1, month + 9) };
        year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + i64::from(self.day) - 1
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// An interval of days, both ends in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Written with `circa` or `~`: the interval is wider than what stands there.
    pub circa: bool,
    /// The first of January: more often "some day of that year" than a birthday.
    pub placeholder: bool,
}

impl Interval {
    /// Reads `1985`, `1985-03`, `1985-03-12`, `1980/1985`, `~1985`, `12 Mar 1985`, `Mar 1985`, `March 12, 1985`,
    /// `12/03/1985`, `circa 1960`, `1960 to 1965`, `between 1960 and 1965`. `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > DATE_BYTES_MAX {
            return None;
        }
        let folded = fold(text);
        let mut rest = folded.trim_matches(|c: char| " .;,()".contains(c));
        let mut circa = false;
        for mark in
            ["approximately", "approx.", "approx", "circa", "c.", "ca.", "ca ", "about", "around", "~"]
        {
            if let Some(after) = rest.strip_prefix(mark) {
                (rest, circa) = (after.trim(), true);
            }
        }
        rest = rest.strip_prefix("between ").or_else(|| rest.strip_prefix("from ")).unwrap_or(rest);
        let single = point(rest);
        let (from, to) = match single {
            Some(span) => span,
            None => range(rest)?,
        };
        let first_of_january = from == to && from.month == 1 && from.day == 1;
        let (from, to) = if circa { widen(from, to)? } else { (from, to) };
        (from <= to).then_some(Self { from, to, circa, placeholder: first_of_january })
    }

    /// The normal form, which [`Interval::parse`] reads back to the same interval.
    #[must_use]
    pub fn to_text(&self) -> String {
        let Interval { from, to, circa, .. } = *self;
        if circa && let Some(inner) = self.narrowed() {
            return format!("~{}", inner.to_text());
        }
        let whole_years = from.month == 1 && from.day == 1 && to.month == 12 && to.day == 31;
        let whole_month = from.year == to.year
            && from.month == to.month
            && from.day == 1
            && to.day == month_days(to.year, to.month);
        if from == to {
            from.to_string()
        } else if whole_years && from.year == to.year {
            format!("{:04}", from.year)
        } else if whole_years {
            format!("{:04}/{:04}", from.year, to.year)
        } else if whole_month {
            format!("{:04}-{:02}", from.year, from.month)
        } else {
            format!("{from}/{to}")
        }
    }

    /// The year, when both ends lie in one and it was not written as a guess.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        (!self.circa && self.from.year == self.to.year).then_some(self.from.year)
    }

    /// Whether the two have a day in common.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// Days between the two, 0 when they meet.
    #[must_use]
    pub fn days_apart(&self, other: &Self) -> i64 {
        let gap = (other.from.number() - self.to.number()).max(self.from.number() - other.to.number());
        gap.max(0)
    }

    /// Days in it.
    #[must_use]
    pub fn days(&self) -> i64 {
        self.to.number() - self.from.number() + 1
    }

    /// Where the day truly lies: a first of January is taken for its whole year, since registers write it where they
    /// know no more.
    #[must_use]
    pub fn widened(&self) -> Self {
        let to = if self.placeholder { Day { month: 12, day: 31, ..self.to } } else { self.to };
        Self { to, ..*self }
    }

    /// What stood after `circa`.
    fn narrowed(&self) -> Option<Self> {
        let from = shift(self.from, CIRCA_YEARS)?;
        let mut to = shift(self.to, -CIRCA_YEARS)?;
        if to.month == 2 && to.day == 28 && from.day == 1 {
            to.day = month_days(to.year, 2);
        }
        (from <= to).then_some(Self { from, to, circa: false, placeholder: self.placeholder })
    }
}

fn widen(from: Day, to: Day) -> Option<(Day, Day)> {
    // Twenty-ninths of February move to the 28th so that widening and narrowing undo each other.
    let plain = |d: Day| if d.month == 2 && d.day == 29 { Day { day: 28, ..d } } else { d };
    Some((shift(plain(from), -CIRCA_YEARS)?, shift(plain(to), CIRCA_YEARS)?))
}

fn shift(day: Day, years: i32) -> Option<Day> {
    Day::new(day.year.checked_add(years)?, day.month, day.day)
}

/// A day, month or year.
fn point(text: &str) -> Option<(Day, Day)> {
    let parts: Vec<&str> = text.split(|c: char| " -/.,".contains(c)).filter(|p| !p.is_empty()).collect();
    match *parts.as_slice() {
        // `19850312`, as registers write a day without signs between.
        [day] if day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit()) => {
            one_day(year_of(day.get(..4)?)?, month_of(day.get(4..6)?)?, small(day.get(6..)?)?)
        }
        [year] => {
            let year = year_of(year)?;
            Some((Day::new(year, 1, 1)?, Day::new(year, 12, 31)?))
        }
        [a, b] if !(text.contains(['.', ',']) || is_year(a) && is_year(b)) => {
            let (year, month) = if is_year(a) { (a, b) } else { (b, a) };
            whole_month(year_of(year)?, month_of(month)?)
        }
        [a, b, c] if is_year(a) => one_day(year_of(a)?, month_of(b)?, small(c)?),
        [a, b, c] if is_year(c) => match (month_name(a), month_name(b)) {
            (Some(month), None) => one_day(year_of(c)?, month, small(b)?),
            (None, Some(month)) => one_day(year_of(c)?, month, small(a)?),
            (None, None) => either_order(year_of(c)?, small(a)?, small(b)?),
            _ => None,
        },
        _ => None,
    }
}

/// `03/04/1985` is the third of April or the fourth of March: the interval holds both.
fn either_order(year: i32, a: u8, b: u8) -> Option<(Day, Day)> {
    match (Day::new(year, b, a), Day::new(year, a, b)) {
        (Some(x), Some(y)) => Some((x.min(y), x.max(y))),
        (Some(x), None) | (None, Some(x)) => Some((x, x)),
        (None, None) => None,
    }
}

fn range(text: &str) -> Option<(Day, Day)> {
    for separator in ["/", " to ", " and ", " - ", "-", " or "] {
        let mut places = text.match_indices(separator);
        if let (Some((at, _)), None) = (places.next(), places.next()) {
            let (from, _) = point(text.get(..at)?.trim())?;
            let (_, to) = point(text.get(at.checked_add(separator.len())?..)?.trim())?;
            return (from <= to).then_some((from, to));
        }
    }
    None
}

fn whole_month(year: i32, month: u8) -> Option<(Day, Day)> {
    Some((Day::new(year, month, 1)?, Day::new(year, month, month_days(year, month))?))
}

fn one_day(year: i32, month: u8, day: u8) -> Option<(Day, Day)> {
    Day::new(year, month, day).map(|d| (d, d))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.chars().all(|c| c.is_ascii_digit())
}

fn year_of(text: &str) -> Option<i32> {
    is_year(text).then(|| text.parse().ok()).flatten()
}

fn small(text: &str) -> Option<u8> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ordinal = text.get(digits.len()..)?;
    (matches!(ordinal, "" | "st" | "nd" | "rd" | "th") && digits.len() <= 2)
        .then(|| digits.parse().ok())
        .flatten()
}

fn month_of(text: &str) -> Option<u8> {
    month_name(text).or_else(|| small(text))
}

fn month_name(text: &str) -> Option<u8> {
    const MONTHS: [(&str, u8); 12] = [
        ("january", 1),
        ("february", 2),
        ("march", 3),
        ("april", 4),
        ("may", 5),
        ("june", 6),
        ("july", 7),
        ("august", 8),
        ("september", 9),
        ("october", 10),
        ("november", 11),
        ("december", 12),
    ];
    let long_enough = text.len() >= 3 || text == "sept";
    MONTHS.iter().find(|(name, _)| long_enough && name.starts_with(text)).map(|(_, n)| *n)
}

fn month_days(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("1985", "1985")]
    #[case("1985-03", "1985-03")]
    #[case("1985-03-12", "1985-03-12")]
    #[case("1980/1985", "1980/1985")]
    #[case("~1985", "~1985")]
    #[case("12 Mar 1985", "1985-03-12")]
    #[case("March 12, 1985", "1985-03-12")]
    #[case("Mar 1985", "1985-03")]
    #[case("12.3.1985", "1985-03-12/1985-12-03")]
    #[case("25/03/1985", "1985-03-25")]
    #[case("circa 1960", "~1960")]
    #[case("1960 to 1965", "1960/1965")]
    #[case("Between 1960 and 1965", "1960/1965")]
    #[case("01 Jan 1980 to 31 Mar 1980", "1980-01-01/1980-03-31")]
    #[case("1980-1985", "1980/1985")]
    #[case("١٩٨٥", "1985")]
    fn a_date_is_read_as_the_interval_it_says(#[case] text: &str, #[case] normal: &str) {
        let read = Interval::parse(text);
        assert_eq!(read.map(|i| i.to_text()).as_deref(), Some(normal));
        assert_eq!(Interval::parse(normal).map(|i| (i.from, i.to)), read.map(|i| (i.from, i.to)));
    }

    #[rstest]
    #[case("")]
    #[case("85")]
    #[case("1985-13")]
    #[case("1985-02-30")]
    #[case("1990/1985")]
    #[case("born in spring")]
    fn what_is_no_date_is_refused(#[case] text: &str) {
        assert_eq!(Interval::parse(text), None);
    }

    #[test]
    fn the_first_of_january_is_marked_as_a_placeholder() {
        assert!(Interval::parse("1985-01-01").is_some_and(|i| i.placeholder));
        assert!(Interval::parse("1985").is_some_and(|i| !i.placeholder));
    }

    #[test]
    fn days_are_counted_right_across_centuries() {
        let days =
            |a: &str, b: &str| Interval::parse(a).zip(Interval::parse(b)).map(|(a, b)| a.days_apart(&b));
        assert_eq!(days("1999-12-31", "2000-01-01"), Some(1));
        assert_eq!(days("1900-02-28", "1900-03-01"), Some(1));
        assert_eq!(days("2000-02-28", "2000-03-01"), Some(2));
        assert_eq!(days("1985", "1985-06-01"), Some(0));
        assert_eq!(Interval::parse("2001").map(|i| i.days()), Some(365));
    }

    proptest! {
        #[test]
        fn the_normal_form_reads_back(y in 1003i32..2990, m in 1u8..=12, d in 1u8..=28, circa: bool, precision in 0..4) {
            let text = match precision {
                0 => format!("{y}"),
                1 => format!("{y}-{m:02}"),
                2 => format!("{y}-{m:02}-{d:02}"),
                _ => format!("{y}/{}", y + 3),
            };
            let text = if circa { format!("~{text}") } else { text };
            let Some(read) = Interval::parse(&text) else { return Err(TestCaseError::fail(text)) };
            prop_assert_eq!(Interval::parse(&read.to_text()), Some(read));
            prop_assert_eq!(read.to_text(), text);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            if let Some(read) = Interval::parse(&text) {
                prop_assert!(read.from <= read.to);
            }
        }
    }
}
