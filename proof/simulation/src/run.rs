//! A night of five desks and a hub.

use crate::dice::Dice;
use crate::files;
use crate::hostile::Hostile;
use crate::net::{Faults, Met};
use crate::world::{HUB, Place, World};
use exchange::{MoveBody, Side, Thread};
use kernel::id::DossierId;
use kernel::time::{DAY_MS, HOUR_MS};
use std::collections::BTreeMap;

/// How many moves each side made, as the world saw them being made.
pub type Made = BTreeMap<(DossierId, Side), u64>;

/// What is to happen.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub seed: u64,
    pub faults: Faults,
    /// Moves that are made before the morning.
    pub moves: u64,
    /// Attempts that a node makes at a time, its peers beside each other.
    pub at_a_time: usize,
    /// From the middle of the night on the hub lies.
    pub hostile: bool,
}

/// What a node does by itself.
#[derive(Clone, Copy)]
enum Work {
    Deliver,
    Keys,
    Files,
    Hub,
}

/// A dossier with the places of its two sides.
type Known = (DossierId, [usize; 2]);

/// A night under way.
pub struct Night {
    pub world: World,
    pub made: Made,
    plan: Plan,
    dice: Dice,
    known: Vec<Known>,
    now_ms: i64,
    /// What was begun and ends by itself: a line that is cut, a disk that is full.
    ends: Vec<(i64, Trouble)>,
    /// To whom the hub shows a log of its own making.
    victim: Option<usize>,
    /// Desks that were added, so that each has a name of its own.
    desks: usize,
}

/// Desks that are added in one night.
const DESKS_MAX: usize = 8;

#[derive(Clone, Copy)]
enum Trouble {
    Cut(usize, usize),
    Full(usize),
}

impl Night {
    /// Five nodes that trust each other and a hub, before anything happens.
    pub async fn falls(plan: Plan) -> Self {
        println!("seed {}", plan.seed);
        let world = World::new(plan.seed).await;
        world.net.set_faults(plan.faults);
        Self {
            world,
            made: Made::new(),
            plan,
            dice: Dice::new(plan.seed ^ 0x5eed),
            known: Vec::new(),
            now_ms: 0,
            ends: Vec::new(),
            victim: None,
            desks: 0,
        }
    }

    fn moves(&self) -> u64 {
        self.made.values().sum()
    }

    /// Moves are made and messages go, until there are enough; then what goes wrong ends.
    pub async fn passes(&mut self) {
        while self.moves() < self.plan.moves {
            let at = self.dice.below(HUB);
            self.act(at).await;
            for _ in 0..2 {
                let at = self.dice.below(HUB);
                self.work(at, Work::Deliver).await;
            }
            match self.dice.below(12) {
                0 => self.work_somewhere(Work::Keys).await,
                1..=4 => self.work_somewhere(Work::Files).await,
                5..=7 => self.work_somewhere(Work::Hub).await,
                8 => self.work(HUB, Work::Hub).await,
                _ => {}
            }
            if self.dice.below(6) == 0 {
                self.world.net.let_go(&mut self.dice).await;
            }
            if self.plan.faults != Faults::NONE {
                self.trouble();
            }
            if self.dice.below(40) == 0 {
                let at = self.dice.below(HUB);
                self.change_card(at).await;
            }
            if self.plan.hostile && self.victim.is_none() && self.moves() * 2 > self.plan.moves {
                self.hub_turns().await;
            }
            let ms = 1_000 * i64::try_from(self.dice.below(120)).unwrap();
            self.now_ms += ms;
            self.world.advance_ms(ms);
        }
        self.world.net.set_faults(Faults::NONE);
        for (_, trouble) in std::mem::take(&mut self.ends) {
            self.end(trouble);
        }
        self.world.net.let_go(&mut self.dice).await;
    }

    /// Attempts that a node makes at a time, in the morning too: with several peers beside each other it is their databases'
    /// threads that say who is first, and a night would not be the same night again.
    pub fn at_a_time(&self) -> usize {
        self.plan.at_a_time
    }

    /// The one to whom the hub shows another log.
    pub fn victim(&self) -> Option<usize> {
        self.victim
    }

    async fn hub_turns(&mut self) {
        let victim = self.dice.below(HUB);
        let stranger = self.world.stranger().await;
        let id = self.world.places[victim].node.keys.id;
        self.world.net.turns(Hostile::of(self.world.hub(), id, &stranger).await);
        self.victim = Some(victim);
    }

    async fn change_card(&mut self, at: usize) {
        if self.desks < DESKS_MAX
            && self.world.places[at].changes_its_card(&format!("Desk {}", self.desks)).await
        {
            self.desks += 1;
        }
    }

    /// Now and then: a partition of hours, a clock that is wrong by up to a day, a disk that is full for some minutes.
    fn trouble(&mut self) {
        let now = self.now_ms;
        let (over, on) = std::mem::take(&mut self.ends).into_iter().partition(|(until, _)| *until <= now);
        self.ends = on;
        let over: Vec<(i64, Trouble)> = over;
        over.into_iter().for_each(|(_, trouble)| self.end(trouble));
        let places = self.world.places.len(); // the hub among them
        match self.dice.below(60) {
            0 => {
                let one = self.dice.below(places);
                let other = (one + 1 + self.dice.below(places - 1)) % places;
                let ids = [one, other].map(|at| self.world.places[at].node.keys.id);
                self.world.net.cut(ids[0], ids[1], true);
                let hours = 1 + i64::try_from(self.dice.below(3)).unwrap();
                self.ends.push((now + hours * HOUR_MS, Trouble::Cut(one, other)));
            }
            1 => {
                let at = self.dice.below(places);
                let ms = i64::try_from(self.dice.below(usize::try_from(2 * DAY_MS).unwrap())).unwrap();
                self.world.net.note("clock");
                self.world.places[at].sets_clock_off_by(ms - DAY_MS);
            }
            2 => {
                let at = self.dice.below(places);
                self.world.places[at].fill(true);
                self.ends.push((now + HOUR_MS / 2, Trouble::Full(at)));
            }
            _ => {}
        }
    }

    fn end(&self, trouble: Trouble) {
        match trouble {
            Trouble::Cut(one, other) => {
                let ids = [one, other].map(|at| self.world.places[at].node.keys.id);
                self.world.net.cut(ids[0], ids[1], false);
            }
            Trouble::Full(at) => self.world.places[at].fill(false),
        }
    }

    async fn work_somewhere(&mut self, what: Work) {
        let at = self.dice.below(HUB);
        self.work(at, what).await;
    }

    /// Does one of these things at a node that may die of it; whoever died comes back.
    async fn work(&mut self, at: usize, what: Work) {
        let net = std::sync::Arc::clone(&self.world.net);
        // A node that dies takes what it does with it, wherever that was.
        let room = tokio::select! {
            biased;
            room = does(&self.world.places[at], what, self.plan.at_a_time) => room,
            () = net.death() => true,
        };
        if !room {
            net.note("disk full");
        }
        for dead in net.take_dead() {
            self.world.revive(dead).await;
        }
    }

    async fn act(&mut self, at: usize) {
        let (world, dice) = (&self.world, &mut self.dice);
        let place = &world.places[at];
        let here: Vec<&Known> = self.known.iter().filter(|(_, sides)| sides.contains(&at)).collect();
        let asks = here.is_empty() || dice.below(5) == 0;
        if asks {
            let other = (at + 1 + dice.below(HUB - 1)) % HUB;
            let subject = format!("question {}", self.made.len());
            match place.asks(world.places[other].node.keys.id, &subject).await {
                Some(id) => {
                    self.known.push((id, [at, other]));
                    *self.made.entry((id, Side::Asker)).or_default() += 1;
                }
                None => world.net.note("disk full"),
            }
            return;
        }
        // Mostly what is new, as on a desk.
        let lately = here.len().min(12);
        let (id, _) = *here[here.len() - 1 - dice.below(lately)];
        let Some(thread) = place.thread(id).await else { return };
        match dice.below(10) {
            0 | 1 => {
                if place.attaches(id, &files::drawn(dice)).await {
                    *self.made.entry((id, thread.dossier.side)).or_default() += 1;
                    self.world.net.note("attached");
                }
                return;
            }
            2 | 3 if place.decides(id, dice.below(8) != 0).await => return,
            _ => {}
        }
        let codes =
            ["acknowledge", "ask-back", "supplement", "answer", "answer", "refuse", "withdraw", "close"];
        let code = codes[dice.below(codes.len())];
        let body = MoveBody::default()
            .with("text", "as agreed")
            .with("reasons", "for a reason")
            .with("ground", "not-available")
            .with("outcome", if dice.below(2) == 0 { "part" } else { "whole" })
            .with("handling", "H1");
        let body = only_fields(&thread, code, body);
        if place.makes(thread.dossier.id, code, body).await {
            *self.made.entry((thread.dossier.id, thread.dossier.side)).or_default() += 1;
        }
    }

    /// What was met.
    pub fn met(&self) -> Met {
        self.world.net.met()
    }

    /// Every dossier that was opened, with the places of its two sides.
    pub fn known(&self) -> &[Known] {
        &self.known
    }
}

/// Does it; `false` where the disk was full.
async fn does(place: &Place, what: Work, at_a_time: usize) -> bool {
    match what {
        Work::Deliver => place.delivers(at_a_time).await,
        Work::Keys => {
            place.asks_for_keys().await;
            true
        }
        Work::Files => place.moves(at_a_time).await,
        Work::Hub => place.works_with_the_hub().await,
    }
}

/// The fields that the definition names for this move.
fn only_fields(thread: &Thread, code: &str, mut body: MoveBody) -> MoveBody {
    let fields: Vec<&str> = thread.kind.find(code).unwrap().fields.iter().map(|f| f.name.as_str()).collect();
    body.0.retain(|name, _| fields.contains(&name.as_str()));
    body
}
