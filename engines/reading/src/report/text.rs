//! Words of a text and patterns over them: what the rules of the reports are written in.

/// A word or a mark of punctuation, and where it stands.
#[derive(Debug)]
pub(super) struct Word {
    pub start: usize,
    pub end: usize,
    /// In lower case, with straight apostrophes.
    pub lower: String,
}

/// The words of a text.
pub(super) struct Words<'a> {
    pub text: &'a str,
    pub all: Vec<Word>,
}

impl<'a> Words<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut all = Vec::new();
        let mut open: Option<usize> = None;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next_in = chars.peek().is_some_and(|(_, n)| n.is_alphanumeric());
            let inner = matches!(c, '\'' | '\u{2019}' | '-' | '\u{2011}' | '/') && open.is_some() && next_in;
            if in_word(c) || inner {
                open.get_or_insert(at);
                continue;
            }
            if let Some(start) = open.take() {
                all.push(word(text, start, at));
            }
            if !c.is_whitespace() {
                all.push(word(text, at, at.saturating_add(c.len_utf8())));
            }
        }
        if let Some(start) = open {
            all.push(word(text, start, text.len()));
        }
        Self { text, all }
    }

    pub(super) fn lower(&self, at: usize) -> &str {
        self.all.get(at).map_or("", |w| w.lower.as_str())
    }

    /// The text from one word to before another.
    pub(super) fn slice(&self, from: usize, to: usize) -> &'a str {
        let start = self.all.get(from).map_or(self.text.len(), |w| w.start);
        let end = to.checked_sub(1).and_then(|last| self.all.get(last)).map_or(start, |w| w.end);
        self.text.get(start..end.max(start)).unwrap_or_default().trim()
    }

    /// Where a pattern that begins at this word ends, if it stands there. A pattern is words divided by spaces; `a|b` is
    /// either, `a?` may be missing, `…` is any of at most six words or none.
    pub(super) fn at(&self, at: usize, pattern: &str) -> Option<usize> {
        let (first, rest) = match pattern.split_once(' ') {
            Some((first, rest)) => (first, Some(rest)),
            None => (pattern, None),
        };
        let after = |next: usize| rest.map_or(Some(next), |rest| self.at(next, rest));
        if first == "\u{2026}" {
            let most = at.saturating_add(6).min(self.all.len());
            return (at..=most).find_map(after);
        }
        let (first, optional) = first.strip_suffix('?').map_or((first, false), |f| (f, true));
        let here = self.lower(at);
        if !here.is_empty()
            && first.split('|').any(|one| one == here)
            && let Some(end) = after(at.saturating_add(1))
        {
            return Some(end);
        }
        if optional { after(at) } else { None }
    }

    /// The first place from a word on where a pattern stands: where it begins and ends.
    pub(super) fn find(&self, from: usize, pattern: &str) -> Option<(usize, usize)> {
        (from..self.all.len()).find_map(|at| self.at(at, pattern).map(|end| (at, end)))
    }

    /// The first place of the first pattern that stands anywhere.
    pub(super) fn find_any(&self, from: usize, patterns: &[&str]) -> Option<(usize, usize)> {
        patterns
            .iter()
            .filter_map(|p| self.find(from, p))
            .min_by_key(|(start, end)| (*start, usize::MAX - end))
    }

    pub(super) fn has(&self, pattern: &str) -> bool {
        self.find(0, pattern).is_some()
    }
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric() && superscript(c).is_none()
}

fn word(text: &str, start: usize, end: usize) -> Word {
    let lower = text.get(start..end).unwrap_or_default().to_lowercase();
    Word { start, end, lower: lower.replace(['\u{2019}', '\u{2018}'], "'").replace('\u{2011}', "-") }
}

/// The digit that a raised one stands for.
pub(super) fn superscript(c: char) -> Option<char> {
    Some(match c {
        '\u{b9}' => '1',
        '\u{b2}' => '2',
        '\u{b3}' => '3',
        '\u{2070}' => '0',
        '\u{2074}' => '4',
        '\u{2075}' => '5',
        '\u{2076}' => '6',
        '\u{2077}' => '7',
        '\u{2078}' => '8',
        '\u{2079}' => '9',
        _ => return None,
    })
}

/// The numbers written in raised digits.
pub(super) fn raised(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut open = String::new();
    for c in text.chars().chain([' ']) {
        match superscript(c) {
            Some(digit) => open.push(digit),
            None if !open.is_empty() => all.push(std::mem::take(&mut open)),
            None => {}
        }
    }
    all
}

/// Whether a text ends as a sentence or a member of a list does.
pub(super) fn ended(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| {
        c.is_whitespace()
            || superscript(c).is_some()
            || matches!(c, '"' | '\u{201d}' | '\u{2019}' | '\u{bb}' | ')' | '*' | ']')
    });
    text.ends_with(['.', ':', ';', '!', '?', '\u{2026}', '\u{3002}', '\u{61f}', '\u{61b}'])
}

/// Whether the first letter is a small one.
pub(super) fn begins_small(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_lowercase)
}

/// Whether the first letter is a capital, after an opening quote.
pub(super) fn begins_large(text: &str) -> bool {
    text.trim_start_matches(['"', '\u{201c}', '\u{ab}', '\u{2018}', '(', '\u{a0}', ' ', '\u{bf}'])
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || !c.is_lowercase() && c.is_alphabetic())
}

/// The sentences of a text: where each begins and ends.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    const SHORT: [&str; 22] = [
        "mr", "mrs", "ms", "dr", "prof", "no", "nos", "para", "paras", "vol", "art", "st", "al", "cf", "p",
        "pp", "chap", "sect", "rev", "mme", "sr", "sra",
    ];
    let mut all = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '!' | '?') {
            continue;
        }
        let mut end = at.saturating_add(1);
        while let Some((_, next)) = chars.peek().copied() {
            if !matches!(next, '"' | '\u{201d}' | ')' | '\u{bb}') && superscript(next).is_none() {
                break;
            }
            end = end.saturating_add(next.len_utf8());
            chars.next();
        }
        let rest = text.get(end..).unwrap_or_default();
        let said = text.get(start..at).unwrap_or_default();
        let last = said.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
        let initial = last.chars().count() == 1 && last.chars().all(char::is_alphabetic);
        let goes_on = !rest.starts_with(char::is_whitespace) || !begins_large(rest.trim_start());
        if goes_on || (c == '.' && (initial || SHORT.contains(&last.as_str()))) {
            continue;
        }
        all.push(text.get(start..end).unwrap_or_default().trim());
        start = end;
    }
    let rest = text.get(start..).unwrap_or_default().trim();
    if !rest.is_empty() {
        all.push(rest);
    }
    all
}

/// A roman number, none where the letters are no such number as one writes it.
pub(super) fn roman(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 8 {
        return None;
    }
    let mut total = 0u32;
    let mut last = 0u32;
    for c in text.chars().rev() {
        let value = match c.to_ascii_uppercase() {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            'L' => 50,
            'C' => 100,
            _ => return None,
        };
        total = if value < last { total.checked_sub(value)? } else { total.checked_add(value)? };
        last = last.max(value);
    }
    (as_roman(total) == text.to_ascii_uppercase()).then_some(total)
}

fn as_roman(mut number: u32) -> String {
    let mut text = String::new();
    for (value, letters) in
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    {
        while number >= value {
            text.push_str(letters);
            number = number.saturating_sub(value);
        }
    }
    text
}

/// Whether a word stands in a list of words divided by spaces.
pub(super) fn among(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split(' ').any(|one| one == word)
}

/// A text without its white space.
pub(super) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters and digits alone, in lower case: what two ways of writing a heading have in common.
pub(super) fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_roman_number_is_one_only_as_it_is_written() {
        assert_eq!(roman("XIV"), Some(14));
        assert_eq!(roman("iv"), Some(4));
        assert_eq!(roman("IIII"), None);
        assert_eq!(roman("MIX"), None);
    }

    #[test]
    fn sentences_end_where_they_end() {
        let text = "Mr. A. Diallo (Niger) spoke. The Group met (see annex I). It adopted decision 3.1 today";
        assert_eq!(sentences(text).len(), 3, "{:?}", sentences(text));
    }

    #[test]
    fn a_pattern_may_leave_words_out() {
        let words = Words::of("statements were also made by representatives of");
        assert!(words.has("statements were|was also? made by"));
        assert!(Words::of("statements were made by").has("statements were|was also? made by"));
        assert!(!words.has("statements were made by"));
        assert!(words.has("statements … representatives of"));
    }
}
