//! Audit entries. Each is written as a leaf in the transaction it describes.

use crate::{Actor, Purpose, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Most records of a list that one entry names; longer lists are told by their number.
pub const LISTED_MAX: usize = 200;

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// Done, and written down by the room that did it.
    #[serde(rename = "done")]
    Done,
    /// Opened by the gate.
    #[serde(rename = "permitted")]
    Permitted {
        /// The ids of the policies that permitted it.
        by: Vec<String>,
        /// Of a list, the records that were opened, [`LISTED_MAX`] at most; empty for a single record.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        listed: Vec<Uuid>,
    },
    /// Let out of the node by the gate.
    #[serde(rename = "released")]
    Released {
        /// To whom: State, node and, where one is addressed, authority.
        to: String,
        /// The ids of the policies that permitted it.
        by: Vec<String>,
        /// Of a list, the records that were let out, [`LISTED_MAX`] at most; empty for a single record.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        listed: Vec<Uuid>,
    },
    /// Refused; the ids of the policies or rules that decided. Shown only to those cleared for the log.
    #[serde(rename = "refused")]
    Refused(Vec<String>),
}

impl Outcome {
    /// Whether it was refused.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        matches!(self, Self::Refused(_))
    }

    /// Whom it left the node to, if it left.
    #[must_use]
    pub fn recipient(&self) -> Option<&str> {
        if let Self::Released { to, .. } = self { Some(to) } else { None }
    }

    /// The policies that decided, for yes and for no; empty where a room wrote the entry itself.
    #[must_use]
    pub fn policies(&self) -> &[String] {
        match self {
            Self::Done => &[],
            Self::Permitted { by, .. } | Self::Released { by, .. } | Self::Refused(by) => by,
        }
    }

    /// The records of a list that it names.
    #[must_use]
    pub fn listed(&self) -> &[Uuid] {
        match self {
            Self::Permitted { listed, .. } | Self::Released { listed, .. } => listed,
            Self::Done | Self::Refused(_) => &[],
        }
    }
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
