//! CASE/UCO, JSON-LD, as tools that read telephones write it: devices, SIM cards, lines, accounts, contacts, calls, messages,
//! cell sites and places.
//!
//! Names are read by their last part, whatever prefix a tool gave the ontology. A call or message is an event with its
//! direction; who says nothing of direction gives only those who were called.

use crate::case_uco_kinds::{Facts, Object, fill, kind_of, local};
use crate::item::{
    Control, DraftEntity, Item, Out, Place, RECORD_STATEMENTS_MAX, ReadError, Reason, Summary,
};
use crate::json::{self, Unread};
use kernel::{EntityKind, Property};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap};
use std::io::Read;

/// Deepest nesting of objects within objects that is followed.
const DEPTH_MAX: usize = 32;
/// Most objects of one file.
const OBJECTS_MAX: usize = 2_000_000;

/// Whether a file begins like one of these.
pub(crate) fn looks_like(text: &str) -> bool {
    text.starts_with('{')
        && text.contains("\"@context\"")
        && (text.contains("unifiedcyberontology.org") || text.contains("caseontology.org"))
}

/// Reads the file.
pub(crate) fn read(
    input: &mut dyn Read,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let document = json::whole(input, "case-uco")?;
    let mut out = Out::new(sink);
    let mut objects = Vec::new();
    collect(&document, 0, &mut objects, &mut out);
    if objects.is_empty() {
        let why = "no object with an @id and a @type".to_owned();
        return Err(ReadError::NotTheFormat { format: "case-uco", why });
    }
    let mut facts = Facts::default();
    for object in &objects {
        facts.learn(object);
    }
    let mut unread = Unread::default();
    for (number, object) in objects.iter().enumerate() {
        if out.stopped {
            break;
        }
        let index = u64::try_from(number).unwrap_or(u64::MAX).saturating_add(1);
        let reference = local(&object.id).chars().take(64).collect();
        let element = object.types.first().cloned().unwrap_or_default();
        let place = Place { element, index, reference, ..Place::default() };
        if object.is("Relationship") || object.is("ObservableRelationship") {
            relationship(object, place, &facts, &mut out);
        } else if let Some(kind) = kind_of(object) {
            entity(object, kind, place, &facts, (&mut unread, &mut out));
        } else {
            unread.add(&object.types.join(", "));
        }
    }
    unread.tell(&mut out);
    Ok(out.summary)
}

/// Every object with an id and a type, wherever it stands; what hangs on it as a facet belongs to it.
fn collect(value: &Value, depth: usize, into: &mut Vec<Object>, out: &mut Out<'_>) {
    if depth > DEPTH_MAX || into.len() >= OBJECTS_MAX {
        return out.not_taken(Place::default(), Reason::TooMany, "objects within objects");
    }
    match value {
        Value::Array(all) => all.iter().for_each(|one| collect(one, depth.saturating_add(1), into, out)),
        Value::Object(map) => {
            let types: Vec<String> =
                json::texts(map.get("@type")).iter().map(|t| local(t).to_owned()).collect();
            let id = json::first(map, "@id");
            let is_facet = types.iter().any(|t| t.ends_with("Facet"));
            let holds = types.iter().any(|t| t == "Bundle");
            if !id.is_empty() && !types.is_empty() && !is_facet && !holds {
                let mut fields: BTreeMap<String, Vec<(String, Value)>> = BTreeMap::new();
                take_fields(map, "", &mut fields);
                into.push(Object { id, types, fields });
            }
            for (field, inner) in map.iter().filter(|(field, _)| field.as_str() != "@context") {
                if inner.is_object() || inner.is_array() {
                    let _ = field;
                    collect(inner, depth.saturating_add(1), into, out);
                }
            }
        }
        _ => {}
    }
}

fn take_fields(map: &Map<String, Value>, facet: &str, fields: &mut BTreeMap<String, Vec<(String, Value)>>) {
    for (name, value) in map {
        let name = local(name);
        if name == "hasFacet" || name == "facets" {
            let all = match value {
                Value::Array(all) => all.iter().collect(),
                one => vec![one],
            };
            for inner in all.into_iter().filter_map(Value::as_object) {
                let of = json::texts(inner.get("@type")).first().map(|t| local(t).to_owned());
                take_fields(inner, &of.unwrap_or_default(), fields);
            }
        } else if !name.starts_with('@') && !matches!(name, "id" | "type") {
            let all = match value {
                Value::Array(all) => all.clone(),
                one => vec![one.clone()],
            };
            let of = all.into_iter().map(|v| (facet.to_owned(), v));
            fields.entry(name.to_owned()).or_default().extend(of);
        }
    }
}

fn entity(
    object: &Object,
    kind: EntityKind,
    place: Place,
    facts: &Facts,
    (unread, out): (&mut Unread, &mut Out<'_>),
) {
    let mut entity = DraftEntity::new(key(&object.id), kind);
    let mut others = Vec::new();
    fill(object, &mut entity, &mut others, facts, unread);
    let statements = entity.statements.len().saturating_add(others.len());
    if statements > RECORD_STATEMENTS_MAX {
        return out.not_taken(place, Reason::TooMany, &format!("{statements} statements"));
    }
    if entity.statements.is_empty() {
        return out.not_taken(place, Reason::NoSubject, "it says nothing that a case file has a place for");
    }
    let mut entities = vec![entity];
    entities.extend(others);
    out.record(place, entities);
}

pub(crate) fn key(id: &str) -> String {
    format!("case/{id}")
}

fn relationship(object: &Object, place: Place, facts: &Facts, out: &mut Out<'_>) {
    let kind = object.text("kindOfRelationship");
    for source in object.references("source") {
        for target in object.references("target") {
            let ends = facts.kinds.get(&source).copied().zip(facts.kinds.get(&target).copied());
            let Some((source_kind, target_kind)) = ends else {
                let why = format!("{kind}: an end is nothing that a case file has a place for");
                out.not_taken(place.clone(), Reason::NoEntry, &why);
                continue;
            };
            let (mut from, mut to, mut from_kind) = (key(&source), key(&target), source_kind);
            let link = match kind.to_lowercase().replace('_', " ").as_str() {
                "has account" | "associated account" | "uses" | "has device" => Property::Uses,
                "contained within" if source_kind == EntityKind::SimCard => {
                    (from, to, from_kind) = (key(&target), key(&source), target_kind);
                    Property::Uses
                }
                "located at" | "connected to" if target_kind == EntityKind::Place => Property::Located,
                "owner of" | "owns" => Property::Owns,
                _ => Property::AssociatedWith,
            };
            let mut entity = DraftEntity::new(from, from_kind);
            entity.links(link, &to, &kind);
            let when: Vec<String> = ["startTime", "endTime"]
                .iter()
                .map(|field| object.text(field))
                .filter(|text| !text.is_empty())
                .collect();
            let in_words = link == Property::AssociatedWith && !kind.is_empty();
            if in_words || !when.is_empty() {
                let words = format!("{} {}", kind.replace('_', " "), when.join(" – "));
                entity.says(Property::Remark, words.trim(), "kindOfRelationship");
            }
            out.record(place.clone(), vec![entity]);
        }
    }
}

/// What is known of every object before anything is handed over.
pub(crate) type Kinds = HashMap<String, EntityKind>;
