//! What is derived from the statements of an entity: selectors and search tokens. The normalising itself is the names
//! engine's; this module only says which property feeds which rule.

use kernel::{EntityKind, Party, Property, Selector};

/// What was derived from an entity's texts. Places count the texts, in the order they were given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Derived {
    selectors: Vec<(usize, Selector)>,
    /// Search tokens, with the place of the text they stand in.
    pub(crate) tokens: Vec<(usize, String)>,
}

impl Derived {
    /// Every selector with the place of the text that it was derived from.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, &Selector)> {
        self.selectors.iter().map(|(place, s)| (*place, s))
    }

    /// Every selector.
    pub(crate) fn selectors(&self) -> impl Iterator<Item = &Selector> {
        self.selectors.iter().map(|(_, s)| s)
    }

    /// The selectors of one text.
    pub(crate) fn of(&self, place: usize) -> impl Iterator<Item = &Selector> {
        self.selectors.iter().filter(move |(p, _)| *p == place).map(|(_, s)| s)
    }
}

/// Derives from the texts of one entity. `region` is where phone numbers without a country code are from.
pub(crate) fn derive(_kind: EntityKind, texts: &[(Property, &str)], _region: Party) -> Derived {
    let mut derived = Derived::default();
    for (place, (property, text)) in texts.iter().enumerate() {
        let kind = match property {
            Property::Phone => kernel::SelectorKind::Phone,
            Property::Email => kernel::SelectorKind::Email,
            Property::DocumentNumber => kernel::SelectorKind::DocumentNumber,
            _ => continue,
        };
        let value: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
        derived.selectors.push((place, Selector { kind, value }));
    }
    for (place, (property, text)) in texts.iter().enumerate() {
        if matches!(property, Property::Name | Property::Alias | Property::Phone | Property::DocumentNumber) {
            derived.tokens.extend(tokens(text).into_iter().map(|t| (place, t)));
        }
    }
    derived
}

/// Search tokens of a text.
pub(crate) fn tokens(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|t| !t.is_empty()).map(str::to_lowercase).collect()
}

/// Values that stand in a free text.
#[must_use]
pub fn values_in(text: &str, _region: Party) -> Vec<Selector> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    vec![Selector { kind: kernel::SelectorKind::Phone, value: digits }]
}
