//! What is derived from the statements of an entity: selectors and search tokens. The normalising itself is the names
//! engine's; this module only says which property feeds which rule. A text that is no value of its kind gives no
//! selector: a half-read number would be a false hit about somebody.

use kernel::{EntityKind, Party, Property, Selector, SelectorKind};
use std::collections::BTreeSet;

/// Most selectors derived from one entity.
pub const SELECTORS_MAX: usize = 2_000;

/// What was derived from an entity's texts. Places count the texts, in the order they were given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Derived {
    selectors: Vec<(usize, Selector)>,
    /// The texts that compound person keys are made of, all together.
    pub(crate) compound_from: Vec<usize>,
    /// Search tokens, with the place of the text they stand in.
    pub(crate) tokens: Vec<(usize, String)>,
}

impl Derived {
    /// Every selector with the place of the text that it was derived from; a compound key has the first name's.
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

/// Whether a selector is made of several statements.
pub(crate) fn is_compound(kind: SelectorKind) -> bool {
    matches!(kind, SelectorKind::PersonBirth | SelectorKind::PersonNationality)
}

/// What other texts of the entity say about its identifiers.
struct Around<'t> {
    region: Party,
    issuer: Option<Party>,
    country: Option<Party>,
    bank: Option<&'t str>,
}

/// Derives from the texts of one entity. `region` is where phone numbers without a country code are from.
pub(crate) fn derive(kind: EntityKind, texts: &[(Property, &str)], region: Party) -> Derived {
    let around = Around {
        region,
        issuer: only(texts, Property::DocumentIssuer).and_then(names::party_of),
        country: only(texts, Property::Country).and_then(names::party_of),
        bank: only(texts, Property::Bank),
    };
    let mut derived = Derived::default();
    for (place, (property, text)) in texts.iter().enumerate() {
        for selector in identifiers(*property, text, &around) {
            if derived.selectors.len() < SELECTORS_MAX {
                derived.selectors.push((place, selector));
            }
        }
        derived.tokens.extend(tokens_of(*property, text).into_iter().map(|t| (place, t)));
    }
    if kind == EntityKind::Person {
        person(texts, &mut derived);
    }
    derived
}

/// The one text of a property; with two of them nothing says which belongs to which number.
fn only<'t>(texts: &[(Property, &'t str)], property: Property) -> Option<&'t str> {
    let mut all = texts.iter().filter(|(p, _)| *p == property).map(|(_, text)| *text);
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

fn identifiers(property: Property, text: &str, around: &Around<'_>) -> Vec<Selector> {
    let one = |kind, value: Result<String, names::NotASelector>| {
        value.ok().map(|value| Selector { kind, value }).into_iter().collect::<Vec<_>>()
    };
    match property {
        Property::Phone => one(SelectorKind::Phone, names::phone(text, Some(around.region))),
        Property::Email => one(SelectorKind::Email, names::email(text)),
        Property::Handle | Property::Website => one(SelectorKind::Handle, names::handle("", text)),
        Property::Imo => one(SelectorKind::Vessel, names::imo(text)),
        Property::AccountNumber => {
            one(SelectorKind::Account, names::account(around.bank.unwrap_or_default(), text))
        }
        Property::Plate => {
            one(SelectorKind::Vehicle, names::plate(around.country.unwrap_or(around.region), text))
        }
        // Lists disagree about the register, or leave it out: the number alone is found too, as the weaker kind it is.
        Property::RegistrationNumber => {
            let mut both = one(SelectorKind::Registration, registration(around, text));
            both.extend(one(SelectorKind::DocumentNumber, names::document_number(text)));
            both
        }
        Property::DocumentNumber => {
            let mut both = one(SelectorKind::DocumentNumber, names::document_number(text));
            if let Some(issuer) = around.issuer {
                both.extend(one(SelectorKind::Document, names::document(issuer, text)));
            }
            both
        }
        _ => Vec::new(),
    }
}

/// A number without a register is a value only if the number itself says which.
fn registration(around: &Around<'_>, text: &str) -> Result<String, names::NotASelector> {
    match around.country {
        Some(country) => names::registration(country, text),
        None => names::registration(around.region, text).and_then(|value| match value.starts_with("IMO:") {
            true => Ok(value),
            false => Err(names::NotASelector::NeedsContext),
        }),
    }
}

/// Compound keys of a person. Weak aliases take no part: a source that calls its own alias weak is not to be matched.
fn person(texts: &[(Property, &str)], derived: &mut Derived) {
    let places = |wanted: &[Property]| -> Vec<usize> {
        let fits = texts.iter().enumerate().filter(|(_, (p, _))| wanted.contains(p));
        fits.map(|(place, _)| place).collect()
    };
    let text = |place: &usize| texts.get(*place).map(|(_, text)| *text);
    let names = places(&[Property::Name, Property::Alias]);
    let births = places(&[Property::BirthDate]);
    let nationalities = places(&[Property::Nationality]);
    let (Some(first), false) = (names.first().copied(), births.is_empty()) else { return };
    let keys = names::person_keys(
        &names.iter().filter_map(text).collect::<Vec<_>>(),
        &births.iter().filter_map(text).collect::<Vec<_>>(),
        &nationalities.iter().filter_map(text).filter_map(names::party_of).collect::<Vec<_>>(),
    );
    if keys.is_empty() {
        return;
    }
    let room = SELECTORS_MAX.saturating_sub(derived.selectors.len());
    derived.selectors.extend(keys.into_iter().take(room).map(|key| (first, key)));
    derived.compound_from = [names, births, nationalities].concat();
}

/// Search tokens of a text, as the analyser makes them.
pub(crate) fn tokens(text: &str) -> Vec<String> {
    names::search_tokens(text)
}

/// What a search finds by: names, and what identifies. Of every other property there are neither tokens nor values.
pub(crate) const SEARCHED: [Property; 19] = [
    Property::Name,
    Property::Alias,
    Property::WeakAlias,
    Property::ParentName,
    Property::Phone,
    Property::Email,
    Property::Handle,
    Property::Website,
    Property::DocumentNumber,
    Property::RegistrationNumber,
    Property::Imo,
    Property::Mmsi,
    Property::CallSign,
    Property::Plate,
    Property::AccountNumber,
    Property::Reference,
    Property::Imei,
    Property::Imsi,
    Property::Iccid,
];

/// The search tokens that a statement is found by: of a name also its key in any script, of an identifier the number
/// in one piece. Other properties are not searched.
pub(crate) fn tokens_of(property: Property, text: &str) -> Vec<String> {
    match property {
        Property::Name | Property::Alias | Property::WeakAlias | Property::ParentName => {
            let mut all = tokens(text);
            all.extend(name_tokens(text));
            all
        }
        Property::Phone
        | Property::Email
        | Property::Handle
        | Property::Website
        | Property::DocumentNumber
        | Property::RegistrationNumber
        | Property::Imo
        | Property::Mmsi
        | Property::CallSign
        | Property::Plate
        | Property::AccountNumber
        | Property::Reference
        | Property::Imei
        | Property::Imsi
        | Property::Iccid => {
            let mut all = tokens(text);
            let whole: String =
                text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
            if all.len() > 1 && whole.chars().count() <= names::search::SEARCH_TOKEN_CHARS_MAX {
                all.push(whole);
            }
            all
        }
        _ => Vec::new(),
    }
}

/// A name's key as search tokens. The letters around it keep it apart from words, and from longer keys that begin
/// with it.
pub(crate) fn name_tokens(text: &str) -> Vec<String> {
    names::name_key(text).iter().flat_map(|key| key.split(' ')).map(|word| format!("zk{word}zz")).collect()
}

/// The values that a question may be, whatever it is written like.
pub(crate) fn values_asked_for(text: &str, region: Party) -> Vec<Selector> {
    let around = Around { region, issuer: None, country: Some(region), bank: None };
    let properties = [
        Property::Phone,
        Property::Email,
        Property::Handle,
        Property::Imo,
        Property::AccountNumber,
        Property::Plate,
        Property::RegistrationNumber,
        Property::DocumentNumber,
    ];
    let mut all: BTreeSet<Selector> =
        properties.iter().flat_map(|p| identifiers(*p, text, &around)).collect();
    all.extend(values_in(text, region));
    all.into_iter().collect()
}

/// Whether a statement holds one of these values.
pub(crate) fn holds(property: Property, text: &str, values: &[Selector], region: Party) -> bool {
    let around = Around { region, issuer: None, country: Some(region), bank: None };
    identifiers(property, text, &around).iter().any(|s| values.contains(s))
}

/// Values that stand in a free text. `region` is where phone numbers without a country code are from.
#[must_use]
pub fn values_in(text: &str, region: Party) -> Vec<Selector> {
    names::values_in(text, Some(region))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_reads_every_property_that_it_finds_by() {
        let text = "Aissa +22790000114 9074729";
        let party = Party::parse("NE").unwrap();
        let around = Around { region: party, issuer: None, country: Some(party), bank: None };
        for property in Property::ALL.iter().copied() {
            let found_by =
                !tokens_of(property, text).is_empty() || !identifiers(property, text, &around).is_empty();
            assert_eq!(found_by, SEARCHED.contains(&property), "{property}");
        }
    }

    fn party(code: &str) -> Party {
        Party::parse(code).unwrap()
    }

    fn derived(kind: EntityKind, texts: &[(Property, &str)]) -> Vec<(usize, String)> {
        let derived = derive(kind, texts, party("NE"));
        derived.iter().map(|(place, s)| (place, format!("{} {}", s.kind, s.value))).collect()
    }

    #[test]
    fn a_number_is_one_value_however_it_is_written() {
        for written in ["+227 90 00 01 14", "0022790000114", "90 00 01 14"] {
            assert_eq!(
                derived(EntityKind::Phone, &[(Property::Phone, written)]),
                [(0, "phone +22790000114".into())]
            );
        }
    }

    #[test]
    fn a_document_with_its_issuer_gives_the_strong_value_and_the_weak_one() {
        let texts = [(Property::DocumentNumber, "G-012 3456"), (Property::DocumentIssuer, "Ghana")];
        let values = derived(EntityKind::TravelDocument, &texts);
        assert_eq!(values, [(0, "document-number G0123456".into()), (0, "document GH:G0123456".into())]);
        assert_eq!(
            derived(EntityKind::TravelDocument, &texts[..1]),
            [(0, "document-number G0123456".into())]
        );
        let torn = [texts[0], texts[1], (Property::DocumentIssuer, "Niger")];
        assert_eq!(derived(EntityKind::TravelDocument, &torn).len(), 1, "nothing says which State issued it");
    }

    #[test]
    fn a_person_has_compound_keys_and_never_one_of_the_name_alone() {
        let named = [(Property::Name, "Suleiman Adoum"), (Property::Nationality, "Niger")];
        assert!(derived(EntityKind::Person, &named).is_empty());
        let born = [named[0], named[1], (Property::BirthDate, "1984")];
        let read = derive(EntityKind::Person, &born, party("NE"));
        assert!(read.selectors().all(|s| is_compound(s.kind)) && read.selectors().count() > 0);
        assert_eq!(read.compound_from, [0, 2, 1]);
        assert!(derived(EntityKind::Organisation, &born).is_empty());
        let weak = [(Property::WeakAlias, "Suleiman Adoum"), (Property::BirthDate, "1984")];
        assert!(derived(EntityKind::Person, &weak).is_empty());
    }

    #[test]
    fn a_held_name_is_found_in_a_sentence() {
        let windows = names::name_windows("we look for Tesfay Selam, 15");
        assert!(windows.contains(&names::name_key("Selam Tesfay").unwrap()), "{windows:?}");
    }

    #[test]
    fn a_name_is_searched_in_any_script_and_a_remark_not_at_all() {
        let arabic = name_tokens("سليمان أدوم");
        assert!(!arabic.is_empty());
        assert_eq!(arabic, name_tokens("Suleiman Adoum"));
        assert!(tokens_of(Property::Remark, "Suleiman Adoum").is_empty());
        assert!(tokens_of(Property::Phone, "+227 90 00 01 14").contains(&"22790000114".to_owned()));
    }
}
