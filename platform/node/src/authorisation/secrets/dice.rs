//! Chance that comes again: every attempt has dice of its own, thrown from the seed of the run and its number.

/// SplitMix64 (Steele, Lea, Flood 2014): small, and good enough to choose pages with.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64, attempt: u64) -> Self {
        let mut first = Self(seed ^ attempt.wrapping_mul(0xA076_1D64_78BD_642F));
        first.next();
        first
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(super) fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    /// True `n` times of a hundred.
    pub(super) fn percent(&mut self, n: u64) -> bool {
        self.next() % 100 < n
    }

    pub(super) fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    pub(super) fn word(&mut self, letters: usize) -> String {
        (0..letters).map(|_| char::from(b'a' + (self.next() % 26) as u8)).collect()
    }
}
