//! The policies of the room: who keeps the protection compartment.

/// The room's policies, joined to the gate's own by the program.
pub const POLICY: gate::PolicyFile =
    gate::PolicyFile { room: "protection", text: include_str!("../policy.cedar") };

#[cfg(test)]
mod tests {
    use gate::{action, testing};
    use kernel::{Compartment, Label, Purpose, Role};

    #[test]
    fn r_04_the_protection_compartment_is_its_officers_alone() {
        let own = Label::own(testing::AUTHORITY);
        let shut = Label { compartment: Compartment::Protection, ..own.clone() };
        let others = "compartment-clearance+protection-only-for-protection-officers: not-available";
        let rows = [
            (Role::ProtectionOfficer, action::READ, &shut, "yes"),
            (Role::ProtectionOfficer, action::READ, &own, "default-deny: role"),
            (Role::ProtectionOfficer, action::SCREEN_PROTECTION, &own, "yes"),
            (Role::Investigator, action::RECORD_PROTECTION, &own, "yes"),
            (Role::Investigator, action::SCREEN_PROTECTION, &own, "default-deny: role"),
            (Role::Prosecutor, action::READ, &shut, others),
            (Role::Administrator, action::READ, &shut, others),
        ];
        let gate = testing::gate();
        for (role, action, label, expected) in rows {
            let ask = (action, Purpose::Protection, false);
            let said = testing::said(&gate, &testing::person(role), ask, label, None);
            assert_eq!(said, expected, "{role} {action}");
        }
    }
}
