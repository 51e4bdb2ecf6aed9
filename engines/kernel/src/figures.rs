//! Figures that hold no person and from which none can be computed.
//!
//! A table is **fixed**: its cells and its period are written in the program, nobody filters it. Each event is counted
//! once: in one cell of one table of one period. What a cell shows depends on its own count and on nothing else: a
//! band of [`STEP`] counts, or only that it is below a threshold, none included. There is no total, no second
//! dimension over the same events, and no year over tables that are counted by the quarter. A table is counted once,
//! when its period is over, and never again.
//!
//! **Promised**, to whoever sees every figure of an authority of all periods and adds and subtracts them as they like:
//! a cell below its threshold may hold any count below it, and every other cell any of [`STEP`] counts, whatever all
//! the others hold; an event more or less changes one cell at most, and that by no more than one band.
//!
//! **Not promised**: whoever knows all events of a cell but one sees whether there is one more, where it lifts the cell
//! over the edge of its band. What the events mean is not hidden either (a check needs a case), nor what other
//! authorities publish of the same events from their side.
//!
//! Refused: totals and differences that are rounded on their own. Four cells of 17 and their total of 68, each rounded
//! to a multiple of five (15, 15, 15, 15 and 70), leave one possible count for each cell.

use crate::{Compartment, Label, Timestamp};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;

/// Counts of one band. Five is the base that statistical offices round small counts to; narrower bands tell more of one
/// event than of the work.
pub const STEP: u64 = 5;
/// Least number of persons that is told. A group of fewer than ten can be known by name to those who work with it.
pub const PERSONS_MIN: u64 = 10;
/// Least number of acts and dossiers that is told. Behind them stand persons, not one for one.
pub const ACTS_MIN: u64 = 5;
/// Most periods that are counted at once, where a node stood still for long.
pub const PERIODS_MAX: usize = 8;
/// The first and the last year that a period may lie in.
const YEARS: std::ops::RangeInclusive<u16> = 1970..=9998;

/// What a table counts. Each must not be told below a least number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// People a record is about.
    Persons,
    /// Acts of officers and of nodes, and dossiers.
    Acts,
}

impl Unit {
    /// The least number that is told.
    #[must_use]
    pub fn least(self) -> u64 {
        match self {
            Self::Persons => PERSONS_MIN,
            Self::Acts => ACTS_MIN,
        }
    }

    /// What is told of a count, by the count alone.
    #[must_use]
    pub fn band(self, count: u64) -> Band {
        if count < self.least() {
            return Band::Below { below: self.least() };
        }
        let from = count.saturating_sub(count.checked_rem(STEP).unwrap_or_default());
        Band::Within { from, to: from.saturating_add(STEP.saturating_sub(1)) }
    }
}

/// What is told of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Band {
    /// One of the counts from `from` to `to`.
    Within {
        /// The least it may be.
        from: u64,
        /// The most it may be.
        to: u64,
    },
    /// Fewer than this, or none.
    Below {
        /// The least number that would be told.
        below: u64,
    },
}

/// How long the periods of a table are. A table has one length: quarters and their year together could be subtracted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    /// Calendar quarters.
    Quarter,
    /// Calendar years.
    Year,
}

impl Grain {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Quarter, Self::Year];
}

/// A calendar quarter or year, in UTC: `2026-Q3`, `2026`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    year: u16,
    /// From 0; `None` for the whole year.
    quarter: Option<u8>,
}

impl Period {
    /// Reads `2026-Q3` or `2026`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, quarter) = match text.split_once("-Q") {
            Some((year, quarter @ ("1" | "2" | "3" | "4"))) => {
                (year, Some(quarter.parse::<u8>().ok()?.checked_sub(1)?))
            }
            Some(_) => return None,
            None => (text, None),
        };
        let plain = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
        let year = year.parse().ok().filter(|year| plain && YEARS.contains(year))?;
        Some(Self { year, quarter })
    }

    /// Its length.
    #[must_use]
    pub fn grain(self) -> Grain {
        if self.quarter.is_some() { Grain::Quarter } else { Grain::Year }
    }

    /// Its first moment.
    #[must_use]
    pub fn begin(self) -> Timestamp {
        let month = u16::from(self.quarter.unwrap_or_default()).saturating_mul(3).saturating_add(1);
        Timestamp::parse(&format!("{:04}-{month:02}-01T00:00:00Z", self.year)).unwrap_or_default()
    }

    /// The first moment after it.
    #[must_use]
    pub fn end(self) -> Timestamp {
        self.next().begin()
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        match self.quarter {
            Some(quarter @ 0..=2) => Self { quarter: Some(quarter.saturating_add(1)), ..self },
            Some(_) => Self { year: self.year.saturating_add(1), quarter: Some(0) },
            None => Self { year: self.year.saturating_add(1), quarter: None },
        }
    }

    /// The one before it.
    #[must_use]
    pub fn previous(self) -> Self {
        match self.quarter {
            Some(quarter @ 1..) => Self { quarter: Some(quarter.saturating_sub(1)), ..self },
            Some(_) => Self { year: self.year.saturating_sub(1), quarter: Some(3) },
            None => Self { year: self.year.saturating_sub(1), quarter: None },
        }
    }

    /// Whether a moment lies in it.
    #[must_use]
    pub fn holds(self, at: Timestamp) -> bool {
        self.begin() <= at && at < self.end()
    }

    /// Its year.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// Its quarter, from 1; `None` for a year.
    #[must_use]
    pub fn quarter(self) -> Option<u8> {
        self.quarter.map(|quarter| quarter.saturating_add(1))
    }

    /// The periods that are to be counted now: every one that is over since the last that was counted; the newest one
    /// where none was. What is not over is never counted: a second look would show what came in between.
    #[must_use]
    pub fn due(grain: Grain, last: Option<Self>, now: Timestamp) -> Vec<Self> {
        let year = now.rfc3339().get(..4).and_then(|year| year.parse().ok()).unwrap_or_default();
        let first = match grain {
            Grain::Quarter => Self { year, quarter: Some(0) },
            Grain::Year => Self { year, quarter: None },
        };
        let running = std::iter::successors(Some(first), |one| Some(one.next())).take(4);
        let Some(running) = running.filter(|one| one.holds(now)).last() else { return Vec::new() };
        let back = std::iter::successors(Some(running.previous()), |one| Some(one.previous()));
        let most = if last.is_some() { PERIODS_MAX } else { 1 };
        let mut due: Vec<Self> =
            back.take_while(|one| last.is_none_or(|last| *one > last)).take(most).collect();
        due.reverse();
        due
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.quarter() {
            Some(quarter) => write!(f, "{:04}-Q{quarter}", self.year),
            None => write!(f, "{:04}", self.year),
        }
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = String::deserialize(d)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("a period reads 2026-Q3 or 2026"))
    }
}

/// A table as the program fixes it. Every event that it counts falls into exactly one of its cells, and is counted by no
/// other table.
#[derive(Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The room that counts.
    pub room: &'static str,
    /// Its name in that room.
    pub code: &'static str,
    /// How long its periods are.
    pub grain: Grain,
    /// What it counts.
    pub unit: Unit,
    /// Its cells, in their order.
    pub cells: &'static [&'static str],
}

impl Fixed {
    /// What may be told of these counts. A cell in which nothing was counted is told like one with a few.
    #[must_use]
    pub fn told(&self, counts: &Counts) -> Table {
        let told = |code: &&'static str| Cell {
            cell: (*code).to_owned(),
            count: self.unit.band(counts.0.get(code).copied().unwrap_or_default()),
        };
        Table {
            room: self.room.to_owned(),
            table: self.code.to_owned(),
            unit: self.unit,
            cells: self.cells.iter().map(told).collect(),
        }
    }
}

/// Exact counts, on their way from a room to a table. Nothing stores, shows or writes them.
#[derive(Default)]
pub struct Counts(BTreeMap<&'static str, u64>);

impl Counts {
    /// Nothing yet.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// One event more in a cell.
    pub fn add(&mut self, cell: &'static str) {
        self.add_all(cell, 1);
    }

    /// So many events more in a cell.
    pub fn add_all(&mut self, cell: &'static str, events: u64) {
        let count = self.0.entry(cell).or_default();
        *count = count.saturating_add(events);
    }
}

#[cfg(feature = "testing")]
impl Counts {
    /// What was counted, for the tests of whoever counts.
    #[must_use]
    pub fn exact(&self) -> Vec<(&'static str, u64)> {
        self.0.iter().filter(|(_, count)| **count > 0).map(|(cell, count)| (*cell, *count)).collect()
    }
}

/// A table as it is told.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Table {
    /// The room that counted.
    pub room: String,
    /// Its name in that room.
    pub table: String,
    /// What it counts.
    pub unit: Unit,
    /// Its cells, in their order.
    pub cells: Vec<Cell>,
}

/// A cell as it is told.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cell {
    /// Its code.
    pub cell: String,
    /// What is told of its count.
    pub count: Band,
}

/// Whether what hangs on a record under this label is counted at all. What is kept to named people, kept from somebody,
/// or stands in a compartment of its own is not: whoever knows the other cases could tell it from the count.
#[must_use]
pub fn is_counted(label: &Label) -> bool {
    label.compartment == Compartment::Operational && label.circle.is_none() && label.excluded.is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::AuthorityId;
    use proptest::prelude::*;
    use std::collections::BTreeSet;
    use uuid::Uuid;

    const ACTS: Fixed = Fixed {
        room: "a",
        code: "acts",
        grain: Grain::Quarter,
        unit: Unit::Acts,
        cells: &["one", "two", "three"],
    };
    const PEOPLE: Fixed =
        Fixed { room: "b", code: "people", grain: Grain::Year, unit: Unit::Persons, cells: &["one", "two"] };

    fn counts(fixed: &Fixed, of: &[u64]) -> Counts {
        let mut counts = Counts::none();
        for (cell, n) in fixed.cells.iter().zip(of) {
            counts.add_all(cell, *n);
        }
        counts
    }

    /// Everything that is ever told of these counts, as it is written down.
    fn told(fixed: &Fixed, of: &[u64]) -> String {
        serde_json::to_string(&fixed.told(&counts(fixed, of))).unwrap()
    }

    /// Every way to fill so many cells with counts up to a most.
    fn all(cells: usize, most: u64) -> Vec<Vec<u64>> {
        (0..cells).fold(vec![Vec::new()], |filled, _| {
            filled.iter().flat_map(|f| (0..=most).map(move |n| [f.as_slice(), &[n]].concat())).collect()
        })
    }

    /// By brute force, against somebody who knows this program: all counts that lead to the same words, and what each
    /// cell may hold among them. It must be a whole band for every cell, and every combination of them.
    #[test]
    fn r_05_a_hidden_cell_may_hold_any_count_below_its_threshold_whatever_all_others_hold() {
        for (fixed, most) in [(&ACTS, 14_u64), (&PEOPLE, 39)] {
            let mut same: BTreeMap<String, Vec<Vec<u64>>> = BTreeMap::new();
            for filled in all(fixed.cells.len(), most) {
                same.entry(told(fixed, &filled)).or_default().push(filled);
            }
            let widths = [fixed.unit.least(), STEP];
            for (words, fillings) in same {
                let mut combinations = 1;
                for cell in 0..fixed.cells.len() {
                    let may: BTreeSet<u64> = fillings.iter().map(|f| f[cell]).collect();
                    let hidden = may.contains(&0);
                    let width = widths[usize::from(!hidden)];
                    assert_eq!(may.len() as u64, width, "{words}: {may:?}");
                    assert!(!hidden || may.iter().copied().eq(0..width), "{words}: {may:?}");
                    combinations *= may.len();
                }
                assert_eq!(
                    fillings.len(),
                    combinations,
                    "{words}: what one cell holds tells nothing of another"
                );
            }
        }
    }

    /// What would happen with totals that are rounded on their own, so that nobody adds them.
    #[test]
    fn r_05_a_total_rounded_on_its_own_gives_every_cell_away() {
        let nearest = |n: u64| (n + 2) / 5 * 5;
        let fits = all(4, 19)
            .into_iter()
            .filter(|f| f.iter().all(|n| nearest(*n) == 15) && nearest(f.iter().sum()) == 70);
        assert_eq!(fits.collect::<Vec<_>>(), [vec![17, 17, 17, 17]]);
    }

    proptest! {
        #[test]
        fn r_19_one_event_changes_one_cell_by_one_band_at_most(of in prop::collection::vec(0_u64..1_000_000, 3), cell in 0_usize..3) {
            let mut more = of.clone();
            more[cell] += 1;
            let (before, after) = (ACTS.told(&counts(&ACTS, &of)), ACTS.told(&counts(&ACTS, &more)));
            for (n, (b, a)) in before.cells.iter().zip(&after.cells).enumerate() {
                let next = match b.count {
                    Band::Below { below } => below,
                    Band::Within { to, .. } => to + 1,
                };
                prop_assert!(a == b || n == cell && a.count == Unit::Acts.band(next));
            }
        }

        #[test]
        fn a_count_lies_in_its_band(n in 0_u64..10_000_000) {
            for unit in [Unit::Persons, Unit::Acts] {
                match unit.band(n) {
                    Band::Below { below } => prop_assert!(n < below && below == unit.least()),
                    Band::Within { from, to } => {
                        prop_assert!(from <= n && n <= to && to - from == STEP - 1 && from >= unit.least());
                    }
                }
            }
        }
    }

    #[test]
    fn bands_reach_to_the_end_and_read_back() {
        assert_eq!(Unit::Acts.band(0), Band::Below { below: 5 });
        assert_eq!(Unit::Acts.band(9), Band::Within { from: 5, to: 9 });
        assert_eq!(Unit::Persons.band(9), Band::Below { below: 10 });
        assert!(matches!(Unit::Acts.band(u64::MAX), Band::Within { .. }));
        for band in [Unit::Acts.band(3), Unit::Acts.band(33)] {
            let text = serde_json::to_string(&band).unwrap();
            assert_eq!(serde_json::from_str::<Band>(&text).unwrap(), band, "{text}");
        }
    }

    #[test]
    fn periods_read_back_and_nothing_else_is_one() {
        for text in ["2026", "2026-Q1", "2026-Q4", "1970-Q1"] {
            assert_eq!(Period::parse(text).unwrap().to_string(), text);
        }
        for text in
            ["", "26", "2026-Q0", "2026-Q5", "2026-Q12", "2026-q1", "+026", "2026-07", "9999", " 2026"]
        {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_quarter_is_over_with_its_last_moment_and_not_before() {
        let at = |text: &str| Timestamp::parse(text).unwrap();
        let third = Period::parse("2026-Q3").unwrap();
        assert_eq!(third.begin(), at("2026-07-01T00:00:00Z"));
        assert_eq!(third.end(), at("2026-10-01T00:00:00Z"));
        assert!(third.holds(at("2026-09-30T23:59:59.999Z")) && !third.holds(at("2026-10-01T00:00:00Z")));
        assert_eq!(Period::parse("2026-Q4").unwrap().end(), Period::parse("2027").unwrap().begin());
        assert_eq!(third.next().previous(), third);
        assert_eq!(Period::parse("2027-Q1").unwrap().previous().to_string(), "2026-Q4");
    }

    #[test]
    fn each_period_is_due_once_when_it_is_over() {
        let now = Timestamp::parse("2026-11-26T03:00:00Z").unwrap();
        let due = |grain, last: Option<&str>| -> Vec<String> {
            let last = last.and_then(Period::parse);
            Period::due(grain, last, now).iter().map(ToString::to_string).collect()
        };
        assert_eq!(due(Grain::Quarter, None), ["2026-Q3"], "a new node begins with the last one");
        assert_eq!(due(Grain::Quarter, Some("2025-Q4")), ["2026-Q1", "2026-Q2", "2026-Q3"]);
        assert!(due(Grain::Quarter, Some("2026-Q3")).is_empty(), "the running one is never counted");
        assert_eq!(due(Grain::Year, None), ["2025"]);
        assert!(due(Grain::Year, Some("2025")).is_empty());
        assert_eq!(due(Grain::Quarter, Some("2001-Q1")).len(), PERIODS_MAX);
        let early = Timestamp::parse("2027-01-01T00:00:00Z").unwrap();
        assert_eq!(Period::due(Grain::Quarter, None, early), [Period::parse("2026-Q4").unwrap()]);
    }

    #[test]
    fn a_8_what_is_kept_to_named_people_is_not_counted() {
        let own = Label::own(AuthorityId(Uuid::nil()));
        assert!(is_counted(&own));
        assert!(!is_counted(&Label { circle: Some(Uuid::nil()), ..own.clone() }));
        assert!(!is_counted(&Label { compartment: Compartment::Integrity, ..own.clone() }));
        assert!(!is_counted(&Label { compartment: Compartment::Protection, ..own.clone() }));
        let excluded = crate::Excluded { authorities: [own.authority].into(), ..Default::default() };
        assert!(!is_counted(&Label { excluded, ..own }));
    }
}
