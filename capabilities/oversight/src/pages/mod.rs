//! The pages of the room, and what they share.

pub(crate) mod download_figures;
pub(crate) mod erase_record;
pub(crate) mod export_log;
pub(crate) mod list_figures;
pub(crate) mod list_requests;
pub(crate) mod list_rules;
pub(crate) mod read_log;
pub(crate) mod show_relied_on;
pub(crate) mod show_request;
pub(crate) mod show_witnesses;
pub(crate) mod verify_log;

use crate::rules;
use access::{ActError, Node, Officer, broken};
use directory::{DirectoryError, Peer};
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::NodeId;
use kernel::{Label, Purpose};
use store::{Fault, StoreError, Tx};
use uuid::Uuid;
use web::{Problem, T};

/// What the room refuses.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LogError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The gate refused.
    #[error(transparent)]
    Refused(#[from] gate::Refusal),
    /// There is no such thing, or not for this person.
    #[error("not here")]
    NotHere,
    /// The step does not follow.
    #[error("the step does not follow: {0:?}")]
    Step(crate::types::StepRefused),
    /// An act that needs a second person cannot be asked for.
    #[error(transparent)]
    Act(ActError),
}

impl From<ActError> for LogError {
    fn from(error: ActError) -> Self {
        match error {
            ActError::Store(error) => Self::Store(error),
            ActError::NotHere => Self::NotHere,
            other => Self::Act(other),
        }
    }
}

impl From<DirectoryError> for LogError {
    fn from(error: DirectoryError) -> Self {
        match error {
            DirectoryError::Store(error) => Self::Store(error),
            other => Self::Store(StoreError::Corrupt(other.to_string())),
        }
    }
}

impl Fault for LogError {
    fn store(&self) -> Option<&StoreError> {
        if let Self::Store(error) = self { Some(error) } else { None }
    }
}

impl From<LogError> for Problem {
    fn from(error: LogError) -> Self {
        match error {
            LogError::Store(error) => broken(&error),
            LogError::Refused(_) | LogError::NotHere => Self::not_available(),
            LogError::Step(_) | LogError::Act(_) => Self::conflict(),
        }
    }
}

/// The gate's word that this person may read the log, with its own entry in it. `about` is the one object or person that
/// is asked about; nil for all.
pub(crate) fn oversee(node: &Node, tx: &Tx, officer: &Officer, about: Uuid) -> Result<(), LogError> {
    let object = ObjectRef { kind: "log", id: about };
    let ask = Ask::new(&officer.actor, action::READ_LOG, Purpose::Oversight, tx.at()).on(object);
    node.gate.open(Guarded::new(object, Label::own(officer.authority.id), ()), &ask, &mut tx.log())?;
    Ok(())
}

/// Whose entries this officer reads; empty for all.
pub(crate) async fn overseen(tx: &Tx, officer: &Officer, peers: &[Peer]) -> Result<Vec<Uuid>, LogError> {
    let here: Vec<_> = access::authorities(tx).await?.into_iter().map(|a| a.id).collect();
    let peers = peers.iter().flat_map(|p| p.card.card().authorities.iter().map(|a| a.id)).collect();
    Ok(rules::overseen(officer.authority.id, &here, &peers))
}

/// The word for a code, or the code itself where this program has no word for it.
pub(crate) fn word(node: &Node, t: &T, what: &str, code: &str) -> String {
    let key = format!("oversight-{what}-{code}");
    if node.words.knows(&key) { t.get(&key) } else { code.to_owned() }
}

/// What a node is called here, with its State.
pub(crate) fn peer_name(peers: &[Peer], id: NodeId) -> String {
    let known = peers.iter().find(|p| p.node == id);
    known.map_or_else(|| id.to_string(), |p| format!("{} ({})", p.name(), p.party()))
}

/// Whom something went to, from what the log keeps: State, node and, where one was addressed, authority.
pub(crate) fn recipient_name(peers: &[Peer], recipient: &str) -> String {
    let mut parts = recipient.split(' ');
    let (party, node, authority) = (parts.next(), parts.next().and_then(NodeId::parse), parts.next());
    let (Some(party), Some(node)) = (party, node) else { return recipient.to_owned() };
    let Some(peer) = peers.iter().find(|p| p.node == node) else { return recipient.to_owned() };
    let addressed = authority.and_then(|id| {
        let named = peer.card.card().authorities.iter().find(|a| a.id.to_string() == id);
        named.map(|a| a.name.clone())
    });
    format!("{} ({party})", addressed.unwrap_or_else(|| peer.name().to_owned()))
}
