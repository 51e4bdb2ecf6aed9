//! The whole table, role × action × label, as a checked-in file. `UPDATE_EXPECTED=1 cargo nextest run -p gate` writes
//! it anew; the difference is then read by a person.

use crate::people::*;
use gate::{Guarded, Recipient, action};
use kernel::{Actor, AuditEntry, Compartment, Handling, Label, Pap, Role, Tlp};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

fn actors() -> Vec<(String, Actor)> {
    let mut actors: Vec<_> = Role::ALL.iter().map(|role| (role.to_string(), person(*role))).collect();
    let integrity = [Compartment::Operational, Compartment::Integrity];
    actors.push((
        "investigator-integrity".into(),
        of_kind(kernel::ActorKind::Person, &[Role::Investigator], &integrity),
    ));
    actors.push(("investigator-in-circle".into(), named(investigator())));
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
        ("kept", kept()),
        ("integrity-kept", Label { circle: Some(CIRCLE), ..in_compartment(Compartment::Integrity) }),
        ("excluded", Label { excluded: everyone(), ..kept() }),
        ("tlp-red", tlp(Tlp::Red)),
        ("received-tlp-red", Label { tlp: Some(Tlp::Red), ..received(Handling::H0) }),
        ("received-tlp-amber-strict", Label { tlp: Some(Tlp::AmberStrict), ..received(Handling::H0) }),
        ("received-tlp-amber", Label { tlp: Some(Tlp::Amber), ..received(Handling::H0) }),
        ("pap-red", pap(Pap::Red)),
        ("pap-amber", pap(Pap::Amber)),
        ("names-a-child", Label { names_child: true, ..own() }),
        ("another-authority", Label::own(PALERMO)),
    ]
}

/// Whoever asks in this table, by their authority.
fn everyone() -> kernel::Excluded {
    kernel::Excluded { authorities: [ACCRA, NIAMEY].into(), ..kernel::Excluded::default() }
}

fn ways() -> [(&'static str, Option<Recipient>); 3] {
    [("here", None), ("to-NE", Some(to_niger())), ("to-IT", Some(to_italy()))]
}

/// Every cell is there once; actions with the same answers stand on one line, labels with the same answer together.
fn table() -> String {
    let mut text = String::from(
        "# actor | way | actions: answers to labels. Purpose, eligibility, assessment in order; the originator is NE.\n",
    );
    for (name, actor) in actors() {
        for (way, to) in ways() {
            let mut rows: Vec<(String, Vec<&str>)> = Vec::new();
            for action in action::ALL {
                let answers = answers(&actor, action, to.as_ref());
                match rows.iter_mut().find(|(known, _)| *known == answers) {
                    Some((_, actions)) => actions.push(action),
                    None => rows.push((answers, vec![action])),
                }
            }
            for (answers, actions) in rows {
                writeln!(text, "\n{name} | {way} | {}{answers}", actions.join(" ")).unwrap();
            }
        }
    }
    text
}

fn answers(actor: &Actor, action: &'static str, to: Option<&Recipient>) -> String {
    let ask = in_order(actor, action);
    let mut answers: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (name, label) in labels() {
        let guarded = Guarded::new(thing(kind_for(action)), label, ());
        let mut log: Vec<AuditEntry> = Vec::new();
        let answer = match to {
            None => said(&gate().open(guarded, &ask, &mut log)),
            Some(to) => said(&gate().release(guarded, &ask, to, &mut log)),
        };
        answers.entry(answer).or_default().push(name);
    }
    answers.iter().map(|(answer, labels)| format!("\n    {answer} = {}", labels.join(" "))).collect()
}

fn expected() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expected/table.txt")
}

#[test]
fn the_whole_table_is_as_expected() {
    let path = expected();
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
    let table = std::fs::read_to_string(expected()).unwrap();
    let rows: Vec<&str> = table.split("\n\n").filter(|row| row.contains(" | here | ")).collect();
    for action in action::ALL {
        let of_action =
            |row: &&&str| row.lines().next().is_some_and(|head| head.split(' ').any(|w| w == *action));
        let (open, closed): (Vec<&&str>, Vec<&&str>) =
            rows.iter().filter(of_action).partition(|r| r.contains("    yes = "));
        assert!(!open.is_empty(), "nobody may {action}");
        assert!(!closed.is_empty(), "everybody may {action}");
    }
}
