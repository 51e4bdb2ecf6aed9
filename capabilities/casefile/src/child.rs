//! Who may be a child, and what follows (R-26; Protocol 16(4); Convention on the Rights of the Child 1, 3, 20).
//!
//! One statement is enough to take somebody for a child: a date of birth that leaves it open, an age that the person
//! gives, a doubt that somebody wrote down. Doubt is in favour of the child, so that an age that does not read is one
//! below eighteen. Nothing undoes it by itself, not a later statement and not the eighteenth birthday: two people do,
//! with what the age assessment found ([`crate::child_act`]).
//!
//! What follows while it stands: what the person is called is hidden by default and leaves only where somebody released
//! it (the gate, by the label of each naming statement); a guardian and a best-interests assessment are due; values are
//! held back from matching, and nobody becomes a suspect on one officer's word, as with a role that the law protects.
//! Nothing in this program records an interview or a measure of detention; where it comes to, it asks
//! [`crate::children_among`].

use crate::types::{NewStatement, NewValue};
use kernel::time::DAY_MS;
use kernel::{EntityKind, Property, Timestamp};
use names::dates::Interval;

/// Below this age a person is a child (Convention on the Rights of the Child 1).
pub const CHILD_YEARS: i32 = 18;
/// When a guardian is due. No treaty gives a number: general comment No. 6 (2005), paragraph 33, says as soon as the
/// child is identified; the days are this program's own rule.
pub const GUARDIAN_DUE_MS: i64 = 3 * DAY_MS;
/// When the assessment of best interests is due; as above, paragraphs 19 to 22.
pub const BEST_INTERESTS_DUE_MS: i64 = 14 * DAY_MS;
/// Longest account of how a task was done, in characters.
pub const DONE_CHARS_MAX: usize = 1_000;

/// Why somebody is taken for a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChildGround {
    /// A date of birth that leaves it open.
    BirthDate,
    /// The age that the person gives.
    AgeClaimed,
    /// Somebody doubts that the person is of age.
    AgeDoubted,
    /// Another authority sent the name as a child's.
    Received,
    /// A record that was judged to be the same person is a child's.
    SamePerson,
}

impl ChildGround {
    const ALL: [Self; 5] =
        [Self::BirthDate, Self::AgeClaimed, Self::AgeDoubted, Self::Received, Self::SamePerson];

    /// The stored code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::BirthDate => "birth-date",
            Self::AgeClaimed => "age-claimed",
            Self::AgeDoubted => "age-doubted",
            Self::Received => "received",
            Self::SamePerson => "same-person",
        }
    }

    pub(crate) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ground| ground.code() == code)
    }
}

/// What is due for a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChildDuty {
    /// A guardian is appointed.
    Guardian,
    /// What is best for the child is assessed.
    BestInterests,
}

impl ChildDuty {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Guardian, Self::BestInterests];

    /// The stored code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Guardian => "guardian",
            Self::BestInterests => "best-interests",
        }
    }

    pub(crate) fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|duty| duty.code() == code)
    }

    pub(crate) fn due(self, from: Timestamp) -> Timestamp {
        from.plus_ms(match self {
            Self::Guardian => GUARDIAN_DUE_MS,
            Self::BestInterests => BEST_INTERESTS_DUE_MS,
        })
    }
}

/// Why these statements make their subject one who may be a child; `None` if none of them does.
pub(crate) fn ground_in(kind: EntityKind, new: &[NewStatement], at: Timestamp) -> Option<ChildGround> {
    if kind != EntityKind::Person {
        return None;
    }
    new.iter().find_map(|s| match &s.value {
        NewValue::Text(text) => ground(s.property, text, at),
        NewValue::Link(_) | NewValue::Entity(_) => None,
    })
}

fn ground(property: Property, text: &str, at: Timestamp) -> Option<ChildGround> {
    match property {
        Property::BirthDate => may_be_minor(text, at).then_some(ChildGround::BirthDate),
        Property::AgeClaimed => claims_minor(text).then_some(ChildGround::AgeClaimed),
        Property::AgeDoubted => Some(ChildGround::AgeDoubted),
        _ => None,
    }
}

/// Whether a date of birth leaves it open that the person is a child: the latest day that it can mean counts. A date
/// that does not read, or that lies ahead, says nothing of an age.
fn may_be_minor(birth: &str, at: Timestamp) -> bool {
    let today = at.rfc3339().get(..10).and_then(Interval::parse).map(|day| day.from);
    let (Some(birth), Some(today)) = (Interval::parse(birth), today) else { return false };
    let grown = (birth.to.year.saturating_add(CHILD_YEARS), birth.to.month, birth.to.day);
    birth.from <= today && (today.year, today.month, today.day) < grown
}

/// Whether an age as it was given is, or may be, a child's: the lowest number in it counts, and one without a number
/// that reads is doubt.
fn claims_minor(age: &str) -> bool {
    let years = age.split(|c: char| !c.is_numeric()).filter(|part| !part.is_empty());
    let least = years.map(|part| names::fold(part).parse::<i32>().unwrap_or(0)).min();
    least.is_none_or(|years| years < CHILD_YEARS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::Source;

    /// 26 November 2026.
    fn today() -> Timestamp {
        Timestamp::parse("2026-11-26T12:00:00Z").unwrap()
    }

    fn said(property: Property, text: &str) -> Option<ChildGround> {
        let new = NewStatement::own(property, NewValue::Text(text.into()), Source::default());
        ground_in(EntityKind::Person, &[new], today())
    }

    #[test]
    fn r_26_the_latest_day_a_birth_date_can_mean_decides() {
        for (birth, child) in [
            ("2008-11-27", true),
            ("2008-11-26", false),
            ("2008-11", true),
            ("2008", true),
            ("2007", false),
            ("~2006", true),
            ("2001/2009", true),
            ("1985", false),
            ("2024-02-29", true),
            ("2027", false),
            ("who knows", false),
        ] {
            assert_eq!(said(Property::BirthDate, birth).is_some(), child, "{birth}");
        }
    }

    #[test]
    fn r_26_an_age_that_does_not_read_is_doubt_and_doubt_is_enough() {
        for (age, child) in [
            ("17", true),
            ("18", false),
            ("16 or 19", true),
            ("\u{661}\u{667}", true),
            ("\u{662}\u{660}", false),
            ("says he is a minor", true),
            ("99999999999999999999", true),
        ] {
            assert_eq!(said(Property::AgeClaimed, age).is_some(), child, "{age}");
        }
        assert_eq!(said(Property::AgeDoubted, "looks about fifteen"), Some(ChildGround::AgeDoubted));
        assert_eq!(said(Property::AgeAssessed, "19"), None);
        let vessel = NewStatement::own(Property::AgeClaimed, NewValue::Text("4".into()), Source::default());
        assert_eq!(ground_in(EntityKind::Vessel, &[vessel], today()), None);
    }
}
