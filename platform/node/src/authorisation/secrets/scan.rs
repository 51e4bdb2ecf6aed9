//! Looks for what was planted in bytes that somebody got, in whatever form it may stand there: as it was written, in
//! other letters, in the codings of addresses, pages, scripts and files, and, where a stranger gets them, as digests.

use super::plants::{MARK, PHONE, WORD_LETTERS};
use kernel::Digest;
use std::collections::{BTreeSet, HashMap};

/// What is looked for: the planted words and numbers.
#[derive(Default)]
pub(super) struct Marks {
    words: HashMap<String, usize>,
    digests: HashMap<String, usize>,
}

impl Marks {
    pub(super) fn add(&mut self, token: &str, plant: usize) {
        let token = token.to_ascii_lowercase();
        for form in [token.clone(), token.to_ascii_uppercase(), format!("+227{token}")] {
            let digest = Digest::of_bytes(form.as_bytes());
            self.digests.insert(data_encoding::HEXLOWER.encode(&digest.0), plant);
            self.digests.insert(data_encoding::BASE64.encode(&digest.0), plant);
        }
        self.words.insert(token, plant);
    }

    /// The plants that stand in some bytes.
    pub(super) fn found(&self, bytes: &[u8]) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let text = String::from_utf8_lossy(bytes);
        self.in_text(&text, &mut found);
        for decoded in views(&text) {
            self.in_text(&decoded, &mut found);
        }
        found
    }

    /// As [`Self::found`], with the digests of what was planted.
    pub(super) fn found_or_digested(&self, bytes: &[u8]) -> BTreeSet<usize> {
        let mut found = self.found(bytes);
        let text = String::from_utf8_lossy(bytes);
        let lower = text.to_ascii_lowercase();
        let digests = self.digests.iter().filter(|(form, _)| match form.len() {
            64 => lower.contains(form.as_str()),
            _ => text.contains(form.trim_end_matches('=')),
        });
        found.extend(digests.map(|(_, plant)| *plant));
        found
    }

    fn in_text(&self, text: &str, found: &mut BTreeSet<usize>) {
        let bytes = text.as_bytes();
        for at in memchr::memchr2_iter(MARK[0], MARK[0].to_ascii_uppercase(), bytes) {
            let Some(word) = bytes.get(at..at + WORD_LETTERS) else { continue };
            if !word[1].eq_ignore_ascii_case(&MARK[1]) {
                continue;
            }
            let Ok(word) = std::str::from_utf8(word) else { continue };
            found.extend(self.words.get(&word.to_ascii_lowercase()));
        }
        for start in [PHONE, "96 73", "96-73", "96.73", "96+73", "96%2073", "967 3", "9 673"] {
            for at in memchr::memmem::find_iter(bytes, start.as_bytes()) {
                found.extend(self.words.get(&digits(&bytes[at..])));
            }
        }
    }
}

/// The digits of a number, however it is parted.
fn digits(bytes: &[u8]) -> String {
    let mut digits = String::new();
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        rest = match first {
            b'0'..=b'9' => {
                digits.push(char::from(*first));
                after
            }
            b' ' | b'-' | b'.' | b'+' => after,
            b'%' if after.starts_with(b"20") => &after[2..],
            _ => break,
        };
        if digits.len() == 8 {
            break;
        }
    }
    digits
}

/// The text with its codings undone, where it has any.
fn views(text: &str) -> Vec<String> {
    let bytes = text.as_bytes();
    let mut all = Vec::new();
    if memchr::memchr(b'%', bytes).is_some() {
        all.push(percent_undone(text));
    }
    if memchr::memmem::find(bytes, b"&#").is_some() {
        all.push(super::forms::plain(text));
    }
    if memchr::memmem::find(bytes, b"\\u00").is_some() {
        all.push(script_undone(text));
    }
    let hex = ["7a71786a", "5a51584a", "5A51584A", "7A71786A", "5a71786a", "39363733"];
    for start in hex {
        for at in memchr::memmem::find_iter(bytes, start.as_bytes()) {
            let run: String = text[at..].chars().take(64).take_while(char::is_ascii_hexdigit).collect();
            let even = run.get(..run.len() / 2 * 2).unwrap_or_default();
            let bytes = data_encoding::HEXLOWER_PERMISSIVE.decode(even.as_bytes()).unwrap_or_default();
            all.push(String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    all.extend(base64_undone(text));
    all
}

/// The mark that every planted word begins with, and the beginning of every planted number, as base64 has them at each
/// of the three places they may have in its groups.
fn base64_needles() -> Vec<(usize, String)> {
    let mut all = Vec::new();
    for mark in ["zqxj", "ZQXJ", "Zqxj", PHONE, "96 73"] {
        for place in 0..3 {
            let coded = data_encoding::BASE64.encode(format!("{}{mark}", "\0".repeat(place)).as_bytes());
            // The first letters depend on what stands before, the last on what comes after.
            let (from, to) = ([0, 2, 3][place], (place + mark.len()) * 8 / 6);
            all.push((from, coded[from..to].to_owned()));
        }
    }
    all
}

fn base64_undone(text: &str) -> Vec<String> {
    static NEEDLES: std::sync::LazyLock<Vec<(usize, String)>> = std::sync::LazyLock::new(base64_needles);
    let mut all = Vec::new();
    for (from, needle) in NEEDLES.iter() {
        for at in memchr::memmem::find_iter(text.as_bytes(), needle.as_bytes()) {
            let Some(start) = at.checked_sub(*from) else { continue };
            let coded = |b: u8| match b {
                b'-' => b'+',
                b'_' => b'/',
                b => b,
            };
            let run: Vec<u8> = text.as_bytes()[start..]
                .iter()
                .copied()
                .map(coded)
                .take(60)
                .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/'))
                .collect();
            let whole = &run[..run.len() / 4 * 4];
            if let Ok(bytes) = data_encoding::BASE64.decode(whole) {
                all.push(String::from_utf8_lossy(&bytes).into_owned());
            }
        }
    }
    all
}

fn percent_undone(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some(at) = memchr::memchr(b'%', rest) {
        out.extend_from_slice(&rest[..at]);
        let byte = rest.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
        match byte.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                rest = &rest[at + 3..];
            }
            None => {
                out.push(b'%');
                rest = &rest[at + 1..];
            }
        }
    }
    out.extend_from_slice(rest);
    String::from_utf8_lossy(&out).into_owned()
}

fn script_undone(text: &str) -> String {
    let mut parts = text.split("\\u");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let letter = part.get(..4).and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
        match letter {
            Some(letter) => {
                out.push(letter);
                out.push_str(&part[4..]);
            }
            None => out.push_str(part),
        }
    }
    out
}

#[test]
fn what_was_planted_is_found_in_every_form_and_nothing_else_is() {
    let (word, number) = ("zqxjabcdefgh", "96731234");
    let mut marks = Marks::default();
    marks.add(word, 7);
    marks.add(number, 8);
    let upper = word.to_uppercase();
    let mut forms = vec![
        (format!("<p>{word}</p>"), 7),
        (format!("id={upper}"), 7),
        (format!("a{word}b"), 7),
        (word.bytes().map(|b| format!("%{b:02x}")).collect(), 7),
        (word.bytes().map(|b| format!("&#{b};")).collect(), 7),
        (word.bytes().map(|b| format!("&#x{b:X};")).collect(), 7),
        (word.bytes().map(|b| format!("\\u{b:04x}")).collect(), 7),
        (data_encoding::HEXLOWER.encode(word.as_bytes()), 7),
        (data_encoding::HEXUPPER.encode(upper.as_bytes()), 7),
        ("tel:+22796731234".to_owned(), 8),
        ("+227 96 73 12 34".to_owned(), 8),
        ("%2B227%2096%2073%2012%2034".to_owned(), 8),
        ("96-73-12-34".to_owned(), 8),
    ];
    for before in ["", "x", "xy", "xyz"] {
        for (text, plant) in [(word, 7), (upper.as_str(), 7), (number, 8), ("96 73 12 34", 8)] {
            let inside = format!("{before}{text} and more");
            forms.push((data_encoding::BASE64.encode(inside.as_bytes()), plant));
            forms.push((data_encoding::BASE64URL_NOPAD.encode(inside.as_bytes()), plant));
        }
    }
    for (form, plant) in &forms {
        assert_eq!(marks.found(form.as_bytes()), [*plant].into(), "{form}");
    }
    let digest = Digest::of_bytes(word.as_bytes()).to_string();
    assert!(marks.found(digest.as_bytes()).is_empty());
    assert_eq!(marks.found_or_digested(digest.as_bytes()), [7].into());
    for other in ["zqxjabcdefgi", "96731235", "zqxj abcdefgh", "0193a-9673", "9673 and 1234", "9673\">1234"] {
        assert!(marks.found_or_digested(other.as_bytes()).is_empty(), "{other}");
    }
}
