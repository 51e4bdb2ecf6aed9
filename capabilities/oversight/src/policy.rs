//! The policies of the room: who reads the log, and for what.

/// The room's policies, joined to the gate's own by the program.
pub const POLICY: gate::PolicyFile =
    gate::PolicyFile { room: "oversight", text: include_str!("../policy.cedar") };

#[cfg(test)]
mod tests {
    use gate::{action, testing};
    use kernel::{Label, Purpose, Role};

    #[test]
    fn r_17_overseers_read_the_log_for_oversight_alone() {
        let own = Label::own(testing::AUTHORITY);
        let rows = [
            (Role::Auditor, Purpose::Oversight, "yes"),
            (Role::DataProtectionOfficer, Purpose::Oversight, "yes"),
            (Role::Auditor, Purpose::Investigation, "purpose-of-oversight: purpose"),
            (Role::Administrator, Purpose::Oversight, "default-deny: role"),
            (Role::Prosecutor, Purpose::Oversight, "default-deny: role"),
        ];
        let gate = testing::gate();
        for (role, purpose, expected) in rows {
            let ask = (action::READ_LOG, purpose, false);
            assert_eq!(testing::said(&gate, &testing::person(role), ask, &own, None), expected, "{role}");
        }
    }
}
