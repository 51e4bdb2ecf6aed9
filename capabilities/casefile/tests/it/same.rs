//! The same person?: proposed within the node, answered by an officer, undone, and never told to whoever may not see
//! both records.

use crate::pages::Desk;
use crate::people::{PURPOSE, Room, links, party, person, says, someone, stores};
use casefile::{
    CaseError, CircleAct, Entity, Keys, NewCase, NewEntity, SameAnswer, SamePair, SameState, Topic,
    add_statements,
};
use gate::{Ask, action};
use kernel::id::{CaseId, EntityId};
use kernel::{Actor, Compartment, EntityKind, PersonRole, Property, Purpose, Role, SelectorKind};
use store::Tx;

impl Desk {
    /// A case of moussa's about crossings by sea, with these in it; the first of them.
    pub async fn takes(&self, reference: &str, new: Vec<NewEntity>) -> EntityId {
        let (node, actor, new) = (&self.node, &self.moussa.0, &new);
        let made = node.store.run::<_, CaseError, _, _>("made", |tx| async move {
            let keys = Keys::of(&node.vault);
            let case = NewCase {
                reference: reference.into(),
                title: format!("Case {reference}"),
                summary: "Crossings by sea".into(),
                compartment: Compartment::Operational,
                demonstration: false,
            };
            let case = casefile::create_case(&tx, &keys, &node.gate, (actor, PURPOSE), &case).await?;
            let added = add_statements(&tx, &keys, actor, &case, party("NE"), new.clone()).await?;
            Ok(added.ids[0].1)
        });
        made.await.unwrap()
    }

    /// Keeps a case to moussa alone.
    pub async fn keeps_to_moussa(&self, reference: &str) {
        let (node, actor) = (&self.node, &self.moussa.0);
        let kept = node.store.run::<_, CaseError, _, _>("kept", |tx| async move {
            let keys = Keys::of(&node.vault);
            let ask = Ask::new(actor, action::READ, PURPOSE, tx.at());
            let case = casefile::find_case(&tx, &keys, (&node.gate, &ask), reference).await?.unwrap();
            let (id, act) = (CaseId(case.object().id), CircleAct::Restrict([actor.person].into()));
            casefile::change_circle(&tx, &keys, &node.gate, (actor, PURPOSE), id, &act).await
        });
        kept.await.unwrap();
    }
}

/// Ermias, as Niamey heard of him, and as a passport has him.
fn ermias() -> [NewEntity; 2] {
    let heard = vec![
        says(Property::Name, "ኤርሚያስ ግርማይ"),
        says(Property::BirthDate, "1974"),
        says(Property::Phone, "+249 91 234 5678"),
    ];
    let documented = vec![
        says(Property::Name, "Ermias Ghermay"),
        says(Property::BirthDate, "1974-03-12"),
        says(Property::Phone, "00249 912345678"),
        links(Property::HoldsDocument, "passport"),
    ];
    [someone("heard", heard), someone("documented", documented)]
}

fn passport() -> NewEntity {
    let statements =
        vec![says(Property::DocumentNumber, "P 4412907"), says(Property::DocumentIssuer, "Eritrea")];
    NewEntity { key: "passport".into(), kind: EntityKind::TravelDocument, statements }
}

/// Adds these to a case of moussa's and looks for who may be the same.
async fn takes(room: &Room, tx: &Tx, case: &str, new: Vec<NewEntity>) -> Result<Vec<EntityId>, CaseError> {
    let case = match casefile::find_case(tx, &room.keys(), (&room.gate, &room.asks(&room.moussa, tx)), case)
        .await?
    {
        Some(closed) => room.gate.open(closed, &room.asks(&room.moussa, tx), &mut tx.log())?,
        None => room.opens(tx, &room.moussa, case, Compartment::Operational).await?,
    };
    let added = add_statements(tx, &room.keys(), &room.moussa, &case, party("NE"), new).await?;
    while casefile::look_at_due(tx, &room.keys()).await? {}
    Ok(added.ids.into_iter().map(|(_, id)| id).collect())
}

async fn pairs(room: &Room, tx: &Tx, actor: &Actor, state: SameState) -> Vec<(SamePair, Entity, Entity)> {
    let ask = room.asks(actor, tx);
    casefile::pairs_in(tx, &room.keys(), (&room.gate, &ask), &[state]).await.unwrap()
}

async fn answers(
    room: &Room,
    tx: &Tx,
    pair: &SamePair,
    answer: SameAnswer,
    why: &str,
) -> Result<(), CaseError> {
    let ask = Ask::new(&room.moussa, action::READ, PURPOSE, tx.at());
    casefile::judge(tx, &room.keys(), (&room.gate, &ask), pair.id, (answer, why), party("NE")).await
}

#[tokio::test]
async fn a_11_two_records_of_one_person_are_proposed_and_joined_only_by_an_officer() {
    for s in stores().await {
        let room = &Room::new();
        let done = s.store.run::<_, CaseError, _, _>("same", |tx| async move {
            let [heard, documented] = ermias();
            let ids = takes(
                room,
                &tx,
                "NE-1",
                vec![heard, someone("other", vec![says(Property::Name, "Kidane Tesfay")])],
            )
            .await?;
            assert!(pairs(room, &tx, &room.moussa, SameState::Open).await.is_empty());
            let more = takes(room, &tx, "NE-2", vec![documented, passport()]).await?;
            let found = pairs(room, &tx, &room.moussa, SameState::Open).await;
            let (pair, one, other) = found.first().unwrap();
            // Which stands first is chance: both were made in one millisecond.
            let asked = std::collections::BTreeSet::from([one.id, other.id]);
            let meant = std::collections::BTreeSet::from([ids[0], more[0]]);
            assert_eq!((found.len(), asked), (1, meant), "one question, across scripts and cases");
            assert!(
                pairs(room, &tx, &room.moussa, SameState::Joined).await.is_empty(),
                "nothing joins by itself"
            );
            assert!(matches!(answers(room, &tx, pair, SameAnswer::Join, " ").await, Err(CaseError::NoBasis)));
            answers(room, &tx, pair, SameAnswer::Join, "same telephone, and the witness knows both").await?;
            let (joined, ..) = pairs(room, &tx, &room.moussa, SameState::Joined).await.pop().unwrap();
            let judged = joined.judged.last().unwrap();
            assert_eq!((judged.by, judged.answer), (room.moussa.person, SameAnswer::Join));
            assert_eq!(judged.why, "same telephone, and the witness knows both");
            assert!(
                answers(room, &tx, &joined, SameAnswer::Apart, "no").await.is_err(),
                "first it is undone"
            );
            answers(room, &tx, &joined, SameAnswer::Undo, "the witness was mistaken").await?;
            let (open, ..) = pairs(room, &tx, &room.moussa, SameState::Open).await.pop().unwrap();
            assert_eq!(open.judged.len(), 2, "what was answered before stays known");
            Ok(())
        });
        done.await.unwrap();
    }
}

#[tokio::test]
async fn what_was_kept_apart_is_not_proposed_again() {
    for s in stores().await {
        let room = &Room::new();
        let done = s.store.run::<_, CaseError, _, _>("apart", |tx| async move {
            let [heard, documented] = ermias();
            takes(room, &tx, "NE-1", vec![heard, documented, passport()]).await?;
            let (pair, one, _) = pairs(room, &tx, &room.moussa, SameState::Open).await.pop().unwrap();
            answers(room, &tx, &pair, SameAnswer::Apart, "brothers who share a telephone").await?;
            let case = casefile::case(&tx, &room.keys(), one.case).await?.unwrap();
            let case = room.gate.open(case, &room.asks(&room.moussa, &tx), &mut tx.log())?;
            let more = vec![says(Property::Alias, "Ermias Ghermay")];
            casefile::add_to_entity(&tx, &room.keys(), &room.moussa, (&case, &one), party("NE"), more)
                .await?;
            assert!(casefile::look_at_due(&tx, &room.keys()).await?, "what changed is looked at again");
            assert!(pairs(room, &tx, &room.moussa, SameState::Open).await.is_empty());
            assert_eq!(pairs(room, &tx, &room.moussa, SameState::Apart).await.len(), 1);
            Ok(())
        });
        done.await.unwrap();
    }
}

#[tokio::test]
async fn a_join_in_one_case_is_a_statement_and_taking_it_back_opens_the_question() {
    for s in stores().await {
        let room = &Room::new();
        let done = s.store.run::<_, CaseError, _, _>("join", |tx| async move {
            let [heard, documented] = ermias();
            takes(room, &tx, "NE-1", vec![heard, documented, passport()]).await?;
            let (pair, ..) = pairs(room, &tx, &room.moussa, SameState::Open).await.pop().unwrap();
            answers(room, &tx, &pair, SameAnswer::Join, "same telephone").await?;
            let (pair, one, _) = pairs(room, &tx, &room.moussa, SameState::Joined).await.pop().unwrap();
            let said = casefile::statement(&tx, &room.keys(), pair.statement.unwrap()).await?.unwrap();
            let said = room.gate.open(said, &room.asks(&room.moussa, &tx), &mut tx.log())?;
            assert_eq!((said.property, said.author), (Property::SameAs, room.moussa.person));
            casefile::retract(&tx, &room.keys(), &room.moussa, (&said, one.kind), "mistaken", party("NE"))
                .await?;
            let (open, ..) = pairs(room, &tx, &room.moussa, SameState::Open).await.pop().unwrap();
            assert_eq!((open.statement, open.judged.last().unwrap().answer), (None, SameAnswer::Undo));
            Ok(())
        });
        done.await.unwrap();
    }
}

#[tokio::test]
async fn a_8_a_record_one_may_not_see_is_nobodys_double() {
    for s in stores().await {
        let room = &Room::new();
        let done = s.store.run::<_, CaseError, _, _>("kept", |tx| async move {
            let [heard, documented] = ermias();
            let kept = room.opens(&tx, &room.protector, "SELAM", Compartment::Protection).await?;
            let new = vec![heard, documented, passport()];
            add_statements(&tx, &room.keys(), &room.protector, &kept, party("NE"), new).await?;
            while casefile::look_at_due(&tx, &room.keys()).await? {}
            let ask = Ask { purpose: Purpose::Protection, ..room.asks(&room.protector, &tx) };
            let seen = casefile::pairs_in(&tx, &room.keys(), (&room.gate, &ask), &[SameState::Open]).await?;
            let (pair, ..) = seen.first().expect("whoever may see both is asked");
            let outside = person(1, 12, &[Role::Investigator], &[Compartment::Operational]);
            for actor in [&room.moussa, &outside, &room.stranger] {
                let ask = room.asks(actor, &tx);
                assert!(pairs(room, &tx, actor, SameState::Open).await.is_empty());
                let one = casefile::pair(&tx, &room.keys(), (&room.gate, &ask), pair.id).await;
                let none = casefile::pair(&tx, &room.keys(), (&room.gate, &ask), uuid::Uuid::nil()).await;
                assert_eq!(
                    format!("{:?}", one.map(|_| ())),
                    format!("{:?}", none.map(|_| ())),
                    "the same as none"
                );
                let judged = Ask::new(actor, action::READ, PURPOSE, tx.at());
                let answer = (SameAnswer::Join, "let me in");
                assert!(
                    casefile::judge(&tx, &room.keys(), (&room.gate, &judged), pair.id, answer, party("NE"))
                        .await
                        .is_err()
                );
            }
            Ok(())
        });
        done.await.unwrap();
    }
}

#[tokio::test]
async fn a_15_what_is_held_back_of_one_record_is_held_back_of_the_other_in_another_case() {
    for s in stores().await {
        let room = &Room::new();
        let done = s.store.run::<_, CaseError, _, _>("held", |tx| async move {
            let [mut heard, documented] = ermias();
            heard.statements.push(says(Property::Role, PersonRole::Witness.code()));
            heard.statements.push(says(Property::Email, "ermias@example.org"));
            takes(room, &tx, "NE-1", vec![heard]).await?;
            let mut documented = documented;
            documented.statements.push(says(Property::Handle, "https://t.me/ermias_g"));
            let ids = takes(room, &tx, "NE-2", vec![documented, passport()]).await?;
            let held = async |kind| -> Result<bool, CaseError> {
                let found = casefile::selectors_of(&tx, &room.keys(), &[ids[0]]).await?;
                let found = room.gate.open_each(found, &room.asks(&room.moussa, &tx), &mut tx.log());
                Ok(found.iter().any(|h| h.selector.kind == kind && h.held_back))
            };
            assert!(!held(SelectorKind::Handle).await?, "a handle of somebody else's record");
            let (pair, ..) = pairs(room, &tx, &room.moussa, SameState::Open).await.pop().unwrap();
            answers(room, &tx, &pair, SameAnswer::Join, "same telephone").await?;
            assert!(held(SelectorKind::Handle).await?, "now it is a witness's");
            Ok(())
        });
        done.await.unwrap();
    }
}

#[tokio::test]
async fn the_pages_put_two_records_side_by_side_and_show_them_as_one_once_joined() {
    let desk = Desk::new().await;
    let one = desk.takes("NE-1", vec![ermias()[0].clone()]).await;
    let two = desk.takes("NE-2", vec![ermias()[1].clone(), passport()]).await;
    while casefile::look_for_same(&desk.node).await.unwrap() {}
    let list = desk.get("/same").await;
    list.shows(&["ኤርሚያስ ግርማይ", "Ermias Ghermay", "NE-1", "NE-2", "of 100"]);
    let path = list.text.split("href=\"/same/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let path = format!("/same/{path}");
    let page = desk.get(&path).await;
    page.shows(&["Side by side", "the births agree", "reached the same way", "witness W-2", "Keep apart"]);
    assert_eq!(Topic::ALL.len(), 6);
    let refused = desk.post(&path, "answer=join&why=").await;
    assert_eq!(refused.status, http::StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(desk.post(&path, "answer=join&why=same+telephone").await.to, "/same");
    desk.get("/same").await.hides(&["Ermias"]);
    desk.get(&path).await.shows(&["same telephone", "Undo the answer"]);
    desk.get(&format!("/entities/{one}")).await.shows(&["Ermias Ghermay", "NE-2", "One with"]);
    let found = desk.get("/search?q=Ermias+Ghermay").await;
    found.shows(&["NE-1", "NE-2", "1 record", "One with"]);
    assert_eq!(desk.post(&path, "answer=undo&why=mistaken").await.to, path);
    desk.get(&format!("/entities/{two}")).await.hides(&["One with"]);
    let outside = desk.joins("outside", &[Role::Auditor]).await.1;
    let refused = desk.get_as(&outside, &path).await;
    assert!(refused.status.is_client_error());
    refused.hides(&["Ermias"]);
}
