//! The elements of an offence of Protocol article 6(1) as far as a move states them. Smuggling without a
//! financial or other material benefit is none, so that whoever helps family, or for reasons of humanity, is not asked
//! about as an offender. A benefit that is not known is an element that is not proven, and is shown as one.
//!
//! What another node sent is never refused for it: it is shown with what it lacks.

use crate::body::MoveBody;
use serde_json::Value;

/// The field that names the offence.
pub const OFFENCE: &str = "offence";
/// The field that names the benefit.
pub const BENEFIT: &str = "benefit";
/// The fields that say that an offence is aggravated, Protocol 6(3).
pub const AGGRAVATION: [&str; 2] = ["endangers_life", "inhuman_treatment"];
/// Benefits that are one.
const BENEFITS: [&str; 5] = ["money", "goods", "labour", "sexual", "other"];

/// What a move says of an element that every offence of article 6(1) needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// It is stated.
    Stated,
    /// It is not known, or nothing is said of it.
    Unproven,
    /// It is said not to be there: then there is no such offence.
    Absent,
}

/// What a move says of the benefit, if it names an offence of article 6(1).
#[must_use]
pub fn benefit(body: &MoveBody) -> Option<Element> {
    if !body.text(OFFENCE).trim().starts_with("6.1.") {
        return None;
    }
    Some(match body.text(BENEFIT).trim() {
        "none" => Element::Absent,
        said if BENEFITS.contains(&said) => Element::Stated,
        _ => Element::Unproven,
    })
}

/// The aggravations that a move states of an offence that knows none: bare procuring, providing or possessing of a
/// fraudulent document, 6(1)(b)(ii), is not among those of 6(3).
#[must_use]
pub fn misplaced_aggravation(body: &MoveBody) -> Vec<&'static str> {
    if body.text(OFFENCE).trim() != "6.1.b.ii" {
        return Vec::new();
    }
    AGGRAVATION.into_iter().filter(|name| body.0.get(*name) == Some(&Value::Bool(true))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::{Severity, Trouble, missing_fields};
    use crate::shipped::information_request;

    fn request(offence: &str, benefit: &str) -> MoveBody {
        MoveBody::default()
            .with("subject", "Who paid?")
            .with("facts", "46 people in a truck")
            .with("urgency", "normal")
            .with("basis", "UNTOC-27")
            .with("handling", "H0")
            .with("language", "en")
            .with(OFFENCE, offence)
            .with(BENEFIT, benefit)
    }

    fn stops(mut body: MoveBody) -> Vec<(String, Trouble)> {
        body.0.insert("points".into(), serde_json::json!(["Who?"]));
        let problems = missing_fields(&information_request().unwrap(), "open", &body);
        let stops = problems.into_iter().filter(|p| p.severity == Severity::Stop);
        stops.map(|p| (p.field, p.trouble)).collect()
    }

    #[test]
    fn r_02_without_a_benefit_nothing_is_asked_as_an_offence_of_article_6() {
        for offence in ["6.1.a", "6.1.b.i", "6.1.b.ii", "6.1.c", "6.1.newer"] {
            let refused = stops(request(offence, "none"));
            assert_eq!(refused, [(BENEFIT.to_owned(), Trouble::NoOffence)], "{offence}");
            assert_eq!(benefit(&request(offence, "none")), Some(Element::Absent));
            for open in ["unknown", "", "gratitude"] {
                assert_eq!(benefit(&request(offence, open)), Some(Element::Unproven), "{open}");
            }
            for said in BENEFITS {
                assert!(stops(request(offence, said)).is_empty(), "{offence} {said}");
                assert_eq!(benefit(&request(offence, said)), Some(Element::Stated));
            }
        }
        // Asked without naming an offence of the Protocol, it stands.
        assert!(stops(request("", "none")).is_empty());
        assert_eq!(benefit(&request("", "none")), None);
    }

    #[test]
    fn r_03_a_bare_document_offence_is_not_aggravated() {
        let aggravated = |offence: &str| {
            let mut body = request(offence, "money");
            body.0.insert("endangers_life".into(), Value::Bool(true));
            body
        };
        assert_eq!(stops(aggravated("6.1.b.ii")), [("endangers_life".to_owned(), Trouble::NotAggravated)]);
        assert_eq!(misplaced_aggravation(&aggravated("6.1.b.ii")), ["endangers_life"]);
        assert!(stops(aggravated("6.1.a")).is_empty() && stops(aggravated("6.1.b.i")).is_empty());
        let mut plain = request("6.1.b.ii", "money");
        plain.0.insert("endangers_life".into(), Value::Bool(false));
        assert!(stops(plain).is_empty());
    }
}
