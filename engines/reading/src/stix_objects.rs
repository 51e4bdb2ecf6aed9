//! What the objects of STIX are here, and what each says.

use crate::item::DraftEntity;
use crate::json::{self, Unread};
use kernel::{EntityKind, Property};
use serde_json::{Map, Value};

/// What this program's own objects and fields begin with, where STIX has none.
pub(crate) const OWN_OBJECT: &str = "x-liaison-";
/// As [`OWN_OBJECT`], of fields.
pub(crate) const OWN_FIELD: &str = "x_liaison_";
/// The reference by which a pattern names an address it looks for.
const PATTERNS: [(&str, Property); 4] = [
    ("email-addr:value", Property::Email),
    ("url:value", Property::Website),
    ("domain-name:value", Property::Website),
    ("user-account:account_login", Property::Handle),
];

/// What an object is; `None` for what a case file has no place for.
pub(crate) fn kind_of(object: &Map<String, Value>) -> Option<EntityKind> {
    let kind = json::first(object, "type");
    if let Some(own) = json::texts(object.get("x_liaison_kind")).first() {
        return EntityKind::parse(own);
    }
    Some(match kind.as_str() {
        "identity" => match json::first(object, "identity_class").as_str() {
            "individual" => EntityKind::Person,
            _ => EntityKind::Organisation,
        },
        "threat-actor" => match json::first(object, "resource_level").as_str() {
            "individual" => EntityKind::Person,
            _ => EntityKind::Organisation,
        },
        "intrusion-set" => EntityKind::Organisation,
        "location" => EntityKind::Place,
        "user-account" | "email-addr" | "url" | "domain-name" => EntityKind::OnlineAccount,
        "phone-number" | "x-phone-number" | "telephone-number" => EntityKind::Phone,
        "campaign" | "incident" | "observed-data" | "sighting" => EntityKind::Event,
        "indicator" if !patterns(object).is_empty() => EntityKind::OnlineAccount,
        own => return own.strip_prefix(OWN_OBJECT).and_then(EntityKind::parse),
    })
}

/// Addresses that an indicator's pattern looks for, where it is nothing but such addresses.
fn patterns(object: &Map<String, Value>) -> Vec<(Property, String)> {
    let pattern = json::first(object, "pattern");
    let inner = pattern.trim().trim_start_matches('[').trim_end_matches(']');
    let parts: Vec<Option<(Property, String)>> = inner
        .split(" OR ")
        .map(|part| {
            let (field, value) = part.split_once('=')?;
            let property = PATTERNS.iter().find(|(name, _)| *name == field.trim())?.1;
            let value = value.trim().strip_prefix('\'')?.strip_suffix('\'')?;
            Some((property, value.to_owned()))
        })
        .collect();
    parts.into_iter().collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// Fields that name other objects: the link, and whether it comes from there.
pub(crate) fn link_of(field: &str) -> Option<(Property, bool)> {
    Some(match field {
        "belongs_to_ref" => (Property::Uses, true),
        "where_sighted_refs" => (Property::PresentAt, true),
        "sighting_of_ref" | "observed_data_refs" | "object_refs" => (Property::AssociatedWith, false),
        _ => return None,
    })
}

/// Fields about the record itself.
const ABOUT: [&str; 17] = [
    "id",
    "type",
    "spec_version",
    "identity_class",
    "resource_level",
    "object_marking_refs",
    "granular_markings",
    "account_type",
    "country",
    "region",
    "administrative_area",
    "city",
    "street_address",
    "postal_code",
    "latitude",
    "longitude",
    "x_liaison_kind",
];

/// Fields that are read in words, with their own name before them.
const REMARKS: [&str; 16] = [
    "sectors",
    "goals",
    "objective",
    "threat_actor_types",
    "primary_motivation",
    "secondary_motivations",
    "personal_motivations",
    "sophistication",
    "indicator_types",
    "infrastructure_types",
    "valid_from",
    "valid_until",
    "number_observed",
    "count",
    "user_id",
    "labels",
];

/// Everything that an object says.
pub(crate) fn fill(object: &Map<String, Value>, entity: &mut DraftEntity, unread: &mut Unread) {
    let kind = json::first(object, "type");
    if let "campaign" | "incident" | "observed-data" | "sighting" = kind.as_str() {
        entity.says(Property::EventKind, &kind, "type");
    }
    address(object, entity);
    for (field, values) in object {
        let texts = json::texts(Some(values));
        if field == "contact_information" && texts.iter().all(|t| names::email(t).is_ok()) {
            continue;
        }
        if let Some(code) = field.strip_prefix(OWN_FIELD).filter(|code| *code != "kind") {
            match Property::parse(&code.replace('_', "-")).filter(|p| !p.is_link()) {
                Some(property) => say(entity, property, &texts, field),
                None => unread.add(field),
            }
        } else if let Some(property) = property(entity.kind, &kind, field) {
            let texts: Vec<String> = texts.into_iter().map(|text| written(object, property, text)).collect();
            say(entity, property, &texts, field);
        } else if REMARKS.contains(&field.as_str()) {
            for text in &texts {
                entity.says(Property::Remark, &format!("{}: {text}", field.replace('_', " ")), field);
            }
        } else if field == "external_references" {
            references(values, entity);
        } else if field == "pattern" && kind == "indicator" {
            for (property, value) in patterns(object) {
                entity.says(property, &value, field);
            }
        } else if !ABOUT.contains(&field.as_str()) && link_of(field).is_none() {
            unread.add(&format!("{kind} {field}"));
        }
    }
}

fn say(entity: &mut DraftEntity, property: Property, texts: &[String], field: &str) {
    for text in texts.iter().filter(|t| json::fits(t)) {
        entity.says(property, text, field);
    }
}

fn property(kind: EntityKind, object: &str, field: &str) -> Option<Property> {
    Some(match (object, field) {
        ("indicator", "name" | "description") => Property::Remark,
        ("email-addr", "value") => Property::Email,
        ("url" | "domain-name", "value") => Property::Website,
        ("phone-number" | "x-phone-number" | "telephone-number", "value" | "number") => Property::Phone,
        ("user-account", "account_login") => Property::Handle,
        ("user-account" | "email-addr", "display_name") => Property::Name,
        ("threat-actor", "first_seen" | "last_seen") => return None,
        (_, "first_seen" | "first_observed") if kind == EntityKind::Event => Property::Date,
        (_, "last_seen" | "last_observed") if kind == EntityKind::Event => Property::Until,
        (_, "name") => Property::Name,
        (_, "aliases") => Property::Alias,
        (_, "description") => Property::Remark,
        (_, "roles") => Property::Title,
        ("identity", "contact_information") => Property::Remark,
        _ => return None,
    })
}

/// A text as a case file writes it: a handle with its service, an address of contact as what it is.
fn written(object: &Map<String, Value>, property: Property, text: String) -> String {
    let service = json::first(object, "account_type");
    match property {
        Property::Handle if !service.is_empty() => format!("{service}:{text}"),
        _ => text,
    }
}

/// The parts of a place's address together.
fn address(object: &Map<String, Value>, entity: &mut DraftEntity) {
    if let EntityKind::Person | EntityKind::Organisation = entity.kind {
        let contact = json::first(object, "contact_information");
        if names::email(&contact).is_ok() {
            entity.says(Property::Email, &contact, "contact_information");
        }
    }
    if entity.kind != EntityKind::Place {
        return;
    }
    let parts = ["street_address", "postal_code", "city", "administrative_area", "region"];
    let parts: Vec<String> = parts.iter().map(|f| json::first(object, f)).filter(|t| !t.is_empty()).collect();
    entity.says(Property::Address, &parts.join(", "), "city, region");
    entity.says(Property::Country, &json::first(object, "country"), "country");
    let (latitude, longitude) = (json::first(object, "latitude"), json::first(object, "longitude"));
    if !latitude.is_empty() && !longitude.is_empty() {
        entity.says(Property::Coordinates, &format!("{latitude}, {longitude}"), "latitude, longitude");
    }
}

/// Numbers that other sources give it.
fn references(values: &Value, entity: &mut DraftEntity) {
    for one in values.as_array().into_iter().flatten().filter_map(Value::as_object) {
        let (source, id) = (json::first(one, "source_name"), json::first(one, "external_id"));
        if id.is_empty() {
            let words = [json::first(one, "description"), json::first(one, "url")].join(" ");
            entity.says(Property::Remark, &format!("{source}: {}", words.trim()), "external_references");
        } else if source == "liaison" {
            entity.says(Property::Reference, &id, "external_references");
        } else {
            entity.says(Property::Reference, &format!("{source} {id}"), "external_references");
        }
    }
}
