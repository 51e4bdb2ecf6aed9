//! nobody who was smuggled becomes a suspect by one decision, by a file or by an answer.

use crate::people::{Room, party, says, someone, stores};
use casefile::{Case, CaseError, Entity, NewStatement, NewValue, Pick, Source, Value};
use gate::{Ask, action};
use kernel::id::{DossierId, EntityId};
use kernel::{Compartment, EntityKind, PersonRole, Property};
use std::collections::HashSet;
use store::Tx;
use uuid::Uuid;

const NUMBER: &str = "+227 90 00 01 14";

async fn adds(tx: &Tx, room: &Room, case: &Case, said: Vec<NewStatement>) -> Result<Entity, CaseError> {
    let added =
        casefile::add_statements(tx, &room.keys(), &room.moussa, case, party("NE"), vec![someone("1", said)])
            .await?;
    Ok(Entity { id: added.ids[0].1, case: case.id, kind: EntityKind::Person })
}

async fn says_suspect(tx: &Tx, room: &Room, case: &Case, who: &Entity) -> Result<(), CaseError> {
    let new = vec![says(Property::Role, "suspect")];
    casefile::add_to_entity(tx, &room.keys(), &room.moussa, (case, who), party("NE"), new).await.map(|_| ())
}

/// The same, as another authority's answer says it.
fn answered(property: Property, text: &str) -> NewStatement {
    let source = Source {
        name: "from Accra".into(),
        received: Some((DossierId(Uuid::from_u128(5)), 2)),
        ..Source::default()
    };
    NewStatement::own(property, NewValue::Text(text.into()), source)
}

fn suspect(who: EntityId) -> HashSet<(EntityId, PersonRole)> {
    [(who, PersonRole::Suspect)].into()
}

#[tokio::test]
async fn r_01_one_person_does_not_make_a_suspect_of_somebody_who_was_smuggled() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("r-01", |tx| {
            let room = room.clone();
            async move {
                let case = room.opens(&tx, &room.moussa, "AG-114", Compartment::Operational).await?;
                let said = vec![says(Property::Name, "Selam"), says(Property::Role, "smuggled-migrant")];
                let selam = adds(&tx, &room, &case, said).await?;
                for role in PersonRole::ALL.iter().filter(|r| r.is_offence_role()) {
                    let new = vec![says(Property::Role, role.code())];
                    let (keys, by) = (room.keys(), &room.moussa);
                    let to = (&case, &selam);
                    let refused = casefile::add_to_entity(&tx, &keys, by, to, party("NE"), new).await;
                    assert!(matches!(refused, Err(CaseError::NeedsSecondPerson)), "{role}: {refused:?}");
                }
                // Taking the first role back is no way around it.
                let ask = Ask::new(&room.moussa, action::JUDGE, crate::people::PURPOSE, tx.at());
                let all = casefile::statements_of(&tx, &room.keys(), selam.id).await?;
                let gate = &room.gate;
                let all = gate.open_each(all, &ask, &mut tx.log());
                let role = all.iter().find(|s| s.property == Property::Role).unwrap();
                assert_eq!(role.value, Value::Text("smuggled-migrant".into()));
                let (keys, by) = (room.keys(), &room.moussa);
                casefile::retract(&tx, &keys, by, (role, EntityKind::Person), "misread", party("NE")).await?;
                let refused = says_suspect(&tx, &room, &case, &selam).await;
                assert!(matches!(refused, Err(CaseError::NeedsSecondPerson)), "{refused:?}");
                // Nor does the role come in by way of another record of the same person.
                let other = adds(&tx, &room, &case, vec![says(Property::Name, "Selam T.")]).await?;
                let same =
                    vec![NewStatement::own(Property::SameAs, NewValue::Entity(selam.id), Source::default())];
                casefile::add_to_entity(&tx, &keys, by, (&case, &other), party("NE"), same).await?;
                let refused = says_suspect(&tx, &room, &case, &other).await;
                assert!(matches!(refused, Err(CaseError::NeedsSecondPerson)), "{refused:?}");
                // Whom no role protects is recorded by one officer, as before.
                let sule = adds(&tx, &room, &case, vec![says(Property::Name, "Haji Sule")]).await?;
                says_suspect(&tx, &room, &case, &sule).await?;
                assert!(casefile::only_said(&tx, &keys, &[sule.id]).await?.is_empty());
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

#[tokio::test]
async fn r_01_what_a_file_or_an_answer_says_is_kept_as_said_and_changes_no_standing() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("r-01", |tx| {
            let room = room.clone();
            async move {
                let keys = room.keys();
                let case = room.opens(&tx, &room.moussa, "AG-114", Compartment::Operational).await?;
                let said = vec![
                    answered(Property::Name, "Selam"),
                    answered(Property::Phone, NUMBER),
                    answered(Property::Role, "smuggled-migrant"),
                    answered(Property::Role, "suspect"),
                ];
                let selam = adds(&tx, &room, &case, said).await?;
                let all = casefile::statements_of(&tx, &keys, selam.id).await?;
                assert_eq!(all.len(), 4, "what the sender said is kept as it was said");
                assert_eq!(casefile::only_said(&tx, &keys, &[selam.id]).await?, suspect(selam.id));
                let by = (&room.moussa, crate::people::PURPOSE);
                let all = Pick::default();
                let role = PersonRole::Suspect;
                let done = casefile::accept(&tx, &room.gate, by, &case, &all, role, "order 12/26").await?;
                assert_eq!((done.n, done.held_back), (0, 1), "nor does it make a value eligible");
                // A suspect of long standing who turns out to have been smuggled is no longer one by that word alone.
                let idris = adds(&tx, &room, &case, vec![says(Property::Role, "suspect")]).await?;
                assert!(casefile::only_said(&tx, &keys, &[idris.id]).await?.is_empty());
                let new = vec![says(Property::Role, "smuggled-migrant")];
                casefile::add_to_entity(&tx, &keys, &room.moussa, (&case, &idris), party("NE"), new).await?;
                assert_eq!(casefile::only_said(&tx, &keys, &[idris.id]).await?, suspect(idris.id));
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}
