//! People, their authority, their sessions.

use kernel::id::{AuthorityId, PersonId};
use kernel::{Compartment, Function, Lang, Party, Role, Timestamp};
use std::collections::BTreeSet;

/// An authority on this node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnAuthority {
    /// Its id, the one in the card.
    pub id: AuthorityId,
    /// The State it belongs to.
    pub party: Party,
    /// Its name.
    pub name: String,
    /// What it is designated or mandated to do.
    pub functions: BTreeSet<Function>,
}

/// A person who works on this node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Id.
    pub id: PersonId,
    /// Authority.
    pub authority: AuthorityId,
    /// The name they sign in with.
    pub sign_in: String,
    /// The name pages and the log show.
    pub name: String,
    /// Language of their pages until they choose another.
    pub lang: Lang,
    /// Roles.
    pub roles: BTreeSet<Role>,
    /// Whether a passphrase and a second factor are set.
    pub enrolled: bool,
    /// Whether they may sign in.
    pub active: bool,
}

impl Person {
    /// Compartments their roles clear them for. Integrity is never cleared by a role.
    #[must_use]
    pub fn compartments(&self) -> BTreeSet<Compartment> {
        let mut cleared = BTreeSet::from([Compartment::Operational]);
        if self.roles.contains(&Role::ProtectionOfficer) {
            cleared.insert(Compartment::Protection);
        }
        cleared
    }
}

/// A person to be added.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// Authority.
    pub authority: AuthorityId,
    /// Sign-in name.
    pub sign_in: String,
    /// Shown name.
    pub name: String,
    /// Language.
    pub lang: Lang,
    /// Roles.
    pub roles: BTreeSet<Role>,
}

/// What a one-time link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// To set a passphrase and a second factor.
    Enrol,
    /// To look around a demonstration, whose people are invented and have no credentials.
    Visit,
}

/// A one-time link that was found good.
#[derive(Clone, Debug)]
pub struct Link {
    /// For whom.
    pub person: PersonId,
    /// For what.
    pub kind: LinkKind,
    /// Until when.
    pub expires_at: Timestamp,
}
