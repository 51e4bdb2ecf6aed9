//! The policies of the room: who reads the record, who keeps it, who follows it for a State.

/// The room's policies, joined to the gate's own by the program.
pub const POLICY: gate::PolicyFile =
    gate::PolicyFile { room: "conference", text: include_str!("../policy.cedar") };

#[cfg(test)]
mod tests {
    use gate::{Ask, Guarded, ObjectRef, action, testing};
    use kernel::{Label, Purpose, Role, Timestamp};
    use uuid::Uuid;

    fn said(
        role: Role,
        (code, purpose): (&'static str, Purpose),
        kind: &'static str,
        label: &Label,
    ) -> String {
        let actor = testing::person(role);
        let ask = Ask::new(&actor, code, purpose, Timestamp(0));
        let closed = Guarded::new(ObjectRef { kind, id: Uuid::nil() }, label.clone(), ());
        let mut log: Vec<kernel::AuditEntry> = Vec::new();
        match testing::gate().open(closed, &ask, &mut log) {
            Ok(()) => "yes".into(),
            Err(refusal) => {
                let reasons: Vec<&str> = refusal.full().iter().map(|r| r.policy.as_ref()).collect();
                reasons.join("+")
            }
        }
    }

    #[test]
    fn everyone_reads_the_record_and_only_a_coordinator_follows_and_only_for_the_own_state() {
        let own = Label::own(testing::AUTHORITY);
        let other = Label::own(kernel::id::AuthorityId(Uuid::from_u128(9)));
        let rows = [
            (Role::Investigator, action::READ_CONFERENCE, "report", &other, "yes"),
            (Role::Administrator, action::READ_CONFERENCE, "recommendation", &own, "yes"),
            (Role::Investigator, action::READ_CONFERENCE, "case", &own, "default-deny"),
            (Role::Investigator, action::KEEP_CONFERENCE, "report", &own, "default-deny"),
            (Role::Secretariat, action::KEEP_CONFERENCE, "report", &own, "yes"),
            (Role::Secretariat, action::SERVE_CONFERENCE, "submission", &other, "yes"),
            (Role::Secretariat, action::SERVE_CONFERENCE, "recommendation", &other, "default-deny"),
            (Role::NationalCoordinator, action::SERVE_CONFERENCE, "call", &own, "default-deny"),
            (Role::NationalCoordinator, action::FOLLOW_UP, "recommendation", &own, "yes"),
            (Role::NationalCoordinator, action::FOLLOW_UP, "recommendation", &other, "need-to-know"),
            (Role::Secretariat, action::FOLLOW_UP, "recommendation", &own, "default-deny"),
            (Role::Prosecutor, action::FOLLOW_UP, "recommendation", &own, "default-deny"),
        ];
        for (role, code, kind, label, expected) in rows {
            let asked = (code, Purpose::Administration);
            assert_eq!(said(role, asked, kind, label), expected, "{role} {code} {kind}");
        }
        let asked = (action::FOLLOW_UP, Purpose::Investigation);
        let said = said(Role::NationalCoordinator, asked, "recommendation", &own);
        assert_eq!(said, "purpose-of-the-record-of-the-conference");
    }
}
