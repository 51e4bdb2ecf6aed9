//! The policies of the room: who runs the node.

/// The room's policies, joined to the gate's own by the program.
pub const POLICY: gate::PolicyFile =
    gate::PolicyFile { room: "access", text: include_str!("../policy.cedar") };

#[cfg(test)]
mod tests {
    use gate::{action, testing};
    use kernel::{Label, Purpose, Role};

    #[test]
    fn administrators_run_the_node_and_only_for_that() {
        let label = Label::own(testing::AUTHORITY);
        let rows = [
            (Role::Administrator, Purpose::Administration, "yes"),
            (Role::Administrator, Purpose::Investigation, "purpose-of-administration: purpose"),
            (Role::Prosecutor, Purpose::Administration, "default-deny: role"),
            (Role::Auditor, Purpose::Administration, "default-deny: role"),
        ];
        let gate = testing::gate();
        for (role, purpose, expected) in rows {
            let ask = (action::ADMINISTER, purpose, false);
            assert_eq!(testing::said(&gate, &testing::person(role), ask, &label, None), expected, "{role}");
        }
    }
}
