//! FollowTheMoney as lines of JSON, plain or as a delta: entities, what joins them, and that they stand on lists.
//!
//! An entity is handed over as its line is read; links wait until the end, because a line may name what comes later.
//! What the file itself says of handling under `liaison` holds, as this program writes it.

use crate::ftm_words::{Schema, names_entity, read_as, schema};
use crate::item::{
    Control, DraftEntity, Item, Marked, Out, Place, RECORD_STATEMENTS_MAX, ReadError, Reason, Summary,
};
use crate::json::{self, Line, Lines, Unread};
use kernel::{EntityKind, Property};
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::io::Read;

/// Most links that wait for the end of the file.
const WAITING_MAX: usize = 2_000_000;
/// What this program's own ids begin with: a place in a file, no reference.
pub(crate) const LOCAL: &str = "liaison:";
/// Fields about the record itself, which say nothing of the entity.
const ABOUT: [&str; 7] = ["id", "schema", "properties", "caption", "datasets", "referents", "liaison"];

/// Whether a file begins like one of these.
pub(crate) fn looks_like(text: &str) -> bool {
    let Some(first) = text.lines().map(str::trim).find(|line| !line.is_empty()) else { return false };
    first.starts_with('{')
        && first.contains("\"schema\"")
        && (first.contains("\"properties\"") || first.contains("\"op\""))
}

/// A link that waits for its ends.
struct Waiting {
    place: Place,
    from: String,
    to: String,
    link: Property,
    /// What else the file says of it.
    remark: String,
    said: String,
    marked: Marked,
}

struct Reader<'o, 's> {
    out: &'o mut Out<'s>,
    kinds: HashMap<String, EntityKind>,
    waiting: Vec<Waiting>,
    unread: Unread,
    place: Place,
    marked: Marked,
}

/// Reads the file.
pub(crate) fn read(
    input: &mut dyn Read,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let mut out = Out::new(sink);
    let mut lines = Lines::new(input);
    let mut index = 0_u64;
    let mut reader = Reader {
        out: &mut out,
        kinds: HashMap::new(),
        waiting: Vec::new(),
        unread: Unread::default(),
        place: Place::default(),
        marked: Marked::default(),
    };
    while !reader.out.stopped {
        let line = match lines.take_line() {
            Ok(Some(line)) => line,
            Ok(None) => break,
            Err(error) => {
                let place = Place { line: lines.number, ..Place::default() };
                reader.out.broken(place, &error.to_string());
                break;
            }
        };
        reader.place = Place { line: lines.number, ..Place::default() };
        let object = match line {
            Line::Object(object) => object,
            Line::Not(reason, detail) if index > 0 || reason == Reason::TooLong => {
                reader.out.not_taken(reader.place.clone(), reason, &detail);
                continue;
            }
            Line::Not(_, detail) => return Err(not_ftm(&detail)),
        };
        index = index.saturating_add(1);
        reader.place.index = index;
        reader.line(object, index == 1)?;
    }
    reader.finish();
    Ok(out.summary)
}

fn not_ftm(why: &str) -> ReadError {
    ReadError::NotTheFormat { format: "ftm", why: format!("no entity with a schema: {why}") }
}

impl Reader<'_, '_> {
    fn line(&mut self, object: Map<String, Value>, is_first: bool) -> Result<(), ReadError> {
        // A delta wraps each entity in what was done with it.
        let (op, object) = match (object.get("op").map(json::text), object.get("entity")) {
            (Some(op), Some(Value::Object(entity))) => (op, entity.clone()),
            _ => (String::new(), object),
        };
        let id = json::first(&object, "id");
        let schema_name = json::first(&object, "schema");
        if id.is_empty() || (schema_name.is_empty() && op != "DEL") {
            if is_first {
                return Err(not_ftm("the first line has neither"));
            }
            self.out.not_taken(self.place.clone(), Reason::NoSubject, "no id or no schema");
            return Ok(());
        }
        self.place.reference = id.chars().take(64).collect();
        if op == "DEL" {
            self.out.not_taken(self.place.clone(), Reason::Removed, &id);
            return Ok(());
        }
        self.place.element.clone_from(&schema_name);
        self.marked = object.get("liaison").map(marked_in).unwrap_or_default();
        for field in object.keys().filter(|field| !ABOUT.contains(&field.as_str())) {
            self.unread.add(field);
        }
        let properties = match object.get("properties") {
            Some(Value::Object(properties)) => properties.clone(),
            _ => Map::new(),
        };
        let own_kind = object.get("liaison").and_then(|own| own.get("kind")).and_then(Value::as_str);
        match schema(&schema_name) {
            Some(Schema::Entity(kind)) => {
                let kind = own_kind.and_then(EntityKind::parse).unwrap_or(kind);
                self.entity(&id, kind, &schema_name, &properties, &object);
            }
            Some(Schema::Edge { from, to, link }) => self.edge(&schema_name, (from, to, link), &properties),
            Some(Schema::Sanction) => self.sanction(&properties),
            None => self.out.not_taken(self.place.clone(), Reason::UnknownElement, &schema_name),
        }
        Ok(())
    }

    fn entity(
        &mut self,
        id: &str,
        kind: EntityKind,
        schema: &str,
        properties: &Map<String, Value>,
        whole: &Map<String, Value>,
    ) {
        // An account that is only a number is the line.
        let only_number = properties.contains_key("number") && !properties.contains_key("username");
        let kind = if kind == EntityKind::OnlineAccount && only_number { EntityKind::Phone } else { kind };
        let mut entity = DraftEntity::new(key(id), kind);
        if !id.starts_with(LOCAL) {
            entity.says(Property::Reference, id, "id");
        }
        for other in json::texts(whole.get("referents")) {
            entity.says(Property::Reference, &other, "referents");
        }
        for list in json::texts(whole.get("datasets")) {
            entity.says(Property::Programme, &list, "datasets");
        }
        self.name_of_parts(&mut entity, properties);
        self.craft(&mut entity, schema, properties);
        for (field, values) in properties {
            self.field(&mut entity, schema, (field, values), properties);
        }
        self.own(&mut entity, whole.get("liaison"));
        let mut entities = vec![entity];
        self.documents_of(&mut entities, properties);
        let statements: usize = entities.iter().map(|e| e.statements.len()).sum();
        if statements > RECORD_STATEMENTS_MAX {
            return self.out.not_taken(
                self.place.clone(),
                Reason::TooMany,
                &format!("{statements} statements"),
            );
        }
        if statements == 0 {
            // A piece of a record that only names its holder.
            self.kinds.entry(key(id)).or_insert(kind);
            return;
        }
        self.kinds.insert(key(id), kind);
        self.out.marked_record(self.place.clone(), entities, self.marked);
    }

    fn field(
        &mut self,
        entity: &mut DraftEntity,
        schema: &str,
        (field, values): (&str, &Value),
        all: &Map<String, Value>,
    ) {
        if is_read_elsewhere(entity.kind, field, all) {
            return;
        }
        if let Some((link, back)) = names_entity(field).filter(|_| !is_text_of(schema, field)) {
            for other in json::texts(Some(values)) {
                let (from, to) = match back {
                    true => (key(&other), entity.key.clone()),
                    false => (entity.key.clone(), key(&other)),
                };
                self.wait(from, to, link, String::new(), field);
            }
            return;
        }
        let Some(property) = read_as(entity.kind, field) else {
            return self.unread.add(&format!("{schema} {field}"));
        };
        for text in json::texts(Some(values)) {
            if !json::fits(&text) {
                self.out.not_taken(self.place.clone(), Reason::TooLong, field);
                continue;
            }
            let text = match property {
                Property::Handle => handle(&text, &json::first(all, "service")),
                Property::Nationality | Property::Country | Property::Flag | Property::DocumentIssuer => {
                    country(&text)
                }
                Property::Amount => [text, json::first(all, "currency")].join(" "),
                _ => text,
            };
            entity.says(property, &text, field);
        }
    }

    /// A name in parts is one only where no whole name stands.
    fn name_of_parts(&mut self, entity: &mut DraftEntity, properties: &Map<String, Value>) {
        let parts = ["firstName", "secondName", "middleName", "lastName"];
        let has_name = !json::texts(properties.get("name")).is_empty();
        if has_name || entity.kind != EntityKind::Person {
            for part in parts.iter().filter(|part| properties.contains_key(**part)) {
                self.unread.add(&format!("{part}, a part of a name that stands whole"));
            }
            return;
        }
        let whole: Vec<String> = parts.iter().map(|part| json::first(properties, part)).collect();
        let whole: Vec<&str> = whole.iter().map(String::as_str).filter(|p| !p.is_empty()).collect();
        entity.says(Property::Name, &whole.join(" "), "firstName, lastName");
    }

    fn craft(&mut self, entity: &mut DraftEntity, schema: &str, properties: &Map<String, Value>) {
        let kind = match schema {
            "Airplane" => (Property::CraftType, "aircraft"),
            "Call" => (Property::EventKind, "call"),
            "Message" | "Email" => (Property::EventKind, "message"),
            "Payment" => (Property::EventKind, "payment"),
            "Trip" => (Property::EventKind, "trip"),
            "Passport" => (Property::DocumentKind, "Passport"),
            _ => return,
        };
        if !properties.contains_key("type") {
            entity.says(kind.0, kind.1, "schema");
        }
    }

    /// Numbers of documents that stand on the person are documents.
    fn documents_of(&mut self, entities: &mut Vec<DraftEntity>, properties: &Map<String, Value>) {
        let Some(kind) = entities.first().map(|e| e.kind).filter(|k| *k == EntityKind::Person) else {
            return;
        };
        for (field, called) in [("passportNumber", "Passport"), ("idNumber", "Identity document")] {
            for number in json::texts(properties.get(field)) {
                let Some(person) = entities.first_mut().filter(|e| e.kind == kind) else { return };
                let document = format!("{}/{field}/{number}", person.key);
                person.links(Property::HoldsDocument, &document, field);
                let mut entity = DraftEntity::new(document, EntityKind::TravelDocument);
                entity.says(Property::DocumentKind, called, field);
                entity.says(Property::DocumentNumber, &number, field);
                entities.push(entity);
            }
        }
    }

    /// What this program wrote where the format has no field.
    fn own(&mut self, entity: &mut DraftEntity, own: Option<&Value>) {
        for said in json::texts(own.and_then(|own| own.get("restrictions"))) {
            entity.says(Property::Remark, &format!("restriction: {said}"), "liaison");
        }
        let Some(Value::Object(says)) = own.and_then(|own| own.get("says")) else { return };
        for (code, values) in says {
            match Property::parse(code).filter(|p| !p.is_link()) {
                Some(property) => {
                    for text in json::texts(Some(values)).into_iter().filter(|t| json::fits(t)) {
                        entity.says(property, &text, "liaison");
                    }
                }
                None => self.unread.add(&format!("liaison {code}")),
            }
        }
    }

    fn edge(
        &mut self,
        schema: &str,
        (from, to, link): (&str, &str, Property),
        properties: &Map<String, Value>,
    ) {
        let ends = |field: &str| json::texts(properties.get(field));
        let (starts, targets) = (ends(from), ends(to));
        if starts.is_empty() || targets.is_empty() {
            return self.out.not_taken(self.place.clone(), Reason::NoEntry, "it names only one end");
        }
        let role = json::first(properties, "role");
        let own = Property::parse(&role).filter(|p| p.is_link() && schema == "UnknownLink");
        let said: Vec<String> = properties
            .iter()
            .filter(|(field, _)| *field != from && *field != to)
            .flat_map(|(field, values)| {
                json::texts(Some(values)).into_iter().map(move |v| format!("{field}: {v}"))
            })
            .collect();
        let remark = match own {
            Some(_) => String::new(),
            None if said.is_empty() && matches!(schema, "Ownership" | "UnknownLink") => String::new(),
            None => format!("{schema} ({})", said.join("; ")),
        };
        for start in &starts {
            for target in &targets {
                self.wait(key(start), key(target), own.unwrap_or(link), remark.clone(), schema);
            }
        }
    }

    fn sanction(&mut self, properties: &Map<String, Value>) {
        let on = json::texts(properties.get("entity"));
        if on.is_empty() {
            return self.out.not_taken(self.place.clone(), Reason::NoEntry, "it names nobody");
        }
        let said: Vec<String> = properties
            .iter()
            .filter(|(field, _)| *field != "entity")
            .flat_map(|(field, values)| {
                json::texts(Some(values)).into_iter().map(move |v| format!("{field}: {v}"))
            })
            .collect();
        for entity in on {
            let (from, to) = (key(&entity), String::new());
            self.wait(from, to, Property::Programme, said.join("\n"), "Sanction");
        }
    }

    fn wait(&mut self, from: String, to: String, link: Property, remark: String, said: &str) {
        if self.waiting.len() >= WAITING_MAX {
            return self.out.not_taken(self.place.clone(), Reason::TooMany, said);
        }
        let (place, said, marked) = (self.place.clone(), said.to_owned(), self.marked);
        self.waiting.push(Waiting { place, from, to, link, remark, said, marked });
    }

    fn finish(mut self) {
        for waiting in std::mem::take(&mut self.waiting) {
            if self.out.stopped {
                return;
            }
            let Some(kind) = self.kinds.get(&waiting.from).copied() else {
                self.out.not_taken(waiting.place, Reason::NoEntry, &format!("{} is not here", waiting.from));
                continue;
            };
            let mut entity = DraftEntity::new(waiting.from.clone(), kind);
            if waiting.link == Property::Programme {
                on_list(&mut entity, &waiting.remark);
            } else if self.kinds.contains_key(&waiting.to) {
                entity.links(waiting.link, &waiting.to, &waiting.said);
                entity.says(Property::Remark, &waiting.remark, &waiting.said);
            } else {
                self.out.not_taken(waiting.place, Reason::NoEntry, &format!("{} is not here", waiting.to));
                continue;
            }
            self.out.marked_record(waiting.place, vec![entity], waiting.marked);
        }
        self.unread.tell(self.out);
    }
}

/// What a listing says of who is listed: programme, day, number, and the rest in words.
fn on_list(entity: &mut DraftEntity, said: &str) {
    for line in said.lines() {
        let Some((field, text)) = line.split_once(": ") else { continue };
        let property = match field {
            "program" | "programId" => Property::Programme,
            "startDate" | "listingDate" => Property::ListedOn,
            "endDate" => Property::NoLongerListed,
            "authorityId" | "unscId" => Property::Reference,
            _ => Property::Remark,
        };
        let text = if property == Property::Remark { line } else { text };
        entity.says(property, text, field);
    }
}

fn is_read_elsewhere(kind: EntityKind, field: &str, all: &Map<String, Value>) -> bool {
    let part = matches!(field, "firstName" | "secondName" | "middleName" | "lastName");
    let document = kind == EntityKind::Person && matches!(field, "passportNumber" | "idNumber");
    let beside = match field {
        "service" => all.contains_key("username"),
        "currency" => all.contains_key("amount"),
        _ => false,
    };
    (part && kind == EntityKind::Person) || document || beside
}

/// Fields that name an entity in one schema and say a text in another.
fn is_text_of(schema: &str, field: &str) -> bool {
    field == "owner" && !matches!(schema, "UserAccount" | "CryptoWallet" | "BankAccount")
}

fn key(id: &str) -> String {
    format!("ftm/{id}")
}

/// A handle with its service before it, as a case file writes it.
fn handle(name: &str, service: &str) -> String {
    match service {
        "" => name.to_owned(),
        service => format!("{}:{name}", service.to_lowercase()),
    }
}

/// Two small letters are a State's code, which stands in capitals here.
fn country(text: &str) -> String {
    match text.len() == 2 && text.bytes().all(|b| b.is_ascii_lowercase()) {
        true => text.to_ascii_uppercase(),
        false => text.to_owned(),
    }
}

/// How the file marks a record, where this program wrote it.
fn marked_in(own: &Value) -> Marked {
    let word = |field: &str| own.get(field).and_then(Value::as_str);
    let handling = word("handling").and_then(kernel::Handling::parse);
    Marked {
        // A restriction in words keeps it here until somebody has read it.
        handling: match json::texts(own.get("restrictions")).is_empty() {
            true => handling,
            false => Some(kernel::Handling::H3),
        },
        tlp: word("tlp").and_then(kernel::Tlp::parse),
        pap: word("pap").and_then(kernel::Pap::parse),
    }
}
