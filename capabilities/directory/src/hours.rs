//! Hours of a contact point, as text that people write and read: `24/7`, or days and times with the place whose clock
//! they follow, or the offset from UTC: `Mo-Fr 08:00-16:00 Europe/Rome`, `Mo-Fr 08:00-16:00, Sa 09:00-12:00 +01:00`.
//! A time that ends before it begins runs past midnight.
//!
//! A place (of the IANA database that the program carries) knows summer time: a desk in Rome opens at 07:00 UTC in
//! winter and at 06:00 in summer. An offset does not. Text that does not read is kept and shown; the desk then counts as
//! neither open nor closed.

use jiff::tz::TimeZone;
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
/// Longest name of a place.
const PLACE_BYTES_MAX: usize = 48;
const DAYS: [&str; 7] = ["mo", "tu", "we", "th", "fr", "sa", "su"];

/// The clock that hours follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LocalClock {
    /// Always so many minutes east of UTC.
    Offset(i64),
    /// The clock of a place, with its summer time.
    Place(TimeZone),
}

impl LocalClock {
    fn read(text: &str) -> Option<Self> {
        if let Some(minutes) = read_offset(text) {
            return Some(Self::Offset(minutes));
        }
        // A place has a continent before it; abbreviations such as `CET` say nothing of summer time.
        let place = text.len() <= PLACE_BYTES_MAX && text.contains('/');
        place.then(|| TimeZone::get(text).ok()).flatten().map(Self::Place)
    }

    /// Minutes east of UTC at that minute of UTC.
    fn offset_at(&self, minute: i64) -> i64 {
        match self {
            Self::Offset(minutes) => *minutes,
            Self::Place(zone) => jiff::Timestamp::from_second(minute.saturating_mul(60))
                .map_or(0, |at| i64::from(zone.to_offset(at).seconds()).div_euclid(60)),
        }
    }
}

/// Hours that read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hours {
    /// Always.
    Always,
    /// Spans of the local week.
    Weekly {
        /// Whose clock they follow.
        clock: LocalClock,
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
        let clock = LocalClock::read(zone)?;
        let mut spans = Vec::new();
        for part in days.split(',') {
            read_part(part.trim(), &mut spans)?;
            if spans.len() > SPANS_MAX {
                return None;
            }
        }
        Some(Self::Weekly { clock, spans })
    }

    /// Whether the desk is open at that moment, and if not, when it opens.
    #[must_use]
    pub fn at(&self, now: Timestamp) -> Open {
        let Self::Weekly { clock, spans } = self else { return Open::Now };
        let utc = now.0.div_euclid(MINUTE_MS);
        let offset = clock.offset_at(utc);
        let minute = utc.saturating_add(offset);
        let week = minute.saturating_add(EPOCH_WEEKDAY * DAY_MIN).rem_euclid(WEEK_MIN);
        if spans.iter().any(|(start, length)| (week - start).rem_euclid(WEEK_MIN) < *length) {
            return Open::Now;
        }
        let wait = spans.iter().map(|(start, _)| (start - week).rem_euclid(WEEK_MIN)).min();
        wait.map_or(Open::Unknown, |wait| {
            // The clock may be put forward or back before the desk opens.
            let opens = utc.saturating_add(wait);
            let shift = clock.offset_at(opens).saturating_sub(offset);
            Open::Until(Timestamp(opens.saturating_sub(shift).saturating_mul(MINUTE_MS)))
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
            // The clock of Rome: one hour ahead in winter, two in summer.
            ("Mo-Fr 08:00-16:00 Europe/Rome", "2026-11-24T07:00:00Z", Now),
            ("Mo-Fr 08:00-16:00 Europe/Rome", "2026-07-21T06:00:00Z", Now),
            ("Mo-Fr 08:00-16:00 Europe/Rome", "2026-07-21T14:00:00Z", Until(at("2026-07-22T06:00:00Z"))),
            // Over the week-end of 25 October 2026 and of 28 March 2027 the clocks are changed.
            ("Mo-Fr 08:00-16:00 Europe/Rome", "2026-10-23T15:00:00Z", Until(at("2026-10-26T07:00:00Z"))),
            ("Mo-Fr 08:00-16:00 Europe/Rome", "2027-03-26T16:00:00Z", Until(at("2027-03-29T06:00:00Z"))),
            ("Mo-Fr 08:00-16:00 Africa/Niamey", "2026-07-21T07:00:00Z", Now),
            ("Mo-Fr 08:00-16:00 Atlantis/City", "2026-11-24T09:00:00Z", Unknown),
            ("Mo-Fr 08:00-16:00 CET", "2026-11-24T09:00:00Z", Unknown),
            ("Mo 25:00-26:00 UTC", "2026-11-24T09:00:00Z", Unknown),
            ("Mo 08:00-16:00 +15:00", "2026-11-24T09:00:00Z", Unknown),
            ("", "2026-11-24T09:00:00Z", Unknown),
        ];
        for (hours, now, open) in table {
            assert_eq!(open_at(hours, at(now)), open, "{hours} at {now}");
        }
    }
}
