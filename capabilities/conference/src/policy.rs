//! The policies of the room: who reads the record, who keeps it, who follows it for a State.

/// The room's policies, joined to the gate's own by the program.
pub const POLICY: gate::PolicyFile =
    gate::PolicyFile { room: "conference", text: include_str!("../policy.cedar") };

#[cfg(test)]
mod tests {
    use gate::{action, testing};
    use kernel::{Label, Purpose, Role};

    #[test]
    fn everyone_reads_the_record_and_only_a_coordinator_follows_and_only_for_the_own_state() {
        let own = Label::own(testing::AUTHORITY);
        let other = Label::own(kernel::id::AuthorityId(uuid::Uuid::from_u128(9)));
        let rows = [
            (Role::Investigator, action::READ_CONFERENCE, &other, "yes"),
            (Role::Administrator, action::READ_CONFERENCE, &own, "yes"),
            (Role::Investigator, action::KEEP_CONFERENCE, &own, "default-deny: role"),
            (Role::Secretariat, action::KEEP_CONFERENCE, &own, "yes"),
            (Role::Secretariat, action::SERVE_CONFERENCE, &other, "yes"),
            (Role::NationalCoordinator, action::SERVE_CONFERENCE, &own, "default-deny: role"),
            (Role::NationalCoordinator, action::FOLLOW_UP, &own, "yes"),
            (Role::NationalCoordinator, action::FOLLOW_UP, &other, "need-to-know: not-available"),
            (Role::Secretariat, action::FOLLOW_UP, &own, "default-deny: role"),
            (Role::Prosecutor, action::FOLLOW_UP, &own, "default-deny: role"),
        ];
        let gate = testing::gate();
        for (role, code, label, expected) in rows {
            let ask = (code, Purpose::Administration, false);
            let said = testing::said(&gate, &testing::person(role), ask, label, None);
            assert_eq!(said, expected, "{role} {code}");
        }
        let ask = (action::FOLLOW_UP, Purpose::Investigation, false);
        let said = testing::said(&gate, &testing::person(Role::NationalCoordinator), ask, &own, None);
        assert_eq!(said, "purpose-of-the-record-of-the-conference: purpose");
    }
}
