//! What matching keeps of an erased case: nothing, on the side that erased it, and nothing new for who asked before.

use crate::tapped::{both_databases, case_of, checks, clears, settle};
use access::erase;
use access::retention::Rule;
use deconfliction::store::HitQuery;
use exchange::testing::Desk;
use kernel::time::DAY_MS;
use store::StoreError;

const NUMBER: &str = "+227 90 00 01 14";
const OTHER: &str = "+227 90 00 02 25";

async fn epoch(desk: &Desk) -> Option<String> {
    let found = desk.node.store.run::<_, StoreError, _, _>("epoch", |tx| async move {
        Ok(deconfliction::store::current_epoch(&tx).await?.map(|e| e.id))
    });
    found.await.unwrap()
}

async fn hits(desk: &Desk) -> u64 {
    let found = desk.node.store.run::<_, StoreError, _, _>("hits", |tx| async move {
        Ok(deconfliction::store::hits(&tx, desk.authority.id, HitQuery::default(), &[]).await?.1)
    });
    found.await.unwrap()
}

async fn rows_in(desk: &Desk, tables: &[&str]) -> usize {
    desk.store.dump().await.iter().filter(|(table, _)| tables.contains(&table.as_str())).count()
}

/// Makes the case that was worked on first a day too old, and ends it.
async fn ends_first(desk: &Desk) {
    let done = erase::end_what_is_due(&desk.node).await.unwrap();
    assert_eq!((done.erased, done.held), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn r_19_an_erased_case_is_matched_no_more_and_its_epoch_ends_with_it() {
    for two in both_databases().await {
        let mine = case_of(&two.accra, "GH-1", &[("a", NUMBER)]).await;
        let theirs = case_of(&two.niamey, "NE-9", &[("c", NUMBER)]).await;
        clears(&two.accra, mine).await;
        clears(&two.niamey, theirs).await;
        assert_eq!(checks(&two.accra, &two.niamey, mine).await.hits, 1, "{}", two.kind);
        settle(&two).await;
        assert_eq!((hits(&two.accra).await, hits(&two.niamey).await), (1, 1), "{}", two.kind);
        let before = epoch(&two.niamey).await;
        assert!(before.is_some() && rows_in(&two.niamey, &["match_token"]).await > 0, "{}", two.kind);
        // A rule of a month, so that the peers' mutual assessments stand meanwhile.
        sets_rule(&two.niamey, 30).await;
        two.niamey.clock.advance_ms(20 * DAY_MS);
        let young = case_of(&two.niamey, "NE-10", &[("d", OTHER)]).await;
        clears(&two.niamey, young).await;
        two.niamey.clock.advance_ms(10 * DAY_MS);
        two.accra.clock.advance_ms(30 * DAY_MS);
        ends_first(&two.niamey).await;

        assert_eq!(epoch(&two.niamey).await, None, "{}: no token of the old epoch goes on", two.kind);
        let left = rows_in(&two.niamey, &["match_token", "match_filter", "match_hit"]).await;
        assert_eq!(left, 0, "{}: no token, filter or hit of it is left", two.kind);
        assert_eq!(checks(&two.accra, &two.niamey, mine).await.hits, 0, "{}: it is found no more", two.kind);
        assert_ne!(epoch(&two.niamey).await, before, "{}", two.kind);
        let other = case_of(&two.accra, "GH-2", &[("b", OTHER)]).await;
        clears(&two.accra, other).await;
        assert_eq!(
            checks(&two.accra, &two.niamey, other).await.hits,
            1,
            "{}: what stands is found",
            two.kind
        );
    }
}

async fn sets_rule(desk: &Desk, days: i64) {
    let roles = [kernel::Role::DataProtectionOfficer];
    let dpo = access::testing::person(&desk.node, &desk.authority, "dpo", &roles).await.0;
    let done = desk.node.store.run::<_, access::RetentionError, _, _>("rule", |tx| {
        let dpo = &dpo;
        async move { erase::set_rule(&tx, &desk.node, dpo, Rule::Case, (days, "test")).await }
    });
    done.await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn r_19_a_case_takes_its_checks_with_it_and_what_peers_asked_ends_by_its_age() {
    for two in both_databases().await {
        let mine = case_of(&two.accra, "GH-1", &[("a", NUMBER)]).await;
        let theirs = case_of(&two.niamey, "NE-9", &[("c", NUMBER)]).await;
        clears(&two.accra, mine).await;
        clears(&two.niamey, theirs).await;
        assert_eq!(checks(&two.accra, &two.niamey, mine).await.hits, 1, "{}", two.kind);
        settle(&two).await;
        let own = ["match_check", "match_batch", "match_result", "match_hit"];
        assert!(rows_in(&two.accra, &own).await >= 4, "{}", two.kind);
        assert_eq!(rows_in(&two.niamey, &["match_asked"]).await, 1, "{}", two.kind);
        two.accra.clock.advance_ms(Rule::Check.default_days() * DAY_MS + DAY_MS);
        two.niamey.clock.advance_ms(Rule::Check.default_days() * DAY_MS + DAY_MS);
        assert_eq!(
            erase::end_what_is_due(&two.accra.node).await.unwrap().erased,
            1,
            "{}: the check",
            two.kind
        );
        assert_eq!(rows_in(&two.accra, &own).await, 0, "{}", two.kind);
        let swept = erase::end_what_is_due(&two.niamey.node).await.unwrap().swept;
        assert!(swept >= 2, "{}: what was asked, and the notice of its hit", two.kind);
        assert_eq!(rows_in(&two.niamey, &["match_asked", "match_hit"]).await, 0, "{}", two.kind);
    }
}
