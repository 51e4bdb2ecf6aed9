//! SIGKILL at seeded instants of real exchanges: nothing accepted is lost, nothing is done twice, every receipt is true.

use crate::node::{LIAISON, TestNode, now, pair, wait_for};
use crate::request::verified;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Kills without `LIAISON_KILLS`.
const KILLS: u64 = 200;
/// A delivery on a busy machine takes about this long.
const DELIVERY_MS: u64 = 200;
/// Dossiers looked at move by move at the end; the chains of all of them are verified.
const LOOKED_AT: usize = 10;
/// Messages under way when a process died wait for their lease, two minutes; then for the slowest retry.
const QUIET_WITHIN: Duration = Duration::from_secs(600);

/// SplitMix64: the same seed, the same night.
struct Dice(u64);

impl Dice {
    fn next(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }
}

/// Starts a command and does not wait for it.
fn starts(node: &TestNode, args: &[&str]) -> Child {
    let mut command = Command::new(LIAISON);
    command.arg("--json").arg("--node").arg(node.folder()).args(args).env_remove("LIAISON_NODE");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

#[derive(Default)]
struct Night {
    /// Requests that nobody answered yet.
    open: Vec<String>,
    /// What the program said it did: the texts that must stand in each dossier exactly once.
    promised: BTreeMap<String, BTreeSet<String>>,
    /// How long the last whole step took, in milliseconds.
    step_ms: u64,
    /// Commands that died between saying what they did and having delivered it.
    cut_off: u64,
}

fn seeded(seed: u64, a: &mut TestNode, b: &mut TestNode, night: &mut Night, may_kill: bool) {
    let Night { open, promised, step_ms, cut_off } = night;
    let mut dice = Dice(seed);
    let mark = format!("mark-{seed:04}-end");
    // An answer to the oldest open request, or a new request.
    let answered = if seed % 2 == 1 && !open.is_empty() { Some(open.remove(0)) } else { None };
    let mut step = match &answered {
        Some(dossier) => starts(b, &["answer", dossier, "--text", &mark]),
        None => starts(
            a,
            &[
                "send",
                "--to",
                "National Investigation Unit",
                "--case",
                "GH-1",
                "--subject",
                &mark,
                "--facts",
                "f",
                "--point",
                "p",
            ],
        ),
    };
    let began = now();
    // The program says what it did right after its transaction and before it delivers.
    let (says, said) = std::sync::mpsc::channel();
    let mut out = step.stdout.take().unwrap();
    let listener = std::thread::spawn(move || {
        let (mut all, mut part) = (Vec::new(), [0; 4096]);
        while let Some(n) = out.read(&mut part).ok().filter(|n| *n > 0) {
            all.extend_from_slice(&part[..n]);
            let _ = says.send(());
        }
        all
    });
    let victim = dice.next(3);
    if may_kill {
        if dice.next(3) > 0 {
            // While the message is handed over, taken, and its receipt comes back; or just after.
            let _ = said.recv();
            std::thread::sleep(Duration::from_millis(dice.next(DELIVERY_MS)));
        } else {
            // A step spends its first half on starting: from there to its end.
            std::thread::sleep(Duration::from_millis(*step_ms / 2 + dice.next(*step_ms / 2 + 1)));
        }
        match victim {
            0 => a.kill(),
            1 => b.kill(),
            _ => {
                let _ = step.kill();
            }
        }
    }
    let done = step.wait_with_output().unwrap();
    let printed = listener.join().unwrap();
    if !may_kill {
        *step_ms = u64::try_from(began.elapsed().as_millis()).unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
    for (node, dead) in [(&mut *a, may_kill && victim == 0), (&mut *b, may_kill && victim == 1)] {
        if dead {
            node.start();
        }
    }
    // What the program said it did is promised, also if it was killed right afterwards.
    let Ok(made) = serde_json::from_slice::<Value>(&printed) else {
        open.extend(answered);
        return;
    };
    if !done.status.success() {
        *cut_off += 1;
    }
    let dossier = made["dossier"].as_str().unwrap().to_owned();
    promised.entry(dossier.clone()).or_default().insert(mark);
    if answered.is_none() {
        open.push(dossier);
    }
}

fn waiting(node: &TestNode) -> u64 {
    let peers = node.run(&["peers"]).fine();
    peers.as_array().unwrap().iter().map(|p| p["waiting"].as_u64().unwrap()).sum()
}

#[test]
fn a_13_killed_at_200_seeded_points_nothing_is_lost() {
    let kills = std::env::var("LIAISON_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(KILLS);
    let first: u64 = std::env::var("LIAISON_SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(1);
    println!("seeds {first} to {}", first + kills - 1);
    let (mut a, mut b) = pair();
    let table = a.file("GH-1.csv", b"name,phone\nKofi Mensah,+227 90 00 01 14\n");
    let map = a.file("map.toml", crate::request::MAP.as_bytes());
    a.run(&["import", &table, "--case", "GH-1", "--format", "csv", "--map", &map]).fine();
    a.serve();
    b.serve();

    let mut night = Night::default();
    seeded(0, &mut a, &mut b, &mut night, false);
    for seed in first..first + kills {
        seeded(seed, &mut a, &mut b, &mut night, true);
        // The machine's other work comes and goes: now and then the length of a step is measured anew.
        if seed % 40 == 0 {
            a.wait_up();
            b.wait_up();
            seeded(1_000_000 + seed, &mut a, &mut b, &mut night, false);
        }
    }
    a.wait_up();
    b.wait_up();
    wait_for("an empty outbox on both", QUIET_WITHIN, || waiting(&a) == 0 && waiting(&b) == 0);

    let (of_a, of_b) = (verified(&a), verified(&b));
    assert_eq!(of_a.keys().collect::<Vec<_>>(), of_b.keys().collect::<Vec<_>>(), "the same dossiers on both");
    assert!(night.promised.len() as u64 >= kills / 4, "only {} requests went through", night.promised.len());
    let answers: usize = night.promised.values().map(|marks| marks.len().saturating_sub(1)).sum();
    assert!(answers as u64 >= kills / 20, "only {answers} answers went through");
    for (dossier, at_a) in &of_a {
        let at_b = &of_b[dossier];
        assert_eq!(at_a["history"], at_b["history"], "{dossier}: {at_a}\n{at_b}");
        for report in [at_a, at_b] {
            assert_eq!(
                (&report["not_received"], &report["frozen"]),
                (&0.into(), &Value::Null),
                "{dossier}: {report}"
            );
        }
        let own = at_a["receipts"].as_u64().unwrap() + at_b["receipts"].as_u64().unwrap();
        assert_eq!(own, at_a["moves"].as_u64().unwrap(), "{dossier}: a move without its receipt");
    }
    for (dossier, marks) in &night.promised {
        let moves = of_a[dossier]["moves"].as_u64().unwrap();
        assert!(moves >= marks.len() as u64 && moves <= 2, "{dossier}: {moves} moves of {marks:?}");
    }
    // The latest requests, and those answered.
    let answered = night.promised.iter().filter(|(_, marks)| marks.len() == 2);
    for (dossier, marks) in
        answered.take(LOOKED_AT / 2).chain(night.promised.iter().rev().take(LOOKED_AT / 2))
    {
        for node in [&a, &b] {
            let shown = node.run(&["show", dossier]).fine();
            let moves = shown["moves"].as_array().unwrap();
            let places: BTreeSet<String> =
                moves.iter().map(|m| format!("{} {}", m["side"], m["number"])).collect();
            assert_eq!(places.len(), moves.len(), "a move twice: {shown}");
            for mark in marks {
                let times = moves.iter().filter(|m| m["body"].to_string().contains(mark.as_str())).count();
                assert_eq!(times, 1, "{mark} in {dossier}: {shown}");
            }
        }
    }
    println!(
        "{} dossiers, {} promised, {answers} answers promised, {} commands cut off in delivery; all on both",
        of_a.len(),
        night.promised.len(),
        night.cut_off
    );
}
