//! How dossiers end: what the moves say goes, the chains go on proving the history; what a sender allowed to be kept until a
//! day goes on that day, wherever the copy stands.

use crate::story::*;
use access::Rule;
use access::erase;
use exchange::testing::{Desk, Pair, pairs, steps};
use exchange::{MoveBody, NewMove, history_bytes};
use kernel::id::CaseId;
use kernel::time::DAY_MS;

const NUMBER: &str = "+227 90 00 01 14";
/// Some weeks after the night of these tests.
const LAST_DAY: &str = "erase-by:2027-01-03";

async fn keeping() -> Vec<Pair> {
    pairs(&steps(), &[], |node| {
        node.kept = [access::kept(), casefile::kept(), exchange::kept()].concat();
    })
    .await
}

async fn ends(desk: &Desk) -> (u64, u64) {
    let done = erase::end_what_is_due(&desk.node).await.unwrap();
    (done.erased, done.held)
}

async fn standing(desk: &Desk, case: CaseId) -> usize {
    let found = desk.node.store.run::<_, store::StoreError, _, _>("standing", |tx| async move {
        Ok(casefile::case_label(&tx, case).await?.is_some())
    });
    if found.await.unwrap() { everything_of(desk, case).await.len() } else { 0 }
}

#[tokio::test]
async fn r_19_an_open_request_holds_its_case_and_a_closed_one_ends_with_its_chain_provable() {
    for pair in keeping().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let own = opens_case(accra, "DF-0931").await;
        records_with(accra, own, "Suleiman Adoum", NUMBER, |s| s).await;
        let to = niamey.node.keys.id;
        let dossier = opens_with(accra, to, request(), Vec::new(), Some(own)).await.unwrap().dossier;
        settle(&pair).await;
        let said = standing(accra, own).await;
        assert!(said > 0, "{}", pair.kind);
        // Years later the case is over, and nobody has answered.
        let late = (Rule::Case.default_days() + 1) * DAY_MS;
        accra.clock.advance_ms(late);
        niamey.clock.advance_ms(late);
        assert_eq!(ends(accra).await, (0, 2), "{}: the open request holds its case and itself", pair.kind);
        assert_eq!(standing(accra, own).await, said, "{}", pair.kind);
        exchange::testing::trust(accra, niamey).await;
        exchange::testing::trust(niamey, accra).await;
        let withdraw = NewMove::of("withdraw", MoveBody::default().with("reasons", "too old"));
        moves(accra, dossier, withdraw).await.unwrap();
        settle(&pair).await;
        let history = history_bytes(&reads(accra, dossier).await);
        assert_eq!(ends(accra).await.0, 1, "{}: the case goes", pair.kind);
        assert_eq!(standing(accra, own).await, 0, "{}", pair.kind);
        let thread = reads(accra, dossier).await;
        assert!(
            thread.moves.iter().any(|m| m.body.is_some()),
            "{}: the exchange ends by its own rule",
            pair.kind
        );
        assert_eq!(thread.dossier.case, None, "{}", pair.kind);
        accra.clock.advance_ms(Rule::Dossier.default_days() * DAY_MS);
        assert_eq!(ends(accra).await.0, 1, "{}: then the exchange", pair.kind);
        let thread = reads(accra, dossier).await;
        assert!(thread.moves.iter().all(|m| m.body.is_none() && m.salt.is_none()), "{}", pair.kind);
        assert_eq!(history_bytes(&thread), history, "{}", pair.kind);
        let report = verifies(accra, dossier).await;
        assert_eq!(report.faults.len(), 0, "{}", pair.kind);
        assert_eq!(report.erased, thread.moves.len(), "{}", pair.kind);
    }
}

#[tokio::test]
async fn r_19_a_copy_is_kept_no_longer_than_its_sender_allowed_and_travels_with_that_day() {
    for pair in keeping().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let at = answered(&pair, NUMBER, true, |mut s| {
            s.restrictions.insert(kernel::Restriction(LAST_DAY.into()));
            s
        })
        .await;
        let until = kernel::Restriction(LAST_DAY.into()).erase_by().unwrap();
        let before = standing(accra, at.own).await;
        let received = |said: &[casefile::Statement]| said.iter().filter(|s| s.originator.is_some()).count();
        let n = received(&everything_of(accra, at.own).await);
        assert!(n > 0, "{}: it was taken", pair.kind);
        accra.clock.advance_ms(until.since(accra.node.store.clock().now()) - 1);
        ends(accra).await;
        assert_eq!(standing(accra, at.own).await, before, "{}: not before its day is over", pair.kind);
        accra.clock.advance_ms(1);
        ends(accra).await;
        assert_eq!(
            received(&everything_of(accra, at.own).await),
            0,
            "{}: the copy in the case is gone",
            pair.kind
        );
        let rows = accra.store.dump().await;
        let digits = NUMBER.replace(' ', "");
        let left: Vec<_> =
            rows.iter().filter(|(_, row)| row.contains(&digits) || row.contains(NUMBER)).collect();
        assert!(left.is_empty(), "{}: {left:?}", pair.kind);
        let thread = reads(accra, at.dossier).await;
        let gone = thread.moves.iter().filter(|m| m.body.is_none()).count();
        assert_eq!(gone, 1, "{}: the move that carried it says no more, the others do", pair.kind);
        assert_eq!(verifies(accra, at.dossier).await.faults.len(), 0, "{}", pair.kind);
        assert_eq!(verifies(niamey, at.dossier).await.erased, 0, "{}: its sender keeps its own", pair.kind);
    }
}
