//! The store on both databases.
#![cfg(test)]

mod log;

use kernel::id::{DossierId, MessageId, NodeId};
use kernel::testing::{SeededRng, TestClock};
use kernel::{Actor, ActorKind, AuditEntry, Digest, Outcome, Purpose, Timestamp};
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::outbox::{self, OutState, Outgoing};
use store::testing::{SmallDisk, both, close};
use store::{Column, Migration, StoreError, Tx, audit, search, setting, table};
use uuid::Uuid;

fn steps() -> Vec<Migration> {
    vec![Migration::tables(
        "test-1",
        vec![table("counter").col("id", Column::Int).col("n", Column::Int).key(&["id"])],
    )]
}

fn entry(tx: &Tx, outcome: Outcome) -> AuditEntry {
    AuditEntry {
        at: tx.at(),
        actor: Actor {
            kind: ActorKind::Person,
            person: kernel::id::PersonId(Uuid::from_u128(1)),
            name: "A. Moussa".into(),
            authority: kernel::id::AuthorityId(Uuid::from_u128(2)),
            party: kernel::Party::parse("NE").unwrap(),
            roles: BTreeSet::new(),
            compartments: BTreeSet::new(),
            circles: BTreeSet::new(),
        },
        action: "read",
        object_kind: "case",
        object: Uuid::from_u128(3),
        purpose: Purpose::Investigation,
        outcome,
        note: String::new(),
    }
}

async fn sql(tx: &Tx, text: &str) {
    tx.db().execute_raw(Statement::from_string(tx.db().get_database_backend(), text)).await.unwrap();
}

async fn counter(tx: &Tx) -> i64 {
    let backend: DatabaseBackend = tx.db().get_database_backend();
    let row = tx
        .db()
        .query_one_raw(Statement::from_string(backend, "SELECT n FROM counter WHERE id = 1"))
        .await
        .unwrap();
    row.unwrap().try_get("", "n").unwrap()
}

#[tokio::test]
async fn concurrent_read_then_write_transactions_lose_nothing() {
    for s in both(&steps()).await {
        s.store
            .run::<_, StoreError, _, _>("seed", |tx| async move {
                sql(&tx, "INSERT INTO counter (id, n) VALUES (1, 0)").await;
                Ok(())
            })
            .await
            .unwrap();
        let workers: Vec<_> = (0..8)
            .map(|_| {
                let store = s.store.clone();
                tokio::spawn(async move {
                    for _ in 0..10 {
                        store
                            .run::<_, StoreError, _, _>("count", |tx| async move {
                                let n = counter(&tx).await + 1;
                                let backend = tx.db().get_database_backend();
                                tx.db()
                                    .execute_raw(Statement::from_string(
                                        backend,
                                        format!("UPDATE counter SET n = {n} WHERE id = 1"),
                                    ))
                                    .await?;
                                Ok(())
                            })
                            .await
                            .unwrap();
                    }
                })
            })
            .collect();
        for worker in workers {
            worker.await.unwrap();
        }
        let n = s
            .store
            .run::<_, StoreError, _, _>("read", |tx| async move { Ok(counter(&tx).await) })
            .await
            .unwrap();
        assert_eq!(n, 80, "{}", s.kind);
    }
}

/// SQLite lets one writer in at a time, and whoever waits for it by looking again now and then keeps a connection.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_waits_to_write_comes_in_turn_and_holds_up_nobody_who_looks() {
    const A_MOMENT: std::time::Duration = std::time::Duration::from_millis(20);
    for s in both(&steps()).await.into_iter().filter(|s| s.kind == "sqlite") {
        let (inside, goes_on) = (tokio::sync::Notify::new(), Arc::new(tokio::sync::Notify::new()));
        let long = s.store.run::<_, StoreError, _, _>("long", |tx| {
            let (inside, goes_on) = (&inside, &goes_on);
            async move {
                setting::put(&tx, "order", "").await?;
                inside.notify_one();
                goes_on.notified().await;
                Ok(())
            }
        });
        let others = async {
            inside.notified().await;
            let mut writers = Vec::new();
            for n in 0..12 {
                let store = s.store.clone();
                writers.push(tokio::spawn(async move {
                    let adds = store.run::<_, StoreError, _, _>("add", |tx| async move {
                        let before = setting::get(&tx, "order").await?.unwrap_or_default();
                        setting::put(&tx, "order", &format!("{before} {n}")).await
                    });
                    adds.await.unwrap();
                }));
                tokio::time::sleep(A_MOMENT).await;
            }
            let looks = s
                .store
                .look::<_, StoreError, _, _>("look", |tx| async move { setting::get(&tx, "order").await });
            let seen = tokio::time::timeout(std::time::Duration::from_secs(5), looks).await;
            goes_on.notify_one();
            for writer in writers {
                writer.await.unwrap();
            }
            seen
        };
        let (done, seen) = tokio::join!(long, others);
        done.unwrap();
        assert_eq!(seen.expect("it waits for no writer").unwrap(), None, "as it was before");
        let order =
            s.store.look::<_, StoreError, _, _>("look", |tx| async move { setting::get(&tx, "order").await });
        assert_eq!(order.await.unwrap().as_deref(), Some(" 0 1 2 3 4 5 6 7 8 9 10 11"));
    }
}

/// A browser hangs up, and what was done for it is dropped wherever it was.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_gone_when_a_transaction_begins_leaves_the_database_free() {
    for s in both(&steps()).await {
        for polls in 1..16 {
            let mut work = Box::pin(s.store.run::<(), StoreError, _, _>("gone", |tx| async move {
                setting::put(&tx, "free", "no").await?;
                std::future::pending().await
            }));
            for _ in 0..polls {
                let look = |cx: &mut std::task::Context<'_>| {
                    std::task::Poll::Ready(work.as_mut().poll(cx).is_ready())
                };
                assert!(!std::future::poll_fn(look).await);
                // The database answers, and nobody has seen it yet.
                std::thread::sleep(std::time::Duration::from_millis(3));
            }
        }
        let next = s
            .store
            .run::<_, StoreError, _, _>("next", |tx| async move { setting::put(&tx, "free", "yes").await });
        let done = tokio::time::timeout(std::time::Duration::from_secs(5), next).await;
        assert!(done.is_ok_and(|done| done.is_ok()), "{}: locked by nobody", s.kind);
    }
}

/// On SQLite; PostgreSQL ends a transaction that fails itself.
#[tokio::test]
async fn a_13_what_is_committed_after_the_disk_was_full_outlives_the_process() {
    let home = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}?mode=rwc", home.path().join("full.db").display());
    let disk = SmallDisk::default();
    let open = || async {
        let (clock, rng) = (Arc::new(TestClock::default()), Arc::new(SeededRng::new(1)));
        disk.open(&url, clock, rng).await.unwrap()
    };
    let store = open().await;
    store.migrate(&steps()).await.unwrap();
    let writes = |name: &'static str, value: String, stands: bool| {
        let (store, value) = (store.clone(), value);
        async move {
            let written = store.run::<(), StoreError, _, _>("write", |tx| {
                let value = value.clone();
                async move {
                    setting::put(&tx, name, &value).await?;
                    if stands { Ok(()) } else { Err(StoreError::Corrupt("undone on purpose".into())) }
                }
            });
            written.await
        }
    };
    writes("before", "stands".into(), true).await.unwrap();
    disk.fill(true);
    let full = writes("large", "x".repeat(1 << 20), true).await.unwrap_err();
    assert!(full.is_disk_full(), "{full}");
    disk.fill(false);
    writes("undone", "no".into(), false).await.unwrap_err();
    for _ in 0..3 {
        writes("after", "stands".into(), true).await.unwrap();
        writes("undone", "no".into(), false).await.unwrap_err();
    }
    // The process ends, and what nobody committed ends with it.
    close(&store).await;
    let again = open().await;
    let read = again.run::<_, StoreError, _, _>("read", |tx| async move {
        Ok([
            setting::get(&tx, "before").await?,
            setting::get(&tx, "after").await?,
            setting::get(&tx, "undone").await?,
        ])
    });
    assert_eq!(read.await.unwrap(), [Some("stands".into()), Some("stands".into()), None]);
}

#[tokio::test]
async fn a_2_a_change_and_its_audit_entry_commit_or_fail_together() {
    for s in both(&steps()).await {
        let failed = s
            .store
            .run::<(), StoreError, _, _>("change", |tx| async move {
                sql(&tx, "INSERT INTO counter (id, n) VALUES (1, 7)").await;
                tx.audit(entry(&tx, Outcome::Done));
                tx.audit(entry(&tx, Outcome::Refused(vec!["R-05".into()])));
                Err(StoreError::Corrupt("the change fails".into()))
            })
            .await;
        assert!(failed.is_err());
        let query = audit::LogQuery { rows: 10, ..Default::default() };
        let (rows, count) = s
            .store
            .run("log", |tx| {
                let q = query.clone();
                async move { audit::read(&tx, &q).await }
            })
            .await
            .unwrap();
        assert_eq!(count, 1, "{}: the refusal is kept, the entry of the undone change is not", s.kind);
        assert_eq!(rows[0].entry.outcome, Outcome::Refused(vec!["R-05".into()]));
    }
}

fn outgoing(number: u128, at: Timestamp) -> Outgoing {
    Outgoing {
        message: MessageId(Uuid::from_u128(number)),
        peer: NodeId([7; 16]),
        path: "/peer/v1/envelopes",
        dossier: Some(DossierId(Uuid::from_u128(9))),
        sequence: i64::try_from(number).unwrap(),
        danger: false,
        sealed: vec![1, 2, 3],
        digest: Digest([5; 32]),
        expires_at: at.plus_ms(1_000_000),
        body: vec![9],
    }
}

#[tokio::test]
async fn a_7_what_cannot_go_now_takes_no_place_from_what_can_and_nothing_passes_what_the_peer_does_not_have()
{
    let id = |number: u128| MessageId(Uuid::from_u128(number));
    let alone = |number, at| Outgoing { dossier: None, ..outgoing(number, at) };
    for s in both(&steps()).await {
        let seen = s.store.run::<_, StoreError, _, _>("queue", |tx| async move {
            let peer = NodeId([7; 16]);
            // Three hundred that failed and wait for their time; a dossier of three whose first failed; one that can go.
            for number in 100..400 {
                outbox::enqueue(&tx, alone(number, tx.at())).await?;
            }
            for number in 1..=3 {
                outbox::enqueue(&tx, outgoing(number, tx.at())).await?;
            }
            let failed: Vec<MessageId> = (100..400).chain([1]).map(id).collect();
            let later = tx.at().plus_ms(5_000);
            outbox::put_off(&tx, &failed, later).await?;
            assert_eq!(outbox::peers_waiting(&tx).await?, [peer]);
            assert!(outbox::due_for(&tx, peer, 256).await?.is_empty());
            assert_eq!(outbox::next_by_peer(&tx).await?, [(peer, later)], "what follows makes no haste");
            outbox::enqueue(&tx, alone(50, tx.at())).await?;
            let due = |rows: Vec<outbox::Waiting>| rows.iter().map(|row| row.message).collect::<Vec<_>>();
            assert_eq!(due(outbox::due_for(&tx, peer, 256).await?), [id(50)]);
            outbox::finish(&tx, id(50), OutState::Delivered, Some(b"receipt")).await?;
            outbox::finish(&tx, id(1), OutState::Rejected, Some(b"not")).await?;
            assert_eq!(due(outbox::due_for(&tx, peer, 256).await?), [], "held back");
            let carried = outbox::waiting_ids(&tx, peer, "/peer/v1/envelopes", 500).await?;
            assert_eq!((carried.len(), carried.contains(&id(2))), (300, false), "by whatever way");
            assert_eq!(
                outbox::not_taken(&tx).await?.iter().map(|one| one.message).collect::<Vec<_>>(),
                [id(1)]
            );
            let kept = [outbox::body(&tx, id(1)).await?, outbox::body(&tx, id(50)).await?];
            assert_eq!(kept, [Some(vec![9]), None], "kept until it is durable there");
            let again = Outgoing { message: id(60), sequence: 1, ..outgoing(1, tx.at()) };
            outbox::enqueue(&tx, again).await?;
            outbox::sent_again(&tx, id(1)).await?;
            assert_eq!(due(outbox::due_for(&tx, peer, 256).await?), [id(60)]);
            outbox::finish(&tx, id(60), OutState::Delivered, Some(b"receipt")).await?;
            assert_eq!(due(outbox::due_for(&tx, peer, 256).await?), [id(2)]);
            outbox::finish(&tx, id(100), OutState::Expired, None).await?;
            assert_eq!(outbox::body(&tx, id(100)).await?, None, "nobody sends again what is of no dossier");
            Ok(())
        });
        seen.await.unwrap();
    }
}

#[tokio::test]
async fn a_13_receipts_that_came_beside_each_other_end_each_its_own_message_and_none_that_has_ended() {
    // More than go into one statement.
    const MANY: u128 = 70;
    let id = |number: u128| MessageId(Uuid::from_u128(number));
    for s in both(&steps()).await {
        let queued = s.store.run::<_, StoreError, _, _>("queue", |tx| async move {
            for number in 1..=MANY + 1 {
                outbox::enqueue(&tx, outgoing(number, tx.at())).await?;
            }
            // One was given up while it was under way, as when trust is withdrawn: its receipt is true all the same.
            outbox::give_up(&tx, &[id(2)]).await?;
            outbox::finish(&tx, id(1), OutState::Rejected, Some(b"before")).await.map(|_| ())
        });
        queued.await.unwrap();
        let receipts: Vec<_> = (1..=MANY).map(|n| (id(n), format!("receipt {n}").into_bytes())).collect();
        let ended = s.store.run::<_, StoreError, _, _>("end", |tx| {
            let receipts: Vec<_> = receipts.iter().map(|(id, text)| (*id, text.as_slice())).collect();
            async move { outbox::finish_all(&tx, OutState::Delivered, &receipts).await }
        });
        ended.await.unwrap();
        let found = s.store.run::<_, StoreError, _, _>("find", |tx| async move {
            let mut found = Vec::new();
            for number in 1..=MANY + 1 {
                let row = outbox::find(&tx, id(number)).await?.unwrap();
                found.push((row.state, row.receipt.map(|r| String::from_utf8(r).unwrap())));
            }
            Ok(found)
        });
        let found = found.await.unwrap();
        assert_eq!(found[0], (OutState::Rejected, Some("before".into())), "what has ended stays as it ended");
        for number in 2..=MANY {
            let wanted = (OutState::Delivered, Some(format!("receipt {number}")));
            assert_eq!(found[usize::try_from(number).unwrap() - 1], wanted);
        }
        assert_eq!(found[usize::try_from(MANY).unwrap()], (OutState::Queued, None), "it had none");
    }
}

#[tokio::test]
async fn a_13_a_claimed_message_that_nobody_finished_is_claimed_again() {
    for s in both(&steps()).await {
        s.store
            .run("queue", |tx| async move {
                outbox::enqueue(&tx, outgoing(2, tx.at())).await?;
                outbox::enqueue(&tx, outgoing(1, tx.at())).await
            })
            .await
            .unwrap();
        let claim = || s.store.run("claim", |tx| async move { outbox::claim_due(&tx, 60_000, 10).await });
        let first: Vec<_> = claim().await.unwrap().iter().map(|r| r.sequence).collect();
        assert_eq!(first, [1, 2], "{}: in the order of the dossier", s.kind);
        assert!(claim().await.unwrap().is_empty(), "nobody else may send it meanwhile");
        s.clock.advance_ms(60_001);
        assert_eq!(claim().await.unwrap().len(), 2, "the claim ran out");

        let message = MessageId(Uuid::from_u128(1));
        let done = s.store.run("done", |tx| async move {
            outbox::finish(&tx, message, OutState::Delivered, Some(b"receipt")).await
        });
        assert!(done.await.unwrap());
        let again = s
            .store
            .run("again", |tx| async move { outbox::finish(&tx, message, OutState::Rejected, None).await });
        assert!(!again.await.unwrap(), "a message that has ended stays as it ended");
        let row =
            s.store.run("find", |tx| async move { outbox::find(&tx, message).await }).await.unwrap().unwrap();
        assert_eq!((row.state, row.receipt.as_deref()), (OutState::Delivered, Some(b"receipt".as_slice())));
    }
}

#[tokio::test]
async fn both_databases_find_the_same_in_every_script() {
    let texts = ["ermias ghermay", "小明 王小", "иванов иван", "محمد علي", "22790000114"];
    for s in both(&steps()).await {
        s.store
            .run("index", |tx| async move {
                let entries: Vec<_> = texts
                    .iter()
                    .enumerate()
                    .map(|(i, t)| search::SearchEntry {
                        object: Uuid::from_u128(i as u128),
                        within: Uuid::nil(),
                        tokens: (*t).into(),
                    })
                    .collect();
                search::add(&tx, &entries).await
            })
            .await
            .unwrap();
        let cases: [(&[&str], &[u128]); 7] = [
            (&["ghermay"], &[0]),
            (&["erm"], &[0]),
            (&["王小"], &[1]),
            (&["иван"], &[2]),
            (&["محمد"], &[3]),
            (&["227900"], &[4]),
            (&["ermias", "nobody"], &[]),
        ];
        for (query, expected) in cases {
            let tokens: Vec<String> = query.iter().map(|t| (*t).to_owned()).collect();
            let found = s
                .store
                .run("find", |tx| {
                    let t = tokens.clone();
                    async move { search::find(&tx, &asks(&t, None), None, 10).await }
                })
                .await
                .unwrap();
            assert_eq!(
                found.iter().map(|hit| hit.object).collect::<Vec<_>>(),
                expected.iter().map(|i| Uuid::from_u128(*i)).collect::<Vec<_>>(),
                "{} {query:?}",
                s.kind
            );
        }
    }
}

#[tokio::test]
async fn what_stands_elsewhere_uses_up_no_place_of_a_search_within() {
    let (here, elsewhere) = (Uuid::from_u128(1), Uuid::from_u128(2));
    for s in both(&steps()).await {
        let found = s.store.run("index and find", |tx| async move {
            let entry = |n: u128, within| search::SearchEntry {
                object: Uuid::from_u128(n),
                within,
                tokens: "muhammad".into(),
            };
            let mut entries: Vec<_> = (10..20).map(|n| entry(n, elsewhere)).collect();
            entries.push(entry(30, here));
            search::add(&tx, &entries).await?;
            search::find(&tx, &asks(&["muhammad".to_owned()], Some(here)), None, 5).await
        });
        let found: Vec<Uuid> = found.await.unwrap().iter().map(|hit| hit.object).collect();
        assert_eq!(found, [Uuid::from_u128(30)], "{}", s.kind);
    }
}

/// A query for every one of these tokens, the last of which may be the beginning of a longer one.
fn asks(tokens: &[String], within: Option<Uuid>) -> search::Query {
    let term = |(n, t): (usize, &String)| search::Term {
        one_of: vec![t.clone()],
        begins: n.saturating_add(1) == tokens.len(),
    };
    search::Query { terms: tokens.iter().enumerate().map(term).collect(), within }
}

#[tokio::test]
async fn what_is_found_comes_newest_first_and_in_parts() {
    for s in both(&steps()).await {
        let (first, rest, after) = s
            .store
            .run("index, find, remove", |tx| async move {
                let entries: Vec<_> = (1..=5)
                    .map(|n| search::SearchEntry {
                        object: Uuid::from_u128(n),
                        within: Uuid::nil(),
                        tokens: format!("boat number{n}"),
                    })
                    .collect();
                search::add(&tx, &entries).await?;
                let one_of = |of: &[&str]| search::Term {
                    one_of: of.iter().map(|t| (*t).to_owned()).collect(),
                    begins: false,
                };
                let boats = search::Query { terms: vec![one_of(&["boat", "ship"])], within: None };
                let first = search::find(&tx, &boats, None, 2).await?;
                let rest = search::find(&tx, &boats, first.last().map(|hit| hit.n), 10).await?;
                search::remove(&tx, Uuid::from_u128(5)).await?;
                let gone = search::Query {
                    terms: vec![one_of(&["boat"]), one_of(&["number5", "number1"])],
                    within: None,
                };
                Ok::<_, StoreError>((first, rest, search::find(&tx, &gone, None, 10).await?))
            })
            .await
            .unwrap();
        let objects = |hits: &[search::Hit]| hits.iter().map(|h| h.object.as_u128()).collect::<Vec<_>>();
        assert_eq!((objects(&first), objects(&rest)), (vec![5, 4], vec![3, 2, 1]), "{}", s.kind);
        assert_eq!(objects(&after), [1], "{}: what was removed is not found", s.kind);
    }
}

#[tokio::test]
async fn what_only_old_documents_hold_is_found_among_thousands_each_once() {
    const ALL: u128 = 60_000;
    for s in both(&steps()).await {
        let pages = s.store.run("many", |tx| async move {
            // A document may have for a word what the index has for the block of others.
            let tokens = |n| match n {
                1..=100 if n % 3 == 0 => "ship boat hulk",
                1..=3_000 => "ship hulk 14",
                _ => "ship",
            };
            let entry = |n| search::SearchEntry {
                object: Uuid::from_u128(n),
                within: Uuid::nil(),
                tokens: tokens(n).to_owned(),
            };
            search::add(&tx, &(1..=ALL).map(entry).collect::<Vec<_>>()).await?;
            let mut found = Vec::new();
            for (word, at_once) in
                [("boat", 7), ("hulk", 700), ("hulk", 3_500), ("ship", 9_000), ("raft", 7), ("14", 700)]
            {
                let (mut all, mut before) = (Vec::new(), None);
                loop {
                    let asked = asks(&[word.to_owned(), word.to_owned()], None);
                    let hits = search::find(&tx, &asked, before, at_once).await?;
                    before = hits.last().map(|hit| hit.n);
                    all.extend(hits.iter().map(|hit| hit.object.as_u128()));
                    if (hits.len() as u64) < at_once {
                        break;
                    }
                }
                found.push(all);
            }
            Ok::<_, StoreError>(found)
        });
        let newest_first = |all: Vec<u128>| all.into_iter().rev().collect::<Vec<_>>();
        let boats = newest_first((1..=100).filter(|n| n % 3 == 0).collect());
        let numbered = newest_first((1..=3_000).filter(|n| *n > 100 || n % 3 != 0).collect());
        let (hulks, ships) = (newest_first((1..=3_000).collect()), newest_first((1..=ALL).collect()));
        let expected = [boats, hulks.clone(), hulks, ships, Vec::new(), numbered];
        assert_eq!(pages.await.unwrap(), expected, "{}", s.kind);
    }
}

#[tokio::test]
async fn a_document_of_more_than_a_mebibyte_of_words_is_found_by_each() {
    for s in both(&steps()).await {
        let found = s.store.run("large", |tx| async move {
            let tokens: Vec<String> = (0..20_000).map(|n| format!("k{n:064}")).collect();
            let entry = search::SearchEntry {
                object: Uuid::from_u128(1),
                within: Uuid::nil(),
                tokens: tokens.join(" "),
            };
            search::add(&tx, &[entry]).await?;
            search::find(&tx, &asks(&[format!("k{:064}", 19_999)], None), None, 5).await
        });
        assert_eq!(found.await.unwrap().len(), 1, "{}", s.kind);
    }
}

#[tokio::test]
async fn a_newer_schema_is_refused_by_an_older_program() {
    for s in both(&steps()).await {
        assert!(
            matches!(s.store.migrate(&[]).await, Err(StoreError::UnknownSchema(step)) if step == "test-1")
        );
        s.store.migrate(&steps()).await.unwrap();
    }
}

#[tokio::test]
async fn settings_are_replaced_not_doubled() {
    for s in both(&steps()).await {
        let value = s
            .store
            .run("settings", |tx| async move {
                setting::put(&tx, "card", "1").await?;
                setting::put(&tx, "card", "2").await?;
                setting::get(&tx, "card").await
            })
            .await
            .unwrap();
        assert_eq!(value.as_deref(), Some("2"));
    }
}

#[tokio::test]
async fn a_secret_opens_under_its_master_key_only() {
    use seal::vault::{MasterKey, Vault};
    for s in both(&steps()).await {
        let vault = |seed| Vault::new(MasterKey::generate(&kernel::testing::SeededRng::new(seed)));
        let (right, wrong) = (vault(1), vault(2));
        let (right, wrong) = (&right, &wrong);
        s.store
            .run("put", |tx| async move { setting::put_secret(&tx, right, "identity", b"key").await })
            .await
            .unwrap();
        let found = s
            .store
            .run("get", |tx| async move { setting::secret(&tx, right, "identity").await })
            .await
            .unwrap();
        assert_eq!(found.as_deref(), Some(b"key".as_slice()));
        let refused =
            s.store.run("get", |tx| async move { setting::secret(&tx, wrong, "identity").await }).await;
        assert!(matches!(refused, Err(StoreError::Sealed(_))), "{}", s.kind);
    }
}
