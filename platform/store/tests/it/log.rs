//! The log on both databases: sealing, and every way of tampering with it, each done in the database itself.

use crate::{entry, sql, steps};
use kernel::id::LeafId;
use kernel::{Actor, ActorKind, Digest, Outcome, Timestamp};
use sea_orm::{ConnectionTrait, Statement};
use seal::vault::{MasterKey, Vault};
use std::collections::BTreeSet;
use store::audit::{self, Head, LogQuery, LogReport, TallyBy, Why};
use store::testing::{TestStore, both};
use store::{StoreError, Tx};
use uuid::Uuid;

/// A checkpoint as these tests sign one: place, head, and a keyed digest over both.
fn signed(key: u8) -> impl Fn(&Head) -> Vec<u8> {
    move |head: &Head| {
        let mut document = head.seq.to_be_bytes().to_vec();
        document.extend(head.head.0);
        let signature = Digest::of(&[&[key], &document]);
        document.extend(signature.0);
        document
    }
}

fn opened(document: &[u8]) -> Option<Head> {
    let (said, signature) = document.split_at_checked(40)?;
    if Digest::of(&[&[1], said]).0 != signature {
        return None;
    }
    let seq = i64::from_be_bytes(said[..8].try_into().ok()?);
    Some(Head { seq, head: Digest(said[8..].try_into().ok()?), at: Timestamp(0) })
}

fn bare(head: &[u8], signature: &[u8]) -> bool {
    Digest::of(&[b"bare", head]).0 == signature
}

/// Both databases with the key that marks entries.
async fn logs() -> Vec<TestStore> {
    let mut stores = both(&steps()).await;
    let vault = Vault::new(MasterKey::generate(&kernel::testing::SeededRng::new(1)));
    for one in &mut stores {
        one.store = one.store.clone().marking(vault.index_key("log mark"));
    }
    stores
}

async fn act(s: &TestStore, times: usize) {
    for _ in 0..times {
        s.clock.advance_ms(10);
        let acted = s.store.run::<_, StoreError, _, _>("act", |tx| async move {
            tx.audit(entry(&tx, Outcome::Done));
            Ok(())
        });
        acted.await.unwrap();
    }
}

async fn seal_with(s: &TestStore, key: u8) -> audit::Batch {
    let sealed = s.store.claimed("seal", |tx| async move { audit::seal(&tx, None, &signed(key)).await });
    sealed.await.unwrap().expect("nobody else seals")
}

async fn seal(s: &TestStore) -> audit::Batch {
    seal_with(s, 1).await
}

async fn verify(s: &TestStore) -> LogReport {
    let walked = s.store.look("verify", |tx| async move { audit::verify(&tx, &opened, &bare).await });
    walked.await.unwrap()
}

/// What somebody does who may write to the database.
async fn tamper(s: &TestStore, statements: &[&str]) {
    let done = s.store.run::<_, StoreError, _, _>("tamper", |tx| async move {
        for statement in statements {
            sql(&tx, statement).await;
        }
        Ok(())
    });
    done.await.unwrap();
}

/// Six sealed entries, tampered with so; what the walk finds, as places and reasons.
async fn found_after(statements: &[&str]) -> Vec<(&'static str, Vec<(Option<i64>, Why)>)> {
    let mut found = Vec::new();
    for s in logs().await {
        act(&s, 3).await;
        seal(&s).await;
        act(&s, 3).await;
        seal(&s).await;
        let before = verify(&s).await;
        assert!(before.holds() && before.chained == 6, "{}: {:?}", s.kind, before.faults);
        tamper(&s, statements).await;
        let report = verify(&s).await;
        found.push((s.kind, report.faults.iter().map(|f| (f.seq, f.why)).collect()));
    }
    found
}

async fn assert_found(statements: &[&str], expected: &[(Option<i64>, Why)]) {
    for (kind, found) in found_after(statements).await {
        assert_eq!(found, expected, "{kind}: {statements:?}");
    }
}

const LEAF_OF_3: &str = "(SELECT leaf FROM audit_link WHERE seq = 3)";

#[tokio::test]
async fn r_17_a_deleted_entry_is_missed_at_its_place() {
    let (body, link) =
        (format!("DELETE FROM audit_body WHERE id = {LEAF_OF_3}"), "DELETE FROM audit_link WHERE seq = 3");
    assert_found(&[&body, link], &[(Some(3), Why::MissingEntry)]).await;
}

#[tokio::test]
async fn r_17_a_deleted_text_is_no_erased_one() {
    let body = format!("DELETE FROM audit_body WHERE id = {LEAF_OF_3}");
    assert_found(&[&body], &[(Some(3), Why::MissingText)]).await;
}

#[tokio::test]
async fn r_17_a_text_whose_entry_was_removed_stands_without_a_place() {
    let found = found_after(&["DELETE FROM audit_link WHERE seq = 3"]).await;
    for (kind, found) in found {
        assert_eq!(found, [(Some(3), Why::MissingEntry), (None, Why::NoPlace)], "{kind}");
    }
}

#[tokio::test]
async fn r_17_an_altered_text_is_found() {
    let change =
        format!("UPDATE audit_body SET body = replace(body, 'A. Moussa', 'Nobody') WHERE id = {LEAF_OF_3}");
    assert_found(&[&change], &[(Some(3), Why::Text)]).await;
}

#[tokio::test]
async fn r_17_an_altered_column_that_entries_are_found_by_is_found() {
    for change in [
        "action = 'export'",
        "recipient = 'NE'",
        "object_kind = 'list'",
        "at = at + 1",
        "refused = NOT refused",
    ] {
        let change = format!("UPDATE audit_body SET {change} WHERE id = {LEAF_OF_3}");
        assert_found(&[&change], &[(Some(3), Why::Columns)]).await;
    }
    let listed = "INSERT INTO audit_listed (object, leaf) SELECT leaf, leaf FROM audit_link WHERE seq = 3";
    assert_found(&[listed], &[(Some(3), Why::Columns)]).await;
}

#[tokio::test]
async fn r_17_an_altered_digest_is_found() {
    let change = "UPDATE audit_link SET digest = 'aa' WHERE seq = 3";
    assert_found(&[change], &[(Some(3), Why::Digest), (Some(3), Why::Text)]).await;
}

#[tokio::test]
async fn r_17_two_swapped_entries_are_found() {
    let swap = [
        "UPDATE audit_link SET seq = -2 WHERE seq = 2",
        "UPDATE audit_link SET seq = 2 WHERE seq = 4",
        "UPDATE audit_link SET seq = 4 WHERE seq = -2",
    ];
    let places: Vec<_> = [2, 3, 4, 5].map(|seq| (Some(seq), Why::Digest)).into();
    assert_found(&swap, &places).await;
}

#[tokio::test]
async fn r_17_an_inserted_entry_is_found() {
    let insert = [
        "UPDATE audit_link SET seq = -seq WHERE seq > 3",
        "UPDATE audit_link SET seq = 1 - seq WHERE seq < 0",
        "INSERT INTO audit_link (seq, leaf, head, digest) SELECT 4, leaf, head, digest FROM audit_link WHERE seq = 2",
    ];
    for (kind, found) in found_after(&insert).await {
        assert_eq!(found[0], (Some(4), Why::Digest), "{kind}: {found:?}");
        assert!(found.contains(&(Some(7), Why::Unsigned)), "{kind}: {found:?}");
    }
}

#[tokio::test]
async fn r_17_a_text_put_in_without_an_entry_is_found() {
    let id = "00000000-0000-7000-8000-0000000000ff";
    for s in logs().await {
        act(&s, 1).await;
        seal(&s).await;
        let copied = s.store.run::<_, StoreError, _, _>("tamper", |tx| async move {
            let columns =
                "at, person, authority, action, object_kind, object, refused, recipient, salt, body";
            let put = format!("INSERT INTO audit_body (id, {columns}) SELECT $1, {columns} FROM audit_body");
            let id = Uuid::parse_str(id).unwrap();
            let backend = tx.db().get_database_backend();
            tx.db().execute_raw(Statement::from_sql_and_values(backend, put, [id.into()])).await?;
            Ok(())
        });
        copied.await.unwrap();
        let faults = verify(&s).await.faults;
        assert_eq!(faults.iter().map(|f| f.why).collect::<Vec<_>>(), [Why::NoPlace], "{}", s.kind);
        assert_eq!(faults[0].entry.unwrap().to_string(), id);
    }
}

#[tokio::test]
async fn r_17_an_entry_put_in_before_sealing_is_neither_sealed_nor_overlooked() {
    for s in logs().await {
        act(&s, 2).await;
        seal(&s).await;
        act(&s, 1).await;
        tamper(&s, &["UPDATE audit_waiting SET mark = 'not this node''s'"]).await;
        act(&s, 1).await;
        let batch = seal(&s).await;
        assert_eq!((batch.chained, batch.not_ours), (1, 1), "{}", s.kind);
        let report = verify(&s).await;
        assert_eq!(report.faults.iter().map(|f| f.why).collect::<Vec<_>>(), [Why::NotOurs], "{}", s.kind);
    }
}

#[tokio::test]
async fn r_17_an_entry_held_back_from_sealing_is_found() {
    for s in logs().await {
        act(&s, 1).await;
        tamper(&s, &["CREATE TABLE aside AS SELECT * FROM audit_waiting", "DELETE FROM audit_waiting"]).await;
        let without = verify(&s).await.faults;
        assert_eq!(without.iter().map(|f| f.why).collect::<Vec<_>>(), [Why::NoPlace], "{}", s.kind);
        s.clock.advance_ms(120_000);
        act(&s, 1).await;
        seal(&s).await;
        tamper(&s, &["INSERT INTO audit_waiting SELECT * FROM aside"]).await;
        s.clock.advance_ms(120_000);
        let back = verify(&s).await.faults;
        assert_eq!(back.iter().map(|f| f.why).collect::<Vec<_>>(), [Why::HeldBack], "{}", s.kind);
    }
}

#[tokio::test]
async fn r_17_a_cut_end_is_found_while_its_checkpoint_stands_and_where_it_is_unsigned() {
    let cut = [
        "DELETE FROM audit_body WHERE id IN (SELECT leaf FROM audit_link WHERE seq > 4)",
        "DELETE FROM audit_link WHERE seq > 4",
    ];
    assert_found(&cut, &[(Some(4), Why::Unsigned), (Some(6), Why::CutOff)]).await;
    assert_found(&["DELETE FROM audit_checkpoint WHERE seq = 6"], &[(Some(6), Why::Unsigned)]).await;
}

#[tokio::test]
async fn r_17_a_checkpoint_of_another_key_or_another_head_is_found() {
    for s in logs().await {
        act(&s, 2).await;
        seal_with(&s, 9).await;
        let found: Vec<_> = verify(&s).await.faults.iter().map(|f| (f.seq, f.why)).collect();
        assert_eq!(found, [(Some(2), Why::Signature), (Some(2), Why::Unsigned)], "{}", s.kind);
    }
    let other =
        "UPDATE audit_checkpoint SET document = (SELECT c.document FROM audit_checkpoint c WHERE c.seq = 3)";
    assert_found(&[other], &[(Some(6), Why::Signature), (Some(6), Why::Unsigned)]).await;
}

/// What only a witness shows: the chain made anew, with the right key, from a place on.
#[tokio::test]
async fn a_chain_made_anew_with_the_key_holds_by_itself_and_has_other_heads() {
    for s in logs().await {
        act(&s, 6).await;
        seal(&s).await;
        let heads = |s: &TestStore| {
            let store = s.store.clone();
            async move { store.look("heads", |tx| async move { audit::head_at(&tx, &[6]).await }).await.unwrap() }
        };
        let before = heads(&s).await;
        let leaf = "(SELECT leaf FROM audit_link WHERE seq = 6)";
        tamper(
            &s,
            &[
                &format!("DELETE FROM audit_body WHERE id = {leaf}"),
                "DELETE FROM audit_link WHERE seq = 6",
                "DELETE FROM audit_checkpoint",
            ],
        )
        .await;
        act(&s, 1).await;
        seal(&s).await;
        assert!(verify(&s).await.holds(), "{}", s.kind);
        assert_ne!(heads(&s).await, before, "{}: a counter-signature over the old head does not fit", s.kind);
    }
}

#[tokio::test]
async fn an_erased_text_leaves_the_chain_provable_and_says_who_erased_it() {
    for s in logs().await {
        act(&s, 2).await;
        seal(&s).await;
        let first = newest(&s, LogQuery { rows: 10, ..LogQuery::default() }).await[1].clone();
        let erase = |id: LeafId| {
            let store = s.store.clone();
            async move {
                let by = officer();
                let by = &by;
                store
                    .run("erase", |tx| async move { audit::erase_body(&tx, id, by, "term over").await })
                    .await
            }
        };
        erase(first.id).await.unwrap();
        let told =
            newest(&s, LogQuery { action: Some(audit::ERASE.into()), rows: 10, ..LogQuery::default() }).await;
        assert_eq!((told[0].entry.object, told[0].entry.note.as_str()), (first.id.0, "term over"));
        assert!(verify(&s).await.holds(), "{}: before the erasure is sealed too", s.kind);
        seal(&s).await;
        let report = verify(&s).await;
        assert_eq!((report.chained, report.erased, report.holds()), (3, 1, true), "{}", s.kind);
        assert!(erase(told[0].id).await.is_err(), "what tells of an erasure stays");
        assert!(erase(first.id).await.is_err(), "nothing is erased twice");
        tamper(&s, &["DELETE FROM audit_body WHERE action = 'erase-log-text'"]).await;
        let found: Vec<_> = verify(&s).await.faults.iter().map(|f| (f.seq, f.why)).collect();
        assert_eq!(found, [(Some(1), Why::MissingText), (Some(3), Why::MissingText)], "{}", s.kind);
    }
}

fn officer() -> Actor {
    Actor {
        kind: ActorKind::Person,
        person: kernel::id::PersonId(Uuid::from_u128(1)),
        name: "A. Moussa".into(),
        authority: kernel::id::AuthorityId(Uuid::from_u128(2)),
        party: kernel::Party::parse("NE").unwrap(),
        roles: BTreeSet::new(),
        compartments: BTreeSet::new(),
        circles: BTreeSet::new(),
    }
}

async fn newest(s: &TestStore, query: LogQuery) -> Vec<audit::LogRow> {
    let query = &query;
    s.store.look("log", |tx| async move { audit::read(&tx, query).await }).await.unwrap().0
}

#[tokio::test]
async fn what_was_chained_by_an_older_program_still_holds_and_is_continued() {
    for s in logs().await {
        act(&s, 2).await;
        seal(&s).await;
        // As it was before checkpoints: the head itself is signed, beside the link.
        let old = s.store.run::<_, StoreError, _, _>("older", |tx| async move {
            let heads = audit::head_at(&tx, &[2]).await?;
            let signature = Digest::of(&[b"bare", &heads[&2].0]).0.to_vec();
            let backend = tx.db().get_database_backend();
            let put = "UPDATE audit_link SET signature = $1 WHERE seq = 2";
            tx.db().execute_raw(Statement::from_sql_and_values(backend, put, [signature.into()])).await?;
            sql(&tx, "DELETE FROM audit_checkpoint").await;
            Ok(())
        });
        old.await.unwrap();
        assert!(verify(&s).await.holds(), "{}", s.kind);
        act(&s, 1).await;
        tamper(&s, &["UPDATE audit_waiting SET mark = ''"]).await;
        assert!(verify(&s).await.holds(), "{}: what waited when the program was renewed", s.kind);
        assert_eq!(seal(&s).await.chained, 1);
        act(&s, 1).await;
        tamper(&s, &["UPDATE audit_waiting SET mark = ''"]).await;
        assert_eq!(seal(&s).await.not_ours, 1, "{}: only the first sealing takes what has no mark", s.kind);
    }
}

#[tokio::test]
async fn several_sealers_chain_every_entry_once_while_sixteen_write() {
    for s in logs().await {
        let writers: Vec<_> = (0..16)
            .map(|_| {
                let store = s.store.clone();
                tokio::spawn(async move {
                    for _ in 0..5 {
                        let acted = store.run::<_, StoreError, _, _>("act", |tx| async move {
                            tx.audit(entry(&tx, Outcome::Done));
                            Ok(())
                        });
                        acted.await.unwrap();
                    }
                })
            })
            .collect();
        let sealers: Vec<_> = (0..3)
            .map(|_| {
                let store = s.store.clone();
                tokio::spawn(async move {
                    for _ in 0..10 {
                        let sealed = store
                            .claimed("seal", |tx| async move { audit::seal(&tx, None, &signed(1)).await });
                        sealed.await.unwrap();
                    }
                })
            })
            .collect();
        for task in writers.into_iter().chain(sealers) {
            task.await.unwrap();
        }
        seal(&s).await;
        let report = verify(&s).await;
        assert_eq!((report.chained, report.waiting), (80, 0), "{}: {:?}", s.kind, report.faults);
        assert!(report.holds(), "{}: {:?}", s.kind, report.faults);
    }
}

#[tokio::test]
async fn a_job_that_another_process_does_is_not_done_twice() {
    for s in logs().await {
        if s.kind == "sqlite" {
            continue; // Its immediate transaction is the claim: the other waits.
        }
        let once = s.store.claimed::<_, StoreError, _, _>("seal", |_| async { Ok(()) }).await;
        assert_eq!(once.unwrap(), Some(()), "the first who ever does it");
        let other = s.store.clone();
        let inner = s.store.claimed::<_, StoreError, _, _>("seal", |_| {
            let other = other.clone();
            async move { other.claimed::<_, StoreError, _, _>("seal", |_| async { Ok(()) }).await }
        });
        assert_eq!(inner.await.unwrap(), Some(None));
        let free = s.store.claimed::<_, StoreError, _, _>("seal", |_| async { Ok(()) }).await;
        assert_eq!(free.unwrap(), Some(()), "a claim ends with its transaction");
    }
}

#[tokio::test]
async fn who_only_looks_writes_nothing() {
    for s in logs().await {
        let wrote = s.store.look::<_, StoreError, _, _>("peek", |tx: Tx| async move {
            tx.audit(entry(&tx, Outcome::Done));
            Ok(())
        });
        assert!(matches!(wrote.await, Err(StoreError::OnlyLooks("peek"))), "{}", s.kind);
    }
}

#[tokio::test]
async fn r_17_a_record_is_found_in_the_lists_that_held_it_and_the_log_is_counted() {
    let (listed, to) = (Uuid::from_u128(77), "NE 4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e".to_owned());
    for s in logs().await {
        let outcomes = [
            Outcome::Permitted { by: vec!["officers-work-on-content".into()], listed: vec![listed] },
            Outcome::Released {
                to: to.clone(),
                by: vec!["officers-work-on-content".into()],
                listed: vec![listed],
            },
            Outcome::Refused(vec!["non-refoulement".into()]),
        ];
        let acted = s.store.run::<_, StoreError, _, _>("act", |tx| {
            let outcomes = outcomes.clone();
            async move {
                for outcome in outcomes {
                    tx.audit(entry(&tx, outcome));
                }
                Ok(())
            }
        });
        acted.await.unwrap();
        let all = || LogQuery { rows: 10, ..LogQuery::default() };
        assert_eq!(newest(&s, LogQuery { object: Some(listed), ..all() }).await.len(), 2, "{}", s.kind);
        assert_eq!(newest(&s, LogQuery { left: true, ..all() }).await.len(), 1, "{}", s.kind);
        assert_eq!(newest(&s, LogQuery { refused: true, ..all() }).await.len(), 1, "{}", s.kind);
        assert_eq!(
            newest(&s, LogQuery { to: Some("4e4e4e4e".into()), ..all() }).await.len(),
            1,
            "{}",
            s.kind
        );
        for (by, expected) in [(TallyBy::Person, 3), (TallyBy::What, 3), (TallyBy::Recipient, 2)] {
            let query = all();
            let query = &query;
            let tally = s.store.look("tally", |tx| async move { audit::tally(&tx, query, by).await });
            assert_eq!(tally.await.unwrap()[0].count, expected, "{} {by:?}", s.kind);
        }
        seal(&s).await;
        assert!(verify(&s).await.holds(), "{}", s.kind);
    }
}
