//! Numbers that carry their own proof, and telephone numbers, which do not: a number with a country code, or with a
//! word before it that says so.

use super::lexicon::{GENERIC, JOINING, OTHER_NUMBER_WORDS, PHONE_WORDS};
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
        let joined = (at.saturating_add(1)..=last)
            .all(|n| words.get(n).is_some_and(|w| w.follows && w.has_digit || w.all_capitals));
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
    let Some(word) = near.filter(|w| w.folded.len() == 9 && w.folded.bytes().all(|b| b.is_ascii_digit()))
    else {
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
    let digits = |n: usize| {
        words.get(n).filter(|w| !w.folded.is_empty() && w.folded.bytes().all(|b| b.is_ascii_digit()))
    };
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
        let joins = between.chars().count() <= 3
            && !between.is_empty()
            && between.chars().all(|c| " -.()/\u{a0}‑–".contains(c));
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
    let label = label_of(words, run.first);
    // What touches letters or another sign is part of something else: `AB-12345`, `#123`, `1,250,000`, `€ 90`.
    let before = words.before(run.first);
    let touching = before
        .trim_end_matches(['+', '(', '＋'])
        .ends_with(['#', '€', '$', '£', ',', '-', '.', '/', '№', '=']);
    let after = words.after(run.last);
    let goes_on = after.starts_with(['%', '€', '$', '£'])
        || after.is_empty() && words.get(run.last.saturating_add(1)).is_some();
    if goes_on || touching && !(international && digits >= 10) {
        return false;
    }
    if international {
        let least = if label.is_some() { 8 } else { 9 };
        if digits < least {
            return false;
        }
        let Ok(value) = names::phone(&text, None) else { return false };
        found.add(MentionKind::Phone, (run.from, run.to), value, (Rule::Dialled, Sure::Likely));
        return true;
    }
    let (Some(region), true) = (found.region, (6..=12).contains(&digits)) else { return false };
    let rule = if let Some(sure) = label {
        (Rule::Labelled, sure)
    } else if run.groups.len() >= 4
        && run.groups.iter().all(|n| *n == 2)
        && digits >= 8
        && !text.contains(['/', '.', '-'])
    {
        (Rule::Grouped, Sure::Weak)
    } else {
        return false;
    };
    let Ok(value) = names::phone(&text, Some(region)) else { return false };
    found.add(MentionKind::Phone, (run.from, run.to), value, rule);
    true
}

/// Whether one of the words before says that a telephone number follows, with no end of a sentence between; a word such
/// as "number" says less than "telephone", and nothing at all behind "order".
fn label_of(words: &Words<'_>, first: usize) -> Option<Sure> {
    let mut said = None;
    for back in 1..=LABEL_WORDS {
        let at = first.checked_sub(back)?;
        let (word, between) = (words.get(at)?, words.before(at.saturating_add(1)));
        let label = PHONE_WORDS.has(&word.folded)
            || word.script == Script::Arabic && ARABIC_LABELS.iter().any(|l| is_prefixed(&word.folded, l));
        // `Tel.` is shortened; any other dot ends a sentence.
        let ends = between.contains(". ") && !(label && word.folded.chars().count() <= 4) && back > 1;
        if ends || between.contains(['\n', ';', '!', '?', '؛', '。', '።']) {
            return said;
        }
        if OTHER_NUMBER_WORDS.has(&word.folded) {
            return None;
        }
        if label && !GENERIC.has(&word.folded) {
            return Some(Sure::Likely);
        }
        if label {
            said = Some(Sure::Weak);
        }
        if word.has_digit && word.script == Script::Other {
            // A second number after `and` or `/` shares the label.
            let signs = between.trim();
            let joined = words.get(at.saturating_add(1)).is_some_and(|w| JOINING.has(&w.folded));
            if !joined && (signs.is_empty() || !signs.chars().all(|c| "/,&،、+".contains(c))) {
                return said;
            }
        }
    }
    said
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
