//! The policies of the room: what markings say about requests, and who deals with couriers.

/// The room's policies, joined to the gate's own by the program.
pub const POLICY: gate::PolicyFile =
    gate::PolicyFile { room: "exchange", text: include_str!("../policy.cedar") };

#[cfg(test)]
mod tests {
    use gate::{action, testing};
    use kernel::{Label, Pap, Purpose, Role};

    #[test]
    fn a_request_names_nothing_that_is_marked_pap_amber_to_a_third_party() {
        let (own, niger) = (Label::own(testing::AUTHORITY), testing::to_niger());
        let amber = Label { pap: Some(Pap::Amber), ..own.clone() };
        let theirs = Label { originator: Some(niger.node), ..amber.clone() };
        let refused = "pap-amber-is-not-named-to-a-third-party: pap";
        let rows = [
            (action::OPEN_DOSSIER, &own, "yes"),
            (action::OPEN_DOSSIER, &amber, refused),
            (action::MOVE, &amber, refused),
            (action::ANSWER, &amber, "yes"),
            (action::OPEN_DOSSIER, &theirs, "yes"),
        ];
        let (gate, officer) = (testing::gate(), testing::person(Role::Investigator));
        for (action, label, expected) in rows {
            let ask = (action, Purpose::Investigation, false);
            assert_eq!(testing::said(&gate, &officer, ask, label, Some(&niger)), expected, "{action}");
        }
    }

    #[test]
    fn duty_officers_and_administrators_deal_with_couriers_and_nobody_else() {
        let (gate, own) = (testing::gate(), Label::own(testing::AUTHORITY));
        let permitted = [Role::DutyOfficer, Role::Administrator];
        for role in Role::ALL {
            let ask = (action::COURIER, Purpose::Administration, false);
            let said = testing::said(&gate, &testing::person(*role), ask, &own, None);
            assert_eq!(said == "yes", permitted.contains(role), "{role}: {said}");
        }
    }
}
