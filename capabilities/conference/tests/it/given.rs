//! What is handed to the secretariat: statements, topics, answers to its calls.

use crate::{House, report};
use kernel::time::DAY_MS;
use kernel::{Digest, Role};

impl House {
    /// The page of the session that a report brought.
    async fn session(&self, token: &str) -> String {
        let at = self.puts_in(token, &report()).await;
        let (_, page) = self.get(token, &at).await;
        let id = page.split("/conference/sessions/").nth(1).unwrap().split('"').next().unwrap();
        format!("/conference/sessions/{id}")
    }
}

const STATEMENT: &[u8] = b"Niger thanks the Chair and asks for desks that answer.";
const FIELDS: &[(&str, &str)] = &[("submitter", "Niger"), ("item", "1"), ("language", "fr")];

#[tokio::test]
async fn a_statement_gets_a_receipt_with_its_digest_and_is_published_by_the_secretariat_alone() {
    for house in House::both().await {
        let coordinator = house.coordinator().await;
        let session = house.session(&coordinator).await;
        let path = format!("{session}/statements");
        let (status, _) = house.upload(&coordinator, &path, &[("language", "fr")], STATEMENT).await;
        assert_eq!(status, 422, "{}: nobody named", house.kind);
        assert_eq!(house.upload(&coordinator, &path, FIELDS, STATEMENT).await.0, 303, "{}", house.kind);
        let (_, page) = house.get(&coordinator, &session).await;
        let digest = Digest::of_bytes(STATEMENT).to_string();
        assert!(page.contains("ST-") && page.contains(&digest), "{}: {page}", house.kind);
        let id = page.split("/conference/statements/").nth(1).unwrap().split('/').next().unwrap();
        let (at, file) =
            (format!("/conference/statements/{id}"), format!("/conference/statements/{id}/file"));

        let other = house.someone(&house.other, Role::NationalCoordinator).await;
        let secretary = house.someone(&house.secretariat, Role::Secretariat).await;
        // The role alone makes no secretariat: the authority must be one.
        let pretender = house.someone(&house.other, Role::Secretariat).await;
        for (who, token) in [("another State", &other), ("no secretariat", &pretender)] {
            let (_, page) = house.get(token, &session).await;
            assert!(!page.contains(&digest), "{}: {who} sees it", house.kind);
            assert_eq!(house.get(token, &file).await.0, 404, "{}: {who} saves it", house.kind);
            assert_eq!(house.post(token, &at, "").await.0, 404, "{}: {who} publishes it", house.kind);
        }
        assert_eq!(house.post(&coordinator, &at, "").await.0, 404, "{}: not by themselves", house.kind);
        assert_eq!(house.get(&secretary, &file).await.1.as_bytes(), STATEMENT, "{}", house.kind);
        assert_eq!(house.post(&secretary, &at, "").await.0, 303, "{}", house.kind);
        assert_eq!(house.post(&secretary, &at, "").await.0, 409, "{}: once", house.kind);
        let (_, page) = house.get(&other, &session).await;
        assert!(page.contains(&digest) && page.contains("published"), "{}: {page}", house.kind);
        assert_eq!(house.get(&other, &file).await.1.as_bytes(), STATEMENT, "{}", house.kind);
    }
}

#[tokio::test]
async fn a_topic_is_proposed_with_its_reason_and_supported_once_by_others() {
    for house in House::both().await {
        let (coordinator, other) =
            (house.coordinator().await, house.someone(&house.other, Role::NationalCoordinator).await);
        let path = "/conference/topics";
        assert_eq!(house.post(&coordinator, path, "title=Rescue&reason=").await.0, 422, "{}", house.kind);
        let sent = "title=Places+of+safety&reason=ships+wait+for+days";
        assert_eq!(house.post(&coordinator, path, sent).await.0, 303, "{}", house.kind);
        let (_, page) = house.get(&other, path).await;
        let id = page.split("action=\"/conference/topics/").nth(1).unwrap().split('"').next().unwrap();
        let at = format!("{path}/{id}");
        assert_eq!(house.post(&coordinator, &at, "").await.0, 409, "{}: not one’s own", house.kind);
        assert_eq!(house.post(&other, &at, "note=we+wait+too").await.0, 303, "{}", house.kind);
        assert_eq!(house.post(&other, &at, "").await.0, 409, "{}: once", house.kind);
        let reader = house.someone(&house.own, Role::DutyOfficer).await;
        let (_, page) = house.get(&reader, path).await;
        for told in ["Places of safety", "ships wait for days", "Central Authority (ML)", "we wait too"] {
            assert!(page.contains(told), "{}: {told}\n{page}", house.kind);
        }
        assert!(
            !page.contains(&format!("action=\"{path}")),
            "{}: who follows nothing proposes nothing",
            house.kind
        );
    }
}

#[tokio::test]
async fn a_call_is_answered_in_one_form_and_its_digest_holds_what_the_secretariat_took_in() {
    for house in House::both().await {
        let secretary = house.someone(&house.secretariat, Role::Secretariat).await;
        let coordinator = house.coordinator().await;
        let other = house.someone(&house.other, Role::NationalCoordinator).await;
        let past = "title=Partnerships&reason=Rec.+5&questions=Which%3F&deadline=2020-01-01";
        let (status, page) = house.post(&secretary, "/conference/calls", past).await;
        assert!(status == 422 && page.contains("This day is over"), "{}: {page}", house.kind);
        let sent = "title=Partnerships&reason=Rec.+5&questions=Which%3F%0ASince+when%3F&deadline=2027-01-31";
        assert_eq!(house.post(&coordinator, "/conference/calls", sent).await.0, 404, "{}", house.kind);
        let (status, at) = house.post(&secretary, "/conference/calls", sent).await;
        assert_eq!(status, 303, "{}: {at}", house.kind);
        let answers = format!("{at}/answer");
        assert_eq!(house.post(&coordinator, &answers, "answer-0=&answer-1=").await.0, 422, "{}", house.kind);
        for form in ["answer-0=draft", "answer-0=with+banks&answer-1=2021"] {
            assert_eq!(house.post(&coordinator, &answers, form).await.0, 303, "{}", house.kind);
        }
        assert_eq!(house.post(&other, &answers, "answer-0=with+airlines").await.0, 303, "{}", house.kind);
        let (_, page) = house.get(&other, &at).await;
        assert!(page.contains("with airlines") && !page.contains("with banks"), "{}: {page}", house.kind);

        let (_, page) = house.get(&secretary, &at).await;
        assert!(page.contains("2 answers") && !page.contains("draft<"), "{}: {page}", house.kind);
        let banks = page.split("with banks").nth(1).unwrap();
        let id = banks.split("name=\"answer\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(house.post(&secretary, &at, &format!("act=include&answer={id}")).await.0, 303);
        assert_eq!(house.get(&coordinator, &format!("{at}/digest/pdf")).await.0, 404, "{}", house.kind);
        assert_eq!(house.post(&coordinator, &at, "act=digest&words=mine").await.0, 404, "{}", house.kind);
        assert_eq!(house.post(&secretary, &at, "act=digest&words=What+we+heard").await.0, 303);
        assert_eq!(house.post(&other, &answers, "answer-0=late").await.0, 409, "{}: closed", house.kind);
        let reader = house.someone(&house.own, Role::Investigator).await;
        let (_, page) = house.get(&reader, &at).await;
        assert!(page.contains("What we heard") && page.contains("with banks"), "{}: {page}", house.kind);
        assert!(!page.contains("airlines") && !page.contains("Central Authority"), "{}: R-24", house.kind);
        for form in ["pdf", "docx"] {
            let (status, file) = house.get(&coordinator, &format!("{at}/digest/{form}")).await;
            assert!(status == 200 && file.contains("with banks") && file.contains("What we heard"), "{form}");
            assert!(!file.contains("airlines"), "{}: {form}", house.kind);
        }
    }
}

#[tokio::test]
async fn nobody_answers_a_call_after_its_deadline() {
    for house in House::both().await {
        let secretary = house.someone(&house.secretariat, Role::Secretariat).await;
        let sent = "title=P&reason=R&questions=Q&deadline=2027-01-31";
        let (_, at) = house.post(&secretary, "/conference/calls", sent).await;
        let end = kernel::Timestamp::parse("2027-02-01T00:00:00Z").unwrap();
        house.clock.advance_ms(end.since(house.node.store.clock().now()) + DAY_MS);
        let coordinator = house.coordinator().await;
        assert_eq!(house.post(&coordinator, &format!("{at}/answer"), "answer-0=late").await.0, 409);
        let (_, page) = house.get(&coordinator, &at).await;
        assert!(!page.contains("name=\"answer-0\"") && page.contains("over"), "{}: {page}", house.kind);
    }
}
