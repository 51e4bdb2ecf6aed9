//! STIX 2.1 bundles: who, where, with which accounts and addresses, what joins them, and how each is marked.
//!
//! Traffic lights mark the record they stand on; a part of an object that is marked more narrowly than the rest marks
//! the whole. A marking in words is a restriction that a person must read before anything leaves. What describes software,
//! and not people or things, has no place in a case file and is counted.

use crate::item::{
    Control, DraftEntity, Item, Marked, Out, Place, RECORD_STATEMENTS_MAX, ReadError, Reason, Summary,
};
use crate::json::{self, Unread};
use crate::stix_objects::{fill, kind_of, link_of};
use kernel::{EntityKind, Handling, Pap, Property, Tlp};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::io::Read;

/// Markings that every bundle may name without defining them: TLP 1 as STIX 2.1 has it, and TLP 2.
const TLP_KNOWN: [(&str, Tlp); 9] = [
    ("marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9", Tlp::Clear),
    ("marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da", Tlp::Green),
    ("marking-definition--f88d31f6-486f-44da-b317-01333bde0b82", Tlp::Amber),
    ("marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed", Tlp::Red),
    ("marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487", Tlp::Clear),
    ("marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb", Tlp::Green),
    ("marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421", Tlp::Amber),
    ("marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003", Tlp::AmberStrict),
    ("marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1", Tlp::Red),
];

/// The TLP 2 definition that stands for a marking.
pub(crate) fn tlp_definition(tlp: Tlp) -> &'static str {
    let own = TLP_KNOWN.iter().rev().find(|(_, known)| *known == tlp);
    own.map_or("", |(id, _)| id)
}

/// Whether a file begins like one of these.
pub(crate) fn looks_like(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    plain.starts_with('{') && plain.contains("\"type\":\"bundle\"") && plain.contains("\"bundle--")
}

/// What a marking of the bundle says.
#[derive(Clone)]
enum Said {
    Marked(Marked),
    Words(String),
}

struct Bundle {
    markings: HashMap<String, Said>,
    kinds: HashMap<String, EntityKind>,
}

/// Reads the bundle. It is held whole: its objects name each other in any order.
pub(crate) fn read(
    input: &mut dyn Read,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let document = json::whole(input, "stix")?;
    let objects = match document.get("objects") {
        Some(Value::Array(objects))
            if json::text(document.get("type").unwrap_or(&Value::Null)) == "bundle" =>
        {
            objects
        }
        _ => {
            let why = "no bundle with objects".to_owned();
            return Err(ReadError::NotTheFormat { format: "stix", why });
        }
    };
    let mut out = Out::new(sink);
    let (mut bundle, mut unread) =
        (Bundle { markings: HashMap::new(), kinds: HashMap::new() }, Unread::default());
    for (id, tlp) in TLP_KNOWN {
        let marked = Marked { tlp: Some(tlp), ..Marked::default() };
        bundle.markings.insert(id.to_owned(), Said::Marked(marked));
    }
    for object in objects.iter().filter_map(Value::as_object) {
        bundle.learn(object);
    }
    for (number, object) in objects.iter().enumerate() {
        if out.stopped {
            break;
        }
        let index = u64::try_from(number).unwrap_or(u64::MAX).saturating_add(1);
        let place = Place { index, ..Place::default() };
        match object.as_object() {
            Some(object) => bundle.object(object, place, &mut unread, &mut out),
            None => out.not_taken(place, Reason::NotJson, "no object"),
        }
    }
    unread.tell(&mut out);
    Ok(out.summary)
}

pub(crate) fn key(id: &str) -> String {
    format!("stix/{id}")
}

impl Bundle {
    fn learn(&mut self, object: &Map<String, Value>) {
        let (id, kind) = (json::first(object, "id"), json::first(object, "type"));
        if kind == "marking-definition" && !self.markings.contains_key(&id) {
            self.markings.insert(id, definition(object));
        } else if let Some(kind) = kind_of(object) {
            self.kinds.insert(id, kind);
        }
    }

    fn object(&self, object: &Map<String, Value>, place: Place, unread: &mut Unread, out: &mut Out<'_>) {
        let (id, kind) = (json::first(object, "id"), json::first(object, "type"));
        let place = Place { element: kind.clone(), reference: id.chars().take(64).collect(), ..place };
        if object.get("revoked") == Some(&Value::Bool(true)) {
            return out.not_taken(place, Reason::Removed, "its source took it back");
        }
        let (marked, words) = match self.marked(object, &place, out) {
            Ok(marked) => marked,
            Err(unknown) => return out.not_taken(place, Reason::UnknownMarking, &unknown),
        };
        if kind == "marking-definition" || kind == "extension-definition" {
            return;
        }
        if kind == "relationship" {
            return self.relationship(object, place, (marked, words), out);
        }
        let Some(own) = kind_of(object) else {
            return unread.add(&kind);
        };
        let mut entity = DraftEntity::new(key(&id), own);
        fill(object, &mut entity, unread);
        for word in &words {
            entity.says(Property::Remark, &format!("marking: {word}"), "object_marking_refs");
        }
        let mut entities = vec![entity];
        self.references(object, &mut entities, &place, out);
        let statements: usize = entities.iter().map(|e| e.statements.len()).sum();
        if statements > RECORD_STATEMENTS_MAX {
            return out.not_taken(place, Reason::TooMany, &format!("{statements} statements"));
        }
        if statements == 0 {
            return out.not_taken(
                place,
                Reason::NoSubject,
                "it says nothing that a case file has a place for",
            );
        }
        out.marked_record(place, entities, marked);
    }

    /// Fields that name other objects.
    fn references(
        &self,
        object: &Map<String, Value>,
        entities: &mut Vec<DraftEntity>,
        place: &Place,
        out: &mut Out<'_>,
    ) {
        for (field, values) in object {
            let Some((link, back)) = link_of(field) else { continue };
            for other in json::texts(Some(values)) {
                let Some(kind) = self.kinds.get(&other).copied() else {
                    let why = format!("{field}: {other} is nothing that a case file has a place for");
                    out.not_taken(place.clone(), Reason::NoEntry, &why);
                    continue;
                };
                let Some(own) = entities.first_mut() else { return };
                if back {
                    let mut from = DraftEntity::new(key(&other), kind);
                    from.links(link, &own.key, field);
                    entities.push(from);
                } else {
                    own.links(link, &key(&other), field);
                }
            }
        }
    }

    fn relationship(
        &self,
        object: &Map<String, Value>,
        place: Place,
        (marked, words): (Marked, Vec<String>),
        out: &mut Out<'_>,
    ) {
        let kind = json::first(object, "relationship_type");
        let (source, target) = (json::first(object, "source_ref"), json::first(object, "target_ref"));
        let ends = self.kinds.get(&source).copied().filter(|_| self.kinds.contains_key(&target));
        let Some(from) = ends else {
            let why = format!("{kind}: an end is nothing that a case file has a place for");
            return out.not_taken(place, Reason::NoEntry, &why);
        };
        let link = match kind.as_str() {
            "owns" => Property::Owns,
            "uses" => Property::Uses,
            "located-at" | "originates-from" => Property::Located,
            code => Property::parse(code).filter(|p| p.is_link()).unwrap_or(Property::AssociatedWith),
        };
        let mut entity = DraftEntity::new(key(&source), from);
        entity.links(link, &key(&target), "relationship_type");
        let described = json::first(object, "description");
        let named = link == Property::AssociatedWith && kind != link.code();
        let said = match (named, described.is_empty()) {
            (true, true) => kind,
            (true, false) => format!("{kind}: {described}"),
            (false, _) => described,
        };
        entity.says(Property::Remark, &said, "relationship");
        for word in words {
            entity.says(Property::Remark, &format!("marking: {word}"), "object_marking_refs");
        }
        out.marked_record(place, vec![entity], marked);
    }

    /// How an object is marked: the narrowest of all that stands on it and on its parts, and restrictions in words.
    fn marked(
        &self,
        object: &Map<String, Value>,
        place: &Place,
        out: &mut Out<'_>,
    ) -> Result<(Marked, Vec<String>), String> {
        let mut ids = json::texts(object.get("object_marking_refs"));
        if let Some(Value::Array(parts)) = object.get("granular_markings") {
            let of = parts.iter().filter_map(|part| part.get("marking_ref")).map(json::text);
            ids.extend(of.filter(|id| !id.is_empty()));
            let why = "markings of parts; the narrowest holds for the whole";
            out.not_taken(place.clone(), Reason::NoPlace, why);
        }
        let (mut marked, mut words) = (Marked::default(), Vec::new());
        for id in ids {
            match self.markings.get(&id) {
                Some(Said::Marked(own)) => {
                    marked.tlp = marked.tlp.max(own.tlp);
                    marked.pap = marked.pap.max(own.pap);
                    marked.handling = marked.handling.max(own.handling);
                }
                Some(Said::Words(said)) => {
                    marked.handling = Some(Handling::H3);
                    if !words.contains(said) {
                        words.push(said.clone());
                    }
                }
                None => return Err(id),
            }
        }
        Ok((marked, words))
    }
}

/// What a definition of the bundle says. A text that is none of ours is a restriction in words.
fn definition(object: &Map<String, Value>) -> Said {
    let empty = Map::new();
    let own = object.get("definition").and_then(Value::as_object).unwrap_or(&empty);
    let said = ["statement", "tlp"].iter().map(|f| json::first(own, f)).find(|t| !t.is_empty());
    let name = json::first(object, "name");
    let said = said.unwrap_or_else(|| name.clone());
    let tlp = match json::first(object, "definition_type").as_str() {
        "tlp" => Tlp::read(&said),
        _ => Tlp::read(&name).filter(|_| name.to_uppercase().starts_with("TLP")),
    };
    let pap = Pap::read(&said).filter(|_| said.to_uppercase().starts_with("PAP"));
    let handling = said.strip_prefix("Handling ").and_then(Handling::parse);
    match (tlp, pap, handling) {
        (None, None, None) => Said::Words(said),
        (tlp, pap, handling) => Said::Marked(Marked { handling, tlp, pap }),
    }
}
