//! Following a recommendation for one's own State, and what others read of it.

use crate::{House, report};
use kernel::time::DAY_MS;
use kernel::{Actor, Role};
use store::StoreError;

impl House {
    /// Takes a step in following a recommendation.
    async fn does(&self, token: &str, path: &str, form: &str) {
        let (status, page) = self.post(token, path, form).await;
        assert_eq!(status, 303, "{}: {form}\n{page}", self.kind);
    }

    /// Somebody who follows the first recommendation, with something in each part of it.
    async fn follows(&self) -> (String, String) {
        let coordinator = self.coordinator().await;
        self.puts_in(&coordinator, &report()).await;
        let path = format!("/conference/following/{}", self.recommendation(&coordinator, "designate").await);
        for form in [
            "act=answer&answer=accepted&reason=in+line+with+the+national+plan",
            "act=lead&institution=Ministry+of+Justice",
            "act=partner&partner=Telecom+operators&sort=private-sector",
            "act=action&what=Call+every+desk&owner=Duty+desk&due=2026-12-20",
            "act=indicator&measure=Desks+that+answer&unit=desks&baseline=1&target=3&source=quarterly+calls",
            "act=evidence&title=Decree+12&reference=J.O.+12&public=yes",
            "act=evidence&title=Minutes+of+the+council&reference=file+9",
            "act=assess&view=state&who=Ministry+of+Justice&status=in-progress&why=two+desks+answer",
            "act=assess&view=stakeholder&who=Network+of+shelters&status=not-started&why=no+desk+answers+at+night",
            "act=figures",
        ] {
            self.does(&coordinator, &path, form).await;
        }
        (coordinator, path)
    }
}

#[tokio::test]
async fn a_coordinator_follows_a_recommendation_with_every_part_and_the_query_behind_each_figure() {
    for house in House::both().await {
        let (coordinator, path) = house.follows().await;
        let (_, page) = house.get(&coordinator, &path).await;
        for told in [
            "in line with the national plan",
            "Ministry of Justice",
            "Telecom operators · private sector",
            "Call every desk · Duty desk · until 2026-12-20",
            "Desks that answer",
            "Decree 12",
            "Minutes of the council",
            "two desks answer",
            "no desk answers at night",
            "Contact points confirmed",
            "0 of 0",
            "no older than 90 days",
            "Test calls answered in time",
            "Requests under UNTOC article 18",
            "No kind of dossier on this node does yet, so there are none",
        ] {
            assert!(page.contains(told), "{}: {told}\n{page}", house.kind);
        }
        let (_, list) = house.get(&coordinator, "/conference/following").await;
        assert!(list.contains("1 followed") && list.contains("in progress"), "{}: {list}", house.kind);
        assert!(!list.contains("not started"), "{}: others’ views are not the State’s", house.kind);
        for form in
            ["act=answer&answer=accepted&reason=", "act=answer&reason=x", "act=assess&who=a&why=b", "act="]
        {
            assert_eq!(house.post(&coordinator, &path, form).await.0, 422, "{}: {form}", house.kind);
        }
    }
}

#[tokio::test]
async fn a_8_what_a_state_does_is_its_coordinators_alone_until_it_publishes_and_then_as_it_stood() {
    for house in House::both().await {
        let (coordinator, path) = house.follows().await;
        let id = path.rsplit('/').next().unwrap();
        for role in [Role::Investigator, Role::Prosecutor, Role::Administrator, Role::Secretariat] {
            let token = house.someone(&house.own, role).await;
            assert_eq!(house.get(&token, &path).await.0, 404, "{}: {role}", house.kind);
        }
        let other = house.someone(&house.other, Role::NationalCoordinator).await;
        let (status, theirs) = house.get(&other, &path).await;
        assert!(status == 200 && !theirs.contains("national plan"), "{}: their own, empty", house.kind);
        let record = format!("/conference/recommendations/{id}");
        let (_, page) = house.get(&other, &record).await;
        assert!(page.contains("Nobody published anything"), "{}: {page}", house.kind);

        house.does(&coordinator, &path, "act=publish").await;
        house.does(&coordinator, &path, "act=answer&answer=in-part&reason=after+the+elections").await;
        let (_, page) = house.get(&coordinator, &path).await;
        assert!(page.contains("Things have changed since"), "{}: {page}", house.kind);
        let (_, page) = house.get(&other, &record).await;
        let at = page.split("/conference/published/").nth(1).unwrap().split('"').next().unwrap();
        let published = format!("/conference/published/{at}");
        let (status, page) = house.get(&other, &published).await;
        assert_eq!(status, 200, "{}", house.kind);
        for told in
            ["in line with the national plan", "Decree 12", "two desks answer", "no desk answers at night"]
        {
            assert!(page.contains(told), "{}: {told}\n{page}", house.kind);
        }
        for secret in ["Minutes of the council", "file 9", "after the elections"] {
            assert!(!page.contains(secret), "{}: {secret}\n{page}", house.kind);
        }
        house.does(&coordinator, &path, "act=withdraw&withdraw_reason=to+be+mended").await;
        assert_eq!(house.get(&other, &published).await.0, 404, "{}: taken back", house.kind);
        let (_, page) = house.get(&other, &record).await;
        assert!(page.contains("Nobody published anything"), "{}", house.kind);
    }
}

#[tokio::test]
async fn r_24_no_page_sets_two_states_beside_each_other_and_none_orders_them() {
    for house in House::both().await {
        let (coordinator, path) = house.follows().await;
        let id = path.rsplit('/').next().unwrap();
        let other = house.someone(&house.other, Role::NationalCoordinator).await;
        house.does(&other, &path, "act=answer&answer=not-accepted&reason=no+law+allows+it").await;
        let view = "act=assess&view=state&who=Parliament&status=implemented&why=all+was+done+in+Bamako";
        house.does(&other, &path, view).await;
        for token in [&coordinator, &other] {
            house.does(token, &path, "act=publish").await;
        }
        let reader = house.someone(&house.secretariat, Role::Secretariat).await;
        let record = format!("/conference/recommendations/{id}");
        let (_, page) = house.get(&reader, &record).await;
        let mut pages = vec![record.clone()];
        for at in page.split("/conference/published/").skip(1) {
            pages.push(format!("/conference/published/{}", at.split('"').next().unwrap()));
        }
        assert_eq!(pages.len(), 3, "{}: both published", house.kind);
        pages.extend(["/conference", "/conference/sessions", "/conference/topics"].map(str::to_owned));
        let (mine, theirs) = ("two desks answer", "all was done in Bamako");
        let mut seen = (false, false);
        for path in &pages {
            let (status, page) = house.get(&reader, path).await;
            assert_eq!(status, 200, "{}: {path}", house.kind);
            let (one, two) = (page.contains(mine), page.contains(theirs));
            assert!(!(one && two), "{}: {path} sets two States beside each other", house.kind);
            seen = (seen.0 || one, seen.1 || two);
        }
        assert_eq!(seen, (true, true), "{}: each can be read alone", house.kind);
        // Where both are named, nothing is said of how far either is, and the order is that of names.
        let (_, page) = house.get(&reader, &record).await;
        for word in ["implemented", "in progress", "not started", "not accepted", "accepted in part"] {
            assert!(!page.contains(word), "{}: {word}", house.kind);
        }
        let place = |name: &str| page.find(name).unwrap();
        assert!(place("Central Authority (ML)") < place("Investigation Unit (NE)"), "{}", house.kind);
    }
}

#[tokio::test]
async fn the_draft_report_holds_what_is_public_and_leaves_what_is_internal_and_the_log_says_who_wrote_it() {
    for house in House::both().await {
        let (coordinator, path) = house.follows().await;
        for at in [format!("{path}/draft"), "/conference/draft".to_owned()] {
            for form in ["docx", "pdf"] {
                let (status, file) = house.get(&coordinator, &format!("{at}/{form}")).await;
                assert_eq!(status, 200, "{}: {at} {form}", house.kind);
                for told in [
                    "designate and confirm contact points",
                    "(a) At every hour;",
                    "in line with the national plan",
                    "Decree 12",
                    "Contact points confirmed",
                    "Network of shelters",
                    "1 piece of evidence is internal",
                ] {
                    assert!(file.contains(told), "{}: {told}\n{file}", house.kind);
                }
                assert!(!file.contains("Minutes of the council"), "{}: {at} {form}", house.kind);
            }
            assert_eq!(house.get(&coordinator, &format!("{at}/exe")).await.0, 404, "{}", house.kind);
        }
        let investigator = house.someone(&house.own, Role::Investigator).await;
        assert_eq!(house.get(&investigator, "/conference/draft/pdf").await.0, 404, "{}", house.kind);
        let query = store::audit::LogQuery {
            action: Some(gate::action::EXPORT_CONFERENCE.into()),
            rows: 100,
            ..store::audit::LogQuery::default()
        };
        let rows = house.node.store.run::<_, StoreError, _, _>("read", |tx| {
            let query = query.clone();
            async move { store::audit::read(&tx, &query).await }
        });
        let rows = rows.await.unwrap().0;
        assert!(rows.len() >= 4, "{}: each file is an entry", house.kind);
        assert!(
            rows.iter().any(|r| r.entry.outcome.policies() == ["coordinators-and-secretariats-write-files"])
        );
    }
}

#[tokio::test]
async fn an_action_stands_on_the_coordinators_desk_a_month_before_its_day_and_leaves_it_once_done() {
    for house in House::both().await {
        let (coordinator, path) = house.follows().await;
        let now = house.node.store.clock().now();
        let due = kernel::Timestamp::parse("2026-12-20T23:59:59.999Z").unwrap();
        let waits = || async {
            let read = house.node.store.run::<_, StoreError, _, _>("desk", |tx| {
                let house = &house;
                async move {
                    let work = conference::works().into_iter().next().unwrap();
                    let waiting = work.waiting(&house.node, &tx, house.own.id).await?;
                    let actor = actor(&house.node, &tx, "national-coordinator.investigation.unit").await?;
                    let t = web::T::new(std::sync::Arc::clone(&house.node.words), kernel::Lang::En);
                    let says = work.says(&house.node, &tx, &actor, &t, &waiting).await?;
                    Ok(waiting.iter().map(|w| (w.due, says[&w.object].title.clone())).collect::<Vec<_>>())
                }
            });
            read.await.unwrap()
        };
        house.clock.advance_ms(due.since(now) - 31 * DAY_MS);
        assert_eq!(waits().await, [], "{}: more than a month before", house.kind);
        house.clock.advance_ms(2 * DAY_MS);
        assert_eq!(waits().await, [(Some(due), "Call every desk".to_owned())], "{}", house.kind);
        let token = login_again(&house).await;
        drop(coordinator);
        let (_, page) = house.get(&token, &path).await;
        let action = page.split("name=\"action\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        house.does(&token, &path, &format!("act=done&action={action}&done_note=all+called")).await;
        assert_eq!(waits().await, [], "{}: done", house.kind);
    }
}

/// A session of the coordinator that begins now: the one before is over.
async fn login_again(house: &House) -> String {
    let made = house.node.store.run::<_, StoreError, _, _>("session", |tx| async move {
        let name = "national-coordinator.investigation.unit";
        let person = access::store::person_named(&tx, name).await?.unwrap();
        access::store::start_session(&tx, person.id).await
    });
    made.await.unwrap()
}

async fn actor(_: &access::Node, tx: &store::Tx, sign_in: &str) -> Result<Actor, StoreError> {
    let person = access::store::person_named(tx, sign_in).await?.unwrap();
    Ok(access::store::actor(tx, &person).await?.0)
}

#[tokio::test]
async fn what_a_state_means_to_do_does_not_stand_in_the_database_in_clear() {
    let house = House::on(store::testing::sqlite(&crate::steps()).await).await;
    house.follows().await;
    let values = store::testing::every_value(&house.node.store).await;
    let steps: Vec<_> = values.iter().filter(|(column, _)| column.starts_with("follow_step.")).collect();
    assert!(steps.len() >= 10, "{}", house.kind);
    for secret in ["national plan", "Minutes of the council", "no desk answers", "Telecom"] {
        let says = |value: &[u8]| value.windows(secret.len()).any(|w| w == secret.as_bytes());
        assert!(steps.iter().all(|(_, value)| !says(value.as_ref())), "{}: {secret}", house.kind);
    }
}

#[tokio::test]
async fn trainings_are_counted_and_people_told_in_bands_to_the_own_coordinators_alone() {
    for house in House::both().await {
        let (coordinator, path) = house.follows().await;
        let at = "/conference/trainings";
        for form in [
            "day=2199-01-01&topic=x&audience=y&people=3",
            "day=&topic=x&audience=y&people=3",
            "day=2020-01-01&topic=x&audience=y&people=0",
        ] {
            assert_eq!(house.post(&coordinator, at, form).await.0, 422, "{}: {form}", house.kind);
        }
        let now = house.node.store.clock().now();
        let day = |ago: i64| now.plus_ms(-ago * DAY_MS).rfc3339()[..10].to_owned();
        for (ago, people) in [(400, 500), (20, 12), (10, 11)] {
            let form = format!("day={}&topic=Interviews&audience=border+officers&people={people}", day(ago));
            assert_eq!(house.post(&coordinator, at, &form).await.0, 303, "{}: {form}", house.kind);
        }
        let other = house.someone(&house.other, Role::NationalCoordinator).await;
        let (_, page) = house.get(&other, at).await;
        assert!(!page.contains("Interviews"), "{}: another State's", house.kind);
        let reader = house.someone(&house.own, Role::Investigator).await;
        assert_eq!(house.get(&reader, at).await.0, 404, "{}", house.kind);
        house.does(&coordinator, &path, "act=figures").await;
        let (_, page) = house.get(&coordinator, &path).await;
        for told in
            ["Trainings held", "within the last 365 days", "People who took part in trainings", "20 to 24"]
        {
            assert!(page.contains(told), "{}: {told}\n{page}", house.kind);
        }
        assert!(!page.contains("fewer than 10"), "{}: the newest figure alone", house.kind);
    }
}
