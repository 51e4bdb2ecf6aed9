//! Decisions of the directory: which contact points are confirmed, which assessments hold together, which card is newer.

use crate::types::{
    AssessmentResult, Assurance, DirectoryError, Finding, NewStateAssessment, RecordedAssessment, Safeguard,
};
use kernel::time::{DAY_MS, HOUR_MS};
use kernel::{Function, Timestamp};
use std::collections::BTreeSet;

/// A contact point is to be confirmed again after this long. Policy, not treaty: domain marks no period.
pub const CONFIRM_WITHIN_MS: i64 = 90 * DAY_MS;
/// The desk is reminded this long before.
pub const REMIND_BEFORE_MS: i64 = 7 * DAY_MS;
/// How far another node's clock may be ahead before its date of confirmation says nothing.
pub const CLOCK_AHEAD_MS_MAX: i64 = 24 * HOUR_MS;
/// An assessment of a counterpart stands this long unless another date is given.
pub const ASSESSMENT_LIFE_MS: i64 = 365 * DAY_MS;
/// Whoever assesses is reminded this long before an assessment lapses.
pub const REVIEW_BEFORE_MS: i64 = 30 * DAY_MS;
/// The longest an assessment stands. Our own practice; no article sets it.
pub const ASSESSMENT_LIFE_MS_MAX: i64 = 2 * ASSESSMENT_LIFE_MS;
/// Most assurances of one assessment.
pub const ASSURANCES_MAX: usize = 20;
/// Selectors a peer may ask about in a day unless another number is agreed.
pub const BUDGET_PER_DAY: u32 = 20_000;
/// The largest budget that can be agreed.
pub const BUDGET_PER_DAY_MAX: u32 = 1_000_000;

/// Whether the date of confirmation still says something.
#[must_use]
pub fn is_confirmed(confirmed_at: Option<Timestamp>, now: Timestamp) -> bool {
    confirmed_at.is_some_and(|at| (-CLOCK_AHEAD_MS_MAX..=CONFIRM_WITHIN_MS).contains(&now.since(at)))
}

/// When the contact point has to be confirmed again; now, if it never was.
#[must_use]
pub fn confirm_by(confirmed_at: Option<Timestamp>, now: Timestamp) -> Timestamp {
    confirmed_at.map_or(now, |at| at.plus_ms(CONFIRM_WITHIN_MS))
}

/// Functions whose designation is notified to the depositary: UNTOC 18(13), Protocol 8(6).
pub const NOTIFIED_FUNCTIONS: [Function; 2] = [Function::CentralAuthority, Function::SeaAuthority];

/// One month after the day a designation was made: until then that of the authority at sea has to be notified (Protocol
/// 8(6)); for a central authority it is advice, UNTOC 18(13) names no term. A month without that day ends with its last one.
#[must_use]
pub fn notify_by(designated: Timestamp) -> Timestamp {
    let utc = jiff::tz::TimeZone::UTC;
    let day = jiff::Timestamp::from_millisecond(designated.0).map(|at| utc.to_datetime(at));
    let due = day.and_then(|day| day.checked_add(jiff::Span::new().months(1)));
    let due = due.and_then(|due| utc.to_timestamp(due));
    due.map_or(designated, |due| Timestamp(due.as_millisecond()))
}

/// Whether the parts of an assessment hold together: each question answered once with its source, no result better than
/// its worst finding, conditions named where there are any, an end that comes.
///
/// # Errors
/// What does not fit.
pub fn sound(new: &NewStateAssessment, now: Timestamp) -> Result<(), DirectoryError> {
    let unsound = |what| Err(DirectoryError::Unsound(what));
    let answered: BTreeSet<Safeguard> = new.examined.iter().map(|e| e.question).collect();
    if answered.len() != Safeguard::ALL.len() || new.examined.len() != answered.len() {
        return unsound("every question is answered once");
    }
    if new.examined.iter().any(|e| e.source.trim().is_empty()) {
        return unsound("every answer names its source");
    }
    let worst = new.examined.iter().map(|e| e.finding).max().unwrap_or(Finding::Adverse);
    let best = match worst {
        Finding::Clear => AssessmentResult::Favourable,
        Finding::Conditional => AssessmentResult::Conditional,
        Finding::Adverse => AssessmentResult::Unfavourable,
    };
    if new.result < best {
        return unsound("the result is no better than its worst finding");
    }
    if new.result == AssessmentResult::Conditional && new.conditions.trim().is_empty() {
        return unsound("a favourable result with conditions names them");
    }
    if new.assurances.len() > ASSURANCES_MAX {
        return unsound("there are too many assurances");
    }
    let dated = |a: &Assurance| a.asked_at <= now && a.given_at.is_none_or(|g| a.asked_at <= g && g <= now);
    if new.assurances.iter().any(|a| a.text.trim().is_empty() || !dated(a)) {
        return unsound("an assurance has its text and days that have come");
    }
    let left = new.valid_until.since(now);
    if left > 0 && left <= ASSESSMENT_LIFE_MS_MAX { Ok(()) } else { unsound("it ends within two years") }
}

/// When a State has to be assessed again: now if it never was in full, otherwise some time before it lapses.
#[must_use]
pub fn assess_by(held: Option<&RecordedAssessment>, now: Timestamp) -> Timestamp {
    match held {
        Some(held) if !held.is_minimal() => held.valid_until.plus_ms(-REVIEW_BEFORE_MS),
        _ => now,
    }
}

/// Whether a card with this sequence may take the place of the one held.
#[must_use]
pub fn is_newer(held: u64, offered: u64) -> bool {
    offered > held
}

/// The sequence of the next own card: above the last one, and never below the second it is made in, so that a node
/// restored from a backup does not use a number twice.
#[must_use]
pub fn next_sequence(last: u64, now: Timestamp) -> u64 {
    last.saturating_add(1).max(u64::try_from(now.0.div_euclid(1000)).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_25_a_date_says_something_for_ninety_days_and_never_from_the_future() {
        let now = Timestamp::parse("2026-11-24T02:12:00Z").unwrap();
        for (days_ago, confirmed) in
            [(0, true), (90, true), (91, false), (400, false), (-1, true), (-2, false)]
        {
            let at = Some(now.plus_ms(-days_ago * DAY_MS));
            assert_eq!(is_confirmed(at, now), confirmed, "{days_ago} days ago");
        }
        assert!(!is_confirmed(None, now));
    }

    #[test]
    fn a_designation_is_notified_within_a_month_of_the_calendar() {
        let at = |day: &str| Timestamp::parse(&format!("{day}T00:00:00Z")).unwrap();
        for (made, due) in [
            ("2026-11-03", "2026-12-03"),
            ("2026-01-31", "2026-02-28"),
            ("2028-01-31", "2028-02-29"),
            ("2026-12-15", "2027-01-15"),
        ] {
            assert_eq!(notify_by(at(made)), at(due), "{made}");
        }
    }

    #[test]
    fn a_restored_node_does_not_use_a_sequence_twice() {
        assert_eq!(next_sequence(0, Timestamp(5_000)), 5);
        assert_eq!(next_sequence(9, Timestamp(5_000)), 10);
        assert!(!is_newer(7, 7) && !is_newer(7, 6) && is_newer(7, 8));
    }
}
