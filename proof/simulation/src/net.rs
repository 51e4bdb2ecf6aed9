//! A network in memory that loses, doubles, delays, reorders and damages what it carries, and at times takes the
//! sender or the receiver down with it. What it does follows from its seed alone.

use crate::dice::Dice;
use access::{Carrier, CarryError, Node};
use exchange::receive::Answer;
use futures_core::future::BoxFuture;
use kernel::Digest;
use kernel::id::NodeId;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use tokio::sync::Notify;

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
    /// Somebody died: who.
    dead: Mutex<Option<NodeId>>,
    death: Notify,
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

    /// Who died, if somebody did; asking clears it.
    pub fn take_dead(&self) -> Option<NodeId> {
        lock(&self.dead).take()
    }

    /// Waits until somebody dies.
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

    fn kill(&self, node: NodeId) {
        *lock(&self.dead) = Some(node);
        self.death.notify_one();
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
            self.damage(line, &mut body);
        }
        if self.roll(line, "kill receiver", |f| f.kill_receiver) {
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
            std::future::pending::<()>().await;
        }
        if self.roll(line, "lose answer", |f| f.lose_answer) {
            return Err(lost());
        }
        let mut answer = answer?;
        if self.roll(line, "damage answer", |f| f.damage_answer) {
            self.damage(line, &mut answer);
        }
        Ok(answer)
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
        if path == directory::PREKEYS_PATH {
            let handed = directory::hand_prekeys(&node, from, &body).await;
            return handed.map(|keys| keys.value().clone()).map_err(|_| CarryError::Status(503));
        }
        if path != exchange::PEER_ENVELOPES {
            return Err(CarryError::Status(404));
        }
        match exchange::hand_in(&node, from, &body).await {
            Ok(Answer::Receipt(receipt)) => Ok(receipt),
            Ok(Answer::Unreadable(_)) => Err(CarryError::Status(422)),
            Err(_) => Err(CarryError::Status(503)),
        }
    }
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
