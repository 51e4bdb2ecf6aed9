//! A claim that comes after the sharing: to whom it went.

use access::testing::person;
use casefile::{CaseError, Keys, NewCase, NewEntity, NewStatement, NewValue, Source};
use exchange::testing::{Desk, pairs};
use exchange::{ExchangeError, MoveBody, NewRequest};
use kernel::id::EntityId;
use kernel::{Compartment, EntityKind, Party, Property, Purpose, Role};
use protection::{NewClaim, ProtectionError};

fn steps() -> Vec<store::Migration> {
    [exchange::testing::steps(), protection::migrations()].concat()
}

async fn hadiza(desk: &Desk) -> EntityId {
    let added = desk.node.store.run::<_, CaseError, _, _>("case", |tx| async move {
        let new = NewCase {
            reference: "AG-114".into(),
            title: String::new(),
            summary: String::new(),
            compartment: Compartment::Operational,
            demonstration: true,
        };
        let (keys, by) = (Keys::of(&desk.node.vault), &desk.officer);
        let purpose = Purpose::Investigation;
        let case = casefile::create_case(&tx, &keys, &desk.node.gate, (by, purpose), &new).await?;
        let text = |property, text: &str| {
            NewStatement::own(property, NewValue::Text(text.into()), Source::default())
        };
        let statements =
            vec![text(Property::Name, "Hadiza Oumarou"), text(Property::Phone, "+227 90 00 01 14")];
        let who = NewEntity { key: "1".into(), kind: EntityKind::Person, statements };
        casefile::add_statements(&tx, &keys, by, &case, by.party, vec![who]).await
    });
    added.await.unwrap().ids[0].1
}

async fn asks(desk: &Desk, other: &Desk, facts: &str) {
    let body = MoveBody::default()
        .with("subject", "Who used this number?")
        .with("facts", facts)
        .with("urgency", "normal")
        .with("basis", "UNTOC-27")
        .with("handling", "H0")
        .with("language", "en");
    let mut body = body;
    body.0.insert("points".into(), serde_json::json!(["When?"]));
    let new = NewRequest {
        peer: other.node.keys.id,
        authority: None,
        case: None,
        hit: None,
        purpose: Purpose::Investigation,
        body,
        statements: Vec::new(),
    };
    let made = desk.node.store.run::<_, ExchangeError, _, _>("open", |tx| {
        let new = new.clone();
        async move { exchange::open_request(&tx, &desk.node, &desk.officer, new).await }
    });
    made.await.unwrap();
}

#[tokio::test]
async fn r_05_after_a_late_claim_the_protection_officer_sees_to_whom_the_person_went() {
    for pair in pairs(&steps(), &[], |_| {}).await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let who = hadiza(accra).await;
        asks(accra, niamey, "A phone called 00227 90000114 twice.").await;
        asks(accra, niamey, "Oumarou Hadiza was in the cab.").await;
        asks(accra, niamey, "A phone called +227 90 00 01 15 twice.").await;
        let (protector, _) =
            person(&accra.node, &accra.authority, "p.rotector", &[Role::ProtectionOfficer]).await;
        let new = NewClaim { nationality: Party::parse("NE").into_iter().collect(), ..NewClaim::default() };
        let read = accra.node.store.run::<_, ProtectionError, _, _>("claim", |tx| {
            let (node, officer, new, protector) = (&accra.node, &accra.officer, &new, &protector);
            async move {
                protection::record_claim(&tx, node, officer, who, new).await?;
                let held = protection::claims(&tx, node, protector.authority).await?;
                let id = protection::ClaimId(held[0].object().id);
                let refused = protection::went_to(&tx, node, officer, id).await;
                assert!(matches!(refused, Err(ProtectionError::Refused(_))), "not for investigators");
                protection::went_to(&tx, node, protector, id).await
            }
        });
        let (went, more) = read.await.unwrap();
        assert_eq!((went.len(), more), (2, false), "{}: by number and by name: {went:?}", pair.kind);
        for sent in &went {
            assert_eq!((sent.party, sent.kept_away), (Party::parse("NE"), true), "{}", pair.kind);
            assert_eq!(sent.name, "National Investigation Unit");
        }
    }
}
