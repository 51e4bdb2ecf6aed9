//! What every room counts, on both databases, with cases among it that are kept to named people.

// long: one quarter with events of every room, and what may be told of it, read together

use crate::retention::{MARKS, asks, both_databases, case_of, claims, officer};
use casefile::{CaseError, CircleAct, Keys};
use exchange::testing::{Desk, Pair};
use exchange::{ExchangeError, MoveBody, NewMove};
use kernel::figures::{Band, Grain, Period, Table};
use kernel::id::{CaseId, CheckId, DossierId, EntityId};
use kernel::{Actor, Compartment, Purpose, Role, SelectorKind, Timestamp};
use oversight::Figured;
use std::collections::{BTreeMap, BTreeSet};
use store::StoreError;
use uuid::Uuid;

async fn check(desk: &Desk, n: u128, case: CaseId, at: Timestamp, found: bool) {
    let id = CheckId(Uuid::from_u128(n));
    let record = deconfliction::CheckRecord {
        id,
        case,
        authority: desk.authority.id,
        person: desk.officer.person,
        by: desk.officer.name.clone(),
        purpose: Purpose::Investigation,
        words: "who used it".into(),
        basis: "UNTOC-27".into(),
        at,
    };
    let hit = deconfliction::store::HitRow {
        hit: deconfliction::Hit {
            id: Uuid::from_u128(0x1000 + n),
            side: deconfliction::HitSide::Asked,
            check: Some(id),
            peer: desk.node.keys.id,
            authority: None,
            case,
            selector: Uuid::from_u128(1),
            kind: SelectorKind::Phone,
            chance: 0.0,
            reference: format!("H-{n}"),
            at,
        },
        own_authority: desk.authority.id,
        batch: None,
        place: None,
        shown: true,
    };
    let kept = desk.node.store.run::<_, StoreError, _, _>("check", |tx| {
        let (record, hits) = (record.clone(), if found { vec![hit.clone()] } else { Vec::new() });
        async move {
            deconfliction::store::put_check(&tx, &record).await?;
            deconfliction::store::put_hits(&tx, &hits).await
        }
    });
    kept.await.unwrap();
}

/// A peer asked with a batch, for this purpose.
async fn asked(desk: &Desk, batch: &str, purpose: Purpose) {
    let asked = deconfliction::store::Asked {
        peer: desk.node.keys.id,
        batch: batch.into(),
        kind: SelectorKind::Phone,
        authority: desk.authority.id,
        blinded: Vec::new(),
        purpose,
        words: "who used it".into(),
        basis: "UNTOC-27".into(),
    };
    let asked = &asked;
    let kept = desk.node.store.run::<_, StoreError, _, _>("asked", |tx| async move {
        deconfliction::store::put_asked(&tx, asked).await
    });
    kept.await.unwrap();
}

/// Somebody who works at the desk, with what they may do now.
async fn fresh(desk: &Desk, actor: &Actor) -> Actor {
    let found = desk.node.store.run::<_, StoreError, _, _>("actor", |tx| async move {
        let person = access::store::person(&tx, actor.person).await?.unwrap();
        Ok(access::store::actor(&tx, &person).await?.0)
    });
    found.await.unwrap()
}

async fn change(desk: &Desk, case: CaseId, act: CircleAct) {
    let actor = &fresh(desk, &desk.officer).await;
    let done = desk.node.store.run::<_, CaseError, _, _>("circle", |tx| {
        let act = &act;
        async move {
            let keys = Keys::of(&desk.node.vault);
            let by = (actor, Purpose::Investigation);
            casefile::change_circle(&tx, &keys, &desk.node.gate, by, case, act).await
        }
    });
    done.await.unwrap();
}

async fn moves(desk: &Desk, dossier: DossierId, code: &str, body: MoveBody) {
    let made = desk.node.store.run::<_, ExchangeError, _, _>("move", |tx| {
        let new = NewMove::of(code, body.clone());
        async move { exchange::make_move(&tx, &desk.node, &desk.officer, dossier, new).await }
    });
    made.await.unwrap();
    while exchange::deliver_due(&desk.node, 100).await.unwrap().carried > 0 {}
}

fn answer() -> MoveBody {
    MoveBody::default()
        .with("outcome", "whole")
        .with("text", "It was active in October.")
        .with("handling", "H0")
}

fn refusal() -> MoveBody {
    MoveBody::default().with("ground", "ongoing-investigation").with("reasons", "It would be noticed.")
}

/// Seven cases, a claim in each, four checks that found nothing and six that found something, six requests answered
/// and one refused. And as much again that hangs on three cases kept to named people.
async fn a_quarter(pair: &Pair) -> Vec<CaseId> {
    let (accra, niamey) = (&pair.accra, &pair.niamey);
    let mut made: Vec<(CaseId, EntityId)> = Vec::new();
    for n in 1..=10 {
        let by = (&accra.officer, Purpose::Investigation);
        made.push(case_of(accra, by, &format!("AG-{n}"), Compartment::Operational).await);
        claims(accra, made[n - 1].1).await;
    }
    let prosecutor = officer(accra, "q", Role::Prosecutor).await;
    for n in 11..=15 {
        let by = (&prosecutor, Purpose::Prosecution);
        case_of(accra, by, &format!("AG-{n}"), Compartment::Integrity).await;
    }
    let (open, kept) = (made[0].0, made[9].0);
    let at = accra.node.store.clock().now();
    for n in 0..10 {
        check(accra, n, open, at, n < 6).await;
        check(accra, 100 + n, kept, at, n < 4).await;
    }
    for n in 0..3 {
        asked(niamey, &format!("b-{n}"), Purpose::Investigation).await;
    }
    asked(niamey, "b-9", Purpose::Prevention).await;
    for n in 0..7 {
        let id = asks(pair, open).await.unwrap().dossier;
        let (code, body) = if n < 6 { ("answer", answer()) } else { ("refuse", refusal()) };
        moves(niamey, id, code, body).await;
    }
    for _ in 0..4 {
        let id = asks(pair, kept).await.unwrap().dossier;
        moves(niamey, id, "refuse", refusal()).await;
    }
    let kept: Vec<CaseId> = made[7..].iter().map(|one| one.0).collect();
    for case in &kept {
        change(accra, *case, CircleAct::Restrict([accra.officer.person].into())).await;
    }
    kept
}

/// The figures of a desk once the year is over.
async fn counted(desk: &Desk, now: &str) -> Vec<Figured> {
    let now = Timestamp::parse(now).unwrap();
    desk.clock.advance_ms(now.since(desk.node.store.clock().now()).max(0));
    oversight::count_figures(&desk.node).await.unwrap();
    let auditor = Actor { roles: [Role::Auditor].into(), ..desk.officer.clone() };
    let auditor = &auditor;
    let read = desk.node.store.run::<_, StoreError, _, _>("figures", |tx| async move {
        oversight::figures_of(&tx, &desk.node, auditor).await
    });
    read.await.unwrap()
}

/// Every cell that says more than that it is small: table, cell, and the least it may be.
fn told(all: &[Figured]) -> Vec<(String, String, u64)> {
    let tables: Vec<&Table> = all.iter().flat_map(|f| &f.document.tables).collect();
    let cells = tables.iter().flat_map(|table| table.cells.iter().map(|cell| (table.table.clone(), cell)));
    cells
        .filter_map(|(table, cell)| match cell.count {
            Band::Within { from, .. } => Some((table, cell.cell.clone(), from)),
            Band::Below { .. } => None,
        })
        .collect()
}

fn cell(table: &str, cell: &str, from: u64) -> (String, String, u64) {
    (table.into(), cell.into(), from)
}

const NEXT_YEAR: &str = "2027-01-02T00:00:00Z";

#[tokio::test]
async fn r_05_a_small_cell_is_in_no_figure_and_cannot_be_computed() {
    for pair in both_databases().await {
        let kept = a_quarter(&pair).await;
        let accra = counted(&pair.accra, NEXT_YEAR).await;
        let periods: Vec<String> = accra.iter().map(|f| f.period.to_string()).collect();
        assert_eq!(periods, ["2026-Q4", "2026"], "{}", pair.kind);
        assert_eq!(
            told(&accra),
            [
                cell("cases-opened", "opened", 5),
                cell("requests-sent", "answered", 5),
                cell("checks-made", "found", 5),
            ],
            "{}: seven claims and one refusal are too few; what hangs on kept cases is not counted",
            pair.kind
        );
        let niamey = counted(&pair.niamey, NEXT_YEAR).await;
        assert_eq!(
            told(&niamey),
            [
                cell("requests-received", "answered-week", 5),
                cell("requests-received", "refused-interests", 5)
            ],
            "{}: for whoever was asked they are requests like others",
            pair.kind
        );
        // No table stands in two periods that overlap, and none says anything but its cells.
        let of = |figured: &Figured| -> BTreeSet<String> {
            figured.document.tables.iter().map(|t| format!("{}/{}", t.room, t.table)).collect()
        };
        assert!(of(&accra[0]).is_disjoint(&of(&accra[1])), "{}", pair.kind);
        for figured in &accra {
            let document: serde_json::Value = serde_json::from_str(&figured.bytes).unwrap();
            let keys = |value: &serde_json::Value| {
                value.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>()
            };
            assert_eq!(
                keys(&document),
                ["authority", "format", "party", "period", "tables"].map(String::from).into()
            );
            for table in document["tables"].as_array().unwrap() {
                assert_eq!(
                    keys(table),
                    ["cells", "room", "table", "unit"].map(String::from).into(),
                    "no total"
                );
            }
        }
        // What comes late, or is opened again, changes nothing that was counted.
        change(&pair.accra, kept[0], CircleAct::Open).await;
        let late = Timestamp::parse("2026-12-01T00:00:00Z").unwrap();
        for n in 200..220 {
            check(&pair.accra, n, kept[0], late, false).await;
        }
        let again = counted(&pair.accra, NEXT_YEAR).await;
        assert_eq!(again, accra, "{}: a period has one version", pair.kind);
        let next = counted(&pair.accra, "2027-04-01T00:00:00Z").await;
        assert_eq!(next[1..], accra[..], "{}", pair.kind);
        assert_eq!(told(&next[..1]), [], "{}: the next quarter does not make up for it", pair.kind);
    }
}

#[tokio::test]
async fn r_05_every_event_is_counted_once() {
    for pair in both_databases().await {
        a_quarter(&pair).await;
        for (desk, expected) in [
            (
                &pair.accra,
                BTreeMap::from([
                    ("cases-opened", vec![("opened", 7)]),
                    ("requests-sent", vec![("answered", 6), ("refused", 1)]),
                    ("checks-made", vec![("found", 6), ("nothing", 4)]),
                    ("people-claimed-for", vec![("people", 7)]),
                ]),
            ),
            (
                &pair.niamey,
                BTreeMap::from([
                    ("requests-received", vec![("answered-week", 6), ("refused-interests", 5)]),
                    ("questions-answered", vec![("investigation", 3), ("prevention", 1)]),
                ]),
            ),
        ] {
            for figures in &desk.node.figures {
                let (table, figures) = (figures.table(), figures.as_ref());
                let period = match table.grain {
                    Grain::Quarter => Period::parse("2026-Q4").unwrap(),
                    Grain::Year => Period::parse("2026").unwrap(),
                };
                for (period, counts) in
                    [(period, expected.get(table.code)), (period.previous(), None), (period.next(), None)]
                {
                    let exact = desk.node.store.run::<_, StoreError, _, _>("count", |tx| async move {
                        let counts = figures.count(&desk.node, &tx, desk.authority.id, period).await?;
                        Ok(counts.exact())
                    });
                    let exact = exact.await.unwrap();
                    assert_eq!(
                        &exact,
                        counts.unwrap_or(&Vec::new()),
                        "{}: {} {period}",
                        pair.kind,
                        table.code
                    );
                    assert!(exact.iter().all(|(cell, _)| table.cells.contains(cell)), "{}", table.code);
                }
            }
        }
    }
}

#[tokio::test]
async fn r_19_figures_hold_no_person() {
    for pair in both_databases().await {
        a_quarter(&pair).await;
        for desk in [&pair.accra, &pair.niamey] {
            let all = counted(desk, NEXT_YEAR).await;
            assert!(!all.is_empty());
            for figured in &all {
                let files = [figured.bytes.clone(), format!("{:?}", figured.document.lines())];
                for file in &files {
                    for mark in MARKS.iter().copied().chain(["a.moussa", "AG-1", "H-1", "UNTOC", "active in"])
                    {
                        assert!(!file.contains(mark), "{}: `{mark}` in {file}", pair.kind);
                    }
                    let ids = file.split(|c: char| !(c.is_ascii_hexdigit() || c == '-'));
                    assert!(ids.clone().all(|part| part.len() < 32), "{}: an id in {file} (A-17)", pair.kind);
                }
            }
        }
    }
}

#[tokio::test]
async fn the_neighbour_on_the_same_node_has_figures_of_its_own() {
    let pairs = both_databases().await;
    let pair = &pairs[0];
    a_quarter(pair).await;
    let neighbour = exchange::testing::neighbour(&pair.accra, "Border Police", "b.olice").await;
    assert_ne!(told(&counted(&pair.accra, NEXT_YEAR).await), []);
    assert_eq!(told(&counted(&neighbour, NEXT_YEAR).await), []);
}
