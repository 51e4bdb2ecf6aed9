//! The one place where the machine's clock and randomness come in. Everything else takes them as parameters.

use kernel::{Clock, Rng, Timestamp};

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one ambient clock")]
    fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Timestamp(since.ok().and_then(|d| i64::try_from(d.as_millis()).ok()).unwrap_or(0))
    }
}

/// The operating system's randomness. If the system cannot give any, the process ends: no key may be weak.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRng;

impl Rng for SystemRng {
    #[expect(clippy::disallowed_methods, reason = "the one ambient source of randomness")]
    fn fill(&self, out: &mut [u8]) {
        if getrandom::fill(out).is_err() {
            std::process::abort();
        }
    }
}
