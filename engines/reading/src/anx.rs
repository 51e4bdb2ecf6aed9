//! i2 Analyst's Notebook charts, XML: items with their attributes and cards, and the links between them.
//!
//! An icon, a box, a frame or a line says what an item is, in the words of i2's own palette, by name or by reference to the
//! chart's list of types; an item of which nothing says so is named and not taken as something else. Links wait until
//! the end: a chart may draw them before their ends. They name these by what the items call themselves, or by the places
//! of the items in the chart, as i2 itself writes it.

use crate::anx_words::{kind_of, property_of};
use crate::item::{
    Control, DraftEntity, Item, Marked, Out, Place, RECORD_STATEMENTS_MAX, ReadError, Reason, Summary,
};
use crate::json::Unread;
use crate::xml::{self, End, Met, Node};
use crate::{Draft, Value};
use kernel::{EntityKind, Handling, Pap, Property, Tlp};
use std::collections::HashMap;
use std::io::Read;

/// Items stand below the chart and its collection.
const RECORD_DEPTH: usize = 3;
/// Most links that wait for the end of the file.
const WAITING_MAX: usize = 1_000_000;

/// Lists of a chart whose entries items refer to by id.
const NAMED: [&str; 4] = ["EntityType", "LinkType", "AttributeClass", "TimeZone"];
/// Most such entries that are kept.
const NAMED_MAX: usize = 100_000;
/// How an item is drawn; each says of what type it is.
const STYLES: [&str; 7] =
    ["IconStyle", "BoxStyle", "CircleStyle", "ThemeStyle", "EventStyle", "TextBlockStyle", "OleItemStyle"];

/// Whether a file begins like one of these.
pub(crate) fn looks_like(text: &str) -> bool {
    text.contains("<Chart") && (text.contains("ChartItem") || text.contains("IconStyle"))
}

/// How a link names one of its ends.
enum LinkEnd {
    /// By what the entity calls itself.
    Entity(String),
    /// By the place of its item in the chart.
    Place(String),
}

struct Link {
    place: Place,
    ends: (LinkEnd, LinkEnd),
    kind: String,
    label: String,
    marked: Marked,
}

struct Chart<'o, 's> {
    out: &'o mut Out<'s>,
    /// What types and classes are called, by the id that items refer to them by.
    names: HashMap<String, String>,
    /// The entity at each place of the chart, and what else entities are known as.
    places: HashMap<String, String>,
    kinds: HashMap<String, EntityKind>,
    links: Vec<Link>,
    unread: Unread,
}

/// Reads the chart.
pub(crate) fn read(
    input: &mut dyn Read,
    sink: &mut dyn FnMut(Item) -> Control,
) -> Result<Summary, ReadError> {
    let mut out = Out::new(sink);
    let (links, unread) = (Vec::new(), Unread::default());
    let (names, places, kinds) = (HashMap::new(), HashMap::new(), HashMap::new());
    let mut chart = Chart { out: &mut out, names, places, kinds, links, unread };
    let mut index = 0_u64;
    let end = xml::walk(input, "Chart", RECORD_DEPTH, &mut |met, _| {
        if let Met::Record(node) = met {
            if node.name == "ChartItem" {
                index = index.saturating_add(1);
                chart.item(&node, Place { element: "ChartItem".into(), index, ..Place::default() });
            } else if NAMED.contains(&node.name.as_str()) {
                chart.named(&node);
            } else {
                chart.unread.add(&node.name);
            }
        }
        !chart.out.stopped
    })?;
    chart.finish();
    if let End::Broken(why) = end {
        let place = Place { element: "ChartItem".into(), index: index.saturating_add(1), ..Place::default() };
        out.broken(place, &why);
    }
    Ok(out.summary)
}

fn key(id: &str) -> String {
    format!("anx/{id}")
}

fn is_set(node: &Node, name: &str) -> bool {
    matches!(node.attribute(name), "true" | "1")
}

impl Chart<'_, '_> {
    /// What a type or a class is called.
    fn named(&mut self, node: &Node) {
        let (id, name) = (node.attribute("Id"), node.attribute("Name"));
        if !id.is_empty() && !name.is_empty() && self.names.len() < NAMED_MAX {
            self.names.insert(id.to_owned(), name.to_owned());
        }
    }

    /// What stands in an attribute, else what the chart calls that to which it refers.
    fn name_in<'n>(&'n self, node: &'n Node, name: &str, reference: &str) -> &'n str {
        match node.attribute(name) {
            "" => self.names.get(node.attribute(reference)).map_or("", String::as_str),
            said => said,
        }
    }

    fn item(&mut self, node: &Node, place: Place) {
        let label = node.attribute("Label");
        let mut marked = Marked::default();
        let mut said = Vec::new();
        for attribute in node.all("AttributeCollection").flat_map(|all| all.all("Attribute")) {
            let class = self.name_in(attribute, "AttributeClass", "AttributeClassReference").to_owned();
            let (class, value) = (class.as_str(), attribute.attribute("Value"));
            match class.to_lowercase().as_str() {
                "handling" => marked.handling = Handling::parse(value),
                "tlp" => marked.tlp = Tlp::read(value),
                "pap" => marked.pap = Pap::read(value),
                "restriction" => {
                    marked.handling = Some(Handling::H3);
                    said.push((class.to_owned(), value.to_owned()));
                }
                _ => said.push((class.to_owned(), value.to_owned())),
            }
        }
        if let Some(link) = node.find("Link") {
            return self.link(link, (node, label), marked, place);
        }
        let Some(entity) = node.find("Entity") else {
            return self.unread.add("ChartItem without entity or link");
        };
        let id = [entity.attribute("EntityId"), entity.attribute("Identity")];
        let Some(id) = id.into_iter().find(|id| !id.is_empty()) else {
            return self.out.not_taken(place, Reason::NoSubject, label);
        };
        let place = Place { reference: label.chars().take(64).collect(), ..place };
        for known_as in [node.attribute("Id"), entity.attribute("Identity")] {
            if !known_as.is_empty() && self.places.len() < WAITING_MAX {
                self.places.entry(known_as.to_owned()).or_insert_with(|| key(id));
            }
        }
        let style = STYLES.iter().find_map(|style| node.find(style));
        let icon = style.map_or("", |style| self.name_in(style, "Type", "EntityTypeReference")).to_owned();
        let Some(kind) = kind_of(&icon) else {
            return self.out.not_taken(place, Reason::UnknownElement, &format!("icon `{icon}`"));
        };
        let mut draft = DraftEntity::new(key(id), kind);
        for (class, value) in said {
            match property_of(&class) {
                Some(property) => draft.says(property, &value, &class),
                None => draft.says(Property::Remark, &format!("{class}: {value}"), &class),
            };
        }
        self.label(&mut draft, label, entity.attribute("Identity"));
        self.words(&mut draft, node);
        if draft.statements.len() > RECORD_STATEMENTS_MAX {
            return self.out.not_taken(place, Reason::TooMany, "attributes");
        }
        self.kinds.insert(key(id), kind);
        if draft.statements.is_empty() {
            return self.out.not_taken(place, Reason::NoSubject, "no label and no attribute");
        }
        self.out.marked_record(place, vec![draft], marked);
    }

    /// What the chart shows under the icon, unless an attribute says the same.
    fn label(&mut self, draft: &mut DraftEntity, label: &str, identity: &str) {
        for text in [label, identity] {
            let same = |s: &Draft| matches!(&s.value, Value::Text(said) if said == text);
            if draft.statements.iter().any(same) || text == draft.kind.code() {
                continue;
            }
            let property = match draft.kind {
                EntityKind::Phone => Property::Phone,
                EntityKind::BankAccount => Property::AccountNumber,
                EntityKind::Vehicle => Property::Plate,
                EntityKind::TravelDocument => Property::DocumentNumber,
                EntityKind::Device => Property::Imei,
                EntityKind::SimCard => Property::Iccid,
                EntityKind::OnlineAccount if text.contains('@') => Property::Email,
                EntityKind::OnlineAccount => Property::Handle,
                _ => Property::Name,
            };
            draft.says(property, text, "Label");
        }
    }

    /// Its description, its day, its source, and the cards that lie behind it.
    fn words(&self, draft: &mut DraftEntity, node: &Node) {
        draft.says(Property::Remark, node.attribute("Description"), "Description");
        let (at, zone) = self.day(node);
        if draft.kind == EntityKind::Event {
            draft.says(Property::Date, &at, "DateTime");
            draft.says(Property::Remark, &zone, "TimeZone");
        } else {
            draft.says(Property::Remark, &format!("{at} {zone}"), "DateTime");
        }
        draft.says(Property::Remark, &source_of(node), "SourceReference");
        // Cards lie behind the item itself or behind the entity in it.
        let entity = node.find("Entity").into_iter().flat_map(|entity| entity.all("CardCollection"));
        for card in node.all("CardCollection").chain(entity).flat_map(|all| all.all("Card")) {
            for part in ["Summary", "Text"] {
                draft.says(Property::Remark, card.attribute(part), "Card");
                draft.says(Property::Remark, card.text_of(part), "Card");
            }
            let (at, zone) = self.day(card);
            draft.says(Property::Remark, &format!("{at} {zone}"), "Card DateTime");
            draft.says(Property::Remark, &source_of(card), "Card SourceReference");
        }
    }

    /// When something was, as the chart has it, and the zone that it names: a day alone where no hour was set.
    fn day(&self, node: &Node) -> (String, String) {
        if !is_set(node, "DateSet") {
            return Default::default();
        }
        let (at, words) = (node.attribute("DateTime"), node.attribute("DateTimeDescription"));
        let hour = node.attribute("TimeSet").is_empty() || is_set(node, "TimeSet");
        let at = if hour { at } else { at.split('T').next().unwrap_or(at) };
        let zone = node.all("TimeZone").next().map(|zone| zone.attribute("Name"));
        let zone = zone.or_else(|| self.names.get(node.attribute("TimeZoneReference")).map(String::as_str));
        match at {
            "" => (words.to_owned(), String::new()),
            at => (at.to_owned(), zone.filter(|_| hour).unwrap_or_default().to_owned()),
        }
    }

    fn link(&mut self, link: &Node, (node, label): (&Node, &str), marked: Marked, place: Place) {
        if self.links.len() >= WAITING_MAX {
            return self.out.not_taken(place, Reason::TooMany, "links");
        }
        let style = link.find("LinkStyle").unwrap_or(link);
        let kind = self.name_in(style, "Type", "LinkTypeReference").to_owned();
        let end = |by_name: &str, by_place: &str| match link.attribute(by_name) {
            "" => LinkEnd::Place(link.attribute(by_place).to_owned()),
            id => LinkEnd::Entity(id.to_owned()),
        };
        let ends = (end("End1Id", "End1Reference"), end("End2Id", "End2Reference"));
        let (at, zone) = self.day(node);
        let words = [label, &at, &zone].into_iter().filter(|text| !text.is_empty());
        let words = words.collect::<Vec<_>>().join(" ");
        self.links.push(Link { place, ends, kind, label: words, marked });
    }

    /// The entity at an end of a link.
    fn at(&self, end: LinkEnd) -> String {
        match end {
            LinkEnd::Entity(id) if self.kinds.contains_key(&key(&id)) => key(&id),
            LinkEnd::Entity(id) | LinkEnd::Place(id) => self.places.get(&id).cloned().unwrap_or_default(),
        }
    }

    fn finish(&mut self) {
        for link in std::mem::take(&mut self.links) {
            let (from, to) = (self.at(link.ends.0), self.at(link.ends.1));
            let Some(kind) = self.kinds.get(&from).copied().filter(|_| self.kinds.contains_key(&to)) else {
                let why = format!("{} {}: an end is not here", link.kind, link.label);
                self.out.not_taken(link.place, Reason::NoEntry, &why);
                continue;
            };
            let own = Property::parse(&link.kind.to_lowercase().replace(' ', "-")).filter(|p| p.is_link());
            let property = own.unwrap_or_else(|| match link.kind.to_lowercase().as_str() {
                "owner" | "owner of" => Property::Owns,
                "user" | "user of" | "subscriber" | "account holder" => Property::Uses,
                "location" | "located" | "lives at" | "address" => Property::Located,
                _ => Property::AssociatedWith,
            });
            let mut draft = DraftEntity::new(from, kind);
            draft.links(property, &to, "Link");
            if own.is_none() || (!link.label.is_empty() && link.label != link.kind) {
                let words = [link.kind.as_str(), link.label.as_str()].join(" ");
                draft.says(Property::Remark, &words, "Link");
            }
            self.out.marked_record(link.place, vec![draft], link.marked);
        }
        std::mem::take(&mut self.unread).tell(self.out);
    }
}

/// Where an item or a card is from, in the chart's own words.
fn source_of(node: &Node) -> String {
    let said = [node.attribute("SourceType"), node.attribute("SourceReference")];
    said.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(": ")
}
