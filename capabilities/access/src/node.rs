//! The node: what every handler and every job works with, put together once by the program.

use futures_core::future::BoxFuture;
use gate::Gate;
use kernel::id::NodeId;
use kernel::{Actor, Digest, Party};
use seal::envelope::EnvelopeHead;
use seal::identity::Identity;
use seal::vault::Vault;
use std::sync::Arc;
use store::files::Files;
use store::{Store, StoreError, Tx};
use uuid::Uuid;
use web::{T, Words};

/// One installation.
pub struct Node {
    /// Its database.
    pub store: Store,
    /// The only door out.
    pub gate: Gate,
    /// The words of its pages.
    pub words: Arc<Words>,
    /// Keys at rest.
    pub vault: Vault,
    /// Keys in use.
    pub keys: NodeKeys,
    /// What the configuration says.
    pub facts: Facts,
    /// How bytes reach peers.
    pub carrier: Arc<dyn Carrier>,
    /// What rooms show on each other's pages.
    pub panels: Vec<Arc<dyn Panel>>,
    /// What rooms do with envelopes of their kind.
    pub inbound: Vec<Arc<dyn Inbound>>,
    /// Acts of rooms that need a second person.
    pub acts: Vec<Arc<dyn crate::acts::Act>>,
    /// The kinds of record about people that rooms keep, with what ends them.
    pub kept: Vec<Arc<dyn crate::retention::Kept>>,
    /// What rooms count for the figures of the authority.
    pub figures: Vec<Arc<dyn crate::figures::Figures>>,
    /// What rooms put on the desk.
    pub works: Vec<Arc<dyn crate::work::Work>>,
    /// What rooms tell of a case, for its history.
    pub histories: Vec<Arc<dyn crate::history::Happened>>,
    /// How letters reach people who are not looking, if the node sends any.
    pub mailer: Option<Arc<dyn crate::notices::Mailer>>,
    /// How notices reach their browsers, if the node sends any.
    pub pusher: Option<Arc<dyn crate::notices::Pusher>>,
    /// The rooms in the side bar.
    pub rooms: Vec<RoomEntry>,
    /// Wakes the job that empties the outbox.
    pub wake: tokio::sync::Notify,
    /// Files beside the database.
    pub files: Arc<Files>,
    /// Wakes the job that moves the chunks of attachments.
    pub moving: tokio::sync::Notify,
}

/// The node's keys that do not change while it runs. Those that open envelopes and those that sign them are turned and
/// stand with the directory.
pub struct NodeKeys {
    /// Its id, derived from the identity key.
    pub id: NodeId,
    /// Certifies the others in the card; used for nothing else.
    pub identity: Identity,
    /// SHA-256 of the public key in the node's TLS certificate.
    pub tls: Digest,
}

/// What the configuration says.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The State of the node's first authority; default region for phone numbers.
    pub party: Party,
    /// Where peers reach it: `https://host:port`.
    pub address: String,
    /// Where people reach its pages.
    pub pages: String,
    /// Everything on it is invented, and every page says so.
    pub demonstration: bool,
    /// Whether the command line may act as the local operator.
    pub operator: bool,
}

/// Why bytes did not get through.
#[derive(Debug, thiserror::Error)]
pub enum CarryError {
    /// The peer cannot be reached now; trying again can help.
    #[error("the peer cannot be reached: {0}")]
    Unreachable(String),
    /// The peer is there and is not who its card says.
    #[error("the peer's certificate is not the one in its card; ask its administrator")]
    NotThem,
    /// The peer answered with a status that is no answer.
    #[error("the peer answered with status {0}")]
    Status(u16),
    /// The peer answered with more than it may.
    #[error("the peer's answer is larger than allowed")]
    TooLarge,
}

/// Takes bytes to a peer and brings its answer. The program implements it over TLS pinned to cards, tests over
/// memory.
pub trait Carrier: Send + Sync {
    /// Posts `body` to `path` at the first of the peer's addresses that answers.
    fn carry<'a>(
        &'a self,
        to: NodeId,
        addresses: &'a [String],
        tls: Digest,
        path: &'a str,
        body: Vec<u8>,
    ) -> BoxFuture<'a, Result<Vec<u8>, CarryError>>;
}

/// Where a panel stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The desk's main column.
    Desk,
    /// The desk's side column.
    DeskAside,
    /// A case's main column.
    Case,
    /// A case's side column.
    CaseAside,
    /// The side column of one record of a case.
    EntityAside,
    /// A dossier's side column.
    DossierAside,
    /// The page of a peer, whose node id the subject is.
    Peer,
    /// The data protection officer's page: what is due in a room, what was sent and acknowledged.
    DataProtection,
}

/// What a room shows on another room's page. The page knows nothing of the room.
pub trait Panel: Send + Sync {
    /// Where it stands.
    fn place(&self) -> Place;
    /// Its order there; the lower, the higher up.
    fn order(&self) -> u8;
    /// Its HTML for this subject (nil on the desk); `None` where there is nothing to show.
    fn show<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
        subject: Uuid,
        t: &'a T,
    ) -> BoxFuture<'a, Result<Option<String>, StoreError>>;
}

/// Why an envelope was not taken.
#[derive(Debug, thiserror::Error)]
pub enum InboundRefusal {
    /// It can never be taken; the sender is told the code.
    #[error("rejected: {0}")]
    Rejected(&'static str),
    /// It is kept apart for a person to look at.
    #[error("quarantined: {0}")]
    Quarantined(&'static str),
    /// It cannot be judged before something else is here: nothing of it is kept, nothing signed, and the sender tries again.
    #[error("not yet: {0}")]
    NotYet(&'static str),
    /// The database failed; nothing was taken and the sender tries again.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a room does with an envelope of its kind, opened and verified, in the transaction that stores it.
pub trait Inbound: Send + Sync {
    /// The kind in the envelope's head.
    fn kind(&self) -> &'static str;
    /// Takes it. `from` is the peer as an actor.
    fn take<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        from: &'a Actor,
        head: &'a EnvelopeHead,
        body: &'a [u8],
    ) -> BoxFuture<'a, Result<(), InboundRefusal>>;
}

/// How many things wait in a room.
pub trait Count: Send + Sync {
    /// The number beside the room's name.
    fn waiting<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
    ) -> BoxFuture<'a, Result<u64, StoreError>>;
}

/// A room in the side bar.
#[derive(Clone)]
pub struct RoomEntry {
    /// Its code, as pages name it in their head.
    pub room: &'static str,
    /// The key of its name.
    pub label: &'static str,
    /// Its first page.
    pub href: &'static str,
    /// Stands below the line, with what is not daily work.
    pub apart: bool,
    /// Whether this person works in it.
    pub shown: fn(&Actor) -> bool,
    /// What waits there.
    pub count: Option<Arc<dyn Count>>,
}

impl Node {
    /// The node itself as an actor, for jobs and receipts. It acts for the authority that owns what it touches.
    #[must_use]
    pub fn as_actor(&self, authority: kernel::id::AuthorityId) -> Actor {
        Actor {
            kind: kernel::ActorKind::Node,
            person: kernel::id::PersonId(Uuid::nil()),
            name: "node".into(),
            authority,
            party: self.facts.party,
            roles: std::collections::BTreeSet::new(),
            compartments: [kernel::Compartment::Operational].into(),
            circles: std::collections::BTreeSet::new(),
        }
    }

    /// The panels of a place, in order, as HTML.
    ///
    /// # Errors
    /// What the database says.
    pub async fn panels_at(
        &self,
        place: Place,
        tx: &Tx,
        actor: &Actor,
        subject: Uuid,
        t: &T,
    ) -> Result<Vec<String>, StoreError> {
        let mut panels: Vec<_> = self.panels.iter().filter(|p| p.place() == place).collect();
        panels.sort_by_key(|p| p.order());
        let mut shown = Vec::with_capacity(panels.len());
        for panel in panels {
            shown.extend(panel.show(self, tx, actor, subject, t).await?);
        }
        Ok(shown)
    }
}

impl std::fmt::Debug for Node {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Node").field("id", &self.keys.id).finish_non_exhaustive()
    }
}
