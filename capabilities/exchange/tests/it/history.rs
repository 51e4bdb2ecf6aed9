//! What the room tells of a case, for the history of the case.

use crate::attachments::desks;
use crate::story::*;
use access::Happened;
use access::history::{CaseEvent, Moment, Stretch};
use exchange::testing::Desk;
use kernel::id::CaseId;
use kernel::{Actor, Timestamp};

/// What is told of a case, so many at a time.
async fn told(desk: &Desk, by: &Actor, case: CaseId, most: u64) -> Vec<CaseEvent> {
    let (mut below, mut all): (Option<Moment>, Vec<CaseEvent>) = (None, Vec::new());
    loop {
        let stretch = Stretch { from: Timestamp(0), to: Timestamp(i64::MAX), below, most };
        let (node, stretch) = (&desk.node, &stretch);
        let read = node.store.run::<_, store::StoreError, _, _>("told", |tx| async move {
            let t = web::T::new(node.words.clone(), kernel::Lang::En);
            exchange::DossierSteps.events(node, &tx, (by, &t), case, stretch).await
        });
        let told = read.await.unwrap();
        all.extend(told.events.into_iter().map(|(_, event)| event));
        below = told.goes_on;
        if below.is_none() {
            return all;
        }
    }
}

#[tokio::test]
async fn a_case_is_told_each_step_of_its_dossiers_the_newest_first_and_of_no_other() {
    for pair in desks().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let (case, other) = (opens_case(accra, "AG-1").await, opens_case(accra, "AG-2").await);
        let to = niamey.node.keys.id;
        let made = opens_with(accra, to, request(), Vec::new(), Some(case)).await.unwrap();
        opens_with(accra, to, request(), Vec::new(), Some(other)).await.unwrap();
        settle(&pair).await;
        accra.clock.advance_ms(1_000);
        niamey.clock.advance_ms(1_000);
        moves(niamey, made.dossier, exchange::NewMove::of("answer", answer())).await.unwrap();
        settle(&pair).await;
        for most in [1, 50] {
            let all = told(accra, &accra.officer, case, most).await;
            let whats: Vec<&str> = all.iter().map(|event| event.what.as_str()).collect();
            assert_eq!(whats.len(), 2, "{}: {whats:?}", pair.kind);
            assert!(whats[0].ends_with("answered"), "{whats:?}");
            assert_eq!(whats[1], "You asked");
            assert_eq!((all[0].by, all[1].by), (None, Some(accra.officer.person)));
            assert!(all.iter().all(|event| event.href == format!("/dossiers/{}", made.dossier)));
            assert_eq!(all[1].about, "Who used this number in October?");
        }
        let mut auditor = accra.officer.clone();
        auditor.roles = [kernel::Role::Auditor].into();
        assert!(
            told(accra, &auditor, case, 50).await.is_empty(),
            "a_8: who may not work on it is told nothing"
        );
        let neighbour = Actor { authority: kernel::id::AuthorityId(uuid::Uuid::from_u128(9)), ..auditor };
        assert!(told(accra, &neighbour, case, 50).await.is_empty());
    }
}
