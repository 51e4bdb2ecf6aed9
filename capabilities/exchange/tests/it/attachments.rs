//! Attachments from both ends: named, accepted, moved, verified, saved; and what keeps them here.

use crate::story::*;
use exchange::attachments::{
    Attached, Attachment, Draft, NewAttachment, State, Taking, Way, attach, decide_attachment, parts_due,
    save_attachment,
};
use exchange::store_attachments as kept;
use exchange::testing::{Desk, Pair, neighbour, pairs, steps};
use exchange::{ExchangeError, MoveBody};
use gate::{Ask, action};
use kernel::id::DossierId;
use kernel::{Actor, Handling, Purpose, Role};
use uuid::Uuid;

pub(crate) const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";

/// Pairs whose rooms do with attachments what the program does.
pub(crate) async fn desks() -> Vec<Pair> {
    pairs(&steps(), &[directory::WORDS, casefile::WORDS, exchange::WORDS], |node| {
        node.inbound = exchange::inbound();
        node.acts.extend(exchange::acts());
        node.kept.extend(exchange::kept());
    })
    .await
}

/// A document of this length that no search can read.
pub(crate) fn document(bytes: usize) -> Vec<u8> {
    let rest = (0..bytes.saturating_sub(PDF.len())).map(|n| u8::try_from(n * 7 % 253).unwrap());
    PDF.iter().copied().chain(rest).collect()
}

pub(crate) fn plainly() -> NewAttachment {
    NewAttachment { handling: Handling::H1, conditions: String::new(), text: "the seized list".into() }
}

pub(crate) async fn takes_in(desk: &Desk, name: &str, content: &[u8]) -> Draft {
    let mut taking = Taking::begin(&desk.node, name);
    for piece in content.chunks(10_000) {
        taking.push(piece).await.unwrap();
    }
    taking.finish().await.unwrap()
}

pub(crate) async fn attaches(
    desk: &Desk,
    dossier: DossierId,
    draft: &Draft,
    new: &NewAttachment,
) -> Result<Attached, ExchangeError> {
    let attached = desk.node.store.run("attach", |tx| async move {
        attach(&tx, &desk.node, &desk.officer, dossier, (draft, new)).await
    });
    attached.await
}

/// What waits for a second person is confirmed by one.
pub(crate) async fn confirms(desk: &Desk, second: &Actor) -> Result<usize, access::ActError> {
    let node = &desk.node;
    let confirmed = node.store.run::<_, access::ActError, _, _>("confirm", |tx| async move {
        let waiting = access::acts::to_decide(&tx, node, second).await?;
        for act in &waiting {
            access::acts::confirm(&tx, node, second, act.id, "").await?;
        }
        Ok(waiting.len())
    });
    confirmed.await
}

pub(crate) async fn somebody(desk: &Desk, name: &str, roles: &[Role]) -> Actor {
    access::testing::person(&desk.node, &desk.authority, name, roles).await.0
}

pub(crate) async fn decides(desk: &Desk, id: Uuid, accept: bool) -> Result<(), ExchangeError> {
    let decided = desk.node.store.run("decide", |tx| async move {
        decide_attachment(&tx, &desk.node, &desk.officer, (None, id), accept).await
    });
    decided.await
}

/// The attachments of a dossier as somebody of the desk sees them.
pub(crate) async fn sees(desk: &Desk, dossier: DossierId) -> Vec<Attachment> {
    let node = &desk.node;
    let seen = node.store.run::<_, ExchangeError, _, _>("attachments", |tx| async move {
        let closed = kept::attachments_of(&tx, &node.vault, dossier, desk.authority.id).await?;
        let ask = Ask::new(&desk.officer, action::READ, Purpose::Investigation, tx.at());
        Ok(node.gate.open_each(closed, &ask, &mut tx.log()))
    });
    seen.await.unwrap()
}

pub(crate) async fn state(desk: &Desk, dossier: DossierId) -> Vec<State> {
    sees(desk, dossier).await.iter().map(|one| one.state).collect()
}

pub(crate) async fn saves(desk: &Desk, by: &Actor, id: Uuid) -> Result<Vec<u8>, ExchangeError> {
    let node = &desk.node;
    let save = node.store.run("save", |tx| async move {
        save_attachment(&tx, node, by, (None, id)).await.map(std::sync::Arc::new)
    });
    let mut save = std::sync::Arc::into_inner(save.await?).unwrap();
    let mut content = Vec::new();
    while let Some(piece) = save.next().await.unwrap() {
        content.extend(piece);
    }
    Ok(content)
}

/// Messages and chunks go until nothing is due.
pub(crate) async fn all_moves(pair: &Pair) {
    for _ in 0..6 {
        settle(pair).await;
        parts_due(&pair.accra.node).await.unwrap();
        parts_due(&pair.niamey.node).await.unwrap();
    }
    settle(pair).await;
}

/// A dossier with a file of Accra's that Niamey is offered.
pub(crate) async fn offered(pair: &Pair, content: &[u8]) -> (DossierId, Uuid) {
    let (accra, niamey) = (&pair.accra, &pair.niamey);
    let dossier = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
    let draft = takes_in(accra, "list of calls.pdf", content).await;
    attaches(accra, dossier, &draft, &plainly()).await.unwrap();
    let second = somebody(accra, &format!("second-{dossier}"), &[Role::Investigator]).await;
    assert_eq!(confirms(accra, &second).await.unwrap(), 1);
    settle(pair).await;
    (dossier, sees(niamey, dossier).await[0].id())
}

#[tokio::test]
async fn a_file_is_named_accepted_moved_verified_and_saved_as_it_was() {
    for pair in desks().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let content = document(700_000);
        let (dossier, id) = offered(&pair, &content).await;
        let seen = sees(niamey, dossier).await.remove(0);
        assert_eq!(
            (seen.announced.name.as_str(), seen.announced.media.as_str()),
            ("list of calls.pdf", "application/pdf")
        );
        assert_eq!((seen.announced.bytes, seen.state), (700_000, State::Offered), "{}", pair.kind);
        assert_eq!(seen.announced.sha256, kernel::Digest::of_bytes(&content));
        assert_eq!(
            niamey.node.files.length(seen.file).unwrap(),
            0,
            "nothing large moved before anybody accepted it"
        );
        assert!(matches!(saves(niamey, &niamey.officer, id).await, Err(ExchangeError::NotHere)));

        parts_due(&accra.node).await.unwrap();
        assert_eq!(niamey.node.files.length(seen.file).unwrap(), 0);
        decides(niamey, id, true).await.unwrap();
        all_moves(&pair).await;
        assert_eq!(state(niamey, dossier).await, [State::Complete]);
        assert_eq!(state(accra, dossier).await, [State::Complete]);
        assert_eq!(saves(niamey, &niamey.officer, id).await.unwrap(), content);
        assert!(matches!(decides(niamey, id, false).await, Err(ExchangeError::AttachmentDecided)));

        // What the sender's page calls delivered and verified, the receiver signed.
        let receipt = sees(accra, dossier).await.remove(0).receipt.unwrap();
        let keys: Vec<[u8; 32]> = accra.peer(niamey).await.card.card().signing.iter().map(|k| k.0).collect();
        let who = (niamey.node.keys.id, accra.node.keys.id);
        let said = seal::attachment::open_said(&receipt, who, &keys).unwrap();
        assert_eq!((said.state.code(), said.sha256), ("complete", seen.announced.sha256));
        assert_eq!(said.root, seen.announced.root);

        for desk in [accra, niamey] {
            let report = verifies(desk, dossier).await;
            assert_eq!((report.moves, report.faults.as_slice()), (2, [].as_slice()));
        }
        let header = reads(niamey, dossier).await.moves[1].read_header().unwrap();
        assert_eq!(header.facts.attachments, Some(1));
        assert!(!serde_json::to_string(&header.facts).unwrap().contains("calls"));
    }
}

#[tokio::test]
async fn the_key_goes_inside_the_seal_alone_and_neither_body_nor_disk_holds_it_or_the_content() {
    for pair in desks().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let content = document(200_000);
        let (dossier, id) = offered(&pair, &content).await;
        decides(niamey, id, true).await.unwrap();
        all_moves(&pair).await;
        for desk in [accra, niamey] {
            let one = sees(desk, dossier).await.remove(0);
            let key = one.key.to_bytes();
            let thread = reads(desk, dossier).await;
            let text = data_encoding::BASE64.encode(&key);
            for made in &thread.moves {
                let body = String::from_utf8(made.body.clone().unwrap()).unwrap();
                assert!(!body.contains(&text), "whoever reads a move comes across no key");
            }
            let length = usize::try_from(desk.node.files.length(one.file).unwrap()).unwrap();
            let disk = desk.node.files.read_at(one.file, 0, length).unwrap();
            assert!(!disk.windows(16).any(|w| w == &content[100..116]), "it stands sealed");
            assert!(!disk.windows(16).any(|w| w == &key[..16]));
        }
    }
}

#[tokio::test]
async fn what_is_refused_never_moves_and_the_other_side_is_told() {
    for pair in desks().await {
        let (dossier, id) = offered(&pair, &document(90_000)).await;
        decides(&pair.niamey, id, false).await.unwrap();
        all_moves(&pair).await;
        assert_eq!(state(&pair.accra, dossier).await, [State::Refused]);
        assert_eq!(state(&pair.niamey, dossier).await, [State::Refused]);
        let file = sees(&pair.niamey, dossier).await[0].file;
        assert_eq!(pair.niamey.node.files.length(file).unwrap(), 0);
        assert!(matches!(decides(&pair.niamey, id, true).await, Err(ExchangeError::AttachmentDecided)));
    }
}

#[tokio::test]
async fn r_05_what_no_search_reads_waits_for_a_second_person_whoever_is_protected_and_whether_anybody_is() {
    for pair in desks().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let dossier = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        settle(&pair).await;
        for held in [false, true] {
            if held {
                holds_back(accra, "+227 90 00 01 14", "NE").await;
            }
            let draft = takes_in(accra, "photo.jpg", &document(1_000)).await;
            let attached = attaches(accra, dossier, &draft, &plainly()).await.unwrap();
            assert!(matches!(attached, Attached::Waits(_)), "{}: the question tells nothing", pair.kind);
        }
        settle(&pair).await;
        assert_eq!(sees(niamey, dossier).await.len(), 0, "nothing of it has left, not even its name");
        assert_eq!(reads(niamey, dossier).await.moves.len(), 1);
        assert_eq!(confirms(accra, &accra.officer).await.unwrap(), 0, "nobody confirms their own");
        let second = somebody(accra, "second", &[Role::DutyOfficer]).await;
        assert_eq!(confirms(accra, &second).await.unwrap(), 2);
        settle(&pair).await;
        assert_eq!(state(niamey, dossier).await, [State::Offered, State::Offered]);
        assert_eq!(state(accra, dossier).await, [State::Offered, State::Offered]);
    }
}

#[tokio::test]
async fn r_05_what_the_second_person_refuses_or_its_own_person_takes_back_stays_here() {
    for pair in desks().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let dossier = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        let second = somebody(accra, "second", &[Role::Prosecutor]).await;
        for name in ["one.pdf", "other.pdf"] {
            let draft = takes_in(accra, name, &document(2_000)).await;
            attaches(accra, dossier, &draft, &plainly()).await.unwrap();
        }
        let (node, by) = (&accra.node, (&accra.officer, &second));
        let decided = node.store.run::<_, access::ActError, _, _>("refuse", |tx| async move {
            let waiting = access::acts::to_decide(&tx, node, by.1).await?;
            access::acts::refuse(&tx, node, by.1, waiting[0].id, "a face is seen").await?;
            access::acts::withdraw(&tx, node, by.0, waiting[1].id).await
        });
        decided.await.unwrap();
        settle(&pair).await;
        assert_eq!(state(accra, dossier).await, [State::Withheld, State::Withheld]);
        assert_eq!(sees(niamey, dossier).await.len(), 0);
        let id = sees(accra, dossier).await[0].id();
        assert!(matches!(saves(accra, &accra.officer, id).await, Err(ExchangeError::NotHere)));
    }
}

#[tokio::test]
async fn r_05_a_protected_value_in_a_text_or_a_name_keeps_the_file_here_wherever_it_stands() {
    for pair in desks().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let dossier = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        let line = "driver;truck;42;paid in Agadez\n";
        let number = "+227 90 00 01 14";
        // Over the border of two chunks, so that no chunk alone has it.
        let border = line.repeat(seal::stream::CHUNK / line.len() - 1);
        let filled = "x".repeat(seal::stream::CHUNK - border.len() - 6);
        let lines = format!("{border}{filled} {number}\n{line}");
        let free = takes_in(accra, "calls.csv", lines.as_bytes()).await;
        assert!(matches!(attaches(accra, dossier, &free, &plainly()).await.unwrap(), Attached::Offered(..)));

        holds_back(accra, number, "NE").await;
        let by_name = takes_in(accra, &format!("{number}.txt"), b"nothing").await;
        let by_words = NewAttachment { text: format!("calls of {number}"), ..plainly() };
        let plain = takes_in(accra, "calls.csv", line.as_bytes()).await;
        for (draft, new) in [(&free, &plainly()), (&by_name, &plainly()), (&plain, &by_words)] {
            let refused = attaches(accra, dossier, &again(draft, accra).await, new).await;
            let Err(ExchangeError::Refused(refusal)) = refused else { panic!("{}: {refused:?}", pair.kind) };
            assert_eq!(refusal.public().code(), "not-available", "a_8: it says nothing of why");
        }
        // What waits for a second person is held back at once, in the same words.
        let photo = takes_in(accra, &format!("{number}.jpg"), &document(500)).await;
        assert!(matches!(attaches(accra, dossier, &photo, &plainly()).await, Err(ExchangeError::Refused(_))));
        settle(&pair).await;
        assert_eq!(sees(niamey, dossier).await.len(), 1);
    }
}

/// The same content taken in anew: a draft is attached once.
async fn again(draft: &Draft, desk: &Desk) -> Draft {
    let name = draft.name_for_test().to_owned();
    let content = draft.content_for_test(&desk.node);
    takes_in(desk, &name, &content).await
}

#[tokio::test]
async fn r_05_what_was_closed_after_it_was_accepted_stops_and_says_nothing() {
    for pair in desks().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let dossier = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        let draft = takes_in(accra, "calls.csv", b"a;+227 90 00 01 14\n").await;
        attaches(accra, dossier, &draft, &plainly()).await.unwrap();
        settle(&pair).await;
        let id = sees(niamey, dossier).await[0].id();
        decides(niamey, id, true).await.unwrap();
        settle(&pair).await;
        holds_back(accra, "+227 90 00 01 14", "NE").await;
        all_moves(&pair).await;
        let theirs = sees(niamey, dossier).await.remove(0);
        assert_eq!((theirs.state, niamey.node.files.length(theirs.file).unwrap()), (State::Accepted, 0));
        let ours = sees(accra, dossier).await.remove(0);
        assert_eq!((ours.state, ours.why.as_deref()), (State::Accepted, Some("not-available")));
    }
}

#[tokio::test]
async fn r_10_what_was_received_stays_under_its_senders_handling_when_it_is_attached_again() {
    for pair in desks().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let content = b"name;phone\nsomebody;+39 320 000 0000\n";
        let dossier = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        let draft = takes_in(accra, "list.csv", content).await;
        let strict = NewAttachment { handling: Handling::H2, ..plainly() };
        attaches(accra, dossier, &draft, &strict).await.unwrap();
        settle(&pair).await;
        let id = sees(niamey, dossier).await[0].id();
        decides(niamey, id, true).await.unwrap();
        all_moves(&pair).await;
        // Back to its sender it goes; under another name to a third one it does not.
        let back = takes_in(niamey, "yours.csv", content).await;
        assert!(matches!(attaches(niamey, dossier, &back, &plainly()).await, Ok(Attached::Offered(..))));
        let central = neighbour(niamey, "Autorité centrale", "z.mahamane").await;
        let other = opens_to(niamey, &central).await;
        let on = takes_in(niamey, "mine.csv", content).await;
        let refused = attaches(niamey, other, &on, &plainly()).await;
        let Err(ExchangeError::Refused(refusal)) = refused else { panic!("{}: {refused:?}", pair.kind) };
        assert_eq!(refusal.public().code(), "handling");
    }
}

async fn opens_to(desk: &Desk, other: &Desk) -> DossierId {
    let new = exchange::NewRequest {
        peer: other.node.keys.id,
        authority: Some(other.authority.id),
        case: None,
        hit: None,
        purpose: Purpose::Investigation,
        body: request(),
        statements: Vec::new(),
    };
    let made = desk.node.store.run("open", |tx| {
        let new = new.clone();
        async move { exchange::open_request(&tx, &desk.node, &desk.officer, new).await }
    });
    made.await.unwrap().dossier
}

#[tokio::test]
async fn between_authorities_of_one_node_a_file_gets_a_second_name_and_each_side_its_own_key() {
    for pair in desks().await {
        let niamey = &pair.niamey;
        let central = neighbour(niamey, "Autorité centrale", "z.mahamane").await;
        let dossier = opens_to(niamey, &central).await;
        let content = document(300_000);
        let draft = takes_in(niamey, "report.pdf", &content).await;
        // Within one State no second person is asked.
        assert!(matches!(attaches(niamey, dossier, &draft, &plainly()).await, Ok(Attached::Offered(..))));
        settle(&pair).await;
        let free = niamey.node.files.free();
        let id = sees(&central, dossier).await[0].id();
        decides(&central, id, true).await.unwrap();
        all_moves(&pair).await;
        assert_eq!(state(&central, dossier).await, [State::Complete], "{}", pair.kind);
        assert_eq!(state(niamey, dossier).await, [State::Complete]);
        assert_eq!(saves(&central, &central.officer, id).await.unwrap(), content);
        assert!(niamey.node.files.free() < free, "each side counts its own");
        erases(niamey, dossier).await;
        assert_eq!(
            saves(&central, &central.officer, id).await.unwrap(),
            content,
            "one side's end is its own"
        );
    }
}

/// What the sweep of the hour does.
async fn sweeps(desk: &Desk) {
    let node = &desk.node;
    let swept = node.store.run::<_, store::StoreError, _, _>("sweep", |tx| async move {
        for kept in &node.kept {
            kept.sweep(node, &tx).await?;
        }
        Ok(())
    });
    swept.await.unwrap();
}

async fn erases(desk: &Desk, dossier: DossierId) {
    let node = &desk.node;
    let kept = node.kept.iter().find(|k| k.kind() == "dossier").unwrap();
    let erased = node.store.run::<_, store::StoreError, _, _>("erase", |tx| async move {
        kept.erase(node, &tx, dossier.0, desk.authority.id).await.map(|_| ())
    });
    erased.await.unwrap();
}

#[tokio::test]
async fn r_19_with_its_dossier_an_attachment_ends_key_row_and_file() {
    for pair in desks().await {
        let niamey = &pair.niamey;
        let (dossier, id) = offered(&pair, &document(150_000)).await;
        decides(niamey, id, true).await.unwrap();
        all_moves(&pair).await;
        let file = sees(niamey, dossier).await[0].file;
        erases(niamey, dossier).await;
        assert!(sees(niamey, dossier).await.is_empty());
        assert!(matches!(saves(niamey, &niamey.officer, id).await, Err(ExchangeError::NotHere)));
        let old = std::time::SystemTime::UNIX_EPOCH;
        let path = niamey.node.files.folder().join(file.simple().to_string());
        std::fs::File::options().write(true).open(&path).unwrap().set_modified(old).unwrap();
        sweeps(niamey).await;
        assert!(!path.exists(), "{}: what no row names is swept", pair.kind);
    }
}

#[tokio::test]
async fn a_8_who_may_not_see_the_dossier_neither_decides_on_its_files_nor_saves_them() {
    for pair in desks().await {
        let niamey = &pair.niamey;
        let (dossier, id) = offered(&pair, &document(40_000)).await;
        let central = neighbour(niamey, "Autorité centrale", "z.mahamane").await;
        assert!(matches!(decides(&central, id, true).await, Err(ExchangeError::NotHere)));
        decides(niamey, id, true).await.unwrap();
        all_moves(&pair).await;
        assert!(matches!(saves(&central, &central.officer, id).await, Err(ExchangeError::NotHere)));
        let auditor = somebody(niamey, "auditor", &[Role::Auditor]).await;
        assert!(matches!(saves(niamey, &auditor, id).await, Err(ExchangeError::NotHere)));
        assert!(sees(&central, dossier).await.is_empty());
        let _: Way = sees(niamey, dossier).await[0].way;
    }
}

#[tokio::test]
async fn an_attachment_cannot_be_written_by_hand_into_a_move() {
    for pair in desks().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let dossier = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        let body = MoveBody::default().with("handling", "H0");
        let made = moves(accra, dossier, exchange::NewMove::of("attach", body)).await;
        assert!(matches!(made, Err(ExchangeError::NotNow { .. })));
    }
}

/// A dossier of Accra's with a text that Niamey accepted.
async fn accepted_in(pair: &Pair, body: MoveBody) -> (DossierId, Uuid) {
    let (accra, niamey) = (&pair.accra, &pair.niamey);
    let dossier = opens(accra, niamey.node.keys.id, body).await.unwrap().dossier;
    let text = "plate;colour\n".repeat(4_000);
    let draft = takes_in(accra, "list.csv", text.as_bytes()).await;
    attaches(accra, dossier, &draft, &plainly()).await.unwrap();
    settle(pair).await;
    let id = sees(niamey, dossier).await[0].id();
    decides(niamey, id, true).await.unwrap();
    settle(pair).await;
    (dossier, id)
}

#[tokio::test]
async fn r_07_files_about_danger_to_life_go_before_those_that_were_accepted_earlier() {
    for pair in desks().await {
        let (ordinary, _) = accepted_in(&pair, request()).await;
        pair.accra.clock.advance_ms(kernel::time::HOUR_MS);
        pair.niamey.clock.advance_ms(kernel::time::HOUR_MS);
        let danger =
            request().with("urgency", "imminent-threat-to-life").with("urgency_reason", "46 people in it");
        let (danger, _) = accepted_in(&pair, danger).await;
        let length = async |dossier| {
            let file = sees(&pair.niamey, dossier).await[0].file;
            pair.niamey.node.files.length(file).unwrap()
        };
        parts_due(&pair.accra.node).await.unwrap();
        assert_eq!(length(ordinary).await, 0, "{}: it waits its turn", pair.kind);
        assert!(length(danger).await > 52_000, "{}: all of it is over", pair.kind);
        all_moves(&pair).await;
        assert_eq!(state(&pair.niamey, ordinary).await, [State::Complete], "{}", pair.kind);
    }
}
