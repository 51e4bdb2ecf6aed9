//! Consular notification on both databases, and that a rescue is no offence.

use super::{House, NUMBER, claims_of, party, role_of};
use kernel::time::DAY_MS;
use kernel::{Actor, PersonRole};
use protection::{Claim, ConsularChoice, ConsularStep, ProtectionError};

impl House {
    async fn consular(
        &self,
        actor: &Actor,
        claim: &Claim,
        step: ConsularStep,
    ) -> Result<(), ProtectionError> {
        let (id, step) = (claim.id, &step);
        let taken = self.node.store.run("consular", |tx| async move {
            protection::take_consular_step(&tx, &self.node, actor, id, step).await
        });
        taken.await
    }
}

#[tokio::test]
async fn r_06_the_consulate_is_told_only_after_the_person_was_informed_and_chose_it() {
    for house in House::both().await {
        let (_, hadiza) = house.case("AG-114", NUMBER).await;
        house.records(&house.moussa, hadiza, &claims_of("XA", "")).await.unwrap();
        let claim = house.claims(&house.protector).await.remove(0);
        let on = house.node.store.clock().now().plus_ms(-DAY_MS);
        let informed = ConsularStep::Informed { on, language: "Hausa".into(), by: "F. Souley".into() };
        let chose = |choice| ConsularStep::Chose { on, choice };
        let notice = ConsularStep::NoticeGiven { on, to: party("XA") };
        let by = &house.protector;
        let early = house.consular(by, &claim, notice.clone()).await;
        assert!(matches!(early, Err(ProtectionError::NotInformed)), "{}", house.kind);
        let early = house.consular(by, &claim, chose(ConsularChoice::Yes)).await;
        assert!(matches!(early, Err(ProtectionError::NotInformed)), "{}", house.kind);
        house.consular(by, &claim, informed.clone()).await.unwrap();
        for choice in [ConsularChoice::Later, ConsularChoice::No] {
            house.consular(by, &claim, chose(choice)).await.unwrap();
            let refused = house.consular(by, &claim, notice.clone()).await;
            assert!(matches!(refused, Err(ProtectionError::NotChosen)), "{}: {choice:?}", house.kind);
        }
        let other = house.consular(&house.moussa, &claim, chose(ConsularChoice::Yes)).await;
        assert!(matches!(other, Err(ProtectionError::Refused(_))), "{}: who", house.kind);
        house.consular(by, &claim, chose(ConsularChoice::Yes)).await.unwrap();
        house.consular(by, &claim, notice).await.unwrap();
    }
}

#[tokio::test]
async fn r_07_what_a_rescuer_holds_is_cleared_for_no_offence() {
    for house in House::both().await {
        let (case, rescuer) = house.case("AG-114", NUMBER).await;
        role_of(&house, &case, rescuer, PersonRole::Rescuer).await;
        assert_eq!(
            house.clears(&case).await,
            0,
            "{}: rescue is no carriage of migrants for gain",
            house.kind
        );
    }
}
