//! The consolidated list of the United Nations Security Council, XML (schema `sc-sanctions.xsd`).

use crate::document::{self, Described, Documents};
use crate::item::{
    Control, DraftEntity, Item, Out, Place, RECORD_STATEMENTS_MAX, ReadError, Reason, Summary,
    VALUE_BYTES_MAX,
};
use crate::xml::{self, End, Met, Node};
use kernel::{EntityKind, Property};
use names::Interval;
use std::collections::BTreeMap;
use std::io::Read;

/// Most kinds of unread elements that are named; the rest are counted together.
const UNREAD_MAX: usize = 500;
/// Records stand below the root and a section.
const RECORD_DEPTH: usize = 3;
/// Elements of the list that a case file has no place for, named once with their count.
const NO_PLACE: [&str; 8] = [
    "VERSIONNUM",
    "SORT_KEY",
    "SORT_KEY_LAST_MOD",
    "LIST_TYPE",
    "LAST_DAY_UPDATED",
    "SUBMITTED_BY",
    "SUBMITTED_ON",
    "DELISTED_ON",
];
/// Elements that are read, so that the rest can be named as unknown.
const READ: [&str; 23] = [
    "DATAID",
    "FIRST_NAME",
    "SECOND_NAME",
    "THIRD_NAME",
    "FOURTH_NAME",
    "UN_LIST_TYPE",
    "REFERENCE_NUMBER",
    "LISTED_ON",
    "COMMENTS1",
    "NAME_ORIGINAL_SCRIPT",
    "GENDER",
    "DESIGNATION",
    "TITLE",
    "NATIONALITY",
    "INDIVIDUAL_ALIAS",
    "ENTITY_ALIAS",
    "INDIVIDUAL_ADDRESS",
    "ENTITY_ADDRESS",
    "INDIVIDUAL_DATE_OF_BIRTH",
    "INDIVIDUAL_PLACE_OF_BIRTH",
    "INDIVIDUAL_DOCUMENT",
    "NATIONALITY2",
    "SUBMITTED",
];
/// Parts of those elements that are read.
const PARTS: [&str; 27] = [
    "VALUE",
    "QUALITY",
    "ALIAS_NAME",
    "CITY_OF_BIRTH",
    "COUNTRY_OF_BIRTH",
    "DATE_OF_BIRTH",
    "NOTE",
    "CITY",
    "COUNTRY",
    "STATE_PROVINCE",
    "STREET",
    "ZIP_CODE",
    "DATE",
    "YEAR",
    "FROM_YEAR",
    "TO_YEAR",
    "TYPE_OF_DATE",
    "CITY_OF_ISSUE",
    "COUNTRY_OF_ISSUE",
    "ISSUING_COUNTRY",
    "DATE_OF_ISSUE",
    "NUMBER",
    "TYPE_OF_DOCUMENT",
    "TYPE_OF_DOCUMENT2",
    "NOTES",
    "STATE",
    "POSTAL_CODE",
];

/// Reads the list.
pub(crate) fn read(
    input: &mut dyn Read,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let mut out = Out::new(sink);
    let mut index = 0u64;
    let mut unread: BTreeMap<String, u64> = BTreeMap::new();
    let mut last = Place::default();
    let mut dated = String::new();
    let end = xml::walk(input, "CONSOLIDATED_LIST", RECORD_DEPTH, &mut |met, _| {
        match met {
            Met::Section => {}
            // `2020-11-30T17:10:02.140-05:00`: the day is enough.
            Met::Root(attributes) => {
                let day = attributes.iter().find(|(name, _)| name == "dateGenerated");
                dated = day.and_then(|(_, text)| text.get(..10)).unwrap_or_default().to_owned();
            }
            Met::Record(node) => {
                index = index.saturating_add(1);
                let reference = reference_of(&node);
                last = Place { line: 0, element: node.name.clone(), index, reference, ..Place::default() };
                record(&node, &last, &mut unread, &mut out);
            }
        }
        !out.stopped
    })?;
    out.summary.dated = dated;
    for (element, count) in unread {
        let name = element.rsplit('/').next().unwrap_or(&element);
        let reason = if NO_PLACE.contains(&name) { Reason::NoPlace } else { Reason::UnknownElement };
        out.not_taken(
            Place { element: element.clone(), ..Place::default() },
            reason,
            &format!("{count} times"),
        );
    }
    if let End::Broken(why) = end {
        let place =
            Place { index: index.saturating_add(1), reference: format!("after {}", last.reference), ..last };
        out.broken(place, &why);
    }
    Ok(out.summary)
}

fn reference_of(node: &Node) -> String {
    let reference = node.text_of("REFERENCE_NUMBER");
    if reference.is_empty() { node.text_of("DATAID") } else { reference }.chars().take(64).collect()
}

fn record(node: &Node, place: &Place, unread: &mut BTreeMap<String, u64>, out: &mut Out<'_>) {
    let kind = match node.name.as_str() {
        "INDIVIDUAL" => EntityKind::Person,
        "ENTITY" => EntityKind::Organisation,
        _ => return out.not_taken(place.clone(), Reason::UnknownElement, &node.name),
    };
    if let Some(name) = reference_in(node) {
        out.not_taken(place.clone(), Reason::EntityReference, &name);
    }
    let mut subject = DraftEntity::new(key_of(place), kind);
    let mut documents = Documents::default();
    names(node, &mut subject);
    if subject.statements.is_empty() {
        return out.not_taken(place.clone(), Reason::NoSubject, "no name");
    }
    aliases(node, &mut subject, &mut documents);
    births(node, place, &mut subject, out);
    plain(node, &mut subject);
    addresses(node, &mut subject);
    identity_documents(node, &mut subject, &mut documents);
    comments(node, &mut subject, &mut documents);
    let mut entities = vec![subject];
    entities.extend(documents.into_entities());
    limit(&mut entities, place, out);
    count_unread(node, unread);
    out.record(place.clone(), entities);
}

fn key_of(place: &Place) -> String {
    let base = if place.reference.is_empty() { place.index.to_string() } else { place.reference.clone() };
    format!("un/{base}")
}

fn reference_in(node: &Node) -> Option<String> {
    node.reference.clone().or_else(|| node.children.iter().find_map(reference_in))
}

/// Values beyond their limit are named and left out; of statements beyond theirs the first are kept.
fn limit(entities: &mut [DraftEntity], place: &Place, out: &mut Out<'_>) {
    for entity in entities {
        entity.statements.retain(|draft| match &draft.value {
            crate::Value::Text(text) if text.len() > VALUE_BYTES_MAX => {
                out.not_taken(
                    place.clone(),
                    Reason::TooLong,
                    &format!("{} of {} bytes", draft.property, text.len()),
                );
                false
            }
            _ => true,
        });
        if entity.statements.len() > RECORD_STATEMENTS_MAX {
            let more = entity.statements.len().saturating_sub(RECORD_STATEMENTS_MAX);
            out.not_taken(place.clone(), Reason::TooMany, &format!("{more} statements beyond the limit"));
            entity.statements.truncate(RECORD_STATEMENTS_MAX);
        }
    }
}

fn names(node: &Node, subject: &mut DraftEntity) {
    let parts: Vec<&str> =
        ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"].map(|part| node.text_of(part)).to_vec();
    let name = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    subject.says(Property::Name, &squeeze(&name), "FIRST_NAME");
    let original = squeeze(node.text_of("NAME_ORIGINAL_SCRIPT"));
    if let Some(draft) = subject.says(Property::Name, &original, "NAME_ORIGINAL_SCRIPT") {
        draft.script = script_of(&original).map(str::to_owned);
    }
}

/// White space within a value as single spaces; lists break lines where they like.
fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn script_of(text: &str) -> Option<&'static str> {
    text.chars().find_map(|c| match u32::from(c) {
        0x400..=0x52F => Some("Cyrl"),
        0x590..=0x5FF => Some("Hebr"),
        0x600..=0x77F => Some("Arab"),
        0x1200..=0x139F => Some("Ethi"),
        0x4E00..=0x9FFF => Some("Hani"),
        0xAC00..=0xD7AF => Some("Hang"),
        _ => None,
    })
}

fn aliases(node: &Node, subject: &mut DraftEntity, documents: &mut Documents) {
    for (nth, alias) in node.children.iter().filter(|c| c.name.ends_with("_ALIAS")).enumerate() {
        let place = format!("{} {}", alias.name, nth.saturating_add(1));
        let weak = alias.text_of("QUALITY").eq_ignore_ascii_case("low");
        let property = if weak { Property::WeakAlias } else { Property::Alias };
        subject.says(property, &squeeze(alias.text_of("ALIAS_NAME")), &place);
        if let Some(birth) = Interval::parse(alias.text_of("DATE_OF_BIRTH")) {
            subject.says(Property::BirthDate, &birth.to_text(), &place);
        }
        let born = [alias.text_of("CITY_OF_BIRTH"), alias.text_of("COUNTRY_OF_BIRTH")];
        subject.says(Property::BirthPlace, &join(&born), &place);
        let note = squeeze(alias.text_of("NOTE"));
        for described in document::drawn_from(&note).documents {
            documents.add(subject, &described, &place);
        }
        if !note.is_empty() {
            subject.says(
                Property::Remark,
                &format!("{}: {note}", squeeze(alias.text_of("ALIAS_NAME"))),
                &place,
            );
        }
    }
}

fn join(parts: &[&str]) -> String {
    let parts: Vec<String> =
        parts.iter().map(|p| squeeze(p.trim().trim_end_matches(','))).filter(|p| !p.is_empty()).collect();
    parts.join(", ")
}

fn births(node: &Node, place: &Place, subject: &mut DraftEntity, out: &mut Out<'_>) {
    for (nth, birth) in node.all("INDIVIDUAL_DATE_OF_BIRTH").enumerate() {
        let at = format!("INDIVIDUAL_DATE_OF_BIRTH {}", nth.saturating_add(1));
        let (from, to) = (birth.text_of("FROM_YEAR"), birth.text_of("TO_YEAR"));
        let exact = [birth.text_of("DATE"), birth.text_of("YEAR")].into_iter().find(|text| !text.is_empty());
        let note = squeeze(birth.text_of("NOTE"));
        let written = match (exact, from, to) {
            (Some(exact), ..) => exact.to_owned(),
            (None, "", "") => String::new(),
            (None, from, "") => from.to_owned(),
            (None, "", to) => to.to_owned(),
            (None, from, to) => format!("{from}/{to}"),
        };
        if written.is_empty() {
            // An age in words says when only together with a day that the list does not give.
            subject.says(Property::Remark, &note, &at);
            continue;
        }
        let about =
            birth.text_of("TYPE_OF_DATE").starts_with("APPROX") || note.to_lowercase().starts_with("approx");
        let text = if about { format!("~{written}") } else { written.clone() };
        match Interval::parse(&text) {
            Some(interval) => {
                subject.says(Property::BirthDate, &interval.to_text(), &at);
            }
            None => out.not_taken(Place { element: at.clone(), ..place.clone() }, Reason::NotADate, &written),
        }
    }
    for (nth, born) in node.all("INDIVIDUAL_PLACE_OF_BIRTH").enumerate() {
        let at = format!("INDIVIDUAL_PLACE_OF_BIRTH {}", nth.saturating_add(1));
        let parts = ["CITY", "STATE_PROVINCE", "COUNTRY", "NOTE"].map(|part| born.text_of(part));
        subject.says(Property::BirthPlace, &join(&parts), &at);
    }
}

fn plain(node: &Node, subject: &mut DraftEntity) {
    for (element, property) in [
        ("REFERENCE_NUMBER", Property::Reference),
        ("DATAID", Property::Reference),
        ("UN_LIST_TYPE", Property::Programme),
        ("LISTED_ON", Property::ListedOn),
    ] {
        subject.says(property, node.text_of(element), element);
    }
    let gender = node.text_of("GENDER");
    if !gender.eq_ignore_ascii_case("unknown") {
        subject.says(Property::Gender, &gender.to_lowercase(), "GENDER");
    }
    for (element, property) in [
        ("DESIGNATION", Property::Title),
        ("TITLE", Property::Title),
        ("NATIONALITY", Property::Nationality),
        ("NATIONALITY2", Property::Nationality),
    ] {
        for value in node.all(element).flat_map(|list| list.children.iter()) {
            subject.says(property, &squeeze(&value.text), element);
        }
    }
}

fn addresses(node: &Node, subject: &mut DraftEntity) {
    for (nth, address) in node.children.iter().filter(|c| c.name.ends_with("_ADDRESS")).enumerate() {
        let at = format!("{} {}", address.name, nth.saturating_add(1));
        let country = address.text_of("COUNTRY");
        let parts = ["STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE"].map(|part| address.text_of(part));
        let note = squeeze(address.text_of("NOTE"));
        let whole = join(&[&join(&parts), country]);
        let whole = match (whole.is_empty(), note.is_empty()) {
            (true, _) => note,
            (false, true) => whole,
            (false, false) => format!("{whole} ({note})"),
        };
        subject.says(Property::Address, &whole, &at);
        if subject.kind == EntityKind::Organisation {
            subject.says(Property::Country, country, &at);
        }
    }
}

fn identity_documents(node: &Node, subject: &mut DraftEntity, documents: &mut Documents) {
    for (nth, element) in node.all("INDIVIDUAL_DOCUMENT").enumerate() {
        let at = format!("INDIVIDUAL_DOCUMENT {}", nth.saturating_add(1));
        let [kind, more, number] =
            ["TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2", "NUMBER"].map(|part| element.text_of(part));
        let note = squeeze(element.text_of("NOTE"));
        let issuer = [element.text_of("COUNTRY_OF_ISSUE"), element.text_of("ISSUING_COUNTRY")];
        let issuer = issuer.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
        // Some entries write the number into the second field of the kind.
        let written = if number.is_empty() { more } else { number };
        let more = if number.is_empty() || more == kind { "" } else { more };
        let mut found = document::of_field(written);
        if found.is_empty() && !(written.is_empty() && kind.is_empty()) {
            found.push(Described { number: squeeze(written), ..Described::default() });
        }
        for mut described in found {
            let more = more.trim_end_matches([':', '.', ' ']);
            described.kind = if more.is_empty() { kind.to_owned() } else { format!("{kind} ({more})") };
            if !issuer.is_empty() {
                described.issuer = document::country(issuer).unwrap_or_else(|| issuer.to_owned());
            }
            if let Some(issued) = Interval::parse(element.text_of("DATE_OF_ISSUE")) {
                described.issued = issued.to_text();
            }
            document::dates(&note, &mut described);
            let city = element.text_of("CITY_OF_ISSUE");
            let city = if city.is_empty() { String::new() } else { format!("issued in {city}") };
            described.note = join(&[&described.note, &city, &note]);
            documents.add(subject, &described, &at);
        }
    }
}

fn comments(node: &Node, subject: &mut DraftEntity, documents: &mut Documents) {
    const AT: &str = "COMMENTS1";
    let text = squeeze(node.text_of(AT));
    if text.is_empty() {
        return;
    }
    subject.says(Property::Remark, &text, AT);
    let drawn = document::drawn_from(&text);
    for described in drawn.documents {
        documents.add(subject, &described, AT);
    }
    let lists = [
        (Property::RegistrationNumber, drawn.registrations),
        (Property::Phone, drawn.phones),
        (Property::Email, drawn.emails),
    ];
    for (property, values) in lists {
        for value in values {
            if let Some(draft) = subject.says(property, &value, AT) {
                draft.flag = Some(crate::Flag::FromProse);
            }
        }
    }
}

fn count_unread(node: &Node, unread: &mut BTreeMap<String, u64>) {
    let mut add = |path: String| {
        let path =
            if unread.len() < UNREAD_MAX || unread.contains_key(&path) { path } else { "others".to_owned() };
        let count = unread.entry(path).or_default();
        *count = count.saturating_add(1);
    };
    for child in &node.children {
        if !READ.contains(&child.name.as_str()) {
            add(format!("{}/{}", node.name, child.name.chars().take(80).collect::<String>()));
            continue;
        }
        for part in child.children.iter().filter(|part| !PARTS.contains(&part.name.as_str())) {
            add(format!("{}/{}", child.name, part.name.chars().take(80).collect::<String>()));
        }
    }
}
