//! What may take part: cleared values only, and none that must not reach the other State; budgets.

use crate::store_mark::{mark, slips_through, slips_through_on};
use crate::tapped::{
    Two, both_databases, case_of, checks, checks_saying, clears, hands, holds_back, holds_back_on, settle,
    shown,
};
use deconfliction::asker::CHECK_PATH;
use directory::{DirectoryError, Terms};
use exchange::testing::Desk;
use gate::action;
use store::StoreError;
use store::audit::{self, LogQuery};

const NUMBER: &str = "+227 90 00 01 14";
const OTHER: &str = "+227 96 00 00 09";

async fn one_number_each(two: &Two) -> (kernel::id::CaseId, kernel::id::CaseId) {
    let mine = case_of(&two.accra, "GH-1", &[("a", NUMBER), ("b", OTHER)]).await;
    (mine, case_of(&two.niamey, "NE-9", &[("c", NUMBER), ("d", OTHER)]).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_15_what_no_officer_cleared_is_neither_asked_nor_found() {
    for two in both_databases().await {
        let (mine, theirs) = one_number_each(&two).await;
        clears(&two.accra, mine).await;
        let result = checks(&two.accra, &two.niamey, mine).await;
        assert_eq!((result.state.as_str(), result.asked, result.hits), ("done", 2, 0), "{}", two.kind);
        clears(&two.niamey, theirs).await;
        assert_eq!(
            checks(&two.accra, &two.niamey, mine).await.hits,
            2,
            "{}: the new filter is fetched",
            two.kind
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_15_a_held_value_leaves_matching_with_every_state_and_the_epoch_turns() {
    for two in both_databases().await {
        let (mine, theirs) = one_number_each(&two).await;
        clears(&two.accra, mine).await;
        clears(&two.niamey, theirs).await;
        assert_eq!(checks(&two.accra, &two.niamey, mine).await.hits, 2, "{}", two.kind);
        let before = epoch(&two.niamey).await;
        // The claim comes late, and fears a State that never asks.
        holds_back(&two.niamey, NUMBER, "IT").await;
        assert_eq!(clears(&two.niamey, theirs).await, (0, 1), "{}: it cannot be cleared again", two.kind);
        assert_eq!(checks(&two.accra, &two.niamey, mine).await.hits, 1, "{}", two.kind);
        assert_ne!(
            epoch(&two.niamey).await,
            before,
            "{}: who holds old tokens learns nothing from a gap",
            two.kind
        );
    }
}

async fn epoch(desk: &Desk) -> String {
    let epoch = desk.node.store.run::<_, StoreError, _, _>("epoch", |tx| async move {
        deconfliction::store::current_epoch(&tx).await
    });
    epoch.await.unwrap().unwrap().id
}

#[tokio::test(flavor = "multi_thread")]
async fn r_05_a_protected_value_leaves_by_no_door_check() {
    for (feared, asked, hits) in [("NE", 1, 1), ("IT", 2, 2)] {
        for two in both_databases().await {
            let (mine, theirs) = one_number_each(&two).await;
            clears(&two.niamey, theirs).await;
            clears(&two.accra, mine).await;
            holds_back(&two.accra, NUMBER, feared).await;
            slips_through(&two.accra).await;
            let result = checks(&two.accra, &two.niamey, mine).await;
            let got = (result.asked, result.withheld, result.hits);
            assert_eq!(got, (asked, 2 - asked, hits), "{} feared {feared}: {result:?}", two.kind);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r_05_the_words_of_a_check_say_no_protected_value() {
    for two in both_databases().await {
        let (mine, theirs) = one_number_each(&two).await;
        clears(&two.niamey, theirs).await;
        clears(&two.accra, mine).await;
        holds_back(&two.accra, NUMBER, "NE").await;
        let words = format!("the phone {NUMBER} in a sealed truck");
        let result = checks_saying(&two.accra, &two.niamey, mine, &words).await;
        let got = (result.asked, result.hits, result.reason.as_str());
        assert_eq!(got, (0, 0, "not-available"), "{}: {result:?}", two.kind);
        assert_eq!(checks(&two.accra, &two.niamey, mine).await.asked, 1, "{}: other words go", two.kind);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r_05_a_protected_value_leaves_by_no_door_filter() {
    for (feared, hits) in [("GH", 1), ("IT", 2)] {
        for two in both_databases().await {
            let (mine, theirs) = one_number_each(&two).await;
            clears(&two.niamey, theirs).await;
            clears(&two.accra, mine).await;
            holds_back(&two.niamey, NUMBER, feared).await;
            slips_through(&two.niamey).await;
            let result = checks(&two.accra, &two.niamey, mine).await;
            assert_eq!((result.asked, result.hits), (2, hits), "{} feared {feared}: {result:?}", two.kind);
            settle(&two).await;
            assert_eq!(shown(&two.niamey).await.len() as u64, hits, "{} feared {feared}", two.kind);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r_05_a_protected_value_leaves_by_no_door_words_of_a_check() {
    for two in both_databases().await {
        let (mine, theirs) = one_number_each(&two).await;
        clears(&two.niamey, theirs).await;
        clears(&two.accra, mine).await;
        case_of(&two.accra, "GH-2", &[("z", "+227 88 00 00 77")]).await;
        holds_back(&two.accra, "+227 88 00 00 77", "NE").await;
        for words in ["the driver called 0022788000077", "who is +227 88-00-00-77?"] {
            let result = checks_saying(&two.accra, &two.niamey, mine, words).await;
            assert_eq!(
                (result.state.as_str(), result.reason.as_str(), result.withheld),
                ("refused", "not-available", 2),
                "{} {words}",
                two.kind
            );
        }
        assert!(two.tap.carried.lock().unwrap().is_empty(), "{}: nothing was asked", two.kind);
        let other = checks_saying(&two.accra, &two.niamey, mine, "who is +227 88 00 00 78?").await;
        assert_eq!((other.state.as_str(), other.hits), ("done", 2), "{}", two.kind);
    }
}

/// Feared State, whether a clearance slips past the hold, and what is told of the two numbers then.
const TOLD: [(&str, bool, u64); 3] = [("", true, 1), ("IT", true, 2), ("IT", false, 1)];

#[tokio::test(flavor = "multi_thread")]
async fn r_05_a_protected_value_leaves_by_no_door_hit_notice() {
    for (feared, slips, told) in TOLD {
        for two in both_databases().await {
            let (mine, theirs) = one_number_each(&two).await;
            clears(&two.accra, mine).await;
            clears(&two.niamey, theirs).await;
            // The claim is recorded while the answer is on its way: the question went, the notice must not.
            let node = std::sync::Arc::clone(&two.accra.node);
            let from = if feared.is_empty() { "NE" } else { feared };
            *two.tap.meddles.lock().unwrap() = Some(Box::new(move |path, bytes| {
                if path == CHECK_PATH {
                    tokio::task::block_in_place(|| {
                        tokio::runtime::Handle::current().block_on(async {
                            holds_back_on(&node, NUMBER, from).await;
                            if slips {
                                slips_through_on(&node).await;
                            }
                        });
                    });
                }
                bytes
            }));
            let result = checks(&two.accra, &two.niamey, mine).await;
            *two.tap.meddles.lock().unwrap() = None;
            let case = format!("{} {from} {slips}", two.kind);
            assert_eq!((result.state.as_str(), result.asked, result.hits), ("done", 2, told), "{case}");
            settle(&two).await;
            assert_eq!(shown(&two.accra).await.len() as u64, told, "{case}: no hit without its notice");
            assert_eq!(shown(&two.niamey).await.len() as u64, told, "{case}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r_05_a_protected_value_leaves_by_no_door_claim_of_a_hit() {
    for (feared, slips, told) in TOLD {
        for two in both_databases().await {
            let (mine, theirs) = one_number_each(&two).await;
            clears(&two.accra, mine).await;
            clears(&two.niamey, theirs).await;
            assert_eq!(checks(&two.accra, &two.niamey, mine).await.hits, 2, "{}", two.kind);
            // The notice is on its way; the holder protects its own record before it comes.
            let from = if feared.is_empty() { "GH" } else { feared };
            holds_back(&two.niamey, NUMBER, from).await;
            if slips {
                slips_through(&two.niamey).await;
            }
            settle(&two).await;
            assert_eq!(shown(&two.niamey).await.len() as u64, told, "{} {from} {slips}", two.kind);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r_05_a_protected_value_leaves_by_no_door_once_a_claim_comes_late() {
    for (feared, slips, told) in TOLD {
        for two in both_databases().await {
            let (mine, theirs) = one_number_each(&two).await;
            clears(&two.accra, mine).await;
            clears(&two.niamey, theirs).await;
            assert_eq!(checks(&two.accra, &two.niamey, mine).await.hits, 2, "{}", two.kind);
            // Noticed and claimed; the proof, which alone names the value, has not been given yet.
            exchange::deliver_due(&two.accra.node, 10).await.unwrap();
            let from = if feared.is_empty() { "NE" } else { feared };
            holds_back(&two.accra, NUMBER, from).await;
            if slips {
                slips_through(&two.accra).await;
            }
            settle(&two).await;
            assert_eq!(shown(&two.niamey).await.len() as u64, told, "{} {from} {slips}", two.kind);
        }
    }
}

async fn allows(desk: &Desk, other: &Desk, terms: Terms) {
    let (id, terms) = (other.node.keys.id, &terms);
    let set = desk.node.store.run::<_, DirectoryError, _, _>("terms", |tx| async move {
        directory::set_terms(&tx, &desk.node, &desk.officer, id, *terms).await
    });
    set.await.unwrap();
}

async fn logged(desk: &Desk, what: &str) -> Vec<String> {
    let query = LogQuery { action: Some(what.into()), rows: 50, ..LogQuery::default() };
    let rows = desk.node.store.run::<_, StoreError, _, _>("log", |tx| {
        let query = query.clone();
        async move { audit::read(&tx, &query).await }
    });
    rows.await.unwrap().0.iter().map(|r| serde_json::to_string(&r.entry).unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn r_16_a_check_over_the_budget_is_refused_and_stands_in_both_logs() {
    for two in both_databases().await {
        let (mine, theirs) = one_number_each(&two).await;
        clears(&two.accra, mine).await;
        clears(&two.niamey, theirs).await;
        allows(&two.niamey, &two.accra, Terms { budget_per_day: 64, ..Terms::default() }).await;
        let first = checks(&two.accra, &two.niamey, mine).await;
        assert_eq!((first.state.as_str(), first.used, first.budget), ("done", 64, 64), "{}", two.kind);
        let second = checks(&two.accra, &two.niamey, mine).await;
        assert_eq!((second.state.as_str(), second.reason.as_str()), ("refused", "budget"), "{}", two.kind);
        assert_eq!((second.used, second.hits), (64, 0), "{}", two.kind);
        let theirs = logged(&two.niamey, action::PEER_CHECK).await;
        assert_eq!(theirs.len(), 2, "{}", two.kind);
        assert!(
            theirs.iter().any(|e| e.contains("budget")) && theirs.iter().all(|e| e.contains("UNTOC-27")),
            "{theirs:?}"
        );
        assert!(logged(&two.accra, action::CHECK).await.len() >= 2, "{}", two.kind);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_peer_that_may_not_ask_gets_no_answer_and_pays_nothing() {
    for two in both_databases().await {
        let (mine, theirs) = one_number_each(&two).await;
        clears(&two.accra, mine).await;
        clears(&two.niamey, theirs).await;
        allows(&two.niamey, &two.accra, Terms { may_ask: false, ..Terms::default() }).await;
        let result = checks(&two.accra, &two.niamey, mine).await;
        assert_eq!((result.state.as_str(), result.reason.as_str()), ("refused", "direction"), "{}", two.kind);
        assert_eq!(result.used, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_question_again_gets_the_same_bytes_and_is_charged_once() {
    for two in both_databases().await {
        let (mine, theirs) = one_number_each(&two).await;
        clears(&two.accra, mine).await;
        clears(&two.niamey, theirs).await;
        let first = checks(&two.accra, &two.niamey, mine).await;
        let asked = two.tap.carried.lock().unwrap().iter().find(|c| c.path == CHECK_PATH).cloned().unwrap();
        let again = hands(&two.niamey.node, asked.from, CHECK_PATH, &asked.asked).await.unwrap();
        assert_eq!(again, asked.answered, "{}: the same bytes", two.kind);
        let third = checks(&two.accra, &two.niamey, mine).await;
        assert_eq!(third.used, first.used * 2, "{}: two questions are charged, not three", two.kind);
        // From another connection than its sender's it is nobody's question.
        assert!(hands(&two.niamey.node, two.niamey.node.keys.id, CHECK_PATH, &asked.asked).await.is_err());
        // Later than its life it is stale.
        two.niamey.clock.advance_ms(exchange::envelope::QUESTION_LIFE_MS + 1);
        assert!(hands(&two.niamey.node, asked.from, CHECK_PATH, &asked.asked).await.is_err(), "{}", two.kind);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_cut_stale_and_swapped_answers_and_filters_show_nothing() {
    for two in both_databases().await {
        let (mine, theirs) = one_number_each(&two).await;
        clears(&two.accra, mine).await;
        clears(&two.niamey, theirs).await;
        // An answer of another day, kept by somebody on the way.
        checks(&two.niamey, &two.accra, theirs).await;
        let old =
            two.tap.carried.lock().unwrap().iter().find(|c| c.path == CHECK_PATH).cloned().unwrap().answered;
        for path in [deconfliction::asker::CHECK_PATH, deconfliction::asker::FILTER_PATH] {
            for how in ["one bit", "cut", "nothing", "another's", "noise"] {
                let old = old.clone();
                *two.tap.meddles.lock().unwrap() = Some(Box::new(move |on, mut bytes| {
                    if on != path {
                        return bytes;
                    }
                    let middle = bytes.len() / 2;
                    match how {
                        "one bit" => bytes[middle] ^= 1,
                        "cut" => bytes.truncate(middle),
                        "nothing" => bytes.clear(),
                        "another's" => bytes.clone_from(&old),
                        _ => bytes.fill(0xff),
                    }
                    bytes
                }));
                let result = checks(&two.accra, &two.niamey, mine).await;
                assert_ne!(result.state, "done", "{} {path} {how}: {result:?}", two.kind);
                assert_eq!(result.hits, 0, "{} {path} {how}", two.kind);
            }
        }
        *two.tap.meddles.lock().unwrap() = None;
        assert!(
            shown(&two.accra).await.iter().all(|h| h.hit.side == deconfliction::HitSide::Noticed),
            "{}",
            two.kind
        );
        assert_eq!(
            checks(&two.accra, &two.niamey, mine).await.hits,
            2,
            "{}: nothing is spoilt for later",
            two.kind
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_11_a_hit_changes_no_record_on_either_node() {
    for two in both_databases().await {
        let (mine, theirs) = one_number_each(&two).await;
        clears(&two.accra, mine).await;
        clears(&two.niamey, theirs).await;
        let marks = |desk| async move { mark(desk).await };
        let before = (marks(&two.accra).await, marks(&two.niamey).await);
        assert_eq!(checks(&two.accra, &two.niamey, mine).await.hits, 2, "{}", two.kind);
        settle(&two).await;
        assert_eq!(shown(&two.niamey).await.len(), 2, "{}: both sides have hits", two.kind);
        assert_eq!((marks(&two.accra).await, marks(&two.niamey).await), before, "{}: A-11", two.kind);
    }
}
