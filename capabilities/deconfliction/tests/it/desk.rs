//! What the desk says: which cases wait to be checked.

use crate::tapped::{both_databases, case_of, checks, clears};
use access::Place;
use exchange::testing::Desk;
use kernel::{Actor, Lang, Role};
use store::StoreError;
use uuid::Uuid;

const NUMBER: &str = "+227 90 00 01 14";

/// The panels in the desk's main column, as this person sees them.
async fn sees(desk: &Desk, actor: &Actor) -> String {
    let node = &desk.node;
    let t = web::T::new(std::sync::Arc::clone(&node.words), Lang::En);
    let shown = node.store.run::<_, StoreError, _, _>("desk", |tx| {
        let t = &t;
        async move { node.panels_at(Place::Desk, &tx, actor, Uuid::nil(), t).await }
    });
    shown.await.unwrap().concat()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_waits_to_be_checked_from_its_clearance_to_its_check() {
    for two in both_databases().await {
        let desk = &two.accra;
        let case = case_of(desk, "GH-1", &[("a", NUMBER)]).await;
        assert_eq!(sees(desk, &desk.officer).await, "", "{}: nothing is cleared", two.kind);
        clears(desk, case).await;
        let waiting = sees(desk, &desk.officer).await;
        assert!(waiting.contains("GH-1") && waiting.contains("1 value cleared"), "{}: {waiting}", two.kind);
        assert!(waiting.contains(&format!("/cases/{case}/check")), "{}: {waiting}", two.kind);

        desk.clock.advance_ms(1_000);
        checks(desk, &two.niamey, case).await;
        assert_eq!(sees(desk, &desk.officer).await, "", "{}: it was checked", two.kind);

        desk.clock.advance_ms(1_000);
        let later = case_of(desk, "GH-2", &[("b", "+227 96 00 00 09")]).await;
        clears(desk, later).await;
        let waiting = sees(desk, &desk.officer).await;
        assert!(waiting.contains("GH-2") && !waiting.contains("GH-1"), "{}: {waiting}", two.kind);
        let mut duty = desk.officer.clone();
        duty.roles = [Role::DutyOfficer].into();
        assert_eq!(sees(desk, &duty).await, "", "{}: who may not check is not asked to", two.kind);
        assert_eq!(sees(&two.niamey, &two.niamey.officer).await, "", "{}: another authority", two.kind);
    }
}
