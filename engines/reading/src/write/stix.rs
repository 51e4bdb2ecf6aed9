//! STIX 2.1: an object for an entity, one for each link, and the definitions of the markings they bear.

use super::{Outgoing, Writer, links, texts};
use crate::stix::tlp_definition;
use crate::stix_objects::{OWN_FIELD, OWN_OBJECT};
use kernel::{Digest, EntityKind, Handling, Pap, Property};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The name space of ids: they are made from places in the file, and say nothing of the node.
const SPACE: &str = "liaison export";

fn uuid(of: &[&str]) -> String {
    let parts: Vec<&[u8]> = std::iter::once(SPACE).chain(of.iter().copied()).map(str::as_bytes).collect();
    let digest = Digest::of(&parts).to_string();
    let hex: String = digest.chars().filter(char::is_ascii_hexdigit).take(32).collect();
    let piece = |from: usize, to: usize| hex.get(from..to).unwrap_or("0").to_owned();
    // Version 8, the variant of RFC 9562: made by the program's own rule.
    format!("{}-{}-8{}-8{}-{}", piece(0, 8), piece(8, 12), piece(13, 16), piece(17, 20), piece(20, 32))
}

/// Opens the bundle.
pub(super) fn begin<W: Write>(writer: &mut Writer<W>) -> io::Result<()> {
    let id = uuid(&["bundle", &writer.salt]);
    write!(writer.to, "{{\"type\":\"bundle\",\"id\":\"bundle--{id}\",\"objects\":[")?;
    let mut definitions = Vec::new();
    for handling in Handling::ALL {
        definitions.push(format!("Handling {handling}"));
    }
    for pap in Pap::ALL {
        definitions.push(format!("PAP:{pap}"));
    }
    for said in definitions {
        let object = definition(&writer.stamp, &said);
        one(writer, &object)?;
    }
    Ok(())
}

/// Closes the bundle.
pub(super) fn end<W: Write>(writer: &mut Writer<W>) -> io::Result<()> {
    writer.to.write_all(b"]}\n")
}

fn one<W: Write>(writer: &mut Writer<W>, object: &Value) -> io::Result<()> {
    if writer.written > 0 {
        writer.to.write_all(b",")?;
    }
    writer.to.write_all(b"\n")?;
    writer.written = writer.written.saturating_add(1);
    serde_json::to_writer(&mut writer.to, object).map_err(io::Error::other)
}

fn definition(stamp: &str, said: &str) -> Value {
    json!({
        "type": "marking-definition", "spec_version": "2.1", "id": marking_id(said), "created": stamp,
        "definition_type": "statement", "definition": { "statement": said },
    })
}

fn marking_id(said: &str) -> String {
    format!("marking-definition--{}", uuid(&["marking", said]))
}

fn type_of(kind: EntityKind) -> String {
    match kind {
        EntityKind::Person | EntityKind::Organisation => "identity".into(),
        EntityKind::Place => "location".into(),
        EntityKind::OnlineAccount => "user-account".into(),
        kind => format!("{OWN_OBJECT}{kind}"),
    }
}

/// Links name an object before or after it is written, so that an id follows from kind and key alone.
fn id_of(kind: EntityKind, salt: &str, key: &str) -> String {
    format!("{}--{}", type_of(kind), uuid(&["entity", salt, key]))
}

/// Writes an entity, its links and restrictions.
pub(super) fn entity<W: Write>(
    writer: &mut Writer<W>,
    outgoing: &Outgoing,
    kind_of: &dyn Fn(&str) -> Option<EntityKind>,
) -> io::Result<()> {
    let entity = &outgoing.entity;
    let kind = type_of(entity.kind);
    let id = id_of(entity.kind, &writer.salt, &entity.key);
    let refs = markings(writer, outgoing)?;
    let mut object = Map::new();
    object.insert("type".into(), json!(kind));
    object.insert("spec_version".into(), json!("2.1"));
    object.insert("id".into(), json!(id));
    if kind != "user-account" {
        object.insert("created".into(), json!(writer.stamp));
        object.insert("modified".into(), json!(writer.stamp));
    }
    object.insert("x_liaison_kind".into(), json!(entity.kind.code()));
    fields(writer, outgoing, &kind, &mut object);
    if !refs.is_empty() {
        object.insert("object_marking_refs".into(), json!(refs));
    }
    one(writer, &Value::Object(object))?;
    for (link, key) in links(entity) {
        let Some(target) = kind_of(key) else {
            writer.note(format!("link {link} to what does not leave"));
            continue;
        };
        let number = writer.next_link().to_string();
        let mut relation = json!({
            "type": "relationship", "spec_version": "2.1",
            "id": format!("relationship--{}", uuid(&["link", &writer.salt, &number])),
            "created": writer.stamp, "modified": writer.stamp, "relationship_type": link.code(),
            "source_ref": id, "target_ref": id_of(target, &writer.salt, key),
        });
        if let (false, Value::Object(relation)) = (refs.is_empty(), &mut relation) {
            relation.insert("object_marking_refs".into(), json!(refs));
        }
        one(writer, &relation)?;
    }
    Ok(())
}

fn fields<W: Write>(
    writer: &mut Writer<W>,
    outgoing: &Outgoing,
    kind: &str,
    object: &mut Map<String, Value>,
) {
    let entity = &outgoing.entity;
    let mut own: BTreeMap<Property, Vec<String>> = BTreeMap::new();
    let mut references = Vec::new();
    for (property, text) in texts(entity) {
        let first = |object: &Map<String, Value>, field: &str| !object.contains_key(field);
        match (kind, property) {
            ("identity" | "location", Property::Name) if first(object, "name") => {
                object.insert("name".into(), json!(text));
            }
            ("user-account", Property::Name) if first(object, "display_name") => {
                object.insert("display_name".into(), json!(text));
            }
            ("identity" | "location", Property::Remark) if first(object, "description") => {
                object.insert("description".into(), json!(text));
            }
            ("user-account", Property::Handle) if first(object, "account_login") => {
                object.insert("account_login".into(), json!(text));
            }
            ("location", Property::Country) if first(object, "country") => {
                object.insert("country".into(), json!(text));
            }
            ("identity", Property::Title) => {
                if let Value::Array(roles) = object.entry("roles").or_insert_with(|| json!([])) {
                    roles.push(json!(text));
                }
            }
            (_, Property::Reference) => {
                references.push(json!({ "source_name": "liaison", "external_id": text }));
            }
            _ => own.entry(property).or_default().push(text.to_owned()),
        }
    }
    if kind == "identity" {
        let class = if entity.kind == EntityKind::Person { "individual" } else { "organization" };
        object.insert("identity_class".into(), json!(class));
    }
    if matches!(kind, "identity" | "location") && !object.contains_key("name") {
        writer.note(format!("{} without a name", entity.kind));
    }
    if !references.is_empty() {
        object.insert("external_references".into(), json!(references));
    }
    for (property, said) in own {
        writer.note(format!("{} {property}, under `{OWN_FIELD}`", entity.kind));
        object.insert(format!("{OWN_FIELD}{}", property.code().replace('-', "_")), json!(said));
    }
}

/// The markings that an object bears. A restriction in words gets its definition before the first object that bears it.
fn markings<W: Write>(writer: &mut Writer<W>, outgoing: &Outgoing) -> io::Result<Vec<String>> {
    let mut refs = Vec::new();
    refs.extend(outgoing.marked.tlp.map(|tlp| tlp_definition(tlp).to_owned()));
    refs.extend(outgoing.marked.handling.map(|handling| marking_id(&format!("Handling {handling}"))));
    refs.extend(outgoing.marked.pap.map(|pap| marking_id(&format!("PAP:{pap}"))));
    for said in &outgoing.restrictions {
        if writer.defined.insert(said.clone()) {
            let object = definition(&writer.stamp, said);
            one(writer, &object)?;
        }
        refs.push(marking_id(said));
    }
    Ok(refs)
}
