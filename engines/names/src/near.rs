//! Near misses: what stands in a text and is not a held name or number, but so close to one that a person has to look.
//!
//! A key (`key`) finds a name in other spellings and scripts; this finds what a key does not: one consonant heard or
//! typed wrongly, a name left out of a longer one, a middle name put in between, a number with its last digits under
//! another prefix, a document number with one character off. It refuses to say that they are the same, and it finds
//! no single word: `Ahmed` or `Tesfay` alone is everybody's, and how rare a word is nobody here can tell, since no list
//! of names is kept. One word at least must be the same to the consonant, so that two slips in two words are not found.

use crate::compare::Reason;
use crate::key::{NAME_WORDS_MAX, Placed, WINDOWS_MAX, placed_skeletons};
use crate::romanise::romanise;
use crate::text::fold;
use kernel::{Selector, SelectorKind};
use std::collections::HashMap;

/// How similar two names must be, from 0 to 1: the mean over the words that agree, where one that is the same to the
/// consonant counts 1 and one with a slip the share of its letters that agree; less [`LEFT_OUT`] for each word that
/// stands on one side only. `Ermias Gerezmay` is near `Ermias Ghermay` (0.86); `Ahmad Hassan` has one word of
/// `Ahmed Ali` and is not.
pub const NEAR_NAME_MIN: f64 = 0.79;
/// What a word costs that only one side has.
const LEFT_OUT: f64 = 0.1;
/// Fewest consonants of a word that may have a slip: shorter ones are a slip away from too many others.
const SLIP_CONSONANTS_MIN: usize = 3;
/// Last digits that make two telephone numbers near: a subscriber's number without its prefix. Chance gives one in ten
/// million for each held number.
pub const NEAR_PHONE_DIGITS: usize = 7;
/// Fewest characters of a number or an address that may have one off.
pub const NEAR_NUMBER_CHARS_MIN: usize = 7;
/// Most near misses of one held value in one text.
pub const NEAR_MAX: usize = 16;
/// The code of a reason whose word is no part of the held name.
pub const BETWEEN: &str = "near-between";
/// What stands for a word that is left away.
pub const LEFT_AWAY: &str = "…";
/// Words on either side of a passage that are shown with it.
const AROUND_WORDS: usize = 12;

/// A near miss.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// The words or the number that are near, as they stand in the text.
    pub passage: String,
    /// The passage without the words in it that are no part of the name: what may be shown to those who read nothing
    /// else of the text.
    pub bare: String,
    /// The passage with some words on either side.
    pub around: String,
    /// Why, as codes with values and in English: `near-slip`, `near-left-out`, `near-between`, `near-last-digits`,
    /// `near-one-off`.
    pub why: Vec<Reason>,
}

/// A text read once, to be held against many names and numbers.
#[derive(Debug, Default)]
pub struct NearText {
    /// The words as they are written.
    written: Vec<String>,
    /// Their skeletons, each with the places of the written words it was made of.
    words: Vec<Placed>,
    /// Where each skeleton stands among `words`.
    places: HashMap<String, Vec<usize>>,
}

/// A held name, read once.
#[derive(Debug)]
pub struct NearName {
    text: String,
    words: Vec<Placed>,
}

impl NearName {
    /// Reads a name; `None` for one of fewer than two words that count.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        crate::name_key(text)?;
        let romanised = romanise(text);
        let parts: Vec<&str> = romanised.split(' ').filter(|w| !w.is_empty()).collect();
        Some(Self { text: text.to_owned(), words: placed_skeletons(&parts, NAME_WORDS_MAX) })
    }
}

impl NearText {
    /// Reads a text; of a long one the first [`WINDOWS_MAX`] words.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let written: Vec<String> = text.split_whitespace().take(WINDOWS_MAX).map(str::to_owned).collect();
        let mut romanised: Vec<(usize, String)> = Vec::new();
        for (at, word) in written.iter().enumerate() {
            let roman = romanise(word);
            romanised.extend(roman.split(' ').filter(|w| !w.is_empty()).map(|part| (at, part.to_owned())));
        }
        let parts: Vec<&str> = romanised.iter().map(|(_, part)| part.as_str()).collect();
        let place = |n: usize| romanised.get(n).map_or(0, |(at, _)| *at);
        let words: Vec<Placed> = placed_skeletons(&parts, WINDOWS_MAX)
            .into_iter()
            .map(|w| Placed { from: place(w.from), to: place(w.to), ..w })
            .collect();
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, word) in words.iter().enumerate() {
            places.entry(word.skeleton.clone()).or_default().push(at);
        }
        Self { written, words, places }
    }

    /// Where the text is near a held name. What has the name's own key is found by the key and is no near miss.
    #[must_use]
    pub fn near_name(&self, held: &NearName) -> Vec<Near> {
        let key = crate::name_key(&held.text);
        let mut found: Vec<(usize, usize, Near)> = Vec::new();
        let anchors = held.words.iter().filter_map(|w| self.places.get(&w.skeleton)).flatten();
        for anchor in anchors {
            for (from, to) in windows(*anchor, held.words.len(), self.words.len()) {
                if found.len() >= NEAR_MAX || found.iter().any(|(f, t, _)| from <= *t && *f <= to) {
                    continue;
                }
                let window = self.words.get(from..=to).unwrap_or_default();
                let Some((why, between)) = alike(held, window) else { continue };
                let near = self.cut(window, why, &between);
                if crate::name_key(&near.passage) != key {
                    found.push((from, to, near));
                }
            }
        }
        found.into_iter().map(|(_, _, near)| near).collect()
    }

    /// Whether one of the values found in the text (by [`crate::values_in`]) is near a held one. Where the held value
    /// itself is among them it is no near miss.
    #[must_use]
    pub fn near_value(&self, found: &[Selector], held: &Selector) -> Vec<Near> {
        if found.contains(held) {
            return Vec::new();
        }
        let mut near: Vec<Near> = Vec::new();
        for one in found {
            let Some(code) = near_code(one, held) else { continue };
            let bare = bare(&one.value);
            // One number has several readings, with and without its prefix: it is shown once.
            if near.len() >= NEAR_MAX || near.iter().any(|n| same_tail(&n.passage, &bare)) {
                continue;
            }
            let text = match code {
                LAST_DIGITS => {
                    format!("the last {NEAR_PHONE_DIGITS} digits agree: {} ~ {}", one.value, held.value)
                }
                _ => format!("one character is off: {} ~ {}", one.value, held.value),
            };
            let why = Reason {
                code: code.to_owned(),
                values: vec![one.value.clone(), held.value.clone()],
                weight: 0.0,
                text,
            };
            near.push(Near {
                passage: one.value.clone(),
                bare: one.value.clone(),
                around: self.around_number(&bare),
                why: vec![why],
            });
        }
        near
    }

    fn cut(&self, window: &[Placed], why: Vec<Reason>, between: &[usize]) -> Near {
        let from = window.iter().map(|w| w.from).min().unwrap_or(0);
        let to = window.iter().map(|w| w.to).max().unwrap_or(from);
        let bare: Vec<&str> = (from..=to)
            .map(|at| match between.contains(&at) {
                true => LEFT_AWAY,
                false => self.written.get(at).map_or("", String::as_str),
            })
            .collect();
        let bare = bare.join(" ").trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        Near { passage: self.between(from, to), bare, around: self.around(from, to), why }
    }

    fn between(&self, from: usize, to: usize) -> String {
        let words = self.written.get(from..=to.min(self.written.len().saturating_sub(1)));
        let words = words.unwrap_or_default().join(" ");
        words.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()
    }

    fn around(&self, from: usize, to: usize) -> String {
        let end = to.saturating_add(AROUND_WORDS).min(self.written.len().saturating_sub(1));
        self.written.get(from.saturating_sub(AROUND_WORDS)..=end).unwrap_or_default().join(" ")
    }

    /// The words around a number, however it is spaced; the beginning of the text where its digits are spelt out.
    fn around_number(&self, bare_number: &str) -> String {
        let tail = tail(bare_number);
        let (mut joined, mut starts) = (String::new(), Vec::new());
        for word in &self.written {
            starts.push(joined.len());
            joined.push_str(&bare(word));
        }
        match joined.find(&tail) {
            Some(at) => {
                let end = at.saturating_add(tail.len());
                let last = starts.iter().rposition(|s| *s < end).unwrap_or(0);
                let first = starts.iter().rposition(|s| *s <= at).unwrap_or(0);
                self.around(first, last)
            }
            None => self.around(0, 0),
        }
    }
}

const LAST_DIGITS: &str = "near-last-digits";
const ONE_OFF: &str = "near-one-off";

/// How a value of a text is near a held one.
fn near_code(one: &Selector, held: &Selector) -> Option<&'static str> {
    use SelectorKind::{Account, DocumentNumber, Email, Handle, Phone};
    let (x, y) = (bare(&one.value), bare(&held.value));
    match (held.kind, one.kind) {
        (Phone, Phone | DocumentNumber) => {
            let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
            let long = x.len() >= NEAR_PHONE_DIGITS && y.len() > NEAR_PHONE_DIGITS;
            (long && digits(&x) && tail(&x) == tail(&y)).then_some(LAST_DIGITS)
        }
        (DocumentNumber, DocumentNumber)
        | (Account, Account | DocumentNumber)
        | (Email, Email)
        | (Handle, Handle) => {
            let long =
                x.chars().count() >= NEAR_NUMBER_CHARS_MIN && y.chars().count() >= NEAR_NUMBER_CHARS_MIN;
            (long && edits(&x, &y) == 1).then_some(ONE_OFF)
        }
        _ => None,
    }
}

fn bare(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn tail(bare: &str) -> String {
    let chars: Vec<char> = bare.chars().collect();
    chars.iter().skip(chars.len().saturating_sub(NEAR_PHONE_DIGITS)).collect()
}

fn same_tail(passage: &str, bare_number: &str) -> bool {
    tail(&bare(passage)) == tail(bare_number)
}

/// The runs of words around an anchor in which a name of `count` words can stand, longer ones first.
fn windows(anchor: usize, count: usize, words: usize) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    for length in (2..=count.saturating_add(1)).rev() {
        let first = anchor.saturating_sub(length.saturating_sub(1));
        for from in first..=anchor {
            let to = from.saturating_add(length).saturating_sub(1);
            if to < words && to >= anchor {
                all.push((from, to));
            }
        }
    }
    all
}

/// Why a run of words is near a name, and the places of its words that are no part of it; `None` if it is not near.
fn alike(held: &NearName, window: &[Placed]) -> Option<(Vec<Reason>, Vec<usize>)> {
    let mut left: Vec<&Placed> = window.iter().collect();
    let mut open: Vec<&Placed> = Vec::new();
    let mut same = 0_usize;
    for word in &held.words {
        match left.iter().position(|w| w.skeleton == word.skeleton) {
            Some(at) => {
                left.remove(at);
                same = same.saturating_add(1);
            }
            None => open.push(word),
        }
    }
    let mut slips: Vec<(&Placed, &Placed, f64)> = Vec::new();
    open.retain(|word| {
        let best = left.iter().enumerate().filter_map(|(at, w)| Some((at, *w, slip(word, w)?)));
        match best.max_by(|x, y| x.2.total_cmp(&y.2)) {
            Some((at, with, similar)) => {
                left.remove(at);
                slips.push((word, with, similar));
                false
            }
            None => true,
        }
    });
    // A word beside a name is no part of it; one within it may be.
    let edges = [window.first(), window.last()];
    if left.iter().any(|word| edges.contains(&Some(*word))) {
        return None;
    }
    is_near(same, &slips.iter().map(|s| s.2).collect::<Vec<_>>(), open.len(), left.len()).then(|| {
        let slip =
            slips.iter().map(|(x, y, _)| said("near-slip", &[&y.whole, &x.whole], "one word is a slip away"));
        let out = open.iter().map(|w| said("near-left-out", &[&w.whole], "a word of the name is left out"));
        let between = left.iter().map(|w| said(BETWEEN, &[&w.whole], "a word stands in between"));
        let inner = left.iter().flat_map(|w| w.from..=w.to).collect();
        (slip.chain(out).chain(between).collect(), inner)
    })
}

fn said(code: &str, values: &[&String], says: &str) -> Reason {
    let values: Vec<String> = values.iter().map(|v| (*v).clone()).collect();
    let text = format!("{says}: {}", values.join(" ~ "));
    Reason { code: code.to_owned(), values, weight: 0.0, text }
}

/// Whether words that agree so make two names near: `same` to the consonant, `slips` with these likenesses, `out` on
/// the held side only, `between` in the text only.
fn is_near(same: usize, slips: &[f64], out: usize, between: usize) -> bool {
    let paired = same.saturating_add(slips.len());
    let shape = match (slips.len(), out, between) {
        // Something must differ, or it is the name itself.
        (0, 0, 0) => false,
        (1, 0, 0) => same >= 1,
        // A shortened name, and one with a word put in, have two words at least to the consonant and no slip besides.
        (0, _, 0) | (0, 0, 1) => same >= 2,
        _ => false,
    };
    let n = |count: usize| f64::from(u16::try_from(count).unwrap_or(u16::MAX));
    let mean = (n(same) + slips.iter().sum::<f64>()) / n(paired.max(1));
    shape && paired >= 2 && mean - LEFT_OUT * n(out.min(2).saturating_add(between)) >= NEAR_NAME_MIN
}

/// How alike two words are that one slip tells apart; `None` if more does.
fn slip(x: &Placed, y: &Placed) -> Option<f64> {
    let short = x.skeleton.len().min(y.skeleton.len());
    if short < SLIP_CONSONANTS_MIN || edits(&x.skeleton, &y.skeleton) != 1 {
        return None;
    }
    let longest = x.whole.chars().count().max(y.whole.chars().count()).max(1);
    let n = |count: usize| f64::from(u16::try_from(count).unwrap_or(u16::MAX));
    Some(1.0 - n(edits(&x.whole, &y.whole)) / n(longest))
}

/// How many characters are put in, left out, changed or exchanged with their neighbour to make one text of the other.
fn edits(x: &str, y: &str) -> usize {
    let (x, y): (Vec<char>, Vec<char>) = (x.chars().collect(), y.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=y.len()).collect();
    for (i, a) in x.iter().enumerate() {
        let mut row = vec![i.saturating_add(1)];
        for (j, b) in y.iter().enumerate() {
            let at = |row: &[usize], n: usize| row.get(n).copied().unwrap_or(usize::MAX);
            let changed = at(&last, j).saturating_add(usize::from(a != b));
            let mut best = changed.min(at(&last, j.saturating_add(1)).saturating_add(1));
            best = best.min(at(&row, j).saturating_add(1));
            let crossed = i > 0
                && j > 0
                && x.get(i.saturating_sub(1)) == Some(b)
                && y.get(j.saturating_sub(1)) == Some(a);
            if crossed {
                best = best.min(at(&before, j.saturating_sub(1)).saturating_add(1));
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Party;
    use rstest::rstest;

    fn nears(text: &str, name: &str) -> Vec<Near> {
        NearText::read(text).near_name(&NearName::read(name).expect("a name of two words"))
    }

    #[rstest]
    #[case("Ermias Ghermay", "asked for Ermias Gerezmay in Asmara", "Ermias Gerezmay", "near-slip")]
    #[case("Ermias Ghermay", "GHERZMAY, Ermyas paid", "GHERZMAY, Ermyas", "near-slip")]
    #[case("Hadiza Oumarou", "elle s'appelle Hadiza Oumaroum.", "Hadiza Oumaroum", "near-slip")]
    #[case("Selam Tesfay Kidane", "we look for Selam Tesfay, aged 15", "Selam Tesfay", "near-left-out")]
    #[case("Selam Tesfay", "we look for Selam Haile Tesfay of Keren", "Selam Haile Tesfay", "near-between")]
    #[case("Khalid al-Sharif", "يبحث عن خالد الشريفي", "خالد الشريفي", "")]
    fn what_is_similar_enough_is_near(
        #[case] name: &str,
        #[case] text: &str,
        #[case] passage: &str,
        #[case] code: &str,
    ) {
        let found = nears(text, name);
        match code {
            // The key itself finds it: not near, but held exactly.
            "" => assert!(crate::name_windows(text).contains(&crate::name_key(name).expect("key"))),
            _ => {
                assert_eq!(found.len(), 1, "{found:?}");
                assert_eq!((found[0].passage.as_str(), found[0].why[0].code.as_str()), (passage, code));
                assert!(found[0].around.contains(passage.trim_end_matches('.')), "{found:?}");
            }
        }
    }

    #[rstest]
    #[case("Ahmed Ali", "Ahmad Hassan drove")]
    #[case("Ermias Ghermay", "Ermias alone, of no other name")]
    #[case("Ermias Ghermay", "Ghermay")]
    #[case("Selam Tesfay", "the same test was made")]
    #[case("Selam Tesfay Kidane", "Selam was seen with Kidane")]
    #[case("Moussa Ibrahim", "Moussa met Ibrahima's brother at Agadez")]
    #[case("Hadiza Oumarou", "The driver is called Moussa Ibrahim.")]
    fn what_is_not_similar_enough_is_not(#[case] name: &str, #[case] text: &str) {
        assert_eq!(nears(text, name), Vec::new());
    }

    #[test]
    fn the_name_itself_in_any_spelling_is_no_near_miss() {
        for text in ["Ermias Ghermay", "Ermyas Girmay was there", "ኤርሚያስ ገርማይ"] {
            assert_eq!(nears(text, "Ermias Ghermay"), Vec::new(), "{text}");
        }
    }

    #[test]
    fn a_word_that_is_no_part_of_the_name_can_be_left_away() {
        let found = nears("we look for Selam Haile Tesfay of Keren", "Selam Tesfay");
        assert_eq!(found[0].bare, "Selam … Tesfay");
    }

    #[test]
    fn the_threshold_has_two_sides() {
        assert!(is_near(1, &[0.6], 0, 0) && !is_near(1, &[0.5], 0, 0));
        assert!(is_near(2, &[], 1, 0) && !is_near(1, &[], 1, 0) && !is_near(2, &[], 0, 2));
        assert!(!is_near(0, &[0.9, 0.9], 0, 0), "one word at least is the same");
    }

    fn near_number(text: &str, kind: SelectorKind, held: &str) -> Vec<Near> {
        let found = crate::values_in(text, Party::parse("NE"));
        NearText::read(text).near_value(&found, &Selector { kind, value: held.to_owned() })
    }

    #[rstest]
    #[case("call +233 24 000 01 14 tonight", SelectorKind::Phone, "+22790000114", true)]
    #[case("call 0000114 tonight", SelectorKind::Phone, "+22790000114", true)]
    #[case("call +227 90 00 01 15", SelectorKind::Phone, "+22790000114", false)]
    #[case("call +227 90 00 01 14", SelectorKind::Phone, "+22790000114", false)]
    #[case("passport no. G 1234568, issued", SelectorKind::DocumentNumber, "G1234567", true)]
    #[case("passport no. G 1243567, issued", SelectorKind::DocumentNumber, "G1234567", true)]
    #[case("passport no. G 1234567, issued", SelectorKind::DocumentNumber, "G1234567", false)]
    #[case("passport no. G 1234588, issued", SelectorKind::DocumentNumber, "G1234567", false)]
    #[case("write to boss@exemple.org.", SelectorKind::Email, "boss@example.org", true)]
    fn a_number_is_near_by_its_last_digits_or_one_character(
        #[case] text: &str,
        #[case] kind: SelectorKind,
        #[case] held: &str,
        #[case] near: bool,
    ) {
        let found = near_number(text, kind, held);
        assert_eq!(!found.is_empty(), near, "{found:?}");
        assert!(found.len() <= 1, "one number is shown once: {found:?}");
        if let Some(found) = found.first() {
            assert!(text.contains(&found.around), "{found:?}");
        }
    }
}
