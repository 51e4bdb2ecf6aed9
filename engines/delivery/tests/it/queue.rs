//! The queue to one peer over one line, with a sender that dies.

use delivery::{
    Alarm, Arrival, Effect, Event, Failure, Fate, Known, Line, OutboxRow, PeerQueue, ReceiptFacts, RowState,
    receive, step,
};
use kernel::id::{DossierId, MessageId, NodeId};
use kernel::testing::SeededRng;
use kernel::time::DAY_MS;
use kernel::{Digest, Rng, Timestamp};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const PEER: NodeId = NodeId([7; 16]);
const STEP_MS: i64 = 1_000;

fn row(n: u64, peer: NodeId, dossier: Option<u64>) -> OutboxRow {
    OutboxRow {
        message: MessageId::new(&SeededRng::new(n)),
        peer,
        dossier: dossier.map(|d| DossierId::new(&SeededRng::new(10_000 + d))),
        sequence: i64::try_from(n).unwrap(),
        danger: false,
        digest: Digest::of(&[&n.to_be_bytes()]),
        state: RowState::Queued,
        attempts: 0,
        next_at: Timestamp(0),
        created_at: Timestamp(0),
        expires_at: Timestamp(DAY_MS),
        last_error: None,
    }
}

/// A receiver that stores before it signs.
#[derive(Default)]
struct Receiver {
    known: BTreeMap<MessageId, Known<ReceiptFacts>>,
    applied: Vec<MessageId>,
}

impl Receiver {
    fn takes(&mut self, row: &OutboxRow) -> ReceiptFacts {
        match receive(self.known.get(&row.message).cloned(), &row.digest) {
            Arrival::Duplicate(receipt) => receipt,
            Arrival::Conflict => panic!("no id is used twice here"),
            Arrival::New => {
                self.applied.push(row.message);
                let fate = Fate::Durable(Some(row.digest));
                let receipt = ReceiptFacts { message: row.message, digest: row.digest, fate };
                self.known.insert(row.message, Known { digest: row.digest, receipt: receipt.clone() });
                receipt
            }
        }
    }
}

enum Parcel {
    There(MessageId),
    Back(ReceiptFacts),
    Lost(MessageId),
}

/// What a line and a power supply do, in percent.
#[derive(Clone, Copy, Debug)]
struct Weather {
    lose: u8,
    double: u8,
    die: u8,
    slowest: u8,
}

struct Run {
    queue: PeerQueue,
    receiver: Receiver,
    sent: BTreeMap<MessageId, OutboxRow>,
    air: Vec<(Timestamp, Parcel)>,
    shown: BTreeMap<MessageId, u32>,
    alarms: Vec<Alarm>,
    now: Timestamp,
    rng: SeededRng,
    weather: Weather,
}

impl Run {
    fn new(seed: u64, weather: Weather) -> Self {
        Self {
            queue: PeerQueue::new(PEER),
            receiver: Receiver::default(),
            sent: BTreeMap::new(),
            air: Vec::new(),
            shown: BTreeMap::new(),
            alarms: Vec::new(),
            now: Timestamp(0),
            rng: SeededRng::new(seed),
            weather,
        }
    }

    fn roll(&self, percent: u8) -> bool {
        u32::from(self.rng.bytes::<1>()[0]) * 100 < u32::from(percent) * 256
    }

    fn fly(&mut self, parcel: Parcel) {
        let delay = i64::from(self.rng.bytes::<1>()[0] % self.weather.slowest.max(1)) * STEP_MS;
        self.air.push((self.now.plus_ms(delay), parcel));
    }

    fn event(&mut self, event: Event) {
        for effect in step(&mut self.queue, event, self.now) {
            match effect {
                Effect::Send(message) => {
                    let copies = if self.roll(self.weather.double) { 2 } else { 1 };
                    for _ in 0..copies {
                        let lost = self.roll(self.weather.lose);
                        self.fly(if lost { Parcel::Lost(message) } else { Parcel::There(message) });
                    }
                }
                Effect::ShowDelivered(message, head) => {
                    assert!(self.receiver.known.contains_key(&message), "a_13: every receipt is true");
                    assert_eq!(head, Some(self.sent[&message].digest));
                    *self.shown.entry(message).or_default() += 1;
                }
                Effect::Alarm(alarm) => self.alarms.push(alarm),
                Effect::OpenBreaker(_) | Effect::CloseBreaker => {}
                other => panic!("{other:?}"),
            }
        }
    }

    fn enqueue(&mut self, row: OutboxRow) {
        self.sent.insert(row.message, row.clone());
        self.event(Event::Enqueued(row));
    }

    fn second(&mut self) {
        self.now = self.now.plus_ms(STEP_MS);
        let (here, later) = std::mem::take(&mut self.air).into_iter().partition(|(at, _)| *at <= self.now);
        self.air = later;
        let here: Vec<(Timestamp, Parcel)> = here;
        for (_, parcel) in here {
            match parcel {
                Parcel::There(message) => {
                    let receipt = self.receiver.takes(&self.sent[&message]);
                    let lost = self.roll(self.weather.lose);
                    self.fly(if lost { Parcel::Lost(message) } else { Parcel::Back(receipt) });
                }
                Parcel::Back(receipt) => self.event(Event::ReceiptArrived(receipt)),
                Parcel::Lost(message) => {
                    let jitter = u32::from_be_bytes(self.rng.bytes());
                    let failure = Failure { reason: "no answer".into(), answered: false };
                    self.event(Event::SendFailed { message, failure, jitter });
                }
            }
        }
        if self.roll(self.weather.die) {
            // Killed: what was under way is forgotten, what was written stays.
            let rows: Vec<_> = self.queue.waiting().cloned().collect();
            self.queue = PeerQueue::from_rows(PEER, Line::parse(&self.queue.line().to_text()), rows);
        }
        self.event(Event::Tick);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the line does short of silence for a day: each message is applied exactly once, in the order of its
    /// dossier, shown as delivered exactly once, and never before the receiver has it.
    #[test]
    fn a_13_nothing_is_lost_nothing_applied_twice_and_dossiers_keep_their_order(
        seed: u64, count in 1_u64..24, dossiers in 1_u64..4,
        lose in 0_u8..45, double in 0_u8..50, die in 0_u8..4, slowest in 1_u8..40,
    ) {
        let mut run = Run::new(seed, Weather { lose, double, die, slowest });
        for n in 0..count {
            let dossier = (n % (dossiers + 1) != dossiers).then_some(n % (dossiers + 1));
            run.enqueue(row(n, PEER, dossier));
        }
        while run.now < Timestamp(DAY_MS - STEP_MS) && !(run.queue.waiting().next().is_none() && run.air.is_empty()) {
            run.second();
        }
        prop_assert!(run.queue.waiting().next().is_none(), "all have ended, at {:?}: {:?}", run.now, run.queue);
        prop_assert!(run.alarms.iter().all(|a| matches!(a, Alarm::Stuck(_))), "{:?}", run.alarms);
        let applied: BTreeSet<_> = run.receiver.applied.iter().copied().collect();
        prop_assert_eq!(applied.len(), run.receiver.applied.len(), "none twice");
        prop_assert_eq!(applied.len() as u64, count, "none lost");
        prop_assert!(run.shown.len() as u64 == count && run.shown.values().all(|n| *n == 1));
        let mut last: BTreeMap<DossierId, i64> = BTreeMap::new();
        for message in &run.receiver.applied {
            let row = &run.sent[message];
            if let Some(dossier) = row.dossier {
                prop_assert!(last.insert(dossier, row.sequence).is_none_or(|before| before < row.sequence));
            }
        }
    }

    /// A row and a line survive being written down.
    #[test]
    fn a_queue_can_be_built_again_from_its_rows(seed: u64, count in 0_u64..12) {
        let mut run = Run::new(seed, Weather { lose: 60, double: 0, die: 0, slowest: 3 });
        (0..count).for_each(|n| run.enqueue(row(n, PEER, Some(n % 2))));
        (0..60).for_each(|_| run.second());
        let rows: Vec<_> = run.queue.waiting().cloned().collect();
        let again = PeerQueue::from_rows(PEER, Line::parse(&run.queue.line().to_text()), rows.clone());
        prop_assert_eq!(again.line(), run.queue.line());
        prop_assert_eq!(again.waiting().cloned().collect::<Vec<_>>(), rows);
    }
}

#[test]
fn a_dead_peer_is_tried_seldom_and_alarms_once_when_its_message_expires() {
    let mut run = Run::new(1, Weather { lose: 100, double: 0, die: 0, slowest: 1 });
    run.enqueue(row(1, PEER, None));
    let mut attempts = 0;
    for _ in 0..(DAY_MS / STEP_MS) {
        run.second();
        attempts += u32::from(!run.air.is_empty());
    }
    assert_eq!(run.alarms.iter().filter(|a| matches!(a, Alarm::Expired(_))).count(), 1);
    assert_eq!(run.alarms.iter().filter(|a| matches!(a, Alarm::Stuck(_))).count(), 1);
    assert!((90..250).contains(&attempts), "about every ten minutes: {attempts}");
    assert!(run.queue.waiting().next().is_none() && run.receiver.applied.is_empty() && run.shown.is_empty());
}

#[test]
fn a_message_that_a_living_peer_cannot_read_does_not_open_its_breaker() {
    let mut queue = PeerQueue::new(PEER);
    let (poison, sound) = (row(1, PEER, Some(1)), row(2, PEER, Some(2)));
    step(&mut queue, Event::Enqueued(poison.clone()), Timestamp(0));
    let mut now = Timestamp(0);
    for _ in 0..20 {
        let failure = Failure { reason: "unreadable: forged".into(), answered: true };
        let effects =
            step(&mut queue, Event::SendFailed { message: poison.message, failure, jitter: 0 }, now);
        assert!(!effects.iter().any(|e| matches!(e, Effect::OpenBreaker(_))));
        now = now.plus_ms(DAY_MS / 100);
        step(&mut queue, Event::Tick, now);
    }
    assert_eq!(step(&mut queue, Event::Enqueued(sound.clone()), now), [Effect::Send(sound.message)]);
}

#[test]
fn a_peer_that_comes_back_gets_its_backlog_at_once_and_in_order() {
    let mut run = Run::new(3, Weather { lose: 100, double: 0, die: 0, slowest: 1 });
    (0..6).for_each(|n| run.enqueue(row(n, PEER, Some(n % 2))));
    (0..3_600).for_each(|_| run.second());
    assert!(run.queue.line().is_open());
    run.weather.lose = 0;
    run.event(Event::PeerUp);
    assert!(!run.queue.line().is_open());
    // An attempt that was under way when the peer came back still has to run out.
    (0..130).for_each(|_| run.second());
    assert_eq!(run.receiver.applied.len(), 6);
}

#[test]
fn a_7_a_full_queue_refuses_and_says_so() {
    let mut queue = PeerQueue::from_rows(PEER, Line::default(), (0..10_000).map(|n| row(n, PEER, None)));
    let late = row(10_000, PEER, None);
    let effects = step(&mut queue, Event::Enqueued(late.clone()), Timestamp(0));
    assert!(effects.contains(&Effect::Alarm(Alarm::QueueFull(late.message))));
    assert_eq!(effects.iter().filter(|e| matches!(e, Effect::Send(_))).count(), 8);
    let stray = row(10_001, NodeId([9; 16]), None);
    let effects = step(&mut queue, Event::Enqueued(stray.clone()), Timestamp(0));
    assert_eq!(effects, [Effect::Alarm(Alarm::OtherPeer(stray.message))]);
}

#[test]
fn a_receipt_for_something_else_shows_nothing_and_alarms() {
    let mut queue = PeerQueue::new(PEER);
    let sent = row(1, PEER, None);
    step(&mut queue, Event::Enqueued(sent.clone()), Timestamp(0));
    let forged = ReceiptFacts { message: sent.message, digest: Digest([0; 32]), fate: Fate::Durable(None) };
    let effects = step(&mut queue, Event::ReceiptArrived(forged), Timestamp(1));
    assert_eq!(effects, [Effect::Alarm(Alarm::ForeignReceipt(sent.message))]);
    let stray =
        ReceiptFacts { message: row(2, PEER, None).message, digest: sent.digest, fate: Fate::Durable(None) };
    assert_eq!(step(&mut queue, Event::ReceiptArrived(stray), Timestamp(1)), []);
    let kept_apart = ReceiptFacts {
        message: sent.message,
        digest: sent.digest,
        fate: Fate::Quarantined("unknown-kind".into()),
    };
    let effects = step(&mut queue, Event::ReceiptArrived(kept_apart.clone()), Timestamp(2));
    assert_eq!(effects, [Effect::ShowQuarantined(sent.message, "unknown-kind".into())]);
    assert_eq!(step(&mut queue, Event::ReceiptArrived(kept_apart), Timestamp(3)), [], "once");
}

#[test]
fn a_13_what_the_peer_does_not_have_holds_its_dossier_back_until_it_is_sent_again() {
    let mut queue = PeerQueue::new(PEER);
    let [first, second, other] = [row(1, PEER, Some(1)), row(2, PEER, Some(1)), row(3, PEER, Some(2))];
    for one in [&first, &second, &other] {
        step(&mut queue, Event::Enqueued(one.clone()), Timestamp(0));
    }
    let says = |of: &OutboxRow, fate| ReceiptFacts { message: of.message, digest: of.digest, fate };
    let apart = says(&first, Fate::Quarantined("peer-not-trusted".into()));
    let effects = step(&mut queue, Event::ReceiptArrived(apart), Timestamp(1));
    assert_eq!(effects, [Effect::ShowQuarantined(first.message, "peer-not-trusted".into())]);
    assert!(queue.waiting().all(|row| row.message != first.message));
    let read = PeerQueue::from_rows(
        PEER,
        *queue.line(),
        [first.clone(), second.clone()].map(|row| OutboxRow {
            state: if row.message == first.message { RowState::Quarantined } else { row.state },
            ..row
        }),
    );
    for mut queue in [queue, read] {
        let again = OutboxRow { message: row(9, PEER, None).message, ..first.clone() };
        let effects = step(&mut queue, Event::Enqueued(again.clone()), Timestamp(2));
        assert_eq!(effects, [Effect::Send(again.message)]);
        let effects =
            step(&mut queue, Event::ReceiptArrived(says(&again, Fate::Durable(None))), Timestamp(3));
        assert_eq!(effects, [Effect::ShowDelivered(again.message, None), Effect::Send(second.message)]);
    }
}
