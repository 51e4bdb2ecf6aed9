//! The scripts of India and its neighbours: nine blocks of one plan (Devanagari, Bengali, Gurmukhi, Gujarati, Odia,
//! Tamil, Telugu, Kannada, Malayalam), in which a letter stands at the same place of each. A consonant bears an `a` that
//! is not written, unless a sign says otherwise; in the north it falls silent at the end of a word.

/// Where the first of the nine blocks begins, how long each is, and how many there are.
const FIRST: u32 = 0x900;
const BLOCK: u32 = 0x80;
const BLOCKS: u32 = 9;

const DEVANAGARI: u32 = 0;
const BENGALI: u32 = 1;
const GURMUKHI: u32 = 2;
const GUJARATI: u32 = 3;
const TAMIL: u32 = 5;
const MALAYALAM: u32 = 8;

/// Consonants from place 15 on.
const CONSONANTS: [&str; 37] = [
    "k", "kh", "g", "gh", "ng", "ch", "chh", "j", "jh", "n", "t", "th", "d", "dh", "n", "t", "th", "d", "dh",
    "n", "n", "p", "ph", "b", "bh", "m", "y", "r", "r", "l", "l", "l", "v", "sh", "sh", "s", "h",
];
/// Vowels that stand alone, from place 05 on.
const VOWELS: [&str; 16] =
    ["a", "a", "i", "i", "u", "u", "ri", "li", "e", "e", "e", "ai", "o", "o", "o", "au"];
/// Signs of vowels, from place 3E on.
const SIGNS: [&str; 15] = ["a", "i", "i", "u", "u", "ri", "ri", "e", "e", "e", "ai", "o", "o", "o", "au"];

const NUKTA: u32 = 0x3C;
const VIRAMA: u32 = 0x4D;

/// The block of a letter, and its place in there.
fn place(c: char) -> Option<(u32, u32)> {
    let at = u32::from(c).checked_sub(FIRST)?;
    (at < BLOCK * BLOCKS).then_some((at / BLOCK, at % BLOCK))
}

/// Whether this is a letter or sign of one of the nine.
pub(super) fn is_indic(c: char) -> bool {
    place(c).is_some()
}

fn at(table: &[&'static str], place: u32, from: u32) -> Option<&'static str> {
    table.get(usize::try_from(place.checked_sub(from)?).ok()?).copied()
}

fn is_consonant(block: u32, place: u32) -> bool {
    matches!(place, 0x15..=0x39 | 0x58..=0x5F) || block == BENGALI && matches!(place, 0x70 | 0x71)
}

/// A word of one of these scripts as it is heard; what is not of them is left out.
pub(super) fn heard(word: &str) -> String {
    let letters: Vec<(u32, u32)> = word.chars().filter_map(place).collect();
    let mut out = String::with_capacity(word.len());
    let mut before = None;
    for (n, (block, place)) in letters.iter().copied().enumerate() {
        let mut after = letters.get(n.saturating_add(1)..).unwrap_or_default().iter().copied();
        let mut next = after.next().map(|(_, place)| place);
        let dotted = next == Some(NUKTA);
        if dotted {
            next = after.next().map(|(_, place)| place);
        }
        if is_consonant(block, place) {
            let cluster = matches!(before, Some(VIRAMA));
            out.push_str(match (place, next) {
                // `రావు`, which is written Rao.
                (0x35, Some(0x41 | 0x42)) => "w",
                _ => consonant((block, place), before, dotted),
            });
            let silent = match next {
                None => !cluster && matches!(block, DEVANAGARI | BENGALI | GURMUKHI | GUJARATI),
                Some(next) => next == VIRAMA || at(&SIGNS, next, 0x3E).is_some(),
            };
            if !silent {
                out.push('a');
            }
        } else {
            out.push_str(other((block, place), next));
        }
        if place != NUKTA {
            before = Some(place);
        }
    }
    out
}

fn consonant((block, place): (u32, u32), before: Option<u32>, dotted: bool) -> &'static str {
    let joined = before == Some(VIRAMA);
    match (block, place) {
        // With a dot below: sounds of Persian and Arabic, and the flapped ones.
        (_, 0x15) if dotted => "q",
        (_, 0x17) if dotted => "gh",
        (_, 0x1C) if dotted => "z",
        (_, 0x21) if dotted => "r",
        (_, 0x22) if dotted => "rh",
        (_, 0x2B) if dotted => "f",
        (GURMUKHI, 0x38) if dotted => "sh",
        // Bengali writes `y` with a dot or below another; else it is heard as `j`. `b` below another is a `w`.
        (BENGALI, 0x2F) if !dotted && !joined => "j",
        (BENGALI, 0x2C) if joined => "w",
        (BENGALI, 0x70) => "r",
        (BENGALI, 0x71) => "w",
        (TAMIL, 0x1A) if !joined => "s",
        (_, 0x58) => "q",
        (_, 0x59) => "kh",
        (_, 0x5A) => "gh",
        (_, 0x5B) => "z",
        (_, 0x5C) => "r",
        (_, 0x5D) => "rh",
        (_, 0x5E) => "f",
        (_, 0x5F) => "y",
        _ => at(&CONSONANTS, place, 0x15).unwrap_or_default(),
    }
}

fn other((block, place): (u32, u32), next: Option<u32>) -> &'static str {
    match (block, place) {
        // What is heard through the nose, as the next consonant has it.
        (_, 0x01 | 0x02) | (GURMUKHI, 0x70) => match next {
            Some(0x2A..=0x2E) => "m",
            Some(0x39) => "ng",
            _ if block == BENGALI && place == 0x02 => "ng",
            None if block >= TAMIL => "m",
            _ => "n",
        },
        (BENGALI, 0x03) => "h",
        (BENGALI, 0x4E) => "t",
        (MALAYALAM, 0x7A | 0x7B) => "n",
        (MALAYALAM, 0x7C) => "r",
        (MALAYALAM, 0x7D | 0x7E) => "l",
        (MALAYALAM, 0x7F) => "k",
        _ => at(&SIGNS, place, 0x3E).or_else(|| at(&VOWELS, place, 0x05)).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("সিংহ", "singh")]
    #[case("ਸਿੰਘ", "singh")]
    #[case("सिंह", "singh")]
    #[case("রফিকুল", "raphikul")]
    #[case("চাঁদ", "chand")]
    #[case("যতীন", "jatin")]
    #[case("बृजेन्द्र", "brijendra")]
    #[case("रफ़ीक़", "rafiq")]
    #[case("બળવંત", "balavant")]
    #[case("தமிழ்", "tamil")]
    #[case("செல்வன்", "selvan")]
    #[case("മോഹനൻ", "mohanan")]
    #[case("రాజేశ్వర్", "rajeshvar")]
    fn a_word_is_written_as_it_is_heard(#[case] word: &str, #[case] expected: &str) {
        use unicode_normalization::UnicodeNormalization;
        assert_eq!(heard(&word.nfkc().collect::<String>()), expected);
    }
}
