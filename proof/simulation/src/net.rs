//! A network in memory that loses, doubles, delays, reorders and damages what it carries, and at times takes the
//! sender or the receiver down with it. What it does follows from its seed alone.

use crate::dice::Dice;
use crate::hostile::Hostile;
use access::{Carrier, CarryError, Node, PeerIdentity};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use exchange::attachments::PartsRefusal;
use exchange::receive::Answer;
use futures_core::future::BoxFuture;
use http_body_util::BodyExt;
use kernel::Digest;
use kernel::id::NodeId;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use tokio::sync::Notify;
use tower::ServiceExt;

/// How often in a thousand each thing happens to one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Faults {
    /// The request is lost.
    pub lose: u32,
    /// The request is held back and arrives later, after others.
    pub delay: u32,
    /// The request arrives twice.
    pub double: u32,
    /// A byte of the request is changed.
    pub damage: u32,
    /// The request arrives, the answer is lost.
    pub lose_answer: u32,
    /// A byte of the answer is changed.
    pub damage_answer: u32,
    /// The sender dies before it learns the answer.
    pub kill_sender: u32,
    /// The receiver dies somewhere in the middle of taking the message. Where that is, its database's threads have a say
    /// in: a night with this is not the same night again.
    pub kill_receiver: u32,
    /// The receiver dies before it has looked at the message.
    pub kill_before: u32,
    /// The receiver dies when the message stands in its database and nothing was answered.
    pub kill_after: u32,
}

impl Faults {
    /// Nothing goes wrong.
    pub const NONE: Self = Self {
        lose: 0,
        delay: 0,
        double: 0,
        damage: 0,
        lose_answer: 0,
        damage_answer: 0,
        kill_sender: 0,
        kill_receiver: 0,
        kill_before: 0,
        kill_after: 0,
    };
    /// A bad night.
    pub const BAD: Self = Self {
        lose: 120,
        delay: 150,
        double: 150,
        damage: 60,
        lose_answer: 120,
        damage_answer: 40,
        kill_sender: 60,
        kill_receiver: 60,
        kill_before: 10,
        kill_after: 30,
    };
    /// A bad night in which nobody dies in the middle of a transaction: what happens on a line follows from the seed.
    pub const BAD_AGAIN: Self = Self { kill_receiver: 0, ..Self::BAD };
}

/// A request that is still under way.
struct Parcel {
    from: NodeId,
    to: NodeId,
    path: String,
    body: Vec<u8>,
}

/// What is counted, so that a run that never met a fault cannot pass for one that did.
#[derive(Clone, Debug, Default)]
pub struct Met {
    /// Requests carried.
    pub carried: u64,
    /// Faults by name.
    pub faults: BTreeMap<&'static str, u64>,
}

/// The network.
pub struct Net {
    seed: u64,
    nodes: Mutex<BTreeMap<NodeId, Weak<Node>>>,
    /// Each line has its own, so that what happens on one does not depend on when the others were used.
    dice: Mutex<BTreeMap<(NodeId, NodeId), Dice>>,
    cuts: Mutex<BTreeSet<(NodeId, NodeId)>>,
    faults: Mutex<Faults>,
    delayed: Mutex<Vec<Parcel>>,
    met: Mutex<Met>,
    /// Who died and is not back yet.
    dead: Mutex<BTreeSet<NodeId>>,
    /// The one that was sending died.
    death: Notify,
    /// What the hub does if it lies.
    hostile: Mutex<Option<Hostile>>,
}

impl Net {
    /// A network whose doings follow from the seed.
    #[must_use]
    pub fn new(seed: u64) -> Arc<Self> {
        Arc::new(Self {
            seed,
            nodes: Mutex::default(),
            dice: Mutex::default(),
            cuts: Mutex::default(),
            faults: Mutex::new(Faults::NONE),
            delayed: Mutex::default(),
            met: Mutex::default(),
            dead: Mutex::default(),
            death: Notify::new(),
            hostile: Mutex::default(),
        })
    }

    /// From now on this goes wrong.
    pub fn set_faults(&self, faults: Faults) {
        *lock(&self.faults) = faults;
    }

    /// Cuts the line between two nodes, or mends it.
    pub fn cut(&self, one: NodeId, other: NodeId, cut: bool) {
        let pair = (one.min(other), one.max(other));
        let mut cuts = lock(&self.cuts);
        if cut {
            cuts.insert(pair);
            *lock(&self.met).faults.entry("partition").or_default() += 1;
        } else {
            cuts.remove(&pair);
        }
    }

    /// Notes something that happened to a node rather than to a line.
    pub fn note(&self, what: &'static str) {
        *lock(&self.met).faults.entry(what).or_default() += 1;
    }

    /// The line of a node into the network.
    #[must_use]
    pub fn line(self: &Arc<Self>, from: NodeId) -> Arc<dyn Carrier> {
        Arc::new(Line { from, net: Arc::clone(self) })
    }

    /// Puts a node on the network, or back on it.
    pub fn join(&self, node: &Arc<Node>) {
        lock(&self.nodes).insert(node.keys.id, Arc::downgrade(node));
    }

    /// From now on the hub lies.
    pub fn turns(&self, hostile: Hostile) {
        *lock(&self.hostile) = Some(hostile);
    }

    /// Who died; asking clears it.
    pub fn take_dead(&self) -> BTreeSet<NodeId> {
        std::mem::take(&mut *lock(&self.dead))
    }

    /// Waits until the one that is sending dies. What somebody else dies of interrupts nobody but by its silence, so
    /// that a night is the same night again.
    pub async fn death(&self) {
        self.death.notified().await;
    }

    /// What was met so far.
    #[must_use]
    pub fn met(&self) -> Met {
        lock(&self.met).clone()
    }

    /// Delivers what was held back, in any order; nobody hears the answers.
    pub async fn let_go(&self, dice: &mut Dice) {
        loop {
            let parcel = {
                let mut delayed = lock(&self.delayed);
                if delayed.is_empty() {
                    return;
                }
                let at = dice.below(delayed.len());
                delayed.swap_remove(at)
            };
            let _ = self.hand_in(parcel.from, parcel.to, &parcel.path, parcel.body).await;
        }
    }

    fn draw(&self, line: (NodeId, NodeId), sides: usize) -> usize {
        let mut all = lock(&self.dice);
        let fresh = || {
            let of = Digest::of(&[&self.seed.to_be_bytes(), &line.0.0, &line.1.0]);
            Dice::new(of.0.iter().take(8).fold(0, |n, byte| n << 8 | u64::from(*byte)))
        };
        all.entry(line).or_insert_with(fresh).below(sides)
    }

    fn roll(&self, line: (NodeId, NodeId), name: &'static str, of: fn(&Faults) -> u32) -> bool {
        let in_thousand = of(&lock(&self.faults));
        let met = self.draw(line, 1000) < in_thousand as usize;
        if met {
            self.note(name);
        }
        met
    }

    fn damage(&self, line: (NodeId, NodeId), bytes: &mut [u8]) {
        let (at, bit) = (self.draw(line, bytes.len()), self.draw(line, 8));
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 1 << bit;
        }
    }

    /// From now on nobody reaches it, until it is revived.
    fn kill(&self, node: NodeId) {
        lock(&self.nodes).remove(&node);
        lock(&self.dead).insert(node);
    }

    async fn carry(
        &self,
        from: NodeId,
        to: NodeId,
        path: &str,
        mut body: Vec<u8>,
    ) -> Result<Vec<u8>, CarryError> {
        lock(&self.met).carried += 1;
        let line = (from, to);
        if std::env::var_os("SIMULATION_TRACE").is_some() {
            println!("  {from} {to} {path} {} {}", body.len(), Digest::of_bytes(&body));
        }
        let lost = || CarryError::Unreachable("lost on the way".into());
        if lock(&self.cuts).contains(&(from.min(to), from.max(to))) {
            return Err(lost());
        }
        if self.roll(line, "lose", |f| f.lose) {
            return Err(lost());
        }
        if self.roll(line, "delay", |f| f.delay) {
            lock(&self.delayed).push(Parcel { from, to, path: path.into(), body });
            return Err(lost());
        }
        if self.roll(line, "double", |f| f.double) {
            let _ = self.hand_in(from, to, path, body.clone()).await;
        }
        if self.roll(line, "damage", |f| f.damage) {
            if is_log(path) {
                return Err(lost());
            }
            self.damage(line, &mut body);
        }
        if path != exchange::PEER_PARTS && self.roll(line, "kill receiver", |f| f.kill_receiver) {
            // It dies somewhere in the middle of taking the message; the database undoes what was not committed.
            let polls = self.draw(line, 60);
            let _ = Mortal { polls, work: Box::pin(self.hand_in(from, to, path, body)) }.await;
            self.kill(to);
            return Err(lost());
        }
        if self.roll(line, "kill before", |f| f.kill_before) {
            self.kill(to);
            return Err(lost());
        }
        let answer = self.hand_in(from, to, path, body).await;
        if self.roll(line, "kill after", |f| f.kill_after) {
            self.kill(to);
            return Err(lost());
        }
        if self.roll(line, "kill sender", |f| f.kill_sender) {
            self.kill(from);
            self.death.notify_one();
            std::future::pending::<()>().await;
        }
        if self.roll(line, "lose answer", |f| f.lose_answer) {
            return Err(lost());
        }
        let mut answer = answer?;
        if self.roll(line, "damage answer", |f| f.damage_answer) {
            if is_log(path) {
                return Err(lost());
            }
            self.damage(line, &mut answer);
        }
        Ok(answer)
    }

    /// What the hub makes of a question instead of answering it, if it lies.
    fn lie(&self, from: NodeId, to: NodeId, path: &str, body: &[u8]) -> Option<Vec<u8>> {
        let hostile = lock(&self.hostile);
        let hostile = hostile.as_ref().filter(|hostile| hostile.is(to))?;
        let lie = hostile.shows(from, path, body);
        if lie.is_some() {
            self.note("fork shown");
            return lie;
        }
        let swallows = path.starts_with(MAILBOXES) && self.draw((from, to), 3) == 0;
        swallows.then(|| {
            self.note("swallowed");
            Vec::new()
        })
    }

    /// What a hub that lies hands out of a mailbox.
    fn bend(&self, from: NodeId, to: NodeId, path: &str, answer: Vec<u8>) -> Vec<u8> {
        let lies = lock(&self.hostile).as_ref().is_some_and(|hostile| hostile.is(to));
        if !lies || path != hub::COLLECT_PATH || answer.is_empty() {
            return answer;
        }
        self.note("mail bent");
        crate::hostile::bent(&answer, |sides| self.draw((from, to), sides)).unwrap_or(answer)
    }

    /// What the receiver's listener does with a request of a known peer.
    async fn hand_in(
        &self,
        from: NodeId,
        to: NodeId,
        path: &str,
        body: Vec<u8>,
    ) -> Result<Vec<u8>, CarryError> {
        let node = lock(&self.nodes).get(&to).and_then(Weak::upgrade);
        let node = node.ok_or_else(|| CarryError::Unreachable("it is down".into()))?;
        if let Some(lie) = self.lie(from, to, path, &body) {
            return Ok(lie);
        }
        if path == directory::PREKEYS_PATH {
            let handed = directory::hand_prekeys(&node, from, &body).await;
            return handed.map(|keys| keys.value().clone()).map_err(|_| CarryError::Status(503));
        }
        if path == exchange::PEER_PARTS {
            return match exchange::attachments::take_parts(&node, from, &body).await {
                Ok(answer) => Ok(serde_json::to_vec(&answer).unwrap()),
                Err(PartsRefusal::Full) => Err(CarryError::Status(507)),
                Err(PartsRefusal::NotHere) => Err(CarryError::Status(404)),
                Err(PartsRefusal::Unreadable) => Err(CarryError::Status(400)),
                Err(_) => Err(CarryError::Status(503)),
            };
        }
        if path != exchange::PEER_ENVELOPES {
            return Ok(self.bend(from, to, path, by_route(&node, from, path, body).await?));
        }
        match exchange::hand_in(&node, from, &body).await {
            Ok(Answer::Receipt(receipt)) => Ok(receipt),
            Ok(Answer::Unreadable(_)) => Err(CarryError::Status(422)),
            Ok(Answer::NotYet(_)) => Err(CarryError::Status(503)),
            Err(_) => Err(CarryError::Status(503)),
        }
    }
}

/// Where every mailbox of a hub is, before the recipient's id.
const MAILBOXES: &str = "/hub/v1/mailbox/";

/// What a hub says of its log is signed as a whole by nobody but the wire: a byte that changes there is a line that
/// breaks, and no word of the hub's.
fn is_log(path: &str) -> bool {
    path == hub::HEAD_PATH || path == hub::LEAVES_PATH
}

/// By the routes of the program, with their guards.
async fn by_route(node: &Arc<Node>, from: NodeId, path: &str, body: Vec<u8>) -> Result<Vec<u8>, CarryError> {
    let routes = directory::routes().merge(hub::routes());
    let app = routes.into_router(|r, h| access::enforce(node, r, h)).with_state(Arc::clone(node));
    let request = Request::post(path).extension(PeerIdentity(from)).body(Body::from(body)).unwrap();
    let response = app.oneshot(request).await.unwrap();
    let status = response.status();
    let bytes = response.into_body().collect().await.unwrap().to_bytes().to_vec();
    if status == StatusCode::OK { Ok(bytes) } else { Err(CarryError::Status(status.as_u16())) }
}

struct Line {
    from: NodeId,
    net: Arc<Net>,
}

impl Carrier for Line {
    fn carry<'a>(
        &'a self,
        to: NodeId,
        _: &'a [String],
        _: Digest,
        path: &'a str,
        body: Vec<u8>,
    ) -> BoxFuture<'a, Result<Vec<u8>, CarryError>> {
        Box::pin(self.net.carry(self.from, to, path, body))
    }
}

/// Work that stops for ever after so many polls.
struct Mortal<'a, T> {
    polls: usize,
    work: BoxFuture<'a, T>,
}

impl<T> Future for Mortal<'_, T> {
    type Output = Option<T>;

    fn poll(
        mut self: std::pin::Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<T>> {
        if self.polls == 0 {
            return std::task::Poll::Ready(None);
        }
        self.polls -= 1;
        self.work.as_mut().poll(cx).map(Some)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
