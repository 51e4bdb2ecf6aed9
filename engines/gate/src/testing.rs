//! For tests of the rooms: a gate with the policies of every room, as the program builds it, and a short way to ask it.
#![expect(clippy::expect_used, reason = "test support")]

use crate::{Ask, Assessment, Gate, Guarded, ObjectRef, PolicyFile, Reach, Recipient};
use kernel::id::{AuthorityId, NodeId, PersonId};
use kernel::{Actor, ActorKind, AuditEntry, Compartment, Label, Party, Purpose, Role, Timestamp};
use uuid::Uuid;

/// The policy files of all rooms, in the order of the rooms' names. A room's tests cannot name a room above it, so they
/// are read from where they stand.
///
/// # Panics
/// When a file does not read.
#[must_use]
pub fn rooms() -> Vec<PolicyFile> {
    let all = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../capabilities");
    let mut files: Vec<PolicyFile> = std::fs::read_dir(all)
        .expect("the rooms stand beside the engines")
        .filter_map(|room| {
            let room = room.expect("a folder that reads");
            let text = std::fs::read_to_string(room.path().join("policy.cedar")).ok()?;
            let name = room.file_name().into_string().expect("a plain name");
            Some(PolicyFile { room: String::leak(name), text: String::leak(text) })
        })
        .collect();
    files.sort_by_key(|file| file.room);
    files
}

/// A gate as the program builds it.
///
/// # Panics
/// When the policies do not stand.
#[must_use]
pub fn gate() -> Gate {
    Gate::new(&rooms()).expect("the policies stand")
}

/// The authority of these tests.
pub const AUTHORITY: AuthorityId = AuthorityId(Uuid::from_u128(0xacc7a));
/// The circle that [`named`] is in.
pub const CIRCLE: Uuid = Uuid::from_u128(0xc19c1e);

/// Somebody of this kind with these roles, in Ghana, cleared as such a person is.
///
/// # Panics
/// Never.
#[must_use]
pub fn actor(kind: ActorKind, roles: &[Role]) -> Actor {
    let mut compartments = std::collections::BTreeSet::from([Compartment::Operational]);
    if roles.contains(&Role::ProtectionOfficer) {
        compartments.insert(Compartment::Protection);
    }
    Actor {
        kind,
        person: PersonId(Uuid::from_u128(1)),
        name: "a person of the test".into(),
        authority: AUTHORITY,
        party: Party::parse("GH").expect("two letters"),
        roles: roles.iter().copied().collect(),
        compartments,
        circles: std::collections::BTreeSet::new(),
    }
}

/// A signed-in person with this role.
#[must_use]
pub fn person(role: Role) -> Actor {
    actor(ActorKind::Person, &[role])
}

/// The same person, named in [`CIRCLE`].
#[must_use]
pub fn named(actor: Actor) -> Actor {
    Actor { circles: [CIRCLE].into(), ..actor }
}

/// Niger's node with an authority of its own.
///
/// # Panics
/// Never.
#[must_use]
pub fn to_niger() -> Recipient {
    Recipient {
        node: NodeId([0x4e; 16]),
        party: Party::parse("NE").expect("two letters"),
        also: Reach::none(),
        authority: Some(AuthorityId(Uuid::from_u128(0x01a3e7))),
    }
}

/// What the gate says, with every reason: `yes`, or `policy+policy: public code`. Counterparts are assessed.
#[must_use]
pub fn said(
    gate: &Gate,
    actor: &Actor,
    (action, purpose, eligible): (&'static str, Purpose, bool),
    label: &Label,
    to: Option<&Recipient>,
) -> String {
    let ask = Ask::new(actor, action, purpose, Timestamp(0)).eligible(eligible).assessed(Assessment::Valid);
    let guarded = Guarded::new(ObjectRef { kind: "statement", id: Uuid::nil() }, label.clone(), ());
    let mut log: Vec<AuditEntry> = Vec::new();
    let outcome = match to {
        None => gate.open(guarded, &ask, &mut log),
        Some(to) => gate.release(guarded, &ask, to, &mut log).map(|_| ()),
    };
    match outcome {
        Ok(()) => "yes".into(),
        Err(refusal) => {
            let reasons: Vec<&str> = refusal.full().iter().map(|r| r.policy.as_ref()).collect();
            format!("{}: {}", reasons.join("+"), refusal.public())
        }
    }
}
