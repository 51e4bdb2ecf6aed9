//! Figures: counted once, released by two, on both databases.

use crate::House;
use axum::http::StatusCode;
use kernel::figures::Period;
use kernel::time::DAY_MS;
use kernel::{Actor, Digest, Role};
use oversight::{Figured, count_figures, figures_of};
use store::StoreError;

const REQUEST: &str = "kind=access&received=2026-11-01&name=Ermias+G.&contact=post&words=What+do+you+hold%3F";

async fn figures(house: &House, actor: &Actor) -> Vec<Figured> {
    let read = house
        .node
        .store
        .run::<_, StoreError, _, _>("figures", |tx| async move { figures_of(&tx, &house.node, actor).await });
    read.await.unwrap()
}

/// The house after the end of 2026, in which so many people asked what is held about them.
async fn counted(house: &House, requests: usize) -> Vec<Figured> {
    let (_, token) = house.someone("dpo", Role::DataProtectionOfficer).await;
    for _ in 0..requests {
        assert_eq!(house.post(&token, "/data-protection/requests", REQUEST).await.0, StatusCode::SEE_OTHER);
    }
    house.advance(60 * DAY_MS);
    assert_eq!(count_figures(&house.node).await.unwrap(), 2, "{}: a quarter and a year", house.kind);
    let (auditor, _) = house.someone("counts", Role::Auditor).await;
    figures(house, &auditor).await
}

#[tokio::test]
async fn r_05_a_period_is_counted_once_and_a_late_change_gives_no_second_version() {
    for house in House::both().await {
        let first = counted(&house, 12).await;
        let (auditor, token) = house.someone("audit", Role::Auditor).await;
        let year = first.iter().find(|f| f.period == Period::parse("2026").unwrap()).unwrap();
        assert_eq!(Digest::of_bytes(year.bytes.as_bytes()), year.digest, "{}", house.kind);
        assert!(year.bytes.contains(r#"{"cell":"access","count":{"from":10,"to":14}}"#), "{}", year.bytes);
        assert!(year.bytes.contains(r#"{"cell":"objection","count":{"below":10}}"#), "{}", year.bytes);
        assert!(!year.bytes.contains("12"), "{}: the exact number stands nowhere", year.bytes);
        assert_eq!(count_figures(&house.node).await.unwrap(), 0, "{}", house.kind);
        let (_, dpo) = house.someone("dpo.two", Role::DataProtectionOfficer).await;
        for _ in 0..5 {
            house.post(&dpo, "/data-protection/requests", REQUEST).await;
        }
        count_figures(&house.node).await.unwrap();
        assert_eq!(figures(&house, &auditor).await, first, "{}", house.kind);
        let (status, page) = house.get(&token, "/figures?period=2026").await;
        assert_eq!(status, StatusCode::OK, "{}", house.kind);
        for told in ["10 to 14", "fewer than 10, or none", "Requests of data subjects", "not released", "UTC"]
        {
            assert!(page.contains(told), "{}: {told}\n{page}", house.kind);
        }
        assert_eq!(house.get(&token, "/figures?period=2027-Q1").await.0, StatusCode::NOT_FOUND, "it runs");
        assert_eq!(house.get(&token, "/figures?period=soon").await.0, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn figures_leave_only_once_a_data_protection_officer_confirmed_what_another_asked() {
    for house in House::both().await {
        let all = counted(&house, 0).await;
        let (_, auditor) = house.someone("audit", Role::Auditor).await;
        let (_, second_auditor) = house.someone("audit.two", Role::Auditor).await;
        let (_, dpo) = house.someone("dpo.two", Role::DataProtectionOfficer).await;
        let (_, investigator) = house.someone("a.moussa", Role::Investigator).await;
        let id = all[0].id;
        let (csv, json) = (format!("/figures/{id}/csv"), format!("/figures/{id}/json"));
        let ask = format!("/figures/{id}/release");
        for (token, path) in [(&auditor, &csv), (&dpo, &json)] {
            assert_eq!(house.get(token, path).await.0, StatusCode::NOT_FOUND, "{}: {path}", house.kind);
        }
        assert_eq!(house.post(&investigator, &ask, "").await.0, StatusCode::NOT_FOUND);
        assert_eq!(house.post(&auditor, &ask, "").await, (StatusCode::SEE_OTHER, "/second-person".into()));
        let (status, page) = house.post(&dpo, &ask, "").await;
        assert_eq!(status, StatusCode::CONFLICT, "{}: it was asked for", house.kind);
        assert!(page.contains("It waits for a data protection officer"), "{page}");
        let (_, page) = house.get(&dpo, "/second-person").await;
        assert!(page.contains("Release the figures: Quarter 4 of 2026"), "{}: {page}", house.kind);
        assert!(page.contains(&all[0].digest.to_string()), "{}: what is confirmed is named", house.kind);
        let act = page.split("action=\"/second-person/").nth(1).unwrap().split('"').next().unwrap();
        let act = format!("/second-person/{act}");
        let (_, own) = house.get(&auditor, "/second-person").await;
        assert!(own.contains("Release the figures"), "{}: who asked sees that it waits", house.kind);
        for token in [&auditor, &second_auditor, &investigator] {
            let (status, _) = house.post(token, &act, "decision=confirm").await;
            assert_ne!(status, StatusCode::SEE_OTHER, "{}", house.kind);
            assert_eq!(house.get(&auditor, &csv).await.0, StatusCode::NOT_FOUND, "{}", house.kind);
        }
        let (status, _) = house.post(&dpo, &act, "decision=confirm").await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{}", house.kind);
        let (status, file) = house.get(&auditor, &csv).await;
        assert_eq!(status, StatusCode::OK, "{}", house.kind);
        assert!(file.starts_with("\"period\",\"party\",\"authority\""), "{file}");
        assert!(
            file.contains("\"2026-Q4\",\"NE\",\"Investigation Unit\",\"casefile\",\"cases-opened\""),
            "{file}"
        );
        let (_, file) = house.get(&dpo, &json).await;
        assert_eq!(Digest::of_bytes(file.as_bytes()), all[0].digest, "{}: byte for byte", house.kind);
        assert_eq!(house.get(&investigator, &csv).await.0, StatusCode::NOT_FOUND);
        assert_eq!(house.get(&house.neighbour().await, &csv).await.0, StatusCode::NOT_FOUND);
        assert_eq!(house.get(&auditor, &format!("/figures/{id}/xml")).await.0, StatusCode::NOT_FOUND);
        let (status, _) = house.post(&auditor, &ask, "").await;
        assert_eq!(status, StatusCode::CONFLICT, "{}: released is released", house.kind);
        let (_, log) = house.get(&auditor, "/log?action=release-figures").await;
        assert!(log.contains("those-who-answer-for-the-authority-release-figures"), "{}: {log}", house.kind);
    }
}

#[tokio::test]
async fn a_data_protection_officer_alone_releases_nothing() {
    for house in House::both().await {
        let all = counted(&house, 0).await;
        let (_, dpo) = house.someone("dpo.two", Role::DataProtectionOfficer).await;
        let ask = format!("/figures/{}/release", all[0].id);
        assert_eq!(house.post(&dpo, &ask, "").await.0, StatusCode::SEE_OTHER);
        let (_, page) = house.get(&dpo, "/second-person").await;
        let act = page.split("/second-person/").nth(1).unwrap().split('"').next().unwrap();
        house.post(&dpo, &format!("/second-person/{act}"), "decision=confirm").await;
        assert_eq!(
            house.get(&dpo, &format!("/figures/{}/csv", all[0].id)).await.0,
            StatusCode::NOT_FOUND,
            "{}",
            house.kind
        );
    }
}

#[tokio::test]
async fn the_list_behind_a_number_is_named_to_whoever_may_open_it() {
    let house = House::on(store::testing::sqlite(&crate::steps()).await).await;
    counted(&house, 0).await;
    for (name, role, cases, requests) in [
        ("prosecutor", Role::Prosecutor, true, false),
        ("dpo.two", Role::DataProtectionOfficer, false, true),
        ("admin", Role::Administrator, false, false),
    ] {
        let (_, token) = house.someone(name, role).await;
        let (status, page) = house.get(&token, "/figures?period=2026-Q4").await;
        assert_eq!(status, StatusCode::OK, "{role}");
        assert_eq!(page.contains("class=\"more\" href=\"/cases\""), cases, "{role}");
        let (_, page) = house.get(&token, "/figures?period=2026").await;
        assert_eq!(page.contains("class=\"more\" href=\"/data-protection\""), requests, "{role}");
    }
    let (_, investigator) = house.someone("i", Role::Investigator).await;
    assert_eq!(house.get(&investigator, "/figures").await.0, StatusCode::NOT_FOUND);
}
