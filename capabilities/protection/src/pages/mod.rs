//! The pages of the room, and what they share: States as a person writes them, blocks and clocks in words.

pub(crate) mod consular;
pub(crate) mod list_claims;
pub(crate) mod list_near;
pub(crate) mod open_claim;
pub(crate) mod record_claim;
pub(crate) mod screen_claim;
pub(crate) mod screen_near;
pub(crate) mod show_sent;

use crate::rules::{self, Due};
use crate::types::{Claim, ClaimState, Ground, ProtectionError};
use access::broken;
use kernel::{Blocked, Party, Timestamp};
use std::collections::BTreeSet;
use web::{Clock, Problem, T, Tag, Tone};

impl From<ProtectionError> for Problem {
    /// What forms do not answer themselves. A refusal and an absence are the same page.
    fn from(error: ProtectionError) -> Self {
        match error {
            ProtectionError::Store(error) => broken(&error),
            ProtectionError::Refused(_) | ProtectionError::NotHere => Self::not_available(),
            ProtectionError::NoSuchStep { .. } | ProtectionError::Act(_) => Self::conflict(),
            ProtectionError::Case(_)
            | ProtectionError::NotAPerson
            | ProtectionError::TooLong
            | ProtectionError::TooManyStates
            | ProtectionError::NoReason
            | ProtectionError::NoGround
            | ProtectionError::NoEnd
            | ProtectionError::NobodyNamed
            | ProtectionError::NotInformed
            | ProtectionError::NotChosen
            | ProtectionError::OwnText
            | ProtectionError::IsSpelling
            | ProtectionError::NotSoLate => Self::bad_request(),
        }
    }
}

/// States as somebody writes them: names or two-letter codes, between commas, semicolons or lines.
///
/// # Errors
/// Those that are no State.
pub(crate) fn states(text: &str) -> Result<BTreeSet<Party>, Vec<String>> {
    let mut found = BTreeSet::new();
    let mut unknown = Vec::new();
    for part in text.split([',', ';', '\n', '،', '؛']).map(str::trim).filter(|p| !p.is_empty()) {
        match names::party_of(part) {
            Some(party) => {
                found.insert(party);
            }
            None => unknown.push(part.chars().take(80).collect()),
        }
    }
    if unknown.is_empty() { Ok(found) } else { Err(unknown) }
}

/// Codes of States, as a form shows them again.
pub(crate) fn codes(states: &BTreeSet<Party>) -> String {
    states.iter().map(Party::code).collect::<Vec<_>>().join(", ")
}

/// Whom a block stops, in words.
pub(crate) fn kept_from(t: &T, blocked: &Blocked) -> String {
    match (blocked.everyone, blocked.parties.is_empty()) {
        (true, _) => t.get("protection-kept-from-everyone"),
        (false, true) => t.get("protection-kept-from-nobody"),
        (false, false) => codes(&blocked.parties),
    }
}

/// A state in a word.
pub(crate) fn state_tag(t: &T, state: ClaimState) -> Tag {
    let tone = match state {
        ClaimState::Unscreened => Tone::Stop,
        ClaimState::Open => Tone::Warn,
        ClaimState::Granted => Tone::Protection,
        ClaimState::RefusedFinal | ClaimState::Closed => Tone::Plain,
    };
    web::tag(t.get(&format!("protection-state-{state}")), tone)
}

/// What a claim waits for, with its clock and why that clock.
pub(crate) fn due_clock(t: &T, claim: &Claim, now: Timestamp) -> Option<Clock> {
    let due = rules::due(claim)?;
    let why = match due {
        Due::Screen(_) => t.get("protection-due-screen"),
        Due::Review(_) => t.get("protection-due-review"),
    };
    let left = due.by().since(now);
    let (words, tone) = match left {
        ms if ms < 0 => (t.say("protection-late").with("by", t.duration(ms)).to_string(), Tone::Stop),
        ms if ms < kernel::time::DAY_MS => (t.duration(ms), Tone::Warn),
        ms => (t.duration(ms), Tone::Plain),
    };
    Some(web::clock(words, why, tone))
}

/// On what ground a record was opened, in words.
pub(crate) fn ground_words(t: &T, ground: &Ground) -> String {
    let said = match ground {
        Ground::Consent { given_at, language, heard_by } => t
            .say("protection-ground-consent-words")
            .with("day", t.day(*given_at))
            .with("language", language.as_str())
            .with("who", heard_by.as_str()),
        Ground::CourtOrder { number, court, dated, document } => t
            .say("protection-ground-order-words")
            .with("number", number.as_str())
            .with("court", court.as_str())
            .with("day", t.day(*dated))
            .with("document", document.as_str()),
    };
    said.to_string()
}

/// A day as a date field sends it, at its first moment.
pub(crate) fn day(text: &str) -> Option<Timestamp> {
    Timestamp::parse(&format!("{}T00:00:00Z", text.trim()))
}

/// A day as a date field sends it, at its last second.
pub(crate) fn end_of_day(text: &str) -> Option<Timestamp> {
    Timestamp::parse(&format!("{}T23:59:59Z", text.trim()))
}

/// How the protection officer finds the person again.
pub(crate) fn called(t: &T, claim: &Claim) -> String {
    if !claim.known_as.is_empty() {
        return claim.known_as.clone();
    }
    // Of a child no name is taken over; the end of the record's id tells two of them apart.
    let id = claim.entity.to_string();
    let tail = id.get(id.len().saturating_sub(4)..).unwrap_or_default();
    format!("{} · {tail}", t.get("protection-no-name"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_read_by_name_or_code_and_what_is_none_is_named() {
        let found = states("Niger, XA;\n ghana").unwrap();
        assert_eq!(codes(&found), "GH, NE, XA");
        assert_eq!(states(" , ").unwrap(), BTreeSet::new());
        assert_eq!(states("Niger, Atlantis").unwrap_err(), ["Atlantis"]);
    }
}
