//! Where an assessment of a State was relied on, on both databases and as overseers read it.

use exchange::testing::{Desk, Pair, pairs};
use exchange::{ExchangeError, MoveBody, NewRequest};
use kernel::{Purpose, Role};

async fn both() -> Vec<Pair> {
    let steps = [exchange::testing::steps(), oversight::migrations()].concat();
    let words = [directory::WORDS, casefile::WORDS, exchange::WORDS, oversight::WORDS];
    pairs(&steps, &words, |_| {}).await
}

fn request(desk: &Desk) -> NewRequest {
    let mut body = MoveBody::default()
        .with("subject", "Who used this number?")
        .with("facts", "A phone called twice.")
        .with("urgency", "normal")
        .with("basis", "UNTOC-27")
        .with("handling", "H0")
        .with("language", "en");
    body.0.insert("points".into(), serde_json::json!(["When?"]));
    NewRequest {
        peer: desk.node.keys.id,
        authority: None,
        case: None,
        hit: None,
        purpose: Purpose::Investigation,
        body,
        statements: Vec::new(),
    }
}

#[tokio::test]
async fn a_16_overseers_see_everything_that_went_to_a_state_under_each_version_of_its_assessment() {
    for pair in both().await {
        let (accra, new) = (&pair.accra, request(&pair.niamey));
        let looked = accra.node.store.run::<_, ExchangeError, _, _>("look", |tx| {
            let new = &new;
            async move { exchange::foresee_request(&tx, &accra.node, &accra.officer, new).await.map(|_| ()) }
        });
        looked.await.unwrap();
        let house = crate::House::over(accra);
        let (_, auditor) = house.someone("au.dit", Role::Auditor).await;
        let (_, prosecutor) = house.someone("pro.secutor", Role::Prosecutor).await;
        let (_, page) = house.get(&auditor, "/log/relied-on/NE").await;
        assert!(page.contains("Nothing went there"), "{}: looking is not sending: {page}", pair.kind);

        let made = accra.node.store.run::<_, ExchangeError, _, _>("open", |tx| {
            let new = new.clone();
            async move { exchange::open_request(&tx, &accra.node, &accra.officer, new).await }
        });
        let dossier = made.await.unwrap().dossier.to_string();
        let (status, page) = house.get(&auditor, "/log/relied-on/NE").await;
        assert_eq!(status, 200, "{}", pair.kind);
        for told in
            [dossier.as_str(), "MoJ 2026/114", accra.officer.name.as_str(), "National Investigation Unit"]
        {
            assert!(page.contains(told), "{}: `{told}`: {page}", pair.kind);
        }
        let (status, file) = house.get(&auditor, "/log/relied-on/NE/export").await;
        assert_eq!((status.as_u16(), file.matches(&dossier).count()), (200, 1), "{}: {file}", pair.kind);
        let (_, other) = house.get(&auditor, "/log/relied-on/IT").await;
        assert!(!other.contains(&dossier), "{}: under the assessment of another State", pair.kind);
        for path in ["/log/relied-on/NE", "/log/relied-on/NE/export"] {
            let (status, page) = house.get(&prosecutor, path).await;
            assert_eq!((status.as_u16(), page.contains(&dossier)), (404, false), "{}: {path}", pair.kind);
        }
    }
}
