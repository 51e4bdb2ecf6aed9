//! What the data protection officer sees and does of end dates, on both databases.

use crate::House;
use access::{Rule, store_retention};
use axum::http::StatusCode;
use casefile::{CaseError, CircleAct, Keys, NewCase, NewEntity, NewStatement, NewValue, Source};
use kernel::id::{CaseId, EntityId};
use kernel::time::DAY_MS;
use kernel::{Actor, Compartment, EntityKind, Property, Purpose, Role, Timestamp};
use store::StoreError;
use uuid::Uuid;

/// A case with somebody in it, kept to its circle or open to every officer.
async fn case(house: &House, by: &Actor, reference: &str, kept: bool) -> (CaseId, EntityId) {
    let node = &house.node;
    let made = node.store.run::<_, CaseError, _, _>("case", |tx| async move {
        let keys = Keys::of(&node.vault);
        let new = NewCase {
            reference: reference.into(),
            title: "Qorvandel".into(),
            summary: String::new(),
            compartment: Compartment::Operational,
            demonstration: false,
        };
        let by = (by, Purpose::Investigation);
        let case = casefile::create_case(&tx, &keys, &node.gate, by, &new).await?;
        let source = Source { name: "record".into(), ..Source::default() };
        let name = NewStatement::own(Property::Name, NewValue::Text("Zubeyda Marqabene".into()), source);
        let who = NewEntity { key: "1".into(), kind: EntityKind::Person, statements: vec![name] };
        let added = casefile::add_statements(&tx, &keys, by.0, &case, by.0.party, vec![who]).await?;
        if kept {
            let act = CircleAct::Restrict(std::collections::BTreeSet::new());
            casefile::change_circle(&tx, &keys, &node.gate, by, case.id, &act).await?;
        }
        Ok((case.id, added.ids.first().unwrap().1))
    });
    made.await.unwrap()
}

async fn entry(house: &House, case: CaseId) -> Uuid {
    let found = house.node.store.run::<_, StoreError, _, _>("entry", |tx| async move {
        store_retention::kept_of(&tx, &house.node.vault, "case", case.0, house.own.id).await
    });
    found.await.unwrap().unwrap().id
}

/// A session of now: those before the clock moved have ended.
async fn session(house: &House, who: &Actor) -> String {
    let made = house.node.store.run::<_, StoreError, _, _>("session", |tx| async move {
        access::store::start_session(&tx, who.person).await
    });
    made.await.unwrap()
}

fn day(house: &House, days: i64) -> String {
    let at: Timestamp = house.node.store.clock().now().plus_ms(days * DAY_MS);
    at.rfc3339().chars().take(10).collect()
}

#[tokio::test]
async fn r_19_the_page_shows_what_ends_soon_by_rule_and_nothing_of_what_it_says() {
    for house in House::both().await {
        let (dpo, token) = house.someone("dpo", Role::DataProtectionOfficer).await;
        let (officer, _) = house.someone("officer", Role::Investigator).await;
        let (open, _) = case(&house, &officer, "AG-114", false).await;
        case(&house, &officer, "AG-SECRET", true).await;
        let (_, page) = house.get(&token, "/data-protection").await;
        assert!(page.contains("Nothing ends within 30 days"), "{}", house.kind);
        house.advance((Rule::Case.default_days() - 20) * DAY_MS);
        let token = session(&house, &dpo).await;
        let (_, page) = house.get(&token, "/data-protection").await;
        for told in ["Retention due", "Case AG-114", "Case file", "1 record"] {
            assert!(page.contains(told), "{}: {told}\n{page}", house.kind);
        }
        for content in ["Qorvandel", "Zubeyda", "AG-SECRET"] {
            assert!(!page.contains(content), "{}: {content}", house.kind);
        }
        let (status, page) = house.get(&token, &format!("/kept/{}", entry(&house, open).await)).await;
        assert_eq!(status, StatusCode::OK, "{}", house.kind);
        assert!(page.contains("default") && !page.contains("Qorvandel"), "{}: {page}", house.kind);
        // The neighbours' officer sees neither the list nor the entry.
        let other = house.neighbour().await;
        assert!(!house.get(&other, "/data-protection").await.1.contains("AG-114"), "{}", house.kind);
        let hidden = house.get(&other, &format!("/kept/{}", entry(&house, open).await)).await;
        assert_eq!(hidden.0, StatusCode::NOT_FOUND, "{}", house.kind);
    }
}

#[tokio::test]
async fn r_19_a_hold_blocks_the_erasure_that_a_data_subject_asked_for_and_says_so() {
    for house in House::both().await {
        let (_, token) = house.someone("dpo", Role::DataProtectionOfficer).await;
        let (officer, working) = house.someone("officer", Role::Investigator).await;
        let (own, person) = case(&house, &officer, "AG-114", false).await;
        let kept = format!("/kept/{}", entry(&house, own).await);
        let hold = format!("act=hold&reference=Court+12%2F26&ground=evidence&review={}", day(&house, 90));
        assert_eq!(
            house.post(&working, &kept, &hold).await.0,
            StatusCode::NOT_FOUND,
            "{}: not an officer's",
            house.kind
        );
        let far = format!("act=hold&reference=Court+12%2F26&ground=evidence&review={}", day(&house, 900));
        assert_eq!(
            house.post(&token, &kept, &far).await.0,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            house.kind
        );
        assert_eq!(house.post(&token, &kept, &hold).await.0, StatusCode::SEE_OTHER, "{}", house.kind);
        let (_, page) = house.get(&token, "/data-protection").await;
        assert!(page.contains("Court 12/26") && page.contains("Held"), "{}: {page}", house.kind);

        let new = "kind=deletion&received=2026-11-01&name=Z&contact=post&words=delete+it";
        let (status, to) = house.post(&token, "/data-protection/requests", new).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{}: {to}", house.kind);
        let (path, form) = (format!("{to}/erase"), format!("record=%2Fentities%2F{person}&why=Article+17"));
        let (status, page) = house.post(&token, &path, &form).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{}: who asks is not known yet", house.kind);
        assert!(page.contains("First record that it was established who asks"), "{}", house.kind);
        house.post(&token, &to, "step=identity-confirmed&what=passport").await;
        let (status, page) = house.post(&token, &path, &form).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{}", house.kind);
        assert!(page.contains("It is not erased") && page.contains("1 legal hold"), "{}: {page}", house.kind);

        let (_, page) = house.get(&token, &kept).await;
        let hold =
            page.split("name=\"hold\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let lifted = house.post(&token, &kept, &format!("act=lift&hold={hold}&why=judgment")).await;
        assert_eq!(lifted.0, StatusCode::SEE_OTHER, "{}", house.kind);
        assert_eq!(house.post(&token, &path, &form).await.0, StatusCode::SEE_OTHER, "{}", house.kind);
        assert_eq!(
            house.post(&token, &path, &form).await.0,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}: it is gone",
            house.kind
        );
        let (_, page) = house.get(&token, &to).await;
        assert!(
            page.contains("Article 17") && page.contains(&person.to_string()),
            "{}: its step says so",
            house.kind
        );
        let (_, page) = house.get(&token, "/data-protection").await;
        assert!(page.contains("request DS-") && page.contains("Erased"), "{}: {page}", house.kind);
        let erased =
            house.logged(store::audit::LogQuery { object: Some(person.0), ..Default::default() }).await;
        let erased = erased.iter().filter(|row| row.entry.action == "erase-record");
        assert!(erased.count() >= 2, "{}: the gate's word and what was done", house.kind);
    }
}

#[tokio::test]
async fn r_19_a_rule_is_set_with_its_source_and_moves_every_date_under_it() {
    for house in House::both().await {
        let (_, token) = house.someone("dpo", Role::DataProtectionOfficer).await;
        let (officer, _) = house.someone("officer", Role::Investigator).await;
        let (own, _) = case(&house, &officer, "AG-114", false).await;
        let rules = "/data-protection/retention";
        for bad in [
            "rule=case.operational&days=0&source=Act",
            "rule=none&days=9&source=Act",
            "rule=dossier&days=9&source=",
        ] {
            assert_eq!(house.post(&token, rules, bad).await.0, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
        }
        let set = "rule=case.operational&days=20&source=Act+843%2C+s.+24";
        assert_eq!(house.post(&token, rules, set).await.0, StatusCode::SEE_OTHER, "{}", house.kind);
        let (_, page) = house.get(&token, rules).await;
        assert!(page.contains("Act 843, s. 24") && page.contains("20 days"), "{}: {page}", house.kind);
        let (_, page) = house.get(&token, "/data-protection").await;
        assert!(page.contains("Case AG-114"), "{}: it ends within 30 days now", house.kind);
        let ended = house.post(&token, "/data-protection/retention/end", "").await;
        assert_eq!(ended.0, StatusCode::SEE_OTHER, "{}", house.kind);
        let (status, _) = house.get(&token, &format!("/kept/{}", entry(&house, own).await)).await;
        assert_eq!(status, StatusCode::OK, "{}: it is not over yet", house.kind);
    }
}
