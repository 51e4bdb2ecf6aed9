//! Tasks, notes, the timeline and the elements of offences, on the pages and on both databases.

use crate::evidence::form;
use crate::pages::Desk;
use crate::people::{PURPOSE, Room, party, says, someone, stores};
use casefile::{
    CaseError, Element, JudgementLacks, NewEntity, NewJudgement, NewTask, Offence, Participation, Shown,
};
use kernel::time::DAY_MS;
use kernel::{Compartment, EntityKind, Property, Role};
use std::collections::BTreeSet;
use uuid::Uuid;

#[tokio::test]
async fn a_task_is_set_stands_on_the_desk_of_who_does_it_and_is_done() {
    let desk = Desk::new().await;
    let (case, _) = desk.case_with_sule().await;
    let tasks = format!("{case}/tasks");
    desk.get(&tasks).await.shows(&["Nothing to be done"]);
    desk.post(&tasks, "what=++").await.shows(&["Say what is to be done."]);
    let (ada, session) = desk.joins("ada", &[Role::Investigator]).await;
    let sent = format!("what=Ask+the+ferry+line&who={}&due=2999-01-01T10:00", ada.person);
    assert_eq!(desk.post(&tasks, &sent).await.status, 303);
    desk.get(&tasks).await.shows(&["Ask the ferry line", "ada", "1 task"]);
    let stranger = desk.post(&tasks, &format!("what=x&who={}", Uuid::from_u128(9))).await;
    assert_eq!(stranger.status, 404, "a task is for somebody of the authority");
    let (node, ada, moussa) = (&desk.node, &ada, &desk.moussa.0);
    let mine = node.store.run::<_, store::StoreError, _, _>("desk", |tx| async move {
        let works = casefile::works();
        let work = &works[1];
        let waiting = work.waiting(node, &tx, ada.authority).await?;
        let t = web::T::new(node.words.clone(), kernel::Lang::En);
        let says = work.says(node, &tx, ada, &t, &waiting).await?;
        let others = work.bars(node, &tx, moussa, &waiting[0]).await?;
        let own = work.bars(node, &tx, ada, &waiting[0]).await?;
        Ok((waiting[0].object, says[&waiting[0].object].title.clone(), others, own))
    });
    let (task, title, others, own) = mine.await.unwrap();
    assert_eq!((title.as_str(), others, own), ("Ask the ferry line", true, false));
    let done = format!("task={task}&how=they+sent+the+list");
    assert_eq!(desk.post_as(&session, &tasks, &done).await.status, 303);
    desk.get(&tasks).await.shows(&["Nothing to be done", "they sent the list"]);
    assert_eq!(desk.post(&tasks, &done).await.status, 404, "it is done once");
}

#[tokio::test]
async fn a_note_is_never_changed_and_its_correction_is_a_new_one() {
    let desk = Desk::new().await;
    let (case, _) = desk.case_with_sule().await;
    let notes = format!("{case}/notes");
    desk.post(&notes, "text=").await.shows(&["Write something."]);
    assert_eq!(desk.post(&notes, "text=The+boat+is+<blue>").await.status, 303);
    let page = desk.get(&notes).await;
    page.shows(&["The boat is &#60;blue&#62;", "moussa", "1 note"]);
    let id = page.text.split("name=\"corrects\" value=\"").nth(1).unwrap().get(..36).unwrap().to_owned();
    assert_eq!(desk.post(&notes, &format!("text=It+is+green&corrects={id}")).await.status, 303);
    let page = desk.get(&notes).await;
    page.shows(&[
        "The boat is &#60;blue&#62;",
        "It is green",
        "corrected by a newer note",
        "Corrects the note of",
    ]);
    let elsewhere = desk.post(&notes, &format!("text=x&corrects={}", Uuid::from_u128(9))).await;
    assert_eq!(elsewhere.status, 404);
}

#[tokio::test]
async fn the_timeline_has_dates_in_their_order_as_exact_as_their_source() {
    let desk = Desk::new().await;
    let dated = |key: &str, name: &str, date: &str| NewEntity {
        key: key.into(),
        kind: EntityKind::Event,
        statements: vec![says(Property::Name, name), says(Property::Date, date)],
    };
    let (case, _) = desk.case_with_sule().await;
    let (node, actor) = (&desk.node, &desk.moussa.0);
    let id = kernel::id::CaseId(Uuid::try_parse(case.trim_start_matches("/cases/")).unwrap());
    let added = node.store.run::<_, CaseError, _, _>("events", |tx| async move {
        let keys = casefile::Keys::of(&node.vault);
        let ask = gate::Ask::new(actor, gate::action::READ, PURPOSE, tx.at());
        let case = node.gate.open(casefile::case(&tx, &keys, id).await?.unwrap(), &ask, &mut tx.log())?;
        let events = vec![
            dated("a", "Crossing", "2026-03-03"),
            dated("b", "Payment", "2026-02"),
            dated("c", "First call", "~2025"),
            dated("d", "Rumour", "one night in spring"),
            dated("e", "Second call", "2026-03-03T09:00:00Z"),
            dated("f", "Early call", "2026-03-03T04:10:00Z"),
        ];
        casefile::add_statements(&tx, &keys, actor, &case, party("NE"), events).await.map(|_| ())
    });
    added.await.unwrap();
    let page = desk.get(&format!("{case}/timeline")).await;
    page.shows(&["3 Mar 2026, 04:10", "about", "“one night in spring”", "witness W-2", "line 14"]);
    let place = |word: &str| page.text.find(word).unwrap();
    let order = ["First call", "Payment", "Crossing", "Early call", "Second call", "Rumour"].map(place);
    assert!(order.is_sorted(), "{order:?}");
}

fn judged(element: Element, shown: Shown) -> NewJudgement {
    let (statements, exhibits) = (BTreeSet::new(), BTreeSet::new());
    NewJudgement { element, shown, detail: None, why: "as the driver says".into(), statements, exhibits }
}

#[tokio::test]
async fn an_element_rests_on_what_stands_in_the_case_and_what_was_judged_before_stays() {
    for s in stores().await {
        let room = Room::new();
        let done = s.store.run::<_, CaseError, _, _>("elements", |tx| {
            let room = room.clone();
            async move {
                let (keys, by) = (room.keys(), (&room.moussa, PURPOSE));
                let case = room.opens(&tx, &room.moussa, "AG-1", Compartment::Operational).await?;
                let other = room.opens(&tx, &room.moussa, "AG-2", Compartment::Operational).await?;
                let mut said = Vec::new();
                for case in [&case, &other] {
                    let new = vec![someone("1", vec![says(Property::Remark, "paid 900 dollars")])];
                    let added = casefile::add_statements(&tx, &keys, by.0, case, party("NE"), new).await?;
                    said.push(added.said[0]);
                }
                let what = (Offence::Smuggling, Participation::Organising, "the crossing of 3 March");
                let id = casefile::look_at_offence(&tx, &keys, &room.gate, by, &case, what).await?;
                let gate = &room.gate;
                let mut new = judged(Element::Benefit, Shown::Proven);
                let refused = casefile::judge_element(&tx, &keys, gate, by, id, &new).await.unwrap_err();
                assert!(matches!(refused, CaseError::Judgement(JudgementLacks::Ground)), "{refused}");
                new.statements = [said[1]].into();
                let refused = casefile::judge_element(&tx, &keys, gate, by, id, &new).await.unwrap_err();
                assert!(matches!(refused, CaseError::NotHere), "a statement of another case: {refused}");
                new.statements = [said[0]].into();
                casefile::judge_element(&tx, &keys, gate, by, id, &new).await?;
                new.shown = Shown::Contradicted;
                casefile::judge_element(&tx, &keys, gate, by, id, &new).await?;
                let ask = room.asks(&room.moussa, &tx);
                let held = casefile::offences_of(&tx, &keys, case.id).await?;
                let looked = gate.open_each(held, &ask, &mut tx.log()).remove(0);
                let held = casefile::judgements_of(&tx, &keys, &looked).await?;
                let all = gate.open(held, &ask, &mut tx.log())?;
                assert_eq!(
                    all.iter().map(|j| j.shown).collect::<Vec<_>>(),
                    [Shown::Proven, Shown::Contradicted]
                );
                let held = casefile::offence(&tx, &keys, id).await?.unwrap();
                Ok((gate.open(held, &room.asks(&room.stranger, &tx), &mut tx.log()).is_err(), all[0].by))
            }
        });
        assert_eq!(done.await.unwrap(), (true, room.moussa.person));
    }
}

#[tokio::test]
async fn r_02_the_page_of_elements_says_what_is_missing_and_that_nothing_stands_without_a_benefit() {
    let desk = Desk::new().await;
    let (case, _) = desk.case_with_sule().await;
    let elements = format!("{case}/elements");
    desk.get(&elements).await.shows(&["No offence is looked at yet"]);
    desk.post(&elements, "offence=6.1.a&participation=principal").await.shows(&["Say which conduct"]);
    let sent = "offence=6.1.a&participation=principal&conduct=crossing+of+3+March";
    assert_eq!(desk.post(&elements, sent).await.status, 303);
    let page = desk.get(&elements).await;
    page.shows(&["crossing of 3 March", "Not proven so far:", "not judged", "Lives or safety"]);
    let fields = [("from", "Gendarmerie")];
    let kept =
        desk.sends_form(&format!("{case}/evidence/add"), form(&fields, "ledger.pdf", "900 dollars")).await;
    let exhibit = kept.to.trim_start_matches("/exhibits/");
    let at = page.text.split("href=\"/offences/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    let judge = format!("/offences/{at}/benefit");
    desk.get(&judge).await.shows(&["ledger.pdf", "Haji Sule", "Which benefit"]);
    desk.post(&judge, "shown=proven&why=ledger").await.shows(&["nothing is shown by nothing"]);
    let proven = format!("shown=proven&detail=money&why=he+wrote+it+down&exhibit={exhibit}");
    assert_eq!(desk.post(&judge, &proven).await.status, 303);
    let page = desk.get(&elements).await;
    page.shows(&["he wrote it down", "money", "E-1 ledger.pdf", "moussa"]);
    let against = format!("shown=contradicted&why=his+brother+paid+nothing&exhibit={exhibit}");
    assert_eq!(desk.post(&judge, &against).await.status, 303);
    let page = desk.get(&elements).await;
    page.shows(&["No benefit: no offence of article 6 stands.", "1 earlier judgement"]);
    desk.get(&judge).await.shows(&["he wrote it down", "Judged before"]);
    assert_eq!(desk.get(&format!("/offences/{at}/nothing")).await.status, 404);
}

#[tokio::test]
async fn a_task_is_due_in_its_order_on_both_databases() {
    for s in stores().await {
        let room = Room::new();
        let order = s.store.run::<_, CaseError, _, _>("tasks", |tx| {
            let room = room.clone();
            async move {
                let own = access::store::add_authority(&tx, party("NE"), "Unit", &BTreeSet::new()).await?;
                let new = access::NewPerson {
                    authority: own.id,
                    sign_in: "a".into(),
                    name: "A".into(),
                    lang: kernel::Lang::En,
                    roles: [Role::Investigator].into(),
                };
                let who = access::store::add_person(&tx, &new).await?;
                let moussa = kernel::Actor { authority: own.id, ..room.moussa.clone() };
                let (keys, by) = (room.keys(), (&moussa, PURPOSE));
                let case = room.opens(&tx, &moussa, "AG-1", Compartment::Operational).await?;
                for (what, due) in [("whenever", None), ("later", Some(2)), ("soon", Some(1))] {
                    let due = due.map(|days| tx.at().plus_ms(days * DAY_MS));
                    let new = NewTask { what: what.into(), who, due };
                    casefile::add_task(&tx, &keys, &room.gate, by, &case, &new).await?;
                }
                let (held, total) = casefile::tasks_of(&tx, &keys, case.id, (true, 1)).await?;
                let open = room.gate.open_each(held, &room.asks(&moussa, &tx), &mut tx.log());
                Ok((open.into_iter().map(|task| task.what).collect::<Vec<_>>(), total))
            }
        });
        let (order, total) = order.await.unwrap();
        assert_eq!((order, total), (vec!["soon".to_owned(), "later".into(), "whenever".into()], 3));
    }
}
