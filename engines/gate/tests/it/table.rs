//! The whole table, role × action × label, as a checked-in file. `UPDATE_EXPECTED=1 cargo nextest run -p gate` writes
//! it anew; the difference is then read by a person.

use crate::people::*;
use gate::{Guarded, Recipient, action};
use kernel::{Actor, AuditEntry, Compartment, Handling, Label, Role};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

fn actors() -> Vec<(String, Actor)> {
    let mut actors: Vec<_> = Role::ALL.iter().map(|role| (role.to_string(), person(*role))).collect();
    let integrity = [Compartment::Operational, Compartment::Integrity];
    actors.push((
        "investigator-integrity".into(),
        of_kind(kernel::ActorKind::Person, &[Role::Investigator], &integrity),
    ));
    actors.extend([("operator".into(), operator()), ("node".into(), node()), ("peer".into(), peer())]);
    actors
}

fn labels() -> Vec<(&'static str, Label)> {
    vec![
        ("own", own()),
        ("own-H2", Label { handling: Handling::H2, ..own() }),
        ("own-H3", Label { handling: Handling::H3, ..own() }),
        ("received-H1", received(Handling::H1)),
        ("received-H2", received(Handling::H2)),
        ("unknown-restriction", restricted("a newer word")),
        ("named-recipients", restricted("named-recipients-only")),
        ("feared-NE", feared("NE")),
        ("unscreened", unscreened()),
        ("protection", in_compartment(Compartment::Protection)),
        ("integrity", in_compartment(Compartment::Integrity)),
        ("another-authority", Label::own(PALERMO)),
    ]
}

fn ways() -> [(&'static str, Option<Recipient>); 3] {
    [("here", None), ("to-NE", Some(to_niger())), ("to-IT", Some(to_italy()))]
}

/// One line per actor, action and way; labels with the same answer stand together.
fn table() -> String {
    let gate = gate();
    let mut text = String::from(
        "# actor | action | way | answer = labels. Purpose, eligibility and assessment in order; the originator is NE.\n",
    );
    for (name, actor) in actors() {
        for action in action::ALL {
            for (way, to) in ways() {
                let ask = in_order(&actor, action);
                let mut answers: BTreeMap<String, Vec<&str>> = BTreeMap::new();
                for (label_name, label) in labels() {
                    let guarded = Guarded::new(thing(kind_for(action)), label, ());
                    let mut log: Vec<AuditEntry> = Vec::new();
                    let answer = match &to {
                        None => said(&gate.open(guarded, &ask, &mut log)),
                        Some(to) => said(&gate.release(guarded, &ask, to, &mut log)),
                    };
                    answers.entry(answer).or_default().push(label_name);
                }
                let answers: Vec<_> = answers
                    .iter()
                    .map(|(answer, labels)| format!("{answer} = {}", labels.join(" ")))
                    .collect();
                writeln!(text, "{name} | {action} | {way} | {}", answers.join(" ; ")).unwrap();
            }
        }
    }
    text
}

#[test]
fn the_whole_table_is_as_expected() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expected/table.txt");
    let now = table();
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap();
    for (n, (now, expected)) in now.lines().zip(expected.lines()).enumerate() {
        assert_eq!(now, expected, "line {}", n + 1);
    }
    assert_eq!(now.lines().count(), expected.lines().count());
}

#[test]
fn every_action_is_open_to_someone_and_closed_to_someone() {
    let table = table();
    for action in action::ALL {
        let rows: Vec<&str> =
            table.lines().filter(|l| l.contains(&format!(" | {action} | here | "))).collect();
        assert!(rows.iter().any(|r| r.contains("yes = ")), "nobody may {action}");
        assert!(rows.iter().any(|r| !r.contains("yes = ")), "everybody may {action}");
    }
}
