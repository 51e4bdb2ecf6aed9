//! One mechanism for every act that needs a second person.

use crate::House;
use access::{ActError, ActState, Asking, store as people};
use kernel::{Outcome, Role};
use store::StoreError;

#[tokio::test]
async fn an_act_is_carried_out_by_two_people_and_both_stand_in_the_log() {
    for house in House::both().await {
        let second = house.joins("k.second", &[Role::Investigator]).await.0;
        let asked = house.asks(&house.ibrahim.0, "mark").await.unwrap();
        assert_eq!(house.mark().await, None, "{}: nothing is done before", house.at.kind);
        let (count, waiting) = house.waiting_for(&second).await;
        assert_eq!((count, waiting[0].reason.as_str()), (1, "the tribunal of Dosso"), "{}", house.at.kind);
        house.confirms(&second, asked).await.unwrap();
        assert_eq!(house.mark().await.unwrap(), "h.ibrahim and k.second", "{}", house.at.kind);
        assert_eq!(house.waiting_for(&second).await.0, 0);
        let log = house.log().await;
        let confirmed = log.iter().find(|r| r.entry.note.contains("confirmed what h.ibrahim asked for"));
        assert_eq!(confirmed.unwrap().entry.name, "k.second", "{}", house.at.kind);
        assert!(log.iter().all(|r| !r.entry.note.contains("Suleiman")), "the log holds no content");
        assert!(matches!(house.confirms(&second, asked).await, Err(ActError::Decided)), "{}", house.at.kind);
    }
}

#[tokio::test]
async fn nobody_confirms_their_own_act() {
    for house in House::both().await {
        let asked = house.asks(&house.ibrahim.0, "mark").await.unwrap();
        let own = house.confirms(&house.ibrahim.0, asked).await;
        assert!(matches!(own, Err(ActError::Own)), "{}: {own:?}", house.at.kind);
        assert_eq!((house.mark().await, house.waiting_for(&house.ibrahim.0).await.0), (None, 0));
        let refused =
            |r: &store::audit::LogRow| r.entry.outcome == Outcome::Refused(vec!["second-person".into()]);
        assert!(house.log().await.iter().any(refused), "{}: the attempt is logged", house.at.kind);
    }
}

#[tokio::test]
async fn who_lacks_the_role_does_not_learn_that_something_waits() {
    for house in House::both().await {
        let asked = house.asks(&house.ibrahim.0, "mark").await.unwrap();
        let admin = house.joins("admin", &[Role::Administrator]).await.0;
        let elsewhere = house.node.store.run::<_, StoreError, _, _>("another", |tx| async move {
            let party = kernel::Party::parse("NE").unwrap();
            people::add_authority(&tx, party, "Another authority of this node", &[].into()).await
        });
        let roles = [Role::Investigator];
        let stranger =
            access::testing::person(&house.node, &elsewhere.await.unwrap(), "stranger", &roles).await.0;
        for other in [&admin, &house.moussa.0, &stranger] {
            assert_eq!(house.waiting_for(other).await.0, 0, "{}: {}", house.at.kind, other.name);
            let refused = house.confirms(other, asked).await;
            assert!(matches!(refused, Err(ActError::NotHere)), "{}: {refused:?}", other.name);
        }
        let prosecutor = house.joins("l.greco", &[Role::Prosecutor]).await.0;
        let refused = house.confirms(&prosecutor, asked).await;
        assert!(matches!(refused, Err(ActError::NotYours)), "sees content, and this act is not theirs");
        let protector = house.joins("p.rotector", &[Role::ProtectionOfficer]).await.0;
        let refused = house.confirms(&protector, asked).await;
        assert!(matches!(refused, Err(ActError::NotHere)), "a_8: {refused:?}");
        assert_eq!(house.mark().await, None, "{}", house.at.kind);
    }
}

#[tokio::test]
async fn what_ran_out_is_not_carried_out() {
    for house in House::both().await {
        let second = house.joins("k.second", &[Role::Investigator]).await.0;
        let asked = house.asks(&house.ibrahim.0, "mark").await.unwrap();
        house.at.clock.advance_ms(access::rules::ACT_LIFE_MS);
        let late = house.confirms(&second, asked).await;
        assert!(matches!(late, Err(ActError::RanOut)), "{}: {late:?}", house.at.kind);
        assert_eq!((house.mark().await, house.waiting_for(&second).await.0), (None, 0), "{}", house.at.kind);
        assert!(house.asks(&house.ibrahim.0, "mark").await.is_ok(), "it can be asked for again");
    }
}

#[tokio::test]
async fn a_role_that_the_asker_handed_over_confirms_nothing_of_theirs() {
    for house in House::both().await {
        let (ibrahim, moussa) = (&house.ibrahim.0, &house.moussa.0);
        crate::shifts::hands(&house, (ibrahim, moussa), &[Role::Investigator], 8).await;
        let helper = house.now(moussa.person).await;
        assert!(helper.is(Role::Investigator), "{}", house.at.kind);
        let asked = house.asks(ibrahim, "mark").await.unwrap();
        assert_eq!(house.waiting_for(&helper).await.0, 0, "{}", house.at.kind);
        let refused = house.confirms(&helper, asked).await;
        assert!(matches!(refused, Err(ActError::NotHere)), "{}: {refused:?}", house.at.kind);
        // The same role from a third person does.
        let third = house.joins("k.third", &[Role::Investigator]).await.0;
        crate::shifts::hands(&house, (&third, moussa), &[Role::Investigator], 8).await;
        house.confirms(&house.now(moussa.person).await, asked).await.unwrap();
        assert!(house.mark().await.unwrap().contains("for k.third"), "{}", house.at.kind);
    }
}

#[tokio::test]
async fn an_act_is_made_alone_only_where_nobody_else_could_confirm_it_and_the_log_says_so() {
    for house in House::both().await {
        let ibrahim = &house.ibrahim.0;
        let waits = house.asks(ibrahim, "mark").await.unwrap();
        assert!(matches!(waits, Asking::Waits(_)), "{}: some kinds are never made alone", house.at.kind);
        assert_eq!(house.asks(ibrahim, "mark-alone").await.unwrap(), Asking::Alone, "{}", house.at.kind);
        assert!(house.log().await.iter().any(|r| r.entry.note.contains("made alone")));
        let second = house.joins("k.second", &[Role::Investigator]).await.0;
        assert!(matches!(house.asks(ibrahim, "mark-alone").await.unwrap(), Asking::Waits(_)));
        // Shutting the second person out is no way around them.
        house.set(second.person, &[Role::Investigator], false).await;
        house.at.clock.advance_ms(access::rules::ACT_LIFE_MS);
        assert_eq!(house.asks(ibrahim, "mark-alone").await.unwrap(), Asking::Alone, "days later");
        house.set(second.person, &[Role::Investigator], true).await;
        house.set(second.person, &[], true).await;
        let soon = house.asks(ibrahim, "mark-alone").await.unwrap();
        assert!(matches!(soon, Asking::Waits(_)), "{}: right after", house.at.kind);
    }
}

#[tokio::test]
async fn what_is_permitted_is_used_once_by_whoever_asked() {
    for house in House::both().await {
        let second = house.joins("k.second", &[Role::Investigator]).await.0;
        let asked = house.asks(&house.ibrahim.0, "mark-permit").await.unwrap();
        let spend = |who: kernel::Actor| {
            let house = &house;
            async move {
                let (node, who) = (&house.node, &who);
                let used = node.store.run::<_, ActError, _, _>("spend", |tx| async move {
                    let of = ("mark-permit", uuid::Uuid::from_u128(7));
                    let other = access::spend(&tx, node, who, of, &|act| act.text("secret") == "x").await?;
                    assert!(other.is_none(), "what was permitted does not fit");
                    access::spend(&tx, node, who, of, &|_| true).await
                });
                used.await.unwrap().map(|act| act.text("secret").to_owned())
            }
        };
        assert_eq!(spend(house.ibrahim.0.clone()).await, None, "{}: not confirmed yet", house.at.kind);
        house.confirms(&second, asked).await.unwrap();
        assert_eq!(house.mark().await, None, "confirming permits; it does nothing itself");
        assert_eq!(spend(second.clone()).await, None, "{}: it is not the second person's", house.at.kind);
        assert_eq!(spend(house.ibrahim.0.clone()).await.unwrap(), "Suleiman Adoum");
        assert_eq!(spend(house.ibrahim.0.clone()).await, None, "{}: once", house.at.kind);
        let asked = house.asks(&house.ibrahim.0, "mark-permit").await.unwrap();
        house.confirms(&second, asked).await.unwrap();
        house.at.clock.advance_ms(access::rules::ACT_LIFE_MS);
        assert_eq!(spend(house.ibrahim.0.clone()).await, None, "{}: it ran out", house.at.kind);
    }
}

#[tokio::test]
async fn a_refusal_has_its_reason_and_the_asker_sees_it() {
    for house in House::both().await {
        let second = house.joins("k.second", &[Role::Investigator]).await.0;
        let Asking::Waits(id) = house.asks(&house.ibrahim.0, "mark").await.unwrap() else { panic!("waits") };
        let refuse = |why: &'static str| {
            let (node, second) = (&house.node, &second);
            async move {
                node.store
                    .run("refuse", |tx| async move { access::acts::refuse(&tx, node, second, id, why).await })
                    .await
            }
        };
        assert!(matches!(refuse(" ").await, Err(ActError::NoReason)));
        refuse("no order of a court").await.unwrap();
        let own = house.node.store.run::<_, StoreError, _, _>("own", |tx| {
            let (node, who) = (&house.node, &house.ibrahim.0);
            async move { access::acts::own_acts(&tx, node, who).await }
        });
        let act = own.await.unwrap().remove(0);
        assert_eq!(act.state, ActState::Refused, "{}", house.at.kind);
        assert_eq!(act.decided.unwrap().why, "no order of a court");
        assert_eq!(house.mark().await, None);
    }
}
