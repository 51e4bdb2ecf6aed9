//! Test calls: answered by a person, measured, and what the finder makes of silence.

use crate::envelopes::{hands_in, waiting};
use directory::calls;
use directory::{
    Channel, Confirmation, ContactDraft, DirectoryError, Found, Matter, Particulars, Question, find,
};
use exchange::testing::{Desk, Pair, neighbour, pairs, steps};
use exchange::{ExchangeError, deliver_due, test_call};
use kernel::id::ContactId;
use kernel::time::{HOUR_MS, MINUTE_MS};
use seal::receipt::Fate;
use uuid::Uuid;

async fn both_databases() -> Vec<Pair> {
    pairs(&steps(), &[], |node| node.inbound = exchange::inbound()).await
}

async fn settle(pair: &Pair) {
    for desk in [&pair.accra, &pair.niamey] {
        deliver_due(&desk.node, 100).await.unwrap();
    }
}

/// A confirmed desk that is always there, which the other side knows.
pub(crate) async fn opens_desk(at: &Desk, name: &str, other: &Desk) -> ContactId {
    let draft = &ContactDraft {
        name: name.into(),
        languages: vec!["fr".into()],
        hours: "24/7".into(),
        channels: vec![Channel::new("phone", "+227 20 00 00 01")],
        posted_by: None,
        more: Particulars::default(),
    };
    let (node, by) = (&at.node, &at.officer);
    let made = node.store.run::<_, DirectoryError, _, _>("desk", |tx| async move {
        let id = directory::add_contact(&tx, node, by, draft).await?;
        let how = Confirmation::call_back("+227 20 00 00 01", "B. Adamou");
        directory::confirm_contact(&tx, node, by, id, &how).await?;
        Ok((id, directory::own_card(&tx, node).await?.bytes().to_vec()))
    });
    let (id, card) = made.await.unwrap();
    let taken = other.node.store.run::<_, DirectoryError, _, _>("card", |tx| {
        let card = &card;
        async move { directory::update_card(&tx, &other.node, &other.officer, card).await }
    });
    taken.await.unwrap();
    id
}

async fn places(from: &Desk, to: &Desk, desk: ContactId) -> Result<Uuid, ExchangeError> {
    let peer = to.node.keys.id;
    from.node
        .store
        .run(
            "place",
            |tx| async move { test_call::place(&tx, &from.node, &from.officer, (peer, desk)).await },
        )
        .await
}

async fn answers(at: &Desk, caller: &Desk, call: Uuid) -> Result<(), ExchangeError> {
    let peer = caller.node.keys.id;
    at.node
        .store
        .run(
            "answer",
            |tx| async move { test_call::acknowledge(&tx, &at.node, &at.officer, (peer, call)).await },
        )
        .await
}

async fn finds(from: &Desk, party: &str) -> Found {
    let found = from.node.store.run::<_, store::StoreError, _, _>("find", |tx| async move {
        let question = Question {
            party: kernel::Party::parse(party).unwrap(),
            matter: Some(Matter::InformationRequest),
            at: tx.at(),
            languages: vec!["fr".into()],
            asker: from.authority.party,
            paired: Vec::new(),
        };
        Ok(find(&question, &directory::desks::desks(&tx).await?))
    });
    found.await.unwrap()
}

fn names(found: &Found) -> Vec<&str> {
    found.proposals.iter().map(|p| p.desk.point.name.as_str()).collect()
}

#[tokio::test]
async fn a_test_call_waits_for_a_person_and_the_time_of_the_answer_is_measured() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let desk = opens_desk(niamey, "Permanence", accra).await;
        let call = places(accra, niamey, desk).await.unwrap();
        settle(&pair).await;
        settle(&pair).await;
        // The node took it and answers nothing by itself.
        assert_eq!(finds(accra, "NE").await.proposals[0].desk.answering, directory::Answering::default());
        assert!(
            matches!(places(accra, niamey, desk).await, Err(ExchangeError::NotNow { .. })),
            "one at a time"
        );
        for clock in [&accra.clock, &niamey.clock] {
            clock.advance_ms(4 * MINUTE_MS);
        }
        answers(niamey, accra, call).await.unwrap();
        assert!(matches!(answers(niamey, accra, call).await, Err(ExchangeError::NotHere)), "once");
        settle(&pair).await;
        let answering = finds(accra, "NE").await.proposals[0].desk.answering;
        assert_eq!((answering.median_ms, answering.answered), (Some(4 * MINUTE_MS), 1), "{}", pair.kind);
        let own = niamey.authority.id;
        let kept = niamey.node.store.run::<_, store::StoreError, _, _>("kept", |tx| async move {
            calls::received_calls(&tx, own).await
        });
        assert_eq!(kept.await.unwrap()[0].answered.as_ref().unwrap().1, niamey.officer.name);
    }
}

#[tokio::test]
async fn r_25_a_desk_that_stops_answering_is_routed_around_within_its_term_and_comes_back_when_it_answers() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let first = opens_desk(niamey, "Permanence", accra).await;
        niamey.clock.advance_ms(-MINUTE_MS);
        opens_desk(niamey, "Second desk", accra).await;
        niamey.clock.advance_ms(MINUTE_MS);
        let call = places(accra, niamey, first).await.unwrap();
        settle(&pair).await;
        for clock in [&accra.clock, &niamey.clock] {
            clock.advance_ms(calls::CALL_TERM_MS - 1);
        }
        assert_eq!(names(&finds(accra, "NE").await).len(), 2, "{}: it may still answer", pair.kind);
        for clock in [&accra.clock, &niamey.clock] {
            clock.advance_ms(1);
        }
        let silent = finds(accra, "NE").await;
        assert_eq!(names(&silent), ["Second desk"], "{}: silent, so routed around", pair.kind);
        assert_eq!(silent.left_out[0].1.code(), "silent");
        // Late is better than never: it comes back, slower.
        answers(niamey, accra, call).await.unwrap();
        settle(&pair).await;
        assert_eq!(names(&finds(accra, "NE").await).len(), 2, "{}", pair.kind);
    }
}

#[tokio::test]
async fn r_25_a_call_that_lies_in_the_own_outbox_is_nobodys_silence() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let first = opens_desk(niamey, "Permanence", accra).await;
        opens_desk(niamey, "Second desk", accra).await;
        let call = places(accra, niamey, first).await.unwrap();
        let pass = |ms: i64| [&accra.clock, &niamey.clock].map(|clock| clock.advance_ms(ms));
        let placed = || async move {
            let own = accra.authority.id;
            let read = accra.node.store.run::<_, store::StoreError, _, _>("placed", |tx| async move {
                calls::placed_calls(&tx, own).await
            });
            read.await.unwrap().remove(0)
        };
        // The own line is down for a day.
        pass(24 * HOUR_MS);
        assert_eq!(names(&finds(accra, "NE").await).len(), 2, "{}: the desk knows of no call", pair.kind);
        assert_eq!(placed().await.delivered_at, None);
        // It comes back: the term begins now, on both sides.
        settle(&pair).await;
        pass(calls::CALL_TERM_MS - 1);
        assert_eq!(names(&finds(accra, "NE").await).len(), 2, "{}: it may still answer", pair.kind);
        let own = niamey.authority.id;
        let waits = niamey.node.store.run::<_, store::StoreError, _, _>("waits", |tx| async move {
            Ok((calls::received_calls(&tx, own).await?.remove(0), tx.at()))
        });
        let (waits, now) = waits.await.unwrap();
        assert!(waits.due > now, "{}: nobody there is late", pair.kind);
        pass(1);
        assert_eq!(names(&finds(accra, "NE").await), ["Second desk"], "{}", pair.kind);
        answers(niamey, accra, call).await.unwrap();
        settle(&pair).await;
        assert_eq!(placed().await.took_ms(), Some(calls::CALL_TERM_MS), "{}: without the day", pair.kind);
    }
}

#[tokio::test]
async fn only_the_desk_that_was_called_answers_and_only_its_own_people() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let desk = opens_desk(niamey, "Permanence", accra).await;
        let call = places(accra, niamey, desk).await.unwrap();
        settle(&pair).await;
        let other = neighbour(niamey, "Central Authority", "d.salifou").await;
        assert!(
            matches!(answers(&other, accra, call).await, Err(ExchangeError::Refused(_))),
            "{}",
            pair.kind
        );
        assert!(matches!(answers(niamey, accra, Uuid::from_u128(9)).await, Err(ExchangeError::NotHere)));
        // A desk that this node does not have is not called; one that is gone over there is refused there.
        assert!(matches!(
            places(accra, niamey, ContactId(Uuid::from_u128(7))).await,
            Err(ExchangeError::NotHere)
        ));
        answers(niamey, accra, call).await.unwrap();
        settle(&pair).await;
        let gone = opens_desk(niamey, "Gone", accra).await;
        let withdrawn = niamey.node.store.run::<_, DirectoryError, _, _>("withdraw", |tx| async move {
            directory::withdraw_contact(&tx, &niamey.node, &niamey.officer, gone).await
        });
        withdrawn.await.unwrap();
        places(accra, niamey, gone).await.unwrap();
        let row = waiting(accra).await.pop().unwrap();
        let (_, fate) = hands_in(niamey, accra, &row).await;
        assert_eq!(fate, Fate::Rejected { reason: "no-such-desk".into() }, "{}", pair.kind);
        settle(&pair).await;
        // It never answered: after its term the finder leaves it out.
        accra.clock.advance_ms(HOUR_MS);
        assert!(names(&finds(accra, "NE").await).iter().all(|name| *name != "Gone"), "{}", pair.kind);
    }
}

#[tokio::test]
async fn an_answer_that_nobody_asked_for_is_not_taken() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let desk = opens_desk(niamey, "Permanence", accra).await;
        let call = places(accra, niamey, desk).await.unwrap();
        settle(&pair).await;
        answers(niamey, accra, call).await.unwrap();
        let row = waiting(niamey).await.pop().unwrap();
        // The call is forgotten on the caller's side, as after its history was cut.
        let forgotten = accra.node.store.run::<_, store::StoreError, _, _>("answered", |tx| async move {
            calls::call_answered(&tx, (niamey.node.keys.id, desk), call).await
        });
        assert!(forgotten.await.unwrap());
        let (_, fate) = hands_in(accra, niamey, &row).await;
        assert_eq!(fate, Fate::Rejected { reason: "not-called".into() }, "{}", pair.kind);
    }
}

/// Pairs a post with one abroad; returns the link and the card that says so.
pub(crate) async fn pairs_with(
    at: &Desk,
    ours: ContactId,
    (other, theirs): (&Desk, ContactId),
) -> (directory::BorderPair, directory::VerifiedCard) {
    let link = directory::BorderPair {
        node: other.node.keys.id,
        desk: theirs,
        call_sign: "Lion 2".into(),
        their_call_sign: "Gazelle 1".into(),
        test_every_hours: 24,
    };
    let pair = &link;
    let paired = at.node.store.run::<_, DirectoryError, _, _>("pair", |tx| async move {
        let point = directory::own_contact(&tx, ours).await?.unwrap().point;
        let draft = ContactDraft {
            name: point.name,
            languages: point.languages,
            hours: point.hours,
            channels: point.channels,
            posted_by: None,
            more: Particulars { pairs: vec![pair.clone()], ..point.more },
        };
        directory::change_contact(&tx, &at.node, &at.officer, ours, &draft).await?;
        directory::own_card(&tx, &at.node).await
    });
    let card = paired.await.unwrap();
    (link, card)
}

#[tokio::test]
async fn r_25_that_a_desk_is_silent_now_says_nothing_of_another_hour() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let first = opens_desk(niamey, "Permanence", accra).await;
        opens_desk(niamey, "Second desk", accra).await;
        places(accra, niamey, first).await.unwrap();
        settle(&pair).await;
        accra.clock.advance_ms(calls::CALL_TERM_MS);
        let found = |ahead_ms: i64| async move {
            let found = accra.node.store.run::<_, store::StoreError, _, _>("find", |tx| async move {
                let asked = Question::any(niamey.authority.party, tx.at().plus_ms(ahead_ms), &["fr".into()]);
                directory::desks::find_desks(&tx, accra.officer.authority, &asked).await
            });
            found.await.unwrap().proposals.len()
        };
        assert_eq!((found(0).await, found(12 * HOUR_MS).await), (1, 2), "{}", pair.kind);
    }
}

#[tokio::test]
async fn paired_posts_test_their_channel_by_the_schedule_and_a_person_answers() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let theirs = opens_desk(niamey, "Assamaka", accra).await;
        let ours = opens_desk(accra, "Aflao", niamey).await;
        let (link, card) = pairs_with(accra, ours, (niamey, theirs)).await;
        let link = &link;
        let said = card.lead().contacts.iter().find(|c| c.id == ours).unwrap();
        assert_eq!(said.more.pairs.first(), Some(link), "it stands on the card");
        assert!(said.confirmed_at.is_some(), "a call sign is not what was called");

        assert_eq!(test_call::place_due(&accra.node).await.unwrap(), 1, "{}: never tested", pair.kind);
        assert_eq!(test_call::place_due(&accra.node).await.unwrap(), 0, "{}: not yet again", pair.kind);
        settle(&pair).await;
        let waits = niamey.node.store.run::<_, store::StoreError, _, _>("waits", |tx| async move {
            calls::received_calls(&tx, niamey.authority.id).await
        });
        let call = waits.await.unwrap()[0].id;
        answers(niamey, accra, call).await.unwrap();
        settle(&pair).await;
        let answered = finds(accra, "NE").await.proposals[0].desk.answering.answered_at;
        assert!(answered.is_some(), "{}: the last successful test is known", pair.kind);
        accra.clock.advance_ms(24 * HOUR_MS);
        assert_eq!(test_call::place_due(&accra.node).await.unwrap(), 1, "{}: a day later", pair.kind);
    }
}
