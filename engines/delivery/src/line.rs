//! The line to one peer: how long to wait before the next attempt, and the breaker that opens when nobody answers.

use kernel::Timestamp;
use kernel::time::MINUTE_MS;
use serde::{Deserialize, Serialize};

/// The first wait after a failure, in milliseconds; each further one doubles it.
pub const BACKOFF_FIRST_MS: i64 = 2_000;
/// The longest wait between two attempts, in milliseconds.
pub const BACKOFF_MAX_MS: i64 = 15 * MINUTE_MS;
/// Failures in a row, over all messages of a peer, after which its breaker opens.
pub const BREAKER_FAILURES: u32 = 5;
/// How long an attempt may take before it counts as never made, in milliseconds.
pub const LEASE_MS: i64 = 2 * MINUTE_MS;

/// How long to wait after the `attempts`-th failure, in milliseconds: doubled each time up to a limit, and between
/// half and whole of that by `jitter`, any random number, so that nodes that failed together do not return together.
#[must_use]
pub fn backoff_ms(attempts: u32, jitter: u32) -> i64 {
    let doubled = 1_i64.checked_shl(attempts.saturating_sub(1).min(30)).unwrap_or(i64::MAX);
    let half = BACKOFF_FIRST_MS.saturating_mul(doubled).min(BACKOFF_MAX_MS) / 2;
    half.saturating_add(half.saturating_mul(i64::from(jitter)) >> 32)
}

/// Whether messages may go to a peer now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passage {
    /// As many as the limits allow.
    Free,
    /// One, to see whether the peer is there again.
    Probe,
    /// None.
    Shut,
}

/// What is remembered about the line to a peer. Written as text for the store by [`Line::to_text`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Failures in a row.
    pub failures: u32,
    /// While the breaker is open: nothing is sent before this moment, then one attempt.
    pub open_until: Option<Timestamp>,
    /// Whether that one attempt is under way.
    #[serde(default)]
    pub probing: bool,
}

impl Line {
    /// Reads what [`Self::to_text`] wrote. Anything else is a line about which nothing is known: messages are tried.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// As text for the store.
    #[must_use]
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Whether the breaker is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open_until.is_some()
    }

    /// Whether messages may go now.
    #[must_use]
    pub fn passage(&self, now: Timestamp) -> Passage {
        match self.open_until {
            None => Passage::Free,
            Some(until) if now < until => Passage::Shut,
            Some(_) => Passage::Probe,
        }
    }

    /// The one attempt is made; no other one before it has ended or run out.
    pub fn probed(&mut self, now: Timestamp) {
        self.probing = true;
        self.open_until = Some(now.plus_ms(LEASE_MS));
    }

    /// Nobody answered. Says until when the breaker is open, if this failure opened it.
    pub fn failed(&mut self, now: Timestamp, jitter: u32) -> Option<Timestamp> {
        if self.is_open() && !self.probing {
            return None; // An attempt from before the breaker opened; it tells nothing new.
        }
        let was_open = self.is_open();
        self.failures = self.failures.saturating_add(1);
        self.probing = false;
        if self.failures < BREAKER_FAILURES {
            return None;
        }
        let until = now.plus_ms(backoff_ms(self.failures, jitter));
        self.open_until = Some(until);
        (!was_open).then_some(until)
    }

    /// The peer answered. Says whether that closed the breaker.
    pub fn answered(&mut self) -> bool {
        let was_open = self.is_open();
        *self = Self::default();
        was_open
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn five_failures_in_a_row_open_the_breaker_and_one_answer_closes_it() {
        let mut line = Line::default();
        for _ in 1..BREAKER_FAILURES {
            assert_eq!(line.failed(Timestamp(0), 0), None);
            assert_eq!(line.passage(Timestamp(0)), Passage::Free);
        }
        let until = line.failed(Timestamp(0), 0).unwrap();
        assert_eq!(line.passage(until.plus_ms(-1)), Passage::Shut);
        assert_eq!(line.passage(until), Passage::Probe);
        line.probed(until);
        assert_eq!(line.passage(until), Passage::Shut, "one probe at a time");
        assert_eq!(line.failed(until.plus_ms(5), 0), None, "it was open already");
        assert!(line.open_until.unwrap() > until, "and stays open for longer");
        assert!(line.answered());
        assert_eq!(line.passage(until), Passage::Free);
        assert!(!line.answered());
    }

    #[test]
    fn a_late_failure_does_not_lengthen_an_open_breaker() {
        let mut line = Line::default();
        for _ in 0..BREAKER_FAILURES {
            line.failed(Timestamp(0), 0);
        }
        let before = line;
        line.failed(Timestamp(1), u32::MAX);
        assert_eq!(line, before);
    }

    #[test]
    fn a_probe_whose_sender_died_is_made_again() {
        let mut line = Line { failures: 9, open_until: Some(Timestamp(0)), probing: false };
        line.probed(Timestamp(0));
        let read = Line::parse(&line.to_text());
        assert_eq!(read, line);
        assert_eq!(read.passage(Timestamp(LEASE_MS)), Passage::Probe);
        assert_eq!(Line::parse("not a line"), Line::default());
    }

    proptest! {
        #[test]
        fn a_7_no_wait_is_longer_than_the_limit_or_shorter_than_half_of_it(attempts: u32, jitter: u32) {
            let whole = BACKOFF_FIRST_MS.saturating_mul(1 << attempts.saturating_sub(1).min(30)).min(BACKOFF_MAX_MS);
            let wait = backoff_ms(attempts, jitter);
            prop_assert!(whole / 2 <= wait && wait <= whole, "{wait}");
        }
    }
}
