//! Numbers of documents and plates where a word before says that one follows, and machine-readable zones (ICAO 9303),
//! which prove themselves.

use super::lexicon::{DOCUMENT_WORDS, NUMBER_WORDS, PLATE_WORDS};
use super::words::{Script, Word, Words};
use super::{Found, MentionKind, Rule, Sure};
use kernel::Party;

/// Words between the label and the number: `passport of Ghana no.`, `جواز سفره رقم`.
const REACH_WORDS: usize = 5;

pub(super) fn documents_and_plates(words: &Words<'_>, found: &mut Found<'_>) {
    let mut at = 0;
    while at < words.len() {
        let document = words.longest(at, &DOCUMENT_WORDS);
        let plate = words.longest(at, &PLATE_WORDS);
        match (document, plate) {
            (Some(n), _) => document_after(words, found, at, n),
            (None, Some(n)) => plate_after(words, found, at.saturating_add(n)),
            (None, None) => {}
        }
        at = at.saturating_add(document.or(plate).unwrap_or(1));
    }
}

fn document_after(words: &Words<'_>, found: &mut Found<'_>, label: usize, length: usize) {
    let first = label.saturating_add(length);
    let issuer = label.checked_sub(1).and_then(|n| words.get(n)).and_then(issuer_of);
    for at in first..first.saturating_add(REACH_WORDS) {
        let Some(word) = words.get(at) else { return };
        if words.before(at).contains(['\n', ';', '!', '?', '؛', '。'])
            || words.before(at).contains(". ") && at > first && !is_number_word(words, at)
        {
            return;
        }
        if !has_ascii_digit(word) {
            continue;
        }
        let Some((from, last, value)) = number_at(words, at) else { return };
        let issuer = issuer.or_else(|| party_between(words, first, at));
        let span = words.span(from, last);
        let rule = (Rule::Labelled, Sure::Likely);
        found.add_of(MentionKind::Document, span, value, rule, issuer);
        return;
    }
}

fn is_number_word(words: &Words<'_>, at: usize) -> bool {
    at.checked_sub(1).and_then(|n| words.get(n)).is_some_and(|w| NUMBER_WORDS.has(&w.folded))
}

fn has_ascii_digit(word: &Word) -> bool {
    word.folded.bytes().any(|b| b.is_ascii_digit())
}

/// The number at a word with digits: of one piece, or with a letter or two before it and further digits behind it
/// (`G 1234567`, `77/881`). First word, last word, value.
fn number_at(words: &Words<'_>, at: usize) -> Option<(usize, usize, String)> {
    let letters = at.checked_sub(1).filter(|before| {
        words.close(at)
            && words.get(*before).is_some_and(|w| {
                w.all_or_single_capital() && w.folded.chars().count() <= 3 && !NUMBER_WORDS.has(&w.folded)
            })
    });
    let first = letters.unwrap_or(at);
    let mut last = at;
    while last < at.saturating_add(2)
        && let Some(next) = words.get(last.saturating_add(1))
        && (matches!(words.before(last.saturating_add(1)), "-" | "/") || next.follows)
        && next.folded.bytes().all(|b| b.is_ascii_digit())
        && next.folded.len() <= 6
    {
        last = last.saturating_add(1);
    }
    let value = names::document_number(words.text_of(first, last)).ok()?;
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    // A year or a long code is no document number.
    ((5..=14).contains(&value.chars().count()) && digits >= 4).then_some((first, last, value))
}

fn issuer_of(word: &Word) -> Option<Party> {
    if word.capital && word.folded.chars().count() > 3 { names::party_of(&word.folded) } else { None }
}

fn party_between(words: &Words<'_>, first: usize, at: usize) -> Option<Party> {
    (first..at).filter_map(|n| words.get(n)).find_map(issuer_of)
}

fn plate_after(words: &Words<'_>, found: &mut Found<'_>, first: usize) {
    for at in first..first.saturating_add(REACH_WORDS) {
        let Some(word) = words.get(at) else { return };
        if words.before(at).contains(['\n', ';', '.', '!', '?', '؛', '。']) && !is_number_word(words, at) {
            return;
        }
        let could = has_ascii_digit(word) || word.all_or_single_capital() && word.folded.chars().count() <= 3;
        if !could || NUMBER_WORDS.has(&word.folded) {
            continue;
        }
        let mut last = at;
        while last < at.saturating_add(4)
            && let Some(next) = words.get(last.saturating_add(1))
            && (next.follows || words.before(last.saturating_add(1)).chars().all(|c| "- /·".contains(c)))
            && (has_ascii_digit(next) && next.folded.chars().count() <= 8
                || next.all_or_single_capital() && next.folded.chars().count() <= 3)
        {
            last = last.saturating_add(1);
        }
        let text = words.text_of(at, last);
        let bare: String =
            names::fold(text).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
        let digits = bare.chars().filter(char::is_ascii_digit).count();
        if (4..=10).contains(&bare.chars().count()) && digits >= 2 {
            found.add(MentionKind::Plate, words.span(at, last), bare, (Rule::Labelled, Sure::Likely));
        }
        return;
    }
}

impl Word {
    /// One capital letter, or several that are all capitals, without digits.
    pub(super) fn all_or_single_capital(&self) -> bool {
        self.script == Script::Cased
            && !self.has_digit
            && (self.all_capitals || self.capital && self.folded.chars().count() == 1)
    }
}

/// Lines of a machine-readable zone: passports (two lines of 44), visas and cards (two of 36, three of 30).
pub(super) fn machine_zones(found: &mut Found<'_>) {
    let text = found.text;
    let mut at = 0_usize;
    for line in text.split('\n') {
        let from = at;
        at = at.saturating_add(line.len()).saturating_add(1);
        let own = line.trim();
        if !matches!(own.len(), 44 | 36 | 30)
            || !own.bytes().all(|b| b == b'<' || b.is_ascii_digit() || b.is_ascii_uppercase())
        {
            continue;
        }
        let start = from.saturating_add(line.len().saturating_sub(line.trim_start().len()));
        zone_line(found, start, own);
    }
}

/// In a line of 44 or 36 the number stands first, in one of 30 after the kind and the State.
fn zone_line(found: &mut Found<'_>, start: usize, line: &str) {
    let part = |from: usize, to: usize| line.get(from..to).unwrap_or_default();
    let (number_at, issuer) = if line.len() == 30 { (5, part(2, 5)) } else { (0, part(10, 13)) };
    let number = part(number_at, number_at.saturating_add(9));
    let check = part(number_at.saturating_add(9), number_at.saturating_add(10));
    if !number.bytes().any(|b| b.is_ascii_digit()) || check_digit(number).to_string() != check {
        return;
    }
    // The dates of birth and expiry of a line of 44 or 36 have digits of their own.
    let dates = [(13, 19, 20), (21, 27, 28)];
    let sound = line.len() == 30
        || dates.iter().all(|(a, b, c)| check_digit(part(*a, *b)).to_string() == part(*b, *c));
    let value = number.trim_end_matches('<');
    if sound && let Ok(value) = names::document_number(value) {
        let from = start.saturating_add(number_at);
        let to = from.saturating_add(number.trim_end_matches('<').len());
        let issuer = names::party_of(issuer.trim_end_matches('<'));
        found.add_of(MentionKind::Document, (from, to), value, (Rule::MachineZone, Sure::Checked), issuer);
    }
}

/// ICAO 9303-3, 4.9: weights 7, 3, 1; letters from 10 on; the filler is 0.
fn check_digit(text: &str) -> u32 {
    let weights = [7, 3, 1].into_iter().cycle();
    let values = text.chars().map(|c| c.to_digit(36).unwrap_or(0));
    values.zip(weights).fold(0_u32, |sum, (value, weight)| sum.saturating_add(value.saturating_mul(weight)))
        % 10
}
