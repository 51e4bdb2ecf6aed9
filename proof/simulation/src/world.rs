//! Nodes that can die and come back on the database they left.

use crate::net::Net;
use access::{Node, OwnAuthority};
use directory::{DirectoryError, NewAssessment, Terms, Trust};
use exchange::{DossierFilter, ExchangeError, MoveBody, NewMove, NewRequest, Thread};
use hub::HubError;
use kernel::id::{DossierId, NodeId};
use kernel::testing::{SeededRng, TestClock};
use kernel::{Actor, Clock, Purpose, Rng};
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use store::files::Files;
use store::outbox::OutState;
use store::testing::SmallDisk;
use store::{Fault, StoreError};

/// A node with what it needs to come back after its death.
pub struct Place {
    pub node: Arc<Node>,
    pub officer: Actor,
    seed: u64,
    party: &'static str,
    clock: Arc<TestClock>,
    off_ms: AtomicI64,
    disk: SmallDisk,
    lives: u64,
}

/// What its files may take.
const FILES_BYTES_MAX: u64 = 1 << 30;
/// The file that takes all of that while the disk is full.
const BALLAST: &str = "00000000000000000000000000000000";

/// Where the hub stands among the places; those before it are its members.
pub const HUB: usize = 5;

/// All nodes and the network between them.
pub struct World {
    pub places: Vec<Place>,
    pub net: Arc<Net>,
    folder: tempfile::TempDir,
}

impl World {
    /// Five States whose nodes trust each other, and a hub that they use.
    pub async fn new(seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut world = Self { places: Vec::new(), net: Net::new(seed), folder };
        for (number, party) in ["GH", "NE", "IT", "TN", "MT", "AT"].into_iter().enumerate() {
            let seed = seed.wrapping_mul(31).wrapping_add(number as u64);
            let (clock, disk) = (Arc::new(TestClock::default()), SmallDisk::default());
            let place = Place::open(&world, seed, party, (clock, disk), 0).await;
            world.places.push(place);
        }
        for one in 0..world.places.len() {
            for other in 0..world.places.len() {
                if one != other {
                    trust(&world.places[one], &world.places[other]).await;
                }
            }
        }
        let hub = world.hub();
        let made =
            hub.node.store.run::<_, StoreError, _, _>("hub", |tx| async move { hub::become_hub(&tx).await });
        made.await.unwrap();
        let id = hub.node.keys.id;
        for place in world.members() {
            let begun = place.node.store.run::<_, HubError, _, _>("use", |tx| async move {
                hub::begin_to_use(&tx, &place.node, &place.officer, id).await.map(|_| ())
            });
            begun.await.unwrap();
        }
        world
    }

    /// The nodes that ask each other things.
    pub fn members(&self) -> &[Place] {
        &self.places[..HUB]
    }

    /// The node that hosts the hub.
    pub fn hub(&self) -> &Place {
        &self.places[HUB]
    }

    /// The card of a node that nobody here knows.
    pub async fn stranger(&self) -> Vec<u8> {
        let clock = Arc::new(TestClock::default());
        let stranger = Place::open(self, 0xbad, "LY", (clock, SmallDisk::default()), 0).await;
        directory::testing::card_of(&stranger.node).await
    }

    /// The node that died comes back on its database, with its keys and with nothing it only remembered.
    pub async fn revive(&mut self, dead: NodeId) {
        let at = self.places.iter().position(|p| p.node.keys.id == dead).unwrap();
        let old = &self.places[at];
        let stays = (Arc::clone(&old.clock), old.disk.clone());
        let off = old.off_ms.load(Ordering::SeqCst);
        store::testing::close(&old.node.store).await;
        let again = Place::open(self, old.seed, old.party, stays, old.lives + 1).await;
        again.off_ms.store(off, Ordering::SeqCst);
        self.places[at] = again;
    }

    /// Time passes everywhere, whatever the clocks say.
    pub fn advance_ms(&self, ms: i64) {
        self.places.iter().for_each(|place| place.clock.advance_ms(ms));
    }

    fn files_of(&self, party: &str) -> std::path::PathBuf {
        self.folder.path().join(format!("{party}-files"))
    }

    fn url(&self, party: &str) -> String {
        let path: &Path = self.folder.path();
        format!("sqlite://{}?mode=rwc", path.join(format!("{party}.db")).display())
    }
}

impl Place {
    async fn open(
        world: &World,
        seed: u64,
        party: &'static str,
        (clock, disk): (Arc<TestClock>, SmallDisk),
        lives: u64,
    ) -> Self {
        // Randomness after a restart is not the randomness before it, or ids would come twice.
        let rng: Arc<dyn Rng> =
            Arc::new(SeededRng::new(seed ^ (lives + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        let store = disk.open(&world.url(party), Arc::clone(&clock) as Arc<dyn Clock>, rng).await.unwrap();
        let steps = [
            access::migrations(),
            directory::migrations(),
            casefile::migrations(),
            exchange::migrations(),
            hub::migrations(),
        ]
        .concat();
        store.migrate(&steps).await.unwrap();
        let (mut node, _own): (Node, OwnAuthority) =
            access::testing::node(store, seed, party, &format!("Unit of {party}"), &[]).await;
        node.carrier = world.net.line(node.keys.id);
        node.inbound = [exchange::inbound(), hub::inbound()].concat();
        node.acts = [access::acts(), directory::acts(), exchange::acts(), hub::acts()].concat();
        node.files = Arc::new(Files::new(world.files_of(party), FILES_BYTES_MAX));
        let officer = node
            .store
            .run::<_, StoreError, _, _>("operator", |tx| async move { access::operator(&tx).await });
        let officer = officer.await.unwrap();
        let node = Arc::new(node);
        world.net.join(&node);
        Self { node, officer, seed, party, clock, off_ms: AtomicI64::new(0), disk, lives }
    }

    /// One round of what it does about the hub, and its card to those who lack it; `false` where the disk was full.
    pub async fn works_with_the_hub(&self) -> bool {
        let cards = directory::send_cards_due(&self.node).await;
        let sent = self.unless_full(cards.map_err(|error| match error {
            DirectoryError::Store(error) => error.into(),
            other => panic!("{}: {other}", self.party),
        }));
        sent.is_some() && self.unless_full(hub::work(&self.node).await.map_err(Into::into)).is_some()
    }

    /// Changes something that its card says; `false` where the disk was full.
    pub async fn changes_its_card(&self, desk: &str) -> bool {
        let draft = directory::ContactDraft { name: desk.into(), ..directory::testing::desk() };
        let added = self.node.store.run::<_, DirectoryError, _, _>("desk", |tx| {
            let draft = &draft;
            async move { directory::add_contact(&tx, &self.node, &self.officer, draft).await.map(|_| ()) }
        });
        let added = added.await.map_err(|error| match error {
            DirectoryError::Store(error) => error.into(),
            other => panic!("{}: {other}", self.party),
        });
        self.unless_full(added).is_some()
    }

    /// What the hub showed and cannot be true.
    pub async fn exposed(&self) -> Vec<hub::state::Exposed> {
        let exposed = self
            .node
            .store
            .run::<_, StoreError, _, _>("exposed", |tx| async move { hub::state::exposed(&tx).await });
        exposed.await.unwrap()
    }

    /// Tells its peers the newest head, if it is time.
    pub async fn tells_heads(&self) {
        hub::tell_heads(&self.node).await.unwrap();
    }

    /// Follows the hub now.
    pub async fn follows(&self) {
        hub::follow_hubs(&self.node, true).await.unwrap();
    }

    /// The keys it signs with and signed with.
    pub async fn signers(&self) -> Vec<[u8; 32]> {
        let card = self.node.store.run::<_, DirectoryError, _, _>("card", |tx| async move {
            Ok(directory::own_card(&tx, &self.node).await?.card().signing.iter().map(|k| k.0).collect())
        });
        card.await.unwrap()
    }

    /// How many messages it sent that were received, by the receiver's signature.
    pub async fn delivered(&self) -> u64 {
        store::testing::delivered(&self.node.store).await
    }

    /// From now on its clock is off by this much.
    pub fn sets_clock_off_by(&self, ms: i64) {
        let before = self.off_ms.swap(ms, Ordering::SeqCst);
        self.clock.advance_ms(ms - before);
    }

    /// Its disk is full, or has room again.
    pub fn fill(&self, full: bool) {
        self.disk.fill(full);
        let folder = self.node.files.folder();
        std::fs::create_dir_all(folder).unwrap();
        let ballast = std::fs::File::create(folder.join(BALLAST)).unwrap();
        ballast.set_len(if full { FILES_BYTES_MAX } else { 0 }).unwrap();
        // It counts what there is.
        let _ = self.node.files.free();
    }

    /// What a transaction brought; `None` where the disk was full and nothing was taken.
    pub fn unless_full<T>(&self, done: Result<T, ExchangeError>) -> Option<T> {
        match done {
            Ok(done) => Some(done),
            Err(error) if self.disk.is_full() && error.store().is_some_and(StoreError::is_disk_full) => None,
            Err(error) => panic!("{}: {error}", self.party),
        }
    }

    /// Delivers at most so much; `false` where the disk was full.
    pub async fn delivers(&self, most: usize) -> bool {
        self.unless_full(exchange::deliver_due(&self.node, most).await.map_err(Into::into)).is_some()
    }

    /// Delivers everything that is due, so much at a time; `false` where the disk was full.
    pub async fn delivers_all(&self, at_a_time: usize) -> bool {
        loop {
            let done = exchange::deliver_due(&self.node, at_a_time).await;
            match self.unless_full(done.map_err(Into::into)) {
                None => return false,
                Some(done) if done.carried == 0 => return true,
                Some(_) => {}
            }
        }
    }

    /// Asks peers for one-time keys where few are left.
    pub async fn asks_for_keys(&self) {
        let asked = directory::ask_prekeys_due(&self.node).await;
        self.unless_full(asked.map_err(|error| match error {
            DirectoryError::Store(error) => error.into(),
            other => panic!("{}: {other}", self.party),
        }));
    }

    /// Asks the other node something, if there is room to write it down.
    pub async fn asks(&self, other: NodeId, subject: &str) -> Option<DossierId> {
        let mut body = MoveBody::default()
            .with("subject", subject)
            .with("facts", "A truck with 46 dead stood north of Agadez.")
            .with("urgency", "normal")
            .with("basis", "UNTOC-27")
            .with("handling", "H0")
            .with("language", "en");
        body.0.insert("points".into(), json!(["When?", "Where?", "Who?"]));
        let new = NewRequest {
            peer: other,
            authority: None,
            case: None,
            hit: None,
            purpose: Purpose::Investigation,
            body,
            statements: Vec::new(),
        };
        let made = self.node.store.run("ask", |tx| {
            let new = new.clone();
            async move { exchange::open_request(&tx, &self.node, &self.officer, new).await }
        });
        Some(self.unless_full(made.await)?.dossier)
    }

    /// Makes a move if it can be made now; says whether it was.
    pub async fn makes(&self, dossier: DossierId, code: &str, body: MoveBody) -> bool {
        let made = self.node.store.run("move", |tx| {
            let new = NewMove::of(code, body.clone());
            async move { exchange::make_move(&tx, &self.node, &self.officer, dossier, new).await }
        });
        match made.await {
            Err(ExchangeError::NotNow { .. }) => false,
            other => self.unless_full(other).is_some(),
        }
    }

    /// A dossier as it is here; `None` where it is not, or where its being read cannot be written in the log.
    pub async fn thread(&self, id: DossierId) -> Option<Thread> {
        let read = self.node.store.run::<_, ExchangeError, _, _>("read", |tx| async move {
            let own = self.officer.authority;
            let Some(guarded) = exchange::thread(&tx, &self.node, id, own).await? else { return Ok(None) };
            let ask = gate::Ask::new(&self.officer, gate::action::READ, Purpose::Investigation, tx.at());
            Ok(Some(self.node.gate.open(guarded, &ask, &mut tx.log())?))
        });
        self.unless_full(read.await)?
    }

    /// Whose it is.
    pub fn party(&self) -> &'static str {
        self.party
    }

    /// What was sent of a dossier: place, state, why it failed last, and the receipt as text.
    pub async fn sent(&self, dossier: DossierId) -> Vec<(i64, OutState, Option<String>, String)> {
        let rows = self.node.store.run::<_, StoreError, _, _>("sent", |tx| async move {
            store::outbox::of_dossier(&tx, dossier).await
        });
        let text =
            |receipt: Vec<u8>| String::from_utf8_lossy(receipt.get(104..).unwrap_or_default()).into_owned();
        let rows = rows.await.unwrap().into_iter();
        rows.map(|r| (r.sequence, r.state, r.last_error, r.receipt.map(text).unwrap_or_default())).collect()
    }

    /// Messages that wait here: from whom, the dossier, its place, attempts, and why it failed last.
    pub async fn waiting(&self) -> Vec<(&'static str, Option<DossierId>, i64, i64, Option<String>)> {
        let rows = self.node.store.run::<_, StoreError, _, _>("waiting", |tx| async move {
            store::outbox::waiting(&tx, 1_000).await
        });
        let rows = rows.await.unwrap().into_iter();
        rows.map(|r| (self.party, r.dossier, r.sequence, r.attempts, r.last_error)).collect()
    }

    /// How many dossiers are here.
    pub async fn dossiers(&self) -> u64 {
        let all = self.node.store.run::<_, ExchangeError, _, _>("all", |tx| async move {
            let ask = gate::Ask::new(&self.officer, gate::action::LIST, Purpose::Investigation, tx.at());
            Ok(exchange::store::count(&tx, (&self.node.gate, &ask), &DossierFilter::default()).await?)
        });
        all.await.unwrap()
    }
}

async fn trust(one: &Place, other: &Place) {
    let card = other.node.store.run::<_, DirectoryError, _, _>("card", |tx| async move {
        Ok(directory::own_card(&tx, &other.node).await?.bytes().to_vec())
    });
    let card = card.await.unwrap();
    let how = Trust {
        words_compared: true,
        terms: Terms::default(),
        assessment: Some(NewAssessment::favourable("MoJ 2026/114")),
    };
    let trusted = one.node.store.run::<_, DirectoryError, _, _>("trust", |tx| {
        let (card, how) = (&card, &how);
        async move { directory::trust(&tx, &one.node, &one.officer, card, how).await.map(|_| ()) }
    });
    trusted.await.unwrap();
}
