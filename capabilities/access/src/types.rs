//! People, their authority, their sessions.

use kernel::id::{AuthorityId, PersonId};
use kernel::{Compartment, Function, Lang, Party, Role, Timestamp};
use std::collections::BTreeSet;
use uuid::Uuid;

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
        cleared_by(&self.roles)
    }
}

/// Compartments that these roles clear somebody for.
#[must_use]
pub fn cleared_by(roles: &BTreeSet<Role>) -> BTreeSet<Compartment> {
    let mut cleared = BTreeSet::from([Compartment::Operational]);
    if roles.contains(&Role::ProtectionOfficer) {
        cleared.insert(Compartment::Protection);
    }
    cleared
}

/// Roles handed to a colleague for a shift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedShift {
    /// Its id.
    pub id: Uuid,
    /// Whose roles they are.
    pub from: PersonId,
    /// Who holds them meanwhile.
    pub to: PersonId,
    /// Which.
    pub roles: BTreeSet<Role>,
    /// Why.
    pub reason: String,
    /// Since when.
    pub since: Timestamp,
    /// Until when at the latest.
    pub until: Timestamp,
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
