//! Bodies of moves: JSON whose unknown fields are kept, checked against the kind's fields before a move is made.

use crate::kind::{Field, FieldKind, Kind, Need};
use crate::moves::{MoveFacts, Outcome, POINTS_MAX};
use crate::offence::{self, Element};
use kernel::id::{AuthorityId, NodeId, Reference};
use kernel::{Digest, Party, Timestamp, law::legal_basis, limit};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The field of a body that names files which follow in chunks.
pub const ATTACHMENTS: &str = "attachments";
/// The urgency before which nothing comes.
pub const IMMINENT: &str = "imminent-threat-to-life";
/// What `urgency` says when nothing is urgent.
pub const NOT_URGENT: &str = "normal";
/// The field of a body that says what an alert is about.
const ALERT: &str = "alert";
/// The alert that is a call for help.
const PEOPLE_IN_DANGER: &str = "people-in-danger";
/// Most references that one move names.
pub const REFERENCES_MAX: usize = 200;

fn as_reference(value: &Value) -> Option<Reference> {
    value.as_str().and_then(Reference::parse)
}

/// Whom something may be passed on to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedTo {
    /// The State.
    pub party: Party,
    /// Only this node of it, if one is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<NodeId>,
    /// Only this authority of it, if one is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<AuthorityId>,
}

impl PassedTo {
    fn read(value: &Value) -> Option<Self> {
        serde_json::from_value(value.clone()).ok()
    }

    /// Whether this recipient is the one that is meant.
    #[must_use]
    pub fn means(&self, party: Party, node: NodeId, authority: Option<AuthorityId>) -> bool {
        self.party == party
            && self.node.is_none_or(|n| n == node)
            && self.authority.is_none_or(|a| Some(a) == authority)
    }
}

/// What a move says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MoveBody(pub Map<String, Value>);

impl MoveBody {
    /// Reads a body; anything that is a JSON object is kept whole (A-14).
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        if bytes.len() > limit::ENVELOPE_BYTES_MAX {
            return None;
        }
        serde_json::from_slice(bytes).ok().map(Self)
    }

    /// Its bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(&self.0).unwrap_or_default()
    }

    /// A text field, empty if absent.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// How urgent it is. That people are in danger is a call for help, whatever else the move says (R-07).
    #[must_use]
    pub fn urgency(&self) -> &str {
        if self.text(ALERT) == PEOPLE_IN_DANGER { IMMINENT } else { self.text("urgency") }
    }

    /// Whether it says that something is urgent.
    #[must_use]
    pub fn is_urgent(&self) -> bool {
        !matches!(self.urgency(), "" | NOT_URGENT)
    }

    /// The same, saying in its own field how urgent it is.
    #[must_use]
    pub fn with_its_urgency(self) -> Self {
        let urgency = self.urgency().to_owned();
        self.with("urgency", urgency)
    }

    /// Sets a text field; an empty one is left out.
    #[must_use]
    pub fn with(mut self, name: &str, text: impl Into<String>) -> Self {
        let text = text.into();
        if text.trim().is_empty() {
            self.0.remove(name);
        } else {
            self.0.insert(name.into(), Value::String(text));
        }
        self
    }

    /// The points asked, in order.
    #[must_use]
    pub fn points(&self) -> Vec<String> {
        let list = self.0.get("points").and_then(Value::as_array);
        list.into_iter()
            .flatten()
            .filter_map(|p| p.as_str().map(str::to_owned))
            .take(POINTS_MAX.into())
            .collect()
    }

    /// The references a field names, each once; what does not read as one is left out.
    #[must_use]
    pub fn references(&self, name: &str) -> BTreeSet<Reference> {
        let list = self.0.get(name).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(as_reference).take(REFERENCES_MAX).collect()
    }

    /// Sets the references a field names.
    #[must_use]
    pub fn with_references(mut self, name: &str, references: &BTreeSet<Reference>) -> Self {
        let list = references.iter().map(|r| Value::String(r.to_string())).collect();
        self.0.insert(name.into(), Value::Array(list));
        self
    }

    /// Whom a field names.
    #[must_use]
    pub fn passed_to(&self, name: &str) -> Option<PassedTo> {
        self.0.get(name).and_then(PassedTo::read)
    }

    /// A moment.
    #[must_use]
    pub fn moment(&self, name: &str) -> Option<Timestamp> {
        Timestamp::parse(self.text(name))
    }

    /// Every text in the body, for the scan of protected values: nothing that can be read is left out.
    #[must_use]
    pub fn all_text(&self) -> String {
        fn walk(value: &Value, out: &mut String) {
            match value {
                Value::String(text) => {
                    out.push_str(text);
                    out.push('\n');
                }
                Value::Number(number) => {
                    out.push_str(&number.to_string());
                    out.push('\n');
                }
                Value::Array(list) => list.iter().for_each(|v| walk(v, out)),
                Value::Object(map) => map.iter().for_each(|(key, v)| {
                    out.push_str(key);
                    out.push('\n');
                    walk(v, out);
                }),
                Value::Null | Value::Bool(_) => {}
            }
        }
        let mut out = String::new();
        self.0.iter().for_each(|(key, value)| {
            out.push_str(key);
            out.push('\n');
            walk(value, &mut out);
        });
        out
    }

    /// How many attachments it names; their names and digests go with the body.
    fn attachments(&self) -> Option<u16> {
        let list = self.0.get(ATTACHMENTS).and_then(Value::as_array)?;
        u16::try_from(list.len()).ok().filter(|n| *n > 0)
    }

    /// What the header repeats of the body for the fold.
    #[must_use]
    pub fn facts(&self) -> MoveFacts {
        let answers = self.0.get("answers").and_then(Value::as_array);
        let answers: BTreeMap<u16, Option<Outcome>> =
            answers.into_iter().flatten().filter_map(point_of).take(POINTS_MAX.into()).collect();
        let with =
            |outcome| answers.iter().filter(move |(_, o)| **o == Some(outcome)).map(|(n, _)| *n).collect();
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        MoveFacts {
            points: u16::try_from(self.points().len()).ok().filter(|n| *n > 0),
            outcome: Outcome::parse(self.text("outcome")),
            answered: answers.keys().copied().collect(),
            in_part: with(Outcome::Part),
            nothing: with(Outcome::None),
            ground: some(self.text("ground")),
            promised: self.moment("promised"),
            requested_by: self.moment("requested_by"),
            urgency: some(self.urgency()),
            profile: some(self.text("profile")),
            attachments: self.attachments(),
        }
    }
}

/// An entry of `answers`: `{"point": 2, "outcome": "part", "text": "…"}`; without an outcome it answers the whole point.
fn point_of(answer: &Value) -> Option<(u16, Option<Outcome>)> {
    let point =
        u16::try_from(answer.get("point")?.as_u64()?).ok().filter(|n| (1..=POINTS_MAX).contains(n))?;
    Some((point, answer.get("outcome").and_then(Value::as_str).and_then(Outcome::parse)))
}

/// Whether a problem stops the move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The move cannot be made.
    Stop,
    /// The officer is told.
    Warn,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It is empty.
    Missing,
    /// It is too long.
    TooLong,
    /// It is not one of the choices, or does not read.
    NotAChoice,
    /// With it there is no offence of the article that is named (R-02).
    NoOffence,
    /// The offence that is named knows no aggravation (R-03).
    NotAggravated,
}

/// A field that is not as the kind wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field.
    pub field: String,
    /// What is wrong.
    pub trouble: Trouble,
    /// Whether it stops the move.
    pub severity: Severity,
    /// The rule it comes from.
    pub source: String,
}

/// What is missing or wrong in the body of a move, by the kind's fields.
#[must_use]
pub fn missing_fields(kind: &Kind, code: &str, body: &MoveBody) -> Vec<FieldProblem> {
    let Some(made) = kind.find(code) else { return Vec::new() };
    let mut problems = Vec::new();
    for field in &made.fields {
        let mut say = |trouble, severity| {
            problems.push(FieldProblem {
                field: field.name.clone(),
                trouble,
                severity,
                source: field.source.clone(),
            });
        };
        let value = body.0.get(&field.name);
        let empty = value.is_none_or(|v| match v {
            Value::String(text) => text.trim().is_empty(),
            Value::Array(list) => list.is_empty(),
            Value::Null => true,
            _ => false,
        });
        if empty {
            // People in danger are their own reason.
            let urgent = body.is_urgent() && body.text(ALERT) != PEOPLE_IN_DANGER;
            match field.need {
                Need::Required => say(Trouble::Missing, Severity::Stop),
                Need::IfUrgent if urgent => say(Trouble::Missing, Severity::Stop),
                Need::IfRequestedBy if !body.text("requested_by").is_empty() => {
                    say(Trouble::Missing, Severity::Stop)
                }
                Need::IfAfter if body.text("notice") == "after" => say(Trouble::Missing, Severity::Stop),
                Need::Warn => say(Trouble::Missing, Severity::Warn),
                _ => {}
            }
            continue;
        }
        if value.is_some_and(|v| length(v) > field.bytes_max) {
            say(Trouble::TooLong, Severity::Stop);
        }
        if !value.is_some_and(|v| reads_as(kind, field, v)) {
            say(Trouble::NotAChoice, Severity::Stop);
        }
        if field.name == offence::BENEFIT && offence::benefit(body) == Some(Element::Absent) {
            say(Trouble::NoOffence, Severity::Stop);
        }
        if offence::misplaced_aggravation(body).contains(&field.name.as_str()) {
            say(Trouble::NotAggravated, Severity::Stop);
        }
    }
    problems
}

/// Whether a value that is there is what its field holds.
fn reads_as(kind: &Kind, field: &Field, value: &Value) -> bool {
    let texts = |list: &Vec<Value>| list.iter().all(|v| v.as_str().is_some_and(|t| !t.trim().is_empty()));
    match (field.kind, value) {
        (FieldKind::Code, Value::String(t)) => field.choices.is_empty() || field.choices.contains(t),
        (FieldKind::Basis, Value::String(t)) => legal_basis::article(t).is_some(),
        (FieldKind::Ground, Value::String(t)) => kind.grounds.contains(t),
        (FieldKind::Moment, Value::String(t)) => Timestamp::parse(t).is_some(),
        (FieldKind::Line, Value::String(t)) => !t.contains('\n'),
        (FieldKind::Text, Value::String(_)) | (FieldKind::Flag, Value::Bool(_)) => true,
        (FieldKind::Points, Value::Array(list)) => list.len() <= usize::from(POINTS_MAX) && texts(list),
        (FieldKind::Answers, Value::Array(list)) => {
            list.len() <= usize::from(POINTS_MAX) && list.iter().all(|a| point_of(a).is_some())
        }
        (FieldKind::Statements | FieldKind::Attachments, Value::Array(list)) => {
            list.iter().all(Value::is_object)
        }
        (FieldKind::References, Value::Array(list)) => {
            list.len() <= REFERENCES_MAX && list.iter().all(|v| as_reference(v).is_some())
        }
        (FieldKind::Recipient, value) => PassedTo::read(value).is_some(),
        (FieldKind::Count, Value::Number(n)) => n.as_u64().is_some(),
        (FieldKind::Digest, Value::String(t)) => Digest::parse(t).is_some(),
        _ => false,
    }
}

fn length(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        other => serde_json::to_vec(other).map_or(usize::MAX, |b| b.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shipped::information_request;
    use serde_json::json;

    fn whole() -> MoveBody {
        let Value::Object(map) = json!({
            "subject": "Who used this number in October?", "points": ["When was it active?"], "facts": "46 dead",
            "urgency": "normal", "basis": "UNTOC-27", "handling": "H0", "language": "en",
        }) else {
            unreachable!()
        };
        MoveBody(map)
    }

    fn stops(body: &MoveBody, code: &str) -> Vec<String> {
        let kind = information_request().unwrap();
        let problems = missing_fields(&kind, code, body).into_iter();
        problems.filter(|p| p.severity == Severity::Stop).map(|p| p.field).collect()
    }

    #[test]
    fn a_request_says_what_the_kind_wants() {
        assert!(stops(&whole(), "open").is_empty());
        assert_eq!(stops(&whole().with("subject", ""), "open"), ["subject"]);
        assert_eq!(stops(&whole().with("urgency", "urgent"), "open"), ["urgency_reason"]);
        assert_eq!(
            stops(&whole().with("requested_by", "2026-11-25T00:00:00Z"), "open"),
            ["requested_by_reason"]
        );
        assert_eq!(stops(&whole().with("basis", "UNTOC-99"), "open"), ["basis"]);
        assert_eq!(stops(&whole().with("subject", "x".repeat(301)), "open"), ["subject"]);
    }

    #[test]
    fn r_07_an_alert_about_people_in_danger_is_a_call_for_help_whatever_urgency_was_left_standing() {
        let kind = Kind::read(crate::shipped::shipped(crate::shipped::ALERT).unwrap()).unwrap();
        let alert = |what: &str| {
            let body = MoveBody::default().with("subject", "46 people in a closed truck").with("alert", what);
            let body = body.with("facts", "knocking").with("basis", "SOMP-11-6").with("handling", "H0");
            body.with("language", "fr").with("urgency", "normal")
        };
        let help = alert("people-in-danger");
        assert_eq!(help.facts().urgency.as_deref(), Some(IMMINENT));
        let sent = help.with_its_urgency();
        assert_eq!(sent.text("urgency"), IMMINENT, "so that older programs read it too");
        let stops =
            |b: &MoveBody| missing_fields(&kind, "open", b).iter().any(|p| p.severity == Severity::Stop);
        assert!(!stops(&sent), "nobody is asked why while they wait");
        assert_eq!(alert("vehicle").with_its_urgency(), alert("vehicle"));
        assert!(stops(&alert("vehicle").with("urgency", "urgent")), "any other urgency has its reason");
    }

    #[test]
    fn a_value_of_the_wrong_shape_is_not_taken() {
        let with = |name: &str, value: Value| {
            let mut body = whole();
            body.0.insert(name.into(), value);
            stops(&body, "open")
        };
        assert_eq!(with("subject", json!(7)), ["subject"]);
        assert_eq!(with("subject", json!("two\nlines")), ["subject"]);
        assert_eq!(with("language", json!(7)), ["language"]);
        assert_eq!(with("points", json!("one")), ["points"]);
        assert_eq!(with("points", json!(["one", " "])), ["points"]);
        assert_eq!(with("points", json!([])), ["points"]);
        assert_eq!(with("points", json!(vec!["x"; 51])), ["points"], "a_7: none is left out in silence");
        assert_eq!(with("statements", json!(["a sentence"])), ["statements"]);
        assert_eq!(with("requested_by", json!("soon")), ["requested_by", "requested_by_reason"]);
        assert!(with("later", json!({"unknown": true})).is_empty(), "a_14: what is not known is no trouble");
    }

    #[test]
    fn an_answer_says_point_by_point_what_there_is() {
        let Value::Object(map) = json!({ "outcome": "part", "answers": [
            { "point": 3, "outcome": "none" }, { "point": 1, "text": "On 4 October" }, { "point": 2, "outcome": "part" },
            { "point": 0 }, { "point": 70_000 }, "rubbish",
        ]}) else {
            unreachable!()
        };
        let facts = MoveBody(map).facts();
        assert_eq!((facts.answered, facts.in_part, facts.nothing), (vec![1, 2, 3], vec![2], vec![3]));
        assert_eq!(facts.outcome, Some(Outcome::Part));
    }

    #[test]
    fn a_14_a_body_keeps_what_it_does_not_know() {
        let bytes = br#"{"subject":"s","newer":{"deep":[1,null,"x"]}}"#;
        let body = MoveBody::parse(bytes).unwrap();
        assert_eq!(body.to_bytes().len(), bytes.len());
        assert_eq!(body.0["newer"]["deep"][2], "x");
        assert!(MoveBody::parse(b"[]").is_none() && MoveBody::parse(b"{").is_none());
    }

    #[test]
    fn r_09_bank_secrecy_is_no_ground() {
        let refusal = |ground: &str| MoveBody::default().with("ground", ground).with("reasons", "…");
        assert!(stops(&refusal("ongoing-investigation"), "refuse").is_empty());
        assert_eq!(stops(&refusal("bank-secrecy"), "refuse"), ["ground"]);
        assert_eq!(stops(&refusal("fiscal"), "refuse"), ["ground"]);
    }

    #[test]
    fn every_text_of_a_body_is_scanned_wherever_it_stands() {
        let mut body = whole();
        body.0.insert("later".into(), json!({"deep": [{"+22790000114": [22_790_000_115_u64]}]}));
        assert!(body.all_text().contains("+22790000114") && body.all_text().contains("22790000115"));
    }
}
