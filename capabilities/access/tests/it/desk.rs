//! A night at the desk: what waits, who has it, the shift that ends, the alert that nobody acknowledges, and letters that
//! say nothing.

use crate::House;
use crate::browsers::Wakes;
use crate::pages::visitor;
use access::desk::{self, DeskError, Step};
use access::notices::{Mailer, TRIES_MAX, keep_desks, send_due};
use access::store_duty::{self, Staff};
use access::testing::{node, person};
use access::{Node, Says, Waiting, Whose, Work, desk_list};
use futures_core::future::BoxFuture;
use gate::{Ask, action};
use kernel::id::{AuthorityId, PersonId};
use kernel::label::Excluded;
use kernel::time::{HOUR_MS, MINUTE_MS};
use kernel::{Actor, Label, Purpose, Role, Timestamp};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use store::testing::{TestStore, both, sqlite};
use store::{StoreError, Tx};
use uuid::Uuid;
use web::T;

const KIND: &str = "paper";

/// A room that puts papers on the desk.
#[derive(Clone, Default)]
pub(crate) struct Papers(Arc<Mutex<Vec<Waiting>>>);

impl Papers {
    pub(crate) fn put(&self, waiting: Waiting) {
        self.0.lock().unwrap().push(waiting);
    }

    fn done(&self) {
        self.0.lock().unwrap().clear();
    }
}

impl Work for Papers {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn ask<'a>(&self, actor: &'a Actor, at: Timestamp) -> Option<Ask<'a>> {
        let works = actor.is(Role::DutyOfficer) || actor.is(Role::Investigator);
        works.then(|| Ask::new(actor, action::LIST, Purpose::Investigation, at))
    }

    fn ends_when_seen(&self) -> bool {
        true
    }

    fn waiting<'a>(
        &'a self,
        _: &'a Node,
        _: &'a Tx,
        of: AuthorityId,
    ) -> BoxFuture<'a, Result<Vec<Waiting>, StoreError>> {
        let all = self.0.lock().unwrap().clone();
        Box::pin(async move { Ok(all.into_iter().filter(|w| w.label.authority == of).collect()) })
    }

    fn says<'a>(
        &'a self,
        _: &'a Node,
        _: &'a Tx,
        _: &'a Actor,
        _: &'a T,
        of: &'a [Waiting],
    ) -> BoxFuture<'a, Result<BTreeMap<Uuid, Says>, StoreError>> {
        let says = |w: &Waiting| {
            let n = w.object.as_u128();
            (w.object, Says { title: format!("paper {n}"), href: format!("/papers/{n}"), ..Says::default() })
        };
        Box::pin(async move { Ok(of.iter().map(says).collect()) })
    }
}

/// Letters that went out; those to an address that does not exist do not.
#[derive(Clone, Default)]
pub(crate) struct Letters(Arc<Mutex<Vec<(String, String)>>>);

impl Mailer for Letters {
    fn send<'a>(&'a self, to: &'a str, text: &'a str) -> BoxFuture<'a, Result<(), String>> {
        let went = !to.contains("gone");
        if went {
            self.0.lock().unwrap().push((to.into(), text.into()));
        }
        Box::pin(async move { if went { Ok(()) } else { Err("no such mailbox".into()) } })
    }
}

impl Letters {
    pub(crate) fn take(&self) -> Vec<(String, String)> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

/// Niamey at night: Ibrahim, Moussa, and Zara who administers.
pub(crate) struct Night {
    pub(crate) house: House,
    pub(crate) papers: Papers,
    pub(crate) letters: Letters,
    pub(crate) wakes: Wakes,
    zara: Actor,
}

impl Night {
    pub(crate) async fn on(at: TestStore) -> Self {
        let (mut node, own) = node(at.store.clone(), 1, "NE", "Investigation Unit", &[]).await;
        let (papers, letters) = (Papers::default(), Letters::default());
        node.works.push(Arc::new(papers.clone()));
        node.mailer = Some(Arc::new(letters.clone()));
        let wakes = Wakes::default();
        node.pusher = Some(Arc::new(wakes.clone()));
        let ibrahim = person(&node, &own, "h.ibrahim", &[Role::Investigator]).await;
        let moussa = person(&node, &own, "a.moussa", &[Role::DutyOfficer]).await;
        let zara = person(&node, &own, "zara", &[Role::Administrator]).await.0;
        let house = House { node: Arc::new(node), own, ibrahim, moussa, at };
        Self { house, papers, letters, wakes, zara }
    }

    pub(crate) async fn both() -> Vec<Self> {
        let mut nights = Vec::new();
        for at in both(&access::migrations()).await {
            nights.push(Self::on(at).await);
        }
        nights
    }

    fn now(&self) -> Timestamp {
        self.house.node.store.clock().now()
    }

    fn label(&self) -> Label {
        Label::own(self.house.own.id)
    }

    /// Puts a paper on the desk now.
    pub(crate) fn paper(&self, n: u128) -> Waiting {
        Waiting::new(Uuid::from_u128(n), self.label(), self.now())
    }

    async fn act(&self, who: &Actor, n: u128, step: Step, note: &str) -> Result<(), DeskError> {
        let node = &self.house.node;
        let done = node.store.run("act", |tx| async move {
            desk::act(&tx, node, who, (KIND, Uuid::from_u128(n)), (step, note)).await
        });
        done.await
    }

    /// The papers on somebody's desk, in order, each with who has it.
    async fn desk(&self, who: &Actor) -> Vec<(u128, Option<PersonId>)> {
        let node = &self.house.node;
        let found = node.store.run::<_, StoreError, _, _>("desk", |tx| async move {
            let staff = Staff::of(&tx, who.authority).await?;
            let all = desk::pieces(&tx, node, who, &staff).await?;
            Ok(all.iter().map(|p| (p.waiting.object.as_u128(), p.holder())).collect::<Vec<_>>())
        });
        found.await.unwrap()
    }

    async fn notes(&self, who: &Actor, n: u128) -> Vec<String> {
        let node = &self.house.node;
        let found = node.store.run::<_, DeskError, _, _>("history", |tx| async move {
            let staff = Staff::of(&tx, who.authority).await?;
            let piece = desk::find(&tx, node, (who, &staff), (KIND, Uuid::from_u128(n))).await?;
            Ok(desk::history(&tx, node, who, &piece).await?.into_iter().map(|e| e.note).collect::<Vec<_>>())
        });
        found.await.unwrap_or_default()
    }

    async fn on_shift(&self, who: &Actor, hours: i64) {
        let hours = hours.to_string();
        let id = who.person.to_string();
        let form = [("act", "add"), ("person", id.as_str()), ("hours", hours.as_str())];
        let page = visitor(&self.house, who.person).await.post("/duty", &form).await;
        assert_eq!(page.to, "/duty", "{}", page.text);
    }

    /// The page of a paper, as somebody sees it.
    async fn page(&self, who: &Actor, n: u128) -> String {
        let path = format!("/desk/{KIND}/{}", Uuid::from_u128(n));
        visitor(&self.house, who.person).await.get(&path).await.text
    }

    pub(crate) async fn keeps(&self) {
        keep_desks(&self.house.node).await.unwrap();
    }

    async fn log_says(&self, text: &str) -> bool {
        self.house.log().await.iter().any(|row| row.entry.note.contains(text))
    }

    pub(crate) async fn wants_letters(&self, who: &Actor, to: &str, quiet: (&str, &str)) {
        let form = [("act", "choose"), ("address", to), ("quiet_from", quiet.0), ("quiet_until", quiet.1)];
        let page = visitor(&self.house, who.person).await.post("/account/notices", &form).await;
        assert_eq!(page.to, "/account", "{}", page.text);
    }
}

#[tokio::test]
async fn work_is_taken_given_to_a_colleague_and_given_back_and_the_log_names_both() {
    for night in Night::both().await {
        let (ibrahim, moussa) = (&night.house.ibrahim.0, &night.house.moussa.0);
        night.papers.put(night.paper(1));
        assert_eq!(night.desk(moussa).await, [(1, None)]);
        night.act(moussa, 1, Step::Take, "").await.unwrap();
        assert_eq!(night.desk(ibrahim).await, [(1, Some(moussa.person))], "the others see who has it");
        night.act(moussa, 1, Step::Assign(ibrahim.person), "the driver called twice").await.unwrap();
        assert_eq!(night.desk(moussa).await, [(1, Some(ibrahim.person))]);
        assert!(
            night.log_says("assigned: a.moussa had it, h.ibrahim has it").await,
            "{}",
            night.house.at.kind
        );
        let other = night.act(moussa, 1, Step::GiveBack, "").await;
        assert!(matches!(other, Err(DeskError::NotHere)), "only who has it gives it back");
        night.act(ibrahim, 1, Step::GiveBack, "").await.unwrap();
        assert_eq!(night.desk(moussa).await, [(1, None)]);
        night.act(moussa, 1, Step::Seen, "").await.unwrap();
        assert_eq!(night.desk(ibrahim).await, [], "seen, and done with");
        night.papers.done();
        night.house.at.clock.advance_ms(1);
        night.papers.put(night.paper(1));
        assert_eq!(night.desk(ibrahim).await, [(1, None)], "something new came to it");
    }
}

#[tokio::test]
async fn a_8_work_goes_to_nobody_who_may_not_see_it_and_nothing_says_why() {
    for night in Night::both().await {
        let (ibrahim, moussa) = (&night.house.ibrahim.0, &night.house.moussa.0);
        let excluded = Excluded { people: [ibrahim.person].into(), ..Excluded::default() };
        night.papers.put(Waiting { label: Label { excluded, ..night.label() }, ..night.paper(1) });
        assert_eq!(night.desk(ibrahim).await, []);
        night.act(moussa, 1, Step::Take, "not for Ibrahim").await.unwrap();
        let page = night.page(moussa, 1).await;
        assert!(!page.contains("h.ibrahim"), "he is not offered: {page}");
        let answers = [ibrahim.person, night.zara.person, PersonId(Uuid::from_u128(99))].map(Step::Assign);
        for step in answers {
            let refused = night.act(moussa, 1, step, "").await;
            assert!(matches!(refused, Err(DeskError::NotTo)), "{}: {refused:?}", night.house.at.kind);
        }
        let taken = night.act(ibrahim, 1, Step::Take, "").await;
        assert!(matches!(taken, Err(DeskError::NotHere)), "{taken:?}");
        assert!(night.notes(ibrahim, 1).await.is_empty(), "a note is read as what it is about is");
        assert_eq!(night.notes(moussa, 1).await, ["not for Ibrahim"]);
    }
}

#[tokio::test]
async fn a_note_lies_sealed_and_goes_with_what_it_is_about() {
    for night in Night::both().await {
        let moussa = &night.house.moussa.0;
        night.papers.put(night.paper(1));
        night.act(moussa, 1, Step::Take, "Zubeyda Marqabene called").await.unwrap();
        let stands = |rows: Vec<(String, String)>| {
            let hex = data_encoding::HEXLOWER.encode(b"Marqabene");
            rows.into_iter().any(|(_, row)| row.contains("Marqabene") || row.to_lowercase().contains(&hex))
        };
        assert!(!stands(night.house.at.dump().await), "{}", night.house.at.kind);
        assert_eq!(night.notes(moussa, 1).await, ["Zubeyda Marqabene called"]);
        let forget = |tx: Tx| async move { access::forget_work(&tx, &[Uuid::from_u128(1)]).await };
        let gone = night.house.at.store.run::<_, StoreError, _, _>("forget", forget).await.unwrap();
        assert_eq!((gone, night.notes(moussa, 1).await), (2, Vec::new()), "{}", night.house.at.kind);
    }
}

#[tokio::test]
async fn what_belongs_to_somebody_off_shift_is_back_at_the_desk_by_itself() {
    for night in Night::both().await {
        let (ibrahim, moussa) = (&night.house.ibrahim.0, &night.house.moussa.0);
        night.papers.put(night.paper(1));
        night.papers.put(night.paper(2));
        night.on_shift(moussa, 4).await;
        night.act(moussa, 1, Step::Take, "").await.unwrap();
        night.act(ibrahim, 2, Step::Take, "").await.unwrap();
        night.house.at.clock.advance_ms(4 * HOUR_MS - 1);
        assert_eq!(night.desk(ibrahim).await, [(1, Some(moussa.person)), (2, Some(ibrahim.person))]);
        night.house.at.clock.advance_ms(1);
        // Nothing had to run for it, and nothing was lost.
        assert_eq!(
            night.desk(ibrahim).await,
            [(1, None), (2, Some(ibrahim.person))],
            "{}",
            night.house.at.kind
        );
        assert!(night.page(ibrahim, 1).await.contains("went off shift"), "and the desk says whose it was");
        night.keeps().await;
        assert!(night.log_says("returned: a.moussa had it, nobody has it").await, "{}", night.house.at.kind);
        let before = night.house.log().await.len();
        night.keeps().await;
        assert_eq!(night.house.log().await.len(), before, "it comes back once");
        night.house.set(ibrahim.person, &[Role::Investigator], false).await;
        assert_eq!(night.desk(moussa).await, [(1, None), (2, None)], "who may not sign in has nothing");
    }
}

#[tokio::test]
async fn a_desk_is_the_next_persons_once_they_accept_and_not_before() {
    for night in Night::both().await {
        let (ibrahim, moussa) = (&night.house.ibrahim.0, &night.house.moussa.0);
        let excluded = Excluded { people: [ibrahim.person].into(), ..Excluded::default() };
        night.papers.put(night.paper(1));
        night.papers.put(Waiting { label: Label { excluded, ..night.label() }, ..night.paper(2) });
        night.papers.put(night.paper(3));
        night.on_shift(moussa, 4).await;
        night.on_shift(ibrahim, 8).await;
        for n in [1, 2] {
            night.act(moussa, n, Step::Take, "").await.unwrap();
        }
        let gives = visitor(&night.house, moussa.person).await;
        let form = gives.get("/duty/hand-over").await.text;
        for n in [1, 2, 3] {
            assert!(form.contains(&format!("paper {n}")), "everything open is listed: {form}");
        }
        let (to, note) = (ibrahim.person.to_string(), format!("note-{KIND}.{}", Uuid::from_u128(1)));
        let offered = gives.post("/duty/hand-over", &[("to", &to), (&note, "ask again at six")]).await;
        let path = offered.to;
        assert!(path.starts_with("/duty/hand-over/"), "{}", offered.text);
        assert_eq!(night.desk(ibrahim).await, [(1, Some(moussa.person)), (3, None)], "not before");
        let takes = visitor(&night.house, ibrahim.person).await;
        let looks = takes.get(&path).await.text;
        assert!(looks.contains("paper 1") && looks.contains("ask again at six"), "{looks}");
        assert!(!looks.contains("paper 2"), "what is not his to see is not shown: {looks}");
        assert_eq!(visitor(&night.house, night.zara.person).await.get(&path).await.status, 404);
        assert_eq!(gives.post(&path, &[("act", "accept")]).await.status, 404, "not one's own");
        assert_eq!(takes.post(&path, &[("act", "accept")]).await.to, "/?who=mine");
        assert_eq!(
            night.desk(ibrahim).await,
            [(1, Some(ibrahim.person)), (3, None)],
            "{}",
            night.house.at.kind
        );
        // The shift of who went is over; what could not be handed to him is the desk's.
        assert_eq!(night.desk(moussa).await, [(1, Some(ibrahim.person)), (2, None), (3, None)]);
        assert_eq!(takes.post(&path, &[("act", "accept")]).await.status, 404, "once");
        assert!(night.log_says("accepted 1 pieces of work from a.moussa").await);
    }
}

#[tokio::test]
async fn an_alert_that_nobody_acknowledges_goes_up_to_the_deputy_then_to_the_head() {
    for night in Night::both().await {
        let (ibrahim, moussa) = (&night.house.ibrahim.0, &night.house.moussa.0);
        let head = night.house.joins("k.abdou", &[Role::Investigator]).await.0;
        let (deputy_id, head_id) = (ibrahim.person.to_string(), head.person.to_string());
        let heads = [("act", "heads"), ("deputy", deputy_id.as_str()), ("head", head_id.as_str())];
        assert_ne!(visitor(&night.house, moussa.person).await.post("/duty", &heads).await.to, "/duty");
        assert_eq!(visitor(&night.house, night.zara.person).await.post("/duty", &heads).await.to, "/duty");
        let alert = Waiting { danger: true, acknowledge_within_ms: Some(15 * MINUTE_MS), ..night.paper(1) };
        night.papers.put(alert);
        night.act(moussa, 1, Step::Take, "").await.unwrap();
        night.house.at.clock.advance_ms(15 * MINUTE_MS - 1);
        night.keeps().await;
        assert_eq!(night.desk(moussa).await, [(1, Some(moussa.person))], "not before its time");
        night.house.at.clock.advance_ms(1);
        night.keeps().await;
        assert_eq!(
            night.desk(moussa).await,
            [(1, Some(ibrahim.person))],
            "{}: the deputy",
            night.house.at.kind
        );
        assert!(night.log_says("escalated: a.moussa had it, h.ibrahim has it").await);
        night.keeps().await;
        assert_eq!(night.desk(moussa).await, [(1, Some(ibrahim.person))], "once");
        night.house.at.clock.advance_ms(15 * MINUTE_MS);
        night.keeps().await;
        assert_eq!(night.desk(moussa).await, [(1, Some(head.person))], "{}: the head", night.house.at.kind);
        // Acknowledged: nothing waits any more.
        night.papers.done();
        night.keeps().await;
        assert_eq!(night.desk(moussa).await, []);
    }
}

#[tokio::test]
async fn a_letter_says_that_something_waits_and_is_the_same_whatever_it_is() {
    for night in Night::both().await {
        let moussa = &night.house.moussa.0;
        night.wants_letters(moussa, "a.moussa@niamey.example", ("", "")).await;
        night.house.at.clock.advance_ms(1);
        night.papers.put(night.paper(1));
        night.keeps().await;
        night.keeps().await;
        assert_eq!(send_due(&night.house.node).await.unwrap(), 0, "it waits for its quarter of an hour");
        night.house.at.clock.advance_ms(20 * MINUTE_MS);
        night.papers.put(Waiting { danger: true, ..night.paper(2) });
        night.keeps().await;
        night.house.at.clock.advance_ms(MINUTE_MS);
        assert_eq!(send_due(&night.house.node).await.unwrap(), 1, "one for both");
        let sent = night.letters.take();
        let text = "Liaison: something waits at your desk.".to_owned();
        assert_eq!(sent, [("a.moussa@niamey.example".to_owned(), text.clone())], "{}", night.house.at.kind);
        night.keeps().await;
        night.house.at.clock.advance_ms(HOUR_MS);
        assert_eq!(send_due(&night.house.node).await.unwrap(), 0, "told once");
        night.papers.put(Waiting { danger: true, ..night.paper(3) });
        night.keeps().await;
        night.house.at.clock.advance_ms(MINUTE_MS);
        assert_eq!(send_due(&night.house.node).await.unwrap(), 1);
        assert_eq!(night.letters.take().pop().unwrap().1, text, "danger to life reads the same");
        // The address lies sealed, and goes with whoever may not sign in any more.
        let rows = || night.house.at.dump();
        assert!(!rows().await.iter().any(|(_, row)| row.contains("niamey.example")));
        assert!(rows().await.iter().any(|(table, _)| table == "notice_choice"));
        night.house.set(moussa.person, &[Role::DutyOfficer], false).await;
        assert!(
            !rows().await.iter().any(|(table, _)| table.starts_with("notice")),
            "{}",
            night.house.at.kind
        );
    }
}

#[tokio::test]
async fn a_letter_that_does_not_go_is_tried_ever_later_then_given_up_and_the_page_says_so() {
    for night in Night::both().await {
        let moussa = &night.house.moussa.0;
        night.wants_letters(moussa, "moussa@gone.example", ("", "")).await;
        night.house.at.clock.advance_ms(1);
        night.papers.put(night.paper(1));
        night.keeps().await;
        for _ in 0..TRIES_MAX {
            night.house.at.clock.advance_ms(2 * HOUR_MS);
            assert_eq!(send_due(&night.house.node).await.unwrap(), 0);
        }
        let waits = night.house.at.dump().await.into_iter().any(|(table, _)| table == "notice");
        assert!(!waits, "{}: given up", night.house.at.kind);
        let page = visitor(&night.house, moussa.person).await.get("/account").await.text;
        assert!(page.contains("could not be sent"), "{page}");
    }
}

#[tokio::test]
async fn nobody_is_written_to_about_what_is_not_theirs_to_see_or_while_they_are_off_shift() {
    let night = Night::on(sqlite(&access::migrations()).await).await;
    let (ibrahim, moussa) = (&night.house.ibrahim.0, &night.house.moussa.0);
    for who in [ibrahim, moussa] {
        night.wants_letters(who, &format!("{}@niamey.example", who.name), ("", "")).await;
    }
    night.on_shift(moussa, 1).await;
    night.house.at.clock.advance_ms(HOUR_MS);
    let excluded = Excluded { people: [ibrahim.person].into(), ..Excluded::default() };
    night.papers.put(Waiting { label: Label { excluded, ..night.label() }, ..night.paper(1) });
    night.keeps().await;
    night.house.at.clock.advance_ms(HOUR_MS);
    assert_eq!(send_due(&night.house.node).await.unwrap(), 0, "one may not, the other is off shift");
}

#[tokio::test]
async fn the_desk_shows_everything_what_is_mine_or_what_nobody_has() {
    let night = Night::on(sqlite(&access::migrations()).await).await;
    let moussa = &night.house.moussa.0;
    for n in [1, 2] {
        night.papers.put(night.paper(n));
    }
    night.act(moussa, 1, Step::Take, "").await.unwrap();
    let (node, token) = (&night.house.node, &night.house.moussa.1);
    let request =
        axum::http::Request::get("/").header("cookie", format!("session={token}")).body(()).unwrap();
    let (mut parts, ()) = request.into_parts();
    let officer =
        <access::Officer as axum::extract::FromRequestParts<Arc<Node>>>::from_request_parts(&mut parts, node);
    let officer = officer.await.unwrap();
    for (who, shows, hides) in [
        ("", vec!["paper 1", "paper 2"], vec![]),
        ("mine", vec!["paper 1"], vec!["paper 2"]),
        ("free", vec!["paper 2"], vec!["paper 1"]),
    ] {
        let list = |tx: Tx| {
            let officer = &officer;
            async move { desk_list(node, &tx, officer, Whose::parse(who)).await }
        };
        let html = node.store.run::<_, StoreError, _, _>("list", list).await.unwrap().html;
        assert!(
            shows.iter().all(|s| html.contains(s)) && !hides.iter().any(|h| html.contains(h)),
            "{who}: {html}"
        );
    }
}

#[tokio::test]
async fn a_shift_is_ones_own_to_write_others_are_for_administrators_deputies_and_heads() {
    for night in Night::both().await {
        let (ibrahim, moussa) = (&night.house.ibrahim.0, &night.house.moussa.0);
        let (other, own) = (ibrahim.person.to_string(), moussa.person.to_string());
        let at = visitor(&night.house, moussa.person).await;
        let for_other = [("act", "add"), ("person", other.as_str()), ("hours", "8")];
        assert_eq!(at.post("/duty", &for_other).await.status, 400);
        assert_eq!(
            visitor(&night.house, night.zara.person).await.post("/duty", &for_other).await.to,
            "/duty"
        );
        let for_own = [("act", "add"), ("person", own.as_str()), ("hours", "8")];
        assert_eq!(at.post("/duty", &for_own).await.to, "/duty");
        assert_eq!(at.post("/duty", &for_own).await.status, 422, "not twice at a time");
        let roster = |tx: Tx| async move { store_duty::roster(&tx, moussa.authority).await };
        let roster = night.house.at.store.run::<_, StoreError, _, _>("roster", roster).await.unwrap();
        let theirs = roster.iter().find(|d| d.person == ibrahim.person).unwrap().id.to_string();
        let ends = [("act", "end"), ("shift", theirs.as_str())];
        assert_eq!(at.post("/duty", &ends).await.status, 400, "{}", night.house.at.kind);
        assert_eq!(visitor(&night.house, ibrahim.person).await.post("/duty", &ends).await.to, "/duty");
    }
}
