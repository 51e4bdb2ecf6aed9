//! A shift handed over: roles of a colleague, until a time.

use crate::House;
use axum::http::StatusCode;
use kernel::time::HOUR_MS;
use kernel::{Actor, Compartment, Role};

/// Hands roles over on the page, as people do.
pub(crate) async fn hands(house: &House, (from, to): (&Actor, &Actor), roles: &[Role], hours: u32) {
    let page = asks_to_hand(house, (from, to), roles, hours).await;
    assert_eq!((page.status, page.to.as_str()), (StatusCode::SEE_OTHER, "/account"), "{}", page.text);
}

async fn asks_to_hand(
    house: &House,
    (from, to): (&Actor, &Actor),
    roles: &[Role],
    hours: u32,
) -> crate::pages::Page {
    let (to, hours) = (to.person.to_string(), hours.to_string());
    let mut fields = vec![("to", to.as_str()), ("hours", hours.as_str()), ("reason", "night shift")];
    fields.extend(roles.iter().map(|r| ("shift", r.code())));
    crate::pages::visitor(house, from.person).await.post("/shifts", &fields).await
}

#[tokio::test]
async fn a_colleague_holds_the_roles_and_the_log_names_both_until_the_clock_ends_it() {
    for house in House::both().await {
        let officer = house.joins("r.issoufou", &[Role::ProtectionOfficer]).await.0;
        let moussa = &house.moussa.0;
        hands(&house, (&officer, moussa), &[Role::ProtectionOfficer], 8).await;
        let during = house.now(moussa.person).await;
        assert!(during.is(Role::ProtectionOfficer) && during.is(Role::DutyOfficer), "{}", house.at.kind);
        assert!(during.compartments.contains(&Compartment::Protection), "{}", house.at.kind);
        assert_eq!(during.name, "a.moussa, for r.issoufou", "{}", house.at.kind);
        house.at.clock.advance_ms(8 * HOUR_MS - 1);
        assert!(house.now(moussa.person).await.is(Role::ProtectionOfficer), "{}: to the end", house.at.kind);
        house.at.clock.advance_ms(1);
        let after = house.now(moussa.person).await;
        assert_eq!((after.roles.clone(), after.name.as_str()), ([Role::DutyOfficer].into(), "a.moussa"));
        assert!(!after.compartments.contains(&Compartment::Protection), "{}", house.at.kind);
        let handed =
            |r: &store::audit::LogRow| r.entry.note.starts_with("handed protection-officer to a.moussa");
        assert!(house.log().await.iter().any(handed), "{}", house.at.kind);
    }
}

#[tokio::test]
async fn a_session_that_is_open_loses_the_roles_with_its_next_page() {
    for house in House::both().await {
        let (admin, _) = house.joins("admin", &[Role::Auditor]).await;
        let visitor = crate::pages::visitor(&house, house.moussa.0.person).await;
        hands(&house, (&admin, &house.moussa.0), &[Role::Auditor], 1).await;
        assert!(visitor.get("/account").await.text.contains("On duty for admin until"), "{}", house.at.kind);
        // Kept awake: a session ends by itself after an hour without a page.
        house.at.clock.advance_ms(HOUR_MS / 2);
        visitor.get("/account").await;
        house.at.clock.advance_ms(HOUR_MS / 2);
        let after = visitor.get("/account").await;
        assert_eq!(after.status, StatusCode::OK, "{}", house.at.kind);
        assert!(!after.text.contains("On duty for"), "{}", house.at.kind);
    }
}

#[tokio::test]
async fn either_ends_it_early_and_nobody_else() {
    for house in House::both().await {
        let (ibrahim, moussa) = (&house.ibrahim.0, &house.moussa.0);
        let third = house.joins("k.third", &[Role::Investigator]).await.0;
        for ends in [ibrahim, moussa] {
            hands(&house, (ibrahim, moussa), &[Role::Investigator], 8).await;
            let page = crate::pages::visitor(&house, moussa.person).await.get("/account").await.text;
            let id = page.split("/shifts/").nth(1).unwrap().split('/').next().unwrap().to_owned();
            let path = format!("/shifts/{id}/end");
            let other = crate::pages::visitor(&house, third.person).await.post(&path, &[]).await;
            assert_eq!(other.status, StatusCode::NOT_FOUND, "{}", house.at.kind);
            assert!(house.now(moussa.person).await.is(Role::Investigator), "{}", house.at.kind);
            crate::pages::visitor(&house, ends.person).await.post(&path, &[]).await;
            assert!(
                !house.now(moussa.person).await.is(Role::Investigator),
                "{}: {}",
                house.at.kind,
                ends.name
            );
        }
    }
}

#[tokio::test]
async fn only_own_roles_are_handed_over_and_never_that_of_an_administrator() {
    for house in House::both().await {
        let (ibrahim, moussa) = (&house.ibrahim.0, &house.moussa.0);
        let admin = house.joins("admin", &[Role::Administrator, Role::DutyOfficer]).await.0;
        let third = house.joins("k.third", &[Role::Auditor]).await.0;
        let refused = asks_to_hand(&house, (&admin, moussa), &[Role::Administrator], 8).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{}: the administrator role", house.at.kind);
        hands(&house, (ibrahim, moussa), &[Role::Investigator], 8).await;
        let on = asks_to_hand(&house, (moussa, &third), &[Role::Investigator], 8).await;
        assert_eq!(on.status, StatusCode::BAD_REQUEST, "{}: what was handed over", house.at.kind);
        assert!(!house.now(third.person).await.is(Role::Investigator), "{}", house.at.kind);
        let long = asks_to_hand(&house, (ibrahim, moussa), &[Role::Investigator], 25).await;
        assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY, "{}: longer than a day", house.at.kind);
        let own = asks_to_hand(&house, (ibrahim, ibrahim), &[Role::Investigator], 8).await;
        assert_eq!(own.status, StatusCode::NOT_FOUND, "{}: to oneself", house.at.kind);
    }
}

#[tokio::test]
async fn who_loses_a_role_has_nothing_to_hand_on() {
    for house in House::both().await {
        let (ibrahim, moussa) = (&house.ibrahim.0, &house.moussa.0);
        hands(&house, (ibrahim, moussa), &[Role::Investigator], 8).await;
        house.set(ibrahim.person, &[Role::DutyOfficer], true).await;
        assert!(!house.now(moussa.person).await.is(Role::Investigator), "{}", house.at.kind);
        house.set(ibrahim.person, &[Role::Investigator], true).await;
        house.set(ibrahim.person, &[Role::Investigator], false).await;
        assert!(!house.now(moussa.person).await.is(Role::Investigator), "{}: shut out", house.at.kind);
    }
}
