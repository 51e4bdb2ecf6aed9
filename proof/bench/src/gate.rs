//! Decisions of the gate: one that is remembered and one that is new, with every policy loaded.

use crate::Report;
use ::gate::{Ask, Assessment, Gate, Guarded, ObjectRef, PolicyFile, Recipient, action};
use kernel::id::{AuthorityId, NodeId, PersonId};
use kernel::{
    Actor, ActorKind, AuditEntry, Blocked, Compartment, Label, Party, Purpose, Restriction, Role, Timestamp,
};
use std::hint::black_box;
use std::time::Instant;
use uuid::Uuid;

/// Labels that are asked about; as many as a list of ten thousand records has.
const LABELS: usize = 200;
/// Times each remembered question is asked.
const AGAIN: usize = 1_000;
/// The promises, in microseconds.
const REMEMBERED_US: f64 = 1.0;
const FRESH_US: f64 = 100.0;

/// Measures microseconds for one decision.
///
/// # Panics
/// When a decision is not the one that the policies demand.
#[expect(clippy::unwrap_used, reason = "a benchmark that fails has nothing to report")]
pub fn run(report: &mut Report<'_>) {
    let officer = officer();
    let labels: Vec<Label> = (0..LABELS).map(label).collect();
    let reads = Ask::new(&officer, action::READ, Purpose::Investigation, Timestamp(0));
    let sends =
        Ask::new(&officer, action::SEND, Purpose::Investigation, Timestamp(0)).assessed(Assessment::Valid);
    let to = Recipient {
        node: NodeId([3; 16]),
        party: Party::parse("IT").unwrap(),
        also: gate::Reach::default(),
        authority: None,
    };

    let gate = of_every_room();
    let closed: Vec<Guarded<()>> = labels.iter().map(|l| Guarded::new(thing(), l.clone(), ())).collect();
    let may = |g: &Guarded<()>| gate.may(g.label(), &reads);
    let release = |g: &Guarded<()>| gate.may_release(g, &sends, &to);
    for (name, asked) in [("read", &may as &dyn Fn(&Guarded<()>) -> bool), ("release", &release)] {
        let before = gate.remembered();
        let fresh = median(closed.iter().map(|g| timed(std::slice::from_ref(g), asked)));
        assert_eq!(gate.remembered(), before + LABELS, "each was asked once and is remembered");
        let promise = Some(("the promise of 100 µs", FRESH_US / fresh));
        report(&format!("gate: fresh decision to {name}, median"), fresh, "µs", promise);
        let known = median((0..AGAIN).map(|_| timed(&closed, asked)));
        let promise = Some(("the promise of 1 µs", REMEMBERED_US / known));
        report(&format!("gate: remembered decision to {name}, median"), known, "µs", promise);
    }
    let open = |g: &Guarded<()>| {
        let mut log: Vec<AuditEntry> = Vec::with_capacity(1);
        gate.open(g.clone(), &reads, &mut log).is_ok()
    };
    let opened = median((0..AGAIN).map(|_| timed(&closed, &open)));
    report("gate: remembered, opened and written down, median", opened, "µs", None);
}

/// The gate with the policies of every room, as the program loads it.
#[expect(clippy::unwrap_used, reason = "a benchmark that fails has nothing to report")]
pub(crate) fn of_every_room() -> Gate {
    let file = |room, text| PolicyFile { room, text };
    Gate::new(&[
        file("access", include_str!("../../../capabilities/access/policy.cedar")),
        file("directory", include_str!("../../../capabilities/directory/policy.cedar")),
        file("casefile", include_str!("../../../capabilities/casefile/policy.cedar")),
        file("exchange", include_str!("../../../capabilities/exchange/policy.cedar")),
        file("deconfliction", include_str!("../../../capabilities/deconfliction/policy.cedar")),
        file("protection", include_str!("../../../capabilities/protection/policy.cedar")),
        file("oversight", include_str!("../../../capabilities/oversight/policy.cedar")),
        file("conference", include_str!("../../../capabilities/conference/policy.cedar")),
    ])
    .unwrap()
}

/// Labels as cases have them: own and received, some restricted, some blocked for a State or two.
#[expect(clippy::unwrap_used, reason = "a benchmark that fails has nothing to report")]
fn label(number: usize) -> Label {
    let party =
        |n: usize| Party::parse(["NE", "LY", "ER", "SY"].get(n % 4).copied().unwrap_or("NE")).unwrap();
    Label {
        restrictions: (0..number % 3)
            .map(|n| Restriction(format!("agreed between units, {number}/{n}")))
            .collect(),
        blocked: Blocked { everyone: false, parties: (0..number % 3).map(party).collect() },
        originator: (number > 0).then(|| NodeId(Uuid::from_u128(number as u128).into_bytes())),
        ..Label::own(AUTHORITY)
    }
}

const AUTHORITY: AuthorityId = AuthorityId(Uuid::from_u128(7));

#[expect(clippy::unwrap_used, reason = "a benchmark that fails has nothing to report")]
fn officer() -> Actor {
    Actor {
        kind: ActorKind::Person,
        person: PersonId(Uuid::from_u128(1)),
        name: "Officer of the measurement".to_owned(),
        authority: AUTHORITY,
        party: Party::parse("GH").unwrap(),
        roles: [Role::Investigator, Role::DutyOfficer].into(),
        compartments: [Compartment::Operational].into(),
        circles: [].into(),
    }
}

fn thing() -> ObjectRef {
    ObjectRef { kind: "case", id: Uuid::from_u128(9) }
}

/// Microseconds for each decision; some are yes, or nothing was asked.
#[expect(clippy::disallowed_methods, reason = "measuring time is what this crate is for")]
#[expect(clippy::cast_precision_loss, reason = "some hundred")]
fn timed(records: &[Guarded<()>], decide: &dyn Fn(&Guarded<()>) -> bool) -> f64 {
    let started = Instant::now();
    let yes = black_box(records.iter().filter(|g| decide(g)).count());
    let took = started.elapsed().as_secs_f64() * 1e6 / records.len() as f64;
    assert!(yes > 0 || records.len() == 1, "nothing is allowed: the question was put wrongly");
    took
}

/// The middle one: others on the machine disturb some, and none is chosen for being quick.
fn median(times: impl Iterator<Item = f64>) -> f64 {
    let mut times: Vec<f64> = times.collect();
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}
