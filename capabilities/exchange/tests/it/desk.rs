//! The desk at three in the morning: what came stands in one order, and a call for help goes up while nobody says that it
//! arrived.

use access::desk::{self, Step};
use access::store_duty::Staff;
use access::testing::person;
use exchange::testing::{Desk, Pair, pairs, steps};
use exchange::{ExchangeError, MoveBody, NewMove, NewRequest, deliver_due, make_move};
use kernel::id::DossierId;
use kernel::time::{HOUR_MS, MINUTE_MS};
use kernel::{Actor, Purpose, Role};
use store::StoreError;

async fn both_databases() -> Vec<Pair> {
    pairs(&steps(), &[directory::WORDS, casefile::WORDS, exchange::WORDS], |node| {
        node.inbound = exchange::inbound();
        node.works = exchange::works();
    })
    .await
}

/// Niamey asks Accra.
async fn asks(pair: &Pair, subject: &str, urgency: &str) -> DossierId {
    let (from, to) = (&pair.niamey, pair.accra.node.keys.id);
    let made = from.node.store.run::<_, ExchangeError, _, _>("ask", |tx| async move {
        let mut body = MoveBody::default()
            .with("subject", subject)
            .with("facts", "A truck with 46 dead.")
            .with("urgency", urgency)
            .with("basis", "UNTOC-27")
            .with("handling", "H0")
            .with("language", "en");
        body.0.insert("points".into(), serde_json::json!(["When was it active?"]));
        if urgency != "normal" {
            body = body.with("urgency_reason", "people are in it");
        }
        let new = NewRequest {
            peer: to,
            authority: None,
            case: None,
            hit: None,
            purpose: Purpose::Investigation,
            body,
            statements: Vec::new(),
        };
        exchange::open_request(&tx, &from.node, &from.officer, new).await
    });
    let made = made.await.unwrap();
    while deliver_due(&from.node, 100).await.unwrap().carried > 0 {}
    made.dossier
}

/// The dossiers on somebody's desk, in order, each with the name of who has it.
async fn on_desk(at: &Desk, who: &Actor) -> Vec<(DossierId, String)> {
    let node = &at.node;
    let found = node.store.run::<_, StoreError, _, _>("desk", |tx| async move {
        let staff = Staff::of(&tx, who.authority).await?;
        let pieces = desk::pieces(&tx, node, who, &staff).await?;
        let people = access::store::people(&tx).await?;
        let name = |id| people.iter().find(|p| Some(p.id) == id).map_or(String::new(), |p| p.name.clone());
        Ok(pieces.iter().map(|p| (DossierId(p.waiting.object), name(p.holder()))).collect::<Vec<_>>())
    });
    found.await.unwrap()
}

#[tokio::test]
async fn r_07_danger_to_life_stands_first_and_goes_up_while_nobody_acknowledges_it() {
    for pair in both_databases().await {
        let accra = &pair.accra;
        let ordinary = asks(&pair, "Who used this number?", "normal").await;
        accra.clock.advance_ms(HOUR_MS);
        pair.niamey.clock.advance_ms(HOUR_MS);
        let urgent = asks(&pair, "Where does it go?", "urgent").await;
        let danger = asks(&pair, "46 people in a closed truck", "imminent-threat-to-life").await;
        let order: Vec<DossierId> = on_desk(accra, &accra.officer).await.into_iter().map(|d| d.0).collect();
        assert_eq!(order, [danger, urgent, ordinary], "{}", pair.kind);

        let head = person(&accra.node, &accra.authority, "head", &[Role::Investigator]).await.0;
        let named = accra.node.store.run::<_, StoreError, _, _>("head", |tx| {
            let head = head.person;
            async move { access::store_duty::set_head(&tx, accra.authority.id, 2, Some(head)).await }
        });
        named.await.unwrap();
        accra.clock.advance_ms(14 * MINUTE_MS);
        access::keep_desks(&accra.node).await.unwrap();
        assert_eq!(on_desk(accra, &head).await.first().unwrap().1, "", "{}: there is time left", pair.kind);
        accra.clock.advance_ms(MINUTE_MS);
        access::keep_desks(&accra.node).await.unwrap();
        let now = on_desk(accra, &head).await;
        let held: Vec<&str> = now.iter().map(|d| d.1.as_str()).collect();
        assert_eq!(held, ["", "", ""], "{}: no deputy, and the head's time has not come", pair.kind);
        accra.clock.advance_ms(15 * MINUTE_MS);
        access::keep_desks(&accra.node).await.unwrap();
        let now = on_desk(accra, &head).await;
        let held: Vec<&str> = now.iter().map(|d| d.1.as_str()).collect();
        assert_eq!(held, ["head", "", ""], "{}: nothing else goes up", pair.kind);

        let acknowledged = accra.node.store.run::<_, ExchangeError, _, _>("acknowledge", |tx| {
            let new =
                NewMove { code: "acknowledge".into(), body: MoveBody::default(), statements: Vec::new() };
            async move { make_move(&tx, &accra.node, &accra.officer, danger, new).await }
        });
        acknowledged.await.unwrap();
        let node = &accra.node;
        let back = node.store.run::<_, desk::DeskError, _, _>("back", |tx| {
            let head = &head;
            async move { desk::act(&tx, node, head, ("dossier", danger.0), (Step::GiveBack, "")).await }
        });
        back.await.unwrap();
        accra.clock.advance_ms(600 * MINUTE_MS);
        access::keep_desks(&accra.node).await.unwrap();
        let now = on_desk(accra, &head).await;
        assert_eq!(
            now.first(),
            Some(&(danger, String::new())),
            "{}: acknowledged, it goes up no more",
            pair.kind
        );
    }
}
