//! Every failure that the engine was made against, as a law; and fifty explanations as a person reads them. All names
//! here are invented.

use names::{Description, Identifier, compare};
use proptest::prelude::*;

fn person(names: &[&str], births: &[&str]) -> Description {
    let own = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect();
    Description { kind: "person".into(), names: own(names), births: own(births), ..Description::default() }
}

fn vessel(name: &str, imo: &str) -> Description {
    Description {
        kind: "vessel".into(),
        names: vec![name.into()],
        identifiers: vec![Identifier::Text(imo.into())],
        ..Description::default()
    }
}

fn chance(a: &Description, b: &Description) -> f64 {
    compare(a, b).probability
}

/// Names that sound as their Latin forms do, in the scripts that registers on the routes are kept in.
#[test]
fn a_name_in_its_own_script_is_the_name_in_latin() {
    for (own, latin) in [
        ("ተስፋዬ ገብረመድኅን", "Tesfaye Gebremedhin"),
        ("حمدان الطرابلسي", "Hamdan al-Tarabulsi"),
        ("רחל בן דוד", "Rahel Ben David"),
        ("Дмитро Шевчук", "Dmytro Shevchuk"),
        ("Νίκος Παπαδόπουλος", "Nikos Papadopoulos"),
        ("陈伟强", "Chen Weiqiang"),
        ("박지훈", "Pak Jihun"),
        ("فریدون احمدزاده", "Fereydun Ahmadzadeh"),
    ] {
        let found = compare(&person(&[own], &[]), &person(&[latin], &[]));
        assert!(found.probability >= 0.5, "{own} | {latin}: {found:?}");
    }
}

proptest! {
    #[test]
    fn a_birth_that_is_a_year_off_weighs_less_than_one_thirty_years_off(year in 1940i32..1990, more in 10i32..40) {
        let base = person(&["Samir Haddad"], &[&year.to_string()]);
        let near = chance(&base, &person(&["Samir Haddad"], &[&(year + 1).to_string()]));
        let far = chance(&base, &person(&["Samir Haddad"], &[&(year + more).to_string()]));
        prop_assert!(near > far);
    }

    #[test]
    fn a_birth_that_agrees_adds(year in 1930i32..2010, month in 2u8..13, day in 2u8..29) {
        let birth = format!("{year:04}-{month:02}-{day:02}");
        let with = chance(&person(&["Samir Haddad"], &[&birth]), &person(&["Samir Haddad"], &[&birth]));
        let without = chance(&person(&["Samir Haddad"], &[]), &person(&["Samir Haddad"], &[]));
        prop_assert!(with > without);
    }

    #[test]
    fn the_first_of_january_contradicts_no_day_of_its_year(month in 1u8..13, day in 1u8..29) {
        let found = compare(
            &person(&["Samir Haddad"], &["1985-01-01"]),
            &person(&["Samir Haddad"], &[&format!("1985-{month:02}-{day:02}")]),
        );
        prop_assert!(found.why.iter().all(|r| r.code != "birth-conflict"), "{found:?}");
    }

    #[test]
    fn a_shared_phone_links_and_does_not_identify(number in 200_000_000u32..599_999_999) {
        let with = |name: &str| Description {
            identifiers: vec![Identifier::Text(format!("+233{number}"))],
            ..person(&[name], &[])
        };
        let found = compare(&with("Samir Haddad"), &with("Awa Diallo"));
        prop_assert!(found.probability < 0.5);
    }

    #[test]
    fn evidence_never_piles_up_to_certainty(names in 1usize..6, documents in 0usize..6) {
        let description = Description {
            kind: "person".into(),
            names: (0..names).map(|n| format!("Samir Haddad Yusuf Tarabulsi {n}")).collect(),
            births: vec!["1985-03-12".into()],
            countries: vec!["GH".into()],
            identifiers: (0..documents).map(|n| Identifier::Text(format!("GH:G123456{n}"))).collect(),
            addresses: vec!["12 Harbour Road, Tema".into()],
        };
        prop_assert!(chance(&description, &description) < 1.0);
    }

    #[test]
    fn the_order_of_the_parts_does_not_matter(a in "[a-z]{4,8}", b in "[a-z]{4,8}", c in "[a-z]{4,8}", d in "[a-z]{4,8}") {
        let (one, other) = (person(&[&format!("{a} {b}")], &[]), person(&[&format!("{c} {d}")], &[]));
        let turned = person(&[&format!("{d} {c}")], &[]);
        prop_assert!((chance(&one, &other) - chance(&one, &turned)).abs() < 1e-6);
    }
}

#[test]
fn ships_of_one_name_with_two_numbers_are_two_ships() {
    let (one, other) = (vessel("Sea Star", "IMO 9074729"), vessel("Sea Star", "IMO 9187629"));
    assert!(chance(&one, &other) < 0.05);
    assert!(
        chance(&one, &vessel("Ocean Pearl", "IMO 9074729")) > 0.5,
        "a hull keeps its number under any name"
    );
}

#[test]
fn a_contradiction_outweighs_whatever_agrees_and_an_omission_does_not() {
    let whole = person(&["Yusuf Omar Hamdan al-Tarabulsi"], &[]);
    let brother = person(&["Karim Omar Hamdan al-Tarabulsi"], &[]);
    let father = person(&["Omar Hamdan al-Tarabulsi"], &[]);
    let shorter = person(&["Yusuf Omar al-Tarabulsi"], &[]);
    assert!(chance(&whole, &brother) < 0.1, "a brother");
    assert!(chance(&whole, &father) < 0.1, "a father");
    assert!(chance(&whole, &shorter) > 0.5, "the grandfather left out");
}

#[test]
fn a_son_is_not_his_father() {
    assert!(
        chance(
            &person(&["Salman bin Hamdan al-Tarabulsi"], &[]),
            &person(&["Hamdan bin Salman al-Tarabulsi"], &[])
        ) < 0.5
    );
}

/// `tests/it/expected/explanations.txt`: pairs and what is said of them, read by a person whenever it changes
/// (`UPDATE_EXPECTED=1` writes it anew).
#[test]
fn fifty_explanations_read_as_they_were_read_before() {
    let pairs = include_str!("expected/pairs.txt");
    let mut said = String::new();
    for line in pairs.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        let mut cells = line.split(" | ");
        let (Some(kind), Some(a), Some(b)) = (cells.next(), cells.next(), cells.next()) else {
            panic!("{line}: kind | left | right");
        };
        let found = compare(&described(kind, a), &described(kind, b));
        said.push_str(&format!("{line}\n  {:.3}\n", found.probability));
        for reason in &found.why {
            said.push_str(&format!("  {:+.1} {}\n", reason.weight, reason.text));
        }
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/expected/explanations.txt");
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write(&path, &said).expect("a file beside the test");
    }
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(before == said, "explanations changed; read them, then UPDATE_EXPECTED=1:\n{said}");
}

/// `name; name, born 1985, of GH, no GH:G1234567, at 12 Harbour Road`.
fn described(kind: &str, text: &str) -> Description {
    let mut parts = text.split(", ");
    let names = parts.next().unwrap_or_default().split("; ").map(str::to_owned).collect();
    let mut out = Description { kind: kind.to_owned(), names, ..Description::default() };
    for part in parts {
        match part.split_once(' ') {
            Some(("born", day)) => out.births.push(day.to_owned()),
            Some(("of", country)) => out.countries.push(country.to_owned()),
            Some(("no", number)) => out.identifiers.push(Identifier::Text(number.to_owned())),
            Some(("at", place)) => out.addresses.push(place.to_owned()),
            _ => panic!("{part}: born, of, no or at"),
        }
    }
    out
}
