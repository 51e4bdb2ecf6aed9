//! rescue, distress and asylum carriage are no offence, of nobody and of no vessel, whatever somebody decides.

use crate::pages::Desk;
use crate::people::{PURPOSE, Room, links, party, says, stores};
use casefile::{Case, CaseError, Entity, NewEntity, Pick};
use gate::{Ask, action};
use kernel::{Compartment, EntityKind, PersonRole, Property};
use store::Tx;

const IMO: &str = "9074729";
const PHONE: &str = "+227 90 00 01 14";

/// A vessel and the company that owns it.
async fn vessel(tx: &Tx, room: &Room, case: &Case, role: &str) -> Result<(Entity, Entity), CaseError> {
    let entity = |key: &str, kind, statements| NewEntity { key: key.into(), kind, statements };
    let said = vec![says(Property::Name, "Alba"), says(Property::Imo, IMO), says(Property::Role, role)];
    let owner =
        vec![says(Property::Name, "Alba Shipping"), says(Property::Phone, PHONE), links(Property::Owns, "v")];
    let new = vec![
        entity(
            "v",
            EntityKind::Vessel,
            said.into_iter().filter(|s| !role.is_empty() || s.property != Property::Role).collect(),
        ),
        entity("o", EntityKind::Organisation, owner),
    ];
    let added = casefile::add_statements(tx, &room.keys(), &room.moussa, case, party("NE"), new).await?;
    let made = |n: usize, kind| Entity { id: added.ids[n].1, case: case.id, kind };
    Ok((made(0, EntityKind::Vessel), made(1, EntityKind::Organisation)))
}

async fn records(tx: &Tx, room: &Room, case: &Case, of: &Entity, role: &str) -> Result<(), CaseError> {
    let new = vec![says(Property::Role, role)];
    let (keys, by) = (room.keys(), &room.moussa);
    casefile::add_to_entity(tx, &keys, by, (case, of), party("NE"), new).await.map(|_| ())
}

#[tokio::test]
async fn r_07_a_vessel_that_rescued_or_was_in_distress_or_carried_refugees_is_used_in_no_offence() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("r-07", |tx| {
            let room = room.clone();
            async move {
                let keys = room.keys();
                for (n, role) in ["rescuer", "in-distress", "asylum-carriage"].into_iter().enumerate() {
                    let reference = format!("AG-{n}");
                    let case = room.opens(&tx, &room.moussa, &reference, Compartment::Operational).await?;
                    let (ship, owner) = vessel(&tx, &room, &case, role).await?;
                    for offence in PersonRole::ALL.iter().filter(|r| r.is_offence_role()) {
                        let refused = records(&tx, &room, &case, &ship, offence.code()).await;
                        assert!(
                            matches!(refused, Err(CaseError::NoOffence)),
                            "{role} {offence}: {refused:?}"
                        );
                    }
                    let by = (&room.moussa, PURPOSE);
                    let pick = Pick { entities: [ship.id].into(), ..Pick::default() };
                    let means = PersonRole::Means;
                    let done = casefile::accept(&tx, &room.gate, by, &case, &pick, means, "order 12").await?;
                    assert_eq!((done.n, done.held_back), (0, 1), "{role}");
                    // Its owner is not shielded by it, unless it is the carrier that is recorded.
                    records(&tx, &room, &case, &owner, "suspect").await?;
                    let (other, carrier) = vessel(&tx, &room, &case, "").await?;
                    records(&tx, &room, &case, &carrier, "asylum-carriage").await?;
                    let refused = records(&tx, &room, &case, &other, "means-of-offence").await;
                    assert!(matches!(refused, Err(CaseError::NoOffence)), "{refused:?}");
                    // A file that says both is kept as it was said, and the offence does not stand.
                    records(&tx, &room, &case, &owner, role).await?;
                    let said = casefile::only_said(&tx, &keys, &[owner.id]).await?;
                    assert_eq!(said, [(owner.id, PersonRole::Suspect)].into(), "{role}");
                }
                let distress = casefile::in_distress(&tx, &keys, None).await?;
                assert_eq!(distress.len(), 2, "the vessel, and the owner it was said of");
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

#[tokio::test]
async fn r_07_a_record_that_was_taken_back_shields_no_more_and_needs_two_people_all_the_same() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("r-07", |tx| {
            let room = room.clone();
            async move {
                let keys = room.keys();
                let case = room.opens(&tx, &room.moussa, "AG-114", Compartment::Operational).await?;
                let (ship, _) = vessel(&tx, &room, &case, "in-distress").await?;
                let ask = Ask::new(&room.moussa, action::JUDGE, PURPOSE, tx.at());
                let all = casefile::statements_of(&tx, &keys, ship.id).await?;
                let all = room.gate.open_each(all, &ask, &mut tx.log());
                let role = all.iter().find(|s| s.property == Property::Role).unwrap();
                let by = &room.moussa;
                casefile::retract(&tx, &keys, by, (role, EntityKind::Vessel), "another boat", party("NE"))
                    .await?;
                assert!(casefile::in_distress(&tx, &keys, None).await?.is_empty());
                let refused = records(&tx, &room, &case, &ship, "means-of-offence").await;
                assert!(matches!(refused, Err(CaseError::NeedsSecondPerson)), "{refused:?}");
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

#[tokio::test]
async fn r_07_the_page_says_rescue_first_and_refuses_the_offence_with_the_way_out() {
    let desk = Desk::new().await;
    let (case, boat) = desk.case_with(vec![says(Property::Name, "Alba")]).await;
    let role = format!("{boat}/role");
    assert_eq!(desk.post(&role, "role=rescuer&why=log+book").await.to, boat);
    let refused = desk.post(&role, "role=suspect&why=x&offence=Code+236&basis=Act+36").await;
    assert_eq!(refused.status, http::StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows(&["which is no offence", "take it back first"]);
    desk.get(&case).await.hides(&["Rescue comes before"]);
    desk.post(&role, "role=in-distress&why=radio").await;
    for page in [&case, &boat] {
        desk.get(page).await.shows(&["In distress.", "Rescue comes before any other step"]);
    }
}
