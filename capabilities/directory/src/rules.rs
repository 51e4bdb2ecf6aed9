//! Decisions of the directory: which contact points are confirmed, and whom to reach now.

use crate::card::ContactPoint;
use crate::hours::{Open, open_at};
use crate::types::{
    AssessmentResult, Assurance, DirectoryError, Finding, NewStateAssessment, RecordedAssessment, Safeguard,
};
use kernel::Timestamp;
use kernel::time::{DAY_MS, HOUR_MS};
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

/// Why this contact point was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// It is confirmed.
    pub confirmed: bool,
    /// It is open.
    pub open: Open,
    /// The first of the reader's languages that it speaks.
    pub language: Option<String>,
    /// How many unconfirmed ones were left out because a confirmed one exists.
    pub left_out: usize,
}

/// A contact point, and why this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactChoice {
    /// Whom to reach.
    pub contact: ContactPoint,
    /// Why.
    pub why: Why,
}

/// Whom to reach now: unconfirmed ones only if there is no other; then who is open, then who speaks one of
/// `languages`, then who was confirmed last. The same question has the same answer on every node.
#[must_use]
pub fn choose_contact(
    contacts: &[ContactPoint],
    now: Timestamp,
    languages: &[String],
) -> Option<ContactChoice> {
    let confirmed = contacts.iter().filter(|c| is_confirmed(c.confirmed_at, now)).count();
    let left_out = if confirmed == 0 { 0 } else { contacts.len().saturating_sub(confirmed) };
    let considered = contacts.iter().filter(|c| confirmed == 0 || is_confirmed(c.confirmed_at, now));
    let best = considered.min_by_key(|c| {
        let wait = match open_at(&c.hours, now) {
            Open::Now => (0, 0),
            Open::Unknown => (1, 0),
            Open::Until(at) => (2, at.0),
        };
        let spoken = shared_language(c, languages).map_or(usize::MAX, |(place, _)| place);
        // A desk that is closed is reached later, whatever it speaks: who opens first comes first.
        (wait, spoken, std::cmp::Reverse(c.confirmed_at), c.id)
    })?;
    let why = Why {
        confirmed: confirmed > 0,
        open: open_at(&best.hours, now),
        language: shared_language(best, languages).map(|(_, language)| language),
        left_out,
    };
    Some(ContactChoice { contact: best.clone(), why })
}

/// The first of `languages` that the contact point speaks, and its place. `fr-CH` is understood by who speaks `fr`.
fn shared_language(contact: &ContactPoint, languages: &[String]) -> Option<(usize, String)> {
    let base = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    languages
        .iter()
        .enumerate()
        .find(|(_, wanted)| contact.languages.iter().any(|spoken| base(spoken) == base(wanted)))
        .map(|(place, wanted)| (place, wanted.clone()))
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
    use kernel::id::ContactId;
    use uuid::Uuid;

    const NOW: &str = "2026-11-24T02:12:00Z";

    fn now() -> Timestamp {
        Timestamp::parse(NOW).unwrap()
    }

    fn desk(n: u128, hours: &str, languages: &[&str], confirmed_days_ago: Option<i64>) -> ContactPoint {
        ContactPoint {
            id: ContactId(Uuid::from_u128(n)),
            name: format!("desk {n}"),
            languages: languages.iter().map(|l| (*l).to_owned()).collect(),
            hours: hours.into(),
            channels: Vec::new(),
            confirmed_at: confirmed_days_ago.map(|d| now().plus_ms(-d * DAY_MS)),
            posted_by: None,
            rest: serde_json::Map::new(),
        }
    }

    const OFFICE: &str = "Mo-Fr 08:00-16:00 UTC";

    #[test]
    fn r_25_a_contact_past_its_date_is_unconfirmed_and_left_out_when_a_confirmed_one_exists() {
        let (fr, en) = (["fr"], ["en"]);
        // contacts, languages of the asker, chosen, confirmed, left out
        type Line = (Vec<ContactPoint>, Vec<&'static str>, u128, bool, usize);
        let table: Vec<Line> = vec![
            (vec![desk(1, "24/7", &fr, Some(91)), desk(2, OFFICE, &en, Some(3))], vec!["fr"], 2, true, 1),
            (vec![desk(1, "24/7", &fr, Some(90)), desk(2, OFFICE, &fr, Some(3))], vec!["fr"], 1, true, 0),
            (vec![desk(1, "24/7", &fr, None), desk(2, "24/7", &fr, Some(400))], vec!["fr"], 2, false, 0),
            (vec![desk(1, "24/7", &en, Some(3)), desk(2, "24/7", &fr, Some(80))], vec!["fr"], 2, true, 0),
            (vec![desk(1, "24/7", &en, Some(9)), desk(2, "24/7", &en, Some(3))], vec!["ar"], 2, true, 0),
            (vec![desk(1, OFFICE, &fr, Some(3)), desk(2, "24/7", &en, Some(60))], vec!["fr"], 2, true, 0),
            (
                vec![desk(1, "by appointment", &fr, Some(3)), desk(2, OFFICE, &fr, Some(3))],
                vec!["fr"],
                1,
                true,
                0,
            ),
            (vec![desk(2, "24/7", &fr, Some(3)), desk(1, "24/7", &fr, Some(3))], vec!["fr-CH"], 1, true, 0),
            // A date in the future says nothing.
            (vec![desk(1, "24/7", &fr, Some(-30)), desk(2, OFFICE, &en, Some(3))], vec!["fr"], 2, true, 1),
        ];
        for (number, (contacts, languages, chosen, confirmed, left_out)) in table.into_iter().enumerate() {
            let languages: Vec<String> = languages.into_iter().map(str::to_owned).collect();
            let choice = choose_contact(&contacts, now(), &languages).unwrap();
            assert_eq!(choice.contact.id.0.as_u128(), chosen, "line {number}");
            assert_eq!((choice.why.confirmed, choice.why.left_out), (confirmed, left_out), "line {number}");
        }
        assert_eq!(choose_contact(&[], now(), &[]), None);
    }

    #[test]
    fn the_reason_names_the_language_and_the_hour() {
        let choice =
            choose_contact(&[desk(1, OFFICE, &["ar", "fr"], Some(3))], now(), &["en".into(), "fr".into()])
                .unwrap();
        assert_eq!(choice.why.language.as_deref(), Some("fr"));
        assert_eq!(choice.why.open, Open::Until(Timestamp::parse("2026-11-24T08:00:00Z").unwrap()));
    }

    #[test]
    fn a_restored_node_does_not_use_a_sequence_twice() {
        assert_eq!(next_sequence(0, Timestamp(5_000)), 5);
        assert_eq!(next_sequence(9, Timestamp(5_000)), 10);
        assert!(!is_newer(7, 7) && !is_newer(7, 6) && is_newer(7, 8));
    }
}
