//! The policies of the room: who keeps and reads the directory.

/// The room's policies, joined to the gate's own by the program.
pub const POLICY: gate::PolicyFile =
    gate::PolicyFile { room: "directory", text: include_str!("../policy.cedar") };

#[cfg(test)]
mod tests {
    use gate::{action, testing};
    use kernel::{ActorKind, Label, Purpose, Role};

    #[test]
    fn each_keeps_their_part_of_the_directory_and_everyone_here_reads_it() {
        let (own, admin) = (Label::own(testing::AUTHORITY), Purpose::Administration);
        let rows = [
            (Role::Administrator, action::TRUST_PEER, admin, "yes"),
            (Role::Administrator, action::TRUST_PEER, Purpose::Investigation, "purpose-of-trust: purpose"),
            (Role::DutyOfficer, action::TRUST_PEER, admin, "default-deny: role"),
            (Role::DutyOfficer, action::CONFIRM_CONTACT, admin, "yes"),
            (Role::Investigator, action::CONFIRM_CONTACT, admin, "default-deny: role"),
            (Role::Auditor, action::READ_DIRECTORY, Purpose::Oversight, "yes"),
        ];
        let gate = testing::gate();
        for (role, action, purpose, expected) in rows {
            let said = testing::said(&gate, &testing::person(role), (action, purpose, false), &own, None);
            assert_eq!(said, expected, "{role} {action} {purpose}");
        }
        let peer = testing::actor(ActorKind::Peer(testing::to_niger().node), &[]);
        let ask = (action::READ_DIRECTORY, Purpose::Investigation, false);
        let said = testing::said(&gate, &peer, ask, &own, None);
        assert_eq!(said, "peers-do-nothing-else: not-available");
    }
}
