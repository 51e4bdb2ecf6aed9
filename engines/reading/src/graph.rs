//! Networks of calls and messages as lines of JSON, a node or an edge on each, as NetworkX and graph databases write
//! them: who spoke, from which lines, and who called or wrote to whom.

use crate::item::{Control, DraftEntity, Item, Out, Place, ReadError, Reason, Summary};
use crate::json::{self, Line, Lines, Unread};
use kernel::{EntityKind, Property};
use serde_json::{Map, Value};
use std::collections::HashSet;
use std::io::Read;

/// Fields of a node that list the lines somebody used.
const NUMBERS: [&str; 5] =
    ["source_numbers", "target_numbers", "caller_numbers", "callee_numbers", "numbers"];
/// Most edges that wait for the end of the file.
const WAITING_MAX: usize = 2_000_000;

/// Whether a file begins like one of these.
pub(crate) fn looks_like(text: &str) -> bool {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    first.is_some_and(|line| {
        let line: String = line.chars().filter(|c| !c.is_whitespace()).take(200).collect();
        line.contains("\"type\":\"node\"") || line.contains("\"type\":\"edge\"")
    })
}

/// Reads the file. Edges wait until the end, so that a node may stand after them.
pub(crate) fn read(
    input: &mut dyn Read,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let mut out = Out::new(sink);
    let mut lines = Lines::new(input);
    let (mut known, mut edges, mut unread) = (HashSet::new(), Vec::new(), Unread::default());
    let mut index = 0_u64;
    while !out.stopped {
        let line = match lines.take_line() {
            Ok(Some(line)) => line,
            Ok(None) => break,
            Err(error) => {
                out.broken(Place { line: lines.number, ..Place::default() }, &error.to_string());
                break;
            }
        };
        index = index.saturating_add(1);
        let mut place = Place { line: lines.number, index, ..Place::default() };
        let object = match line {
            Line::Object(object) => object,
            Line::Not(reason, detail) => {
                out.not_taken(place, reason, &detail);
                continue;
            }
        };
        match json::first(&object, "type").as_str() {
            "node" => {
                place.element = "node".into();
                node(&object, place, &mut known, &mut unread, &mut out);
            }
            "edge" if edges.len() < WAITING_MAX => {
                place.element = "edge".into();
                edges.push((place, object));
            }
            "edge" => out.not_taken(place, Reason::TooMany, "edges"),
            _ if index == 1 => {
                let why = "no node and no edge on the first line".to_owned();
                return Err(ReadError::NotTheFormat { format: "graph", why });
            }
            other => out.not_taken(place, Reason::UnknownElement, other),
        }
    }
    for (place, object) in edges {
        edge(&object, place, &known, &mut unread, &mut out);
    }
    unread.tell(&mut out);
    Ok(out.summary)
}

fn key(id: &str) -> String {
    format!("graph/{id}")
}

fn properties(object: &Map<String, Value>) -> Map<String, Value> {
    match object.get("properties") {
        Some(Value::Object(properties)) => properties.clone(),
        _ => Map::new(),
    }
}

fn node(
    object: &Map<String, Value>,
    place: Place,
    known: &mut HashSet<String>,
    unread: &mut Unread,
    out: &mut Out<'_>,
) {
    let id = json::first(object, "id");
    if id.is_empty() {
        return out.not_taken(place, Reason::NoSubject, "no id");
    }
    let place = Place { reference: id.chars().take(64).collect(), ..place };
    let said = properties(object);
    let kind = match json::first(&said, "type").to_lowercase().as_str() {
        "organization" | "organisation" | "company" => EntityKind::Organisation,
        "phone" | "number" => EntityKind::Phone,
        _ => EntityKind::Person,
    };
    let mut entity = DraftEntity::new(key(&id), kind);
    let name = json::first(&said, "name");
    match kind {
        EntityKind::Phone => entity.says(Property::Phone, &id, "id"),
        _ if name.is_empty() => entity.says(Property::Name, &id, "id"),
        _ => entity.says(Property::Name, &name, "name"),
    };
    let mut entities = Vec::new();
    for (field, values) in &said {
        match field.as_str() {
            "name" => {}
            "type" if matches!(json::text(values).as_str(), "speaker" | "person") => {}
            "gender" => {
                entity.says(Property::Gender, &json::text(values), field);
            }
            "type" | "languages" | "language" | "role" => {
                entity.says(Property::Remark, &format!("{field}: {}", json::text(values)), field);
            }
            field if NUMBERS.contains(&field) => {
                for number in json::texts(Some(values)) {
                    if number.starts_with("NA_") {
                        out.not_taken(place.clone(), Reason::Empty, &format!("{field}: {number}"));
                        continue;
                    }
                    let line = key(&format!("number/{number}"));
                    let uses = |d: &crate::Draft| d.value == crate::Value::Link(line.clone());
                    if entity.statements.iter().any(uses) {
                        continue;
                    }
                    entity.links(Property::Uses, &line, field);
                    let mut phone = DraftEntity::new(line, EntityKind::Phone);
                    phone.says(Property::Phone, &number, field);
                    entities.push(phone);
                }
            }
            other => unread.add(&format!("node {other}")),
        }
    }
    known.insert(entity.key.clone());
    entities.insert(0, entity);
    out.record(place, entities);
}

/// An edge is one event: a call or a message, or as many of them as its weight says.
fn edge(
    object: &Map<String, Value>,
    place: Place,
    known: &HashSet<String>,
    unread: &mut Unread,
    out: &mut Out<'_>,
) {
    let (from, to) = (key(&json::first(object, "source")), key(&json::first(object, "target")));
    if let Some(missing) = [&from, &to].into_iter().find(|end| !known.contains(*end)) {
        return out.not_taken(place, Reason::NoEntry, &format!("{missing} is not here"));
    }
    let said = properties(object);
    let mut event = DraftEntity::new(key(&format!("edge/{}", place.line)), EntityKind::Event);
    let kind = json::first(&said, "type");
    let called = match kind.to_lowercase() {
        kind if kind.contains("call") => "call".to_owned(),
        kind if kind.contains("sms") || kind.contains("message") => "message".to_owned(),
        kind if kind.is_empty() => "contact".to_owned(),
        kind => kind,
    };
    event.says(Property::EventKind, &called, "type");
    for (field, values) in &said {
        let text = json::text(values);
        match field.as_str() {
            "type" => {}
            "date" | "time" | "timestamp" | "start" => {
                event.says(Property::Date, &text, field);
            }
            "duration" => {
                event.says(Property::Duration, &text, field);
            }
            "weight" | "count" => {
                let times = text.strip_suffix(".0").unwrap_or(&text);
                event.says(Property::Remark, &format!("{times} ×"), field);
            }
            other => unread.add(&format!("edge {other}")),
        }
    }
    event.links(Property::From, &from, "source");
    event.links(Property::To, &to, "target");
    out.record(place, vec![event]);
}
