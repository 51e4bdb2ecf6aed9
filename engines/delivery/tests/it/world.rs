//! Five nodes in memory. What a node wrote down survives its death; what it only remembered does not. Everything that
//! happens follows from a seed.

use delivery::{
    Alarm, Arrival, Effect, Event, Failure, Fate, Known, Line, OutboxRow, PeerQueue, ReceiptFacts, RowState,
    receive, step,
};
use kernel::id::{DossierId, MessageId, NodeId};
use kernel::testing::SeededRng;
use kernel::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use kernel::{Digest, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// How many.
const NODES: usize = 5;
/// How long things go wrong.
const STORM_MS: i64 = 12 * HOUR_MS;
/// By then everything must have settled; clocks that were set back by a day take that long to come round again.
const LATEST_MS: i64 = 4 * DAY_MS;
/// A line that nothing happens to and that no clock, death or disk disturbs hands a message over within this time.
const CLEAR_WITHIN_MS: i64 = MINUTE_MS;
const SECOND_MS: i64 = 1_000;

/// SplitMix64: the same seed, the same night.
struct Dice(u64);

impl Dice {
    fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0xd134_2543_de82_ef95) ^ 0x5eed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: i64) -> i64 {
        i64::try_from(self.next() % u64::try_from(n).unwrap()).unwrap()
    }

    fn one_of(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).unwrap()
    }

    fn in_thousand(&mut self, n: u64) -> bool {
        self.next() % 1_000 < n
    }
}

/// What a node's database holds.
#[derive(Default)]
struct Disk {
    rows: BTreeMap<MessageId, OutboxRow>,
    lines: BTreeMap<usize, Line>,
    known: BTreeMap<(usize, MessageId), Known<ReceiptFacts>>,
    /// What was applied, in order, and the head of each chain of a sender.
    applied: Vec<(usize, MessageId)>,
    heads: BTreeMap<(usize, DossierId), Digest>,
    full: bool,
}

struct Desk {
    disk: Disk,
    /// `None` while it is dead.
    queues: Option<BTreeMap<usize, PeerQueue>>,
    life: u64,
    skew_ms: i64,
    sequences: BTreeMap<DossierId, i64>,
}

#[derive(Clone)]
enum Parcel {
    There(MessageId),
    Damaged(MessageId),
    Back(ReceiptFacts),
    Broken { message: MessageId, answered: bool },
}

enum Happens {
    /// A parcel comes from the first to the second; a connection belongs to one life of its sender. What a hub kept and
    /// plays again belongs to none.
    Comes(usize, usize, Parcel, Option<u64>),
    Looks(usize, usize),
    Acts,
    Dies(usize),
    Rises(usize),
    Jumps(usize, i64),
    Fills(usize, bool),
    Cuts(usize, usize, i64),
    Replays,
}

/// What one night came to.
#[derive(Default)]
pub struct Met {
    pub accepted: u64,
    pub sent: u64,
    pub again: u64,
    pub faults: BTreeMap<&'static str, u64>,
}

pub struct World {
    seed: u64,
    dice: Dice,
    now: i64,
    order: u64,
    agenda: BTreeMap<(i64, u64), Happens>,
    desks: Vec<Desk>,
    wakes: BTreeMap<(usize, usize), i64>,
    cut_until: BTreeMap<(usize, usize), i64>,
    /// Everything that was accepted: from, to, when, and when it was applied.
    accepted: BTreeMap<MessageId, (usize, usize, i64, Option<i64>)>,
    chains: BTreeMap<(usize, DossierId), Vec<Digest>>,
    hub: Vec<(usize, usize, Parcel)>,
    alarms: Vec<Alarm>,
    pub met: Met,
}

fn node(at: usize) -> NodeId {
    NodeId([u8::try_from(at).unwrap() + 1; 16])
}

fn dossier(one: usize, other: usize, n: i64) -> DossierId {
    let (low, high) = (one.min(other) as u64, one.max(other) as u64);
    DossierId::new(&SeededRng::new(100 * low + 10 * high + u64::try_from(n).unwrap()))
}

impl World {
    pub fn new(seed: u64) -> Self {
        let desk = |_| Desk {
            disk: Disk::default(),
            queues: Some(BTreeMap::new()),
            life: 0,
            skew_ms: 0,
            sequences: BTreeMap::new(),
        };
        let mut world = Self {
            seed,
            dice: Dice::of(seed),
            now: 0,
            order: 0,
            agenda: BTreeMap::new(),
            desks: (0..NODES).map(desk).collect(),
            wakes: BTreeMap::new(),
            cut_until: BTreeMap::new(),
            accepted: BTreeMap::new(),
            chains: BTreeMap::new(),
            hub: Vec::new(),
            alarms: Vec::new(),
            met: Met::default(),
        };
        world.forecast();
        world
    }

    /// In every third night the last node never answers and the line between the first two is clear: what a dead peer
    /// does to a live one shows there.
    fn one_is_dead(&self) -> bool {
        self.seed.is_multiple_of(3)
    }

    fn is_spared(&self, at: usize) -> bool {
        self.one_is_dead() && at < 2
    }

    fn is_clear(&self, one: usize, other: usize) -> bool {
        self.is_spared(one) && self.is_spared(other)
    }

    /// Draws what befalls whom and when.
    fn forecast(&mut self) {
        for _ in 0..40 {
            let at = self.dice.below(STORM_MS);
            self.plan(at, Happens::Acts);
        }
        for _ in 0..12 {
            let (at, who, long) =
                (self.dice.below(STORM_MS), self.dice.one_of(NODES), self.dice.below(HOUR_MS));
            self.plan(at, Happens::Dies(who));
            self.plan(at + long, Happens::Rises(who));
        }
        for _ in 0..4 {
            let (at, who, by) =
                (self.dice.below(STORM_MS), self.dice.one_of(NODES), self.dice.below(2 * DAY_MS));
            self.plan(at, Happens::Jumps(who, by - DAY_MS));
        }
        for _ in 0..3 {
            let (at, who, long) =
                (self.dice.below(STORM_MS), self.dice.one_of(NODES), self.dice.below(HOUR_MS));
            self.plan(at, Happens::Fills(who, true));
            self.plan(at + long, Happens::Fills(who, false));
        }
        for _ in 0..4 {
            let (one, other) = (self.dice.one_of(NODES), self.dice.one_of(NODES));
            let (at, long) = (self.dice.below(STORM_MS), HOUR_MS + self.dice.below(4 * HOUR_MS));
            self.plan(at, Happens::Cuts(one, other, at + long));
        }
        for _ in 0..20 {
            let at = self.dice.below(STORM_MS);
            self.plan(at, Happens::Replays);
        }
        if self.one_is_dead() {
            self.plan(0, Happens::Dies(NODES - 1));
        }
        for who in 0..NODES {
            self.plan(STORM_MS + HOUR_MS, Happens::Fills(who, false));
            self.plan(STORM_MS + HOUR_MS, Happens::Rises(who));
        }
    }

    fn plan(&mut self, at: i64, what: Happens) {
        self.order += 1;
        self.agenda.insert((at.max(self.now), self.order), what);
    }

    fn storms(&self) -> bool {
        self.now < STORM_MS
    }

    fn fault(&mut self, name: &'static str, in_thousand: u64) -> bool {
        let met = self.storms() && self.dice.in_thousand(in_thousand);
        if met {
            *self.met.faults.entry(name).or_default() += 1;
        }
        met
    }

    fn time_of(&self, at: usize) -> Timestamp {
        Timestamp(self.now + self.desks[at].skew_ms)
    }

    /// Lets the night pass until nothing is left to happen.
    pub fn pass(&mut self) {
        while let Some(((at, _), what)) = self.agenda.pop_first() {
            assert!(at < LATEST_MS, "seed {}: it never settles", self.seed);
            self.now = at;
            self.happens(what);
        }
    }

    fn happens(&mut self, what: Happens) {
        match what {
            Happens::Comes(from, to, parcel, life) => self.comes(from, to, parcel, life),
            Happens::Looks(at, peer) if self.wakes.get(&(at, peer)) == Some(&self.now) => {
                self.wakes.remove(&(at, peer));
                self.event(at, peer, Event::Tick);
            }
            Happens::Looks(..) => {}
            Happens::Acts => self.acts(),
            Happens::Dies(who) if !self.is_spared(who) => self.dies(who),
            Happens::Rises(who) if !(self.storms() && self.one_is_dead() && who == NODES - 1) => {
                self.rises(who)
            }
            Happens::Jumps(who, by_ms) if !self.is_spared(who) => {
                *self.met.faults.entry("clock").or_default() += 1;
                self.desks[who].skew_ms = by_ms;
                self.look_at_all(who);
            }
            Happens::Fills(who, full) if !self.is_spared(who) => self.desks[who].disk.full = full,
            Happens::Cuts(one, other, until) if one != other && !self.is_clear(one, other) => {
                *self.met.faults.entry("partition").or_default() += 1;
                self.cut_until.insert((one.min(other), one.max(other)), until);
            }
            Happens::Replays => self.replays(),
            _ => {}
        }
    }

    /// Somebody queues a message.
    fn acts(&mut self) {
        let from = self.dice.one_of(NODES);
        let to = (from + 1 + self.dice.one_of(NODES - 1)) % NODES;
        let which = self.dice.below(4);
        let dossier = (which > 0).then(|| dossier(from, to, which));
        let number = self.met.accepted + 1_000 * self.order;
        let now = self.time_of(from);
        let sequence = dossier.map_or(0, |d| self.desks[from].sequences.get(&d).copied().unwrap_or(0) + 1);
        let row = OutboxRow {
            message: MessageId::new(&SeededRng::new(number)),
            peer: node(to),
            dossier,
            sequence,
            danger: which == 3,
            digest: Digest::of(&[&number.to_be_bytes()]),
            state: RowState::Queued,
            attempts: 0,
            next_at: now,
            created_at: now,
            expires_at: now.plus_ms(30 * DAY_MS),
            last_error: None,
        };
        if !self.event(from, to, Event::Enqueued(row.clone())) {
            return; // Refused, or dead before it stood: nobody was told that it was accepted.
        }
        self.met.accepted += 1;
        self.accepted.insert(row.message, (from, to, self.now, None));
        if let Some(dossier) = dossier {
            self.desks[from].sequences.insert(dossier, sequence);
            self.chains.entry((from, dossier)).or_default().push(row.digest);
        }
    }

    /// One transaction of a node: the step, what it changed written down, and then what is to be done about it. Says
    /// whether it stood. The node may die before it, after it, and between any two of its effects.
    fn event(&mut self, at: usize, peer: usize, event: Event) -> bool {
        let now = self.time_of(at);
        let Some(queues) = &self.desks[at].queues else { return false };
        let fresh = PeerQueue::new(node(peer));
        let mut queue = queues.get(&peer).cloned().unwrap_or(fresh);
        let effects = step(&mut queue, event, now);
        if self.desks[at].disk.full {
            *self.met.faults.entry("disk full").or_default() += 1;
            self.look_in(at, peer, 30 * SECOND_MS);
            return false;
        }
        if !self.is_spared(at) && self.fault("kill before", 6) {
            self.dies_and_rises(at);
            return false;
        }
        danger_first(&queue, &effects, now);
        self.write(at, peer, &queue, &effects);
        let dies = !self.is_spared(at) && self.fault("kill after", 12);
        let most = if dies { self.dice.one_of(effects.len() + 1) } else { effects.len() };
        if let Some(queues) = &mut self.desks[at].queues {
            queues.insert(peer, queue);
        }
        let life = self.desks[at].life;
        for effect in effects.into_iter().take(most) {
            self.does(at, peer, life, effect);
        }
        if dies {
            self.dies_and_rises(at);
        }
        self.look_when_due(at, peer);
        true
    }

    fn write(&mut self, at: usize, peer: usize, queue: &PeerQueue, effects: &[Effect]) {
        let disk = &mut self.desks[at].disk;
        for row in queue.waiting() {
            disk.rows.insert(row.message, row.clone());
        }
        disk.lines.insert(peer, Line::parse(&queue.line().to_text()));
        for effect in effects {
            let (message, state) = match effect {
                Effect::ShowDelivered(message, _) => (message, RowState::Delivered),
                Effect::ShowRejected(message, _) => (message, RowState::Rejected),
                Effect::ShowQuarantined(message, _) => (message, RowState::Quarantined),
                Effect::Alarm(Alarm::Expired(message)) => (message, RowState::Expired),
                _ => continue,
            };
            let row = disk.rows.get_mut(message).unwrap();
            assert_eq!(row.state, RowState::Queued, "a message ends once");
            row.state = state;
        }
    }

    fn does(&mut self, at: usize, peer: usize, life: u64, effect: Effect) {
        match effect {
            Effect::Send(message) => {
                self.met.sent += 1;
                let clear = self.is_clear(at, peer);
                if !clear && self.fault("double", 120) {
                    self.flies(at, peer, Parcel::There(message), Some(life));
                }
                self.flies(at, peer, Parcel::There(message), Some(life));
            }
            Effect::ShowDelivered(message, head) => {
                let known = &self.desks[peer].disk.known[&(at, message)];
                let sent = &self.desks[at].disk.rows[&message];
                assert_eq!(known.digest, sent.digest, "a_13: a receipt is for what was sent");
                assert_eq!(known.receipt.fate, Fate::Durable(head), "a_13: every receipt is true");
            }
            Effect::Alarm(alarm) => self.alarms.push(alarm),
            Effect::OpenBreaker(_) | Effect::CloseBreaker => {}
            Effect::ShowQuarantined(..) | Effect::ShowRejected(..) => panic!("nobody refuses anything here"),
        }
    }

    /// Puts a parcel on the line, which does with it what lines do.
    fn flies(&mut self, from: usize, to: usize, parcel: Parcel, life: Option<u64>) {
        let clear = self.is_clear(from, to);
        let pair = (from.min(to), from.max(to));
        let message = match &parcel {
            Parcel::There(message) | Parcel::Damaged(message) | Parcel::Broken { message, .. } => *message,
            Parcel::Back(receipt) => receipt.message,
        };
        // The one who asked hears of a broken line, whichever way the parcel went.
        let (asker, other) = if matches!(parcel, Parcel::Back(_)) { (to, from) } else { (from, to) };
        let broken = |answered| Parcel::Broken { message, answered };
        let cut = self.cut_until.get(&pair).is_some_and(|until| self.now < *until);
        if cut || (!clear && self.fault("lose", 120)) {
            let after = self.now + 10 * SECOND_MS + self.dice.below(50 * SECOND_MS);
            return self.plan(after, Happens::Comes(other, asker, broken(false), life));
        }
        if self.storms() && self.dice.in_thousand(200) {
            self.hub.push((from, to, parcel.clone()));
        }
        let parcel = match parcel {
            Parcel::There(message) if !clear && self.fault("damage", 50) => Parcel::Damaged(message),
            Parcel::Back(_) if !clear && self.fault("damage answer", 50) => broken(true),
            Parcel::Back(receipt) if !clear && self.fault("foreign receipt", 15) => {
                Parcel::Back(ReceiptFacts { digest: Digest([0xee; 32]), ..receipt })
            }
            whole => whole,
        };
        let slow = !clear && self.fault("reorder", 100);
        let ms = 20 + self.dice.below(if slow { 10 * MINUTE_MS } else { 2 * SECOND_MS });
        self.plan(self.now + ms, Happens::Comes(from, to, parcel, life));
    }

    fn comes(&mut self, from: usize, to: usize, parcel: Parcel, life: Option<u64>) {
        match parcel {
            Parcel::There(message) => self.arrives(from, to, message, life),
            Parcel::Damaged(message) => {
                let up = self.desks[to].queues.is_some();
                self.flies(to, from, Parcel::Broken { message, answered: up }, life);
            }
            // Nobody listens any more on a connection whose process died.
            _ if life.is_some_and(|life| self.desks[to].life != life) => {}
            Parcel::Back(receipt) => {
                self.event(to, from, Event::ReceiptArrived(receipt));
            }
            Parcel::Broken { message, answered } => {
                let jitter = u32::try_from(self.dice.below(1 << 32)).unwrap();
                let failure = Failure { reason: "no receipt".into(), answered };
                self.event(to, from, Event::SendFailed { message, failure, jitter });
            }
        }
    }

    /// The receiver's transaction: judged, stored, receipted, and only then answered.
    fn arrives(&mut self, from: usize, to: usize, message: MessageId, life: Option<u64>) {
        let broken = |answered| Parcel::Broken { message, answered };
        let back =
            |world: &mut Self, parcel| world.plan(world.now + 20, Happens::Comes(to, from, parcel, life));
        if self.desks[to].queues.is_none() {
            return back(self, broken(false));
        }
        let (digest, dossier) = {
            let row = &self.desks[from].disk.rows[&message];
            (row.digest, row.dossier)
        };
        let known = self.desks[to].disk.known.get(&(from, message)).cloned();
        if let Arrival::Duplicate(receipt) = receive(known, &digest) {
            self.met.again += 1;
            return self.flies(to, from, Parcel::Back(receipt), life);
        }
        if self.desks[to].disk.full {
            *self.met.faults.entry("disk full").or_default() += 1;
            return back(self, broken(true));
        }
        if !self.is_spared(to) && self.fault("kill receiver before", 15) {
            self.dies_and_rises(to);
            return back(self, broken(false));
        }
        let disk = &mut self.desks[to].disk;
        let head = dossier.map(|dossier| {
            let before = disk.heads.get(&(from, dossier)).map_or([0; 32], |d| d.0);
            let head = Digest::of(&[&before, &digest.0]);
            disk.heads.insert((from, dossier), head);
            head
        });
        let receipt = ReceiptFacts { message, digest, fate: Fate::Durable(head) };
        disk.known.insert((from, message), Known { digest, receipt: receipt.clone() });
        disk.applied.push((from, message));
        let entry = self.accepted.get_mut(&message);
        // What was sent stood in its sender's database, accepted or about to be shown as such.
        if let Some((.., at)) = entry {
            *at = Some(self.now);
        }
        if !self.is_spared(to) && self.fault("kill receiver after", 15) {
            self.dies_and_rises(to);
            return back(self, broken(false));
        }
        self.flies(to, from, Parcel::Back(receipt), life);
    }

    /// A hub plays again what it kept, to whom it was for.
    fn replays(&mut self) {
        if self.hub.is_empty() {
            return;
        }
        *self.met.faults.entry("replay").or_default() += 1;
        let (from, to, parcel) = self.hub[self.dice.one_of(self.hub.len())].clone();
        if !matches!(parcel, Parcel::Broken { .. }) {
            self.plan(self.now, Happens::Comes(from, to, parcel, None));
        }
    }

    fn dies(&mut self, who: usize) {
        if self.desks[who].queues.take().is_some() {
            *self.met.faults.entry("kill").or_default() += 1;
            self.desks[who].life += 1;
        }
    }

    fn dies_and_rises(&mut self, who: usize) {
        self.dies(who);
        let after = self.now + self.dice.below(5 * MINUTE_MS);
        self.plan(after, Happens::Rises(who));
    }

    /// It comes back with what stands on its disk and with nothing it only remembered.
    fn rises(&mut self, who: usize) {
        if self.desks[who].queues.is_some() {
            return;
        }
        let disk = &self.desks[who].disk;
        let queue_of = |peer: usize| {
            let line = disk.lines.get(&peer).copied().unwrap_or_default();
            (peer, PeerQueue::from_rows(node(peer), line, disk.rows.values().cloned()))
        };
        let queues = (0..NODES).filter(|peer| *peer != who).map(queue_of).collect();
        self.desks[who].queues = Some(queues);
        self.look_at_all(who);
    }

    fn look_at_all(&mut self, at: usize) {
        for peer in (0..NODES).filter(|peer| *peer != at) {
            self.look_in(at, peer, 0);
        }
    }

    /// The next look at a queue: when something in it is due, and not at once again.
    fn look_when_due(&mut self, at: usize, peer: usize) {
        let now = self.time_of(at);
        let Some(queue) = self.desks[at].queues.as_ref().and_then(|all| all.get(&peer)) else { return };
        let open = queue.line().open_until;
        let due = queue.waiting().map(|row| open.map_or(row.next_at, |open| row.next_at.max(open))).min();
        if let Some(due) = due {
            self.look_in(at, peer, due.since(now).max(SECOND_MS));
        }
    }

    fn look_in(&mut self, at: usize, peer: usize, ms: i64) {
        let when = self.now + ms;
        if self.wakes.get(&(at, peer)).is_none_or(|already| when < *already) {
            self.wakes.insert((at, peer), when);
            self.plan(when, Happens::Looks(at, peer));
        }
    }

    /// What must hold in the morning; the digest of what everybody then has.
    pub fn morning(&self) -> Digest {
        let seed = self.seed;
        let mut all = Vec::new();
        for (at, desk) in self.desks.iter().enumerate() {
            let rows = desk.disk.rows.values();
            for row in rows.clone() {
                assert_eq!(row.state, RowState::Delivered, "seed {seed}: {row:?} at {at}");
            }
            let once: BTreeSet<_> = desk.disk.applied.iter().collect();
            assert_eq!(once.len(), desk.disk.applied.len(), "seed {seed}: applied twice at {at}");
            all.extend(desk.disk.applied.iter().flat_map(|(_, message)| *message.0.as_bytes()));
        }
        for (message, (from, to, since, applied)) in &self.accepted {
            assert!(
                self.desks[*to].disk.known.contains_key(&(*from, *message)),
                "seed {seed}: lost {message}"
            );
            if self.is_clear(*from, *to) {
                let took = applied.unwrap() - since;
                assert!(took <= CLEAR_WITHIN_MS, "seed {seed}: a dead peer held {message} up for {took} ms");
            }
        }
        for ((from, dossier), chain) in &self.chains {
            let head = chain.iter().fold([0; 32], |before, digest| Digest::of(&[&before, &digest.0]).0);
            let to = (0..NODES).find(|to| self.desks[*to].disk.heads.contains_key(&(*from, *dossier)));
            let theirs = self.desks[to.unwrap()].disk.heads[&(*from, *dossier)];
            assert_eq!(theirs.0, head, "seed {seed}: the order within a dossier");
        }
        let other = self.alarms.iter().find(|a| !matches!(a, Alarm::Stuck(_) | Alarm::ForeignReceipt(_)));
        assert_eq!(other, None, "seed {seed}");
        Digest::of_bytes(&all)
    }
}

/// Nothing is sent to a peer while something for imminent danger to life could go there and does not, or goes after it.
fn danger_first(queue: &PeerQueue, effects: &[Effect], now: Timestamp) {
    let row = |message: &MessageId| queue.waiting().find(|row| row.message == *message).unwrap();
    let sends: Vec<&OutboxRow> =
        effects.iter().filter_map(|e| if let Effect::Send(m) = e { Some(row(m)) } else { None }).collect();
    assert!(sends.is_sorted_by_key(|row| !row.danger), "danger to life goes first");
    if sends.iter().all(|row| row.danger) {
        return;
    }
    let first = |row: &&OutboxRow| {
        let same = queue.waiting().filter(|other| other.dossier == row.dossier);
        row.dossier.is_none() || same.map(|other| other.sequence).min() == Some(row.sequence)
    };
    let left = queue.waiting().filter(first).find(|row| row.danger && row.next_at <= now);
    assert_eq!(left, None, "danger to life waits while something else goes");
}
