//! Decisions of sign-in: what a passphrase must be, how long a link or a session lives, how guessing is slowed.

use kernel::time::{DAY_MS, HOUR_MS, MINUTE_MS};
use kernel::{Rng, Role, Timestamp};
use std::collections::BTreeSet;

/// A one-time link lives this long: no secret in an address lives longer.
pub const LINK_LIFE_MS: i64 = 10 * MINUTE_MS;
/// A session ends after this long, whatever happens in it: a shift.
pub const SESSION_LIFE_MS: i64 = 12 * HOUR_MS;
/// A session ends after this long without a page.
pub const SESSION_IDLE_MS: i64 = 60 * MINUTE_MS;
/// Shortest passphrase, in characters. Length, not composition (NIST SP 800-63B 5.1.1.2).
pub const PASSPHRASE_CHARS_MIN: usize = 12;
/// Longest passphrase, in bytes.
pub const PASSPHRASE_BYTES_MAX: usize = 256;
/// Failures before waiting begins.
pub const FREE_ATTEMPTS: i64 = 4;
/// A shift that is handed over ends after this long at the latest.
pub const SHIFT_MS_MAX: i64 = 24 * HOUR_MS;
/// What waits for a second person waits this long.
pub const ACT_LIFE_MS: i64 = 7 * DAY_MS;
/// After somebody who could have confirmed lost that role, nothing is made alone for this long: shutting the second
/// person out is no way around them.
pub const ALONE_AFTER_MS: i64 = 3 * DAY_MS;
/// Roles that a second administrator gives too: who holds one could change what the others keep.
pub const GUARDED_ROLES: &[Role] =
    &[Role::Administrator, Role::ProtectionOfficer, Role::Auditor, Role::DataProtectionOfficer];
/// Longest wait between attempts.
pub const WAIT_MS_MAX: i64 = 15 * MINUTE_MS;

/// Why a passphrase is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeakPassphrase {
    /// Too short.
    TooShort,
    /// Too long.
    TooLong,
    /// The sign-in name or one character over and over.
    Obvious,
}

/// Whether a passphrase may be used by the person who signs in as `sign_in`.
///
/// # Errors
/// Why not.
pub fn check_passphrase(passphrase: &str, sign_in: &str) -> Result<(), WeakPassphrase> {
    if passphrase.len() > PASSPHRASE_BYTES_MAX {
        return Err(WeakPassphrase::TooLong);
    }
    if passphrase.chars().count() < PASSPHRASE_CHARS_MIN {
        return Err(WeakPassphrase::TooShort);
    }
    let mut distinct: Vec<char> = passphrase.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    let named = !sign_in.is_empty()
        && passphrase.to_lowercase().replace(&sign_in.to_lowercase(), "").chars().count() < 6;
    if distinct.len() < 5 || named { Err(WeakPassphrase::Obvious) } else { Ok(()) }
}

/// Until when the next attempt waits after `failures` in a row: nothing for the first few, then doubling.
#[must_use]
pub fn wait_until(failures: i64, now: Timestamp) -> Timestamp {
    let over = failures.saturating_sub(FREE_ATTEMPTS);
    if over <= 0 {
        return now;
    }
    let shift = u32::try_from(over).unwrap_or(u32::MAX).min(20);
    now.plus_ms((1_000_i64 << shift).min(WAIT_MS_MAX))
}

/// Whether a session still stands.
#[must_use]
pub fn session_stands(started: Timestamp, seen: Timestamp, now: Timestamp) -> bool {
    now.since(started) < SESSION_LIFE_MS && now.since(seen) < SESSION_IDLE_MS
}

/// A secret for a link or a session: 32 random bytes in base32, without padding.
#[must_use]
pub fn token(rng: &dyn Rng) -> String {
    data_encoding::BASE32_NOPAD.encode(&rng.array::<32>()).to_lowercase()
}

/// A sign-in name as it is kept: lower case letters, digits, dot and hyphen, up to 64.
#[must_use]
pub fn sign_in_name(text: &str) -> Option<String> {
    let name = text.trim().to_lowercase();
    let sound = (2..=64).contains(&name.len())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.' || c == '-');
    sound.then_some(name)
}

/// The guarded roles that a change would give to somebody who cannot act under them today.
#[must_use]
pub fn guarded_gain(
    (before, was_active): (&BTreeSet<Role>, bool),
    (after, active): (&BTreeSet<Role>, bool),
) -> BTreeSet<Role> {
    let gains = |role: &&Role| active && !(was_active && before.contains(role));
    after.iter().filter(|role| GUARDED_ROLES.contains(role)).filter(gains).copied().collect()
}

/// Roles that may be handed over for a shift: one's own, never that of running the node.
#[must_use]
pub fn may_hand_over(own: &BTreeSet<Role>) -> BTreeSet<Role> {
    own.iter().filter(|role| **role != Role::Administrator).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_is_long_and_not_the_name() {
        for (passphrase, verdict) in [
            ("short", Err(WeakPassphrase::TooShort)),
            ("aaaaaaaaaaaaaaaaaa", Err(WeakPassphrase::Obvious)),
            ("a.moussaa.moussa", Err(WeakPassphrase::Obvious)),
            ("four sealed trucks", Ok(())),
            ("قافلة طويلة في الليل", Ok(())),
        ] {
            assert_eq!(check_passphrase(passphrase, "a.moussa"), verdict, "{passphrase}");
        }
        assert_eq!(check_passphrase(&"ab cd ef".repeat(40), "x"), Err(WeakPassphrase::TooLong));
    }

    #[test]
    fn guessing_gets_slower_and_never_locks_out_for_ever() {
        let now = Timestamp(0);
        assert_eq!(wait_until(FREE_ATTEMPTS, now), now);
        assert!(wait_until(5, now) < wait_until(6, now));
        assert_eq!(wait_until(i64::MAX, now), now.plus_ms(WAIT_MS_MAX));
    }

    #[test]
    fn only_what_somebody_gains_is_guarded() {
        let roles = |list: &[Role]| list.iter().copied().collect::<BTreeSet<_>>();
        let officer = roles(&[Role::Investigator]);
        let both = roles(&[Role::Investigator, Role::Auditor]);
        assert!(guarded_gain((&both, true), (&officer, true)).is_empty(), "taking away");
        assert!(guarded_gain((&roles(&[]), true), (&officer, true)).is_empty(), "an ordinary role");
        assert!(guarded_gain((&officer, true), (&both, false)).is_empty(), "who is shut out gains nothing");
        assert_eq!(guarded_gain((&officer, true), (&both, true)), roles(&[Role::Auditor]));
        assert_eq!(guarded_gain((&both, false), (&both, true)), roles(&[Role::Auditor]), "let in again");
    }

    #[test]
    fn the_administrator_role_is_not_handed_over() {
        let own = BTreeSet::from([Role::Administrator, Role::DutyOfficer]);
        assert_eq!(may_hand_over(&own), BTreeSet::from([Role::DutyOfficer]));
    }

    #[test]
    fn a_session_ends_by_idleness_and_by_age() {
        let start = Timestamp(0);
        assert!(session_stands(start, start, start.plus_ms(SESSION_IDLE_MS - 1)));
        assert!(!session_stands(start, start, start.plus_ms(SESSION_IDLE_MS)));
        let late = start.plus_ms(SESSION_LIFE_MS);
        assert!(!session_stands(start, late, late));
    }
}
