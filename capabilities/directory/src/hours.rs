//! Hours of a contact point, as text that people write and read: `24/7`, or days and times with the offset from UTC:
//! `Mo-Fr 08:00-16:00, Sa 09:00-12:00 +01:00`. A time that ends before it begins runs past midnight.
//!
//! Text that does not read is kept and shown; the desk then counts as neither open nor closed. An offset knows no
//! summer time: whoever has one writes the hours anew when it changes, and confirms them.

use kernel::Timestamp;
use kernel::time::MINUTE_MS;

const DAY_MIN: i64 = 24 * 60;
const WEEK_MIN: i64 = 7 * DAY_MIN;
/// 1970-01-01 was a Thursday; weeks here begin on Monday.
const EPOCH_WEEKDAY: i64 = 3;
/// Most spans in one text.
const SPANS_MAX: usize = 32;
/// Widest offset from UTC in use, in minutes: +14:00.
const OFFSET_MIN_MAX: i64 = 14 * 60;
const DAYS: [&str; 7] = ["mo", "tu", "we", "th", "fr", "sa", "su"];

/// Hours that read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hours {
    /// Always.
    Always,
    /// Spans of the local week.
    Weekly {
        /// Minutes east of UTC.
        offset_min: i64,
        /// Start in minutes from Monday 00:00 local, and length in minutes.
        spans: Vec<(i64, i64)>,
    },
}

/// Whether a desk is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// Open now.
    Now,
    /// Closed; opens then.
    Until(Timestamp),
    /// The hours do not read.
    Unknown,
}

impl Hours {
    /// Reads the text; `None` if it is not in one of the two forms.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if text == "24/7" {
            return Some(Self::Always);
        }
        let (days, zone) = text.rsplit_once(char::is_whitespace)?;
        let offset_min = read_offset(zone)?;
        let mut spans = Vec::new();
        for part in days.split(',') {
            read_part(part.trim(), &mut spans)?;
            if spans.len() > SPANS_MAX {
                return None;
            }
        }
        Some(Self::Weekly { offset_min, spans })
    }

    /// Whether the desk is open at that moment, and if not, when it opens.
    #[must_use]
    pub fn at(&self, now: Timestamp) -> Open {
        let Self::Weekly { offset_min, spans } = self else { return Open::Now };
        let minute = now.0.div_euclid(MINUTE_MS).saturating_add(*offset_min);
        let week = minute.saturating_add(EPOCH_WEEKDAY * DAY_MIN).rem_euclid(WEEK_MIN);
        if spans.iter().any(|(start, length)| (week - start).rem_euclid(WEEK_MIN) < *length) {
            return Open::Now;
        }
        let wait = spans.iter().map(|(start, _)| (start - week).rem_euclid(WEEK_MIN)).min();
        let on_the_minute = now.0.div_euclid(MINUTE_MS).saturating_mul(MINUTE_MS);
        wait.map_or(Open::Unknown, |wait| {
            Open::Until(Timestamp(on_the_minute).plus_ms(wait.saturating_mul(MINUTE_MS)))
        })
    }
}

/// Whether a desk with these hours is open.
#[must_use]
pub fn open_at(hours: &str, now: Timestamp) -> Open {
    Hours::read(hours).map_or(Open::Unknown, |h| h.at(now))
}

fn read_part(part: &str, spans: &mut Vec<(i64, i64)>) -> Option<()> {
    let (days, times) = part.split_once(char::is_whitespace)?;
    let (from, to) = times.trim().split_once('-')?;
    let (from, to) = (read_time(from)?, read_time(to)?);
    if from == DAY_MIN {
        return None;
    }
    let length = if to > from { to - from } else { to + DAY_MIN - from };
    let (first, last) = days.split_once('-').unwrap_or((days, days));
    let (first, last) = (read_day(first)?, read_day(last)?);
    let count = (last - first).rem_euclid(7);
    for day in 0..=count {
        spans.push(((first + day).rem_euclid(7) * DAY_MIN + from, length));
    }
    Some(())
}

fn read_day(text: &str) -> Option<i64> {
    let day = text.trim().to_ascii_lowercase();
    DAYS.iter().position(|d| *d == day).and_then(|n| i64::try_from(n).ok())
}

/// `HH:MM` in minutes; `24:00` is the end of a day.
fn read_time(text: &str) -> Option<i64> {
    let (hour, minute) = text.trim().split_once(':')?;
    let two = |t: &str| {
        (t.len() == 2 && t.bytes().all(|b| b.is_ascii_digit())).then(|| t.parse::<i64>().ok()).flatten()
    };
    let (hour, minute) = (two(hour)?, two(minute)?);
    let minutes = hour * 60 + minute;
    (minute < 60 && minutes <= DAY_MIN).then_some(minutes)
}

fn read_offset(text: &str) -> Option<i64> {
    if matches!(text, "UTC" | "Z") {
        return Some(0);
    }
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' | '\u{2212}' => -1,
        _ => return None,
    };
    let minutes = read_time(text.trim_start_matches(['+', '-', '\u{2212}']))?;
    (minutes <= OFFSET_MIN_MAX).then_some(sign * minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    /// 2026-11-24 is a Tuesday.
    #[test]
    fn a_desk_is_open_at_its_own_hour() {
        use Open::{Now, Unknown, Until};
        let table = [
            ("24/7", "2026-11-24T02:12:00Z", Now),
            ("Mo-Fr 08:00-16:00 UTC", "2026-11-24T02:12:00Z", Until(at("2026-11-24T08:00:00Z"))),
            ("Mo-Fr 08:00-16:00 UTC", "2026-11-24T08:00:00Z", Now),
            ("Mo-Fr 08:00-16:00 UTC", "2026-11-24T16:00:00Z", Until(at("2026-11-25T08:00:00Z"))),
            ("Mo-Fr 08:00-16:00 +01:00", "2026-11-24T07:00:30Z", Now),
            ("Mo-Fr 08:00-16:00 -03:00", "2026-11-24T07:00:00Z", Until(at("2026-11-24T11:00:00Z"))),
            ("Mo-Fr 08:00-16:00, Sa 09:00-12:00 UTC", "2026-11-28T11:59:00Z", Now),
            ("Mo-Fr 08:00-16:00 UTC", "2026-11-28T11:59:00Z", Until(at("2026-11-30T08:00:00Z"))),
            ("Su 22:00-06:00 UTC", "2026-11-30T05:59:00Z", Now),
            ("Su 22:00-06:00 UTC", "2026-11-30T06:00:00Z", Until(at("2026-12-06T22:00:00Z"))),
            ("Sa-Mo 00:00-24:00 UTC", "2026-11-29T12:00:00Z", Now),
            ("by appointment", "2026-11-24T02:12:00Z", Unknown),
            ("Mo-Fr 08:00-16:00", "2026-11-24T09:00:00Z", Unknown),
            ("Mo 25:00-26:00 UTC", "2026-11-24T09:00:00Z", Unknown),
            ("Mo 08:00-16:00 +15:00", "2026-11-24T09:00:00Z", Unknown),
            ("", "2026-11-24T09:00:00Z", Unknown),
        ];
        for (hours, now, open) in table {
            assert_eq!(open_at(hours, at(now)), open, "{hours} at {now}");
        }
    }
}
