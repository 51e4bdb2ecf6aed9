//! The limits of a card's parts, each with what it is called in a refusal.

use crate::card::{CODE_BYTES_MAX, CardError, LINE_BYTES_MAX, NAME_BYTES_MAX};
use crate::text::{is_plain, is_single_line};

pub(crate) fn within(
    range: std::ops::RangeInclusive<usize>,
    n: usize,
    what: &'static str,
) -> Result<(), CardError> {
    if range.contains(&n) { Ok(()) } else { Err(CardError::Limit(what)) }
}

pub(crate) fn name(text: &str, what: &'static str) -> Result<(), CardError> {
    let right = !text.trim().is_empty() && text.len() <= NAME_BYTES_MAX && is_single_line(text);
    if right { Ok(()) } else { Err(CardError::Limit(what)) }
}

pub(crate) fn line(text: &str, what: &'static str) -> Result<(), CardError> {
    if text.len() <= LINE_BYTES_MAX && is_single_line(text) { Ok(()) } else { Err(CardError::Limit(what)) }
}

pub(crate) fn code(text: &str, what: &'static str) -> Result<(), CardError> {
    let right = !text.is_empty() && text.len() <= CODE_BYTES_MAX && is_plain(text);
    if right { Ok(()) } else { Err(CardError::Limit(what)) }
}
