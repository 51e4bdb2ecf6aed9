//! Folding of text that every other module stands on.

use unicode_normalization::UnicodeNormalization;

/// One spelling of one text: NFKC, lower case, digits of every common script as ASCII, dashes and apostrophes of every
/// kind as one, marks that only steer direction or joining left out, white space as single spaces.
///
/// Folding a folded text changes nothing.
#[must_use]
pub fn fold(text: &str) -> String {
    // Most of what is held against each other is ASCII, which no normal form changes.
    if text.is_ascii() {
        return spaced(text.chars().map(|c| c.to_ascii_lowercase()));
    }
    let once = pass(text);
    if once.is_ascii() {
        return once;
    }
    // Lower-casing can open a new composition (`İ`): a second pass reaches the fixed point.
    pass(&once)
}

fn pass(text: &str) -> String {
    spaced(text.nfkc().flat_map(char::to_lowercase).nfkc().filter(|c| !is_invisible(*c)))
}

fn spaced(letters: impl Iterator<Item = char>) -> String {
    let mut out = String::with_capacity(letters.size_hint().0);
    for c in letters.map(plain) {
        if c.is_whitespace() || c.is_control() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The value of a decimal digit in the scripts that write phone and document numbers.
#[must_use]
pub(crate) fn digit(c: char) -> Option<char> {
    const ZEROS: [u32; 10] = [0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xE50, 0x17E0, 0xFF10];
    let code = u32::from(c);
    ZEROS.iter().find_map(|zero| {
        let value = code.checked_sub(*zero)?;
        (value <= 9).then(|| char::from_digit(value, 10)).flatten()
    })
}

/// Letters and digits only, upper case, digits in ASCII: how a document number, plate or account is written when
/// spaces and punctuation are taken for what they are.
#[must_use]
pub(crate) fn bare(text: &str) -> String {
    // What stood apart stands together once the spaces are gone, and may take another order (`\u{6d6} \u{16ff0}`): a
    // second round reaches the form that stays.
    stripped(&stripped(text))
}

fn stripped(text: &str) -> String {
    // Upper-casing after folding keeps `ß`, `ẞ` and `ss` one; a second fold would undo nothing of it.
    fold(text)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// Letters of Latin script without their marks, everything else as [`fold`] leaves it.
#[must_use]
pub(crate) fn unmarked(text: &str) -> String {
    let folded = fold(text);
    let mut out = String::with_capacity(folded.len());
    for c in folded.chars() {
        if c.is_ascii() || !is_latin(c) {
            out.push(c);
        } else {
            out.push_str(any_ascii::any_ascii_char(c).to_ascii_lowercase().as_str());
        }
    }
    out
}

pub(crate) fn is_latin(c: char) -> bool {
    matches!(u32::from(c), 0x41..=0x5A | 0x61..=0x7A | 0xC0..=0x24F | 0x250..=0x2AF | 0x1E00..=0x1EFF | 0x2C60..=0x2C7F)
}

fn is_invisible(c: char) -> bool {
    matches!(u32::from(c), 0xAD | 0x61C | 0x180E | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2069 | 0xFE00..=0xFE0F | 0xFEFF)
}

fn plain(c: char) -> char {
    if let Some(d) = digit(c) {
        return d;
    }
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{2043}' => '-',
        '\u{2018}'..='\u{201B}'
        | '\u{2B9}'
        | '\u{2BB}'..='\u{2BF}'
        | '\u{2C8}'
        | '\u{60}'
        | '\u{B4}'
        | '\u{2032}' => '\'',
        '\u{201C}'..='\u{201F}' | '\u{AB}' | '\u{BB}' => '"',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn digits_of_other_scripts_are_the_same_digits() {
        assert_eq!(fold("٠١٢٣٤٥٦٧٨٩"), "0123456789");
        assert_eq!(fold("۰۱۲۳۴۵۶۷۸۹"), "0123456789");
        assert_eq!(fold("１２３"), "123");
    }

    #[test]
    fn marks_that_nobody_sees_are_left_out() {
        assert_eq!(fold("\u{202A}+233 24\u{202C}"), "+233 24");
        assert_eq!(bare("ab\u{200B}-12/3.4"), "AB1234");
    }

    proptest! {
        #[test]
        fn the_short_way_of_ascii_comes_to_the_same(text in "[\\x00-\\x7f]{0,40}") {
            prop_assert_eq!(fold(&text), pass(&pass(&text)));
        }

        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn a_bare_number_stays_as_it_is(text in "\\PC{0,40}") {
            let once = bare(&text);
            prop_assert_eq!(bare(&once), once);
        }
    }
}
