//! Handling, restrictions, TLP and PAP are four things: each stays as it was given, and each is shown.

use crate::pages::Desk;
use casefile::{CaseError, EntityFilter, Keys};
use gate::{Ask, action};
use http::StatusCode;
use kernel::id::{CaseId, EntityId};
use kernel::{Grade, Handling, Pap, Purpose, Tlp};

async fn statements(desk: &Desk, entity: &str) -> Vec<casefile::Statement> {
    let id = EntityId::parse(entity.trim_start_matches("/entities/")).unwrap();
    let read = desk.node.store.run::<_, CaseError, _, _>("read", |tx| async move {
        let said = casefile::statements_of(&tx, &Keys::of(&desk.node.vault), id).await?;
        let ask = Ask::new(&desk.moussa.0, action::READ, Purpose::Investigation, tx.at());
        Ok(desk.node.gate.open_each(said, &ask, &mut tx.log()))
    });
    read.await.unwrap()
}

#[tokio::test]
async fn a_statement_is_marked_in_the_form_and_shown_in_words() {
    let desk = Desk::new().await;
    let (_, entity) = desk.case_with_sule().await;
    desk.get(&entity).await.shows(&["TLP:RED, named recipients only", "PAP:AMBER, passive checks only"]);
    let form =
        "property=alias&value=The+Hajj&source=W-2&handling=H2&tlp=AMBER%2BSTRICT&pap=RED&grade=4x4%3AA-1";
    let said = desk.post(&format!("{entity}/statements"), form).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text);
    let said = statements(&desk, &entity).await;
    let marked = said.last().unwrap();
    assert_eq!(
        (marked.handling, marked.tlp, marked.pap),
        (Handling::H2, Some(Tlp::AmberStrict), Some(Pap::Red))
    );
    assert!(marked.restrictions.is_empty(), "a marking is no restriction");
    assert!(said.iter().filter(|s| s.id != marked.id).all(|s| s.tlp.is_none() && s.pap.is_none()));
    desk.get(&entity)
        .await
        .shows(&["TLP:AMBER+STRICT, own organisation only", "PAP:RED, nothing that can be noticed"]);
}

#[tokio::test]
async fn a_grade_stays_in_the_scheme_it_was_given_in() {
    let desk = Desk::new().await;
    let (_, entity) = desk.case_with_sule().await;
    for (n, grade) in ["5x5x5:B-2", "3x5x2:1-A", "admiralty:B-2", "4x4:X-4"].iter().enumerate() {
        if Grade::parse(grade).is_none() {
            continue;
        }
        let form = format!("property=remark&value=r{n}&source=W&grade={}", grade.replace(':', "%3A"));
        assert_eq!(desk.post(&format!("{entity}/statements"), &form).await.status, StatusCode::SEE_OTHER);
        let said = statements(&desk, &entity).await;
        let kept =
            said.iter().find(|s| matches!(&s.value, casefile::Value::Text(t) if *t == format!("r{n}")));
        assert_eq!(kept.unwrap().grade, Grade::parse(grade), "{grade}");
    }
}

#[tokio::test]
async fn columns_of_a_table_mark_their_rows_and_an_unknown_marking_is_not_taken_without_it() {
    let desk = Desk::new().await;
    let (case, _) = desk.case_with_sule().await;
    let table =
        "name,handling,TLP,PAP\nA. B.,H2,TLP:RED,\nC. D.,,amber strict,PAP:AMBER\nE. F.,,PURPLE,\nG. H.,,,\n";
    let preview = desk.uploads(&case, "list.csv", table).await.to;
    desk.get(&preview).await.shows(&[
        "PURPLE",
        "A marking (handling, TLP, PAP) that is not known",
        "Marks its row",
    ]);
    let taken = desk.post(&preview, "source=list&handling=H1&pap=GREEN").await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
    let page = desk.get(&case).await;
    page.hides(&["E. F."]);
    page.shows(&["TLP:RED, named recipients only", "TLP:AMBER+STRICT, own organisation only"]);
    let (all, id) = (&desk, CaseId::parse(case.trim_start_matches("/cases/")).unwrap());
    let entities = desk.node.store.run::<_, CaseError, _, _>("entities", |tx| async move {
        let ask = Ask::new(&all.moussa.0, action::READ, Purpose::Investigation, tx.at());
        let filter = EntityFilter::default();
        let (found, _) = casefile::entities(&tx, (&all.node.gate, &ask), id, &filter, (1, 10)).await?;
        Ok(found.iter().map(|g| format!("/entities/{}", g.object().id)).collect::<Vec<_>>())
    });
    let mut said = Vec::new();
    for entity in entities.await.unwrap() {
        said.extend(statements(&desk, &entity).await);
    }
    for (name, handling, tlp, pap) in [
        ("A. B.", Handling::H2, Some(Tlp::Red), Some(Pap::Green)),
        ("C. D.", Handling::H1, Some(Tlp::AmberStrict), Some(Pap::Amber)),
        ("G. H.", Handling::H1, None, Some(Pap::Green)),
    ] {
        let one = said.iter().find(|s| matches!(&s.value, casefile::Value::Text(t) if t == name)).unwrap();
        assert_eq!((one.handling, one.tlp, one.pap), (handling, tlp, pap), "{name}");
    }
}
