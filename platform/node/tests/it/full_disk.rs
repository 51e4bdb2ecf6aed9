//! A disk that is full: each act says so and does nothing by halves; once there is room everything goes on.

use crate::node::{Said, TestNode};
use crate::request::{MAP, takes};
use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;
use tempfile::TempDir;

/// Set in the process that is root in a namespace of its own, and so may mount.
const INSIDE: &str = "LIAISON_OWN_NAMESPACE";

/// A small disk of its own; gone with it.
struct Disk(TempDir);

impl Disk {
    fn new() -> Option<Self> {
        let at = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=16m", "liaison-test"]).arg(at.path());
        mount.output().is_ok_and(|done| done.status.success()).then_some(Self(at))
    }

    fn filler(&self) -> PathBuf {
        self.0.path().join("filler")
    }

    /// Fills it but for so many bytes.
    fn fill_but(&self, left: u64) {
        let mut filler = File::options().create(true).append(true).open(self.filler()).unwrap();
        for piece in [64 * 1024, 4096, 1] {
            while filler.write_all(&vec![0; piece]).is_ok() {}
        }
        let full = filler.metadata().unwrap().len();
        filler.set_len(full - left).unwrap();
    }

    fn make_room(&self) {
        std::fs::remove_file(self.filler()).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).output();
    }
}

/// A disk, or the same test once more where it can be had; `None` where it was done there or cannot be done at all.
fn disk(test: &str) -> Option<Disk> {
    let disk = Disk::new();
    if disk.is_some() || std::env::var_os(INSIDE).is_some() {
        assert!(disk.is_some(), "root in a namespace of its own may mount");
        return disk;
    }
    let own = std::env::current_exe().unwrap();
    if !Command::new("unshare").args(["-rm", "true"]).status().is_ok_and(|done| done.success()) {
        println!("skipped: nobody here may mount a small disk, nor have a namespace to do it in");
        return None;
    }
    let mut again = Command::new("unshare");
    again.arg("-rm").arg(own).args(["--exact", test, "--nocapture"]).env(INSIDE, "1");
    assert!(again.status().unwrap().success());
    None
}

fn says_it_is_full(said: &Said, what: &str) {
    assert_eq!(said.code, 1, "{what}: {}\n{}", said.out, said.err);
    assert!(said.err.contains("the disk is full"), "{what}: {}", said.err);
    assert!(!said.err.contains("panicked") && said.out.is_empty(), "{what}: {}\n{}", said.out, said.err);
}

/// Whether it was refused. A small act may find room in what the database's log already has of the disk; then it is done,
/// and says nothing else.
fn refused_or_done(said: &Said, what: &str) -> bool {
    let refused = said.code != 0;
    if refused {
        says_it_is_full(said, what);
    }
    refused
}

fn table(rows: usize) -> String {
    let row = |n| format!("Person {n},+227 91 {:02} {:02} {:02}\n", n / 10_000 % 100, n / 100 % 100, n % 100);
    std::iter::once("name,phone\n".to_owned()).chain((0..rows).map(row)).collect()
}

fn total(node: &TestNode, case: &str) -> Option<u64> {
    let said = node.run(&["show", case]);
    if said.code == 1 {
        said.refused("no case");
        return None;
    }
    said.fine()["entities_total"].as_u64()
}

#[test]
fn on_a_full_disk_each_act_says_so_and_does_nothing_by_halves() {
    let Some(disk) = disk("full_disk::on_a_full_disk_each_act_says_so_and_does_nothing_by_halves") else {
        return;
    };
    let node = TestNode::init_in(tempfile::tempdir_in(disk.0.path()).unwrap(), "NE", "Unit");
    let other = TestNode::init("GH", "Centre");
    node.trust(&other);
    takes(&node, "C", "name,phone\nHadiza Oumarou,+227 90 00 01 14\n");
    node.run(&["verify"]).fine();
    // What acts need is beside the disk: its being full must be the only thing that is wrong.
    let (large, small) =
        (other.file("large.csv", table(4_000).as_bytes()), other.file("small.csv", table(1).as_bytes()));
    let (map, card) = (other.file("map.toml", MAP.as_bytes()), other.file("card", other.card().as_bytes()));
    let import = |file: &str, case: &str| {
        node.run(&["import", file, "--case", case, "--format", "csv", "--map", &map])
    };

    // Room to begin with, not to end with.
    disk.fill_but(400 * 1024);
    says_it_is_full(&import(&large, "BIG"), "a large import");
    says_it_is_full(&import(&large, "C"), "a large import into a case");
    assert_eq!((total(&node, "BIG"), total(&node, "C")), (None, Some(1)));
    disk.make_room();

    disk.fill_but(0);
    let send = ["send", "--to", "Centre", "--case", "C", "--subject", "s", "--facts", "f", "--point", "p"];
    let acts: [&[&str]; 6] = [
        &["accept", "--case", "C", "--role", "suspect", "--basis", "order 13/26"],
        &["check", "--case", "C", "--purpose", "investigation", "--basis", "UNTOC-27"],
        &send,
        &["trust", &card, "--yes"],
        &["card", "--address", "https://192.0.2.7:8443"],
        &["link", "admin"],
    ];
    let refused = acts.map(|act| refused_or_done(&node.run(act), act[0]));
    says_it_is_full(&import(&small, "C"), "a small import");
    says_it_is_full(&import(&small, "NEW"), "a small import into a new case");
    disk.make_room();

    assert_eq!((total(&node, "NEW"), total(&node, "C")), (None, Some(1)));
    let [_, checked, sent, _, carded, _] = refused;
    let dossiers = node.run(&["inbox", "--all"]).fine().as_array().unwrap().len();
    assert_eq!(dossiers, usize::from(!sent), "a dossier only if it was said");
    if checked && sent {
        assert_eq!(node.run(&["peers"]).fine()[0]["waiting"], 0, "no message");
    }
    assert_eq!(node.card().contains("192.0.2.7"), !carded, "another card only if it was said");
    assert_eq!(node.run(&["verify"]).fine()["sound"], true);
    import(&large, "BIG").fine();
    assert_eq!(total(&node, "BIG"), Some(4_000));
    node.run(&send).fine();
}
