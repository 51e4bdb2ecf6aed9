//! What takes part in matching, and what is held back by value.

use crate::people::{PURPOSE, Room, links, party, says, someone, stores};
use casefile::{
    Accepted, Case, CaseError, Door, HoldReason, Leaving, NewEntity, NewStatement, NewValue, Pick, Source,
};
use gate::{Ask, Recipient, action};
use kernel::id::NodeId;
use kernel::{Blocked, Compartment, EntityKind, PersonRole, Property, Selector, SelectorKind};
use sea_orm::ConnectionTrait;
use store::Tx;

const NUMBER: &str = "+227 90 00 01 14";

fn number() -> Selector {
    Selector { kind: SelectorKind::Phone, value: "+22790000114".into() }
}

async fn adds(tx: &Tx, room: &Room, case: &Case, new: Vec<NewEntity>) -> Result<casefile::Added, CaseError> {
    casefile::add_statements(tx, &room.keys(), &room.moussa, case, party("NE"), new).await
}

async fn clears(tx: &Tx, room: &Room, case: &Case) -> Result<Accepted, CaseError> {
    let by = (&room.moussa, PURPOSE);
    casefile::accept(
        tx,
        &room.gate,
        by,
        case,
        &Pick::default(),
        PersonRole::Suspect,
        "seized phone, order 12/26",
    )
    .await
}

fn to_xa() -> Recipient {
    Recipient { node: NodeId([9; 16]), party: party("XA"), also: Default::default(), authority: None }
}

fn leaves<'a>(room: &'a Room, to: &'a Recipient) -> Leaving<'a> {
    Leaving::by(&room.moussa, to, Door::Move)
}

fn from(who: &str) -> Blocked {
    Blocked { everyone: false, parties: [party(who)].into() }
}

#[tokio::test]
async fn a_15_only_what_an_officer_cleared_takes_part() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("accept", |tx| {
            let room = room.clone();
            async move {
                let case = room.opens(&tx, &room.moussa, "AG-114", Compartment::Operational).await?;
                adds(&tx, &room, &case, vec![someone("1", vec![says(Property::Phone, NUMBER)])]).await?;
                assert!(
                    casefile::eligible_of_case(&tx, case.id).await?.is_empty(),
                    "nothing before an officer"
                );
                let by = (&room.moussa, PURPOSE);
                for (role, basis) in [(PersonRole::Witness, "x"), (PersonRole::Suspect, "  ")] {
                    let refused =
                        casefile::accept(&tx, &room.gate, by, &case, &Pick::default(), role, basis).await;
                    assert!(refused.is_err(), "{role} {basis:?}");
                }
                let other = (&room.stranger, PURPOSE);
                let all = Pick::default();
                let refused =
                    casefile::accept(&tx, &room.gate, other, &case, &all, PersonRole::Suspect, "x").await;
                assert!(matches!(refused, Err(CaseError::Refused(_))));
                assert_eq!(clears(&tx, &room, &case).await?, Accepted { n: 1, held_back: 0 });
                assert_eq!(clears(&tx, &room, &case).await?.n, 0, "once is enough");
                let eligible = casefile::eligible_on_node(&tx).await?;
                let ask = Ask::new(&room.moussa, action::MATCH, PURPOSE, tx.at());
                assert!(
                    room.gate.open_each(eligible.clone(), &ask, &mut tx.log()).is_empty(),
                    "A-15 in the gate too"
                );
                let open = room.gate.open_each(eligible, &ask.eligible(true), &mut tx.log());
                let act = open[0].eligibility.clone().unwrap();
                assert_eq!(
                    (act.role, act.basis.as_str()),
                    (PersonRole::Suspect, "seized phone, order 12/26")
                );
                assert_eq!(casefile::revoke(&tx, &room.gate, by, &case, &all).await?, 1);
                assert!(casefile::eligible_of_case(&tx, case.id).await?.is_empty());
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

#[tokio::test]
async fn r_05_a_key_that_could_be_chance_is_blocked_itself_and_closes_nothing_beside_it() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("hold", |tx| {
            let room = room.clone();
            async move {
                let keys = room.keys();
                let case = room.opens(&tx, &room.moussa, "AG-114", Compartment::Operational).await?;
                let says = vec![
                    says(Property::Name, "Haji Sule Adoum"),
                    says(Property::BirthDate, "1984-03-12"),
                    says(Property::Phone, NUMBER),
                ];
                adds(&tx, &room, &case, vec![someone("1", says)]).await?;
                let ask = room.asks(&room.moussa, &tx);
                let (found, _) = casefile::entities(
                    &tx,
                    (&room.gate, &ask),
                    case.id,
                    &casefile::EntityFilter::default(),
                    (1, 50),
                )
                .await?;
                let haji = kernel::id::EntityId(found[0].object().id);
                let known = casefile::selectors_of(&tx, &keys, &[haji]).await?;
                let known = room.gate.open_each(known, &ask, &mut tx.log());
                let key = known.iter().find(|h| h.selector.kind == SelectorKind::PersonBirth).unwrap();
                let key = key.selector.clone();
                casefile::hold_back(
                    &tx,
                    &keys,
                    std::slice::from_ref(&key),
                    &from("XA"),
                    HoldReason::Protection,
                )
                .await?;
                for held in casefile::holders_of(&tx, &keys, &key).await? {
                    assert!(held.label().blocked.stops(party("XA")), "the key itself");
                }
                for held in casefile::holders_of(&tx, &keys, &number()).await? {
                    assert!(
                        !held.label().blocked.stops(party("XA")),
                        "another's name and birthday may be the same"
                    );
                }
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap();
    }
}

#[tokio::test]
async fn r_05_a_held_value_is_blocked_in_every_case_and_compartment_now_and_later() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("hold", |tx| {
            let room = room.clone();
            async move {
                let keys = room.keys();
                let one = room.opens(&tx, &room.moussa, "AG-114", Compartment::Operational).await?;
                let closed = room.opens(&tx, &room.protector, "P-1", Compartment::Protection).await?;
                adds(
                    &tx,
                    &room,
                    &one,
                    vec![someone("1", vec![says(Property::Name, "Haji"), says(Property::Phone, NUMBER)])],
                )
                .await?;
                casefile::add_statements(
                    &tx,
                    &keys,
                    &room.protector,
                    &closed,
                    party("NE"),
                    vec![someone("1", vec![says(Property::Phone, "0022790000114")])],
                )
                .await?;
                clears(&tx, &room, &one).await?;
                let done =
                    casefile::hold_back(&tx, &keys, &[number()], &from("XA"), HoldReason::Protection).await?;
                assert_eq!((done.values, done.selectors, done.no_longer_eligible), (1, 2, 1));
                let later = room.opens(&tx, &room.moussa, "AG-115", Compartment::Operational).await?;
                adds(&tx, &room, &later, vec![someone("1", vec![says(Property::Phone, "227 9000 0114")])])
                    .await?;
                assert_eq!(clears(&tx, &room, &later).await?, Accepted { n: 0, held_back: 1 });
                let holders = casefile::holders_of(&tx, &keys, &number()).await?;
                assert_eq!(holders.len(), 3);
                for held in holders {
                    assert!(held.label().blocked.stops(party("XA")), "selector");
                    assert!(!held.label().blocked.stops(party("IT")), "and only where it must");
                }
                assert!(casefile::eligible_on_node(&tx).await?.is_empty());
                for case in [&one, &later] {
                    let ask = room.asks(&room.moussa, &tx);
                    let (found, _) = casefile::entities(
                        &tx,
                        (&room.gate, &ask),
                        case.id,
                        &casefile::EntityFilter::default(),
                        (1, 50),
                    )
                    .await?;
                    for entity in found {
                        assert!(
                            entity.label().blocked.stops(party("XA")),
                            "the name beside the number tells as much"
                        );
                        let id = kernel::id::EntityId(entity.object().id);
                        for said in casefile::statements_of(&tx, &keys, id).await? {
                            assert!(said.label().blocked.stops(party("XA")), "statement");
                        }
                    }
                }
                // A record that only holds the number of someone else keeps its own values.
                let (found, _) = {
                    let ask = room.asks(&room.moussa, &tx);
                    let all = casefile::EntityFilter::default();
                    casefile::entities(&tx, (&room.gate, &ask), one.id, &all, (1, 50)).await?
                };
                let haji = kernel::id::EntityId(found[0].object().id);
                let haji = casefile::Entity { id: haji, case: one.id, kind: EntityKind::Person };
                let own = vec![says(Property::Email, "haji@example.org")];
                casefile::add_to_entity(&tx, &keys, &room.moussa, (&one, &haji), party("NE"), own).await?;
                assert_eq!(clears(&tx, &room, &one).await?, Accepted { n: 1, held_back: 1 });
                let text = format!("please trace {NUMBER}, urgent");
                assert!(
                    casefile::blocked_in_text(&tx, &keys, &text, &leaves(&room, &to_xa()))
                        .await?
                        .stops(party("XA"))
                );
                assert!(
                    casefile::blocked_in_text(
                        &tx,
                        &keys,
                        "please trace +227 90 00 01 15",
                        &leaves(&room, &to_xa())
                    )
                    .await?
                    .is_none()
                );
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

#[tokio::test]
async fn a_15_a_lawyers_number_is_held_back_wherever_it_stands_once_the_role_is_recorded() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("roles", |tx| {
            let room = room.clone();
            async move {
                let keys = room.keys();
                let case = room.opens(&tx, &room.moussa, "AG-114", Compartment::Operational).await?;
                let line = NewEntity {
                    key: "3".into(),
                    kind: EntityKind::Phone,
                    statements: vec![says(Property::Phone, NUMBER)],
                };
                let new = vec![
                    someone("1", vec![says(Property::Name, "Maître Diallo"), links(Property::Uses, "3")]),
                    someone("2", vec![says(Property::Phone, NUMBER)]),
                    line,
                ];
                let added = adds(&tx, &room, &case, new).await?;
                assert_eq!(clears(&tx, &room, &case).await?.n, 2);
                let lawyer = casefile::Entity { id: added.ids[0].1, case: case.id, kind: EntityKind::Person };
                let role = vec![says(Property::Role, "lawyer")];
                casefile::add_to_entity(&tx, &keys, &room.moussa, (&case, &lawyer), party("NE"), role)
                    .await?;
                assert!(casefile::eligible_on_node(&tx).await?.is_empty(), "the line and the other contact");
                // What the lawyer turns out to use later is held back too, though it is added to another entity.
                let line = casefile::Entity { id: added.ids[2].1, case: case.id, kind: EntityKind::Phone };
                let more = vec![says(Property::Email, "cabinet@example.org")];
                casefile::add_to_entity(&tx, &keys, &room.moussa, (&case, &line), party("NE"), more).await?;
                assert_eq!(clears(&tx, &room, &case).await?.n, 0);
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

#[tokio::test]
async fn r_05_what_is_added_to_a_blocked_person_bears_the_block() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("block", |tx| {
            let room = room.clone();
            async move {
                let keys = room.keys();
                let case = room.opens(&tx, &room.moussa, "AG-114", Compartment::Operational).await?;
                let added =
                    adds(&tx, &room, &case, vec![someone("1", vec![says(Property::Name, "Selam Tesfay")])])
                        .await?;
                let everyone = Blocked { everyone: true, parties: Default::default() };
                let done =
                    casefile::hold_back_entity(&tx, &keys, added.ids[0].1, &everyone, HoldReason::Protection)
                        .await?;
                assert_eq!(done.statements, 1);
                for (text, blocked) in
                    [("we look for Tesfay Selam, 15", true), ("we look for Haji Sule", false)]
                {
                    let found = casefile::blocked_in_text(&tx, &keys, text, &leaves(&room, &to_xa())).await?;
                    assert_eq!(found.everyone, blocked, "{text}");
                }
                let selam = casefile::Entity { id: added.ids[0].1, case: case.id, kind: EntityKind::Person };
                let new = vec![says(Property::Phone, NUMBER)];
                casefile::add_to_entity(&tx, &keys, &room.moussa, (&case, &selam), party("NE"), new).await?;
                for said in casefile::statements_of(&tx, &keys, selam.id).await? {
                    assert!(said.label().blocked.everyone);
                }
                assert!(
                    casefile::blocked_of(&tx, &keys, &[number()]).await?.everyone,
                    "the new number is held by value"
                );
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

#[tokio::test]
async fn a_15_a_value_of_the_record_judged_the_same_is_held_back_too() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("same", |tx| {
            let room = room.clone();
            async move {
                let keys = room.keys();
                let case = room.opens(&tx, &room.moussa, "AG-114", Compartment::Operational).await?;
                let other = room.opens(&tx, &room.moussa, "AG-115", Compartment::Operational).await?;
                let lawyer = vec![says(Property::Name, "Maître Diallo"), says(Property::Role, "lawyer")];
                let contact = someone("2", vec![says(Property::Phone, NUMBER)]);
                let added = adds(&tx, &room, &case, vec![someone("1", lawyer), contact]).await?;
                assert_eq!(clears(&tx, &room, &case).await?.n, 1);
                let entity =
                    |id, case: &Case| casefile::Entity { id, case: case.id, kind: EntityKind::Person };
                let same = || {
                    vec![NewStatement::own(
                        Property::SameAs,
                        NewValue::Entity(added.ids[0].1),
                        Source::default(),
                    )]
                };
                let stranger =
                    adds(&tx, &room, &other, vec![someone("1", vec![says(Property::Name, "X")])]).await?;
                let at = (&other, &entity(stranger.ids[0].1, &other));
                let elsewhere =
                    casefile::add_to_entity(&tx, &keys, &room.moussa, at, party("NE"), same()).await;
                assert!(matches!(elsewhere, Err(CaseError::UnknownLink(_))), "another case's entity");
                let at = (&case, &entity(added.ids[1].1, &case));
                casefile::add_to_entity(&tx, &keys, &room.moussa, at, party("NE"), same()).await?;
                assert!(casefile::eligible_on_node(&tx).await?.is_empty());
                assert!(
                    casefile::blocked_of(&tx, &keys, &[number()]).await?.is_none(),
                    "held back, not blocked"
                );
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

const IMEI: &str = "356938035643809";

#[tokio::test]
async fn r_05_what_a_newer_program_finds_in_old_records_is_held_where_their_holder_is() {
    for s in stores().await {
        let room = Room::new();
        let run = s.store.run("an older program", |tx| {
            let room = room.clone();
            async move {
                let keys = room.keys();
                let one = room.opens(&tx, &room.moussa, "AG-114", Compartment::Operational).await?;
                let other = room.opens(&tx, &room.moussa, "AG-115", Compartment::Operational).await?;
                let device =
                    |key: &str| NewEntity { key: key.into(), kind: EntityKind::Device, statements: vec![] };
                let own = NewEntity { statements: vec![says(Property::Imei, IMEI)], ..device("d") };
                let also = NewEntity { statements: vec![says(Property::Imei, IMEI)], ..device("e") };
                let named = vec![says(Property::Name, "Tesfay Selam"), links(Property::Uses, "d")];
                let added = adds(&tx, &room, &one, vec![someone("p", named), own]).await?;
                let beside = adds(&tx, &room, &other, vec![also]).await?;
                let (selam, stranger) = (added.ids[0].1, beside.ids[0].1);
                // It knew no values of devices, and made other keys of names.
                tx_of(&tx, "DELETE FROM selector WHERE kind = 'device'").await?;
                casefile::hold_back_entity(&tx, &keys, selam, &from("XA"), HoldReason::Protection).await?;
                tx_of(&tx, "DELETE FROM held_value").await?;
                tx_of(&tx, "DELETE FROM held_word").await?;
                assert_eq!(found(&tx, &room, stranger).await?, (false, false, false), "as it was");
                Ok::<_, CaseError>((other, stranger))
            }
        });
        let (other, stranger) = run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
        let again = casefile::derive_by_newer_rules(&s.store, &room.vault, party("NE")).await.unwrap();
        assert_eq!(again, 4, "three records and one hold on {}", s.kind);
        assert_eq!(casefile::derive_by_newer_rules(&s.store, &room.vault, party("NE")).await.unwrap(), 0);
        let run = s.store.run("this program", |tx| {
            let (room, other) = (room.clone(), other.clone());
            async move {
                assert_eq!(found(&tx, &room, stranger).await?, (true, true, true));
                assert_eq!(clears(&tx, &room, &other).await?, Accepted { n: 0, held_back: 1 });
                Ok::<_, CaseError>(())
            }
        });
        run.await.unwrap_or_else(|e| panic!("{}: {e}", s.kind));
    }
}

async fn tx_of(tx: &Tx, sql: &str) -> Result<(), CaseError> {
    tx.db().execute_unprepared(sql).await.map_err(store::StoreError::from)?;
    Ok(())
}

/// Whether the name and the device are kept out of a text for the State, and whether the stranger's record is.
async fn found(
    tx: &Tx,
    room: &Room,
    stranger: kernel::id::EntityId,
) -> Result<(bool, bool, bool), CaseError> {
    let (keys, to) = (room.keys(), to_xa());
    let leaving = leaves(room, &to);
    let device = format!("trace the telephone with IMEI {IMEI}");
    let device = casefile::blocked_in_text(tx, &keys, &device, &leaving).await?;
    let name = casefile::blocked_in_text(tx, &keys, "we look for Tesfay Selam", &leaving).await?;
    let said = casefile::statements_of(tx, &keys, stranger).await?;
    let shut = said.iter().all(|g| g.label().blocked.stops(party("XA")));
    Ok((name.stops(party("XA")), device.stops(party("XA")), shut))
}
