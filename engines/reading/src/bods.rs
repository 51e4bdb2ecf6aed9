//! Statements of the Beneficial Ownership Data Standard 0.4: organisations, persons, and who owns or controls what.
//!
//! Several statements of one record are its states over time. Of an organisation or a person the last one is taken; of a
//! relation every state is told, with when it began and when another took its place, since who owned something then is as
//! telling as who owns it now.

use crate::item::{Control, DraftEntity, Item, Out, Place, ReadError, Reason, Summary};
use crate::json::{self, Unread};
use crate::nest;
use kernel::{EntityKind, Property};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::io::Read;

type Object = Map<String, Value>;

/// Most states of one record that are told.
const STATES_MAX: usize = 200;
/// Interests that are ownership; the others are control or office.
const OWNING: [&str; 4] =
    ["shareholding", "votingRights", "enjoymentAndUseOfAssets", "rightsToProfitOrIncomeFromAssets"];
/// Fields that say how the statement came about and nothing of the matter.
const QUIET: [&str; 4] = ["isComponent", "recordId", "componentRecords", "entityType"];

/// Whether a file begins like one of these.
pub(crate) fn looks_like(text: &str) -> bool {
    text.starts_with(['[', '{'])
        && text.contains("\"statementId\"")
        && (text.contains("\"recordDetails\"") || text.contains("\"bodsVersion\""))
}

/// One statement, with where it stands.
struct Statement {
    place: Place,
    record: String,
    kind: String,
    date: String,
    closed: bool,
    details: Object,
}

/// Reads the statements. They are held whole: a later one may replace an earlier one.
pub(crate) fn read(
    input: &mut dyn Read,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let bytes = nest::whole(input)?;
    let mut out = Out::new(sink);
    let mut records: Vec<Vec<Statement>> = Vec::new();
    let mut known: HashMap<(String, String), usize> = HashMap::new();
    let mut unread = Unread::default();
    for (number, object) in objects(&bytes)?.into_iter().enumerate() {
        let index = u64::try_from(number).unwrap_or(u64::MAX).saturating_add(1);
        let Some(statement) = statement(object, index, &mut unread, &mut out) else { continue };
        let of = (statement.kind.clone(), statement.record.clone());
        let at = *known.entry(of).or_insert_with(|| {
            records.push(Vec::new());
            records.len().saturating_sub(1)
        });
        let Some(states) = records.get_mut(at) else { continue };
        if states.len() < STATES_MAX {
            states.push(statement);
        } else {
            out.not_taken(statement.place, Reason::TooMany, "states of one record");
        }
    }
    // The order of dates, and of the file where there is none. Relations come when it is known what their ends are.
    records.iter_mut().for_each(|states| states.sort_by(|a, b| a.date.cmp(&b.date)));
    let kind = |states: &[Statement]| states.last().map(|last| last.kind.clone()).unwrap_or_default();
    let (relations, others): (Vec<_>, Vec<_>) =
        records.into_iter().partition(|states| kind(states) == "relationship");
    let mut ends = HashMap::new();
    for states in &others {
        if let (false, Some(last)) = (out.stopped, states.last()) {
            let person = last.kind == "person";
            let kind = if person { EntityKind::Person } else { EntityKind::Organisation };
            ends.insert(last.record.clone(), kind);
            record(states, &mut unread, &mut out);
        }
    }
    for states in &relations {
        if let (false, Some(last)) = (out.stopped, states.last()) {
            relation(states, last, (&ends, &mut unread), &mut out);
        }
    }
    unread.tell(&mut out);
    Ok(out.summary)
}

fn not_one(why: &str) -> ReadError {
    ReadError::NotTheFormat { format: "bods", why: why.to_owned() }
}

/// The statements of a list, or one on each line.
fn objects(bytes: &[u8]) -> Result<Vec<Option<Object>>, ReadError> {
    let text = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes).trim_ascii();
    let object = |value: Value| if let Value::Object(object) = value { Some(object) } else { None };
    let all: Vec<Option<Object>> = if text.starts_with(b"[") {
        let all: Vec<Value> = serde_json::from_slice(text).map_err(|error| not_one(&error.to_string()))?;
        all.into_iter().map(object).collect()
    } else {
        let lines = text.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
        lines.map(|line| serde_json::from_slice(line).ok().and_then(object)).collect()
    };
    let of_standard = |object: &Object| object.contains_key("statementId");
    if !all.iter().flatten().any(of_standard) {
        return Err(not_one("no statement in it has an id"));
    }
    Ok(all)
}

fn statement(
    object: Option<Object>,
    index: u64,
    unread: &mut Unread,
    out: &mut Out<'_>,
) -> Option<Statement> {
    let place = Place { index, ..Place::default() };
    let Some(mut object) = object else {
        out.not_taken(place, Reason::NotJson, "no statement");
        return None;
    };
    let (record, kind) = (json::first(&object, "recordId"), json::first(&object, "recordType"));
    let reference = record.chars().take(64).collect();
    let place = Place { element: kind.chars().take(64).collect(), reference, ..place };
    let Some(Value::Object(details)) = object.remove("recordDetails") else {
        out.not_taken(place, Reason::UnknownElement, "a statement of an older version; version 0.4 is read");
        return None;
    };
    if record.is_empty() || !matches!(kind.as_str(), "entity" | "person" | "relationship") {
        out.not_taken(place, Reason::UnknownElement, "a record without an id, or of another kind");
        return None;
    }
    if object.contains_key("annotations") {
        unread.add("annotations");
    }
    let date = json::first(&object, "statementDate");
    let closed = json::first(&object, "recordStatus") == "closed";
    Some(Statement { place, record, kind, date, closed, details })
}

fn key(record: &str) -> String {
    format!("bods/{record}")
}

/// An organisation or a person with its states, the last one last.
fn record(states: &[Statement], unread: &mut Unread, out: &mut Out<'_>) {
    let Some((last, before)) = states.split_last() else { return };
    for old in before {
        out.not_taken(
            old.place.clone(),
            Reason::Removed,
            "a later statement of the same record took its place",
        );
    }
    let mut entity = match last.kind.as_str() {
        "person" => person(last, unread),
        _ => organisation(last, unread),
    };
    if !entity.statements.iter().any(|s| s.property.is_naming() || s.property == Property::RegistrationNumber)
    {
        return out.not_taken(last.place.clone(), Reason::NoSubject, "no name and no number");
    }
    if last.closed {
        let when = if last.date.is_empty() { String::new() } else { format!(" on {}", last.date) };
        entity.says(Property::Remark, &format!("record closed by its publisher{when}"), "recordStatus");
    }
    out.record(last.place.clone(), vec![entity]);
}

fn organisation(of: &Statement, unread: &mut Unread) -> DraftEntity {
    let mut entity = DraftEntity::new(key(&of.record), EntityKind::Organisation);
    for (field, value) in &of.details {
        match field.as_str() {
            "name" => {
                entity.says(Property::Name, &json::text(value), field);
            }
            "alternateNames" => {
                for name in json::texts(Some(value)) {
                    entity.says(Property::Alias, &name, field);
                }
            }
            "jurisdiction" => {
                entity.says(Property::Country, &country(value), field);
            }
            "foundingDate" | "dissolutionDate" => {
                let word = if field == "foundingDate" { "founded" } else { "dissolved" };
                entity.says(Property::Remark, &format!("{word} {}", json::text(value)), field);
            }
            "uri" => {
                entity.says(Property::Website, &json::text(value), field);
            }
            "identifiers" => identifiers(value, Property::RegistrationNumber, &mut entity),
            "addresses" => addresses(value, &mut entity),
            known if QUIET.contains(&known) => {}
            other => unread.add(&format!("entity {other}")),
        }
    }
    entity
}

fn person(of: &Statement, unread: &mut Unread) -> DraftEntity {
    let mut entity = DraftEntity::new(key(&of.record), EntityKind::Person);
    for (field, value) in &of.details {
        match field.as_str() {
            "names" => names_of(value, &mut entity),
            "birthDate" => {
                entity.says(Property::BirthDate, &json::text(value), field);
            }
            "deathDate" => {
                entity.says(Property::Remark, &format!("died {}", json::text(value)), field);
            }
            "placeOfBirth" => {
                if let Value::Object(place) = value {
                    entity.says(Property::BirthPlace, &address(place), field);
                }
            }
            "nationalities" | "taxResidencies" => {
                let nationality = field == "nationalities";
                for land in value.as_array().into_iter().flatten() {
                    match nationality {
                        true => entity.says(Property::Nationality, &country(land), field),
                        false => entity.says(Property::Remark, &format!("taxed in {}", country(land)), field),
                    };
                }
            }
            "identifiers" => identifiers(value, Property::Reference, &mut entity),
            "addresses" => addresses(value, &mut entity),
            "politicalExposure" => {
                let status = value.get("status").map(json::text).unwrap_or_default();
                if !status.is_empty() {
                    entity.says(Property::Remark, &format!("political exposure: {status}"), field);
                }
            }
            "personType" => {}
            known if QUIET.contains(&known) => {}
            other => unread.add(&format!("person {other}")),
        }
    }
    entity
}

fn names_of(value: &Value, entity: &mut DraftEntity) {
    for name in value.as_array().into_iter().flatten().filter_map(Value::as_object) {
        let mut full = json::first(name, "fullName");
        if full.is_empty() {
            let parts = ["givenName", "patronymicName", "familyName"].map(|part| json::first(name, part));
            full = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        }
        let legal = matches!(json::first(name, "type").as_str(), "legal" | "");
        let property = if legal { Property::Name } else { Property::Alias };
        entity.says(property, &full, "names");
    }
}

/// A country or a part of one by its name, else by its code.
fn country(value: &Value) -> String {
    let Value::Object(land) = value else { return json::text(value) };
    let (name, code) = (json::first(land, "name"), json::first(land, "code"));
    // `US-DE` is a part of a country, and a name of a part is known to nobody as a country.
    match (code.split_once('-'), name.is_empty()) {
        (Some((state, _)), true) => state.to_owned(),
        (Some((state, _)), false) => format!("{state} ({name})"),
        (None, true) => code,
        (None, false) => name,
    }
}

fn identifiers(value: &Value, property: Property, entity: &mut DraftEntity) {
    for one in value.as_array().into_iter().flatten().filter_map(Value::as_object) {
        let scheme = [json::first(one, "schemeName"), json::first(one, "scheme")];
        let scheme = scheme.into_iter().find(|s| !s.is_empty()).unwrap_or_default();
        let place = format!("identifiers {}", scheme.chars().take(100).collect::<String>());
        let id = json::first(one, "id");
        let text = if property == Property::Reference && !scheme.is_empty() && !id.is_empty() {
            format!("{scheme} {id}")
        } else {
            id
        };
        entity.says(property, &text, place.trim());
    }
}

fn addresses(value: &Value, entity: &mut DraftEntity) {
    for one in value.as_array().into_iter().flatten().filter_map(Value::as_object) {
        entity.says(Property::Address, &address(one), "addresses");
    }
}

fn address(one: &Object) -> String {
    let land = one.get("country").map(country).unwrap_or_default();
    let parts = [json::first(one, "address"), json::first(one, "postCode"), land];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Who owns or controls what, state by state.
fn relation(
    states: &[Statement],
    last: &Statement,
    (known, unread): (&HashMap<String, EntityKind>, &mut Unread),
    out: &mut Out<'_>,
) {
    let ends = ["subject", "interestedParty"].map(|end| json::first(&last.details, end));
    let [subject, party] = &ends;
    // Whom nobody knows is said of whom they own.
    let of = if party.is_empty() { subject } else { party };
    let Some(kind) = known.get(of).copied().filter(|_| known.contains_key(subject)) else {
        return out.not_taken(last.place.clone(), Reason::NoEntry, "one of its ends is not in the file");
    };
    let mut interests = Vec::new();
    for (nth, state) in states.iter().enumerate() {
        let next = states.get(nth.saturating_add(1));
        let until = next.map(|next| next.date.as_str());
        let ended = (state.closed).then_some(state.date.as_str());
        // A statement that closes the record tells its last state again.
        if state.closed && nth > 0 {
            continue;
        }
        let until = match next {
            Some(next) if next.closed => Some(next.date.as_str()),
            _ => until.or(ended),
        };
        for one in state.details.get("interests").and_then(Value::as_array).into_iter().flatten() {
            if let Value::Object(one) = one {
                interests.push((json::first(one, "type"), interest(one, until)));
            }
        }
    }
    for field in last.details.keys() {
        if !["subject", "interestedParty", "interests"].contains(&field.as_str())
            && !QUIET.contains(&field.as_str())
        {
            unread.add(&format!("relationship {field}"));
        }
    }
    let owns = interests.iter().any(|(kind, _)| OWNING.contains(&kind.as_str()));
    let mut entity = DraftEntity::new(key(of), kind);
    if !party.is_empty() {
        let property = if owns { Property::Owns } else { Property::AssociatedWith };
        entity.links(property, &key(subject), "relationship");
    } else {
        let reason = last.details.get("interestedParty").and_then(Value::as_object);
        let reason = reason.map(|why| json::first(why, "reason")).unwrap_or_default();
        entity.says(Property::Remark, &format!("owner not known: {reason}"), "interestedParty");
    }
    for (_, text) in interests {
        entity.says(Property::Remark, &text, "interests");
    }
    out.record(last.place.clone(), vec![entity]);
}

/// An interest in words: `shareholding 40 %, direct, beneficial owner, from 2021-09-24, until 2022-09-25`.
fn interest(one: &Object, until: Option<&str>) -> String {
    let mut words = vec![json::first(one, "type")];
    if let Some(Value::Object(share)) = one.get("share")
        && let Some(first) = words.first_mut()
    {
        let at = |name: &str| json::first(share, name);
        let exact = at("exact");
        let (least, most) = (at("minimum"), at("maximum"));
        let said = if exact.is_empty() { format!("{least} to {most}") } else { exact };
        if said != " to " {
            *first = format!("{first} {said} %");
        }
    }
    words.push(json::first(one, "directOrIndirect"));
    if one.get("beneficialOwnershipOrControl") == Some(&Value::Bool(true)) {
        words.push("beneficial owner".to_owned());
    }
    words.push(json::first(one, "details"));
    let end = json::first(one, "endDate");
    let until = if end.is_empty() { until.unwrap_or_default() } else { &end };
    for (word, day) in [("from", json::first(one, "startDate").as_str()), ("until", until)] {
        if !day.is_empty() {
            words.push(format!("{word} {day}"));
        }
    }
    words.retain(|word| !word.is_empty());
    words.join(", ")
}
