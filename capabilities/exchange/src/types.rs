//! What the room keeps: dossiers, their moves, and what may be carried in them.

use crate::envelope::CarriageError;
use casefile::CaseError;
use kernel::id::{
    AuthorityId, CaseId, DossierId, EntityId, MessageId, NodeId, PersonId, Reference, StatementId,
};
use kernel::{Digest, EntityKind, Grade, Handling, Property, Purpose, Restriction, Timestamp};
use procedure::{FieldProblem, Kind, MoveHeader};
pub use procedure::{KindRef, MoveBody, Side};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use store::{Fault, StoreError};

/// Statements one move carries at most; more go in further moves.
pub const CARRIED_MAX: usize = 200;
/// Longest reference of a hit, in characters.
pub const HIT_CHARS_MAX: usize = 64;

/// Who has to do something now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitsFor {
    /// This side.
    Us,
    /// The other side.
    Them,
    /// Nobody: it has ended.
    Nobody,
}

impl WaitsFor {
    /// The stored code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Us => "us",
            Self::Them => "them",
            Self::Nobody => crate::store::NOBODY,
        }
    }

    pub(crate) fn parse(code: &str) -> Option<Self> {
        [Self::Us, Self::Them, Self::Nobody].into_iter().find(|w| w.code() == code)
    }
}

/// The clock that binds first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Until when.
    pub at: Timestamp,
    /// The code of the clock, which says why.
    pub why: String,
}

/// A dossier as this side keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    /// Its id, the same on both nodes.
    pub id: DossierId,
    /// The definition file it follows.
    pub kind: KindRef,
    /// That file, as the opening move carried it.
    pub kind_file: Vec<u8>,
    /// Which side this node is.
    pub side: Side,
    /// The other node.
    pub peer: NodeId,
    /// The authority on this side.
    pub authority: AuthorityId,
    /// The authority on the other side.
    pub theirs: AuthorityId,
    /// The case on this side; never sent.
    pub case: Option<CaseId>,
    /// The hit it came from.
    pub hit: Option<String>,
    /// The state both chains say; a copy for lists.
    pub state: String,
    /// Who has to do something.
    pub waits_for: WaitsFor,
    /// Whether the asker said that it is urgent.
    pub urgent: bool,
    /// The clock that binds first, if one has an end.
    pub due: Option<Due>,
    /// Why it stands still, if it does.
    pub frozen: Option<String>,
    /// When it was opened here.
    pub opened_at: Timestamp,
    /// When a move was last added here.
    pub changed_at: Timestamp,
    /// When the newest thing that the other side did came, while nobody here has seen it.
    pub news_at: Option<Timestamp>,
}

/// Which dossiers to list.
#[derive(Clone, Debug, Default)]
pub struct DossierFilter {
    /// Who they wait for.
    pub waits_for: Option<WaitsFor>,
    /// Only those that have not ended.
    pub open: bool,
    /// Only those that have ended.
    pub closed: bool,
    /// Only those in which this node asked, or answers.
    pub side: Option<Side>,
    /// Only those with this node.
    pub peer: Option<NodeId>,
    /// Only those of this case.
    pub case: Option<CaseId>,
}

/// A move as it is kept: header and signature as they were signed, the body apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredMove {
    /// Its dossier.
    pub dossier: DossierId,
    /// Whose chain.
    pub side: Side,
    /// Its place there, from 1.
    pub number: u64,
    /// The header, byte for byte.
    pub header: Vec<u8>,
    /// What the next move names.
    pub digest: Digest,
    /// The signature over the header.
    pub signature: Vec<u8>,
    /// The key that made it.
    pub signer: [u8; 32],
    /// The salt of the commitment to the body; gone with the body.
    pub salt: Option<Digest>,
    /// The body; `None` once it is erased.
    pub body: Option<Vec<u8>>,
    /// When it was made, or stored, here.
    pub at: Timestamp,
    /// Who made it, if it was made here.
    pub person: Option<PersonId>,
    /// The message it went or came with.
    pub message: MessageId,
}

impl StoredMove {
    /// The header, read.
    ///
    /// # Errors
    /// When the stored bytes do not read any more.
    pub fn read_header(&self) -> Result<MoveHeader, StoreError> {
        MoveHeader::parse(&self.header)
            .map_err(|e| StoreError::Corrupt(format!("a move of `{}`: {e}", self.dossier)))
    }

    /// The body, read; `None` once it is erased.
    #[must_use]
    pub fn read_body(&self) -> Option<MoveBody> {
        self.body.as_deref().and_then(MoveBody::parse)
    }
}

/// A dossier with its moves and what they say.
#[derive(Clone, Debug)]
pub struct Thread {
    /// The dossier.
    pub dossier: Dossier,
    /// Its definition.
    pub kind: Kind,
    /// Both chains, the asker's first.
    pub moves: Vec<StoredMove>,
}

impl Thread {
    /// The chain of a side.
    pub fn chain(&self, side: Side) -> impl Iterator<Item = &StoredMove> {
        self.moves.iter().filter(move |m| m.side == side)
    }

    /// The head of a side's chain.
    #[must_use]
    pub fn head(&self, side: Side) -> Option<Digest> {
        self.chain(side).last().map(|m| m.digest)
    }

    /// The move with this number.
    #[must_use]
    pub fn find(&self, side: Side, number: u64) -> Option<&StoredMove> {
        self.chain(side).find(|m| m.number == number)
    }

    /// What the opening move says; empty if it was erased.
    #[must_use]
    pub fn opening(&self) -> MoveBody {
        self.find(Side::Asker, 1).and_then(StoredMove::read_body).unwrap_or_default()
    }
}

/// A second move that bears a number: the evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fork {
    /// Whose chain.
    pub side: Side,
    /// The number used twice.
    pub number: u64,
    /// The digest of the second one.
    pub digest: Digest,
    /// When it came.
    pub at: Timestamp,
}

/// A statement on its way: what it says, with its source, grade and limits, and no id of the node it comes from
///
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Carried {
    /// What both sides call it from now on; random, and another one each time it is sent. What an older
    /// program sent has none, and cannot be corrected by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Reference>,
    /// The reference of the statement that it stands instead of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<Reference>,
    /// Names the entity within this move.
    pub entity: String,
    /// What the entity is.
    pub kind: EntityKind,
    /// Which property.
    pub property: Property,
    /// What it says, if it is text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The other entity of this move, if it is a link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// Where it comes from, as the sender calls it.
    #[serde(default)]
    pub source: String,
    /// How sure it is, in the scheme it was given in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// What the receiver may do with it.
    pub handling: Handling,
    /// Further restrictions.
    #[serde(default)]
    pub restrictions: BTreeSet<Restriction>,
    /// How widely its source wants it told, as the sender marked it (TLP).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tlp: Option<String>,
    /// What its source allows to be done with it, as the sender marked it (PAP).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pap: Option<String>,
    /// It says what a child is called: shown, and passed on, only by an act of its own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub names_child: bool,
    /// What a newer program added.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// A statement of an own case that a move shall carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pick {
    /// The entity it is about.
    pub entity: EntityId,
    /// The statement.
    pub statement: StatementId,
    /// It says what a child is called, and whoever picked it released that. Without it such a statement stays
    /// here; on any other it says nothing.
    pub name: bool,
}

/// A request to be opened.
#[derive(Clone, Debug)]
pub struct NewRequest {
    /// Which node is asked.
    pub peer: NodeId,
    /// Which of its authorities; its leading one if not named.
    pub authority: Option<AuthorityId>,
    /// The case on this side.
    pub case: Option<CaseId>,
    /// The reference of the hit that gives the reason to ask.
    pub hit: Option<String>,
    /// Why.
    pub purpose: Purpose,
    /// What it says, by the fields of the kind.
    pub body: MoveBody,
    /// Statements it carries.
    pub statements: Vec<Pick>,
}

/// A move to be made.
#[derive(Clone, Debug)]
pub struct NewMove {
    /// Its code in the kind.
    pub code: String,
    /// What it says.
    pub body: MoveBody,
    /// Statements it carries.
    pub statements: Vec<Pick>,
}

impl NewMove {
    /// A move that carries no statements.
    #[must_use]
    pub fn of(code: &str, body: MoveBody) -> Self {
        Self { code: code.into(), body, statements: Vec::new() }
    }
}

/// A move that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The dossier.
    pub dossier: DossierId,
    /// Its number in the own chain.
    pub number: u64,
    /// The message it goes with.
    pub message: MessageId,
    /// Statements it carries.
    pub carried: usize,
    /// Statements that were not available for it.
    pub withheld: usize,
}

/// What the room refuses.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The gate refused.
    #[error(transparent)]
    Refused(#[from] gate::Refusal),
    /// It could not be sealed.
    #[error(transparent)]
    Carriage(CarriageError),
    /// The case file refused.
    #[error(transparent)]
    Case(CaseError),
    /// It is not there, or not for this person.
    #[error("there is no such dossier here")]
    NotHere,
    /// The peer is not known or not trusted.
    #[error("`{0}` is not a trusted peer; see the directory")]
    UnknownPeer(String),
    /// The peer has no such authority.
    #[error("the card of this peer names no such authority; choose one of its card")]
    UnknownAuthority,
    /// Nothing was agreed that allows to ask this peer.
    #[error("it is not agreed that this node asks this peer; ask the administrator to set the terms")]
    NotAgreed,
    /// One of the authorities has none of the functions that the kind of dossier asks for.
    #[error(
        "this kind of dossier is for authorities with another function; see the directory for one that has it"
    )]
    NotDesignated,
    /// The dossier stands still.
    #[error(
        "this dossier stands still (`{0}`): a number was used twice; talk to the other desk and open a new one"
    )]
    Frozen(String),
    /// The move cannot be made in this state.
    #[error("`{code}` cannot be made while the dossier is `{state}`; reload to see what can")]
    NotNow {
        /// The move.
        code: String,
        /// The state.
        state: String,
    },
    /// Fields are missing or wrong.
    #[error("{} fields of the move are missing or wrong: {}", .0.len(), .0.iter().map(|p| p.field.as_str()).collect::<Vec<_>>().join(", "))]
    Fields(Vec<FieldProblem>),
    /// What is asked about is in distress, and the request does not say so.
    #[error(
        "this carries what is in distress; ask as an imminent threat to life, so that rescue comes first"
    )]
    DistressFirst,
    /// Too many statements in one move.
    #[error("one move carries at most {CARRIED_MAX} statements; send the rest in another")]
    TooManyStatements,
    /// Statements of several originators.
    #[error("these statements come from different senders; answer with each sender's in a move of its own")]
    MixedOrigin,
    /// The kind file does not read.
    #[error("the definition of this dossier does not read: {0}")]
    Kind(String),
    /// The other side has a node: its moves come signed, and own ones go sealed.
    #[error("the other side has a node; its moves come signed by it, and nothing goes to it as a letter")]
    HasNode,
    /// The way or the day on which something went or came cannot be.
    #[error("say by which way, on which day that has come, and who was spoken to")]
    Came,
    /// The day on which something went or came is not here yet, anywhere.
    #[error("that day is not here yet; say on which day it has come")]
    Day,
    /// The same answer of a counterpart without a node stands already.
    #[error("this was entered before: the same answer stands in the dossier; read it there")]
    EnteredBefore,
    /// Something else was entered for the other side since whoever enters this looked.
    #[error("something was entered for them meanwhile; look at it, then enter this if it is something else")]
    EnteredMeanwhile,
    /// A letter could not be put on paper.
    #[error("the letter could not be made: {0}")]
    Paper(String),
    /// A reply form was not read.
    #[error(transparent)]
    Form(#[from] procedure::paper::FormError),
    /// A dossier has as many attachments as one side may add, or as much waits for a second person as may.
    #[error("no more files can be attached here now; decide what waits, or open another dossier")]
    TooManyAttachments,
    /// The other side has no node to take files.
    #[error("who has no node takes no files here; send them with the letter, and say in it that you do")]
    AttachmentByLetter,
    /// Somebody decided before, or there is nothing to decide.
    #[error("this was decided before; reload to see where it stands")]
    AttachmentDecided,
    /// The file does not open.
    #[error("the file does not open any more: it was damaged on the disk")]
    AttachmentDamaged,
    /// There is no room for it.
    #[error(
        "there is no room for it: it needs {needed} bytes and {free} are free; free some, or give files more room"
    )]
    NoRoom {
        /// What it needs.
        needed: u64,
        /// What is free.
        free: u64,
    },
    /// A file could not be written or read.
    #[error(transparent)]
    File(#[from] store::files::FileFault),
    /// The move has no statements to take.
    #[error("this move carries no statements; there is nothing to take into a case")]
    NothingToTake,
}

impl From<CarriageError> for ExchangeError {
    fn from(error: CarriageError) -> Self {
        match error {
            CarriageError::Store(error) => Self::Store(error),
            other => Self::Carriage(other),
        }
    }
}

impl From<CaseError> for ExchangeError {
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::Store(error) => Self::Store(error),
            CaseError::Refused(refusal) => Self::Refused(refusal),
            other => Self::Case(other),
        }
    }
}

impl Fault for ExchangeError {
    fn store(&self) -> Option<&StoreError> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}
