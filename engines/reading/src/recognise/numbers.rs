//! Numbers that carry their own proof, and telephone numbers, which do not: a number with a country code, or with a
//! word before it that says so.

use super::lexicon::{OTHER_NUMBER_WORDS, PHONE_WORDS};
use super::words::{Script, Words};
use super::{Found, MentionKind, Rule, Sure};

/// Words before a number among which one may say that it is a telephone number.
const LABEL_WORDS: usize = 4;
/// Words that one number may be spread over.
const SPREAD_WORDS: usize = 9;

pub(super) fn accounts_and_ships(words: &Words<'_>, found: &mut Found<'_>) {
    for (at, word) in words.from(0).iter().enumerate() {
        if word.script == Script::Cased && word.has_digit && word.all_capitals {
            iban(words, found, at);
        }
        if word.folded == "imo" || word.folded.starts_with("imo") && word.has_digit {
            imo(words, found, at);
        }
        if word.folded == "mmsi" {
            mmsi(words, found, at);
        }
    }
}

/// An account number spreads over groups of four; the longest run whose check digits agree is it.
fn iban(words: &Words<'_>, found: &mut Found<'_>, at: usize) {
    for last in (at..at.saturating_add(SPREAD_WORDS)).rev() {
        let (from, to) = words.span(at, last);
        let joined = (at.saturating_add(1)..=last).all(|n| words.get(n).is_some_and(|w| w.follows && w.has_digit || w.all_capitals));
        if to <= from || !joined {
            continue;
        }
        if let Ok(value) = names::iban(found.text(from, to)) {
            found.add(MentionKind::Account, (from, to), value, (Rule::CheckDigits, Sure::Checked));
            return;
        }
    }
}

fn imo(words: &Words<'_>, found: &mut Found<'_>, at: usize) {
    let own = words.get(at).filter(|w| w.folded.len() == 10).map(|w| (w.from.saturating_add(3), w.to));
    let near = (1..=3).filter_map(|n| words.get(at.checked_add(n)?)).find(|w| w.has_digit);
    let place = own.or_else(|| near.filter(|w| w.folded.len() == 7).map(|w| (w.from, w.to)));
    let Some((from, to)) = place else { return };
    if let Ok(value) = names::imo(found.text(from, to)) {
        found.add(MentionKind::Imo, (from, to), value, (Rule::CheckDigits, Sure::Checked));
    }
}

/// Nine digits that begin with the code of a country's ships (ITU: 201 to 775).
fn mmsi(words: &Words<'_>, found: &mut Found<'_>, at: usize) {
    let near = (1..=3).filter_map(|n| words.get(at.checked_add(n)?)).find(|w| w.has_digit);
    let Some(word) = near.filter(|w| w.folded.len() == 9 && w.folded.bytes().all(|b| b.is_ascii_digit())) else {
        return;
    };
    let country: u32 = word.folded.get(..3).and_then(|d| d.parse().ok()).unwrap_or_default();
    if (201..=775).contains(&country) {
        let value = word.folded.clone();
        found.add(MentionKind::Mmsi, (word.from, word.to), value, (Rule::Labelled, Sure::Likely));
    }
}

/// A run of digit groups as it stands: from the `+` or bracket to the last digit.
struct Run {
    from: usize,
    to: usize,
    first: usize,
    last: usize,
    groups: Vec<usize>,
}

pub(super) fn phones(words: &Words<'_>, found: &mut Found<'_>) {
    let mut at = 0;
    while at < words.len() {
        let Some(run) = run_at(words, found, at) else {
            at = at.saturating_add(1);
            continue;
        };
        // `/` divides two numbers as often as the groups of one: the whole is tried first.
        let next = run.last.saturating_add(1);
        if !one_phone(words, found, &run) {
            for part in parts(words, &run) {
                one_phone(words, found, &part);
            }
        }
        at = next;
    }
}

fn run_at(words: &Words<'_>, found: &Found<'_>, at: usize) -> Option<Run> {
    let digits = |n: usize| words.get(n).filter(|w| !w.folded.is_empty() && w.folded.bytes().all(|b| b.is_ascii_digit()));
    let first = digits(at)?;
    if found.is_taken(first.from, first.to) {
        return None;
    }
    let before = words.before(at);
    let lead = before.len().saturating_sub(before.trim_end_matches(['+', '(', '＋']).len());
    let mut run = Run {
        from: first.from.saturating_sub(lead),
        to: first.to,
        first: at,
        last: at,
        groups: vec![first.folded.len()],
    };
    while run.groups.len() < SPREAD_WORDS {
        let next = run.last.saturating_add(1);
        let (Some(word), between) = (digits(next), words.before(next)) else { break };
        let joins = between.chars().count() <= 3 && !between.is_empty() && between.chars().all(|c| " -.()/\u{a0}‑–".contains(c));
        if !joins || found.is_taken(word.from, word.to) {
            break;
        }
        (run.to, run.last) = (word.to, next);
        run.groups.push(word.folded.len());
    }
    Some(run)
}

/// The run divided where `/` stands.
fn parts(words: &Words<'_>, run: &Run) -> Vec<Run> {
    let mut parts: Vec<Run> = Vec::new();
    for at in run.first..=run.last {
        let Some(word) = words.get(at) else { break };
        let before = words.before(at);
        match parts.last_mut() {
            Some(part) if !before.contains('/') => {
                (part.to, part.last) = (word.to, at);
                part.groups.push(word.folded.len());
            }
            _ => {
                let plus = usize::from(before.ends_with('+'));
                let from = if at == run.first { run.from } else { word.from.saturating_sub(plus) };
                parts.push(Run { from, to: word.to, first: at, last: at, groups: vec![word.folded.len()] });
            }
        }
    }
    if parts.len() > 1 { parts } else { Vec::new() }
}

fn one_phone(words: &Words<'_>, found: &mut Found<'_>, run: &Run) -> bool {
    let text = found.text(run.from, run.to).to_owned();
    let digits: usize = run.groups.iter().sum();
    let folded = names::fold(&text);
    let international = folded.trim_start_matches('(').starts_with('+') || folded.starts_with("00");
    let labelled = is_labelled(words, run.first);
    // What touches letters or another sign is part of something else: `AB-12345`, `#123`, `1,250,000`, `€ 90`.
    let before = words.before(run.first);
    let touching = before.trim_end_matches(['+', '(', '＋']).ends_with(['#', '€', '$', '£', ',', '-', '.', '/', '№', '=']);
    let after = words.after(run.last);
    let goes_on = after.starts_with(['%', '€', '$', '£']) || after.is_empty() && words.get(run.last.saturating_add(1)).is_some();
    if goes_on || touching && !(international && digits >= 10) {
        return false;
    }
    if international {
        let least = if labelled { 8 } else { 9 };
        if digits < least {
            return false;
        }
        let Ok(value) = names::phone(&text, None) else { return false };
        found.add(MentionKind::Phone, (run.from, run.to), value, (Rule::Dialled, Sure::Likely));
        return true;
    }
    let (Some(region), true) = (found.region, (6..=12).contains(&digits)) else { return false };
    let rule = if labelled {
        (Rule::Labelled, Sure::Likely)
    } else if run.groups.len() >= 4 && run.groups.iter().all(|n| *n == 2) && digits >= 8 && !text.contains(['/', '.', '-']) {
        (Rule::Grouped, Sure::Weak)
    } else {
        return false;
    };
    let Ok(value) = names::phone(&text, Some(region)) else { return false };
    found.add(MentionKind::Phone, (run.from, run.to), value, rule);
    true
}

/// Whether one of the words before says that a telephone number follows, with no other number and no end of a sentence
/// between.
fn is_labelled(words: &Words<'_>, first: usize) -> bool {
    for back in 1..=LABEL_WORDS {
        let Some(at) = first.checked_sub(back) else { return false };
        let between = words.before(at.saturating_add(1));
        if between.contains(['\n', ';', '!', '?', '؛', '。', '።']) || between.contains(". ") && back > 1 {
            return false;
        }
        let Some(word) = words.get(at) else { return false };
        if PHONE_WORDS.has(&word.folded) || word.script == Script::Arabic && ARABIC_LABELS.iter().any(|l| is_prefixed(&word.folded, l)) {
            return true;
        }
        // Between the label and its number: "his number is", "هو", a label of another kind ends it.
        if OTHER_NUMBER_WORDS.has(&word.folded) {
            return false;
        }
        if word.has_digit && word.script == Script::Other {
            // A second number after `and` or `/` shares the label.
            let shares = between.trim().chars().all(|c| "/,&،、+".contains(c));
            if !shares && !matches!(words.get(at.saturating_add(1)).map(|w| w.folded.as_str()), Some("and" | "et" | "و" | "or" | "ou" | "и")) {
                return false;
            }
        }
    }
    false
}

/// Arabic sets prepositions, the article and what belongs to whom against the word: `وهاتفه`, `بالرقم`, `برقم`.
const ARABIC_LABELS: &[&str] = &["هاتف", "جوال", "رقم", "تلفون", "واتساب"];

fn is_prefixed(word: &str, label: &str) -> bool {
    word.find(label).is_some_and(|at| {
        let before = word.get(..at).unwrap_or_default().chars().count();
        let after = word.get(at.saturating_add(label.len())..).unwrap_or_default().chars().count();
        before <= 3 && after <= 3
    })
}
