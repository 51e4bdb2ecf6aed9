//! A case kept to a circle takes part in matching; its checks and hits are its circle's alone.

use crate::tapped::{both_databases, case_of, checks, clears, settle};
use casefile::{CircleAct, Keys};
use deconfliction::store::HitQuery;
use exchange::testing::Desk;
use gate::{Ask, action};
use kernel::id::CaseId;
use kernel::{Actor, Pap, Purpose, Role, Tlp};
use store::StoreError;

const NUMBER: &str = "+227 90 00 01 14";

async fn keeps(desk: &mut Desk, case: CaseId) {
    let (officer, node) = (&desk.officer, &desk.node);
    let kept = node.store.run::<_, casefile::CaseError, _, _>("keep", |tx| async move {
        let (keys, gate) = (Keys::of(&node.vault), &node.gate);
        let by = (officer, Purpose::Investigation);
        casefile::change_circle(&tx, &keys, gate, by, case, &CircleAct::Restrict([].into())).await?;
        let person = access::store::person(&tx, officer.person).await?.unwrap();
        Ok(access::store::actor(&tx, &person).await?.0)
    });
    desk.officer = kept.await.unwrap();
}

/// How many hits and checks a person is told of.
async fn told(desk: &Desk, actor: &Actor) -> (u64, u64) {
    let told = desk.node.store.run::<_, StoreError, _, _>("told", |tx| async move {
        let ask = Ask::new(actor, action::LIST, Purpose::Investigation, tx.at());
        let closed = casefile::cases_closed_to(&tx, &desk.node.gate, &ask).await?;
        let (_, hits) =
            deconfliction::store::hits(&tx, actor.authority, HitQuery::default(), &closed).await?;
        let (_, checks) = deconfliction::store::checks(&tx, actor.authority, (None, &closed), 0).await?;
        Ok((hits, checks))
    });
    told.await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_8_hits_and_checks_of_a_restricted_case_are_told_to_its_circle_alone_on_both_sides() {
    for mut two in both_databases().await {
        let mine = case_of(&two.accra, "GH-1", &[("a", NUMBER)]).await;
        let theirs = case_of(&two.niamey, "NE-9", &[("c", NUMBER)]).await;
        clears(&two.accra, mine).await;
        clears(&two.niamey, theirs).await;
        keeps(&mut two.accra, mine).await;
        keeps(&mut two.niamey, theirs).await;
        assert_eq!(checks(&two.accra, &two.niamey, mine).await.hits, 1, "{}: it still matches", two.kind);
        settle(&two).await;
        for (desk, made) in [(&two.accra, 1), (&two.niamey, 0)] {
            assert_eq!(told(desk, &desk.officer).await, (1, made), "{}", two.kind);
            let other =
                access::testing::person(&desk.node, &desk.authority, "aissata", &[Role::Investigator])
                    .await
                    .0;
            assert_eq!(told(desk, &other).await, (0, 0), "{}", two.kind);
        }
        let other =
            access::testing::person(&two.accra.node, &two.accra.authority, "b", &[Role::Investigator])
                .await
                .0;
        let new = deconfliction::NewCheck {
            case: mine,
            peers: vec![two.niamey.node.keys.id],
            purpose: Purpose::Investigation,
            words: "x".into(),
            basis: "UNTOC-27".into(),
            only: Default::default(),
        };
        let refused = deconfliction::run_check(&two.accra.node, &other, &new).await;
        assert!(refused.is_err(), "{}: who does not see the case checks nothing of it", two.kind);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_marked_red_takes_part_in_no_check_on_either_side() {
    for two in both_databases().await {
        let mine = case_of(&two.accra, "GH-1", &[("a", NUMBER)]).await;
        clears(&two.accra, mine).await;
        for (n, (tlp, pap, hits)) in
            [(Some(Tlp::Red), None, 0), (None, Some(Pap::Red), 0), (Some(Tlp::Amber), Some(Pap::Amber), 1)]
                .into_iter()
                .enumerate()
        {
            let reference = format!("NE-{n}");
            let theirs = crate::tapped::marked_case_of(&two.niamey, &reference, NUMBER, (tlp, pap)).await;
            assert_eq!(clears(&two.niamey, theirs).await.0, 1, "{}", two.kind);
            let found = checks(&two.accra, &two.niamey, mine).await.hits;
            assert_eq!(found, hits, "{}: held under {tlp:?} {pap:?}", two.kind);
        }
        // And whoever holds it so asks nobody about it.
        let red = crate::tapped::marked_case_of(&two.niamey, "NE-9", NUMBER, (None, Some(Pap::Red))).await;
        clears(&two.niamey, red).await;
        let asked = checks(&two.niamey, &two.accra, red).await;
        assert_eq!((asked.hits, asked.withheld), (0, 1), "{}", two.kind);
    }
}
