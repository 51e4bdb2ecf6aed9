//! Laws, tried on generated cases.

use super::holder;
use crate::{
    Answer, Filter, Proof, PublicKey, Question, Reveal, Tag, evaluate, false_positive_rate, peer_tag,
    tokens_of,
};
use kernel::SelectorKind::Phone;
use kernel::testing::SeededRng;
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

fn tag(n: u64) -> Tag {
    Tag(Sha256::digest(n.to_be_bytes()).into())
}

fn filter_of(count: u64) -> Filter {
    Filter::build(&(0..count).map(tag).collect::<Vec<_>>(), &SeededRng::new(5)).unwrap()
}

/// The bytes with their checksum made true again: what a hostile peer sends.
pub(super) fn resealed(mut bytes: Vec<u8>) -> Vec<u8> {
    if bytes.len() >= 64 {
        let sum = Sha256::new().chain_update(&bytes[..32]).chain_update(&bytes[64..]).finalize();
        bytes[32..64].copy_from_slice(&sum);
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn what_two_nodes_find_is_the_plain_intersection(
        held in prop::collection::btree_set("[+]2279[0-9]{2}", 0..40),
        asked in prop::collection::btree_set("[+]2279[0-9]{2}", 1..40),
        secret: [u8; 32],
        rho: [u8; 32],
    ) {
        let key = holder();
        let values: Vec<&str> = held.iter().map(String::as_str).collect();
        let tags: Vec<Tag> =
            tokens_of(&key, Phone, &values).unwrap().iter().map(|t| peer_tag(&secret, t)).collect();
        let filter = Filter::from_bytes(&Filter::build(&tags, &SeededRng::new(1)).unwrap().to_bytes()).unwrap();

        let values: Vec<&str> = asked.iter().map(String::as_str).collect();
        let question = Question::ask(Phone, &values, rho).unwrap();
        let answer = evaluate(&key, question.blinded(), question.batch_id(), [3; 32]).unwrap();
        let answer = Answer::from_bytes(&answer.to_bytes()).unwrap();
        let tokens = question.finish(&answer, &key.public()).unwrap();
        let found: BTreeSet<&str> = values
            .iter()
            .zip(&tokens)
            .filter(|(_, token)| filter.contains(&peer_tag(&secret, token)))
            .map(|(value, _)| *value)
            .collect();
        let plain: BTreeSet<&str> = held.intersection(&asked).map(String::as_str).collect();
        prop_assert_eq!(found, plain);

        let mut other = secret;
        other[0] ^= 1;
        prop_assert!(tokens.iter().all(|token| !filter.contains(&peer_tag(&other, token))), "another peer's tags");
    }
}

proptest! {
    #[test]
    fn a_filter_holds_what_was_put_in_and_survives_the_wire(
        inside in prop::collection::vec(any::<[u8; 32]>(), 0..1500),
        outside in prop::collection::vec(any::<[u8; 32]>(), 0..50),
        seed: u64,
    ) {
        let mut tags: Vec<Tag> = inside.into_iter().map(Tag).collect();
        let filter = Filter::build(&tags, &SeededRng::new(seed)).unwrap();
        let bytes = filter.to_bytes();
        let read = Filter::from_bytes(&bytes).unwrap();
        prop_assert!(tags.iter().all(|t| filter.contains(t) && read.contains(t)));
        prop_assert!(outside.iter().all(|t| !read.contains(&Tag(*t)) || tags.contains(&Tag(*t))));
        prop_assert_eq!(read.to_bytes(), bytes.clone());
        tags.reverse();
        tags.extend(tags.clone());
        prop_assert_eq!(Filter::build(&tags, &SeededRng::new(seed)).unwrap().to_bytes(), bytes, "order, repetition");
    }

    #[test]
    fn a_damaged_filter_is_refused(cut in 0usize..2000, bit in 0usize..10_000, extra in 1usize..100) {
        let bytes = filter_of(20).to_bytes();
        prop_assert!(Filter::from_bytes(&bytes[..cut.min(bytes.len() - 1)]).is_err());
        let mut flipped = bytes.clone();
        flipped[(bit / 8) % bytes.len()] ^= 1 << (bit % 8);
        prop_assert!(Filter::from_bytes(&flipped).is_err());
        prop_assert!(Filter::from_bytes(&[bytes, vec![0; extra]].concat()).is_err());
    }

    #[test]
    fn a_hostile_filter_never_panics(
        words in prop::collection::vec((0usize..8, prop::sample::select(vec![
            0u32, 1, 2, 3, 4, 128, 255, 256, 512, 1024, 1536, 2048, 4096, 1 << 18, 1 << 24, 1 << 31, u32::MAX, u32::MAX - 255,
        ])), 1..4),
        body in prop::sample::select(vec![0usize, 3, 4, 1024 * 4, 1536 * 4, 1536 * 4 + 1, 2048 * 4, 4096 * 4]),
        noise: u64,
        queries in prop::collection::vec(any::<[u8; 32]>(), 20),
    ) {
        let mut bytes = filter_of(20).to_bytes();
        for (word, value) in words {
            bytes[word * 4..word * 4 + 4].copy_from_slice(&value.to_be_bytes());
        }
        bytes.resize(64, 0);
        bytes.extend((0..body).map(|i| noise.rotate_left(i as u32 % 64) as u8));
        if let Ok(filter) = Filter::from_bytes(&resealed(bytes)) {
            for query in queries {
                let _ = filter.contains(&Tag(query));
            }
        }
    }

    #[test]
    fn any_lengths_that_agree_can_be_looked_up(
        segment_bits in 0u32..19, segments in 1u32..40, entries_bits in 9u32..26, query: [u8; 32],
    ) {
        let segment = 1u32 << segment_bits;
        let (inner, count) = (segment * segments, segment * (segments + 2));
        prop_assume!(count < 1 << 20);
        let mut bytes = filter_of(0).to_bytes();
        let words = [1u32 << entries_bits, segment, inner, count];
        bytes[8..24].copy_from_slice(words.map(u32::to_be_bytes).as_flattened());
        bytes.resize(64 + count as usize * 4, 0xa5);
        let read = Filter::from_bytes(&resealed(bytes));
        let fits = (10..=24).contains(&entries_bits) && (words[0]..=2 * words[0]).contains(&count);
        prop_assert_eq!(read.is_ok(), fits);
        if let Ok(filter) = read {
            let _ = filter.contains(&Tag(query));
        }
    }

    #[test]
    fn foreign_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = Filter::from_bytes(&bytes);
        let _ = Filter::from_bytes(&resealed(bytes.clone()));
        let _ = Answer::from_bytes(&bytes);
        let _ = Proof::from_bytes(&bytes);
        let _ = Reveal::from_bytes(&bytes);
        let _ = PublicKey::from_bytes(&bytes);
        let _ = Tag::from_bytes(&bytes);
    }
}

#[test]
fn a_filter_s_size_tells_only_its_order_of_magnitude() {
    assert_eq!(filter_of(0).to_bytes().len(), filter_of(1024).to_bytes().len());
    assert_eq!(filter_of(1025).to_bytes().len(), filter_of(2048).to_bytes().len());
    assert_eq!((filter_of(0).entries(), filter_of(1025).entries()), (1024, 2048));
}

#[test]
fn a_filter_over_the_limits_is_refused() {
    let oversized = vec![0; kernel::limit::FILTER_BYTES_MAX + 1];
    assert_eq!(Filter::from_bytes(&oversized).err(), Some(crate::Error::FilterSize(oversized.len())));
    let tags = vec![Tag([0; 32]); crate::FILTER_ENTRIES_MAX + 1];
    assert_eq!(Filter::build(&tags, &SeededRng::new(1)).err(), Some(crate::Error::FilterSize(tags.len())));
}

#[test]
fn the_chance_of_a_false_hit_is_what_the_plan_says() {
    // 10,000 tokens × 30 peers × 180 filters.
    let chance = false_positive_rate(10_000 * 30 * 180, 100_000);
    assert!((0.0124..0.0130).contains(&chance), "{chance}");
    assert_eq!(false_positive_rate(0, 1 << 24), 0.0);
    assert!((false_positive_rate(1, 0) - (-32f64).exp2()).abs() < 1e-20);
    assert!(false_positive_rate(u64::MAX, 1 << 24) <= 1.0);
}

#[test]
fn false_hits_are_about_as_rare_as_32_bits_make_them() {
    let filter = filter_of(20_000);
    let hits = (1_000_000..3_000_000).filter(|n| filter.contains(&tag(*n))).count();
    assert!(hits <= 1, "{hits} false hits in two million; 0.0005 are expected");
}
