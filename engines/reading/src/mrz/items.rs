//! What a zone gives a case file: the holder and the document, each value as it stands, marked where its check digit does not
//! fit, and beside it the reading that would.

use super::{Field, Layout, Zone, century, dated, part, value, zones};
use crate::item::{Control, DraftEntity, Flag, Item, Out, Place, ReadError, Reason, Summary};
use crate::{nest, text};
use kernel::{EntityKind, Property};
use std::io::Read;

/// Reads a file of zones.
pub(crate) fn read(
    input: &mut dyn Read,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let decoded = text::decoded(nest::whole(input)?, None);
    let mut out = Out::new(sink);
    let mut left: Vec<(u64, &str)> = Vec::new();
    let lines: Vec<&str> = decoded.text.lines().collect();
    let mut at = 0_usize;
    for (begins, zone) in zones(&decoded.text) {
        let between = lines.get(at..begins).unwrap_or_default();
        left.extend(between.iter().zip(at as u64..).map(|(line, nth)| (nth.saturating_add(1), *line)));
        let used = if zone.layout == Layout::Td1 { 3 } else { 2 };
        at = begins.saturating_add(used);
        let place = Place { line: (begins as u64).saturating_add(1), ..Place::default() };
        record(&zone, place, &mut out);
        if out.stopped {
            return Ok(out.summary);
        }
    }
    let rest = lines.get(at..).unwrap_or_default();
    left.extend(rest.iter().zip(at as u64..).map(|(line, nth)| (nth.saturating_add(1), *line)));
    for (line, text) in left.into_iter().filter(|(_, text)| !text.trim().is_empty()) {
        out.not_taken(Place { line, ..Place::default() }, Reason::Malformed, text);
    }
    Ok(out.summary)
}

/// Hands on the zones of a piece of text that begins at a place.
pub(crate) fn records(text: &str, place: &Place, out: &mut Out<'_>) {
    if !text.contains(['<', '«']) {
        return;
    }
    for (line, zone) in zones(text) {
        let line = if place.line > 0 { place.line.saturating_add(line as u64) } else { 0 };
        record(&zone, Place { line, ..place.clone() }, out);
    }
}

fn record(zone: &Zone, place: Place, out: &mut Out<'_>) {
    let key = format!("mrz/{}/{}/{}", place.page, place.index, place.line);
    let mut person = DraftEntity::new(format!("{key}/holder"), EntityKind::Person);
    let mut document = DraftEntity::new(format!("{key}/document"), EntityKind::TravelDocument);
    let country = |code: &str| {
        let code = if code == "D" { "DEU" } else { code };
        names::party_of(code).map_or_else(|| code.to_owned(), |party| party.to_string())
    };
    let name = format!("{} {}", zone.given, zone.surname);
    person.says(Property::Name, &name, "name");
    let born = zone.born();
    person.says(Property::BirthDate, born.as_deref().unwrap_or_default(), "date of birth");
    let sex = match zone.sex.as_str() {
        "M" => "male",
        "F" => "female",
        _ => "",
    };
    person.says(Property::Gender, sex, "sex");
    person.says(Property::Nationality, &country(&zone.nationality), "nationality");
    let kind = match zone.code.chars().next() {
        Some('P') => "Passport",
        Some('V') => "Visa",
        _ => "Identity document",
    };
    document.says(Property::DocumentKind, kind, "code");
    document.says(Property::DocumentNumber, &zone.number, "document number");
    document.says(Property::DocumentIssuer, &country(&zone.issuer), "issuer");
    document.says(Property::ExpiresOn, &zone.expires().unwrap_or_default(), "date of expiry");
    if let Ok(year) = part(&zone.issued, 0, 2).parse::<u16>() {
        let year = if year < 70 { year.saturating_add(2000) } else { year.saturating_add(1900) };
        document.says(Property::IssuedOn, &format!("{year}-{}", part(&zone.issued, 2, 4)), "issued");
    }
    document.says(Property::Remark, &zone.optional, "personal number");
    for field in &zone.wrong {
        flag(&mut person, &mut document, *field);
    }
    for (field, other) in &zone.offered {
        offer(&mut person, &mut document, *field, other, &country);
    }
    person.links(Property::HoldsDocument, &document.key.clone(), "zone");
    for field in &zone.wrong {
        let why = format!("the check digit of the {} does not fit", field.word());
        out.not_taken(place.clone(), Reason::CheckDigit, &why);
    }
    for (field, six) in [(Field::Birth, &zone.birth), (Field::Expiry, &zone.expiry)] {
        let read = if field == Field::Birth { born.is_some() } else { zone.expires().is_some() };
        if !read && !value(six).is_empty() {
            out.not_taken(place.clone(), Reason::NotADate, &format!("{}: {six}", field.word()));
        }
    }
    out.record(place, vec![person, document]);
}

/// Marks what a wrong check digit is about.
fn flag(person: &mut DraftEntity, document: &mut DraftEntity, field: Field) {
    let (entity, property) = match field {
        Field::Number => (document, Property::DocumentNumber),
        Field::Birth => (person, Property::BirthDate),
        Field::Expiry => (document, Property::ExpiresOn),
        Field::Optional => (document, Property::Remark),
        Field::Whole | Field::Name | Field::Issuer | Field::Nationality => return,
    };
    for draft in entity.statements.iter_mut().filter(|draft| draft.property == property) {
        draft.flag = Some(Flag::CheckDigit);
    }
}

/// Puts the reading that would fit beside the one that stands there.
fn offer(
    person: &mut DraftEntity,
    document: &mut DraftEntity,
    field: Field,
    other: &str,
    country: &dyn Fn(&str) -> String,
) {
    let date = |six: &str, expiry: bool| {
        let year: u16 = part(six, 0, 2).parse().ok()?;
        let year =
            if expiry { century(year) } else { year.saturating_add(if year < 30 { 2000 } else { 1900 }) };
        dated(year, six)
    };
    let (entity, property, text) = match field {
        Field::Number => (document, Property::DocumentNumber, other.to_owned()),
        Field::Birth => (person, Property::BirthDate, date(other, false).unwrap_or_default()),
        Field::Expiry => (document, Property::ExpiresOn, date(other, true).unwrap_or_default()),
        Field::Name => (person, Property::Name, other.to_owned()),
        Field::Issuer => (document, Property::DocumentIssuer, country(other)),
        Field::Nationality => (person, Property::Nationality, country(other)),
        Field::Optional | Field::Whole => return,
    };
    if let Some(draft) = entity.says(property, &text, field.word()) {
        draft.flag = Some(Flag::Offered);
    }
}
