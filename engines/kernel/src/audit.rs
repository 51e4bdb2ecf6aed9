//! Audit entries. Each is written as a leaf in the transaction it describes.

use crate::{Actor, Purpose, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// Done.
    #[serde(rename = "done")]
    Done,
    /// Refused; the ids of the policies or rules that decided. Shown only to those cleared for the log.
    #[serde(rename = "refused")]
    Refused(Vec<String>),
}

/// What happened, by whom, to what, why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// When.
    pub at: Timestamp,
    /// Who acted.
    pub actor: Actor,
    /// The action's stable code.
    pub action: &'static str,
    /// The kind of object: `statement`, `case`, `dossier`, `check`, `peer`…
    pub object_kind: &'static str,
    /// The object; nil where there is none yet.
    pub object: Uuid,
    /// Why.
    pub purpose: Purpose,
    /// How it ended.
    pub outcome: Outcome,
    /// Anything an auditor needs in words; never a selector, a secret or free text of a case.
    pub note: String,
}

/// Where audit entries go. The store's transaction is one: what is written here commits or fails with the change.
pub trait AuditSink {
    /// Writes one entry.
    fn write(&mut self, entry: AuditEntry);
}

impl AuditSink for Vec<AuditEntry> {
    fn write(&mut self, entry: AuditEntry) {
        self.push(entry);
    }
}
