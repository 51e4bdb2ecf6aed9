//! What is derived from the statements of an entity: selectors and search tokens. The normalising itself is the names
//! engine's; this module only says which property feeds which rule. A text that is no value of its kind gives no
//! selector: a half-read number would be a false hit about somebody.

use kernel::{EntityKind, Party, Property, Selector, SelectorKind};
use std::collections::BTreeSet;

/// The version of what stands in this module. It goes up with every property that gives something else than before, as
/// [`kernel::selector::NORMALISER_VERSION`] does with every rule of a value: what an older program derived is derived
/// again then (`store_newer.rs`).
pub(crate) const DERIVING_VERSION: u16 = 2;

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

    /// Leaves out the selectors that these words do not fit.
    pub(crate) fn retain(&mut self, mut fits: impl FnMut(usize, &Selector) -> bool) {
        self.selectors.retain(|(place, selector)| fits(*place, selector));
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
        derived.tokens.push((place, kind_token(kind)));
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
        Property::Imei => one(SelectorKind::Device, names::imei(text)),
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

/// Properties that hold a code of ours, or something that nobody looks for by its words.
const UNSEARCHED: [Property; 4] =
    [Property::Role, Property::Gender, Property::AgeAssessed, Property::AgeClaimed];

/// Whether a search finds by a property. Links are found by what stands at their other end.
pub(crate) fn is_searched(property: Property) -> bool {
    !property.is_link() && !UNSEARCHED.contains(&property)
}

/// Properties that say where.
pub(crate) const PLACES: [Property; 6] = [
    Property::Address,
    Property::Country,
    Property::BirthPlace,
    Property::Nationality,
    Property::Flag,
    Property::DocumentIssuer,
];

/// Properties that say when.
pub(crate) const TIMES: [Property; 5] =
    [Property::Date, Property::BirthDate, Property::IssuedOn, Property::ExpiresOn, Property::ListedOn];

/// What sets words of running text apart from names and numbers in the index, and from words of places and from years.
/// Folding turns the letter into others, so that no token of a text begins with it.
const WORD: &str = "\u{1BF}w";
const PLACE: &str = "\u{1BF}p";
const YEAR: &str = "\u{1BF}y";
const KIND: &str = "\u{1BF}k";
/// Most years of one date.
const YEARS_MAX: i32 = 12;

/// What a statement is found by: of a name its words and their keys in any script, of an identifier the number in one
/// piece too, of everything else the words without their endings; of places and dates also those, set apart.
pub(crate) fn tokens_of(property: Property, text: &str) -> Vec<String> {
    if !is_searched(property) {
        return Vec::new();
    }
    if property.is_naming() {
        let mut all = tokens(text);
        all.extend(name_tokens(text));
        return all;
    }
    if is_identifier(property) {
        let mut all = tokens(text);
        let whole: String = text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
        if all.len() > 1 && whole.chars().count() <= names::search::SEARCH_TOKEN_CHARS_MAX {
            all.push(whole);
        }
        return all;
    }
    let mut all: Vec<String> = word_tokens(text);
    if PLACES.contains(&property) {
        all.extend(place_tokens(text));
    }
    if TIMES.contains(&property) {
        all.extend(years_of(text).map(year_token));
    }
    all
}

fn is_identifier(property: Property) -> bool {
    matches!(
        property,
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
            | Property::Iccid
    )
}

/// The words of a running text, without their endings.
pub(crate) fn word_tokens(text: &str) -> Vec<String> {
    names::text_tokens(text).into_iter().map(|word| format!("{WORD}{word}")).collect()
}

/// The words of a place; a country also by its code, however it is written.
pub(crate) fn place_tokens(text: &str) -> Vec<String> {
    let code = names::party_of(text).map(|party| format!("{PLACE}{}", party.code().to_lowercase()));
    names::text_tokens(text).into_iter().map(|word| format!("{PLACE}{word}")).chain(code).collect()
}

/// The token of a kind of record.
pub(crate) fn kind_token(kind: EntityKind) -> String {
    format!("{KIND}{}", kind.code().replace('-', ""))
}

/// The token of a year.
pub(crate) fn year_token(year: i32) -> String {
    format!("{YEAR}{year}")
}

/// The years that a date may be of; none for one that is wider than a dozen.
pub(crate) fn years_of(text: &str) -> impl Iterator<Item = i32> {
    let interval = names::Interval::parse(text.get(..text.floor_char_boundary(64)).unwrap_or_default());
    let years = interval.map(|when| when.from.year..=when.to.year);
    let years = years.filter(|y| y.end().saturating_sub(*y.start()) < YEARS_MAX);
    years.into_iter().flatten()
}

/// The key of each word of a name as a search token. The letters around it keep it apart from words, and from longer
/// keys that begin with it.
pub(crate) fn name_tokens(text: &str) -> Vec<String> {
    names::name_words(text).iter().map(|word| format!("zk{word}zz")).collect()
}

/// The values that a question may be, whatever it is written like.
pub(crate) fn values_asked_for(text: &str, region: Party) -> Vec<Selector> {
    let around = Around { region, issuer: None, country: Some(region), bank: None };
    let properties = [
        Property::Phone,
        Property::Email,
        Property::Handle,
        Property::Imo,
        Property::Imei,
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
            assert_eq!(found_by, is_searched(property), "{property}");
        }
    }

    fn party(code: &str) -> Party {
        Party::parse(code).unwrap()
    }

    #[test]
    fn a_place_is_found_by_its_country_and_a_date_by_its_year() {
        assert!(tokens_of(Property::Country, "Niger").contains(&place_tokens("NE")[0]));
        assert!(tokens_of(Property::Date, "12 March 2019").contains(&year_token(2019)));
        assert!(!tokens_of(Property::Remark, "12 March 2019").contains(&year_token(2019)));
        assert!(names::search_tokens("\u{1BF}w\u{1BF}p2019").iter().all(|t| !t.contains('\u{1BF}')));
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
    fn a_device_is_one_value_with_its_check_digit_without_it_or_with_its_software() {
        for written in ["35-693803-564380-9", "IMEI 356938035643809", "35693803564380", "3569380356438001"] {
            assert_eq!(
                derived(EntityKind::Device, &[(Property::Imei, written)]),
                [(0, "device 356938035643809".into())],
                "{written}"
            );
        }
        assert!(derived(EntityKind::Device, &[(Property::Imei, "356938035643808")]).is_empty());
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
    fn a_name_is_searched_in_any_script_and_a_remark_by_its_words() {
        let arabic = name_tokens("سليمان أدوم");
        assert!(!arabic.is_empty());
        assert_eq!(arabic, name_tokens("Suleiman Adoum"));
        assert_eq!(tokens_of(Property::Remark, "two boats"), word_tokens("the two boat").split_off(1));
        assert!(tokens_of(Property::Remark, "Suleiman Adoum").iter().all(|t| !arabic.contains(t)));
        assert!(tokens_of(Property::Role, "suspect").is_empty());
        assert!(tokens_of(Property::Phone, "+227 90 00 01 14").contains(&"22790000114".to_owned()));
    }
}
