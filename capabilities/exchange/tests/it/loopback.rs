//! Two authorities of one node: the same envelopes, receipts and chains as between two nodes, with no wire.

use crate::envelopes::waiting;
use crate::story::*;
use exchange::envelope::{About, queue};
use exchange::receive::Answer;
use exchange::testing::{Desk, Pair, neighbour};
use exchange::wire_move::{MOVE_CONTEXT, MoveWire};
use exchange::{
    ExchangeError, Made, MoveBody, NewMove, NewRequest, Pick, Side, StoredMove, Thread, WaitsFor, hand_in,
    history_bytes,
};
use gate::{Ask, ObjectRef, Released, action};
use kernel::id::{CaseId, DossierId, MessageId};
use kernel::{Blocked, Handling, Party, Purpose, Salted, SelectorKind};
use procedure::MoveHeader;
use seal::envelope::Heads;

const PHONE: &str = "+227 90 00 01 14";

/// Niamey's unit and the central authority on the same node, which nothing reaches from outside.
async fn together(pair: &Pair) -> (&Desk, Desk) {
    pair.wire.pull_out(pair.niamey.node.keys.id);
    (&pair.niamey, neighbour(&pair.niamey, "Central Authority, Niamey", "b.central").await)
}

async fn asks(
    from: &Desk,
    to: &Desk,
    body: MoveBody,
    statements: Vec<Pick>,
    case: Option<CaseId>,
) -> Result<Made, ExchangeError> {
    let new = NewRequest {
        peer: to.node.keys.id,
        authority: Some(to.authority.id),
        case,
        hit: None,
        purpose: Purpose::Investigation,
        body,
        statements,
    };
    let made = from.node.store.run("ask", |tx| {
        let new = new.clone();
        async move { exchange::open_request(&tx, &from.node, &from.officer, new).await }
    });
    made.await
}

/// The dossier as the desk may read it.
async fn sees(desk: &Desk, id: DossierId) -> Option<Thread> {
    let read = desk.node.store.run::<_, ExchangeError, _, _>("see", |tx| async move {
        let Some(guarded) = exchange::thread(&tx, &desk.node, id, desk.authority.id).await? else {
            return Ok(None);
        };
        let ask = Ask::new(&desk.officer, action::READ, Purpose::Investigation, tx.at());
        Ok(desk.node.gate.open(guarded, &ask, &mut tx.log()).ok())
    });
    read.await.unwrap()
}

#[tokio::test]
async fn a_request_between_two_authorities_of_one_node_goes_the_whole_way_and_both_histories_are_equal() {
    for pair in both_databases().await {
        let (unit, central) = &together(&pair).await;
        let case = opens_case(unit, "AG-114").await;
        let known = records(unit, case, "Suleiman Adoum", PHONE).await;
        let carried = picks(unit, &known).await;
        let made = asks(unit, central, request(), carried, Some(case)).await.unwrap();
        assert_eq!(
            (made.carried, made.withheld),
            (2, 0),
            "{}: inside one State nobody is assessed",
            pair.kind
        );
        let id = made.dossier;
        assert!(sees(central, id).await.is_none(), "nothing arrives before it is carried");
        let done = delivers(unit).await;
        assert_eq!((done.carried, done.delivered), (1, 1), "{}", pair.kind);

        let arrived = sees(central, id).await.unwrap();
        assert_eq!((arrived.dossier.side, arrived.dossier.case), (Side::Answerer, None));
        assert_eq!(waits_for(&arrived), ("opened".into(), WaitsFor::Us));
        assert_eq!(waits_for(&reads(unit, id).await), ("opened".into(), WaitsFor::Them));
        moves(central, id, NewMove::of("acknowledge", MoveBody::default())).await.unwrap();
        let theirs = opens_case(central, "CA-7").await;
        let answered = records(central, theirs, "Hadiza Oumarou", "+227 90 00 01 15").await;
        let statements = picks(central, &answered).await;
        moves(central, id, NewMove { code: "answer".into(), body: answer(), statements }).await.unwrap();
        delivers(central).await;
        assert_eq!(takes(unit, id, 2, case).await.unwrap().statements, 2);
        moves(unit, id, NewMove::of("close", MoveBody::default())).await.unwrap();
        delivers(unit).await;

        let (ours, theirs) = (reads(unit, id).await, reads(central, id).await);
        assert_eq!((waits_for(&ours).0.as_str(), waits_for(&theirs).0.as_str()), ("closed", "closed"));
        assert_eq!(history_bytes(&ours), history_bytes(&theirs));
        for desk in [*unit, central] {
            let report = verifies(desk, id).await;
            assert_eq!((report.moves, report.signatures, report.bodies), (4, 4, 4), "{}", pair.kind);
            assert_eq!(
                (report.receipts, report.not_received, report.faults.as_slice()),
                (2, 0, [].as_slice())
            );
        }
    }
}

#[tokio::test]
async fn an_erased_copy_leaves_the_other_sides_whole() {
    for pair in both_databases().await {
        let (unit, central) = &together(&pair).await;
        let id = asks(unit, central, request(), Vec::new(), None).await.unwrap().dossier;
        delivers(unit).await;
        let erased = unit.node.store.run::<_, ExchangeError, _, _>("erase", |tx| async move {
            Ok(exchange::store::erase_bodies(&tx, id, unit.authority.id).await?)
        });
        erased.await.unwrap();
        assert!(reads(unit, id).await.moves[0].body.is_none(), "{}", pair.kind);
        assert_eq!(reads(central, id).await.opening().text("subject"), "Who used this number in October?");
        assert_eq!((verifies(unit, id).await.erased, verifies(central, id).await.erased), (1, 0));
    }
}

#[tokio::test]
async fn nobody_asks_themselves() {
    for pair in both_databases().await {
        let (unit, central) = &together(&pair).await;
        // The leading authority of its own node is the one that asks.
        let led = opens(unit, unit.node.keys.id, request()).await;
        assert!(matches!(led, Err(ExchangeError::UnknownAuthority)));
        assert!(matches!(
            asks(central, central, request(), Vec::new(), None).await,
            Err(ExchangeError::UnknownAuthority)
        ));
        assert!(waiting(unit).await.is_empty());
    }
}

#[tokio::test]
async fn a_13_moves_between_two_authorities_that_come_out_of_order_have_no_receipt_before_their_turn() {
    for pair in both_databases().await {
        let (unit, central) = &together(&pair).await;
        let id = asks(unit, central, request(), Vec::new(), None).await.unwrap().dossier;
        let reasons = MoveBody::default().with("reasons", "the person was found");
        moves(unit, id, NewMove::of("withdraw", reasons)).await.unwrap();
        moves(unit, id, NewMove::of("close", MoveBody::default())).await.unwrap();
        let rows = waiting(unit).await;
        for (place, follows) in [(2, false), (1, false), (0, true), (2, false), (1, true), (2, true)] {
            let taken = hand_in(&unit.node, unit.node.keys.id, &rows[place].sealed).await.unwrap();
            assert_eq!(matches!(taken, Answer::Receipt(_)), follows, "{place}");
        }
        let (ours, theirs) = (reads(unit, id).await, reads(central, id).await);
        assert_eq!(theirs.dossier.state, "closed");
        assert_eq!(history_bytes(&ours), history_bytes(&theirs));
    }
}

#[tokio::test]
async fn r_05_what_is_blocked_for_everyone_does_not_go_to_an_authority_next_door_either() {
    for pair in both_databases().await {
        let (unit, central) = &together(&pair).await;
        let body = || request().with("facts", "The cab's phone called 00227 90000114 twice.");
        // Feared is another State: inside this one the officers may speak of it.
        holds_back(unit, PHONE, "XA").await;
        asks(unit, central, body(), Vec::new(), None).await.unwrap();
        // Nobody has screened the claim yet: it leaves to nobody.
        let blocked = Blocked { everyone: true, parties: std::collections::BTreeSet::new() };
        let mut selectors = casefile::values_in(PHONE, Party::parse("NE").unwrap());
        selectors.retain(|s| s.kind == SelectorKind::Phone);
        let held = unit.node.store.run::<_, casefile::CaseError, _, _>("hold back", |tx| {
            let (blocked, selectors) = (&blocked, &selectors);
            async move {
                let keys = casefile::Keys::of(&unit.node.vault);
                casefile::hold_back(&tx, &keys, selectors, blocked, casefile::HoldReason::Protection).await
            }
        });
        held.await.unwrap();
        let Err(ExchangeError::Refused(refusal)) = asks(unit, central, body(), Vec::new(), None).await else {
            panic!("it was sent");
        };
        assert_eq!(refusal.public().code(), "not-available", "the refusal does not tell why");
    }
}

#[tokio::test]
async fn r_10_what_one_authority_lends_another_under_h2_does_not_go_to_a_third_of_the_same_node() {
    for pair in both_databases().await {
        let (unit, central) = &together(&pair).await;
        let third = &neighbour(unit, "Protection Service, Niamey", "c.third").await;
        let id = asks(unit, central, request(), Vec::new(), None).await.unwrap().dossier;
        delivers(unit).await;
        let theirs = opens_case(central, "CA-7").await;
        let lent = records_with(central, theirs, "Hadiza Oumarou", PHONE, |mut s| {
            s.handling = Handling::H2;
            s
        });
        let statements = picks(central, &lent.await).await;
        let body = answer().with("handling", "H0").with("conditions", "");
        moves(central, id, NewMove { code: "answer".into(), body, statements }).await.unwrap();
        delivers(central).await;
        let case = opens_case(unit, "AG-114").await;
        assert_eq!(takes(unit, id, 1, case).await.unwrap().statements, 2);
        let taken = everything_of(unit, case).await;
        assert!(taken.iter().all(|s| s.originator == Some(unit.node.keys.id) && s.handling == Handling::H2));
        let on =
            taken.iter().map(|s| Pick { entity: s.entity, statement: s.id, name: false }).collect::<Vec<_>>();
        let made = asks(unit, third, request(), on, Some(case)).await.unwrap();
        assert_eq!((made.carried, made.withheld), (0, 2), "{}", pair.kind);
    }
}

/// An opening move that names a dossier of the sender's choice, signed and sealed as a peer would.
async fn claims(from: &Desk, to: &Desk, id: DossierId, side: Side) -> Vec<u8> {
    let peer = from.peer(to).await;
    let theirs = procedure::Kind::read(procedure::shipped::INFORMATION_REQUEST).unwrap();
    let sent = from.node.store.run::<_, ExchangeError, _, _>("claim", |tx| {
        let (peer, theirs) = (&peer, &theirs);
        async move {
            let body = request().with("purpose", "investigation");
            let bytes = body.to_bytes();
            let salted = Salted::new(&bytes, tx.rng());
            let mut rest = serde_json::Map::new();
            rest.insert("from_authority".into(), from.authority.id.to_string().into());
            rest.insert("to_authority".into(), to.authority.id.to_string().into());
            let kind = exchange::types::KindRef {
                id: theirs.id.clone(),
                version: theirs.version,
                digest: theirs.digest,
            };
            let header = MoveHeader {
                dossier: id,
                kind,
                side,
                number: 1,
                prev: None,
                seen: None,
                code: if side == Side::Asker { "open".into() } else { "acknowledge".into() },
                facts: body.facts(),
                body: salted.digest,
                at: tx.at(),
                desk: "Accra".into(),
                rest,
            };
            let header = header.to_bytes().unwrap();
            let signs = directory::signing_keys(&tx, &from.node).await?;
            let made = StoredMove {
                dossier: id,
                side,
                number: 1,
                digest: MoveHeader::digest(&header),
                signature: signs.newest().sign(MOVE_CONTEXT, &header).to_vec(),
                signer: signs.newest().public(),
                header,
                salt: Some(salted.salt),
                body: Some(bytes.clone()),
                at: tx.at(),
                person: None,
                message: MessageId(uuid::Uuid::nil()),
            };
            let file = procedure::shipped::INFORMATION_REQUEST.to_owned();
            let wire = MoveWire::of(&made, salted.salt, &bytes, Some(file)).to_bytes();
            let about = About {
                dossier: Some((id, 1)),
                danger: false,
                heads: Heads::default(),
                ..About::of(&tx, "move", Purpose::Investigation)
            };
            let object = ObjectRef { kind: "move", id: id.0 };
            Ok(queue(&tx, &from.node, peer, &about, Released::for_test(wire, peer.recipient(), object))
                .await?)
        }
    });
    let message = sent.await.unwrap();
    waiting(from).await.into_iter().find(|r| r.message == message).unwrap().sealed
}

#[tokio::test]
async fn a_4_a_peer_does_not_speak_in_a_dossier_between_two_authorities_of_another_node() {
    for pair in both_databases().await {
        let (unit, central) = &together(&pair).await;
        let accra = &pair.accra;
        let id = asks(unit, central, request(), Vec::new(), None).await.unwrap().dossier;
        let guess = DossierId::new(accra.node.store.rng());
        for delivered in [false, true] {
            if delivered {
                delivers(unit).await;
            }
            for side in [Side::Asker, Side::Answerer] {
                for to in [*unit, central] {
                    let sealed = claims(accra, to, id, side).await;
                    let Answer::Receipt(receipt) =
                        hand_in(&unit.node, accra.node.keys.id, &sealed).await.unwrap()
                    else {
                        panic!("no receipt");
                    };
                    let receipt = String::from_utf8_lossy(&receipt).into_owned();
                    assert!(receipt.contains("not-available"), "{side:?} {delivered}: {receipt}");
                }
            }
        }
        assert_eq!(reads(unit, id).await.moves.len(), 1);
        assert_eq!(reads(central, id).await.moves.len(), 1);
        assert!(
            reads(unit, id).await.dossier.frozen.is_none()
                && reads(central, id).await.dossier.frozen.is_none()
        );
        // The same words under an id of its own open a dossier.
        let sealed = claims(accra, unit, guess, Side::Asker).await;
        assert!(matches!(
            hand_in(&unit.node, accra.node.keys.id, &sealed).await.unwrap(),
            Answer::Receipt(_)
        ));
        assert!(sees(unit, guess).await.is_some() && sees(central, guess).await.is_none());
    }
}
