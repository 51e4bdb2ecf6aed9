//! Amounts with their currency.

use super::lexicon::Named;
use super::words::Words;
use super::{Found, MentionKind, Rule, Sure};
use std::sync::LazyLock;

/// Signs and words for currencies, folded, with the code (ISO 4217). `F CFA` is written for two; the western one is far
/// more often meant and an officer sees the words.
static CURRENCIES: LazyLock<Named<&str>> = LazyLock::new(|| {
    Named::of(&[
        ("eur|euro|euros|يورو|евро|欧元|ዩሮ", "EUR"),
        ("usd|dollar|dollars|dólares|dolares|دولار|دولارا|دولارات|долларов|доллара|美元|ዶላር", "USD"),
        ("gbp|pounds|جنيه استرليني", "GBP"),
        ("xof|fcfa|cfa|francs cfa|فرنك|فرنك سيفا", "XOF"),
        ("lyd|دينار|دينارا|دنانير", "LYD"),
        ("ghs|cedis|cedi", "GHS"),
        ("ngn|naira", "NGN"),
        ("etb|birr|ብር", "ETB"),
        ("ern|nakfa|ናቕፋ", "ERN"),
        ("sdg", "SDG"),
        ("try|lira|liras|ليرة", "TRY"),
        ("mad|dirhams|dirham|درهم", "MAD"),
        ("rub|рублей|рубля", "RUB"),
        ("cny|rmb|元|人民币", "CNY"),
    ])
});
const SIGNS: &[(char, &str)] = &[('€', "EUR"), ('$', "USD"), ('£', "GBP"), ('¥', "CNY"), ('₦', "NGN")];
/// Digits of the longest amount.
const DIGITS_MAX: usize = 12;

pub(super) fn find(words: &Words<'_>, found: &mut Found<'_>) {
    let mut at = 0;
    while at < words.len() {
        at = amount(words, found, at).unwrap_or(at).saturating_add(1);
    }
}

/// An amount that begins at a word; the word it ends with.
fn amount(words: &Words<'_>, found: &mut Found<'_>, at: usize) -> Option<usize> {
    let is_number = |n: usize| words.get(n).is_some_and(|w| w.folded.bytes().all(|b| b.is_ascii_digit()));
    if !is_number(at) || at > 0 && is_number(at.saturating_sub(1)) && matches!(words.before(at), "." | ",") {
        return None;
    }
    let mut last = at;
    let mut text = words.get(at)?.folded.clone();
    // Groups of three, and at the end cents.
    while is_number(last.saturating_add(1)) && text.len() < DIGITS_MAX {
        let next = last.saturating_add(1);
        let (word, between) = (words.get(next)?, words.before(next));
        let grouped = word.folded.len() == 3
            && matches!(between, "," | "." | " " | "\u{a0}" | "'" | "’" | "\u{202f}" | "٬");
        if grouped {
            text.push_str(&word.folded);
        } else if word.folded.len() == 2 && matches!(between, "," | "." | "٫") {
            last = next;
            text.push('.');
            text.push_str(&word.folded);
            break;
        } else {
            break;
        }
        last = next;
    }
    let (first, currency, end) = currency_of(words, at, last)?;
    let value = text.trim_start_matches('0');
    if !value.is_empty() {
        found.add(
            MentionKind::Money,
            (first, end),
            format!("{currency} {value}"),
            (Rule::Currency, Sure::Likely),
        );
    }
    Some(last)
}

/// The currency beside an amount: a sign or word before or behind it. First byte, code, end.
fn currency_of(words: &Words<'_>, first: usize, last: usize) -> Option<(usize, &'static str, usize)> {
    let (from, to) = words.span(first, last);
    let (before, after) = (words.before(first), words.after(last));
    for (sign, code) in SIGNS {
        if before.ends_with(*sign) {
            return Some((from.saturating_sub(sign.len_utf8()), code, to));
        }
    }
    let head: String = after.chars().take(2).collect();
    for (sign, code) in SIGNS {
        if head.trim_start_matches([' ', '\u{a0}']).starts_with(*sign) {
            let gap = head.len().saturating_sub(head.trim_start_matches([' ', '\u{a0}']).len());
            return Some((from, code, to.saturating_add(gap).saturating_add(sign.len_utf8())));
        }
    }
    let next = last.saturating_add(1);
    if let Some(word) = words.get(next).filter(|_| words.close(next)) {
        let here = CURRENCIES.begun(&word.folded).iter();
        let named = here.filter_map(|(name, code)| Some((words.is_at(next, name)?, *code)));
        if let Some((length, code)) = named.max_by_key(|(length, _)| *length) {
            let (_, end) = words.span(next, last.saturating_add(length));
            return Some((from, code, end));
        }
    }
    // A code before the amount: `USD 5,000`.
    let word =
        first.checked_sub(1).and_then(|n| words.get(n)).filter(|w| w.folded.len() == 3 && w.all_capitals)?;
    let code = CURRENCIES.begun(&word.folded).iter().find(|(name, _)| *name == word.folded)?.1;
    words.close(first).then_some((word.from, code, to))
}
