//! What the form of a contact point holds beyond name, hours and channels.

use super::contact_form::{ContactSent, is_phone};
use crate::card::{CODE_BYTES_MAX, NAME_BYTES_MAX};
use crate::pages::shown;
use crate::particulars::{BorderPair, ENTRY_TEXT_BYTES_MAX, Particulars, TEST_EVERY_HOURS_MAX};
use crate::text::{is_single_line, is_text};
use kernel::id::{ContactId, NodeId};
use kernel::time::DAY_MS;
use kernel::{Party, Timestamp};
use uuid::Uuid;
use web::{FieldError, T};

/// Deputies that the form has fields for.
pub(crate) const DEPUTY_FIELDS: usize = 3;

/// Paired posts that the form has fields for.
pub(crate) const PAIR_FIELDS: usize = 2;

/// A border post as the form sends it.
pub(crate) fn post_code(node: NodeId, desk: ContactId) -> String {
    format!("{node}:{desk}")
}

/// The other post of a pair, as the form sends it.
pub(crate) fn pair_code(pair: &BorderPair) -> String {
    post_code(pair.node, pair.desk)
}

/// A day of a form, at its beginning.
pub(crate) fn day(text: &str) -> Option<Timestamp> {
    Timestamp::parse(&format!("{}T00:00:00Z", text.trim()))
}

/// A day as a form wants it.
pub(crate) fn day_text(at: Timestamp) -> String {
    at.rfc3339().chars().take(10).collect()
}

/// The first and the last day of a term, each given or not.
pub(crate) fn term(
    t: &T,
    (from, until): (&str, &str),
    errors: &mut Vec<FieldError>,
) -> (Option<Timestamp>, Option<Timestamp>) {
    let mut read = |name: &str, text: &str| {
        let at = day(text);
        if at.is_none() && !text.trim().is_empty() {
            errors.push(FieldError::new(name, t.get("directory-day-shape")));
        }
        at
    };
    // The last day is part of the term.
    let (begins, ends) = (read("valid_from", from), read("valid_until", until).map(|at| at.plus_ms(DAY_MS)));
    if begins.zip(ends).is_some_and(|(begins, ends)| ends <= begins) {
        errors.push(FieldError::new("valid_until", t.get("directory-term-shape")));
    }
    (begins, ends)
}

/// The first and the last day of a term, as a form wants them.
pub(crate) fn term_text(from: Option<Timestamp>, until: Option<Timestamp>) -> (String, String) {
    let last = until.map(|at| at.plus_ms(-DAY_MS));
    (from.map(day_text).unwrap_or_default(), last.map(day_text).unwrap_or_default())
}

/// Reads it; what is wrong goes to `errors`.
pub(crate) fn read(t: &T, sent: &ContactSent, errors: &mut Vec<FieldError>) -> Particulars {
    let mut wrong = |name: &str, key: &str| errors.push(FieldError::new(name, t.get(key)));
    let line = sent.urgent_line.trim();
    if !line.is_empty() && !is_phone(line) {
        wrong("urgent_line", "directory-phones-shape");
    }
    let posted_to = sent.posted_to.trim();
    if !posted_to.is_empty() && Party::parse(posted_to).is_none() {
        wrong("posted_to", "directory-posted-shape");
    }
    let (host, mandate) = (sent.host_unit.trim(), sent.mandate.trim());
    if host.len() > NAME_BYTES_MAX || !is_single_line(host) {
        wrong("host_unit", "directory-other-shape");
    }
    if mandate.len() > ENTRY_TEXT_BYTES_MAX || !is_text(mandate) {
        wrong("mandate", "directory-text-needed");
    }
    let pairs = pairs(t, sent, errors);
    let (valid_from, valid_until) = term(t, (&sent.valid_from, &sent.valid_until), errors);
    let known = |code: &&String| shown::LANGUAGES.contains(&code.as_str());
    let mut deputies: Vec<ContactId> = Vec::new();
    for id in sent.deputies.iter().take(DEPUTY_FIELDS).filter_map(|id| Uuid::parse_str(id).ok()) {
        if !deputies.contains(&ContactId(id)) {
            deputies.push(ContactId(id));
        }
    }
    Particulars {
        reply_languages: sent.reply_languages.iter().filter(known).cloned().collect(),
        urgent_line: (!line.is_empty()).then(|| line.to_owned()),
        deputies,
        valid_from,
        valid_until,
        posted_to: Party::parse(posted_to),
        host_unit: host.to_owned(),
        mandate: mandate.to_owned(),
        pairs,
        confirmed_how: None,
    }
}

/// The paired posts: each the other post as `node:desk`, both call signs, and the hours between tests.
fn pairs(t: &T, sent: &ContactSent, errors: &mut Vec<FieldError>) -> Vec<BorderPair> {
    let text = |of: &[String], place: usize| of.get(place).map(|s| s.trim().to_owned()).unwrap_or_default();
    let mut pairs = Vec::new();
    for place in 0..PAIR_FIELDS {
        let other = text(&sent.pair, place);
        let (call_sign, their_call_sign) = (text(&sent.call_sign, place), text(&sent.their_call_sign, place));
        let every = text(&sent.test_every, place);
        if other.is_empty() {
            // What was typed is not dropped without a word.
            if [&call_sign, &their_call_sign, &every].iter().any(|s| !s.is_empty()) {
                errors.push(FieldError::new("pair", t.get("directory-pair-needed")));
            }
            continue;
        }
        let post = other.split_once(':');
        let post = post.and_then(|(node, desk)| Some((NodeId::parse(node)?, ContactId::parse(desk)?)));
        let every = if every.is_empty() { Some(0) } else { every.parse::<u16>().ok() };
        let every = every.filter(|hours| *hours <= TEST_EVERY_HOURS_MAX);
        let signs = [&call_sign, &their_call_sign];
        let named = signs.iter().all(|s| !s.is_empty() && s.len() <= CODE_BYTES_MAX && is_single_line(s));
        match (post, every) {
            (Some((node, desk)), Some(test_every_hours)) if named => {
                pairs.push(BorderPair { node, desk, call_sign, their_call_sign, test_every_hours });
            }
            _ => errors.push(FieldError::new("call_sign", t.get("directory-pair-shape"))),
        }
    }
    pairs
}
