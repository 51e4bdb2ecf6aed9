//! Nodes that can die and come back on the database they left.

use crate::net::Net;
use access::{Node, OwnAuthority};
use directory::{DirectoryError, NewAssessment, Terms, Trust};
use exchange::{DossierFilter, ExchangeError, MoveBody, NewMove, NewRequest, Thread};
use kernel::id::{DossierId, NodeId};
use kernel::testing::{SeededRng, TestClock};
use kernel::{Actor, Clock, Party, Purpose, Rng};
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use store::{Store, StoreError};

/// A node with what it needs to come back after its death.
pub struct Place {
    pub node: Arc<Node>,
    pub officer: Actor,
    seed: u64,
    party: &'static str,
    url: String,
    clock: Arc<TestClock>,
    lives: u64,
}

/// All nodes and the network between them.
pub struct World {
    pub places: Vec<Place>,
    pub net: Arc<Net>,
    pub clock: Arc<TestClock>,
    folder: tempfile::TempDir,
}

impl World {
    /// Three States whose nodes trust each other.
    pub async fn new(seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(TestClock::default());
        let net = Net::new(seed);
        let mut world = Self { places: Vec::new(), net, clock, folder };
        for (number, party) in ["GH", "NE", "IT"].into_iter().enumerate() {
            let place = Place::open(&world, seed.wrapping_mul(31).wrapping_add(number as u64), party).await;
            world.places.push(place);
        }
        for one in 0..world.places.len() {
            for other in 0..world.places.len() {
                if one != other {
                    trust(&world.places[one], &world.places[other]).await;
                }
            }
        }
        world
    }

    /// The node that died comes back on its database, with its keys and with nothing it only remembered.
    pub async fn revive(&mut self, dead: NodeId) {
        let at = self.places.iter().position(|p| p.node.keys.id == dead).unwrap();
        let (seed, party, lives) = (self.places[at].seed, self.places[at].party, self.places[at].lives);
        let mut again = Place::open_in(self, seed, party, lives + 1).await;
        std::mem::swap(&mut self.places[at], &mut again);
    }

    fn url(&self, party: &str) -> String {
        let path: &Path = self.folder.path();
        format!("sqlite://{}?mode=rwc", path.join(format!("{party}.db")).display())
    }
}

impl Place {
    async fn open(world: &World, seed: u64, party: &'static str) -> Self {
        Self::open_in(world, seed, party, 0).await
    }

    async fn open_in(world: &World, seed: u64, party: &'static str, lives: u64) -> Self {
        let url = world.url(party);
        // Randomness after a restart is not the randomness before it, or ids would come twice.
        let rng: Arc<dyn Rng> =
            Arc::new(SeededRng::new(seed ^ (lives + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        let clock = Arc::clone(&world.clock);
        let store = Store::open(&url, Arc::clone(&clock) as Arc<dyn Clock>, rng).await.unwrap();
        let steps =
            [access::migrations(), directory::migrations(), casefile::migrations(), exchange::migrations()]
                .concat();
        store.migrate(&steps).await.unwrap();
        let (mut node, _own): (Node, OwnAuthority) =
            access::testing::node(store, seed, party, &format!("Unit of {party}"), &[]).await;
        node.carrier = world.net.line(node.keys.id);
        let officer = node
            .store
            .run::<_, StoreError, _, _>("operator", |tx| async move { access::operator(&tx).await });
        let officer = officer.await.unwrap();
        let node = Arc::new(node);
        world.net.join(&node);
        Self { node, officer, seed, party, url, clock, lives }
    }

    /// Asks the other node something.
    pub async fn asks(&self, other: NodeId, subject: &str) -> DossierId {
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
        made.await.unwrap().dossier
    }

    /// Makes a move if it can be made now; says whether it was.
    pub async fn makes(&self, dossier: DossierId, code: &str, body: MoveBody) -> bool {
        let made = self.node.store.run("move", |tx| {
            let new = NewMove::of(code, body.clone());
            async move { exchange::make_move(&tx, &self.node, &self.officer, dossier, new).await }
        });
        match made.await {
            Ok(_) => true,
            Err(ExchangeError::NotNow { .. }) => false,
            Err(error) => panic!("{code}: {error}"),
        }
    }

    /// Every dossier that is here.
    pub async fn dossiers(&self) -> Vec<Thread> {
        let all = self.node.store.run::<_, ExchangeError, _, _>("all", |tx| async move {
            let ask = gate::Ask::new(&self.officer, gate::action::LIST, Purpose::Investigation, tx.at());
            let filter = DossierFilter::default();
            let (closed, _) = exchange::store::dossiers(&tx, (&self.node.gate, &ask), &filter, 1).await?;
            let ids: Vec<DossierId> = closed.iter().map(|g| DossierId(g.object().id)).collect();
            let mut threads = Vec::new();
            for id in ids {
                let own = self.officer.authority;
                let guarded =
                    exchange::thread(&tx, &self.node, id, own).await?.ok_or(ExchangeError::NotHere)?;
                let ask = gate::Ask::new(&self.officer, gate::action::READ, Purpose::Investigation, tx.at());
                threads.push(self.node.gate.open(guarded, &ask, &mut tx.log())?);
            }
            Ok(threads)
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
    assert!(
        Party::parse(other.party).is_some() && one.url != other.url && one.clock.now() == other.clock.now()
    );
}
