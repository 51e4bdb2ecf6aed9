//! The policies of the room: who decides who sees a case, and the integrity compartment.

/// The room's policies, joined to the gate's own by the program.
pub const POLICY: gate::PolicyFile =
    gate::PolicyFile { room: "casefile", text: include_str!("../policy.cedar") };

#[cfg(test)]
mod tests {
    use gate::{action, testing};
    use kernel::{Compartment, Label, Purpose, Role};

    #[test]
    fn an_integrity_case_is_opened_by_few_and_seen_by_its_circle() {
        let integrity = Label { compartment: Compartment::Integrity, ..Label::own(testing::AUTHORITY) };
        let kept = Label { circle: Some(testing::CIRCLE), ..integrity.clone() };
        let outside = "circle+compartment-clearance: not-available";
        let bare = "compartment-clearance+integrity-only-in-a-circle: not-available";
        let named = |role| testing::named(testing::person(role));
        let rows = [
            (named(Role::Prosecutor), action::OPEN_INTEGRITY, &kept, "yes"),
            (named(Role::Investigator), action::OPEN_INTEGRITY, &kept, "yes"),
            (named(Role::DutyOfficer), action::OPEN_INTEGRITY, &kept, "default-deny: role"),
            (testing::person(Role::Prosecutor), action::READ, &kept, outside),
            (named(Role::Prosecutor), action::READ, &integrity, bare),
            (named(Role::Investigator), action::RESTRICT, &kept, "yes"),
            (named(Role::Auditor), action::RESTRICT, &kept, "default-deny: role"),
        ];
        let gate = testing::gate();
        for (actor, action, label, expected) in rows {
            let ask = (action, Purpose::Investigation, false);
            assert_eq!(
                testing::said(&gate, &actor, ask, label, None),
                expected,
                "{:?} {action}",
                actor.roles
            );
        }
    }
}
