//! Attachments on a bad line and a bad disk: cut anywhere, damaged, lied about, without room.

use crate::attachments::*;
use crate::story::*;
use exchange::attachments::{PartsRefusal, State, parts_due, take_parts};
use exchange::testing::{Desk, Pair, pairs, steps, third};
use exchange::{ExchangeError, attachments};
use kernel::id::DossierId;
use kernel::testing::{SeededRng, TestClock};
use seal::stream::{SEALED_CHUNK, begins_at};
use std::sync::Arc;
use store::files::Files;
use uuid::Uuid;

/// What a request holds before its chunks.
const HEAD: usize = 28;

fn request_of(id: Uuid, first: u64, chunks: &[u8]) -> Vec<u8> {
    [b"LSP1".as_slice(), id.as_bytes(), &first.to_be_bytes(), chunks].concat()
}

/// An accepted file, as its sealed bytes stand at its sender.
async fn accepted(pair: &Pair, bytes: usize) -> (DossierId, Uuid, Vec<u8>, Vec<u8>) {
    let content = document(bytes);
    let (dossier, id) = offered(pair, &content).await;
    decides(&pair.niamey, id, true).await.unwrap();
    settle(pair).await;
    let files = &pair.accra.node.files;
    let file = sees(&pair.accra, dossier).await[0].file;
    let sealed = files.read_at(file, 0, usize::try_from(files.length(file).unwrap()).unwrap()).unwrap();
    (dossier, id, content, sealed)
}

async fn hands(pair: &Pair, request: &[u8]) -> Result<u64, PartsRefusal> {
    let from = pair.accra.node.keys.id;
    take_parts(&pair.niamey.node, from, request).await.map(|answer| answer.next)
}

#[tokio::test]
async fn a_13_cut_at_every_border_of_a_chunk_and_within_it_goes_on_where_it_was() {
    for pair in desks().await {
        let (dossier, id, content, sealed) = accepted(&pair, 6 * 65_536 + 1_234).await;
        let (niamey, rng) = (&pair.niamey, SeededRng::new(20_261_126));
        let file = sees(niamey, dossier).await[0].file;
        let rng: &dyn kernel::Rng = &rng;
        for chunk in 0..6_u64 {
            // A kill within a chunk leaves a part of it behind; at its border, nothing.
            let cut = u64::from(u16::from_be_bytes(rng.array())).min(SEALED_CHUNK as u64 - 1);
            for left in [0, cut] {
                let at = usize::try_from(begins_at(chunk)).unwrap();
                let part = &sealed[at..at + usize::try_from(left).unwrap()];
                if !part.is_empty() {
                    niamey.node.files.write_at(file, begins_at(chunk), part).unwrap();
                }
                assert_eq!(
                    hands(&pair, &request_of(id, 99, &[])).await.unwrap(),
                    chunk,
                    "{left} bytes of {chunk}"
                );
            }
            // What is there comes again, as after an answer that was lost, and changes nothing.
            let at = usize::try_from(begins_at(chunk)).unwrap();
            let one = &sealed[at..(at + SEALED_CHUNK).min(sealed.len())];
            assert_eq!(hands(&pair, &request_of(id, chunk, one)).await.unwrap(), chunk + 1);
            assert_eq!(hands(&pair, &request_of(id, chunk, one)).await.unwrap(), chunk + 1);
        }
        all_moves(&pair).await;
        assert_eq!(state(niamey, dossier).await, [State::Complete], "{}", pair.kind);
        assert_eq!(state(&pair.accra, dossier).await, [State::Complete]);
        assert_eq!(saves(niamey, &niamey.officer, id).await.unwrap(), content);
    }
}

#[tokio::test]
async fn a_damaged_chunk_is_not_written_and_is_asked_for_again() {
    for pair in desks().await {
        let (dossier, id, content, sealed) = accepted(&pair, 4 * 65_536).await;
        let mut bent = sealed[..3 * SEALED_CHUNK].to_vec();
        bent[SEALED_CHUNK + 77] ^= 1;
        assert_eq!(hands(&pair, &request_of(id, 0, &bent)).await.unwrap(), 1, "the one before it is good");
        let file = sees(&pair.niamey, dossier).await[0].file;
        assert_eq!(pair.niamey.node.files.length(file).unwrap(), SEALED_CHUNK as u64);
        // Neither does a chunk stand for another one, or begin behind a gap.
        let second = &sealed[SEALED_CHUNK..2 * SEALED_CHUNK];
        assert_eq!(hands(&pair, &request_of(id, 2, second)).await.unwrap(), 1);
        assert_eq!(hands(&pair, &request_of(id, 1, &sealed[..SEALED_CHUNK])).await.unwrap(), 1);
        all_moves(&pair).await;
        assert_eq!(saves(&pair.niamey, &pair.niamey.officer, id).await.unwrap(), content);
    }
}

#[tokio::test]
async fn what_the_disk_lost_is_found_before_anything_is_called_complete_and_comes_again() {
    for pair in desks().await {
        let (dossier, id, content, sealed) = accepted(&pair, 3 * 65_536 + 9).await;
        let niamey = &pair.niamey;
        let file = sees(niamey, dossier).await[0].file;
        // All chunks came, and the power went before the disk had the second one.
        niamey.node.files.write_at(file, 0, &sealed).unwrap();
        niamey.node.files.write_at(file, SEALED_CHUNK as u64, &[0; 512]).unwrap();
        assert_eq!(parts_due(&niamey.node).await.unwrap().finished, 1);
        assert_eq!(state(niamey, dossier).await, [State::Accepted], "{}", pair.kind);
        assert_eq!(niamey.node.files.length(file).unwrap(), SEALED_CHUNK as u64);
        all_moves(&pair).await;
        assert_eq!(state(niamey, dossier).await, [State::Complete]);
        assert_eq!(saves(niamey, &niamey.officer, id).await.unwrap(), content);
    }
}

#[tokio::test]
async fn what_is_not_what_was_announced_is_never_complete() {
    for pair in desks().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let dossier = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        let mut draft = takes_in(accra, "list.csv", &b"a;b\n".repeat(30_000)).await;
        draft.announce_for_test(kernel::Digest([7; 32]));
        attaches(accra, dossier, &draft, &plainly()).await.unwrap();
        settle(&pair).await;
        let id = sees(niamey, dossier).await[0].id();
        decides(niamey, id, true).await.unwrap();
        all_moves(&pair).await;
        assert_eq!(state(niamey, dossier).await, [State::Differs], "{}", pair.kind);
        assert_eq!(state(accra, dossier).await, [State::Differs]);
        assert!(matches!(saves(niamey, &niamey.officer, id).await, Err(ExchangeError::NotHere)));
    }
}

#[tokio::test]
async fn chunks_of_what_nobody_accepted_or_of_another_peers_are_chunks_of_nothing() {
    for pair in desks().await {
        let content = document(65_536);
        let (dossier, id) = offered(&pair, &content).await;
        let ask = request_of(id, 0, &[]);
        assert!(matches!(hands(&pair, &ask).await, Err(PartsRefusal::NotHere)), "not accepted");
        decides(&pair.niamey, id, true).await.unwrap();
        let stranger = kernel::id::NodeId([9; 16]);
        let other = take_parts(&pair.niamey.node, stranger, &ask).await;
        assert!(matches!(other, Err(PartsRefusal::NotHere)), "another peer's");
        let none = request_of(Uuid::from_u128(1), 0, &[]);
        assert!(matches!(hands(&pair, &none).await, Err(PartsRefusal::NotHere)));
        assert!(matches!(hands(&pair, &ask[..HEAD - 1]).await, Err(PartsRefusal::Unreadable)));
        assert_eq!(hands(&pair, &ask).await.unwrap(), 0);
        let _: DossierId = dossier;
    }
}

#[tokio::test]
async fn a_7_a_file_without_room_is_not_accepted_and_one_that_runs_out_of_it_goes_on_once_there_is_some() {
    let little = |node: &mut access::Node| {
        node.inbound = exchange::inbound();
        node.acts.extend(exchange::acts());
        if node.facts.party.code() == "NE" {
            node.files = Arc::new(Files::for_test(300_000));
        }
    };
    for pair in pairs(&steps(), &[], little).await {
        let room = 300_000;
        let (dossier, id) = offered(&pair, &document(400_000)).await;
        let refused = decides(&pair.niamey, id, true).await;
        assert!(
            matches!(refused, Err(ExchangeError::NoRoom { needed, free }) if needed > free && free == room)
        );
        assert_eq!(state(&pair.niamey, dossier).await, [State::Offered], "it can be accepted later");

        let (dossier, id) = offered(&pair, &document(200_000)).await;
        decides(&pair.niamey, id, true).await.unwrap();
        let (_, second) = offered(&pair, &document(150_000)).await;
        let both = decides(&pair.niamey, second, true).await;
        assert!(matches!(both, Err(ExchangeError::NoRoom { .. })), "what was accepted has its room");
        settle(&pair).await;
        // Something else fills the disk meanwhile.
        let other = Uuid::from_u128(77);
        pair.niamey.node.files.write_at(other, 0, &vec![1; 200_000]).unwrap();
        parts_due(&pair.accra.node).await.unwrap();
        let ours = sees(&pair.accra, dossier).await.remove(0);
        assert_eq!((ours.state, ours.why.as_deref()), (State::Accepted, Some("no-room")), "{}", pair.kind);
        pair.niamey.node.files.remove(other).unwrap();
        pair.accra.clock.advance_ms(kernel::time::HOUR_MS);
        pair.niamey.clock.advance_ms(kernel::time::HOUR_MS);
        all_moves(&pair).await;
        assert_eq!(state(&pair.accra, dossier).await, [State::Complete]);
        assert_eq!(state(&pair.niamey, dossier).await, [State::Complete]);
    }
}

#[tokio::test]
async fn a_dead_peer_keeps_nothing_waiting_and_the_file_goes_on_after_days() {
    for pair in desks().await {
        let (dossier, id, content, _) = accepted(&pair, 8 * 65_536 * 3).await;
        let theirs = pair.niamey.node.keys.id;
        pair.wire.pull_out(theirs);
        let moved = parts_due(&pair.accra.node).await.unwrap();
        assert_eq!((moved.requests, moved.failed), (0, 1));
        assert_eq!(sees(&pair.accra, dossier).await[0].why.as_deref(), Some("unreachable"));
        for clock in [&pair.accra.clock, &pair.niamey.clock] {
            clock.advance_ms(9 * kernel::time::DAY_MS);
        }
        pair.wire.plug_in(&pair.niamey.node);
        all_moves(&pair).await;
        assert_eq!(state(&pair.accra, dossier).await, [State::Complete]);
        assert_eq!(saves(&pair.niamey, &pair.niamey.officer, id).await.unwrap(), content);
    }
}

#[tokio::test]
async fn a_peer_whose_line_hangs_keeps_no_file_of_another_waiting_nor_what_comes_in() {
    for pair in desks().await {
        let store = store::testing::sqlite(&steps()).await;
        let shape = |node: &mut access::Node| {
            node.inbound = exchange::inbound();
            node.acts.extend(exchange::acts());
        };
        let palermo = third(&pair, store, &[], shape).await;
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let (slow, ..) = accepted(&pair, 65_536).await;
        pair.wire.stick(niamey.node.keys.id, true);
        let moving = tokio::spawn(exchange::attachments::parts_always(Arc::clone(&accra.node)));
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        // Both ways with another desk, while the first request of that file hangs.
        let out = accepted_between(accra, &palermo).await;
        let coming = accepted_between(&palermo, accra).await;
        parts_due(&palermo.node).await.unwrap();
        for _ in 0..400 {
            let complete = state(accra, coming).await == [State::Complete];
            parts_due(&palermo.node).await.unwrap();
            if complete && state(&palermo, out).await == [State::Complete] {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        }
        assert_eq!(state(accra, coming).await, [State::Complete], "{}", pair.kind);
        assert_eq!(state(&palermo, out).await, [State::Complete], "{}", pair.kind);
        assert_eq!(state(niamey, slow).await, [State::Accepted]);
        moving.abort();
        pair.wire.stick(niamey.node.keys.id, false);
    }
}

/// A dossier between two desks with a file that the second one accepted.
async fn accepted_between(from: &Desk, to: &Desk) -> DossierId {
    let dossier = opens(from, to.node.keys.id, request()).await.unwrap().dossier;
    let draft = takes_in(from, "list.csv", &b"a;b\n".repeat(30_000)).await;
    attaches(from, dossier, &draft, &plainly()).await.unwrap();
    delivers(from).await;
    decides(to, sees(to, dossier).await[0].id(), true).await.unwrap();
    delivers(to).await;
    dossier
}

/// A line over which every request takes this long by the clock of the desk that asks.
struct SlowLine(Arc<dyn access::Carrier>);

static SLOW: std::sync::Mutex<Option<Arc<TestClock>>> = std::sync::Mutex::new(None);
const REQUEST_MS: i64 = 20_000;

impl access::Carrier for SlowLine {
    fn carry<'a>(
        &'a self,
        to: kernel::id::NodeId,
        addresses: &'a [String],
        tls: kernel::Digest,
        path: &'a str,
        body: Vec<u8>,
    ) -> futures_core::future::BoxFuture<'a, Result<Vec<u8>, access::CarryError>> {
        if let Some(clock) = &*SLOW.lock().unwrap() {
            clock.advance_ms(REQUEST_MS);
        }
        self.0.carry(to, addresses, tls, path, body)
    }
}

#[tokio::test]
async fn over_a_slow_line_a_file_has_its_turn_and_then_others_theirs() {
    let shape = |node: &mut access::Node| {
        node.inbound = exchange::inbound();
        node.acts.extend(exchange::acts());
        node.carrier = Arc::new(SlowLine(Arc::clone(&node.carrier)));
    };
    for pair in pairs(&steps(), &[], shape).await {
        *SLOW.lock().unwrap() = None;
        let (dossier, id, content, _) = accepted(&pair, 5 * 8 * 65_536).await;
        *SLOW.lock().unwrap() = Some(Arc::clone(&pair.accra.clock));
        let moved = parts_due(&pair.accra.node).await.unwrap();
        assert_eq!((moved.requests, moved.over, moved.failed), (2, 0, 0), "{}", pair.kind);
        *SLOW.lock().unwrap() = None;
        all_moves(&pair).await;
        assert_eq!(state(&pair.niamey, dossier).await, [State::Complete]);
        assert_eq!(saves(&pair.niamey, &pair.niamey.officer, id).await.unwrap(), content);
    }
}

#[tokio::test]
async fn a_file_that_was_damaged_at_its_sender_is_said_to_be_and_not_sent_for_ever() {
    for pair in desks().await {
        let (dossier, _, _, _) = accepted(&pair, 2 * 65_536).await;
        let file = sees(&pair.accra, dossier).await[0].file;
        pair.accra.node.files.write_at(file, 70_000, b"xxxx").unwrap();
        let moved = parts_due(&pair.accra.node).await.unwrap();
        assert_eq!(moved.failed, 1);
        assert_eq!(state(&pair.accra, dossier).await, [State::Damaged], "{}", pair.kind);
    }
}

#[tokio::test]
async fn a_7_one_request_holds_a_few_chunks_and_no_more() {
    for pair in desks().await {
        let (_, id, _, sealed) = accepted(&pair, 12 * 65_536).await;
        let most = request_of(id, 0, &sealed[..8 * SEALED_CHUNK]);
        assert_eq!(most.len(), attachments::PARTS_BYTES_MAX);
        let more = request_of(id, 0, &sealed[..9 * SEALED_CHUNK]);
        assert!(matches!(hands(&pair, &more).await, Err(PartsRefusal::Unreadable)));
        assert_eq!(hands(&pair, &most).await.unwrap(), 8);
    }
}

#[tokio::test]
async fn a_file_is_read_again_from_its_first_byte_to_its_last_and_damage_has_its_name() {
    for pair in desks().await {
        let (dossier, id, content, _) = accepted(&pair, 3 * 65_536 + 9).await;
        let verifies = async |desk: &exchange::testing::Desk| {
            attachments::verify_attachments(&desk.node, dossier, desk.authority.id).await.unwrap()
        };
        let nothing = attachments::FilesReport::default();
        assert_eq!(verifies(&pair.niamey).await, nothing, "{}: it is not here yet", pair.kind);
        all_moves(&pair).await;
        let whole = attachments::FilesReport { files: 1, bytes: content.len() as u64, faults: Vec::new() };
        for desk in [&pair.accra, &pair.niamey] {
            assert_eq!(verifies(desk).await, whole, "{}", pair.kind);
        }
        let files = &pair.niamey.node.files;
        let file = sees(&pair.niamey, dossier).await[0].file;
        // Its last byte.
        let at = files.length(file).unwrap() - 1;
        let last = files.read_at(file, at, 1).unwrap()[0];
        for (byte, what) in [(last ^ 1, Some("chunk")), (last, None)] {
            files.write_at(file, at, &[byte]).unwrap();
            let found = verifies(&pair.niamey).await.faults;
            let what = what.map(|what| attachments::FileBroken { attachment: id, what });
            assert_eq!(found, what.into_iter().collect::<Vec<_>>(), "{}", pair.kind);
        }
        files.remove(file).unwrap();
        assert_eq!(verifies(&pair.niamey).await.faults[0].what, "unreadable", "{}", pair.kind);
        assert_eq!(verifies(&pair.accra).await, whole, "{}: the sender's is its own", pair.kind);
    }
}
