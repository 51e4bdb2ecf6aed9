//! A night of three desks, and what must hold in the morning.

use crate::dice::Dice;
use crate::net::Faults;
use crate::world::World;
use delivery::line::BACKOFF_MAX_MS;
use exchange::{MoveBody, ReceiptView, Side, Thread, deliver_due, history_bytes};
use kernel::id::{DossierId, NodeId};
use std::collections::BTreeMap;
use store::StoreError;
use store::outbox::{self, OutState};

/// Steps of the night.
const STEPS: usize = 60;
/// Rounds in which everything must have settled once the faults are over.
const MORNING_MAX: usize = 400;

/// How many moves each side made, as the world saw them being made.
type Made = BTreeMap<(DossierId, Side), u64>;

async fn deliver(world: &mut World, at: usize) {
    let node = std::sync::Arc::clone(&world.places[at].node);
    let net = std::sync::Arc::clone(&world.net);
    // A node that dies takes its delivery with it, wherever that was.
    tokio::select! {
        done = deliver_due(&node, 20) => { done.unwrap(); }
        () = net.death() => {}
    }
    drop(node);
    if let Some(dead) = world.net.take_dead() {
        world.revive(dead).await;
    }
}

async fn act(world: &World, dice: &mut Dice, made: &mut Made) {
    let at = dice.below(world.places.len());
    let place = &world.places[at];
    let known = place.dossiers().await;
    if known.is_empty() || dice.below(5) == 0 {
        let other = (at + 1 + dice.below(world.places.len() - 1)) % world.places.len();
        let id = place.asks(world.places[other].node.keys.id, &format!("question {}", made.len())).await;
        *made.entry((id, Side::Asker)).or_default() += 1;
        return;
    }
    let thread = &known[dice.below(known.len())];
    let codes = ["acknowledge", "ask-back", "supplement", "answer", "answer", "refuse", "withdraw", "close"];
    let code = codes[dice.below(codes.len())];
    let body = MoveBody::default()
        .with("text", "as agreed")
        .with("reasons", "for a reason")
        .with("ground", "not-available")
        .with("outcome", if dice.below(2) == 0 { "part" } else { "whole" })
        .with("handling", "H1");
    let body = only_fields(thread, code, body);
    if place.makes(thread.dossier.id, code, body).await {
        *made.entry((thread.dossier.id, thread.dossier.side)).or_default() += 1;
    }
}

/// The fields that the definition names for this move.
fn only_fields(thread: &Thread, code: &str, mut body: MoveBody) -> MoveBody {
    let fields: Vec<&str> = thread.kind.find(code).unwrap().fields.iter().map(|f| f.name.as_str()).collect();
    body.0.retain(|name, _| fields.contains(&name.as_str()));
    body
}

async fn night(seed: u64, faults: Faults) -> (World, Made) {
    println!("seed {seed}");
    let mut world = World::new(seed).await;
    let mut dice = Dice::new(seed ^ 0x5eed);
    let mut made = Made::new();
    world.net.set_faults(faults);
    for _ in 0..STEPS {
        if dice.below(3) == 0 {
            act(&world, &mut dice, &mut made).await;
        }
        let at = dice.below(world.places.len());
        deliver(&mut world, at).await;
        if dice.below(6) == 0 {
            world.net.let_go().await;
        }
        world.clock.advance_ms(1_000 * i64::try_from(dice.below(120)).unwrap());
    }
    world.net.set_faults(Faults::NONE);
    world.net.let_go().await;
    for round in 0..MORNING_MAX {
        let mut carried = 0;
        for place in &world.places {
            carried += deliver_due(&place.node, 100).await.unwrap().carried;
        }
        let waiting = waiting(&world).await;
        if carried == 0 && waiting == 0 {
            break;
        }
        assert!(round + 1 < MORNING_MAX, "seed {seed}: {waiting} messages never settle");
        world.clock.advance_ms(BACKOFF_MAX_MS);
    }
    (world, made)
}

async fn waiting(world: &World) -> usize {
    let mut all = 0;
    for place in &world.places {
        let rows = place
            .node
            .store
            .run::<_, StoreError, _, _>("waiting", |tx| async move { outbox::waiting(&tx, 1_000).await });
        all += rows.await.unwrap().len();
    }
    all
}

/// Every move once, in both histories, byte for byte the same, and every receipt true.
async fn morning(seed: u64, world: &World, made: &Made) {
    let mut by_dossier: BTreeMap<DossierId, Vec<(NodeId, Thread)>> = BTreeMap::new();
    for place in &world.places {
        for thread in place.dossiers().await {
            by_dossier.entry(thread.dossier.id).or_default().push((place.node.keys.id, thread));
        }
    }
    let opened = made.keys().filter(|(_, side)| *side == Side::Asker).count();
    assert_eq!(by_dossier.len(), opened, "seed {seed}");
    for (id, both) in &by_dossier {
        let [(_, one), (_, other)] = both.as_slice() else {
            panic!("seed {seed}: {id} stands on {} nodes", both.len())
        };
        assert_eq!(history_bytes(one), history_bytes(other), "seed {seed}: {id}");
        assert_eq!(one.dossier.state, other.dossier.state, "seed {seed}: {id}");
        assert_eq!((&one.dossier.frozen, &other.dossier.frozen), (&None, &None), "seed {seed}: {id}");
        for side in [Side::Asker, Side::Answerer] {
            let wanted = made.get(&(*id, side)).copied().unwrap_or(0);
            assert_eq!(one.chain(side).count() as u64, wanted, "seed {seed}: {id} {side:?}");
        }
    }
    for place in &world.places {
        for thread in place.dossiers().await {
            receipts_are_true(seed, world, place.node.keys.id, &thread).await;
        }
    }
}

/// What the other side signed is so: a durable move stands in its history.
async fn receipts_are_true(seed: u64, world: &World, here: NodeId, thread: &Thread) {
    let place = world.places.iter().find(|p| p.node.keys.id == here).unwrap();
    let id = thread.dossier.id;
    let own = thread.dossier.authority;
    let report = place
        .node
        .store
        .run("verify", |tx| async move { exchange::verify_dossier(&tx, &place.node, id, own).await });
    let report = report.await.unwrap();
    assert_eq!((report.faults.as_slice(), report.not_received), ([].as_slice(), 0), "seed {seed}: {id}");
    let views = place.node.store.run::<_, StoreError, _, _>("receipts", |tx| async move {
        let keys = exchange::thread::keys_of(&tx, &place.node, thread.dossier.peer).await?;
        let mut views = Vec::new();
        for made in thread.chain(thread.dossier.side) {
            let row = outbox::find(&tx, made.message).await?.unwrap();
            views.push((exchange::receipt_of(&tx, &place.node, thread, made, &keys).await?, row.state));
        }
        Ok(views)
    });
    for (view, state) in views.await.unwrap() {
        assert!(matches!(view, ReceiptView::Durable { head: true, .. }), "seed {seed}: {view:?}");
        assert_eq!(state, OutState::Delivered, "seed {seed}");
    }
}

async fn a_night(seed: u64, faults: Faults) -> crate::net::Met {
    let (world, made) = night(seed, faults).await;
    morning(seed, &world, &made).await;
    world.net.met()
}

/// Seeds of the suite; a night that ever failed stays here.
const SEEDS: [u64; 6] = [1, 2, 3, 20_261_124, 0xdead_beef, 77];

#[tokio::test]
async fn a_13_after_a_bad_night_every_move_stands_once_on_both_sides_and_every_receipt_is_true() {
    let mut met = BTreeMap::new();
    for seed in SEEDS {
        let one = a_night(seed, Faults::BAD).await;
        println!("seed {seed}: {} carried, {:?}", one.carried, one.faults);
        for (name, n) in one.faults {
            *met.entry(name).or_insert(0) += n;
        }
    }
    // A suite that never met a fault proves nothing about it.
    let faults =
        ["lose", "delay", "double", "damage", "lose answer", "damage answer", "kill sender", "kill receiver"];
    for fault in faults {
        assert!(met.get(fault).copied().unwrap_or(0) > 0, "no `{fault}` in any of the seeds: {met:?}");
    }
}

#[tokio::test]
async fn a_quiet_night_settles_without_a_single_failure() {
    let met = a_night(5, Faults::NONE).await;
    assert!(met.faults.is_empty() && met.carried > 5, "{met:?}");
}

#[tokio::test]
async fn the_same_seed_is_the_same_night() {
    let (one, again) = (night(9, Faults::NONE).await, night(9, Faults::NONE).await);
    assert_eq!(one.1, again.1);
    assert_eq!(one.0.net.met().carried, again.0.net.met().carried);
}

#[tokio::test]
async fn a_night_drawn_now_holds_too() {
    // One seed that nobody chose; it is printed, and a failure names it.
    let seed = std::process::id().into();
    a_night(seed, Faults::BAD).await;
}
