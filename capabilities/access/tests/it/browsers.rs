//! Notices to browsers: which are told, when, and what becomes of one that does not hear.

use crate::desk::Night;
use crate::pages::{Page, visitor};
use access::notices::{TRIES_MAX, send_due};
use access::{NotPushed, Pusher, Waiting};
use futures_core::future::BoxFuture;
use kernel::time::{HOUR_MS, MINUTE_MS};
use kernel::{Actor, Role, Timestamp};
use std::sync::{Arc, Mutex};
use store::testing::sqlite;

const PHONE: &str = "https://push.example/phone";
const DESKTOP: &str = "https://push.example/desktop";
const GONE: &str = "https://push.example/gone";
const BUSY: &str = "https://push.example/busy";
const DEAF: &str = "https://push.example/deaf";
/// How long the busy service asks to wait.
const BUSY_FOR_MS: i64 = 30 * MINUTE_MS;

/// A push service: the browsers it woke, and whether that was urgent.
#[derive(Clone, Default)]
pub(crate) struct Wakes(Arc<Mutex<Vec<(String, bool)>>>);

impl Wakes {
    fn take(&self) -> Vec<(String, bool)> {
        let mut woken = std::mem::take(&mut *self.0.lock().unwrap());
        woken.sort();
        woken
    }
}

impl Pusher for Wakes {
    fn key(&self) -> &str {
        "the-nodes-public-key"
    }

    fn takes(&self, endpoint: &str) -> bool {
        endpoint.starts_with("https://push.example/")
    }

    fn push<'a>(
        &'a self,
        endpoint: &'a str,
        urgent: bool,
        _: Timestamp,
    ) -> BoxFuture<'a, Result<(), NotPushed>> {
        let failed = |wait_s| Err(NotPushed::Failed { why: "off".into(), wait_s });
        let went = match endpoint {
            GONE => Err(NotPushed::Gone),
            BUSY => failed(Some(u64::try_from(BUSY_FOR_MS / 1000).unwrap())),
            DEAF => failed(None),
            _ => Ok(()),
        };
        self.0.lock().unwrap().push((endpoint.into(), urgent));
        Box::pin(async move { went })
    }
}

async fn adds(night: &Night, who: &Actor, name: &str, endpoint: &str) -> Page {
    let form = [("browser", name), ("endpoint", endpoint)];
    visitor(&night.house, who.person).await.post("/account/browsers", &form).await
}

async fn added(night: &Night, who: &Actor, name: &str, endpoint: &str) {
    let page = adds(night, who, name, endpoint).await;
    assert_eq!(page.to, "/account#browsers", "{}", page.text);
}

async fn account(night: &Night, who: &Actor) -> String {
    visitor(&night.house, who.person).await.get("/account").await.text
}

/// The id of the first browser on somebody's page.
async fn first(night: &Night, who: &Actor) -> String {
    let page = account(night, who).await;
    let id = page.split("name=\"remove\" value=\"").nth(1).unwrap();
    id.split('"').next().unwrap().to_owned()
}

async fn sent(night: &Night) -> usize {
    send_due(&night.house.node).await.unwrap()
}

#[tokio::test]
async fn a_notice_goes_each_way_that_was_chosen_once_and_danger_wakes_a_sleeping_telephone() {
    for night in Night::both().await {
        let moussa = &night.house.moussa.0;
        night.wants_letters(moussa, "a.moussa@niamey.example", ("", "")).await;
        added(&night, moussa, "wheelhouse", DESKTOP).await;
        added(&night, moussa, "telephone", PHONE).await;
        night.house.at.clock.advance_ms(1);
        night.papers.put(night.paper(1));
        night.keeps().await;
        night.keeps().await;
        assert_eq!(sent(&night).await, 0, "it waits for its quarter of an hour, whatever the way");
        night.house.at.clock.advance_ms(20 * MINUTE_MS);
        assert_eq!(sent(&night).await, 3, "{}", night.house.at.kind);
        assert_eq!(night.wakes.take(), [(DESKTOP.into(), false), (PHONE.into(), false)]);
        assert_eq!(night.letters.take().len(), 1);
        night.keeps().await;
        night.house.at.clock.advance_ms(HOUR_MS);
        assert_eq!(sent(&night).await, 0, "told once");

        // An ordinary one waits already: danger to life brings it forward and makes it urgent.
        night.papers.put(night.paper(2));
        night.keeps().await;
        night.papers.put(Waiting { danger: true, ..night.paper(3) });
        night.house.at.clock.advance_ms(1);
        night.papers.put(Waiting { danger: true, ..night.paper(4) });
        night.keeps().await;
        night.house.at.clock.advance_ms(MINUTE_MS);
        assert_eq!(sent(&night).await, 3);
        assert_eq!(night.wakes.take(), [(DESKTOP.into(), true), (PHONE.into(), true)], "one each for all");
    }
}

#[tokio::test]
async fn quiet_hours_hold_for_browsers_without_any_letter_and_what_came_before_is_no_news() {
    for night in Night::both().await {
        let moussa = &night.house.moussa.0;
        night.papers.put(night.paper(1));
        night.house.at.clock.advance_ms(HOUR_MS);
        added(&night, moussa, "telephone", PHONE).await;
        night.keeps().await;
        night.house.at.clock.advance_ms(HOUR_MS);
        assert_eq!(sent(&night).await, 0, "{}: it waited before the browser was added", night.house.at.kind);

        // Quiet from this hour on, for six.
        let hour = night.house.node.store.clock().now().0.div_euclid(HOUR_MS).rem_euclid(24);
        let (from, until) = (hour.to_string(), ((hour + 6) % 24).to_string());
        let form = [("act", "choose"), ("quiet_from", from.as_str()), ("quiet_until", until.as_str())];
        let page = visitor(&night.house, moussa.person).await.post("/account/notices", &form).await;
        assert_eq!(page.to, "/account", "{}", page.text);
        night.house.at.clock.advance_ms(1);
        night.papers.put(night.paper(2));
        night.keeps().await;
        night.house.at.clock.advance_ms(HOUR_MS);
        assert_eq!(sent(&night).await, 0, "{}", night.house.at.kind);
        night.papers.put(Waiting { danger: true, ..night.paper(3) });
        night.keeps().await;
        night.house.at.clock.advance_ms(MINUTE_MS);
        assert_eq!(sent(&night).await, 1, "danger to life does not wait for the morning");
        assert_eq!(night.wakes.take(), [(PHONE.into(), true)]);
        assert_eq!(night.letters.take(), []);
    }
}

#[tokio::test]
async fn a_browser_that_is_gone_is_forgotten_a_busy_service_waited_for_and_a_deaf_one_given_up() {
    for night in Night::both().await {
        let moussa = &night.house.moussa.0;
        for (name, endpoint) in
            [("old one", GONE), ("busy one", BUSY), ("deaf one", DEAF), ("duty room", DESKTOP)]
        {
            added(&night, moussa, name, endpoint).await;
        }
        night.house.at.clock.advance_ms(1);
        night.papers.put(Waiting { danger: true, ..night.paper(1) });
        night.keeps().await;
        night.house.at.clock.advance_ms(MINUTE_MS);
        assert_eq!(sent(&night).await, 1, "{}: those who do not hear hold up nobody", night.house.at.kind);
        assert_eq!(night.wakes.take().len(), 4);
        let page = account(&night, moussa).await;
        assert!(!page.contains("old one") && page.contains("busy one"), "{page}");

        night.house.at.clock.advance_ms(BUSY_FOR_MS - 1);
        assert_eq!(sent(&night).await, 0);
        assert_eq!(night.wakes.take(), [(DEAF.into(), true)], "{}: not before it asked", night.house.at.kind);
        night.house.at.clock.advance_ms(1);
        assert_eq!(sent(&night).await, 0);
        assert_eq!(night.wakes.take(), [(BUSY.into(), true)]);
        for _ in 0..TRIES_MAX {
            night.house.at.clock.advance_ms(2 * HOUR_MS);
            assert_eq!(sent(&night).await, 0);
        }
        night.wakes.take();
        night.house.at.clock.advance_ms(2 * HOUR_MS);
        assert_eq!((sent(&night).await, night.wakes.take()), (0, vec![]), "given up");
        let page = account(&night, moussa).await;
        assert_eq!(page.matches("The last notice did not arrive").count(), 2, "{page}");
    }
}

#[tokio::test]
async fn a_browser_is_its_persons_alone_lies_sealed_and_goes_with_them() {
    for night in Night::both().await {
        let (ibrahim, moussa) = (&night.house.ibrahim.0, &night.house.moussa.0);
        added(&night, moussa, "wheelhouse", DESKTOP).await;
        added(&night, moussa, "the same again", DESKTOP).await;
        let page = account(&night, moussa).await;
        assert!(page.contains("the same again") && !page.contains("wheelhouse"), "one browser, once: {page}");
        assert!(!page.contains("push.example"), "its address stands on no page");
        assert!(!account(&night, ibrahim).await.contains("the same again"));
        let rows = || night.house.at.dump();
        assert!(
            !rows().await.iter().any(|(_, row)| row.contains("push.example") || row.contains("same again"))
        );

        let id = first(&night, moussa).await;
        let other =
            visitor(&night.house, ibrahim.person).await.post("/account/browsers", &[("remove", &id)]).await;
        assert_eq!(other.status, 404, "{}", night.house.at.kind);
        assert_eq!(first(&night, moussa).await, id, "still there");
        let own =
            visitor(&night.house, moussa.person).await.post("/account/browsers", &[("remove", &id)]).await;
        assert_eq!(own.to, "/account#browsers");
        assert!(!account(&night, moussa).await.contains("the same again"));

        added(&night, moussa, "telephone", PHONE).await;
        night.house.at.clock.advance_ms(1);
        night.papers.put(night.paper(1));
        night.keeps().await;
        night.house.set(moussa.person, &[Role::DutyOfficer], false).await;
        let left: Vec<_> =
            rows().await.into_iter().filter(|(table, _)| table.starts_with("notice")).collect();
        assert!(left.is_empty(), "{}: {left:?}", night.house.at.kind);
        night.house.at.clock.advance_ms(HOUR_MS);
        assert_eq!(sent(&night).await, 0);
    }
}

#[tokio::test]
async fn a_browser_is_added_by_name_at_a_service_that_the_node_allows_and_ten_at_most() {
    let night = Night::on(sqlite(&access::migrations()).await).await;
    let moussa = &night.house.moussa.0;
    for (name, endpoint, says) in [
        ("", PHONE, "Give the browser a name"),
        ("telephone", "https://169.254.169.254/latest", "not one that this node allows"),
        ("telephone", "", "scripts must be allowed"),
    ] {
        let page = adds(&night, moussa, name, endpoint).await;
        assert!(page.status == 422 && page.text.contains(says), "{says}: {}", page.text);
    }
    for n in 0..10 {
        added(&night, moussa, &format!("browser {n}"), &format!("{PHONE}{n}")).await;
    }
    let page = adds(&night, moussa, "one more", PHONE).await;
    assert!(page.status == 422 && page.text.contains("as many as there may be"), "A-7: {}", page.text);
}

#[tokio::test]
async fn what_a_browser_runs_says_the_one_sentence_in_each_language_to_anybody() {
    let night = Night::on(sqlite(&access::migrations()).await).await;
    let page = visitor(&night.house, night.house.moussa.0.person).await;
    for (lang, says) in [
        ("en", "Liaison: something waits at your desk."),
        ("fr", "Liaison : quelque chose attend à votre bureau."),
        ("xx", "Liaison: something waits at your desk."),
    ] {
        let script = page.get(&format!("/notices/worker.js?lang={lang}")).await;
        assert!(
            script.status == 200 && script.text.contains(&format!("\"text\":\"{says}\"")),
            "{}",
            script.text
        );
        for reads in ["event.data", "fetch("] {
            assert!(!script.text.contains(reads), "it asks nobody and reads nothing that came along");
        }
    }
    assert!(page.get("/notices/worker.js?lang=ar").await.text.contains("\"dir\":\"rtl\""));
}
