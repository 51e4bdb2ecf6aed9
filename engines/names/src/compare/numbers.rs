//! What numbers and ways to reach somebody say: one document is nearly one person, a shared phone links two.

use super::{Identifier, Tell, owned};
use crate::party::party_of;
use crate::selectors;
use crate::text::fold;
use kernel::{Party, SelectorKind};
use std::collections::BTreeSet;

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

/// An identifier made comparable.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Known {
    kind: SelectorKind,
    value: String,
    issuer: Option<Party>,
}

pub(super) fn identifiers(left: &BTreeSet<Known>, right: &BTreeSet<Known>, tell: Tell<'_>) {
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
    let pairs =
        || left.iter().flat_map(|x| right.iter().map(move |y| (x, y))).filter(|(x, y)| of_one_issuer(x, y));
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

pub(super) fn known(identifier: &Identifier, countries: &[String]) -> Option<Known> {
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
