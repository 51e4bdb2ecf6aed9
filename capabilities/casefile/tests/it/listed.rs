//! The statements of a case as one list, narrowed by source and grade.

use crate::pages::Desk;
use crate::people::{PURPOSE, Room, party, says, someone, stores};
use crate::store_tamper::past_the_program;
use casefile::{CaseError, Listed, NewEntity, NewStatement, Source, Statement};
use kernel::id::{CaseId, StatementId};
use kernel::{Actor, Compartment, Grade, Property, Purpose};
use std::collections::BTreeSet;
use store::Tx;

/// What this source says, of this grade.
fn from(source: &str, grade: Option<(&str, &str)>, text: &str) -> NewStatement {
    let name = source.to_owned();
    NewStatement {
        source: Source { name, place: "page 3".into(), ..Source::default() },
        grade: grade.map(|(source, information)| Grade::four_by_four(source, information)),
        ..says(Property::Remark, text)
    }
}

/// Three people of whom three sources speak, ungraded, B2 and A1, each in a writing of its own.
async fn three_sources(
    tx: &Tx,
    room: &Room,
    by: &Actor,
    reference: &str,
    compartment: Compartment,
) -> Result<CaseId, CaseError> {
    let keys = room.keys();
    let case = room.opens(tx, by, reference, compartment).await?;
    for (source, grade) in
        [("Phone of X", None), ("Witness W-2", Some(("B", "2"))), ("Registry", Some(("A", "1")))]
    {
        let people: Vec<NewEntity> = ["1", "2", "3"]
            .map(|key| someone(key, vec![from(source, grade, "seen"), from(source, grade, "heard")]))
            .into();
        casefile::add_statements(tx, &keys, by, &case, party("NE"), people).await?;
    }
    Ok(case.id)
}

/// The whole list, `at_once` at a time.
async fn whole(
    tx: &Tx,
    room: &Room,
    by: &Actor,
    case: CaseId,
    listed: &Listed,
    at_once: u64,
) -> Result<Vec<Statement>, CaseError> {
    let (mut after, mut all) = (None, Vec::new());
    loop {
        let held = casefile::statements_listed(tx, &room.keys(), case, listed, after, at_once).await?;
        let Some(last) = held.last() else { return Ok(all) };
        after = Some(StatementId(last.object().id));
        let protects = by.compartments.contains(&Compartment::Protection);
        let purpose = if protects { Purpose::Protection } else { PURPOSE };
        let ask = gate::Ask::new(by, gate::action::READ, purpose, tx.at());
        all.extend(room.gate.open_each(held, &ask, &mut tx.log()));
    }
}

#[tokio::test]
async fn a_list_of_statements_goes_on_after_the_last_one_and_shows_each_once() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run::<_, CaseError, _, _>("listed", |tx| {
            let room = room.clone();
            async move {
                let by = &room.moussa;
                let case = three_sources(&tx, &room, by, "AG-1", Compartment::Operational).await?;
                let other = three_sources(&tx, &room, by, "AG-2", Compartment::Operational).await?;
                let everything = Listed::default();
                let at_once = whole(&tx, &room, by, case, &everything, 100).await?;
                for so_many in [1, 4, 6, 18] {
                    let in_parts = whole(&tx, &room, by, case, &everything, so_many).await?;
                    assert_eq!(in_parts, at_once, "{so_many} at a time");
                }
                let ids: BTreeSet<StatementId> = at_once.iter().map(|s| s.id).collect();
                assert_eq!((at_once.len(), ids.len()), (18, 18));
                assert!(at_once.iter().all(|s| s.case == case));
                let pairs = at_once.chunks(2);
                assert!(
                    pairs.clone().all(|p| p[0].entity == p[1].entity),
                    "what is said of one stands together"
                );
                let sources: Vec<&str> = at_once.chunks(6).map(|six| six[0].source.name.as_str()).collect();
                let one_each =
                    at_once.chunks(6).all(|six| six.iter().all(|s| s.source.name == six[0].source.name));
                assert!(one_each, "{sources:?}");
                let elsewhere = whole(&tx, &room, by, other, &everything, 100).await?[7].id;
                let keys = room.keys();
                let held = casefile::statements_listed(&tx, &keys, case, &everything, Some(elsewhere), 100);
                assert_eq!(held.await?.len(), 18, "a statement of another case begins nothing");
                Ok(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

#[tokio::test]
async fn a_list_is_narrowed_by_source_and_grade_without_reading_what_cannot_fit() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run::<_, CaseError, _, _>("narrowed", |tx| {
            let room = room.clone();
            async move {
                let by = &room.moussa;
                let case = three_sources(&tx, &room, by, "AG-1", Compartment::Operational).await?;
                let grade = |s: &str, i: &str| Some((s.to_owned(), i.to_owned()));
                let none = || None;
                for (source, grade, n) in [
                    ("witness", none(), 6),
                    ("PHONE", none(), 6),
                    ("nobody", none(), 0),
                    ("", grade("A", "1"), 6),
                    ("", grade("B", "2"), 12),
                    ("w-2", grade("A", "1"), 0),
                    ("registry", grade("C", "3"), 6),
                ] {
                    let listed = Listed { source: source.into(), grade };
                    let read = whole(&tx, &room, by, case, &listed, 5).await?;
                    assert_eq!(read.len(), n, "{listed:?}");
                    assert!(read.iter().all(|s| listed.fits(s)), "{listed:?}");
                }
                Ok(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

#[tokio::test]
async fn of_a_closed_compartment_neither_source_nor_grade_stands_beside_its_statements() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run::<_, CaseError, _, _>("closed", |tx| {
            let room = room.clone();
            async move {
                let by = &room.protector;
                let case = three_sources(&tx, &room, by, "AG-1", Compartment::Protection).await?;
                let listed = Listed { source: "witness".into(), grade: Some(("B".into(), "2".into())) };
                let read = whole(&tx, &room, by, case, &listed, 100).await?;
                Ok(read.into_iter().filter(|s| listed.fits(s)).count())
            }
        });
        assert_eq!(run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind)), 6);
        let told = "UPDATE statement_source SET at = at WHERE graded IS NOT NULL OR name <> ''";
        assert_eq!(past_the_program(&s.store, told).await, 0, "{}", s.kind);
    }
}

#[tokio::test]
async fn the_page_of_statements_is_narrowed_without_script_and_goes_on() {
    let desk = Desk::new().await;
    let mut said: Vec<NewStatement> =
        (0..70).map(|n| from("Ledger of the broker", None, &format!("paid {n} times"))).collect();
    said.push(from("Informant", Some(("B", "2")), "drives at night"));
    let (case, entity) = desk.case_with(said).await;
    let list = format!("{case}/statements");
    let first = desk.get(&list).await;
    first.shows(&["Ledger of the broker", "page 3", "name=\"grade\"", "Next"]);
    let next = first.text.split("statements?after=").nth(1).unwrap().get(..36).unwrap().to_owned();
    let second = desk.get(&format!("{list}?after={next}")).await;
    second.shows(&["First page"]);
    let shown = |page: &str| page.matches(&format!("href=\"{entity}\"")).count();
    assert_eq!((shown(&first.text), shown(&second.text)), (50, 21));
    let graded = desk.get(&format!("{list}?grade=B2")).await;
    graded.shows(&["drives at night", "Informant", "Show all"]);
    graded.hides(&["paid 3 times"]);
    desk.get(&format!("{list}?source=informANT")).await.shows(&["drives at night"]);
    desk.get(&format!("{list}?source=nobody")).await.shows(&["Choose another source or grade."]);
    desk.get(&format!("{list}?after=nonsense")).await.shows(&["Next"]);
}

#[tokio::test]
async fn r_26_the_list_of_statements_does_not_say_what_a_child_is_called() {
    let desk = Desk::new().await;
    let child = vec![says(Property::Name, "Little Sule"), says(Property::BirthDate, "2020-03-01")];
    let (case, _) = desk.case_with(child).await;
    let page = desk.get(&format!("{case}/statements")).await;
    page.shows(&["2020-03-01"]);
    page.hides(&["Little Sule"]);
}
