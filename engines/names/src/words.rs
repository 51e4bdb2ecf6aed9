//! Words of running text as full-text search keeps them: folded as [`crate::search_tokens`] folds, then without the
//! endings and the article that a language hangs on them. Light rules for Arabic, English, French, Russian and Spanish,
//! the same for a text and a question, without asking which language a text is in; Chinese stands in pairs of
//! characters. It refuses to be a grammar: two forms of one word mostly meet, and what is left of a word is always at
//! least [`STEM_CHARS_MIN`] characters, so that short words stay as they are.

use crate::search::search_tokens;

/// Fewest characters that an ending leaves of a word.
pub const STEM_CHARS_MIN: usize = 3;

/// Latin endings, longest first; what follows the arrow takes their place.
const LATIN: &[(&str, &str)] = &[
    ("amientos", ""),
    ("imientos", ""),
    ("amiento", ""),
    ("imiento", ""),
    ("issements", ""),
    ("issement", ""),
    ("aciones", "at"),
    ("ations", "at"),
    ("acion", "at"),
    ("ation", "at"),
    ("iciones", "it"),
    ("itions", "it"),
    ("icion", "it"),
    ("ition", "it"),
    ("ciones", "t"),
    ("tions", "t"),
    ("tion", "t"),
    ("cion", "t"),
    ("ements", ""),
    ("ement", ""),
    ("eurs", "eur"),
    ("euses", "eur"),
    ("euse", "eur"),
    ("adores", "ador"),
    ("adoras", "ador"),
    ("adora", "ador"),
    ("antes", "ant"),
    ("aient", ""),
    ("aron", ""),
    ("ieron", ""),
    ("ando", ""),
    ("iendo", ""),
    ("ings", ""),
    ("ing", ""),
    ("ieux", "ieu"),
    ("eaux", "eau"),
    ("aux", "al"),
    ("adas", ""),
    ("ados", ""),
    ("ada", ""),
    ("ado", ""),
    ("idas", ""),
    ("idos", ""),
    ("ida", ""),
    ("ido", ""),
    ("ees", ""),
    ("ies", "y"),
    ("ied", "y"),
    ("ers", ""),
    ("ee", ""),
    ("ed", ""),
    ("er", ""),
    ("ez", ""),
    ("ar", ""),
    ("ir", ""),
    ("es", ""),
    ("os", ""),
    ("as", ""),
    ("ss", "ss"),
    ("us", "us"),
    ("is", "is"),
    ("s", ""),
    ("e", ""),
    ("o", ""),
    ("a", ""),
];

/// Russian endings, longest first: cases of nouns and adjectives, forms of verbs.
const RUSSIAN: &[&str] = &[
    "ировались",
    "ировалась",
    "ировался",
    "ировали",
    "ировать",
    "иями",
    "ями",
    "ами",
    "ого",
    "его",
    "ому",
    "ему",
    "ыми",
    "ими",
    "ует",
    "уют",
    "ить",
    "ать",
    "ять",
    "еть",
    "ала",
    "али",
    "ало",
    "ила",
    "или",
    "ило",
    "лся",
    "лась",
    "лись",
    "ах",
    "ях",
    "ов",
    "ев",
    "ей",
    "ой",
    "ый",
    "ий",
    "ая",
    "яя",
    "ое",
    "ее",
    "ые",
    "ие",
    "ую",
    "юю",
    "ом",
    "ем",
    "ам",
    "ям",
    "ых",
    "их",
    "ым",
    "им",
    "ия",
    "ии",
    "ию",
    "ью",
    "а",
    "я",
    "о",
    "е",
    "ы",
    "и",
    "у",
    "ю",
    "ь",
    "й",
];

/// What Arabic writes at the head of a word: `and`, `in`, `like`, `so`, `for`, with the article or without.
const ARABIC_HEADS: &[&str] = &["وال", "بال", "كال", "فال", "لل", "ال"];
/// Arabic endings of number, gender and possession, as folded.
const ARABIC_TAILS: &[&str] =
    &["يات", "هما", "تها", "كم", "هم", "هن", "نا", "ها", "ات", "ان", "ون", "ين", "يه", "ه", "ي"];

/// The words of a text as full-text search keeps them, in order, each once.
#[must_use]
pub fn text_tokens(text: &str) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    search_tokens(text).into_iter().map(|token| stem(&token)).filter(|s| seen.insert(s.clone())).collect()
}

/// What is left of a folded word without its endings.
fn stem(word: &str) -> String {
    let Some(first) = word.chars().next() else { return String::new() };
    match first {
        'a'..='z' => latin(word),
        '\u{430}'..='\u{44F}' | '\u{451}' => russian(word),
        '\u{620}'..='\u{64A}' => arabic(word),
        _ => word.to_owned(),
    }
}

fn long_enough(rest: &str) -> bool {
    rest.chars().count() >= STEM_CHARS_MIN
}

fn latin(word: &str) -> String {
    let found = LATIN.iter().find_map(|(ending, instead)| {
        let rest = word.strip_suffix(ending)?;
        let whole = format!("{rest}{instead}");
        long_enough(rest).then_some(whole)
    });
    let mut stem = found.unwrap_or_else(|| word.to_owned());
    // `stopped`, `stop`.
    let mut last = stem.chars().rev();
    if let (Some(x), Some(y)) = (last.next(), last.next())
        && x == y
        && !matches!(x, 'a' | 'e' | 'i' | 'o' | 'u')
        && stem.chars().count() > STEM_CHARS_MIN
    {
        stem.pop();
    }
    stem
}

fn russian(word: &str) -> String {
    let word = word.replace('\u{451}', "\u{435}");
    let found = RUSSIAN.iter().find_map(|ending| word.strip_suffix(ending).filter(|rest| long_enough(rest)));
    found.map_or_else(|| word.clone(), str::to_owned)
}

fn arabic(word: &str) -> String {
    let headless = ARABIC_HEADS.iter().find_map(|head| word.strip_prefix(head).filter(|r| long_enough(r)));
    let word = headless.unwrap_or(word);
    let tailless = ARABIC_TAILS.iter().find_map(|tail| word.strip_suffix(tail).filter(|r| long_enough(r)));
    tailless.unwrap_or(word).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("boat", "boats")]
    #[case("smuggler", "smugglers")]
    #[case("smuggling", "smuggled")]
    #[case("arrested", "arrests")]
    #[case("stopped", "stop")]
    #[case("bateau", "bateaux")]
    #[case("passeur", "passeurs")]
    #[case("arrêté", "arrêtées")]
    #[case("barco", "barcos")]
    #[case("detenido", "detenidas")]
    #[case("detención", "detenciones")]
    #[case("лодка", "лодками")]
    #[case("перевозчик", "перевозчиков")]
    #[case("самолёт", "самолета")]
    #[case("القارب", "قارب")]
    #[case("مهربين", "المهربون")]
    #[case("شاحنة", "شاحنات")]
    #[case("مُهَرِّب", "مهرب")]
    fn forms_of_one_word_meet(#[case] one: &str, #[case] other: &str) {
        assert_eq!(text_tokens(one), text_tokens(other));
    }

    #[rstest]
    #[case("boat", "boot")]
    #[case("морю", "мера")]
    #[case("قارب", "قرية")]
    fn different_words_stay_apart(#[case] one: &str, #[case] other: &str) {
        assert_ne!(text_tokens(one), text_tokens(other));
    }

    #[test]
    fn chinese_is_found_by_pairs() {
        assert_eq!(text_tokens("走私船"), ["走私", "私船"]);
    }

    proptest! {
        #[test]
        fn a_stem_is_no_longer_than_its_word_by_more_than_a_letter(text in "\\PC{0,60}") {
            for (word, stem) in search_tokens(&text).iter().map(|w| (w, stem(w))) {
                prop_assert!(!stem.is_empty() && stem.chars().count() <= word.chars().count().saturating_add(1));
            }
        }
    }
}
