//! Who acts.

use crate::id::{AuthorityId, NodeId, PersonId};
use crate::label::Compartment;
use crate::party::{Party, Role};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What kind of actor it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActorKind {
    /// A signed-in person.
    Person,
    /// The node's own local operator, from the command line; logged as such.
    Operator,
    /// The node itself: jobs, receipts.
    Node,
    /// A trusted peer, on the wire.
    Peer(NodeId),
}

/// Who asks, with what they hold. Built from the session, the command line or the peer's card; never from a form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Actor {
    /// What kind of actor.
    pub kind: ActorKind,
    /// The person; the node's own person for `Node`, all zeros for `Peer`.
    pub person: PersonId,
    /// How pages and the log name the actor.
    pub name: String,
    /// The authority the actor acts for.
    pub authority: AuthorityId,
    /// The State of that authority.
    pub party: Party,
    /// Roles in that authority.
    pub roles: BTreeSet<Role>,
    /// Compartments the actor is cleared for.
    pub compartments: BTreeSet<Compartment>,
    /// Circles of restricted cases the actor was named in.
    pub circles: BTreeSet<Uuid>,
}

impl Actor {
    /// Whether the actor holds the role.
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}
