//! How likely two descriptions are of the same person, organisation or vessel, and why.
//!
//! Evidence is added as natural log-odds to a prior of [`PRIOR`]: two descriptions put side by side because something
//! brought them together are the same in about one case of fifty. Each weight is a rounded estimate of
//! `ln(P(seen | same) / P(seen | different))`, stated beside its constant; items are taken as independent, which they
//! are not quite, so the sum is held between [`PROBABILITY_MIN`] and [`PROBABILITY_MAX`]: no list of agreements makes
//! a certainty. A shared phone or address is a contact link: it says that two people reach each other, and is
//! reported so.

use crate::dates::Interval;
use crate::fit;
use crate::name::{Bearer, Name};
use crate::party::party_of;
use crate::selectors;
use crate::text::fold;
use kernel::{EntityKind, Party, SelectorKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Log-odds before any evidence: about 1 in 50.
pub const PRIOR: f64 = -3.9;
/// Least probability ever given.
pub const PROBABILITY_MIN: f64 = 0.001;
/// Greatest probability ever given.
pub const PROBABILITY_MAX: f64 = 0.999;
/// Most values of one kind that are compared; the rest are left out.
pub const VALUES_MAX: usize = 64;

/// The same number from the same issuer: misread or reissued numbers are all that speaks against it.
const DOCUMENT_SAME: f64 = 10.5;
/// The same number, issuer unknown on one side: many States count from one.
const NUMBER_SAME: f64 = 6.0;
/// The same number from two issuers that both are named: chance, or one issuer is wrong.
const NUMBER_OTHER_ISSUER: f64 = 1.5;
/// One sign of a number misread, or two exchanged; other people have such numbers too.
const NUMBER_SLIP: f64 = 3.5;
/// Numbers of one issuer, none of them the same: documents are renewed, and people hold several.
const NUMBER_OTHER: f64 = -2.0;
const IMO_SAME: f64 = 9.5;
/// IMO numbers stay with the hull for life.
const IMO_DIFFERENT: f64 = -9.0;
/// Registration number of one register.
const REGISTRATION_SAME: f64 = 9.0;
const ACCOUNT_SAME: f64 = 4.0;
/// Phones, handles and addresses are shared and passed on.
const CONTACT_SAME: f64 = 1.6;
/// Years over which births of people compared with each other spread.
const BIRTH_SPREAD_YEARS: f64 = 54.0;
/// Agreement of births counts less than its rarity: registers round, copy and guess.
const BIRTH_TRUST: f64 = 0.68;
/// Day and month exchanged, or one digit misread.
const BIRTH_SLIP: f64 = 1.2;
/// Births that cannot both be true, however near.
const BIRTH_CONFLICT: f64 = -2.0;
/// For each year between them.
const BIRTH_CONFLICT_YEAR: f64 = -0.75;
const BIRTH_CONFLICT_MOST: f64 = -5.5;
const COUNTRY_SAME: f64 = 0.7;
const COUNTRY_DIFFERENT: f64 = -0.8;
const KIND_DIFFERENT: f64 = -8.0;
/// Nothing of the addresses agrees, and all of it.
const ADDRESS_OTHER: f64 = -2.5;
const ADDRESS_SAME: f64 = 8.0;
/// What addresses of different places share by chance: `street`, `road`.
const ADDRESS_CHANCE: f64 = 0.2;
/// Pieces of all addresses of one side that are compared.
pub const ADDRESS_PARTS_MAX: usize = 512;

/// One side of a comparison, as the command `compare` reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Description {
    /// `person`, `organisation`, `vessel`…; an empty or unknown kind agrees with every kind.
    #[serde(default)]
    pub kind: String,
    /// Names, in any script.
    #[serde(default)]
    pub names: Vec<String>,
    /// Dates of birth (of foundation, of building) in the forms that [`Interval::parse`] reads.
    #[serde(default)]
    pub births: Vec<String>,
    /// Nationalities, flags or countries, as codes or names.
    #[serde(default)]
    pub countries: Vec<String>,
    /// Numbers, and ways to reach somebody.
    #[serde(default)]
    pub identifiers: Vec<Identifier>,
    /// Postal addresses, in any order of their parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<String>,
}

/// An identifier: a bare text, whose kind is guessed, or a kind with a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Identifier {
    /// As `"+233 24 123 4567"`, `"IMO 9074729"`, `"passport:G1234567"`.
    Text(String),
    /// As `{"kind": "document", "value": "G1234567", "issuer": "GH"}`.
    Typed {
        /// A code of `kernel::SelectorKind`, or `passport`, `imo`, `iban`…
        #[serde(alias = "type")]
        kind: String,
        /// As written.
        #[serde(alias = "number")]
        value: String,
        /// Issuing country, bank or service.
        #[serde(default, alias = "country", skip_serializing_if = "Option::is_none")]
        issuer: Option<String>,
    },
}

/// One reason, as a code with values for pages and a sentence for the command line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// Stable code: `document-same`, `name-same`, `birth-conflict`…
    pub code: String,
    /// What the code speaks of, in the order the sentence names it.
    pub values: Vec<String>,
    /// Log-odds that it adds.
    pub weight: f64,
    /// The same in English.
    pub text: String,
}

/// What came out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// How likely both descriptions are of the same; never 0, never 1.
    pub probability: f64,
    /// Why, strongest first.
    pub why: Vec<Reason>,
}

/// Compares two descriptions. Symmetric: the order of the sides changes nothing but the order of values in a reason.
#[must_use]
pub fn compare(a: &Description, b: &Description) -> Comparison {
    Prepared::of(a).compare(&Prepared::of(b))
}

/// A description read once, to be compared with many.
#[derive(Clone, Debug)]
pub struct Prepared {
    kind: Option<EntityKind>,
    /// Read as of a person, and as of a thing: what does not say what it is may be either.
    names: [Vec<Name>; 2],
    births: Vec<Interval>,
    countries: BTreeSet<Party>,
    identifiers: BTreeSet<Known>,
    address: BTreeSet<String>,
}

impl Prepared {
    /// Reads a description. Of each kind of value the first [`VALUES_MAX`] count.
    #[must_use]
    pub fn of(side: &Description) -> Self {
        let kind = kind(&side.kind);
        let names = |bearer: Bearer| -> Vec<Name> {
            let one_way = kind.is_some_and(|kind| bearer_of(Some(kind)) != bearer);
            let texts = side.names.iter().take(if one_way { 0 } else { VALUES_MAX });
            texts.filter_map(|text| Name::read(text, bearer)).collect()
        };
        let address = side.addresses.iter().take(VALUES_MAX).flat_map(|text| address_parts(text));
        Self {
            kind,
            names: [names(Bearer::Person), names(Bearer::Thing)],
            births: side.births.iter().take(VALUES_MAX).filter_map(|text| Interval::parse(text)).collect(),
            countries: side.countries.iter().take(VALUES_MAX).filter_map(|text| party_of(text)).collect(),
            identifiers: side
                .identifiers
                .iter()
                .take(VALUES_MAX)
                .filter_map(|i| known(i, &side.countries))
                .collect(),
            address: address.take(ADDRESS_PARTS_MAX).collect(),
        }
    }

    /// Compares, with reasons.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Comparison {
        let mut why = Vec::new();
        self.weigh(other, &mut |weight, said| {
            let (code, values, text) = said();
            why.push(Reason { code: code.to_owned(), values, weight: (weight * 1e3).round() / 1e3, text });
        });
        why.sort_by(|x, y| y.weight.abs().total_cmp(&x.weight.abs()).then_with(|| x.code.cmp(&y.code)));
        let probability = (self.probability(other) * 1e6).round() / 1e6;
        Comparison { probability, why }
    }

    /// How likely both are of one, without the reasons; never 0, never 1.
    #[must_use]
    pub fn probability(&self, other: &Self) -> f64 {
        let mut sum = PRIOR;
        self.weigh(other, &mut |weight, _| sum += weight);
        (1.0 / (1.0 + (-sum).exp())).clamp(PROBABILITY_MIN, PROBABILITY_MAX)
    }

    fn named(&self, bearer: Bearer) -> &[Name] {
        let [person, thing] = &self.names;
        if bearer == Bearer::Person { person } else { thing }
    }

    fn weigh(&self, other: &Self, tell: Tell<'_>) {
        kinds(self, other, tell);
        names(self, other, tell);
        births(&self.births, &other.births, tell);
        countries(&self.countries, &other.countries, tell);
        identifiers(&self.identifiers, &other.identifiers, tell);
        addresses(&self.address, &other.address, tell);
    }
}

/// What a reason says: its code, what it speaks of, the same in English.
type Said = (&'static str, Vec<String>, String);
/// Takes the weight of a reason, and makes its words only if they are wanted.
type Tell<'t> = &'t mut dyn FnMut(f64, &dyn Fn() -> Said);

fn owned(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

fn kinds(a: &Prepared, b: &Prepared, tell: Tell<'_>) {
    if let (Some(x), Some(y)) = (a.kind, b.kind)
        && x != y
    {
        let said = || ("kind-different", owned(&[x.code(), y.code()]), format!("one is a {x}, the other a {y}"));
        tell(KIND_DIFFERENT, &said);
    }
}

fn kind(text: &str) -> Option<EntityKind> {
    let folded = fold(text);
    EntityKind::parse(&folded).or(match folded.as_str() {
        "individual" | "human" => Some(EntityKind::Person),
        "organization" | "company" | "entity" | "legalentity" => Some(EntityKind::Organisation),
        "ship" => Some(EntityKind::Vessel),
        _ => None,
    })
}

/// The best pair of names decides; the others are aliases that the other side may not know.
fn names(a: &Prepared, b: &Prepared, tell: Tell<'_>) {
    let bearer = bearer_of(a.kind.or(b.kind));
    let pairs = a.named(bearer).iter().flat_map(|x| b.named(bearer).iter().map(move |y| (x, y)));
    let best = pairs.map(|(x, y)| (fit::weight(x, y, bearer), x, y)).max_by(|one, other| one.0.total_cmp(&other.0));
    let Some((_, x, y)) = best else { return };
    // Words are made once, and only for whoever reads reasons.
    let parts = std::cell::OnceCell::new();
    fit::weights(x, y, bearer, &mut |nth, weight| {
        tell(f64::from(weight), &|| {
            let parts = parts.get_or_init(|| fit::parts(x, y, bearer));
            parts.get(nth).map_or_else(|| ("name", Vec::new(), String::new()), fit::Part::said)
        });
    });
}

/// People are called in parts; what is not said to be a person is called by a phrase. What is not said at all is read as
/// a person.
fn bearer_of(kind: Option<EntityKind>) -> Bearer {
    match kind {
        Some(EntityKind::Person) | None => Bearer::Person,
        Some(_) => Bearer::Thing,
    }
}

fn births(left: &[Interval], right: &[Interval], tell: Tell<'_>) {
    let best = left.iter().flat_map(|x| right.iter().map(move |y| (birth_weight(x, y), x, y)));
    if let Some(((weight, code), x, y)) = best.max_by(|one, other| one.0.0.total_cmp(&other.0.0)) {
        tell(weight, &|| {
            let (x, y) = (x.to_text(), y.to_text());
            let says = match code {
                "birth-agrees" => "the births agree",
                "birth-slip" => "the births differ by what looks like a slip",
                _ => "the births cannot both be true",
            };
            (code, owned(&[&x, &y]), format!("{says}: {x}, {y}"))
        });
    }
}

fn birth_weight(x: &Interval, y: &Interval) -> (f64, &'static str) {
    let (wide_x, wide_y) = (x.widened(), y.widened());
    let gap = wide_x.days_apart(&wide_y);
    if gap == 0 {
        let years = days_f64(wide_x.days().max(wide_y.days())) / 365.25;
        return (BIRTH_TRUST * (BIRTH_SPREAD_YEARS / years).ln().max(0.0), "birth-agrees");
    }
    if is_slip(x, y) {
        return (BIRTH_SLIP, "birth-slip");
    }
    let years = days_f64(gap) / 365.25;
    ((BIRTH_CONFLICT + BIRTH_CONFLICT_YEAR * years).max(BIRTH_CONFLICT_MOST), "birth-conflict")
}

fn days_f64(days: i64) -> f64 {
    f64::from(i32::try_from(days).unwrap_or(i32::MAX))
}

/// Two exact days that differ by day and month exchanged, or by one digit.
fn is_slip(x: &Interval, y: &Interval) -> bool {
    if x.days() > 1 || y.days() > 1 {
        return false;
    }
    let (x, y) = (x.from, y.from);
    let swapped = x.year == y.year && x.day == y.month && x.month == y.day;
    let digits = |d: crate::Day| format!("{:04}{:02}{:02}", d.year, d.month, d.day);
    swapped || digits(x).bytes().zip(digits(y).bytes()).filter(|(p, q)| p != q).count() == 1
}

fn countries(x: &BTreeSet<Party>, y: &BTreeSet<Party>, tell: Tell<'_>) {
    if x.is_empty() || y.is_empty() {
        return;
    }
    match x.intersection(y).next() {
        Some(party) => {
            tell(COUNTRY_SAME, &|| ("country-same", owned(&[party.code()]), format!("both name {party}")));
        }
        None => tell(COUNTRY_DIFFERENT, &|| {
            let list = |set: &BTreeSet<Party>| set.iter().map(Party::code).collect::<Vec<_>>().join(", ");
            let (x, y) = (list(x), list(y));
            ("country-different", owned(&[&x, &y]), format!("the countries differ: {x}; {y}"))
        }),
    }
}

/// The letters of an address by threes, so that a slip, a space or another order costs little.
fn address_parts(text: &str) -> Vec<String> {
    let letters: Vec<char> = fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
    letters.windows(3).map(|three| three.iter().collect()).collect()
}

/// How much of two addresses agrees: little says nothing, since people move; all of it says where both live.
fn addresses(x: &BTreeSet<String>, y: &BTreeSet<String>, tell: Tell<'_>) {
    if x.is_empty() || y.is_empty() {
        return;
    }
    let count = |n: usize| f64::from(u16::try_from(n).unwrap_or(u16::MAX));
    let share = 2.0 * count(x.intersection(y).count()) / count(x.len().saturating_add(y.len()));
    let weight = ADDRESS_OTHER + (ADDRESS_SAME - ADDRESS_OTHER) * (share - ADDRESS_CHANCE).max(0.0) / (1.0 - ADDRESS_CHANCE);
    tell(weight, &|| {
        let code = if weight > 0.0 { "address-alike" } else { "address-different" };
        let text = format!("{:.0} % of the addresses agrees", share * 100.0);
        (code, Vec::new(), text)
    });
}

/// An identifier made comparable.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Known {
    kind: SelectorKind,
    value: String,
    issuer: Option<Party>,
}

fn identifiers(left: &BTreeSet<Known>, right: &BTreeSet<Known>, tell: Tell<'_>) {
    let mut seen: Vec<&str> = Vec::new();
    for x in left {
        for y in right.iter().filter(|y| y.value == x.value && y.kind == x.kind) {
            let (code, weight, says) = identifier_weight(x, y);
            // Copies of one document, or ten shared phones, are not ten independent agreements.
            if !seen.contains(&code) {
                seen.push(code);
                tell(weight, &|| (code, owned(&[x.kind.code(), &x.value]), format!("{says}: {}", x.value)));
            }
        }
    }
    if seen.is_empty() {
        numbers_that_differ(left, right, tell);
    }
    let imo = |set: &'_ BTreeSet<Known>| -> Vec<String> {
        set.iter().filter(|k| k.kind == SelectorKind::Vessel).map(|k| k.value.clone()).collect()
    };
    let (x, y) = (imo(left), imo(right));
    if let (Some(x_first), Some(y_first)) = (x.first(), y.first())
        && !x.iter().any(|value| y.contains(value))
    {
        tell(IMO_DIFFERENT, &|| {
            let text = format!("the IMO numbers differ: {x_first}, {y_first}");
            ("imo-different", owned(&[x_first, y_first]), text)
        });
    }
}

/// Numbers of one issuer on both sides, none the same: a slip, or other documents.
fn numbers_that_differ(left: &BTreeSet<Known>, right: &BTreeSet<Known>, tell: Tell<'_>) {
    let of_one_issuer = |x: &Known, y: &Known| {
        x.kind == SelectorKind::Document && y.kind == x.kind && x.issuer.is_some() && x.issuer == y.issuer
    };
    let pairs = || left.iter().flat_map(|x| right.iter().map(move |y| (x, y))).filter(|(x, y)| of_one_issuer(x, y));
    if let Some((x, y)) = pairs().find(|(x, y)| is_number_slip(&x.value, &y.value)) {
        tell(NUMBER_SLIP, &|| {
            let text = format!("the numbers differ by what looks like a slip: {}, {}", x.value, y.value);
            ("number-slip", owned(&[&x.value, &y.value]), text)
        });
    } else if let Some((x, y)) = pairs().next() {
        tell(NUMBER_OTHER, &|| {
            let text = format!("numbers of one issuer differ: {}, {}", x.value, y.value);
            ("number-different", owned(&[&x.value, &y.value]), text)
        });
    }
}

/// Of two numbers of six signs or more one sign is another, or two changed places.
fn is_number_slip(x: &str, y: &str) -> bool {
    if x.len() < 6 || x.len() != y.len() {
        return false;
    }
    let differ: Vec<(u8, u8)> = x.bytes().zip(y.bytes()).filter(|(p, q)| p != q).collect();
    match differ.as_slice() {
        [_] => true,
        [(p, q), (r, s)] => p == s && q == r,
        _ => false,
    }
}

fn identifier_weight(x: &Known, y: &Known) -> (&'static str, f64, &'static str) {
    match x.kind {
        SelectorKind::Vessel => ("imo-same", IMO_SAME, "the IMO number is the same"),
        SelectorKind::Registration => {
            ("registration-same", REGISTRATION_SAME, "the registration number is the same")
        }
        SelectorKind::Account => ("account-same", ACCOUNT_SAME, "the account is the same"),
        SelectorKind::Vehicle => ("plate-same", ACCOUNT_SAME, "the plate is the same"),
        SelectorKind::Document | SelectorKind::DocumentNumber => match (x.issuer, y.issuer) {
            (Some(p), Some(q)) if p == q => ("document-same", DOCUMENT_SAME, "the document is the same"),
            (Some(_), Some(_)) => (
                "number-other-issuer",
                NUMBER_OTHER_ISSUER,
                "the document number is the same, from another issuer",
            ),
            _ => (
                "number-same",
                NUMBER_SAME,
                "the document number is the same, its issuer not known on both sides",
            ),
        },
        _ => ("contact-link", CONTACT_SAME, "reached the same way, which links them and may be no more"),
    }
}

fn known(identifier: &Identifier, countries: &[String]) -> Option<Known> {
    let (kind, value, issuer) = match identifier {
        Identifier::Typed { kind, value, issuer } => (fold(kind), value.as_str(), issuer.clone()),
        Identifier::Text(text) => match text.split_once(':') {
            Some((kind, rest)) if kind.chars().all(|c| c.is_alphabetic() || c == '-') => {
                (fold(kind), rest.trim(), None)
            }
            _ => (String::new(), text.as_str(), None),
        },
    };
    let issuer_party = issuer.as_deref().and_then(party_of);
    let region = issuer_party.or_else(|| countries.iter().find_map(|text| party_of(text)));
    let make =
        |kind, value: Result<String, _>| value.ok().map(|value| Known { kind, value, issuer: issuer_party });
    match kind.as_str() {
        "phone" | "telephone" | "mobile" | "tel" => {
            make(SelectorKind::Phone, selectors::phone(value, region))
        }
        "email" | "e-mail" | "mail" => make(SelectorKind::Email, selectors::email(value)),
        "imo" | "vessel" => make(SelectorKind::Vessel, selectors::imo(value)),
        "iban" | "account" | "bank-account" => {
            make(SelectorKind::Account, selectors::account(issuer.as_deref().unwrap_or_default(), value))
        }
        "handle" | "online-account" => {
            make(SelectorKind::Handle, selectors::handle(issuer.as_deref().unwrap_or_default(), value))
        }
        "plate" | "vehicle" => make(SelectorKind::Vehicle, selectors::plate(issuer_party?, value)),
        "registration" | "registration-number" | "company-number" | "tax" => {
            make(SelectorKind::Registration, selectors::registration(region?, value))
        }
        "" => guessed(value, region),
        // `GH:G1234567`.
        code if code.len() == 2 => document(value, party_of(code)),
        _ => document(value, issuer_party),
    }
}

/// A document's number, with its issuer where a two-letter code or `issuer` names one.
fn document(value: &str, issuer: Option<Party>) -> Option<Known> {
    let (issuer, number) = match value.split_once(':').and_then(|(code, rest)| Some((party_of(code)?, rest)))
    {
        Some((party, rest)) => (Some(party), rest),
        None => (issuer, value),
    };
    let value = selectors::document_number(number).ok()?;
    Some(Known { kind: SelectorKind::Document, value, issuer })
}

fn guessed(text: &str, region: Option<Party>) -> Option<Known> {
    let make =
        |kind, value: Result<String, _>| value.ok().map(|value: String| Known { kind, value, issuer: None });
    let folded = fold(text);
    if folded.contains('@') {
        return make(SelectorKind::Email, selectors::email(text))
            .or_else(|| make(SelectorKind::Handle, selectors::handle("", text)));
    }
    let imo = folded.starts_with("imo").then(|| make(SelectorKind::Vessel, selectors::imo(text))).flatten();
    let phone = || {
        let international = folded.starts_with('+') || folded.starts_with("00");
        international.then(|| make(SelectorKind::Phone, selectors::phone(text, region))).flatten()
    };
    imo.or_else(phone)
        .or_else(|| make(SelectorKind::Account, selectors::iban(text)))
        .or_else(|| document(text, None))
}

#[cfg(test)]
mod tests;
