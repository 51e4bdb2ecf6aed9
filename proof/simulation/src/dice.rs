//! Chance that follows from a seed.

use kernel::Rng;
use kernel::testing::SeededRng;

/// Reproducible chance.
#[derive(Debug)]
pub struct Dice(SeededRng);

impl Dice {
    /// The dice of this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(SeededRng::new(seed))
    }

    /// A number below `n`; 0 if `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        let drawn = u64::from_be_bytes((&self.0 as &dyn Rng).array());
        usize::try_from(drawn.checked_rem(n as u64).unwrap_or(0)).unwrap_or(0)
    }
}
