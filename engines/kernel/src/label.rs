//! Labels: what a record may be used for and who may see it. Every record points to one, and decisions are made on
//! them, so that a list of ten thousand is filtered by a few hundred labels.

use crate::Timestamp;
use crate::id::{AuthorityId, NodeId, PersonId};
use crate::party::{Party, codes};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

codes! {
    /// Separate access, separate storage.
    Compartment {
        /// Case work.
        Operational = "operational",
        /// People who are protected or assisted (Protocol 16, R-04).
        Protection = "protection",
        /// Cases that implicate officials.
        Integrity = "integrity",
    }
}

codes! {
    /// What the receiver may do (Europol's handling codes, domain §5.3). Ordered: the later, the stricter.
    Handling {
        /// Only to prevent and combat crime, under the law that applies.
        H0 = "H0",
        /// Not in judicial proceedings without the provider's permission.
        H1 = "H1",
        /// No dissemination without the provider's permission.
        H2 = "H2",
        /// Other restrictions, in words; nothing leaves until a person has read them.
        H3 = "H3",
    }
}

codes! {
    /// Traffic Light Protocol 2.0 (FIRST, 2022): how widely its source wants something told. A courtesy among those who
    /// share, apart from [`Handling`], which binds. Ordered: the later, the narrower.
    Tlp {
        /// To anyone.
        Clear = "CLEAR",
        /// Within the community of those who fight the offence, not in public.
        Green = "GREEN",
        /// Within the receiving organisation and those it serves, as far as they need it.
        Amber = "AMBER",
        /// Within the receiving organisation only.
        AmberStrict = "AMBER+STRICT",
        /// Only to those it is addressed to.
        Red = "RED",
    }
}

impl Tlp {
    /// Reads a marking as people write it: `TLP:RED`, `tlp:amber+strict`, `TLP AMBER STRICT`, `Green`. `WHITE` is what
    /// version 1 called `CLEAR`. `None` for every other text.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        match marking(text, "TLP").as_str() {
            "WHITE" => Some(Self::Clear),
            "AMBER STRICT" | "AMBER-STRICT" => Some(Self::AmberStrict),
            code => Self::parse(code),
        }
    }
}

codes! {
    /// Permissible Actions Protocol (MISP taxonomy `PAP`): what may be done with something so that those it is about do
    /// not notice. Ordered: the later, the narrower.
    Pap {
        /// No restriction.
        Clear = "CLEAR",
        /// Active actions are allowed.
        Green = "GREEN",
        /// Passive lookups only: nothing that tells a third party what is looked for.
        Amber = "AMBER",
        /// Nothing that can be detected from outside.
        Red = "RED",
    }
}

impl Pap {
    /// Reads a marking as people write it: `PAP:RED`, `pap:amber`, `Green`. `None` for every other text.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        match marking(text, "PAP").as_str() {
            "WHITE" => Some(Self::Clear),
            code => Self::parse(code),
        }
    }
}

/// The colour of a marking, without the name of its scheme.
fn marking(text: &str, scheme: &str) -> String {
    let text = text.trim().to_uppercase();
    let colour =
        text.strip_prefix(scheme).map_or(text.as_str(), |rest| rest.trim_start_matches([':', ' ', '-']));
    colour.trim().to_owned()
}

/// Who must never see a record, by name, by authority or by node, whatever circle or role they have or come to have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
pub struct Excluded {
    /// People.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub people: BTreeSet<PersonId>,
    /// Authorities, with everyone in them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub authorities: BTreeSet<AuthorityId>,
    /// Nodes, with every authority on them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub nodes: BTreeSet<NodeId>,
}

impl Excluded {
    /// Whether nobody is excluded.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.people.is_empty() && self.authorities.is_empty() && self.nodes.is_empty()
    }

    /// Everyone that either excludes.
    #[must_use]
    pub fn join(&self, other: &Self) -> Self {
        Self {
            people: self.people.union(&other.people).copied().collect(),
            authorities: self.authorities.union(&other.authorities).copied().collect(),
            nodes: self.nodes.union(&other.nodes).copied().collect(),
        }
    }
}

/// A restriction in words or a code of the sender's. One that this node does not know blocks onward release (A-14).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Restriction(pub String);

impl Restriction {
    /// Restrictions this node knows how to keep.
    pub const KNOWN: &'static [&'static str] = &["not-in-court-without-consent", "named-recipients-only"];

    /// Begins the restriction that names the last day on which a copy may be kept: `erase-by:2027-05-31`.
    pub const ERASE_BY: &'static str = "erase-by:";

    /// Whether this node knows how to keep it.
    #[must_use]
    pub fn is_known(&self) -> bool {
        Self::KNOWN.contains(&self.0.as_str()) || self.erase_by().is_some()
    }

    /// The restriction that names this last day, `2027-05-31`; `None` if it is none.
    #[must_use]
    pub fn until(day: &str) -> Option<Self> {
        let restriction = Self(format!("{}{day}", Self::ERASE_BY));
        restriction.erase_by().is_some().then_some(restriction)
    }

    /// From when on a copy may no longer be kept: the end of the day that the restriction names.
    #[must_use]
    pub fn erase_by(&self) -> Option<Timestamp> {
        let day = self.0.strip_prefix(Self::ERASE_BY)?;
        Timestamp::parse(&format!("{day}T00:00:00Z")).map(|at| at.plus_ms(crate::time::DAY_MS))
    }
}

/// Where a record must not go, because someone is protected from it (R-05).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
pub struct Blocked {
    /// The person is not screened and nothing says which State is feared: nobody outside the node.
    pub everyone: bool,
    /// The State of nationality and the States feared.
    pub parties: BTreeSet<Party>,
}

impl Blocked {
    /// Nobody is blocked.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Whether a record with this block must not reach `party`.
    #[must_use]
    pub fn stops(&self, party: Party) -> bool {
        self.everyone || self.parties.contains(&party)
    }

    /// Whether nothing is blocked.
    #[must_use]
    pub fn is_none(&self) -> bool {
        !self.everyone && self.parties.is_empty()
    }
}

/// The label of a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Label {
    /// The authority that owns the record.
    pub authority: AuthorityId,
    /// Its compartment.
    pub compartment: Compartment,
    /// What a receiver may do with it.
    pub handling: Handling,
    /// Further restrictions.
    pub restrictions: BTreeSet<Restriction>,
    /// States it must not reach.
    pub blocked: Blocked,
    /// The node it was received from; `None` if it is the authority's own.
    pub originator: Option<NodeId>,
    /// The circle of people it is kept to; `None` if every officer of the authority may see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub circle: Option<Uuid>,
    /// Who must never see it.
    #[serde(default, skip_serializing_if = "Excluded::is_none")]
    pub excluded: Excluded,
    /// How widely its source wants it told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tlp: Option<Tlp>,
    /// What its source allows to be done with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pap: Option<Pap>,
    /// It names a child: it is shown, and leaves, only by an act of its own (R-26).
    #[serde(default, skip_serializing_if = "is_false")]
    pub names_child: bool,
}

/// Whether a flag says nothing, and is left out of the stored form.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde calls")]
fn is_false(flag: &bool) -> bool {
    !*flag
}

// Fields that came later are left out of the stored form where they say nothing, so that the digest that names a label
// stays the same.

impl Label {
    /// An authority's own operational record, H0, with no restriction.
    #[must_use]
    pub fn own(authority: AuthorityId) -> Self {
        Self {
            authority,
            compartment: Compartment::Operational,
            handling: Handling::H0,
            restrictions: BTreeSet::new(),
            blocked: Blocked::none(),
            originator: None,
            circle: None,
            excluded: Excluded::default(),
            tlp: None,
            pap: None,
            names_child: false,
        }
    }

    /// The label of something made of both parts: every limit of either. Two compartments or markings join to the
    /// stricter side. `None` says what cannot be joined: parts of two authorities, two originators or two circles; and an
    /// integrity part that no circle is drawn around with one that is kept to a circle, whose members would read it.
    #[must_use]
    pub fn join(&self, other: &Self) -> Option<Self> {
        if self.authority != other.authority {
            return None;
        }
        let originator = either(self.originator, other.originator)?;
        let circle = either(self.circle, other.circle)?;
        if [self, other]
            .iter()
            .any(|part| part.compartment == Compartment::Integrity && part.circle != circle)
        {
            return None;
        }
        Some(Self {
            authority: self.authority,
            compartment: self.compartment.max(other.compartment),
            handling: self.handling.max(other.handling),
            restrictions: self.restrictions.union(&other.restrictions).cloned().collect(),
            blocked: Blocked {
                everyone: self.blocked.everyone || other.blocked.everyone,
                parties: self.blocked.parties.union(&other.blocked.parties).copied().collect(),
            },
            originator,
            circle,
            excluded: self.excluded.join(&other.excluded),
            tlp: self.tlp.max(other.tlp),
            pap: self.pap.max(other.pap),
            names_child: self.names_child || other.names_child,
        })
    }
}

/// The one that is there; `None` if there are two different ones.
fn either<T: PartialEq>(a: Option<T>, b: Option<T>) -> Option<Option<T>> {
    match (a, b) {
        (a, b) if a == b => Some(a),
        (Some(one), None) | (None, Some(one)) => Some(Some(one)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_that_says_nothing_new_reads_and_writes_as_before() {
        let stored = r#"{"authority":"00000000-0000-0000-0000-000000000000","compartment":"operational","handling":"H0","restrictions":[],"blocked":{"everyone":false,"parties":[]},"originator":null}"#;
        let label: Label = serde_json::from_str(stored).unwrap();
        assert_eq!(label, Label::own(AuthorityId(Uuid::nil())));
        assert_eq!(serde_json::to_string(&label).unwrap(), stored);
    }

    #[test]
    fn an_integrity_part_is_not_drawn_into_the_circle_of_another() {
        let own = Label::own(AuthorityId(Uuid::nil()));
        let circle = Some(Uuid::from_u128(1));
        let integrity = Label { compartment: Compartment::Integrity, ..own.clone() };
        for kept in [Label { circle, ..own.clone() }, Label { circle, ..integrity.clone() }] {
            assert_eq!((integrity.join(&kept), kept.join(&integrity)), (None, None));
        }
        let kept = Label { circle, ..integrity.clone() };
        assert_eq!(own.join(&kept).as_ref(), Some(&kept));
        assert_eq!(integrity.join(&own).as_ref(), Some(&integrity));
    }

    #[test]
    fn a_join_has_every_limit_of_either_part_and_two_circles_have_none() {
        let own = Label::own(AuthorityId(Uuid::nil()));
        let circle = |n| Label { circle: Some(Uuid::from_u128(n)), ..own.clone() };
        assert_eq!(own.join(&circle(1)).unwrap().circle, Some(Uuid::from_u128(1)));
        assert!(circle(1).join(&circle(2)).is_none());
        let excludes = |n| Label {
            excluded: Excluded { people: [PersonId(Uuid::from_u128(n))].into(), ..Excluded::default() },
            ..own.clone()
        };
        assert_eq!(excludes(1).join(&excludes(2)).unwrap().excluded.people.len(), 2);
        let marked = |tlp, pap| Label { tlp, pap, ..own.clone() };
        let joined = marked(Some(Tlp::Amber), None).join(&marked(Some(Tlp::AmberStrict), Some(Pap::Red)));
        let joined = joined.unwrap();
        assert_eq!((joined.tlp, joined.pap), (Some(Tlp::AmberStrict), Some(Pap::Red)));
    }

    #[test]
    fn r_19_a_senders_last_day_is_known_and_ends_with_the_day() {
        let read = |text: &str| Restriction(text.into()).erase_by();
        let end = Timestamp::parse("2027-06-01T00:00:00Z");
        assert_eq!(read("erase-by:2027-05-31"), end);
        assert!(Restriction::until("2027-05-31").unwrap().is_known());
        assert_eq!(Restriction::until(""), None);
        for text in ["erase-by:", "erase-by:soon", "erase-by:2027-13-01", "erase by 2027-05-31"] {
            assert_eq!(read(text), None, "{text}");
            assert!(!Restriction(text.into()).is_known(), "{text}: what cannot be read blocks (A-14)");
        }
    }

    #[test]
    fn markings_are_read_as_people_write_them_and_nothing_else_is_one() {
        for (text, tlp) in [
            ("TLP:RED", Tlp::Red),
            (" red ", Tlp::Red),
            ("tlp:amber+strict", Tlp::AmberStrict),
            ("TLP AMBER STRICT", Tlp::AmberStrict),
            ("Amber", Tlp::Amber),
            ("TLP:WHITE", Tlp::Clear),
        ] {
            assert_eq!(Tlp::read(text), Some(tlp), "{text}");
        }
        assert_eq!(Pap::read("pap:amber"), Some(Pap::Amber));
        for text in ["", "TLP:", "PURPLE", "AMBER+LOOSE", "TLP:RED;GREEN", "PAP:AMBER+STRICT"] {
            assert_eq!(Tlp::read(text), None, "{text}");
            assert_eq!(Pap::read(text), None, "{text}");
        }
    }
}
