//! What texts of others may hold.

/// Letters, digits and `-_.` of ASCII: a code.
pub(crate) fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

/// One line without control characters and without marks that turn the direction of what follows, which would let
/// one name look like another.
pub(crate) fn is_single_line(text: &str) -> bool {
    !text.chars().any(|c| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}

/// The same for several lines.
pub(crate) fn is_text(text: &str) -> bool {
    text.split(['\n', '\r']).all(|line| is_single_line(&line.replace('\t', " ")))
}
