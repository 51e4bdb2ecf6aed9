//! The room's pages, one file per action, and what they share: how a case is opened for a person, how entities are
//! drawn as cards.

pub(crate) mod add_exhibit;
pub(crate) mod card;
pub(crate) mod case_tabs;
pub(crate) mod clear_selectors;
pub(crate) mod compare_entities;
pub(crate) mod contacts;
pub(crate) mod download;
pub(crate) mod first_cards;
pub(crate) mod import_file;
pub(crate) mod judge_element;
pub(crate) mod keep_columns;
pub(crate) mod known_here;
pub(crate) mod list_cases;
pub(crate) mod list_changes;
pub(crate) mod list_evidence;
pub(crate) mod list_notes;
pub(crate) mod list_offences;
pub(crate) mod list_same;
pub(crate) mod list_statements;
pub(crate) mod list_tasks;
pub(crate) mod open_case;
pub(crate) mod passage;
pub(crate) mod review_mentions;
pub(crate) mod review_together;
pub(crate) mod search_records;
pub(crate) mod see_to_child;
pub(crate) mod show_case;
pub(crate) mod show_circle;
pub(crate) mod show_entity;
pub(crate) mod show_exhibit;
pub(crate) mod show_history;
pub(crate) mod show_import;
pub(crate) mod show_timeline;
pub(crate) mod take_part;
pub(crate) mod upload_file;

use crate::types::{Case, CaseError, Entity};
use access::{Node, Officer, broken};
use gate::{Ask, Guarded, action};
use http::StatusCode;
use kernel::id::{CaseId, EntityId};
use kernel::{Actor, Compartment, Handling, Pap, Purpose, Role, Timestamp, Tlp};
use store::Tx;
use web::{Choice, Field, FieldError, Head, Problem, T};

impl From<CaseError> for Problem {
    /// What forms do not answer themselves. A refusal and an absence are the same page.
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::Store(error) => broken(&error),
            CaseError::Refused(_) | CaseError::NotHere => Self::not_available(),
            CaseError::AlreadyTaken { .. } | CaseError::ReferenceTaken(_) | CaseError::Act(_) => {
                Self::conflict()
            }
            _ => Self::bad_request(),
        }
    }
}

/// What a person reads case files for, by what they are here.
pub(crate) fn purpose_of(actor: &Actor) -> Purpose {
    if actor.is(Role::Investigator)
        || actor.is(Role::DutyOfficer)
        || actor.kind == kernel::ActorKind::Operator
    {
        Purpose::Investigation
    } else if actor.is(Role::Prosecutor) {
        Purpose::Prosecution
    } else {
        Purpose::Protection
    }
}

/// The question of this person, for reading.
pub(crate) fn reads<'a>(officer: &'a Officer, tx: &Tx) -> Ask<'a> {
    Ask::new(&officer.actor, action::READ, purpose_of(&officer.actor), tx.at())
}

/// A case, opened for this person and action.
pub(crate) async fn open_case(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    id: CaseId,
    action: &'static str,
) -> Result<Case, CaseError> {
    let keys = crate::Keys::of(&node.vault);
    let case = crate::case(tx, &keys, id).await?.ok_or(CaseError::NotHere)?;
    let ask = Ask { action, ..reads(officer, tx) }.on(case.object());
    Ok(node.gate.open(case, &ask, &mut tx.log())?)
}

/// An entity with its case, opened for this person and action.
pub(crate) async fn open_entity(
    node: &Node,
    tx: &Tx,
    officer: &Officer,
    id: EntityId,
    action: &'static str,
) -> Result<(Case, Entity), CaseError> {
    let entity = crate::entity(tx, id).await?.ok_or(CaseError::NotHere)?;
    let ask = Ask { action, ..reads(officer, tx) }.on(entity.object());
    let entity = node.gate.open(entity, &ask, &mut tx.log())?;
    Ok((open_case(node, tx, officer, entity.case, action::READ).await?, entity))
}

/// The viewer, acting in this case.
pub(crate) fn acting(officer: &Officer, case: &Case) -> web::Viewer {
    let purpose = officer.t.get(&format!("casefile-purpose-{}", purpose_of(&officer.actor)));
    officer.viewer.clone().acting_in(&case.reference, format!("/cases/{}", case.id), purpose)
}

/// What of these this person may read; where there is nothing to be asked of the gate it is not asked.
pub(crate) fn opened<V>(node: &Node, tx: &Tx, officer: &Officer, held: Vec<Guarded<V>>) -> Vec<V> {
    match held.is_empty() {
        true => Vec::new(),
        false => node.gate.open_each(held, &reads(officer, tx), &mut tx.log()),
    }
}

/// Whether this person may do this to a case as it stands.
pub(crate) fn may_do(
    node: &Node,
    officer: &Officer,
    case: &Case,
    action: &'static str,
    now: Timestamp,
) -> bool {
    node.gate.may(&case.label(), &Ask::new(&officer.actor, action, purpose_of(&officer.actor), now))
}

/// The head of one of the pages of a case, with the errors of its form.
pub(crate) fn case_head(t: &T, case: &Case, (title, under): (&str, &str), errors: &[FieldError]) -> Head {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Head::new("casefile", t.get(title))
        .over(t.say("casefile-clear-over").with("reference", &case.reference))
        .under(t.get(under))
        .status(status)
}

/// The compartments in which this person may do this.
pub(crate) fn compartments(node: &Node, officer: &Officer, action: &'static str) -> Vec<Compartment> {
    let ask = Ask::new(&officer.actor, action, purpose_of(&officer.actor), node.store.clock().now());
    let may = |c: &Compartment| {
        let label = kernel::Label { compartment: *c, ..kernel::Label::own(officer.actor.authority) };
        if *c != Compartment::Integrity {
            return node.gate.may(&label, &ask);
        }
        // Who opens such a case is the first in its circle.
        let circle = uuid::Uuid::nil();
        let mut opener = officer.actor.clone();
        opener.circles.insert(circle);
        let label = kernel::Label { circle: Some(circle), ..label };
        [action, action::OPEN_INTEGRITY]
            .iter()
            .all(|action| node.gate.may(&label, &Ask { actor: &opener, action, ..ask }))
    };
    Compartment::ALL.iter().copied().filter(may).collect()
}

/// Whether this person may open a case.
#[must_use]
pub fn opens_cases(node: &Node, officer: &Officer) -> bool {
    !compartments(node, officer, action::IMPORT).is_empty()
}

/// The handling codes, each with what it means.
pub(crate) fn handling_choices(t: &T) -> Vec<Choice> {
    Handling::ALL.iter().map(|h| Choice::new(h, t.get(&format!("casefile-handling-{h}")))).collect()
}

/// The TLP markings, each with what it means; the first is none.
pub(crate) fn tlp_choices(t: &T) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", t.get("casefile-marking-none"))];
    choices.extend(Tlp::ALL.iter().map(|m| Choice::new(m, t.get(tlp_key(*m)))));
    choices
}

/// The PAP markings, each with what it means; the first is none.
pub(crate) fn pap_choices(t: &T) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", t.get("casefile-marking-none"))];
    choices.extend(Pap::ALL.iter().map(|m| Choice::new(m, t.get(pap_key(*m)))));
    choices
}

/// The words of a TLP marking.
pub(crate) fn tlp_key(tlp: Tlp) -> &'static str {
    match tlp {
        Tlp::Clear => "casefile-tlp-clear",
        Tlp::Green => "casefile-tlp-green",
        Tlp::Amber => "casefile-tlp-amber",
        Tlp::AmberStrict => "casefile-tlp-amber-strict",
        Tlp::Red => "casefile-tlp-red",
    }
}

/// The words of a PAP marking.
pub(crate) fn pap_key(pap: Pap) -> &'static str {
    match pap {
        Pap::Clear => "casefile-pap-clear",
        Pap::Green => "casefile-pap-green",
        Pap::Amber => "casefile-pap-amber",
        Pap::Red => "casefile-pap-red",
    }
}

/// Four-by-four grades, as one choice; the first is none.
pub(crate) fn grade_choices(t: &T) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", t.get("casefile-grade-none"))];
    for source in ["A", "B", "C", "X"] {
        for information in ["1", "2", "3", "4"] {
            choices
                .push(Choice::new(format!("4x4:{source}-{information}"), format!("{source} {information}")));
        }
    }
    choices
}

/// Grades that what is shown may be narrowed to, the best first.
const GRADES: [(&str, &str); 3] = [("A", "1"), ("B", "2"), ("C", "3")];

/// The grade that an address narrows to: source and information.
pub(crate) fn grade_asked(text: &str) -> Option<(String, String)> {
    let found = GRADES.iter().find(|(source, information)| format!("{source}{information}") == text);
    found.map(|(source, information)| ((*source).to_owned(), (*information).to_owned()))
}

/// The choice of a grade or a better one.
pub(crate) fn grade_field(t: &T, chosen: &str) -> Field {
    let grades = GRADES.iter().map(|(source, information)| {
        let grade = format!("{source} {information}");
        let words = t.say("casefile-search-grade-at-least").with("grade", grade).to_string();
        Choice::new(format!("{source}{information}"), words)
    });
    let any = Choice::new("", t.get("casefile-search-any"));
    let all: Vec<Choice> = std::iter::once(any).chain(grades).collect();
    web::select("grade", t.get("casefile-search-grade"), &all).value(chosen)
}

/// A page number as an address gives it: from 1.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub(crate) struct PageNumber {
    #[serde(default)]
    page: Option<String>,
}

impl PageNumber {
    pub(crate) fn get(&self) -> u64 {
        page_number(self.page.as_deref())
    }
}

/// Reads a page number; what is none is the first page.
pub(crate) fn page_number(text: Option<&str>) -> u64 {
    text.and_then(|p| p.parse().ok()).filter(|n| *n > 0 && *n < 1_000_000).unwrap_or(1)
}

/// A text for the query of an address.
pub(crate) fn in_address(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}
