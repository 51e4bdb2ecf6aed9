//! Time: UTC milliseconds, handed in by whoever calls.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

/// The one way to learn the time.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Timestamp;
}

/// A minute in milliseconds.
pub const MINUTE_MS: i64 = 60_000;
/// An hour in milliseconds.
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
/// A day in milliseconds.
pub const DAY_MS: i64 = 24 * HOUR_MS;
/// How far the clocks furthest east are ahead of UTC.
const AHEAD_MS: i64 = 14 * HOUR_MS;

impl Timestamp {
    /// This moment moved by `ms` milliseconds; stops at the ends of the range.
    #[must_use]
    pub fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` to this moment; negative if `earlier` is later.
    #[must_use]
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Whether the day that begins at this moment by UTC has begun somewhere by `now`: the clocks furthest east are 14
    /// hours ahead, and whoever writes there writes their own day.
    #[must_use]
    pub fn has_begun_somewhere(self, now: Self) -> bool {
        self <= now.plus_ms(AHEAD_MS)
    }

    /// RFC 3339 in UTC with seconds, for files and logs; pages use ICU.
    #[must_use]
    pub fn rfc3339(self) -> String {
        OffsetDateTime::from_unix_timestamp(self.0.div_euclid(1000))
            .ok()
            .and_then(|t| t.format(&Rfc3339).ok())
            .unwrap_or_else(|| format!("{} ms", self.0))
    }

    /// Reads an RFC 3339 moment.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let t = OffsetDateTime::parse(text, &Rfc3339).ok()?;
        i64::try_from(t.unix_timestamp_nanos() / 1_000_000).ok().map(Self)
    }

    /// The UTC day this moment falls on, counted from 1970-01-01; budgets are kept per day.
    #[must_use]
    pub fn day(self) -> i64 {
        self.0.div_euclid(DAY_MS)
    }
}
