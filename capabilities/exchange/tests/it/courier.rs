//! Files that a courier carries between two desks that never connect.

use crate::envelopes::{hands_in, signer_of, waiting};
use crate::story::*;
use exchange::courier::{self, Became, CourierFault, Intake, Line, Sink, Stop, Taken, What};
use exchange::store_courier::{self, Way};
use exchange::testing::{Desk, Pair};
use exchange::{MoveBody, NewMove};
use futures_core::future::BoxFuture;
use kernel::Role;
use kernel::time::DAY_MS;
use seal::courier::CourierError;
use store::StoreError;
use store::outbox::{self, OutState};

/// A stick; it may be full.
#[derive(Default)]
struct Stick {
    bytes: Vec<u8>,
    room: Option<usize>,
}

impl Sink for Stick {
    fn put<'a>(&'a mut self, bytes: &'a [u8]) -> BoxFuture<'a, std::io::Result<()>> {
        Box::pin(async move {
            if self.room.is_some_and(|room| self.bytes.len() + bytes.len() > room) {
                return Err(std::io::ErrorKind::StorageFull.into());
            }
            self.bytes.extend(bytes);
            Ok(())
        })
    }
}

/// Pairs whose wire is cut for ever.
async fn apart() -> Vec<Pair> {
    let pairs = both_databases().await;
    for pair in &pairs {
        pair.wire.pull_out(pair.niamey.node.keys.id);
        pair.wire.pull_out(pair.accra.node.keys.id);
    }
    pairs
}

async fn writes(from: &Desk, to: &Desk) -> Vec<u8> {
    let mut stick = Stick::default();
    let to = to.node.keys.id;
    let written = courier::write(&from.node, &from.officer, to, &mut stick).await.unwrap();
    assert_eq!(written.bytes, stick.bytes.len() as u64);
    courier::given(&from.node, &from.officer, &written).await.unwrap();
    stick.bytes
}

async fn reads_file(desk: &Desk, bytes: &[u8], settled: Option<&str>) -> Taken {
    let settled = settled.map(str::to_owned);
    let mut intake = Intake::begin(&desk.node, &desk.officer, settled).await.unwrap();
    for piece in bytes.chunks(50_000) {
        if !intake.push(piece).await.unwrap() {
            break;
        }
    }
    intake.finish().await.unwrap()
}

/// A file goes from one desk to the other; its lines.
async fn carries(from: &Desk, to: &Desk) -> Vec<(What, Became)> {
    let taken = reads_file(to, &writes(from, to).await, None).await;
    assert_eq!(taken.stopped, None, "{:?}", taken.lines);
    lines(&taken.lines)
}

fn lines(lines: &[Line]) -> Vec<(What, Became)> {
    lines.iter().map(|line| (line.what, line.became)).collect()
}

async fn state_of(desk: &Desk, message: kernel::id::MessageId) -> OutState {
    let found = desk
        .node
        .store
        .run::<_, StoreError, _, _>("state", |tx| async move { outbox::find(&tx, message).await });
    found.await.unwrap().unwrap().state
}

const CARD: (What, Became) = (What::Card, Became::KnownBefore);
const RECEIPT: (What, Became) = (What::Receipt, Became::Taken);
const MESSAGE: (What, Became) = (What::Message, Became::Taken);

#[tokio::test]
async fn two_desks_that_never_connect_complete_a_request_by_files_with_the_same_histories_and_receipts() {
    for pair in apart().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        delivers(accra).await;
        assert_eq!(carries(accra, niamey).await, [CARD, MESSAGE]);
        moves(niamey, id, NewMove::of("acknowledge", MoveBody::default())).await.unwrap();
        let part = answer().with("outcome", "part").with("handling", "H0");
        moves(niamey, id, NewMove::of("answer", part)).await.unwrap();
        assert_eq!(carries(niamey, accra).await, [CARD, RECEIPT, MESSAGE, MESSAGE]);
        assert_eq!(waiting(accra).await.len(), 0, "the request has its receipt");
        moves(accra, id, NewMove::of("close", MoveBody::default())).await.unwrap();
        assert_eq!(carries(accra, niamey).await, [CARD, RECEIPT, RECEIPT, MESSAGE]);
        assert_eq!(carries(niamey, accra).await, [CARD, RECEIPT]);

        let (ours, theirs) = (reads(accra, id).await, reads(niamey, id).await);
        assert_eq!((ours.dossier.state.as_str(), theirs.dossier.state.as_str()), ("closed", "closed"));
        assert_eq!(exchange::history_bytes(&ours), exchange::history_bytes(&theirs));
        for desk in [accra, niamey] {
            let report = verifies(desk, id).await;
            assert!(report.faults.is_empty(), "{report:?}");
            assert_eq!((report.moves, report.receipts, report.not_received), (4, 2, 0), "{report:?}");
            assert!(waiting(desk).await.is_empty());
        }
        // Nothing is owed any more once a file came that does not carry the message.
        assert_eq!(carries(accra, niamey).await, [CARD]);
        assert_eq!(carries(niamey, accra).await, [CARD]);
    }
}

#[tokio::test]
async fn r_07_imminent_danger_to_life_goes_before_everything_that_waits_on_the_wire_and_in_a_file() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let to = niamey.node.keys.id;
        let mut others = Vec::new();
        for _ in 0..3 {
            others.push(opens(accra, to, request()).await.unwrap().dossier);
            accra.clock.advance_ms(1);
        }
        let imminent = request()
            .with("urgency", "imminent-threat-to-life")
            .with("urgency_reason", "A boat with 60 people takes water off Zuwara.");
        let danger = opens(accra, to, imminent).await.unwrap();
        let first = accra.node.store.run::<_, StoreError, _, _>("first", |tx| async move {
            outbox::waiting_ids(&tx, to, exchange::PEER_ENVELOPES, 1).await
        });
        assert_eq!(first.await.unwrap(), [danger.message]);
        exchange::deliver_due(&accra.node, 1).await.unwrap();
        assert!(knows(niamey, danger.dossier).await);
        for other in others {
            assert!(!knows(niamey, other).await);
        }
    }
}

#[tokio::test]
async fn a_13_a_file_read_twice_changes_nothing_and_its_receipts_stay_the_same() {
    for pair in apart().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        let file = writes(accra, niamey).await;
        let first = reads_file(niamey, &file, None).await;
        let second = reads_file(niamey, &file, None).await;
        assert_eq!(first.stopped.or(second.stopped), None);
        assert_eq!(lines(&second.lines), [CARD, (What::Message, Became::KnownBefore)]);
        assert_eq!(reads(niamey, id).await.moves.len(), 1);
        let back = writes(niamey, accra).await;
        for expected in [RECEIPT, (What::Receipt, Became::KnownBefore)] {
            let taken = reads_file(accra, &back, None).await;
            assert_eq!(lines(&taken.lines), [CARD, expected]);
        }
    }
}

#[tokio::test]
async fn a_13_an_older_file_read_again_takes_no_receipt_away_that_is_owed_for_a_newer_one() {
    for pair in apart().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        opens(accra, niamey.node.keys.id, request()).await.unwrap();
        let older = writes(accra, niamey).await;
        opens(accra, niamey.node.keys.id, request()).await.unwrap();
        let newer = writes(accra, niamey).await;
        for file in [&older, &newer, &older] {
            assert_eq!(reads_file(niamey, file, None).await.stopped, None);
        }
        assert_eq!(carries(niamey, accra).await, [CARD, RECEIPT, RECEIPT], "{}", pair.kind);
        assert!(waiting(accra).await.is_empty());
    }
}

#[tokio::test]
async fn a_13_what_was_given_stays_queued_is_written_again_and_says_when_it_was_given() {
    for pair in apart().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        let row = waiting(accra).await.remove(0);
        writes(accra, niamey).await;
        assert_eq!(state_of(accra, row.message).await, OutState::Queued, "the first file is lost");
        let thread = reads(accra, id).await;
        let given = accra.node.store.run::<_, StoreError, _, _>("receipt", |tx| {
            let thread = &thread;
            async move { exchange::receipt_of(&tx, &accra.node, thread, &thread.moves[0], &[]).await }
        });
        let given = given.await.unwrap();
        assert!(matches!(given, exchange::ReceiptView::Waiting { courier: Some(_), .. }), "{given:?}");
        accra.clock.advance_ms(DAY_MS);
        assert_eq!(carries(accra, niamey).await, [CARD, MESSAGE]);
        // The answer with the receipt is lost too: the next file of the asker brings the message, and its receipt goes again.
        writes(niamey, accra).await;
        assert_eq!(carries(accra, niamey).await, [CARD, (What::Message, Became::KnownBefore)]);
        assert_eq!(carries(niamey, accra).await, [CARD, RECEIPT]);
        assert_eq!(state_of(accra, row.message).await, OutState::Delivered);
    }
}

#[tokio::test]
async fn a_message_that_is_carried_and_sent_arrives_once() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        let row = waiting(accra).await.remove(0);
        let file = writes(accra, niamey).await;
        let (by_wire, _) = hands_in(niamey, accra, &row).await;
        let taken = reads_file(niamey, &file, None).await;
        assert_eq!(lines(&taken.lines), [CARD, (What::Message, Became::KnownBefore)]);
        assert_eq!(reads(niamey, id).await.moves.len(), 1);
        assert_eq!(carries(niamey, accra).await, [CARD, RECEIPT]);
        let (again, _) = hands_in(niamey, accra, &row).await;
        assert_eq!(by_wire, again, "one receipt for ever");
    }
}

#[tokio::test]
async fn a_file_that_is_cut_bent_foreign_or_none_says_so_and_loses_nothing() {
    for pair in apart().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        opens(accra, niamey.node.keys.id, request()).await.unwrap();
        let file = writes(accra, niamey).await;
        let mut bent = file.clone();
        let last = bent.len() - 1;
        bent[last] ^= 1;
        let cases = [
            (b"%PDF-1.7".to_vec(), "no-courier-file", 0),
            (file[..30_000].to_vec(), "truncated", 0),
            (file[..100_000].to_vec(), "truncated", 2),
            (bent, "damaged", 2),
            (writes(niamey, accra).await, "not-for-us", 0),
        ];
        for (bytes, code, lines) in cases {
            let taken = reads_file(niamey, &bytes, None).await;
            assert_eq!(taken.stopped.as_ref().map(Stop::code), Some(code));
            assert_eq!(taken.lines.len(), lines, "{code}");
        }
        assert_eq!(waiting(accra).await.len(), 1, "it waits until its receipt comes");
        let whole = reads_file(niamey, &file, None).await;
        assert_eq!(whole.stopped, None, "the same file, copied again");
    }
}

#[tokio::test]
async fn a_4_a_file_of_a_node_that_is_not_trusted_or_not_known_brings_nothing() {
    for pair in apart().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        let file = writes(accra, niamey).await;
        let revoked =
            niamey.node.store.run::<_, directory::DirectoryError, _, _>("revoke", |tx| async move {
                let (node, by) = (&niamey.node, &niamey.officer);
                directory::revoke(&tx, node, by, accra.node.keys.id, "its key was stolen").await
            });
        revoked.await.unwrap();
        let taken = reads_file(niamey, &file, None).await;
        assert_eq!((taken.stopped, taken.lines.len()), (Some(Stop::NotTrusted), 0));
        assert!(!knows(niamey, id).await);
        let refused =
            courier::write(&niamey.node, &niamey.officer, accra.node.keys.id, &mut Stick::default()).await;
        assert!(matches!(refused, Err(CourierFault::Directory(_))));
    }
}

#[tokio::test]
async fn a_file_older_than_one_that_was_read_is_kept_out_and_what_it_had_stands_in_the_later_one() {
    for pair in apart().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        opens(accra, niamey.node.keys.id, request()).await.unwrap();
        let (first, second) = (writes(accra, niamey).await, writes(accra, niamey).await);
        assert_eq!(lines(&reads_file(niamey, &second, None).await.lines), [CARD, MESSAGE]);
        let taken = reads_file(niamey, &first, None).await;
        assert_eq!((taken.stopped, taken.lines.len()), (Some(Stop::Stale { number: 1, newest: 2 }), 0));
        assert_eq!(reads_file(niamey, &second, None).await.stopped, None);
    }
}

#[tokio::test]
async fn a_node_that_has_gone_back_to_before_what_it_wrote_is_not_believed_until_that_is_settled() {
    for pair in apart().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        opens(accra, niamey.node.keys.id, request()).await.unwrap();
        assert_eq!(carries(accra, niamey).await, [CARD, MESSAGE]);
        // Accra is restored from a backup that does not know the file, and writes another first one.
        let forgotten = accra.node.store.run::<_, StoreError, _, _>("forget", |tx| async move {
            store_courier::forget_for_test(&tx, Way::Out, niamey.node.keys.id).await
        });
        forgotten.await.unwrap();
        let file = writes(accra, niamey).await;
        let taken = reads_file(niamey, &file, None).await;
        assert_eq!((taken.stopped, taken.lines.len()), (Some(Stop::GoneBack), 0));

        let (duty, _) =
            access::testing::person(&niamey.node, &niamey.authority, "d.issa", &[Role::DutyOfficer]).await;
        let why = "restored on the 3rd; spoke with K. Mensah";
        let refused = Intake::begin(&niamey.node, &duty, Some(why.into())).await;
        assert!(matches!(refused, Err(CourierFault::Refused(_))), "an administrator settles it");
        let taken = reads_file(niamey, &file, Some(why)).await;
        assert_eq!(lines(&taken.lines), [CARD, (What::Message, Became::KnownBefore)]);
        assert_eq!(taken.stopped, None);
        let (settled, by) = taken.file.unwrap().settled.unwrap();
        assert_eq!((settled.as_str(), by), (why, niamey.officer.name.clone()));
        assert_eq!(carries(accra, niamey).await, [CARD, (What::Message, Became::KnownBefore)]);
    }
}

#[tokio::test]
async fn a_13_a_receipt_that_a_courier_brings_late_is_true_all_the_same() {
    for pair in apart().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        opens(accra, niamey.node.keys.id, request()).await.unwrap();
        let row = waiting(accra).await.remove(0);
        assert_eq!(carries(accra, niamey).await, [CARD, MESSAGE]);
        accra.clock.advance_ms(31 * DAY_MS);
        delivers(accra).await;
        assert_eq!(state_of(accra, row.message).await, OutState::Expired);
        assert_eq!(carries(niamey, accra).await, [CARD, RECEIPT]);
        assert_eq!(state_of(accra, row.message).await, OutState::Delivered);
    }
}

#[tokio::test]
async fn a_13_a_receipt_in_a_file_counts_only_for_what_was_sent_and_signed_by_its_receiver() {
    for pair in apart().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        opens(accra, niamey.node.keys.id, request()).await.unwrap();
        let row = waiting(accra).await.remove(0);
        let receipt = |digest| seal::receipt::Receipt {
            message: row.message,
            digest,
            sender: accra.node.keys.id,
            by: niamey.node.keys.id,
            fate: seal::receipt::Fate::Durable { head: None },
            at: kernel::Timestamp(1),
            rest: serde_json::Map::new(),
        };
        let sign = |digest, key: &seal::identity::SigningKey| {
            seal::receipt::sign_receipt(&receipt(digest), key).unwrap()
        };
        let (theirs, ours) = (signer_of(niamey).await, signer_of(accra).await);
        let (theirs, ours) = (theirs.newest(), ours.newest());
        let false_ones =
            [sign(kernel::Digest([9; 32]), theirs), sign(row.digest, ours), b"a receipt".to_vec()];
        for (number, bytes) in false_ones.into_iter().enumerate() {
            let file = says(niamey, accra, number as u64 + 1, row.message, bytes).await;
            let taken = reads_file(accra, &file, None).await;
            assert_eq!(lines(&taken.lines), [(What::Receipt, Became::NotTaken)]);
            assert_eq!(state_of(accra, row.message).await, OutState::Queued);
        }
        let file = says(niamey, accra, 9, row.message, sign(row.digest, theirs)).await;
        assert_eq!(lines(&reads_file(accra, &file, None).await.lines), [RECEIPT]);
    }
}

/// A file with one receipt that a node says it signed.
async fn says(
    from: &Desk,
    to: &Desk,
    number: u64,
    message: kernel::id::MessageId,
    receipt: Vec<u8>,
) -> Vec<u8> {
    use seal::courier::{Named, Writer};
    let peer = from.peer(to).await;
    let key = seal::identity::KemPublic::from_bytes(&peer.card.card().kem[0].key.0).unwrap();
    let (sender, recipient) = (from.node.keys.id, to.node.keys.id);
    let named = Named { sender, recipient, number, checkpoint: None, holds: 0 };
    let rng = from.node.store.rng();
    let signs = signer_of(from).await;
    let (mut writer, mut file) = Writer::start(&named, signs.newest(), &key, rng).unwrap();
    let object = gate::ObjectRef { kind: "receipt", id: message.0 };
    let released = gate::Released::for_test(receipt, peer.recipient(), object);
    writer.receipt(message, &released, &mut file).unwrap();
    file.extend(writer.finish(false).unwrap().flatten());
    file
}

#[tokio::test]
async fn a_full_stick_says_so_and_nothing_is_noted_as_given() {
    for pair in apart().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        opens(accra, niamey.node.keys.id, request()).await.unwrap();
        let mut full = Stick { room: Some(100_000), ..Stick::default() };
        let refused = courier::write(&accra.node, &accra.officer, niamey.node.keys.id, &mut full).await;
        assert!(matches!(refused, Err(CourierFault::Io(_))), "{refused:?}");
        let newest = accra.node.store.run::<_, StoreError, _, _>("newest", |tx| async move {
            store_courier::newest(&tx, Way::Out, niamey.node.keys.id, true).await
        });
        assert_eq!(newest.await.unwrap(), None);
        let taken = reads_file(niamey, &full.bytes, None).await;
        assert!(matches!(taken.stopped, Some(Stop::File(CourierError::Truncated(_)))), "{:?}", taken.stopped);
        // What the cut file brought stays taken, and is carried again until its receipt comes.
        assert_eq!(carries(accra, niamey).await, [CARD, (What::Message, Became::KnownBefore)]);
    }
}

#[tokio::test]
async fn who_does_not_deal_with_couriers_neither_writes_nor_reads_a_file() {
    for pair in apart().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let (auditor, _) =
            access::testing::person(&accra.node, &accra.authority, "a.boateng", &[Role::Auditor]).await;
        let to = niamey.node.keys.id;
        let refused = courier::write(&accra.node, &auditor, to, &mut Stick::default()).await;
        assert!(matches!(refused, Err(CourierFault::Refused(_))));
        assert!(matches!(Intake::begin(&accra.node, &auditor, None).await, Err(CourierFault::Refused(_))));
    }
}

#[tokio::test]
async fn a_file_goes_by_courier_in_several_files_and_one_that_is_lost_is_asked_for_again() {
    use crate::attachments::{
        attaches, decides, desks, document, plainly, saves, sees, somebody, state, takes_in,
    };
    use exchange::attachments::State;
    for pair in desks().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        pair.wire.pull_out(niamey.node.keys.id);
        pair.wire.pull_out(accra.node.keys.id);
        let dossier = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        let content = document(1_500_000);
        let draft = takes_in(accra, "report.pdf", &content).await;
        attaches(accra, dossier, &draft, &plainly()).await.unwrap();
        let second = somebody(accra, "second", &[Role::Investigator]).await;
        crate::attachments::confirms(accra, &second).await.unwrap();
        reads_file(niamey, &writes(accra, niamey).await, None).await;
        let id = sees(niamey, dossier).await[0].id();
        let before = writes(accra, niamey).await;
        assert!(before.len() < 1_000_000, "nothing large goes before anybody accepted it");
        decides(niamey, id, true).await.unwrap();
        reads_file(accra, &writes(niamey, accra).await, None).await;

        let lost = writes(accra, niamey).await;
        assert!(lost.len() > 1_500_000, "the chunks are in it");
        // The next one begins anew, since nothing was signed for. A stick that breaks off in the middle brings a part.
        let broken = writes(accra, niamey).await;
        let taken = reads_file(niamey, &broken[..broken.len() / 3], None).await;
        assert!(taken.stopped.is_some(), "{}", pair.kind);
        let part = sees(niamey, dossier).await.remove(0);
        let there = niamey.node.files.length(part.file).unwrap();
        assert!(there > 0 && there < 1_500_000);
        reads_file(accra, &writes(niamey, accra).await, None).await;
        let ours = sees(accra, dossier).await.remove(0);
        assert!(
            ours.sent > 0 && ours.sent < ours.chunks(),
            "it says which chunk is wanted next: {}",
            ours.sent
        );

        let rest = writes(accra, niamey).await;
        let taken = reads_file(niamey, &rest, None).await;
        assert!(taken.lines.iter().any(|l| l.what == What::Parts && l.became == Became::Taken));
        assert_eq!(state(niamey, dossier).await, [State::Complete]);
        reads_file(accra, &writes(niamey, accra).await, None).await;
        assert_eq!(state(accra, dossier).await, [State::Complete]);
        assert_eq!(saves(niamey, &niamey.officer, id).await.unwrap(), content);
    }
}
