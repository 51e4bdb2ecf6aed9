//! Keys under which a person may be matched: a name's key together with something else that is known, never a name
//! alone. All of them weak, as `kernel::Strength` says.

use crate::dates::Interval;
use crate::key::name_key;
use kernel::{Party, Selector, SelectorKind};
use std::collections::BTreeSet;

/// Most names of one person that give keys; the first ones count.
pub const PERSON_NAMES_MAX: usize = 24;
/// Most births or nationalities of one person that give keys.
pub const PERSON_FACTS_MAX: usize = 4;
/// Most keys of one person.
pub const PERSON_KEYS_MAX: usize = 96;

/// The person keys of one person, sorted, each once, at most [`PERSON_KEYS_MAX`].
///
/// `person-birth` is `KEY|1985`, for a birth known to the year or better. `person-nationality` is `KEY|ER|198`, the
/// last part being the decade, for a birth whose whole interval lies in one decade. A person of whom no birth is known
/// has no key.
#[must_use]
pub fn person_keys(names: &[&str], births: &[&str], nationalities: &[Party]) -> Vec<Selector> {
    let keys: BTreeSet<String> =
        names.iter().take(PERSON_NAMES_MAX).filter_map(|name| name_key(name)).collect();
    let births: Vec<Interval> =
        births.iter().take(PERSON_FACTS_MAX).filter_map(|b| Interval::parse(b)).collect();
    let nationalities: BTreeSet<Party> = nationalities.iter().take(PERSON_FACTS_MAX).copied().collect();
    let mut out = BTreeSet::new();
    for key in &keys {
        for birth in &births {
            if let Some(year) = birth.year() {
                out.insert(Selector { kind: SelectorKind::PersonBirth, value: format!("{key}|{year}") });
            }
            let decade = birth.from.year.div_euclid(10);
            if decade != birth.to.year.div_euclid(10) {
                continue;
            }
            for party in &nationalities {
                let value = format!("{key}|{party}|{decade}");
                out.insert(Selector { kind: SelectorKind::PersonNationality, value });
            }
        }
    }
    // The more telling kind first when there are too many: `PersonBirth` sorts before `PersonNationality`.
    out.into_iter().take(PERSON_KEYS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(code: &str) -> Party {
        Party::parse(code).expect("a code")
    }

    #[test]
    fn a_person_is_keyed_by_name_and_birth_in_any_script() {
        let latin = person_keys(&["Khalid al-Sharif"], &["12 Mar 1985"], &[party("ER")]);
        let arabic = person_keys(&["خالد الشريف"], &["1985"], &[party("ER")]);
        assert_eq!(latin, arabic);
        assert_eq!(latin.len(), 2);
        assert_eq!(latin.first().map(|s| s.value.as_str()), Some("kld srf|1985"));
        assert_eq!(latin.last().map(|s| s.value.as_str()), Some("kld srf|ER|198"));
    }

    #[test]
    fn a_name_alone_is_never_a_key() {
        assert!(person_keys(&["Khalid al-Sharif"], &[], &[party("ER")]).is_empty());
        assert!(person_keys(&["Khalid al-Sharif"], &["1978/1983"], &[party("ER")]).is_empty());
    }

    #[test]
    fn a_guessed_year_gives_no_birth_key_but_its_decade() {
        let keys = person_keys(&["Khalid al-Sharif"], &["~1985"], &[party("ER")]);
        assert_eq!(keys.iter().map(|k| k.kind).collect::<Vec<_>>(), [SelectorKind::PersonNationality]);
    }

    #[test]
    fn keys_of_one_person_are_bounded() {
        let names: Vec<String> = (0..500).map(|n| format!("Name{n} Other")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let births = ["1981", "1982", "1983", "1984", "1985"];
        assert_eq!(person_keys(&names, &births, &[party("ER"), party("SD")]).len(), PERSON_KEYS_MAX);
    }
}
