//! What an act that needs a second person is: where it stands, what it says, what a room brings to it, why it is not
//! done.

use crate::node::Node;
use ::store::{Fault, StoreError, Tx};
use futures_core::future::BoxFuture;
use kernel::id::{AuthorityId, PersonId};
use kernel::{Actor, Label, Purpose, Role, Timestamp};
use serde_json::Value;
use uuid::Uuid;
use web::T;

/// Longest reason, in characters.
pub const REASON_CHARS_MAX: usize = 2_000;
/// Most acts of an authority that wait at a time.
pub const WAITING_MAX: u64 = 500;
/// Most acts that a page shows, newest first.
pub const SHOWN_MAX: u64 = 200;

/// An act that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActId(pub Uuid);

impl std::fmt::Display for ActId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Where an act stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActState {
    /// It waits for a second person.
    Waits,
    /// Confirmed; whoever asked may do it once, until it runs out.
    Permitted,
    /// Done.
    Done,
    /// Refused by the second person.
    Refused,
    /// Taken back by whoever asked.
    Withdrawn,
    /// Done by one person, since nobody else could confirm it.
    Alone,
    /// Nobody decided, or nobody used it, in time.
    RanOut,
}

impl ActState {
    /// The stored code; running out is not stored, the clock says it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Waits => "waits",
            Self::Permitted => "permitted",
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Alone => "alone",
            Self::RanOut => "ran-out",
        }
    }

    pub(crate) fn parse(code: &str) -> Option<Self> {
        let all = [Self::Waits, Self::Permitted, Self::Done, Self::Refused, Self::Withdrawn, Self::Alone];
        all.into_iter().find(|state| state.code() == code)
    }

    /// The same at a moment: what is open runs out.
    #[must_use]
    pub fn at(self, now: Timestamp, expires_at: Timestamp) -> Self {
        let open = matches!(self, Self::Waits | Self::Permitted);
        if open && now >= expires_at { Self::RanOut } else { self }
    }
}

/// An act to be asked for.
#[derive(Clone, Debug)]
pub struct NewAct {
    /// The kind of an [`Act`].
    pub kind: &'static str,
    /// What it is about.
    pub object: Uuid,
    /// The label of what it is about: the gate decides on it who may see and confirm the act.
    pub label: Label,
    /// What carries it out later. Encrypted under the vault.
    pub parameters: Value,
    /// Why.
    pub reason: String,
}

/// Who decided, when, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Their name then.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub why: String,
}

/// An act that somebody asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedAct {
    /// Its id.
    pub id: ActId,
    /// Its kind.
    pub kind: String,
    /// The authority in which it was asked for.
    pub authority: AuthorityId,
    /// What it is about.
    pub object: Uuid,
    /// What carries it out.
    pub parameters: Value,
    /// Why it was asked for.
    pub reason: String,
    /// Who asked.
    pub asked_by: PersonId,
    /// Their name then.
    pub asked_name: String,
    /// When.
    pub asked_at: Timestamp,
    /// Until when it may be decided or used.
    pub expires_at: Timestamp,
    /// Where it stands at the moment of reading.
    pub state: ActState,
    /// Who decided.
    pub decided: Option<Decided>,
}

impl AskedAct {
    /// A text among the parameters; empty if it is none.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.parameters.get(name).and_then(Value::as_str).unwrap_or_default()
    }
}

/// What an act says to the second person, in their language.
#[derive(Clone, Debug, Default)]
pub struct ActSays {
    /// What it is.
    pub title: String,
    /// What happens on confirming.
    pub effect: String,
    /// Name and value of what they must know to decide.
    pub facts: Vec<(String, String)>,
    /// The page of what it is about.
    pub href: Option<String>,
}

/// A kind of act that needs a second person. Rooms bring them, the program registers them.
pub trait Act: Send + Sync {
    /// Its stable code.
    fn kind(&self) -> &'static str;
    /// The kind of object it is about, as policies and the log name it.
    fn object_kind(&self) -> &'static str;
    /// What it is done for.
    fn purpose(&self) -> Purpose;
    /// The second person holds one of these roles.
    fn roles(&self) -> &'static [Role];
    /// Whether it is made alone where nobody else could confirm it.
    fn alone(&self) -> bool {
        false
    }
    /// Whether confirming permits whoever asked to do it once, see [`spend`], instead of carrying it out.
    fn permits(&self) -> bool {
        false
    }
    /// The label of what it is about as it stands now: who may see that may change while an act waits. `None` keeps
    /// the label it was asked under.
    fn label_now<'a>(
        &'a self,
        _tx: &'a Tx,
        _object: Uuid,
    ) -> BoxFuture<'a, Result<Option<Label>, StoreError>> {
        Box::pin(async { Ok(None) })
    }
    /// Whether this person must not confirm this act, whatever their roles: it would be to their own gain.
    fn bars(&self, _: &AskedAct, _: PersonId) -> bool {
        false
    }
    /// It was refused or taken back, in the transaction of that.
    fn not_done<'a>(&'a self, _tx: &'a Tx, _act: &'a AskedAct) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async { Ok(()) })
    }
    /// What it says to the second person.
    fn says(&self, act: &AskedAct, t: &T) -> ActSays;
    /// Does it, in the transaction of the confirmation. `asker` is whoever asked, with what they may do now.
    fn carry_out<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        asker: &'a Actor,
        second: &'a Actor,
        act: &'a AskedAct,
    ) -> BoxFuture<'a, Result<(), ActError>>;
}

/// Why an act is not asked for, confirmed or refused.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The gate refused, or there is no such act: the same answer.
    #[error("there is no such act here")]
    NotHere,
    /// It is this person's own.
    #[error("you asked for this yourself; somebody else must confirm it")]
    Own,
    /// This person may see it and must not decide it.
    #[error("this act is for somebody else to confirm")]
    NotYours,
    /// It was decided before.
    #[error("this was decided before")]
    Decided,
    /// It ran out.
    #[error("the time to decide is over; it must be asked for again")]
    RanOut,
    /// What it is about has changed since.
    #[error("this can no longer be done as it was asked for; ask again")]
    Changed,
    /// The same was asked for and waits.
    #[error("this was asked for and waits for a second person")]
    Waits,
    /// A reason is missing or too long.
    #[error("give a reason of at most {REASON_CHARS_MAX} characters")]
    NoReason,
    /// Too much waits.
    #[error("{WAITING_MAX} acts wait for a second person; decide some first")]
    Full,
}

impl From<gate::Refusal> for ActError {
    fn from(_: gate::Refusal) -> Self {
        Self::NotHere
    }
}

impl Fault for ActError {
    fn store(&self) -> Option<&StoreError> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}
