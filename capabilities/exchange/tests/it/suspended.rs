//! A node of which something seems wrong: nothing goes and nothing is taken, nothing of what waits is lost, and what goes
//! afterwards is sealed to keys that are believed.

use crate::again::{revokes, sends_again, withdrawn};
use crate::attachments::{all_moves, decides, desks, document, offered, saves, sees, state};
use crate::envelopes::{signer_of, waiting};
use crate::pages::{post_as, send};
use crate::story::*;
use crate::test_calls::opens_desk;
use access::testing::person;
use axum::body::Body;
use directory::{DirectoryError, Lift};
use exchange::attachments::{State, parts_due};
use exchange::testing::{Desk, Pair, trust};
use exchange::{ExchangeError, Lifted, MoveBody, NewMove};
use http::{Request, StatusCode};
use kernel::Role;
use seal::envelope::key_of;
use store::StoreError;
use store::outbox::OutState;

pub(crate) async fn suspends(desk: &Desk, other: &Desk, why: &str) -> Result<(), DirectoryError> {
    let id = other.node.keys.id;
    desk.node
        .store
        .run("suspend", |tx| async move {
            let operator = access::operator(&tx).await?;
            directory::suspend(&tx, &desk.node, &operator, id, why).await
        })
        .await
}

pub(crate) async fn lifts(desk: &Desk, other: &Desk, how: Lift) -> Result<Lifted, DirectoryError> {
    let (id, how) = (other.node.keys.id, &how);
    desk.node
        .store
        .run("lift", |tx| async move {
            let operator = access::operator(&tx).await?;
            exchange::lift(&tx, &desk.node, &operator, id, how).await
        })
        .await
}

pub(crate) fn sound(why: &str) -> Lift {
    Lift { words_compared: true, card: None, why: why.into() }
}

fn later(desk: &Desk) {
    desk.clock.advance_ms(kernel::time::HOUR_MS);
}

#[tokio::test]
async fn a_13_what_waits_on_either_side_of_a_suspended_node_goes_once_the_suspension_ends() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let ours = opens(niamey, accra.node.keys.id, request()).await.unwrap().dossier;
        let theirs = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        assert!(matches!(suspends(niamey, accra, " ").await, Err(DirectoryError::Text("reason"))));
        suspends(niamey, accra, "its messages come at night, from another address").await.unwrap();
        settle(&pair).await;
        assert!(!knows(accra, ours).await && !knows(niamey, theirs).await, "nothing goes, nothing is taken");
        for desk in [accra, niamey] {
            let rows = waiting(desk).await;
            assert_eq!(rows.iter().map(|row| row.state).collect::<Vec<_>>(), [OutState::Queued]);
        }
        let refused = opens(niamey, accra.node.keys.id, request()).await;
        assert!(matches!(refused, Err(ExchangeError::UnknownPeer(_))));
        let again = suspends(niamey, accra, "again").await;
        assert!(matches!(again, Err(DirectoryError::UnknownPeer(_))), "it is suspended");
        let pasted = directory::testing::card_of(&accra.node).await;
        let trusted = niamey.node.store.run::<_, DirectoryError, _, _>("trust", |tx| {
            let pasted = &pasted;
            async move {
                let operator = access::operator(&tx).await?;
                let how = directory::testing::full_trust();
                directory::trust(&tx, &niamey.node, &operator, pasted, &how).await
            }
        });
        assert!(matches!(trusted.await, Err(DirectoryError::Suspended)), "there is one way back");

        let silent = Lift { words_compared: false, ..sound("their line was moved") };
        assert!(matches!(lifts(niamey, accra, silent).await, Err(DirectoryError::NotCompared)));
        let why_not = Lift { words_compared: true, card: Some(pasted), why: " ".into() };
        assert!(matches!(lifts(niamey, accra, why_not).await, Err(DirectoryError::SameKeys)));
        assert!(!knows(accra, ours).await);
        let lifted = lifts(niamey, accra, sound("their line was moved; spoke with K. Mensah")).await.unwrap();
        assert_eq!(lifted, Lifted { go: 1, ended: 0 });
        later(accra);
        later(niamey);
        settle(&pair).await;
        assert!(knows(accra, ours).await && knows(niamey, theirs).await);
        assert_eq!((waiting(accra).await.len(), waiting(niamey).await.len()), (0, 0));
        let peer = niamey.peer(accra).await;
        assert_eq!(peer.lifted.unwrap().1, "their line was moved; spoke with K. Mensah");
    }
}

#[tokio::test]
async fn what_waited_is_sealed_to_the_new_keys_and_what_the_old_ones_sign_is_kept_apart() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        a_turn_later(&pair);
        let ours = opens(niamey, accra.node.keys.id, request()).await.unwrap().dossier;
        let stolen = key_of(&waiting(niamey).await[0].sealed).unwrap();
        let old = signer_of(accra).await.newest().public();
        suspends(niamey, accra, "a laptop of theirs was stolen").await.unwrap();
        let card = Some(turns_keys(accra).await);
        let lifted =
            lifts(niamey, accra, Lift { words_compared: true, card, why: String::new() }).await.unwrap();
        assert_eq!(lifted, Lifted { go: 1, ended: 0 });
        let row = waiting(niamey).await.remove(0);
        assert_ne!(key_of(&row.sealed).unwrap(), stolen, "sealed anew before it goes");
        let peer = niamey.peer(accra).await;
        assert!(peer.has_revoked(&old) && !exchange::envelope::signers(&peer).contains(&old));
        assert!(!exchange::envelope::signers(&peer).is_empty());
        delivers(niamey).await;
        assert!(knows(accra, ours).await);
        // It learns that Niamey knows its new card, and is heard again.
        let sequence = niamey.peer(accra).await.card.card().sequence;
        let learned = accra.node.store.run::<_, StoreError, _, _>("card exchanged", |tx| async move {
            directory::has_own_card(&tx, niamey.node.keys.id, sequence).await
        });
        learned.await.unwrap();
        let theirs = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        delivers(accra).await;
        assert!(knows(niamey, theirs).await);
    }
}

/// A new key to seal to and a new one to sign with, as after a theft; its card with them.
async fn turns_keys(desk: &Desk) -> Vec<u8> {
    assert!(directory::turn_when_due(&desk.node).await.unwrap());
    assert!(directory::turn_signing_when_due(&desk.node).await.unwrap());
    directory::testing::card_of(&desk.node).await
}

fn a_turn_later(pair: &Pair) {
    for desk in [&pair.accra, &pair.niamey] {
        desk.clock.advance_ms(seal::signers::SIGNING_TURN_MS);
    }
}

#[tokio::test]
async fn what_stands_behind_something_not_taken_is_sealed_to_the_new_keys_too() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        a_turn_later(&pair);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        settle(&pair).await;
        revokes(niamey, accra).await;
        moves(accra, id, withdrawn()).await.unwrap();
        assert_eq!(delivers(accra).await.quarantined, 1);
        trust(niamey, accra).await;
        moves(accra, id, NewMove::of("close", MoveBody::default())).await.unwrap();
        let stolen = key_of(&waiting(accra).await[0].sealed).unwrap();
        suspends(accra, niamey, "a laptop of theirs was stolen").await.unwrap();
        let card = Some(turns_keys(niamey).await);
        let how = Lift { words_compared: true, card, why: String::new() };
        lifts(accra, niamey, how).await.unwrap();
        assert_ne!(key_of(&waiting(accra).await[0].sealed).unwrap(), stolen, "{}", pair.kind);
    }
}

#[tokio::test]
async fn a_4_what_waits_for_a_node_is_given_up_with_trust_in_it_and_sent_again_to_its_new_keys() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        a_turn_later(&pair);
        let ours = opens(niamey, accra.node.keys.id, request()).await.unwrap().dossier;
        let stolen = key_of(&waiting(niamey).await[0].sealed).unwrap();
        let old = signer_of(accra).await.newest().public();
        suspends(niamey, accra, "a laptop of theirs was stolen").await.unwrap();
        revokes(niamey, accra).await;
        assert!(waiting(niamey).await.iter().all(|row| row.state != OutState::Queued), "{}", pair.kind);
        turns_keys(accra).await;
        trust(niamey, accra).await;
        delivers(niamey).await;
        assert!(!knows(accra, ours).await, "nothing goes that is sealed to a key of before");
        assert!(niamey.peer(accra).await.has_revoked(&old), "nor is heard what the old one signs");
        assert_eq!(sends_again(niamey, ours).await.unwrap(), 1);
        let rows = waiting(niamey).await;
        let row = rows.iter().find(|row| row.state == OutState::Queued).unwrap();
        assert_ne!(key_of(&row.sealed).unwrap(), stolen);
        delivers(niamey).await;
        assert!(knows(accra, ours).await);
    }
}

#[tokio::test]
async fn a_13_no_chunk_of_a_file_is_taken_from_a_suspended_node_and_it_comes_whole_afterwards() {
    for pair in desks().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let content = document(300_000);
        let (dossier, id) = offered(&pair, &content).await;
        decides(niamey, id, true).await.unwrap();
        settle(&pair).await;
        suspends(niamey, accra, "its files come from elsewhere").await.unwrap();
        parts_due(&accra.node).await.unwrap();
        let seen = sees(niamey, dossier).await.remove(0);
        assert_eq!(niamey.node.files.length(seen.file).unwrap(), 0, "{}", pair.kind);
        lifts(niamey, accra, sound("it was a new line of theirs")).await.unwrap();
        for _ in 0..4 {
            later(accra);
            later(niamey);
            all_moves(&pair).await;
        }
        assert_eq!(state(niamey, dossier).await, [State::Complete]);
        assert_eq!(saves(niamey, &niamey.officer, id).await.unwrap(), content);
    }
}

#[tokio::test]
async fn an_administrator_sees_what_a_node_holds_suspends_it_and_ends_that_and_the_dossier_says_so() {
    let pair = crate::pages::pair().await;
    let (accra, niamey) = (&pair.accra, &pair.niamey);
    let dossier = opens(niamey, accra.node.keys.id, request()).await.unwrap().dossier;
    settle(&pair).await;
    let (_, keeper) = person(&niamey.node, &niamey.authority, "keeper", &[Role::Administrator]).await;
    opens_desk(accra, "Forgery room", niamey).await;
    let id = accra.node.keys.id;
    let shows = |path: String| send(niamey, &keeper, "en", Request::get(path), Body::empty());
    let page = shows(format!("/peers/{id}")).await;
    page.shows(&["What it holds of ours", "1 dossier is shared with it", "suspend it"]);
    let page = shows(format!("/peers/{id}/suspension")).await;
    page.shows(&["nothing waits for it", &niamey.authority.name]).hides(&["Who used this number"]);

    let act = async |act: &str, fields: &[(&str, &str)]| {
        post_as(niamey, &keeper, &format!("/peers/{id}/{act}"), fields).await
    };
    let page = act("suspend", &[("reason", "")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows(&["Say what seems wrong."]);
    let page = act("suspend", &[("reason", "stolen laptop")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    shows("/peers".into()).await.shows(&["suspended"]);
    shows(format!("/peers/{id}/suspension")).await.shows(&["Suspended since", "stolen laptop"]);
    let whom = format!("/directory/find?party={}&matter=information-request", accra.authority.party);
    let asks = Request::get(whom);
    let page = send(niamey, &niamey.session, "en", asks, Body::empty()).await;
    page.shows(&["its node is suspended here. Speak to them by other means", "Forgery room"]);
    let page =
        send(niamey, &niamey.session, "en", Request::get(format!("/dossiers/{dossier}")), Body::empty())
            .await;
    page.shows(&["Nothing goes to the other side now", "Speak to them by other means"]);
    page.hides(&[&format!("/dossiers/{dossier}/withdraw"), "stolen laptop"]);

    let page = act("lift", &[("why", "found again"), ("card", "")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows(&["found again"]);
    let page = act("lift", &[("why", ""), ("card", "nonsense"), ("compared", "yes")]).await;
    page.shows(&["nonsense"]);
    let page = act("lift", &[("why", ""), ("card", ""), ("compared", "yes")]).await;
    page.shows(&["say why the keys of before are sound"]);
    let page = act("lift", &[("why", "found again, sealed"), ("card", ""), ("compared", "yes")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    shows(page.to).await.shows(&["The suspension is over", "Nothing had waited."]);
    shows(format!("/peers/{id}")).await.shows(&["found again, sealed"]);
    let page =
        send(niamey, &niamey.session, "en", Request::get(format!("/dossiers/{dossier}")), Body::empty())
            .await;
    page.hides(&["Nothing goes to the other side now"]);
}
