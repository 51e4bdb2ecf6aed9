//! The first records of a file as the preview shows them, before anything is taken.

use crate::import::Prepared;
use crate::pages::card::{is_code, kind_word};
use crate::types::{NewEntity, NewValue};
use kernel::Property;
use std::collections::HashMap;
use web::T;

/// Entities shown before anything is taken.
const FIRST_MAX: usize = 20;

/// An entity of the preview.
pub(crate) struct FirstCard {
    pub(crate) title: String,
    pub(crate) kind: String,
    pub(crate) rows: Vec<(String, String, bool, String)>,
}

pub(crate) fn first_cards(t: &T, prepared: &Prepared) -> Vec<FirstCard> {
    let first = prepared.first(FIRST_MAX);
    let linked: std::collections::HashSet<&str> = first
        .iter()
        .flat_map(|e| e.statements.iter())
        .filter_map(|s| if let NewValue::Link(key) = &s.value { Some(key.as_str()) } else { None })
        .collect();
    let names: HashMap<&str, String> = prepared
        .entities_named(&linked)
        .map(|e| (e.key.as_str(), name_of(e).unwrap_or_else(|| kind_word(t, e.kind))))
        .collect();
    let row = |s: &crate::types::NewStatement| {
        let what = t.get(&format!("casefile-property-{}", s.property));
        let says = match &s.value {
            NewValue::Text(text) if s.property == Property::Role => crate::pages::card::role_word(t, text),
            NewValue::Text(text) => text.clone(),
            NewValue::Link(key) => names.get(key.as_str()).cloned().unwrap_or_default(),
            NewValue::Entity(_) => String::new(),
        };
        (what, says, is_code(s.property), s.source.place.clone())
    };
    first
        .iter()
        .map(|e| FirstCard {
            title: name_of(e).unwrap_or_else(|| kind_word(t, e.kind)),
            kind: kind_word(t, e.kind),
            rows: e.statements.iter().map(row).collect(),
        })
        .collect()
}

fn name_of(entity: &NewEntity) -> Option<String> {
    let text = |wanted: fn(Property) -> bool| {
        entity.statements.iter().find_map(|s| match &s.value {
            NewValue::Text(text) if wanted(s.property) => Some(text.clone()),
            _ => None,
        })
    };
    text(|p| p == Property::Name).or_else(|| text(is_code))
}
