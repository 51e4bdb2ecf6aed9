//! The words of a text with their places, and what a finder asks of them.

use super::lexicon::Phrases;
use names::fold;

/// The script of a word, as far as rules differ by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// Latin, Cyrillic, Greek, Armenian: letters with a capital form.
    Cased,
    /// Arabic.
    Arabic,
    /// Chinese characters.
    Han,
    /// Ge'ez.
    Ethiopic,
    /// Digits, or any other script.
    Other,
}

/// A run of letters, digits and what joins them.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// First byte.
    pub(super) from: usize,
    /// The byte after the last.
    pub(super) to: usize,
    /// Folded: one case, digits in ASCII.
    pub(super) folded: String,
    pub(super) script: Script,
    /// The first letter is a capital.
    pub(super) capital: bool,
    /// All letters are capitals, and there are at least two.
    pub(super) all_capitals: bool,
    pub(super) has_digit: bool,
    /// A sentence, line, cell or quotation begins here.
    pub(super) first: bool,
    /// Nothing but one space (or nothing) stands before it.
    pub(super) follows: bool,
}

/// All words of a text.
pub(super) struct Words<'t> {
    pub(super) text: &'t str,
    all: Vec<Word>,
}

impl<'t> Words<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut all: Vec<Word> = Vec::new();
        let mut begun: Option<(usize, Script)> = None;
        let mut between = 0;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, c)| *c);
            let script = script_of(c);
            // A word ends where the script does: `مرحباabc`, `电话13800`.
            if let Some((from, before)) = begun
                && !(part_of_word(c, next) && same_word(before, script) && !elided(text, (from, at), c, next))
            {
                all.push(word(text, from, at, between));
                (begun, between) = (None, at);
            }
            if begun.is_none() && c.is_alphanumeric() {
                begun = Some((at, script));
            } else if let Some((from, Script::Other)) = begun
                && script != Script::Other
            {
                begun = Some((from, script));
            }
        }
        if let Some((from, _)) = begun {
            all.push(word(text, from, text.len(), between));
        }
        Self { text, all }
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<&Word> {
        self.all.get(at)
    }

    /// The words from a place on.
    pub(super) fn from(&self, at: usize) -> &[Word] {
        self.all.get(at..).unwrap_or_default()
    }

    /// What stands between a word and the one before it.
    pub(super) fn before(&self, at: usize) -> &'t str {
        let from = at.checked_sub(1).and_then(|n| self.all.get(n)).map_or(0, |w| w.to);
        let to = self.all.get(at).map_or(self.text.len(), |w| w.from);
        self.text.get(from..to).unwrap_or_default()
    }

    /// What stands after a word, until the next.
    pub(super) fn after(&self, at: usize) -> &'t str {
        at.checked_add(1).map_or("", |next| self.before(next))
    }

    /// The text of some words, with what stands between them.
    pub(super) fn span(&self, first: usize, last: usize) -> (usize, usize) {
        (self.all.get(first).map_or(0, |w| w.from), self.all.get(last).map_or(0, |w| w.to))
    }

    pub(super) fn text_of(&self, first: usize, last: usize) -> &'t str {
        let (from, to) = self.span(first, last);
        self.text.get(from..to).unwrap_or_default()
    }

    /// How many words the phrase takes up at this place; a phrase is folded words divided by spaces.
    pub(super) fn is_at(&self, at: usize, phrase: &str) -> Option<usize> {
        let mut count = 0_usize;
        for wanted in phrase.split(' ') {
            let place = at.checked_add(count)?;
            let word = self.all.get(place)?;
            // Arabic sets "and" against the word: `والمدعو`.
            let own = word.folded == wanted
                || count == 0
                    && word.script == Script::Arabic
                    && word.folded.strip_prefix('و') == Some(wanted);
            if !own || (count > 0 && !self.close(place)) {
                return None;
            }
            count = count.saturating_add(1);
        }
        Some(count)
    }

    /// The longest of some phrases at this place, in words.
    pub(super) fn longest(&self, at: usize, phrases: &Phrases) -> Option<usize> {
        let first = &self.all.get(at)?.folded;
        let joined = first.strip_prefix('و').unwrap_or_default();
        let begun = phrases.begun(first).iter().chain(phrases.begun(joined));
        begun.filter_map(|p| self.is_at(at, p)).max()
    }

    /// Whether only a space, a dot, an apostrophe or a slash stands before the word.
    pub(super) fn close(&self, at: usize) -> bool {
        let between = self.before(at);
        between.chars().count() <= 2 && between.chars().all(|c| " .'’\u{a0}/-\u{200f}\u{200e}".contains(c))
    }
}

fn same_word(before: Script, now: Script) -> bool {
    before == now || matches!((before, now), (Script::Cased, Script::Other) | (Script::Other, Script::Cased))
}

/// `d'Ibrahim`, `l'Italie`: a small letter and an apostrophe before a capital are words of their own.
fn elided(text: &str, (from, at): (usize, usize), c: char, next: Option<char>) -> bool {
    let own = text.get(from..at).unwrap_or_default();
    "'’".contains(c)
        && next.is_some_and(char::is_uppercase)
        && own.chars().all(char::is_lowercase)
        && own.chars().count() <= 2
}

fn part_of_word(c: char, next: Option<char>) -> bool {
    let joins = "'’ʼ-".contains(c) && next.is_some_and(char::is_alphabetic);
    // Marks of vowels and the like belong to their letter.
    c.is_alphanumeric() || joins || matches!(u32::from(c), 0x300..=0x36F | 0x64B..=0x65F | 0x670 | 0x640)
}

fn script_of(c: char) -> Script {
    match u32::from(c) {
        0x30..=0x39 | 0x660..=0x669 | 0x6F0..=0x6F9 | 0xFF10..=0xFF19 => Script::Other,
        0x600..=0x6FF | 0x750..=0x77F | 0x8A0..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFF => Script::Arabic,
        0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x2FFFF => Script::Han,
        0x1200..=0x139F | 0x2D80..=0x2DDF => Script::Ethiopic,
        0x41..=0x5A | 0x61..=0x7A | 0xC0..=0x52F | 0x531..=0x58F | 0x1E00..=0x1FFF => Script::Cased,
        _ => Script::Other,
    }
}

fn word(text: &str, from: usize, to: usize, gap: usize) -> Word {
    let own = text.get(from..to).unwrap_or_default();
    let letters = || own.chars().filter(|c| c.is_alphabetic());
    let between = text.get(gap..from).unwrap_or_default();
    let script = own.chars().map(script_of).find(|s| *s != Script::Other).unwrap_or(Script::Other);
    let stops = |c: char| ".!?:;\n\r\t\"«»“”„•|()[]。！？：；،؛؟።፡፤、—–".contains(c);
    Word {
        from,
        to,
        folded: fold(own).chars().filter(|c| *c != '\u{640}').collect(),
        script,
        capital: own.chars().next().is_some_and(char::is_uppercase),
        all_capitals: letters().count() > 1 && letters().all(char::is_uppercase),
        has_digit: own.chars().any(char::is_numeric),
        first: gap == 0 && from == between.len() || between.contains(stops),
        follows: between.chars().all(|c| c == ' ' || c == '\u{a0}') && between.chars().count() <= 1,
    }
}
