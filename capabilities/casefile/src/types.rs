//! What the room keeps: cases, entities, statements, selectors, imports.

// long: the words of one room, one after another, with nothing to decide

pub use crate::error::CaseError;
pub use crate::issue::Changes;
use kernel::id::{AuthorityId, CaseId, DossierId, EntityId, ImportId, NodeId, PersonId, StatementId};
use kernel::{
    Blocked, Compartment, Digest, EntityKind, Excluded, Grade, Handling, Label, Pap, PersonRole, Property,
    Restriction, Selector, SelectorKind, Timestamp, Tlp,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Longest reference of a case, in characters.
pub const REFERENCE_CHARS_MAX: usize = 64;
/// Longest title of a case, in characters.
pub const TITLE_CHARS_MAX: usize = 200;
/// Longest summary of a case, in characters.
pub const SUMMARY_CHARS_MAX: usize = 4_000;
/// Longest recorded basis of an acceptance, in characters.
pub const BASIS_CHARS_MAX: usize = 500;
/// Longest place within a source, in characters; a longer one is cut.
pub const PLACE_CHARS_MAX: usize = 200;
/// Most lines of what was not taken that one import keeps; the rest is counted.
pub const NOT_TAKEN_MAX: usize = 20_000;
/// Most entities that one search looks at.
pub const FOUND_MAX: u64 = 2_000;
/// Most statements of one entity that are read at once.
pub const STATEMENTS_MAX: u64 = 2_000;

/// A case file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Its id.
    pub id: CaseId,
    /// The authority that owns it.
    pub authority: AuthorityId,
    /// The authority's own reference; unique within it.
    pub reference: String,
    /// Its name.
    pub title: String,
    /// What it is about.
    pub summary: String,
    /// Where it stands; statements without their own compartment stand there too.
    pub compartment: Compartment,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Who opened it.
    pub opened_by: PersonId,
    /// Whether everything in it is invented.
    pub demonstration: bool,
    /// The circle of people it is kept to, which bears the id of the case; `None` if every officer may see it.
    pub circle: Option<Uuid>,
    /// Who must never see it.
    pub excluded: Excluded,
}

impl Case {
    /// The label that what is said in the case bears where a statement adds nothing of its own.
    #[must_use]
    pub fn label(&self) -> Label {
        Label {
            compartment: self.compartment,
            circle: self.circle,
            excluded: self.excluded.clone(),
            ..Label::own(self.authority)
        }
    }
}

/// A case to be opened.
#[derive(Clone, Debug)]
pub struct NewCase {
    /// The authority's own reference.
    pub reference: String,
    /// Its name; the reference if empty.
    pub title: String,
    /// What it is about.
    pub summary: String,
    /// Where it stands.
    pub compartment: Compartment,
    /// Whether everything in it is invented.
    pub demonstration: bool,
}

/// Where a statement comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Source {
    /// The source, as an officer calls it: `witness W-2`, a file's name, `from Accra`.
    pub name: String,
    /// The place within it: `line 14`.
    pub place: String,
    /// The import that took it, if one did.
    pub import: Option<ImportId>,
    /// The dossier and the number of the move it came with, if it was received.
    pub received: Option<(DossierId, u64)>,
}

/// What a statement says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// Text as the source has it.
    Text(String),
    /// Another entity of the case.
    Entity(EntityId),
}

/// That a statement no longer holds. The statement itself stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retraction {
    /// Who took it back.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub why: String,
}

/// A statement: the atom of a case file. Never changed; corrections are new statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its id.
    pub id: StatementId,
    /// The case.
    pub case: CaseId,
    /// What it is about.
    pub entity: EntityId,
    /// Which property.
    pub property: Property,
    /// What it says.
    pub value: Value,
    /// Where it comes from.
    pub source: Source,
    /// How sure source and information are, in the scheme it was given in.
    pub grade: Option<Grade>,
    /// What a receiver may do with it.
    pub handling: Handling,
    /// Further restrictions.
    pub restrictions: BTreeSet<Restriction>,
    /// How widely its source wants it told.
    pub tlp: Option<Tlp>,
    /// What its source allows to be done with it.
    pub pap: Option<Pap>,
    /// The node it was received from.
    pub originator: Option<NodeId>,
    /// Who recorded it.
    pub author: PersonId,
    /// When it was recorded.
    pub at: Timestamp,
    /// Whether it was taken back.
    pub retracted: Option<Retraction>,
}

/// A person, thing, place or event of a case. Its card is a view over its statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Its id.
    pub id: EntityId,
    /// The case it stands in.
    pub case: CaseId,
    /// What it is.
    pub kind: EntityKind,
}

/// An entity to be added, with its statements.
#[derive(Clone, Debug)]
pub struct NewEntity {
    /// How links of the same call name it.
    pub key: String,
    /// What it is.
    pub kind: EntityKind,
    /// What is said of it.
    pub statements: Vec<NewStatement>,
}

/// What a new statement says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewValue {
    /// Text as the source has it.
    Text(String),
    /// Another entity of the same call, by its key.
    Link(String),
    /// An entity that already stands in the case.
    Entity(EntityId),
}

/// A statement to be added.
#[derive(Clone, Debug)]
pub struct NewStatement {
    /// Which property.
    pub property: Property,
    /// What it says.
    pub value: NewValue,
    /// Where it comes from.
    pub source: Source,
    /// How sure it is.
    pub grade: Option<Grade>,
    /// What a receiver may do with it.
    pub handling: Handling,
    /// Further restrictions.
    pub restrictions: BTreeSet<Restriction>,
    /// How widely its source wants it told.
    pub tlp: Option<Tlp>,
    /// What its source allows to be done with it.
    pub pap: Option<Pap>,
    /// Its compartment; the case's if `None`.
    pub compartment: Option<Compartment>,
    /// The node it was received from.
    pub originator: Option<NodeId>,
}

impl NewStatement {
    /// A statement of the authority's own: H0, ungraded, in the case's compartment.
    #[must_use]
    pub fn own(property: Property, value: NewValue, source: Source) -> Self {
        Self {
            property,
            value,
            source,
            grade: None,
            handling: Handling::H0,
            restrictions: BTreeSet::new(),
            tlp: None,
            pap: None,
            compartment: None,
            originator: None,
        }
    }
}

/// What was added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// New entities.
    pub entities: u64,
    /// New statements.
    pub statements: u64,
    /// Selectors derived from them.
    pub selectors: u64,
    /// The id behind each key of the call, in the order of the call.
    pub ids: Vec<(String, EntityId)>,
    /// The id of each statement, in the order of the call.
    pub said: Vec<StatementId>,
}

/// That an officer cleared a selector for matching.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Eligibility {
    /// The act it belongs to.
    pub act: Uuid,
    /// The role in an offence it is tied to.
    pub role: PersonRole,
    /// The lawful basis of its collection, as recorded.
    pub basis: String,
    /// Who decided.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// A selector with where it stands and whether it may take part in matching.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldSelector {
    /// Its id on this node; never goes out.
    pub id: Uuid,
    /// Kind and normalised value.
    pub selector: Selector,
    /// The statement it was derived from.
    pub statement: StatementId,
    /// The case.
    pub case: CaseId,
    /// The entity.
    pub entity: EntityId,
    /// The authority that owns it.
    pub authority: AuthorityId,
    /// Whether an officer cleared it. `None` while it is held back.
    pub eligibility: Option<Eligibility>,
    /// Whether the value is held back on this node, here or anywhere else.
    pub held_back: bool,
}

/// Which selectors of a case an act is about.
#[derive(Clone, Debug, Default)]
pub struct Pick {
    /// Only these kinds; empty means all.
    pub kinds: BTreeSet<SelectorKind>,
    /// Only these selectors; empty means all.
    pub ids: BTreeSet<Uuid>,
    /// Only values of these entities; empty means all.
    pub entities: BTreeSet<EntityId>,
}

/// What an acceptance did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    /// Selectors that may now take part in matching.
    pub n: u64,
    /// Selectors that stay out because their value is held back.
    pub held_back: u64,
}

/// Why a value is held back. Written down as a class only: the person behind it is not named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HoldReason {
    /// Someone claims or may claim protection.
    Protection,
    /// The role of someone in a case: migrant, witness, family, lawyer, rescuer….
    Role(PersonRole),
    /// Somebody who may be a child.
    Child,
    /// An officer wants it kept out.
    Officer,
}

impl HoldReason {
    /// The stored code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Protection => "protection",
            Self::Role(role) => role.code(),
            Self::Child => "child",
            Self::Officer => "officer",
        }
    }

    /// Reads the code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        match code {
            "protection" => Some(Self::Protection),
            "child" => Some(Self::Child),
            "officer" => Some(Self::Officer),
            role => PersonRole::parse(role).map(Self::Role),
        }
    }
}

/// What holding values back changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeldBack {
    /// Values held back.
    pub values: u64,
    /// Selectors that were found with one of the values.
    pub selectors: u64,
    /// Statements whose label changed.
    pub statements: u64,
    /// Selectors that had been cleared for matching and no longer are.
    pub no_longer_eligible: u64,
}

/// How a file is taken into a case.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// The source, as an officer calls it; the file's name if empty.
    pub source: String,
    /// The format it was read as.
    pub format: String,
    /// Where phone numbers without a country code are from.
    pub region: kernel::Party,
    /// What a receiver may do with the statements.
    pub handling: Handling,
    /// Further restrictions.
    pub restrictions: BTreeSet<Restriction>,
    /// How widely its source wants it told.
    pub tlp: Option<Tlp>,
    /// What its source allows to be done with it.
    pub pap: Option<Pap>,
    /// How sure source and information are.
    pub grade: Option<Grade>,
    /// The compartment; the case's if `None`.
    pub compartment: Option<Compartment>,
}

/// A line that was not taken, and why.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct NotTaken {
    /// Where in the file.
    pub place: String,
    /// The reason's code.
    pub reason: String,
    /// The reason in words, or what stood there.
    pub detail: String,
}

/// What an import did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportResult {
    /// The import.
    pub import: ImportId,
    /// Entities taken, by kind.
    pub taken: BTreeMap<EntityKind, u64>,
    /// Statements taken.
    pub statements: u64,
    /// Selectors derived.
    pub selectors: u64,
    /// What was not taken.
    pub not_taken: Vec<NotTaken>,
    /// What changed against the issue of the same list that was taken before, if there was one.
    pub changes: Option<Changes>,
}

/// An import as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Its id.
    pub id: ImportId,
    /// The case.
    pub case: CaseId,
    /// The file's name.
    pub file: String,
    /// SHA-256 of the file.
    pub digest: Digest,
    /// The format it was read as.
    pub format: String,
    /// Entities taken, by kind.
    pub taken: BTreeMap<EntityKind, u64>,
    /// Statements taken.
    pub statements: u64,
    /// Selectors derived.
    pub selectors: u64,
    /// How many lines were not taken.
    pub not_taken: u64,
    /// What changed against the issue of the same list that was taken before, if there was one.
    pub changes: Option<Changes>,
    /// Who took it.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// A block that is in force for a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// States it must not reach.
    pub blocked: Blocked,
}
