//! who may be a child is hidden by name, out of matching, no suspect on one word, and has somebody to see to them.

use crate::pages::Desk;
use crate::people::{PURPOSE, Room, party, says, someone, stores};
use casefile::{Case, CaseError, ChildDuty, ChildGround, NewStatement, NewValue, Pick, Source};
use gate::{Ask, action};
use kernel::id::EntityId;
use kernel::{Actor, Compartment, EntityKind, PersonRole, Property, Role};
use std::collections::BTreeSet;
use store::Tx;

const NUMBER: &str = "+227 90 00 01 14";

/// Somebody with a name in every field that names, and a number.
fn named(more: Vec<NewStatement>) -> Vec<NewStatement> {
    let mut said = vec![
        says(Property::Name, "Selam Tesfay"),
        says(Property::Alias, "Selamawit"),
        says(Property::ParentName, "Tesfay Gebre"),
        says(Property::Phone, NUMBER),
        says(Property::Nationality, "Eritrea"),
    ];
    said.extend(more);
    said
}

async fn adds(tx: &Tx, room: &Room, case: &Case, said: Vec<NewStatement>) -> Result<EntityId, CaseError> {
    let new = vec![someone("1", said)];
    let added = casefile::add_statements(tx, &room.keys(), &room.moussa, case, party("NE"), new).await?;
    Ok(added.ids[0].1)
}

async fn more(tx: &Tx, room: &Room, case: &Case, id: EntityId, said: NewStatement) -> Result<(), CaseError> {
    let entity = casefile::Entity { id, case: case.id, kind: EntityKind::Person };
    let to = (case, &entity);
    casefile::add_to_entity(tx, &room.keys(), &room.moussa, to, party("NE"), vec![said]).await.map(|_| ())
}

/// The properties that somebody may see of a person by this action.
async fn sees(
    tx: &Tx,
    room: &Room,
    actor: &Actor,
    code: &'static str,
    id: EntityId,
) -> Result<BTreeSet<Property>, CaseError> {
    let said = casefile::statements_of(tx, &room.keys(), id).await?;
    let ask = Ask::new(actor, code, PURPOSE, tx.at());
    Ok(room.gate.open_each(said, &ask, &mut tx.log()).into_iter().map(|s| s.property).collect())
}

fn naming() -> BTreeSet<Property> {
    [Property::Name, Property::Alias, Property::ParentName].into()
}

#[tokio::test]
async fn r_26_what_a_child_is_called_is_hidden_from_the_first_moment_and_from_when_it_is_known() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("r-26", |tx| {
            let room = room.clone();
            async move {
                let case = room.opens(&tx, &room.moussa, "AG-114", Compartment::Operational).await?;
                // The clock of these stores stands in 2026.
                let born = adds(&tx, &room, &case, named(vec![says(Property::BirthDate, "2012-03")])).await?;
                let grown = adds(&tx, &room, &case, named(vec![says(Property::BirthDate, "1985")])).await?;
                let later = adds(&tx, &room, &case, named(Vec::new())).await?;
                assert_eq!(casefile::children_among(&tx, &[born, grown, later]).await?, [born].into());
                assert!(sees(&tx, &room, &room.moussa, action::READ, later).await?.is_superset(&naming()));
                more(&tx, &room, &case, later, says(Property::AgeClaimed, "17")).await?;
                assert_eq!(casefile::children_among(&tx, &[born, later]).await?, [born, later].into());
                for child in [born, later] {
                    let read = sees(&tx, &room, &room.moussa, action::READ, child).await?;
                    assert!(read.is_disjoint(&naming()), "{read:?}");
                    assert!(read.contains(&Property::Phone), "the rest of the person stays in sight");
                    let shown = sees(&tx, &room, &room.moussa, action::SHOW_NAME, child).await?;
                    assert!(shown.is_superset(&naming()));
                }
                // A name that is said later is hidden too, and a word about age that says nothing opens nothing.
                more(&tx, &room, &case, later, says(Property::WeakAlias, "Selu")).await?;
                more(&tx, &room, &case, later, says(Property::BirthDate, "1990")).await?;
                let read = sees(&tx, &room, &room.moussa, action::READ, later).await?;
                assert!(!read.contains(&Property::WeakAlias) && read.is_disjoint(&naming()));
                // Another record of the same person is a child's as well.
                let same = NewStatement::own(Property::SameAs, NewValue::Entity(born), Source::default());
                more(&tx, &room, &case, grown, same).await?;
                let held = casefile::child_of(&tx, &room.keys(), grown).await?.unwrap();
                let ask = room.asks(&room.moussa, &tx);
                let (flag, duties) = room.gate.open(held, &ask, &mut tx.log())?;
                assert_eq!((flag.ground, duties.len()), (ChildGround::SamePerson, 2));
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

#[tokio::test]
async fn r_26_a_childs_values_are_cleared_for_no_offence_and_no_officer_alone_makes_a_suspect_of_a_child() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("r-26", |tx| {
            let room = room.clone();
            async move {
                let case = room.opens(&tx, &room.moussa, "AG-114", Compartment::Operational).await?;
                let child =
                    adds(&tx, &room, &case, named(vec![says(Property::BirthDate, "2012-03")])).await?;
                let by = (&room.moussa, PURPOSE);
                let (pick, role) = (Pick::default(), PersonRole::Suspect);
                let done = casefile::accept(&tx, &room.gate, by, &case, &pick, role, "order 12/26").await?;
                assert_eq!(done.n, 0);
                let refused = more(&tx, &room, &case, child, says(Property::Role, "suspect")).await;
                assert!(matches!(refused, Err(CaseError::NeedsSecondPerson)), "{refused:?}");
                // The same number in another record is a child's number there too.
                adds(&tx, &room, &case, vec![says(Property::Phone, NUMBER), says(Property::Name, "X")])
                    .await?;
                let done = casefile::accept(&tx, &room.gate, by, &case, &pick, role, "order 12/26").await?;
                assert_eq!(done.n, 0);
                // A number that was cleared before the doubt came is cleared no more.
                let said = vec![says(Property::Name, "Y"), says(Property::Phone, "+227 90 00 01 15")];
                let doubted = adds(&tx, &room, &case, said).await?;
                let done = casefile::accept(&tx, &room.gate, by, &case, &pick, role, "order 12/26").await?;
                assert_eq!(done.n, 1);
                more(&tx, &room, &case, doubted, says(Property::AgeDoubted, "looks fifteen")).await?;
                assert!(casefile::eligible_of_case(&tx, case.id).await?.is_empty());
                assert!(casefile::eligible_on_node(&tx).await?.is_empty());
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

#[tokio::test]
async fn r_26_a_guardian_and_a_best_interests_assessment_are_due_until_somebody_says_how_they_were_done() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("r-26", |tx| {
            let room = room.clone();
            async move {
                let keys = room.keys();
                let case = room.opens(&tx, &room.moussa, "AG-114", Compartment::Operational).await?;
                let child =
                    adds(&tx, &room, &case, named(vec![says(Property::AgeDoubted, "school card")])).await?;
                let list = |actor: &Actor| {
                    let (room, actor, tx) = (room.clone(), actor.clone(), tx.clone());
                    async move {
                        let held = casefile::duties_of(&tx, &room.keys(), actor.authority).await?;
                        let ask = Ask::new(&actor, action::LIST, PURPOSE, tx.at());
                        Ok::<_, CaseError>(room.gate.open_each(held, &ask, &mut tx.log()))
                    }
                };
                let due = list(&room.moussa).await?;
                let codes: Vec<ChildDuty> = due.iter().map(|d| d.duty).collect();
                assert_eq!(codes, [ChildDuty::Guardian, ChildDuty::BestInterests]);
                assert_eq!(due[0].due.since(tx.at()), casefile::GUARDIAN_DUE_MS);
                assert_eq!(due[1].due.since(tx.at()), casefile::BEST_INTERESTS_DUE_MS);
                assert_eq!(list(&room.protector).await?.len(), 2, "protection officers see to children");
                assert!(list(&room.stranger).await?.is_empty());
                // Whoever may not see the case finishes nothing for it.
                let by = (&room.stranger, PURPOSE);
                let how = "guardian's office, 12/26";
                let refused = casefile::duty_done(&tx, &keys, &room.gate, by, due[0].id, how).await;
                assert!(matches!(refused, Err(CaseError::Refused(_))), "{refused:?}");
                let by = (&room.moussa, PURPOSE);
                let done = casefile::duty_done(&tx, &keys, &room.gate, by, due[0].id, how).await?;
                assert_eq!(done, child);
                let again = casefile::duty_done(&tx, &keys, &room.gate, by, due[0].id, how).await;
                assert!(matches!(again, Err(CaseError::NotHere)), "{again:?}");
                assert_eq!(list(&room.moussa).await?.len(), 1);
                let held = casefile::child_of(&tx, &keys, child).await?.unwrap();
                let (_, duties) = room.gate.open(held, &room.asks(&room.moussa, &tx), &mut tx.log())?;
                let done = duties[0].done.clone().unwrap();
                assert_eq!((done.0, done.1, done.2.as_str()), (room.moussa.person, tx.at(), how));
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

/// A case of the desk with one child in it; the paths of both.
async fn with_child(desk: &Desk) -> (String, String) {
    desk.case_with(named(vec![says(Property::BirthDate, "2012-03")])).await
}

#[tokio::test]
async fn r_26_no_page_shows_what_a_child_is_called_until_somebody_asks_for_it_and_says_why() {
    let desk = Desk::new().await;
    let (case, child) = with_child(&desk).await;
    let names = ["Selam", "Tesfay"];
    for page in [case.as_str(), child.as_str(), &format!("{case}/clear")] {
        let page = desk.get(page).await;
        assert_eq!(page.status, http::StatusCode::OK);
        page.hides(&names);
    }
    desk.get(&child).await.shows(&["Child ", "Appoint a guardian", "Show the name"]);
    // Whoever knows the name finds the child by it, and is not told more.
    for found in ["/search?q=Selam+Tesfay".to_owned(), format!("{case}?q=Selamawit")] {
        let page = desk.get(&found).await;
        page.shows(&[child.as_str()]);
        page.hides(&["<strong>Selam", ">Selamawit", "Tesfay Gebre"]);
    }
    let bare = desk.post(&format!("{child}/names"), "purpose=protection&why=").await;
    assert_eq!(bare.status, http::StatusCode::UNPROCESSABLE_ENTITY);
    bare.hides(&names);
    let shown = desk.post(&format!("{child}/names"), "purpose=protection&why=family+tracing+17").await;
    shown.shows(&["Selam Tesfay", "Selamawit", "Tesfay Gebre"]);
    desk.get(&child).await.hides(&names);
    let logged = desk.log("show-name").await;
    assert!(logged.iter().any(|l| l.contains("family tracing 17")), "{logged:?}");
    // Not by a role that may not, and not for somebody else's case.
    let duty = desk.joins("duty", &[Role::DutyOfficer]).await;
    let refused = desk.post_as(&duty.1, &format!("{child}/names"), "purpose=protection&why=x").await;
    assert_eq!(refused.status, http::StatusCode::NOT_FOUND);
    refused.hides(&names);
}

#[tokio::test]
async fn r_26_two_people_end_it_after_an_age_assessment_and_nothing_else_does() {
    let desk = Desk::new().await;
    let (_, child) = with_child(&desk).await;
    let bare = desk.post(&format!("{child}/child"), "found=19&by=").await;
    assert_eq!(bare.status, http::StatusCode::UNPROCESSABLE_ENTITY);
    let asked =
        desk.post(&format!("{child}/child"), "found=19+years%2C+papers&by=Court+of+Agadez+44%2F26").await;
    assert_eq!(asked.to, "/second-person");
    desk.get(&child).await.hides(&["Selam"]);
    // A later date of birth that makes the person grown is one more statement, and no decision.
    desk.post(&format!("{child}/statements"), "property=birth-date&value=1990&source=W-2").await;
    desk.get(&child).await.hides(&["Selam"]);
    let forged = desk.post(&format!("{child}/statements"), "property=age-assessed&value=19&source=W-2").await;
    assert_eq!(forged.status, http::StatusCode::OK);
    desk.get(&child).await.hides(&["Selam"]);
    desk.confirms().await;
    desk.get(&child).await.shows(&[
        "Selam Tesfay",
        "19 years, papers",
        "Court of Agadez 44/26; moussa, greco",
    ]);
    // It is decided for what was known then: a new doubt is a new doubt.
    desk.post(&format!("{child}/statements"), "property=age-claimed&value=16&source=W-3").await;
    desk.get(&child).await.hides(&["Selam Tesfay"]);
}
