//! Words of a text as the search index keeps them. Made so that a query and a text that a person would call the same
//! give the same tokens, in any script; it refuses to rank and to guess spellings.

use crate::text::unmarked;

/// Most tokens of one text; the rest of a longer text is not found by search.
pub const SEARCH_TOKENS_MAX: usize = 4096;
/// Longest token, in characters; longer ones are cut.
pub const SEARCH_TOKEN_CHARS_MAX: usize = 48;

/// The tokens of a text, in order, each once: words folded, Arabic letters in one form, Han, kana and Hangul as pairs
/// of characters, and runs of digits joined across spaces and dashes (`+233 24 123` also gives `23324123`).
#[must_use]
pub fn search_tokens(text: &str) -> Vec<String> {
    let folded: String = unmarked(text).chars().filter_map(arabic).collect();
    let mut out = Tokens::default();
    let mut word = String::new();
    let mut ideographs: Vec<char> = Vec::new();
    for c in folded.chars() {
        if is_ideograph(c) {
            out.push(&std::mem::take(&mut word));
            ideographs.push(c);
            continue;
        }
        out.push_pairs(&std::mem::take(&mut ideographs));
        if c.is_alphanumeric() {
            word.push(c);
        } else if c != '\'' {
            out.push(&std::mem::take(&mut word));
        }
    }
    out.push(&word);
    out.push_pairs(&ideographs);
    for run in digit_runs(&folded) {
        out.push(&run);
    }
    out.list
}

/// One form of an Arabic letter, nothing for its signs. `None` leaves the character out.
pub(crate) fn arabic(c: char) -> Option<char> {
    match c {
        '\u{622}' | '\u{623}' | '\u{625}' | '\u{671}'..='\u{673}' | '\u{675}' => Some('\u{627}'),
        '\u{649}' | '\u{6CC}' | '\u{6CD}' | '\u{6D0}' | '\u{626}' | '\u{678}' => Some('\u{64A}'),
        '\u{624}' => Some('\u{648}'),
        '\u{629}' | '\u{6BE}' | '\u{6C0}'..='\u{6C3}' | '\u{6D5}' => Some('\u{647}'),
        '\u{6A9}' | '\u{6AA}' => Some('\u{643}'),
        '\u{621}'
        | '\u{640}'
        | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}'
        | '\u{670}'
        | '\u{6D6}'..='\u{6ED}' => None,
        c => Some(c),
    }
}

#[derive(Default)]
struct Tokens {
    list: Vec<String>,
    seen: std::collections::HashSet<String>,
}

impl Tokens {
    fn push(&mut self, token: &str) {
        let token: String = token.chars().take(SEARCH_TOKEN_CHARS_MAX).collect();
        if !token.is_empty() && self.list.len() < SEARCH_TOKENS_MAX && self.seen.insert(token.clone()) {
            self.list.push(token);
        }
    }

    fn push_pairs(&mut self, run: &[char]) {
        if let [single] = run {
            self.push(&single.to_string());
        }
        for pair in run.windows(2) {
            self.push(&pair.iter().collect::<String>());
        }
    }
}

fn is_ideograph(c: char) -> bool {
    matches!(u32::from(c), 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

/// Digits that stand together but for spaces, dashes, dots and brackets, five or more of them.
fn digit_runs(text: &str) -> Vec<String> {
    let mut runs = Vec::new();
    let mut run = String::new();
    for c in text.chars().chain(['\n']) {
        match c {
            '0'..='9' => run.push(c),
            ' ' | '-' | '.' | '(' | ')' | '/' | '+' if !run.is_empty() => {}
            _ => {
                if (5..=SEARCH_TOKEN_CHARS_MAX).contains(&run.len()) {
                    runs.push(std::mem::take(&mut run));
                }
                run.clear();
            }
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn arabic_spellings_of_one_word_give_one_token() {
        assert_eq!(search_tokens("أحمد"), search_tokens("احمد"));
        assert_eq!(search_tokens("فاطمة"), search_tokens("فاطمه"));
        assert_eq!(search_tokens("علي"), search_tokens("على"));
        assert_eq!(search_tokens("مـحـمَّد"), search_tokens("محمد"));
        assert_eq!(search_tokens("كريم"), search_tokens("کریم"));
    }

    #[test]
    fn marks_and_case_do_not_matter() {
        assert_eq!(search_tokens("Müller-ŁÓDŹ"), ["muller", "lodz"]);
        assert_eq!(search_tokens("O'Brien"), ["obrien"]);
    }

    #[test]
    fn chinese_is_found_by_pairs_and_numbers_by_their_digits() {
        assert_eq!(search_tokens("中华人民"), ["中华", "华人", "人民"]);
        assert!(search_tokens("tel. +233 24 123-45").contains(&"2332412345".to_owned()));
    }

    proptest! {
        #[test]
        fn tokens_are_their_own_tokens(text in "\\PC{0,60}") {
            for token in search_tokens(&text) {
                prop_assert!(search_tokens(&token).contains(&token), "{token:?} of {text:?}");
            }
        }
    }
}
