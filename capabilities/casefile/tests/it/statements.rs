//! Cases, entities, statements, search.

use crate::people::{PURPOSE, Room, links, party, says, someone, stores};
use casefile::{CaseError, EntityFilter, NewEntity, Question, Value};
use kernel::{Compartment, EntityKind, Property, Purpose};
use store::search;

#[tokio::test]
async fn a_case_is_found_by_its_reference_and_only_by_its_authority() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("case", |tx| {
            let room = room.clone();
            async move {
                let keys = room.keys();
                let case = room.opens(&tx, &room.moussa, " AG-114 ", Compartment::Operational).await?;
                assert_eq!(case.reference, "AG-114");
                let again = room.opens(&tx, &room.moussa, "AG-114", Compartment::Operational).await;
                assert!(matches!(again, Err(CaseError::ReferenceTaken(r)) if r == "AG-114"));
                room.opens(&tx, &room.stranger, "AG-114", Compartment::Operational).await?;
                let ask = room.asks(&room.moussa, &tx);
                let found = casefile::find_case(&tx, &keys, (&room.gate, &ask), "AG-114").await?.unwrap();
                assert!(
                    room.gate.open(found.clone(), &room.asks(&room.stranger, &tx), &mut tx.log()).is_err()
                );
                assert_eq!(room.gate.open(found, &ask, &mut tx.log())?, case);
                for (text, n) in [("", 1), ("ag-11", 1), ("nothing", 0)] {
                    let (rows, total) = casefile::cases(&tx, &keys, (&room.gate, &ask), text, 1).await?;
                    assert_eq!((rows.len() as u64, total), (n, n), "{text:?}");
                }
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

#[tokio::test]
async fn statements_keep_source_and_order_and_links_find_their_entity() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("statements", |tx| {
            let room = room.clone();
            async move {
                let keys = room.keys();
                let case = room.opens(&tx, &room.moussa, "AG-114", Compartment::Operational).await?;
                let sule = someone(
                    "1",
                    vec![
                        says(Property::Name, "سليمان أدوم"),
                        says(Property::Phone, "+227 90 00 01 14"),
                        links(Property::HoldsDocument, "2"),
                    ],
                );
                let pass = NewEntity {
                    key: "2".into(),
                    kind: EntityKind::TravelDocument,
                    statements: vec![says(Property::DocumentNumber, "A 0112358")],
                };
                let new = vec![sule, pass];
                let added =
                    casefile::add_statements(&tx, &keys, &room.moussa, &case, party("NE"), new).await?;
                assert_eq!((added.entities, added.statements), (2, 4));
                let ask = room.asks(&room.moussa, &tx);
                let all = EntityFilter::default();
                let (found, total) =
                    casefile::entities(&tx, (&room.gate, &ask), case.id, &all, (1, 50)).await?;
                assert_eq!((found.len(), total), (2, 2));
                let people = EntityFilter { kind: Some(EntityKind::Person), ids: None };
                let (found, _) =
                    casefile::entities(&tx, (&room.gate, &ask), case.id, &people, (1, 50)).await?;
                let person = room.gate.open_each(found, &ask, &mut tx.log()).remove(0);
                let said = casefile::statements_of(&tx, &keys, person.id).await?;
                let said = room.gate.open_each(said, &ask, &mut tx.log());
                assert_eq!(said[0].value, Value::Text("سليمان أدوم".into()));
                assert_eq!(
                    (said[0].source.name.as_str(), said[0].source.place.as_str()),
                    ("witness W-2", "line 14")
                );
                assert_eq!((said[0].author, said[0].at), (room.moussa.person, tx.at()));
                assert_eq!(said[2].value, Value::Entity(added.ids[1].1));
                let counts = casefile::entity_counts(&tx, (&room.gate, &ask), &[case.id]).await?;
                assert_eq!(counts[&case.id][&EntityKind::Person], 1);
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

#[tokio::test]
async fn a_link_to_nothing_adds_nothing() {
    for s in stores().await {
        let room = Room::new();
        let wrong = s.store.run("wrong link", |tx| {
            let room = room.clone();
            async move {
                let case = room.opens(&tx, &room.moussa, "AG-114", Compartment::Operational).await?;
                let new = vec![someone("1", vec![says(Property::Name, "X"), links(Property::Uses, "9")])];
                casefile::add_statements(&tx, &room.keys(), &room.moussa, &case, party("NE"), new).await?;
                Ok::<_, CaseError>(())
            }
        });
        assert!(matches!(wrong.await, Err(CaseError::UnknownLink(key)) if key == "9"), "{}", s.kind);
        let none = s.store.run("look", |tx| {
            let room = room.clone();
            async move {
                let ask = room.asks(&room.moussa, &tx);
                casefile::find_case(&tx, &room.keys(), (&room.gate, &ask), "AG-114").await
            }
        });
        assert!(none.await.unwrap().is_none(), "{}: the case is undone with it", s.kind);
    }
}

#[tokio::test]
async fn search_finds_a_name_a_number_and_what_was_added_later() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("search", |tx| {
            let room = room.clone();
            async move {
                let keys = room.keys();
                let case = room.opens(&tx, &room.moussa, "AG-114", Compartment::Operational).await?;
                let new = vec![
                    someone(
                        "1",
                        vec![
                            says(Property::Name, "Suleiman Adoum"),
                            says(Property::Phone, "+227 90 00 01 14"),
                        ],
                    ),
                    someone("2", vec![says(Property::Name, "Ermias Ghermay")]),
                ];
                let added =
                    casefile::add_statements(&tx, &keys, &room.moussa, &case, party("NE"), new).await?;
                let (sule, ermias) = (added.ids[0].1, added.ids[1].1);
                let later = vec![says(Property::Alias, "Haji Sule")];
                let entity = casefile::Entity { id: sule, case: case.id, kind: EntityKind::Person };
                casefile::add_to_entity(&tx, &keys, &room.moussa, (&case, &entity), party("NE"), later)
                    .await?;
                for (text, wanted) in [
                    ("suleiman", vec![sule]),
                    ("Adoum Suleiman", vec![sule]),
                    ("haji", vec![sule]),
                    ("erm", vec![ermias]),
                    ("+227 90 00 01 14", vec![sule]),
                    ("nobody", vec![]),
                ] {
                    let question = Question::read(text, party("NE"));
                    let found = casefile::find_entities(&tx, &keys, &question, None).await?;
                    let ids: Vec<_> = found.iter().map(|g| kernel::id::EntityId(g.object().id)).collect();
                    assert_eq!(ids, wanted, "{text:?}");
                    let seen = room.gate.open_each(found, &room.asks(&room.stranger, &tx), &mut tx.log());
                    assert!(seen.is_empty(), "another authority sees nothing");
                }
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

#[tokio::test]
async fn a_protection_case_stands_in_the_database_without_a_clear_word() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("protection", |tx| {
            let room = room.clone();
            async move {
                let keys = room.keys();
                let case = room.opens(&tx, &room.protector, "SELAM", Compartment::Protection).await?;
                let girl = vec![someone(
                    "1",
                    vec![says(Property::Name, "Selam Tesfay"), says(Property::Phone, "+39 06 555 0123")],
                )];
                let added =
                    casefile::add_statements(&tx, &keys, &room.protector, &case, party("NE"), girl).await?;
                let mut ask = room.asks(&room.protector, &tx);
                ask.purpose = Purpose::Protection;
                let by = (&room.gate, &ask);
                assert!(casefile::find_case(&tx, &keys, by, "SELAM").await?.is_some());
                let others = room.asks(&room.moussa, &tx);
                assert!(casefile::find_case(&tx, &keys, (&room.gate, &others), "SELAM").await?.is_none());
                assert!(
                    search::find(&tx, &crate::searched::word("selam"), None, 10).await?.is_empty(),
                    "no clear token"
                );
                let question = Question::read("Selam", party("NE"));
                let found = casefile::find_entities(&tx, &keys, &question, None).await?;
                assert_eq!(found.len(), 1);
                let ask = room.asks(&room.moussa, &tx);
                assert!(room.gate.open_each(found.clone(), &ask, &mut tx.log()).is_empty());
                let mut ask = room.asks(&room.protector, &tx);
                ask.purpose = Purpose::Protection;
                assert_eq!(room.gate.open_each(found, &ask, &mut tx.log()).len(), 1);
                let said = casefile::statements_of(&tx, &keys, added.ids[0].1).await?;
                let said = room.gate.open_each(said, &ask, &mut tx.log());
                assert_eq!(said[0].value, Value::Text("Selam Tesfay".into()));
                assert_eq!(said[0].source.name, "witness W-2");
                let gone = (&said[1], EntityKind::Person);
                casefile::retract(&tx, &keys, &room.protector, gone, "Selam's sister's", party("IT")).await?;
                let said = casefile::statement(&tx, &keys, said[1].id).await?.unwrap();
                let said = room.gate.open(said, &ask, &mut tx.log())?;
                assert_eq!(said.retracted.unwrap().why, "Selam's sister's");
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
        if s.kind == "sqlite" {
            for (column, value) in store::testing::every_value(&s.store).await {
                let text = String::from_utf8_lossy(&value).to_lowercase();
                let clear =
                    ["selam", "tesfay", "5550123", "555 0123", "w-2"].into_iter().find(|w| text.contains(w));
                assert_eq!(clear, None, "{column}");
            }
        }
        assert_eq!(PURPOSE, Purpose::Investigation);
    }
}
