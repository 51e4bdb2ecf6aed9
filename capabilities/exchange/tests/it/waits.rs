//! What stands on a desk, since when and until when: answers that came back, time that is over or stands still, corrections,
//! files to be decided on.

use crate::attachments::{all_moves, attaches, decides, document, offered, plainly, sees, state, takes_in};
use crate::letters::keeps;
use crate::story::*;
use access::desk::{self, Step};
use access::store_duty::Staff;
use access::{Waiting, keep_desks};
use exchange::attachments::State;
use exchange::recall::ACKNOWLEDGED_WITHIN_MS;
use exchange::testing::{Desk, Pair, opens_of_file, pairs, steps};
use exchange::{ExchangeError, MoveBody, NewMove, NewRequest, Reached, WaitsFor, hand_in};
use kernel::id::{DossierId, NodeId};
use kernel::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use kernel::{Actor, Purpose, Timestamp};
use procedure::shipped::{ALERT, SPONTANEOUS};
use std::sync::Arc;
use store::StoreError;
use uuid::Uuid;

async fn both_databases() -> Vec<Pair> {
    pairs(&steps(), &[directory::WORDS, casefile::WORDS, exchange::WORDS], |node| {
        node.inbound = exchange::inbound();
        node.works = exchange::works();
        node.acts.extend(exchange::acts());
        node.kept.extend(exchange::kept());
    })
    .await
}

/// What stands on the officer's desk, in order: of which kind, and what waits.
async fn on_desk(at: &Desk) -> Vec<(&'static str, Waiting)> {
    let (node, who) = (&at.node, &at.officer);
    let found = node.store.run::<_, StoreError, _, _>("desk", |tx| async move {
        let staff = Staff::of(&tx, who.authority).await?;
        let pieces = desk::pieces(&tx, node, who, &staff).await?;
        Ok(pieces.into_iter().map(|p| (p.work.kind(), p.waiting)).collect::<Vec<_>>())
    });
    found.await.unwrap()
}

/// The same without the waiting: kinds and objects.
async fn stands(at: &Desk) -> Vec<(&'static str, Uuid)> {
    on_desk(at).await.into_iter().map(|(kind, waiting)| (kind, waiting.object)).collect()
}

async fn one_of(at: &Desk, kind: &str) -> Waiting {
    let all = on_desk(at).await;
    all.iter().find(|w| w.0 == kind).unwrap_or_else(|| panic!("no {kind} in {all:?}")).1.clone()
}

async fn says(at: &Desk, kind: &'static str) -> access::Says {
    let (node, who) = (&at.node, &at.officer);
    let t = &web::T::new(Arc::clone(&node.words), kernel::Lang::En);
    let said = node.store.run::<_, StoreError, _, _>("says", |tx| async move {
        let staff = Staff::of(&tx, who.authority).await?;
        let pieces = desk::pieces(&tx, node, who, &staff).await?;
        desk::says(&tx, node, who, t, &pieces).await
    });
    said.await.unwrap().into_iter().find(|(of, _)| of.0 == kind).unwrap().1
}

async fn acts(at: &Desk, who: &Actor, (kind, object): (&str, Uuid), step: Step) {
    let node = &at.node;
    let done = node.store.run::<_, desk::DeskError, _, _>("act", |tx| async move {
        desk::act(&tx, node, who, (kind, object), (step, "")).await
    });
    done.await.unwrap();
}

fn later(pair: &Pair, ms: i64) {
    pair.accra.clock.advance_ms(ms);
    pair.niamey.clock.advance_ms(ms);
}

fn now(at: &Desk) -> Timestamp {
    at.node.store.clock().now()
}

/// Somebody opens a dossier of a kind, and it arrives.
async fn opens_kind(from: &Desk, to: NodeId, kind: &str, body: MoveBody) -> DossierId {
    let new = &NewRequest {
        peer: to,
        authority: None,
        case: None,
        hit: None,
        purpose: Purpose::Investigation,
        body,
        statements: Vec::new(),
    };
    let made = from.node.store.run("open", |tx| async move {
        exchange::open_dossier(&tx, &from.node, &from.officer, kind, new.clone()).await
    });
    made.await.unwrap().dossier
}

fn alert(what: &str) -> MoveBody {
    MoveBody::default()
        .with("subject", "46 people in a closed truck")
        .with("alert", what)
        .with("facts", "knocking from inside")
        .with("urgency", "normal")
        .with("basis", "SOMP-11-6")
        .with("handling", "H0")
        .with("language", "en")
}

#[tokio::test]
async fn an_answer_stands_on_the_desk_of_whoever_asked_until_somebody_has_seen_it() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        settle(&pair).await;
        assert_eq!(
            stands(accra).await,
            [],
            "{}: they have it, and nobody here has anything to do",
            pair.kind
        );
        later(&pair, HOUR_MS);
        moves(niamey, id, NewMove::of("answer", answer())).await.unwrap();
        settle(&pair).await;
        assert_eq!(reads(accra, id).await.dossier.waits_for, WaitsFor::Nobody);
        let news = one_of(accra, "dossier-news").await;
        assert_eq!((news.object, news.since, news.danger), (id.0, now(accra), false), "{}", pair.kind);
        let said = says(accra, "dossier-news").await;
        assert!(said.why.contains("answered"), "{said:?}");
        assert_eq!(said.next.1, format!("/desk/dossier-news/{id}"));
        assert_eq!(stands(niamey).await, [], "{}: theirs is done", pair.kind);
        later(&pair, 60 * DAY_MS);
        keep_desks(&accra.node).await.unwrap();
        assert_eq!(stands(accra).await, [("dossier-news", id.0)], "{}: however long nobody looks", pair.kind);
        acts(accra, &accra.officer, ("dossier-news", id.0), Step::Seen).await;
        assert_eq!(stands(accra).await, [], "{}", pair.kind);
        later(&pair, 60 * DAY_MS);
        keep_desks(&accra.node).await.unwrap();
        assert_eq!(stands(accra).await, [], "{}: seen is seen", pair.kind);
    }
}

#[tokio::test]
async fn what_was_withdrawn_is_seen_by_whoever_was_asked_and_whoever_goes_on_with_it_has_seen_it() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        settle(&pair).await;
        moves(niamey, id, NewMove::of("acknowledge", MoveBody::default())).await.unwrap();
        settle(&pair).await;
        assert_eq!(stands(accra).await, [("dossier-news", id.0)], "{}: they have it", pair.kind);
        let reasons = MoveBody::default().with("reasons", "found elsewhere");
        moves(accra, id, NewMove::of("withdraw", reasons)).await.unwrap();
        assert_eq!(stands(accra).await, [], "{}: who goes on with it had it before them", pair.kind);
        settle(&pair).await;
        assert_eq!(stands(niamey).await, [("dossier-news", id.0)], "{}: it asks nothing any more", pair.kind);
    }
}

#[tokio::test]
async fn r_07_what_comes_to_a_call_for_help_gives_nobody_more_time() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let danger = request().with("urgency", "imminent-threat-to-life").with("urgency_reason", "46 people");
        let made = opens(niamey, accra.node.keys.id, danger).await.unwrap();
        settle(&pair).await;
        let opened = now(accra);
        for _ in 0..2 {
            later(&pair, 10 * MINUTE_MS);
            let photo = takes_in(niamey, "photo.txt", b"a truck").await;
            attaches(niamey, made.dossier, &photo, &plainly()).await.unwrap();
            settle(&pair).await;
        }
        let waits = one_of(accra, "dossier").await;
        assert_eq!((waits.since, waits.level(now(accra))), (opened, 1), "{}: twenty minutes", pair.kind);

        // The opening comes once more under another message.
        let before = reads(accra, made.dossier).await.dossier.changed_at;
        later(&pair, MINUTE_MS);
        let sealed = message_of(niamey, &made).await.sealed;
        hand_in(&accra.node, niamey.node.keys.id, &sealed).await.unwrap();
        assert_eq!(
            reads(accra, made.dossier).await.dossier.changed_at,
            before,
            "{}: nothing came",
            pair.kind
        );
    }
}

#[tokio::test]
async fn r_07_an_alert_about_people_in_danger_goes_first_whatever_urgency_was_left_standing() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let car = opens_kind(niamey, accra.node.keys.id, ALERT, alert("vehicle")).await;
        settle(&pair).await;
        later(&pair, MINUTE_MS);
        let help = opens_kind(niamey, accra.node.keys.id, ALERT, alert("people-in-danger")).await;
        assert_eq!(reads(niamey, help).await.opening().text("urgency"), "imminent-threat-to-life");
        settle(&pair).await;
        let all = on_desk(accra).await;
        let order: Vec<Uuid> = all.iter().map(|w| w.1.object).collect();
        assert_eq!(order, [help.0, car.0], "{}", pair.kind);
        let first = &all[0].1;
        assert!(first.danger, "{}: it waits for no quiet hours", pair.kind);
        assert_eq!(first.acknowledge_within_ms, Some(15 * MINUTE_MS), "{}", pair.kind);
        let report = MoveBody::default().with("result", "rescued").with("handling", "H0");
        moves(accra, help, NewMove::of("report", report)).await.unwrap();
        settle(&pair).await;
        let news = one_of(niamey, "dossier-news").await;
        assert_eq!((news.object, news.danger), (help.0, true), "{}: who called is woken", pair.kind);
    }
}

#[tokio::test]
async fn a_length_stands_still_while_something_is_asked_back_and_goes_on_after_that() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let urgent = request().with("urgency", "urgent").with("urgency_reason", "a boat leaves");
        let id =
            opens(accra, niamey.node.keys.id, urgent.with("profile", "eu-2023-977")).await.unwrap().dossier;
        settle(&pair).await;
        later(&pair, 7 * HOUR_MS + 30 * MINUTE_MS);
        let text = |text: &str| MoveBody::default().with("text", text);
        moves(niamey, id, NewMove::of("ask-back", text("Which October?"))).await.unwrap();
        settle(&pair).await;
        later(&pair, 20 * HOUR_MS);
        for desk in [accra, niamey] {
            assert_eq!(reads(desk, id).await.dossier.due, None, "{}: nothing is late", pair.kind);
        }
        assert_eq!(one_of(accra, "dossier").await.due, None, "{}", pair.kind);
        let clock = says(accra, "dossier").await.clock.unwrap().to_string();
        assert!(clock.contains("30 min left") && clock.contains("stands still"), "{clock}");
        moves(accra, id, NewMove::of("supplement", text("This one."))).await.unwrap();
        settle(&pair).await;
        for desk in [accra, niamey] {
            let due = reads(desk, id).await.dossier.due.unwrap();
            assert_eq!(due.at.since(now(desk)) / MINUTE_MS, 30, "{}: half an hour was left", pair.kind);
        }
    }
}

#[tokio::test]
async fn a_promise_that_was_not_kept_stands_on_both_desks_and_goes_up_where_the_rule_says_so() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        settle(&pair).await;
        let until = now(niamey).plus_ms(DAY_MS);
        let promise = MoveBody::default().with("promised", until.rfc3339());
        moves(niamey, id, NewMove::of("acknowledge", promise)).await.unwrap();
        settle(&pair).await;
        acts(accra, &accra.officer, ("dossier-news", id.0), Step::Seen).await;
        later(&pair, DAY_MS - MINUTE_MS);
        assert_eq!(stands(accra).await, [], "{}: they have time", pair.kind);
        later(&pair, 2 * MINUTE_MS);
        let late = one_of(accra, "dossier-overdue").await;
        let due = reads(accra, id).await.dossier.due.unwrap().at;
        assert_eq!((late.object, late.since), (id.0, due), "{}: news since then", pair.kind);
        assert_eq!(late.level(now(accra).plus_ms(DAY_MS)), 0, "{}: it is only told", pair.kind);
        assert!(says(accra, "dossier-overdue").await.why.contains("call them"));
        let ours = one_of(niamey, "dossier").await;
        assert_eq!((ours.due, ours.level(now(niamey))), (Some(due), 0), "{}", pair.kind);
        moves(niamey, id, NewMove::of("answer", answer())).await.unwrap();
        settle(&pair).await;
        assert_eq!(stands(accra).await, [("dossier-news", id.0)], "{}", pair.kind);
    }
}

#[tokio::test]
async fn what_has_to_be_kept_is_passed_up_when_its_time_is_over() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let body = crate::letters::preservation();
        let kind = procedure::shipped::PRESERVATION;
        let id = opens_kind(accra, niamey.node.keys.id, kind, body).await;
        settle(&pair).await;
        let until = now(niamey).plus_ms(DAY_MS);
        moves(niamey, id, NewMove::of("preserve", crate::letters::preserved(until))).await.unwrap();
        settle(&pair).await;
        later(&pair, DAY_MS + MINUTE_MS);
        let mut levels = Vec::new();
        for desk in [accra, niamey] {
            for (kind, waiting) in on_desk(desk).await.into_iter().filter(|w| w.0 != "dossier-news") {
                levels.push((kind, waiting.level(now(desk)), waiting.level(now(desk).plus_ms(DAY_MS))));
            }
        }
        assert_eq!(levels.len(), 2, "{}: both sides: {levels:?}", pair.kind);
        assert!(levels.iter().all(|(_, now, later)| (*now, *later) == (1, 2)), "{levels:?}");
    }
}

#[tokio::test]
async fn r_18_a_correction_that_came_stands_until_it_is_seen() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let at = answered(&pair, "+227 90 00 01 14", true, |s| s).await;
        acts(accra, &accra.officer, ("dossier-news", at.dossier.0), Step::Seen).await;
        takes_back(niamey, at.phone, "another subscriber").await;
        corrects(niamey, at.dossier, at.phone, None, "another subscriber").await.unwrap();
        settle(&pair).await;
        later(&pair, 40 * DAY_MS);
        keep_desks(&accra.node).await.unwrap();
        let came = stands(accra).await;
        assert_eq!((came.len(), came[0].0), (1, "correction"), "{}: forty days unseen", pair.kind);
        acts(accra, &accra.officer, came[0], Step::Seen).await;
        later(&pair, 40 * DAY_MS);
        keep_desks(&accra.node).await.unwrap();
        assert_eq!(stands(accra).await, [], "{}", pair.kind);
    }
}

#[tokio::test]
async fn r_18_what_nobody_was_told_is_news_since_it_was_taken_back_and_silence_since_its_time_was_over() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let at = answered(&pair, "+227 90 00 01 14", true, |s| s).await;
        later(&pair, 90 * DAY_MS);
        takes_back(niamey, at.phone, "another subscriber").await;
        let untold = one_of(niamey, "correction-untold").await;
        assert_eq!((untold.object, untold.since), (at.theirs.0, now(niamey)), "{}", pair.kind);
        later(&pair, DAY_MS);
        let sent = now(niamey);
        pair.wire.pull_out(accra.node.keys.id);
        corrects(niamey, at.dossier, at.phone, None, "another subscriber").await.unwrap();
        delivers(niamey).await;
        niamey.clock.advance_ms(ACKNOWLEDGED_WITHIN_MS + MINUTE_MS);
        let late = one_of(niamey, "correction-late").await;
        assert_eq!((late.object, late.since), (at.dossier.0, sent.plus_ms(ACKNOWLEDGED_WITHIN_MS)));
    }
}

#[tokio::test]
async fn r_18_a_correction_by_letter_ends_with_their_word_on_the_telephone() {
    for pair in both_databases().await {
        let desk = &pair.niamey;
        let of = keeps(desk, true).await;
        let case = opens_case(desk, "AG-114").await;
        let added = records(desk, case, "Suleiman Adoum", "+227 90 00 01 14").await;
        let body = MoveBody::default()
            .with("subject", "A number")
            .with("facts", "It was used in October.")
            .with("urgency", "normal")
            .with("basis", "UNTOC-18-4")
            .with("handling", "H0")
            .with("language", "fr");
        let new = &NewRequest {
            peer: NodeId(of.0.into_bytes()),
            authority: Some(of),
            case: Some(case),
            hit: None,
            purpose: Purpose::Investigation,
            body,
            statements: picks(desk, &added).await,
        };
        let made = desk.node.store.run("write", |tx| async move {
            exchange::open_dossier(&tx, &desk.node, &desk.officer, SPONTANEOUS, new.clone()).await
        });
        let id = made.await.unwrap().dossier;
        let phone = picks(desk, &added).await.pop().unwrap();
        takes_back(desk, phone, "another subscriber").await;
        let correction = corrects(desk, id, phone, None, "another subscriber").await.unwrap();
        assert_eq!(follows(desk).await[0].reached, Reached::Sent, "{}: it goes by letter", pair.kind);
        desk.clock.advance_ms(8 * DAY_MS);
        assert_eq!(stands(desk).await.iter().filter(|w| w.0 == "correction-late").count(), 1);
        let said = desk.node.store.run("sent and confirmed", |tx| async move {
            let (at, day) = ((id, correction.number), tx.at());
            exchange::record_sent(&tx, &desk.node, &desk.officer, at, (day, "post")).await?;
            exchange::record_confirmed(&tx, &desk.node, &desk.officer, at, "Mme Diallo").await
        });
        said.await.unwrap();
        let followed = &follows(desk).await[0];
        assert!(matches!(followed.reached, Reached::Confirmed { .. }) && !followed.overdue, "{followed:?}");
        assert_eq!(
            stands(desk).await.iter().filter(|w| w.0 == "correction-late").count(),
            0,
            "{}",
            pair.kind
        );
    }
}

#[tokio::test]
async fn files_that_are_offered_stand_on_the_desk_also_once_the_dossier_has_ended() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(niamey, accra.node.keys.id, request()).await.unwrap().dossier;
        settle(&pair).await;
        moves(accra, id, NewMove::of("answer", answer())).await.unwrap();
        settle(&pair).await;
        acts(niamey, &niamey.officer, ("dossier-news", id.0), Step::Seen).await;
        later(&pair, HOUR_MS);
        for name in ["front.txt", "back.txt"] {
            let photo = takes_in(accra, name, b"a truck").await;
            attaches(accra, id, &photo, &plainly()).await.unwrap();
        }
        settle(&pair).await;
        let files = one_of(niamey, "offered-files").await;
        assert_eq!((files.object, files.since), (id.0, now(niamey)), "{}", pair.kind);
        assert!(says(niamey, "offered-files").await.what.contains("2 files"));
        for (n, one) in sees(niamey, id).await.iter().enumerate() {
            assert_eq!(stands(niamey).await.len(), 1, "{}", pair.kind);
            decides(niamey, one.id(), n == 0).await.unwrap();
        }
        assert_eq!(stands(niamey).await, [], "{}", pair.kind);
    }
}

#[tokio::test]
async fn a_file_that_was_accepted_and_does_not_come_whole_is_given_up_and_its_room_is_free() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let (dossier, id) = offered(&pair, &document(200_000)).await;
        decides(niamey, id, true).await.unwrap();
        settle(&pair).await;
        let file = sees(niamey, dossier).await[0].file;
        niamey.node.files.write_at(file, 0, b"a part of it").unwrap();
        decides(niamey, id, false).await.unwrap();
        assert_eq!(niamey.node.files.length(file).unwrap(), 0, "{}: the part is gone", pair.kind);
        assert_eq!(state(niamey, dossier).await, [State::Refused], "{}", pair.kind);
        all_moves(&pair).await;
        assert_eq!(state(accra, dossier).await, [State::Refused], "{}: its sender stops", pair.kind);
        assert_eq!(niamey.node.files.length(file).unwrap(), 0, "{}", pair.kind);
        let again = decides(niamey, id, false).await;
        assert!(matches!(again, Err(ExchangeError::AttachmentDecided)), "{again:?}");
    }
}

#[tokio::test]
async fn a_14_a_dossier_of_a_newer_kind_is_shown_as_it_is_and_followed_once_the_program_knows_it() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let newer = procedure::shipped::INFORMATION_REQUEST.replacen(
            "version = 5",
            "version = 6\nmood = \"hopeful\"",
            1,
        );
        let id = opens_of_file(niamey, accra, (6, &newer), request()).await;
        settle(&pair).await;
        let thread = reads(accra, id).await;
        assert_eq!((thread.dossier.waits_for, thread.dossier.kind.version), (WaitsFor::Nobody, 6));
        assert_eq!(thread.opening().text("subject"), request().text("subject"), "{}", pair.kind);
        assert_eq!(stands(accra).await, [("dossier-news", id.0)], "{}: somebody looks at it", pair.kind);
        let answered = moves(accra, id, NewMove::of("answer", answer())).await;
        assert!(matches!(answered, Err(ExchangeError::NotNow { .. })), "{}: {answered:?}", pair.kind);
        assert_eq!(verifies(accra, id).await.faults.as_slice(), [], "{}: it proves all the same", pair.kind);

        // As if the program were updated: it reads what it did not.
        let file = procedure::shipped::INFORMATION_REQUEST;
        crate::store_later_kind::is_of_kind(accra, id, "information-request", file).await;
        for kept in exchange::kept() {
            let swept = accra.node.store.run::<_, StoreError, _, _>("sweep", |tx| {
                let kept = &kept;
                async move { kept.sweep(&accra.node, &tx).await }
            });
            swept.await.unwrap();
        }
        assert_eq!(stands(accra).await, [("dossier", id.0)], "{}: now it can be answered", pair.kind);
    }
}
