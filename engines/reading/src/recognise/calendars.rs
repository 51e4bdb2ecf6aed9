//! Days of other calendars as days of ours.

use names::{Day, Interval};

/// A day of the Islamic calendar, by the tabular rule; the moon was seen a day earlier or later, so that the interval
/// holds both neighbours.
pub(super) fn hijri(year: i32, month: u8, day: u8) -> Option<Interval> {
    if !(1300..=1500).contains(&year) || !(1..=12).contains(&month) || !(1..=30).contains(&day) {
        return None;
    }
    let (y, m, d) = (i64::from(year), i64::from(month), i64::from(day));
    let julian_day = (11 * y + 3) / 30 + 354 * y + 30 * m - (m - 1) / 2 + d + 1_948_440 - 385;
    Some(Interval {
        from: gregorian(julian_day - 1)?,
        to: gregorian(julian_day + 1)?,
        circa: false,
        placeholder: false,
    })
}

/// A day of the Ethiopian calendar.
pub(super) fn ethiopian(year: i32, month: u8, day: u8) -> Option<Interval> {
    let last = if month == 13 { 6 } else { 30 };
    if !(1800..=2100).contains(&year) || !(1..=13).contains(&month) || !(1..=last).contains(&day) {
        return None;
    }
    let (y, m, d) = (i64::from(year), i64::from(month), i64::from(day));
    let day = gregorian(1_724_221 + 365 * (y - 1) + y / 4 + 30 * (m - 1) + d - 1)?;
    Some(Interval { from: day, to: day, circa: false, placeholder: false })
}

/// The Gregorian day of a Julian day number (Fliegel and Van Flandern).
fn gregorian(julian_day: i64) -> Option<Day> {
    let l = julian_day + 68_569;
    let n = 4 * l / 146_097;
    let l = l - (146_097 * n + 3) / 4;
    let i = 4_000 * (l + 1) / 1_461_001;
    let l = l - 1_461 * i / 4 + 31;
    let j = 80 * l / 2_447;
    let day = l - 2_447 * j / 80;
    let l = j / 11;
    let (month, year) = (j + 2 - 12 * l, 100 * (n - 49) + i + l);
    Day::new(i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_days_fall_where_they_fell() {
        // Ethiopia entered its third millennium on 12 September 2007.
        assert_eq!(ethiopian(2000, 1, 1).map(|i| i.to_text()).as_deref(), Some("2007-09-12"));
        assert_eq!(ethiopian(2016, 13, 5).map(|i| i.to_text()).as_deref(), Some("2024-09-10"));
        // 1 Ramadan 1445 was 11 March 2024, by the tables and by the moon.
        let ramadan = hijri(1445, 9, 1).unwrap();
        assert!(
            ramadan.from.to_string().as_str() <= "2024-03-11"
                && ramadan.to.to_string().as_str() >= "2024-03-11"
        );
        assert_eq!(ramadan.days(), 3);
        assert_eq!(hijri(1445, 13, 1), None);
        assert_eq!(ethiopian(2016, 13, 7), None);
    }
}
