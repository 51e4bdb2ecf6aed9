//! The same person, organisation, vessel or document? What two records are compared by, what is proposed, and what an
//! officer may answer. Nothing joins by itself: a proposal is a question, and an answer is a judgement with who
//! and why, which can be undone.

use kernel::id::{AuthorityId, EntityId, PersonId, StatementId};
use kernel::{EntityKind, Property, Timestamp};
use names::{Description, Identifier};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Least chance at which two records are proposed: with less, more questions would be wrong than right.
pub const CHANCE_MIN: f64 = 0.5;
/// Most judgements that are kept of one pair; the first ones go.
pub const JUDGED_MAX: usize = 50;

/// Where the question about two records stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SameState {
    /// It waits for an answer.
    Open,
    /// Somebody put it off.
    Later,
    /// They are one.
    Joined,
    /// They are two, and are not proposed again.
    Apart,
}

impl SameState {
    /// Those that wait.
    pub const WAITING: [Self; 2] = [Self::Open, Self::Later];

    /// The stored code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Later => "later",
            Self::Joined => "joined",
            Self::Apart => "apart",
        }
    }

    /// Reads the code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Open, Self::Later, Self::Joined, Self::Apart].into_iter().find(|s| s.code() == code)
    }
}

/// What an officer answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SameAnswer {
    /// They are one.
    Join,
    /// They are two.
    Apart,
    /// Not now.
    Later,
    /// The last answer was wrong; the question stands again.
    Undo,
}

impl SameAnswer {
    /// Every answer.
    pub const ALL: [Self; 4] = [Self::Join, Self::Apart, Self::Later, Self::Undo];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Join => "join",
            Self::Apart => "apart",
            Self::Later => "later",
            Self::Undo => "undo",
        }
    }

    /// Reads the code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.code() == code)
    }

    /// Where the question stands after this answer; `None` where it cannot be given.
    #[must_use]
    pub fn after(self, state: SameState) -> Option<SameState> {
        let decided = matches!(state, SameState::Joined | SameState::Apart);
        match self {
            Self::Undo => decided.then_some(SameState::Open),
            _ if decided => None,
            Self::Join => Some(SameState::Joined),
            Self::Apart => Some(SameState::Apart),
            Self::Later => Some(SameState::Later),
        }
    }

    /// Whether it needs a reason.
    #[must_use]
    pub fn needs_why(self) -> bool {
        self != Self::Later
    }
}

/// One answer, as it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    /// What.
    pub answer: SameAnswer,
    /// By whom.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub why: String,
}

/// Two records and the question whether they are one.
#[derive(Clone, Debug, PartialEq)]
pub struct SamePair {
    /// Its id.
    pub id: Uuid,
    /// The older record.
    pub one: EntityId,
    /// The newer one.
    pub other: EntityId,
    /// Whose records they are.
    pub authority: AuthorityId,
    /// Where it stands.
    pub state: SameState,
    /// The judgement in the case, where both stand in one.
    pub statement: Option<StatementId>,
    /// The answers, the first one first.
    pub judged: Vec<Judged>,
}

impl SamePair {
    /// The other record of the two.
    #[must_use]
    pub fn beside(&self, entity: EntityId) -> EntityId {
        if self.one == entity { self.other } else { self.one }
    }
}

/// What records of a kind are compared at all.
#[must_use]
pub fn is_compared(kind: EntityKind) -> bool {
    matches!(
        kind,
        EntityKind::Person
            | EntityKind::Organisation
            | EntityKind::Vessel
            | EntityKind::Vehicle
            | EntityKind::TravelDocument
    )
}

/// Links to things whose numbers speak for whom they lead from.
#[must_use]
pub fn lends_numbers(link: Property) -> bool {
    matches!(link, Property::HoldsDocument | Property::Uses | Property::Owns)
}

/// What the names engine compares of a record: its own texts, and the numbers of what it holds, uses or owns.
#[must_use]
pub fn describe(kind: EntityKind, own: &[(Property, &str)], held: &[(Property, &str)]) -> Description {
    let mut told = Description { kind: kind.code().to_owned(), ..Description::default() };
    let issuer = own.iter().find(|(p, _)| *p == Property::DocumentIssuer).map(|(_, text)| *text);
    for (property, text) in own {
        let text = (*text).to_owned();
        match property {
            Property::Name | Property::Alias | Property::WeakAlias => told.names.push(text),
            Property::BirthDate => told.births.push(text),
            Property::Nationality | Property::Country | Property::Flag => told.countries.push(text),
            Property::Address => told.addresses.push(text),
            _ => told.identifiers.extend(number(*property, &text, issuer)),
        }
    }
    let issuer = held.iter().find(|(p, _)| *p == Property::DocumentIssuer).map(|(_, text)| *text);
    told.identifiers.extend(held.iter().filter_map(|(property, text)| number(*property, text, issuer)));
    told
}

fn number(property: Property, text: &str, issuer: Option<&str>) -> Option<Identifier> {
    let kinds = BTreeMap::from([
        (Property::Phone.code(), "phone"),
        (Property::Email.code(), "email"),
        (Property::Handle.code(), "handle"),
        (Property::DocumentNumber.code(), "document"),
        (Property::RegistrationNumber.code(), "registration"),
        (Property::Imo.code(), "imo"),
        (Property::AccountNumber.code(), "account"),
        (Property::Plate.code(), "plate"),
    ]);
    let kind = kinds.get(property.code())?;
    let issuer = issuer.filter(|_| property == Property::DocumentNumber).map(str::to_owned);
    Some(Identifier::Typed { kind: (*kind).to_owned(), value: text.to_owned(), issuer })
}

/// What a reason speaks of, so that it stands beside what was compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// What they are called.
    Names,
    /// When they were born.
    Births,
    /// Nationalities, flags, countries.
    Countries,
    /// Numbers, and ways to reach them.
    Numbers,
    /// Where they live.
    Addresses,
    /// What else is said, which is not compared.
    Rest,
}

impl Topic {
    /// Every topic, in the order of the page.
    pub const ALL: [Self; 6] =
        [Self::Names, Self::Births, Self::Countries, Self::Numbers, Self::Addresses, Self::Rest];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Names => "names",
            Self::Births => "births",
            Self::Countries => "countries",
            Self::Numbers => "numbers",
            Self::Addresses => "addresses",
            Self::Rest => "rest",
        }
    }

    /// The topic of a property.
    #[must_use]
    pub fn of(property: Property) -> Self {
        match property {
            Property::Name | Property::Alias | Property::WeakAlias => Self::Names,
            Property::BirthDate => Self::Births,
            Property::Nationality | Property::Country | Property::Flag => Self::Countries,
            Property::Address => Self::Addresses,
            p if number(p, "", None).is_some() || lends_numbers(p) => Self::Numbers,
            _ => Self::Rest,
        }
    }

    /// The topic of a reason.
    #[must_use]
    pub fn of_reason(code: &str) -> Self {
        match code.split('-').next() {
            Some("name") => Self::Names,
            Some("birth") => Self::Births,
            Some("country") => Self::Countries,
            Some("address") => Self::Addresses,
            Some("kind") => Self::Rest,
            _ => Self::Numbers,
        }
    }
}

/// Codes of the reasons of the names engine, each of which pages have words for.
#[cfg(test)]
pub(crate) const REASONS: [&str; 31] = [
    "name-part-agrees",
    "name-part-similar",
    "name-part-slip",
    "name-part-initial",
    "name-part-short-form",
    "name-part-omitted",
    "name-part-contradicts",
    "name-first-omitted",
    "name-whole",
    "name-lineage",
    "name-letters",
    "name-form-different",
    "birth-agrees",
    "birth-slip",
    "birth-conflict",
    "country-same",
    "country-different",
    "address-alike",
    "address-different",
    "kind-different",
    "document-same",
    "number-same",
    "number-other-issuer",
    "number-slip",
    "number-different",
    "imo-same",
    "imo-different",
    "registration-same",
    "account-same",
    "plate-same",
    "contact-link",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_answered_once_and_an_answer_undone_once() {
        use SameAnswer::{Apart, Join, Later, Undo};
        for state in [SameState::Open, SameState::Later] {
            assert_eq!(Join.after(state), Some(SameState::Joined));
            assert_eq!(Apart.after(state), Some(SameState::Apart));
            assert_eq!(Later.after(state), Some(SameState::Later));
            assert_eq!(Undo.after(state), None);
        }
        for state in [SameState::Joined, SameState::Apart] {
            assert_eq!((Join.after(state), Apart.after(state), Later.after(state)), (None, None, None));
            assert_eq!(Undo.after(state), Some(SameState::Open), "the question stands again");
        }
    }

    #[test]
    fn what_a_person_holds_speaks_for_them() {
        let own = [(Property::Name, "Ermias Ghermay"), (Property::BirthDate, "1974")];
        let held = [(Property::DocumentNumber, "P 123456"), (Property::DocumentIssuer, "Eritrea")];
        let one = describe(EntityKind::Person, &own, &held);
        let other = describe(EntityKind::Person, &[(Property::Name, "ግርማይ")], &held);
        let why = names::compare(&one, &other).why;
        assert!(why.iter().any(|r| r.code == "document-same"), "{why:?}");
        assert!(why.iter().all(|r| Topic::of_reason(&r.code) != Topic::Rest));
    }
}
