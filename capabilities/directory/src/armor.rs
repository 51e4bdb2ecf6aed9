//! The text form of a card: one file that survives mail and paste.

use crate::card::{CARD_TEXT_BYTES_MAX, CardError};
use data_encoding::{BASE64, BASE64_MIME_PERMISSIVE};

pub(crate) const ARMOR_HEAD: &str = "-----BEGIN LIAISON CARD-----";
pub(crate) const ARMOR_FOOT: &str = "-----END LIAISON CARD-----";
const ARMOR_LINE: usize = 64;

/// The text form of signed bytes: one file that survives mail and paste.
#[must_use]
pub fn armor(signed: &[u8]) -> String {
    let text = BASE64.encode(signed);
    let mut out = format!("{ARMOR_HEAD}\n");
    for (number, c) in text.chars().enumerate() {
        if number > 0 && number.is_multiple_of(ARMOR_LINE) {
            out.push('\n');
        }
        out.push(c);
    }
    out.push('\n');
    out.push_str(ARMOR_FOOT);
    out.push('\n');
    out
}

/// The text between the marks, decoded. Mail adds `>` and spaces, and other text around it; both are forgiven.
pub(crate) fn unarmor(text: &str) -> Result<Vec<u8>, CardError> {
    if text.len() > CARD_TEXT_BYTES_MAX {
        return Err(CardError::TooLarge);
    }
    let (_, rest) = text.split_once(ARMOR_HEAD).ok_or(CardError::NotACard)?;
    let (inside, _) = rest.split_once(ARMOR_FOOT).ok_or(CardError::NotACard)?;
    let inside: String = inside.chars().filter(|c| !matches!(c, '>' | ' ' | '\t' | '\u{a0}')).collect();
    BASE64_MIME_PERMISSIVE.decode(inside.trim().as_bytes()).map_err(|_| CardError::NotACard)
}
