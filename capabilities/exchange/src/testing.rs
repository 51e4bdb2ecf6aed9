//! Two nodes that trust each other, with a wire between them that carries at once; for the tests of every room after
//! this one.

use crate::receive::Answer;
use crate::{PEER_ENVELOPES, PEER_PARTS, hand_in};
use access::{Carrier, CarryError, Node, OwnAuthority};
use directory::{DirectoryError, NewAssessment, Peer, Terms, Trust};
use futures_core::future::BoxFuture;
use kernel::id::NodeId;
use kernel::testing::TestClock;
use kernel::{Actor, Digest, Function, Role};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use store::testing::{TestStore, both};
use store::{Migration, StoreError};

/// A wire that carries at once to the nodes plugged into it; a node that is pulled out cannot be reached.
#[derive(Default)]
pub struct Wire {
    nodes: Mutex<BTreeMap<NodeId, Weak<Node>>>,
    /// Nodes that what is carried to hangs for.
    stuck: Mutex<BTreeSet<NodeId>>,
    freed: tokio::sync::Notify,
    carried: Mutex<Vec<Vec<u8>>>,
}

impl Wire {
    /// Plugs a node in.
    pub fn plug_in(&self, node: &Arc<Node>) {
        self.nodes.lock().unwrap_or_else(PoisonError::into_inner).insert(node.keys.id, Arc::downgrade(node));
    }

    /// Pulls a node out.
    pub fn pull_out(&self, node: NodeId) {
        self.nodes.lock().unwrap_or_else(PoisonError::into_inner).remove(&node);
    }

    /// Lets what is carried to a node hang, until it is let go again.
    pub fn stick(&self, node: NodeId, stuck: bool) {
        let mut nodes = self.stuck.lock().unwrap_or_else(PoisonError::into_inner);
        if stuck {
            nodes.insert(node);
        } else {
            nodes.remove(&node);
        }
        self.freed.notify_waiters();
    }

    /// What was carried to anybody, in order.
    #[must_use]
    pub fn carried(&self) -> Vec<Vec<u8>> {
        self.carried.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn pass(&self, node: NodeId) {
        loop {
            let freed = self.freed.notified();
            if !self.stuck.lock().unwrap_or_else(PoisonError::into_inner).contains(&node) {
                return;
            }
            freed.await;
        }
    }

    fn find(&self, node: NodeId) -> Option<Arc<Node>> {
        self.nodes.lock().unwrap_or_else(PoisonError::into_inner).get(&node).and_then(Weak::upgrade)
    }
}

/// The end of the wire at one node.
struct End {
    from: NodeId,
    wire: Arc<Wire>,
}

impl Carrier for End {
    fn carry<'a>(
        &'a self,
        to: NodeId,
        _: &'a [String],
        _: Digest,
        path: &'a str,
        body: Vec<u8>,
    ) -> BoxFuture<'a, Result<Vec<u8>, CarryError>> {
        Box::pin(async move {
            self.wire.carried.lock().unwrap_or_else(PoisonError::into_inner).push(body.clone());
            self.wire.pass(to).await;
            let node = self.wire.find(to).ok_or_else(|| CarryError::Unreachable("it is down".into()))?;
            if path == PEER_PARTS {
                return parts(&node, self.from, &body).await;
            }
            if path == directory::PREKEYS_PATH {
                let handed = directory::hand_prekeys(&node, self.from, &body).await;
                return handed.map(|keys| keys.value().clone()).map_err(|_| CarryError::Status(404));
            }
            if path != PEER_ENVELOPES {
                return Err(CarryError::Status(404));
            }
            match hand_in(&node, self.from, &body).await {
                Ok(Answer::Receipt(receipt)) => Ok(receipt),
                Ok(Answer::Unreadable(_)) => Err(CarryError::Status(422)),
                Ok(Answer::NotYet(_)) | Err(_) => Err(CarryError::Status(503)),
            }
        })
    }
}

/// A received file in a dossier of this authority: offered, or complete with this content.
///
/// # Panics
/// When it cannot be taken in.
#[expect(clippy::expect_used, reason = "test support")]
pub async fn received_file(
    node: &Node,
    (dossier, authority): (kernel::id::DossierId, kernel::id::AuthorityId),
    content: &[u8],
    complete: bool,
) -> uuid::Uuid {
    use crate::attachments::{Attachment, State, Taking, Way};
    let mut taking = Taking::begin(node, "list.csv");
    taking.push(content).await.expect("it is taken in");
    let draft = taking.finish().await.expect("it is taken in");
    let kept = node.store.run::<_, StoreError, _, _>("received file", |tx| {
        let draft = &draft;
        async move {
            let copies = crate::store::copies(&tx, dossier).await?;
            let own = copies.into_iter().find(|d| d.authority == authority).expect("the dossier");
            let state = if complete { State::Complete } else { State::Offered };
            let one = Attachment { state, ..draft.of_test(&own, Way::In, tx.at()) };
            crate::store_attachments::insert(&tx, &node.vault, &one, false).await?;
            Ok(one.id())
        }
    });
    kept.await.expect("the store answers")
}

async fn parts(node: &Node, from: NodeId, body: &[u8]) -> Result<Vec<u8>, CarryError> {
    use crate::attachments::{PartsRefusal, take_parts};
    match take_parts(node, from, body).await {
        Ok(answer) => Ok(serde_json::to_vec(&answer).unwrap_or_default()),
        Err(PartsRefusal::Full) => Err(CarryError::Status(507)),
        Err(PartsRefusal::NotHere) => Err(CarryError::Status(404)),
        Err(PartsRefusal::Unreadable) => Err(CarryError::Status(400)),
        Err(_) => Err(CarryError::Status(503)),
    }
}

/// A node in a test, with somebody who works there.
pub struct Desk {
    /// The node.
    pub node: Arc<Node>,
    /// Its authority.
    pub authority: OwnAuthority,
    /// A duty officer who is an investigator too.
    pub officer: Actor,
    /// The secret of the officer's session.
    pub session: String,
    /// Its clock.
    pub clock: Arc<TestClock>,
    /// Keeps its database.
    pub store: Arc<TestStore>,
}

impl Desk {
    /// The other node as this one knows it.
    ///
    /// # Panics
    /// When it does not know it.
    #[expect(clippy::expect_used, reason = "test support")]
    pub async fn peer(&self, other: &Self) -> Peer {
        let id = other.node.keys.id;
        let found = self
            .node
            .store
            .run::<_, StoreError, _, _>("peer", |tx| async move { directory::peer(&tx, id).await });
        found.await.expect("the store answers").expect("the peer is known")
    }
}

/// Ghana's and Niger's desks, trusting each other, on a wire.
pub struct Pair {
    /// Document Fraud Expertise Centre, Accra (GH).
    pub accra: Desk,
    /// National Investigation Unit, Niamey (NE).
    pub niamey: Desk,
    /// The wire between them.
    pub wire: Arc<Wire>,
    /// Which database both are on.
    pub kind: &'static str,
}

/// A pair on SQLite and a pair on PostgreSQL. `shape` changes each node before it is shared: inbound kinds, panels.
///
/// # Panics
/// When a node cannot be made.
pub async fn pairs(steps: &[Migration], words: &[web::RoomWords], shape: fn(&mut Node)) -> Vec<Pair> {
    let (one, other) = (both(steps).await, both(steps).await);
    let mut pairs = Vec::new();
    for (one, other) in one.into_iter().zip(other) {
        pairs.push(pair_on(one, other, words, shape).await);
    }
    pairs
}

/// The migrations of this room and of those before it.
#[must_use]
pub fn steps() -> Vec<Migration> {
    [access::migrations(), directory::migrations(), casefile::migrations(), crate::migrations()].concat()
}

/// A pair on these stores.
///
/// # Panics
/// When a node cannot be made.
pub async fn pair_on(
    one: TestStore,
    other: TestStore,
    words: &[web::RoomWords],
    shape: fn(&mut Node),
) -> Pair {
    let wire = Arc::new(Wire::default());
    let kind = one.kind;
    let accra = desk(one, 1, ("GH", "Document Fraud Expertise Centre"), words, shape, &wire).await;
    let niamey = desk(other, 2, ("NE", "National Investigation Unit"), words, shape, &wire).await;
    trust(&accra, &niamey).await;
    trust(&niamey, &accra).await;
    Pair { accra, niamey, wire, kind }
}

/// A third desk, in Palermo (IT), on the wire of a pair; it and Accra trust each other.
pub async fn third(pair: &Pair, store: TestStore, words: &[web::RoomWords], shape: fn(&mut Node)) -> Desk {
    let palermo = desk(store, 3, ("IT", "Procura di Palermo"), words, shape, &pair.wire).await;
    trust(&pair.accra, &palermo).await;
    trust(&palermo, &pair.accra).await;
    palermo
}

/// Makes a node sign and send a move that its own program would not make, as a node that lies would.
///
/// # Errors
/// What stops even that: the gate, or the store.
pub async fn says_by_itself(
    desk: &Desk,
    dossier: kernel::id::DossierId,
    code: &str,
    body: crate::MoveBody,
) -> Result<crate::Made, crate::ExchangeError> {
    use crate::make_move::{append, opened, prepare, purpose_of, trusted};
    let new = crate::NewMove::of(code, body);
    let made = desk.node.store.run("says by itself", |tx| {
        let new = new.clone();
        async move {
            let (node, actor) = (&desk.node, &desk.officer);
            let mut thread = opened(&tx, node, actor, dossier).await?;
            let peer = trusted(&tx, node, &thread).await?;
            let nothing = crate::carry::Corrects::new();
            // An acknowledgement is the node's own to send, whatever it says.
            let actor = &if code == crate::recall::APPLIED {
                node.as_actor(desk.authority.id)
            } else {
                actor.clone()
            };
            let purpose = purpose_of(&thread);
            let prepared = prepare(&tx, node, actor, &peer, &thread, (&new, &nothing), purpose).await?;
            append(&tx, node, actor, &peer, &mut thread, code, prepared).await
        }
    });
    made.await
}

/// Opens an information request by this definition file, whether or not a program of today understands it, as a newer node
/// would.
///
/// # Panics
/// When it cannot be opened.
#[expect(clippy::expect_used, reason = "test support")]
pub async fn opens_of_file(
    desk: &Desk,
    to: &Desk,
    (version, file): (u32, &str),
    body: crate::MoveBody,
) -> kernel::id::DossierId {
    use crate::make_move::{append, prepare, trusted};
    let kind = procedure::shipped::information_request().expect("it reads");
    let named =
        crate::types::KindRef { id: kind.id.clone(), version, digest: Digest::of_bytes(file.as_bytes()) };
    let new = crate::NewMove::of("open", body);
    let made = desk.node.store.run("open of a file", |tx| {
        let (new, kind, named) = (&new, kind.clone(), named.clone());
        async move {
            let (node, actor) = (&desk.node, &desk.officer);
            let dossier = crate::Dossier {
                id: kernel::id::DossierId::new(tx.rng()),
                kind: named,
                kind_file: file.as_bytes().to_vec(),
                side: crate::Side::Asker,
                peer: to.node.keys.id,
                authority: actor.authority,
                theirs: to.authority.id,
                case: None,
                hit: None,
                state: String::new(),
                waits_for: crate::WaitsFor::Them,
                urgent: false,
                due: None,
                frozen: None,
                opened_at: tx.at(),
                changed_at: tx.at(),
                news_at: None,
            };
            let mut thread = crate::Thread { dossier, kind, moves: Vec::new() };
            let peer = trusted(&tx, node, &thread).await?;
            let nothing = crate::carry::Corrects::new();
            let purpose = kernel::Purpose::Investigation;
            let prepared = prepare(&tx, node, actor, &peer, &thread, (new, &nothing), purpose).await?;
            let key = seal::vault::DataKey::generate(tx.rng());
            crate::store::insert(&tx, &node.vault, &thread.dossier, &key).await?;
            append(&tx, node, actor, &peer, &mut thread, "open", prepared).await
        }
    });
    made.await.expect("it is opened").dossier
}

async fn desk(
    store: TestStore,
    seed: u64,
    (party, name): (&str, &str),
    words: &[web::RoomWords],
    shape: fn(&mut Node),
    wire: &Arc<Wire>,
) -> Desk {
    let (mut node, authority) = access::testing::node(store.store.clone(), seed, party, name, words).await;
    node.carrier = Arc::new(End { from: node.keys.id, wire: Arc::clone(wire) });
    shape(&mut node);
    let roles = [Role::DutyOfficer, Role::Investigator, Role::Administrator];
    let (officer, session) = access::testing::person(&node, &authority, "a.moussa", &roles).await;
    let node = Arc::new(node);
    wire.plug_in(&node);
    Desk { node, authority, officer, session, clock: Arc::clone(&store.clock), store: Arc::new(store) }
}

/// Makes a desk have a move as programs kept it that signed for one before its turn came.
///
/// # Panics
/// When the message does not open, or the store does not take it.
#[expect(clippy::expect_used, reason = "test support")]
pub async fn keeps_before_its_turn(at: &Desk, from: &Desk, row: &store::outbox::OutboxRow) {
    let (sender, peer) = (from.node.keys.id, at.peer(from).await);
    let kept = at.node.store.run::<_, StoreError, _, _>("before its turn", |tx| {
        let (at, peer) = (at, &peer);
        async move {
            let keys = directory::sealing_keys(&tx, &at.node).await?;
            let signers = |_| crate::envelope::signers(peer);
            let long_ago = kernel::Timestamp(i64::MIN);
            let opens = (at.node.keys.id, keys.keys());
            let opened = seal::envelope::open_envelope(&row.sealed, opens.0, opens.1, &signers, long_ago)
                .expect("it opens");
            let sealed = at.node.vault.wrap("pending-move", row.message.0.as_bytes(), &opened.body, tx.rng());
            let read = crate::wire_move::read_move(&opened.body).expect("it is a move");
            crate::store_inbox::keep_before_its_turn(&tx, sender, &read.header, (row.message, sealed)).await
        }
    });
    kept.await.expect("the store takes it");
}

/// Another authority on the same node, with somebody who works there.
///
/// # Panics
/// When the store does not take it.
#[expect(clippy::expect_used, reason = "test support")]
pub async fn neighbour(desk: &Desk, name: &str, sign_in: &str) -> Desk {
    let added = desk.node.store.run::<_, StoreError, _, _>("neighbour", |tx| async move {
        let functions = [Function::CentralAuthority].into();
        access::store::add_authority(&tx, desk.authority.party, name, &functions).await
    });
    let authority = added.await.expect("an authority");
    let roles = [Role::DutyOfficer, Role::Investigator, Role::Administrator];
    let (officer, session) = access::testing::person(&desk.node, &authority, sign_in, &roles).await;
    let (node, clock, store) = (Arc::clone(&desk.node), Arc::clone(&desk.clock), Arc::clone(&desk.store));
    Desk { node, authority, officer, session, clock, store }
}

/// Makes one desk trust the other's card, with a favourable assessment of its State.
///
/// # Panics
/// When the card is not trusted.
#[expect(clippy::expect_used, reason = "test support")]
pub async fn trust(one: &Desk, other: &Desk) {
    let card = other.node.store.run::<_, DirectoryError, _, _>("card", |tx| {
        let node = &other.node;
        async move { Ok(directory::own_card(&tx, node).await?.bytes().to_vec()) }
    });
    let card = card.await.expect("an own card");
    let how = Trust {
        words_compared: true,
        terms: Terms::default(),
        assessment: Some(NewAssessment::favourable("MoJ 2026/114")),
    };
    let trusted = one.node.store.run::<_, DirectoryError, _, _>("trust", |tx| {
        let (one, card, how) = (one, &card, &how);
        async move { directory::trust(&tx, &one.node, &one.officer, card, how).await.map(|_| ()) }
    });
    trusted.await.expect("the card is trusted");
}

/// The tags that a page shows beside what a move says, as HTML: what arrives needs no way to be sent from here.
///
/// # Panics
/// Never, as a test of the kinds shows.
#[must_use]
#[expect(clippy::expect_used, reason = "test support")]
pub fn shown_tags(desk: &Desk, body: &procedure::MoveBody) -> Vec<String> {
    let t = web::T::new(desk.node.words.clone(), kernel::Lang::En);
    let kind = procedure::shipped::information_request().expect("it reads");
    crate::pages::shown::Said::new(&t, &kind, "open", body, false)
        .tags
        .iter()
        .map(ToString::to_string)
        .collect()
}

/// What of a shipped kind has no word on the pages in this language, neither in its file nor among the program's.
#[must_use]
pub fn unworded(
    words: &std::sync::Arc<web::Words>,
    kind: &procedure::Kind,
    lang: kernel::Lang,
) -> Vec<String> {
    use crate::pages::shown::{CLOCKS, GROUNDS, MOVES, STATES, field_word, kind_word, move_word, said};
    let t = &web::T::new(std::sync::Arc::clone(words), lang);
    let mut missing = Vec::new();
    let mut look = |group: &str, code: &str, word: String| {
        if word.is_empty() || word == code {
            missing.push(format!("{group} {code}"));
        }
    };
    for group in ["name", "law", "do", "learn"] {
        look(group, &kind.id, kind_word(t, group, &kind.id));
    }
    for state in &kind.states {
        look("state", state, said(t, kind, "state", &STATES, state));
    }
    for ground in &kind.grounds {
        look("ground", ground, said(t, kind, "ground", &GROUNDS, ground));
    }
    for clock in kind.clocks.iter().filter(|c| !CLOCKS.contains(&c.code.as_str())) {
        look("clock", &clock.code, kind.word("clock", &clock.code, lang).unwrap_or_default().to_owned());
    }
    for made in &kind.moves {
        for group in ["act", "do", "learn"].into_iter().filter(|_| !made.opens() && !made.by_node) {
            look(group, &made.code, move_word(t, kind, group, &made.code));
        }
        let known = MOVES.contains(&made.code.as_str());
        for own in ["", "-us"] {
            let said = kind.word(&format!("moved{own}"), &made.code, lang).is_some();
            let said = said || known && words.knows(&format!("exchange-moved-{}{own}", made.code));
            look("moved", &made.code, if said { "worded".into() } else { String::new() });
        }
        let hidden = ["about", "move", "correction"];
        for field in made.fields.iter().filter(|f| !hidden.contains(&f.name.as_str())) {
            look("field", &field.name, field_word(t, kind, &made.code, &field.name));
            for choice in &field.choices {
                let code = format!("{}.{choice}", field.name);
                let value = serde_json::Value::String(choice.clone());
                let shown = crate::pages::shown::value_text(t, kind, &field.name, &value);
                let elsewhere = matches!(
                    field.name.as_str(),
                    "handling"
                        | "urgency"
                        | "outcome"
                        | "benefit"
                        | "use"
                        | "notice"
                        | "for_purpose"
                        | "category"
                );
                look(
                    "choice",
                    &code,
                    if elsewhere || shown != *choice { "worded".into() } else { code.clone() },
                );
            }
        }
    }
    missing
}
