//! A claim about somebody of a kept case is kept as the case is.

use super::*;
use casefile::{CircleAct, Outsider, change_circle};

impl House {
    async fn changes(&self, case: &Case, act: CircleAct) {
        let (act, id) = (&act, case.id);
        let done = self.node.store.run::<_, CaseError, _, _>("circle", |tx| async move {
            // Whoever keeps a case to a circle is in it from then on.
            let moussa = access::store::person(&tx, self.moussa.person).await?.unwrap();
            let moussa = access::store::actor(&tx, &moussa).await?.0;
            let by = (&moussa, Purpose::Investigation);
            change_circle(&tx, &self.keys(), &self.node.gate, by, id, act).await
        });
        done.await.unwrap();
    }

    /// How many claims a person sees, with what they are by now.
    async fn finds(&self, who: &Actor) -> usize {
        let seen = self.node.store.run::<_, ProtectionError, _, _>("claims", |tx| async move {
            let person = access::store::person(&tx, who.person).await?.unwrap();
            let actor = access::store::actor(&tx, &person).await?.0;
            let held = protection::claims(&tx, &self.node, actor.authority).await?;
            let ask = Ask::new(&actor, action::LIST, Purpose::Protection, tx.at());
            Ok(self.node.gate.open_each(held, &ask, &mut tx.log()).len())
        });
        seen.await.unwrap()
    }
}

#[tokio::test]
async fn a_8_a_claim_is_seen_by_whom_the_circle_names_and_never_by_whom_the_case_excludes() {
    for house in &House::both().await {
        let (case, who) = house.case("AG-114", NUMBER).await;
        let new = &claims_of("NE", "");
        let recorded = house.node.store.run::<_, ProtectionError, _, _>("claim", |tx| async move {
            record_claim(&tx, &house.node, &house.moussa, who, new).await
        });
        recorded.await.unwrap();
        assert_eq!((house.finds(&house.protector).await, house.finds(&house.second).await), (1, 1));
        // A circle without a protection officer would leave the person unscreened for ever.
        house.changes(&case, CircleAct::Restrict(BTreeSet::new())).await;
        assert_eq!(house.finds(&house.protector).await, 1, "{}", house.kind);
        house.changes(&case, CircleAct::Add([house.protector.person].into())).await;
        assert_eq!((house.finds(&house.protector).await, house.finds(&house.second).await), (1, 0));
        house.changes(&case, CircleAct::Open).await;
        assert_eq!(house.finds(&house.second).await, 1);
        house.changes(&case, CircleAct::Exclude(Outsider::Person(house.second.person))).await;
        assert_eq!((house.finds(&house.protector).await, house.finds(&house.second).await), (1, 0));
    }
}
