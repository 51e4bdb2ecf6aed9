//! the value is reachable through the gate only, and the gate opens only what was asked for.

use crate::people::*;
use gate::{Ask, Assessment, Gate, Guarded, ObjectRef, action};
use kernel::{AuditEntry, Compartment, Label, Outcome, Purpose, Role};
use uuid::Uuid;

#[test]
fn a_1_the_value_is_not_reachable_and_released_is_not_made_outside() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/a_1_*.rs");
}

#[test]
fn a_1_an_officer_opens_a_record_of_her_authority() {
    assert_eq!(open(own(), &in_order(&investigator(), action::READ)).unwrap(), "content");
}

#[test]
fn a_1_the_wrong_object_is_refused() {
    let officer = investigator();
    let other = ObjectRef { kind: "statement", id: Uuid::from_u128(7) };
    let ask = in_order(&officer, action::READ);
    assert_eq!(said(&open(own(), &ask.on(other))), "wrong-object: not-available");
    assert_eq!(said(&open(own(), &ask.on(thing("case")))), "wrong-object: not-available");
    assert_eq!(said(&open(own(), &ask.on(thing("statement")))), "yes");
    let send = in_order(&officer, action::SEND).on(other);
    assert_eq!(said(&release(own(), &send, &to_niger())), "wrong-object: not-available");
}

#[test]
fn a_1_the_wrong_authority_is_refused() {
    let officer = investigator();
    for action in [action::READ, action::SEARCH, action::ACCEPT, action::SEND] {
        assert_eq!(
            said(&open(Label::own(NIAMEY), &in_order(&officer, action))),
            "need-to-know: not-available",
            "{action}"
        );
    }
}

#[test]
fn a_1_the_wrong_compartment_is_refused() {
    let officer = investigator();
    let ask = in_order(&officer, action::READ);
    assert_eq!(
        said(&open(in_compartment(Compartment::Protection), &ask)),
        "compartment-clearance+protection-only-for-protection-officers: not-available"
    );
    assert_eq!(
        said(&open(in_compartment(Compartment::Integrity), &ask)),
        "compartment-clearance+integrity-only-in-a-circle: not-available"
    );
}

#[test]
fn r_04_clearance_alone_does_not_open_the_protection_compartment_to_an_investigator() {
    let cleared = of_kind(
        kernel::ActorKind::Person,
        &[Role::Investigator],
        &[Compartment::Operational, Compartment::Protection],
    );
    let ask = in_order(&cleared, action::READ);
    assert_eq!(
        said(&open(in_compartment(Compartment::Protection), &ask)),
        "protection-only-for-protection-officers: not-available"
    );
    let officer = person(Role::ProtectionOfficer);
    assert_eq!(
        said(&open(in_compartment(Compartment::Protection), &in_order(&officer, action::READ))),
        "yes"
    );
}

#[test]
fn a_1_administrators_and_auditors_read_no_content() {
    for role in [Role::Administrator, Role::Auditor, Role::DataProtectionOfficer] {
        let mut actor = person(role);
        actor.compartments = Compartment::ALL.iter().copied().collect();
        for action in
            [action::READ, action::SEARCH, action::LIST, action::EXPORT, action::SEND, action::MATCH]
        {
            assert_eq!(
                said(&open(own(), &in_order(&actor, action))),
                "default-deny: role",
                "{role} {action}"
            );
        }
    }
    let (administrator, auditor) = (person(Role::Administrator), person(Role::Auditor));
    assert_eq!(said(&open(own(), &in_order(&administrator, action::ADMINISTER))), "yes");
    assert_eq!(said(&open(own(), &in_order(&auditor, action::READ_LOG))), "yes");
    assert_eq!(said(&open(own(), &in_order(&administrator, action::READ_LOG))), "default-deny: role");
}

#[test]
fn a_1_nothing_leaves_under_an_action_that_is_not_about_leaving() {
    let officer = investigator();
    let refused = said(&release(own(), &in_order(&officer, action::READ), &to_niger()));
    assert_eq!(refused, "leaves-only-as-leaving: action");
}

#[test]
fn a_1_content_does_not_leave_as_a_receipt() {
    let node = node();
    let ask = in_order(&node, action::SEND_RECEIPT);
    assert_eq!(said(&release(own(), &ask, &to_niger())), "yes");
    let mut log: Vec<AuditEntry> = Vec::new();
    let disguised = Guarded::new(thing("statement"), own(), "content");
    let refused = gate().release(disguised, &ask, &to_niger(), &mut log);
    assert_eq!(said(&refused), "content-free-is-content-free: action");
}

#[test]
fn a_1_an_unknown_action_is_refused() {
    let officer = investigator();
    assert_eq!(said(&open(own(), &in_order(&officer, "peek"))), "not-in-the-schema: not-available");
}

#[test]
fn a_1_what_is_released_says_to_whom_and_what() {
    let officer = investigator();
    let released = release(own(), &in_order(&officer, action::SEND), &to_niger()).unwrap();
    assert_eq!(
        (released.value(), released.to(), released.object()),
        (&"content", &to_niger(), thing("statement"))
    );
}

#[test]
fn r_17_a_list_keeps_what_may_be_read_and_is_one_entry_that_names_what_was_opened_and_under_which_rules() {
    let officer = investigator();
    let numbered = |id, label| {
        let object = ObjectRef { kind: "statement", id: Uuid::from_u128(id) };
        Guarded::new(object, label, id)
    };
    let list = vec![
        numbered(1, own()),
        numbered(2, Label::own(NIAMEY)),
        numbered(3, in_compartment(Compartment::Integrity)),
        numbered(4, feared("NE")),
    ];
    let mut log: Vec<AuditEntry> = Vec::new();
    let ask = in_order(&officer, action::LIST);
    assert_eq!(gate().open_each(list, &ask, &mut log), [1, 4]);
    assert_eq!(log.len(), 1);
    assert_eq!(
        log[0].note,
        "opened 2 of 4; withheld under compartment-clearance, integrity-only-in-a-circle, need-to-know"
    );
    let by = vec!["officers-work-on-content".to_owned()];
    let listed = vec![Uuid::from_u128(1), Uuid::from_u128(4)];
    assert_eq!(log[0].outcome, Outcome::Permitted { by, listed });
    assert_eq!((log[0].object_kind, log[0].object), ("statement", Uuid::nil()));
}

#[test]
fn a_list_to_a_counterpart_counts_what_it_withholds() {
    let officer = investigator();
    let list = |labels: Vec<Label>| -> Vec<Guarded<usize>> {
        labels.into_iter().enumerate().map(|(i, l)| Guarded::new(thing("selector"), l, i)).collect()
    };
    let ask = in_order(&officer, action::MATCH);
    let mut log: Vec<AuditEntry> = Vec::new();
    let labels = vec![own(), feared("NE"), feared("IT"), restricted("sender's own word")];
    let (released, withheld) = gate().release_each(list(labels), &ask, &to_niger(), &mut log);
    assert_eq!(released.iter().map(|r| *r.value()).collect::<Vec<_>>(), [0, 2]);
    assert_eq!(withheld, 2);
    assert_eq!(log.len(), 1);
    assert!(log[0].note.starts_with("released 2 of 4 to NE"), "{}", log[0].note);
    assert!(
        log[0].note.ends_with("; withheld under non-refoulement, unknown-restriction"),
        "{}",
        log[0].note
    );
    let Outcome::Released { to, by, listed } = &log[0].outcome else { panic!("{:?}", log[0].outcome) };
    assert_eq!(*to, format!("NE {NIAMEY_NODE} {NIAMEY}"), "the log names to whom");
    assert_eq!((by.as_slice(), listed.len()), (["investigators-decide-on-content".to_owned()].as_slice(), 2));
    let (none, withheld) = gate().release_each(list(vec![feared("NE")]), &ask, &to_niger(), &mut log);
    assert_eq!((none.len(), withheld), (0, 1));
    assert_eq!(log[1].outcome, Outcome::Refused(vec!["non-refoulement".to_owned()]));
}

#[test]
fn r_17_a_list_longer_than_an_entry_names_says_how_many_it_names() {
    let officer = investigator();
    let list = (0..250).map(|n| Guarded::new(thing("statement"), own(), n)).collect();
    let mut log: Vec<AuditEntry> = Vec::new();
    gate().open_each(list, &in_order(&officer, action::LIST), &mut log);
    assert_eq!(log[0].note, "opened 250 of 250; the first 200 are named");
    assert_eq!(log[0].outcome.listed().len(), kernel::LISTED_MAX);
}

#[test]
fn a_1_the_log_goes_to_its_own_overseers_only() {
    let (auditor, officer) = (person(Role::Auditor), investigator());
    let said_to = |actor: &kernel::Actor, to: &gate::Recipient| {
        said(&release(own(), &in_order(actor, action::EXPORT_LOG), to))
    };
    assert_eq!(said_to(&auditor, &to_ourselves()), "yes");
    assert_eq!(said_to(&auditor, &to_niger()), "the-log-goes-to-its-own-overseers: action");
    assert_eq!(said_to(&officer, &to_ourselves()), "default-deny: role");
}

#[test]
fn a_1_figures_go_out_by_their_own_authority_only() {
    let said_to = |actor: &kernel::Actor, to: &gate::Recipient| {
        said(&release(own(), &in_order(actor, action::RELEASE_FIGURES), to))
    };
    for role in [Role::Auditor, Role::DataProtectionOfficer, Role::Prosecutor, Role::Administrator] {
        assert_eq!(said_to(&person(role), &to_ourselves()), "yes", "{role}");
        assert_eq!(said_to(&person(role), &to_niger()), "figures-go-out-by-their-own-authority: action");
    }
    assert_eq!(said_to(&investigator(), &to_ourselves()), "default-deny: role");
    let auditor = person(Role::Auditor);
    let confirms = Ask::new(&auditor, action::CONFIRM_ACT, Purpose::Oversight, AT);
    assert_ne!(said(&open(own(), &confirms)), "yes", "a data protection officer is the second person");
}

#[test]
fn a_1_files_of_the_conference_go_to_their_own_authority_only() {
    let said_to = |actor: &kernel::Actor, to: &gate::Recipient| {
        let draft = Guarded::new(thing("recommendation"), own(), ());
        said(&gate().release(draft, &in_order(actor, action::EXPORT_CONFERENCE), to, &mut Vec::new()))
    };
    for role in [Role::NationalCoordinator, Role::Secretariat] {
        assert_eq!(said_to(&person(role), &to_ourselves()), "yes", "{role}");
        assert_eq!(
            said_to(&person(role), &to_niger()),
            "files-of-the-conference-go-to-their-own-authority: action"
        );
    }
    assert_eq!(said_to(&investigator(), &to_ourselves()), "default-deny: role");
}

#[test]
fn a_1_what_is_published_leaves_by_whoever_answers_for_it_and_is_never_a_record_of_a_case() {
    let said_of = |actor: &kernel::Actor, kind: &'static str| {
        let published = Guarded::new(thing(kind), own(), ());
        let ask = in_order(actor, action::SEND_CONFERENCE);
        said(&gate().release(published, &ask, &to_niger(), &mut Vec::new()))
    };
    let (coordinator, secretary) = (person(Role::NationalCoordinator), person(Role::Secretariat));
    for (actor, kind, expected) in [
        (&coordinator, "recommendation", "yes"),
        (&coordinator, "session", "default-deny: role"),
        (&secretary, "session", "yes"),
        (&secretary, "call", "yes"),
        (&secretary, "recommendation", "default-deny: role"),
        (&investigator(), "recommendation", "default-deny: role"),
        (&coordinator, "statement", "only-the-record-of-the-conference-is-published: action"),
        (&node(), "case", "only-the-record-of-the-conference-is-published: action"),
    ] {
        assert_eq!(said_of(actor, kind), expected, "{kind}");
    }
}

#[test]
fn a_button_is_shown_to_those_who_may() {
    let (officer, auditor) = (investigator(), person(Role::Auditor));
    let gate = gate();
    assert!(gate.may(&own(), &in_order(&officer, action::SEND)));
    assert!(!gate.may(&own(), &in_order(&auditor, action::SEND)));
    let guarded = Guarded::new(thing("statement"), feared("NE"), ());
    let ask = in_order(&officer, action::SEND);
    assert!(!gate.may_release(&guarded, &ask, &to_niger()));
    assert!(gate.may_release(&guarded, &ask, &to_italy()));
}

#[test]
fn answers_are_remembered_up_to_a_limit_and_stay_the_same() {
    fn shared<T: Send + Sync>(_: &T) {}
    let (gate, officer) = (Gate::new(&[]).unwrap(), investigator());
    shared(&gate);
    let ask = Ask::new(&officer, action::READ, Purpose::Investigation, AT).assessed(Assessment::Valid);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for n in 0..200 {
                    let label = Label::own(kernel::id::AuthorityId(Uuid::from_u128(n % 50)));
                    assert!(!gate.may(&label, &ask));
                    assert!(gate.may(&own(), &ask));
                }
            });
        }
    });
    assert_eq!(gate.remembered(), 51);
}

#[test]
fn how_much_of_the_stack_is_left_decides_nothing() {
    let gate = Gate::new(&[]).unwrap();
    let answered = std::thread::Builder::new().stack_size(224 * 1024).spawn(move || {
        let officer = investigator();
        let ask = Ask::new(&officer, action::READ, Purpose::Investigation, AT).assessed(Assessment::Valid);
        // With so little left Cedar gives policies up, and a gate that took that for an answer would remember it.
        deep(64, &|| gate.may(&own(), &ask))
    });
    assert!(answered.unwrap().join().unwrap());
}

/// Calls from some frames of a KiB below.
fn deep(frames: usize, call: &dyn Fn() -> bool) -> bool {
    let filler = std::hint::black_box([0_u8; 1024]);
    if frames == 0 { call() } else { deep(frames - 1, call) && filler.len() == 1024 }
}
