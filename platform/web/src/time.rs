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
                && let Ok(formatter) = DateTimeFormatter::try_new(locale(lang).into(), fields(style))
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

fn fields(style: Style) -> CompositeDateTimeFieldSet {
    use fieldsets::enums::{CompositeDateTimeFieldSet as C, DateAndTimeFieldSet, DateFieldSet, TimeFieldSet};
    match style {
        Style::When => C::DateTime(DateAndTimeFieldSet::YMDT(fieldsets::YMD::medium().with_time_hm())),
        Style::Day => C::Date(DateFieldSet::YMD(fieldsets::YMD::medium())),
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
