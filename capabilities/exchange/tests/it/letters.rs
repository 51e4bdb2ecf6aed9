//! A counterpart without a node, on both databases: asked by letter, answered by hand, never shown as verified.

use crate::story::{delivers, holds_back, moves, opens, reads, request, verifies};
use access::Node;
use directory::{Channel, Confirmation, ContactDraft, DirectoryError, KeptDraft, NewAssessment, Particulars};
use exchange::testing::{Desk, Pair, neighbour, pairs, steps};
use exchange::{
    Came, ExchangeError, Made, MoveBody, NewMove, NewRequest, Printer, ReceiptView, Side, read_reply,
    transcribe, transcribed,
};
use gate::Released;
use kernel::id::{AuthorityId, DossierId, NodeId};
use kernel::time::DAY_MS;
use kernel::{Lang, Party, Purpose, Timestamp};
use procedure::paper::{ANSWER_COLUMN, FORM_MARK, Form, FormError, KEY_MOVE, Letter, SheetRow};
use procedure::shipped::PRESERVATION;
use serde_json::json;
use std::sync::{Arc, Mutex};

async fn both_databases() -> Vec<Pair> {
    pairs(&steps(), &[directory::WORDS, casefile::WORDS, exchange::WORDS], |_| {}).await
}

/// Keeps what it was given to print, in the place of the typesetter.
#[derive(Default)]
struct Prints {
    letters: Mutex<Vec<Letter>>,
    forms: Mutex<Vec<Form>>,
}

impl Printer for Prints {
    fn letter(&self, letter: &Released<Letter>) -> Result<Vec<u8>, String> {
        self.letters.lock().unwrap().push(letter.value().clone());
        Ok(format!("%PDF-1.7 {:?}", letter.value()).into_bytes())
    }
    fn form(&self, form: &Form) -> Result<Vec<u8>, String> {
        self.forms.lock().unwrap().push(form.clone());
        Ok(b"a sheet".to_vec())
    }
    fn pack(&self, files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, String> {
        Ok(files.concat_names())
    }
}

trait Names {
    fn concat_names(&self) -> Vec<u8>;
}
impl Names for [(String, Vec<u8>)] {
    fn concat_names(&self) -> Vec<u8> {
        self.iter().map(|(n, _)| n.as_str()).collect::<Vec<_>>().join(" ").into_bytes()
    }
}

pub(crate) fn provider() -> KeptDraft {
    KeptDraft {
        party: Party::parse("XB").unwrap(),
        name: "Sahel Messenger SA".into(),
        functions: Vec::new(),
        company: true,
        accepted_languages: vec!["fr".into()],
        contact: ContactDraft {
            name: "Legal requests".into(),
            languages: vec!["fr".into()],
            hours: String::new(),
            channels: vec![Channel::new("email", "legal@sahel.example")],
            posted_by: None,
            more: Particulars::default(),
        },
    }
}

pub(crate) async fn keeps(desk: &Desk, assessed: bool) -> AuthorityId {
    let kept = desk.node.store.run::<_, DirectoryError, _, _>("keep", |tx| async move {
        let node: &Node = &desk.node;
        let id = directory::keep_authority(&tx, node, &desk.officer, &provider()).await?;
        if assessed {
            let new = NewAssessment::favourable("MoJ 2026/9");
            directory::assess(&tx, node, &desk.officer, node_of(id), &new).await?;
        }
        Ok(id)
    });
    kept.await.unwrap()
}

fn node_of(id: AuthorityId) -> NodeId {
    NodeId(id.0.into_bytes())
}

pub(crate) fn preservation() -> MoveBody {
    let mut body = MoveBody::default()
        .with("subject", "Keep what two accounts left in October")
        .with("data", "subscriber-traffic")
        .with("from_time", "2026-10-01T00:00:00Z")
        .with("to_time", "2026-11-01T00:00:00Z")
        .with("facts", "A truck with 46 dead stood north of Agadez; a phone in its cab used both accounts.")
        .with("urgency", "normal")
        .with("basis", "UNTOC-27")
        .with("handling", "H0")
        .with("language", "fr");
    body.0.insert("accounts".into(), json!(["+227 96 00 11 22", "@harmattan"]));
    body
}

async fn asks(desk: &Desk, of: AuthorityId, body: MoveBody) -> Result<Made, ExchangeError> {
    let new = &NewRequest {
        peer: node_of(of),
        authority: Some(of),
        case: None,
        hit: None,
        purpose: Purpose::Investigation,
        body,
        statements: Vec::new(),
    };
    let made = desk.node.store.run("ask", |tx| async move {
        exchange::open_dossier(&tx, &desk.node, &desk.officer, PRESERVATION, new.clone()).await
    });
    made.await
}

async fn enters(desk: &Desk, id: DossierId, code: &str, body: MoveBody) -> Result<Made, ExchangeError> {
    let came = Came { how: "post".into(), received: Timestamp(0), by: "somebody else".into(), form: None };
    enters_as(desk, id, NewMove::of(code, body), came, None).await
}

async fn enters_as(
    desk: &Desk,
    id: DossierId,
    new: NewMove,
    came: Came,
    after: Option<u64>,
) -> Result<Made, ExchangeError> {
    let (new, came) = (&new, &came);
    let made = desk.node.store.run("enter", |tx| async move {
        transcribe(&tx, &desk.node, &desk.officer, id, new, came, after).await
    });
    made.await
}

pub(crate) fn preserved(until: Timestamp) -> MoveBody {
    MoveBody::default()
        .with("outcome", "whole")
        .with("promised", until.rfc3339())
        .with("preserved_reference", "SM-2231")
}

async fn receipt(desk: &Desk, id: DossierId) -> ReceiptView {
    let thread = &reads(desk, id).await;
    let made = thread.find(Side::Asker, 1).unwrap();
    let seen = desk.node.store.run::<_, store::StoreError, _, _>("receipt", |tx| async move {
        let keys = exchange::thread::keys_of(&tx, &desk.node, thread.dossier.peer).await?;
        exchange::receipt_of(&tx, &desk.node, thread, made, &keys).await
    });
    seen.await.unwrap()
}

#[tokio::test]
async fn a_request_by_letter_follows_the_kind_keeps_its_clock_and_is_never_delivered_nor_verified() {
    for pair in both_databases().await {
        let desk = &pair.niamey;
        let of = keeps(desk, true).await;
        let id = asks(desk, of, preservation()).await.unwrap().dossier;
        // Nothing waits for a line, and nobody signed for anything.
        assert_eq!(delivers(desk).await.carried, 0, "{}", pair.kind);
        assert_eq!(receipt(desk, id).await, ReceiptView::Letter { sent: None, confirmed: None });
        let draft =
            crate::attachments::takes_in(desk, "scan.pdf", &crate::attachments::document(2_000)).await;
        let attached = crate::attachments::attaches(desk, id, &draft, &crate::attachments::plainly()).await;
        assert!(
            matches!(attached, Err(ExchangeError::AttachmentByLetter)),
            "files go with the letter itself"
        );
        let at = (id, 1);
        let too_soon = desk.node.store.run("confirmed", |tx| async move {
            exchange::record_confirmed(&tx, &desk.node, &desk.officer, at, "Mme Diallo").await
        });
        assert!(matches!(too_soon.await, Err(ExchangeError::Came)), "not sent, not confirmed");
        let sent = desk.node.store.run("sent", |tx| async move {
            let day = tx.at();
            exchange::record_sent(&tx, &desk.node, &desk.officer, at, (day, "post")).await?;
            exchange::record_confirmed(&tx, &desk.node, &desk.officer, at, "Mme Diallo").await
        });
        sent.await.unwrap();
        let seen = receipt(desk, id).await;
        assert!(matches!(seen, ReceiptView::Letter { sent: Some(_), confirmed: Some(_) }), "{seen:?}");

        let until = desk.node.store.clock().now().plus_ms(90 * DAY_MS);
        enters(desk, id, "preserve", preserved(until)).await.unwrap();
        let thread = reads(desk, id).await;
        assert_eq!(thread.dossier.state, "preserved", "{}", pair.kind);
        let due = thread.dossier.due.clone().expect("its clock runs");
        assert_eq!((due.at.0 / 1000, due.why.as_str()), (until.0 / 1000, "preserved"));
        let header = thread.find(Side::Answerer, 1).unwrap().read_header().unwrap();
        let came = transcribed(&header).expect("marked in what is signed");
        assert_eq!((came.how.as_str(), came.by.as_str()), ("post", desk.officer.name.as_str()));
        let report = verifies(desk, id).await;
        assert_eq!((report.faults.as_slice(), report.signatures), ([].as_slice(), 2), "{}", pair.kind);
        moves(desk, id, NewMove::of("close", MoveBody::default())).await.unwrap();
        assert_eq!(reads(desk, id).await.dossier.state, "closed");
    }
}

#[tokio::test]
async fn what_a_node_says_is_never_entered_for_it_and_what_was_not_marked_does_not_verify() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        let refused = enters(accra, id, "acknowledge", MoveBody::default()).await;
        assert!(matches!(refused, Err(ExchangeError::HasNode)), "{}: {refused:?}", pair.kind);

        let of = keeps(niamey, true).await;
        let id = asks(niamey, of, preservation()).await.unwrap().dossier;
        let not_theirs = enters(niamey, id, "withdraw", MoveBody::default().with("reasons", "r")).await;
        assert!(matches!(not_theirs, Err(ExchangeError::NotNow { .. })), "{}: {not_theirs:?}", pair.kind);
        let missing = enters(niamey, id, "refuse", MoveBody::default()).await;
        assert!(matches!(missing, Err(ExchangeError::Fields(_))), "{}: {missing:?}", pair.kind);
        assert_eq!(reads(niamey, id).await.moves.len(), 1, "{}", pair.kind);
    }
}

#[tokio::test]
async fn the_same_answer_is_not_entered_twice_nor_over_one_that_came_meanwhile() {
    for pair in both_databases().await {
        let desk = &pair.niamey;
        let of = keeps(desk, true).await;
        let id = asks(desk, of, preservation()).await.unwrap().dossier;
        let until = desk.node.store.clock().now().plus_ms(90 * DAY_MS);
        let from = |form: Option<&str>, day: i64| Came {
            how: "post".into(),
            received: Timestamp(day * DAY_MS),
            by: String::new(),
            form: form.map(Into::into),
        };
        let kept = || NewMove::of("preserve", preserved(until));
        enters_as(desk, id, kept(), from(Some("AAAA-BBBB-CCCC"), 1), Some(0)).await.unwrap();
        let twice = enters_as(desk, id, kept(), from(Some("AAAA-BBBB-CCCC"), 2), Some(1)).await;
        assert!(matches!(twice, Err(ExchangeError::EnteredBefore)), "{}: {twice:?}", pair.kind);
        let pressed_twice = enters_as(desk, id, kept(), from(Some("AAAA-BBBB-CCCC"), 1), Some(0)).await;
        assert!(matches!(pressed_twice, Err(ExchangeError::EnteredBefore)), "{pressed_twice:?}");
        let refused = NewMove::of("refuse", MoveBody::default().with("reasons", "r"));
        let meanwhile = enters_as(desk, id, refused, from(None, 1), Some(0)).await;
        assert!(matches!(meanwhile, Err(ExchangeError::EnteredMeanwhile)), "{meanwhile:?}");
        assert_eq!(reads(desk, id).await.chain(Side::Answerer).count(), 1, "{}", pair.kind);
    }
}

#[tokio::test]
async fn a_day_is_taken_as_soon_as_it_has_begun_somewhere() {
    for pair in both_databases().await {
        let desk = &pair.niamey;
        let of = keeps(desk, true).await;
        let id = asks(desk, of, preservation()).await.unwrap().dossier;
        let now = desk.node.store.clock().now();
        // In Bangkok it is 2 a.m. of the day that begins in five hours by UTC.
        let bangkok = now.plus_ms(5 * kernel::time::HOUR_MS);
        let ahead = now.plus_ms(14 * kernel::time::HOUR_MS + 1);
        let sent = |day, way: &'static str| {
            desk.node.store.run("sent", move |tx| async move {
                exchange::record_sent(&tx, &desk.node, &desk.officer, (id, 1), (day, way)).await
            })
        };
        assert!(matches!(sent(ahead, "post").await, Err(ExchangeError::Day)), "{}", pair.kind);
        assert!(matches!(sent(bangkok, "pigeon").await, Err(ExchangeError::Came)));
        sent(bangkok, "post").await.unwrap();
        let came = |received| Came { how: "post".into(), received, by: String::new(), form: None };
        let kept = || NewMove::of("preserve", preserved(now.plus_ms(90 * DAY_MS)));
        let early = enters_as(desk, id, kept(), came(ahead), None).await;
        assert!(matches!(early, Err(ExchangeError::Day)), "{}: {early:?}", pair.kind);
        enters_as(desk, id, kept(), came(bangkok), None).await.unwrap();
    }
}

#[tokio::test]
async fn a_letter_names_a_desk_that_serves_and_first_one_that_was_called() {
    for pair in both_databases().await {
        let desk = &pair.niamey;
        let of = keeps(desk, true).await;
        let id = asks(desk, of, preservation()).await.unwrap().dossier;
        let now = desk.node.store.clock().now();
        let named = |name: &str, number: &str, posted_by: Option<&str>, more: Particulars| ContactDraft {
            name: name.into(),
            languages: vec!["fr".into()],
            hours: "24/7".into(),
            channels: vec![Channel::new("phone", number)],
            posted_by: posted_by.and_then(Party::parse),
            more,
        };
        let over = Particulars { valid_until: Some(now), ..Particulars::default() };
        let abroad = Particulars { posted_to: Party::parse("IT"), ..Particulars::default() };
        let drafts = [
            named("Closed desk", "+227 20 00 00 01", None, over),
            named("Liaison of another", "+227 20 00 00 02", Some("MA"), Particulars::default()),
            named("Liaison abroad", "+227 20 00 00 03", None, abroad),
            named("New desk", "+227 20 00 00 04", None, Particulars::default()),
            named("Duty desk", "+227 20 00 00 05", None, Particulars::default()),
        ];
        let added = desk.node.store.run::<_, DirectoryError, _, _>("desks", |tx| {
            let drafts = &drafts;
            async move {
                let mut last = None;
                for draft in drafts {
                    last = Some(directory::add_contact(&tx, &desk.node, &desk.officer, draft).await?);
                }
                let called = Confirmation::call_back("+227 20 00 00 05", "Sgt Idrissa");
                directory::confirm_contact(&tx, &desk.node, &desk.officer, last.unwrap(), &called).await
            }
        });
        added.await.unwrap();
        let prints = Arc::new(Prints::default());
        let printer: Arc<dyn Printer> = prints.clone();
        exchange::package(&desk.node, &desk.officer, (id, 1), Lang::En, &printer).await.unwrap();
        let from = prints.letters.lock().unwrap()[0].from.join("\n");
        assert!(from.contains("Duty desk") && from.contains("00 05"), "{}: {from}", pair.kind);
        for wrong in ["Closed", "Liaison", "New"] {
            assert!(!from.contains(wrong), "{}: {from}", pair.kind);
        }
    }
}

#[tokio::test]
async fn a_16_no_letter_goes_to_a_state_that_nobody_assessed_also_not_to_a_company() {
    for pair in both_databases().await {
        let of = keeps(&pair.niamey, false).await;
        let refused = asks(&pair.niamey, of, preservation()).await;
        let Err(ExchangeError::Refused(refusal)) = &refused else { panic!("{}: {refused:?}", pair.kind) };
        assert_eq!(refusal.public().code(), "assessment", "{}", pair.kind);
    }
}

#[tokio::test]
async fn a_8_what_one_authority_keeps_is_nothing_to_another_on_its_node() {
    for pair in both_databases().await {
        let desk = &pair.niamey;
        let other = neighbour(desk, "Central authority", "central").await;
        let of = keeps(desk, true).await;
        let refused = asks(&other, of, preservation()).await;
        assert!(matches!(refused, Err(ExchangeError::UnknownPeer(_))), "{}: {refused:?}", pair.kind);
        let changed = other.node.store.run::<_, DirectoryError, _, _>("change", |tx| {
            let other = &other;
            async move {
                let how = Confirmation::call_back("+1 202 555 0100", "x");
                directory::confirm_kept(&tx, &other.node, &other.officer, of, &how).await
            }
        });
        assert!(matches!(changed.await, Err(DirectoryError::Refused(_))), "{}", pair.kind);
        let seen = other.node.store.run::<_, store::StoreError, _, _>("seen", |tx| {
            let other = &other;
            async move { directory::counterparts(&tx, &other.node, other.authority.id).await }
        });
        assert!(seen.await.unwrap().iter().all(|p| p.node != node_of(of)), "{}", pair.kind);
    }
}

#[tokio::test]
async fn r_05_a_letter_passes_the_gate_again_each_time_it_is_printed() {
    for pair in both_databases().await {
        let desk = &pair.niamey;
        let of = keeps(desk, true).await;
        let id = asks(desk, of, preservation()).await.unwrap().dossier;
        let prints = Arc::new(Prints::default());
        let printer: Arc<dyn Printer> = prints.clone();
        let print = || exchange::package(&desk.node, &desk.officer, (id, 1), Lang::En, &printer);
        let files = print().await.unwrap();
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["letter.pdf", "letter.sig", "key.pem", "VERIFY.txt", "reply.xlsx"]);
        let letter = prints.letters.lock().unwrap()[0].clone();
        assert_eq!((letter.lang.as_str(), letter.to[0].as_str()), ("fr", "Sahel Messenger SA"));
        let told = format!("{letter:?}");
        for word in ["+227 96 00 11 22", "46 dead", "National Investigation Unit", &id.to_string()] {
            assert!(told.contains(word), "{word} is not in the letter: {told}");
        }
        let verify = String::from_utf8(files[3].1.clone()).unwrap();
        assert!(verify.matches(exchange::VERIFY_COMMAND).count() == 3 && verify.contains(&letter.code));

        // What became protected since does not leave on paper either, and nobody is told why.
        holds_back(desk, "+227 96 00 11 22", "XB").await;
        let refused = print().await;
        let Err(ExchangeError::Refused(refusal)) = &refused else { panic!("{}: {refused:?}", pair.kind) };
        assert_eq!(refusal.public().code(), "not-available", "{}", pair.kind);
        assert_eq!(prints.letters.lock().unwrap().len(), 1, "{}: nothing was set", pair.kind);
    }
}

/// The form as whoever got it sends it back.
fn filled(form: &Form, answers: &[(&str, &str)]) -> Vec<SheetRow> {
    let line = |row: u64, key: &str, label: &str, value: &str| SheetRow {
        row,
        cells: vec![key.to_owned(), label.to_owned(), value.to_owned()],
    };
    let mut rows = vec![
        line(3, "form", "", FORM_MARK),
        line(4, "reference", &form.labels[0], &form.reference),
        line(5, "code", &form.labels[1], &form.code),
    ];
    for (n, q) in (7..).zip(&form.questions) {
        let value = answers.iter().find(|(key, _)| *key == q.key && !key.is_empty()).map_or("", |a| a.1);
        rows.push(line(n, &q.key, &q.label, value));
    }
    rows
}

#[tokio::test]
async fn a_reply_form_is_read_beside_its_questions_and_one_of_another_letter_is_not_read() {
    for pair in both_databases().await {
        let desk = &pair.niamey;
        let of = keeps(desk, true).await;
        let id = asks(desk, of, preservation()).await.unwrap().dossier;
        let prints = Arc::new(Prints::default());
        let printer: Arc<dyn Printer> = prints.clone();
        exchange::package(&desk.node, &desk.officer, (id, 1), Lang::En, &printer).await.unwrap();
        let form = prints.forms.lock().unwrap()[0].clone();
        let word = |key: &str, code: &str| {
            let q = form.questions.iter().find(|q| q.key == key).unwrap();
            q.choices.iter().find(|(c, _)| c == code).unwrap().1.clone()
        };
        let (kept, whole) = (word(KEY_MOVE, "preserve"), word("preserve.outcome", "whole"));
        let rows = filled(
            &form,
            &[
                (KEY_MOVE, &kept),
                ("preserve.outcome", &whole),
                ("preserve.promised", "2027-02-24"),
                ("preserve.preserved_reference", "SM-2231"),
            ],
        );
        let read = |rows: Vec<SheetRow>| async move {
            let rows = &rows;
            let read = desk
                .node
                .store
                .run("read", |tx| async move { read_reply(&tx, &desk.node, &desk.officer, id, rows).await });
            read.await
        };
        let reply = read(rows.clone()).await.unwrap();
        assert_eq!((reply.answers.as_str(), reply.older, reply.read.len()), ("preserve", false, 4));
        let reply = &reply;
        let body = desk.node.store.run("body", |tx| async move {
            exchange::body_of_reply(&tx, &desk.node, &desk.officer, id, reply).await
        });
        let body = body.await.unwrap();
        assert_eq!((body.text("outcome"), body.text("preserved_reference")), ("whole", "SM-2231"));
        assert!(body.text("promised").starts_with("2027-02-24T23:59"), "{}", body.text("promised"));
        enters(desk, id, "preserve", body).await.unwrap();

        let other = asks(desk, of, preservation()).await.unwrap().dossier;
        assert_ne!(other, id);
        for (row, cell) in [(1, "0000-0000-0000-0000"), (2, "0000-0000-0000")] {
            let mut forged = rows.clone();
            forged[row].cells[ANSWER_COLUMN] = cell.into();
            let refused = read(forged).await;
            assert!(matches!(refused, Err(ExchangeError::Form(FormError::OtherLetter))), "{refused:?}");
        }
        let renewed = NewMove::of("renew", MoveBody::default().with("reasons", "the request follows"));
        moves(desk, id, renewed).await.unwrap();
        assert!(read(rows).await.unwrap().older, "{}: a newer letter went out", pair.kind);
    }
}

#[tokio::test]
async fn r_19_what_is_recorded_of_a_letter_goes_with_its_dossier_and_an_entry_taken_out_is_asked_nothing() {
    for pair in both_databases().await {
        let desk = &pair.niamey;
        let of = keeps(desk, true).await;
        let id = asks(desk, of, preservation()).await.unwrap().dossier;
        let out = desk.node.store.run::<_, DirectoryError, _, _>("withdraw", |tx| async move {
            directory::withdraw_kept(&tx, &desk.node, &desk.officer, of).await
        });
        out.await.unwrap();
        assert!(matches!(asks(desk, of, preservation()).await, Err(ExchangeError::UnknownPeer(_))));
        // What they still answer can be entered, and the history stays whole.
        let until = desk.node.store.clock().now().plus_ms(90 * DAY_MS);
        enters(desk, id, "preserve", preserved(until)).await.unwrap();
        assert!(verifies(desk, id).await.faults.is_empty(), "{}", pair.kind);
    }
}
