//! Randomness as a parameter.

/// A source of cryptographic randomness. The program has one, over the operating system; tests have a seeded one.
pub trait Rng: Send + Sync {
    /// Fills `out` with uniformly random bytes.
    fn fill(&self, out: &mut [u8]);

    /// A fresh array of random bytes.
    fn bytes<const N: usize>(&self) -> [u8; N]
    where
        Self: Sized,
    {
        let mut out = [0; N];
        self.fill(&mut out);
        out
    }
}

impl dyn Rng + '_ {
    /// A fresh array of random bytes, through a trait object.
    pub fn array<const N: usize>(&self) -> [u8; N] {
        let mut out = [0; N];
        self.fill(&mut out);
        out
    }
}
