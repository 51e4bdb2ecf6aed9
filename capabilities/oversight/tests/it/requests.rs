//! The register of what data subjects ask, on both databases.

use crate::House;
use axum::http::StatusCode;
use kernel::Role;

const NEW: &str =
    "kind=access&received=2026-11-01&name=Ermias+G.&contact=lawyer%40example.org&words=What+do+you+hold%3F";

#[tokio::test]
async fn a_request_is_recorded_checked_and_decided_with_its_reasons() {
    for house in House::both().await {
        let (_, token) = house.someone("dpo", Role::DataProtectionOfficer).await;
        let (status, page) = house.get(&token, "/data-protection").await;
        assert_eq!(status, StatusCode::OK, "{}", house.kind);
        assert!(page.contains("No time is set"), "{}: no term is built in\n{page}", house.kind);
        let (status, _) =
            house.post(&token, "/data-protection/time", "days=30&source=Act+843%2C+s.+32").await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{}", house.kind);
        let (status, to) = house.post(&token, "/data-protection/requests", NEW).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{}: {to}", house.kind);
        let (_, page) = house.get(&token, &to).await;
        for told in ["Ermias G.", "What do you hold?", "lawyer@example.org", "Act 843, s. 32", "DS-"] {
            assert!(page.contains(told), "{}: {told}\n{page}", house.kind);
        }
        let (status, page) = house.post(&token, &to, "step=granted&what=all+of+it").await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{}", house.kind);
        assert!(page.contains("First record that it was established who asks"), "{}", house.kind);
        for step in ["step=identity-confirmed&what=passport+seen", "step=granted&what=copy+handed+over"] {
            let (status, _) = house.post(&token, &to, step).await;
            assert_eq!(status, StatusCode::SEE_OTHER, "{}: {step}", house.kind);
        }
        let (status, _) = house.post(&token, &to, "step=refused&what=after+all").await;
        assert_eq!(status, StatusCode::CONFLICT, "{}: what is decided is decided", house.kind);
        let (_, page) = house.get(&token, &to).await;
        assert!(page.contains("passport seen") && page.contains("copy handed over"), "{}", house.kind);
        let (_, list) = house.get(&token, "/data-protection").await;
        assert!(list.contains("decided") && list.contains("1 request"), "{}: {list}", house.kind);
    }
}

#[tokio::test]
async fn nobody_but_the_data_protection_officer_of_the_authority_reads_the_register() {
    let house = House::on(store::testing::sqlite(&crate::steps()).await).await;
    let (_, token) = house.someone("dpo", Role::DataProtectionOfficer).await;
    let (_, to) = house.post(&token, "/data-protection/requests", NEW).await;
    for role in [Role::Administrator, Role::Auditor, Role::Investigator, Role::ProtectionOfficer] {
        let (_, other) = house.someone(role.code(), role).await;
        assert_eq!(house.get(&other, &to).await.0, StatusCode::NOT_FOUND, "{role}");
    }
    let neighbour = house.neighbour().await;
    assert_eq!(house.get(&neighbour, &to).await.0, StatusCode::NOT_FOUND, "another authority of the node");
}

#[tokio::test]
async fn who_asks_does_not_stand_in_the_database_in_clear() {
    let house = House::on(store::testing::sqlite(&crate::steps()).await).await;
    let (_, token) = house.someone("dpo", Role::DataProtectionOfficer).await;
    let (_, to) = house.post(&token, "/data-protection/requests", NEW).await;
    house.post(&token, &to, "step=done&what=asked+the+registry+of+Agadez").await;
    let stored =
        crate::store_tamper::everything(&house.node.store, &["subject_request", "subject_step"]).await;
    assert!(stored.len() > 200, "something was stored");
    for secret in ["Ermias", "lawyer@example", "What do you hold", "Agadez"] {
        assert!(!stored.windows(secret.len()).any(|w| w == secret.as_bytes()), "{secret}");
    }
}

#[tokio::test]
async fn what_is_missing_is_said_at_its_field() {
    let house = House::on(store::testing::sqlite(&crate::steps()).await).await;
    let (_, token) = house.someone("dpo", Role::DataProtectionOfficer).await;
    let tomorrow = "kind=access&received=2099-01-01&name=A&contact=B&words=C";
    for (path, form) in [
        ("/data-protection/requests", tomorrow),
        ("/data-protection/requests", "kind=access&received=2026-11-01&name=&contact=B&words=C"),
        ("/data-protection/time", "days=0&source=x"),
        ("/data-protection/time", "days=30&source="),
    ] {
        let (status, _) = house.post(&token, path, form).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {form}");
    }
}
