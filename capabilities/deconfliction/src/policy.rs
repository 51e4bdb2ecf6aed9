//! The policies of the room: who matches, and what.

/// The room's policies, joined to the gate's own by the program.
pub const POLICY: gate::PolicyFile =
    gate::PolicyFile { room: "deconfliction", text: include_str!("../policy.cedar") };

#[cfg(test)]
mod tests {
    use gate::{action, testing};
    use kernel::{ActorKind, Label, Purpose, Role};

    #[test]
    fn a_15_the_node_matches_only_what_an_officer_cleared() {
        let (own, niger) = (Label::own(testing::AUTHORITY), testing::to_niger());
        let (node, officer) = (testing::actor(ActorKind::Node, &[]), testing::person(Role::Investigator));
        let not_cleared = "only-what-an-officer-cleared-is-matched: eligibility";
        let rows = [
            (&node, action::PUBLISH_FILTER, true, "yes"),
            (&node, action::PUBLISH_FILTER, false, not_cleared),
            (&node, action::NOTIFY_HIT, false, "yes"),
            (&officer, action::CHECK, true, "yes"),
            (&officer, action::CHECK, false, not_cleared),
            (&officer, action::PUBLISH_FILTER, true, "default-deny: role"),
        ];
        let gate = testing::gate();
        for (actor, action, eligible, expected) in rows {
            let ask = (action, Purpose::Investigation, eligible);
            assert_eq!(testing::said(&gate, actor, ask, &own, Some(&niger)), expected, "{action} {eligible}");
        }
    }
}
