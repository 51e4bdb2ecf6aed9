use super::*;
use crate::envelope::{self, EnvelopeHead, Heads, seal_bytes};
use crate::identity::{KemKey, SigningKey};
use crate::prekeys::KemRing;
use gate::{ObjectRef, Reach, Recipient, Released};
use kernel::id::MessageId;
use kernel::testing::SeededRng;
use kernel::{Party, Purpose, Timestamp};
use proptest::prelude::*;

const ACCRA: NodeId = NodeId([1; 16]);
const NIAMEY: NodeId = NodeId([2; 16]);

fn signing() -> SigningKey {
    SigningKey::generate(&SeededRng::new(10))
}

fn kem(seed: u64) -> KemKey {
    KemKey::generate(&SeededRng::new(seed))
}

fn ring(seeds: &[u64]) -> KemRing {
    KemRing::new(seeds.iter().map(|seed| (Timestamp(0), kem(*seed))).collect())
}

fn envelope_to(node: NodeId, n: u64, bytes: usize) -> Vec<u8> {
    let key = kem(11);
    let head = EnvelopeHead {
        version: envelope::VERSION,
        sender: ACCRA,
        recipient: node,
        kem_key: key.id().to_text(),
        message: MessageId::new(&SeededRng::new(n)),
        kind: "move".into(),
        dossier: None,
        sequence: 0,
        heads: Heads::default(),
        purpose: Purpose::Investigation,
        expires: Timestamp(1),
        attachments: None,
        rest: Map::new(),
    };
    seal_bytes(&head, &vec![7; bytes], &signing(), key.public(), &SeededRng::new(n)).unwrap().bytes
}

fn released(bytes: &[u8], to: NodeId) -> Released<Vec<u8>> {
    let party = Party::parse("NE").unwrap();
    let to = Recipient { node: to, party, also: Reach::none(), authority: None };
    let object = ObjectRef { kind: "card", id: kernel::id::random(&SeededRng::new(1)) };
    Released::for_test(bytes.to_vec(), to, object)
}

fn named(number: u64) -> Named {
    let checkpoint = Some(At { seq: 40, head: Digest([3; 32]) });
    Named { sender: ACCRA, recipient: NIAMEY, number, checkpoint, holds: 17 }
}

/// A file with a card, a receipt and as many envelopes.
fn file(seed: u64, envelopes: u64) -> Vec<u8> {
    let (mut writer, mut out) =
        Writer::start(&named(seed), &signing(), kem(11).public(), &SeededRng::new(seed)).unwrap();
    writer.card(&released(b"a card", NIAMEY), &mut out).unwrap();
    let message = MessageId::new(&SeededRng::new(500));
    writer.receipt(message, &released(b"a receipt", NIAMEY), &mut out).unwrap();
    for n in 0..envelopes {
        writer.envelope(&envelope_to(NIAMEY, n, 900), &mut out).unwrap();
    }
    out.extend(writer.finish(false).unwrap().flatten());
    out
}

/// What comes out of a file, and how it ended.
fn read(bytes: &[u8], piece: usize, keys: &[u64]) -> (Vec<Record>, Result<Whole, CourierError>) {
    let mut reader = Reader::new(NIAMEY, ring(keys));
    let mut records = Vec::new();
    for part in bytes.chunks(piece) {
        if let Err(error) = reader.push(part) {
            return (records, Err(error));
        }
        loop {
            match reader.next_record() {
                Ok(Some(record)) => records.push(record),
                Ok(None) => break,
                Err(error) => return (records, Err(error)),
            }
        }
    }
    (records, reader.finish())
}

#[test]
fn what_was_written_comes_out_in_its_order_whatever_the_pieces_it_is_read_in() {
    let bytes = file(1, 3);
    for piece in [1 << 20, 65_552, 1_000, 77] {
        let (records, whole) = read(&bytes, piece, &[9, 11]);
        assert_eq!(whole, Ok(Whole { records: 5, more: false }), "{piece}");
        let Record::Head { sender, document } = &records[0] else { panic!("{:?}", records[0]) };
        assert_eq!(*sender, ACCRA);
        let mut reader = Reader::new(NIAMEY, ring(&[11]));
        reader.push(&bytes).unwrap();
        let (head, signer) = reader.open_head(ACCRA, document, &[signing().public()]).unwrap();
        assert_eq!((head.number, head.holds, signer), (1, 17, signing().public()));
        assert_eq!(head.checkpoint, named(1).checkpoint);
        assert_eq!(records[1], Record::Card(b"a card".to_vec()));
        let message = MessageId::new(&SeededRng::new(500));
        assert_eq!(records[2], Record::Receipt { message, receipt: b"a receipt".to_vec() });
        for n in 0..3 {
            assert_eq!(records[3 + n as usize], Record::Envelope(envelope_to(NIAMEY, n, 900)));
        }
    }
}

#[test]
fn the_length_of_a_file_does_not_tell_how_many_messages_it_has_nor_the_header_for_whom() {
    let (none, some) = (file(1, 0), file(2, 60));
    assert_eq!(none.len(), some.len());
    assert_eq!(none.len() as u64, file_bytes(10));
    for node in [ACCRA, NIAMEY] {
        assert!(!some.windows(16).any(|w| w == node.0), "{node}");
    }
    assert!(!some.windows(16).any(|w| w == kem(11).id().0), "nor the key");
    assert!(file(3, 300).len() > some.len());
}

#[test]
fn a_7_the_largest_file_fits_on_a_stick() {
    assert!(file_bytes(CONTENT_BYTES_MAX) < 1 << 32);
    assert_eq!(file_bytes(1), file_bytes(PADDED_MIN));
}

#[test]
fn a_file_cut_anywhere_says_so_and_what_stood_before_comes_out() {
    let bytes = file(1, 130);
    let mut before = 0;
    for length in (0..bytes.len()).step_by(40_009).chain([3, 1_124, 66_676, bytes.len() - 1]) {
        let (records, whole) = read(&bytes[..length], 60_000, &[11]);
        let error = whole.unwrap_err();
        assert!(matches!(error, CourierError::Truncated(_) | CourierError::NotOne), "{length}: {error}");
        before = before.max(records.len());
    }
    assert!(before > 100);
}

#[test]
fn a_file_changed_anywhere_or_put_together_from_two_is_damaged() {
    let (bytes, other) = (file(1, 130), file(2, 130));
    for at in (OUTER..bytes.len()).step_by(50_021) {
        let mut bent = bytes.clone();
        bent[at] ^= 1;
        let (records, whole) = read(&bent, 60_000, &[11]);
        let first = at < OUTER + SEALED_CHUNK;
        let expected = if first { CourierError::NotForUs } else { whole.clone().unwrap_err() };
        assert_eq!(whole, Err(expected.clone()), "byte {at}");
        assert!(first || matches!(expected, CourierError::Damaged(n) if n + 1 >= records.len() as u64));
    }
    let half = OUTER + 2 * SEALED_CHUNK;
    let joined = [&bytes[..half], &other[half..]].concat();
    assert!(matches!(read(&joined, 60_000, &[11]).1, Err(CourierError::Damaged(_))));
    let swapped = [&bytes[..OUTER], &bytes[half..], &bytes[OUTER..half]].concat();
    assert_eq!(read(&swapped, 60_000, &[11]).1, Err(CourierError::NotForUs));
}

#[test]
fn a_foreign_file_an_erased_key_and_what_is_no_courier_file_are_told_apart_as_far_as_can_be() {
    let bytes = file(1, 1);
    assert_eq!(read(&bytes, 9_999, &[12, 13]).1, Err(CourierError::NotForUs));
    assert_eq!(read(b"LSC2 of a newer program", 9_999, &[11]).1, Err(CourierError::Version));
    assert_eq!(read(b"%PDF-1.7", 9_999, &[11]).1, Err(CourierError::NotOne));
    assert_eq!(read(b"", 9_999, &[11]).1, Err(CourierError::NotOne));
}

#[test]
fn a_7_neither_side_holds_more_of_a_large_file_than_one_record_and_one_chunk() {
    let (mut writer, mut out) =
        Writer::start(&named(1), &signing(), kem(11).public(), &SeededRng::new(1)).unwrap();
    let (mut reader, large) = (Reader::new(NIAMEY, ring(&[11])), envelope_to(NIAMEY, 1, 7 << 20));
    let (mut read, mut most) = (0, 0);
    let mut drains = |reader: &mut Reader, out: &mut Vec<u8>| {
        for piece in std::mem::take(out).chunks(CHUNK) {
            reader.push(piece).unwrap();
            most = most.max(reader.content.len());
            while let Some(record) = reader.next_record().unwrap() {
                read += usize::from(matches!(record, Record::Envelope(_)));
            }
        }
    };
    for _ in 0..10 {
        writer.envelope(&large, &mut out).unwrap();
        assert!(out.len() < large.len() + 2 * SEALED_CHUNK, "what comes out is not held");
        drains(&mut reader, &mut out);
    }
    for mut part in writer.finish(false).unwrap() {
        assert!(part.len() <= SEALED_CHUNK);
        drains(&mut reader, &mut part);
    }
    assert_eq!((read, reader.finish().unwrap().records), (10, 10));
    assert!(most <= large.len() + 2 * CHUNK, "{most}");
}

#[test]
fn a_4_a_head_is_proved_by_the_senders_key_and_belongs_to_its_own_file() {
    let (bytes, other) = (file(1, 0), file(2, 0));
    let head_of = |bytes: &[u8]| {
        let mut reader = Reader::new(NIAMEY, ring(&[11]));
        reader.push(bytes).unwrap();
        let Some(Record::Head { document, .. }) = reader.next_record().unwrap() else { panic!("no head") };
        (reader, document)
    };
    let ((reader, document), (_, foreign)) = (head_of(&bytes), head_of(&other));
    let keys = [signing().public()];
    assert!(reader.open_head(ACCRA, &document, &keys).is_ok());
    let stranger = SigningKey::generate(&SeededRng::new(77)).public();
    assert!(matches!(reader.open_head(ACCRA, &document, &[stranger]), Err(CourierError::Signature(_))));
    assert!(matches!(reader.open_head(NIAMEY, &document, &keys), Err(CourierError::BadHead(_))));
    assert!(matches!(reader.open_head(ACCRA, &foreign, &keys), Err(CourierError::BadHead(_))));
}

#[test]
fn a_1_nothing_for_another_node_and_nothing_that_is_no_envelope_goes_into_a_file() {
    let (mut writer, mut out) =
        Writer::start(&named(1), &signing(), kem(11).public(), &SeededRng::new(1)).unwrap();
    let before = writer.content();
    let message = MessageId::new(&SeededRng::new(500));
    for refused in [
        writer.card(&released(b"a card", ACCRA), &mut out),
        writer.receipt(message, &released(b"a receipt", ACCRA), &mut out),
        writer.envelope(&envelope_to(ACCRA, 1, 10), &mut out),
        writer.envelope(b"+227 90 00 01 14", &mut out),
    ] {
        assert_eq!(refused, Err(CourierError::WrongRecipient));
    }
    assert_eq!(writer.content(), before);
}

#[test]
fn a_14_a_record_of_a_newer_program_is_passed_over_by_name() {
    let (mut writer, mut out) =
        Writer::start(&named(1), &signing(), kem(11).public(), &SeededRng::new(1)).unwrap();
    writer.put(77, &[b"from later"], &mut out).unwrap();
    writer.card(&released(b"a card", NIAMEY), &mut out).unwrap();
    out.extend(writer.finish(true).unwrap().flatten());
    let (records, whole) = read(&out, 9_999, &[11]);
    assert_eq!(records[1..], [Record::Unknown(77), Record::Card(b"a card".to_vec())]);
    assert_eq!(whole, Ok(Whole { records: 2, more: true }));
}

#[test]
fn bytes_do_not_hide_behind_the_end_and_a_second_head_or_a_wrong_count_is_refused() {
    let tampered = |change: &dyn Fn(&mut Writer, &mut Vec<u8>)| {
        let (mut writer, mut out) =
            Writer::start(&named(1), &signing(), kem(11).public(), &SeededRng::new(1)).unwrap();
        change(&mut writer, &mut out);
        out.extend(writer.finish(false).unwrap().flatten());
        read(&out, 9_999, &[11]).1
    };
    let bad = |read: Result<Whole, CourierError>| matches!(read, Err(CourierError::BadContent(_)));
    assert!(tampered(&|_, _| {}).is_ok());
    assert!(bad(tampered(&|w, out| w.put(kind::HEAD, &[&[0; 40]], out).unwrap())));
    assert!(bad(tampered(&|w, _| w.records = 7)));
    assert!(bad(tampered(&|w, out| {
        w.put(kind::END, &[0_u64.to_be_bytes().as_slice(), &[0]], out).unwrap();
        w.put(kind::CARD, &[b"hidden"], out).unwrap();
    })));
    assert!(bad(tampered(&|w, out| w.put(kind::RECEIPT, &[b"short"], out).unwrap())));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_bytes_are_read_without_harm(bytes in proptest::collection::vec(any::<u8>(), 0..80_000), true_start in any::<bool>()) {
        let mut bytes = bytes;
        if true_start && bytes.len() > 4 {
            bytes[..4].copy_from_slice(MAGIC);
        }
        prop_assert!(read(&bytes, 10_000, &[11]).1.is_err());
    }
}

#[test]
fn a_1_chunks_go_into_a_file_for_whom_the_gate_let_their_attachment_go_to_alone() {
    let (mut writer, mut out) =
        Writer::start(&named(1), &signing(), kem(11).public(), &SeededRng::new(1)).unwrap();
    let id = uuid::Uuid::from_u128(5);
    let chunks = [b"LSP1".as_slice(), id.as_bytes(), &[0; 8], b"sealed"].concat();
    let let_go = |id: uuid::Uuid, to| released(b"", to).encode(|_| id);
    for refused in [
        writer.parts(&let_go(id, ACCRA), &chunks, &mut out),
        writer.parts(&let_go(uuid::Uuid::from_u128(6), NIAMEY), &chunks, &mut out),
        writer.parts(&let_go(id, NIAMEY), b"LSP1", &mut out),
    ] {
        assert_eq!(refused, Err(CourierError::WrongRecipient));
    }
    writer.parts(&let_go(id, NIAMEY), &chunks, &mut out).unwrap();
    out.extend(writer.finish(false).unwrap().flatten());
    assert_eq!(read(&out, 9_999, &[11]).0[1..], [Record::Parts(chunks)]);
}
