//! Two nodes: what a State and a secretariat publish reaches the other, and what is handed in comes back signed for.

use crate::{House, report};
use exchange::envelope::{self, About, CarriageError};
use exchange::testing::{Desk, Pair, pairs};
use gate::{Ask, Guarded, ObjectRef, action};
use kernel::id::AuthorityId;
use kernel::{Digest, Label, Purpose, Role};
use std::sync::Arc;
use store::StoreError;
use store::audit::{self, LogQuery};
use uuid::Uuid;

pub(crate) const STATEMENT: &[u8] = b"Ghana thanks the Chair.";

/// Accra, with a national coordinator; Niamey, with one and with the secretariat of a conference.
pub(crate) struct Two {
    pub(crate) pair: Pair,
    pub(crate) accra: House,
    pub(crate) niamey: House,
    pub(crate) coordinator: String,
    pub(crate) other: String,
    pub(crate) secretary: String,
}

pub(crate) async fn both() -> Vec<Two> {
    let words = [conference::WORDS, exchange::WORDS, directory::WORDS];
    let mut all = Vec::new();
    for pair in pairs(&crate::steps(), &words, |node| node.inbound.extend(conference::inbound())).await {
        let niamey = House::over(&pair.niamey, pair.kind).await;
        let accra = House::over(&pair.accra, pair.kind).await;
        // The cards name the secretariats now.
        renew(&pair.accra, &pair.niamey).await;
        renew(&pair.niamey, &pair.accra).await;
        let coordinator = accra.coordinator().await;
        let other = niamey.coordinator().await;
        let secretary = niamey.someone(&niamey.secretariat, Role::Secretariat).await;
        all.push(Two { pair, accra, niamey, coordinator, other, secretary });
    }
    all
}

/// One desk takes the newest card of the other.
async fn renew(one: &Desk, other: &Desk) {
    let card = other.node.store.run::<_, directory::DirectoryError, _, _>("card", |tx| {
        let node = &other.node;
        async move { Ok(directory::own_card(&tx, node).await?.bytes().to_vec()) }
    });
    let card = &card.await.unwrap();
    let from = one.peer(other).await.actor();
    let from = &from;
    let taken = one.node.store.run::<_, directory::DirectoryError, _, _>("take card", |tx| async move {
        directory::update_card(&tx, &one.node, from, card).await.map(|_| ())
    });
    taken.await.unwrap();
}

impl Two {
    /// What waits goes, and what answers it.
    pub(crate) async fn deliver(&self) {
        for _ in 0..3 {
            for desk in [&self.pair.accra, &self.pair.niamey] {
                exchange::deliver_due(&desk.node, 100).await.unwrap();
            }
        }
    }
}

/// The address that follows these words on a page.
pub(crate) fn after(page: &str, words: &str) -> String {
    let rest = page.split(words).nth(1).unwrap();
    format!("{words}{}", rest.split(['"', '/']).next().unwrap())
}

const ANSWERED: &str = "act=answer&answer=accepted&reason=in+line+with+the+national+plan";

#[tokio::test]
async fn what_a_state_publishes_is_read_at_another_node_corrected_and_taken_back_there() {
    for two in both().await {
        let kind = two.pair.kind;
        for (house, token) in [(&two.accra, &two.coordinator), (&two.niamey, &two.other)] {
            house.puts_in(token, &report()).await;
        }
        let id = two.accra.recommendation(&two.coordinator, "designate").await;
        let path = format!("/conference/following/{id}");
        for form in [
            ANSWERED,
            "act=evidence&title=Decree+12&reference=J.O.+12&public=yes",
            "act=evidence&title=Minutes+of+the+council&reference=file+9",
            "act=publish",
        ] {
            assert_eq!(two.accra.post(&two.coordinator, &path, form).await.0, 303, "{kind}: {form}");
        }
        two.deliver().await;
        let there = two.niamey.recommendation(&two.other, "designate").await;
        let record = format!("/conference/recommendations/{there}");
        let (_, page) = two.niamey.get(&two.other, &record).await;
        let at = after(&page, "/conference/received/");
        let reader = two.niamey.someone(&two.niamey.own, Role::Investigator).await;
        let (_, list) = two.niamey.get(&reader, "/conference").await;
        assert!(!list.contains("/conference/received/"), "{kind}: it stands beside its recommendation");
        let (status, page) = two.niamey.get(&reader, &at).await;
        assert_eq!(status, 200, "{kind}: everybody reads it: {page}");
        for told in [
            "in line with the national plan",
            "Decree 12",
            "Document Fraud Expertise Centre (GH)",
            "edition 1",
        ] {
            assert!(page.contains(told), "{kind}: {told}\n{page}");
        }
        for secret in ["Minutes of the council", "file 9"] {
            assert!(!page.contains(secret), "{kind}: {secret}");
        }
        // Corrected: the newer edition stands in its place.
        for form in ["act=answer&answer=in-part&reason=after+the+elections", "act=publish"] {
            assert_eq!(two.accra.post(&two.coordinator, &path, form).await.0, 303, "{kind}: {form}");
        }
        two.deliver().await;
        let (_, page) = two.niamey.get(&two.other, &at).await;
        assert!(page.contains("after the elections") && page.contains("edition 2"), "{kind}: {page}");
        assert!(!page.contains("in line with the national plan"), "{kind}");
        // Taken back: it stands nowhere any more, and what it said is not kept.
        let form = "act=withdraw&withdraw_reason=to+be+mended";
        assert_eq!(two.accra.post(&two.coordinator, &path, form).await.0, 303, "{kind}");
        two.deliver().await;
        let (_, page) = two.niamey.get(&two.other, &record).await;
        assert!(page.contains("Nobody published anything"), "{kind}: {page}");
        let (_, page) = two.niamey.get(&two.other, &at).await;
        assert!(page.contains("Taken back") && !page.contains("elections"), "{kind}: {page}");
        assert!(!page.contains("to be mended"), "{kind}: the reason stays at home");
    }
}

#[tokio::test]
async fn a_1_only_what_is_published_leaves_and_the_log_says_by_whom_and_to_whom() {
    for two in both().await {
        let kind = two.pair.kind;
        two.accra.puts_in(&two.coordinator, &report()).await;
        let id = two.accra.recommendation(&two.coordinator, "designate").await;
        let path = format!("/conference/following/{id}");
        two.accra.post(&two.coordinator, &path, ANSWERED).await;
        let node = &two.pair.accra.node;
        let left = &LogQuery { left: true, rows: 99, ..LogQuery::default() };
        let read = |node: Arc<access::Node>| async move {
            node.store.look("left", |tx| async move { audit::read(&tx, left).await }).await.unwrap().0
        };
        let before = read(Arc::clone(node)).await.len();
        two.accra.post(&two.coordinator, &path, "act=publish").await;
        let rows = read(Arc::clone(node)).await;
        assert_eq!(rows.len(), before + 1, "{kind}: {rows:?}");
        let newest = rows.iter().find(|r| r.entry.action == gate::action::SEND_CONFERENCE).unwrap();
        assert_eq!(newest.entry.outcome.policies(), ["what-is-published-goes-to-other-nodes"], "{kind}");
        let to = newest.entry.outcome.recipient().unwrap();
        assert!(to.contains(&two.pair.niamey.node.keys.id.to_string()), "{kind}: {to}");
    }
}

#[tokio::test]
async fn a_statement_goes_to_the_secretariat_elsewhere_and_comes_back_signed_for_and_then_published() {
    for two in both().await {
        let kind = two.pair.kind;
        let put = "body=Working+Group&title=tenth+meeting&place=Vienna&from=2026-06-01&to=2026-06-03";
        let (_, session) = two.niamey.post(&two.secretary, "/conference/sessions", put).await;
        let (_, list) = two.accra.get(&two.coordinator, "/conference/sessions").await;
        assert!(!list.contains("/conference/received/"), "{kind}: not before it is published");
        let publish = format!("{session}/publish");
        assert_eq!(
            two.niamey.post(&two.other, &publish, "act=publish").await.0,
            404,
            "{kind}: no secretariat"
        );
        assert_eq!(two.niamey.post(&two.secretary, &publish, "act=publish").await.0, 303, "{kind}");
        two.deliver().await;
        let (_, list) = two.accra.get(&two.coordinator, "/conference/sessions").await;
        let at = after(&list, "/conference/received/");
        let sent = [("submitter", "Ghana"), ("language", "en")];
        let to = format!("{at}/statements");
        assert_eq!(
            two.accra.upload(&two.coordinator, &to, &[], STATEMENT).await.0,
            422,
            "{kind}: nobody named"
        );
        assert_eq!(two.accra.upload(&two.coordinator, &to, &sent, STATEMENT).await.0, 303, "{kind}");
        let (_, page) = two.accra.get(&two.coordinator, &at).await;
        assert!(page.contains("on its way") && !page.contains("Receipt ST-"), "{kind}: {page}");
        two.deliver().await;
        let digest = Digest::of_bytes(STATEMENT).to_string();
        let (_, page) = two.accra.get(&two.coordinator, &at).await;
        for told in ["taken and signed for", "Receipt ST-", &digest] {
            assert!(page.contains(told), "{kind}: {told}\n{page}");
        }
        // What waits there is the secretariat's; another State does not see it.
        let (_, page) = two.niamey.get(&two.other, &session).await;
        assert!(!page.contains(&digest), "{kind}: {page}");
        let (_, page) = two.niamey.get(&two.secretary, &session).await;
        assert!(page.contains("Ghana (GH)") && page.contains(&digest), "{kind}: {page}");
        let statement = after(&page, "/conference/statements/");
        assert_eq!(
            two.niamey.get(&two.secretary, &format!("{statement}/file")).await.1.as_bytes(),
            STATEMENT
        );
        assert_eq!(two.niamey.post(&two.secretary, &statement, "").await.0, 303, "{kind}");
        two.deliver().await;
        let (_, page) = two.accra.get(&two.coordinator, &at).await;
        let published =
            page.split("/conference/received/").find(|p| p.contains(">Ghana")).map(|p| p.split('"').next());
        let published = format!("/conference/received/{}", published.unwrap().unwrap());
        let (_, file) = two.accra.get(&two.coordinator, &format!("{published}/file")).await;
        assert_eq!(file.as_bytes(), STATEMENT, "{kind}");
        // Taken back by the secretariat: no more file anywhere.
        assert_eq!(two.niamey.post(&two.secretary, &statement, "act=withdraw").await.0, 303, "{kind}");
        two.deliver().await;
        assert_eq!(two.accra.get(&two.coordinator, &format!("{published}/file")).await.0, 404, "{kind}");
    }
}

#[tokio::test]
async fn a_call_is_answered_from_another_node_and_its_digest_says_nothing_of_who_did_not_r_24() {
    for two in both().await {
        let kind = two.pair.kind;
        let form = "title=Partnerships&reason=For+a+digest&questions=Which%3F&deadline=2199-12-31";
        let (_, call) = two.niamey.post(&two.secretary, "/conference/calls", form).await;
        two.deliver().await;
        let (_, list) = two.accra.get(&two.coordinator, "/conference/calls").await;
        let at = after(&list, "/conference/received/");
        let to = format!("{at}/answer");
        assert_eq!(two.accra.post(&two.coordinator, &to, "answer-0=").await.0, 422, "{kind}");
        assert_eq!(two.accra.post(&two.coordinator, &to, "answer-0=With+three+banks").await.0, 303, "{kind}");
        two.deliver().await;
        let (_, page) = two.accra.get(&two.coordinator, &at).await;
        assert!(page.contains("Receipt AN-") && page.contains("With three banks"), "{kind}: {page}");
        let (_, page) = two.niamey.get(&two.secretary, &call).await;
        assert!(
            page.contains("Document Fraud Expertise Centre (GH)") && page.contains("With three banks"),
            "{kind}"
        );
        let answer = page.split("name=\"answer\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        for form in [format!("act=include&answer={answer}"), "act=digest&words=One+answered".into()] {
            assert_eq!(two.niamey.post(&two.secretary, &call, &form).await.0, 303, "{kind}: {form}");
        }
        two.deliver().await;
        let (_, page) = two.accra.get(&two.coordinator, &at).await;
        for told in ["One answered", "With three banks", "Document Fraud Expertise Centre (GH)"] {
            assert!(page.contains(told), "{kind}: {told}\n{page}");
        }
        assert!(!page.contains("National Investigation Unit"), "{kind}: who did not answer stands nowhere");
        assert_eq!(two.accra.post(&two.coordinator, &to, "answer-0=late").await.0, 409, "{kind}: closed");
    }
}

#[tokio::test]
async fn who_comes_to_be_trusted_later_gets_what_stands_and_nothing_of_what_was_taken_back() {
    for two in both().await {
        let kind = two.pair.kind;
        two.pair.wire.pull_out(two.pair.niamey.node.keys.id);
        two.accra.puts_in(&two.coordinator, &report()).await;
        for words in ["designate", "partnerships"] {
            // The report is not in Niamey's record.
            let id = two.accra.recommendation(&two.coordinator, words).await;
            let path = format!("/conference/following/{id}");
            for form in [ANSWERED, "act=publish"] {
                two.accra.post(&two.coordinator, &path, form).await;
            }
            if words == "partnerships" {
                two.accra.post(&two.coordinator, &path, "act=withdraw&withdraw_reason=x").await;
            }
        }
        let node = &two.pair.accra.node;
        assert_eq!(conference::send_publications_due(node).await.unwrap(), 0, "{kind}: all of it went");
        conference_forgets(node).await;
        assert_eq!(conference::send_publications_due(node).await.unwrap(), 1, "{kind}: what stands");
        assert_eq!(conference::send_publications_due(node).await.unwrap(), 0, "{kind}: once");
        two.pair.wire.plug_in(&two.pair.niamey.node);
        for desk in [&two.pair.accra, &two.pair.niamey] {
            desk.clock.advance_ms(kernel::time::DAY_MS);
        }
        two.deliver().await;
        // A day later nobody is signed in any more.
        let reader = two.niamey.someone(&two.niamey.own, Role::Investigator).await;
        let (_, list) = two.niamey.get(&reader, "/conference").await;
        assert_eq!(list.matches("/conference/received/").count(), 1, "{kind}: {list}");
        assert!(list.contains("INV/WG.1/2023/4, 1"), "{kind}: {list}");
    }
}

/// As if the other node had come to be trusted only now.
async fn conference_forgets(node: &access::Node) {
    let forgotten = node
        .store
        .run::<_, StoreError, _, _>("forget", |tx| async move { crate::store_forget::all_sent(&tx).await });
    forgotten.await.unwrap();
}

/// What Accra says to Niamey in the name of an authority: an edition of something, or that it is taken back.
async fn says(
    two: &Two,
    by: AuthorityId,
    (reference, number): (Uuid, u64),
    content: Option<&serde_json::Value>,
) -> &'static str {
    let accra = &two.pair.accra;
    let peer = &accra.peer(&two.pair.niamey).await;
    let message = accra.node.store.run::<_, CarriageError, _, _>("says", |tx| async move {
        let document = seal::publication::Publication {
            version: 1,
            node: accra.node.keys.id,
            authority: by,
            reference,
            number,
            at: tx.at(),
            content: content.cloned(),
            rest: serde_json::Map::new(),
        };
        let signs = directory::signing_keys(&tx, &accra.node).await?;
        let signer = signs.for_holder_of(peer.has_own_sequence);
        let bytes = seal::publication::sign_publication(&document, signer).unwrap();
        let actor = accra.node.as_actor(accra.authority.id);
        let object = ObjectRef { kind: "recommendation", id: Uuid::from_u128(1) };
        let ask = Ask::new(&actor, action::SEND_CONFERENCE, Purpose::Administration, tx.at()).on(object);
        let closed = Guarded::new(object, Label::own(accra.authority.id), bytes);
        let released = accra.node.gate.release(closed, &ask, &peer.recipient(), &mut tx.log()).unwrap();
        let about = About::of(&tx, conference::PUBLICATION_KIND, Purpose::Administration);
        envelope::queue(&tx, &accra.node, peer, &about, released).await
    });
    let message = message.await.unwrap();
    two.deliver().await;
    let row = accra
        .node
        .store
        .look::<_, StoreError, _, _>("state", |tx| async move { store::outbox::find(&tx, message).await });
    row.await.unwrap().unwrap().state.code()
}

#[tokio::test]
async fn a_4_what_is_not_the_senders_to_publish_is_not_taken() {
    for two in both().await {
        let kind = two.pair.kind;
        let own = two.pair.accra.authority.id;
        let stranger = AuthorityId(Uuid::from_u128(77));
        let session = serde_json::json!({ "kind": "session", "body": "B", "title": "x" });
        let unknown = serde_json::json!({ "kind": "communique", "words": "of a newer program" });
        let topics = serde_json::json!({ "kind": "topics", "topics": [] });
        let secretariat = two.accra.secretariat.id;
        for (n, (by, content, expected)) in [
            (stranger, &unknown, "rejected"),
            (own, &session, "rejected"),
            (own, &topics, "rejected"),
            (own, &unknown, "delivered"),
            (secretariat, &session, "delivered"),
        ]
        .into_iter()
        .enumerate()
        {
            let said = says(&two, by, (Uuid::from_u128(900 + n as u128), 1), Some(content)).await;
            assert_eq!(said, expected, "{kind}: {by:?} {content}");
        }
        let (_, list) = two.niamey.get(&two.other, "/conference/sessions").await;
        assert_eq!(list.matches("/conference/received/").count(), 1, "{kind}: {list}");
    }
}

#[tokio::test]
async fn what_is_taken_back_before_it_came_does_not_stand_when_it_comes() {
    for two in both().await {
        let kind = two.pair.kind;
        let secretariat = two.accra.secretariat.id;
        let session = serde_json::json!({ "kind": "session", "body": "B", "title": "x" });
        let one = Uuid::from_u128(900);
        assert_eq!(says(&two, secretariat, (one, 2), None).await, "delivered", "{kind}");
        assert_eq!(says(&two, secretariat, (one, 1), Some(&session)).await, "delivered", "{kind}");
        let (_, list) = two.niamey.get(&two.other, "/conference/sessions").await;
        assert_eq!(list.matches("/conference/received/").count(), 0, "{kind}: {list}");
    }
}
