//! A hub in Vienna, and Accra, Niamey and Palermo which use it and trust each other, on a wire that tests can cut and
//! bend. What is carried goes in by the routes of the program, with their guards.

use access::{Carrier, CarryError, Node, OwnAuthority, PeerIdentity};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use directory::{DirectoryError, Peer};
use futures_core::future::BoxFuture;
use http_body_util::BodyExt;
use kernel::id::NodeId;
use kernel::testing::TestClock;
use kernel::{Actor, Digest, Role};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use store::StoreError;
use store::testing::{TestStore, both};
use tower::ServiceExt;

/// What the wire does with something carried.
pub enum Bent {
    /// Carries it as it is.
    Carries,
    /// Answers this instead.
    Answers(Vec<u8>),
}

/// Who carries what where.
pub struct Carried<'a> {
    pub from: NodeId,
    pub to: NodeId,
    pub path: &'a str,
    pub body: &'a [u8],
}

type Bend = Box<dyn Fn(&Carried<'_>) -> Bent + Send + Sync>;

#[derive(Default)]
pub struct Wire {
    apps: Mutex<BTreeMap<NodeId, Router>>,
    cut: Mutex<BTreeSet<(NodeId, NodeId)>>,
    down: Mutex<BTreeSet<NodeId>>,
    bend: Mutex<Option<Bend>>,
    /// How often something was carried to a path, by its beginning.
    pub seen: Mutex<Vec<String>>,
}

impl Wire {
    /// Cuts or mends the line between two nodes, in both directions.
    pub fn cut(&self, one: &House, other: &House, cut: bool) {
        let (one, other) = (one.id(), other.id());
        let mut all = self.cut.lock().unwrap();
        for way in [(one, other), (other, one)] {
            if cut {
                all.insert(way)
            } else {
                all.remove(&way)
            };
        }
    }

    pub fn down(&self, house: &House, down: bool) {
        let mut all = self.down.lock().unwrap();
        if down {
            all.insert(house.id())
        } else {
            all.remove(&house.id())
        };
    }

    pub fn bend(&self, bend: impl Fn(&Carried<'_>) -> Bent + Send + Sync + 'static) {
        *self.bend.lock().unwrap() = Some(Box::new(bend));
    }

    pub fn straighten(&self) {
        *self.bend.lock().unwrap() = None;
    }

    fn passes(&self, from: NodeId, to: NodeId) -> bool {
        let down = self.down.lock().unwrap();
        !self.cut.lock().unwrap().contains(&(from, to)) && !down.contains(&to) && !down.contains(&from)
    }
}

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
            if !self.wire.passes(self.from, to) {
                return Err(CarryError::Unreachable("it is down".into()));
            }
            self.wire.seen.lock().unwrap().push(path.to_owned());
            let bent = {
                let bend = self.wire.bend.lock().unwrap();
                let carried = Carried { from: self.from, to, path, body: &body };
                bend.as_ref().map_or(Bent::Carries, |bend| bend(&carried))
            };
            match bent {
                Bent::Answers(bytes) => return Ok(bytes),
                Bent::Carries => {}
            }
            let app = self.wire.apps.lock().unwrap().get(&to).cloned().unwrap();
            let request =
                Request::post(path).extension(PeerIdentity(self.from)).body(Body::from(body)).unwrap();
            let response = app.oneshot(request).await.unwrap();
            let status = response.status();
            let bytes = response.into_body().collect().await.unwrap().to_bytes().to_vec();
            if status == StatusCode::OK { Ok(bytes) } else { Err(CarryError::Status(status.as_u16())) }
        })
    }
}

/// A node with its people.
pub struct House {
    pub node: Arc<Node>,
    pub own: OwnAuthority,
    pub admin: Actor,
    pub session: String,
    pub clock: Arc<TestClock>,
    _store: TestStore,
    app: Router,
}

impl House {
    pub fn id(&self) -> NodeId {
        self.node.keys.id
    }

    /// Does something in a transaction of this node.
    pub async fn in_store<T, F, G>(&self, act: F) -> T
    where
        F: Fn(store::Tx) -> G + Send + Sync,
        G: Future<Output = Result<T, hub::HubError>> + Send,
        T: Send + 'static,
    {
        self.node.store.run("test", act).await.unwrap()
    }

    pub async fn peer(&self, other: &House) -> Peer {
        let id = other.id();
        self.in_store(|tx| async move { Ok(directory::peer(&tx, id).await?.unwrap()) }).await
    }

    /// The card of this node, after a change if `changed`.
    pub async fn card(&self) -> directory::VerifiedCard {
        let node = &self.node;
        self.node
            .store
            .run::<_, DirectoryError, _, _>("card", |tx| async move { directory::own_card(&tx, node).await })
            .await
            .unwrap()
    }

    /// Changes something that the card says.
    pub async fn changes_its_card(&self, desk: &str) {
        let draft = directory::ContactDraft { name: desk.into(), ..directory::testing::desk() };
        let (node, admin, draft) = (&self.node, &self.admin, &draft);
        let added = self.node.store.run::<_, DirectoryError, _, _>("desk", |tx| async move {
            directory::add_contact(&tx, node, admin, draft).await.map(|_| ())
        });
        added.await.unwrap();
    }

    pub async fn get(&self, path: &str) -> (StatusCode, String) {
        self.get_as(&self.session, path).await
    }

    pub async fn get_as(&self, session: &str, path: &str) -> (StatusCode, String) {
        let request = Request::get(path).header(header::COOKIE, format!("session={session}"));
        self.answer(request.body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, path: &str, form: &str) -> (StatusCode, String) {
        self.post_as(&self.session, path, form).await
    }

    pub async fn post_as(&self, session: &str, path: &str, form: &str) -> (StatusCode, String) {
        let request = Request::post(path)
            .header(header::COOKIE, format!("session={session}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.answer(request.body(Body::from(form.to_owned())).unwrap()).await
    }

    async fn answer(&self, request: Request<Body>) -> (StatusCode, String) {
        let response = self.app.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let to = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, to.unwrap_or_else(|| String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// Somebody else who works here.
    pub async fn someone(&self, sign_in: &str, role: Role) -> (Actor, String) {
        access::testing::person(&self.node, &self.own, sign_in, &[role]).await
    }
}

/// All of it.
pub struct Town {
    pub hub: House,
    pub accra: House,
    pub niamey: House,
    pub palermo: House,
    pub wire: Arc<Wire>,
    pub kind: &'static str,
}

fn words() -> Vec<web::RoomWords> {
    vec![directory::WORDS, casefile::WORDS, exchange::WORDS, hub::WORDS]
}

/// One town on SQLite, one on PostgreSQL. The three use the hub, and have not followed it yet.
pub async fn towns() -> Vec<Town> {
    let steps = [exchange::testing::steps(), hub::migrations()].concat();
    let mut stores = Vec::new();
    for _ in 0..4 {
        stores.push(both(&steps).await.into_iter());
    }
    let mut towns = Vec::new();
    for _ in 0..2 {
        let mut next = stores.iter_mut().map(|stores| stores.next().unwrap());
        let [hub, accra, niamey, palermo] = std::array::from_fn(|_| next.next().unwrap());
        towns.push(town(hub, accra, niamey, palermo).await);
    }
    towns
}

async fn town(hub: TestStore, accra: TestStore, niamey: TestStore, palermo: TestStore) -> Town {
    let (kind, wire) = (hub.kind, Arc::new(Wire::default()));
    let hub = house(hub, 1, ("AT", "Secretariat"), &wire).await;
    let accra = house(accra, 2, ("GH", "Document Fraud Expertise Centre"), &wire).await;
    let niamey = house(niamey, 3, ("NE", "National Investigation Unit"), &wire).await;
    let palermo = house(palermo, 4, ("IT", "Procura di Palermo"), &wire).await;
    hub.in_store(|tx| async move { Ok(hub::become_hub(&tx).await?) }).await;
    let members = [&accra, &niamey, &palermo];
    for (place, one) in members.into_iter().enumerate() {
        directory::testing::introduce(&one.node, &hub.node).await;
        for other in members.into_iter().skip(place + 1) {
            directory::testing::introduce(&one.node, &other.node).await;
        }
        let id = hub.id();
        one.in_store(|tx| async move { hub::begin_to_use(&tx, &one.node, &one.admin, id).await.map(|_| ()) })
            .await;
    }
    Town { hub, accra, niamey, palermo, wire, kind }
}

impl Town {
    /// A fifth node, which uses the hub; it and Niamey trust each other, and it trusts Palermo.
    pub async fn tunis(&self) -> House {
        let steps = [exchange::testing::steps(), hub::migrations()].concat();
        let at = store::testing::sqlite(&steps).await;
        let tunis = house(at, 5, ("TN", "Brigade de lutte contre le trafic"), &self.wire).await;
        for other in [&self.hub, &self.niamey, &self.palermo] {
            directory::testing::introduce(&tunis.node, &other.node).await;
        }
        let (id, one) = (self.hub.id(), &tunis);
        one.in_store(|tx| async move { hub::begin_to_use(&tx, &one.node, &one.admin, id).await.map(|_| ()) })
            .await;
        hub::write_log(&self.hub.node).await.unwrap();
        self.follows(&tunis).await;
        tunis
    }
}

async fn house(at: TestStore, seed: u64, (party, name): (&str, &str), wire: &Arc<Wire>) -> House {
    let (mut node, own) = access::testing::node(at.store.clone(), seed, party, name, &words()).await;
    node.carrier = Arc::new(End { from: node.keys.id, wire: Arc::clone(wire) });
    node.inbound = [exchange::inbound(), hub::inbound()].concat();
    node.acts = [access::acts(), directory::acts(), hub::acts()].concat();
    let roles = [Role::DutyOfficer, Role::Investigator, Role::Administrator];
    let (admin, session) = access::testing::person(&node, &own, "a.admin", &roles).await;
    let node = Arc::new(node);
    let routes = access::routes().merge(directory::routes()).merge(exchange::routes()).merge(hub::routes());
    let router = routes.into_router(|r, h| access::enforce(&node, r, h));
    let app = web::protect(router.with_state(Arc::clone(&node)));
    wire.apps.lock().unwrap().insert(node.keys.id, app.clone());
    House { node, own, admin, session, clock: Arc::clone(&at.clock), _store: at, app }
}

impl Town {
    pub fn members(&self) -> [&House; 3] {
        [&self.accra, &self.niamey, &self.palermo]
    }

    pub fn advance_ms(&self, ms: i64) {
        for house in [&self.hub, &self.accra, &self.niamey, &self.palermo] {
            house.clock.advance_ms(ms);
        }
    }

    /// The hub writes what it holds, and everybody follows.
    pub async fn everybody_follows(&self) {
        for member in self.members() {
            directory::send_cards_due(&member.node).await.unwrap();
            hub::say_due(&member.node).await.unwrap();
        }
        hub::write_log(&self.hub.node).await.unwrap();
        for member in self.members() {
            self.follows(member).await;
        }
    }

    pub async fn follows(&self, member: &House) -> hub::Followed {
        hub::follow(&member.node, self.hub.id()).await.unwrap()
    }

    /// One exchange between two nodes: the first tells its head, the second answers.
    pub async fn exchange_heads(&self, one: &House, other: &House) {
        hub::tell_heads(&one.node).await.unwrap();
        for house in [one, other, one] {
            exchange::deliver_due(&house.node, 100).await.unwrap();
        }
    }

    /// What is open about the hub at a member: codes, and the names of those who showed it and whom it is about.
    pub async fn exposed(&self, member: &House) -> Vec<hub::state::Exposed> {
        let node = &member.node;
        node.store
            .run::<_, StoreError, _, _>("exposed", |tx| async move { hub::state::exposed(&tx).await })
            .await
            .unwrap()
    }

    pub async fn codes(&self, member: &House) -> Vec<String> {
        self.exposed(member).await.into_iter().map(|e| e.code).collect()
    }

    pub async fn state(&self, member: &House) -> hub::state::HubState {
        let node = &member.node;
        let all = node.store.run::<_, StoreError, _, _>("state", |tx| async move {
            hub::state::hubs(&tx, node.keys.id).await
        });
        all.await.unwrap().remove(0)
    }
}
