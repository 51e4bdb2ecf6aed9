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
use crate::text::fold;
use kernel::{EntityKind, Party};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

mod numbers;

use numbers::{Known, identifiers, known};

/// Log-odds before any evidence: about 1 in 50.
pub const PRIOR: f64 = -3.9;
/// Least probability ever given.
pub const PROBABILITY_MIN: f64 = 0.001;
/// Greatest probability ever given.
pub const PROBABILITY_MAX: f64 = 0.999;
/// Most values of one kind that are compared; the rest are left out.
pub const VALUES_MAX: usize = 64;

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
/// Two names of ships that have nothing in common.
const VESSEL_NAME_OTHER: f64 = -4.0;
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
        sum += best_names(self, other)
            .map_or(0.0, |(weight, _, _)| f64::from(weight) * renamed(self, other, weight));
        self.weigh_all_but_names(other, &mut |weight, _| sum += weight);
        (1.0 / (1.0 + (-sum).exp())).clamp(PROBABILITY_MIN, PROBABILITY_MAX)
    }

    fn named(&self, bearer: Bearer) -> &[Name] {
        let [person, thing] = &self.names;
        if bearer == Bearer::Person { person } else { thing }
    }

    fn weigh(&self, other: &Self, tell: Tell<'_>) {
        names(self, other, tell);
        self.weigh_all_but_names(other, tell);
    }

    fn weigh_all_but_names(&self, other: &Self, tell: Tell<'_>) {
        kinds(self, other, tell);
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
        let said =
            || ("kind-different", owned(&[x.code(), y.code()]), format!("one is a {x}, the other a {y}"));
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
fn best_names<'n>(a: &'n Prepared, b: &'n Prepared) -> Option<(f32, &'n Name, &'n Name)> {
    let bearer = bearer_of(a.kind.or(b.kind));
    let pairs = a.named(bearer).iter().flat_map(|x| b.named(bearer).iter().map(move |y| (x, y)));
    let weighed = pairs.map(|(x, y)| (fit::weight(x, y, bearer), x, y));
    weighed.max_by(|one, other| one.0.total_cmp(&other.0))
}

fn names(a: &Prepared, b: &Prepared, tell: Tell<'_>) {
    let Some((sum, x, y)) = best_names(a, b) else { return };
    let renamed = renamed(a, b, sum);
    for part in fit::parts(x, y, bearer_of(a.kind.or(b.kind))) {
        tell(f64::from(part.weight) * renamed, &|| part.said());
    }
}

/// What is left of names that differ: ships are given other names, and all that differs says no more than that.
fn renamed(a: &Prepared, b: &Prepared, sum: f32) -> f64 {
    let ships = a.kind == Some(EntityKind::Vessel) && b.kind == a.kind;
    if ships && f64::from(sum) < VESSEL_NAME_OTHER { VESSEL_NAME_OTHER / f64::from(sum) } else { 1.0 }
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
    let weight = ADDRESS_OTHER
        + (ADDRESS_SAME - ADDRESS_OTHER) * (share - ADDRESS_CHANCE).max(0.0) / (1.0 - ADDRESS_CHANCE);
    tell(weight, &|| {
        let code = if weight > 0.0 { "address-alike" } else { "address-different" };
        let text = format!("{:.0} % of the addresses agrees", share * 100.0);
        (code, Vec::new(), text)
    });
}

#[cfg(test)]
mod tests;
