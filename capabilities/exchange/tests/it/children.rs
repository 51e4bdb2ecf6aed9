//! What a child is called leaves only where somebody released it, and is hidden where it arrives; what is in
//! distress is asked about as a threat to life.

use crate::story::*;
use exchange::carry::carried;
use exchange::{ExchangeError, MoveBody, Pick, without_names};
use gate::action;
use kernel::{PersonRole, Property};

const NAME: &str = "Selam Tesfay";

async fn logged(desk: &exchange::testing::Desk, action: &str) -> u64 {
    let query = store::audit::LogQuery { action: Some(action.into()), rows: 1, ..Default::default() };
    let query = &query;
    let read = desk.node.store.run::<_, store::StoreError, _, _>("log", |tx| async move {
        Ok(store::audit::read(&tx, query).await?.1)
    });
    read.await.unwrap()
}

fn released(picks: &[Pick]) -> Vec<Pick> {
    picks.iter().map(|p| Pick { name: true, ..*p }).collect()
}

#[tokio::test]
async fn r_26_what_a_child_is_called_leaves_only_where_somebody_released_it_and_arrives_hidden() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let case = opens_case(accra, "DF-0931").await;
        let added = records(accra, case, NAME, "+227 90 00 01 15").await;
        let child = added.ids[0].1;
        let all = picks(accra, &added).await;
        says_of(accra, (case, child), Property::AgeClaimed, "16", |s| s).await;
        let there = niamey.node.keys.id;
        let made = opens_with(accra, there, request(), all.clone(), Some(case)).await.unwrap();
        assert_eq!((made.carried, made.withheld), (1, 1), "{}: the name stays", pair.kind);
        let body = reads(accra, made.dossier).await.opening();
        assert!(!body.all_text().contains(NAME), "{}", pair.kind);
        // Picked for what it is, it goes, and the log says who saw and released it.
        let made = opens_with(accra, there, request(), released(&all), Some(case)).await.unwrap();
        assert_eq!((made.carried, made.withheld), (2, 0), "{}", pair.kind);
        let body = reads(accra, made.dossier).await.opening();
        assert!(body.all_text().contains(NAME), "{}", pair.kind);
        assert!(!without_names(body.clone()).all_text().contains(NAME), "{}", pair.kind);
        assert!(carried(&body).0.iter().all(|s| s.names_child == (s.property == Property::Name)));
        assert!(logged(accra, action::SHOW_NAME).await > 0, "{}", pair.kind);
        // There it makes a child of whoever bears it, from the moment it is taken.
        settle(&pair).await;
        let own = opens_case(niamey, "AG-114").await;
        takes(niamey, made.dossier, 1, own).await.unwrap();
        let taken = everything_of(niamey, own).await;
        assert_eq!(taken.len(), 1, "{}: the name is there and not shown", pair.kind);
        let entity = taken[0].entity;
        let children = niamey.node.store.run::<_, store::StoreError, _, _>("children", |tx| async move {
            casefile::children_among(&tx, &[entity]).await
        });
        assert_eq!(children.await.unwrap().len(), 1, "{}", pair.kind);
    }
}

#[tokio::test]
async fn r_07_what_is_in_distress_is_asked_about_as_a_threat_to_life() {
    for pair in both_databases().await {
        let accra = &pair.accra;
        let case = opens_case(accra, "DF-0931").await;
        let added = records(accra, case, "Rubber boat 4", "+227 90 00 01 15").await;
        let all = picks(accra, &added).await;
        let there = pair.niamey.node.keys.id;
        let role = PersonRole::InDistress.code();
        let said = says_of(accra, (case, added.ids[0].1), Property::Role, role, |s| s).await;
        let asked = opens_with(accra, there, request(), all.clone(), Some(case)).await;
        assert!(matches!(asked, Err(ExchangeError::DistressFirst)), "{}: {asked:?}", pair.kind);
        let urgent: MoveBody = request()
            .with("urgency", "imminent-threat-to-life")
            .with("urgency_reason", "Forty people on a boat that takes water.");
        opens_with(accra, there, urgent, all.clone(), Some(case)).await.unwrap();
        // Taken back once everybody is ashore, it is a request like any other.
        takes_back(accra, said, "all ashore").await;
        opens_with(accra, there, request(), all, Some(case)).await.unwrap();
    }
}
