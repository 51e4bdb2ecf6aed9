//! Numbers of devices (IMEI), after the word that says so: in one piece or in groups, one or several behind one label,
//! as telephones with two slots show them.
//!
//! Refused: a number behind another label, and one in another cell than a word that stands between. Only fifteen digits
//! whose last one is the one that the others give carry their own proof; what has another length, or the zero that
//! networks write in that place, is likely and no more.

use super::lexicon::{GENERIC, JOINING, OTHER_NUMBER_WORDS, PHONE_WORDS};
use super::words::Words;
use super::{Found, MentionKind, Rule, Sure};

/// Words between the label, or a number, and the next number; the number of a slot is one.
const BETWEEN_WORDS: usize = 5;
/// Groups that one number may be spread over.
const GROUPS_MAX: usize = 9;
/// Most numbers behind one label.
const NUMBERS_MAX: usize = 4;
/// Fewest digits of a number.
const DIGITS_MIN: usize = 14;

pub(super) fn find(words: &Words<'_>, found: &mut Found<'_>) {
    for (at, word) in words.from(0).iter().enumerate() {
        match word.folded.strip_prefix("imei") {
            Some("" | "s" | "sv" | "1" | "2" | "3" | "4") => behind(words, found, at),
            // `IMEI356938035643809`
            Some(own) if own.len() >= DIGITS_MIN && own.bytes().all(|byte| byte.is_ascii_digit()) => {
                let from = word.to.saturating_sub(own.len());
                if found.text(from, word.to) == own {
                    take(found, (from, word.to));
                }
            }
            _ => {}
        }
    }
}

/// The numbers behind a label.
fn behind(words: &Words<'_>, found: &mut Found<'_>, label: usize) {
    let (mut at, mut passed, mut numbers) = (label.saturating_add(1), 0, 0);
    while passed <= BETWEEN_WORDS && numbers < NUMBERS_MAX {
        match digits(words, at) {
            Some(_) if is_ordinal(words, found, at) => passed = passed.saturating_add(1),
            Some(_) => {
                let Some(last) = number_at(words, found, at) else { return };
                (at, passed, numbers) = (last.saturating_add(1), 0, numbers.saturating_add(1));
                continue;
            }
            None if may_stand_between(words, at, numbers > 0) => passed = passed.saturating_add(1),
            None => return,
        }
        at = at.saturating_add(1);
    }
}

/// How many digits a word is, if it is nothing else.
fn digits(words: &Words<'_>, at: usize) -> Option<usize> {
    let word = words.get(at)?;
    let all = !word.folded.is_empty() && word.folded.bytes().all(|byte| byte.is_ascii_digit());
    all.then_some(word.folded.len())
}

/// `IMEI 1 356938035643809`, `IMEI 01: 35-693803-564380-9`: the first group of a number has two digits or more, and where
/// it has two, they are of the number unless another one proves itself behind them.
fn is_ordinal(words: &Words<'_>, found: &Found<'_>, at: usize) -> bool {
    match digits(words, at) {
        Some(1) => true,
        Some(2) => {
            let next = at.saturating_add(1);
            digits(words, next).is_some_and(|n| n >= DIGITS_MIN)
                || proven(words, found, at).is_none() && proven(words, found, next).is_some()
        }
        _ => false,
    }
}

/// Words of a label: `IMEI number of the phone:`, `IMEI (slot 1)`; between two numbers only what joins them.
fn may_stand_between(words: &Words<'_>, at: usize, after_number: bool) -> bool {
    let Some(word) = words.get(at) else { return false };
    let before = words.before(at);
    if before.contains(['|', ';', '\n', '\t']) || before.contains(". ") {
        return false;
    }
    let slot = ["sim", "slot"].iter().any(|slot| {
        word.folded.strip_prefix(slot).is_some_and(|n| n.len() <= 1 && n.bytes().all(|b| b.is_ascii_digit()))
    });
    if slot || JOINING.has(&word.folded) {
        return true;
    }
    if after_number || word.has_digit || matches!(word.folded.as_str(), "imsi" | "iccid" | "msisdn") {
        return false;
    }
    let of = |n: usize| words.get(n).is_some_and(|w| OF.contains(&w.folded.as_str()));
    let phone =
        PHONE_WORDS.has(&word.folded) && !GENERIC.has(&word.folded) && !at.checked_sub(1).is_some_and(of);
    !phone && !OTHER_NUMBER_WORDS.has(&word.folded)
}

/// What makes `the phone` the thing that the number belongs to, and no label of the next one.
const OF: &[&str] = &["of", "the", "his", "her", "du", "de", "del", "la", "le", "son", "su"];

/// How long the groups are in which the fourteen digits are written; a day and an hour are fourteen digits too.
const WRITTEN: [&[usize]; 4] = [&[2, 6, 6], &[6, 2, 6], &[8, 6], &[14]];

/// Takes the number that begins at a group, and gives its last one.
fn number_at(words: &Words<'_>, found: &mut Found<'_>, first: usize) -> Option<usize> {
    let last = proven(words, found, first).or_else(|| {
        let sound = |last: &usize| {
            let (from, to) = words.span(first, *last);
            names::imei(found.text(from, to)).is_ok()
        };
        let groups = groups(words, first);
        let last = groups.iter().copied().rev().find(sound)?;
        let lengths: Vec<usize> = (first..=last).filter_map(|n| digits(words, n)).collect();
        if lengths.len() > 1 && !WRITTEN.iter().any(|written| lengths.starts_with(written)) {
            return None;
        }
        // One more digit is the check digit, and a wrong one.
        let more = groups.contains(&last.saturating_add(1)).then(|| digits(words, last.saturating_add(1)));
        (more.flatten() != Some(1)).then_some(last)
    })?;
    take(found, words.span(first, last));
    Some(last)
}

/// The last group of a number with its own check digit that begins at a group.
fn proven(words: &Words<'_>, found: &Found<'_>, first: usize) -> Option<usize> {
    groups(words, first).into_iter().find(|last| {
        let (from, to) = words.span(first, *last);
        let text = found.text(from, to);
        names::imei(text).is_ok_and(|value| is_proven(text, &value))
    })
}

/// The groups of digits that stand close behind each other from one on.
fn groups(words: &Words<'_>, first: usize) -> Vec<usize> {
    let joined = |n: &usize| digits(words, *n).is_some() && (*n == first || words.close(*n));
    (first..).take(GROUPS_MAX).take_while(joined).collect()
}

/// Whether the text has the fifteen digits of the number, the last one with them.
fn is_proven(text: &str, value: &str) -> bool {
    names::fold(text).chars().filter(char::is_ascii_digit).eq(value.chars())
}

fn take(found: &mut Found<'_>, (from, to): (usize, usize)) {
    let text = found.text(from, to);
    let Ok(value) = names::imei(text) else { return };
    let why = match is_proven(text, &value) {
        true => (Rule::CheckDigits, Sure::Checked),
        false => (Rule::Labelled, Sure::Likely),
    };
    found.add(MentionKind::Imei, (from, to), value, why);
}
