//! Counts against an independent count of the same files (`proof/expected`).

use super::*;
use kernel::{EntityKind, Property};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

fn expected(file: &str) -> Json {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../proof/expected").join(file);
    serde_json::from_slice(&std::fs::read(path).expect("checked in")).expect("JSON")
}

fn un(day: &str) -> Option<Taken> {
    let path = shared(&format!("data/lists/un-sc-{day}.xml"))?;
    Some(
        taken(Format::UnScList, &std::fs::read(path).expect("readable"), &Options::default())
            .expect("a list"),
    )
}

fn ofac() -> Option<Taken> {
    let mut out = Taken::default();
    let summary = reading::read_ofac(ofac_files()?, &mut |item| out.take(item)).expect("a list");
    Some(Taken { summary, ..out })
}

fn count(taken: &Taken, kind: EntityKind) -> usize {
    let keys: BTreeSet<&str> =
        taken.entities.iter().filter(|e| e.kind == kind).map(|e| e.key.as_str()).collect();
    keys.len()
}

fn said(taken: &Taken, kind: Option<EntityKind>, property: Property, place: &str) -> usize {
    taken
        .statements()
        .filter(|(e, s)| {
            kind.is_none_or(|k| e.kind == k) && s.property == property && s.place.starts_with(place)
        })
        .count()
}

#[test]
fn the_security_council_list_is_taken_whole() {
    for day in ["2018-10-29", "2020-11-30"] {
        let Some(read) = un(day) else { return };
        let counts = &expected("lists.json")[format!("un-sc-{day}")];
        let (person, body) = (Some(EntityKind::Person), Some(EntityKind::Organisation));
        let found = [
            ("individuals", count(&read, EntityKind::Person)),
            ("entities", count(&read, EntityKind::Organisation)),
            ("good_aliases", said(&read, person, Property::Alias, "INDIVIDUAL_ALIAS")),
            ("low_aliases", said(&read, person, Property::WeakAlias, "INDIVIDUAL_ALIAS")),
            ("entity_aliases", said(&read, body, Property::Alias, "ENTITY_ALIAS")),
            ("original_script_names", said(&read, None, Property::Name, "NAME_ORIGINAL_SCRIPT")),
            ("documents", said(&read, None, Property::DocumentKind, "INDIVIDUAL_DOCUMENT")),
            ("nationalities", said(&read, person, Property::Nationality, "NATIONALITY")),
            ("titles", said(&read, person, Property::Title, "TITLE")),
            ("designations", said(&read, person, Property::Title, "DESIGNATION")),
            ("births_with_a_year", said(&read, person, Property::BirthDate, "INDIVIDUAL_DATE")),
            (
                "addresses",
                said(&read, None, Property::Address, "INDIVIDUAL_ADDRESS")
                    + said(&read, None, Property::Address, "ENTITY_ADDRESS"),
            ),
            ("comments", said(&read, None, Property::Remark, "COMMENTS1")),
        ];
        for (what, found) in found {
            assert_eq!(counts[what].as_u64(), Some(found as u64), "{what} of {day}");
        }
        assert_eq!(read.summary.broken, None);
        let unknown: Vec<&NotTaken> =
            read.not_taken.iter().filter(|n| n.reason.code() != "no-place").collect();
        assert!(unknown.is_empty(), "{unknown:?}");
        assert!(read.not_taken.iter().any(|n| n.place.element.ends_with("LAST_DAY_UPDATED")));
    }
}

#[test]
fn the_three_ofac_files_are_taken_as_one_list() {
    let Some(read) = ofac() else { return };
    let counts = &expected("lists.json")["ofac-2022"];
    let listed = |kind| {
        let of = |e: &&DraftEntity| e.kind == kind && e.key.matches('/').count() == 1;
        read.entities.iter().filter(of).map(|e| &e.key).collect::<BTreeSet<_>>().len()
    };
    let remark_of_entry = |(e, s): &(&DraftEntity, &Draft)| {
        s.property == Property::Remark && s.place == "remarks" && e.kind != EntityKind::TravelDocument
    };
    let passports =
        |(_, s): &(&DraftEntity, &Draft)| s.property == Property::DocumentKind && text(s) == "Passport";
    let empty_add = |n: &&NotTaken| n.reason.code() == "empty" && n.place.element == "add";
    let found = [
        ("individuals", listed(EntityKind::Person)),
        ("vessels", listed(EntityKind::Vessel)),
        ("aircraft", listed(EntityKind::Vehicle)),
        ("organisations", listed(EntityKind::Organisation)),
        ("aliases_of_listed", said(&read, None, Property::Alias, "alt line")),
        ("addresses_of_listed", said(&read, None, Property::Address, "add line")),
        ("addresses_empty", read.not_taken.iter().filter(empty_add).count()),
        ("births", said(&read, None, Property::BirthDate, "remarks") + dates_not_taken(&read)),
        ("passports", read.statements().filter(passports).count()),
        ("imo_numbers", said(&read, None, Property::Imo, "remarks")),
        ("remarks", read.statements().filter(remark_of_entry).count()),
    ];
    for (what, found) in found {
        assert_eq!(counts[what].as_u64(), Some(found as u64), "{what}");
    }
}

fn dates_not_taken(read: &Taken) -> usize {
    let lines: Vec<&NotTaken> = read.not_taken.iter().filter(|n| n.reason.code() == "not-a-date").collect();
    assert!(lines.len() < 10, "{lines:?}");
    lines.len()
}

/// Selectors under which a holder of the list can be found by a number.
fn numbers(read: &Taken) -> BTreeMap<String, BTreeSet<String>> {
    let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (entity, draft) in read.statements() {
        // A register's number without its register is as weak as a document's without its issuer, and found the same way.
        let number = match draft.property {
            Property::DocumentNumber | Property::RegistrationNumber => {
                names::document_number(text(draft)).ok()
            }
            _ => None,
        };
        let holder = entity.key.split('/').nth(1).unwrap_or_default();
        if let Some(number) = number {
            out.entry(number).or_default().insert(holder.to_owned());
        }
    }
    out
}

#[test]
fn every_pair_that_shares_a_document_number_can_be_found() {
    let (Some(un), Some(ofac)) = (un("2020-11-30"), ofac()) else { return };
    let (un, ofac) = (numbers(&un), numbers(&ofac));
    let mut found = BTreeSet::new();
    for (number, holders) in &un {
        for other in ofac.get(number).into_iter().flatten() {
            found.extend(holders.iter().map(|holder| (holder.clone(), other.clone())));
        }
    }
    let wanted: BTreeSet<(String, String)> = expected("pairs.json")
        .as_array()
        .expect("a list")
        .iter()
        .map(|p| (p["un"].as_str().expect("text").to_owned(), p["ofac"].to_string()))
        .collect();
    assert!(wanted.len() >= 20, "the expected list is too short to mean anything");
    let missing: Vec<_> = wanted.difference(&found).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let more: Vec<_> = found.difference(&wanted).collect();
    assert!(more.is_empty(), "found, but not expected by the independent script: {more:?}");
}

#[test]
fn formats_are_known_by_their_first_bytes() {
    for (file, format) in [
        ("un-sc-2020-11-30.xml", Format::UnScList),
        ("ofac-2022-sdn.csv", Format::OfacSdn),
        ("ofac-2022-add.csv", Format::OfacSdn),
        ("ofac-2022-alt.csv", Format::OfacSdn),
    ] {
        let Some(path) = shared(&format!("data/lists/{file}")) else { return };
        let bytes = std::fs::read(path).expect("readable");
        assert_eq!(reading::detect(&bytes[..4096], file), Some(format), "{file}");
    }
    assert_eq!(reading::detect(b"Name;Phone\nA;+233241234567\n", "x.csv"), Some(Format::Csv));
    assert_eq!(reading::detect(b"\x7FELF\x02\x01\x01\0", "x.pdf"), None);
    assert_eq!(reading::detect(b"<svg>", "x.xml"), None);
}
