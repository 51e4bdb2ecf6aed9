//! What a protection officer opens of a record, and that nothing shows without it.

use super::{House, NUMBER, claims_of, parties};
use access::testing::person;
use gate::action;
use kernel::id::EntityId;
use kernel::time::DAY_MS;
use kernel::{Actor, Role, Timestamp};
use protection::{
    Claim, Ground, NewOpenedTo, NewOpening, OpenedClaim, OpenedField, OpenedValue, OpeningId, ProtectionError,
};
use store::StoreError;
use store::audit::{self, LogQuery};

impl House {
    fn now(&self) -> Timestamp {
        self.node.store.clock().now()
    }

    async fn opens(
        &self,
        actor: &Actor,
        claim: &Claim,
        new: &NewOpening,
    ) -> Result<OpeningId, ProtectionError> {
        let id = claim.id;
        let opened = self
            .node
            .store
            .run("open", |tx| async move { protection::open_claim(&tx, &self.node, actor, id, new).await });
        opened.await
    }

    async fn takes_back(&self, actor: &Actor, id: OpeningId, why: &str) -> Result<(), ProtectionError> {
        let taken = self.node.store.run("take back", |tx| async move {
            protection::take_back(&tx, &self.node, actor, id, why).await.map(|_| ())
        });
        taken.await
    }

    /// What this officer sees of this person, on the case they stand in.
    async fn sees(&self, actor: &Actor, case: &casefile::Case, of: EntityId) -> Vec<OpenedClaim> {
        let case = case.id;
        let seen = self.node.store.run::<_, ProtectionError, _, _>("sees", |tx| async move {
            protection::opened_to(&tx, &self.node, actor, Some(case), Some(of)).await
        });
        seen.await.unwrap()
    }

    fn consent(&self, to: &str, fields: &[OpenedField]) -> NewOpening {
        NewOpening {
            to: NewOpenedTo::Officer(to.into()),
            fields: fields.iter().copied().collect(),
            ground: Ground::Consent {
                given_at: self.now().plus_ms(-DAY_MS),
                language: "Hausa".into(),
                heard_by: "F. Souley".into(),
            },
            until: self.now().plus_ms(10 * DAY_MS),
        }
    }

    fn order(&self, to: NewOpenedTo) -> NewOpening {
        NewOpening {
            to,
            ground: Ground::CourtOrder {
                number: "112/26".into(),
                court: "Tribunal of Niamey".into(),
                dated: self.now().plus_ms(-3 * DAY_MS),
                document: "registry 7, folio 12".into(),
            },
            ..self.consent("", &[])
        }
    }
}

#[tokio::test]
async fn r_04_by_consent_one_officer_sees_the_named_fields_until_the_end_and_nobody_else_sees_anything() {
    for house in House::both().await {
        let (case, hadiza) = house.case("AG-114", NUMBER).await;
        let (ibrahim, _) = person(&house.node, &house.own, "h.ibrahim", &[Role::Investigator]).await;
        house.records(&house.moussa, hadiza, &claims_of("XA", "XB")).await.unwrap();
        let claim = house.claims(&house.protector).await.remove(0);
        assert!(house.sees(&house.moussa, &case, hadiza).await.is_empty(), "{}: not without it", house.kind);
        let new = house.consent("a.moussa", &[OpenedField::Nationality]);
        house.opens(&house.protector, &claim, &new).await.unwrap();
        let seen = house.sees(&house.moussa, &case, hadiza).await;
        let nationality = (OpenedField::Nationality, OpenedValue::Parties(parties("XA")));
        assert_eq!(seen[0].fields, [nationality], "{}: this field and no other", house.kind);
        assert!(house.sees(&ibrahim, &case, hadiza).await.is_empty(), "{}: not a colleague", house.kind);
        assert!(house.claims(&house.moussa).await.is_empty(), "{}: the claim stays closed", house.kind);
        let (_, other) = house.case("AG-115", "+227 90 00 01 99").await;
        assert!(house.sees(&house.moussa, &case, other).await.is_empty(), "{}: not of others", house.kind);
        house.at.clock.advance_ms(10 * DAY_MS);
        assert!(house.sees(&house.moussa, &case, hadiza).await.is_empty(), "{}: the end came", house.kind);
    }
}

#[tokio::test]
async fn r_04_by_court_order_the_officers_of_a_case_see_that_there_is_a_record_until_it_is_taken_back() {
    for house in House::both().await {
        let (case, hadiza) = house.case("AG-114", NUMBER).await;
        let (elsewhere, _) = house.case("AG-115", "+227 90 00 01 99").await;
        house.records(&house.moussa, hadiza, &claims_of("XA", "")).await.unwrap();
        let claim = house.claims(&house.protector).await.remove(0);
        let id = house
            .opens(&house.protector, &claim, &house.order(NewOpenedTo::Case("AG-114".into())))
            .await
            .unwrap();
        let seen = house.sees(&house.moussa, &case, hadiza).await;
        assert_eq!((seen.len(), seen[0].fields.len()), (1, 0), "{}: that it exists", house.kind);
        assert!(house.sees(&house.moussa, &elsewhere, hadiza).await.is_empty(), "{}: this case", house.kind);
        assert!(house.sees(&house.auditor, &case, hadiza).await.is_empty(), "{}: no officer", house.kind);
        let silent = house.takes_back(&house.protector, id, " ").await;
        assert!(matches!(silent, Err(ProtectionError::NoReason)), "{}", house.kind);
        house.takes_back(&house.protector, id, "the order was quashed").await.unwrap();
        assert!(house.sees(&house.moussa, &case, hadiza).await.is_empty(), "{}: taken back", house.kind);
        let query = LogQuery { object: Some(id.0), rows: 50, ..LogQuery::default() };
        let logged = house.node.store.run::<_, StoreError, _, _>("log", |tx| {
            let query = query.clone();
            async move { audit::read(&tx, &query).await }
        });
        let logged = logged.await.unwrap().0;
        for (what, note) in [
            (action::OPEN_PROTECTION, "opened by court-order until"),
            (action::READ, "opened by court-order"),
            (action::OPEN_PROTECTION, "taken back"),
        ] {
            let found = logged.iter().any(|r| r.entry.action == what && r.entry.note.starts_with(note));
            assert!(found, "{}: `{note}` stands in the log", house.kind);
        }
        assert!(logged.iter().all(|r| !r.entry.note.contains("Tribunal")), "{}", house.kind);
    }
}

#[tokio::test]
async fn r_04_an_opening_needs_its_ground_its_end_and_a_protection_officer() {
    for house in House::both().await {
        let (case, hadiza) = house.case("AG-114", NUMBER).await;
        house.records(&house.moussa, hadiza, &claims_of("XA", "")).await.unwrap();
        let claim = house.claims(&house.protector).await.remove(0);
        let good = house.consent("a.moussa", &[]);
        for other in [&house.moussa, &house.auditor] {
            let refused = house.opens(other, &claim, &good).await;
            assert!(matches!(refused, Err(ProtectionError::Refused(_))), "{}: {}", house.kind, other.name);
        }
        let Ground::Consent { given_at, heard_by, .. } = good.ground.clone() else { panic!("consent") };
        let mute = Ground::Consent { given_at, language: " ".into(), heard_by: heard_by.clone() };
        let tomorrow =
            Ground::Consent { given_at: house.now().plus_ms(DAY_MS), language: "Hausa".into(), heard_by };
        for ground in [mute, tomorrow] {
            let refused = house.opens(&house.protector, &claim, &NewOpening { ground, ..good.clone() }).await;
            assert!(matches!(refused, Err(ProtectionError::NoGround)), "{}", house.kind);
        }
        for until in [house.now(), house.now().plus_ms(400 * DAY_MS)] {
            let refused = house.opens(&house.protector, &claim, &NewOpening { until, ..good.clone() }).await;
            assert!(matches!(refused, Err(ProtectionError::NoEnd)), "{}", house.kind);
        }
        for to in [
            NewOpenedTo::Officer("nobody".into()),
            NewOpenedTo::Officer("au.dit".into()),
            NewOpenedTo::Case("AG-999".into()),
        ] {
            let refused = house.opens(&house.protector, &claim, &NewOpening { to, ..good.clone() }).await;
            assert!(matches!(refused, Err(ProtectionError::NobodyNamed)), "{}", house.kind);
        }
        assert!(house.sees(&house.moussa, &case, hadiza).await.is_empty(), "{}", house.kind);
    }
}
