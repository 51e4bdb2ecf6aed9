//! Compound person keys: a name key bound to a birth or to a nationality and a decade. A name alone never becomes a
//! selector, because thousands share it.

use crate::dates::Interval;
use crate::key::{NameKey, name_key};
use kernel::{Party, Selector, SelectorKind};
use std::collections::BTreeSet;

/// Most names of one person that keys are made of.
pub const PERSON_NAMES_MAX: usize = 64;
/// Most births of one person that keys are made of.
pub const PERSON_BIRTHS_MAX: usize = 16;
/// Widest birth interval, in years, that gives birth keys: one for each year in it.
pub const BIRTH_YEARS_MAX: i32 = 3;
/// Widest birth interval, in decades, that gives nationality keys: one for each decade it touches.
pub const BIRTH_DECADES_MAX: i32 = 2;

/// Every compound key of a person, sorted and once each.
///
/// [`SelectorKind::PersonBirth`] is name key and year of birth, a key for each year an interval of up to
/// [`BIRTH_YEARS_MAX`] years touches; [`SelectorKind::PersonNationality`] is name key, nationality and decade of
/// birth. A person without a birth has none: name and nationality alone are shared by far too many.
#[must_use]
pub fn person_keys(names: &[&str], births: &[&str], nationalities: &[Party]) -> Vec<Selector> {
    let keys: BTreeSet<NameKey> =
        names.iter().take(PERSON_NAMES_MAX).map(|name| name_key(name)).filter(NameKey::says_enough).collect();
    let births: Vec<Interval> =
        births.iter().take(PERSON_BIRTHS_MAX).filter_map(|birth| Interval::parse(birth)).map(|b| b.widened()).collect();
    let mut out = BTreeSet::new();
    for key in &keys {
        for birth in &births {
            let (first, last) = (birth.first.year, birth.last.year);
            if last.saturating_sub(first) < BIRTH_YEARS_MAX {
                for year in first..=last {
                    out.insert(Selector { kind: SelectorKind::PersonBirth, value: format!("{key}|{year}") });
                }
            }
            let decades = (first.div_euclid(10), last.div_euclid(10));
            if decades.1.saturating_sub(decades.0) < BIRTH_DECADES_MAX {
                for decade in decades.0..=decades.1 {
                    for party in nationalities {
                        let value = format!("{key}|{party}|{decade}0s");
                        out.insert(Selector { kind: SelectorKind::PersonNationality, value });
                    }
                }
            }
        }
    }
    out.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gh() -> Vec<Party> {
        Party::parse("GH").into_iter().collect()
    }

    #[test]
    fn a_name_alone_gives_no_key() {
        assert!(person_keys(&["Samir Haddad"], &[], &gh()).is_empty());
        assert!(person_keys(&["Samir"], &["1985-03-12"], &gh()).is_empty());
    }

    #[test]
    fn spellings_of_one_person_share_every_key() {
        let one = person_keys(&["Samir AL-HADDAD"], &["1985-03-12"], &gh());
        let other = person_keys(&["سمير الحداد"], &["12 Mar 1985"], &gh());
        assert_eq!(one, other);
        assert_eq!(one.len(), 2);
    }

    #[test]
    fn an_interval_shares_a_key_with_each_year_in_it() {
        let wide = person_keys(&["Samir Haddad"], &["1984/1985"], &[]);
        let exact = person_keys(&["Samir Haddad"], &["1985-07-01"], &[]);
        assert!(exact.iter().all(|key| wide.contains(key)));
    }

    #[test]
    fn an_interval_of_many_years_gives_no_birth_key() {
        assert!(person_keys(&["Samir Haddad"], &["1960/1990"], &gh()).is_empty());
    }
}
