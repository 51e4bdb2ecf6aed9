//! The people and records of these tests, in the words of the domain.

use gate::{Ask, Assessment, Gate, Guarded, ObjectRef, PolicyFile, Reach, Recipient, Refusal, Released};
use kernel::id::{AuthorityId, NodeId, PersonId};
use kernel::{
    Actor, ActorKind, AuditEntry, Blocked, Compartment, Handling, Label, Outcome, Pap, Party, Purpose,
    Restriction, Role, Timestamp, Tlp,
};
use std::sync::LazyLock;
use uuid::Uuid;

pub const ACCRA: AuthorityId = AuthorityId(Uuid::from_u128(0xacc7a));
pub const NIAMEY: AuthorityId = AuthorityId(Uuid::from_u128(0x01a3e7));
pub const PALERMO: AuthorityId = AuthorityId(Uuid::from_u128(0xa1e730));
pub const NIAMEY_NODE: NodeId = NodeId([0x4e; 16]);
pub const PALERMO_NODE: NodeId = NodeId([0x50; 16]);
pub const ACCRA_NODE: NodeId = NodeId([0x41; 16]);
pub const CIRCLE: Uuid = Uuid::from_u128(0xc19c1e);
pub const AT: Timestamp = Timestamp(1_795_486_320_000);

pub fn party(code: &str) -> Party {
    Party::parse(code).unwrap()
}

/// One gate for all tests; what it remembers must not matter to any of them.
pub fn gate() -> &'static Gate {
    static GATE: LazyLock<Gate> = LazyLock::new(|| Gate::new(&rooms()).unwrap());
    &GATE
}

/// The policies of every room, so that the table covers what the program loads.
fn rooms() -> Vec<PolicyFile> {
    let all = concat!(env!("CARGO_MANIFEST_DIR"), "/../../capabilities");
    let mut files: Vec<PolicyFile> = std::fs::read_dir(all)
        .unwrap()
        .filter_map(|room| {
            let room = room.unwrap();
            let text = std::fs::read_to_string(room.path().join("policy.cedar")).ok()?;
            let name = room.file_name().into_string().unwrap();
            Some(PolicyFile { room: String::leak(name), text: String::leak(text) })
        })
        .collect();
    files.sort_by_key(|file| file.room);
    assert!(files.len() >= 7, "every room has its policies");
    files
}

pub fn of_kind(kind: ActorKind, roles: &[Role], compartments: &[Compartment]) -> Actor {
    Actor {
        kind,
        person: PersonId(Uuid::from_u128(1)),
        name: "a person of the test".to_owned(),
        authority: ACCRA,
        party: party("GH"),
        roles: roles.iter().copied().collect(),
        compartments: compartments.iter().copied().collect(),
        circles: Default::default(),
    }
}

pub fn person(role: Role) -> Actor {
    let compartments: &[Compartment] = match role {
        Role::ProtectionOfficer => &[Compartment::Operational, Compartment::Protection],
        Role::Investigator | Role::DutyOfficer | Role::Prosecutor => &[Compartment::Operational],
        Role::Administrator
        | Role::Auditor
        | Role::DataProtectionOfficer
        | Role::NationalCoordinator
        | Role::Secretariat => &[],
    };
    of_kind(ActorKind::Person, &[role], compartments)
}

pub fn investigator() -> Actor {
    person(Role::Investigator)
}

pub fn operator() -> Actor {
    of_kind(ActorKind::Operator, &[], &[Compartment::Operational])
}

pub fn node() -> Actor {
    of_kind(ActorKind::Node, &[], &[])
}

/// Niger's node, on the wire.
pub fn peer() -> Actor {
    Actor { authority: NIAMEY, party: party("NE"), ..of_kind(ActorKind::Peer(NIAMEY_NODE), &[], &[]) }
}

pub fn to_niger() -> Recipient {
    Recipient { node: NIAMEY_NODE, party: party("NE"), also: Reach::none(), authority: Some(NIAMEY) }
}

pub fn to_italy() -> Recipient {
    Recipient { node: PALERMO_NODE, party: party("IT"), also: Reach::none(), authority: Some(PALERMO) }
}

pub fn to_ourselves() -> Recipient {
    Recipient { node: ACCRA_NODE, party: party("GH"), also: Reach::none(), authority: Some(ACCRA) }
}

pub fn own() -> Label {
    Label::own(ACCRA)
}

pub fn received(handling: Handling) -> Label {
    Label { handling, originator: Some(NIAMEY_NODE), ..own() }
}

pub fn in_compartment(compartment: Compartment) -> Label {
    Label { compartment, ..own() }
}

pub fn restricted(code: &str) -> Label {
    Label { restrictions: [Restriction(code.to_owned())].into(), ..own() }
}

pub fn feared(code: &str) -> Label {
    Label { blocked: Blocked { everyone: false, parties: [party(code)].into() }, ..own() }
}

/// Kept to a circle of named people.
pub fn kept() -> Label {
    Label { circle: Some(CIRCLE), ..own() }
}

/// The same officer, named in that circle.
pub fn named(actor: Actor) -> Actor {
    Actor { circles: [CIRCLE].into(), ..actor }
}

pub fn tlp(tlp: Tlp) -> Label {
    Label { tlp: Some(tlp), ..own() }
}

pub fn pap(pap: Pap) -> Label {
    Label { pap: Some(pap), ..own() }
}

pub fn unscreened() -> Label {
    Label { blocked: Blocked { everyone: true, parties: Default::default() }, ..own() }
}

pub fn thing(kind: &'static str) -> ObjectRef {
    ObjectRef { kind, id: Uuid::from_u128(0x0b1ec7) }
}

/// The kind of object that an action is about.
pub fn kind_for(action: &str) -> &'static str {
    match action {
        "send-receipt" => "receipt",
        "send-card" => "card",
        "send-head" => "head",
        "send-checkpoint" => "checkpoint",
        "counter-sign" => "counter-signature",
        "send-prekeys" => "prekeys",
        "ping" => "ping",
        "send-acknowledgement" => "acknowledgement",
        "match" | "publish-filter" => "selector",
        "hand-over" => "shift",
        "read-figures" | "release-figures" => "figures",
        "read-conference" | "keep-conference" | "follow-up" | "export-conference" | "send-conference" => {
            "recommendation"
        }
        "serve-conference" | "submit" => "submission",
        _ => "statement",
    }
}

/// The purpose that suits an action.
pub fn purpose_for(action: &str) -> Purpose {
    match action {
        "administer" | "hand-over" | "trust-peer" | "assess-counterpart" | "confirm-contact" => {
            Purpose::Administration
        }
        "read-conference" | "keep-conference" | "serve-conference" | "submit" | "follow-up"
        | "export-conference" | "send-conference" => Purpose::Administration,
        "read-log" | "export-log" | "keep-requests" | "erase-record" | "keep-retention" | "read-figures"
        | "release-figures" => Purpose::Oversight,
        _ => Purpose::Investigation,
    }
}

/// Everything in order: a fitting purpose, an eligible selector, an assessed counterpart.
pub fn in_order<'a>(actor: &'a Actor, action: &'static str) -> Ask<'a> {
    Ask::new(actor, action, purpose_for(action), AT).eligible(true).assessed(Assessment::Valid)
}

pub fn open(label: Label, ask: &Ask<'_>) -> Result<&'static str, Refusal> {
    let mut log: Vec<AuditEntry> = Vec::new();
    let outcome = gate().open(Guarded::new(thing(kind_for(ask.action)), label, "content"), ask, &mut log);
    assert_logged(&log, ask, outcome.as_ref().err());
    outcome
}

pub fn release(label: Label, ask: &Ask<'_>, to: &Recipient) -> Result<Released<&'static str>, Refusal> {
    let mut log: Vec<AuditEntry> = Vec::new();
    let outcome =
        gate().release(Guarded::new(thing(kind_for(ask.action)), label, "content"), ask, to, &mut log);
    assert_logged(&log, ask, outcome.as_ref().err());
    outcome
}

fn assert_logged(log: &[AuditEntry], ask: &Ask<'_>, refusal: Option<&Refusal>) {
    let [entry] = log else { panic!("one decision is one entry, not {}", log.len()) };
    assert_eq!((entry.action, entry.purpose, entry.at), (ask.action, ask.purpose, ask.at));
    assert_eq!((entry.object_kind, entry.object), (kind_for(ask.action), thing("").id));
    assert_eq!(&entry.actor, ask.actor);
    match refusal {
        None => {
            assert!(!entry.outcome.is_refused(), "{:?}", entry.outcome);
            assert!(!entry.outcome.policies().is_empty(), "a yes names the policies that permitted it");
        }
        Some(refusal) => assert_eq!(entry.outcome, Outcome::Refused(policies(refusal))),
    }
}

pub fn policies(refusal: &Refusal) -> Vec<String> {
    refusal.full().iter().map(|r| r.policy.to_string()).collect()
}

/// `policy+policy: public code`, or `yes`.
pub fn said<T>(outcome: &Result<T, Refusal>) -> String {
    match outcome {
        Ok(_) => "yes".to_owned(),
        Err(refusal) => format!("{}: {}", policies(refusal).join("+"), refusal.public()),
    }
}
