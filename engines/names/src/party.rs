//! From a country as a file writes it to a party. Refuses to guess: a demonym, a city or a name that two countries
//! share is no country here.

use crate::countries::COUNTRIES;
use crate::text::unmarked;
use kernel::Party;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Longest text that is looked at, in bytes.
const COUNTRY_BYTES_MAX: usize = 256;

static BY_NAME: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut all = HashMap::new();
    for &(code, alpha3, names) in COUNTRIES {
        all.extend(names.split('|').map(|name| (name, code)));
        all.insert(alpha3, code);
        all.insert(code, code);
    }
    all
});

/// The party that a text names: an English name of a country in any of its usual forms, or a code of two or three
/// letters (ISO 3166-1, `EU`, and `XA` to `XZ`, which ISO leaves to users). Case, marks and punctuation do not matter.
#[must_use]
pub fn party_of(text: &str) -> Option<Party> {
    if text.len() > COUNTRY_BYTES_MAX {
        return None;
    }
    let plain: String =
        unmarked(text).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect::<String>();
    let name = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.strip_prefix("the ").unwrap_or(&name);
    let code = name.to_ascii_uppercase();
    let found = BY_NAME.get(name).or_else(|| BY_NAME.get(code.as_str()));
    match found {
        Some(code) => Party::parse(code),
        None if code.len() == 2 && code.starts_with('X') => Party::parse(&code),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("Democratic People's Republic of Korea", "KP")]
    #[case("Democratic People\u{2019}s Republic of Korea", "KP")]
    #[case("Korea, North", "KP")]
    #[case("Iran (Islamic Republic of)", "IR")]
    #[case("IRAN", "IR")]
    #[case("Syrian Arab Republic", "SY")]
    #[case("the Russian Federation", "RU")]
    #[case("Côte d'Ivoire", "CI")]
    #[case("Cote d Ivoire", "CI")]
    #[case("Türkiye", "TR")]
    #[case("Congo, Democratic Republic of the", "CD")]
    #[case("United States of America", "US")]
    #[case(" ly ", "LY")]
    #[case("ERI", "ER")]
    #[case("XB", "XB")]
    fn a_country_is_found_under_its_usual_names(#[case] text: &str, #[case] code: &str) {
        assert_eq!(party_of(text).map(|p| p.to_string()).as_deref(), Some(code));
    }

    #[rstest]
    #[case("")]
    #[case("Korea")]
    #[case("QQ")]
    #[case("Tripoli")]
    fn what_is_no_single_country_is_none(#[case] text: &str) {
        assert_eq!(party_of(text), None);
    }

    #[test]
    fn no_name_stands_for_two_countries() {
        let mut seen = HashMap::new();
        for &(code, alpha3, names) in COUNTRIES {
            for name in names.split('|').chain([alpha3]) {
                assert_eq!(seen.insert(name, code), None, "{name} stands twice");
            }
            assert!(names.chars().all(|c| c.is_ascii_lowercase() || c == ' ' || c == '|'), "{names}");
        }
    }
}
