//! Dossiers of a case that is kept to a circle, and statements that bear markings.

use crate::story::*;
use casefile::{CircleAct, Keys, Outsider};
use exchange::testing::Desk;
use exchange::{DossierFilter, ExchangeError, MoveBody, NewMove};
use gate::{Ask, action};
use kernel::id::{CaseId, DossierId};
use kernel::{Actor, Pap, Purpose, Restriction, Role, Tlp};

/// Keeps a case to the officer of the desk, or changes its circle; the officer comes back with the circles of now.
async fn keeps(desk: &mut Desk, case: CaseId, act: CircleAct) {
    let (officer, node, act) = (&desk.officer, &desk.node, &act);
    let kept = node.store.run::<_, casefile::CaseError, _, _>("keep", |tx| async move {
        let by = (officer, Purpose::Investigation);
        casefile::change_circle(&tx, &Keys::of(&node.vault), &node.gate, by, case, act).await?;
        let person = access::store::person(&tx, officer.person).await?.unwrap();
        Ok(access::store::actor(&tx, &person).await?.0)
    });
    desk.officer = kept.await.unwrap();
}

async fn colleague(desk: &Desk) -> Actor {
    access::testing::person(&desk.node, &desk.authority, "aissata", &[Role::DutyOfficer]).await.0
}

/// How many dossiers a person lists, counts and reads.
async fn sees(desk: &Desk, actor: &Actor, id: DossierId) -> (u64, usize, u64, bool) {
    let seen = desk.node.store.run::<_, ExchangeError, _, _>("look", |tx| async move {
        let (gate, filter) = (&desk.node.gate, DossierFilter::default());
        let ask = Ask::new(actor, action::LIST, Purpose::Investigation, tx.at());
        let (rows, total) = exchange::store::dossiers(&tx, (gate, &ask), &filter, 1).await?;
        let count = exchange::store::count(&tx, (gate, &ask), &filter).await?;
        let thread = exchange::thread(&tx, &desk.node, id, actor.authority).await?.unwrap();
        let read = Ask::new(actor, action::READ, Purpose::Investigation, tx.at());
        Ok((total, rows.len(), count, gate.open(thread, &read, &mut tx.log()).is_ok()))
    });
    seen.await.unwrap()
}

#[tokio::test]
async fn a_8_a_dossier_of_a_restricted_case_is_in_no_list_or_count_of_others() {
    for mut pair in both_databases().await {
        let (accra, niamey) = (&mut pair.accra, &pair.niamey);
        let case = opens_case(accra, "DF-0931").await;
        let made = opens_with(accra, niamey.node.keys.id, request(), Vec::new(), Some(case)).await.unwrap();
        let other = colleague(accra).await;
        assert_eq!(sees(accra, &other, made.dossier).await, (1, 1, 1, true), "{}", pair.kind);
        keeps(accra, case, CircleAct::Restrict([].into())).await;
        assert_eq!(sees(accra, &other, made.dossier).await, (0, 0, 0, false), "{}", pair.kind);
        assert_eq!(sees(accra, &accra.officer, made.dossier).await, (1, 1, 1, true), "{}", pair.kind);
        keeps(accra, case, CircleAct::Open).await;
        assert_eq!(sees(accra, &other, made.dossier).await, (1, 1, 1, true), "{}", pair.kind);
    }
}

#[tokio::test]
async fn what_a_restricted_case_said_is_kept_to_its_circle_in_a_dossier_too() {
    for mut pair in both_databases().await {
        let (accra, niamey) = (&mut pair.accra, &pair.niamey);
        let to = niamey.node.keys.id;
        let (case, open) = (opens_case(accra, "DF-0931").await, opens_case(accra, "DF-0932").await);
        let added = records(accra, case, "Suleiman Adoum", "+227 90 00 01 15").await;
        keeps(accra, case, CircleAct::Restrict([].into())).await;
        let chosen = picks(accra, &added).await;
        let other = colleague(accra).await;
        // A dossier of no case becomes one of the case whose statements it carries.
        let made = opens_with(accra, to, request(), chosen.clone(), None).await.unwrap();
        assert_eq!((made.carried, reads(accra, made.dossier).await.dossier.case), (2, Some(case)));
        assert_eq!(sees(accra, &other, made.dossier).await, (0, 0, 0, false), "{}", pair.kind);
        // One of another case takes nothing from it.
        let mixed = opens_with(accra, to, request(), chosen.clone(), Some(open)).await;
        assert!(matches!(mixed, Err(ExchangeError::MixedOrigin)), "{}", pair.kind);
        // And whoever is not in the circle has nothing to pick.
        let officer = std::mem::replace(&mut accra.officer, other);
        let theirs = opens_with(accra, to, request(), chosen, None).await.unwrap();
        assert_eq!((theirs.carried, theirs.withheld), (0, 2), "{}", pair.kind);
        accra.officer = officer;
    }
}

#[tokio::test]
async fn nothing_of_a_case_reaches_a_node_that_it_excludes() {
    for mut pair in both_databases().await {
        let (accra, niamey) = (&mut pair.accra, &pair.niamey);
        let to = niamey.node.keys.id;
        let case = opens_case(accra, "DF-0931").await;
        let made = opens_with(accra, to, request(), Vec::new(), Some(case)).await.unwrap();
        keeps(accra, case, CircleAct::Exclude(Outsider::Node(to))).await;
        let refused = opens_with(accra, to, request(), Vec::new(), Some(case)).await;
        let Err(ExchangeError::Refused(refusal)) = refused else { panic!("{}: it went", pair.kind) };
        assert_eq!(refusal.public().code(), "not-available", "{}", pair.kind);
        let withdraw = NewMove::of("withdraw", MoveBody::default().with("reasons", "x"));
        assert!(moves(accra, made.dossier, withdraw).await.is_err(), "{}", pair.kind);
        opens_with(accra, to, request(), Vec::new(), None).await.unwrap();
    }
}

#[tokio::test]
async fn r_10_markings_travel_with_their_statements_and_hold_on_the_other_side() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        settle(&pair).await;
        let theirs = opens_case(niamey, "AG-114").await;
        let added = records_with(niamey, theirs, "Suleiman Adoum", "+227 90 00 01 15", |mut s| {
            (s.tlp, s.pap) = (Some(Tlp::AmberStrict), Some(Pap::Red));
            s
        })
        .await;
        let statements = picks(niamey, &added).await;
        let mut body = answer();
        body.0.remove("conditions");
        moves(niamey, id, NewMove { code: "answer".into(), body, statements }).await.unwrap();
        settle(&pair).await;
        let own = opens_case(accra, "DF-0931").await;
        takes(accra, id, 1, own).await.unwrap();
        let taken = everything_of(accra, own).await;
        assert_eq!(taken.len(), 2, "{}", pair.kind);
        for statement in &taken {
            let marked = (statement.tlp, statement.pap);
            assert_eq!(marked, (Some(Tlp::AmberStrict), Some(Pap::Red)), "{}", pair.kind);
            assert!(statement.restrictions.is_empty(), "{}: a marking is no restriction", pair.kind);
        }
        let chosen: Vec<_> =
            taken.iter().map(|s| exchange::Pick { entity: s.entity, statement: s.id, name: false }).collect();
        let back = opens_with(accra, niamey.node.keys.id, request(), chosen, Some(own)).await.unwrap();
        assert_eq!((back.carried, back.withheld), (0, 2), "{}: PAP:RED is in no request", pair.kind);
    }
}

#[tokio::test]
async fn a_14_a_marking_of_a_newer_node_is_kept_and_blocks_onward_release() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        settle(&pair).await;
        let mut body = answer();
        body.0.remove("conditions");
        let newer = serde_json::json!([{ "entity": "e1", "kind": "person", "property": "name", "text": "A. B.",
            "handling": "H0", "tlp": "VIOLET", "pap": "amber" }]);
        body.0.insert("statements".into(), newer);
        moves(niamey, id, NewMove::of("answer", body)).await.unwrap();
        settle(&pair).await;
        let own = opens_case(accra, "DF-0931").await;
        assert_eq!(takes(accra, id, 1, own).await.unwrap().unread, 0, "{}", pair.kind);
        let taken = everything_of(accra, own).await;
        assert_eq!((taken[0].tlp, taken[0].pap), (None, Some(Pap::Amber)), "{}", pair.kind);
        assert!(taken[0].restrictions.contains(&Restriction("TLP:VIOLET".into())), "{}", pair.kind);
        let chosen = vec![exchange::Pick { entity: taken[0].entity, statement: taken[0].id, name: false }];
        let back = opens_with(accra, niamey.node.keys.id, request(), chosen, Some(own)).await.unwrap();
        assert_eq!((back.carried, back.withheld), (0, 1), "{}", pair.kind);
    }
}
