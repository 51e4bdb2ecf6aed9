//! The log. Entries are leaves of the transaction they describe; a sealer chains and signs them soon after.
//!
//! A leaf holds a salted digest, its body stands apart, so that a body can be erased and the chain still proved; an
//! erasure is an entry itself. Until it is sealed a leaf waits under a mark that only this node's key makes, so that
//! nobody who merely writes to the database puts an entry in. Sealing moves leaves into the chain, in the order of their
//! ids, and signs a checkpoint over each new head. What the chain cannot show is the removal of an entry before it is
//! sealed (about a second), and a chain made anew by whoever holds the key; the second is for witnesses to show.

mod look;
mod rows;
mod sealing;
mod verify;

pub use look::{LogQuery, LogRow, Tally, TallyBy, read, tally};
pub(crate) use rows::step;
pub use sealing::{Batch, Head, head_at, newest_checkpoint, seal, waits};
pub use verify::{FAULTS_MAX, LogFault, LogReport, Why, verify};

use crate::{StoreError, Tx, insert_all};
use kernel::id::LeafId;
use kernel::{Actor, ActorKind, AuditEntry, Digest, Outcome, Purpose, Salted};
use rows::{body_row, link_row, listed_row, waiting_row};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The action of the entry that an erasure leaves; its object is the entry whose text was erased.
pub const ERASE: &str = "erase-log-text";
/// What kind of object an entry of the log is to the log.
pub const ENTRY: &str = "log-entry";

/// An entry of the log as it is kept; these bytes are what the leaf's digest commits to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LoggedEntry {
    /// When, UTC milliseconds.
    pub at: i64,
    /// `person`, `operator`, `node`, or `peer NODEID`.
    pub actor_kind: String,
    /// The person.
    pub person: Uuid,
    /// Their name then.
    pub name: String,
    /// The authority they acted for.
    pub authority: Uuid,
    /// What they did.
    pub action: String,
    /// To what kind of object.
    pub object_kind: String,
    /// To which.
    pub object: Uuid,
    /// Why.
    pub purpose: String,
    /// How it ended, and under which policies.
    pub outcome: Outcome,
    /// In words.
    pub note: String,
}

fn actor_kind(kind: ActorKind) -> String {
    match kind {
        ActorKind::Person => "person".into(),
        ActorKind::Operator => "operator".into(),
        ActorKind::Node => "node".into(),
        ActorKind::Peer(node) => format!("peer {node}"),
    }
}

pub(crate) async fn write_leaves(tx: &Tx, entries: Vec<AuditEntry>) -> Result<(), StoreError> {
    let mut leaves = Vec::with_capacity(entries.len());
    let mut bodies = Vec::with_capacity(entries.len());
    let mut listed = Vec::new();
    for entry in entries {
        let id = LeafId::new(tx.clock(), tx.rng());
        let logged = LoggedEntry {
            at: entry.at.0,
            actor_kind: actor_kind(entry.actor.kind),
            person: entry.actor.person.0,
            name: entry.actor.name,
            authority: entry.actor.authority.0,
            action: entry.action.into(),
            object_kind: entry.object_kind.into(),
            object: entry.object,
            purpose: entry.purpose.code().into(),
            outcome: entry.outcome,
            note: entry.note,
        };
        let body = serde_json::to_string(&logged).map_err(|e| StoreError::Corrupt(e.to_string()))?;
        let salted = Salted::new(body.as_bytes(), tx.rng());
        let digest = salted.digest.to_string();
        listed.extend(
            listed_of(&logged)
                .into_iter()
                .map(|object| listed_row::ActiveModel { object: Set(object), leaf: Set(id.0) }),
        );
        leaves.push(waiting_row::ActiveModel {
            id: Set(id.0),
            mark: Set(mark(tx, id.0, &digest)),
            digest: Set(digest),
        });
        bodies.push(body_row::ActiveModel {
            id: Set(id.0),
            at: Set(logged.at),
            person: Set(logged.person),
            authority: Set(logged.authority),
            refused: Set(logged.outcome.is_refused()),
            recipient: Set(logged.outcome.recipient().unwrap_or_default().into()),
            action: Set(logged.action),
            object_kind: Set(logged.object_kind),
            object: Set(logged.object),
            salt: Set(salted.salt.to_string()),
            body: Set(body),
        });
    }
    insert_all(tx, leaves).await?;
    insert_all(tx, bodies).await?;
    insert_all(tx, listed).await
}

/// The records of a list that an entry is found by, each once.
fn listed_of(entry: &LoggedEntry) -> BTreeSet<Uuid> {
    entry.outcome.listed().iter().copied().collect()
}

/// What shows a waiting leaf to be this node's; empty where no key was given.
fn mark(tx: &Tx, id: Uuid, digest: &str) -> String {
    let parts = |key: &seal::vault::IndexKey| key.index(&[id.as_bytes(), digest.as_bytes()]).to_string();
    tx.mark().map(parts).unwrap_or_default()
}

fn is_marked(tx: &Tx, leaf: &waiting_row::Model) -> bool {
    leaf.mark == mark(tx, leaf.id, &leaf.digest)
}

/// Erases the text of an entry, and writes the entry that says who did and why. The chain goes on proving that there
/// was one. What waits to be sealed and what tells of an erasure is not erased.
///
/// # Errors
/// [`StoreError::Corrupt`] where there is no such sealed text, or what the database says.
pub async fn erase_body(tx: &Tx, id: LeafId, by: &Actor, why: &str) -> Result<(), StoreError> {
    let missing = |what: &str| StoreError::Corrupt(format!("entry `{id}` of the log {what}"));
    let body =
        body_row::Entity::find_by_id(id.0).one(tx.db()).await?.ok_or_else(|| missing("has no text"))?;
    if body.action == ERASE {
        return Err(missing("tells of an erasure and stays"));
    }
    let sealed = link_row::Entity::find().filter(link_row::Column::Leaf.eq(id.0)).one(tx.db()).await?;
    sealed.ok_or_else(|| missing("is not sealed yet"))?;
    listed_row::Entity::delete_many().filter(listed_row::Column::Leaf.eq(id.0)).exec(tx.db()).await?;
    body_row::Entity::delete_by_id(id.0).exec(tx.db()).await?;
    tx.audit(AuditEntry {
        at: tx.at(),
        actor: by.clone(),
        action: ERASE,
        object_kind: ENTRY,
        object: id.0,
        purpose: Purpose::Oversight,
        outcome: Outcome::Done,
        note: why.into(),
    });
    Ok(())
}

fn next_head(previous: &str, seq: i64, leaf: &str) -> Digest {
    Digest::of(&[b"liaison log v1", previous.as_bytes(), &seq.to_be_bytes(), leaf.as_bytes()])
}
