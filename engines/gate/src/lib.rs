//! The only door. May this actor do this to the thing under this label, for this purpose? `Guarded<T>` is opened,
//! `Released<T>` is made, or a reason is given. Nothing else in the house decides.
#![warn(missing_docs)]

mod guarded;

pub use guarded::{Guarded, ObjectRef, Recipient, Released};

use kernel::{Actor, AuditSink, Purpose, Timestamp};

/// What someone wants to do. `action` is a stable code that a policy file names.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// What: `read`, `search`, `import`, `accept`, `check`, `send`, `answer`, `export`…
    pub action: &'static str,
    /// Why.
    pub purpose: Purpose,
    /// When.
    pub at: Timestamp,
    /// Whether the selector is eligible for matching; `false` for anything that is not a selector.
    pub eligible: bool,
}
