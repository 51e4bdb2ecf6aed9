//! Decisions of matching: what a shared value says, how many questions a day, when a person must look first.

use kernel::id::NodeId;
use kernel::time::DAY_MS;
use kernel::{Digest, Party, Rng, SelectorKind};

/// An epoch lives this long: its key is destroyed at the end (matching.md allows one week to six months).
pub const EPOCH_LIFE_MS: i64 = 30 * DAY_MS;
/// Values that nobody holds, mixed into every question: a holder whose filter hits them has stuffed it.
pub const DECOYS: usize = 4;
/// More hits than this, and more than half of what was asked, and a person looks before anything is shown.
pub const HITS_FREE: usize = 200;
/// Most kinds of selector in one check.
pub const KINDS_MAX: usize = 16;
/// An answer is kept for repeats of the same question this long.
pub const ANSWER_LIFE_MS: i64 = DAY_MS;
/// Longest purpose in words, in bytes.
pub const PURPOSE_BYTES_MAX: usize = 2_000;

/// The view a peer matches against: peers of one State have the same entitlement, since what is withheld is withheld
/// from States.
#[must_use]
pub fn view_of(party: Party) -> blind::ViewId {
    let digest = Digest::of(&[b"liaison view v1", party.code().as_bytes()]).0;
    let mut id = [0; 16];
    id.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
    blind::ViewId(id)
}

/// How likely it is that a value shared with a filter of `entries` is shared by chance. Public background figures
/// only: never this node's own rarity.
///
/// A value that is issued once can be shared by chance only through the filter's own error. A document number alone
/// meets another issuer's number as often as random numbers of its length do. A compound person key meets another
/// person's as often as two-word name keys (about 1 in 100,000 in a mixed population) and birth years (1 in 60) or
/// decades (1 in 6) do.
#[must_use]
pub fn chance(kind: SelectorKind, value: &str, asked: usize, entries: usize) -> f64 {
    let entries_f = f64::from(u32::try_from(entries).unwrap_or(u32::MAX));
    let filter = blind::false_positive_rate(asked as u64, entries as u64);
    let each = match kind {
        SelectorKind::DocumentNumber => {
            let length = i32::try_from(value.chars().count().min(12)).unwrap_or(12);
            // Numbers begin alike and run in series: two characters less than their length tell them apart.
            10_f64.powi((length - 2).max(1)).recip()
        }
        SelectorKind::PersonBirth => 1e-5 / 60.0,
        SelectorKind::PersonNationality => 1e-5 / 6.0,
        _ => 0.0,
    };
    let background = 1.0 - (1.0 - each).powf(entries_f);
    (background + filter).clamp(f64::MIN_POSITIVE, 0.5)
}

/// A chance as "1 in n", rounded down to two figures.
#[must_use]
pub fn one_in(chance: f64) -> u64 {
    let n = chance.recip().clamp(2.0, 1e15);
    let step = 10_f64.powf((n.log10().floor() - 1.0).max(0.0));
    // Within u64 after the clamp.
    ((n / step).floor() * step) as u64
}

/// A reference that both sides quote: random, eight characters that are not mistaken for each other.
#[must_use]
pub fn reference(rng: &dyn Rng) -> String {
    const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let mut text = String::with_capacity(10);
    for (place, byte) in rng.array::<8>().into_iter().enumerate() {
        if place == 2 || place == 5 {
            text.push('-');
        }
        text.extend(LETTERS.get(usize::from(byte % 32)).map(|b| char::from(*b)));
    }
    text
}

/// Decoys for a question: values in the form of their kind that no one was issued.
#[must_use]
pub fn decoys(kind: SelectorKind, rng: &dyn Rng) -> Vec<String> {
    let decoy = || format!("decoy:{kind}:{}", data_encoding::HEXLOWER.encode(&rng.array::<16>()));
    (0..DECOYS).map(|_| decoy()).collect()
}

/// Whether so many hits may be shown at once.
#[must_use]
pub fn too_many_hits(hits: usize, asked: usize) -> bool {
    hits > HITS_FREE && hits.saturating_mul(2) > asked
}

/// What a question of so many values costs: its padded size.
#[must_use]
pub fn cost(asked: usize) -> u64 {
    asked.max(blind::BATCH_MIN).next_power_of_two() as u64
}

/// The context of a peer's secret: one for each epoch and peer.
#[must_use]
pub fn secret_context(epoch: &str, peer: NodeId) -> String {
    format!("{epoch}/{peer}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::testing::SeededRng;

    #[test]
    fn a_shared_phone_is_hardly_chance_a_short_number_may_well_be() {
        let chance = |kind, value| chance(kind, value, 300, 2048);
        assert!(chance(SelectorKind::Phone, "+22790000114") < 1e-6);
        assert!(
            chance(SelectorKind::DocumentNumber, "30455") > chance(SelectorKind::DocumentNumber, "381310014")
        );
        assert!(chance(SelectorKind::DocumentNumber, "30455") > 0.1);
        assert!(chance(SelectorKind::PersonBirth, "x") < 1e-3);
    }

    #[test]
    fn one_in_n_is_rounded_for_people() {
        assert_eq!((one_in(1.0 / 4_321.0), one_in(0.5), one_in(1.0 / 12.0)), (4_300, 2, 12));
    }

    #[test]
    fn a_17_a_reference_is_random() {
        let reference = reference(&SeededRng::new(1));
        assert_eq!(reference.len(), 10);
        assert_ne!(reference, super::reference(&SeededRng::new(2)));
    }

    #[test]
    fn a_stuffed_filter_makes_a_person_look() {
        assert!(!too_many_hits(28, 300) && !too_many_hits(60, 64) && too_many_hits(250, 300));
    }

    #[test]
    fn peers_of_one_state_share_a_view_and_others_do_not() {
        let view = |code| view_of(Party::parse(code).unwrap());
        assert_eq!(view("NE").0, view("ne").0);
        assert_ne!(view("NE").0, view("IT").0);
    }
}
