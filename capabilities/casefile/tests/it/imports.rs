//! Files taken in.

use crate::people::{PURPOSE, Room, party, stores};
use casefile::{CaseError, ImportOptions, Prepared, TakenFile, UPLOAD_WAITS_MS};
use kernel::id::ImportId;
use kernel::{Compartment, Digest, EntityKind, Handling, Property};
use reading::{Draft, DraftEntity, Item, NotTaken, Place, Reason, Record, Value};
use store::Tx;
use uuid::Uuid;

fn options() -> ImportOptions {
    ImportOptions {
        source: "phone 1".into(),
        format: "csv".into(),
        region: party("NE"),
        handling: Handling::H1,
        restrictions: Default::default(),
        tlp: None,
        pap: None,
        grade: kernel::Grade::parse("4x4:A1"),
        compartment: None,
    }
}

fn entity(key: &str, kind: EntityKind, says: &[(Property, Value)]) -> DraftEntity {
    let draft = |(n, (property, value)): (usize, &(Property, Value))| Draft {
        property: *property,
        value: value.clone(),
        place: if n == 0 { String::new() } else { format!("column {n}") },
        script: None,
        flag: None,
    };
    DraftEntity { key: key.into(), kind, statements: says.iter().enumerate().map(draft).collect() }
}

fn text(t: &str) -> Value {
    Value::Text(t.into())
}

fn place(line: u64) -> Place {
    Place { line, ..Place::default() }
}

fn file() -> Vec<Item> {
    let sule = [
        (Property::Name, text("Suleiman Adoum")),
        (Property::Phone, text("+227 90 00 01 14")),
        (Property::HoldsDocument, Value::Link("p".into())),
        (Property::Uses, Value::Link("nowhere".into())),
    ];
    let pass = [(Property::DocumentNumber, text("A0112358"))];
    let record =
        |line, entities| Item::Record(Record { place: place(line), entities, marked: Default::default() });
    vec![
        record(2, vec![entity("a", EntityKind::Person, &sule)]),
        Item::NotTaken(NotTaken { place: place(3), reason: Reason::Columns, detail: "…".into() }),
        record(4, vec![entity("p", EntityKind::TravelDocument, &pass)]),
        // The same entity again, further down.
        record(5, vec![entity("a", EntityKind::Person, &[(Property::Alias, text("Haji Sule"))])]),
        record(6, vec![entity("b", EntityKind::Person, &[(Property::Name, text("  "))])]),
    ]
}

fn prepared(tx: &Tx) -> Prepared {
    casefile::prepare(file(), &options(), ImportId::new(tx.clock(), tx.rng()))
}

fn uploaded() -> Vec<(String, Vec<u8>)> {
    vec![("a.csv".into(), b"name,phone".to_vec()), ("leer.csv".into(), Vec::new())]
}

fn named(name: &str, bytes: &[u8]) -> TakenFile {
    TakenFile { name: name.into(), digest: Digest::of_bytes(bytes) }
}

#[tokio::test]
async fn an_import_takes_what_it_recognises_and_names_the_rest_line_by_line() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("import", |tx| {
            let room = room.clone();
            async move {
                let keys = room.keys();
                let case = room.opens(&tx, &room.moussa, "AG-114", Compartment::Operational).await?;
                let by = (&room.moussa, PURPOSE);
                let taken = prepared(&tx);
                let file = named("contacts.csv", b"one");
                let result =
                    casefile::take_import(&tx, &keys, &room.gate, by, &case, (&file, &taken), &|_, _| {})
                        .await?;
                assert_eq!(result.taken, [(EntityKind::Person, 1), (EntityKind::TravelDocument, 1)].into());
                assert_eq!(result.statements, 5);
                let reasons: Vec<_> =
                    result.not_taken.iter().map(|l| (l.place.as_str(), l.reason.as_str())).collect();
                assert_eq!(
                    reasons,
                    [
                        ("line 3", "columns"),
                        ("line 2, column 3", "unknown-link"),
                        ("line 6", "empty"),
                        ("b", "nothing-said"),
                    ]
                );
                let ask = room.asks(&room.moussa, &tx);
                let kept = casefile::import(&tx, &keys, result.import).await?.unwrap();
                let kept = room.gate.open(kept, &ask, &mut tx.log())?;
                assert_eq!((kept.file.as_str(), kept.not_taken, kept.statements), ("contacts.csv", 4, 5));
                let (lines, total) = casefile::lines_not_taken(&tx, &keys, result.import, 1).await?.unwrap();
                assert_eq!((room.gate.open(lines, &ask, &mut tx.log())?, total), (result.not_taken, 4));
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

#[tokio::test]
async fn the_same_file_is_taken_into_a_case_once_and_the_second_time_names_the_first() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("twice", |tx| {
            let room = room.clone();
            async move {
                let keys = room.keys();
                let case = room.opens(&tx, &room.moussa, "AG-114", Compartment::Operational).await?;
                let other = room.opens(&tx, &room.moussa, "AG-115", Compartment::Operational).await?;
                let by = (&room.moussa, PURPOSE);
                let first = prepared(&tx);
                let [a, b] = ["a.csv", "renamed.csv"].map(|name| named(name, b"the same bytes"));
                let quiet = &|_, _| {};
                casefile::take_import(&tx, &keys, &room.gate, by, &case, (&a, &first), quiet).await?;
                let again = prepared(&tx);
                let again =
                    casefile::take_import(&tx, &keys, &room.gate, by, &case, (&b, &again), quiet).await;
                assert!(
                    matches!(again, Err(CaseError::AlreadyTaken { import, .. }) if import == first.import)
                );
                let elsewhere = prepared(&tx);
                casefile::take_import(&tx, &keys, &room.gate, by, &other, (&a, &elsewhere), quiet).await?;
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

#[tokio::test]
async fn an_import_without_leave_takes_nothing() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("no leave", |tx| {
            let room = room.clone();
            async move {
                let case = room.opens(&tx, &room.moussa, "AG-114", Compartment::Operational).await?;
                let by = (&room.stranger, PURPOSE);
                let file = named("a.csv", b"x");
                let (keys, ready) = (room.keys(), prepared(&tx));
                let taken =
                    casefile::take_import(&tx, &keys, &room.gate, by, &case, (&file, &ready), &|_, _| {})
                        .await;
                assert!(matches!(taken, Err(CaseError::Refused(_))));
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

#[tokio::test]
async fn an_upload_waits_an_hour_for_the_one_who_brought_it() {
    for s in stores().await {
        let room = Room::new();
        let put = s.store.run("put", |tx| {
            let room = room.clone();
            async move {
                let case = room.opens(&tx, &room.moussa, "AG-114", Compartment::Operational).await?;
                casefile::keep_upload(&tx, &room.keys(), (case.id, room.moussa.person), &uploaded()).await
            }
        });
        let id: Uuid = put.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
        for (wait_ms, who, there) in
            [(0, &room.moussa, true), (0, &room.stranger, false), (UPLOAD_WAITS_MS, &room.moussa, false)]
        {
            s.clock.advance_ms(wait_ms);
            let got = s.store.run("get", |tx| {
                let (room, person) = (room.clone(), who.person);
                async move { casefile::upload(&tx, &room.keys(), id, person).await }
            });
            assert_eq!(got.await.unwrap().map(|u| u.files), there.then(uploaded), "{}", s.kind);
        }
    }
}
