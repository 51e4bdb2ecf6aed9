//! What the objects of CASE/UCO are here, and what each says.

use crate::case_uco::{Kinds, key};
use crate::item::DraftEntity;
use crate::json::{self, Unread};
use kernel::{EntityKind, Property};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// An object with what its facets say of it, by the last part of each name; beside each value its facet.
pub(crate) struct Object {
    pub(crate) id: String,
    pub(crate) types: Vec<String>,
    pub(crate) fields: BTreeMap<String, Vec<(String, Value)>>,
}

/// The last part of a name: `uco-observable:Call` and `https://…/observable/Call` are `Call`.
pub(crate) fn local(name: &str) -> &str {
    name.rsplit(['#', '/', ':']).next().unwrap_or(name)
}

impl Object {
    pub(crate) fn is(&self, kind: &str) -> bool {
        self.types.iter().any(|t| t == kind)
    }

    /// The first text of a field.
    pub(crate) fn text(&self, field: &str) -> String {
        self.texts(field).into_iter().next().unwrap_or_default()
    }

    fn texts(&self, field: &str) -> Vec<String> {
        let all = self.fields.get(field).into_iter().flatten();
        all.map(|(_, value)| json::text(value)).filter(|t| !t.is_empty()).collect()
    }

    /// The ids that a field names.
    pub(crate) fn references(&self, field: &str) -> Vec<String> {
        let all = self.fields.get(field).into_iter().flatten();
        all.filter_map(|(_, value)| value.get("@id")).map(json::text).filter(|t| !t.is_empty()).collect()
    }
}

/// What an object is; `None` for what a case file has no place for.
pub(crate) fn kind_of(object: &Object) -> Option<EntityKind> {
    object.types.iter().find_map(|name| {
        Some(match name.as_str() {
            "Person" | "Contact" => EntityKind::Person,
            "Organization" => EntityKind::Organisation,
            "PhoneAccount" | "MobileAccount" => EntityKind::Phone,
            "EmailAccount"
            | "EmailAddress"
            | "ApplicationAccount"
            | "DigitalAccount"
            | "Account"
            | "UserAccount"
            | "TwitterProfile"
            | "Profile"
            | "InstantMessagingAddress" => EntityKind::OnlineAccount,
            "Device" | "MobileDevice" | "SmartDevice" | "AndroidDevice" | "AppleDevice" | "AndroidPhone"
            | "iPhone" | "Laptop" | "Computer" | "Tablet" | "MobilePhone" => EntityKind::Device,
            "SIMCard" => EntityKind::SimCard,
            "CellSite" | "Location" => EntityKind::Place,
            "Call"
            | "Message"
            | "SMSMessage"
            | "EmailMessage"
            | "Event"
            | "Action"
            | "CapturedTelecommunicationsInformation" => EntityKind::Event,
            _ => return None,
        })
    })
}

/// What other objects must know of each: what it is, and what it is called.
#[derive(Default)]
pub(crate) struct Facts {
    pub(crate) kinds: Kinds,
    names: HashMap<String, String>,
    emails: HashMap<String, String>,
}

impl Facts {
    pub(crate) fn learn(&mut self, object: &Object) {
        if let Some(kind) = kind_of(object) {
            self.kinds.insert(object.id.clone(), kind);
        }
        let name = ["name", "displayName"].iter().map(|f| object.text(f)).find(|t| !t.is_empty());
        if let Some(name) = name {
            self.names.insert(object.id.clone(), name);
        }
        if object.is("EmailAddress") {
            self.emails.insert(object.id.clone(), object.text("addressValue"));
        }
    }

    /// What a field says in words: its text, or the name of what it names.
    fn words(&self, object: &Object, field: &str) -> String {
        let text = object.text(field);
        if !text.is_empty() {
            return text;
        }
        let named = object.references(field);
        named.iter().find_map(|id| self.names.get(id)).cloned().unwrap_or_default()
    }
}

/// Fields that are read into one property, by what the object is.
fn property(kind: EntityKind, field: &str) -> Option<Property> {
    use EntityKind as K;
    Some(match (kind, field) {
        (K::Event, "eventType") => Property::EventKind,
        (K::Event, "startTime" | "sentTime" | "receivedTime") => Property::Date,
        (K::Event, "endTime") => Property::Until,
        (K::Event, "duration") => Property::Duration,
        (K::Event, "messageText" | "body") => Property::Content,
        (K::Event, "subject" | "description") => Property::Remark,
        (K::Person, "nickname") => Property::Alias,
        (K::Person, "birthdate") => Property::BirthDate,
        (K::Person | K::Organisation | K::Event | K::Place, "name") => Property::Name,
        (K::OnlineAccount, "displayName") => Property::Name,
        (K::Phone, "phoneNumber" | "MSISDN") => Property::Phone,
        (K::Phone | K::SimCard, "IMSI") => Property::Imsi,
        (K::SimCard, "ICCID") => Property::Iccid,
        (K::Device, "IMEI") => Property::Imei,
        (K::Device, "serialNumber") => Property::Reference,
        (K::Phone, "accountIdentifier") => Property::Reference,
        (K::OnlineAccount, "addressValue") => Property::Email,
        (K::Place | K::Person | K::Organisation | K::Device, "description") => Property::Remark,
        (K::Place, "country") => Property::Country,
        _ => return None,
    })
}

/// Fields that are read in words, with their own name before them.
const REMARKS: [&str; 13] = [
    "callType",
    "carrier",
    "accountIssuer",
    "application",
    "deviceType",
    "interceptedCallState",
    "cellSiteType",
    "azimuth",
    "antennaHeight",
    "keypadUnlockCode",
    "clockSetting",
    "result",
    "instrument",
];

/// Everything that an object says.
pub(crate) fn fill(
    object: &Object,
    entity: &mut DraftEntity,
    others: &mut Vec<DraftEntity>,
    facts: &Facts,
    unread: &mut Unread,
) {
    event_kind(object, entity);
    compound(object, entity, facts);
    for (field, values) in &object.fields {
        if let Some(link) = link_of(entity.kind, field) {
            linked(object, (entity, others), (field, link), facts, unread);
            continue;
        }
        if let Some(property) = property(entity.kind, field) {
            for text in object.texts(field).into_iter().filter(|t| json::fits(t)) {
                entity.says(property, &text, field);
            }
            continue;
        }
        if entity.kind == EntityKind::Device && field == "addressValue" {
            for (facet, value) in values {
                let of = facet.trim_end_matches("Facet").trim_end_matches("Address");
                entity.says(Property::Remark, &format!("{of}: {}", json::text(value)), field);
            }
            continue;
        }
        if REMARKS.contains(&field.as_str()) {
            let words = facts.words(object, field);
            if !words.is_empty() {
                entity.says(Property::Remark, &format!("{field}: {words}"), field);
            }
            continue;
        }
        if !READ_TOGETHER.contains(&field.as_str()) {
            let of = object.types.first().map_or("", String::as_str);
            unread.add(&format!("{of} {field}"));
        }
    }
}

/// Fields that [`compound`] reads together.
const READ_TOGETHER: [&str; 21] = [
    "givenName",
    "familyName",
    "firstName",
    "lastName",
    "displayName",
    "manufacturer",
    "model",
    "latitude",
    "longitude",
    "street",
    "locality",
    "region",
    "postalCode",
    "cellSiteCountryCode",
    "cellSiteNetworkCode",
    "cellSiteLocationAreaCode",
    "cellSiteIdentifier",
    "accountLogin",
    "accountIdentifier",
    "emailAddress",
    "name",
];

fn event_kind(object: &Object, entity: &mut DraftEntity) {
    let kind = if object.is("Call") {
        "call"
    } else if object.is("Message") || object.is("SMSMessage") || object.is("EmailMessage") {
        "message"
    } else if object.is("CapturedTelecommunicationsInformation") {
        "cell connection"
    } else if object.is("Action") {
        "action"
    } else {
        return;
    };
    entity.says(Property::EventKind, kind, "@type");
}

/// Values that several fields make together.
fn compound(object: &Object, entity: &mut DraftEntity, facts: &Facts) {
    let joined = |fields: &[&str], between: &str| {
        let parts: Vec<String> = fields.iter().map(|f| facts.words(object, f)).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|p| !p.is_empty()).collect();
        parts.join(between)
    };
    match entity.kind {
        EntityKind::Person => {
            let shown = object.text("displayName");
            let parts = joined(&["givenName", "familyName", "firstName", "lastName"], " ");
            entity.says(Property::Name, &parts, "givenName, familyName");
            if shown != parts {
                entity.says(Property::Name, &shown, "displayName");
            }
        }
        EntityKind::Device => {
            entity.says(Property::Model, &joined(&["manufacturer", "model"], " "), "manufacturer, model");
        }
        EntityKind::Place => {
            let address = ["street", "postalCode", "locality", "region", "country"];
            if object.fields.contains_key("street") || object.fields.contains_key("locality") {
                entity.says(Property::Address, &joined(&address, ", "), "street, locality");
            }
            let degrees = joined(&["latitude", "longitude"], ", ");
            if degrees.contains(", ") {
                entity.says(Property::Coordinates, &degrees, "latitude, longitude");
            }
            let cell = [
                "cellSiteCountryCode",
                "cellSiteNetworkCode",
                "cellSiteLocationAreaCode",
                "cellSiteIdentifier",
            ];
            entity.says(Property::Reference, &joined(&cell, "-"), "cellSite");
        }
        EntityKind::OnlineAccount => account(object, entity, facts),
        _ => {}
    }
}

/// A handle has the service before it where the file says which.
fn account(object: &Object, entity: &mut DraftEntity, facts: &Facts) {
    let service = ["application", "accountIssuer"].iter().map(|f| facts.words(object, f));
    let service = service.into_iter().find(|t| !t.is_empty()).unwrap_or_default().to_lowercase();
    for field in ["accountLogin", "accountIdentifier"] {
        for login in object.texts(field) {
            let handle = if service.is_empty() { login } else { format!("{service}:{login}") };
            let said = entity.statements.iter().any(|s| s.value == crate::Value::Text(handle.clone()));
            if !said {
                entity.says(Property::Handle, &handle, field);
            }
        }
    }
    let named = object.references("emailAddress").into_iter().filter_map(|id| facts.emails.get(&id).cloned());
    for email in named.chain(object.texts("emailAddress")) {
        entity.says(Property::Email, &email, "emailAddress");
    }
}

/// Fields that name other objects.
fn link_of(kind: EntityKind, field: &str) -> Option<Property> {
    Some(match (kind, field) {
        (EntityKind::Event, "from") => Property::From,
        (EntityKind::Event, "to" | "cc" | "bcc") => Property::To,
        (EntityKind::Event, "captureCellSite" | "location") => Property::Located,
        (EntityKind::Event, "performer" | "participant") => Property::PresentAt,
        (EntityKind::OnlineAccount | EntityKind::Phone, "owner") => Property::Uses,
        (
            EntityKind::Person,
            "phoneNumber" | "emailAddress" | "screenName" | "contactAccount" | "contactPhone",
        ) => Property::Uses,
        _ => return None,
    })
}

/// Links to what a field names. What it only writes out becomes an entity of its own.
fn linked(
    object: &Object,
    (entity, others): (&mut DraftEntity, &mut Vec<DraftEntity>),
    (field, link): (&str, Property),
    facts: &Facts,
    unread: &mut Unread,
) {
    for id in object.references(field) {
        if !facts.kinds.contains_key(&id) {
            let of = object.types.first().map_or("", String::as_str);
            unread.add(&format!("{of} {field}: what it names has no place"));
            continue;
        }
        if matches!(field, "performer" | "participant" | "owner") {
            let Some(kind) = facts.kinds.get(&id).copied() else { continue };
            let mut who = DraftEntity::new(key(&id), kind);
            who.links(link, &entity.key, field);
            others.push(who);
        } else {
            entity.links(link, &key(&id), field);
        }
    }
    for text in object.texts(field) {
        let (kind, property) = match text.contains('@') {
            true => (EntityKind::OnlineAccount, Property::Email),
            false => (EntityKind::Phone, Property::Phone),
        };
        let mut other = DraftEntity::new(key(&format!("written/{text}")), kind);
        other.says(property, &text, field);
        entity.links(link, &other.key, field);
        others.push(other);
    }
}
