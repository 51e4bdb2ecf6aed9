//! An exhibit of the case goes out as a file of a dossier: a copy, with its number and custody, and the custody says so.

use crate::attachment_pages::uploads;
use crate::attachments::{all_moves, confirms, decides, desks, document, sees, somebody, state};
use crate::pages::get;
use crate::story::*;
use casefile::{CaseError, CustodyKind, Exhibit, Keys, NewCustody, NewExhibit, Taking};
use exchange::attachments::State;
use exchange::testing::Desk;
use gate::{Ask, action};
use http::StatusCode;
use kernel::id::CaseId;
use kernel::{Purpose, Role};

/// Keeps these bytes as an exhibit of a case.
async fn keeps(desk: &Desk, case: CaseId, name: &str, bytes: &[u8]) -> Exhibit {
    let mut taking = Taking::begin(&desk.node, name);
    assert!(taking.push(bytes).await.unwrap());
    let taken = taking.finish().await.unwrap().unwrap();
    let (node, by) = (&desk.node, &desk.officer);
    let kept = node.store.run::<_, CaseError, _, _>("keep", |tx| {
        let taken = taken.clone();
        async move {
            let keys = Keys::of(&node.vault);
            let ask = Ask::new(by, action::READ, Purpose::Investigation, tx.at());
            let case =
                node.gate.open(casefile::case(&tx, &keys, case).await?.unwrap(), &ask, &mut tx.log())?;
            let mut came = NewCustody::new(CustodyKind::Received, tx.at());
            came.from = "Gendarmerie".into();
            let (made, captured) = (None, None);
            let new = NewExhibit { taken, what: "the phone".into(), came, made, captured, import: None };
            casefile::keep_exhibit(&tx, &keys, &node.gate, (by, Purpose::Investigation), &case, &new).await
        }
    });
    kept.await.unwrap()
}

/// What happened to an exhibit, and to whom it went, in order.
async fn custody(desk: &Desk, exhibit: &Exhibit) -> Vec<(CustodyKind, String)> {
    let (node, by, id) = (&desk.node, &desk.officer, exhibit.id);
    let read = node.store.run::<_, CaseError, _, _>("custody", |tx| async move {
        let keys = Keys::of(&node.vault);
        let ask = Ask::new(by, action::READ, Purpose::Investigation, tx.at());
        let held = casefile::exhibit(&tx, &keys, id).await?.unwrap();
        let exhibit = node.gate.open(held, &ask, &mut tx.log())?;
        let held = casefile::custody_of(&tx, &keys, &exhibit).await?;
        Ok(node.gate.open(held, &ask, &mut tx.log())?)
    });
    let custody = read.await.unwrap();
    assert_eq!(custody.broken, None);
    custody.events.into_iter().map(|(event, _)| (event.what, event.to)).collect()
}

#[tokio::test]
async fn an_exhibit_goes_out_as_a_copy_and_its_custody_says_to_whom() {
    for pair in desks().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let case = opens_case(accra, "AG-1").await;
        let bytes = "driver;truck;42\n".repeat(5_000);
        let exhibit = keeps(accra, case, "ledger.csv", bytes.as_bytes()).await;
        let made = opens_with(accra, niamey.node.keys.id, request(), Vec::new(), Some(case)).await.unwrap();
        let dossier = made.dossier;
        settle(&pair).await;
        let page = get(accra, &format!("/dossiers/{dossier}/attach")).await;
        page.shows(&["Exhibits of the case", "E-1 ledger.csv", "the phone"]);
        let before = casefile_head(accra, &exhibit).await;
        let fields = [("handling", "H1"), ("exhibit", &exhibit.id.to_string())];
        let sent = uploads(accra, dossier, &fields, &[]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", pair.kind);
        let told = (CustodyKind::Disclosed, "National Investigation Unit (NE)".to_owned());
        assert_eq!(custody(accra, &exhibit).await.last(), Some(&told), "{}", pair.kind);
        settle(&pair).await;
        let page = get(niamey, &format!("/dossiers/{dossier}")).await;
        page.shows(&["ledger.csv", "exhibit", "E-1", &exhibit.whole.sha256.to_string(), &before]);
        let id = sees(niamey, dossier).await[0].id();
        decides(niamey, id, true).await.unwrap();
        all_moves(&pair).await;
        assert_eq!(state(niamey, dossier).await, [State::Complete]);
        assert_eq!(sees(niamey, dossier).await[0].announced.sha256, exhibit.whole.sha256);
        let original = casefile::is_unaltered(&accra.node.files, &exhibit).await.unwrap();
        assert!(original, "the exhibit stays as it came");
    }
}

async fn casefile_head(desk: &Desk, exhibit: &Exhibit) -> String {
    assert_eq!(custody(desk, exhibit).await.len(), 1);
    exhibit.head.unwrap().to_string()
}

#[tokio::test]
async fn an_exhibit_that_no_search_reads_is_disclosed_only_when_a_second_person_released_it() {
    for pair in desks().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let case = opens_case(accra, "AG-1").await;
        let phone = keeps(accra, case, "phone.pdf", &document(4_000)).await;
        let made = opens_with(accra, niamey.node.keys.id, request(), Vec::new(), Some(case)).await.unwrap();
        let fields = [("handling", "H1"), ("exhibit", &phone.id.to_string())];
        assert_eq!(uploads(accra, made.dossier, &fields, &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(state(accra, made.dossier).await, [State::Waits]);
        assert_eq!(custody(accra, &phone).await.len(), 1, "nothing of it has left");
        let second = somebody(accra, "second", &[Role::DutyOfficer]).await;
        assert_eq!(confirms(accra, &second).await.unwrap(), 1);
        let kinds: Vec<CustodyKind> =
            custody(accra, &phone).await.into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, [CustodyKind::Received, CustodyKind::Disclosed], "{}", pair.kind);
    }
}

#[tokio::test]
async fn an_exhibit_of_another_case_is_not_there_and_nothing_of_it_is_left() {
    let pair = desks().await.remove(0);
    let (accra, niamey) = (&pair.accra, &pair.niamey);
    let (case, other) = (opens_case(accra, "AG-1").await, opens_case(accra, "AG-2").await);
    let elsewhere = keeps(accra, other, "other.csv", b"other").await;
    for case in [Some(case), None] {
        let made = opens_with(accra, niamey.node.keys.id, request(), Vec::new(), case).await.unwrap();
        let page = get(accra, &format!("/dossiers/{}/attach", made.dossier)).await;
        page.hides(&["other.csv", "name=\"exhibit\""]);
        let fields = [("handling", "H1"), ("exhibit", &elsewhere.id.to_string())];
        let refused = uploads(accra, made.dossier, &fields, &[]).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND);
        assert_eq!(sees(accra, made.dossier).await.len(), 0);
    }
    assert_eq!(custody(accra, &elsewhere).await.len(), 1);
}
