//! Search over everything that is said: names, numbers, words of six languages, narrowed, and why.

use crate::pages::Desk;
use crate::people::{Room, party, says, someone, stores};
use casefile::{CaseError, Narrowed, NewEntity, Question, add_statements};
use kernel::{Compartment, EntityKind, Grade, Property};

/// The index, asked for one clear token.
pub fn word(token: &str) -> store::search::Query {
    let term = store::search::Term { one_of: vec![token.to_owned()], begins: true };
    store::search::Query { terms: vec![term], within: None }
}

fn event(key: &str, property: Property, text: &str) -> NewEntity {
    let statements =
        vec![says(property, text), says(Property::Date, "12 March 2019"), says(Property::Country, "Libya")];
    NewEntity { key: key.into(), kind: EntityKind::Event, statements }
}

#[tokio::test]
async fn what_was_said_is_found_by_its_words_in_six_languages() {
    let said = [
        ("en", "The smugglers were arrested on two boats"),
        ("fr", "Les passeurs ont été arrêtés près des bateaux gonflables"),
        ("es", "Los detenidos viajaban en barcos pesqueros"),
        ("ru", "Перевозчиков задержали в аэропорту с самолётами"),
        ("ar", "المهربون في القارب المطاطي قرب الميناء"),
        ("zh", "走私船在港口被扣留"),
    ];
    let asked = [
        ("smuggler arrests", "en"),
        ("passeur bateau gonflable", "fr"),
        ("detenida barco pesquero", "es"),
        ("перевозчик самолеты", "ru"),
        ("مهربين قارب", "ar"),
        ("走私 港口", "zh"),
    ];
    for s in stores().await {
        let room = &Room::new();
        let done = s.store.run::<_, CaseError, _, _>("words", |tx| async move {
            let case = room.opens(&tx, &room.moussa, "NE-1", Compartment::Operational).await?;
            let new = said.iter().map(|(key, text)| event(key, Property::Remark, text)).collect();
            let added = add_statements(&tx, &room.keys(), &room.moussa, &case, party("NE"), new).await?;
            let mut found = Vec::new();
            for (text, _) in asked {
                let question = Question::read(text, party("NE"));
                let ids = casefile::find_entities(&tx, &room.keys(), &question, None).await?;
                found.push(ids.iter().map(|g| g.object().id).collect::<Vec<_>>());
            }
            Ok((added.ids, found))
        });
        let (ids, found) = done.await.unwrap();
        for ((text, key), found) in asked.iter().zip(found) {
            let id = ids.iter().find(|(k, _)| k == key).unwrap().1;
            assert_eq!(found, [id.0], "{}: {text:?} finds what was said in {key}", s.kind);
        }
    }
}

#[tokio::test]
async fn a_search_is_narrowed_by_kind_place_and_time_whatever_the_writing() {
    for s in stores().await {
        let room = &Room::new();
        let done = s.store.run::<_, CaseError, _, _>("narrowed", |tx| async move {
            let case = room.opens(&tx, &room.moussa, "NE-1", Compartment::Operational).await?;
            let new = vec![
                event("sighting", Property::Remark, "a boat"),
                someone(
                    "captain",
                    vec![says(Property::Remark, "seen on a boat"), says(Property::Nationality, "ليبيا")],
                ),
            ];
            add_statements(&tx, &room.keys(), &room.moussa, &case, party("NE"), new).await?;
            let mut counts = Vec::new();
            let all = Narrowed::default;
            for narrowed in [
                all(),
                Narrowed { kind: Some(EntityKind::Person), ..all() },
                all().at("LY"),
                all().between(Some(2018), Some(2020)),
                all().between(Some(2020), None),
            ] {
                let question = Question::read("boats", party("NE")).narrowed_to(narrowed);
                counts.push(casefile::find_entities(&tx, &room.keys(), &question, None).await?.len());
            }
            Ok(counts)
        });
        assert_eq!(done.await.unwrap(), [2, 1, 1, 1, 0], "{}", s.kind);
    }
}

#[tokio::test]
async fn the_page_says_why_a_record_was_found() {
    let desk = Desk::new().await;
    let mut graded = says(Property::Remark, "drives the white lorry");
    graded.grade = Grade::parse("4x4:A-1");
    let said =
        vec![says(Property::Name, "Ermias Ghermay"), says(Property::Phone, "+249 91 234 5678"), graded];
    desk.takes("NE-1", vec![someone("e", said)]).await;
    let asks = async |q: &str| desk.get(&format!("/search?q={q}")).await;
    asks("00249912345678").await.shows(&["the same number, written otherwise", "Ermias Ghermay"]);
    asks("Ermias").await.shows(&["written so"]);
    asks("%E1%8A%A4%E1%88%AD%E1%88%9A%E1%8B%AB%E1%88%B5%20%E1%8C%8D%E1%88%AD%E1%88%9B%E1%8B%AD")
        .await
        .shows(&["the name sounds alike:", "ghermay"]);
    asks("lorries").await.shows(&["words of the text", "drives the white lorry"]);
    asks("lorries&grade=B2").await.shows(&["drives the white lorry"]);
    asks("Ermias&grade=B2").await.shows(&["Nothing found"]);
    asks("lorries&kind=vessel").await.shows(&["Nothing found"]);
    asks("lorries&case=NE-1").await.shows(&["drives the white lorry"]);
    asks("lorries&case=NE-9").await.shows(&["Nothing found"]);
}

#[tokio::test]
async fn a_case_is_found_by_its_summary_and_no_longer_once_it_is_kept() {
    let desk = Desk::new().await;
    desk.takes("NE-7", vec![someone("e", vec![says(Property::Name, "Ermias")])]).await;
    desk.get("/search?q=crossings").await.shows(&["Case NE-7"]);
    desk.keeps_to_moussa("NE-7").await;
    desk.get("/search?q=crossings").await.shows(&["Case NE-7"]);
    let other = desk.joins("other", &[kernel::Role::Investigator]).await.1;
    desk.get_as(&other, "/search?q=crossings").await.hides(&["Case NE-7"]);
}
