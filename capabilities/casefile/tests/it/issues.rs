//! Issues of one list, one after the other.

use crate::people::{PURPOSE, Room, party, says, stores};
use casefile::{
    Case, CaseError, Changes, ImportOptions, ImportResult, Pick, Question, Statement, TakenFile, Value,
};
use kernel::id::{EntityId, ImportId};
use kernel::{Compartment, Digest, EntityKind, Handling, PersonRole, Property};
use reading::{Draft, DraftEntity, Item, Place, Record};
use std::collections::BTreeMap;
use std::path::PathBuf;
use store::Tx;

/// An entry of an invented list: its reference and what the list says.
struct Entry(&'static str, &'static [(Property, &'static str)], Option<&'static str>);

const FIRST: [Entry; 3] = [
    Entry(
        "TSi.001",
        &[
            (Property::Name, "Suleiman Adoum"),
            (Property::Alias, "Haji Sule"),
            (Property::Programme, "test"),
            (Property::Phone, "+227 90 00 01 14"),
        ],
        Some("A0112358"),
    ),
    Entry("TSi.002", &[(Property::Name, "Ayele Worku"), (Property::Programme, "test")], None),
    Entry("TSi.003", &[(Property::Name, "Moussa Garba"), (Property::Programme, "test")], Some("B7654321")),
];

const SECOND: [Entry; 3] = [
    // Another alias, another passport.
    Entry(
        "TSi.001",
        &[
            (Property::Name, "Suleiman Adoum"),
            (Property::Alias, "Sule the Tall"),
            (Property::Programme, "test"),
            (Property::Phone, "+227 90 00 01 14"),
        ],
        Some("C1112223"),
    ),
    Entry("TSi.002", &[(Property::Name, "Ayele Worku"), (Property::Programme, "test")], None),
    // TSi.003 is no longer there.
    Entry("TSi.004", &[(Property::Name, "Ibrahim Saley"), (Property::Programme, "test")], None),
];

fn items(entries: &[Entry]) -> Vec<Item> {
    let draft = |property, value| Draft { property, value, place: String::new(), script: None, flag: None };
    let record = |(n, Entry(reference, says, passport)): (usize, &Entry)| {
        let key = format!("un/{reference}");
        let mut statements: Vec<Draft> =
            says.iter().map(|(p, t)| draft(*p, reading::Value::Text((*t).into()))).collect();
        statements.push(draft(Property::Reference, reading::Value::Text((*reference).into())));
        let mut entities = Vec::new();
        if let Some(number) = passport {
            let document = format!("{key}/document/{number}");
            statements.push(draft(Property::HoldsDocument, reading::Value::Link(document.clone())));
            let said = vec![draft(Property::DocumentNumber, reading::Value::Text((*number).into()))];
            entities.push(DraftEntity { key: document, kind: EntityKind::TravelDocument, statements: said });
        }
        entities.insert(0, DraftEntity { key, kind: EntityKind::Person, statements });
        let place = Place { index: n as u64 + 1, ..Place::default() };
        Item::Record(Record { place, entities, marked: Default::default() })
    };
    entries.iter().enumerate().map(record).collect()
}

fn options(format: &str) -> ImportOptions {
    ImportOptions {
        source: "the list".into(),
        format: format.into(),
        region: party("NE"),
        handling: Handling::H0,
        restrictions: Default::default(),
        tlp: None,
        pap: None,
        grade: None,
        compartment: None,
    }
}

async fn take(
    tx: &Tx,
    room: &Room,
    case: &Case,
    (name, dated, format): (&str, &str, &str),
    items: Vec<Item>,
) -> Result<ImportResult, CaseError> {
    let mut prepared = casefile::prepare(items, &options(format), ImportId::new(tx.clock(), tx.rng()));
    prepared.dated = dated.into();
    let file =
        TakenFile { name: name.into(), digest: Digest::of_bytes(format!("{name} {dated}").as_bytes()) };
    let by = (&room.moussa, PURPOSE);
    let ask = gate::Ask::new(&room.moussa, gate::action::IMPORT, PURPOSE, tx.at());
    let foreseen =
        casefile::foresee_issue(tx, &room.keys(), (&room.gate, &ask), case, (&file, &prepared)).await?;
    let taken =
        casefile::take_import(tx, &room.keys(), &room.gate, by, case, (&file, &prepared), &|_, _| {}).await?;
    assert_eq!(foreseen, taken.changes, "what was said before it was taken is what came");
    Ok(taken)
}

/// What stands and what was taken back, by the name of whom it is about.
async fn said(tx: &Tx, room: &Room, case: &Case) -> Result<BTreeMap<EntityId, Vec<Statement>>, CaseError> {
    let ask = room.asks(&room.moussa, tx);
    let filter = casefile::EntityFilter::default();
    let mut of = BTreeMap::new();
    for page in 1.. {
        let (entities, _) = casefile::entities(tx, (&room.gate, &ask), case.id, &filter, (page, 500)).await?;
        let ids: Vec<EntityId> =
            room.gate.open_each(entities, &ask, &mut tx.log()).into_iter().map(|e| e.id).collect();
        if ids.is_empty() {
            break;
        }
        let all = casefile::statements_of_all(tx, &room.keys(), &ids).await?;
        for one in room.gate.open_each(all, &ask, &mut tx.log()) {
            of.entry(one.entity).or_insert_with(Vec::new).push(one);
        }
    }
    Ok(of)
}

fn text(statement: &Statement) -> &str {
    match &statement.value {
        Value::Text(text) => text,
        Value::Entity(_) => "",
    }
}

/// The standing texts of whoever bears this reference, and what was taken back of them.
fn of<'s>(
    all: &'s BTreeMap<EntityId, Vec<Statement>>,
    reference: &str,
) -> (Vec<&'s str>, Vec<(&'s str, &'s str)>) {
    let own = all
        .values()
        .find(|s| s.iter().any(|s| s.property == Property::Reference && text(s) == reference))
        .unwrap();
    let standing = own.iter().filter(|s| s.retracted.is_none()).map(text).filter(|t| !t.is_empty());
    let gone = own.iter().filter_map(|s| Some((text(s), s.retracted.as_ref()?.why.as_str())));
    (standing.collect(), gone.filter(|g| !g.0.is_empty()).collect())
}

#[tokio::test]
async fn a_later_issue_adds_changes_and_marks_who_went_and_nothing_stands_twice() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("issues", |tx| {
            let room = room.clone();
            async move {
                let case = room.opens(&tx, &room.moussa, "UN", Compartment::Operational).await?;
                let un = |dated| ("list.xml", dated, "un-sc-list");
                let first = take(&tx, &room, &case, un("2018-10-29"), items(&FIRST)).await?;
                assert_eq!(first.changes, None, "the first issue changes nothing");
                let second = take(&tx, &room, &case, un("2020-11-30"), items(&SECOND)).await?;
                let changes = second.changes.unwrap();
                // New are TSi.004 and the passport; of TSi.001 two texts and a link changed.
                assert_eq!(changes, Changes { added: 2, changed: 1, removed: 1, unchanged: 1, retracted: 4 });
                let all = said(&tx, &room, &case).await?;
                let (standing, gone) = of(&all, "TSi.001");
                assert!(standing.contains(&"Sule the Tall") && !standing.contains(&"Haji Sule"));
                assert_eq!(gone, [("Haji Sule", "no longer on the list: 2020-11-30")]);
                assert_eq!(standing.iter().filter(|t| **t == "Suleiman Adoum").count(), 1);
                let (standing, gone) = of(&all, "TSi.003");
                assert!(standing.contains(&"Moussa Garba"), "who went is not deleted");
                assert!(standing.contains(&"2020-11-30"), "no longer listed as of that day");
                assert_eq!(gone, [("test", "no longer on the list: 2020-11-30")]);
                assert_eq!(all.len(), 7, "four persons, three passports");
                let kept = casefile::import(&tx, &room.keys(), second.import).await?.unwrap();
                let kept = room.gate.open(kept, &room.asks(&room.moussa, &tx), &mut tx.log())?;
                assert_eq!(kept.changes, Some(changes), "the page of the import says so later too");
                // The same once more under another day changes nothing, and the first again brings back what went.
                let third = take(&tx, &room, &case, un("2021-01-01"), items(&SECOND)).await?;
                assert_eq!(third.changes, Some(Changes { unchanged: 4, ..Changes::default() }));
                let back = take(&tx, &room, &case, un("2021-02-01"), items(&FIRST)).await?;
                assert_eq!(back.changes.unwrap().removed, 1);
                let all = said(&tx, &room, &case).await?;
                let (standing, _) = of(&all, "TSi.003");
                assert!(standing.contains(&"test") && !standing.contains(&"2020-11-30"), "{standing:?}");
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

#[tokio::test]
async fn an_issue_touches_nothing_that_an_officer_or_another_source_said() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("officer", |tx| {
            let room = room.clone();
            async move {
                let (keys, region) = (room.keys(), party("NE"));
                let case = room.opens(&tx, &room.moussa, "UN", Compartment::Operational).await?;
                let un = |dated| ("list.xml", dated, "un-sc-list");
                take(&tx, &room, &case, un("2018-10-29"), items(&FIRST)).await?;
                let all = said(&tx, &room, &case).await?;
                let (id, own) = all.iter().find(|(_, s)| s.iter().any(|s| text(s) == "TSi.001")).unwrap();
                let entity = casefile::Entity { id: *id, case: case.id, kind: EntityKind::Person };
                let by_hand = vec![says(Property::Alias, "Sule of Agadez")];
                casefile::add_to_entity(&tx, &keys, &room.moussa, (&case, &entity), region, by_hand).await?;
                let wrong = own.iter().find(|s| text(s) == "+227 90 00 01 14").unwrap();
                let of_person = (wrong, EntityKind::Person);
                casefile::retract(&tx, &keys, &room.moussa, of_person, "wrong number", region).await?;
                take(&tx, &room, &case, un("2020-11-30"), items(&SECOND)).await?;
                let all = said(&tx, &room, &case).await?;
                let (standing, gone) = of(&all, "TSi.001");
                assert!(standing.contains(&"Sule of Agadez"));
                assert!(
                    !standing.contains(&"+227 90 00 01 14"),
                    "what a person took back the list does not undo"
                );
                assert!(gone.contains(&("+227 90 00 01 14", "wrong number")));
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

#[tokio::test]
async fn a_15_values_cleared_because_somebody_was_listed_are_not_when_they_no_longer_are() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("clearance", |tx| {
            let room = room.clone();
            async move {
                let (keys, by) = (room.keys(), (&room.moussa, PURPOSE));
                let case = room.opens(&tx, &room.moussa, "UN", Compartment::Operational).await?;
                let un = |dated| ("list.xml", dated, "un-sc-list");
                let with_phone = |all: &[Entry]| {
                    let mut items = items(all);
                    if let Some(Item::Record(record)) = items.get_mut(2) {
                        let said = &mut record.entities[0].statements;
                        let value = reading::Value::Text("+227 90 00 01 99".into());
                        said.push(Draft { property: Property::Phone, value, ..said[0].clone() });
                    }
                    items
                };
                take(&tx, &room, &case, un("2018-10-29"), with_phone(&FIRST)).await?;
                let (pick, role) = (Pick::default(), PersonRole::Listed);
                casefile::accept(&tx, &room.gate, by, &case, &pick, role, "published list").await?;
                let cleared = |id: EntityId| {
                    let (room, tx) = (room.clone(), &tx);
                    async move {
                        let all = casefile::selectors_of(tx, &room.keys(), &[id]).await?;
                        let all = room.gate.open_each(all, &room.asks(&room.moussa, tx), &mut tx.log());
                        let cleared = all.iter().filter(|s| s.eligibility.is_some()).count();
                        Ok::<_, CaseError>((all.len(), cleared))
                    }
                };
                let all = said(&tx, &room, &case).await?;
                let id_of = |reference: &str| {
                    *all.iter().find(|(_, s)| s.iter().any(|s| text(s) == reference)).unwrap().0
                };
                let (went, stayed) = (id_of("TSi.003"), id_of("TSi.001"));
                assert!(cleared(went).await?.1 > 0);
                take(&tx, &room, &case, un("2020-11-30"), items(&SECOND)).await?;
                let (kept, still) = cleared(went).await?;
                assert!(kept > 0 && still == 0, "{kept} values, {still} cleared");
                assert!(cleared(stayed).await?.1 > 0);
                let question = Question::read("Moussa Garba", party("NE"));
                let found = casefile::find_entities(&tx, &keys, &question, None).await?;
                assert!(found.iter().any(|e| e.object().id == went.0), "who went is still found");
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

#[tokio::test]
async fn a_8_an_issue_counts_what_is_sealed_as_if_it_were_not_there() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("sealed", |tx| {
            let room = room.clone();
            async move {
                let (keys, region) = (room.keys(), party("NE"));
                let case = room.opens(&tx, &room.moussa, "FTM", Compartment::Operational).await?;
                take(&tx, &room, &case, ("entities.json", "", "ftm"), items(&FIRST)).await?;
                let all = said(&tx, &room, &case).await?;
                let id_of =
                    |name: &str| *all.iter().find(|(_, s)| s.iter().any(|s| text(s) == name)).unwrap().0;
                // Of one of them a protection officer keeps another spelling.
                let entity =
                    casefile::Entity { id: id_of("Ayele Worku"), case: case.id, kind: EntityKind::Person };
                let spelling = casefile::NewStatement {
                    compartment: Some(Compartment::Protection),
                    ..says(Property::Alias, "Ayelech W.")
                };
                let kept = vec![spelling];
                casefile::add_to_entity(&tx, &keys, &room.protector, (&case, &entity), region, kept).await?;
                // Asked whether she is called so, a file says the same of her as of somebody of whom nothing is kept.
                let asks = |reference, name, alias| {
                    let says =
                        [(Property::Name, name), (Property::Programme, "test"), (Property::Alias, alias)];
                    items(&[Entry(reference, Box::leak(Box::new(says)), None)])
                };
                let asked = [
                    ("a.json", asks("TSi.002", "Ayele Worku", "Ayelech W.")),
                    ("b.json", asks("TSi.001", "Suleiman Adoum", "Ayelech W.")),
                ];
                for (file, items) in asked {
                    let taken = take(&tx, &room, &case, (file, "", "ftm"), items).await?;
                    let expected = Changes { changed: 1, ..Changes::default() };
                    assert_eq!(taken.changes, Some(expected), "{file}");
                }
                // What she was kept under stands as it stood.
                let read = casefile::statements_of(&tx, &keys, entity.id).await?;
                let sealed = read.iter().filter(|g| g.label().compartment == Compartment::Protection);
                assert_eq!(sealed.count(), 1);
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

#[tokio::test]
async fn a_file_that_is_no_whole_list_only_adds_to_what_it_knows_again() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("delta", |tx| {
            let room = room.clone();
            async move {
                let case = room.opens(&tx, &room.moussa, "FTM", Compartment::Operational).await?;
                take(&tx, &room, &case, ("entities.json", "", "ftm"), items(&FIRST)).await?;
                // Another file about one of them: nobody is missing from it.
                let other = take(&tx, &room, &case, ("delta.json", "", "ftm"), items(&SECOND[..1])).await?;
                let changes = other.changes.unwrap();
                assert_eq!((changes.removed, changes.retracted, changes.changed), (0, 0, 1));
                let all = said(&tx, &room, &case).await?;
                let (standing, _) = of(&all, "TSi.001");
                assert!(standing.contains(&"Haji Sule") && standing.contains(&"Sule the Tall"));
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

/// A file of the shared folder, or `None` with a word about it where the folder is absent.
fn shared(path: &str) -> Option<PathBuf> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    if file.exists() {
        return Some(file);
    }
    println!("skipped: {} absent", file.display());
    None
}

#[tokio::test]
async fn two_issues_of_the_security_council_list_give_who_came_and_who_went() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../proof/expected/networks.json");
    let expected: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let expected = &expected["un-issues"];
    let mut issues = Vec::new();
    for day in ["2018-10-29", "2020-11-30"] {
        let Some(file) = shared(&format!("data/lists/un-sc-{day}.xml")) else { return };
        let bytes: Box<dyn std::io::Read> = Box::new(std::fs::File::open(file).unwrap());
        let mut items = Vec::new();
        let mut sink = |item| {
            items.push(item);
            reading::Control::Go
        };
        let inputs = vec![(format!("{day}.xml"), bytes)];
        let format = reading::Format::UnScList;
        let read = reading::read(format, inputs, &Default::default(), &mut sink).unwrap();
        assert_eq!(read.dated, day, "the day stands in the file");
        issues.push((day, items));
    }
    // One database: what differs between them the invented issues above show, and fourteen thousand statements take their time.
    for s in stores().await.into_iter().take(1) {
        let (room, issues) = (Room::new(), issues.clone());
        let run = s.store.run("real issues", |tx| {
            let (room, issues) = (room.clone(), issues.clone());
            async move {
                let case = room.opens(&tx, &room.moussa, "UN", Compartment::Operational).await?;
                let mut last = None;
                for (day, items) in issues {
                    last = take(&tx, &room, &case, (day, day, "un-sc-list"), items).await?.changes;
                }
                assert_eq!(Some(last.unwrap().removed), expected["went"].as_u64());
                let all = said(&tx, &room, &case).await?;
                let with = |property: Property| {
                    let says = |s: &&Vec<Statement>| {
                        s.iter().any(|s| s.property == property && s.retracted.is_none())
                    };
                    all.values().filter(says).count() as u64
                };
                let entries = with(Property::Reference);
                let before = expected["before"].as_u64().unwrap();
                assert_eq!(Some(entries), expected["came"].as_u64().map(|came| before + came));
                assert_eq!(Some(with(Property::Programme)), expected["after"].as_u64());
                assert_eq!(Some(with(Property::NoLongerListed)), expected["went"].as_u64());
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}
