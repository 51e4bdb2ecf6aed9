//! The log on both databases and its pages, by role.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod figures;
mod relied;
mod requests;
mod retention;
mod store_tamper;
mod witness;

use access::testing::{node, person};
use access::{Node, OwnAuthority};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use gate::{Ask, Guarded, ObjectRef, action};
use http_body_util::BodyExt;
use kernel::{Actor, Lang, Party, Purpose, Role};
use oversight::{seal_log, verify_log};
use std::sync::Arc;
use store::audit::{self, LogQuery};
use store::testing::{TestStore, both, sqlite};
use store::{Migration, StoreError};
use tower::ServiceExt;
use uuid::Uuid;

fn steps() -> Vec<Migration> {
    [exchange::testing::steps(), oversight::migrations()].concat()
}

/// Niamey's node, its people, and its pages.
struct House {
    node: Arc<Node>,
    own: OwnAuthority,
    app: Router,
    kind: &'static str,
    _at: Option<TestStore>,
}

impl House {
    async fn on(at: TestStore) -> Self {
        let (mut node, own) =
            node(at.store.clone(), 1, "NE", "Investigation Unit", &[oversight::WORDS]).await;
        node.kept = [access::kept(), casefile::kept(), exchange::kept(), oversight::kept()].concat();
        node.panels = access::panels();
        node.figures = [casefile::figures(), oversight::figures()].concat();
        node.acts = [access::acts(), oversight::acts()].concat();
        let node = Arc::new(node);
        let routes = oversight::routes().merge(access::routes());
        let router = routes.into_router(|r, h| access::enforce(&node, r, h));
        let app = web::protect(router.with_state(Arc::clone(&node)));
        Self { node, own, app, kind: at.kind, _at: Some(at) }
    }

    /// The pages of a node that stands already.
    fn over(desk: &exchange::testing::Desk) -> Self {
        let (node, own) = (Arc::clone(&desk.node), desk.authority.clone());
        let router = oversight::routes().into_router(|r, h| access::enforce(&node, r, h));
        let app = web::protect(router.with_state(Arc::clone(&node)));
        Self { node, own, app, kind: desk.store.kind, _at: None }
    }

    /// The data protection officer of another authority on the same node.
    async fn neighbour(&self) -> String {
        let added = self.node.store.run::<_, StoreError, _, _>("neighbour", |tx| async move {
            let party = Party::parse("NE").unwrap();
            access::store::add_authority(&tx, party, "Border Police", &[kernel::Function::BorderPost].into())
                .await
        });
        let neighbour = added.await.unwrap();
        person(&self.node, &neighbour, "other.dpo", &[Role::DataProtectionOfficer]).await.1
    }

    async fn both() -> Vec<Self> {
        let mut houses = Vec::new();
        for at in both(&steps()).await {
            houses.push(Self::on(at).await);
        }
        houses
    }

    fn advance(&self, ms: i64) {
        self._at.as_ref().unwrap().clock.advance_ms(ms);
    }

    async fn someone(&self, name: &str, role: Role) -> (Actor, String) {
        person(&self.node, &self.own, name, &[role]).await
    }

    /// Somebody looks at a case of their own authority, or tries to at one of another.
    async fn looks(&self, actor: &Actor, case: u128, allowed: bool) {
        let label = match allowed {
            true => kernel::Label::own(actor.authority),
            false => kernel::Label::own(kernel::id::AuthorityId(Uuid::from_u128(99))),
        };
        let looked = self.node.store.run::<_, StoreError, _, _>("look", |tx| {
            let label = label.clone();
            async move {
                let object = ObjectRef { kind: "case", id: Uuid::from_u128(case) };
                let ask = Ask::new(actor, action::READ, Purpose::Investigation, tx.at());
                let opened = self.node.gate.open(Guarded::new(object, label, ()), &ask, &mut tx.log());
                assert_eq!(opened.is_ok(), allowed);
                Ok(())
            }
        });
        looked.await.unwrap();
    }

    async fn post(&self, token: &str, path: &str, form: &str) -> (StatusCode, String) {
        let request = Request::post(path)
            .header(header::COOKIE, format!("session={token}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        let response =
            self.app.clone().oneshot(request.body(Body::from(form.to_owned())).unwrap()).await.unwrap();
        let to = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, to.unwrap_or_else(|| String::from_utf8_lossy(&bytes).into_owned()))
    }

    async fn get(&self, token: &str, path: &str) -> (StatusCode, String) {
        let request = Request::get(path).header(header::COOKIE, format!("session={token}"));
        let response = self.app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let status = response.status();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Somebody sends a record to Niger's node.
    async fn sends(&self, actor: &Actor, record: u128) {
        let sent = self.node.store.run::<_, StoreError, _, _>("send", |tx| async move {
            let object = ObjectRef { kind: "statement", id: Uuid::from_u128(record) };
            let ask = Ask::new(actor, action::SEND, Purpose::Investigation, tx.at());
            let to = gate::Recipient {
                node: kernel::id::NodeId([0x70; 16]),
                party: Party::parse("NE").unwrap(),
                also: gate::Reach::none(),
                authority: None,
            };
            let guarded = Guarded::new(object, kernel::Label::own(actor.authority), ());
            let ask = ask.assessed(gate::Assessment::Valid);
            assert!(self.node.gate.release(guarded, &ask, &to, &mut tx.log()).is_ok());
            Ok(())
        });
        sent.await.unwrap();
    }

    async fn logged(&self, query: LogQuery) -> Vec<audit::LogRow> {
        let rows = self.node.store.run::<_, StoreError, _, _>("read", |tx| {
            let query = LogQuery { rows: 100, ..query.clone() };
            async move { audit::read(&tx, &query).await }
        });
        rows.await.unwrap().0
    }
}

#[tokio::test]
async fn the_sealer_chains_what_waits_and_the_walk_proves_it() {
    for house in House::both().await {
        let (moussa, _) = house.someone("a.moussa", Role::Investigator).await;
        assert_eq!(seal_log(&house.node).await.unwrap(), 0, "{}", house.kind);
        for case in 1..=3 {
            house.looks(&moussa, case, true).await;
        }
        let report = verify_log(&house.node).await.unwrap().log;
        assert_eq!((report.chained, report.waiting, report.head), (0, 3, None), "{}", house.kind);
        assert_eq!(seal_log(&house.node).await.unwrap(), 3);
        house.looks(&moussa, 4, false).await;
        assert_eq!(seal_log(&house.node).await.unwrap(), 1);
        let proof = verify_log(&house.node).await.unwrap();
        let report = &proof.log;
        assert_eq!((report.chained, report.waiting, report.checkpoints), (4, 0, 2), "{}", house.kind);
        assert!(proof.holds(), "{:?}", report.faults);
        assert!(proof.witness_line().starts_with("no trusted peer"), "A-5: {}", proof.witness_line());
    }
}

#[tokio::test]
async fn a_chain_signed_by_another_key_does_not_hold_and_the_page_says_where() {
    let house = House::on(sqlite(&steps()).await).await;
    let (_, auditor) = house.someone("audit", Role::Auditor).await;
    let (other, _) = node(house.node.store.clone(), 2, "NE", "", &[]).await;
    let (moussa, _) = house.someone("a.moussa", Role::Investigator).await;
    house.looks(&moussa, 1, true).await;
    seal_log(&other).await.unwrap();
    let proof = verify_log(&house.node).await.unwrap();
    assert!(!proof.holds());
    assert_eq!(proof.log.faults[0].seq, Some(1), "{:?}", proof.log.faults);
    let (status, page) = house.get(&auditor, "/log/verify").await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        page.contains("The log does not hold.") && page.contains("is not this node’s signature"),
        "{page}"
    );
}

#[tokio::test]
async fn r_17_an_auditor_reads_who_did_what_and_reading_is_logged_itself() {
    for house in House::both().await {
        let (moussa, _) = house.someone("a.moussa", Role::Investigator).await;
        let (auditor, token) = house.someone("audit", Role::Auditor).await;
        house.looks(&moussa, 1, true).await;
        house.looks(&moussa, 2, false).await;
        let (status, page) = house.get(&token, "/log").await;
        assert_eq!(status, StatusCode::OK, "{}", house.kind);
        for told in [
            "a.moussa",
            "looked at",
            "investigation",
            "officers-work-on-content",
            "need-to-know",
            "R-17; A-8",
            "not yet sealed",
        ] {
            assert!(page.contains(told), "{}: {told}\n{page}", house.kind);
        }
        let reading = LogQuery { action: Some(action::READ_LOG.into()), ..LogQuery::default() };
        let read = house.logged(reading).await;
        assert_eq!(read.len(), 1, "{}", house.kind);
        assert_eq!(read[0].entry.person, auditor.person.0);
        assert_eq!(read[0].entry.outcome.policies(), ["overseers-read-the-log"]);
        seal_log(&house.node).await.unwrap();
        let (_, page) = house.get(&token, "/log/verify").await;
        assert!(page.contains("The log holds."), "{}: {page}", house.kind);
    }
}

#[tokio::test]
async fn the_log_is_narrowed_by_action_record_and_refusal() {
    let house = House::on(sqlite(&steps()).await).await;
    let (moussa, _) = house.someone("a.moussa", Role::Investigator).await;
    let (_, token) = house.someone("dpo", Role::DataProtectionOfficer).await;
    let (one, two) = (Uuid::from_u128(0xaaaa).to_string(), Uuid::from_u128(0xbbbb).to_string());
    house.looks(&moussa, 0xaaaa, true).await;
    house.looks(&moussa, 0xbbbb, false).await;
    for (path, shown, hidden) in [
        ("/log?refused=yes".to_owned(), &two, &one),
        (format!("/log?object={one}"), &one, &two),
        ("/log?action=read".to_owned(), &one, &"read the log</td>".to_owned()),
    ] {
        let (status, page) = house.get(&token, &path).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        let table = page.split("<tbody>").last().unwrap();
        assert!(table.contains(shown.as_str()) && !table.contains(hidden.as_str()), "{path}\n{table}");
    }
    let (_, page) = house.get(&token, &format!("/log?ask=record&object={}", Uuid::from_u128(0xcccc))).await;
    assert!(page.contains("No entry like that"), "{page}");
    let asked = LogQuery { object: Some(Uuid::from_u128(0xcccc)), ..LogQuery::default() };
    assert_eq!(house.logged(asked).await.len(), 1, "the log names the record that was looked up");
}

#[tokio::test]
async fn an_overseer_does_not_read_the_entries_of_a_neighbour_on_the_same_node() {
    let house = House::on(sqlite(&steps()).await).await;
    let (_, token) = house.someone("audit", Role::Auditor).await;
    let added = house.node.store.run::<_, StoreError, _, _>("neighbour", |tx| async move {
        let party = Party::parse("NE").unwrap();
        access::store::add_authority(&tx, party, "Border Police", &[kernel::Function::BorderPost].into())
            .await
    });
    let neighbour = added.await.unwrap();
    let (stranger, _) = person(&house.node, &neighbour, "s.tranger", &[Role::Investigator]).await;
    let (moussa, _) = house.someone("a.moussa", Role::Investigator).await;
    house.looks(&stranger, 7, true).await;
    house.looks(&moussa, 8, true).await;
    let (_, page) = house.get(&token, "/log").await;
    assert!(page.contains("a.moussa") && !page.contains("s.tranger"), "{page}");
}

#[tokio::test]
async fn a_8_nobody_else_learns_that_there_is_a_log() {
    let house = House::on(sqlite(&steps()).await).await;
    for role in [
        Role::Administrator,
        Role::Investigator,
        Role::DutyOfficer,
        Role::Prosecutor,
        Role::ProtectionOfficer,
    ] {
        let (_, token) = house.someone(role.code(), role).await;
        for path in ["/log", "/log/verify", "/log/export", "/data-protection"] {
            assert_eq!(house.get(&token, path).await.0, StatusCode::NOT_FOUND, "{role} {path}");
        }
    }
}

#[tokio::test]
async fn r_17_the_four_questions_have_an_answer_a_person_reads() {
    for house in House::both().await {
        let (moussa, _) = house.someone("a.moussa", Role::Investigator).await;
        let (bello, _) = house.someone("f.bello", Role::Investigator).await;
        let (_, token) = house.someone("audit", Role::Auditor).await;
        let record = Uuid::from_u128(0xaaaa);
        house.looks(&moussa, 0xaaaa, true).await;
        house.looks(&moussa, 0xaaaa, true).await;
        house.looks(&bello, 0xbbbb, true).await;
        house.looks(&bello, 0xcccc, false).await;
        // Who was refused a record did not see it.
        let (late, _) = house.someone("l.ate", Role::Investigator).await;
        house.looks(&late, 0xaaaa, false).await;
        house.sends(&bello, 0xdddd).await;
        let answer = |page: &str| page.split("<tbody>").nth(1).unwrap_or_default().to_owned();

        let address = format!("/log?ask=record&object=https://here/cases/1/entities/{record}");
        let (_, page) = house.get(&token, &address).await;
        let saw = answer(&page);
        assert!(saw.contains("a.moussa") && saw.contains("2 times"), "{}: {saw}", house.kind);
        assert!(!saw.contains("f.bello") && !saw.contains("l.ate"), "{}: {saw}", house.kind);

        let (_, page) = house.get(&token, &format!("/log?ask=person&person={}", bello.person)).await;
        let looked = answer(&page);
        assert!(looked.contains("looked at: case") && looked.contains("2 times"), "{}: {looked}", house.kind);
        assert!(!page.split("<tbody>").nth(2).unwrap().contains("a.moussa"), "{}", house.kind);

        let (_, page) = house.get(&token, "/log?ask=left").await;
        let rows = page.split("<tbody>").nth(2).unwrap();
        for told in ["f.bello", "NE 70707070707070707070707070707070", "officers-work-on-content", "sent"] {
            assert!(rows.contains(told), "{}: {told}\n{rows}", house.kind);
        }
        assert!(!rows.contains("a.moussa"), "{}: only what left", house.kind);

        let (_, page) = house.get(&token, "/log?ask=refused").await;
        let rows = page.split("<tbody>").nth(2).unwrap();
        assert!(rows.contains("need-to-know") && !rows.contains("a.moussa"), "{}: {rows}", house.kind);

        let (status, page) = house.get(&token, "/log?ask=record").await;
        assert_eq!(status, StatusCode::OK);
        assert!(page.contains("Name the record"), "{page}");
    }
}

#[tokio::test]
async fn a_1_the_table_of_the_log_passes_the_gate_and_is_logged() {
    for house in House::both().await {
        let (moussa, _) = house.someone("a.moussa", Role::Investigator).await;
        let (auditor, token) = house.someone("audit", Role::Auditor).await;
        house.looks(&moussa, 0xaaaa, true).await;
        let (status, table) = house.get(&token, "/log/export?ask=all&action=read").await;
        assert_eq!(status, StatusCode::OK, "{}", house.kind);
        assert_eq!(table.lines().count(), 2, "{table}");
        assert!(table.contains("\"a.moussa\"") && table.contains("\"officers-work-on-content\""), "{table}");
        let logged = LogQuery { action: Some(action::EXPORT_LOG.into()), ..LogQuery::default() };
        let logged = house.logged(logged).await;
        assert_eq!(logged[0].entry.person, auditor.person.0, "{}", house.kind);
        assert!(logged[0].entry.outcome.recipient().is_some(), "it left the node, to its own overseers");
    }
}

/// Kinds of object that the rooms write in the log, as their sources name them.
const OBJECTS: &[&str] = &[
    "acknowledgement",
    "assessment",
    "attachment",
    "authority",
    "authority-entry",
    "call",
    "case",
    "case-note",
    "case-offence",
    "case-task",
    "check",
    "check-words",
    "checkpoint",
    "child-duty",
    "child-name",
    "conference",
    "contact",
    "courier-file",
    "directory",
    "dossier",
    "dossier-news",
    "dossier-overdue",
    "entity",
    "envelope",
    "exhibit",
    "follow-up-action",
    "freed-text",
    "hub",
    "hub-alarm",
    "hub-statement",
    "import",
    "kept-authority",
    "letter",
    "list",
    "log",
    "mailbox",
    "move",
    "near-miss",
    "network",
    "node",
    "node-keys",
    "notice",
    "offered-files",
    "person",
    "prekeys",
    "preview",
    "protection-claim",
    "protection-opening",
    "receipt",
    "recommendation",
    "report",
    "retention",
    "selector",
    "session",
    "shift",
    "statement",
    "submission",
    "subject-request",
    "test-call",
    "topic",
    "transcribed-move",
    "witness-alarm",
];

#[test]
fn a_12_every_word_of_the_room_is_in_three_languages() {
    let words = web::Words::new(&[oversight::WORDS]).unwrap();
    let templates = [
        include_str!("../../templates/read_log.html"),
        include_str!("../../templates/verify_log.html"),
        include_str!("../../templates/show_witnesses.html"),
        include_str!("../../templates/list_requests.html"),
        include_str!("../../templates/show_request.html"),
        include_str!("../../templates/list_figures.html"),
        include_str!("../../templates/show_relied_on.html"),
    ];
    let pages = [
        include_str!("../../src/pages/read_log.rs"),
        include_str!("../../src/pages/verify_log.rs"),
        include_str!("../../src/pages/show_witnesses.rs"),
        include_str!("../../src/pages/list_requests.rs"),
        include_str!("../../src/pages/show_request.rs"),
        include_str!("../../src/pages/list_figures.rs"),
        include_str!("../../src/figures.rs"),
        include_str!("../../src/pages/show_relied_on.rs"),
    ];
    for source in templates.iter().chain(&pages) {
        assert_eq!(words.unknown_keys(source), Vec::<String>::new());
    }
    for template in templates {
        assert_eq!(web::bare_text(template), Vec::<String>::new());
    }
    let codes =
        |what: &str, all: &[&str]| all.iter().map(|c| format!("oversight-{what}-{c}")).collect::<Vec<_>>();
    let purposes: Vec<&str> = Purpose::ALL.iter().map(|p| p.code()).collect();
    let whys: Vec<&str> = audit::Why::ALL.iter().map(|w| w.code()).collect();
    let witness: Vec<&str> = oversight::WitnessWhy::ALL.iter().map(|w| w.code()).collect();
    let alarms: Vec<&str> = seal::checkpoint::Contradiction::ALL.iter().map(|c| c.code()).collect();
    let kinds: Vec<&str> = oversight::types::RequestKind::ALL.iter().map(|k| k.code()).collect();
    let steps: Vec<&str> = oversight::types::StepKind::ALL.iter().map(|k| k.code()).collect();
    let asked = ["all", "record", "person", "left", "refused"];
    for key in [
        codes("action", action::ALL),
        codes("action", &[audit::ERASE]),
        codes("purpose", &purposes),
        codes("object", OBJECTS),
        codes("why", &whys),
        codes("witness", &witness),
        codes("alarm", &alarms),
        codes("request", &kinds),
        codes("step", &steps),
        codes("ask", &asked),
        codes("counted", &asked),
    ]
    .concat()
    {
        assert!(words.knows(&key), "{key}");
        for lang in Lang::ALL {
            assert!(!words.t(*lang, &key).is_empty(), "{key}");
        }
    }
}
