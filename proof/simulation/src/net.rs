//! A network in memory that loses, doubles, delays, reorders and damages what it carries, and at times takes the
//! sender or the receiver down with it. What it does follows from its seed alone.

use crate::dice::Dice;
use access::{Carrier, CarryError, Node};
use exchange::receive::Answer;
use futures_core::future::BoxFuture;
use kernel::Digest;
use kernel::id::NodeId;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use tokio::sync::Notify;

/// How often in a thousand each thing happens to one request.
#[derive(Clone, Copy, Debug)]
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
    /// The receiver dies while it takes the message.
    pub kill_receiver: u32,
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
    };
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
    nodes: Mutex<BTreeMap<NodeId, Weak<Node>>>,
    dice: Mutex<Dice>,
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
            nodes: Mutex::default(),
            dice: Mutex::new(Dice::new(seed)),
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

    /// Delivers some of what was held back, in any order; nobody hears the answers.
    pub async fn let_go(&self) {
        loop {
            let parcel = {
                let mut delayed = lock(&self.delayed);
                if delayed.is_empty() {
                    return;
                }
                let at = lock(&self.dice).below(delayed.len());
                delayed.swap_remove(at)
            };
            let _ = self.hand_in(parcel.from, parcel.to, &parcel.path, parcel.body).await;
        }
    }

    fn roll(&self, name: &'static str, of: fn(&Faults) -> u32) -> bool {
        let in_thousand = of(&lock(&self.faults));
        let met = lock(&self.dice).below(1000) < in_thousand as usize;
        if met {
            *lock(&self.met).faults.entry(name).or_default() += 1;
        }
        met
    }

    fn damage(&self, bytes: &mut [u8]) {
        if bytes.is_empty() {
            return;
        }
        let mut dice = lock(&self.dice);
        let (at, bit) = (dice.below(bytes.len()), dice.below(8));
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
        let lost = || CarryError::Unreachable("lost on the way".into());
        if self.roll("lose", |f| f.lose) {
            return Err(lost());
        }
        if self.roll("delay", |f| f.delay) {
            lock(&self.delayed).push(Parcel { from, to, path: path.into(), body });
            return Err(lost());
        }
        if self.roll("double", |f| f.double) {
            let _ = self.hand_in(from, to, path, body.clone()).await;
        }
        if self.roll("damage", |f| f.damage) {
            self.damage(&mut body);
        }
        if self.roll("kill receiver", |f| f.kill_receiver) {
            // It dies somewhere in the middle of taking the message; the database undoes what was not committed.
            let polls = lock(&self.dice).below(60);
            let _ = Mortal { polls, work: Box::pin(self.hand_in(from, to, path, body)) }.await;
            self.kill(to);
            return Err(lost());
        }
        let answer = self.hand_in(from, to, path, body).await;
        if self.roll("kill sender", |f| f.kill_sender) {
            self.kill(from);
            std::future::pending::<()>().await;
        }
        if self.roll("lose answer", |f| f.lose_answer) {
            return Err(lost());
        }
        let mut answer = answer?;
        if self.roll("damage answer", |f| f.damage_answer) {
            self.damage(&mut answer);
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
