//! i2 Analyst's Notebook charts, XML: items with their attributes and cards, and the links between them.
//!
//! An icon says what an item is, in the words of i2's own palette; an item whose icon says nothing of the kind is named and
//! not taken as something else. Links wait until the end: a chart may draw them before their ends.

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

/// Whether a file begins like one of these.
pub(crate) fn looks_like(text: &str) -> bool {
    text.contains("<Chart") && (text.contains("ChartItem") || text.contains("IconStyle"))
}

struct Link {
    place: Place,
    ends: (String, String),
    kind: String,
    label: String,
    marked: Marked,
}

struct Chart<'o, 's> {
    out: &'o mut Out<'s>,
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
    let (kinds, links, unread) = (HashMap::new(), Vec::new(), Unread::default());
    let mut chart = Chart { out: &mut out, kinds, links, unread };
    let mut index = 0_u64;
    let end = xml::walk(input, "Chart", RECORD_DEPTH, &mut |met, _| {
        if let Met::Record(node) = met {
            if node.name == "ChartItem" {
                index = index.saturating_add(1);
                chart.item(&node, Place { element: "ChartItem".into(), index, ..Place::default() });
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

impl Chart<'_, '_> {
    fn item(&mut self, node: &Node, place: Place) {
        let label = node.attribute("Label");
        let mut marked = Marked::default();
        let mut said = Vec::new();
        for attribute in node.all("AttributeCollection").flat_map(|all| all.all("Attribute")) {
            let (class, value) = (attribute.attribute("AttributeClass"), attribute.attribute("Value"));
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
            return self.link(link, label, marked, place);
        }
        let Some(entity) = node.find("Entity") else {
            return self.unread.add("ChartItem without entity or link");
        };
        let id = [entity.attribute("EntityId"), entity.attribute("Identity")];
        let Some(id) = id.into_iter().find(|id| !id.is_empty()) else {
            return self.out.not_taken(place, Reason::NoSubject, label);
        };
        let place = Place { reference: label.chars().take(64).collect(), ..place };
        let icon = node.find("IconStyle").map_or("", |style| style.attribute("Type"));
        let Some(kind) = kind_of(icon) else {
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

    /// Its description, its day, and the cards that lie behind it.
    fn words(&mut self, draft: &mut DraftEntity, node: &Node) {
        draft.says(Property::Remark, node.attribute("Description"), "Description");
        if node.attribute("DateSet") == "true" {
            let day = [node.attribute("DateTime"), node.attribute("DateTimeDescription")];
            let day = day.into_iter().find(|text| !text.is_empty()).unwrap_or_default();
            let property = if draft.kind == EntityKind::Event { Property::Date } else { Property::Remark };
            draft.says(property, day, "DateTime");
        }
        for card in node.children.iter().filter_map(|c| c.find("Card").map(|_| c)).flat_map(|c| c.all("Card"))
        {
            for part in ["Summary", "Text"] {
                draft.says(Property::Remark, card.attribute(part), "Card");
                draft.says(Property::Remark, card.text_of(part), "Card");
            }
        }
    }

    fn link(&mut self, link: &Node, label: &str, marked: Marked, place: Place) {
        if self.links.len() >= WAITING_MAX {
            return self.out.not_taken(place, Reason::TooMany, "links");
        }
        let kind = link.find("LinkStyle").map_or("", |style| style.attribute("Type")).to_owned();
        let ends = (key(link.attribute("End1Id")), key(link.attribute("End2Id")));
        self.links.push(Link { place, ends, kind, label: label.to_owned(), marked });
    }

    fn finish(&mut self) {
        for link in std::mem::take(&mut self.links) {
            let (from, to) = link.ends;
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
