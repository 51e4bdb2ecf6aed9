//! The history of a case and its timeline: by their time, page by page, on both databases, and nothing of what the reader
//! may not see.

use crate::evidence::form;
use crate::pages::{Desk, Page};
use crate::people::{PURPOSE, party, says};
use casefile::{CaseError, NewEntity, NewStatement};
use kernel::id::CaseId;
use kernel::{Compartment, EntityKind, Property};
use std::collections::BTreeSet;
use uuid::Uuid;

impl Desk {
    /// Adds these to a case, one act for each.
    pub async fn adds(&self, case: &str, all: Vec<NewEntity>) {
        let id = CaseId(Uuid::try_parse(case.trim_start_matches("/cases/")).unwrap());
        for new in all {
            self.later();
            let (node, actor, new) = (&self.node, &self.moussa.0, &new);
            let added = node.store.run::<_, CaseError, _, _>("adds", |tx| async move {
                let keys = casefile::Keys::of(&node.vault);
                let ask = gate::Ask::new(actor, gate::action::READ, PURPOSE, tx.at());
                let case =
                    node.gate.open(casefile::case(&tx, &keys, id).await?.unwrap(), &ask, &mut tx.log())?;
                casefile::add_statements(&tx, &keys, actor, &case, party("NE"), vec![new.clone()])
                    .await
                    .map(|_| ())
            });
            added.await.unwrap();
        }
    }

    /// Walks from this page on, by its link to the next one.
    async fn walks(&self, path: &str) -> Vec<Page> {
        let mut pages = vec![self.get(path).await];
        while let Some(next) = next_of(pages.last().unwrap()) {
            assert!(pages.len() < 20, "it ends");
            pages.push(self.get(&next).await);
        }
        pages
    }
}

/// Where the link to the next page leads.
fn next_of(page: &Page) -> Option<String> {
    let link = page.text.split("rel=\"next\" href=\"").nth(1)?;
    Some(link.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&"))
}

fn event(name: &str, said: Vec<NewStatement>) -> NewEntity {
    let statements = std::iter::once(says(Property::Name, name)).chain(said).collect();
    NewEntity { key: name.into(), kind: EntityKind::Event, statements }
}

#[tokio::test]
async fn a_case_tells_what_changed_in_it_and_by_whom_the_newest_first() {
    for desk in Desk::both().await {
        let (case, sule) = desk.case_with_sule().await;
        let history = format!("{case}/history");
        desk.later();
        let kept = form(&[("from", "Gendarmerie of Agadez")], "phone.bin", "bytes of a phone");
        assert_eq!(desk.sends_form(&format!("{case}/evidence/add"), kept).await.status, 303);
        desk.later();
        assert_eq!(desk.post(&format!("{case}/notes"), "text=He+spoke+Hausa").await.status, 303);
        desk.later();
        let task = format!("what=Ask+the+bank&who={}", desk.moussa.0.person);
        assert_eq!(desk.post(&format!("{case}/tasks"), &task).await.status, 303);
        let page = desk.get(&format!("{case}/tasks")).await;
        let id = page.text.split("name=\"task\" value=\"").nth(1).unwrap().get(..36).unwrap().to_owned();
        desk.later();
        let done = format!("task={id}&how=the+bank+answered");
        assert_eq!(desk.post(&format!("{case}/tasks"), &done).await.status, 303);
        desk.later();
        let page = desk.get(&sule).await;
        let id = page.text.split("/statements/").nth(1).unwrap().get(..36).unwrap().to_owned();
        let gone = desk.post(&format!("/statements/{id}/retract"), "why=another+man").await;
        assert_eq!(gone.status, 303, "{}", gone.text);
        let page = desk.get(&history).await;
        let words = [
            "Taken back",
            "the bank answered",
            "(for moussa)",
            "He spoke Hausa",
            "E-1 phone.bin",
            "new record",
        ];
        page.shows(&words);
        page.shows(&["Case opened"]);
        page.shows(&["Received · Gendarmerie of Agadez", "Haji Sule", "another man", sule.as_str()]);
        let order = words.map(|word| page.text.find(word).unwrap());
        assert!(order.is_sorted(), "{order:?}");
        let before = desk.get(&format!("{history}?from=2001-01-01&to=2001-01-02")).await;
        before.shows(&["Nothing changed between the two days."]);
        before.hides(&["He spoke Hausa"]);
        desk.get(&format!("{history}?from=2999-01-01&to=2001-01-02")).await.shows(&["He spoke Hausa"]);
    }
}

#[tokio::test]
async fn a_history_tells_who_cleared_values_for_checks_and_what_was_judged_of_an_offence() {
    for desk in Desk::both().await {
        let (case, _) = desk.case_with_sule().await;
        let history = format!("{case}/history");
        desk.later();
        let cleared = desk
            .post(&format!("{case}/clear"), "which=kinds&kinds=phone&role=suspect&basis=order+12%2F26")
            .await;
        assert_eq!(cleared.status, 303, "{}", cleared.text);
        desk.later();
        let elements = format!("{case}/elements");
        let begun = "offence=6.1.a&participation=principal&conduct=the+crossing+of+3+March";
        assert_eq!(desk.post(&elements, begun).await.status, 303);
        desk.later();
        let page = desk.get(&elements).await;
        let judge = page.text.split("href=\"/offences/").nth(1).unwrap();
        let judge = format!("/offences/{}", judge.split('"').next().unwrap());
        let sent = desk.post(&judge, "shown=not-shown&why=nobody+speaks+of+money").await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let page = desk.get(&history).await;
        let words = ["nobody speaks of money", "the crossing of 3 March", "order 12/26"];
        page.shows(&words);
        page.shows(&["Cleared for checks", "Offence looked at", "Element judged", elements.as_str()]);
        let order = words.map(|word| page.text.find(word).unwrap());
        assert!(order.is_sorted(), "the newest first: {order:?}");
    }
}

#[tokio::test]
async fn a_file_taken_is_one_line_of_the_history_however_much_it_held() {
    let desk = Desk::new().await;
    let (case, _) = desk.case_with_sule().await;
    let to = desk.uploads(&case, "list.csv", "name,phone\nAma,+22790000511\nKofi,+22790000512\n").await.to;
    let taken = desk.post(&to, "source=Registry&handling=H0").await;
    assert_eq!(taken.status, 303, "{}", taken.text);
    let page = desk.get(&format!("{case}/history")).await;
    page.shows(&["list.csv", "4 statements", "File taken"]);
    page.hides(&["+22790000511"]);
}

#[tokio::test]
async fn a_history_goes_on_below_the_last_of_a_page_and_tells_each_once() {
    for desk in Desk::both().await {
        let (case, _) = desk.case_with_sule().await;
        for n in 0..60 {
            if n % 2 == 0 {
                desk.later();
                desk.post(&format!("{case}/notes"), &format!("text=said+{n:02}.")).await;
            } else {
                desk.adds(&case, vec![event(&format!("said {n:02}."), Vec::new())]).await;
            }
        }
        let pages = desk.walks(&format!("{case}/history")).await;
        assert_eq!(pages.len(), 2);
        pages[1].shows(&["Newest", "Case opened"]);
        let all: String = pages.iter().map(|page| page.text.as_str()).collect();
        let places: Vec<usize> = (0..60).rev().map(|n| all.find(&format!("said {n:02}.")).unwrap()).collect();
        assert!(places.is_sorted(), "the newest first: {places:?}");
        let rows = |page: &Page| page.text.matches("<tr>").count() - 1;
        assert_eq!((rows(&pages[0]), rows(&pages[1])), (50, 12), "each once");
    }
}

#[tokio::test]
async fn a_8_a_history_tells_nothing_of_what_its_reader_may_not_see() {
    for desk in Desk::both().await {
        let (case, sule) = desk.case_with_sule().await;
        let hidden = NewStatement {
            compartment: Some(Compartment::Protection),
            ..says(Property::Remark, "asked for asylum")
        };
        let dated =
            NewStatement { compartment: Some(Compartment::Protection), ..says(Property::Date, "2026-05-05") };
        desk.adds(&case, vec![event("Open event", Vec::new()), event("Interview", vec![hidden, dated])])
            .await;
        let child = vec![says(Property::Name, "Little Sule"), says(Property::BirthDate, "2020-03-01")];
        let child = NewEntity { key: "c".into(), kind: EntityKind::Person, statements: child };
        desk.adds(&case, vec![child]).await;
        for path in [format!("{case}/history"), format!("{case}/timeline")] {
            let page = desk.get(&path).await;
            page.hides(&["asked for asylum", "2026-05-05", "5 May 2026", "Little Sule"]);
        }
        desk.get(&format!("{case}/history")).await.shows(&["Open event", sule.as_str(), "2020-03-01"]);
        let stranger = desk.get(&format!("/cases/{}/history", Uuid::from_u128(9))).await;
        assert_eq!(stranger.status, 404);
    }
}

#[tokio::test]
async fn a_timeline_begins_with_its_earliest_day_however_late_that_was_recorded() {
    for desk in Desk::both().await {
        let (case, _) = desk.case_with_sule().await;
        // Recorded from the latest to the earliest, and between them one that is no day.
        let day = |n: usize| format!("2026-{:02}-{:02}", n / 28 + 1, n % 28 + 1);
        let dated = |n: usize| event(&format!("Sighting {n:03}."), vec![says(Property::Date, &day(n))]);
        let mut all: Vec<NewEntity> = (0..120).rev().map(dated).collect();
        all.insert(60, event("Rumour", vec![says(Property::Date, "one night in spring")]));
        desk.adds(&case, all).await;
        let pages = desk.walks(&format!("{case}/timeline")).await;
        let rows = |page: &Page| page.text.matches("<tr>").count() - 1;
        assert_eq!(pages.iter().map(rows).collect::<Vec<_>>(), [50, 50, 21]);
        let text: String = pages.iter().map(|page| page.text.as_str()).collect();
        let places: Vec<usize> = (0..120).map(|n| text.find(&format!("Sighting {n:03}.")).unwrap()).collect();
        assert!(places.is_sorted(), "{places:?}");
        pages[2].shows(&["“one night in spring”", "The earliest"]);
        let from = desk.get(&format!("{case}/timeline?from={}", day(100))).await;
        from.shows(&["Sighting 100.", "Sighting 119."]);
        from.hides(&["Sighting 099."]);
        let shown: BTreeSet<&str> = ["1 January 2026", "Jan 1, 2026", "1 Jan 2026"].into();
        assert!(shown.iter().any(|day| pages[0].text.contains(day)), "the day as it is");
        desk.get(&format!("{case}/timeline?after=nonsense")).await.shows(&["Sighting 000."]);
    }
}
