//! a refusal never tells what it protects.

use crate::people::*;
use gate::{Public, Refusal, action};
use kernel::{Blocked, Compartment, Handling, Label, Purpose, Restriction};

fn forms(refusal: &Refusal) -> [Vec<u8>; 5] {
    [
        format!("{refusal:?}").into_bytes(),
        format!("{refusal:#?}").into_bytes(),
        refusal.to_string().into_bytes(),
        refusal.public().to_string().into_bytes(),
        serde_json::to_vec(refusal).unwrap(),
    ]
}

#[test]
fn a_8_every_secret_reason_has_the_same_form() {
    let officer = investigator();
    let ask = in_order(&officer, action::SEND);
    let refusals = [
        ("open claim", release(feared("NE"), &ask, &to_niger())),
        ("unscreened", release(unscreened(), &ask, &to_niger())),
        ("integrity", release(in_compartment(Compartment::Integrity), &ask, &to_niger())),
        ("protection", release(in_compartment(Compartment::Protection), &ask, &to_niger())),
        ("need to know", release(Label::own(PALERMO), &ask, &to_niger())),
        ("wrong object", release(own(), &ask.on(thing("case")), &to_niger())),
    ]
    .map(|(name, outcome)| (name, outcome.unwrap_err()));
    let (_, first) = &refusals[0];
    for (name, refusal) in &refusals {
        assert_eq!(refusal.public(), &Public::Neutral, "{name}");
        assert_eq!(forms(refusal), forms(first), "{name}");
    }
    let mut reasons: Vec<_> = refusals.iter().map(|(_, r)| policies(r)).collect();
    reasons.dedup();
    assert_eq!(reasons.len(), 4 + 1, "the log tells them apart: {reasons:?}");
}

#[test]
fn a_8_a_secret_reason_beside_an_open_one_stays_neutral() {
    let officer = investigator();
    let mut ask = in_order(&officer, action::SEND);
    ask.purpose = Purpose::Administration;
    let label = Label {
        blocked: Blocked { everyone: false, parties: [party("NE")].into() },
        restrictions: [Restriction("?".into())].into(),
        ..own()
    };
    let both = release(label, &ask, &to_niger());
    assert_eq!(said(&both), "non-refoulement+purpose-of-content+unknown-restriction: not-available");
}

#[test]
fn a_8_open_reasons_are_given() {
    let officer = investigator();
    let ask = in_order(&officer, action::SEND);
    let mut wrong_purpose = ask;
    wrong_purpose.purpose = Purpose::Administration;
    for (outcome, code) in [
        (release(own(), &wrong_purpose, &to_niger()), "purpose"),
        (release(received(Handling::H2), &ask, &to_italy()), "handling"),
        (release(restricted("?"), &ask, &to_niger()), "restriction"),
        (release(own(), &in_order(&officer, action::MATCH).eligible(false), &to_niger()), "eligibility"),
    ] {
        assert_eq!(outcome.unwrap_err().public().code(), code);
    }
}

#[test]
fn a_8_a_peer_is_told_nothing() {
    let peer = peer();
    let mut ask = in_order(&peer, action::PEER_CHECK);
    ask.purpose = Purpose::Administration;
    assert_eq!(said(&open(own(), &ask)), "purpose-of-content: not-available");
    for action in [action::READ, action::SEARCH, action::LIST, action::ADMINISTER, action::READ_DIRECTORY] {
        let refusal = open(own(), &in_order(&peer, action)).unwrap_err();
        assert_eq!(refusal.public(), &Public::Neutral);
        assert!(policies(&refusal).contains(&"peers-do-nothing-else".to_owned()), "{action}");
    }
}
