//! One key for the spellings of one name: the consonants of each of its words, the words in alphabetical order.
//!
//! A key is a coarse net. Vowels are left out because half the scripts do not write them, so different names share a
//! key; that is why a key alone is never matched (`persons`), and why a name of one word has none.

use crate::romanise::romanise;

/// Most words of a name that are looked at.
pub const NAME_WORDS_MAX: usize = 12;
/// Longest name that is looked at, in bytes.
pub const NAME_BYTES_MAX: usize = 512;
/// Fewest letters in a key: with fewer, unrelated names share it too easily.
pub const KEY_LETTERS_MIN: usize = 4;
/// Most windows of one text.
pub const WINDOWS_MAX: usize = 4096;
/// Most words in a window.
pub const WINDOW_WORDS_MAX: usize = 4;

/// Words that say how names hang together, left out of keys. `abd` is no such word: it is half of a name.
const PARTICLES: &[&str] = &[
    "al", "el", "ul", "il", "bin", "ibn", "ben", "bn", "bint", "bnt", "binti", "von", "van", "der", "den",
    "de", "del", "della", "da", "di", "do", "dos", "du", "la", "le", "ould", "wuld", "wld", "mr", "mrs",
    "ms", "dr", "prof", "and",
];

/// The key of a name: its words' skeletons, sorted, with single spaces between. `None` for a name of fewer than two
/// words that count, or of fewer than [`KEY_LETTERS_MIN`] letters in all.
///
/// The key does not change with case, marks, script (Arabic, Cyrillic, Latin; others by table), order of the words,
/// doubled letters, the article, or vowels.
#[must_use]
pub fn name_key(name: &str) -> Option<String> {
    if name.len() > NAME_BYTES_MAX {
        return None;
    }
    key_of(&skeletons(&romanise(name), NAME_WORDS_MAX))
}

/// The words of a name that count, each as a key has it, in order, each once: what a search finds one word of a name by,
/// in any script. Never matched.
#[must_use]
pub fn name_words(name: &str) -> Vec<String> {
    if name.len() > NAME_BYTES_MAX {
        return Vec::new();
    }
    let mut words = skeletons(&romanise(name), NAME_WORDS_MAX);
    let mut seen = std::collections::HashSet::new();
    words.retain(|word| seen.insert(word.clone()));
    words
}

/// The keys of every run of two to four words in a text, in order, each once: what a list of keys is held against to
/// find names in sentences. At most [`WINDOWS_MAX`].
#[must_use]
pub fn name_windows(text: &str) -> Vec<String> {
    let words = skeletons(&romanise(text), WINDOWS_MAX);
    let mut seen = std::collections::HashSet::new();
    let mut out = Vec::new();
    for from in 0..words.len() {
        for count in 2..=WINDOW_WORDS_MAX {
            let window = words.get(from..from.saturating_add(count)).unwrap_or_default();
            if let Some(key) = key_of(window)
                && seen.insert(key.clone())
            {
                out.push(key);
            }
            if out.len() >= WINDOWS_MAX {
                return out;
            }
        }
    }
    out
}

fn key_of(words: &[String]) -> Option<String> {
    let mut words = words.to_vec();
    words.sort_unstable();
    let letters: usize = words.iter().map(String::len).sum();
    (words.len() >= 2 && letters >= KEY_LETTERS_MIN).then(|| words.join(" "))
}

/// The skeletons of the words that count.
pub(crate) fn skeletons(romanised: &str, words_max: usize) -> Vec<String> {
    let words: Vec<&str> = romanised.split(' ').filter(|w| !w.is_empty()).collect();
    placed_skeletons(&words, words_max).into_iter().map(|placed| placed.skeleton).collect()
}

/// A skeleton, the words it was made of, and their places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    pub(crate) skeleton: String,
    pub(crate) whole: String,
    pub(crate) from: usize,
    pub(crate) to: usize,
}

/// The skeletons of the words that count, each with where it stands among them.
pub(crate) fn placed_skeletons(words: &[&str], words_max: usize) -> Vec<Placed> {
    let mut out: Vec<Placed> = Vec::new();
    let mut servant = None;
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at.saturating_add(1)).copied();
        if out.len() >= words_max {
            break;
        }
        if PARTICLES.contains(word) || next.is_some_and(|next| is_assimilated(word, next)) {
            continue;
        }
        // `Abd al-Rahman`, `Abdul Rahman` and `Abdurrahman` are one name.
        if next.is_some() && matches!(*word, "abd" | "abdul" | "abdal" | "abdel" | "abdu" | "abdoul") {
            servant = servant.or(Some(at));
            continue;
        }
        let from = servant.take();
        let whole = if from.is_some() { format!("abd{word}") } else { (*word).to_owned() };
        let skeleton = skeleton(&without_inner_article(&whole));
        if skeleton.len() >= 2 || whole.len() >= 3 {
            out.push(Placed { skeleton, whole, from: from.unwrap_or(at), to: at });
        }
    }
    out.retain(|placed| !placed.skeleton.is_empty());
    out
}

/// `ar` before `Rahman`, `as` before `Sadr`: the article as it is spoken.
fn is_assimilated(word: &str, next: &str) -> bool {
    matches!(
        word,
        "ar" | "as" | "ash" | "ad" | "adh" | "an" | "at" | "ath" | "az" | "er" | "ed" | "en" | "es" | "ez"
    ) && word.get(1..).is_some_and(|consonant| next.starts_with(consonant))
}

/// `abdulrahman` as `abdrahman`.
fn without_inner_article(word: &str) -> String {
    let inner = || {
        let rest = word.strip_prefix("abd")?;
        let rest = rest.trim_start_matches(['u', 'a', 'e', 'o', 'i']);
        let rest = rest.strip_prefix('l').filter(|rest| rest.len() >= 2).unwrap_or(rest);
        (!rest.is_empty()).then(|| format!("abd{rest}"))
    };
    inner().unwrap_or_else(|| word.to_owned())
}

/// The consonants of a word, in classes of those that spellings interchange; a vowel at the beginning is `a`.
fn skeleton(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    let mut first = true;
    while let Some(c) = rest.chars().next() {
        let (sound, taken) = sound(rest, c, first);
        for s in sound.chars() {
            if !out.ends_with(s) {
                out.push(s);
            }
        }
        rest = rest.get(taken..).unwrap_or_default();
        first = false;
    }
    // A last `h` is a way of writing a vowel: Fatima, Fatimah.
    if out.len() > 1 && out.ends_with('h') {
        out.pop();
    }
    out
}

/// What is heard at the beginning of `rest`, and how many letters write it.
fn sound(rest: &str, c: char, first: bool) -> (&'static str, usize) {
    // Longer ways of writing a sound before those that begin them.
    const GROUPS: &[(&str, &str)] = &[
        ("shch", "s"),
        ("tsch", "s"),
        ("sch", "s"),
        ("tch", "s"),
        ("tsh", "s"),
        ("chr", "kr"),
        ("ch", "s"),
        ("sh", "s"),
        ("kh", "k"),
        ("gh", "g"),
        ("dj", "g"),
        ("dh", "d"),
        ("th", "t"),
        ("ts", "s"),
        ("tz", "s"),
        ("zh", "s"),
        ("ph", "f"),
        ("ck", "k"),
        ("ce", "s"),
        ("ci", "s"),
    ];
    // Vowels that open a word like a consonant: Ouattara, Iurii.
    const OPENINGS: &[(&str, &str)] =
        &[("oua", "w"), ("oue", "w"), ("oui", "w"), ("ia", "y"), ("ie", "y"), ("io", "y"), ("iu", "y")];
    let openings: &[(&str, &str)] = if first { OPENINGS } else { &[] };
    if let Some((group, sound)) = openings.iter().chain(GROUPS).find(|(group, _)| rest.starts_with(group)) {
        return (sound, group.len());
    }
    let sound = match c {
        'a' | 'e' | 'i' | 'o' | 'u' if first => "a",
        'w' if first => "w",
        'y' if first => "y",
        // Arabic writes `p` as `b`, and clerks write `z` and `s` for each other.
        'b' | 'p' => "b",
        'c' | 'k' | 'q' => "k",
        'd' => "d",
        'f' | 'v' => "f",
        'g' | 'j' => "g",
        'h' => "h",
        'l' => "l",
        'm' => "m",
        'n' => "n",
        'r' => "r",
        's' | 'z' => "s",
        't' => "t",
        'x' => "ks",
        '0' => "0",
        '1' => "1",
        '2' => "2",
        '3' => "3",
        '4' => "4",
        '5' => "5",
        '6' => "6",
        '7' => "7",
        '8' => "8",
        '9' => "9",
        _ => "",
    };
    (sound, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("Mohammed Ahmad", "محمد أحمد")]
    #[case("Muhammad AHMED", "Ahmad, Mohamad")]
    #[case("Khalid al-Sharif", "خالد الشريف")]
    #[case("Abd al-Rahman Yusuf", "Abdurrahman Youssef")]
    #[case("Abdul Rahman Yusuf", "عبد الرحمن يوسف")]
    #[case("Abdullah Omar", "عبدالله عمر")]
    #[case("Fatimah bint Ali Hasan", "Fatima Ali Hassan")]
    #[case("Yuriy Shcherbakov", "Юрий Щербаков")]
    #[case("Ahmed as-Sadr", "أحمد الصدر")]
    fn spellings_of_one_name_have_one_key(#[case] a: &str, #[case] b: &str) {
        assert!(name_key(a).is_some());
        assert_eq!(name_key(a), name_key(b));
    }

    #[rstest]
    #[case("Mohammed")]
    #[case("al-Sharif")]
    #[case("A. B.")]
    #[case("")]
    fn a_name_of_one_word_has_no_key(#[case] name: &str) {
        assert_eq!(name_key(name), None);
    }

    #[test]
    fn different_names_have_different_keys() {
        assert_ne!(name_key("Khalid Sharif"), name_key("Karim Sharif"));
        assert_ne!(name_key("Ahmed Omar"), name_key("Ahmed Amin"));
    }

    #[test]
    fn a_name_is_found_in_a_sentence() {
        let key = name_key("Khalid Sharif").expect("two words");
        assert!(name_windows("He was seen with Khaled al-Sharif near the port.").contains(&key));
    }

    proptest! {
        #[test]
        fn the_order_and_case_of_words_do_not_matter(a in "[a-z]{3,8}", b in "[a-z]{3,8}", c in "[a-z]{3,8}") {
            prop_assume!([&a, &b, &c].iter().all(|w| !PARTICLES.contains(&w.as_str()) && !w.starts_with("ab")));
            prop_assume!(!["ash", "adh", "ath"].contains(&a.as_str()) && !["ash", "adh", "ath"].contains(&b.as_str()) && !["ash", "adh", "ath"].contains(&c.as_str()));
            prop_assert_eq!(name_key(&format!("{a} {b} {c}")), name_key(&format!("{}, {} {}", c.to_uppercase(), a, b)));
        }

        #[test]
        fn keys_are_bounded(text in "\\PC{0,600}") {
            if let Some(key) = name_key(&text) { prop_assert!(key.len() <= 4 * NAME_BYTES_MAX); }
            prop_assert!(name_windows(&text).len() <= WINDOWS_MAX);
        }
    }
}
