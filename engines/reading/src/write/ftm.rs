//! FollowTheMoney: one line for an entity, one for each link that is no field of it.

use super::{Outgoing, Writer, caption, links, texts};
use crate::ftm::LOCAL;
use crate::ftm_words::{written_as, written_schema};
use crate::item::Marked;
use kernel::{EntityKind, Property};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes an entity with its links.
pub(super) fn entity<W: Write>(
    writer: &mut Writer<W>,
    outgoing: &Outgoing,
    kind_of: &dyn Fn(&str) -> Option<EntityKind>,
) -> io::Result<()> {
    let entity = &outgoing.entity;
    let schema = schema_of(outgoing);
    let mut properties: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut aside: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let (mut referents, mut datasets) = (Vec::new(), Vec::new());
    let service = service_of(outgoing);
    for (property, text) in texts(entity) {
        match (property, written_as(entity.kind, property)) {
            (Property::Reference, _) => referents.push(text.to_owned()),
            (Property::Programme, _) => datasets.push(text.to_owned()),
            (Property::EventKind, _) if matches!(schema, "Call" | "Message" | "Payment") => {}
            (Property::Handle, Some(field)) => {
                let name = service.as_deref().and_then(|s| text.strip_prefix(s)?.strip_prefix(':'));
                properties.entry(field.into()).or_default().push(name.unwrap_or(text).to_owned());
            }
            (Property::Nationality | Property::Country | Property::DocumentIssuer, Some(field)) => {
                properties.entry(field.into()).or_default().push(small(text));
            }
            (_, Some(field)) => properties.entry(field.into()).or_default().push(text.to_owned()),
            (_, None) => {
                writer.note(format!("{} {property}, under `liaison`", entity.kind));
                aside.entry(property.code().into()).or_default().push(text.to_owned());
            }
        }
    }
    properties.extend(service.map(|service| ("service".to_owned(), vec![service])));
    let mut edges = Vec::new();
    for (link, key) in links(entity) {
        let Some(kind) = kind_of(key) else {
            writer.note(format!("link {link} to what does not leave"));
            continue;
        };
        match inline(schema, link, kind) {
            Some(field) => properties.entry(field.into()).or_default().push(id(&writer.salt, key)),
            None => edges.push((link, key.to_owned())),
        }
    }
    let mut line = Map::new();
    line.insert("id".into(), json!(id(&writer.salt, &entity.key)));
    line.insert("caption".into(), json!(caption(entity)));
    line.insert("schema".into(), json!(schema));
    line.insert("properties".into(), json!(properties));
    if !referents.is_empty() {
        line.insert("referents".into(), json!(referents));
    }
    if !datasets.is_empty() {
        line.insert("datasets".into(), json!(datasets));
    }
    let mut own = marks(&outgoing.marked, &outgoing.restrictions);
    if needs_kind(entity.kind, &properties) {
        own.insert("kind".into(), json!(entity.kind.code()));
    }
    if !aside.is_empty() {
        own.insert("says".into(), json!(aside));
    }
    if !own.is_empty() {
        line.insert("liaison".into(), Value::Object(own));
    }
    writer.line(&Value::Object(line))?;
    for (link, key) in edges {
        edge(writer, outgoing, link, &key)?;
    }
    Ok(())
}

fn edge<W: Write>(writer: &mut Writer<W>, outgoing: &Outgoing, link: Property, key: &str) -> io::Result<()> {
    let (from, to) = (id(&writer.salt, &outgoing.entity.key), id(&writer.salt, key));
    let own = marks(&outgoing.marked, &outgoing.restrictions);
    // A piece of the document's own record, as the format joins pieces of one id.
    let mut line = if link == Property::HoldsDocument {
        json!({ "id": to, "schema": "Identification", "properties": { "holder": [from] } })
    } else {
        let number = writer.next_link();
        let (schema, properties) = match link {
            Property::Owns => ("Ownership", json!({ "owner": [from], "asset": [to] })),
            _ => ("UnknownLink", json!({ "subject": [from], "object": [to], "role": [link.code()] })),
        };
        json!({ "id": id(&writer.salt, &format!("link-{number}")), "schema": schema, "properties": properties })
    };
    if let (false, Value::Object(line)) = (own.is_empty(), &mut line) {
        line.insert("liaison".into(), Value::Object(own));
    }
    writer.line(&line)
}

/// An id of this file alone: a place in it, and what tells it from every other file.
fn id(salt: &str, key: &str) -> String {
    format!("{LOCAL}{salt}-{key}")
}

/// Calls, messages and payments have schemata of their own.
fn schema_of(outgoing: &Outgoing) -> &'static str {
    let entity = &outgoing.entity;
    if entity.kind != EntityKind::Event {
        return written_schema(entity.kind);
    }
    let mut kinds = texts(entity).filter(|(p, _)| *p == Property::EventKind).map(|(_, text)| text);
    match (kinds.next(), kinds.next()) {
        (Some("call"), None) => "Call",
        (Some("message"), None) => "Message",
        (Some("payment"), None) => "Payment",
        _ => "Event",
    }
}

/// The field of the entity itself that makes a link.
fn inline(schema: &str, link: Property, to: EntityKind) -> Option<&'static str> {
    match (schema, link) {
        ("Call", Property::From) => Some("caller"),
        ("Call", Property::To) => Some("receiver"),
        ("Message", Property::From) => Some("sender"),
        ("Message", Property::To) => Some("recipients"),
        ("Payment", Property::From) => Some("payer"),
        ("Payment", Property::To) => Some("beneficiary"),
        (_, Property::Located) if to == EntityKind::Place => Some("addressEntity"),
        _ => None,
    }
}

/// The one service of an account's handles, if they have one.
fn service_of(outgoing: &Outgoing) -> Option<String> {
    let mut handles = texts(&outgoing.entity).filter(|(p, _)| *p == Property::Handle);
    let (first, _) = handles.next()?.1.split_once(':')?;
    let one = !first.is_empty() && first == first.to_lowercase() && handles.next().is_none();
    one.then(|| first.to_owned())
}

/// A State's code in small letters, as the format wants it.
fn small(text: &str) -> String {
    match text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase()) {
        true => text.to_ascii_lowercase(),
        false => text.to_owned(),
    }
}

/// Whether the schema alone does not say what it is.
fn needs_kind(kind: EntityKind, properties: &BTreeMap<String, Vec<String>>) -> bool {
    match kind {
        EntityKind::SimCard | EntityKind::Device => true,
        EntityKind::Phone => !properties.contains_key("number") || properties.contains_key("username"),
        EntityKind::OnlineAccount => !properties.contains_key("username"),
        _ => false,
    }
}

/// What may be done with it; the format has no field for it.
pub(super) fn marks(marked: &Marked, restrictions: &[String]) -> Map<String, Value> {
    let mut own = Map::new();
    if let Some(handling) = marked.handling {
        own.insert("handling".into(), json!(handling.code()));
    }
    if let Some(tlp) = marked.tlp {
        own.insert("tlp".into(), json!(tlp.code()));
    }
    if let Some(pap) = marked.pap {
        own.insert("pap".into(), json!(pap.code()));
    }
    if !restrictions.is_empty() {
        own.insert("restrictions".into(), json!(restrictions));
    }
    own
}
