//! How likely two descriptions are of the same person, organisation or vessel, and why.
//!
//! Evidence is added as natural log-odds to a prior of [`PRIOR`]: two descriptions put side by side because something
//! brought them together are the same in about one case of fifty. Each weight is a rounded estimate of
//! `ln(P(seen | same) / P(seen | different))`, stated beside its constant; items are taken as independent, which they
//! are not quite, so the sum is held between [`PROBABILITY_MIN`] and [`PROBABILITY_MAX`]: no list of agreements makes
//! a certainty. A shared phone or address is a contact link: it says that two people reach each other, and is
//! reported so.

use crate::dates::Interval;
use crate::key::{NAME_BYTES_MAX, NAME_WORDS_MAX, skeletons};
use crate::party::party_of;
use crate::romanise::romanise;
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
const DOCUMENT_SAME: f64 = 9.0;
/// The same number, issuer unknown on one side: many States count from one.
const NUMBER_SAME: f64 = 6.0;
/// The same number from two issuers that both are named: chance, or one issuer is wrong.
const NUMBER_OTHER_ISSUER: f64 = 1.5;
const IMO_SAME: f64 = 9.5;
/// IMO numbers stay with the hull for life.
const IMO_DIFFERENT: f64 = -9.0;
/// Registration number of one register.
const REGISTRATION_SAME: f64 = 9.0;
const ACCOUNT_SAME: f64 = 4.0;
/// Phones, handles and addresses are shared and passed on.
const CONTACT_SAME: f64 = 1.6;
/// One name key of two tokens; each further token adds [`TOKEN`].
const NAME_SAME: f64 = 4.0;
/// A name of one token.
const NAME_ONE_TOKEN: f64 = 2.0;
const TOKEN: f64 = 1.2;
/// Written alike letter by letter, on top of an equal key.
const SPELLED_ALIKE: f64 = 0.6;
/// All tokens of the shorter name stand in the longer one: a father's or family name left out.
const NAME_WITHIN: f64 = 2.6;
/// At least half of the tokens agree.
const NAME_PARTLY: f64 = 0.4;
const NAME_DIFFERENT: f64 = -4.5;
/// Years over which births of people compared with each other spread.
const BIRTH_SPREAD_YEARS: f64 = 54.0;
/// Agreement of births counts less than its rarity: registers round, copy and guess.
const BIRTH_TRUST: f64 = 0.55;
/// Day and month exchanged, or one digit misread.
const BIRTH_SLIP: f64 = 1.2;
/// Births that cannot both be true, however near.
const BIRTH_CONFLICT: f64 = -1.2;
/// For each year between them.
const BIRTH_CONFLICT_YEAR: f64 = -0.75;
const BIRTH_CONFLICT_MOST: f64 = -7.0;
const COUNTRY_SAME: f64 = 0.7;
const COUNTRY_DIFFERENT: f64 = -0.8;
const KIND_DIFFERENT: f64 = -8.0;

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
    /// Numbers and addresses.
    #[serde(default)]
    pub identifiers: Vec<Identifier>,
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
    let mut why = Vec::new();
    kinds(a, b, &mut why);
    names(a, b, &mut why);
    births(a, b, &mut why);
    countries(a, b, &mut why);
    identifiers(a, b, &mut why);
    why.sort_by(|x, y| y.weight.abs().total_cmp(&x.weight.abs()).then_with(|| x.code.cmp(&y.code)));
    let sum: f64 = PRIOR + why.iter().map(|reason| reason.weight).sum::<f64>();
    let probability = (1.0 / (1.0 + (-sum).exp())).clamp(PROBABILITY_MIN, PROBABILITY_MAX);
    Comparison { probability: (probability * 1e6).round() / 1e6, why }
}

fn reason(why: &mut Vec<Reason>, code: &str, values: &[&str], weight: f64, text: String) {
    let values = values.iter().map(|value| (*value).to_owned()).collect();
    why.push(Reason { code: code.to_owned(), values, weight: (weight * 1e3).round() / 1e3, text });
}

fn kinds(a: &Description, b: &Description, why: &mut Vec<Reason>) {
    if let (Some(x), Some(y)) = (kind(&a.kind), kind(&b.kind))
        && x != y
    {
        let text = format!("one is a {x}, the other a {y}");
        reason(why, "kind-different", &[x.code(), y.code()], KIND_DIFFERENT, text);
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
fn names(a: &Description, b: &Description, why: &mut Vec<Reason>) {
    let best =
        a.names.iter().take(VALUES_MAX).flat_map(|x| b.names.iter().take(VALUES_MAX).map(move |y| (x, y)));
    let best = best
        .filter_map(|(x, y)| Some((name_weight(x, y)?, x, y)))
        .max_by(|one, other| one.0.0.total_cmp(&other.0.0));
    if let Some(((weight, code), x, y)) = best {
        let says = match code {
            "name-same" => "the names agree",
            "name-within" => "one name stands in the other",
            "name-partly" => "the names agree in part",
            _ => "no name agrees",
        };
        reason(why, code, &[x, y], weight, format!("{says}: {x} ~ {y}"));
    }
}

fn name_weight(x: &str, y: &str) -> Option<(f64, &'static str)> {
    let spelled = if sorted_words(x) == sorted_words(y) { SPELLED_ALIKE } else { 0.0 };
    let (x, y) = (words_of(x), words_of(y));
    if x.is_empty() || y.is_empty() {
        return None;
    }
    if x == y {
        let weight = match x.len() {
            1 => NAME_ONE_TOKEN,
            n => NAME_SAME + TOKEN * f64::from(u8::try_from(n.saturating_sub(2)).unwrap_or(u8::MAX).min(3)),
        };
        return Some((weight + spelled, "name-same"));
    }
    let common = x.intersection(&y).count();
    let (short, long) = (x.len().min(y.len()), x.len().max(y.len()));
    Some(match common {
        0 => (NAME_DIFFERENT, "name-different"),
        n if n == short && short >= 2 => (NAME_WITHIN, "name-within"),
        n if n.saturating_mul(2) >= long => (NAME_PARTLY, "name-partly"),
        // One token out of many: so many people share one that it hardly softens the difference.
        _ => (NAME_DIFFERENT / 2.0, "name-different"),
    })
}

/// The skeletons of a name; the longest names are cut as they are for keys.
fn words_of(name: &str) -> BTreeSet<String> {
    if name.len() > NAME_BYTES_MAX {
        return BTreeSet::new();
    }
    skeletons(&romanise(name), NAME_WORDS_MAX).into_iter().collect()
}

fn sorted_words(name: &str) -> Vec<String> {
    let folded = fold(name);
    let mut words: Vec<String> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect();
    words.sort();
    words
}

fn births(a: &Description, b: &Description, why: &mut Vec<Reason>) {
    let read = |side: &Description| -> Vec<Interval> {
        side.births.iter().take(VALUES_MAX).filter_map(|text| Interval::parse(text)).collect()
    };
    let (left, right) = (read(a), read(b));
    let best = left.iter().flat_map(|x| right.iter().map(move |y| (birth_weight(x, y), x, y)));
    if let Some(((weight, code), x, y)) = best.max_by(|one, other| one.0.0.total_cmp(&other.0.0)) {
        let (x, y) = (x.to_text(), y.to_text());
        let says = match code {
            "birth-agrees" => "the births agree",
            "birth-slip" => "the births differ by what looks like a slip",
            _ => "the births cannot both be true",
        };
        reason(why, code, &[&x, &y], weight, format!("{says}: {x}, {y}"));
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

fn countries(a: &Description, b: &Description, why: &mut Vec<Reason>) {
    let read = |side: &Description| -> BTreeSet<Party> {
        side.countries.iter().take(VALUES_MAX).filter_map(|text| party_of(text)).collect()
    };
    let (x, y) = (read(a), read(b));
    if x.is_empty() || y.is_empty() {
        return;
    }
    match x.intersection(&y).next() {
        Some(party) => {
            reason(why, "country-same", &[party.code()], COUNTRY_SAME, format!("both name {party}"));
        }
        None => {
            let list = |set: &BTreeSet<Party>| set.iter().map(Party::code).collect::<Vec<_>>().join(", ");
            let (x, y) = (list(&x), list(&y));
            let text = format!("the countries differ: {x}; {y}");
            reason(why, "country-different", &[&x, &y], COUNTRY_DIFFERENT, text);
        }
    }
}

/// An identifier made comparable.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Known {
    kind: SelectorKind,
    value: String,
    issuer: Option<Party>,
}

fn identifiers(a: &Description, b: &Description, why: &mut Vec<Reason>) {
    let read = |side: &Description| -> BTreeSet<Known> {
        side.identifiers.iter().take(VALUES_MAX).filter_map(|i| known(i, &side.countries)).collect()
    };
    let (left, right) = (read(a), read(b));
    let mut said = BTreeSet::new();
    for x in &left {
        for y in right.iter().filter(|y| y.value == x.value && y.kind == x.kind) {
            let (code, weight, says) = identifier_weight(x, y);
            // Copies of one document, or ten shared phones, are not ten independent agreements.
            if said.insert(code) {
                reason(why, code, &[x.kind.code(), &x.value], weight, format!("{says}: {}", x.value));
            }
        }
    }
    let imo = |set: &BTreeSet<Known>| -> Vec<String> {
        set.iter().filter(|k| k.kind == SelectorKind::Vessel).map(|k| k.value.clone()).collect()
    };
    let (x, y) = (imo(&left), imo(&right));
    if let (Some(x_first), Some(y_first)) = (x.first(), y.first())
        && !x.iter().any(|value| y.contains(value))
    {
        let text = format!("the IMO numbers differ: {x_first}, {y_first}");
        reason(why, "imo-different", &[x_first, y_first], IMO_DIFFERENT, text);
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
