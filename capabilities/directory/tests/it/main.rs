//! The directory on both databases: cards, trust, contact points; and its pages.

#![expect(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod changes;
mod finder;
mod pages;
mod table;

use access::Node;
use access::testing::{node, person};
use directory::testing::{card_of, desk, full_trust, introduce, trust_card};
use directory::{
    AssessmentResult, Assurance, CardChange, CardError, Channel, ContactDraft, DirectoryError, Examined,
    Finding, NewAssessment, NewStateAssessment, PeerState, Safeguard, Terms, Trust, armor, read_card,
};
use gate::Assessment;
use kernel::id::ContactId;
use kernel::testing::SeededRng;
use kernel::time::{DAY_MS, MINUTE_MS};
use kernel::{Actor, ActorKind, Role};
use seal::identity::{Identity, SigningKey};
use seal::prekeys::{KEEP_MS, TURN_MS};
use seal::signers::SIGNING_TURN_MS;
use serde_json::{Value, json};
use store::testing::{TestStore, both, sqlite};
use store::{Migration, StoreError, audit};

const CONTEXT: &str = "liaison card v1";

fn steps() -> Vec<Migration> {
    access::migrations().into_iter().chain(directory::migrations()).collect()
}

pub(crate) struct Pair {
    kind: &'static str,
    niamey: Node,
    accra: Node,
    at_niamey: TestStore,
    at_accra: TestStore,
}

/// Niamey and Accra, each with its own database, on SQLite and on PostgreSQL.
async fn pairs() -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (at_niamey, at_accra) in both(&steps()).await.into_iter().zip(both(&steps()).await) {
        pairs.push(pair(at_niamey, at_accra, &[]).await);
    }
    pairs
}

/// Niamey and Accra on SQLite, for tests whose subject is not the store.
async fn one_pair(words: &[web::RoomWords]) -> Pair {
    pair(sqlite(&steps()).await, sqlite(&steps()).await, words).await
}

async fn pair(at_niamey: TestStore, at_accra: TestStore, words: &[web::RoomWords]) -> Pair {
    let (niamey, _) =
        node(at_niamey.store.clone(), 1, "NE", "National Investigation Unit, Niamey", words).await;
    let (accra, _) =
        node(at_accra.store.clone(), 2, "GH", "Document Fraud Expertise Centre, Accra", words).await;
    Pair { kind: at_niamey.kind, niamey, accra, at_niamey, at_accra }
}

/// Runs with the node's operator.
async fn act<T: Send, F, Fut>(node: &Node, work: F) -> Result<T, DirectoryError>
where
    F: Fn(store::Tx, Actor) -> Fut + Send + Sync,
    Fut: Future<Output = Result<T, DirectoryError>> + Send,
{
    node.store
        .run("test", |tx| {
            let work = &work;
            async move {
                let operator = access::operator(&tx).await?;
                work(tx, operator).await
            }
        })
        .await
}

async fn own(node: &Node) -> directory::VerifiedCard {
    act(node, |tx, _| async move { directory::own_card(&tx, node).await }).await.unwrap()
}

async fn trust(node: &Node, card: &[u8], how: Trust) -> Result<directory::Peer, DirectoryError> {
    let how = &how;
    act(node, |tx, actor| async move { directory::trust(&tx, node, &actor, card, how).await }).await
}

async fn update(node: &Node, card: &[u8]) -> Result<CardChange, DirectoryError> {
    act(node, |tx, actor| async move { directory::update_card(&tx, node, &actor, card).await }).await
}

async fn seen_from(node: &Node, other: &Node) -> directory::Peer {
    let id = other.keys.id;
    act(node, |tx, _| async move { Ok(directory::peer(&tx, id).await?) }).await.unwrap().unwrap()
}

async fn change_desk(node: &Node, hours: &str) {
    let draft = ContactDraft { hours: hours.into(), ..desk() };
    let draft = &draft;
    act(node, |tx, actor| async move {
        for contact in directory::own_contacts(&tx).await? {
            directory::change_contact(&tx, node, &actor, contact.point.id, draft).await?;
        }
        Ok(())
    })
    .await
    .unwrap();
}

fn called() -> directory::Confirmation {
    directory::Confirmation::call_back("+227 20 00 00 01", "duty officer")
}

/// The fields of a card, to be bent.
fn fields(card: &directory::VerifiedCard) -> Value {
    serde_json::to_value(card.card()).unwrap()
}

fn signed(identity: &Identity, fields: &Value) -> Vec<u8> {
    identity.sign_document(CONTEXT, &serde_json::to_vec(fields).unwrap())
}

fn identity_of(seed: u64) -> Identity {
    Identity::generate(&SeededRng::new(seed))
}

#[tokio::test]
async fn a_card_comes_back_from_mail_as_it_was_signed() {
    for pair in pairs().await {
        let bytes = card_of(&pair.niamey).await;
        let card = read_card(&bytes).unwrap();
        let mailed = format!("Dear colleague,\n\n> {}\nKind regards", armor(&bytes).replace('\n', "\r\n> "));
        assert_eq!(read_card(mailed.as_bytes()).unwrap().bytes(), bytes, "{}", pair.kind);
        assert_eq!(card.node(), pair.niamey.keys.id);
        assert_eq!(card.words(), seal::fingerprint_words(&pair.niamey.keys.identity.public()));
        assert_eq!(card.lead().contacts.len(), 1);
        let signs = directory_signers(&pair.niamey).await;
        assert!(card.signs_with(&signs[0]));
    }
}

#[tokio::test]
async fn a_14_unknown_fields_of_a_newer_node_are_kept() {
    let pair = one_pair(&[]).await;
    let mut fields = fields(&read_card(&card_of(&pair.niamey).await).unwrap());
    fields["mailbox"] = json!("https://hub.test");
    fields["authorities"][0]["functions"].as_array_mut().unwrap().push(json!("asset-recovery-office"));
    fields["authorities"][0]["contacts"][0]["channels"][0]["note"] = json!("ask for the night desk");
    let bytes = signed(&identity_of(1), &fields);
    let card = read_card(&bytes).unwrap();
    assert_eq!(card.bytes(), bytes);
    assert_eq!(card.card().rest["mailbox"], "https://hub.test");
    assert_eq!(card.lead().functions.last().unwrap(), "asset-recovery-office");
    assert_eq!(card.lead().known_functions().len(), 1);
    assert_eq!(card.lead().contacts[0].channels[0].rest["note"], "ask for the night desk");
}

type Bend = (&'static str, fn(&mut Value), fn(&CardError) -> bool);

#[tokio::test]
async fn a_card_that_breaks_a_rule_is_refused_with_its_reason() {
    let pair = one_pair(&[]).await;
    let good = fields(&read_card(&card_of(&pair.niamey).await).unwrap());
    let limit = |e: &CardError| matches!(e, CardError::Limit(_));
    let unreadable = |e: &CardError| matches!(e, CardError::Unreadable(_));
    let address = |e: &CardError| matches!(e, CardError::Address(_));
    let table: Vec<Bend> = vec![
        (
            "another node's id",
            |c| c["node"] = json!("00".repeat(16)),
            |e| matches!(e, CardError::WrongNode(_)),
        ),
        ("another identity", |c| c["identity"] = json!("A".repeat(43)), |e| *e == CardError::Forged),
        ("newer version", |c| c["version"] = json!(2), |e| *e == CardError::Version(2)),
        ("short key", |c| c["signing"] = json!(["AAAA"]), unreadable),
        ("no signing key", |c| c["signing"] = json!([]), limit),
        ("identity signs messages", |c| c["signing"] = json!([c["identity"].clone()]), limit),
        ("no KEM key", |c| c["kem"] = json!([]), limit),
        ("KEM key under another id", |c| c["kem"][0]["id"] = json!("00".repeat(16)), limit),
        ("no address", |c| c["addresses"] = json!([]), limit),
        ("clear-text address", |c| c["addresses"] = json!(["http://node.test"]), address),
        ("address with a path", |c| c["addresses"] = json!(["https://node.test/x"]), address),
        ("address with a user", |c| c["addresses"] = json!(["https://a@node.test"]), address),
        ("address of a file", |c| c["addresses"] = json!(["file:///etc/passwd"]), address),
        ("too many addresses", |c| c["addresses"] = json!(vec!["https://node.test"; 9]), limit),
        ("no authority", |c| c["authorities"] = json!([]), limit),
        ("65 authorities", |c| c["authorities"] = json!(vec![c["authorities"][0].clone(); 65]), limit),
        ("one authority twice", |c| c["authorities"] = json!(vec![c["authorities"][0].clone(); 2]), limit),
        (
            "two States",
            |c| {
                let mut other = c["authorities"][0].clone();
                other["id"] = json!("6f1c1f6e-0000-4000-8000-000000000000");
                other["party"] = json!("IT");
                c["authorities"].as_array_mut().unwrap().push(other);
            },
            |e| *e == CardError::SeveralStates,
        ),
        ("long name", |c| c["authorities"][0]["name"] = json!("x".repeat(241)), limit),
        ("empty name", |c| c["authorities"][0]["name"] = json!(" "), limit),
        ("name that turns round", |c| c["authorities"][0]["name"] = json!("Unit \u{202e}yemaiN"), limit),
        ("name of two lines", |c| c["authorities"][0]["name"] = json!("Unit\nAccra"), limit),
        (
            "65 contacts",
            |c| {
                let contacts = &mut c["authorities"][0]["contacts"];
                *contacts = json!(vec![contacts[0].clone(); 65]);
            },
            limit,
        ),
        (
            "no sequence",
            |c| {
                c.as_object_mut().unwrap().remove("sequence");
            },
            unreadable,
        ),
        (
            "33 unknown fields",
            |c| {
                for n in 0..33 {
                    c[format!("x{n}")] = json!(n);
                }
            },
            limit,
        ),
    ];
    assert!(read_card(&signed(&identity_of(1), &good)).is_ok(), "the card that is bent is good");
    for (what, bend, right) in table {
        let mut bent = good.clone();
        bend(&mut bent);
        let error = read_card(&signed(&identity_of(1), &bent)).expect_err(what);
        assert!(right(&error), "{what}: {error}");
    }
    let other = read_card(&signed(&identity_of(9), &good)).expect_err("signed by another key");
    assert_eq!(other, CardError::Forged);
    let bytes = signed(&identity_of(1), &good);
    for at in (4..bytes.len()).step_by(41) {
        let mut bent = bytes.clone();
        bent[at] ^= 1;
        assert_eq!(read_card(&bent).expect_err("bent"), CardError::Forged, "byte {at}");
    }
    assert_eq!(read_card(b"hello").expect_err("no card"), CardError::NotACard);
    assert_eq!(
        read_card(armor(&bytes).replace("END", "end").as_bytes()).expect_err("cut"),
        CardError::NotACard
    );
    assert_eq!(read_card(&vec![b'x'; 300_000]).expect_err("large"), CardError::TooLarge);
    let not_a_card = identity_of(1).sign_document("liaison move v1", &serde_json::to_vec(&good).unwrap());
    assert_eq!(read_card(&not_a_card).expect_err("signed for another use"), CardError::Forged);
}

#[tokio::test]
async fn the_own_card_gets_a_new_sequence_only_when_it_says_something_new() {
    for pair in pairs().await {
        card_of(&pair.niamey).await;
        let first = own(&pair.niamey).await;
        pair.at_niamey.clock.advance_ms(10 * MINUTE_MS);
        let same = own(&pair.niamey).await;
        assert_eq!(same.bytes(), first.bytes(), "{}", pair.kind);
        change_desk(&pair.niamey, "Mo-Fr 08:00-16:00 +01:00").await;
        let next = own(&pair.niamey).await;
        assert!(next.card().sequence > first.card().sequence);
        assert_eq!(next.lead().contacts[0].confirmed_at, None, "new hours have to be confirmed anew");
    }
}

#[tokio::test]
async fn two_nodes_trust_each_other_and_know_whom_they_trust() {
    for pair in pairs().await {
        let (accra, niamey) = introduce(&pair.niamey, &pair.accra).await;
        assert_eq!(accra.state, PeerState::Trusted, "{}", pair.kind);
        assert_eq!((accra.party().code(), niamey.party().code()), ("GH", "NE"));
        let actor = accra.actor();
        assert_eq!(actor.kind, ActorKind::Peer(pair.accra.keys.id));
        assert_eq!(actor.authority, accra.card.lead().id);
        assert!(actor.roles.is_empty());
        let to = accra.recipient_for(accra.card.lead().id).unwrap();
        assert_eq!((to.node, to.party.code()), (pair.accra.keys.id, "GH"));
        assert!(
            accra.recipient_for(niamey.card.lead().id).is_none(),
            "an authority that its card does not name"
        );
        let id = accra.node.to_string();
        for name in [&id, &id[..6], "document fraud expertise centre, accra", "accra", "gh"] {
            let found = act(&pair.niamey, |tx, _| async move { directory::peer_by_name(&tx, name).await })
                .await
                .unwrap();
            assert_eq!(found.node, pair.accra.keys.id, "{name}");
        }
        for name in ["", "IT", "Rome", "ffffffff"] {
            let found =
                act(&pair.niamey, |tx, _| async move { directory::peer_by_name(&tx, name).await }).await;
            assert!(matches!(found, Err(DirectoryError::UnknownPeer(_))), "{name}");
        }
    }
}

/// An authority with its first administrator.
fn further(name: &str, sign_in: &str) -> directory::NewAuthority {
    directory::NewAuthority {
        name: name.into(),
        functions: [kernel::Function::CentralAuthority].into(),
        sign_in: sign_in.into(),
        person: sign_in.into(),
        lang: kernel::Lang::Fr,
        desk: desk(),
    }
}

async fn add(node: &Node, new: &directory::NewAuthority) -> Result<String, DirectoryError> {
    act(node, |tx, actor| async move { directory::add_authority(&tx, node, &actor, new).await }).await
}

#[tokio::test]
async fn an_authority_that_is_added_stands_behind_the_leading_one_and_the_others_find_it_by_name() {
    for pair in pairs().await {
        let node = &pair.niamey;
        introduce(&pair.niamey, &pair.accra).await;
        // Added in the same instant, and before the leading one in the alphabet.
        add(node, &further("Central Authority, Niamey", "d.salifou")).await.unwrap();
        add(node, &further("Central Bank, Niamey", "e.garba")).await.unwrap();
        let card = own(node).await;
        let lead = card.lead().id;
        assert_eq!(card.lead().name, "National Investigation Unit, Niamey", "{}", pair.kind);
        let central = card.card().authorities[1].id;
        let find = |from, text: &'static str| {
            act(node, move |tx, _| async move { directory::addressee_by_name(&tx, node, from, text).await })
        };
        assert_eq!(find(lead, "central authority, niamey").await.unwrap(), (node.keys.id, central));
        assert_eq!(find(lead, "authority").await.unwrap(), (node.keys.id, central));
        assert!(matches!(find(lead, "central").await, Err(DirectoryError::Ambiguous(_))));
        assert!(matches!(
            find(central, "central authority, niamey").await,
            Err(DirectoryError::UnknownPeer(_))
        ));
        assert_eq!(find(central, "National").await.unwrap(), (node.keys.id, lead));
        assert!(
            matches!(find(lead, "NE").await, Err(DirectoryError::UnknownPeer(_))),
            "a State is another node"
        );
        assert_eq!(find(lead, "GH").await.unwrap(), (pair.accra.keys.id, own(&pair.accra).await.lead().id));
        // What goes to other nodes only says so.
        let check =
            act(node, |tx, _| async move { directory::peer_by_name(&tx, "Central Authority, Niamey").await });
        assert!(matches!(check.await, Err(DirectoryError::SameNode(_))));

        assert!(matches!(
            add(node, &further("central authority, NIAMEY", "x")).await,
            Err(DirectoryError::Taken("name"))
        ));
        assert!(matches!(
            add(node, &further("Third", "d.salifou")).await,
            Err(DirectoryError::Taken("sign_in"))
        ));
        assert!(matches!(add(node, &further("two\nlines", "y")).await, Err(DirectoryError::Text("name"))));
        assert_eq!(own(node).await.card().authorities.len(), 3, "{}", pair.kind);
        // A peer takes the newer card, and with it the authorities it names.
        assert!(update(&pair.accra, own(node).await.bytes()).await.unwrap().newer);
        assert!(seen_from(&pair.accra, node).await.card.authority(central).is_some());
    }
}

#[tokio::test]
async fn trust_needs_compared_words_another_node_and_an_administrator() {
    for pair in pairs().await {
        let card = card_of(&pair.accra).await;
        let lazy = Trust { words_compared: false, ..full_trust() };
        assert!(
            matches!(trust(&pair.niamey, &card, lazy).await, Err(DirectoryError::NotCompared)),
            "{}",
            pair.kind
        );
        let own_card = card_of(&pair.niamey).await;
        assert!(matches!(trust(&pair.niamey, &own_card, full_trust()).await, Err(DirectoryError::OwnCard)));
        let authority = pair
            .niamey
            .store
            .run::<_, StoreError, _, _>("a", |tx| async move { access::authorities(&tx).await });
        let authority = authority.await.unwrap().remove(0);
        let (investigator, _) = person(&pair.niamey, &authority, "h.ibrahim", &[Role::Investigator]).await;
        let (investigator, node, card) = (&investigator, &pair.niamey, &card);
        let refused =
            act(
                node,
                |tx, _| async move { directory::trust(&tx, node, investigator, card, &full_trust()).await },
            );
        assert!(matches!(refused.await, Err(DirectoryError::Refused(_))));
        let peers = act(node, |tx, _| async move { Ok(directory::peers(&tx).await?) }).await.unwrap();
        assert!(peers.is_empty(), "nothing was trusted");
        let (_, refusals) = node
            .store
            .run::<_, StoreError, _, _>("log", |tx| async move {
                audit::read(&tx, &audit::LogQuery { refused: true, rows: 9, ..Default::default() }).await
            })
            .await
            .unwrap();
        assert_eq!(refusals, 1, "the refusal is in the log");
    }
}

#[tokio::test]
async fn stale_forged_and_replayed_cards_change_nothing() {
    for pair in pairs().await {
        let first = card_of(&pair.accra).await;
        trust_card(&pair.niamey, &first).await;
        change_desk(&pair.accra, "Mo-Fr 08:00-16:00 UTC").await;
        let second = own(&pair.accra).await;
        let change = update(&pair.niamey, second.bytes()).await.unwrap();
        assert_eq!(change, CardChange { newer: true, keys: false }, "{}", pair.kind);
        assert_eq!(
            update(&pair.niamey, second.bytes()).await.unwrap(),
            CardChange { newer: false, keys: false }
        );
        for replay in [
            update(&pair.niamey, &first).await.map(|_| ()),
            trust(&pair.niamey, &first, full_trust()).await.map(|_| ()),
        ] {
            assert!(matches!(replay, Err(DirectoryError::Stale { .. })), "an old card replayed");
        }
        let mut twin = fields(&second);
        twin["addresses"] = json!(["https://elsewhere.test"]);
        let twin = update(&pair.niamey, &signed(&identity_of(2), &twin)).await;
        assert!(matches!(twin, Err(DirectoryError::Stale { .. })), "two cards with one number");
        let mut forged = fields(&second);
        forged["sequence"] = json!(second.card().sequence + 1);
        let forged = update(&pair.niamey, &signed(&identity_of(3), &forged)).await;
        assert!(matches!(forged, Err(DirectoryError::Card(CardError::Forged))));
        let mut moved = fields(&second);
        moved["sequence"] = json!(second.card().sequence + 1);
        moved["authorities"][0]["party"] = json!("NE");
        let moved = update(&pair.niamey, &signed(&identity_of(2), &moved)).await;
        assert!(matches!(moved, Err(DirectoryError::OtherState)), "a State is not changed by a card");
        assert_eq!(seen_from(&pair.niamey, &pair.accra).await.card.bytes(), second.bytes());
    }
}

#[tokio::test]
async fn a_4_changed_keys_are_taken_from_the_same_identity_shown_and_kept() {
    for pair in pairs().await {
        trust_card(&pair.niamey, &card_of(&pair.accra).await).await;
        let held = seen_from(&pair.niamey, &pair.accra).await;
        assert_eq!(held.changed_at, None);
        let fresh = SigningKey::generate(&SeededRng::new(77));
        let mut next = fields(&held.card);
        next["sequence"] = json!(held.card.card().sequence + 1);
        next["signing"][0] = json!(data_encoding::BASE64URL_NOPAD.encode(&fresh.public()));
        pair.at_niamey.clock.advance_ms(DAY_MS);
        let change = update(&pair.niamey, &signed(&identity_of(2), &next)).await.unwrap();
        assert_eq!(change, CardChange { newer: true, keys: true }, "{}", pair.kind);
        let peer = seen_from(&pair.niamey, &pair.accra).await;
        assert_eq!(peer.card.card().signing[0].0, fresh.public());
        assert_eq!(peer.changed_at.unwrap().since(held.trusted_at), DAY_MS);
        assert_eq!(peer.card.words(), held.card.words(), "the words stay: the identity is the same");
        let id = pair.accra.keys.id;
        let kept =
            act(&pair.niamey, |tx, _| async move { Ok(directory::cards_of(&tx, id).await?) }).await.unwrap();
        assert_eq!(kept.len(), 2);
        assert_eq!(kept[0].1.bytes(), held.card.bytes());
    }
}

/// The ids of the keys that open what comes in, the newest first.
async fn opens_with(node: &Node) -> Vec<String> {
    let keys = act(node, |tx, _| async move { Ok(directory::sealing_keys(&tx, node).await?) }).await.unwrap();
    keys.keys().iter().map(|k| k.id().to_text()).collect()
}

/// The public halves of the keys the node ever signed with, the newest first.
async fn directory_signers(node: &Node) -> Vec<[u8; 32]> {
    act(node, |tx, _| async move { Ok(directory::signed_with(&tx).await?) }).await.unwrap()
}

/// The public half of the key that the node signs with for a peer.
async fn signs_for(node: &Node, peer: &directory::Peer) -> [u8; 32] {
    let signer = act(node, |tx, _| async move {
        let signs = directory::signing_keys(&tx, node).await?;
        Ok(signs.for_holder_of(peer.has_own_sequence).public())
    });
    signer.await.unwrap()
}

#[tokio::test]
async fn a_4_a_turned_signing_key_signs_for_a_peer_once_its_card_names_it_and_is_no_alarm() {
    for pair in pairs().await {
        let (niamey, kind) = (&pair.niamey, pair.kind);
        introduce(niamey, &pair.accra).await;
        let first = own(niamey).await.card().signing[0].0;
        pair.at_niamey.clock.advance_ms(SIGNING_TURN_MS - 1);
        assert!(!directory::turn_signing_when_due(niamey).await.unwrap(), "{kind}: its quarter is not over");
        pair.at_niamey.clock.advance_ms(1);
        assert!(directory::turn_signing_when_due(niamey).await.unwrap(), "{kind}");
        let card = own(niamey).await;
        let second = card.card().signing[0].0;
        assert_eq!(card.card().signing[1].0, first, "{kind}: what it signed is still on the way");
        let accra = seen_from(niamey, &pair.accra).await;
        assert_eq!(signs_for(niamey, &accra).await, first, "{kind}: Accra has not heard of the new key");

        let change = update(&pair.accra, card.bytes()).await.unwrap();
        assert_eq!(change, CardChange { newer: true, keys: false }, "{kind}");
        assert_eq!(seen_from(&pair.accra, niamey).await.changed_at, None, "{kind}: no alarm");
        let (id, sequence) = (pair.accra.keys.id, card.card().sequence);
        let told = act(niamey, |tx, _| async move { Ok(directory::has_own_card(&tx, id, sequence).await?) });
        told.await.unwrap();
        let accra = seen_from(niamey, &pair.accra).await;
        assert_eq!(signs_for(niamey, &accra).await, second, "{kind}");

        pair.at_niamey.clock.advance_ms(KEEP_MS);
        assert!(!directory::turn_signing_when_due(niamey).await.unwrap());
        assert_eq!(own(niamey).await.card().signing.len(), 1, "{kind}: the card names it no more");
        assert_eq!(directory_signers(niamey).await, [second, first], "{kind}: and its signatures still hold");
        let name = &format!("signing-{}", data_encoding::HEXLOWER.encode(&first));
        let gone = act(niamey, |tx, _| async move {
            Ok(store::setting::secret(&tx, &niamey.vault, name).await?.is_none())
        });
        assert!(gone.await.unwrap(), "{kind}: its secret stands nowhere");
    }
}

#[tokio::test]
async fn the_key_others_seal_to_is_turned_weekly_and_erased_once_nothing_sealed_to_it_can_arrive() {
    for pair in pairs().await {
        let (node, clock) = (&pair.niamey, &pair.at_niamey.clock);
        let first = own(node).await.seal_to().unwrap().id().to_text();
        assert_eq!(opens_with(node).await, std::slice::from_ref(&first));
        clock.advance_ms(TURN_MS - 1);
        assert!(!directory::turn_when_due(node).await.unwrap(), "{}: its week is not over", pair.kind);
        clock.advance_ms(1);
        assert!(directory::turn_when_due(node).await.unwrap());
        let second = own(node).await.seal_to().unwrap().id().to_text();
        assert_ne!(second, first);
        assert_eq!(
            opens_with(node).await,
            [&second, &first].map(Clone::clone),
            "what is on its way still opens"
        );
        clock.advance_ms(KEEP_MS - 1);
        assert!(directory::turn_when_due(node).await.unwrap());
        assert!(opens_with(node).await.contains(&first), "an envelope of its last minute may still come");
        clock.advance_ms(TURN_MS);
        assert!(directory::turn_when_due(node).await.unwrap());
        assert!(!opens_with(node).await.contains(&first), "now it opens nothing that could still come");
        let name = &format!("kem-{first}");
        let gone =
            act(
                node,
                |tx, _| async move { Ok(store::setting::secret(&tx, &node.vault, name).await?.is_none()) },
            );
        assert!(gone.await.unwrap(), "and stands nowhere");
    }
}

#[tokio::test]
async fn a_turned_key_is_no_alarm_for_a_peer() {
    for pair in pairs().await {
        trust_card(&pair.niamey, &card_of(&pair.accra).await).await;
        pair.at_accra.clock.advance_ms(TURN_MS);
        assert!(directory::turn_when_due(&pair.accra).await.unwrap());
        let newer = own(&pair.accra).await;
        let change = update(&pair.niamey, newer.bytes()).await.unwrap();
        assert_eq!(change, CardChange { newer: true, keys: false }, "{}", pair.kind);
        let held = seen_from(&pair.niamey, &pair.accra).await;
        assert_eq!(
            (held.changed_at, held.card.seal_to().unwrap().id()),
            (None, newer.seal_to().unwrap().id())
        );
    }
}

#[tokio::test]
async fn a_peer_hands_over_its_own_card_and_no_other() {
    for pair in pairs().await {
        let (accra, _) = introduce(&pair.niamey, &pair.accra).await;
        change_desk(&pair.accra, "Mo-Fr 08:00-16:00 UTC").await;
        let newer = own(&pair.accra).await;
        let (node, actor, bytes) = (&pair.niamey, &accra.actor(), newer.bytes());
        let mut stranger = accra.actor();
        stranger.kind = ActorKind::Peer(pair.niamey.keys.id);
        let stranger = &stranger;
        let refused =
            act(node, |tx, _| async move { directory::update_card(&tx, node, stranger, bytes).await }).await;
        assert!(matches!(refused, Err(DirectoryError::OtherNode(_))), "{}", pair.kind);
        let change = act(node, |tx, _| async move { directory::update_card(&tx, node, actor, bytes).await })
            .await
            .unwrap();
        assert!(change.newer);
    }
}

#[tokio::test]
async fn revoked_is_revoked_until_the_words_are_compared_again() {
    for pair in pairs().await {
        let card = card_of(&pair.accra).await;
        trust_card(&pair.niamey, &card).await;
        let (node, id) = (&pair.niamey, pair.accra.keys.id);
        let without =
            act(node, |tx, actor| async move { directory::revoke(&tx, node, &actor, id, "  ").await }).await;
        assert!(matches!(without, Err(DirectoryError::Text("reason"))), "{}", pair.kind);
        act(node, |tx, actor| async move {
            directory::revoke(&tx, node, &actor, id, "key lost in transit").await
        })
        .await
        .unwrap();
        let peer = seen_from(node, &pair.accra).await;
        assert_eq!(peer.state, PeerState::Revoked);
        assert_eq!(peer.stopped.as_ref().unwrap().1, "key lost in transit");
        assert_eq!(peer.assessment(peer.trusted_at), Assessment::Unrecorded);
        assert!(matches!(update(node, &card).await, Err(DirectoryError::UnknownPeer(_))));
        let found = act(node, |tx, _| async move { directory::peer_by_name(&tx, "GH").await }).await;
        assert!(matches!(found, Err(DirectoryError::UnknownPeer(_))));
        let again =
            act(node, |tx, actor| async move { directory::revoke(&tx, node, &actor, id, "again").await })
                .await;
        assert!(matches!(again, Err(DirectoryError::UnknownPeer(_))));
        assert!(trust(node, &card, full_trust()).await.unwrap().is_trusted());
    }
}

#[tokio::test]
async fn a_16_an_assessment_counts_while_it_stands_and_for_its_own_state() {
    for pair in pairs().await {
        let card = card_of(&pair.accra).await;
        let bare = Trust { assessment: None, ..full_trust() };
        let peer = trust(&pair.niamey, &card, bare).await.unwrap();
        let now = peer.trusted_at;
        assert_eq!(peer.assessment(now), Assessment::Unrecorded, "{}", pair.kind);
        let (node, id) = (&pair.niamey, pair.accra.keys.id);
        let assess = |new: NewAssessment| async move {
            let new = &new;
            act(node, |tx, actor| async move { directory::assess(&tx, node, &actor, id, new).await }).await
        };
        let empty = assess(NewAssessment::favourable(" ")).await;
        assert!(matches!(empty, Err(DirectoryError::Text("reference"))));
        assess(NewAssessment::favourable("MoJ 2026/114")).await.unwrap();
        let peer = seen_from(node, &pair.accra).await;
        assert_eq!(peer.assessment(now), Assessment::Valid);
        assert_eq!(peer.assessment(now.plus_ms(364 * DAY_MS)), Assessment::Valid);
        assert_eq!(peer.assessment(now.plus_ms(365 * DAY_MS)), Assessment::NotValid, "it has lapsed");
        pair.at_niamey.clock.advance_ms(1_000);
        let worse = NewAssessment { favourable: false, ..NewAssessment::favourable("MoJ 2026/200") };
        assess(worse).await.unwrap();
        let peer = seen_from(node, &pair.accra).await;
        assert_eq!(peer.assessment(now), Assessment::NotValid, "the last one counts");
        assert_eq!(peer.assessment.unwrap().reference, "MoJ 2026/200");
        let listed = act(node, |tx, _| async move { Ok(directory::peers(&tx).await?) }).await.unwrap();
        assert_eq!(listed[0].assessment.as_ref().unwrap().reference, "MoJ 2026/200");
    }
}

#[tokio::test]
async fn terms_and_signs_of_life_are_kept() {
    for pair in pairs().await {
        trust_card(&pair.niamey, &card_of(&pair.accra).await).await;
        let (node, id) = (&pair.niamey, pair.accra.keys.id);
        let terms = Terms { may_ask: false, may_answer: true, budget_per_day: 50 };
        act(node, |tx, actor| async move {
            directory::set_terms(&tx, node, &actor, id, terms).await?;
            directory::unreached(&tx, id, "the peer cannot be reached\u{7}").await?;
            Ok(directory::has_own_card(&tx, id, 9).await?)
        })
        .await
        .unwrap();
        let peer = seen_from(node, &pair.accra).await;
        assert_eq!(peer.terms, terms, "{}", pair.kind);
        assert_eq!(peer.last_error.as_deref(), Some("the peer cannot be reached"));
        assert_eq!((peer.last_seen_at, peer.has_own_sequence), (None, 9));
        act(node, |tx, _| async move { Ok(directory::seen(&tx, id).await?) }).await.unwrap();
        let peer = seen_from(node, &pair.accra).await;
        assert!(peer.last_seen_at.is_some() && peer.last_error.is_none());
    }
}

#[tokio::test]
async fn r_25_own_contact_points_are_made_confirmed_changed_and_withdrawn() {
    for pair in pairs().await {
        let node = &pair.niamey;
        let contacts = || async {
            act(node, |tx, _| async move { Ok(directory::own_contacts(&tx).await?) }).await.unwrap()
        };
        for _ in 0..2 {
            act(node, |tx, _| async move { directory::ensure_contacts(&tx, &desk()).await }).await.unwrap();
        }
        let made = contacts().await;
        assert_eq!(made.len(), 1, "{}: init twice makes one desk", pair.kind);
        assert_eq!(made[0].point.confirmed_at, None, "nobody called it yet");
        let id: ContactId = made[0].point.id;
        act(
            node,
            |tx, actor| async move { directory::confirm_contact(&tx, node, &actor, id, &called()).await },
        )
        .await
        .unwrap();
        let confirmed = contacts().await.remove(0);
        assert!(confirmed.point.confirmed_at.is_some() && confirmed.confirmed_by.is_some());
        let renamed = ContactDraft { name: "Night desk".into(), ..desk() };
        let renamed = &renamed;
        act(node, |tx, actor| async move { directory::change_contact(&tx, node, &actor, id, renamed).await })
            .await
            .unwrap();
        assert!(contacts().await[0].point.confirmed_at.is_some(), "a name is not what was called");
        let moved =
            ContactDraft { channels: vec![Channel::new("phone", "+227 20 00 00 02")], ..renamed.clone() };
        let moved = &moved;
        act(node, |tx, actor| async move { directory::change_contact(&tx, node, &actor, id, moved).await })
            .await
            .unwrap();
        assert_eq!(contacts().await[0].point.confirmed_at, None, "a new number has to be called");
        act(node, |tx, actor| async move { directory::withdraw_contact(&tx, node, &actor, id).await })
            .await
            .unwrap();
        assert!(contacts().await.is_empty());
        let gone = act(node, |tx, actor| async move {
            directory::confirm_contact(&tx, node, &actor, id, &called()).await
        })
        .await;
        assert!(matches!(gone, Err(DirectoryError::UnknownContact)));
    }
}

/// A full assessment of Ghana with this finding on the death penalty.
fn of_ghana(now: kernel::Timestamp, finding: Finding, result: AssessmentResult) -> NewStateAssessment {
    let examined = |question: &Safeguard| Examined {
        question: *question,
        finding: if *question == Safeguard::DeathPenalty { finding } else { Finding::Clear },
        source: "MoJ 2026/9".into(),
        note: String::new(),
    };
    NewStateAssessment {
        party: kernel::Party::parse("GH").unwrap(),
        result,
        conditions: "no onward transfer".into(),
        examined: Safeguard::ALL.iter().map(examined).collect(),
        assurances: vec![Assurance {
            asked_at: now.plus_ms(-20 * DAY_MS),
            given_at: Some(now.plus_ms(-DAY_MS)),
            text: "the death penalty will not be sought".into(),
        }],
        reference: "MoJ 2026/300".into(),
        valid_until: now.plus_ms(200 * DAY_MS),
    }
}

#[tokio::test]
async fn a_16_a_full_assessment_decides_for_its_state_keeps_its_history_and_is_not_replaced_by_a_bare_word() {
    for pair in pairs().await {
        let (node, card) = (&pair.niamey, card_of(&pair.accra).await);
        let peer = trust(node, &card, full_trust()).await.unwrap();
        let now = peer.trusted_at;
        let minimal = peer.assessment.clone().unwrap();
        assert!(minimal.is_minimal(), "{}: `trust` records a minimal one", pair.kind);
        assert_eq!(directory::rules::assess_by(peer.assessment.as_ref(), now), now, "due at once");
        let own =
            node.store.run::<_, StoreError, _, _>("a", |tx| async move { access::authorities(&tx).await });
        let own = own.await.unwrap().remove(0);
        let (prosecutor, _) = person(node, &own, "pro.secutor", &[Role::Prosecutor]).await;
        let (admin, _) = person(node, &own, "ad.min", &[Role::Administrator]).await;
        let record = |by: Actor, new: NewStateAssessment| async move {
            let (by, new) = (&by, &new);
            act(node, |tx, _| async move { directory::assess_state(&tx, node, by, new).await }).await
        };
        let whole = of_ghana(now, Finding::Conditional, AssessmentResult::Conditional);
        let refused = record(admin, whole.clone()).await;
        assert!(matches!(refused, Err(DirectoryError::Refused(_))), "{}", pair.kind);
        for unsound in [
            NewStateAssessment { result: AssessmentResult::Favourable, ..whole.clone() },
            NewStateAssessment { conditions: String::new(), ..whole.clone() },
            NewStateAssessment { examined: whole.examined[1..].to_vec(), ..whole.clone() },
            NewStateAssessment { valid_until: now, ..whole.clone() },
            of_ghana(now, Finding::Adverse, AssessmentResult::Conditional),
        ] {
            let refused = record(prosecutor.clone(), unsound).await;
            assert!(matches!(refused, Err(DirectoryError::Unsound(_))), "{}", pair.kind);
        }
        pair.at_niamey.clock.advance_ms(1_000);
        let id = record(prosecutor.clone(), whole).await.unwrap();
        let seen = seen_from(node, &pair.accra).await;
        let held = seen.assessment.clone().unwrap();
        assert_eq!((held.id, held.conditions.as_str()), (id, "no onward transfer"), "{}", pair.kind);
        assert_eq!(held.asked[0].text, "the death penalty will not be sought");
        assert_eq!(seen.assessment(now.plus_ms(199 * DAY_MS)), Assessment::Valid);
        assert_eq!(seen.assessment(now.plus_ms(200 * DAY_MS)), Assessment::NotValid, "it has lapsed");
        let by = directory::rules::assess_by(seen.assessment.as_ref(), now);
        assert_eq!(by, now.plus_ms(170 * DAY_MS), "due again before it lapses");
        pair.at_niamey.clock.advance_ms(1_000);
        let worse = of_ghana(now, Finding::Adverse, AssessmentResult::Unfavourable);
        record(prosecutor, worse).await.unwrap();
        let bare = NewAssessment::favourable("MoJ 2026/301");
        let (bare, there) = (&bare, pair.accra.keys.id);
        let replaced =
            act(node, |tx, by| async move { directory::assess(&tx, node, &by, there, bare).await }).await;
        assert!(matches!(replaced, Err(DirectoryError::AssessedInFull)), "{}", pair.kind);
        let again = trust(node, &card, full_trust()).await.unwrap();
        assert_eq!(again.assessment(now), Assessment::NotValid, "nor by trusting the card again");
        let all = act(node, |tx, _| async move {
            Ok(directory::assessments_of(&tx, kernel::Party::parse("GH").unwrap()).await?)
        });
        let results: Vec<AssessmentResult> = all.await.unwrap().iter().map(|a| a.result).collect();
        use AssessmentResult::{Conditional, Favourable, Unfavourable};
        assert_eq!(results, [Unfavourable, Conditional, Favourable], "{}: nothing is lost", pair.kind);
    }
}

#[tokio::test]
async fn r_05_a_desk_that_a_third_state_posted_to_is_reached_with_its_host() {
    for pair in pairs().await {
        act(&pair.accra, |tx, actor| {
            let node = &pair.accra;
            async move {
                directory::ensure_contacts(&tx, &desk()).await?;
                let posted = kernel::Party::parse("MA");
                let liaison = ContactDraft { name: "Liaison desk".into(), posted_by: posted, ..desk() };
                directory::add_contact(&tx, node, &actor, &liaison).await?;
                Ok(())
            }
        })
        .await
        .unwrap();
        let card = own(&pair.accra).await;
        let peer = trust(&pair.niamey, card.bytes(), full_trust()).await.unwrap();
        let morocco = kernel::Party::parse("MA").unwrap();
        assert!(peer.recipient().also.has(morocco), "{}", pair.kind);
        assert!(peer.recipient_for(peer.card.lead().id).unwrap().also.has(morocco), "{}", pair.kind);
        assert_eq!(peer.recipient().also.parties().count(), 1);
    }
}
