//! Dates, times, lengths and numbers as each language writes them (ICU).
//!
//! Policy: the 24-hour clock and the Gregorian calendar in every language, and Western digits also in Arabic,
//! because numbers of phones, documents and references stand beside them and must be compared at a glance. English
//! is that of the United Kingdom (day before month).

use crate::words::T;
use icu::datetime::DateTimeFormatter;
use icu::datetime::fieldsets::{self, enums::CompositeDateTimeFieldSet};
use icu::datetime::input::{Date, DateTime, Time};
use icu::decimal::DecimalFormatter;
use icu::decimal::input::Decimal;
use icu::locale::Locale;
use kernel::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use kernel::{Lang, Timestamp};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// A reader's zone: minutes east of UTC and the name shown beside times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Minutes east of UTC, within a day.
    pub offset_min: i16,
    /// A place or `UTC`.
    pub name: String,
}

impl Zone {
    /// UTC.
    #[must_use]
    pub fn utc() -> Self {
        Self { offset_min: 0, name: "UTC".to_owned() }
    }

    /// A place with its present offset.
    #[must_use]
    pub fn new(name: impl Into<String>, offset_min: i16) -> Self {
        Self { offset_min, name: name.into() }
    }
}

/// A moment on a wall clock.
pub(crate) struct Moment(DateTime<icu::calendar::Iso>);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Style {
    When,
    Day,
    DayLong,
    Near,
    Hour,
}

impl Moment {
    pub(crate) fn of(at: Timestamp, zone: &Zone) -> Self {
        let local = at.0.saturating_add(i64::from(zone.offset_min).saturating_mul(MINUTE_MS));
        let days = local.div_euclid(DAY_MS);
        let ms = local.rem_euclid(DAY_MS);
        let part = |unit: i64, within: i64| u8::try_from(ms.div_euclid(unit).rem_euclid(within)).unwrap_or(0);
        let (hour, minute, second) = (part(HOUR_MS, 24), part(MINUTE_MS, 60), part(1000, 60));
        let (year, month, day) = civil(days);
        let epoch = Date::try_new_iso(1970, 1, 1);
        let date = Date::try_new_iso(year, month, day).or(epoch);
        let time = Time::try_new(hour, minute, second, 0).unwrap_or_else(|_| Time::start_of_day());
        Self(DateTime {
            date: date.unwrap_or_else(|_| {
                Date::from_rata_die(icu::calendar::types::RataDie::new(719_163), icu::calendar::Iso)
            }),
            time,
        })
    }

    pub(crate) fn when(&self, lang: Lang) -> String {
        self.print(lang, Style::When)
    }
    pub(crate) fn day(&self, lang: Lang) -> String {
        self.print(lang, Style::Day)
    }
    pub(crate) fn day_long(&self, lang: Lang) -> String {
        self.print(lang, Style::DayLong)
    }
    pub(crate) fn near(&self, lang: Lang) -> String {
        self.print(lang, Style::Near)
    }
    pub(crate) fn hour(&self, lang: Lang) -> String {
        self.print(lang, Style::Hour)
    }

    fn print(&self, lang: Lang, style: Style) -> String {
        thread_local! {
            static MADE: RefCell<BTreeMap<(Lang, Style), DateTimeFormatter<CompositeDateTimeFieldSet>>> = const { RefCell::new(BTreeMap::new()) };
        }
        MADE.with_borrow_mut(|made| {
            if let std::collections::btree_map::Entry::Vacant(slot) = made.entry((lang, style))
                && let Ok(formatter) = DateTimeFormatter::try_new(locale(lang).into(), fields(lang, style))
            {
                slot.insert(formatter);
            }
            made.get(&(lang, style)).map(|f| f.format(&self.0).to_string()).unwrap_or_default()
        })
    }
}

/// A number, grouped as the language does, in Western digits.
#[must_use]
pub fn number(lang: Lang, n: i64) -> String {
    thread_local! {
        static MADE: RefCell<BTreeMap<Lang, DecimalFormatter>> = const { RefCell::new(BTreeMap::new()) };
    }
    MADE.with_borrow_mut(|made| {
        if let std::collections::btree_map::Entry::Vacant(slot) = made.entry(lang)
            && let Ok(formatter) = DecimalFormatter::try_new(
                locale(lang).into(),
                icu::decimal::options::DecimalFormatterOptions::default(),
            )
        {
            slot.insert(formatter);
        }
        made.get(&lang).map_or_else(|| n.to_string(), |f| f.format(&Decimal::from(n)).to_string())
    })
}

/// How long ago, or how far ahead.
pub(crate) fn ago(t: &T, now: Timestamp, then: Timestamp) -> String {
    let ms = now.since(then);
    let span = ms.saturating_abs();
    let (unit, n) = match span {
        s if s < MINUTE_MS => return t.get("web-ago-now"),
        s if s < HOUR_MS => ("minutes", s.div_euclid(MINUTE_MS)),
        s if s < 2 * DAY_MS => ("hours", s.div_euclid(HOUR_MS)),
        s if s < 60 * DAY_MS => ("days", s.div_euclid(DAY_MS)),
        s if s < 730 * DAY_MS => ("months", s.div_euclid(30 * DAY_MS)),
        s => ("years", s.div_euclid(365 * DAY_MS)),
    };
    let side = if ms >= 0 { "ago" } else { "ahead" };
    t.n(&format!("web-{side}-{unit}"), n)
}

/// A length of time in two units at most.
pub(crate) fn duration(t: &T, ms: i64) -> String {
    let ms = ms.saturating_abs();
    match ms {
        s if s < MINUTE_MS => t.n("web-span-seconds", s.div_euclid(1000)),
        s if s < HOUR_MS => t.n("web-span-minutes", s.div_euclid(MINUTE_MS)),
        s if s < 2 * DAY_MS => {
            let minutes = s.rem_euclid(HOUR_MS).div_euclid(MINUTE_MS);
            let hours = s.div_euclid(HOUR_MS);
            if minutes == 0 {
                return t.n("web-span-hours", hours);
            }
            t.say("web-span-hours-minutes").with("h", hours).with("m", format!("{minutes:02}")).to_string()
        }
        s => t.n("web-span-days", s.div_euclid(DAY_MS)),
    }
}

fn locale(lang: Lang) -> Locale {
    let tag = match lang {
        Lang::En => "en-GB",
        Lang::Fr => "fr",
        Lang::Ar => "ar-u-hc-h23-nu-latn",
    };
    tag.parse().unwrap_or(Locale::UNKNOWN)
}

/// In Arabic the month is written out: figures with slashes between them turn around beside other words.
fn fields(lang: Lang, style: Style) -> CompositeDateTimeFieldSet {
    use fieldsets::enums::{CompositeDateTimeFieldSet as C, DateAndTimeFieldSet, DateFieldSet, TimeFieldSet};
    let day = if lang == Lang::Ar { fieldsets::YMD::long() } else { fieldsets::YMD::medium() };
    match style {
        Style::When => C::DateTime(DateAndTimeFieldSet::YMDT(day.with_time_hm())),
        Style::Day => C::Date(DateFieldSet::YMD(day)),
        Style::DayLong => C::Date(DateFieldSet::YMDE(fieldsets::YMDE::long())),
        Style::Near => C::DateTime(DateAndTimeFieldSet::ET(fieldsets::E::short().with_time_hm())),
        Style::Hour => C::Time(TimeFieldSet::T(fieldsets::T::hm())),
    }
}

/// Year, month and day of a day counted from 1970-01-01 (Howard Hinnant's `civil_from_days`).
fn civil(days: i64) -> (i32, u8, u8) {
    let z = days.saturating_add(719_468);
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = doy - (153 * mp + 2) / 5 + 1;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = yoe.saturating_add(era.saturating_mul(400)).saturating_add(i64::from(month <= 2));
    (i32::try_from(year).unwrap_or(1970), u8::try_from(month).unwrap_or(1), u8::try_from(day).unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NIGHT: Timestamp = Timestamp(1_795_486_320_000);

    fn t(lang: Lang) -> T {
        T::own(lang).in_zone(Zone::new("Niamey", 60))
    }

    #[test]
    fn days_and_hours_read_as_each_language_writes_them() {
        assert_eq!(t(Lang::En).when(NIGHT), "24 Nov 2026, 03:12");
        assert_eq!(t(Lang::En).day_long(NIGHT), "Tuesday, 24 November 2026");
        assert_eq!(t(Lang::En).near(NIGHT), "Tue 03:12");
        assert_eq!(t(Lang::Fr).when(NIGHT), "24 nov. 2026, 03:12");
        assert_eq!(t(Lang::Ar).day(NIGHT), "24 نوفمبر 2026");
        assert_eq!(T::own(Lang::En).hour(NIGHT), "02:12");
    }

    #[test]
    fn every_language_writes_western_digits() {
        for &lang in Lang::ALL {
            let text = format!(
                "{}{}{}",
                t(lang).when(NIGHT),
                number(lang, 1_234_567),
                t(lang).duration(HOUR_MS * 5)
            );
            assert!(!text.chars().any(|c| c.is_numeric() && !c.is_ascii_digit()), "{text}");
        }
    }

    #[test]
    fn lengths_have_two_units_at_most() {
        let t = t(Lang::En);
        assert_eq!(t.duration(48 * MINUTE_MS), "48 min");
        assert_eq!(t.duration(5 * HOUR_MS + 20 * MINUTE_MS), "5 h 20");
        assert_eq!(t.duration(-5 * HOUR_MS - 2 * MINUTE_MS), "5 h 02");
        assert_eq!(t.duration(4 * DAY_MS + 1), "4 days");
        assert_eq!(t.duration(i64::MIN), "106,751,991,167 days");
    }

    #[test]
    fn the_past_and_the_future_are_told_apart() {
        let t = t(Lang::En);
        assert_eq!(t.ago(NIGHT, NIGHT.plus_ms(-3 * DAY_MS)), "3 days ago");
        assert_eq!(t.ago(NIGHT, NIGHT.plus_ms(HOUR_MS)), "in 1 hour");
        assert_eq!(t.ago(NIGHT, NIGHT.plus_ms(-5)), "just now");
    }

    #[test]
    fn no_moment_makes_it_fail() {
        for ms in [i64::MIN, -1, 0, 951_782_400_000, i64::MAX] {
            assert!(!t(Lang::En).when(Timestamp(ms)).is_empty(), "{ms}");
        }
        assert_eq!(T::own(Lang::En).day(Timestamp(951_782_400_000)), "29 Feb 2000");
        assert_eq!(T::own(Lang::En).when(Timestamp(-1)), "31 Dec 1969, 23:59");
    }
}
