//! Every table of the running system is of a kind of record with a rule that ends it, or is listed here as holding nothing
//! about a person; what is erased is gone from every table and file, and the log holds.

// long: one scene with a record of every kind, and what is tried on it, read together

use crate::compose;
use access::erase::{self, Because};
use access::retention::{NewHold, RetentionError};
use access::{Rule, store_retention};
use casefile::{
    CaseError, ImportOptions, Keys, NewCase, NewEntity, NewStatement, NewValue, Question, Source,
};
use exchange::testing::{Desk, Pair, pairs};
use exchange::{ExchangeError, MoveBody, NewRequest};
use gate::{Ask, action};
use kernel::id::{CaseId, EntityId, ImportId};
use kernel::time::DAY_MS;
use kernel::{Actor, Compartment, Digest, EntityKind, Handling, Party, PersonRole, Property, Purpose, Role};
use std::collections::{BTreeMap, BTreeSet};
use store::StoreError;
use uuid::Uuid;

/// Tables that hold nothing about anybody a case is about, each with the reason.
const NOT_PERSONAL: &[(&str, &str)] = &[
    ("assessment", "of a State"),
    ("assessment_detail", "of a State"),
    ("attempt", "sign-in names of the authority's own staff, until the wait is over"),
    (
        "audit_body",
        "the log: ids, codes and names of staff, never a value or a text of a case; a text can be erased",
    ),
    ("audit_checkpoint", "the log: digests"),
    ("audit_link", "the log: digests"),
    ("audit_listed", "the log: ids"),
    ("audit_waiting", "the log: digests, for a second"),
    ("authority", "of the node"),
    ("authority_entry", "of an authority, published by it"),
    ("conference_answer", "of an authority, sealed: what it answered to a call for input"),
    ("conference_call", "of a secretariat, published by it"),
    ("conference_document", "of a conference, published by it"),
    ("conference_guest", "of authorities of other nodes, by the name in their card"),
    (
        "conference_handed",
        "of an authority, sealed: what it handed to a secretariat; who handed it in is staff",
    ),
    ("conference_publication", "of an authority, published by it"),
    ("conference_received", "of authorities of other nodes, published by them"),
    ("conference_recommendation", "of a conference, published by it"),
    ("conference_recommendation_key", "of a recommendation, published with it: what it is found by"),
    ("conference_relation", "of recommendations; who recorded it is staff"),
    ("conference_report", "of a conference, published by it"),
    ("conference_sent", "of publications: which node has which edition"),
    ("conference_session", "of a conference, published by it"),
    ("conference_statement", "of a State, handed in to be published; who handed it in is staff"),
    ("conference_support", "of an authority, published by it"),
    ("conference_taken", "of what other nodes handed in: random references"),
    ("conference_topic", "of an authority, published by it"),
    ("conference_topic_mark", "of a topic that an authority proposes: a random reference"),
    ("conference_training", "of an authority: how many took part in a training, and nobody's name"),
    ("contact", "a desk, published by its authority"),
    (
        "contact_detail",
        "a desk, published by its authority; who answered when it was confirmed is staff of it",
    ),
    ("contact_posting", "a desk, published by its authority"),
    ("desk_handover", "the authority's own staff: who handed a desk to whom, for 30 days"),
    (
        "desk_handover_item",
        "ids of what stood on a desk that was handed over; they go with it, or with their object",
    ),
    ("desk_head", "the authority's own staff"),
    ("duty", "the authority's own staff: their shifts, 30 days after they ended"),
    ("figures", "bands of counts in which nobody stands, see `kernel::figures`"),
    ("courier_file", "numbers, digests and counts of files"),
    ("courier_given", "that a message was given to a courier: its random id"),
    ("courier_owed", "that a receipt is owed: the random id of its message"),
    ("follow_step", "of a State, sealed: what it does about a recommendation; who set it down is staff"),
    ("handed_shift", "the authority's own staff"),
    ("hub_alarm", "heads and cards that a hub signed or showed; who settled it is staff"),
    ("hub_answer", "digests of a log"),
    ("hub_leaf", "cards and statements of nodes, published by them"),
    ("hub_said", "statements of this node, published by it"),
    ("hub_told", "digests of a log"),
    ("hub_used", "of a node"),
    ("job_claim", "names of jobs"),
    ("kept_authority", "an authority or a company, as its keeper wrote it; who confirmed it is staff"),
    ("kept_record", "end dates: they go with their record"),
    (
        "kept_columns",
        "what columns of tables mean, as an officer named it: digests of headings, no value of any row",
    ),
    ("legal_hold", "sealed; it goes with its record"),
    ("mailbox_item", "sealed to its recipient: this node cannot open it; it goes after thirty days"),
    ("mailbox_left", "that a message was left in a mailbox: its random id"),
    ("mailbox_owed", "that a receipt is owed: the random id of its message"),
    ("match_budget", "numbers of a peer"),
    ("match_epoch", "keys"),
    ("match_peer_key", "keys"),
    ("notice", "the authority's own staff: when a letter goes out, until it is gone or given up"),
    (
        "notice_browser",
        "the authority's own staff: a sealed address, until they take it out, it is gone, or they may not sign in",
    ),
    (
        "notice_choice",
        "the authority's own staff: a sealed address, until they choose none or may not sign in",
    ),
    ("notice_push", "the authority's own staff: when a browser is woken, until it was or is given up"),
    ("outbox", "sealed to its recipient: this node cannot open it"),
    (
        "outbox_body",
        "sealed under the node's own key: what is not durable at its recipient yet; it goes once it is, is given up, or \
         with its dossier",
    ),
    ("peer", "of a node"),
    ("peer_card", "of a node"),
    ("peer_line", "of a node"),
    ("person", "the authority's own staff"),
    ("prekey_asked", "of a peer"),
    ("prekey_handed", "of a peer"),
    ("prekey_secret", "keys"),
    ("prekey_stock", "keys of a peer"),
    ("retention_rule", "the rules themselves"),
    ("role_lost", "the authority's own staff"),
    ("schema_step", "of the schema"),
    ("secret", "keys"),
    ("session", "the authority's own staff, until it ends"),
    ("setting", "of the node"),
    ("sign_in_link", "the authority's own staff, for ten minutes"),
    ("test_call", "desks and staff: the last twenty calls to a desk, older ones go"),
    ("test_call_received", "desks and staff: the last twenty calls at a desk, older ones go"),
    ("tombstone", "what stays: kind, rule, dates, a digest over ids"),
    (
        "work_event",
        "ids and staff; a note to it is sealed and goes with what it is about, at the latest 30 days after nothing waits",
    ),
    ("work_item", "ids and staff; it goes with what it is about, at the latest 30 days after nothing waits"),
    ("treaty_status", "of States, published by the depositary"),
    ("witness_alarm", "checkpoints of a peer"),
    ("witness_answer", "checkpoints"),
    ("witness_offered", "checkpoints"),
    ("witnessed", "checkpoints of a peer"),
];

/// What the erased case said: in other forms the search and the matching know it by too.
const NAME: &str = "Zubeyda Marqabene";
const PHONE: &str = "+227 96 77 12 34";
pub(crate) const MARKS: &[&str] = &[
    "Zubeyda",
    "zubeyda",
    "Marqabene",
    "marqabene",
    "96 77 12 34",
    "96771234",
    "Qorvandel",
    "qorvandel",
    "Tesserith",
    "tesserith",
];

pub(crate) async fn both_databases() -> Vec<Pair> {
    let words = [casefile::WORDS, exchange::WORDS, deconfliction::WORDS, protection::WORDS, oversight::WORDS];
    pairs(&compose::migrations(), &[words.as_slice(), &[directory::WORDS]].concat(), |node| {
        node.kept = compose::kept();
        node.figures = compose::figures();
    })
    .await
}

pub(crate) async fn officer(desk: &Desk, sign_in: &str, role: Role) -> Actor {
    access::testing::person(&desk.node, &desk.authority, sign_in, &[role]).await.0
}

fn says(property: Property, text: &str) -> NewStatement {
    let source = Source { name: "informant Tesserith".into(), place: "item 7".into(), ..Source::default() };
    NewStatement::own(property, NewValue::Text(text.into()), source)
}

/// Under words of its source's own, which stand in its label.
fn restricted(said: NewStatement) -> NewStatement {
    NewStatement { restrictions: [kernel::Restriction("ask Qorvandel first".into())].into(), ..said }
}

/// A case with a person, a phone and somebody they are seen with.
pub(crate) async fn case_of(
    desk: &Desk,
    by: (&Actor, Purpose),
    reference: &str,
    compartment: Compartment,
) -> (CaseId, EntityId) {
    let made = desk.node.store.run::<_, CaseError, _, _>("case", |tx| async move {
        let keys = Keys::of(&desk.node.vault);
        let new = NewCase {
            reference: reference.into(),
            title: "Operation Qorvandel".into(),
            summary: format!("{NAME} is asked about"),
            compartment,
            demonstration: false,
        };
        let case = casefile::create_case(&tx, &keys, &desk.node.gate, by, &new).await?;
        let person = NewEntity {
            key: "1".into(),
            kind: EntityKind::Person,
            statements: vec![restricted(says(Property::Name, NAME)), says(Property::Phone, PHONE)],
        };
        let link = NewStatement::own(Property::AssociatedWith, NewValue::Link("1".into()), Source::default());
        let other = NewEntity {
            key: "2".into(),
            kind: EntityKind::Person,
            statements: vec![says(Property::Name, "Ama Owusu"), link],
        };
        let added =
            casefile::add_statements(&tx, &keys, by.0, &case, desk.authority.party, vec![person, other])
                .await?;
        Ok((case.id, added.ids.first().unwrap().1))
    });
    made.await.unwrap()
}

/// A line of an imported file that was not taken, as people's files have them, and an upload that waits.
async fn imports(desk: &Desk, case: CaseId) {
    let done = desk.node.store.run::<_, CaseError, _, _>("import", |tx| async move {
        let (keys, node) = (Keys::of(&desk.node.vault), &desk.node);
        let closed = casefile::case(&tx, &keys, case).await?.unwrap();
        let by = (&desk.officer, Purpose::Investigation);
        let ask = Ask::new(by.0, action::READ, by.1, tx.at());
        let case = node.gate.open(closed, &ask, &mut tx.log())?;
        let options = ImportOptions {
            source: "list of Tesserith".into(),
            format: "csv".into(),
            region: desk.authority.party,
            handling: Handling::H0,
            restrictions: BTreeSet::new(),
            tlp: None,
            pap: None,
            grade: None,
            compartment: None,
        };
        let id = ImportId::new(tx.clock(), tx.rng());
        let item = reading::Item::NotTaken(reading::NotTaken {
            place: reading::Place { line: 3, ..reading::Place::default() },
            reason: reading::Reason::NoSubject,
            detail: format!("{NAME};??"),
        });
        let text = format!("the driver {NAME} called, his phone {PHONE}");
        let mentions = reading::recognise(&text, Some(options.region));
        let place = reading::Place { line: 4, ..reading::Place::default() };
        let passage = reading::Passage { place, part: reading::Part::Body, text };
        let items = [item, reading::Item::Passage(passage), reading::Item::Mentions(mentions)];
        let prepared = casefile::prepare(items, &options, id);
        let file = casefile::TakenFile { name: "Qorvandel.csv".into(), digest: Digest::of_bytes(b"x") };
        let progress = |_: u64, _: u64| {};
        casefile::take_import(&tx, &keys, &node.gate, by, &case, (&file, &prepared), &progress).await?;
        let waiting = [("Qorvandel.csv".to_owned(), NAME.as_bytes().to_vec())];
        casefile::keep_upload(&tx, &keys, (case.id, by.0.person), &waiting).await
    });
    done.await.unwrap();
}

async fn clears(desk: &Desk, case: CaseId) {
    let done = desk.node.store.run::<_, CaseError, _, _>("clear", |tx| async move {
        let closed = casefile::case(&tx, &Keys::of(&desk.node.vault), case).await?.unwrap();
        let by = (&desk.officer, Purpose::Investigation);
        let case =
            desk.node.gate.open(closed, &Ask::new(by.0, action::ACCEPT, by.1, tx.at()), &mut tx.log())?;
        let (all, why) = (casefile::Pick::default(), "order 12/26 Qorvandel");
        casefile::accept(&tx, &desk.node.gate, by, &case, &all, PersonRole::Suspect, why).await
    });
    assert!(done.await.unwrap().n > 0);
}

async fn entry(desk: &Desk, kind: &str, object: Uuid) -> Option<access::retention::KeptRecord> {
    let found = desk.node.store.run::<_, StoreError, _, _>("entry", |tx| async move {
        store_retention::kept_of(&tx, &desk.node.vault, kind, object, desk.authority.id).await
    });
    found.await.unwrap()
}

fn tables_by_kind() -> BTreeMap<&'static str, Vec<&'static str>> {
    let named = |kind: &std::sync::Arc<dyn access::Kept>| {
        (kind.kind(), kind.tables().iter().map(|(table, _)| *table).collect())
    };
    compose::kept().iter().map(named).collect()
}

#[tokio::test]
async fn r_19_every_table_is_of_a_kind_with_a_rule_or_holds_nothing_about_a_person() {
    for at in store::testing::both(&compose::migrations()).await {
        let mut known: Vec<&str> = tables_by_kind().into_values().flatten().collect();
        known.extend(NOT_PERSONAL.iter().map(|(table, _)| *table));
        known.sort_unstable();
        let stand = at.tables().await;
        let stand: Vec<&str> = stand.iter().map(String::as_str).collect();
        let known_once: BTreeSet<&str> = known.iter().copied().collect();
        assert_eq!(known.len(), known_once.len(), "a table is named twice");
        let unruled: Vec<&&str> = stand.iter().filter(|table| !known_once.contains(*table)).collect();
        assert!(
            unruled.is_empty(),
            "{}: say which rule ends these, or why they are of nobody: {unruled:?}",
            at.kind
        );
        let gone: Vec<&&str> = known.iter().filter(|table| !stand.contains(table)).collect();
        assert!(gone.is_empty(), "{}: no such tables: {gone:?}", at.kind);
    }
}

/// A record of every kind, made by what the rooms' pages call.
async fn one_of_each(pair: &Pair) {
    let desk = &pair.accra;
    let (protector, prosecutor) =
        (officer(desk, "p", Role::ProtectionOfficer).await, officer(desk, "q", Role::Prosecutor).await);
    let (case, person) =
        case_of(desk, (&desk.officer, Purpose::Investigation), "AG-1", Compartment::Operational).await;
    case_of(desk, (&protector, Purpose::Protection), "AG-2", Compartment::Protection).await;
    case_of(desk, (&prosecutor, Purpose::Prosecution), "AG-3", Compartment::Integrity).await;
    claims(desk, person).await;
    asks(pair, case).await.unwrap();
    let check = deconfliction::CheckRecord {
        id: kernel::id::CheckId(Uuid::from_u128(7)),
        case,
        authority: desk.authority.id,
        person: desk.officer.person,
        by: desk.officer.name.clone(),
        purpose: Purpose::Investigation,
        words: "who used it".into(),
        basis: "UNTOC-27".into(),
        at: desk.node.store.clock().now(),
    };
    let kept = desk.node.store.run::<_, StoreError, _, _>("check", |tx| {
        let check = check.clone();
        async move { deconfliction::store::put_check(&tx, &check).await }
    });
    kept.await.unwrap();
    requests(desk).await;
}

pub(crate) async fn claims(desk: &Desk, person: EntityId) {
    let done = desk.node.store.run::<_, protection::ProtectionError, _, _>("claim", |tx| async move {
        let new = protection::NewClaim {
            nationality: Party::parse("ER").into_iter().collect(),
            known_as: NAME.into(),
            ..protection::NewClaim::default()
        };
        protection::record_claim(&tx, &desk.node, &desk.officer, person, &new).await
    });
    done.await.unwrap();
}

pub(crate) async fn asks(pair: &Pair, case: CaseId) -> Result<exchange::Made, ExchangeError> {
    let (desk, to) = (&pair.accra, pair.niamey.node.keys.id);
    let made = desk.node.store.run("ask", |tx| async move {
        let mut body = MoveBody::default()
            .with("subject", "Who used this number?")
            .with("facts", "A phone called it.")
            .with("urgency", "normal")
            .with("basis", "UNTOC-27")
            .with("handling", "H0")
            .with("language", "en");
        body.0.insert("points".into(), serde_json::json!(["When was it active?"]));
        let new = NewRequest {
            peer: to,
            authority: None,
            case: Some(case),
            hit: None,
            purpose: Purpose::Investigation,
            body,
            statements: Vec::new(),
        };
        exchange::open_request(&tx, &desk.node, &desk.officer, new).await
    });
    let made = made.await?;
    while exchange::deliver_due(&desk.node, 100).await.unwrap().carried > 0 {}
    Ok(made)
}

/// A request of a data subject, by the page that records it.
async fn requests(desk: &Desk) {
    use tower::ServiceExt;
    let roles = [Role::DataProtectionOfficer];
    let (_, session) = access::testing::person(&desk.node, &desk.authority, "dpo", &roles).await;
    let guarded = std::sync::Arc::clone(&desk.node);
    let app =
        oversight::routes().into_router(move |route, handler| access::enforce(&guarded, route, handler));
    let form = "kind=access&received=1970-01-01&name=Zubeyda&contact=post&words=what+do+you+hold";
    let request = axum::http::Request::post("/data-protection/requests")
        .header("cookie", format!("session={session}"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(axum::body::Body::from(form))
        .unwrap();
    let answer = app.with_state(std::sync::Arc::clone(&desk.node)).oneshot(request).await.unwrap();
    assert_eq!(answer.status(), 303);
}

#[tokio::test]
async fn r_19_every_record_that_a_room_makes_has_an_end_date_under_its_rule() {
    for pair in both_databases().await {
        one_of_each(&pair).await;
        for desk in [&pair.accra, &pair.niamey] {
            for room in &desk.node.kept {
                let undated = desk.node.store.run::<_, StoreError, _, _>("undated", |tx| async move {
                    room.undated(&desk.node, &tx, 100).await
                });
                assert_eq!(undated.await.unwrap().len(), 0, "{}: {}", pair.kind, room.kind());
            }
        }
        let rows = pair.accra.store.dump().await;
        let dated = |rule: Rule| {
            let entries = rows.iter().filter(|(table, _)| table == "kept_record");
            entries
                .filter(|(_, row)| {
                    row.contains(&format!("{}'", rule.code())) || row.contains(&format!("{}\"", rule.code()))
                })
                .count()
        };
        let roots = [
            Rule::Case,
            Rule::CaseProtection,
            Rule::CaseIntegrity,
            Rule::Claim,
            Rule::Dossier,
            Rule::Check,
            Rule::Request,
        ];
        for rule in roots {
            assert_eq!(dated(rule), 1, "{}: {rule:?}", pair.kind);
        }
        // The other side's copy of the exchange ends by its own authority's rule.
        let rows = pair.niamey.store.dump().await;
        let dated = rows.iter().filter(|(table, row)| table == "kept_record" && row.contains("dossier"));
        assert_eq!(dated.count(), 1, "{}", pair.kind);
    }
}

/// What of the marks stands in a row or a file, in letters or in hexadecimal.
async fn marks_left(desk: &Desk) -> Vec<String> {
    let mut left = Vec::new();
    for (table, row) in desk.store.dump().await {
        let low = row.to_lowercase();
        for mark in MARKS {
            let hex = data_encoding::HEXLOWER.encode(mark.as_bytes());
            if row.contains(mark) || low.contains(&hex) {
                left.push(format!("`{mark}` in {table}: {row}"));
            }
        }
    }
    for (file, bytes) in desk.store.files() {
        for mark in MARKS {
            if bytes.windows(mark.len()).any(|window| window == mark.as_bytes()) {
                left.push(format!("`{mark}` in {file}"));
            }
        }
    }
    left
}

async fn finds(desk: &Desk, text: &str) -> usize {
    let found = desk.node.store.run::<_, CaseError, _, _>("find", |tx| async move {
        let question = Question::read(text, desk.authority.party);
        Ok(casefile::find_entities(&tx, &Keys::of(&desk.node.vault), &question, None).await?.len())
    });
    found.await.unwrap()
}

async fn log_holds(desk: &Desk) -> bool {
    oversight::seal_log(&desk.node).await.unwrap();
    oversight::verify_log(&desk.node).await.unwrap().holds()
}

#[tokio::test]
async fn r_19_an_erased_case_leaves_no_value_in_any_table_or_file_and_the_log_holds() {
    for pair in both_databases().await {
        let desk = &pair.accra;
        let by = (&desk.officer, Purpose::Investigation);
        let (case, _) = case_of(desk, by, "AG-1", Compartment::Operational).await;
        imports(desk, case).await;
        clears(desk, case).await;
        child_in(desk, case).await;
        assert_eq!(
            rows_of_children(desk).await,
            3,
            "{}: the child, a guardian and an assessment due",
            pair.kind
        );
        let other = other_case(desk).await;
        assert_eq!((finds(desk, "Marqabene").await, finds(desk, PHONE).await), (1, 1), "{}", pair.kind);
        let before = marks_left(desk).await;
        for table in [
            "case_file",
            "statement ",
            "statement_source",
            "selector",
            "import_line",
            "import_reading",
            "passage",
            "candidate",
            "label",
            "search_doc",
        ] {
            let stands = before.iter().any(|line| line.contains(&format!("in {}", table.trim())));
            assert!(stands, "{}: the search would find it in {table}", pair.kind);
        }
        assert!(log_holds(desk).await);
        let record = entry(desk, "case", case.0).await.unwrap();
        assert_eq!(record.ends_at.since(record.since), Rule::Case.default_days() * DAY_MS);

        desk.clock.advance_ms(record.ends_at.since(desk.node.store.clock().now()) - 1);
        let idle = erase::end_what_is_due(&desk.node).await.unwrap();
        assert_eq!((idle.erased, idle.held), (0, 0), "{}: a moment before", pair.kind);
        desk.clock.advance_ms(1);
        let done = erase::end_what_is_due(&desk.node).await.unwrap();
        assert_eq!((done.erased, done.held), (1, 0), "{}", pair.kind);

        assert_eq!(marks_left(desk).await, Vec::<String>::new(), "{}", pair.kind);
        assert_eq!(rows_of_children(desk).await, 0, "{}", pair.kind);
        assert_eq!((finds(desk, "Marqabene").await, finds(desk, PHONE).await), (0, 0), "{}", pair.kind);
        assert!(log_holds(desk).await, "{}: the chain goes on proving", pair.kind);
        assert!(entry(desk, "case", case.0).await.is_none());
        let stone = stones(desk).await.pop().unwrap();
        assert_eq!((stone.kind.as_str(), stone.object, stone.rule), ("case", case.0, Some(Rule::Case)));
        assert!(stone.rows > 5 && stone.digest.len() == 64);
        let told = desk.store.dump().await;
        let told = told.iter().any(|(table, row)| table == "audit_body" && row.contains(&stone.digest));
        assert!(told, "{}: the log commits to what went", pair.kind);
        assert!(entry(desk, "case", other.0).await.is_some(), "{}: what is not over stays", pair.kind);
        assert_eq!(finds(desk, "Kwabena").await, 1, "{}", pair.kind);
    }
}

/// Somebody in a case who may be a child.
async fn child_in(desk: &Desk, case: CaseId) {
    let made = desk.node.store.run::<_, CaseError, _, _>("child", |tx| async move {
        let keys = Keys::of(&desk.node.vault);
        let ask = gate::Ask::new(&desk.officer, gate::action::READ, Purpose::Investigation, tx.at());
        let case = casefile::case(&tx, &keys, case).await?.unwrap();
        let case = desk.node.gate.open(case, &ask, &mut tx.log())?;
        let source = Source { name: "interview".into(), ..Source::default() };
        let doubt = NewValue::Text("looks about fifteen".into());
        let child = NewEntity {
            key: "c".into(),
            kind: EntityKind::Person,
            statements: vec![NewStatement::own(Property::AgeDoubted, doubt, source)],
        };
        let of = desk.officer.party;
        casefile::add_statements(&tx, &keys, &desk.officer, &case, of, vec![child]).await
    });
    made.await.unwrap();
}

async fn rows_of_children(desk: &Desk) -> usize {
    desk.store.dump().await.iter().filter(|(table, _)| table.starts_with("child")).count()
}

/// A case that is worked on a year later.
async fn other_case(desk: &Desk) -> CaseId {
    desk.clock.advance_ms(10 * DAY_MS);
    let made = desk.node.store.run::<_, CaseError, _, _>("other", |tx| async move {
        let keys = Keys::of(&desk.node.vault);
        let new = NewCase {
            reference: "AG-9".into(),
            title: "Another".into(),
            summary: String::new(),
            compartment: Compartment::Operational,
            demonstration: false,
        };
        let by = (&desk.officer, Purpose::Investigation);
        let case = casefile::create_case(&tx, &keys, &desk.node.gate, by, &new).await?;
        let source = Source { name: "register".into(), ..Source::default() };
        let name = NewStatement::own(Property::Name, NewValue::Text("Kwabena Mensah".into()), source);
        let who = NewEntity { key: "1".into(), kind: EntityKind::Person, statements: vec![name] };
        casefile::add_statements(&tx, &keys, by.0, &case, desk.authority.party, vec![who]).await?;
        Ok(case.id)
    });
    made.await.unwrap()
}

async fn stones(desk: &Desk) -> Vec<access::retention::Tombstone> {
    let found = desk.node.store.run::<_, StoreError, _, _>("stones", |tx| async move {
        access::store_holds::tombstones(&tx, desk.authority.id).await
    });
    found.await.unwrap()
}

async fn holds(desk: &Desk, by: &Actor, entry: Uuid) -> Uuid {
    let placed = desk.node.store.run::<_, RetentionError, _, _>("hold", |tx| async move {
        let new = NewHold {
            ground: "evidence in a trial".into(),
            reference: "Court of Accra 12/2026".into(),
            review_at: tx.at().plus_ms(100 * DAY_MS),
        };
        erase::place_hold(&tx, &desk.node, (by, Purpose::Oversight), entry, &new).await
    });
    placed.await.unwrap()
}

#[tokio::test]
async fn r_19_what_a_court_holds_is_not_erased_until_the_hold_is_lifted() {
    for pair in both_databases().await {
        let desk = &pair.accra;
        let by = (&desk.officer, Purpose::Investigation);
        let (case, person) = case_of(desk, by, "AG-1", Compartment::Operational).await;
        let dpo = officer(desk, "dpo", Role::DataProtectionOfficer).await;
        let record = entry(desk, "case", case.0).await.unwrap();
        let hold = holds(desk, &dpo, record.id).await;
        desk.clock.advance_ms(record.ends_at.since(desk.node.store.clock().now()) + DAY_MS);
        for _ in 0..2 {
            let done = erase::end_what_is_due(&desk.node).await.unwrap();
            assert_eq!((done.erased, done.held), (0, 1), "{}", pair.kind);
        }
        assert_eq!(finds(desk, "Marqabene").await, 1, "{}", pair.kind);
        // Nor does what stands in it go alone, at anybody's request.
        let alone = desk.node.store.run::<_, RetentionError, _, _>("alone", |tx| {
            let dpo = &dpo;
            async move {
                let what = ("entity", person.0, desk.authority.id);
                erase::erase(&tx, &desk.node, dpo, what, Because::Request("DS-2222-2222")).await
            }
        });
        assert!(matches!(alone.await, Err(RetentionError::Held { holds: 1, .. })), "{}", pair.kind);
        let lifted = desk.node.store.run::<_, RetentionError, _, _>("lift", |tx| {
            let dpo = &dpo;
            async move {
                let by = (dpo, Purpose::Oversight);
                erase::lift_hold(&tx, &desk.node, by, (record.id, hold), "judgment is final").await
            }
        });
        lifted.await.unwrap();
        let done = erase::end_what_is_due(&desk.node).await.unwrap();
        assert_eq!((done.erased, done.held), (1, 0), "{}", pair.kind);
        assert!(log_holds(desk).await, "{}", pair.kind);
    }
}

#[tokio::test]
async fn r_19_an_open_request_and_a_standing_claim_are_not_ended_and_the_request_holds_its_case() {
    for pair in both_databases().await {
        let desk = &pair.accra;
        let by = (&desk.officer, Purpose::Investigation);
        let (case, person) = case_of(desk, by, "AG-1", Compartment::Operational).await;
        claims(desk, person).await;
        asks(&pair, case).await.unwrap();
        desk.clock.advance_ms(20 * 366 * DAY_MS);
        let done = erase::end_what_is_due(&desk.node).await.unwrap();
        assert_eq!((done.erased, done.held), (0, 3), "{}: case, dossier, claim", pair.kind);
        assert_eq!(finds(desk, "Marqabene").await, 1, "{}", pair.kind);
    }
}

#[tokio::test]
async fn r_19_one_entity_is_erased_at_its_data_subjects_request_with_all_that_names_it() {
    for pair in both_databases().await {
        let desk = &pair.accra;
        let by = (&desk.officer, Purpose::Investigation);
        let (case, person) = case_of(desk, by, "AG-1", Compartment::Operational).await;
        let dpo = officer(desk, "dpo", Role::DataProtectionOfficer).await;
        let erases = |by: Actor| async move {
            let done = desk.node.store.run::<_, RetentionError, _, _>("erase", |tx| {
                let by = &by;
                async move {
                    let what = ("entity", person.0, desk.authority.id);
                    let because = Because::Request("DS-2222-2222");
                    erase::erase(&tx, &desk.node, by, what, because).await.map(|e| e.rows())
                }
            });
            done.await
        };
        let refused = erases(desk.officer.clone()).await;
        assert!(matches!(refused, Err(RetentionError::NotHere)), "{}: no officer erases", pair.kind);
        assert!(erases(dpo).await.unwrap() >= 4, "{}: entity, statements, selector, link to it", pair.kind);
        desk.node.store.wipe_freed().await.unwrap();
        assert_eq!((finds(desk, "Marqabene").await, finds(desk, "Owusu").await), (0, 1), "{}", pair.kind);
        let left = marks_left(desk).await;
        // The cover of the case and the source that others share are of the case, and end with it.
        let of_person: Vec<_> =
            left.iter().filter(|l| !l.contains("in case_file") && l.contains("96771234")).collect();
        assert!(of_person.is_empty(), "{}: {of_person:?}", pair.kind);
        let links = desk.store.dump().await;
        let id = person.0.to_string();
        let simple = data_encoding::HEXLOWER.encode(person.0.as_bytes());
        let names_it = |row: &str| row.contains(&id) || row.to_lowercase().contains(&simple);
        let links = links.iter().filter(|(table, row)| table == "statement" && names_it(row)).count();
        assert_eq!(links, 0, "{}: nothing names what is gone", pair.kind);
        assert_eq!(stones(desk).await.pop().unwrap().request, "DS-2222-2222");
        assert!(entry(desk, "case", case.0).await.is_some());
        assert!(log_holds(desk).await, "{}", pair.kind);
    }
}

#[tokio::test]
async fn r_19_a_date_is_set_with_a_reason_and_never_for_ever() {
    for pair in both_databases().await {
        let desk = &pair.accra;
        let by = (&desk.officer, Purpose::Investigation);
        let (case, _) = case_of(desk, by, "AG-1", Compartment::Operational).await;
        let record = entry(desk, "case", case.0).await.unwrap();
        let now = desk.node.store.clock().now();
        let sets = |days: i64, why: &'static str, who: Actor| async move {
            let done = desk.node.store.run::<_, RetentionError, _, _>("review", |tx| {
                let who = &who;
                async move {
                    let until = (now.plus_ms(days * DAY_MS), why);
                    erase::review(&tx, &desk.node, (who, Purpose::Investigation), record.id, until).await
                }
            });
            done.await
        };
        let (own, longest) = (desk.officer.clone(), Rule::Case.default_days());
        for (days, why) in [(0, "why"), (longest + 1, "why")] {
            let refused = sets(days, why, own.clone()).await;
            assert!(matches!(refused, Err(RetentionError::Date(_))), "{days}");
        }
        assert!(matches!(sets(9, " ", own.clone()).await, Err(RetentionError::NoReason)));
        let auditor = officer(desk, "auditor", Role::Auditor).await;
        assert!(matches!(sets(9, "why", auditor).await, Err(RetentionError::NotHere)));
        sets(9, "the trial is over", own).await.unwrap();
        assert_eq!(entry(desk, "case", case.0).await.unwrap().ends_at, now.plus_ms(9 * DAY_MS));
        // New words do not undo what somebody decided, nor does a new rule.
        desk.clock.advance_ms(8 * DAY_MS);
        let dpo = officer(desk, "dpo", Role::DataProtectionOfficer).await;
        let ruled = desk.node.store.run::<_, RetentionError, _, _>("rule", |tx| {
            let dpo = &dpo;
            async move {
                erase::set_rule(&tx, &desk.node, dpo, Rule::Case, (365, "Data Protection Act 843, s. 24"))
                    .await
            }
        });
        ruled.await.unwrap();
        assert_eq!(entry(desk, "case", case.0).await.unwrap().ends_at, now.plus_ms(9 * DAY_MS));
        let (next, _) = case_of(desk, by, "AG-2", Compartment::Operational).await;
        let next = entry(desk, "case", next.0).await.unwrap();
        assert_eq!(next.ends_at.since(next.since), 365 * DAY_MS);
        desk.clock.advance_ms(2 * DAY_MS);
        assert_eq!(erase::end_what_is_due(&desk.node).await.unwrap().erased, 1);
    }
}
