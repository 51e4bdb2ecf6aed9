//! Statements of the Beneficial Ownership Data Standard 0.4: organisations, persons, and who owns or controls what.
//!
//! Several statements of one record are its states over time. Of an organisation or a person the last one is taken; of a
//! relation every state is told, since who owned something then is as telling as who owns it now. What an interest's end
//! is, only the interest says: the day of a statement is when somebody wrote it, and no day on which anybody sold.

use crate::bods_interests::{interest, interests, told};
use crate::document::{Described, Documents};
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

/// What is said of statements as they were written before.
const OLDER: &str = "a statement of an older version; version 0.4 is read";

/// Whether a file begins like one of these.
pub(crate) fn looks_like(text: &str) -> bool {
    let now = || {
        text.contains("\"statementId\"")
            && (text.contains("\"recordDetails\"") || text.contains("\"bodsVersion\""))
    };
    // Older versions are known so that it can be said that they are not read.
    let before = || {
        text.contains("\"statementID\"")
            && (text.contains("\"statementType\"") || text.contains("\"bodsVersion\""))
    };
    text.starts_with(['[', '{']) && (now() || before())
}

/// One statement, with where it stands.
pub(crate) struct Statement {
    place: Place,
    record: String,
    kind: String,
    pub(crate) date: String,
    pub(crate) closed: bool,
    pub(crate) details: Object,
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
            ends.insert(last.record.clone(), (kind, json::first(&last.details, "name")));
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
    let has = |id: &str| all.iter().flatten().any(|object| object.contains_key(id));
    if !has("statementId") {
        // As 0.2 and 0.3 write the word.
        let older = has("statementID");
        return Err(not_one(if older { OLDER } else { "no statement in it has an id" }));
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
        out.not_taken(place, Reason::UnknownElement, OLDER);
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
    let (mut entity, documents) = match last.kind.as_str() {
        "person" => person(last, unread),
        _ => (organisation(last, unread), Vec::new()),
    };
    if !entity.statements.iter().any(|s| s.property.is_naming() || s.property == Property::RegistrationNumber)
    {
        return out.not_taken(last.place.clone(), Reason::NoSubject, "no name and no number");
    }
    if last.closed {
        let when = if last.date.is_empty() { String::new() } else { format!(" on {}", last.date) };
        entity.says(Property::Remark, &format!("record closed by its publisher{when}"), "recordStatus");
    }
    out.record(last.place.clone(), std::iter::once(entity).chain(documents).collect());
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
                of_country(Property::Country, value, field, &mut entity);
            }
            "foundingDate" | "dissolutionDate" => {
                let word = if field == "foundingDate" { "founded" } else { "dissolved" };
                entity.says(Property::Remark, &format!("{word} {}", json::text(value)), field);
            }
            "uri" => {
                entity.says(Property::Website, &json::text(value), field);
            }
            "identifiers" => {
                for one in identified(value) {
                    entity.says(Property::RegistrationNumber, &one.id, &one.place);
                }
            }
            "addresses" => addresses(value, &mut entity),
            known if QUIET.contains(&known) => {}
            other => unread.add(&format!("entity {other}")),
        }
    }
    entity
}

/// A person, and the documents that they hold.
fn person(of: &Statement, unread: &mut Unread) -> (DraftEntity, Vec<DraftEntity>) {
    let mut entity = DraftEntity::new(key(&of.record), EntityKind::Person);
    let mut documents = Documents::default();
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
                for land in value.as_array().into_iter().flatten() {
                    if field == "nationalities" {
                        of_country(Property::Nationality, land, field, &mut entity);
                    } else {
                        entity.says(Property::Remark, &format!("taxed in {}", land_in_words(land)), field);
                    }
                }
            }
            "identifiers" => {
                for one in identified(value) {
                    match one.document() {
                        Some(document) => documents.add(&mut entity, &document, &one.place),
                        None => {
                            let said = format!("{} {}", one.scheme, one.id);
                            let said = if one.id.is_empty() { "" } else { said.trim() };
                            entity.says(Property::Reference, said, &one.place);
                        }
                    }
                }
            }
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
    (entity, documents.into_entities())
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

/// A country by its code, which every spelling of its name shares. What the name says beside it, as of a part of a
/// country, is a remark.
fn of_country(property: Property, value: &Value, field: &str, entity: &mut DraftEntity) {
    let (name, code) = name_and_code(value);
    // `US-DE` is a part of a country, and a name of a part is known to nobody as a country.
    let state = code.split_once('-').map_or(code.as_str(), |(state, _)| state);
    let said = if state.is_empty() { &name } else { state };
    entity.says(property, said, field);
    let part = state != code;
    let other = !name.is_empty() && said != name && names::party_of(&name) != names::party_of(state);
    if part || other {
        let beside = if part { format!(" ({code})") } else { String::new() };
        entity.says(Property::Remark, format!("{field}: {name}{beside}").trim(), field);
    }
}

fn name_and_code(value: &Value) -> (String, String) {
    match value {
        Value::Object(land) => (json::first(land, "name"), json::first(land, "code")),
        other => (json::text(other), String::new()),
    }
}

/// A country as part of a text that people read.
fn land_in_words(value: &Value) -> String {
    let (name, code) = name_and_code(value);
    if name.is_empty() { code } else { name }
}

/// A number that something goes by.
struct Identified {
    id: String,
    scheme: String,
    place: String,
}

impl Identified {
    /// A document of a person: `AFG-IDCARD`, `GBR-PASSPORT`, with the code of who issues it.
    fn document(&self) -> Option<Described> {
        let (issuer, kind) = self.scheme.split_once('-')?;
        let issuer = names::party_of(issuer).filter(|_| issuer.len() == 3)?;
        let kind = match kind.to_ascii_uppercase().as_str() {
            "PASSPORT" => "Passport",
            "IDCARD" => "Identity card",
            _ => return None,
        };
        let (kind, issuer) = (kind.to_owned(), issuer.to_string());
        Some(Described { kind, issuer, number: self.id.clone(), ..Described::default() })
            .filter(|document| !document.number.is_empty())
    }
}

fn identified(value: &Value) -> impl Iterator<Item = Identified> + '_ {
    value.as_array().into_iter().flatten().filter_map(Value::as_object).map(|one| {
        let (name, code) = (json::first(one, "schemeName"), json::first(one, "scheme"));
        // The code is what others share; a name may say the same in any words.
        let of_document = code.ends_with("-PASSPORT") || code.ends_with("-IDCARD");
        let scheme = if name.is_empty() || of_document { code } else { name };
        let place = format!("identifiers {}", scheme.chars().take(100).collect::<String>());
        Identified { id: json::first(one, "id"), place: place.trim().to_owned(), scheme }
    })
}

fn addresses(value: &Value, entity: &mut DraftEntity) {
    for one in value.as_array().into_iter().flatten().filter_map(Value::as_object) {
        entity.says(Property::Address, &address(one), "addresses");
    }
}

fn address(one: &Object) -> String {
    let land = one.get("country").map(land_in_words).unwrap_or_default();
    let parts = [json::first(one, "address"), json::first(one, "postCode"), land];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Who owns or controls what, state by state.
fn relation(
    states: &[Statement],
    last: &Statement,
    (known, unread): (&HashMap<String, (EntityKind, String)>, &mut Unread),
    out: &mut Out<'_>,
) {
    let ends = ["subject", "interestedParty"].map(|end| json::first(&last.details, end));
    let [subject, party] = &ends;
    // Whom nobody knows is said of whom they own.
    let of = if party.is_empty() { subject } else { party };
    let (Some((kind, _)), Some((_, name))) = (known.get(of), known.get(subject)) else {
        return out.not_taken(last.place.clone(), Reason::NoEntry, "one of its ends is not in the file");
    };
    for field in last.details.keys() {
        if !["subject", "interestedParty", "interests"].contains(&field.as_str())
            && !QUIET.contains(&field.as_str())
        {
            unread.add(&format!("relationship {field}"));
        }
    }
    let owns =
        states.iter().flat_map(interests).any(|one| OWNING.contains(&json::first(one, "type").as_str()));
    let mut entity = DraftEntity::new(key(of), *kind);
    if !party.is_empty() {
        let property = if owns { Property::Owns } else { Property::AssociatedWith };
        entity.links(property, &key(subject), "relationship");
    } else {
        let reason = last.details.get("interestedParty").and_then(Value::as_object);
        let reason = reason.map(|why| json::first(why, "reason")).unwrap_or_default();
        entity.says(Property::Remark, &format!("owner not known: {reason}"), "interestedParty");
    }
    for (one, end) in told(states) {
        entity.says(Property::Remark, &interest(one, name, &end), "interests");
    }
    out.record(last.place.clone(), vec![entity]);
}
