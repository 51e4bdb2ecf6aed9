//! The kernel's randomness in the form the libraries take.

use kernel::Rng;
use rand_core::{TryCryptoRng, TryRng};
use std::convert::Infallible;

/// Hands the libraries bytes of the randomness the caller gave.
pub(crate) struct Chance<'a>(pub &'a dyn Rng);

impl TryRng for Chance<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_le_bytes(self.0.array()))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_le_bytes(self.0.array()))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(out);
        Ok(())
    }
}

impl TryCryptoRng for Chance<'_> {}
