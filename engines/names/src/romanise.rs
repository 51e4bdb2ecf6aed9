//! From other scripts to plain Latin letters, far enough for keys: which consonants are heard, in which order. Tables
//! are by letter and never by name; vowels that a script does not write are not invented. Refuses to be a
//! transliteration that anybody should read.

mod indic;

use crate::search::arabic;
use crate::text::fold;
use unicode_normalization::char::is_combining_mark;

/// Folded text in ASCII letters, digits, apostrophes and spaces; everything else that separates becomes a space.
pub(crate) fn romanise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in fold(text).split(|c: char| !(c.is_alphanumeric() || is_mark(c))) {
        let word = without_article(word);
        if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
        if word.chars().any(indic::is_indic) {
            out.push_str(&indic::heard(word));
        } else {
            word.chars().for_each(|c| letter(c, &mut out));
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Marks that stand inside words and must not split them: apostrophes, the long stroke of Arabic, combining signs.
fn is_mark(c: char) -> bool {
    matches!(c, '\'' | '\u{640}') || is_combining_mark(c)
}

/// The Arabic article is written as part of its word.
fn without_article(word: &str) -> &str {
    // With a hamza on its alef it is the beginning of a name: `ألفونسو`.
    let rest = word.strip_prefix("ال");
    // `الله` is no article, and what is left must be a word.
    rest.filter(|rest| rest.chars().count() >= 2 && !rest.starts_with("له")).unwrap_or(word)
}

fn letter(c: char, out: &mut String) {
    match c {
        'a'..='z' | '0'..='9' => out.push(c),
        '\'' => {}
        // Marks that change a consonant, where leaving them out would change what is heard.
        'č' | 'ć' | 'ç' | 'ĉ' => out.push_str("ch"),
        'š' | 'ş' | 'ś' | 'ș' | 'ŝ' => out.push_str("sh"),
        'ž' => out.push_str("zh"),
        '\u{5D5}' => out.push('w'),
        // Ethiopic and Hebrew signs that carry only a vowel.
        '\u{12A0}'..='\u{12A7}' | '\u{12D0}'..='\u{12D6}' | '\u{5D0}' | '\u{5E2}' => out.push('a'),
        '\u{600}'..='\u{6FF}' => out.push_str(arabic(c).map_or("", arabic_letter)),
        '\u{400}'..='\u{52F}' => out.push_str(cyrillic_letter(c)),
        c => out.extend(
            any_ascii::any_ascii_char(c)
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .map(|c| c.to_ascii_lowercase()),
        ),
    }
}

/// After [`arabic`], so that one letter stands for its forms. Persian, Urdu, Kurdish and Pashto letters included.
fn arabic_letter(c: char) -> &'static str {
    match c {
        'ا' | 'ع' => "a",
        'ب' => "b",
        'پ' => "p",
        'ت' | 'ط' | 'ټ' | 'ٹ' => "t",
        'ث' => "th",
        'ج' => "j",
        'چ' => "ch",
        'ح' | 'ه' => "h",
        'خ' | 'څ' => "kh",
        'د' | 'ض' | 'ډ' | 'ڈ' => "d",
        'ذ' => "dh",
        'ر' | 'ړ' | 'ڑ' | 'ڕ' => "r",
        'ز' | 'ظ' | 'ځ' => "z",
        'ژ' | 'ږ' => "zh",
        'س' | 'ص' => "s",
        'ش' | 'ښ' => "sh",
        'غ' => "gh",
        'ف' => "f",
        'ڤ' => "v",
        'ق' => "q",
        'ك' => "k",
        'گ' | 'ګ' | 'ڭ' => "g",
        'ل' | 'ڵ' => "l",
        'م' => "m",
        'ن' | 'ں' | 'ڼ' => "n",
        'و' | 'ۆ' | 'ۇ' | 'ۋ' => "w",
        'ي' | 'ې' | 'ے' | 'ێ' => "y",
        _ => "",
    }
}

fn cyrillic_letter(c: char) -> &'static str {
    match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' | 'ғ' => "g",
        'д' => "d",
        'е' | 'э' | 'ѐ' => "e",
        'ё' => "yo",
        'є' => "ye",
        'ж' | 'җ' => "zh",
        'з' => "z",
        'и' | 'і' | 'ѝ' => "i",
        'ї' => "yi",
        'й' | 'ы' => "y",
        'ј' => "j",
        'к' => "k",
        'қ' => "q",
        'л' => "l",
        'љ' => "lj",
        'м' => "m",
        'н' | 'ң' => "n",
        'њ' => "nj",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'ћ' | 'ч' | 'ҷ' => "ch",
        'ђ' | 'џ' => "dj",
        'у' | 'ў' | 'ү' | 'ұ' => "u",
        'ф' => "f",
        'х' | 'ҳ' | 'һ' => "kh",
        'ц' => "ts",
        'ш' => "sh",
        'щ' => "shch",
        'ю' => "yu",
        'я' => "ya",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_are_written_as_they_are_heard() {
        assert_eq!(romanise("خالد الشريف"), "khald shryf");
        assert_eq!(romanise("Юрий Щербаков"), "yuriy shcherbakov");
        assert_eq!(romanise("Łukasz-Müller"), "lukasz muller");
        assert_eq!(romanise("عبد الله"), "abd allh");
    }

    proptest! {
        #[test]
        fn only_plain_letters_come_out_and_they_stay(text in "\\PC{0,40}") {
            let once = romanise(&text);
            prop_assert!(once.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == ' '), "{once:?}");
            prop_assert_eq!(romanise(&once), once);
        }
    }
}
