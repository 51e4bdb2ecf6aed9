//! Somali names as they are heard: their Latin letters write with `x` and `c` what other languages write otherwise or not at
//! all.
//!
//! Refused: taking an `x` or a `c` by itself for a sign of Somali. Read as Somali, `Xu` would be `Hu` and `Xiaoli` would be
//! `Haile`; only a word that no other language writes so shows it: `Cabdi`, `Maxamed`.

use crate::vocabulary;

/// Whether a word is written as no other language writes it.
pub(crate) fn shows(plain: &str) -> bool {
    is_servant(plain) || vocabulary::is_somali(&single(plain))
}

/// `Cabdi`, `Cabdulle`, `Cabdalla`: the servant with the `ع` written.
fn is_servant(plain: &str) -> bool {
    plain.strip_prefix("cabd").is_some_and(|rest| rest.starts_with(['i', 'u', 'a']))
}

/// Every letter once where it is doubled: Somali writes long vowels twice or not.
fn single(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len());
    for c in plain.chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// A word of a Somali name as it is heard: `x` is a breath, and `c` is what Arabic writes `ع` and others leave out. Before
/// `h` and `k` it belongs to a word of another language: Somali has neither pair.
pub(crate) fn heard(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len());
    let mut letters = plain.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            'x' => out.push('h'),
            'c' if !matches!(letters.peek(), Some('h' | 'k')) => {}
            c => out.push(c),
        }
    }
    out
}
