//! The finder's table: situations written by hand, each with the desk that is to be reached and who is next.

use directory::{
    Answering, BorderPair, CardAuthority, ContactPoint, Desk, Found, LeftOut, Matter, Particulars, Question,
    find,
};
use kernel::id::{AuthorityId, ContactId};
use kernel::time::MINUTE_MS;
use kernel::{Party, Timestamp};
use std::collections::BTreeMap;
use uuid::Uuid;

const DESKS: &str = include_str!("../finder/desks.txt");
const SITUATIONS: &str = include_str!("../finder/situations.txt");
/// As many as the product promises.
const SITUATIONS_MIN: usize = 60;

fn lines(text: &'static str) -> impl Iterator<Item = (usize, Vec<&'static str>)> {
    text.lines()
        .enumerate()
        .filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#') && !l.starts_with("=="))
        .map(|(n, l)| (n + 1, l.split('|').map(str::trim).collect()))
}

fn at(text: &str) -> Timestamp {
    let full = if text.len() == 10 { format!("{text}T00:00:00Z") } else { text.replace('Z', ":00Z") };
    Timestamp::parse(&full).unwrap_or_else(|| panic!("{text} is no moment"))
}

fn party(code: &str) -> Party {
    Party::parse(code).unwrap()
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn number(place: usize) -> Uuid {
    Uuid::from_u128(place as u128 + 1)
}

/// The desks as they are known at that moment.
fn desks(now: Timestamp) -> Vec<(&'static str, Desk)> {
    let keys: Vec<&str> = lines(DESKS).map(|(_, f)| f[0]).collect();
    let id = |key: &str| {
        let place = keys.iter().position(|k| *k == key);
        ContactId(number(place.unwrap_or_else(|| panic!("no desk is called {key}"))))
    };
    let authorities: Vec<&str> = lines(DESKS).map(|(_, f)| f[2]).collect();
    lines(DESKS)
        .map(|(_, f)| {
            let [key, state, authority, functions, hours, languages, confirmed, more] = f[..] else {
                panic!("a desk has eight parts: {f:?}")
            };
            let (mut particulars, mut answering, mut posted_by, mut without_node) =
                (Particulars::default(), Answering::default(), None, false);
            let mut entry = directory::AuthorityEntry::default();
            for fact in more.split_whitespace() {
                match fact.split_once('=').unwrap_or((fact, "")) {
                    ("paper", _) => without_node = true,
                    ("line", _) => particulars.urgent_line = Some("+227 20 00 00 99".into()),
                    ("deputies", of) => particulars.deputies = of.split(',').map(id).collect(),
                    ("accepts", codes) => {
                        entry.accepted_languages = codes.split(',').map(str::to_owned).collect()
                    }
                    ("pairs", key) => particulars.pairs = vec![pair(id(key))],
                    ("posted-to", to) => particulars.posted_to = Some(party(to)),
                    ("posted-by", by) => posted_by = Some(party(by)),
                    ("from", day) => particulars.valid_from = Some(at(day)),
                    ("until", day) => particulars.valid_until = Some(at(day)),
                    ("median", minutes) => {
                        answering.median_ms = Some(minutes.parse::<i64>().unwrap() * MINUTE_MS);
                        answering.answered = 5;
                    }
                    ("silent", span) => {
                        let (ran_out, answered) = span.split_once("..").unwrap();
                        let silent = (at(ran_out)..at(answered)).contains(&now);
                        answering.silent_since = silent.then(|| at(ran_out));
                    }
                    other => panic!("{key}: {other:?} means nothing"),
                }
            }
            let point = ContactPoint {
                id: id(key),
                name: key.to_owned(),
                languages: words(languages),
                hours: hours.to_owned(),
                channels: Vec::new(),
                confirmed_at: (confirmed != "never").then(|| at(confirmed)),
                posted_by,
                more: particulars,
                rest: serde_json::Map::new(),
            };
            let place = authorities.iter().position(|a| *a == authority).unwrap();
            let said = CardAuthority {
                id: AuthorityId(number(place)),
                party: party(state),
                name: authority.to_owned(),
                functions: words(functions),
                contacts: Vec::new(),
                entry,
                rest: serde_json::Map::new(),
            };
            (key, Desk { answering, without_node, ..Desk::of(&said, &point) })
        })
        .collect()
}

fn pair(desk: ContactId) -> BorderPair {
    let node = directory_node();
    BorderPair { node, desk, call_sign: "here".into(), their_call_sign: "there".into(), test_every_hours: 24 }
}

fn directory_node() -> kernel::id::NodeId {
    kernel::id::NodeId::of_key(&[7; 32])
}

/// What the posts of the asker's State are paired with.
fn paired(asker: Party, now: Timestamp) -> Vec<(ContactId, String)> {
    let own = desks(now).into_iter().map(|(_, d)| d).filter(|d| d.party == asker);
    own.flat_map(|d| d.point.more.pairs).map(|p| (p.desk, p.their_call_sign)).collect()
}

fn question(f: &[&str]) -> Question {
    Question {
        paired: paired(party(f[1]), at(f[0])),
        at: at(f[0]),
        asker: party(f[1]),
        languages: words(f[2]),
        party: party(f[3]),
        matter: Some(Matter::parse(f[4]).unwrap_or_else(|| panic!("{} is no matter", f[4]))),
    }
}

fn order(found: &Found) -> String {
    let names: Vec<&str> = found.proposals.iter().map(|p| p.desk.point.name.as_str()).collect();
    if names.is_empty() { "-".into() } else { names.join(", ") }
}

/// What is said of the first desk, as `language=fr` or a code.
fn said(found: &Found) -> Vec<String> {
    let reasons = found.proposals.first().map(|p| p.reasons.clone()).unwrap_or_default();
    let code = |r: &directory::Reason| match r {
        directory::Reason::Language(code) => format!("language={code}"),
        other => other.code().to_owned(),
    };
    reasons.iter().map(code).collect()
}

fn left_out(found: &Found) -> BTreeMap<&str, &'static str> {
    let counted = found.left_out.iter().filter(|(_, why)| *why != LeftOut::OtherFunction);
    counted.map(|(desk, why)| (desk.point.name.as_str(), why.code())).collect()
}

#[test]
fn every_situation_has_the_desk_that_the_law_and_the_practice_want() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for (line, f) in lines(SITUATIONS) {
        assert_eq!(f.len(), 8, "line {line} has eight parts");
        let known: Vec<Desk> = desks(at(f[0])).into_iter().map(|(_, d)| d).collect();
        let found = find(&question(&f), &known);
        let got = order(&found);
        if got != f[5] {
            wrong.push(format!("line {line}: {} in {}: want {}, got {got}", f[4], f[3], f[5]));
        }
        let reasons = said(&found);
        for reason in f[6].split_whitespace().filter(|r| *r != "-" && !reasons.iter().any(|s| s == r)) {
            wrong.push(format!("line {line}: `{reason}` is not said of {got}, but {reasons:?}"));
        }
        let out: BTreeMap<&str, &str> =
            f[7].split(',').filter(|p| *p != "-").map(|p| p.trim().split_once(' ').unwrap()).collect();
        if out != left_out(&found) {
            wrong.push(format!("line {line}: left out {:?}, want {out:?}", left_out(&found)));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= SITUATIONS_MIN, "{count} situations");
}

#[test]
fn every_matter_stands_in_the_table() {
    for matter in Matter::ALL {
        assert!(lines(SITUATIONS).any(|(_, f)| f[4] == matter.code()), "{}", matter.code());
    }
}

#[test]
fn r_25_nothing_unconfirmed_is_proposed_while_somebody_is_confirmed() {
    for (line, f) in lines(SITUATIONS) {
        for day in 0..40 {
            // Ten days apart, over more than a year: everybody becomes overdue in turn.
            let mut question = question(&f);
            question.at = question.at.plus_ms(day * 10 * 24 * 60 * MINUTE_MS);
            let known: Vec<Desk> = desks(question.at).into_iter().map(|(_, d)| d).collect();
            let found = find(&question, &known);
            // A liaison officer answers for nothing of the State's own, and is no other for a desk that does.
            let liaison = |p: &&directory::Proposal| {
                p.reasons.iter().any(|r| matches!(r, directory::Reason::Liaison(..)))
            };
            let own: Vec<_> = found.proposals.iter().filter(|p| !liaison(p)).collect();
            let confirmed = own.iter().filter(|p| p.confirmed).count();
            assert!(confirmed == 0 || confirmed == own.len(), "line {line}, day {day}");
        }
    }
}

#[test]
fn the_same_desks_in_another_order_give_the_same_answer() {
    for (line, f) in lines(SITUATIONS) {
        let known: Vec<Desk> = desks(at(f[0])).into_iter().map(|(_, d)| d).collect();
        let turned: Vec<Desk> = known.iter().rev().cloned().collect();
        assert_eq!(order(&find(&question(&f), &known)), order(&find(&question(&f), &turned)), "line {line}");
    }
}

#[test]
fn whoever_does_not_answer_is_passed_after_a_time_that_fits_the_matter() {
    let now = at("2026-11-24T10:00Z");
    let known: Vec<Desk> = desks(now).into_iter().map(|(_, d)| d).collect();
    for (matter, minutes) in [("witness-in-danger", 5), ("document-check", 15), ("information-request", 120)]
    {
        let f = ["2026-11-24T10:00Z", "NE", "en", "GH", matter];
        let found = find(&question(&f), &known);
        let next = found.proposals.first().unwrap().next_at;
        let more = found.proposals.len() > 1;
        assert_eq!(next, more.then(|| now.plus_ms(minutes * MINUTE_MS)), "{matter}");
        assert_eq!(found.proposals.last().unwrap().next_at, None, "{matter}: nobody is after the last");
    }
}

#[test]
fn each_desk_is_given_its_own_time_before_the_next_one() {
    let minutes = |after: i64| Some(at("2026-11-24T03:00Z").plus_ms(after * MINUTE_MS));
    let nexts = |f: [&str; 5]| {
        let known: Vec<Desk> = desks(at(f[0])).into_iter().map(|(_, d)| d).collect();
        find(&question(&f), &known).proposals.into_iter().map(|p| p.next_at).collect::<Vec<_>>()
    };
    // Two that answer now, then one that opens at six.
    let boat = nexts(["2026-11-24T03:00Z", "IT", "en", "XC", "boat-in-distress"]);
    assert_eq!(boat, [minutes(5), minutes(10), minutes(185), None]);
    // What waits for the morning there is not asked of the next one before.
    let request = nexts(["2026-11-24T03:00Z", "NE", "en", "GH", "information-request"]);
    assert_eq!(request, [minutes(5 * 60 + 120), None]);
}

#[test]
fn whoever_has_no_node_is_proposed_only_where_nobody_with_one_answers_for_the_same() {
    let party = kernel::Party::parse("XB").unwrap();
    let now = kernel::Timestamp(1_800_000_000_000);
    let desk = |n: u128, without_node: bool, confirmed_at| {
        let point = directory::ContactPoint {
            id: kernel::id::ContactId(uuid::Uuid::from_u128(n)),
            name: format!("desk {n}"),
            languages: vec!["en".into()],
            hours: "24/7".into(),
            channels: Vec::new(),
            confirmed_at,
            posted_by: None,
            more: directory::Particulars::default(),
            rest: serde_json::Map::new(),
        };
        let authority = directory::CardAuthority {
            id: kernel::id::AuthorityId(uuid::Uuid::from_u128(n)),
            party,
            name: format!("authority {n}"),
            functions: Vec::new(),
            contacts: vec![point.clone()],
            entry: directory::AuthorityEntry::default(),
            rest: serde_json::Map::new(),
        };
        directory::Desk { without_node, ..directory::Desk::of(&authority, &point) }
    };
    let question = directory::Question::any(party, now, &["en".into()]);
    let (paper, node) = (desk(1, true, Some(now)), desk(2, false, Some(now)));
    let found = directory::find(&question, &[paper.clone(), node.clone()]);
    assert_eq!(found.proposals.len(), 1);
    assert_eq!(found.proposals[0].desk.name, node.name);
    assert!(matches!(found.left_out[0].1, directory::LeftOut::WithoutNode));
    // one that nobody confirmed is no other, whatever it has.
    let never = desk(3, false, None);
    let found = directory::find(&question, &[paper.clone(), never]);
    assert_eq!(found.proposals[0].desk.name, paper.name);
    assert_eq!(found.left_out[0].1, directory::LeftOut::Unconfirmed(None));
    let alone = directory::find(&question, &[paper]);
    assert!(alone.proposals[0].reasons.contains(&directory::Reason::WithoutNode));
}
