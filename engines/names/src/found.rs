//! Values in free text: a scan that would rather find too much than too little, because what it finds is held against
//! the values that must not leave a node. It refuses to say what a number means; a long number is found as a document
//! number and, where it may be one, as a telephone number too.

use crate::selectors::{document_number, email, handle, iban, imei, imo, phone};
use crate::text::fold;
use kernel::{Party, Selector, SelectorKind};
use std::collections::BTreeSet;

/// Longest text that is scanned, in bytes; of a longer one the beginning is.
pub const SCAN_BYTES_MAX: usize = 1024 * 1024;
/// Most values found in one text.
pub const FOUND_MAX: usize = 4096;
/// Most words that one number may be spread over.
const SPREAD_WORDS_MAX: usize = 8;
/// Digits of the shortest number that is tried as one with its country code (E.164 allows 15; the shortest in use with
/// their codes have nine or ten).
const INTERNATIONAL_DIGITS_MIN: usize = 9;
/// Words before an online handle.
const SERVICES: &[&str] = &[
    "telegram",
    "whatsapp",
    "signal",
    "viber",
    "facebook",
    "instagram",
    "tiktok",
    "twitter",
    "snapchat",
    "imo",
    "wechat",
    "skype",
    "vk",
    "youtube",
    "fb",
    "insta",
    "tg",
    "wa",
    "x",
];

/// The values in a text, sorted, each once, at most [`FOUND_MAX`]. `region` is where numbers without a country code
/// are dialled from.
#[must_use]
pub fn values_in(text: &str, region: Option<Party>) -> Vec<Selector> {
    let mut end = text.len().min(SCAN_BYTES_MAX);
    while !text.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    let folded = fold(text.get(..end).unwrap_or_default());
    let words: Vec<&str> = folded.split(' ').collect();
    let mut found = Found::default();
    for at in 0..words.len() {
        if found.0.len() >= FOUND_MAX {
            break;
        }
        let here = words.get(at..).unwrap_or_default();
        one_word(here, region, &mut found);
        spread(here, region, &mut found);
    }
    disguised(&words, region, &mut found);
    found.0.into_iter().take(FOUND_MAX).collect()
}

/// Words for digits, as a number is read out over the telephone.
const DIGIT_WORDS: &[(&str, char)] = &[
    ("zero", '0'),
    ("oh", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("zéro", '0'),
    ("un", '1'),
    ("deux", '2'),
    ("trois", '3'),
    ("quatre", '4'),
    ("cinq", '5'),
    ("sept", '7'),
    ("huit", '8'),
    ("neuf", '9'),
    ("صفر", '0'),
    ("واحد", '1'),
    ("اثنان", '2'),
    ("اثنين", '2'),
    ("ثلاثة", '3'),
    ("اربعة", '4'),
    ("أربعة", '4'),
    ("خمسة", '5'),
    ("ستة", '6'),
    ("سبعة", '7'),
    ("ثمانية", '8'),
    ("تسعة", '9'),
];
/// Fewest digits of a number in disguise, so that `one or two` is none.
const DISGUISED_DIGITS_MIN: usize = 6;
/// Most digits that are joined.
const DISGUISED_DIGITS_MAX: usize = 24;

/// Numbers whose digits are spelt out, stand far apart one by one, or have letters in their place (`9O OO l1 4`).
/// Every run of such words is tried from each of its words on, with and without a country code.
fn disguised(words: &[&str], region: Option<Party>, found: &mut Found) {
    let mut run: Vec<String> = Vec::new();
    for word in words.iter().copied().chain(std::iter::once("")) {
        match digits_of(word) {
            Some(digits) => run.push(digits),
            None => {
                joined(&run, region, found);
                run.clear();
            }
        }
    }
}

fn joined(run: &[String], region: Option<Party>, found: &mut Found) {
    for from in 0..run.len() {
        if found.0.len() >= FOUND_MAX {
            return;
        }
        let mut number = String::new();
        for part in run.get(from..).unwrap_or_default() {
            number.push_str(part);
            let digits = number.chars().filter(char::is_ascii_digit).count();
            if digits > DISGUISED_DIGITS_MAX {
                break;
            }
            if digits >= DISGUISED_DIGITS_MIN {
                found.add(SelectorKind::Phone, phone(&number, region));
                found
                    .add(SelectorKind::Phone, phone(&format!("+{}", number.trim_start_matches('+')), region));
                found.add(SelectorKind::DocumentNumber, document_number(&number));
            }
        }
    }
}

/// The digits that a word stands for; `None` if it is a word like others.
fn digits_of(word: &str) -> Option<String> {
    let word = word.trim_matches(|c: char| "()[]<>\"',;:.!?-".contains(c));
    if let Some((_, digit)) = DIGIT_WORDS.iter().find(|(spelt, _)| *spelt == word) {
        return Some(digit.to_string());
    }
    if word == "plus" || word == "+" {
        return Some("+".into());
    }
    let digits = word.chars().filter(|c| !"-./()".contains(*c)).map(|c| match c {
        '0'..='9' | '+' => Some(c),
        'o' => Some('0'),
        'i' | 'l' | '|' => Some('1'),
        _ => None,
    });
    let digits: String = digits.collect::<Option<String>>()?;
    // `oil` and `ill` are words; `oo` and `l1` between digits are not. The run has to be long enough in any case.
    (!digits.is_empty() && (word.chars().any(|c| c.is_ascii_digit()) || word.chars().count() <= 2))
        .then_some(digits)
}

#[derive(Default)]
struct Found(BTreeSet<Selector>);

impl Found {
    fn add<E>(&mut self, kind: SelectorKind, value: Result<String, E>) {
        if let Ok(value) = value {
            self.0.insert(Selector { kind, value });
        }
    }

    /// A number as it is dialled from `region`, and as a foreign one whose `+` or `00` was left out: `(227) 9000 0114`
    /// written in Accra. Whoever writes a number from abroad knows what it is; whoever scans for it cannot.
    fn add_phone(&mut self, text: &str, region: Option<Party>) {
        self.add(SelectorKind::Phone, phone(text, region));
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let dialled = text.chars().all(|c| c.is_ascii_digit() || " ()[]-./'".contains(c));
        if dialled && digits.len() >= INTERNATIONAL_DIGITS_MIN {
            self.add(SelectorKind::Phone, phone(&format!("+{digits}"), None));
        }
    }
}

/// What stands in the first word by itself.
fn one_word(words: &[&str], region: Option<Party>, found: &mut Found) {
    let Some(word) = words.first() else { return };
    let word = word.trim_matches(|c: char| "()[]{}<>\"',;:.!?".contains(c));
    if word.is_empty() {
        return;
    }
    if word.contains('@') && !word.starts_with('@') {
        found.add(SelectorKind::Email, email(word));
    }
    if word.contains('/') || word.contains(':') {
        found.add(SelectorKind::Handle, handle("", word));
    }
    let next = words.get(1).map(|w| w.trim_matches(|c: char| "()[]<>\"',;:.!?".contains(c)));
    let service = word.trim_end_matches(':');
    if let Some(next) = next.filter(|_| SERVICES.contains(&service)) {
        found.add(SelectorKind::Handle, handle(service, next));
    }
    if let Some(at) = word.strip_prefix('@') {
        // A bare handle belongs to a service that the sentence may not name; all are tried.
        for service in ["telegram", "instagram", "facebook", "tiktok", "x"] {
            found.add(SelectorKind::Handle, handle(service, at));
        }
    }
    if word.chars().any(|c| c.is_ascii_digit()) {
        found.add(SelectorKind::DocumentNumber, document_number(word));
        found.add(SelectorKind::Vessel, imo(word));
        found.add(SelectorKind::Device, imei(word));
        found.add_phone(word, region);
        for part in
            word.split(['/', ':', '=', ';', ',', '#', '(', ')', '|']).filter(|part| part.len() < word.len())
        {
            if part.chars().any(|c| c.is_ascii_digit()) {
                found.add(SelectorKind::DocumentNumber, document_number(part));
                found.add_phone(part, region);
            }
        }
    }
}

/// Numbers that are written over several words: `+233 24 123 4567`, `GB82 WEST 1234 …`, `A 123 456`, `IMO 9074729`.
fn spread(words: &[&str], region: Option<Party>, found: &mut Found) {
    let mut joined = String::new();
    for (count, word) in words.iter().take(SPREAD_WORDS_MAX).enumerate() {
        let numeric = word.chars().any(|c| c.is_ascii_digit());
        // A number may begin with letters (`A 123 456`, `IMO …`, `GB82 WEST …`), each short; a word ends it.
        let short = word.chars().count() <= 4;
        if !numeric && !short {
            break;
        }
        if count > 0 {
            joined.push(' ');
        }
        joined.push_str(word);
        if count > 0 && joined.chars().any(|c| c.is_ascii_digit()) {
            let whole = joined.trim_matches(|c: char| "[]{}<>\"',;:.!?".contains(c));
            found.add_phone(whole, region);
            found.add(SelectorKind::Account, iban(whole));
            found.add(SelectorKind::Vessel, imo(whole));
            found.add(SelectorKind::Device, imei(whole));
            if numeric && count <= 3 && whole.chars().filter(char::is_ascii_digit).count() >= 4 {
                found.add(SelectorKind::DocumentNumber, document_number(whole));
            }
        } else if count == 0 {
            found.add(SelectorKind::Account, iban(word.trim_matches(|c: char| "()[]\"',;:.".contains(c))));
        }
        if word.ends_with([';', ',']) && count > 0 {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("call +233 24 123 4567 tonight", SelectorKind::Phone, "+233241234567")]
    #[case("his number (024-123-4567).", SelectorKind::Phone, "+233241234567")]
    #[case("رقمه ٠٠٢٣٣٢٤١٢٣٤٥٦٧ هنا", SelectorKind::Phone, "+233241234567")]
    #[case("he answers (227) 9000 0114 at night", SelectorKind::Phone, "+22790000114")]
    #[case("from 22790000114, twice", SelectorKind::Phone, "+22790000114")]
    #[case("passport no. G 1234567, issued", SelectorKind::DocumentNumber, "G1234567")]
    #[case("holds P-77/881", SelectorKind::DocumentNumber, "P77881")]
    #[case("paid to GB82 WEST 1234 5698 7654 32 in May", SelectorKind::Account, "GB82WEST12345698765432")]
    #[case("the ship (IMO 9074729)", SelectorKind::Vessel, "9074729")]
    #[case("his telephone is 35-693803-564380-9.", SelectorKind::Device, "356938035643809")]
    #[case("IMEI 356938 03 564380 9, seized", SelectorKind::Device, "356938035643809")]
    #[case("call 35693803564380 back", SelectorKind::Device, "356938035643809")]
    #[case("write to Boss@Example.org.", SelectorKind::Email, "boss@example.org")]
    #[case("see https://t.me/boats_24", SelectorKind::Handle, "telegram:boats_24")]
    #[case("Telegram: @boats_24", SelectorKind::Handle, "telegram:boats_24")]
    fn a_value_in_a_sentence_is_found(#[case] text: &str, #[case] kind: SelectorKind, #[case] value: &str) {
        let found = values_in(text, Party::parse("GH"));
        assert!(found.contains(&Selector { kind, value: value.to_owned() }), "{found:?}");
    }

    #[test]
    fn a_sentence_without_values_has_none() {
        assert!(values_in("they left from the harbour at dawn", Party::parse("GH")).is_empty());
    }

    #[test]
    fn a_long_text_gives_a_bounded_number_of_values() {
        let text: String = (0..20_000).map(|n| format!("A{n:06} ")).collect();
        assert_eq!(values_in(&text, None).len(), FOUND_MAX);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_number_is_found_whatever_stands_around_it(before in "[a-z ]{0,20}", number in "[A-Z]{1,2}[0-9]{6,8}", after in "[a-z ]{0,20}") {
            let found = values_in(&format!("{before} {number}, {after}"), None);
            let value = document_number(&number);
            prop_assume!(value.is_ok());
            prop_assert!(found.iter().any(|s| s.kind == SelectorKind::DocumentNumber && Ok(&s.value) == value.as_ref()));
        }

        #[test]
        fn any_text_can_be_scanned(text in "\\PC{0,200}") {
            prop_assert!(values_in(&text, Party::parse("IT")).len() <= FOUND_MAX);
        }
    }

    #[rstest]
    #[case("call nine zero zero zero zero one one four tonight")]
    #[case("neuf zéro zéro zéro zéro un un quatre")]
    #[case("2 2 7 9 0 0 0 0 1 1 4")]
    #[case("plus two two seven 9 0 0 0 0 1 1 4")]
    #[case("her number: 9O OO Ol l4")]
    #[case("+227 9O-OO-O1-14")]
    #[case("تسعة صفر صفر صفر صفر واحد واحد أربعة")]
    #[case("٩٠ ٠٠ ٠١ ١٤")]
    #[case("90.00.01.14")]
    fn r_05_a_number_is_found_however_it_is_disguised(#[case] text: &str) {
        let found = values_in(text, Party::parse("NE"));
        let number = Selector { kind: SelectorKind::Phone, value: "+22790000114".into() };
        assert!(found.contains(&number), "{text}: {found:?}");
    }

    #[test]
    fn words_that_only_look_like_digits_are_no_number() {
        let found = values_in("one or two ill people saw oil on the sea, il y a un an", Party::parse("NE"));
        assert!(found.is_empty(), "{found:?}");
    }
}
